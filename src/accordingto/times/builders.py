"""From a match of the grammar to a :class:`Point`: what the words say and what they leave out."""

import re

import msgspec

from accordingto.inflection import is_plural, singular
from accordingto.times.arithmetic import EARLIEST, LATEST, exists
from accordingto.times.points import Form, Part, Point
from accordingto.times.words import count_words, lexicon


def _group(match: re.Match[str], name: str) -> str | None:
    found = match.groupdict().get(name)
    return re.sub(r"\s+", " ", found).lower() if found else None


def _int(match: re.Match[str], name: str) -> int | None:
    found = _group(match, name)
    if found is None and name == "year":
        return _year_in_words(_group(match, "year_spelt"))
    return int(found) if found and found.isdigit() else None


def _short_year(match: re.Match[str]) -> int | None:
    """ "15 April of 87", "3 May '24": of the century that is nearer."""
    found = _int(match, "short_year")
    return None if found is None else found + (1900 if found >= 50 else 2000)


def _year_in_words(words: str | None) -> int | None:
    """ "two thousand and fifteen", "nineteen ninety-six", "eighteen hundred"."""
    if not words:
        return None
    lead, *rest = words.replace("-", " ").split()
    scales = lexicon().year_scales
    century = count_words()[lead] * (scales.get(rest[0], 100) if rest else 100)
    return century + sum(count_words().get(w, 0) for w in rest)


def year_in_words(match: re.Match[str]) -> Point | None:
    year = _year_in_words(_group(match, "year_spelt"))
    return Point("year", match.start("year_spelt"), match.end(), year=year)


def _day(match: re.Match[str], name: str) -> int | None:
    """A day of the month: "3", "3rd", "third"."""
    found = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", _group(match, name) or "")
    return int(found) if found.isdigit() else lexicon().days_of_month.get(found.replace("-", " "))


def _month(match: re.Match[str], group: str = "month") -> int | None:
    name = _group(match, group)
    return lexicon().months.get(name.rstrip(".")) if name else None


_LEAD = re.compile(
    r"(?i)(?:(?:shortly|just|soon|late|early)\s+)?(?:at|by|before|after|since|until|till|around|towards?|from|between|in|during|through|throughout|over|for|on|of|to)\s+"
    r"(?:(?:about|around|past|almost|nearly)\s+)?"
)


def _start(match: re.Match[str]) -> int:
    """Where the time itself begins, behind the prepositions that a pattern asks for."""
    lead = _LEAD.match(match.string, match.start(), match.end())
    return lead.end() if lead else match.start()


def _part(match: re.Match[str]) -> Part | None:
    """early, mid, late, start, end, h1 or h2 (halves); None for the whole."""
    words = _group(match, "part")
    if not words:
        return None
    return next((part for sign, part in lexicon().part_signs.items() if sign in words), "start")


def numeric(match: re.Match[str]) -> Point | None:
    """2024-03-05, 5.3.2024, 2024-3; 05/03/2024 is read only where it cannot be two dates."""
    year, month, day = int(match["year"]), int(match["month"]), _int(match, "day")
    if not EARLIEST <= year <= LATEST:
        return None
    if day is not None and match.groupdict().get("mark") in ("/", "-"):
        if day <= 12 and month <= 12 and day != month:
            return Point("year", match.start(), match.end(), year=year)
        if month > 12:
            day, month = month, day
    return Point("calendar", match.start(), match.end(), year=year, month=month, day=day) if exists(year, month, day or 1) else None


def calendar_day(match: re.Match[str]) -> Point | None:
    month, day, year = _month(match), _day(match, "day"), _int(match, "year") or _short_year(match)
    if month is None or (day is not None and not exists(year or 2024, month, day)):
        return None
    day_max = _day(match, "day2")
    into_next = day_max is not None and day is not None and day_max < day and bool(_UP_TO.search(match.group()))
    if day_max is not None and (day is None or (day_max <= day and not into_next) or not exists(year or 2024, month, day_max)):
        day_max = None
    return Point(
        "calendar",
        match.start(),
        match.end(),
        year=year,
        month=month,
        day=day,
        day_max=day_max,
        year_word=_group(match, "year_word"),
        part=_part(match),
        weekday=_weekday(_group(match, "weekday")),
        direction=_which(match),
    )


