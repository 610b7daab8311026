"""What the encoders make of a text, kept in memory and on disk, so that the program can be run again and again with other rules.

    with cached.encoders():
        …               every text is read by the networks once, whatever rules, lexicons and weights of decisions then make of it

The key is the text with its blocks and everything that shapes the networks' output: the weights and the code that cuts words and draws
trees. Rules (coordination, insertions, reports and all that follows) run anew each time.
"""

import hashlib
import os
import pickle
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

import accordingto
from accordingto import encoder, meaning
from accordingto.analysis import Analysis, Lower

FOLDER = Path(__file__).resolve().parents[1] / "out" / "cache"
_SHAPING = ("encoder.py", "windows.py", "tokens.py", "features.py", "lemmas.py", "meaning.py", "analysis.py", "standins.py")
_MEMORY: dict[str, tuple[Analysis, Any, Any]] = {}


@cache
def _version() -> str:
    """Names the weights and the code that the networks' output depends on."""
    root = Path(accordingto.__file__).parent
    found = hashlib.sha256()
    for name in _SHAPING:
        found.update((root / name).read_bytes())
    found.update((root / "lexicons/en/countries.toml").read_bytes())
    for file in sorted((root / "model").iterdir()):
        if file.name not in ("confidence.json", "antecedents.json", "belonging.json", "participation.json"):
            found.update(file.read_bytes())
    return found.hexdigest()[:16]


class Reader:
    """In the place of the encoder: analyses from the cache, everything else the encoder's own."""

    def __init__(self, own: encoder.Encoder, told: meaning.Meaning, folder: Path | None) -> None:
        self.own, self.told, self.folder = own, told, folder

    def __getattr__(self, name: str) -> Any:
        return getattr(self.own, name)

    def analyse(
        self, text: str, blocks: Sequence[tuple[int, int]], *, heads: Collection[str] = encoder.USUAL, sentences: bool = False
    ) -> Analysis:
        """As :meth:`accordingto.encoder.Encoder.analyse`."""
        asked = repr((_version(), text, tuple(blocks), sorted(heads), sentences))
        key = hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()
        if key not in _MEMORY:
            _MEMORY[key] = self._stored(key) or self._made(key, text, blocks, heads, sentences)
        analysis = _MEMORY[key][0]
        return msgspec.structs.replace(analysis, below=(Lower(0, len(analysis.tokens), key, None),) if "below" in heads else ())

    def _stored(self, key: str) -> tuple[Analysis, Any, Any] | None:
        if self.folder is None or not (self.folder / key).exists():
            return None
        with (self.folder / key).open("rb") as file:
            found: tuple[Analysis, Any, Any] = pickle.load(file)
        return found

    def _made(
        self, key: str, text: str, blocks: Sequence[tuple[int, int]], heads: Collection[str], sentences: bool
    ) -> tuple[Analysis, Any, Any]:
        analysis = self.own.analyse(text, blocks, heads=heads, sentences=sentences)
        told = self.told.read(analysis) if "below" in heads else None
        found = msgspec.structs.replace(analysis, below=()), told and told.vectors, told and told.edges
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "wb") as file:
                pickle.dump(found, file, protocol=5)
            os.replace(name, self.folder / key)
        return found


class Told:
    """In the place of the meaning encoder."""

    def __init__(self, own: meaning.Meaning) -> None:
        self.own, self.labels, self.heads = own, own.labels, own.heads

    def read(self, analysis: Analysis) -> meaning.Told:
        """As :meth:`accordingto.meaning.Meaning.read`."""
        if not analysis.below or not isinstance(analysis.below[0].vectors, str):
            return self.own.read(analysis)
        _, vectors, edges = _MEMORY[analysis.below[0].vectors]
        return meaning.Told(self.heads, np.asarray(vectors, np.float32), edges)


@contextmanager
def encoders(folder: Path | None = FOLDER) -> Iterator[None]:
    """Put the cache in the place of both encoders.

    Args:
        folder: where it is kept from one run to the next; None: in memory alone.
    """
    load, told = encoder.load, meaning.load
    reader, teller = Reader(load(), told(), folder), Told(told())
    encoder.load, meaning.load = (lambda: reader), (lambda: teller)  # type: ignore[assignment, return-value]
    try:
        yield
    finally:
        encoder.load, meaning.load = load, told
