"""Times: when something is said to hold, as EDTF (ISO 8601-2), and the date of a document that gives none.

Expressions are read off the characters of a sentence by a small grammar and then resolved: an absolute one by itself, a relative one
("last August", "three years ago") against the document's date. Where that is missing, or the words do not say ("recently"), ``edtf`` is
None. What is known to a month is written to a month: ``~`` marks what is approximate. The tree only tells the tense, which
decides between last Tuesday and next.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from importlib import resources
from itertools import islice
from typing import Literal

import msgspec

from accordingto.analysis import Analysis
from accordingto.types import DocumentDate, Tense

Basis = Literal["explicit", "relative"]
TimeKind = Literal["date", "interval", "duration", "set"]


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


class _Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    date: str
    gives: tuple[str, ...]


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]


class _Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    units: dict[str, tuple[str, int]]
    days: dict[str, int]
    present: _Words
    vague: _Words
    sets: _Words
    counts: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]
    bounds: dict[str, str]
    examples: tuple[_Example, ...]


class _NumberWords(msgspec.Struct, frozen=True):
    words: dict[str, float]


class _Point(msgspec.Struct, frozen=True):
    """A time as the words give it, before it is resolved. ``form`` names the rule; what the words leave out is None."""

    form: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    day_max: int | None = None
    year_word: str | None = None
    part: str | None = None
    unit: str | None = None
    count: int | None = None
    direction: int = 0
    approximate: bool = False
    year_max: int | None = None
    weekday: int | None = None
    code: str | None = None


class _Anchor(msgspec.Struct, frozen=True):
    """The document's date with its precision."""

    day: date
    precision: Literal["day", "month", "year"]
    edtf: str


# --- the grammar


@cache
def _lexicon() -> _Lexicon:
    path = resources.files("accordingto") / "lexicons" / "en" / "times.toml"
    return msgspec.toml.decode(path.read_bytes(), type=_Lexicon)


@cache
def _counts() -> dict[str, int]:
    """Number words and vague counts."""
    path = resources.files("accordingto") / "lexicons" / "en" / "numbers.toml"
    numbers = msgspec.toml.decode(path.read_bytes(), type=_NumberWords).words
    return {w: int(v) for w, v in numbers.items() if v} | _lexicon().counts


class _Rule(msgspec.Struct, frozen=True):
    pattern: re.Pattern[str]
    build: Callable[[re.Match[str]], _Point | None]


class _Grammar(msgspec.Struct, frozen=True):
    quick: re.Pattern[str]
    rules: tuple[_Rule, ...]
    bound: re.Pattern[str]


