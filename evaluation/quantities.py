"""How well numbers are read: three outside sets, and the time that it takes.

    python -m evaluation.quantities [--shared ../shared] [--misses newsquant|measeval|numbers|currency|units]

- **NewsQuant** (Almasian and others 2023, the set of CQE): 590 sentences of news, each read as a document of its own by the whole program;
  figures of the claims are scored by the shared ``score_quantities.py`` as CQE's own code counts. ``value``, ``value_unit``,
  ``value_change``: F1 in percent. The set annotates everything: ages, "one solution", levels of an index; the record by its rules does not,
  so recall has a ceiling.
- **MeasEval** (Harper and others 2021), trial part: paragraphs of science. ``measeval_spans``: F1 of figures against annotated quantities,
  paired one to one where they overlap; ``measeval_exact``: with the same ends. A list that is annotated as one quantity is one where
  figures stand in it side by side.
- **Recognizers-Text** (Microsoft, MIT), its English specifications' dev half: the share of cases (texts) of which every number, sum of
  money or dimension is read with its value (and unit), and no other. These test reading numbers, so they ask
  :mod:`accordingto.figures.numbers` and :mod:`~accordingto.figures.amounts`, not whether anything is claimed. :data:`LEFT_OUT` says which
  cases are not counted, and why.
- ``time_share``: seconds spent on figures for one second of the encoder, on NewsQuant's sentences.
"""

import argparse
import gzip
import importlib.util
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from accordingto import encoder, figures, ingest, pipeline
from accordingto.analysis import Analysis
from accordingto.errors import AccordingtoError
from accordingto.figures import amounts, money, numbers
from evaluation.claims import SHARED

Rows = list[dict[str, Any]]


def measure(shared: Path = SHARED) -> dict[str, float]:
    """All figures of the module's docstring by name.

    Raises:
        FileNotFoundError: the folder does not hold the data.
    """
    found, _ = newsquant(shared)
    spans, _ = measeval(shared)
    cases = {kind: recognizers(shared, kind)[0] for kind in MODELS}
    return found | spans | cases | {"time_share": time_share(shared)}


def _lines(path: Path) -> Rows:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _analysed(text: str) -> Analysis:
    return encoder.load().analyse(text, [(0, len(text))])


# --- NewsQuant


def newsquant(shared: Path = SHARED) -> tuple[dict[str, float], list[str]]:
    """F1 in percent, and a line for each quantity that was missed or read where there is none."""
    gold = _lines(shared / "data/measure/newsquant.jsonl.gz")
    scorer = _scorer(shared)
    result, missed, spurious = scorer.score(gold, scorer.load(_claimed(gold)))
    counted = result["as in CQE"]
    found = {"value": counted["value"], "value_unit": counted["value+unit"], "value_change": counted["value+change"]}
    lines = [f"missed ({kind}): {value} {unit} ({words!r}) in: {text}" for _, kind, value, unit, words, text in missed]
    lines += [f"extra: {value} {unit} ({words!r}) in: {text}" for _, value, unit, words, text in spurious]
    return {name: scored["F1"] for name, scored in found.items()} | {
        "value_precision": counted["value"]["P"],
        "value_recall": counted["value"]["R"],
    }, lines


def _claimed(rows: Rows) -> Iterator[dict[str, Any]]:
    """The claims of each row's text, read as a document; a text that is refused has none."""
    for row in rows:
        try:
            reading = pipeline.code(ingest.from_text(row["text"], ingest.Given(id=row["id"])))
        except AccordingtoError:
            continue
        yield from (msgspec.to_builtins(claim) for claim in reading.claims)


def _scorer(shared: Path) -> ModuleType:
    path = shared / "score/score_quantities.py"
    spec = importlib.util.spec_from_file_location("score_quantities", path)
    if spec is None or spec.loader is None or not path.exists():
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    plain = module.predicted
    module.predicted = lambda figure: _as_cqe(figure, plain, module)  # type: ignore[attr-defined]
    return module


