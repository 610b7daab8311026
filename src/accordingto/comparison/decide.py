"""How two claims about one thing stand to each other: agree, differ or not comparable. The one place that decides it.

The rules are tried in order, and the first that knows the answer gives it, with the words of both (:data:`RULES`). Who is right is no
question that is asked. What one side does not say never counts against it.
"""

from collections.abc import Callable

import msgspec

from accordingto.comparison import dates, english, figures, names
from accordingto.comparison.accounts import Account, one_voice, participants
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
    if not one_voice(one.voice, other.voice) or one.against != other.against or english.opposed(one.words, other.words):
        return None
    if (one.amount is None) != (other.amount is None):
        return None
    if one.amount and (not figures.fit(one, other) or figures.of_other_kind(one, other)):
        return None
    return Finding("agree", "figure" if one.amount else "event", f"Both give the account of {one.voice.name}: {_quoted(one, other)}.")


def _sides(one: Account, other: Account) -> Finding | None:
    """What one affirms the other denies or negates; where their words exclude each other besides ("unarmed", "no guns"), they agree."""
    if one.against == other.against:
        return None
    if one.amount and other.amount and "denied" not in (one.claim.modality, other.claim.modality):
        return None
    if one.amount and other.amount and not figures.fit(one, other):
        return Finding("not comparable", "figure", f"{_quoted(one, other)}: who rejects a figure says nothing of another one.")
    if pair := english.opposed(one.words, other.words):
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
    if why := figures.of_other_kind(one, other):
        return Finding("not comparable", "figure", f"{both} are not of one measure: {why}.")
    if figures.fit(one, other):
        return Finding("agree", "figure", f"{both} fit each other.")
    if why := figures.of_other_scope(one, other):
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
    pair = english.opposed(one.words, other.words)
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


def _says(account: Account) -> str:
    return f"{account.voice.name} {'rejects' if account.claim.modality == 'denied' else 'says'}"


def _words(account: Account) -> str:
    return f"“{account.words}”"


def _quoted(one: Account, other: Account) -> str:
    return f"{_words(one)} ({one.voice.name}), {_words(other)} ({other.voice.name})"
