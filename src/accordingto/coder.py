"""Names what made a claim, file by file, so that records of two makes are never taken for one.

    accordingto 0.1.0; code 5c0f3a1e; model d7a73e77; weights 90ab12cd; lexicons 70cc14cc; gazetteer 2f6e8d01

``code`` is the program, ``model`` the analyser, ``weights`` all that was trained (both encoders, relations, words, lemmas, antecedents,
confidence and whatever else), ``lexicons`` the tables of English, ``gazetteer`` the places and given names that names are looked up in.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

VERSION = "0.1.0"
_APART = frozenset(("archive", "comparison", "contract", "export", "server", "store"))
"""Folders that take claims and make none; nor do the command lines."""


@cache
def version(model: str) -> str:
    """What stands in a claim's ``coder``.

    Args:
        model: the analyser's version.
    """
    given = os.environ.get("ACCORDINGTO_GAZETTEER")
    return named(model, resources.files("accordingto"), Path(given) if given else None)


def named(model: str, root: Traversable, gazetteer: Traversable | None = None) -> str:
    """As :func:`version`, of a package folder and of a gazetteer in the place of the package's own."""
    lexicons = root / "lexicons"
    parts = {
        "code": [f for f in _files(root) if f.name.endswith(".py")],
        "weights": _weights(root / "model"),
        "lexicons": sorted((f for f in (lexicons / "en").iterdir() if f.name.endswith(".toml")), key=lambda f: f.name),
        "gazetteer": [gazetteer or lexicons / "gazetteer.tsv.gz", lexicons / "given-names.tsv.gz"],
    }
    found = {name: _digest(files) for name, files in parts.items()}
    found = {"code": found.pop("code"), "model": model} | found
    return "; ".join((f"accordingto {VERSION}", *(f"{name} {value}" for name, value in found.items())))


def _weights(folder: Traversable) -> list[Traversable]:
    """The manifest, which holds the digests of the weights and is checked when they are loaded, and whatever it does not name."""
    manifest = (folder / "manifest.json").read_bytes()
    return [f for f in _files(folder) if f'"{f.name}"'.encode() not in manifest]


def _files(folder: Traversable) -> Iterator[Traversable]:
    """The files of a folder and its folders, in the order of their names."""
    for entry in sorted(folder.iterdir(), key=lambda f: f.name):
        if entry.is_dir():
            if entry.name not in _APART:
                yield from _files(entry)
        elif not entry.name.endswith("cli.py"):
            yield entry


def _digest(files: Iterable[Traversable]) -> str:
    whole = hashlib.sha256()
    for file in files:
        data = file.read_bytes()
        whole.update(f"{file.name} {len(data)}\n".encode())
        whole.update(data)
    return whole.hexdigest()[:8]
