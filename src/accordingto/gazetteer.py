"""The gazetteer: names of populated places, states, first-level regions and areas, to coordinates and codes.

Populated places, states and first-level regions are GeoNames' (https://www.geonames.org, CC BY 4.0), derived by ``training/gazetteer.py``
into one gzip of sorted lines; names of regions that English texts use, seas and areas stand in ``lexicons/en/regions.toml``. Looking a
name up ignores case, accents and apostrophes. ``ACCORDINGTO_GAZETTEER`` in the environment names another file, made by ``accordingto
gazetteer build``.
"""

import gzip
import os
import unicodedata
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from accordingto import language
from accordingto.errors import UsageError

PlaceKind = Literal["settlement", "country", "region", "area"]


class Place(msgspec.Struct, frozen=True):
    """A place: neutral English name, ISO 3166-1 alpha-3 (None for an area of several states), degrees (WGS 84), GeoNames id.

    The coordinates of a country are the middle of its populated places, those of a region or area about its middle. ``fame`` says how
    likely the bare name means this place (about 4 to 10), ``rank`` where it stands among its country's places by people, ``region`` the
    GeoNames code of its first-level region.
    """

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    geoname: int | None
    kind: PlaceKind
    population: int = 0
    fame: float = 0.0
    rank: int = 0
    region: str = ""
    alpha2: str = ""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell what a name is: "region", "village of", prepositions of place."""

    region: frozenset[str]
    settlement: frozenset[str]
    feature: frozenset[str]
    articles: tuple[str, ...]
    locative: frozenset[str]
    inside: frozenset[str]
    never: frozenset[str]
    facility: frozenset[str]
    directions: frozenset[str]
    name_prefixes: frozenset[str]
    list_marks: frozenset[str]
    other_regions: frozenset[str]
    behind_names: frozenset[str]
    loose_inside: frozenset[str]
    holding_marks: frozenset[str]
    comma_marks: frozenset[str]
    village_nouns: frozenset[str]
    seat_nouns: frozenset[str]
    spot_nouns: frozenset[str]
    definite_words: frozenset[str]
    definite_article: frozenset[str]
    there_words: frozenset[str]
    here_words: frozenset[str]
    anaphoric: dict[str, tuple[str, ...]]


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    suffix: str
    places: tuple[tuple[str | float, ...], ...]
    country: str | None = None
    word: bool = False
    examples: tuple[tuple[str, str], ...] = ()


class _Regions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: Words
    spellings: dict[str, str]
    countries: dict[str, str]
    regions: tuple[_Group, ...]


class _Names(msgspec.Struct, frozen=True):
    """Everything by folded name. ``cities``, ``keys``, ``states`` and ``regions`` are lines of the file, ``keys`` sorted."""

    words: Words
    spellings: dict[str, str]
    countries: dict[str, Place]
    by_code: dict[str, Place]
    bare: dict[str, tuple[Place, ...]]
    worded: dict[str, tuple[Place, ...]]
    cities: list[bytes]
    keys: list[bytes]
    states: list[str]
    regions: list[str]
    by_region: dict[str, Place]


def folded(name: str) -> str:
    """A name for comparison: lower case, no accents, no apostrophes, single blanks."""
    plain = name.lower()
    if not name.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower().translate(_LETTERS)
    for sign in "'’‘ʼʻ`ʹʿʾ":
        plain = plain.replace(sign, "")
    return " ".join(plain.split())


_LETTERS = str.maketrans("ıłøđ", "ilod")
"""Letters that are not written as another with a sign."""


@cache
def _names() -> _Names:
    regions = language.load("regions", _Regions)
    path = os.environ.get("ACCORDINGTO_GAZETTEER")
    file = Path(path) if path else language.shared("gazetteer.tsv.gz")
    states, cities, areas, keys = _parts(file.read_bytes, path or file.name)
    by_code = {place.country or "": place for place in map(_state, states.decode().split("\n"))}
    countries = {folded(place.name): place for place in by_code.values()}
    countries |= {folded(name): by_code[code] for name, code in regions.countries.items() if code in by_code}
    bare: dict[str, tuple[Place, ...]] = {}
    worded: dict[str, tuple[Place, ...]] = {}
    for group in regions.regions:
        for row in group.places:
            _enter(worded if group.word else bare, group, row)
    key_lines, region_lines = keys.split(b"\n"), areas.decode().split("\n")
    by_region = _enter_regions(bare, worded, region_lines)
    return _Names(
        regions.words,
        regions.spellings,
        countries,
        by_code,
        bare,
        worded,
        cities.split(b"\n"),
        key_lines,
        states.decode().split("\n"),
        region_lines,
        by_region,
    )


def _parts(read: Callable[[], bytes], name: str) -> list[bytes]:
    """The four parts of a gazetteer file."""
    try:
        parts = gzip.decompress(read()).rstrip(b"\n").split(b"\n\n")
    except (OSError, EOFError, zlib.error) as error:
        raise UsageError(f"{name}: cannot be read as a gazetteer ({error}); make one with `accordingto gazetteer build FILE`") from error
    if len(parts) != 4:
        raise UsageError(f"{name}: is no gazetteer of this version; make one with `accordingto gazetteer build FILE`")
    return parts


def _enter_regions(bare: dict[str, tuple[Place, ...]], worded: dict[str, tuple[Place, ...]], lines: list[str]) -> dict[str, Place]:
    """First-level regions: what the lexicon has under one of the names stays as the lexicon has it, and what it gives to no one state
    ("Kashmir") stays without one."""
    by_code: dict[str, Place] = {}
    own = {(key, place.country): place for table in (worded, bare) for key, found in table.items() for place in found}
    nobodys = {key for key, found in bare.items() if any(place.country is None for place in found)}
    for line in lines:
        code, name, country, latitude, longitude, geoname, bare_keys, worded_keys = line.split("\t")
        keys = [(k, bare) for k in bare_keys.split("|") if k] + [(k, worded) for k in worded_keys.split("|") if k]
        known = next((own[key, country] for key, _ in keys if (key, country) in own), None)
        if known:
            place = msgspec.structs.replace(known, geoname=int(geoname) or None, region=code)
        else:
            where = (float(latitude), float(longitude)) if latitude and longitude else (None, None)
            place = Place(name, country, where[0], where[1], int(geoname) or None, "region", region=code)
        by_code[code] = place
        for key, table in keys:
            if (key, country) not in own and key not in nobodys:
                table[key] = (*table.get(key, ()), place)
    return by_code


_PLAIN_STATES = {"Myanmar [Burma]": "Myanmar", "The Netherlands": "Netherlands", "Republic of the Congo": "Republic of the Congo"}


def _state(line: str) -> Place:
    name, code, latitude, longitude, geoname, alpha2 = line.split("\t")
    return Place(
        _PLAIN_STATES.get(name, name),
        code,
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
        int(geoname),
        "country",
        alpha2=alpha2,
    )


def _enter(table: dict[str, tuple[Place, ...]], group: _Group, row: tuple[str | float, ...]) -> None:
    name, latitude, longitude, *others = row
    full = f"{name} {group.suffix}".strip()
    place = Place(full, group.country, float(latitude), float(longitude), None, "region" if group.country else "area", rank=1)
    for key in {folded(str(n)) for n in (name, *others)}:
        table[key] = (*table.get(key, ()), place)


def words() -> Words:
    """The lexicon's words for kinds of places."""
    return _names().words


