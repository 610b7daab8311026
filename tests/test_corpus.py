"""The corpus: every file keeps to its form, every word of a mark stands in the text, the split holds groups together.

A wrong file gives one clear line for each thing that is wrong.
"""

import json
import shutil

import jsonschema
import msgspec
import pytest
from evaluation import annotations, challenge, corpus
from hypothesis import given, settings
from hypothesis import strategies as st

HEAD = "id: doc\ngenre: report\ntitle: A title\ndate: 2024-03-14\npublisher: - | Lakeside Herald | GHA JRN\nspeaker: MFA\n"
LISTS = "== actors\nMFA | Ministry | GHA GOV | the Ministry\nTGO | Togo | TGO GOV | Lomé\n== places\nAflao | GHA | 6.12 1.19\n== text\n"
SENTENCE = "The Ministry said Togo closed Aflao on Tuesday.\n"


def read(tmp_path, text, name="doc"):
    path = tmp_path / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return annotations.read(path)


# what is wrong, head, lists, the text with its marks, a part of the message
WRONG = [
    ("a word that is not there", HEAD, LISTS, SENTENCE + '- "Lomé closed it"', "does not stand in the sentence"),
    ("a part of a word", HEAD, LISTS, SENTENCE + '- "los"', "does not stand in the sentence"),
    ("no third occurrence", HEAD, LISTS, SENTENCE + '- "Togo"#3', "stands 1 times"),
    ("pieces that overlap", HEAD, LISTS, SENTENCE + '- "Togo closed" + "closed Aflao"', "overlap"),
    ("the end of an elision is missing", HEAD, LISTS, SENTENCE + '- "Togo … Friday"', "does not stand behind"),
    (
        "an actor that is not in the list",
        HEAD,
        LISTS,
        SENTENCE + '- "Togo closed Aflao" | actor BEN "Togo"',
        "BEN is not in the list of actors",
    ),
    ("a place that is not in the list", HEAD, LISTS, SENTENCE + '- "Togo closed Aflao" | where "Togo"', "not in the list of places"),
    ("an unknown type", HEAD, LISTS, SENTENCE + '- "Togo closed Aflao" | ATTACK "closed"', "unknown field"),
    ("a mode of another type", HEAD, LISTS, SENTENCE + '- "Togo closed Aflao" | COERCE/drone "closed"', "has no mode"),
    ("an unknown modality", HEAD, LISTS, SENTENCE + '- "Togo closed Aflao" possible', "cannot read 'possible'"),
    ("presupposed and questioned", HEAD, LISTS, SENTENCE + '- "Togo closed Aflao" questioned presup', "exclude each other"),
    ("presupposed and denied", HEAD, LISTS, SENTENCE + '- "Togo closed Aflao" denied presup', "exclude each other"),
    ("an attribution within itself", HEAD, LISTS, SENTENCE + '@a direct TGO "Togo" | - | "Aflao" | in @a', "lies within itself"),
    (
        "two attributions within each other",
        HEAD,
        LISTS,
        SENTENCE + '@a direct TGO "Togo" | - | "Aflao" | in @b\n@b direct TGO "Togo" | - | "Aflao" | in @a',
        "lies within itself",
    ),
    (
        "an outer attribution that there is not",
        HEAD,
        LISTS,
        SENTENCE + '@a direct TGO "Togo" | - | "Aflao" | in @b',
        "@b is not an attribution",
    ),
    ("an attribution without content", HEAD, LISTS, SENTENCE + '@a direct TGO "Togo" | "said" | -', "has no content"),
    ("words in a gap", HEAD, LISTS, SENTENCE + '[gap "and"]\n' + SENTENCE, "a gap holds blanks"),
    ("an attribution that was not opened", HEAD, LISTS, SENTENCE + '- "Togo closed Aflao" @a1', "is not an attribution of this text"),
    (
        "an attribution twice",
        HEAD,
        LISTS,
        SENTENCE + '@a direct TGO "Togo" | - | "Aflao"\n@a direct TGO "Togo" | - | "Aflao"',
        "stands twice",
    ),
    ("a kind of speech that there is not", HEAD, LISTS, SENTENCE + '@a spoken TGO "Togo" | - | "Aflao"', "none of direct, mixed, indirect"),
    ("a date that is none", HEAD, LISTS, SENTENCE + '- "Togo closed Aflao" | when 14.3.2024 past', "no EDTF date"),
    ("a figure without words", HEAD, LISTS, SENTENCE + '- "Togo closed Aflao" | fig 3 day =', "a figure is"),
    ("a comparator that there is not", HEAD, LISTS, SENTENCE + '- "Togo closed Aflao" | fig 3 day => "Aflao"', "none of"),
    ("stances that do not fit the chain", HEAD, LISTS, SENTENCE + '- "Togo closed Aflao" | stances denied', "the chain has 2 links"),
    ("a relation to nothing", HEAD, LISTS, SENTENCE + '- "Togo closed Aflao" | rel cause #rain', "which no claim bears"),
    ("a label twice", HEAD, LISTS, SENTENCE + '- "Togo" #x\n- "Aflao" #x', "stands twice"),
    ("a quotation mark too few", HEAD, LISTS, SENTENCE + '- "Togo closed', "balanced"),
    ("a mark under page furniture", HEAD, LISTS, '[furniture]\nShare\n- "Share"', "page furniture"),
    ("a mark before any sentence", HEAD, LISTS, '- "Togo"\n' + SENTENCE, "before any sentence"),
    ("an unknown bracket", HEAD, LISTS, "[lead]\n" + SENTENCE, "is none of"),
    ("a label that the sentence has not", HEAD, LISTS, '[speaker MFA "Minister:"]\n' + SENTENCE, "does not begin with the label"),
    ("an id that is not the file's name", HEAD.replace("doc", "other"), LISTS, SENTENCE, "not the file's name"),
    ("a document's date that is none", HEAD.replace("2024-03-14", "14 March"), LISTS, SENTENCE, "not YYYY-MM-DD"),
    ("an unknown key", HEAD + "colour: red\n", LISTS, SENTENCE, "not `key: value`"),
    ("a speaker that is no actor", HEAD.replace("speaker: MFA", "speaker: XYZ"), LISTS, SENTENCE, "not in the list of actors"),
    ("no sector", HEAD, LISTS.replace("TGO GOV", "TGO"), SENTENCE, "not `COUNTRY SECTOR`"),
    ("a country that is none", HEAD, LISTS.replace("TGO GOV", "Togo GOV"), SENTENCE, "no ISO 3166-1"),
    ("a point outside the Earth", HEAD, LISTS.replace("6.12 1.19", "96.12 1.19"), SENTENCE, "no point of the Earth"),
    ("an unknown part", HEAD, LISTS.replace("== text", "== body"), SENTENCE, "unknown part"),
    ("no sentence", HEAD, LISTS, "", "no sentence"),
]


