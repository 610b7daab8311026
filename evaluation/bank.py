"""The bank of ``corpus/bank``: annotated passages of a sentence to an excerpt of twelve, many in a file, for training only.

    python -m evaluation.bank stats [FILE…]     what the passages cover and what is missing

Written as ``docs/bank.md`` says; checked by ``python -m evaluation.corpus check FILE``. A passage becomes what a document becomes
(:class:`evaluation.sheet.Annotated`): a small document with its claims. Actors need no list: a mark says ``KEN MIL "the army"``.
"""

import argparse
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import get_args

from accordingto.inflection import gerunds
from accordingto.lexicons import load_events
from accordingto.types import Claim, EventType, Modality, Where
from evaluation.annotations import ROOT
from evaluation.marks import Marks, Token, fields
from evaluation.sheet import MODES, SAME, SECTORS, Annotated, AnnotationError, Line, Person, Problem, Sheet, in_order

MOST = 12  # sentences of a passage, titles and headings apart
WORDINGS = 12  # that every type and mode should have
PRONOUNS = frozenset(
    "i me my mine we us our ours you your yours he him his she her hers it its they them their theirs who whom whose which that".split()
)
ASKERS = frozenset("q question journalist reporter moderator a answer".split())  # labels of turns that are nobody's name
NAMES = re.compile(r"\b[A-ZÀ-Þ][\w’'.-]*|\d[\d.,:]*")
LINKED = re.compile(r'"([^"]+)"(?:#\d+)? = "([^"]+)"')


@cache
def regions() -> dict[str, str]:
    """Country code → region, from ``corpus/bank/regions.toml``."""
    table = tomllib.loads((ROOT / "bank" / "regions.toml").read_text(encoding="utf-8"))
    return {code: region for region, codes in table.items() for code in codes.split()}


def is_bank(content: str) -> bool:
    """Whether a file holds passages: its first line that is no comment begins with ``==``."""
    return next((x for x in content.splitlines() if x.strip() and not x.startswith("# ")), "").startswith("==")


def read(path: Path) -> tuple[list[Annotated], list[Problem]]:
    """Read one file of the bank.

    Args:
        path: the file.

    Returns:
        its passages, each as a small document ``NAME-0001``, and everything that is wrong.
    """
    try:
        content = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return [], [Problem(path.name, 1, f"is not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8")]
    problems: list[Problem] = []
    sheets: list[_Passage] = []
    for number, raw in enumerate(content.split("\n"), 1):
        line = raw.rstrip()
        if line.startswith("# "):
            continue
        if line == "==" or line.startswith("== "):
            sheets.append(_Passage(path.name, number, line[2:], problems))
        elif sheets:
            sheets[-1].take(number, line)
        elif line:
            problems.append(Problem(path.name, number, "stands before the first passage, which begins with =="))
    passages = [p.annotated(f"{path.stem}-{n:04d}") for n, p in enumerate(sheets, 1)]
    if not sheets:
        problems.append(Problem(path.name, 1, "there is no passage; one begins with =="))
    return [p for p in passages if p], sorted(problems, key=lambda p: p.line)


def folder(root: Path = ROOT) -> tuple[list[Annotated], list[Problem]]:
    """All passages of the bank, file by file."""
    found, problems = [], []
    for path in sorted((root / "bank").glob("*.txt")):
        passages, wrong = read(path)
        found += passages
        problems += wrong
    return found, problems + repeated(found)


def load(root: Path = ROOT) -> list[Annotated]:
    """All passages of the bank.

    Raises:
        ValueError: a file has errors.
    """
    passages, problems = folder(root)
    if problems:
        raise ValueError(str(problems[0]))
    return passages


def masked(sentence: str) -> str | None:
    """A sentence without its names and figures; None where too few words are left to tell sentences apart."""
    bare = re.sub(r"_(?:[\W_]+_)+", "_", NAMES.sub("_", sentence))
    return bare if len(re.findall(r"\b[a-zà-ÿ]+\b", bare)) >= 5 else None


