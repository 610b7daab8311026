"""Which time is meant: a point resolved against the document's date, the dates told before it and the way it points."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from accordingto.times import feasts
from accordingto.times.arithmetic import (
    EARLIEST,
    LATEST,
    add_months,
    anchor_of,
    day_value,
    exists,
    month_edtf,
    shifted,
    stretch_value,
    unit_value,
    weekday_value,
)
from accordingto.times.bounding import bounded, moved
from accordingto.times.points import Anchor, Before, Context, Found, Point
from accordingto.times.words import lexicon

_FORGETFUL = frozenset(
    ("present", "hitherto", "vague", "set", "duration", "stretch", "stretch_then", "ahead", "fixed", "years", "then", "clock")
)
_BEGUN = 92  # days: what a present dates so far back has begun ("the ban is in force since", "the law of 6 August says")
_NEAR, _FAR = 2, 12  # sentences over which a year, and a day, go without saying
_COUNTED_ON = 6  # sentences over which a date is counted from ("a year later")


def remember(found: Found, edtf: str | None, before: Before, now: Anchor | None) -> Before:
    """What is told last, with one more expression; a day still to come is no day that a story is of."""
    if edtf is not None and found.point.form in ("fixed", "years") and not edtf.endswith(".."):
        return msgspec.structs.replace(before, until=edtf.split("/")[-1].rstrip("~"), until_sentence=found.sentence)
    if edtf is None or found.point.form in _FORGETFUL:
        return before
    plain = (edtf.split("/")[0] if not edtf.startswith("..") else edtf.split("/")[-1]).rstrip("~")
    inherits = before.explicit and found.point.form in ("from_then", "same", "calendar", "day_of_month")
    told = _is_day(plain) and not (found.point.form == "near_day" and not found.point.count) and found.bound != "end"
    told = told and not (now is not None and now.precision == "day" and plain > now.day.isoformat())
    day, at = (plain, found.sentence) if told else (before.day, before.day_sentence)
    until = edtf.split("/")[-1].rstrip("~")
    return Before(plain, found.sentence, found.explicit or inherits, day, at, until if until != ".." else None, found.sentence)


def resolved(found: Found, context: Context) -> str | None:
    """The EDTF of an expression; None where the words do not say, or need a date that is not known."""
    before = context.before
    counted = found.point.form == "from_then" and before.explicit
    if found.sentence - before.sentence > (_COUNTED_ON if counted else _NEAR):
        before = msgspec.structs.replace(before, edtf=before.day if found.sentence - before.day_sentence <= _FAR else None, explicit=False)
    if found.sentence - before.day_sentence > _FAR:
        before = msgspec.structs.replace(before, day=None)
    if found.sentence - before.until_sentence > _NEAR:
        before = msgspec.structs.replace(before, until=None)
    before = msgspec.structs.replace(before, here=found.sentence == before.sentence)
    context = msgspec.structs.replace(context, before=before)
    if found.second:
        return _between(found.point, found.second, context)
    value = moved(value_of(found.point, context), found.point)
    return bounded(value, found)


def _between(first: Point, second: Point, context: Context) -> str | None:
    """ "from 3 March to 5 April 2021": the first takes the year that only the second gives; the first is never after the second."""
    if first.form == "present":  # "between now and May"
        context = msgspec.structs.replace(context, way="future")
    high = moved(value_of(second, context), second)
    if first.form == "calendar" and first.year is None and first.year_word is None and high:
        year = re.match(r"\d{4}", high.split("/")[-1])
        later = bool(second.month and first.month and first.month > second.month)
        first = msgspec.structs.replace(first, year=int(year[0]) - later) if year else first
    low = value_of(first, context)
    if low is None or high is None:
        return None
    low, high = low.split("/")[0], high.split("/")[-1]
    if first.form == second.form == "weekday":
        low, high = _weekdays_in_order(first, second, low, high, context)
    elif low.rstrip("~") > high.rstrip("~") and first.form == second.form == "calendar" and second.year is None:
        high = f"{int(low[:4]) + 1:04d}{high[4:]}" if context.way != "past" else high
    if not low.startswith("-") and low.rstrip("~?") > high.rstrip("~?"):
        return low
    return low if low == high else f"{low}/{high}"


def _weekdays_in_order(first: Point, second: Point, low: str, high: str, context: Context) -> tuple[str, str]:
    """ "from Monday to Friday": in the past the Monday before that Friday, ahead the Friday after that Monday."""
    start, end = anchor_of(low), anchor_of(high)
    if start is None or end is None or start.precision != "day" or end.precision != "day":
        return low, high
    days = ((second.count or 0) - (first.count or 0)) % 7
    if context.way in ("future", "present") and context.now and end.day < start.day:
        return low, (start.day + timedelta(days)).isoformat()
    return (end.day - timedelta(days)).isoformat(), high


def value_of(point: Point, context: Context) -> str | None:
    """The EDTF of one point."""
    value = _VALUES.get(point.form)
    return value(point, context) if value else None


def _year_of(point: Point, context: Context) -> int | None:
    """The year that the words give: stated, "this year", "the same year"."""
    if point.year is not None:
        return point.year
    word, now = point.year_word, context.now
    if word is None:
        return None
    years = lexicon().named_years
    if word in years.from_then:
        then = re.match(r"\d{4}", context.before.edtf or "")
        return int(then[0]) + years.from_then[word] if then else None
    return now.day.year + years.from_now.get(word, 0) if now else None


def _of_year(point: Point, context: Context) -> str | None:
    year = _year_of(point, context)
    if year is None:
        return None
    parts = {
        "start": "{0:04d}-01~",
        "end": "{0:04d}-12~",
        "early": "{0:04d}-01~/{0:04d}-04~",
        "mid": "{0:04d}-05~/{0:04d}-08~",
        "late": "{0:04d}-09~/{0:04d}-12~",
        "h1": "{0:04d}-01/{0:04d}-06",
        "h2": "{0:04d}-07/{0:04d}-12",
    }
    value = parts.get(point.part or "", "{0:04d}").format(year)
    return f"{value}~" if point.approximate else value


def _of_calendar(point: Point, context: Context) -> str | None:
    month = point.month or 1
    if point.direction:  # "the 3rd of May last"
        context = msgspec.structs.replace(context, way="past" if point.direction < 0 else "future")
    year, doubt = _year_of_date(point, month, context)
    if year is not None and point.year is None and point.year_word is None and (month, point.day) == (2, 29):
        year = _leap(year, 1 if context.way in ("future", "present") else -1)
    if year is None or (point.day is not None and not exists(year, month, point.day)):
        return None
    if point.day is None:
        return f"{year:04d}-{month:02d}-15~" if point.part == "mid" else f"{year:04d}-{month:02d}{doubt}"
    low = f"{year:04d}-{month:02d}-{point.day:02d}{doubt}"
    if point.day_max and point.day_max < point.day:  # "from 27 April to the 3rd"
        return f"{low}/{month_edtf(add_months(date(year, month, 1), 1))}-{point.day_max:02d}{doubt}"
    return f"{low}/{year:04d}-{month:02d}-{point.day_max:02d}{doubt}" if point.day_max else low


def _leap(year: int, step: int) -> int:
    """The nearest year, on or back, that has a 29 February."""
    return next((y for y in range(year, year + 8 * step, step) if exists(y, 2, 29)), year)


def _year_of_date(point: Point, month: int, context: Context) -> tuple[int | None, str]:
    """The year of a date, and "?" where it is doubtful."""
    year = _year_of(point, context)
    if year is not None or point.year_word is not None:
        return year, ""
    year = _year_in_story(month, context)
    if year is not None or context.now is None:
        return year, ""
    year, doubt = _year_by_anchor(month, point.day, context.now, context)
    return year_of_weekday(point, (year, year - 1, year + 1)) or year, doubt


def _year_in_story(month: int, context: Context) -> int | None:
    """In a story of another year ("On 3 May 2019 … On 7 May …") a date without its year goes on from the last one told."""
    then = re.match(r"(\d{4})-(\d\d)", context.before.edtf or "")
    if not then or not context.before.explicit or int(then[2]) > 12:
        return None
    told, told_month = int(then[1]), int(then[2])
    if context.now is None:
        return _year_beside(month, told, told_month, context)
    if context.way in ("future", "present") or (told >= context.now.day.year - 1 and told_month != month):
        return None
    year = _year_beside(month, told, told_month, context)
    return year if year <= told or date(year, month, 1) <= context.now.day else None


def _year_beside(month: int, told: int, told_month: int, context: Context) -> int:
    """Onwards from the date told last; back in the past perfect, and where that is much nearer."""
    if context.earlier:
        return told - (month > told_month)
    if month >= told_month:
        return told
    back = told_month - month
    return told if context.way not in ("future", "present") and back < 6 else told + 1


def _year_by_anchor(month: int, day: int | None, now: Anchor, context: Context) -> tuple[int, str]:
    """The year that puts the date before the document's, after it, or nearest to it; "?" where the document's month is not known."""
    if now.precision == "year":
        return now.day.year, "?"
    today = now.day.day if now.precision == "day" else None
    behind = (month, day or 31) < (now.day.month, today or 1)
    ahead = (month, day or 1) > (now.day.month, today or 31)
    if context.way == "present" and behind:
        back = (now.day - date(now.day.year, month, min(day or 28, 28))).days
        return now.day.year + (back > _BEGUN), ""
    if context.way in ("future", "present"):
        return now.day.year + behind, ""
    if context.way == "past":
        return now.day.year - ahead, ""
    there = date(now.day.year, month, min(day or 15, 28))
    away = (there - now.day).days
    return now.day.year - (away > 183) + (away < -183), ""


def year_of_weekday(point: Point, years: tuple[int, ...]) -> int | None:
    """The first of some years in which the date falls on the weekday that stands beside it ("Tuesday, 5 March")."""
    if point.weekday is None or point.month is None or point.day is None:
        return None
    for year in years:
        possible = EARLIEST <= year <= LATEST and exists(year, point.month, point.day)
        if possible and date(year, point.month, point.day).weekday() == point.weekday:
            return year
    return None


_THIRD = 10  # days: a third of a month is exact


def _of_part_of_month(point: Point, context: Context) -> str | None:
    """ "the second week of May": seven days of the month, about."""
    month = point.month or 1
    year, _ = _year_of_date(msgspec.structs.replace(point, day=None), month, context)
    if point.unit == "month":
        near = add_months(context.now.day, point.direction) if context.now and context.now.precision != "year" else None
        year, month = (near.year, near.month) if near else (None, month)
    if year is None:
        return None
    length = lexicon().month_pieces[point.code or ""]
    final = monthrange(year, month)[1]
    first = final - length + 1 if (point.count or 1) < 0 else ((point.count or 1) - 1) * length + 1
    sign = "" if length == _THIRD else "~"
    return f"{year:04d}-{month:02d}-{first:02d}{sign}/{year:04d}-{month:02d}-{min(first + length - 1, final):02d}{sign}"


def _of_day_of_month(point: Point, context: Context) -> str | None:
    """ "on the 21st": of the month told last, else the nearest that the way it points allows."""
    day, now = point.day or 1, context.now
    if point.weekday is not None and now is not None:
        return _day_and_weekday(point, day, now, context)
    if now is None or now.precision != "day":
        then = re.match(r"\d{4}-\d\d", context.before.edtf or "")
        return f"{then[0]}-{day:02d}" if then and exists(int(then[0][:4]), int(then[0][5:7]), day) else None
    step = 1 if context.way in ("future", "present") else -1
    told = re.match(r"(\d{4})-(\d\d)", context.before.edtf or "")
    if told and step < 0 and exists(int(told[1]), int(told[2]), day) and date(int(told[1]), int(told[2]), day) <= now.day:
        return f"{told[1]}-{told[2]}-{day:02d}"
    month = date(now.day.year, now.day.month, 1)
    for _ in range(3):
        if exists(month.year, month.month, day) and (date(month.year, month.month, day) - now.day).days * step >= 0:
            return date(month.year, month.month, day).isoformat()
        month = add_months(month, step)
    return None


def _day_and_weekday(point: Point, day: int, now: Anchor, context: Context) -> str | None:
    """ "Friday 31": in the month nearest to the document's in which it falls so, ahead or back as it points."""
    start = date(now.day.year, now.day.month, 1)
    forward = context.way in ("future", "present")
    for step in range(14):
        month = add_months(start, step if forward else -step)
        if not exists(month.year, month.month, day):
            continue
        there = date(month.year, month.month, day)
        if there.weekday() == point.weekday and (there >= now.day if forward else there <= now.day):
            return there.isoformat()
    return None


