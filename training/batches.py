"""From examples with labels to padded tensors.

An example is encoded once; a window is a run of encoded examples of one document; a batch is windows of like length.
"""

import random

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from accordingto import features
from training.corpora import Document, Example
from training.network import TAGGED

IGNORED = -100
KEYS = (*TAGGED, "rel")
Array = NDArray[np.generic]
Batch = dict[str, Tensor]


class Encoded(msgspec.Struct):
    """An example ready to be put into a window: its pieces, and for each word the labels as indices (IGNORED: not trained on).

    ``props`` holds (predicate, labels of all words); ``example`` numbers the example, for what is looked up by it.
    """

    ids: Array
    case: Array
    first: Array
    labels: dict[str, Array]
    props: list[tuple[int, Array]]
    example: int


Run = list[Encoded]


class Coder:
    """Examples to index lists."""

    def __init__(self, labels: features.Labels, pieces: features.Pieces) -> None:
        self.pieces = pieces
        self.index = {key: {tag: i for i, tag in enumerate(getattr(labels, key))} for key in (*KEYS, "role")}
        self.count = 0

    def __call__(self, example: Example) -> Encoded:
        count = len(example.words)
        begins = [example.begins] + [False] * (count - 1)
        window = features.window(example.words, example.spaced, begins, self.pieces)
        labels = {
            key: np.array([self.index[key].get(tag, IGNORED) for tag in getattr(example, key) or [None] * count], np.int16) for key in KEYS
        }
        labels["head"] = np.array(example.head or [IGNORED] * count, np.int16)
        labels["said"] = np.array([-1 if n is None else n for n in example.said or [None] * count], np.int16)
        labels["chain"] = np.array(example.chain or [-1] * count, np.int16)
        labels["happened"] = np.array([np.nan if v is None else v for v in example.happened or [None] * count], np.float32)
        labels["predicate"] = np.full(count, IGNORED if example.props is None else 0, np.int16)
        props = []
        for prop in example.props or ():
            labels["predicate"][prop.predicate] = 1
            roles = np.zeros(count, np.int16)
            for word, label in prop.roles:
                roles[word] = self.index["role"].get(label, IGNORED)
            props.append((prop.predicate, roles))
        self.count += 1
        return Encoded(window.ids[1:-1], window.case[1:-1], window.first - 1, labels, props, self.count - 1)

    def documents(self, documents: list[Document]) -> list[Run]:
        """Every document encoded, example by example."""
        return [[self(e) for e in document] for document in documents]


def windows(documents: list[Run], most: list[int], alone: float, chance: random.Random) -> list[Run]:
    """Runs of consecutive examples of a document.

    Args:
        documents: whose examples.
        most: words in a run, at most (an example that is longer stands alone); one of these is drawn for each document.
        alone: the share of examples that stand alone, so that single sentences are learned too.
        chance: draws.
    """
    found: list[Run] = []
    for document in documents:
        limit, single = chance.choice(most), chance.random() < alone
        run: Run = []
        words = ids = 0
        for example in document:
            count, cost = len(example.first), len(example.ids)
            if run and (single or words + count > limit or ids + cost > features.MOST_IDS - 10):
                found.append(run)
                run, words, ids = [], 0, 0
                single = chance.random() < alone
            run.append(example)
            words, ids = words + count, ids + cost
        if run:
            found.append(run)
    return found


def batches(runs: list[Run], budget: int, chance: random.Random) -> list[list[Run]]:
    """Windows of like length together, at most ``budget`` pieces a batch, in random order."""
    found: list[list[Run]] = []
    room = 0
    for size, _, run in sorted((sum(len(e.ids) for e in run) + chance.random() * 8, n, run) for n, run in enumerate(runs)):
        if not found or (len(found[-1]) + 1) * max(room, size) > budget:
            found.append([])
            room = 0
        found[-1].append(run)
        room = max(room, size)
    chance.shuffle(found)
    return found


def collate(batch: list[Run]) -> Batch:
    """Pad a batch of windows into tensors.

    ``sentence`` numbers the examples of a window, ``member`` those of the batch, -1 behind the words. Flat are the propositions
    (``prop_row``, ``prop_word``, ``prop_roles``) and the examples (``example``).
    """
    ids = 2 + max(sum(len(e.ids) for e in run) for run in batch)
    words = max(sum(len(e.first) for e in run) for run in batch)
    out: dict[str, NDArray[np.generic]] = {key: np.zeros((len(batch), ids), np.int64) for key in ("ids", "case", "mask")}
    out["first"] = np.zeros((len(batch), words), np.int64)
    for key in (*KEYS, "head", "predicate", "start"):
        out[key] = np.full((len(batch), words), IGNORED, np.int64)
    for key in ("said", "chain", "sentence", "member"):
        out[key] = np.full((len(batch), words), -1, np.int64)
    out["happened"] = np.full((len(batch), words), np.nan, np.float32)
    props: list[tuple[int, int, int, Array]] = []
    examples: list[int] = []
    for row, run in enumerate(batch):
        _fill(out, row, run, props, examples)
    roles = np.full((len(props), words), IGNORED, np.int64)
    for n, (_, base, _, labels) in enumerate(props):
        roles[n, base : base + len(labels)] = labels
    out["prop_row"] = np.array([p[0] for p in props], np.int64)
    out["prop_word"] = np.array([p[1] + p[2] for p in props], np.int64)
    out["prop_roles"] = roles
    out["example"] = np.array(examples, np.int64)
    return {key: torch.from_numpy(value) for key, value in out.items()}


def _fill(
    out: dict[str, NDArray[np.generic]],
    row: int,
    run: Run,
    props: list[tuple[int, int, int, Array]],
    examples: list[int],
) -> None:
    """Put one window into row ``row`` of the padded arrays."""
    out["ids"][row, 0], at, base = features.CLS, 1, 0
    for number, e in enumerate(run):
        size, count = len(e.ids), len(e.first)
        out["ids"][row, at : at + size], out["case"][row, at : at + size] = e.ids, e.case
        out["first"][row, base : base + count] = e.first + at
        for key, labels in e.labels.items():
            out[key][row, base : base + count] = labels
        head = out["head"][row, base : base + count]
        head[head > 0] += base
        if e.labels["head"][0] != IGNORED:
            out["start"][row, base : base + count] = [1] + [0] * (count - 1)
        out["sentence"][row, base : base + count] = number
        out["member"][row, base : base + count] = len(examples)
        props += [(row, base, word, labels) for word, labels in e.props]
        examples.append(e.example)
        at, base = at + size, base + count
    out["ids"][row, at] = features.SEP
    out["mask"][row, : at + 1] = 1
