"""Plain text and Markdown: decoding, paragraphs, titles, headings, lists."""

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from accordingto.errors import InputError, NotText
from accordingto.ingest import paragraphs
from accordingto.ingest.paragraphs import BULLET
from accordingto.ingest.pieces import Part, Piece, Source, clean, joined, strip
from accordingto.types import BlockKind

__all__ = ["BULLET", "MAX_TEXT", "Part", "Piece", "Source", "clean", "decode", "joined", "markdown", "parsing", "read"]

MAX_TEXT = 5_000_000
# What a web page says of its own encoding.
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([A-Za-z][\w-]{1,30})""", re.IGNORECASE)


@contextmanager
def parsing(name: str, problem: str, remedy: str) -> Iterator[None]:
    """Whatever another library's parser raises on a stranger's file becomes one clear error.

    Raises:
        NotText: instead of anything that is no :class:`InputError` itself.
    """
    try:
        yield
    except (InputError, ImportError, MemoryError, RecursionError):
        raise
    except Exception as error:
        raise NotText(name, problem, remedy) from error


def decode(data: bytes, name: str) -> str:
    """Bytes to text.

    Raises:
        NotText: they are none, or broken.
    """
    encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else utf(data[:64])
    if encoding is not None:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            raise NotText(name, f"is broken text ({error.reason})", "save it again as UTF-8") from error
    if data.startswith(b"{\\rtf"):
        raise NotText(name, "is rich text (RTF)", "save it as .docx or as text")
    head = data[:4096]
    if b"\x00" in head or sum(c < 9 or 13 < c < 27 for c in head) > len(head) // 50:
        raise NotText(name, "is no text", "give a text, HTML, PDF, Word or JSON lines file")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, name, error)


def utf(head: bytes) -> str | None:
    """The encoding of a file in UTF-16 or UTF-32, by its mark or by where its zero bytes stand; None for others."""
    for mark, encoding in ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32")):
        if head.startswith(mark):
            return encoding
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    pairs = len(head) // 2
    if pairs >= 8:
        even, odd = head[: 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
        if max(even, odd) * 10 >= pairs * 9 and min(even, odd) == 0:
            return "utf-16-be" if even else "utf-16-le"
    return None


def _legacy(data: bytes, name: str, error: UnicodeDecodeError) -> str:
    """Text of an older encoding; refused where it does not read as one."""
    declared = _DECLARED.search(data[:2048])
    if declared:
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (UnicodeDecodeError, LookupError):
            pass
    odd = sum(c >= 0x80 for c in data)
    # Sequences that are good UTF-8 show what the text was meant to be: read as anything else they would turn into other words.
    meant = any(0x80 <= ord(c) < 0xD800 or ord(c) > 0xDFFF for c in data.decode("utf-8", "surrogateescape"))
    if not meant and odd <= len(data) // 5 and not any(c in data for c in (0x81, 0x8D, 0x8F, 0x90, 0x9D)):
        # Only English is coded, and older English text with such bytes is Windows-1252; anything else is for the guesser.
        import charset_normalizer

        best = charset_normalizer.from_bytes(data[:200_000]).best() if odd > len(data) // 50 else None
        try:
            return data.decode(best.encoding if best is not None and best.encoding else "cp1252")
        except (UnicodeDecodeError, LookupError):
            pass
    raise NotText(name, f"is broken UTF-8 (at byte {error.start})", "save it again as UTF-8") from error


def read(text: str) -> Source:
    """Plain text: every line a paragraph, or blank lines between them where lines are wrapped."""
    text = clean(text)
    return Source(text, tuple(_pieces(text, paragraphs.find(text))))


def _pieces(text: str, stretches: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    for start, end in stretches:
        start, end = strip(text, start, end)
        if start >= end or not any(c.isalnum() for c in text[start:end]):
            continue  # rulers and rows of stars hold no words
        bullet = BULLET.match(text, start, end)
        if bullet and bullet.end() < end:
            yield Piece(bullet.end(), end, "item")
        else:
            yield Piece(start, end, None)


def markdown(text: str) -> Source:
    """Markdown: headings, lists and quotes lose their marks, nothing else; front matter is read as metadata."""
    text = clean(text)
    front, at = _front_matter(text)
    pieces: list[Piece] = []
    for piece in _pieces(text, ((s, e) for s, e in _paragraphs_of_markdown(text) if s >= at)):
        words = text[piece.start : piece.end]
        mark = re.match(r"(#{1,6})\s+|(?:>\s*)+", words)
        quoted = mark is not None and mark.group(1) is None
        start = piece.start + (mark.end() if mark else 0)
        end = piece.end - len(words) + len(words.rstrip("# ")) if mark and mark.group(1) else piece.end
        if start < end and not re.fullmatch(r"[-*_=\s]{3,}", words):
            heading = mark is not None and mark.group(1) is not None
            kind: BlockKind | None = ("title" if not pieces else "heading") if heading else "quotation" if quoted else piece.kind
            pieces.append(Piece(*strip(text, start, end), kind))
    return Source(text, tuple(pieces), front.get("title"), front.get("date"), front.get("publisher"), front.get("speaker"))


def _paragraphs_of_markdown(text: str) -> Iterator[tuple[int, int]]:
    start: int | None = None
    end = 0
    for s, e in paragraphs.lines(text):
        words = text[s:e].strip()
        alone = words.startswith("#")
        if start is not None and (not words or alone or BULLET.match(words)):
            yield start, end
            start = None
        if alone:
            yield s, e
        elif words and start is None:
            start = s
        end = e
    if start is not None:
        yield start, end


def _front_matter(text: str) -> tuple[dict[str, str], int]:
    if not text.startswith("---\n"):
        return {}, 0
    close = text.find("\n---", 3)
    if close < 0:
        return {}, 0
    found = {}
    for line in text[4:close].split("\n"):
        key, colon, value = line.partition(":")
        if colon:
            found[key.strip().lower()] = value.strip().strip("\"'")
    stop = text.find("\n", close + 1)
    return found, len(text) if stop < 0 else stop + 1
