"""A claim's ``coder`` names every file that shapes it: a changed file gives another."""

import os
from pathlib import Path

import pytest

import accordingto
from accordingto import coder, errors, meaning
from accordingto.encoder import open_folder

PACKAGE = Path(accordingto.__file__).parent
# Not of the record: its schema (a test holds it to the types), what pages are drawn with, what only takes claims.
ELSEWHERE = ("archive", "compare", "contract", "export", "server", "store", "py.typed")
MODEL = "00000000"


def shaping():
    """The files of the package that the record depends on."""
    files = (p.relative_to(PACKAGE) for p in sorted(PACKAGE.rglob("*")) if p.is_file())
    return [p for p in files if "__pycache__" not in p.parts and (p.suffix == ".py" or p.parts[0] not in ELSEWHERE)]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The package as links, of which a test replaces one."""
    folder = tmp_path_factory.mktemp("package")
    for path in shaping():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        os.symlink(PACKAGE / path, folder / path)
    return folder


def changed(folder, path):
    """``coder`` with one more byte in a file."""
    data = (PACKAGE / path).read_bytes()
    (folder / path).unlink()
    (folder / path).write_bytes(data + b"\n")
    try:
        return coder.named(MODEL, folder)
    finally:
        (folder / path).unlink()
        os.symlink(PACKAGE / path, folder / path)


LISTED = {"encoder.onnx", "meaning.onnx", "meaning.npz", "relations.npz", "words.npz", "labels.json", "lemmas.json", "tokenizer.json"}
"""Weights by the manifest's digests: a changed one is refused when it is loaded."""


@pytest.mark.parametrize("path", [p for p in shaping() if p.suffix != ".py" and p.name not in LISTED], ids=str)
def test_another_data_file_is_another_coder(copy, path):
    assert changed(copy, path) != coder.named(MODEL, PACKAGE)


@pytest.mark.parametrize("name", ["decide/weighing.py", "claims.py", "pipeline.py", "attribution/stances.py", "ingest/plain.py"])
def test_another_rule_is_another_coder(copy, name):
    assert changed(copy, Path(name)) != coder.named(MODEL, PACKAGE)


@pytest.mark.parametrize("name", sorted(LISTED))
def test_weights_that_the_manifest_does_not_name_are_refused(tmp_path, name):
    for file in (PACKAGE / "model").iterdir():
        if file.name != name:
            os.symlink(file, tmp_path / file.name)
    (tmp_path / name).write_bytes((PACKAGE / "model" / name).read_bytes() + b"\n")
    with pytest.raises(errors.ModelError, match=name.replace(".", r"\.")):
        meaning.open_folder(tmp_path, open_folder(tmp_path))


def test_another_gazetteer_is_another_coder(tmp_path):
    other = tmp_path / "gazetteer.tsv.gz"
    other.write_bytes(b"other places")
    assert coder.named(MODEL, PACKAGE, other) != coder.named(MODEL, PACKAGE)


def test_the_same_files_are_the_same_coder(copy):
    assert coder.named(MODEL, copy) == coder.named(MODEL, PACKAGE)
