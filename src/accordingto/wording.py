"""The speaker's loaded terms and scare quotes: words that are kept as theirs, never as ours."""

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from accordingto import language
from accordingto.analysis import Analysis

_SCARE_WORDS = 5
_SCARE_LENGTH = 60


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A family of loaded terms; in ``patterns`` a closing ``*`` lets the word go on."""

    name: str
    why: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class LoadedLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``lexicons/en/loaded.toml``."""

    term: tuple[Term, ...]


@cache
def lexicon() -> LoadedLexicon:
    """The loaded terms of English.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("loaded", LoadedLexicon)


@cache
def _pattern() -> re.Pattern[str]:
    phrases = sorted({p for term in lexicon().term for p in term.patterns}, key=len, reverse=True)
    forms = (re.escape(p[:-1]) + r"\w+" if p.endswith("*") else re.escape(p) for p in phrases)
    return re.compile(r"(?<![\w-])(?:" + "|".join(forms) + r")(?!\w)", re.IGNORECASE)


def loaded(text: str) -> list[tuple[int, int]]:
    """The stretches of ``text`` that are loaded terms, in text order, none inside another."""
    return [m.span() for m in _pattern().finditer(text)]


def find(
    analysis: Analysis, marked: Iterable[tuple[int, int]] = (), quotations: tuple[tuple[int, int], ...] = ()
) -> tuple[tuple[int, int], ...]:
    """Loaded terms and scare quotes of a document.

    Args:
        analysis: the document.
        marked: character stretches between quotation marks, the marks left out.
        quotations: character stretches that are somebody's quoted speech: a short quotation there is no scare quote.

    Returns:
        character spans in text order; a scare quote's span is without its quotation marks.
    """
    spans = set(loaded(analysis.text))
    for start, end in marked:
        words = analysis.text[start:end].strip()
        short = len(words) <= _SCARE_LENGTH and len(words.split()) <= _SCARE_WORDS
        if words and short and not words[0].isupper() and not any(s <= start and end <= e for s, e in quotations):
            first = analysis.text.index(words, start)
            spans.add((first, first + len(words)))
    return tuple(sorted(spans))
