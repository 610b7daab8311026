"""The mention that :func:`accordingto.figures.find` returns, and the walks in the tree that its readers share."""

import msgspec

from accordingto.analysis import Analysis
from accordingto.types import Comparator, Direction


class FigureMention(msgspec.Struct, frozen=True):
    """A number that is claimed.

    ``start`` and ``end`` are characters: comparator, number, unit or counted noun. ``first`` and ``last`` (exclusive) are the
    tokens of the number with its unit sign; ``head`` is the token that stands for the amount in the tree (the counted noun, the unit or
    the number). ``measured`` and ``of`` (the denominator of a share or rate) are the text's words, "…" where some are left out between,
    None where it does not say.
    """

    value: float
    value_max: float | None
    unit: str
    comparator: Comparator
    baseline: float | None
    direction: Direction | None
    measured: str | None
    of: str | None
    start: int
    end: int
    first: int
    last: int
    head: int


NOUNS = frozenset(("NOUN", "PROPN", "SYM"))


def lexeme(analysis: Analysis, i: int) -> str:
    """A token's lemma in lower case."""
    return analysis.tokens[i].lemma.lower()


def form(analysis: Analysis, i: int) -> str:
    """A token's form in lower case, empty outside the text."""
    return analysis.tokens[i].form.lower() if 0 <= i < len(analysis.tokens) else ""


def token_before(analysis: Analysis, end: int) -> int:
    """The index of the token in which character ``end - 1`` stands."""
    i = analysis.token_at(end - 1)
    return len(analysis.tokens) - 1 if i is None else i


def same_sentence(analysis: Analysis, i: int, j: int) -> bool:
    """Whether two tokens are there and in one sentence."""
    return 0 <= i < len(analysis.tokens) and 0 <= j < len(analysis.tokens) and analysis.sentence_of[i] == analysis.sentence_of[j]


def case_of(analysis: Analysis, i: int) -> str:
    """The prepositions of a token, joined by blanks, in lower case."""
    return " ".join(form(analysis, c) for c in analysis.dependents(i, "case") if c < i)


def subject(analysis: Analysis, verb: int, tolls: frozenset[str] = frozenset()) -> int | None:
    """The subject of a predicate, its own or one that it shares; one that names a toll goes first."""
    for i in (verb, *analysis.ancestors(verb)):
        subjects = analysis.dependents(i, "nsubj")
        if subjects:
            named = [s for s in subjects if lexeme(analysis, s) in tolls]
            return named[0] if named else max((s for s in subjects if s < verb), default=subjects[0])
        if analysis.rel(i) == "acl" and analysis.tokens[i].head >= 0 and not analysis.tokens[i].deprel.startswith("acl:relcl"):
            return analysis.tokens[i].head
        if analysis.rel(i) not in ("conj", "xcomp", "advcl"):
            return None
    return None


def verb_before(analysis: Analysis, first: int) -> int | None:
    """The verb that stands at a token or shortly before it, only function words between: "climbed to 147", "exceeded $5 billion"."""
    for i in range(first, max(first - 4, -1), -1):
        token = analysis.tokens[i]
        if token.upos == "VERB":
            return i if analysis.sentence_of[i] == analysis.sentence_of[first] else None
        if i < first and token.upos not in ("ADP", "ADV", "DET", "PART", "AUX", "SYM", "ADJ", "NUM"):
            return None
    return None


def happening(analysis: Analysis, noun: int) -> int | None:
    """The verb whose subject or object the noun is, or that modifies it ("people killed")."""
    if analysis.rel(noun) in ("nsubj", "obj", "obl") and analysis.tokens[noun].head >= 0:
        return analysis.tokens[noun].head
    for child in analysis.dependents(noun, "acl"):
        return child
    if analysis.rel(noun) == "conj":
        for above in analysis.ancestors(noun):
            if analysis.rel(above) in ("nsubj", "obj", "obl"):
                return analysis.tokens[above].head
            if analysis.rel(above) != "conj":
                return None
    return None
