"""The marks of annotated text: attribution lines and claim lines under a sentence, made into records of the contract.

The form is described in ``docs/annotation.md``. Documents and the passages of the bank differ only in how a mark names an actor and a
place: :meth:`Marks.party` and :meth:`Marks.place`.
"""

import itertools
import re
from collections.abc import Sequence
from typing import get_args

import msgspec

from accordingto import types
from accordingto.types import (
    Actor,
    Claim,
    Comparator,
    Direction,
    Event,
    EventType,
    Figure,
    Link,
    Quote,
    Relation,
    RelationType,
    When,
    Where,
)
from evaluation.sheet import CONTEXTS, MODALITIES, MODES, QUOTED, SAME, AnnotationError, Line, Person, Said, Sheet

EDTF = re.compile(r"(\.\.|-?[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[~?%]?)(/(\.\.|-?[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[~?%]?))?")
# what may be taken for granted: that something is so, and that somebody needs, wants or plans it ("the need to …", "its plan to …")
PRESUPPOSED = ("asserted", "demanded", "planned")
FULL_DATE = re.compile(r"\b(19|20)\d\d\b")
TOKEN = re.compile(rf"(?P<quote>{QUOTED})(?:#(?P<nth>\d+))?|(?P<bar>\|)|(?P<plus>\+(?=\s))|(?P<word>[^\s|\"`]+)")


Token = re.Match[str]


def fields(row: str) -> list[list[Token]]:
    """The tokens of a mark line (quotes, pluses, words), field by field.

    Raises:
        AnnotationError: a quotation mark is not closed.
    """
    left = TOKEN.sub("", row).strip()
    if left:
        raise AnnotationError(f"cannot read {left[:30]!r}; are the quotation marks balanced?")
    cells: list[list[Token]] = [[]]
    for m in TOKEN.finditer(row):
        if m["bar"]:
            cells.append([])
        else:
            cells[-1].append(m)
    return cells


