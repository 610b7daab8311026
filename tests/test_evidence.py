"""In which words a claim stands: one table of texts, each with its reason (``cases/evidence.toml``)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "evidence.toml").read_text(encoding="utf-8"))["case"]


def evidence(text: str) -> list[str]:
    """The evidence of each claim of a text, shortest first, its pieces joined."""
    from accordingto import ingest, pipeline

    reading = pipeline.code(ingest.from_text(text, ingest.Given(id="case", date="2025-06-18")))
    return sorted((" … ".join(q.text for q in c.evidence) for c in reading.claims), key=len)


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["reason"] for c in CASES])
def test_a_claim_stands_in_these_words(case: dict[str, Any]) -> None:
    found = evidence(case["text"])
    if "evidence" in case:
        assert found == case["evidence"], case["reason"]
    assert set(case.get("holds", ())) <= set(found), (case["reason"], found)
    assert set(case.get("lacks", ())).isdisjoint(found), (case["reason"], found)
