"""Claims against annotated text: one statement with two annotators, and PLOVER's development sentences.

The scorers are those of ``../shared/score``, run as they are; the definitions of the figures stand in their docstrings.
"""

import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

import accordingto
from accordingto import ingest, pipeline
from accordingto.types import Claim

SHARED = Path(__file__).resolve().parents[2] / "shared"
TEXT, GOLD = "statement.txt", ("statement.gold.json", "statement.second.json")
"""The names of an annotated text and of its annotations."""


class Checked(msgspec.Struct, frozen=True):
    """What the contract check said: the number of problems' lines and the closing line."""

    problems: tuple[str, ...]
    summary: str


def check(claims: str, documents: str, shared: Path = SHARED) -> Checked:
    """Hold claims (JSON lines) against the contract and their documents (JSON lines)."""
    with tempfile.TemporaryDirectory() as folder:
        claims_file, documents_file = Path(folder, "claims.jsonl"), Path(folder, "documents.jsonl")
        claims_file.write_text(claims, encoding="utf-8")
        documents_file.write_text(documents, encoding="utf-8")
        done = _script(shared, "check_claims.py", claims_file, documents_file, fails=True)
    lines = done.splitlines()
    return Checked(tuple(lines[:-1]), lines[-1] if lines else "the check printed nothing")


def statement(shared: Path = SHARED) -> tuple[dict[str, float], Checked]:
    """The one annotated statement.

    Args:
        shared: the folder that holds ``gold`` and ``score``.

    Returns:
        figure by name, as fractions, and what the contract check said.
    """
    return annotated(shared / "gold", shared)


def annotated(folder: Path, shared: Path = SHARED) -> tuple[dict[str, float], Checked]:
    """A text with its annotations, in a folder under the names that the statement's have.

    Args:
        folder: holds the text (:data:`TEXT`) and the annotations (:data:`GOLD`).
        shared: the folder that holds ``score``.

    Returns:
        figure by name, as fractions, and what the contract check said.
    """
    readings = accordingto.read_document(folder / TEXT)
    claims = accordingto.to_json(claim for reading in readings for claim in reading.claims)
    documents = "".join(msgspec.json.encode(reading.document).decode() + "\n" for reading in readings)
    with tempfile.TemporaryDirectory() as place:
        predicted = Path(place, "claims.jsonl")
        predicted.write_text(claims, encoding="utf-8")
        scored = json.loads(_script(shared, "score_claims.py", *(folder / name for name in GOLD), predicted, "--json"))
    return flat(scored), check(claims, documents, shared)


def events(shared: Path = SHARED) -> dict[str, float]:
    """PLOVER's development sentences: each read as a document of its own.

    Returns:
        figure by name, as fractions (``events``: predicted events a sentence).
    """
    gold = shared / "data/open/plover/gsr_dev.jsonl.gz"
    with gzip.open(gold, "rt", encoding="utf-8") as lines:
        sentences = [json.loads(line) for line in lines if line.strip()]
    claims: list[Claim] = []
    for sentence in sentences:
        page = ingest.from_text(sentence["text"], ingest.Given(id=sentence["id"]))
        claims += pipeline.code(page).claims
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder, "claims.jsonl")
        predicted.write_text(accordingto.to_json(claims), encoding="utf-8")
        scored = json.loads(_script(shared, "score_events.py", gold, predicted, "--json"))
    scored.pop("recall_by_type", None)
    return flat(scored)


def _script(shared: Path, name: str, *args: str | Path, fails: bool = False) -> str:
    """What one of the scorers prints; ``fails``: it may exit with 1 and that is a result."""
    command = [sys.executable, str(shared / "score" / name), *map(str, args)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode > (1 if fails else 0) or not done.stdout:
        raise RuntimeError(f"{name} exited with {done.returncode}: {done.stderr.strip()[-400:]}")
    return done.stdout


def flat(scored: dict[str, object]) -> dict[str, float]:
    """One name a figure: shares as they are, precision and recall beside the F1 that bears the name."""
    flat: dict[str, float] = {}
    for key, value in scored.items():
        if isinstance(value, int | float):
            flat[key] = value
        elif isinstance(value, dict):
            flat |= _part(key, value)
    return flat


def _part(key: str, value: dict[str, object]) -> dict[str, float]:
    if "share" in value:
        share = value["share"]
        return {key: float(share)} if isinstance(share, int | float) else {}
    if "f1" in value:
        return {key if k == "f1" else f"{key}_{k}": float(v) for k, v in value.items() if isinstance(v, int | float)}
    return {f"{key}_{k}": v for k, v in flat(value).items()}
