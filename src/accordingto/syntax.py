"""Walks over a tree that more than one module needs. Trees are Universal Dependencies, so they hold for other languages.

Each question is answered here once. Three look like one of these and are another: :mod:`accordingto.attribution.syntax` asks who *says* it
(agents of passives, "was quoted as saying"), :mod:`accordingto.events.tree` whom an act is *done to* whatever the parser calls its subject,
:func:`accordingto.figures.mention.subject` what is *measured*.
"""

from collections.abc import Collection, Sequence
from typing import overload

from accordingto.analysis import Analysis

_RELATIVE = frozenset({"that", "which", "who"})


def passive(a: Analysis, i: int) -> bool:
    """Whether a verb has the auxiliary or the subject of a passive."""
    return bool(a.dependents(i, "aux:pass", "nsubj:pass"))


def infinitive(a: Analysis, i: int) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return any(a.tokens[j].lemma == "to" for j in a.dependents(i, "mark"))


def marked(a: Analysis, i: int, *forms: str) -> bool:
    """Whether one of these words (in lower case) opens the clause or phrase of ``i``."""
    return any(a.tokens[j].form.lower() in forms for j in a.dependents(i, "mark", "case"))


def first_conjunct(a: Analysis, i: int) -> int:
    """The word that heads a coordination of which ``i`` is a part."""
    while a.rel(i) == "conj":
        i = a.tokens[i].head
    return i


@overload
def head(a: Analysis, span: Sequence[int], otherwise: int, without: Collection[str] = ()) -> int: ...
@overload
def head(a: Analysis, span: Sequence[int]) -> int | None: ...
def head(a: Analysis, span: Sequence[int], otherwise: int | None = None, without: Collection[str] = ()) -> int | None:
    """The first of some tokens that hangs on none of them, and not by a relation in ``without``; ``otherwise`` where there is none."""
    return next((i for i in span if a.tokens[i].head not in span and (not without or a.rel(i) not in without)), otherwise)


def antecedent(a: Analysis, i: int, through: Collection[str] | None = None) -> int | None:
    """The noun that a relative pronoun stands for: what the nearest relative clause above it modifies.

    Args:
        a: the trees.
        i: the pronoun.
        through: the relations that may lie between; None: any.
    """
    for k in a.ancestors(i):
        if a.tokens[k].deprel == "acl:relcl":
            return a.tokens[k].head
        if through is not None and a.rel(k) not in through:
            return None
    return None


def shared_subjects(a: Analysis, i: int) -> tuple[int, ...]:
    """The heads of the subject phrases of predicate ``i``: its own, else the one it shares by coordination, control or relativisation.

    An agentless passive has its patient as the subject here, as in the tree. Empty where nothing says it.
    """
    seen: set[int] = set()
    while i not in seen:
        seen.add(i)
        own = a.dependents(i, "nsubj", "csubj")
        if own:
            return _meant(a, own[0])
        relation, above = a.rel(i), a.tokens[i].head
        if above < 0:
            return ()
        if relation == "acl":
            return (above,)
        if relation not in ("conj", "xcomp", "advcl", "parataxis"):
            return ()
        controlled = a.dependents(above, "obj") if relation == "xcomp" else []
        if controlled:
            return (controlled[0],)
        i = above
    return ()


def _meant(a: Analysis, subject: int) -> tuple[int, ...]:
    """The noun that a relative pronoun stands for, else the subject with what is coordinated to it."""
    if a.tokens[subject].xpos in ("WDT", "WP", "WP$") or a.tokens[subject].lemma in _RELATIVE:
        noun = antecedent(a, subject)
        if noun is not None:
            return (noun,)
    return (subject, *a.dependents(subject, "conj"))
