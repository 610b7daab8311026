"""Whose page a document stands on: bodies' names at its edges, publishers and issuers, each null rather than wrong."""

import pytest

from accordingto import ingest
from accordingto.ingest import bodies

BODY = "The minister opened the clinic on Monday. Nurses from three districts will work there, and the council pays for the roof."
MORE = "Patients were treated in tents until then, and two of the tents were lost in a storm."


@pytest.mark.parametrize("line", bodies.words().examples)
def test_names_of_bodies(line):
    assert bodies.named(line)


@pytest.mark.parametrize("line", bodies.words().counterexamples)
def test_what_is_no_name_of_a_body(line):
    assert not bodies.named(line)


# why, line, text, the body that it names
PARTS = [
    ("behind a bar", "Lake Clinics Network | Bulletin 12 | page 1", "", "Lake Clinics Network"),
    ("before its office", "MINISTRY OF HEALTH OF PERU - PRESS OFFICE", "", "MINISTRY OF HEALTH OF PERU"),
    ("before an address", "Char Schools Forum, House 14, Rangpur", "", "Char Schools Forum"),
    ("only the text tells", "Himal Rivers Now", "The survey was paid for by Himal Rivers Now.", "Himal Rivers Now"),
    ("a topic that the text has in small letters", "Water And Roads", "They spoke of water and roads.", None),
    ("a place", "Port of Spain", "They met in Port of Spain.", None),
    ("a unit alone", "Media Unit", "", None),
    ("a heading", "What we ask for", "", None),
]


@pytest.mark.parametrize(("why", "line", "text", "name"), PARTS, ids=[p[0] for p in PARTS])
def test_the_part_of_a_line_that_names_a_body(why, line, text, name):
    assert bodies.of(line, text) == name, why


# why, text, title, publisher, issuer
PAGES = [
    ("a ministry above the title", f"MINISTRY OF HEALTH OF PERU\nPress Office\n\nClinic opens in Puno\n\n{BODY}",
     "Clinic opens in Puno", "MINISTRY OF HEALTH OF PERU", None),
    ("under a state", f"REPUBLIC OF GHANA\nMINISTRY OF ROADS AND HIGHWAYS\nAccra, Ghana\n\nBridge at Prang to reopen\n\n{BODY}",
     "Bridge at Prang to reopen", "MINISTRY OF ROADS AND HIGHWAYS", None),
    ("a court in capitals whose name the text has", f"SUPREME COURT OF FIJI\n12 May 2023\n\nPress summary: Vaka against the Port\n\nThe Supreme Court of Fiji issued this summary. {BODY}",
     "Press summary: Vaka against the Port", "Supreme Court of Fiji", "Supreme Court of Fiji"),
    ("a name that no word tells", f"FOR IMMEDIATE RELEASE\n\nDelta Rivers Now\nP.O. Box 12, Warri\n\nTwo creeks closed to fishing\n\nTwo creeks were closed, a survey by Delta Rivers Now found. {BODY}",
     "Two creeks closed to fishing", "Delta Rivers Now", "Delta Rivers Now"),
    ("a note below the text", f"PRESS RELEASE\nTwo creeks closed to fishing\n\nTwo creeks were closed, Oloibiri Fishers Aid says. {BODY}\n\n{MORE}\n\nAbout Oloibiri Fishers Aid: it was founded in 2009.",
     "Two creeks closed to fishing", "Oloibiri Fishers Aid", "Oloibiri Fishers Aid"),
    ("a note on the author is none", f"Two creeks closed to fishing\n\n{BODY}\n\n{MORE}\n\nAbout the author: Ana Reis lives in Recife.", "Two creeks closed to fishing", None, None),
    ("a report under a masthead", f"The Volta Sentinel\nHome > News > Regional\nMarket women reject new tolls\nBy Esi Baako\n\n{BODY}", "Market women reject new tolls", None, None),
    ("the number of an episode", f"The Dry Well, episode 7: Who owns the spring?\n\n{BODY}", "The Dry Well, episode 7: Who owns the spring?", "The Dry Well", None),
    ("a headline that begins with a court", f"Court of Appeal to hear the port's case in May\nJudges sit in Suva\n\n{BODY}", "Court of Appeal to hear the port's case in May", None, None),
    ("a headline that names a body in the middle", f"Nurses tell Ministry of Health of empty stores\n\n{BODY}", "Nurses tell Ministry of Health of empty stores", None, None),
    ("a name and a section head below are a title", f"Harbour Council of Puno\nBackground\n\n{BODY}", "Harbour Council of Puno", None, None),
    ("those who sign below each other", f"Joint declaration on the lake\n\n{BODY}\n\n{MORE}\n\nFor Chad:      Amina Seid\nFor Niger:     Issa Maiga", "Joint declaration on the lake", None, "Chad and Niger"),
    ("a mission with its seat", f"Notice to citizens\n\nThe following statement was issued today by the Embassy of Nepal in Canberra:\n\n{BODY}",
     "Notice to citizens", "the Embassy of Nepal in Canberra", "the Embassy of Nepal in Canberra"),
    ("whoever gives interviews signs nothing", f"Clinic opens\n\n{BODY}\n\n{MORE}\n\nFor interviews: Tanvir Alam, +880 1711 555 014", "Clinic opens", None, None),
    ("a paper's own release line is no statement", f"PRESS RELEASE\nClinic opens\n\n{BODY}\n\n© The Harbour Post 2024", "Clinic opens", "The Harbour Post", None),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "title", "publisher", "issuer"), PAGES, ids=[p[0] for p in PAGES])
