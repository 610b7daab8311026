"""The names of bodies: which entities are bodies, where their names begin and end, which ones the model does not mark."""

from collections import Counter
from collections.abc import Sequence

from accordingto import given_names
from accordingto.analysis import Analysis, Entity
from accordingto.coreference.mentions import Mention, initials
from accordingto.coreference.nouns import PLURAL, POSSESSIVE, Nouns, head_of


def bracketed(a: Analysis, e: Entity) -> list[Entity]:
    """A body's name and the short one that the model marks with it ("[Customs and Border Protection (CBP)]")."""
    opening = next((k for k in range(e.first + 1, e.last - 1) if a.tokens[k].form == "("), None)
    if opening is None:
        return [e]
    closing = next((k for k in range(opening + 1, e.last) if a.tokens[k].form == ")"), e.last)
    return [Entity(e.first, opening, e.type, e.score), Entity(opening + 1, closing, e.type, e.score)]


def spelled(a: Analysis, bodies: Sequence[Mention]) -> list[Entity]:
    """Letters that the model does not mark and that spell one body of the document ("the CCS": Centre for Coastal Studies)."""
    letters = Counter(initials(name) for name in {m.name for m in bodies} if len(name) > 2)
    inside = {k for m in bodies for k in range(m.first, m.last)} | a.entity_of.keys()
    return [
        Entity(i, i + 1, "ORG", 0.0)
        for i, token in enumerate(a.tokens)
        if i not in inside and len(token.form) > 2 and token.form.isupper() and letters[token.form.lower()] == 1
    ]


class Bodies:
    """Finds the bodies that a document names."""

    def __init__(self, nouns: Nouns) -> None:
        self.a, self.nouns = nouns.a, nouns

    def called_person(self, e: Entity) -> bool:
        """A body that the model takes for a person: "[KFOR], the peacekeeping force,"."""
        if e.type != "PER":
            return False
        head = head_of(self.a, e.first, e.last, e.first)
        called = [j for j in self.a.dependents(head, "appos") if self.a.tokens[j].upos == "NOUN"] + self._kind(head)
        return bool(called) and all(self.nouns.is_body(j) and not self.nouns.is_person(j) for j in called)

    def mention(self, e: Entity) -> Mention:
        """A body's name, with what it is called beside it."""
        a = self.a
        first, last = e.first, e.last
        while last > first + 1 and a.tokens[last - 1].form in (*POSSESSIVE, "(", ")"):
            last -= 1
        first, last = self._whole(first, last)
        head = head_of(a, first, last, last - 1)
        name = tuple(given_names.folded(a.tokens[k].form) for k in range(first, last) if a.tokens[k].form[:1].isalnum())
        also = tuple(j for j in (*a.dependents(head, "appos"), *self._kind(head)) if a.tokens[j].upos == "NOUN")
        described = tuple(self.nouns.description(j, self.nouns.phrase(j)) for j in also)
        return Mention("body", first, last, head, name, descriptions=described, also=also, what="body", definite=True)

    def _kind(self, head: int) -> list[int]:
        """The noun that says what a body named right behind it is: "the state oil **company** Petroperu", "the **union** Siptu"."""
        above = self.a.tokens[head].head
        if self.a.rel(head) not in ("appos", "flat", "nmod") or not 0 <= above < head or self.a.dependents(head, "case"):
            return []
        between = range(above + 1, head)
        near = all(self.a.tokens[k].head == head or self.a.tokens[k].form == "," for k in between)
        return [above] if near and self.nouns.is_body(above) else []

    def _whole(self, first: int, last: int) -> tuple[int, int]:
        """A body's name that the model cuts short ("[Legal Services] Board") goes on over the capitalised words beside it."""
        a = self.a
        sentence = a.sentences[a.sentence_of[first]]
        while last < sentence.last and self._joins(last) and not self._somebody(last):
            last += 1
        if last + 1 < sentence.last and a.tokens[last].form == "of" and (place := a.entity_of.get(last + 1)) is not None:
            head = a.tokens[place.last - 1].head if place.type == "LOC" else -1
            if first <= head < last or (place.type == "LOC" and first <= a.tokens[place.first].head < last):
                last = place.last
        while first > sentence.first + 1 and self._joins(first - 1) and not self.nouns.titular(first - 1):
            e = a.entity_of.get(first - 1)
            own = e is not None and e.type == "LOC" and any(first <= a.tokens[k].head < last for k in range(e.first, e.last))
            if e is not None and not own:
                break
            first = e.first if e is not None else first - 1
        return first, last

    def _somebody(self, k: int) -> bool:
        """Whether a token begins a person's name rather than ends the body's before it ("Solidarity Network [Aotearoa]")."""
        e = self.a.entity_of.get(k)
        if e is None or e.type != "PER":
            return False
        return e.last - e.first > 1 or not (self.a.tokens[k - 1].head == k and self.a.rel(k - 1) == "compound")

    def _joins(self, k: int) -> bool:
        """Whether a word may belong to a body's name."""
        token = self.a.tokens[k]
        people = self.nouns.is_person(k) and token.xpos not in PLURAL  # "[Union of Dock] Workers", not "[Ferry Board] Director"
        return token.form[:1].isupper() and token.upos in ("NOUN", "PROPN", "ADJ", "NUM") and not people

    def titled(self, i: int) -> Mention | None:
        """A body's name that the model does not mark: capitalised words up to a body's noun ("the Foreign Office")."""
        a, token = self.a, self.a.tokens[i]
        if not token.form[:1].isupper() or token.lemma.lower() not in self.nouns.words.bodies or i in a.entity_of:
            return None
        first, start = i, a.sentences[a.sentence_of[i]].first
        while first > start and a.tokens[first - 1].form[:1].isupper() and a.tokens[first - 1].upos in ("NOUN", "PROPN", "ADJ"):
            first -= 1
        if first == start and first < i and self.nouns.state(first) is None and not a.tokens[first + 1].form[:1].isupper():
            return None
        if first == i or any(a.tokens[k].form.isupper() and len(a.tokens[k].form) > 5 for k in range(first, i + 1)):
            return None  # a headline in capitals
        name = tuple(given_names.folded(a.tokens[k].form) for k in range(first, i + 1))
        return Mention("body", first, i + 1, i, name, what="body", definite=True)
