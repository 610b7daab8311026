"""How two claims about one thing stand to each other: agree, differ or not comparable. The one place that decides it.

The rules are tried in order, and the first that knows the answer gives it, with the words of both (:data:`RULES`). Who is right is no
question that is asked. What one side does not say never counts against it.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

import msgspec

from accordingto import language
from accordingto.comparison import dates, names, words
from accordingto.comparison.accounts import Account, one_voice, participants, rounded
from accordingto.comparison.records import Aspect, Outcome
from accordingto.types import Actor


class Finding(msgspec.Struct, frozen=True):
    """How two claims stand to each other, in what, and why."""

    outcome: Outcome
    aspect: Aspect
    reason: str


Rule = Callable[[Account, Account], Finding | None]


def decide(one: Account, other: Account) -> Finding:
    """How two claims about one event or measured thing stand to each other."""
    for rule in RULES:
        found = rule(one, other)
        if found is not None:
            return found
    return Finding("agree", "event", f"Both speak of it alike: {_quoted(one, other)}.")


def _passed_on(one: Account, other: Account) -> Finding | None:
    """One voice in two documents, with the same figure or none: one account."""
    if not one_voice(one.voice, other.voice) or one.against != other.against or _opposed(one, other):
        return None
    if (one.amount is None) != (other.amount is None) or (one.amount and (not _fits(one, other) or _of_other_kind(one, other))):
        return None
    return Finding("agree", "figure" if one.amount else "event", f"Both give the account of {one.voice.name}: {_quoted(one, other)}.")


def _sides(one: Account, other: Account) -> Finding | None:
    """What one affirms the other denies or negates; where their words exclude each other besides ("unarmed", "no guns"), they agree."""
    if one.against == other.against:
        return None
    if one.amount and other.amount and "denied" not in (one.claim.modality, other.claim.modality):
        return None
    if one.amount and other.amount and not _fits(one, other):
        return Finding("not comparable", "figure", f"{_quoted(one, other)}: who rejects a figure says nothing of another one.")
    if pair := _opposed(one, other):
        return Finding(
            "agree", "event", f"“{pair[0]}” ({one.voice.name}) comes to the same as “{pair[1]}” ({other.voice.name}), one of them negated."
        )
    if one_voice(one.voice, other.voice):
        return Finding("not comparable", "series", f"{_quoted(one, other)}: one source's words in two documents, one of them negated.")
    return Finding("differ", "event", f"{_says(one)} {_words(one)}; {_says(other)} {_words(other)}: one affirms what the other rejects.")


def _figures(one: Account, other: Account) -> Finding | None:
    """Two figures: comparable only of one measure, and then equal within their comparators or not."""
    a, b = one.amount, other.amount
    if a is None or b is None or one.claim.figure is None or other.claim.figure is None:
        return None
    both = f"“{one.claim.figure.quote.text}” ({one.voice.name}) and “{other.claim.figure.quote.text}” ({other.voice.name})"
    if why := _of_other_kind(one, other):
        return Finding("not comparable", "figure", f"{both} are not of one measure: {why}.")
    if _fits(one, other):
        return Finding("agree", "figure", f"{both} fit each other.")
    if why := _of_other_scope(one, other):
        return Finding("not comparable", "figure", f"{both} do not count the same: {why}.")
    if names.same(one.voice.name, other.voice.name) and None not in (one.day, other.day) and one.day != other.day:
        return Finding("not comparable", "series", f"{both} are one source's figures of different days.")
    return Finding("differ", "figure", f"{both} do not fit each other.")


def _blame(one: Account, other: Account) -> Finding | None:
    """One deed, two doers, each named, of two states or of two kinds (an army, rebels); what is only said has no doer to blame."""
    if not (one.claim.event and other.claim.event) or one.claim.event.type != other.claim.event.type or one.against != other.against:
        return None
    if one.claim.event.type not in _DEEDS or {one.claim.modality, other.claim.modality} & {"demanded", "conditional"}:
        return None
    doers = [[a for a in participants(x.claim) if a.role == "actor"] for x in (one, other)]
    if not all(doers) or not all(_two(a, b) for a in doers[0] for b in doers[1]):
        return None
    shown = [found[0].mention.text if found[0].mention else found[0].name or "" for found in doers]
    return Finding("differ", "blame", f"{one.voice.name} names “{shown[0]}”, {other.voice.name} “{shown[1]}”: {_quoted(one, other)}.")


_DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST"})
_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
_ARMED = frozenset({"MIL", "REB", "PRM", "COP", "UAF", "CRM"})


def _two(a: Actor, b: Actor) -> bool:
    """Whether two participants are surely two: of two states, or an army and an armed group."""
    if a.name and b.name and names.share(a.name, b.name):
        return False
    if a.country and b.country and a.country != b.country:
        return True
    return a.sector != b.sector and {a.sector, b.sector} <= _ARMED and not {a.sector, b.sector} <= _STATE


def _contrary(one: Account, other: Account) -> Finding | None:
    """Words that cannot both be so: open and closed, dead and alive."""
    if one.against != other.against:
        return None
    pair = _opposed(one, other)
    if pair is None:
        return None
    return Finding("differ", "event", f"“{pair[0]}” ({one.voice.name}) against “{pair[1]}” ({other.voice.name}): {_quoted(one, other)}.")


def _days(one: Account, other: Account) -> Finding | None:
    """One happening on two days that both are given to the day."""
    a, b, c, d = one.first, one.last, other.first, other.last
    if a is None or b is None or c is None or d is None or max(b - a, d - c) > 1 or not (one.claim.event and other.claim.event):
        return None
    if max(a - d, c - b) <= 1 or one.claim.event.trigger.text.lower() != other.claim.event.trigger.text.lower():
        return None
    return Finding(
        "differ", "date", f"{dates.shown(a)} ({one.voice.name}) against {dates.shown(c)} ({other.voice.name}): {_quoted(one, other)}."
    )


RULES: tuple[Rule, ...] = (_passed_on, _sides, _contrary, _figures, _blame, _days)
"""In this order; docs/compare.md says what each is for."""


def _of_other_kind(one: Account, other: Account) -> str | None:
    """Why two figures cannot be of one measure at all: other units, other wholes, other people; None as far as the texts say."""
    a, b, fig, gif = one.amount, other.amount, one.claim.figure, other.claim.figure
    if a is None or b is None or fig is None or gif is None:
        return None
    if a.unit != b.unit and not _one_thing(a.unit, b.unit):
        return f"{fig.unit} against {gif.unit}"
    if fig.of and gif.of and a.share and not _near(fig.of, gif.of, 0.35):
        return f"of “{fig.of}” against of “{gif.of}”"
    apart = not a.share and not 1 / _FAR < (a.low or a.high or 1) / (b.low or b.high or 1) < _FAR
    if apart and fig.measured and gif.measured and not _near(fig.measured, gif.measured, 0.6):
        return f"“{fig.measured}” against “{gif.measured}”"
    theirs = [{x.country for x in participants(c.claim) if x.role == "recipient" and x.country} for c in (one, other)]
    if a.unit == "person" and all(theirs) and not theirs[0] & theirs[1]:
        return f"{', '.join(sorted(theirs[0]))} against {', '.join(sorted(theirs[1]))}"
    return None


def _of_other_scope(one: Account, other: Account) -> str | None:
    """Why two figures that do not fit may count other parts: one of them a part, other wholes, other countries, other days."""
    partial = [_partial(x.words) for x in (one, other)]
    if (partial[0] is None) != (partial[1] is None):
        return f"“{partial[0] or partial[1]}” says that one is of a part"
    fig, gif = one.claim.figure, other.claim.figure
    wholes = [set(_NUMBER.findall(f.of)) if f and f.of else set() for f in (fig, gif)]
    if fig and gif and all(wholes) and not wholes[0] & wholes[1]:
        return f"“{fig.of}” against “{gif.of}”"
    places = one.claim.where, other.claim.where
    if places[0] and places[1] and places[0].country and places[1].country and places[0].country != places[1].country:
        return f"in {places[0].name} against in {places[1].name}"
    if one.first and other.last and one.last and other.first and max(one.first - other.last, other.first - one.last) > _DAYS:
        return "they are of different days"
    return None


_FAR = 24.0
"""Two figures so many times apart have to measure what is alike in words: how long people walked is not how long others waited."""
_DAYS = 3
"""Days between two times before they are another as-of; less is how fast a first count is told."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@lru_cache(maxsize=100_000)
def _partial(text: str) -> str | None:
    """The word that makes a figure one of a part."""
    wanted = comparing().partial
    return next((w for w in text.lower().replace(",", " ").replace(".", " ").split() if any(w in p.words for p in wanted)), None)


