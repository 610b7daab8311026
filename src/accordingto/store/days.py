"""Days of an EDTF expression (ISO 8601-2), for filters and sorting."""

import calendar
import datetime
import re

_POINT = re.compile(r"(\d{1,4}X{0,3})(?:-(\d\d|XX))?(?:-(\d\d|XX))?(?:T.*)?")


def bounds(edtf: str) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day that an expression may mean; None where it is open, or outside the years 1 to 9999.

    ``2024-05`` is 1 to 31 May 2024, ``2014/..`` has no last day; marks of doubt (``~``, ``?``, ``%``) change nothing.
    """
    first, _, last = edtf.partition("/")
    return _day(first, end=False), _day(last or first, end=True)


def _day(point: str, *, end: bool) -> datetime.date | None:
    found = _POINT.fullmatch(point.strip().rstrip("~?%"))
    if found is None:
        return None
    year = int(found[1].ljust(4, "X").replace("X", "9" if end else "0")) if len(found[1]) == 4 else 0
    if not year:
        return None
    month = _part(found[2], 12 if end else 1)
    if not 1 <= month <= 12:  # EDTF's seasons are 21 to 41
        return datetime.date(year, 12, 31) if end else datetime.date(year, 1, 1)
    most = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, min(max(_part(found[3], most if end else 1), 1), most))


def _part(digits: str | None, open_end: int) -> int:
    return open_end if digits is None or digits == "XX" else int(digits)
