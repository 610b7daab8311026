"""What the user sees: claims as a page of text, JSON lines, a table, or a web page.

Each module renders readings to a string; none adds or drops a claim. For reading, the text and the web page fold what is less certain than
:data:`LESS_CERTAIN`; :func:`at_least` leaves claims out of every form, and says so in the document's record. :func:`check` guards every
output: the words of each quote stand in the text at its offsets, and the modality is that of the innermost speaker who does not merely
report.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

import msgspec

from accordingto.errors import AccordingtoError
from accordingto.types import Actor, Claim, Document, Figure, Link, Quote, Stretch


class Reading(Protocol):
    """A document with its claims (:class:`accordingto.pipeline.Reading`)."""

    @property
    def document(self) -> Document: ...

    @property
    def claims(self) -> tuple[Claim, ...]: ...


SAYS = {
    "asserted": "said",
    "denied": "denied",
    "demanded": "demanded",
    "planned": "said it was planned",
    "conditional": "said, under a condition",
    "alleged": "passed on at a distance",
    "questioned": "asked or doubted",
}
NOTICE = "Claims are what speakers say, not facts."
LESS_CERTAIN = 0.3
"""Claims of a lower confidence are folded where a page is read by people."""

R = TypeVar("R", bound=msgspec.Struct)


def at_least(reading: R, least: float) -> R:
    """A reading without the claims of a confidence below ``least``.

    Args:
        reading: a document with its claims (:class:`accordingto.pipeline.Reading`).
        least: from 0 to 1.

    Returns:
        the rest, without relations to what is left out; stretches whose every claim is left out are uncoded, with that as the reason.
    """
    document: Document = reading.document  # type: ignore[attr-defined]
    claims: tuple[Claim, ...] = reading.claims  # type: ignore[attr-defined]
    kept = [c for c in claims if c.confidence >= least]
    if len(kept) == len(claims):
        return reading
    ids = {c.id for c in kept}
    kept = [msgspec.structs.replace(c, relations=tuple(r for r in c.relations if r.claim in ids)) for c in kept]
    spoken = sorted((q.start, q.end) for c in kept for q in c.evidence)
    silent = _merged((c.evidence[0].start, c.evidence[-1].end) for c in claims if c.id not in ids)
    free = [span for span in silent if not any(start < span[1] and span[0] < end for start, end in spoken)]
    uncoded = (*document.uncoded, *(Stretch(start, end, f"less certain than {least:g}") for start, end in free))
    document = msgspec.structs.replace(document, uncoded=tuple(sorted(uncoded, key=lambda s: (s.start, s.end))))
    return msgspec.structs.replace(reading, document=document, claims=tuple(kept))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans united where they overlap."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def folded(claims: Sequence[Claim], fold: float) -> Iterator[tuple[bool, list[Claim]]]:
    """Claims in runs, in their order: whether they are less certain than ``fold``, and which they are."""
    for low, run in itertools.groupby(claims, key=lambda c: c.confidence < fold):
        yield low, list(run)


def check(readings: Sequence[Reading]) -> None:
    """Verify what is about to be written.

    Raises:
        AccordingtoError: a quote is not the text's words, or a chain and a modality do not fit; the message names the claim.
    """
    for reading in readings:
        text = reading.document.text
        for claim in reading.claims:
            for quote in quotes(claim):
                if text[quote.start : quote.end] != quote.text:
                    raise AccordingtoError(
                        f"claim {claim.id}: the words at {quote.start}-{quote.end} are not the text's; report this as a bug"
                    )
            stances = [link.stance for link in claim.according_to if link.stance != "reported"]
            if claim.according_to[0].how != "publisher" or not stances or stances[-1] != claim.modality:
                raise AccordingtoError(f"claim {claim.id}: the chain of speakers does not fit its modality; report this as a bug")


def quotes(value: object) -> Iterator[Quote]:
    """Every quote anywhere in a claim."""
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from quotes(getattr(value, name))
    elif isinstance(value, tuple):
        for inner in value:
            yield from quotes(inner)


def speaker(link: Link) -> str:
    """A speaker as a label: the name, or what is missing."""
    if link.name:
        return link.name
    return "the publisher (not named)" if link.how == "publisher" else "somebody not named"


def chain(claim: Claim) -> str:
    """The chain in words, innermost first: "A, as cited by B, in what C publishes"."""
    inner = [speaker(link) for link in reversed(claim.according_to)]
    if len(inner) == 1:
        return inner[0]
    cited = "".join(f", as cited by {name}" for name in inner[1:-1])
    return f"{inner[0]}{cited}, published by {inner[-1]}" if claim.according_to[0].name else f"{inner[0]}{cited}"


def said(claim: Claim) -> str:
    """Who it is according to and how it is put: "Amina Diallo denied", "Amina Diallo said that officials demanded"."""
    links = claim.according_to
    deciding = max(n for n, link in enumerate(links) if link.stance != "reported")
    words = SAYS[links[deciding].stance]
    inner = [speaker(link) for link in links[deciding + 1 :]]
    outer = [speaker(link) for link in links[1:deciding]]
    label = "".join(f"{name} said that " for name in outer) + f"{speaker(links[deciding])} {words}"
    return label + (f" what {inner[-1]} says" if inner else "")


def number(value: float) -> str:
    """A number without a needless fraction, thousands set apart."""
    return f"{int(value):,}" if value == int(value) else f"{value:,.10g}"


def figure(value: Figure) -> str:
    """A figure in words: "≥ 22 person, of the crew, from 7"."""
    sign = {"=": "", "~": "about ", ">": "more than ", ">=": "at least ", "<": "fewer than ", "<=": "at most "}[value.comparator]
    words = sign + number(value.value) + (f" to {number(value.value_max)}" if value.value_max is not None else "") + f" {value.unit}"
    for label, part in (("measured", value.measured), ("of", value.of), ("as of", value.as_of)):
        if part:
            words += f"; {label}: {part}"
    words += f"; from {number(value.baseline)}" if value.baseline is not None else ""
    return words + (f"; {value.direction}" if value.direction else "")


def actor(value: Actor) -> str:
    """An actor: name with country and sector; "not stated" for an agent that the text leaves out."""
    if value.name is None and value.mention is None:
        return "not stated"
    codes = " ".join(filter(None, (value.country, value.sector)))
    return f"{value.name or value.mention.text if value.mention else value.name}{f' [{codes}]' if codes else ''}"


def participants(claim: Claim) -> str:
    """Actors and recipients in one line."""
    sides: dict[str, list[str]] = {}
    for a in claim.actors:
        sides.setdefault(a.role, []).append(actor(a))
    if "both" in sides:
        return " and ".join(sides["both"]) + "".join(f" → {', '.join(sides['recipient'])}" for _ in [0] if "recipient" in sides)
    left = ", ".join(sides.get("actor", []))
    right = ", ".join([*sides.get("recipient", []), *sides.get("other", [])])
    return f"{left or '—'} → {right}" if right else left


def evidence(claim: Claim) -> str:
    """The words, in quotation marks, parts joined by an ellipsis."""
    return " … ".join(f"“{quote.text}”" for quote in claim.evidence)


def properties(claim: Claim) -> list[tuple[str, str]]:
    """The claim's properties as label and words, those that are stated."""
    found = [
        (
            "modality",
            claim.modality + (", negative" if claim.polarity == "negative" else "") + (", taken for granted" if claim.presupposed else ""),
        )
    ]
    if claim.event is not None:
        mode = f" · {claim.event.mode}" if claim.event.mode else ""
        found.append(("event", f"{claim.event.type}{mode} (“{claim.event.trigger.text}”)"))
    if claim.figure is not None:
        found.append(("figure", figure(claim.figure)))
    if claim.event is None and claim.figure is None:
        found.append(("kind", "state"))
    if claim.actors:
        found.append(("who", participants(claim)))
    if claim.when is not None:
        words = f", “{claim.when.quote.text}”" if claim.when.quote else ""
        found.append(("when", f"{claim.when.edtf} ({claim.when.basis}{words})"))
    if claim.where is not None:
        found.append(("where", claim.where.name + (f" [{claim.where.country}]" if claim.where.country else "")))
    if claim.wording:
        found.append(("the speaker's words", ", ".join(f"“{q.text}”" for q in claim.wording)))
    found.append(("confidence", f"{claim.confidence:.2f}"))
    found.append(("claim", short(claim)))
    return found


def short(claim: Claim) -> str:
    """The beginning of the id, by which `accordingto explain` finds it."""
    return claim.id[:8]


def grouped(claims: Sequence[Claim]) -> list[tuple[str, list[Claim]]]:
    """Claims by chain of speakers, in order of first appearance."""
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        groups.setdefault(tuple(speaker(link) for link in claim.according_to), []).append(claim)
    return [(chain(found[0]), found) for found in groups.values()]


def dated(document: Document) -> str:
    """The document's date and how it is known."""
    if document.date is None:
        return "not stated"
    date = document.date
    bounds = f", between {date.earliest or '…'} and {date.latest or '…'}" if date.earliest or date.latest else ""
    return f"{date.edtf} ({date.basis}{bounds})"
