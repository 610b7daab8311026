"""The pages of tests/pages and how they are compared: their gold stands in them, and a comparison means what its docstring says."""

import itertools
import re
import zipfile
from collections import Counter
from xml.etree import ElementTree

import lxml.html
import msgspec
import pypdfium2
import pytest
from evaluation import pages
from evaluation.pages import Gold, Turn, Words

from accordingto.pipeline import Reading
from accordingto.types import Claim, Document, DocumentDate, Link, Quote, Stretch

PAGES = pages.pages()
DELETED = {"docx-tracked-statement.docx": ("has ordered", "Nine thousand geese were killed on Monday.", "is said to have shouted")}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def visible(path):
    """A page's words as its reader sees them, read without the program."""
    if path.suffix == ".html":
        tree = lxml.html.fromstring(path.read_bytes())
        for hidden in tree.xpath("//head | //script | //style"):
            hidden.drop_tree()
        return " ".join(tree.itertext())
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            words = "\n".join(page.get_textpage().get_text_bounded() for page in document)
        return words.replace("\x02", "")
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(n) for n in archive.namelist() if re.fullmatch(r"word/(document|footnotes|header\d*|footer\d*)\.xml", n)]
        found = []
        for part in parts:
            for node in ElementTree.fromstring(part).iter():
                found.append(node.text or "" if node.tag == f"{_WORD}t" else "\n" if node.tag == f"{_WORD}p" else "")
        return "".join(found)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("*", "")
    return text


SEEN = {path.name: Words(visible(path)) for path, _ in PAGES}


def test_the_counts_are_those_of_the_set():
    kinds = Counter(path.name.split("-")[0] for path, _ in PAGES)
    assert kinds == {"transcript": 8, "release": 5, "news": 6, "joint": 3, "pdf": 4, "docx": 4}
    endings = Counter(path.suffix for path, _ in PAGES)
    assert endings[".html"] >= 10
    assert set(endings) == pages.ENDINGS


@pytest.mark.parametrize(("path", "gold"), PAGES, ids=[p.name for p, _ in PAGES])
def test_the_gold_stands_in_its_page(path, gold):
    words, gone = SEEN[path.name], DELETED.get(path.name, ())
    named = [t.who for t in gold.turns if t.who] + [n for n in (gold.publisher, gold.speaker) if n]
    missing = [w for w in (gold.title, *gold.text, *gold.furniture, *named) if w and w not in gone and not any(words.find(w))]
    assert not missing
    assert not [w for w in gone if any(words.find(w))], "what is struck out is not seen"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", gold.date or "2000-01-01")


@pytest.mark.parametrize(("path", "gold"), PAGES, ids=[p.name for p, _ in PAGES])
def test_turns_are_found_once_and_hold_no_furniture_words(path, gold):
    words = SEEN[path.name]
    spans = []
    for turn in gold.turns:
        assert turn.who or turn.sector == "JRN"
        starts = list(words.find(turn.first))
        assert len(starts) == 1, turn.first
        end = next((e for _, e in words.find(turn.last, starts[0][0])), None)
        assert end, turn.last
        spans.append((starts[0][0], end))
    assert gold.turns
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans)) or path.suffix == ".docx", "turns do not overlap"
    kept = (*gold.text, *(w for t in gold.turns for w in (t.first, t.last)))
    assert not [f for f in gold.furniture for w in kept if any(Words(w).find(f))]


@pytest.mark.parametrize(("path", "gold"), PAGES, ids=[p.name for p, _ in PAGES])
def test_pages_are_as_long_as_pages_are(path, gold):
    assert 200 <= len(visible(path).split()) <= 700


def test_the_made_files_are_what_their_script_makes(tmp_path, monkeypatch):
    from tests.pages import make

    monkeypatch.setattr(make, "FOLDER", tmp_path)
    make.main()
    made = {p.name for p in tmp_path.iterdir()}
    assert made == {p.name for p, _ in PAGES if p.suffix in (".pdf", ".docx")}
    for name in made:
        assert visible(tmp_path / name) == visible(pages.FOLDER / name), f"{name}: run tests/pages/make.py"


# one name, another, whether they are one speaker's, why
NAMES = [
    ("Awa Sow", "Foreign Minister Awa Sow", True, "a title before the name"),
    ("Awa Sow", "AWA\u00a0 SOW", True, "case and white space"),
    ("Ministry of Health", "the Ministry of Health", True, "an article"),
    ("Dr. Sow", "Sow", True, "a known title before a single name"),
    ("Awa Sow", "Sow", False, "a given name is no title"),
    ("Ministry of Health", "Health", False, "no person"),
    ("United Nations", "Ambassador to the United Nations", False, "somebody else"),
    ("Awa Sow", "Moussa Sow", False, "another of that name"),
    ("Awa Sow", None, False, "null is nobody's name"),
    (None, None, True, "both null"),
    ("Atoll Bank", "Bank", False, "a word of a name"),
]


@pytest.mark.parametrize(("one", "other", "same", "why"), NAMES, ids=[n[3] for n in NAMES])
def test_names(one, other, same, why):
    assert pages.same_name(one, other) is same
    assert pages.same_name(other, one) is same


