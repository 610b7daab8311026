"""PDFs by their layout: each row is a page, drawn, and the blocks that it makes."""

import pytest

from accordingto import ingest
from accordingto.errors import InputError, NoArticle, NotText
from accordingto.ingest import hyphens
from accordingto.types import Page

LEFT = (
    "The council of Arequipa met on Tuesday",
    "and voted for the new water pipe by a",
    "margin of nine votes to four. The mayor",
    "said that work would begin in March.",
)
RIGHT = (
    "Farmers from the valley called the vote",
    "a theft of their springs. Their leader",
    "told reporters that they would block the",
    "road to the coast until it was undone.",
)
LEFT_TEXT, RIGHT_TEXT = " ".join(LEFT), " ".join(RIGHT)
WIDE = (
    "The council of Arequipa met on Tuesday evening and voted for the new water pipe by a margin of",
    "nine votes to four. Two members of the council did not take part, since they own land beside it.",
)


def lines(words, x=60, y=700, step=14, size=11):
    return [(x, y - step * n, line, size) for n, line in enumerate(words)]


def paper(path, pages, **options):
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen import canvas

    sheet = canvas.Canvas(str(path), pagesize=A4, **options)
    for page in pages:
        for x, y, words, size, *turned in page:
            sheet.saveState()
            sheet.translate(x, y)
            sheet.rotate(turned[0] if turned else 0)
            sheet.setFont("Helvetica", size)
            sheet.drawString(0, 0, words)
            sheet.restoreState()
        sheet.showPage()
    sheet.save()