def _of_near_month(point: Point, context: Context) -> str | None:
    month, now = point.month or 1, context.now
    if now is None:
        return None
    if point.direction == 0:
        return f"{now.day.year:04d}-{month:02d}"
    if now.precision == "year":
        return f"{now.day.year + point.direction:04d}-{month:02d}?"
    behind = month < now.day.month
    year = now.day.year - (not behind) if point.direction < 0 else now.day.year + (month <= now.day.month)
    return f"{year:04d}-{month:02d}"


_MONTHS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 14)}
_SOUTH = {"21": "23", "22": "24", "23": "21", "24": "22"}


def _of_season(point: Point, context: Context) -> str | None:
    """The three months of a season, of the year in which it begins; in a document about the south those that are so called there."""
    year, now, edges = _year_of(point, context), context.now, lexicon().edges
    code = point.code or "21"
    start, end = _MONTHS[_SOUTH[code] if context.south else code]
    ahead = (point.unit or "").endswith(tuple(lexicon().distance.ahead)) and context.way in ("future", "present")
    if point.unit in edges.from_then and not ahead:
        then = anchor_of(context.before.edtf) if context.before.edtf else None
        if then is None or then.precision not in ("day", "month"):
            return None  # "in 1805 … the following autumn": of that year or the next
        month = then.day.month
        year = then.day.year + (start <= month if point.direction > 0 else -(end >= month))
    if year is None and now is not None and now.precision != "year" and point.year_word is None:
        year = now.day.year
        direction = point.direction or (0 if point.unit else 1 if context.way in ("future", "present") else -1)
        if point.unit in edges.running and end > 12 and now.day.month < 3:
            year -= 1
        elif point.unit in edges.running and context.way == "past" and start > now.day.month:
            year -= 1  # "was mended this summer", told in February
        elif direction < 0:
            year -= end >= now.day.month + (0 if point.unit else 1) * 3 or start > now.day.month
        elif direction > 0:
            year += (start if point.direction else end + 1) <= now.day.month  # the next is not the one that runs
    if year is None:
        return None
    return f"{year:04d}-{start:02d}/{year + (end > 12):04d}-{(end - 1) % 12 + 1:02d}"


