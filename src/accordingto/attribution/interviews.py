"""Interviews without labels: a paper asks, one person whom its opening names answers, paragraph by paragraph.

Papers set the questions in another type, which plain text does not keep. What tells is the opening ("X **spoke to us** in Kitwe"),
questions that are paragraphs of their own, and answers in the first person between them.
"""

from collections.abc import Collection, Sequence

import msgspec

from accordingto import turnlabels
from accordingto.analysis import Analysis, Sentence
from accordingto.attribution.found import Found, Run
from accordingto.attribution.turns import Turn, read_blocks
from accordingto.turnlabels import Label
from accordingto.types import RUNNING, Block, Page

_QUESTIONS = 3
"""Paragraphs that end in a question mark, at least."""
_LONGEST = 400
"""Characters of a question."""
_OPENING = 6
"""Blocks of running text before the first question, at most."""
_CLOSING = frozenset("”\"’'»)")


class Side(msgspec.Struct, frozen=True):
    """The block of one who asks (``asks``) or answers."""

    block: int
    asks: bool


class _Spoken:
    """What the sentences of each block tell of who speaks."""

    def __init__(self, a: Analysis) -> None:
        self._a = a
        self._sentences: dict[int, list[Sentence]] = {}
        for s in a.sentences:
            self._sentences.setdefault(s.block, []).append(s)

    def run(self, block: int) -> Run | None:
        """The tokens of a block; None where it has no sentences."""
        own = self._sentences.get(block)
        return (own[0].first, own[-1].last) if own else None

    def of_self(self, block: int) -> bool:
        """Whether a block speaks in the first person."""
        return self._has(block, turnlabels.words().pronouns["1"])

    def of_you(self, block: int) -> bool:
        """Whether a block speaks to somebody."""
        return self._has(block, turnlabels.words().pronouns["2"])

    def opens_with_question(self, block: int) -> bool:
        """Whether the first sentence of a block is a question."""
        own = self._sentences.get(block)
        return own is not None and self._a.tokens[own[0].last - 1].form == "?"

    def _has(self, block: int, words: Collection[str]) -> bool:
        return any(self._a.tokens[k].form.lower() in words for s in self._sentences.get(block, ()) for k in range(s.first, s.last))


def find(page: Page, a: Analysis) -> list[Found]:
    """The questions and answers of an interview without labels; none where the text is no such interview.

    Args:
        page: the document with its blocks.
        a: its analysis.
    """
    blocks = read_blocks(page)
    if any(b.kind == "speaker" for b in blocks):
        return []
    asked = [n for n, b in enumerate(blocks) if b.kind in (*RUNNING, "heading") and _asks(page.document.text[b.start : b.end])]
    if len(asked) < _QUESTIONS:
        return []
    who, spoken = _answers(page, a, blocks, asked[0]), _Spoken(a)
    sides = _sides(page, spoken, blocks, asked)
    if who is None or sum(not s.asks and spoken.of_self(s.block) for s in sides) < _QUESTIONS - 1:
        return []
    first, last = who
    name = page.document.text[a.tokens[first].start : a.tokens[last - 1].end]
    answers = Turn(Label(0, 0, 0, 0, "named", name, None, "", capitals=False), name, None, asks=False)
    asks = Turn(Label(0, 0, 0, 0, "asker", None, None, "", capitals=False), None, None, asks=True)
    found = []
    for side in sides:
        if (run := spoken.run(side.block)) is not None and blocks[side.block].kind in RUNNING:
            one = Found([], [] if side.asks else [who], [run], None, None if side.asks else last - 1, "asserted")
            one.turn = asks if side.asks else answers
            found.append(one)
    return found


def _asks(words: str) -> bool:
    """Whether a paragraph is a question."""
    return len(words) <= _LONGEST and words.rstrip("".join(_CLOSING)).endswith("?")


def _answers(page: Page, a: Analysis, blocks: Sequence[Block], first: int) -> Run | None:
    """The person of whom the opening says that the paper spoke with them: the first that it names in full."""
    opening = [n for n in range(first) if blocks[n].kind in RUNNING]
    if not 0 < len(opening) <= _OPENING:
        return None
    words = " ".join(page.document.text[blocks[n].start : blocks[n].end] for n in opening).lower()
    if not any(phrase in words for phrase in turnlabels.words().interviewed):
        return None
    named = [e for e in a.entities if e.type == "PER" and _block(a, e.first) in opening]
    whole = [e for e in named if e.last - e.first > 1]
    return (whole[0].first, whole[0].last) if whole else (named[0].first, named[0].last) if named else None


def _sides(page: Page, spoken: _Spoken, blocks: Sequence[Block], asked: Sequence[int]) -> list[Side]:
    """Who speaks in each block from the first question on: questions ask, what speaks of "you" and not of itself asks as well, right behind
    an answer; the rest answers."""
    found: list[Side] = []
    for n in range(asked[0], len(blocks)):
        block = blocks[n]
        if block.kind not in RUNNING and n not in asked:
            if block.kind in ("byline", "title", "dateline"):
                break
            continue
        asks = n in asked and not (found and found[-1].asks and spoken.of_self(n))
        if not asks and found and not found[-1].asks:
            asks = spoken.opens_with_question(n) and not spoken.of_self(n)
        if not asks and found and not found[-1].asks and block.end - block.start <= _LONGEST // 2:
            asks = spoken.of_you(n) and not spoken.of_self(n)
            follows = n + 1 < len(blocks) and spoken.of_self(n + 1) and n + 1 not in asked
            asks = asks or (follows and not spoken.of_self(n) and _takes_up(page, blocks[n + 1]))
        found.append(Side(n, asks))
    if len(found) > 1 and not found[-1].asks and not found[-2].asks and not spoken.of_self(found[-1].block):
        found.pop()  # "The smelter did not answer requests for comment": the paper's last word
    return found


def _takes_up(page: Page, block: Block) -> bool:
    """Whether a block begins as an answer does ("It says so, yes", "And I congratulate it", "No.")."""
    words = page.document.text[block.start : block.end].lower().replace(",", " ").replace(".", " ").split()[:6]
    return bool({*words} & turnlabels.words().answering)


def _block(a: Analysis, i: int) -> int:
    return a.sentences[a.sentence_of[i]].block
