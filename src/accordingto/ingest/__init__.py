"""From a file to a :class:`~accordingto.types.Page`: the text, fixed from here on, its blocks, and what is known of the document.

Readers for text, Markdown, HTML, PDF, Word and JSON lines; each yields pieces (text with a kind), :mod:`assemble` makes the page of them.
Nothing is fetched and nothing in a document is executed.
"""

import codecs
import io
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Literal

import msgspec

from accordingto.errors import Copy, EmptyInput, InputError, MissingInput, MissingPart, NotText, TooLarge, UsageError
from accordingto.ingest import assemble, docx, mail, pages, pdf, plain, unread
from accordingto.ingest.assemble import MAX_TEXT, Given
from accordingto.ingest.dates import parse_date
from accordingto.types import Page

__all__ = ["MAX_FILE", "MAX_TEXT", "Given", "Seen", "from_bytes", "from_text", "open", "parse_date"]

MAX_FILE = 64_000_000
_NOTHING = Given()
_MAX_LINE = 6_000_000
_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".jsonl", *mail.SUFFIXES})


def open(source: str | Path, given: Given = _NOTHING, seen: "Seen | None" = None) -> Iterator[Page | InputError]:
    """Read one source.

    Args:
        source: a file, a folder (its readable files, sorted), or ``-`` for standard input.
        given: what the user says about the document.
        seen: the documents that were read before, if copies of them are to be told.

    Yields:
        a page a document, an :class:`InputError` (not raised) for each input that cannot be read, and a :class:`Copy` where a document is
        met once more.
    """
    seen = Seen() if seen is None else seen
    for found in _open(source, given):
        yield found if isinstance(found, InputError) else seen.first(_named(found))


def _named(page: Page) -> Page:
    """A page whose source can be written as UTF-8: file names may hold bytes that are none."""
    source = page.document.source
    if source.isascii():
        return page
    written = source.encode("utf-8", "backslashreplace").decode("utf-8")
    return msgspec.structs.replace(page, document=msgspec.structs.replace(page.document, source=written))


class Seen:
    """The documents of a run by their identifiers and by their words, so that each is read once."""

    def __init__(self) -> None:
        self._ids: dict[str, tuple[str, str]] = {}
        self._texts: dict[tuple[str | None, ...], str] = {}

    def first(self, page: Page) -> Page | InputError:
        """The page, if it is the first of its kind; else that it is a copy, or that two texts share its identifier."""
        own = page.document
        source, digest = self._ids.get(own.id, (own.source, own.sha256))
        if digest != own.sha256:
            return InputError(own.source, f"the id {own.id!r} was used before, by {source}", "give every document an id of its own")
        # The same words under another publisher or date are another document, if it has an identifier of its own.
        told = (own.sha256, own.title, own.publisher, own.speaker, own.date.edtf if own.date else None)
        if own.id in self._ids or told in self._texts:
            return Copy(own.source, source if own.id in self._ids else self._texts[told])
        self._ids[own.id], self._texts[told] = (own.source, own.sha256), own.source
        return page


def _open(source: str | Path, given: Given) -> Iterator[Page | InputError]:
    name = str(source)
    if name.split(":", 1)[0].lower() in ("http", "https", "ftp"):
        yield InputError(name, "addresses are not fetched", "save the page and give the file")
        return
    if name == "-":
        yield _caught(lambda: _from_bytes(sys.stdin.buffer.read(MAX_FILE + 1), "-", "", given), "-")
        return
    path = Path(source)
    kind = _kind(path)
    if kind == "folder":
        yield from _folder(path, given)
    elif kind == "nothing":
        yield _missing(path)
    elif kind == "other":
        # A pipe without a writer, or a device without an end, would be read for ever.
        yield InputError(name, "is no ordinary file", "pipe it in and read -")
    elif path.suffix.lower() == ".jsonl":
        yield from _jsonl(path, given)
    else:
        yield _caught(lambda: _file(path, given), name)


def from_text(text: str, given: Given = _NOTHING, source: str = "text") -> Page:
    """A page of a text that is already in memory.

    Raises:
        InputError: there is nothing to read, too much of it, or it is not English.
    """
    return assemble.page(plain.read(text), given, source)


def from_bytes(data: bytes, source: str, suffix: str = "", given: Given = _NOTHING) -> Page:
    """A page of a file that is already in memory.

    Args:
        data: its bytes.
        source: names it.
        suffix: the end of its name, ``.html``; empty: the bytes decide.
        given: what is known of it.

    Raises:
        InputError: it cannot be read, or is no document.
    """
    return _from_bytes(data, source, suffix, given)


def _kind(path: Path) -> Literal["file", "folder", "other", "nothing"]:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return "nothing"
    return "folder" if stat.S_ISDIR(mode) else "file" if stat.S_ISREG(mode) else "other"


def _missing(path: Path) -> InputError:
    try:
        link = path.is_symlink()
    except (OSError, ValueError):
        link = False
    if link:
        return MissingInput(str(path), "is a link that leads nowhere", "mend the link or give the file itself")
    return MissingInput(str(path), "there is no such file", "check the path")


def _caught(make: Callable[[], Page], name: str) -> Page | InputError:
    try:
        return make()
    except InputError as error:
        return error
    except OSError as error:
        return InputError(name, f"cannot be read ({error.strerror or error})", "check that the file is readable")
    except ImportError as error:
        part = error.name or "a library"
        return MissingPart(name, f"needs {part}, which cannot be imported ({error})", "install accordingto again, with all that it needs")
    except RecursionError:
        return InputError(name, "is nested too deeply to be read", "simplify the file")
    except MemoryError:
        return TooLarge(name, "needs more memory than there is", "split it")


