"""Lines of plain text put together to paragraphs.

In most texts a line is a paragraph; in others lines are broken at a width. Either way a line that breaks off in a sentence goes on in the
next one.
"""

import itertools
import re
from collections.abc import Iterator

from accordingto import turnlabels
from accordingto.ingest import forms, furniture
from accordingto.turnlabels import Label

BULLET = re.compile(r"(?:[•●▪◦‣·*–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+")
_HYPHEN = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
# A line that ends in one of these breaks off, whatever the next one begins with.
_OPEN = re.compile(
    r"(?:\b(?:the|a|an|of|and|or|to|in|on|at|by|for|with|from|that|which|who|whose|their|his|her|its|our|as|than|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen)\.?"
    r"|,)$"
)
_END = ".!?:;…"
_CELLS = re.compile(r"[|\t]")
_SHORT = 0.6
"""A line of less than this share of the width ends a paragraph, or is one."""
_SHORT_END = 0.85
_LEAST = 40
_HEAD_LINE = 80
_MOST_LINES = 2_000
"""Lines of an unbroken paragraph; longer ones are data, not text."""

Stretch = tuple[int, int]


def lines(text: str) -> Iterator[Stretch]:
    """The lines of a text, without their line ends."""
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def find(text: str) -> Iterator[Stretch]:
    """The paragraphs of a plain text in order."""
    width = _width(text)
    start, before, count = -1, (0, 0), 0
    for s, e in lines(text):
        words = text[s:e].strip()
        if start >= 0 and words and count < _MOST_LINES and _goes_on(text[slice(*before)].strip(), words, width):
            before, count = (s, e), count + 1
            continue
        if start >= 0:
            yield start, before[1]
        start, before, count = (s, (s, e), 0) if words else (-1, before, 0)
    if start >= 0:
        yield start, before[1]


def _width(text: str) -> int | None:
    """The width at which lines are broken, where a third of the long ones that end no sentence go on in lower case; else None."""
    sample = [line.strip() for line in text[:40_000].split("\n")]
    pairs = [(a, b) for a, b in itertools.pairwise(sample) if a and b]
    carried = [len(a) for a, b in pairs if _LEAST <= len(a) <= 100 and a[-1] not in '.!?:;”"' and b[0].islower()]
    if len(pairs) < 3 or len(carried) * 3 < len(pairs):
        return None
    return sorted(carried)[len(carried) * 3 // 4]


def _goes_on(a: str, b: str, width: int | None) -> bool:
    """Whether a line goes on in the next one."""
    if b[0].islower() and a[-1] not in _END and furniture.reason(a) and not furniture.reason(b) and furniture.reason(f"{a} {b}"):
        return True
    if BULLET.match(b) or _alone(a) or _alone(b) or _labels(b) or _head(a) or _head(b) or _opens(b):
        return False
    if b[0].islower() and a[-1] not in _END and not _labels(a, whole=True):
        return True
    if _HYPHEN.search(a) and b[0].isalpha():
        return True
    if width is None:
        return len(a) >= _LEAST and _OPEN.search(a) is not None and (a[-1] != "," or b[0].islower())
    if len(a) < _SHORT * width:
        return _OPEN.search(a) is not None and len(a) >= _LEAST
    # A paragraph that ends short of the width has ended there.
    return not (len(a) < _SHORT_END * width and a[-1] in '.!?”"')


def _head(line: str) -> bool:
    """A line of nothing but place and date, or of who wrote it, stands apart."""
    return len(line) <= _HEAD_LINE and (((line[-4:].strip().isdigit() or line[-1] in ".MTmZ)") and forms.dated(line)) or forms.byline(line))


def _opens(line: str) -> bool:
    """Whether an article begins with a line: "HOHOE, Ghana (Volta Wire) - …", a place in capitals and a dash."""
    found = forms.DATELINE.match(line)
    return found is not None and (found["place"] or found["inside"]).split(",")[0].isupper() and found["mark"] not in ":."


def _alone(line: str) -> bool:
    """Page furniture and rows of tables are no part of a paragraph."""
    return len(line) < 120 and (_CELLS.search(line) is not None or furniture.reason(line) is not None)


def _labels(line: str, *, whole: bool = False) -> bool:
    """Whether a line begins with a turn's label (``whole``: is one)."""
    label: Label | None = turnlabels.parse(line)
    if label is None or (whole and label.end < len(line)):
        return False
    return label.mark == ":" and (label.sure or label.kind != "named" or label.capitals)
