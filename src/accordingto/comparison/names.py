"""Names in several spellings: whether two names can be one, whoever transliterated them.

"Rakh Chakri" and "Rakhchikri", "Zelenskyy" and "Zelensky", "Mohammed" and "Muhammad" meet; "Mali" and "Malawi" do not.
A name's *key* is its consonants after spellings of one sound are joined (the idea of Soundex and of NYSIIS, for names from any script); two
names are one where their keys are equal and their letters are near each other. Keys of short names keep their vowels.
"""

import re
import unicodedata
from functools import cache, lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from accordingto import world
from accordingto.comparison import english

_LETTERS = re.compile(r"[^a-z0-9]+")
_VOWELS = re.compile(r"[aeiou]")
_DOUBLE = re.compile(r"(.)\1+")
_SHORT = 4
"""Consonants that a key needs to do without vowels."""
NEAR = 84
"""The least similarity (rapidfuzz ratio, 0 to 100) of the letters of two names with one key."""


@cache
def _plain() -> dict[int, str]:
    """Letters of other alphabets to English ones."""
    return str.maketrans(english.comparing().plain_letters)


@cache
def _open() -> dict[int, str]:
    """Vowels that stand for each other to one of them."""
    return str.maketrans(english.comparing().open_vowels)


@lru_cache(maxsize=200_000)
def fold(name: str) -> str:
    """A name in small plain letters and digits, words apart by one space, without accents, articles, particles, a company's legal form."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_plain()))
    # Arabic and Hebrew signs, apostrophes and hyphens stand inside words in one spelling and not in another.
    plain = re.sub(r"[\u0300-\u036f'’‘ʼʿʾ`]", "", plain)
    words, lexicon = [w for w in _LETTERS.sub(" ", plain).split() if w], english.comparing()
    while len(words) > 1 and words[-1] in lexicon.legal_forms:
        words.pop()
    return " ".join([w for w in words if w not in lexicon.empty_words] or words)


@lru_cache(maxsize=200_000)
def _sounds(name: str) -> str:
    sounds = fold(name).replace(" ", "")
    for spelt, sound in english.comparing().spelt_sounds:
        sounds = sounds.replace(spelt, sound)
    return sounds


@lru_cache(maxsize=200_000)
def key(name: str) -> str:
    """What the spellings of one name have in common; names with different keys are never one spelling of the other."""
    sounds = _sounds(name)
    bare = _DOUBLE.sub(r"\1", sounds[:1] + _VOWELS.sub("", sounds[1:]))
    if len(bare) >= _SHORT:
        return bare
    open_vowels = _DOUBLE.sub(r"\1", sounds.translate(_open()))
    return open_vowels if len(open_vowels) >= _SHORT else fold(name).replace(" ", "")


@lru_cache(maxsize=200_000)
def known(name: str) -> str | None:
    """The neutral name of a state, organisation or seat of government; None where the tables do not have it."""
    entry = world.load().names.get(world.words_of(name))
    return entry.name if entry else None


@lru_cache(maxsize=200_000)
def same(one: str, other: str) -> bool:
    """Whether two names are spellings of one, or one is the other's last or first words ("Esteban Rivas Quero", "Rivas Quero").

    What stands behind a comma says where a place lies ("Cupertino, California"): it is no name of it, and two that are named must be one.
    Names that the tables of states and organisations know are what the tables say, so "Sudan" is no short form of "South Sudan".
    """
    (one, _, within), (other, _, beside) = one.partition(", "), other.partition(", ")
    a, b = fold(one), fold(other)
    if not a or not b or (within and beside and not same(within, beside)):
        return False
    if a == b:
        return True
    states = known(one), known(other)
    if all(states):
        return states[0] == states[1]
    if key(one) == key(other):
        return near(one, other)
    short, long = sorted((a.split(), b.split()), key=len)
    if len(short) == len(long):
        return len(short) > 1 and all(x == y or (key(x) == key(y) and near(x, y)) for x, y in zip(short, long, strict=True))
    return not any(states) and len(" ".join(short)) > 3 and long[-len(short) :] == short


def share(one: str, other: str) -> bool:
    """Whether two names can be one, or have a word in common ("the Nigerian army", "soldiers of the Nigerian army")."""
    return same(one, other) or not set(fold(one).split()).isdisjoint(fold(other).split())


def near(one: str, other: str) -> bool:
    """Whether the sounds of two names with one key are near enough."""
    a, b = _sounds(one).translate(_open()), _sounds(other).translate(_open())
    return a == b or fuzz.ratio(a, b) >= NEAR or Levenshtein.distance(a, b) <= max(len(a), len(b)) // 5
