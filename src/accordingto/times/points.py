"""The nouns: an expression of time as it is printed, as it is read, and with what stands around it."""

from datetime import date
from typing import Literal

import msgspec

from accordingto.types import Tense

Basis = Literal["explicit", "relative"]
TimeKind = Literal["date", "interval", "duration", "set", "present"]
Form = Literal[
    "ahead", "bare_year", "calendar", "clock", "day_of_month", "duration", "feast", "first_months", "fixed", "from_event", "from_now",
    "from_then", "hitherto", "in_unit", "iso_week", "near_day", "near_month", "part_of_month", "present", "quarter", "same", "season",
    "set", "stretch", "stretch_then", "the_weekend", "then", "to_date", "unit", "vague", "weekday", "weekday_from", "weekday_of_week",
    "year", "years",
]  # fmt: skip


Part = Literal["start", "end", "early", "mid", "late", "h1", "h2"]
"""Of a month or year; "h1" and "h2" are its halves."""

Bound = Literal["plain", "start", "end", "before", "after", "opening", "from_to"]
"""What stands before a point: "opening" is the "from" of what may be a stretch or only a start, "from_to" has two points."""
Around = Literal["week of", "week from", "week to"]


class TimeMention(msgspec.Struct, frozen=True):
    """An expression of time.

    ``edtf`` is None where the words need a document date that is not known, or do not say which time. ``first`` and
    ``last`` (exclusive) are tokens, ``start`` and ``end`` characters; ``head`` is the token that the rest of the sentence governs.
    ``dated_in_text``: the words themselves give the year.
    """

    edtf: str | None
    basis: Basis
    start: int
    end: int
    first: int
    last: int
    head: int
    kind: TimeKind
    dated_in_text: bool


class Point(msgspec.Struct, frozen=True):
    """A time as the words give it, before it is resolved. ``form`` names the rule; what the words leave out is None.

    ``shift`` is a number of days to add ("the eve of 5 May"), ``around`` the stretch about it that is meant ("the week of 5 May"),
    ``hour`` that a time of day stands beside the day, ``length`` the days of a stretch that begins with it ("three days from Monday").
    """

    form: Form
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    day_max: int | None = None
    year_word: str | None = None
    part: Part | None = None
    unit: str | None = None
    count: int | None = None
    direction: int = 0
    approximate: bool = False
    year_max: int | None = None
    weekday: int | None = None
    code: str | None = None
    shift: int = 0
    around: Around | None = None
    hour: bool = False
    length: int = 0


class Anchor(msgspec.Struct, frozen=True):
    """The document's date with its precision."""

    day: date
    precision: Literal["day", "month", "year"]
    edtf: str


class Found(msgspec.Struct, frozen=True):
    """A point or two with what stands around them."""

    point: Point
    second: Point | None
    bound: Bound
    start: int
    end: int
    sentence: int

    @property
    def explicit(self) -> bool:
        """Whether the words themselves give the year."""
        points = (self.point, self.second) if self.second else (self.point,)
        return any(p.year is not None for p in points)


class Before(msgspec.Struct, frozen=True):
    """What was dated last: for "the same year", "two days later" and a month whose year was said a sentence ago.

    ``until`` is where the time or the stretch that was told last ends, in sentence ``until_sentence``, ``here`` that it was told in the
    same sentence. ``day`` is the last time known to the day, for clock times and "that evening", in sentence ``day_sentence``.
    """

    edtf: str | None = None
    sentence: int = -9
    explicit: bool = False
    day: str | None = None
    day_sentence: int = -99
    until: str | None = None
    until_sentence: int = -9
    here: bool = False


class Context(msgspec.Struct, frozen=True):
    """What a point is resolved against: the document's date, which way it points, and what was told before.

    ``lasting``: the predicate is in the present perfect; ``earlier``: in the past perfect; ``south``: seasons are those of the south.
    """

    now: Anchor | None
    way: Tense | None
    before: Before
    lasting: bool = False
    earlier: bool = False
    south: bool = False
