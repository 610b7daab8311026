"""The annotated documents of ``corpus/``: the form that a person edits, read into records of the contract.

The form is described in ``docs/annotation.md``. :func:`read` never guesses: what it does not understand, and every word that does not
stand in the sentence above it, is a :class:`Problem` with file, line and what is wrong.
"""

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, get_args

import msgspec

from accordingto import types
from accordingto.types import (
    Actor,
    Claim,
    Comparator,
    Event,
    EventType,
    Figure,
    Link,
    Modality,
    Quote,
    Relation,
    RelationType,
    Stretch,
    When,
    Where,
)

ROOT = Path(__file__).resolve().parents[1] / "corpus"
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
HEAD = frozenset("id genre title date publisher speaker group side region topic".split())
MODALITIES = frozenset(get_args(Modality))
EDTF = re.compile(r"(\.\.|-?[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[~?%]?)(/(\.\.|-?[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[~?%]?))?")
FULL_DATE = re.compile(r"\b(19|20)\d\d\b")
_QUOTED = r'"[^"]*"|`[^`]*`'
TOKEN = re.compile(rf"(?P<quote>{_QUOTED})(?:#(?P<nth>\d+))?|(?P<bar>\|)|(?P<plus>\+(?=\s))|(?P<word>[^\s|\"`]+)")
_SAME = str.maketrans("’‘“”\u00a0", "''\"\" ")

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
    """An actor of the document's list, with the words that always mean it."""

    id: str
    name: str
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


def read(path: Path) -> tuple[Annotated | None, list[Problem]]:
    """Read one annotated document.

    Args:
        path: a file of ``corpus/documents``.

    Returns:
        the document, None where it cannot be read at all, and everything that is wrong with it.
    """
    try:
        reader = _Reader(path.name, path.read_text(encoding="utf-8"))
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
    for line in document.lines:
        if line.part == "furniture":
            continue
        if found and "\n" not in document.document.text[found[-1][1] : line.start]:
            found[-1] = (found[-1][0], line.end)
        else:
            found.append((line.start, line.end))
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


