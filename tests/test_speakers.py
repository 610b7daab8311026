"""Who says each claim, in whole texts: one table of kinds, each row with its reason (``cases/speakers.toml``)."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from accordingto import ingest, pipeline
from accordingto.analysis import Analysis, Sentence
from accordingto.attribution import continuation, quotes
from accordingto.types import Claim
from tests.trees import tree

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "speakers.toml").read_text(encoding="utf-8"))["case"]


def claims(case: dict[str, Any]) -> tuple[Claim, ...]:
    return pipeline.code(ingest.from_text(case["text"], ingest.Given(id="case", speaker=case.get("speaker")))).claims


def holding(found: tuple[Claim, ...], words: str) -> Claim:
    """The shortest claim whose evidence holds the words (or most of them)."""
    fits = [c for c in found if words.lower() in " ".join(q.text for q in c.evidence).lower()]
    assert fits, f"no claim holds “{words}”: {[[q.text for q in c.evidence] for c in found]}"
    return min(fits, key=lambda c: sum(len(q.text) for q in c.evidence))


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[f"{c['kind']}: {c['reason']}" for c in CASES])
def test_who_says_it(case: dict[str, Any]) -> None:
    if case.get("fails"):
        pytest.xfail(case["fails"])
    found = claims(case)
    for words, name, *country in case.get("says", ()):
        link = holding(found, words).according_to[-1]
        assert (link.name or "-") == name, case["reason"]
        assert all(c in (link.country or "-", link.sector) for c in country), (case["reason"], link)
    for words, name in case.get("actor", ()):
        assert name in [a.name for a in holding(found, words).actors], case["reason"]


def test_a_sentence_that_is_cut_behind_its_cue_is_said_by_its_subject() -> None:
    a = tree(
        "Dan Dan PROPN NNP 2 nsubj\nsaid say VERB VBD 0 root\n\n"
        "opening open VERB VBG 0 root\nit it PRON PRP 1 obj\nwas be AUX VBD 5 cop\na a DET DT 5 det\nmistake mistake NOUN NN 1 ccomp\n~. . PUNCT . 1 punct"
    )
    one = Analysis(a.text, a.tokens, tuple(Sentence(s.first, s.last, 0) for s in a.sentences))
    found = continuation.find(one, quotes.find(one), [])
    assert [(f.source, f.cue, f.content) for f in found] == [([(0, 1)], [(1, 2)], [(2, 8)])]


def test_each_kind_has_seven_rows_and_each_row_a_reason() -> None:
    assert len({(c["kind"], c["reason"]) for c in CASES}) == len(CASES)
    assert min(Counter(c["kind"] for c in CASES).values()) >= 7


OWN_LIST = """Statement by the Special Envoy for the Upper Benue

Garoua, 9 September

I am alarmed by the raid on the camp.

I call on all parties:
- to release the men; and
- to let my office see them."""


@pytest.mark.model
def test_a_speakers_own_list_begins_no_statement():
    """ "I call on all parties:" is said by who speaks already: the words before it are theirs as well."""
    claims = pipeline.code(ingest.from_text(OWN_LIST, ingest.Given(id="case"))).claims
    assert {c.according_to[-1].name for c in claims} == {"Special Envoy for the Upper Benue"}
    assert [c.modality for c in claims if "release" in c.evidence[0].text] == ["demanded"]
