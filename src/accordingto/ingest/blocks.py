"""What each piece of a text is: furniture, the label of a turn, a line of the head, a heading, a caption, running text."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from accordingto import gazetteer, turnlabels
from accordingto.ingest import bodies, dates, forms, furniture, turns
from accordingto.ingest.pieces import Piece
from accordingto.turnlabels import Label
from accordingto.types import Block, BlockKind, Stretch

_HEAD = 12
"""Lines from the top among which the head of a document is looked for."""
_DATELINES = 4
"""Blocks from the top of which one may begin with a dateline."""
_TRANSCRIPT = 3
"""Labels from which short lines between paragraphs are words of a turn, not headings."""
_FOOT = 4
"""Lines at the end among which a signature may stand."""
_PLACE_WORDS = 3
_PREPOSITION = re.compile(r"(?:In|On|At|From|Since|After|Before|Until|By|For|The|During)\b")
_TITLE_WORDS = 3
"""Words of a title from which the name above it is a masthead."""
# The fields of a letter's or memo's head; two of them make one.
_MEMO = re.compile(r"(From|To|Cc|Subject|Re|Ref|Our ref|Your ref)\s*:\s+\S", re.IGNORECASE)
_LETTERED = re.compile(r"\(?([A-Z])[.)]\s+(?=\S)")


class Blocks(msgspec.Struct, frozen=True):
    """The blocks in text order and what of the text is furniture, with the reason."""

    blocks: tuple[Block, ...]
    removed: tuple[Stretch, ...]


class _Found(msgspec.Struct):
    blocks: list[Block]
    removed: list[Stretch]

    def remove(self, start: int, end: int, reason: str, text: str) -> None:
        self.blocks.append(Block(start, end, "furniture"))
        last = self.removed[-1] if self.removed else None
        if last is not None and last.reason == reason and not text[last.end : start].strip():
            self.removed[-1] = Stretch(last.start, end, reason)
        else:
            self.removed.append(Stretch(start, end, reason))


def find(text: str, pieces: Sequence[Piece]) -> Blocks:
    """The blocks of a text.

    Args:
        text: the document's text.
        pieces: what a reader found; a kind that it gives stays.
    """
    pieces = _with_rows(text, _with_letters(text, pieces))
    captions = {
        n: at
        for n, p in enumerate(pieces)
        if p.kind in (None, "caption")
        and (at := forms.caption(text[p.start : p.end])) is not None
        and not forms.dated(text[p.start : p.end])
    }
    debris = {n: why for n, why in furniture.find(text, pieces).items() if n not in captions or pieces[n].kind == "furniture"}
    labels = turns.labels(text, pieces, frozenset(debris) | frozenset(captions))
    head = _head(text, pieces, debris, labels)
    found = _Found([], [])
    real = 0
    for n, piece in enumerate(pieces):
        if n in debris:
            found.remove(piece.start, piece.end, debris[n], text)
            continue
        if n in captions:
            _caption(text, piece, captions[n], found)
        elif n in labels:
            _turn(text, piece, labels[n], found)
        else:
            kind = piece.kind or head.get(n) or _kind(text, pieces, n, labels)
            if kind == "paragraph" and n < _HEAD and forms.says_whose(text[piece.start : piece.end]):
                kind = "byline"
            found.blocks += _running(text, piece, kind, real)
        real += 1
    return Blocks(tuple(found.blocks), tuple(found.removed))


# --- lines that only their neighbours tell


def _with_letters(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Lettered items ("A. The army shall …", "B. The rebels shall …") without their letters, where the letters follow each other."""
    out = list(pieces)
    marks = {n: m for n, p in enumerate(pieces) if p.kind is None and (m := _LETTERED.match(text, p.start, p.end)) and m.end() < p.end}
    expected = "A"
    row: list[int] = []
    for n in sorted(marks):
        letter = marks[n][1]
        if letter != expected:
            row, expected = [], "A"
        if letter == expected:
            row.append(n)
            expected = chr(ord(letter) + 1)
        if len(row) == 2:
            for k in row:
                out[k] = Piece(marks[k].end(), pieces[k].end, "item")
        elif len(row) > 2:
            out[n] = Piece(marks[n].end(), pieces[n].end, "item")
    return out


