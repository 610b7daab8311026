"""Times and places against annotated data, beside the corpus.

    python -m evaluation.values [--misses] [SHARED]

``times.recognizers``  cases of Microsoft's Recognizers-Text (English, DateTimeModel) whose expressions are all days or stretches of
                       days, and those that hold none: every expression found with one of the case's readings, nothing else dated. Left
                       out: days and months in figures without a year (5/12), clock times, durations, repetitions, time zones, fiscal
                       and school years, which a claim's date does not hold.
``times.gum_*``        dates of GUM's open documents: extents (F1, without prepositions and articles) and the share of right values. Left
                       out: years before the common era and seasons of no year, which GUM writes without one.
``times.meantime``     DATE expressions of MEANTIME with a calendar value, the share of right values.
``*.own_*``            the corpus' dev documents, as :mod:`evaluation.own` pairs claims; ``own_resolved``: of places with coordinates,
                       found with the place, those within 161 km (100 miles); ``*_precision``: of the claims paired that have one here,
                       those whose annotation has one too.
``places.cities``      ``tests/cases/cities.toml``: the right country or null, named in and out of documents about other countries.
"""

import argparse
import gzip
import itertools
import json
import math
import re
import sys
import tomllib
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from accordingto import encoder, ingest, places, times
from accordingto.analysis import Analysis
from accordingto.times import TimeMention
from accordingto.types import Claim
from evaluation import corpus, own
from evaluation.claims import SHARED

CITIES = Path(__file__).parent.parent / "tests" / "cases" / "cities.toml"
NEAR_KM = 161.0

Span = tuple[date | None, date | None]
Misses = list[str]


# --- EDTF as days

_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}


def days(edtf: str | None) -> Span | None:
    """The first and last day of an EDTF string; None at an open end, None in all where it is no such string."""
    if not edtf:
        return None
    low, slash, high = edtf.partition("/")
    first = (None, None) if low == ".." else _days(low)
    last = (first if not slash else (None, None) if high == ".." else _days(high)) if first else None
    return (first[0], last[1]) if first and last else None


