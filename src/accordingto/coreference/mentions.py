"""Mentions: the names, descriptions and pronouns of a document, with what the words themselves say of whom they mean.

Titles and appositions belong to the name beside them ("Home Secretary Moira Keane", "Carol Newt, a 63-year-old retiree"): they describe it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from accordingto import gazetteer, given_names, language, world
from accordingto.analysis import Analysis, Entity
from accordingto.world import World

Kind = Literal["person", "body", "noun", "pronoun"]
What = Literal["person", "body", "thing"]

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
PRONOUNS = HE | SHE | IT | THEY

_TITLE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})
_DEFINITE = frozenset({"the", "this", "that"})
_EMPTY = frozenset(
    "former new old late current then other same first second last young senior alleged outgoing incoming acting long-time".split()
)
_OFFICIAL = frozenset(
    "prime foreign general interior special permanent vice deputy chief shadow military economic political financial fiscal national"
    " federal regional local municipal naval presidential royal environmental agricultural medical assistant attorney internal external"
    " social".split()
)
_WORDLESS = frozenset({"of", "for", "and", "the", "'s", "’s", "-", "in", "at", "to", "a", "an"})
_PARTICLE = 4
"""Letters of the longest particle of a name ("dela")."""
_TIMES = frozenset(
    "year month week day hour minute monday tuesday wednesday thursday friday saturday sunday morning evening night today time".split()
)


class General(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A noun that may stand for people introduced by one of several others; ``states``: a party's people are of one of these."""

    word: str
    of: frozenset[str]
    states: frozenset[str] = frozenset()


