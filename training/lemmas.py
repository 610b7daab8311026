"""The table of lemmas from the word forms of the training trees: base forms, and the forms that the rules get wrong."""

import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from accordingto.lemmas import Lemmatiser, Table

OPEN = ("VERB", "NOUN", "ADJ", "ADV")
# Proper nouns and numbers are not listed: a name is nobody's lemma, and the rules leave them as they are.
SKIPPED = frozenset({"PROPN", "PUNCT", "X", "SYM", "NUM"})
MOST_LETTERS = 24


def words(paths: list[Path]) -> Iterator[tuple[str, str, str, str]]:
    """(form, lemma, UPOS, XPOS) of every word of CoNLL-U files; misspelt words (``Typo=Yes``) are passed over."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                field = line.rstrip("\n").split("\t")
                if len(field) == 10 and field[0].isdigit() and "Typo=Yes" not in field[5] and field[4] != "GW":
                    yield field[1], field[2], field[3], field[4]


def table(paths: list[Path]) -> Table:
    """Base forms of the open classes, and ``form|UPOS|XPOS`` → the commonest lemma where the rules with those bases differ.

    An irregular form is kept when seen twice, or once as a verb, noun or adjective that is inflected.
    """
    lemmas: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    bases: dict[str, set[str]] = {upos: set() for upos in OPEN}
    for form, lemma, upos, xpos in words(paths):
        if upos in SKIPPED or not form.isascii() or len(form) > MOST_LETTERS:
            continue
        lemmas[form.lower(), upos, xpos][lemma if lemma == "I" else lemma.lower()] += 1
        if upos in bases and lemma.isalpha():
            bases[upos].add(lemma.lower())
    plain = Lemmatiser(Table({k: frozenset(v) for k, v in bases.items()}, {}))
    irregular = {}
    for (form, upos, xpos), counts in sorted(lemmas.items()):
        lemma, number = min(counts.items(), key=lambda x: (-x[1], x[0]))
        inflected = upos in OPEN and xpos not in ("NN", "VB", "VBP", "JJ", "RB")
        if lemma != plain.by_rule(form, upos, xpos) and (number > 1 or inflected):
            irregular[f"{form}|{upos}|{xpos}"] = lemma
    # A base is of use only where it settles a choice: forms that keep their last letters need none.
    return Table({k: frozenset(v) for k, v in bases.items() if k != "ADV"}, irregular)