def _either(words: Iterator[str] | list[str] | tuple[str, ...]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _grammar() -> _Grammar:
    lexicon = _lexicon()
    month = _month_pattern(lexicon)
    weekday = "(?:" + "|".join(w.capitalize() for w in lexicon.weekdays) + ")"
    unit = "(?:" + _either(list(lexicon.units)) + ")s?"
    count = rf"(?:(?<![\d,.])\d{{1,3}}|(?i:{_either(list(_counts()))}))"
    year = r"(?:1[0-9]|20)\d\d(?![\d,]\d|%)"
    year_word = r"(?:this|last|next|the\s+same|that|the\s+following|the\s+previous)\s+year"
    some_year = rf"(?:(?P<year>{year})\b|(?P<yw>(?i:{year_word})))"
    of = r"the\s+(?:beginning|start|end|middle|first\s+half|second\s+half|turn)\s+of|(?:beginning|start|middle|end)\s+of"
    part = rf"(?P<part>(?i:early|mid|late|{of}))[\s-]+"
    day = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
    days = rf"{day}(?:\s?(?:-|–|—|to|and|until)\s?(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?)?"
    rows: list[tuple[str, Callable[[re.Match[str]], _Point | None]]] = [
        (r"\b(?P<year>\d{4})-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b", _numeric),
        (r"\b(?P<day>[0-3]?\d)(?P<sep>[./])(?P<month>[01]?\d)(?P=sep)(?P<year>(?:19|20)\d\d)\b", _numeric),
        (rf"\b(?:(?P<wd>{weekday}),?\s+)?(?:the\s+)?{days}\s+(?:of\s+)?(?P<month>{month})\b(?:,?\s+{some_year})?", _calendar),
        (
            rf"\b(?:(?P<wd>{weekday}),?\s+)?(?P<month>{month})\s+(?:the\s+)?{days}\b(?![,.]\d|\s?%|\s+(?:million|billion|thousand))(?:,?\s+(?:in\s+)?{some_year})?",
            _calendar,
        ),
        (rf"\b(?:{part}(?:the\s+)?)?(?P<month>{month})(?:,|\s+of)?\s+{some_year}", _calendar),
        (rf"\b(?P<dir>(?i:last|next|this|this\s+past|this\s+coming))\s+(?P<month>{month})\b(?!\s+\d)", _near_month),
        (rf"\b{part}(?:the\s+)?(?P<month>{month})\b", _bare_month),
        (
            rf"\b(?P<prep>(?i:in|since|until|till|by|during|of|from|between|and|to|through|before|after|for))\s+(?:{part})?(?P<month>{month})\b",
            _bare_month,
        ),
        (rf"\b(?:{part})?(?:the\s+)?(?P<season>(?i:{_either(list(lexicon.seasons))}))(?:\s+of|,)?\s+{some_year}", _season),
        (rf"\b(?P<dir>(?i:last|next|this))\s+(?P<season>(?i:{_either(list(lexicon.seasons))}))\b(?!\s+of)", _season),
        (
            rf"\b(?:the\s+)?(?:(?P<nth>(?i:first|second|third|fourth|1st|2nd|3rd|4th))\s+quarter|Q(?P<q>[1-4]))(?:\s+of)?,?\s+{some_year}",
            _quarter,
        ),
        (rf"\b{part}(?:the\s+)?(?P<year>{year})\b", _year_part),
        (rf"\b{part}(?P<yw>(?i:{year_word}|the\s+year))\b", _year_part),
        (rf"\b{part}(?P<yw>(?i:(?:this|last|next|the)\s+month))\b", _month_part),
        (r"\b(?:the\s+)?(?:(?P<part>(?i:early|mid|late))[\s-]+)?(?P<decade>1\d\d0|20\d0)['’]?s\b", _decade),
        (rf"\b(?i:the\s+(?:early\s+|mid-?\s?|late\s+)?)(?P<decadeword>(?i:{_either(list(lexicon.decades))}))\b", _decade),
        (
            rf"\b(?i:the\s+)?(?:(?P<nth>\d\d?)(?:st|nd|rd|th)|(?P<ord>(?i:{_either(list(lexicon.ordinals))})))[\s-](?i:century|centuries)\b(?!\s+BC)",
            _century,
        ),
        (rf"\b(?P<year>{year})\s?(?:[-–—]|/(?=\d\d\b))\s?(?P<year2>\d{{4}}|\d\d)\b(?!-)", _year_range),
        (
            rf"\b(?P<n>{count})\s+(?P<half>and\s+a\s+half\s+)?(?P<unit>{unit})\s+(?P<word>(?i:ago|earlier|later|before\s+that|from\s+now))\b",
            _distance,
        ),
        (r"\b(?i:a\s+(?P<unit>year|month|week|decade|century)\s+and\s+a\s+half\s+ago)\b", _distance_half),
        (
            rf"\b(?i:(?P<lead>over|in|during|for|within|throughout)\s+)?(?i:the\s+)(?P<word>(?i:last|past|previous|next|coming|following))\s+(?:(?P<n>{count})\s+)?(?P<unit>{unit})\b",
            _stretch,
        ),
        (r"\b(?P<word>(?i:last|this|next))\s+(?P<unit>(?i:week|month|quarter|year|decade|century|weekend))\b", _this_unit),
        (rf"\b(?i:in|within)\s+(?P<n>{count})\s+(?P<unit>{unit})(?P<time>['’]s?\s+time)?\b", _ahead),
        (r"\b(?P<word>(?i:the\s+same|that(?:\s+same)?|the\s+(?:following|previous|next)))\s+(?P<unit>(?i:day|month|year))\b", _same),
        (rf"\b(?i:every|each)\s+(?:(?:{count})\s+)?(?i:{unit}|morning|evening|{weekday})\b", _set),
        (rf"\b(?i:{_either(list(lexicon.days))})\b(?!['’]s\s+(?:leader|world))", _near_day),
        (
            rf"\b(?:(?P<dir>(?i:last|next|this|this\s+coming|this\s+past))\s+)?(?P<weekday>{weekday})\b(?!\s+(?:prayers?|Times|Agreement|Mass))",
            _weekday,
        ),
        (rf"\b(?i:{_either(lexicon.sets.words)})\b", _set),
        (
            rf"\b(?i:for)\s+(?:(?i:about|over|more\s+than|nearly|almost|at\s+least|some|around)\s+)?(?P<n>{count})\s+(?P<unit>{unit})\b",
            _duration,
        ),
        (rf"(?<![\w-])(?P<n>{count})-(?P<unit>{unit})\b(?!-old)", _duration),
        (rf"\b(?i:{_either(lexicon.vague.words)})\b(?!\s+(?:than|this|in)\b)", _vague),
        (rf"\b(?i:{_either(lexicon.present.words)})\b(?!\s+as\b)", _present),
        (r"(?<![\w.,/$€£-])(?<!\d\s)(?P<year>(?:1[5-9]|20)\d\d)\b(?![,.]?\d|%|-|\s?(?:km|kg|m|mm|tonnes|MW|BC|BCE)\b)", _year),
    ]
    return _Grammar(
        _quick(lexicon, month, weekday), tuple(_Rule(re.compile(pattern), build) for pattern, build in rows), _bound_pattern(lexicon)
    )


def _quick(lexicon: _Lexicon, month: str, weekday: str) -> re.Pattern[str]:
    """Whether a sentence has anything for the grammar at all."""
    words = [
        *lexicon.units,
        *lexicon.seasons,
        *lexicon.days,
        *lexicon.vague.words,
        *lexicon.present.words,
        *lexicon.sets.words,
        *lexicon.decades,
    ]
    return re.compile(rf"\d{{4}}|\b(?i:{_either(words)})|\b{month}\b|{weekday}|\d[/.]\d|\dth\s")


def _bound_pattern(lexicon: _Lexicon) -> re.Pattern[str]:
    """ "since", "by the", "until about" at the end of the words before a time."""
    bounds = _either(list(lexicon.bounds))
    return re.compile(rf"(?:^|(?<=[\s(“\"'‘,;—–]))(?P<word>(?i:{bounds}))\s+(?:(?i:about|around|early|at least|the)\s+)?$")


def _month_pattern(lexicon: _Lexicon) -> str:
    """Months are capitalised in English; abbreviations may carry a full stop."""
    full = [m.capitalize() for m in lexicon.months if len(m) > 4 or m in ("may", "june", "july")]
    short = [m.capitalize() for m in lexicon.months if len(m) <= 4 and m not in ("may", "june", "july")]
    return rf"(?:{'|'.join(full)}|(?:{'|'.join(sorted(short, key=len, reverse=True))})\b\.?)"


def _group(match: re.Match[str], name: str) -> str | None:
    found = match.groupdict().get(name)
    return re.sub(r"\s+", " ", found).lower() if found else None


def _int(match: re.Match[str], name: str) -> int | None:
    found = _group(match, name)
    return int(found) if found and found.isdigit() else None


def _month(match: re.Match[str]) -> int | None:
    name = _group(match, "month")
    return _lexicon().months.get(name.rstrip(".")) if name else None


def _part(match: re.Match[str]) -> str | None:
    """early, mid, late, start, end, h1 or h2 (halves); None for the whole."""
    words = _group(match, "part")
    if not words:
        return None
    for sign, part in (("first", "h1"), ("second", "h2"), ("early", "early"), ("late", "late"), ("mid", "mid"), ("end", "end")):
        if sign in words:
            return part
    return "start"


def _numeric(match: re.Match[str]) -> _Point | None:
    """2024-03-05, 5.3.2024; 05/03/2024 is read only where it cannot be two dates."""
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    if not _EARLIEST <= year <= _LATEST:
        return None
    if match.groupdict().get("sep") == "/":
        if day <= 12 and month <= 12 and day != month:
            return _Point("year", match.start(), match.end(), year=year)
        if month > 12:
            day, month = month, day
    return _Point("calendar", match.start(), match.end(), year=year, month=month, day=day) if _exists(year, month, day) else None


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(max(1, year), month)[1]


def _calendar(match: re.Match[str]) -> _Point | None:
    month, day, year = _month(match), _int(match, "day"), _int(match, "year")
    if month is None or (day is not None and not _exists(year or 2024, month, day)):
        return None
    day_max = _int(match, "day2")
    if day_max is not None and (day is None or day_max <= day or not _exists(year or 2024, month, day_max)):
        day_max = None
    return _Point(
        "calendar",
        match.start(),
        match.end(),
        year=year,
        month=month,
        day=day,
        day_max=day_max,
        year_word=_group(match, "yw"),
        part=_part(match),
        weekday=_lexicon().weekdays.get(_group(match, "wd") or ""),
    )


_DIRECTIONS = {"last": -1, "this past": -1, "next": 1, "this coming": 1, "this": 0}


def _near_month(match: re.Match[str]) -> _Point | None:
    word = _group(match, "dir") or "this"
    return _Point("near_month", match.start(), match.end(), month=_month(match), direction=_DIRECTIONS[word], unit=word)


def _bare_month(match: re.Match[str]) -> _Point | None:
    start = match.start("part") if match.groupdict().get("part") else match.start("month")
    return _Point("calendar", start, match.end(), month=_month(match), part=_part(match))


def _season(match: re.Match[str]) -> _Point | None:
    code = str(_lexicon().seasons[_group(match, "season") or ""])
    direction = _DIRECTIONS[_group(match, "dir") or "this"]
    return _Point(
        "season", match.start(), match.end(), year=_int(match, "year"), year_word=_group(match, "yw"), code=code, direction=direction
    )


def _quarter(match: re.Match[str]) -> _Point | None:
    nth = _int(match, "q") or _lexicon().ordinals.get(_group(match, "nth") or "") or int((_group(match, "nth") or "1")[0])
    return _Point("quarter", match.start(), match.end(), year=_int(match, "year"), year_word=_group(match, "yw"), count=nth)


def _year_part(match: re.Match[str]) -> _Point | None:
    return _Point("year", match.start(), match.end(), year=_int(match, "year"), year_word=_group(match, "yw"), part=_part(match))


def _month_part(match: re.Match[str]) -> _Point | None:
    words = _group(match, "yw") or ""
    direction = -1 if words.startswith("last") else 1 if words.startswith("next") else 0
    return _Point("unit", match.start(), match.end(), unit="month", direction=direction, part=_part(match))


def _decade(match: re.Match[str]) -> _Point | None:
    written = _group(match, "decade")
    years = int(written) if written else 1900 + _lexicon().decades[_group(match, "decadeword") or ""]
    if years % 100 == 0 and written and int(written) < 1900:
        return _Point("fixed", match.start(), match.end(), year=years, code=f"{years // 100}XX")
    return _Point("fixed", match.start(), match.end(), year=years, code=f"{years // 10}X")


def _century(match: re.Match[str]) -> _Point | None:
    nth = _int(match, "nth") or _lexicon().ordinals.get(_group(match, "ord") or "")
    if nth is None or not 2 <= nth <= 22:
        return None
    return _Point("fixed", match.start(), match.end(), year=(nth - 1) * 100, code=f"{nth - 1:02d}XX")


def _year_range(match: re.Match[str]) -> _Point | None:
    year = int(match["year"])
    last = int(match["year2"]) if len(match["year2"]) == 4 else year // 100 * 100 + int(match["year2"])
    return _Point("years", match.start(), match.end(), year=year, year_max=last) if year < last <= year + 500 else None


def _number(match: re.Match[str]) -> int | None:
    """How many; None where no telling."""
    word = _group(match, "n")
    if word is None:
        return 1
    found = int(word) if word.isdigit() else _counts().get(word, -1)
    return None if found < 0 else found


def _unit(match: re.Match[str]) -> str:
    word = _group(match, "unit") or ""
    return word if word in _lexicon().units else word.removesuffix("s") if word != "centuries" else "century"


def _distance(match: re.Match[str]) -> _Point | None:
    word = _group(match, "word") or ""
    form = "from_now" if word in ("ago", "from now") else "from_then"
    direction = -1 if word in ("ago", "earlier", "before that") else 1
    return _Point(
        form, match.start(), match.end(), unit=_unit(match), count=_number(match), direction=direction, approximate=bool(match["half"])
    )


def _distance_half(match: re.Match[str]) -> _Point | None:
    return _Point("from_now", match.start(), match.end(), unit=_unit(match), count=1, direction=-1, approximate=True)


def _stretch(match: re.Match[str]) -> _Point | None:
    """ "over the past three years"; "the last year" without a number or preposition may be an ordinary "last"."""
    word = _group(match, "word") or ""
    if match["n"] is None and (match["lead"] is None or _unit(match) == "day" or word in ("previous", "following")):
        return None
    if (
        match["n"] is None
        and match["lead"]
        and match["lead"].lower() == "in"
        and word in ("next", "coming")
        and not match["unit"].endswith("s")
    ):
        return _Point("unit", match.start(), match.end(), unit=_unit(match), direction=1)
    direction = 1 if word in ("next", "coming", "following") else -1
    plural = match["n"] is None and match["unit"].lower().endswith("s")
    return _Point("stretch", match.start(), match.end(), unit=_unit(match), count=None if plural else _number(match), direction=direction)


def _this_unit(match: re.Match[str]) -> _Point | None:
    return _Point("unit", match.start(), match.end(), unit=_unit(match), direction=_DIRECTIONS[_group(match, "word") or "this"])


def _ahead(match: re.Match[str]) -> _Point | None:
    """ "in three weeks": ahead of now with a future, else how long it took; `find` tells by the tense."""
    return _Point(
        "ahead", match.start(), match.end(), unit=_unit(match), count=_number(match), direction=1, code="sure" if match["time"] else None
    )


def _same(match: re.Match[str]) -> _Point | None:
    word = _group(match, "word") or ""
    direction = 1 if word.endswith(("following", "next")) else -1 if word.endswith("previous") else 0
    return _Point("same", match.start(), match.end(), unit=_unit(match), direction=direction)


def _near_day(match: re.Match[str]) -> _Point | None:
    return _Point("near_day", match.start(), match.end(), count=_lexicon().days[re.sub(r"\s+", " ", match.group().lower())])


def _weekday(match: re.Match[str]) -> _Point | None:
    word = _group(match, "dir")
    day = _lexicon().weekdays[match["weekday"].lower()]
    return _Point("weekday", match.start(), match.end(), count=day, direction=_DIRECTIONS[word or "this"], unit=word)


def _set(match: re.Match[str]) -> _Point | None:
    return _Point("set", match.start(), match.end())


def _duration(match: re.Match[str]) -> _Point | None:
    return _Point("duration", match.start(), match.end(), unit=_unit(match), count=_number(match))


def _vague(match: re.Match[str]) -> _Point | None:
    return _Point("vague", match.start(), match.end())


def _present(match: re.Match[str]) -> _Point | None:
    return _Point("present", match.start(), match.end())


def _year(match: re.Match[str]) -> _Point | None:
    about = bool(_ABOUT.search(match.string[max(0, match.start() - 10) : match.start()]))
    return _Point("bare_year", match.start(), match.end(), year=int(match["year"]), approximate=about)


_ABOUT = re.compile(r"\b(?:c\.|ca\.|circa|about|around)\s*$", re.IGNORECASE)


# --- finding


class _Found(msgspec.Struct, frozen=True):
    """A point or two with what stands around them: ``bound`` "plain", "start", "end", "between"."""

    point: _Point
    second: _Point | None
    bound: str
    start: int
    end: int
    sentence: int


def find(analysis: Analysis, anchor: str | None) -> tuple[TimeMention, ...]:
    """The expressions of time of a document in text order.

    Args:
        analysis: the document's tokens and trees.
        anchor: the document's date in EDTF (a day, month or year, ``~`` allowed), None where it is not known.

    Returns:
        One mention an expression; ranges ("from 3 to 5 March") are one.
    """
    now = _anchor(anchor)
    mentions: list[TimeMention] = []
    before: _Before = _Before()
    for found in _search(analysis):
        first, last, head = _tokens(analysis, found.start, found.end, found.point.start)
        tense_here = _governing_tense(analysis, head)
        if found.bound == "end" and tense_here != "past":
            # A deadline lies ahead, whatever the tense: "if it does not meet before the end of June".
            tense_here = "future"
        edtf = _resolved(found, now, tense_here, before)
        mentions.append(
            TimeMention(
                edtf,
                "explicit" if _explicit(found) else "relative",
                found.start,
                found.end,
                first,
                last,
                head,
                _kind(found, edtf),
                _explicit(found),
            )
        )
        before = _remember(found, edtf, before)
    return tuple(mentions)


def _search(analysis: Analysis) -> list[_Found]:
    grammar = _grammar()
    found: list[_Found] = []
    for number, sentence in enumerate(analysis.sentences):
        if sentence.first >= sentence.last:
            continue
        start, end = analysis.tokens[sentence.first].start, analysis.tokens[sentence.last - 1].end
        if grammar.quick.search(analysis.text, start, end):
            points = _points(analysis, start, end, grammar)
            found.extend(_bounded(analysis.text, start, number, points, grammar))
    return found


def _points(analysis: Analysis, start: int, end: int, grammar: _Grammar) -> list[_Point]:
    """The points of a stretch in text order; where two rules match the same words the earlier rule holds."""
    points: list[_Point] = []
    for rule in grammar.rules:
        for match in rule.pattern.finditer(analysis.text, start, end):
            if any(p.start < match.end() and match.start() < p.end for p in points):
                continue
            point = rule.build(match)
            if point and _plausible(analysis, point, start):
                points.append(point)
    return sorted(points, key=lambda p: p.start)


def _plausible(analysis: Analysis, point: _Point, floor: int) -> bool:
    """Whether the tree allows it: "2000 people" is no year, "may" no month, "earlier" before a noun no time."""
    i = analysis.token_at(point.start)
    if i is None:
        return False
    token = analysis.tokens[i]
    if point.form == "bare_year":
        return _is_year(analysis, i)
    if point.form == "calendar" and token.upos in ("AUX", "VERB") and token.form in ("May", "March"):
        return False
    if (
        point.form in ("vague", "present", "near_day")
        and token.upos in ("ADJ", "NOUN", "SCONJ")
        and token.form.lower() in ("earlier", "now", "overnight")
    ):
        return False
    return not (point.form == "weekday" and analysis.entity_of.get(i) is not None and analysis.entity_of[i].type != "LOC")


# "Resolution 1701": what bears a number and no year.
_NUMBERED = frozenset(
    (
        "resolution",
        "resolutions",
        "article",
        "articles",
        "no",
        "no.",
        "nos.",
        "number",
        "flight",
        "unit",
        "decree",
        "order",
        "highway",
        "route",
        "room",
        "page",
    )
)


def _is_year(analysis: Analysis, i: int) -> bool:
    """A bare four-digit number is a year unless it counts what follows."""
    token = analysis.tokens[i]
    if i and analysis.tokens[i - 1].form.lower() in _NUMBERED:
        return False
    if analysis.rel(i) != "nummod" or token.head < i:
        return True
    head = analysis.tokens[token.head]
    before = analysis.tokens[i - 1].form.lower() if i else ""
    return before in ("in", "since", "the", "until", "during", "its", "their") or (head.xpos not in ("NNS", "SYM") and head.upos != "SYM")


_FROM_TO = re.compile(r"\s*(?:to|until|till|through|and|[-–—])\s*(?:the\s+)?", re.IGNORECASE)


_TO = re.compile(r"\s*(?:to|through|[-–—])\s*", re.IGNORECASE)


def _stretches_to(text: str, point: _Point, following: _Point) -> bool:
    """ "2003 to 2007" without "from"."""
    same = point.form == following.form and point.year is not None and following.year is not None
    return same and bool(_TO.fullmatch(text[point.end : following.start]))


def _bounded(text: str, floor: int, sentence: int, points: list[_Point], grammar: _Grammar) -> list[_Found]:
    """The points with "since", "until", "by" …, and two points joined where the words make them one stretch."""
    found: list[_Found] = []
    skip = -1
    for n, point in enumerate(points):
        if n == skip:
            continue
        bound, start = _bound(text, floor, point, grammar)
        following = points[n + 1] if n + 1 < len(points) else None
        if point.day_max and bound in ("from", "between"):
            found.append(_Found(point, None, "plain", start, point.end, sentence))
            continue
        if following and bound == "plain" and _stretches_to(text, point, following):
            bound = "between"
        if following and bound in ("from", "between") and _FROM_TO.fullmatch(text[point.end : following.start]):
            found.append(_Found(point, following, "between", start, following.end, sentence))
            skip = n + 1
            continue
        end = point.end
        onwards = re.match(r"\s+(?:on|onwards?|forward)\b(?!\s+(?:the|a|an)\b)", text[end : end + 12])
        if bound == "from":
            bound = "start" if onwards or start <= floor else "plain"
            start = start if bound == "start" else point.start
            end = end + onwards.end() if onwards else end
        if bound == "between":
            bound, start = "plain", point.start
        found.append(_Found(point, None, bound, start, end, sentence))
    return found


def _bound(text: str, floor: int, point: _Point, grammar: _Grammar) -> tuple[str, int]:
    window = text[max(floor, point.start - 30) : point.start]
    if re.search(r"(?i)\bbetween\s+(?:the\s+)?$", window):
        return "between", point.start - len(window) + window.lower().rindex("between")
    match = grammar.bound.search(window)
    if not match:
        return "plain", point.start
    if point.form in ("duration", "set", "vague", "stretch", "present") or (
        point.form in ("from_now", "from_then", "ahead") and match["word"].lower() == "by"
    ):
        return "plain", point.start
    kind = _lexicon().bounds[re.sub(r"\s+", " ", match["word"].lower())]
    return (kind, point.start) if kind == "plain" else (kind, point.start - len(window) + match.start())


def _tokens(analysis: Analysis, start: int, end: int, point: int) -> tuple[int, int, int]:
    """The tokens of an expression, and the one of them (of the point, without "since") that is governed from outside."""
    first = analysis.token_at(start) or 0
    final = analysis.token_at(end - 1)
    last = (len(analysis.tokens) - 1 if final is None else final) + 1
    inner = analysis.token_at(point) or first
    span = range(inner, max(last, inner + 1))
    head = next((i for i in span if analysis.tokens[i].head not in span and analysis.rel(i) not in ("case", "punct", "det")), inner)
    return first, max(last, first + 1), head


def _explicit(found: _Found) -> bool:
    points = (found.point, found.second) if found.second else (found.point,)
    return any(p.year is not None for p in points)


def _kind(found: _Found, edtf: str | None) -> TimeKind:
    form = found.point.form
    if form in ("set", "duration"):
        return "set" if form == "set" else "duration"
    return "interval" if found.bound != "plain" or (edtf is not None and "/" in edtf) or form == "stretch" else "date"


# --- resolving


class _Before(msgspec.Struct, frozen=True):
    """The last dated expression: for "the same year", "two days later" and a month whose year was said a sentence ago."""

    edtf: str | None = None
    sentence: int = -9
    explicit: bool = False


def _remember(found: _Found, edtf: str | None, before: _Before) -> _Before:
    if edtf is None or found.point.form not in ("calendar", "year", "bare_year", "near_month", "from_then", "same", "weekday", "near_day"):
        return before
    plain = edtf.split("/")[0] if not edtf.startswith("..") else edtf.split("/")[-1]
    inherits = before.explicit and found.point.form in ("from_then", "same", "calendar")
    return _Before(plain, found.sentence, _explicit(found) or inherits)


_EARLIEST, _LATEST = 200, 9800  # years from which any distance that the grammar reads can be counted without leaving the calendar


def _anchor(edtf: str | None) -> _Anchor | None:
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
    if not _EARLIEST <= year <= _LATEST or not _exists(year, month, day):
        return None
    precision: Literal["day", "month", "year"] = "day" if match[3] else "month" if match[2] else "year"
    return _Anchor(date(year, month, day), precision, low + ("~" if "~" in edtf else ""))


def _resolved(found: _Found, now: _Anchor | None, tense_here: Tense | None, before: _Before) -> str | None:
    near = before if found.sentence - before.sentence <= 2 else _Before()
    low = _value(found.point, now, tense_here, near)
    if found.second:
        return _between(found.point, found.second, now, tense_here, near)
    if low is None or found.bound == "plain":
        return low
    if found.bound == "start":
        return low if low.endswith("/..") else f"{low.split('/')[0]}/.."
    return low if low.startswith("../") else f"../{low.split('/')[-1].rstrip('~') if found.point.part == 'end' else low.split('/')[-1]}"


def _between(first: _Point, second: _Point, now: _Anchor | None, tense_here: Tense | None, near: _Before) -> str | None:
    """ "from 3 March to 5 April 2021": the first takes the year that only the second gives."""
    high = _value(second, now, tense_here, near)
    if first.form == "calendar" and first.year is None and first.year_word is None and high:
        year = re.match(r"\d{4}", high.split("/")[-1])
        later = bool(second.month and first.month and first.month > second.month)
        first = msgspec.structs.replace(first, year=int(year[0]) - later) if year else first
    low = _value(first, now, tense_here, near)
    if low is None or high is None:
        return None
    return f"{low.split('/')[0]}/{high.split('/')[-1]}"


def _value(point: _Point, now: _Anchor | None, tense_here: Tense | None, near: _Before) -> str | None:
    """The EDTF of one point."""
    if point.form == "fixed":
        return point.code
    if point.form == "years":
        return f"{point.year:04d}/{point.year_max:04d}"
    if point.form in ("year", "bare_year"):
        value = _year_value(point, _year_of(point, now, near))
        return f"{value}~" if point.approximate and value else value
    if point.form == "calendar":
        return _calendar_value(point, now, tense_here, near)
    if point.form in ("season", "quarter"):
        return _season_value(point, now, near)
    if point.form == "same":
        return _same_value(point, near)
    if point.form == "from_then":
        then = _anchor(near.edtf) if near.edtf else None
        return _shifted(then, point) if then else None
    if point.form in ("set", "duration", "vague") or now is None:
        return None
    return _relative_value(point, now, tense_here)


def _relative_value(point: _Point, now: _Anchor, tense_here: Tense | None) -> str | None:
    if point.form == "present":
        return now.edtf
    if point.form == "near_day":
        return _day_value(now, point.count or 0)
    if point.form == "near_month":
        return _near_month_value(point, now)
    if point.form == "weekday":
        return _weekday_value(point, now, tense_here)
    if point.form == "unit":
        return _unit_value(point, now)
    if point.form == "from_now":
        return _shifted(now, point)
    if point.form == "ahead":
        return _shifted(now, point) if tense_here == "future" or point.code else None
    return _stretch_value(point, now) if point.form == "stretch" else None


def _year_of(point: _Point, now: _Anchor | None, near: _Before) -> int | None:
    """The year that the words give: stated, "this year", "the same year"."""
    if point.year is not None:
        return point.year
    word = point.year_word
    if word is None:
        return None
    if word in ("the same year", "that year", "the following year", "the previous year"):
        then = re.match(r"\d{4}", near.edtf or "")
        return int(then[0]) + (1 if "following" in word else -1 if "previous" in word else 0) if then else None
    if now is None:
        return None
    return now.day.year + (-1 if word.startswith("last") else 1 if word.startswith("next") else 0)


def _year_value(point: _Point, year: int | None) -> str | None:
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
    return parts.get(point.part or "", "{0:04d}").format(year)


def _calendar_value(point: _Point, now: _Anchor | None, tense_here: Tense | None, near: _Before) -> str | None:
    month = point.month or 1
    year = _year_of(point, now, near)
    doubt = ""
    if year is None and point.year_word is None:
        year = _year_nearby(month, point.day, now, near)
        if year is None and now is not None:
            year, doubt = _year_by_anchor(month, point.day, now, tense_here)
            year = _year_of_weekday(point, (year, year - 1, year + 1)) or year
    if year is None or (point.day is not None and not _exists(year, month, point.day)):
        return None
    if point.day is None:
        return f"{year:04d}-{month:02d}{doubt}"
    low = f"{year:04d}-{month:02d}-{point.day:02d}{doubt}"
    return f"{low}/{year:04d}-{month:02d}-{point.day_max:02d}{doubt}" if point.day_max else low


def _year_nearby(month: int, day: int | None, now: _Anchor | None, near: _Before) -> int | None:
    """In a story of another year ("On 3 May 2019 … On 7 May …") a date without its year goes on from the last one."""
    then = re.match(r"(\d{4})-(\d\d)", near.edtf or "")
    if not then or not near.explicit or (now is not None and int(then[1]) >= now.day.year - 1 and int(then[2]) != month):
        return None
    year = int(then[1]) + (int(then[2]) > month)
    return year if now is None or date(year, month, 1) <= now.day or year == int(then[1]) else None


def _year_by_anchor(month: int, day: int | None, now: _Anchor, tense_here: Tense | None) -> tuple[int, str]:
    """The year that puts the date before the document's (after it with a future); "?" where its month is not known."""
    if now.precision == "year":
        return now.day.year, "?"
    past = (month, day or 1) <= (now.day.month, now.day.day if now.precision == "day" else 31)
    if tense_here == "future":
        behind = (month, day or 31) < (now.day.month, now.day.day if now.precision == "day" else 1)
        return now.day.year + behind, ""
    return now.day.year - (not past), ""


def _year_of_weekday(point: _Point, years: tuple[int, ...]) -> int | None:
    """The first of some years in which the date falls on the weekday that stands beside it ("Tuesday, 5 March")."""
    if point.weekday is None or point.month is None or point.day is None:
        return None
    for year in years:
        possible = _EARLIEST <= year <= _LATEST and _exists(year, point.month, point.day)
        if possible and date(year, point.month, point.day).weekday() == point.weekday:
            return year
    return None


def _near_month_value(point: _Point, now: _Anchor) -> str | None:
    month = point.month or 1
    if point.direction == 0:
        return f"{now.day.year:04d}-{month:02d}"
    if now.precision == "year":
        return f"{now.day.year + point.direction:04d}-{month:02d}?"
    behind = month < now.day.month
    year = now.day.year - (not behind) if point.direction < 0 else now.day.year + (month <= now.day.month)
    return f"{year:04d}-{month:02d}"


def _season_value(point: _Point, now: _Anchor | None, near: _Before) -> str | None:
    year = _year_of(point, now, near)
    if point.form == "quarter":
        nth = point.count or 1
        return f"{year:04d}-{nth * 3 - 2:02d}/{year:04d}-{nth * 3:02d}" if year is not None else None
    if year is None and now is not None and now.precision != "year" and point.year_word is None:
        ends = {"21": 5, "22": 8, "23": 11, "24": 2}[point.code or "21"]
        year = now.day.year
        if point.direction < 0:
            year -= ends >= now.day.month or point.code == "24"
        elif point.direction > 0:
            year += ends < now.day.month
    return f"{year:04d}-{point.code}" if year is not None else None


def _same_value(point: _Point, near: _Before) -> str | None:
    then = _anchor(near.edtf) if near.edtf else None
    if then is None:
        return None
    if point.direction:
        return _shifted(then, msgspec.structs.replace(point, count=1)) if point.unit != "day" or then.precision == "day" else None
    length = {"day": 10, "month": 7, "year": 4}[point.unit or "year"]
    plain = then.edtf.rstrip("~")
    return plain[:length] if len(plain) >= length else None


def _day_value(now: _Anchor, days: int) -> str:
    """A day at a distance from now; where now is known only to a month or year, that, as an approximation."""
    if now.precision == "day":
        return (now.day + timedelta(days)).isoformat() + ("~" if now.edtf.endswith("~") else "")
    return now.edtf.rstrip("~") + "~" if days else now.edtf


def _weekday_value(point: _Point, now: _Anchor, tense_here: Tense | None) -> str:
    if now.precision != "day":
        return now.edtf.rstrip("~") + "~"
    ahead = ((point.count or 0) - now.day.weekday()) % 7
    if point.unit == "this":
        return (now.day + timedelta((point.count or 0) - now.day.weekday())).isoformat()
    if point.direction > 0 or (point.direction == 0 and tense_here == "future"):
        return (now.day + timedelta(ahead or 7)).isoformat()
    back = (now.day.weekday() - (point.count or 0)) % 7
    return (now.day - timedelta(back or (7 if point.direction < 0 else 0))).isoformat()


def _unit_value(point: _Point, now: _Anchor) -> str | None:
    unit, step = point.unit or "year", point.direction
    year = now.day.year + step
    if unit == "year":
        return f"{year:04d}"
    if unit == "decade":
        return f"{now.day.year // 10 + step:03d}X"
    if unit == "century":
        return f"{now.day.year // 100 + step:02d}XX"
    if now.precision == "year":
        return f"{now.day.year:04d}~"
    if unit == "month":
        return _month_edtf(_add_months(now.day, step))
    if unit == "quarter":
        start = _add_months(date(now.day.year, (now.day.month - 1) // 3 * 3 + 1, 1), step * 3)
        return f"{_month_edtf(start)}/{_month_edtf(_add_months(start, 2))}"
    if now.precision == "month":
        return _month_edtf(now.day) + "~"
    monday = now.day - timedelta(now.day.weekday()) + timedelta(7 * step)
    low = monday + timedelta(5) if unit == "weekend" else monday
    return f"{low.isoformat()}/{(monday + timedelta(6)).isoformat()}"


def _add_months(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    year, month = min(9999, max(1, total // 12)), total % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _month_edtf(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def _shifted(now: _Anchor, point: _Point) -> str | None:
    """A point at a number of units from another: to the year for years, the month for months, the day for days."""
    if point.count is None:
        return None
    base, size = _lexicon().units.get(point.unit or "", ("hour", 1))
    count = point.count * size * point.direction
    if base == "year":
        if not _EARLIEST <= now.day.year + count <= _LATEST:
            return None
        year = _add_months(now.day, count * 12 + (point.direction * 6 * size if point.approximate else 0)).year
        return f"{year:04d}~" if point.form != "same" else f"{year:04d}"
    if now.precision == "year":
        return f"{now.day.year:04d}~"
    if base == "month":
        return _month_edtf(_add_months(now.day, count)) + ("~" if point.count > 1 or point.approximate else "")
    if now.precision == "month":
        return _month_edtf(now.day) + "~"
    if base == "hour":
        return now.day.isoformat() if abs(count) < 24 else (now.day + timedelta(count // 24)).isoformat() + "~"
    return (now.day + timedelta(count)).isoformat() + ("~" if size > 1 else "")


def _stretch_value(point: _Point, now: _Anchor) -> str | None:
    """ "the past three months": from then until now; ahead for "the next two years"."""
    if point.count is None:
        return None
    base, size = _lexicon().units.get(point.unit or "", ("hour", 1))
    count = point.count * size * point.direction
    if base == "year":
        if not _EARLIEST <= now.day.year + count <= _LATEST:
            return None
        other, here = f"{now.day.year + count:04d}", f"{now.day.year:04d}"
    elif now.precision == "year":
        return f"{now.day.year:04d}~"
    elif base == "month":
        other, here = _month_edtf(_add_months(now.day, count)), _month_edtf(now.day)
    elif now.precision == "month":
        return _month_edtf(now.day) + "~"
    else:
        days = count if base == "day" else count // 24
        other, here = (now.day + timedelta(days)).isoformat(), now.day.isoformat()
    return f"{other}/{here}" if point.direction < 0 else f"{here}/{other}"


# --- tense


def _governing_tense(analysis: Analysis, i: int) -> Tense | None:
    """The tense of the nearest predicate above a token that has one."""
    for above in islice(analysis.ancestors(i), 8):
        found = tense(analysis, above)
        if found == "past" and _intended(analysis, above):
            return "future"
        if found:
            return found
    return None


def _intended(analysis: Analysis, i: int) -> bool:
    """What was meant to follow ("was ready to meet in July"): an infinitive lies ahead of what governs it."""
    return analysis.rel(i) in ("xcomp", "acl") and any(analysis.tokens[j].lemma == "to" for j in analysis.dependents(i, "mark"))


def tense(analysis: Analysis, predicate: int) -> Tense | None:
    """The grammatical tense of a predicate, from its form and auxiliaries (Penn tags VBD, VBZ, VBP, VBN, VBG and UD ``aux``, ``cop``).

    Args:
        analysis: the document.
        predicate: index of a verb, or of a noun or adjective with a copula.

    Returns:
        "past" for past and perfect forms, "future" for will, shall and "going to", "present"; None for infinitives, bare nouns and
        modals that do not say.
    """
    for _ in range(8):
        found = _own_tense(analysis, predicate)
        if found != "inherit":
            return found
        predicate = analysis.tokens[predicate].head
        if predicate < 0:
            return None
    return None


_FUTURE = frozenset(("will", "shall", "'ll", "’ll", "wo", "wilt", "ll"))


def _own_tense(analysis: Analysis, i: int) -> Tense | Literal["inherit"] | None:
    """The tense that a predicate shows by itself; "inherit" where it shares its governor's ("was taken and burnt", "acting alone")."""
    token = analysis.tokens[i]
    auxiliaries = [analysis.tokens[a] for a in analysis.dependents(i, "aux", "cop")]
    for auxiliary in auxiliaries:
        if auxiliary.xpos == "MD":
            return "future" if auxiliary.form.lower() in _FUTURE else None
    if _going_to(analysis, i):
        return "future"
    for auxiliary in auxiliaries:
        if auxiliary.xpos == "VBD":
            return "past"
        if auxiliary.xpos in ("VBZ", "VBP"):
            perfect = auxiliary.lemma.lower() in ("have", "'ve", "’ve") and not analysis.dependents(i, "cop")
            return "past" if perfect or (auxiliary.lemma.lower() == "have" and token.xpos == "VBN") else "present"
    if token.xpos == "VBD":
        return "past"
    if token.xpos in ("VBZ", "VBP"):
        return "present"
    return _nonfinite_tense(analysis, i, bool(auxiliaries))


def _nonfinite_tense(analysis: Analysis, i: int, helped: bool) -> Tense | Literal["inherit"] | None:
    token, relation = analysis.tokens[i], analysis.rel(i)
    if token.xpos not in ("VBN", "VBG", "VB"):
        return None
    marked = any(analysis.tokens[m].form.lower() == "to" for m in analysis.dependents(i, "mark"))
    if relation == "conj" and not helped and not marked:
        return "inherit"
    if token.xpos == "VBN":
        return "past" if relation in ("acl", "root", "advcl") and not helped else None
    return "inherit" if token.xpos == "VBG" and relation in ("acl", "advcl") else None


def _going_to(analysis: Analysis, i: int) -> bool:
    """ "is going to close": go, in the progressive, with an infinitive."""
    head = analysis.tokens[i].head
    if head < 0 or analysis.rel(i) != "xcomp" or analysis.tokens[i].xpos != "VB":
        return False
    above = analysis.tokens[head]
    return above.lemma.lower() == "go" and above.xpos == "VBG"


# --- the date of a document that gives none


class _Clue(msgspec.Struct, frozen=True):
    """What one expression says of the document's date: not before ``low``, not after ``high``, probably near ``guess``."""

    low: date | None
    high: date | None
    guess: date | None
    reason: str
    firm: bool


class _Seen(msgspec.Struct, frozen=True):
    """An expression with its words, the tense it stands in and, where explicit, the days it covers."""

    found: _Found
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
    seen = [_see(analysis, found) for found in _search(analysis)]
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
            return _month_edtf(low)
        if self.guess:
            guess = max(self.guess, low) if low else self.guess
            guess = min(guess, high) if high else guess
            return _month_edtf(guess) + ("~" if certain_year else "?")
        here = low or high or date.min
        if high and low and low.year == high.year:
            return f"{here.year:04d}"
        return f"{here.year:04d}{'~' if certain_year else '?'}"


def _see(analysis: Analysis, found: _Found) -> _Seen:
    _, _, head = _tokens(analysis, found.start, found.end, found.point.start)
    low = high = None
    if _explicit(found) and found.second is None and found.point.form in ("calendar", "year", "bare_year") and found.point.part is None:
        low, high = _days(_value(found.point, None, None, _Before()))
    words = " ".join(analysis.text[found.start : found.end].split())
    return _Seen(found, words, _governing_tense(analysis, head), head, low, high)


def _days(edtf: str | None) -> tuple[date | None, date | None]:
    """The first and last day of an EDTF day, month or year."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", (edtf or "").split("/")[0])
    if not match or not _EARLIEST <= int(match[1]) <= _LATEST:
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
                if _EARLIEST <= year <= _LATEST:
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


def _ago(point: _Point, words: str, dated: _Seen) -> _Clue | None:
    base, size = _lexicon().units.get(point.unit or "", ("hour", 1))
    count = (point.count or 0) * size
    if not dated.low or not dated.high or count > 3000 or dated.high.year + count > _LATEST:
        return None
    reason = f"“{words}” is said of something of “{dated.words}”"
    if base == "year":
        low, high = _add_months(dated.low, count * 12), _add_months(dated.high, count * 12)
        slack = 90 * size
        guess = low if (high - low).days < 32 else None
        return _Clue(low - timedelta(slack), high + timedelta(2 * slack), guess, f"{reason}, so it is of about {low.year}.", False)
    if base == "month":
        low, high = _add_months(dated.low, count), _add_months(dated.high, count)
        return _Clue(low - timedelta(20), high + timedelta(30), low, f"{reason}, so it is of about {_month_edtf(low)}.", False)
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
        low = _add_months(date(dated.low.year, dated.low.month, 1), 1)
        reason = f"“{near.words}” seems to be “{dated.words}”, so it is of the twelve months after it."
        clues.append(_Clue(low, _add_months(low, 12) - timedelta(1), None, reason, False))
    return clues


def _this_years(seen: list[_Seen], floor: _Clue | None) -> list[_Clue]:
    """ "In February this year", told beside a later month of an earlier year."""
    clues: list[_Clue] = []
    for here in seen:
        point = here.found.point
        told = point.form == "calendar" and point.year_word == "this year" and here.tense == "past"
        if told and point.month is not None and floor and floor.low:
            low = date(floor.low.year + (point.month < floor.low.month), point.month, min(point.day or 1, 28))
            reason = f"“{here.words}” is told as past beside a dated event of {floor.low.year}, so it is not before {_month_edtf(low)}."
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
        year = year and (_year_of_weekday(point, tuple(range(year, year + 6 * step, step))) or year)
        if year is None or not _exists(year, point.month, point.day):
            continue
        day = date(year, point.month, point.day)
        clues.append(_Clue(day, None, day, f"“{here.words}” is told without its year, so it is shortly before: {day.isoformat()}.", False))
    return sorted(clues, key=lambda c: c.low or date.min)[-1:]


def _last_year_of(month: int, day: int, low: date | None, top: date | None) -> int | None:
    """The year of a day without one: the last before the upper bound, else that in which it lies nearest to the latest dated event."""
    if top:
        return top.year if (month, day) <= (top.month, top.day) else top.year - 1
    if low:
        years = [y for y in (low.year - 1, low.year, low.year + 1) if _exists(y, month, day)]
        return min(years, key=lambda y: abs((date(y, month, day) - low).days), default=None)
    return None


def _announced(seen: list[_Seen]) -> list[_Clue]:
    """What is still to come bounds the date from above."""
    ahead = [s for s in seen if s.high and s.tense == "future" and s.found.bound in ("plain", "end")]
    if not ahead:
        return []
    first = min(ahead, key=lambda s: s.high or date.max)
    return [_Clue(None, first.high, None, f"“{first.words}” is still to come, so it is not later.", False)]


def examples() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The examples in the lexicon: a sentence, the document's date, the EDTF of each expression ("-" for none). A test runs them."""
    for example in _lexicon().examples:
        yield example.text, example.date, example.gives
