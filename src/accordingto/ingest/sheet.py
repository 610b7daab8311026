"""A page of a PDF by its geometry: characters to stretches, stretches to columns in reading order, columns to lines.

Lengths are in points (1/72 inch); y grows upwards.
"""

import ctypes
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Any

import msgspec

from accordingto.ingest.breaks import CELLS
from accordingto.ingest.plain import BULLET

_BROKEN = "\ufffe"  # PDFium's sign of a word that is broken at a line's end
_MARK = re.compile(r"\d{1,3}|[a-z]|[*†‡§]{1,3}")
_BEFORE_MARK = re.compile(r"(?:[^\W\d_]{2}|[.,;:!?”\"’)])$")
_MOST_STRETCHES = 1_500
# A gap of so many heights of the line parts two stretches of it; of so many, two cells or columns.
_GAP, _WIDE = 1.1, 1.5


class Line(msgspec.Struct):
    """A line, or a stretch of one: where its baseline runs, how high its letters are, the raised marks that were taken out of it."""

    words: str
    left: float
    right: float
    base: float
    height: float
    marks: tuple[str, ...] = ()
    turned: bool = False
    row: bool = False


class Column(msgspec.Struct):
    """Lines that are read from top to bottom; ``unclear`` counts those that seem to run on in another column."""

    lines: list[Line]
    unclear: int


def stretches(text: Any) -> list[Line]:
    """The stretches of a page's text in the file's order, each within one line and without a wide gap.

    Args:
        text: a text page of pypdfium2.
    """
    from pypdfium2 import raw

    gatherer = _Gatherer()
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for n in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, n))
        if sign in "\r\n":
            gatherer.end()
            continue
        raw.FPDFText_GetLooseCharBox(text, n, box)
        raw.FPDFText_GetCharOrigin(text, n, x, y)
        if gatherer.starts(sign, box.left, box.right, y.value, box.top - box.bottom):
            turned = 0.2 < raw.FPDFText_GetCharAngle(text, n) % 6.2832 < 6.08
            if not (turned and gatherer.turned):
                gatherer.begin(turned)
        gatherer.add(sign, box.left, box.right, y.value, box.top - box.bottom)
    gatherer.end()
    return gatherer.found


class _Gatherer:
    """The stretch that is being gathered, character by character."""

    def __init__(self) -> None:
        self.found: list[Line] = []
        self.signs: list[str] = []
        self.marks: list[str] = []
        self.raised: list[str] = []
        self.left = self.right = self.base = self.height = 0.0
        self.turned = False

    def starts(self, sign: str, left: float, right: float, base: float, height: float) -> bool:
        """Whether a character begins another stretch."""
        if not self.signs:
            return True
        if height <= 0 or sign.isspace():
            return False
        if self._is_raised(base, height):
            return False
        tall = max(self.height, height)
        return abs(base - self.base) > 0.3 * tall or left - self.right > _GAP * tall or left < self.right - tall

    def _is_raised(self, base: float, height: float) -> bool:
        return height < 0.85 * self.height and 0.12 * self.height < base - self.base < 0.8 * self.height

    def begin(self, turned: bool) -> None:
        """Begin a stretch."""
        self.end()
        self.turned = turned

    def add(self, sign: str, left: float, right: float, base: float, height: float) -> None:
        """Add a character; its box is empty where PDFium made it up."""
        if not self.signs:
            if sign.isspace() or height <= 0:
                return
            self.left, self.right, self.base, self.height = left, right, base, height
        elif height > 0 and not sign.isspace():
            if self._is_raised(base, height):
                self.raised.append(sign)
                self.right = right
                return
            self._settle()
            if left - self.right > 0.2 * self.height and self.signs[-1] != " ":
                self.signs.append(" ")
            self.right = max(self.right, right)
            self.height = max(self.height, height)
        elif sign.isspace():
            self._settle()
        self.signs.append(_BROKEN if sign == "\x02" else " " if sign.isspace() else sign)

    def _settle(self) -> None:
        """What was raised is the mark of a note behind a word, or else part of it ("5th", "m2")."""
        words = "".join(self.raised)
        if words and _MARK.fullmatch(words) and _BEFORE_MARK.search("".join(self.signs[-2:])):
            self.marks.append(words)
        else:
            self.signs += self.raised
        self.raised = []

    def end(self) -> None:
        """End the stretch."""
        self._settle()
        words = re.sub(r"\s+", " ", "".join(self.signs)).strip()
        if words.strip(_BROKEN) or self.marks:
            self.found.append(Line(words, self.left, self.right, self.base, self.height, tuple(self.marks), self.turned))
        self.signs, self.marks, self.turned = [], [], False


