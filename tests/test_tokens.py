"""Cutting into words: conventions as a table, and what must hold of any text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.tokens import cut

CASES = [
    ("Mr. Aden met H.E. Amina Osei.", "Mr.|Aden|met|H.E.|Amina|Osei|.", "titles keep the stop, the last word does not"),
    ("Albert P. Khan", "Albert|P.|Khan", "an initial keeps it"),
    ("said Ts. Narantuya and Yu. Petrova.", "said|Ts.|Narantuya|and|Yu.|Petrova|.", "initials of two letters for one sound"),
    ("the river Ch. The ferry", "the|river|Ch|.|The|ferry", "before a word that begins a sentence the letters end one"),
    ("as the hon. Member's party claimed", "as|the|hon.|Member|'s|party|claimed", "the parliamentary title in small letters"),
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
    # Words written as one.
    ("I dont know, we cant and wont.", "I|do|nt|know|,|we|ca|nt|and|wo|nt|.", "negations that lack their apostrophe"),
    ("im sure youre right, thats all", "i|m|sure|you|re|right|,|that|s|all", "so do verbs"),
    ("Im Soo-jin said Im here", "Im|Soo|-|jin|said|I|m|here", "but a name stays"),
    ("its not on its own", "it|s|not|on|its|own", "the possessive stays whole, by what follows"),
    ("Lets go; it lets them", "Let|s|go|;|it|lets|them", "so does the verb"),
    ("I’ma go, gonna, gotta, dunno", "I|’m|a|go|,|gon|na|,|got|ta|,|du|n|no", "spoken forms"),
    ("GONNA and CANNOT", "GON|NA|and|CAN|NOT", "in capitals too"),
    ("'tis for 'em, rock 'n' roll", "'t|is|for|'em|,|rock|'n'|roll", "words that begin with an apostrophe"),
    ("the mayor`s car", "the|mayor|`s|car", "an accent sign instead of an apostrophe"),
    # Full stops.
    ("She left the U.S. They stayed.", "She|left|the|U.S|.|They|stayed|.", "a stop before a word that begins sentences is the sentence's"),
    ("the U.S. Senate", "the|U.S.|Senate", "before another capital it is the abbreviation's"),
    ("until 5 p.m.", "until|5|p.m|.", "at the end of the text it is the sentence's"),
    ("Acme Inc. Chairman Ek of Acme Corp. The firm", "Acme|Inc.|Chairman|Ek|of|Acme|Corp|.|The|firm", "the same for firms"),
    (
        "rice, oil, etc. are dear, salt etc. Prices rose",
        "rice|,|oil|,|etc.|are|dear|,|salt|etc|.|Prices|rose",
        "et cetera, before any capital",
    ),
    ("She asked Dr. No.", "She|asked|Dr.|No|.", "a title keeps it before any word"),
    ("plan B or C. We chose", "plan|B|or|C|.|We|chose", "no initial before a word that begins sentences"),
    ("the U.S, i.e the states", "the|U.S|,|i.e|the|states", "the last stop may lack"),
    ("Ito et al. (2019, p. 5, c. 1300)", "Ito|et|al.|(|2019|,|p.|5|,|c.|1300|)", "references before figures"),
    ("item c. But al. said", "item|c|.|But|al|.|said", "elsewhere they are words"),
    ("Gary, Ind. was told", "Gary|,|Ind.|was|told", "states behind a comma"),
    ("an M.Sc. in law", "an|M.Sc.|in|law", "degrees"),
    ("Khan v. Peru", "Khan|v.|Peru", "cases"),
    ("from Jr.. Then", "from|Jr.|.|Then", "two stops, one each"),
    # Figures.
    ("10am, 3:30PM, 7.62mm, 20minutes", "10|am|,|3:30|PM|,|7.62|mm|,|20|minutes", "times and units are cut from their figures"),
    ("5G, Flat 12B, 3D", "5G|,|Flat|12B|,|3D", "other letters are not"),
    ("$350bn, €1.2bn, Rs500, USD350m", "$|350|bn|,|€|1.2|bn|,|Rs|500|,|USD|350|m", "sums of news reports"),
    ("the 1990's in '72, the 4TH", "the|1990's|in|'72|,|the|4TH", "decades, short years, ordinals in capitals"),
    ("5'10 tall", "5|'|10|tall", "feet are no year"),
    ("[13,14] of 1,200.5", "[|13|,|14|]|of|1,200.5", "a comma is a thousands' one only before three figures"),
    (".265 and $.04", ".265|and|$|.04", "decimals without a nought"),
    ("9/11, 1/2, 24/7, 31/12", "9/11|,|1|/|2|,|24|/|7|,|31/12", "dates are whole, fractions and the like are not"),
    ("12-03-2021 or 2021-03-12", "12-03-2021|or|2021-03-12", "dates with hyphens"),
    ("call 202-555-0143, 555-0143 or +44 20", "call|202-555-0143|,|555-0143|or|+44|20", "telephone numbers"),
    ("some 500-1000 people, 3-5%", "some|500|-|1000|people|,|3|-|5|%", "a range is none"),
    ("a 4x4, 5.56x45mm", "a|4|x|4|,|5.56|x|45|mm", "measures"),
    ("35°C, 46 °F", "35|°|C|,|46|°|F", "degrees"),
    # Hyphens and slashes.
    ("mid-1990s, cross-border, anti-U.S. aims", "mid-1990s|,|cross-border|,|anti-U.S.|aims", "affixes before figures and abbreviations"),
    ("self-rule, vice-president, Deir-e-Nur", "self|-|rule|,|vice|-|president|,|Deir|-|e|-|Nur", "what looks like an affix and is cut"),
    ("U.S.-led F-16s, COVID-19, a 5-year-old", "U.S.|-|led|F|-|16s|,|COVID|-|19|,|a|5|-|year|-|old", "compounds of news reports"),
    ("Abdel-Fattah at Al-Shifa", "Abdel|-|Fattah|at|Al|-|Shifa", "names are cut at hyphens"),
    ("Foreign Minister's aide", "Foreign|Minister|'s|aide", "a possessive behind a title"),
    ("and/or, w/o, s/he, b/c", "and|/|or|,|w/o|,|s/he|,|b/c", "slashes within an abbreviation"),
    ("AT&T, R&D, Khan&Osei", "AT&T|,|R&D|,|Khan|&|Osei", "an ampersand between capitals"),
    # What stays whole because it is one sign.
    (":) ;-) <3 ^_^ :( (:", ":)|;-)|<3|^_^|:(|(:", "smileys"),
    ("as follows:(a) one", "as|follows|:|(|a|)|one", "no smiley"),
    ("<<a>> +++ ===> -> *~*~*~* ''b''", "<<|a|>>|+++|===>|->|*~*~*~*|''|b|''", "runs of marks, arrows, drawings, doubled quotation marks"),
    ("What.?! Stop…. No!!1", "What|.?!|Stop|….|No|!!|1", "mixed marks at an end"),
    ("plan.doc, (a_b-2.PDF), .xls", "plan.doc|,|(|a_b-2.PDF|)|,|.xls", "names of files"),
    ("on bbc.co.uk, news.org/a?b=c.", "on|bbc.co.uk|,|news.org/a?b=c|.", "sites without a scheme"),
    ("mailto:a.b@ex.org, Jo Ek@NEWS", "mailto:a.b@ex.org|,|Jo|Ek@NEWS", "mail, and accounts within a house"),
    ("comp.lang.ada was", "comp.lang.ada|was", "news groups"),
    ("the GCP_Lomé list, f*ck", "the|GCP_Lomé|list|,|f*ck", "low lines and asterisks inside a word"),
    ("The end.Then", "The|end|.|Then", "a missing space is no site"),
    ("#Mali #1 @who", "#Mali|#|1|@who", "hashtags and handles are words, numbers are not"),
    ("👩\u200d🚀🇹🇬👍🏽x", "👩\u200d🚀|🇹🇬|👍🏽|x", "joined signs, flags, colours of skin"),
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


PARTS = [
    "etc.",
    "U.S.",
    "its",
    "Its",
    "not",
    "Im",
    "et",
    "al.",
    "The",
    "p.",
    "5",
    "5.",
    ",",
    "ex-",
    "dont",
    "a@b",
    "x.doc",
    ":)",
    "I'ma",
    "“",
]


@given(st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(["", " ", "\n\t ", "\u00a0"]))))
def test_any_white_space_is_like_any_other(parts: list[tuple[str, str]]) -> None:
    text = "".join(part + space for part, space in parts)
    plain = "".join(part + space[:1].replace("\n", " ").replace("\u00a0", " ") for part, space in parts)
    assert [text[a:b] for a, b in cut(text)] == [plain[a:b] for a, b in cut(plain)]


@given(st.text(), st.text(alphabet="ab.A1,'’-@:/$ ", max_size=80))
def test_what_stands_far_away_changes_nothing(before: str, text: str) -> None:
    first = before + " so . "
    assert [(a - len(first), b - len(first)) for a, b in cut(first + text) if a >= len(first)] == cut(text)


UNITS = """a é \u0301 a\u0301 1 . ' ’ - @ # 🙂 \u200d \u200f _ / : * ! … + < = ~ ( a. 1, 1: 1/ 1- a' a- -a @a a@ a.b@ www. http://, non- ’s a_
    a* 1x a& +1 1,00, _. ~. -.doc a.co. <- --a [' Ph.""".split()


@pytest.mark.parametrize("unit", [*UNITS, " ", "U.S. ", "etc. ", "its ", "et. ", "I. ", '" '])
def test_time_is_linear(unit: str) -> None:
    begun = time.process_time()
    cut("x" + unit * (100_000 // len(unit)) + " x_")
    assert time.process_time() - begun < 2
