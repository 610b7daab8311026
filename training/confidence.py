"""``make confidence``: fit how likely a claim is right, and show how well that is calibrated.

    python -m training.confidence [--out src/accordingto/model/confidence.json] [--plot docs/img/reliability.svg]

A logistic model (ridge penalty, Newton's method) of the claims that the program makes of the corpus' train documents says which claims
are likelier right than others; as the encoders have seen these documents, they are right more often there than elsewhere, so intercept
and scale are set on the dev documents (Platt 1999). What is reported is out of sample: the order by a model that saw no dev document,
the scale by ten folds of dev, groups of documents kept together. Expected calibration error: ten bins of equal width, weighted by their
claims (Naeini, Cooper and Hauskrecht 2015).
"""

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import msgspec
import numpy as np
from evaluation import cached, corpus, own
from evaluation.annotations import Annotated
from numpy.typing import NDArray

from accordingto import confidence, ingest, pipeline
from accordingto.confidence import Model
from accordingto.types import Page

ROOT = Path(__file__).resolve().parents[1]
PENALTY = 300.0
FOLDS, BINS = 10, 10
LEAST = 30
"""A trait that fewer claims have is left out."""

Floats = NDArray[np.float64]


class Sample(msgspec.Struct, frozen=True):
    """One predicted claim: its traits, whether it is right, and the group of documents that it comes from."""

    traits: dict[str, float]
    right: bool
    group: str


def samples(documents: Sequence[Annotated], shared: Path) -> list[Sample]:
    """Every claim that the program makes of the documents."""
    module = own.scorer(shared, "score_claims")
    found = []
    for document in documents:
        given = own.given(document)
        reading, basis = pipeline.code_in_full(ingest.from_text(document.document.text, given))
        predicted = msgspec.to_builtins(list(reading.claims))
        gold = [module.from_contract(c) for c in msgspec.to_builtins(document.claims)]
        right = _right(module, gold, predicted)
        group = document.groups_of or document.id
        found += [Sample(basis[c.id].traits, c.id in right, group) for c in reading.claims]
    return found


def names_of(found: Sequence[Sample]) -> list[str]:
    """The traits that enough claims have."""
    count: dict[str, int] = {}
    for sample in found:
        for name, value in sample.traits.items():
            count[name] = count.get(name, 0) + (value != 0)
    return sorted(n for n, k in count.items() if k >= LEAST)


def fit(found: Sequence[Sample], names: Sequence[str], penalty: float = PENALTY) -> Model:
    """The ridge-penalised logistic model."""
    x = np.array([[s.traits.get(n, 0.0) for n in names] for s in found], np.float64)
    y = np.array([s.right for s in found], np.float64)
    mean, spread = x.mean(0), x.std(0)
    spread[spread == 0] = 1
    z = np.column_stack([np.ones(len(x)), (x - mean) / spread])
    weights = np.zeros(z.shape[1])
    ridge = np.full(z.shape[1], penalty)
    ridge[0] = 0
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ weights))
        gradient = z.T @ (p - y) + ridge * weights
        hessian = (z * (p * (1 - p))[:, None]).T @ z + np.diag(ridge + 1e-9)
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    slopes = weights[1:] / spread
    intercept = float(weights[0] - slopes @ mean)
    return Model(round(intercept, 4), {n: round(float(w), 4) for n, w in zip(names, slopes, strict=True)})


def scaled(model: Model, found: Sequence[Sample]) -> Model:
    """The model with its intercept and scale set on other claims."""
    line = fit([Sample({"score": model.score(s.traits)}, s.right, s.group) for s in found], ["score"], penalty=0.0)
    slope = line.weights["score"]
    return Model(
        round(line.intercept + slope * model.intercept, 4), {name: round(slope * weight, 4) for name, weight in model.weights.items()}
    )


def crossed(model: Model, found: Sequence[Sample], seed: int = 1) -> Floats:
    """For each claim its probability by the model, scaled without the claim's own group."""
    groups = sorted({s.group for s in found})
    random.Random(seed).shuffle(groups)
    fold = {g: n % FOLDS for n, g in enumerate(groups)}
    values = np.zeros(len(found))
    for k in range(FOLDS):
        own = scaled(model, [s for s in found if fold[s.group] != k])
        for n, s in enumerate(found):
            if fold[s.group] == k:
                values[n] = own.probability(s.traits)
    return values


def bins(values: Floats, right: Floats) -> list[tuple[float, float, int]]:
    """For each bin that holds claims: their mean confidence, the share that is right, their number."""
    which = np.minimum((values * BINS).astype(int), BINS - 1)
    return [
        (float(values[which == b].mean()), float(right[which == b].mean()), int((which == b).sum()))
        for b in range(BINS)
        if (which == b).any()
    ]


def calibration_error(table: Sequence[tuple[float, float, int]]) -> float:
    """Expected calibration error."""
    total = sum(n for _, _, n in table)
    return sum(n * abs(said - was) for said, was, n in table) / total if total else 0.0


def ranking(values: Floats, right: Floats) -> float:
    """The area under the ROC curve: how often a right claim stands above a wrong one."""
    order = np.argsort(values, kind="stable")
    ranks = np.empty(len(values))
    ranks[order] = np.arange(1, len(values) + 1)
    for v in np.unique(values):
        ranks[values == v] = ranks[values == v].mean()
    yes = right.sum()
    return float((ranks[right == 1].sum() - yes * (yes + 1) / 2) / (yes * (len(right) - yes)))