def _of_quarter(point: Point, context: Context) -> str | None:
    """A quarter; without a year the last that is over or, ahead, the next that is not."""
    year, nth, now = _year_of(point, context), point.count or 1, context.now
    if year is None and point.year_word is None and now is not None and now.precision != "year":
        current = (now.day.month - 1) // 3 + 1
        year = (
            now.day.year
            + (nth < current if context.way in ("future", "present") else 0)
            - (nth > current if context.way not in ("future", "present") else 0)
        )
    return f"{year:04d}-{nth * 3 - 2:02d}/{year:04d}-{nth * 3:02d}" if year is not None else None


def _of_iso_week(point: Point, context: Context) -> str | None:
    year = point.year or (context.now.day.year if context.now else None)
    if year is None or not EARLIEST < year < LATEST or not point.count:
        return None
    try:
        monday = date.fromisocalendar(year, point.count, 1)
    except ValueError:  # a year of 52 weeks
        return None
    return f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}"


def _of_first_months(point: Point, context: Context) -> str | None:
    year = _year_of(point, context)
    count = point.count or 12
    first, last = (1, count) if point.direction >= 0 else (13 - count, 12)
    return f"{year:04d}-{first:02d}/{year:04d}-{last:02d}" if year is not None else None


def _of_same(point: Point, context: Context) -> str | None:
    """ "that day", "the following month": from what is told before; without it none. "The next month" that is to come: from now."""
    before = context.before
    if point.code in lexicon().distance.ahead and context.way in ("future", "present") and context.now is not None:
        return unit_value(msgspec.structs.replace(point, form="unit"), context.now)
    base, size = lexicon().units.get(point.unit or "year", ("", 0))
    told = before.day if base == "day" else before.edtf
    if context.way == "future" and point.unit == "day" and _is_day(before.edtf):
        told = before.edtf  # "invited them for Thursday. We will lift the barrier that day"
    then = anchor_of(told) if told else None
    if then is None:
        return None
    if point.unit == "then":
        return then.edtf
    if (base, size) == ("day", 7):
        return unit_value(msgspec.structs.replace(point, form="unit"), then)
    if point.direction and point.unit == "day" and before.here and before.edtf and not before.edtf.startswith(".."):
        latest = anchor_of(before.edtf)
        if latest is not None and latest.precision == "month":
            return f"{latest.edtf.rstrip('~')}~"  # "in May … the next day": some day of it
    if point.direction:
        return shifted(then, msgspec.structs.replace(point, count=1)) if point.unit != "day" or then.precision == "day" else None
    plain, length = then.edtf.rstrip("~"), {"day": 10, "month": 7, "year": 4}.get(point.unit or "year")
    if length is None:
        return unit_value(point, then)
    return plain[:length] if len(plain) >= length else None


