"""Who does it to whom: every construction of ``cases/participants.toml`` on the shipped model."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from accordingto import ingest, pipeline

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
