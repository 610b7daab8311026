"""The exact words that make a proposition."""

from accordingto import syntax
from accordingto.analysis import Analysis
from accordingto.propositions import clauses, nouns
from accordingto.propositions.forms import Form, Forms
from accordingto.propositions.lexicon import words

_SEPARATE = frozenset({"acl:relcl", "parataxis", "discourse", "vocative", "list", "reparandum"})
_EDGE = frozenset({"cc", "punct", "discourse"})
_SHORT_RELATIVE = 8
"""Words of a relative clause that its noun keeps, at most: of such annotators keep two of three, of longer ones one of four."""


class Evidence:
    """Gathers the words of propositions; ``reporting`` are the cues that merely report."""

    def __init__(self, forms: Forms, reporting: frozenset[int]) -> None:
        self.a, self.forms, self.reporting = forms.a, forms, reporting

    def of(self, i: int, form: Form) -> tuple[int, ...]:
        """The words of the proposition that token ``i`` heads, in text order."""
        a, asked = self.a, self.forms.asked
        if form in ("nominal", "item"):
            found = nouns.phrase(a, i)
            found = _with_what_follows(a, i, found) if i in asked & self.forms.nominal else found
        else:
            loose = i not in asked and a.rel(i) in ("csubj", "ccomp", "advcl") and not a.dependents(i, "nsubj")
            whole = form == "complement" and loose and syntax.infinitive(a, i)
            found = self.clause(a.tokens[i].head if whole else i)
            if form in ("relative", "participle") and a.rel(i) != "conj":
                found = sorted({*nouns.phrase(a, a.tokens[syntax.first_conjunct(a, i)].head), *found})
        return tuple(_trimmed(a, found, keep_mark=form in ("adverbial", "purpose", "participle")))

    def clause(self, i: int) -> list[int]:
        """The clause of ``i`` without the clauses that are propositions of their own."""
        found, stack = [], [i]
        while stack:
            k = stack.pop()
            found.append(k)
            stack += [j for j in self.a.children[k] if not self.separate(j, k, i)]
        return sorted(found)

    def separate(self, j: int, head: int, top: int) -> bool:
        """Whether the branch ``j`` stands outside its head's evidence, in the clause of ``top``."""
        a = self.a
        deprel, relation = a.tokens[j].deprel, a.rel(j)
        if deprel == "acl:relcl" and not after_comma(a, j) and (a.rel(head) == "nsubj" or _says_who(a, j, head)):
            return False  # whoever does it is meant with what says who that is, as annotators do it
        if deprel in _SEPARATE or relation in _SEPARATE:
            return True
        if relation == "conj":
            return clauses.is_clause(a, j) or nouns.is_item(a, j)
        if relation == "advcl":
            return self.forms.of(j) is not None
        if relation == "ccomp":
            return head == top and head in self.reporting
        if relation == "cc" and head == top:
            return True
        return relation in ("appos", "dep") and (clauses.is_clause(a, j) or _after_colon(a, j))


def after_comma(a: Analysis, i: int) -> bool:
    """Whether a clause is set off from what it belongs to."""
    return clauses.behind(a, i, ",", "—", "–", "(")


def _after_colon(a: Analysis, i: int) -> bool:
    """A list behind a colon ("… the recent contacts: the call on Monday, the talks on Friday")."""
    return clauses.behind(a, i, ":")


def _says_who(a: Analysis, j: int, head: int) -> bool:
    """Whether without a relative clause nobody knows who or what is meant: a short one on a pronoun ("those **who left early**"), or
    without a pronoun of its own ("the share **the law allows**")."""
    below = [k for k in a.subtree(j) if a.tokens[k].upos != "PUNCT"]
    opens = any(a.tokens[k].xpos in ("WDT", "WP", "WP$", "WRB", "IN") for k in below[:3])
    return len(below) <= _SHORT_RELATIVE and (a.tokens[head].upos in ("PRON", "DET") or not opens)


def _with_what_follows(a: Analysis, i: int, found: list[int]) -> list[int]:
    """An act that is asked for with what stands right behind it, which parsers hang on the asking ("asked for talks **at the port**")."""
    for j in sorted(a.children[a.tokens[i].head]):
        below = a.subtree(j, without=("acl:relcl", "parataxis"))
        if a.rel(j) in ("obl", "advmod", "nmod") and min(below) == found[-1] + 1:
            found = sorted({*found, *below})
    return found


def _trimmed(a: Analysis, found: list[int], *, keep_mark: bool) -> list[int]:
    """Without punctuation, connectors and conjunctions at the edges; with ``keep_mark`` the word that opens a clause stays."""
    while found and _at_edge(a, found[0], keep_mark):
        found = found[1:]
    while found and a.tokens[found[-1]].upos == "PUNCT":
        found = found[:-1]
    return found


def _at_edge(a: Analysis, i: int, keep_mark: bool) -> bool:
    token = a.tokens[i]
    connects = token.lemma.lower() in words().connectors and not a.dependents(i, "fixed")  # not "instead **of** arresting him"
    if token.upos == "PUNCT" or a.rel(i) in _EDGE or connects:
        return not (token.upos == "PUNCT" and token.form in '“"‘«$€£')
    if keep_mark or a.rel(i) not in ("mark", "case"):
        return False
    return token.lemma in words().complementing or (
        token.form.lower() in words().governing and token.head > i and clauses.governed(a, token.head)
    )
