"""The annotated documents of ``corpus/``: the form that a person edits, read into records of the contract.

The form is described in ``docs/annotation.md``. :func:`read` never guesses: what it does not understand, and every word that does not
stand in the sentence above it, is a :class:`Problem` with file, line and what is wrong.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from accordingto.types import Quote, Where
from evaluation.marks import Marks
from evaluation.sheet import MODALITIES, MODES, Annotated, Person, Problem, Said, Sheet, in_order

__all__ = ["MODALITIES", "MODES", "ROOT", "Annotated", "Person", "Problem", "Said", "folder", "paragraphs", "polnear", "read"]

ROOT = Path(__file__).resolve().parents[1] / "corpus"
HEAD = frozenset("id genre title date publisher speaker group side region topic".split())


def read(path: Path) -> tuple[Annotated | None, list[Problem]]:
    """Read one annotated document.

    Args:
        path: a file of ``corpus/documents``.

    Returns:
        the document, None where it cannot be read at all, and everything that is wrong with it.
    """
    try:
        reader = _Document(path.name, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        return None, [Problem(path.name, 1, f"is not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8")]
    return reader.annotated(path.stem), reader.problems


def folder(root: Path = ROOT) -> tuple[list[Annotated], list[Problem]]:
    """All documents of a corpus folder, by name."""
    found, problems = [], []
    for path in sorted((root / "documents").glob("*.txt")):
        document, wrong = read(path)
        problems += wrong
        if document:
            found.append(document)
    return found, problems


def paragraphs(document: Annotated) -> list[tuple[int, int]]:
    """The stretches of the text that are coded, paragraph by paragraph."""
    found: list[tuple[int, int]] = []
    cut = False
    for line in document.lines:
        if line.part == "furniture":
            cut = True
            continue
        if found and not cut and "\n" not in document.document.text[found[-1][1] : line.start]:
            found[-1] = (found[-1][0], line.end)
        else:
            found.append((line.start, line.end))
        cut = False
    return found


def polnear(document: Annotated) -> list[dict[str, list[tuple[int, int]]]]:
    """The outermost attributions with the content as PolNeAR cuts it: with "that" and the quotation marks around it."""
    text = document.document.text
    return [
        {
            "source": [(s.source.start, s.source.end)] if s.source else [],
            "cue": [(s.cue.start, s.cue.end)] if s.cue else [],
            "content": [_outward(text, q, first=n == 0) for n, q in enumerate(s.contents)],
        }
        for s in document.said.values()
        if s.outer is None
    ]


def _outward(text: str, quote: Quote, *, first: bool) -> tuple[int, int]:
    start, end = quote.start, quote.end
    if start and text[start - 1] in '“"‘«„':
        start -= 1
    if opened := re.search(r"\b(?:that|whether|if|to)\s+$", text[max(0, start - 10) : start]) if first else None:
        start -= len(opened.group())
    closed = re.match(r"[.,!?]?[”\"’»]", text[end : end + 2])
    if closed and (text[start] in '“"‘«„' or closed.group()[-1] in "”»" or "“" in text[start:end]):
        end += len(closed.group())
    return start, end


class _Document(Sheet):
    """One file being read: head, lists and text, then the marks."""

    def __init__(self, name: str, content: str) -> None:
        super().__init__(name)
        self.head: dict[str, str] = {}
        section: Callable[[int, str], None] = self._head_line
        for number, raw in enumerate(content.split("\n"), 1):
            line = raw.rstrip()
            if line.startswith("== "):
                chosen = {"actors": self._actor_line, "places": self._place_line, "text": self.take}.get(line[3:].strip())
                if chosen is None:
                    self.wrong(number, f"unknown part {line!r}; the parts are == actors, == places, == text")
                    return
                section = chosen
                if chosen == self.take:
                    self._whose()
            else:
                section(number, line)
        self.end()

    def _head_line(self, number: int, line: str) -> None:
        if not line:
            return
        key, colon, value = line.partition(":")
        if not colon or key not in HEAD:
            self.wrong(number, f"head line {line[:40]!r} is not `key: value` with a key of {', '.join(sorted(HEAD))}")
        elif key in self.head:
            self.wrong(number, f"{key} stands twice")
        else:
            self.head[key] = value.strip()

    def _actor_line(self, number: int, line: str) -> None:
        if not line:
            return
        cells = [c.strip() for c in line.split("|")]
        if len(cells) < 3:
            self.wrong(number, "an actor is `ID | name | COUNTRY SECTOR | other names; …`")
            return
        country, sector = self.kin(number, cells[2].split())
        names: list[str] = []
        members: tuple[str, ...] = ()
        for cell in cells[3:]:
            if cell.startswith("members "):
                members = tuple(m.strip() for m in cell.removeprefix("members ").split(","))
            else:
                names += [n.strip() for n in cell.split(";") if n.strip()]
        if cells[0] in self.actors:
            self.wrong(number, f"actor {cells[0]} stands twice")
        self.actors[cells[0]] = Person(cells[0], None if cells[1] == "-" else cells[1], country, sector, tuple(names), members)

    def _place_line(self, number: int, line: str) -> None:
        if not line:
            return
        cells = [c.strip() for c in line.split("|")]
        if len(cells) != 3:
            self.wrong(number, "a place is `Name | COUNTRY | latitude longitude` or `… | invented`, `… | region`, `… | unknown`")
            return
        country = None if cells[1] == "-" else cells[1]
        if country is not None and not re.fullmatch("[A-Z]{3}", country):
            self.wrong(number, f"{country!r} is no ISO 3166-1 alpha-3 code")
            country = None
        point = re.fullmatch(r"(-?\d+(?:\.\d+)?)[ ,]+(-?\d+(?:\.\d+)?)", cells[2])
        if point is None and cells[2] not in ("invented", "region", "unknown"):
            self.wrong(number, f"{cells[2]!r} is neither `latitude longitude` nor invented, region or unknown")
        latitude, longitude = (float(point[1]), float(point[2])) if point else (None, None)
        if latitude is not None and longitude is not None and not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            self.wrong(number, f"{cells[2]} is no point of the Earth")
        self.places[cells[0]] = Where(cells[0], country, latitude, longitude, None, None)

    def _whose(self) -> None:
        """Publisher and speaker, after the head and the actors."""
        cells = [c.strip() for c in self.head.get("publisher", "-").split("|")]
        if len(cells) == 3:
            self.publisher = Person("-", cells[1], *self.kin(1, cells[2].split()))
        elif len(cells) != 1:
            self.wrong(1, "the publisher is `- | name | COUNTRY SECTOR`, or `-`")
        self.speaker = self.head.get("speaker")
        if self.speaker is not None and self.speaker not in self.actors:
            self.wrong(1, f"the speaker {self.speaker} is not in the list of actors")
            self.speaker = None

    def turn(self, number: int, who: list[str], label: str | None) -> str | None:
        """The actor of the list whose turn it is."""
        if len(who) == 1 and who[0] in self.actors:
            return who[0]
        self.wrong(number, f"{' '.join(who)} is not in the list of actors")
        return None

    def annotated(self, stem: str) -> Annotated | None:
        """The document, after its marks have been read."""
        for key in ("id", "genre", "title"):
            if key not in self.head:
                self.wrong(1, f"the head has no {key}")
        if self.head.get("id", stem) != stem:
            self.wrong(1, f"the id {self.head['id']!r} is not the file's name")
        if not self.lines:
            self.wrong(1, "there is no sentence under == text")
            return None
        date = self.head.get("date")
        if date is not None and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
            self.wrong(1, f"the date {date!r} is not YYYY-MM-DD")
            date = None
        marks = Marks(self, stem)
        marks.all()
        return Annotated(
            self.head,
            self.record(stem, marks.claims, self.head.get("title"), date, f"documents/{self.name}"),
            self.lines,
            self.actors,
            self.said,
            marks.claims,
            marks.labels,
            in_order([*self.mentions, *self._names()]),
            self.head.get("group"),
        )

    def _names(self) -> Iterator[tuple[str, Quote]]:
        """Every occurrence of a name that always means the same actor."""
        for actor in self.actors.values():
            for name in actor.names:
                places = [(m.start(), m.end()) for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self.text)]
                yield from ((actor.id, Quote(a, b, self.text[a:b])) for a, b in places)
