"""What the user gets to see: one module a format, each with ``render(readings) -> str``.

Every format first passes :func:`check`, so that no output ever shows words that do not stand in the document.
"""

from collections.abc import Iterable, Iterator

import msgspec

from accordingto.errors import AccordingtoError
from accordingto.pipeline import Reading
from accordingto.types import Claim, Document, Quote

__all__ = ["Reading", "check", "quotes", "readings_from_jsonl"]


def quotes(claim: Claim) -> Iterator[Quote]:
    """Every quote of a claim, wherever in the record it stands."""
    yield from claim.evidence
    yield from claim.wording
    owners = (*claim.according_to, *claim.actors)
    single = [owner.mention for owner in owners] + [link.cue for link in claim.according_to]
    single += [part.quote for part in (claim.when, claim.where, claim.figure) if part]
    if claim.event:
        single.append(claim.event.trigger)
    yield from (quote for quote in single if quote)


def check(reading: Reading) -> None:
    """Guard against programming errors before anything is shown.

    Raises:
        AccordingtoError: a quote is not the document's words, a chain does not begin with the publisher, or the modality is not the stance
            of the innermost link that does more than report. The message names the claim.
    """
    text = reading.document.text
    for claim in reading.claims:
        if claim.document != reading.document.id:
            raise AccordingtoError(f"claim {claim.id}: belongs to document {claim.document}, not to {reading.document.id}")
        for quote in quotes(claim):
            if text[quote.start : quote.end] != quote.text:
                raise AccordingtoError(f"claim {claim.id}: the words at {quote.start}:{quote.end} are not {quote.text!r}")
        if not claim.according_to or claim.according_to[0].how != "publisher":
            raise AccordingtoError(f"claim {claim.id}: the chain does not begin with the publisher")
        stances = [link.stance for link in claim.according_to if link.stance != "reported"]
        if not stances or stances[-1] != claim.modality:
            raise AccordingtoError(f"claim {claim.id}: modality {claim.modality} is not the innermost stance of its chain")


def readings_from_jsonl(documents: Iterable[str | bytes], claims: Iterable[str | bytes]) -> list[Reading]:
    """The readings that were written with :mod:`accordingto.export.jsonl`.

    Args:
        documents: lines of document records; their order is kept.
        claims: lines of claim records; their order within a document is kept.

    Raises:
        AccordingtoError: a line is no such record, or a claim's document is missing.
    """
    try:
        found = [msgspec.json.decode(line, type=Document) for line in documents if line.strip()]
        said = [msgspec.json.decode(line, type=Claim) for line in claims if line.strip()]
    except msgspec.DecodeError as error:
        raise AccordingtoError(f"a line is not a record of this version: {error}") from error
    by_document: dict[str, list[Claim]] = {document.id: [] for document in found}
    for claim in said:
        if claim.document not in by_document:
            raise AccordingtoError(f"claim {claim.id}: its document {claim.document} is not among the documents")
        by_document[claim.document].append(claim)
    return [Reading(document, tuple(by_document[document.id])) for document in found]
