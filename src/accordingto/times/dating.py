"""The date of a document that gives none, from what it says itself."""

import re
from calendar import monthrange
from datetime import date, timedelta

import msgspec

from accordingto.analysis import Analysis
from accordingto.times.anchoring import value_of, year_of_weekday
from accordingto.times.arithmetic import EARLIEST, LATEST, add_months, exists, month_edtf
from accordingto.times.finding import search, tokens_of
from accordingto.times.points import Before, Context, Found, Point
from accordingto.times.tenses import governing_tense
from accordingto.times.words import lexicon
from accordingto.types import DocumentDate, Tense


class _Clue(msgspec.Struct, frozen=True):
    """What one expression says of the document's date: not before ``low``, not after ``high``, probably near ``guess``."""

    low: date | None
    high: date | None
    guess: date | None
    reason: str
    firm: bool


class _Seen(msgspec.Struct, frozen=True):
    """An expression with its words, the tense it stands in and, where explicit, the days it covers."""

    found: Found
    words: str
    tense: Tense | None
    head: int
    low: date | None
    high: date | None


def infer_document_date(analysis: Analysis) -> DocumentDate | None:
    """The date of a document from what it says itself.

    Sources, strongest first: an anniversary kept "this year" of something dated; "three years ago" of something dated; "last August" of an
    August that the text dates; a month of "this year" or a day without its year beside the latest dated event. The latest dated past
    event bounds it from below, the earliest dated future one, more weakly, from above.

    Args:
        analysis: the document's tokens and trees.

    Returns:
        The date with bounds and reasons in plain sentences, ``basis`` "inferred"; None where nothing ties the text to its present.
    """
    seen = [_see(analysis, found) for found in search(analysis)]
    floor = _latest_past(seen)
    ties = [*_anniversaries(analysis, seen), *_agos(analysis, seen), *_last_months(seen), *_this_years(seen, floor)]
    window = _Window()
    for clue in ([floor] if floor else []) + ties:
        window = window.narrowed(clue)
    days = _days_without_year(seen, window) if ties or _fine(seen, floor) else []
    for clue in [*days, *_announced(seen)]:
        window = window.narrowed(clue)
    if not ties and not days:
        return None
    return window.dated(certain_year=bool(ties))


class _Window(msgspec.Struct, frozen=True):
    """The bounds so far and the reasons for them."""

    low: date | None = None
    high: date | None = None
    guess: date | None = None
    reasons: tuple[str, ...] = ()

    def narrowed(self, clue: _Clue) -> "_Window":
        """With one more clue; a clue that contradicts what stronger ones said is left out."""
        low = max((d for d in (self.low, clue.low) if d), default=None)
        high = min((d for d in (self.high, clue.high) if d), default=None)
        if low and high and low > high:
            return self
        return _Window(low, high, self.guess or clue.guess, (*self.reasons, clue.reason))

    def dated(self, certain_year: bool) -> DocumentDate | None:
        """The date, as precise as the clues make it."""
        if self.low is None and self.guess is None:
            return None
        earliest, latest = (d.isoformat() if d else None for d in (self.low, self.high))
        return DocumentDate(self._edtf(certain_year), earliest, latest, "inferred", self.reasons)

    def _edtf(self, certain_year: bool) -> str:
        low, high = self.low, self.high
        if low and high and (high - low).days <= 1:
            return low.isoformat()
        if low and high and (low.year, low.month) == (high.year, high.month):
            return month_edtf(low)
        if self.guess:
            guess = max(self.guess, low) if low else self.guess
            guess = min(guess, high) if high else guess
            return month_edtf(guess) + ("~" if certain_year else "?")
        here = low or high or date.min
        if high and low and low.year == high.year:
            return f"{here.year:04d}"
        return f"{here.year:04d}{'~' if certain_year else '?'}"


def _see(analysis: Analysis, found: Found) -> _Seen:
    _, _, head = tokens_of(analysis, found.start, found.end, found.point.start)
    low = high = None
    if found.explicit and found.second is None and found.point.form in ("calendar", "year", "bare_year") and found.point.part is None:
        low, high = _days(value_of(found.point, Context(None, None, Before())))
    words = " ".join(analysis.text[found.start : found.end].split())
    return _Seen(found, words, governing_tense(analysis, head), head, low, high)


