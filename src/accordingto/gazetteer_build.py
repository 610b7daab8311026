"""Makes a gazetteer file: of the records of the package's build, or of a full GeoNames dump that a user has.

The file is a gzip of four parts parted by an empty line, each of sorted lines: states, populated places, first-level regions, names (see
:mod:`accordingto.gazetteer`). Data of GeoNames are under CC BY 4.0 (https://www.geonames.org/).
"""

import gzip
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

import msgspec

from accordingto import gazetteer
from accordingto.errors import UsageError
from accordingto.gazetteer import folded

POPULATION = 5000
MANY_NAMES_FROM = 50_000
ALIASES = 24
REGION_ALIASES = 12


class Settlement(msgspec.Struct, frozen=True):
    """A populated place of GeoNames; ``region`` is its first-level code ("GR.ESYE31"), ``capital`` of a state."""

    name: str
    country: str
    latitude: float
    longitude: float
    geoname: int
    population: int
    region: str
    names: tuple[str, ...]
    capital: bool = False


class Region(msgspec.Struct, frozen=True):
    """A first-level region: its code, name, what it is ("Province"), other names; its place, where known."""

    code: str
    name: str
    country: str
    geoname: int
    type: str
    names: tuple[str, ...]
    latitude: float | None = None
    longitude: float | None = None


def fame(place: Settlement) -> float:
    """How likely a name means this place with nothing else known: by its people and by how many names the world has for it."""
    return round(math.log10(place.population + 1) + math.log10(1 + len(place.names)) + (0.7 if place.capital else 0.0), 2)


def aliases(place: Settlement) -> Iterator[str]:
    """The other names worth looking up, folded: capitalised, in Latin letters; of small places only those near the main name."""
    main = folded(place.name)
    kept = 0
    for name in place.names:
        key = folded(name)
        if key == main or not _looked_up(name, key):
            continue
        likeness = SequenceMatcher(None, main, key).ratio()
        if likeness < (0.7 if place.population < MANY_NAMES_FROM else 0.4 if " " in key else 0.0):
            continue  # small places' other names collide with everything; "White House" translates a name
        yield key
        kept += 1
        if kept == ALIASES:
            return


def _looked_up(name: str, key: str) -> bool:
    return 4 <= len(key) <= 30 and name[:1].isupper() and not name.isupper() and bool(re.fullmatch(r"[a-z][a-z' .-]+", key))


def plain(name: str) -> str:
    """The name as English texts print it: accents of Latin-1 stay ("São Paulo"), macrons and dots below go ("Jalālābād")."""
    if all(ord(c) < 256 for c in name):
        return name
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare.translate({0x131: "i", 0x142: "l", 0x141: "L", 0x111: "d", 0x110: "D", 0x2018: "'", 0x2019: "'", 0x2BC: "'", 0x2BB: "'"})


def write(
    target: Path, settlements: Iterable[Settlement], regions: Iterable[Region], states: Iterable[str], region_lines: Iterable[str] = ()
) -> int:
    """Write a gazetteer file.

    Args:
        target: where to.
        settlements: in any order; those of the same GeoNames id once.
        regions: first-level regions; one without coordinates gets the middle of its settlements.
        states: the file's lines of states, ``name, alpha-3, latitude, longitude, geoname id`` with tabs between, then alpha-2.
        region_lines: lines of regions as they stand in another gazetteer file.

    Returns:
        How many populated places it holds.
    """
    ordered = sorted(settlements, key=lambda s: (-s.population, s.geoname))
    index: dict[str, list[int]] = defaultdict(list)
    middle: dict[str, list[tuple[float, float]]] = defaultdict(list)
    ranks: dict[str, int] = defaultdict(int)
    places: list[str] = []
    for place in ordered:
        ranks[place.country] += 1
        middle[place.region].append((place.latitude, place.longitude))
        for key in {folded(place.name), *aliases(place)}:
            index[key].append(len(places))
        cells = (plain(place.name), place.country, f"{place.latitude:.3f}", f"{place.longitude:.3f}", place.geoname, place.population)
        places.append("\t".join(map(str, (*cells, fame(place), min(ranks[place.country], 999), place.region))))
    areas = [_region_line(region, middle[region.code], index) for region in sorted(regions, key=lambda r: r.code)]
    areas = sorted([*areas, *region_lines])
    keys = [f"{key}\t{' '.join(map(str, numbers))}" for key, numbers in sorted(index.items())]
    text = "\n\n".join("\n".join(part) for part in (list(states), places, areas, keys)) + "\n"
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    return len(places)


