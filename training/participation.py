"""Fit who takes part in a claim (``src/accordingto/model/participation.json``) on the corpus' train documents.

    python -m training.participation [--folds 2] [--out out/fold]

The meaning encoder has learned from these documents, and of what it has seen it is surer than of anything else. So each half of them is
read by an encoder that learned without it: ``OUT-K`` holds the run of ``python -m training.meaning --fold K/N --keep --epochs 4 --every 4
--out OUT-K``; where there is none it is made (a quarter of an hour a core). Claims are paired with annotated ones as the shared scorer does
it; a candidate is right where the annotation gives the state, else the sector, that role.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec
import numpy as np
from evaluation import own
from evaluation.annotations import Annotated
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from accordingto import claims, encoder, ingest, meaning, pipeline
from accordingto.decide import participation
from accordingto.decide.participation import Candidate
from accordingto.logistic import Logistic
from training import export
from training.meaning import learned_from

TARGET = export.PACKAGE / "participation.json"
STRENGTH = 0.01
"""The inverse of the ridge penalty: the traits overlap, and no weight need be large."""

Example = tuple[dict[str, float], bool]


def examples(document: Annotated, shared: Path) -> Iterator[Example]:
    """The candidates of a document's claims that an annotated claim pairs with, and whether it gives them the role."""
    last: list[Candidate] = []
    by_claim: dict[str, list[Candidate]] = {}
    weigh, make = participation.candidates, claims._claim

    def noted(*given: Any) -> list[Candidate]:
        last[:] = weigh(*given)
        return list(last)

    def made(*given: Any) -> Any:
        found = make(*given)
        by_claim.setdefault(found[0].id, list(last))
        return found

    with patch.object(participation, "candidates", noted), patch.object(claims, "_claim", made):
        reading = pipeline.code(ingest.from_text(document.document.text, own.given(document)))
    module = own.scorer(shared, "score_claims")
    gold = [module.from_contract(c) for c in msgspec.to_builtins(document.claims)]
    for wanted, mine, _ in module.pair(gold, msgspec.to_builtins(list(reading.claims))):
        keys, left_out = module.sides_gold(wanted)
        for c in by_claim.get(mine["id"], ()):
            if c.as_role not in left_out:
                yield c.traits, (c.as_role, c.key) in keys


@contextmanager
def read_by(folder: Path) -> Iterator[None]:
    """The program with the meaning encoder of a training run."""
    package = folder / "package"
    shutil.copytree(export.PACKAGE, package, dirs_exist_ok=True)
    export.install_meaning(folder, package)
    told = meaning.open_folder(package, encoder.load())
    with patch.object(meaning, "load", lambda: told):
        yield


def fit(found: list[Example]) -> Logistic:
    """The ridge-penalised logistic model."""
    table = DictVectorizer(dtype=np.float32)
    made = LogisticRegression(C=STRENGTH, max_iter=2000).fit(table.fit_transform([t for t, _ in found]), [right for _, right in found])
    weights = {name: round(float(w), 3) for name, w in zip(table.get_feature_names_out(), made.coef_[0], strict=True)}
    return Logistic(round(float(made.intercept_[0]), 3), {name: w for name, w in weights.items() if w})


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("out/fold"))
    parser.add_argument("--shared", type=Path, default=own.SHARED)
    given = parser.parse_args()
    found: list[Example] = []
    for k in range(given.folds):
        folder = given.out.with_name(f"{given.out.name}-{k}")
        fold = f"{k}/{given.folds}"
        if not (folder / "meaning.onnx").exists():
            run = [
                sys.executable,
                "-m",
                "training.meaning",
                "--fold",
                fold,
                "--keep",
                "--epochs",
                "4",
                "--every",
                "4",
                "--out",
                str(folder),
            ]
            subprocess.run(run, check=True)
        with read_by(folder):
            for document in learned_from(fold, left_out=True):
                found += examples(document, given.shared)
        print(f"fold {fold}: {len(found)} candidates", flush=True)
    model = fit(found)
    print(f"{sum(right for _, right in found)} right of {len(found)}; {len(model.weights)} weights")
    TARGET.write_bytes(msgspec.json.format(msgspec.json.encode(model, order="sorted"), indent=1) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
