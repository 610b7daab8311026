"""What an archive is read as: every container, every name. Each row says why it is there. No model is needed."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from accordingto import ingest
from accordingto.archive import tasks, walk
from accordingto.archive.items import MAX_FILE, key
from accordingto.ingest import Given

BODY = "The minister opened the clinic in Puno on Monday. Nurses from three districts will work there, the council said."
PAGE = f"<!doctype html><html><head><title>Clinic opens</title></head><body><article><h1>Clinic opens</h1><p>{BODY}</p></article></body></html>"


def zipped(members):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return sink.getvalue()


def tarred(members, mode="w"):
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode=mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return sink.getvalue()


def response(url, body, status="200 OK", fields=""):
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{fields}\r\n".encode() + body
    return record("response", url, http)


def record(kind, url, block, length=None):
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Record-ID: <urn:uuid:{abs(hash(url)):032x}>\r\nWARC-Date: 2024-05-03T10:00:00Z\r\n"
    return (
        head.encode()
        + f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {length or len(block)}\r\n\r\n".encode()
        + block
        + b"\r\n\r\n"
    )


def warc(*records):
    return b"".join((record("warcinfo", "x", b"software: test\r\n"), *records))


def warc_gz(*records):
    return b"".join(gzip.compress(r) for r in (record("warcinfo", "x", b"software: test\r\n"), *records))


def parquet(rows, **columns):
    sink = io.BytesIO()
    pq.write_table(pa.table(columns or {"body": [BODY] * rows, "outlet": ["The Coast"] * rows}), sink)
    return sink.getvalue()


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Coast</title>
<item><title>Clinic &amp; school open</title><link>https://coast.example/1</link><pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>{BODY}</p><script>x()</script><p>Rain fell.</p>]]></content:encoded></item>
<item><title>Empty</title><link>https://coast.example/2</link></item></channel></rss>""".encode()
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Coast</title><entry><title>A</title><id>u:1</id>
<link href="https://coast.example/3"/><updated>2024-05-04T00:00:00Z</updated><content type="text">{BODY}</content></entry></feed>""".encode()
LINE = json.dumps({"id": "a", "text": BODY, "date": "2024-05-03", "publisher": "P"})
CSV = f'Headline,Body,Published,Outlet\n"Clinic, open","{BODY}",2024-05-03T10:00:00Z,The Coast\nB,"a ""quoted"" word\nin two lines",,\n'

# why, file name, bytes, the sources that are documents, and words of the reasons for which others are none
KINDS = [
    ("a page", "a.html", PAGE.encode(), ["a.html"], []),
    ("a page with no ending to its name", "index", PAGE.encode(), ["index"], []),
    (
        "a zip with folders, what a Mac adds left out",
        "a.zip",
        zipped({"b/c.html": PAGE, "d.txt": BODY, "__MACOSX/._d.txt": "x", ".hidden": "x"}),
        ["a.zip!b/c.html", "a.zip!d.txt"],
        [],
    ),
    ("a tar", "a.tar", tarred({"b/c.html": PAGE.encode(), "d.txt": BODY.encode()}), ["a.tar!b/c.html", "a.tar!d.txt"], []),
    ("a tar that is packed", "a.tar.gz", tarred({"d.txt": BODY.encode()}, "w:gz"), ["a.tar.gz!d.txt"], []),
    ("by another name", "a.tgz", tarred({"d.txt": BODY.encode()}, "w:gz"), ["a.tgz!d.txt"], []),
    ("in another way", "a.tar.xz", tarred({"d.txt": BODY.encode()}, "w:xz"), ["a.tar.xz!d.txt"], []),
    ("one packed file", "a.html.gz", gzip.compress(PAGE.encode()), ["a.html.gz"], []),
    ("packed with bzip2", "a.txt.bz2", bz2.compress(BODY.encode()), ["a.txt.bz2"], []),
    ("packed with xz", "a.txt.xz", lzma.compress(BODY.encode()), ["a.txt.xz"], []),
    ("JSON lines", "a.jsonl", f"{LINE}\n\n{LINE}\n".encode(), ["a.jsonl:1", "a.jsonl:3"], []),
    ("JSON lines packed", "a.jsonl.gz", gzip.compress(LINE.encode()), ["a.jsonl.gz:1"], []),
    (
        "JSON lines, some of them none",
        "a.jsonl",
        b'{"text": 3}\n[1]\n{"text"\n{"body": "The minister spoke in Puno on Monday."}\n{"text": "x", "date": "soon"}\n',
        ["a.jsonl:1", "a.jsonl:4"],
        ["is no object", "is no document in JSON", "soon"],
    ),
    ("a table with other names of columns", "a.csv", CSV.encode(), ["a.csv:1", "a.csv:2"], []),
    (
        "a table of a country that writes commas in numbers",
        "a.csv",
        "text;date\nThe minister spoke in Puno.;2024\n".encode("utf-8-sig"),
        ["a.csv:1"],
        [],
    ),
    ("a table with tabs, packed", "a.tsv.gz", gzip.compress(b"id\ttext\n7\tThe minister spoke in Puno.\n"), ["a.tsv.gz:1"], []),
    ("a table without texts", "a.csv", b"a,b\n1,2\n", [], ["no column of texts (it has a, b)"]),
    ("Parquet", "a.parquet", parquet(2), ["a.parquet:1", "a.parquet:2"], []),
    ("Parquet without texts", "a.parquet", parquet(1, number=[1]), [], ["no column of texts"]),
    ("Parquet that is cut", "a.parquet", parquet(2)[:-40], [], ["no whole Parquet"]),
    ("RSS with whole articles", "feed.xml", RSS, ["feed.xml!https://coast.example/1"], ["entry without words"]),
    ("Atom", "feed.atom", ATOM, ["feed.atom!https://coast.example/3"], []),
    ("a feed without entries", "feed.rss", b"<rss><channel></channel></rss>", [], ["no entries"]),
    (
        "pages that were fetched",
        "a.warc",
        warc(response("https://a.example/1", PAGE.encode()), record("request", "https://a.example/1", b"GET / HTTP/1.1\r\n\r\n")),
        ["a.warc!https://a.example/1"],
        [],
    ),
    (
        "each record packed",
        "a.warc.gz",
        warc_gz(response("https://a.example/1", PAGE.encode()), response("https://a.example/2", b"", "404 Not Found")),
        ["a.warc.gz!https://a.example/1"],
        ["the answer was 404"],
    ),
    (
        "a page that was packed on its way",
        "a.warc",
        warc(response("https://a.example/1", gzip.compress(PAGE.encode()), fields="Content-Encoding: gzip\r\n")),
        ["a.warc!https://a.example/1"],
        [],
    ),
    (
        "a page in chunks",
        "a.warc",
        warc(
            response(
                "https://a.example/1",
                f"{len(PAGE.encode()):x}\r\n".encode() + PAGE.encode() + b"\r\n0\r\n\r\n",
                fields="Transfer-Encoding: chunked\r\n",
            )
        ),
        ["a.warc!https://a.example/1"],
        [],
    ),
    ("a zip in a tar", "a.tar", tarred({"b.zip": zipped({"c.txt": BODY})}), ["a.tar!b.zip!c.txt"], []),
    ("JSON lines in a zip", "a.zip", zipped({"b.jsonl": LINE}), ["a.zip!b.jsonl:1"], []),
    (
        "a packed WARC in a zip",
        "a.zip",
        zipped({"b.warc.gz": warc_gz(response("https://a.example/1", PAGE.encode()))}),
        ["a.zip!b.warc.gz!https://a.example/1"],
        [],
    ),
    (
        "a zip in a zip in a zip in a zip",
        "a.zip",
        zipped({"b.zip": zipped({"c.zip": zipped({"d.zip": zipped({"e.txt": BODY})})})}),
        [],
        ["an archive within 3 others"],
    ),
]


NOTHING = Given()


def read(path, given=NOTHING):
    return [item for file in walk.files([str(path)]) for item in walk.items(file, given)]


@pytest.mark.parametrize(("why", "name", "data", "documents", "reasons"), KINDS, ids=[k[0] for k in KINDS])
def test_kinds(tmp_path, monkeypatch, why, name, data, documents, reasons):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(data)
    found = read(name)
    assert [item.source for item in found if item.rejected is None] == documents, (why, found)
    said = [item.rejected.problem for item in found if item.rejected]
    assert len(said) == len(reasons), (why, said)
    assert all(reason in problem for reason, problem in zip(reasons, said, strict=True)), (why, said)
    for item in found:
        if item.rejected is None and (item.text is None or len(item.text) > 50):
            text = tasks.take(item).page.document.text
            assert "Nurses from three districts" in text, (why, text)
            assert "x()" not in text


def test_what_the_surroundings_say_is_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "feed.xml").write_bytes(RSS)
    (tmp_path / "a.csv").write_text(CSV)
    (tmp_path / "a.jsonl").write_text(LINE)
    (tmp_path / "a.warc").write_bytes(warc(response("https://a.example/1", PAGE.encode())))
    given = Given(publisher="Given", date="2020")
    told = [read(name, given)[0].given for name in ("feed.xml", "a.csv", "a.jsonl", "a.warc")]
    assert (told[0].title, told[0].date, told[0].publisher, told[0].url) == (
        "Clinic & school open",
        "2024-05-03",
        "Given",
        "https://coast.example/1",
    )
    assert (told[1].title, told[1].date, told[1].publisher) == ("Clinic, open", "2024-05-03", "The Coast")
    assert (told[2].id, told[2].date, told[2].publisher) == ("a", "2024-05-03", "P")
    assert (told[3].url, told[3].date, told[3].publisher) == ("https://a.example/1", "2020", "Given")


def test_the_same_bytes_and_name_have_the_same_key(tmp_path):
    (tmp_path / "a.txt").write_text(BODY)
    (one,), (two,) = read(tmp_path / "a.txt"), read(tmp_path / "a.txt")
    assert key(one.source, one.input) == key(two.source, two.input)
    (tmp_path / "a.txt").write_text(BODY + " More.")
    (three,) = read(tmp_path / "a.txt")
    assert key(three.source, three.input) != key(one.source, one.input)


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.txt", ".git/x", "b/.x"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BODY)
    assert [item.source.removeprefix(f"{tmp_path}/") for item in read(tmp_path)] == ["a.txt", "c.txt", "b/1.txt", "b/2.txt"]


def test_the_position_grows_to_the_end(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped({f"{n}.txt": BODY * (n + 1) for n in range(20)}))
    (tmp_path / "b.txt").write_text(BODY)
    files = list(walk.files([str(tmp_path)]))
    found, before = [], 0
    for file in files:
        found += [item.at for item in walk.items(file, Given(), before)]
        before += file.size
    assert found == sorted(found)
    assert found[-1] == before == sum(p.stat().st_size for p in tmp_path.iterdir())


def test_a_large_file_is_refused_without_being_read_whole(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(MAX_FILE + 10)
    (item,) = read(tmp_path / "a.txt")
    assert "larger than 64 MB" in item.rejected.problem
    assert item.data == b""


def test_addresses_are_not_fetched():
    (item,) = read("https://example.org/")
    assert "not fetched" in item.rejected.problem
    assert ingest.from_bytes(PAGE.encode(), "x").document.title == "Clinic opens"
