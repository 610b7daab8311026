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


@pytest.mark.model
@pytest.mark.parametrize("case", [c for c in CASES if "own" in c or "never" in c], ids=lambda c: c["reason"])
def test_what_is_asked_for_or_meant_is_claimed_by_itself(case: dict[str, Any]) -> None:
    """With its modality, and by whoever speaks; what somebody is only asked to say is asserted by nobody."""
    from accordingto import ingest, pipeline

    given = ingest.Given(id="case", date="2025-06-18", speaker=case.get("speaker"))
    claims = {" … ".join(q.text for q in c.evidence): c for c in pipeline.code(ingest.from_text(case["text"], given)).claims}
    for words, modality in case.get("own", {}).items():
        assert words in claims, (case["reason"], sorted(claims))
        assert (claims[words].modality, claims[words].according_to[-1].name) == (modality, case["speaker"]), case["reason"]
    for words in case.get("never", ()):
        assert words not in claims or claims[words].modality != "asserted", case["reason"]