def country(name: str) -> Place | None:
    """The state of that name (common, official or former), None where there is none."""
    return _names().countries.get(folded(name))


def state(code: str) -> Place | None:
    """The state of that ISO 3166-1 alpha-3 code."""
    return _names().by_code.get(code)


def states() -> dict[str, Place]:
    """The states by alpha-3."""
    return _names().by_code


def state_lines() -> list[str]:
    """The lines of states of the gazetteer file, for making another."""
    return _names().states


def region_lines() -> list[str]:
    """The lines of first-level regions of the gazetteer file, for making another."""
    return _names().regions


def region(code: str) -> Place | None:
    """The first-level region of that GeoNames code ("US.GA")."""
    return _names().by_region.get(code)


def areas(name: str, *, worded: bool = False) -> tuple[Place, ...]:
    """The regions and areas of that name.

    Args:
        name: without its type word.
        worded: whether a word such as "region" stands beside it; only then a region that shares its name with its seat is meant.
    """
    names = _names()
    key = folded(name)
    return (names.worded.get(key, ()) + names.bare.get(key, ())) if worded else names.bare.get(key, ())


@lru_cache(maxsize=4096)
def settlements(name: str) -> tuple[Place, ...]:
    """The populated places of that name, the largest first; where no table has it, those with the Arabic article before it."""
    names, key = _names(), folded(name)
    found = _called(names, key)
    if found:
        return found
    articles = words().articles
    bare = next((key[len(a) + 1 :] for a in articles if key[: len(a) + 1] in (f"{a}-", f"{a} ")), key)
    if len(bare) < _LONG or " " in bare or not bare.isascii():
        return ()
    known = (p for a in (*articles, "") for p in _called(names, f"{a} {bare}".strip()) if a or bare != key)
    return tuple(p for p in dict.fromkeys(known) if p.population >= _TOWN)


_LONG, _TOWN = 5, 50_000
"""Letters and people from which a name is read without its article, or with it ("Zubayr", "al-Zubayr": Az Zubayr)."""


def _called(names: _Names, key: str) -> tuple[Place, ...]:
    start = key.encode() + b"\t"
    at = bisect_left(names.keys, start)
    if at == len(names.keys) or not names.keys[at].startswith(start):
        return ()
    return tuple(_settlement(names, int(n)) for n in names.keys[at][len(start) :].split())


def _settlement(names: _Names, number: int) -> Place:
    name, code, latitude, longitude, geoname, population, fame, rank, region = names.cities[number].decode().split("\t")
    return Place(
        names.spellings.get(name, name),
        code,
        float(latitude),
        float(longitude),
        int(geoname),
        "settlement",
        int(population),
        float(fame),
        int(rank),
        region,
    )


def known(name: str) -> bool:
    """Whether any table has the name."""
    return bool(country(name) or areas(name, worded=True) or settlements(name))


def examples() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The examples of the regions: a sentence and ``name|country`` of each place in it. A test runs them."""
    for group in language.load("regions", _Regions).regions:
        for text, gives in group.examples:
            yield text, (gives,)


def populated(code: str) -> Iterator[Place]:
    """The populated places of the state of that ISO 3166-1 alpha-3 code, in the file's order."""
    names, cell = _names(), f"\t{code}\t".encode()
    yield from (_settlement(names, n) for n, line in enumerate(names.cities) if cell in line)


def coordinates() -> Iterator[tuple[float, float]]:
    """Latitude and longitude of every populated place."""
    for line in _names().cities:
        _, _, latitude, longitude, *_ = line.decode().split("\t")
        yield float(latitude), float(longitude)
