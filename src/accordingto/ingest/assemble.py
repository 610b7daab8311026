"""From a reader's pieces to a page: kinds of blocks, page furniture, language, date, publisher, the record."""

import hashlib
import re
from collections.abc import Sequence
from enum import Enum
from functools import cache
from importlib import resources

import msgspec

from accordingto import gazetteer
from accordingto.errors import EmptyInput, LexiconError, NoArticle, TooLarge, WrongLanguage
from accordingto.ingest import dates
from accordingto.ingest.plain import MAX_TEXT, SECTIONS, Piece, Source, heading_like, headline_like
from accordingto.types import Block, BlockKind, Document, DocumentDate, Page, Stretch

__all__ = ["MAX_TEXT", "Furniture", "Given", "Reach", "furniture_reason", "lexicon", "page"]

_LETTERS = 60
# Words of English that its neighbours do not write the same.
_COMMON = frozenset(("the", "of", "and", "that", "with", "said", "they", "which", "from", "were", "by"))
_TITLES = re.compile(
    r"(?:(?:joint|full|press|opening|closing|official|televised)\s+)*(?:statement|remarks|speech|address|message|comments?|briefing|declaration|communiqu[eé]"
    r"|explanation of vote|interview|transcript|intervention)\b.{0,80}\b(?:by|of|from|with)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?:(?P<place>[A-Z][\w.’' -]{1,40}?(?:,\s*[A-Z][\w.’' -]{1,30}?)?)\s*(?:,\s*(?P<date>[^()—–]{5,24}?))?"
    r"\s*(?:\((?P<agency>[A-Z][\w .&-]{1,30})\)|\((?P<dated>[^()]{8,24})\))?|\((?P<inside>[A-Z][\w.’', -]{1,40})\))\s*(?:—|–|-{1,2}|:)\s+"
)
# What may stand beside the date in a line that only dates the document.
_BESIDE = re.compile(
    r"(?:published|posted|issued|released|updated|dated?|on|at|of|the|by|from|time|am|pm|gmt|utc|[a-z]{2,3}t|hrs?|local"
    r"|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?)",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"By [A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]+|de|da|del|van|von|bin|al|el)){0,4}(?:(?:,| and) [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}){0,3}"
    r"(?:\s*[|,–—-]\s*[A-Z][\w .&’'-]{1,40})?"
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


class Reach(Enum):
    """How far a line of debris reaches: itself, the list of links that it heads, or the rest of the page."""

    LINE = 1
    LINKS = 2
    REST = 3


class Furniture(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of page debris; ``line`` patterns match a whole line.

    ``after`` patterns match a line from which on everything is debris, if it stands in the second half of the page; ``heads`` ones a
    line that heads a list of links: the short lines without a full stop that follow are debris too, the first sentence ends them.
    """

    reason: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    line: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


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
def _patterns() -> tuple[tuple[re.Pattern[str], str, Reach], ...]:
    return tuple(
        (re.compile(pattern, re.IGNORECASE), entry.reason, reach)
        for entry in lexicon()
        for patterns, reach in ((entry.line, Reach.LINE), (entry.after, Reach.REST), (entry.heads, Reach.LINKS))
        for pattern in patterns
    )


def furniture_reason(words: str) -> tuple[str, Reach] | None:
    """Why a line is page debris, and how far that reaches; None where it is text."""
    if len(words) > 200:
        return None
    for pattern, reason, reach in _patterns():
        if pattern.fullmatch(words):
            return reason, reach
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
    if _english_words(sample):
        return
    import py3langid

    language, _ = py3langid.classify(sample)
    if language != "en":
        raise WrongLanguage(name, f"is not in English (it looks like “{language}”)", "only English is coded so far")


def _english_words(sample: str) -> bool:
    """Names and figures mislead a language guesser: a text with English function words is English."""
    words = re.findall(r"[a-z]+", sample.lower())
    common = sum(w in _COMMON for w in words)
    return common * 10 >= len(words) > 0


def _blocks(text: str, pieces: Sequence[Piece]) -> tuple[tuple[Block, ...], tuple[Stretch, ...]]:
    pieces = _labels_apart(text, pieces)
    blocks: list[Block] = []
    removed: list[Stretch] = []
    going: tuple[str, Reach] | None = None
    real = 0
    for n, piece in enumerate(pieces):
        reason, going = _debris(text, piece, going)
        if reason is not None:
            blocks.append(Block(piece.start, piece.end, "furniture"))
            _remove(removed, piece, reason, text)
            continue
        blocks += _read_blocks(text, pieces, n, real)
        real += 1
    return tuple(blocks), tuple(removed)


def _debris(text: str, piece: Piece, going: tuple[str, Reach] | None) -> tuple[str | None, tuple[str, Reach] | None]:
    """Why a piece is debris (None: it is text), and what debris goes on after it."""
    if going is not None and going[1] is Reach.REST:
        return going[0], going
    if piece.kind == "furniture":
        return "running head or page number", going
    words = text[piece.start : piece.end]
    # A reader that knows the form knows best: a heading of an article is no debris, nor is its title.
    found = furniture_reason(words) if piece.kind not in ("title", "heading") else None
    if found is not None:
        reason, reach = found
        if reach is Reach.REST and piece.start * 2 < len(text):
            return reason, None
        return reason, going if reach is Reach.LINE else found
    if going is not None and len(words) < 200 and words[-1] not in '.!?:;,”"':
        return going[0], going
    return None, None


def _read_blocks(text: str, pieces: Sequence[Piece], n: int, real: int) -> list[Block]:
    """The blocks of a piece that is text: itself, a dateline before it apart."""
    piece = pieces[n]
    kind = piece.kind or _kind(text, pieces, n, real)
    if kind == "paragraph" and real <= 4:
        line = _DATELINE.match(text, piece.start, piece.end)
        if line is not None and line.end() < piece.end and _opens_article(line):
            return [Block(piece.start, piece.start + len(line.group().rstrip()), "dateline"), Block(line.end(), piece.end, kind)]
    return [Block(piece.start, piece.end, kind)]


def _labels_apart(text: str, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """A transcript's labels as pieces of their own ("Q: Will …", "MINISTER: No."), where at least two paragraphs begin with one."""
    labels = {n: m for n, p in enumerate(pieces) if p.kind is None and (m := _LABEL.match(text, p.start, p.end)) and _speaks(text, p, m)}
    if len(labels) < 2:
        return pieces
    apart: list[Piece] = []
    for n, piece in enumerate(pieces):
        if n in labels:
            apart += [Piece(piece.start, labels[n].end("label"), "speaker"), Piece(labels[n].end(), piece.end, "paragraph")]
        else:
            apart.append(piece)
    return apart


def _speaks(text: str, piece: Piece, label: re.Match[str]) -> bool:
    """Whether a label is a speaker's: no place of a dateline, no "NOTE:", no "PHOTO: Harbour Wire"."""
    name = label.group("label").rstrip(" :")
    return not (name in SECTIONS or gazetteer.known(name) or furniture_reason(text[piece.start : piece.end]))


def _remove(removed: list[Stretch], piece: Piece, reason: str, text: str) -> None:
    if removed and removed[-1].reason == reason and not text[removed[-1].end : piece.start].strip():
        removed[-1] = Stretch(removed[-1].start, piece.end, reason)
    else:
        removed.append(Stretch(piece.start, piece.end, reason))


def _kind(text: str, pieces: Sequence[Piece], n: int, real: int) -> BlockKind:
    words = text[pieces[n].start : pieces[n].end]
    more = n + 1 < len(pieces)
    if real <= 3 and more and _is_dateline(words):
        return "dateline"
    if real == 0 and more and headline_like(words):
        return "title"
    if real <= 3 and len(words) < 300 and _TITLES.match(words) and words[-1] not in ".!?":
        return "subtitle"
    if real > 0 and more and heading_like(words) and not text[pieces[n + 1].start].islower():
        return "heading"
    return "paragraph"


def _opens_article(line: re.Match[str]) -> bool:
    """A dateline has an agency or a date, or stands between a place that the gazetteer knows and a capital.

    "President Ama Boateng – who won in May – said" and "MINISTER: We" are none.
    """
    if line.group("agency") or any(dates.from_words(line.group(g) or "") for g in ("date", "dated")):
        return True
    place = line.group("place") or line.group("inside")
    return not line.string[line.end()].islower() and any(gazetteer.known(name.strip()) for name in (place, place.split(",")[0]))


def _is_dateline(words: str) -> bool:
    """A line of nothing but a date, with "Published", a weekday or a place beside it, or a byline."""
    if len(words) > 120 or words[-1] in ".!?:;":
        return False
    if _BYLINE.fullmatch(words):
        return True
    rest = dates.WORDS.sub(" ", words)
    others = [w for w in re.findall(r"[^\W\d_]{2,}", rest) if not _BESIDE.fullmatch(w)]
    if rest == words or not all(w[0].isupper() for w in others):
        return False
    return not others or (len(others) <= 4 and any(gazetteer.known(w) for w in (" ".join(others), others[0])))


def _agency(line: re.Match[str]) -> str | None:
    """The agency in brackets behind the place: "(Lake Wire)", not the country of "Kidal (Mali)"."""
    name = line.group("agency")
    return name if name and not gazetteer.country(name) and not dates.WORDS.search(name) else None


def _date(text: str, blocks: Sequence[Block], given: Given, source: Source) -> tuple[DocumentDate | None, str | None]:
    """The document's date with its reason, and an agency that the dateline names."""
    agency = None
    dated: tuple[str, str] | None = None
    read = [b for b in blocks if b.kind != "furniture"]
    closing = [b for b in read[5:][-3:] if _is_dateline(text[b.start : b.end])]
    for block in [*read[:5], *closing]:
        words = text[block.start : min(block.end, block.start + 160)]
        line = _DATELINE.match(words + " ") if block.kind == "dateline" else None
        if line is not None:
            agency = agency or _agency(line)
            found = dates.from_words(words[: line.end()])
        elif block.kind == "dateline" or block in closing:
            found = dates.from_words(words)
        else:
            published = _PUBLISHED.match(words) if len(words) <= 90 and words[-1] not in ".!?" else None
            found = dates.from_words(published.group(1)) if published else None
        if found and dated is None:
            dated = found, " ".join((words[: line.end()] if line else words).split())
    if given.date:
        return DocumentDate(given.date, None, None, "given", ("It was given with the input.",)), agency
    if source.date:
        own = dates.from_metadata(source.date)
        if own:
            return DocumentDate(own, None, None, "metadata", ("The file's metadata say so.",)), agency
    if dated:
        return DocumentDate(dated[0], None, None, "dateline", (f"The dateline says “{dated[1]}”.",)), agency
    return None, agency