def _of_unit(point: Point, context: Context) -> str | None:
    """ "this week", "last month"; "was held this weekend" the one just over."""
    if point.unit in lexicon().edges.weekends and not point.direction and context.way == "past":
        return _of_weekend(point, context)
    return unit_value(point, context.now) if context.now else None


def _of_in_unit(point: Point, context: Context) -> str | None:
    """ "earlier in the year": of the year told last, else of the document's."""
    return _of_same(point, context) or (unit_value(point, context.now) if context.now else None)


def _is_day(edtf: str | None) -> bool:
    return edtf is not None and re.fullmatch(r"\d{4}-\d\d-\d\d", edtf) is not None


def _of_then(point: Point, context: Context) -> str | None:
    told = context.before.edtf
    if point.code == "start":
        told = context.before.until or told
    if not told:
        return None
    return f"{told}/.." if point.code == "start" else f"../{told}" if point.code == "end" else told


def _of_clock(point: Point, context: Context) -> str | None:
    """A time of day is of the day told last, else of the document's own where that is what is told ("at 6 p.m. the minister will")."""
    now = context.now
    if context.way == "future" and now and context.before.here and _is_day(context.before.edtf) and str(context.before.edtf) > now.edtf:
        return context.before.edtf  # "will not leave on 8 March, and at noon they will stand in the yard"
    if context.before.day and not (context.way == "future" and now):
        return context.before.day
    return now.day.isoformat() if now and now.precision == "day" else None


