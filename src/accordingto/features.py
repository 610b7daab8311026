"""From words to the encoder's input, and from its scores to labels. Training imports this module, so the two cannot disagree.

A window is a run of consecutive words. Each word is one or more WordPiece ids, at most :data:`MOST_PIECES`, and a case code: how it
is written, whether white space stands before it, whether it begins a paragraph. The vocabulary is uncased and knows no white space, so
what it throws away comes in beside it.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import get_args

import msgspec
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from accordingto.types import EventType

CLS, SEP, UNKNOWN = 101, 102, 100
MOST_PIECES = 6
MOST_WORDS = 128
MOST_IDS = 510
MOST_LETTERS = 200
NOMINAL = ("NOUN", "PROPN", "PRON")
"""What can stand for somebody or something: the words between which coreference is looked for."""
FARTHEST = 9
"""Distances between words are told apart by powers of two, this many of them in each direction (:func:`steps`)."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


class Shape(IntEnum):
    """How a word is written."""

    LOWER = 1
    CAPITALISED = 2
    UPPER = 3
    INITIAL = 4
    MIXED = 5
    DIGITS = 6
    WITH_DIGIT = 7
    WITH_MARK = 8
    CAPITALISED_WITH_MARK = 9
    MARKS = 10
    CONTINUES = 11


CASE_CODES = 4 * (max(Shape) + 1)


class Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The label inventories of the heads, in the order of their scores."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    rel: tuple[str, ...]
    ner: tuple[str, ...] = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
    thing: tuple[str, ...] = ("O", *(f"{bi}-{kind}" for kind in ("WEAPON", "FACILITY", "UNIT", "NATIONALITY") for bi in "BI"))
    attr: tuple[str, ...] = ("O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT")
    event: tuple[str, ...] = ("O", *get_args(EventType))
    mode: tuple[str, ...] = ("-",)
    modality: tuple[str, ...] = ("asserted", "denied", "demanded", "planned", "conditional", "alleged", "questioned")
    polarity: tuple[str, ...] = ("positive", "negative")
    presupposed: tuple[str, ...] = ("said", "presupposed")
    role: tuple[str, ...] = ("O",)


class Window(msgspec.Struct, frozen=True):
    """The encoder's input for one window: an id and a case code for each piece, and the index of each word's first piece."""

    ids: Ints
    case: Ints
    first: Ints


class Pieces:
    """Word → WordPiece ids. Remembers words up to a bound; what it remembers changes no result."""

    def __init__(self, tokenizer: Tokenizer, most_remembered: int = 100_000) -> None:
        self.tokenizer, self.most = tokenizer, most_remembered
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.known: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        """The ids of one word: those of a long word are its first ones and its last, whose ending tells its part of speech."""
        ids = self.known.get(word)
        if ids is None:
            # Half of a surrogate pair is no character that the tokenizer takes.
            letters = word[:MOST_LETTERS].encode("utf-8", "replace").decode("utf-8")
            ids = self.tokenizer.encode(letters, add_special_tokens=False).ids or [UNKNOWN]
            if len(ids) > MOST_PIECES:
                ids = [*ids[: MOST_PIECES - 1], ids[-1]]
            if len(self.known) < self.most and len(word) <= MOST_LETTERS:
                self.known[word] = ids
        return ids


def shape(word: str) -> Shape:
    """How a word is written."""
    if word.isdigit():
        return Shape.DIGITS
    if word.isalpha():
        return _letters(word)
    if any(map(str.isdigit, word)):
        return Shape.WITH_DIGIT
    if any(map(str.isalpha, word)):
        return Shape.CAPITALISED_WITH_MARK if word[0].isupper() else Shape.WITH_MARK
    return Shape.MARKS


def _letters(word: str) -> Shape:
    if word.islower():
        return Shape.LOWER
    if word.isupper():
        return Shape.UPPER if len(word) > 1 else Shape.INITIAL
    return Shape.CAPITALISED if word[0].isupper() and word[1:].islower() else Shape.MIXED


