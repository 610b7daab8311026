"""The words that tell how a text is cut, as data: ``lexicons/en/clauses.toml``."""

from functools import cache

import msgspec

from accordingto import language


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``lexicons/en/clauses.toml``; what each list is stands there."""

    connectors: frozenset[str]
    plans: frozenset[str]
    willing: frozenset[str]
    abstract: tuple[str, ...]
    doings: tuple[str, ...]
    distancing: frozenset[str]
    governing: frozenset[str]
    granting: frozenset[str]
    comparing: frozenset[str]
    contrasting: frozenset[str]
    presenting: frozenset[str]
    complementing: frozenset[str]


@cache
def words() -> Words:
    """The words.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("clauses", Words)
