"""The corpus: check it, build it, count it.

    python -m evaluation.corpus check [FILE…]     every error with file and line; the words and claims of each file
    python -m evaluation.corpus build [--out out/corpus]   JSON lines of the contract by split and for the bank
    python -m evaluation.corpus count             sizes for the corpus card

Exit status 1 where something is wrong.
"""

import argparse
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from evaluation import bank
from evaluation.annotations import ROOT, Annotated, Problem, folder, read

SPLITS = ("train", "dev", "test")
KINDS = ("event", "figure", "blame")
OUTCOMES = ("agree", "differ", "incomparable")


class Linked(msgspec.Struct, frozen=True):
    """A link between claims of two documents of a group: ``agree``, ``differ`` or ``incomparable``."""

    outcome: str
    kind: str
    first: str
    second: str
    note: str | None


def links(root: Path, documents: Sequence[Annotated]) -> tuple[list[Linked], list[Problem]]:
    """The comparison links of all groups, each held against the documents."""
    known = {f"{d.id}#{label}": d for d in documents for label in d.labels}
    by_id = {d.id: d for d in documents}
    found, problems = [], []
    for path in sorted((root / "links").glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            left, _, note = line.partition("|")
            cells = left.split()
            if len(cells) != 4 or cells[0] not in OUTCOMES or cells[1] not in KINDS:
                problems.append(
                    Problem(path.name, number, f"a link is `OUTCOME KIND claim claim | note`: {', '.join(OUTCOMES)}; {', '.join(KINDS)}")
                )
                continue
            wrong = [c for c in cells[2:] if c not in known]
            problems += [Problem(path.name, number, f"{c} is no labelled claim") for c in wrong]
            if not wrong:
                ends = [by_id[c.partition("#")[0]] for c in cells[2:]]
                if ends[0].id == ends[1].id:
                    problems.append(Problem(path.name, number, "a link joins claims of two documents; within one use rel"))
                elif any(e.groups_of != path.stem for e in ends):
                    problems.append(Problem(path.name, number, f"both documents must have `group: {path.stem}`"))
                else:
                    found.append(Linked(cells[0], cells[1], cells[2], cells[3], note.strip() or None))
    return found, problems


def split(root: Path = ROOT) -> dict[str, str]:
    """Which split each document belongs to (``corpus/split.toml``)."""
    path = root / "split.toml"
    if not path.exists():
        return {}
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: part for part in SPLITS for name in table[part]["documents"]}


def load(part: str, root: Path = ROOT) -> list[Annotated]:
    """The documents of one split.

    Raises:
        ValueError: a file has errors.
    """
    chosen = {name for name, own in split(root).items() if own == part}
    documents = []
    for name in sorted(chosen):
        document, problems = read(root / "documents" / f"{name}.txt")
        if problems or document is None:
            raise ValueError(str(problems[0]) if problems else name)
        documents.append(document)
    return documents


def split_problems(documents: Sequence[Annotated], parts: Mapping[str, str]) -> list[Problem]:
    """Documents without a split, names without a document, groups that are torn."""
    if not parts:
        return []
    names = {d.id for d in documents}
    problems = [Problem("split.toml", 1, f"{n} is in no split") for n in sorted(names - parts.keys())]
    problems += [Problem("split.toml", 1, f"{n} is no document") for n in sorted(parts.keys() - names)]
    groups: dict[str, set[str]] = {}
    for d in documents:
        if d.groups_of and d.id in parts:
            groups.setdefault(d.groups_of, set()).add(parts[d.id])
    return problems + [
        Problem("split.toml", 1, f"the group {g} stands in {' and '.join(sorted(s))}") for g, s in groups.items() if len(s) > 1
    ]


def check(files: Iterable[Path], root: Path = ROOT) -> int:
    """Print every error; with files (documents or files of the bank), also each one's size."""
    chosen = list(files)
    problems: list[Problem] = []
    for path in chosen:
        problems += _check_file(path, root)
    if groups := {p.stem.rpartition("-")[0] for p in chosen} & {p.stem for p in (root / "links").glob("*.txt")}:
        problems += [p for p in links(root, folder(root)[0])[1] if p.file.removesuffix(".txt") in groups]
    if not chosen:
        documents, passages, problems = everything(root)
        print(f"{len(documents)} documents, {_sizes(documents)}; {len(passages)} passages, {_sizes(passages)}; {len(problems)} errors")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def everything(root: Path = ROOT) -> tuple[list[Annotated], list[Annotated], list[Problem]]:
    """All documents, all passages of the bank, and everything that is wrong with them, their links and their split."""
    documents, problems = folder(root)
    passages, wrong = bank.folder(root)
    known = {bare: d.id for d in documents for x in d.lines if (bare := bank.masked(d.document.text[x.start : x.end]))}
    again = [p for p in bank.repeated(passages, known) if p not in wrong]
    return documents, passages, problems + wrong + again + links(root, documents)[1] + split_problems(documents, split(root))


