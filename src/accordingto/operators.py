"""Operators: what negates a predicate, what a word makes of a report, which acts are kept back. Data: ``lexicons/en/operators.toml``.

Everything that asks "is it negated?", "is that denied?" asks here, so that each notion has one list and one reading. A *verdict* is what
somebody makes of words that are, or may be, somebody else's: false (``denied``), true (``asserted``) or open (``questioned``). Negation
turns a verdict round: "not true" denies, "not false" does not.
"""

from functools import cache, cached_property

import msgspec

from accordingto import language
from accordingto.analysis import Analysis
from accordingto.types import Modality

_TURNED: dict[Modality, Modality] = {"denied": "asserted", "asserted": "denied", "questioned": "asserted"}
"""What a negated verdict is: "not true" denies, "no doubt" takes as so."""

_LONGEST = 6
"""Words of a predicate's phrase."""


class Negation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that negate; what each list is stands in the file."""

    adverbs: frozenset[str]
    plain: frozenset[str]
    determiners: frozenset[str]
    pronouns: frozenset[str]
    two_words: dict[str, str]
    counted_down: frozenset[str]
    counting_down: frozenset[str]
    faint: frozenset[str]
    of_any: frozenset[str]
    carried_on: frozenset[str]
    carried_on_unless_compared: frozenset[str]
    nouns: frozenset[str]
    prefixes: tuple[str, ...]


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that make one thing depend on another; what each list is stands in the file."""

    marks: frozenset[str]
    related: frozenset[str]
    causes: frozenset[str]
    inverted: frozenset[str]


