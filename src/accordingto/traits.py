"""What may tell whether a claim is right: how it was found, how sure each decision was, and what else is claimed of its words.

Each trait is a number by name; :mod:`accordingto.confidence` weighs them. They are read off the decisions and the finished parts of the
claim; none is worked out twice.
"""

import math
from collections.abc import Collection, Sequence

import msgspec
import numpy as np

from accordingto import decide, events
from accordingto.analysis import Analysis
from accordingto.meaning import Judgement
from accordingto.types import Actor, BlockKind, Link

_SHORT, _LONG = 3, 20
"""Words of a stretch that is hardly a claim, and of one that holds several."""
_MANY = 4


class Found(msgspec.Struct, frozen=True):
    """How a claim was found.

    ``tokens`` are its words, ``beside`` the words of the other claims that share one of them, ``form`` the construction, ``predicate`` the
    word that heads it, ``how`` the way of its last attribution, ``kind`` that of its block; ``parts`` are the optional parts that it has.
    """

    tokens: tuple[int, ...]
    beside: tuple[tuple[int, ...], ...]
    form: str
    predicate: int | None
    kind: BlockKind
    links: tuple[Link, ...]
    how: str | None
    pieces: int
    coded: events.Coded | None
    judged: Judgement
    decided: decide.Decided
    actors: tuple[Actor, ...]
    presupposed: bool
    parts: Collection[str]


def of(analysis: Analysis, found: Found, *, spoken: bool) -> dict[str, float]:
    """The traits of a claim.

    Args:
        analysis: the document's trees.
        found: the claim.
        spoken: whether the document has a speaker of its own.
    """
    traits = _words(analysis, found) | _said(found) | _decisions(found) | _overlap(found.tokens, found.beside)
    traits |= {f"has {part}": 1.0 for part in found.parts}
    traits |= {"spoken": float(spoken), "presupposed": float(found.presupposed)}
    if found.predicate is not None and analysis.moods:
        traits |= _agreement(analysis, found, found.predicate)
    return traits


def _words(a: Analysis, found: Found) -> dict[str, float]:
    tokens = found.tokens
    sentence = a.sentences[a.sentence_of[tokens[0]]]
    size = sentence.last - sentence.first
    upos = [a.tokens[i].upos for i in tokens]
    return {
        f"form {found.form}": 1.0,
        f"kind {'paragraph' if found.kind in ('quotation', 'caption', 'row') else found.kind}": 1.0,
        "pieces": float(found.pieces > 1),
        "words": math.log(len(tokens)),
        "words squared": math.log(len(tokens)) ** 2,
        "short": float(len(tokens) <= _SHORT),
        "long": float(len(tokens) >= _LONG),
        "sentence": math.log(size),
        "share": len(tokens) / size,
        "before": (tokens[0] - sentence.first) / size,
        "behind": (sentence.last - 1 - tokens[-1]) / size,
        "capital": float(a.tokens[tokens[0]].form[:1].isupper()),
        "verbs": float(upos.count("VERB")),
        "commas": float(sum(a.tokens[i].form == "," for i in tokens)),
    }


def _said(found: Found) -> dict[str, float]:
    last = found.links[-1]
    stated = [actor for actor in found.actors if actor.name or actor.mention]
    traits = {
        "links": float(min(len(found.links), _MANY)),
        "cited": float(found.how is not None),
        "unnamed": float(last.name is None and len(found.links) > 1),
        "speaker named": float(last.name is not None),
        "speaker mentioned": float(last.mention is not None),
        "speaker placed": float(last.country is not None),
        "actors": float(len(stated)),
        "actor placed": float(any(actor.country for actor in found.actors)),
        "no actor": float(not any(actor.role in ("actor", "both") for actor in stated)),
    }
    return traits | ({f"how {found.how}": 1.0} if found.how else {})


def _decisions(found: Found) -> dict[str, float]:
    decided, traits = found.decided, dict[str, float]()
    for notion, weighed in decided.weighed.items():
        model = weighed.model
        traits[f"chance {notion}"] = weighed.chance
        traits[f"entropy {notion}"] = float(-(np.exp(model) * model).sum())
        traits[f"model {notion}"] = float(weighed.labels[int(model.argmax())] == weighed.chosen)
    event, right = decided.weighed["event"], found.judged.scores["right"]
    return traits | {
        "chance none": float(np.exp(event.model[event.labels.index("O")])),
        "chance right": float(np.exp(right[1])),
        "odds right": float(right[1] - right[0]),
        f"type {decided.type or 'none'}": 1.0,
        f"stance {decided.modality}": 1.0,
        "negative": float(decided.polarity == "negative"),
        "mode": float(found.coded is not None and found.coded.mode is not None),
    }


def _overlap(tokens: Sequence[int], beside: Sequence[Sequence[int]]) -> dict[str, float]:
    """How much of the words other claims have, how much of another's these are, and of how many claims."""
    own, traits = set(tokens), {"overlap": 0.0, "inside": 0.0, "holds": 0.0, "near": float(min(len(beside), _MANY))}
    for other in beside:
        shared = len(own.intersection(other))
        shares = {"overlap": shared / (len(own) + len(other) - shared), "inside": shared / len(own), "holds": shared / len(other)}
        traits |= {name: max(traits[name], value) for name, value in shares.items()}
    return traits


def _agreement(a: Analysis, found: Found, predicate: int) -> dict[str, float]:
    """How far the syntax encoder's own view of the predicate is that of the decisions."""
    coded, stance = found.coded, found.decided.modality
    named = a.named_at.get(coded.first if coded is not None else predicate)
    mood = a.moods[predicate]
    return {
        "type agrees": named.score if named is not None and coded is not None and named.type == coded.type else 0.0,
        "type differs": named.score if named is not None and (coded is None or named.type != coded.type) else 0.0,
        "modality agrees": mood.score if mood.modality == stance else mood.asserted if stance == "asserted" else 0.0,
        "polarity agrees": mood.negative if found.decided.polarity == "negative" else 1 - mood.negative,
        "granted": mood.presupposed,
    }


def beside(claims: Sequence[tuple[int, ...]], sentence_of: Sequence[int]) -> list[tuple[tuple[int, ...], ...]]:
    """For each claim the words of the others that share one of its words; claims meet only within a sentence."""
    by_sentence: dict[int, list[int]] = {}
    for n, tokens in enumerate(claims):
        for sentence in {sentence_of[i] for i in tokens}:
            by_sentence.setdefault(sentence, []).append(n)
    found = []
    for n, tokens in enumerate(claims):
        own = set(tokens)
        others = dict.fromkeys(k for sentence in {sentence_of[i] for i in tokens} for k in by_sentence[sentence] if k != n)
        found.append(tuple(claims[k] for k in others if not own.isdisjoint(claims[k])))
    return found