_UP_TO = re.compile(r"\s(?:to|until|till|through)\s", re.IGNORECASE)


def _weekday(word: str | None) -> int | None:
    """Monday is 0; "Mon", "Thurs." too."""
    short = (word or "")[:3]
    return next((n for name, n in lexicon().weekdays.items() if short and name.startswith(short)), None)


def _which(match: re.Match[str], name: str = "direction") -> int:
    """Which of its kind: -1 the last, 1 the next, 0 the one that runs, or where no word says."""
    word = _group(match, name)
    return lexicon().which_one[word] if word else 0


def near_month(match: re.Match[str]) -> Point | None:
    return Point("near_month", match.start(), match.end(), month=_month(match), direction=_which(match), unit=_group(match, "direction"))


def bare_month(match: re.Match[str]) -> Point | None:
    start = match.start("part") if match.groupdict().get("part") else match.start("month")
    return Point("calendar", start, match.end(), month=_month(match), part=_part(match))


def months(match: re.Match[str]) -> Point | None:
    """ "January–June 2016"."""
    year, first, last = int(match["year"]), _month(match), _month(match, "month2")
    if first is None or last is None or first >= last:
        return None
    return Point("fixed", match.start(), match.end(), year=year, code=f"{year:04d}-{first:02d}/{year:04d}-{last:02d}")


def part_of_month(match: re.Match[str]) -> Point | None:
    """ "the last week of May", "the first days of June": some of the month's days."""
    nth, piece = _group(match, "week_nth") or "", _group(match, "unit") or ""
    near = _group(match, "near")
    return Point(
        "part_of_month",
        match.start(),
        match.end(),
        year=_int(match, "year"),
        year_word=_group(match, "year_word"),
        month=_month(match),
        count=lexicon().nth_of[nth],
        code=singular(piece),
        unit="month" if near else None,
        direction=_which(match, "near"),
    )


def nth_month(match: re.Match[str]) -> Point | None:
    """ "the third month of 2021"."""
    word = _group(match, "month_nth") or ""
    month = lexicon().days_of_month.get(word, 12)  # the last
    return Point("calendar", match.start(), match.end(), year=_int(match, "year"), year_word=_group(match, "year_word"), month=month)


def to_date(match: re.Match[str]) -> Point | None:
    """ "the year to date": from its first day until now."""
    return Point("to_date", match.start(), match.end(), unit=_unit(match))


def week_of_year(match: re.Match[str]) -> Point | None:
    """ "the first week of 2019": of January, the last of December."""
    point = part_of_month(match)
    return msgspec.structs.replace(point, month=12 if point.count == -1 else 1) if point else None


def season(match: re.Match[str]) -> Point | None:
    """ "spring 2022", "last autumn", "in the winter"."""
    code = str(lexicon().seasons[_group(match, "season") or ""])
    word = _group(match, "direction")
    start = match.start() if word or _int(match, "year") or _group(match, "year_word") else _start(match)
    return Point(
        "season",
        start,
        match.end(),
        year=_int(match, "year"),
        year_word=_group(match, "year_word"),
        code=code,
        direction=_which(match),
        unit=word,
    )


def quarter(match: re.Match[str]) -> Point | None:
    """A quarter; without a year that of the year that the tense gives."""
    nth = _int(match, "q") or lexicon().ordinals.get(_group(match, "ordinal") or "") or int((_group(match, "ordinal") or "1")[0])
    year, word = _int(match, "year"), _group(match, "year_word")
    start = match.start() if year or word else _start(match)
    return Point("quarter", start, match.end(), year=year, year_word=word, count=nth)


