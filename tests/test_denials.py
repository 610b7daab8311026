"""Denials and reports of reports: every construction of ``cases/denials.toml`` on the shipped model, its chain and its stances."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import accordingto
from accordingto import ingest, pipeline
from accordingto.types import Claim

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "denials.toml").read_text(encoding="utf-8"))["case"]


def shown(claim: Claim) -> str:
    """A claim in the table's form."""
    publisher, *links = claim.according_to
    chain = [f"publisher:{publisher.stance}"] if publisher.stance != "reported" else []
    chain += [f"{k.mention.text if k.mention else '-'}:{k.stance}" for k in links]
    return f"{'not ' * (claim.polarity == 'negative')}{' … '.join(q.text for q in claim.evidence)} | {' > '.join(chain)}"


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_a_construction_gives_these_chains(case: dict[str, Any]) -> None:
    claims = pipeline.code(ingest.from_text(case["text"], ingest.Given(id="case", date="2024-12-13"))).claims
    assert [shown(c) for c in claims] == case["claims"], case["reason"]


def test_there_are_enough_cases_and_each_has_a_reason() -> None:
    assert len({c["text"] for c in CASES}) == len(CASES) >= 80
    assert all(c["reason"] for c in CASES)
    assert min(Counter(c["kind"] for c in CASES).values()) >= 2


# Whose statement it is, in the third person or as "we": what they reject is denied by them, and they stand in the chain once.
OWN = [
    (
        "Ministry of Foreign Affairs of Paraguay",
        "The Ministry of Foreign Affairs of Paraguay rejects the claim by Bolivian media that rangers shot two herders.",
    ),
    (
        "Ministry of Foreign Affairs of Bolivia",
        "The Ministry of Foreign Affairs of Bolivia rejects the claim by Paraguayan media that herders burned two trucks.",
    ),
    (
        "Ministry of Defence of Togo",
        "The Ministry of Defence of Togo dismisses as false a report by Ghanaian radio that its boats rammed a canoe.",
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("speaker", "text"), OWN, ids=[speaker for speaker, _ in OWN])
def test_what_the_documents_own_speaker_rejects_is_denied(speaker, text):
    found = [c for c in accordingto.read_text(text, speaker=speaker) if c.modality == "denied"]
    assert found
    for claim in found:
        names = [link.name for link in claim.according_to]
        assert names.count(speaker) == 1
        assert [link.stance for link in claim.according_to] == ["reported", "denied", "reported"]


# What the document's own speaker denies of what it means or plans: its name stands once, and its stance is the denial.
MEANT = [
    ("Ministry of Health of Togo", "The Ministry denies that it intends to close the two wards in Lomé."),
    ("Ministry of Health of Armenia", "The Ministry denies that it plans to close the two wards in Gyumri."),
    ("ECOWAS Mission in The Gambia", "The Mission denies that it intends to arrest him, and knows of no warrant."),
]


@pytest.mark.model
@pytest.mark.parametrize(("speaker", "text"), MEANT, ids=[speaker for speaker, _ in MEANT])
def test_what_the_documents_own_speaker_does_not_mean_to_do(speaker, text):
    told = f"Statement by the {speaker}\n\nThe {speaker.split()[0]} informs the public that the road is open.\n\n{text}"
    found = [c for c in accordingto.read_text(told, speaker=speaker) if c.modality == "denied"]
    assert found
    for claim in found:
        assert [(link.name, link.stance) for link in claim.according_to][1:] == [(speaker, "denied")]
