"""Who claims what about whom: an accountable record of every claim in a statement or report.

    >>> import accordingto
    >>> claims = accordingto.read_text("Kenya's minister said the port had reopened.")   # doctest: +SKIP

Verbs: :func:`read`, :func:`read_text`, :func:`explain`, :func:`open` (a store), :func:`compare`, :func:`attribute`, :func:`analyse` with
:func:`to_conllu`, :func:`to_json` with its inverse :func:`from_json`. A claim is never a fact: each says who it is according to, and
shows its words.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from accordingto.errors import (
    AccordingtoError,
    Copy,
    EmptyInput,
    InputError,
    LexiconError,
    MissingInput,
    MissingPart,
    ModelError,
    NoArticle,
    NotText,
    StoreError,
    TooLarge,
    UsageError,
    WrongLanguage,
)
from accordingto.types import Actor, Claim, Document, DocumentDate, Event, Figure, Link, Quote, Relation, Stretch, When, Where

if TYPE_CHECKING:
    from accordingto.analysis import Analysis
    from accordingto.comparison.records import Comparison
    from accordingto.explanation import Explanation
    from accordingto.ingest import Given
    from accordingto.pipeline import Reading
    from accordingto.store import Store
    from accordingto.types import Page

__version__ = "0.1.0"

__all__ = [
    "AccordingtoError",
    "Actor",
    "Claim",
    "Copy",
    "Document",
    "DocumentDate",
    "EmptyInput",
    "Event",
    "Figure",
    "InputError",
    "LexiconError",
    "Link",
    "MissingInput",
    "MissingPart",
    "ModelError",
    "NoArticle",
    "NotText",
    "Quote",
    "Relation",
    "StoreError",
    "Stretch",
    "TooLarge",
    "UsageError",
    "When",
    "Where",
    "WrongLanguage",
    "analyse",
    "attribute",
    "compare",
    "explain",
    "from_json",
    "open",
    "read",
    "read_document",
    "read_text",
    "to_conllu",
    "to_json",
]


def read(
    path: str | Path, *, date: str | None = None, publisher: str | None = None, speaker: str | None = None, title: str | None = None
) -> list[Claim]:
    """Read one file (or every document of a folder or .jsonl file) and return its claims.

    Args:
        path: a .txt, .md, .html, .pdf, .docx or .jsonl file, or a folder. A text is given to :func:`read_text` instead.
        date: the document's date, ISO 8601 or EDTF (``2024-05-03``, ``2024-05``).
        publisher, speaker, title: what the document does not say itself.

    Returns:
        the claims in the order of their words.

    Raises:
        InputError: an input cannot be read.
        UsageError: ``date`` is none.
    """
    claims: list[Claim] = []
    for reading in _readings(path, date, publisher, speaker, title):
        claims += reading.claims
    return claims


def read_document(
    path: str | Path, *, date: str | None = None, publisher: str | None = None, speaker: str | None = None, title: str | None = None
) -> "list[Reading]":
    """As :func:`read`, but each document's record with its claims (``.document``, ``.claims``)."""
    return list(_readings(path, date, publisher, speaker, title))


def read_text(
    text: str,
    *,
    date: str | None = None,
    publisher: str | None = None,
    speaker: str | None = None,
    title: str | None = None,
    id: str | None = None,
) -> list[Claim]:
    """Read a text and return its claims; offsets count in the text after line ends became ``\\n``.

    Raises:
        InputError: there is nothing to read, or it is not English.
        UsageError: ``date`` is none.
    """
    from accordingto import ingest, pipeline

    return list(pipeline.code(ingest.from_text(text, _given(date, publisher, speaker, title, id))).claims)


def compare(
    source: "str | Path | Sequence[str | Path]", *, since: str | None = None, about: str | None = None, before: "Comparison | None" = None
) -> "Comparison":
    """Link what several documents say of one event or measured thing: agree, differ or not comparable (docs/compare.md).

    Args:
        source: a store; or a folder or files of documents, or of claims as ``read --format jsonl`` prints them.
        since: only matters that a document of this day (ISO 8601) or a later one speaks of.
        about: only matters in which this actor speaks or is named.
        before: an earlier result over some of the same documents, unfiltered; what it has weighed is not weighed again.

    Returns:
        ``links`` between claims, each with its outcome and a reason in the words of both; ``matters`` with their points and accounts.

    Raises:
        InputError: a document cannot be read.
        UsageError: a line of a file of claims is none, or ``since`` is no date.
    """
    from accordingto import comparison
    from accordingto.comparison import sources

    paths = [str(p) for p in ([source] if isinstance(source, str | Path) else source)]

    def refuse(error: InputError) -> None:
        if not isinstance(error, Copy):
            raise error

    found = comparison.compare(sources.load(paths, refuse), before)
    found = comparison.since(found, since) if since is not None else found
    return comparison.about(found, about) if about is not None else found


