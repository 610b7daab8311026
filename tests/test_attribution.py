"""Who says what: rules on hand-written trees (no model), the document's own speaker, and hostile quotation marks."""

import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto import attribution, cues
from accordingto.analysis import Analysis, Entity, Marked, Sentence, Token
from accordingto.attribution import Attribution, Voices
from accordingto.types import Block, BlockKind, Document, Page
from tests.trees import tree

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "attribution.toml").read_text(encoding="utf-8"))["case"]


def page(a: Analysis, kinds: tuple[BlockKind, ...] = (), speaker: str | None = None) -> Page:
    """A page with one block for each block number that the sentences name."""
    edges: dict[int, tuple[int, int]] = {}
    for s in a.sentences:
        start, end = a.tokens[s.first].start, a.tokens[s.last - 1].end
        edges[s.block] = (edges.get(s.block, (start, end))[0], end)
    blocks = tuple(Block(start, end, kinds[n] if n < len(kinds) else "paragraph") for n, (start, end) in sorted(edges.items()))
    return Page(Document("d", "", a.text, None, speaker, None, "en", None, "test", (), ()), blocks)


def links(a: Analysis) -> list[list[str]]:
    return [shown(a, x) for x in attribution.find(page(a), a).attributions]


def shown(a: Analysis, x: Attribution) -> list[str]:
    source, content = (" … ".join(a.text[s:e] for s, e in spans) for spans in (x.source, x.content))
    return [source, " ".join(a.text[s:e] for s, e in x.cue), content, x.stance, x.how]


@pytest.mark.parametrize("case", CASES, ids=[c["reason"] for c in CASES])
def test_a_sentence_marks_these_attributions(case: dict[str, Any]) -> None:
    assert links(tree(case["tree"])) == case["links"], case["reason"]


def test_there_are_enough_cases_and_each_has_a_reason() -> None:
    assert len({c["reason"] for c in CASES}) == len(CASES) >= 60


# --- whole documents: flat trees, since only words, marks and entities matter


def flat(*lines: str, people: tuple[str, ...] = (), same_block: bool = False) -> Analysis:
    """An analysis without syntax: each line a sentence and a block (or all one block); the first verb of saying heads its neighbours."""
    text = ("\n" if not same_block else " ").join(lines)
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    at = 0
    for n, line in enumerate(lines):
        base = len(tokens)
        words = [(m.start() + at, m.end() + at) for m in re.finditer(r"''|``|[\w’'.-]*\w|[^\w\s]", line)]
        said = next((k for k, (s, e) in enumerate(words) if text[s:e] in ("said", "says", "told", "added")), 0)
        for k, (s, e) in enumerate(words):
            form = text[s:e]
            tokens.append(_flat_token(form, s, e, base + said, base + k))
        sentences.append(Sentence(base, len(tokens), 0 if same_block else n))
        at += len(line) + 1
    starts = {t.start: i for i, t in enumerate(tokens)}
    entities = [
        Entity(starts[m.start()], starts[m.start()] + len(re.findall(r"[\w’'.-]*\w", name)), "PER", 1.0)
        for name in people
        for m in re.finditer(re.escape(name), text)
        if m.start() in starts
    ]
    return Analysis(text, tuple(tokens), tuple(sentences), tuple(sorted(entities, key=lambda x: x.first)))


def _flat_token(form: str, start: int, end: int, root: int, i: int) -> Token:
    if i == root:
        verb = form in ("said", "says", "told", "added")
        return Token(
            start,
            end,
            form,
            {"said": "say", "says": "say", "told": "tell", "added": "add"}.get(form, form),
            "VERB" if verb else "NOUN",
            "VBD",
            -1,
            "root",
        )
    if not form[0].isalnum():
        return Token(start, end, form, form, "PUNCT", ".", root, "punct")
    beside = abs(i - root) == 1 and form[:1].isalpha()
    pronoun = form.lower() in ("he", "she", "i", "we", "they")
    return Token(
        start,
        end,
        form,
        form.lower(),
        "PRON" if pronoun else "PROPN",
        "NNP",
        root,
        "nsubj" if beside and (pronoun or form[0].isupper()) else "dep",
    )


