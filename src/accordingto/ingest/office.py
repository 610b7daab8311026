"""PDF and Word files."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

import msgspec

from accordingto.errors import EmptyInput, NoArticle, NotText, TooLarge
from accordingto.ingest.plain import BULLET, MAX_TEXT, Part, Source, clean, joined, parsing
from accordingto.types import BlockKind

MAX_PAGES = 2_000
MAX_UNPACKED = 100_000_000
_FEWEST_LETTERS = 20
_NUMBER = re.compile(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE)
_HYPHEN = re.compile("[^\\W\\d_][-\u00ad\u2010\ufffe]$")
_CHUNK = re.compile("[^\r\n\ufffe]+\ufffe?|[\r\n\ufffe]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDS = (".", "!", "?", ":", ";", "”", '"', "’", ")")


class _Line(msgspec.Struct, frozen=True):
    """A line of a page; where it begins, in points from the left and the bottom of the page, None where that is not known."""

    words: str
    left: float | None
    bottom: float | None


def pdf(data: bytes, name: str) -> Source:
    """The text of a PDF, page by page; running heads and page numbers become furniture.

    Raises:
        NotText: it is no PDF, or encrypted. NoArticle: it holds no text. TooLarge: too many pages or too much text.
    """
    import pypdfium2

    with parsing(name, "is no PDF that can be read", "save it again as PDF or as text"):
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            locked = "password" in str(error).lower()
            raise NotText(name, "is an encrypted PDF" if locked else "is no PDF that can be read", "save an open copy") from error
        try:
            if len(document) > MAX_PAGES:
                raise TooLarge(name, f"has more than {MAX_PAGES} pages", "split it")
            sheets = _read_pages(document, name)
        finally:
            document.close()
    if sum(c.isalpha() for sheet in sheets for line in sheet for c in line.words) < _FEWEST_LETTERS:
        raise NoArticle(name, "holds no text, perhaps scans", "run OCR on it first")
    return joined(_parts(sheets))


def _read_pages(document: Any, name: str) -> list[list[_Line]]:
    sheets: list[list[_Line]] = []
    length = 0
    for page in document:
        text = page.get_textpage()
        sheets.append(list(_lines(text)))
        length += sum(len(line.words) for line in sheets[-1])
        if length > MAX_TEXT:
            raise TooLarge(name, f"holds more than {MAX_TEXT // 1_000_000} MB of text", "split it into documents")
        text.close()
        page.close()
    return sheets


def _lines(text: Any) -> Iterator[_Line]:
    """The lines of a page. PDFium marks a word broken at a line's end with U+0002 or U+FFFE."""
    at = 0
    for raw in _CHUNK.findall(text.get_text_range().replace("\x02", "\ufffe")):
        words = clean(raw).strip()
        if words.strip("\ufffe"):
            left, bottom = _place(text, at + len(raw) - len(raw.lstrip()))
            yield _Line(words, left, bottom)
        at += len(raw)


def _place(text: Any, index: int) -> tuple[float | None, float | None]:
    if not 0 <= index < text.count_chars():
        return None, None
    left, bottom, right, top = text.get_charbox(index, loose=True)
    return (left, bottom) if right > left and top > bottom else (None, None)


def _parts(sheets: Sequence[Sequence[_Line]]) -> list[Part]:
    """Paragraphs and furniture; a paragraph that goes on over the page is put together, the furniture between follows it."""
    running = _running(sheets)
    known = Counter(word.lower() for sheet in sheets for line in sheet for word in _WORD.findall(line.words))
    parts: list[Part] = []
    last: int | None = None
    for sheet in sheets:
        body = []
        for number, line in enumerate(sheet):
            at_edge = number < 2 or number >= len(sheet) - 2
            outermost = number in (0, len(sheet) - 1)
            if (at_edge and _shape(line.words) in running) or (outermost and _NUMBER.fullmatch(line.words)):
                parts.append(Part(line.words, "furniture"))
            else:
                body.append(line)
        for number, lines in enumerate(_paragraphs_of(body)):
            words = _mended(lines, known)
            if number == 0 and last is not None and words[0].islower() and not parts[last].words.endswith(_ENDS):
                parts[last] = Part(_join(parts[last].words, words, known), None)
            else:
                last = len(parts)
                bullet = BULLET.match(words)
                parts.append(Part(words[bullet.end() :], "item") if bullet and bullet.end() < len(words) else Part(words, None))
    return parts


