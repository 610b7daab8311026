"""Which documents may speak of one matter, and which of their claims are weighed against each other.

Two documents *meet* where their claims share keys: participants, places, counted values and rare words, each with the time of publication
in stretches of :data:`STRETCH` days that overlap, so that what is published within a stretch of each other shares one; rare words with a
name meet whatever the day. Where many documents share a key (one war, one week), only neighbours in a fixed order meet by it, so that
the cost stays in proportion to the documents. Of those only such are held together that share a name and enough of their rarer words: a
wreck in one sea and a flood in another country have numbers, boats and crews in common, and are two matters. Which claims of two
documents that meet are weighed depends on these two alone.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec
import numpy as np

from accordingto.comparison import names, words
from accordingto.comparison.accounts import Account, participants
from accordingto.comparison.columns import Columns, number
from accordingto.features import Ints

STRETCH = 14
MOST = 40
"""Documents that share a key and all meet by it."""
NEIGHBOURS = 6
"""Beyond that, how many of the next documents each meets by it."""
LEAST = 5
"""Keys that two documents share before they meet."""
KIN = 0.09
"""The least likeness of the words of two documents on one matter (:func:`kin`). On the corpus' training groups, read by the program, all
that are on one matter have .092 or more, and 37 of 39 that met and are on two have less."""
NEAREST = 7
"""So many claims of the other document, the nearest by their words, each claim is weighed against."""
_RARE = 3
_RARE_WEIGHT = 4.0
"""The least weight of a word piece that is a key: "the" and "two" are none, however short the claim."""
_NAME = re.compile(r"(?<=[^\W\d_.!?] )[A-Z][\w’'-]+")
"""A word with a capital that opens no sentence."""


class Traces(msgspec.Struct, frozen=True):
    """What a document is found by, each in order and once: its keys, the names in it, its word pieces; ``size`` is what these weigh."""

    keys: Ints
    names: Ints
    pieces: Ints
    size: float


def traces(accounts: Sequence[Account]) -> Traces:
    """The traces of a document, of all its claims together."""
    keys = _numbers(key for account in accounts for key in _keys(account))
    known = _numbers(name for account in accounts for name in (*_named(account), *_capitals(account.words)))
    table = words.table().weight
    found = sorted({i for account in accounts for i in words.pieces(account.words)})
    pieces = np.array(found, np.int64)
    return Traces(keys, known, pieces, float((table[pieces] ** 2).sum()))


def _numbers(found: Iterable[str]) -> Ints:
    return np.unique(np.fromiter((number(key) for key in set(found)), np.int64))


def _named(account: Account) -> list[str]:
    """The names of participants and of the place: with a capital, not "the boat"."""
    claim = account.claim
    found = [names.known(a.name) or a.name for a in participants(claim) if a.name and not a.name.islower()]
    return [names.key(x) for x in (*found, *([claim.where.name] if claim.where else []))]


def _capitals(text: str) -> Iterator[str]:
    """Names that stand in a claim's words, word by word; words that the dictionary of the language has, and dates, are none."""
    return (names.key(w) for w in _NAME.findall(text) if not words.common(w))


def _keys(account: Account) -> Iterator[str]:
    rare, who = _rare(account.words), list(dict.fromkeys(_named(account)))
    things = [*(f"name {x}" for x in who), *(f"word {r}" for r in rare)]
    if account.amount:
        things.append(f"count {account.amount.unit} {account.amount.low:g} {account.amount.high:g}")
    spans = _spans(account.day)
    yield from (f"{thing} @{span}" for thing in things for span in spans)
    for n, one in enumerate(rare):
        yield from (f"both {one} {other} @{span}" for other in sorted(rare[n + 1 :]) for span in spans)
        # A name with a rare word tells a matter apart whatever the day; two rare words do not: every wreck has its lorry and its guardrail.
        yield from (f"both {one} {name}" for name in who)


def _rare(text: str) -> list[int]:
    """The rarest pieces of a claim's words."""
    weight = words.table().weight
    found = {i for i in words.pieces(text) if i >= words.FIRST_WORD and weight[i] >= _RARE_WEIGHT}
    return sorted(sorted(found, key=lambda i: (-weight[i], i))[:_RARE])


def _spans(day: int | None) -> tuple[int | str, ...]:
    return ("?",) if day is None else (day // STRETCH, day // STRETCH + 1)


def kin(one: Traces, other: Traces) -> float:
    """The likeness of two documents' words: the cosine of the sets of their pieces, each by its weight."""
    shared = np.intersect1d(one.pieces, other.pieces, assume_unique=True)
    weight = float((words.table().weight[shared] ** 2).sum())
    return weight / max(1e-9, math.sqrt(one.size * other.size))


def met(own: Sequence[Traces]) -> list[tuple[int, int]]:
    """The pairs of documents whose claims are weighed, by their place in ``own``, the first lower, in order: those that meet, share a name
    and are kin."""
    found = meetings([t.keys for t in own])
    return [(a, b) for a, b in found if not _disjoint(own[a].names, own[b].names) and kin(own[a], own[b]) >= KIN]


def _disjoint(one: Ints, other: Ints) -> bool:
    return not len(np.intersect1d(one, other, assume_unique=True))


def meetings(own: Sequence[Ints]) -> list[tuple[int, int]]:
    """The pairs of documents that meet, by their place in ``own`` (their keys), the first lower, in order."""
    size = len(own)
    if not size:
        return []
    every, owner = np.concatenate(own), np.repeat(np.arange(size), [len(k) for k in own])
    order = np.argsort(every, kind="stable")
    every, owner = every[order], owner[order]
    starts = np.flatnonzero(np.diff(every, prepend=-1))
    counts = np.diff(starts, append=len(every))
    found = []
    for n in np.unique(counts[counts > 1]).tolist():
        members = owner[starts[counts == n][:, None] + np.arange(n)]
        if n <= MOST:
            i, j = np.triu_indices(n, 1)
            found.append((members[:, i] * size + members[:, j]).ravel())
        else:
            found += [(members[:, :-step] * size + members[:, step:]).ravel() for step in range(1, NEIGHBOURS + 1)]
    if not found:
        return []
    both, shared = np.unique(np.concatenate(found), return_counts=True)
    return [(x // size, x % size) for x in both[shared >= LEAST].tolist()]


def within(c: Columns, one: slice, other: slice) -> tuple[Ints, Ints]:
    """The claims of two documents that are weighed: of each the nearest of the other's by words, and whatever has the same unit.

    Args:
        c: the columns.
        one, other: the rows of the two documents.
    """
    near = c.words[one] @ c.words[other].T + 0.5 * (c.setting[one] @ c.setting[other].T)
    chosen = (c.unit[one][:, None] == c.unit[other][None, :]) & (c.unit[one][:, None] > 0)
    for axis in (0, 1):
        place = np.argsort(np.argsort(-near, axis=axis, kind="stable"), axis=axis, kind="stable")
        chosen |= place < NEAREST
    left, right = np.nonzero(chosen)
    return left + one.start, right + other.start


def rows(c: Columns) -> Mapping[int, slice]:
    """The rows of each document."""
    edges = np.flatnonzero(np.diff(c.document, prepend=-1, append=-1))
    return {int(c.document[a]): slice(int(a), int(b)) for a, b in pairwise(edges)}
