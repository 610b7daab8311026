"""Quality does not fall below its floors (evaluation/floors.toml): what takes seconds is measured here, the rest by ``make score``."""

import pytest
from evaluation import challenge, own, score


@pytest.fixture(scope="module")
def measured(request):
    return score.measure(request.getfixturevalue("shared"), quick=True)


@pytest.mark.model
@pytest.mark.shared
@pytest.mark.parametrize("figure", sorted(score.floors()["statement"]))
def test_the_statements_figures_hold_their_floors(measured, figure):
    figures, _ = measured
    floor = score.floors()["statement"][figure]
    assert figures["statement"][figure] >= floor.value, floor.why


@pytest.mark.model
@pytest.mark.shared
def test_the_statements_claims_keep_to_the_contract(measured):
    _, problems = measured
    assert not problems, "\n".join(problems[:10])


@pytest.mark.model
def test_the_challenge_set_holds_its_floors():
    """What is negated, conditional, denied or attributed is not asserted as fact."""
    figures = {"challenge": challenge.measure()}
    assert not score.shortfalls(figures, score.floors())


@pytest.mark.model
@pytest.mark.shared
def test_the_corpus_dev_documents_hold_their_floors(shared):
    figures = {"own": own.measure(shared)}
    assert not score.shortfalls(figures, score.floors())


# figures, floors, how many shortfalls, why
CASES = [
    ({"statement": {"right": 0.3}}, {"right": 0.3}, 0, "at the floor is not below it"),
    ({"statement": {"right": 0.29}}, {"right": 0.3}, 1, "below"),
    ({"statement": {}}, {"right": 0.3}, 1, "a floor without its figure is a shortfall, not a pass"),
    ({}, {"right": 0.3}, 0, "what was not measured at all (--quick) is not judged"),
]


@pytest.mark.parametrize(("figures", "least", "count", "why"), CASES, ids=[c[3] for c in CASES])
def test_shortfalls(figures, least, count, why):
    floors = {"statement": {k: score.Floor(v, "a reason") for k, v in least.items()}}
    assert len(score.shortfalls(figures, floors)) == count, why


def test_every_floor_says_why():
    assert all(floor.why for wanted in score.floors().values() for floor in wanted.values())
