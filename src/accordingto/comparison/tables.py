"""A store as what is compared, and comparisons as its tables ``links``, ``matters`` and ``meetings`` (docs/compare.md)."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pyarrow as pa

from accordingto import store
from accordingto.comparison.records import Comparison, Tie, Told
from accordingto.store import parts

_LINKS = {
    "id": "Hash of both claims.",
    "first": "`claims.id` of one claim.",
    "second": "`claims.id` of the other.",
    "documents": "`documents.id` of both.",
    "outcome": "agree, differ or not comparable; never who is right.",
    "aspect": "What was compared: event, figure, blame, place, date, series.",
    "reason": "Why, with the words of both.",
    "probability": "That both are about one event or one measured thing.",
    "one_account": "Both only pass on one voice.",
}
_MATTERS = {
    "id": "Hash of the points.",
    "title": "The places and participants that most claims name.",
    "documents": "`documents.id` of all.",
    "sources": "Whose they are.",
    "first_day": "Publication of the first.",
    "last_day": "Publication of the last.",
    "points": "What they speak of: title, outcome, who says it in which claims and words, who says nothing of it, links.",
}
_MEETINGS = {
    "first": "`documents.id` of one of two documents whose claims were weighed.",
    "second": "`documents.id` of the other.",
    "seen_first": "Digest of the first one's claims as they were.",
    "seen_second": "Digest of the other's.",
}


def is_store(path: str | Path) -> bool:
    """Whether a path is a store."""
    return (Path(path) / parts.LIST).is_file()


def told(path: str | Path) -> Iterator[Told]:
    """The documents of a store with their claims, one after the other.

    Raises:
        StoreError: it cannot be read.
    """
    return (Told(r.document, r.claims) for r in store.open(path).readings())


def before(path: str | Path) -> Comparison | None:
    """What an earlier comparison left in a store; None where there was none."""
    own = store.open(path)
    if not {"links", "meetings"} <= set(own.tables):
        return None
    links = tuple(msgspec.convert(row, Tie) for row in own.arrow("links").to_pylist())
    rows = own.arrow("meetings").to_pylist()
    seen = {row["first"]: row["seen_first"] for row in rows} | {row["second"]: row["seen_second"] for row in rows}
    return Comparison(links, (), tuple((row["first"], row["second"]) for row in rows), {}, seen)


def write(path: str | Path, found: Comparison) -> None:
    """Put a comparison into a store, in the place of an earlier one.

    Raises:
        StoreError: it cannot be written.
    """
    with parts.Writer(Path(path)) as writer:
        writer.derive("links", _table(found.links, _LINK_SHAPE), _LINKS)
        writer.derive("matters", _table(found.matters, _MATTER_SHAPE), _MATTERS)
        rows = [{"first": a, "second": b, "seen_first": found.seen[a], "seen_second": found.seen[b]} for a, b in found.weighed]
        shape = pa.schema([(name, pa.string()) for name in _MEETINGS])
        writer.derive("meetings", pa.Table.from_pylist(rows, schema=shape), _MEETINGS)


_CLAIMS = pa.list_(pa.list_(pa.string()))
_ACCOUNT = pa.struct([("voice", pa.string()), ("claims", _CLAIMS), ("passed_on", pa.bool_())])
_POINT = pa.struct(
    [
        ("id", pa.string()),
        ("title", pa.string()),
        ("outcome", pa.string()),
        ("accounts", pa.list_(_ACCOUNT)),
        ("silent", pa.list_(pa.string())),
        ("links", pa.list_(pa.string())),
    ]
)
_LINK_SHAPE = pa.schema(
    [
        ("id", pa.string()),
        ("first", pa.string()),
        ("second", pa.string()),
        ("documents", pa.list_(pa.string())),
        ("outcome", pa.string()),
        ("aspect", pa.string()),
        ("reason", pa.string()),
        ("probability", pa.float64()),
        ("one_account", pa.bool_()),
    ]
)
_MATTER_SHAPE = pa.schema(
    [
        ("id", pa.string()),
        ("title", pa.string()),
        ("documents", pa.list_(pa.string())),
        ("sources", pa.list_(pa.string())),
        ("first_day", pa.string()),
        ("last_day", pa.string()),
        ("points", pa.list_(_POINT)),
    ]
)


def _table(rows: Iterable[msgspec.Struct], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist([msgspec.to_builtins(row) for row in rows], schema=schema)
