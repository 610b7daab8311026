"""What the pages show, asked of the store.

Every question is one SQL statement on a cursor of its own, so that a slow one disturbs nobody else; what is the same for every reader
(counts, rankings) is kept until the store or the corrections change.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from accordingto import export, store
from accordingto.errors import UsageError
from accordingto.server import shelf
from accordingto.server.corrections import Reviewed
from accordingto.server.desk import Desk
from accordingto.types import Document

PAGE = 50
"""Rows of a list."""
_ABOUT = 60
SURE = export.LESS_CERTAIN
"""The confidence from which a claim stands open."""
_NAMES = "unnest(names)"
_ONE_COUNTRY = "CASE WHEN count(DISTINCT speaker_country) = 1 THEN any_value(speaker_country) END"
"""The country of a speaker; none where its claims name several, rather than one of them."""
_NAMED = "list_contains(names, ?)"
_HOLDING = "get_bit(?::BLOB::BIT, found_as) = 1"
PLACES = 400
"""Places of the map at most."""
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


class Room(Desk):
    """A store as the pages see it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        if not self.overview and not self.merged:
            self._look_over()
            shelf.keep_overview(self.folder, self.store.package, {repr(key): found for key, found in self.kept.kept.items()})

    def warm(self) -> None:
        """Ask what every reader is shown, so that the first one need not wait for it."""
        self.documents()
        self.claims(_PLAIN)
        self._look_over()
        self.sql(
            "SELECT count(*) FROM claims", rows=1, seconds=60
        )  # the feet of the files, which the first reader's question would wait for

    def _look_over(self) -> None:
        """What takes longest of it: counts and rankings over all claims, kept in the cache of the store."""
        self.status()
        self.pairs()
        self.count(_PLAIN)
        self.facets(_PLAIN)
        self.months(_PLAIN)
        self.places(_PLAIN)

    # --- the first screen

    def status(self) -> store.Status:
        """What the store holds."""
        return msgspec.convert(self.once("status", lambda: msgspec.to_builtins(self.store.status())), store.Status)

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
        """Claims that a filter lets through, in the order of the documents."""

        def asked() -> list[dict[str, Any]]:
            # First which ones, by numbers alone: whole rows would all be sorted before the first is left out.
            where, values = self._where(wanted)
            first = max(0, wanted.page - 1) * limit
            chosen = list(range(first, first + limit))
            if where:
                page = f"ORDER BY place_in_lists LIMIT {limit:d} OFFSET {first:d}"
                chosen = [row["place_in_lists"] for row in self.rows(f"SELECT place_in_lists FROM listed {where} {page}", values)]
            question = (
                "SELECT id, document, quote, speaker, speaker_country, modality, polarity, presupposed, kind, event_type, "
                "publisher, published, "
                "when_from, confidence, value, unit, place, according_to "
                "FROM listed WHERE place_in_lists IN (SELECT unnest(?::BIGINT[])) ORDER BY place_in_lists"
            )
            return self.rows(question, [chosen])

        return self.once(("claims", wanted, limit), asked)

    def count(self, wanted: Filter) -> int:
        """How many there are."""

        def asked() -> int:
            where, values = self._where(wanted)
            return int(self.rows(f"SELECT count(*) AS n FROM listed {where}", values)[0]["n"])

        return self.once(("count", _first(wanted)), asked)

    def facets(self, wanted: Filter, most: int = 8) -> dict[str, list[dict[str, Any]]]:
        """By column the commonest values among the claims that the rest of the filter lets through."""

        def asked() -> dict[str, list[dict[str, Any]]]:
            free = tuple(column for column in FACETS if getattr(wanted, column) is None)
            found = self._commonest(wanted, free, most)
            for column in set(FACETS) - set(free):
                found |= self._commonest(msgspec.structs.replace(wanted, **{column: None}), (column,), most)
            return found

        return self.once(("facets", _first(wanted), most), asked)

    def _commonest(self, wanted: Filter, columns: tuple[str, ...], most: int) -> dict[str, list[dict[str, Any]]]:
        """The commonest values of some columns, in one walk through the claims."""
        if not columns:
            return {}
        where, values = self._where(wanted)
        question = (
            f"WITH counted AS (SELECT grouping({', '.join(columns)}) AS col, coalesce({', '.join((*columns, 'NULL'))}) AS value, "
            f"count(*) AS claims FROM listed {where} GROUP BY GROUPING SETS ({', '.join(f'({column})' for column in columns)})) "
            "SELECT col, value, claims FROM counted WHERE value IS NOT NULL "
            f"QUALIFY row_number() OVER (PARTITION BY col ORDER BY claims DESC, value) <= {most:d} ORDER BY claims DESC, value"
        )
        found: dict[str, list[dict[str, Any]]] = {column: [] for column in columns}
        every = 2 ** len(columns) - 1  # grouping() has a bit for each column that is not grouped by, the first column the highest
        names = {every - 2 ** (len(columns) - 1 - n): column for n, column in enumerate(columns)}
        for row in self.rows(question, values):
            found[names[row["col"]]].append({"value": row["value"], "claims": row["claims"]})
        return found

    def _where(self, wanted: Filter) -> tuple[str, list[Any]]:
        """The conditions of a filter, and their values."""
        where = [_HOLDING] if wanted.q else []
        values: list[Any] = [self.holding(wanted.q)] if wanted.q else []
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
        return ("WHERE " + " AND ".join(where) if where else ""), values

    def reading(self, document: str) -> tuple[Document, list[Reviewed]]:
        """A document and its claims as corrected."""
        found = self.readings.get(document, lambda: self.store.reading(document))
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

        def asked() -> list[dict[str, Any]]:
            where, values = self._where(wanted)
            more = f"{where} AND when_from IS NOT NULL" if where else "WHERE when_from IS NOT NULL"
            question = (
                "SELECT strftime(when_from, '%Y-%m') AS month, count(*) AS claims, count(DISTINCT speaker) AS speakers "
                f"FROM listed {more} GROUP BY month ORDER BY month"
            )
            return self.rows(question, values)

        return self.once(("months", _first(wanted)), asked)

    def places(self, wanted: Filter) -> list[dict[str, Any]]:
        """Places with coordinates, and how many claims are about them: the :data:`PLACES` that most claims name, and one where there are
        more."""

        def asked() -> list[dict[str, Any]]:
            where, values = self._where(wanted)
            more = f"{where} AND latitude IS NOT NULL" if where else "WHERE latitude IS NOT NULL"
            question = (
                "SELECT place AS name, any_value(place_country) AS country, any_value(latitude) AS latitude, "
                "any_value(longitude) AS longitude, count(*) AS claims, count(DISTINCT coalesce(speaker, '')) AS speakers "
                f"FROM listed {more} GROUP BY place, geoname ORDER BY claims DESC, name LIMIT {PLACES + 1:d}"
            )
            return self.rows(question, values)

        return self.once(("places", _first(wanted)), asked)


def _first(wanted: Filter) -> Filter:
    """A filter without its page, which counts do not depend on."""
    return msgspec.structs.replace(wanted, page=1)
