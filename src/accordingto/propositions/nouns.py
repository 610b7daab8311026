"""Nouns that say something by themselves: events, items of a list, what somebody has, what the words keep at a distance."""

from collections.abc import Collection

from accordingto import cues, syntax
from accordingto.analysis import Analysis
from accordingto.propositions.lexicon import words

_WIDE = ("acl:relcl", "conj", "appos", "parataxis", "cc", "case", "punct")


def phrase(a: Analysis, i: int) -> list[int]:
    """A noun phrase without relative clauses, apposition, coordination and its case marker."""
    own = [j for j in a.children[i] if a.tokens[j].deprel not in _WIDE and a.rel(j) not in _WIDE and a.rel(j) != "cop"]
    own = [j for j in own if a.rel(j) not in ("nsubj", "advcl", "mark", "aux")]
    return sorted({i, *(k for j in own for k in a.subtree(j, without=("acl:relcl", "parataxis")))})


def names_participant(a: Analysis, i: int) -> bool:
    """An event noun counts where its own phrase says who, whom, where or when."""
    first = syntax.first_conjunct(a, i)
    below = a.dependents(i, "nmod", "acl") + [
        j for j in a.dependents(i, "amod", "compound") if a.tokens[j].upos == "PROPN" or a.tokens[j].form[:1].isupper()
    ]
    return bool(below) or (first != i and bool(a.dependents(first, "nmod:poss")))


def possessed(a: Analysis, i: int) -> bool:
    """An abstract noun that a named participant has ("Chad's neutrality in the dispute"): its having it is taken for granted."""
    token = a.tokens[i]
    if token.upos != "NOUN" or a.rel(i) in ("compound", "root") or not token.lemma.lower().endswith(words().abstract):
        return False
    owners = a.dependents(i, "nmod:poss")
    return bool(owners) and a.tokens[owners[0]].upos == "PROPN" and len(a.subtree(i)) >= 4


def doubted(a: Analysis, i: int, nominal: Collection[int]) -> bool:
    """A thing that the words keep at a distance ("the so-called evacuation of Brell", "their “protection” of the mine"): that there is
    one is what is doubted. Not a mere name ("the so-called council"); an event noun (``nominal``) or one of its kind."""
    token = a.tokens[i]
    if token.upos != "NOUN" or a.rel(i) in ("compound", "root") or not a.dependents(i, "nmod", "nmod:poss"):
        return False
    if not (i in nominal or token.lemma.lower().endswith((*words().abstract, *words().doings))):
        return False
    before = [a.tokens[k].form.lower() for k in range(max(0, i - 3), i)]
    marked = before[-1:] in (["“"], ['"'], ["‘"]) and i + 1 < len(a.tokens) and a.tokens[i + 1].form in ("”", '"', "’")
    return marked or words().distancing <= set(before)


def is_item(a: Analysis, i: int) -> bool:
    """A noun in the list of what something includes, demands or consists of."""
    first = syntax.first_conjunct(a, i)
    if a.tokens[i].upos not in ("NOUN", "PROPN") or a.rel(first) != "obj":
        return False
    verb = a.tokens[first].head
    return verb >= 0 and a.tokens[verb].lemma.lower() in cues.lexicon().words.include and (i != first or bool(a.dependents(first, "conj")))


def asserted(a: Analysis, i: int) -> bool:
    """An event noun that its clause asserts: what there is, what was reached, what somebody's answer was."""
    head = a.tokens[i].head
    if head < 0 or a.rel(i) == "root" or a.dependents(i, "cop"):
        return True
    verb = a.tokens[head]
    return a.rel(i) in ("nsubj", "obj") and verb.lemma in words().presenting and verb.upos != "NOUN"
