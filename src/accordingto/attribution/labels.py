"""Who speaks by a label: transcript lines ("MINISTER:" alone on a line) and headlines or paragraphs that begin or end with one."""

from collections.abc import Sequence

from accordingto import gazetteer
from accordingto.analysis import Analysis
from accordingto.attribution import quotes
from accordingto.attribution.found import Found, Run, overlap
from accordingto.attribution.speaker import DocumentSpeaker
from accordingto.cues import CueLexicon
from accordingto.types import Page

_LONGEST = 8
"""Words of a label."""


def find(page: Page, a: Analysis, lexicon: CueLexicon, found: list[Found], speaker: DocumentSpeaker | None) -> list[Found]:
    """The attributions that labels mark, beyond those that already have the colon for a cue. Linear in the document.

    Args:
        page: the document with its blocks.
        a: its analysis.
        lexicon: the cue lexicon, for offices and for words that label no speaker ("Photo:").
        found: the attributions found so far.
        speaker: the document's own speaker, whose labels mark nothing new.
    """
    kinds = [b.kind for b in page.blocks if b.kind != "furniture"]
    cued = {k for f in found for run in f.cue for k in range(*run)}
    labelled: list[Found] = []
    current: Run | None = None
    turn: Run | None = None
    transcript = _is_transcript(a, kinds, lexicon)
    for first, last in quotes.blocks(a):
        number = a.sentences[a.sentence_of[first]].block
        kind = kinds[number] if number < len(kinds) else "paragraph"
        if kind == "speaker":
            current = _plain(a, first, last)
            continue
        if kind in ("heading", "title", "subtitle", "dateline"):
            current = turn = None
        if speaker is not None and speaker.covers(a.tokens[first].start):
            continue
        if current is not None:
            labelled.append(_found(a, current, None, (first, last)))
        elif (one := _inside(a, first, last, lexicon, kind == "title")) is not None:
            turn = one.source[0] if one.source[0][0] == first else None
            if one.cue[0][0] not in cued:
                labelled.append(one)
        elif transcript and turn is not None and kind in ("paragraph", "item"):
            labelled.append(_found(a, turn, None, (first, last)))
    known: dict[int, list[Found]] = {}
    for f in found:
        if f.content and f.source:
            known.setdefault(_block(a, f.source[0][0]), []).append(f)
    return [x for x in labelled if not any(_same(x, f) for f in known.get(_block(a, x.source[0][0]), ()))]


def _is_transcript(a: Analysis, kinds: Sequence[str], lexicon: CueLexicon) -> bool:
    """Whether three paragraphs or more begin with a label: what follows one without a label is then the same speaker's."""
    count = 0
    for first, last in quotes.blocks(a):
        number = a.sentences[a.sentence_of[first]].block
        if number < len(kinds) and kinds[number] == "paragraph" and _inside(a, first, last, lexicon, False) is not None:
            count += 1
    return count >= 3


def _block(a: Analysis, i: int) -> int:
    return a.sentences[a.sentence_of[i]].block


def _same(x: Found, f: Found) -> bool:
    return overlap(x.source, f.source) > 0 and overlap(x.content, f.content) > 0


def _plain(a: Analysis, first: int, last: int) -> Run:
    while last > first + 1 and a.tokens[last - 1].form in (":", ".", "-", "–", "—"):
        last -= 1
    return first, last


def _found(a: Analysis, source: Run, colon: int | None, content: Run) -> Found:
    head = next((k for k in range(*source) if not source[0] <= a.tokens[k].head < source[1]), source[0])
    return Found([(colon, colon + 1)] if colon is not None else [], [source], [content], colon, head, "asserted")


def _inside(a: Analysis, first: int, last: int, lexicon: CueLexicon, title: bool) -> Found | None:
    """ "Minister: road to reopen" at the beginning of a block, "Road to reopen: minister" at the end of a headline."""
    if last - first > 2 and (mark := _question_mark(a, first)) is not None:
        return _found(a, (first, first + 1), mark, (mark + 1, last))
    for k in range(first + 1, min(first + _LONGEST, last - 2) + 1):
        if a.tokens[k].form == ":":
            return _found(a, (first, k), k, (k + 1, last)) if _names_speaker(a, first, k, lexicon) else None
    if title:
        for k in range(last - 2, max(first + 2, last - _LONGEST), -1):
            if a.tokens[k].form in (":", "–", "—") and _names_speaker(a, k + 1, last, lexicon):
                return _found(a, (k + 1, last), k, (first, k))
    return None


def _question_mark(a: Analysis, first: int) -> int | None:
    """The mark behind "Q" or "A" at the beginning of a paragraph ("Q:", "A.", "Question –")."""
    form = a.tokens[first].form
    if form in ("Q", "A", "Question", "Answer", "QUESTION", "ANSWER", "Q.", "A.") and a.tokens[first + 1].form in (
        ":",
        ".",
        "–",
        "—",
        "-",
        ")",
    ):
        return first + 1
    return first if form in ("Q.", "A.") else None


def _names_speaker(a: Analysis, first: int, last: int, lexicon: CueLexicon) -> bool:
    """A person, or an office without a verb; a place is a dateline."""
    forms = [a.tokens[k].form.lower().strip(".") for k in range(first, last)]
    if any(a.tokens[k].upos in ("VERB", "AUX") for k in range(first, last)) or forms[0] in lexicon.words.unread:
        return False
    if gazetteer.known(a.words(first, last)):
        return False
    if any(k in a.entity_of and a.entity_of[k].type == "PER" for k in range(first, last)):
        return True
    return (
        bool({*forms} & lexicon.words.offices)
        and not any(k in a.entity_of and a.entity_of[k].type == "LOC" for k in range(first, last))
        and len(forms) <= 4
    )
