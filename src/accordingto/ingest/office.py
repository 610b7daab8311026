"""PDF and Word files."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from accordingto.errors import EmptyInput, NoArticle, NotText, TooLarge
from accordingto.ingest.plain import Piece, Source, clean, read, strip
from accordingto.types import BlockKind

MAX_PAGES = 2_000
MAX_UNPACKED = 100_000_000
_NUMBER = re.compile(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE)


def pdf(data: bytes, name: str) -> Source:
    """The text of a PDF, page by page; running heads and page numbers become furniture.

    Raises:
        NotText: it is no PDF, or encrypted. NoArticle: it holds no text. TooLarge: too many pages.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise NotText(name, "is an encrypted PDF" if locked else "is no PDF that can be read", "save an open copy") from error
    try:
        if len(document) > MAX_PAGES:
            raise TooLarge(name, f"has more than {MAX_PAGES} pages", "split it")
        sheets = [clean(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()
    if sum(len(s.strip()) for s in sheets) < 20:
        raise NoArticle(name, "holds no text, perhaps scans", "run OCR on it first")
    return _sheets(sheets)


def _sheets(sheets: list[str]) -> Source:
    edges = Counter(line.strip() for s in sheets for line in _edge_lines(s))
    running = {line for line, n in edges.items() if line and n >= max(3, len(sheets) // 2)}
    text = "\n\n".join(sheets)
    source = read(text)
    pieces = [Piece(p.start, p.end, "furniture" if _runs(text[p.start : p.end], running) else p.kind) for p in source.pieces]
    return Source(source.text, tuple(pieces))


def _edge_lines(sheet: str) -> list[str]:
    lines = [line for line in sheet.split("\n") if line.strip()]
    return lines[:2] + lines[-2:]


def _runs(words: str, running: set[str]) -> bool:
    return words.strip() in running or _NUMBER.fullmatch(words) is not None


def docx(data: bytes, name: str) -> Source:
    """The paragraphs of a Word file, with headings and lists by style.

    Raises:
        NotText: it is no Word file. TooLarge: it unpacks to too much. EmptyInput: no words.
    """
    _check_archive(data, name)
    import docx as word
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = word.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        raise NotText(name, "is no Word file, whatever its name says", "save it as .docx or as text") from error
    parts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for paragraph in _paragraphs(document):
        words = clean(paragraph.text).replace("\n", " ").strip()
        if words:
            pieces.append(Piece(at, at + len(words), _style(paragraph.style.name if paragraph.style is not None else "")))
            parts.append(words)
            at += len(words) + 2
    if not parts:
        raise EmptyInput(name, "is empty", "give a file with text in it")
    text = "\n\n".join(parts)
    return Source(text, tuple(Piece(*strip(text, p.start, p.end), p.kind) for p in pieces), document.core_properties.title or None)


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
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            unpacked = sum(i.file_size for i in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise NotText(name, "is no Word file, whatever its name says", "save it as .docx or as text") from error
    if "word/document.xml" not in names:
        raise NotText(name, "is a zip archive but no Word file", "save it as .docx or as text")
    if unpacked > MAX_UNPACKED or unpacked > 200 * len(data) + 1_000_000:
        raise TooLarge(name, "unpacks to too much", "save it again with Word")