def repeated(passages: Iterable[Annotated], known: Mapping[str, str] | None = None) -> list[Problem]:
    """Sentences that are another one's but for names and figures: no passage comes from a template.

    Args:
        passages: in order.
        known: masked sentence → where it stands, of texts that must not be repeated either.
    """
    seen = dict(known or {})
    problems = []
    for passage in passages:
        file, _, line = passage.document.source.removeprefix("bank/").partition(":")
        for x in passage.lines:
            bare = masked(passage.document.text[x.start : x.end])
            place = seen.setdefault(bare, f"{file}:{line}") if bare else f"{file}:{line}"
            if place != f"{file}:{line}":
                problems.append(Problem(file, int(line), f"but for names and figures a sentence of this passage stands in {place}"))
    return problems


class _Passage(Sheet):
    """One passage being read."""

    def __init__(self, name: str, number: int, header: str, problems: list[Problem]) -> None:
        super().__init__(name, problems)
        self.first = number
        self.date: str | None = None
        try:
            for cell in fields(header):
                self._header(cell)
        except AnnotationError as error:
            self.wrong(number, str(error))

    def _header(self, cell: list[Token]) -> None:
        words = [m.group() for m in cell]
        if not words:
            return
        if len(words) == 1 and re.fullmatch(r"\d{4}-\d{2}-\d{2}", words[0]):
            self.date = words[0]
        elif words[0] in ("speaker", "publisher") and len(words) == 4 and cell[3]["quote"]:
            person = Person("self", words[3][1:-1], *kin(words[1], words[2]))
            if words[0] == "speaker":
                self.actors["self"], self.speaker = person, "self"
            else:
                self.publisher = person
        else:
            raise AnnotationError(
                f'{" ".join(words)!r} is none of YYYY-MM-DD, speaker COUNTRY SECTOR "name", publisher COUNTRY SECTOR "name"'
            )

    def turn(self, number: int, who: list[str], label: str | None) -> str | None:
        """``[speaker KEN GOV "Ms Okello:"]`` or ``[speaker self …]``."""
        if who == ["self"] and self.speaker:
            return "self"
        name = (label or "").strip(" :.")
        try:
            if len(who) != 2:
                raise AnnotationError(
                    'a turn is `[speaker COUNTRY SECTOR "label"]` or `[speaker self "label"]` (with a speaker in the == line)'
                )
            person = Person(name or "a speaker", None if name.lower() in {*ASKERS, ""} else name, *kin(*who))
        except AnnotationError as error:
            self.wrong(number, str(error))
            return None
        self.actors[person.id] = person
        return person.id

    def annotated(self, stem: str) -> Annotated | None:
        """The passage, after its marks have been read."""
        self.end()
        sentences = [x for x in self.lines if x.part not in ("title", "heading", "furniture")]
        if not self.lines:
            self.wrong(self.first, "the passage has no sentence")
            return None
        if len(sentences) > MOST:
            self.wrong(self.first, f"the passage has {len(sentences)} sentences; a passage has {MOST} at most")
        marks = _PassageMarks(self, stem)
        marks.all()
        if not any(row.startswith("- ") for _, _, row in self.rows):
            self.wrong(self.first, "the passage has no claim")
        return Annotated(
            {"id": stem, "genre": "passage"},
            self.record(stem, marks.claims, None, self.date, f"bank/{self.name}:{self.first}"),
            self.lines,
            self.actors,
            self.said,
            marks.claims,
            marks.labels,
            in_order(self.mentions),
        )


