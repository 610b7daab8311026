"""An annotated text disguised, and how much worse it is read: ``python -m evaluation.disguise [--seeds 5] [--out FOLDER] [FOLDER]``.

Does the program read a text that was seen while it was made, or only that text? Its states, places and people are replaced
(:mod:`evaluation.renaming`), its figures by others of the same size and form, and the annotations are carried over: offsets by a map of
the edits, names and words as the text's are, codes of states and values of quantities with them. Years, dates, ordinals and numbers of
lists stay. Then the shared scorer runs on what the program reads of the new text, as it does on the old one.

    <figure>        the mean over the seeds of what ``statement.<figure>`` is for the text as it was
    worst_change    the largest fall of a mean below the figure of the text as it was (a negative number)

FOLDER holds ``statement.txt``, ``statement.gold.json`` and ``statement.second.json``; ``--out`` writes the disguised ones.
"""

import argparse
import json
import random
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from accordingto import encoder, gazetteer, ingest, pipeline, world
from accordingto.analysis import Analysis
from accordingto.figures import lexicon, numbers
from accordingto.gazetteer import Place
from evaluation import claims, own, renaming
from evaluation.renaming import Renaming, Term

SEEDS = 5
FIGURES = (*own.FIGURES, "found_check_worthy", "figures")
SURE_PERSON, SURE_PLACE = 0.5, 0.8
"""The least score of the encoder's names that are taken for a person's or a place's."""

Json = Any


class Edit(msgspec.Struct, frozen=True, order=True):
    """Characters ``start`` to ``end`` of the old text become ``new``."""

    start: int
    end: int
    new: str


