"""EDTF (ISO 8601-2) as the days it allows: a first and a last one, each None where it is open or unknown."""

import calendar
import re
from datetime import date
from functools import lru_cache

_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T[0-9:.Z+-]+)?([~?%]?)$")
_AROUND = {1: 2, 2: 45, 3: 400}
"""How many days "about" widens a day, a month, a year."""


@lru_cache(maxsize=100_000)
def days(edtf: str) -> tuple[int | None, int | None]:
    """The first and last day of an EDTF expression, as proleptic ordinals.

    Args:
        edtf: ``2024-03-12``, ``2024-03``, ``2024``, ``2021/..``, ``2024-01/2024-03``, each also with ``~``. Seasons and unspecified
            digits are unknown.
    """
    first, slash, last = edtf.partition("/")
    if not slash:
        return _bounds(first)
    return (None if first == ".." else _bounds(first)[0]), (None if last == ".." else _bounds(last)[1])


def _bounds(text: str) -> tuple[int | None, int | None]:
    found = _DATE.match(text)
    if not found:
        return None, None
    year, month, day, about = int(found[1]), found[2], found[3], found[4]
    try:
        if day:
            first = last = date(year, int(month), int(day)).toordinal()
        elif month:
            first = date(year, int(month), 1).toordinal()
            last = first + calendar.monthrange(year, int(month))[1] - 1
        else:
            first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    except ValueError:
        return None, None
    wide = _AROUND[1 if day else 2 if month else 3] if about else 0
    return first - wide, last + wide


def shown(day: int) -> str:
    """A day as ISO 8601."""
    return date.fromordinal(day).isoformat()
