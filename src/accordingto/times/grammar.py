"""The grammar: a table of patterns, the most telling first, each with what it builds.

A group is called after the field of :class:`~accordingto.times.points.Point` that it fills, else after what it holds;
:mod:`accordingto.times.builders` reads them. Months and weekdays are capitalised in English, other words may be.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache

import msgspec

from accordingto.times import builders as build
from accordingto.times.points import Point
from accordingto.times.words import Lexicon, count_words, lexicon

_Build = Callable[[re.Match[str]], Point | None]


class Rule(msgspec.Struct, frozen=True):
    """A pattern and what makes a point of its matches."""

    pattern: re.Pattern[str]
    build: _Build


class Grammar(msgspec.Struct, frozen=True):
    """``quick`` tells whether a sentence has anything for the rules; ``bound`` finds "since", "until" before a point."""

    quick: re.Pattern[str]
    rules: tuple[Rule, ...]
    bound: re.Pattern[str]


class _Pieces(msgspec.Struct, frozen=True):
    """Patterns that rules share."""

    month: str
    weekday: str
    unit: str
    count: str
    year: str
    some_year: str
    part: str
    season: str
    parts: str
    hour: str
    ordinal: str


def either(words: Iterable[str]) -> str:
    """An alternation, the longest first; blanks match any white space, straight apostrophes curly ones."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+").replace("'", "['’]") for w in ordered)


@cache
def grammar() -> Grammar:
    """The grammar with the words of the lexicon, compiled once."""
    words = lexicon()
    p = _pieces(words)
    rows = [
        *_dates(p),
        *_clock(p, words),
        *_parts_of_calendar(p),
        *_distances(p, words),
        *_deixis(p, words),
        *_then(words),
        *_rest(p, words),
    ]
    return Grammar(_quick(words, p), tuple(Rule(re.compile(pattern), build) for pattern, build in rows), _bound_pattern(words))


_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_YEAR_WORD = r"(?:this|last|next|the\s+same|that|the\s+following|the\s+previous|the\s+current|the\s+coming)\s+year"


_SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)\b\.?"
_NTH_MONTH = r"(?P<month_nth>(?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|last|final))"


_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_UNDER_100 = rf"(?:(?:{_TENS})(?:[-\s](?:{_ONES}))?|{_TEENS})"
_YEAR_IN_WORDS = (
    rf"two\s+thousand(?:\s+(?:and\s+)?(?:{_UNDER_100}|{_ONES}))?|twenty\s+{_UNDER_100}"
    rf"|(?:sixteen|seventeen|eighteen|nineteen)(?:\s+hundred(?:\s+(?:and\s+)?(?:{_UNDER_100}|{_ONES}))?|\s+(?:{_UNDER_100}|oh[-\s](?:{_ONES})))"
)


def _pieces(words: Lexicon) -> _Pieces:
    year = r"(?:1\d|2[01])\d\d(?![\d,]\d|%)"
    of = r"the\s+(?:very\s+)?(?:beginning|start|end|middle|close|first\s+half|second\s+half|turn)\s+of|(?:beginning|start|middle|end)\s+of"
    return _Pieces(
        month=_month_pattern(words),
        weekday="(?:" + "|".join(f"[{w[0].upper()}{w[0]}]{w[1:]}|{w.upper()}" for w in words.weekdays) + ")",
        unit="(?i:(?:" + either(words.units) + ")s?)",
        count=rf"(?:(?<![\d,.])\d{{1,3}}|(?i:(?:{_TENS})[-\s](?:one|two|three|four|five|six|seven|eight|nine)|{either(count_words())}))",
        year=year,
        some_year=rf"(?:(?P<year>{year})\b|(?P<year_spelt>(?i:{_YEAR_IN_WORDS}))\b|(?P<year_word>(?i:{_YEAR_WORD})))",
        part=rf"(?P<part>(?i:early|mid|late|{of}))[\s-]+",
        season=f"(?i:{either(words.seasons)})",
        parts=f"(?i:{either(words.parts.words)})",
        hour=f"(?i:{either(words.hours.words)})",
        ordinal=either(words.days_of_month).replace(r"\s+", r"[\s-]+"),
    )