class Moved(msgspec.Struct, frozen=True, dict=True):
    """A text with its edits, in order and without overlap."""

    old: str
    edits: tuple[Edit, ...]

    @cached_property
    def text(self) -> str:
        """The new text."""
        parts, last = [], 0
        for edit in self.edits:
            parts += [self.old[last : edit.start], edit.new]
            last = edit.end
        return "".join((*parts, self.old[last:]))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the old text in the new one; what begins or ends within replaced words takes all of them."""
        return self._at(start, last=False), self._at(end, last=True)

    def _at(self, offset: int, *, last: bool) -> int:
        shift = 0
        for edit in self.edits:
            if edit.end <= offset:
                shift += len(edit.new) - (edit.end - edit.start)
            elif edit.start < offset:
                return edit.start + shift + (len(edit.new) if last else 0)
            else:
                break
        return offset + shift


class Disguise(msgspec.Struct, frozen=True):
    """A text disguised: the edits, what replaced what, and the new numbers by the old as they are written."""

    moved: Moved
    renaming: Renaming
    numerals: dict[str, str]

    def carried(self, annotation: Json) -> Json:
        """An annotation of the old text as one of the new: spans, the words beside them, names, codes, quantities.

        A list of two whole numbers is a span, a ``country`` a code of a state, a ``quantity`` has ``raw`` and ``value``; a string that
        stands in the text becomes what stands there now.
        """
        if isinstance(annotation, dict):
            return self._entries(annotation)
        if isinstance(annotation, list):
            if len(annotation) == 2 and all(type(n) is int for n in annotation):
                return list(self.moved.span(*annotation))
            return [self.carried(v) for v in annotation]
        return self.words(annotation) if isinstance(annotation, str) else annotation

    def _entries(self, row: dict[str, Json]) -> dict[str, Json]:
        new = {self.words(k): self.carried(v) for k, v in row.items()}
        if isinstance(row.get("span"), list) and isinstance(row.get("text"), str):
            new["text"] = self.moved.text[slice(*new["span"])]
        if isinstance(row.get("country"), str):
            new["country"] = self.renaming.codes.get(row["country"], row["country"])
        if isinstance(row.get("quantity"), dict):
            new["quantity"] = self._quantity(row["quantity"])
        if row.get("length") == len(self.moved.old):
            new["length"] = len(self.moved.text)
        return new

    def _quantity(self, row: dict[str, Json]) -> dict[str, Json]:
        new = {k: self._numbers(v) if isinstance(v, str) and v not in self.moved.old else self.carried(v) for k, v in row.items()}
        number = next((n for n in re.findall(r"\d[\d.,]*\d|\w+", str(row.get("raw"))) if n in self.numerals), None)
        value = row.get("value")
        if number is not None and isinstance(value, int | float):
            changed = Fraction(str(value)) * Fraction(_value(self.numerals[number])) / Fraction(_value(number))
            new["value"] = int(changed) if isinstance(value, int) else float(changed)
        return new

    def _numbers(self, words: str) -> str:
        return re.sub(r"\d[\d.,]*\d|\w+", lambda m: self.numerals.get(m.group(), m.group()), self.words(words))

    def words(self, words: str) -> str:
        """Words of an annotation: what stands in the text as it stands there now, the rest replaced word for word."""
        at = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", self.moved.old) if words and words in self.moved.old else None
        if at is not None:
            return self.moved.text[slice(*self.moved.span(*at.span()))]

        def new(m: re.Match[str]) -> str:
            term = self.renaming.terms[m.group()]
            return term.before if re.match(r"-| [a-z]", words[m.end() : m.end() + 2]) else term.noun

        return self.renaming.pattern.sub(new, words)


# --- what stands in the text


def analysed(text: str) -> Analysis:
    """The language analysis of a text."""
    return pipeline.analysed(ingest.from_text(text, ingest.Given(id="text")), encoder.load())


def _mentions(analysis: Analysis, kind: str, least: float) -> list[str]:
    spans = ((analysis.tokens[e.first], analysis.tokens[e.last - 1]) for e in analysis.entities if e.type == kind and e.score >= least)
    return [analysis.text[first.start : last.end] for first, last in spans if last.upos != "ADJ"]


def _runs(words: str) -> list[str]:
    """The names in the words of a place: "Kharkiv" of "Kharkiv region, Ukraine"."""
    return re.findall(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*", words)


def _values(annotation: Json, key: str) -> Iterator[str]:
    """The strings that stand under a key, wherever in an annotation."""
    if isinstance(annotation, dict):
        for name, value in annotation.items():
            if name == key and isinstance(value, str):
                yield value
            yield from _values(value, key)
    elif isinstance(annotation, list):
        for value in annotation:
            yield from _values(value, key)


class Places(msgspec.Struct, frozen=True):
    """Names of places: each group means one place of the gazetteer; those that no table has, each with its spellings."""

    known: tuple[tuple[Place, tuple[str, ...]], ...]
    unknown: tuple[tuple[str, ...], ...]


def _places(named: Sequence[str], annotated: Sequence[str], told: set[str]) -> Places:
    """Groups the names of places that a text and its annotations have; what stands only in these must mean a place that the text names."""
    groups: list[tuple[set[Place], list[str]]] = []
    strange: list[list[str]] = []
    for name, own_text in (*((n, True) for n in named), *((n, False) for n in annotated)):
        senses = {p for p in (*gazetteer.settlements(name), *gazetteer.areas(name, worded=True)) if p.country in told}
        if not senses and own_text and (one := renaming.place(name)):
            senses = {one}
        group = next((g for g in groups if g[0] & senses or name in g[1]), None)
        if group is not None:
            group[0].update(senses)
            group[1].append(name)
        elif senses and own_text:
            groups.append((senses, [name]))
        elif not senses and not gazetteer.known(name):
            other = next((s for s in strange if renaming.alike(name, s)), None)
            if other is not None:
                other.append(name)
            elif own_text:
                strange.append([name])
    best = [(max(senses, key=lambda p: (p.kind == "settlement", p.fame, p.name)), names) for senses, names in groups]
    return Places(tuple((p, tuple(dict.fromkeys(n))) for p, n in best), tuple(tuple(dict.fromkeys(s)) for s in strange))


def _is_name(name: str) -> bool:
    """Whether a name may be a place's alone: no state's, no organisation's, no direction."""
    known, lower = world.load(), [w.lower() for w in name.split()]
    key = world.words_of(name)
    return key not in known.names and key not in known.demonyms and not set(lower) & gazetteer.words().never and name[:1].isupper()


# --- what is put in their place


