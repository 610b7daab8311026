"""The gazetteer: names of populated places, states, first-level regions and areas, to coordinates and codes.

Populated places and states are GeoNames' (https://www.geonames.org, CC BY 4.0), derived by ``training/gazetteer.py`` into one gzip of
sorted lines; regions, seas and other areas stand in ``lexicons/en/regions.toml``. Looking a name up ignores case, accents and apostrophes.
"""

import gzip
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

import msgspec

PlaceKind = Literal["settlement", "country", "region", "area"]


class Place(msgspec.Struct, frozen=True):
    """A place: neutral English name, ISO 3166-1 alpha-3 (None for an area of several states), degrees (WGS 84), GeoNames id.

    The coordinates of a country are the middle of its populated places, those of a region or area about its middle.
    """

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    geoname: int | None
    kind: PlaceKind
    population: int = 0


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell what a name is: "region", "village of", prepositions of place."""

    region: frozenset[str]
    settlement: frozenset[str]
    feature: frozenset[str]
    locative: frozenset[str]
    inside: frozenset[str]
    never: frozenset[str]


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
    """Everything by folded name. ``cities`` and ``keys`` are lines of the file, ``keys`` sorted."""

    words: Words
    spellings: dict[str, str]
    countries: dict[str, Place]
    by_code: dict[str, Place]
    bare: dict[str, tuple[Place, ...]]
    worded: dict[str, tuple[Place, ...]]
    cities: list[bytes]
    keys: list[bytes]


def folded(name: str) -> str:
    """A name for comparison: lower case, no accents, no apostrophes, single blanks."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)) if not name.isascii() else name
    for sign in "'’‘ʼʻ`ʹʿʾ":
        plain = plain.replace(sign, "")
    return " ".join(plain.lower().replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("đ", "d").split())


@cache
def _names() -> _Names:
    folder = resources.files("accordingto") / "lexicons"
    regions = msgspec.toml.decode((folder / "en" / "regions.toml").read_bytes(), type=_Regions)
    states, cities, keys = gzip.decompress((folder / "gazetteer.tsv.gz").read_bytes()).rstrip(b"\n").split(b"\n\n")
    by_code = {place.country or "": place for place in map(_state, states.decode().split("\n"))}
    countries = {folded(place.name): place for place in by_code.values()}
    countries |= {folded(name): by_code[code] for name, code in regions.countries.items() if code in by_code}
    bare: dict[str, tuple[Place, ...]] = {}
    worded: dict[str, tuple[Place, ...]] = {}
    for group in regions.regions:
        for row in group.places:
            _enter(worded if group.word else bare, group, row)
    return _Names(regions.words, regions.spellings, countries, by_code, bare, worded, cities.split(b"\n"), keys.split(b"\n"))


_PLAIN_STATES = {"Myanmar [Burma]": "Myanmar", "The Netherlands": "Netherlands", "Republic of the Congo": "Republic of the Congo"}


def _state(line: str) -> Place:
    name, code, latitude, longitude, geoname = line.split("\t")
    return Place(
        _PLAIN_STATES.get(name, name),
        code,
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
        int(geoname),
        "country",
    )


def _enter(table: dict[str, tuple[Place, ...]], group: _Group, row: tuple[str | float, ...]) -> None:
    name, latitude, longitude, *others = row
    full = f"{name} {group.suffix}".strip()
    place = Place(full, group.country, float(latitude), float(longitude), None, "region" if group.country else "area")
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
    """The populated places of that name, the largest first."""
    names = _names()
    key = folded(name).encode() + b"\t"
    at = bisect_left(names.keys, key)
    if at == len(names.keys) or not names.keys[at].startswith(key):
        return ()
    return tuple(_settlement(names, int(n)) for n in names.keys[at][len(key) :].split())


def _settlement(names: _Names, number: int) -> Place:
    name, code, latitude, longitude, geoname, population = names.cities[number].decode().split("\t")
    return Place(names.spellings.get(name, name), code, float(latitude), float(longitude), int(geoname), "settlement", int(population))


def known(name: str) -> bool:
    """Whether any table has the name."""
    return bool(country(name) or areas(name, worded=True) or settlements(name))


def examples() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The examples of the regions: a sentence and ``name|country`` of each place in it. A test runs them."""
    path = resources.files("accordingto") / "lexicons" / "en" / "regions.toml"
    for group in msgspec.toml.decode(path.read_bytes(), type=_Regions).regions:
        for text, gives in group.examples:
            yield text, (gives,)
