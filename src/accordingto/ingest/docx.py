"""Word files as they read once every tracked change is accepted: paragraphs, tables, text boxes and controls in order, then notes."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from accordingto.errors import EmptyInput, NotText, TooLarge
from accordingto.ingest.breaks import CELLS, is_row, together
from accordingto.ingest.hyphens import tidy
from accordingto.ingest.plain import BULLET, Part, Source, clean, joined, parsing
from accordingto.types import BlockKind

MAX_UNPACKED = 100_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_VAL = f"{_W}val"
_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHORT_CELL = 60
_RUNNING = "header or footer of the pages"
# Elements that hold no words of the text: what a tracked change took away, properties, codes of fields, the second form of a drawing.
_GONE = frozenset(
    "del moveFrom rPr pPr sdtPr sdtEndPr tblPr trPr tcPr tblGrid sectPr instrText delText delInstrText fldData rt Fallback"
    " customXmlDelRangeStart".split()
)
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_TEMPLATE_TITLE = re.compile(r".*\.\w{2,4}|(?:document|untitled|microsoft word|word document|title)\b.*", re.IGNORECASE)
# A note that only leads elsewhere claims nothing, though "See the minutes" looks like a demand.
_CITES = re.compile(r"(?:see|cf|ibid|op\. cit|loc\. cit|compare|source|id)\b|https?:|www\.", re.IGNORECASE)
# A name before what it says: capitals, no full stop, no colon (a colon makes a label by itself).
_NAME = re.compile(r"(?:[A-Z][\w.’'-]*|of|the|de|al|bin|van|von)(?: (?:[A-Z(][\w.’')-]*|of|the|and|for|de|al|bin|van|von)){0,7}")


def looks_like_word(data: bytes) -> bool:
    """Whether bytes are a Word file, whatever its name says: a zip archive that holds a document."""
    return data[:4] == b"PK\x03\x04" and b"word/document" in data


def docx(data: bytes, name: str) -> Source:
    """The text of a Word file.

    Args:
        data: its bytes.
        name: how errors name it.

    Raises:
        NotText: it is no Word file. TooLarge: it unpacks to too much. EmptyInput: no words.
    """
    _check_archive(data, name)
    with parsing(name, "is no Word file, whatever its name says", "save it as .docx or as text"), zipfile.ZipFile(io.BytesIO(data)) as file:
        archive = _Archive(file)
        parts = _titled(_labelled(list(_Reader(archive).parts())))
        title = archive.title()
    source = joined(parts)
    if not any(piece.kind != "furniture" for piece in source.pieces):
        raise EmptyInput(name, "is empty", "give a file with text in it")
    return msgspec.structs.replace(source, title=title)


class _Style(msgspec.Struct, frozen=True):
    """What a style, or what it is based on, says: a kind, furniture's reason, whether its paragraphs are numbered."""

    kind: BlockKind | None = None
    reason: str | None = None
    numbered: bool = False
    bold: bool = False


class _Archive:
    """The members of a Word file, parsed when they are asked for."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self.file = file
        self.names = frozenset(file.namelist())

    def tree(self, member: str) -> Any:
        """The root of a member; None where there is none. No entity is resolved and nothing fetched."""
        from lxml import etree

        if member not in self.names:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        return etree.fromstring(self.file.read(member).replace(_STRICT, _W[1:-1].encode()), parser=parser)

    def trees(self, pattern: str) -> Iterator[Any]:
        """The roots of all members whose names match."""
        yield from (self.tree(member) for member in sorted(self.names) if re.fullmatch(pattern, member))

    def title(self) -> str | None:
        """The title among the file's properties; a file's or a template's name is none."""
        core = self.tree("docProps/core.xml")
        words = None if core is None else next((e.text for e in core if _tag(e) == "title"), None)
        title = " ".join(clean(words or "").split())
        return None if not title or _TEMPLATE_TITLE.fullmatch(title) else title

    def styles(self) -> dict[str, _Style]:
        """The paragraph and character styles by identifier."""
        root = self.tree("word/styles.xml")
        found = {} if root is None else {s.get(f"{_W}styleId"): s for s in root.iter(f"{_W}style")}
        return {key: _style(style, found) for key, style in found.items() if key}


