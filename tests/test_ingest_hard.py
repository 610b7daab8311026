"""Reading files: what looks like something else. Each row says why it is there."""

import json
import os
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto import ingest
from accordingto.errors import EmptyInput, InputError, NoArticle, NotText, UsageError
from accordingto.ingest import furniture
from accordingto.types import Page

BODY = "The minister opened the clinic. Nurses from three districts will work there, and the council pays for the roof."
LONG = " ".join([BODY] * 3)


def kinds(page):
    return [(b.kind, page.document.text[b.start : b.end]) for b in page.blocks]


def one(path):
    (page,) = ingest.open(path)
    assert isinstance(page, Page), page
    return page


# why, first paragraph, its datelines (none: all of it stays text), publisher
OPENINGS = [
    ("an apposition between dashes is no dateline", "President Ama Boateng – who won in May – opened the clinic.", None, None),
    ("a question's label is none either", "QUESTION: When does it open?", None, None),
    ("a noun before a dash is none", "Peace talks – the third since May – ended.", None, None),
    ("a known place and a dash", "Nairobi – The clinic opened.", "Nairobi –", None),
    ("a place in brackets", "(Nairobi) – The clinic opened.", "(Nairobi) –", None),
    ("a place and a spaced colon", "Karachi : The clinic opened.", "Karachi :", None),
    ("a place in capitals and a colon", "LIMA: The clinic opened.", "LIMA:", None),
    ("an agency", "ACCRA, Ghana (Volta Wire) - The clinic opened.", "ACCRA, Ghana (Volta Wire) -", "Volta Wire"),
    ("a country in brackets is no agency", "KIDAL (Mali) — The clinic opened.", "KIDAL (Mali) —", None),
    ("a date in brackets", "GENEVA (3 May 2021) – The clinic opened.", "GENEVA (3 May 2021) –", None),
]


@pytest.mark.parametrize(("why", "words", "dateline", "publisher"), OPENINGS, ids=[o[0] for o in OPENINGS])
def test_openings(why, words, dateline, publisher):
    page = ingest.from_text(f"Clinic opens\n\n{words}\n\n{BODY}")
    found = kinds(page)[1:-1]
    rest = words.removeprefix(dateline or "").strip()
    assert found == ([("dateline", dateline)] if dateline else []) + [("paragraph", rest)], why
    assert page.document.publisher == publisher


def test_a_label_before_speech_is_no_dateline():
    found = kinds(ingest.from_text(f"Clinic opens\n\nMINISTER ODERA: The clinic opens on Monday.\n\n{BODY}"))
    assert found[1:3] == [("speaker", "MINISTER ODERA:"), ("paragraph", "The clinic opens on Monday.")]


# why, line in second place, its kind
LINES = [
    ("a sentence with a date is no dateline", "She died on 3 May 2021.", "paragraph"),
    ("nor is one that begins with it", "On 3 May 2021 clashes resumed.", "paragraph"),
    ("a weekday beside the date", "Tuesday, 4 May 2021", "dateline"),
    ("a place beside the date", "Nairobi, 3 May 2021", "dateline"),
    ("published, with the time", "Published on 3 May 2021 at 10:15 GMT", "dateline"),
    ("a byline", "By Amina Keita and Oren Tal", "byline"),
    ("a capital section word with a colon labels nobody", "BACKGROUND:", "paragraph"),
    ("a colleague's label does", "DR. KEITA:", "speaker"),
    ("a line that goes on in lower case", "He told reporters in Quito that", "paragraph"),
    ("a row of stars holds no words", "* * *", None),
    ("a joint statement's second title", "Joint statement of the foreign ministers of Peru, Chile and Ghana", "subtitle"),
]


@pytest.mark.parametrize(("why", "line", "kind"), LINES, ids=[line[0] for line in LINES])
def test_lines(why, line, kind):
    found = kinds(ingest.from_text(f"Clinic opens\n{line}\n{BODY}"))
    assert found[1:-1] == ([(kind, line)] if kind else []), why


# why, first line, its kind
FIRST = [
    ("a date before the headline is a dateline", "14 June 2022", "dateline"),
    ("so is a byline", "By Amina Keita", "byline"),
    ("a headline may end with the one who says it", "Clinic to open in May, minister says", "title"),
    ("a lead-in may not", "Speaking in Lima, she says", "paragraph"),
    ("a headline may ask", "Will the clinic open?", "title"),
    ("a headline with a date in it", "Remarks of the envoy of Chile on the events of 3 May 2021", "title"),
]


@pytest.mark.parametrize(("why", "line", "kind"), FIRST, ids=[line[0] for line in FIRST])
def test_first_lines(why, line, kind):
    assert kinds(ingest.from_text(f"{line}\n{BODY}\n{BODY}"))[0] == (kind, line), why


