"""Plain text and Markdown: decoding, paragraphs, titles, headings, lists."""

import codecs
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from accordingto.errors import InputError, NotText
from accordingto.ingest import bodies, paragraphs
from accordingto.ingest.paragraphs import BULLET
from accordingto.ingest.pieces import Part, Piece, Source, clean, joined, strip

__all__ = ["BULLET", "MAX_TEXT", "Part", "Piece", "Source", "clean", "decode", "joined", "markdown", "parsing", "read"]

MAX_TEXT = 5_000_000
_MARK = re.compile(r"(?P<level>#{1,6})\s+|(?:>\s*)+")
_RULE = re.compile(r"[-*_=\s]{3,}")
_STARS = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?P<words>[^*_\s](?:[^*_]*[^*_\s])?)(?P=mark)")
_LINK = r"!?\[[^\[\]\n]*\]\([^()\s]*(?:\s\"[^\"]*\")?\)"
_LINKS = re.compile(rf"[\W\d]*{_LINK}(?:[\W\d]*{_LINK})*[\W\d]*")
"""Links and pictures, and nothing but bars and blanks between them."""
_LINKED_SENTENCE = re.compile(r"(?<!!)\[(?:[^\[\]\s]+\s+){5,}[^\[\]]*[.!?][”\"’]?\]")
_SITE_LINK = re.compile(r"\W*\[(?P<name>(?!Home\b)[A-Z][^\[\]\n]{3,80})\]\((?:/|https?://[^/()\s]+/?)\)", re.ASCII)
"""A link that leads to the front page of the site, by its name."""
_SITE = 3
_ABOVE = 3
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
    """Markdown: headings, lists, quotes and emphasised lines lose their marks, nothing else; front matter is read as metadata.

    A line of nothing but links or pictures is furniture, and so is a heading of a list of links.
    """
    text = clean(text)
    front, at = _front_matter(text)
    pieces: list[Piece] = []
    levels: dict[int, int] = {}
    for piece in _pieces(text, ((s, e) for s, e in _paragraphs_of_markdown(text) if s >= at)):
        words = text[piece.start : piece.end]
        mark = _MARK.match(words)
        level = len(mark["level"] or "") if mark else 0
        start = piece.start + (mark.end() if mark else 0)
        end = piece.end - len(words) + len(words.rstrip("# ")) if level else piece.end
        if start >= end or _RULE.fullmatch(words):
            continue
        start, end = _without_stars(text, *strip(text, start, end))
        if _LINKS.fullmatch(text, start, end) and not _LINKED_SENTENCE.search(text, start, end):
            pieces.append(Piece(start, end, "furniture", "links" if re.search(r"(?<!!)\[", text[start:end]) else "picture"))
            continue
        if level:
            levels[len(pieces)] = level
        pieces.append(Piece(start, end, "heading" if level else "quotation" if mark else piece.kind))
    title = _heading_of_all(text, pieces, levels)
    if title is not None:
        pieces[title] = Piece(pieces[title].start, pieces[title].end, "title")
        pieces[:title] = [Piece(p.start, p.end, None) if p.kind == "heading" else p for p in pieces[:title]]
    site = next((m["name"] for p in pieces[:_SITE] if (m := _SITE_LINK.match(text, p.start, p.end))), None)
    return Source(text, tuple(pieces), front.get("title"), front.get("date"), front.get("publisher") or site, front.get("speaker"))


def _heading_of_all(text: str, pieces: Sequence[Piece], levels: Mapping[int, int]) -> int | None:
    """Which heading is the title: the first one above the text, below that of a body whose page it is."""
    above = list(itertools.takewhile(lambda n: pieces[n].kind in ("heading", "furniture") or n < _ABOVE, range(len(pieces))))
    heads = [n for n in above if n in levels]
    if len(heads) > 1 and bodies.of(text[pieces[heads[0]].start : pieces[heads[0]].end], text) is not None:
        return heads[1]
    return heads[0] if heads else None


def _without_stars(text: str, start: int, end: int) -> tuple[int, int]:
    """A line without the marks that set all of it bold or slanted."""
    while (found := _STARS.fullmatch(text, start, end)) is not None:
        start, end = found.span("words")
    return start, end


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