def _check_file(path: Path, root: Path) -> list[Problem]:
    if not path.is_file():
        return [Problem(str(path), 0, "is no file")]
    if not bank.is_bank(path.read_text(encoding="utf-8", errors="replace")):
        document, wrong = read(path)
        if document:
            print(f"{path.name}: {_sizes([document])}, {len(wrong)} errors")
        return wrong
    passages, wrong = bank.read(path)
    others = [p for x in sorted((root / "bank").glob("*.txt")) if x.name != path.name for p in bank.read(x)[0]]
    wrong += [p for p in bank.repeated([*others, *passages]) if p.file == path.name]
    print(f"{path.name}: {len(passages)} passages, {_sizes(passages)}, {len(wrong)} errors")
    return wrong


def _sizes(documents: Sequence[Annotated]) -> str:
    claims, said = sum(len(d.claims) for d in documents), sum(len(d.said) for d in documents)
    return f"{sum(map(words, documents))} words, {claims} claims, {said} attributions"


def words(document: Annotated) -> int:
    """Words of the text, at white space."""
    return len(document.document.text.split())


def count(documents: Sequence[Annotated], found: Sequence[Linked]) -> dict[str, Any]:
    """The sizes that the corpus card gives."""
    claims = [c for d in documents for c in d.claims]
    return {
        "documents": len(documents),
        "words": sum(map(words, documents)),
        "sentences": sum(len(d.lines) for d in documents),
        "claims": len(claims),
        "attributions": sum(len(d.said) for d in documents),
        "mentions": sum(len(d.mentions) for d in documents),
        "groups": len({d.groups_of for d in documents if d.groups_of}),
        "links": dict(Counter(f"{x.outcome} {x.kind}" for x in found).most_common()),
        "modality": dict(Counter(c.modality for c in claims).most_common()),
        "negative": sum(c.polarity == "negative" for c in claims),
        "presupposed": sum(c.presupposed for c in claims),
        "events": dict(Counter(c.event.type for c in claims if c.event).most_common()),
        "figures": sum(c.figure is not None for c in claims),
        "when": sum(c.when is not None for c in claims),
        "where": sum(c.where is not None for c in claims),
        "chain": dict(sorted(Counter(len(c.according_to) for c in claims).items())),
        "genres": dict(Counter(d.head.get("genre", "-") for d in documents).most_common()),
    }


def build(out: Path, root: Path = ROOT) -> int:
    """Write the corpus as JSON lines, one folder a split and one for the bank; nothing is written where anything is wrong."""
    documents, passages, problems = everything(root)
    if problems:
        for problem in problems:
            print(problem)
        return 1
    found, parts = links(root, documents)[0], split(root)
    for part in SPLITS:
        _write(out / part, [d for d in documents if parts.get(d.id, "train") == part], found)
    _write(out / "bank", passages, [])
    return 0


def _write(target: Path, own: Sequence[Annotated], found: Sequence[Linked]) -> None:
    """One folder of JSON lines."""
    names = {d.id for d in own}
    target.mkdir(parents=True, exist_ok=True)
    _lines(target / "documents.jsonl", (d.document for d in own))
    _lines(target / "claims.jsonl", (c for d in own for c in d.claims))
    _lines(target / "attributions.jsonl", ({"document": d.id, "attributions": list(d.said.values())} for d in own))
    _lines(target / "coreference.jsonl", (_coreference(d) for d in own))
    _lines(target / "links.jsonl", (x for x in found if x.first.partition("#")[0] in names))
    _lines(target / "meta.jsonl", (d.head for d in own))
    print(f"{target}: {len(own)} texts, {_sizes(own)}")


def _coreference(document: Annotated) -> dict[str, Any]:
    chains: dict[str, list[Any]] = {}
    for name, quote in document.mentions:
        chains.setdefault(name, []).append(quote)
    return {"document": document.id, "actors": [{**msgspec.to_builtins(document.actors[n]), "mentions": q} for n, q in chains.items()]}


def _lines(path: Path, rows: Iterable[Any]) -> None:
    path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.corpus", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("check", "build", "count"))
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--out", type=Path, default=Path("out/corpus"))
    given = parser.parse_args()
    if given.command == "check":
        return check(given.files, given.root)
    if given.command == "build":
        return build(given.out, given.root)
    documents, _ = folder(given.root)
    print(json.dumps(count(documents, links(given.root, documents)[0]), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
