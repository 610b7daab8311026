"""How words of English change their ends: plurals, and the forms of verbs. The endings are ``lexicons/en/inflection.toml``."""

from functools import cache

import msgspec

from accordingto import language


class Endings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file's endings; what each is stands there."""

    plural_ending: str
    changed_plurals: dict[str, str]
    gerund_ending: str
    changed_gerunds: dict[str, str]
    silent_ending: str
    sounded_endings: tuple[str, ...]
    third_ending: str
    past_ending: str
    silent_past: str
    turning_ending: str
    turned_third: str
    turned_past: str
    keeping_before: tuple[str, ...]
    hissing_endings: tuple[str, ...]
    hissing_third: str


@cache
def endings() -> Endings:
    """The endings of English.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("inflection", Endings)


def is_plural(word: str) -> bool:
    """Whether a word in lower case has the ending of a plural."""
    return word.endswith(endings().plural_ending)


def singular(word: str) -> str:
    """A word in lower case without the ending of a plural ("duties": "duty"); one that has none as it is."""
    rules = endings()
    for plural, single in rules.changed_plurals.items():
        if word.endswith(plural):
            return word.removesuffix(plural) + single
    return word.removesuffix(rules.plural_ending)


def gerunds(verb: str) -> tuple[str, ...]:
    """The -ing forms that a lemma may have, with and without a doubled consonant: only one is spelt, the other does no harm."""
    rules = endings()
    for end, changed in rules.changed_gerunds.items():
        if verb.endswith(end):
            return (verb.removesuffix(end) + changed,)
    silent = verb.endswith(rules.silent_ending) and not verb.endswith(rules.sounded_endings)
    stem = verb.removesuffix(rules.silent_ending) if silent else verb
    return (stem + rules.gerund_ending, stem + stem[-1] + rules.gerund_ending)


def forms(verb: str) -> tuple[str, ...]:
    """The regular -s, -ed and -ing forms that a lemma may have."""
    rules = endings()
    if verb.endswith(rules.silent_ending):
        return (verb + rules.third_ending, verb + rules.silent_past, *gerunds(verb))
    if verb.endswith(rules.turning_ending) and verb[-2:-1] not in rules.keeping_before:
        stem = verb.removesuffix(rules.turning_ending)
        return (stem + rules.turned_third, stem + rules.turned_past, *gerunds(verb))
    third = rules.hissing_third if verb.endswith(rules.hissing_endings) else rules.third_ending
    return (verb + third, verb + rules.past_ending, verb + verb[-1] + rules.past_ending, *gerunds(verb))