def window(words: Sequence[str], spaced: Sequence[bool], begins: Sequence[bool], pieces: Pieces) -> Window:
    """The input of a window of words.

    Args:
        words: the words, at most :data:`MOST_WORDS`; once they no longer fit into :data:`MOST_IDS` pieces they get one piece each, so
            that every word has a vector.
        spaced: whether white space stands before each.
        begins: whether each begins a paragraph.
        pieces: the vocabulary.
    """
    ids, case, first = [CLS], [0], []
    for done, (word, space, begin) in enumerate(zip(words, spaced, begins, strict=True), 1):
        own = pieces.of(word)
        if len(ids) + len(own) + len(words) - done > MOST_IDS:
            own = own[:1]
        first.append(len(ids))
        ids += own
        case.append(4 * shape(word) + 2 * bool(space) + bool(begin))
        case += [4 * Shape.CONTINUES] * (len(own) - 1)
    return Window(np.array([*ids, SEP], np.int64), np.array([*case, 0], np.int64), np.array(first, np.int64))


def steps(distance: Ints) -> Ints:
    """The index of distances in words (positive: the other word stands before) in a table of ``2 * FARTHEST + 1`` numbers."""
    size = np.floor(np.log2(np.maximum(np.abs(distance), 1))).astype(np.int64) + (distance != 0)
    return np.asarray(FARTHEST + np.sign(distance) * np.minimum(size, FARTHEST), np.int64)


class Chain(msgspec.Struct, frozen=True):
    """Which BIO tag may follow which, as scores to add: 0 or a prohibitive one."""

    tags: tuple[str, ...]
    steps: Floats
    start: Floats

    @classmethod
    def over(cls, tags: tuple[str, ...]) -> "Chain":
        """The rule of BIO: an inside tag follows only the beginning or inside of its own type."""
        never = np.float32(-1e4)
        inside = np.array([t.startswith("I-") for t in tags])
        same = np.array([[a != "O" and a[2:] == b[2:] for b in tags] for a in tags])
        steps = np.where(inside[None, :] & ~same, never, np.float32(0))
        return cls(tags, steps, np.where(inside, never, np.float32(0)))

    def best(self, scores: Floats) -> list[int]:
        """The best tag sequence (Viterbi) for ``scores``: log-probabilities, words × tags."""
        likeliest = scores.argmax(1)  # where the likeliest tag of each word obeys the rule, nothing is better
        if self.start[likeliest[0]] == 0 and not self.steps[likeliest[:-1], likeliest[1:]].any():
            return [int(tag) for tag in likeliest]
        total = scores[0] + self.start
        came: list[Ints] = []
        for row in scores[1:]:
            paths = total[:, None] + self.steps
            came.append(paths.argmax(0))
            total = paths.max(0) + row
        path = [int(total.argmax())]
        for step in reversed(came):
            path.append(int(step[path[-1]]))
        return path[::-1]

    def spans(self, scores: Floats) -> list[tuple[int, int, str, float]]:
        """The stretches of the best sequence: first word, last (exclusive), type, geometric mean of its tags' probabilities."""
        best = self.best(scores)
        edges = [k for k, tag in enumerate(best) if self.tags[tag].startswith("B-")]
        found = []
        for first in edges:
            last = first + 1
            while last < len(best) and self.tags[best[last]].startswith("I-"):
                last += 1
            mean = scores[np.arange(first, last), best[first:last]].mean()
            found.append((first, last, self.tags[best[first]][2:], float(np.exp(mean))))
        return found


# Far above any sum of arc scores: a tree that pays it for every arc from the root has one such arc.
_ROOT_PRICE = 1e6


# Above any sum of arc scores and far below the root's: arcs between stretches are as few as can be.
_STRETCH_PRICE = 1e3
_OPENING, _CLOSING = frozenset("([“«"), frozenset(")]”»")


