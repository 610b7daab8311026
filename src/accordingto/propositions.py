"""Propositions: the clauses, participles and event nouns of a document that say something.

A proposition is a predicate with the exact words that make it. How fine to cut (DESIGN: predicates split, participants who share a
role share the claim): every finite clause, every coordinated predicate, every participle or purpose clause, every relative clause
with its antecedent, and every event noun that names a participant is a proposition of its own. Trees are Universal Dependencies;
relation names and their use follow https://universaldependencies.org/u/dep/.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import Literal

import msgspec

from accordingto import cues, language, syntax
from accordingto.analysis import Analysis, Sentence

Form = Literal["clause", "adverbial", "purpose", "relative", "participle", "complement", "nominal", "item", "fragment"]

_SEPARATE = frozenset({"acl:relcl", "parataxis", "discourse", "vocative", "list", "reparandum"})
_EDGE = frozenset({"cc", "punct", "discourse"})

_WIDE_NOMINAL = ("acl:relcl", "conj", "appos", "parataxis", "cc", "case", "punct")


_SHORT_RELATIVE = 8
"""Words of a relative clause that its noun keeps, at most: of such annotators keep two of three, of longer ones one of four."""


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``lexicons/en/clauses.toml``; what each list is stands there."""

    connectors: frozenset[str]
    plans: frozenset[str]
    willing: frozenset[str]
    abstract: tuple[str, ...]
    governing: frozenset[str]
    granting: frozenset[str]
    comparing: frozenset[str]


_INSIDE_A_PHRASE = ("amod", "compound", "case", "mark", "fixed", "flat", "obl", "nmod", "obj", "nsubj", "advmod")
"""Relations by which a verb's form is a part of a phrase or a word that joins."""


def _compares(a: Analysis, i: int) -> bool:
    """ "966 balloons, compared with 3 in 2023": a participle that is a preposition."""
    return a.words(i, min(i + 2, len(a.tokens))).lower() in _words().comparing and not a.dependents(i, "aux", "nsubj")


def _with_what_follows(a: Analysis, i: int, words: list[int]) -> list[int]:
    """An act that is asked for with what stands right behind it, which parsers hang on the asking ("asked for talks **at the port**")."""
    for j in sorted(a.children[a.tokens[i].head]):
        below = a.subtree(j, without=("acl:relcl", "parataxis"))
        if a.rel(j) in ("obl", "advmod", "nmod") and min(below) == words[-1] + 1:
            words = sorted({*words, *below})
    return words


def _says_who(a: Analysis, j: int, head: int) -> bool:
    """Whether without a relative clause nobody knows who or what is meant: a short one on a pronoun ("those **who left early**"), or
    without a pronoun of its own ("the share **the law allows**")."""
    words = [k for k in a.subtree(j) if a.tokens[k].upos != "PUNCT"]
    opens = any(a.tokens[k].xpos in ("WDT", "WP", "WP$", "WRB", "IN") for k in words[:3])
    return len(words) <= _SHORT_RELATIVE and (a.tokens[head].upos in ("PRON", "DET") or not opens)


@cache
def _words() -> _Words:
    return language.load("clauses", _Words)


class Proposition(msgspec.Struct, frozen=True):
    """A predicate and the words that make it.

    ``predicate`` is the token that heads it; ``tokens`` its evidence, token indices in text order; ``subjects`` the tokens that head
    the phrases of whoever does or is it (shared, controlled and relative subjects resolved); ``others`` the heads of its further
    participants; ``presupposed`` is True where grammar takes the proposition for granted; ``above`` is the predicate that governs it.
    """

    predicate: int
    form: Form
    tokens: tuple[int, ...]
    subjects: tuple[int, ...]
    others: tuple[int, ...]
    presupposed: bool
    above: int | None


def meant(a: Analysis) -> Iterator[int]:
    """The infinitives that say what somebody is ready to do ("is prepared **to talk**")."""
    for i, form in enumerate(a.lowered):
        if form in _words().willing:
            yield from (j for j in a.dependents(i, "xcomp", "advcl") if syntax.infinitive(a, j))


