"""Reading files: what becomes of a document's text, its blocks, its date; and how bad input is refused."""

import contextlib
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto import ingest
from accordingto.errors import EmptyInput, InputError, MissingInput, NoArticle, NotText, TooLarge, UsageError, WrongLanguage
from accordingto.ingest import Given, furniture
from accordingto.types import Page

BODY = "The minister opened the clinic. Nurses from three districts will work there, and the council pays for the roof."


def kinds(text: str) -> list[tuple[str, str]]:
    page = ingest.from_text(text)
    return [(b.kind, page.document.text[b.start : b.end]) for b in page.blocks]


# why, text, expected blocks
BLOCKS = [
    ("a headline before a paragraph", f"Clinic opens in Kisumu\n\n{BODY}", [("title", "Clinic opens in Kisumu"), ("paragraph", BODY)]),
    (
        "a statement's second title",
        f"Envoy speaks\nStatement by the Ambassador of Chile to Ghana on trade\n{BODY}",
        [("title", "Envoy speaks"), ("subtitle", "Statement by the Ambassador of Chile to Ghana on trade"), ("paragraph", BODY)],
    ),
    (
        "a section heading between paragraphs",
        f"Clinic opens\n{BODY}\nWhat comes next\n{BODY}",
        [("title", "Clinic opens"), ("paragraph", BODY), ("heading", "What comes next"), ("paragraph", BODY)],
    ),
    (
        "a line that introduces speech is no heading",
        f"Clinic opens\nAddressing a press briefing in Lima, she said\n{BODY}",
        [("title", "Clinic opens"), ("paragraph", "Addressing a press briefing in Lima, she said"), ("paragraph", BODY)],
    ),
    (
        "list items without their marks",
        f"{BODY}\n• a bridge was built;\n- a road was mended.",
        [("paragraph", BODY), ("item", "a bridge was built;"), ("item", "a road was mended.")],
    ),
    (
        "a dateline before the first sentence",
        f"Clinic opens\nKISUMU, 3 March 2021 — {BODY}",
        [("title", "Clinic opens"), ("dateline", "KISUMU, 3 March 2021 —"), ("paragraph", BODY)],
    ),
    (
        "a transcript's label",
        f"Clinic opens\nMINISTER ODERA:\n{BODY}",
        [("title", "Clinic opens"), ("speaker", "MINISTER ODERA:"), ("paragraph", BODY)],
    ),
    (
        "wrapped lines are one paragraph",
        "The minister opened the clinic on Monday and said that nurses from\nthree districts will work there, while the council of the town pays for\nthe roof and the"
        " well that was dug in the yard behind the old school\nbuilding.\n\nA second paragraph follows here.",
        [
            (
                "paragraph",
                "The minister opened the clinic on Monday and said that nurses from\nthree districts will work there, while the council of the town pays for\nthe roof and the"
                " well that was dug in the yard behind the old school\nbuilding.",
            ),
            ("paragraph", "A second paragraph follows here."),
        ],
    ),
    (
        "a sentence broken in text whose lines are paragraphs",
        "Clinic opens\nThe raids hit several areas of the coast on Monday night. The\nstrikes burned a mill.\n" + BODY,
        [
            ("title", "Clinic opens"),
            ("paragraph", "The raids hit several areas of the coast on Monday night. The\nstrikes burned a mill."),
            ("paragraph", BODY),
        ],
    ),
    (
        "lettered items are items, not answers",
        "The mediator handed the text over.\n\nA. The army shall withdraw.\n\nB. The rebels shall free the prisoners.",
        [
            ("paragraph", "The mediator handed the text over."),
            ("item", "The army shall withdraw."),
            ("item", "The rebels shall free the prisoners."),
        ],
    ),
    (
        "the head of a section on the line of its text",
        f"Clinic opens\n{BODY}\nWHAT HAPPENED: At dawn the army shelled the village.",
        [
            ("title", "Clinic opens"),
            ("paragraph", BODY),
            ("heading", "WHAT HAPPENED:"),
            ("paragraph", "At dawn the army shelled the village."),
        ],
    ),
    (
        "a paragraph that is one quotation",
        f"Clinic opens\n{BODY}\n“We waited for nine years. It was worth it.”\n{BODY}",
        [
            ("title", "Clinic opens"),
            ("paragraph", BODY),
            ("quotation", "“We waited for nine years. It was worth it.”"),
            ("paragraph", BODY),
        ],
    ),
    (
        "a paragraph with words behind the quotation is none",
        f"Clinic opens\n{BODY}\n“We waited for nine years,” she said.\n{BODY}",
        [("title", "Clinic opens"), ("paragraph", BODY), ("paragraph", "“We waited for nine years,” she said."), ("paragraph", BODY)],
    ),
    (
        "a caption with its credit",
        f"Clinic opens\nNurses wait before the new clinic in Kisumu. (Photo: Amina Keita/Lake Wire)\n{BODY}",
        [
            ("title", "Clinic opens"),
            ("caption", "Nurses wait before the new clinic in Kisumu."),
            ("furniture", "(Photo: Amina Keita/Lake Wire)"),
            ("paragraph", BODY),
        ],
    ),
    (
        "a caption behind its word",
        f"Clinic opens\nPhoto: Nurses wait before the new clinic in Kisumu.\n{BODY}",
        [
            ("title", "Clinic opens"),
            ("furniture", "Photo:"),
            ("caption", "Nurses wait before the new clinic in Kisumu."),
            ("paragraph", BODY),
        ],
    ),
    (
        "rows of a table",
        f"Clinic opens\n{BODY}\nDistrict | Nurses | Beds\nKisumu | 12 | 40\nSiaya | 9 | 31",
        [
            ("title", "Clinic opens"),
            ("paragraph", BODY),
            ("row", "District | Nurses | Beds"),
            ("row", "Kisumu | 12 | 40"),
            ("row", "Siaya | 9 | 31"),
        ],
    ),
    (
        "a running head comes back",
        f"Health Bulletin of Kisumu\n{BODY}\nHealth Bulletin of Kisumu 2\n{BODY}\nHealth Bulletin of Kisumu 3\n{BODY}",
        [
            ("title", "Health Bulletin of Kisumu"),
            ("paragraph", BODY),
            ("furniture", "Health Bulletin of Kisumu 2"),
            ("paragraph", BODY),
            ("furniture", "Health Bulletin of Kisumu 3"),
            ("paragraph", BODY),
        ],
    ),
    (
        "comments and everything under them, though they are longer than the text",
        f"Clinic opens\n{BODY}\n{BODY}\n3 Comments\n" + "A reader doubts that the minister opened anything at all.\n" * 9,
        [("title", "Clinic opens"), ("paragraph", BODY), ("paragraph", BODY), ("furniture", "3 Comments")]
        + [("furniture", "A reader doubts that the minister opened anything at all.")] * 9,
    ),
    (
        "several kinds of debris in one line",
        f"Clinic opens\nShare on WhatsApp · Print · 3 min read\n{BODY}\n.share {{ color: red; }}\nYou have reached your limit of free articles.",
        [
            ("title", "Clinic opens"),
            ("furniture", "Share on WhatsApp · Print · 3 min read"),
            ("paragraph", BODY),
            ("furniture", ".share { color: red; }"),
            ("furniture", "You have reached your limit of free articles."),
        ],
    ),
    (
        "page furniture at the end",
        f"Clinic opens\n{BODY}\nRelated Articles\nPort reopens after storm\nLeave a Reply",
        [
            ("title", "Clinic opens"),
            ("paragraph", BODY),
            ("furniture", "Related Articles"),
            ("furniture", "Port reopens after storm"),
            ("furniture", "Leave a Reply"),
        ],
    ),
    (
        "furniture in the middle takes no text with it",
        f"Clinic opens\n{BODY}\nADVERTISEMENT\n{BODY}",
        [("title", "Clinic opens"), ("paragraph", BODY), ("furniture", "ADVERTISEMENT"), ("paragraph", BODY)],
    ),
]


