"""How the store is asked for the pages: one connection, a cursor for each question, and what was asked before."""

import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import numpy as np

from accordingto import store
from accordingto.errors import StoreError
from accordingto.server import shelf
from accordingto.server.answers import Latest
from accordingto.server.corrections import Corrections
from accordingto.store import query, search

T = TypeVar("T")
_KEPT, _WORDS, _READINGS = 200, 16, 32
"""Answers, searches with their claims, and documents with theirs that are kept."""
MEMORY, SQL_MEMORY = 150, 150
"""Megabytes that DuckDB may use for the pages, and for readers' own questions."""


class Desk:
    """A store that is asked: opened anew where it changes, names that people have merged taken as one, what was asked before kept."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = store.open(path)
        self.corrections = Corrections(path)
        self.lock = threading.Lock()
        self.kept = Latest[Any](_KEPT)
        self.overview: dict[str, Any] = {}
        self.words, self.readings = Latest[bytes](_WORDS), Latest[store.Reading](_READINGS)
        self.folder, self._own_folder = shelf.folder(path)
        self.stamp: object = None
        self.merged: dict[str, str] = {}
        self.open()

    def state(self) -> object:
        """What changes when the store or its corrections do; asked of the disk."""
        return _stamp(self.path), self.corrections.on_disk()

    def open(self) -> None:
        """Open the store anew where it has changed on disk."""
        stamp = _stamp(self.path)
        with self.lock:
            if stamp != self.stamp:
                self.store = store.open(self.path)
                package = self.store.package
                self.connection, self.index, self.numbers = shelf.connect(self.path, package, self.folder, threads=2, memory_mb=MEMORY)
                self.readers = query.connect(self.path, package, threads=2, memory_mb=SQL_MEMORY)
                self.stamp, self.merged = stamp, {}
                self.kept, self.words, self.readings = Latest(_KEPT), Latest(_WORDS), Latest(_READINGS)
                self.overview = shelf.overview(self.folder, package)
            self.corrections.load()
            if self.merged != self.corrections.names:
                self._merge()

    def _merge(self) -> None:
        """Let the names that people have merged be one name in every question."""
        self.kept, self.words, self.overview, self.merged = Latest(_KEPT), Latest(_WORDS), {}, dict(self.corrections.names)
        self.connection.execute("CREATE OR REPLACE TABLE merged_names (one VARCHAR, other VARCHAR)")
        self.connection.executemany("INSERT INTO merged_names VALUES (?, ?)", [[one, self.corrections.name(one)] for one in self.merged])
        self.connection.execute(
            "CREATE OR REPLACE VIEW merged_claims AS SELECT listed.* REPLACE (coalesce(other, speaker) AS speaker) "
            "FROM listed LEFT JOIN merged_names ON speaker = one"
        )

    def holding(self, words: str) -> bytes:
        """A bit for each number of the search index: whether the claim that it stands for holds all of these words."""
        return self.words.get(words, lambda: self._held(words))

    def _held(self, words: str) -> bytes:
        index, found = search.held(self.path, self.store.package, words, self.folder / search.FILE)
        if index != self.index:
            self.stamp = None
            raise StoreError(f"{self.path}: its search index was made anew at this moment; ask again")
        bits = np.zeros(self.numbers, np.bool_)
        bits[found[found < self.numbers]] = True
        return np.packbits(bits).tobytes()

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows that answer a question, as dictionaries."""
        cursor = self.connection.cursor()
        if self.merged:
            question = question.replace("FROM listed", "FROM merged_claims")
        try:
            found = cursor.execute(question, list(values))
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        except duckdb.Error as error:
            raise StoreError(
                f"{self.path}: cannot be asked ({str(error).splitlines()[0]}); see accordingto status {self.path} --check"
            ) from error
        finally:
            cursor.close()

    def sql(self, question: str, *, rows: int, seconds: float) -> query.Rows:
        """Answer a reader's own ``SELECT``, beside the pages' questions; see :func:`accordingto.store.query.run`."""
        with closing(self.readers.cursor()) as cursor:
            return query.run(cursor, question, rows=rows, seconds=seconds)

    def once(self, key: object, ask: Callable[[], T]) -> T:
        """What was asked before, or now."""

        def asked() -> T:
            before = self.overview.get(repr(key)) if self.overview else None
            return ask() if before is None else before

        found: T = self.kept.get(key, asked)
        return found


def _stamp(path: Path) -> object:
    """What changes when a store does."""
    found = []
    for name in ("datapackage.json", "derived"):
        try:
            stat = (path / name).stat()
            found.append((stat.st_mtime_ns, stat.st_size))
        except OSError:
            found.append((0, 0))
    return tuple(found)
