"""Fit the weights of links between claims (``src/accordingto/model/links.json``) on the corpus' training groups.

    python -m training.links

A pair is positive where annotators linked it. Pairs of two linked claims that belong to no common matter count as negatives in full, pairs
with a claim that nobody linked by :data:`UNJUDGED` (the links are not exhaustive), and unlinked pairs within one matter not at all. The
claims are the annotated ones: with read ones beside them dev links came out worse. The second model's scores of the first are out of fold.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from evaluation import linked
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from accordingto.comparison import candidates, columns, linking, weigh
from accordingto.comparison.records import Told
from accordingto.features import Floats
from accordingto.logistic import Logistic

OUT = Path(__file__).resolve().parents[1] / "src/accordingto/model/links.json"
FOLDS = 5
UNJUDGED = 0.1
LEAST, LEAST_DIFFER = 0.2, 0.4
"""The least probability of a link, and of one that says that two sources differ: a false contradiction is the worst error."""


class Set(msgspec.Struct):
    """Candidate pairs of one group: rows of the columns, traits, whether linked, and how much each counts."""

    c: columns.Columns
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    traits: Floats
    linked: NDArray[np.bool_]
    counts: Floats


def of(group: linked.Group, told: Sequence[Told], names: dict[tuple[str, str], list[str]]) -> Set:
    """The candidate pairs of a group.

    Args:
        group: the annotation.
        told: its documents with the claims to weigh.
        names: the annotated claims (document#label) that each claim (document, id) stands for.
    """
    own, c = linking.of(told)
    spans = candidates.rows(c)
    pairs = [candidates.within(c, spans[a], spans[b]) for a in spans for b in spans if a < b]
    every = columns.joined(pairs)
    left, right = every.left, every.right
    ends = [names.get((a.document, a.claim.id), []) for a in own]
    state = [group.state(ends[i], ends[j]) for i, j in zip(left.tolist(), right.tolist(), strict=True)]
    counts = np.array([{"linked": 1.0, "apart": 1.0, "open": 0.0, "unjudged": UNJUDGED}[s] for s in state], np.float32)
    return Set(c, left, right, columns.traits(c, every), np.array([s == "linked" for s in state]), counts)


def fit(traits: Floats, linked_: NDArray[np.bool_], counts: Floats, names: tuple[str, ...]) -> Logistic:
    """A logistic model."""
    made = LogisticRegression(C=1.0, max_iter=4000).fit(traits, linked_, sample_weight=counts)
    weights = {n: round(float(w), 4) for n, w in zip(names, made.coef_[0], strict=True)}
    return Logistic(round(float(made.intercept_[0]), 4), weights)


def train(sets: Sequence[Set]) -> weigh.Model:
    """Both models; the first one's scores that the second sees are out of fold."""

    def joined(chosen: Sequence[Set], key: str) -> NDArray[np.float32]:
        return np.concatenate([getattr(s, key) for s in chosen])

    def alone(chosen: Sequence[Set]) -> Logistic:
        return fit(joined(chosen, "traits"), joined(chosen, "linked").astype(bool), joined(chosen, "counts"), columns.TRAITS)

    beside: list[Floats] = [np.zeros(0, np.float32)] * len(sets)
    for fold in range(FOLDS):
        model = alone([s for n, s in enumerate(sets) if n % FOLDS != fold])
        for n, s in enumerate(sets):
            if n % FOLDS == fold:
                beside[n] = weigh.rivals(s.c, s.left, s.right, model.scores(columns.TRAITS, s.traits))
    names = (*columns.TRAITS, *weigh.RIVALS)
    both = np.concatenate([np.concatenate([s.traits, b], axis=1) for s, b in zip(sets, beside, strict=True)])
    among = fit(both, joined(sets, "linked").astype(bool), joined(sets, "counts"), names)
    return weigh.Model(alone(sets), among, LEAST, LEAST_DIFFER)


def main() -> int:
    """Fit and write."""
    groups = linked.groups("train")
    sets = [of(g, *g.gold()) for g in groups]
    model = train(sets)
    OUT.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")
    print(f"{OUT}: {sum(len(s.left) for s in sets)} pairs, {sum(int(s.linked.sum()) for s in sets)} linked")
    return 0


if __name__ == "__main__":
    sys.exit(main())
