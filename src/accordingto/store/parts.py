"""The files of a store: parts, the list of them that says which count, and writing that a kill cannot spoil.

A *part* is what some inputs became: up to one Parquet file for each table, all of one name. ``datapackage.json`` lists the parts; a
file that it does not
list does not count. Files are written under a temporary name, synced and renamed, the list last, so that a part is there wholly or not
at all.
Full parts hold :data:`FULL` inputs; a run adds small ones and merges them when enough have come together. Names and bytes follow from
what was read, by whom it was coded and in which order: no clock and no chance is in them.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from accordingto.errors import StoreError
from accordingto.store import schema
from accordingto.store.schema import TABLES, Entry, Table

LIST = "datapackage.json"
CACHE = ".cache"
"""What can be made again from the tables: the index of what is known, the search index, the lock."""
FULL = 2048
"""Inputs in a part that is merged no more."""
_ROWS: dict[Table, int] = {"documents": 256, "claims": 4096, "copies": 256, "failures": 16_384}
"""Rows in a Parquet row group."""
_NAME = re.compile(r"[0-9a-f]{16}")
_TABLE = re.compile(r"[a-z][a-z_]{0,40}")
DERIVED = "derived"
_LICENCES = {
    "notspecified": "License Not Specified",
    "CC0-1.0": "CC0 1.0",
    "CC-BY-4.0": "Creative Commons Attribution 4.0",
    "CC-BY-SA-4.0": "Creative Commons Attribution Share-Alike 4.0",
    "ODC-BY-1.0": "Open Data Commons Attribution License 1.0",
    "ODbL-1.0": "Open Data Commons Open Database License 1.0",
}


class File(msgspec.Struct, frozen=True):
    """One Parquet file: rows, bytes, SHA-256."""

    rows: int
    bytes: int
    sha256: str


class Part(msgspec.Struct, frozen=True):
    """What some inputs became.

    Attributes:
        name: of its files.
        coders: versions that coded its documents.
        files: by table; a table without rows has none.
    """

    name: str
    coders: tuple[str, ...]
    files: dict[Table, File]

    @property
    def inputs(self) -> int:
        """How many inputs it accounts for: documents, copies and failures."""
        return sum(file.rows for table, file in self.files.items() if table != "claims")

    def path(self, store: Path, table: Table) -> Path:
        """Where one of its files lies."""
        return store / table / f"{self.name}.parquet"


class Derived(msgspec.Struct, frozen=True):
    """A table that was worked out from the others, one file under ``derived``: what its columns mean, and of which parts it was made."""

    file: File
    schema: dict[str, Any]
    of: str


class Package(msgspec.Struct, frozen=True):
    """What ``datapackage.json`` says: the form's version, the licence, the parts in the order in which they were read, derived tables."""

    version: int
    licence: str
    parts: tuple[Part, ...]
    derived: dict[str, Derived] = {}

    def state(self) -> str:
        """Names what stands in the tables; another state has another name."""
        return _digest(part.name for part in self.parts)

    def rows(self, table: Table) -> int:
        """How many rows a table has."""
        return sum(part.files[table].rows for part in self.parts if table in part.files)


def load(store: Path) -> Package:
    """The list of a store.

    Raises:
        StoreError: there is none, it is broken, or of a version that this program does not know.
    """
    try:
        data = json.loads((store / LIST).read_bytes())
        own = data["accordingto"]
        if own["store"] != schema.VERSION:
            raise StoreError(
                f"{store}: is a store of version {own['store']}, this program knows version {schema.VERSION}; "
                "use the program that wrote it, or code the inputs into a new store"
            )
        parts = msgspec.convert(own["parts"], tuple[Part, ...])
        derived = msgspec.convert(own["derived"], dict[str, Derived])
        licence = data["licenses"][0]["name"]
    except FileNotFoundError as error:
        raise StoreError(f"{store}: is no store; make one with accordingto code INPUT… --store {store}") from error
    except NotADirectoryError as error:
        raise StoreError(f"{store}: is no folder; name the folder of a store") from error
    except (OSError, ValueError, KeyError, TypeError, IndexError, msgspec.ValidationError) as error:
        raise StoreError(
            f"{store}: its {LIST} cannot be read ({error}); take it from a backup, or code the inputs into a new store"
        ) from error
    if not all(_NAME.fullmatch(part.name) and set(part.files) <= set(TABLES) for part in parts):
        raise StoreError(f"{store}: its {LIST} names a file that no store has; take it from a backup")
    return Package(own["store"], str(licence), parts, {name: found for name, found in derived.items() if _TABLE.fullmatch(name)})


def read(store: Path, part: Part, table: Table, columns: Sequence[str] | None = None) -> pa.Table:
    """A part's rows of one table.

    Raises:
        StoreError: the file is missing or broken.
    """
    if table not in part.files:
        made = schema.arrow(table).empty_table()
        return made.select(list(columns)) if columns is not None else made
    path = part.path(store, table)
    try:
        return pq.read_table(path, columns=list(columns) if columns is not None else None, partitioning=None, use_threads=False)
    except (OSError, pa.ArrowException) as error:
        raise StoreError(f"{path}: cannot be read ({str(error).splitlines()[0]}); see accordingto status {store} --check") from error


