"""How likely each of those whom a claim's sentence names takes part in it, as actor or as recipient.

Grammar and the model of meaning say which words have a part (:mod:`accordingto.decide.roles`); what speaks for the state or sector that
they stand for, and for everybody else who is named there, is weighed here by a logistic model, fitted on the corpus' train documents read
by encoders that had not seen them (``training/participation.py``). No state has a weight of its own: all are read alike.
"""

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

import msgspec
import numpy as np

from accordingto import logistic
from accordingto.actors import Ref
from accordingto.decide.settling import Settled
from accordingto.logistic import Logistic
from accordingto.meaning import PARTS
from accordingto.suggest import Seen
from accordingto.types import Actor

Side = Literal["actor", "recipient"]
SIDES: tuple[Side, Side] = ("actor", "recipient")
Taken = Collection[tuple[str, int]]
"""Roles with the tokens that have them."""

_UNSEEN = -9.0
"""In the place of a log-probability where there is no word to ask about."""
_SCALES: dict[str, tuple[float, ...]] = {
    "inside": (-8, -5, -4, -3, -2, -1.4, -1, -0.7, -0.4, -0.2, -0.05),
    "inside other": (-5, -3, -2, -1, -0.5, -0.1),
    "beside": (-8, -4, -3, -2, -1, -0.5),
    "no name": (-4, -2, -1, -0.5, -0.2, -0.05),
    "no name other": (-2, -0.7, -0.2),
    "no event": (0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95),
}
"""The steps from which on each measure counts more."""
_MARKS = frozenset({"PUNCT", "ADP", "DET", "AUX", "PART", "CCONJ", "SCONJ"})


class Candidate(msgspec.Struct, frozen=True):
    """Somebody who may have a role: ``key`` is the state, else the sector, that the record gives; ``token`` heads the phrase that most
    likely has the role (None: nobody named in the sentence); ``traits`` what speaks for it."""

    as_role: Side
    key: str
    token: int | None
    traits: dict[str, float]


class Chance(msgspec.Struct, frozen=True):
    """How likely a candidate has a role, and what each measure adds to the log-odds of it."""

    as_role: Side
    key: str
    token: int | None
    probability: float
    reasons: dict[str, float]


def key(whom: Actor | Ref) -> str | None:
    """By what two participants are one: the state, else the sector."""
    return whom.country or whom.sector


def sides(actor: Actor) -> tuple[Side, ...]:
    """The one or two roles of a participant."""
    return SIDES if actor.role == "both" else tuple(side for side in SIDES if side == actor.role)


def candidates(
    seen: Seen, claim: Settled, hinted: Taken, chosen: Taken, found: Sequence[Actor], allowed: Callable[[Side, int], bool]
) -> Iterator[Candidate]:
    """Those found, in their roles, and whoever else the sentences of a claim name, in each role that grammar allows.

    Args:
        seen: the document's hints.
        claim: the claim.
        hinted: the roles that the event's frame or the clause gives, by token.
        chosen: those that frame and model together give.
        found: the participants that these make.
        allowed: whether grammar allows a word a role.
    """
    named = _named(seen, claim)
    rule = {(side, k) for actor in found if (k := key(actor)) is not None for side in sides(actor)}
    shared = _of_claim(seen, claim, named, rule)
    places = seen.states.total() or 1
    for k in dict.fromkeys([*named, *(k for _, k in rule)]):
        words = named.get(k, ())
        has = [side for side in SIDES if (side, k) in rule]
        for side in has or SIDES:
            may = list(words) if has else [i for i in words if allowed(side, i)]
            if not (has or may):
                continue
            other: Side = "recipient" if side == "actor" else "actor"
            inside = [i for i in words if i in shared.evidence]
            scores = {
                "inside": max((shared.score(side, i) for i in inside), default=_UNSEEN),
                "inside other": max((shared.score(other, i) for i in inside), default=_UNSEEN),
                "beside": max((shared.score(side, i) for i in words if i not in shared.evidence), default=_UNSEEN),
                "no name": shared.nameless[side],
                "no name other": shared.nameless[other],
                "no event": shared.no_event,
            }
            traits = {f"{name} > {step:g}": 1.0 for name, value in scores.items() for step in _SCALES[name] if value > step}
            traits |= {
                "found": float((side, k) in rule),
                "found other": float((other, k) in rule),
                "has hint": float(any((role, i) in hinted for i in words for role in (side, "both"))),
                "has hint other": float(any((other, i) in hinted for i in words)),
                "has part": float(any((role, i) in chosen for i in words for role in (side, "both"))),
                "in it": float(bool(inside)),
                "nobody found": float(not shared.counted[side]),
                "nobody found other": float(not shared.counted[other]),
                "how many found": float(shared.counted[side]),
                "says it": float(k == key_of_link(claim)),
                "speaks": float(seen.cast.speaker is not None and k == key(seen.cast.speaker)),
                "no state": float(k not in seen.cast.world.countries),
                "its places": seen.states[k] / places,
                "how often": math.log1p(seen.cast.near.count[k]) if seen.cast.near is not None else 0.0,
            }
            nouns = (i for i in may if seen.a.rel(i) != "nummod")
            best = max(nouns, key=lambda i, s=side: (i in shared.evidence, shared.score(s, i)), default=None)  # type: ignore[misc]
            yield Candidate(side, k, best, {f"{name}|{side}": value for name, value in traits.items() if value})


