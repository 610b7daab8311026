"""Full-text search over claims and documents: an SQLite FTS5 index beside the tables, which can be made again from them at any time.

Words are matched by their stems, without accents. What merging moves from part to part stays indexed; coding again makes a new index.
"""

import datetime
import re
import secrets
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from accordingto.errors import StoreError, UsageError
from accordingto.store import parts
from accordingto.store.days import bounds
from accordingto.store.parts import CACHE, Package, Part

FORM = 2
"""Of the index; another one is made anew."""
RANKED = 20_000
"""A word that more rows hold tells too little to rank by; BM25 would walk through all of them only to weigh it."""
FILE = "search.sqlite"
_SCHEMA = f"""
PRAGMA user_version = {FORM};
CREATE TABLE part (name TEXT PRIMARY KEY);
CREATE TABLE document (n INTEGER PRIMARY KEY, id TEXT UNIQUE, coder TEXT, title TEXT, publisher TEXT, source TEXT, published TEXT);
CREATE TABLE claim (n INTEGER PRIMARY KEY, id TEXT, document INTEGER, type TEXT, kind TEXT, modality TEXT, speaker TEXT,
 quote TEXT, published TEXT);
CREATE VIRTUAL TABLE claim_words USING fts5(quote, speakers, actors, facets, content='', tokenize="porter unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE document_words USING fts5(title, text, content='', tokenize="porter unicode61 remove_diacritics 2");
"""
_SHORT = re.compile(r"\"[^\"]{1,2}\"\*$")
_WORD = re.compile(r"\"[^\"]*\"|[^\s\"]+")
_DOCUMENT_COLUMNS = ["id", "coder", "title", "publisher", "source", "published", "text"]
_CLAIM_COLUMNS = ["id", "document", "event_type", "kind", "modality", "quote", "according_to", "actors"]


class Hit(msgspec.Struct, frozen=True):
    """A claim that was found, with what is needed to show it: who it is according to, the words, and where they stand."""

    claim: str
    document: str
    speaker: str | None
    modality: str
    event_type: str | None
    quote: str
    publisher: str | None
    title: str | None
    published: str | None
    source: str


class Found(msgspec.Struct, frozen=True):
    """A document whose text holds the words."""

    document: str
    title: str | None
    publisher: str | None
    published: str | None
    source: str


def find(
    store: Path,
    package: Package,
    words: str,
    *,
    speaker: str | None = None,
    actor: str | None = None,
    type: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 20,
    ranked: bool = True,
) -> list[Hit]:
    """Claims whose words hold all of these: the best first by the words that at most :data:`RANKED` claims hold; where there is none, what
    was read last first.

    Args:
        store, package: what is searched.
        words: words or ``"phrases"``; a word that ends in ``*`` is a beginning; none: the filters alone choose.
        speaker: words of a name in the chain of speakers.
        actor: words of a participant's name or mention.
        type: a PLOVER event type, or ``figure`` or ``state``.
        since, until: the document's first day, EDTF.
        limit: the most that are returned.
        ranked: False: what was read last first, whatever the words, which costs less.

    Raises:
        UsageError: a filter is none, or there is nothing to search for.
        StoreError: the index cannot be read.
    """
    terms = _terms("quote", words)
    days = _days(since, until)
    with _asking(store, package) as connection:
        filters = [*_terms("speakers", speaker), *_terms("actors", actor)]
        filters += [_facet("type" if type.lower() not in _KINDS else "kind", type)] if type else []
        filters += _months(connection, days)
        if not terms and not filters:
            raise UsageError("nothing to search for; give words, or a filter such as --speaker")
        columns = (
            "claim.id, document.id, claim.speaker, claim.modality, claim.type, claim.quote, document.publisher, document.title, "
            "claim.published, document.source FROM claim_words "
            "JOIN claim ON claim.n = claim_words.rowid JOIN document ON document.n = claim.document"
        )
        found = _held(connection, "claim", columns, [*terms, *filters], terms if ranked else [], days, limit)
        return [Hit(*row) for row in found]


