"""The bank of passages: its form, what is refused, and that a passage becomes what a document becomes."""

import json

import jsonschema
import msgspec
import pytest
from evaluation import annotations, bank, corpus
from hypothesis import given, settings
from hypothesis import strategies as st

TOP = '== 2024-05-07 | speaker XKX GOV "Ministry of Roads" | publisher - JRN "Lakeside Herald"\n'
SENTENCE = "The Kenyan army says it closed the bridge at Tavra on Sunday.\n"


def read(tmp_path, text, name="some"):
    path = tmp_path / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return bank.read(path)


# what is wrong, the file, the line, a part of the message
WRONG = [
    ("words that are not there", TOP + SENTENCE + '- "it opened"', 3, "does not stand in the sentence"),
    ("a country that is none", TOP + SENTENCE + '- * | actor KNY MIL "The Kenyan army"', 3, "no country code"),
    ("a sector that is none", TOP + SENTENCE + '- * | actor KEN ARMY "The Kenyan army"', 3, "no sector"),
    ("an ID as in a document", TOP + SENTENCE + '- * | actor KEN "The Kenyan army"', 3, "an actor is `COUNTRY SECTOR"),
    ("neither words nor words elsewhere", TOP + SENTENCE + "- * | actor KEN MIL", 3, "give the words"),
    ("a pronoun that stands for nobody", TOP + SENTENCE + '- * | actor KEN MIL "it"', 3, "say whom 'it' stands for"),
    ("a pronoun for a pronoun", TOP + SENTENCE + '- * | actor KEN MIL "it" = "it"', 3, "say whom 'it' stands for"),
    ("a bearer that the passage does not name", TOP + SENTENCE + '- * | actor KEN MIL "it" = "the navy"', 3, "no words of the passage"),
    (
        "one actor with two sectors",
        TOP + SENTENCE + '- * | actor KEN MIL "The Kenyan army"\n- "it closed the bridge" | actor KEN GOV "it" = "The Kenyan army"',
        4,
        "is KEN MIL elsewhere",
    ),
    ("self without a speaker", "==\n" + SENTENCE + '- * | actor self "it"', 3, "names none"),
    ("an event without participants", TOP + SENTENCE + '- * | COERCE/restrict "closed"', 3, "no actor"),
    ("a trigger of two words", TOP + SENTENCE + '- * | COERCE/restrict "it closed" | actor -', 3, "more than one word"),
    ("a mode that there is not", TOP + SENTENCE + '- * | COERCE/close "closed" | actor -', 3, "has no mode"),
    ("a type that there is not", TOP + SENTENCE + '- * | BLOCK "closed" | actor -', 3, "unknown field"),
    ("a day without a date to count from", "==\n" + SENTENCE + '- * | when 2024-05-05 "on Sunday" past', 3, "need a date"),
    ("thirteen sentences", TOP + SENTENCE * 13 + "- *", 1, "13 sentences"),
    ("no claim", TOP + SENTENCE, 1, "no claim"),
    ("no sentence", TOP, 1, "no sentence"),
    ("no passage", "# only a comment\n", 1, "no passage"),
    ("a sentence before the first passage", SENTENCE + TOP, 1, "before the first passage"),
    ("a header that is none", "== yesterday\n" + SENTENCE + "- *", 1, "is none of"),
    ("a speaker without a sector", '== speaker KEN "Army"\n' + SENTENCE + "- *", 1, "is none of"),
    ("a turn without a sector", TOP + '[speaker KEN "Q:"]\nQ: Who?\n- *', 2, "a turn is"),
    (
        "an attribution of another passage",
        TOP + SENTENCE + '@a indirect self "it" | "says" | "it"\n- *\n' + TOP + "Rain.\n- * @a",
        7,
        "@a is not",
    ),
    ("a relation to nothing", TOP + SENTENCE + "- * | rel cause #rain", 3, "which no claim bears"),
]