def chance(candidate: Candidate) -> Chance:
    """How likely a candidate has its role."""
    model = load()
    reasons: dict[str, float] = {}
    for name, value in candidate.traits.items():
        measure = name.partition("|")[0].partition(" > ")[0]
        reasons[measure] = reasons.get(measure, 0.0) + model.weights.get(name, 0.0) * value
    return Chance(candidate.as_role, candidate.key, candidate.token, logistic.probability(model.score(candidate.traits)), reasons)


def key_of_link(claim: Settled) -> str | None:
    """The state, else the sector, of whoever says it last."""
    return claim.links[-1].country or claim.links[-1].sector


class _Shared(msgspec.Struct, frozen=True):
    """What is the same for all candidates of a claim."""

    evidence: frozenset[int]
    first: int
    parts: Mapping[Side, Sequence[float]]
    nameless: Mapping[Side, float]
    no_event: float
    counted: Mapping[Side, int]

    def score(self, side: Side, i: int) -> float:
        """The log-probability that a word has a role; of a word outside the window that of none."""
        n = i - self.first
        return self.parts[side][n] if 0 <= n < len(self.parts[side]) else _UNSEEN


def _named(seen: Seen, claim: Settled) -> dict[str, list[int]]:
    """Whom the sentences of a claim name, with the words that do."""
    a, found = seen.a, dict[str, list[int]]()
    numbers = [a.sentence_of[i] for i in claim.draft.tokens]
    for i in range(a.sentences[min(numbers)].first, a.sentences[max(numbers)].last):
        if a.tokens[i].upos == "PUNCT":
            continue
        for ref in seen.named(i):
            if (k := key(ref)) is not None and i not in found.setdefault(k, []):
                found[k].append(i)
    return found


def _of_claim(seen: Seen, claim: Settled, named: Mapping[str, Sequence[int]], rule: Collection[tuple[str, str]]) -> _Shared:
    judged, own = claim.judged, frozenset(claim.draft.tokens)
    parts = {side: judged.parts[:, PARTS.index(side)].tolist() for side in SIDES}
    known = {i for words in named.values() for i in words}
    last = judged.first + len(judged.parts)
    strange = [i for i in own if judged.first <= i < last and i not in known and seen.a.tokens[i].upos not in _MARKS]
    model = claim.decided.weighed["event"]
    return _Shared(
        evidence=own,
        first=judged.first,
        parts=parts,
        nameless={side: max((parts[side][i - judged.first] for i in strange), default=_UNSEEN) for side in SIDES},
        no_event=math.exp(float(np.float32(model.model[model.labels.index("O")]))),
        counted={side: len({k for s, k in rule if s == side}) for side in SIDES},
    )


@cache
def load() -> Logistic:
    """The model in the package.

    Raises:
        ModelError: it is missing or damaged.
    """
    return logistic.load("participation", Logistic, "python -m training.participation")