def half_year(match: re.Match[str]) -> Point | None:
    """ "2019-H2", "H1 2020"."""
    half = _int(match, "half_nth") or _int(match, "half_nth2")
    return Point("year", match.start(), match.end(), year=_int(match, "year") or _int(match, "year2"), part="h1" if half == 1 else "h2")


def iso_week(match: re.Match[str]) -> Point | None:
    """ "week 31": by ISO 8601, of the document's year where none stands behind it."""
    return Point("iso_week", match.start(), match.end(), year=_int(match, "year"), count=_number(match))


def first_of_year(match: re.Match[str]) -> Point | None:
    """ "the first four months of 2024", "the last two quarters of the year"."""
    base, size = lexicon().units.get(_unit(match), ("hour", 1))
    months = (_number(match) or 0) * size
    if base != "month" or not 1 <= months <= 12:
        return None
    word = _group(match, "year_word") or ("the year" if _group(match, "whole_year") else None)
    direction = lexicon().nth_of[_group(match, "which_end") or ""]
    return Point("first_months", match.start(), match.end(), year=_int(match, "year"), year_word=word, count=months, direction=direction)


def year_part(match: re.Match[str]) -> Point | None:
    return Point("year", match.start(), match.end(), year=_int(match, "year"), year_word=_group(match, "year_word"), part=_part(match))


def unit_part(match: re.Match[str]) -> Point | None:
    """ "the end of next month", "the middle of the week"."""
    words = _group(match, "year_word") or ""
    which, _, unit = words.rpartition(" ")
    direction = lexicon().which_one[which] if which else 0
    return Point("unit", match.start(), match.end(), unit=unit, direction=direction, part=_part(match))


def clock(match: re.Match[str]) -> Point | None:
    """A time of day: it is of the day that is told of."""
    return Point("clock", _start(match), match.end())


def decade(match: re.Match[str]) -> Point | None:
    written = _group(match, "decade_year")
    years = int(written) if written else 1900 + lexicon().decades[_group(match, "decade_word") or ""]
    if years % 100 == 0 and written and int(written) < 1900:
        return Point("fixed", match.start(), match.end(), year=years, code=f"{years // 100}XX")
    return Point("fixed", match.start(), match.end(), year=years, code=f"{years // 10}X")


def century(match: re.Match[str]) -> Point | None:
    nth = _int(match, "number") or lexicon().ordinals.get(_group(match, "ordinal") or "")
    if nth is not None and _before_the_era(match):
        code = f"-{nth * 100 - 1:04d}/{_astronomical(nth * 100 - 99)}"  # the 7th century BC: 700 to 601 BC
        return Point("fixed", match.start(), match.end(), year=-nth * 100, code=code) if nth <= 40 else None
    if nth is None or not 2 <= nth <= 22:
        return None
    return Point("fixed", match.start(), match.end(), year=(nth - 1) * 100, code=f"{nth - 1:02d}XX")


def centuries(match: re.Match[str]) -> Point | None:
    """ "from the 15th to the 19th century", "the 16th and 17th centuries"."""
    first, last = int(match["number"]), int(match["number2"])
    if not 2 <= first < last <= 22:
        return None
    return Point("fixed", match.start(), match.end(), year=(first - 1) * 100, code=f"{first - 1:02d}XX/{last - 1:02d}XX")


def year_of_era(match: re.Match[str]) -> Point | None:
    """ "776 BC", "AD 394": years before the common era as ISO 8601 counts them, 1 BC being 0000."""
    year = int(match["year"])
    if not year:
        return None
    code = _astronomical(year) if _before_the_era(match) else f"{year:04d}"
    return Point("fixed", match.start(), match.end(), year=year, code=code)


def _before_the_era(match: re.Match[str]) -> bool:
    return (_group(match, "era_sign") or "").startswith(lexicon().before_era)


def _astronomical(year: int) -> str:
    return f"-{year - 1:04d}" if year > 1 else "0000"