def _dates(p: _Pieces) -> list[tuple[str, _Build]]:
    """Days and months of the calendar."""
    number = rf"(?:(?<![\d.,])(?<![$€£¥])(?<![$€£¥]\s)[0-3]?\d(?:st|nd|rd|th)?(?![\w])|(?i:{p.ordinal})\b)"
    days = rf"(?P<day>{number})(?:\s?(?:-|–|—|to|and|until|till|through)\s?(?:the\s+)?(?P<day2>{number}))?(?:\s+day)?"
    beyond = r"was|were|is|are|at|in|and|by|to|for|on|the|which|that|he|she|they|it|we"
    side = rf"\s+(?P<direction>(?i:last|next))\b(?=\s*(?:[.,;:!?)”\"]|$)|\s+(?:{beyond})\b)"  # "the 3rd of May last"
    year_after = rf"(?:\s?,?\s+(?:(?i:in|of)\s+)?{p.some_year}|(?:\s+of\s+['’]?|,?\s+['’])(?P<short_year>\d\d)\b(?!\s?[\d%.:,]*\d)|{side})?"
    weekday = rf"(?:(?P<weekday>{p.weekday}|{_SHORT_WEEKDAY}),?\s+(?:the\s+)?)?"
    quantity = r"(?![,.]\d|\s?%|:\d|\s+(?:million|billion|thousand))"
    before_month = r"(?i:in|since|until|till|by|during|of|from|between|and|to|through|before|after|for|as\s+(?:late|early|recently)\s+as)"
    nth = r"(?P<week_nth>(?i:first|second|third|fourth|last|final|closing|opening))\s+(?P<unit>(?i:weeks?|days|weekend|decade))\s+of\s+"
    return [
        (r"\b(?P<year>\d{4})-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b", build.numeric),
        (r"(?<![\w.])(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\w)(?!\.\d)", build.numeric),
        (r"(?<![\d/.-])(?P<day>[0-3]?\d)(?P<mark>[./-])(?P<month>[0-3]?\d)(?P=mark)(?P<year>(?:19|20)\d\d)\b", build.numeric),
        (rf"\b(?P<day>[0-3]?\d)[-/](?P<month>(?i:{p.month}))[-/](?P<year>(?:19|20)\d\d)\b", build.calendar_day),
        (rf"\b(?P<month>(?i:{p.month}))[-/](?P<day>[0-3]?\d)[-/](?P<year>(?:19|20)\d\d)\b", build.calendar_day),
        (rf"\b(?P<year>(?:19|20)\d\d)[-/](?P<month>(?i:{p.month}))[-/](?P<day>[0-3]?\d)\b", build.calendar_day),
        (rf"\b(?P<month>(?i:{p.month}))/(?P<day>[0-3]?\d)(?![\w/.-])", build.calendar_day),
        (rf"(?<=\()(?P<month>(?i:{p.month}))-(?P<day>[0-3]?\d)(?=\))", build.calendar_day),
        (r"(?<![\w./-])(?P<year>(?:19|20)\d\d)-(?P<month>0?[1-9])(?![\w/-]|\.\d|\s?%)", build.numeric),
        (r"(?<=\b[Oo]n )(?P<year>(?:19|20)\d\d)\s(?P<month>0?[1-9]|1[0-2])\s(?P<day>0?[1-9]|[12]\d|3[01])(?![\w-])", build.numeric),
        (rf"\b(?:the\s+)?{nth}(?P<month>{p.month})(?:,?\s+{p.some_year})?", build.part_of_month),
        (rf"\b(?:the\s+)?{nth}(?P<near>(?i:this|last|next))\s+month\b", build.part_of_month),
        (rf"\b(?i:the)\s+{_NTH_MONTH}\s+month\s+of\s+{p.some_year}", build.nth_month),
        (rf"\b(?P<month>{p.month})\s?[-–—/]\s?(?P<month2>(?i:{p.month})),?\s+(?P<year>(?:19|20)\d\d)\b", build.months),
        (rf"(?<![\w/])(?P<month>{p.month})[/-](?P<year>(?:19|20)\d\d)\b(?![/-]\d)", build.calendar_day),
        (rf"\b{weekday}(?:the\s+)?{days}\s+(?:of\s+)?(?P<month>{p.month})(?:\b|(?<=\.)){year_after}", build.calendar_day),
        (rf"\b{weekday}(?P<month>{p.month})\s+(?:the\s+)?{days}(?!\w){quantity}{year_after}", build.calendar_day),
        (rf"\b(?:{p.part}(?:the\s+)?)?(?P<month>{p.month})(?:,|\s+(?:of|in))?\s+{p.some_year}", build.calendar_day),
        (rf"\b(?P<direction>(?i:last|next|this|this\s+past|this\s+coming))\s+(?P<month>{p.month})\b(?!\s+\d)", build.near_month),
        (rf"\b{p.part}(?:the\s+)?(?P<month>{p.month})\b", build.bare_month),
        (rf"\b(?P<part>(?i:end))-(?P<month>{p.month})\b(?:\s+{p.some_year})?", build.calendar_day),
        (rf"\b(?P<prep>{before_month})\s+(?:{p.part})?(?P<month>{p.month})\b", build.bare_month),
        (rf"\b(?P<prep>(?i:the|its|their|his|her|our))\s+(?P<month>{p.month})(?=\s+[a-z]{{3}})", build.bare_month),
        (rf"\b(?P<month>{p.month})(?=['’]s?\s+[a-z])", build.bare_month),
        (rf"(?P<month>{p.month})(?=,\s+(?:when|after|before)\b)", build.bare_month),
    ]