def _shape(words: str) -> str:
    """A short line without a full stop with its figures blotted out, so that "Bulletin 3" and "Bulletin 4" are one running head."""
    return words if words[-1] in ".!?" or len(words) > 80 else re.sub(r"\d+", "#", words)


def _running(sheets: Sequence[Sequence[_Line]]) -> set[str]:
    edges = Counter(shape for sheet in sheets for shape in {_shape(line.words) for line in (*sheet[:2], *sheet[-2:])} - {"#"})
    return {shape for shape, n in edges.items() if n >= max(2, len(sheets) // 3)}


def _paragraphs_of(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines put together where neither a gap, an indent, a bullet nor a short last line parts them."""
    if not lines:
        return
    gaps = [a.bottom - b.bottom for a, b in pairwise(lines) if a.bottom and b.bottom and a.bottom > b.bottom]
    usual = median(gaps) if gaps else 0.0
    margin = min((line.left for line in lines if line.left is not None), default=0.0)
    width = sorted(len(line.words) for line in lines)[len(lines) * 9 // 10]
    paragraph = [lines[0]]
    for line in lines[1:]:
        if _parted(paragraph, line, usual, margin, width):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _parted(paragraph: list[_Line], line: _Line, usual: float, margin: float, width: int) -> bool:
    before = paragraph[-1]
    ended = before.words.endswith(_ENDS)
    if before.bottom and line.bottom and before.bottom - line.bottom > 1.35 * usual > 0:
        return True
    if BULLET.match(line.words):
        return True
    if ended and (len(before.words) < 0.75 * width or (line.left is not None and line.left - margin > 8)):
        return True
    heading = len(paragraph) == 1 and not ended and len(before.words) < 0.7 * width
    return heading and line.words[0].isupper() and not before.words.endswith(",")


def _mended(lines: list[_Line], known: Mapping[str, int]) -> str:
    words = lines[0].words
    for line in lines[1:]:
        words = _join(words, line.words, known)
    return words


def _join(before: str, after: str, known: Mapping[str, int]) -> str:
    """Two lines as one. A word broken at the end is mended; the hyphen stays where the document shows that it belongs to the word."""
    if not (_HYPHEN.search(before[-2:]) and after[0].islower()):
        return f"{before.rstrip(chr(0xFFFE))} {after}"
    head, tail = re.search(r"[^\W\d_]+$", before[-40:-1]), re.match(r"[^\W\d_]+", after)
    first, second = (head.group().lower() if head else ""), (tail.group().lower() if tail else "")
    # Each half counts once for this very place.
    compound = f"{first}-{second}" in known or (known.get(first, 0) > 1 and known.get(second, 0) > 1)
    return f"{before[:-1]}{'-' if compound and first + second not in known else ''}{after}"


def docx(data: bytes, name: str) -> Source:
    """The paragraphs of a Word file, with headings and lists by style.

    Raises:
        NotText: it is no Word file. TooLarge: it unpacks to too much. EmptyInput: no words.
    """
    _check_archive(data, name)
    import docx as word

    with parsing(name, "is no Word file, whatever its name says", "save it as .docx or as text"):
        document = word.Document(io.BytesIO(data))
        parts = [Part(_flat(p.text), _style((p.style.name if p.style is not None else None) or "")) for p in _paragraphs(document)]
        title = document.core_properties.title
    source = joined(parts)
    if not source.pieces:
        raise EmptyInput(name, "is empty", "give a file with text in it")
    return msgspec.structs.replace(source, title=_flat(title or "") or None)


def _flat(words: str) -> str:
    return re.sub(r"[ \t]*\n\s*", " ", clean(words)).strip()


def _paragraphs(document: Any) -> Iterator[Any]:
    for element in document.iter_inner_content():
        if hasattr(element, "rows"):
            for row in element.rows:
                for cell in dict.fromkeys(row.cells):
                    yield from cell.paragraphs
        else:
            yield element


def _style(name: str) -> BlockKind | None:
    if name.startswith("Title"):
        return "title"
    if name.startswith("Subtitle"):
        return "subtitle"
    if name.startswith("Heading"):
        return "heading"
    return "item" if name.startswith("List") else None


def _check_archive(data: bytes, name: str) -> None:
    """Refuses what is no Word file or a bomb before anything is unpacked; :mod:`zipfile` never unpacks more than a member declares."""
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