def _with_rows(text: str, pieces: list[Piece]) -> list[Piece]:
    """Neighbouring lines of as many cells are rows of a table."""
    counts = [forms.cells(text[p.start : p.end]) if p.kind in (None, "item") else 1 for p in pieces]
    return [
        Piece(p.start, p.end, "row")
        if counts[n] > 1
        and (counts[n] in counts[n + 1 : n + 2] or (n > 0 and counts[n] == counts[n - 1]))
        and furniture.reason(text[p.start : p.end]) is None
        else p
        for n, p in enumerate(pieces)
    ]


# --- the head


def _head(text: str, pieces: Sequence[Piece], debris: Mapping[int, str], labels: Mapping[int, Label]) -> dict[int, BlockKind]:
    """The kinds of the lines before the first running text: one title, subtitles, datelines, bylines and letterheads."""
    zone = _zone(text, pieces, debris, labels)
    lines = {n: text[pieces[n].start : pieces[n].end] for n in zone if pieces[n].kind is None}
    memo = {n: m[1].title() for n, words in lines.items() if (m := _MEMO.match(words))}
    kinds: dict[int, BlockKind] = {}
    for n, words in lines.items():
        if len(memo) > 1 and n in memo:
            kinds[n] = "title" if memo[n] in ("Subject", "Re") and "title" not in kinds.values() else "byline"
        elif forms.dated(words) or forms.placed(words):
            kinds[n] = "dateline"
        elif forms.byline(words) or forms.letterhead(words) or forms.symbol(words) or bodies.unit(words):
            kinds[n] = "byline"
    kinds |= _mastheads(text, lines, kinds)
    titled = any(pieces[n].kind == "title" or kinds.get(n) == "title" for n in zone)
    open_ = [n for n in lines if n not in kinds]
    if not titled and (title := _title(text, pieces, open_, kinds, zone)) is not None:
        kinds[title] = "title"
    for n in open_:
        if n not in kinds and forms.STATEMENT.match(lines[n]):
            kinds[n] = "subtitle"
    return kinds


def _mastheads(text: str, lines: Mapping[int, str], kinds: Mapping[int, BlockKind]) -> dict[int, BlockKind]:
    """The names of bodies and papers above another line that can be the title."""
    found: dict[int, BlockKind] = {}
    open_ = [n for n in lines if n not in kinds]
    for n in open_:
        below = [lines[k] for k in open_ if k > n]
        title = next((k for k in below if forms.headline_like(k) and not bodies.named(k) and len(k.split()) >= _TITLE_WORDS), None)
        if title is None or not (bodies.named(lines[n]) or bodies.told(lines[n], text)):
            break
        found[n] = "byline"
    return found


def _zone(text: str, pieces: Sequence[Piece], debris: Mapping[int, str], labels: Mapping[int, Label]) -> list[int]:
    """The lines of the head: those before the first running text or turn, if anything follows them."""
    zone: list[int] = []
    for n, piece in enumerate(pieces):
        if n in debris:
            continue
        words = text[piece.start : piece.end]
        if n in labels or piece.kind in ("paragraph", "item", "quotation", "row", "caption") or forms.running(words) or len(zone) >= _HEAD:
            return zone
        if piece.kind is None and zone and not forms.headline_like(words) and not forms.dated(words) and not forms.byline(words):
            return zone
        zone.append(n)
    return zone[:-1]  # the last line of a text is its text


def _title(text: str, pieces: Sequence[Piece], lines: Sequence[int], kinds: Mapping[int, BlockKind], zone: Sequence[int]) -> int | None:
    """The first line that could be a headline; of letterheads alone the last."""
    for n in lines:
        words = text[pieces[n].start : pieces[n].end]
        if forms.headline_like(words):
            return n
        if n == zone[0]:
            return None  # what begins with a sentence has no headline
    heads = [n for n in zone if kinds.get(n) == "byline" and forms.letterhead(text[pieces[n].start : pieces[n].end])]
    return heads[-1] if heads and not lines else None


