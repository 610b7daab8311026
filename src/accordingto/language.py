"""Everything of one language as data: the only reader of ``lexicons/en``, with one error.

Each table is a ``msgspec`` type beside the code that uses it; the type is the file's only schema. Trees and tags are Universal
Dependencies, so what walks trees is shared between languages; what lists words stands here.
"""

from importlib import resources
from importlib.resources.abc import Traversable
from typing import TypeVar

import msgspec

from accordingto.errors import LexiconError

T = TypeVar("T")

CODE = "en"
"""The language whose tables are read (ISO 639-1)."""


def load(name: str, kind: type[T]) -> T:
    """A table of the language.

    Args:
        name: the file's name without ``.toml``.
        kind: the type that it must have.

    Raises:
        LexiconError: the file is none, is not TOML, or breaks the schema.
    """
    return decode(name, content(name), kind)


def decode(name: str, data: bytes, kind: type[T]) -> T:
    """A table from the bytes of the file ``name``; errors as :func:`load`'s."""
    try:
        return msgspec.toml.decode(data, type=kind)
    except msgspec.ValidationError as error:
        raise LexiconError(f"{_place(name)}: {error}") from error
    except msgspec.DecodeError as error:
        raise LexiconError(f"{_place(name)}: not TOML: {error}") from error


def content(name: str) -> bytes:
    """The bytes of a file; errors as :func:`load`'s."""
    try:
        return (_folder() / f"{name}.toml").read_bytes()
    except FileNotFoundError as error:
        raise LexiconError(f"{_place(name)}: there is no such file") from error


def names(beginning: str = "") -> tuple[str, ...]:
    """The names of the files, in the order of the files; with ``beginning``, of those that begin so."""
    files = sorted(f.name for f in _folder().iterdir() if f.name.startswith(beginning) and f.name.endswith(".toml"))
    return tuple(name.removesuffix(".toml") for name in files)


def shared(name: str) -> Traversable:
    """A file beside the languages' tables that is of none of them."""
    return resources.files("accordingto") / "lexicons" / name


def _folder() -> Traversable:
    return shared(CODE)


def _place(name: str) -> str:
    return f"lexicons/{CODE}/{name}.toml"
