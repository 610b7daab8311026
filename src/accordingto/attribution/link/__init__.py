"""Linking: quotations and the spans that the model marks, to the cues and sources they belong to.

Order of trust: a link that the tree states, then nearness within the sentence, then the neighbouring sentence (a quotation that goes on,
a quotation that floats without a cue of its own). The model's spans set the boundaries where they and the tree speak of the same thing.

    marks       the model's spans by sentence: whose cue, content (contents) and source (sources) each is
    spoken      quotations to the cues of speech beside them
    floating    quotations without a cue, which go on from the speaker before
    reported    which of all that somebody says or thinks, and which is only told of him
"""

from accordingto.analysis import Analysis
from accordingto.attribution import beside
from accordingto.attribution.found import Found, nested, overlap, size
from accordingto.attribution.link import floating, marks, reported, spoken
from accordingto.attribution.quotes import Quotations


def linked(a: Analysis, q: Quotations, found: list[Found]) -> list[Found]:
    """The finished attributions of a document in tokens, in text order of their cues; linear in the document.

    Args:
        a: the document's trees and the model's spans.
        q: its quotations.
        found: what cues and trees have found.
    """
    found = _with_equated(_without_taken_up(marks.fitted(a, q, found)), a, q)
    spoken.take(a, q, found)
    found = [f for f in found if f.content or f.cue_token is not None]
    found += floating.find(a, q, found)
    return [f for f in found if f.content and reported.is_link(a, q, f)]


def _with_equated(found: list[Found], a: Analysis, quotations: Quotations) -> list[Found]:
    """With the quotations that are said to be what somebody said, in the place of whatever else takes them."""
    for q in quotations.found:
        if one := beside.equated(a, q):
            quoted = [(q.first, q.last)]
            within = [f for f in found if nested(f, quotations)]
            found = [*(f for f in found if f in within or 2 * overlap(f.content, quoted) < size(quoted)), one]
    return found


def _without_taken_up(found: list[Found]) -> list[Found]:
    """Without a cue that another one takes up ("**refused** to deny that", "**made** the claim that")."""
    taken = {k for f in found for k in f.acts if k != f.cue_token}
    return [f for f in found if f.cue_token not in taken]
