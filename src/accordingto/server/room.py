"""What the pages show, asked of the store.

Every question is one SQL statement on a cursor of its own, so that a slow one disturbs nobody else; what is the same for every reader
(counts, rankings) is kept until the store or the corrections change.
"""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import msgspec

from accordingto import export, store
from accordingto.errors import StoreError, UsageError
from accordingto.server import shelf
from accordingto.server.corrections import Corrections, Reviewed
from accordingto.types import Document

T = TypeVar("T")
PAGE = 50
"""Rows of a list."""
_HITS = 2000
"""Claims that a search of words finds at most."""
_ABOUT = 60
MEMORY = 350
"""Megabytes that DuckDB may use."""
SURE = export.LESS_CERTAIN
"""The confidence from which a claim stands open."""
_NAMES = "unnest(names)"
_ONE_COUNTRY = "CASE WHEN count(DISTINCT speaker_country) = 1 THEN any_value(speaker_country) END"
"""The country of a speaker; none where its claims name several, rather than one of them."""
_NAMED = "list_contains(names, ?)"
FACETS = ("speaker", "event_type", "modality", "kind", "publisher", "speaker_country")


class Filter(msgspec.Struct, frozen=True):
    """Which claims: all conditions hold at once; None: no condition."""

    q: str | None = None
    speaker: str | None = None
    actor: str | None = None
    event_type: str | None = None
    modality: str | None = None
    kind: str | None = None
    publisher: str | None = None
    speaker_country: str | None = None
    country: str | None = None
    since: str | None = None
    until: str | None = None
    sure: float = 0.0
    page: int = 1

    def query(self, **changes: Any) -> dict[str, str]:
        """As the parameters of an address, without those that say nothing."""
        found = msgspec.structs.asdict(msgspec.structs.replace(self, **changes))
        return {k: str(v) for k, v in found.items() if v not in (None, "") and v != getattr(_PLAIN, k)}


_PLAIN = Filter()