@pytest.mark.parametrize(("why", "text", "expected"), BLOCKS, ids=[b[0] for b in BLOCKS])
def test_blocks(why, text, expected):
    assert kinds(text) == expected, why


def test_furniture_stands_in_the_record_with_its_reason():
    page = ingest.from_text(f"Clinic opens\n{BODY}\nLeave a Reply\nYour email address will not be published.")
    assert [(page.document.text[r.start : r.end].split("\n")[0], r.reason) for r in page.document.removed] == [
        ("Leave a Reply", "comment form")
    ]


@pytest.mark.parametrize("entry", furniture.lexicon(), ids=lambda e: e.reason)
def test_furniture_examples(entry):
    for line in entry.examples:
        found = furniture.reason(line)
        assert found is not None, line
        assert found[0] == entry.reason, line
    for line in entry.counterexamples:
        assert furniture.reason(line) is None, line


# why, text, given, (edtf, basis), publisher
DATES = [
    ("from a dateline", f"Clinic opens\nKISUMU, 3 March 2021 — {BODY}", Given(), ("2021-03-03", "dateline"), None),
    ("with its agency", f"Clinic opens\nKISUMU, March 3, 2021 (Lake Wire) — {BODY}", Given(), ("2021-03-03", "dateline"), "Lake Wire"),
    ("alone on a line", f"Clinic opens\n14 June 2022\n{BODY}", Given(), ("2022-06-14", "dateline"), None),
    ("what is given wins", f"Clinic opens\n14 June 2022\n{BODY}", Given(date="2023", publisher="P"), ("2023", "given"), "P"),
    ("none is none", f"Clinic opens\n{BODY}", Given(), None, None),
]


