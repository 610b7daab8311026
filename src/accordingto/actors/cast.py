"""The participants of a document: who each of its phrases names."""

from collections.abc import Iterator, Sequence

from accordingto import belonging, coreference, names, stated, world
from accordingto.actors import counted, folk, naming
from accordingto.actors.bodies import Bodies
from accordingto.actors.homes import Homes
from accordingto.actors.nouns import Nouns
from accordingto.actors.people import People
from accordingto.actors.phrases import Phrases
from accordingto.actors.pronouns import Pronouns
from accordingto.actors.ref import Ref, of_entry
from accordingto.actors.whose import Whose
from accordingto.analysis import Analysis


class Cast:
    """The participants of one document. Made by :func:`accordingto.actors.resolve`."""

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
        self.same = coreference.find(analysis, spoken, date=date)
        self.known: dict[int, tuple[Ref, ...]] = {}
        self.busy: set[int] = set()
        self.phrases = Phrases(analysis, self.world, self.named_at, self.same)
        self.homes = Homes(self.phrases)
        whose = Whose(self.phrases, self.homes, self._one)
        self.people = People(self.phrases, whose, self.homes, date)
        self.bodies = Bodies(self.phrases, whose)
        self.nouns = Nouns(self.phrases, whose, self.homes, self._one)
        self.pronouns = Pronouns(self.people, self.of)
        self.homes.speaker = (self.named(speaker) or Ref(speaker, None, None, (), None, 0, 0, 0)) if speaker else None
        self.homes.settle(self.named(publisher) if publisher else None)
        self.forget()

    @property
    def speaker(self) -> Ref | None:
        """Whoever the whole document is the statement of."""
        return self.homes.speaker

    @property
    def near(self) -> belonging.Belonging | None:
        """What weighs the countries that the document names."""
        return self.homes.near

    def forget(self) -> None:
        """Ask anew who phrases and people are: what tells their countries has changed."""
        self.known.clear()
        self.people.known.clear()

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
            return of_entry(entry, 0, 0, 0)
        for cluster in self.same.named(words):
            ref = self.people.ref(cluster) if cluster.what == "person" else None
            if ref is not None and (ref.country or ref.sector):
                return ref
        person = self.world.people.get(text.strip().lower())
        if person is not None:
            return Ref(person.name, person.country, person.sector_on(self.date), (), person.wikidata, 0, 0, 0)
        country, sector = stated.of(text, self.world)
        return Ref(text, country, sector, (), None, 0, 0, 0) if country or sector else None

    def thing(self, i: int) -> tuple[Ref, ...]:
        """What is no participant by itself but stands for one (:meth:`accordingto.actors.nouns.Nouns.thing`)."""
        return self.nouns.thing(i)

    def is_speaker(self, i: int) -> bool:
        """Whether a noun is the document's speaker (:meth:`accordingto.actors.homes.Homes.is_speaker`)."""
        return self.homes.is_speaker(i)

    def called(self, ref: Ref) -> str | None:
        """What a source is called (:func:`accordingto.actors.naming.called`)."""
        return naming.called(self.phrases, ref)

    def _one(self, i: int) -> tuple[Ref, ...]:
        """The participants that one phrase names, without those coordinated to it; empty while that is being found."""
        if i not in self.known:
            if i in self.busy:
                return ()
            self.busy.add(i)
            self.known[i] = tuple(self._resolve(i))
            self.busy.discard(i)
        return self.known[i]

    def _resolve(self, i: int) -> Iterator[Ref]:
        token, found = self.a.tokens[i], self.named_at.get(i)
        numbered = counted.of(self.phrases, self.homes, self._one, i)
        if numbered is not None:
            yield from numbered
            return
        if token.upos in ("PRON", "DET"):
            yield from self.pronouns.read(i)
            return
        person = self.people.meant(i)
        if person is not None and not (found is not None and any((m.first, m.last) == found[:2] for m in person.names)):
            yield self.people.mentioned(person, i)
        elif found is None and (people := folk.of(self.phrases, self.homes, i)) is not None:
            yield people
        elif person is None and (body := self.bodies.meant(i, found)) is not None:
            yield self.homes.settled(self.bodies.ref(body, i), "body")
        elif found is not None:
            yield of_entry(found[2], found[0], found[1], i)
        else:
            yield from self._unnamed(i)

    def _unnamed(self, i: int) -> Iterator[Ref]:
        """Whom a phrase without a name names: a state by its adjective, its people, else what the noun says."""
        token = self.a.tokens[i]
        key = (token.form.lower(),)
        if token.upos == "ADJ" or (token.upos == "PROPN" and key in self.world.demonyms):
            country = self.world.demonyms.get(key)
            if country is not None:
                yield Ref(country.name, country.code, "GOV" if token.upos == "ADJ" else "CVL", (), None, i, i + 1, i)
        elif token.upos in ("NOUN", "PROPN"):
            yield from self.nouns.read(i)