_RATE = re.compile(r"(?:(?:an?|per|each|every)[\s-]+|/\s*)(?P<thing>[a-zA-Z][\w. ]*)")
_SYMBOLS = {
    "1": "-", "kHz": "kilohertz", "GHz": "gigahertz", "MPa": "megapascal", "mAh": "milliampere-hour", "Mbit/s": "megabit per second",
    "ppm": "part per million", "ft2": "square feet", "sq m": "square metre", "sq ft": "square foot", "cm": "centimetre",
}  # fmt: skip


def _as_cqe(figure: dict[str, Any], plain: Callable[[dict[str, Any]], Rows], scorer: ModuleType) -> Rows:
    """The quantities that a figure of the record is in CQE's terms, beyond what the shared scorer says.

    A unit and a rate that the record gives as denominator are one unit ("USD" of "a barrel": "dollar per barrel"; then no longer "dollar"),
    the unit ``1`` is CQE's none, symbols have its names, a share in words is one of what it is of ("% condo") or of nothing, a third that
    the record rounds to 33.33 percent is a third, and percent that the digits take from a figure beside them are percent.
    """
    found = plain(figure)
    rate = _RATE.fullmatch((figure["of"] or "").strip())
    for one in found:
        one["units"] = [_SYMBOLS.get(figure["unit"], unit) for unit in one["units"][:1]] + one["units"][1:]
        if rate and figure["unit"] not in ("percentage point", "1"):
            thing = scorer.UNITS.get(rate["thing"], _SYMBOLS.get(rate["thing"], scorer.singular(rate["thing"].lower())))
            one["units"] = [f"{unit} per {thing}" for unit in one["units"]]
        if one["units"] == ["% -"] and not isinstance(one["value"], tuple):
            share = re.search(r"\d", one["quote"])
            one["value"] = one["value"] * 100 if share else _fraction(one["value"])
            one["units"] = ["percentage"] if share else ["% -", *_parts(figure["of"], scorer)]
    return found


def _parts(of: str | None, scorer: ModuleType) -> list[str]:
    """What a share in words is a share of, as CQE writes it: "% condo"."""
    words = re.sub(r"^(?:the|an?|its|their|all)\s+", "", (of or "").lower()).split()
    return [f"% {' '.join([*words[:-1], scorer.singular(words[-1])])}"] if words else []


def _fraction(share: float) -> float:
    """The simple fraction that a rounded share stands for."""
    near = Fraction(share).limit_denominator(12)
    return float(near) if abs(share - near) < 1e-4 else share


# --- MeasEval

Span = tuple[int, int]


def measeval(shared: Path = SHARED) -> tuple[dict[str, float], list[str]]:
    """F1 in percent of the spans, and a line for each that has no partner."""
    totals = {"gold": 0, "found": 0, "overlap": 0, "exact": 0}
    lines = []
    for row in _lines(shared / "data/measure/measeval_trial.jsonl.gz"):
        text = row["text"]
        gold = [(a["start"], a["end"]) for a in row["annotations"] if a["type"] == "Quantity"]
        found = _lists(text, [(m.start, m.end) for m in figures.find(_analysed(text))])
        pairs = _paired(gold, found)
        totals["gold"] += len(gold)
        totals["found"] += len(found)
        totals["overlap"] += len(pairs)
        totals["exact"] += len(set(gold) & set(found))
        lines += [_shown("missed", text, span) for span in gold if span not in pairs]
        lines += [_shown("extra", text, span) for span in found if span not in pairs.values()]
    both = totals["gold"] + totals["found"]
    return {f"measeval_{name}": round(200 * totals[key] / both, 1) for name, key in (("spans", "overlap"), ("exact", "exact"))}, lines


