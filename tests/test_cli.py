"""The command line: what it prints, what it says of bad input, how it exits. Real processes, real files."""

import json
import subprocess
import sys
import zipfile

import pytest

GOOD = (
    "Minister Amara Okoye said on Monday that the ferry service between Lagos and Cotonou had resumed. She denied that the port was closed."
)

pytestmark = pytest.mark.model


def run(*args, stdin=None, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "accordingto", *map(str, args)], input=stdin, capture_output=True, cwd=cwd, timeout=120, check=False
    )


def blank_pdf(path):
    import pypdfium2

    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(595, 842)
    pdf.save(str(path))


def fake_docx(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "not a Word file")


# name, how to make it, a word of the message, why
BAD = [
    ("empty.txt", lambda p: p.write_bytes(b""), "empty", "nothing in it"),
    ("blank.txt", lambda p: p.write_text(" \n\n\t"), "empty", "white space only"),
    ("binary.txt", lambda p: p.write_bytes(bytes(range(256)) * 40), "text", "bytes that are no text"),
    (
        "menu.html",
        lambda p: p.write_text("<html><nav><a href=/>Home</a><a href=/a>About</a></nav></html>"),
        "article",
        "no article on the page",
    ),
    (
        "french.txt",
        lambda p: p.write_text(
            "Le ministre a déclaré lundi que le port était fermé et que les navires ne pouvaient plus entrer dans la rade depuis trois jours."
        ),
        "English",
        "another language",
    ),
    ("huge.txt", lambda p: p.write_text("The port is open today. " * 230_000), "5", "over five megabytes of text"),
    ("missing.txt", lambda p: None, "no such file", "not there"),
    (
        "broken.txt",
        lambda p: p.write_bytes(("The port is open. " * 20).encode() + b"\xff\xfe\xfa\xc3\x28\x81\x8d\x8f\x90\x9d" * 12),
        "UTF-8",
        "broken UTF-8",
    ),
    ("scan.pdf", blank_pdf, "OCR", "a PDF without text"),
    ("zip.docx", fake_docx, "unpack", "a zip that is no Word file"),
]


@pytest.mark.parametrize(("name", "make", "word", "why"), BAD, ids=[b[0] for b in BAD])
def test_bad_input_is_one_line_and_the_rest_is_read(tmp_path, name, make, word, why):
    bad, good = tmp_path / name, tmp_path / "good.txt"
    good.write_text(GOOD)
    make(bad)
    done = run("read", bad, good, "--format", "jsonl")
    lines = done.stderr.decode().strip().splitlines()
    assert done.returncode == 1, why
    assert lines[1:] == ["accordingto: 2 documents: 1 read, 1 rejected"], lines
    assert name in lines[0]
    assert word.lower() in lines[0].lower(), lines[0]
    assert ";" in lines[0], "says what to do"
    assert "Traceback" not in done.stderr.decode()
    assert len(done.stdout.decode().splitlines()) >= 2


def test_a_bad_line_of_jsonl_names_its_number(tmp_path):
    file = tmp_path / "two.jsonl"
    file.write_text(json.dumps({"id": "a", "text": GOOD}) + "\n{not json\n")
    done = run("read", file, "--format", "jsonl")
    assert done.returncode == 1
    assert "two.jsonl:2" in done.stderr.decode()
    assert {json.loads(line)["document"] for line in done.stdout.decode().splitlines()} == {"a"}


# arguments, a word of the message, why
WRONG = [
    (("read", "good.txt", "--date", "yesterdayish"), "yesterdayish", "a date that is none"),
    (("read", "good.txt", "--format", "pdf"), "pdf", "a format that is none"),
    (("read", "nowhere.txt"), "nowhere.txt", "nothing could be read"),
    (("read", "https://example.org/a.html"), "https://example.org/a.html", "an address is not fetched"),
    (("read", "good.txt", "--out", "no/such/folder/x.html"), "no/such/folder", "nowhere to write"),
    (("frobnicate",), "frobnicate", "no such command"),
    (("read",), "SOURCE", "no source"),
    (("read", "good.txt", "--frobnicate"), "--frobnicate", "no such option"),
    (("read", "good.txt", "--date"), "--date", "an option without its value"),
]


@pytest.mark.parametrize(("args", "word", "why"), WRONG, ids=[w[2] for w in WRONG])
def test_wrong_commands_exit_with_2(tmp_path, args, word, why):
    (tmp_path / "good.txt").write_text(GOOD)
    done = run(*args, cwd=tmp_path)
    assert done.returncode == 2, why
    assert word in done.stderr.decode()
    assert len(done.stderr.decode().strip().splitlines()) == 1, "one line and no box"
    assert "Traceback" not in done.stderr.decode()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["good.txt"], "nothing half-written"


def test_standard_input_and_version(tmp_path):
    assert run("--version").stdout.decode().startswith("accordingto 0.")
    done = run("read", "-", "--format", "jsonl", stdin=GOOD.encode())
    assert done.returncode == 0
    assert json.loads(done.stdout.decode().splitlines()[0])["evidence"]


def test_documents_and_claims_fit_together(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    done = run("read", tmp_path / "a.txt", "--format", "jsonl", "--out", tmp_path / "c.jsonl", "--documents", tmp_path / "d.jsonl")
    assert done.returncode == 0, done.stderr
    documents = {d["id"]: d["text"] for d in map(json.loads, (tmp_path / "d.jsonl").read_text().splitlines())}
    for claim in map(json.loads, (tmp_path / "c.jsonl").read_text().splitlines()):
        for quote in claim["evidence"]:
            assert documents[claim["document"]][quote["start"] : quote["end"]] == quote["text"]


def test_two_runs_give_the_same_bytes(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    first, second = (run("read", tmp_path / "a.txt", "--format", "jsonl").stdout for _ in range(2))
    assert first == second


def test_attribute_prints_the_scorers_form(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    record = json.loads(run("attribute", tmp_path / "a.txt").stdout)
    assert set(record) == {"doc", "attributions"}
    assert record["attributions"]
    for said in record["attributions"]:
        assert set(said) == {"source", "cue", "content", "parent"}
