"""The program against the project's own corpus, and the corpus' annotators against each other.

    python -m evaluation.own [--part dev]        the program on a split (dev; the test split only for a release)
    python -m evaluation.own --pilot             the second annotations of corpus/pilot against the first

The documents of a split are scored as one, by the shared ``score_claims.py`` and ``score_attribution.py`` as they are.
"""

import argparse
import importlib.util
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from accordingto import attribution, encoder, ingest, pipeline, world
from accordingto.types import Claim
from evaluation import annotations, corpus
from evaluation.annotations import Annotated
from evaluation.claims import SHARED, flat

FIGURES = (
    "right",
    "right_events",
    "found",
    "precision",
    "speaker",
    "event",
    "modality",
    "polarity",
    "presupposed",
    "actors_f1",
    "when",
    "where",
    "rare_modality",
    "rare_polarity",
    "rare_presupposed",
    "rare_speaker",
)

Rows = list[dict[str, Any]]


def scorer(shared: Path, name: str) -> ModuleType:
    """A scorer of ``../shared/score`` as a module.

    Raises:
        FileNotFoundError: there is none.
    """
    path = shared / "score" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.exists():
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(document: Annotated, *, informed: bool = True) -> pipeline.Reading:
    """What the program makes of an annotated document.

    Args:
        document: whose text is read.
        informed: with what comes with a document beside its text: date, publisher and whose statement it is; without: date only.

    Raises:
        ValueError: reading changed the text.
    """
    page = ingest.from_text(document.document.text, given(document, informed=informed))
    if page.document.text != document.document.text:
        raise ValueError(f"{document.id}: reading changed the text, the offsets would not fit")
    return pipeline.code(page)


@cache
def readings(part: str) -> tuple[pipeline.Reading, ...]:
    """The program's readings of a split's documents, read once for all that count them."""
    return tuple(read(d) for d in corpus.load(part))


def given(document: Annotated, *, informed: bool = True) -> ingest.Given:
    """What comes with an annotated document beside its text."""
    own = document.document
    date = own.date.edtf if own.date else None
    if not informed:
        return ingest.Given(id=document.id, date=date)
    return ingest.Given(id=document.id, date=date, publisher=own.publisher, speaker=own.speaker)


def joined(claims: Iterable[Sequence[Claim]], documents: Sequence[Annotated]) -> Rows:
    """The claims of several documents as if they stood in one text: evidence is moved behind that of the documents before."""
    rows, base = [], 0
    for own, document in zip(claims, documents, strict=True):
        for claim in own:
            row = msgspec.to_builtins(claim)
            for quote in row["evidence"]:
                quote["start"] += base
                quote["end"] += base
            rows.append(row)
        base += len(document.document.text) + 2
    return rows


def compare(gold: Rows, predicted: Rows, shared: Path = SHARED) -> dict[str, float]:
    """``score_claims.py``'s figures, F1 and shares as fractions."""
    module = scorer(shared, "score_claims")
    scored, _ = module.score([{"claims": [module.from_contract(c) for c in gold], "sentences": []}], predicted)
    return {k: v for k, v in flat(scored).items() if k in FIGURES}


def figures_right(gold: Sequence[Sequence[Claim]], predicted: Sequence[Sequence[Claim]]) -> dict[str, float]:
    """Of the annotated figures (by overlapping words), the share whose value, unit and comparator, measured thing and denominator agree."""
    hits = {"value": 0, "measured": 0, "of": 0}
    asked = {"value": 0, "measured": 0, "of": 0}
    for own, mine in zip(gold, predicted, strict=True):
        found = [c.figure for c in mine if c.figure]
        for figure in (c.figure for c in own if c.figure):
            near = [f for f in found if f.quote.start < figure.quote.end and figure.quote.start < f.quote.end]
            asked["value"] += 1
            same = [f for f in near if (f.value, f.comparator, f.unit) == (figure.value, figure.comparator, figure.unit)]
            hits["value"] += bool(same)
            for key in ("measured", "of"):
                wanted = getattr(figure, key)
                if wanted:
                    asked[key] += 1
                    hits[key] += any(_shares(wanted, getattr(f, key)) for f in near)
    return {f"figure_{k}": round(hits[k] / asked[k], 4) for k in hits if asked[k]}


def _shares(wanted: str, found: str | None) -> bool:
    small = {"the", "of", "a", "an", "in", "to", "were", "was", "have", "been", "has", "and", "for", "on"}
    return bool(found) and bool((set(wanted.lower().split()) - small) & (set(str(found).lower().split()) - small))