def _renaming(text: str, analysis: Analysis, annotations: Sequence[Json], rng: random.Random) -> Renaming:
    named = [n for n in _mentions(analysis, "LOC", SURE_PLACE) if _is_name(n)]
    noted = [r for a in annotations for p in _values(a, "place") for r in _runs(p) if _is_name(r)]
    countries = world.load().countries
    told = {c for a in annotations for c in _values(a, "country") if c in countries} | renaming.found_in(text)
    places = _places(list(dict.fromkeys(named)), list(dict.fromkeys(noted)), told)
    codes = {p.country for p, _ in places.known if p.country in countries} | told
    regions = {c: sum(p.country == c and renaming.names_region(n[0], c) for p, n in places.known) for c in codes if c}
    order = sorted(regions, key=lambda c: (-regions[c], c))
    table = renaming.exchange(order, regions, rng, _homes(text))
    terms: dict[str, Term] = {}
    for old, new in table.items():
        terms |= {w: t for w, t in renaming.of_state(countries[old], countries[new]) if w not in terms}
    draw = renaming.Towns(rng, text)
    for place, names in places.known:
        new_name = draw.like(place, names[0], table.get(place.country or "", place.country or ""))
        terms |= {n: Term.same(new_name) for n in names if new_name and n not in terms}
    for names in places.unknown:
        nearest = _nearest(text, names[0], order)
        new_name = draw.invented(table.get(nearest, nearest), len(names[0].split()))
        terms |= {n: Term.same(new_name) for n in names if n not in terms}
    people = renaming.full_names(n for n in _mentions(analysis, "PER", SURE_PERSON) if n not in terms)
    terms = {**dict(renaming.of_people(people, renaming.People(rng, text).part)), **terms}
    return Renaming(terms, table)


def _homes(text: str) -> set[str]:
    """The states that would say which dollars, pounds or pesos a text's are: with one of them its sums would be others."""
    found, table = lexicon.load(), lexicon.load().units.currency_homes
    used = {lexicon.plain(name) for name, _ in found.homes.findall(text)} | ({"dollar"} if "$" in text else set())
    return {code for name in used & set(table) for code in table[name] if code}


