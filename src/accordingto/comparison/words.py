"""Words as vectors without running a model: the encoder's table of word pieces, weighted by how rare each is.

The vocabulary's whole words stand in it by falling frequency, so a piece's place tells how much it says; no count of the store is needed,
and two claims weigh the same whatever else stands beside them. The vectors are cut to their strongest directions (a principal component
analysis of the table), which loses nothing that comparing needs.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import msgspec
import numpy as np

from accordingto import encoder
from accordingto.features import Floats, Ints
from accordingto.times import words as calendar

WIDTH = 64
MOST = 24
"""Pieces of a claim that are compared; a longer claim is its rarest ones."""
FIRST_WORD = 1996
"""The first whole word of BERT's vocabulary ("the")."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PIECE_WEIGHT = 4.0
_COMMON = 130
"""So many first words of the vocabulary say nothing."""
_EQUAL = 0.999


class Table(msgspec.Struct, frozen=True):
    """The pieces' unit vectors in :data:`WIDTH` dimensions, and what each weighs; the last row, at -1, is no piece and nothing."""

    unit: Floats
    weight: Floats


@cache
def table() -> Table:
    """The table, made once of the encoder's."""
    own = encoder.load().table
    rows = np.asarray(own.rows * own.scales, np.float32)
    rows = rows - rows[FIRST_WORD : FIRST_WORD + 18_000].mean(0)
    sample = rows[FIRST_WORD + _COMMON : FIRST_WORD + 12_000]
    _, directions = np.linalg.eigh(sample.T @ sample)
    cut = rows @ directions[:, -WIDTH:]
    unit = cut / np.maximum(np.linalg.norm(cut, axis=1, keepdims=True), 1e-9)
    place = np.arange(len(rows)) - FIRST_WORD
    weight = np.where(place < 0, _PIECE_WEIGHT, np.where(place < _COMMON, 0.3, np.log1p(np.maximum(place, 1)) - 2.5))
    return Table(np.pad(unit, ((0, 1), (0, 0))).astype(np.float32), np.pad(weight, (0, 1)).astype(np.float32))


@lru_cache(maxsize=20_000)
def common(word: str) -> bool:
    """Whether a word is in the dictionary of the language, or tells a day or a month, so that a capital makes no name of it."""
    low, dates = word.lower(), calendar.lexicon()
    return low in dates.months or low in dates.weekdays or any(low in b for b in encoder.load().lemmatiser.table.bases.values())


@lru_cache(maxsize=2_000)
def pieces(text: str, most: int | None = MOST) -> tuple[int, ...]:
    """The pieces of a text's words, numbers left out; of more than ``most`` the rarest, in their order."""
    known = encoder.load().pieces
    ids = [i for word in _WORD.findall(text) for i in known.of(word.lower())]
    if most is not None and len(ids) > most:
        weight = table().weight
        kept = sorted(sorted(range(len(ids)), key=lambda n: -weight[ids[n]])[:most])
        ids = [ids[n] for n in kept]
    return tuple(ids)


@lru_cache(maxsize=20_000)
def of_phrase(text: str) -> Floats:
    """The vector of a few words that many claims have: what happened, what was measured."""
    return vector(pieces(text))


def vector(ids: Sequence[int]) -> Floats:
    """The weighted mean of pieces, of length 1; zero where there are none."""
    known = table()
    if not ids:
        return np.zeros(WIDTH, np.float32)
    rows = np.array(ids, np.int64)
    mean = (known.unit[rows] * known.weight[rows, None]).sum(0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


def alike(left: Ints, right: Ints) -> tuple[Floats, Floats]:
    """How far the words of pairs of claims answer each other.

    Args:
        left, right: pairs × :data:`MOST` pieces, -1 where a claim has fewer.

    Returns:
        by meaning: each word's nearest one on the other side, weighted, both ways; by letters: the weight of the shared pieces in all.
    """
    known = table()
    a, b, wa, wb = known.unit[left], known.unit[right], known.weight[left], known.weight[right]
    near = np.matmul(a, b.transpose(0, 2, 1))
    there, back = near.max(2), near.max(1)
    sums = np.maximum(wa.sum(1), 1e-6), np.maximum(wb.sum(1), 1e-6)
    meaning = ((np.maximum(there, 0) * wa).sum(1) / sums[0] + (np.maximum(back, 0) * wb).sum(1) / sums[1]) / 2
    shared = ((there > _EQUAL) * wa).sum(1) + ((back > _EQUAL) * wb).sum(1)
    return np.asarray(meaning, np.float32), np.asarray(shared / (sums[0] + sums[1]), np.float32)