def held(store: Path, package: Package, words: str, path: Path) -> tuple[int, npt.NDArray[np.int32]]:
    """All the claims whose words hold all of these, however many they are.

    Args:
        store, package: what is searched.
        words: as of :func:`find`.
        path: the index.

    Returns:
        what names the index, and the numbers of the claims in it, which :func:`numbered` tells apart.

    Raises:
        UsageError: there is nothing to search for.
        StoreError: the index cannot be read.
    """
    if not (terms := _terms("quote", words)):
        raise UsageError("nothing to search for; give words")
    with _asking(store, package, path) as connection:
        name = _name(connection)
        (last,) = connection.execute("SELECT coalesce(max(n), 0) FROM claim").fetchone()
    middle = int(last) // 2
    with ThreadPoolExecutor(2) as threads:
        halves = threads.map(lambda span: _numbers(path, " AND ".join(terms), *span), ((0, middle), (middle + 1, int(last))))
        try:
            return name, np.concatenate(list(halves))
        except sqlite3.Error as error:
            raise _unusable(store, path, error) from error


def _numbers(path: Path, match: str, first: int, last: int) -> npt.NDArray[np.int32]:
    """The numbers of the claims of a stretch that hold some terms: in one text, for a row each would take Python four times as long."""
    question = "SELECT group_concat(rowid) FROM claim_words WHERE claim_words MATCH ? AND rowid BETWEEN ? AND ?"
    with closing(sqlite3.connect(path, timeout=60)) as connection:
        (numbers,) = connection.execute(question, (match, first, last)).fetchone()
    return np.fromstring(numbers, np.int32, sep=",") if numbers else np.empty(0, np.int32)


@contextmanager
def numbered(store: Path, package: Package, path: Path) -> Iterator[tuple[int, pa.Table, pa.RecordBatchReader]]:
    """How an index numbers what it holds; another index numbers it in another way.

    Returns:
        what names the index; its documents, ``number`` and ``id``; its claims, ``number``, ``document`` (a number), ``id``.
    """
    documents = pa.schema([("number", pa.int32()), ("id", pa.string())])
    claims = pa.schema([("number", pa.int32()), ("document", pa.int32()), ("id", pa.string())])
    with _asking(store, package, path) as connection:
        own = connection.execute("SELECT n, id FROM document")
        every = connection.execute("SELECT n, document, id FROM claim")
        reader = pa.RecordBatchReader.from_batches(claims, _batches(every, claims))
        yield _name(connection), pa.Table.from_batches(_batches(own, documents), documents), reader


def _batches(rows: sqlite3.Cursor, fields: pa.Schema) -> Iterator[pa.RecordBatch]:
    while found := rows.fetchmany(10_000):
        yield pa.record_batch(
            [pa.array(column, field.type) for column, field in zip(zip(*found, strict=True), fields, strict=True)], fields
        )


def _name(connection: sqlite3.Connection) -> int:
    """What tells an index from every other one; it is given its name when that is first asked for."""
    (name,) = connection.execute("PRAGMA application_id").fetchone()
    if not name:
        name = secrets.randbelow(2**31 - 1) + 1
        connection.execute(f"PRAGMA application_id = {name:d}")
    return int(name)


def _held(
    connection: sqlite3.Connection, table: str, columns: str, terms: list[str], ranking: list[str], days: dict[str, str], limit: int
) -> sqlite3.Cursor:
    """The rows that hold all terms. Only those that tell rows apart are ranked by: BM25 costs a walk through the rows of each term that
    stands in its expression."""
    index = f"{table}_words"
    every = " AND ".join(terms)
    telling = " AND ".join(term for term in ranking if _few(connection, index, term))
    where = [f"{index} MATCH :match", *(f"{table}.published {sign} :{name}" for name, (sign, _) in zip("ab", days.items(), strict=False))]
    values = {"match": telling or every, "every": every, "limit": limit} | dict(zip("ab", days.values(), strict=False))
    within = ""
    if telling and telling != every:
        within = f"WITH held AS MATERIALIZED (SELECT rowid FROM {index} WHERE {index} MATCH :every) "
        where.append(f"+{index}.rowid IN held")
    order = f"{index}.rank" if telling else f"{index}.rowid DESC"
    return connection.execute(f"{within}SELECT {columns} WHERE {' AND '.join(where)} ORDER BY {order} LIMIT :limit", values)


def _few(connection: sqlite3.Connection, index: str, term: str) -> bool:
    """Whether at most :data:`RANKED` rows hold a term. Beginnings of a letter or two are not asked: that costs what the search does."""
    if _SHORT.search(term):
        return False
    question = f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?)"
    (count,) = connection.execute(question, (term, RANKED + 1)).fetchone()
    return bool(count <= RANKED)