def _clock(p: _Pieces, words: Lexicon) -> list[tuple[str, _Build]]:
    """Times of day: they give the day that is told of, and merge with one beside them."""
    preposition = r"(?i:at|by|before|after|since|until|till|around|towards?|from|between)"
    lead = rf"(?:(?i:shortly|just|soon)\s+)?{preposition}\s+(?:(?i:about|around|past|almost|nearly)\s+)?"
    hours = r"(?:[01]?\d|2[0-4])"
    suffix = r"(?:\s?(?i:a\.m\.?|p\.m\.?|am\b|pm\b|hours\b|hrs\b|gmt\b|utc\b|h\b|local\s+time\b|eastern\b))+"
    minutes = r"(?:half|(?:a\s+)?quarter|five|ten|twenty|twenty-five|\d\d?)(?:\s+minutes)?"
    beside = rf"in\s+the\s+(?:morning|afternoon|evening)|at\s+night|(?:that|this)\s+{p.parts}|last\s+night|yesterday|tomorrow|today"
    context = rf"(?=\s+(?i:{beside}|on\s+{p.weekday}))"
    return [
        (rf"\b(?:{lead})?{hours}:[0-5]\d(?::[0-5]\d)?(?:{suffix})?(?![\d:])", build.clock),
        (rf"\b(?:{lead})?{hours}[.:][0-5]\d{suffix}", build.clock),
        (
            r"\b(?i:at|by|before|after|since|until|around)\s+(?:about\s+)?(?:[01]?\d|2[0-4])\.[0-5]\d\b(?!\s?(?:per|%|million|billion|points?|km|met|ton|deg))",
            build.clock,
        ),
        (rf"\b(?:{lead})?(?:[01]?\d){suffix}", build.clock),
        (r"\b(?:0\d[0-5]\d\s?(?:hours|hrs)|[0-2]\d[0-5]\d\s?(?:H|GMT|UTC))\b", build.clock),
        (rf"\b{lead}[0-2]\d[0-5]\d\s?(?:hours|hrs)\b(?!\s+of\b)", build.clock),
        (rf"\b(?:{lead})?(?:{p.hour}|\d\d?)\s+o['’]clock\b", build.clock),
        (rf"\b(?:{lead})?(?i:{minutes}\s+(?:past|after))\s+(?:{p.hour}|\d\d?)\b(?!\s+(?:years?|months?|weeks?|days?))", build.clock),
        (rf"\b(?i:{lead}(?:a\s+)?quarter\s+to)\s+(?:{p.hour}|\d\d?)\b", build.clock),
        (rf"\b{lead}(?:{p.hour}|[01]?\d){context}", build.clock),
        (rf"\b{lead}{p.hour}(?=\s*[,.;:!?)”]|\s*$)", build.clock),
        (rf"\b{lead}(?i:{either(words.parts.clock)})\b", build.clock),
        (
            r"\b(?P<prep>(?i:in|during|through|throughout|by|late\s+in|early\s+in))\s+(?:the\s+)?(?:(?:early|late|small)\s+)?(?:hours\s+of\s+(?:the\s+)?)?(?i:morning|afternoon|evening|the\s+night|early\s+hours|small\s+hours)\b(?!\s+(?:of|on|to|from)\b|\s+[a-z]+s\b)",
            build.clock,
        ),
    ]


