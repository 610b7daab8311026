"""Two figures side by side: whether they are of one measure, whether they count the same, and whether they fit each other.

Nothing here says how claims stand to each other: ``decide.py`` does, and asks these.
"""

import re
from collections.abc import Callable
from functools import cache

from accordingto.comparison import english, words
from accordingto.comparison.accounts import Account, participants, rounded, size_of
from accordingto.figures.lexicon import PERCENT

_FAR = 24.0
"""Two figures so many times apart have to measure what is alike in words: how long people walked is not how long others waited."""
_LASTING = 0.4
"""The least likeness of what two spans of time are said of ("was lost for 47 minutes", "go dead for 44")."""
_DAYS = 3
"""Days between two times before they are another as-of; less is how fast a first count is told."""
_UNIT = 0.2
"""The least likeness of two counted nouns that can be one thing ("vessel" and "boat"; a launcher and a raid are two)."""
_AFTER = 2
"""Words behind a figure that may say what it counts."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@cache
def _measures() -> frozenset[str]:
    """Base units of what is measured rather than counted: it has decimals, so a whole number may be a rounded one."""
    return frozenset(base for base, _ in english.comparing().unit_sizes.values()) | {PERCENT}


@cache
def _exact() -> frozenset[str]:
    """These, and units of what is counted that no other noun is another word for."""
    return _measures() | english.comparing().exact_units


def of_other_kind(one: Account, other: Account) -> str | None:
    """Why two figures cannot be of one measure at all: other units, other wholes, other people; None as far as the texts say."""
    a, b, fig, gif = one.amount, other.amount, one.claim.figure, other.claim.figure
    if a is None or b is None or fig is None or gif is None:
        return None
    if a.unit != b.unit and not _one_thing(a.unit, b.unit):
        return f"{fig.unit} against {gif.unit}"
    if fig.of and gif.of and a.share and not _near(fig.of, gif.of, 0.35):
        return f"of “{fig.of}” against of “{gif.of}”"
    if why := _far_apart(one, other):
        return why
    theirs = [{x.country for x in participants(c.claim) if x.role == "recipient" and x.country} for c in (one, other)]
    if a.unit == "person" and all(theirs) and not theirs[0] & theirs[1]:
        return f"{', '.join(sorted(theirs[0]))} against {', '.join(sorted(theirs[1]))}"
    return None


def unrelated(one: Account, other: Account) -> bool:
    """Whether two figures are of two things for sure: they measure what is unlike in words and are far apart, or are spans of time
    (everything lasts some days); or they do not fit, and count two things. No link holds such claims together."""
    if _far_apart(one, other) or (not fit(one, other) and _units(one, other)):
        return True
    lasting = one.amount is not None and other.amount is not None and one.amount.unit == other.amount.unit == "s"
    told = _measured(one), _measured(other)
    return lasting and all(told) and not _near(*told, _LASTING)


def _far_apart(one: Account, other: Account) -> str | None:
    a, b, fig, gif = one.amount, other.amount, one.claim.figure, other.claim.figure
    if a is None or b is None or fig is None or gif is None or a.share or 1 / _FAR < (a.low or a.high or 1) / (b.low or b.high or 1) < _FAR:
        return None
    apart = fig.measured and gif.measured and not _near(fig.measured, gif.measured, 0.6)
    return f"“{fig.measured}” against “{gif.measured}”" if apart else None


def of_other_scope(one: Account, other: Account) -> str | None:
    """Why two figures that do not fit may count other things: parts, kinds of people, wholes, doers, places, times; a limit beside what
    was measured."""
    return next((why for rule in _SCOPES if (why := rule(one, other))), None)


def _units(one: Account, other: Account) -> str | None:
    """Two nouns that are not alike: launchers and raids. Numbers that fit are believed to be of one thing ("pleas", "arguments")."""
    a, b = one.amount, other.amount
    return f"{a.unit} against {b.unit}" if a and b and a.unit != b.unit and not _near(a.unit, b.unit, _UNIT) else None


def _parts(one: Account, other: Account) -> str | None:
    """One of them is of those who were treated, recovered, are left."""
    found = [english.partial(x.words, _measured(x), people=x.amount is not None and x.amount.unit == "person") for x in (one, other)]
    if (found[0] is None) == (found[1] is None):
        return None
    return f"“{found[0] or found[1]}” says that one is of a part"


def _limits(one: Account, other: Account) -> str | None:
    """One is a limit that somebody set, the other what was measured or counted."""
    found = [english.limit(_counted(x)) for x in (one, other)]
    if (found[0] is None) == (found[1] is None):
        return None
    return f"“{found[0] or found[1]}” says that one is a limit"


def _some(one: Account, other: Account) -> str | None:
    """One counts some of those there are ("a woman", "22 of these"; not "212 of our 640"), and is not more than the other."""
    found = [english.some(_counted(x)) if (f := x.claim.figure) and not _NUMBER.search(f.of or "") else None for x in (one, other)]
    if (found[0] is None) == (found[1] is None):
        return None
    part, whole = (one, other) if found[0] else (other, one)
    return f"“{found[0] or found[1]}” counts some, and leaves open how many there are" if _no_more(part, whole) else None


def _groups(one: Account, other: Account) -> str | None:
    """They count two kinds of people, or one of them a kind of the people whom the other counts."""
    if not (one.amount and other.amount and one.amount.unit == other.amount.unit == "person"):
        return None
    a, b = (english.group(_counted(x)) for x in (one, other))
    if a == b:
        return None
    if a and b:
        return f"{a} against {b}"
    part, whole = (one, other) if a else (other, one)
    return f"only one is of {a or b}" if _no_more(part, whole) else None


def _wholes(one: Account, other: Account) -> str | None:
    """Parts of two numbered wholes: 39 of 118 centres, 12 of 74."""
    fig, gif = one.claim.figure, other.claim.figure
    found = [set(_NUMBER.findall(f.of)) if f and f.of else set() for f in (fig, gif)]
    return f"“{fig.of}” against “{gif.of}”" if fig and gif and all(found) and not found[0] & found[1] else None


def _doers(one: Account, other: Account) -> str | None:
    """Deeds of two states: the violations of one, and those of the other."""
    if one.amount is None or other.amount is None or {one.amount.unit, other.amount.unit} & _exact():
        return None
    by = [{x.country for x in participants(c.claim) if x.role == "actor" and x.country} for c in (one, other)]
    return f"by {', '.join(sorted(by[0]))} against by {', '.join(sorted(by[1]))}" if all(by) and not by[0] & by[1] else None


def _places(one: Account, other: Account) -> str | None:
    a, b = one.claim.where, other.claim.where
    return f"in {a.name} against in {b.name}" if a and b and a.country and b.country and a.country != b.country else None


def _demands(one: Account, other: Account) -> str | None:
    """What somebody demands, and what another says that there is."""
    found = [x.claim.modality == "demanded" for x in (one, other)]
    return "only one is demanded" if found[0] != found[1] else None


def _times(one: Account, other: Account) -> str | None:
    """Two as-of dates, or two spans that begin or end on other days; a span that is open ends when its document was published."""
    if _later(one.first, other.last) or _later(other.first, one.last):
        return "they are of different days"
    if not all(x.claim.when and "/" in x.claim.when.edtf for x in (one, other)):
        return None
    spans = (one.first, _until(one)), (other.first, _until(other))
    apart = any(_later(a, b) or _later(b, a) for a, b in zip(*spans, strict=True))
    return "they are of different spans of time" if apart else None


def _later(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one - other > _DAYS


def _until(account: Account) -> int | None:
    known = [d for d in (account.last, account.day) if d is not None]
    return min(known) if known else None


_SCOPES: tuple[Callable[[Account, Account], str | None], ...] = (
    _units, _parts, _limits, _some, _groups, _wholes, _doers, _places, _demands, _times,
)  # fmt: skip


def _measured(account: Account) -> str:
    return (account.claim.figure.measured if account.claim.figure else None) or ""


def _counted(account: Account) -> str:
    """A figure's words with the next ones: "12-mile limit", "three servicemen"."""
    figure = account.claim.figure
    if figure is None:
        return ""
    _, found, after = account.words.partition(figure.quote.text)
    behind = re.split(r"[.,;:…]", after)[0].split()[:_AFTER] if found else []
    return " ".join([figure.quote.text, *behind])