@pytest.mark.parametrize(("why", "text", "line", "message"), WRONG, ids=[w[0] for w in WRONG])
def test_what_is_wrong_is_said(tmp_path, why, text, line, message):
    _, problems = read(tmp_path, text)
    assert any(message in p.message and p.line == line for p in problems), [str(p) for p in problems] or why
    assert all(p.file == "some.txt" for p in problems)


# who is meant, the marks under SENTENCE, the actors' names and words
WHO = [
    ("words name the actor", 'actor KEN MIL "The Kenyan army"', [("The Kenyan army", "The Kenyan army")]),
    ("a pronoun has its bearer's name", 'actor KEN MIL "it" = "The Kenyan army"', [("The Kenyan army", "it")]),
    ("capitals do not make another actor", 'actor KEN MIL "it" = "the Kenyan army"', [("The Kenyan army", "it")]),
    ("understood without words", 'actor KEN MIL = "The Kenyan army"', [("The Kenyan army", None)]),
    ("the speaker", 'actor self "it"', [("Ministry of Roads", "it")]),
    ("words for somebody unknown", 'actor ? "The Kenyan army"', [(None, "The Kenyan army")]),
    ("nobody", "actor -", [(None, None)]),
    ("no country", 'actor - MIL "The Kenyan army"', [("The Kenyan army", "The Kenyan army")]),
]


@pytest.mark.parametrize(("why", "field", "expected"), WHO, ids=[w[0] for w in WHO])
def test_who_is_meant(tmp_path, why, field, expected):
    passages, problems = read(tmp_path, TOP + SENTENCE + "- * | " + field)
    assert not problems, f"{why}: {problems[0]}"
    assert [(a.name, a.mention.text if a.mention else None) for a in passages[0].claims[0].actors] == expected


def test_a_second_name_is_said_once(tmp_path):
    text = (
        "==\nSudan closed the bridge. Khartoum said the junta would open it.\n"
        '- "Sudan closed the bridge" | actor SDN GOV "Sudan"\n- "Khartoum said" | actor SDN GOV "Khartoum" = "Sudan"\n'
        '- "the junta would open it" | actor SDN GOV "the junta" = "Khartoum"\n- "Khartoum said the junta" | actor SDN GOV "Khartoum"\n'
    )
    passages, problems = read(tmp_path, text)
    assert not problems, problems[0]
    assert {a.name for c in passages[0].claims for a in c.actors} == {"Sudan"}
    assert len(passages[0].mentions) == 3


def test_a_passage_is_a_small_document(tmp_path):
    marks = (
        '@a indirect KEN MIL "The Kenyan army" | "says" | "it closed the bridge at Tavra on Sunday"\n'
        '- "it closed the bridge at Tavra on Sunday" @a not | COERCE/restrict [military] "closed" | actor KEN MIL "it" = "The Kenyan army"'
        ' | when 2024-05-05 "on Sunday" past | where "at Tavra" = Tavra\n'
    )
    (passage,), problems = read(tmp_path, "# the first\n" + TOP + SENTENCE + marks)
    assert not problems, problems[0]
    assert passage.id == "some-0001"
    assert passage.document.text == SENTENCE.strip()
    assert passage.document.date.edtf == "2024-05-07"
    assert annotations.paragraphs(passage) == [(0, len(passage.document.text))]
    assert [passage.document.text[a:b] for x in annotations.polnear(passage) for a, b in x["cue"]] == ["says"]
    (claim,) = passage.claims
    assert [(k.name, k.how, k.stance) for k in claim.according_to] == [
        ("Lakeside Herald", "publisher", "reported"),
        ("Ministry of Roads", "document", "reported"),
        ("The Kenyan army", "indirect", "asserted"),
    ]
    assert (claim.polarity, claim.event.type, claim.event.mode, claim.event.trigger.text) == ("negative", "COERCE", "restrict", "closed")
    assert (claim.when.edtf, claim.where.name, claim.where.quote.text) == ("2024-05-05", "Tavra", "at Tavra")


