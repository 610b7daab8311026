"""A store: a folder of Parquet files that keeps documents, their claims, copies and failures (docs/archive.md).

    store = accordingto.open("archive.store")
    store.pandas("claims"), store.polars("claims"), store.arrow("claims"), store.relation("claims")
    store.sql("SELECT speaker, count(*) FROM claims GROUP BY speaker")
    store.search("school shelled", speaker="minister")

:mod:`.parts` has the files and who may write them, :mod:`.schema` the tables, :mod:`.query` SQL, :mod:`.search` the full-text index.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from accordingto.errors import StoreError, UsageError
from accordingto.store import parts, query, schema
from accordingto.store.query import Rows
from accordingto.store.schema import TABLES
from accordingto.types import Claim, Document

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars

    from accordingto.store.search import Hit

ROWS = 1000
SECONDS = 30.0


class Reading(msgspec.Struct, frozen=True):
    """A document of a store and its claims."""

    document: Document
    claims: tuple[Claim, ...]


class Status(msgspec.Struct, frozen=True):
    """What a store holds.

    Attributes:
        inputs: everything that was given to it: documents + copies + failures.
        documents: those that were coded.
        copies: those that say what a coded one says.
        failures: those that were rejected; ``reasons`` counts them by kind of error.
        claims: of the coded documents; ``claims_with_copies`` counts each once more for every copy of its document.
        outlets: publishers of documents and copies; those without one count as one.
        coders: versions that coded documents, with how many of them.
        bytes: of all the files.
    """

    inputs: int
    documents: int
    copies: int
    failures: int
    reasons: dict[str, int]
    claims: int
    claims_with_copies: int
    outlets: int
    coders: dict[str, int]
    bytes: int


def open(path: str | Path) -> "Store":
    """Open a store to read it.

    Raises:
        StoreError: there is none, or one that this program does not know.
    """
    return Store(Path(path))


class Store:
    """A store, for reading. What is added to it while it is open shows after :meth:`refresh`.

    Attributes:
        path: its folder.
        package: what it consists of.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.package = parts.load(path)
        self._contents: dict[str, pa.Table] = {}
        """By part, where its documents stand and how many claims each has: kept from the first time that one is looked for."""

    def refresh(self) -> None:
        """Look again at what the store holds."""
        self.package = parts.load(self.path)
        self._contents.clear()
        self.close()

    def close(self) -> None:
        """Let go of DuckDB's connection; the next question opens another."""
        connection = self.__dict__.pop("connection", None)
        if connection is not None:
            connection.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables: the store's own, then the derived ones."""
        return (*TABLES, *sorted(self.package.derived))

    def arrow(self, table: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A table, whole, in the order in which its documents were read.

        Args:
            table: one of :attr:`tables`.
            columns: only these.

        Raises:
            UsageError: there is no such table or column.
            StoreError: a file is missing or broken.
        """
        if table in self.package.derived:
            return self._derived(table, columns)
        own = next((t for t in TABLES if t == table), None)
        if own is None:
            raise UsageError(f"there is no table {table!r}; there are {', '.join(self.tables)}")
        known = schema.arrow(own)
        if unknown := [c for c in columns or () if c not in known.names]:
            raise UsageError(f"{table} has no column {unknown[0]!r}; it has {', '.join(known.names)}")
        shape = pa.schema([known.field(c) for c in columns]) if columns is not None else known
        found = [parts.read(self.path, part, own, columns) for part in self.package.parts if own in part.files]
        return pa.concat_tables(found).cast(shape) if found else shape.empty_table()

    def _derived(self, table: str, columns: Sequence[str] | None) -> pa.Table:
        path = self.path / parts.DERIVED / f"{table}.parquet"
        try:
            return pq.read_table(path, columns=list(columns) if columns is not None else None, partitioning=None)
        except (OSError, pa.ArrowException) as error:
            raise StoreError(f"{path}: cannot be read ({error}); see accordingto status {self.path} --check") from error

    def pandas(self, table: str, columns: Sequence[str] | None = None) -> "pandas.DataFrame":
        """A table as a pandas frame; nested columns hold dictionaries and arrays."""
        return self.arrow(table, columns).to_pandas()

    def polars(self, table: str, columns: Sequence[str] | None = None) -> "polars.DataFrame":
        """A table as a polars frame."""
        import polars

        frame = polars.from_arrow(self.arrow(table, columns))
        assert isinstance(frame, polars.DataFrame)
        return frame

    @cached_property
    def connection(self) -> "duckdb.DuckDBPyConnection":
        """A DuckDB connection with a view a table. It reaches no other file and no network."""
        return query.connect(self.path, self.package)

    def relation(self, table: str) -> "duckdb.DuckDBPyRelation":
        """A table as a DuckDB relation: a question that is answered when its rows are asked for."""
        if table not in (*self.tables, "outlets"):
            raise UsageError(f"there is no table {table!r}; there are {', '.join((*self.tables, 'outlets'))}")
        return self.connection.view(table)

    def sql(self, question: str, *, rows: int = ROWS, seconds: float = SECONDS) -> Rows:
        """Answer one ``SELECT``; see :func:`accordingto.store.query.run`."""
        with closing(self.connection.cursor()) as cursor:
            return query.run(cursor, question, rows=rows, seconds=seconds)

    def search(self, words: str, **filters: Any) -> "list[Hit]":
        """Claims that hold some words; see :func:`accordingto.store.search.find` for the filters."""
        from accordingto.store import search

        return search.find(self.path, self.package, words, **filters)

    def reading(self, document: str) -> Reading:
        """A document with its claims.

        Args:
            document: its id.

        Raises:
            UsageError: the store has no such document.
        """
        for part in self.package.parts:
            if part.name not in self._contents:
                self._contents[part.name] = parts.read(self.path, part, "documents", ["id", "claims"])
            held = self._contents[part.name]
            if (at := pc.index(held.column("id"), document).as_py()) >= 0:
                (row,) = parts.rows(self.path, part, "documents", at, 1).to_pylist()
                first = pc.sum(held.column("claims").slice(0, at)).as_py() or 0  # the claims of a part stand in the order of its documents
                own = parts.rows(self.path, part, "claims", first, row["claims"], Claim.__struct_fields__)
                return Reading(schema.document(row), tuple(schema.claims(own.to_pylist())))
        raise UsageError(f"there is no document {document!r} in {self.path}")

    def readings(self) -> Iterator[Reading]:
        """Every document with its claims, in the order in which they were read."""
        for part in self.package.parts:
            found: dict[str, list[Claim]] = {}
            for claim in schema.claims(parts.read(self.path, part, "claims").to_pylist()):
                found.setdefault(claim.document, []).append(claim)
            for row in parts.read(self.path, part, "documents").to_pylist():
                document = schema.document(row)
                yield Reading(document, tuple(found.get(document.id, ())))

    def claims(self) -> Iterator[Claim]:
        """Every claim, in the order in which the documents were read."""
        for part in self.package.parts:
            yield from schema.claims(parts.read(self.path, part, "claims").to_pylist())

    def status(self) -> Status:
        """What the store holds."""
        documents = self.arrow("documents", ["id", "publisher", "claims", "coder"])
        copies = self.arrow("copies", ["document", "publisher"])
        claims = dict(zip(documents.column("id").to_pylist(), documents.column("claims").to_pylist(), strict=True))
        repeated = sum(claims.get(document, 0) for document in copies.column("document").to_pylist())
        outlets = {*documents.column("publisher").to_pylist(), *copies.column("publisher").to_pylist()}
        own = sum(claims.values())
        failed = Counter(self.arrow("failures", ["error"]).column("error").to_pylist())
        files = [file for part in self.package.parts for file in part.files.values()]
        return Status(
            inputs=documents.num_rows + copies.num_rows + failed.total(),
            documents=documents.num_rows,
            copies=copies.num_rows,
            failures=failed.total(),
            reasons=dict(failed.most_common()),
            claims=own,
            claims_with_copies=own + repeated,
            outlets=len(outlets),
            coders=dict(Counter(documents.column("coder").to_pylist()).most_common()),
            bytes=sum(file.bytes for file in files),
        )

    def check(self) -> list[str]:
        """What is wrong with the files, a line each; nothing where every file is the one that was written."""
        return list(parts.checked(self.path, self.package))