class _Reader:
    """One pass over a Word file; ``words`` are those of the paragraph that is being gathered."""

    def __init__(self, archive: _Archive) -> None:
        self.archive = archive
        self.styles = archive.styles()
        self.notes: list[tuple[str, str]] = []
        self.words: list[tuple[str, bool]] = []
        self.boxes: list[Any] = []
        self.hidden: list[str] = []
        self.carried: list[tuple[str, bool]] = []

    def parts(self) -> Iterator[Part]:
        """Headers, the body, its notes in the order of their marks, footers, the words of drawings."""
        yield from self._around(r"word/header\d*\.xml", _RUNNING)
        body = self.archive.tree("word/document.xml").find(f"{_W}body")
        yield from self._blocks(body)
        if self.carried:
            yield from self._paragraph(None)
        yield from self._own_notes()
        yield from self._around(r"word/footer\d*\.xml", _RUNNING)
        yield from self._around(r"word/diagrams/data\d*\.xml", "drawing")

    def _around(self, pattern: str, reason: str) -> Iterator[Part]:
        seen = set()
        for root in self.archive.trees(pattern):
            for part in self._blocks(root) if reason == _RUNNING else [Part(" ".join(t.itertext()), None) for t in root.iter("{*}p")]:
                if part.words not in seen:
                    seen.add(part.words)
                    yield Part(part.words, "furniture", reason)

    def _own_notes(self) -> Iterator[Part]:
        numbered: Counter[str] = Counter()
        for kind, key in list(self.notes):
            root = self.archive.tree(f"word/{kind}s.xml")
            note = None if root is None else next((n for n in root.iter(f"{_W}{kind}") if n.get(f"{_W}id") == key), None)
            numbered[kind] += 1
            if note is not None:
                words = " ".join(part.words for part in self._blocks(note))
                yield Part(str(numbered[kind]), "furniture", "mark of a footnote")
                yield Part(words, "furniture", kind) if _CITES.match(words.strip()) else Part(words, "footnote")

    def _blocks(self, element: Any) -> Iterator[Part]:
        for child in element:
            tag = _tag(child)
            if tag == "p":
                yield from self._paragraph(child)
            elif tag == "tbl":
                yield from self._table(child)
            elif tag not in _GONE:
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Part]:
        """A paragraph line by line, then the text boxes that hang on it. Where its mark was deleted it goes on in the next one."""
        self.words, self.carried = self.carried, []
        properties = None if paragraph is None else paragraph.find(f"{_W}pPr")
        if paragraph is not None:
            self._inline(paragraph, bold=False)
        if properties is not None and properties.find(f"{_W}rPr/{_W}del") is not None:
            self.carried = self.words
            return
        words, boxes, hidden = self.words, self.boxes, self.hidden
        self.boxes, self.hidden = [], []
        style = self._style_of(properties)
        opening = "".join(w for w, _ in _opening(words))
        lines = together([" ".join(tidy(clean(line)).split()) for line in "".join(w for w, _ in words).split("\n")])
        for line in lines:
            yield _part(line, style, " ".join(opening.split()) if lines and line is lines[0] else "")
        if hidden:
            yield Part(" ".join("".join(hidden).split()), "furniture", "hidden in the file")
        for box in boxes:
            yield from self._blocks(box)

    def _inline(self, element: Any, *, bold: bool) -> None:
        for child in element:
            tag = _tag(child)
            if tag in _GONE:
                continue
            if tag == "t":
                self.words.append((child.text or "", bold))
            elif tag in _SIGNS:
                self.words.append((_SIGNS[tag], bold))
            elif tag == "txbxContent":
                self.boxes.append(child)
            elif tag in _NOTES:
                self.notes.append((_NOTES[tag], child.get(f"{_W}id")))
            elif tag == "r":
                self._run(child)
            else:
                self._inline(child, bold=bold)

    def _run(self, run: Any) -> None:
        properties = run.find(f"{_W}rPr")
        if properties is not None and _on(properties.find(f"{_W}vanish")):
            self.hidden += [t.text or "" for t in run.iter(f"{_W}t")]
            return
        bold = properties is not None and (_on(properties.find(f"{_W}b")) or self._named(properties, "rStyle").bold)
        self._inline(run, bold=bold)

    def _named(self, properties: Any, kind: str) -> _Style:
        found = properties.find(f"{_W}{kind}")
        return _Style() if found is None else self.styles.get(found.get(_VAL), _Style())

    def _style_of(self, properties: Any) -> _Style:
        if properties is None:
            return _Style()
        style = self._named(properties, "pStyle")
        level = properties.find(f"{_W}outlineLvl")
        if style.kind is None and level is not None and level.get(_VAL, "9") < "9":
            return _Style("heading")
        number = properties.find(f"{_W}numPr/{_W}numId")
        numbered = number.get(_VAL) != "0" if number is not None else style.numbered
        return _Style("item") if style.kind in (None, "item") and numbered else style

    def _table(self, table: Any) -> Iterator[Part]:
        lines = list(self._rows(table))
        names = Counter(" ".join(part.words for part in cells[0]) for cells in lines if len(cells) == 2)
        # A transcript set as a table: who speaks beside what they say.
        speakers = sum(names.values()) > 2 and max(names.values()) > 1 and all(_NAME.fullmatch(name.rstrip(":")) for name in names)
        for cells in lines:
            flat = [" ".join(part.words for part in cell) for cell in cells]
            if speakers and len(cells) == 2:
                yield Part(flat[0], "speaker")
                yield from (Part(part.words, part.kind or "paragraph") for part in cells[1])
            elif is_row(flat) and not any(part.kind in ("heading", "row") for cell in cells for part in cell):
                yield Part(CELLS.join(flat).strip(" |"), "row")
            else:
                yield from (_cell(part) for cell in cells for part in cell)

    def _rows(self, table: Any) -> Iterator[list[list[Part]]]:
        for row in table.iter(f"{_W}tr"):
            if next(row.iterancestors(f"{_W}tbl")) is not table or row.find(f"{_W}trPr/{_W}del") is not None:
                continue
            yield [list(self._blocks(cell)) for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row]


