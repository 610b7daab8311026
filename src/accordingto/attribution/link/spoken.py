"""Quotations to the cues of speech beside them."""

from bisect import bisect_left

from accordingto import cues
from accordingto.analysis import Analysis
from accordingto.attribution.found import Found, Run, merged, minus, nested, overlap
from accordingto.attribution.quotes import SHORT, TERM, Quotations, block_of

_REACH = 40
"""Tokens between a cue and what it brings, at most."""


def take(a: Analysis, q: Quotations, found: list[Found]) -> None:
    """Speech cues take the quotations beside them; a quotation that a content reaches into belongs to it whole.

    Args:
        a: the trees.
        q: the document's quotations.
        found: its attributions; they are changed.
    """
    speaking = sorted((f for f in found if f.cue_token is not None and speaks(a, q, f, f.cue_token)), key=lambda f: f.cue_token or 0)
    _widen(a, q, found)
    taken = {n for f in found if not nested(f, q) for n in q.within(f.content)}
    places = [f.cue_token or 0 for f in speaking]
    for n, quotation in enumerate(q.found):
        if n in taken:
            continue
        owner = _speaker_of(a, q, n, speaking, places)
        if owner is not None:
            owner.content = merged([*owner.content, (quotation.first, quotation.last)])
            taken.add(n)
    _pass_on(a, q, found)


def speaks(a: Analysis, q: Quotations, f: Found, cue: int) -> bool:
    """Whether a cue brings quotations; none does that stands in one.

    Args:
        a: the trees.
        q: the document's quotations.
        f: the attribution.
        cue: the main word of its cue.
    """
    if q.inside(cue):
        return False
    token = a.tokens[cue]
    if not f.lexical:
        return token.upos == "VERB" or (f.cue[0][1] - f.cue[0][0] == 1 and token.form == ":")
    if token.upos != "VERB":
        return not f.content and f.stance != "alleged"
    return _says(a, cue)


def _says(a: Analysis, i: int) -> bool:
    return any("quote" in cue.takes for _, cue in cues.lexicon().verbs.get(a.tokens[i].lemma.lower(), ()))


def _pass_on(a: Analysis, q: Quotations, found: list[Found]) -> None:
    """ "“We have boats,” Reyes said General Paz told him": Reyes says that Paz says it."""
    at = {f.cue_token: f for f in found if f.cue_token is not None}
    for f in found:
        below = a.dependents(f.cue_token, "ccomp") if f.cue_token is not None and q.within(f.content) else []
        cue = next((j for j in below if j in at and not q.inside(j)), None)
        if cue is None or q.found[q.within(f.content)[0]].first > cue:
            continue  # "said talks would go on and called it “nonsense”"
        inner = at[cue]
        if inner.source and not inner.content and speaks(a, q, inner, cue):
            inner.content = list(f.content)
            f.content = merged([*f.content, *inner.source, *inner.cue])


# --- how far a content reaches


def _widen(a: Analysis, q: Quotations, found: list[Found]) -> None:
    """Content that begins or ends inside a quotation of speech reaches to the quotation's end."""
    for f in found:
        if f.cue_token is None:
            continue
        if q.inside(f.cue_token):
            _narrow(a, q, f, f.cue_token)
            continue
        whole = [(q.found[n].first, q.found[n].last) for n in q.within(f.content)]
        f.content = minus(merged([*f.content, *whole]), [*f.cue, *f.source])


def _narrow(a: Analysis, q: Quotations, f: Found, cue: int) -> None:
    """Speech inside speech: a cue inside a quotation that has inner marks beside it or in its content reports what they hold."""
    if not f.lexical or a.tokens[cue].upos != "VERB" or not _says(a, cue):
        return
    within = [x for x in q.inner_of.get(q.of[cue], ()) if not x.first <= cue < x.last]
    held = [x for x in within if overlap(f.content, [(x.first, x.last)]) and x.last - x.first - 2 > TERM]
    if held and all(abs(x.first - cue) < _REACH for x in held):
        f.content = [(x.first, x.last) for x in held]


# --- whose a quotation is


def _speaker_of(a: Analysis, q: Quotations, n: int, speaking: list[Found], places: list[int]) -> Found | None:
    """The speech cue of the same sentence nearest to a quotation, else one in the sentence right before it (after a colon) or after."""
    quotation = q.found[n]
    here = a.sentence_of[quotation.first], a.sentence_of[quotation.last - 1]
    k = bisect_left(places, quotation.first)
    best: tuple[int, Found] | None = None
    for j in (k - 1, k):
        if not 0 <= j < len(places):
            continue
        cue, place = places[j], a.sentence_of[places[j]]
        between = (cue + 1, quotation.first) if cue < quotation.first else (quotation.last, cue)
        gap = _words_between(a, between, speaking[j])
        near = gap <= 2 or (gap <= 12 and _governs(a, cue, quotation.first, quotation.last))
        if place in here and not near and (speaking[j].content or quotation.last - quotation.first - 2 <= SHORT):
            continue
        if place not in here and not _adjoins(a, between, speaking[j], quotation.first > cue):
            continue
        if place not in here and cue > quotation.first and not _runs_on(a, quotation.last, cue):
            continue
        if speaking[j].content and not near and place not in here:
            continue
        if best is None or gap < best[0]:
            best = (gap, speaking[j])
    return best[1] if best else None


def _runs_on(a: Analysis, last: int, cue: int) -> bool:
    """Whether a quotation that ends before ``last`` runs into the sentence after it (“Is it far?” she asked): same paragraph, no full stop
    inside."""
    return block_of(a, last - 1) == block_of(a, cue) and a.tokens[max(last - 2, 0)].form != "."


def _words_between(a: Analysis, between: Run, f: Found) -> int:
    if between[1] - between[0] > 60:
        return 60
    own = {k for run in (*f.source, *f.cue) for k in range(*run)}
    return sum(a.tokens[k].upos != "PUNCT" and k not in own for k in range(*between))


def _governs(a: Analysis, cue: int, first: int, last: int) -> bool:
    return any(a.tokens[k].head == cue for k in range(first, min(last, first + 200)))


def _adjoins(a: Analysis, between: Run, f: Found, after: bool) -> bool:
    """Whether nothing but the cue's own source and punctuation lies between, and before a following quotation a colon or no stop."""
    if _words_between(a, between, f) > 0:
        return after and _ends_open(a, between) and between[1] - between[0] < _REACH
    forms = [a.tokens[k].form for k in range(*between)]
    return not after or not forms or forms[-1] not in (".", "!", "?")


def _ends_open(a: Analysis, between: Run) -> bool:
    return between[1] > between[0] and a.tokens[between[1] - 1].form == ":"