class _Reader:
    """One file being read: text first, then the marks under each sentence."""

    def __init__(self, name: str, content: str) -> None:
        self.name, self.problems = name, list[Problem]()
        self.head: dict[str, str] = {}
        self.actors: dict[str, Person] = {}
        self.places: dict[str, Where] = {}
        self.lines: list[Line] = []
        self.said: dict[str, Said] = {}
        self.rows: list[tuple[int, Line, str]] = []
        self.text = ""
        self.mentions: list[tuple[str, Quote]] = []
        self._sections(content)

    def wrong(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.name, line, message))

    def _sections(self, content: str) -> None:
        section: Callable[[int, str], None] = self._head_line
        self._text = _TextReader(self)
        for number, raw in enumerate(content.split("\n"), 1):
            line = raw.rstrip()
            if line.startswith("== "):
                chosen = {"actors": self._actor_line, "places": self._place_line, "text": self._text.line}.get(line[3:].strip())
                if chosen is None:
                    self.wrong(number, f"unknown part {line!r}; the parts are == actors, == places, == text")
                    return
                section = chosen
            else:
                section(number, line)
        self.text = self._text.finish()

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

    def _kin(self, number: int, code: str) -> tuple[str | None, str | None]:
        parts = code.split()
        if len(parts) != 2:
            self.wrong(number, f"{code!r} is not `COUNTRY SECTOR` (- for none)")
            return None, None
        country, sector = (None if p == "-" else p for p in parts)
        if country is not None and not re.fullmatch("[A-Z]{3}", country):
            self.wrong(number, f"{country!r} is no ISO 3166-1 alpha-3 code")
        if sector is not None and sector not in SECTORS:
            self.wrong(number, f"{sector!r} is no PLOVER sector")
        return country, sector

    def _actor_line(self, number: int, line: str) -> None:
        if not line:
            return
        cells = [c.strip() for c in line.split("|")]
        if len(cells) < 3:
            self.wrong(number, "an actor is `ID | name | COUNTRY SECTOR | other names; …`")
            return
        country, sector = self._kin(number, cells[2])
        names: list[str] = []
        members: tuple[str, ...] = ()
        for cell in cells[3:]:
            if cell.startswith("members "):
                members = tuple(m.strip() for m in cell.removeprefix("members ").split(","))
            else:
                names += [n.strip() for n in cell.split(";") if n.strip()]
        if cells[0] in self.actors:
            self.wrong(number, f"actor {cells[0]} stands twice")
        self.actors[cells[0]] = Person(cells[0], cells[1], country, sector, tuple(names), members)

    def _place_line(self, number: int, line: str) -> None:
        if not line:
            return
        cells = [c.strip() for c in line.split("|")]
        if len(cells) != 3:
            self.wrong(number, "a place is `Name | COUNTRY | latitude longitude` or `… | invented` or `… | region`")
            return
        country = None if cells[1] == "-" else cells[1]
        if country is not None and not re.fullmatch("[A-Z]{3}", country):
            self.wrong(number, f"{country!r} is no ISO 3166-1 alpha-3 code")
            country = None
        point = re.fullmatch(r"(-?\d+(?:\.\d+)?)[ ,]+(-?\d+(?:\.\d+)?)", cells[2])
        if point is None and cells[2] not in ("invented", "region"):
            self.wrong(number, f"{cells[2]!r} is neither `latitude longitude` nor invented nor region")
        latitude, longitude = (float(point[1]), float(point[2])) if point else (None, None)
        if latitude is not None and longitude is not None and not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            self.wrong(number, f"{cells[2]} is no point of the Earth")
        self.places[cells[0]] = Where(cells[0], country, latitude, longitude, None, None)

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
        publisher = self._publisher()
        marks = _Marks(self, stem, publisher)
        for number, line, row in self.rows:
            try:
                marks.row(line, row)
            except AnnotationError as error:
                self.wrong(number, str(error))
        marks.relate(self.wrong)
        speaker = self.head.get("speaker")
        if speaker is not None and speaker not in self.actors:
            self.wrong(1, f"the speaker {speaker} is not in the list of actors")
            speaker = None
        removed = tuple(Stretch(x.start, x.end, "furniture") for x in self.lines if x.part == "furniture")
        coded = [(q.start, q.end) for c in marks.claims for q in c.evidence]
        silent = [x for x in self.lines if x.part != "furniture" and not any(x.start <= s < x.end for s, _ in coded)]
        document = types.Document(
            id=stem,
            sha256=_sha256(self.text),
            text=self.text,
            title=self.head.get("title"),
            speaker=self.actors[speaker].name if speaker else None,
            publisher=publisher.name if publisher else None,
            language="en",
            date=types.DocumentDate(date, None, None, "given", ("annotated",)) if date else None,
            source=f"documents/{self.name}",
            removed=removed,
            uncoded=tuple(Stretch(x.start, x.end, "heading" if x.part == "heading" else "no claim") for x in silent),
        )
        mentions = [*self.mentions, *marks.mentions, *self._names()]
        unique = sorted(set(mentions), key=lambda m: (m[1].start, m[1].end, m[0]))
        return Annotated(
            self.head, document, self.lines, self.actors, self.said, marks.claims, marks.labels, unique, self.head.get("group")
        )

    def _publisher(self) -> Person | None:
        given = self.head.get("publisher", "-")
        cells = [c.strip() for c in given.split("|")]
        if len(cells) == 1:
            return None
        if len(cells) != 3:
            self.wrong(1, "the publisher is `- | name | COUNTRY SECTOR`, or `-`")
            return None
        return Person("-", cells[1], *self._kin(1, cells[2]))

    def _names(self) -> Iterator[tuple[str, Quote]]:
        """Every occurrence of a name that always means the same actor."""
        for actor in self.actors.values():
            for name in actor.names:
                places = [(m.start(), m.end()) for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self.text)]
                yield from ((actor.id, Quote(a, b, self.text[a:b])) for a, b in places)


