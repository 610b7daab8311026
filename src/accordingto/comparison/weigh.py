"""How likely two claims are about the same event or the same measured thing: two logistic models, the second with the rivals in view.

The first weighs the traits of a pair alone. The second also sees how much better the pair is than the next best one of either claim in the
other's document: of ten sentences about one attack, the one that counts the dead meets the one that counts the dead. A pair's weight thus
depends on its two documents alone. The weights are fitted on the links of the corpus' training groups (``training/links.py``).
"""

from functools import cache

import msgspec
import numpy as np

from accordingto import logistic
from accordingto.comparison import columns
from accordingto.comparison.columns import Columns, Pairs
from accordingto.features import Floats, Ints
from accordingto.logistic import Logistic

_CHUNK = 1024
RIVALS = ("score", "gap_left", "gap_right", "rank_left", "rank_right")
"""What the second model sees beside the traits."""
_MOST_GAP = 5.0


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Both models, and the least probability at which two claims are linked, and at which it is said that they differ."""

    alone: Logistic
    among: Logistic
    least: float
    least_differ: float


@cache
def load() -> Model:
    """The model in the package.

    Raises:
        ModelError: it is missing or is none.
    """
    return logistic.load("links", Model, "make links")


def chances(c: Columns, pairs: Pairs, model: Model | None = None) -> Floats:
    """The probability of each pair that it is about one thing.

    Args:
        c: the accounts.
        pairs: all candidate pairs of two documents are among them, or none.
        model: None: the one in the package.
    """
    model = model or load()
    left, right = pairs.left, pairs.right
    alone = np.zeros(len(left), np.float32)
    among = np.zeros(len(left), np.float32)
    for at in range(0, len(left), _CHUNK):
        here = slice(at, at + _CHUNK)
        values = columns.traits(c, pairs.part(here))
        alone[here] = model.alone.scores(columns.TRAITS, values)
        among[here] = model.among.scores(columns.TRAITS, values)
    beside = model.among.scores(RIVALS, rivals(c, left, right, alone)) - model.among.intercept
    return np.asarray(1 / (1 + np.exp(-(among + beside))), np.float32)


def rivals(c: Columns, left: Ints, right: Ints, score: Floats) -> Floats:
    """Pairs × :data:`RIVALS`: the score, how far it is above the next best (below the best) of either end, and its rank as 1/n."""
    found = np.zeros((len(left), len(RIVALS)), np.float32)
    if not len(left):
        return found
    found[:, 0] = score
    for column, (one, other) in enumerate(((left, right), (right, left)), 1):
        order = np.lexsort((other, one, -score, c.document[other], one))
        key_one, key_document, ranked = one[order], c.document[other][order], score[order]
        opens = np.ones(len(order), bool)
        opens[1:] = (key_one[1:] != key_one[:-1]) | (key_document[1:] != key_document[:-1])
        place = np.arange(len(order))
        first = np.maximum.accumulate(np.where(opens, place, 0))
        following = np.minimum(first + 1, len(order) - 1)
        second = np.where((following > first) & ~opens[following], ranked[following], -np.inf)
        rival = np.where(place == first, second, ranked[first])
        found[order, column] = np.clip(ranked - rival, -_MOST_GAP, _MOST_GAP)
        found[order, column + 2] = 1 / (1 + place - first)
    return found
