"""The encoder on what no editor ever saw: right offsets, bounded time and memory, never an exception."""

import random
import subprocess
import sys
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto import encoder
from accordingto.encoder import Encoder
from tests.test_encoder import check

pytestmark = pytest.mark.model

SENTENCE = "The envoy of Kenya, who had met both sides in Oslo, said on Monday that the talks had not failed. "


@pytest.fixture(scope="module")
def model() -> Encoder:
    return encoder.load()


def noisy(text: str, seed: int) -> str:
    """As a bad scan reads it: letters for others, letters lost, words broken and run together."""
    chance = random.Random(seed)
    alike = {"l": "1", "o": "0", "i": "l", "m": "rn", "e": "c", "s": "5", "h": "li"}
    out = []
    for letter in text:
        draw = chance.random()
        out.append("" if draw < 0.03 else alike.get(letter, letter) if draw < 0.15 else letter + " " if draw < 0.17 else letter)
    return "".join(out)


LONG = [
    (SENTENCE.replace(".", ",").replace(" ", " very ") * 50, "a sentence of 2,000 words"),
    ((SENTENCE * 20).replace(" ", ""), "no spaces"),
    ((SENTENCE * 20).upper(), "all capitals"),
    ((SENTENCE * 20).lower(), "no capitals"),
    (noisy(SENTENCE * 20, 1), "a bad scan"),
    ("🙂👩🏽‍🚀🇰🇪 " * 300, "emoji"),
    ("".join(f"\u202e{w}\u202c " for w in (SENTENCE * 20).split()), "right-to-left marks round every word"),
    ("é́̂" * 3000, "accents on accents"),
    ("\xa0".join((SENTENCE * 20).split()), "no-break spaces"),
    ("\u200b".join(SENTENCE * 5), "zero-width spaces between letters"),
    ("(" * 2000 + ")" * 2000, "brackets"),
    ('"' * 3000, "quotation marks"),
    ("\ud800 lone \udfff surrogates " * 20, "lone surrogates"),
    ("http://example.org/" + "a/" * 2000, "an address of 4,000 letters"),
    ("1,000,000 " * 800, "figures"),
]


@pytest.mark.parametrize(("text", "why"), LONG, ids=[c[1] for c in LONG])
def test_long_and_odd(model: Encoder, text: str, why: str) -> None:
    check(model.analyse(text, [(0, len(text))], heads=encoder.HEADS), [(0, len(text))])


@pytest.mark.parametrize(("text", "why"), LONG[:8], ids=[c[1] for c in LONG[:8]])
def test_a_block_is_one_sentence_where_that_is_asked(model: Encoder, text: str, why: str) -> None:
    cut = len(text) // 2
    given_blocks = [(0, cut), (cut, len(text))]
    analysis = model.analyse(text, given_blocks, heads=encoder.HEADS, sentences=True)
    check(analysis, given_blocks)
    assert [s.block for s in analysis.sentences] == [0, 1]
    assert len(analysis.vectors) == 2


TEXTS = st.text(
    st.one_of(
        st.sampled_from(" .,;:!?“”‘’\"'()[]-–—/…%$€\n\t\r\xa0\u200b\u200d\u2028\ufeff"),
        st.characters(),
        st.sampled_from("abcdeABCDE0123"),
    ),
    max_size=200,
)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.lists(st.integers(0, 200), max_size=6))
def test_any_text_in_any_blocks(text: str, cuts: list[int]) -> None:
    edges = sorted({0, len(text), *(c for c in cuts if c <= len(text))})
    given_blocks = list(pairwise(edges))
    check(encoder.load().analyse(text, given_blocks, heads=encoder.HEADS), given_blocks)


@settings(max_examples=40, deadline=None)
@given(TEXTS.filter(lambda t: t.strip()), st.integers(0, 9))
def test_what_stands_outside_the_blocks_is_not_read(text: str, pad: int) -> None:
    """The same block gives the same words and scores wherever in a text it stands."""
    alone = encoder.load().analyse(text, [(0, len(text))])
    inside = encoder.load().analyse("x" * pad + text + "y" * pad, [(pad, pad + len(text))])
    assert [(t.form, t.start + pad, t.upos, t.head) for t in alone.tokens] == [(t.form, t.start, t.upos, t.head) for t in inside.tokens]
    assert (alone.marked, alone.roles, alone.corefers) == (inside.marked, inside.roles, inside.corefers)


def seconds(model: Encoder, text: str) -> float:
    begun = time.process_time()
    model.analyse(text, [(0, len(text))])
    return time.process_time() - begun


@pytest.mark.parametrize(
    ("piece", "why"),
    [(SENTENCE, "sentences"), (SENTENCE.replace(".", ","), "no full stop"), ("x", "one word"), ("( ", "marks"), ("he ", "pronouns")],
    ids=["sentences", "no full stop", "one word", "marks", "pronouns"],
)
def test_time_is_linear(model: Encoder, piece: str, why: str) -> None:
    """Four times the text takes at most six times as long (the best of three, process time: other work on the machine counts little)."""
    size = 40_000 if piece == "x" else 6_000
    model.analyse(piece * 50, [(0, len(piece) * 50)])
    short = min(seconds(model, piece * (size // len(piece))) for _ in range(3))
    long = min(seconds(model, piece * (4 * size // len(piece))) for _ in range(2))
    assert long <= 6 * short + 0.05, why


def test_a_megabyte_without_a_full_stop_takes_bounded_memory() -> None:
    """A fresh process, and the peak of its own memory: ``ru_maxrss`` begins with that of the process that started it."""
    program = (
        "import re\n"
        "from pathlib import Path\n"
        "from accordingto import encoder\n"
        "model = encoder.load()\n"
        "text = 'the envoy met the rebels and ' * 35_000\n"
        "assert len(text) > 1_000_000\n"
        "analysis = model.analyse(text, [(0, len(text))], heads=('entities',))\n"
        "assert all(text[t.start:t.end] == t.form for t in analysis.tokens)\n"
        "print(len(analysis.tokens), re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text()).group(1))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=500)
    tokens, kilobytes = map(int, done.stdout.split())
    assert tokens == 6 * 35_000
    assert kilobytes < 700_000
