"""What comparing makes: links between claims, points on which sources speak, matters that hold them. Plain values."""

from typing import Literal

import msgspec

from accordingto.types import Claim, Document

Outcome = Literal["agree", "differ", "not comparable"]
Aspect = Literal["event", "figure", "blame", "place", "date", "series"]


class Told(msgspec.Struct, frozen=True):
    """A document and its claims."""

    document: Document
    claims: tuple[Claim, ...]


class Tie(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two claims of different documents about one event or one measured thing, and how they stand to each other.

    Never which of them is right. ``first`` and ``second`` are claim ids, in the order of the documents. ``probability`` is that they are
    about one thing. ``aspect`` is what was compared, ``reason`` one sentence with the words of both. ``one_account``: both only pass on
    one voice, so they count once.
    """

    id: str
    first: str
    second: str
    documents: tuple[str, str]
    outcome: Outcome
    aspect: Aspect
    reason: str
    probability: float
    one_account: bool


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one voice says on a point: its words in each document that has them (document, claim, words)."""

    voice: str
    claims: tuple[tuple[str, str, str], ...]
    passed_on: bool


class Issue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One point of a matter: claims about one event or measured thing, the voices on it, and the sources that say nothing of it."""

    id: str
    title: str
    outcome: Outcome
    accounts: tuple[Said, ...]
    silent: tuple[str, ...]
    links: tuple[str, ...]


class Matter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What several documents speak of: its points, its sources, the days between which they were published."""

    id: str
    title: str
    documents: tuple[str, ...]
    sources: tuple[str, ...]
    first_day: str | None
    last_day: str | None
    points: tuple[Issue, ...]


class Comparison(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it, and what running again needs: ``weighed``, the pairs of documents that were; ``copies`` of each document that
    is kept; ``seen``, a digest of each document's claims, by which a changed one is known."""

    links: tuple[Tie, ...]
    matters: tuple[Matter, ...]
    weighed: tuple[tuple[str, str], ...]
    copies: dict[str, tuple[str, ...]]
    seen: dict[str, str]
