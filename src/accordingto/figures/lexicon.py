"""English number words, units and comparators as data, and the patterns made of them. Nothing else in the package reads the files."""

import re
from collections.abc import Iterable
from functools import cache
from typing import TypeVar

import msgspec

from accordingto import language

T = TypeVar("T")


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and ``value|comparator|unit`` of each figure in it."""

    text: str
    gives: tuple[str, ...]


class Numbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``numbers.toml``."""

    words: dict[str, float]
    magnitudes: dict[str, float]
    magnitude_letters: dict[str, float]
    vague: dict[str, float]
    parts: dict[str, float]
    multiples: dict[str, float]
    before: dict[str, str]
    after: dict[str, str]
    signs: dict[str, str]
    uses: dict[str, frozenset[str]]
    examples: tuple[Example, ...]


class People(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns and verbs by which persons are counted."""

    nouns: frozenset[str]
    casualty_verbs: frozenset[str]
    tolls: frozenset[str]
    strong: frozenset[str]


class Units(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``units.toml``."""

    currency_signs: dict[str, str]
    currency_codes: frozenset[str]
    currency_names: dict[str, str]
    currency_homes: dict[str, dict[str, str]]
    units: dict[str, str]
    ambiguous: frozenset[str]
    distances: frozenset[str]
    temperatures: frozenset[str]
    people: People
    examples: tuple[Example, ...]


class Lexicon(msgspec.Struct, frozen=True):
    """Both tables and the patterns made of them."""

    numbers: Numbers
    units: Units
    quick: re.Pattern[str]
    number: re.Pattern[str]
    unit: re.Pattern[str]
    rate: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    homes: re.Pattern[str]


def either(words: Iterable[str]) -> str:
    """An alternation, longest first, blanks matching any white space."""
    return "|".join(re.escape(w).replace(r"\ ", r"[\s\u00a0]+") for w in sorted(words, key=lambda w: (-len(w), w)))


def plain(words: str) -> str:
    """Words as they are looked up: lower case, one blank between."""
    return " ".join(words.lower().split())


@cache
def load() -> Lexicon:
    """The tables and patterns.

    Raises:
        LexiconError: a file breaks its schema.
    """
    numbers, units = language.load("numbers", Numbers), language.load("units", Units)
    return Lexicon(
        numbers,
        units,
        _quick(numbers),
        _number(numbers, units),
        _unit(units),
        _rate(units),
        _before(numbers),
        _after(numbers),
        _homes(units),
    )


def _quick(numbers: Numbers) -> re.Pattern[str]:
    """Whether a text may hold a number at all."""
    words = (
        *numbers.words,
        *numbers.magnitudes,
        *numbers.vague,
        *numbers.multiples,
        "half",
        "halves",
        "most",
        "majority",
        "bulk",
        "several times",
        "an hour",
        "a week",
        "a month",
        "a year",
        "a decade",
    )
    return re.compile(
        rf"[\d½⅓⅔¼¾⅕⅖⅗⅘⅛]|\b(?:{either(words)})\b|(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|fold)s?\b", re.I
    )


_SPACES = "[ \u00a0\u202f\u2009]"
_DIGITS = (
    r"\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)"  # 1.234.567,89
    r"|\d{1,3}(?:[,’'\u00a0\u202f\u2009 ]\d{3})+(?!\d)(?:\.\d+)?"  # 1,234,567.8 and with thin or hard spaces
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"  # 1,50,000
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)"  # 1.234.567
    r"|\d+,\d{1,2}(?![\d])"  # 3,5: decided by what follows
    r"|\d+(?:\.\d+)?|\.\d+"
)
_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞"


