"""From a reader's pieces to a page: kinds of blocks, page furniture, language, date, publisher, the record."""

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

import msgspec

from accordingto.errors import EmptyInput, LexiconError, NoArticle, TooLarge, WrongLanguage
from accordingto.ingest import dates
from accordingto.ingest.plain import Piece, Source, heading_like, headline_like
from accordingto.types import Block, BlockKind, Document, DocumentDate, Page, Stretch

__all__ = ["MAX_TEXT", "Furniture", "Given", "furniture_reason", "page"]

MAX_TEXT = 5_000_000
_LETTERS = 60
_TITLES = re.compile(
    r"(?:(?:joint|full|press|opening|closing|official|televised)\s+)*(?:statement|remarks|speech|address|message|comments?|briefing|declaration|communiqu[eé]"
    r"|explanation of vote|interview|transcript|intervention)\b.{0,80}\b(?:by|of|from|with)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w.’' -]{1,40}?(?:,\s*[A-Z][\w.’' -]{1,30}?)?)\s*"
    r"(?:,\s*(?P<date>[^()—–]{5,24}?))?\s*"
    r"(?:\((?P<agency>[A-Z][\w .&-]{1,30})\))?\s*(?:—|–|-{1,2}|:)\s"
)
_LABEL = re.compile(r"(?P<label>(?:Q|A|Question|Answer|[A-Z][A-Z.’']+(?: [A-Z][A-Z.’']+){0,4})\s?:)\s+(?=\S)")
_PUBLISHED = re.compile(r"(?:published|posted|issued|released|date)\s*(?:on|at)?\s*:?\s+(.{6,40})", re.IGNORECASE)


class Given(msgspec.Struct, frozen=True):
    """What the user says of a document; ``date`` is EDTF as :func:`dates.parse_date` gives it."""

    date: str | None = None
    publisher: str | None = None
    speaker: str | None = None
    title: str | None = None
    id: str | None = None
    url: str | None = None


