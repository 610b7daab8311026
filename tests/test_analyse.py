"""``accordingto analyse``: CoNLL-U that the official programs accept, the same in Python, and another analyser in the encoder's place."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import accordingto
from accordingto import analysers, clearnlp, encoder
from accordingto.analysis import Analysis, Corefers, Entity, Linked, Marked, Mood, Named, Predicate, Role, Sentence, Token
from accordingto.errors import UsageError
from accordingto.export import conllu

TEXT = (
    "Ghana's minister, Ama Ofori, said the talks didn't fail.  “We can't stay,” she added — “but we'll come back.”\n\n"
    "Officials in Lomé\tdenied that they'd shelled the parties' boats.\nTHE ARMY CANNOT WAIT\n"
)


def run(*args: object, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "accordingto", *map(str, args)], input=stdin, capture_output=True, timeout=120, check=False
    )


def rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]


def misc(row: list[str]) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in row[9].split("|")) if row[9] != "_" else {}


def unescaped(spaces: str) -> str:
    table = {"\\s": " ", "\\t": "\t", "\\n": "\n", "\\r": "\r", "\\p": "|", "\\\\": "\\"}
    return re.sub(r"\\u[0-9A-F]{4}|\\.", lambda m: table.get(m[0]) or chr(int(m[0][2:], 16)), spaces)


def restored(text: str) -> str:
    """The text that CoNLL-U stands for, by UDPipe's rules."""
    out, inside = "", 0
    for row in rows(text):
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            inside = last - first + 1
        elif inside:
            inside -= 1
            continue
        fields = misc(row)
        out += row[1] + (unescaped(fields["SpacesAfter"]) if "SpacesAfter" in fields else "" if "SpaceAfter" in fields else " ")
    return out


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """(the text as read, what the command prints of it)."""
    path = tmp_path_factory.mktemp("analyse") / "talks.txt"
    path.write_text(TEXT, encoding="utf-8")
    done = run("analyse", path)
    assert done.returncode == 0, done.stderr.decode()
    return accordingto.analyse(TEXT).text, done.stdout.decode()


@pytest.mark.model
def test_the_official_evaluation_accepts_it(printed: tuple[str, str], tmp_path: Path) -> None:
    from udtools.udeval import evaluate, load_conllu_file

    path = tmp_path / "a.conllu"
    path.write_text(printed[1], encoding="utf-8")
    score = evaluate(load_conllu_file(str(path)), load_conllu_file(str(path)))
    assert {score[name].f1 for name in ("Tokens", "Words", "Sentences", "UPOS", "LAS")} == {1.0}


@pytest.mark.model
def test_the_official_validator_finds_the_format_right(printed: tuple[str, str], tmp_path: Path) -> None:
    """Level 2: the format and the trees; the higher levels ask whether the parser is right."""
    path = tmp_path / "a.conllu"
    path.write_text(printed[1], encoding="utf-8")
    done = subprocess.run(
        [Path(sys.executable).with_name("udvalidate"), "--level", "2", "--lang", "en", path], capture_output=True, check=False
    )
    assert done.returncode == 0, (done.stdout + done.stderr).decode()[-2000:]


@pytest.mark.model
def test_the_text_can_be_had_again(printed: tuple[str, str]) -> None:
    assert restored(printed[1]) == printed[0]


@pytest.mark.model
def test_offsets_and_python(printed: tuple[str, str]) -> None:
    text, lines = printed
    words = [row for row in rows(lines) if "-" not in row[0]]
    assert all(text[int(misc(row)["Start"]) : int(misc(row)["End"])] == row[1] for row in words)
    analysis = accordingto.analyse(TEXT)
    assert [t.form for t in analysis.tokens] == [row[1] for row in words]
    assert [row[7] for row in words] == [t.deprel for t in analysis.tokens]


@pytest.mark.model
def test_clitics_are_words_of_multiword_tokens(printed: tuple[str, str]) -> None:
    together = [row[1] for row in rows(printed[1]) if "-" in row[0]]
    assert together[:4] == ["Ghana's", "didn't", "can't", "we'll"]
    assert {"they'd", "CANNOT"} <= set(together)


