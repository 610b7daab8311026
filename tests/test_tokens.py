"""Cutting into words: conventions as a table, and what must hold of any text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.tokens import cut

CASES = [
    ("Mr. Aden met H.E. Amina Osei.", "Mr.|Aden|met|H.E.|Amina|Osei|.", "titles keep the stop, the last word does not"),
    ("Albert P. Khan", "Albert|P.|Khan", "an initial keeps it"),
    ("So do I. He left.", "So|do|I|.|He|left|.", "the pronoun is no initial"),
    (
        "in the U.S. and the U.A.E.'s ports",
        "in|the|U.S.|and|the|U.A.E.|'s|ports",
        "letters with stops are one word, the clitic behind them another",
    ),
    ("a Ph.D. from Ghana", "a|Ph.D.|from|Ghana", "a mixed-case abbreviation"),
    ("No. 5 said no.", "No.|5|said|no|.", "an abbreviation that is also a word keeps the stop only with a capital"),
    ("on Feb. 12, 2021", "on|Feb.|12|,|2021", "months"),
    ("Gen. Diallo, Lt. Col. Sato", "Gen.|Diallo|,|Lt.|Col.|Sato", "ranks"),
    ("$350 and US$3.5bn, 75% of 1,200", "$|350|and|US$|3.5|bn|,|75|%|of|1,200", "money, per cent, decimals, thousands"),
    ("at 10:30 on 24/2/2022", "at|10:30|on|24/2/2022", "times and dates in figures"),
    ("80th, 1990s, ’90s", "80th|,|1990s|,|’90s", "ordinals and decades are words"),
    ("5km of 152mm shells", "5|km|of|152|mm|shells", "units are words of their own"),
    ("They don't, can’t and cannot.", "They|do|n't|,|ca|n’t|and|can|not|.", "negations, with either apostrophe"),
    ("Peru's states' o'clock", "Peru|'s|states|'|o'clock", "possessives; an apostrophe inside a word"),
    ("2014's", "2014|'s", "a possessive behind figures"),
    (
        "cease-fire by ex-ministers of non-aligned Mali",
        "cease|-|fire|by|ex-ministers|of|non-aligned|Mali",
        "hyphens, and affixes with theirs",
    ),
    ("T-72 and 4-5", "T|-|72|and|4|-|5", "hyphens before figures"),
    ("“Go,” she said. «Non»", "“|Go|,|”|she|said|.|«|Non|»", "quotation marks of several kinds"),
    ("Well… so... no -- yes?!", "Well|…|so|...|no|--|yes|?!", "ellipses, dashes and runs of marks"),
    ("• first item", "•|first|item", "a bullet"),
    (
        "see https://ex.org/a?b=1. Or a@ex.org, @who",
        "see|https://ex.org/a?b=1|.|Or|a@ex.org|,|@who",
        "addresses, without the mark behind them",
    ),
    ("de\u0301ja\u0300 vu", "de\u0301ja\u0300|vu", "a combining accent belongs to its letter"),
    ("co\u00adoperate", "co\u00adoperate", "so does a soft hyphen"),
    ("\u200fMali\u200f", "\u200f|Mali|\u200f", "a direction mark is no letter"),
    ("hard-\nwrapped  text\t.", "hard|-|wrapped|text|.", "any white space parts words"),
    ("", "", "nothing"),
    (" \n\t ", "", "only white space"),
]


@pytest.mark.parametrize(("text", "words", "why"), CASES, ids=[c[2] for c in CASES])
def test_conventions(text: str, words: str, why: str) -> None:
    assert "|".join(text[a:b] for a, b in cut(text)) == words, why


@given(st.text() | st.text(alphabet="ab.A1,'’-@:/$ \n\u0301\u200d🙂", max_size=200))
def test_every_character_but_white_space_is_in_one_word(text: str) -> None:
    spans = cut(text)
    covered = [i for a, b in spans for i in range(a, b)]
    assert covered == sorted(set(covered))
    assert all(a < b for a, b in spans)
    assert not any(text[a:b].isspace() for a, b in spans)
    assert all(text[i].isspace() for i in set(range(len(text))) - set(covered))


@pytest.mark.parametrize(
    "unit", ["a.", "1,", "1:", "1", "a'", "-a", "a-", "@a", "a@", "a.b@", "www.", "http://,", "é", "\u0301", "non-", ".", "’s", "1/"]
)
def test_time_is_linear(unit: str) -> None:
    begun = time.perf_counter()
    cut(unit * 20_000 + "x_")
    assert time.perf_counter() - begun < 3
