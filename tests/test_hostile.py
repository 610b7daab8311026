"""A folder of hostile files: all end as coded or rejected with a reason, the run goes on, memory stays under the cap."""

import gzip
import io
import json
import os
import struct
import tarfile
import threading
import time
import zlib
from pathlib import Path

import pytest

import accordingto
from accordingto import archive
from accordingto.archive import Limits, Options
from accordingto.archive.workers import Pool
from tests.test_archive import children, counted, short
from tests.test_walk import BODY, PAGE, RSS, parquet, record, response, tarred, warc, warc_gz, zipped

MEGABYTES = 3000
RESIDENT = 1_500_000_000
ZEROS = bytes(30_000_000)


def lying_zip(size):
    """A zip whose directory says that its file is larger or smaller than it is."""
    data = bytearray(zipped({"a.txt": BODY}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(data)


def encrypted_zip():
    data = bytearray(zipped({"a.txt": BODY}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def overlapping_zip():
    """A thousand entries in the directory that all lead to the same bytes."""
    packed = zlib.compress(ZEROS, 9)[2:-4]
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, zlib.crc32(ZEROS), len(packed), len(ZEROS), 1, 0) + b"a" + packed
    entry = (
        struct.pack(
            "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, zlib.crc32(ZEROS), len(packed), len(ZEROS), 1, 0, 0, 0, 0, 0, 0
        )
        + b"a"
    )
    directory = entry * 50
    return local + directory + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 50, 50, len(directory), len(local), 0)


def nested_zip(depth):
    data = zipped({"a.txt": BODY})
    for n in range(depth):
        data = zipped({f"{n}.zip": data})
    return data


def links_tar():
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as made:
        for name, kind, target in (
            ("out.txt", tarfile.SYMTYPE, "/etc/passwd"),
            ("hard.txt", tarfile.LNKTYPE, "../x"),
            ("pipe", tarfile.FIFOTYPE, ""),
            ("device", tarfile.CHRTYPE, ""),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            made.addfile(info)
    return sink.getvalue()


def encrypted_pdf():
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen import canvas

    sink = io.BytesIO()
    sheet = canvas.Canvas(sink, encrypt=StandardEncryption("secret", canPrint=0))
    sheet.drawString(60, 700, BODY[:60])
    sheet.save()
    return sink.getvalue()


def docx(document, more=None):
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
    return zipped({"[Content_Types].xml": types, "word/document.xml": document, **(more or {})})


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><l>&j;</l>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>t</title><description>&x;</description></item></channel></rss>'
FAR = json.dumps({"text": BODY, "date": "99999999-99-99"})

# why, the file's name, its bytes
FILES = [
    ("a bomb of zeros", "bomb.gz", gzip.compress(ZEROS)),
    ("a bomb in a bomb", "bomb2.gz", gzip.compress(gzip.compress(ZEROS))),
    ("a bomb as JSON lines", "bomb.jsonl.gz", gzip.compress(ZEROS)),
    ("a bomb as a table", "bomb.csv.gz", gzip.compress(b"text\n" + ZEROS)),
    ("a bomb in a zip", "bomb.zip", zipped({"a.txt": ZEROS})),
    ("a bomb in a tar", "bomb.tar.gz", gzip.compress(tarred({"a.txt": ZEROS}))),
    ("a zip that says it is small", "small.zip", lying_zip(3)),
    ("a zip that says it is large", "large.zip", lying_zip(2**31)),
    ("many entries that share bytes", "overlap.zip", overlapping_zip()),
    ("zips within zips", "deep.zip", nested_zip(12)),
    ("an encrypted zip", "secret.zip", encrypted_zip()),
    ("a zip cut off", "cut.zip", zipped({"a.txt": BODY * 50})[:-30]),
    ("a zip of rubbish", "rubbish.zip", b"PK\x03\x04" + bytes(range(256)) * 20),
    ("names that lead out", "out.zip", zipped({"../../out.txt": BODY, "/etc/out.txt": BODY, "C:\\out.txt": BODY, "a/../../b.txt": BODY})),
    ("names that lead out of a tar", "out.tar", tarred({"../out.txt": BODY.encode(), "/out.txt": BODY.encode()})),
    ("links, pipes and devices in a tar", "links.tar", links_tar()),
    ("a tar cut off", "cut.tar", tarred({"a.txt": BODY.encode() * 99})[:3000]),
    ("a packed file cut off", "cut.html.gz", gzip.compress(PAGE.encode())[:-20]),
    ("a packed file with broken bytes", "broken.txt.gz", b"\x1f\x8b" + bytes(300)),
    ("names with control characters", "names.zip", zipped({"a\x1b[31m\n\u202e.txt": BODY + " One."})),
    ("20,000 nested tags", "nested.html", b"<div>" * 20_000 + BODY.encode() + b"</div>" * 20_000),
    ("100,000 tags that never close", "open.html", b"<b><i>" * 50_000 + BODY.encode()),
    ("a line of 10 MB", "line.txt", b"word " * 2_000_000),
    ("a word of 10 MB", "word.txt", b"a" * 10_000_000),
    (
        "a line of 10 MB of JSON",
        "line.jsonl",
        b'{"text": "' + b"word " * 2_000_000 + b'"}\n' + json.dumps({"text": BODY + " Two."}).encode(),
    ),
    ("JSON nested 100,000 deep", "deep.jsonl", b"[" * 100_000 + b"\n" + b'{"text":' * 50_000),
    ("a table whose quotation mark never closes", "open.csv", b'text\n"' + b"word, \n" * 1_500_000),
    ("a date that no calendar has", "date.jsonl", FAR.encode()),
    ("half of a character", "half.jsonl", b'{"text": "The minister \\ud800 spoke in Puno on Monday, the council said."}'),
    ("entities that multiply", "laughs.xml", LAUGHS.encode()),
    ("an entity of a file outside", "outside.rss", OUTSIDE.encode()),
    ("a feed cut off", "cut.rss", RSS[:400]),
    (
        "a WARC record that says it is longer",
        "long.warc",
        warc(
            record("response", "https://a.example/1", b"HTTP/1.1 200 OK\r\n\r\n" + PAGE.encode(), 5000),
            response("https://a.example/2", PAGE.encode()),
        ),
    ),
    (
        "a WARC record that says it is shorter",
        "short.warc",
        warc(
            record("response", "https://a.example/1", b"HTTP/1.1 200 OK\r\n\r\n" + PAGE.encode(), 40),
            response("https://a.example/2", PAGE.encode()),
        ),
    ),
    (
        "a WARC record that says it is negative",
        "negative.warc",
        warc(record("response", "https://a.example/1", b"HTTP/1.1 200 OK\r\n\r\n", -7)),
    ),
    (
        "a WARC record that says it is immense",
        "immense.warc",
        warc(record("response", "https://a.example/1", b"HTTP/1.1 200 OK\r\n\r\n", 10**18)),
    ),
    ("a packed WARC cut off", "cut.warc.gz", warc_gz(response("https://a.example/3", PAGE.encode()))[:-25]),
    (
        "a page in a WARC that is a bomb",
        "bomb.warc",
        warc(response("https://a.example/4", gzip.compress(ZEROS), fields="Content-Encoding: gzip\r\n")),
    ),
    ("a WARC of nothing", "empty.warc", b"WARC/1.0\r\n"),
    ("Parquet with broken bytes", "broken.parquet", parquet(3)[:200] + bytes(200) + parquet(3)[400:]),
    ("no Parquet", "no.parquet", b"PAR1" + bytes(5000) + b"\xff\xff\xff\x7fPAR1"),
    ("an encrypted PDF", "secret.pdf", encrypted_pdf()),
    (
        "a PDF whose pages lead in a circle",
        "circle.pdf",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9999999>>endobj\ntrailer<</Root 1 0 R>>",
    ),
    ("a PDF cut off", "cut.pdf", encrypted_pdf()[:300]),
    ("a Word file that is a bomb", "bomb.docx", docx(b"<w:document>" + ZEROS + b"</w:document>")),
    ("a Word file with entities", "laughs.docx", docx(LAUGHS)),
    ("a Word file without a text", "no.docx", zipped({"a.txt": "x"})),
    ("a picture that is called a page", "picture.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 30),
    ("a program", "program.txt", b"\x7fELF" + bytes(5000)),
    ("nothing", "nothing.txt", b""),
    ("white space", "white.html", b" \n" * 100_000),
    ("another language", "other.txt", "Министр открыл больницу в понедельник, сообщил совет города.".encode()),
    ("marks that turn the direction", "bidi.txt", ("\u202e\u2066" * 50 + BODY + " Three.").encode()),
    ("a page of script alone", "script.html", b"<script>" + b"a();" * 100_000 + b"</script>"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile") / "in"
    folder.mkdir()
    for _, name, data in FILES:
        (folder / name).write_bytes(data)
    (folder.parent / "secret.txt").write_text(BODY + " This is outside.")
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "nowhere.txt").symlink_to(folder / "nothing at all")
    os.mkfifo(folder / "pipe.txt")
    (folder / "zz-good.txt").write_text(short(1))
    return folder


class Watch:
    """The most memory that any process below this one has."""

    def __init__(self):
        self.most, self.ended = 0, False
        self.thread = threading.Thread(target=self._look, daemon=True)

    def _look(self):
        while not self.ended:
            for pid in children(os.getpid()):
                try:
                    self.most = max(self.most, int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE"))
                except OSError:
                    continue
            time.sleep(0.05)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended = True
        self.thread.join()


@pytest.mark.model
def test_a_hostile_folder_is_read_to_its_end(folder, tmp_path):
    assert len(FILES) >= 40
    limits = Limits(seconds=20.0, megabytes=MEGABYTES)
    pool = Pool(2, limits)
    try:
        with Watch() as watch:
            counts = archive.code([str(folder)], tmp_path / "s", Options(limits=limits), workers=pool)
    finally:
        pool.close()
    counted(counts)
    store = accordingto.open(tmp_path / "s")
    told = {}
    for table in ("documents", "copies", "failures"):
        for row in store.arrow(table).to_pylist():
            name = Path(row["source"].split("!")[0].rsplit(":", 1)[0] if "!" not in row["source"] else row["source"].split("!")[0]).name
            told.setdefault(name, []).append(row.get("problem", "coded"))
    wanted = {name for _, name, _ in FILES} | {"link.txt", "loop", "nowhere.txt", "pipe.txt", "zz-good.txt"}
    assert set(told) == wanted, wanted ^ set(told)
    assert told["zz-good.txt"] == ["coded"]
    assert watch.most < RESIDENT, f"{watch.most / 1e6:.0f} MB"
    assert "outside" not in " ".join(row["text"] for row in store.arrow("documents").to_pylist())
    assert not any(row["error"] == "Bug" for row in store.arrow("failures").to_pylist()), told
    for reason, name in (
        ("link out", "link.txt"),
        ("encrypted", "secret.zip"),
        ("200 times", "bomb.zip"),
        ("leads out", "out.zip"),
        ("is a link", "links.tar"),
    ):
        assert any(reason in problem for problem in told[name]), (name, told[name])
    assert told["date.jsonl"] != ["coded"]
    assert store.check() == []


BROKEN_OFF = [
    "She was not convinced",
    "The agency was told",
    "Lima denies it:",
    "The ministry said that the",
    "According to",
    "“The dam is",
    "The union called",
    "He almost",
    "An attack was",
    "Asked whether",
]


@pytest.mark.model
@pytest.mark.parametrize("text", BROKEN_OFF)
def test_a_text_that_breaks_off_is_read(text: str) -> None:
    """The last word stands where a rule looks one further; also behind a whole sentence."""
    for whole in (text, f"The ferry sank on Monday. {text}", f"{text}\n\nThe ferry sank on Monday."):
        for claim in accordingto.read_text(whole):
            assert all(whole[q.start : q.end] == q.text for q in claim.evidence)
