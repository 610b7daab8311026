"""Syndication: which document says what another says, so that one text in fourteen outlets is one source.

Candidates share a band of MinHash values (Broder 1997; Leskovec, Rajaraman and Ullman, *Mining of Massive Datasets*, chapter 3). A
candidate
is a copy if nearly all its five-word sequences stand in the other text and no word that differs could change a claim: an update that
says 14 where the first said 12, a denial, another name, a paragraph more are documents of their own. Headlines, bylines and datelines
are not compared: outlets write their own.
"""

import hashlib
import re
import struct
from difflib import SequenceMatcher
from functools import cache

import msgspec
from rensa import RMinHash

from accordingto import language, operators
from accordingto.figures import lexicon
from accordingto.types import RUNNING, Page

SEQUENCE = 5
"""Words of a sequence (shingle)."""
LEAST = 0.85
"""The share of a copy's sequences that stand in the coded text."""
LEAST_WORDS = 30
"""A shorter text is a copy only of the same words: forms and formulas differ in a name."""
ADDED = 15
"""Words that a copy may have beside: a credit, a place, a note of the desk."""
_HASHES, _ROWS = 64, 4
_WORD = re.compile(r"\w+(?:['’]\w+)*")


class Turning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``lexicons/en/copies.toml``."""

    commitment: frozenset[str]
    quantity: frozenset[str]
    examples: tuple[tuple[str, str], ...]
    counterexamples: tuple[tuple[str, str], ...]


@cache
def turning() -> Turning:
    """The words of English that turn what is claimed, beside negations and numbers.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("copies", Turning)


@cache
def _telling_words() -> frozenset[str]:
    """Words that change what is claimed when one stands in the place of another, or is added or missing."""
    negation, own, numbers = operators.lexicon().negation, turning(), lexicon.load().numbers
    counting = {*numbers.words, *numbers.magnitudes, *numbers.vague}
    return own.commitment | own.quantity | negation.adverbs | negation.determiners | negation.pronouns | counting


def words(page: Page) -> list[str]:
    """The words of a document's running text."""
    text = page.document.text
    return [
        w
        for b in page.blocks
        if b.kind in RUNNING or b.kind in ("row", "caption", "footnote")
        for w in _WORD.findall(text[b.start : b.end])
    ]


def sequences(found: list[str]) -> set[str]:
    """The five-word sequences of some words, without regard to case."""
    lower = [w.lower().replace("’", "'") for w in found]
    return {" ".join(lower[n : n + SEQUENCE]) for n in range(max(1, len(lower) - SEQUENCE + 1))} if lower else set()


def bands(page: Page) -> tuple[int, ...]:
    """Numbers of which texts that share half of their sequences have at least one in common (with a chance of 64%; of nine tenths,
    99.99%)."""
    found = words(page)
    if len(found) < LEAST_WORDS:
        return ()
    made = RMinHash(num_perm=_HASHES, seed=1)
    made.update(sorted(sequences(found)))
    values = made.digest()
    packed = [struct.pack(f"<{_ROWS + 1}I", n, *values[n : n + _ROWS]) for n in range(0, _HASHES, _ROWS)]
    return tuple(int.from_bytes(hashlib.blake2b(p, digest_size=8).digest(), "little", signed=True) for p in packed)


def similarity(copy: list[str], coded: list[str]) -> float:
    """How much of a text stands in a coded one.

    Args:
        copy, coded: their words.

    Returns:
        the share of the copy's sequences, 0 where a difference could change a claim.
    """
    own, other = sequences(copy), sequences(coded)
    share = len(own & other) / len(own) if own else 0.0
    return share if share >= LEAST and not changes(copy, coded) else 0.0


def changes(copy: list[str], coded: list[str]) -> bool:
    """Whether what the copy has in another way, or beside, may be a claim of its own."""
    own, other = ([w.lower().replace("’", "'") for w in found] for found in (copy, coded))
    added = 0
    for what, first, last, begin, end in SequenceMatcher(None, own, other, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        new, old = copy[first:last], coded[begin:end]
        added += len(new)
        if what == "delete" and len(new) <= ADDED and (first == 0 or last == len(copy)):
            continue  # a credit before or after the text
        # A cut takes whole sentences away and changes none; a word more or less within a sentence may turn it round.
        if what == "insert" and len(old) > SEQUENCE:
            continue
        if any(_telling(word) for word in (*new, *old)):
            return True
    return added > ADDED + len(copy) // 20


def _telling(word: str) -> bool:
    lower = word.lower()
    return word[0].isupper() or any(c.isdigit() for c in word) or lower in _telling_words() or lower.endswith(("n't", "n’t"))