def _parts_of_calendar(p: _Pieces) -> list[tuple[str, _Build]]:
    """Seasons, quarters, years and what is longer."""
    nth = r"(?P<ordinal>(?i:first|second|third|fourth|1st|2nd|3rd|4th))"
    era = r"(?P<era_sign>BCE?|B\.C\.(?:E\.)?|AD|CE|A\.D\.|C\.E\.)(?!\w)"
    quarter, which = r"(?i:quarter)", r"(?P<week_nth>(?i:first|second|third|fourth|last|final))"
    of_year = rf"of\s+(?:{p.some_year}|(?P<whole_year>(?i:the\s+year)))"
    first_n = rf"(?i:the\s+)(?P<which_end>(?i:first|last))\s+(?P<count>{p.count})\s+(?P<unit>(?i:months|weeks|days|quarters))\s+{of_year}"
    return [
        (rf"\b{first_n}", build.first_of_year),
        (rf"\b(?:{p.part})?(?:the\s+)?(?P<season>{p.season})(?:\s+of|,)?\s+{p.some_year}(?:[-–/]\d\d(?:\d\d)?\b(?!-))?", build.season),
        (
            rf"\b(?P<direction>(?i:the\s+(?:following|previous|next)|last|next|this|this\s+past|this\s+coming|the\s+past))\s+(?:[a-z]+\s+)?(?P<season>{p.season})\b(?!\s+of)",
            build.season,
        ),
        (
            r"\b(?i:in|since|over|during|by|until|through|before|after|for)\s+(?:(?:early|late|mid)[\s-]+)?(?:the\s+)?(?P<season>(?i:spring|summer|autumn|winter))\b(?!\s+of|\s+[a-z]+s\b)",
            build.season,
        ),
        (rf"\b(?:the\s+)?(?:{nth}\s+{quarter}|[Qq](?P<q>[1-4]))(?:\s+of)?,?\s+{p.some_year}", build.quarter),
        (rf"\b(?P<year_word>(?i:{_YEAR_WORD}))['’]s\s+{nth}\s+{quarter}\b", build.quarter),
        (r"\b(?i:the\s+)?(?P<unit>(?i:year|month|week))[\s-]to[\s-]date\b", build.to_date),
        (rf"\b(?P<year>{p.year})[\s-]+[Qq](?P<q>[1-4])\b", build.quarter),
        (rf"\b(?:(?P<year>{p.year})[\s-]?H(?P<half_nth>[12])|H(?P<half_nth2>[12])[\s-](?P<year2>{p.year}))\b", build.half_year),
        (r"\b[Ww]eek\s+(?P<count>[1-9]|[1-4]\d|5[0-3])\b(?!\s+of\b(?!\s+\d{4})|[.:]\d)(?:\s+of\s+(?P<year>\d{4}))?", build.iso_week),
        (
            rf"\b(?:the\s+)?{which}\s+(?P<unit>(?i:weeks?))\s+of\s+{p.some_year}",
            build.week_of_year,
        ),
        (
            rf"\b(?i:in|the|for|during|by|since|until|this\s+year['’]s)\s+(?:the\s+)?(?:{nth}\s+{quarter}|Q(?P<q>[1-4]))\b(?!\s+of\b(?!\s+the\s+year))",
            build.quarter,
        ),
        (rf"\b{p.part}(?:the\s+)?(?P<year>{p.year})\b", build.year_part),
        (rf"\b{p.part}(?P<year_word>(?i:{_YEAR_WORD}|(?:the\s+)?year))\b", build.year_part),
        (rf"\b(?P<year_word>(?i:{_YEAR_WORD}|(?:the\s+)?year))(?:['’]s)?[\s-](?P<part>(?i:end|close))\b", build.year_part),
        (r"\b(?P<year_word>(?i:(?:(?:this|last|next|the)\s+)?month))(?:['’]s)?[\s-](?P<part>(?i:end|close))\b", build.unit_part),
        (r"\b(?P<year_word>(?i:(?:(?:this|last|next|the)\s+)?week))['’]s\s(?P<part>(?i:end|close))\b", build.unit_part),
        (rf"\b(?P<part>(?i:end))-(?P<year>{p.year})\b", build.year_part),
        (r"\b(?i:early|earlier|late|later)\s+in\s+the\s+(?P<unit>(?i:year|month|week|decade|century))\b", build.in_the_unit),
        (rf"\b{p.part}(?P<year_word>(?i:(?:(?:this|last|next|the)\s+)?(?:month|week)))\b", build.unit_part),
        (r"\b(?:the\s+)?(?:(?P<part>(?i:early|mid|late))[\s-]+)?(?P<decade_year>1\d\d0|20\d0)\s?['’]?s\b", build.decade),
        (rf"\b(?i:the\s+(?:early\s+|mid-?\s?|late\s+)?)(?P<decade_word>(?i:{either(lexicon().decades)}))\b", build.decade),
        (
            r"\b(?i:from\s+)?(?:the\s+)?(?P<number>\d\d?)(?:st|nd|rd|th)(?:\s+(?:to|and|or|through|until)\s+|\s?[-–—]\s?)(?:the\s+)?(?P<number2>\d\d?)(?:st|nd|rd|th)"
            r"[\s-]+(?i:century|centuries)\b",
            build.centuries,
        ),
        (
            rf"\b(?i:the\s+)?(?i:(?:early|mid|late|later)[\s-]+)?(?:(?P<number>\d\d?)(?:st|nd|rd|th)|(?P<ordinal>(?i:{either(lexicon().ordinals)})))[\s-]+(?i:century|centuries)\b(?:\s+{era})?",
            build.century,
        ),
        (rf"(?<![\w.,])(?P<year>\d{{1,4}})\s?{era}", build.year_of_era),
        (r"\b(?P<year>(?:1[5-9]|2[01])\d\d)\s?[-–—]\s?(?:(?i:the\s+)?(?i:present|now|today))\b", build.until_present),
        (r"\b(?P<era_sign>AD|A\.D\.)\s?(?P<year>\d{1,4})\b(?![.,]\d)", build.year_of_era),
        (rf"\b(?P<year>{p.year})\s?(?:[-–—~]|/(?=\d\d\b))\s?(?P<year2>\d{{4}}|\d\d)\b(?!-)", build.year_range),
        (rf"\b(?i:the\s+year)\s+(?P<year>{p.year})\b", build.year_part),
    ]