@pytest.mark.model
def test_lines_are_sentences(tmp_path: Path) -> None:
    long = "The minister met " + ", ".join(f"envoy number {n}" for n in range(120)) + " in Accra."
    path = tmp_path / "lines.txt"
    path.write_text(f"He left. She stayed.\n\n{long}\nThe port is open\n", encoding="utf-8")
    done = run("analyse", path, "--sentences", "lines")
    texts = re.findall(r"^# text = (.*)$", done.stdout.decode(), re.MULTILINE)
    assert texts == ["He left. She stayed.", long, "The port is open"]
    roots = [row for row in rows(done.stdout.decode()) if row[6] == "0"]
    assert len(roots) == 3


@pytest.mark.model
def test_json_holds_the_same(tmp_path: Path) -> None:
    done = run("analyse", "-", "--format", "json", stdin=TEXT.encode())
    record = json.loads(done.stdout)
    assert record["text"] == accordingto.analyse(TEXT).text
    assert [t["form"] for t in record["tokens"]] == [t.form for t in accordingto.analyse(TEXT).tokens]


@pytest.mark.model
@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--sentences", "words"], "give found or lines"),
        (["--analyser", "udpipe"], "give own or spacy:MODEL"),
        (["--analyser", "spacy:no_such_model"], "python -m spacy download no_such_model"),
        (["--out", "/no/such/folder/x"], "does not exist"),
    ],
    ids=["sentences", "analyser", "model", "out"],
)
def test_bad_options_are_one_line(args: list[str], words: str) -> None:
    done = run("analyse", "-", *args, stdin=TEXT.encode())
    assert done.returncode == 2
    assert done.stdout == b""
    lines = done.stderr.decode().strip().splitlines()
    assert len(lines) == 1
    assert words in lines[0]


@pytest.mark.model
def test_a_rejected_input_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    done = run("analyse", tmp_path / "empty.txt", tmp_path / "good.txt")
    assert done.returncode == 1
    assert b"empty.txt" in done.stderr
    assert b"# sent_id" in done.stdout


def test_heads_that_do_not_exist_are_named() -> None:
    with pytest.raises(UsageError, match="no head 'sentiment'"):
        accordingto.analyse(TEXT, heads=["sentiment"])


def word(start: int, form: str, upos: str, head: int, deprel: str) -> Token:
    return Token(start, start + len(form), form, form.lower(), upos, upos, head, deprel)


def test_what_stands_in_misc() -> None:
    """An analysis by hand: "Ama Ofori said it fell." / "She denied it." """
    text = "Ama Ofori said it fell. She denied it."
    tokens = (
        word(0, "Ama", "PROPN", 2, "nsubj"),
        word(4, "Ofori", "PROPN", 0, "flat"),
        word(10, "said", "VERB", -1, "root"),
        word(15, "it", "PRON", 4, "nsubj"),
        word(18, "fell", "VERB", 2, "ccomp"),
        word(22, ".", "PUNCT", 2, "punct"),
        word(24, "She", "PRON", 7, "nsubj"),
        word(28, "denied", "VERB", -1, "root"),
        word(35, "it", "PRON", 7, "obj"),
        word(37, ".", "PUNCT", 7, "punct"),
    )
    analysis = Analysis(
        text,
        tokens,
        (Sentence(0, 6, 0), Sentence(6, 10, 0)),
        entities=(Entity(0, 2, "PER", 0.9),),
        marked=(Marked("source", 0, 2, 0.9), Marked("cue", 2, 3, 0.9), Marked("content", 3, 5, 0.9)),
        links=(Linked(0, 1, 0.9), Linked(2, 1, 0.9)),
        named=(Named(7, "REJECT", 0.8, "yield"), Named(4, "ASSAULT", 0.3)),
        moods=tuple(Mood("asserted", 0.9, 0.9, 0.1, 0.7) for _ in tokens),
        predicates=(Predicate(7, 0.9, 1.25),),
        roles=(Role(7, 6, "ARG0", 0.9), Role(7, 8, "ARG1", 0.9)),
        corefers=(Corefers(6, 0, 0.9),),
    )
    found = [misc(row) for row in rows(conllu.render(analysis, "x"))]
    assert found[0] == {"Attribution": "B-SOURCE", "Cue": "1.3", "Entity": "B-PER", "End": "3", "Start": "0"}
    assert found[1]["Entity"] == "I-PER"
    assert "Event" not in found[4], "an event less likely than not is not shown"
    assert found[6]["Coref"] == "1.1"
    assert found[7]["Event"] == "REJECT.yield"
    assert found[7]["Roles"] == "ARG0:1,ARG1:3"
    assert (found[7]["Factuality"], found[7]["Modality"], found[7]["Presupposed"]) == ("1.25", "asserted", "Yes")


