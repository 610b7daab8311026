"""The commands on archives as a user meets them: what is printed, where, and with which exit status."""

import csv
import io
import json
import sys

import pytest

from tests.test_accounting import run
from tests.test_archive import short

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A store of three inputs: two texts and what is no PDF; the text of the second would be a formula in a spreadsheet."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "in").mkdir()
    (folder / "in/a.txt").write_text(short(0))
    (folder / "in/b.jsonl").write_text(json.dumps({"id": "=1+1", "title": "\x1b[31mRed", "text": short(1), "date": "2024-05-03"}))
    (folder / "in/c.pdf").write_bytes(b"%PDF-")
    arguments = ["code", str(folder / "in"), "--store", str(folder / "s"), "--jobs", "1", "--licence", "CC0-1.0"]
    errors, sys.stderr = sys.stderr, io.StringIO()
    try:
        status = run(arguments)
        said = sys.stderr.getvalue()
    finally:
        sys.stderr = errors
    return folder, status, said


def test_code_says_what_became_of_all(made):
    folder, status, said = made
    first, second = said.strip().splitlines()
    assert status == 1
    assert first.startswith("accordingto: 3 documents: 2 coded, 0 skipped as known, 0 copies of another, 1 rejected, ")
    assert second.endswith(f"accordingto status {folder / 's'} --failures")


def test_status(made, capsys):
    folder, _, _ = made
    assert run(["status", str(folder / "s"), "--failures", "--check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "3 inputs = 2 coded + 0 copies of another + 1 rejected"
    assert lines[-1] == "every file is the one that was written"
    assert any("c.pdf: " in line for line in lines)
    assert run(["status", str(folder / "s"), "--failures", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["inputs"], told["documents"], len(told["rejected"])) == (3, 2, 1)


def test_sql_in_every_form(made, capsys):
    folder, _, _ = made
    query = "SELECT id, title, date, claims FROM documents WHERE id = '=1+1'"
    assert not run(["sql", str(folder / "s"), query])
    assert "\x1b" not in capsys.readouterr().out, "what a document holds is written out"
    assert not run(["sql", str(folder / "s"), query, "--format", "csv"])
    (header, row) = csv.reader(io.StringIO(capsys.readouterr().out))
    assert header == ["id", "title", "date", "claims"]
    assert row[0] == "'=1+1"
    assert json.loads(row[2])["edtf"] == "2024-05-03"
    assert not run(["sql", str(folder / "s"), query, "--format", "jsonl"])
    assert json.loads(capsys.readouterr().out)["id"] == "=1+1"
    assert not run(["sql", str(folder / "s"), "SELECT * FROM range(9)", "--rows", "3", "--format", "csv"])
    assert "more than 3 rows" in capsys.readouterr().err


def test_search_begins_with_who_says_so(made, capsys):
    folder, _, _ = made
    assert run(["search", str(folder / "s"), "arrested farmers"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("Kofi Mensah said: “") and "in/b.jsonl:1" in line for line in lines), lines
    assert run(["search", str(folder / "s"), "arrested", "--format", "jsonl", "--limit", "1"]) == 0
    assert json.loads(capsys.readouterr().out)["quote"]
    assert run(["search", str(folder / "s"), "police", "--documents"]) == 0
    assert run(["search", str(folder / "s"), "volcano"]) == 1


# why, the command, what is said
WRONG = [
    ("nothing to read", ["code", "--store", "S"], "nothing to read"),
    ("an engine that is none", ["code", "in", "--store", "S", "--engine", "spark"], "no such engine"),
    ("no store", ["status", "nowhere"], "is no store"),
    ("writing", ["sql", "S", "DELETE FROM claims"], "one SELECT"),
    ("a filter that documents have not", ["search", "S", "x", "--documents", "--speaker", "y"], "--documents"),
    ("both at once", ["code", "in", "--store", "S", "--watch", "https://example.org/feed"], "in a command of their own"),
    ("a date that is none", ["code", "in", "--store", "S", "--date", "soon"], "soon"),
]


@pytest.mark.parametrize(("why", "command", "told"), WRONG, ids=[w[0] for w in WRONG])
def test_what_is_wrong_is_one_line(made, capsys, why, command, told, monkeypatch):
    folder, _, _ = made
    monkeypatch.chdir(folder)
    assert run([str(folder / "s") if word == "S" else word for word in command]) == 2
    said = capsys.readouterr().err.strip()
    assert told in said, why
    assert "\n" not in said
