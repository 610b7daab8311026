"""Mentions: what the names, descriptions and pronouns of a document say of whom they mean, and the words for people.

Titles and appositions belong to the name beside them ("Home Secretary Moira Keane", "Carol Newt, a 63-year-old retiree"): they describe it.
"""

from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from accordingto import language

Kind = Literal["person", "body", "noun", "pronoun"]
What = Literal["person", "body", "thing"]


class General(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A noun that may stand for people introduced by one of several others; ``states``: a party's people are of one of these."""

    word: str
    of: frozenset[str]
    states: frozenset[str] = frozenset()


class Persons(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``lexicons/en/persons.toml``; its head says what the lists are."""

    female: frozenset[str]
    male: frozenset[str]
    plural: frozenset[str]
    small: frozenset[str]
    first_named: frozenset[str]
    bodies: frozenset[str]
    generic: frozenset[str]
    closings: frozenset[str]
    epithets: frozenset[str]
    person: frozenset[str]
    masculine_pronouns: frozenset[str]
    feminine_pronouns: frozenset[str]
    thing_pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    reflexive_pronouns: frozenset[str]
    body_articles: frozenset[str]
    definite_articles: frozenset[str]
    time_nouns: frozenset[str]
    counting_nouns: frozenset[str]
    small_words: frozenset[str]
    empty_words: frozenset[str]
    capital_words: frozenset[str]
    office_adjectives: frozenset[str]
    telling_adjectives: frozenset[str]
    short_offices: dict[str, tuple[str, ...]]
    table_offices: frozenset[str]
    lead_nouns: frozenset[str]
    lead_offices: frozenset[str]
    lead_not: frozenset[str]
    deputy_words: frozenset[str]
    surname_titles: frozenset[str]
    plain_titles: frozenset[str]
    name_marks: frozenset[str]
    name_nouns: frozenset[str]
    name_verbs: frozenset[str]
    general: tuple[General, ...]

    def stands_for(self, word: str) -> frozenset[str]:
        """The narrower words that a general one may take up."""
        return frozenset[str]().union(*(g.of for g in self.general if g.word == word))

    def home(self, word: str) -> frozenset[str]:
        """The states (ISO 3166-1 alpha-3) whose people a word for a party's may mean."""
        return frozenset[str]().union(*(g.states for g in self.general if g.word == word))


@cache
def persons() -> Persons:
    """The words for people.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("persons", Persons)


class Description(msgspec.Struct, frozen=True):
    """A noun that says what somebody is, with the words around it (lower case; states by their code)."""

    noun: str
    words: frozenset[str]
    states: frozenset[str] = frozenset()


class Mention(msgspec.Struct, frozen=True):
    """Tokens ``first`` to ``last`` (exclusive) with ``head``.

    ``name`` the words of a name without titles; ``descriptions`` what title, apposition or the phrase itself say; ``also`` tokens that
    head the same phrase (a title, an apposition).
    """

    kind: Kind
    first: int
    last: int
    head: int
    name: tuple[str, ...] = ()
    title: frozenset[str] = frozenset()
    descriptions: tuple[Description, ...] = ()
    also: tuple[int, ...] = ()
    gender: str | None = None
    plural: bool = False
    what: What = "thing"
    definite: bool = False


def initials(name: Iterable[str]) -> str:
    """The first letters of a body's name, without its small words."""
    return "".join(w[0] for w in name if w not in persons().small)