class _TextReader:
    """The part under ``== text``."""

    def __init__(self, reader: _Reader) -> None:
        self.reader = reader
        self.part: Part = "body"
        self.speaker: str | None = None
        self.label: tuple[int, str] | None = None
        self.switched = False
        self.paragraphs: list[str] = []
        self.open = False
        self.at = 0

    def line(self, number: int, line: str) -> None:
        if not line:
            self.open = False
        elif line.startswith("["):
            self.open = False
            self._switch(number, line)
        elif line.startswith(("@", "- ")):
            if not self.reader.lines:
                self.reader.wrong(number, "a mark stands before any sentence")
            else:
                self.reader.rows.append((number, self.reader.lines[-1], line))
        else:
            self._sentence(number, line.removeprefix("\\"))

    def _switch(self, number: int, line: str) -> None:
        found = re.fullmatch(rf"\[(title|body|heading|publisher|furniture|speaker (\S+)(?: ({_QUOTED}))?)\]", line)
        if not found:
            self.reader.wrong(
                number, f'{line!r} is none of [title] [body] [heading] [publisher] [furniture] [speaker ID] [speaker ID "label"]'
            )
            return
        self.label, self.switched, self.speaker = None, found[1] != "body", None
        if found[2]:
            self.part, self.speaker = "speaker", found[2]
            if found[2] not in self.reader.actors:
                self.reader.wrong(number, f"{found[2]} is not in the list of actors")
                self.speaker = None
            if found[3]:
                self.label = (number, found[3][1:-1])
        else:
            parts: dict[str, Part] = {
                "title": "title",
                "body": "body",
                "heading": "heading",
                "publisher": "publisher",
                "furniture": "furniture",
            }
            self.part = parts[found[1]]

    def _sentence(self, number: int, line: str) -> None:
        reader = self.reader
        if self.open:
            self.at += 1
            self.paragraphs[-1] += " " + line
        else:
            self.at += 2 if self.paragraphs else 0
            self.paragraphs.append(line)
        self.open = True
        start, end = self.at, self.at + len(line)
        self.at = end
        label = None
        if self.label:
            if line.translate(_SAME).startswith(self.label[1].translate(_SAME)):
                label = Quote(start, start + len(self.label[1]), line[: len(self.label[1])])
            else:
                reader.wrong(number, f"the sentence does not begin with the label {self.label[1]!r}")
            self.label = None
        speaker = self.speaker if self.part == "speaker" else reader.head.get("speaker") if self.part == "body" else None
        if speaker is not None and speaker not in reader.actors:
            speaker = None
        previous = reader.lines[-1] if reader.lines else None
        if label is None and previous and self.part == "speaker" and previous.part == "speaker" and previous.speaker == speaker:
            label = previous.label
        reader.lines.append(Line(start, end, self.part, speaker, label))

    def finish(self) -> str:
        return "\n\n".join(self.paragraphs)


class _Tokens:
    """The tokens of one mark line: quotes, bars, pluses, words."""

    def __init__(self, row: str) -> None:
        self.found = list(TOKEN.finditer(row))
        left = TOKEN.sub("", row).strip()
        if left:
            raise AnnotationError(f"cannot read {left[:30]!r}; are the quotation marks balanced?")

    def fields(self) -> list[list[re.Match[str]]]:
        cells: list[list[re.Match[str]]] = [[]]
        for m in self.found:
            if m["bar"]:
                cells.append([])
            else:
                cells[-1].append(m)
        return cells


