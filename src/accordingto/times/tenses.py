"""Grammatical tense, from the forms of a predicate and its auxiliaries."""

from itertools import islice
from typing import Literal

from accordingto import syntax
from accordingto.analysis import Analysis
from accordingto.times.words import lexicon
from accordingto.types import Tense


def governing_tense(analysis: Analysis, i: int) -> Tense | None:
    """The tense of the nearest predicate above a token that has one."""
    for above in islice(analysis.ancestors(i), 8):
        found = tense(analysis, above)
        if found == "past" and _intended(analysis, above):
            return "future"
        if found:
            return found
    return None


def _intended(analysis: Analysis, i: int) -> bool:
    """What was meant to follow ("was ready to meet in July"): an infinitive lies ahead of what governs it."""
    return analysis.rel(i) in ("xcomp", "acl") and syntax.infinitive(analysis, i)


def tense(analysis: Analysis, predicate: int) -> Tense | None:
    """The grammatical tense of a predicate, from its form and auxiliaries (Penn tags VBD, VBZ, VBP, VBN, VBG and UD ``aux``, ``cop``).

    Args:
        analysis: the document.
        predicate: index of a verb, or of a noun or adjective with a copula.

    Returns:
        "past" for past and perfect forms, "future" for will, shall and "going to", "present"; None for infinitives, bare nouns and
        modals that do not say.
    """
    for _ in range(8):
        found = _own_tense(analysis, predicate)
        if found != "inherit":
            return found
        predicate = analysis.tokens[predicate].head
        if predicate < 0:
            return None
    return None


def _own_tense(analysis: Analysis, i: int) -> Tense | Literal["inherit"] | None:
    """The tense that a predicate shows by itself; "inherit" where it shares its governor's ("was taken and burnt", "acting alone")."""
    token, words = analysis.tokens[i], lexicon().direction
    auxiliaries = [analysis.tokens[a] for a in analysis.dependents(i, "aux", "cop")]
    for auxiliary in auxiliaries:
        if auxiliary.xpos == "MD":
            return "future" if auxiliary.form.lower() in words.future_modals else None
    if _going_to(analysis, i):
        return "future"
    for auxiliary in auxiliaries:
        have = auxiliary.lemma.lower() in words.perfect_lemmas
        if auxiliary.xpos == "VBD" or (auxiliary.xpos == "VBG" and have):
            return "past"  # "was taken", "of having taken"
        if auxiliary.xpos in ("VBZ", "VBP"):
            perfect = have and (token.xpos == "VBN" or not analysis.dependents(i, "cop"))
            return "past" if perfect else "present"
    if token.xpos == "VBD" or _unchanged(analysis, i):
        return "past"
    if token.xpos in ("VBZ", "VBP"):
        return "present"
    return _nonfinite_tense(analysis, i, bool(auxiliaries))


def _unchanged(analysis: Analysis, i: int) -> bool:
    """ "It let them pass": a past without an ending, told by a subject whose present would have one."""
    token = analysis.tokens[i]
    if token.xpos not in ("VBP", "VB") or token.form.lower() not in lexicon().direction.unchanged or analysis.dependents(i, "aux"):
        return False
    subjects = [analysis.tokens[j] for j in analysis.dependents(i, "nsubj")]
    return any(x.xpos in ("NN", "NNP") or x.form.lower() in lexicon().direction.singular for x in subjects)


def _nonfinite_tense(analysis: Analysis, i: int, helped: bool) -> Tense | Literal["inherit"] | None:
    token, relation = analysis.tokens[i], analysis.rel(i)
    if token.xpos not in ("VBN", "VBG", "VB"):
        return None
    marks = lexicon().direction.infinitive_marks
    marked = any(analysis.tokens[m].form.lower() in marks for m in analysis.dependents(i, "mark"))
    if relation == "conj" and not helped and not marked:
        return "inherit"
    if token.xpos == "VBN":
        return "past" if relation in ("acl", "root", "advcl") and not helped else None
    return "inherit" if token.xpos == "VBG" and relation in ("acl", "advcl") else None


def _going_to(analysis: Analysis, i: int) -> bool:
    """ "is going to close": go, in the progressive, with an infinitive."""
    head = analysis.tokens[i].head
    if head < 0 or analysis.rel(i) != "xcomp" or analysis.tokens[i].xpos != "VB":
        return False
    above = analysis.tokens[head]
    return above.lemma.lower() in lexicon().direction.going_to and above.xpos == "VBG"
