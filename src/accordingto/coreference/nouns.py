"""What a noun says of whoever it describes: an office, a body, a gender, a state."""

from collections.abc import Collection, Sequence

from accordingto.analysis import Analysis
from accordingto.coreference.mentions import Description, persons
from accordingto.world import World

FEMALE, MALE = "f", "m"
POSSESSIVE = ("'s", "’s", "'", "’")
"""Marks that close a name and are no part of it."""
PLURAL = ("NNS", "NNPS")


def head_of(a: Analysis, first: int, last: int, otherwise: int) -> int:
    """The token that heads tokens ``first`` to ``last`` (exclusive)."""
    return next((k for k in range(first, last) if not first <= a.tokens[k].head < last), otherwise)


def state_named(known: World, words: tuple[str, ...]) -> str | None:
    """The state (ISO 3166-1 alpha-3) that some words name, by itself or by its seat."""
    entry = known.names.get(words)
    return entry.country if entry is not None and entry.kind in ("state", "seat") else None


class Nouns:
    """The nouns of a document by the world's table and the words for people."""

    def __init__(self, analysis: Analysis, known: World) -> None:
        self.a, self.world, self.words = analysis, known, persons()

    def bare(self, k: int) -> str:
        """A word in small letters without the full stop of what is written short."""
        return self.a.tokens[k].form.lower().rstrip(".")

    def titular(self, k: int) -> bool:
        """Whether a word may stand in a title."""
        word = self.bare(k)
        return word in self.world.honorifics or word in self.world.roles or word in self.words.female or word in self.words.male

    def is_person(self, k: int) -> bool:
        """Whether a token's noun is somebody by office, work or kinship."""
        word = self.a.tokens[k].lemma.lower().rstrip(".")
        role = self.world.roles.get(word)
        return (role is not None and role.kind in ("person", "people")) or word in self.words.person or self.gender({word}) is not None

    def gender(self, words: Collection[str]) -> str | None:
        """The gender that some words state, None where they state none or both."""
        female, male = not self.words.female.isdisjoint(words), not self.words.male.isdisjoint(words)
        return None if female == male else FEMALE if female else MALE

    def office_of_body(self, k: int) -> bool:
        """Whether a token's noun is a body that the table lists."""
        role = self.world.roles.get(self.a.tokens[k].lemma.lower())
        return role is not None and role.kind == "body"

    def is_body(self, k: int) -> bool:
        """Whether a token's noun is a kind of body."""
        word = self.a.tokens[k].lemma.lower()
        return word in self.words.bodies or word in self.words.generic or self.office_of_body(k)

    def state(self, k: int) -> str | None:
        """The state that a word names, by itself, by its seat or as its demonym."""
        if not self.a.tokens[k].form[:1].isupper():
            return None
        word = (self.a.tokens[k].form.lower(),)
        demonym = self.world.demonyms.get(word)
        return demonym.code if demonym is not None else state_named(self.world, word)

    def phrase(self, i: int) -> list[int]:
        """The words of a noun's own phrase."""
        return self.a.subtree(i, without=("acl:relcl", "acl", "appos", "parataxis", "conj", "nsubj", "cop", "punct", "advcl"))

    def description(self, noun: int, inside: Sequence[int]) -> Description:
        """What a noun says with the words ``inside`` its phrase."""
        words: set[str] = set()
        states: set[str] = set()
        for k in inside:
            token = self.a.tokens[k]
            named = k in self.a.entity_of and self.a.entity_of[k].type == "PER"
            if k == noun or token.form.lower() in self.words.small_words or token.upos == "PUNCT" or named:
                continue
            if (state := self.state(k)) is not None:
                states.add(state)
            elif self._restricts(k):
                words.add(token.lemma.lower())
        lemma = self.a.tokens[noun].lemma.lower()
        *before, office = self.words.short_offices.get(lemma, (lemma,))
        return Description(office, frozenset((*words, *before)), frozenset(states))

    def _restricts(self, k: int) -> bool:
        """Whether a word tells one office from another ("foreign", "defence") and does not judge or date it ("embattled", "former")."""
        token = self.a.tokens[k]
        word, capital = token.form.lower(), token.form[:1].isupper()
        if word in self.words.empty_words and not (capital and word in self.words.capital_words):
            return False
        return token.upos in ("NOUN", "PROPN", "NUM", "X") or (token.upos == "ADJ" and (capital or word in self.words.office_adjectives))