class _Marks:
    """The marks of one document."""

    def __init__(self, reader: _Reader, stem: str, publisher: Person | None) -> None:
        self.reader, self.stem, self.publisher = reader, stem, publisher
        self.claims: list[Claim] = []
        self.labels: dict[str, str] = {}
        self.mentions: list[tuple[str, Quote]] = []
        self.wanted: list[tuple[int, RelationType, str]] = []

    def row(self, line: Line, row: str) -> None:
        """One mark line under a sentence."""
        if line.part == "furniture":
            raise AnnotationError("a mark stands under page furniture, which is not coded")
        if row.startswith("@"):
            self._attribution(line, row)
        else:
            self._claim(line, row[2:])

    # --- words

    def _quote(self, line: Line, m: re.Match[str], inside: tuple[Quote, ...] = ()) -> Quote:
        """The stretch of the sentence that a quoted token names."""
        if m["quote"] is None:
            raise AnnotationError(f"expected quoted words, found {m.group()!r}")
        words, text = m["quote"][1:-1], self.reader.text
        parts = [p.strip() for p in re.split(r"\s*…\s*", words)] if words.strip("… ") else [words]
        parts = [p for p in parts if p]
        if not parts:
            raise AnnotationError("empty quotation marks")
        sentence = text[line.start : line.end].translate(_SAME)
        starts = [s.start() for s in re.finditer(_whole(parts[0]), sentence)]
        if not starts:
            raise AnnotationError(f"{parts[0]!r} does not stand in the sentence")
        if m["nth"]:
            nth = int(m["nth"])
            if not 1 <= nth <= len(starts):
                raise AnnotationError(f"{parts[0]!r} stands {len(starts)} times in the sentence, not {nth}")
            starts = [starts[nth - 1]]
        elif inside:
            held = [s for s in starts if any(q.start <= line.start + s < q.end for q in inside)]
            starts = held or starts
        end = starts[0] + len(parts[0])
        for part in parts[1:]:
            later = re.compile(_whole(part)).search(sentence, end)
            if later is None:
                raise AnnotationError(f"{part!r} does not stand behind {parts[0]!r} in the sentence")
            end = later.end()
        start = line.start + starts[0]
        return Quote(start, line.start + end, text[start : line.start + end])

    def _quotes(self, line: Line, cell: list[re.Match[str]]) -> tuple[Quote, ...]:
        """``"…" + "…"`` or ``*``."""
        if len(cell) == 1 and cell[0]["word"] == "*":
            first = line.label.end if line.label and line.label.start == line.start else line.start
            first += len(self.reader.text[first : line.end]) - len(self.reader.text[first : line.end].lstrip())
            return (Quote(first, line.end, self.reader.text[first : line.end]),)
        wanted = [m for m in cell if not m["plus"]]
        if not wanted or len(cell) != 2 * len(wanted) - 1:
            raise AnnotationError("expected quoted words, in pieces joined by +")
        found = sorted((self._quote(line, m) for m in wanted), key=lambda q: q.start)
        for a, b in itertools.pairwise(found):
            if b.start < a.end:
                raise AnnotationError(f"the pieces {a.text!r} and {b.text!r} overlap")
        return tuple(found)

    def _person(self, name: str) -> Person:
        if name not in self.reader.actors:
            raise AnnotationError(f"{name} is not in the list of actors")
        return self.reader.actors[name]

    # --- attributions

    def _attribution(self, line: Line, row: str) -> None:
        cells = _Tokens(row).fields()
        head = cells[0]
        name = head[0].group()
        if len(head) > 1 and head[1]["plus"]:
            if name not in self.reader.said:
                raise AnnotationError(f"{name} is carried on but was never opened")
            self.reader.said[name].contents += self._quotes(line, head[2:])
            return
        if name in self.reader.said:
            raise AnnotationError(f'{name} stands twice; a later sentence carries it on with `{name} + "content"`')
        if len(head) < 3 or len(cells) < 3:
            raise AnnotationError('an attribution is `@name HOW ID "source" | "cue" | "content"`')
        how = head[1].group()
        if how not in ("direct", "mixed", "indirect"):
            raise AnnotationError(f"{how!r} is none of direct, mixed, indirect")
        who = head[2].group()
        source = None
        if len(head) > 3 and head[3].group() != "-":
            source = self._joined(line, head[3:])
        actor = None if who in ("-", "?") else self._person(who).id
        if who == "?" and source is None:
            raise AnnotationError("? needs the words of the source")
        cue = None if [m.group() for m in cells[1]] == ["-"] else self._joined(line, cells[1])
        outer = None
        for cell in cells[3:]:
            if len(cell) != 2 or cell[0].group() != "in":
                raise AnnotationError(f"cannot read {' '.join(m.group() for m in cell)!r}; expected `in @outer`")
            outer = cell[1].group()
            if outer not in self.reader.said:
                raise AnnotationError(f"{outer} is not an attribution above this line")
        self.reader.said[name] = Said(name, how, actor, source, cue, list(self._quotes(line, cells[2])), outer)  # type: ignore[arg-type]
        if actor and source:
            self.mentions.append((actor, source))

    def _joined(self, line: Line, cell: list[re.Match[str]]) -> Quote:
        """Quoted words, of which in pieces the first counts ("called … off")."""
        return self._quotes(line, cell)[0]

    # --- claims

    def _claim(self, line: Line, row: str) -> None:
        cells = _Tokens(row).fields()
        cut = next((k for k, m in enumerate(cells[0]) if m["word"] and m["word"] != "*"), len(cells[0]))
        evidence = self._quotes(line, cells[0][:cut])
        claim = _Draft(evidence)
        flags = [m.group() for m in cells[0][cut:]]
        if "stances" in flags:
            claim.stances = "".join(flags[flags.index("stances") + 1 :]).split(",")
            flags = flags[: flags.index("stances")]
        for flag in flags:
            self._flag(claim, flag)
        for cell in cells[1:]:
            if not cell:
                raise AnnotationError("an empty field between two bars")
            self._field(claim, line, cell)
        chain = self._chain(line, claim)
        number = f"{self.stem}#{claim.label or f'c{len(self.claims) + 1}'}"
        if claim.label:
            if claim.label in self.labels:
                raise AnnotationError(f"the label #{claim.label} stands twice")
            self.labels[claim.label] = number
        modality = next((link.stance for link in reversed(chain) if link.stance != "reported"), None)
        if modality is None:
            raise AnnotationError("no link of the chain has a stance of its own")
        for type_, label in claim.relations:
            self.wanted.append((len(self.claims), type_, label))
        if claim.presupposed and modality != "asserted":
            raise AnnotationError(f"presup and {modality} exclude each other")
        self.claims.append(
            Claim(
                id=number,
                document=self.stem,
                kind="event" if claim.event else "figure" if claim.figure else "state",
                evidence=evidence,
                according_to=chain,
                modality=modality,
                polarity="negative" if claim.negative else "positive",
                presupposed=claim.presupposed,
                event=claim.event,
                figure=claim.figure,
                actors=tuple(claim.actors),
                when=claim.when,
                where=claim.where,
                wording=tuple(claim.wording),
                relations=(),
                confidence=1.0,
                coder="annotation",
            )
        )

    def _flag(self, claim: "_Draft", word: str) -> None:
        if word.startswith("@"):
            if word not in self.reader.said:
                raise AnnotationError(f"{word} is not an attribution above this line")
            claim.cited = word
        elif word.startswith("#"):
            claim.label = word[1:]
        elif word in MODALITIES:
            claim.modality = word  # type: ignore[assignment]
        elif word == "not":
            claim.negative = True
        elif word == "presup":
            claim.presupposed = True
        else:
            raise AnnotationError(f"cannot read {word!r}; expected @attribution, #label, a modality, not, presup, or a | before a field")

    def _field(self, claim: "_Draft", line: Line, cell: list[re.Match[str]]) -> None:
        word = cell[0].group()
        rest = cell[1:]
        if word in ("actor", "recipient", "both", "other"):
            claim.actors.append(self._actor(claim, line, word, rest))
        elif word == "fig":
            if claim.figure:
                raise AnnotationError("two figures in one claim; cut it in two")
            claim.figure = self._figure(claim, line, rest)
        elif word == "when":
            claim.when = self._when(claim, line, rest)
        elif word == "where":
            claim.where = self._where(claim, line, rest)
        elif word == "word":
            claim.wording += [self._quote(line, m, claim.evidence) for m in rest if not m["plus"]]
        elif word == "rel":
            if len(rest) != 2 or rest[0].group() not in get_args(RelationType) or not rest[1].group().startswith("#"):
                raise AnnotationError(f"a relation is `rel TYPE #label` with TYPE of {', '.join(get_args(RelationType))}")
            claim.relations.append((rest[0].group(), rest[1].group()[1:]))  # type: ignore[arg-type]
        elif word == "stances":
            claim.stances = "".join(m.group() for m in rest).split(",")
        elif word.split("/")[0] in get_args(EventType):
            if claim.event:
                raise AnnotationError("two events in one claim; cut it in two")
            claim.event = self._event(claim, line, word, rest)
        else:
            raise AnnotationError(f"unknown field {word!r}")

    def _event(self, claim: "_Draft", line: Line, word: str, rest: list[re.Match[str]]) -> Event:
        type_, _, mode = word.partition("/")
        if mode and mode not in MODES.get(type_, ()):
            raise AnnotationError(f"{type_} has no mode {mode!r}; it has {', '.join(sorted(MODES.get(type_, ()))) or 'none'}")
        contexts: tuple[str, ...] = ()
        if len(rest) > 1:
            given = "".join(m.group() for m in rest[:-1])
            contexts = tuple(c for c in given.strip("[]").split(",") if c)
            unknown = [c for c in contexts if c not in CONTEXTS]
            if unknown or not given.startswith("["):
                raise AnnotationError(f"cannot read {given!r} before the trigger; contexts stand in brackets")
        if not rest:
            raise AnnotationError("the event has no trigger")
        return Event(type_, mode or None, contexts, None, self._quote(line, rest[-1], claim.evidence))

    def _actor(self, claim: "_Draft", line: Line, role: str, rest: list[re.Match[str]]) -> Actor:
        if not rest:
            raise AnnotationError(f"{role} needs an ID (or - where the text names nobody)")
        who = rest[0].group()
        if who == "-":
            return Actor(role, None, None, None, (), None, None)  # type: ignore[arg-type]
        mention = self._quote(line, rest[1], claim.evidence) if len(rest) > 1 else None
        if who == "?":
            return Actor(role, None, None, None, (), None, mention)  # type: ignore[arg-type]
        person = self._person(who)
        if mention:
            self.mentions.append((person.id, mention))
        return Actor(role, person.name, person.country, person.sector, person.members, None, mention)  # type: ignore[arg-type]

    def _figure(self, claim: "_Draft", line: Line, rest: list[re.Match[str]]) -> Figure:
        if len(rest) < 4 or rest[3]["quote"] is None:
            raise AnnotationError('a figure is `fig VALUE UNIT COMPARATOR "words"`')
        comparator = rest[2].group()
        if comparator not in get_args(Comparator):
            raise AnnotationError(f"{comparator!r} is none of {' '.join(get_args(Comparator))}")
        more = _pairs(rest[4:], ("measured", "of", "max", "base", "asof"))
        words = {k: self._quote(line, more[k], claim.evidence).text for k in ("measured", "of") if k in more}
        return Figure(
            value=_number(rest[0].group()),
            value_max=_number(more["max"].group()) if "max" in more else None,
            unit=rest[1].group(),
            comparator=comparator,  # type: ignore[arg-type]
            baseline=_number(more["base"].group()) if "base" in more else None,
            measured=words.get("measured"),
            of=words.get("of"),
            as_of=_edtf(more["asof"].group()) if "asof" in more else None,
            quote=self._quote(line, rest[3], claim.evidence),
        )

    def _when(self, claim: "_Draft", line: Line, rest: list[re.Match[str]]) -> When:
        if not rest:
            raise AnnotationError('a time is `when EDTF "words" past`')
        edtf = _edtf(rest[0].group())
        quote = next((self._quote(line, m, claim.evidence) for m in rest[1:] if m["quote"]), None)
        words = [m.group() for m in rest[1:] if not m["quote"]]
        tense = next((w for w in words if w in get_args(types.Tense)), None)
        bases = ("explicit", "relative", "document", "inferred")
        basis = next((w for w in words if w in bases), None)
        unknown = [w for w in words if w not in bases and w not in get_args(types.Tense)]
        if unknown:
            raise AnnotationError(f"cannot read {unknown[0]!r} in a time")
        usual = "inferred" if quote is None else "explicit" if FULL_DATE.search(quote.text) else "relative"
        return When(edtf, basis or usual, tense, quote)  # type: ignore[arg-type]

    def _where(self, claim: "_Draft", line: Line, rest: list[re.Match[str]]) -> Where:
        quote = self._quote(line, rest[0], claim.evidence) if rest and rest[0]["quote"] else None
        tail = rest[1:] if quote else rest
        if tail and tail[0].group() == "=":
            name = " ".join(m.group().strip('"`') for m in tail[1:])
        elif quote:
            name = quote.text
        else:
            raise AnnotationError('a place is `where "words"`, `where "words" = Name` or `where = Name`')
        known = self.reader.places.get(name) or next((p for n, p in self.reader.places.items() if not tail and n in name), None)
        if known is None:
            raise AnnotationError(f"the place {name!r} is not in the list of places")
        return msgspec.structs.replace(known, quote=quote)

    def _chain(self, line: Line, claim: "_Draft") -> tuple[Link, ...]:
        publisher = self.publisher
        links = [
            Link(publisher.name, publisher.country, publisher.sector, "publisher", "reported", None, None)
            if publisher
            else Link(None, None, None, "publisher", "reported", None, None)
        ]
        if line.speaker:
            person = self.reader.actors[line.speaker]
            links.append(
                Link(person.name, person.country, person.sector, "direct" if line.label else "document", "reported", line.label, None)
            )
        names: list[str] = []
        at = claim.cited
        while at:
            names.insert(0, at)
            at = self.reader.said[at].outer
        speaking = line.speaker
        for name in names:
            said = self.reader.said[name]
            if said.actor is not None and said.actor == speaking:
                continue  # the speaker's own "we call on": nobody else is cited
            speaking = said.actor
            cited = self.reader.actors[said.actor] if said.actor else None
            kin = (cited.name, cited.country, cited.sector) if cited else (None, None, None)
            links.append(Link(*kin, said.how, "reported", said.source, said.cue))
        stances = claim.stances or ["reported"] * (len(links) - 1) + [claim.modality]
        if len(stances) != len(links) or any(s not in (*MODALITIES, "reported") for s in stances):
            raise AnnotationError(f"the chain has {len(links)} links; stances says {','.join(stances)}")
        return tuple(msgspec.structs.replace(link, stance=s) for link, s in zip(links, stances, strict=True))

    def relate(self, wrong: Callable[[int, str], None]) -> None:
        """Put the relations in, after all labels are known."""
        for number, type_, label in self.wanted:
            if label not in self.labels:
                wrong(1, f"a relation names #{label}, which no claim bears")
                continue
            claim = self.claims[number]
            related = (*claim.relations, Relation(type_, self.labels[label]))
            self.claims[number] = msgspec.structs.replace(claim, relations=related)