def _no_more(part: Account, whole: Account) -> bool:
    return part.amount is not None and whole.amount is not None and part.amount.low <= whole.amount.high


def _one_thing(unit: str, other: str) -> bool:
    """Whether two units can count one thing: "plea" and "argument" are words for it, people are never things, nor a share a sum."""
    return not ({unit, other} & _exact()) and not (unit.isupper() or other.isupper())


def fit(one: Account, other: Account) -> bool:
    """Whether two figures can be of one number: within their comparators, or one of them rounded."""
    a, b = one.amount, other.amount
    if a is None or b is None:
        return False
    return (a.low <= b.high and b.low <= a.high) or (rounded(a.low, b.low) and rounded(a.high, b.high)) or _measured_alike(one, other)


def _measured_alike(one: Account, other: Account) -> bool:
    """Whether the coarser of two measurements is the finer one rounded: 12 and 12.3 miles, 47 and 47.2 percent.

    A bare "mile" beside a nautical one is taken for either: at sea it is said for short.
    """
    a, b, fig, gif = one.amount, other.amount, one.claim.figure, other.claim.figure
    if a is None or b is None or fig is None or gif is None or a.unit != b.unit or a.unit not in _measures():
        return False
    if fig.value_max is not None or gif.value_max is not None or fig.comparator != "=" or gif.comparator != "=":
        return False
    sizes = size_of(fig.unit), size_of(gif.unit)
    readings = [sizes, *([(1.0, 1.0)] if {fig.unit, gif.unit} == english.comparing().taken_for_either else [])]
    return any(_rounds(fig.value, x, gif.value, y) or _rounds(gif.value, y, fig.value, x) for x, y in readings)


def _rounds(coarse: float, size: float, fine: float, fine_size: float) -> bool:
    """Whether a number is another one, rounded to its own decimals."""
    decimals = _decimals(coarse)
    if size < fine_size or (size == fine_size and decimals >= _decimals(fine)):
        return False
    return abs(coarse - fine * fine_size / size) <= 0.5 * 10.0**-decimals


def _decimals(value: float) -> int:
    return len(f"{value:.6f}".rstrip("0").partition(".")[2])


def _near(one: str, other: str, least: float) -> bool:
    return float(words.vector(words.pieces(one)) @ words.vector(words.pieces(other))) >= least