def _distances(p: _Pieces, words: Lexicon) -> list[tuple[str, _Build]]:
    """So far from now, from then, from something that happened."""
    about = r"(?:(?i:about|over|more\s+than|nearly|almost|at\s+least|some|around|just|barely|exactly|only)\s+)?"
    more = rf"(?:\s+and\s+(?P<count2>{p.count})\s+(?P<unit2>{p.unit}))?"
    back = r"back(?=\s*(?:[.,;:!?)”]|$)|\s+(?:when|that|and|but|he|she|they|it|we|I)\b)"
    then = r"before\s+that|after\s+that|from\s+now|hence|afterwards?|previously|prior|after|before|from"
    ago = rf"(?P<word>(?i:ago|{back}|earlier|later|{then}))"
    stretch_word = r"(?P<word>(?i:last|past|previous|next|coming|following|preceding))"
    named = r"(?P<word>(?i:eve|day|morning|night|evening|week|month|year))\s+(?P<preposition>(?i:of|before|after|following))"
    lead = r"(?:(?P<preposition>(?i:over|in|during|for|within|throughout))\s+)?"
    return [
        (r"\b(?i:(?:half|(?P<quarter>a\s+quarter\s+of))\s+a\s+century\s+ago)\b", build.part_of_century),
        (rf"\b{about}(?P<count>{p.count})\s+(?P<and_half>and\s+a\s+half\s+)?(?P<unit>{p.unit}){more}\s+{ago}\b", build.distance),
        (
            r"\b(?P<count>)(?P<and_half>)(?P<unit>(?i:minutes|hours|moments|days|weeks|months|years))\s+(?P<word>(?i:earlier|later|before|afterwards?))\b",
            build.vague_distance,
        ),
        (r"\b(?i:this)\s+time\s+(?P<word>(?i:last|next))\s+(?P<unit>(?i:year|month|week))\b", build.this_time),
        (r"\b(?i:a\s+(?P<unit>year|month|week|decade|century)\s+and\s+a\s+half\s+ago)\b", build.distance_half),
        (
            r"\b(?i:the)\s+(?P<unit>(?i:day|night|week|month|year))\s+(?P<word>(?i:before))(?=\s*(?:[.,;:!?)”]|$)|\s+(?:and|but|when|in|at|by)\b)",
            build.before_that,
        ),
        (rf"\b(?:(?i:on)\s+)?(?i:the)\s+{named}\b", build.beside_event),
        (
            rf"\b{lead}(?i:the|these|those)\s+{stretch_word}\s+(?:(?P<count>{p.count})\s+)?(?:[a-z]+\s+)?(?P<unit>{p.unit}){more}\b",
            build.stretch,
        ),
        (rf"\b{lead}(?P<word>(?i:next|last|past|coming))\s+(?P<count>{p.count})\s+(?P<unit>{p.unit}){more}\b", build.stretch),
        (
            r"\b(?P<count>)(?P<preposition>(?i:this))\s+(?P<word>(?i:past))\s+(?P<unit>(?i:week|month|quarter|year|decade|century))\b",
            build.stretch,
        ),
        (
            rf"\b(?P<how>(?i:in|within))\s+(?:the\s+)?{about}(?P<count>{p.count})\s+(?P<unit>{p.unit})(?P<by_then>['’]s?\s+time)?\b",
            build.ahead,
        ),
        (r"\b(?P<how>(?i:within))\s+(?P<count>)(?P<unit>(?i:seconds|minutes|hours))\b(?!\s+(?:of|after|before)\b)", build.within_hours),
        (r"\b(?P<how>(?i:within))\s+(?P<count>(?i:the))\s+(?P<unit>(?i:day|week|month|year|hour))\b", build.ahead),
    ]


