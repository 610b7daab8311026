"""Whom a common noun names: an office, a body, people of a country, or what stands for whoever has or runs it."""

from collections.abc import Iterator

import msgspec

from accordingto.actors import naming
from accordingto.actors.homes import Homes
from accordingto.actors.phrases import Phrases
from accordingto.actors.ref import Lookup, Ref, at
from accordingto.actors.whose import Whose


class Nouns:
    """Reads the nouns of one document.

    Args:
        phrases: its phrases.
        whose: the countries that they state.
        homes: the countries that the document around them tells.
        refs: who another phrase names.
    """

    def __init__(self, phrases: Phrases, whose: Whose, homes: Homes, refs: Lookup) -> None:
        self.a, self.world, self.words = phrases.a, phrases.world, phrases.words
        self.phrases, self.whose, self.homes, self.refs = phrases, whose, homes, refs

    def read(self, i: int) -> Iterator[Ref]:
        """The participants that the phrase headed by noun ``i`` names, one for each state that it is of."""
        token, speaker = self.a.tokens[i], self.homes.speaker
        role, country, within = self.phrases.role(i), self.whose.country(i), self.phrases.extent(i)
        if token.lemma.lower() in self.words.members and token.xpos in ("NNS", "NNPS") and (whole := self._whole(i)):
            yield from (at(r, *within, i) for r in whole)
        elif country is None and self.phrases.both(i) and ((states := self.homes.two()) or role is not None):
            sector = role.sector if role is not None else "GOV"
            yield from (Ref(c.name, c.code, sector, (), None, *within, i) for c in states)
            if not states:  # of two, but the text does not tell which two
                yield self.phrases.ref(i, within, None, sector)
        elif country is None and speaker is not None and self.homes.is_speaker(i):
            yield at(speaker, *within, i)
        elif role is None:
            yield from self._without_role(i, country, within)
        elif country is None and not self.phrases.ours(i):
            ref = self.phrases.ref(i, within, None, role.sector)
            yield self._other(ref) if self.phrases.hostile(i) else self.homes.settled(ref)
        elif country is None and (role.kind == "people" or token.lemma.lower() in self.words.bare):
            yield self.phrases.ref(i, within, speaker.country if speaker else None, role.sector)
        else:
            if country is None:
                country = speaker.country if speaker else None
            for state in dict.fromkeys([country, *self.phrases.joint(i)]):
                yield Ref(naming.neutral(self.phrases, i, role, state, within), state, role.sector, (), None, *within, i)

    def thing(self, i: int) -> tuple[Ref, ...]:
        """What is no participant by itself but stands for whoever has or runs it, or for the people of where it stands ("the market of X",
        "its planes", "fourteen vehicles")."""
        if self.a.tokens[i].upos not in ("NOUN", "PROPN"):
            return ()
        ref = self.phrases.ref(i, self.phrases.extent(i), None, None)
        for j in self.a.dependents(i, "nmod", "compound", "amod"):
            owner = next((r for r in self.refs(j) if r.country), None)
            if owner is not None:
                return (msgspec.structs.replace(ref, country=owner.country, sector=owner.sector),)
        return (self.homes.settled(ref, "thing"),)

    def _without_role(self, i: int, country: str | None, within: tuple[int, int]) -> Iterator[Ref]:
        """Whom a noun names that is no office or group: a people, an organisation by name, whoever has or runs it."""
        demonym, entity = self.world.demonyms.get((self.a.tokens[i].form.lower(),)), self.a.entity_of.get(i)
        if demonym is not None:
            yield Ref(f"People of {demonym.name}", demonym.code, "CVL", (), None, *within, i)
        elif entity is not None and entity.type == "ORG":
            # A name that the model cuts short ("chamber of") goes on to the end of its phrase.
            whole = min(within[0], entity.first), max(within[1], entity.last)
            yield self.homes.settled(self.phrases.ref(i, whole, country, None), "body")
        elif (owner := country or self.whose.owner(i)) is not None:
            yield self.phrases.ref(i, within, owner, None)

    def _whole(self, i: int) -> list[Ref]:
        """ "the members of the Security Council" are the Council."""
        return [r for j in self.phrases.wholes(i)[:1] for r in self.refs(j) if r.sector not in ("GOV", "CVL")]

    def _other(self, ref: Ref) -> Ref:
        """ "its neighbour", "the enemy": somebody else's than whose they are said to be, or than the speaker's."""
        owners = {r.country for j in self.a.dependents(ref.head, "nmod:poss") for r in self.refs(j)}
        own = owners or {self.homes.speaker.country if self.homes.speaker else None}
        found = self.homes.settled(ref, "relative")
        return ref if found.country in own else found
