"""Page furniture: which lines are debris around a text, and how far that reaches.

The kinds are data, ``lexicons/en/furniture.toml``; running heads are found by coming back.
"""

import itertools
import re
from collections.abc import Sequence
from enum import Enum
from functools import cache

import msgspec

from accordingto import language, turnlabels
from accordingto.ingest.pieces import Piece

_LONGEST = 200
_PART = 60
"""Characters of a part of a debris line that no pattern knows."""
_BETWEEN = re.compile(r"\s+[|·•]\s+|\s{3,}")
_SENTENCES = re.compile(r"(?<=\w[.?!])\s+(?=[A-Z])")
_NEXT = re.compile(r"\s+(?=[A-Z©])")
_MOST_SEAMS = 8
_TWO = 120
_LOOSE = frozenset(("page number",))
"""Kinds that a part of a text's own words may look like."""
_CONTACT = "contact line"
_CONTACT_WORDS = 6
_REACHED = re.compile(r"\S+@\S+|www\.|\+?\(?\d[\d ()/.-]{5,}")
_HEAD_WORDS = 3
"""Words from which a line that comes back is a running head, not the heading of a part."""
_SEEN = 2
"""Paragraphs behind which comments are no link at the top of a page."""
_NUMBERED = re.compile(r"(?:^\W*\d{1,4}\b)|(?:\W*\b(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*$)", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"[.!?…][”\"’')\]]*\s*$")


class Reach(Enum):
    """How far a line of debris reaches: itself, the list of links that it heads, or the rest of the page."""

    LINE = 1
    LINKS = 2
    REST = 3


class Furniture(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of page debris; ``line`` patterns match a whole line.

    ``after`` patterns match a line from which on everything is debris, if it stands in the second half of the page or behind two
    paragraphs; ``heads`` ones a line that heads a list of links: the short lines without a full stop that follow are debris too, the first
    sentence ends them.
    """

    reason: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    line: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


class _Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    furniture: tuple[Furniture, ...]


@cache
def lexicon() -> tuple[Furniture, ...]:
    """The kinds of page debris.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("furniture", _Lexicon).furniture


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, Reach], ...]:
    return tuple(
        (re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE), entry.reason, reach)
        for entry in lexicon()
        for patterns, reach in ((entry.line, Reach.LINE), (entry.after, Reach.REST), (entry.heads, Reach.LINKS))
        if patterns
    )


def reason(words: str) -> tuple[str, Reach] | None:
    """Why a line is page debris, and how far that reaches; None where it is text."""
    words = words.strip("*_ ")  # set bold
    if not 0 < len(words) <= _LONGEST:
        return None
    return _whole(words) or _in_parts(words) or _in_sentences(words) or _in_two(words)


def _whole(words: str) -> tuple[str, Reach] | None:
    for pattern, why, reach in _patterns():
        if pattern.fullmatch(words):
            return why, reach
    return None


def _in_parts(words: str) -> tuple[str, Reach] | None:
    """A line of several parts: one of them debris, the others short and no sentences."""
    parts = [p for p in _BETWEEN.split(words) if p]
    if len(parts) < 2:
        return None
    found = [_whole(p) for p in parts]
    known = next((f for f in found if f is not None), None)
    if known is None or known[0] in _LOOSE:
        return None
    others = [p for p, f in zip(parts, found, strict=True) if f is None]
    return (known[0], Reach.LINE) if all(len(p) <= _PART for p in others) and len(others) < len(parts) else None


def _in_sentences(words: str) -> tuple[str, Reach] | None:
    """Several sentences, each of them debris."""
    parts = _SENTENCES.split(words)
    found = [_whole(p) for p in parts] if 1 < len(parts) <= 4 else []
    return (found[0][0], Reach.LINE) if found and found[0] is not None and all(f is not None for f in found) else None


def _in_two(words: str) -> tuple[str, Reach] | None:
    """Two lines of debris run together ("Press contact Print this page")."""
    if len(words) > _TWO or words[-1] in ".!?:;,":
        return None
    for m in itertools.islice(_NEXT.finditer(words), _MOST_SEAMS):
        left = _whole(words[: m.start()])
        if left is not None and left[0] not in _LOOSE and (right := _whole(words[m.end() :])) is not None and right[0] not in _LOOSE:
            return left[0], Reach.LINE
    return None


def find(text: str, pieces: Sequence[Piece]) -> dict[int, str]:
    """The pieces that are page furniture, each with its reason.

    Args:
        text: the document's text.
        pieces: what the reader found; those it knows for furniture, titles and headings are taken at its word.
    """
    found: dict[int, str] = {}
    running = _running(text, pieces)
    half = sum(p.end - p.start for p in pieces if p.kind != "furniture") / 2
    passed = 0
    going: tuple[str, Reach] | None = None
    paragraphs = 0
    for n, piece in enumerate(pieces):
        why, going = _debris(text, piece, going, passed >= half or paragraphs >= _SEEN, n in running)
        passed += piece.end - piece.start if piece.kind != "furniture" else 0
        if why is not None:
            found[n] = why
        elif _PARAGRAPH_END.search(text, max(piece.start, piece.end - 4), piece.end):
            paragraphs += 1
    return found


def _debris(
    text: str, piece: Piece, going: tuple[str, Reach] | None, late: bool, running: bool
) -> tuple[str | None, tuple[str, Reach] | None]:
    """Why a piece is debris (None: it is text), and what debris goes on after it; ``late``: behind enough text for comments to follow."""
    if going is not None and going[1] is Reach.REST:
        return piece.reason or going[0], going
    if piece.kind == "furniture" or running:
        return piece.reason or "running head or page number", going
    words = text[piece.start : piece.end]
    # A reader that knows the form knows best: a heading of an article is no debris, nor is its title.
    found = reason(words) if piece.kind not in ("title", "heading") else None
    if found is not None:
        why, reach = found
        if reach is Reach.REST and not late:
            return why, None
        return why, going if reach is Reach.LINE else found
    if going is not None and len(words) < _LONGEST and words[-1] not in '.!?:;,”"' and (going[0] != _CONTACT or _contact(words)):
        return going[0], going
    return None, None


def _contact(words: str) -> bool:
    """Whether a line below "Contact:" is a name, an address or a number, not the title under it."""
    return len(words.split()) <= _CONTACT_WORDS or _REACHED.search(words) is not None


def _running(text: str, pieces: Sequence[Piece]) -> set[int]:
    """Short lines that come back with or without a page's number: all but the first, which may be the title."""
    at: dict[str, list[int]] = {}
    for n, piece in enumerate(pieces):
        if piece.kind is None and piece.end - piece.start <= 80:
            words = text[piece.start : piece.end]
            shape = _NUMBERED.sub("", words).strip(" |-–—·").casefold()
            if len(shape.split()) >= _HEAD_WORDS and words[-1] not in ".!?:,;”\"’'…":
                at.setdefault(shape, []).append(n)
    return {
        n
        for numbers in at.values()
        if len(numbers) > 1
        for n in numbers[1:]
        if turnlabels.parse(text, pieces[n].start, pieces[n].end) is None
    }