def test_turns_have_speakers_and_askers_no_name(tmp_path):
    text = '==\n[speaker - JRN "Q:"]\nQ: Who shot?\n- "Who shot" questioned\n[speaker PER COP "Major Quispe:"]\nMajor Quispe: We did.\n- "We did"\n'
    (passage,), problems = read(tmp_path, text)
    assert not problems, problems[0]
    assert [(c.according_to[-1].name, c.according_to[-1].sector) for c in passage.claims] == [(None, "JRN"), ("Major Quispe", "COP")]


REPEATED = [
    (
        "other names and figures",
        "Kenya sent 40 lorries of maize to Somalia last week.",
        "Peru sent 7 lorries of maize to Bolivia last week.",
        True,
    ),
    ("longer names", "Kenya sent lorries of maize over the hills.", "Burkina Faso sent lorries of maize over the hills.", True),
    ("another verb", "Kenya sent lorries of maize over the hills.", "Kenya drove lorries of maize over the hills.", False),
    ("too short to tell", "Kenya gave in.", "Peru gave in.", False),
]


@pytest.mark.parametrize(("why", "first", "second", "same"), REPEATED, ids=[r[0] for r in REPEATED])
def test_no_passage_comes_from_a_template(tmp_path, why, first, second, same):
    passages, problems = read(tmp_path, f"==\n{first}\n- *\n==\n{second}\n- *\n")
    assert not problems
    assert bool(bank.repeated(passages)) is same, why


def test_the_command_reads_either_form(tmp_path, capsys):
    path = tmp_path / "mine.txt"
    path.write_text(TOP + SENTENCE + '- "it opened"\n', encoding="utf-8")
    assert corpus.check([path]) == 1
    assert "mine.txt:3: 'it opened' does not stand in the sentence" in capsys.readouterr().out
    path.write_text(TOP + SENTENCE + "- *\n", encoding="utf-8")
    assert corpus.check([path]) == 0


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='abTogoKENMIL "`|@-#+*[]=…\n:2024', max_size=120))
def test_any_text_is_read_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("any") / "some.txt"
    path.write_text(TOP + SENTENCE + text, encoding="utf-8")
    passages, problems = bank.read(path)
    for passage in passages:
        for claim in passage.claims:
            assert all(passage.document.text[q.start : q.end] == q.text for q in claim.evidence)
    assert all(p.message and p.line > 0 for p in problems)


# --- the bank itself


@pytest.fixture(scope="module")
def passages():
    return bank.load()


def test_the_bank_keeps_to_the_contract(passages):
    schema = json.loads((annotations.ROOT.parent / "src/accordingto/contract/claim.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    assert passages
    for passage in passages:
        for claim in passage.claims[:3]:
            built = msgspec.to_builtins(claim)
            assert msgspec.convert(built, type(claim)) == claim
            validator.validate(json.loads(msgspec.json.encode(claim)))


def test_the_examples_show_every_kind_of_stance(passages):
    claims = [c for p in passages if p.id.startswith("examples-") for c in p.claims]
    assert {c.modality for c in claims} == annotations.MODALITIES
    assert {c.polarity for c in claims} == {"positive", "negative"}
    assert any(c.presupposed for c in claims)


def test_the_page_on_the_bank_shows_passages_that_can_be_read(tmp_path):
    page = (annotations.ROOT.parent / "docs" / "bank.md").read_text(encoding="utf-8")
    shown = page.split("```")[1].strip("\n")
    found, problems = read(tmp_path, shown)
    assert not problems, problems[0]
    assert len(found) == 2


def test_stats_count_what_is_there_and_what_is_missing(passages):
    counted = bank.stats(passages)
    assert f"{len(passages)} passages" in counted
    assert all(mode in counted for modes in annotations.MODES.values() for mode in modes)
    assert all(region in counted for region in set(bank.regions().values()))


OPEN = [("torched", False), ("shelling", False), ("sent", False), ("denied", False), ("trucked", True), ("fouling", True)]


@pytest.mark.parametrize(("word", "is_open"), OPEN)
def test_open_words_stand_in_no_lexicon(tmp_path, word, is_open):
    (passage,), _ = read(tmp_path, f'==\nThe {word} there.\n- * | AID "{word}" | actor -\n')
    assert bank.is_open(passage.claims[0]) is is_open
