"""The words that participants' phrases are read with, as data: ``lexicons/en/actors.toml``."""

from functools import cache

import msgspec

from accordingto import language


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Closed lists of words; the file says what each is."""

    first: frozenset[str]
    together: frozenset[str]
    ours: frozenset[str]
    own: frozenset[str]
    single: frozenset[str]
    whence: frozenset[str]
    members: frozenset[str]
    bare: frozenset[str]
    plural: str
    determiners: tuple[str, ...]
    governing: frozenset[str]
    soldiers: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The words of English.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("actors", Lexicon)