class Persons(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``lexicons/en/persons.toml``; its head says what the lists are."""

    female: frozenset[str]
    male: frozenset[str]
    plural: frozenset[str]
    small: frozenset[str]
    first_named: frozenset[str]
    bodies: frozenset[str]
    generic: frozenset[str]
    closings: frozenset[str]
    epithets: frozenset[str]
    person: frozenset[str]
    general: tuple[General, ...]

    def stands_for(self, word: str) -> frozenset[str]:
        """The narrower words that a general one may take up."""
        return frozenset[str]().union(*(g.of for g in self.general if g.word == word))

    def home(self, word: str) -> frozenset[str]:
        """The states (ISO 3166-1 alpha-3) whose people a word for a party's may mean."""
        return frozenset[str]().union(*(g.states for g in self.general if g.word == word))


@cache
def persons() -> Persons:
    """The words for people.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("persons", Persons)


class Description(msgspec.Struct, frozen=True):
    """A noun that says what somebody is, with the words around it (lower case; states by their code)."""

    noun: str
    words: frozenset[str]
    states: frozenset[str] = frozenset()


class Mention(msgspec.Struct, frozen=True):
    """Tokens ``first`` to ``last`` (exclusive) with ``head``.

    ``name`` the words of a name without titles; ``descriptions`` what title, apposition or the phrase itself say; ``also`` tokens that
    head the same phrase (a title, an apposition).
    """

    kind: Kind
    first: int
    last: int
    head: int
    name: tuple[str, ...] = ()
    title: frozenset[str] = frozenset()
    descriptions: tuple[Description, ...] = ()
    also: tuple[int, ...] = ()
    gender: str | None = None
    plural: bool = False
    what: What = "thing"
    definite: bool = False


def initials(name: Iterable[str]) -> str:
    """The first letters of a body's name, without its small words."""
    return "".join(w[0] for w in name if w not in persons().small)


def spelled(a: Analysis, bodies: Sequence[Mention]) -> list[Entity]:
    """Letters that the model does not mark and that spell one body of the document ("the CCS": Centre for Coastal Studies)."""
    letters = Counter(initials(name) for name in {m.name for m in bodies} if len(name) > 2)
    inside = {k for m in bodies for k in range(m.first, m.last)} | a.entity_of.keys()
    return [
        Entity(i, i + 1, "ORG", 0.0)
        for i, token in enumerate(a.tokens)
        if i not in inside and len(token.form) > 2 and token.form.isupper() and letters[token.form.lower()] == 1
    ]


class Finder:
    """Finds the mentions of a document; linear in its length."""

    def __init__(self, analysis: Analysis, known: World) -> None:
        self.a, self.world, self.words = analysis, known, persons()
        self.taken: set[int] = set()

    def find(self) -> list[Mention]:
        """All mentions in text order."""
        people = {e.first for e in self.a.entities if (e.type == "PER" and self._is_person(e)) or (e.type == "ORG" and self._ends_title(e))}
        people -= {e.first for e in self.a.entities if e.type == "PER" and self._called_body(e)}
        houses = [e for e in self.a.entities if e.first not in people and (e.type == "ORG" or self._called_body(e))]
        bodies = [self._body(part) for e in houses for part in self._bracketed(e)]
        bodies += [self._body(e) for e in spelled(self.a, bodies)]
        inside = {k for m in bodies for k in range(m.first, m.last)}
        named = bodies + [self._person(e) for e in self.a.entities if e.first in people and e.first not in inside]
        named += self._unmarked(named)
        for m in named:
            self.taken.update(range(m.first, m.last), m.also)
        found = [*named, *self._nouns(), *self._pronouns()]
        return sorted(found, key=lambda m: (m.first, -m.last))

    # --- names

    def _unmarked(self, named: list[Mention]) -> list[Mention]:
        """Names that the model does not mark of people whom it marks elsewhere: "Suleiman Dikwa" beside a marked "Dikwa", and the other way
        round ("the 21-year-old [Ong]")."""
        surnames = {m.name[0] for m in named if m.kind == "person" and len(m.name) == 1}
        whole = {m.name[-1] for m in named if m.kind == "person" and len(m.name) > 1}
        taken = {k for m in named for k in range(m.first, m.last)}
        found = [
            self._person(Entity(i, i + 1, "PER", 0.0))
            for i, token in enumerate(self.a.tokens)
            if i not in taken
            and i not in self.a.entity_of
            and token.upos == "PROPN"
            and token.form[:1].isupper()
            and self.a.rel(i) not in ("compound", "flat", "amod")
            and given_names.folded(token.form) in whole
        ]
        for i in range(1, len(self.a.tokens)):
            before = self.a.tokens[i - 1]
            if i in taken or i - 1 in taken or self.a.tokens[i].upos != "PROPN" or before.upos != "PROPN":
                continue
            if given_names.folded(self.a.tokens[i].form) in surnames and given_names.gender(before.form) is not None:
                found.append(self._person(Entity(i - 1, i + 1, "PER", 0.0)))
        return found

    def _ends_title(self, e: Entity) -> bool:
        """A person whom the model takes for one more of the bodies before the name: "The Secretary, Fruit Alliance, formerly Growers of
        Ghana, [Kofi Mensah] said"."""
        words = [self.a.tokens[k] for k in range(e.first, e.last)]
        if len(words) < 2 or any(t.upos != "PROPN" or t.lemma.lower() in self.words.bodies for t in words):
            return False
        head = next((k for k in range(e.first, e.last) if not e.first <= self.a.tokens[k].head < e.last), e.first)
        subject = self._long_title(head, e.last)
        return subject is not None and any(self.a.entity_of[k].type == "ORG" for k in range(subject, e.first) if k in self.a.entity_of)

    def _bracketed(self, e: Entity) -> list[Entity]:
        """A body's name and the short one that the model marks with it ("[Customs and Border Protection (CBP)]")."""
        opening = next((k for k in range(e.first + 1, e.last - 1) if self.a.tokens[k].form == "("), None)
        if opening is None:
            return [e]
        closing = next((k for k in range(opening + 1, e.last) if self.a.tokens[k].form == ")"), e.last)
        return [Entity(e.first, opening, e.type, e.score), Entity(opening + 1, closing, e.type, e.score)]

    def _called_body(self, e: Entity) -> bool:
        """A body that the model takes for a person: "[KFOR], the peacekeeping force,"."""
        if e.type != "PER":
            return False
        head = next((k for k in range(e.first, e.last) if not e.first <= self.a.tokens[k].head < e.last), e.first)
        called = [j for j in self.a.dependents(head, "appos") if self.a.tokens[j].upos == "NOUN"] + self._kind_of_body(head)
        return bool(called) and all(self._is_body_noun(j) and not self.is_person_noun(j) for j in called)

    def _is_body_noun(self, k: int) -> bool:
        word = self.a.tokens[k].lemma.lower()
        return word in self.words.bodies or word in self.words.generic or self._bodily(k)

    def _is_person(self, e: Entity) -> bool:
        """Not a place that the model takes for a person: "left [Puno] on Monday"."""
        if all(self._titular(k) for k in range(e.first, e.last)):
            return False  # "[President]" alone
        if e.last - e.first > 1 or self.a.rel(e.first) in ("nsubj", "appos", "conj") or self._title(e.first, e.first)[1]:
            return True
        return not gazetteer.settlements(self.a.words(e.first, e.last))

    def _person(self, e: Entity) -> Mention:
        first, last = e.first, e.last
        while last > first + 1 and self.a.tokens[last - 1].form in ("'s", "’s", "'", "’"):
            last -= 1
        title: set[str] = set()
        while first < last - 1 and (self._titular(first) or self._place_of_office(first) or self._common(first, last)):
            title.add(self._bare(first))
            first += 1
        while first > 0 and re.fullmatch(r"[A-Z]\.", self.a.tokens[first - 1].form):
            first -= 1  # initials that the model leaves out of the name
        head = next((k for k in range(first, last) if not first <= self.a.tokens[k].head < last), first)
        before, described, also = self._title(first, head)
        title |= before
        described += self._appositions(head, last, also)
        words = [self.a.tokens[k].form for k in range(first, last) if self.a.tokens[k].form[:1].isalnum()]
        if first > 0 and words and words[0][:1].islower() and _capital(self.a.tokens[first - 1].form):
            first, words = first - 1, [self.a.tokens[first - 1].form, *words]
        if len(words) > 1 and _capital(words[0]) and words[1][:1].islower():
            words = [words[0] + words[1], *words[2:]]  # a large first letter set apart: "S uella Braverman"
        name = tuple(map(given_names.folded, words))
        gender = self._gendered(title | {d.noun for d in described}) or (given_names.gender(words[0]) if len(words) > 1 else None)
        return Mention("person", first, last, head, name, frozenset(title), tuple(described), tuple(also), gender, False, "person", True)

    def _bare(self, k: int) -> str:
        return self.a.tokens[k].form.lower().rstrip(".")

    def _titular(self, k: int) -> bool:
        word = self._bare(k)
        return word in self.world.honorifics or word in self.world.roles or word in self.words.female or word in self.words.male

    def _common(self, k: int, last: int) -> bool:
        """A common noun that the model takes into the name ("[juror Mae Puckett]"), not a particle ("[van der Berg]")."""
        token = self.a.tokens[k]
        noun = token.upos == "NOUN" or (token.upos == "PROPN" and len(token.form) > _PARTICLE)
        return noun and token.form.islower() and k + 1 < last and self.a.tokens[k + 1].form[:1].isupper()

    def _place_of_office(self, k: int) -> bool:
        """ "Mayor of [Quito Ana Paz]": the model takes the place into the name."""
        return k > 0 and self.a.tokens[k - 1].form.lower() == "of" and k - 2 >= 0 and self.is_person_noun(k - 2)

    def is_person_noun(self, k: int) -> bool:
        """Whether a token's noun is somebody by office, work or kinship."""
        word = self.a.tokens[k].lemma.lower().rstrip(".")
        role = self.world.roles.get(word)
        return (role is not None and role.kind in ("person", "people")) or word in self.words.person or self._gendered({word}) is not None

    def _gendered(self, words: set[str]) -> str | None:
        female, male = bool(words & self.words.female), bool(words & self.words.male)
        return None if female == male else "f" if female else "m"

    def _title(self, first: int, head: int) -> tuple[set[str], list[Description], list[int]]:
        """The title right before a name: its words, what it describes, the tokens that head it."""
        start = self.a.sentences[self.a.sentence_of[first]].first
        k = self._run(first, start)
        nouns = [j for j in range(k, first) if self.is_person_noun(j)]
        if not nouns and k < first and k > start and self.a.tokens[k - 1].form.lower() == "of":
            k = self._run(k - 1, start)
            nouns = [j for j in range(k, first) if self.is_person_noun(j)]
        inside = range(k, first)
        honorific = {self._bare(j) for j in inside if self._bare(j) in self.world.honorifics}
        if not nouns and k < first and self.a.tokens[first - 1].upos == "NOUN" and not self._bodily(first - 1):
            nouns = [first - 1]  # a noun of the trade right before the name ("statistician Mei Tanaka")
        if not nouns:
            return honorific & {self._bare(first - 1)} if first > start else set(), [], []
        described = [self._description(nouns[-1], inside)]
        also = [j for j in inside if self.a.tokens[j].head not in inside or j == nouns[-1]]
        return {*honorific, *(self._bare(j) for j in nouns)}, described, [j for j in also if self.a.rel(j) != "case" and j != head]

    def _run(self, end: int, start: int) -> int:
        """Where the words that may be a title before token ``end`` begin."""
        k = end
        while k > start:
            token = self.a.tokens[k - 1]
            other = self.a.entity_of.get(k - 1)
            if other is not None and other.type == "PER" and other.last <= end and other.first < k - 1:
                break
            if token.upos in _TITLE or (token.form in ("'s", "’s", "-", "’", "'") and k < end):
                k -= 1
            else:
                break
        return k

    def _appositions(self, head: int, last: int, also: list[int]) -> list[Description]:
        """What appositions and "X is the …" say of a name."""
        found = []
        near = self.a.dependents(head, "appos")
        above = self.a.tokens[head].head
        joined = range(above, head) if 0 <= above < head else range(0)
        if self.a.rel(head) == "appos" and 0 <= above < head and not any(self.a.tokens[k].upos == "CCONJ" for k in joined):
            near.append(above)
        near += [j for j in (self._gives_name(head), self._long_title(head, last)) if j is not None and j not in near]
        said_of = self.a.rel(head) == "nsubj" and above > head and self.a.dependents(above, "cop") and self.a.tokens[above].upos == "NOUN"
        for j in [*near, above] if said_of else near:
            titled = self.is_person_noun(j) or (j in near and self.a.tokens[j].upos == "NOUN" and not self._bodily(j))
            if titled and self.a.tokens[j].xpos not in ("NNS", "NNPS"):
                found.append(self._description(j, self._phrase(j)))
                if j in near:
                    also.append(j)
        if not found and last + 1 < len(self.a.tokens) and self.a.tokens[last].form == "," and self.a.tokens[last + 1].form.isdigit():
            found.append(Description("", frozenset({self.a.tokens[last + 1].form})))  # "Carol Newt, 63,"
        return found

    def _long_title(self, head: int, last: int) -> int | None:
        """ "The Executive Secretary, Fruit Growers Alliance (FGA), Ana Reis said": the subject that a name right before the verb ends."""
        verb = last + (self.a.tokens[last].form == ",") if last < len(self.a.tokens) else last
        start = self.a.sentences[self.a.sentence_of[head]].first
        if verb >= len(self.a.tokens) or self.a.tokens[verb].upos != "VERB" or self.a.tokens[head - 1].form != "," or head <= start:
            return None
        for j in self.a.dependents(verb, "nsubj"):
            if (
                j < head - 1
                and self.is_person_noun(j)
                and not any(self.a.tokens[k].upos in ("VERB", "AUX") and self.a.rel(k) not in ("acl", "amod") for k in range(j, head))
            ):
                return j
        return None

    def _gives_name(self, head: int) -> int | None:
        """ "A shopkeeper, who gave his name as Ahmed": the noun that the name is given for."""
        if not any(self.a.tokens[j].form.lower() in ("as", "only") for j in self.a.dependents(head, "case", "mark")):
            return None
        verb = self.a.tokens[head].head
        verb = self.a.tokens[verb].head if verb >= 0 and self.a.tokens[verb].lemma == "name" else verb
        named = verb >= 0 and (
            self.a.tokens[verb].lemma in ("identify", "introduce")
            or any(self.a.tokens[j].lemma == "name" for j in self.a.dependents(verb, "obj"))
        )
        if not named:
            return None
        if self.a.tokens[verb].deprel.startswith("acl"):
            return self.a.tokens[verb].head
        subjects = self.a.dependents(verb, "nsubj", "nsubj:pass")
        return subjects[0] if subjects and self.a.tokens[subjects[0]].upos == "NOUN" else None

    def _bodily(self, k: int) -> bool:
        role = self.world.roles.get(self.a.tokens[k].lemma.lower())
        return role is not None and role.kind == "body"

    def _phrase(self, i: int) -> list[int]:
        return self.a.subtree(i, without=("acl:relcl", "acl", "appos", "parataxis", "conj", "nsubj", "cop", "punct", "advcl"))

    def _description(self, noun: int, inside: Sequence[int]) -> Description:
        words: set[str] = set()
        states: set[str] = set()
        for k in inside:
            word = self.a.tokens[k].form.lower()
            if (
                k == noun
                or word in _WORDLESS
                or self.a.tokens[k].upos == "PUNCT"
                or (k in self.a.entity_of and self.a.entity_of[k].type == "PER")
            ):
                continue
            if (state := self._state(k)) is not None:
                states.add(state)
            elif self._restricts(k, word):
                words.add(self.a.tokens[k].lemma.lower())
        lemma = self.a.tokens[noun].lemma.lower()
        if lemma == "pm":
            lemma, words = "minister", {*words, "prime"}
        return Description(lemma, frozenset(words), frozenset(states))

    def _restricts(self, k: int, word: str) -> bool:
        """Whether a word tells one office from another ("foreign", "defence") and does not judge or date it ("embattled", "former")."""
        token = self.a.tokens[k]
        if word in _EMPTY and not (word == "first" and token.form[:1].isupper()):
            return False
        return token.upos in ("NOUN", "PROPN", "NUM", "X") or (token.upos == "ADJ" and (word in _OFFICIAL or token.form[:1].isupper()))

    def _state(self, k: int) -> str | None:
        word = (self.a.tokens[k].form.lower(),)
        if not self.a.tokens[k].form[:1].isupper():
            return None
        if word in self.world.demonyms:
            return self.world.demonyms[word].code
        entry = self.world.names.get(word)
        return entry.country if entry is not None and entry.kind in ("state", "seat") else None

    def _body(self, e: Entity) -> Mention:
        first, last = e.first, e.last
        while last > first + 1 and self.a.tokens[last - 1].form in ("'s", "’s", "'", "’", "(", ")"):
            last -= 1
        first, last = self._whole(first, last)
        head = next((k for k in range(first, last) if not first <= self.a.tokens[k].head < last), last - 1)
        name = tuple(given_names.folded(self.a.tokens[k].form) for k in range(first, last) if self.a.tokens[k].form[:1].isalnum())
        described, also = [], []
        for j in [*self.a.dependents(head, "appos"), *self._kind_of_body(head)]:
            if self.a.tokens[j].upos == "NOUN":
                described.append(self._description(j, self._phrase(j)))
                also.append(j)
        return Mention("body", first, last, head, name, descriptions=tuple(described), also=tuple(also), what="body", definite=True)

    def _kind_of_body(self, head: int) -> list[int]:
        """The noun that says what a body named right behind it is: "the state oil **company** Petroperu", "the **union** Siptu"."""
        above = self.a.tokens[head].head
        if self.a.rel(head) not in ("appos", "flat", "nmod") or not 0 <= above < head or self.a.dependents(head, "case"):
            return []
        between = range(above + 1, head)
        near = all(self.a.tokens[k].head == head or self.a.tokens[k].form == "," for k in between)
        return [above] if near and self._is_body_noun(above) else []

    def _whole(self, first: int, last: int) -> tuple[int, int]:
        """A body's name that the model cuts short ("[Legal Services] Board") goes on over the capitalised words beside it."""
        n = self.a.sentences[self.a.sentence_of[first]]
        while last < n.last and self._joins(last) and not self._somebody(first, last):
            last += 1
        if last + 1 < n.last and self.a.tokens[last].form == "of" and (place := self.a.entity_of.get(last + 1)) is not None:
            head = self.a.tokens[place.last - 1].head if place.type == "LOC" else -1
            if first <= head < last or (place.type == "LOC" and first <= self.a.tokens[place.first].head < last):
                last = place.last
        while first > n.first + 1 and self._joins(first - 1) and not self._titular(first - 1):
            e = self.a.entity_of.get(first - 1)
            own = e is not None and e.type == "LOC" and any(first <= self.a.tokens[k].head < last for k in range(e.first, e.last))
            if e is not None and not own:
                break
            first = e.first if e is not None else first - 1
        return first, last

    def _somebody(self, first: int, k: int) -> bool:
        """Whether token ``k`` begins a person's name rather than ends the body's ("Solidarity Network [Aotearoa]")."""
        e = self.a.entity_of.get(k)
        if e is None or e.type != "PER":
            return False
        return e.last - e.first > 1 or not (self.a.tokens[k - 1].head == k and self.a.rel(k - 1) == "compound")

    def _joins(self, k: int) -> bool:
        token = self.a.tokens[k]
        people = self.is_person_noun(k) and token.xpos not in ("NNS", "NNPS")  # "[Union of Dock] Workers", not "[Ferry Board] Director"
        return token.form[:1].isupper() and token.upos in ("NOUN", "PROPN", "ADJ", "NUM") and not people

    # --- descriptions

    def _nouns(self) -> Iterator[Mention]:
        for i, token in enumerate(self.a.tokens):
            if i in self.taken or token.upos not in ("NOUN", "PROPN") or self.a.rel(i) in ("compound", "flat", "amod"):
                continue
            lemma = token.lemma.lower()
            if lemma in _TIMES or token.deprel == "nmod:desc":
                continue
            if (body := self._titled_body(i)) is not None:
                yield body
                continue
            inside = self._phrase(i)
            plural = token.xpos in ("NNS", "NNPS") or lemma in self.words.plural
            role = self.world.roles.get(lemma)
            bodily = (role is not None and role.kind == "body") or lemma in self.words.generic
            what: What = "person" if self.is_person_noun(i) else "body" if bodily else "thing"
            if token.upos == "PROPN" and self._state(i) is not None:
                what = "body"
            if lemma in self.words.epithets:
                what = "person"
            determined = {self.a.tokens[j].form.lower() for j in self.a.dependents(i, "det")}
            definite = bool(determined & _DEFINITE) or bool(self.a.dependents(i, "nmod:poss")) or token.upos == "PROPN"
            yield Mention(
                "noun",
                inside[0],
                inside[-1] + 1,
                i,
                descriptions=(self._description(i, inside),),
                gender=self._gendered({lemma}),
                plural=plural,
                what=what,
                definite=definite,
            )

    def _titled_body(self, i: int) -> Mention | None:
        """A body's name that the model does not mark: capitalised words up to a body's noun ("the Foreign Office")."""
        token = self.a.tokens[i]
        if not token.form[:1].isupper() or token.lemma.lower() not in self.words.bodies or i in self.a.entity_of:
            return None
        first, start = i, self.a.sentences[self.a.sentence_of[i]].first
        while first > start and self.a.tokens[first - 1].form[:1].isupper() and self.a.tokens[first - 1].upos in ("NOUN", "PROPN", "ADJ"):
            first -= 1
        if first == start and first < i and self._state(first) is None and not self.a.tokens[first + 1].form[:1].isupper():
            return None
        if first == i or any(self.a.tokens[k].form.isupper() and len(self.a.tokens[k].form) > 5 for k in range(first, i + 1)):
            return None  # a headline in capitals
        name = tuple(given_names.folded(self.a.tokens[k].form) for k in range(first, i + 1))
        return Mention("body", first, i + 1, i, name, what="body", definite=True)

    def _pronouns(self) -> Iterator[Mention]:
        for i, token in enumerate(self.a.tokens):
            form = token.form.lower()
            if form not in PRONOUNS or token.upos not in ("PRON", "DET") or token.deprel == "expl":
                continue
            gender = "m" if form in HE else "f" if form in SHE else None
            what: What = "person" if gender else "thing"
            yield Mention("pronoun", i, i + 1, i, gender=gender, plural=form in THEY, what=what, definite=True)


def _capital(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def find(analysis: Analysis, known: World | None = None) -> list[Mention]:
    """The mentions of a document in text order.

    Args:
        analysis: its analysis.
        known: the table of states, offices and people; the package's own where None.
    """
    return Finder(analysis, known or world.load()).find()