@pytest.mark.parametrize(("why", "text", "own", "date", "publisher"), DATES, ids=[d[0] for d in DATES])
def test_dates_and_publishers(why, text, own, date, publisher):
    document = ingest.from_text(text, own).document
    assert (document.date and (document.date.edtf, document.date.basis)) == date, why
    assert document.publisher == publisher


@pytest.mark.parametrize(
    ("text", "edtf"),
    [("2024-05-03", "2024-05-03"), ("2024-05", "2024-05"), ("2024", "2024"), ("3 May 2024", "2024-05-03"), ("May 3, 2024", "2024-05-03")],
)
def test_parse_date(text, edtf):
    assert ingest.parse_date(text) == edtf


@pytest.mark.parametrize("text", ["yesterday", "2024-13-01", "2023-02-29", "", "03/05"])
def test_a_date_that_is_none(text):
    with pytest.raises(UsageError, match="no date"):
        ingest.parse_date(text)


HTML = """<!doctype html><html><head><title>Clinic opens | Lake Wire</title><meta property="og:site_name" content="Lake Wire">
<meta property="article:published_time" content="2021-03-03T10:00:00Z"></head><body><nav><a href="/">Home</a></nav><article><h1>Clinic opens</h1>
<p>{0}</p><h2>What comes next</h2><p>{0} Traders hope for more.</p><ul><li>A road will be mended before the rains begin in April.</li></ul></article>
<script>document.title = "x"</script><footer>© Lake Wire</footer></body></html>"""


def one(path) -> Page:
    (page,) = ingest.open(path)
    assert isinstance(page, Page), page
    return page


def test_html(tmp_path):
    (tmp_path / "a.html").write_text(HTML.format(BODY))
    page = one(tmp_path / "a.html")
    document = page.document
    assert (document.publisher, document.date.edtf, document.date.basis) == ("Lake Wire", "2021-03-03", "metadata")
    words = [(b.kind, document.text[b.start : b.end]) for b in page.blocks]
    assert words[1] == ("title", "Clinic opens")
    assert ("paragraph", BODY) in words
    assert not any("document.title" in w for _, w in words)
    assert [w for kind, w in words if kind == "furniture"] == ["Home", "© Lake Wire"]


def test_docx(tmp_path):
    import docx

    word = docx.Document()
    word.add_heading("Clinic opens", 0)
    word.add_paragraph(BODY)
    word.add_heading("What comes next", 1)
    word.add_paragraph("A road will be mended.", style="List Bullet")
    word.save(str(tmp_path / "a.docx"))
    page = one(tmp_path / "a.docx")
    assert [b.kind for b in page.blocks] == ["title", "paragraph", "heading", "item"]