def rows(parts: Iterable[Line]) -> list[list[Line]]:
    """Stretches that stand on one baseline, from top to bottom, each row from left to right."""
    found: list[list[Line]] = []
    for part in sorted(parts, key=lambda p: (-p.base, p.left)):
        if found and abs(found[-1][0].base - part.base) < 0.35 * min(found[-1][0].height, part.height):
            found[-1].append(part)
        else:
            found.append([part])
    return [sorted(row, key=lambda p: p.left) for row in found]


def columns(parts: Sequence[Line]) -> list[Column]:
    """The stretches of a page as columns in reading order."""
    return [_column(group) for group in _parted(list(parts), 0)]


def _parted(parts: list[Line], depth: int) -> list[list[Line]]:
    """Stretches left and right of a gutter, what spans it in between: headings over columns, text above and below them."""
    gutter = _gutter(parts) if depth < 6 and 3 < len(parts) <= _MOST_STRETCHES else None
    if gutter is None:
        return [parts]
    found: list[list[Line]] = []
    whole: list[Line] = []
    for band in _bands(parts, gutter):
        left = [p for p in band if p.right <= gutter]
        right = [p for p in band if p.left >= gutter]
        if len(left) + len(right) < len(band) or not left or not right:
            whole += band
            continue
        found += [whole] if whole else []
        whole = []
        found += _parted(left, depth + 1) + _parted(right, depth + 1)
    return [*found, whole] if whole else found


def _bands(parts: Sequence[Line], gutter: float) -> Iterator[list[Line]]:
    """The stretches of a page from top to bottom: those that cross a gutter one by one, those between them together."""
    band: list[Line] = []
    for part in sorted(parts, key=lambda p: (-p.base, p.left)):
        if part.left < gutter < part.right:
            if band:
                yield band
            yield [part]
            band = []
        else:
            band.append(part)
    if band:
        yield band


def _gutter(parts: Sequence[Line]) -> float | None:
    """Where a blank strip runs down between two columns: at least three lines of text on both sides of it, hardly one across."""
    pairs = list(_neighbours(parts))
    best: tuple[int, float] | None = None
    for a, b in pairs:
        at = (a.right + b.left) / 2
        beside = [(c, d) for c, d in pairs if c.right + 1 < at < d.left - 1]
        top, bottom = max((c.base for c, _ in beside), default=0), min((c.base for c, _ in beside), default=0)
        across = sum(p.left < at < p.right and bottom <= p.base <= top for p in parts)
        if len(beside) < 3 or across * 2 > len(beside) or not all(_runs(side) for side in zip(*beside, strict=True)):
            continue
        if best is None or (len(beside), -at) > best:
            best = (len(beside), -at)
    return None if best is None else -best[1]


def _neighbours(parts: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Each stretch with the next one to its right that stands beside it, over a gap."""
    by_height: dict[int, list[Line]] = defaultdict(list)
    for part in parts:
        by_height[int(part.base // 20)].append(part)
    for part in parts:
        cell = int(part.base // 20)
        near = [p for c in (cell - 1, cell, cell + 1) for p in by_height.get(c, ()) if p.left >= part.right - 1]
        beside = [p for p in near if abs(p.base - part.base) < 0.6 * max(p.height, part.height)]
        if beside:
            following = min(beside, key=lambda p: p.left)
            if following.left - part.right > 0.5 * part.height:
                yield part, following


def _runs(side: Iterable[Line]) -> bool:
    """Whether stretches are lines of running text, and no cells of a table."""
    counts = [len(part.words.split()) for part in side]
    return median(counts) >= 3 and sum(c >= 3 for c in counts) * 5 >= len(counts) * 3


def _column(parts: Sequence[Line]) -> Column:
    """The lines of a column; stretches of one line that stand far apart are the cells of a row."""
    lines: list[Line] = []
    unclear = 0
    for row in rows(parts):
        far = [b.left - a.right > _WIDE * max(a.height, b.height) for a, b in itertools.pairwise(row)]
        unclear += any(apart and _reads(a) and _reads(b) for apart, (a, b) in zip(far, itertools.pairwise(row), strict=True))
        words = row[0].words
        for apart, part in zip(far, row[1:], strict=True):
            words += (CELLS if apart and not _is_bullet(words) else " ") + part.words
        marks = tuple(mark for part in row for mark in part.marks)
        height = max(part.height for part in row)
        lines.append(Line(words, row[0].left, row[-1].right, row[0].base, height, marks, row[0].turned, CELLS in words))
    return Column(lines, unclear)


def _is_bullet(words: str) -> bool:
    return BULLET.fullmatch(f"{words} ") is not None


def _reads(part: Line) -> bool:
    """Whether a stretch reads as part of a sentence: four words, most in lower case."""
    words = part.words.split()
    return len(words) >= 4 and sum(word[0].islower() for word in words) * 2 >= len(words)
