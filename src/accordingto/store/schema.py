"""The tables of a store: their columns, and how a reading becomes rows and rows become a reading again.

The columns of ``documents`` and ``claims`` are the fields of :mod:`accordingto.types`, nested as they are there, followed by flat columns
that make questions short (``speaker``, ``event_type``, ``published`` …). A field that the record gains is a column at once; the
codebook takes its words from the contract, so nothing is described twice.
"""

import datetime
import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Any, Literal

import msgspec
import pyarrow as pa

from accordingto.store.days import bounds
from accordingto.types import Block, Claim, Document, DocumentDate, Head, Page

VERSION = 1
"""Of the store's form; a store of another version is refused."""

Table = Literal["documents", "claims", "copies", "failures"]
TABLES: tuple[Table, ...] = ("documents", "claims", "copies", "failures")

_DAY = datetime.date
_FLAT: dict[Table, dict[str, tuple[Any, str]]] = {
    "documents": {
        "url": (str | None, "The address it was published at, where the input says it."),
        "input": (str, "SHA-256 of the bytes that it was read from."),
        "origin": (str, "The input that was named on the command line: the file, folder or archive that held it."),
        "published": (_DAY | None, "The first day that `date` may mean."),
        "words": (int, "Words of the text, by white space."),
        "claims": (int, "How many claims it makes."),
        "coder": (str, "Version of package, model and lexicons that read it."),
        "blocks": (tuple[Block, ...], "The paragraphs of the text and what each is: what is needed to code it again."),
        "head": (Head, "What its head says of publisher, issuer and place, and where."),
    },
    "claims": {
        "quote": (str, "The words of `evidence`, stretches joined by ' … '."),
        "speaker": (str | None, "Name of the last link of `according_to`: whose claim it is."),
        "speaker_country": (str | None, "That link's country."),
        "event_type": (str | None, "`event.type`."),
        "publisher": (str | None, "The document's publisher."),
        "published": (_DAY | None, "The first day that the document's date may mean."),
        "when_from": (_DAY | None, "The first day that `when` may mean."),
        "when_to": (_DAY | None, "The last day that `when` may mean."),
    },
    "copies": {
        "document": (str, "`documents.id` of the text that was coded in its stead."),
        "how": (str, "exact: the same words. near: the same but for a credit, a cut or a spelling."),
        "similarity": (float, "Share of this text's five-word sequences that stand in the coded one."),
        "id": (str, "Its own id: the one given, else the hash of its text."),
        "sha256": (str, "Of its text, UTF-8."),
        "text": (str | None, "Its text; null where it is the coded one's to the letter."),
        "title": (str | None, "Its title."),
        "speaker": (str | None, "Whose statement it is."),
        "publisher": (str | None, "The outlet."),
        "date": (DocumentDate | None, "Its own date."),
        "published": (_DAY | None, "The first day that `date` may mean."),
        "source": (str, "Path or address it was read from."),
        "url": (str | None, "The address it was published at."),
        "input": (str, "SHA-256 of the bytes that it was read from."),
        "origin": (str, "The input that was named on the command line."),
    },
    "failures": {
        "source": (str, "The input that was rejected: a file, a member of an archive, a line."),
        "input": (str, "SHA-256 of its bytes; empty where there are none."),
        "origin": (str, "The input that was named on the command line."),
        "error": (str, "What kind of error it is (docs/archive.md)."),
        "problem": (str, "What is wrong."),
        "remedy": (str, "What to do about it."),
    },
}
_RECORDS: dict[Table, type[msgspec.Struct]] = {"documents": Document, "claims": Claim}
KEYS: dict[Table, tuple[str, ...]] = {
    "documents": ("id",),
    "claims": ("id", "document"),
    "copies": ("source", "input"),
    "failures": ("source", "input"),
}


class Failure(msgspec.Struct, frozen=True):
    """A row of ``failures``."""

    source: str
    input: str
    origin: str
    error: str
    problem: str
    remedy: str


class Coded(msgspec.Struct, frozen=True):
    """A document that was read: the page, its record after coding, its claims, and where it came from."""

    page: Page
    document: Document
    claims: tuple[Claim, ...]
    input: str
    origin: str
    url: str | None
    coder: str


class Copied(msgspec.Struct, frozen=True):
    """A document that says what another says, which was coded in its stead."""

    document: str
    how: Literal["exact", "near"]
    similarity: float
    record: Document
    input: str
    origin: str
    url: str | None


Entry = Coded | Copied | Failure


@cache
def arrow(table: Table) -> pa.Schema:
    """The Arrow schema of a table, with each column's description as metadata."""
    fields = [pa.field(name, _arrow(kind), metadata={"description": words}) for name, kind, words in _columns(table)]
    return pa.schema(fields)


def _columns(table: Table) -> list[tuple[str, msgspec.inspect.Type, str]]:
    found = []
    record = _RECORDS.get(table)
    if record is not None:
        described = _contract(table)
        info = msgspec.inspect.type_info(record)
        assert isinstance(info, msgspec.inspect.StructType)
        found = [(f.name, f.type, described.get(f.name, "")) for f in info.fields]
    return found + [(name, msgspec.inspect.type_info(kind), words) for name, (kind, words) in _FLAT[table].items()]


