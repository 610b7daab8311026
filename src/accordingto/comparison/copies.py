"""Copies of one text under several names count once: a notice in fourteen outlets is one source.

Two documents are copies where nearly all their runs of five words are the same (Broder's resemblance of shingles, by one-permutation
sketches). The first by publication day and id is kept; the others are named with it.
"""

import hashlib
import re
from collections.abc import Sequence

from accordingto.types import Document

_RUN = 5
_BANDS, _WIDE = 16, 2
LEAST = 0.8
"""The share of runs that two copies have in common."""
_WORD = re.compile(r"\w+")


def groups(documents: Sequence[Document]) -> dict[str, tuple[str, ...]]:
    """For each document that has copies the ids of the others of its kind; one without text has none.

    Args:
        documents: in any order; the result does not depend on it.
    """
    order = sorted((d for d in documents if d.text), key=lambda d: (d.date.edtf if d.date else "9999", d.id))
    runs: dict[str, frozenset[int]] = {}
    seen: dict[tuple[tuple[int, int], ...], list[str]] = {}
    kept: dict[str, list[str]] = {}
    for document in order:
        own = _runs(document.text)
        found = None
        bands = _bands(own)
        for band in bands:
            for other in seen.get(band, ()):
                if _alike(own, runs[other]):
                    found = other
                    break
            if found:
                break
        if found:
            kept.setdefault(found, []).append(document.id)
            continue
        runs[document.id] = own
        for band in bands:
            seen.setdefault(band, []).append(document.id)
    return {first: tuple(sorted(others)) for first, others in sorted(kept.items())}


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    return bool(one) and len(one & other) >= LEAST * len(one | other)


def _runs(text: str) -> frozenset[int]:
    found = _WORD.findall(text.lower())
    ends = range(max(1, len(found) - _RUN + 1))
    return frozenset(int.from_bytes(hashlib.blake2b(" ".join(found[n : n + _RUN]).encode(), digest_size=8).digest(), "big") for n in ends)


def _bands(runs: frozenset[int]) -> list[tuple[tuple[int, int], ...]]:
    """The least run in each bin, two bins a band."""
    bins = _BANDS * _WIDE
    least: dict[int, int] = {}
    for run in runs:
        if run < least.get(run % bins, 1 << 64):
            least[run % bins] = run
    return [tuple((k, least.get(k, 0)) for k in range(b * _WIDE, b * _WIDE + _WIDE)) for b in range(_BANDS)]
