"""How well attributions are found: PolNeAR's dev split, scored by the shared scorer.

    python evaluation/attribution.py [--shared ../shared] [--limit 20]

PolNeAR (Newell, Margolin and Ruths 2018) is news of the 2016 US election campaign; ``ar_src_cont`` counts an attribution as right when its
content overlaps the annotated one by half (Jaccard) and the source agrees. The texts are for measuring only and stay outside the project.
"""

import argparse
import gzip
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from accordingto import attribution, encoder
from accordingto.ingest import Given, from_text
from accordingto.types import Page

MEASURES = (
    "ar_src_cont/attribution",
    "ar_content/attribution",
    "ar_strict/attribution",
    "span_exact/source",
    "span_exact/cue",
    "span_exact/content",
    "token/content",
)


def measure(shared: Path, limit: int | None = None) -> dict[str, float]:
    """F1 (0 to 1) of each of :data:`MEASURES` on PolNeAR dev.

    Args:
        shared: the folder that holds ``score`` and ``data``.
        limit: score the first so many documents only.

    Raises:
        FileNotFoundError: the folder does not hold them.
    """
    metrics = evaluate(shared, limit)["metrics"]
    return {name: metrics[name]["F1"] for name in MEASURES}


def evaluate(shared: Path, limit: int | None = None) -> dict[str, Any]:
    """The scorer's whole result: metrics, recall by kind of quotation."""
    scorer = _scorer(shared)
    gold = _documents(shared / "data" / "measure" / "polnear_dev.jsonl.gz")[:limit]
    result: dict[str, Any] = scorer.evaluate(gold, [_prediction(d) for d in gold], boot=0)
    return result


def _scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_attribution", shared / "score" / "score_attribution.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "score" / "score_attribution.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _documents(path: Path) -> list[dict[str, Any]]:
    """The gold documents, each once (its first annotator)."""
    found: dict[str, dict[str, Any]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found.setdefault(row["id"], {**row, "doc": row["id"]})
    return list(found.values())


def _prediction(row: dict[str, Any]) -> dict[str, Any]:
    page: Page = from_text(row["text"], Given(id=row["id"]))
    blocks = [(b.start, b.end) for b in page.blocks if b.kind != "furniture"]
    voices = attribution.find(page, encoder.load().analyse(page.document.text, blocks))
    if page.document.text != row["text"]:
        raise ValueError(f"{row['id']}: reading changed the text, the offsets would not fit")
    return {"doc": row["id"], "attributions": [a for a in attribution.marked_by_text(voices) if a["parent"] is None]}


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    options.add_argument("--limit", type=int)
    given = options.parse_args()
    result = evaluate(given.shared, given.limit)
    print(f"PolNeAR dev, {result['documents']} documents")
    for name in MEASURES:
        m = result["metrics"][name]
        print(
            f"{name:26} P {100 * m['P']:5.1f}  R {100 * m['R']:5.1f}  F1 {100 * m['F1']:5.1f}  ({m['predicted']} found, {m['gold']} gold)"
        )
    for name, share in result["recall_by"].items():
        print(f"  recall, {name:22} {share['hit']}/{share['of']}")


if __name__ == "__main__":
    main()