_KINDS = ("figure", "state", "event")
_MOST_YEARS = 100
"""Of a longer stretch only the days themselves are asked."""


def _facet(key: str, value: str) -> str:
    """A filter as a term of the index, where it meets the words before anything is ranked."""
    return f'facets : "{_token(key, value)}"'


def _token(key: str, value: str) -> str:
    return "x" + re.sub(r"[^a-z0-9]", "", f"{key}{value}".lower())


def _months(connection: sqlite3.Connection, days: dict[str, str]) -> list[str]:
    """The years and, at the ends, the months of the store that a stretch of days touches, as one term."""
    if not days:
        return []
    bounds = connection.execute("SELECT min(published), max(published) FROM document").fetchone()
    first, last = max(days.get(">=", ""), bounds[0] or "")[:7], min(days.get("<=", "9999"), bounds[1] or "")[:7]
    years = range(int(first[:4] or 0), int(last[:4] or 0) + 1) if first <= last else range(0)
    if len(years) > _MOST_YEARS:
        return [f"({' OR '.join(_facet('kind', kind) for kind in _KINDS)})"]
    terms = []
    for year in years:
        months = [f"{year:04}-{month:02}" for month in range(1, 13)]
        inside = [month for month in months if first <= month <= last]
        terms += [_facet("year", str(year))] if len(inside) == 12 else [_facet("month", month) for month in inside]
    return [f"({' OR '.join(terms)})" if terms else _facet("month", "none")]


def documents(
    store: Path, package: Package, words: str, *, since: str | None = None, until: str | None = None, limit: int = 20
) -> list[Found]:
    """Documents whose title or text holds all of these words; order and errors as of :func:`find`."""
    terms = _terms("", words)
    if not terms:
        raise UsageError("nothing to search for; give words")
    days = _days(since, until)
    columns = "id, document.title, publisher, published, source FROM document_words JOIN document ON document.n = document_words.rowid"
    with _asking(store, package) as connection:
        return [Found(*row) for row in _held(connection, "document", columns, terms, terms, days, limit)]


def _days(since: str | None, until: str | None) -> dict[str, str]:
    """The first and last day that are asked for, by the sign that holds them against a row's."""
    return {sign: _day(day, end) for day, sign, end in ((since, ">=", 0), (until, "<=", 1)) if day is not None}


def _day(words: str, end: int) -> str:
    found = bounds(words)[end]
    if found is None:
        raise UsageError(f"{words}: is no date; write dates as 2024-05-03, 2024-05 or 2024")
    return found.isoformat()


def _terms(column: str, words: str | None) -> list[str]:
    """FTS5 expressions, one a word or phrase, in which a user's words are only words."""
    terms = []
    for word in _WORD.findall(words or ""):
        prefix = "*" if word.endswith("*") and len(word) > 1 else ""
        bare = word.strip('"').rstrip("*").replace("\0", "")
        if any(c.isalnum() for c in bare):
            terms.append(f'{column}{":" if column else ""} "{bare}"{prefix}'.strip())
    return terms


@contextmanager
def _asking(store: Path, package: Package, path: Path | None = None) -> Iterator[sqlite3.Connection]:
    """The index for one question; what SQLite cannot do is told of the store."""
    try:
        with closing(update(store, package, path)) if path is not None else _opened(store, package) as connection:
            yield connection
    except sqlite3.Error as error:
        raise _unusable(store, path or store / CACHE / FILE, error) from error


def _unusable(store: Path, path: Path, error: sqlite3.Error) -> StoreError:
    return StoreError(f"{store}: its search index cannot be used ({error}); remove {path}, it is made again")


@contextmanager
def _opened(store: Path, package: Package) -> Iterator[sqlite3.Connection]:
    """The index, up to date; where the store's folder is only readable, one is made for this question."""
    path = store / CACHE / FILE
    try:
        with closing(update(store, package, path)) as connection:
            yield connection
    except (sqlite3.OperationalError, OSError) as error:
        if not any(word in str(error) for word in ("readonly", "read-only", "unable to open", "Permission")):
            raise
        with tempfile.TemporaryDirectory() as folder, closing(update(store, package, Path(folder, FILE))) as connection:
            yield connection


