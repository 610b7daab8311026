"""Actors: which noun phrases name a state, organisation, person or group, who that is, and what pronouns and short names stand for.

Country (ISO 3166-1 alpha-3) and sector (PLOVER) come from names, demonyms, titles and the words around a noun; what the text does not
say stays null. All states and groups are looked up in the same tables in the same way.
"""

from collections.abc import Iterator, Sequence

import msgspec

from accordingto import affiliation, belonging, coreference, gazetteer, names, stated, world
from accordingto.affiliation import STATELESS
from accordingto.analysis import Analysis, Entity
from accordingto.coreference import Cluster
from accordingto.world import Entry

_FIRST = frozenset({"i", "me", "my", "mine", "we", "us", "our", "ours"})
_OF = frozenset({"of", "for", "from", "in"})
_MEMBERS = frozenset({"member", "delegate"})
_GENERIC = frozenset({"people", "person", "man", "woman", "side", "state", "country"})

_INTRODUCED = 3
"""Mentions of a person that may tell whose he is."""


class Ref(msgspec.Struct, frozen=True):
    """A participant: neutral name, country, sector, members, Wikidata id; tokens ``first`` to ``last`` (exclusive) mention it."""

    name: str | None
    country: str | None
    sector: str | None
    members: tuple[str, ...]
    wikidata: str | None
    first: int
    last: int
    head: int