@cache
def _contract(table: Table) -> dict[str, str]:
    """Descriptions of the record's fields, from the contract."""
    file = resources.files("accordingto").joinpath("contract", f"{table.removesuffix('s')}.schema.json")
    properties = json.loads(file.read_bytes())["properties"]
    return {name: value.get("description", "") for name, value in properties.items()}


def _arrow(kind: msgspec.inspect.Type) -> pa.DataType:
    """A type of the record as an Arrow type; offsets and counts are 64-bit, closed lists are strings."""
    match kind:
        case msgspec.inspect.UnionType(types=types):
            (one,) = (t for t in types if not isinstance(t, msgspec.inspect.NoneType))
            return _arrow(one)
        case msgspec.inspect.StrType() | msgspec.inspect.LiteralType():
            return pa.string()
        case msgspec.inspect.BoolType():
            return pa.bool_()
        case msgspec.inspect.IntType():
            return pa.int64()
        case msgspec.inspect.FloatType():
            return pa.float64()
        case msgspec.inspect.DateType():
            return pa.date32()
        case msgspec.inspect.VarTupleType(item_type=item):
            return pa.list_(_arrow(item))
        case msgspec.inspect.StructType(fields=fields):
            return pa.struct([pa.field(f.name, _arrow(f.type)) for f in fields])
    raise TypeError(f"no column can hold {kind}")


def codebook(table: Table) -> dict[str, Any]:
    """The table's Frictionless schema: every column with its type and what it means."""
    return {"fields": described(arrow(table), {name: words for name, _, words in _columns(table)}), "primaryKey": list(KEYS[table])}


def described(columns: pa.Schema, meanings: dict[str, str]) -> list[dict[str, str]]:
    """Columns as Frictionless fields: name, type, description."""
    names = {"string": "string", "bool": "boolean", "int64": "integer", "double": "number", "date32[day]": "date"}
    kinds = {f.name: names.get(str(f.type), "array" if pa.types.is_list(f.type) else "object") for f in columns}
    return [{"name": name, "type": kind, "description": meanings.get(name, "")} for name, kind in kinds.items()]


def rows(entries: Sequence[Entry]) -> dict[Table, pa.Table]:
    """What some inputs became, as tables, in the order of the inputs."""
    coded = [e for e in entries if isinstance(e, Coded)]
    made: dict[Table, list[dict[str, Any]]] = {
        "documents": [_document(e) for e in coded],
        "claims": [_claim(e.document, claim) for e in coded for claim in e.claims],
        "copies": [_copy(e) for e in entries if isinstance(e, Copied)],
        "failures": [msgspec.structs.asdict(e) for e in entries if isinstance(e, Failure)],
    }
    return {name: table(name, made[name]) for name in TABLES}


def table(name: Table, found: list[dict[str, Any]]) -> pa.Table:
    """Rows as a table of the store."""
    return pa.Table.from_pylist(found, schema=arrow(name))


def _document(entry: Coded) -> dict[str, Any]:
    document = entry.document
    own: dict[str, Any] = msgspec.to_builtins(document)
    return own | {
        "url": entry.url,
        "input": entry.input,
        "origin": entry.origin,
        "published": published(document),
        "words": len(document.text.split()),
        "claims": len(entry.claims),
        "coder": entry.coder,
        "blocks": msgspec.to_builtins(entry.page.blocks),
        "head": msgspec.to_builtins(entry.page.head),
    }


def _claim(document: Document, claim: Claim) -> dict[str, Any]:
    last = claim.according_to[-1]
    first_day, last_day = bounds(claim.when.edtf) if claim.when else (None, None)
    own: dict[str, Any] = msgspec.to_builtins(claim)
    return own | {
        "quote": " … ".join(quote.text for quote in claim.evidence),
        "speaker": last.name,
        "speaker_country": last.country,
        "event_type": claim.event.type if claim.event else None,
        "publisher": document.publisher,
        "published": published(document),
        "when_from": first_day,
        "when_to": last_day,
    }


def _copy(entry: Copied) -> dict[str, Any]:
    own = entry.record
    return {
        "document": entry.document,
        "how": entry.how,
        "similarity": entry.similarity,
        "id": own.id,
        "sha256": own.sha256,
        "text": None if entry.how == "exact" else own.text,
        "title": own.title,
        "speaker": own.speaker,
        "publisher": own.publisher,
        "date": msgspec.to_builtins(own.date),
        "published": published(own),
        "source": own.source,
        "url": entry.url,
        "input": entry.input,
        "origin": entry.origin,
    }


def published(document: Document) -> datetime.date | None:
    """The first day that a document's date may mean."""
    return bounds(document.date.edtf)[0] if document.date else None


def claims(found: Iterable[dict[str, Any]]) -> list[Claim]:
    """Claims of rows."""
    return [msgspec.convert({name: row[name] for name in Claim.__struct_fields__}, Claim) for row in found]


def document(row: dict[str, Any]) -> Document:
    """The document record of a row."""
    return msgspec.convert({name: row[name] for name in Document.__struct_fields__}, Document)


def page(row: dict[str, Any]) -> Page:
    """The page of a row as it was before coding, so that it can be coded again without the file it came from."""
    own = msgspec.structs.replace(document(row), uncoded=())
    return Page(own, msgspec.convert(row["blocks"], tuple[Block, ...]), msgspec.convert(row["head"], Head))