def until_present(match: re.Match[str]) -> Point | None:
    """ "(2013 – present)"."""
    return Point("fixed", match.start(), match.end(), year=int(match["year"]), code=f"{match['year']}/..")


def year_range(match: re.Match[str]) -> Point | None:
    year = int(match["year"])
    last = int(match["year2"]) if len(match["year2"]) == 4 else year // 100 * 100 + int(match["year2"])
    return (
        Point("years", match.start(), match.end(), year=year, year_max=last)
        if year < last <= year + (500 if len(match["year2"]) == 4 else 15)
        else None
    )


def _number(match: re.Match[str], name: str = "count") -> int | None:
    """How many; None where no telling."""
    word = _group(match, name)
    if word is None:
        return 1
    found = int(word) if word.isdigit() else count_words().get(word, -1)
    tens, _, ones = word.replace("-", " ").partition(" ")
    if word not in count_words() and found < 0 and tens in count_words() and ones in count_words():
        found = count_words()[tens] + count_words()[ones]  # "ninety-eight"
    return None if found < 0 else found


def _unit(match: re.Match[str], name: str = "unit") -> str:
    word = _group(match, name) or ""
    return word if word in lexicon().units else singular(word)


def _measured(match: re.Match[str]) -> tuple[str, int | None]:
    """A unit and how many: of "two years and three months" 27 months."""
    unit, count, further = _unit(match), _number(match), _number(match, "count2")
    if count is None or _group(match, "count2") is None or further is None:
        return unit, count
    (base, size), (small, step) = lexicon().units[unit], lexicon().units[_unit(match, "unit2")]
    if base == small:
        return base, count * size + further * step
    return (small, count * size * 12 + further * step) if (base, small) == ("year", "month") else (unit, count)


def distance(match: re.Match[str]) -> Point | None:
    """ "three years ago" from now, "two days later" from then, "two days after" from what follows."""
    word, words = _group(match, "word") or "", lexicon().distance
    form: Form = "from_now" if word in words.now else "from_event" if word in words.event else "from_then"
    unit, count = _measured(match)
    return Point(
        form,
        match.start(),
        match.end(),
        unit=unit,
        count=count,
        direction=-1 if word in words.back else 1,
        approximate=bool(match["and_half"]),
    )


def this_time(match: re.Match[str]) -> Point | None:
    """ "this time last year": about a year ago."""
    direction = _which(match, "word")
    return Point("from_now", match.start(), match.end(), unit=_unit(match), count=1, direction=direction)


def vague_distance(match: re.Match[str]) -> Point | None:
    """ "minutes earlier": the same day; "weeks later": no telling."""
    if singular(_group(match, "unit") or "") not in lexicon().distance.same_day:
        return None
    return Point("clock", match.start(), match.end())


def distance_half(match: re.Match[str]) -> Point | None:
    return Point("from_now", match.start(), match.end(), unit=_unit(match), count=1, direction=-1, approximate=True)


def part_of_century(match: re.Match[str]) -> Point | None:
    count = 25 if match["quarter"] else 50
    return Point("from_now", match.start(), match.end(), unit="year", count=count, direction=-1)


def beside_event(match: re.Match[str]) -> Point | None:
    """ "on the eve of the vote", "the day after the raid": counted from an event."""
    word, side, words = _group(match, "word") or "day", _group(match, "preposition"), lexicon().beside_event
    if (word in words.eve) != (side in words.of):
        return None
    direction = -1 if word in words.eve or side in words.before else 1
    unit = "day" if lexicon().units.get(word, _DAY) == _DAY else word
    return Point("from_event", _start(match), match.end(), unit=unit, count=1, direction=direction)


_DAY = ("day", 1)


