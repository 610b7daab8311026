"""``accordingto explain``: what it says was decided is what was decided, and what it points to is there."""

import json
import re
from importlib import resources

import msgspec
import numpy as np
import pytest

import accordingto
from accordingto import decide, explanation, ingest, pipeline
from accordingto.decide import Hints, Push
from accordingto.errors import UsageError

LEXICONS = resources.files("accordingto") / "lexicons" / "en"
TEXT = (
    "Statement by the Ministry of Health of Peru\n\nThe Ministry denies that its guards shelled the village of Sarn. The nurses would return"
    " if the army left the town. We regret that talks failed. No convoy was looted. The union plans to march on Friday."
    " Reportedly, 12 people were killed near the mill."
)


@pytest.fixture(scope="module")
def read():
    return pipeline.code_in_full(ingest.from_text(TEXT))


# why, the model's probabilities, what is added, what the explanation says
CHANGES = [
    ("a hint decides", {"O": 0.6, "AID": 0.3, "REJECT": 0.1}, [Push("AID", 4.0, "listed")], "without the lexicon's sense it would be none"),
    ("the model decides", {"O": 0.01, "AID": 0.98, "REJECT": 0.01}, [Push("AID", 4.0, "listed")], "no single hint decides: "),
    ("an entry is missing", {"O": 0.5, "AID": 0.4, "REJECT": 0.1}, [Push("O", 2.0, "unlisted")], "with a sense of AID in the lexicon"),
    (
        "an entry is missing where the model is unsure",
        {"O": 0.3, "AID": 0.36, "REJECT": 0.34},
        [Push("O", 1.0, "unlisted"), Push("O", 4.0, "unsure")],
        "with a sense of AID in the lexicon",
    ),
    ("no entry would help", {"O": 0.99999, "AID": 0.000005, "REJECT": 0.000005}, [Push("O", 2.0, "unlisted")], "lacks 14.2"),
]


@pytest.mark.parametrize(("model", "added", "wanted"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_the_smallest_change_is_told(model, added, wanted):
    weighed = decide.weigh(tuple(model), np.log(np.array(list(model.values()), np.float32)), added)
    hints = [explanation.Hint(explanation.shown(p.label), p.by, explanation.says("event", p.weight), "decide", (), ()) for p in added]
    assert wanted in explanation.otherwise("event", weighed, hints)


def test_hints_are_what_is_added():
    pushes = decide.pushes(Hints("AID", "denied", "negative", presupposed=True, stated=True))
    assert {p.weight for several in pushes.values() for p in several} == {"listed", "stated", "never", "polarity", "presupposed", "granted"}


@pytest.mark.model
def test_every_decision_is_that_of_the_claim(read):
    reading, basis = read
    for claim in reading.claims:
        found = {d.notion: d.value for d in explanation.explain(claim, basis[claim.id]).decisions}
        assert found["event type"] == (claim.event.type if claim.event else "none")
        assert found["modality"] == claim.modality
        assert found["polarity"] == claim.polarity
        assert found["presupposed"] == ("yes" if claim.presupposed else "no")
        assert found.get("event mode", "none") == ((claim.event.mode if claim.event else None) or "none")


@pytest.mark.model
def test_whoever_takes_part_was_weighed(read):
    """What is recorded of a state or sector has a probability, and one that is high enough; what is not recorded is said to be not."""
    reading, basis = read
    for claim in reading.claims:
        has = {(role, a.country or a.sector) for a in claim.actors for role in (("actor", "recipient") if a.role == "both" else (a.role,))}
        parts = explanation.explain(claim, basis[claim.id]).parts
        weighed = {(p.role, p.participant): p for p in parts}
        assert all(weighed[k].recorded and weighed[k].chance >= decide.WEIGHTS.stays for k in has if k[1] is not None and k in weighed)
        assert not [p for p in parts if p.recorded and (p.role, p.participant) not in has]
        assert [p.chance for p in parts] == sorted((p.chance for p in parts), reverse=True)


@pytest.mark.model
def test_a_named_line_lists_the_word(read):
    reading, basis = read
    places = 0
    for claim in reading.claims:
        own = basis[claim.id]
        for decision in explanation.explain(claim, own).decisions:
            for hint in decision.hints:
                lemmas = {t.lemma.lower() for t in own.analysis.tokens if t.form in hint.words} | {w.lower() for w in hint.words}
                for place in hint.where:
                    name, line = place.split(":")
                    listed = re.findall(r'"([^"]*)"', (LEXICONS / name).read_text(encoding="utf-8").split("\n")[int(line) - 1])
                    assert any(set(words.split()) & lemmas for words in listed), (place, hint)
                    places += 1
    assert places > 8


# words of a claim, notion, the word that the hint stands on, the file that lists it
HINTS = [
    ("shelled the village", "event type", "shelled", "events-material-conflict.toml"),
    ("shelled the village", "modality", "denies", "cues.toml"),
    ("would return", "modality", "would", "modality.toml"),
    ("talks failed", "presupposed", "regret", "modality.toml"),
    ("march on Friday", "modality", "plans", "cues.toml"),
]


@pytest.mark.model
@pytest.mark.parametrize(("words", "notion", "word", "file"), HINTS)
def test_a_hint_names_its_word_and_file(read, words, notion, word, file):
    reading, basis = read
    holding = [c for c in reading.claims if words in " ".join(q.text for q in c.evidence)]
    claim = min(holding, key=lambda c: sum(len(q.text) for q in c.evidence))
    decision = next(d for d in explanation.explain(claim, basis[claim.id]).decisions if d.notion == notion)
    assert any(word in hint.words and any(place.startswith(file) for place in hint.where) for hint in decision.hints), decision


@pytest.mark.model
def test_explain_in_python_and_as_text(tmp_path):
    file = tmp_path / "statement.txt"
    file.write_text(TEXT, encoding="utf-8")
    claim = next(c for c in accordingto.read(file) if c.event)
    found = accordingto.explain(file, claim.id[:8])
    assert found.claim == claim
    text = explanation.render(found)
    assert f"claim {claim.id}" in text
    assert claim.evidence[0].text in text
    assert json.loads(msgspec.json.encode(found))["claim"]["id"] == claim.id
    for wanted, why in (("0000000000", "no claim has this id"), ("a", "at least 4")):
        with pytest.raises(UsageError, match=why):
            accordingto.explain(file, wanted)
