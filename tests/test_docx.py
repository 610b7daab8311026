"""Word files: what is read once every tracked change is accepted. Each row is a body's XML and the blocks that it makes."""

import io
import zipfile

import pytest

from accordingto import ingest
from accordingto.errors import InputError
from accordingto.types import Page

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = "The harbour board of Toamasina met on Monday and asked the ministry for two more pilots before the cyclone season."


def r(words, **marks):
    properties = "".join(f"<w:{mark}/>" if value is True else f'<w:{mark} w:val="{value}"/>' for mark, value in marks.items())
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def p(*runs, style=None, properties=""):
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{''.join(x if x.startswith('<') else r(x) for x in runs)}</w:p>"


def table(*rows):
    lines = ["".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in row) for row in rows]
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def change(kind, inner):
    return f'<w:{kind} w:id="1" w:author="x" w:date="2024-01-01T00:00:00Z">{inner}</w:{kind}>'


def style(key, name, based=None, extra=""):
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{on}<w:pPr>{extra}</w:pPr></w:style>'


STYLES = "".join(
    (
        style("Titel", "Title"),
        style("Rubrik1", "heading 1"),
        style("House", "House Heading", "Rubrik1"),
        style("Own", "Own", None, '<w:outlineLvl w:val="1"/>'),
        style("Punkt", "List Bullet"),
        style("Zitat", "Quote"),
        style("Bild", "caption"),
        style("Verz1", "toc 1"),
    )
)
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
NOTES = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="-1"><w:p/></w:footnote><w:footnote w:id="2">{p(" See the minutes of 3 May.")}</w:footnote></w:footnotes>'
BOX = f"<w:r><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'><w:txbxContent>{p('The harbour master resigned.')}</w:txbxContent></v:textbox></w:pict></w:r>"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def word(body, **members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>')
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{STYLES}</w:styles>')
        for name, xml in members.items():
            archive.writestr(f"word/{name}.xml", xml)
    return out.getvalue()


def running(kind, words):
    return f'<w:{kind} xmlns:w="{W}">{p(words)}</w:{kind}>'


# why, body, other members, blocks beside BODY
CASES = [
    (
        "a tracked insertion is read, a deletion is not",
        p("The port ", change("ins", r("has not ")), change("del", "<w:r><w:delText>has </w:delText></w:r>"), "closed on Monday."),
        {},
        [("paragraph", "The port has not closed on Monday.")],
    ),
    (
        "a passage that was moved is read where it went",
        p("Pilots left. ", change("moveFrom", r("Two were hurt. "))) + p("Ships waited. ", change("moveTo", r("Two were hurt."))),
        {},
        [("paragraph", "Pilots left."), ("paragraph", "Ships waited. Two were hurt.")],
    ),
    (
        "a paragraph whose mark was deleted goes on in the next",
        p("The pilots of the port ", properties=f"<w:rPr>{change('del', '')}</w:rPr>") + p("went home on Sunday."),
        {},
        [("paragraph", "The pilots of the port went home on Sunday.")],
    ),
    (
        "a row of a table that was deleted",
        table(["May", "12"], ["June", "9"]).replace("<w:tr>", f"<w:tr><w:trPr>{change('del', '')}</w:trPr>", 1),
        {},
        [("row", "June | 9")],
    ),
    ("a text box follows the paragraph it hangs on", p("The board met.", BOX), {}, [("paragraph", "The board met."), ("paragraph", "The harbour master resigned.")]),
    (
        "a drawing in its old and its new form is read once",
        p("The board met.", f'<w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="wps">{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>'),
        {},
        [("paragraph", "The board met."), ("paragraph", "The harbour master resigned.")],
    ),
    (
        "controls, in a line and around paragraphs",
        p("It was signed by ", f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{r('Haja Rakoto')}</w:sdtContent></w:sdt>", " on Monday.")
        + f"<w:sdt><w:sdtContent>{p('Ships waited outside the reef.')}</w:sdtContent></w:sdt>",
        {},
        [("paragraph", "It was signed by Haja Rakoto on Monday."), ("paragraph", "Ships waited outside the reef.")],
    ),
    ("a hyperlink", p("Read ", f"<w:hyperlink>{r('what the board said about the pilots')}</w:hyperlink>", "."), {}, [("paragraph", "Read what the board said about the pilots.")]),
    (
        "a field's result is read, its code is not",
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE \\@ x</w:instrText></w:r>', "Monday came and the ships left."),
        {},
        [("paragraph", "Monday came and the ships left.")],
    ),
    (
        "a footnote stands apart, after the text",
        p("The board met.", NOTE) + p("It sat for six hours."),
        {"footnotes": NOTES},
        [("paragraph", "The board met."), ("paragraph", "It sat for six hours."), ("furniture", "1"), ("furniture", "See the minutes of 3 May.")],
    ),
    (
        "a footnote that says something is text of its own kind",
        p("The board met.", NOTE) + p("It sat for six hours."),
        {"footnotes": NOTES.replace(" See the minutes of 3 May.", " Two members left at noon.")},
        [("paragraph", "The board met."), ("paragraph", "It sat for six hours."), ("furniture", "1"), ("footnote", "Two members left at noon.")],
    ),
    (
        "headers and footers of the pages",
        p("The board met."),
        {"header1": running("hdr", "Board of the Port"), "header2": running("hdr", "Board of the Port"), "footer1": running("ftr", "Page 1 of 9")},
        [("furniture", "Board of the Port"), ("paragraph", "The board met."), ("furniture", "Page 1 of 9")],
    ),
    ("figures and names of a row belong together", table(["Month", "Ships"], ["May", "12"]), {}, [("row", "Month | Ships"), ("row", "May | 12")]),
    (
        "a sentence in a cell stands for itself",
        table(["May", "The pilots of the port went on strike."]),
        {},
        [("row", "May"), ("paragraph", "The pilots of the port went on strike.")],
    ),
    ("a table in a cell", table([table(["May", "12"]), p("Ships in the port")]), {}, [("row", "May | 12"), ("row", "Ships in the port")]),
    ("headings of a localised and of a derived style", p("What comes next", style="Rubrik1") + p("And then", style="House"), {}, [("heading", "What comes next"), ("heading", "And then")]),
    ("a style with an outline level is a heading", p("What comes next", style="Own"), {}, [("heading", "What comes next")]),
    ("a list by its style, by its numbering, by its mark", p("two pilots", style="Punkt") + p("a new tug", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') + p("• a lamp"), {}, [("item", "two pilots"), ("item", "a new tug"), ("item", "a lamp")]),
    ("a quotation and a caption by their styles", p("“We are tired,” he said.", style="Zitat") + p("The port in May.", style="Bild"), {}, [("quotation", "“We are tired,” he said."), ("caption", "The port in May.")]),
    ("a table of contents", p("1 The port", '<w:r><w:tab/></w:r>', "3", style="Verz1") + p("Ships waited."), {}, [("furniture", "1 The port 3"), ("paragraph", "Ships waited.")]),
    ("a line broken by hand inside a sentence", p("The pilots of the port", "<w:r><w:br/></w:r>", "went home."), {}, [("paragraph", "The pilots of the port went home.")]),
    ("lines broken by hand between sentences", p("Ships waited.", "<w:r><w:br/></w:r>", "Pilots slept."), {}, [("paragraph", "Ships waited."), ("paragraph", "Pilots slept.")]),
    ("hidden words", p("Ships waited.", r(" Draft of the clerk.", vanish=True)), {}, [("paragraph", "Ships waited."), ("furniture", "Draft of the clerk.")]),
    ("words cut into runs, a hyphen that never breaks", p("The har", r("bour", b=True), " has a well", "<w:r><w:noBreakHyphen/></w:r>", "known reef."), {}, [("paragraph", "The harbour has a well-known reef.")]),
    (
        "bold names before what they say, without a colon",
        "".join(p(r(who, b=True), f" {said}") for who, said in (("Haja Rakoto", "The port is closed."), ("Chair", "Why is it closed?"), ("Haja Rakoto", "A ship sank."))),
        {},
        [("speaker", "Haja Rakoto"), ("paragraph", "The port is closed."), ("speaker", "Chair"), ("paragraph", "Why is it closed?"), ("speaker", "Haja Rakoto"), ("paragraph", "A ship sank.")],
    ),
    (
        "a transcript set as a table",
        table(["Chair", "When did the ferry leave the pier?"], ["Luis Vera", "It left at nine in the morning."], ["Chair", "Were there lamps on it?"]),
        {},
        [("speaker", "Chair"), ("paragraph", "When did the ferry leave the pier?"), ("speaker", "Luis Vera"), ("paragraph", "It left at nine in the morning."), ("speaker", "Chair"), ("paragraph", "Were there lamps on it?")],
    ),
    ("a bold word that opens one paragraph is no name", p(r("Ships", b=True), " waited outside the reef."), {}, [("paragraph", "Ships waited outside the reef.")]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "body", "members", "blocks"), CASES, ids=[c[0] for c in CASES])
def test_what_is_read(tmp_path, why, body, members, blocks):
    (tmp_path / "a.docx").write_bytes(word(p("Port of Toamasina", style="Titel") + p(BODY) + body, **members))
    (page,) = ingest.open(tmp_path / "a.docx")
    assert isinstance(page, Page), page
    found = [(b.kind, page.document.text[b.start : b.end]) for b in page.blocks]
    assert [f for f in found if f[1] not in (BODY, "Port of Toamasina")] == blocks, why


# why, bytes, a word of the message
REFUSED = [
    ("an encrypted or old file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
    ("an XML that breaks off", word(p(BODY)).replace(b"</w:body>", b"<w:body>"), "Word"),
    ("a document without a word", word(p(" ")), "empty"),
    ("only a footer", word("", footer1=running("ftr", "Page 1")), "empty"),
]


@pytest.mark.parametrize(("why", "data", "said"), REFUSED, ids=[r[0] for r in REFUSED])
def test_refused(tmp_path, why, data, said):
    (tmp_path / "a.docx").write_bytes(data)
    (error,) = ingest.open(tmp_path / "a.docx")
    assert isinstance(error, InputError), why
    assert said in str(error)


def test_the_first_heading_is_the_title_where_none_is_marked(tmp_path):
    (tmp_path / "a.docx").write_bytes(word(p("Port closes", style="Rubrik1") + p(BODY) + p("What comes next", style="Rubrik1") + p(BODY)))
    (page,) = ingest.open(tmp_path / "a.docx")
    assert page.document.title == "Port closes"
    assert [b.kind for b in page.blocks] == ["title", "paragraph", "heading", "paragraph"]


def test_no_entity_is_resolved(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        secret = tmp_path / "secret.txt"
        secret.write_text("the key of the harbour")
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE d [<!ENTITY e SYSTEM "file://{secret}">]><w:document xmlns:w="{W}"><w:body>{p(BODY)}{p("See &e; here.")}</w:body></w:document>',
        )
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    for page in ingest.open(tmp_path / "a.docx"):
        assert "key of the harbour" not in (page.document.text if isinstance(page, Page) else str(page))
