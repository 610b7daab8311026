"""What a reader hands on: the text and its stretches, each with its kind where the form tells."""

import re
from collections.abc import Iterable

import msgspec

from accordingto.types import BlockKind

# Lone surrogates have no UTF-8, so no record could be written with them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A stretch of a text with its kind; None where its form does not tell. ``reason`` says why furniture is none of the text."""

    start: int
    end: int
    kind: BlockKind | None
    reason: str | None = None


class Source(msgspec.Struct, frozen=True):
    """What a reader found: the text, its pieces, and what the file says of itself."""

    text: str
    pieces: tuple[Piece, ...]
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    speaker: str | None = None
    language: str | None = None
    date_reason: str | None = None


class Part(msgspec.Struct, frozen=True, gc=False):
    """A paragraph that a reader found, with its kind; None where its form does not tell. ``reason`` as in :class:`Piece`."""

    words: str
    kind: BlockKind | None
    reason: str | None = None


def joined(parts: Iterable[Part]) -> Source:
    """The text of parts, an empty line between them, with their pieces."""
    kept: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for part in parts:
        words = part.words.strip()
        if not words.isprintable():
            words = clean(words).strip()
        if any(c.isalnum() for c in words):
            pieces.append(Piece(at, at + len(words), part.kind, part.reason))
            kept.append(words)
            at += len(words) + 2
    return Source("\n\n".join(kept), tuple(pieces))


def clean(text: str) -> str:
    """Line ends as ``\\n``, no control characters; nothing else is changed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _CONTROL.sub("", text).lstrip("\ufeff")


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
