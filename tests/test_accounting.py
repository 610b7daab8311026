"""Every input is accounted for: links, pipes, copies, encodings, names, parts that are missing. Each row says why it is there."""

import json
import os
import subprocess
import sys

import pytest

from accordingto import cli, ingest
from accordingto.errors import Copy, InputError, MissingInput, MissingPart, TooLarge
from accordingto.types import Page
from tests.inputs import one_of_each

BODY = "The minister opened the clinic. Nurses from three districts will work there, and the council pays for the roof."
OTHER = "The fishing boats came back on Sunday. Their owners asked the governor of Sucre for fuel and for two new lamps."


def told(found):
    return [type(f).__name__ for f in found]


def link_out(folder):
    (folder.parent / "outside.txt").write_text(BODY)
    (folder / "a.txt").symlink_to(folder.parent / "outside.txt")


def link_in(folder):
    (folder / "a.txt").write_text(BODY)
    (folder / "b.txt").symlink_to(folder / "a.txt")


def broken_link(folder):
    (folder / "a.txt").symlink_to(folder / "nowhere.txt")


def link_to_folder(folder):
    (folder.parent / "elsewhere").mkdir()
    (folder.parent / "elsewhere/a.txt").write_text(BODY)
    (folder / "deep").symlink_to(folder.parent / "elsewhere")


def pipe(folder):
    os.mkfifo(folder / "a.txt")


def copies(folder):
    (folder / "a.txt").write_text(BODY)
    (folder / "b.md").write_text(BODY)


def hidden(folder):
    (folder / ".a.txt").write_text(BODY)
    (folder / "~$a.docx").write_text(BODY)


# why, what makes the folder, what is found beside the file c.txt, a word of the message
FOLDERS = [
    ("a link out of the folder is refused", link_out, ["InputError"], "link out of the folder"),
    ("a link within the folder is a copy", link_in, ["Page", "Copy"], "a copy of"),
    ("a link that leads nowhere is refused", broken_link, ["MissingInput"], "leads nowhere"),
    ("a link to a folder is not followed, and said so", link_to_folder, ["InputError"], "link to a folder"),
    ("a pipe is not waited for", pipe, ["InputError"], "ordinary"),
    ("the same words in another file are a copy", copies, ["Page", "Copy"], "a copy of"),
    ("hidden files and Word's own are no inputs", hidden, [], ""),
]


@pytest.mark.parametrize(("why", "make", "expected", "word"), FOLDERS, ids=[f[0] for f in FOLDERS])
def test_folders(tmp_path, why, make, expected, word):
    folder = tmp_path / "in"
    folder.mkdir()
    make(folder)
    (folder / "c.txt").write_text(OTHER)
    found = list(ingest.open(folder))
    assert sorted(told(found)) == sorted([*expected, "Page"]), why
    assert word in " ".join(str(f) for f in found if isinstance(f, InputError)), why


def test_the_same_file_twice_is_a_copy(tmp_path):
    (tmp_path / "a.txt").write_text(BODY)
    seen = ingest.Seen()
    found = [f for _ in range(2) for f in ingest.open(tmp_path / "a.txt", seen=seen)]
    assert told(found) == ["Page", "Copy"]
    assert isinstance(found[1], Copy)
    assert found[1].first == str(tmp_path / "a.txt")


