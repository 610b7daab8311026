"""Lemmas by rule, with a table of a few words: no weights."""

import pytest

from accordingto.lemmas import Lemmatiser, Table

LEMMATISER = Lemmatiser(
    Table(
        {"VERB": frozenset({"write", "store", "visit", "tax"}), "NOUN": frozenset({"store", "lens"}), "ADJ": frozenset({"safe"})},
        {"said|VERB|VBD": "say", "n't|PART|RB": "not", "were|AUX|VBD": "be"},
    )
)
CASES = [
    ("said", "VERB", "VBD", "say", "irregular, from the table"),
    ("Said", "VERB", "VBD", "say", "the table knows no case"),
    ("n’t", "PART", "RB", "not", "nor which apostrophe"),
    ("denies", "VERB", "VBZ", "deny", "-ies"),
    ("denied", "VERB", "VBD", "deny", "-ied"),
    ("stored", "VERB", "VBN", "store", "a base that is known wins"),
    ("visiting", "VERB", "VBG", "visit", "so it does where another looks likelier"),
    ("evacuated", "VERB", "VBD", "evacuate", "-ate of an unknown verb"),
    ("besieged", "VERB", "VBN", "besiege", "an e after a soft g"),
    ("repelled", "VERB", "VBD", "repel", "a doubled l in a longer verb"),
    ("shelled", "VERB", "VBD", "shell", "a double l that is the verb's own"),
    ("shelling", "NOUN", "NN", "shelling", "a noun in -ing is one"),
    ("seized", "VERB", "VBD", "seize", "-ize"),
    ("villages", "NOUN", "NNS", "village", "plural"),
    ("parties", "NOUN", "NNS", "party", "plural in -ies"),
    ("crises", "NOUN", "NNS", "crise", "irregular and not in this table: a visible limit of the rules"),
    ("churches", "NOUN", "NNS", "church", "plural in -ches"),
    ("Houthis", "PROPN", "NNPS", "Houthi", "a name's plural; names keep their capital"),
    ("Paris", "PROPN", "NNP", "Paris", "a name that ends in s"),
    ("safest", "ADJ", "JJS", "safe", "degree"),
    ("1,200", "NUM", "CD", "1,200", "figures stay"),
    ("s", "NOUN", "NNS", "s", "too short to take anything off"),
]


@pytest.mark.parametrize(("form", "upos", "xpos", "lemma", "why"), CASES, ids=[c[0] for c in CASES])
def test_lemma(form: str, upos: str, xpos: str, lemma: str, why: str) -> None:
    assert LEMMATISER.lemma(form, upos, xpos) == lemma, why