def _deixis(p: _Pieces, words: Lexicon) -> list[tuple[str, _Build]]:
    """What points at now or at the time told last."""
    several = r"last|next|this(?:\s+(?:coming|past|upcoming))?|coming|following|previous|past|the\s+(?:following|previous|next)"
    direction = rf"(?P<direction>(?i:{several}))"
    week = r"(?P<direction>(?i:last|this|next))\s+week"
    of_day = rf"(?:\s+(?:{p.parts})\b)?"
    weekday_day = rf"(?P<day>[0-3]?\d(?:st|nd|rd|th)?|(?i:{p.ordinal}))(?![\w/:-]|\.\w|\s+\w)"
    named_days = r"(?!\s+(?:prayers?|Times|Agreement|Mass|Club|Movement))"
    near = r"(?:(?i:earlier|later|early|late|mid)\s+)?"
    ordered = r"following|previous|next|preceding|subsequent"
    same = rf"(?P<word>(?i:the\s+(?:very\s+)?same|that(?:\s+(?:same|very))?|those|these|the\s+said|the\s+(?:{ordered})))"
    plural = "(?:days|weeks|months|years|decades)"
    weekdays = rf"{p.weekday}(?:(?:,\s+|/|\s+(?:and|or)\s+|,\s+and\s+){p.weekday})*"
    same_unit = rf"(?P<unit>(?i:day|month|year|week|weekend|days|weeks|months|years|dates?|{either(words.parts.words)}))"
    return [
        (
            rf"\bthe\s+(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th)|(?P<day_word>(?i:{p.ordinal})))\s+(?:day\s+)?of\s+(?:the|this)\s+month\b",
            build.day_of_month,
        ),
        (rf"\b(?P<weekday>{p.weekday}){of_day},?\s+(?:of\s+)?{week}\b", build.weekday_of_week),
        (rf"\b{week}\s+(?:on\s+)?(?P<weekday>{p.weekday})\b{of_day}", build.weekday_of_week),
        (
            rf"\b{near}(?P<word>(?i:last|this|(?<!\bthe\s)next|next(?=\s+[qdc])|(?:the\s+)?(?:current|coming|previous)))\s+(?P<unit>(?i:week|month|quarter|year|decade|century|weekend))\b",
            build.this_unit,
        ),
        (r"\b(?P<past>(?i:(?:this|the)\s+past\s+weekend))\b", build.the_unit),
        (r"\b(?i:at|by|over|through|throughout|during|until|before|after|for|on)\s+the\s+(?P<unit>(?i:weekend))\b", build.the_unit),
        (
            rf"\b(?i:in|during|over)\s+(?:the\s+)?(?i:following\s+{plural}|{plural}\s+that\s+followed)\b",
            build.that_followed,
        ),
        (rf"\b{same}\s+{same_unit}\b(?!['’]s)", build.same),
        (
            rf"\b(?i:every|each)\s+(?:(?:{p.count})\s+)?(?i:{p.unit}|morning|evening|{weekdays})\b",
            build.recurring,
        ),
        (rf"\b(?i:{either(words.days)})\b(?!['’]s\s+(?:leader|world))", build.near_day),
        (
            rf"\b(?P<weekday>{p.weekday}|{_SHORT_WEEKDAY}(?=\s+\d+(?:st|nd|rd|th)))\s+(?:the\s+)?{weekday_day}",
            build.weekday_and_day,
        ),
        (
            rf"\b(?:(?i:early|late)\s+(?:on\s+)?)?(?:{direction}\s+)?(?<![Bb]lack\s)(?<![Gg]ood\s)(?P<weekday>{p.weekday})\b{of_day}(?:\s+(?P<after>(?i:next|last|past))\b(?!\s+(?:week|month|year)))?{named_days}",
            build.weekday,
        ),
        (
            r"\b(?P<prep>(?i:on|by|for|from|until|till|since|before|after|of|to))\s+the\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b(?!\s+(?:to|and)\s+(?:the\s+)?\d+(?:st|nd|rd|th)\s+[a-z])(?=\s*(?:[.,;:!?)”\"’]|$)|\s+(?:in|at|and|to|as|when|that|who|which|by|on|with|for|after|before|is|was|will|of\s+(?:this|last|next)\s+month)\b)",
            build.day_of_month,
        ),
        (r"\b(?P<prep>(?i:dated))\s+(?:the\s+)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b(?!\s+(?:of\s+)?[A-Z])", build.day_of_month),
    ]


