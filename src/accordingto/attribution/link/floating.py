"""Quotations that fill a sentence and have no cue: they go on from the speaker before."""

from bisect import bisect_right

from accordingto.analysis import Analysis
from accordingto.attribution import beside
from accordingto.attribution.found import Found, merged, nested
from accordingto.attribution.link.spoken import speaks
from accordingto.attribution.quotes import SHORT, Quotations, block_of, fills


def find(a: Analysis, q: Quotations, found: list[Found]) -> list[Found]:
    """Quotations without a cue: in the same paragraph as more of the same content, in the next paragraph as an attribution of their own.

    Args:
        a: the trees.
        q: the document's quotations.
        found: its attributions; the contents that go on are changed.

    Returns:
        the attributions to add.
    """
    taken = {n for f in found if not nested(f, q) for n in q.within(f.content)}
    speech = sorted((f for f in found if f.source and f.content and _is_speech(a, q, f)), key=lambda f: f.content[-1][1])
    ends = [f.content[-1][1] for f in speech]
    new: list[Found] = []
    for n, quotation in enumerate(q.found):
        if n in taken:
            continue
        if signed := beside.signed(a, quotation) or beside.announced(a, quotation):
            new.append(signed)
            continue
        k = bisect_right(ends, quotation.first) - 1
        last = speech[k] if k >= 0 else None
        apart = block_of(a, quotation.first) - block_of(a, last.content[-1][1] - 1) if last is not None else None
        if not fills(a, quotation, 1 if apart == 0 else SHORT):
            continue
        if last is None or (last.cue_token is not None and last.cue_token > quotation.first):
            continue
        if apart == 0:
            last.content = merged([*last.content, (quotation.first, quotation.last)])
            ends[k] = last.content[-1][1] if k + 1 == len(ends) or last.content[-1][1] <= ends[k + 1] else ends[k]
        elif apart == 1 and _quoted(q, last):
            more = Found([], last.source, [(quotation.first, quotation.last)], None, last.source_token, "asserted", inherited=True)
            new.append(more)
            speech.insert(k + 1, more)
            ends.insert(k + 1, quotation.last)
    return new


def _is_speech(a: Analysis, q: Quotations, f: Found) -> bool:
    return not nested(f, q) and (_quoted(q, f) or (f.cue_token is not None and speaks(a, q, f, f.cue_token)))


def _quoted(q: Quotations, f: Found) -> bool:
    return q.inside(f.content[-1][1] - 1) or q.inside(f.content[0][0])