class Room:
    """A store as the pages see it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.corrections = Corrections(path)
        self.lock = threading.Lock()
        self.kept: dict[object, Any] = {}
        self.stamp: object = None
        self.merged: dict[str, str] = {}
        self.open()

    def open(self) -> None:
        """Open the store anew where it has changed on disk."""
        stamp = _stamp(self.path)
        with self.lock:
            if stamp != self.stamp:
                self.store = store.open(self.path)
                self.connection = shelf.connect(self.path, self.store.package, threads=2, memory_mb=MEMORY)
                self.kept, self.stamp, self.merged = {}, stamp, {}
            self.corrections.load()
            if self.merged != self.corrections.names:
                self._merge()

    def _merge(self) -> None:
        """Let the names that people have merged be one name in every question."""
        self.kept, self.merged = {}, dict(self.corrections.names)
        self.connection.execute("CREATE OR REPLACE TABLE merged_names (one VARCHAR, other VARCHAR)")
        self.connection.executemany("INSERT INTO merged_names VALUES (?, ?)", [[one, self.corrections.name(one)] for one in self.merged])
        self.connection.execute(
            "CREATE OR REPLACE VIEW merged_claims AS SELECT listed.* REPLACE (coalesce(other, speaker) AS speaker) "
            "FROM listed LEFT JOIN merged_names ON speaker = one"
        )

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

    def once(self, key: object, ask: Callable[[], T]) -> T:
        """What was asked before, or now."""
        with self.lock:
            if key in self.kept:
                found: T = self.kept[key]
                return found
        made = ask()
        with self.lock:
            if len(self.kept) > 500:
                self.kept.clear()
            self.kept[key] = made
        return made

    def warm(self) -> None:
        """Ask what every reader is shown, so that the first one need not wait for it."""
        self.status()
        self.pairs()
        self.documents()
        self.claims(_PLAIN)
        self.count(_PLAIN)
        self.facets(_PLAIN)
        self.months(_PLAIN)
        self.places(_PLAIN)

    # --- the first screen

    def status(self) -> store.Status:
        """What the store holds."""
        return self.once("status", self.store.status)

    def speakers(self, limit: int = 12) -> list[dict[str, Any]]:
        """Who says most: name, claims, documents."""
        question = (
            f"SELECT speaker AS name, {_ONE_COUNTRY} AS country, count(*) AS claims, count(DISTINCT document) AS documents "
            "FROM listed WHERE speaker IS NOT NULL GROUP BY speaker ORDER BY claims DESC, name LIMIT ?"
        )
        return self.once(("speakers", limit), lambda: self.rows(question, [limit]))

    def about(self, limit: int = 12) -> list[dict[str, Any]]:
        """Whom the claims are about: name, claims, how many speakers, and whether they are quoted themselves."""
        question = (
            f"WITH who AS (SELECT document, speaker, {_NAMES} AS name FROM listed) "
            "SELECT name, count(*) AS claims, count(DISTINCT speaker) AS speakers, "
            "name IN (SELECT speaker FROM listed WHERE speaker IS NOT NULL) AS quoted "
            "FROM who WHERE name IS NOT NULL AND name IS DISTINCT FROM speaker GROUP BY name ORDER BY claims DESC, name LIMIT ?"
        )
        return self.once("about", lambda: self.rows(question, [_ABOUT]))[:limit]

    def documents(self, page: int = 1) -> list[dict[str, Any]]:
        """The documents, the latest first."""
        question = (
            "SELECT id, title, speaker, publisher, published, source, words, claims FROM documents "
            "ORDER BY published DESC NULLS LAST, id LIMIT ? OFFSET ?"
        )
        return self.once(("documents", page), lambda: self.rows(question, [PAGE, (page - 1) * PAGE]))

    def failures(self, page: int = 1) -> list[dict[str, Any]]:
        """What was rejected, and why."""
        question = "SELECT * FROM failures ORDER BY source, input LIMIT ? OFFSET ?"
        return self.rows(question, [PAGE, (page - 1) * PAGE])

    # --- claims

    def claims(self, wanted: Filter, *, limit: int = PAGE) -> list[dict[str, Any]]:
        """Claims that a filter lets through, in the order of the documents, or the best first where words are searched for."""
        where, values, order = self._where(wanted)
        question = (
            "SELECT id, document, quote, speaker, speaker_country, modality, polarity, presupposed, kind, event_type, "
            "publisher, published, "
            "when_from, confidence, value, unit, place, according_to "
            f"FROM listed {where} {order} LIMIT {limit:d} OFFSET {max(0, wanted.page - 1) * limit:d}"
        )
        return self.once((question, tuple(map(str, values))), lambda: self.rows(question, values))

    def count(self, wanted: Filter) -> int:
        """How many there are."""
        where, values, _ = self._where(wanted)
        return self.once(
            ("count", where, tuple(map(str, values))), lambda: int(self.rows(f"SELECT count(*) AS n FROM listed {where}", values)[0]["n"])
        )

    def facets(self, wanted: Filter, most: int = 8) -> dict[str, list[dict[str, Any]]]:
        """By column the commonest values among the claims that the rest of the filter lets through."""
        found = {}
        for column in FACETS:
            where, values, _ = self._where(msgspec.structs.replace(wanted, **{column: None}))
            more = f"{where} AND {column} IS NOT NULL" if where else f"WHERE {column} IS NOT NULL"
            question = (
                f"SELECT {column} AS value, count(*) AS claims FROM listed {more} "
                f"GROUP BY {column} ORDER BY claims DESC, value LIMIT {most:d}"
            )
            found[column] = self.once((question, tuple(map(str, values))), lambda q=question, v=values: self.rows(q, v))  # type: ignore[misc]
        return found

    def _where(self, wanted: Filter) -> tuple[str, list[Any], str]:
        where, values = [], []
        for column in FACETS:
            if (value := getattr(wanted, column)) is not None:
                where.append(f"{column} = ?")
                values.append(value)
        if wanted.actor is not None:
            where.append(_NAMED)
            values.append(wanted.actor)
        if wanted.country is not None:
            where.append("list_contains(countries, ?)")
            values.append(wanted.country)
        for day, sign, end in ((wanted.since, ">=", 0), (wanted.until, "<=", 1)):
            if day is not None:
                bound = store.days.bounds(day)[end]
                if bound is None:
                    raise UsageError(f"{day}: is no date; write dates as 2024-05-03, 2024-05 or 2024")
                where.append(f"published {sign} ?")
                values.append(bound)
        if wanted.sure:
            where.append("confidence >= ?")
            values.append(wanted.sure)
        order = "ORDER BY place_in_lists, id"
        if wanted.q:
            places, ids = self.once(("q", wanted.q), lambda: self._found(wanted.q or ""))
            where.append("(place_in_lists, id) IN (SELECT unnest(?::BIGINT[]), unnest(?::VARCHAR[]))")
            values += [places, ids]
        return ("WHERE " + " AND ".join(where) if where else ""), values, order

    def _found(self, words: str) -> tuple[list[int], list[str]]:
        """Where the claims that hold some words stand in the lists, and their ids."""
        hits = self.store.search(words, limit=_HITS)
        question = "SELECT place_in_lists, id FROM listed WHERE (document, id) IN (SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]))"
        rows = self.rows(question, [[h.document for h in hits], [h.claim for h in hits]])
        return [row["place_in_lists"] for row in rows], [row["id"] for row in rows]

    def reading(self, document: str) -> tuple[Document, list[Reviewed]]:
        """A document and its claims as corrected."""
        found = self.once(("reading", document), lambda: self.store.reading(document))
        return found.document, self.corrections.of(document, found.claims)

    # --- what different sources say of one matter (accordingto.compare)

    @property
    def compared(self) -> bool:
        """Whether the store has been compared."""
        return "links" in self.store.tables and "matters" in self.store.tables

    def links(self, where: str, values: Sequence[Any], limit: int) -> list[dict[str, Any]]:
        """Pairs of claims of different documents about one thing, with the sentence that says how they stand to each other."""
        if not self.compared:
            return []
        question = f"SELECT * FROM links WHERE {where} ORDER BY probability DESC, id LIMIT {limit:d}"
        return self.once((question, tuple(values)), lambda: self.rows(question, values))

    def matters(self, page: int) -> list[dict[str, Any]]:
        """What several documents speak of, the latest first."""
        if not self.compared:
            return []
        question = "SELECT * FROM matters ORDER BY last_day DESC NULLS LAST, id LIMIT ? OFFSET ?"
        return self.once((question, page), lambda: self.rows(question, [PAGE, (page - 1) * PAGE]))

    def matter(self, matter: str) -> dict[str, Any] | None:
        """One of them."""
        found = self.rows("SELECT * FROM matters WHERE id = ?", [matter]) if self.compared else []
        return found[0] if found else None

    # --- actors

    def actor(self, name: str) -> dict[str, Any]:
        """What an actor claims, what is claimed about them, and by whom: counts; the claims are :meth:`claims`' to give."""
        by = f"SELECT speaker AS name, count(*) AS claims FROM listed WHERE {_NAMED} AND speaker IS NOT NULL "
        whom = (
            f"WITH who AS (SELECT {_NAMES} AS name FROM listed WHERE speaker = ?) "
            "SELECT name, count(*) AS claims FROM who WHERE name IS NOT NULL AND name <> ? "
            "GROUP BY name ORDER BY claims DESC, name LIMIT 12"
        )
        return {
            "name": name,
            "says": self.count(Filter(speaker=name)),
            "said_of": self.count(Filter(actor=name)),
            "by": self.once(("by", name), lambda: self.rows(by + "GROUP BY speaker ORDER BY claims DESC, name LIMIT 12", [name])),
            "of": self.once(("of", name), lambda: self.rows(whom, [name, name])),
        }

    def pairs(self, size: int = 12) -> tuple[list[str], list[str], dict[tuple[str, str], int]]:
        """Who speaks about whom: the commonest speakers, the commonest actors, and how many claims each pair has."""
        speakers = [s["name"] for s in self.speakers(size)]
        actors = [a["name"] for a in self.about(size)]
        question = (
            f"WITH who AS (SELECT speaker, {_NAMES} AS name FROM listed WHERE speaker IN (SELECT unnest(?::VARCHAR[]))) "
            "SELECT speaker, name, count(*) AS claims FROM who WHERE name IN (SELECT unnest(?::VARCHAR[])) GROUP BY ALL"
        )
        found = self.once(("pairs", size), lambda: self.rows(question, [speakers, actors]))
        return speakers, actors, {(r["speaker"], r["name"]): r["claims"] for r in found}

    # --- time and place

    def months(self, wanted: Filter) -> list[dict[str, Any]]:
        """Claims by the month that they are about."""
        where, values, _ = self._where(wanted)
        more = f"{where} AND when_from IS NOT NULL" if where else "WHERE when_from IS NOT NULL"
        question = (
            "SELECT strftime(when_from, '%Y-%m') AS month, count(*) AS claims, count(DISTINCT speaker) AS speakers "
            f"FROM listed {more} GROUP BY month ORDER BY month"
        )
        return self.once(("months", question, tuple(map(str, values))), lambda: self.rows(question, values))

    def places(self, wanted: Filter) -> list[dict[str, Any]]:
        """Places with coordinates, and how many claims are about them."""
        where, values, _ = self._where(wanted)
        more = f"{where} AND latitude IS NOT NULL" if where else "WHERE latitude IS NOT NULL"
        question = (
            "SELECT place AS name, any_value(place_country) AS country, any_value(latitude) AS latitude, "
            "any_value(longitude) AS longitude, count(*) AS claims, count(DISTINCT coalesce(speaker, '')) AS speakers "
            f"FROM listed {more} GROUP BY place, geoname ORDER BY claims DESC, name LIMIT 400"
        )
        return self.once(("places", question, tuple(map(str, values))), lambda: self.rows(question, values))


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