def _one_thing(unit: str, other: str) -> bool:
    """Whether two units can count one thing: "plea" and "argument" are words for it, people are never things, nor a share a sum."""
    exact = {"percent", "times", "person", "ton", "kg", "m", "m2", "s", "W", "l"}
    return not ({unit, other} & exact) and not (unit.isupper() or other.isupper())


def _fits(one: Account, other: Account) -> bool:
    a, b = one.amount, other.amount
    if a is None or b is None:
        return False
    if a.share and b.share and any(_whole(x.low, x.high) and abs(x.low - y.low) < 0.5 for x, y in ((a, b), (b, a)) if y.low == y.high):
        return True  # "forty-seven in a hundred" and 47.2 percent
    return (a.low <= b.high and b.low <= a.high) or (rounded(a.low, b.low) and rounded(a.high, b.high))


def _whole(low: float, high: float) -> bool:
    return low == high == int(low)


def _near(one: str, other: str, least: float) -> bool:
    return float(words.vector(words.pieces(one)) @ words.vector(words.pieces(other))) >= least


class Contraries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of which only one can be so of a thing at a time, each with its forms, and pairs of claims that differ by them."""

    one: frozenset[str]
    other: frozenset[str]
    examples: tuple[tuple[str, str], ...]


class Partial(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that make a count one of a part, and pairs of claims of which the first is one."""

    words: frozenset[str]
    examples: tuple[tuple[str, str], ...]