SPEAKERS: list[tuple[str, tuple[str, ...], tuple[BlockKind, ...], tuple[str, ...], tuple[Any, ...] | None]] = [
    (
        "title with office, country, honorifics and name; the heading is nobody's",
        (
            "Envoy speaks on fishing",
            "Statement by the Ambassador of Kenya to Norway H.E. Ms. Njeri A. Otieno on the fishing accord",
            "The accord is fair.",
            "Outlook",
            "It will hold.",
        ),
        ("title", "subtitle", "paragraph", "heading", "paragraph"),
        (),
        ("Njeri A. Otieno", "H.E. Ms. Njeri A. Otieno", "Statement", "Kenya", False, ["The accord is fair.", "It will hold."]),
    ),
    (
        "an office that is held at a body, with the name behind it",
        (
            "Statement by the Permanent Representative of Sudan to the United Nations, Ambassador Idris Abdelwahab, at the meeting on water",
            "The wells are dry.",
        ),
        ("title", "paragraph"),
        (),
        ("Idris Abdelwahab", "Ambassador Idris Abdelwahab", "Statement", "Sudan", False, ["The wells are dry."]),
    ),
    (
        "remarks by a person with an office before the name",
        ("Remarks by President Luz Herrera at the opening of the port", "The port is open."),
        ("title", "paragraph"),
        (),
        ("Luz Herrera", "President Luz Herrera", "Remarks", None, False, ["The port is open."]),
    ),
    (
        "a ministry speaks as a body",
        ("Statement of the Ministry of Foreign Affairs of Chile on the border", "Chile regrets the incident."),
        ("title", "paragraph"),
        (),
        (
            "Ministry of Foreign Affairs of Chile",
            "the Ministry of Foreign Affairs of Chile",
            "Statement",
            "Chile",
            False,
            ["Chile regrets the incident."],
        ),
    ),
    (
        "a joint statement is one link with several speakers",
        ("Joint statement by President Awa Ndiaye and Prime Minister Tomas Berg on trade", "We agreed on trade."),
        ("title", "paragraph"),
        (),
        (
            "Awa Ndiaye and Tomas Berg",
            "President Awa Ndiaye and Prime Minister Tomas Berg",
            "statement",
            None,
            True,
            ["We agreed on trade."],
        ),
    ),
    (
        "joint statement of offices without names",
        ("Joint Statement by the Foreign Ministers of Fiji, Samoa and Tonga", "The sea is rising."),
        ("title", "paragraph"),
        (),
        (
            "Foreign Ministers of Fiji, Samoa and Tonga",
            "the Foreign Ministers of Fiji, Samoa and Tonga",
            "Statement",
            None,
            True,
            ["The sea is rising."],
        ),
    ),
    (
        "country and name side by side",
        ("Address by the Prime Minister of Fiji Sela Vakaloto to the nation", "We shall rebuild."),
        ("title", "paragraph"),
        ("Sela Vakaloto",),
        ("Sela Vakaloto", "Sela Vakaloto", "Address", "Fiji", False, ["We shall rebuild."]),
    ),
    (
        "the possessive form of a title",
        ("President Amina Sow’s address to the nation", "Rain has come."),
        ("title", "paragraph"),
        (),
        ("Amina Sow", "President Amina Sow", "address", None, False, ["Rain has come."]),
    ),
    (
        "a lead-in without a full stop opens the statement; the lead before it is the publisher's",
        (
            "Talks end in Lima",
            "Minister Rosa Quispe met reporters.",
            "Addressing reporters in Lima, she said",
            "The talks were long.",
            "They ended well.",
        ),
        ("title", "paragraph", "paragraph", "paragraph", "paragraph"),
        ("Rosa Quispe",),
        ("Rosa Quispe", "Rosa Quispe", "said", None, False, ["The talks were long.", "They ended well."]),
    ),
    (
        "title and lead-in together: the title names, the lead-in opens",
        (
            "Statement by Ambassador Jonas Lind on ice",
            "Oslo : Jonas Lind says the ice is thin.",
            "At a briefing he said",
            "The ice is thin.",
            "Stay ashore.",
        ),
        ("subtitle", "paragraph", "paragraph", "paragraph", "paragraph"),
        (),
        ("Jonas Lind", "Ambassador Jonas Lind", "said", None, False, ["The ice is thin.", "Stay ashore."]),
    ),
    (
        "a lead sentence in the third person is the publisher's even without a lead-in",
        ("Statement by Ambassador Jonas Lind on ice", "Lind said the ice is thin.", "We ask skaters to wait."),
        ("subtitle", "paragraph", "paragraph"),
        (),
        ("Jonas Lind", "Ambassador Jonas Lind", "Statement", None, False, ["We ask skaters to wait."]),
    ),
    (
        "the only named label of a transcript",
        ("Q:", "Is the road open?", "MINISTER ADEOLA:", "It opens on Monday.", "Q:", "And the bridge?", "MINISTER ADEOLA:", "Later."),
        ("speaker", "paragraph", "speaker", "paragraph", "speaker", "paragraph", "speaker", "paragraph"),
        (),
        ("Adeola", "MINISTER ADEOLA", None, None, False, ["It opens on Monday.", "Later."]),
    ),
    (
        "a report has no speaker of its own",
        ("Minister’s statement draws protest", "“The road is open to all,” said Oto.", "Traders said the road was closed."),
        ("title", "paragraph", "paragraph"),
        ("Oto",),
        None,
    ),
    (
        "an explanation of vote, whatever else the line holds",
        ("Explanation of vote by Uruguay, draft resolution on ferries", "My delegation abstained."),
        ("subtitle", "paragraph"),
        (),
        ("Uruguay", "Uruguay", "Explanation", "Uruguay", False, ["My delegation abstained."]),
    ),
    (
        "the of belongs to what the statement is about",
        ("LAKEWATCH statement on exchanges of fire around Dorvo", "Two boats were seen."),
        ("title", "paragraph"),
        (),
        None,
    ),
    (
        "a comment on somebody's letter is not theirs",
        ("On the letter of Egypt to the Council", "The ministry has read it."),
        ("title", "paragraph"),
        (),
        None,
    ),
    (
        "a headline that merely holds the word",
        ("Bank statement errors rise in Accra", "Clients were told to wait."),
        ("title", "paragraph"),
        (),
        None,
    ),
]