def stretches(forms: Sequence[str]) -> Ints:
    """By word the number of the stretch between semicolons that it stands in; those inside brackets and quotation marks part nothing."""
    found, number, depth = [], 0, 0
    for form in forms:
        depth += (form in _OPENING) - (form in _CLOSING)
        found.append(number)
        number += form == ";" and depth <= 0
    return np.array(found, np.int64)


def hangs_together(heads: Ints, part: Ints, roots: Sequence[int] = ()) -> bool:
    """Whether each stretch of a sentence but that of its root hangs by one word, by that of ``roots`` if one is of it, on another
    (``heads``: 0 the root, else 1-based)."""
    if any(heads[r] > 0 and part[heads[r] - 1] == part[r] for r in roots):
        return False
    return int((part[heads > 0] != part[heads[heads > 0] - 1]).sum()) == int(part[-1] - part[0])


def tree(arcs: Floats, part: Ints | None = None, roots: Sequence[int] = ()) -> Ints:
    """The best dependency tree of one sentence.

    Args:
        arcs: scores, words × [root, words…].
        part: the stretches, each of which hangs on another by one word alone (:func:`stretches`); None: the sentence is one.
        roots: words by which their stretches do.

    Returns:
        for each word its head: 0 the root, else 1-based. The maximum spanning arborescence (Chu and Liu 1965, Edmonds 1967; in parsing
        McDonald et al. 2005) with exactly one word under the root.
    """
    graph = np.full((len(arcs) + 1, len(arcs) + 1), -np.inf)
    graph[1:] = arcs
    if part is not None:
        graph[1:, 1:] -= _STRETCH_PRICE * (part[:, None] != part[None, :])
        for root in roots:
            others = np.flatnonzero((part == part[root]) & (np.arange(len(part)) != root)) + 1
            graph[np.ix_(others, np.flatnonzero(np.append(True, part != part[root])))] -= _STRETCH_PRICE
    np.fill_diagonal(graph, -np.inf)
    heads = _arborescence(graph)[1:]
    if int((heads == 0).sum()) != 1:  # with the price every other cycle is contracted first, so it is asked for only where it is needed
        graph[:, 0] -= _ROOT_PRICE
        heads = _arborescence(graph)[1:]
    return np.array(heads, np.int64)


def is_tree(heads: Ints) -> bool:
    """Whether the heads (0 the root, else 1-based) are a tree with one word under the root."""
    return int((heads == 0).sum()) == 1 and not _ring([0, *heads.tolist()])


def _ring(heads: Sequence[int]) -> list[int]:
    """The nodes of one cycle; node 0 is the root. Empty where there is none."""
    seen = [0] * len(heads)
    for start in range(1, len(heads)):
        node = start
        while node and not seen[node]:
            seen[node] = start
            node = heads[node]
        if node and seen[node] == start:
            ring = [node]
            while heads[ring[-1]] != node:
                ring.append(heads[ring[-1]])
            return ring
    return []


def _arborescence(graph: NDArray[np.float64]) -> Ints:
    """Heads of the maximum arborescence of a score matrix (dependent × head), node 0 the root: contract a cycle, solve, open it again."""
    heads: Ints = graph.argmax(1)
    heads[0] = 0
    ring = _ring(heads.tolist())
    if not ring:
        return heads
    inside = np.array(ring)
    kept = np.ones(len(graph), bool)
    kept[inside] = False
    outside = np.flatnonzero(kept)
    into = graph[np.ix_(inside, outside)] - graph[inside, heads[inside]][:, None]  # what entering the cycle there gains
    out = graph[np.ix_(outside, inside)]
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = graph[np.ix_(outside, outside)]
    small[:-1, -1] = out.max(1)
    small[-1, :-1] = into.max(0)
    solved = _arborescence(small)
    for k, head in enumerate(solved[1:-1], 1):
        heads[outside[k]] = outside[head] if head < len(outside) else inside[out[k].argmax()]
    door = solved[-1]
    heads[inside[into[:, door].argmax()]] = outside[door]
    return heads
