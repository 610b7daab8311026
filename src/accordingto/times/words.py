"""The words of time in English (``lexicons/en/times.toml``) and the number words that count units."""

from collections.abc import Iterator
from functools import cache

import msgspec

from accordingto import language
from accordingto.times.points import Around, Bound, Part


class _Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    date: str
    gives: tuple[str, ...]


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]


class Then(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words for the time told last: plain, from then on, up to then."""

    words: tuple[str, ...]
    since: tuple[str, ...]
    until: tuple[str, ...]


class Parts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parts of a day, and those of them that stand like a clock's time ("at noon")."""

    words: tuple[str, ...]
    clock: tuple[str, ...]


class Direction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lemmas that put a time ahead, that keep an infinitive in their own time, the modals; see the file."""

    ahead: frozenset[str]
    implicative: frozenset[str]
    bare: frozenset[str]
    unchanged: frozenset[str]
    singular: frozenset[str]
    giving: frozenset[str]
    modal: frozenset[str]
    unable: frozenset[str]
    refused: frozenset[str]
    negations: frozenset[str]
    silent: frozenset[str]
    infinitive_marks: frozenset[str]
    future_modals: frozenset[str]
    perfect_lemmas: frozenset[str]
    perfect_marks: frozenset[str]
    going_to: frozenset[str]


class Distance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words behind so many days: those that count back, those that count from now, those that count from what follows; those before a unit
    that count from now where it lies ahead."""

    back: frozenset[str]
    now: frozenset[str]
    event: frozenset[str]
    ahead: frozenset[str]
    same_day: frozenset[str]


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns before which a year is part of a name, and those after which a number is no year."""

    documents: frozenset[str]
    before_years: frozenset[str]
    numbered: frozenset[str]


class Feasts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Feasts by how their day is found."""

    fixed: dict[str, str]
    weekday: dict[str, tuple[int, int, int]]
    easter: dict[str, int]
    islamic: dict[str, tuple[int, int]]
    uncapitalised: frozenset[str] = frozenset()


class Edges(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds that may be verbs, words behind "or" that open a time backwards, what stands before "now", and words for the present age;
    see the file."""

    verbs: frozenset[str]
    behind: tuple[str, ...]
    open: frozenset[str]
    back: frozenset[str]
    before_now: frozenset[str]
    nowadays: frozenset[str]
    indefinite: frozenset[str]
    spans: frozenset[str]
    overnight: frozenset[str]
    running: frozenset[str]
    from_then: frozenset[str]
    weekends: frozenset[str]
    describing: frozenset[str]
    lasting_until: frozenset[str]


class BesideEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that set a day beside an event: "the **eve of** the vote", "the day **before** the vote"."""

    eve: frozenset[str]
    of: frozenset[str]
    before: frozenset[str]


class Stretches(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words before a stretch of time, and prepositions before those; see the file."""

    onward: frozenset[str]
    from_then: frozenset[str]
    by_itself: frozenset[str]
    of_life: frozenset[str]
    within_words: frozenset[str]
    lasting: frozenset[str]


class Aheads(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words before a distance ahead; see the file."""

    within_words: frozenset[str]
    whole: frozenset[str]


class SameWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that point at the time told last; see the file."""

    onward: frozenset[str]
    backward: frozenset[str]
    of_several: frozenset[str]
    dates: frozenset[str]
    loose: frozenset[str]
    mornings: frozenset[str]


class NamedYears(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Years by their distance from the one told last, and from the document's."""

    from_then: dict[str, int]
    from_now: dict[str, int]


class MonthNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Months whose names are short, or other words too; see the file."""

    whole: frozenset[str]
    verbs: frozenset[str]
    shouted: frozenset[str]


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    before_era: str
    months: dict[str, int]
    month_names: MonthNames
    weekdays: dict[str, int]
    seasons: dict[str, int]
    units: dict[str, tuple[str, int]]
    which_one: dict[str, int]
    nth_of: dict[str, int]
    month_pieces: dict[str, int]
    named_years: NamedYears
    week_signs: dict[str, Around]
    part_signs: dict[str, Part]
    year_scales: dict[str, int]
    beside_event: BesideEvent
    stretches: Stretches
    aheads: Aheads
    same_words: SameWords
    hints: _Words
    days: dict[str, int]
    present: _Words
    hitherto: _Words
    then: Then
    parts: Parts
    hours: _Words
    direction: Direction
    distance: Distance
    edges: Edges
    names: Names
    feasts: Feasts
    eras: dict[str, str]
    vague: _Words
    sets: _Words
    counts: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]
    days_of_month: dict[str, int]
    bounds: dict[str, Bound]
    examples: tuple[_Example, ...]


class _NumberWords(msgspec.Struct, frozen=True):
    words: dict[str, float]


@cache
def lexicon() -> Lexicon:
    return language.load("times", Lexicon)


@cache
def count_words() -> dict[str, int]:
    """Number words and vague counts."""
    numbers = language.load("numbers", _NumberWords).words
    return {w: int(v) for w, v in numbers.items() if v} | lexicon().counts


def examples() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The examples in the lexicon: a sentence, the document's date, the EDTF of each expression ("-" for none). A test runs them."""
    for example in lexicon().examples:
        yield example.text, example.date, example.gives