def rows(store: Path, part: Part, table: Table, first: int, number: int, columns: Sequence[str] | None = None) -> pa.Table:
    """Some neighbouring rows of a part's table; no more of the file is read than holds them.

    Raises:
        StoreError: the file is missing or broken.
    """
    if number == 0:
        return read(store, Part(part.name, (), {}), table, columns)
    path = part.path(store, table)
    try:
        with pq.ParquetFile(path, metadata=_metadata(path, part.files[table].sha256)) as file:
            groups, begin, skipped = [], 0, 0
            for group in range(file.num_row_groups):
                end = begin + file.metadata.row_group(group).num_rows
                if begin < first + number and first < end:
                    groups.append(group)
                elif end <= first:
                    skipped = end
                begin = end
            found = file.read_row_groups(groups, columns=list(columns) if columns is not None else None, use_threads=False)
    except (OSError, pa.ArrowException) as error:
        raise StoreError(f"{path}: cannot be read ({str(error).splitlines()[0]}); see accordingto status {store} --check") from error
    return found.slice(first - skipped, number)


@lru_cache(maxsize=8)
def _metadata(path: Path, sha256: str) -> pq.FileMetaData:
    """The foot of a file, whose reading costs as much as a row group's: a file of the same path and hash has the same."""
    return pq.read_metadata(path)


class Writer:
    """The one that may write to a store; others wait or are refused.

    Args:
        store: its folder; made if it is not there.
        licence: what ``datapackage.json`` says of the data's licence; None: what it says already.

    Raises:
        StoreError: it is no store, another run writes to it, or it cannot be written to.
    """

    def __init__(self, store: Path, licence: str | None = None) -> None:
        self.store = store
        try:
            self._lock = self._locked()
            if not (store / LIST).exists():
                self.package = Package(schema.VERSION, licence or "notspecified", ())
                self._write_list()
            self.package = load(store)
            if licence is not None and licence != self.package.licence:
                self.package = msgspec.structs.replace(self.package, licence=licence)
                self._write_list()
            self.sweep()
        except OSError as error:
            raise StoreError(f"{store}: cannot be written to ({error.strerror or error}); choose another folder") from error

    def _locked(self) -> int:
        if self.store.is_dir() and not (self.store / LIST).exists() and any(p.name != CACHE for p in self.store.iterdir()):
            raise StoreError(f"{self.store}: holds other things and is no store; name a new or empty folder")
        (self.store / CACHE).mkdir(parents=True, exist_ok=True)
        for table in TABLES:
            (self.store / table).mkdir(exist_ok=True)
        handle = os.open(self.store / CACHE / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            raise StoreError(f"{self.store}: another run is writing to it; wait until it has ended") from error
        return handle

    def close(self) -> None:
        """Let others write."""
        os.close(self._lock)

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, entries: Sequence[Entry], keys: Iterable[str], configuration: str, coder: str) -> Part:
        """Add what some inputs became, as a part of its own.

        Args:
            entries: in the order of the inputs.
            keys: of the inputs, for the part's name.
            configuration: what else the rows depend on.
            coder: version of the coder.
        """
        name = _digest([str(schema.VERSION), configuration, coder, *keys])
        part = self._part(name, schema.rows(entries))
        self.put([*self.package.parts, part])
        return part

    def merge(self, *, finished: bool) -> list[tuple[list[Part], Part]]:
        """Merge the small parts at the end of the list, if they fill one, or if the run is finished and there are several.

        Returns:
            which parts became which.
        """
        tail: list[Part] = []
        for part in reversed(self.package.parts):
            if part.inputs >= FULL:
                break
            tail.insert(0, part)
        if len(tail) < 2 or (not finished and sum(p.inputs for p in tail) < FULL):
            return []
        return [(tail, self.merged(tail))]

    def merged(self, old: Sequence[Part]) -> Part:
        """Put one part in the place of neighbouring ones."""
        tables = {table: pa.concat_tables([read(self.store, part, table) for part in old]) for table in TABLES}
        new = self._part(_digest(["merged", *(p.name for p in old)]), tables)
        parts = list(self.package.parts)
        at = parts.index(old[0])
        self.put([*parts[:at], new, *parts[at + len(old) :]])
        return new

    def rewritten(self, old: Part, tables: dict[Table, pa.Table], why: str) -> Part:
        """Put a part with other rows in the place of one; ``why`` names the change."""
        new = self._part(_digest([why, old.name]), tables)
        self.put([new if part == old else part for part in self.package.parts if part != old or new.files])
        return new

    def derive(self, name: str, rows: pa.Table, meanings: dict[str, str]) -> None:
        """Put a table that was worked out from the others in the place of the one of that name.

        Args:
            name: lower-case letters and underscores, none of the store's own tables.
            rows: the table.
            meanings: what each column means.
        """
        if not _TABLE.fullmatch(name) or name in TABLES:
            raise StoreError(f"{name}: is no name for a derived table; use lower-case letters")
        data = _encoded(rows, 16_384)
        (self.store / DERIVED).mkdir(exist_ok=True)
        durable(self.store / DERIVED / f"{name}.parquet", data)
        fields = schema.described(rows.schema, meanings)
        made = Derived(File(rows.num_rows, len(data), hashlib.sha256(data).hexdigest()), {"fields": fields}, self.package.state())
        self.package = msgspec.structs.replace(self.package, derived=self.package.derived | {name: made})
        self._write_list()

    def put(self, parts: Sequence[Part]) -> None:
        """Let these parts count from now on; the files of others stay until :meth:`sweep`, for whoever is reading them."""
        self.package = msgspec.structs.replace(self.package, parts=tuple(parts))
        self._write_list()

    def sweep(self) -> None:
        """Remove files that no list names: merged ones, and what a kill left behind."""
        names = {table: {f"{p.name}.parquet" for p in self.package.parts if table in p.files} for table in TABLES}
        for table in TABLES:
            for path in (self.store / table).iterdir():
                if path.name not in names[table] and (path.suffix == ".parquet" or path.name.startswith(".new-")):
                    path.unlink(missing_ok=True)
        for path in self.store.glob(".new-*"):
            path.unlink(missing_ok=True)

    def _part(self, name: str, tables: dict[Table, pa.Table]) -> Part:
        files = {table: self._file(table, name, tables[table]) for table in TABLES if tables[table].num_rows}
        coders = sorted(pc.unique(tables["documents"].column("coder")).to_pylist())
        return Part(name, tuple(coders), files)

    def _file(self, table: Table, name: str, rows: pa.Table) -> File:
        data = _encoded(rows, _ROWS[table])
        durable(self.store / table / f"{name}.parquet", data)
        return File(rows.num_rows, len(data), hashlib.sha256(data).hexdigest())

    def _write_list(self) -> None:
        durable(self.store / LIST, described(self.package))


