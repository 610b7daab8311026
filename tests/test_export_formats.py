"""The exports on hand-made claims: hostile text stays text, tables stay tables, segments are the text. No model is loaded."""

import csv
import io
import itertools
import re
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto import export
from accordingto.errors import AccordingtoError
from accordingto.export import csv as table
from accordingto.export import html, jsonl
from accordingto.export import text as page
from accordingto.pipeline import Reading
from accordingto.types import Claim, Document, Link, Modality, Quote, Relation

WORDS = '=cmd() <script>alert("x")</script> ]]> \x1b[31m \u202e the quay at Brava is open, Mayor Ilda Tavares said.'


def reading(text=WORDS, title=WORDS):
    document = Document("d", "0" * 64, text, title, None, "<b>Post", "en", None, "-", (), ())
    links = (
        Link("<b>Post", None, None, "publisher", "reported", None, None),
        Link("@Ilda", "CPV", "GOV", "indirect", "denied", None, None),
    )
    quote = Quote(0, len(text), text)
    claim = Claim("c1", "d", "state", (quote,), links, "denied", "positive", False, None, None, (), None, None, (), (), 0.5, "test")
    return Reading(document, (claim,))


def test_no_markup_of_the_document_reaches_the_page():
    shown = html.render([reading()])
    assert shown.count("<script>") == 1, "only the page's own script"
    assert "&lt;script&gt;" in shown
    assert "<b>" not in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', shown).group(1)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_denial_is_labelled_as_one_with_its_speaker():
    for shown in (html.render([reading()]), page.render([reading()], colour=False, width=80)):
        assert re.search(r"@Ilda\s+denied", shown)


def test_no_control_character_reaches_the_terminal():
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page.render([reading()], colour=False, width=80))


def several(*confidences):
    """A reading of one claim a word, of these confidences."""
    words = "Alpha beta gamma delta epsilon zeta".split()[: len(confidences)]
    base = reading(" ".join(words))
    claims, at = [], 0
    for n, (word, confidence) in enumerate(zip(words, confidences, strict=True)):
        quote = Quote(at, at + len(word), word)
        relations = (Relation("cause", f"c{n - 1}-id"),) if n else ()
        change = {"id": f"c{n}-id", "evidence": (quote,), "confidence": confidence, "relations": relations}
        claims.append(msgspec.structs.replace(base.claims[0], **change))
        at += len(word) + 1
    return Reading(base.document, tuple(claims))


def test_less_certain_claims_are_folded_where_they_stand():
    given = several(0.9, 0.1, 0.2, 0.8)
    shown = html.render([given])
    order = re.findall(r"<summary>[^<]*|<blockquote>[^<]*|</details>", shown)
    assert order == [
        "<blockquote>“Alpha”",
        "<summary>less certain (2)",
        "<blockquote>“beta”",
        "<blockquote>“gamma”",
        "</details>",
        "<blockquote>“delta”",
    ]
    assert html.render([given], fold=0.0).count("<details") == 0
    lines = page.render([given], width=80)
    assert (
        lines.index("“Alpha”") < lines.index("less certain (2)") < lines.index("“beta”") < lines.index("“gamma”") < lines.index("“delta”")
    )
    assert "less certain" not in page.render([given], fold=0.0)


def test_what_is_left_out_is_accounted_for():
    given = several(0.9, 0.1, 0.2, 0.8)
    kept = export.at_least(given, 0.5)
    assert [c.id for c in kept.claims] == ["c0-id", "c3-id"]
    assert all(not c.relations for c in kept.claims), "no relation to a claim that is left out"
    assert [(s.start, s.end, s.reason) for s in kept.document.uncoded] == [
        (6, 10, "less certain than 0.5"),
        (11, 16, "less certain than 0.5"),
    ]
    assert export.at_least(given, 0.0) is given


def test_no_cell_of_the_table_is_a_formula():
    head, row = csv.reader(io.StringIO(table.render([reading()]), newline=""))
    cells = dict(zip(head, row, strict=True))
    assert cells["quote"].startswith("'=cmd")
    assert cells["final_speaker"] == "'@Ilda"
    assert cells["stance"] == "denied"


def test_json_lines_lose_nothing():
    assert msgspec.json.decode(jsonl.render([reading()]), type=Claim) == reading().claims[0]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"evidence": (Quote(0, 4, "shut"),)}, "words that are not the text's"),
        ({"modality": "asserted"}, "not the innermost stance"),
        ({"according_to": reading().claims[0].according_to[1:]}, "no publisher's link"),
    ],
    ids=lambda x: x if isinstance(x, str) else "",
)
@pytest.mark.parametrize("render", [html.render, table.render, jsonl.render, page.render], ids=["html", "csv", "jsonl", "text"])
def test_a_wrong_claim_is_never_shown(render, change, why):
    good = reading()
    with pytest.raises(AccordingtoError, match="c1"):
        render([Reading(good.document, (msgspec.structs.replace(good.claims[0], **change),))])


SPAN = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted).filter(lambda s: s[0] < s[1]).map(tuple)


@given(st.lists(st.lists(SPAN, min_size=1, max_size=3), max_size=6), st.lists(SPAN, max_size=3))
def test_segments_are_the_whole_text_and_know_their_claims(claims, loaded):
    cut = html.segments(40, claims, loaded)
    assert cut[0].start == 0
    assert cut[-1].end == 40
    assert all(a.end == b.start for a, b in itertools.pairwise(cut))
    for segment in cut:
        covering = {n for n, spans in enumerate(claims) if any(s <= segment.start and segment.end <= e for s, e in spans)}
        assert set(segment.claims) == covering


def luminance(colour):
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    return sum(
        w * (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for w, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True)
    )


# foreground, background, least contrast (WCAG 2.2: 4.5 for text, 1.4.3; 3 for what is not text, 1.4.11)
PAIRS = [
    *((ink, ground, 4.5) for ink in ("ink", "soft", "link") for ground in ("paper", "panel")),
    ("onink", "on", 4.5),
    ("ink", "label", 4.5),
    *((line, ground, 3.0) for line in ("mark", "loaded") for ground in ("paper", "panel", "on")),
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_contrast(scheme, front, back, least):
    rule = re.findall(r":root \{([^}]*)\}", html.render([reading()]))[scheme]
    colours = dict(re.findall(r"--(\w+): (#\w{6})", rule))
    one, two = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
    assert (one + 0.05) / (two + 0.05) >= least


def test_every_modality_has_its_verb():
    """A page says for each what its speaker does: adding a modality without one is found here."""
    assert set(export.SAYS) == set(get_args(Modality))