class _Draft:
    """A claim while its line is read."""

    def __init__(self, evidence: tuple[Quote, ...]) -> None:
        self.evidence = evidence
        self.cited: str | None = None
        self.label: str | None = None
        self.modality: Modality = "asserted"
        self.negative = self.presupposed = False
        self.event: Event | None = None
        self.figure: Figure | None = None
        self.actors: list[Actor] = []
        self.when: When | None = None
        self.where: Where | None = None
        self.wording: list[Quote] = []
        self.relations: list[tuple[RelationType, str]] = []
        self.stances: list[str] = []


def _whole(words: str) -> str:
    """A pattern for words that do not begin or end within another word."""
    words = words.translate(_SAME)
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return before + re.escape(words) + after


def _pairs(cell: list[re.Match[str]], keys: tuple[str, ...]) -> dict[str, re.Match[str]]:
    found: dict[str, re.Match[str]] = {}
    if len(cell) % 2:
        raise AnnotationError(f"{cell[-1].group()!r} stands alone behind the figure")
    for key, value in zip(cell[::2], cell[1::2], strict=True):
        if key.group() not in keys:
            raise AnnotationError(f"{key.group()!r} is none of {', '.join(keys)}")
        found[key.group()] = value
    return found


def _number(word: str) -> float:
    try:
        return float(word.replace(",", "").replace("_", ""))
    except ValueError:
        raise AnnotationError(f"{word!r} is no number") from None


def _edtf(word: str) -> str:
    if not EDTF.fullmatch(word):
        raise AnnotationError(f"{word!r} is no EDTF date such as 2024-03-12, 2024-03, 2021/.., ../2024")
    return word


def _sha256(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()
