"""Calendar arithmetic: days, weeks, months and years from a date that is known to the day, month or year."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from accordingto.times.points import Anchor, Point
from accordingto.times.words import lexicon
from accordingto.types import Tense

EARLIEST, LATEST = 200, 9800  # years from which any distance that the grammar reads can be counted without leaving the calendar


def anchor_of(edtf: str | None) -> Anchor | None:
    """The document's date; None for an open or wide interval, from which nothing can be counted."""
    if not edtf:
        return None
    plain = re.sub(r"[~?%]", "", edtf)
    low, _, high = plain.partition("/")
    if high and low[:7] != high[:7]:
        low = low[:4] if low[:4] == high[:4] else ""
    elif high and low != high:
        low = low[:7]
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?", low)
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    if not EARLIEST <= year <= LATEST or not exists(year, month, day):
        return None
    precision: Literal["day", "month", "year"] = "day" if match[3] else "month" if match[2] else "year"
    return Anchor(date(year, month, day), precision, low + ("~" if "~" in edtf else ""))


def exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(max(1, year), month)[1]


def day_value(now: Anchor, days: int) -> str:
    """A day at a distance from now; where now is known only to a month or year, that, as an approximation."""
    if now.precision == "day":
        return (now.day + timedelta(days)).isoformat() + ("~" if now.edtf.endswith("~") else "")
    return now.edtf.rstrip("~") + "~" if days else now.edtf


def weekday_value(point: Point, now: Anchor, way: Tense | None) -> str:
    if now.precision != "day":
        return now.edtf.rstrip("~") + "~"
    ahead = ((point.count or 0) - now.day.weekday()) % 7
    if point.unit in lexicon().edges.running:
        return (now.day + timedelta((point.count or 0) - now.day.weekday())).isoformat()
    if point.direction > 0 or (point.direction == 0 and way in ("future", "present")):
        return (now.day + timedelta(ahead or (0 if way == "present" and not point.direction else 7))).isoformat()
    back = (now.day.weekday() - (point.count or 0)) % 7
    return (now.day - timedelta(back or (7 if point.direction < 0 else 0))).isoformat()


def unit_value(point: Point, now: Anchor) -> str | None:
    unit, step = point.unit or "year", point.direction
    base, size = lexicon().units.get(unit, ("", 0))
    if base == "year":  # or ten or a hundred, whose last digits are left open
        return f"{now.day.year // size + step:0{5 - len(str(size))}d}{'X' * (len(str(size)) - 1)}"
    if now.precision == "year":
        return f"{now.day.year:04d}~"
    if (base, size) == ("month", 1):
        return month_edtf(add_months(now.day, step))
    if base == "month":
        start = add_months(date(now.day.year, (now.day.month - 1) // 3 * 3 + 1, 1), step * 3)
        return f"{month_edtf(start)}/{month_edtf(add_months(start, 2))}"
    if now.precision == "month":
        return month_edtf(now.day) + "~"
    monday = now.day - timedelta(now.day.weekday()) + timedelta(7 * step)
    low = monday + timedelta(5) if unit in lexicon().edges.weekends else monday
    return f"{low.isoformat()}/{(monday + timedelta(6)).isoformat()}"


def add_months(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    year, month = min(9999, max(1, total // 12)), total % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_edtf(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def shifted(now: Anchor, point: Point) -> str | None:
    """A point at a number of units from another: to the year for years, the month for months, the day for days."""
    if point.count is None:
        return None
    base, size = lexicon().units.get(point.unit or "", ("hour", 1))
    count = point.count * size * point.direction
    if base == "year":
        if not EARLIEST <= now.day.year + count <= LATEST:
            return None
        year = add_months(now.day, count * 12 + (point.direction * 6 * size if point.approximate else 0)).year
        if point.form == "same":
            return f"{year:04d}"
        if point.count * size == 1 and not point.approximate and now.precision != "year":
            return month_edtf(add_months(now.day, count * 12)) + "~"
        return f"{year:04d}~"
    if now.precision == "year":
        return f"{now.day.year:04d}~"
    if base == "month":
        return month_edtf(add_months(now.day, count)) + ("~" if point.count > 1 or point.approximate else "")
    if now.precision == "month":
        return month_edtf(now.day) + "~"
    if base == "hour":
        return now.day.isoformat() if abs(count) < 24 else (now.day + timedelta(count // 24)).isoformat() + "~"
    return (now.day + timedelta(count)).isoformat() + ("~" if size > 1 else "")


def stretch_value(point: Point, now: Anchor) -> str | None:
    """ "the past three months": from then until now; ahead for "the next two years"."""
    if point.count is None:
        return None
    base, size = lexicon().units.get(point.unit or "", ("hour", 1))
    count = point.count * size * point.direction
    if base == "year":
        if not EARLIEST <= now.day.year + count <= LATEST:
            return None
        other, here = f"{now.day.year + count:04d}", f"{now.day.year:04d}"
    elif now.precision == "year":
        return f"{now.day.year:04d}~"
    elif base == "month" and size == 3:
        return _quarters(point.count * point.direction, now.day)
    elif base == "month":
        other, here = month_edtf(add_months(now.day, count)), month_edtf(now.day)
    elif now.precision == "month":
        return month_edtf(now.day) + "~"
    else:
        days = count if base == "day" else count // 24
        other, here = (now.day + timedelta(days)).isoformat(), now.day.isoformat()
    return f"{other}/{here}" if point.direction < 0 else f"{here}/{other}"


def _quarters(count: int, today: date) -> str:
    """ "The next three quarters": whole ones, behind or ahead of the one that runs."""
    running = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    first = add_months(running, 3 if count > 0 else 3 * count)
    return f"{month_edtf(first)}/{month_edtf(add_months(first, 3 * abs(count) - 1))}"
