"""SQL over a store: DuckDB reads its Parquet files in place, and nothing else.

Every table is a view. Before a stranger's query runs, the connection is shut: no other file, no network, no extension, no setting that
could
open them again; only ``SELECT`` is taken, for a limited time and a limited number of rows.
"""

import threading
from collections.abc import Iterable
from pathlib import Path

import duckdb
import msgspec
import pyarrow as pa

from accordingto.errors import UsageError
from accordingto.store import schema
from accordingto.store.parts import DERIVED, Package
from accordingto.store.schema import TABLES

_OUTLETS = """
SELECT id AS document, id, source, publisher, title, date, published, url, 'coded' AS how FROM documents
UNION ALL SELECT document, id, source, publisher, title, date, published, url, how FROM copies
"""
"""The view ``outlets``: every place that a document was met at, coded or copied."""


class Rows(msgspec.Struct, frozen=True):
    """What a query gave; ``cut``: there were more rows than were asked for."""

    table: pa.Table
    cut: bool


def connect(
    store: Path, package: Package, *, threads: int | None = None, memory_mb: int | None = None, beside: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """A connection of its own with a view a table (and ``outlets``), open for more views and shut against files and network.

    Args:
        store, package: what is asked.
        threads, memory_mb: what it may use.
        beside: a DuckDB file whose tables can be read as ``beside.TABLE``.
    """
    connection = duckdb.connect(":memory:")
    if beside is not None:
        connection.execute(f"ATTACH {_quoted([str(beside.absolute())])} AS beside (READ_ONLY)")
    paths: list[str] = []
    for table in TABLES:
        files = [str(p.path(store.absolute(), table)) for p in package.parts if table in p.files]
        paths += files
        if files:
            connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{_quoted(files)}], hive_partitioning = false)")
        else:
            connection.register(f"no_{table}", schema.arrow(table).empty_table())
            connection.execute(f"CREATE TABLE {table} AS SELECT * FROM no_{table}")
            connection.unregister(f"no_{table}")
    for name in package.derived:
        path = str(store.absolute() / DERIVED / f"{name}.parquet")
        paths.append(path)
        connection.execute(f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet([{_quoted([path])}], hive_partitioning = false)')
    connection.execute(f"CREATE VIEW outlets AS {_OUTLETS}")
    connection.execute("SET temp_directory = ''")
    if threads is not None:
        connection.execute(f"SET threads = {threads:d}")
    if memory_mb is not None:
        connection.execute(f"SET memory_limit = '{memory_mb:d}MB'")
        connection.execute("SET allocator_background_threads = true")  # which give back what a query has left
    connection.execute(f"SET allowed_paths = [{_quoted(paths)}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _quoted(words: Iterable[str]) -> str:
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words)


def run(connection: duckdb.DuckDBPyConnection, query: str, *, rows: int, seconds: float) -> Rows:
    """Answer one ``SELECT``.

    Args:
        connection: as :func:`connect` makes it; used for this query alone while it runs.
        query: one statement.
        rows: the most that are returned.
        seconds: after these it is broken off.

    Raises:
        UsageError: it is no single ``SELECT``, DuckDB refuses it, or it takes too long.
    """
    try:
        statements = duckdb.extract_statements(query)
    except duckdb.Error as error:
        raise UsageError(f"the query cannot be read: {_first(error)}") from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise UsageError("a store is only read: give one SELECT")
    late = threading.Event()

    def stop() -> None:
        late.set()
        connection.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        found = connection.sql(query).to_arrow_reader(min(rows + 1, 10_000))
        batches, got = [], 0
        for batch in found:
            batches.append(batch)
            got += batch.num_rows
            if got > rows or late.is_set():
                break
        if late.is_set():
            raise UsageError(f"the query took longer than {seconds:g} s; ask for less, or give it more time with --seconds")
        table = pa.Table.from_batches(batches, found.schema)
        return Rows(table.slice(0, rows), table.num_rows > rows)
    except (duckdb.Error, pa.ArrowException) as error:
        if late.is_set():
            raise UsageError(f"the query took longer than {seconds:g} s; ask for less, or give it more time with --seconds") from error
        raise UsageError(f"the query was refused: {_first(error)}") from error
    finally:
        timer.cancel()
        timer.join()


def _first(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
