"""The view of a text in which it is analysed: what typesetting put in is out, every offset leads back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto import ingest, pipeline, view
from accordingto.errors import InputError
from accordingto.ingest import Given

# why, text, the words that are analysed
VIEWS = [
    ("soft hyphens", "The min\u00adis\u00adter left Nai\u00adrobi.", "The minister left Nairobi."),
    ("ligatures", "The rebels ﬁred at the oﬃce.", "The rebels fired at the office."),
    ("a word broken at a line's end", "The army shelled the trawl-\ner at noon.", "The army shelled the trawler at noon."),
    ("one broken by a soft hyphen", "The army shelled the trawl\u00ad\ner at noon.", "The army shelled the trawler at noon."),
    ("a hyphen that belongs to the word", "The well-\nknown crew died.", "The well-known crew died."),
    ("one before a capital", "The union of the South-\nEast Coast met.", "The union of the South-East Coast met."),
    ("one that the document shows elsewhere", "A cease-fire holds. The cease-\nfire is new.", "A cease-fire holds. The cease-fire is new."),
    ("a break in a sentence", "They left the port of Puerto\nmontt at noon.", "They left the port of Puerto montt at noon."),
    ("an indent behind it", "They left the old\n    port at noon.", "They left the old port at noon."),
    ("hard and double blanks", "They\u00a0left  the port.", "They left the port."),
    ("zero width marks", "They left the\u200b port\ufeff.", "They left the port."),
]


@pytest.mark.parametrize(("why", "text", "expected"), VIEWS, ids=[v[0] for v in VIEWS])
def test_what_is_analysed(why, text, expected):
    found = view.of(ingest.from_text(text))
    assert found is not None
    (block,) = found.page.blocks
    assert found.page.document.text[block.start : block.end] == expected, why
    assert found.span(block.start, block.end) == (0, len(text))


def test_plain_text_needs_none():
    assert view.of(ingest.from_text("The minister left Nairobi.\n\nHe came back.")) is None


def test_the_record_is_of_the_text_as_it_is():
    text = "The rebels ﬁred two shots at protesters in Nai\u00adrobi, the min\u00adis\u00adter said."
    read = pipeline.code(ingest.from_text(text, Given(date="2024-12-13")))
    (claim,) = read.claims
    assert read.document.text == text
    assert claim.event is not None
    assert (claim.event.type, claim.event.trigger.text) == ("ASSAULT", "ﬁred")
    assert (claim.according_to[-1].name, claim.according_to[-1].sector) == ("minister", "GOV")
    quotes = [*claim.evidence, claim.event.trigger, claim.according_to[-1].mention, claim.where and claim.where.quote]
    assert all(text[q.start : q.end] == q.text for q in quotes if q)
    assert claim.where is not None
    assert claim.where.country == "KEN"


def test_names_hold_no_line_break_and_their_mentions_keep_theirs():
    text = (
        "The navy has searched the bay since Sunday, and on Monday Amina\nKeita, who leads the union of the coast, said that the army had shelled the\n"
        "harbour of the town and that the strikes had killed nine men who were on the\nway to the market."
    )
    read = pipeline.code(ingest.from_text(text, Given(date="2024-12-13")))
    names = {link.name for c in read.claims for link in c.according_to} | {a.name for c in read.claims for a in c.actors}
    assert "Amina Keita" in names
    assert not any(name and "\n" in name for name in names)
    assert any(link.mention and "Amina\nKeita" in link.mention.text for c in read.claims for link in c.according_to)


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet=st.sampled_from(list("aB .-\n\t\u00a0\u00ad\u200bﬁé“")), max_size=200))
def test_every_offset_leads_back(text):
    try:
        page = ingest.from_text(text)
    except InputError:
        return
    found = view.of(page)
    if found is None:
        return
    assert len(found.starts) == len(found.ends) == len(found.page.document.text)
    assert list(found.starts) == sorted(found.starts)
    for own, other in zip(page.blocks, found.page.blocks, strict=True):
        start, end = found.span(other.start, other.end)
        assert own.start <= start <= end <= own.end