class Furniture(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of page debris; ``line`` patterns match a whole line, ``after`` ones a line from which on everything is debris."""

    reason: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    line: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class _FurnitureLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    furniture: tuple[Furniture, ...]


@cache
def lexicon() -> tuple[Furniture, ...]:
    """The kinds of page debris.

    Raises:
        LexiconError: the file breaks its schema.
    """
    file = resources.files("accordingto") / "lexicons/en/furniture.toml"
    try:
        return msgspec.toml.decode(file.read_bytes(), type=_FurnitureLexicon).furniture
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise LexiconError(f"lexicons/en/furniture.toml: {error}") from error


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    return tuple(
        (re.compile(pattern, re.IGNORECASE), entry.reason, ends)
        for entry in lexicon()
        for patterns, ends in ((entry.line, False), (entry.after, True))
        for pattern in patterns
    )


def furniture_reason(words: str) -> tuple[str, bool] | None:
    """Why a line is page debris, and whether all after it is; None where it is text."""
    if len(words) > 200:
        return None
    for pattern, reason, ends in _patterns():
        if pattern.fullmatch(words):
            return reason, ends
    return None


def page(source: Source, given: Given, name: str) -> Page:
    """The page of what a reader found.

    Raises:
        EmptyInput, NoArticle, TooLarge, WrongLanguage: see there.
    """
    text = source.text
    if not text.strip():
        raise EmptyInput(name, "is empty", "give a file with text in it")
    if len(text) > MAX_TEXT:
        raise TooLarge(name, f"holds more than {MAX_TEXT // 1_000_000} MB of text", "split it into documents")
    _check_language(text, name)
    blocks, removed = _blocks(text, source.pieces)
    if not any(b.kind != "furniture" for b in blocks):
        raise NoArticle(name, "holds no article, only page furniture", "save the article as text")
    title = given.title or source.title or next((text[b.start : b.end] for b in blocks if b.kind == "title"), None)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    date, agency = _date(text, blocks, given, source)
    document = Document(
        id=given.id if given.id is not None else digest,
        sha256=digest,
        text=text,
        title=title,
        speaker=given.speaker or source.speaker,
        publisher=given.publisher or source.publisher or agency,
        language="en",
        date=date,
        source=name,
        removed=removed,
        uncoded=(),
    )
    return Page(document, blocks)


def _check_language(text: str, name: str) -> None:
    sample = text[:20_000]
    letters = [c for c in sample if c.isalpha()]
    if not letters:
        return
    latin = sum(c < "\u0250" for c in letters)
    if latin * 2 < len(letters):
        raise WrongLanguage(name, "is not in English", "only English is coded so far")
    if len(letters) < _LETTERS:
        return
    import py3langid

    language, _ = py3langid.classify(sample)
    if language != "en" and not _english_words(sample):
        raise WrongLanguage(name, f"is not in English (it looks like “{language}”)", "only English is coded so far")


def _english_words(sample: str) -> bool:
    """Names and figures mislead a language guesser: a text with English function words is English."""
    words = re.findall(r"[a-z]+", sample.lower())
    common = sum(w in ("the", "of", "and", "to", "that", "was", "is", "with", "said") for w in words)
    return common * 10 >= len(words)


def _blocks(text: str, pieces: Sequence[Piece]) -> tuple[tuple[Block, ...], tuple[Stretch, ...]]:
    pieces = _labels_apart(text, pieces)
    blocks: list[Block] = []
    removed: list[Stretch] = []
    ended: str | None = None
    real = 0
    for n, piece in enumerate(pieces):
        words = text[piece.start : piece.end]
        found = (ended, True) if ended else ("page furniture", False) if piece.kind == "furniture" else None
        if found is None and piece.kind not in ("title", "heading"):
            found = furniture_reason(words)
        if found is not None:
            reason, ends = found
            ended = reason if ends and (ended or piece.start * 2 >= len(text)) else None
            blocks.append(Block(piece.start, piece.end, "furniture"))
            _remove(removed, piece, reason, text)
            continue
        kind = piece.kind or _kind(text, pieces, n, real)
        start = piece.start
        if kind == "paragraph" and real <= 4 and (line := _DATELINE.match(text, piece.start, piece.end)) and _opens_article(line):
            blocks.append(Block(start, start + len(line.group().rstrip()), "dateline"))
            start = line.end()
        blocks.append(Block(start, piece.end, kind))
        real += 1
    return tuple(blocks), tuple(removed)


def _labels_apart(text: str, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """A transcript's labels as pieces of their own ("Q: Will …", "MINISTER: No."), where at least two paragraphs begin with one."""
    labels = {n: m for n, p in enumerate(pieces) if p.kind is None and (m := _LABEL.match(text, p.start, p.end))}
    if len(labels) < 2:
        return pieces
    apart: list[Piece] = []
    for n, piece in enumerate(pieces):
        if n in labels:
            apart += [Piece(piece.start, labels[n].end("label"), "speaker"), Piece(labels[n].end(), piece.end, "paragraph")]
        else:
            apart.append(piece)
    return apart


def _remove(removed: list[Stretch], piece: Piece, reason: str, text: str) -> None:
    if removed and removed[-1].reason == reason and not text[removed[-1].end : piece.start].strip():
        removed[-1] = Stretch(removed[-1].start, piece.end, reason)
    else:
        removed.append(Stretch(piece.start, piece.end, reason))


def _kind(text: str, pieces: Sequence[Piece], n: int, real: int) -> BlockKind:
    words = text[pieces[n].start : pieces[n].end]
    alone = real == 0 and n + 1 >= len(pieces)
    if real == 0 and not alone and headline_like(words):
        return "title"
    if real <= 3 and len(words) < 300 and _TITLES.match(words) and words[-1] not in ".!?":
        return "subtitle"
    if real <= 3 and _is_dateline(words):
        return "dateline"
    if real > 0 and n + 1 < len(pieces) and heading_like(words):
        return "heading"
    return "paragraph"


def _opens_article(line: re.Match[str]) -> bool:
    """A dateline before the first sentence, not a name and a colon: with a dash, an agency or a date, or a place and a colon set apart."""
    mark = line.group().rstrip()[-1]
    if mark in "—–-" or line.group("agency") or line.group("date"):
        return True
    # A colon straight after a word is a speaker's label ("MINISTER: …"); sites that write "Lima : …" set it apart.
    return line.group().rstrip().endswith(" :") and len(line.group("place").split()) <= 2


def _is_dateline(words: str) -> bool:
    if len(words) > 90:
        return False
    rest = dates.WORDS.sub("", words)
    if rest != words and len(re.findall(r"[^\W\d_]{2,}", rest)) <= 5:
        return True
    return re.fullmatch(r"By [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,4}", words) is not None


def _date(text: str, blocks: Sequence[Block], given: Given, source: Source) -> tuple[DocumentDate | None, str | None]:
    """The document's date with its reason, and an agency that the dateline names."""
    agency = None
    dated: tuple[str, str] | None = None
    read = [b for b in blocks if b.kind != "furniture"]
    closing = [b for b in read[5:][-3:] if _is_dateline(text[b.start : b.end])]
    for block in [*read[:5], *closing]:
        words = text[block.start : min(block.end, block.start + 160)]
        line = _DATELINE.match(words + " ") if block.kind in ("paragraph", "dateline") else None
        if line is not None:
            agency = agency or line.group("agency")
            found = dates.from_words(words[: line.end()])
        elif block.kind == "dateline" or block in closing:
            found = dates.from_words(words)
        else:
            published = _PUBLISHED.match(words)
            found = dates.from_words(published.group(1)) if published else None
        if found and dated is None:
            dated = found, words[: line.end()].strip() if line else words
    if given.date:
        return DocumentDate(given.date, None, None, "given", ("It was given with the input.",)), agency
    if source.date:
        own = dates.from_metadata(source.date)
        if own:
            return DocumentDate(own, None, None, "metadata", ("The file's metadata say so.",)), agency
    if dated:
        return DocumentDate(dated[0], None, None, "dateline", (f"The dateline says “{dated[1]}”.",)), agency
    return None, agency
