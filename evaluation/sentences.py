"""The corpus' annotated sentences (``corpus/sentences``): event words with their type, mode and modality, or entities, marked in the line.

    python -m evaluation.sentences [FILE…]     every error with file and line; passages and marks counted

They are training data beside the documents' train split, never dev or test. A line is a passage:

    The ministry regrets the [closure|COERCE.restrict|asserted|presup] of the crossing.
    {Peruvian|NATIONALITY} sailors boarded the {frigate|WEAPON}.

``[word|TYPE.mode|modality|flags]``: the trigger as in docs/annotation.md, ``-`` as type where no PLOVER type fits, flags ``not`` and
``presup``. ``{words|TYPE}`` in files whose second line is ``#! entities``. In a file of events every event word is marked, in a file of
entities every entity. Exit status 1 where something is wrong.
"""

import re
import sys
from collections import Counter
from pathlib import Path
from typing import get_args

import msgspec

from accordingto.types import EventType
from evaluation.annotations import MODALITIES, MODES, ROOT, Problem

FOLDER = ROOT / "sentences"
ENTITIES = frozenset({"PER", "ORG", "LOC", "WEAPON", "FACILITY", "UNIT", "NATIONALITY"})
_MARK = re.compile(r"\[(?P<words>[^][{}|]+)\|(?P<kind>[^][{}]*)\]|\{(?P<name>[^][{}|]+)\|(?P<type>[^][{}|]*)\}")
_EVENT = re.compile(r"(?P<type>-|[A-Z]+)(?:\.(?P<mode>[a-z-]+))?\|(?P<modality>[a-z]+)(?:\|(?P<flags>[a-z, ]*))?")


class Mark(msgspec.Struct, frozen=True):
    """A marked word or name: code points, end exclusive. ``type`` is None for the predicate of a claim that is no event."""

    start: int
    end: int
    type: str | None
    mode: str | None = None
    modality: str | None = None
    negative: bool = False
    presupposed: bool = False


class Passage(msgspec.Struct, frozen=True):
    """One line: its text without marks, and its marks in text order; ``entities``: they are entities, else events."""

    text: str
    marks: tuple[Mark, ...]
    entities: bool


def read(path: Path) -> tuple[list[Passage], list[Problem]]:
    """The passages of a file, and what is wrong with it; a passage with an error is left out."""
    lines = path.read_text(encoding="utf-8").split("\n")
    entities = "#! entities" in (line.strip() for line in lines[:3])
    passages, problems = [], []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            try:
                passages.append(_passage(line.strip(), entities))
            except ValueError as error:
                problems.append(Problem(path.name, number, str(error)))
    return passages, problems


def load(folder: Path = FOLDER) -> list[Passage]:
    """All passages.

    Raises:
        ValueError: a file has errors; the first.
    """
    found = []
    for path in sorted(folder.glob("*.txt")):
        passages, problems = read(path)
        if problems:
            raise ValueError(str(problems[0]))
        found += passages
    return found


def _passage(line: str, entities: bool) -> Passage:
    text, marks, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        words = match["words"] or match["name"]
        marks.append(_mark(match, len(text), len(text) + len(words), entities))
        text += words
        at = match.end()
    text += line[at:]
    if stray := re.search(r"[][{}|]", text):
        raise ValueError(f"a stray {stray.group()!r} near {text[max(0, stray.start() - 20) : stray.end() + 20]!r}")
    return Passage(text, tuple(marks), entities)


def _mark(match: re.Match[str], start: int, end: int, entities: bool) -> Mark:
    if entities != (match["name"] is not None):
        raise ValueError(f"{match.group()!r}: a file holds marks of events or, with '#! entities', of entities")
    if entities:
        if match["type"] not in ENTITIES:
            raise ValueError(f"{match.group()!r}: no entity type {match['type']!r}; there are {', '.join(sorted(ENTITIES))}")
        return Mark(start, end, match["type"])
    form = _EVENT.fullmatch(match["kind"])
    if form is None:
        raise ValueError(f"{match.group()!r}: a mark is [word|TYPE.mode|modality|flags]")
    kind, mode, modality = form["type"], form["mode"], form["modality"]
    flags = {f.strip() for f in (form["flags"] or "").split(",") if f.strip()}
    if kind != "-" and kind not in get_args(EventType):
        raise ValueError(f"{match.group()!r}: no event type {kind}")
    if mode and mode not in MODES.get(kind, ()):
        raise ValueError(f"{match.group()!r}: {kind} has no mode {mode}; it has {', '.join(sorted(MODES.get(kind, ()))) or 'none'}")
    if modality not in MODALITIES:
        raise ValueError(f"{match.group()!r}: no modality {modality}; there are {', '.join(sorted(MODALITIES))}")
    if flags - {"not", "presup"}:
        raise ValueError(f"{match.group()!r}: the flags are not and presup")
    return Mark(start, end, None if kind == "-" else kind, mode, modality, "not" in flags, "presup" in flags)


def main() -> int:
    """The command; see the module's docstring."""
    paths = [Path(a) for a in sys.argv[1:]] or sorted(FOLDER.glob("*.txt"))
    wrong = 0
    total: Counter[str] = Counter()
    for path in paths:
        passages, problems = read(path)
        for problem in problems:
            print(problem)
        wrong += len(problems)
        total["passages"] += len(passages)
        total["words"] += sum(len(p.text.split()) for p in passages)
        for mark in (m for p in passages for m in p.marks):
            total.update([mark.type or "-", *([f"modality {mark.modality}"] if mark.modality else [])])
            total.update(["not"] * mark.negative + ["presup"] * mark.presupposed)
    for name, count in sorted(total.items()):
        print(f"{name:24} {count:6}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
