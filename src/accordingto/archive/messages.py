"""What passes between the main process and those that take in and code."""

import msgspec

from accordingto.archive.items import Item, Rejected
from accordingto.types import Claim, Document, Page


class Taken(msgspec.Struct, frozen=True):
    """A document that was taken in, and what its near copies are found by."""

    page: Page
    bands: tuple[int, ...]


class Read(msgspec.Struct, frozen=True):
    """A document that was coded."""

    document: Document
    claims: tuple[Claim, ...]
    coder: str


class Task(msgspec.Struct, frozen=True):
    """One of the two: ``item`` to be taken in, or ``page`` to be coded by ``analyser``."""

    number: int
    item: Item | None = None
    page: Page | None = None
    analyser: str = "own"


class Done(msgspec.Struct, frozen=True):
    """What became of a task."""

    number: int
    taken: Taken | None = None
    read: Read | None = None
    rejected: Rejected | None = None
