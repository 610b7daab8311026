"""The record: what a claim and a document are.

These types mirror ``contract/claim.schema.json`` and ``contract/document.schema.json`` field by field; a test holds them
together. All offsets are Unicode code points into the document's text, end exclusive, and for every :class:`Quote`
``text[start:end] == quote.text``. This module imports nothing of ours.
"""

from typing import Literal

import msgspec

Stance = Literal["reported", "asserted", "denied", "demanded", "planned", "conditional", "alleged", "questioned"]
Modality = Literal["asserted", "denied", "demanded", "planned", "conditional", "alleged", "questioned"]
Polarity = Literal["positive", "negative"]
How = Literal["publisher", "document", "direct", "mixed", "indirect", "inherited"]
Kind = Literal["event", "figure", "state"]
Role = Literal["actor", "recipient", "both", "other"]
Comparator = Literal["=", "~", ">", ">=", "<", "<="]
Direction = Literal["up", "down"]
Tense = Literal["past", "present", "future"]
RelationType = Literal["condition", "cause", "denies", "response_to", "part_of", "instance_of", "repeats"]

EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "REJECT",
    "ACCUSE",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
"""PLOVER's sixteen event types."""


class Quote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of the document: offsets and the words that stand there."""

    start: int
    end: int
    text: str


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One speaker of a chain, with that speaker's own stance towards the proposition."""

    name: str | None
    country: str | None
    sector: str | None
    how: How
    stance: Stance
    mention: Quote | None
    cue: Quote | None


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A PLOVER event: type, mode, contexts, the nearest CAMEO code and the word that names it."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    trigger: Quote


class Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number that is claimed, in its unit (ISO 4217 for money, ``percent``, ``person``, SI or common units).

    ``direction`` is whether the text says that it rose or fell, None where it says neither.
    """

    value: float
    value_max: float | None
    unit: str
    comparator: Comparator
    baseline: float | None
    direction: Direction | None
    measured: str | None
    of: str | None
    as_of: str | None
    quote: Quote


class Actor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A participant: neutral name, country (ISO 3166-1 alpha-3), PLOVER sector, and the words used."""

    role: Role
    name: str | None
    country: str | None
    sector: str | None
    members: tuple[str, ...]
    wikidata: str | None
    mention: Quote | None


class When(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When it is said to hold: EDTF (ISO 8601-2), how it is known, grammatical tense, the words."""

    edtf: str
    basis: Literal["explicit", "relative", "document", "inferred"]
    tense: Tense | None
    quote: Quote | None


class Where(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where it is said to hold; coordinates in degrees (WGS 84), GeoNames id."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    geoname: int | None
    quote: Quote | None


class Relation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A link to another claim of the same document."""

    type: RelationType
    claim: str


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that somebody says in a document. Never a fact: see ``according_to``."""

    id: str
    document: str
    kind: Kind
    evidence: tuple[Quote, ...]
    according_to: tuple[Link, ...]
    modality: Modality
    polarity: Polarity
    presupposed: bool
    event: Event | None
    figure: Figure | None
    actors: tuple[Actor, ...]
    when: When | None
    where: Where | None
    wording: tuple[Quote, ...]
    relations: tuple[Relation, ...]
    confidence: float
    coder: str


class DocumentDate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The document's date in EDTF with its bounds (ISO dates), how it is known and why."""

    edtf: str
    earliest: str | None
    latest: str | None
    basis: Literal["given", "metadata", "dateline", "inferred"]
    reasons: tuple[str, ...]


class Stretch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of the text that is not coded, and why."""

    start: int
    end: int
    reason: str


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One document as it was read; ``text`` is what every offset counts in."""

    id: str
    sha256: str
    text: str
    title: str | None
    speaker: str | None
    publisher: str | None
    language: str
    date: DocumentDate | None
    source: str
    removed: tuple[Stretch, ...]
    uncoded: tuple[Stretch, ...]


BlockKind = Literal[
    "title",
    "subtitle",
    "dateline",
    "byline",
    "heading",
    "paragraph",
    "item",
    "quotation",
    "caption",
    "footnote",
    "row",
    "speaker",
    "furniture",
]
RUNNING: frozenset[BlockKind] = frozenset(("paragraph", "item", "quotation"))
"""The kinds of running text: what a document's speaker says, what a turn of a transcript holds."""
SILENT: frozenset[BlockKind] = frozenset(("dateline", "byline", "heading", "speaker", "furniture"))
"""The kinds that claim nothing."""


class Block(msgspec.Struct, frozen=True):
    """A paragraph-like stretch of a document's text, offsets without the line breaks around it.

    ``title`` the headline; ``subtitle`` a further title line ("Statement by the Envoy …"); ``dateline`` place and date alone; ``byline``
    who wrote or issues it; ``heading`` a section heading; ``item`` a list item; ``quotation`` a paragraph that is wholly somebody's words;
    ``caption`` what stands under a picture; ``footnote`` a note of a Word file, the publisher's like a caption; ``row`` a row of a table;
    ``speaker`` the label of a transcript's turn; ``furniture`` is never read.
    """

    start: int
    end: int
    kind: BlockKind


class Noted(msgspec.Struct, frozen=True):
    """What the head of a document says, where it says so (-1: not in the text) and why it is taken for that."""

    value: str
    reason: str
    start: int = -1
    end: int = -1


class Head(msgspec.Struct, frozen=True):
    """Who publishes a document and who issues it as their own statement, and the place that it is dated from, as its head and foot say.

    ``issuer`` is named as such ("issued today by …", a signature); ``letterhead`` only stands at the head and may be the publisher's.
    """

    publisher: Noted | None = None
    issuer: Noted | None = None
    letterhead: Noted | None = None
    place: Noted | None = None


class Page(msgspec.Struct, frozen=True):
    """A document as ingested: the record so far, its blocks in text order, what its head says."""

    document: Document
    blocks: tuple[Block, ...]
    head: Head = Head()
