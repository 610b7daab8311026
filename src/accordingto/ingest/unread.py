"""Files that people have and that hold no text we can read: each told by its first bytes, with what to do instead."""

import io
import zipfile

import msgspec

from accordingto.errors import NotText


class _Kind(msgspec.Struct, frozen=True):
    """What a file is, by the bytes it begins with (``at`` bytes on), and what to do."""

    begins: bytes
    what: str
    remedy: str
    at: int = 0


_PICTURE = "give its text, or run it through a text recognition first"
_SOUND = "give a transcript"
_TABLE = "save the sheet as .csv and read it with accordingto code"
_KINDS = (
    _Kind(b"\x89PNG\r\n\x1a\n", "is a picture (PNG)", _PICTURE),
    _Kind(b"\xff\xd8\xff", "is a picture (JPEG)", _PICTURE),
    _Kind(b"GIF8", "is a picture (GIF)", _PICTURE),
    _Kind(b"II*\x00", "is a picture (TIFF)", _PICTURE),
    _Kind(b"MM\x00*", "is a picture (TIFF)", _PICTURE),
    _Kind(b"WEBP", "is a picture (WebP)", _PICTURE, 8),
    _Kind(b"ftyp", "is a film or a recording (MP4)", _SOUND, 4),
    _Kind(b"ID3", "is a recording (MP3)", _SOUND),
    _Kind(b"OggS", "is a recording (Ogg)", _SOUND),
    _Kind(b"WAVE", "is a recording (WAV)", _SOUND, 8),
    _Kind(b"\x1f\x8b", "is compressed (gzip)", "unpack it, or read it with accordingto code"),
    _Kind(b"BZh", "is compressed (bzip2)", "unpack it"),
    _Kind(b"\xfd7zXZ\x00", "is compressed (xz)", "unpack it"),
    _Kind(b"7z\xbc\xaf\x27\x1c", "is an archive (7z)", "unpack it"),
    _Kind(b"Rar!", "is an archive (RAR)", "unpack it"),
    _Kind(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an encrypted or an old Office file (.doc, .xls, .ppt, .msg)", "save an open copy as .docx"
    ),
    _Kind(b"SQLite format 3\x00", "is a database (SQLite)", "write its texts to a .jsonl file"),
    _Kind(b"PAR1", "is a table (Parquet)", "read it with accordingto code"),
)
# By a member of the archive.
_PACKED = (
    ("xl/workbook.xml", "is a workbook (Excel)", _TABLE),
    ("ppt/presentation.xml", "is a presentation (PowerPoint)", "save it as PDF"),
    ("content.xml", "is an OpenDocument file", "save it as .docx or as text"),
    ("META-INF/container.xml", "is a book (EPUB)", "save it as text or HTML"),
)


def check(data: bytes, name: str) -> None:
    """Refuse what is no text by its first bytes.

    Args:
        data: the file's bytes.
        name: how errors name it.

    Raises:
        NotText: what it is, and what to do.
    """
    for kind in _KINDS:
        if data.startswith(kind.begins, kind.at):
            raise NotText(name, kind.what, kind.remedy)
    if data[:4] == b"PK\x03\x04":
        members = _members(data)
        for member, what, remedy in _PACKED:
            if member in members:
                raise NotText(name, what, remedy)
        if members:
            raise NotText(name, "is an archive (zip)", "unpack it, or read it with accordingto code")
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")) and any(mark in start for mark in (b"<rss", b"<feed", b"<rdf:rdf")):
        raise NotText(name, "is a feed of several texts (RSS or Atom)", "read it with accordingto code")


def _members(data: bytes) -> frozenset[str]:
    """The names in an archive; none where it is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return frozenset(file.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return frozenset()
