"""The slots of an event noun: its own phrases, and those that the words around hold for it."""

from accordingto.events.coded import SlotMap
from accordingto.events.tree import Tree
from accordingto.lexicons import INFINITIVE, POSSESSOR

_IN_FRONT = frozenset({POSSESSOR, "amod", "compound"})
"""Slots that stand before their noun."""


class Nouns:
    """Finds the slots of the event nouns of one tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.tokens, self.children, self.rels, self.lemmas = tree.tokens, tree.children, tree.rels, tree.lemmas
        self.lex, self.deps = tree.lex, tree.deps

    def of(self, n: int, *, alone: bool = False) -> SlotMap:
        """SlotMap of an event noun; unless ``alone``, also what a light participle or the governing verb holds for it."""
        slots: dict[str, list[int]] = {}
        for j in self.children[n]:
            name = self.noun_slot_name(j)
            if name:
                heads = [*self.tree.hyphenated(j), j] if name == "compound" else [j]
                slots.setdefault(name, []).extend(self.tree.with_conjuncts(heads))
            elif self.rels[j] == "acl" and not alone and self.tree.passive(j) and self.tokens[j].deprel != "acl:relcl":
                self.participle_slots(j, slots)
        self.lift(n, slots)
        self.shared_with_conjunct(n, slots)
        if not alone:
            self.from_container(n, slots)
            self.from_governor(n, slots)
        return {k: tuple(dict.fromkeys(x)) for k, x in slots.items()}

    def lift(self, n: int, slots: dict[str, list[int]]) -> None:
        """In "the shelling of the port by X" parsers often hang the second phrase on the first; a thing has no agent, an event has."""
        for j in list(self.deps(n, "nmod")):
            if self.tree.names_event(j) and not self.tree.names_accord(j):
                continue
            for k in self.deps(j, "nmod"):
                name = self.tree.preposition(k)
                if name in self.lex.words["loose"] | {"by"} and name not in slots:
                    slots[name] = self.tree.with_conjuncts([k])

    def noun_slot_name(self, j: int) -> str | None:
        token, relation = self.tokens[j], self.rels[j]
        if token.deprel == "nmod:poss":
            return POSSESSOR
        if relation in ("nmod", "obl"):
            return self.tree.preposition(j)
        if relation in ("compound", "nsubj"):
            return "compound" if self.tree.is_a(j, "@agent") and self.lemmas[j] not in self.lex.words["no_compound_agent"] else None
        if relation == "amod":
            named = self.tree.is_a(j, "@agent") and self.lemmas[j] not in self.lex.words["no_compound_agent"]
            return "amod" if named or self.tree.names_people(j) else None
        return INFINITIVE if relation == "acl" and self.tree.infinitive(j) else None

    def participle_slots(self, v: int, slots: dict[str, list[int]]) -> None:
        """ "attacks carried out by rebels on clinics": the participle's phrases are the noun's."""
        if self.lemmas[v] not in self.lex.lights and self.lemmas[v] not in self.lex.words["doing_verbs"]:
            return
        for j in self.deps(v, "obl"):
            name = self.tree.preposition(j)
            if name and not self.tree.is_time(j):
                slots.setdefault(name, []).extend(self.tree.with_conjuncts([j]))

    def shared_with_conjunct(self, n: int, slots: dict[str, list[int]]) -> None:
        """Coordinated event nouns share the phrases at the end ("the killing and torture of prisoners") and a possessor in front."""
        head = self.tokens[n].head
        first = head if self.rels[n] == "conj" and head >= 0 and self.tokens[head].upos == "NOUN" else n
        own = slots.keys() - _IN_FRONT
        for other in (first, *self.deps(first, "conj")):
            if other == n or self.tokens[other].upos != "NOUN":
                continue
            for j in self.children[other]:
                name = self.noun_slot_name(j)
                front = name in (POSSESSOR, "amod") and other == first and j < first
                end = name is not None and name not in _IN_FRONT and j > max(n, other) and self.tree.names_event(other) and not own
                if name and (front or end) and name not in slots:
                    slots[name] = self.tree.with_conjuncts([j])

    def from_container(self, n: int, slots: dict[str, list[int]]) -> None:
        """In "a series of talks between A and B" the phrases may hang on the first noun."""
        head = self.tokens[n].head
        if head < 0 or self.rels[n] != "nmod" or self.tree.preposition(n) != "of" or not self.tree.is_a(head, "@container"):
            return
        for j in self.children[head]:
            name = self.noun_slot_name(j)
            if name and j != n and name != "of" and name not in slots:
                slots[name] = self.tree.with_conjuncts([j])

    def from_governor(self, n: int, slots: dict[str, list[int]]) -> None:
        """Phrases after an object or subject that the parser gave to the verb ("condemned the attack on the port")."""
        verb = self.tokens[n].head
        if verb < 0 or self.rels[n] not in ("obj", "nsubj", "obl") or not self.tree.verbal(verb):
            return
        for j in self.deps(verb, "obl", "nmod"):
            name = self.tree.preposition(j)
            follows = n < j and (self.rels[n] == "obj" or j < verb) and not any(n < k < j for k in self.deps(verb, "obl", "nmod"))
            if follows and name in self.lex.words["loose"] | {"of"} and name not in slots:
                slots[name] = self.tree.with_conjuncts([j])

    def through_abstract(self, heads: tuple[int, ...]) -> tuple[int, ...]:
        """ "praised Peru's efforts" is about Peru: an abstract noun stands for whoever has it, where that is said."""
        found: list[int] = []
        for h in heads:
            if not self.tree.is_a(h, "@abstract") and not self.tree.names_event(h):
                found.append(h)
                continue
            near = self.of(h, alone=True)
            found += next((near[s] for s in self.lex.slots["of_owners"] if near.get(s)), ())
        return tuple(dict.fromkeys(found))
