"""The encoder: features and decoding by hand, without weights; then, marked ``model``, what must hold of any text."""

import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise, product
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from accordingto import encoder, features
from accordingto.analysis import Analysis
from accordingto.encoder import Encoder
from accordingto.errors import ModelError
from accordingto.features import Chain, Shape, is_tree, shape, tree
from accordingto.windows import Words, sure_starts, window_end

SHAPES = [
    ("village", Shape.LOWER, "letters"),
    ("Mali", Shape.CAPITALISED, "a name"),
    ("OSCE", Shape.UPPER, "an acronym"),
    ("P", Shape.INITIAL, "one capital"),
    ("iPhone", Shape.MIXED, "capitals inside"),
    ("McKay", Shape.MIXED, "capitals inside a name"),
    ("350", Shape.DIGITS, "figures"),
    ("1,200", Shape.WITH_DIGIT, "figures with marks"),
    ("ex-minister", Shape.WITH_MARK, "a hyphen"),
    ("U.S.", Shape.CAPITALISED_WITH_MARK, "stops"),
    ("“", Shape.MARKS, "marks alone"),
]


@pytest.mark.parametrize(("word", "expected", "why"), SHAPES, ids=[c[2] for c in SHAPES])
def test_shape(word: str, expected: Shape, why: str) -> None:
    assert shape(word) == expected, why


def best_by_trial(arcs: np.ndarray) -> float:
    """The score of the best single-rooted tree: every assignment of heads tried."""
    count = len(arcs)
    trees = (h for h in product(range(count + 1), repeat=count) if is_tree(np.array(h)))
    return max(sum(arcs[k, h] for k, h in enumerate(heads)) for heads in trees)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4).flatmap(lambda n: arrays.arrays(np.float32, (n, n + 1), elements=st.integers(-9, 9))))
def test_tree_is_the_best_with_one_root(arcs: np.ndarray) -> None:
    heads = tree(arcs)
    assert is_tree(heads)
    assert sum(arcs[k, h] for k, h in enumerate(heads)) == best_by_trial(arcs)


def test_tree_of_a_long_sentence_ends() -> None:
    """The most cycles that a window can hold."""
    arcs = np.random.default_rng(0).normal(size=(features.MOST_WORDS, features.MOST_WORDS + 1)).astype(np.float32)
    assert is_tree(tree(arcs))


TREES = [
    ([0], True, "one word"),
    ([2, 0, 2], True, "a tree"),
    ([0, 0], False, "two roots"),
    ([2, 1, 0], False, "a cycle beside the root"),
    ([2, 3, 1], False, "no root"),
]


@pytest.mark.parametrize(("heads", "expected", "why"), TREES, ids=[c[2] for c in TREES])
def test_is_tree(heads: list[int], expected: bool, why: str) -> None:
    assert is_tree(np.array(heads)) == expected, why


def log_probabilities(*tags: str, weak: float = 0.6) -> np.ndarray:
    """Scores that prefer the given tags."""
    inventory = Chain.over(("O", "B-X", "I-X", "B-Y", "I-Y")).tags
    rest = (1 - weak) / (len(inventory) - 1)
    return np.log(np.array([[weak if t == tag else rest for t in inventory] for tag in tags], np.float32))


CHAINS = [
    (("O", "B-X", "I-X", "O"), [(1, 3, "X")], "as scored"),
    (("I-X", "I-X"), [(0, 2, "X")], "an inside tag without its beginning begins"),
    (("B-X", "I-X", "B-X"), [(0, 2, "X"), (2, 3, "X")], "two neighbours stay two"),
    (("O", "O"), [], "nothing"),
]


@pytest.mark.parametrize(("tags", "expected", "why"), CHAINS, ids=[c[2] for c in CHAINS])
def test_chain(tags: tuple[str, ...], expected: list[tuple[int, int, str]], why: str) -> None:
    found = Chain.over(("O", "B-X", "I-X", "B-Y", "I-Y")).spans(log_probabilities(*tags))
    assert [span[:3] for span in found] == expected, why
    assert all(0 < span[3] <= 1 for span in found)


@given(arrays.arrays(np.float32, st.tuples(st.integers(1, 12), st.just(5)), elements=st.floats(-20, 0, width=32)))
def test_chain_never_breaks_bio(scores: np.ndarray) -> None:
    chain = Chain.over(("O", "B-X", "I-X", "B-Y", "I-Y"))
    tags = ["O"] + [chain.tags[k] for k in chain.best(scores)]
    assert all(b[0] != "I" or (a != "O" and a[2:] == b[2:]) for a, b in pairwise(tags))


def words(text: str) -> Words:
    forms = tuple(text.split())
    count = len(forms)
    return Words(((0, 0),) * count, forms, (True,) * count, (True, *[False] * (count - 1)), (0,) * count)


