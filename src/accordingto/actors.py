"""Actors: which noun phrases name a state, organisation, person or group, who that is, and what pronouns and short names stand for.

Country (ISO 3166-1 alpha-3) and sector (PLOVER) come from names, demonyms, titles and the words around a noun; what the text does not
say stays null. All states and groups are looked up in the same tables in the same way.
"""

import bisect
from collections.abc import Iterator

import msgspec

from accordingto import gazetteer, world
from accordingto.analysis import Analysis, Entity
from accordingto.world import Entry, World

_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_SINGULAR = frozenset({"it", "its", "itself"})
_PERSONAL = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_FIRST = frozenset({"i", "me", "my", "mine", "we", "us", "our", "ours"})
_OF = frozenset({"of", "for", "from", "in"})
_RELATIVE = frozenset({"neighbour", "neighbor", "counterpart", "ally", "rival", "enemy", "partner", "opponent", "adversary", "foe"})
_GENERIC = frozenset({"people", "person", "man", "woman", "side", "state", "country"})
_STATELESS = frozenset({"IGO", "UNO", "EUR", "NGO", "MNC", "REF", "UNK", "UAF"})
"""Sectors whose members belong to no country unless the text says so."""

_REACH = 3
"""Sentences back in which a pronoun's antecedent is sought."""

_AT_HOME = 4
"""How many times as often as any other a country must be named for a document to be about it."""