def _then(words: Lexicon) -> list[tuple[str, _Build]]:
    """What stands for the time told last."""
    return [
        (rf"\b(?P<since>(?i:{either(words.then.since)}))\b", build.then),
        (r"\b(?P<since>(?i:since))(?=\s*(?:[.,;:!?)”]|$))", build.then),
        (
            r"(?<=\bhas )(?P<since>since)(?=\s+[a-z])|(?<=\bhave )(?P<since2>since)(?=\s+[a-z])|(?<=\bhad )(?P<since3>since)(?=\s+[a-z])",
            build.has_since,
        ),
        (r"(?<=\bwas )then(?=\s+[a-z\d])(?!\s+[a-z]+(?:ed|en)\b)|(?<=\bwere )then(?=\s+[a-z\d])(?!\s+[a-z]+(?:ed|en)\b)", build.then),
        (rf"\b(?P<until>(?i:{either(words.then.until)}))\b(?!\s+[a-z]+ly\b)", build.then),
        (rf"\b(?i:{either(words.then.words)})\b(?!\s+of\b)", build.then),
    ]


def _rest(p: _Pieces, words: Lexicon) -> list[tuple[str, _Build]]:
    """Feasts, named times, repetitions, durations, "now" and bare years."""
    feasts = words.feasts
    names = [*feasts.fixed, *feasts.weekday, *feasts.easter, *feasts.islamic]
    about = r"(?:(?i:about|over|more\s+than|nearly|almost|at\s+least|some|around|close\s+to|the\s+whole)\s+)?"
    return [
        (
            rf"\b(?:(?P<direction>(?i:last|next|this|(?:the\s+)?(?:following|previous)|coming))\s+)?(?P<feast>(?i:{either(names)}))\b(?:(?:,|\s+of|\s+in)?\s+{p.some_year})?",
            build.feast,
        ),
        (rf"(?<![\w/.-])(?P<era_name>(?i:{either(words.eras)}))\b(?![/.]\d)", build.era),
        (rf"\b(?i:{either(words.sets.words)})\b", build.recurring),
        (rf"\b(?P<preposition>(?i:for|over|throughout))\s+{about}(?P<count>{p.count})\s+(?P<unit>{p.unit})\b", build.duration),
        (rf"(?<![\w-])(?P<count>{p.count})-(?P<unit>{p.unit})\b(?!-old)", build.duration),
        (rf"(?<![\w-])(?P<count>{p.count})\s+(?P<unit>{p.unit})(?=,?\s+(?:starting|beginning|counting|from)\s)", build.duration),
        (rf"\b(?i:{either(words.vague.words)})\b(?!\s+(?:than|this|in)\b)", build.vague),
        (rf"\b(?i:{either(words.hitherto.words)})\b(?!\s+(?:as\b|\d))", build.hitherto),
        (rf"\b(?i:{either(words.present.words)})\b(?!\s+as\b)", build.present),
        (
            rf"\b(?i:in|since|until|by)\s+(?P<year_spelt>(?i:{_YEAR_IN_WORDS}))(?=\s*(?:[.,;:!?)”]|$)|\s+(?:and\s+(?!(?:{_UNDER_100}|{_ONES})\b)|until\b|when\b|the\b|he\b|she\b|they\b|it\b|we\b))",
            build.year_in_words,
        ),
        (
            r"\b(?i:in|since|until|by)\s+(?P<year>1[0-4]\d\d)(?=\s*(?:[.;:!?)”]|$)|\s+(?:and|when|the|he|she|they|it|by|under|as|after)\b|,\s+[a-zA-Z])",
            build.old_year,
        ),
        (
            r"(?<![\w.,/$€£-])(?<!\d\s)(?P<year>(?:1[5-9]|2[01])\d\d)\b(?![,.]?\d|%|-|[\s-]years?[\s-]old\b|\s?(?:km|kg|m|mm|tonnes|MW|BC|BCE|hours|hrs)\b)",
            build.bare_year,
        ),
    ]


