"""Logistic models in the package: a weight for each trait by name, and the one reader of ``model/*.json``.

Their sums are worked out from the traits alone; each is fitted by a module of ``training/``.
"""

import math
from collections.abc import Mapping
from importlib import resources
from typing import TypeVar

import msgspec
import numpy as np

from accordingto.errors import ModelError
from accordingto.features import Floats

T = TypeVar("T")


class Logistic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The intercept and a weight for each trait; a trait without a weight counts nothing."""

    intercept: float
    weights: dict[str, float]

    def score(self, traits: Mapping[str, float]) -> float:
        """The log-odds of one thing with these traits."""
        return self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in traits.items())

    def scores(self, names: tuple[str, ...], values: Floats) -> Floats:
        """The log-odds of rows of traits."""
        weights = np.array([self.weights.get(name, 0.0) for name in names], np.float32)
        return np.asarray(values @ weights + self.intercept, np.float32)


def probability(score: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-score))


def load(name: str, kind: type[T], made_by: str) -> T:
    """The weights in ``model/<name>.json``.

    Args:
        name: the file's name without ``.json``.
        kind: what they must be.
        made_by: the command that fits them, for whoever has none.

    Raises:
        ModelError: the file is missing or is none.
    """
    try:
        return msgspec.json.decode((resources.files("accordingto") / "model" / f"{name}.json").read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"model/{name}.json cannot be read ({error}); reinstall the package or run `{made_by}`") from error
