"""Who speaks where no label says so: interviews, statements that a paper brings whole, a body's own page."""

import pytest

from accordingto.types import Claim

KITWE = """\
“They took my loudspeaker”

Grace Phiri, 52, a former magistrate, leads the Lakeside Front. She spoke to us in Kitwe on Monday.

What happened at the market?

We had a permit. Two vans came and an inspector told me that it had been withdrawn. They beat a boy of the choir.

The minister says that nobody was beaten. Is he lying?

He was in Lusaka. I want whoever threw the stone charged.

You accuse the commission of shrinking the register.

And I congratulate it. But three districts did not vote for this government, and I have counted them.

Will you boycott the vote?

No. I have seen boycotts.

The commission did not answer requests for comment.
"""

SUVA = """\
The harbour, the union and the law

Timoci Ravai has run the dockers' union of Suva for nine years. This newspaper sat down with him on Friday.

Why did the crews stop work in May?

Because nobody had paid us since March. I told the port so in writing.

The port says that it has paid every wage.

It says so. We have the slips, and I can show them to you.

Who called the police?

The manager called them. They came at noon, and my brother was led away.

What do you want now?

We want the wages, and I want him freed.
"""

ESSAY = """\
What is a harbour for?

Is it for ships?

I walked there in May. The cranes stood still.

Is it for the crews?

I met nine of them. We drank tea.

Is it for the town?

I do not know.
"""

FOLLOWS = """\
Shells near Tawila: ministry responds

The Ministry of Foreign Affairs of Chad issued the following statement on Monday:

On Sunday shells fell on two villages east of Adré. We condemn this attack.
"""

IN_FULL = """\
“We will not be silent”: envoy on the killing at Tena

The embassy of Peru in Quito sent this newspaper the following statement after a week of silence.

It is printed in full.

Julio Quispe was shot on the road to Tena. I thank the police, which has arrested two men.
"""

TEXT_FOLLOWS = """\
Port closed after collision

The full text of the statement of the Harbour Board follows:

Two ferries collided at dawn. We have closed the port.
"""

FOLLOWING_TALKS = """\
Port reopens

The Harbour Board made a statement on Monday following talks with the union.

Two ferries sailed at dawn. The crews cheered.
"""

OWN_PAGE = """\
Kenya: Investigate Killings at Marches

Police used lethal force on 11 February, the Uhuru Casework Centre said today.

The Centre spoke with 34 witnesses. Two men died in hospital.
"""

LETTERS = """\
Answer of the official representative of the MFA to a question of the media

Question: Is it true that a note was sent?

Answer: We express serious concern. The terminal was hit on Sunday.
"""

OP_ED = """\
Why we closed the crossing

By Amina Keita

On Monday our soldiers found nine tons of weapons. I ordered the crossing closed. The rebels have burned eleven villages.

Amina Keita is the minister of defence of Guinea.
"""

REPORTER = """\
Crossing closed

By Amina Keita

Soldiers found nine tons of weapons on Monday. The rebels have burned eleven villages.

Amina Keita is a reporter for this newspaper.
"""

UPDATE = """\
Army spokesman's daily update – 4 June

Our forces repelled nine attacks. Two of our soldiers were killed.
"""

WATCH = """\
Statement of the Black Sea Election Watch on the vote of 4 November

We saw 640 polling stations. The Mission notes that nine boxes had no seals. The Commission says that they were sealed at noon.
"""

# text, publisher, words of a claim, name of its innermost speaker ("" for nobody named, None for the publisher), why
CASES = [
    (KITWE, None, "They beat a boy", "Grace Phiri", "who answers is whom the opening names"),
    (KITWE, None, "nobody was beaten", "minister", "what a question cites is cited in it"),
    (KITWE, None, "accuse the commission", "", "what is said to somebody's face is a question as well"),
    (KITWE, None, "threw the stone", "Grace Phiri", "an answer without a pronoun at its beginning"),
    (KITWE, None, "did not answer requests", None, "the paper's last word"),
    (KITWE, None, "leads the Lakeside Front", None, "the opening is the paper's"),
    (SUVA, None, "led away", "Timoci Ravai", "another paper, another phrase"),
    (SUVA, None, "has paid every wage", "port", "a question without a mark, which the answer takes up"),
    (SUVA, None, "called them", "Timoci Ravai", "and its answer"),
    (ESSAY, None, "The cranes stood still", None, "an essay asks itself"),
    (FOLLOWS, None, "shells fell", "Ministry of Foreign Affairs of Chad", "a statement that follows is whose it is"),
    (IN_FULL, None, "was shot on the road", "embassy of Peru in Quito", "behind a line that says how it is printed"),
    (IN_FULL, None, "printed in full", None, "and that line is the paper's"),
    (TEXT_FOLLOWS, None, "ferries collided", "Harbour Board", "its text follows"),
    (FOLLOWING_TALKS, None, "sailed at dawn", None, "following talks is no following statement"),
    (OWN_PAGE, "Uhuru Casework Centre", "Two men died", "Uhuru Casework Centre", "on a body's own page its report of itself is its own"),
    (OWN_PAGE, "The Rift Herald", "Police used lethal force", "Uhuru Casework Centre", "elsewhere it is cited"),
    (OP_ED, None, "burned eleven villages", "Amina Keita", "an article by whom its last line says is no journalist is theirs"),
    (OP_ED, None, "is the minister", None, "and that line is the paper's"),
    (REPORTER, None, "burned eleven villages", None, "a journalist's words are the paper's"),
    (UPDATE, None, "repelled nine attacks", "Army", "an update is its owner's"),
    (WATCH, None, "had no seals", "Black Sea Election Watch", "a body's own mission is the body"),
    (WATCH, None, "sealed at noon", "Commission", "another's commission is not"),
    (
        LETTERS,
        "Ministry of Foreign Affairs of Kazakhstan",
        "terminal was hit",
        "official representative of the Ministry of Foreign Affairs of Kazakhstan",
        "letters that are the publisher's are spelt out",
    ),
]


def said(text: str, publisher: str | None, words: str) -> Claim:
    from accordingto import ingest, pipeline

    speaker = publisher if text is OWN_PAGE and publisher and "Centre" in publisher else None
    claims = pipeline.code(ingest.from_text(text, ingest.Given(id="case", publisher=publisher, speaker=speaker))).claims
    fits = [c for c in claims if words.lower() in " ".join(q.text for q in c.evidence).lower()]
    assert fits, [" ".join(q.text for q in c.evidence) for c in claims]
    return min(fits, key=lambda c: sum(len(q.text) for q in c.evidence))


@pytest.mark.model
@pytest.mark.parametrize(("text", "publisher", "words", "name", "why"), CASES, ids=[f"{c[2]}: {c[4]}" for c in CASES])
def test_who_says_it_without_a_label(text: str, publisher: str | None, words: str, name: str | None, why: str) -> None:
    chain = said(text, publisher, words).according_to
    if name is None:
        assert len(chain) == 1, (why, chain)
    else:
        assert len(chain) > 1, (why, chain)
        assert (chain[-1].name or "") == name, (why, chain)
