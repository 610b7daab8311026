"""Which dependents stand in which slot of a verb, adjective or noun, whatever the voice or construction."""

from collections.abc import Callable

from accordingto import syntax
from accordingto.events.coded import DEPTH, Coded, SlotMap
from accordingto.events.nouns import Nouns
from accordingto.events.tree import Tree
from accordingto.lexicons import INFINITIVE, SUBJECT


class Slots:
    """Finds the slots of the words of one tree.

    Args:
        tree: the tree.
        nouns: finds those of nouns.
        code: the event of a governor, at a depth: it says who would do what its complement names.
    """

    def __init__(self, tree: Tree, nouns: Nouns, code: Callable[[int, int], Coded | None]) -> None:
        self.tree, self.nouns, self.code = tree, nouns, code
        self.tokens, self.children, self.rels, self.lemmas = tree.tokens, tree.children, tree.rels, tree.lemmas
        self.lex, self.deps = tree.lex, tree.deps
        self.known_slots: dict[tuple[int, int], SlotMap] = {}

    def of(self, i: int, depth: int) -> SlotMap:
        """What stands in which slot of token ``i``."""
        key = (i, depth)
        if key not in self.known_slots:
            self.known_slots[key] = self.slots_by_kind(i, depth)
        return self.known_slots[key]

    def subject(self, i: int, depth: int) -> dict[str, list[int]]:
        """What stands in the subject's slot of token ``i``."""
        return {SUBJECT: self.surface_subject(i, depth + 1)}

    def slots_by_kind(self, i: int, depth: int) -> SlotMap:
        if self.tree.verbal(i):
            return self.verb_slots(i, depth)
        if self.tokens[i].upos == "ADJ":
            return self.adjective_slots(i, depth)
        return self.nouns.of(i)

    def verb_slots(self, v: int, depth: int) -> SlotMap:
        slots: dict[str, list[int]] = {}
        passive = self.tree.passive(v)
        for j in self.children[v]:
            name = self.slot_name(j, v, passive)
            if name:
                heads = [j] if name in self.lex.clause_slots else self.tree.with_conjuncts(self.tree.antecedent(j, v))
                slots.setdefault(name, []).extend(heads)
        if "iobj" in slots and "obj" not in slots:
            slots["obj"] = slots["iobj"]
        self.add_missing(v, passive, slots, depth)
        self.add_loose(slots)
        return {k: tuple(dict.fromkeys(x)) for k, x in slots.items()}

    def slot_name(self, j: int, v: int, passive: bool) -> str | None:
        """The slot of dependent ``j`` of verb ``v``, None for function words, adverbs and phrases of time."""
        relation, deprel = self.rels[j], self.tokens[j].deprel
        if relation == "nsubj":
            if passive:
                return "obj"
            # A parser's slip: two subjects, one of them where the object belongs.
            earlier = any(k < j for k in self.deps(v, "nsubj"))
            return "obj" if j > v and earlier else SUBJECT
        if relation in ("obj", "iobj"):
            return relation
        if deprel == "obl:agent":
            return self.tree.preposition(j) if self.tree.preposition(j) not in (None, "by") else SUBJECT if passive else "by"
        if relation in ("obl", "nmod") and deprel not in ("obl:tmod", "obl:unmarked", "obl:npmod"):
            name = self.tree.preposition(j)
            return SUBJECT if name == "by" and passive and not self.tree.is_time(j) else name
        if relation in ("xcomp", "ccomp"):
            return relation
        if relation == "advcl":
            return self.tree.clause_name(j)
        return None

    def add_missing(self, v: int, passive: bool, slots: dict[str, list[int]], depth: int) -> None:
        """A subject or object that stands elsewhere: with a governor, a coordinated verb, or as the noun that a clause modifies."""
        name = "obj" if passive else SUBJECT
        if name not in slots:
            slots[name] = self.borrowed_subject(v, passive, depth)
            if not slots[name]:
                del slots[name]
        relation, head = self.rels[v], self.tokens[v].head
        if "obj" in slots or passive:
            return
        if head >= 0 and self.tokens[v].deprel == "acl:relcl" and self.is_gap(v, slots):
            slots["obj"] = self.tree.with_conjuncts([head])
        elif head >= 0 and relation == "conj" and self.tokens[head].upos == "VERB":
            later = [j for j in self.deps(head, "obj") if j > v]
            if later:
                slots["obj"] = self.tree.with_conjuncts(later)
        if "obj" not in slots:
            # "beat and arrested the marchers": the shared object may hang on the last verb.
            shared = [j for c in self.deps(v, "conj") if self.is_next_verb(v, c) for j in self.deps(c, "obj")]
            if shared:
                slots["obj"] = self.tree.with_conjuncts(shared)

    def is_next_verb(self, v: int, c: int) -> bool:
        """Whether only a conjunction stands between two verbs, and the second has no subject of its own."""
        between = all(self.tokens[k].upos in ("CCONJ", "ADV", "PUNCT") for k in range(v + 1, c))
        return self.tree.verbal(c) and between and not self.deps(c, "nsubj")

    def is_gap(self, v: int, slots: dict[str, list[int]]) -> bool:
        """A relative clause with its own subject and no pronoun: the antecedent is its object ("the town they took")."""
        subjects = self.deps(v, "nsubj")
        return (
            bool(subjects)
            and not any(self.tree.relative(j) for j in subjects)
            and not any(self.tokens[v].head in x for x in slots.values())
        )

    def borrowed_subject(self, v: int, passive: bool, depth: int) -> list[int]:
        """Whoever is understood as the surface subject of ``v``."""
        relation, head = self.rels[v], self.tokens[v].head
        if head < 0 or depth > DEPTH:
            lead = syntax.led_in(self.tree.a, v) if head < 0 else None
            return [] if lead is None else self.tree.with_conjuncts([lead])
        if relation == "acl":
            return self.subject_of_acl(v, head, passive, depth)
        if relation == "conj" and self.tokens[head].upos in ("VERB", "AUX", "ADJ", "NOUN"):
            return self.surface_subject(head, depth + 1)
        if relation in ("xcomp", "advcl", "ccomp"):
            return self.controller(v, head, depth)
        return []

    def surface_subject(self, v: int, depth: int) -> list[int]:
        own = self.deps(v, "nsubj")
        if own:
            return self.tree.with_conjuncts(self.tree.antecedent(own[0], v))
        return self.borrowed_subject(v, self.tree.passive(v), depth)

    def subject_of_acl(self, v: int, head: int, passive: bool, depth: int) -> list[int]:
        """Of a participle, the noun it modifies; of an infinitive ("the plan to attack"), whoever has the plan."""
        if not self.tree.infinitive(v):
            return self.tree.with_conjuncts([head])
        near = self.nouns.of(head)
        for name in self.lex.slots["of_planners"]:
            if near.get(name):
                return list(near[name])
        governor = self.tokens[head].head
        if governor >= 0 and self.rels[head] in ("obj", "obl") and self.tree.verbal(governor):
            return self.surface_subject(governor, depth + 1)
        return []

    def controller(self, v: int, head: int, depth: int) -> list[int]:
        """The subject of an open complement or of a clause without one: what the governor's entry says, else object before subject."""
        spoken = self.code(head, depth + 1) if not self.deps(v, "nsubj") else None
        if spoken is not None and spoken.content is not None and v in self.tree.with_conjuncts([spoken.content]):
            return list(spoken.content_actor)
        if self.rels[v] == "ccomp" and not self.tree.infinitive(v) and self.tokens[v].xpos != "VBG":
            return []
        objects = self.deps(head, "obj") if self.rels[v] == "xcomp" else []
        if objects and self.lemmas[head] not in self.lex.words["subject_control"]:
            return self.tree.with_conjuncts(objects)
        if not self.tree.verbal(head):
            return self.tree.with_conjuncts(self.deps(head, "nsubj"))
        loose = self.rels[v] == "advcl" and v > head and self.tokens[v].xpos == "VBG" and not self.deps(v, "mark")
        if loose and self.tree.passive(head):  # "was shelled by rebels, killing nine": who did the one did the other
            return self.tree.with_conjuncts([j for j in self.deps(head, "obl") if self.tokens[j].deprel == "obl:agent"])
        return self.surface_subject(head, depth + 1)

    def add_loose(self, slots: dict[str, list[int]]) -> None:
        """Prepositional phrases that hang on the object may belong to the verb: parsers often differ from people here.

        With an event noun for object they are more likely that noun's; a frame that wants them nevertheless asks for ``~on``.
        """
        for j in slots.get("obj", ()):
            sign = "~" if self.tree.names_event(j) else ""
            for k in self.deps(j, "nmod"):
                name = self.tree.preposition(k)
                if name in self.lex.words["loose"] and sign + name not in slots:
                    slots[sign + name] = self.tree.with_conjuncts([k])

    def adjective_slots(self, i: int, depth: int) -> SlotMap:
        slots = self.subject(i, depth)
        for j in self.children[i]:
            relation = self.rels[j]
            if relation in ("obl", "nmod"):
                name = self.tree.preposition(j)
                if name:
                    slots.setdefault(name, []).extend(self.tree.with_conjuncts([j]))
            elif relation in ("xcomp", "ccomp", "advcl"):
                slots.setdefault(INFINITIVE if self.tree.infinitive(j) else relation, []).append(j)
        return {k: tuple(x) for k, x in slots.items() if x}
