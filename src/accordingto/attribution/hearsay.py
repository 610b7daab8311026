"""Hearsay in passing: "the ferry, **it is whispered**, sank", "**rumour has it** that the mayor fled", "…, **or so the story goes**".

Set phrases in which nobody is named; parsers hang them anywhere, so they are found by their words, between the marks that set them off.
What they are made of is data (``[passing]`` in ``cues.toml``).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from accordingto import cues
from accordingto.analysis import Analysis
from accordingto.attribution.found import Found, Run, minus, overlap
from accordingto.attribution.quotes import Quotations

_MARKS = r",;–—("


def find(a: Analysis, q: Quotations, found: Sequence[Found]) -> list[Found]:
    """The attributions of a document with those that are made in passing, in the place of what else has their words for cue or source.

    Args:
        a: the document's trees.
        q: its quotations.
        found: the attributions so far.
    """
    passing = list(_passing(a, q, found))
    words = [run for f in passing for run in f.cue]
    return [*(f for f in found if not overlap([*f.cue, *f.source], words)), *passing] if passing else list(found)


def _passing(a: Analysis, q: Quotations, found: Sequence[Found]) -> Iterator[Found]:
    for match in _pattern().finditer(a.text):
        tokens = a.tokens_in(match.start("phrases"), match.end("phrases"))
        if not tokens or len({a.sentence_of[i] for i in tokens}) != 1:
            continue
        cue = (tokens[0], tokens[-1] + 1)
        content = _content(a, q, cue, found, back=match["turned"] is not None, on=match["opens"] is not None)
        verbs = [i for i in tokens if a.tokens[i].upos == "VERB"]
        if content:
            yield Found([cue], [], content, verbs[-1] if verbs else tokens[-1], None, "alleged", tight=True)


def _content(a: Analysis, q: Quotations, cue: Run, found: Sequence[Found], *, back: bool, on: bool) -> list[Run]:
    """What is said in passing: the rest of the stretch between semicolons; behind "or so" (``back``) what stands before, before "that"
    (``on``) and behind "and," what stands behind; of what somebody else says, or of a quotation, no more than that."""
    sentence = a.sentences[a.sentence_of[cue[0]]]
    ends = [k for k in range(sentence.first, sentence.last) if a.tokens[k].form == ";" and not q.inside(k)]
    first = max((k + 1 for k in ends if k < cue[0]), default=sentence.first)
    last = min((k for k in ends if k >= cue[1]), default=sentence.last)
    joined = cue[0] - 2 >= first and a.tokens[cue[0] - 2].upos == "CCONJ"
    if on or joined:
        first = cue[1]
    elif back:
        last = cue[0]
    content = minus([(first, last)], [cue])
    around = [f.content for f in found if overlap(f.content, [cue]) == cue[1] - cue[0]]
    if q.inside(cue[0]):
        quotation = q.found[q.of[cue[0]]]
        around.append([(quotation.first, quotation.last)])
    for theirs in around:
        content = minus(content, minus([(sentence.first, sentence.last)], theirs))
    return [run for run in content if any(a.tokens[k].upos != "PUNCT" for k in range(*run))]


@cache
def _pattern() -> re.Pattern[str]:
    """The phrases, set off by marks on both sides or at the edge of a line, with where it is said."""
    words = cues.lexicon().passing
    classes = {"RUMOUR": words.rumours, "SAID": words.passed_on}

    def one_of(phrases: Iterable[str]) -> str:
        made = (" ".join(f"(?:{'|'.join(classes[w])})" if w in classes else re.escape(w) for w in p.split()) for p in phrases)
        return f"(?:{'|'.join(made)})"

    told, opens = one_of(words.phrases), rf"(?: (?:{'|'.join(words.opens)})\b)"
    rumour = one_of(p for p in words.phrases if "RUMOUR" in p)  # "it is said that" is a clause as any other
    at = rf"(?: (?:{'|'.join(words.said_where)})\b[^{_MARKS}.:)\n]{{0,40}})?(?=[{_MARKS}.)]| [–—])"
    said = rf"(?P<phrases>(?:(?P<turned>{'|'.join(words.turned)}) )?(?:{rumour}(?={opens})|{told}{at}))"
    before = rf"(?:(?<=[{_MARKS}] )|(?<=[{_MARKS}.“\"] )|(?<=[–—(“\"\n])|\A)"
    return re.compile(rf"{before}{said}(?P<opens>{opens})?", re.IGNORECASE)
