"""Dates that name a document: what the user gave, what a page's metadata say, what a dateline says."""

import datetime
import re

from accordingto.errors import UsageError

_NAMES = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|october oct|november nov|december dec"
)
MONTHS = {name: number for number, names in enumerate(_NAMES.split("|"), 1) for name in names.split()}
# Of languages whose pages have English versions: Spanish, Portuguese, French, German, Italian; behind the day only.
_FOREIGN_NAMES = (
    "enero janeiro janvier januar jänner gennaio|febrero fevereiro février fevrier februar febbraio|marzo março marco mars märz"
    "|abril avril aprile|mayo maio mai maggio|junio junho juin juni giugno|julio julho juillet juli luglio|agosto août aout"
    "|septiembre setiembre setembro septembre settembre|octubre outubro octobre oktober ottobre|noviembre novembro novembre"
    "|diciembre dezembro décembre decembre dezember dicembre"
)
_FOREIGN = {name: number for number, names in enumerate(_FOREIGN_NAMES.split("|"), 1) for name in names.split()}
_FOREIGN_DAYS = (
    "lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|(?:segunda|ter[cç]a|quarta|quinta|sexta)(?:-feira)?|lundi|mardi|mercredi|jeudi"
    "|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]"
    "|venerd[iì]|domenica"
)
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:[T ][0-9][0-9:.Z+ -]*)?")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# The day of a range ("8–11 July 2025") is no day by itself.
WORDS = re.compile(
    rf"(?<![\d–—-])\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?[\s-]+(?P<m1>{_MONTH})\b\.?,?[\s-]+(?P<y1>\d{{4}})\b"
    rf"|\b(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})\b"
    rf"|\b(?P<y3>\d{{4}}),?\s+(?P<m3>{_MONTH})\.?\s+(?P<d3>\d{{1,2}})\b"
    r"|(?<![\d./-])(?P<y4>(?:19|20)\d{2})(?P<s4>[-/.])(?P<m4>\d{1,2})(?P=s4)(?P<d4>\d{1,2})(?![\d./-])"
    r"|(?<![\d./-])(?P<a5>\d{1,2})(?P<s5>[./-])(?P<b5>\d{1,2})(?P=s5)(?P<y5>(?:19|20)\d{2})(?![\d/-]|\.\d)"
    rf"|(?:\b(?:{_FOREIGN_DAYS}),?\s+)?(?:\b(?:le|el|den|em|il|a)\s+)?(?<![\d–—-])\b(?P<d6>\d{{1,2}})(?:\.|º|°|er)?\s+(?:de\s+|d[’'])?"
    rf"(?P<m6>{'|'.join(sorted(_FOREIGN, key=len, reverse=True))})\b\.?,?\s+(?:del?\s+)?(?P<y6>\d{{4}})\b",
    re.IGNORECASE,
)
"""A full date as it is commonly written: 3 May 2024, 3rd day of May, 2024, May 3, 2024, 2024-05-03, 03.05.2024; 3 de mayo de 2024,
3. Mai 2024."""
_MONTH_YEAR = re.compile(rf"\b({_MONTH})\.?,?\s+([0-9]{{4}})\b", re.IGNORECASE)


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
    elif (full := WORDS.fullmatch(words)) and not (full["y4"] or full["y5"]):
        found = from_words(words)
    if found is None:
        raise UsageError(f"{text!r} is no date; write 2024-05-03, 2024-05 or 2024")
    return found


def from_words(text: str) -> str | None:
    """The first full date in words or figures ("3 May 2024", "May 3, 2024", "2024-05-03", "03.05.2024"), as EDTF.

    Figures with full stops are day, month, year; with strokes or hyphens only where one of them can be no month ("05/13/2024"), since
    countries differ.
    """
    for match in WORDS.finditer(text):
        if (found := _of(match)) is not None:
            return found
    return None


def _of(match: re.Match[str]) -> str | None:
    group = match.groupdict()
    for k in "123":
        if group[f"y{k}"]:
            return _valid(int(group[f"y{k}"]), MONTHS[group[f"m{k}"].lower()], int(group[f"d{k}"]))
    if group["y4"]:
        return _valid(int(group["y4"]), int(group["m4"]), int(group["d4"]))
    if group["y6"]:
        return _valid(int(group["y6"]), _FOREIGN[group["m6"].lower()], int(group["d6"]))
    first, second = int(group["a5"]), int(group["b5"])
    if group["s5"] != "." and first <= 12 and second <= 12 and first != second:
        return None
    day, month = (second, first) if second > 12 else (first, second)
    return _valid(int(group["y5"]), month, day)


def month_of(text: str) -> str | None:
    """Month and year where a line gives no more ("March 2021"), as EDTF."""
    match = _MONTH_YEAR.search(text)
    return _valid(int(match.group(2)), MONTHS[match.group(1).lower()], None) if match else None


def from_metadata(text: str) -> str | None:
    """A date of a page's metadata, as EDTF; None where it is none."""
    iso = _ISO.fullmatch(text.strip())
    if iso:
        return _valid(*(int(g) if g else None for g in iso.groups()))
    return from_words(text)


def _valid(year: int | None, month: int | None, day: int | None) -> str | None:
    if year is None or not 1500 <= year <= 2200:
        return None
    if month == 0 or day == 0:
        return None
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
