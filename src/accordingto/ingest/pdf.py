"""PDF files: columns in reading order, words broken at a line's end mended, running heads, page numbers and footnotes apart."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median_low
from typing import Any

import msgspec

from accordingto.errors import NoArticle, NotText, TooLarge
from accordingto.ingest import sheet
from accordingto.ingest.hyphens import WORD, join, tidy
from accordingto.ingest.plain import BULLET, MAX_TEXT, Part, Source, clean, joined, parsing
from accordingto.ingest.sheet import Column, Line
from accordingto.types import BlockKind

MAX_PAGES = 2_000
_FEWEST_LETTERS = 20
_NUMBER = re.compile(r"\W*(?:page\s+)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE)
_LEADER = re.compile(r"(?:\.\s?){4,}\s*(?:\d{1,4}|[ivxl]{1,6})$|…{2,}\s*\d{1,4}$")
_NOTE = re.compile(r"(\d{1,3}|[*†‡§]{1,3})[.)]?\s+\S|([*†‡§]{1,3})\S")
_GLUED = re.compile(r"((?:[^\W\d_]{2}[.,;:!?”\"’)]|[^\W\d_]{3}))(\d{1,3})(?=[\s.,;:”\"’)]|$)")
_ENDS = (".", "!", "?", ":", ";", "”", '"', "’", ")")
_LARGE = 1.12
_RUNNING, _FOOTNOTE, _MARK = "running head or page number", "footnote", "mark of a footnote"


class _Sheet(msgspec.Struct):
    """A page: what runs along its top and its bottom, what is turned, its columns and its footnotes."""

    above: list[Part]
    columns: list[list[Line]]
    below: list[Part]


def pdf(data: bytes, name: str) -> Source:
    """The text of a PDF, page by page; running heads and page numbers become furniture.

    Raises:
        NotText: it is no PDF, encrypted, or has columns whose order cannot be told.
        NoArticle: it holds no text.
        TooLarge: too many pages or too much text.
    """
    with parsing(name, "is no PDF that can be read", "save it again as PDF or as text"):
        pages = _read_pages(data, name)
    if sum(c.isalpha() for page in pages for line in page for c in line.words) < _FEWEST_LETTERS:
        raise NoArticle(name, "holds no text, perhaps scans", "run OCR on it first")
    heights = Counter(round(line.height, 1) for page in pages for line in page for _ in line.words)
    body = heights.most_common(1)[0][0]
    running = _running([sheet.rows(page) for page in pages])
    sheets = [_sheet(page, running, body, name) for page in pages]
    return joined(_parts(sheets, body))


def _read_pages(data: bytes, name: str) -> list[list[Line]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise NotText(name, "is an encrypted PDF" if locked else "is no PDF that can be read", "save an open copy") from error
    try:
        if len(document) > MAX_PAGES:
            raise TooLarge(name, f"has more than {MAX_PAGES} pages", "split it")
        return list(_stretches(document, name))
    finally:
        document.close()


def _stretches(document: Any, name: str) -> Iterator[list[Line]]:
    length = 0
    for page in document:
        text = page.get_textpage()
        found = [msgspec.structs.replace(line, words=clean(line.words)) for line in sheet.stretches(text)]
        length += sum(len(line.words) for line in found)
        if length > MAX_TEXT:
            raise TooLarge(name, f"holds more than {MAX_TEXT // 1_000_000} MB of text", "split it into documents")
        yield found
        text.close()
        page.close()


def _words(row: Sequence[Line]) -> str:
    return " ".join(part.words for part in row)


def _shape(words: str) -> str:
    """A short line without a full stop with its figures blotted out, so that "Bulletin 3" and "Bulletin 4" are one running head."""
    if not words or words[-1] in ".!?" or len(words) > 80:
        return words
    blotted = re.sub(r"\d+", "#", words)
    return re.sub(r"^\W*#\W+|\W+#\W*$", "", blotted) or "#"


def _running(pages: Sequence[Sequence[Sequence[Line]]]) -> set[str]:
    edges = Counter(shape for rows in pages for shape in {_shape(_words(row)) for row in (*rows[:2], *rows[-2:])} - {"#"})
    return {shape for shape, n in edges.items() if n >= max(2, len(pages) // 3)}


def _sheet(page: Sequence[Line], running: set[str], body: float, name: str) -> _Sheet:
    """A page taken apart.

    Raises:
        NotText: the order of its columns cannot be told.
    """
    upright = [part for part in page if not part.turned]
    above = [Part(tidy(part.words), "furniture", "turned text") for part in page if part.turned]
    below: list[Part] = []
    rest: list[Line] = []
    rows = sheet.rows(upright)
    for number, row in enumerate(rows):
        words = _words(row)
        at_edge = number < 2 or number >= len(rows) - 2
        outermost = number in (0, len(rows) - 1)
        if (at_edge and _shape(words) in running) or (outermost and _NUMBER.fullmatch(words)):
            (above if number * 2 < len(rows) else below).append(Part(tidy(words), "furniture", _RUNNING))
        else:
            rest += row
    columns = sheet.columns(rest) if rest else []
    if sum(column.unclear for column in columns) > 1:
        raise NotText(name, "has columns whose order cannot be told", "save it as text or as a Word file")
    notes = [_notes(column, body, _marks(columns)) for column in columns]
    marks = {note.words.split()[0].rstrip(".)") for column in notes for note in column if _NOTE.match(note.words)}
    for column, own in zip(columns, notes, strict=True):
        column.lines = [_without_marks(line, marks) for line in column.lines[: len(column.lines) - len(own)]]
        below[:0] = _joined_notes(own)
    return _Sheet(above, [column.lines for column in columns if column.lines], below)


def _marks(columns: Sequence[Column]) -> set[str]:
    """The marks of notes that a page's text may hold: raised ones and figures that hang on a word."""
    lines = [line for column in columns for line in column.lines]
    return {mark for line in lines for mark in line.marks} | {m.group(2) for line in lines for m in _GLUED.finditer(line.words)}


