"""From a reader's pieces to a page: blocks, page furniture, language, what the head says, the record."""

import hashlib

import msgspec

from accordingto.errors import EmptyInput, NoArticle, TooLarge
from accordingto.ingest import blocks, dates, head, language
from accordingto.ingest.plain import MAX_TEXT, Source
from accordingto.types import Document, DocumentDate, Page

__all__ = ["MAX_TEXT", "Given", "page"]


class Given(msgspec.Struct, frozen=True):
    """What the user says of a document; ``date`` is EDTF as :func:`dates.parse_date` gives it."""

    date: str | None = None
    publisher: str | None = None
    speaker: str | None = None
    title: str | None = None
    id: str | None = None
    url: str | None = None


def page(source: Source, given: Given, name: str) -> Page:
    """The page of what a reader found.

    Raises:
        EmptyInput, NoArticle, TooLarge, WrongLanguage: see there.
    """
    text = source.text
    if not text.strip():
        raise EmptyInput(name, "is empty", "give a file with text in it")
    if len(text) > MAX_TEXT:
        raise TooLarge(name, f"holds more than {MAX_TEXT // 1_000_000} MB of text", "split it into documents")
    language.check(" ".join(text[p.start : p.end] for p in source.pieces if p.kind != "furniture") or text, name)
    found = blocks.find(text, source.pieces)
    if not any(b.kind != "furniture" for b in found.blocks):
        raise NoArticle(name, "holds no article, only page furniture", "save the article as text")
    title = given.title or source.title or next((" ".join(text[b.start : b.end].split()) for b in found.blocks if b.kind == "title"), None)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    own = head.dated(text, found.blocks)
    says = head.find(text, found, own.agency, own.place, given.publisher or source.publisher)
    document = Document(
        id=given.id if given.id is not None else digest,
        sha256=digest,
        text=text,
        title=title,
        speaker=given.speaker or source.speaker,
        publisher=given.publisher or source.publisher or (says.publisher.value if says.publisher else None),
        language="en",
        date=_date(given, source, own.date),
        source=name,
        removed=found.removed,
        uncoded=(),
    )
    return Page(document, found.blocks, says)


def _date(given: Given, source: Source, dated: DocumentDate | None) -> DocumentDate | None:
    """The document's date with its reason: what was given, then the file's metadata, then what the text says."""
    if given.date:
        return DocumentDate(given.date, None, None, "given", ("It was given with the input.",))
    own = dates.from_metadata(source.date) if source.date else None
    return DocumentDate(own, None, None, "metadata", (source.date_reason or "The file's metadata say so.",)) if own else dated