@pytest.mark.parametrize(("reason", "lines", "kinds", "people", "expected"), SPEAKERS, ids=[s[0] for s in SPEAKERS])
def test_the_speaker_of_a_document(
    reason: str, lines: tuple[str, ...], kinds: tuple[BlockKind, ...], people: tuple[str, ...], expected: tuple[Any, ...] | None
) -> None:
    a = flat(*lines, people=people)
    s = attribution.find(page(a, kinds), a).speaker
    if expected is None or s is None:
        assert s is expected, reason
        return
    mention, cue = (q.text if q else None for q in (s.mention, s.cue))
    assert (s.name, mention, cue, s.country_hint, s.joint, [a.text[x:y] for x, y in s.body]) == expected, reason
    for q in (s.mention, s.cue):
        assert q is None or a.text[q.start : q.end] == q.text


def test_a_speaker_that_the_user_gave_owns_the_text() -> None:
    a = flat("Fog closes airport", "The airport is closed.", "It opens soon.")
    speaker = attribution.find(page(a, ("title",), speaker="Imre Toth"), a).speaker
    assert speaker is not None
    assert (speaker.name, speaker.mention) == ("Imre Toth", None)
    assert [a.text[s:e] for s, e in speaker.body] == ["The airport is closed.", "It opens soon."]


