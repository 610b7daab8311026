"""Lemmas: regular endings by rule, checked against a list of base forms; irregular forms from a table.

Both the list and the table are derived from the word forms of the training treebanks (``training/export.py`` makes them) and lie in
``model/lemmas.json``. Proper nouns keep their form, but for the plural.
"""

from collections.abc import Iterator

import msgspec


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base forms by part of speech, and ``form|UPOS|XPOS`` → lemma where the rules fail."""

    bases: dict[str, frozenset[str]]
    irregular: dict[str, str]


class Lemmatiser:
    """Gives lemmas from a table."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def lemma(self, form: str, upos: str, xpos: str) -> str:
        """The lemma of a word form with its tags."""
        form = form.replace("’", "'")
        known = self.table.irregular.get(f"{form.lower()}|{upos}|{xpos}")
        return known if known is not None else self.by_rule(form, upos, xpos)

    def by_rule(self, form: str, upos: str, xpos: str) -> str:
        """The regular lemma: the first candidate that is a known base form, else the likeliest one."""
        if upos == "PROPN" or xpos in ("NNP", "NNPS"):
            return _first(_singular(form), form) if xpos == "NNPS" else form
        if upos in ("NUM", "SYM", "X", "PUNCT"):
            return form
        word = form.lower()
        candidates = list(_candidates(word, xpos))
        bases = self.table.bases.get("VERB" if upos == "AUX" else upos, frozenset())
        return next((c for c in candidates if c in bases), candidates[0] if candidates else word)


def _candidates(word: str, xpos: str) -> Iterator[str]:
    """Possible base forms of an inflected form, the likeliest for an unknown word first; none where nothing is to be taken off."""
    if xpos in ("NNS", "VBZ"):
        yield from _singular(word)
    elif xpos in ("VBD", "VBN") and word.endswith("ed"):
        yield from _stem(word[:-2], word)
    elif xpos == "VBG" and word.endswith("ing"):
        yield from _stem(word[:-3], word)
    elif xpos in ("JJR", "RBR") and word.endswith("er"):
        yield from _stem(word[:-2], word)
    elif xpos in ("JJS", "RBS") and word.endswith("est"):
        yield from _stem(word[:-3], word)


def _singular(word: str) -> Iterator[str]:
    """Without the ending -s."""
    if not word.endswith("s") or word.endswith("ss") or len(word) < 3:
        return
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
    elif word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        yield word[:-2]
    yield word[:-1]
    if word.endswith("es"):
        yield word[:-2]


_VOWELS = frozenset("aeiou")
# Verbs and adjectives whose stems end like this have mostly lost an e: create, realise, receive, judge, produce, centre.
_LOST_E = ("iz", "is", "us", "v", "c", "dg", "rg", "u", "bl", "pl", "tl", "dl", "gl", "kl", "fl", "ns", "rs", "ps")


def _stem(stem: str, word: str) -> Iterator[str]:
    """The stem as it was before -ed, -ing, -er or -est."""
    if not _VOWELS.union("y") & set(stem) or len(stem) < 2:
        yield word
        return
    if stem.endswith("i"):
        yield stem[:-1] + "y"
        return
    doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiou"
    if doubled and (stem[-1] not in "lsfz" or (stem[-1] == "l" and _syllables(stem) > 1)):
        yield stem[:-1]
    elif _takes_e(stem):
        yield stem + "e"
    yield stem
    yield stem + "e"
    if doubled:
        yield stem[:-1]


def _takes_e(stem: str) -> bool:
    if stem.endswith(("ss", "eat", "oat", "out")):
        return False
    if stem.endswith(_LOST_E):
        return True
    if len(stem) < 3 or stem[-1] in _VOWELS.union("wxy") or stem[-2] not in _VOWELS:
        return False
    if stem.endswith(("at", "ut", "g")) and _syllables(stem) > 1:
        return True
    return stem[-3] not in _VOWELS and _syllables(stem) == 1


def _syllables(stem: str) -> int:
    """Runs of vowels: a single short one before one consonant was followed by an e (``hop|ed``), or the consonant were doubled."""
    return sum(c in _VOWELS and (k == 0 or stem[k - 1] not in _VOWELS) for k, c in enumerate(stem))


def _first(candidates: Iterator[str], otherwise: str) -> str:
    return next(candidates, otherwise)