STARTS = [
    ("Rain fell . Rivers rose .", [0, 3], "a capital behind a full stop"),
    ("Rain fell . “ We fled .", [0, 3], "an opening quotation mark"),
    ("Mr. Aden left .", [0], "a title's stop is no word of its own"),
    ("it cost 3 . then more", [0], "a small letter: the network decides"),
]


@pytest.mark.parametrize(("text", "starts", "why"), STARTS, ids=[c[2] for c in STARTS])
def test_sure_starts(text: str, starts: list[int], why: str) -> None:
    assert sure_starts(words(text)) == starts, why


CUTS = [
    (["word"] * 50, 50, "a block that fits"),
    (["word"] * 300, 128, "no sentence end: cut where it is full"),
    (["word"] * 99 + ["."] + ["word"] * 100, 100, "behind the last full stop"),
    (["word"] * 99 + [".", "”"] + ["word"] * 100, 101, "and its quotation mark"),
    (["word"] * 9 + ["."] + ["word"] * 200, 128, "a full stop too early is of no use"),
]


@pytest.mark.parametrize(("forms", "end", "why"), CUTS, ids=[c[2] for c in CUTS])
def test_window_end(forms: list[str], end: int, why: str) -> None:
    assert window_end(forms, [True] * len(forms), 0) == end, why


def test_missing_weights_are_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="make train") as error:
        encoder.open_folder(tmp_path)
    assert "\n" not in str(error.value)


def test_other_formats_are_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps({"format": 999, "sha256": {}}))
    with pytest.raises(ModelError, match="999"):
        encoder.open_folder(tmp_path)


def test_files_that_are_not_the_manifests_are_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps({"format": encoder.FORMAT, "sha256": {"encoder.onnx": "0"}}))
    (tmp_path / "encoder.onnx").write_bytes(b"half a file")
    with pytest.raises(ModelError, match=r"encoder\.onnx"):
        encoder.open_folder(tmp_path)


@pytest.fixture(scope="module")
def model() -> Encoder:
    return encoder.load()


def blocks(text: str) -> list[tuple[int, int]]:
    """Paragraphs: runs of lines without an empty one."""
    return [m.span() for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text)]


def check(analysis: Analysis, given_blocks: list[tuple[int, int]]) -> None:
    """What must hold of every analysis."""
    text, tokens = analysis.text, analysis.tokens
    assert all(text[t.start : t.end] == t.form for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    assert [k for s in analysis.sentences for k in range(s.first, s.last)] == list(range(len(tokens)))
    for s in analysis.sentences:
        start, end = given_blocks[s.block]
        assert start <= tokens[s.first].start
        assert tokens[s.last - 1].end <= end
        heads = [tokens[k].head for k in range(s.first, s.last)]
        assert is_tree(np.array([0 if h < 0 else h - s.first + 1 for h in heads]))
        assert all((tokens[k].head < 0) == (tokens[k].deprel == "root") for k in range(s.first, s.last))
    for span in (*analysis.entities, *analysis.things, *analysis.marked):
        assert 0 <= span.first < span.last <= len(tokens)
        assert 0 < span.score <= 1
    for link in analysis.links:
        assert analysis.marked[link.cue].role == "cue" != analysis.marked[link.part].role
    for role in analysis.roles:
        assert analysis.sentence_of[role.predicate] == analysis.sentence_of[role.argument]
    assert all(0 <= c.antecedent < c.token < len(tokens) for c in analysis.corefers)
    assert len(analysis.moods) in (0, len(tokens))
    assert all(0 <= p.token < len(tokens) for p in (*analysis.named, *analysis.predicates))


ALL = encoder.USUAL | {"vectors"}
"""All that a record of an analysis can hold."""
NEWS = """The harbour master of Port Sable

“Nobody fired at the ferry,” Transport Minister Ines Okafor of Ghana told reporters in
Accra on Feb. 12. She said that 75% of the $350 million was lost. Chad's army denied it.

• According to Mr. R. Quispe, police in Peru have arrested 12 people."""


@pytest.mark.model
def test_reads_a_short_report(model: Encoder) -> None:
    analysis = model.analyse(NEWS, blocks(NEWS))
    check(analysis, blocks(NEWS))
    names = {(analysis.words(e.first, e.last).split()[-1], e.type) for e in analysis.entities}
    assert {("Okafor", "PER"), ("Quispe", "PER"), ("Accra", "LOC"), ("Peru", "LOC")} <= names
    marked = {(m.role, analysis.words(m.first, m.last)) for m in analysis.marked}
    assert {("cue", "told"), ("cue", "said"), ("source", "She"), ("content", "“Nobody fired at the ferry,”")} <= marked
    said = next(k for k, t in enumerate(analysis.tokens) if t.form == "said")
    assert [analysis.tokens[k].form for k in analysis.dependents(said, "nsubj")] == ["She"]
    assert analysis.tokens[said].lemma == "say"
    assert [analysis.tokens[s.first].form for s in analysis.sentences if s.block == 1] == ["“", "She", "Chad"]


def encoded(analysis: Analysis) -> bytes:
    return msgspec.msgpack.encode(analysis)


@pytest.mark.model
def test_the_same_text_gives_the_same_bytes_whatever_is_read_beside_it(model: Encoder) -> None:
    alone = encoded(model.analyse(NEWS, blocks(NEWS), heads=ALL))
    other = "Peru’s navy denied it. " * 40
    model.analyse(other, [(0, len(other))])
    assert encoded(model.analyse(NEWS, blocks(NEWS), heads=ALL)) == alone
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: encoded(model.analyse(text, blocks(text), heads=ALL)), [NEWS, other] * 6))
    assert found[::2] == [alone] * 6
    program = (
        "import sys, msgspec\nfrom accordingto import encoder\ntext, blocks = msgspec.json.decode(sys.stdin.buffer.read())\n"
        "found = encoder.load().analyse(text, [tuple(b) for b in blocks], heads=encoder.USUAL | {'vectors'})\n"
        "sys.stdout.buffer.write(msgspec.msgpack.encode(found))"
    )
    fresh = subprocess.run(
        [sys.executable, "-c", program], input=msgspec.json.encode((NEWS, blocks(NEWS))), capture_output=True, check=True
    )
    assert fresh.stdout == alone


