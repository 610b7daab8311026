"""Parenthetical reports mended: who says it, set between commas inside what is said.

"Her members, **she went on**, lost the vote", "The wells, **she says**, had been dry": parsers take the report for the main
clause and the clause around it for one of its own, or for a relative clause on the noun before it. Only heads and relations change.
"""

from itertools import pairwise

from accordingto import cues
from accordingto.analysis import Analysis, Sentence
from accordingto.mending import Edits

_WORDS = 6
"""Words of a parenthetical report, at most ("the mayor went on")."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = frozenset({"PRON", "NOUN", "PROPN", "DET", "ADJ"})


def repaired(analysis: Analysis) -> Analysis:
    """The analysis with parenthetical reports below the clause that they stand in; the same object where all of them do."""
    edits = Edits(analysis)
    for sentence in analysis.sentences:
        commas = [i for i in range(sentence.first + 1, sentence.last) if analysis.tokens[i].form == ","]
        for first, last in pairwise(commas):
            verb = _report(analysis, first + 1, last)
            if verb is not None:
                _lower(edits, verb, first, last, sentence)
    return edits.done()


def _report(a: Analysis, first: int, last: int) -> int | None:
    """The verb of a subject and a verb of saying that are all that stands between two commas; an adverb or particle may be with them."""
    if not 2 <= last - first <= _WORDS:
        return None
    verbs = [i for i in range(first, last) if a.tokens[i].upos == "VERB"]
    if len(verbs) != 1 or a.tokens[verbs[0]].xpos not in _FINITE or verbs[0] == first:
        return None
    verb = verbs[0]
    before, behind = range(first, verb), range(verb + 1, last)
    if any(a.tokens[i].upos not in _SUBJECTS or a.tokens[i].xpos in ("WP", "WDT") for i in before):
        return None
    if a.tokens[verb - 1].upos not in ("PRON", "NOUN", "PROPN") or any(a.tokens[i].upos not in ("ADV", "ADP", "PART") for i in behind):
        return None
    return verb if _says(a, verb, behind) else None


def _says(a: Analysis, verb: int, behind: range) -> bool:
    particles = {"", *(a.tokens[i].form.lower() for i in behind)}
    return any(
        particle in particles and cue.stance == "asserted" and bool({"clause", "quote"} & {*cue.takes})
        for particle, cue in cues.lexicon().verbs.get(a.tokens[verb].lemma.lower(), ())
    )


def _lower(edits: Edits, verb: int, first: int, last: int, sentence: Sentence) -> None:
    """The report becomes a parataxis of the predicate around it, which takes its place."""
    a = edits.a
    subject = next((i for i in a.dependents(verb, "nsubj") if first < i < verb), None)
    if subject is None:
        subject = verb - 1
        edits.set(subject, head=verb, deprel="nsubj")
    head = a.tokens[verb].head
    if head >= 0 and not first < head < last and a.rel(verb) == "acl":  # "The wells, she says, had been dry": hung on the noun before it
        above = a.tokens[head].head
        if above > last:
            edits.set(verb, head=above, deprel="parataxis")
        return
    below = [i for i in a.children[verb] if i > last and a.tokens[i].upos in ("VERB", "ADJ", "NOUN") and a.rel(i) == "advcl"]
    main = next((i for i in below if a.tokens[i].xpos in _FINITE or a.dependents(i, "aux", "cop")), None)
    if main is None or a.tokens[verb].head > last:
        return
    outside = [i for i in a.children[verb] if sentence.first <= i < first and a.rel(i) in ("nsubj", "obl", "advmod", "advcl", "mark", "cc")]
    if not outside and not any(i < first for i in a.dependents(main, "nsubj")):
        return
    edits.set(main, head=a.tokens[verb].head, deprel=a.tokens[verb].deprel)
    edits.set(verb, head=main, deprel="parataxis")
    for i in outside:
        edits.set(i, head=main)
    for i in a.children[verb]:
        if i > last and i != main and a.tokens[i].upos == "PUNCT":
            edits.set(i, head=main)
