"""Copies of one text under several names count once: a notice in fourteen outlets is one source.

Two documents are copies where nearly all their runs of five words are the same (Broder's resemblance of shingles, by one-permutation
sketches). The first by publication day and id is kept; the others are named with it.
"""

import hashlib
import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from accordingto.types import Document

_RUN = 5
_BANDS, _WIDE = 16, 2
LEAST = 0.8
"""The share of runs that two copies have in common."""
_WORD = re.compile(r"\w+")
Runs = NDArray[np.uint64]
"""The runs of a text, hashed, in order and once."""


class Sketches:
    """The texts of documents as what tells copies; the texts themselves are not kept."""

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        """Sketch documents, one after the other."""
        self._own: list[tuple[str, str, Runs]] = []
        for document in documents:
            self.add(document)

    def add(self, document: Document) -> None:
        """Sketch one more; one without text is no copy of any."""
        if document.text:
            self._own.append((document.date.edtf if document.date else "9999", document.id, _runs(document.text)))

    def groups(self) -> dict[str, tuple[str, ...]]:
        """For each document that has copies the ids of the others of its kind; the order in which they came does not count."""
        runs: dict[str, Runs] = {}
        seen: dict[int, list[str]] = {}
        kept: dict[str, list[str]] = {}
        for _, id, own in sorted(self._own, key=lambda one: one[:2]):
            bands = _bands(own)
            near = dict.fromkeys(other for band in bands for other in seen.get(band, ()))
            found = next((other for other in near if _alike(own, runs[other])), None)
            if found is not None:
                kept.setdefault(found, []).append(id)
                continue
            runs[id] = own
            for band in bands:
                seen.setdefault(band, []).append(id)
        return {first: tuple(sorted(others)) for first, others in sorted(kept.items())}


def _alike(one: Runs, other: Runs) -> bool:
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared > 0 and shared >= LEAST * (len(one) + len(other) - shared)


def _runs(text: str) -> Runs:
    found = _WORD.findall(text.lower())
    ends = range(max(1, len(found) - _RUN + 1))
    sums = b"".join(hashlib.blake2b(" ".join(found[n : n + _RUN]).encode(), digest_size=8).digest() for n in ends)
    return np.unique(np.frombuffer(sums, ">u8").astype(np.uint64))


def _bands(runs: Runs) -> list[int]:
    """The least run in each bin, two bins a band, as one number a band."""
    bins = (runs % np.uint64(_BANDS * _WIDE)).astype(np.int64)
    least = np.zeros(_BANDS * _WIDE, np.uint64)
    least[bins[::-1]] = runs[::-1]
    return [hash((band, *least[band * _WIDE : band * _WIDE + _WIDE].tolist())) for band in range(_BANDS)]
