"""Modality and polarity of a proposition, from its own words and from what governs it.

Two questions, answered apart: does the speaker present the proposition as so, as planned, demanded, conditional, alleged, questioned
or denied (modality), and is the proposition itself negative (polarity). The distinctions are FactBank's (Saurí and Pustejovsky 2009)
mapped onto the contract's; implicatives after Karttunen (1971). A speaker's stance that a reporting cue expresses ("denied that")
is attribution's; the walk stops at such cues.
"""

from collections.abc import Collection
from functools import cache, cached_property
from importlib import resources

import msgspec

from accordingto import cues, operators
from accordingto.analysis import Analysis
from accordingto.errors import LexiconError
from accordingto.types import Modality, Polarity

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


class Governor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that do the same to what they govern; ``examples`` and ``counterexamples`` are run as tests."""

    effect: str
    lemmas: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Closed lists of function words and adverbs."""

    future: frozenset[str]
    necessity: frozenset[str]
    possibility: frozenset[str]
    ability: frozenset[str]
    counterfactual: frozenset[str]
    alleged: frozenset[str]
    uncertain: frozenset[str]
    conditional_marks: frozenset[str]
    conditional_phrases: tuple[str, ...]
    question_marks: frozenset[str]
    temporal_marks: frozenset[str]
    performatives: frozenset[str]


class ModalityLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The file ``lexicons/en/modality.toml``."""

    governor: tuple[Governor, ...]
    noun: tuple[Governor, ...]
    words: Words

    @cached_property
    def prevents(self) -> frozenset[str]:
        """Lemmas that with "from" keep their complement from happening."""
        return frozenset(lemma for entry in self.governor if entry.effect == "prevents" for lemma in entry.lemmas)

    @cached_property
    def hinges(self) -> frozenset[str]:
        """Lemmas that make their subject depend on what they are about."""
        return frozenset(lemma for entry in self.governor if entry.effect == "hinges" for lemma in entry.lemmas)

    def effects(self) -> tuple[dict[str, str], dict[str, str]]:
        """Lemma → effect, for verbs and adjectives and for nouns; a lemma listed twice keeps its first effect."""
        verbs: dict[str, str] = {}
        nouns: dict[str, str] = {}
        for table, entries in ((verbs, self.governor), (nouns, self.noun)):
            for entry in entries:
                for lemma in entry.lemmas if entry.effect not in ("prevents", "hinges") else ():
                    table.setdefault(lemma, entry.effect)
        return verbs, nouns


@cache
def lexicon() -> ModalityLexicon:
    """The modality lexicon of English.

    Raises:
        LexiconError: the file breaks its schema.
    """
    file = resources.files("accordingto") / "lexicons/en/modality.toml"
    try:
        return msgspec.toml.decode(file.read_bytes(), type=ModalityLexicon)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise LexiconError(f"lexicons/en/modality.toml: {error}") from error


@cache
def _effects() -> tuple[dict[str, str], dict[str, str]]:
    return lexicon().effects()


@cache
def _conditional() -> dict[str, list[tuple[str, ...]]]:
    """The phrases that open a condition, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in lexicon().words.conditional_phrases:
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return found


class Reading(msgspec.Struct, frozen=True):
    """How a proposition is presented, before any cue of attribution.

    ``why`` names the word that decided the modality (a token index) and ``rule`` the rule; ``negators`` the words that turned the
    polarity, each with its rule, ``granted`` what takes it for granted.
    """

    modality: Modality
    polarity: Polarity
    presupposed: bool
    why: int | None
    rule: str = ""
    negators: tuple[tuple[int, str], ...] = ()
    granted: tuple[int, str] | None = None


def of(analysis: Analysis, i: int, *, stop: Collection[int] = (), nominal: bool = False) -> Reading:
    """The modality and polarity of the proposition that token ``i`` heads.

    Args:
        analysis: the trees.
        i: the predicate (a verb, or the noun of a nominal event).
        stop: cue tokens at which the walk upwards ends, because attribution decides what they do.
        nominal: whether ``i`` is an event noun; a definite event noun is outside the scope of most of what governs it.

    Returns:
        asserted and positive where nothing says otherwise.
    """
    walk = _Walk(analysis, i, frozenset(stop))
    walk.local(i)
    walk.upwards(i, nominal)
    modality = walk.modality or "asserted"
    granted = walk.factive if modality == "asserted" else None
    negative = walk.negations % 2 == 1
    return Reading(
        modality, "negative" if negative else "positive", granted is not None, walk.why, walk.rule, tuple(walk.negators), granted
    )