@pytest.mark.parametrize(("why", "head", "lists", "text", "message"), WRONG, ids=[w[0] for w in WRONG])
def test_what_is_wrong_is_said(tmp_path, why, head, lists, text, message):
    _, problems = read(tmp_path, head + "\n" + lists + text)
    assert any(message in p.message for p in problems), [str(p) for p in problems] or why
    assert all(p.file == "doc.txt" and p.line > 0 for p in problems)


# the marks under SENTENCE, what is asked of the claim, what it must be
RIGHT = [
    (
        "the chain is publisher and speaker",
        '- "Togo closed Aflao"',
        lambda c: [k.name for k in c.according_to],
        ["Lakeside Herald", "Ministry"],
    ),
    (
        "the innermost link has the modality",
        '- "Togo closed Aflao" denied',
        lambda c: [k.stance for k in c.according_to],
        ["reported", "denied"],
    ),
    (
        "the speaker's own attribution is no link",
        '@a indirect MFA "The Ministry" | "said" | "Togo closed Aflao"\n- "Togo closed Aflao" @a',
        lambda c: len(c.according_to),
        2,
    ),
    (
        "somebody else's is",
        '@a indirect TGO "Togo" | "said" | "closed Aflao"\n- "closed Aflao" @a',
        lambda c: c.according_to[-1].name,
        "Togo",
    ),
    ("stances of one's own", '- "Togo closed Aflao" stances denied,reported', lambda c: c.modality, "denied"),
    ("an elision", '- "Togo … Tuesday"', lambda c: c.evidence[0].text, "Togo closed Aflao on Tuesday"),
    ("two pieces", '- "Togo" + "Aflao"', lambda c: [q.text for q in c.evidence], ["Togo", "Aflao"]),
    (
        "a relative date",
        '- "Togo closed Aflao on Tuesday" | when 2024-03-12 "on Tuesday" past',
        lambda c: (c.when.basis, c.when.tense),
        ("relative", "past"),
    ),
    ("a date without words", '- "Togo closed Aflao" | when 2024-03 past', lambda c: c.when.basis, "inferred"),
    ("a place with its point", '- "Togo closed Aflao" | where "Aflao"', lambda c: (c.where.country, c.where.latitude), ("GHA", 6.12)),
    (
        "a need that is taken for granted",
        '- "Togo closed Aflao" demanded presup',
        lambda c: (c.modality, c.presupposed),
        ("demanded", True),
    ),
    (
        "words that are nobody's of the list",
        '- "Togo closed Aflao" | COERCE/restrict "closed" | actor - "Togo"',
        lambda c: (c.actors[0].name, c.actors[0].mention.text),
        (None, "Togo"),
    ),
    ("nobody named", '- "Togo closed Aflao" | COERCE/restrict "closed" | actor -', lambda c: c.actors[0].name, None),
]


