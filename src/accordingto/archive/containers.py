"""What holds many documents: .zip, .tar, .gz, .warc, feeds, .jsonl, .csv, Parquet, each read as a stream of members.

Nothing is unpacked to disk. Sizes, ratios, numbers and depth are capped, and what goes over a cap, is encrypted, cut off, a link or no
file is a
member that was rejected, not the end of the archive.
"""

import bz2
import csv
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, Any

import msgspec

from accordingto.archive.items import (
    FREE,
    MAX_DEPTH,
    MAX_FILE,
    MAX_LINE,
    MAX_MEMBERS,
    MAX_RATIO,
    columns,
    record,
)
from accordingto.errors import EmptyInput, InputError, MissingPart, NotText, TooLarge, UsageError
from accordingto.ingest import Given

Stream = IO[bytes]


class Member(msgspec.Struct, frozen=True):
    """One thing that a container holds.

    Attributes:
        name: within the container; joined to its name by ``mark``.
        data: its bytes; None for a record.
        text: a record's text.
        given: what the container says of it.
        error: why it cannot be had, in place of both.
    """

    name: str
    data: bytes | None = None
    text: str | None = None
    given: Given = Given()
    error: InputError | None = None
    mark: str = "!"


def kind(name: str, head: bytes) -> str:
    """What a file is by its name and its first 512 bytes.

    Returns:
        ``zip``, ``tar``, ``packed``, ``warc``, ``feed``, ``jsonl``, ``csv``, ``parquet``, or ``document``.
    """
    lower = name.lower()
    bare = lower.removesuffix(".gz").removesuffix(".bz2").removesuffix(".xz")
    if head.startswith(b"WARC/") or bare.endswith(".warc"):
        return "warc"
    if bare.endswith((".tar", ".tgz", ".tbz2", ".txz")) or head[257:262] == b"ustar":
        return "tar"
    if head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        return "packed"
    if lower.endswith(".parquet") or head.startswith(b"PAR1"):
        return "parquet"
    if lower.endswith((".jsonl", ".ndjson")):
        return "jsonl"
    if lower.endswith((".csv", ".tsv")):
        return "csv"
    if lower.endswith(".zip"):
        return "zip"
    if lower.endswith((".rss", ".atom")) or (lower.endswith((".xml", "")) and _is_feed(head)):
        return "feed"
    return "document"