def test_whose_page_it_is(why, text, title, publisher, issuer):
    page = ingest.from_text(text)
    found = page.head.issuer
    assert (page.document.title, page.document.publisher, found and found.value) == (title, publisher, issuer), why


def kinds(text: str) -> list[tuple[str, str]]:
    page = ingest.from_text(text)
    return [(b.kind, page.document.text[b.start : b.end]) for b in page.blocks]


# why, first paragraph, its dateline (none: all of it is text), the date
RUN_IN = [
    ("a place, a day, a full stop", "Asunción, 4 June 2024. The clinic opened.", "Asunción, 4 June 2024.", "2024-06-04"),
    ("with the weekday", "Paris, Tuesday 4 June 2024. “We left,” he said.", "Paris, Tuesday 4 June 2024.", "2024-06-04"),
    ("three places", "Tallinn, Helsinki and Riga, 3 June 2024. The unions met.", "Tallinn, Helsinki and Riga, 3 June 2024.", "2024-06-03"),
    ("a place with a full stop in it", "St. Petersburg, 4 June 2024. The clinic opened.", "St. Petersburg, 4 June 2024.", "2024-06-04"),
    ("an agency", "LIMA, June 4 (Lake Wire). The clinic opened.", "LIMA, June 4 (Lake Wire).", None),
    ("a day without its year", "Lima, June 4. The clinic opened.", "Lima, June 4.", None),
    ("a phrase", "In Lima, 4 June 2024. Nobody knows more.", None, None),
    ("a sentence that ends in a day", "The army left Lima, 4 June 2024. The rebels came.", None, None),
    ("a place alone", "Kyiv. The clinic opened.", None, None),
    ("a title before a name", "Dr. Sow spoke. Nobody heard him.", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("why", "words", "dateline", "date"), RUN_IN, ids=[r[0] for r in RUN_IN])
def test_datelines_with_a_full_stop(why, words, dateline, date):
    page = ingest.from_text(f"Clinic opens\n\n{words} {MORE}\n\n{BODY}")
    found = [page.document.text[b.start : b.end] for b in page.blocks if b.kind == "dateline"]
    assert (found, page.document.date and page.document.date.edtf) == ([dateline] if dateline else [], date), why


# why, head, the date
DATES = [
    ("behind the author", "Clinic opens\nBy Amina Keita | 14.10.2024", "2024-10-14"),
    ("before noon", "Briefing by the ministry\nTuesday, 11 March 2025, 10:30 a.m.", "2025-03-11"),
    ("behind a broadcaster", "Interview with the mayor\nRadio Puno Morning, 6 February 2024", "2024-02-06"),
    ("at the end of a briefing's title", "Mayor answers questions of the press, Puno, 19 September 2024", "2024-09-19"),
    ("not at the end of another title", "Ceremony for the dead of the mine, Puno, 19 September 1984", None),
    ("of a hearing", "Record of hearing: the ferry\nHeld on 6 June 2024 in Rotterdam, in English", "2024-06-06"),
    ("published before updated", "Clinic opens\nPublication date: 19.09.2024 18:40 Updated: 20.09.2024 09:05", "2024-09-19"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "head", "date"), DATES, ids=[d[0] for d in DATES])
def test_more_days_of_a_head(why, head, date):
    found = ingest.from_text(f"{head}\n\n{BODY}\n\n{MORE}").document.date
    assert (found.edtf if found else None) == date, why


# why, Markdown, kinds of its blocks, title, publisher
MARKDOWN = [
    ("a bar of links", f"[Seafarers' Council](/) | [Press](/p)\n\n# Ferry stopped\n\n{BODY}",
     ["furniture", "title", "paragraph"], "Ferry stopped", "Seafarers' Council"),
    ("a body's name as the first heading", f"# Ministry of Water of Peru\n\n## Leak at Puno\n\n*Lima, 13 May 2025*\n\n{BODY}",
     ["byline", "title", "dateline", "paragraph"], "Leak at Puno", "Ministry of Water of Peru"),
    ("a picture", f"# Ferry stopped\n\n![The ferry at dawn](f.jpg)\n\n{BODY}", ["title", "furniture", "paragraph"], "Ferry stopped", None),
    ("a sentence that is a link", f"# Ferry stopped\n\n[The council says that nobody was hurt.](/s)\n\n{BODY}", ["title", "paragraph", "paragraph"], "Ferry stopped", None),
    ("a bold head of links", f"# Ferry stopped\n\n{BODY}\n\n**Most read**\n\n- [Lamb prices up](/1)\n- [Slurry rules](/2)",
     ["title", "paragraph", "furniture", "furniture", "furniture"], "Ferry stopped", None),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "expected", "title", "publisher"), MARKDOWN, ids=[m[0] for m in MARKDOWN])
def test_markdown(tmp_path, why, text, expected, title, publisher):
    file = tmp_path / "page.md"
    file.write_text(text, encoding="utf-8")
    (page,) = ingest.open(file)
    assert ([b.kind for b in page.blocks], page.document.title, page.document.publisher) == (expected, title, publisher), why
