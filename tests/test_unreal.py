"""Events that did not happen, or not yet: every construction of ``cases/unreal.toml`` on the shipped model, and whose an institution is."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from accordingto import ingest, pipeline
from accordingto.types import Claim

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "unreal.toml").read_text(encoding="utf-8"))["case"]


def claims(text: str) -> tuple[Claim, ...]:
    """The claims of a sentence."""
    return pipeline.code(ingest.from_text(text, ingest.Given(id="case", date="2024-12-13"))).claims


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_what_did_not_happen_is_no_fact(case: dict[str, Any]) -> None:
    shown = [f"{c.event.type} {c.modality}{' not' * (c.polarity == 'negative')}" for c in claims(case["text"]) if c.event]
    assert shown == case["events"], case["reason"]


def test_there_are_enough_cases_and_each_has_a_reason() -> None:
    assert len({c["text"] for c in CASES}) == len(CASES) >= 30
    assert all(c["reason"] for c in CASES)
    assert min(Counter(c["kind"] for c in CASES).values()) >= 2


# a sentence, the states of its actors, why: nothing says that an institution is of the state that its act is towards
TOWARDS = [
    ("The ministry is considering sanctions against Kenya.", set(), "sanctions against a state are another's"),
    ("The ministry is considering sanctions against Uganda.", set(), "whichever it is"),
    ("The parliament voted for an embargo against Togo.", set(), "a parliament"),
    ("The army shelled four villages in Togo.", {"TGO"}, "a place tells whose army it may be"),
    ("The Kenyan ministry is considering sanctions against Uganda.", {"KEN"}, "of which the words say so"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "states", "why"), TOWARDS, ids=[text for text, *_ in TOWARDS])
def test_an_institution_is_not_of_the_state_that_its_act_is_towards(text, states, why):
    assert {x.country for c in claims(text) for x in c.actors if x.role == "actor" and x.country} == states, why


# a sentence, the modalities of its claims, why
FOUND = [
    ("Two boats were found to carry rockets.", ["asserted"], "what they were found to do, not what for"),
    ("He was seen to leave the camp.", ["asserted"], "seen to"),
    ("The men were paid to leave the camp.", ["asserted", "planned"], "what somebody is paid for lies ahead"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "modalities", "why"), FOUND, ids=[text for text, *_ in FOUND])
def test_what_came_out_is_asserted(text, modalities, why):
    assert [c.modality for c in claims(text)] == modalities, why