def _is_feed(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")) and any(mark in start for mark in (b"<rss", b"<feed", b"<rdf:rdf"))


def members(name: str, stream: Stream, size: int, given: Given, depth: int = 1) -> Iterator[Member]:
    """The members of a container, those of containers in it among them.

    Args:
        name: of the container, for errors.
        stream: its bytes, at the beginning; it can be sought in.
        size: how many they are.
        given: what is known of all its documents.
        depth: how many containers hold it, itself among them.
    """
    head = stream.read(512)
    stream.seek(0)
    what = kind(name, head)
    if what == "packed":
        yield from _packed(name, stream, size, given, depth)
    elif what in ("zip", "tar"):
        for member in (_zip if what == "zip" else _tar)(name, stream, size):
            yield from _opened(name, member, given, depth)
    else:
        yield from _READERS[what](name, stream, given)


def _opened(name: str, member: Member, given: Given, depth: int) -> Iterator[Member]:
    """A member, or the members that it holds itself."""
    data = member.data
    if data is None or kind(member.name, data[:512]) == "document":
        yield member
        return
    if depth >= MAX_DEPTH:
        yield Member(member.name, error=TooLarge(member.name, f"is an archive within {MAX_DEPTH} others", "unpack it and give its files"))
        return
    for inner in _guarded(member.name, lambda: members(member.name, io.BytesIO(data), len(data), given, depth + 1)):
        yield msgspec.structs.replace(inner, name=f"{member.name}{inner.mark}{inner.name}" if inner.name else member.name, mark="!")


def _guarded(name: str, make: Callable[[], Iterator[Member]]) -> Iterator[Member]:
    """Members of a container; what breaks it off is one more member, rejected."""
    try:
        yield from make()
    except InputError as error:
        yield Member("", error=error)
    except ImportError as error:
        yield Member("", error=_missing(name, error))
    except _BROKEN as error:
        yield Member("", error=NotText(name, f"is broken or cut off ({_said(error)})", "get the file again"))
    except (MemoryError, RecursionError):
        yield Member("", error=TooLarge(name, "needs more memory or depth than there is", "split it"))


_BROKEN = (
    OSError,
    EOFError,
    ValueError,
    KeyError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    NotImplementedError,
    csv.Error,
)


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _missing(name: str, error: ImportError) -> MissingPart:
    return MissingPart(name, f"needs {error.name or 'a library'}, which is not installed", "pip install 'accordingto[archive]'")


class _Counted(io.RawIOBase):
    """A stream that stops what unpacks to too much."""

    def __init__(self, inner: Any, name: str, size: int) -> None:
        self.inner, self.name, self.most, self.count = inner, name, max(FREE, size * MAX_RATIO), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.inner.read(len(buffer))
        self.count += len(data)
        if self.count > self.most:
            raise TooLarge(
                self.name, f"unpacks to more than {MAX_RATIO} times its size", "unpack it if you trust it, and give what it holds"
            )
        buffer[: len(data)] = data
        return len(data)


def unpacked(name: str, stream: Stream, size: int) -> io.BufferedReader:
    """A stream without its compression; what it unpacks to is capped."""
    head = stream.read(6)
    stream.seek(0)
    opened: Any = stream
    if head.startswith(b"\x1f\x8b"):
        opened = gzip.GzipFile(fileobj=stream)
    elif head.startswith(b"BZh"):
        opened = bz2.BZ2File(stream)
    elif head.startswith(b"\xfd7zXZ"):
        opened = lzma.LZMAFile(stream)  # noqa: SIM115
    return io.BufferedReader(_Counted(opened, name, size), 1 << 16)


def _packed(name: str, stream: Stream, size: int, given: Given, depth: int) -> Iterator[Member]:
    """One compressed file: what is in it is read as the name without its ending says."""
    inner = name.rsplit(".", 1)[0] if name.lower().endswith((".gz", ".bz2", ".xz")) else name
    plain = unpacked(name, stream, size)
    what = kind(inner, plain.peek(512)[:512])
    if what in ("jsonl", "csv"):
        yield from _READERS[what](name, plain, given)
        return
    if what == "tar":
        stream.seek(0)
        for member in _tar(name, stream, size):
            yield from _opened(name, member, given, depth)
        return
    data = _capped(plain, name)
    if what == "document":
        yield Member("", data=data)
    else:
        yield from (
            _opened(name, Member("", data=data), given, depth)
            if depth >= MAX_DEPTH
            else members(inner, io.BytesIO(data), len(data), given, depth + 1)
        )


def _capped(stream: Any, name: str) -> bytes:
    data = bytes(stream.read(MAX_FILE + 1))
    if len(data) > MAX_FILE:
        raise TooLarge(name, f"is larger than {MAX_FILE // 1_000_000} MB", "split it")
    return data


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in PurePosixPath(name.replace("\\", "/")).parts or name[1:2] == ":"


def _out(name: str) -> Member:
    return Member(name, error=InputError(name, "has a name that leads out of its archive", "unpack it with care and give the file"))


def _zip(name: str, stream: Stream, size: int) -> Iterator[Member]:
    with zipfile.ZipFile(stream) as archive:
        for number, info in enumerate(archive.infolist()):
            if number >= MAX_MEMBERS:
                raise TooLarge(name, f"holds more than {MAX_MEMBERS:,} files", "split it")
            if not info.is_dir() and not _hidden(info.filename):
                yield _zipped(archive, info)


def _hidden(name: str) -> bool:
    """Files that systems add, and that no folder's reading takes either."""
    parts = PurePosixPath(name).parts
    return any(part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in parts) or parts[-1:] == ("Thumbs.db",)


def _zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member:
    name = info.filename
    if _leads_out(name):
        return _out(name)
    if info.flag_bits & 1:
        return Member(name, error=InputError(name, "is encrypted", "unpack it with its password and give the file"))
    if (info.external_attr >> 28) == 0xA:
        return Member(name, error=InputError(name, "is a link", "give the file itself"))
    if info.file_size > MAX_FILE:
        return Member(name, error=TooLarge(name, f"is larger than {MAX_FILE // 1_000_000} MB", "split it"))
    if info.file_size > max(FREE, info.compress_size * MAX_RATIO):
        return Member(name, error=TooLarge(name, f"unpacks to more than {MAX_RATIO} times its size", "unpack it if you trust it"))
    try:
        with archive.open(info) as file:
            return Member(name, data=_capped(file, name))
    except InputError as error:
        return Member(name, error=error)
    except (*_BROKEN, RuntimeError) as error:
        return Member(name, error=NotText(name, f"is broken ({_said(error)})", "get the archive again"))


def _tar(name: str, stream: Stream, size: int) -> Iterator[Member]:
    with tarfile.open(fileobj=unpacked(name, stream, size), mode="r|", errorlevel=0) as archive:
        for number, info in enumerate(archive):
            if number >= MAX_MEMBERS:
                raise TooLarge(name, f"holds more than {MAX_MEMBERS:,} files", "split it")
            if not info.isdir() and not _hidden(info.name):
                yield _tarred(archive, info)


def _tarred(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Member:
    name = info.name
    if _leads_out(name):
        return _out(name)
    if info.issym() or info.islnk():
        return Member(name, error=InputError(name, "is a link", "give the file itself"))
    if not info.isreg():
        return Member(name, error=InputError(name, "is no ordinary file", "leave it out"))
    if info.size > MAX_FILE:
        return Member(name, error=TooLarge(name, f"is larger than {MAX_FILE // 1_000_000} MB", "split it"))
    file = archive.extractfile(info)
    data = file.read(MAX_FILE + 1) if file else b""
    if len(data) < info.size:
        raise NotText(name, "is cut off", "get the archive again")
    return Member(name, data=data)


def _warc(name: str, stream: Stream, given: Given) -> Iterator[Member]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    read, position = 0, 0
    for found in ArchiveIterator(stream, record_types=wanted, parse_http=False, fsspec_args=False):
        read += 1
        position = found.stream_pos
        yield _archived(found, given, found.record_type == WarcRecordType.response)
    if not read:
        raise EmptyInput(name, f"holds no page that can be read (up to byte {position})", "check that it is a WARC file")


def _archived(found: Any, given: Given, fetched: bool) -> Member:
    """One WARC record: a page as it was ``fetched``, with HTTP's head, or a file."""
    url = found.headers.get("WARC-Target-URI", "").strip("<> ") or found.record_id or "?"
    given = msgspec.structs.replace(given, url=url)
    length = found.content_length
    if length > MAX_FILE:
        return Member(url, error=TooLarge(url, f"is larger than {MAX_FILE // 1_000_000} MB", "fetch it alone"))
    block = found.reader.read(length + 1)
    if len(block) < length:
        return Member(url, error=NotText(url, f"is cut off: {len(block)} of {length} bytes are there", "get the archive again"))
    if b"\r\nWARC/1." in block and b"\r\nWARC-Type:" in block:
        return Member(url, error=NotText(url, "has a length that runs into the next record", "get the archive again"))
    if not fetched:
        return Member(url, data=block, given=given)
    return _response(url, block, given)


def _response(url: str, block: bytes, given: Given) -> Member:
    head, _, body = block.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    status = first.split(" ")[1] if first.startswith("HTTP/") and " " in first else "?"
    if status != "200":
        return Member(url, error=InputError(url, f"is no page: the answer was {status}", "leave it out"), given=given)
    try:
        if fields.get("transfer-encoding", "").lower() == "chunked" and body[:1].isalnum():
            body = _dechunked(body)
        coding = fields.get("content-encoding", "").lower()
        if coding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
            body = _capped(unpacked(url, io.BytesIO(body), len(body)), url)
        elif coding == "deflate":
            body = zlib.decompressobj().decompress(body, MAX_FILE)
        elif coding not in ("", "identity", "gzip", "x-gzip", "utf-8"):
            return Member(url, error=NotText(url, f"is packed in a way that is not read ({coding})", "fetch it without"), given=given)
    except InputError as error:
        return Member(url, error=error, given=given)
    except _BROKEN as error:
        return Member(url, error=NotText(url, f"is broken ({_said(error)})", "get the archive again"), given=given)
    return Member(url, data=body, given=given)


def _dechunked(body: bytes) -> bytes:
    """A chunked body joined; one that only says it is chunked, as it is."""
    found, at = bytearray(), 0
    while at < len(body):
        end = body.find(b"\r\n", at, at + 20)
        try:
            length = int(body[at:end].split(b";")[0], 16) if end > 0 else -1
        except ValueError:
            length = -1
        if length < 0:
            return bytes(found) if found else body
        if length == 0:
            break
        found += body[end + 2 : end + 2 + length]
        at = end + 2 + length + 2
    return bytes(found)


def _jsonl(name: str, stream: Stream, given: Given) -> Iterator[Member]:
    number = found = 0
    while raw := stream.readline(MAX_LINE + 1):
        number += 1
        where = f"{name}:{number}"
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if len(raw) > MAX_LINE:
            yield Member(
                str(number), error=TooLarge(where, f"the line is longer than {MAX_LINE // 1_000_000} MB", "split the document"), mark=":"
            )
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(MAX_LINE)
        elif raw.strip():
            found += 1
            yield _line(raw, number, where, given)
    if not number or not found:
        raise EmptyInput(name, "is empty", "give a file with text in it")


def _line(raw: bytes, number: int, where: str, given: Given) -> Member:
    try:
        values = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Member(
            str(number),
            data=raw,
            error=NotText(where, f"is no document in JSON ({error})", 'write {"id": …, "text": …} on a line'),
            mark=":",
        )
    if not isinstance(values, dict):
        return Member(str(number), data=raw, error=NotText(where, "is no object", 'write {"id": …, "text": …} on a line'), mark=":")
    names = columns([n for n, value in values.items() if isinstance(value, str | int) and not isinstance(value, bool)])
    if "text" not in names:
        return Member(str(number), data=raw, error=NotText(where, "has no text", 'write {"id": …, "text": …} on a line'), mark=":")
    return _recorded(str(number), {field: str(values[n]) for field, n in names.items()}, where, given)


def _recorded(name: str, values: dict[str, str], where: str, given: Given) -> Member:
    data = msgspec.json.encode(values)
    try:
        text, own = record(values, given)
    except UsageError as error:
        return Member(name, data=data, error=InputError(where, str(error).split(";")[0], "write dates as 2024-05-03"), mark=":")
    return Member(name, data=data, text=text, given=own, mark=":")


def _csv(name: str, stream: Stream, given: Given) -> Iterator[Member]:
    csv.field_size_limit(MAX_LINE)
    words = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    first = words.readline(MAX_LINE)
    mark = max(",;\t|", key=first.count)
    names = next(csv.reader([first], delimiter=mark), [])
    known = columns(names)
    if "text" not in known:
        raise NotText(name, f"has no column of texts (it has {', '.join(names)[:200]})", "name one of its columns text")
    places = {field: names.index(column) for field, column in known.items()}
    rows = 0
    for rows, row in enumerate(csv.reader(words, delimiter=mark), 1):
        values = {field: row[at] for field, at in places.items() if at < len(row)}
        yield _recorded(str(rows), values, f"{name}:{rows}", given)
    if not rows:
        raise EmptyInput(name, "is empty", "give a file with text in it")


def _parquet(name: str, stream: Stream, given: Given) -> Iterator[Member]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(stream)
        known = columns(
            [
                f.name
                for f in file.schema_arrow
                if pa.types.is_string(f.type)
                or pa.types.is_large_string(f.type)
                or pa.types.is_integer(f.type)
                or pa.types.is_temporal(f.type)
            ]
        )
        if "text" not in known:
            raise NotText(
                name, f"has no column of texts (it has {', '.join(file.schema_arrow.names)[:200]})", "name one of its columns text"
            )
        number = 0
        for batch in file.iter_batches(batch_size=64, columns=sorted(set(known.values())), use_threads=False):
            for row in batch.to_pylist():
                number += 1
                values = {field: str(row[column]) for field, column in known.items() if row[column] is not None}
                yield _recorded(str(number), values, f"{name}:{number}", given)
    except pa.ArrowException as error:
        raise NotText(name, f"is no whole Parquet file ({_said(error)})", "get the file again") from error
    if not number:
        raise EmptyInput(name, "is empty", "give a file with text in it")


def _feed(name: str, stream: Stream, given: Given) -> Iterator[Member]:
    from accordingto.archive import feeds

    for number, entry in enumerate(feeds.entries(_capped(stream, name), name), 1):
        own = {
            k: v
            for k, v in (
                ("title", entry.title),
                ("date", entry.date),
                ("publisher", given.publisher or entry.publisher),
                ("url", entry.url),
            )
            if v
        }
        text = entry.text
        error = None if text.strip() else EmptyInput(entry.url or name, "is an entry without words", "fetch the page that it leads to")
        told = msgspec.structs.replace(given, **own)
        yield Member(entry.url or str(number), data=msgspec.json.encode([text, own]), text=None if error else text, given=told, error=error)


_READERS: dict[str, Callable[[str, Any, Given], Iterator[Member]]] = {
    "warc": _warc,
    "feed": _feed,
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
}


def guarded(name: str, stream: Stream, size: int, given: Given) -> Iterator[Member]:
    """As :func:`members`; what breaks the container off is one more member, rejected."""
    return _guarded(name, lambda: members(name, stream, size, given))
