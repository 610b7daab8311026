"""The docs are a test: examples run, every option and field stands in them, every link leads somewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import typer.main

import accordingto
import accordingto.types
from accordingto.cli import app

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\(([^)\s]+)\)")
RECORD = [s for s in vars(accordingto.types).values() if isinstance(s, type) and issubclass(s, msgspec.Struct)]
# What a page of text is made of inside the program; no record.
INSIDE = {"Struct", "Block", "Head", "Noted", "Page"}
# Drawn by the browser tests; may be absent in a fresh checkout.
PICTURES = {"docs/img/read-html.png"}


def blocks(page, language):
    return [body for kind, body in FENCE.findall((ROOT / page).read_text(encoding="utf-8")) if kind == language]


@pytest.fixture
def environment():
    folder = str(Path(sys.executable).parent)
    return os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}


@pytest.fixture
def checkout(tmp_path):
    """A folder that looks like the checkout to the examples and takes what they write."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


@pytest.mark.model
def test_the_tutorials_commands_run(checkout, environment):
    script = "set -e\n" + "".join(blocks("docs/tutorial.md", "sh"))
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=checkout, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert {p.name for p in (checkout / "out").iterdir()} == {"statement.html", "claims.jsonl", "documents.jsonl", "claims.csv"}


@pytest.mark.model
@pytest.mark.parametrize("page", ["docs/tutorial.md", "docs/encoder.md"])
def test_the_python_examples_run(page, checkout, environment):
    script = "".join(blocks(page, "python"))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=checkout, env=environment, check=False)
    assert done.returncode == 0, done.stderr


def options():
    top = typer.main.get_command(app)
    for command in (top, *top.commands.values()):
        for parameter in command.params:
            yield from (f"{command.name} {o}" for o in parameter.opts if o.startswith("--"))


@pytest.mark.parametrize("option", sorted(set(options())))
def test_every_option_stands_in_the_docs(option):
    command, name = option.split()
    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    section = text.split(f"## {command}\n")[1].split("\n## ")[0] if f"## {command}\n" in text else text
    assert f"`{name}`" in section, f"docs/cli.md does not explain {name} of {command}"


def test_every_command_stands_in_the_docs():
    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    for name in typer.main.get_command(app).commands:
        assert f"\n## {name}\n" in text


def rows(heading):
    """The names in the first column of the table under a heading of docs/record.md."""
    text = (ROOT / "docs/record.md").read_text(encoding="utf-8")
    section = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return {name for line in section.splitlines() if line.startswith("| `") for name in re.findall(r"`(\w+)`", line.split("|")[1])}


@pytest.mark.parametrize("struct", [s for s in RECORD if s.__name__ not in INSIDE], ids=lambda s: s.__name__)
def test_every_field_of_the_record_stands_in_the_docs(struct):
    heading = "Document date" if struct.__name__ == "DocumentDate" else struct.__name__
    assert rows(heading) == set(struct.__struct_fields__)


def anchors(page):
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for link in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if str(target.relative_to(ROOT)) in PICTURES:
            continue
        assert target.exists(), f"{page.name} links to {link}"
        assert not anchor or anchor in anchors(target), f"{page.name} links to {link}: no such heading"


def targets():
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_make_commands_exist(page):
    text = page.read_text(encoding="utf-8")
    code = "\n".join([*(body for _, body in FENCE.findall(text)), *re.findall(r"`([^`\n]+)`", FENCE.sub("", text))])
    for name in re.findall(r"^\s*make ([a-z-]+)", code, re.M):
        assert name in targets(), f"{page.name}: make {name}"


def test_every_page_is_in_the_index():
    text = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").rglob("*.md"):
        name = str(page.relative_to(ROOT / "docs"))
        assert name == "index.md" or f"({name})" in text, f"docs/index.md does not link to {name}"


def test_the_version_is_the_same_everywhere():
    version = accordingto.__version__
    assert f'version = "{version}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"version: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
