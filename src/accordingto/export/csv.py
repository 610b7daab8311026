"""A table: one row a claim, RFC 4180. Cells that a spreadsheet would take for a formula begin with an apostrophe."""

import csv
import io
from collections.abc import Sequence

from accordingto import export
from accordingto.types import Claim, Document

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SPEAKERS = 4
COLUMNS = [
    *("document", "title", "publisher", "document_speaker", "document_date", "claim"),
    *(f"speaker_{n + 1}" for n in range(_SPEAKERS)),
    *("speakers_all", "final_speaker", "final_country", "final_sector", "how", "stance", "modality", "polarity", "presupposed", "kind"),
    *("event_type", "event_mode", "event_contexts", "cameo", "trigger"),
    *("value", "value_max", "unit", "comparator", "baseline", "direction", "measured", "of", "as_of"),
    *("actors", "actor_countries", "actor_sectors", "recipients", "recipient_countries", "recipient_sectors", "reciprocal", "others"),
    *("when", "when_basis", "tense", "where", "where_country", "latitude", "longitude", "geoname"),
    *("quote", "start", "end", "spans", "wording", "relations", "confidence", "coder"),
]


def render(readings: Sequence[export.Reading]) -> str:
    """The table with its header line.

    Returns:
        rows separated by CRLF. What the record leaves null is an empty cell; several values in a cell are joined by ``; ``. The last link
        of the chain is ``final_speaker``; ``speakers_all`` holds the whole chain however long it is.

    Raises:
        AccordingtoError: a claim does not fit its document.
    """
    export.check(readings)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for reading in readings:
        for claim in reading.claims:
            row = {**_document(reading.document), **_said(claim), **_claimed(claim), **_participants(claim), **_set(claim), **_words(claim)}
            writer.writerow([cell(row[name]) for name in COLUMNS])
    return out.getvalue()


def cell(value: object) -> str:
    """A value as a cell that no spreadsheet executes; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.15g}"
    text = str(value)
    return "'" + text if text.startswith(_FORMULA) and not isinstance(value, int) else text


def _joined(values: Sequence[str | None]) -> str:
    return "; ".join(value or "" for value in values) if any(values) else ""


def _document(document: Document) -> dict[str, object]:
    return {
        "document": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "document_speaker": document.speaker,
        "document_date": document.date.edtf if document.date else None,
    }


def _said(claim: Claim) -> dict[str, object]:
    links = claim.according_to
    speakers = {f"speaker_{n + 1}": export.speaker(links[n]) if n < len(links) else None for n in range(_SPEAKERS)}
    last = links[-1]
    final = {"final_speaker": export.speaker(last), "final_country": last.country, "final_sector": last.sector, "how": last.how}
    stances = {"stance": last.stance, "modality": claim.modality, "polarity": claim.polarity, "presupposed": claim.presupposed}
    return {
        "claim": claim.id,
        "speakers_all": " ← ".join(export.speaker(link) for link in links),
        "kind": claim.kind,
        **speakers,
        **final,
        **stances,
    }


def _claimed(claim: Claim) -> dict[str, object]:
    event, figure = claim.event, claim.figure
    names = ("value", "value_max", "unit", "comparator", "baseline", "direction", "measured", "of", "as_of")
    return {
        "event_type": event and event.type,
        "event_mode": event and event.mode,
        "event_contexts": event and _joined(event.contexts),
        "cameo": event and event.cameo,
        "trigger": event and event.trigger.text,
        **{name: getattr(figure, name) if figure else None for name in names},
    }


def _participants(claim: Claim) -> dict[str, object]:
    row: dict[str, object] = {}
    for role, noun in (("actor", "actor"), ("recipient", "recipient")):
        side = [a for a in claim.actors if a.role == role]
        row[f"{noun}s"] = _joined([a.name or (a.mention.text if a.mention else None) for a in side])
        row[f"{noun}_countries"] = _joined([a.country for a in side])
        row[f"{noun}_sectors"] = _joined([a.sector for a in side])
    row["reciprocal"] = _joined([export.actor(a) for a in claim.actors if a.role == "both"])
    row["others"] = _joined([export.actor(a) for a in claim.actors if a.role == "other"])
    return row


def _set(claim: Claim) -> dict[str, object]:
    when, where = claim.when, claim.where
    return {
        "when": when and when.edtf,
        "when_basis": when and when.basis,
        "tense": when and when.tense,
        "where": where and where.name,
        "where_country": where and where.country,
        "latitude": where and where.latitude,
        "longitude": where and where.longitude,
        "geoname": where and where.geoname,
    }


def _words(claim: Claim) -> dict[str, object]:
    return {
        "quote": " … ".join(quote.text for quote in claim.evidence),
        "start": claim.evidence[0].start,
        "end": claim.evidence[-1].end,
        "spans": _joined([f"{quote.start}:{quote.end}" for quote in claim.evidence]),
        "wording": _joined([quote.text for quote in claim.wording]),
        "relations": _joined([f"{relation.type}:{relation.claim}" for relation in claim.relations]),
        "confidence": claim.confidence,
        "coder": claim.coder,
    }
