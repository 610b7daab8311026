"""Words that were broken at a line's end: put together, and whether the hyphen belongs to the word."""

import re
from collections.abc import Mapping
from functools import cache

import msgspec

from accordingto import language

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHEN = re.compile("[^\\W\\d_][-\u00ad\u2010\ufffe]$")
_TIDY = {
    **dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF, 0xFFFE)),
    **{0xFB00 + n: letters for n, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))},
}


class Compounds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Halves of words that keep their hyphen, with examples of words that keep it and of words that lose it."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@cache
def lexicon() -> Compounds:
    """The halves that keep their hyphen.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("compounds", Compounds)


def tidy(words: str) -> str:
    """Words without soft hyphens and signs of no width, ligatures as the letters that they stand for."""
    return words if words.isascii() else words.translate(_TIDY)


def join(before: str, after: str, known: Mapping[str, int]) -> str:
    """Two lines as one; a word that is broken at the end of the first is mended.

    Args:
        before, after: the lines.
        known: how often the document writes each word, in small letters, these halves among them.
    """
    if not (_HYPHEN.search(before[-2:]) and after[:1].islower()):
        return f"{before.rstrip(chr(0xFFFE))} {after}"
    head, tail = re.search(r"[^\W\d_]+$", before[-40:-1]), re.match(r"[^\W\d_]+", after)
    first, second = (head.group().lower() if head else ""), (tail.group().lower() if tail else "")
    return f"{before[:-1]}{'-' if keeps(first, second, known) else ''}{after}"


def keeps(first: str, second: str, known: Mapping[str, int]) -> bool:
    """Whether a word broken between two halves keeps its hyphen: as the document writes it elsewhere, else by the lexicon."""
    if f"{first}-{second}" in known:
        return True
    if first + second in known:
        return False
    # Each half counts once for this very place.
    return first in lexicon().first or second in lexicon().last or (known.get(first, 0) > 1 and known.get(second, 0) > 1)
