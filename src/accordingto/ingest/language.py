"""Whether a text is English: by its script, its function words, its words as the encoder knows them, and at last py3langid's guess."""

import re
from functools import cache
from importlib import resources

import msgspec

from accordingto import language
from accordingto.errors import WrongLanguage

_SAMPLE = 4_000
_NOT_LATIN = re.compile("[\u0250-\u1dff\u1f00-\U0010ffff]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PARTICLES = frozenset(
    "de da do dos das del della di du des la las los el al van von der den ten ter y e i bin ibn ben abu af av zu und et a".split()
)
_ENDINGS = ("s", "es", "ed", "ing", "ied", "ies", "ly", "er", "d")
_REMEDY = "only English is coded so far"


class Languages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Function words of English, by code those of other languages, and sentences of both for a test."""

    english: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    others: dict[str, str]


class _Words(msgspec.Struct, frozen=True):
    """The lexicon as sets."""

    english: frozenset[str]
    others: dict[str, frozenset[str]]
    all: frozenset[str]


@cache
def lexicon() -> Languages:
    """The function words.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("languages", Languages)


@cache
def _words() -> _Words:
    own = lexicon()
    others = {code: frozenset(words.split()) for code, words in own.others.items()}
    english = frozenset(own.english)
    return _Words(english, others, english.union(*others.values()))


def check(text: str, name: str) -> None:
    """Refuse what is no English.

    Raises:
        WrongLanguage: it is none.
    """
    language = guess(text[:_SAMPLE])
    if language == "":
        raise WrongLanguage(name, "is not in English", _REMEDY)
    if language != "en":
        raise WrongLanguage(name, f"is not in English (it looks like “{language}”)", _REMEDY)


def guess(sample: str) -> str:
    """The language of a text.

    Args:
        sample: some thousand characters of it, or all of a short one.

    Returns:
        ``en`` (also where there is no word to tell by), the code of another language (ISO 639-1), or an empty string for one that is told
        only by its script or its unknown words.
    """
    strange = sum(c.isalpha() for c in _NOT_LATIN.findall(sample))
    if strange and 2 * strange > sum(c.isalpha() for c in sample):
        return ""
    words = _unnamed(sample)
    if not words:
        return "en"
    # A past tense tells as much as a function word; short sentences may have nothing else.
    english = sum(word in _words().english for word in words) + any(len(word) > 4 and word.endswith("ed") for word in words)
    if len(words) >= 60 and english * 4 >= len(words):
        return "en"
    other, foreign = max(((code, sum(w in own for w in words)) for code, own in _words().others.items()), key=lambda pair: pair[1])
    if english > foreign and english * 4 >= len(words):
        return "en"
    if foreign > english and foreign * 6 >= len(words) and foreign > 1:
        return other
    return _by_words(sample, words, english, foreign, other)


def _by_words(sample: str, words: list[str], english: int, foreign: int, other: str) -> str:
    """Where function words do not tell: whether the words are ones of the encoder's English vocabulary; else the guess of py3langid."""
    known = sum(_is_known(word) for word in words) / len(words)
    if known >= 0.8 and english + 1 >= foreign:
        return "en"
    if known < 0.6 and english <= foreign:
        return other if foreign > 1 else ""
    import py3langid

    language = str(py3langid.classify(sample.lower())[0])
    return "en" if language == "en" or (english > foreign and known >= 0.7) else language


def _unnamed(sample: str) -> list[str]:
    """The words of a text in small letters without its names: words with a capital that are no function words of English, the particles
    between two of them. A sentence's first word goes with the names: most short sentences begin with one, and others tell enough.
    """
    found = [match.group() for match in _WORD.finditer(sample)]
    shouted = sample.isupper()
    words: list[str] = []
    for n, word in enumerate(found):
        small = word.lower().replace("’", "'").removesuffix("'s")
        if word[0].isupper() and not shouted and small not in _words().all:
            continue
        if word in _PARTICLES and _capital(found[:n][-3:][::-1]) and _capital(found[n + 1 : n + 4]):
            continue
        words.append(small)
    return words


def _capital(near: list[str]) -> bool:
    """Whether the first of some words that is no particle has a capital."""
    return next((word[0].isupper() for word in near if word not in _PARTICLES), False)


def _is_known(word: str) -> bool:
    """Whether a word, or what an English ending hangs on, is in the vocabulary."""
    forms = [word]
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            forms += [stem, f"{stem}e", f"{stem}y"] if ending in ("ed", "ing", "ied", "ies", "er") else [stem]
    return any(form in _vocabulary() or form.replace("is", "iz") in _vocabulary() for form in forms)


@cache
def _vocabulary() -> frozenset[str]:
    """The whole words among the pieces that the encoder reads."""
    file = resources.files("accordingto") / "model/tokenizer.json"
    try:
        vocabulary = msgspec.json.decode(file.read_bytes())["model"]["vocab"]
    except (OSError, KeyError, msgspec.DecodeError):
        return frozenset()
    pieces = vocabulary if isinstance(vocabulary, dict) else (entry[0] for entry in vocabulary)
    return frozenset(piece for piece in pieces if not piece.startswith("##"))
