"""What an archive is read as: items, each the bytes of one document with what its surroundings say of it."""

import hashlib

import msgspec

from accordingto.errors import InputError
from accordingto.ingest import MAX_FILE, Given, parse_date

MAX_LINE = 6_000_000
"""Bytes of a line of JSON, a cell of a table."""
MAX_MEMBERS = 2_000_000
"""Members of an archive."""
MAX_DEPTH = 3
"""Archives within archives."""
MAX_RATIO = 200
"""How many times its size anything may unpack to, once it is over :data:`FREE`."""
FREE = 1_000_000

__all__ = ["FREE", "MAX_DEPTH", "MAX_FILE", "MAX_LINE", "MAX_MEMBERS", "MAX_RATIO", "Item", "Rejected", "key", "record", "rejected"]


class Rejected(msgspec.Struct, frozen=True):
    """Why an input is no document: kind of error, what is wrong, what to do."""

    error: str
    problem: str
    remedy: str


class Item(msgspec.Struct, frozen=True):
    """One input: a document's bytes, or the text of a record, or why there is neither.

    Attributes:
        source: names it: ``folder/a.html``, ``a.zip!b.html``, ``a.jsonl:12``, ``a.warc.gz!https://…``.
        origin: the input that was named on the command line.
        input: SHA-256 of its bytes; empty where there are none.
        data, suffix: a file's bytes and the end of its name.
        text: a record's text, in place of both.
        given: what the user and the surroundings say of it.
        rejected: set in place of data and text.
        at: how many bytes of all inputs were read when it came up, for the progress.
    """

    source: str
    origin: str
    input: str
    data: bytes = b""
    suffix: str = ""
    text: str | None = None
    given: Given = Given()
    rejected: Rejected | None = None
    at: int = 0


def rejected(error: InputError) -> Rejected:
    """What an error says, to be kept."""
    return Rejected(type(error).__name__, writable(error.problem), writable(error.remedy))


def key(source: str, digest: str) -> str:
    """Names an input by where it is and what it holds; what is known by it is skipped."""
    return hashlib.sha256(f"{source}\0{digest}".encode()).hexdigest()[:32]


def writable(words: str) -> str:
    """Words that can be written as UTF-8: names may hold bytes that are none."""
    return words if words.isascii() else words.encode("utf-8", "backslashreplace").decode()


_COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text"),
    "id": ("id", "uid", "uuid", "guid"),
    "title": ("title", "headline"),
    "date": ("date", "published", "publication_date", "published_at", "pubdate"),
    "publisher": ("publisher", "outlet", "source_name", "newspaper", "domain"),
    "speaker": ("speaker",),
    "url": ("url", "link"),
}
"""What a column of a table may be called, the record's own name first."""


def columns(names: list[str]) -> dict[str, str]:
    """Which of a table's columns is which field, by their names without regard to case."""
    there = {name.strip().lower().replace(" ", "_"): name for name in reversed(names)}
    found = {}
    for field, known in _COLUMNS.items():
        name = next((there[k] for k in known if k in there), None)
        if name is not None:
            found[field] = name
    return found


def record(values: dict[str, str], given: Given) -> tuple[str, Given]:
    """A record's text and what it says of itself beside what the user gave.

    Raises:
        InputError, UsageError: it has no text, or a date that is none.
    """
    filled = {name: value.strip() for name, value in values.items() if name != "text" and value.strip()}
    date = filled.pop("date", None)
    own = msgspec.structs.replace(given, **filled)
    return values.get("text", ""), msgspec.structs.replace(own, date=_date(date)) if date else own


def _date(words: str) -> str:
    """A date as tables write them: of a time stamp the day counts."""
    head, _, tail = words.replace(" ", "T", 1).partition("T")
    return parse_date(head if tail[:2].isdigit() else words)