def test_the_speakers_own_we_note_is_no_second_link() -> None:
    rows = """
We we PRON PRP 2 nsubj
note note VERB VBP 0 root
that that SCONJ IN 5 mark
prices price NOUN NNS 5 nsubj
fell fall VERB VBD 2 ccomp
~. . PUNCT . 2 punct"""
    a = tree(rows)
    assert len(attribution.find(page(a), a).attributions) == 1, "in a report we are whoever writes"
    assert not attribution.find(page(a, speaker="Imre Toth"), a).attributions


QUOTED: list[tuple[str, tuple[str, ...], bool, tuple[str, ...], list[tuple[str, str, str]]]] = [
    (
        "a floating quotation in the same paragraph is more of the same",
        ("“The pump broke down again on Sunday,” said Oto.", "“Nobody came to repair it for days.”"),
        True,
        (),
        [("Oto", "“The pump broke down again on Sunday,” … “Nobody came to repair it for days.”", "direct")],
    ),
    (
        "a floating quotation in the next paragraph is inherited",
        ("“The pump broke down again on Sunday,” said Oto.", "“Nobody came to repair it for days.”"),
        False,
        (),
        [("Oto", "“The pump broke down again on Sunday,”", "direct"), ("Oto", "“Nobody came to repair it for days.”", "inherited")],
    ),
    (
        "one quotation over two paragraphs: each opens, the last closes",
        ("Oto said: “The pump broke down again on Sunday.", "“Nobody came to repair it for days.”"),
        False,
        (),
        [("Oto", "“The pump broke down again on Sunday.”", "direct"), ("Oto", "“Nobody came to repair it for days.”", "inherited")],
    ),
    (
        "a colon that opens the next paragraph",
        ("Oto added:", "“Nobody came to repair it for days.”"),
        False,
        (),
        [("Oto", "“Nobody came to repair it for days.”", "direct")],
    ),
    (
        "a name after a dash signs a quotation",
        ("“Nobody came to repair it for days.” – Ines Prado",),
        False,
        ("Ines Prado",),
        [("Ines Prado", "“Nobody came to repair it for days.”", "direct")],
    ),
    (
        "a sentence after the quotation that has its own words is nobody's",
        ("“The pump broke down again on Sunday,” said Oto.", "The pump stands in the square."),
        True,
        (),
        [("Oto", "“The pump broke down again on Sunday,”", "direct")],
    ),
    (
        "straight marks",
        ('"The pump broke down again on Sunday," said Oto.',),
        False,
        (),
        [("Oto", '"The pump broke down again on Sunday,"', "direct")],
    ),
    (
        "guillemets",
        ("«The pump broke down again on Sunday», said Oto.",),
        False,
        (),
        [("Oto", "«The pump broke down again on Sunday»", "direct")],
    ),
]


@pytest.mark.parametrize(("reason", "lines", "same", "people", "expected"), QUOTED, ids=[q[0] for q in QUOTED])
def test_quotations(reason: str, lines: tuple[str, ...], same: bool, people: tuple[str, ...], expected: list[tuple[str, str, str]]) -> None:
    a = flat(*lines, people=people, same_block=same)
    got = [shown(a, x) for x in attribution.find(page(a), a).attributions]
    if "two paragraphs" in reason:
        expected = [(s, c.replace("Sunday.”", "Sunday."), h) for s, c, h in expected]
    assert [(s, c, h) for s, _, c, _, h in got] == expected, reason


def test_labels_of_several_speakers_are_attributions() -> None:
    a = flat("OTO:", "The road is open.", "INES PRADO:", "It is not.")
    got = attribution.find(page(a, ("speaker", "paragraph", "speaker", "paragraph")), a)
    assert got.speaker is None
    assert [(shown(a, x)[0], shown(a, x)[2]) for x in got.attributions] == [("OTO", "The road is open"), ("INES PRADO", "It is not")]


