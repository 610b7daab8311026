"""Titles in which an infinitive is the predicate: what they claim, and what only looks like it."""

import pytest

import accordingto

BODY = "\n\nLOMÉ, 3 May 2025 – The gate was shut on Friday, the mayor said. He gave no reason. Nobody was hurt."

# a title, its claims with their modality, who says them last, why
TITLES = [
    ("Dam to reopen on Friday", {"Dam to reopen on Friday": "planned"}, None, "the noun is the infinitive's subject"),
    ("Police to be sent to border", {"Police to be sent to border": "planned"}, None, "passive"),
    ("Peru to send two ships to Chile", {"Peru to send two ships to Chile": "planned"}, None, "a state"),
    ("Chile to send two ships to Peru", {"Chile to send two ships to Peru": "planned"}, None, "the other way about"),
    (
        "Highway to get 300 more police, guns to go, say ministers",
        {"Highway to get 300 more police": "planned", "guns to go": "planned"},
        "ministers",
        "several, with who says so behind them",
    ),
    ("Talks to free hostages fail", {"Talks to free hostages fail": "asserted"}, None, "a noun that has another predicate"),
    ("Peru asks panel to rule on copper duty", {"Peru asks panel to rule on copper duty": "asserted"}, None, "somebody is asked to"),
]


@pytest.mark.model
@pytest.mark.parametrize(("title", "wanted", "name", "why"), TITLES, ids=[why for *_, why in TITLES])
def test_a_title_claims(title, wanted, name, why):
    claims = [c for c in accordingto.read_text(title + BODY) if c.evidence[0].start < len(title)]
    found = {" … ".join(q.text for q in c.evidence): c.modality for c in claims}
    assert wanted.items() <= found.items(), (why, found)
    said = {c.according_to[-1].name for c in claims if " … ".join(q.text for q in c.evidence) in wanted}
    assert said == {name}, why


@pytest.mark.model
def test_in_running_text_such_a_noun_phrase_is_no_clause():
    (claim,) = accordingto.read_text("The first dam to reopen was that of Kouvé.")
    assert (claim.modality, claim.evidence[0].text) == ("asserted", "The first dam to reopen was that of Kouvé")