def test_a_sentence_that_begins_like_a_byline_dates_nothing():
    assert (
        ingest.from_text(f"Clinic opens\nReleased on 3 May 2021, the hostages spoke of their days in the hold.\n{BODY}").document.date
        is None
    )


def test_a_list_of_links_ends_at_the_first_sentence():
    found = kinds(ingest.from_text(f"Clinic opens\n{BODY}\nRelated articles\nPort reopens after storm\nA road for Puno\n{BODY}\n{BODY}"))
    assert [kind for kind, _ in found] == ["title", "paragraph", "furniture", "furniture", "furniture", "paragraph", "paragraph"]


def test_a_comment_form_in_the_first_half_takes_only_itself():
    found = kinds(ingest.from_text(f"Clinic opens\n12 Comments\n{LONG}\n{LONG}"))
    assert [kind for kind, _ in found] == ["title", "furniture", "paragraph", "paragraph"]


def test_readers_comments_after_the_form_go_with_it():
    found = kinds(ingest.from_text(f"Clinic opens\n{LONG}\n3 comments\nI do not believe a word of this.\nWell done to all."))
    assert [kind for kind, _ in found] == ["title", "paragraph", "furniture", "furniture", "furniture"]


def test_html_keeps_words_apart_and_lines_broken_by_hand(tmp_path):
    (tmp_path / "a.html").write_text(
        f"<html><body><article><h1>Clinic opens</h1><p>{LONG}</p><p>The first line,<br>the second,<br/>and the third.</p>"
        f"<ul><li>roads<ul><li>bridges</li></ul></li></ul><p>{LONG} More.</p></article><footer>Copyright 2019</footer></body></html>"
    )
    page = one(tmp_path / "a.html")
    words = [w for _, w in kinds(page)]
    assert "The first line, the second, and the third." in words, "a line's end inside a sentence is white space"
    assert "roadsbridges" not in page.document.text
    assert page.document.date is None, "the year of the copyright line is no date"


def test_html_without_a_title_makes_none_of_its_first_paragraph(tmp_path):
    (tmp_path / "a.html").write_text(f"<html><body><article><p>{LONG}</p><p>{LONG} More.</p></article></body></html>")
    assert kinds(one(tmp_path / "a.html"))[0][0] == "paragraph"


def test_html_says_its_own_encoding(tmp_path):
    text = f'<html><head><meta charset="iso-8859-2"><title>Clinic opens</title></head><body><p>{LONG} Said Łukasz Żak.</p></body></html>'
    (tmp_path / "a.html").write_bytes(text.encode("iso-8859-2"))
    assert "Łukasz Żak" in one(tmp_path / "a.html").document.text