def note(y, mark, x=60):
    """A line that ends with a raised mark."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    words = "The mayor gave no date for the vote."
    return [(x, y, words, 11), (x + stringWidth(words, "Helvetica", 11), y + 4, mark, 6)]


# why, pages, blocks
CASES = [
    ("two columns", [lines(LEFT) + lines(RIGHT, x=320)], [("paragraph", LEFT_TEXT), ("paragraph", RIGHT_TEXT)]),
    ("two columns drawn line by line", [[x for pair in zip(lines(LEFT), lines(RIGHT, x=320), strict=True) for x in pair]], [("paragraph", LEFT_TEXT), ("paragraph", RIGHT_TEXT)]),
    ("two columns whose lines stand at other heights", [lines(LEFT) + lines(RIGHT, x=320, y=695)], [("paragraph", LEFT_TEXT), ("paragraph", RIGHT_TEXT)]),
    (
        "a headline over two columns, a line below both",
        [[(60, 760, "Council of Arequipa votes for the water pipe", 18), *lines(LEFT), *lines(RIGHT, x=320), (60, 600, "The next meeting of the council will be held on the ninth of April in the theatre.", 11)]],
        [("title", "Council of Arequipa votes for the water pipe"), ("paragraph", LEFT_TEXT), ("paragraph", RIGHT_TEXT), ("paragraph", "The next meeting of the council will be held on the ninth of April in the theatre.")],
    ),
    (
        "three columns",
        [lines(LEFT, x=30, size=8) + lines(RIGHT, x=210, size=8) + lines(LEFT, x=390, size=8)],
        [("paragraph", LEFT_TEXT), ("paragraph", RIGHT_TEXT), ("paragraph", LEFT_TEXT)],
    ),
    (
        "a paragraph that goes on in the next column",
        [lines((*LEFT[:3], "said that the work on it would begin")) + lines(("in March and would be finished", *RIGHT[1:]), x=320)],
        [("paragraph", " ".join((*LEFT[:3], "said that the work on it would begin", "in March and would be finished", *RIGHT[1:])))],
    ),
    (
        "a table of figures is read by its rows",
        [[*lines(WIDE), *[x for n, row in enumerate((("Month", "Litres", "Farms"), ("March", "1,200", "14"), ("April", "900", "11"), ("May", "700", "9"))) for x in ((60, 640 - 16 * n, row[0], 11), (220, 640 - 16 * n, row[1], 11), (380, 640 - 16 * n, row[2], 11))]]],
        [("paragraph", " ".join(WIDE)), ("row", "Month | Litres | Farms"), ("row", "March | 1,200 | 14"), ("row", "April | 900 | 11"), ("row", "May | 700 | 9")],
    ),
    (
        "signatures side by side",
        [[*lines(WIDE), (60, 620, "For the council of Arequipa", 11), (320, 620, "For the farmers of the valley", 11), (60, 604, "Rosa Quispe", 11), (320, 604, "Luis Mamani", 11)]],
        [("paragraph", " ".join(WIDE)), ("row", "For the council of Arequipa | For the farmers of the valley"), ("row", "Rosa Quispe | Luis Mamani")],
    ),
    (
        "words broken at the end of a line: mended, kept where the hyphen is the word's",
        [lines(("The council said on Tuesday that its well-", "known engineers had found no fault in the govern-", "ment's plan. The six-", "year plan is cross-", "border work, the may-", "or said."), step=14)],
        [("paragraph", "The council said on Tuesday that its well-known engineers had found no fault in the government's plan. The six-year plan is cross-border work, the mayor said.")],
    ),
    (
        "as the document itself writes a word",
        [lines(("The water-pipe divides the council, and the farm-house vote did as well; the water-", "pipe will be built in May, though the farm-", "house has no water yet."))],
        [("paragraph", "The water-pipe divides the council, and the farm-house vote did as well; the water-pipe will be built in May, though the farm-house has no water yet.")],
    ),
    (
        "raised marks and small notes",
        [[*lines(WIDE), *note(668, "1"), (60, 640, "The farmers would not comment on it.", 11), (60, 90, "1 Minutes of the council, 9 March.", 8), (60, 80, "2 Interview with the mayor, who asked not to be", 8), (60, 70, "quoted on the springs.", 8)]],
        [("paragraph", f"{' '.join(WIDE)} The mayor gave no date for the vote."), ("furniture", "1"), ("paragraph", "The farmers would not comment on it."), ("furniture", "1 Minutes of the council, 9 March."), ("furniture", "2 Interview with the mayor, who asked not to be quoted on the springs.")],
    ),
    (
        "a mark that hangs on its word, the note as large as the text",
        [[*lines(WIDE), (60, 672, "The mayor gave no date.1", 11), (60, 600, "1 Minutes of the council, 9 March.", 11)]],
        [("paragraph", f"{' '.join(WIDE)} The mayor gave no date."), ("furniture", "1"), ("furniture", "1 Minutes of the council, 9 March.")],
    ),
    ("a power is no mark", [[*lines(WIDE), (60, 660, "The basin holds 400 m", 11), (171, 664, "3", 6), (176, 660, "of water in May.", 11)]], [("paragraph", " ".join(WIDE)), ("paragraph", "The basin holds 400 m3 of water in May.")]),
    (
        "a numbered list at the end is none of notes",
        [lines((*WIDE, "1. The pipe will be built.", "2. The farmers will be heard."))],
        [("paragraph", " ".join(WIDE)), ("item", "The pipe will be built."), ("item", "The farmers will be heard.")],
    ),
    (
        "leaders of a table of contents",
        [[(60, 760, "Water in the valley", 18), (60, 720, "1 The council .............................. 3", 11), (60, 704, "2 The farmers . . . . . . . . . . . . 11", 11), *lines(WIDE, y=660)]],
        [("title", "Water in the valley"), ("furniture", "1 The council .............................. 3"), ("furniture", "2 The farmers . . . . . . . . . . . . 11"), ("paragraph", " ".join(WIDE))],
    ),
    (
        "running heads and page numbers, a paragraph that goes on over the page",
        [
            [(60, 810, "Valley Gazette 12", 9), *lines(WIDE[:1]), (300, 30, "Page 1 of 2", 9)],
            [(60, 810, "Valley Gazette 13", 9), *lines(WIDE[1:]), (300, 30, "Page 2 of 2", 9)],
        ],
        [("furniture", "Valley Gazette 12"), ("paragraph", " ".join(WIDE)), ("furniture", "Page 1 of 2"), ("furniture", "Valley Gazette 13"), ("furniture", "Page 2 of 2")],
    ),
    (
        "one gap among few lines parts two paragraphs",
        [[(60, 760, "Water in the valley", 20), *lines(WIDE), (60, 658, "The mayor gave no date.", 11)]],
        [("title", "Water in the valley"), ("paragraph", " ".join(WIDE)), ("paragraph", "The mayor gave no date.")],
    ),
    (
        "a title of two lines under a letterhead in large capitals",
        [[(60, 790, "COUNCIL OF AREQUIPA", 16), (60, 740, "Statement of the mayor on the new", 14), (60, 722, "Water pipe of the valley", 14), *lines(WIDE)]],
        [("byline", "COUNCIL OF AREQUIPA"), ("title", "Statement of the mayor on the new Water pipe of the valley"), ("paragraph", " ".join(WIDE))],
    ),
    ("words turned over the page", [[*lines(WIDE), (200, 400, "DRAFT", 60, 45)]], [("furniture", "DRAFT"), ("paragraph", " ".join(WIDE))]),
    (
        "headings by their size",
        [[(60, 760, "Water in the valley", 18), *lines(WIDE), (60, 650, "What the farmers say", 13), *lines(WIDE, y=620)]],
        [("title", "Water in the valley"), ("paragraph", " ".join(WIDE)), ("heading", "What the farmers say"), ("paragraph", " ".join(WIDE))],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "pages", "blocks"), CASES, ids=[c[0] for c in CASES])
def test_layouts(tmp_path, why, pages, blocks):
    paper(tmp_path / "a.pdf", pages)
    (page,) = ingest.open(tmp_path / "a.pdf")
    assert isinstance(page, Page), page
    assert [(b.kind, page.document.text[b.start : b.end]) for b in page.blocks] == blocks, why


def test_columns_whose_order_cannot_be_told_are_refused(tmp_path):
    paper(tmp_path / "a.pdf", [lines(LEFT[:2]) + lines(RIGHT[:2], x=320)])
    (error,) = ingest.open(tmp_path / "a.pdf")
    assert isinstance(error, NotText)
    assert "columns" in str(error)


def test_what_is_locked_is_refused(tmp_path):
    from reportlab.lib.pdfencrypt import StandardEncryption

    paper(tmp_path / "a.pdf", [lines(LEFT)], encrypt=StandardEncryption("secret"))
    (error,) = ingest.open(tmp_path / "a.pdf")
    assert isinstance(error, NotText)
    assert "encrypted" in str(error)


def test_what_holds_only_pictures_is_refused(tmp_path):
    paper(tmp_path / "a.pdf", [[(300, 30, "1", 9)], [(300, 30, "2", 9)]])
    (error,) = ingest.open(tmp_path / "a.pdf")
    assert isinstance(error, NoArticle)
    assert "OCR" in str(error)


def test_a_broken_file_is_one_line(tmp_path):
    paper(tmp_path / "a.pdf", [lines(LEFT)])
    whole = (tmp_path / "a.pdf").read_bytes()
    for cut in (20, len(whole) // 2, len(whole) - 300):
        (tmp_path / "b.pdf").write_bytes(whole[:cut])
        for found in ingest.open(tmp_path / "b.pdf"):
            assert isinstance(found, (Page, InputError))
            assert "\n" not in (str(found) if isinstance(found, InputError) else "")


def test_ligatures_and_soft_hyphens_become_letters():
    assert (
        hyphens.tidy("The o\ufb03cer \ufb01red in Nai\u00adrobi, \ufb02ed and wa\ufb04ed.")
        == "The officer fired in Nairobi, fled and waffled."
    )


@pytest.mark.parametrize("word", hyphens.lexicon().examples)
def test_compounds_keep_their_hyphen(word):
    assert hyphens.join(f"the {word.split('-')[0]}-", word.split("-")[1], {}) == f"the {word}"


@pytest.mark.parametrize("word", hyphens.lexicon().counterexamples)
def test_other_words_lose_it(word):
    assert hyphens.join(f"the {word.split('-')[0]}-", word.split("-")[1], {}) == f"the {word.replace('-', '')}"