@pytest.mark.parametrize(("why", "marks", "asked", "expected"), RIGHT, ids=[r[0] for r in RIGHT])
def test_what_a_mark_becomes(tmp_path, why, marks, asked, expected):
    document, problems = read(tmp_path, HEAD + "\n" + LISTS + SENTENCE + marks + "\n")
    assert not problems, problems[0]
    assert asked(document.claims[0]) == expected, why


def test_the_text_is_its_sentences_and_nothing_else(tmp_path):
    text = '[title]\nA title\n- "A title"\n\n[body]\nOne sentence.\nAnother.\n\n\\- not a mark\n'
    document, problems = read(tmp_path, HEAD + "\n" + LISTS + text)
    assert not problems
    assert document.document.text == "A title\n\nOne sentence. Another.\n\n- not a mark"


# the lines under == text, the document's text
LAYOUT = [
    ("a single line end", 'One.\n\n[gap "\\n"]\nTwo.', "One.\nTwo."),
    ("several empty lines", 'One.\n\n[gap "\\n\\n\\n"]\nTwo.', "One.\n\n\nTwo."),
    ("trailing blanks", 'One.\n[gap "  \\n\\n"]\nTwo.', "One.  \n\nTwo."),
    ("blanks at the end of the text", 'One.\n[gap " \\n"]', "One. \n"),
    ("furniture inside a paragraph", '[body]\nOne.\n[furniture]\n[gap " "]\nRead more\n[body]\n[gap " "]\nTwo.', "One. Read more Two."),
    ("nothing between", 'One.\n[gap ""]\n[1]', None),
    ("a footnote mark", 'One.\n[gap ""]\n\\[1]', "One.[1]"),
]


@pytest.mark.parametrize(("why", "lines", "expected"), LAYOUT, ids=[x[0] for x in LAYOUT])
def test_real_pages_can_be_laid_out(tmp_path, why, lines, expected):
    document, problems = read(tmp_path, HEAD + "\n" + LISTS + lines)
    if expected is None:
        assert problems, why
        return
    assert not problems, problems[0]
    assert document.document.text == expected
    assert all(document.document.text[x.start : x.end].strip() for x in document.lines)


