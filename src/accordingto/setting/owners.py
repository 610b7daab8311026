"""Which claims a phrase of time or place belongs to: the nearest predicate above it, and who shares it."""

from itertools import islice

from accordingto.analysis import Analysis
from accordingto.setting.clauses import Clauses
from accordingto.setting.lexicon import words

_STEPS = 12
"""Words above a phrase among which its predicate is sought."""


def find(claims: Clauses, head: int, first: int, last: int) -> list[tuple[int, int]]:
    """The claims of a phrase with their distance.

    Args:
        claims: the document's.
        head: the token that heads the phrase.
        first: its first token.
        last: the token behind its last.
    """
    a, of_predicate, inside = claims.a, claims.of_predicate, claims.inside
    beside = _beside(claims, first)
    if beside:
        return [(n, 0) for n in beside]
    for rank, i in enumerate((head, *islice(a.ancestors(head), _STEPS))):
        found = [n for n in of_predicate.get(i, ()) if rank <= 2 or first in inside[n]]
        if not found:
            continue
        judged = _judged(claims, i, first) if rank <= 2 else []
        if judged:
            return [(n, 0) for n in judged]
        return [(n, rank) for n in (*found, *_antecedents(claims, i, first))]
    holding = [n for n in claims.near.get(a.sentence_of[first], ()) if first in inside[n] and last - 1 in inside[n]]
    smallest = min(holding, key=lambda n: (len(claims.all[n].tokens), claims.all[n].tokens[0]), default=None)
    return [] if smallest is None else [(smallest, _STEPS)]


def _beside(claims: Clauses, first: int) -> list[int]:
    """ "the homes blacked out on Monday were dark on Wednesday": a time behind a participle is the participle's."""
    a = claims.a
    i = first - 1 - _prepositions(a, first)
    if i < 0 or a.sentence_of[i] != a.sentence_of[first]:
        return []
    if a.tokens[i].upos == "ADP" and i:  # "blacked out on"
        i -= 1
    if a.tokens[i].xpos != "VBN" or a.rel(i) != "acl" or a.tokens[i].deprel == "acl:relcl":
        return []
    return [*claims.of_predicate[i], *_antecedents(claims, i, first)] if i in claims.of_predicate else []


def _antecedents(claims: Clauses, i: int, first: int) -> list[int]:
    """ "a ceasefire agreed in 2003": what a participle or relative clause says of an event is said of the event's noun as well."""
    if claims.a.rel(i) != "acl":
        return []
    return [n for n in claims.of_predicate.get(claims.a.tokens[i].head, ()) if first in claims.inside[n]]


def _judged(claims: Clauses, i: int, first: int) -> list[int]:
    """ "condemned the attack on 10 April": what is judged in words is what the time, or place, behind its noun is of."""
    a = claims.a
    if a.tokens[i].lemma.lower() not in words().judging:
        return []
    for j in a.dependents(i, "obj", "obl", "nsubj:pass"):
        under = [k for k in a.subtree(j) if k < first and a.tokens[k].upos != "PUNCT"]
        if j < first and j in claims.of_predicate and under and under[-1] == first - 1 - _prepositions(a, first):
            return claims.of_predicate[j]
    return []


def _prepositions(a: Analysis, first: int) -> int:
    """How many prepositions stand right before a phrase: one or none."""
    return 1 if first and a.tokens[first - 1].upos == "ADP" else 0
