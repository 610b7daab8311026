"""The claims as the pages ask for them: a table of what lists show, in their order, in a DuckDB file of the store's cache.

What takes seconds in the Parquet files of a million claims takes hundredths of a second here.
"""

import os
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from accordingto.store import query
from accordingto.store.parts import CACHE, Package

FORM = 2
"""Of the table; another one is made anew."""
CLAIMS = """
WITH own AS (SELECT id AS document, row_number() OVER (ORDER BY published DESC NULLS LAST, id) AS number FROM documents)
SELECT id, document, quote, speaker, speaker_country, modality, polarity, presupposed, kind, event_type, publisher, published, when_from,
 confidence, figure.value AS value, figure.unit AS unit, "where".name AS place, "where".country AS place_country,
 "where".latitude AS latitude, "where".longitude AS longitude, "where".geoname AS geoname, according_to,
 list_distinct(list_transform(actors, lambda a: a.name)) AS names, list_distinct(list_transform(actors, lambda a: a.country)) AS countries,
 number * 4294967296 + evidence[1].start AS place_in_lists
FROM claims JOIN own USING (document)
"""
"""What a list of claims needs: ``names`` and ``countries`` are the participants'; in the lists the latest documents come first. The table
has that order too, so that a page of a list is found in a few of its row groups."""
_BUILDING_MB = 180


def connect(store: Path, package: Package, *, threads: int, memory_mb: int) -> duckdb.DuckDBPyConnection:
    """A connection to a store, with the view ``listed``: :data:`CLAIMS`. Where the cache cannot be written, it is worked out each time."""
    try:
        made = _made(store, package)
    except (OSError, duckdb.IOException):
        made = None
    connection = query.connect(store, package, threads=threads, memory_mb=memory_mb, beside=made)
    connection.execute("CREATE VIEW listed AS " + ("SELECT * FROM beside.listed" if made else CLAIMS))
    return connection


def _made(store: Path, package: Package) -> Path:
    """The file; it is made where there is none of this state of the store, and those of other states go."""
    folder = store / CACHE
    target = folder / f"room-{FORM}-{package.state()}.duckdb"
    if target.exists():
        return target
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as own:
        fresh = Path(own, "room.duckdb")
        with (
            closing(query.connect(store, package, threads=1, memory_mb=_BUILDING_MB)) as source,
            closing(duckdb.connect(str(fresh))) as into,
        ):
            reader = source.sql(CLAIMS).to_arrow_reader(10_000)
            into.register("claims", reader)
            into.execute(f"SET memory_limit = '{_BUILDING_MB}MB'")
            into.execute("CREATE TABLE listed AS SELECT * FROM claims ORDER BY place_in_lists")
        for old in folder.glob("room-*"):
            old.unlink(missing_ok=True)
        os.replace(fresh, target)
    return target


def _overview(store: Path, package: Package) -> Path:
    return store / CACHE / f"room-{FORM}-{package.state()}.json"


def overview(store: Path, package: Package) -> dict[str, Any]:
    """What :func:`keep_overview` has kept of this state of the store; nothing where there is none."""
    try:
        found: dict[str, Any] = msgspec.json.decode(_overview(store, package).read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return {}
    return found


def keep_overview(store: Path, package: Package, found: dict[str, Any]) -> None:
    """Keep answers of plain values, by what was asked, beside the table, where the cache can be written."""
    with suppress(OSError), tempfile.TemporaryDirectory(dir=store / CACHE) as own:
        fresh = Path(own, "overview.json")
        fresh.write_bytes(msgspec.json.encode(found))
        os.replace(fresh, _overview(store, package))
