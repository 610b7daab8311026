"""The words that tell where and when a claim is set, as data: ``lexicons/en/settings.toml``."""

from functools import cache

import msgspec

from accordingto import language


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of place and time; ``lexicons/en/settings.toml`` says what each list is."""

    locative: frozenset[str]
    plainly: frozenset[str]
    towards: frozenset[str]
    belonging: frozenset[str]
    motion: frozenset[str]
    reached: frozenset[str]
    struck: frozenset[str]
    judging: frozenset[str]
    no_place: frozenset[str]
    standing: frozenset[str]
    areas: frozenset[str]
    sites: frozenset[str]
    placing: frozenset[str]
    timing: frozenset[str]
    timing_phrases: frozenset[str]
    spans: frozenset[str]
    carried_under: frozenset[str]


@cache
def words() -> Words:
    """The words.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("settings", Words)