def open(path: str | Path) -> "Store":
    """Open a store that ``accordingto code`` made, to read it: tables as Arrow, pandas, polars and DuckDB, SQL, search (docs/archive.md).

    Raises:
        StoreError: there is none, or one of another version.
        UsageError: pyarrow or DuckDB is not installed.
    """
    try:
        from accordingto import store
    except ImportError as error:
        raise UsageError(f"a store needs {error.name}; pip install 'accordingto[archive]'") from error
    return store.open(path)


def attribute(text: str) -> list[dict[str, object]]:
    """The attributions that a text marks: source, cue and content as character spans, nested ones with their parent's index."""
    from accordingto import ingest, pipeline

    return pipeline.attributions(ingest.from_text(text))


def explain(
    path: str | Path,
    claim: str,
    *,
    date: str | None = None,
    publisher: str | None = None,
    speaker: str | None = None,
    title: str | None = None,
) -> "Explanation":
    """Why a claim is what it is: its words, the hints with their place in the lexicons, the model's probabilities, and for each decision
    the smallest change that would have made it another (docs/explain.md).

    Args:
        path: as for :func:`read`; of several documents the first that has the claim counts.
        claim: the claim's id, or at least its first four characters.
        date, publisher, speaker, title: as they were given when the claim was read.

    Raises:
        InputError: an input cannot be read.
        UsageError: there is no such claim, or there are several.
    """
    from accordingto import explanation, ingest, pipeline

    def pages() -> "Iterator[Page]":
        for page in ingest.open(path, _given(date, publisher, speaker, title, None)):
            if isinstance(page, InputError) and not isinstance(page, Copy):
                raise page
            if not isinstance(page, InputError):
                yield page

    return explanation.of((pipeline.code_in_full(page) for page in pages()), claim)


def analyse(text: str, *, heads: Collection[str] | None = None, lines: bool = False, analyser: str = "own") -> "Analysis":
    """What the language analysis sees in a text: words, sentences, trees, names, roles, attributions, events, coreference.

    Args:
        text: the document; its offsets count code points after line ends became ``\\n``.
        heads: what is wanted beside words, sentences and trees (:data:`accordingto.encoder.HEADS`); None: all but sentence vectors.
        lines: every line is exactly one sentence; else sentences are found.
        analyser: ``own``, or ``spacy:MODEL`` (docs/analyse.md).

    Returns:
        the analysis; for every token ``text[token.start:token.end] == token.form``.

    Raises:
        InputError: there is nothing to read, or it is not English.
        UsageError: there is no such analyser or head.
    """
    from accordingto import analysers, encoder, ingest

    wanted = encoder.USUAL if heads is None else frozenset(heads)
    if unknown := sorted(wanted - set(encoder.HEADS)):
        raise UsageError(f"there is no head {unknown[0]!r}; there are {', '.join(encoder.HEADS)}")
    return analysers.of_page(ingest.from_text(text), analysers.load(analyser), heads=wanted, lines=lines)


def to_conllu(analysis: "Analysis", id: str = "text") -> str:
    """An analysis as CoNLL-U: :func:`accordingto.export.conllu.render`."""
    from accordingto.export import conllu

    return conllu.render(analysis, id)


def to_json(claims: Iterable[Claim]) -> str:
    """Claims as JSON, one a line, in the form of ``contract/claim.schema.json``."""
    return "".join(msgspec.json.encode(claim).decode() + "\n" for claim in claims)


def from_json(lines: str) -> list[Claim]:
    """The inverse of :func:`to_json`.

    Raises:
        UsageError: a line is no claim; the message names it.
    """
    claims = []
    for number, line in enumerate(lines.split("\n"), 1):
        if line.strip():
            try:
                claims.append(msgspec.json.decode(line, type=Claim))
            except msgspec.DecodeError as error:
                raise UsageError(f"line {number} is no claim: {error}") from error
    return claims


def _readings(path: str | Path, date: str | None, publisher: str | None, speaker: str | None, title: str | None) -> "Sequence[Reading]":
    from accordingto import pipeline

    found = []
    for reading in pipeline.read(path, _given(date, publisher, speaker, title, None)):
        if isinstance(reading, Copy):
            continue
        if isinstance(reading, InputError):
            raise reading
        found.append(reading)
    return found


def _given(date: str | None, publisher: str | None, speaker: str | None, title: str | None, id: str | None) -> "Given":
    from accordingto import ingest

    return ingest.Given(date=ingest.parse_date(date) if date else None, publisher=publisher, speaker=speaker, title=title, id=id)