def _number(numbers: Numbers, units: Units) -> re.Pattern[str]:
    """A number with the currency in front of it and the magnitude behind it."""
    signs, codes = either(units.currency_signs), "|".join(sorted(units.currency_codes))
    letters, scales = either(numbers.magnitude_letters), either(w for w in numbers.magnitudes if w != "hundred")
    word = rf"(?:{either((*numbers.words, *numbers.magnitudes))})"
    large = either(numbers.magnitudes)
    lead = rf"(?:half[\s-]+(?:an?\s+)?(?={large})|(?:(?:a|one|three)\s+)?quarters?\s+(?:of\s+an?\s+)?(?={scales})|an?\s+(?={large}))"
    parts_behind = either((*numbers.parts, *(f"{part}s" for part in numbers.parts)))
    tail = rf"(?:\s+and\s+(?:an?|one|two|three|four|five|six|seven|eight|nine)[\s-](?:{parts_behind})\b)"
    run = rf"{lead}?{word}(?:(?:[\s-]+(?:and\s+)?|\s+point\s+){word})*{tail}?(?:[\s-]+(?:{scales}))?"
    ordinals = "halves|half|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?"
    parts = rf"(?:(?:an?|one|two|three|four|five|six|seven|eight|nine)[\s-])?(?:{ordinals})"
    return re.compile(
        rf"(?P<part>(?<![\w-])(?i:{parts})\b(?![\s-]+(?:an?[\s-]+)?(?:{scales}|hundred|dozen)\b)(?!\s+of\s+an?\s+(?:{scales})\b))"
        rf"|(?P<vague>(?<![\w-])(?i:{either(numbers.vague)})\b)"
        rf"|(?:(?<![\w.])(?P<minus>[-−–](?=[\d.$€£¥]))|(?<![\w.)+])(?P<plus>\+(?=[\d.]))|(?<!\w)(?P<negative>(?i:minus|negative)[\s-]+(?=\d|(?i:{word})\b)))?"
        rf"(?:(?<![A-Za-z])(?P<sign>{signs})\s?(?P<inner>[-−](?=\d))?|\b(?P<mega>[kMTm]?)(?P<code>{codes})\s?|\bR(?P<rand>(?=\d[\d,.]*\s?(?:[mb]n?\b|million|billion|\d)))|\bK(?P<kina>(?=\d[\d,.]*\s?(?:[mb]n?\b|million|billion|,\d{{3}})))|\bRM(?P<ringgit>\s?)(?=\d)|\bPS(?P<sterling>(?=\d[\d,.]*\s?(?:[mb]n?\b|k\b|million|billion|,\d{{3}}))))?"
        rf"(?(sign)|(?(code)|(?:(?<![\w./,])(?<![A-Za-z][-–])(?<![A-Za-z]\d[-–])|(?<=\bsub-)|(?<=\bminus-)|(?<=\bnegative-)|(?<=\bnow-)|(?<=\bto-)|(?<=\bplus-)|(?<=\bR)|(?<=\bK)|(?<=\bRM)|(?<=\bPS)|(?<=[~<>≥≤±+=/]))))"
        rf"(?:(?P<fraction>(?:\d{{1,4}}[ -]{{1,2}})?\d{{1,3}}[/⁄]\d{{1,3}}(?![\w/⁄]))"
        rf"|(?P<vulgar>\d*\s?[{_VULGAR}])"
        rf"|(?P<digits>{_DIGITS})(?![.,]?\d)(?:(?P<letter>{letters})(?![A-Za-z0-9])|(?P<space>{_SPACES}(?P<spaced>{letters})(?![\w-]))?(?![A-Za-z]))"
        rf"|(?P<joined>{_DIGITS})(?![.,]?\d)(?=[a-zA-Z°²%µμ])(?!(?:st|nd|rd|th|s)\b)"
        rf"|(?P<words>(?<![\w-])(?i:{run})\b(?:[\s-]+(?P<divisor>(?i:(?<=one[\s-])(?:half|third|quarter|fourth|fifth)\b|halves|(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)s))\b)?))"
        rf"(?P<power>\s?[×x]\s?10\s?(?:\^\s?)?(?P<exponent>[-−–]?\d{{1,2}})(?!\d))?"
        rf"(?P<half>\s+and\s+(?:a\s+half|a\s+quarter|three\s+quarters)\b)?"
        rf"(?P<scale>(?:[\s\u00a0-]?(?i:hundred|{scales})\b){{0,2}})"
    )


def _unit(units: Units) -> re.Pattern[str]:
    names = rf"(?i:{either((*units.currency_names, *(name for name in units.currency_homes if len(name) > 1)))})(?:s|es)?"
    long = [u for u in units.units if (len(u) > 2 and u.isalpha() and u.islower()) or " " in u or "-" in u]
    words, signs = either(long), either(set(units.units) - set(long))
    codes = "|".join(sorted(units.currency_codes))
    after_signs = either(s for s in units.currency_signs if not s[-1].isalnum() and s[-1] != ".")
    return re.compile(
        rf"[\s\u00a0\u202f\u2009-]{{0,2}}(?:(?P<state>[A-Z][a-z]+\s(?:[A-Z][a-z]+\s)?)?(?P<money>{names})(?!-(?:feet|foot)\b)|(?P<unit>(?i:{words})s?|(?:{signs}))|(?P<mega>[kMT]?)(?P<code>{codes}|{after_signs}))(?![\w²³]|-\d)"
    )


def _homes(units: Units) -> re.Pattern[str]:
    """A name of a currency that several states use, or the letter K before a number."""
    names = either(name for name in units.currency_homes if len(name) > 1)
    return re.compile(rf"\b(?:(?i:({names}))s?\b|(K)(?=\d))")


def _rate(units: Units) -> re.Pattern[str]:
    """ "a barrel", "per 100,000 people", "/month": what an amount is reckoned by."""
    spans = "second|minute|hour|day|night|week|fortnight|month|quarter|year|decade|season|shift"
    things = (
        "barrel|litre|liter|gallon|tonne|ton|kilo|kilogram|kilogramme|pound|ounce|gram|bushel|sack|bag|head|person|piece|share|unit|hectare|acre|mile"
        "|kilometre|kilometer|metre|meter|household|family|capita|child|pupil|student|seat|ticket|night|bottle|pack|item|vote|voter|passenger|lorry|truck|vehicle|car|plane|ship|container|sheet|crate|tree|cow|goat|worker|soldier|family|victim|applicant|user|customer|trip|visit|meal|mwh|kwh|mmbtu"
    )
    room = r"(?:(?:square|cubic|sq\.?|cu\.?)\s+)?"
    return re.compile(
        rf"[\s-]+(?:an?|(?:for\s+)?(?:each|every))[\s-]+(?:{room}(?:{spans}|{things}|foot|inch|yard))\b(?!\s+(?:earlier|later|ago|before|after)\b)"
        rf"|(?:\s?per\s?|/\s?)(?:\d[\d,]*\s+)?(?:head\s+of\s+population|{room}[a-z]+)\b",
        re.IGNORECASE,
    )


def _before(numbers: Numbers) -> re.Pattern[str]:
    between = r"an?|the|its|their|another|a\s+further|a\s+total\s+of|anything\s+from|anywhere\s+from|between|from"
    words = rf"(?:^|(?<=[\s(\[“\"'‘,;:—–-]))(?:{either(numbers.before)})(?:\s+(?:{between}))?\s+$"
    return re.compile(rf"{words}|(?:{either(numbers.signs)})\s?$", re.IGNORECASE)


def _after(numbers: Numbers) -> re.Pattern[str]:
    return re.compile(rf",?\s+(?:{either(numbers.after)})\b", re.IGNORECASE)