def _nearest(text: str, name: str, codes: Iterable[str]) -> str:
    """The state whose name, demonym or seat stands nearest before or behind a name."""
    known, at = world.load().countries, text.find(name)
    found = []
    for code in codes:
        words = (known[code].name, *known[code].aliases, *known[code].demonyms, *known[code].seats)
        found += [(abs(m.start() - at), code) for m in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", text)]
    return min(found)[1] if found else next(iter(codes), "")


def _before_noun(analysis: Analysis, at: Mapping[int, int], start: int, end: int) -> bool:
    """Whether a name stands as a modifier ("the U.S. administration")."""
    if re.match(r"[-–]\w", analysis.text[end : end + 2]):
        return True
    token = at.get(start)
    if token is None or re.match(r"['’]", analysis.text[end : end + 1]):
        return False
    relation = analysis.relations[token] in ("compound", "amod", "nmod") and analysis.tokens[token].head > token
    return relation and not analysis.dependents(token, "case")


def _name_edits(text: str, analysis: Analysis, table: Renaming) -> Iterator[Edit]:
    at = {t.start: i for i, t in enumerate(analysis.tokens)}
    for m in table.pattern.finditer(text):
        term = table.terms[m.group()]
        if term.each:
            words, new = list(re.finditer(r"\S+", m.group())), term.noun.split()
            yield from (Edit(m.start() + w.start(), m.start() + w.end(), n) for w, n in zip(words, new, strict=True))
            continue
        before = _before_noun(analysis, at, m.start(), m.end())
        joined = text[m.start() - 1 : m.start()] == "-"
        noun = at.get(m.start()) is not None and analysis.tokens[at[m.start()]].upos in ("NOUN", "PROPN")
        new_words = term.before if before and not joined else term.one if noun else term.noun
        start, words_before = m.start(), text[: m.start()]
        if not before and not joined:
            article = re.search(r"\b[Tt]he $", words_before)
            takes, took = (bool(renaming.ARTICLE.search(w)) for w in (new_words, m.group()))
            if article and took and not takes:
                start = article.start()
            elif takes and not took and not article and not re.search(r"\b(?:[Nn]ew|[Ff]ormer|[Ww]hole) $", words_before):
                new_words = f"the {new_words}" if m.start() and not re.search(r"[.!?]\s+$|\n\s*$", words_before) else f"The {new_words}"
        yield Edit(start, m.end(), new_words)


def _articles(text: str, edits: Sequence[Edit]) -> Iterator[Edit]:
    """ "a" and "an" before a word that was replaced."""
    for edit in edits:
        found = re.search(r"\b([Aa])(n?) $", text[: edit.start])
        if found and edit.new[:1].isalpha():
            vowel = edit.new[0].lower() in "aeio" or bool(re.match(r"[Uu][^nk]", edit.new))
            if vowel != bool(found[2]):
                yield Edit(found.start(), found.end() - 1, found[1] + "n" * vowel)


def _acronyms(text: str, edits: Sequence[Edit]) -> Iterator[Edit]:
    """ "(XYZ)" behind the words whose first letters it has, one of which was replaced."""
    for m in re.finditer(r"\(([A-Z]{3,8})\)", text):
        words = list(re.finditer(r"\b[A-Z][\w’'-]*", text[: m.start()]))[-len(m[1]) :]
        if "".join(w.group()[0] for w in words) != m[1] or "\n" in text[words[0].start() : m.start()]:
            continue
        new = {e.start: e.new[0] for e in edits if e.new}
        letters = "".join(new.get(w.start(), w.group()[0]).upper() for w in words)
        if letters != m[1]:
            yield Edit(m.start(1), m.end(1), letters)


# --- figures


def _value(written: str) -> Fraction:
    """What a number is, as digits or one word."""
    word = lexicon.load().numbers.words.get(written.lower())
    return Fraction(str(word)) if word is not None else Fraction(written.replace(",", ""))


def _figures(text: str, annotations: Sequence[Json]) -> list[tuple[int, int]]:
    """Where a text's figures stand, without currency and magnitude: digits that are no year and no number of a list, and words that an
    annotation counts with."""
    counted = {w.lower() for a in annotations for raw in _raws(a) for w in re.findall(r"[A-Za-z]+", raw)}
    found = []
    for number in numbers.scan(text):
        digits = re.search(r"\d[\d.,]*\d|\d", text[number.number_start : number.number_end])
        start = number.number_start + digits.start() if digits else number.number_start
        end = number.number_start + digits.end() if digits else number.number_end
        written = text[start:end]
        listed = re.search(r"(?:^|\n)\s*$", text[:start]) and re.match(r"[.)]\s", text[end:])
        year = re.fullmatch(r"1[5-9]\d\d|20\d\d", written) and not number.money and number.scale == 1
        if number.kind == "count" and not listed and not year and (digits or (written.lower() in counted and written.isalpha())):
            found.append((start, end))
    return found


def _raws(annotation: Json) -> Iterator[str]:
    if isinstance(annotation, dict):
        quantity = annotation.get("quantity")
        if isinstance(quantity, dict) and isinstance(quantity.get("raw"), str):
            yield quantity["raw"]
        for value in annotation.values():
            yield from _raws(value)
    elif isinstance(annotation, list):
        for value in annotation:
            yield from _raws(value)


def numerals(written: Iterable[str], rng: random.Random) -> dict[str, str]:
    """Another number for each, as many digits and noughts at the end, in the same order of size; 0, 1 and full hundreds percent stay.

    Args:
        written: numbers in digits ("75", "1,200", "3.5") or one word ("three").
        rng: the seed's.
    """
    table: dict[str, str] = {}
    known = sorted(set(written), key=lambda w: (_value(w), w))
    values = [_value(w) for w in known]
    words = {v: k for k, v in lexicon.load().numbers.words.items() if k.isalpha() and 1 < v < 100}
    for k, (old, value) in enumerate(zip(known, values, strict=True)):
        low = (values[k - 1] + value) / 2 if k else value * 6 / 10
        high = (value + values[k + 1]) / 2 if k + 1 < len(values) else value * 16 / 10
        pool = [w for w in _like(old, words) if low < _value(w) < high and w != old] if value > 1 and old != "100" else []
        table[old] = rng.choice(pool) if pool else old
    return table


def _like(written: str, words: Mapping[float, str]) -> Iterator[str]:
    """Numbers written like one: a word below ten, up to twenty, or of tens; digits, separators and noughts at the end."""
    if written.isalpha():
        value = _value(written)
        yield from (w for v, w in words.items() if (v < 10, v > 19) == (value < 10, value > 19))
        return
    digits = re.sub(r"\D", "", written)
    head = digits.rstrip("0")[:3]
    for n in range(0 if head.startswith("0") else 10 ** (len(head) - 1), 10 ** len(head)):
        filled = iter(f"{n:0{len(head)}d}" + digits[len(head) :])
        if n % 10:
            yield "".join(next(filled) if c.isdigit() else c for c in written)


# --- all of it


def disguise(text: str, annotations: Sequence[Json], seed: int, analysis: Analysis | None = None) -> Disguise:
    """Disguise an annotated text.

    Args:
        text: as it is read.
        annotations: of the text, in the form of ``../shared/gold``; their places, codes and quantities are asked too.
        seed: gives the same disguise each time.
        analysis: of the text, where it is at hand.
    """
    rng, told = random.Random(seed), analysis or analysed(text)
    table = _renaming(text, told, annotations, rng)
    spans = _figures(text, annotations)
    numbered = numerals((text[a:b] for a, b in spans), rng)
    edits = sorted([*_name_edits(text, told, table), *(Edit(a, b, numbered[text[a:b]]) for a, b in spans)])
    edits = [e for k, e in enumerate(edits) if not k or edits[k - 1].end <= e.start]
    edits = sorted([*edits, *_articles(text, edits), *_acronyms(text, edits)])
    return Disguise(Moved(text, tuple(e for e in edits if text[e.start : e.end] != e.new)), table, numbered)


def measure(shared: Path = claims.SHARED, plain: Mapping[str, float] | None = None, seeds: int = SEEDS) -> dict[str, float]:
    """How the statement is read in disguise.

    Args:
        shared: the folder that holds ``gold`` and ``score``.
        plain: its figures as it is, where they are at hand.
        seeds: how many disguises.

    Returns:
        figure by name, the mean over the seeds, and ``worst_change``.
    """
    rows = [scored for _, scored in run(shared / "gold", shared, seeds)]
    return summary(plain or claims.statement(shared)[0], rows)


def summary(plain: Mapping[str, float], rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of each figure, and the largest fall."""
    means = {f: round(sum(row[f] for row in rows) / len(rows), 4) for f in FIGURES if f in plain and all(f in row for row in rows)}
    return {**means, "worst_change": round(min((v - plain[f] for f, v in means.items()), default=0.0), 4)}


def run(folder: Path, shared: Path, seeds: int) -> Iterator[tuple[Disguise, dict[str, float]]]:
    """Each disguise of a folder's statement, and the figures of the shared scorer."""
    text = (folder / claims.TEXT).read_text(encoding="utf-8")
    annotations = [json.loads((folder / name).read_text(encoding="utf-8")) for name in claims.GOLD]
    analysis = analysed(text)
    for seed in range(1, seeds + 1):
        found = disguise(text, annotations, seed, analysis)
        with tempfile.TemporaryDirectory() as place:
            write(found, annotations, Path(place))
            yield found, claims.annotated(Path(place), shared)[0]


def write(found: Disguise, annotations: Sequence[Json], folder: Path) -> None:
    """Write a disguised text and its annotations as the old ones lie."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / claims.TEXT).write_text(found.moved.text, encoding="utf-8")
    for name, annotation in zip(claims.GOLD, annotations, strict=True):
        (folder / name).write_text(json.dumps(found.carried(annotation), ensure_ascii=False, indent=1), encoding="utf-8")


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.disguise", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=claims.SHARED / "gold")
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--out", type=Path, help="write each disguise into a folder of its own here")
    given = parser.parse_args()
    missing = [name for name in (claims.TEXT, *claims.GOLD) if not (given.folder / name).exists()]
    if missing:
        print(f"{given.folder}: has no {missing[0]}; give the folder of an annotated statement", file=sys.stderr)
        return 2
    plain, rows = claims.annotated(given.folder, claims.SHARED)[0], []
    annotations = [json.loads((given.folder / name).read_text(encoding="utf-8")) for name in claims.GOLD]
    for seed, (found, scored) in enumerate(run(given.folder, claims.SHARED, given.seeds), 1):
        rows.append(scored)
        print(f"seed {seed}: " + ", ".join(f"{a} → {b}" for a, b in sorted(found.renaming.codes.items())))
        if given.out:
            write(found, annotations, given.out / str(seed))
    means = summary(plain, rows)
    print(f"{'figure':20} {'as it is':>9} {'mean':>7} {'change':>7}  seeds")
    for figure in (f for f in means if f in plain):
        change = means[figure] - plain[figure]
        print(f"{figure:20} {plain[figure]:9.4f} {means[figure]:7.4f} {change:+7.4f}  {' '.join(f'{row[figure]:.3f}' for row in rows)}")
    print(f"worst_change {means['worst_change']:+.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