def _of_from_then(point: Point, context: Context) -> str | None:
    then = anchor_of(context.before.edtf) if context.before.edtf else None
    return shifted(then, point) if then else None


def _of_feast(point: Point, context: Context) -> str | None:
    year, now = _year_of(point, context), context.now
    name = point.code or ""
    if year is not None:
        found = feasts.in_year(name, year) if EARLIEST < year < LATEST else None
        return found[0] if found else None
    if now is None or not EARLIEST < now.day.year < LATEST:
        return None
    found_in = [f for y in (now.day.year - 1, now.day.year, now.day.year + 1) if (f := feasts.in_year(name, y))]
    if point.unit in lexicon().edges.running:
        here = [f for f in found_in if f[1].year == now.day.year]
        return here[0][0] if here else None
    if point.direction > 0 or (not point.direction and context.way in ("future", "present")):
        return next((f[0] for f in found_in if f[2] >= now.day), None)
    return next((f[0] for f in reversed(found_in) if f[1] <= now.day), None)


def _of_weekday(point: Point, context: Context) -> str | None:
    return weekday_value(point, context.now, context.way) if context.now else None


def _of_weekday_of_week(point: Point, context: Context) -> str | None:
    now = context.now
    if now is None or now.precision != "day":
        return None
    return (now.day + timedelta((point.count or 0) - now.day.weekday() + 7 * point.direction)).isoformat()


def _of_weekend(point: Point, context: Context) -> str | None:
    """The last weekend, or with a future the next."""
    now = context.now
    if now is None or now.precision != "day":
        return None
    monday = now.day - timedelta(now.day.weekday())
    behind = point.direction < 0 or context.way not in ("future", "present")
    back = 7 if behind and now.day.weekday() < 5 else 0
    return f"{(monday + timedelta(5 - back)).isoformat()}/{(monday + timedelta(6 - back)).isoformat()}"