def _days(edtf: str) -> Span | None:
    plain = edtf.rstrip("~?%")
    if match := re.fullmatch(r"(\d{1,4}?)(X{1,3})", plain):
        width = 10 ** len(match[2])
        year = int(match[1] or 0) * width
        return (date(year, 1, 1), date(year + width - 1, 12, 31)) if year else None
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", plain)
    if not match or int(match[1]) == 0:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if month in _SEASONS:
        start, end = _SEASONS[month]
        final = date(year + end // 13, (end - 1) % 12 + 1, 1)
        return date(year, start, 1), final.replace(day=monthrange(final.year, final.month)[1])
    if month > 12:
        return None
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def same_date(mine: str | None, wanted: Span) -> bool:
    """The same, where an annotation marks the date alone: without "since" and "until" about it, and the two ends of a stretch apart."""
    parts = [p for p in (mine or "").split("/") if p and p != ".."]
    return same(mine, wanted) or any(same(p, wanted) for p in parts)


def same(mine: str | None, wanted: Span) -> bool:
    """Whether an EDTF covers the same days: a stretch to a day at each end, a season to a month; what is rough has to hold the day."""
    got = days(mine)
    if got is None or mine is None:
        return False
    if _holds(mine, wanted):
        return True
    last = days(mine.split("/")[-1]) if "/" in mine else None
    if last and last[0] and wanted[1] and last[0] - timedelta(1) == wanted[1]:
        got = (got[0], wanted[1])  # an end that leaves its last month or year out
    slack = 4 if mine.count("~") == 2 else 31 if _SEASON.fullmatch(mine) else 1 if got[0] != got[1] else 0
    ends = [a is not None and b is not None and abs((a - b).days) <= slack for a, b in zip(got, wanted, strict=True)]
    open_ends = [a is None and b is None for a, b in zip(got, wanted, strict=True)]
    if all(x or y for x, y in zip(ends, open_ends, strict=True)):
        return True
    held = got[0] and got[1] and wanted[0] and wanted[1] and got[0] <= wanted[0] <= wanted[1] <= got[1]
    rough = "~" in mine or re.fullmatch(r"\d{4}-\d\d", mine)
    return bool(held and rough and wanted[0] == wanted[1])


_SEASON = re.compile(r"\d{4}-(?:03/\d{4}-05|06/\d{4}-08|09/\d{4}-11|12/\d{4}-02|2[1-4])")


def _holds(mine: str, wanted: Span) -> bool:
    """Whether the ends of a stretch lie in the ends of an EDTF, each as precise as it is written (2020/2023: from some day of 2020 to some
    day of 2023; ISO 8601-2, 4.4)."""
    low, slash, high = mine.partition("/")
    ends: tuple[Span | None, Span | None] = (_days(low), _days(high)) if slash and ".." not in mine else (None, None)
    return all(e and e[0] and e[1] and w and e[0] <= w <= e[1] for e, w in zip(ends, wanted, strict=True))


# --- times


def _analysis(sentences: Sequence[str]) -> tuple[Analysis, list[int]]:
    """Sentences as one text, a block each, and where each begins."""
    starts, at = [], 0
    for sentence in sentences:
        starts.append(at)
        at += len(sentence) + 1
    text = "\n".join(sentences)
    return encoder.load().analyse(text, [(s, s + len(t)) for s, t in zip(starts, sentences, strict=True)]), starts


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _dated(mentions: Sequence[TimeMention]) -> list[TimeMention]:
    return [m for m in mentions if m.edtf and m.kind not in ("set", "present")]


_UNDATED = re.compile(r"(?<![\d./-])\d{1,2}[./-]\d{1,2}(?:[./-]\d\d)?(?![\d./-]*\d)")
"""A day and a month in figures without a year of four: which is which is a matter of country."""


def recognizers(shared: Path, misses: Misses) -> dict[str, float]:
    """See the module's docstring."""
    right = asked = left = 0
    for case in _lines(shared / "data/open/timex_quantity/recognizers_en_dev.jsonl.gz"):
        if case["model"] != "DateTime/DateTimeModel":
            continue
        wanted = [None if _UNDATED.search(r["text"]) else _readings(r) for r in case["results"]]
        if not case["text"].strip() or any(w is None for w in wanted):
            left += 1
            continue
        analysis, _ = _analysis([case["text"].replace("\n", " ")])
        found = _dated(times.find(analysis, (case["reference"] or "")[:10] or None))
        spans = [(r["start"], r["end"] + 1) for r in case["results"]]
        good = len(found) == len(wanted) and all(
            any(m.start < e and s < m.end and any(same(m.edtf, w) for w in readings or ()) for m in found)
            for (s, e), readings in zip(spans, wanted, strict=True)
        )
        asked += 1
        right += good
        if not good:
            misses.append(f"recognizers: {case['text'][:90]} | {[r['text'] for r in case['results']]} | {[(m.edtf) for m in found]}")
    return {"recognizers": round(right / asked, 4), "recognizers_cases": asked, "recognizers_left_out": left}


def _readings(result: dict[str, Any]) -> list[Span] | None:
    """The readings of an expression as days; None where it is of a kind that is left out."""
    if result["type"] not in ("datetimeV2.date", "datetimeV2.daterange"):
        return None
    spans: list[Span] = []
    for value in (result["resolution"] or {}).get("values", ()):
        if "value" in value and re.fullmatch(r"\d{4}-\d\d-\d\d", value["value"]):
            day = date.fromisoformat(value["value"])
            spans.append((day, day))
        elif season := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value.get("timex", "")):
            code = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}[season[2]]
            spans.append(days(f"{season[1]}-{code}") or (None, None))
        elif "start" in value or "end" in value:
            low = date.fromisoformat(value["start"][:10]) if "start" in value else None
            high = date.fromisoformat(value["end"][:10]) - timedelta(1) if "end" in value else None
            spans.append((low, high))
    return spans or None


_LEADING = re.compile(
    r"(?i)(?:(?:in|on|at|by|since|until|till|for|from|during|before|after|over|between|about|around|as\s+of|the|a|an|of|this\s+past)\s+)+"
)


def _core(text: str, start: int, end: int) -> tuple[int, int]:
    """An extent without what leads to it."""
    lead = _LEADING.match(text, start, end)
    return (lead.end() if lead and lead.end() < end else start), end


def _extents(text: str, mention: TimeMention) -> list[tuple[int, int]]:
    """The dates of a mention: of "from 2003 to 2007" two."""
    low, high = mention.start, mention.end
    joint = re.search(r"\s+(?:to|and|until|till|through)\s+|\s?[–-]\s?", text[low:high]) if "/" in (mention.edtf or "") else None
    if joint and re.search(r"\d{4}|[A-Z]", text[low : low + joint.start()]) and re.search(r"\d", text[low + joint.end() : high]):
        return [_core(text, low, low + joint.start()), _core(text, low + joint.end(), high)]
    return [_core(text, low, high)]


