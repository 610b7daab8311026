"""Clauses: which words head one, and how it hangs on what stands above it."""

from accordingto import syntax
from accordingto.analysis import Analysis
from accordingto.propositions.lexicon import words
from accordingto.propositions.nouns import phrase

_INSIDE_A_PHRASE = ("amod", "compound", "case", "mark", "fixed", "flat", "obl", "nmod", "obj", "nsubj", "advmod")
"""Relations by which a verb's form is a part of a phrase or a word that joins."""


def is_clause(a: Analysis, i: int) -> bool:
    """Whether ``i`` heads a clause: a verb, or another word with a copula or a subject."""
    token = a.tokens[i]
    if token.upos == "VERB":
        return a.rel(i) not in _INSIDE_A_PHRASE and not _compares(a, i)
    if token.upos == "AUX":
        return a.rel(i) in ("root", "conj", "ccomp", "advcl", "parataxis") or token.deprel == "acl:relcl"
    if token.upos == "ADJ" and a.dependents(i, "aux:pass") and a.dependents(i, "nsubj"):
        return True  # "it is prepared to leave": a participle that the tagger takes for an adjective
    if a.dependents(i, "cop") or (a.dependents(i, "nsubj") and a.rel(i) in ("root", "conj", "parataxis")):
        return True
    return contrasted(a, i)


def _compares(a: Analysis, i: int) -> bool:
    """ "966 balloons, compared with 3 in 2023": a participle that is a preposition."""
    return a.words(i, min(i + 2, len(a.tokens))).lower() in words().comparing and not a.dependents(i, "aux", "nsubj")


def contrasted(a: Analysis, i: int) -> bool:
    """A coordinated predicate noun ("is not X but Y", "should be X and Y"): a predicate of its own, without the copula."""
    head = a.tokens[i].head
    if a.rel(i) != "conj" or not a.dependents(head, "cop") or a.tokens[i].upos != a.tokens[head].upos:
        return False
    joined = {a.tokens[j].form.lower() for j in a.dependents(i, "cc")}
    return bool(joined & words().contrasting) or (a.tokens[i].upos == "NOUN" and len(phrase(a, i)) >= 3 and len(phrase(a, head)) >= 3)


def impersonal(a: Analysis, i: int) -> bool:
    """ "It is important to …", "it is clear that …": the complement is the claim, and this only says how it holds."""
    if not a.dependents(i, "expl"):
        return False
    if any(extraposed_clause(a, j) for j in a.dependents(i, "advcl")):
        return True
    return any(is_clause(a, j) for j in a.dependents(i, "csubj", "ccomp")) or any(
        syntax.infinitive(a, j) for j in a.dependents(i, "advcl") if a.tokens[i].upos == "ADJ"
    )


def extraposed(a: Analysis, i: int) -> bool:
    """The infinitive of a subject noun put behind the verb: "an agreement was reached to reopen the port"."""
    head = a.tokens[i].head
    return any(a.tokens[j].lemma in words().plans for j in a.dependents(head, "nsubj", "obj")) and i > head


def extraposed_clause(a: Analysis, i: int) -> bool:
    """The that-clause of "it is incorrect that …", which parsers hang as an adverbial one."""
    return that_clause(a, i) and bool(a.dependents(a.tokens[i].head, "expl"))


def that_clause(a: Analysis, i: int) -> bool:
    """A clause that says what its noun does ("the claim **that the rebels left**")."""
    return any(a.tokens[j].form.lower() in words().complementing for j in a.dependents(i, "mark"))


def governed(a: Analysis, i: int) -> bool:
    """A gerund that its head's preposition brings ("proud **of having freed** them", "accused of **selling** it")."""
    marks = {a.tokens[j].form.lower() for j in a.dependents(i, "mark", "case")}
    return (
        a.tokens[i].head < i
        and bool(marks & words().governing)
        and (a.tokens[i].xpos == "VBG" or any(a.tokens[j].xpos == "VBG" for j in a.dependents(i, "aux")))
    )


def behind(a: Analysis, i: int, *marks: str) -> bool:
    """Whether the phrase or clause of ``i`` stands behind one of some marks, or opens with it."""
    first = min(a.subtree(i))
    return any(a.tokens[k].form in marks for k in range(max(0, first - 1), first + 1))