def _of_weekday_from(point: Point, context: Context) -> str | None:
    """ "Monday two weeks from now": of that week; "two months from today on Tuesday": the first from there on."""
    now = context.now
    if now is None or now.precision != "day" or point.weekday is None or not point.count:
        return None
    base, size = lexicon().units.get(point.unit or "", ("hour", 1))
    count = point.count * size * point.direction
    if base == "day":
        there = now.day + timedelta(count)
        return (there - timedelta(there.weekday() - point.weekday)).isoformat()
    if base == "hour" or abs(count) > 1000:
        return None
    there = add_months(now.day, count * (12 if base == "year" else 1))
    return (there + timedelta((point.weekday - there.weekday()) % 7)).isoformat()


def _of_to_date(point: Point, context: Context) -> str | None:
    """From the first day of the document's year, month or week until its own."""
    now = context.now
    if now is None or now.precision != "day":
        return None
    day = now.day
    first = {"year": day.replace(month=1, day=1), "month": day.replace(day=1)}.get(point.unit or "", day - timedelta(day.weekday()))
    return f"{first.isoformat()}/{day.isoformat()}"


def _of_near_day(point: Point, context: Context) -> str | None:
    now = context.now
    if now is None:
        return None
    if point.code == "of_night" and now.precision == "day":
        other = now.day + timedelta(1 if context.way == "future" else -1)
        return "/".join(sorted((other.isoformat(), now.day.isoformat())))
    return day_value(now, point.count or 0)


def _of_ahead(point: Point, context: Context) -> str | None:
    """ "in two weeks" ahead; in the perfect the stretch until now; "within two weeks": from now until then; "within hours": that day."""
    if context.now is None:
        return None
    if point.code == "until" and point.count is None:
        told = context.before.day if context.way == "past" else None
        return told or (context.now.day.isoformat() if context.now.precision == "day" else None)
    if context.way in ("future", "present") or point.code == "sure":
        value = shifted(context.now, point)
        if value and point.code == "until":
            here, there = context.now.edtf.rstrip("~"), value.rstrip("~")
            return f"{here}/{there}" if len(here) > 4 and here < there else there
        return value
    return stretch_value(msgspec.structs.replace(point, direction=-1), context.now) if context.lasting else None


def _of_duration(point: Point, context: Context) -> str | None:
    """ "has waited for six years": until now; "may teach for six years": from now; else no telling when."""
    if context.now is None or point.code != "for" or lexicon().units.get(point.unit or "", ("hour", 1))[0] == "hour":
        return None
    if context.lasting:
        return stretch_value(msgspec.structs.replace(point, direction=-1), context.now)
    return stretch_value(msgspec.structs.replace(point, direction=1), context.now) if context.way == "future" else None


def _of_stretch_then(point: Point, context: Context) -> str | None:
    """ "in the preceding four days": up to what is told before."""
    told = context.before.day or context.before.edtf
    then = anchor_of(told) if told else None
    if then is None and not told and point.direction > 0 and context.way != "past":
        then = context.now  # "what are the plans for the following two quarters"
    return stretch_value(point, then) if then else None


_VALUES: dict[str, Callable[[Point, Context], str | None]] = {
    "fixed": lambda point, context: point.code,
    "years": lambda point, context: f"{point.year:04d}/{point.year_max:04d}",
    "year": _of_year,
    "bare_year": _of_year,
    "calendar": _of_calendar,
    "part_of_month": _of_part_of_month,
    "day_of_month": _of_day_of_month,
    "near_month": _of_near_month,
    "season": _of_season,
    "quarter": _of_quarter,
    "first_months": _of_first_months,
    "iso_week": _of_iso_week,
    "same": _of_same,
    "then": _of_then,
    "clock": _of_clock,
    "from_then": _of_from_then,
    "feast": _of_feast,
    "weekday": _of_weekday,
    "weekday_of_week": _of_weekday_of_week,
    "the_weekend": _of_weekend,
    "weekday_from": _of_weekday_from,
    "to_date": _of_to_date,
    "near_day": _of_near_day,
    "ahead": _of_ahead,
    "duration": _of_duration,
    "stretch_then": _of_stretch_then,
    "present": lambda point, context: context.now.edtf if context.now else None,
    "hitherto": lambda point, context: f"../{context.now.edtf.rstrip('~')}" if context.now else None,
    "unit": _of_unit,
    "in_unit": _of_in_unit,
    "from_now": lambda point, context: shifted(context.now, point) if context.now else None,
    "stretch": lambda point, context: stretch_value(point, context.now) if context.now else None,
}