def gum(shared: Path, misses: Misses) -> dict[str, float]:
    """See the module's docstring."""
    hits = gold = found = right = valued = 0
    for document in _lines(shared / "data/open/timex_quantity/gum_dates_dev.jsonl.gz"):
        analysis, starts = _analysis([s["text"] for s in document["sents"]])
        mentions = _dated(times.find(analysis, document["date_created"]))
        mine = {extent for m in mentions for extent in _extents(analysis.text, m)}
        found += len(mine)
        for at, sentence in zip(starts, document["sents"], strict=True):
            for one in sentence["expr"]:
                if one["tag"] != "date":
                    continue
                start, end = one["char"][0] + at, one["char"][1] + at
                core = _core(analysis.text, start, end)
                gold += 1
                hits += core in mine
                span = _tei(one)
                if span is None:
                    continue
                valued += 1
                near = [m for m in mentions if m.start < end and start < m.end]
                good = any(same_date(m.edtf, span) or _half(m.edtf, one, span) for m in near)
                right += good
                if not good or core not in mine:
                    misses.append(f"gum: {analysis.text[start:end]} {span} | {[(analysis.text[m.start : m.end], m.edtf) for m in near]}")
    precision, recall = hits / max(1, found), hits / max(1, gold)
    return {
        "gum_extent": round(200 * precision * recall / max(1e-9, precision + recall), 2),
        "gum_value": round(100 * right / max(1, valued), 2),
    }


def _half(mine: str | None, one: dict[str, Any], span: Span) -> bool:
    """Whether a date that is annotated as one end of a stretch alone ("from 2003 to **2007**") is that end."""
    ends = [k for k in ("when", "from", "to", "notBefore", "notAfter") if k in one]
    if not mine or "/" not in mine or ends not in (["from"], ["to"]):
        return False
    end = _days(mine.split("/")[ends == ["to"]])
    return end is not None and (end[0] == span[0] if ends == ["from"] else end[1] == span[1])


def _tei(one: dict[str, Any]) -> Span | None:
    """The days of a TEI date; None for years before the common era and seasons of no year."""
    ends: list[date | None] = []
    for keys in (("when", "from", "notBefore"), ("when", "to", "notAfter")):
        value = next((one[k] for k in keys if k in one), None)
        if value is None:
            ends.append(None)
            continue
        if value.startswith("-"):
            return None
        span = days(value)
        if span is None:
            return None
        ends.append(span[0] if keys[1] == "from" else span[1])
    return (ends[0], ends[1]) if any(ends) else None


def meantime(shared: Path, misses: Misses) -> dict[str, float]:
    """See the module's docstring."""
    right = asked = 0
    for document in _lines(shared / "data/open/meantime/meantime_dev.jsonl.gz"):
        text = document["text"]
        blocks = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
        analysis = encoder.load().analyse(text, blocks)
        mentions = _dated(times.find(analysis, document["dct"]))
        for one in document["timex"]:
            span = _timex(one["value"])
            if one["type"] != "DATE" or not one["spans"] or span is None:
                continue
            start, end = one["spans"][0][0], one["spans"][-1][1]
            near = [m for m in mentions if m.start < end and start < m.end]
            week = re.fullmatch(r"\d{4}-W\d\d", one["value"])  # some are numbered from the first of January, some by ISO 8601
            before = (span[0] - timedelta(7), span[1] - timedelta(7)) if week and span[0] and span[1] else span
            good = any(same_date(m.edtf, s) for m in near for s in (span, before))
            asked += 1
            right += good
            if not good:
                misses.append(
                    f"meantime {document['dct']}: {one['text']} {one['value']} | {[(text[m.start : m.end], m.edtf) for m in near]}"
                )
    return {"meantime": round(100 * right / max(1, asked), 2)}


def _timex(value: str) -> Span | None:
    """The days of a TIMEX3 value; None for what is no date of the calendar."""
    if week := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return (monday + timedelta(5 if week[3] else 0), monday + timedelta(6))
    if season := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return days(f"{season[1]}-{ {'SP': 21, 'SU': 22, 'FA': 23, 'WI': 24}[season[2]] }".replace(" ", ""))
    return days(re.sub(r"(?:-XX|T.*)$", "", value))


# --- the corpus


