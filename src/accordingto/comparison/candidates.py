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
from itertools import combinations, pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from accordingto.comparison import names, words
from accordingto.comparison.accounts import Account, participants
from accordingto.comparison.columns import Columns, Hashes, Pairs, number

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
"""So many of a claim's rarest pieces are keys."""
_NAME = re.compile(r"(?<=[^\W\d_.!?] )[A-Z][\w’'-]+")
"""A word with a capital that opens no sentence."""


_CROWD = 4_000_000
"""Pairs of documents that are counted at a time: what bounds the memory."""


class Traces(msgspec.Struct, frozen=True):
    """What a document is found by, each in order and once: its keys, the names in it, its word pieces."""

    keys: Hashes
    names: Hashes
    pieces: Hashes


def traces(accounts: Sequence[Account]) -> Traces:
    """The traces of a document, of all its claims together."""
    keys, known, found = _Keys(), set[int](), set[int]()
    for account in accounts:
        own = account.words
        ids, who = words.pieces(own), [number(name) for name in _named(account)]
        found.update(ids)
        known.update(who, (number(name) for name in _capitals(own)))
        keys.take(account, sorted({i for i in ids if i >= words.RARE})[-_RARE:], who)
    spans = _spans(accounts[0].day) if accounts else ()
    return Traces(keys.numbers(spans), *(np.array(sorted(x), np.uint32) for x in (known, found)))


def _named(account: Account) -> list[str]:
    """The names of participants and of the place: with a capital, not "the boat"."""
    claim = account.claim
    found = [names.known(a.name) or a.name for a in participants(claim) if a.name and not a.name.islower()]
    return [names.key(x) for x in (*found, *([claim.where.name] if claim.where else []))]


def _capitals(text: str) -> Iterator[str]:
    """Names that stand in a claim's words, word by word; words that the dictionary of the language has, and dates, are none."""
    return (names.key(w) for w in _NAME.findall(text) if not words.common(w))


class _Keys:
    """The keys of a document: things and pairs of rare words, each with the time; rare words with a name, whatever the day.

    A name with a rare word tells a matter apart; two rare words do not: every wreck has its lorry and its guardrail.
    """

    def __init__(self) -> None:
        self.things, self.both, self.told = set[int](), set[tuple[int, int]](), set[tuple[int, int]]()

    def take(self, account: Account, rare: Sequence[int], who: Sequence[int]) -> None:
        """Take in a claim with its rarest pieces and the names of those in it."""
        self.things.update(who, rare)
        if account.amount:
            self.things.add(number(f"count {account.amount.unit} {account.amount.low:g} {account.amount.high:g}"))
        self.both.update(combinations(rare, 2))
        self.told.update((one, name) for one in rare for name in who)

    def numbers(self, spans: Sequence[int]) -> Hashes:
        """All as numbers."""
        dated = np.concatenate([np.array(sorted(self.things), np.uint64), _mixed(self.both)])
        found = _mix(dated[:, None], np.array(spans, np.uint64)).ravel()
        return np.unique(np.concatenate([found, _mixed(self.told)])).astype(np.uint32)


def _mixed(pairs: Iterable[tuple[int, int]]) -> NDArray[np.uint64]:
    found = np.array(sorted(pairs), np.uint64).reshape(-1, 2)
    return _mix(found[:, 0], found[:, 1])


def _mix(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Two numbers of 32 bits as one of 32 (multiplicative hashing, Knuth 6.4)."""
    return ((one * _FIRST + other) * _SECOND) >> np.uint64(32)


_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1B54A32D192ED03)


def _spans(day: int | None) -> tuple[int, ...]:
    return (0,) if day is None else (day // STRETCH, day // STRETCH + 1)


def met(own: Sequence[Traces]) -> list[tuple[int, int]]:
    """The pairs of documents whose claims are weighed, by their place in ``own``, the first lower, in order: those that meet, share a name
    and are kin, which is that the cosine of the sets of their word pieces, each by its weight, is at least :data:`KIN`."""
    weight = words.table().weight.astype(np.float64) ** 2
    sizes = [float(weight[t.pieces].sum()) for t in own]
    found = []
    for first, others in meetings([t.keys for t in own]):
        one = own[first]
        for second in others:
            other = own[second]
            if len(np.intersect1d(one.names, other.names, assume_unique=True)):
                shared = np.intersect1d(one.pieces, other.pieces, assume_unique=True)
                if float(weight[shared].sum()) >= KIN * math.sqrt(sizes[first] * sizes[second]):
                    found.append((first, second))
    return found


def meetings(own: Sequence[Hashes]) -> Iterator[tuple[int, list[int]]]:
    """Documents with the later ones that they meet, by their place in ``own`` (their keys), in order.

    Counted for some documents at a time, so that the memory stays bounded by :data:`_CROWD`.
    """
    size = len(own)
    if not size:
        return
    every, owner = np.concatenate(own), np.repeat(np.arange(size), [len(k) for k in own])
    order = np.argsort(every, kind="stable")
    starts = np.flatnonzero(np.diff(every[order].astype(np.int64), prepend=-1))
    counts = np.diff(starts, append=len(every))
    # Of each key of a document: where it stands among the owners of its key, and how many of those behind it the document meets.
    behind = np.repeat(starts + counts, counts) - np.arange(1, len(every) + 1)
    behind = np.where(np.repeat(counts, counts) > MOST, np.minimum(behind, NEIGHBOURS), behind)
    place = np.empty(len(every), np.int64)
    place[order] = np.arange(len(every))
    members, edges = owner[order], np.concatenate([[0], np.cumsum([len(k) for k in own])])
    sums = np.concatenate([[0], np.cumsum(behind[place])])
    begin = 0
    while begin < size:
        end = max(begin + 1, int(np.searchsorted(sums[edges], sums[edges[begin]] + _CROWD, "right")) - 1)
        at = place[edges[begin] : edges[end]]
        many = behind[at]
        first = np.repeat(owner[edges[begin] : edges[end]], many)
        step = np.arange(len(first)) - np.repeat(np.cumsum(many) - many, many)
        both, shared = np.unique((first - begin) * size + members[np.repeat(at, many) + 1 + step], return_counts=True)
        both = both[shared >= LEAST]
        for n in np.split(both, np.flatnonzero(np.diff(both // size)) + 1):
            if len(n):
                yield int(n[0] // size) + begin, (n % size).tolist()
        begin = end


def within(c: Columns, one: slice, other: slice) -> Pairs:
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
    meaning, letters = words.alike(c.pieces[one], c.pieces[other])
    return Pairs(left + one.start, right + other.start, meaning[chosen], letters[chosen])


def rows(c: Columns) -> Mapping[int, slice]:
    """The rows of each document."""
    edges = np.flatnonzero(np.diff(c.document, prepend=-1, append=-1))
    return {int(c.document[a]): slice(int(a), int(b)) for a, b in pairwise(edges)}