def test_a_turn_goes_on_until_the_next_label() -> None:
    a = flat("Q:", "Is it open?", "A:", "It is.", "It has been since May.", "Q:", "And the bridge?", "A.", "Later.")
    kinds: tuple[BlockKind, ...] = (
        *("speaker", "paragraph", "speaker", "paragraph", "paragraph", "speaker", "paragraph", "speaker", "paragraph"),
    )  # type: ignore[assignment]
    got = attribution.find(page(a, kinds), a)
    assert [(shown(a, x)[0], shown(a, x)[2]) for x in got.attributions] == [
        ("Q", "Is it open"),
        ("A", "It is"),
        ("A", "It has been since May"),
        ("Q", "And the bridge"),
        ("A", "Later"),
    ]


def test_a_headline_label_speaks_and_a_dateline_does_not() -> None:
    a = flat("Minister: road to open in May")
    assert [shown(a, x)[:3] for x in attribution.find(page(a, ("title",)), a).attributions] == [["Minister", ":", "road to open in May"]]
    b = flat("Nairobi: the road opened in May", people=("Nairobi",))
    assert not attribution.find(page(b), b).attributions


# --- the model's spans


def _marked(a: Analysis, *marks: tuple[str, int, int]) -> Analysis:
    return msgspec.structs.replace(a, marked=tuple(Marked(r, f, e, 0.9) for r, f, e in marks))  # type: ignore[arg-type]


def test_the_models_spans_set_the_boundaries_where_they_speak_of_the_same() -> None:
    a = tree(CASES[0]["tree"])
    b = _marked(a, ("source", 1, 4), ("cue", 4, 5), ("content", 6, 10))
    assert links(b) == [["governor of Puno", "said", "the road was open", "asserted", "indirect"]]


def test_a_cue_that_only_the_model_knows_needs_a_source_and_a_clause() -> None:
    rows = """
Oto Oto PROPN NNP 2 nsubj
trumpeted trumpet VERB VBD 0 root
that that SCONJ IN 5 mark
prices price NOUN NNS 5 nsubj
fell fall VERB VBD 2 ccomp
~. . PUNCT . 2 punct"""
    a = tree(rows)
    assert links(a) == [], "the lexicon is silent"
    assert links(_marked(a, ("source", 0, 1), ("cue", 1, 2), ("content", 2, 5))) == [
        ["Oto", "trumpeted", "that prices fell", "asserted", "indirect"]
    ]
    assert links(_marked(a, ("cue", 1, 2), ("content", 3, 4))) == [], "no source, no clause: no link"


# --- chains


def test_a_chain_is_outermost_first_and_leaves_out_own_cue_and_source() -> None:
    case = next(c for c in CASES if c["reason"].startswith("nested"))
    a = tree(case["tree"])
    voices = attribution.find(page(a), a)
    assert [x.parent for x in voices.attributions] == [None, 0]
    at = a.text.index("the dam would")
    assert voices.chain(at, at + 17) == (0, 1)
    cue = a.text.index("believed")
    assert voices.chain(cue, cue + 8) == (0,)
    assert voices.chain(0, 5) == ()


def test_the_command_lines_form_has_spans_and_parents() -> None:
    a = tree(CASES[0]["tree"])
    (one,) = attribution.marked_by_text(attribution.find(page(a), a))
    assert set(one) == {"source", "cue", "content", "parent"}
    assert one["parent"] is None
    assert all(a.text[s:e].strip() == a.text[s:e] != "" for role in ("source", "cue", "content") for s, e in one[role])


# --- hostile input

MARKS = "“”\"'«»„‘’`"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*MARKS, "said", "Oto", "she", "rain", ".", ":", ",", "–", "that", "\n"]), max_size=60), st.integers(0, 7))
def test_any_quotation_marks_give_valid_spans(words: list[str], seed: int) -> None:
    lines = [line for line in " ".join(words).split("\n") if line.strip()]
    if not lines:
        return
    a = flat(*lines, people=("Oto",))
    marks = [("cue", i, i + 1) for i in range(seed, len(a.tokens), 7)] + [
        ("content", i, min(i + 3, len(a.tokens))) for i in range(seed + 1, len(a.tokens), 7)
    ]
    valid(a, attribution.find(page(a), a))
    marked = _marked(a, *sorted(marks, key=lambda m: m[1]))
    valid(marked, attribution.find(page(marked), marked))