def stretch(match: re.Match[str]) -> Point | None:
    """ "over the past three years"; "the last year" without a number or preposition may be an ordinary "last"."""
    word, words = _group(match, "word") or "", lexicon().stretches
    uncounted, onward, from_then = match["count"] is None, word in words.onward, word in words.from_then
    if uncounted and word not in words.by_itself and (match["preposition"] is None or _unit(match) == "day" or from_then):
        return None
    if word in words.of_life and _OF_ITS.match(match.string, match.end()):
        return Point("vague", match.start(), match.end())  # "the last five months of her life"
    single = uncounted and not is_plural(match["unit"])
    if single and _unit(match) == "quarter":
        return Point("unit", match.start(), match.end(), unit="quarter", direction=1 if onward and not from_then else -1)
    if single and _group(match, "preposition") in words.within_words and onward and not from_then:
        return Point("unit", match.start(), match.end(), unit=_unit(match), direction=1)
    form: Form = "stretch_then" if from_then else "stretch"
    unit, count = _measured(match)
    plural = uncounted and is_plural(match["unit"].lower())
    return Point(form, match.start(), match.end(), unit=unit, count=None if plural else count, direction=1 if onward else -1)


_OF_ITS = re.compile(r"\s+of\s+(?:[a-z]+['’]s|[Tt]h(?:e|at|is|ese|ose)|his|her|its|their|our|my|your|an?|[A-Z][\w-]+['’]s?)\s")


def this_unit(match: re.Match[str]) -> Point | None:
    return Point("unit", match.start(), match.end(), unit=_unit(match), direction=_which(match, "word"))


def the_unit(match: re.Match[str]) -> Point | None:
    """ "by the weekend": the last or the next, by the tense; "this past weekend" the last."""
    past = _group(match, "past")
    return Point("the_weekend", match.start("past") if past else _start(match), match.end(), direction=-1 if past else 0)


def in_the_unit(match: re.Match[str]) -> Point | None:
    """ "earlier in the year": the year that is told of, else the document's."""
    return Point("in_unit", match.start(), match.end(), unit=_unit(match))


def that_followed(match: re.Match[str]) -> Point | None:
    """ "in the years that followed", "in the following days": from what is told last on."""
    return Point("then", _start(match), match.end(), code="start")


def ahead(match: re.Match[str]) -> Point | None:
    """ "in three weeks": ahead of now with a future, else how long it took; the tense tells."""
    count = 1 if _group(match, "count") in lexicon().aheads.whole else _number(match)
    code = "until" if _group(match, "how") in lexicon().aheads.within_words else "sure" if match.groupdict().get("by_then") else None
    return Point("ahead", match.start(), match.end(), unit=_unit(match), count=count, direction=1, code=code)


def within_hours(match: re.Match[str]) -> Point | None:
    """ "within hours": the same day."""
    return Point("ahead", match.start(), match.end(), unit="hour", count=None, code="until")


def before_that(match: re.Match[str]) -> Point | None:
    """ "approved the day before", "fell the night before": counted from what is told last."""
    unit = _unit(match) if _unit(match) in lexicon().units else "day"
    form: Form = "from_then" if lexicon().units[unit] == _DAY else "same"  # "the year before" is the whole of it
    return Point(form, match.start(), match.end(), unit=unit, count=1, direction=-1)


def has_since(match: re.Match[str]) -> Point | None:
    """ "has since climbed": from what is told last until now."""
    return Point("then", match.start(), match.end(), code="start")


def same(match: re.Match[str]) -> Point | None:
    """ "that day", "the same week", "the following month": from the time told last."""
    word, words = _group(match, "word") or "", lexicon().same_words
    last = word.split()[-1]
    direction = 1 if last in words.onward else -1 if last in words.backward else 0
    unit = _group(match, "unit") or "day"
    if unit in lexicon().parts.words or unit in words.dates:
        if word in words.loose and unit not in words.dates | words.mornings:
            return None
        unit = "day"
    plural = is_plural(unit)
    if (word in words.of_several and not plural) or (plural and direction):
        return None
    return Point("same", match.start(), match.end(), unit="then" if plural else unit, direction=direction, code=last)