class Verdict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that pass the same verdict, by their part of speech; see the head of the file. ``examples`` are run as tests."""

    stance: Modality
    verbs: tuple[str, ...]
    of_reports: tuple[str, ...]
    unreal: frozenset[str]
    adjectives: frozenset[str]
    nouns: frozenset[str]
    adverbs: frozenset[str]
    phrases: tuple[str, ...]
    lacking: frozenset[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class Withheld(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words under which an act does not take place ("refused to say")."""

    verbs: frozenset[str]
    adjectives: frozenset[str]
    nouns: frozenset[str]
    words_between: frozenset[str]
    complement_marks: frozenset[str]
    short_words: frozenset[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class Operators(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The file ``lexicons/en/operators.toml``."""

    negation: Negation
    condition: Condition
    verdict: tuple[Verdict, ...]
    withheld: Withheld
    phrase_verbs: frozenset[str]
    before_phrases: frozenset[str]
    unconfirmed: frozenset[str]
    relays: frozenset[str]
    turning_out: frozenset[str]

    @cached_property
    def verbs(self) -> dict[str, tuple[tuple[str, Modality], ...]]:
        """Lemma of a verdict's verb → (rest of the words, or "", stance), those with a rest first."""
        found: dict[str, list[tuple[str, Modality]]] = {}
        for entry in self.verdict:
            for words in (*entry.verbs, *entry.of_reports):
                lemma, _, rest = words.partition(" ")
                found.setdefault(lemma, []).append((rest, entry.stance))
        return {lemma: tuple(sorted(several, key=lambda v: not v[0])) for lemma, several in found.items()}

    @cached_property
    def words(self) -> dict[str, Modality]:
        """Adjective or noun → the verdict that it passes."""
        return {word: entry.stance for entry in reversed(self.verdict) for word in entry.unreal | entry.adjectives | entry.nouns}

    @cached_property
    def denying(self) -> frozenset[str]:
        """Verbs that deny clauses and events, not only reports."""
        return frozenset(word for entry in self.verdict if entry.stance == "denied" for word in entry.verbs)

    @cached_property
    def unreal(self) -> frozenset[str]:
        """Adjectives that deny the event or the report that they stand before."""
        return frozenset(word for entry in self.verdict for word in entry.unreal)

    @cached_property
    def adverbs(self) -> dict[str, Modality]:
        """Adverb of a verb of saying → verdict."""
        return {word: entry.stance for entry in self.verdict for word in entry.adverbs}

    @cached_property
    def lacking(self) -> dict[str, Modality]:
        """What a report has none of → verdict."""
        return {word: entry.stance for entry in self.verdict for word in entry.lacking}

    @cached_property
    def phrases(self) -> dict[tuple[str, ...], Modality]:
        """Words of a whole predicate → verdict."""
        return {tuple(phrase.split()): entry.stance for entry in self.verdict for phrase in entry.phrases}


@cache
def lexicon() -> Operators:
    """The operators of English.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("operators", Operators)


# --- negation


def set_aside(analysis: Analysis, start: int) -> int | None:
    """The word that sets aside the figure that begins at an offset: "two boats, **not** four". The clause may well be so of the other one.
    "Whether or not" sets nothing aside."""
    at = analysis.token_at(start)
    if not at or analysis.tokens[at - 1].form.lower() not in lexicon().negation.adverbs:
        return None
    open_ = at > 2 and analysis.tokens[at - 2].upos == "CCONJ" and analysis.rel(at - 3) == "mark"
    return None if open_ else at - 1


def negated(a: Analysis, i: int) -> bool:
    """Whether the predicate ``i`` has a negation of its own ("did not say", "neither confirmed", "is no lie")."""
    words = lexicon().negation
    for j in a.children[i]:
        form, relation = a.tokens[j].form.lower(), a.rel(j)
        if form in words.adverbs and relation in ("advmod", "cc", "aux", "mark", "det"):
            return True
        if relation == "det" and form in words.determiners:
            return True
    return False


def nobody(a: Analysis, i: int) -> bool:
    """Whether the phrase that ``i`` heads names nobody ("nobody in the town", "no court", "none of the guards", "neither side")."""
    words, token = lexicon().negation, a.tokens[i]
    form = token.form.lower()
    if form in words.pronouns or (i and form in words.two_words and a.tokens[i - 1].form.lower() == words.two_words[form]):
        return True
    forms = {a.tokens[j].form.lower() for j in a.children[i] if a.rel(j) in ("det", "advmod", "cc")}
    # "Not all of them left": the particle hangs on what it counts down.
    before = {a.tokens[j].form.lower() for j in a.dependents(i, "advmod")}
    fewer = token.lemma.lower() in words.counted_down and bool(before & words.counting_down)
    return (
        fewer
        or (form in words.of_any and bool(before & words.faint))
        or bool(forms & words.determiners)
        or any(a.tokens[j].form.lower() in words.pronouns for j in a.children[i] if a.rel(j) in ("det", "nummod"))
    )


def carried_on(a: Analysis, i: int) -> int | None:
    """The word that carries a negation on to the phrase or clause that ``i`` heads ("never apologised, **let alone** paid them").

    "A much less severe storm" carries none on: the words stand behind a comma or conjunction, "much less" before no adjective or adverb.
    """
    k = next((k for k in sorted(a.subtree(i)) if a.tokens[k].upos != "PUNCT"), i)
    if k <= a.sentences[a.sentence_of[i]].first or k + 2 >= len(a.tokens) or a.tokens[k - 1].upos not in ("PUNCT", "CCONJ"):
        return None
    words, phrase = lexicon().negation, f"{a.tokens[k].form} {a.tokens[k + 1].form}".lower()
    compared = a.tokens[k + 2].upos in ("ADJ", "ADV")
    return k if phrase in words.carried_on or (phrase in words.carried_on_unless_compared and not compared) else None


# --- verdicts


def judgement(a: Analysis, i: int) -> Modality | None:
    """What the predicate ``i`` makes of what it is said of: "is false", "is not true", "is a lie", "is without foundation".

    Args:
        a: the trees.
        i: the head of a predicate: an adjective or noun with its copula, a verb ("has no basis").
    """
    words = lexicon()
    if (found := _by_phrase(a, i)) is not None:
        return found
    token = a.tokens[i]
    stance = (
        (words.words.get(token.lemma.lower()) or words.words.get(token.form.lower())) if token.upos in ("ADJ", "NOUN", "VERB") else None
    )
    if token.upos == "VERB" and not a.dependents(i, "cop", "aux:pass"):
        came = token.lemma.lower() in words.turning_out
        said = (
            words.words.get(a.tokens[j].lemma.lower()) for j in a.dependents(i, "xcomp") if came and a.tokens[j].upos in ("ADJ", "NOUN")
        )
        stance = next((s for s in said if s is not None), None)  # "the report proved false"
    if stance is None:
        return None
    return _TURNED[stance] if negated(a, i) else stance


def phrase_at(a: Analysis, i: int) -> tuple[Modality, int] | None:
    """The verdict of the phrase of several words that ends in token ``i`` ("a pack of **lies**"), whatever governs it, and where it
    begins."""
    first = a.sentences[a.sentence_of[i]].first
    for k in range(max(first, i - _LONGEST + 1), i):
        forms = tuple(a.tokens[m].form.lower() for m in range(k, i + 1))
        if (stance := lexicon().phrases.get(forms)) is not None:
            return stance, k
    return None


def _by_phrase(a: Analysis, i: int) -> Modality | None:
    """The verdict of a predicate of several words, whichever of them heads it."""
    phrases, headed = lexicon().phrases, a.tokens[i].lemma in lexicon().phrase_verbs
    sentence = a.sentences[a.sentence_of[i]]
    for first in range(max(sentence.first, i - _LONGEST), i + 1):
        for size in range(min(_LONGEST, sentence.last - first), 1, -1):
            if not first <= i < first + size and not headed:
                continue
            forms = tuple(a.tokens[k].form.lower() for k in range(first, first + size))
            if forms in phrases and _predicated(a, first):
                return phrases[forms]
    return None


def _predicated(a: Analysis, first: int) -> bool:
    """Whether a form of be or have, or a word that ends in one, stands before the words."""
    words = lexicon().before_phrases
    return any(a.tokens[k].lemma.lower() in words for k in range(max(0, first - 3), first))


def verb(a: Analysis, i: int) -> tuple[Modality, tuple[int, ...]] | None:
    """The verdict of verb ``i`` over a report, with the further words of the verb ("brush aside"); negation is not looked at."""
    for rest, stance in lexicon().verbs.get(a.tokens[i].lemma.lower(), ()):
        more = rest.split()
        after = list(range(i + 1, min(i + 6, len(a.tokens))))
        places: list[int] = []
        for word in more:
            place = next((k for k in after if a.tokens[k].form.lower() == word and k not in places), None)
            if place is None:
                break
            places.append(place)
        if len(places) == len(more):
            return stance, tuple(places)
    return None


def attribute(a: Analysis, noun: int, *, event: bool = False) -> tuple[Modality, int] | None:
    """The verdict of an adjective before a noun, with its token ("the false claim", "baseless accusations").

    Args:
        a: the trees.
        noun: the noun.
        event: whether the noun names an event, which fewer adjectives deny ("the staged attack", not "the absurd attack").
    """
    words = lexicon()
    for j in a.dependents(noun, "amod", "compound"):
        names = {a.tokens[j].lemma.lower(), a.tokens[j].form.lower()}
        if names & words.unreal or (not event and "denied" in {words.words.get(name) for name in names}):
            return "denied", j
    return None


def doubtful(a: Analysis, noun: int) -> bool:
    """Whether a noun is said to be unconfirmed ("unconfirmed reports", "unverified claims")."""
    return any(a.tokens[j].form.lower() in lexicon().unconfirmed for j in a.dependents(noun, "amod"))


def manner(a: Analysis, i: int) -> tuple[Modality, int] | None:
    """The verdict of an adverb on what a verb of saying reports, with its token ("falsely claimed that …")."""
    for j in a.dependents(i, "advmod"):
        if (stance := lexicon().adverbs.get(a.tokens[j].form.lower())) == "denied":
            return stance, j
    return None


# --- acts kept back


def withheld(a: Analysis, i: int) -> tuple[int, ...]:
    """The words that keep the act of verb ``i`` back, outermost first; empty where it takes place ("refused to **deny**": refused)."""
    words = lexicon().withheld
    lists = {"VERB": words.verbs, "ADJ": words.adjectives, "ADV": words.adjectives, "NOUN": words.nouns}
    governors: list[int] = []
    kept = False
    while (head := a.tokens[i].head) >= 0 and _complements(a, i):
        token = a.tokens[head]
        lemma = token.lemma.lower()
        if (short := _short(a, head, i)) is not None:
            governors[:0] = [head, short]
            kept = kept != (not negated(a, head))
        elif lemma in lists.get(token.upos, frozenset()):
            governors.insert(0, head)
            kept = kept != (not negated(a, head))
        elif lemma not in words.words_between:
            break
        i = head
    return tuple(sorted(governors)) if kept else ()


def _complements(a: Analysis, i: int) -> bool:
    """Whether a verb is what its governor is about: its infinitive, or a gerund that a preposition brings."""
    if a.rel(i) in ("xcomp", "ccomp"):
        return True
    marks = {a.tokens[j].form.lower() for j in a.dependents(i, "mark", "case")}
    return a.rel(i) in ("advcl", "acl", "obl") and bool(marks & lexicon().withheld.complement_marks)


def _short(a: Analysis, head: int, i: int) -> int | None:
    """ "stopped **short** of saying": the word between verb and gerund."""
    words = lexicon().withheld.short_words
    return next((j for j in a.children[head] if j < i and a.tokens[j].form.lower() in words), None)