def test_the_same_words_of_two_publishers_are_two_documents(tmp_path):
    rows = [
        {"id": "a", "text": BODY, "publisher": "P"},
        {"id": "b", "text": BODY, "publisher": "Q"},
        {"id": "c", "text": BODY, "publisher": "P"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert told(ingest.open(tmp_path / "a.jsonl")) == ["Page", "Page", "Copy"]


def test_two_texts_may_not_share_an_id(tmp_path):
    seen = ingest.Seen()
    for name, text in (("a", BODY), ("b", OTHER)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps({"id": "x", "text": text}))
    found = [f for name in "ab" for f in ingest.open(tmp_path / f"{name}.jsonl", seen=seen)]
    assert told(found) == ["Page", "InputError"]
    assert "used before" in str(found[1])


def test_a_broken_link_by_its_name(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere")
    (error,) = ingest.open(tmp_path / "a.txt")
    assert isinstance(error, MissingInput)
    assert "leads nowhere" in str(error)


WRITTEN = {
    ".txt": BODY,
    ".md": f"# Clinic\n\n{BODY}",
    ".html": f"<!doctype html><html><head><meta charset='utf-16'></head><body><p>{BODY}</p></body></html>",
    ".jsonl": json.dumps({"text": BODY}) + "\n" + json.dumps({"text": OTHER, "title": "Zürich"}, ensure_ascii=False) + "\n",
}


@pytest.mark.parametrize("suffix", WRITTEN)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_utf_in_every_format(tmp_path, suffix, encoding):
    (tmp_path / f"a{suffix}").write_bytes(WRITTEN[suffix].encode(encoding))
    found = list(ingest.open(tmp_path / f"a{suffix}"))
    assert all(isinstance(page, Page) for page in found), found
    assert BODY in found[0].document.text
    assert suffix != ".jsonl" or found[1].document.title == "Zürich"


# why, a file's name, how it is written
NAMES = [
    ("an escape sequence", "a\x1b[31mred.txt", "a\\x1b[31mred.txt"),
    ("a line end", "a\nb.txt", "a\\nb.txt"),
    ("a sign that turns the direction of reading", "a\u202etxt.exe.txt", "a\\u202etxt.exe.txt"),
    ("a bell", "a\x07.txt", "a\\x07.txt"),
]


@pytest.mark.parametrize(("why", "name", "written"), NAMES, ids=[n[0] for n in NAMES])
def test_names_are_written_out(tmp_path, capsys, why, name, written):
    (tmp_path / name).write_bytes(b"")
    (error,) = ingest.open(tmp_path / name)
    assert written in str(error), why
    assert name not in str(error)
    assert run(["read", str(tmp_path / name)]) == 2
    said = capsys.readouterr().err
    assert written in said
    assert name not in said


def test_a_name_that_is_no_utf8_can_be_written(tmp_path):
    path = os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.txt")
    with open(path, "w") as file:
        file.write(BODY)
    (page,) = ingest.open(path)
    assert page.document.source.encode("utf-8").endswith(b"a\\udcff.txt")


def run(args, monkeypatch=None):
    before, sys.argv = sys.argv, ["accordingto", *args]
    try:
        cli.main()
    except SystemExit as ended:
        return ended.code
    finally:
        sys.argv = before
    return 0


@pytest.mark.model
def test_the_sum_at_the_end(tmp_path, capsys):
    for name, words in (("a.txt", BODY), ("b.txt", BODY), ("c.txt", ""), ("d.txt", OTHER)):
        (tmp_path / name).write_text(words)
    assert run(["read", str(tmp_path), str(tmp_path / "a.txt"), "--format", "jsonl"]) == 1
    lines = capsys.readouterr().err.strip().splitlines()
    assert lines[-1] == "accordingto: 5 documents: 2 read, 2 copies of another, 1 rejected"
    assert len(lines) == 4


# why, the part that cannot be imported, the files that need it, those that do not
PARTS = [
    ("trafilatura", "trafilatura", "a.html", "a.txt"),
    ("what trafilatura needs", "lxml", "a.html", "a.txt"),
    ("PDFium", "pypdfium2", "a.pdf", "a.html"),
    ("lxml", "lxml", "a.docx", "a.txt"),
]


@pytest.mark.parametrize(("why", "part", "needs", "other"), PARTS, ids=[f"{p[0]}-{p[2]}" for p in PARTS])
def test_a_missing_part_is_one_line_for_what_needs_it(tmp_path, why, part, needs, other):
    script = (
        f"import sys; sys.modules[{part!r}] = None\n"
        "from accordingto import ingest\n"
        "for path in sys.argv[1:]:\n"
        "    for found in ingest.open(path): print(type(found).__name__, str(found)[:300] if not hasattr(found, 'document') else '')\n"
    )
    one_of_each(tmp_path)
    done = subprocess.run([sys.executable, "-c", script, tmp_path / needs, tmp_path / other], capture_output=True, text=True, check=True)
    first, second = done.stdout.strip().splitlines()
    assert first.startswith("MissingPart"), (why, first)
    assert part in first
    assert second.startswith("Page"), (why, second)


@pytest.mark.parametrize(
    ("error", "kind"), [(MemoryError, TooLarge), (RecursionError, InputError), (ModuleNotFoundError("x", name="x"), MissingPart)]
)
def test_what_a_machine_cannot_do_is_one_line(tmp_path, monkeypatch, error, kind):
    def fail(*_):
        raise error

    monkeypatch.setattr(ingest.plain, "read", fail)
    (tmp_path / "a.txt").write_text(BODY)
    (found,) = ingest.open(tmp_path / "a.txt")
    assert isinstance(found, kind)