def _folder(path: Path, given: Given) -> Iterator[Page | InputError]:
    refused: list[InputError] = []
    files = list(_files(path, refused))
    yield from refused
    if not files and not refused:
        yield InputError(str(path), "holds no file that can be read", f"put {', '.join(sorted(_SUFFIXES))} files there")
    for file in files:
        yield from _open(file, given)


def _files(folder: Path, refused: list[InputError]) -> Iterator[Path]:
    """The readable files of a folder, sorted; links that lead out of it or nowhere and folders that cannot be listed are refused."""
    inside = folder.resolve()

    def complain(error: OSError) -> None:
        refused.append(InputError(str(error.filename), f"cannot be listed ({error.strerror})", "check that the folder is readable"))

    found: list[Path] = []
    for top, folders, names in os.walk(folder, onerror=complain):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [Path(top, name) for name in folders if Path(top, name).is_symlink()]
        found += [Path(top, name) for name in names if not name.startswith((".", "~$")) and Path(name).suffix.lower() in _SUFFIXES]
        refused += [InputError(str(link), "is a link to a folder", "give that folder itself") for link in links]
    for file in sorted(found):
        if file.is_symlink() and not file.exists():
            refused.append(_missing(file))
        elif file.is_symlink() and not file.resolve().is_relative_to(inside):
            refused.append(InputError(str(file), "is a link out of the folder", "give the file itself"))
        else:
            yield file


def _file(path: Path, given: Given) -> Page:
    size = path.stat().st_size
    if size > MAX_FILE:
        raise TooLarge(str(path), f"is larger than {MAX_FILE // 1_000_000} MB", "split it")
    return _from_bytes(path.read_bytes(), str(path), path.suffix.lower(), given)


def _from_bytes(data: bytes, name: str, suffix: str, given: Given) -> Page:
    if len(data) > MAX_FILE:
        raise TooLarge(name, f"is larger than {MAX_FILE // 1_000_000} MB", "split it")
    if not data.strip():
        raise EmptyInput(name, "is empty", "give a file with text in it")
    # What a file is its bytes tell better than its name.
    if data[:5] == b"%PDF-":
        return assemble.page(pdf.pdf(data, name), given, name)
    if docx.looks_like_word(data):
        return assemble.page(docx.docx(data, name), given, name)
    unread.check(data, name)
    if suffix == ".pdf":
        return assemble.page(pdf.pdf(data, name), given, name)
    if suffix == ".docx":
        return assemble.page(docx.docx(data, name), given, name)
    if suffix in mail.SUFFIXES or mail.looks_like_mail(data):
        return assemble.page(mail.mail(data, name), given, name)
    text = plain.decode(data, name)
    if suffix in (".html", ".htm", ".xhtml") or (suffix in ("", ".txt") and pages.looks_like_html(text)):
        return assemble.page(pages.html(text, name), given, name)
    if suffix in (".md", ".markdown"):
        return assemble.page(plain.markdown(text), given, name)
    return assemble.page(plain.read(text), given, name)


class _Line(msgspec.Struct):
    text: str
    id: str | int | None = None
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    speaker: str | None = None
    url: str | None = None


def _jsonl(path: Path, given: Given) -> Iterator[Page | InputError]:
    try:
        yield from _lines(path, given)
    except OSError as error:
        yield InputError(str(path), f"cannot be read ({error.strerror or error})", "check that the file is readable")


def _lines(path: Path, given: Given) -> Iterator[Page | InputError]:
    seen: set[str] = set()
    number = documents = 0
    with _utf8(path) as file:
        while raw := file.readline(_MAX_LINE + 1):
            number += 1
            if number == 1:
                raw = raw.removeprefix(codecs.BOM_UTF8)
            where = f"{path}:{number}"
            documents += bool(raw.strip())
            if len(raw) > _MAX_LINE:
                yield TooLarge(where, f"the line is longer than {_MAX_LINE // 1_000_000} MB", "split the document")
                while raw and not raw.endswith(b"\n"):
                    raw = file.readline(_MAX_LINE)
            elif raw.strip():
                yield _line(raw, where, given, seen)
    if documents == 0:
        yield EmptyInput(str(path), "is empty", "give a file with text in it")


def _utf8(path: Path) -> IO[bytes]:
    """The bytes of a file as UTF-8, whichever UTF it is written in."""
    with path.open("rb") as file:
        encoding = plain.utf(file.read(64))
    if encoding is None:
        return path.open("rb")
    if path.stat().st_size > MAX_FILE:
        raise OSError(0, f"only UTF-8 may be larger than {MAX_FILE // 1_000_000} MB")
    return io.BytesIO(path.read_bytes().decode(encoding, "replace").encode("utf-8", "replace"))


def _line(raw: bytes, where: str, given: Given, seen: set[str]) -> Page | InputError:
    try:
        line = msgspec.json.decode(raw, type=_Line)
        date = parse_date(line.date) if line.date else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return NotText(where, f"is no document in JSON ({error})", 'write {"id": …, "text": …} on a line')
    except UsageError as error:
        return InputError(where, str(error).split(";")[0], "write dates as 2024-05-03")
    own_id = None if line.id is None else str(line.id)
    if own_id is not None and own_id in seen:
        return InputError(where, f"the id {own_id!r} was used before", "give every document an id of its own")
    if own_id is not None:
        seen.add(own_id)
    own = msgspec.structs.replace(
        given,
        id=own_id,
        title=line.title or given.title,
        date=date or given.date,
        publisher=line.publisher or given.publisher,
        speaker=line.speaker or given.speaker,
        url=line.url,
    )
    return _caught(lambda: from_text(line.text, own, where), where)