def paper(path, pages, left=72):
    """A PDF: for each page its lines as (x offset, y, words)."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen import canvas

    sheet = canvas.Canvas(str(path), pagesize=A4)
    for lines in pages:
        for x, y, words in lines:
            sheet.drawString(left + x, y, words)
        sheet.showPage()
    sheet.save()


def test_pdf_paragraphs_and_pages(tmp_path):
    first = [
        (0, 800, "Harbour Bulletin 1"),
        (0, 760, "Clinic opens"),
        (0, 730, "The minister opened the clinic on Monday and thanked the nurses who had come from three dis-"),
        (0, 716, "tricts to work there. He said that the council pays for the roof."),
        (0, 702, "A second paragraph begins after a short line, without a gap, and it has two lines of its own, so"),
        (0, 688, "that it can be told from the first; it goes on over the page, where it says that the well-known"),
        (200, 40, "1"),
    ]
    second = [(0, 800, "Harbour Bulletin 2"), (0, 760, "school will follow. The year was"), (0, 746, "2021"), (200, 40, "2")]
    paper(tmp_path / "a.pdf", [first, second])
    page = one(tmp_path / "a.pdf")
    read = [w for kind, w in kinds(page) if kind != "furniture"]
    assert read[0] == "Clinic opens"
    assert "three districts to work" in read[1]
    assert read[2].startswith("A second paragraph")
    assert "well-known school will follow. The year was 2021" in read[2]
    assert [w for kind, w in kinds(page) if kind == "furniture"] == ["Harbour Bulletin 1", "1", "Harbour Bulletin 2", "2"]


def test_a_pdf_of_scans(tmp_path):
    paper(tmp_path / "a.pdf", [[], []])
    (error,) = ingest.open(tmp_path / "a.pdf")
    assert isinstance(error, NoArticle)
    assert "OCR" in str(error)


def test_docx_with_a_table(tmp_path):
    import docx

    word = docx.Document()
    word.add_paragraph(BODY)
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Nurses from Puno", "forty"
    word.save(str(tmp_path / "a.docx"))
    assert [w for _, w in kinds(one(tmp_path / "a.docx"))] == [BODY, "Nurses from Puno | forty"]


# why, lines, number of pages, words of each error
JSONL = [
    ("a byte order mark", b"\xef\xbb\xbf" + json.dumps({"text": BODY}).encode(), 1, []),
    ("numbers are ids", json.dumps({"id": 7, "text": BODY}).encode(), 1, []),
    ("no document at all", b"\n  \n", 0, ["empty"]),
    ("a line nested without end", b'{"text": ' + b"[" * 100_000, 0, ["JSON"]),
    ("no text", b'{"id": "a"}', 0, ["text"]),
    ("an empty text", b'{"id": "a", "text": ""}', 0, ["empty"]),
    ("bytes that are no UTF-8", b'{"text": "\xff\xfe"}', 0, ["JSON"]),
    ("windows line ends", json.dumps({"text": BODY}).encode() + b"\r\n" + json.dumps({"text": LONG}).encode() + b"\r\n", 2, []),
]


@pytest.mark.parametrize(("why", "data", "pages", "errors"), JSONL, ids=[j[0] for j in JSONL])
def test_jsonl(tmp_path, why, data, pages, errors):
    (tmp_path / "a.jsonl").write_bytes(data)
    found = list(ingest.open(tmp_path / "a.jsonl"))
    assert sum(isinstance(p, Page) for p in found) == pages, (why, found)
    said = [str(e) for e in found if isinstance(e, InputError)]
    assert len(said) == len(errors)
    assert all(word in line and "\n" not in line for word, line in zip(errors, said, strict=True))


# why, bytes, text expected (None: refused)
ENCODINGS = [
    ("Windows-1252 quotes", "The mayor said “enough” – twice.".encode("cp1252"), "The mayor said “enough” – twice."),
    ("one bad byte in UTF-8 is no Windows-1252", "The café of Zoë said no.".encode() + b" \xe9 and more words to read", None),
    ("UTF-16 with its mark", "The mayor said enough.".encode("utf-16"), "The mayor said enough."),
    ("rich text", b"{\\rtf1\\ansi The mayor said enough.}", None),
    ("no-break blanks stay", "The\u00a0mayor said enough.".encode(), "The\u00a0mayor said enough."),
    ("old Mac line ends", b"The mayor\rsaid enough.", "The mayor\nsaid enough."),
]


@pytest.mark.parametrize(("why", "data", "text"), ENCODINGS, ids=[e[0] for e in ENCODINGS])
def test_encodings(tmp_path, why, data, text):
    (tmp_path / "a.txt").write_bytes(data)
    (found,) = ingest.open(tmp_path / "a.txt")
    assert isinstance(found, NotText) if text is None else found.document.text == text, (why, found)


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    (error,) = ingest.open(tmp_path / "a.txt")
    assert "ordinary" in str(error)


def test_names_that_no_file_can_have():
    for name in ("a\0b", "x" * 5000):
        (error,) = ingest.open(name)
        assert isinstance(error, InputError)


def test_a_folder_skips_hidden_files_and_goes_on_after_a_bad_one(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "deep").mkdir()
    for name, words in ((".git/a.txt", BODY), ("a.txt", ""), ("deep/b.txt", BODY), (".c.txt", BODY)):
        (tmp_path / name).write_text(words)
    found = list(ingest.open(tmp_path))
    assert [type(f) for f in found] == [EmptyInput, Page]


def test_a_folder_with_nothing_to_read(tmp_path):
    (error,) = ingest.open(tmp_path)
    assert isinstance(error, InputError)


@pytest.mark.parametrize("text", ["meeting on 3 May 2024", "2024-5-3", "0000", "31 June 2024"])
def test_more_dates_that_are_none(text):
    with pytest.raises(UsageError):
        ingest.parse_date(text)


def test_a_month_is_a_date():
    assert ingest.parse_date("May 2024") == "2024-05"


@settings(deadline=None, max_examples=100)
@given(
    data=st.binary(max_size=300),
    suffix=st.sampled_from([".txt", ".html", ".pdf", ".docx", ".md", ".jsonl"]),
    head=st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html><p>", b'{"text":"']),
)
def test_any_bytes_are_pages_or_clear_errors(tmp_path_factory, data, suffix, head):
    path = tmp_path_factory.mktemp("bytes") / f"a{suffix}"
    path.write_bytes(head + data)
    for found in ingest.open(path):
        assert isinstance(found, (Page, InputError))
        if isinstance(found, InputError):
            assert re.fullmatch(r"[^\n]+: [^\n]+; [^\n]+", str(found))


@pytest.mark.parametrize("entry", furniture.lexicon(), ids=lambda e: e.reason)
def test_furniture_counterexamples_stay_in_the_middle_of_a_text(entry):
    for words in entry.counterexamples:
        page = ingest.from_text(f"Clinic opens\n{LONG}\n{words}\n{LONG}")
        assert not any(b.kind == "furniture" for b in page.blocks), words
