"""E-mails and web pages saved in one file (MIME: ``.eml``, ``.mht``): their readable part; attachments are left alone.

Of a forwarded message its own sender, day and words count; the note above it, and earlier messages quoted below an answer, are furniture.
"""

import email
import email.policy
import email.utils
import re
from collections.abc import Iterator
from email.message import EmailMessage

from accordingto.errors import EmptyInput
from accordingto.ingest import pages, plain
from accordingto.ingest.pieces import Part, Source, joined
from accordingto.ingest.plain import parsing

SUFFIXES = (".eml", ".mht", ".mhtml")
_HEADED = re.compile(rb"(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}\r?\n")
_MIME = re.compile(rb"^(?:MIME-Version|Message-ID|Received|Return-Path)\s*:", re.IGNORECASE | re.MULTILINE)
_SAVED = re.compile(rb"^(?:From: *<Saved by|Snapshot-Content-Location:)", re.IGNORECASE | re.MULTILINE)
_ANSWERS = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)
# Above a forwarded message: "---------- Forwarded message ---------", "-----Original Message-----", "Begin forwarded message:".
_FORWARDED = re.compile(r"\W*(?:begin )?(?:forwarded|original)(?: by .{1,60})? message\W*", re.IGNORECASE)
_FIELD = re.compile(r"[*>\s]*(?P<name>from|sent|date|subject|to|cc|reply-to)\s*:\*?\s*(?P<value>.+)", re.IGNORECASE)
# "On Mon, 3 Mar 2025 at 18:40, Owen Hughes wrote:"
_WROTE = re.compile(r"[>\s]*On .{6,160} wrote:\s*")
_FOOT = re.compile(r"--\s?")


class _Fields:
    """What the header of a message says, of the one that was forwarded last where there is one."""

    def __init__(self, message: EmailMessage) -> None:
        self.sender = _name(str(message.get("From") or ""))
        self.date = _day(str(message.get("Date") or ""))
        self.title = _subject(str(message.get("Subject") or ""))
        self.forwarded = False

    def take(self, found: dict[str, str]) -> None:
        """The header of a forwarded message."""
        self.forwarded = True
        self.sender = _name(found.get("from", "")) or self.sender
        self.date = _day(found.get("date") or found.get("sent", "")) or self.date
        self.title = _subject(found.get("subject", "")) or self.title


def looks_like_mail(data: bytes) -> bool:
    """Whether a file begins with the header of a message as mail programs write it."""
    head = _HEADED.match(data[:20_000])
    return head is not None and _MIME.search(head.group()) is not None


def mail(data: bytes, name: str) -> Source:
    """The text of a message, or the page of a web archive.

    Args:
        data: the file's bytes.
        name: how errors name it.

    Raises:
        EmptyInput: it holds no readable part.
        NotText: it cannot be taken apart.
    """
    with parsing(name, "is no message that can be read", "save its text"):
        message = email.message_from_bytes(data, policy=email.policy.default)
        archive = message.get_content_type() == "multipart/related" and _SAVED.search(data[:5_000]) is not None
        part = message.get_body(("html", "plain") if archive else ("plain", "html"))
        words = str(part.get_content()) if part is not None and part.get_content_maintype() == "text" else ""
    if part is None or not words.strip():
        raise EmptyInput(name, "is a message without text", "save what it holds as a file of its own")
    fields = _Fields(message)
    if part.get_content_subtype() == "html":
        page = pages.html(words, name)
        return page if archive else _with(page, fields)
    return _with(joined(_parts(plain.clean(words), fields)), fields)


def _with(source: Source, fields: _Fields) -> Source:
    what = "The forwarded message" if fields.forwarded else "The message"
    return Source(
        source.text,
        source.pieces,
        title=fields.title or source.title,
        date=fields.date or source.date,
        publisher=fields.sender or source.publisher,
        date_reason=f"{what} is dated so." if fields.date else source.date_reason,
    )


def _parts(text: str, fields: _Fields) -> Iterator[Part]:
    """The paragraphs of a message; the title first, then what was not written by its sender as furniture."""
    lines = text.split("\n")
    begins, ends = _forwarded(lines, fields)
    if fields.title:
        yield Part(fields.title, "title")
    yield from _furniture(lines[:begins], "note above a forwarded message")
    yield from _furniture(lines[begins:ends], "header of a forwarded message")
    own, rest = _cut(lines[ends:])
    source = plain.read("\n".join(own))
    for piece in source.pieces:
        yield Part(source.text[piece.start : piece.end], piece.kind)
    yield from rest


def _forwarded(lines: list[str], fields: _Fields) -> tuple[int, int]:
    """Where the header of the last forwarded message begins and ends; its lines tell sender, day and title."""
    span = (0, 0)
    for n, line in enumerate(lines):
        if not _FORWARDED.fullmatch(line.strip()) or not line.strip():
            continue
        found: dict[str, str] = {}
        k = n + 1
        while k < len(lines) and (not lines[k].strip() or _FIELD.match(lines[k])) and not (found and not lines[k].strip()):
            if field := _FIELD.match(lines[k]):
                found.setdefault(field["name"].lower(), field["value"].strip("* "))
            k += 1
        if "from" in found:
            fields.take(found)
            span = (n, k)
    return span


def _cut(lines: list[str]) -> tuple[list[str], list[Part]]:
    """The sender's own lines, and as furniture those behind them: an earlier message, the foot of the mail."""
    foot = next((n for n, line in enumerate(lines) if _FOOT.fullmatch(line)), len(lines))
    for n, line in enumerate(lines[:foot]):
        below = [k for k in lines[n + 1 : foot] if k.strip()]
        if (_WROTE.fullmatch(line) or line.startswith(">")) and below and all(k.startswith(">") for k in below):
            return lines[:n], [*_furniture(lines[n:foot], "earlier message"), *_furniture(lines[foot:], "foot of a message")]
    return lines[:foot], [*_furniture(lines[foot:], "foot of a message")]


def _furniture(lines: list[str], reason: str) -> Iterator[Part]:
    for line in lines:
        if line.strip(" >"):
            yield Part(line.strip(), "furniture", reason)


def _name(sender: str) -> str | None:
    """Who a message is from, without the address; null where there is nothing else."""
    name, _ = email.utils.parseaddr(re.sub(r"\s*\[mailto:[^\]]*\]", "", sender))
    name = name or re.sub(r"\s*[<\[].*", "", sender)
    return None if not name or "@" in name else " ".join(name.split())


def _day(words: str) -> str | None:
    """The day of a message as a date of metadata."""
    from accordingto.ingest import dates

    try:
        return email.utils.parsedate_to_datetime(words).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return dates.from_words(words)


def _subject(words: str) -> str | None:
    return _ANSWERS.sub("", " ".join(words.split())) or None