class Comparing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The English of comparing: ``lexicons/en/comparing.toml``."""

    contrary: tuple[Contraries, ...]
    partial: tuple[Partial, ...]


@cache
def comparing() -> Comparing:
    """The lexicon.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("comparing", Comparing)


def _opposed(one: Account, other: Account) -> tuple[str, str] | None:
    """The contrary words of two claims; none where either has both."""
    left, right = _contraries(one.words), _contraries(other.words)
    for pair in sorted(left.keys() & right.keys()):
        (a, b), (c, d) = left[pair], right[pair]
        if a and d and not b and not c:
            return a, d
        if b and c and not a and not d:
            return b, c
    return None


@lru_cache(maxsize=100_000)
def _contraries(text: str) -> dict[int, tuple[str | None, str | None]]:
    """By pair of contraries that a text has a word of: its first word of the one side, and of the other."""
    forms = [w.strip(".,;:“”\"'()").lower() for w in text.split()]
    own = set(forms)
    found = {}
    for n, pair in enumerate(comparing().contrary):
        if not own.isdisjoint(pair.one) or not own.isdisjoint(pair.other):
            found[n] = next((w for w in forms if w in pair.one), None), next((w for w in forms if w in pair.other), None)
    return found


def _says(account: Account) -> str:
    return f"{account.voice.name} {'rejects' if account.claim.modality == 'denied' else 'says'}"


def _words(account: Account) -> str:
    return f"“{account.words}”"


def _quoted(one: Account, other: Account) -> str:
    return f"{_words(one)} ({one.voice.name}), {_words(other)} ({other.voice.name})"
