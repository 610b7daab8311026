"""What somebody counts or puts at an amount: "counted 40 dead", "put the toll at 23", "put the number of missing at more than 30"."""

from collections.abc import Collection

from accordingto.analysis import Analysis
from accordingto.syntax import marked


def counts(a: Analysis, j: int) -> bool:
    """Whether a phrase is or holds a number."""
    return a.tokens[j].upos == "NUM" or any(a.tokens[k].upos == "NUM" and a.rel(k) in ("nummod", "obj", "nmod") for k in a.subtree(j))


def content(a: Analysis, verb: int, measured: Collection[str]) -> list[int]:
    """The tokens of what is counted, or of what is measured and the phrase of its amount; empty where the verb gives no figure.

    Args:
        a: the trees.
        verb: "put", "count" and the like.
        measured: lemmas of what has an amount whose unit is a noun ("put the *damage* at two billion pesos", but not guests at two tables).
    """
    things = a.dependents(verb, "obj")
    beside = [j for j in a.dependents(verb, "obl") if marked(a, j, "at")]
    counted = [j for j in things if counts(a, j) and not beside]
    if not counted and len(things) == 1:
        amounts = [j for j in (*beside, *a.subtree(things[0])) if _amount(a, j)]
        plain = len(amounts) == 1 and a.tokens[amounts[0]].upos in ("NUM", "SYM")
        if plain or (len(amounts) == 1 and a.tokens[things[0]].lemma.lower() in measured):
            counted = [*things, *(j for j in amounts if a.tokens[j].head == verb)]
    return [k for j in counted for k in a.subtree(j)]


def _amount(a: Analysis, j: int) -> bool:
    return a.rel(j) in ("obl", "nmod") and marked(a, j, "at") and any(a.tokens[k].upos == "NUM" for k in a.subtree(j))