def test_pdf(tmp_path):
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen import canvas

    pdf = canvas.Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    for number in (1, 2, 3):
        pdf.drawString(72, 800, "Lake Wire Bulletin")
        pdf.drawString(72, 700, f"The minister opened clinic number {number} on Monday.")
        pdf.drawString(300, 30, f"Page {number} of 3")
        pdf.showPage()
    pdf.save()
    page = one(tmp_path / "a.pdf")
    read = [page.document.text[b.start : b.end] for b in page.blocks if b.kind != "furniture"]
    assert any("clinic number 2" in words for words in read)
    assert not any("Bulletin" in words or "of 3" in words for words in read)


def test_markdown(tmp_path):
    (tmp_path / "a.md").write_text(
        f"---\ntitle: Clinic opens\ndate: 2021-03-03\n---\n# Clinic opens\n\n{BODY}\n\n## Next\n\n- a road\n\n> {BODY}\n"
    )
    page = one(tmp_path / "a.md")
    assert [(b.kind, page.document.text[b.start : b.end][:12]) for b in page.blocks] == [
        ("title", "Clinic opens"),
        ("paragraph", BODY[:12]),
        ("heading", "Next"),
        ("item", "a road"),
        ("quotation", BODY[:12]),
    ]
    assert page.document.date.edtf == "2021-03-03"


def test_jsonl_keeps_ids_and_goes_on_after_a_bad_line(tmp_path):
    rows = [
        json.dumps({"id": "a", "text": BODY, "publisher": "P"}),
        "{",
        json.dumps({"id": "a", "text": BODY}),
        json.dumps({"text": BODY, "date": "soon"}),
        json.dumps({"id": "b", "text": BODY}),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(rows) + "\n")
    found = list(ingest.open(tmp_path / "a.jsonl"))
    assert [p.document.id for p in found if isinstance(p, Page)] == ["a", "b"]
    assert [re.search(r":(\d+):", str(e)).group(1) for e in found if isinstance(e, InputError)] == ["2", "3", "4"]


def test_a_folder_is_read_in_order(tmp_path):
    for name in ("b.txt", "a.txt", "skip.bin"):
        (tmp_path / name).write_text(f"{BODY} They opened {name}.")
    assert [p.document.source.rsplit("/", 1)[1] for p in ingest.open(tmp_path)] == ["a.txt", "b.txt"]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 150_000_000)
    return out.getvalue()