_REMEMBERED = 200
"""Names back among which "the minister" is sought."""


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

    def __init__(self, analysis: Analysis, date: str | None, speaker: str | None) -> None:
        self.a, self.date, self.world = analysis, date, world.load()
        self.named_at = _names(analysis, self.world)
        self.known: dict[int, tuple[Ref, ...]] = {}
        self.busy: set[int] = set()
        self.persons = [e for e in analysis.entities if e.type == "PER"]
        self.speaker: Ref | None = None
        self.home: str | None = None
        self.at_home: set[tuple[str | None, str | None]] = set()
        self.people: dict[str, tuple[Ref, ...]] = {}  # a pronoun beside a name is resolved while the names are gathered
        self.people = self._people()
        self.speaker = (self.named(speaker) or Ref(speaker, None, None, (), None, 0, 0, 0)) if speaker else None
        self.home = self._home()
        self.known.clear()

    def _home(self) -> str | None:
        """The country that a document about one country is about: the only one that it and its speaker name at all often."""
        count: dict[str, int] = {}
        for i, (first, _, entry) in self.named_at.items():
            if entry.country and entry.kind in ("state", "seat") and i == first:
                count[entry.country] = count.get(entry.country, 0) + 1
        for token in self.a.tokens:
            country = self.world.demonyms.get((token.form.lower(),)) if token.form[:1].isupper() else None
            if country is not None:
                count[country.code] = count.get(country.code, 0) + 1
        for entity in self.a.entities:
            if entity.type == "LOC" and entity.first not in self.named_at:
                name = self.a.words(entity.first, entity.last)
                places = {p.country for p in (*gazetteer.areas(name), *gazetteer.settlements(name)) if p.country}
                for code in places if len(places) == 1 else ():
                    count[code] = count.get(code, 0) + 1
        if self.speaker is not None and self.speaker.country:
            count[self.speaker.country] = count.get(self.speaker.country, 0) + 2
        ranked = sorted(count.items(), key=lambda x: -x[1])
        if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[0][1] < _AT_HOME * ranked[1][1]):
            return None
        return ranked[0][0]

    def of(self, i: int) -> tuple[Ref, ...]:
        """The participants that the phrase headed by token ``i`` names, one for each coordinated part; empty where it names none."""
        found: list[Ref] = []
        for j in (i, *self.a.dependents(i, "conj")):
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
        surname = words[-1]
        for ref in self.people.get(surname, ()):
            if ref.country or ref.sector:
                return ref
        person = self.world.people.get(text.strip().lower())
        if person is not None:
            return Ref(person.name, person.country, person.sector_on(self.date), (), person.wikidata, 0, 0, 0)
        country, sector = self._in_words(text)
        return Ref(text, country, sector, (), None, 0, 0, 0) if country or sector else None

    # --- names of people

    def _people(self) -> dict[str, tuple[Ref, ...]]:
        """Surname → the people of that name in the document; of several mentions the one that says most comes first."""
        found: dict[str, list[Ref]] = {}
        for entity in self.a.entities:
            if entity.type == "PER":
                ref = self._person(entity)
                if ref.name:
                    found.setdefault(ref.name.lower().split()[-1], []).append(ref)
        return {
            k: tuple(sorted(v, key=lambda r: (-(bool(r.country) + bool(r.sector)), -len((r.name or "").split()), r.first)))
            for k, v in found.items()
        }

    def _person(self, entity: Entity) -> Ref:
        first = entity.first
        while first < entity.last - 1 and self.a.tokens[first].form.lower().rstrip(".") in self.world.honorifics | set(self.world.roles):
            first += 1
        name = self.a.words(first, entity.last)
        for ending in ("’s", "'s"):
            name = name.removesuffix(ending).strip()
        known = self.world.people.get(name.lower()) or (self.world.surnames.get(name.lower()) if " " not in name else None)
        if known is not None:
            return Ref(known.name, known.country, known.sector_on(self.date), (), known.wikidata, first, entity.last, self._head(entity))
        country, sector = self._office(entity)
        return Ref(name, country, sector, (), None, first, entity.last, self._head(entity))

    def _head(self, entity: Entity) -> int:
        inside = range(entity.first, entity.last)
        return next((k for k in inside if self.a.tokens[k].head not in inside), entity.first)

    def _office(self, entity: Entity) -> tuple[str | None, str | None]:
        """Country and sector of a title beside a name ("Kenyan President X", "X, Mali's foreign minister", "Ambassador of A to B X")."""
        head = self._head(entity)
        around = [head, *self.a.dependents(head, "appos", "compound", "flat", "nmod", "amod")]
        above = self.a.tokens[head].head
        if above >= 0 and self.a.rel(head) in ("appos", "flat", "compound", "nmod", "list", "dep"):
            around += [above, *self.a.dependents(above, "compound", "nmod", "appos", "amod")]
        for k in around:
            role = self.world.roles.get(self.a.tokens[k].lemma.lower())
            if (role is not None and k not in range(entity.first, entity.last)) or (role is not None and role.kind == "person"):
                country = self._country_of(k) or self._country_of(head)
                return country, role.sector
        return self._country_of(head), None

    def settled(self, ref: Ref) -> Ref:
        """Somebody of whom the text says no country belongs to the one that it is about, if it is about one."""
        if ref.country or not self.home or ref.sector in _STATELESS:
            return ref
        self.at_home.add((ref.name, self.home))
        return msgspec.structs.replace(ref, country=self.home)

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
        if token.upos in ("PRON", "DET"):
            yield from self._pronoun(i, form)
            return
        entity = self.a.entity_of.get(i)
        found = self.named_at.get(i)
        person = self._person_at(i)
        if person is not None and not (found is not None and (found[0], found[1]) == (person.first, person.last)):
            ref = self._person(person)
            full = self.people.get((ref.name or "").lower().split()[-1] if ref.name else "", ())
            known = msgspec.structs.replace(full[0], first=ref.first, last=ref.last, head=i) if full else ref
            role = self._role(i)
            if role is not None and known.country is None:
                known = msgspec.structs.replace(known, country=self._country_of(i), sector=known.sector or role.sector)
            yield self.settled(known)
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
            yield from self._noun(i, entity)

    def _person_at(self, i: int) -> Entity | None:
        """The person that the phrase names: the entity that ``i`` heads, or the name behind a title ("Foreign Minister X")."""
        entity = self.a.entity_of.get(i)
        if entity is not None and entity.type == "PER":
            return entity if self._head(entity) == i else None
        if self._role(i) is None:
            return None
        after = self.a.entity_of.get(i + 1)
        if after is not None and after.type == "PER" and after.first == i + 1 and self.a.tokens[i].form[:1].isupper():
            return after
        for j in self.a.dependents(i, "flat", "appos", "compound", "nmod"):
            named = self.a.entity_of.get(j)
            if named is None or named.type != "PER" or self._head(named) != j or self.a.tokens[j].deprel == "nmod:poss":
                continue
            if not self.a.dependents(j, "case") and self.a.tokens[i].xpos not in ("NNS", "NNPS"):
                return named
        return None

    def _noun(self, i: int, entity: Entity | None) -> Iterator[Ref]:
        token = self.a.tokens[i]
        role = self._role(i)
        country = self._country_of(i)
        first, last = self._extent(i)
        if role is None:
            demonym = self.world.demonyms.get((token.form.lower(),))
            if demonym is not None:
                yield Ref(f"People of {demonym.name}", demonym.code, "CVL", (), None, first, last, i)
            elif entity is not None and entity.type == "ORG":
                # A name that the model cuts short ("chamber of") goes on to the end of its phrase.
                first, last = min(first, entity.first), max(last, entity.last)
                yield Ref(self._plain_name(i, first, last), country, None, (), None, first, last, i)
            elif (owner := country or self._owner(i)) is not None:
                yield Ref(self._plain_name(i, first, last), owner, None, (), None, first, last, i)
            return
        if country is None:
            named = self._same_office(i) if self._definite(i) else None
            if named is not None:
                yield msgspec.structs.replace(named, first=first, last=last, head=i)
                return
            local = token.lemma.lower() not in _RELATIVE
            if not self._own(i):
                ref = Ref(self._plain_name(i, first, last), None, role.sector, (), None, first, last, i)
                yield self.settled(ref) if local else ref
                return
            country = self.speaker.country if self.speaker else None
            if role.kind == "people" or token.lemma.lower() in _GENERIC:
                yield Ref(self._plain_name(i, first, last), country, role.sector, (), None, first, last, i)
                return
        for state in dict.fromkeys([country, *self._joint(i)]):
            yield Ref(self._name(i, role, state, first, last), state, role.sector, (), None, first, last, i)

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
        pair = f"{self.a.tokens[i - 1].lemma.lower()} {lemma}" if i > 0 else lemma
        return self.world.roles.get(pair) or self.world.roles.get(lemma) or self.world.roles.get(self.a.tokens[i].form.lower())

    def _name(self, i: int, role: world.Role, country: str | None, first: int, last: int) -> str:
        """The neutral name: of a government its state's, of an army "armed forces of X", else the words without their article."""
        state = self.world.countries.get(country or "")
        if state is None:
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
        words = self.a.words(first, last)
        for article in ("the ", "a ", "an ", "these ", "those ", "our ", "their ", "its ", "his ", "her ", "this ", "that "):
            if words.lower().startswith(article):
                words = words[len(article) :]
        return words

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
            if deprel == "nmod:poss" and self.a.tokens[i].lemma.lower() in _RELATIVE:
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

    def _definite(self, i: int) -> bool:
        return any(self.a.tokens[j].form.lower() in ("the", "this", "that") for j in self.a.dependents(i, "det"))

    def _own(self, i: int) -> bool:
        return any(self.a.tokens[j].form.lower() in ("our", "my") for j in self.a.dependents(i, "nmod"))

    def _same_office(self, i: int) -> Ref | None:
        """ "the minister" after a minister was named: the last person before with that title."""
        lemma = self.a.tokens[i].lemma.lower()
        role = self.world.roles.get(lemma)
        if role is None or role.kind != "person" or self.a.tokens[i].xpos == "NNS":
            return None
        earlier = bisect.bisect_left(self.persons, i, key=lambda e: e.last)
        for entity in reversed(self.persons[max(0, earlier - _REMEMBERED) : earlier]):
            head = self._head(entity)
            above = self.a.tokens[head].head
            near = [
                *range(max(0, entity.first - 4), entity.last),
                *self.a.dependents(head, "appos", "compound", "nmod"),
                *([above] if above >= 0 else []),
            ]
            if any(self.a.tokens[k].lemma.lower() == lemma for k in near):
                return self._person(entity)
        return None

    # --- pronouns

    def _pronoun(self, i: int, form: str) -> Iterator[Ref]:
        if form in _FIRST:
            yield from self._first_person(i, form)
        elif form in _PERSONAL or form in _PLURAL or form in _SINGULAR:
            if self.a.tokens[i].deprel == "expl":
                return
            found = self._same_subject(i, form) or self._before(i, form)
            if found is not None:
                yield from (msgspec.structs.replace(r, first=i, last=i + 1, head=i) for r in found)

    def _first_person(self, i: int, form: str) -> Iterator[Ref]:
        if self.speaker is None:
            return
        state = self.world.countries.get(self.speaker.country or "")
        if form in ("we", "us", "our", "ours") and state is not None and self.speaker.sector in (None, "GOV", "MIL"):
            yield Ref(state.name, state.code, self.speaker.sector or "GOV", (), None, i, i + 1, i)
        else:
            yield msgspec.structs.replace(self.speaker, first=i, last=i + 1, head=i)

    def _same_subject(self, i: int, form: str) -> tuple[Ref, ...] | None:
        """ "It called on Chile to … and said it was ready": a subject pronoun within what the same pronoun says."""
        if self.a.rel(i) != "nsubj":
            return None
        for verb in self.a.ancestors(i):
            for j in self.a.dependents(verb, "nsubj"):
                if j < i and self.a.tokens[j].form.lower() == form and j not in self.busy:
                    return self.of(j) or None
        return None

    def _before(self, i: int, form: str) -> tuple[Ref, ...] | None:
        """The nearest phrase before that fits in number, person and gender; subjects first within a sentence."""
        here = self.a.sentence_of[i]
        for n in range(here, max(-1, here - _REACH), -1):
            sentence = self.a.sentences[n]
            heads = [
                k
                for k in range(sentence.first, min(sentence.last, i))
                if (self.a.tokens[k].upos in ("NOUN", "PROPN") and self.a.rel(k) not in ("compound", "flat"))
                or (self.a.rel(k) == "nsubj" and self.a.tokens[k].form.lower() == form and k not in self.busy)
            ]
            heads.sort(key=lambda k: (self.a.rel(k) not in ("nsubj",), -k if n == here else k))
            for k in heads:
                if self.a.rel(k) == "conj" or k in set(self.a.ancestors(i)):
                    continue
                found = self.of(k)
                if found and (self.a.tokens[k].upos == "PRON" or self._fits(k, found, form)):
                    return found
        return None

    def _fits(self, k: int, found: tuple[Ref, ...], form: str) -> bool:
        plural = len(found) > 1 or self.a.tokens[k].xpos in ("NNS", "NNPS") or self.a.tokens[k].lemma.lower() in ("police", "people")
        person = self._is_person(k)
        if form in _PLURAL:
            return plural or (not person and found[0].country is None and bool(found[0].members))
        if form in _SINGULAR:
            return not plural and not person
        if not person or plural:
            return False
        return self._gender(k) in (None, "f" if form in ("she", "her", "hers", "herself") else "m")

    def _is_person(self, k: int) -> bool:
        entity = self.a.entity_of.get(k)
        role = self.world.roles.get(self.a.tokens[k].lemma.lower())
        return (entity is not None and entity.type == "PER") or (role is not None and role.kind == "person")

    def _gender(self, k: int) -> str | None:
        """Gender where a title or a table states it; else None."""
        words = {
            self.a.tokens[j].form.lower().rstrip(".")
            for j in (k, *self.a.dependents(k, "compound", "flat", "appos"), *([k - 1] if k else []))
        }
        if words & self.world.female:
            return "f"
        if words & (self.world.male - {"his", "he", "him"}):
            return "m"
        entity = self.a.entity_of.get(k)
        name = self.a.words(entity.first, entity.last).lower() if entity is not None else ""
        person = self.world.people.get(name) or self.world.surnames.get(name.split()[-1] if name else "")
        return person.gender if person else None

    def _in_words(self, text: str) -> tuple[str | None, str | None]:
        """Country and sector that free words state ("Ministry of Foreign Affairs of Kenya")."""
        words = [w.strip(",.;:()").removesuffix("’s").removesuffix("'s") for w in text.split()]
        sector = next((self.world.roles[w.lower()].sector for w in words if w.lower() in self.world.roles), None)
        for size in range(min(4, len(words)), 0, -1):
            for k in range(len(words) - size + 1):
                if k > 0 and words[k - 1].lower() in ("to", "with"):
                    continue
                key = world.words_of(" ".join(words[k : k + size]))
                entry = self.world.names.get(key)
                country = self.world.demonyms.get(key)
                if entry is not None and entry.country and words[k][:1].isupper():
                    return entry.country, sector or ("GOV" if entry.kind == "state" else entry.sector)
                if country is not None and words[k][:1].isupper():
                    return country.code, sector
        return None, sector


