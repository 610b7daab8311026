"""A participant."""

from collections.abc import Callable

import msgspec

from accordingto.world import Entry


class Ref(msgspec.Struct, frozen=True):
    """A participant: neutral name, country, sector, members, Wikidata id; tokens ``first`` to ``last`` (exclusive) mention it."""

    name: str | None
    country: str | None
    sector: str | None
    members: tuple[str, ...]
    wikidata: str | None
    first: int
    last: int
    head: int


Lookup = Callable[[int], tuple[Ref, ...]]
"""The participants that the phrase headed by a token names."""


def of_entry(entry: Entry, first: int, last: int, head: int) -> Ref:
    """What a table knows by a name, mentioned by tokens ``first`` to ``last`` (exclusive)."""
    return Ref(entry.name, entry.country, entry.sector, entry.members, entry.wikidata, first, last, head)


def at(ref: Ref, first: int, last: int, head: int) -> Ref:
    """A participant as other words mention it."""
    return msgspec.structs.replace(ref, first=first, last=last, head=head)
