"""How the encoder's figures are worked out: F1, intervals, what int8 costs, figures of others, the model card's rows."""

import pytest
from evaluation import card, score, small
from evaluation.encoder import DEAR, Counts, costs

COUNTS = [(8, 10, 10), (1, 5, 4), (9, 9, 10), (0, 2, 3), (5, 5, 5), (7, 9, 8)]


def test_f1_sums_before_it_divides() -> None:
    assert small.f1(COUNTS) == pytest.approx(200 * 30 / (40 + 40))
    assert small.f1([(0, 0, 0)]) == 0


def test_f1_counts_every_kind_once() -> None:
    """Also a kind of which more are found than there are."""
    counts = Counts()
    counts.add({(0, 1, "PER"), (2, 3, "LOC")}, {(0, 1, "PER"), (4, 5, "PER"), (6, 7, "ORG")})
    assert counts.f1() == pytest.approx(200 * 1 / (2 + 3))
    assert counts.f1("PER") == pytest.approx(200 * 1 / (1 + 2))
    assert counts.f1("LOC", "ORG") == 0


def test_the_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    low, high = small.interval(COUNTS)
    assert low < small.f1(COUNTS) < high
    assert small.interval(COUNTS) == (low, high)


def test_the_interval_of_like_samples_is_a_point() -> None:
    assert small.interval([(1, 2, 2)] * 9) == (50.0, 50.0)


def test_more_samples_narrow_the_interval() -> None:
    few, many = small.interval(COUNTS), small.interval(COUNTS * 9)
    assert many[1] - many[0] < few[1] - few[0]


def test_what_int8_costs_is_in_points() -> None:
    """A correlation of .70 for .71 is a point; speeds and interval ends are no qualities."""
    int8 = {"ewt_las": 87.4, "uds_factuality": 0.70, "words_per_second": 9000.0, "x_low": 1.0, "x_high": 3.0}
    exact = {"ewt_las": 88.0, "uds_factuality": 0.71, "words_per_second": 3000.0, "x_low": 2.0, "x_high": 9.0}
    found = costs(int8, exact)
    assert found == pytest.approx({"ewt_las": 0.6, "uds_factuality": 1.0})
    assert found["ewt_las"] > DEAR


def test_the_table_shows_floor_interval_and_neighbour() -> None:
    figures = {"encoder": {"ewt_upos": 96.5, "gum_attribution": 40.0, "gum_attribution_low": 30.0, "gum_attribution_high": 50.0}}
    floors = {"encoder": {"ewt_upos": score.Floor(96.0, "a reason")}}
    lines = score.table(figures, floors, score.published()).split("\n")
    assert "96.5" in lines[1]
    assert "      96  96.9 spaCy" in lines[1]
    assert lines[2].endswith("95% between 30 and 50")
    assert len(lines) == 3


def test_figures_of_others_say_whose_they_are_and_where_they_stand() -> None:
    for name, other in score.published().items():
        assert name.split("_")[0] in ("ewt", "gum", "polnear", "propbank", "uds"), name
        assert other.who
        assert other.differs
        assert 0 < other.value < 100


def test_the_card_has_a_row_for_every_quality() -> None:
    """Every key of a row is shown, with its interval where there is one."""
    keys = [key for row in card.ROWS.values() for key in row.split()]
    assert len(keys) == len(set(keys))
    report = dict.fromkeys(keys, 50.0) | {"gum_attribution_low": 41.2, "gum_attribution_high": 58.8}
    table = card.table(report, None)
    assert table.count("\n") == len(card.ROWS) + 2
    assert "| GUM dev: attributions | 50.0 (41–59) |" in table
    assert "| GUM dev: attributions | 50.0 (41–59) | 50.0 (41–59) |" in card.table(report, report)
