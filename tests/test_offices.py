"""Whom a bare office ("the minister") means: who bears it before, or is introduced right behind; never who is named much later."""

import pytest

from accordingto import ingest, pipeline

FILLING = "Nobody was hurt.\n\nFlights resumed at noon.\n\nThe growers went home.\n\nRain fell in the evening.\n\nThe shops stayed shut."
# a text, the words of a claim, its actor, why
CASES = [
    (
        f"Kiribati cut the price. The minister left the airstrip early.\n\n{FILLING}\n\nTuvalu's minister, Selu Paeniu, sent a ship.",
        "The minister left the airstrip early",
        "minister",
        "somebody of another state, named much later, is not meant",
    ),
    (
        "The minister left the airstrip early.\n\nSelu Paeniu, the minister of fisheries of Tuvalu, sent a ship.",
        "The minister left the airstrip early",
        "Selu Paeniu",
        "who is introduced right behind is",
    ),
    (
        f"Tuvalu's minister, Selu Paeniu, sent a ship.\n\n{FILLING}\n\nThe minister left the airstrip early.",
        "The minister left the airstrip early",
        "Selu Paeniu",
        "and who was named before, however far",
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "words", "actor", "why"), CASES, ids=[case[3] for case in CASES])
def test_whose_office_it_is(text, words, actor, why):
    claims = pipeline.code(ingest.from_text(text, ingest.Given(id="x", date="2024-09-03"))).claims
    claim = next(c for c in claims if c.evidence[0].text.startswith(words))
    (who,) = [x for x in claim.actors if x.role != "recipient"]
    assert actor in (who.name, who.country), why
    assert ("Selu" in (who.name or "")) == ("Selu" in actor), why


@pytest.mark.model
@pytest.mark.parametrize(
    ("state", "adjective", "code"), [("Peru", "Canadian", "PER"), ("Canada", "Peruvian", "CAN"), ("Kenya", "Indian", "KEN")]
)
def test_where_a_firm_is_from_is_no_state_of_the_next_minister(state, adjective, code):
    """A firm's origin, named last, is not whose the offices are that are named behind it."""
    text = (
        f"The government of {state} ordered the mine to be reopened. The firm, owned by a {adjective} group, called the order a relief. "
        "Energy minister Jon Salcedo said that the vote had no force."
    )
    links = [c.according_to[-1] for c in pipeline.code(ingest.from_text(text, ingest.Given(id="case"))).claims]
    assert {link.country for link in links if link.name and "Salcedo" in link.name} == {code}


# a text, the state of the named envoy, why
BEFORE = [
    ("Bangladesh summoned Myanmar's ambassador on Monday. The ambassador, Aung Kyaw Moe, left without comment.", "MMR", "said before"),
    ("Myanmar summoned Bangladesh's ambassador on Monday. The ambassador, Rafiq Islam, left without comment.", "BGD", "of the other side"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "state", "why"), BEFORE, ids=[state for _, state, _ in BEFORE])
def test_a_named_officer_is_of_the_state_that_the_text_gave_his_office(text, state, why):
    claims = pipeline.code(ingest.from_text(text, ingest.Given(id="case", date="2024-12-13"))).claims
    assert {x.country for c in claims if "left" in c.evidence[0].text for x in c.actors if x.role == "actor"} == {state}, why