def valid(a: Analysis, voices: Voices) -> None:
    for n, x in enumerate(voices.attributions):
        assert x.content
        assert x.parent is None or (x.parent != n and 0 <= x.parent < len(voices.attributions))
        for spans in (x.source, x.cue, x.content):
            assert list(spans) == sorted(spans)
            assert all(0 <= s < e <= len(a.text) and a.text[s:e].strip() == a.text[s:e] for s, e in spans)
        voices.chain(*x.content[0])


@pytest.mark.parametrize("mark", [*MARKS, "“ ”", "said “", "” said", '" said Oto "'])
def test_ten_thousand_quotation_marks(mark: str) -> None:
    a = flat(*[" ".join([mark] * 100)] * 100, people=())
    valid(a, attribution.find(page(a), a))


def test_a_document_that_is_one_quotation() -> None:
    a = flat("“" + " ".join(["Oto said that rain fell."] * 400), *["Oto said rain fell."] * 2000)
    valid(a, attribution.find(page(a), a))


def test_an_empty_document() -> None:
    a = Analysis("", (), ())
    assert attribution.find(page(a), a) == Voices(None, ())


def test_broken_trees_do_not_hang() -> None:
    tokens = tuple(Token(3 * i, 3 * i + 2, "it", "say", "VERB", "VBD", (i + 1) % 50, "conj") for i in range(50))
    a = Analysis("it " * 50, tokens, (Sentence(0, 50, 0),))
    attribution.find(page(a), a)


# --- the lexicon

ENTRIES = [(kind, cue) for kind in ("verb", "noun", "preposition", "adverb") for cue in getattr(cues.lexicon(), kind)]


@pytest.mark.parametrize(("kind", "cue"), ENTRIES, ids=[f"{k}:{c.lemmas[0]}" for k, c in ENTRIES])
def test_every_entry_has_an_example(kind: str, cue: cues.Cue) -> None:
    assert cue.examples
    assert all(e.cue in e.text and e.source in e.text and all(w in e.text for w in e.content.split()) for e in cue.examples)
    assert len(set(cue.lemmas)) == len(cue.lemmas)


@pytest.mark.model
@pytest.mark.parametrize(("kind", "cue"), ENTRIES, ids=[f"{k}:{c.lemmas[0]}" for k, c in ENTRIES])
def test_examples_are_found_and_counterexamples_are_not(kind: str, cue: cues.Cue) -> None:
    from accordingto import encoder

    for example, wanted in [*((e, True) for e in cue.examples), *((e, False) for e in cue.counterexamples)]:
        a = encoder.load().analyse(example.text, [(0, len(example.text))])
        got = [shown(a, x) for x in attribution.find(page(a), a).attributions]
        hits = [x for x in got if example.cue in x[1] and example.source in x[0] and all(w in x[2] for w in example.content.split())]
        assert bool(hits) == wanted, (example.text, got)


@pytest.mark.model
def test_hearsay_in_passing_is_nobodys_who_is_named() -> None:
    from accordingto import encoder

    passing = cues.lexicon().passing
    for example, wanted in [*((e, True) for e in passing.examples), *((e, False) for e in passing.counterexamples)]:
        a = encoder.load().analyse(example.text, [(0, len(example.text))])
        found = attribution.find(page(a), a).attributions
        got = [shown(a, x) for x in found if x.stance == "alleged" and not x.source]
        hits = [x for x in got if example.cue in x[1] and all(w in x[2] for w in example.content.split())]
        assert bool(hits) == wanted, (example.text, got)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Peru denied it:",
        "Peru denies:",
        "“Pay,” is how",
        "It is said,",
        "Rumour has it",
        "The mayor was blunt: “Pay.” “Now.”",
        "Dam to",
        "Who said:",
    ],
)
def test_what_breaks_off_is_read(text: str) -> None:
    """Texts that end where more is looked for."""
    from accordingto import read_text

    assert all(q.text in text for c in read_text(text) for q in c.evidence)
