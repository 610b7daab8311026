"""The English of comparing: what a claim's words say of the scope of its figure, and words that exclude each other.

Everything comes from ``lexicons/en/comparing.toml``; each function tells one thing of a text.
"""

from functools import cache, lru_cache

import msgspec

from accordingto import language

_EDGES = ".,;:!?“”\"'()"


class Contraries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of which only one can be so of a thing at a time, each with its forms, and pairs of claims that differ by them."""

    one: frozenset[str]
    other: frozenset[str]
    examples: tuple[tuple[str, str], ...]


class Scope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words (or phrases) that say what a figure is one of, and pairs: a claim with one of them, a claim without."""

    words: frozenset[str]
    examples: tuple[tuple[str, str], ...]


class Partial(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that make a count one of a part, and pairs as in :class:`Scope`. ``of_people``: only of counts of people; ``measured``: only
    where they say what was counted, not anywhere in the claim."""

    words: frozenset[str]
    examples: tuple[tuple[str, str], ...]
    of_people: bool = False
    measured: bool = False


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words for one kind of people, and pairs of phrases: the people of this kind, people of another or of no kind."""

    name: str
    words: frozenset[str]
    examples: tuple[tuple[str, str], ...]


class Comparing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lexicon: see the comments of the file."""

    contrary: tuple[Contraries, ...]
    partial: tuple[Partial, ...]
    limits: Scope
    added: Scope
    one_of: Scope
    some_of: Scope
    kinds: tuple[Group, ...]
    pronouns: frozenset[str]
    legal_forms: frozenset[str]
    same_thing: dict[str, str]
    taken_for_either: frozenset[str]
    exact_units: frozenset[str]
    empty_words: frozenset[str]
    plain_letters: dict[str, str]
    spelt_sounds: tuple[tuple[str, str], ...]
    open_vowels: dict[str, str]
    unit_sizes: dict[str, tuple[str, float]]
    sector_arms: dict[str, str]


@cache
def comparing() -> Comparing:
    """The lexicon.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("comparing", Comparing)


def words_of(text: str) -> list[str]:
    """A text's words as the lexicon has them: small letters, without the marks around them."""
    return [w for raw in text.lower().split() if (w := raw.strip(_EDGES))]


def _within(text: str, wanted: frozenset[str]) -> str | None:
    """The first of the words or phrases that a text has."""
    padded = f" {' '.join(words_of(text.replace('-', ' ')))} "
    found = [(at, w) for w in wanted if (at := padded.find(f" {w} ")) >= 0]
    return min(found)[1] if found else None


@lru_cache(maxsize=100_000)
def partial(text: str, measured: str = "", *, people: bool = True) -> str | None:
    """The word that makes a count one of a part: of those who were treated, who remain, that are in force.

    Args:
        text: the claim's words.
        measured: those that say what was counted.
        people: whether people are counted.
    """
    asked = [p for p in comparing().partial if people or not p.of_people]
    return next((w for p in asked if (w := _within(measured if p.measured else f"{text} … {measured}", p.words))), None)


@lru_cache(maxsize=100_000)
def limit(counted: str) -> str | None:
    """The word that makes a figure a limit that somebody set: "the 12-mile limit"."""
    return _within(counted, comparing().limits.words)


@lru_cache(maxsize=100_000)
def some(figure: str) -> str | None:
    """The words by which a figure counts some of those there are: "a woman", "22 of these", "a further 112"."""
    lexicon, own = comparing(), words_of(figure)
    if own and own[0] in lexicon.one_of.words:
        return own[0]
    return _within(figure, lexicon.some_of.words) or _within(figure, lexicon.added.words)


@lru_cache(maxsize=100_000)
def group(counted: str) -> str | None:
    """The one kind of people that a count is of: soldiers, women, workers; None where it is of people, or of several kinds."""
    own = set(words_of(counted.replace("-", " ")))
    found = {g.name for g in comparing().kinds if not own.isdisjoint(g.words)}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=100_000)
def contraries(text: str) -> dict[int, tuple[str | None, str | None]]:
    """By pair of contraries that a text has a word of: its first word of the one side, and of the other."""
    forms = words_of(text)
    own = set(forms)
    found = {}
    for n, pair in enumerate(comparing().contrary):
        if not own.isdisjoint(pair.one) or not own.isdisjoint(pair.other):
            found[n] = next((w for w in forms if w in pair.one), None), next((w for w in forms if w in pair.other), None)
    return found


def opposed(one: str, other: str) -> tuple[str, str] | None:
    """The contrary words of two texts; none where either has both."""
    left, right = contraries(one), contraries(other)
    for pair in sorted(left.keys() & right.keys()):
        (a, b), (c, d) = left[pair], right[pair]
        if a and d and not b and not c:
            return a, d
        if b and c and not a and not d:
            return b, c
    return None