# --- running text


def _kind(text: str, pieces: Sequence[Piece], n: int, labels: Mapping[int, Label]) -> BlockKind:
    words = text[pieces[n].start : pieces[n].end]
    if forms.quotation(words) and (forms.sentence(words.rstrip('”"’»')) or not forms.heading_like(words)):
        return "quotation"
    after = n + 1
    if n > 1 and n >= len(pieces) - _FOOT and (forms.signed(words) or forms.signatory(words)):
        return "byline"
    if len(pieces) > 1 and forms.dated(words):
        return "dateline"
    if len(pieces) > 1 and forms.symbol(words):
        return "byline"
    if after >= len(pieces) or not forms.heading_like(words) or text[pieces[after].start].islower():
        return "paragraph"
    return "paragraph" if len(labels) >= _TRANSCRIPT and after not in labels else "heading"


def _running(text: str, piece: Piece, kind: BlockKind, real: int) -> list[Block]:
    """The blocks of a piece of text: itself, a dateline or the head of a section before it apart."""
    if kind == "paragraph" and real <= _DATELINES:
        line = forms.DATELINE.match(text, piece.start, piece.end)
        if line is not None and line.end() < piece.end and _opens_article(line):
            return [Block(piece.start, piece.start + len(line.group().rstrip()), "dateline"), Block(line.end(), piece.end, kind)]
    length = forms.section_label(text[piece.start : piece.end]) if kind in ("paragraph", "item") else 0
    if length and turnlabels.parse(text, piece.start, piece.end) is None:
        start = piece.start + length
        start += len(text[start : piece.end]) - len(text[start : piece.end].lstrip())
        return [Block(piece.start, piece.start + length, "heading"), Block(start, piece.end, kind)]
    return [Block(piece.start, piece.end, kind)]


def _turn(text: str, piece: Piece, label: Label, found: _Found) -> None:
    """A label, and what is said behind it on the same line."""
    end = piece.start + len(text[piece.start : label.end].rstrip())
    found.blocks.append(Block(piece.start, end, "speaker"))
    start = label.end + len(text[label.end : piece.end]) - len(text[label.end : piece.end].lstrip())
    if start < piece.end:
        found.blocks.append(Block(start, piece.end, "paragraph"))


def _caption(text: str, piece: Piece, at: tuple[int, int], found: _Found) -> None:
    """A caption, and the credit around it as furniture."""
    start, end = piece.start + at[0], piece.start + at[1]
    if start > piece.start:
        found.remove(piece.start, piece.start + len(text[piece.start : start].rstrip()), "picture credit", text)
    found.blocks.append(Block(start, end, "caption"))
    rest = end + len(text[end : piece.end]) - len(text[end : piece.end].lstrip())
    if rest < piece.end:
        found.remove(rest, piece.end, "picture credit", text)


def _opens_article(line: re.Match[str]) -> bool:
    """A dateline has an agency or a date, or stands between a place that the gazetteer knows and a capital.

    "President Ama Boateng – who won in May – said" and "MINISTER: We" are none. Before a full stop it has both place and day
    ("Lima, 4 June 2024. The …") or an agency.
    """
    place, *parts = [p.strip() for p in (line.group("place") or line.group("inside")).split(",")]
    known = gazetteer.known(place) or gazetteer.known(", ".join([place, *parts]))
    day = line["date"] or (parts[-1] if parts else "")
    if line["mark"] == ".":
        short = not _PREPOSITION.match(place) and all(len(p.split()) <= _PLACE_WORDS for p in (place, *parts[:-1]))
        return short and (bool(line["agency"] or dates.from_words(line["dated"] or day)) or (known and bool(day) and forms.dated(day)))
    if line.group("agency") or any(dates.from_words(line.group(g) or "") for g in ("date", "dated")):
        return True
    return not line.string[line.end()].islower() and known