def update(store: Path, package: Package, path: Path | None = None, *, again: bool = True) -> sqlite3.Connection:
    """Open the index and bring it up to date.

    Args:
        store: the store's folder.
        package: what it holds.
        path: the index; None: the store's own.
        again: whether an index that has other documents than the store is made anew; once, since two parts may hold the same document.

    Returns:
        a connection to it.
    """
    path = path or store / CACHE / FILE
    connection = _fresh(path)
    known = {name for (name,) in connection.execute("SELECT name FROM part")}
    names = {part.name for part in package.parts}
    if known == names:
        return connection
    connection.execute("PRAGMA synchronous = OFF")
    try:
        with connection:
            for part in package.parts:
                if part.name not in known:
                    _add(connection, store, part, once=again)
            connection.execute("DELETE FROM part")
            connection.executemany("INSERT INTO part VALUES (?)", [(part.name,) for part in package.parts])
            (there,) = connection.execute("SELECT count(*) FROM document").fetchone()
        if there == package.rows("documents") or not again:
            return connection
    except _Recoded:
        pass
    # Documents were coded again or have gone: an index without contents forgets nothing.
    connection.close()
    path.unlink()
    return update(store, package, path, again=False)


class _Recoded(Exception):
    """A document that is indexed was coded by another coder since."""


def _fresh(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(exist_ok=True)
    connection = sqlite3.connect(path, timeout=60)
    (form,) = connection.execute("PRAGMA user_version").fetchone()
    if form == FORM:
        return connection
    if form:
        connection.close()
        path.unlink()
        return _fresh(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(_SCHEMA)
    return connection


def _add(connection: sqlite3.Connection, store: Path, part: Part, *, once: bool) -> None:
    """Index a part; ``once``: a document that another coder has coded since is no longer what is indexed of it.

    Raises:
        _Recoded: there is such a document.
    """
    rows = parts.read(store, part, "documents", _DOCUMENT_COLUMNS).to_pylist()
    numbers: dict[str, int] = {}
    for row in rows:
        there = connection.execute("SELECT coder FROM document WHERE id = ?", (row["id"],)).fetchone()
        if once and there is not None and there[0] != row["coder"]:
            raise _Recoded
        if there is None:
            numbers[row["id"]] = _document(connection, row)
    if not numbers:
        return
    dates = {row["id"]: row["published"] for row in rows}
    for batch in parts.read(store, part, "claims", _CLAIM_COLUMNS).to_batches(4096):
        _claims(connection, batch, numbers, dates)


def _document(connection: sqlite3.Connection, row: dict[str, Any]) -> int:
    values = [row[name] for name in _DOCUMENT_COLUMNS[:5]] + [_iso(row["published"])]
    question = "INSERT INTO document (id, coder, title, publisher, source, published) VALUES (?, ?, ?, ?, ?, ?)"
    number = connection.execute(question, values).lastrowid
    assert number is not None
    connection.execute("INSERT INTO document_words (rowid, title, text) VALUES (?, ?, ?)", (number, row["title"], row["text"]))
    return number


def _claims(connection: sqlite3.Connection, batch: pa.RecordBatch, numbers: dict[str, int], dates: dict[str, datetime.date | None]) -> None:
    for row in batch.to_pylist():
        if row["document"] not in numbers:
            continue
        names = [link["name"] for link in row["according_to"] if link["name"]]
        actors = [words for a in row["actors"] for words in (a["name"], a["mention"] and a["mention"]["text"]) if words]
        values = (row["id"], numbers[row["document"]], row["event_type"], row["kind"], row["modality"], row["according_to"][-1]["name"])
        number = connection.execute(
            "INSERT INTO claim (id, document, type, kind, modality, speaker, quote, published) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*values, row["quote"], _iso(dates.get(row["document"]))),
        ).lastrowid
        connection.execute(
            "INSERT INTO claim_words (rowid, quote, speakers, actors, facets) VALUES (?, ?, ?, ?, ?)",
            (number, row["quote"], " \n ".join(names), " \n ".join(actors), _facets(row, _iso(dates.get(row["document"])))),
        )


def _facets(row: dict[str, Any], day: str | None) -> str:
    """What a claim can be filtered by, as words of the index."""
    own = [("kind", row["kind"]), *([("type", row["event_type"])] if row["event_type"] else [])]
    return " ".join(_token(*each) for each in (*own, *([("year", day[:4]), ("month", day[:7])] if day else [])))


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
