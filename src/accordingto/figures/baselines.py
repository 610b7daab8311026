"""Times that are of what a figure is compared with: "40 attacks, up from 12 in 2022" says nothing of when the 40 were."""

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from accordingto.analysis import Analysis
from accordingto.figures import numbers
from accordingto.figures.mention import FigureMention


class Stretch(Protocol):
    """A mention: its characters and its first token."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def first(self) -> int: ...


Time = TypeVar("Time", bound=Stretch)

_COMPARED = re.compile(
    r"\b(?:compared\s+(?:with|to)|(?:as\s+)?against|versus|(?:up|down|higher|lower)\s+(?:[a-z]+ly\s+)?(?:from|on)|from)\s+[^.;:]{1,50}$",
    re.IGNORECASE,
)


def without_times(analysis: Analysis, times: Sequence[Time], figures: Sequence[FigureMention]) -> tuple[Time, ...]:
    """The times without those that only say when a baseline was.

    Args:
        analysis: the document.
        times: its expressions of time.
        figures: its figures.
    """
    compared = [f for f in figures if f.baseline is not None]
    return tuple(t for t in times if not any(_of_baseline(analysis, t, f) for f in compared)) if compared else tuple(times)


def _of_baseline(analysis: Analysis, time: Stretch, figure: FigureMention) -> bool:
    """Whether a time stands between the number that is compared with and the end of its phrase."""
    if analysis.sentence_of[time.first] != analysis.sentence_of[figure.first]:
        return False
    if figure.start < time.start < time.end < figure.end:
        return True  # "from 41 in May to 60"
    if not figure.end <= time.start <= figure.end + 120:
        return False
    compared = _COMPARED.search(analysis.text, figure.end, time.start)
    if compared is None or ", " in compared.group():
        return False
    return any(_is(n.value * scale, figure.baseline) for n in numbers.scan(compared.group()) for scale in (1, 1e3, 1e6, 1e9))


def _is(value: float, baseline: float | None) -> bool:
    return baseline is not None and abs(value - baseline) <= 1e-6 * abs(baseline)