def resolve(analysis: Analysis, *, date: str | None, speaker: str | None = None) -> Cast:
    """The cast of a document.

    Args:
        analysis: its analysis.
        date: its date (EDTF or ISO), which decides who is in office.
        speaker: the name of whoever the whole document is the statement of; first-person pronouns are theirs.
    """
    return Cast(analysis, date.rstrip("~?%").split("/")[0] if date else None, speaker)


def _ref(entry: Entry, first: int, last: int, head: int) -> Ref:
    return Ref(entry.name, entry.country, entry.sector, entry.members, entry.wikidata, first, last, head)


def _names(analysis: Analysis, known: World) -> dict[int, tuple[int, int, Entry]]:
    """Every known name of the document by each of its tokens: (first, last exclusive, entry); the longest name wins."""
    found: dict[int, tuple[int, int, Entry]] = {}
    words = [t.form.lower().replace("’", "'") for t in analysis.tokens]
    i = 0
    while i < len(words):
        match = _longest(analysis, words, i, known)
        if match is None:
            i += 1
            continue
        last, entry = match
        entity = analysis.entity_of.get(i)
        if not (entity is not None and entity.type == "PER" and (entity.last - entity.first) > (last - i)):
            found.update(dict.fromkeys(range(i, last), (i, last, entry)))
        i = last
    return found


def _longest(analysis: Analysis, words: list[str], i: int, known: World) -> tuple[int, Entry] | None:
    form = analysis.tokens[i].form
    most = known.longest.get(words[i], 0)
    for last in range(min(len(words), i + 2 * most), i, -1):
        key = tuple(w for w in words[i:last] if w != "-")
        if len(key) > most or not key:
            continue
        entry = known.names.get(key)
        if entry is None or (entry.cased and not form[:1].isupper()):
            continue
        if (
            len(key) == 1
            and len(form) <= 4
            and key[0] in ("us", "is", "it", "au", "un", "eu", "who", "ap", "sco", "la", "west", "rsf", "aes")
            and not (form.isupper() or key[0] == "west")
        ):
            continue
        if key == ("west",) and not (form == "West" and i > 0 and words[i - 1] in ("the", "collective")):
            continue
        if analysis.tokens[last - 1].form in ("'s", "’s"):
            continue
        return last, entry
    return None