def _cell(part: Part) -> Part:
    """A short cell that is no sentence is part of a row."""
    return Part(part.words, "row") if part.kind is None and len(part.words) < _SHORT_CELL and part.words[-1] not in ".!?:”" else part


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _on(switch: Any) -> bool:
    return switch is not None and switch.get(_VAL, "1") not in ("0", "false", "off", "none")


def _style(style: Any, styles: dict[str, Any]) -> _Style:
    """What a style says, or the first of those it is based on that says something; built-in styles keep their English names in any Word."""
    numbered = bold = False
    for _ in range(12):
        called = style.find(f"{_W}name")
        numbered = numbered or style.find(f"{_W}pPr/{_W}numPr") is not None
        bold = bold or _on(style.find(f"{_W}rPr/{_W}b"))
        kind, reason = _by_name("" if called is None else called.get(_VAL, "").lower())
        if kind is not None:
            return _Style(kind, reason, numbered, bold)
        if style.find(f"{_W}pPr/{_W}outlineLvl") is not None:
            return _Style("heading", None, numbered, bold)
        based = style.find(f"{_W}basedOn")
        if based is None or (style := styles.get(based.get(_VAL))) is None:
            break
    return _Style(None, None, numbered, bold)


def _by_name(name: str) -> tuple[BlockKind | None, str | None]:
    if name.startswith(("toc ", "table of figures", "index ")):
        return "furniture", "table of contents"
    if name in ("header", "footer", "page number"):
        return "furniture", _RUNNING
    for begin, kind in (("title", "title"), ("subtitle", "subtitle"), ("heading", "heading"), ("caption", "caption")):
        if name.startswith(begin) and not name.startswith("heading pair"):
            return kind, None  # type: ignore[return-value]
    if name in ("quote", "intense quote", "block text"):
        return "quotation", None
    return ("item", None) if name.startswith("list ") and name != "list paragraph" else (None, None)


def _opening(words: Sequence[tuple[str, bool]]) -> Sequence[tuple[str, bool]]:
    """The bold words that a paragraph begins with; none where all of it is bold."""
    end = next((n for n, (word, bold) in enumerate(words) if word.strip() and not bold), None)
    return [] if end is None else words[:end]


class _Opened(Part, frozen=True):
    """A paragraph with the bold words that it begins with."""

    opening: str = ""


def _part(line: str, style: _Style, opening: str) -> Part:
    if style.kind == "furniture":
        return Part(line, "furniture", style.reason)
    if style.kind in ("title", "subtitle", "heading") and len(line) > 300:
        return Part(line, None)
    bullet = BULLET.match(line) if style.kind in (None, "item") else None
    if bullet is not None and bullet.end() < len(line):
        return Part(line[bullet.end() :], "item")
    return _Opened(line, style.kind, None, opening) if style.kind is None and line.startswith(opening) else Part(line, style.kind)


def _labelled(parts: Sequence[Part]) -> list[Part]:
    """Bold names before what they say, without a colon, as labels: where three paragraphs begin so, and one name comes again."""
    names = Counter(p.opening for p in parts if isinstance(p, _Opened) and _NAME.fullmatch(p.opening))
    if sum(names.values()) < 3 or max(names.values()) < 2:
        return list(parts)
    found: list[Part] = []
    for part in parts:
        if isinstance(part, _Opened) and part.opening in names:
            found += [Part(part.opening, "speaker"), Part(part.words[len(part.opening) :].strip(), "paragraph")]
        else:
            found.append(part)
    return found


def _titled(parts: list[Part]) -> list[Part]:
    """The first heading as the title, where none is marked as such and at most two lines stand above it."""
    first = [n for n, part in enumerate(parts) if part.kind != "furniture"][:3]
    head = next((n for n in first if parts[n].kind == "heading"), None)
    if head is not None and not any(part.kind == "title" for part in parts):
        parts[head] = Part(parts[head].words, "title")
    return parts


def _check_archive(data: bytes, name: str) -> None:
    """Refuses what is no Word file or a bomb before anything is unpacked; :mod:`zipfile` never unpacks more than a member declares."""
    if data.startswith(_OFFICE):
        raise NotText(name, "is an encrypted or an old Word file (.doc)", "save an open copy as .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            unpacked = sum(i.file_size for i in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise NotText(name, "is no Word file, whatever its name says", "save it as .docx or as text") from error
    if "word/document.xml" not in names:
        raise NotText(name, "is a zip archive but no Word file", "save it as .docx or as text")
    if unpacked > MAX_UNPACKED or unpacked > 200 * len(data) + 1_000_000:
        raise TooLarge(name, "unpacks to too much", "save it again with Word")
