"""What a claim is taken to be: the one place where the model's view and the rules' hints are weighed.

The meaning encoder's log-probabilities (:mod:`accordingto.meaning`) and what rules and lexicons see (hints) are added with weights, the
best sum decides. A word is a participant, time or place of a claim by the same kind of sum. The weights are :data:`WEIGHTS`, found on the
corpus' dev documents (docs/decisions/0010-meaning.md).
"""

from collections.abc import Collection
from typing import cast

import msgspec
import numpy as np

from accordingto.features import Floats, Labels
from accordingto.meaning import PARTS, Judgement
from accordingto.types import EventType, Modality, Polarity


class Weights(msgspec.Struct, frozen=True):
    """How much a hint adds to the model's log-probability of what it hints at, and how likely a word's part must be.

    Attributes:
        listed: the type that the event lexicon gives.
        unlisted: that it gives none.
        modality, polarity, presupposed: what the operators of the clause and the cues say.
        stated: what a construction says of the modality in so many words.
        never: from "asserted" where a word of the clause or a cue says otherwise.
        unstated: from "denied" where no construction denies.
        rare: to every modality but asserted: the model sees too few of them.
        part: what the event's frame says of a participant.
        least: the log-probability from which a word has a part.
    """

    listed: float = 4.0
    unlisted: float = 2.0
    modality: float = 3.0
    stated: float = 20.0
    never: float = 4.0
    unstated: float = 2.0
    rare: float = 0.5
    polarity: float = 4.0
    presupposed: float = 1.0
    part: float = 1.5
    least: float = -1.0


WEIGHTS = Weights()


class Hints(msgspec.Struct, frozen=True):
    """What rules and lexicons say of a claim; None: nothing.

    ``stated``: the modality is that of a construction which says it in so many words ("denied that", "it is false that", "refused to
    say", "reportedly"): then it is not weighed.
    """

    type: str | None
    modality: Modality
    polarity: Polarity
    presupposed: bool
    stated: bool = False


class Decided(msgspec.Struct, frozen=True):
    """What a claim is taken to be, and the probability of each decision (of the weighed sums)."""

    type: EventType | None
    mode: str | None
    modality: Modality
    polarity: Polarity
    presupposed: bool
    chances: dict[str, float]


def claim(labels: Labels, judged: Judgement, hints: Hints, weights: Weights = WEIGHTS) -> Decided:
    """Weigh the model's view of a claim and the hints.

    Args:
        labels: the inventories of the scores.
        judged: the model's view.
        hints: the rules'.
        weights: by default the package's.
    """
    event = _with(judged.scores["event"], labels.event, hints.type or "O", weights.listed if hints.type else weights.unlisted)
    modality = _with(judged.scores["modality"], labels.modality, hints.modality, weights.stated if hints.stated else weights.modality)
    modality = _with(modality, labels.modality, "asserted", 0.0 if hints.stated else -weights.rare)
    if hints.modality != "asserted":  # a claim is never a fact where a word says that it is none
        modality = _with(modality, labels.modality, "asserted", -weights.never)
    if not hints.stated:
        modality = _with(modality, labels.modality, "denied", -weights.unstated)
    negative = weights.never if hints.polarity == "negative" else 0.0
    polarity = _with(judged.scores["polarity"], labels.polarity, hints.polarity, weights.polarity + negative)
    presupposed = _with(
        judged.scores["presupposed"], labels.presupposed, "presupposed" if hints.presupposed else "said", weights.presupposed
    )
    best = {"event": event, "modality": modality, "polarity": polarity, "presupposed": presupposed}
    chosen = {key: int(scores.argmax()) for key, scores in best.items()}
    type_ = labels.event[chosen["event"]]
    chances = {key: float(np.exp(scores[chosen[key]])) for key, scores in best.items()}
    return Decided(
        type=None if type_ == "O" else cast(EventType, type_),
        mode=None if type_ == "O" else _mode(labels.mode, judged.scores["mode"], type_),
        modality=cast(Modality, labels.modality[chosen["modality"]]),
        polarity=cast(Polarity, labels.polarity[chosen["polarity"]]),
        presupposed=chosen["presupposed"] == 1,
        chances=chances | {"right": judged.chance("right", 1)},
    )


def words(judged: Judgement, part: str, hinted: Collection[int] = (), weights: Weights = WEIGHTS) -> set[int]:
    """The tokens that have a part in a claim.

    Args:
        judged: the model's view.
        part: one of :data:`~accordingto.meaning.PARTS`.
        hinted: tokens of which the rules say so.
        weights: by default the package's.
    """
    scores = judged.parts[:, PARTS.index(part)].copy()
    last = judged.first + len(scores)
    for i in hinted:
        if judged.first <= i < last:
            scores[i - judged.first] += weights.part
    return {judged.first + int(k) for k in np.flatnonzero(scores >= weights.least)} | {i for i in hinted if not judged.first <= i < last}


def trigger(judged: Judgement, evidence: Collection[int]) -> int:
    """The word of the evidence that most likely names the event."""
    inside = [i for i in evidence if 0 <= i - judged.first < len(judged.parts)]
    return max(inside, key=lambda i: float(judged.parts[i - judged.first, PARTS.index("trigger")]))


def _with(scores: Floats, labels: tuple[str, ...], hinted: str, weight: float) -> Floats:
    """Log-probabilities after a hint."""
    raised = scores.copy()
    raised[labels.index(hinted)] += weight
    return np.asarray(raised - np.logaddexp.reduce(raised), np.float32)


def _mode(labels: tuple[str, ...], scores: Floats, type_: str) -> str | None:
    """The likeliest mode of a type; None where no mode is likelier."""
    own = [k for k, mode in enumerate(labels) if k == 0 or mode.startswith(f"{type_}.")]
    return labels[max(own, key=lambda k: float(scores[k]))].partition(".")[2] or None
