"""What a predicate's own words say of it: auxiliaries, marks, adverbs, negation, mood."""

from accordingto import operators, syntax
from accordingto.modality.constructions import Constructions
from accordingto.modality.lexicon import MODALITIES
from accordingto.types import Modality

_STRENGTH: dict[str, int] = {"denied": 3, "questioned": 2, "alleged": 1}
"""Of those that take the whole back, whatever was met before."""


class Own:
    """Gathers the operators met on the way from a predicate to the root of what its speaker says.

    Attributes:
        modality: what they make of it, None while none says anything.
        why, rule: the word that decided it, and the rule.
        negations, negators: how often the polarity turns, and the words that turn it, each with its rule.
        factive: what takes it for granted, with the rule.
    """

    def __init__(self, tree: Constructions, stop: frozenset[int]) -> None:
        self.tree, self.a, self.words, self.closed, self.stop = tree, tree.a, tree.words, tree.closed, stop
        self.verbs, self.nouns = tree.verbs, tree.nouns
        self.modality: Modality | None = None
        self.negations = 0
        self.factive: tuple[int, str] | None = None
        self.negators: list[tuple[int, str]] = []
        self.rule = ""
        self.why: int | None = None

    def set(self, modality: Modality, why: int, rule: str) -> None:
        """The first operator decides unless a later one takes the whole back (denied, questioned, alleged)."""
        if self.modality is None or _STRENGTH.get(modality, 0) > _STRENGTH.get(self.modality, 0):
            self.modality, self.why, self.rule = modality, why, rule

    def negate(self, why: int, rule: str) -> None:
        """Token ``why`` turns the polarity."""
        self.negations += 1
        self.negators.append((why, rule))

    def grant(self, why: int, rule: str) -> None:
        """Token ``why`` takes the proposition for granted."""
        self.factive = (why, rule)

    def local(self, i: int) -> None:
        if self.tree.inverted(i) or self.tree.supposed(i):
            self.set("conditional", i, "inverted condition")
        if (doubtful := self.tree.doubtful(i)) is not None:
            self.set("alleged", doubtful, "so-called")
        if self.tree.arranged(i):
            self.set("planned", i, "arranged")
        if self.tree.open(i):
            self.set("questioned", i, "left open")
        below = self.a.children[i]
        if (
            self.a.tokens[i].upos == "VERB"
            and self.verbs.get(self.a.tokens[i].lemma.lower()) == "reverse"
            and self.a.dependents(i, "xcomp")
        ):
            self.negate(i, "declined")  # "declined to join": what is said is that they did not
        self.negation(i)
        for j in below:
            token = self.a.tokens[j]
            lemma = token.form.lower()
            relation = self.a.rel(j)
            if relation == "aux":
                self.auxiliary(i, lemma, token.lemma.lower(), j)
            elif relation in ("advmod", "amod", "det") and lemma in self.words.alleged:
                self.set("alleged", j, "hedge")
            elif relation == "amod" and self.tree.so_called(j):
                self.set("alleged", j, "so-called")
            elif relation == "amod" and operators.attribute(self.a, i, event=True) == ("denied", j):
                self.set("denied", j, "unreal adjective")
            elif relation == "advmod" and lemma in self.words.uncertain:
                self.set("questioned", j, "uncertain adverb")
            elif relation == "mark" and self.a.rel(i) in ("advcl", "ccomp", "csubj", "acl", "conj", "root", "parataxis"):
                self.mark(i, lemma, j)
            elif relation == "nsubj" and syntax.infinitive(self.a, i) and self.a.dependents(i, "cop"):
                self.apply(self.nouns.get(self.a.tokens[j].lemma.lower()), j, complement=i)
        self.gerund(i)
        self.unfinished(i)
        self.mood(i)
        self.follows(i)

    def gerund(self, i: int) -> None:
        """ "instead of arresting him" was not done; "is against arresting him", "divided over sending troops" are only weighed."""
        if (other := self.tree.instead(i)) is not None:
            self.negate(other, "instead of")
        elif self.tree.gerund(i) and syntax.marked(self.a, i, *self.words.weighed):
            self.set("conditional", i, "only weighed")

    def unfinished(self, i: int) -> None:
        """ "is banning ships from next week": not so yet."""
        present = any(self.a.tokens[j].form.lower() in self.closed.present_forms for j in self.a.dependents(i, "aux"))
        if self.a.tokens[i].xpos == "VBG" and present and self.modality is None:
            words = {self.a.tokens[k].form.lower() for j in self.a.dependents(i, "obl", "advmod") for k in self.a.subtree(j)}
            if words & self.closed.days_ahead:
                self.set("planned", i, "ongoing and ahead")

    def follows(self, i: int) -> None:
        """What holds only if something else does: the clause that an if-clause hangs on, unless it is demanded, asked or denied.

        "threatened to strike unless …": the condition hangs on the threat in the tree; it is what is threatened that it governs. What "had
        they not stepped in" governs has an auxiliary; "had beaten two" beside it, on which the parser may hang it, was done.
        """
        if self.modality not in (None, "planned"):
            return
        for j in [*self.a.dependents(i, "advcl", "parataxis"), *self.tree.opened_by(i)]:
            if j in self.stop or self.tree.says_before(i, j):
                continue  # "if the mayor is to be believed": who says it
            marks = {self.a.tokens[k].form.lower() for k in self.a.dependents(j, "mark")}
            first = self.a.rel(j) == "advcl" and bool(marks & operators.lexicon().condition.marks)
            if first or self.tree.supposed(j) or (self.modality and self.tree.inverted(j) and not self.tree.asks(j)):
                self.modality, self.why, self.rule = "conditional", j, "follows a condition"
                return

    def negation(self, i: int) -> None:
        words, closed = operators.lexicon().negation, self.closed
        for j in self.a.children[i]:
            lemma, relation = self.a.tokens[j].form.lower(), self.a.rel(j)
            if relation in ("advmod", "cc", "aux") and lemma in words.adverbs and not self.tree.only(j):
                self.negate(j, "negation")
            elif relation == "advmod" and self.tree.nearly(i, j):
                self.negate(j, "nearly")
            elif (
                relation == "advmod"
                and (first := closed.no_longer.get(lemma)) is not None
                and any(self.a.tokens[k].form.lower() == first for k in self.a.children[j])
            ):
                self.negate(j, "no longer")
            elif relation == "det" and (lemma in words.determiners or lemma in words.pronouns):
                self.negate(j, "no")
            elif relation in ("mark", "case") and lemma in closed.leaving_out and self.a.tokens[i].xpos == "VBG":
                self.negate(j, "without")
            elif relation in ("nsubj", "obj", "expl", "obl") and operators.nobody(self.a, j):
                self.negate(j, "nobody")
        if self.a.tokens[i].lemma.lower() in closed.needing and self.a.tokens[i].upos != "NOUN":
            bare = [j for j in self.a.dependents(i, "xcomp") if not syntax.infinitive(self.a, j)]
            if any(operators.negated(self.a, j) for j in bare):
                self.negate(i, "need not")  # "need not publish"
        if self.tree.yet_to(i):
            self.negate(i, "yet to")
        if (carries := operators.carried_on(self.a, i)) is not None:
            self.negate(carries, "carried on")
        form = self.a.tokens[i].form.lower()
        if form in words.nouns or (form.startswith(words.prefixes) and self.a.tokens[i].upos == "NOUN"):
            self.negate(i, "negative noun")
        elif self.a.tokens[i].upos in ("NOUN", "PROPN") and any(
            self.a.tokens[k].form.lower() in closed.none_of or self.a.tokens[k].form.lower().startswith(words.prefixes)
            for k in self.a.children[i]
        ):
            self.negate(i, "non-")

    def auxiliary(self, i: int, form: str, lemma: str, j: int) -> None:
        if form in self.words.future or lemma in self.words.future:
            self.set("planned", j, "future auxiliary")
        elif form in self.words.necessity:
            # "should have gone" is a reproach: nothing is asked for any more.
            past = any(self.a.tokens[k].lemma.lower() in self.closed.perfect for k in self.a.dependents(i, "aux"))
            if not (past and form in self.closed.concluding):  # "must have left" is a conclusion
                self.set("conditional" if past else "demanded", j, "necessity")
        elif form in self.words.counterfactual:
            habit = any(self.a.tokens[k].form.lower() in self.words.habits for k in self.a.dependents(i, "advmod"))
            if not self.tree.performative(i) and not habit:  # "would sometimes burn a mill": what they did
                self.set("conditional", j, "counterfactual")
        elif form in self.words.possibility and not self.tree.performative(i):
            bare = self.a.tokens[i].xpos == "VB" and not self.a.dependents(i, "cop")
            forbids = form in self.closed.permitting and bare and operators.negated(self.a, i)
            self.set("demanded" if forbids and not self.a.dependents(i, "advcl") else "questioned", j, "possibility")
        elif form in self.closed.enabled_then and (open_ := self.could(i)) is not None:
            self.set(open_, j, "possibility")
        elif form in self.words.ability and any(self.a.tokens[k].lemma.lower() in self.closed.perfect for k in self.a.dependents(i, "aux")):
            self.set("conditional", j, "could have")

    def could(self, i: int) -> Modality | None:
        """What "could" makes of a verb beside certain words: "could soon leave" is open, "before he could be tried" came to nothing."""
        if any(self.a.tokens[k].form.lower() in self.words.prospects for k in self.a.dependents(i, "advmod")):
            return "questioned"
        return "conditional" if syntax.marked(self.a, i, *self.words.too_late) else None

    def mark(self, i: int, lemma: str, j: int) -> None:
        if lemma in self.closed.asked_if and self.a.rel(i) == "ccomp":
            self.set("questioned", j, "if-clause asked")
        elif lemma in self.words.conditional_marks:
            self.set("conditional", j, "condition")
        elif lemma in self.words.question_marks:
            self.set("questioned", j, "question word")
        elif lemma in self.words.until and self.tree.ahead(self.a.tokens[i].head):
            self.set("conditional", j, "until then")
        elif lemma in self.closed.infinitive and self.a.rel(i) == "advcl" and not self.tree.impersonal(i):
            self.set("planned", j, "purpose")

    def mood(self, i: int) -> None:
        """Questions and imperatives, of main clauses."""
        if self.tree.ordered(i):
            self.set("demanded", i, "imperative quoted")
        if not self.tree.main(i):
            return
        if self.tree.asks(i):
            self.set("questioned", self.a.sentences[self.a.sentence_of[i]].last - 1, "question")
            return
        token = self.a.tokens[i]
        subjects = self.a.dependents(i, "nsubj", "expl", "csubj")
        alone = token.head < 0 and not subjects and not self.a.dependents(i, "aux", "mark", "cop")
        if token.upos == "VERB" and token.xpos == "VB" and alone and syntax.led_in(self.a, i) is None:
            self.set("demanded", i, "imperative")

    def operators_of(self, head: int, shared_with: int) -> None:
        """Auxiliaries, marks and adverbs of the first conjunct hold for the others; its negation only before "or" and "nor"."""
        for j in self.a.children[head]:
            form, lemma, relation = self.a.tokens[j].form.lower(), self.a.tokens[j].lemma.lower(), self.a.rel(j)
            if relation == "aux":
                self.auxiliary(head, form, lemma, j)
            elif relation == "mark":
                self.mark(head, form, j)
            elif relation == "advmod" and form in operators.lexicon().negation.adverbs:
                joined = {self.a.tokens[k].form.lower() for k in self.a.dependents(shared_with, "cc")}
                if joined & self.closed.shared_negation:
                    self.negate(j, "negation shared")
        self.mood(head)

    def scope(self, head: int) -> None:
        """The governor's own auxiliaries and marks hold for what it governs."""
        for j in self.a.children[head]:
            form, lemma, relation = self.a.tokens[j].form.lower(), self.a.tokens[j].lemma.lower(), self.a.rel(j)
            if relation == "aux":
                self.auxiliary(head, form, lemma, j)
            elif relation == "mark":
                self.mark(head, form, j)
            elif relation == "advmod" and form in self.words.alleged:
                self.set("alleged", j, "hedge")
            elif relation == "advmod" and form in self.words.uncertain:
                self.set("questioned", j, "uncertain adverb")
        self.mood(head)

    def double_negation(self, head: int) -> None:
        """A negated "fail" or "failure": the noun's own negative sense is the effect, and is not counted again."""
        before = self.negations
        self.negation(head)
        added = self.negations - before - (self.a.tokens[head].form.lower() in operators.lexicon().negation.nouns)
        self.negations = before + (1 if added > 0 else 0)
        del self.negators[self.negations :]

    def apply(self, effect: str | None, head: int, complement: int) -> None:
        if effect is None or effect == "transparent":
            return
        if effect == "factive":
            self.grant(head, "factive governor")
        elif effect == "reverse":
            self.negate(head, "reverse")
        elif effect in MODALITIES:
            if effect in ("planned", "demanded") and self.tree.performative(head):
                return
            if effect == "conditional" and self.modality == "planned":
                # "They fear that it will flood": the future is within the fear.
                self.modality = None
            self.set(effect, head, "governor")  # type: ignore[arg-type]
