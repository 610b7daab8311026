"""Signatures: who stands behind a quotation or a pull quote by name, "“Nobody has asked.” – Lena Voss, chairwoman"."""

from collections.abc import Collection, Iterator, Sequence

from accordingto.analysis import Analysis
from accordingto.attribution.found import Found, Run
from accordingto.attribution.quotes import Quotation, Quotations, block_of
from accordingto.attribution.saying import words
from accordingto.syntax import head

LONGEST = 24
"""Tokens of the longest signature: name, office, house."""
SHORTEST = 3
"""Words of the shortest quotation that is taken for speech without a cue."""
DASHES = frozenset(["–", "—", "―", "-", "--", "~"])
STOPS = frozenset([".", "!", "?", "…", ":"])


def signed(a: Analysis, blocks: Sequence[Run], here: int | None, q: Quotation) -> Found | None:
    """A quotation by the name behind it: after a dash, in brackets, or alone at the end of the paragraph or in the next one.

    Args:
        a: the trees.
        blocks: the paragraphs of the document in tokens.
        here: which of them the quotation ends in; None: none of them.
        q: the quotation.
    """
    if q.last - q.first - 2 < SHORTEST or q.last >= len(a.tokens) or here is None:
        return None
    end = blocks[here][1]
    if q.last < end:
        return _by(a, q, q.last, end)
    if here + 1 < len(blocks):
        first, last = blocks[here + 1]
        before = a.text[: a.tokens[first].start].rstrip()[-1:]  # the dash may have been taken for the mark of an item
        bracketed = a.tokens[first].form == "(" and a.tokens[last - 1].form == ")"
        return _by(a, q, first, last) if a.tokens[first].form in DASHES or before in DASHES or bracketed else None
    return None


def pulled(a: Analysis, q: Quotations, blocks: Sequence[Run], busy: Collection[int]) -> Iterator[Found]:
    """Pull quotes: words in the first person without marks, then name and office without a full stop or verb.

    Args:
        a: the trees.
        q: the document's quotations.
        blocks: its paragraphs in tokens.
        busy: the numbers of the blocks in which something is said already.
    """
    for first, last in blocks:
        if block_of(a, first) in busy or a.tokens[last - 1].form in STOPS or q.of[first] >= 0:
            continue
        inside = [e for k in range(max(first, last - LONGEST), last) if (e := a.entity_of.get(k)) is not None and e.type == "PER"]
        start = _begins(a, inside[0].first, first) if inside else first
        own = any(a.tokens[k].form.lower() in words().first_person for k in range(first, start))
        if start - first > 2 * SHORTEST and own and (made := _by(a, Quotation(first, start, False), start, last)) is not None:
            yield made


def _begins(a: Analysis, name: int, first: int) -> int:
    """Where a signature begins: at the name, or at the capitalised title before it."""
    k = name
    while k > first and a.tokens[k - 1].upos in ("NOUN", "PROPN", "ADJ") and a.tokens[k - 1].form not in STOPS:
        k -= 1
        if a.tokens[k].form[:1].isupper() and (k == first or not a.tokens[k - 1].form[:1].isupper()):
            break
    return k if a.tokens[k].form[:1].isupper() else name


def _by(a: Analysis, q: Quotation, first: int, last: int) -> Found | None:
    """A signature from ``first`` to ``last``: a name with what it is, and no verb; anything else is no signature."""
    mark = None
    if a.tokens[first].form in DASHES or a.tokens[first].form == "(":
        mark, first = first, first + 1
    while last > first and a.tokens[last - 1].form in (")", ".", "]"):
        last -= 1
    if not 0 < last - first <= LONGEST or any(a.tokens[k].upos in ("VERB", "AUX") for k in range(first, last)):
        return None
    people = [e for k in range(first, last) if (e := a.entity_of.get(k)) is not None and e.type in ("PER", "ORG")]
    people.sort(key=lambda e: e.type != "PER")
    if not people or a.tokens[first].form[:1].islower():
        return None
    e = people[0]
    who = head(a, range(e.first, e.last), e.first)
    return Found([(mark, mark + 1)] if mark is not None else [], [(first, last)], [(q.first, q.last)], mark, who, "asserted")