def find(
    analysis: Analysis,
    *,
    nominal: Collection[int],
    merged: Mapping[int, int],
    reporting: Collection[int],
    asked: Collection[int] = (),
    skip: Callable[[Sentence], bool] = lambda sentence: False,
) -> tuple[Proposition, ...]:
    """Every proposition of the document, in text order of the predicate.

    Args:
        analysis: the document's trees.
        nominal: tokens of nouns that name an event.
        merged: event nouns that belong to a light verb ("carried out an attack"): noun → verb; they are no propositions of their own.
        reporting: cue tokens that merely report ("said"): no propositions of their own, their content is.
        asked: tokens that head what the speaker himself asks for or means to do ("we urge both sides **to talk**"): said by itself, though
            it belongs to the words of who asks.
        skip: sentences that are not read (section headings).
    """
    finder = _Finder(analysis, frozenset(nominal), dict(merged), frozenset(reporting), frozenset(asked))
    found: list[Proposition] = []
    for sentence in analysis.sentences:
        if not skip(sentence):
            found += finder.sentence(sentence)
    return tuple(sorted(found, key=lambda p: p.predicate))


_Some = frozenset[int]
"""Tokens."""


class _Finder:
    def __init__(self, analysis: Analysis, nominal: _Some, merged: dict[int, int], reporting: _Some, asked: _Some) -> None:
        self.a, self.nominal, self.merged, self.reporting, self.asked = analysis, nominal, merged, reporting, asked

    def sentence(self, sentence: Sentence) -> list[Proposition]:
        root = self.a.root(sentence)
        found = [p for i in range(sentence.first, sentence.last) if (p := self.token(i)) is not None]
        if not any(p.form in ("clause", "item") for p in found) and self.worth_a_fragment(root, found):
            found.append(self.build(root, "fragment"))
        return found

    def worth_a_fragment(self, root: int, found: list[Proposition]) -> bool:
        token = self.a.tokens[root]
        return token.upos in ("NOUN", "PROPN", "ADJ") and not found and len(self.a.subtree(root)) >= 6

    def token(self, i: int) -> Proposition | None:
        if i in self.reporting and i not in self.asked:
            return None
        form = self.form(i)
        return self.build(i, form) if form else None

    def form(self, i: int) -> Form | None:
        """What kind of proposition token ``i`` heads, None for none."""
        token, relation = self.a.tokens[i], self.a.rel(i)
        if i in self.merged:
            return None
        if i in self.asked and relation in ("xcomp", "ccomp", "advcl", "obj", "obl", "conj", "appos"):
            return "complement" if self.is_clause(i) else "nominal"
        if self.is_item(i):
            return "item"
        if self.is_clause(i):
            return None if self.impersonal(i) else self.clausal_form(i, token.deprel, relation)
        if (i in self.nominal and self.names_participant(i)) or self.possessed(i) or self.doubted(i):
            return "nominal"
        return None

    def possessed(self, i: int) -> bool:
        """An abstract noun that a named participant has ("Chad's neutrality in the dispute"): its having it is taken for granted."""
        token = self.a.tokens[i]
        if token.upos != "NOUN" or self.a.rel(i) in ("compound", "root") or not token.lemma.lower().endswith(_words().abstract):
            return False
        owners = self.a.dependents(i, "nmod:poss")
        return bool(owners) and self.a.tokens[owners[0]].upos == "PROPN" and len(self.a.subtree(i)) >= 4

    def doubted(self, i: int) -> bool:
        """A thing that the words keep at a distance ("the so-called evacuation of Brell", "their “protection” of the mine"): that there is
        one is what is doubted. Not a mere name ("the so-called council")."""
        token = self.a.tokens[i]
        if token.upos != "NOUN" or self.a.rel(i) in ("compound", "root") or not self.a.dependents(i, "nmod", "nmod:poss"):
            return False
        if not (i in self.nominal or token.lemma.lower().endswith((*_words().abstract, "ing", "al", "sis"))):
            return False
        before = [self.a.tokens[k].form.lower() for k in range(max(0, i - 3), i)]
        marked = before[-1:] in (["“"], ['"'], ["‘"]) and i + 1 < len(self.a.tokens) and self.a.tokens[i + 1].form in ("”", '"', "’")
        return marked or ("called" in before and "so" in before)

    def clausal_form(self, i: int, deprel: str, relation: str) -> Form | None:
        if deprel == "acl:relcl":
            return "relative"
        if relation == "acl":
            return "complement" if self.that_clause(i) or syntax.gerund_clause(self.a, i) else self.acl_form(i)
        if relation == "advcl":
            if syntax.infinitive(self.a, i):
                if self.impersonal(self.a.tokens[i].head):
                    return "complement"
                return None if self.extraposed(i) else "purpose"
            return "complement" if self.governed(i) or self.extraposed_clause(i) else "adverbial"
        if relation == "ccomp" or relation == "csubj":
            return "complement"
        if relation == "xcomp":
            return None
        if relation == "conj":
            first = syntax.first_conjunct(self.a, i)
            inherited = self.form(first) if first != i and self.is_clause(first) else None
            if inherited is None and self.a.rel(first) == "xcomp":
                return "complement"
            return inherited if inherited in ("purpose", "adverbial", "relative", "complement", "participle") else "clause"
        return "clause" if relation in ("root", "parataxis", "appos", "list", "dep") else None

    def extraposed(self, i: int) -> bool:
        """The infinitive of a subject noun put behind the verb: "an agreement was reached to reopen the port"."""
        head = self.a.tokens[i].head
        return any(self.a.tokens[j].lemma in _words().plans for j in self.a.dependents(head, "nsubj", "obj")) and i > head

    def impersonal(self, i: int) -> bool:
        """ "It is important to …", "it is clear that …": the complement is the claim, and this only says how it holds."""
        if not self.a.dependents(i, "expl"):
            return False
        if any(self.extraposed_clause(j) for j in self.a.dependents(i, "advcl")):
            return True
        return any(self.is_clause(j) for j in self.a.dependents(i, "csubj", "ccomp")) or any(
            syntax.infinitive(self.a, j) for j in self.a.dependents(i, "advcl") if self.a.tokens[i].upos == "ADJ"
        )

    def acl_form(self, i: int) -> Form | None:
        if syntax.infinitive(self.a, i):
            return None
        return "participle" if len(self.a.subtree(i)) > 1 else None

    def is_clause(self, i: int) -> bool:
        """Whether ``i`` heads a clause: a verb, or another word with a copula or a subject."""
        token = self.a.tokens[i]
        if token.upos == "VERB":
            return self.a.rel(i) not in _INSIDE_A_PHRASE and not _compares(self.a, i)
        if token.upos == "AUX":
            return self.a.rel(i) in ("root", "conj", "ccomp", "advcl", "parataxis") or token.deprel == "acl:relcl"
        if token.upos == "ADJ" and self.a.dependents(i, "aux:pass") and self.a.dependents(i, "nsubj"):
            return True  # "it is prepared to leave": a participle that the tagger takes for an adjective
        if self.a.dependents(i, "cop") or (self.a.dependents(i, "nsubj") and self.a.rel(i) in ("root", "conj", "parataxis")):
            return True
        return self.contrasted(i)

    def contrasted(self, i: int) -> bool:
        """A coordinated predicate noun ("is not X but Y", "should be X and Y"): a predicate of its own, without the copula."""
        head = self.a.tokens[i].head
        if self.a.rel(i) != "conj" or not self.a.dependents(head, "cop") or self.a.tokens[i].upos != self.a.tokens[head].upos:
            return False
        joined = {self.a.tokens[j].form.lower() for j in self.a.dependents(i, "cc")}
        return "but" in joined or (self.a.tokens[i].upos == "NOUN" and len(self.phrase(i)) >= 3 and len(self.phrase(head)) >= 3)

    def is_item(self, i: int) -> bool:
        """A noun in the list of what something includes, demands or consists of."""
        first = syntax.first_conjunct(self.a, i)
        if self.a.tokens[i].upos not in ("NOUN", "PROPN") or self.a.rel(first) != "obj":
            return False
        verb = self.a.tokens[first].head
        return (
            verb >= 0
            and self.a.tokens[verb].lemma.lower() in cues.lexicon().words.include
            and (i != first or bool(self.a.dependents(first, "conj")))
        )

    def extraposed_clause(self, i: int) -> bool:
        """The that-clause of "it is incorrect that …", which parsers hang as an adverbial one."""
        return self.that_clause(i) and bool(self.a.dependents(self.a.tokens[i].head, "expl"))

    def governed(self, i: int) -> bool:
        """A gerund that its head's preposition brings ("proud **of having freed** them", "accused of **selling** it")."""
        marks = {self.a.tokens[j].form.lower() for j in self.a.dependents(i, "mark", "case")}
        return (
            self.a.tokens[i].head < i
            and bool(marks & _words().governing)
            and (self.a.tokens[i].xpos == "VBG" or any(self.a.tokens[j].xpos == "VBG" for j in self.a.dependents(i, "aux")))
        )

    def that_clause(self, i: int) -> bool:
        """A clause that says what its noun does ("the claim **that the rebels left**")."""
        return any(self.a.tokens[j].form.lower() in ("that", "whether") for j in self.a.dependents(i, "mark"))

    def names_participant(self, i: int) -> bool:
        """An event noun counts where its own phrase says who, whom, where or when."""
        first = syntax.first_conjunct(self.a, i)
        below = self.a.dependents(i, "nmod", "acl") + [
            j for j in self.a.dependents(i, "amod", "compound") if self.a.tokens[j].upos == "PROPN" or self.a.tokens[j].form[:1].isupper()
        ]
        return bool(below) or (first != i and bool(self.a.dependents(first, "nmod:poss")))

    # --- evidence

    def build(self, i: int, form: Form) -> Proposition:
        subjects = syntax.shared_subjects(self.a, i) if form != "nominal" else ()
        return Proposition(
            predicate=i,
            form=form,
            tokens=self.evidence(i, form),
            subjects=subjects,
            others=self.participants(i),
            presupposed=i not in self.asked and self.presupposed(i, form),
            above=self.governing(i),
        )

    def participants(self, i: int) -> tuple[int, ...]:
        below = self.a.dependents(i, "obj", "iobj", "obl", "nmod")
        for j in self.a.dependents(i, "xcomp"):
            below += self.a.dependents(j, "obj", "iobj", "obl")
        return tuple(sorted({k for j in below for k in (j, *self.a.dependents(j, "conj"))}))

    def governing(self, i: int) -> int | None:
        for j in self.a.ancestors(i):
            if self.is_clause(j) or j in self.nominal:
                return j
        return None

    def presupposed(self, i: int, form: Form) -> bool:
        if form == "nominal":
            return not self.asserted_noun(i)
        if form == "relative":
            return not self.after_comma(i)
        if form == "adverbial":
            marks = {self.a.tokens[j].lemma for j in self.a.dependents(i, "mark", "advmod")}
            return bool(marks & _words().granting)
        return False

    def asserted_noun(self, i: int) -> bool:
        """An event noun that its clause asserts: what there is, what was reached, what somebody's answer was."""
        head = self.a.tokens[i].head
        if head < 0 or self.a.rel(i) in ("root",):
            return True
        if self.a.dependents(i, "cop"):
            return True
        verb = self.a.tokens[head]
        return (
            self.a.rel(i) in ("nsubj", "obj")
            and verb.lemma in ("be", "take", "occur", "happen", "begin", "see", "follow")
            and verb.upos != "NOUN"
        )

    def after_comma(self, i: int) -> bool:
        first = min(self.a.subtree(i))
        return any(self.a.tokens[k].form in (",", "—", "–", "(") for k in range(max(0, first - 1), first + 1))

    def evidence(self, i: int, form: Form) -> tuple[int, ...]:
        if form == "nominal" or form == "item":
            words = _with_what_follows(self.a, i, self.phrase(i)) if i in self.asked & self.nominal else self.phrase(i)
        else:
            loose = i not in self.asked and self.a.rel(i) in ("csubj", "ccomp", "advcl") and not self.a.dependents(i, "nsubj")
            whole = form == "complement" and loose and syntax.infinitive(self.a, i)
            words = self.clause(self.a.tokens[i].head if whole else i, form)
            if form in ("relative", "participle"):
                words = sorted(
                    {*self.phrase(self.a.tokens[syntax.first_conjunct(self.a, i)].head), *words} if self.a.rel(i) != "conj" else words
                )
        return tuple(self.trim(words, keep_mark=form in ("adverbial", "purpose", "participle")))

    def phrase(self, i: int) -> list[int]:
        """A noun phrase without relative clauses, apposition, coordination and its case marker."""
        own = [
            j
            for j in self.a.children[i]
            if self.a.tokens[j].deprel not in _WIDE_NOMINAL and self.a.rel(j) not in _WIDE_NOMINAL and self.a.rel(j) != "cop"
        ]
        own = [j for j in own if self.a.rel(j) not in ("nsubj", "advcl", "mark", "aux")]
        return sorted({i, *(k for j in own for k in self.a.subtree(j, without=("acl:relcl", "parataxis")))})

    def clause(self, i: int, form: Form) -> list[int]:
        """The clause of ``i`` without the clauses that are propositions of their own."""
        found, stack = [], [i]
        while stack:
            k = stack.pop()
            found.append(k)
            stack += [j for j in self.a.children[k] if not self.separate(j, k, i)]
        return sorted(found)

    def separate(self, j: int, head: int, top: int) -> bool:
        """Whether the branch ``j`` stands outside its head's evidence."""
        deprel, relation = self.a.tokens[j].deprel, self.a.rel(j)
        if deprel == "acl:relcl" and not self.after_comma(j) and (self.a.rel(head) == "nsubj" or _says_who(self.a, j, head)):
            return False  # whoever does it is meant with what says who that is, as annotators do it
        if deprel in _SEPARATE or relation in _SEPARATE:
            return True
        if relation == "conj":
            return self.is_clause(j) or self.is_item(j)
        if relation == "advcl":
            return self.form(j) is not None
        if relation == "ccomp":
            return head == top and head in self.reporting
        if relation == "cc" and head == top:
            return True
        return self.a.rel(j) in ("appos", "dep") and (self.is_clause(j) or self.after_colon(j))

    def after_colon(self, j: int) -> bool:
        """A list behind a colon ("… the recent contacts: the call on Monday, the talks on Friday")."""
        first = min(self.a.subtree(j))
        return any(self.a.tokens[k].form == ":" for k in range(max(0, first - 1), first + 1))

    def trim(self, words: list[int], *, keep_mark: bool) -> list[int]:
        """Without punctuation, connectors and conjunctions at the edges."""
        while words and self.at_edge(words[0], keep_mark):
            words = words[1:]
        while words and self.a.tokens[words[-1]].upos == "PUNCT":
            words = words[:-1]
        return words

    def at_edge(self, i: int, keep_mark: bool) -> bool:
        token = self.a.tokens[i]
        if token.upos == "PUNCT" or self.a.rel(i) in _EDGE or token.lemma.lower() in _words().connectors:
            return not (token.upos == "PUNCT" and token.form in '“"‘«$€£')
        if keep_mark or self.a.rel(i) not in ("mark", "case"):
            return False
        return token.lemma in ("that", "whether") or (
            token.form.lower() in _words().governing and token.head > i and self.governed(token.head)
        )
