"""Quotation marks by words alone: which stretches are quotations, whatever the signs, and what is an apostrophe or a name."""

import pytest

from accordingto import tokens
from accordingto.analysis import Analysis, Sentence, Token
from accordingto.attribution import quotes

# why, paragraph, outer quotations, inner quotations
CASES: list[tuple[str, str, list[str], list[str]]] = [
    ("curly double", "“The pump broke,” said Oto.", ["“The pump broke,”"], []),
    ("straight double", '"The pump broke," said Oto.', ['"The pump broke,"'], []),
    ("curly single", "‘The pump broke,’ said Oto.", ["‘The pump broke,’"], []),
    ("straight single", "'The pump broke,' said Oto.", ["'The pump broke,'"], []),
    ("low and high", "„The pump broke“, said Oto.", ["„The pump broke“"], []),
    ("low and high, closed as in Polish", "„The pump broke”, said Oto.", ["„The pump broke”"], []),
    ("guillemets outwards", "«The pump broke», said Oto.", ["«The pump broke»"], []),
    ("guillemets inwards", "»The pump broke«, said Oto.", ["»The pump broke«"], []),
    ("corner brackets", "「The pump broke」, said Oto.", ["「The pump broke」"], []),
    ("typewriter marks", "``The pump broke,'' said Oto.", ["``The pump broke,''"], []),
    ("two in a row", "“It broke,” said Oto. “It is old.”", ["“It broke,”", "“It is old.”"], []),
    ("round its cue", "“The pump,” she said, “broke.”", ["“The pump,”", "“broke.”"], []),
    (
        "single in double",
        "“He said, ‘the pump broke,’ and left,” said Oto.",
        ["“He said, ‘the pump broke,’ and left,”"],
        ["‘the pump broke,’"],
    ),
    (
        "double in single",
        "‘He said, “the pump broke,” and left,’ said Oto.",
        ["‘He said, “the pump broke,” and left,’"],
        ["“the pump broke,”"],
    ),
    ("straight single in straight double", "\"He said 'go home' and left,\" said Oto.", ["\"He said 'go home' and left,\""], ["'go home'"]),
    ("a genitive inside singles", "‘The workers’ pay is low,’ said Oto.", ["‘The workers’ pay is low,’"], []),
    ("a genitive alone", "The workers’ union met.", [], []),
    ("a decade", "In the ’90s the workers’ union met.", [], []),
    ("a decade, straight", "In the '90s the workers' union met.", [], []),
    ("an elision", "'Tis late, said Oto, and the workers' union met.", [], []),
    ("contractions", "It’s old and we don’t mend it.", [], []),
    ("the opening mark is missing", "The pump broke,” said Oto.", ["The pump broke,”"], []),
    ("the closing mark is missing", "“The pump broke.", ["“The pump broke."], []),
    ("an inch", 'A 6" pipe broke.', [], []),
    ("a ship", 'The U.S. "Pelican" cutter left.', [], []),
    ("a newspaper", "The daily “Novosti” closed.", [], []),
    ("a nickname", "Ana “The Lion” Kolo left.", [], []),
    ("a name that is all that is said", "Asked who did it, he said: “Kolo”", ["“Kolo”"], []),
    ("a doubted word is no name", "The “liberation” of the town began.", ["“liberation”"], []),
]


VERBS = {"said": "say", "broke": "break", "left": "leave"}


def analysed(line: str) -> Analysis:
    """A paragraph as one sentence, cut as the encoder cuts it; only what the marks ask for is tagged."""
    words = tokens.cut(line)
    made = [
        Token(s, e, form, VERBS.get(form, form), _tag(form), "VBD" if form in VERBS else "POS" if form in ("'", "’") else "NN", -1, "dep")
        for s, e in words
        for form in [line[s:e]]
    ]
    return Analysis(line, tuple(made), (Sentence(0, len(made), 0),))


def _tag(form: str) -> str:
    return "VERB" if form in VERBS else "NOUN" if form in ("union", "pay") else "X" if form[0].isalnum() else "PUNCT"


@pytest.mark.parametrize(("why", "line", "outer", "inner"), CASES, ids=[c[0] for c in CASES])
def test_quotations_of_a_paragraph(why: str, line: str, outer: list[str], inner: list[str]) -> None:
    a = analysed(line)
    found = quotes.find(a)
    assert [a.words(q.first, q.last) for q in found.found] == outer, why
    assert [a.words(q.first, q.last) for q in found.inner] == inner, why