def _quick(words: Lexicon, p: _Pieces) -> re.Pattern[str]:
    """Whether a sentence has anything for the grammar at all."""
    feasts = words.feasts
    groups = (words.units, words.seasons, words.days, words.vague.words, words.present.words, words.hitherto.words, words.sets.words)
    named = (words.decades, words.parts.words, words.parts.clock, words.eras, feasts.fixed, feasts.weekday, feasts.easter, feasts.islamic)
    then = (
        words.then.words,
        ("since",),
        words.then.since,
        words.then.until,
        words.hints.words,
    )
    every = [w for group in (*groups, *named, *then) for w in group]
    hours = rf"(?i:at|by|before|after|since|until|around|past|towards)\s+{p.hour}"
    return re.compile(
        r"\d{4}|[Cc]enturies|\d\s?(?:BC|AD\b|CE\b|B\.C)|\bA\.?D\.?\s?\d|"
        rf"\b(?i:two thousand|(?:six|seven|eigh|nine)teen\s|twenty\s|{either(every)})"
        rf"|\b{p.month}\b|{p.weekday}|\d[:./]\d|\d(?:th|st|nd|rd)\b|[Qq][1-4]\b|\d\s?(?:a\.m|p\.m|am|pm)\b|\b{hours}\b"
    )


def _bound_pattern(words: Lexicon) -> re.Pattern[str]:
    """ "since", "by the", "until about" at the end of the words before a time."""
    bounds = either(words.bounds)
    return re.compile(rf"(?:^|(?<=[\s(“\"'‘,;—–]))(?P<word>(?i:{bounds}))\s+(?:(?i:about|around|early|late|at least|past|the)\s+)?$")


def _whole(month: str) -> bool:
    return len(month) > _SHORTENED or month in lexicon().month_names.whole


_SHORTENED = 4
"""Letters of a month's name cut short, at most."""


def _month_pattern(words: Lexicon) -> str:
    """Months are capitalised in English; abbreviations may carry a full stop."""
    full = [m.capitalize() if m in words.month_names.verbs else f"[{m[0].upper()}{m[0]}]{m[1:]}" for m in words.months if _whole(m)]
    full += [m.upper() for m in words.months if _whole(m) and m not in words.month_names.shouted]
    short = [m.capitalize() for m in words.months if not _whole(m)]
    return rf"(?:{'|'.join(full)}|(?:{'|'.join(sorted(short, key=len, reverse=True))})\b\.?)"
