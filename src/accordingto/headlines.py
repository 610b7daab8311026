"""Titles mended: "Dam **to reopen** on Friday" says what will be, as a clause with an auxiliary would.

Parsers, which learn from running text, hang such an infinitive on its noun ("a plan to reopen the dam"). In a title it is the predicate,
the noun its subject, unless the noun is one that takes an infinitive. Only heads and relations change.
"""

from collections.abc import Collection, Iterator
from functools import cache

from accordingto import cues, syntax
from accordingto.analysis import Analysis, Sentence
from accordingto.mending import Edits
from accordingto.modality.lexicon import lexicon


def repaired(analysis: Analysis, titles: Collection[int]) -> Analysis:
    """The analysis with the titles' infinitives as predicates; the same object where there are none.

    Args:
        analysis: the document's trees.
        titles: the numbers of the blocks that are titles, as sentences count them.
    """
    edits = Edits(analysis)
    for sentence in analysis.sentences:
        if sentence.block in titles:
            _mend(edits, sentence)
    return edits.done()


def _mend(edits: Edits, sentence: Sentence) -> None:
    a = edits.a
    found = list(_infinitives(a, sentence))
    if not found:
        return
    noun, verb = found[0]
    above = a.tokens[noun].head
    said = above >= 0 and a.tokens[above].lemma.lower() in cues.lexicon().verbs and any(j > above for j in a.dependents(above, "nsubj"))
    if above >= 0 and not said:
        return
    edits.set(verb, head=above, deprel="ccomp" if said else "root")
    edits.set(noun, head=verb, deprel="nsubj")
    for j in a.children[noun]:
        if j > verb:
            edits.set(j, head=verb)
    for other, more in found[1:]:
        edits.set(more, head=verb, deprel="conj")
        edits.set(other, head=more, deprel="nsubj")


def _infinitives(a: Analysis, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The nouns of a title right before an infinitive that hangs on them, or beside them on a verb of saying, with it."""
    for verb in range(sentence.first + 2, sentence.last):
        marks = [j for j in a.dependents(verb, "mark") if syntax.infinitive(a, verb)]
        noun = marks[0] - 1 if marks else -1
        while noun > sentence.first and a.tokens[verb].head != noun and a.rel(noun) in ("flat", "conj", "compound"):
            noun = a.tokens[noun].head
        if noun < sentence.first or a.tokens[noun].upos not in ("NOUN", "PROPN") or a.tokens[noun].lemma.lower() in _taking():
            continue
        if a.tokens[verb].head == noun or (a.rel(verb) == "ccomp" and a.tokens[noun].head == a.tokens[verb].head):
            yield noun, verb


@cache
def _taking() -> frozenset[str]:
    """Nouns that take an infinitive: plans, demands."""
    said = frozenset(lemma for lemma, cue in cues.lexicon().nouns.items() if "infinitive" in cue.takes)
    return said | frozenset(lemma for entry in lexicon().noun for lemma in entry.lemmas)
