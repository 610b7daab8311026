"""Coordination mended: list items that the parser hung too low.

"They include the recognition of borders, the lifting of sanctions and the return of archives": a parser often makes "lifting" a sister of
"borders". Two signs say otherwise: parallel form ("the N of N and the N of N") and the commas of a list whose items stand higher. Only
heads of ``conj`` relations change; words, tags and spans stay.
"""

import msgspec

from accordingto.analysis import Analysis, Token


def repaired(analysis: Analysis) -> Analysis:
    """The analysis with low-hung conjuncts raised to the list that they belong to; the same object where there is none."""
    heads = {j: top for j in range(len(analysis.tokens)) if (top := _raised(analysis, j)) is not None}
    if not heads:
        return analysis
    tokens = tuple(_with_head(t, heads[j]) if j in heads else t for j, t in enumerate(analysis.tokens))
    return msgspec.structs.replace(analysis, tokens=tokens)


def _with_head(token: Token, head: int) -> Token:
    return msgspec.structs.replace(token, head=head)


def _raised(a: Analysis, j: int) -> int | None:
    """The first conjunct of the list that noun ``j`` belongs to, where it hangs below one of the list's items; else None."""
    if a.rel(j) != "conj" or a.tokens[j].upos != "NOUN":
        return None
    sister = a.tokens[j].head
    if a.tokens[sister].deprel != "nmod" or a.tokens[sister].upos != "NOUN":
        return None
    item = a.tokens[sister].head
    if a.tokens[item].upos != "NOUN":
        return None
    parallel = _of(a, sister) and _determined(a, j) and _has_of(a, j) and _determined(a, item) and not _determined(a, sister)
    fuller = _has_of(a, j) and not a.dependents(sister, "nmod") and not _determined(a, sister)
    listed = _after_comma(a, j) and (fuller or (_in_list(a, item) and (_determined(a, j) or _has_of(a, j))))
    return _first(a, item) if parallel or listed else None


def _first(a: Analysis, i: int) -> int:
    while a.rel(i) == "conj":
        i = a.tokens[i].head
    return i


def _in_list(a: Analysis, i: int) -> bool:
    """Whether ``i`` is an item of a list with commas, counting from its second."""
    return a.rel(i) == "conj" and _after_comma(a, i)


def _after_comma(a: Analysis, i: int) -> bool:
    first = min(a.subtree(i))
    return any(a.tokens[k].form == "," for k in (first, first - 1) if k >= 0)


def _determined(a: Analysis, i: int) -> bool:
    return any(a.rel(k) == "det" or a.tokens[k].deprel == "nmod:poss" for k in a.children[i])


def _of(a: Analysis, i: int) -> bool:
    return any(a.tokens[k].form.lower() == "of" for k in a.dependents(i, "case"))


def _has_of(a: Analysis, i: int) -> bool:
    return any(_of(a, k) for k in a.dependents(i, "nmod"))
