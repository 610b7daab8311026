"""Plain text and Markdown: decoding, paragraphs, titles, headings, lists."""

import itertools
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import charset_normalizer
import msgspec

from accordingto.errors import InputError, NotText
from accordingto.types import BlockKind

# Lone surrogates have no UTF-8, so no record could be written with them.
MAX_TEXT = 5_000_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
BULLET = re.compile(r"(?:[•●▪◦‣·*–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+")
_LABEL = re.compile(r"(?:Q|A|[A-Z][A-Z .’'-]{2,40}|(?:Mr|Ms|Mrs|Dr)\.? [A-Z][\w’'-]+)\s*:")
# In capitals with a colon these head a section, they label no speaker.
SECTIONS = frozenset(
    ("BACKGROUND", "NOTE", "NOTES", "CONTACT", "CONTACTS", "SUMMARY", "ANNEX", "SOURCE", "SOURCES", "PHOTO", "CONCLUSION", "INTRODUCTION")
)
# What a web page says of its own encoding.
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([A-Za-z][\w-]{1,30})""", re.IGNORECASE)
# A line that ends so goes on in the next one.
_SPEECH = re.compile(
    r"\b(?:said|says|told|stated|states|added|adds|declared|announced|remarked|noted|asked|replied"
    r"|that|as follows|the following|according to)\W*$",
    re.IGNORECASE,
)
_HEADLINE_SPEECH = re.compile(r"[^\W\d_]+ says$", re.IGNORECASE)
_PRONOUN_SPEECH = re.compile(r"\b(?:he|she|they|it|who|i|we) says$", re.IGNORECASE)


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a text with its kind; None where its form does not tell."""

    start: int
    end: int
    kind: BlockKind | None


class Source(msgspec.Struct, frozen=True):
    """What a reader found: the text, its pieces, and what the file says of itself."""

    text: str
    pieces: tuple[Piece, ...]
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    speaker: str | None = None
    language: str | None = None


class Part(msgspec.Struct, frozen=True):
    """A paragraph that a reader found, with its kind; None where its form does not tell."""

    words: str
    kind: BlockKind | None


def joined(parts: Iterable[Part]) -> Source:
    """The text of parts, an empty line between them, with their pieces."""
    kept: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for part in parts:
        words = clean(part.words).strip()
        if any(c.isalnum() for c in words):
            pieces.append(Piece(at, at + len(words), part.kind))
            kept.append(words)
            at += len(words) + 2
    return Source("\n\n".join(kept), tuple(pieces))


@contextmanager
def parsing(name: str, problem: str, remedy: str) -> Iterator[None]:
    """Whatever another library's parser raises on a stranger's file becomes one clear error.

    Raises:
        NotText: instead of anything that is no :class:`InputError` itself.
    """
    try:
        yield
    except InputError:
        raise
    except Exception as error:
        raise NotText(name, problem, remedy) from error


def decode(data: bytes, name: str) -> str:
    """Bytes to text.

    Raises:
        NotText: they are none, or broken.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
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
        best = charset_normalizer.from_bytes(data[:200_000]).best() if odd > len(data) // 50 else None
        try:
            return data.decode(best.encoding if best is not None and best.encoding else "cp1252")
        except (UnicodeDecodeError, LookupError):
            pass
    raise NotText(name, f"is broken UTF-8 (at byte {error.start})", "save it again as UTF-8") from error


def clean(text: str) -> str:
    """Line ends as ``\\n``, no control characters; nothing else is changed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _CONTROL.sub("", text).lstrip("\ufeff")


def read(text: str) -> Source:
    """Plain text: every line a paragraph, or blank lines between them where lines are wrapped."""
    text = clean(text)
    wrapped = _wrapped(text)
    return Source(text, tuple(_pieces(text, _paragraphs(text) if wrapped else _lines(text))))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start: int | None = None
    end = 0
    for s, e in _lines(text):
        words = text[s:e].strip()
        if not words or (start is not None and BULLET.match(words)):
            if start is not None:
                yield start, end
            start = s if words else None
        elif start is None:
            start = s
        end = e
    if start is not None:
        yield start, end


def _wrapped(text: str) -> bool:
    """Whether lines are broken at a width: most lines that end no sentence are nearly as long as the longest, and go on in lower case."""
    lines = [line.strip() for line in text[:40_000].split("\n")]
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if a and b]
    if len(pairs) < 3:
        return False
    carried = sum(1 for a, b in pairs if 40 <= len(a) <= 100 and a[-1] not in '.!?:;”"' and b[0].islower())
    return carried * 3 >= len(pairs)


def _pieces(text: str, stretches: Iterator[tuple[int, int]]) -> Iterator[Piece]:
    for start, end in stretches:
        start, end = strip(text, start, end)
        if start >= end or not any(c.isalnum() for c in text[start:end]):
            continue  # rulers and rows of stars hold no words
        bullet = BULLET.match(text, start, end)
        if bullet and bullet.end() < end:
            yield Piece(bullet.end(), end, "item")
        else:
            yield Piece(start, end, "speaker" if _is_label(text, start, end) else None)


def _is_label(text: str, start: int, end: int) -> bool:
    return end - start < 60 and _LABEL.fullmatch(text, start, end) is not None and text[start:end].rstrip(" :") not in SECTIONS


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def markdown(text: str) -> Source:
    """Markdown: headings, lists and quotes lose their marks, nothing else; front matter is read as metadata."""
    text = clean(text)
    front, at = _front_matter(text)
    pieces: list[Piece] = []
    for piece in _pieces(text, ((s, e) for s, e in _paragraphs_of_markdown(text) if s >= at)):
        words = text[piece.start : piece.end]
        mark = re.match(r"(#{1,6})\s+|(?:>\s*)+", words)
        start = piece.start + (mark.end() if mark else 0)
        end = piece.end - len(words) + len(words.rstrip("# ")) if mark and mark.group(1) else piece.end
        if start < end and not re.fullmatch(r"[-*_=\s]{3,}", words):
            heading = mark is not None and mark.group(1) is not None
            kind: BlockKind | None = ("title" if not pieces else "heading") if heading else piece.kind
            pieces.append(Piece(*strip(text, start, end), kind))
    return Source(text, tuple(pieces), front.get("title"), front.get("date"), front.get("publisher"), front.get("speaker"))


def _paragraphs_of_markdown(text: str) -> Iterator[tuple[int, int]]:
    start: int | None = None
    end = 0
    for s, e in _lines(text):
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


def headline_like(words: str) -> bool:
    """A short line without a final full stop that introduces no speech."""
    if len(words) > 300 or len(words.split()) > 25 or words[-1] in ".!:;,…":
        return False
    # "Talks resume, minister says" is a headline; "Speaking in Lima, she says" leads in.
    return not _SPEECH.search(words) or (_HEADLINE_SPEECH.search(words) is not None and not _PRONOUN_SPEECH.search(words))


def heading_like(words: str) -> bool:
    """A section heading: at most twelve words, no final punctuation, begins with a capital or a figure, introduces no speech."""
    if len(words) > 150 or len(words.split()) > 12 or words[-1] in ".!?:;,…" or _SPEECH.search(words):
        return False
    return words[0].isupper() or words[0].isdigit() or words[0] in '“"‘«('
