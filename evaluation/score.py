"""Quality against annotated data: ``python -m evaluation.score [--quick] [--json] [SHARED]``.

The statement (read as it is, and disguised), PLOVER's sentences, PolNeAR and the treebanks lie in ``../shared``; the corpus and the
challenge set in ``corpus/``, the pages in ``tests/pages``.

Prints a line a figure with its floor (``floors.toml``). Exits with 1 where a figure is below its floor or is missing, or a claim breaks
the contract; with 2 where there is no such folder.
"""

import argparse
import importlib
import json
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from evaluation import challenge, claims, disguise, own, pages, speakers, values

NOTE = "The statement's figures are development figures of one document, seen while developing."
BESIDE = "Figures of others are for larger models on other splits: evaluation/published.toml says what differs."
QUICK = frozenset({"statement"})

Figures = dict[str, dict[str, float]]


class Floor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The least that a figure may be, and the reason for that number."""

    value: float
    why: str


Floors = Mapping[str, Mapping[str, Floor]]


def floors() -> Floors:
    """The floors by measurement and figure."""
    data = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))
    return msgspec.convert(data, dict[str, dict[str, Floor]])


def shortfalls(figures: Figures, least: Floors) -> list[str]:
    """What is below its floor or was not measured, a sentence each; only of the measurements that were made."""
    found = []
    for name, wanted in least.items():
        for figure, floor in wanted.items() if name in figures else ():
            value = figures[name].get(figure)
            if value is None:
                found.append(f"{name}.{figure} was not measured")
            elif value < floor.value:
                found.append(f"{name}.{figure} is {value:g}, below its floor of {floor.value:g}: {floor.why}")
    return found


def measure(shared: Path, *, quick: bool) -> tuple[Figures, list[str]]:
    """Measure.

    Args:
        shared: the folder that holds the data and the scorers.
        quick: the statement only (seconds instead of minutes).

    Returns:
        figures by measurement, and what breaks the contract.
    """
    scored, checked = claims.statement(shared)
    figures: Figures = {"statement": scored}
    if not quick:
        figures["disguised"] = disguise.measure(shared, scored)
        figures["challenge"] = challenge.measure()
        figures["own"] = own.measure(shared)
        figures |= values.measure(shared)
        figures["pages"] = pages.measure()
        figures["plover"] = claims.events(shared)
        figures["ced"] = speakers.measure(shared)
        for name in (
            "evaluation.quantities",
            "evaluation.coreference",
            "evaluation.attribution",
            "training.confidence",
            "evaluation.compare",
            "evaluation.stories",
            "evaluation.encoder",
        ):
            figures[name.rpartition(".")[2]] = _measurement(name)(shared)
    return figures, [*checked.problems]


def _measurement(name: str) -> Callable[[Path], dict[str, float]]:
    """``measure`` of a module, loaded only when it is wanted: these need the training data's readers."""
    module = importlib.import_module(name)
    found: Callable[[Path], dict[str, float]] = module.measure
    return found


class Published(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure of a larger model, whose it is, and what differs from our measure."""

    value: float
    who: str
    differs: str


def published() -> dict[str, Published]:
    """Published figures by the encoder's figure that they stand beside."""
    return msgspec.toml.decode(Path(__file__).with_name("published.toml").read_bytes(), type=dict[str, Published])


def table(figures: Figures, least: Floors, others: Mapping[str, Published]) -> str:
    """The figures as lines: name, value, floor; for the encoder's a published figure where there is one, an interval where there is one."""
    lines = [f"{'figure':42} {'value':>9} {'floor':>7}"]
    for name, measured in figures.items():
        wanted = least.get(name, {})
        for figure, value in measured.items():
            if figure.endswith(("_low", "_high")):
                continue
            floor = f"{wanted[figure].value:7g}" if figure in wanted else " " * 7
            beside = ""
            if f"{figure}_low" in measured:
                beside = f"95% between {measured[f'{figure}_low']:g} and {measured[f'{figure}_high']:g}"
            elif name == "encoder" and figure in others:
                beside = f"{others[figure].value:g} {others[figure].who}"
            lines.append(f"{f'{name}.{figure}':42} {value:9g} {floor}  {beside}".rstrip())
    return "\n".join(lines)


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.score", description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=claims.SHARED)
    parser.add_argument("--quick", action="store_true", help="the statement and the contract only")
    parser.add_argument("--json", action="store_true", help="print JSON")
    args = parser.parse_args()
    if not (args.shared / "gold").is_dir():
        print(f"{args.shared}: holds no gold annotations; give the folder that does", file=sys.stderr)
        return 2
    least = floors()
    figures, problems = measure(args.shared, quick=args.quick)
    short = shortfalls(figures, least)
    if args.json:
        print(json.dumps({"figures": figures, "contract": problems, "below": short, "note": NOTE}))
    else:
        print(table(figures, least, published()))
        print(NOTE)
        if not args.quick:
            print(BESIDE)
        for line in (*problems, *short):
            print(line)
    return 1 if problems or short else 0


if __name__ == "__main__":
    sys.exit(main())