def _effect(table: dict[str, str], lemma: str) -> str | None:
    return table.get(lemma.lower())


_HABITS = frozenset("sometimes often usually regularly always frequently occasionally".split())
_STRENGTH: dict[str, int] = {"denied": 6, "questioned": 5, "alleged": 4, "demanded": 3, "planned": 3, "conditional": 2, "asserted": 0}


class _Walk:
    """The operators met on the way from a predicate to the root of what its speaker says."""

    def __init__(self, analysis: Analysis, start: int, stop: frozenset[int]) -> None:
        self.a, self.start, self.stop = analysis, start, stop
        self.words = lexicon().words
        self.verbs, self.nouns = _effects()
        self.modality: Modality | None = None
        self.negations = 0
        self.factive: tuple[int, str] | None = None
        self.negators: list[tuple[int, str]] = []
        self.rule = ""
        self.why: int | None = None

    def set(self, modality: Modality, why: int, rule: str) -> None:
        """The first operator decides unless a later one takes the whole back (denied, questioned, alleged)."""
        if self.modality is None or (_STRENGTH[modality] >= 4 and _STRENGTH[modality] > _STRENGTH[self.modality]):
            self.modality, self.why, self.rule = modality, why, rule

    def negate(self, why: int, rule: str) -> None:
        """Token ``why`` turns the polarity."""
        self.negations += 1
        self.negators.append((why, rule))

    def grant(self, why: int, rule: str) -> None:
        """Token ``why`` takes the proposition for granted."""
        self.factive = (why, rule)

    # --- the predicate's own words

    def local(self, i: int) -> None:
        if self.inverted(i) or self.supposed(i):
            self.set("conditional", i, "inverted condition")
        if (doubtful := self.doubtful(i)) is not None:
            self.set("alleged", doubtful, "so-called")
        if self.arranged(i):
            self.set("planned", i, "arranged")
        below = self.a.children[i]
        if self.a.tokens[i].upos == "VERB" and _effect(self.verbs, self.a.tokens[i].lemma) == "reverse" and self.a.dependents(i, "xcomp"):
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
            elif relation == "amod" and self.so_called(j):
                self.set("alleged", j, "so-called")
            elif relation == "amod" and operators.attribute(self.a, i, event=True) == ("denied", j):
                self.set("denied", j, "unreal adjective")
            elif relation == "advmod" and lemma in self.words.uncertain:
                self.set("questioned", j, "uncertain adverb")
            elif relation == "mark" and self.a.rel(i) in ("advcl", "ccomp", "csubj", "acl", "conj", "root", "parataxis"):
                self.mark(i, lemma, j)
            elif relation == "nsubj" and self.infinitive(i) and self.a.dependents(i, "cop"):
                self.apply(self.nouns.get(self.a.tokens[j].lemma.lower()), j, complement=i)
        self.unfinished(i)
        self.mood(i)
        self.follows(i)

    def unfinished(self, i: int) -> None:
        """ "is banning ships from next week": not so yet."""
        present = any(self.a.tokens[j].form.lower() in ("is", "are", "am", "'s", "'re", "’s", "’re") for j in self.a.dependents(i, "aux"))
        if self.a.tokens[i].xpos == "VBG" and present and self.modality is None:
            words = {self.a.tokens[k].form.lower() for j in self.a.dependents(i, "obl", "advmod") for k in self.a.subtree(j)}
            if words & {"next", "tomorrow", "tonight"}:
                self.set("planned", i, "ongoing and ahead")

    def follows(self, i: int) -> None:
        """What holds only if something else does: the clause that an if-clause hangs on, unless it is demanded, asked or denied.

        "threatened to strike unless …": the condition hangs on the threat in the tree; it is what is threatened that it governs.
        """
        if self.modality not in (None, "planned"):
            return
        for j in self.a.dependents(i, "advcl", "parataxis"):
            if self.says_before(i, j):
                continue
            marks = {self.a.tokens[k].form.lower() for k in self.a.dependents(j, "mark")}
            first = self.a.rel(j) == "advcl" and bool(marks & {"if", "unless"})
            if first or self.supposed(j) or (self.inverted(j) and not self.asks(j)):
                self.modality, self.why, self.rule = "conditional", j, "follows a condition"
                return

    def says_before(self, i: int, j: int) -> bool:
        """Whether what a verb of saying says stands between it and clause ``j``."""
        spoken = self.a.tokens[i].upos == "VERB" and self.a.tokens[i].lemma.lower() in cues.lexicon().verbs
        said = [k for k in self.a.dependents(i, "xcomp", "advcl", "ccomp") if i < k < j]
        return spoken and any(self.infinitive(k) or self.a.rel(k) == "ccomp" for k in said)

    def supposed(self, i: int) -> bool:
        """A clause that words such as "provided that" or "in case" open."""
        first, words = self.a.sentences[self.a.sentence_of[i]].first, self.a.lowered
        for k in range(first, i):
            for parts in _conditional().get(words[k], ()):
                last = k + len(parts) - 1
                if last >= i or words[k : last + 1] != parts:
                    continue
                opened = k == first or words[k - 1] in (",", "and", "but", "only", "–", "—", "(", ";")
                if (len(parts) > 1 or opened) and self.opens(last, i):
                    return True
        return False

    def opens(self, last: int, i: int) -> bool:
        """Whether nothing parts the words up to ``last`` from the clause of ``i``: no other verb and no comma between, but its subject."""
        subject = min([i, *self.a.dependents(i, "nsubj", "aux", "cop", "expl")])
        first = min(self.a.subtree(subject)) if subject != i else i
        return all(self.a.tokens[k].upos not in ("VERB", "PUNCT") or k >= first for k in range(last + 1, i)) and last >= first - 4

    def doubtful(self, i: int) -> int | None:
        """ "so-called" and the like before a noun, by the words of its phrase alone: it is cut at its hyphen and hangs anywhere."""
        if self.a.tokens[i].upos not in ("NOUN", "PROPN"):
            return None
        for k in range(i - 1, max(-1, i - 6), -1):
            form = self.a.tokens[k].form.lower()
            if form in ("called", "disant") and any(self.a.tokens[m].form.lower() in ("so", "soi") for m in range(max(0, k - 2), k)):
                return k
            if self.a.tokens[k].upos not in ("ADJ", "NOUN", "PROPN", "PUNCT", "ADV", "NUM") or form in (",", ";", "."):
                return None
        return None

    def arranged(self, i: int) -> bool:
        """ "are to meet", "is about to leave", "is ready to sign", "is due on Wednesday"."""
        token = self.a.tokens[i]
        if self.infinitive(i) and not self.impersonal(i):
            marks = [j for j in self.a.dependents(i, "mark") if self.a.tokens[j].form.lower() == "to"]
            before = self.a.tokens[marks[0] - 1] if marks and marks[0] else None
            helpers = [j for j in self.a.dependents(i, "cop", "aux") if self.a.tokens[j].lemma.lower() == "be"]
            if helpers and before is not None and (helpers[-1] == marks[0] - 1 or before.form.lower() == "about"):
                return True
        lemma = token.lemma.lower()
        if token.upos == "ADJ" and lemma in ("due", "about") and self.a.dependents(i, "cop") and self.a.dependents(i, "obl", "xcomp"):
            return True
        return token.upos == "ADJ" and _effect(self.verbs, lemma) == "planned" and bool(self.a.dependents(i, "xcomp", "advcl"))

    def so_called(self, j: int) -> bool:
        """ "so-called", which is cut at its hyphen."""
        before = [self.a.tokens[k].form.lower() for k in range(max(0, j - 2), j)]
        return self.a.tokens[j].form.lower() == "called" and "so" in before

    def negation(self, i: int) -> None:
        words = operators.lexicon().negation
        for j in self.a.children[i]:
            lemma, relation = self.a.tokens[j].form.lower(), self.a.rel(j)
            if relation in ("advmod", "cc", "aux") and lemma in words.adverbs and not self.only(j):
                self.negate(j, "negation")
            elif relation == "advmod" and lemma == "longer" and any(self.a.tokens[k].form.lower() == "no" for k in self.a.children[j]):
                self.negate(j, "no longer")
            elif relation == "det" and (lemma in words.determiners or lemma in words.pronouns):
                self.negate(j, "no")
            elif relation in ("mark", "case") and lemma == "without" and self.a.tokens[i].xpos == "VBG":
                self.negate(j, "without")
            elif relation in ("nsubj", "obj", "expl", "obl") and operators.nobody(self.a, j):
                self.negate(j, "nobody")
        if self.a.tokens[i].lemma.lower() == "need" and self.a.tokens[i].upos != "NOUN":
            bare = [j for j in self.a.dependents(i, "xcomp") if not self.infinitive(j)]
            if any(operators.negated(self.a, j) for j in bare):
                self.negate(i, "need not")  # "need not publish"
        if self.yet_to(i):
            self.negate(i, "yet to")
        form = self.a.tokens[i].form.lower()
        if form in words.nouns or (form.startswith(words.prefixes) and self.a.tokens[i].upos == "NOUN"):
            self.negate(i, "negative noun")
        elif self.a.tokens[i].upos in ("NOUN", "PROPN") and any(
            self.a.tokens[k].form.lower() in ("non", "zero") or self.a.tokens[k].form.lower().startswith("non-") for k in self.a.children[i]
        ):
            self.negate(i, "non-")

    def yet_to(self, i: int) -> bool:
        """ "has yet to lift", whichever of the two verbs governs the other."""
        yet = [j for j in self.a.dependents(i, "advmod") if self.a.tokens[j].form.lower() == "yet"]
        return any(
            self.a.tokens[j + 1].form.lower() == "to" and self.a.tokens[j - 1].lemma.lower() in ("have", "be") for j in yet if 0 < j < i - 1
        )

    def only(self, j: int) -> bool:
        """ "not only … but also": both hold."""
        return j + 1 < len(self.a.tokens) and self.a.tokens[j + 1].form.lower() in ("only", "just", "merely")

    def auxiliary(self, i: int, form: str, lemma: str, j: int) -> None:
        if form in self.words.future or lemma in self.words.future:
            self.set("planned", j, "future auxiliary")
        elif form in self.words.necessity:
            # "should have gone" is a reproach: nothing is asked for any more.
            past = any(self.a.tokens[k].lemma.lower() == "have" for k in self.a.dependents(i, "aux"))
            if not (past and form == "must"):  # "must have left" is a conclusion
                self.set("conditional" if past else "demanded", j, "necessity")
        elif form in self.words.counterfactual:
            habit = any(self.a.tokens[k].form.lower() in _HABITS for k in self.a.dependents(i, "advmod"))
            if not self.performative(i) and not habit:  # "would sometimes burn a mill": what they did
                self.set("conditional", j, "counterfactual")
        elif form in self.words.possibility and not self.performative(i):
            forbids = form == "may" and operators.negated(self.a, i) and self.a.tokens[i].xpos == "VB" and not self.a.dependents(i, "cop")
            self.set("demanded" if forbids and not self.a.dependents(i, "advcl") else "questioned", j, "possibility")
        elif form == "could" and any(
            self.a.tokens[k].form.lower() in ("soon", "well", "yet", "still") for k in self.a.dependents(i, "advmod")
        ):
            self.set("questioned", j, "possibility")
        elif form in self.words.ability and any(self.a.tokens[k].lemma.lower() == "have" for k in self.a.dependents(i, "aux")):
            self.set("conditional", j, "could have")

    def performative(self, i: int) -> bool:
        """ "I would like to thank": the act itself; so is its complement's reading."""
        subject = self.a.dependents(i, "nsubj")
        first = any(self.a.tokens[j].form.lower() in ("i", "we") for j in subject)
        verbs = [i, *self.a.dependents(i, "xcomp")]
        return first and any(self.a.tokens[v].lemma.lower() in self.words.performatives for v in verbs)

    def mark(self, i: int, lemma: str, j: int) -> None:
        if lemma == "if" and self.a.rel(i) == "ccomp":
            self.set("questioned", j, "if-clause asked")
        elif lemma in self.words.conditional_marks:
            self.set("conditional", j, "condition")
        elif lemma in self.words.question_marks:
            self.set("questioned", j, "question word")
        elif lemma == "to" and self.a.rel(i) == "advcl" and not self.impersonal(i):
            self.set("planned", j, "purpose")

    def inverted(self, i: int) -> bool:
        """A condition by inversion: "Had the army left, …", "Should talks fail, …"."""
        if self.asks(i):
            return False
        if self.infinitive(i) and self.were_to(i):
            return True
        if self.a.dependents(i, "mark"):
            return False
        helpers = [j for j in self.a.dependents(i, "aux", "cop") if self.a.tokens[j].form.lower() in ("had", "were", "should")]
        were = helpers and helpers[0] < i and self.a.tokens[helpers[0]].form.lower() == "were" and not self.a.dependents(i, "nsubj", "expl")
        if were and any(self.infinitive(j) for j in self.a.dependents(i, "acl", "advcl", "xcomp")):
            return True  # "were the court to free him", with "court" for the predicate
        subjects = self.a.dependents(i, "nsubj", "expl")
        return bool(helpers) and bool(subjects) and helpers[0] < subjects[0]

    def were_to(self, i: int) -> bool:
        """ "Were the court to free him": "were" opens its clause, and a subject stands between it and the infinitive."""
        tokens, sentence = self.a.tokens, self.a.sentences[self.a.sentence_of[i]]
        for k in range(i - 2, max(sentence.first, i - 12) - 1, -1):
            if tokens[k].form.lower() != "were":
                continue
            opened = k == sentence.first or tokens[k - 1].upos in ("PUNCT", "VERB", "ADV", "NOUN", "ADP")
            subject = tokens[k + 1].upos in ("DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM")
            return opened and subject and not any(self.a.rel(j) == "nsubj" and j < k for j in (*self.a.children[k], *self.a.children[i]))
        return False

    def mood(self, i: int) -> None:
        """Questions and imperatives, of main clauses."""
        if self.ordered(i):
            self.set("demanded", i, "imperative quoted")
        if not self.main(i):
            return
        if self.asks(i):
            self.set("questioned", self.a.sentences[self.a.sentence_of[i]].last - 1, "question")
            return
        token = self.a.tokens[i]
        subjects = self.a.dependents(i, "nsubj", "expl", "csubj")
        alone = token.head < 0 and not subjects and not self.a.dependents(i, "aux", "mark", "cop")
        if token.upos == "VERB" and token.xpos == "VB" and alone:
            self.set("demanded", i, "imperative")

    def ordered(self, i: int) -> bool:
        """An imperative that opens a quotation ("“Give back our cattle,” they said")."""
        token = self.a.tokens[i]
        if token.upos != "VERB" or token.xpos != "VB" or self.a.rel(i) not in ("ccomp", "parataxis", "root"):
            return False
        before = self.a.tokens[i - 1].form if i else ""
        return before in ("“", '"', "‘", "«", "„", "'") and not self.a.dependents(i, "nsubj", "aux", "mark", "cop", "expl")

    def impersonal(self, i: int) -> bool:
        """The infinitive of "it is essential to …", which parsers hang as a clause of purpose."""
        head = self.a.tokens[i].head
        return head >= 0 and self.a.tokens[head].upos == "ADJ" and bool(self.a.dependents(head, "expl")) and self.infinitive(i)

    def told(self, noun: int) -> bool:
        """ "the lie that guards took bribes", not "the lie that cost him the vote": a clause that says what is told."""
        return self.a.tokens[noun + 1].form.lower() == "that" and self.a.rel(noun + 1) != "nsubj"

    def asks(self, i: int) -> bool:
        """Whether the predicate's sentence ends in a question mark."""
        sentence = self.a.sentences[self.a.sentence_of[i]]
        return any(t.form == "?" for t in self.a.tokens[max(sentence.first, sentence.last - 3) : sentence.last])

    def main(self, i: int) -> bool:
        """Whether nothing but coordination and juxtaposition stands between the predicate and its sentence's root."""
        while self.a.tokens[i].head >= 0:
            if self.a.rel(i) not in ("parataxis", "conj", "list", "appos", "dep"):
                return False
            i = self.a.tokens[i].head
        return True

    # --- what governs it

    def upwards(self, i: int, nominal: bool) -> None:
        for _ in range(40):
            relation, head = self.a.rel(i), self.a.tokens[i].head
            if head < 0 or i in self.stop or relation not in _CLAUSAL:
                return
            if head in self.stop:
                self.conditions_on(head)
                return
            if relation == "conj":
                if self.shares(i, head):
                    self.operators_of(head, shared_with=i)
                elif nominal and self.a.tokens[head].upos in ("VERB", "AUX"):
                    return
                i = head
                continue
            if not self.step(i, head, relation, nominal):
                return
            nominal = nominal and self.a.tokens[head].upos in ("NOUN", "PROPN")
            i = head

    def shares(self, i: int, head: int) -> bool:
        """A coordinated predicate without a subject of its own shares its sister's operators ("will meet and sign")."""
        return not self.a.dependents(i, "nsubj", "csubj", "expl", "aux", "mark") and self.a.tokens[i].upos == self.a.tokens[head].upos

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
                if joined & {"or", "nor"}:
                    self.negate(j, "negation shared")
        self.mood(head)

    def step(self, i: int, head: int, relation: str, nominal: bool) -> bool:
        """Apply the head's effect; False where the walk ends."""
        token = self.a.tokens[head]
        effect = self.effect(head)
        if nominal:
            return self.step_nominal(i, head, relation, effect)
        if relation == "advcl" and (self.impersonal(i) or (self.marked(i, "that") and self.a.dependents(head, "expl"))):
            relation = "csubj"
        if self.marked(i, "for") and self.a.tokens[i].xpos == "VBG" and token.lemma.lower() in cues.lexicon().words.attitudes:
            self.grant(head, "attitude to a gerund")  # "thanked them for leaving"
            return False
        if token.lemma.lower() in lexicon().prevents and self.marked(i, "from"):
            self.negate(head, "prevents")
            self.scope(head)
            return False
        asked = any(self.a.tokens[j].form.lower() in self.words.question_marks for j in self.a.dependents(i, "mark"))
        if not asked and relation in ("ccomp", "csubj", "acl", "xcomp") and (verdict := self.verdict(i, head)) is not None:
            if verdict != "asserted":
                self.set(verdict, head, "verdict")
            else:
                self.scope(head)
            return False
        told = effect in ("denied", "alleged", "factive") and token.upos == "NOUN" and self.told(head)
        if relation in ("advcl", "parataxis", "appos", "dep") or (self.a.tokens[i].deprel == "acl:relcl" and not told):
            return False
        if relation in ("xcomp", "ccomp", "csubj", "acl"):
            if relation == "acl" and not told and not self.infinitive(i) and not self.that_clause(i):
                return False
            if asked:
                # "It is not clear whether …": what the governor denies is that one knows, not what is asked.
                self.set("questioned", head, "question governed")
                return False
            self.apply(effect, head, complement=i)
            if effect == "factive":
                return False  # taken for granted, whatever stands above
            if token.lemma.lower() == "let" and self.urges(head):
                self.set("demanded", head, "let us")
            if relation in ("xcomp",) or effect in ("reverse", "transparent") or token.upos in ("NOUN", "ADJ"):
                self.negation(head) if effect != "reverse" else self.double_negation(head)
            if relation == "csubj" or (relation == "ccomp" and token.upos == "ADJ"):
                return False
            self.scope(head)
            return True
        return False

    def marked(self, i: int, form: str) -> bool:
        return any(self.a.tokens[j].form.lower() == form for j in self.a.dependents(i, "mark", "case"))

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
        if not (self.a.dependents(head, "cop") or self.a.tokens[head].lemma in ("be", "have")):
            return None
        if self.infinitive(i) and (i == self.start or self.a.tokens[i].lemma.lower() not in cues.lexicon().verbs):
            return None
        return operators.judgement(self.a, head)

    def urges(self, head: int) -> bool:
        """ "Let us …" as a demand: an imperative."""
        own = self.a.dependents(head, "nsubj", "aux")
        us = any(self.a.tokens[j].form.lower() in ("us", "'s", "’s") for j in range(head + 1, min(head + 3, len(self.a.tokens))))
        return us and not own and self.a.tokens[head].form.lower() == "let"

    def step_nominal(self, i: int, head: int, relation: str, effect: str | None) -> bool:
        """An event noun: only what needs it not to have happened takes it in ("called for a ceasefire", "prevent an attack")."""
        definite = self.definite(i)
        owned = any(self.a.tokens[j].upos == "PRON" or self.a.dependents(j, "case") for j in self.a.dependents(i, "nmod:poss"))
        if effect == "denied" and not owned and self.a.tokens[i].lemma.lower() in cues.lexicon().words.granted:
            return False  # "denied access to the valley": refused
        if effect == "factive" and operators.negated(self.a, head) and not definite and self.a.tokens[head].upos == "ADJ":
            self.set("questioned", head, "not aware of")  # "is not aware of any attack"
            return False
        if relation == "nsubj" and (aim := self.aimed(head)) is not None:
            self.set(aim[0], aim[1], "aim")
            return False
        if self.a.tokens[head].lemma.lower() in lexicon().hinges and relation in ("nsubj", "obl"):
            self.set("conditional", head, "hinges")
            return False
        if self.a.tokens[i].deprel == "nsubj:pass":
            relation = "obj"
        if relation in ("obj", "obl", "nmod", "iobj") and effect in (
            "demanded",
            "planned",
            "conditional",
            "reverse",
            "denied",
            "alleged",
            "questioned",
        ):
            if definite and effect in ("reverse", "denied", "questioned", "conditional"):
                return False
            if self.asks_about(i, head):
                self.apply(effect, head, complement=i)
                return False
        if relation in ("obj", "nsubj") and self.a.tokens[head].upos == "VERB" and not definite:
            self.scope(head)
            self.negation(head)
        return False

    def aimed(self, head: int) -> tuple[Modality, int] | None:
        """ "Their disarmament is (remains) the aim of the talks": what the predicate noun makes of its subject."""
        nouns = [head] if self.a.dependents(head, "cop") else []
        if self.a.tokens[head].lemma.lower() in ("remain", "become", "stay"):
            nouns = self.a.dependents(head, "xcomp", "obj")
        for noun in nouns:
            effect = self.nouns.get(self.a.tokens[noun].lemma.lower()) if self.a.tokens[noun].upos == "NOUN" else None
            if effect in ("planned", "demanded"):
                return effect, noun  # type: ignore[return-value]
        return None

    def asks_about(self, i: int, head: int) -> bool:
        """The event itself is what is wanted: an object, or the complement of the preposition that the head takes."""
        relation = self.a.rel(i)
        if relation in ("obj", "iobj") or self.a.tokens[i].deprel == "nsubj:pass":
            return True
        case = {self.a.tokens[j].form.lower() for j in self.a.dependents(i, "case")}
        return bool(case & {"for", "of", "on", "to", "against", "from", "about"})

    def definite(self, i: int) -> bool:
        below = self.a.children[i]
        return any(self.a.tokens[j].form.lower() in ("the", "this", "these", "that", "those") for j in below) or any(
            self.a.tokens[j].deprel == "nmod:poss" for j in below
        )

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

    def conditions_on(self, head: int) -> None:
        """Nothing above a cue of attribution changes what is said, but the speech itself may be conditional ("if true")."""

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
        elif effect in ("planned", "demanded", "conditional", "questioned", "denied", "alleged"):
            if effect in ("planned", "demanded") and self.performative(head):
                return
            if effect == "conditional" and self.modality == "planned":
                # "They fear that it will flood": the future is within the fear.
                self.modality = None
            self.set(effect, head, "governor")  # type: ignore[arg-type]

    def infinitive(self, i: int) -> bool:
        return any(self.a.tokens[j].lemma == "to" for j in self.a.dependents(i, "mark"))

    def that_clause(self, i: int) -> bool:
        return any(self.a.tokens[j].lemma in ("that", "whether", "if") for j in self.a.dependents(i, "mark"))