def test_names_that_the_gold_says_are_one():
    assert pages.same_name("Office of the Mayor", "The Mayor of Tarvo", [("Mayor of Tarvo", "Office of the Mayor")])


TEXT = "Home | Sport\n\nMarket reopens\n\n“The roof holds,” Awa Sow said. “We tested it.” Traders were glad.\n\nShare this"


def link(name, how, sector=None):
    return Link(name=name, country=None, sector=sector, how=how, stance="asserted", mention=None, cue=None)


PRESS = link("Post", "publisher")


def said(words, *chain):
    start = TEXT.index(words)
    quote = Quote(start, start + len(words), words)
    return Claim("c", "d", "state", (quote,), chain, "asserted", "positive", False, None, None, (), None, None, (), (), 0.5, "hand")


def read(*claims, removed=(), speaker=None):
    date = DocumentDate("2024-05-01", None, None, "dateline", ())
    stretches = tuple(Stretch(TEXT.index(w), TEXT.index(w) + len(w), "line") for w in removed)
    return Reading(Document("d", "0", TEXT, "Market reopens", speaker, "Post", "en", date, "page", stretches, ()), claims)


GOLD = Gold(title="Market Reopens", date="2024-05-01", publisher="The Post", furniture=("Home | Sport", "Share this"))
SOW = Turn(who="Awa Sow", first="The roof", last="holds")
GLAD = Turn(who="The Post", first="Traders were", last="were glad.")
ASKER = Turn(sector="JRN", first="We tested", last="tested it.")

# turn, who says its words in the record, dialogue, document speaker of the gold, right, why
TURNS = [
    (SOW, (PRESS, link("Minister Awa Sow", "direct")), False, None, True, "the last link"),
    (SOW, (PRESS, link("Awa Sow", "direct"), link("Farmers", "indirect")), False, None, True, "whom she cites is hers"),
    (SOW, (PRESS, link("Farmers", "indirect"), link("Awa Sow", "direct")), False, None, False, "nobody cites her"),
    (SOW, (PRESS,), False, None, False, "the publisher's"),
    (SOW, (PRESS, link("Ministry", "document"), link("Awa Sow", "direct")), False, "Ministry", True, "a quotation in a release"),
    (SOW, (PRESS, link("Ministry", "document"), link("Awa Sow", "direct")), True, "Ministry", False, "a turn is in nobody's words"),
    (GLAD, (link("The Poster", "publisher"),), False, None, True, "a report's own words; its name is asked elsewhere"),
    (GLAD, (PRESS, link("Awa Sow", "inherited")), False, None, False, "a report's own words have no further link"),
    (ASKER, (PRESS, link(None, "direct", "JRN")), True, None, True, "an unnamed asker"),
    (ASKER, (PRESS, link(None, "direct", "GOV")), True, None, False, "somebody unnamed who is no asker"),
    (ASKER, (), True, None, None, "nothing is claimed"),
]


@pytest.mark.parametrize(("turn", "chain", "dialogue", "speaker", "right", "why"), TURNS, ids=[t[5] for t in TURNS])
def test_turns(turn, chain, dialogue, speaker, right, why):
    gold = msgspec.structs.replace(GOLD, turns=(turn,), dialogue=dialogue, speaker=speaker)
    claims = [said(turn.first, *chain)] if chain else []
    found = [f.right for f in pages.judge("page", read(*claims, speaker=speaker), gold) if f.field == "turns"]
    assert found == ([] if right is None else [right]), why


def test_a_turn_whose_words_are_removed_is_wrong_and_so_is_its_text():
    gold = msgspec.structs.replace(GOLD, turns=(SOW,))
    found = pages.judge("page", read(removed=["“The roof holds,”"]), gold)
    assert [f.field for f in found if not f.right] == ["turns", "text", "text"]


def test_coded_furniture_is_wrong():
    found = pages.judge("page", read(said("Share this", PRESS)), GOLD)
    assert [f.note for f in found if not f.right] == ["coded: “Share this” in ['Share this']"]


def test_figures_are_shares():
    found = pages.judge("page", read(said("Share this", PRESS)), GOLD)
    figures = pages.figures(found)
    assert figures["title"] == figures["date"] == figures["publisher"] == figures["speaker"] == 1.0
    assert figures["furniture"] == 0.5
    assert figures["all"] == 0.9


def test_the_table_has_a_line_a_kind():
    found = [pages.Finding(name, "title", right, "") for name, right in (("news-a.txt", True), ("pdf-b.pdf", False), ("news-c.txt", True))]
    lines = [line.split() for line in pages.table(found).splitlines()]
    assert lines[0] == [*pages.FIELDS, "all"]
    assert [(line[0], line[1], line[-1]) for line in lines[1:]] == [
        ("asked", "3", "3"),
        ("pages", "0.6667", "0.6667"),
        ("news", "1", "1"),
        ("pdf", "0", "0"),
    ]


def test_a_page_that_is_refused_is_wrong_in_every_field(tmp_path):
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "empty.toml").write_text('title = "Nothing"')
    assert pages.measure(tmp_path)["all"] == 0.0
