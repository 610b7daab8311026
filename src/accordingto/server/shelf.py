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

from accordingto.errors import StoreError
from accordingto.store import query, search
from accordingto.store.parts import CACHE, Package

FORM = 3
"""Of the table; another one is made anew."""
_A_DOCUMENT = 2**32
"""What a document takes in the order of lists: more than there are places in a text."""
CLAIMS = f"""
WITH own AS (
 SELECT documents.id AS document, row_number() OVER (ORDER BY published DESC NULLS LAST, documents.id) AS number, found.number AS found_in
 FROM documents LEFT JOIN found_documents AS found ON found.id = documents.id
)
SELECT id, document, quote, speaker, speaker_country, modality, polarity, presupposed, kind, event_type, publisher, published, when_from,
 confidence, figure.value AS value, figure.unit AS unit, "where".name AS place, "where".country AS place_country,
 "where".latitude AS latitude, "where".longitude AS longitude, "where".geoname AS geoname, according_to,
 list_distinct(list_transform(actors, lambda a: a.name)) AS names, list_distinct(list_transform(actors, lambda a: a.country)) AS countries,
 number * {_A_DOCUMENT} + evidence[1].start AS place_of_words, found_in
FROM claims JOIN own USING (document)
"""
"""What a list of claims needs: ``names`` and ``countries`` are the participants'; in the lists the latest documents come first."""
_STRETCH = "WHERE place_of_words >= $first AND place_of_words < $end"
_SORTED = f"""
WITH numbers AS (SELECT * FROM unsorted.numbers WHERE document IN (SELECT found_in FROM unsorted.listed {_STRETCH}))
SELECT listed.* EXCLUDE (place_of_words, found_in), numbers.number AS found_as
FROM unsorted.listed LEFT JOIN numbers ON numbers.document = found_in AND numbers.id = listed.id
{_STRETCH} ORDER BY place_of_words, listed.id
"""
"""A stretch of it in the order of the lists, so that a page of them is found by the numbers of the table's rows. ``found_as`` is a claim's
number in the search index, so that what holds some words is a bit for each."""
_BUILDING_MB, _SORTING_MB = 180, 100
_TOGETHER = 100_000
"""Claims that are sorted at a time."""


class Shelf(msgspec.Struct, frozen=True):
    """The table: its file, and what names the search index whose numbers are in it."""

    file: Path
    index: int


def folder(store: Path) -> tuple[Path, "tempfile.TemporaryDirectory[str] | None"]:
    """Where table and search index lie: the cache of the store, or, where that cannot be written, a folder that goes with what is returned
    beside it."""
    try:
        (store / CACHE).mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=store / CACHE):
            return store / CACHE, None
    except OSError:
        own = tempfile.TemporaryDirectory(prefix="accordingto-")
        return Path(own.name), own


def connect(store: Path, package: Package, within: Path, *, threads: int, memory_mb: int) -> tuple[duckdb.DuckDBPyConnection, int, int]:
    """A connection to a store, with the view ``listed``: :data:`CLAIMS`, and ``place_in_lists``.

    Returns:
        the connection, what names the search index, and one more than the largest ``found_as``.

    Raises:
        StoreError: the table cannot be made.
    """
    try:
        made = _made(store, package, within)
    except (OSError, duckdb.Error) as error:
        why = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise StoreError(f"{store}: its lists cannot be got ready in {within} ({why}); see accordingto status {store} --check") from error
    connection = query.connect(store, package, threads=threads, memory_mb=memory_mb, beside=made.file)
    connection.execute("CREATE VIEW listed AS SELECT *, rowid AS place_in_lists FROM beside.listed")
    (numbers,) = connection.execute("SELECT coalesce(max(found_as), 0) + 1 FROM listed").fetchone() or (1,)
    return connection, made.index, int(numbers)


def _made(store: Path, package: Package, within: Path) -> Shelf:
    """The file; it is made where there is none of this state of the store and this search index, and those of others go."""
    with search.numbered(store, package, within / search.FILE) as (index, documents, claims):
        target = within / f"room-{FORM}-{package.state()}-{index:08x}.duckdb"
        if target.exists():
            return Shelf(target, index)
        with tempfile.TemporaryDirectory(dir=within) as own, closing(duckdb.connect(str(Path(own, "room.duckdb")))) as into:
            into.execute(f"SET memory_limit = '{_SORTING_MB}MB'")
            into.execute("SET threads = 1")
            into.execute("ATTACH '" + str(Path(own, "unsorted.duckdb")).replace("'", "''") + "' AS unsorted")
            with closing(query.connect(store, package, threads=1, memory_mb=_BUILDING_MB)) as source:
                source.register("found_documents", documents)
                into.register("numbers", claims)
                into.execute("CREATE TABLE unsorted.numbers AS SELECT * FROM numbers")
                into.register("found", source.sql(CLAIMS).to_arrow_reader(10_000))
                into.execute("CREATE TABLE unsorted.listed AS SELECT * FROM found")
                into.unregister("numbers")
            _sort(into, package.rows("documents"), package.rows("claims"))
            into.close()
            for old in within.glob("room-*"):
                old.unlink(missing_ok=True)
            os.replace(Path(own, "room.duckdb"), target)
    return Shelf(target, index)


def _sort(into: duckdb.DuckDBPyConnection, documents: int, claims: int) -> None:
    """Sort and number the table, a stretch of documents at a time: whole rows take memory for all that are sorted together."""
    step = max(1, documents * _TOGETHER // max(1, claims))
    for first in range(0, documents + 1, step):
        how = "CREATE TABLE listed AS" if first == 0 else "INSERT INTO listed"
        into.execute(f"{how} {_SORTED}", {"first": first * _A_DOCUMENT, "end": (first + step) * _A_DOCUMENT})


def _overview(within: Path, package: Package) -> Path:
    return within / f"room-{FORM}-{package.state()}.json"


def overview(within: Path, package: Package) -> dict[str, Any]:
    """What :func:`keep_overview` has kept of this state of the store; nothing where there is none."""
    try:
        found: dict[str, Any] = msgspec.json.decode(_overview(within, package).read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return {}
    return found


def keep_overview(within: Path, package: Package, found: dict[str, Any]) -> None:
    """Keep answers of plain values, by what was asked, beside the table, where there is room."""
    with suppress(OSError), tempfile.TemporaryDirectory(dir=within) as own:
        fresh = Path(own, "overview.json")
        fresh.write_bytes(msgspec.json.encode(found))
        os.replace(fresh, _overview(within, package))
