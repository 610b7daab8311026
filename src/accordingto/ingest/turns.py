"""Whether a text has turns, and which of its lines label one.

A label's form (:mod:`accordingto.turnlabels`) is shared with headlines ("Minister: talks failed"), section heads ("WHAT HAPPENED:") and
lists ("Wounded: 5"). So the whole text decides: labels that come back, that ask and answer, or that no other line could be.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from accordingto import turnlabels
from accordingto.ingest.pieces import Piece
from accordingto.turnlabels import Label

_READ = (None, "paragraph", "speaker", "heading", "quotation")
_SENTENCE = re.compile(r"[.!?…][”\"’')\]]*\s*$")
_SELF = re.compile(r"\b(?:I|I[’']\w+|We|we|My|my|Our|our)\b")
_OPENING = 60
"""Characters at the beginning of a turn in which somebody says "I"."""
_ENOUGH = 2
"""Accepted labels from which a text is a transcript."""


def labels(text: str, pieces: Sequence[Piece], skipped: frozenset[int] = frozenset()) -> dict[int, Label]:
    """The labels of turns by the index of the piece that they begin.

    Args:
        text: the document's text.
        pieces: what the reader found.
        skipped: indices of pieces that are page furniture.

    Returns:
        the accepted labels; a label without a mark is the whole of its piece.
    """
    found = {
        n: label
        for n, p in enumerate(pieces)
        if n not in skipped and p.kind in _READ and (label := turnlabels.parse(text, p.start, p.end)) is not None
    }
    first = next((n for n in range(len(pieces)) if n not in skipped), -1)
    asking = {n for n, x in found.items() if x.kind in ("asker", "answerer") and x.end < pieces[n].end}
    marked = {n: x for n, x in found.items() if x.mark or x.reply or n in asking or _timed(text, x)}
    if first in marked and not _speech(text, pieces[first], marked[first]):
        del marked[first]  # "Minister: talks failed" is a headline
    census = _Census.of(marked.values())
    accepted = {n: x for n, x in marked.items() if _sure(x, census, text, pieces[n])}
    if len(accepted) >= _ENOUGH:
        known = {x.key for x in accepted.values()}
        accepted = {n: x for n, x in marked.items() if n in accepted or _likely(text, x, pieces[n], known, len(accepted))}
    accepted = _paired(accepted)
    return accepted | _unmarked(text, pieces, {n: x for n, x in found.items() if n not in marked}, accepted)


def _timed(text: str, label: Label) -> bool:
    """ "Speaker 1  00:14", "Falk 00:14:05" on a line of their own."""
    return label.who_end < label.end and any(c.isdigit() for c in text[label.who_end : label.end])


def _speech(text: str, piece: Piece, label: Label) -> bool:
    """Whether nothing or sentences follow the label."""
    rest = text[label.end : piece.end].strip()
    return not rest or _SENTENCE.search(rest) is not None


class _Census(msgspec.Struct, frozen=True):
    """How often each label comes, and the labels that show by themselves, by asking or by coming back that there are turns."""

    times: Mapping[str, int]
    named: int
    asking: int
    telling: frozenset[str]

    @classmethod
    def of(cls, marked: Iterable[Label]) -> "_Census":
        labels_ = list(marked)
        times = Counter(x.key for x in labels_)
        telling = frozenset(x.key for x in labels_ if x.sure or x.kind == "asker" or times[x.key] >= _ENOUGH)
        named = len({x.key for x in labels_ if x.kind == "named" and not x.place})
        return cls(times, named, sum(x.kind in ("asker", "answerer") for x in labels_), telling)


def _sure(label: Label, census: _Census, text: str, piece: Piece) -> bool:
    """Whether a label is one by what it says and how often it and others come."""
    if label.reply:
        return bool(census.telling - {label.key})  # somebody asks
    if label.sure:
        return True
    if label.kind in ("asker", "answerer"):
        return census.asking >= _ENOUGH or bool(census.telling - {label.key})
    back = census.times[label.key] >= _ENOUGH
    others = bool(census.telling - {label.key})
    alone = not text[label.end : piece.end].strip()
    if label.kind in ("office", "chair", "unnamed"):
        return back or others or (label.kind == "office" and (alone or _first_person(text, label, piece)))
    if " " in (label.name or "") and not label.place and _first_person(text, label, piece):
        return True
    if back:
        return others or census.named > 1 or (label.capitals and alone)
    return alone and label.capitals and not label.place and _known_elsewhere(text, label)


def _first_person(text: str, label: Label, piece: Piece) -> bool:
    """Whether what follows begins with "I" or "we": somebody speaks."""
    return _SELF.search(text, label.end, min(piece.end, label.end + _OPENING)) is not None and _speech(text, piece, label)


def _known_elsewhere(text: str, label: Label) -> bool:
    """Whether the text also has the name in running words: "VOSS:" where a paragraph says "Lena Voss"."""
    last = (label.name or "").split()[-1]
    return re.search(rf"\b{re.escape(last)}\b", text[: label.who_start] + text[label.end :]) is not None


def _likely(text: str, label: Label, piece: Piece, known: set[str], accepted: int) -> bool:
    """Whether a label that comes once is one in a transcript: not where the turns' own words hold a colon ("Lisbon: we left")."""
    if label.place and label.key not in known:
        return False
    return _speech(text, piece, label) and (accepted > _ENOUGH or label.kind != "named" or label.capitals or " " in (label.name or ""))


def _paired(accepted: dict[int, Label]) -> dict[int, Label]:
    """Without a lettered item: "A. The army shall …" answers nobody where no "Q." asks."""
    marks = {x.mark for x in accepted.values() if x.kind == "asker"}
    return {n: x for n, x in accepted.items() if x.kind != "answerer" or x.mark == ":" or x.mark in marks}


def _unmarked(text: str, pieces: Sequence[Piece], found: Mapping[int, Label], accepted: Mapping[int, Label]) -> dict[int, Label]:
    """Names on lines of their own, each before words of somebody's: two that come back, or one with an office or beside other labels."""
    before_text = {
        n: x
        for n, x in found.items()
        if n + 1 < len(pieces) and n + 1 not in found and _SENTENCE.search(text[pieces[n + 1].start : pieces[n + 1].end]) and not x.place
    }
    times = Counter(x.key for x in before_text.values())
    if before_text and 0 in before_text and times[before_text[0].key] < _ENOUGH:
        del before_text[0]  # a headline
    back = {key for key, n in times.items() if n >= _ENOUGH}
    known = {x.key for x in accepted.values()}
    sure = {x.key for x in before_text.values() if x.sure or x.kind == "asker"}
    if len(back) >= 2 or back & sure or (back and len(accepted) >= _ENOUGH):
        return {n: x for n, x in before_text.items() if x.key in back or x.key in sure or x.key in known}
    return {n: x for n, x in before_text.items() if x.key in known and len(accepted) >= _ENOUGH}