class _PassageMarks(Marks):
    """Marks whose actors are written out: ``COUNTRY SECTOR "words"``, with ``= "words"`` of what a pronoun stands for."""

    def __init__(self, sheet: _Passage, stem: str) -> None:
        super().__init__(sheet, stem)
        pairs = [p for _, _, row in sheet.rows for p in LINKED.findall(row)]
        self.same = {self._key(a): b for a, b in pairs if self._key(a) not in PRONOUNS}
        self.dated = sheet.date is not None

    @staticmethod
    def _key(words: str) -> str:
        return words.translate(SAME).lower()

    def party(self, line: Line, cell: Sequence[Token]) -> tuple[Person | None, Sequence[Token]]:
        """``KEN MIL "the army"``, ``KEN MIL "it" = "the army"``, ``self "we"``, ``? "one state"`` or ``-``."""
        first = cell[0].group()
        if first == "self":
            if "self" not in self.sheet.actors:
                raise AnnotationError("self is the speaker of the == line, which names none")
            return self.sheet.actors["self"], cell[1:]
        if first == "?" or (first == "-" and (len(cell) == 1 or cell[1]["quote"])):
            return None, cell[1:]
        if len(cell) < 2 or cell[0]["quote"] or cell[1]["quote"]:
            raise AnnotationError(f'{first!r}: an actor is `COUNTRY SECTOR "words"`, `self "words"`, `? "words"` or `-`')
        country, sector = kin(first, cell[1].group())
        words, behind = list(cell[2:]), None
        if len(words) >= 2 and words[-2].group() == "=":
            words, behind = words[:-2], words[-1]
        name = self._name(line, words, behind)
        person = self.sheet.actors.setdefault(name, Person(name, name, country, sector))
        if (person.country, person.sector) != (country, sector):
            raise AnnotationError(f"{name!r} is {person.country or '-'} {person.sector or '-'} elsewhere in the passage")
        return person, words

    def _name(self, line: Line, words: Sequence[Token], behind: Token | None) -> str:
        """The words that name the actor: those behind ``=``, else the mention's own."""
        if behind is not None:
            wanted = re.escape((behind["quote"] or "")[1:-1].translate(SAME))
            found = re.search(wanted, self.sheet.text.translate(SAME), re.IGNORECASE) if wanted else None
            if found is None:
                raise AnnotationError(f"{behind.group()} behind = are no words of the passage")
            name = self.sheet.text[found.start() : found.end()]
        elif words:
            name = self.quote(line, words[0]).text
        else:
            raise AnnotationError('give the words (`KEN MIL "the army"`) or those elsewhere in the passage (`KEN MIL = "the army"`)')
        seen = {self._key(name)}
        while self._key(name) in self.same and self._key(self.same[self._key(name)]) not in seen:
            name = self.same[self._key(name)]
            seen.add(self._key(name))
        if self._key(name) in PRONOUNS:
            raise AnnotationError(f'say whom {name!r} stands for: `"{name}" = "the army"`, or `? "{name}"` where the passage does not say')
        return next((known for known in self.sheet.actors if self._key(known) == self._key(name)), name)

    def place(self, name: str, *, whole: bool) -> Where:
        """The place as named; passages have no list of places."""
        return Where(name, None, None, None, None, None)

    def _claim(self, line: Line, row: str) -> None:
        super()._claim(line, row)
        claim = self.claims[-1]
        if claim.event and not claim.actors:
            raise AnnotationError("the event has no actor, recipient, both or other; write `actor -` where the text names nobody")
        if claim.event and claim.event.trigger and " " in claim.event.trigger.text:
            raise AnnotationError(f"the trigger {claim.event.trigger.text!r} is more than one word")
        if claim.when and claim.when.basis == "relative" and not self.dated:
            raise AnnotationError("such words need a date in the == line to count from")


def kin(country: str, sector: str) -> tuple[str | None, str | None]:
    """Country and sector as written, - for none.

    Raises:
        AnnotationError: one of them does not exist.
    """
    if country != "-" and country not in regions():
        raise AnnotationError(f"{country!r} is no country code of corpus/bank/regions.toml (ISO 3166-1 alpha-3, - for none)")
    if sector != "-" and sector not in SECTORS:
        raise AnnotationError(f"{sector!r} is no sector (docs/annotation.md, Actors; - for none)")
    return None if country == "-" else country, None if sector == "-" else sector


# --- what the bank covers