def _days(edtf: str | None) -> tuple[date | None, date | None]:
    """The first and last day of an EDTF day, month or year."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", (edtf or "").split("/")[0])
    if not match or not EARLIEST <= int(match[1]) <= LATEST:
        return None, None
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    if match[3]:
        return date(year, month, day), date(year, month, day)
    if match[2]:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def _latest_past(seen: list[_Seen]) -> _Clue | None:
    past = [s for s in seen if s.low and (s.tense == "past" or s.found.bound == "start") and s.found.bound in ("plain", "start")]
    if not past:
        return None
    last = max(past, key=lambda s: s.low or date.min)
    return _Clue(last.low, None, None, f"The latest event that the text dates is of “{last.words}”, so it is not earlier.", True)


def _anniversaries(analysis: Analysis, seen: list[_Seen]) -> list[_Clue]:
    """ "This year marks the 25th anniversary of the accord of 1998"."""
    clues: list[_Clue] = []
    for number, here in _by_sentence(seen).items():
        if not any(s.found.point.form == "unit" and s.found.point.unit == "year" and not s.found.point.direction for s in here):
            continue
        sentence = analysis.sentences[number]
        start, end = analysis.tokens[sentence.first].start, analysis.tokens[sentence.last - 1].end
        for match in _ANNIVERSARY.finditer(analysis.text, start, end):
            dated = [s.found.point for s in here if s.found.point.year is not None and s.found.start >= match.end()][:1]
            if dated and dated[0].form in ("calendar", "year", "bare_year", "years"):
                since = dated[0].year_max or dated[0].year or 0
                year = since + int(match[1])
                if EARLIEST <= year <= LATEST:
                    reason = f"“this year” is the {match.group()} of something of {since}, so the year is {year}."
                    clues.append(_Clue(date(year, 1, 1), date(year, 12, 31), None, reason, True))
            break
    return clues


def _by_sentence(seen: list[_Seen]) -> dict[int, list[_Seen]]:
    grouped: dict[int, list[_Seen]] = {}
    for one in seen:
        grouped.setdefault(one.found.sentence, []).append(one)
    return grouped


_ANNIVERSARY = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th) (?:anniversary|birthday|jubilee)\b")


def _agos(analysis: Analysis, seen: list[_Seen]) -> list[_Clue]:
    """ "Decided three years ago to open the canal on 1 May 2020": about three years after."""
    clues: list[_Clue] = []
    for here in _by_sentence(seen).values():
        agos = [s for s in here if s.found.point.form == "from_now" and s.found.point.direction < 0 and s.found.point.count is not None]
        dates = [s for s in here if s.low and s.high]
        for ago in agos[:4]:
            beside = next((d for d in dates[:8] if _together(analysis, ago.head, d.head)), None)
            clue = _ago(ago.found.point, ago.words, beside) if beside and ago.tense in ("past", None) else None
            if clue:
                clues.append(clue)
    return clues


def _ago(point: Point, words: str, dated: _Seen) -> _Clue | None:
    base, size = lexicon().units.get(point.unit or "", ("hour", 1))
    count = (point.count or 0) * size
    if not dated.low or not dated.high or count > 3000 or dated.high.year + count > LATEST:
        return None
    reason = f"“{words}” is said of something of “{dated.words}”"
    if base == "year":
        low, high = add_months(dated.low, count * 12), add_months(dated.high, count * 12)
        slack = 90 * size
        guess = low if (high - low).days < 32 else None
        return _Clue(low - timedelta(slack), high + timedelta(2 * slack), guess, f"{reason}, so it is of about {low.year}.", False)
    if base == "month":
        low, high = add_months(dated.low, count), add_months(dated.high, count)
        return _Clue(low - timedelta(20), high + timedelta(30), low, f"{reason}, so it is of about {month_edtf(low)}.", False)
    if base == "day":
        low, high = dated.low + timedelta(count), dated.high + timedelta(count)
        return _Clue(low - timedelta(size), high + timedelta(size), low, f"{reason}, so it is of about {low.isoformat()}.", False)
    return None


def _together(analysis: Analysis, one: int, other: int) -> bool:
    """Whether the predicates of two expressions are the same or one hangs on the other as its complement."""
    above_one, above_other = list(analysis.ancestors(one))[:6], list(analysis.ancestors(other))[:6]
    near = set(above_one[:2]) & set(above_other[:5]) or set(above_other[:2]) & set(above_one[:5])
    return bool(near)


def _last_months(seen: list[_Seen]) -> list[_Clue]:
    """ "Last August" where the text also dates an August: within the year after it."""
    latest: dict[int, _Seen] = {}
    for one in seen:
        month = one.found.point.month
        if month is not None and one.low and one.tense != "future" and (month not in latest or one.low > (latest[month].low or date.min)):
            latest[month] = one
    clues: list[_Clue] = []
    for near in seen:
        point = near.found.point
        dated = latest.get(point.month or 0)
        if point.form != "near_month" or point.direction >= 0 or dated is None or dated.low is None:
            continue
        low = add_months(date(dated.low.year, dated.low.month, 1), 1)
        reason = f"“{near.words}” seems to be “{dated.words}”, so it is of the twelve months after it."
        clues.append(_Clue(low, add_months(low, 12) - timedelta(1), None, reason, False))
    return clues


def _this_years(seen: list[_Seen], floor: _Clue | None) -> list[_Clue]:
    """ "In February this year", told beside a later month of an earlier year."""
    clues: list[_Clue] = []
    for here in seen:
        point = here.found.point
        told = point.form == "calendar" and point.year_word == "this year" and here.tense == "past"
        if told and point.month is not None and floor and floor.low:
            low = date(floor.low.year + (point.month < floor.low.month), point.month, min(point.day or 1, 28))
            reason = f"“{here.words}” is told as past beside a dated event of {floor.low.year}, so it is not before {month_edtf(low)}."
            clues.append(_Clue(low, None, None, reason, False))
    return clues


def _fine(seen: list[_Seen], floor: _Clue | None) -> bool:
    """Whether the latest dated event is told to the month: beside it a day without its year can be placed, beside a bare year not."""
    return floor is not None and any(s.low == floor.low and s.found.point.month is not None for s in seen)


def _days_without_year(seen: list[_Seen], window: _Window) -> list[_Clue]:
    """Past days whose year goes without saying ("on 12 May"): the last such days before the document."""
    top = window.high or (window.guess and window.guess + timedelta(180))
    clues: list[_Clue] = []
    for here in seen:
        point = here.found.point
        if point.form != "calendar" or point.year is not None or point.year_word or point.day is None or point.month is None:
            continue
        if here.tense not in ("past", None) or here.found.second or here.found.bound == "end":
            continue
        year = _last_year_of(point.month, point.day, window.low, top)
        step = -1 if top else 1
        year = year and (year_of_weekday(point, tuple(range(year, year + 6 * step, step))) or year)
        if year is None or not exists(year, point.month, point.day):
            continue
        day = date(year, point.month, point.day)
        clues.append(_Clue(day, None, day, f"“{here.words}” is told without its year, so it is shortly before: {day.isoformat()}.", False))
    return sorted(clues, key=lambda c: c.low or date.min)[-1:]


def _last_year_of(month: int, day: int, low: date | None, top: date | None) -> int | None:
    """The year of a day without one: the last before the upper bound, else that in which it lies nearest to the latest dated event."""
    if top:
        return top.year if (month, day) <= (top.month, top.day) else top.year - 1
    if low:
        years = [y for y in (low.year - 1, low.year, low.year + 1) if exists(y, month, day)]
        return min(years, key=lambda y: abs((date(y, month, day) - low).days), default=None)
    return None


def _announced(seen: list[_Seen]) -> list[_Clue]:
    """What is still to come bounds the date from above."""
    ahead = [s for s in seen if s.high and s.tense == "future" and s.found.bound in ("plain", "end")]
    if not ahead:
        return []
    first = min(ahead, key=lambda s: s.high or date.max)
    return [_Clue(None, first.high, None, f"“{first.words}” is still to come, so it is not later.", False)]
