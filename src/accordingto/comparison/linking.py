"""From documents to links: copies are set aside, documents that meet are found, their claims weighed, the linked ones compared.

A link depends on its two documents alone, so pairs of documents that were weighed before are taken over as they were; which documents
meet is found anew each time. Running again after new documents gives what running from scratch gives.
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec
import numpy as np

from accordingto.comparison import accounts, candidates, columns, decide, figures, weigh
from accordingto.comparison.accounts import Account
from accordingto.comparison.columns import Columns
from accordingto.comparison.records import Tie, Told
from accordingto.features import Ints
from accordingto.types import Document, Quote

_BATCH = 20_000
_END = re.compile(r"[.!?…][”\"'’)]*\s|\n")
_MOST_SETTING = 400

Pair = tuple[str, str]


class Weighed(msgspec.Struct, frozen=True):
    """The pairs of accounts that are likely enough to be about one thing, with their probabilities; ``met`` are the pairs of documents that
    were weighed, by their ids."""

    pairs: list[tuple[Account, Account, float]]
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
    found = [a for one in own for a in one]
    return found, columns.of(len(found), ((a, s) for t, one in zip(told, own, strict=True) for a, s in _set(t, one)))


def _set(told: Told, own: Sequence[Account]) -> Iterator[tuple[Account, str]]:
    """Accounts with the words that they stand among."""
    for account in own:
        yield account, setting(told.document, account.claim.evidence) if told.document.text else ""


def weighed(told: Sequence[Told], known: Collection[Pair] = frozenset(), model: weigh.Model | None = None) -> Weighed:
    """Weigh the claims of all pairs of documents that meet.

    Args:
        told: the documents.
        known: pairs of documents that need not be weighed again.
        model: None: the one in the package.
    """
    told = [t for t in told if t.claims]
    traces: list[candidates.Traces] = []

    def passing() -> Iterator[tuple[Account, str]]:
        for one in told:
            own = accounts.of(one.document, one.claims)
            traces.append(candidates.traces(own))
            yield from _set(one, own)

    c = columns.of(sum(len(t.claims) for t in told), passing())
    spans = candidates.rows(c)
    met = candidates.met(traces)
    names = [(told[a].document.id, told[b].document.id) for a, b in met]
    fresh = [(spans[a], spans[b]) for (a, b), pair in zip(met, names, strict=True) if pair not in known]
    model = model or weigh.load()
    kept: list[tuple[int, int, float]] = []
    for left, right in _batches(c, fresh):
        chances = weigh.chances(c, left, right, model)
        at = np.flatnonzero(chances >= model.least)
        kept += zip(left[at].tolist(), right[at].tolist(), chances[at].tolist(), strict=True)
    own = _accounts(told, c, spans, {n for i, j, _ in kept for n in (i, j)})
    return Weighed([(own[i], own[j], chance) for i, j, chance in kept], names)


def _accounts(told: Sequence[Told], c: Columns, spans: Mapping[int, slice], rows: Collection[int]) -> dict[int, Account]:
    """The accounts of some rows, made again of their documents: those of all would fill the memory."""
    found = {}
    for number in sorted({int(c.document[n]) for n in rows}):
        span = spans[number]
        own = accounts.of(told[number].document, told[number].claims)
        found.update({n: own[n - span.start] for n in range(span.start, span.stop) if n in rows})
    return found


def _batches(c: Columns, met: Sequence[tuple[slice, slice]]) -> Iterator[tuple[Ints, Ints]]:
    """The candidate pairs of many pairs of documents, those of one pair of documents together."""
    lefts: list[Ints] = []
    rights: list[Ints] = []
    size = 0
    for one, other in met:
        left, right = candidates.within(c, one, other)
        lefts.append(left)
        rights.append(right)
        size += len(left)
        if size >= _BATCH:
            yield np.concatenate(lefts), np.concatenate(rights)
            lefts, rights, size = [], [], 0
    if lefts:
        yield np.concatenate(lefts), np.concatenate(rights)


def links(told: Sequence[Told], before: Mapping[Pair, Sequence[Tie]] | None = None) -> tuple[list[Tie], list[Pair]]:
    """The links between the claims of documents, and the pairs of documents that were weighed for them.

    Args:
        told: the documents, none a copy of another, in the order of their ids.
        before: of an earlier run over some of them, the links of each pair of documents that was weighed (none: an empty list).
    """
    before = before or {}
    found = weighed(told, before.keys())
    made = [t for one, other, chance in found.pairs if (t := tie(one, other, chance)) is not None]
    kept = [t for pair in found.met for t in before.get(pair, ())]
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
