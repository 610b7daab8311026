"""Dates that name a document: what the user gave, what a page's metadata say, what a dateline says."""

import datetime
import re

from accordingto.errors import UsageError

_NAMES = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|october oct|november nov|december dec"
)
MONTHS = {name: number for number, names in enumerate(_NAMES.split("|"), 1) for name in names.split()}
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:[T ][0-9][0-9:.Z+ -]*)?")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
WORDS = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{_MONTH})\.?,?\s+(?P<y1>\d{{4}})\b"
    rf"|\b(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})\b",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"({_MONTH})\.?,?\s+([0-9]{{4}})", re.IGNORECASE)


def parse_date(text: str) -> str:
    """A date as the user writes it, as EDTF of year, month or day precision.

    Raises:
        UsageError: it is no date.
    """
    words = text.strip()
    iso = _ISO.fullmatch(words)
    month = _MONTH_YEAR.fullmatch(words)
    found: str | None = None
    if iso:
        found = _valid(*(int(g) if g else None for g in iso.groups()))
    elif month:
        found = _valid(int(month.group(2)), MONTHS[month.group(1).lower()], None)
    elif WORDS.fullmatch(words):
        found = from_words(words)
    if found is None:
        raise UsageError(f"{text!r} is no date; write 2024-05-03, 2024-05 or 2024")
    return found


def from_words(text: str) -> str | None:
    """The first full date in words ("3 May 2024", "May 3, 2024"), as EDTF."""
    match = WORDS.search(text)
    if match is None:
        return None
    group = match.groupdict()
    day, month, year = (group["d1"], group["m1"], group["y1"]) if group["d1"] else (group["d2"], group["m2"], group["y2"])
    return _valid(int(year), MONTHS[month.lower()], int(day))


def from_metadata(text: str) -> str | None:
    """A date of a page's metadata, as EDTF; None where it is none."""
    iso = _ISO.fullmatch(text.strip())
    if iso:
        return _valid(*(int(g) if g else None for g in iso.groups()))
    return from_words(text)


def _valid(year: int | None, month: int | None, day: int | None) -> str | None:
    if year is None or not 1500 <= year <= 2200:
        return None
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
