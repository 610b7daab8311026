"""How the house is kept: nothing too large for a screen, one reader of lexicons, English as data (docs/decisions/0011-house.md).

Each table below names what still breaks the rule, with how far. It may only fall: mend the code, then lower the number or drop the row.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src/accordingto"
FILES = sorted(SOURCE.rglob("*.py"))
MODULE, CLASS, FUNCTION = 600, 250, 60
"""Lines that a module, a class, a function may have."""

LARGE: dict[str, int] = {}

# Words of English that stand in code where it reads sentences, by module: they belong in lexicons/en.
ENGLISH: dict[str, int] = {
    "actors/bodies.py": 1,
    "actors/naming.py": 1,
    "attribution/issuer.py": 3,
    "attribution/labels.py": 2,
    "attribution/quotes.py": 2,
    "attribution/speaker.py": 3,
    "belonging.py": 4,
    "comparison/__init__.py": 1,
    "comparison/candidates.py": 3,
    "comparison/columns.py": 2,
    "comparison/figures.py": 1,
    "comparison/matters.py": 1,
    "comparison/sources.py": 2,
    "comparison/tables.py": 3,
    "coreference/nouns.py": 3,
    "coreference/ranker.py": 6,
    "decide/moods.py": 1,
    "decide/roles.py": 1,
    "decide/weighing.py": 1,
    "figures/amounts.py": 2,
    "figures/lexicon.py": 2,
    "figures/money.py": 2,
    "figures/numbers.py": 18,
    "gazetteer.py": 1,
    "given_names.py": 8,
    "lexicons.py": 4,
    "logistic.py": 1,
    "modality/governors.py": 2,
    "modality/own.py": 12,
    "syntax.py": 4,
    "world.py": 1,
}
# Rooms that read no sentences: what their strings say is markup, keys and messages.
APART = frozenset(
    "__init__ __main__ allocators analysers archive archive_cli cli clearnlp coder compare_cli confidence contract encoder errors explanation"
    " export features gazetteer_build ingest language lemmas meaning pipeline server server_cli store tokens traits types view".split()
)
READERS = ("language", "logistic")
"""What they are asked for is the name of a file."""
UD = frozenset(
    "acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl fixed flat goeswith iobj"
    " list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative xcomp".split()
)


def place(path):
    return str(path.relative_to(SOURCE))


@cache
def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


# --- size


def sizes():
    """(name, lines, most) of every module, class and function."""
    for path in FILES:
        yield place(path), path.read_text(encoding="utf-8").count("\n"), MODULE
        for node in ast.walk(parsed(path)):
            most = CLASS if isinstance(node, ast.ClassDef) else FUNCTION if isinstance(node, ast.FunctionDef) else None
            if most is not None:
                yield f"{place(path)}: {node.name}", node.end_lineno - node.lineno + 1, most


def test_nothing_is_too_large():
    found = {name: lines for name, lines, most in sizes() if lines > LARGE.get(name, most)}
    assert not found, f"cut it up: {found}"


def test_what_is_no_longer_large_has_no_row():
    lines = {name: (n, most) for name, n, most in sizes()}
    gone = [name for name in LARGE if name not in lines or lines[name][0] <= lines[name][1]]
    assert not gone, f"drop the rows of LARGE: {gone}"


# --- one reader


@pytest.mark.parametrize("path", [p for p in FILES if p.name != "language.py" or p.parent != SOURCE], ids=place)
def test_only_language_reads_tables(path):
    """Everything else asks :mod:`accordingto.language`; ``explanation`` decodes single entries of what that gives it."""
    reading = [n for n in ast.walk(parsed(path)) if isinstance(n, ast.Attribute) and n.attr in ("toml", "loads", "load")]
    named = {ast.unparse(n) for n in reading}
    assert "msgspec.toml" not in named
    assert not named & {"tomllib.loads", "tomllib.load"} or place(path) == "explanation.py"


# --- English


@cache
def terms():
    """What is no English though it may be spelt like it: relations of trees, values of closed lists, names of fields."""
    found = set(UD)
    for path in FILES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal":
                found |= {c.value for c in ast.walk(node) if isinstance(c, ast.Constant) and isinstance(c.value, str)}
            elif isinstance(node, ast.ClassDef):
                found |= {s.target.id for s in node.body if isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name)}
    return found


def english(path):
    """The words of a module's strings, but those of its docstrings, messages, exports and closed lists."""
    tree, silent = parsed(path), set()
    cut = {id(n.func.value) for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "attr", "") == "split" and not n.args}
    for node in ast.walk(tree):
        within = isinstance(node, ast.Raise | ast.JoinedStr | ast.Expr) and not isinstance(getattr(node, "value", None), ast.Call)
        closed = isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal"
        listed = isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets)
        loaded = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") in READERS
        if within or closed or listed or loaded:
            silent |= {id(c) for c in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            words = node.value.split() if id(node) in cut else [node.value]
            yield from (w for w in words if re.fullmatch(r"[a-z][a-z'’-]*", w) and w not in terms())


READING = [p for p in FILES if p.relative_to(SOURCE).parts[0].removesuffix(".py") not in APART]


@pytest.mark.parametrize("path", READING, ids=place)
def test_english_stands_in_the_lexicons(path):
    found = list(english(path))
    most = ENGLISH.get(place(path), 0)
    assert len(found) <= most, (
        f"{len(found)} words of English in the code, at most {most}: put new ones into lexicons/en ({sorted(set(found))})"
    )
    assert len(found) == most, f"{len(found)} words of English in the code: lower its row in ENGLISH from {most}"


def tables():
    """The tables as they stand, to put in the place of the ones above."""
    large = {name: lines for name, lines, most in sizes() if lines > most}
    words = {place(path): len(list(english(path))) for path in READING}
    rows = {"LARGE": large, "ENGLISH": {name: n for name, n in sorted(words.items()) if n}}
    return "\n".join(f"{name} = {{\n" + "".join(f'    "{k}": {v},\n' for k, v in table.items()) + "}" for name, table in rows.items())


if __name__ == "__main__":
    print(tables())
