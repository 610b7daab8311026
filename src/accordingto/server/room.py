"""What the pages show, asked of the store.

Every question is one SQL statement on a cursor of its own, so that a slow one disturbs nobody else; what is the same for every reader
(counts, rankings) is kept until the store or the corrections change.
"""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from accordingto import export, store
from accordingto.errors import UsageError
from accordingto.server import shelf
from accordingto.server.corrections import Reviewed
from accordingto.server.desk import Desk
from accordingto.types import Document

PAGE = 50
"""Rows of a list."""
_HITS = 2000
"""Claims that a search of words finds at most, those that were read last; lists have an order of their own, so they need not be ranked."""
_ABOUT = 60
SURE = export.LESS_CERTAIN
"""The confidence from which a claim stands open."""
_NAMES = "unnest(names)"
_ONE_COUNTRY = "CASE WHEN count(DISTINCT speaker_country) = 1 THEN any_value(speaker_country) END"
"""The country of a speaker; none where its claims name several, rather than one of them."""
_NAMED = "list_contains(names, ?)"
_FILTERED = (
    "id, document, place_in_lists, speaker, speaker_country, modality, kind, event_type, publisher, published, when_from, confidence, "
    "place, place_country, latitude, longitude, geoname, names, countries"
)
"""What filters and counts ask of a claim."""
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
            shelf.keep_overview(self.path, self.store.package, {repr(key): found for key, found in self.kept.kept.items()})

    def warm(self) -> None:
        """Ask what every reader is shown, so that the first one need not wait for it."""
        self.documents()
        self.claims(_PLAIN)
        self._look_over()

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
        where, values = self._where(wanted)
        page = f"ORDER BY place_in_lists, id LIMIT {limit:d} OFFSET {max(0, wanted.page - 1) * limit:d}"
        if wanted.q:
            found = self._asked(wanted, f"SELECT place_in_lists, id FROM listed {where} {page}", values)
            where = "WHERE place_in_lists IN (SELECT unnest(?::BIGINT[])) AND id IN (SELECT unnest(?::VARCHAR[]))"
            values, page = [[row["place_in_lists"] for row in found], [row["id"] for row in found]], "ORDER BY place_in_lists, id"
        question = (
            "SELECT id, document, quote, speaker, speaker_country, modality, polarity, presupposed, kind, event_type, "
            "publisher, published, "
            "when_from, confidence, value, unit, place, according_to "
            f"FROM listed {where} {page}"
        )
        return self.once((question, tuple(map(str, values))), lambda: self.rows(question, values))

    def count(self, wanted: Filter) -> int:
        """How many there are."""
        where, values = self._where(wanted)
        return int(self._asked(wanted, f"SELECT count(*) AS n FROM listed {where}", values)[0]["n"])

    def facets(self, wanted: Filter, most: int = 8) -> dict[str, list[dict[str, Any]]]:
        """By column the commonest values among the claims that the rest of the filter lets through."""
        found = {}
        for column in FACETS:
            where, values = self._where(msgspec.structs.replace(wanted, **{column: None}))
            more = f"{where} AND {column} IS NOT NULL" if where else f"WHERE {column} IS NOT NULL"
            question = (
                f"SELECT {column} AS value, count(*) AS claims FROM listed {more} "
                f"GROUP BY {column} ORDER BY claims DESC, value LIMIT {most:d}"
            )
            found[column] = self._asked(wanted, question, values)
        return found

    def _asked(self, wanted: Filter, question: str, values: list[Any]) -> list[dict[str, Any]]:
        """The rows that answer a question about the claims that hold a filter's words."""
        return self.once((question, tuple(map(str, values)), wanted.q), lambda: self.rows(question, values, self._holding(wanted.q)))

    def _where(self, wanted: Filter) -> tuple[str, list[Any]]:
        """The conditions of a filter but its words."""
        where: list[str] = []
        values: list[Any] = []
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

    def _holding(self, words: str | None) -> pa.Table | None:
        """The claims that hold some words, at most :data:`_HITS`, with what filters ask of them; None: all claims."""
        return self.words.get(words, lambda: self._found(words)) if words else None

    def _found(self, words: str) -> pa.Table:
        hits = {(h.document, h.claim) for h in self.store.search(words, limit=_HITS, ranked=False)}
        every = "merged_claims" if self.merged else "listed"
        question = f"SELECT {_FILTERED} FROM {every} WHERE id IN (SELECT unnest($ids::VARCHAR[]))"
        with closing(self.connection.cursor()) as cursor:
            found = cursor.sql(question, params={"ids": [claim for _, claim in hits]}).to_arrow_table()
        of = zip(found.column("document").to_pylist(), found.column("id").to_pylist(), strict=True)
        return found.filter(pa.array([one in hits for one in of], pa.bool_()))

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
        where, values = self._where(wanted)
        more = f"{where} AND when_from IS NOT NULL" if where else "WHERE when_from IS NOT NULL"
        question = (
            "SELECT strftime(when_from, '%Y-%m') AS month, count(*) AS claims, count(DISTINCT speaker) AS speakers "
            f"FROM listed {more} GROUP BY month ORDER BY month"
        )
        return self._asked(wanted, question, values)

    def places(self, wanted: Filter) -> list[dict[str, Any]]:
        """Places with coordinates, and how many claims are about them."""
        where, values = self._where(wanted)
        more = f"{where} AND latitude IS NOT NULL" if where else "WHERE latitude IS NOT NULL"
        question = (
            "SELECT place AS name, any_value(place_country) AS country, any_value(latitude) AS latitude, "
            "any_value(longitude) AS longitude, count(*) AS claims, count(DISTINCT coalesce(speaker, '')) AS speakers "
            f"FROM listed {more} GROUP BY place, geoname ORDER BY claims DESC, name LIMIT 400"
        )
        return self._asked(wanted, question, values)