# ClearNLP tree (word, head, relation, UPOS), UD tree (head, relation), why
CLEARNLP = [
    (
        "talks/1/nsubj/NOUN failed/-1/ROOT/VERB in/1/prep/ADP Riyadh/2/pobj/PROPN",
        "1/nsubj -1/root 3/case 1/obl",
        "the object of a preposition hangs on the verb",
    ),
    ("visit/-1/ROOT/NOUN to/0/prep/ADP Lima/1/pobj/PROPN", "-1/root 2/case 0/nmod", "or on the noun"),
    (
        "was/1/auxpass/AUX shot/-1/ROOT/VERB by/1/agent/ADP police/2/pobj/NOUN",
        "1/aux:pass -1/root 3/case 1/obl:agent",
        "the agent of a passive",
    ),
    (
        "out/3/prep/ADP of/0/prep/ADP town/1/pobj/NOUN went/-1/ROOT/VERB",
        "2/case 2/case 3/obl -1/root",
        "two prepositions, one object",
    ),
    (
        "Ofori/1/nsubj/PROPN is/-1/ROOT/AUX minister/1/attr/NOUN not/1/neg/PART",
        "2/nsubj 2/cop -1/root 2/advmod",
        "the predicate is the root and takes over what hung on the copula",
    ),
    ("port/1/nsubj/NOUN is/-1/ROOT/AUX open/1/acomp/ADJ", "2/nsubj 2/cop -1/root", "an adjective as well"),
    (
        "there/1/expl/PRON are/-1/ROOT/VERB doubts/1/attr/NOUN",
        "1/expl -1/root 1/nsubj",
        "'there are' has a subject and no predicate",
    ),
    (
        "ships/-1/ROOT/NOUN ,/0/punct/PUNCT planes/0/conj/NOUN and/2/cc/CCONJ men/2/conj/NOUN",
        "-1/root 0/punct 0/conj 4/cc 0/conj",
        "conjuncts hang on the first, 'and' on the one behind it",
    ),
    (
        "accused/-1/ROOT/VERB them/0/dobj/PRON of/0/prep/ADP lying/2/pcomp/VERB",
        "-1/root 0/obj 3/mark 0/advcl",
        "a clause behind a preposition",
    ),
    ("walked/-1/ROOT/VERB out/0/prt/ADP", "-1/root 0/compound:prt", "a particle"),
    ("went/-1/ROOT/VERB before/0/prep/ADP", "-1/root 0/advmod", "a preposition without an object is an adverb"),
    (
        "his/1/poss/PRON envoy/2/nsubj/NOUN left/-1/ROOT/VERB Monday/2/npadvmod/PROPN",
        "1/nmod:poss 2/nsubj -1/root 2/obl:npmod",
        "names only",
    ),
]
LEMMAS = {"is": "be", "are": "be", "was": "be"}


def tree_of(line: str) -> clearnlp.Tree:
    words = [w.rsplit("/", 3) for w in line.split()]
    return clearnlp.Tree.of([(int(head), relation, upos, LEMMAS.get(form, form)) for form, head, relation, upos in words])


@pytest.mark.parametrize(("line", "expected", "why"), CLEARNLP, ids=[c[2] for c in CLEARNLP])
def test_clearnlp_trees_become_ud(line: str, expected: str, why: str) -> None:
    tree = clearnlp.to_ud(tree_of(line))
    assert " ".join(f"{h}/{r}" for h, r in zip(tree.heads, tree.relations, strict=True)) == expected, why


RELATIONS = ["prep", "pobj", "pcomp", "agent", "attr", "acomp", "conj", "cc", "nsubj", "dobj", "expl", "aux", "dative", "punct"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 30), st.sampled_from(RELATIONS), st.sampled_from(["ADP", "VERB", "NOUN", "AUX"]), st.sampled_from(["be", "x"])
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_tree_stays_a_tree(drawn: list[tuple[int, str, str, str]]) -> None:
    """Heads among the words before, in a shuffled order: always a tree with the first word as root."""
    words = [(-1 if k == 0 else head % k, relation, upos, lemma) for k, (head, relation, upos, lemma) in enumerate(drawn)]
    tree = clearnlp.to_ud(clearnlp.Tree.of(words))
    assert sum(head < 0 for head in tree.heads) == 1
    for k in range(len(words)):
        seen, at = set(), k
        while at >= 0:
            assert at not in seen
            seen.add(at)
            at = tree.heads[at]