def plot(table: Sequence[tuple[float, float, int]], title: str) -> str:
    """The reliability diagram as SVG: a dot a bin, its area the number of claims, on the line where confidence is right."""
    side, edge = 320, 56
    most = max(n for _, _, n in table)

    def at(x: float, y: float) -> tuple[float, float]:
        return edge + x * side, edge + (1 - y) * side

    marks = []
    for tick in (0, 0.2, 0.4, 0.6, 0.8, 1):
        (x, low), (left, y) = at(tick, 0), at(0, tick)
        marks.append(f'<text x="{x:.0f}" y="{low + 18:.0f}" text-anchor="middle">{tick:g}</text>')
        marks.append(f'<text x="{left - 8:.0f}" y="{y + 4:.0f}" text-anchor="end">{tick:g}</text>')
        marks.append(f'<path d="M{x:.0f} {low:.0f}V{low - side:.0f}M{left:.0f} {y:.0f}H{left + side:.0f}" stroke="#ddd"/>')
    (x0, y0), (x1, y1) = at(0, 0), at(1, 1)
    marks.append(f'<path d="M{x0:.0f} {y0:.0f}L{x1:.0f} {y1:.0f}" stroke="#888" stroke-dasharray="4 3"/>')
    for said, was, n in table:
        x, y = at(said, was)
        size = 3 + 13 * (n / most) ** 0.5
        marks.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="#1f5fa8" fill-opacity=".75"><title>{n}</title></circle>')
    width, height = side + 2 * edge, side + 2 * edge + 10
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="sans-serif" font-size="12" fill="#222"><title>{title}</title><rect width="100%" height="100%" fill="#fff"/>'
        f'<text x="{width / 2:.0f}" y="24" text-anchor="middle" font-size="13">{title}</text>{"".join(marks)}'
        f'<text x="{width / 2:.0f}" y="{edge + side + 40}" text-anchor="middle">confidence</text>'
        f'<text transform="translate(18 {edge + side / 2:.0f}) rotate(-90)" text-anchor="middle">share that is right</text></svg>\n'
    )


def statement(shared: Path) -> list[Sample]:
    """The claims of the one annotated statement, right where they are for its first annotator: the corpus has one as well."""
    module = own.scorer(shared, "score_claims")
    page = next(page for page in ingest.open(shared / "gold/statement.txt", ingest.Given()) if isinstance(page, Page))
    reading, basis = pipeline.code_in_full(page)
    gold = module.load_gold(str(shared / "gold/statement.gold.json"))["claims"]
    right = _right(module, gold, msgspec.to_builtins(list(reading.claims)))
    return [Sample(basis[c.id].traits, c.id in right, "statement") for c in reading.claims]


def _right(module: ModuleType, gold: own.Rows, predicted: own.Rows) -> set[str]:
    """The ids of the predicted claims that are right as a whole."""
    return {
        mine["id"]
        for wanted, mine, jaccard in module.pair(gold, predicted)
        if jaccard >= 0.5 and all(module.agrees(key, wanted, mine) for key in module.PROPERTIES)
    }


def measure(shared: Path) -> dict[str, float]:
    """The package's model on dev, its scale out of sample, and on the statement as it is.

    Returns:
        ``calibrated``, one less the expected calibration error, and ``ranking``, the area under the ROC curve.
    """
    found = samples(corpus.load("dev"), shared)
    right = np.array([s.right for s in found], np.float64)
    values = crossed(confidence.load(), found)
    figures = {"calibrated": 1 - calibration_error(bins(values, right)), "ranking": ranking(values, right)}
    return {name: round(value, 4) for name, value in (figures | elsewhere(confidence.load(), shared)).items()}


def elsewhere(model: Model, shared: Path) -> dict[str, float]:
    """The same two figures on the statement."""
    found = statement(shared)
    right = np.array([s.right for s in found], np.float64)
    values = np.array([model.probability(s.traits) for s in found])
    return {"statement_calibrated": 1 - calibration_error(bins(values, right)), "statement_ranking": ranking(values, right)}


def main() -> int:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(
        prog="python -m training.confidence", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "src/accordingto/model/confidence.json")
    parser.add_argument("--plot", type=Path, default=ROOT / "docs/img/reliability.svg")
    parser.add_argument("--shared", type=Path, default=own.SHARED)
    given = parser.parse_args()
    with cached.encoders():
        seen, found = (samples(corpus.load(part), given.shared) for part in ("train", "dev"))
        order = fit(seen, names_of(seen))
        right = np.array([s.right for s in found], np.float64)
        values = crossed(order, found)
        table = bins(values, right)
        for said, was, n in table:
            print(f"confidence {said:.2f}: {was:.2f} right of {n}")
        print(f"{len(found)} claims, {right.mean():.3f} right; expected calibration error {calibration_error(table):.3f}")
        print(f"area under the ROC curve {ranking(values, right):.3f}")
        model = scaled(order, found)
        for name, value in elsewhere(model, given.shared).items():
            print(f"{name} {value:.3f}")
    given.out.write_bytes(msgspec.json.format(msgspec.json.encode(model, order="sorted"), indent=1) + b"\n")
    given.plot.write_text(plot(table, f"Confidence, out of sample ({len(found)} claims)"), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