def _lists(text: str, spans: list[Span]) -> list[Span]:
    """Figures that stand side by side in a list ("5, 10 and 15 m") made one, as MeasEval annotates them."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and re.fullmatch(r",\s(?:and\s|or\s)?|\s(?:and|or|±|\+/-|×|x)\s|\s?[±×]\s?", text[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _paired(gold: list[Span], found: list[Span]) -> dict[Span, Span]:
    """Each annotated span with the first free one that it shares a character with."""
    pairs: dict[Span, Span] = {}
    free = list(found)
    for own in gold:
        near = next((f for f in free if f[0] < own[1] and own[0] < f[1]), None)
        if near is not None:
            free.remove(near)
            pairs[own] = near
    return pairs


def _shown(what: str, text: str, span: Span) -> str:
    start, end = span
    return f"{what}: {text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 30]}".replace("\n", " ")


# --- Recognizers-Text

MODELS = {
    "numbers": ("Number/NumberModel", "Number/NumberModelExperimentalMode", "Number/PercentModel", "Number/PercentModelPercentMode"),
    "currency": ("NumberWithUnit/CurrencyModel",),
    "units": ("NumberWithUnit/DimensionModel", "NumberWithUnit/TemperatureModel", "NumberWithUnit/AgeModel"),
}
LEFT_OUT = {
    "a unit without a number ('degrees celsius')": lambda case: any(
        (r["resolution"] or {}).get("value") in (None, "", "null") for r in case["results"]
    ),
    "powers ('1e10', '2.5^-1', '10G')": lambda case: re.search(r"\^|\de\d|\d[GT]\b|x10", case["text"]),
    "one number over another ('one over 20')": lambda case: " over " in case["text"],
    "parts of a divisor above ten ('three twenty-firsts', 'a trillionth')": lambda case: re.search(
        r"(?:twenty|thirty|forty|fifty|hundred|thousand|trillion|nine)[\s-]*(?:first|second|third|fourth|fifth|th)s?\b|thirtieth",
        case["text"],
    ),
    "a number joined to its unit, which the specification counts as none ('180.25ml')": lambda case: re.search(
        r"\d(?:km|ml)\b", case["text"]
    ),
    "addresses and telephone numbers, of which no part is a number": lambda case: re.search(r"\d\.\d+\.\d|phone", case["text"]),
    "no case of its own model ('percent of 10')": lambda case: case["text"].startswith("percent of"),
}


def recognizers(shared: Path, kind: str) -> tuple[float, list[str]]:
    """The share of cases that are read as specified, and a line for each other."""
    rows = [r for r in _lines(shared / "data/open/timex_quantity/recognizers_en_dev.jsonl.gz") if r["model"] in MODELS[kind]]
    counted = [r for r in rows if not any(test(r) for test in LEFT_OUT.values())]
    lines = []
    for row in counted:
        wanted, found = READERS[kind](row)
        if wanted != found:
            lines.append(f"{row['text']!r}: wanted {wanted}, found {found}")
    return round(1 - len(lines) / len(counted), 4), lines


def _numbers(row: dict[str, Any]) -> tuple[list[str], list[str]]:
    wanted = [f"{float(str(r['resolution']['value']).rstrip('%')):.6g}" for r in row["results"]]
    if "Percent" in row["model"]:
        found = [a.value for a in amounts.find(row["text"], money.context("")) if a.unit == "percent"]
    else:
        found = [n.value for n in numbers.scan(row["text"])]
    return wanted, [f"{value:.6g}" for value in found]


def _units(row: dict[str, Any]) -> tuple[list[str], list[str]]:
    wanted = [f"{float(r['resolution']['value']):.6g} {_name(r['resolution'])}" for r in row["results"]]
    units = {_name(r["resolution"]) for r in row["results"]}
    read = [a for a in amounts.find(row["text"], money.context(row["text"])) if a.unit is not None]
    own = [a for a in read if _is_money(a.unit) == ("Currency" in row["model"]) and not _others(a.unit, row["model"])]
    return wanted, [f"{a.value:.6g} {a.unit if a.unit in units else _asked(a.unit, units)}" for a in own]


READERS: dict[str, Callable[[dict[str, Any]], tuple[list[str], list[str]]]] = {"numbers": _numbers, "currency": _units, "units": _units}


def _is_money(unit: str | None) -> bool:
    return bool(unit) and (bool(re.fullmatch(r"[A-Z]{3}", str(unit))) or unit in ("cent", "penny"))


def _others(unit: str | None, model: str) -> bool:
    """Whether another specification of the same text reads the unit: shares, spans of time, a temperature or an age."""
    spans = (
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "year",
        "decade",
        "percent",
        "percentage point",
        "point",
        "time",
        "times",
        "deg",
        "°C",
        "°F",
        "K",
    )
    own = {"Age": ("day", "week", "month", "year"), "Temperature": ("deg", "°C", "°F", "K")}.get(model.split("/")[1].removesuffix("Model"))
    return unit not in own if own else unit in spans


def _name(resolution: dict[str, Any]) -> str:
    return str(resolution.get("isoCurrency") or resolution["unit"])


def _asked(unit: str | None, units: set[str]) -> str:
    """The name that the specification has for a unit of the record, the unit itself where it has none."""
    if unit == "lb" and "Pound" in units:
        return "Pound"
    return next((name for name in units if NAMES.get(name.lower(), name.lower()) == unit), str(unit))


# The specifications' names for units, in lower case, and the record's.
NAMES = {
    **dict(pair.split(": ") for pair in (
        "dollar: USD; pound: GBP; peso: MXN; rupee: INR; krone: NOK; krona: SEK; dinar: IQD; franc: CHF; rial: IRR; riyal: SAR; "
        "dirham: AED; "
        "shilling: KES; lira: TRY; ruble: RUB; pence: penny; netherlands guilder: NLG; finnish markka: FIM; peseta: ESP; bitcoin: BTC; "
        "meter: m; kilometer: km; centimeter: cm; millimeter: mm; micrometer: μm; square kilometer: km2; square meter: m2; "
        "square foot: ft2; "
        "cubic meter: m3; cubic foot: ft3; kilogram: kg; gram: g; milligram: mg; metric ton: tonne; liter: l; milliliter: ml; "
        "decimeter: dm; "
        "kilometer per hour: km/h; mile per hour: mile/h; meter per second: m/s; c: °C; f: °F; k: K; degree: deg; megabyte: MB; "
        "gigabyte: GB; terabyte: TB; nautical mile: nmi"
    ).split("; ")),
}  # fmt: skip


# --- time


def time_share(shared: Path = SHARED, sentences: int = 150) -> float:
    """Seconds on figures for a second of the encoder, on some sentences of NewsQuant; the least of three runs of each sentence set."""
    texts = [row["text"] for row in _lines(shared / "data/measure/newsquant.jsonl.gz")[:sentences]]
    _analysed(texts[0])
    start = time.perf_counter()
    analysed = [_analysed(text) for text in texts]
    encoding = time.perf_counter() - start
    reading = min(_timed(analysed) for _ in range(3))
    return round(reading / encoding, 4)


def _timed(analysed: list[Analysis]) -> float:
    start = time.perf_counter()
    for analysis in analysed:
        figures.find(analysis)
    return time.perf_counter() - start


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.quantities", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument(
        "--misses", choices=("newsquant", "measeval", *MODELS), help="print what one of the sets has that was not read, and the reverse"
    )
    args = parser.parse_args()
    if args.misses:
        misses = {"newsquant": newsquant, "measeval": measeval}
        _, lines = misses[args.misses](args.shared) if args.misses in misses else recognizers(args.shared, args.misses)
        print("\n".join(lines))
    for name, value in measure(args.shared).items() if not args.misses else ():
        print(f"{name:20} {value:8.4g}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
