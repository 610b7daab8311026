"""The named people of a document: who each is, by all that it says of them."""

import msgspec

from accordingto import affiliation
from accordingto.actors.homes import Homes
from accordingto.actors.phrases import Phrases
from accordingto.actors.ref import Ref, at
from accordingto.actors.whose import Whose
from accordingto.coreference import Cluster, Mention
from accordingto.world import Entry

_BESIDE = frozenset({"appos", "flat", "compound", "nmod", "list", "dep"})
"""What a name is to the title above it."""


class People:
    """The people of one document.

    Args:
        phrases: its phrases.
        whose: the countries that they state.
        homes: the countries that the document around them tells.
        date: its date, which decides who is in office.
    """

    def __init__(self, phrases: Phrases, whose: Whose, homes: Homes, date: str | None) -> None:
        self.a, self.same, self.date = phrases.a, phrases.same, date
        self.phrases, self.whose, self.homes = phrases, whose, homes
        self.known: dict[int, Ref] = {}

    def meant(self, i: int) -> Cluster | None:
        """The named person that a phrase means: by name, by the title that it is ("Foreign Minister X"), or by description."""
        cluster = self.same.context.heads.get(i)
        return cluster if cluster is not None and cluster.what == "person" and cluster.named else None

    def mentioned(self, cluster: Cluster, i: int) -> Ref:
        """A person as the phrase headed by token ``i`` mentions him; a title in it tells whose he is where nothing else does."""
        within = self.phrases.extent(i) if self.a.entity_of.get(i) is None else (mention_at(cluster, i) or (i, i + 1))
        known = at(self.ref(cluster), *within, i)
        role = self.phrases.role(i)
        if role is not None and known.country is None:
            known = msgspec.structs.replace(known, country=self.whose.country(i), sector=known.sector or role.sector)
        return self.placed(cluster, known)

    def placed(self, cluster: Cluster, ref: Ref) -> Ref:
        """A person with the country that the document tells; none where nothing says whose he is."""
        return ref if self._untold(cluster) else self.homes.throughout(cluster, ref)

    def ref(self, cluster: Cluster) -> Ref:
        """A person by the fullest name that the document uses, with what all that it says of them tells: country and sector."""
        if cluster.number not in self.known:
            m = cluster.fullest
            self.known[cluster.number] = Ref(self.same.name(cluster), None, None, (), None, m.first, m.last, m.head)
            self.known[cluster.number] = self._informed(cluster, self.known[cluster.number])
        return self.known[cluster.number]

    def _informed(self, cluster: Cluster, ref: Ref) -> Ref:
        known = cluster.person
        if known is not None:
            name = ref.name if ref.name and len(ref.name.split()) > 1 else known.name
            return msgspec.structs.replace(
                ref, name=name, country=known.country, sector=known.sector_on(self.date), wikidata=known.wikidata
            )
        country = sector = house = None
        for m in cluster.mentions:
            if m.kind == "pronoun":
                continue
            state, office = self._office(m)
            country, sector = country or state, sector or office
            house = house or self._house(m)
        if country is None and house is not None:
            self.homes.at_large.add(ref.name)
            sector = house.sector
        return msgspec.structs.replace(ref, country=country, sector=sector)

    def _untold(self, cluster: Cluster) -> bool:
        """Whether nothing says whose somebody is: a surname alone, or a name that two people may have."""
        bare = cluster.person is None and all(m.kind == "person" and len(m.name) == 1 for m in cluster.mentions if m.kind != "pronoun")
        return bare or cluster.number in self.same.unsure

    def _house(self, m: Mention) -> Entry | None:
        """The organisation of several states of which a mention says that somebody is ("X, the UN envoy", "NATO chief X")."""
        above = self.a.tokens[m.head].head
        beside = above >= 0 and self.a.rel(m.head) in _BESIDE and self.phrases.role(above) is not None
        heads = (m.head, *m.also, *([above] if beside else []))
        found = (affiliation.organisation(self.a, self.phrases.world, self.phrases.named_at, k) for k in heads)
        return next((e for e in found if e is not None), None)

    def _office(self, m: Mention) -> tuple[str | None, str | None]:
        """Country and sector of a title beside a name ("Kenyan President X", "X, Mali's foreign minister", "Ambassador of A to B X")."""
        head = m.head
        if m.kind == "noun":
            role = self.phrases.role(head)
            return self.whose.country(head), role.sector if role is not None else None
        around = [head, *m.also, *self.a.dependents(head, "appos", "compound", "flat", "nmod", "amod")]
        above = self.a.tokens[head].head
        if above >= 0 and self.a.rel(head) in _BESIDE:
            around += [above, *self.a.dependents(above, "compound", "nmod", "appos", "amod")]
        for k in around:
            role = self.phrases.role(k)
            if role is not None and (k not in range(m.first, m.last) or role.kind == "person"):
                return self.whose.country(k) or self.whose.country(head) or self.whose.told_before(k), role.sector
        return self.whose.country(head), None


def mention_at(cluster: Cluster, i: int) -> tuple[int, int] | None:
    """The tokens of the cluster's name that token ``i`` stands in."""
    return next(((m.first, m.last) for m in cluster.names if m.first <= i < m.last), None)
