"""The ablation: every switch is there, changes nothing but itself, and is switched on again."""

import pytest
from evaluation import ablate

from accordingto import modality, traits
from tests.trees import tree

SWITCHES = ablate.switches()


@pytest.mark.parametrize("switch", SWITCHES, ids=[s.label for s in SWITCHES])
def test_a_switch_has_something_to_switch_off(switch):
    before = getattr(switch.owner, switch.name)
    with ablate.without(switch):
        assert getattr(switch.owner, switch.name) is not before
    assert getattr(switch.owner, switch.name) is before


def test_labels_are_names():
    labels = [s.label for s in SWITCHES]
    assert len(set(labels)) == len(labels)


def test_every_named_rule_of_modality_has_a_switch():
    labels = {s.label for s in SWITCHES}
    assert {"modality: governor", "modality: future auxiliary", "modality: negation", "modality: factive governor"} <= labels


def test_without_its_rule_a_plan_is_a_plain_claim():
    rows = "Rebels rebel NOUN NNS 3 nsubj\nwill will AUX MD 3 aux\nleave leave VERB VB 0 root"
    switch = next(s for s in SWITCHES if s.label == "modality: future auxiliary")
    assert modality.of(tree(rows), 2).modality == "planned"
    with ablate.without(switch):
        assert modality.of(tree(rows), 2).modality == "asserted"
    assert modality.of(tree(rows), 2).modality == "planned"


# claims that share words: within a sentence, across sentences, not at all
def test_claims_that_share_words_are_beside_each_other():
    claims = [(0, 1, 2), (2, 3), (4, 5), (8, 9)]
    found = traits.beside(claims, [0, 0, 0, 0, 0, 0, 0, 0, 1, 1])
    assert found == [((2, 3),), ((0, 1, 2),), (), ()]
