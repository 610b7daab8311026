"""States are read as others: what the encoders see in the place of a state's name, so that nobody is read otherwise for who they are.

    shown(pack(pieces))     the same words; where they name a state, ``Words.shown`` has the words of the state that stands in for it

The first state that a text names is read as the first of ``stand_ins`` in ``lexicons/en/countries.toml``, the second as the second, and
so on: with its name, adjective, people and seat, word for word, as they are written. So two texts that differ only in who is who give
the networks the same input. Offsets, forms, lemmas and everything that looks names up see the text itself. (docs/decisions/0013-sides.md)
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from itertools import chain
from typing import NamedTuple

import msgspec

from accordingto import world
from accordingto.windows import Words
from accordingto.world import Country, World

_ABBREVIATED = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]{2,4}")
"""What stays as it is: no other state has an abbreviation that reads as well."""

_LONGEST = 4
"""Words in a name, at most."""

Key = tuple[str, ...]
"""Words in small letters."""


class Kind(Enum):
    """How words mean a state."""

    NAME = 0
    ADJECTIVE = 1
    PEOPLE = 2
    SEAT = 3


class Term(NamedTuple):
    """Words that mean a state: its code, and how they do."""

    code: str
    kind: Kind


class Found(NamedTuple):
    """Words ``first`` to ``last`` (exclusive) mean a state; ``part``: only that part of a word with hyphens does."""

    first: int
    last: int
    term: Term
    part: int | None = None


def shown(packed: Iterable[Words]) -> Iterator[Words]:
    """The windows of one text, each with the words that the encoders see."""
    windows = list(packed)
    seen, at = stood_in([form for w in windows for form in w.forms]), 0
    for words in windows:
        yield msgspec.structs.replace(words, shown=tuple(seen[at : at + len(words.forms)]))
        at += len(words.forms)


def stood_in(words: Sequence[str]) -> list[str]:
    """The words of one text, each state's replaced by those of the state that stands in for it.

    Args:
        words: all words of the text, in order.

    Returns:
        as many words; a state of which no stand-in is made like it (words in the name, words in the adjective) keeps its own.
    """
    found, read = list(_found(words)), list(words)
    table = _stand_ins(dict.fromkeys(f.term.code for f in found))
    for first, last, term, part in found:
        if part is not None:
            parts = read[first].split("-")
            parts[part] = _as_written(_words(table[term.code]).get((term.kind, 1), parts[part]), parts[part])
            read[first] = "-".join(parts)
        elif (other := _words(table[term.code]).get((term.kind, last - first))) is not None:
            read[first:last] = map(_as_written, other.split(), read[first:last])
    return read


def _as_written(word: str, old: str) -> str:
    return word.upper() if len(old) > 1 and old.isupper() else word


def _stand_ins(codes: Iterable[str]) -> dict[str, str]:
    """Who stands in for each state, in the order in which they are named: of those made like it the first that is free, in turn."""
    taken: dict[tuple[int, int], int] = {}
    table = {}
    for code in codes:
        make = _make(code)
        several = _made_like(make)
        table[code] = several[taken.get(make, 0) % len(several)] if several else code
        taken[make] = taken.get(make, 0) + 1
    return table


@cache
def _made_like(make: tuple[int, int]) -> list[str]:
    return [code for code in world.load().stand_ins if _make(code) == make]


@cache
def _make(code: str) -> tuple[int, int]:
    """How many words a state's name has, and its adjective."""
    country = world.load().countries[code]
    return len(country.name.split()), min((n for kind, n in _words(code) if kind is Kind.ADJECTIVE), default=0)


@cache
def _words(code: str) -> dict[tuple[Kind, int], str]:
    """The first word of each kind and number of words that a state has; who has no word for the people has the adjective."""
    found: dict[tuple[Kind, int], str] = {}
    for words, kind in _terms(world.load().countries[code]):
        found.setdefault((kind, len(words.split())), words)
    return {(Kind.PEOPLE, n): words for (kind, n), words in found.items() if kind is Kind.ADJECTIVE} | found


def _terms(country: Country) -> Iterator[tuple[str, Kind]]:
    """The words for a state with their kinds. What holds another of them ("Russian Federation") is read by that one."""
    demonyms = [d for d in country.demonyms if not _ABBREVIATED.fullmatch(d)]
    own = {w.lower() for w in (country.name, *demonyms)}
    for name in (country.name, *country.aliases):
        held = name != country.name and " " in name and not own.isdisjoint(name.lower().split())
        if not held and not _ABBREVIATED.fullmatch(name):
            yield name, Kind.NAME
    yield from ((seat, Kind.SEAT) for seat in country.seats)
    yield from ((d, Kind.PEOPLE if d.endswith("s") and d[:-1] in demonyms else Kind.ADJECTIVE) for d in demonyms)


@cache
def _table() -> dict[Key, Term]:
    """What words mean which state, by words in small letters."""
    found: dict[Key, Term] = {}
    for country in world.load().countries.values():
        for words, kind in _terms(country):
            found.setdefault(world.words_of(words), Term(country.code, kind))
    return found


def _meant(words: Sequence[str]) -> Mapping[Key, Term]:
    """The table as a text means it: an adjective that two states share is that of the one it tells of."""
    known = world.load()
    told: World = known.read_in(" ".join(words))
    if told is known:
        return _table()
    table = dict(_table())
    for key in map(world.words_of, chain.from_iterable(s.words for s in known.shared)):
        old, country = table.pop(key, None), told.demonyms.get(key)
        if country is not None:
            table[key] = Term(country.code, old.kind if old else Kind.ADJECTIVE)
    return table


def _found(words: Sequence[str]) -> Iterator[Found]:
    """Where a text names states, the longest name first."""
    table = _meant(words)
    low = [w.lower().replace("’", "'") for w in words]
    i = 0
    while i < len(words):
        most = min(_LONGEST, len(words) - i) if words[i][:1].isupper() else 0
        size = next((n for n in range(most, 0, -1) if tuple(low[i : i + n]) in table), 0)
        if size:
            yield Found(i, i + size, table[tuple(low[i : i + size])])
        elif "-" in words[i]:
            for part, word in enumerate(words[i].split("-")):
                if word[:1].isupper() and (term := table.get((word.lower(),))) is not None:
                    yield Found(i, i + 1, term, part)
        i += max(1, size)
