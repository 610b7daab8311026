"""Knowledge of the world that actors are read with: states, organisations, offices, people in office. Loaded once, read only."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, TypeVar

import msgspec

from accordingto import inflection, language

T = TypeVar("T")


class Country(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A state: ISO 3166-1 alpha-3 code, neutral name, other names, demonyms, and the seats that stand for its government."""

    code: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    seats: tuple[str, ...]


class Organisation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An organisation, armed group, medium or group of states."""

    name: str
    aliases: tuple[str, ...]
    sector: str
    country: str | None = None
    members: tuple[str, ...] = ()
    wikidata: str | None = None


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person with the title and dates of office (``from/to``, ``..`` where open)."""

    name: str
    sector: str
    office: tuple[str, ...]
    gender: str
    country: str | None = None
    title: str | None = None
    wikidata: str | None = None

    def sector_on(self, date: str | None) -> str | None:
        """The sector on a date (ISO 8601, any precision); without a date, that of the office."""
        if date is None:
            return self.sector
        for term in self.office:
            start, _, end = term.partition("/")
            if (start == ".." or start[: len(date)] <= date) and (end == ".." or date <= end[: len(date)]):
                return self.sector
        return None


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns for offices, bodies and groups of people with the PLOVER sector that they stand for; ``cased``: only with a capital ("the
    House", not "three houses")."""

    sector: str
    kind: Literal["person", "body", "people", "equipment"]
    lemmas: tuple[str, ...]
    cased: bool = False

    def fits(self, form: str) -> bool:
        """Whether a word as it is written may be of the role."""
        return not self.cased or form[:1].isupper()


class Entry(msgspec.Struct, frozen=True):
    """What a name stands for."""

    name: str
    country: str | None
    sector: str | None
    kind: str
    members: tuple[str, ...] = ()
    wikidata: str | None = None
    cased: bool = True


class Shared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An adjective that two states share: ``usual`` is meant where nothing tells, none where that is empty; ``tell`` has, by state, the
    names that speak for it."""

    words: tuple[str, ...]
    usual: str
    tell: dict[str, tuple[str, ...]]


class _Countries(msgspec.Struct, frozen=True):
    stand_ins: tuple[str, ...]
    country: tuple[Country, ...]
    shared: tuple[Shared, ...]


class _Organisations(msgspec.Struct, frozen=True):
    name_article: str
    spelt_otherwise: tuple[tuple[str, str], ...]
    generic: tuple[str, ...]
    behind: dict[str, frozenset[str]]
    organisation: tuple[Organisation, ...]
    collective: tuple[Organisation, ...]


@cache
def _organisations() -> _Organisations:
    return language.load("organisations", _Organisations)


class _People(msgspec.Struct, frozen=True):
    person: tuple[Person, ...]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Closed lists of words that a phrase is read with; ``lexicons/en/titles.toml`` says what each is."""

    relative: frozenset[str]
    hostile: frozenset[str]
    aimed: frozenset[str]
    measures: frozenset[str]
    crowds: frozenset[str]
    nominal: frozenset[str]
    of_state: frozenset[str]
    of_house: frozenset[str]
    of_own: frozenset[str]
    of_own_kind: frozenset[str]
    known_by: frozenset[str]
    of_anybody: frozenset[str]
    state_offices: frozenset[str]
    states: frozenset[str]
    parties: frozenset[str]
    two: frozenset[str]
    seated: frozenset[str]
    hosts: frozenset[str]
    abroad: frozenset[str]
    joining: frozenset[str]
    whole: frozenset[str]
    serving: frozenset[str]
    placed: frozenset[str]
    whereabouts: frozenset[str]
    whither: frozenset[str]
    oneself: frozenset[str]
    articles: frozenset[str]
    genitives: frozenset[str]


class Peoples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Peoples that live in several states or have none of their own; ``lexicons/en/peoples.toml`` says what each list is."""

    marks: frozenset[str]
    kin: frozenset[str]
    dwelling: frozenset[str]
    wide: frozenset[str]
    waters: frozenset[str]
    shared: frozenset[str]
    about: frozenset[str]
    peoples: tuple[str, ...]


class _Titles(msgspec.Struct, frozen=True):
    noun: tuple[Role, ...]
    honorifics: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    words: Words


class World(msgspec.Struct, frozen=True):
    """All of it, by lowercased words: ``names`` maps the words of a name to what it stands for, ``demonyms`` a word or two to a state;
    ``longest`` how many words the longest name has that begins with a word. ``acronyms`` are the names written in capitals throughout,
    ``loose`` those whose last word is written small ("the world body"), ``generic`` those that bodies of others have too, ``behind`` those
    read only as they are written there and behind one of the words there ("the West"), ``stand_ins`` the states as which others are read
    (:mod:`accordingto.standins`)."""

    countries: dict[str, Country]
    names: dict[tuple[str, ...], Entry]
    demonyms: dict[tuple[str, ...], Country]
    people: dict[str, Person]
    surnames: dict[str, Person]
    roles: dict[str, Role]
    honorifics: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    longest: dict[str, int]
    words: Words
    peoples: Peoples
    acronyms: frozenset[str]
    loose: frozenset[tuple[str, ...]]
    generic: frozenset[tuple[str, ...]]
    behind: dict[tuple[str, ...], tuple[str, frozenset[str]]]
    shared: tuple[Shared, ...] = ()
    stand_ins: tuple[str, ...] = ()

    def read_in(self, text: str) -> "World":
        """The world as a text means it: an adjective that two states share is that of the one that the text tells of, else the usual
        one's; of neither where it tells of both, or of none and none is usual."""
        lower = text.lower()
        met = [s for s in self.shared if any(w.lower() in lower for w in s.words)]
        if not met:
            return self
        demonyms = dict(self.demonyms)
        for one in met:
            told = [state for state, names in one.tell.items() if any(re.search(rf"\b{re.escape(n.lower())}\b", lower) for n in names)]
            state = told[0] if len(told) == 1 else "" if told else one.usual
            for word in one.words:
                demonyms.pop(words_of(word), None)
                if state:
                    demonyms[words_of(word)] = self.countries[state]
        return msgspec.structs.replace(self, demonyms=demonyms)


def words_of(name: str) -> tuple[str, ...]:
    """A name as it is looked up: lowercased words without an article, apostrophes as ``'``."""
    words = name.lower().replace("’", "'").replace("-", " ").split()
    return tuple(words[1:] if len(words) > 1 and words[0] == _organisations().name_article else words)


def spellings(name: str) -> Iterator[str]:
    """A name as it is written elsewhere: British and American, "UN" or "U.N." for "United Nations", full stops in initials."""
    found = {name}
    for one, other in _organisations().spelt_otherwise:
        found |= {n.replace(one, other) for n in found} | {n.replace(other, one) for n in found}
    for n in tuple(found):
        first, _, rest = n.partition(" ")
        if n.startswith("United Nations ") or (first in ("UN", "EU") and rest):
            full = "United Nations" if first in ("United", "UN") else "European Union"
            short = "UN" if first in ("United", "UN") else "EU"
            rest = n.removeprefix("United Nations ") if first == "United" else rest
            found |= {f"{full} {rest}", f"{short} {rest}", f"{short[0]}.{short[1]}. {rest}"}
    if re.fullmatch("[A-Z]{2,5}", name) and name not in _WORDS:
        found.add("".join(f"{c}." for c in name))
    yield from sorted(found)


_WORDS = frozenset({"IS", "US"})


@cache
def load() -> World:
    """The world as the lexicons have it.

    Raises:
        LexiconError: a file breaks its schema.
    """
    states = language.load("countries", _Countries)
    countries = states.country
    groups = _organisations()
    people = language.load("people", _People).person
    titles = language.load("titles", _Titles)
    peoples = language.load("peoples", Peoples)
    roles = {lemma: role for role in (*titles.noun, Role("CVL", "people", peoples.peoples)) for lemma in role.lemmas}
    names: dict[tuple[str, ...], Entry] = {}
    demonyms: dict[tuple[str, ...], Country] = {}
    for country in countries:
        for name in (country.name, *country.aliases):
            names.setdefault(words_of(name), Entry(country.name, country.code, "GOV", "state"))
        for name in country.seats:
            names.setdefault(words_of(name), Entry(country.name, country.code, "GOV", "seat"))
        for word in country.demonyms:
            demonyms.setdefault(words_of(word), country)
            if len(words_of(word)) > 1:  # "Sri Lankan", "South Koreans"
                sector = "CVL" if inflection.is_plural(word) else "GOV"
                names.setdefault(words_of(word), Entry(country.name, country.code, sector, "state"))
    for group, kind in ((g, k) for k, gs in (("organisation", groups.organisation), ("collective", groups.collective)) for g in gs):
        entry = Entry(group.name, group.country, group.sector, kind, group.members, group.wikidata, kind != "collective")
        for name in (group.name, *group.aliases):
            for spelling in spellings(name):
                names.setdefault(words_of(spelling), entry)
            names[words_of(name)] = entry
    written = {n for g in (*groups.organisation, *groups.collective) for n in (g.name, *g.aliases)}
    written |= {n for c in countries for n in (c.name, *c.aliases)}
    longest: dict[str, int] = {}
    for key in names:
        longest[key[0]] = max(len(key), longest.get(key[0], 0))
    return World(
        {c.code: c for c in countries},
        names,
        demonyms,
        {p.name.lower(): p for p in people},
        {p.name.lower().split()[-1]: p for p in reversed(people) if p.country or p.sector},
        roles,
        titles.honorifics,
        titles.female,
        titles.male,
        longest,
        titles.words,
        peoples,
        frozenset({n.lower() for n in written if n.isupper() and " " not in n} - {n.lower() for n in written if not n.isupper()}),
        frozenset(words_of(n) for n in written if " " in n and n.split()[-1][:1].islower()),
        frozenset(map(words_of, groups.generic)),
        {words_of(name): (name, before) for name, before in groups.behind.items()},
        states.shared,
        states.stand_ins,
    )
