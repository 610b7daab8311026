"""From documents to links: copies are set aside, documents that meet are found, their claims weighed, the linked ones compared.

A link depends on its two documents alone, so pairs of documents that were weighed before are taken over as they were; which documents
meet is found anew each time. Running again after new documents gives what running from scratch gives.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec
import numpy as np

from accordingto.comparison import accounts, candidates, columns, decide, figures, weigh
from accordingto.comparison.accounts import Account
from accordingto.comparison.columns import Columns
from accordingto.comparison.packed import Packed
from accordingto.comparison.records import Tie, Told
from accordingto.types import Document, Quote

_BATCH = 20_000
_SHELF = 2000
"""Documents and accounts that are at hand; a neighbour of a document often is one of the next one too."""
_END = re.compile(r"[.!?…][”\"'’)]*\s|\n")
_MOST_SETTING = 400

Pair = tuple[str, str]


class Weighed(msgspec.Struct, frozen=True):
    """The pairs of accounts that are likely enough to be about one thing, with their probabilities, made as they are asked for,
    once; ``met`` are the pairs of documents that were weighed, by their ids."""

    pairs: Iterator[tuple[Account, Account, float]]
    met: list[Pair]


def setting(document: Document, evidence: Sequence[Quote]) -> str:
    """The sentence or sentences that a claim's words stand in, at most :data:`_MOST_SETTING` characters each way."""
    text, start, end = document.text, evidence[0].start, evidence[-1].end
    before = text[max(0, start - _MOST_SETTING) : start]
    cuts = [m.end() for m in _END.finditer(before)]
    after = _END.search(text, end, end + _MOST_SETTING)
    begin = start - len(before) + (cuts[-1] if cuts else 0)
    return text[begin : after.start() if after else end]


def of(told: Sequence[Told]) -> tuple[list[Account], Columns]:
    """The accounts of documents, one document after the other, and their columns."""
    own = [accounts.of(t.document, t.claims) for t in told]
    return [a for one in own for a in one], columns.of(sum(map(len, own)), map(_set, told, own))


def _set(told: Told, own: Sequence[Account]) -> list[tuple[Account, str]]:
    """Accounts with the words that they stand among."""
    return [(a, setting(told.document, a.claim.evidence) if told.document.text else "") for a in own]


def weighed(told: Iterable[Told], known: Collection[Pair] = frozenset(), model: weigh.Model | None = None) -> Weighed:
    """Weigh the claims of all pairs of documents that meet.

    Args:
        told: the documents.
        known: pairs of documents that need not be weighed again.
        model: None: the one in the package.
    """
    own = told if isinstance(told, Packed) else Packed(told)
    traces: list[candidates.Traces] = []

    def passing() -> Iterator[list[tuple[Account, str]]]:
        for one in own:
            found = accounts.of(one.document, one.claims)
            traces.append(candidates.traces(found))
            yield _set(one, found)

    c = columns.of(sum(own.claims), passing())
    met = candidates.met(traces)
    names = [(own.ids[a], own.ids[b]) for a, b in met]
    fresh = [both for both, pair in zip(met, names, strict=True) if pair not in known]
    return Weighed(_likely(own, c, fresh, model or weigh.load()), names)


def _likely(told: Packed, c: Columns, met: Sequence[tuple[int, int]], model: weigh.Model) -> Iterator[tuple[Account, Account, float]]:
    """The pairs of accounts that are likely enough, of one pair of documents after the other; accounts are made again of the
    documents: those of all would fill the memory."""
    spans = candidates.rows(c)

    @lru_cache(maxsize=_SHELF)
    def document(number: int) -> Told:
        return told[number]

    @lru_cache(maxsize=_SHELF)
    def account(row: int) -> Account:
        number = int(c.document[row])
        one = document(number)
        return accounts.of(one.document, [one.claims[row - spans[number].start]])[0]

    for pairs in _batches(c, [(spans[a], spans[b]) for a, b in met]):
        chances = weigh.chances(c, pairs, model)
        for n in np.flatnonzero(chances >= model.least).tolist():
            yield account(int(pairs.left[n])), account(int(pairs.right[n])), float(chances[n])


def _batches(c: Columns, met: Sequence[tuple[slice, slice]]) -> Iterator[columns.Pairs]:
    """The candidate pairs of many pairs of documents, those of one pair of documents together."""
    lots: list[columns.Pairs] = []
    size = 0
    for one, other in met:
        lots.append(candidates.within(c, one, other))
        size += len(lots[-1].left)
        if size >= _BATCH:
            yield columns.joined(lots)
            lots, size = [], 0
    if lots:
        yield columns.joined(lots)


def links(told: Iterable[Told], before: Mapping[Pair, Sequence[Tie]] | None = None) -> tuple[list[Tie], list[Pair]]:
    """The links between the claims of documents, and the pairs of documents that were weighed for them.

    Args:
        told: the documents, none a copy of another, in the order of their ids.
        before: of an earlier run over some of them, the links of each pair of documents that was weighed (none: an empty list).
    """
    before = before or {}
    found = weighed(told, before.keys())
    kept = [t for pair in found.met for t in before.get(pair, ())]
    made = [t for one, other, chance in found.pairs if (t := tie(one, other, chance)) is not None]
    return sorted([*kept, *made], key=lambda t: (t.documents, t.first, t.second)), found.met


def tie(one: Account, other: Account, chance: float) -> Tie | None:
    """Two linked accounts, compared; None where they name two matters, or where they would differ if they were about one thing, and that is
    not sure enough."""
    if accounts.strangers(one, other) or figures.unrelated(one, other):
        return None
    how = decide.decide(one, other)
    if how.outcome == "differ" and chance < weigh.load().least_differ:
        return None
    name = hashlib.sha256(f"{one.document}\n{one.claim.id}\n{other.document}\n{other.claim.id}".encode()).hexdigest()[:16]
    return Tie(
        id=name,
        first=one.claim.id,
        second=other.claim.id,
        documents=(one.document, other.document),
        outcome=how.outcome,
        aspect=how.aspect,
        reason=how.reason,
        probability=round(chance, 3),
        one_account=accounts.one_voice(one.voice, other.voice),
    )
