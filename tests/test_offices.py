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
