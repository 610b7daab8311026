"""Quoted words that an editor has cut or completed: "We [the army] did not . . . shell the camp".

What stands in square brackets behind a pronoun or a noun explains it and is no participant of its own; dots for words left out do not part
an auxiliary from its verb. Only heads and relations change.
"""

import msgspec

from accordingto import syntax
from accordingto.analysis import Analysis, Token, cyclic

_DOTS = frozenset({".", "..", "...", "…", "[", "]", "[…]"})
_FAR = 8


def repaired(analysis: Analysis) -> Analysis:
    """The analysis with insertions and omissions mended; the same object where there are none."""
    changed: dict[int, Token] = {}
    for sentence in analysis.sentences:
        opening = None
        for i in range(sentence.first, sentence.last):
            token = analysis.tokens[i]
            if token.form == "[":
                opening = i
            elif token.form == "]" and opening is not None:
                _explain(analysis, opening, i, sentence.first, changed)
                opening = None
            elif token.upos == "AUX" and analysis.rel(i) not in ("aux", "cop") and (verb := _verb_of(analysis, i, sentence.last)):
                _helps(analysis, i, verb, changed)
    if not changed:
        return analysis
    tokens = [changed.get(i, t) for i, t in enumerate(analysis.tokens)]
    for i in changed:
        if cyclic(tokens, i):
            tokens[i] = analysis.tokens[i]
    return msgspec.structs.replace(analysis, tokens=tuple(tokens))


def _explain(a: Analysis, opening: int, closing: int, first: int, changed: dict[int, Token]) -> None:
    """What the brackets hold becomes an apposition of the noun or pronoun before them, which takes its place in the clause."""
    before = opening - 1
    inside = range(opening + 1, closing)
    head = syntax.head(a, inside)
    if before < first or head is None or a.tokens[before].upos not in ("PRON", "NOUN", "PROPN"):
        return
    if a.tokens[head].upos not in ("NOUN", "PROPN", "PRON") or a.tokens[head].head == before:
        return
    place = a.tokens[head]
    changed[head] = msgspec.structs.replace(place, head=before, deprel="appos")
    if (a.rel(head) in ("nsubj", "obj", "iobj") and a.rel(before) == a.rel(head)) or a.tokens[before].head in (head, -1):
        changed[before] = msgspec.structs.replace(a.tokens[before], head=place.head, deprel=place.deprel)


def _verb_of(a: Analysis, i: int, last: int) -> int | None:
    """The verb behind an auxiliary, over negation, adverbs and dots alone; at least one dot or bracket parts the two."""
    parted = False
    for k in range(i + 1, min(last, i + _FAR)):
        token = a.tokens[k]
        if token.form in _DOTS:
            parted = True
        elif token.upos == "VERB" and token.xpos in ("VB", "VBN", "VBG"):
            return k if parted and not any(a.rel(j) == "nsubj" and i < j for j in a.children[k]) else None
        elif token.upos not in ("PART", "ADV"):
            return None
    return None


def _helps(a: Analysis, i: int, verb: int, changed: dict[int, Token]) -> None:
    place = a.tokens[i]
    if a.tokens[verb].head == i:
        changed[verb] = msgspec.structs.replace(a.tokens[verb], head=place.head, deprel=place.deprel)
    changed[i] = msgspec.structs.replace(place, head=verb, deprel="aux")
    for j in a.children[i]:
        if j != verb and j not in changed:
            changed[j] = msgspec.structs.replace(a.tokens[j], head=verb)
