"""Whose statement a text is where no title says so, and quotations that a page sets off: each null rather than wrong."""

import pytest

from accordingto import ingest, pipeline
from accordingto.ingest import Given

# why, publisher, text, speaker
TEXTS = [
    ("the subject of the first sentence is not the issuer", None,
     "What happened at the crossing\n\nHamas has spread the story that the gate was shut. Both halves are false.\n\nWe asked for the list twice and it has not come.", None),
    ("the union on whose page it stands", "Quarry and Stone Workers' Union of Namibia",
     "Quarry workers down tools\n\nSome 340 members of our union stopped work on Monday. We have not been paid since April.\n\nWe warn the company. We call on the minister to act.",
     "Quarry and Stone Workers' Union of Namibia"),
    ("a paper that says we", "The Harbour Post",
     "Harbour closed\n\nWe walked along the wall on Monday. Our reporter counted nine cracks, and our readers sent us forty pictures.", None),
    ("the Ministry, named no further", None,
     "On the strike at the depot\n\nTwo depots burned on Monday. The Ministry rejects the claims of the rebels. The Ministry calls on the agency to publish its pictures.", "Ministry"),
    ("an explanation of vote", None,
     "Explanation of vote before the vote by the delegation of Azerbaijan on draft resolution L.17\n\nMr President,\n\nMy delegation thanks the sponsors. We cannot support the amendment.",
     "delegation of Azerbaijan"),
    ("a commentary of a body", None,
     "Commentary of the State Border Committee on the closure of two roads\n\nThe Polish side shut two crossings on Monday. We regard this as a hostile step.", "State Border Committee"),
    ("a label of a live page is nobody", "Andes Monitor",
     "LIVE: Landslide cuts the railway\n\nWe will bring you updates all day. Our reporter is at the station, and we have asked the operator.", None),
]  # fmt: skip


@pytest.mark.parametrize(("why", "publisher", "text", "speaker"), TEXTS, ids=[t[0] for t in TEXTS])
def test_whose_statement_it_is(why, publisher, text, speaker):
    read = pipeline.code(ingest.from_text(text, Given(date="2024-12-13", publisher=publisher)))
    assert read.document.speaker == speaker, why


# why, lines of a page, words, who says them
SET_OFF = [
    ("announced", "<p>From the mayor, Gregor Arh:</p><blockquote><p>Nobody was taken to hospital in time that day.</p></blockquote>", "hospital", "Gregor Arh"),
    ("announced over two paragraphs",
     "<p>From the mayor, Gregor Arh:</p><blockquote><p>Nobody was taken to hospital in time.</p><p>The council closed the road on Monday.</p></blockquote>", "closed", "Gregor Arh"),
    ("announced by nobody", "<p>The report was read on Monday.</p><blockquote><p>The council closed the road in May.</p></blockquote>", "closed", "Alpine Post"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "lines", "words", "who"), SET_OFF, ids=[s[0] for s in SET_OFF])
def test_quotations_that_the_page_sets_off(tmp_path, why, lines, words, who):
    file = tmp_path / "page.html"
    body = "<p>The town of Bohinj limits the number of coaches from Monday, and the hotels are angry about it, as they said on Friday.</p>"
    file.write_text(
        f"<html><head><title>Bohinj limits buses</title></head><body><article><h1>Bohinj limits buses</h1>{body}{lines}{body}</article></body></html>",
        encoding="utf-8",
    )
    (read,) = pipeline.read(file, Given(date="2024-12-13", publisher="Alpine Post"))
    found = {c.according_to[-1].name for c in read.claims if any(words in q.text for q in c.evidence)}
    assert found == {who}, why
