"""English number words, units, comparators and the small words around them as data, and the patterns made of them.

Nothing else in the package reads the files.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import TypeVar

import msgspec

from accordingto import language
from accordingto.types import Direction

T = TypeVar("T")

PERCENT = "percent"
"""The unit of shares."""
TIME = "time"
HOW_OFTEN = frozenset((TIME, "times"))
"""Units of how often something was, and how many times as much."""


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and ``value|comparator|unit`` of each figure in it."""

    text: str
    gives: tuple[str, ...]


class Uses(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns and verbs that tell a figure from another use of a number; the file says what each list is."""

    labels: frozenset[str]
    definite: frozenset[str]
    uncounted: frozenset[str]
    time_nouns: frozenset[str]
    up: frozenset[str]
    down: frozenset[str]
    up_noun: frozenset[str]
    down_noun: frozenset[str]
    causing: frozenset[str]
    moving: frozenset[str]
    before_year: frozenset[str]
    telling: frozenset[str]
    parents: frozenset[str]
    groups: frozenset[str]
    members: frozenset[str]
    priced: frozenset[str]
    averages: frozenset[str]
    relative_units: frozenset[str]
    gaining: frozenset[str]
    before_share: frozenset[str]
    still_counted: frozenset[str]
    levels: frozenset[str]
    ages: frozenset[str]
    expected: frozenset[str]
    carrying: frozenset[str]
    costing: frozenset[str]
    never_counted: frozenset[str]
    known: frozenset[str]
    after_metres: frozenset[str]
    doubtful_letters: frozenset[str]
    joined_letters: frozenset[str]
    money_letters: frozenset[str]
    measuring: frozenset[str]
    light: frozenset[str]


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
    uses: Uses
    examples: tuple[Example, ...]


class People(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns and verbs by which persons are counted."""

    nouns: frozenset[str]
    casualty_verbs: frozenset[str]
    tolls: frozenset[str]
    strong: frozenset[str]


class Units(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``units.toml``."""

    currency_prefixes: dict[str, float]
    currency_letters: dict[str, str]
    currency_signs: dict[str, str]
    currency_codes: frozenset[str]
    currency_names: dict[str, str]
    currency_homes: dict[str, dict[str, str]]
    units: dict[str, str]
    ambiguous: frozenset[str]
    distances: frozenset[str]
    temperatures: frozenset[str]
    change_units: frozenset[str]
    quartered_units: frozenset[str]
    never_parted: frozenset[str]
    parted_units: dict[str, tuple[str, int]]
    smaller_units: dict[str, tuple[str, int]]
    money_part: tuple[str, int]
    modifying_units: frozenset[str]
    weight_units: dict[str, str]
    not_counted: frozenset[str]
    people: People
    examples: tuple[Example, ...]


class Inflection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An ending of verbs, and for each likely base form how many letters go and which come."""

    verb_ending: str
    base_forms: tuple[tuple[int, str], ...]


class Small(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``figures.toml``: small words, which the file says what they tell."""

    plural_ending: str
    plural_endings: tuple[str, ...]
    y_plural: str
    y_singular: str
    ie_nouns: frozenset[str]
    irregular_singulars: dict[str, str]
    person_endings: tuple[str, ...]
    people_endings: tuple[str, ...]
    capital_people_endings: tuple[str, ...]
    name_plurals: tuple[str, ...]
    adverb_ending: str
    verb_endings: tuple[str, ...]
    past_endings: tuple[str, ...]
    inflections: tuple[Inflection, ...]
    indefinite_articles: frozenset[str]
    definite_articles: frozenset[str]
    quick_words: frozenset[str]
    one_half: str
    bare_halves: frozenset[str]
    leading_parts: dict[str, float]
    three_quarters: tuple[str, str]
    within_numbers: frozenset[str]
    and_word: str
    hundred_word: str
    from_lead: str
    between_lead: str
    range_joins: frozenset[str]
    level_leads: frozenset[str]
    between_change: frozenset[str]
    further_words: frozenset[str]
    caused_by: frozenset[str]
    changed_by: frozenset[str]
    up_to: tuple[str, str]
    compared_ways: dict[str, Direction]
    over_word: str
    under_rules: frozenset[str]
    priced_at: tuple[str, ...]
    before_ages: frozenset[str]
    in_chains: frozenset[str]
    before_parts: frozenset[str]
    behind_half: frozenset[str]
    quarter_words: tuple[str, ...]
    before_quarters: frozenset[str]
    more_or_less: frozenset[str]
    behind_shares: frozenset[str]
    never_claimed: frozenset[str]
    before_one: frozenset[str]
    years_of_people: frozenset[str]
    dating_words: frozenset[str]
    old_word: str
    part_pronouns: frozenset[str]
    people_pronouns: frozenset[str]
    more_of_same: frozenset[str]
    units_beside: dict[str, str]
    aged_pronouns: frozenset[str]
    estimating_verbs: frozenset[str]
    estimated_tallies: frozenset[str]
    tally_nouns: frozenset[str]
    often_adverbs: frozenset[str]
    behind_multiples: frozenset[str]
    said_of_pronouns: frozenset[str]
    ways_behind: frozenset[str]
    before_stuff: frozenset[str]
    worth_of: tuple[str, str]
    stuff_in: str
    when_nouns: frozenset[str]
    there_is: str
    share_pronouns: frozenset[str]
    share_nouns: frozenset[str]
    with_clauses: frozenset[str]
    verbal_particles: frozenset[str]
    opening_that: frozenset[str]


class Lexicon(msgspec.Struct, frozen=True):
    """The three tables and the patterns made of them."""

    numbers: Numbers
    units: Units
    small: Small
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
    numbers, units, small = language.load("numbers", Numbers), language.load("units", Units), language.load("figures", Small)
    return Lexicon(
        numbers,
        units,
        small,
        _quick(numbers, small),
        _number(numbers, units, small),
        _unit(units),
        _rate(units),
        _before(numbers),
        _after(numbers),
        _homes(units),
    )


def _quick(numbers: Numbers, small: Small) -> re.Pattern[str]:
    """Whether a text may hold a number at all."""
    words = (*numbers.words, *numbers.magnitudes, *numbers.vague, *numbers.multiples, *small.quick_words)
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


def _number(numbers: Numbers, units: Units, small: Small) -> re.Pattern[str]:
    """A number with the currency in front of it and the magnitude behind it."""
    signs, codes = either(units.currency_signs), "|".join(sorted(units.currency_codes))
    letters, scales = either(numbers.magnitude_letters), either(w for w in numbers.magnitudes if w != small.hundred_word)
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
