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
RARE = FIRST_WORD + 665
"""The first whole word that is rare enough to tell a matter: "the" and "two" are not. The later in the vocabulary, the rarer."""
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


def vector(ids: Sequence[int]) -> Floats:
    """The weighted mean of pieces, of length 1; zero where there are none."""
    made: Floats = vectors([ids])[0]
    return made


def vectors(texts: Sequence[Sequence[int]]) -> Floats:
    """The vectors of several texts' pieces, a row each (see :func:`vector`)."""
    known = table()
    made = np.zeros((len(texts), WIDTH), np.float32)
    told = [n for n, ids in enumerate(texts) if ids]
    if told:
        rows = np.fromiter((i for ids in texts for i in ids), np.int64)
        starts = np.cumsum([0, *(len(texts[n]) for n in told[:-1])])
        sums = np.add.reduceat(known.unit[rows] * known.weight[rows, None], starts)
        made[told] = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    return made


def alike(one: Ints, other: Ints) -> tuple[Floats, Floats]:
    """How far the words of some claims answer those of others: those of one document, as a rule, and of another one.

    Args:
        one, other: claims × :data:`MOST` pieces, -1 where a claim has fewer.

    Returns:
        two tables, claims of the one × claims of the other: by meaning (each word's nearest one on the other side, weighted, both ways); by
        letters (the weight of the shared pieces in all).
    """
    known = table()
    left, right = _pieces(one), _pieces(other)
    near = known.unit[left.ids] @ known.unit[right.ids].T
    # The nearest word of each claim to each word of the other document; then of each claim's words the weighted mean.
    there = near.T[right.at].reshape(*other.shape, -1).max(1)
    back = near[left.at].reshape(*one.shape, -1).max(1)
    weight, beside = left.weight.sum(1), right.weight.sum(1)
    meaning = (
        left.weight @ np.maximum(there, 0).T / np.maximum(weight, 1e-6)[:, None]
        + np.maximum(back, 0) @ right.weight.T / np.maximum(beside, 1e-6)
    ) / 2
    shared = left.weight @ (there > _EQUAL).T.astype(np.float32) + (back > _EQUAL).astype(np.float32) @ right.weight.T
    both = np.maximum(weight, 1e-6)[:, None] + np.maximum(beside, 1e-6)
    return np.asarray(meaning, np.float32), np.asarray(shared / both, np.float32)


class _Pieces(msgspec.Struct, frozen=True):
    """The pieces of some claims: each once (``ids``), where those of the claims stand among them (``at``), and what each weighs in each
    claim (``weight``: claims × ``ids``)."""

    ids: Ints
    at: Ints
    weight: Floats


def _pieces(claims: Ints) -> _Pieces:
    ids, at = np.unique(claims, return_inverse=True)
    at, size = at.ravel(), len(ids)
    owner = np.repeat(np.arange(len(claims)), claims.shape[1])
    weight = np.bincount(owner * size + at, table().weight[ids[at]], len(claims) * size)
    return _Pieces(ids, at, weight.reshape(-1, size).astype(np.float32))
