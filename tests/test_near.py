"""Which document is a copy of which: a table of pairs, each saying why it is there. No model is needed."""

import pytest

from accordingto import ingest
from accordingto.archive import near

STORY = """PUNO, 3 May - The health minister of Peru, Rosa Quispe, opened a clinic in Puno on Friday and said that 12 nurses from three districts would work there from June.

The clinic had been closed since a flood in 2019 took its roof away. The council paid for the new one, and the people of the town carried the bricks up from the lake.

Quispe denied that the ministry had forgotten the province. The governor, Luis Mamani, said that he had written to the ministry four times and had been given no answer.

The union of nurses asked for a second ambulance. The minister said that her ministry would look at the request before the end of the year, and that the road to the clinic would be mended first.

A teacher who lives beside the clinic said that mothers had walked two hours to the next one. The old building will become a school kitchen, the council said in a statement."""
PARTS = STORY.split("\n\n")


def changed(*pairs):
    text = STORY
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


# why, the later text, whether it is a copy of STORY
PAIRS = [
    ("the same words", STORY, True),
    ("another credit before it", "(The Coast) " + STORY, True),
    ("a note of the desk after it", STORY + "\n\nEdited by the desk of the south.", True),
    ("other quotation marks, dashes and spaces", changed((" - ", " – "), ("\n\n", "\n\n\n")), True),
    ("a British spelling", changed(("mended", "repaired")), True),
    ("the last paragraph cut", "\n\n".join(PARTS[:-1]), True),
    ("a paragraph in the middle cut", "\n\n".join([*PARTS[:3], PARTS[4]]), True),
    ("capitals in the first words", changed(("The health minister of Peru", "The Health Minister of Peru")), True),
    ("an update: another number", changed(("12 nurses", "14 nurses")), False),
    ("an update: a number in words", changed(("three districts", "five districts")), False),
    ("a denial taken back", changed(("Quispe denied that", "Quispe admitted that")), False),
    ("a word that turns a sentence round", changed(("would work there", "would not work there")), False),
    ("another name", changed(("Luis Mamani", "Jorge Flores")), False),
    ("another day", changed(("on Friday", "on Monday")), False),
    ("a form filled for another town", changed(("Puno", "Juliaca"), ("PUNO", "JULIACA")), False),
    (
        "a paragraph more: claims of its own",
        STORY
        + "\n\nThe opposition said that the clinic had been built without a permit, that the ministry had paid twice for the roof and that the council had been told in March.",
        False,
    ),
    (
        "an excerpt of three quarters, with other paragraphs",
        "\n\n".join(PARTS[:2])
        + "\n\nThe lake is high this year, fishermen said. Boats from both shores were moved to the new harbour on Sunday, and the market was held under the bridge for the first time since the war.",
        False,
    ),
    (
        "another story of the same clinic",
        "The clinic in Puno was opened on Friday, the ministry of health said. Nurses will come in June. A flood had taken its roof, and the council has paid for another, so that nobody need walk to the next town.",
        False,
    ),
]


def page(text):
    return ingest.from_text(text)


@pytest.mark.parametrize(("why", "text", "copy"), PAIRS, ids=[p[0] for p in PAIRS])
def test_pairs(why, text, copy):
    one, two = page(text), page(STORY)
    assert (near.similarity(near.words(one), near.words(two)) > 0) is copy, why
    if copy:
        assert set(near.bands(one)) & set(near.bands(two)), f"{why}: it is not even a candidate"


def test_short_texts_are_copies_only_word_for_word():
    assert near.bands(page("The minister opened the clinic in Puno on Monday.")) == ()


def test_bands_do_not_depend_on_the_process():
    """They are compared between machines and runs."""
    assert near.bands(page(STORY))[:2] == (6833034422239742562, 3608036612017299411)


@pytest.mark.parametrize(("one", "two"), near.turning().examples)
def test_a_word_that_turns_a_claim(one, two):
    assert near.changes(two.split(), one.split())


@pytest.mark.parametrize(("one", "two"), near.turning().counterexamples)
def test_a_word_that_turns_none(one, two):
    assert not near.changes(two.split(), one.split())
