"""What a store knows already: the inputs it has read, its documents' ids and words, and the texts that a new one may be a copy of.

An SQLite file beside the tables, made again from them where it is missing, so that a run's memory does not grow with the store. What
is decided in a run and
not yet in the store is kept apart and in memory.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec
import pyarrow.compute as pc

from accordingto.archive import near
from accordingto.archive.items import Rejected, key
from accordingto.archive.messages import Taken
from accordingto.store import parts, schema
from accordingto.store.parts import CACHE, File, Package, Part
from accordingto.store.schema import Coded, Copied, Entry
from accordingto.types import Document, Page

_FORM = 1
_SCHEMA = f"""
PRAGMA user_version = {_FORM};
CREATE TABLE part (name TEXT PRIMARY KEY);
CREATE TABLE input (key TEXT PRIMARY KEY, failed INTEGER, part TEXT) WITHOUT ROWID;
CREATE TABLE document (n INTEGER PRIMARY KEY, id TEXT UNIQUE, sha256 TEXT, speaker TEXT, part TEXT);
CREATE INDEX words ON document (sha256);
CREATE TABLE band (value INTEGER, document INTEGER, PRIMARY KEY (value, document)) WITHOUT ROWID;
CREATE INDEX part_of_document ON document (part);
CREATE INDEX part_of_input ON input (part);
"""
_MOST_CANDIDATES = 20
_PAGE_COLUMNS = [
    "id",
    "sha256",
    "text",
    "title",
    "speaker",
    "publisher",
    "language",
    "date",
    "source",
    "removed",
    "uncoded",
    "blocks",
    "head",
]


class Copy(msgspec.Struct, frozen=True):
    """What a document is a copy of."""

    document: str
    how: Literal["exact", "near"]
    similarity: float


class _New(msgspec.Struct, frozen=True):
    """A document that was decided to be new and is not in the store yet."""

    number: int
    document: Document
    words: list[str]


class Known:
    """The index of one store, for the run that writes to it.

    Args:
        store: its folder.
        package: what counts in it.
    """

    def __init__(self, store: Path, package: Package) -> None:
        self.store = store
        self.connection = self._opened(store / CACHE / "known.sqlite")
        self.update(package)
        (self._next,) = self.connection.execute("SELECT coalesce(max(n), 0) + 1 FROM document").fetchone()
        self._new: dict[str, _New] = {}
        self._bands: dict[int, list[str]] = {}
        self._inputs: set[str] = set()
        self._words = lru_cache(maxsize=256)(self._read_words)

    @staticmethod
    def _opened(path: Path) -> sqlite3.Connection:
        with contextlib.suppress(sqlite3.DatabaseError):
            connection = sqlite3.connect(path)
            if connection.execute("PRAGMA user_version").fetchone() == (_FORM,):
                connection.execute("PRAGMA synchronous = OFF")
                return connection
            connection.close()
        for old in path.parent.glob(path.name + "*"):
            old.unlink()
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_SCHEMA)
        return connection

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def update(self, package: Package) -> None:
        """Bring the index in line with the parts that count."""
        there = {name for (name,) in self.connection.execute("SELECT name FROM part")}
        names = {part.name for part in package.parts}
        with self.connection:
            for name in there - names:
                gone = "SELECT n FROM document WHERE part = ?"
                self.connection.execute(f"DELETE FROM band WHERE document IN ({gone})", (name,))
                self.connection.execute("DELETE FROM document WHERE part = ?", (name,))
                self.connection.execute("DELETE FROM input WHERE part = ?", (name,))
                self.connection.execute("DELETE FROM part WHERE name = ?", (name,))
            for part in package.parts:
                if part.name not in there:
                    self._index(part)

    def _index(self, part: Part) -> None:
        for row in parts.read(self.store, part, "documents", [*_PAGE_COLUMNS, "input"]).to_pylist():
            page = schema.page(row)
            self._put(part.name, key(row["source"], row["input"]), page.document, near.bands(page))
        for table in ("copies", "failures"):
            rows = parts.read(self.store, part, table, ["source", "input"])
            self._inputs_of(part.name, ((key(r["source"], r["input"]), table == "failures") for r in rows.to_pylist()))
        self.connection.execute("INSERT INTO part VALUES (?)", (part.name,))

    def _put(self, part: str, input: str, document: Document, bands: Iterable[int]) -> None:
        question = "INSERT INTO document (id, sha256, speaker, part) VALUES (?, ?, ?, ?)"
        number = self.connection.execute(question, (document.id, document.sha256, document.speaker, part)).lastrowid
        self.connection.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", ((value, number) for value in bands))
        self._inputs_of(part, [(input, False)])

    def _inputs_of(self, part: str, inputs: Iterable[tuple[str, bool]]) -> None:
        self.connection.executemany("INSERT OR REPLACE INTO input VALUES (?, ?, ?)", ((k, failed, part) for k, failed in inputs))

    def moved(self, old: Sequence[Part], new: Part) -> None:
        """What stood in some parts stands in another now."""
        with self.connection:
            for part in old:
                for table in ("document", "input"):
                    self.connection.execute(f"UPDATE {table} SET part = ? WHERE part = ?", (new.name, part.name))
                self.connection.execute("DELETE FROM part WHERE name = ?", (part.name,))
            self.connection.execute("INSERT OR IGNORE INTO part VALUES (?)", (new.name,))

    def seen(self, input: str, *, failed_too: bool = True) -> bool:
        """Whether an input was read before, in this run or another; from now on it was.

        Args:
            input: its :func:`~accordingto.archive.items.key`.
            failed_too: whether one that was rejected counts.
        """
        if input in self._inputs:
            return True
        row = self.connection.execute("SELECT failed FROM input WHERE key = ?", (input,)).fetchone()
        if row is not None and (failed_too or not row[0]):
            return True
        self._inputs.add(input)
        return False

    def fine(self, input: str) -> bool:
        """Whether an input that is in the store was coded there, or is a copy."""
        return bool(self.connection.execute("SELECT failed FROM input WHERE key = ?", (input,)).fetchone() == (0,))

    def judge(self, taken: Taken) -> Copy | Rejected | None:
        """What a document is beside the ones before it: a copy of one, a clash of ids, or None: new, and remembered."""
        own = taken.page.document
        there = self._by_id(own.id)
        if there is not None and there[1] != own.sha256:
            return Rejected("InputError", f"the id {own.id!r} was used before, by another text", "give every document an id of its own")
        if there is not None:
            return Copy(own.id, "exact", 1.0)
        if (same := self._by_words(own)) is not None:
            return Copy(same, "exact", 1.0)
        if (copy := self._nearest(taken)) is not None:
            return copy
        self._new[own.id] = _New(self._next, own, near.words(taken.page))
        self._next += 1
        for value in taken.bands:
            self._bands.setdefault(value, []).append(own.id)
        return None

    def _by_id(self, id: str) -> tuple[str, str] | None:
        if id in self._new:
            return id, self._new[id].document.sha256
        row: tuple[str, str] | None = self.connection.execute("SELECT id, sha256 FROM document WHERE id = ?", (id,)).fetchone()
        return row

    def _by_words(self, own: Document) -> str | None:
        """The first document with the same text and speaker."""
        question = "SELECT id FROM document WHERE sha256 = ? AND speaker IS ? ORDER BY n LIMIT 1"
        row = self.connection.execute(question, (own.sha256, own.speaker)).fetchone()
        if row is not None:
            return str(row[0])
        return next(
            (n.document.id for n in self._new.values() if n.document.sha256 == own.sha256 and n.document.speaker == own.speaker), None
        )

    def _nearest(self, taken: Taken) -> Copy | None:
        """The document that a text stands in, the one most alike, the earliest of several."""
        if not taken.bands:
            return None
        mine = near.words(taken.page)
        best: Copy | None = None
        for id, words in self._candidates(taken):
            share = round(near.similarity(mine, words), 4)
            if share > (best.similarity if best else 0.0):
                best = Copy(id, "near", share)
        return best

    def _candidates(self, taken: Taken) -> Iterable[tuple[str, list[str]]]:
        marks = ",".join("?" * len(taken.bands))
        question = (
            "SELECT DISTINCT d.n, d.id, d.part FROM band JOIN document d ON d.n = band.document "
            f"WHERE band.value IN ({marks}) AND d.speaker IS ? ORDER BY d.n LIMIT {_MOST_CANDIDATES}"
        )
        speaker = taken.page.document.speaker
        for _, id, part in self.connection.execute(question, (*taken.bands, speaker)).fetchall():
            yield id, self._words(part, id)
        recent = {id for value in taken.bands for id in self._bands.get(value, ()) if self._new[id].document.speaker == speaker}
        for new in sorted((self._new[id] for id in recent), key=lambda n: n.number)[:_MOST_CANDIDATES]:
            yield new.document.id, new.words

    def _read_words(self, part: str, id: str) -> list[str]:
        where = Part(part, (), {"documents": File(0, 0, "")})
        at = pc.index(parts.read(self.store, where, "documents", ["id"]).column("id"), id).as_py()
        (row,) = parts.rows(self.store, where, "documents", at, 1, _PAGE_COLUMNS).to_pylist()
        return near.words(schema.page(row))

    def added(self, part: Part, entries: Sequence[Entry], pages: dict[str, Taken]) -> None:
        """What was decided stands in the store now."""
        with self.connection:
            for entry in entries:
                if isinstance(entry, Coded):
                    self._put(part.name, key(entry.document.source, entry.input), entry.document, pages[entry.document.id].bands)
                elif isinstance(entry, Copied):
                    self._inputs_of(part.name, [(key(entry.record.source, entry.input), False)])
                else:
                    self._inputs_of(part.name, [(key(entry.source, entry.input), True)])
            self.connection.execute("INSERT OR IGNORE INTO part VALUES (?)", (part.name,))
        for entry in entries:
            source, digest = (
                (entry.record.source if isinstance(entry, Copied) else entry.document.source if isinstance(entry, Coded) else entry.source),
                entry.input,
            )
            self._inputs.discard(key(source, digest))
            if isinstance(entry, Coded):
                del self._new[entry.document.id]
                for value in pages[entry.document.id].bands:
                    self._bands[value].remove(entry.document.id)
                    if not self._bands[value]:
                        del self._bands[value]

    def forget(self, page: Page, bands: Iterable[int]) -> None:
        """A document that was decided to be new could not be coded."""
        if self._new.pop(page.document.id, None) is not None:
            for value in bands:
                self._bands[value].remove(page.document.id)


__all__ = ["Copy", "Known"]
