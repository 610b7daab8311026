"""Who does it to whom: every construction of ``cases/participants.toml`` on the shipped model."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from accordingto import ingest, pipeline, world
from accordingto.decide import participation

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "participants.toml").read_text(encoding="utf-8"))["case"]


def who(case: dict[str, Any]) -> list[str]:
    """The participants of the sentence's first claim of the case's type, in the table's form."""
    claims = pipeline.code(ingest.from_text(case["text"], ingest.Given(id="case", date="2024-12-13"))).claims
    of_type = [c for c in claims if c.event is not None and c.event.type == case["type"]]
    return sorted(f"{a.role} {a.country or a.sector or '-'}" for a in of_type[0].actors) if of_type else ["no such claim"]


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_who_does_it_to_whom(case: dict[str, Any]) -> None:
    assert who(case) == sorted(case["who"]), case["reason"]


def test_each_case_has_a_reason_and_stands_once() -> None:
    assert len({c["text"] for c in CASES}) == len(CASES)
    assert all(c["reason"] for c in CASES)


MIRRORED = [
    ("{A} accused {B} of shelling the port.", "Chad", "Niger"),
    ("{A} handed two boats back to {B}.", "Peru", "Chile"),
    ("Soldiers of {A} fired on a village in {B}.", "Ghana", "Togo"),
    ("{A} and {B} agreed to open the bridge.", "Kenya", "Uganda"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "one", "other"), MIRRORED, ids=[m[0] for m in MIRRORED])
def test_both_sides_are_weighed_alike(text: str, one: str, other: str) -> None:
    """Whoever stands in one's place has his roles: no state has a weight of its own."""

    def found(a: str, b: str) -> list[set[str]]:
        claims = pipeline.code(ingest.from_text(text.format(A=a, B=b), ingest.Given(id="case", date="2024-12-13"))).claims
        named = {codes[a]: "A", codes[b]: "B"}
        return [{f"{x.role} {named.get(x.country or '', '-')}" for x in c.actors} for c in claims]

    codes = {"Chad": "TCD", "Niger": "NER", "Peru": "PER", "Chile": "CHL", "Ghana": "GHA", "Togo": "TGO", "Kenya": "KEN", "Uganda": "UGA"}
    assert found(one, other) == found(other, one)


def test_the_weights_name_no_state() -> None:
    assert not [name for name in participation.load().weights if any(code in name for code in world.load().countries)]
    assert {name.partition("|")[2] for name in participation.load().weights} == set(participation.SIDES)
