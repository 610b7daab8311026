"""Verdicts on what somebody else says: "rejected claims by X that …", "called the story a lie", "repeated the claim of Y that …"."""

from accordingto import cues, operators
from accordingto.analysis import Analysis
from accordingto.attribution import stances, syntax
from accordingto.attribution.cued import nouns, verbs
from accordingto.attribution.found import Found, minus, runs


def find(a: Analysis, i: int) -> Found | None:
    """The stance that verb ``i`` takes to a report: "rejected claims by X that …", "dismissed as false a report that …".

    Args:
        a: the trees.
        i: a verb.
    """
    verdict = stances.over_report(a, i)
    if verdict is None:
        return None
    stance, words = verdict
    report = next((j for j in _objects(a, i, words) if _is_report(a, j)), None)
    if report is None or nouns.answered(a, i, report):
        return None
    relays = a.tokens[i].lemma.lower() in operators.lexicon().relays
    said = nouns.content(a, report, cues.lexicon().nouns[a.tokens[report].lemma.lower()])
    owner = nouns.source(a, report, said)[1]
    if relays and (owner is None or a.tokens[owner].upos == "PRON"):
        return None  # "repeated her claim": her own
    content = minus(runs(a.subtree(report)), [*runs(words), (i, i + 1)])
    head = syntax.subject(a, i)
    head = None if head is not None and any(first <= head < last for first, last in content) else head
    source = minus(syntax.phrase(a, head), content) if head is not None else []
    governors = tuple(k for k in words if k < i)
    cue = runs([*verbs.cue_words(a, i, governors), *words])
    acts = (i, *governors, *(k for k in words if k > i and a.tokens[k].upos == "VERB"))
    patient = verbs.patient(a, i, [])
    return Found(cue, source, minus(content, cue), i, head, stance, tight=True, judges=True, patient=patient, acts=acts)


def as_reported(a: Analysis, i: int) -> bool:
    """ "The report that … was confirmed": nobody named confirms it, it stands as reported."""
    subjects = [j for j in a.dependents(i, "nsubj:pass") if _is_report(a, j)]
    verdict = stances.over_report(a, i) if subjects else None
    return verdict is not None and verdict[0] == "asserted" and syntax.subject(a, i) is None


def _objects(a: Analysis, i: int, words: tuple[int, ...]) -> list[int]:
    """What a verdict may be about: the object, the subject of a passive, or what the verb's preposition brings."""
    found = a.dependents(i, "obj", "nsubj:pass")
    found += [
        j
        for j in a.dependents(i, "obl", "nmod", "xcomp", "ccomp")
        if j not in words and (any(k in words for k in a.children[j]) or not a.dependents(j, "case", "mark"))
    ]
    found += [k for w in words for k in a.dependents(w, "obj") if w > i]  # "rejected as fabricated the claim"
    return found + [k for j in found for k in a.dependents(j, "conj")]


def _is_report(a: Analysis, j: int) -> bool:
    cue = cues.lexicon().nouns.get(a.tokens[j].lemma.lower())
    return cue is not None and a.tokens[j].upos == "NOUN" and bool(nouns.content(a, j, cue, judged=True))