def near_day(match: re.Match[str]) -> Point | None:
    words = re.sub(r"\s+", " ", match.group().lower())
    code = "of_night" if words in lexicon().edges.overnight else None
    return Point("near_day", match.start(), match.end(), count=lexicon().days[words], code=code)


def weekday(match: re.Match[str]) -> Point | None:
    """A weekday, with a word that says which or not."""
    named = "direction" if _group(match, "direction") else "after"
    day = lexicon().weekdays[match["weekday"].lower()]
    return Point("weekday", match.start(), match.end(), count=day, direction=_which(match, named), unit=_group(match, named))


def weekday_of_week(match: re.Match[str]) -> Point | None:
    """ "on Tuesday of next week"."""
    day = lexicon().weekdays[match["weekday"].lower()]
    return Point("weekday_of_week", match.start(), match.end(), count=day, direction=_which(match))


def weekday_and_day(match: re.Match[str]) -> Point | None:
    """ "Friday 31": the nearest month in which that day is that weekday."""
    day = _day(match, "day")
    if not day or day > 31:
        return None
    return Point("day_of_month", match.start(), match.end(), day=day, weekday=_weekday(_group(match, "weekday")))


def day_of_month(match: re.Match[str]) -> Point | None:
    """ "on the 21st": of the month that the tense and the story give."""
    day = _int(match, "day") or lexicon().days_of_month.get((_group(match, "day_word") or "").replace("-", " "))
    return Point("day_of_month", _start(match), match.end(), day=day) if day and 1 <= day <= 31 else None


def then(match: re.Match[str]) -> Point | None:
    """ "since then", "until then", "at that time"."""
    groups = match.groupdict()
    code = "start" if groups.get("since") else "end" if groups.get("until") else "plain"
    return Point("then", match.start(), match.end(), code=code)


def feast(match: re.Match[str]) -> Point | None:
    """A feast by its name, which English capitalises."""
    name = (_group(match, "feast") or "").replace("’", "'")
    word = _group(match, "direction")
    plain = name in lexicon().feasts.uncapitalised or (name == "new year" and _BESIDE_YEAR.search(match.string, 0, match.start()))
    if not match["feast"][0].isupper() and not match["feast"].startswith("the ") and not (word or _int(match, "year") or plain):
        return None
    return Point(
        "feast",
        match.start(),
        match.end(),
        year=_int(match, "year"),
        year_word=_group(match, "year_word"),
        direction=_which(match),
        unit=word,
        code=name,
    )


_BESIDE_YEAR = re.compile(r"\b(?:before|after|by|until|till|since)\s+(?:the\s+)?$")


def era(match: re.Match[str]) -> Point | None:
    code = lexicon().eras[_group(match, "era_name") or ""]
    return Point("fixed", match.start(), match.end(), year=int(code[:4]), code=code)


def hitherto(match: re.Match[str]) -> Point | None:
    return Point("hitherto", match.start(), match.end())


def recurring(match: re.Match[str]) -> Point | None:
    return Point("set", match.start(), match.end())


def duration(match: re.Match[str]) -> Point | None:
    code = "for" if _group(match, "preposition") in lexicon().stretches.lasting else None
    return Point("duration", match.start(), match.end(), unit=_unit(match), count=_number(match), code=code)


def vague(match: re.Match[str]) -> Point | None:
    return Point("vague", match.start(), match.end())


def present(match: re.Match[str]) -> Point | None:
    return Point("present", match.start(), match.end())


def bare_year(match: re.Match[str]) -> Point | None:
    about = bool(_ABOUT.search(match.string[max(0, match.start() - 10) : match.start()]))
    return Point("bare_year", match.start(), match.end(), year=int(match["year"]), approximate=about)


def old_year(match: re.Match[str]) -> Point | None:
    """ "in 1423": a year before 1500 only behind its preposition."""
    return Point("year", match.start("year"), match.end(), year=int(match["year"]))


_ABOUT = re.compile(r"\b(?:c\.|ca\.|circa|about|around)\s*$", re.IGNORECASE)
