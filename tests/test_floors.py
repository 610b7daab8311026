"""The house: imports go down, and modules of one floor do not import each other (docs/decisions/0004-floors.md)."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src/accordingto"

# A package is one room: its own modules may import each other. `__init__` and `__main__` are doors to the whole house and stand above it.
FLOORS = [
    {"types", "analysis", "errors", "allocators"},
    {"features", "language", "syntax"},
    {"inflection"},
    {"windows", "logistic", "world"},
    {"standins"},
    {"lexicons", "encoder", "gazetteer", "cues", "confidence", "operators", "coder"},
    {"given_names", "turnlabels", "view", "names", "mending", "affiliation"},
    {"belonging", "stated"},
    {"ingest", "store", "analysers", "meaning", "gazetteer_build"},
    {"coreference"},
    {"attribution", "actors", "events", "propositions", "modality", "times", "figures", "places", "wording", "coordination", "verdicts"},
    {"headlines", "insertions", "parentheticals", "reports", "setting", "speakers"},
    {"suggest"},
    {"drafts"},
    {"decide"},
    {"traits"},
    {"claims"},
    {"pipeline"},
    {"comparison"},
    {"export"},
    {"archive", "explanation"},
    {"cli", "archive_cli", "compare_cli", "server_cli", "server"},
]
# Parts of a room that are files beside it: only the room and its parts import them.
PARTS = {"tokens": "windows", "lemmas": "encoder", "clearnlp": "analysers"}
# The command line composes its neighbours.
COMPOSES = {"cli", "archive_cli", "compare_cli", "server_cli"}
DOORS = {"__init__", "__main__"}

FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
FLOOR |= {part: FLOOR[room] for part, room in PARTS.items()}
FILES = sorted(p for p in SOURCE.rglob("*.py"))


def room_of(path):
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path):
    """The rooms that a file imports, wherever in it the import stands (also inside functions and under TYPE_CHECKING)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("accordingto."))
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are absolute"
            parts = (node.module or "").split(".")
            if parts[0] == "accordingto":
                yield from [parts[1]] if len(parts) > 1 else [a.name for a in node.names if a.name in FLOOR]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_go_down(path):
    room = room_of(path)
    if room in DOORS:
        return
    assert room in FLOOR, f"{room} has no floor: give it one here"
    for other in set(imported(path)) - {room}:
        assert other in FLOOR, f"{room} imports {other}, which has no floor"
        if PARTS.get(other, room) in (room, PARTS.get(room)) and (other in PARTS or room in PARTS):
            continue
        assert other not in PARTS, f"{room} imports {other}, a part of {PARTS.get(other)}"
        below = FLOOR[other] < FLOOR[room] or (room in COMPOSES and FLOOR[other] == FLOOR[room])
        assert below, f"{room} (floor {FLOOR[room]}) imports {other} (floor {FLOOR[other]})"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_the_package_never_imports_what_is_around_it(path):
    """Training, evaluation and tests import the package, never the reverse; they are not in the wheel."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = (
            [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        assert not {n.split(".")[0] for n in names} & {"training", "evaluation", "benchmarks", "tests", "torch"}