def packed(*members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for member in members:
            file.writestr(member, "The port is open.")
    return out.getvalue()


# name, bytes, error, why
BAD = [
    ("empty.txt", b"", EmptyInput, "nothing in it"),
    ("blank.txt", b" \n \n", EmptyInput, "white space"),
    ("binary.txt", bytes(range(256)) * 20, NotText, "bytes"),
    ("nul.txt", b"abc\x00def" * 50, NotText, "NUL bytes"),
    ("broken.txt", b"The port is open. " * 9 + b"\xc3\x28\x81\x8d\x8f" * 20, NotText, "broken UTF-8"),
    (
        "fr.txt",
        "Le ministre a déclaré lundi que le port était fermé et que les navires ne pouvaient plus entrer.".encode(),
        WrongLanguage,
        "French",
    ),
    ("ru.txt", "Министр заявил в понедельник, что порт закрыт.".encode(), WrongLanguage, "Russian"),
    ("ar.txt", "قال الوزير يوم الاثنين إن الميناء مغلق".encode(), WrongLanguage, "Arabic"),
    ("zh.txt", "部长周一表示港口已经关闭。".encode(), WrongLanguage, "Chinese"),
    ("big.txt", b"The port is open today. " * 230_000, TooLarge, "too long"),
    ("nav.html", b"<html><body><nav><a href=/>Home</a></nav></body></html>", NoArticle, "no article"),
    ("not.pdf", b"%PDF-1.7 nonsense", NotText, "no PDF"),
    ("not.docx", b"PK\x03\x04 nonsense", NotText, "no Word file"),
    ("photo.png", b"\x89PNG\r\n\x1a\n" + b"IHDR port" * 90, NotText, "a picture"),
    ("photo.txt", b"\xff\xd8\xff\xe0" + b"JFIF port" * 90, NotText, "a picture under another name"),
    ("talk.mp3", b"ID3\x03" + b"port " * 90, NotText, "a recording"),
    ("minutes.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000), NotText, "an old Word file"),
    ("locked.docx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000), NotText, "an encrypted Word file"),
    ("table.xlsx", packed("xl/workbook.xml"), NotText, "a workbook"),
    ("text.odt", packed("content.xml"), NotText, "an OpenDocument file"),
    ("many.zip", packed("a.txt", "b.txt"), NotText, "an archive"),
    ("news.xml", b'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>News</title></channel></rss>', NotText, "a feed"),
    ("empty.eml", b"From: Port <p@port.example>\r\nMIME-Version: 1.0\r\n\r\n", EmptyInput, "a message without text"),
    ("page.pdf", b"<html><body><p>The port is open.</p></body></html>", NotText, "a page under another name"),
    ("bomb.docx", bomb(), TooLarge, "a zip bomb"),
    ("deep.html", b"<html><body>" + b"<div>" * 20_000 + b"text", TooLarge, "20,000 nested tags"),
    ("comment.txt", b"Leave a Reply\nPost Comment\n", NoArticle, "only page furniture"),
]


@pytest.mark.parametrize(("name", "data", "error", "why"), BAD, ids=[b[0] for b in BAD])
def test_bad_input(tmp_path, name, data, error, why):
    (tmp_path / name).write_bytes(data)
    (found,) = ingest.open(tmp_path / name)
    assert isinstance(found, error), (why, found)
    assert re.fullmatch(r"[^\n]+: [^\n]+; [^\n]+", str(found))


def test_what_a_file_is_its_bytes_tell_better_than_its_name(tmp_path):
    pages = Path(__file__).parent / "pages"
    for source, name in (
        ("pdf-court-summary.pdf", "summary.docx"),
        ("docx-wire-copy.docx", "copy.pdf"),
        ("docx-wire-copy.docx", "copy.txt"),
    ):
        (tmp_path / name).write_bytes((pages / source).read_bytes())
        (found,), (own,) = ingest.open(tmp_path / name), ingest.open(pages / source)
        assert found.document.text == own.document.text


def test_missing_and_addresses():
    assert isinstance(next(ingest.open("nowhere.txt")), MissingInput)
    (found,) = ingest.open("https://example.org/x")
    assert isinstance(found, InputError)
    assert "fetch" in str(found)


def test_encodings(tmp_path):
    for name, data in (
        ("bom.txt", BODY.encode("utf-8-sig")),
        ("wide.txt", BODY.encode("utf-16")),
        ("dos.txt", BODY.replace(". ", ".\r\n").encode()),
    ):
        (tmp_path / name).write_bytes(data)
        assert "\r" not in one(tmp_path / name).document.text
        assert one(tmp_path / name).document.text.startswith("The minister")
    (tmp_path / "old.txt").write_bytes(f"{BODY} The caf\xe9 stayed open \x96 he said.".encode("latin-1"))
    assert "café" in one(tmp_path / "old.txt").document.text


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet=st.sampled_from(list("aB .,:;\n\t\u00a0\u2028“”\"'•-#>1(é中")), max_size=300))
def test_any_text_is_a_page_or_a_clear_error(text):
    try:
        page = ingest.from_text(text)
    except InputError:
        return
    words = page.document.text
    end = 0
    for block in page.blocks:
        assert end <= block.start < block.end <= len(words)
        assert words[block.start : block.end] == words[block.start : block.end].strip()
        end = block.end


@pytest.mark.parametrize(
    "text", ["\n" * 500_000 + "end of it all", "word " * 200_000, "x" * 1_000_000, "• " * 100_000, "(Reuters) " * 50_000]
)
def test_long_input_is_read_in_linear_time(text):
    import time

    began = time.perf_counter()
    with contextlib.suppress(InputError):
        ingest.from_text(text)
    assert time.perf_counter() - began < 5
