"""What a claim is taken to be: the one place where the model's view and the rules' hints are weighed.

The meaning encoder's log-probabilities (:mod:`accordingto.meaning`) and what rules and lexicons see (hints) are added with weights, the
best sum decides. A word is a participant, time or place of a claim by the same kind of sum. The weights are :data:`WEIGHTS`, found on the
corpus' dev documents (docs/decisions/0010-meaning.md). A decision keeps what it was made on; ``confidence`` and ``explain`` read that.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Literal, cast

import msgspec
import numpy as np

from accordingto.features import Floats, Labels
from accordingto.meaning import PARTS, Judgement
from accordingto.types import EventType, Modality, Polarity

Notion = Literal["event", "modality", "polarity", "presupposed"]


class Weights(msgspec.Struct, frozen=True):
    """How much a hint adds to the model's log-probability of what it hints at, and how likely a word's part must be.

    Attributes:
        listed: the type that the event lexicon gives.
        unlisted: that it gives none.
        sure: the log-probability from which a type is one without the lexicon.
        unsure: that the likeliest type is less sure than that and the lexicon gives none.
        modality, polarity, presupposed: what the operators of the clause and the cues say.
        stated: what a construction says of the modality in so many words.
        never: from "asserted" where a word of the clause or a cue says otherwise.
        unstated: from "denied" where no construction denies.
        noun: what the noun that names a clause's event makes of it ("is planning a strike").
        rare: to every modality but asserted: the model sees too few of them.
        granted: to "presupposed": the model sees too few that are.
        part: what the event's frame says of a participant.
        least: the log-probability from which a word has a part.
        setting: the same for the time or place of a claim to which the rules give none, in its own sentence.
        elsewhere: the same in another sentence.
        certain: that from which even a thing is a participant.
        takes_part: the probability from which somebody whom the sentence names is a participant (:mod:`accordingto.decide.participation`).
        joins: the same beside others who have the role already.
        stays: that from which one is to whom frame, clause and model give a role.
    """

    listed: float = 3.5
    unlisted: float = 1.25
    sure: float = -1.0
    unsure: float = 4.0
    modality: float = 3.0
    stated: float = 20.0
    never: float = 4.0
    unstated: float = 1.0
    noun: float = 20.0
    rare: float = 1.5
    polarity: float = 4.0
    presupposed: float = 2.0
    granted: float = 2.0
    part: float = 2.5
    least: float = -1.6
    setting: float = -2.0
    elsewhere: float = -0.7
    certain: float = -0.7
    takes_part: float = 0.3
    stays: float = 0.27
    joins: float = 0.5


WEIGHTS = Weights()


class Why(msgspec.Struct, frozen=True):
    """The rule that gave a hint, and the tokens that it stands on."""

    rule: str
    at: tuple[int, ...] = ()


class Hints(msgspec.Struct, frozen=True):
    """What rules and lexicons say of a claim; None: nothing.

    ``stated``: the modality is that of a construction which says it in so many words ("denied that", "it is false that", "refused to
    say", "reportedly"): then it is not weighed. ``why``: where each hint comes from.
    """

    type: str | None
    modality: Modality
    polarity: Polarity
    presupposed: bool
    stated: bool = False
    why: Mapping[Notion, Why] = {}


class Push(msgspec.Struct, frozen=True):
    """What was added to the model's log-probability of a label, and the weight (:class:`Weights`) that says how much."""

    label: str
    by: float
    weight: str


class Weighed(msgspec.Struct, frozen=True):
    """One notion of a claim: the model's log-probabilities, what was added, and the log-probabilities after that."""

    labels: tuple[str, ...]
    model: Floats
    pushes: tuple[Push, ...]
    scores: Floats

    @property
    def chosen(self) -> str:
        """The likeliest label."""
        return self.labels[int(self.scores.argmax())]

    @property
    def chance(self) -> float:
        """Its probability."""
        return float(np.exp(self.scores.max()))


class Decided(msgspec.Struct, frozen=True):
    """What a claim is taken to be, and what each decision was made on."""

    type: EventType | None
    mode: str | None
    modality: Modality
    polarity: Polarity
    presupposed: bool
    hints: Hints
    weighed: dict[Notion, Weighed]


def claim(labels: Labels, judged: Judgement, hints: Hints, weights: Weights = WEIGHTS) -> Decided:
    """Weigh the model's view of a claim and the hints.

    Args:
        labels: the inventories of the scores.
        judged: the model's view.
        hints: the rules'.
        weights: by default the package's.
    """
    inventories: dict[Notion, tuple[str, ...]] = {
        "event": labels.event,
        "modality": labels.modality,
        "polarity": labels.polarity,
        "presupposed": labels.presupposed,
    }
    added = pushes(hints, weights, float(np.delete(judged.scores["event"], labels.event.index("O")).max()))
    found = {notion: weigh(own, judged.scores[notion], added[notion]) for notion, own in inventories.items()}
    type_ = found["event"].chosen
    return Decided(
        type=None if type_ == "O" else cast(EventType, type_),
        mode=None if type_ == "O" else _mode(labels.mode, judged.scores["mode"], type_),
        modality=cast(Modality, found["modality"].chosen),
        polarity=cast(Polarity, found["polarity"].chosen),
        presupposed=found["presupposed"].chosen == "presupposed",
        hints=hints,
        weighed=found,
    )


def overruled(decided: Decided, labels: Mapping[Notion, str], why: Mapping[Notion, Why], weights: Weights = WEIGHTS) -> Decided:
    """What was decided, with what the noun that names the event makes of it.

    Args:
        decided: the decisions on the clause.
        labels: what the noun says, by notion.
        why: the rules behind it.
        weights: by default the package's.
    """
    weighed = dict(decided.weighed)
    for notion, label in labels.items():
        w = weighed[notion]
        weighed[notion] = weigh(w.labels, w.model, (*w.pushes, Push(label, weights.noun, "noun")))
    type_ = weighed["event"].chosen
    return msgspec.structs.replace(
        decided,
        type=None if type_ == "O" else cast(EventType, type_),
        mode=decided.mode if type_ == decided.type else None,
        modality=cast(Modality, weighed["modality"].chosen),
        polarity=cast(Polarity, weighed["polarity"].chosen),
        presupposed=weighed["presupposed"].chosen == "presupposed",
        hints=msgspec.structs.replace(decided.hints, why={**decided.hints.why, **why}),
        weighed=weighed,
    )


def pushes(hints: Hints, weights: Weights = WEIGHTS, likeliest_type: float = 0.0) -> dict[Notion, tuple[Push, ...]]:
    """What the hints add to the model's log-probabilities, by notion; ``likeliest_type`` is that of the likeliest event type."""
    moods = [Push(hints.modality, weights.stated if hints.stated else weights.modality, "stated" if hints.stated else "modality")]
    if not hints.stated:
        moods.append(Push("asserted", -weights.rare, "rare"))
        moods.append(Push("denied", -weights.unstated, "unstated"))
    if hints.modality != "asserted":  # a claim is never a fact where a word says that it is none
        moods.append(Push("asserted", -weights.never, "never"))
    polarity = [Push(hints.polarity, weights.polarity, "polarity")]
    if hints.polarity == "negative":
        polarity.append(Push("negative", weights.never, "never"))
    types = [Push(hints.type, weights.listed, "listed") if hints.type else Push("O", weights.unlisted, "unlisted")]
    if not hints.type and likeliest_type < weights.sure:
        types.append(Push("O", weights.unsure, "unsure"))
    granted = Push("presupposed" if hints.presupposed else "said", weights.presupposed, "presupposed")
    more = Push("presupposed", weights.granted, "granted")
    return {"event": tuple(types), "modality": tuple(moods), "polarity": tuple(polarity), "presupposed": (granted, more)}


def weigh(labels: tuple[str, ...], model: Floats, added: Collection[Push]) -> Weighed:
    """The model's log-probabilities with what is added to them; a label that the model has not learned is as likely as any to it."""
    unlearned = tuple(dict.fromkeys(push.label for push in added if push.label not in labels))
    if unlearned:
        labels, model = labels + unlearned, np.append(model, np.full(len(unlearned), -np.log(len(labels)), np.float32))
    scores = model.copy()
    for push in added:
        scores[labels.index(push.label)] += push.by
    return Weighed(labels, model, tuple(added), np.asarray(scores - np.logaddexp.reduce(scores), np.float32))


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


def likeliest(
    judged: Judgement, part: str, phrases: Sequence[tuple[int, int]], beside: Callable[[int], bool], weights: Weights = WEIGHTS
) -> int | None:
    """The phrase that most likely is the time or place of a claim.

    Args:
        judged: the model's view.
        part: ``when`` or ``where``.
        phrases: first token and the token behind, of each.
        beside: whether a token stands in the claim's own sentences.
        weights: by default the package's.

    Returns:
        its index; None where none is likely enough, or none stands in the claim's window.
    """
    scores = judged.parts[:, PARTS.index(part)]
    best, most = None, -np.inf
    for n, (first, last) in enumerate(phrases):
        own = scores[max(0, first - judged.first) : max(0, last - judged.first)]
        least = weights.setting if beside(first) else weights.elsewhere
        if first >= judged.first and len(own) and float(own.max()) >= max(least, most):
            best, most = n, float(own.max())
    return best


def certain(judged: Judgement, part: str, i: int, weights: Weights = WEIGHTS) -> bool:
    """Whether the model alone, without a hint, gives a token the part."""
    k = i - judged.first
    return 0 <= k < len(judged.parts) and float(judged.parts[k, PARTS.index(part)]) >= weights.certain


def trigger(judged: Judgement, evidence: Collection[int]) -> int:
    """The word of the evidence that most likely names the event."""
    inside = [i for i in evidence if 0 <= i - judged.first < len(judged.parts)]
    return max(inside, key=lambda i: float(judged.parts[i - judged.first, PARTS.index("trigger")]))


def modes(labels: tuple[str, ...], type_: str) -> list[int]:
    """The indices of a type's modes among all, and that of none."""
    return [k for k, mode in enumerate(labels) if k == 0 or mode.startswith(f"{type_}.")]


def _mode(labels: tuple[str, ...], scores: Floats, type_: str) -> str | None:
    """The likeliest mode of a type; None where no mode is likelier."""
    return labels[max(modes(labels, type_), key=lambda k: float(scores[k]))].partition(".")[2] or None