@cache
def listed() -> frozenset[str]:
    """Every form of every content word in the event lexicons."""
    lexicon = load_events()
    small = frozenset("a at away back by down for from in into of off on out over the to up upon with against under".split())
    words = {w for s in lexicon.sense for entry in (*s.verbs, *s.nouns, *s.adjectives) for w in entry.split()} - small
    table = json.loads((resources.files("accordingto") / "model" / "lemmas.json").read_text(encoding="utf-8"))["irregular"]
    irregular = {form.split("|")[0] for form, lemma in table.items() if lemma in words}
    endings = {w + e for w in words for e in ("s", "es", "d", "ed")}
    ies = {w[:-1] + e for w in words if w.endswith("y") for e in ("ies", "ied")}
    doubled = {w + w[-1] + "ed" for w in words}
    ing = {g for w in words for g in gerunds(w)}
    return frozenset(words | irregular | set(lexicon.verb_forms) | endings | ies | doubled | ing)


def is_open(claim: Claim) -> bool:
    """Whether the event's word stands in no lexicon in any form."""
    return bool(claim.event and claim.event.trigger and claim.event.trigger.text.lower() not in listed())


def stats(passages: Sequence[Annotated]) -> str:
    """What the passages cover, as text; what has fewer than twelve wordings is marked."""
    claims = [c for p in passages for c in p.claims]
    events = [c for c in claims if c.event]
    lines = [
        f"{len(passages)} passages, {sum(len(p.document.text.split()) for p in passages)} words, {len(claims)} claims: "
        f"{len(events)} with an event, {sum(c.figure is not None for c in claims)} with a figure, "
        f"{len(claims) - len(events)} without event",
        f"event words that stand in no lexicon: {_share(sum(map(is_open, events)), len(events))}",
        "",
        f"{'type/mode':28}{'claims':>7}{'words':>7}{'open':>7}   words: different event words; * fewer than {WORDINGS}",
    ]
    for type_ in get_args(EventType):
        lines.append(_row(type_, [c for c in events if c.event and c.event.type == type_]))
        for mode in sorted(MODES.get(type_, ())):
            lines.append(_row(f"  {type_}/{mode}", [c for c in events if c.event and (c.event.type, c.event.mode) == (type_, mode)]))
    lines += ["", *_counted("modality", [c.modality for c in claims], get_args(Modality))]
    lines += _counted("modality of events", [c.modality for c in events], get_args(Modality))
    lines += _counted("polarity", [c.polarity for c in claims], ("positive", "negative"))
    lines += _counted("presupposed", ["yes" if c.presupposed else "no" for c in claims], ("yes", "no"))
    lines += _counted("links of the chain", [str(len(c.according_to)) for c in claims], ("1", "2", "3", "4"))
    actors = [a for c in claims for a in c.actors]
    lines += _counted("roles", [a.role for a in actors], ("actor", "recipient", "both", "other"))
    lines += _counted("sectors", [a.sector or "-" for a in actors], ())
    countries = [a.country for a in actors if a.country]
    lines += ["", *_counted("regions", [regions()[c] for c in countries], tuple(dict.fromkeys(regions().values())))]
    return "\n".join([*lines, *_counted("countries", countries, ())])


def _row(name: str, claims: Sequence[Claim]) -> str:
    words = {c.event.trigger.text.lower() for c in claims if c.event and c.event.trigger}
    few = " *" if len(words) < WORDINGS else ""
    return f"{name:28}{len(claims):>7}{len(words):>7}{_share(sum(map(is_open, claims)), len(claims)):>7}{few}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "-"


def _counted(name: str, values: Sequence[str], expected: Sequence[str]) -> list[str]:
    """One line: how often each value occurs, the expected ones that do not occur too."""
    found = Counter(dict.fromkeys(expected, 0))
    found.update(values)
    return [f"{name}: " + ", ".join(f"{v} {n}" for v, n in found.most_common())]


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.bank", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("stats",))
    parser.add_argument("files", nargs="*", type=Path)
    given = parser.parse_args()
    missing = [f for f in given.files if not f.is_file()]
    if missing:
        print(f"{missing[0]}: is no file", file=sys.stderr)
        return 1
    found = [read(f) for f in given.files] if given.files else [folder()]
    problems = [p for _, wrong in found for p in wrong]
    if problems:
        print(f"{len(problems)} errors, which python -m evaluation.corpus check prints; what can be read is counted", file=sys.stderr)
    print(stats([p for passages, _ in found for p in passages]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
