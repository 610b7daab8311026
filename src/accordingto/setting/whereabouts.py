"""Whether a place says where a claim is set, and how plainly.

Phrases with a preposition of place do, what an act reaches, leaves or strikes, and the place in an event's own noun phrase ("the shelling
of X"); a place that acts is an actor.
"""

from accordingto.analysis import Analysis
from accordingto.places import PlaceMention
from accordingto.setting.clauses import Clause
from accordingto.setting.lexicon import words

_WORDS_ONLY = frozenset(("REQUEST", "ACCUSE", "REJECT", "SUPPORT", "THREATEN", "CONSULT", "AGREE", "CONCEDE", "COOPERATE", "SANCTION"))
_STRIKING = frozenset(("ASSAULT", "COERCE", "RETREAT", "MOBILIZE", "PROTEST"))


def plainly(a: Analysis, place: PlaceMention, clause: Clause) -> int | None:
    """How plainly a place says where a claim is set, 0 the most; None where it does not."""
    if a.tokens[place.head].upos == "ADV":
        return 0  # "there", "here" need no preposition
    listed, head = words(), place.head
    for _ in range(6):
        cases = {a.tokens[j].form.lower() for j in a.dependents(head, "case")}
        if cases & listed.locative:
            return 0 if cases & listed.plainly else 1
        above = a.tokens[head].head
        if cases & listed.towards and above >= 0 and _moves(a, above, clause):
            return 2
        if cases & (listed.towards - listed.belonging) or above < 0:
            break
        if head == clause.predicate:
            break
        if _touched(a, head, place, clause):
            return 1
        if not _part_of(a, head, place):
            break
        head = above
    return _stands(a, place, clause)


def _moves(a: Analysis, above: int, clause: Clause) -> bool:
    """A verb or noun of motion governs "to X", "from X"."""
    return a.tokens[above].lemma.lower() in words().motion or clause.event in ("RETREAT", "MOBILIZE")


def _touched(a: Analysis, head: int, place: PlaceMention, clause: Clause) -> bool:
    """What an act reaches, leaves or strikes: "reached X", "shelled the market of X", "the shelling of X"."""
    above = a.tokens[head].head
    token, relation = a.tokens[above], a.tokens[head].deprel
    lemma = token.lemma.lower()
    if lemma in words().reached:
        return relation in ("obj", "obl", "nsubj:pass", "nmod") or a.rel(head) == "conj"
    if place.kind == "country":
        return False
    struck = lemma in words().struck or (clause.event in _STRIKING and above == clause.predicate)
    if struck and relation in ("obj", "obl", "nsubj:pass", "nmod", "compound", "nmod:poss"):
        return True
    return above == clause.predicate and token.upos == "NOUN" and relation in ("nmod", "compound")


def _part_of(a: Analysis, head: int, place: PlaceMention) -> bool:
    """ "the region of X", "the health centre of X", "X airport": through the noun of what stands in a place."""
    above, relation = a.tokens[head].head, a.rel(head)
    if relation == "conj":
        return True
    if relation not in ("nmod", "appos", "flat", "compound", "amod"):
        return False
    lemma = a.tokens[above].lemma.lower()
    if lemma in words().areas or a.tokens[above].upos == "PROPN":
        return True
    return place.kind != "country" and a.tokens[above].upos in ("NOUN", "SYM", "NUM") and lemma not in words().no_place


def _stands(a: Analysis, place: PlaceMention, clause: Clause) -> int | None:
    """ "X is calm", "citizens of X were killed": a state of the place itself, and what happens to those who are of it."""
    if place.kind == "country" or clause.predicate is None:
        return None
    top, above = place.head, a.tokens[place.head].head
    if above >= 0 and above != clause.predicate and _part_of(a, top, place):
        top, above = above, a.tokens[above].head  # "the X crossing was open"
    if above == clause.predicate and a.rel(top) == "nsubj":
        stays = a.dependents(clause.predicate, "cop") or a.tokens[clause.predicate].lemma.lower() in words().standing
        undergoes = a.tokens[top].deprel == "nsubj:pass"
        return 3 if (stays and clause.event is None) or undergoes else None
    of = any(a.tokens[j].form.lower() in words().belonging for j in a.dependents(place.head, "case"))
    if place.kind != "settlement" or not of or above < 0 or a.tokens[above].lemma.lower() in words().no_place:
        return None
    taking_part = a.tokens[above].head == clause.predicate and a.rel(above) in ("nsubj", "obj", "obl")
    return 3 if taking_part and clause.event not in _WORDS_ONLY else None