def _region_line(region: Region, points: list[tuple[float, float]], settled: Collection[str]) -> str:
    """A region's line; the names under which a town is known as well need a word such as "province" beside them."""
    latitude, longitude = region.latitude, region.longitude
    if latitude is None or longitude is None:
        latitude = round(sum(p[0] for p in points) / len(points), 2) if points else None
        longitude = round(sum(p[1] for p in points) / len(points), 2) if points else None
    others = [n for n in region.names if _looked_up(n, folded(n))][:REGION_ALIASES]
    whole = [region.name, *others]
    kind = region.type.split("/")[0].strip()
    keys = dict.fromkeys(folded(n) for n in (*whole, *(n.removesuffix(f" {kind}") for n in whole if kind)))
    bare, worded = [k for k in keys if k not in settled], [k for k in keys if k in settled]
    name = f"{region.name} {kind}" if folded(region.name) in settled and kind and not region.name.endswith(kind) else region.name
    cells = (region.code, plain(name), region.country, latitude, longitude, region.geoname, "|".join(bare), "|".join(worded))
    return "\t".join("" if c is None else str(c) for c in cells)


# --- from a GeoNames dump

_FIELDS = 19
_KINDS = frozenset(("PPL", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLA5", "PPLC", "PPLG", "PPLS", "PPLX", "PPLL", "STLMT"))


def build(dump: Path, target: Path, *, population: int = 0) -> int:
    """A gazetteer of a GeoNames dump (``allCountries.txt``, a country's file, ``cities500.txt``; plain or zipped).

    Args:
        dump: the file, 19 columns with tabs between (https://download.geonames.org/export/dump/readme.txt).
        target: where the gazetteer goes; replaced whole.
        population: least number of people; 0 keeps villages whose number is not known.

    Returns:
        How many populated places were kept.

    Raises:
        UsageError: the file cannot be read, or a line is not GeoNames'.
    """
    codes = {place.alpha2: code for code, place in gazetteer.states().items() if place.alpha2}
    settlements: list[Settlement] = []
    regions: list[Region] = []
    try:
        for number, line in enumerate(_lines(dump), 1):
            _row(line.rstrip("\n"), dump, number, codes, population, settlements, regions)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{dump}: cannot be read ({error}); give a file of https://download.geonames.org/export/dump/") from error
    if not settlements:
        raise UsageError(f"{dump}: holds no populated places; give allCountries.txt or a country's file of GeoNames")
    own = {region.code for region in regions}
    kept = [line for line in gazetteer.region_lines() if line.split("\t")[0] not in own]
    temporary = target.with_name(f".{target.name}.part")
    count = write(temporary, settlements, regions, gazetteer.state_lines(), kept)
    temporary.replace(target)
    return count


def _lines(dump: Path) -> Iterator[str]:
    if dump.suffix == ".zip":
        import io
        import zipfile

        with zipfile.ZipFile(dump) as archive:
            name = dump.stem + ".txt"
            if name not in archive.namelist():
                raise UsageError(f"{dump}: holds no {name}; unpack it and give the text file")
            with archive.open(name) as member:
                yield from io.TextIOWrapper(member, encoding="utf-8")
        return
    with dump.open(encoding="utf-8") as lines:
        yield from lines


def _row(
    line: str, dump: Path, number: int, codes: Mapping[str, str], population: int, settlements: list[Settlement], regions: list[Region]
) -> None:
    """One line of the dump: a populated place, a first-level region, or neither."""
    cells = line.split("\t")
    if len(cells) != _FIELDS or not cells[0].isdigit():
        raise UsageError(
            f"{dump}, line {number}: is not GeoNames' ({len(cells)} columns for {_FIELDS}); give allCountries.txt or a country's file"
        )
    country = codes.get(cells[8])
    if country is None or (cells[6] != "P" and cells[7] != "ADM1"):
        return
    names = tuple(n for n in cells[3].split(",") if n)
    region, latitude, longitude, people = f"{cells[8]}.{cells[10]}", float(cells[4]), float(cells[5]), int(cells[14] or 0)
    if cells[7] == "ADM1":
        regions.append(Region(region, cells[1], country, int(cells[0]), "", names, latitude, longitude))
    elif cells[7] in _KINDS and people >= population:
        settlements.append(Settlement(cells[1], country, latitude, longitude, int(cells[0]), people, region, names, cells[7] == "PPLC"))
