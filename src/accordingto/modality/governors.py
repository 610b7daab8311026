"""What governs a predicate, and what that says of it: the walk from it to the root of what its speaker says."""

from accordingto import cues, operators, syntax
from accordingto.modality.constructions import Constructions
from accordingto.modality.lexicon import MODALITIES, having
from accordingto.modality.own import Own
from accordingto.types import Modality

AVERTED = "averted"
"""The rule by which a verb keeps the event of its object from being."""
_CLAUSAL = (
    "xcomp",
    "ccomp",
    "csubj",
    "advcl",
    "acl",
    "obj",
    "obl",
    "nmod",
    "nsubj",
    "conj",
    "appos",
    "parataxis",
    "amod",
    "compound",
    "iobj",
    "dep",
)


class Governors:
    """Walks upwards from ``start`` and hands what it meets to ``own``; ``stop`` are cues, at which it ends."""

    def __init__(self, tree: Constructions, own: Own, start: int, stop: frozenset[int]) -> None:
        self.tree, self.own, self.a, self.words, self.closed = tree, own, tree.a, tree.words, tree.closed
        self.verbs, self.nouns = tree.verbs, tree.nouns
        self.start, self.stop = start, stop

    def upwards(self, i: int, nominal: bool) -> None:
        for _ in range(40):
            relation, head = self.a.rel(i), self.a.tokens[i].head
            if head < 0 or i in self.stop or relation not in _CLAUSAL:
                return
            if head in self.stop:
                return
            if relation == "conj":
                if self.tree.begins_anew(i, head):
                    return
                if self.tree.shares(i, head):
                    self.own.operators_of(head, shared_with=i)
                elif nominal and self.a.tokens[head].upos in ("VERB", "AUX"):
                    return
                i = head
                continue
            if not self.step(i, head, relation, nominal):
                return
            nominal = nominal and self.a.tokens[head].upos in ("NOUN", "PROPN")
            i = head

    def step(self, i: int, head: int, relation: str, nominal: bool) -> bool:
        """Apply the head's effect; False where the walk ends."""
        token = self.a.tokens[head]
        effect = self.effect(head)
        if nominal:
            return self.step_nominal(i, head, relation, effect)
        if relation == "advcl" and (
            self.tree.impersonal(i) or (syntax.marked(self.a, i, *self.closed.declarative) and self.a.dependents(head, "expl"))
        ):
            relation = "csubj"
        thanked = self.a.tokens[i].xpos == "VBG" and token.lemma.lower() in cues.lexicon().words.attitudes
        if thanked and syntax.marked(self.a, i, *self.closed.thanked_for):
            self.own.grant(head, "attitude to a gerund")  # "thanked them for leaving"
            return False
        if token.lemma.lower() in having("prevents") and syntax.marked(self.a, i, *self.closed.kept_from):
            self.own.negate(head, "prevents")
            self.own.scope(head)
            return False
        if relation == "xcomp" and token.lemma.lower() in having("seems") and syntax.infinitive(self.a, i):
            self.own.set("questioned", head, "seems")
        if relation == "xcomp" and token.lemma.lower() in having("means to"):
            self.own.set("planned", head, "governor")
        asked = any(self.a.tokens[j].form.lower() in self.words.question_marks for j in self.a.dependents(i, "mark"))
        if not asked and relation in ("ccomp", "csubj", "acl", "xcomp") and (verdict := self.verdict(i, head)) is not None:
            if verdict != "asserted":
                self.own.set(verdict, head, "verdict")
            else:
                self.own.scope(head)
            return False
        told = effect in ("denied", "alleged", "factive") and token.upos == "NOUN" and self.tree.told(head)
        if relation in ("advcl", "parataxis", "appos", "dep") or (self.a.tokens[i].deprel == "acl:relcl" and not told):
            return False
        if relation in ("xcomp", "ccomp", "csubj", "acl"):
            about = relation == "acl" and self.tree.gerund(i) and syntax.marked(self.a, i, *self.words.about)
            clause = told or about or syntax.infinitive(self.a, i) or self.tree.that_clause(i) or syntax.gerund_clause(self.a, i)
            if relation == "acl" and not clause:
                return False
            if asked:
                # "It is not clear whether …": what the governor denies is that one knows, not what is asked.
                self.own.set("questioned", head, "question governed")
                return False
            self.own.apply(effect, head, complement=i)
            if effect == "factive":
                return False  # taken for granted, whatever stands above
            if token.lemma.lower() in self.closed.urging and self.tree.urges(head):
                self.own.set("demanded", head, "let us")
            if relation in ("xcomp",) or effect in ("reverse", "transparent") or token.upos in ("NOUN", "ADJ"):
                self.own.negation(head) if effect != "reverse" else self.own.double_negation(head)
            if relation == "csubj" or (relation == "ccomp" and token.upos == "ADJ"):
                return False
            self.own.scope(head)
            return True
        return False

    def effect(self, head: int) -> str | None:
        """What a word does to what it governs."""
        token = self.a.tokens[head]
        lemma = token.lemma.lower()
        if token.upos not in ("NOUN", "PROPN"):
            return self.verbs.get(lemma) or ("denied" if lemma in operators.lexicon().denying else None)
        return self.nouns.get(lemma) or ("denied" if operators.lexicon().words.get(lemma) == "denied" else None)

    def verdict(self, i: int, head: int) -> Modality | None:
        """What a predicate makes of its clause: "it is false that …", "it is wrong to say that …"; not of a bare infinitive ("it is wrong
        to lie"), which is no report."""
        if not (self.a.dependents(head, "cop") or self.a.tokens[head].lemma in self.closed.predicating):
            return None
        if syntax.infinitive(self.a, i) and (i == self.start or self.a.tokens[i].lemma.lower() not in cues.lexicon().verbs):
            return None
        return operators.judgement(self.a, head)

    def step_nominal(self, i: int, head: int, relation: str, effect: str | None) -> bool:
        """An event noun: only what needs it not to have happened takes it in ("called for a ceasefire", "prevent an attack")."""
        if effect == "denied" and self.tree.refused(i):
            return False
        definite = self.tree.definite(i)
        if effect == "factive" and operators.negated(self.a, head) and not definite and self.a.tokens[head].upos == "ADJ":
            self.own.set("questioned", head, "not aware of")  # "is not aware of any attack"
            return False
        if relation == "nsubj" and (aim := self.aimed(head)) is not None:
            self.own.set(aim[0], aim[1], "aim")
            return False
        if self.a.tokens[head].lemma.lower() in having("hinges") and relation in ("nsubj", "obl"):
            self.own.set("conditional", head, "hinges")
            return False
        if self.a.tokens[i].deprel == "nsubj:pass":
            relation = "obj"
        if relation in ("obj", "obl") and self.does_not_happen(i, head):
            return False
        if relation in ("obj", "obl", "nmod", "iobj") and effect in MODALITIES | {"reverse"}:
            if definite and effect in ("reverse", "denied", "questioned", "conditional"):
                return False
            if self.tree.asks_about(i, head):
                self.own.apply(effect, head, complement=i)
                return False
        if relation in ("obj", "nsubj") and self.a.tokens[head].upos == "VERB" and not definite:
            self.own.scope(head)
            self.own.negation(head)
        return False

    def does_not_happen(self, i: int, head: int) -> bool:
        """ "The guards foiled an attack", "the talks were called off": whether the verb keeps the event of its object from being; where it
        is itself only meant or open ("**to** foil an attack"), so is that. "Debated a boycott": it is only talked of."""
        verb = self.tree.with_particle(head)
        talked_of = verb in having("entertains") and self.tree.singled(i) and not self.own.negations and self.tree.asks_about(i, head)
        if talked_of:
            self.own.set("conditional", head, "only talked of")
        elif not self.tree.object_of(i, head, verb):
            return False
        elif verb in having("puts off"):
            self.own.set("planned", head, "put off")
        elif verb in having("averts") and self.a.tokens[head].xpos == "VB":
            self.own.set("conditional", head, "to be averted")
        elif verb in having("averts"):
            self.own.negate(head, AVERTED)
            self.own.scope(head)
            self.own.negation(head)
        else:
            return False
        return True

    def aimed(self, head: int) -> tuple[Modality, int] | None:
        """ "Their disarmament is (remains) the aim of the talks": what the predicate noun makes of its subject."""
        nouns = [head] if self.a.dependents(head, "cop") else []
        if self.a.tokens[head].lemma.lower() in self.closed.becoming:
            nouns = self.a.dependents(head, "xcomp", "obj")
        for noun in nouns:
            effect = self.nouns.get(self.a.tokens[noun].lemma.lower()) if self.a.tokens[noun].upos == "NOUN" else None
            if effect in ("planned", "demanded"):
                return effect, noun  # type: ignore[return-value]
        return None
