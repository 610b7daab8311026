"""What people correct: an append-only file beside the tables, one JSON object a line, that coding again leaves as it is.

A correction names the claim by id and by its words: where coding again gave the claim another id, it is found by its words, so that no
work is lost. The last word about a field counts; nothing is ever deleted.
"""

import datetime
import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from accordingto.errors import StoreError, UsageError
from accordingto.types import Actor, Claim, Event, EventType, Figure, Link, Modality, Polarity, Quote, When, Where

FILE = "corrections.jsonl"
Action = Literal["accept", "reject", "edit", "add", "merge", "undo"]
FIELDS = ("speaker", "modality", "polarity", "presupposed", "event", "mode", "actors", "figure", "unit", "when", "where")
OVERLAP = 0.6
"""Shared characters, of all in either, from which another claim's words are taken for the corrected one's."""


class Correction(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the file.

    Attributes:
        at: when, UTC, ISO 8601.
        by: who.
        document: id of the document; empty for ``merge``.
        claim: id of the claim; of an added one, the id it was given.
        spans: where the claim's words stand.
        action: what is done; ``merge``: two names are one speaker's, ``field`` the one, ``value`` the other; ``undo``: what was said before
            of the claim counts no longer.
        field, value: of ``edit``, one of :data:`FIELDS` and what it should be; empty: nothing stated.
        made: of ``add``, the claim.
    """

    at: str
    by: str
    document: str
    claim: str
    action: Action
    spans: tuple[tuple[int, int], ...] = ()
    field: str = ""
    value: str = ""
    made: Claim | None = None


class Reviewed(msgspec.Struct, frozen=True):
    """A claim as corrected: ``verdict`` is what was decided about it, ``fields`` those that somebody changed, ``by`` who."""

    claim: Claim
    verdict: Literal["", "accepted", "rejected", "edited", "added"] = ""
    fields: tuple[str, ...] = ()
    by: str = ""


class Corrections:
    """The corrections of a store."""

    def __init__(self, store: Path) -> None:
        self.path = store / FILE
        self.stamp: tuple[int, int] | None = None
        self.by_document: dict[str, list[Correction]] = {}
        self.names: dict[str, str] = {}

    def on_disk(self) -> tuple[int, int] | None:
        """What changes when the file does; None: there is none."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        return found.st_size, found.st_mtime_ns

    def load(self) -> None:
        """Read the file again where it has changed.

        Raises:
            StoreError: a line is none.
        """
        stamp = self.on_disk()
        if stamp is None:
            self.stamp, self.by_document, self.names = None, {}, {}
            return
        if stamp == self.stamp:
            return
        by_document: dict[str, list[Correction]] = {}
        names: dict[str, str] = {}
        for number, line in enumerate(self.path.read_bytes().splitlines(), 1):
            try:
                one = msgspec.json.decode(line, type=Correction)
            except (msgspec.DecodeError, msgspec.ValidationError) as error:
                raise StoreError(f"{self.path}, line {number}: is no correction ({error}); mend or remove the line") from error
            if one.action == "merge":
                names[one.field] = one.value
            else:
                by_document.setdefault(one.document, []).append(one)
        self.stamp, self.by_document, self.names = stamp, by_document, names

    def add(self, correction: Correction) -> None:
        """Append one, whole or not at all, and keep it through a loss of power."""
        line = msgspec.json.encode(correction) + b"\n"
        with self.path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        self.load()

    @property
    def reviewed(self) -> int:
        """How many claims somebody has decided about."""
        return sum(len(_latest(found)) for found in self.by_document.values())

    def of(self, document: str, claims: Sequence[Claim]) -> list[Reviewed]:
        """The claims of a document as corrected, rejected ones among them, added ones in their place in the text."""
        found = self.by_document.get(document, [])
        matched: dict[str, list[Correction]] = {}
        for one in found:
            if one.action != "add" and (target := _target(one, claims)) is not None:
                matched.setdefault(target, []).append(one)
        added = {c.claim: c for c in found if c.action == "add"}
        shown = [_reviewed(claim, matched.get(claim.id, ())) for claim in claims]
        for one in added.values():
            assert one.made is not None
            later = [c for c in found if c.claim == one.claim and c.action != "add"]
            made = _reviewed(one.made, later)
            if made.verdict != "rejected":
                shown.append(Reviewed(made.claim, "added", made.fields, made.by or one.by))
        return sorted(shown, key=lambda r: (r.claim.evidence[0].start, r.claim.evidence[-1].end))

    def verdict(self, document: str, claim: str) -> str:
        """What was last decided about a claim, by its id: "accepted", "rejected", "edited", or nothing."""
        said = [c.action for c in self.by_document.get(document, ()) if c.claim == claim]
        words = {"accept": "accepted", "reject": "rejected", "edit": "edited"}
        return words.get(said[-1], "") if said else ""

    def name(self, name: str | None) -> str | None:
        """A speaker's name, the other one where two were merged."""
        seen = set()
        while name in self.names and name not in seen:
            seen.add(name)
            name = self.names[name]
        return name


def now() -> str:
    """This moment as the file has it."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def spans(claim: Claim) -> tuple[tuple[int, int], ...]:
    """Where a claim's words stand."""
    return tuple((q.start, q.end) for q in claim.evidence)


def _latest(found: Iterable[Correction]) -> set[str]:
    open_: set[str] = set()
    for one in found:
        (open_.discard if one.action == "undo" else open_.add)(one.claim)
    return open_


def _target(one: Correction, claims: Sequence[Claim]) -> str | None:
    """The id of the claim that a correction is about."""
    if any(c.id == one.claim for c in claims):
        return one.claim
    own = {k for a, b in one.spans for k in range(a, b)}
    best, most = None, OVERLAP
    for claim in claims:
        other = {k for a, b in spans(claim) for k in range(a, b)}
        share = len(own & other) / max(1, len(own | other))
        if share >= most:
            best, most = claim.id, share
    return best


def _reviewed(claim: Claim, said: Sequence[Correction]) -> Reviewed:
    verdict: Literal["", "accepted", "rejected", "edited"] = ""
    fields: dict[str, None] = {}
    shown, by = claim, ""
    for one in said:
        by = one.by
        match one.action:
            case "accept":
                verdict = "edited" if fields else "accepted"
            case "reject":
                verdict = "rejected"
            case "undo":
                verdict, shown, by = "", claim, ""
                fields.clear()
            case "edit":
                shown = edited(shown, one.field, one.value)
                fields[one.field] = None
                verdict = "edited"
    return Reviewed(shown, verdict, tuple(fields), by)


def edited(claim: Claim, field: str, value: str) -> Claim:
    """A claim with one field as somebody says it should be.

    Args:
        claim: as it was.
        field: one of :data:`FIELDS`.
        value: as a person writes it; empty where nothing is stated. ``actors``: "actor: name [AAA]; recipient: name".

    Raises:
        UsageError: the field cannot have the value; the message says what it can have.
    """
    value = value.strip()
    change = _CHANGES.get(field)
    if change is None:
        raise UsageError(f"{field}: is no field; there are {', '.join(FIELDS)}")
    return change(claim, value)


def _speaker(claim: Claim, value: str) -> Claim:
    last = msgspec.structs.replace(claim.according_to[-1], name=value or None)
    return msgspec.structs.replace(claim, according_to=(*claim.according_to[:-1], last))


def _modality(claim: Claim, value: str) -> Claim:
    modality = _one_of("modality", value, get_args(Modality))
    deciding = max(n for n, link in enumerate(claim.according_to) if link.stance != "reported")
    links = list(claim.according_to)
    links[deciding] = msgspec.structs.replace(links[deciding], stance=modality)
    return msgspec.convert(msgspec.to_builtins(claim) | {"modality": modality, "according_to": msgspec.to_builtins(links)}, Claim)


def _polarity(claim: Claim, value: str) -> Claim:
    polarity: Any = _one_of("polarity", value, get_args(Polarity))
    return msgspec.structs.replace(claim, polarity=polarity)


def _presupposed(claim: Claim, value: str) -> Claim:
    return msgspec.structs.replace(claim, presupposed=_one_of("presupposed", value, ("yes", "no")) == "yes")


def _event(claim: Claim, value: str) -> Claim:
    if not value:
        kind = "figure" if claim.figure else "state"
        return msgspec.structs.replace(claim, event=None, kind=kind)
    type_ = _one_of("event", value.upper(), get_args(EventType))
    event = claim.event or Event(type_, None, (), None, claim.evidence[0])
    return msgspec.structs.replace(claim, event=msgspec.structs.replace(event, type=type_, mode=None, cameo=None), kind="event")


def _mode(claim: Claim, value: str) -> Claim:
    if claim.event is None:
        raise UsageError("mode: there is no event; give its type first")
    return msgspec.structs.replace(claim, event=msgspec.structs.replace(claim.event, mode=value or None))


def _actors(claim: Claim, value: str) -> Claim:
    found = []
    for part in filter(None, (p.strip() for p in value.split(";"))):
        role, colon, rest = (w.strip() for w in part.partition(":"))
        if not colon or role not in ("actor", "recipient", "both", "other"):
            raise UsageError(f"actors: {part!r} does not say who is what; write “actor: name [AAA]; recipient: name”")
        name, _, code = rest.partition("[")
        before = next((a for a in claim.actors if a.name == name.strip()), None)
        country = code.rstrip("] ").upper() or None
        if country is not None and not (len(country) == 3 and country.isalpha()):
            raise UsageError(f"actors: {country!r} is no country code of three letters")
        made = before or Actor("other", None, None, None, (), None, None)
        found.append(msgspec.structs.replace(made, role=role, name=name.strip() or None, country=country))
    return msgspec.structs.replace(claim, actors=tuple(found))


def _figure(claim: Claim, value: str) -> Claim:
    if not value:
        return msgspec.structs.replace(claim, figure=None, kind="event" if claim.event else "state")
    try:
        number = float(value.replace(",", ""))
    except ValueError:
        raise UsageError(f"figure: {value!r} is no number") from None
    made = claim.figure or Figure(number, None, "1", "=", None, None, None, None, None, claim.evidence[0])
    return msgspec.structs.replace(claim, figure=msgspec.structs.replace(made, value=number))


def _unit(claim: Claim, value: str) -> Claim:
    if claim.figure is None or not value:
        raise UsageError("unit: there is no figure, or no unit is given")
    return msgspec.structs.replace(claim, figure=msgspec.structs.replace(claim.figure, unit=value))


def _when(claim: Claim, value: str) -> Claim:
    if not value:
        return msgspec.structs.replace(claim, when=None)
    made = claim.when or When(value, "explicit", None, None)
    return msgspec.structs.replace(claim, when=msgspec.structs.replace(made, edtf=value))


def _where(claim: Claim, value: str) -> Claim:
    if not value:
        return msgspec.structs.replace(claim, where=None)
    return msgspec.structs.replace(claim, where=Where(value, None, None, None, None, claim.where.quote if claim.where else None))


_CHANGES = {
    "speaker": _speaker,
    "modality": _modality,
    "polarity": _polarity,
    "presupposed": _presupposed,
    "event": _event,
    "mode": _mode,
    "actors": _actors,
    "figure": _figure,
    "unit": _unit,
    "when": _when,
    "where": _where,
}


def _one_of(field: str, value: str, allowed: Sequence[str]) -> Any:
    if value not in allowed:
        raise UsageError(f"{field}: {value!r} is not one of {', '.join(allowed)}")
    return value


def made(text: str, document: str, start: int, end: int, speaker: str | None, coder: str) -> Claim:
    """A claim that somebody adds by selecting words.

    Raises:
        UsageError: there are no words there.
    """
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if not 0 <= start < end <= len(text):
        raise UsageError("no words are selected")
    quote = Quote(start, end, text[start:end])
    chain: tuple[Link, ...] = (Link(None, None, None, "publisher", "reported" if speaker else "asserted", None, None),)
    if speaker:
        chain += (Link(speaker, None, None, "indirect", "asserted", None, None),)
    own = hashlib.sha256(f"{document}:{start}-{end}".encode()).hexdigest()[:12]
    return Claim(
        f"added-{own}", document, "state", (quote,), chain, "asserted", "positive", False, None, None, (), None, None, (), (), 1.0, coder
    )


def exported(readings: Iterable[tuple[Any, Sequence[Reviewed]]]) -> Iterator[dict[str, Any]]:
    """Reviewed documents in the form of the corpus (docs/corpus.md): the document and its claims as a person left them, and what was
    decided about each."""
    for document, claims in readings:
        kept = [r for r in claims if r.verdict != "rejected"]
        yield {
            "document": msgspec.to_builtins(document),
            "claims": [msgspec.to_builtins(r.claim) for r in kept],
            "review": {
                **{r.claim.id: r.verdict for r in claims if r.verdict},
            },
        }