class Cast:
    """The participants of one document. Made by :func:`resolve`."""

    def __init__(
        self,
        analysis: Analysis,
        date: str | None,
        speaker: str | None,
        spoken: Sequence[coreference.Spoken] = (),
        publisher: str | None = None,
    ) -> None:
        self.a, self.date, self.world = analysis, date, world.load().read_in(analysis.text)
        self.named_at = names.find(analysis, self.world)
        self.known: dict[int, tuple[Ref, ...]] = {}
        self.busy: set[int] = set()
        self.speaker: Ref | None = None
        self.near: belonging.Belonging | None = None
        self.homes: dict[tuple[int, str | None], str | None] = {}
        self.at_home: set[tuple[str | None, str | None]] = set()
        self.at_large: set[str | None] = set()
        self.same = coreference.find(analysis, spoken, date=date)
        self.somebody: dict[int, Ref] = {}
        self.speaker = (self.named(speaker) or Ref(speaker, None, None, (), None, 0, 0, 0)) if speaker else None
        self.settle(self.named(publisher) if publisher else None)
        self.known.clear()
        self.somebody.clear()

    def settle(self, house: Ref | None) -> None:
        """Get ready to say whose somebody is of whom the words say no country, the document's own speaker first.

        Whoever speaks for an organisation of several states on its own page is of it ("Chief spokesperson X" for the Commission).
        """
        found = belonging.sights(self.a, self.world, self.named_at)
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

    def of(self, i: int) -> tuple[Ref, ...]:
        """The participants that the phrase headed by token ``i`` names, one for each coordinated part; empty where it names none."""
        found: list[Ref] = []
        named = self.named_at.get(i)
        for j in (i, *(k for k in self.a.dependents(i, "conj") if named is None or not named[0] <= k < named[1])):
            found += [r for r in self._one(j) if all((r.name, r.country) != (f.name, f.country) for f in found)]
        return tuple(found)

    def named(self, text: str) -> Ref | None:
        """The participant of a free name ("Amina Diallo", "the Kremlin"); None where neither the tables nor the document know it."""
        words = world.words_of(text.strip(" ,.;:"))
        if not words:
            return None
        entry = self.world.names.get(words)
        if entry is not None:
            return _ref(entry, 0, 0, 0)
        for cluster in self.same.named(words):
            ref = self.person(cluster) if cluster.what == "person" else None
            if ref is not None and (ref.country or ref.sector):
                return ref
        person = self.world.people.get(text.strip().lower())
        if person is not None:
            return Ref(person.name, person.country, person.sector_on(self.date), (), person.wikidata, 0, 0, 0)
        country, sector = stated.of(text, self.world)
        return Ref(text, country, sector, (), None, 0, 0, 0) if country or sector else None

    # --- people

    def person(self, cluster: Cluster) -> Ref:
        """A person by the fullest name that the document uses, with what all that it says of them tells: country and sector."""
        if cluster.number not in self.somebody:
            m = cluster.fullest
            self.somebody[cluster.number] = Ref(self.same.name(cluster), None, None, (), None, m.first, m.last, m.head)
            self.somebody[cluster.number] = self._informed(cluster, self.somebody[cluster.number])
        return self.somebody[cluster.number]

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
            self.at_large.add(ref.name)
            sector = house.sector
        return msgspec.structs.replace(ref, country=country, sector=sector)

    def untold(self, cluster: Cluster) -> bool:
        """Whether nothing says whose somebody is: a surname alone, or a name that two people may have."""
        bare = cluster.person is None and all(m.kind == "person" and len(m.name) == 1 for m in cluster.mentions if m.kind != "pronoun")
        return bare or cluster.number in self.same.unsure

    def _house(self, m: coreference.Mention) -> Entry | None:
        """The organisation of several states of which a mention says that somebody is ("X, the UN envoy", "NATO chief X")."""
        above = self.a.tokens[m.head].head
        beside = above >= 0 and self.a.rel(m.head) in ("appos", "flat", "compound", "nmod", "list", "dep") and self._role(above) is not None
        found = (affiliation.organisation(self.a, self.named_at, k) for k in (m.head, *m.also, *([above] if beside else [])))
        return next((e for e in found if e is not None), None)

    def _office(self, m: coreference.Mention) -> tuple[str | None, str | None]:
        """Country and sector of a title beside a name ("Kenyan President X", "X, Mali's foreign minister", "Ambassador of A to B X")."""
        head = m.head
        if m.kind == "noun":
            role = self._role(head)
            return self._country_of(head), role.sector if role is not None else None
        around = [head, *m.also, *self.a.dependents(head, "appos", "compound", "flat", "nmod", "amod")]
        above = self.a.tokens[head].head
        if above >= 0 and self.a.rel(head) in ("appos", "flat", "compound", "nmod", "list", "dep"):
            around += [above, *self.a.dependents(above, "compound", "nmod", "appos", "amod")]
        for k in around:
            role = self._role(k)
            if role is not None and (k not in range(m.first, m.last) or role.kind == "person"):
                return self._country_of(k) or self._country_of(head), role.sector
        return self._country_of(head), None

    def called(self, ref: Ref) -> str | None:
        """What a source is called: a body or office by its fullest name in the document, not by its state's ("the White House")."""
        if ref.last <= ref.first or not ref.name:
            return ref.name
        cluster = self.same.of(ref.head)
        if cluster is not None and cluster.what == "body" and cluster.named:
            return self.same.name(cluster)
        inside = (self.named_at[k] for k in range(ref.first, ref.last) if k in self.named_at and self.named_at[k][2].name == ref.name)
        found = self.named_at.get(ref.head) or next(inside, None)  # "a number of African states": the name is not the head
        if found is not None:
            seat = found[2].kind == "seat" and not gazetteer.settlements(self.a.words(found[0], found[1]))
            # "African states" are called what the document calls them
            return self._plain_name(ref.head, found[0], found[1]) if seat or found[2].kind == "collective" else ref.name
        role = self._role(ref.head)
        if cluster is not None and not cluster.named and role is not None and role.kind != "body":
            return self._plain_name(ref.head, ref.first, ref.last)
        return ref.name

    def settled(self, ref: Ref, kind: str = "noun") -> Ref:
        """Somebody of whom the words say no country, with the one that the document around them tells (:mod:`accordingto.belonging`)."""
        if ref.country is None and kind != "person":  # "UN helicopters", "envoy of the Arab League": the organisation's sector, no country
            house = affiliation.organisation(self.a, self.named_at, ref.head)
            if house is not None:
                return msgspec.structs.replace(ref, sector=house.sector)
            if self.speaker is not None and self._of_speaker(ref):
                return msgspec.structs.replace(ref, sector=self.speaker.sector)
        if ref.country or ref.sector in STATELESS or self.near is None or self.housed(ref):
            return ref
        unsaid = kind == "noun" and affiliation.anybodys(self.a, self.world, ref.head)
        country = None if unsaid else self.near.country(ref.head, ref.sector, kind)
        if country is None:
            return ref
        self.at_home.add((ref.name, country))
        return msgspec.structs.replace(ref, country=country)

    def _of_speaker(self, ref: Ref) -> bool:
        """ "the Special Envoy", "the Mission" in an organisation's own statement are its own."""
        if self.speaker is None or self.speaker.country is not None or self.speaker.sector not in ("IGO", "UNO", "EUR") or ref.country:
            return False
        token = self.a.tokens[ref.head]
        return token.form[:1].isupper() and bool({token.lemma.lower(), affiliation.title(self.a, ref.head)} & self.world.words.of_house)

    def housed(self, ref: Ref) -> bool:
        """Whether a name says that somebody is of no single state: an organisation of several that the tables know, or one by its words."""
        if not ref.name:
            return False
        entry = self.world.names.get(world.words_of(ref.name))
        known = entry is not None and entry.kind == "organisation"
        return known or ref.name in self.at_large or affiliation.wide(ref.name, self.world)

    def _at_home(self, cluster: Cluster, ref: Ref) -> Ref:
        """A named person with the country that the document tells where it first speaks of him: one person is of one country throughout."""
        if ref.country or self.near is None:
            return ref
        if (cluster.number, ref.sector) not in self.homes:
            heads = [m.head for m in cluster.mentions if m.kind != "pronoun"] or [ref.head]
            places = (self.settled(msgspec.structs.replace(ref, head=h), "person").country for h in heads[:_INTRODUCED])
            self.homes[cluster.number, ref.sector] = next((c for c in places if c is not None), None)
        return msgspec.structs.replace(ref, country=self.homes[cluster.number, ref.sector])

    def _other(self, ref: Ref) -> Ref:
        """ "its neighbour", "the enemy": somebody else's than whose they are said to be, or than the speaker's."""
        owners = {r.country for j in self.a.dependents(ref.head, "nmod:poss") for r in self._one(j)}
        own = owners or {self.speaker.country if self.speaker else None}
        found = self.settled(ref, "relative")
        return ref if found.country in own else found

    # --- one phrase

    def _one(self, i: int) -> tuple[Ref, ...]:
        if i not in self.known:
            if i in self.busy:
                return ()
            self.busy.add(i)
            self.known[i] = tuple(self._resolve(i))
            self.busy.discard(i)
        return self.known[i]

    def _resolve(self, i: int) -> Iterator[Ref]:
        token = self.a.tokens[i]
        form = token.form.lower()
        if (counted := self._counted(i)) is not None:
            yield from counted
            return
        if token.upos in ("PRON", "DET"):
            yield from self._pronoun(i, form)
            return
        found = self.named_at.get(i)
        cluster = self._person_at(i)
        if cluster is not None and not (found is not None and any((m.first, m.last) == found[:2] for m in cluster.names)):
            first, last = self._extent(i) if self.a.entity_of.get(i) is None else (cluster_mention(cluster, i) or (i, i + 1))
            known = msgspec.structs.replace(self.person(cluster), first=first, last=last, head=i)
            role = self._role(i)
            if role is not None and known.country is None:
                known = msgspec.structs.replace(known, country=self._country_of(i), sector=known.sector or role.sector)
            yield known if self.untold(cluster) else self._at_home(cluster, known)
            return
        if found is None and (folk := self._folk(i)) is not None:
            yield folk
            return
        if cluster is None and (body := self._body_at(i, found)) is not None:
            yield self.settled(self.body(body, i), "body")
            return
        if found is not None:
            first, last, entry = found
            yield _ref(entry, first, last, i)
            return
        if token.upos == "ADJ" or (token.upos == "PROPN" and (form,) in self.world.demonyms):
            country = self.world.demonyms.get((form,))
            if country is not None:
                yield Ref(country.name, country.code, "GOV" if token.upos == "ADJ" else "CVL", (), None, i, i + 1, i)
            return
        if token.upos in ("NOUN", "PROPN"):
            yield from self._noun(i, self.a.entity_of.get(i))

    def _folk(self, i: int) -> Ref | None:
        """A people by the state that it lives in: "Bosnian Serbs", "ethnic Albanians in Macedonia"; None where the phrase names none."""
        if self.a.tokens[i].upos not in ("NOUN", "PROPN", "ADJ"):
            return None
        before = [j for j in self.a.dependents(i, "amod", "compound") if j < i]
        marks = [j for j in (*before, i) if affiliation.ethnic(self.a, self.world, j)]
        if not marks:
            return None
        first, last = self._extent(i)
        role = self._role(i)
        country = affiliation.lives_in(self.a, self.world, self.named_at, i)
        ref = Ref(self._plain_name(i, first, last), country, role.sector if role else "CVL", (), None, first, last, i)
        if country is None and self.near is not None:
            kin = {c.code for j in marks if (c := self.world.demonyms.get((self.a.tokens[j].form.lower(),)))}
            settled = self.settled(ref)
            return ref if settled.country in kin else settled
        return ref

    def _counted(self, i: int) -> list[Ref] | None:
        """What a number or measure counts ("six of her colleagues", "a line of riot police", "hundreds"), "its own", "both", "the wounded".

        None where the phrase is none of these.
        """
        token, first, last = self.a.tokens[i], *self._extent(i)
        lemma = token.lemma.lower()
        if lemma == "own":
            return [r for j in self.a.dependents(i, "nmod") if self.a.tokens[j].upos == "PRON" for r in self._one(j)]
        if token.upos == "DET" and lemma in self.world.words.two:
            return [Ref(c.name, c.code, "GOV", (), None, i, i + 1, i) for c in self._two()]
        measures = token.upos == "NUM" or lemma in self.world.words.measures or lemma == "one"
        if not measures and not (token.upos in ("ADJ", "NOUN") and lemma in self.world.words.nominal):
            return None
        of = [j for j in self.a.dependents(i, "nmod") if any(self.a.tokens[k].form.lower() == "of" for k in self.a.dependents(j, "case"))]
        if of and measures:
            return [msgspec.structs.replace(r, first=first, last=last, head=i) for r in self._one(of[0])]
        if lemma in self.world.words.measures or (token.upos == "NUM" and (self.a.children[i] or not form_of_people(token.form))):
            return None if lemma in self.world.words.measures and lemma not in self.world.words.crowds else []
        return [self.settled(Ref(self._plain_name(i, first, last), None, "CVL", (), None, first, last, i))]

    def thing(self, i: int) -> tuple[Ref, ...]:
        """What is no participant by itself but stands for whoever has or runs it, or for the people of where it stands ("the market of X",
        "its planes", "fourteen vehicles")."""
        token = self.a.tokens[i]
        if token.upos not in ("NOUN", "PROPN"):
            return ()
        first, last = self._extent(i)
        ref = Ref(self._plain_name(i, first, last), None, None, (), None, first, last, i)
        for j in self.a.dependents(i, "nmod", "compound", "amod"):
            owners = [r for r in self._one(j) if r.country]
            if owners:
                return (msgspec.structs.replace(ref, country=owners[0].country, sector=owners[0].sector),)
        return (self.settled(ref, "thing"),)

    def _person_at(self, i: int) -> Cluster | None:
        """The named person that a phrase means: by name, by the title that it is ("Foreign Minister X"), or by description."""
        cluster = self.same.context.heads.get(i)
        return cluster if cluster is not None and cluster.what == "person" and cluster.named else None

    def _body_at(self, i: int, found: tuple[int, int, Entry] | None) -> Cluster | None:
        """The body that a phrase names or takes up; the longer name wins over one inside it ("Ghana [Congress] of Trade Unions")."""
        cluster = self.same.of(i)
        if cluster is None or cluster.what != "body" or not cluster.named:
            return None
        m = next((m for m in cluster.names if m.first <= i < m.last), None)
        if m is None:
            return cluster
        if found is not None and found[1] - found[0] >= m.last - m.first:
            return None
        return cluster if m.head == i else None

    def body(self, cluster: Cluster, i: int) -> Ref:
        """A body by its fullest name; what a table says of any of its names holds, else the state that its name or description states."""
        first, last = cluster_mention(cluster, i) or self._extent(i)
        for m in cluster.names:
            key = world.words_of(self.a.words(m.first, m.last))
            known = self.world.names.get(key) if key not in self.world.generic or len(cluster.fullest.name) == len(key) else None
            if known is not None and known.kind not in ("state", "seat"):
                return _ref(known, first, last, i)
        full = cluster.fullest
        name = self.a.words(full.first, full.last)
        country = affiliation.state_of_body(name, self.world)
        roles = [self.world.roles.get(w) for w in reversed(full.name)]
        bodies = [r for r in roles if r is not None and r.kind == "body"]
        sector = next((r.sector for r in bodies if r.sector != "GOV"), None) or (
            "GOV" if self.world.words.of_state & set(full.name) else None
        )
        for m in cluster.mentions:
            if m.kind != "pronoun":
                country = country or next((self._country_of(k) for k in (m.head, *m.also) if self._country_of(k)), None)
        return Ref(_plain(name), country, sector, (), None, first, last, i)

    def _noun(self, i: int, entity: Entity | None) -> Iterator[Ref]:
        token = self.a.tokens[i]
        role = self._role(i)
        country = self._country_of(i)
        first, last = self._extent(i)
        if (token.lemma.lower() in _MEMBERS and token.xpos in ("NNS", "NNPS")) and (whole := self._whole_of(i)):
            yield from (msgspec.structs.replace(r, first=first, last=last, head=i) for r in whole)
            return
        if country is None and (both := self._two_sides(i)):
            yield from (Ref(c.name, c.code, role.sector if role else "GOV", (), None, first, last, i) for c in both)
            return
        if country is None and role is not None and self._both(i):  # of two, but the text does not tell which two
            yield Ref(self._plain_name(i, first, last), None, role.sector, (), None, first, last, i)
            return
        if country is None and self.is_speaker(i) and self.speaker is not None:
            yield msgspec.structs.replace(self.speaker, first=first, last=last, head=i)
            return
        if role is None:
            demonym = self.world.demonyms.get((token.form.lower(),))
            if demonym is not None:
                yield Ref(f"People of {demonym.name}", demonym.code, "CVL", (), None, first, last, i)
            elif entity is not None and entity.type == "ORG":
                # A name that the model cuts short ("chamber of") goes on to the end of its phrase.
                first, last = min(first, entity.first), max(last, entity.last)
                yield self.settled(Ref(self._plain_name(i, first, last), country, None, (), None, first, last, i), "body")
            elif (owner := country or self._owner(i)) is not None:
                yield Ref(self._plain_name(i, first, last), owner, None, (), None, first, last, i)
            return
        if country is None:
            if not self._own(i):
                ref = Ref(self._plain_name(i, first, last), None, role.sector, (), None, first, last, i)
                around = {token.lemma.lower(), *(self.a.tokens[j].form.lower() for j in self.a.dependents(i, "compound", "amod"))}
                hostile = token.lemma.lower() in self.world.words.relative or around & self.world.words.hostile
                yield self._other(ref) if hostile else self.settled(ref)
                return
            country = self.speaker.country if self.speaker else None
            if role.kind == "people" or token.lemma.lower() in _GENERIC:
                yield Ref(self._plain_name(i, first, last), country, role.sector, (), None, first, last, i)
                return
        for state in dict.fromkeys([country, *self._joint(i)]):
            yield Ref(self._name(i, role, state, first, last), state, role.sector, (), None, first, last, i)

    def _whole_of(self, i: int) -> list[Ref]:
        """ "the members of the Security Council" are the Council."""
        of = [j for j in self.a.dependents(i, "nmod") if any(self.a.tokens[k].form.lower() == "of" for k in self.a.dependents(j, "case"))]
        return [r for j in of[:1] for r in self._one(j) if r.sector not in ("GOV", "CVL")]

    def is_speaker(self, i: int) -> bool:
        """ "the Ministry", "Council" in a document of which a ministry, a council is the speaker: a word of its name and no more."""
        token, speaker = self.a.tokens[i], self.speaker
        role = self._role(i)
        if speaker is None or not speaker.name or role is None or role.kind not in ("body", "person"):
            return False
        others = [j for j in self.a.children[i] if self.a.rel(j) in ("amod", "compound", "nmod", "flat", "nummod", "acl")]
        articles = {self.a.tokens[j].form.lower() for j in self.a.dependents(i, "det")}
        bare = articles == {"the"} or (token.form[:1].isupper() and token.upos != "PRON" and not articles)
        return not others and bare and token.form.lower() in speaker.name.lower().replace(",", "").split()

    def _both(self, i: int) -> bool:
        """ "both sides", "the two governments"."""
        told = self.a.dependents(i, "det", "nummod", "cc:preconj", "amod", "advmod")
        return self.a.tokens[i].lemma.lower() in self.world.words.parties and any(
            self.a.tokens[j].form.lower() in self.world.words.two for j in told
        )

    def _two_sides(self, i: int) -> list[world.Country]:
        """The two states that "both sides" are: the only ones named, else by far the most."""
        return self._two() if self._both(i) else []

    def _two(self) -> list[world.Country]:
        """The two states of a document about two."""
        ranked = self.near.states.most_common(3) if self.near is not None else []
        if len(ranked) < 2 or (len(ranked) > 2 and ranked[2][1] * 2 > ranked[1][1]):
            return []
        return [self.world.countries[code] for code, _ in ranked[:2]]

    def _joint(self, i: int) -> list[str]:
        """Further countries of coordinated adjectives ("Peruvian and Chilean officials" are officials of both)."""
        found = []
        for j in self.a.dependents(i, "amod", "compound"):
            for k in self.a.dependents(j, "conj"):
                if self._country_word(j) and (country := self._country_word(k)):
                    found.append(country)
        return found

    def _role(self, i: int) -> world.Role | None:
        lemma = self.a.tokens[i].lemma.lower()
        pair = affiliation.title(self.a, i)
        form = self.a.tokens[i].form.lower()  # a plural that the tagger takes for a name keeps its ending ("Villagers burned …")
        single = form.removesuffix("s") if self.a.tokens[i].upos in ("NOUN", "PROPN") else form
        found = next((r for k in (pair, lemma, form, single) if (r := self.world.roles.get(k)) and r.fits(self.a.tokens[i].form)), None)
        serves = affiliation.serves(self.a, self.world, self._body_of, i) if found is not None and found.kind == "person" else None
        return found if found is None or serves is None else msgspec.structs.replace(found, sector=serves)

    def _body_of(self, pronoun: int) -> int:
        cluster = self.same.of(pronoun)
        return cluster.fullest.head if cluster is not None and cluster.what == "body" else pronoun

    def _name(self, i: int, role: world.Role, country: str | None, first: int, last: int) -> str:
        """The neutral name: of a government its state's, of an army "armed forces of X", else the words without their article."""
        state = self.world.countries.get(country or "")
        if state is None or role.kind == "equipment":
            return self._plain_name(i, first, last)
        lemma = self.a.tokens[i].lemma.lower()
        if (
            role.kind == "body"
            and role.sector == "GOV"
            and lemma
            in (
                "government",
                "regime",
                "authority",
                "authorities",
                "leadership",
                "side",
                "administration",
                "state",
                "cabinet",
                "country",
                "junta",
            )
        ):
            return state.name
        if role.kind == "body" and role.sector == "MIL":
            return f"Armed forces of {state.name}"
        if role.sector == "MIL":
            return (
                f"Soldiers of {state.name}"
                if lemma in ("soldier", "troops", "troop", "serviceman")
                else f"{lemma.capitalize()} of {state.name}"
            )
        words = [t.form for t in self.a.tokens[i : i + 1]]
        kind = [self.a.tokens[k].form for k in self.a.dependents(i, "compound", "amod") if k < i and not self._country_word(k)]
        return f"{' '.join([*kind, *words])} of {state.name}"

    def _plain_name(self, i: int, first: int, last: int) -> str:
        return _plain(self.a.words(first, last))

    def _extent(self, i: int) -> tuple[int, int]:
        """The noun with what stands before it and an "of" phrase after it."""
        inside = [i]
        for j in self.a.children[i]:
            if self.a.rel(j) in ("det", "amod", "compound", "nummod", "flat", "nmod") and j < i:
                inside += self.a.subtree(j)
            elif self.a.rel(j) in ("nmod", "flat") and any(self.a.tokens[k].form.lower() == "of" for k in self.a.dependents(j, "case")):
                inside += self.a.subtree(j, without=("acl:relcl", "acl", "appos", "parataxis", "punct"))
        inside = sorted(inside)
        return inside[0], inside[-1] + 1

    def _country_word(self, k: int) -> str | None:
        """The state that a word names as a name, seat or demonym."""
        found = self.named_at.get(k)
        if found is not None:
            return found[2].country
        token = self.a.tokens[k]
        country = self.world.demonyms.get((token.form.lower(),)) if token.form[:1].isupper() else None
        return country.code if country else None

    def _country_of(self, i: int) -> str | None:
        """The country that a noun's own phrase states: by adjective, possessive, compound, or "of" and "in"."""
        for j in self.a.children[i]:
            relation, deprel = self.a.rel(j), self.a.tokens[j].deprel
            if deprel == "nmod:poss" and self.a.tokens[i].lemma.lower() in self.world.words.relative:
                continue
            if relation in ("amod", "compound", "flat", "det") or deprel == "nmod:poss":
                country = self._country_word(j) or (self._pronoun_country(j) if deprel == "nmod:poss" else None)
                if country:
                    return country
            elif relation == "nmod" and {self.a.tokens[k].form.lower() for k in self.a.dependents(j, "case")} & _OF:
                country = self._country_word(j) or self._country_of(j) if self.a.tokens[j].upos == "PROPN" else None
                if country:
                    return country
        return None

    def _pronoun_country(self, j: int) -> str | None:
        if self.a.tokens[j].upos != "PRON":
            return self._country_of(j) if self.a.tokens[j].upos in ("NOUN", "PROPN") else None
        # "the union … its secretary": a country that only the document gives the union makes no secretary of state.
        countries = {r.country for r in self._one(j) if (r.name, r.country) not in self.at_home}
        return next(iter(countries)) if len(countries) == 1 else None

    def _owner(self, i: int) -> str | None:
        """The country of whoever has or runs what is no actor itself ("Israeli Air Force jets", "our town")."""
        for j in self.a.dependents(i, "compound", "nmod:poss", "amod"):
            if self.a.tokens[j].form.lower() in ("our", "my"):
                return self.speaker.country if self.speaker else None
            found = self._country_word(j) or self._country_of(j)
            if found:
                return found
        return None

    def _own(self, i: int) -> bool:
        return any(self.a.tokens[j].form.lower() in ("our", "my") for j in self.a.dependents(i, "nmod"))

    # --- pronouns

    def _pronoun(self, i: int, form: str) -> Iterator[Ref]:
        if form in _FIRST:
            yield from self._first_person(i, form)
            return
        cluster = self.same.context.heads.get(i)
        if cluster is not None:
            yield from (msgspec.structs.replace(r, name=self.called(r), first=i, last=i + 1, head=i) for r in self._meant(i, cluster))

    def _meant(self, i: int, cluster: Cluster) -> tuple[Ref, ...]:
        """Who a cluster is; of several joined phrases ("Benin and Nigeria … They") all of them."""
        if cluster.what == "person" and cluster.named:
            known = self.person(cluster)
            return (known if self.untold(cluster) else self._at_home(cluster, known),)
        before = [m for m in cluster.mentions if m.kind != "pronoun" and m.first < i] or [cluster.fullest]
        return self.of(before[-1].head)

    def _first_person(self, i: int, form: str) -> Iterator[Ref]:
        if self.speaker is None:
            return
        state = self.world.countries.get(self.speaker.country or "")
        if form in ("we", "us", "our", "ours") and state is not None and self.speaker.sector in (None, "GOV", "MIL"):
            yield Ref(state.name, state.code, self.speaker.sector or "GOV", (), None, i, i + 1, i)
        else:
            yield msgspec.structs.replace(self.speaker, first=i, last=i + 1, head=i)


