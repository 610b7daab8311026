"""A sheet of annotated text while it is read: its sentences, who speaks them, and the marks under each.

The form is described in ``docs/annotation.md``. Documents (``evaluation.annotations``) and
the passages of the bank (``evaluation.bank``) share it.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Literal, get_args

import msgspec

from accordingto import types
from accordingto.types import Claim, Modality, Quote, Stretch, Where

SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC "
    "IGO UNO EUR NGO ISM IMG MNC".split()
)
MODES: dict[str, frozenset[str]] = {
    "CONSULT": frozenset("visit third-party multilateral phone".split()),
    "RETREAT": frozenset("withdraw release disarm ceasefire access resign".split()),
    "REQUEST": frozenset("assist change yield meet".split()),
    "REJECT": frozenset("assist change yield meet".split()),
    "ACCUSE": frozenset("disapprove investigate allege".split()),
    "THREATEN": frozenset("restrict arrest relations expel territory violence".split()),
    "PROTEST": frozenset("demo riot strike hunger boycott obstruct vandalize".split()),
    "SANCTION": frozenset("convict expel withdraw discontinue".split()),
    "MOBILIZE": frozenset("troops weapons police militia".split()),
    "COERCE": frozenset("seize restrict censor curfew martial-law arrest deport withhold misinformation cyber".split()),
    "ASSAULT": frozenset(
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons "
        "crowd-control unconventional".split()
    ),
}
CONTEXTS = frozenset(
    "political military economic diplomatic resource culture disease disaster refugee migration legal terrorism government election "
    "legislative cbrn cyber historical hypothetical territory environment corruption human-rights human-security religion crime "
    "inequality information peace coup education health intelligence lgbt misinformation reparations women pro-democracy "
    "pro-authoritarian asylum illicit-trade".split()
)
MODALITIES = frozenset(get_args(Modality))
QUOTED = r'"[^"]*"|`[^`]*`'
SAME = str.maketrans("’‘“”\u00a0", "''\"\" ")

Part = Literal["title", "body", "heading", "publisher", "speaker", "furniture"]


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong: where and what."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class AnnotationError(ValueError):
    """A mark that cannot be read; the message says why."""


class Person(msgspec.Struct, frozen=True):
    """An actor, with the words that always mean it; no name where the text has none ("Q:")."""

    id: str
    name: str | None
    country: str | None
    sector: str | None
    names: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


class Line(msgspec.Struct, frozen=True):
    """A sentence of the text, its part, and who speaks it (an actor's id) where not the publisher."""

    start: int
    end: int
    part: Part
    speaker: str | None
    label: Quote | None


class Said(msgspec.Struct):
    """An attribution; ``contents`` in text order, over one or several sentences."""

    name: str
    how: Literal["direct", "mixed", "indirect"]
    actor: str | None
    source: Quote | None
    cue: Quote | None
    contents: list[Quote]
    outer: str | None


class Annotated(msgspec.Struct):
    """One annotated document: the record and everything that the contract's claims cannot hold."""

    head: dict[str, str]
    document: types.Document
    lines: list[Line]
    actors: dict[str, Person]
    said: dict[str, Said]
    claims: list[Claim]
    labels: dict[str, str]
    mentions: list[tuple[str, Quote]]
    groups_of: str | None = None

    @property
    def id(self) -> str:
        """The document's id."""
        return self.document.id


class Sheet:
    """One text being read.

    ``take`` is given the lines under ``== text`` one by one; what is wrong is in ``problems``, sentences in ``lines``, marks with
    their line number and sentence in ``rows``.
    """

    def __init__(self, name: str, problems: list[Problem] | None = None) -> None:
        self.name = name
        self.problems: list[Problem] = [] if problems is None else problems
        self.actors: dict[str, Person] = {}
        self.places: dict[str, Where] = {}
        self.speaker: str | None = None
        self.publisher: Person | None = None
        self.lines: list[Line] = []
        self.said: dict[str, Said] = {}
        self.rows: list[tuple[int, Line, str]] = []
        self.mentions: list[tuple[str, Quote]] = []
        self.text = ""
        self._part: Part = "body"
        self._turn: str | None = None
        self._label: tuple[int, str] | None = None
        self._open = False
        self._gap: str | None = None

    def wrong(self, line: int, message: str) -> None:
        """Note what is wrong on a line."""
        self.problems.append(Problem(self.name, line, message))

    def turn(self, number: int, who: list[str], label: str | None) -> str | None:
        """The id of the actor that ``[speaker …]`` names; None, and a problem, where there is none."""
        raise NotImplementedError

    def take(self, number: int, line: str) -> None:
        """One line of the text: a sentence, a mark, a bracket line, or nothing, which ends a paragraph."""
        if not line:
            self._open = False
        elif line.startswith("["):
            self._switch(number, line)
        elif line.startswith(("@", "- ")):
            if not self.lines:
                self.wrong(number, "a mark stands before any sentence")
            else:
                self.rows.append((number, self.lines[-1], line))
        else:
            self._sentence(number, line.removeprefix("\\"))

    def end(self) -> None:
        """After the last line: what a gap puts behind the last sentence."""
        self.text += self._gap or ""
        self._gap = None

    def _switch(self, number: int, line: str) -> None:
        if gap := re.fullmatch(rf"\[gap ({QUOTED})\]", line):
            self._gap = gap[1][1:-1].replace(r"\n", "\n").replace(r"\t", "\t")
            if self._gap.strip():
                self.wrong(number, f"a gap holds blanks, \\n and \\t only, not {self._gap.strip()!r}")
                self._gap = None
            return
        self._open = False
        found = re.fullmatch(rf"\[(?:(title|body|heading|publisher|furniture)|speaker ([^\"`\]]+?)(?: ({QUOTED}))?)\]", line)
        if not found:
            known = '[title] [body] [heading] [publisher] [furniture] [speaker ID] [speaker ID "label"] [gap "\\n"]'
            self.wrong(number, f"{line!r} is none of {known}")
            return
        label = found[3][1:-1] if found[3] else None
        self._label = (number, label) if label else None
        self._part = found[1] or "speaker"  # type: ignore[assignment]
        self._turn = self.turn(number, found[2].split(), label) if found[2] else None

    def _sentence(self, number: int, line: str) -> None:
        between = self._gap if self._gap is not None else " " if self._open else "\n\n" if self.text else ""
        self._gap, self._open = None, True
        start = len(self.text) + len(between)
        self.text += between + line
        speaker = self._turn if self._part == "speaker" else self.speaker if self._part == "body" else None
        label = self._opening(number, start, line)
        previous = self.lines[-1] if self.lines else None
        if label is None and previous and self._part == "speaker" and previous.part == "speaker" and previous.speaker == speaker:
            label = previous.label
        self.lines.append(Line(start, start + len(line), self._part, speaker, label))

    def _opening(self, number: int, start: int, line: str) -> Quote | None:
        """The label of a turn at the front of its first sentence."""
        if not self._label:
            return None
        label, self._label = self._label[1], None
        if line.translate(SAME).startswith(label.translate(SAME)):
            return Quote(start, start + len(label), line[: len(label)])
        self.wrong(number, f"the sentence does not begin with the label {label!r}")
        return None

    def record(self, stem: str, claims: list[Claim], title: str | None, date: str | None, source: str) -> types.Document:
        """The document's record, after its claims have been read."""
        removed = tuple(Stretch(x.start, x.end, "furniture") for x in self.lines if x.part == "furniture")
        coded = [(q.start, q.end) for c in claims for q in c.evidence]
        silent = [x for x in self.lines if x.part != "furniture" and not any(x.start <= s < x.end for s, _ in coded)]
        return types.Document(
            id=stem,
            sha256=hashlib.sha256(self.text.encode()).hexdigest(),
            text=self.text,
            title=title,
            speaker=self.actors[self.speaker].name if self.speaker else None,
            publisher=self.publisher.name if self.publisher else None,
            language="en",
            date=types.DocumentDate(date, None, None, "given", ("annotated",)) if date else None,
            source=source,
            removed=removed,
            uncoded=tuple(Stretch(x.start, x.end, "heading" if x.part == "heading" else "no claim") for x in silent),
        )

    def kin(self, number: int, parts: Sequence[str]) -> tuple[str | None, str | None]:
        """Country and sector from ``COUNTRY SECTOR``."""
        if len(parts) != 2:
            self.wrong(number, f"{' '.join(parts)!r} is not `COUNTRY SECTOR` (- for none)")
            return None, None
        country, sector = (None if p == "-" else p for p in parts)
        if country is not None and not re.fullmatch("[A-Z]{3}", country):
            self.wrong(number, f"{country!r} is no ISO 3166-1 alpha-3 code")
        if sector is not None and sector not in SECTORS:
            self.wrong(number, f"{sector!r} is no PLOVER sector")
        return country, sector


def in_order(mentions: Iterable[tuple[str, Quote]]) -> list[tuple[str, Quote]]:
    """Mentions without repetition, in text order."""
    return sorted(set(mentions), key=lambda m: (m[1].start, m[1].end, m[0]))
