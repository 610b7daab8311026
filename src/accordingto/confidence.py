"""How likely a claim is right as a whole, from how it was found: a logistic model whose weights lie beside the encoder's.

"Right" is what the evaluation calls so: evidence that overlaps an annotator's by half, with last speaker and depth of the chain, event
type (or none), modality and polarity all right. The traits (:mod:`accordingto.traits`) are read off the decisions; their weights are
fitted on the project's own documents (``training/confidence.py``), so of the claims at 0.7 about 70% are right on text of that kind;
docs/confidence.md says how far that was checked. A value is never a statement about the truth of a claim.
"""

from collections.abc import Mapping
from functools import cache

from accordingto import logistic
from accordingto.logistic import Logistic

LOWEST, HIGHEST = 0.02, 0.98
"""No claim is given as impossible or certain."""

Traits = Mapping[str, float]
"""What is known of how a claim was found, by name; a trait that is not there counts as 0."""


class Model(Logistic, frozen=True, forbid_unknown_fields=True):
    """How likely a claim with some traits is right."""

    def probability(self, traits: Traits) -> float:
        """The probability that a claim with these traits is right, two digits."""
        return round(min(HIGHEST, max(LOWEST, logistic.probability(self.score(traits)))), 2)

    def reasons(self, traits: Traits) -> tuple[tuple[str, float], ...]:
        """What each trait adds to the log-odds, the strongest first; what adds less than a tenth is left out."""
        added = [(name, round(self.weights.get(name, 0.0) * value, 2)) for name, value in traits.items()]
        return tuple(sorted((pair for pair in added if abs(pair[1]) >= 0.1), key=lambda pair: -abs(pair[1])))


@cache
def load() -> Model:
    """The model in the package.

    Raises:
        ModelError: it is missing or is none.
    """
    return logistic.load("confidence", Model, "make confidence")
