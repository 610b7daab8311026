"""Whose somebody is of whom the words themselves say no country: "the Ministry", "our side", "villagers", a person named without one.

    near = Belonging(analysis, world, speaker="MLI", publisher=None)
    near.country(i, "GOV", "noun")      the country of the phrase that token ``i`` heads, None where none is likely enough

Every country that the document names is a candidate, and so is none. How often and where it is named, and whether whoever speaks or
publishes is of it, are weighed by a small conditional logit, fitted on the corpus' train documents (``training/belonging.py``). No country
has a weight of its own: all are read alike.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from accordingto import affiliation, gazetteer, logistic, syntax
from accordingto.analysis import Analysis
from accordingto.world import Entry, World, words_of
from accordingto.world import load as load_world

CLEAR = 1.1
"""How many times likelier than any other a country must be; else the record says none, rather than one side of two."""
_OFFICIAL = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PRM"})
_WIDE = frozenset({"IGO", "UNO", "EUR", "NGO", "MNC", "REF", "UNK", "UAF", "ISM"})
"""Sectors whose members often belong to no country."""


class Sight(NamedTuple):
    """A word that names a country or a place in one: its token, the country, whether it is a place below the state."""

    token: int
    country: str
    place: bool


def sights(a: Analysis, world: World, named_at: Mapping[int, tuple[int, int, Entry]]) -> list[Sight]:
    """Where a document names countries, in text order: states, seats, demonyms, and places that lie in one country only."""
    found: list[Sight] = []
    for i, (first, _, entry) in named_at.items():
        if entry.country and i == first:
            found.append(Sight(i, entry.country, False))
    for i, token in enumerate(a.tokens):
        if i in named_at or not token.form[:1].isupper():
            continue
        country = world.demonyms.get((token.form.lower(),))
        if country is not None and not affiliation.ethnic(a, world, i):
            found.append(Sight(i, country.code, False))
    for entity in a.entities:
        if entity.type == "LOC" and entity.first not in named_at:
            name = a.words(entity.first, entity.last)
            states = {p.country for p in (*gazetteer.areas(name), *gazetteer.settlements(name)) if p.country}
            if len(states) == 1 and words_of(name) not in world.demonyms:
                found.append(Sight(entity.first, states.pop(), True))
    return sorted(found)


def _of_the_state(a: Analysis, i: int) -> bool:
    """Whether a word names a state or what acts for it ("Chile", "the Chilean army"), not where somebody is from ("a Chilean firm")."""
    if a.rel(i) not in ("amod", "compound") or a.tokens[i].head < 0:
        return True
    role = load_world().roles.get(a.tokens[a.tokens[i].head].lemma.lower())
    return role is not None and role.sector in _OFFICIAL


class Belonging:
    """Decides on the countries of one document.

    Args:
        analysis: the document's trees.
        found: where it names countries (:func:`sights`).
        speaker: the country of the document's own speaker.
        publisher: the country of whoever publishes it.
    """

    def __init__(self, analysis: Analysis, found: list[Sight], speaker: str | None, publisher: str | None) -> None:
        self.a, self.sights, self.speaker, self.publisher = analysis, found, speaker, publisher
        self.tokens = [s.token for s in found]
        self.count = Counter(s.country for s in found)
        acting = [s for s in found if s.place or _of_the_state(analysis, s.token)]
        self.states = Counter(s.country for s in acting if not s.place)
        self.acting, self.acting_tokens = acting, [s.token for s in acting]
        self.candidates = sorted({*self.count, *(c for c in (speaker, publisher) if c)})

    def country(self, i: int | None, sector: str | None, kind: str) -> str | None:
        """The likeliest country of somebody.

        Args:
            i: the token that heads the phrase; None for the document's own speaker.
            sector: PLOVER's, as far as the words state it.
            kind: ``person``, ``body`` (both by name), ``noun``, ``relative`` ("the enemy", "our neighbour").
        """
        official = kind == "noun" and sector in _OFFICIAL
        candidates = [c for c in self.candidates if i is None or not (official and self.opposite(c, i))]
        if not candidates:
            return None
        weights = load()
        scores = [sum(weights.get(k, 0.0) * x for k, x in self.features(c, i, sector, kind).items()) for c in candidates]
        none = sum(weights.get(k, 0.0) for k in nobody(sector, kind))
        best = max(range(len(scores)), key=scores.__getitem__)
        if scores[best] <= none:
            return None
        others = (score for k, score in enumerate(scores) if k != best)
        return candidates[best] if all(math.exp(scores[best] - score) >= CLEAR for score in others) else None

    def features(self, country: str, i: int | None, sector: str | None, kind: str) -> dict[str, float]:
        """What speaks for a country; each also by kind and by whether somebody acts for a state."""
        total = sum(self.count.values()) or 1
        ranked = self.count.most_common(2)
        found = {
            "share": self.count[country] / total,
            "most": float(bool(ranked) and ranked[0][0] == country),
            "only": float(len(self.count) <= 1 and country in self.count),
            "speaker": float(country == self.speaker),
            "publisher": float(country == self.publisher),
            "other than speaker": float(self.speaker is not None and country != self.speaker),
            "clear": float(bool(ranked) and ranked[0][0] == country and (len(ranked) < 2 or ranked[0][1] >= 4 * ranked[1][1])),
        }
        if i is not None:
            found |= self.nearby(country, i)
        group = "official" if sector in _OFFICIAL else "wide" if sector in _WIDE else "other"
        return {f"{name}|{key}": x for name, x in found.items() if x for key in ("", kind, group)}

    def nearby(self, country: str, i: int) -> dict[str, float]:
        """How near to a phrase a country is named."""
        n = self.a.sentence_of[i]
        sentence, block = self.a.sentences[n], self.a.sentences[n].block
        here = [s for s in self.sights if sentence.first <= s.token < sentence.last]
        at = bisect_left(self.tokens, i)
        k = bisect_left(self.acting_tokens, i)
        before = self.acting[k - 1] if k else None
        place = next((s for s in reversed(self.sights[:at]) if s.place), None)
        same = [s for s in self.sights if self.a.sentences[self.a.sentence_of[s.token]].block == block]
        return {
            "sentence": float(any(s.country == country for s in here)),
            "sentence alone": float({s.country for s in here} == {country}),
            "place in sentence": float(any(s.country == country and self.placed(s.token) for s in here)),
            "last": float(before is not None and before.country == country),
            "last place": float(place is not None and place.country == country),
            "paragraph": float(any(s.country == country for s in same)),
            "paragraph alone": float({s.country for s in same} == {country}),
        }

    def opposite(self, country: str, i: int) -> bool:
        """Whether a document names a country only as whom somebody's act is towards ("the ministry considers sanctions against **Kenya**"):
        then nothing says that he is of it."""
        subject = syntax.first_conjunct(self.a, i)
        verb = self.a.tokens[subject].head
        if self.a.rel(subject) != "nsubj" or verb < 0 or country in (self.speaker, self.publisher):
            return False
        named = (s.token for s in self.sights if s.country == country)
        below = (k > verb and self.a.rel(k) not in ("amod", "compound") and verb in self.a.ancestors(k) for k in named)
        return all(below) and not any(self.located(s.token, verb) for s in self.sights if s.country == country)

    def located(self, token: int, verb: int) -> bool:
        """Whether a name stands in a phrase of place below a verb."""
        while token >= 0 and token != verb:
            if self.placed(token):
                return True
            token = self.a.tokens[token].head
        return False

    def placed(self, token: int) -> bool:
        """Whether a name stands in a phrase of place."""
        return any(self.a.tokens[k].form.lower() in load_world().words.placed for k in self.a.dependents(token, "case"))


def nobody(sector: str | None, kind: str) -> tuple[str, ...]:
    """The features of belonging to no country."""
    return ("none|", f"none|{kind}", f"none|{sector}")


@cache
def load() -> dict[str, float]:
    """The weights in the package, by feature.

    Raises:
        ModelError: they are missing or damaged.
    """
    return logistic.load("belonging", dict[str, float], "python -m training.belonging")
