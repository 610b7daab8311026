"""The meaning encoder at run time, and how its view is weighed against the rules'."""

import numpy as np
import pytest

from accordingto import decide, encoder, meaning
from accordingto.decide import Hints, Weights
from accordingto.features import Labels
from accordingto.meaning import PARTS, Judgement

LABELS = Labels((), (), (), mode=("-", "ASSAULT.aerial", "ASSAULT.firearms", "AID.x"))
PLAIN = Hints(None, "asserted", "positive", presupposed=False)


def scores(labels, **given):
    """Log-probabilities: the given ones, the rest shared out."""
    values = np.full(len(labels), (1 - sum(given.values())) / max(1, len(labels) - len(given)), np.float32)
    for label, value in given.items():
        values[labels.index(label)] = value
    return np.log(values)


def judged(parts=(), **given):
    found = {
        "event": scores(LABELS.event, O=0.9),
        "mode": np.log(np.array([0.1, 0.6, 0.2, 0.1], np.float32)),
        "modality": scores(LABELS.modality, asserted=0.9),
        "polarity": scores(LABELS.polarity, positive=0.9),
        "presupposed": scores(LABELS.presupposed, said=0.9),
        "right": np.log(np.array([0.2, 0.8], np.float32)),
    }
    rows = np.log(np.array(parts or [[0.9, 0.02, 0.02, 0.02, 0.02, 0.02]], np.float32))
    return Judgement(found | given, rows, 10)


# why, what the model says, hints, what comes out
CASES = [
    ("nobody speaks for an event", judged(), PLAIN, (None, "asserted", "positive", False)),
    (
        "the lexicon tips an undecided model",
        judged(event=scores(LABELS.event, O=0.5, ASSAULT=0.3)),
        Hints("ASSAULT", "asserted", "positive", presupposed=False),
        ("ASSAULT", "asserted", "positive", False),
    ),
    (
        "the model overrules the lexicon where it is sure",
        judged(event=scores(LABELS.event, O=0.99)),
        Hints("ASSAULT", "asserted", "positive", presupposed=False),
        (None, "asserted", "positive", False),
    ),
    (
        "the model alone finds an event that no lexicon has",
        judged(event=scores(LABELS.event, AID=0.9)),
        PLAIN,
        ("AID", "asserted", "positive", False),
    ),
    (
        "a cue's denial stands against a mild doubt of the model",
        judged(modality=scores(LABELS.modality, asserted=0.6, denied=0.3)),
        Hints(None, "denied", "positive", presupposed=False),
        (None, "denied", "positive", False),
    ),
    (
        "negation by the rules and by the model add up",
        judged(polarity=scores(LABELS.polarity, positive=0.8)),
        Hints(None, "asserted", "negative", presupposed=False),
        (None, "asserted", "negative", False),
    ),
]


@pytest.mark.parametrize(("given", "hints", "wanted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_model_and_hints_are_weighed(given, hints, wanted):
    found = decide.claim(LABELS, given, hints)
    assert (found.type, found.modality, found.polarity, found.presupposed) == wanted
    assert all(0 <= weighed.chance <= 1 for weighed in found.weighed.values())


def test_the_mode_is_one_of_the_types_own():
    found = decide.claim(LABELS, judged(event=scores(LABELS.event, ASSAULT=0.9)), PLAIN)
    assert found.mode == "aerial"


def test_an_unlisted_type_needs_the_model_to_be_sure_of_it():
    """Several types that are likelier than none, and none of them likely: no event; one of which the model is sure is one."""
    torn = decide.claim(LABELS, judged(event=scores(LABELS.event, O=0.08, ASSAULT=0.34, COERCE=0.3)), PLAIN)
    sure = decide.claim(LABELS, judged(event=scores(LABELS.event, O=0.08, ASSAULT=0.6)), PLAIN)
    assert (torn.type, sure.type) == (None, "ASSAULT")
    assert [p.weight for p in torn.weighed["event"].pushes] == ["unlisted", "unsure"]


def test_without_weights_the_model_decides_alone():
    nothing = Weights(listed=0, unlisted=0, unsure=0, modality=0, stated=0, never=0, unstated=0, rare=0, polarity=0, presupposed=0)
    found = decide.claim(LABELS, judged(event=scores(LABELS.event, O=0.5, AID=0.4)), Hints("ASSAULT", "denied", "negative", True), nothing)
    assert (found.type, found.modality, found.polarity, found.presupposed) == (None, "asserted", "positive", False)


def test_words_have_a_part_where_it_is_likely_or_hinted():
    actor = PARTS.index("actor")
    rows = [[0.1] * 6, [0.04] * 6, [0.2] * 6]
    rows[0][actor], rows[1][actor], rows[2][actor] = 0.6, 0.005, 0.2
    given = judged(parts=rows)
    assert decide.words(given, "actor") == {10}
    assert decide.words(given, "actor", {12}) == {10, 12}, "a hint lifts an undecided word"
    assert decide.words(given, "actor", {11}) == {10}, "and not one that the model rules out"
    assert decide.words(given, "actor", {99}) == {10, 99}, "what the model did not see is the rules' alone"


def test_erf_is_the_error_function():
    import math

    x = np.linspace(-4, 4, 81, dtype=np.float32)
    assert np.abs(meaning.gelu(x) - np.array([v * 0.5 * (1 + math.erf(v / math.sqrt(2))) for v in x.tolist()])).max() < 1e-5


@pytest.mark.model
def test_every_word_is_read_and_every_claim_judged():
    text = "The rebels shelled the market in Korvat. They deny it.\n\nNo talks were held."
    analysis = encoder.load().analyse(text, [(0, 54), (56, len(text))])
    told = meaning.load().read(analysis)
    assert len(told.vectors) == len(analysis.tokens)
    for sentence in analysis.sentences:
        [found] = told.judge([range(sentence.first, sentence.last)])
        assert found.parts.shape[1] == len(PARTS)
        assert found.first <= sentence.first < found.first + len(found.parts)
        for values in found.scores.values():
            assert np.exp(values).sum() == pytest.approx(1, abs=1e-4)


@pytest.mark.model
def test_a_document_is_read_alike_whatever_stood_before():
    text = "The rebels shelled the market in Korvat."
    analysis = encoder.load().analyse(text, [(0, len(text))])
    first = meaning.load().read(analysis).vectors
    other = "Nurses struck for a week. " * 30
    meaning.load().read(encoder.load().analyse(other, [(0, len(other))]))
    assert (meaning.load().read(analysis).vectors == first).all()


@pytest.mark.model
def test_nothing_is_read_of_nothing():
    assert len(meaning.load().read(encoder.load().analyse("", [])).vectors) == 0