def _encoded(rows: pa.Table, group: int) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink, row_group_size=group, compression="zstd", compression_level=3, version="2.6", write_statistics=True)
    return bytes(sink.getvalue().to_pybytes())


def described(package: Package) -> bytes:
    """``datapackage.json``: a Frictionless Data Package with the codebook, licence, versions and hashes."""
    resources = []
    for table in TABLES:
        files = [(f"{table}/{p.name}.parquet", p.files[table]) for p in package.parts if table in p.files]
        where: dict[str, Any] = {"path": [path for path, _ in files], "format": "parquet", "mediatype": "application/vnd.apache.parquet"}
        resources.append(
            {
                "name": table,
                **(where if files else {"data": []}),
                "rows": sum(f.rows for _, f in files),
                "bytes": sum(f.bytes for _, f in files),
                "hashes": {path: f"sha256:{f.sha256}" for path, f in files},
                "schema": schema.codebook(table),
            }
        )
    for name, found in sorted(package.derived.items()):
        path = f"{DERIVED}/{name}.parquet"
        where = {"path": [path], "format": "parquet", "mediatype": "application/vnd.apache.parquet"}
        told = {"rows": found.file.rows, "bytes": found.file.bytes, "hashes": {path: f"sha256:{found.file.sha256}"}}
        resources.append({"name": name, **where, **told, "schema": found.schema})
    licence = {"name": package.licence, "title": _LICENCES.get(package.licence, package.licence)}
    data = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "accordingto-store",
        "title": "Who claims what about whom",
        "description": "Claims are what speakers say, not facts: each names who it is according to and shows its words. "
        "The texts in documents and copies belong to their publishers.",
        "licenses": [licence],
        "resources": resources,
        "accordingto": {
            "store": package.version,
            "coders": sorted({coder for p in package.parts for coder in p.coders}),
            "parts": msgspec.to_builtins(package.parts),
            "derived": msgspec.to_builtins(package.derived),
        },
    }
    return json.dumps(data, indent=1, ensure_ascii=False).encode() + b"\n"


def durable(path: Path, data: bytes) -> None:
    """Write a file wholly or not at all, and be sure that it lies on the disk."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
        _sync(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def checked(store: Path, package: Package) -> Iterator[str]:
    """What is wrong with a store's files, a line each: missing ones, and ones whose bytes are others than when they were written."""
    for part in package.parts:
        for table, file in part.files.items():
            path = part.path(store, table)
            try:
                data = path.read_bytes()
            except OSError as error:
                yield f"{path}: cannot be read ({error.strerror}); take it from a backup"
                continue
            if hashlib.sha256(data).hexdigest() != file.sha256:
                yield f"{path}: its bytes are not the ones that were written; take it from a backup"


def _digest(words: Iterable[str]) -> str:
    made = hashlib.sha256()
    for word in words:
        made.update(word.encode("utf-8", "surrogatepass") + b"\0")
    return made.hexdigest()[:16]
