"""The closed lists that sayings are read with in the trees: ``lexicons/en/saying.toml``, which says what each list is."""

from functools import cache

import msgspec

from accordingto import language


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file's lists, words in lower case."""

    own_forms: frozenset[str]
    speaking_offices: frozenset[str]
    relative_nouns: frozenset[str]
    declarative: frozenset[str]
    interrogative: frozenset[str]
    infinitive: frozenset[str]
    completed: frozenset[str]
    agentive: frozenset[str]
    whence: frozenset[str]
    charge: frozenset[str]
    genitive: frozenset[str]
    viewing: frozenset[str]
    expletive: frozenset[str]
    first_person: frozenset[str]
    third_person: frozenset[str]
    selves: frozenset[str]
    relative: frozenset[str]
    resuming: frozenset[str]
    unsaid: frozenset[str]
    refusing: frozenset[str]
    foretelling: frozenset[str]
    wishing: frozenset[str]
    making_believe: frozenset[str]
    reflexive: frozenset[str]
    obliging: frozenset[str]
    views: frozenset[str]
    extent: frozenset[str]
    extent_openers: frozenset[str]
    supposing: frozenset[str]
    anybody: frozenset[str]
    mute: frozenset[str]
    circumstance: frozenset[str]
    of_knowing: frozenset[str]
    enabling: frozenset[str]
    undeniable: frozenset[str]
    modals: frozenset[str]
    awaiting: frozenset[str]
    still_to_come: frozenset[str]
    alternative: frozenset[str]
    void: frozenset[str]
    scarce: frozenset[str]
    contrary: frozenset[str]
    elided: frozenset[str]
    small_in_names: frozenset[str]


@cache
def words() -> Words:
    """The lists of English.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("saying", Words)
