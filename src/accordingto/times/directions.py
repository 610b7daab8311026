"""Which way a time points that does not say so itself: back ("left on Friday") or ahead ("may leave on Friday", "talks set for Friday")."""

from itertools import islice

from accordingto.analysis import Analysis
from accordingto.times.tenses import tense
from accordingto.times.words import lexicon
from accordingto.types import Tense

_NAMES = frozenset(("NOUN", "PROPN"))


def direction(analysis: Analysis, head: int, first: int) -> Tense | None:
    """Whether a time lies behind, ahead, or in the present of the text.

    Args:
        analysis: the document.
        head: the token of the expression that is governed from outside.
        first: the expression's first token.

    Returns:
        "past", "future" or "present" from the first word above the expression that decides; None where none does.
    """
    if first and analysis.tokens[first - 1].form.lower() == "for" and analysis.tokens[first - 1].head == head:
        above = analysis.tokens[head].head
        if above >= 0 and analysis.tokens[above].upos in ("VERB", "ADJ", "NOUN", "PROPN"):
            return "past" if _of_the_past(analysis, above) else "future"  # "called for Friday", "the talks set for May"
    below, named = head, False
    for above in islice(analysis.ancestors(head), 8):
        named = named or (
            below == head and analysis.rel(head) in ("nmod", "compound", "amod", "nummod") and analysis.tokens[above].upos in _NAMES
        )
        if named and analysis.tokens[above].xpos == "VB" and not analysis.dependents(above, "aux", "mark"):
            return None  # "Express dismay at the murder on 30 August": an order is no deadline of what it is about
        found = _decides(analysis, above, below)
        if found == "present" and named:
            return None  # "Monday's strike continues": the verb is not what was on Monday
        if found:
            return found
        below = above
    return None


def _decides(analysis: Analysis, i: int, below: int) -> Tense | None:
    words = lexicon().direction
    token = analysis.tokens[i]
    if _modal(analysis, i):
        if _not_done(analysis, i):
            return "past"
        return "past" if _perfect_infinitive(analysis, i) else "future"
    if token.lemma.lower() in words.ahead and _of_the_past(analysis, i):
        return "past"
    if token.lemma.lower() in words.ahead and (token.xpos in ("VBN", "JJ") or analysis.rel(below) in ("xcomp", "ccomp")):
        return "future"
    if _to_infinitive(analysis, i):
        return _of_infinitive(analysis, i)
    if token.xpos == "VB" and not analysis.dependents(i, "aux"):
        return None if _made_to(analysis, i) else "future"  # an order: "Leave by Friday"
    found = tense(analysis, i)
    return found


def _of_the_past(analysis: Analysis, i: int) -> bool:
    """ "Only 28 of the lorries planned for Monday crossed": a plan whose things did something since."""
    if analysis.rel(i) != "acl" or analysis.tokens[i].xpos != "VBN":
        return False
    for above in islice(analysis.ancestors(i), 4):
        if analysis.tokens[above].upos in ("VERB", "AUX"):
            return analysis.tokens[above].xpos == "VBD" and not analysis.dependents(above, "aux")
    return False


def _modal(analysis: Analysis, i: int) -> bool:
    modal = lexicon().direction.modal
    return any(analysis.tokens[j].xpos == "MD" and analysis.tokens[j].form.lower() in modal for j in analysis.dependents(i, "aux"))


def _not_done(analysis: Analysis, i: int) -> bool:
    """ "could not be reached on Friday", "would not say on Wednesday": told of what did not happen."""
    words, below = lexicon().direction, analysis.dependents(i)
    if not any(analysis.tokens[j].lemma.lower() in lexicon().direction.negations for j in below):
        return False
    modals = {analysis.tokens[j].form.lower() for j in below if analysis.tokens[j].xpos == "MD"}
    return bool(modals & words.unable) or (bool(modals & words.refused) and analysis.tokens[i].lemma.lower() in words.silent)


def _perfect_infinitive(analysis: Analysis, i: int) -> bool:
    """ "may have left", "to have left"."""
    return any(analysis.tokens[j].lemma.lower() in lexicon().direction.perfect_marks for j in analysis.dependents(i, "aux"))


def _to_infinitive(analysis: Analysis, i: int) -> bool:
    if analysis.tokens[i].xpos not in ("VB", "VBN"):
        return False
    words = lexicon().direction.infinitive_marks
    return any(analysis.tokens[j].form.lower() in words for j in analysis.dependents(i, "mark"))


def _made_to(analysis: Analysis, i: int) -> bool:
    """ "let them visit on Friday", "saw them pass": a bare infinitive happens when what governs it does."""
    above = analysis.tokens[i].head
    return above >= 0 and analysis.rel(i) in ("xcomp", "ccomp") and analysis.tokens[above].lemma.lower() in lexicon().direction.bare


def _of_infinitive(analysis: Analysis, i: int) -> Tense | None:
    """An infinitive lies ahead, unless it is perfect or what governs it happened with it ("managed to leave")."""
    if _perfect_infinitive(analysis, i):
        return "past"
    above = analysis.tokens[i].head
    if (
        above >= 0
        and analysis.rel(i) in ("xcomp", "ccomp", "advcl")
        and analysis.tokens[above].lemma.lower() in lexicon().direction.implicative
    ):
        return None
    return "future"


def perfect(analysis: Analysis, head: int) -> bool:
    """Whether the predicate above a time is in the present perfect: what it tells lasts until now."""
    return _have(analysis, head) in ("VBP", "VBZ")


def pluperfect(analysis: Analysis, head: int) -> bool:
    """Whether the predicate above a time is in the past perfect: it lies before what was told last."""
    return _have(analysis, head) == "VBD"


def _have(analysis: Analysis, head: int) -> str | None:
    """The tag of the auxiliary "have" of the nearest predicate above a token that has a subject or auxiliaries."""
    for above in islice(analysis.ancestors(head), 4):
        auxiliaries = analysis.dependents(above, "aux")
        for j in auxiliaries:
            if analysis.tokens[j].lemma.lower() in lexicon().direction.perfect_marks:
                return analysis.tokens[j].xpos
        if auxiliaries or analysis.dependents(above, "nsubj"):
            return None
    return None