def _notes(column: Column, body: float, marks: set[str]) -> list[Line]:
    """The footnotes of a column: the last lines, from one on that begins with a mark and is set smaller, or has its mark in the text."""
    lines = column.lines
    usual = _leading(lines)
    begins = len(lines)
    for n in range(len(lines) - 1, 0, -1):
        line = lines[n]
        small = line.height < 0.93 * body
        mark = _NOTE.match(line.words)
        apart = lines[n - 1].base - line.base > 1.15 * usual or lines[n - 1].height > 1.05 * line.height
        if mark is not None and (small or ((mark.group(1) or mark.group(2)) in marks and (apart or begins < len(lines)))):
            begins = n
        elif not small and n < len(lines) - 4:
            break
    # A list that ends the text is no apparatus: what is above it must be larger or further away.
    if begins < len(lines) and lines[begins].height >= 0.93 * body and lines[begins - 1].base - lines[begins].base <= 1.15 * usual:
        return []
    return lines[begins:]


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of two lines, gaps between paragraphs left out as far as there are closer lines."""
    gaps = sorted(a.base - b.base for a, b in pairwise(lines) if a.base > b.base)
    close = [gap for gap in gaps if gap < 2 * min(line.height for line in lines)]
    return median_low(close or gaps) if gaps else 0.0


def _joined_notes(lines: Sequence[Line]) -> list[Part]:
    notes: list[str] = []
    for line in lines:
        if notes and not _NOTE.match(line.words):
            notes[-1] = join(notes[-1], line.words, {})
        else:
            notes.append(line.words)
    return [Part(tidy(words), "furniture", _FOOTNOTE) for words in notes]


def _without_marks(line: Line, notes: set[str]) -> Line:
    """A line without the figures that hang on its words and are the marks of this page's footnotes."""
    marks = [m.group(2) for m in _GLUED.finditer(line.words) if m.group(2) in notes]
    if not marks:
        return line
    words = _GLUED.sub(lambda m: m.group(1) if m.group(2) in notes else m.group(), line.words)
    return msgspec.structs.replace(line, words=words, marks=(*line.marks, *marks))