class Marks:
    """The marks of one text.

    Attributions are read before claims and before what carries them on, so that a content may stand before its cue's sentence.
    """

    def __init__(self, sheet: Sheet, stem: str) -> None:
        self.sheet, self.stem = sheet, stem
        self.claims: list[Claim] = []
        self.labels: dict[str, str] = {}
        self.wanted: list[tuple[int, int, RelationType, str]] = []
        self.number = 0

    def all(self) -> None:
        """Read all mark lines of the sheet; what is wrong is noted there."""
        carried = [r for r in self.sheet.rows if re.match(r"@\S+ \+", r[2])]
        opened = [r for r in self.sheet.rows if r[2].startswith("@") and r not in carried]
        for rows, read in (
            (opened, self._attribution),
            (carried, self._carry),
            ([r for r in self.sheet.rows if r[2][0] == "-"], self._claim),
        ):
            for number, line, row in rows:
                self.number = number
                try:
                    if line.part == "furniture":
                        raise AnnotationError("a mark stands under page furniture, which is not coded")
                    read(line, row)
                except AnnotationError as error:
                    self.sheet.wrong(number, str(error))
            if rows is opened:
                self._nested(opened)
            elif rows is carried:
                self._contents(opened)
        self._relate()
        self.sheet.problems.sort(key=lambda p: p.line)

    def _nested(self, opened: Sequence[tuple[int, Line, str]]) -> None:
        """Every outer attribution is there, and none lies within itself."""
        said = self.sheet.said
        for number, _, row in opened:
            name = row.split()[0]
            seen, at = {name}, said[name].outer if name in said else None
            while at is not None and at in said and at not in seen:
                seen.add(at)
                at = said[at].outer
            if at is not None:
                self.sheet.wrong(number, f"{name} lies within itself" if at in said else f"{at} is not an attribution of this text")
                said[name].outer = None

    def _contents(self, opened: Sequence[tuple[int, Line, str]]) -> None:
        """Every attribution has a content, if only in another sentence."""
        for number, _, row in opened:
            name = row.split()[0]
            if name in self.sheet.said and not self.sheet.said[name].contents:
                self.sheet.wrong(number, f"{name} has no content, here or carried on in another sentence")

    # --- what documents and passages name differently

    def party(self, line: Line, cell: Sequence[Token]) -> tuple[Person | None, Sequence[Token]]:
        """Who stands at the front of a field (None for nobody of the list), and what follows behind."""
        name = cell[0].group()
        if name in ("-", "?"):
            return None, cell[1:]
        if name not in self.sheet.actors:
            raise AnnotationError(f"{name} is not in the list of actors")
        return self.sheet.actors[name], cell[1:]

    def place(self, name: str, *, whole: bool) -> Where:
        """The place of the list with this name; where ``whole`` is false, the one whose name the words hold."""
        places = self.sheet.places
        known = places.get(name) or next((p for n, p in places.items() if not whole and n in name), None)
        if known is None:
            raise AnnotationError(f"the place {name!r} is not in the list of places")
        return known

    # --- words

    def quote(self, line: Line, m: Token, inside: tuple[Quote, ...] = ()) -> Quote:
        """The stretch of the sentence that a quoted token names."""
        if m["quote"] is None:
            raise AnnotationError(f"expected quoted words, found {m.group()!r}")
        words, text = m["quote"][1:-1], self.sheet.text
        parts = [p.strip() for p in re.split(r"\s*…\s*", words)] if words.strip("… ") else [words]
        parts = [p for p in parts if p]
        if not parts:
            raise AnnotationError("empty quotation marks")
        sentence = text[line.start : line.end].translate(SAME)
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

    def quotes(self, line: Line, cell: Sequence[Token]) -> tuple[Quote, ...]:
        """``"…" + "…"`` or ``*``."""
        if len(cell) == 1 and cell[0]["word"] == "*":
            first = line.label.end if line.label and line.label.start == line.start else line.start
            first += len(self.sheet.text[first : line.end]) - len(self.sheet.text[first : line.end].lstrip())
            return (Quote(first, line.end, self.sheet.text[first : line.end]),)
        wanted = [m for m in cell if not m["plus"]]
        if not wanted or len(cell) != 2 * len(wanted) - 1:
            raise AnnotationError("expected quoted words, in pieces joined by +")
        found = sorted((self.quote(line, m) for m in wanted), key=lambda q: q.start)
        for a, b in itertools.pairwise(found):
            if b.start < a.end:
                raise AnnotationError(f"the pieces {a.text!r} and {b.text!r} overlap")
        return tuple(found)

    # --- attributions

    def _carry(self, line: Line, row: str) -> None:
        """``@name + "content"``: the same attribution in another sentence."""
        head = fields(row)[0]
        name = head[0].group()
        if name not in self.sheet.said:
            raise AnnotationError(f"{name} is carried on but was never opened")
        contents = self.sheet.said[name].contents
        contents += self.quotes(line, head[2:])
        contents.sort(key=lambda q: q.start)

    def _attribution(self, line: Line, row: str) -> None:
        cells = fields(row)
        head = cells[0]
        name = head[0].group()
        if name in self.sheet.said:
            raise AnnotationError(f'{name} stands twice; another sentence carries it on with `{name} + "content"`')
        if len(head) < 3 or len(cells) < 3 or not all(cells):
            raise AnnotationError('an attribution is `@name HOW ID "source" | "cue" | "content"`')
        how = head[1].group()
        if how not in ("direct", "mixed", "indirect"):
            raise AnnotationError(f"{how!r} is none of direct, mixed, indirect")
        person, rest = self.party(line, head[2:])
        source = self._joined(line, rest) if rest and rest[0].group() != "-" else None
        if head[2].group() == "?" and source is None:
            raise AnnotationError("? needs the words of the source")
        cue = None if [m.group() for m in cells[1]] == ["-"] else self._joined(line, cells[1])
        outer = None
        for cell in cells[3:]:
            if len(cell) != 2 or cell[0].group() != "in":
                raise AnnotationError(f"cannot read {' '.join(m.group() for m in cell)!r}; expected `in @outer`")
            outer = cell[1].group()
        contents = [] if [m.group() for m in cells[2]] == ["-"] else list(self.quotes(line, cells[2]))
        self.sheet.said[name] = Said(name, how, person.id if person else None, source, cue, contents, outer)  # type: ignore[arg-type]
        if person and source:
            self.sheet.mentions.append((person.id, source))

    def _joined(self, line: Line, cell: Sequence[Token]) -> Quote:
        """Quoted words, of which in pieces the first counts ("called … off")."""
        return self.quotes(line, cell)[0]

    # --- claims

    def _claim(self, line: Line, row: str) -> None:
        cells = fields(row[2:])
        cut = next((k for k, m in enumerate(cells[0]) if m["word"] and m["word"] != "*"), len(cells[0]))
        evidence = self.quotes(line, cells[0][:cut])
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
            self.wanted.append((self.number, len(self.claims), type_, label))
        if claim.presupposed and modality not in PRESUPPOSED:
            raise AnnotationError(f"presup and {modality} exclude each other: what is taken for granted is asserted, wherever it stands")
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
            if word not in self.sheet.said:
                raise AnnotationError(f"{word} is not an attribution of this text")
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

    def _field(self, claim: "_Draft", line: Line, cell: list[Token]) -> None:
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
            claim.wording += [self.quote(line, m, claim.evidence) for m in rest if not m["plus"]]
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

    def _event(self, claim: "_Draft", line: Line, word: str, rest: list[Token]) -> Event:
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
        return Event(type_, mode or None, contexts, None, self.quote(line, rest[-1], claim.evidence))

    def _actor(self, claim: "_Draft", line: Line, role: str, rest: list[Token]) -> Actor:
        if not rest:
            raise AnnotationError(f"{role} needs an ID (or - where the text names nobody)")
        person, words = self.party(line, rest)
        mention = self.quote(line, words[0], claim.evidence) if words else None
        if person is None:
            return Actor(role, None, None, None, (), None, mention)  # type: ignore[arg-type]
        if mention:
            self.sheet.mentions.append((person.id, mention))
        return Actor(role, person.name, person.country, person.sector, person.members, None, mention)  # type: ignore[arg-type]

    def _figure(self, claim: "_Draft", line: Line, rest: list[Token]) -> Figure:
        if len(rest) < 4 or rest[3]["quote"] is None:
            raise AnnotationError('a figure is `fig VALUE UNIT COMPARATOR "words"`')
        comparator = rest[2].group()
        if comparator not in get_args(Comparator):
            raise AnnotationError(f"{comparator!r} is none of {' '.join(get_args(Comparator))}")
        more = _pairs(rest[4:], ("measured", "of", "max", "base", "dir", "asof"))
        words = {k: self.quote(line, more[k], claim.evidence).text for k in ("measured", "of") if k in more}
        return Figure(
            value=_number(rest[0].group()),
            value_max=_number(more["max"].group()) if "max" in more else None,
            unit=rest[1].group(),
            comparator=comparator,  # type: ignore[arg-type]
            baseline=_number(more["base"].group()) if "base" in more else None,
            direction=_direction(more["dir"].group()) if "dir" in more else None,
            measured=words.get("measured"),
            of=words.get("of"),
            as_of=_edtf(more["asof"].group()) if "asof" in more else None,
            quote=self.quote(line, rest[3], claim.evidence),
        )

    def _when(self, claim: "_Draft", line: Line, rest: list[Token]) -> When:
        if not rest:
            raise AnnotationError('a time is `when EDTF "words" past`')
        edtf = _edtf(rest[0].group())
        quote = next((self.quote(line, m, claim.evidence) for m in rest[1:] if m["quote"]), None)
        words = [m.group() for m in rest[1:] if not m["quote"]]
        tense = next((w for w in words if w in get_args(types.Tense)), None)
        bases = ("explicit", "relative", "document", "inferred")
        basis = next((w for w in words if w in bases), None)
        unknown = [w for w in words if w not in bases and w not in get_args(types.Tense)]
        if unknown:
            raise AnnotationError(f"cannot read {unknown[0]!r} in a time")
        usual = "inferred" if quote is None else "explicit" if FULL_DATE.search(quote.text) else "relative"
        return When(edtf, basis or usual, tense, quote)  # type: ignore[arg-type]

    def _where(self, claim: "_Draft", line: Line, rest: list[Token]) -> Where:
        quote = self.quote(line, rest[0], claim.evidence) if rest and rest[0]["quote"] else None
        tail = rest[1:] if quote else rest
        if tail and tail[0].group() == "=":
            name = " ".join(m.group().strip('"`') for m in tail[1:])
        elif quote:
            name = quote.text
        else:
            raise AnnotationError('a place is `where "words"`, `where "words" = Name` or `where = Name`')
        return msgspec.structs.replace(self.place(name, whole=bool(tail)), quote=quote)

    def _chain(self, line: Line, claim: "_Draft") -> tuple[Link, ...]:
        publisher = self.sheet.publisher
        links = [
            Link(publisher.name, publisher.country, publisher.sector, "publisher", "reported", None, None)
            if publisher
            else Link(None, None, None, "publisher", "reported", None, None)
        ]
        if line.speaker:
            person = self.sheet.actors[line.speaker]
            links.append(
                Link(person.name, person.country, person.sector, "direct" if line.label else "document", "reported", line.label, None)
            )
        names: list[str] = []
        at = claim.cited
        while at:
            names.insert(0, at)
            at = self.sheet.said[at].outer
        speaking = line.speaker
        for name in names:
            said = self.sheet.said[name]
            if speaking is not None and (said.actor == speaking or (said.source and said.source.text.lower() in ("i", "we"))):
                continue  # the speaker's own "we call on", also where a spokesman's "we" is his ministry: nobody else is cited
            speaking = said.actor
            cited = self.sheet.actors[said.actor] if said.actor else None
            kin = (cited.name, cited.country, cited.sector) if cited else (None, None, None)
            links.append(Link(*kin, said.how, "reported", said.source, said.cue))
        stances = claim.stances or ["reported"] * (len(links) - 1) + [claim.modality]
        if len(stances) != len(links) or any(s not in (*MODALITIES, "reported") for s in stances):
            raise AnnotationError(f"the chain has {len(links)} links; stances says {','.join(stances)}")
        return tuple(msgspec.structs.replace(link, stance=s) for link, s in zip(links, stances, strict=True))

    def _relate(self) -> None:
        """Put the relations in, after all labels are known."""
        for number, at, type_, label in self.wanted:
            if label not in self.labels:
                self.sheet.wrong(number, f"a relation names #{label}, which no claim bears")
                continue
            related = (*self.claims[at].relations, Relation(type_, self.labels[label]))
            self.claims[at] = msgspec.structs.replace(self.claims[at], relations=related)


class _Draft:
    """A claim while its line is read."""

    def __init__(self, evidence: tuple[Quote, ...]) -> None:
        self.evidence = evidence
        self.cited: str | None = None
        self.label: str | None = None
        self.modality: types.Modality = "asserted"
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
    words = words.translate(SAME)
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return before + re.escape(words) + after


def _pairs(cell: list[Token], keys: tuple[str, ...]) -> dict[str, Token]:
    found: dict[str, Token] = {}
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


def _direction(word: str) -> Direction:
    if word not in get_args(Direction):
        raise AnnotationError(f"{word!r} is none of {' '.join(get_args(Direction))}")
    return word  # type: ignore[return-value]


def _edtf(word: str) -> str:
    if not EDTF.fullmatch(word):
        raise AnnotationError(f"{word!r} is no EDTF date such as 2024-03-12, 2024-03, 2021/.., ../2024")
    return word
