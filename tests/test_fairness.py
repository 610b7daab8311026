"""The swap test's own parts: what is replaced, what is compared, what counts as a difference."""

import pytest
from evaluation import fairness

TEXT = "Kenya's army shelled Ugandan posts. Kenyans and Ugandans fled. Uganda denies it."


def test_the_two_states_named_most_are_found():
    assert fairness.named_most(TEXT) == ("UGA", "KEN")
    assert fairness.named_most("Rain fell in Kenya.") is None


@pytest.mark.parametrize("pair", fairness.PAIRS, ids="/".join)
def test_both_ways_round_are_one_text_but_for_the_sides(pair):
    found = fairness.named_most(TEXT)
    texts = []
    for sides in (pair, (pair[1], pair[0])):
        words = fairness.replaced(TEXT, found, sides)
        assert "Kenya" not in words
        assert "Ugand" not in words
        pattern, table = fairness.neutral(sides)
        texts.append(pattern.sub(lambda m, table=table: table[m.group()], words))
    assert texts[0] == texts[1]


def test_every_pair_has_two_states_with_names_and_demonyms():
    known = fairness.states()
    assert len(set(fairness.PAIRS)) == 20
    assert all(known[code][1] and known[code][2] for pair in fairness.PAIRS for code in pair)


# counts of the two sides, whether that is more than chance gives
@pytest.mark.parametrize(("one", "other", "wanted"), [(0, 0, False), (3, 5, False), (0, 8, False), (0, 30, True), (10, 40, True)])
def test_a_difference_must_be_more_than_chance(one, other, wanted):
    assert fairness.significant(one, other) == wanted


# a text, a state, whether it names something of that state besides name and demonym, why
@pytest.mark.parametrize(
    ("text", "state", "wanted", "why"),
    [
        ("The Houthis fired at a ship.", "YEM", True, "an organisation"),
        ("Talks in Minsk failed.", "BLR", True, "a seat"),
        ("A Belarusian envoy left Belarus.", "BLR", False, "name and demonym are exchanged"),
        ("Shells fell on Kharkiv.", "UKR", True, "a large town"),
        ("Kenya's army fired at a ship.", "YEM", False, "another state's"),
    ],
)
def test_who_belongs_to_a_side_besides(text, state, wanted, why):
    assert fairness.besides(text, state) == wanted, why


@pytest.mark.model
def test_exchanged_sides_are_read_alike():
    """Of the first documents of the corpus; `make fairness` reads a hundred (docs/decisions/0013-sides.md)."""
    found = fairness.figures(list(fairness.run(8)))
    assert found["same"] >= 0.93  # .956, with the names as they are .889
    assert found["pairs_better"] == found["pairs_accused"] == 0
