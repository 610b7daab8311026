"""To whom a text says that its words may be attributed: "a summary of what was said by X, **to whom quoted text may be attributed**", or
"Statement **attributable to** the Spokesperson for …", "the following **can be attributed to** X, chief executive of Y".

That is how the United Nations' bodies head their briefing notes, and companies and agencies their answers to reporters.
"""

from collections.abc import Sequence

from accordingto import cues
from accordingto.analysis import Analysis
from accordingto.cues import Words
from accordingto.types import Block, Page

Place = tuple[int, int, int, int]
"""Start and end of the words that name whoever it is; of the phrase that says so."""
_TOP = 8
"""Blocks from the top in which it may stand."""


def find(page: Page, a: Analysis, blocks: Sequence[Block], words: Words) -> Place | None:
    """Who may be quoted, by the first line at the top that says so.

    Args:
        page: the document.
        a: its analysis.
        blocks: its blocks without page furniture.
        words: the closed lists of the cue lexicon.

    Returns:
        offsets into the text; None where no line says so.
    """
    for b in blocks[:_TOP]:
        if b.kind == "speaker":
            return None  # a transcript has labels
        line = page.document.text[b.start : b.end]
        found = cues.says_whose(line, words)
        if found is None:
            continue
        start, end, ahead = found
        if ahead:
            return b.start + end, b.end, b.start + start, b.start + end
        if (person := _before(a, b.start, b.start + start)) is not None:
            return *person, b.start + start, b.start + end
    return None


def _before(a: Analysis, first: int, end: int) -> tuple[int, int] | None:
    """The person named last in a stretch."""
    named = [(a.tokens[e.first].start, a.tokens[e.last - 1].end) for e in a.entities if e.type == "PER"]
    return next(((s, t) for s, t in reversed(named) if first <= s and t <= end), None)
