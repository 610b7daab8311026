"""Quotation marks: which tokens stand inside a quotation, and where the quotation begins and ends.

One pass over the tokens, whatever the marks do: nested, unbalanced or endless ones only change how far a quotation is taken to reach.
"""

import msgspec

from accordingto.analysis import Analysis

_OPEN = {"“": "”", "„": "“”", "«": "»", "``": "''", "‘": "’", "‹": "›", "「": "」"}
_EITHER = frozenset(['"', "＂", "''"])


class Quotation(msgspec.Struct, frozen=True, gc=False):
    """Tokens ``first`` to ``last`` (exclusive), marks included; ``closed`` is false where the block ends first."""

    first: int
    last: int
    closed: bool


class Quotations(msgspec.Struct, frozen=True):
    """The outermost quotations of a document in text order, and for each token the index of its quotation or -1."""

    found: tuple[Quotation, ...]
    of: tuple[int, ...]

    def inside(self, i: int) -> bool:
        """Whether token ``i`` stands in a quotation (its marks count as inside)."""
        return self.of[i] >= 0


def find(analysis: Analysis) -> Quotations:
    """The outermost quotations, block by block; a mark left open reaches to the end of its block.

    Single marks open only before a letter and after a space, and count only where the block closes them, since ’ is an apostrophe too.
    """
    found: list[Quotation] = []
    for first, last in blocks(analysis):
        found += _in_block(analysis, first, last)
    of = [-1] * len(analysis.tokens)
    for n, q in enumerate(found):
        of[q.first : q.last] = [n] * (q.last - q.first)
    return Quotations(tuple(found), tuple(of))


def blocks(analysis: Analysis) -> list[tuple[int, int]]:
    """Token ranges of the blocks that hold sentences, in text order."""
    ranges: list[tuple[int, int]] = []
    previous = None
    for s in analysis.sentences:
        if ranges and s.block == previous:
            ranges[-1] = (ranges[-1][0], s.last)
        else:
            ranges.append((s.first, s.last))
        previous = s.block
    return ranges


def _in_block(a: Analysis, first: int, last: int) -> list[Quotation]:
    found: list[Quotation] = []
    begin, mark, depth = -1, "", 0
    singles = sum(a.tokens[i].form == "’" for i in range(first, last))
    for i in range(first, last):
        form = _mark(a, i, last)
        singles -= form == "’"
        if begin < 0:
            if form in _EITHER or (form in _OPEN and (form != "‘" or (singles > 0 and _opens(a, i)))):
                begin, mark, depth = i, form, 1
        elif mark in _EITHER:
            if form == mark:
                found.append(Quotation(begin, i + 1 if a.tokens[i].form == mark else i + 2, True))
                begin = -1
        elif form in _OPEN[mark] and form != mark:
            depth -= 1
            if depth == 0:
                found.append(Quotation(begin, i + 1, True))
                begin = -1
        elif form == mark:
            depth += 1
    if begin >= 0:
        found.append(Quotation(begin, last, False))
    return found


def _mark(a: Analysis, i: int, last: int) -> str:
    """The form of a token; of two apostrophes typed for one mark ("''") the first stands for both."""
    form = a.tokens[i].form
    if form == "'" and i + 1 < last and a.tokens[i + 1].form == "'" and a.tokens[i + 1].start == a.tokens[i].end:
        return "''"
    return form


def _opens(a: Analysis, i: int) -> bool:
    return i + 1 < len(a.tokens) and a.tokens[i + 1].form[:1].isalnum() and (i == 0 or a.tokens[i - 1].end < a.tokens[i].start)
