"""Predicates that claim nothing themselves: they pass on what somebody says, or only say that somebody speaks."""

from collections.abc import Sequence

from accordingto import attribution, cues, operators, syntax
from accordingto.attribution import saying
from accordingto.suggest import Seen

_SHORT_CONTENT = 8
"""Characters: "denies this" says something of its own, a longer content is what is said."""


def reporting(seen: Seen) -> set[int]:
    """Predicates that only pass on what somebody says: cues that are no events themselves, and the speaker's own "we note that"."""
    a, words = seen.a, saying.words()
    nobody_else = words.selves | words.expletive
    wordy = {n for n, x in enumerate(seen.voices.attributions) if sum(e - s for s, e in x.content) > _SHORT_CONTENT}
    found = {i for i, n in seen.cues.items() if i not in seen.coded and n in wordy} | seen.taken_up
    found |= {j for i in found & seen.cues.keys() for j in a.dependents(i, "acl") if _made(seen, j)}
    for i, token in enumerate(a.tokens):
        if token.upos in ("NOUN", "ADJ") and verdict(seen, i):
            found.add(i)
        if token.upos != "VERB" or i in seen.coded or not a.dependents(i, "ccomp"):
            continue
        subjects = [a.tokens[j] for j in syntax.shared_subjects(a, i)]
        if not subjects or any(t.form.lower() in nobody_else or t.deprel == "expl" for t in subjects):
            found.add(i)
            if token.deprel == "xcomp" and token.head >= 0 and token.head not in seen.coded:
                found.add(token.head)
    return found


def _made(seen: Seen, j: int) -> bool:
    """ "the suggestion, **made** by a newspaper, that …": whose report it is, which the chain says."""
    lemma = seen.a.tokens[j].lemma.lower()
    return seen.a.tokens[j].xpos == "VBN" and (lemma in cues.lexicon().words.light or lemma in operators.lexicon().relays)


def verdict(seen: Seen, i: int) -> bool:
    """ "It is a lie that …", "That … is a lie": the predicate only says that it is not so."""
    a, words = seen.a, saying.words()
    subjects = {a.tokens[j].form.lower() for j in a.dependents(i, "nsubj", "expl")}
    clauses = [j for j in a.children[i] if any(a.tokens[k].form.lower() in words.declarative for k in a.dependents(j, "mark"))]
    only = subjects == words.expletive if subjects else any(a.rel(j) == "csubj" for j in clauses)
    return only and bool(clauses) and operators.judgement(a, i) == "denied"


def only_speaks(seen: Seen, predicate: int, tokens: Sequence[int]) -> bool:
    """ "she said", "are false" of what is reported: nothing is claimed beside what is said."""
    a = seen.a
    if predicate in seen.taken_up or announces(seen, predicate) or (len(tokens) <= 4 and attribution.syntax.reminds(a, predicate)):
        return True
    bare = len(tokens) <= 4 and not any(a.rel(i) in ("obj", "advmod", "obl", "aux") for i in tokens)
    introduces = a.tokens[a.sentences[a.sentence_of[predicate]].last - 1].form != "."
    return bare and a.tokens[predicate].upos == "VERB" and _quotes(seen, predicate) and (predicate in seen.cues or introduces)


def announces(seen: Seen, predicate: int) -> bool:
    """ "In conclusion, I would like to note": the speaker's own announcement of what follows."""
    a = seen.a
    verbs = [predicate, *a.dependents(predicate, "xcomp")]
    first = any(a.tokens[j].form.lower() in saying.words().selves for j in a.dependents(predicate, "nsubj"))
    return first and _quotes(seen, verbs[-1]) and not any(a.dependents(v, "obj", "ccomp") for v in verbs)


def _quotes(seen: Seen, i: int) -> bool:
    """Whether a verb, with its particle, may stand beside somebody's words ("went on", not "went")."""
    beside = {"", *(seen.a.tokens[j].form.lower() for j in seen.a.children[i])}
    known = cues.lexicon().verbs.get(seen.a.tokens[i].lemma.lower(), ())
    return any("quote" in cue.takes and particle in beside for particle, cue in known)
