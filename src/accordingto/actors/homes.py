"""Whose somebody is of whom his own words say no country, by the document around him: who speaks it, which countries it names."""

import msgspec

from accordingto import affiliation, belonging, world
from accordingto.actors.phrases import Phrases
from accordingto.actors.ref import Ref
from accordingto.affiliation import STATELESS
from accordingto.coreference import Cluster

_INTRODUCED = 3
"""Mentions of a person that may tell whose he is."""
_SEVERAL = frozenset({"IGO", "UNO", "EUR"})
"""Sectors of organisations of several states."""


class Homes:
    """Gives the people and bodies of one document a country where the document does.

    Attributes:
        speaker: whoever the whole document is the statement of.
        near: weighs the countries that the document names; None while its own names are still read.
        at_home: names with the country that only the document gives them.
        at_large: the names of people of an organisation of several states.
    """

    def __init__(self, phrases: Phrases) -> None:
        self.a, self.world, self.phrases = phrases.a, phrases.world, phrases
        self.speaker: Ref | None = None
        self.near: belonging.Belonging | None = None
        self.at_home: set[tuple[str | None, str | None]] = set()
        self.at_large: set[str | None] = set()
        self.found: dict[tuple[int, str | None], str | None] = {}

    def settle(self, house: Ref | None) -> None:
        """Get ready to say whose somebody is of whom the words say no country, the document's own speaker first.

        Whoever speaks for an organisation of several states on its own page is of it ("Chief spokesperson X" for the Commission).

        Args:
            house: whoever publishes the document.
        """
        found = belonging.sights(self.a, self.world, self.phrases.named_at)
        publisher = house.country if house else None
        speaker = self.speaker
        if speaker is not None and speaker.country is None:
            if house is not None and house.country is None and house.sector in STATELESS and speaker.sector in ("GOV", None):
                speaker = msgspec.structs.replace(speaker, sector=house.sector)
            elif speaker.sector not in STATELESS:
                near = belonging.Belonging(self.a, found, None, publisher)
                own = publisher if house is not None and house.sector == "GOV" and speaker.sector in ("GOV", None) else None
                speaker = msgspec.structs.replace(speaker, country=own or near.country(None, speaker.sector, "speaker"))
                self.at_home.add((speaker.name, speaker.country))
            self.speaker = speaker
        self.near = belonging.Belonging(self.a, found, speaker.country if speaker else None, publisher)

    def settled(self, ref: Ref, kind: str = "noun") -> Ref:
        """Somebody of whom the words say no country, with the one that the document around them tells (:mod:`accordingto.belonging`).

        Args:
            ref: who.
            kind: ``person``, ``body`` (both by name), ``noun``, ``relative`` ("our neighbour"), ``thing``.
        """
        if ref.country is None and kind != "person":  # "UN helicopters", "envoy of the Arab League": the organisation's sector, no country
            house = affiliation.organisation(self.a, self.world, self.phrases.named_at, ref.head)
            if house is not None:
                return msgspec.structs.replace(ref, sector=house.sector)
            if self.speaker is not None and self._of_speaker(ref):
                return msgspec.structs.replace(ref, sector=self.speaker.sector)
        if ref.country or ref.sector in STATELESS or self.near is None or self._housed(ref):
            return ref
        unsaid = kind == "noun" and affiliation.anybodys(self.a, self.world, ref.head)
        country = None if unsaid else self.near.country(ref.head, ref.sector, kind)
        if country is None:
            return ref
        self.at_home.add((ref.name, country))
        return msgspec.structs.replace(ref, country=country)

    def throughout(self, cluster: Cluster, ref: Ref) -> Ref:
        """A named person with the country that the document tells where it first speaks of him: one person is of one country throughout."""
        if ref.country or self.near is None:
            return ref
        key = (cluster.number, ref.sector)
        if key not in self.found:
            heads = [m.head for m in cluster.mentions if m.kind != "pronoun"] or [ref.head]
            places = (self.settled(msgspec.structs.replace(ref, head=h), "person").country for h in heads[:_INTRODUCED])
            self.found[key] = next((c for c in places if c is not None), None)
        return msgspec.structs.replace(ref, country=self.found[key])

    def two(self) -> list[world.Country]:
        """The two states of a document about two: the only ones named, else by far the most."""
        ranked = self.near.states.most_common(3) if self.near is not None else []
        if len(ranked) < 2 or (len(ranked) > 2 and ranked[2][1] * 2 > ranked[1][1]):
            return []
        return [self.world.countries[code] for code, _ in ranked[:2]]

    def is_speaker(self, i: int) -> bool:
        """ "the Ministry", "Council" in a document of which a ministry, a council is the speaker: a word of its name and no more."""
        token, speaker = self.a.tokens[i], self.speaker
        if speaker is None or not speaker.name or token.form.lower() not in speaker.name.lower().replace(",", "").split():
            return False
        role = self.phrases.role(i)
        if role is None or role.kind not in ("body", "person"):
            return False
        others = [j for j in self.a.children[i] if self.a.rel(j) in ("amod", "compound", "nmod", "flat", "nummod", "acl")]
        articles = {self.a.tokens[j].form.lower() for j in self.a.dependents(i, "det")}
        bare = articles == self.world.words.known_by or (token.form[:1].isupper() and token.upos != "PRON" and not articles)
        return not others and bare

    def _of_speaker(self, ref: Ref) -> bool:
        """ "the Special Envoy", "the Mission" in an organisation's own statement are its own."""
        if self.speaker is None or self.speaker.country is not None or self.speaker.sector not in _SEVERAL or ref.country:
            return False
        token = self.a.tokens[ref.head]
        return token.form[:1].isupper() and bool({token.lemma.lower(), affiliation.title(self.a, ref.head)} & self.world.words.of_house)

    def _housed(self, ref: Ref) -> bool:
        """Whether a name says that somebody is of no single state: an organisation of several that the tables know, or one by its words."""
        if not ref.name:
            return False
        entry = self.world.names.get(world.words_of(ref.name))
        known = entry is not None and entry.kind == "organisation"
        return known or ref.name in self.at_large or affiliation.wide(ref.name, self.world)