def pipeline(folder: Path, style: str) -> Path:
    """A real spaCy pipeline that learned these sentences by heart, in the ClearNLP or the UD style, saved to disk."""
    import spacy
    from spacy.training import Example

    words = ["Officials", "in", "Lomé", "said", "that", "Chad", "had", "closed", "the", "port", "."]
    heads = {"clearnlp": [3, 0, 1, 3, 7, 7, 7, 3, 9, 7, 3], "ud": [3, 2, 0, 3, 7, 7, 7, 3, 9, 7, 3]}[style]
    deps = {
        "clearnlp": ["nsubj", "prep", "pobj", "ROOT", "mark", "nsubj", "aux", "ccomp", "det", "dobj", "punct"],
        "ud": ["nsubj", "case", "nmod", "ROOT", "mark", "nsubj", "aux", "ccomp", "det", "obj", "punct"],
    }[style]
    tags = ["NNS", "IN", "NNP", "VBD", "IN", "NNP", "VBD", "VBN", "DT", "NN", "."]
    pos = ["NOUN", "ADP", "PROPN", "VERB", "SCONJ", "PROPN", "AUX", "VERB", "DET", "NOUN", "PUNCT"]
    nlp = spacy.blank("en")
    for name in ("tagger", "morphologizer", "parser", "ner"):
        nlp.add_pipe(name, config={"min_action_freq": 1} if name == "parser" else {})
    doc = nlp.make_doc("Officials in Lomé said that Chad had closed the port.")
    gold = {"words": words, "heads": heads, "deps": deps, "tags": tags, "pos": pos, "entities": [(13, 17, "GPE"), (28, 32, "GPE")]}
    examples = [Example.from_dict(doc, gold)]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(60):
        nlp.update(examples, sgd=optimizer)
    nlp.to_disk(folder)
    return folder


SENTENCE = "Officials in Lomé said that Chad had closed the port."


@pytest.fixture(scope="module", params=["clearnlp", "ud"])
def learned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pipeline(tmp_path_factory.mktemp("spacy") / request.param, request.param)


@pytest.mark.model
def test_a_spacy_pipeline_takes_the_place(learned: Path) -> None:
    analysis = accordingto.analyse(f"{SENTENCE}\n\n{SENTENCE}", analyser=f"spacy:{learned}")
    tokens = analysis.tokens
    assert [(t.form, t.deprel) for t in tokens[:4]] == [("Officials", "nsubj"), ("in", "case"), ("Lomé", "nmod"), ("said", "root")]
    assert [t.head for t in tokens[11:15]] == [14, 13, 11, -1], "heads count in the document"
    assert all(analysis.text[t.start : t.end] == t.form for t in tokens)
    assert [(s.first, s.last, s.block) for s in analysis.sentences] == [(0, 11, 0), (11, 22, 1)]
    assert {(e.first, e.last, e.type) for e in analysis.entities} == {(2, 3, "LOC"), (5, 6, "LOC"), (13, 14, "LOC"), (16, 17, "LOC")}
    assert len(analysis.moods) == len(tokens), "what spaCy does not know comes from the encoder"
    assert len(rows(accordingto.to_conllu(analysis))) == 22


@pytest.mark.model
def test_claims_are_read_with_it(learned: Path, tmp_path: Path) -> None:
    path = tmp_path / "port.txt"
    path.write_text(f"{SENTENCE} {SENTENCE}", encoding="utf-8")
    done = run("read", path, "--format", "jsonl", "--analyser", f"spacy:{learned}")
    assert done.returncode == 0, done.stderr.decode()
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    assert claims
    assert all("spacy:" in claim["coder"] for claim in claims)


@pytest.mark.model
def test_spacy_white_space_and_lines(learned: Path) -> None:
    analysis = accordingto.analyse(f"  {SENTENCE}\n{SENTENCE}   {SENTENCE}\n", analyser=f"spacy:{learned}", lines=True, heads=encoder.HEADS)
    assert [s.block for s in analysis.sentences] == [0, 1]
    assert len(analysis.vectors) == 2
    assert all(t.form.strip() == t.form for t in analysis.tokens)


@pytest.mark.model
def test_a_pipeline_without_trees_is_refused(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(UsageError, match="draws no trees"):
        accordingto.analyse(SENTENCE, analyser=f"spacy:{tmp_path / 'blank'}")


@pytest.mark.model
def test_an_analyser_is_loaded_once() -> None:
    assert analysers.load("own") is analysers.load()