class _Gathered:
    """The parts of a document so far, and the paragraph that the next column may go on with."""

    def __init__(self, sheets: Sequence[_Sheet]) -> None:
        words = (word.lower() for s in sheets for column in s.columns for line in column for word in WORD.findall(line.words))
        self.known: Mapping[str, int] = Counter(words)
        self.parts: list[Part] = []
        self.last: int | None = None

    def goes_on(self, words: str, *, full: bool) -> bool:
        if self.last is None:
            return False
        before = self.parts[self.last].words
        return not before.endswith(_ENDS) and (words[0].islower() or (full and self.parts[self.last].kind is None))


def _parts(sheets: Sequence[_Sheet], body: float) -> list[Part]:
    """Paragraphs and furniture; a paragraph that goes on over the page is put together, the furniture between follows it."""
    gathered = _Gathered(sheets)
    parts = gathered.parts
    full = False
    for number, page in enumerate(sheets):
        parts += page.above
        for column in page.columns:
            for n, lines in enumerate(_paragraphs_of(column, body)):
                words = _mended(lines, gathered.known)
                if n == 0 and gathered.last is not None and gathered.goes_on(words, full=full):
                    parts[gathered.last] = Part(tidy(join(parts[gathered.last].words, words, gathered.known)), parts[gathered.last].kind)
                elif _LEADER.search(words):
                    parts.append(Part(tidy(words), "furniture", "table of contents"))
                else:
                    titled = number > 0 or any(part.kind == "title" for part in parts)
                    parts.append(_part(words, lines, body, titled=titled))
                    gathered.last = len(parts) - 1
                parts += [Part(mark, "furniture", _MARK) for line in lines for mark in line.marks]
                width = max(line.right - line.left for line in column)
                full = lines[-1].right - lines[-1].left > 0.85 * width and lines[-1].height < _LARGE * body
        parts += page.below
    return parts


def _part(words: str, lines: Sequence[Line], body: float, *, titled: bool) -> Part:
    if len(lines) == 1 and lines[0].row:
        return Part(tidy(words), "row")
    large = all(line.height > _LARGE * body for line in lines) and len(words) < 300
    if large and not titled and (words.isupper() or words.count(" ") < 2):
        return Part(tidy(words), None)  # a letterhead, or a name: its form tells
    if large:
        kind: BlockKind = "heading" if titled or max(line.height for line in lines) < 1.2 * body else "title"
        return Part(tidy(words), kind)
    bullet = BULLET.match(words)
    return Part(tidy(words[bullet.end() :]), "item") if bullet and bullet.end() < len(words) else Part(tidy(words), None)


def _paragraphs_of(lines: Sequence[Line], body: float) -> Iterator[list[Line]]:
    """Lines put together where neither a gap, an indent, a bullet, a change of size nor a short last line parts them."""
    usual = _leading(lines)
    margin = min(line.left for line in lines)
    width = sorted(len(line.words) for line in lines)[len(lines) * 9 // 10]
    paragraph = [lines[0]]
    for line in lines[1:]:
        if _parted(paragraph, line, usual, margin, width, body):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _parted(paragraph: list[Line], line: Line, usual: float, margin: float, width: int, body: float) -> bool:
    before = paragraph[-1]
    ended = before.words.endswith(_ENDS)
    large = before.height > _LARGE * body
    if before.base - line.base > max(1.35 * usual, 1.25 * before.height if large else 0.0) > 0 or before.row or line.row:
        return True
    if BULLET.match(line.words) or not 0.89 < line.height / before.height < _LARGE or _LEADER.search(before.words):
        return True
    if ended and (len(before.words) < 0.75 * width or line.left - margin > 8):
        return True
    heading = len(paragraph) == 1 and not ended and not large and len(before.words) < 0.7 * width
    return heading and line.words[0].isupper() and not before.words.endswith(",")


def _mended(lines: Sequence[Line], known: Mapping[str, int]) -> str:
    words = lines[0].words
    for line in lines[1:]:
        words = join(words, line.words, known)
    return words