def corpus_figures(part: str, misses: Misses) -> tuple[dict[str, float], dict[str, float]]:
    """``own_when`` and its precision; ``own_where``, its precision and ``own_resolved``."""
    scorer = own.scorer(SHARED, "score_claims")
    when: list[tuple[bool, bool, bool]] = []
    where: list[tuple[bool, bool, bool]] = []
    near: list[bool] = []
    for document, reading in zip(corpus.load(part), own.readings(part), strict=True):
        mine = {c.id: c for c in reading.claims}
        annotated = {c.id: c for c in document.claims}
        gold = [scorer.from_contract(msgspec.to_builtins(c)) for c in document.claims]
        for wanted, found, _ in scorer.pair(gold, [msgspec.to_builtins(c) for c in reading.claims]):
            a, b = annotated[wanted["id"]], mine[found["id"]]
            told, placed, words = bool(wanted["date"] and wanted["date"]["raw"]), bool(wanted["place"]), found["evidence"][0]["text"][:80]
            when.append((told, b.when is not None, told and bool(scorer.agrees("when", wanted, found))))
            where.append((placed, b.where is not None, placed and bool(scorer.agrees("where", wanted, found))))
            if where[-1][2] and a.where and a.where.latitude is not None:
                near.append(_km(a, b) <= NEAR_KM)
            if told and not when[-1][2]:
                misses.append(f"when {document.id}: {wanted['date']} | {found['when'] and found['when']['edtf']} | {words}")
            if placed and not where[-1][2]:
                misses.append(f"where {document.id}: {wanted['place']} | {found['where'] and found['where']['name']} | {words}")
    dates = {"own_when": _share(when, 0, 2), "own_when_precision": _share(when, 1, 0)}
    spots = {"own_where": _share(where, 0, 2), "own_where_precision": _share(where, 1, 0)}
    return dates, spots | {"own_resolved": round(sum(near) / max(1, len(near)), 4), "own_resolved_of": float(len(near))}


def _share(rows: Sequence[tuple[bool, bool, bool]], among: int, counted: int) -> float:
    chosen = [row for row in rows if row[among]]
    return round(sum(row[counted] for row in chosen) / max(1, len(chosen)), 4)


def _km(wanted: Claim, found: Claim) -> float:
    """The distance of two claims' places; endless where one has no coordinates."""
    a, b = wanted.where, found.where
    if not a or not b or a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return math.inf
    one, two = math.radians(a.latitude), math.radians(b.latitude)
    turn = math.radians(b.longitude - a.longitude)
    cosine = math.sin(one) * math.sin(two) + math.cos(one) * math.cos(two) * math.cos(turn)
    return 6371.0 * math.acos(max(-1.0, min(1.0, cosine)))


# --- cities


def cities(misses: Misses) -> dict[str, float]:
    """See the module's docstring: ``cities`` right or null, ``cities_named`` not null."""
    table = tomllib.loads(CITIES.read_text(encoding="utf-8"))
    rows = list(itertools.product(table["cities"].items(), table["templates"]))
    good = null = 0
    for (name, code), template in rows:
        text = template.replace("{city}", name)
        page = ingest.from_text(text, ingest.Given(date="2024-12-13"))
        analysis = encoder.load().analyse(text, [(b.start, b.end) for b in page.blocks if b.kind != "furniture"])
        found = [m for m in places.find(analysis) if text[m.start : m.end] == name or name in text[m.start : m.end]]
        country = found[0].country if found else None
        good += country in (code, None)
        null += country is None
        if country != code:
            misses.append(f"cities: {text} | {country}")
    return {"cities": round(good / len(rows), 4), "cities_named": round(1 - null / len(rows), 4)}


def measure(shared: Path, misses: Misses | None = None) -> dict[str, dict[str, float]]:
    """The figures of ``times`` and ``places``.

    Args:
        shared: the folder that holds the data.
        misses: takes a line for each case that is not right.
    """
    lines: Misses = [] if misses is None else misses
    dates, spots = corpus_figures("dev", lines)
    dated = recognizers(shared, lines) | gum(shared, lines) | meantime(shared, lines) | dates
    return {"times": dated, "places": spots | cities(lines)}


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.values", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--misses", action="store_true", help="print the cases that are not right")
    args = parser.parse_args()
    misses: Misses = []
    for group, figures in measure(args.shared, misses).items():
        for name, value in figures.items():
            print(f"{f'{group}.{name}':32} {value:8.4g}")
    for line in misses if args.misses else ():
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