@pytest.mark.model
@pytest.mark.parametrize("head", sorted(encoder.HEADS))
def test_what_a_head_says_does_not_depend_on_the_others(model: Encoder, head: str) -> None:
    everything = model.analyse(NEWS, blocks(NEWS), heads=ALL)
    alone = model.analyse(NEWS, blocks(NEWS), heads=[head])
    assert alone.tokens == everything.tokens
    fields = {
        "entities": ("entities", "things"),
        "attribution": ("marked", "links"),
        "events": ("named", "moods"),
        "roles": ("roles",),
        "factuality": ("predicates",),
        "coreference": ("corefers",),
        "vectors": ("vectors",),
    }
    for name, own in fields.items():
        for field in own:
            wanted = getattr(everything, field) if name == head else ()
            if not (head == "roles" and field == "predicates"):
                assert getattr(alone, field) == wanted, field


@pytest.mark.model
def test_a_line_break_in_a_block_is_white_space(model: Encoder) -> None:
    wrapped = "The mayor of Lima said\nthat the bridge was safe."
    a, b = (model.analyse(t, [(0, len(t))]) for t in (wrapped, wrapped.replace("\n", " ")))
    assert a.tokens == b.tokens
    assert a.marked == b.marked


ODD = [
    ("", [], "no blocks"),
    ("   \n ", [(0, 5)], "a block of no words"),
    ("x" * 5000, [(0, 5000)], "a word of 5,000 letters"),
    ("٣" * 3000 + " " + "é́" * 500, [(0, 3000), (3001, 4501)], "figures of another script, piled accents"),
    ("🙂👩‍👩‍👧 🇫🇷!", [(0, 9)], "emoji"),
    ("\u200f\u202eمرحبا\u202c the end\u200f.", [(0, 19)], "right-to-left marks"),
    ("\x00\x01\ufffd\x7f", [(0, 4)], "control characters"),
    ("?" * 400 + " " + "a." * 400, [(0, 1201)], "only marks"),
    ("( " * 600, [(0, 1200)], "hundreds of open brackets"),
    ("Supercalifragilistic-" * 200, [(0, 4200)], "hyphens without end: more pieces than the encoder has positions"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "given_blocks", "why"), ODD, ids=[c[2] for c in ODD])
def test_odd_input(model: Encoder, text: str, given_blocks: list[tuple[int, int]], why: str) -> None:
    check(model.analyse(text, given_blocks), given_blocks)


@pytest.mark.model
def test_a_block_of_ten_thousand_words(model: Encoder) -> None:
    text = "The envoy of Kenya said that the talks in Oslo had failed. " * 850
    analysis = model.analyse(text, [(0, len(text))])
    check(analysis, [(0, len(text))])
    assert len(analysis.sentences) == 850


@pytest.mark.model
@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Mali", "said", ".", "“", "”", "the", "12%", "\n", "x" * 300, "don't", "🙂", "U.S.", ",", "-", "é"]), max_size=60
    )
)
def test_any_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    check(encoder.load().analyse(text, [(0, len(text))]), [(0, len(text))])