def test_furniture_inside_a_paragraph_is_not_coded(tmp_path):
    text = 'One.\n[furniture]\n[gap " "]\nRead more\n[body]\n[gap " "]\nTwo.'
    document, _ = read(tmp_path, HEAD + "\n" + LISTS + text)
    assert [document.document.text[a:b] for a, b in annotations.paragraphs(document)] == ["One.", "Two."]
    assert [document.document.text[x.start : x.end] for x in document.document.removed] == ["Read more"]


def test_a_content_may_stand_before_its_cue(tmp_path):
    text = 'The road is open.\n@a + *\n- * @a\n\nThat is what Togo says.\n@a indirect TGO "Togo" | "says" | -\n'
    document, problems = read(tmp_path, HEAD + "\n" + LISTS + text)
    assert not problems, problems[0]
    assert [q.text for q in document.said["@a"].contents] == ["The road is open."]
    assert [k.name for k in document.claims[0].according_to] == ["Lakeside Herald", "Ministry", "Togo"]


def test_a_place_without_a_known_point_and_an_actor_without_a_name(tmp_path):
    lists = LISTS.replace("6.12 1.19", "unknown").replace("TGO | Togo |", "Q | - | - JRN\nTGO | Togo |")
    text = '[speaker Q "Q:"]\nQ: Who closed Aflao?\n- "Who closed Aflao" questioned | COERCE/restrict "closed" | where "Aflao"\n'
    document, problems = read(tmp_path, HEAD + "\n" + lists + text)
    assert not problems, problems[0]
    claim = document.claims[0]
    assert (claim.where.name, claim.where.country, claim.where.latitude) == ("Aflao", "GHA", None)
    assert (claim.according_to[-1].name, claim.according_to[-1].sector) == (None, "JRN")


def test_a_spokesmans_we_is_no_further_link(tmp_path):
    text = 'We say that Togo closed Aflao.\n@a indirect TGO "We" | "say" | "Togo closed Aflao"\n- "Togo closed Aflao" @a\n'
    document, problems = read(tmp_path, HEAD + "\n" + LISTS + text)
    assert not problems
    assert [k.name for k in document.claims[0].according_to] == ["Lakeside Herald", "Ministry"]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='abTogo"`|@-#+*[]=… \n:2024', max_size=120))
def test_any_text_is_read_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("any") / "doc.txt"
    path.write_text(HEAD + "\n" + LISTS + SENTENCE + text, encoding="utf-8")
    document, problems = annotations.read(path)
    if document:
        for claim in document.claims:
            assert all(document.document.text[q.start : q.end] == q.text for q in claim.evidence)
    assert all(p.message for p in problems)


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "doc.txt"
    path.write_bytes(b"id: doc\xff")
    document, problems = annotations.read(path)
    assert document is None
    assert "UTF-8" in problems[0].message


# --- the corpus itself


@pytest.fixture(scope="module")
def everything():
    return annotations.folder()


def test_every_document_keeps_to_the_form(everything):
    _, problems = everything
    assert not problems, "\n".join(map(str, problems[:10]))


def test_every_link_joins_labelled_claims_of_its_group(everything):
    documents, _ = everything
    found, problems = corpus.links(annotations.ROOT, documents)
    assert not problems, "\n".join(map(str, problems[:10]))
    assert len({x.first.partition("-")[0] for x in found}) >= 40


def test_the_split_is_whole_and_holds_groups_together(everything):
    documents, _ = everything
    parts = corpus.split()
    assert not corpus.split_problems(documents, parts)
    share = {part: list(parts.values()).count(part) / len(parts) for part in corpus.SPLITS}
    assert 0.55 <= share["train"] <= 0.65
    assert 0.15 <= share["dev"] <= 0.25
    assert 0.15 <= share["test"] <= 0.25


