"""Clauses that a semicolon parts: whoever speaks in one of them does not say the other, where that has its own speaker.

"The minister said the door was open; the others, he added, should remember that …": what he added is no more than the second half.
"""

from collections.abc import Iterator, Sequence

from accordingto.analysis import Analysis
from accordingto.attribution.found import Found, Run, minus
from accordingto.attribution.quotes import Quotations


def parted(found: Sequence[Found], a: Analysis, q: Quotations) -> None:
    """Take from each attribution's content the clauses beyond a semicolon that are another's words.

    Args:
        found: the attributions; their contents are changed.
        a: the document's trees.
        q: its quotations: a semicolon inside one parts nothing.
    """
    by_sentence: dict[int, list[Found]] = {}
    for f in found:
        if f.cue_token is not None and f.turn is None:
            by_sentence.setdefault(a.sentence_of[f.cue_token], []).append(f)
    for number, here in by_sentence.items():
        clauses = list(_clauses(a, q, number)) if len(here) > 1 else []
        for f in here if len(clauses) > 1 else ():
            others = [c for c in clauses if not _in(f.cue_token, c) and any(_speaks_in(a, g, c) for g in here if g is not f)]
            left = minus(f.content, others)
            if left:
                f.content = left


def _clauses(a: Analysis, q: Quotations, number: int) -> Iterator[Run]:
    """The stretches of a sentence between semicolons."""
    sentence = a.sentences[number]
    first = sentence.first
    for k in range(sentence.first, sentence.last):
        if a.tokens[k].form == ";" and not q.inside(k):
            yield first, k
            first = k + 1
    yield first, sentence.last


def _in(i: int | None, run: Run) -> bool:
    return i is not None and run[0] <= i < run[1]


def _speaks_in(a: Analysis, f: Found, clause: Run) -> bool:
    """Whether an attribution has both its cue and its source in a clause; "he", "they" may be whoever spoke before."""
    if not _in(f.cue_token, clause) or f.source_token is None or a.tokens[f.source_token].upos == "PRON":
        return False
    return bool(f.source) and all(clause[0] <= first and last <= clause[1] for first, last in f.source)
