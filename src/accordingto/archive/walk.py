"""From what the user named to items: folders are walked in the order of their names, containers opened, each document's bytes read."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from accordingto.archive import containers
from accordingto.archive.items import MAX_FILE, Item, rejected, writable
from accordingto.errors import InputError, MissingInput, TooLarge
from accordingto.ingest import Given


class File(msgspec.Struct, frozen=True):
    """A file to be read, or why it cannot be; ``size`` in bytes; ``name``: what it is called in the store."""

    path: str
    origin: str
    name: str
    size: int = 0
    error: InputError | None = None


def files(inputs: list[str], names: dict[str, str] | None = None) -> Iterator[File]:
    """Every file that the inputs hold, folders walked by name; hidden files are none.

    A link out of its folder, a link to a folder, a pipe and a missing file are told as such.

    Args:
        inputs: as the user named them.
        names: what files are called, by path.
    """
    for name in inputs:
        if name.split(":", 1)[0].lower() in ("http", "https", "ftp"):
            yield File(
                name, name, name, error=InputError(name, "addresses are not fetched", "save the page and give the file, or see --watch")
            )
        elif os.path.isdir(name):
            yield from _folder(name)
        else:
            called = (names or {}).get(name, name)
            yield _file(name, called, called)


def _file(path: str, origin: str, name: str) -> File:
    try:
        found = os.stat(path)
    except (OSError, ValueError) as error:
        link = "\0" not in path and os.path.islink(path)
        problem, remedy = ("is a link that leads nowhere", "mend the link") if link else ("there is no such file", "check the path")
        if isinstance(error, PermissionError):
            problem, remedy = f"cannot be read ({error.strerror})", "check that the file is readable"
        return File(path, origin, name, error=MissingInput(path, problem, remedy))
    if not stat.S_ISREG(found.st_mode):
        return File(path, origin, name, error=InputError(path, "is no ordinary file", "leave it out"))
    return File(path, origin, name, found.st_size)


def _folder(top: str) -> Iterator[File]:
    inside = os.path.realpath(top)
    refused: list[OSError] = []
    for folder, below, names in os.walk(top, onerror=refused.append):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in below:
            path = os.path.join(folder, name)
            if os.path.islink(path):
                yield File(path, top, path, error=InputError(path, "is a link to a folder", "give that folder itself"))
        for name in sorted(names):
            path = os.path.join(folder, name)
            if name.startswith((".", "~$")):
                continue
            if os.path.islink(path) and os.path.exists(path) and not _within(os.path.realpath(path), inside):
                yield File(path, top, path, error=InputError(path, "is a link out of the folder", "give the file itself"))
            else:
                yield _file(path, top, path)
    for error in refused:
        path = str(error.filename)
        yield File(path, top, path, error=InputError(path, f"cannot be listed ({error.strerror})", "check that the folder is readable"))


def _within(path: str, folder: str) -> bool:
    return os.path.commonpath([path, folder]) == folder


def items(file: File, given: Given, before: int = 0) -> Iterator[Item]:
    """The items of one file.

    Args:
        file: as :func:`files` gives it.
        given: what the user says of every document.
        before: bytes of the files before it.
    """
    name = writable(file.name)
    if "://" in name:
        given = msgspec.structs.replace(given, url=name)
    own = Item(name, writable(file.origin), "", given=given, at=before + file.size)
    if file.error is not None:
        yield msgspec.structs.replace(own, rejected=rejected(file.error))
        return
    try:
        with Path(file.path).open("rb") as stream:
            head = stream.read(512)
            stream.seek(0)
            if containers.kind(file.path, head) != "document":
                for member in containers.guarded(name, stream, file.size, given):
                    yield _item(own, member, before + min(stream.tell(), file.size))
                return
            data = stream.read(MAX_FILE + 1)
    except OSError as error:
        problem = InputError(name, f"cannot be read ({error.strerror or error})", "check that the file is readable")
        yield msgspec.structs.replace(own, rejected=rejected(problem))
        return
    if len(data) > MAX_FILE:
        large = TooLarge(name, f"is larger than {MAX_FILE // 1_000_000} MB", "split it")
        yield msgspec.structs.replace(own, rejected=rejected(large))
        return
    yield msgspec.structs.replace(own, data=data, input=_digest(data), suffix=Path(file.path).suffix.lower())


def _item(own: Item, member: containers.Member, at: int) -> Item:
    source = writable(f"{own.source}{member.mark}{member.name}") if member.name else own.source
    digest = _digest(member.data) if member.data else ""
    found = msgspec.structs.replace(own, source=source, input=digest, at=at, given=member.given if member.given != Given() else own.given)
    if member.error is not None:
        return msgspec.structs.replace(found, rejected=rejected(member.error))
    if member.text is not None:
        return msgspec.structs.replace(found, text=member.text)
    path = member.name if not own.given.url and "://" not in member.name else ""
    return msgspec.structs.replace(found, data=member.data or b"", suffix=Path(path or _unpacked(own.source, member)).suffix.lower())


def _unpacked(source: str, member: containers.Member) -> str:
    """The name that says what a member's bytes are: none for a page that was fetched, the packed file's own for a .gz."""
    if member.name:
        return ""
    return source.rsplit(".", 1)[0] if source.lower().endswith((".gz", ".bz2", ".xz")) else source


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