def test_the_corpus_is_as_large_as_its_card_says(everything):
    documents, _ = everything
    assert len(documents) >= 200
    assert sum(map(corpus.words, documents)) >= 60_000
    assert all(60 <= corpus.words(d) <= 1300 for d in documents)
    assert len([d for d in documents if d.groups_of]) >= 120


def test_no_document_is_another_one_with_other_names(everything):
    """A template would show: runs of eight words that stand in more than one document outside its group are rare."""
    documents, _ = everything
    seen: dict[tuple[str, ...], str] = {}
    shared = 0
    runs = 0
    for d in documents:
        words = d.document.text.lower().split()
        home = d.groups_of or d.id
        for k in range(len(words) - 7):
            run = tuple(words[k : k + 8])
            runs += 1
            shared += seen.setdefault(run, home) != home
    assert shared / runs < 0.002


def test_built_files_keep_to_the_contract(tmp_path, everything):
    assert corpus.build(tmp_path) == 0
    schema = json.loads((annotations.ROOT.parent / "src/accordingto/contract/claim.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    for part in corpus.SPLITS:
        texts = {r["id"]: r["text"] for r in map(json.loads, (tmp_path / part / "documents.jsonl").read_text().splitlines())}
        claims = [json.loads(line) for line in (tmp_path / part / "claims.jsonl").read_text().splitlines()]
        assert claims
        for claim in claims:
            for quote in (*claim["evidence"], *(a["mention"] for a in claim["actors"] if a["mention"])):
                assert texts[claim["document"]][quote["start"] : quote["end"]] == quote["text"]
        for claim in claims[:200]:
            validator.validate(claim)


def test_nothing_is_built_from_a_corpus_with_an_error(tmp_path, capsys):
    root = tmp_path / "corpus"
    shutil.copytree(annotations.ROOT / "documents", root / "documents")
    (root / "documents" / "broken.txt").write_text("id: broken\n", encoding="utf-8")
    assert corpus.build(tmp_path / "out", root) == 1
    assert "broken.txt:1:" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


# --- the challenge set


def test_the_challenge_set_is_whole():
    sets = challenge.load()
    pairs = [p for s in sets for p in s.set]
    assert len(pairs) >= 400
    assert len({p.id for p in pairs}) == len(pairs)
    assert all(2 <= len(p.cases) <= 4 for p in pairs)
    texts = [c.text for p in pairs for c in p.cases]
    assert len(set(texts)) == len(texts), "a sentence stands twice"
    assert all(e.modality in annotations.MODALITIES for p in pairs for c in p.cases for e in c.claims)


@pytest.mark.parametrize("sets", challenge.load(), ids=lambda s: s.phenomenon.name)
def test_what_a_case_calls_a_fact_is_one(sets):
    """A fact is asserted, positive, and by the publisher alone; nothing else is one."""
    for pair in sets.set:
        for case in pair.cases:
            for e in case.claims:
                plain = e.modality == "asserted" and e.polarity == "positive" and not e.speaker and not e.cited
                assert plain or not e.fact, f"{pair.id}: {case.text}"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("an unknown key", '[phenomenon]\nname = "x"\ntitle = "x"\ncolour = "red"\n[[set]]\nid = "x-1"\ncases = []\n', "colour"),
        (
            "words that are not in the sentence",
            '[phenomenon]\nname = "x"\ntitle = "x"\n[[set]]\nid = "x-1"\ncases = [{ text = "It rained.", claims = [{ evidence = "It snowed", modality = "asserted", fact = true }] }]\n',
            "does not stand in",
        ),
    ],
)
def test_a_wrong_challenge_file_is_refused(tmp_path, name, content, message):
    (tmp_path / "x.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        challenge.load(tmp_path)
    assert name


def test_msgspec_has_the_claims_types(everything):
    """What is built can be read back as the package's own types."""
    documents, _ = everything
    for claim in documents[0].claims:
        assert msgspec.convert(msgspec.to_builtins(claim), type(claim)) == claim