def attributions(document: Annotated) -> dict[str, Any]:
    """A document's outermost attributions in the form of ``score_attribution.py``."""
    return {"doc": document.id, "text": document.document.text, "attributions": annotations.polnear(document)}


def predicted_attributions(document: Annotated) -> dict[str, Any]:
    """The program's, in the same form: turns of transcripts are left out, since their labels are annotated by no attribution
    (docs/annotation.md), and what stands right inside one is outermost."""
    page = ingest.from_text(document.document.text, ingest.Given(id=document.id))
    blocks = [(b.start, b.end) for b in page.blocks if b.kind != "furniture"]
    voices = attribution.find(page, encoder.load().analyse(page.document.text, blocks))
    turns = [x.turn is not None for x in voices.attributions]
    marked = [
        a | {"parent": None}
        for a, turn in zip(attribution.marked_by_text(voices), turns, strict=True)
        if not turn and (a["parent"] is None or turns[a["parent"]])
    ]
    return {"doc": document.id, "attributions": marked}


def said(gold: Rows, predicted: Rows, shared: Path = SHARED) -> dict[str, float]:
    """Attribution level and exact spans, F1."""
    metrics = scorer(shared, "score_attribution").evaluate(gold, predicted, boot=0)["metrics"]
    names = ("ar_src_cont/attribution", "span_exact/source", "span_exact/cue", "span_exact/content")
    return {name: metrics[name]["F1"] for name in names if name in metrics}


def measure(shared: Path, part: str = "dev") -> dict[str, float]:
    """The program on one split of the corpus.

    Args:
        shared: the folder that holds the scorers.
        part: ``dev``; ``train`` while looking for faults; ``test`` only when a release is measured.
    """
    documents = corpus.load(part)
    predicted = [r.claims for r in readings(part)]
    gold = [d.claims for d in documents]
    found = compare(joined(gold, documents), joined(predicted, documents), shared)
    found |= figures_right(gold, predicted)
    found["speaker_unaided"], found["speaker_unaided_actor"] = _unaided(documents)
    found["claims_per_gold"] = round(sum(map(len, predicted)) / max(1, sum(map(len, gold))), 4)
    return found | said([attributions(d) for d in documents], [predicted_attributions(d) for d in documents], shared)


def _unaided(documents: Sequence[Annotated]) -> tuple[float, float]:
    """The share of documents whose own speaker, or that they have none, is found from the text alone: by its neutral name; by any of the
    names that the annotation or the world tables give the same actor ("the Ministry", "UNHCR")."""
    module = scorer(SHARED, "score_claims")
    named = same = 0
    for document in documents:
        wanted, found = document.document.speaker, read(document, informed=False).document.speaker
        if wanted is None or found is None:
            named, same = named + (wanted is found), same + (wanted is found)
            continue
        exact = module.same_name(wanted, found, None)
        others = next((a.names for a in document.actors.values() if a.name == wanted), ())
        named += exact
        same += exact or _known(wanted) == _known(found) or any(found.lower() == n.lower().removeprefix("the ") for n in others)
    return (round(named / len(documents), 4), round(same / len(documents), 4)) if documents else (0.0, 0.0)


def _known(name: str) -> str:
    entry = world.load().names.get(world.words_of(name))
    return entry.name if entry is not None else name


def pilot(shared: Path = SHARED, root: Path = annotations.ROOT) -> dict[str, float]:
    """How far the second annotations agree with the first.

    Raises:
        ValueError: a second annotation is of another text, or has errors.
    """
    first, second = [], []
    for path in sorted((root / "pilot").glob("*.txt")):
        own, problems = annotations.read(root / "documents" / path.name)
        other, wrong = annotations.read(path)
        if problems or wrong or own is None or other is None:
            raise ValueError(str([*problems, *wrong][0]))
        if own.document.text != other.document.text:
            raise ValueError(f"{path.name}: the second annotation is of another text")
        first.append(own)
        second.append(other)
    found = {"documents": float(len(first)), "claims_first": 0.0, "claims_second": 0.0}
    found["claims_first"], found["claims_second"] = (float(sum(len(d.claims) for d in side)) for side in (first, second))
    found |= compare(joined([d.claims for d in first], first), joined([d.claims for d in second], second), shared)
    found |= figures_right([d.claims for d in first], [d.claims for d in second])
    return found | said([attributions(d) for d in first], [attributions(d) for d in second], shared)


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.own", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=corpus.SPLITS, default="dev")
    parser.add_argument("--pilot", action="store_true")
    parser.add_argument("--shared", type=Path, default=SHARED)
    given = parser.parse_args()
    for name, value in (pilot(given.shared) if given.pilot else measure(given.shared, given.part)).items():
        print(f"{name:28} {value:8.4g}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
