"""The names of people: which entities are people, where their names begin and end, which ones the model does not mark."""

import re
from collections.abc import Iterator, Sequence

from accordingto import gazetteer, given_names
from accordingto.analysis import Entity
from accordingto.coreference.mentions import Mention
from accordingto.coreference.nouns import POSSESSIVE, Nouns, head_of
from accordingto.coreference.titles import Titles

_PARTICLE = 4
"""Letters of the longest particle of a name ("dela")."""


class People:
    """Finds the people whom a document names."""

    def __init__(self, nouns: Nouns) -> None:
        self.a, self.nouns, self.titles = nouns.a, nouns, Titles(nouns)

    def is_one(self, e: Entity) -> bool:
        """Whether an entity is a person."""
        return (e.type == "PER" and self._is_no_place(e)) or (e.type == "ORG" and self._ends_title(e))

    def _is_no_place(self, e: Entity) -> bool:
        """Not a place that the model takes for a person: "left [Puno] on Monday"."""
        if all(self.nouns.titular(k) for k in range(e.first, e.last)):
            return False  # "[President]" alone
        if e.last - e.first > 1 or self.a.rel(e.first) in ("nsubj", "appos", "conj") or self.titles.before(e.first, e.first)[1]:
            return True
        return not gazetteer.settlements(self.a.words(e.first, e.last))

    def _ends_title(self, e: Entity) -> bool:
        """A person whom the model takes for one more of the bodies before the name: "The Secretary, Fruit Alliance, formerly Growers of
        Ghana, [Kofi Mensah] said"."""
        words = [self.a.tokens[k] for k in range(e.first, e.last)]
        if len(words) < 2 or any(t.upos != "PROPN" or t.lemma.lower() in self.nouns.words.bodies for t in words):
            return False
        subject = self.titles.long(head_of(self.a, e.first, e.last, e.first), e.last)
        return subject is not None and any(self.a.entity_of[k].type == "ORG" for k in range(subject, e.first) if k in self.a.entity_of)

    def mention(self, e: Entity) -> Mention:
        """A person's name, with what stands beside it."""
        a = self.a
        first, last, title = self._bounds(e)
        head = head_of(a, first, last, first)
        before, described, also = self.titles.before(first, head)
        beside, appositions = self.titles.beside(head, last)
        title |= before
        described += beside
        words = [a.tokens[k].form for k in range(first, last) if a.tokens[k].form[:1].isalnum()]
        if first > 0 and words and words[0][:1].islower() and _capital(a.tokens[first - 1].form):
            first, words = first - 1, [a.tokens[first - 1].form, *words]
        if len(words) > 1 and _capital(words[0]) and words[1][:1].islower():
            words = [words[0] + words[1], *words[2:]]  # a large first letter set apart: "S uella Braverman"
        name = tuple(map(given_names.folded, words))
        gender = self.nouns.gender(title | {d.noun for d in described}) or (given_names.gender(words[0]) if len(words) > 1 else None)
        heads = (*also, *appositions)
        return Mention("person", first, last, head, name, frozenset(title), tuple(described), heads, gender, False, "person", True)

    def _bounds(self, e: Entity) -> tuple[int, int, set[str]]:
        """Where a name begins and ends, and the title that the model takes into it."""
        first, last = e.first, e.last
        while last > first + 1 and self.a.tokens[last - 1].form in POSSESSIVE:
            last -= 1
        title: set[str] = set()
        while first < last - 1 and (self.nouns.titular(first) or self._place_of_office(first) or self._common(first, last)):
            title.add(self.nouns.bare(first))
            first += 1
        while first > 0 and re.fullmatch(r"[A-Z]\.", self.a.tokens[first - 1].form):
            first -= 1  # initials that the model leaves out of the name
        return first, last, title

    def _common(self, k: int, last: int) -> bool:
        """A common noun that the model takes into the name ("[juror Mae Puckett]"), not a particle ("[van der Berg]")."""
        token = self.a.tokens[k]
        noun = token.upos == "NOUN" or (token.upos == "PROPN" and len(token.form) > _PARTICLE)
        return noun and token.form.islower() and k + 1 < last and self.a.tokens[k + 1].form[:1].isupper()

    def _place_of_office(self, k: int) -> bool:
        """ "Mayor of [Quito Ana Paz]": the model takes the place into the name."""
        return k > 0 and self.a.tokens[k - 1].form.lower() == "of" and k - 2 >= 0 and self.nouns.is_person(k - 2)

    def unmarked(self, named: Sequence[Mention]) -> Iterator[Mention]:
        """Names that the model does not mark of people whom it marks elsewhere: "Suleiman Dikwa" beside a marked "Dikwa", and the other way
        round ("the 21-year-old [Ong]").

        Args:
            named: the names of people and bodies that are known.
        """
        a = self.a
        surnames = {m.name[0] for m in named if m.kind == "person" and len(m.name) == 1}
        whole = {m.name[-1] for m in named if m.kind == "person" and len(m.name) > 1}
        taken = {k for m in named for k in range(m.first, m.last)}
        for i, token in enumerate(a.tokens):
            capital = token.upos == "PROPN" and token.form[:1].isupper() and i not in taken and i not in a.entity_of
            if capital and a.rel(i) not in ("compound", "flat", "amod") and given_names.folded(token.form) in whole:
                yield self.mention(Entity(i, i + 1, "PER", 0.0))
        for i in range(1, len(a.tokens)):
            before = a.tokens[i - 1]
            if i in taken or i - 1 in taken or a.tokens[i].upos != "PROPN" or before.upos != "PROPN":
                continue
            if given_names.folded(a.tokens[i].form) in surnames and given_names.gender(before.form) is not None:
                yield self.mention(Entity(i - 1, i + 1, "PER", 0.0))


def _capital(word: str) -> bool:
    return len(word) == 1 and word.isupper()