def form_of_people(form: str) -> bool:
    """Whether a bare number may count people ("41 were wounded"): no year, no decimal, no share."""
    return not (len(form) == 4 and form.isdigit()) and "." not in form and "%" not in form


def _plain(words: str) -> str:
    for article in ("the ", "a ", "an ", "these ", "those ", "our ", "their ", "its ", "his ", "her ", "this ", "that "):
        if words.lower().startswith(article):
            words = words[len(article) :]
    return words


def cluster_mention(cluster: Cluster, i: int) -> tuple[int, int] | None:
    """The tokens of the cluster's name that token ``i`` stands in."""
    return next(((m.first, m.last) for m in cluster.names if m.first <= i < m.last), None)


def resolve(
    analysis: Analysis,
    *,
    date: str | None,
    speaker: str | None = None,
    spoken: Sequence[coreference.Spoken] = (),
    publisher: str | None = None,
) -> Cast:
    """The cast of a document.

    Args:
        analysis: its analysis.
        date: its date (EDTF or ISO), which decides who is in office.
        speaker: the name of whoever the whole document is the statement of; first-person pronouns are theirs.
        spoken: its quotations with their sources.
        publisher: the name of whoever publishes it.
    """
    return Cast(analysis, date.rstrip("~?%").split("/")[0] if date else None, speaker, spoken, publisher)


def _ref(entry: Entry, first: int, last: int, head: int) -> Ref:
    return Ref(entry.name, entry.country, entry.sector, entry.members, entry.wikidata, first, last, head)
