"""What the program makes of 60 documents, remembered: a change that was not meant is seen, one that was meant is refreshed.

    python -m evaluation.snapshot                     hold the output against the stored digests; lists the documents that differ
    python -m evaluation.snapshot --refresh           store today's digests: `make snapshot`
    python -m evaluation.snapshot --keep FILE         keep today's claims, a line each, to compare with later
    python -m evaluation.snapshot --diff FILE         what differs from a kept FILE, claim by claim
    python -m evaluation.snapshot --diff COMMIT       the same against another commit, which is read beside this one

The stored file (``evaluation/snapshot.txt``) has a line a document: id, number of claims, eight characters of a digest over what a reader
of its claims sees. Confidence and ``coder`` are left out: they change with every new weight. Documents: the corpus' dev documents, and the
first of train.
"""

import argparse
import difflib
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from accordingto import export, ingest, pipeline
from accordingto.types import Claim
from evaluation import cached, corpus, own
from evaluation.annotations import Annotated

ROOT = Path(__file__).resolve().parents[1]
STORED = Path(__file__).with_name("snapshot.txt")
DOCUMENTS = 60

Lines = dict[str, list[str]]
"""By document what a reader sees of its claims, a line each."""


def documents() -> list[Annotated]:
    """The documents of the snapshot."""
    dev = corpus.load("dev")
    return [*dev, *corpus.load("train")[: max(0, DOCUMENTS - len(dev))]][:DOCUMENTS]


def line(claim: Claim) -> str:
    """A claim without its confidence, its coder and its id."""
    chain = " < ".join(f"{export.speaker(link)} ({link.how}, {link.stance})" for link in reversed(claim.according_to))
    shown = ", ".join(f"{label}: {words}" for label, words in export.properties(claim) if label not in ("confidence", "claim"))
    spans = " ".join(f"{q.start}-{q.end}" for q in claim.evidence)
    relations = ", ".join(sorted(r.type for r in claim.relations))
    return f"{spans} {export.evidence(claim)} | {chain} | {shown}{f' | {relations}' if relations else ''}".replace("\n", "⏎")


def lines() -> Lines:
    """What the program makes of the documents."""
    found: Lines = {}
    with cached.encoders():
        for document in documents():
            reading = pipeline.code(ingest.from_text(document.document.text, own.given(document)))
            silent = [f"{s.start}-{s.end} not coded: {s.reason}" for s in reading.document.uncoded]
            found[document.id] = [*map(line, reading.claims), *silent]
    return found


def digests(found: Mapping[str, Iterable[str]]) -> str:
    """The stored form."""
    rows = []
    for name, own_lines in found.items():
        listed = list(own_lines)
        digest = hashlib.sha256("\x1e".join(listed).encode()).hexdigest()[:8]
        rows.append(f"{name} {len(listed)} {digest}")
    return "\n".join(rows) + "\n"


def changed(stored: str, now: str) -> list[str]:
    """The documents whose digest is another, new or gone."""
    before, after = (dict(row.split(" ", 1) for row in text.splitlines()) for text in (stored, now))
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def text(found: Mapping[str, Iterable[str]]) -> str:
    """The kept form: each line under its document's name."""
    return "".join(f"{name}\t{row}\n" for name, rows in found.items() for row in rows)


def difference(before: str, after: str) -> str:
    """What differs between two kept forms, readable: documents in order, ``-`` what was, ``+`` what is."""
    old, new = before.splitlines(), after.splitlines()
    shown, name = [], ""
    for row in difflib.unified_diff(old, new, lineterm="", n=0):
        if row.startswith(("---", "+++", "@@")):
            continue
        own, _, words = row[1:].partition("\t")
        if own != name:
            shown.append(f"\n{own}")
            name = own
        shown.append(f"{row[0]} {words}")
    gone, come = sum(r.startswith("- ") for r in shown), sum(r.startswith("+ ") for r in shown)
    return "\n".join([*shown, "", f"{gone} lines gone, {come} new, of {len(old)}"]).lstrip("\n")


def of_commit(commit: str) -> str:
    """The kept form of another commit's program.

    Raises:
        ValueError: there is no such commit, or it has no snapshot.
    """
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        made = subprocess.run(
            ["git", "worktree", "add", "--detach", str(tree), commit], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if made.returncode:
            raise ValueError(f"{commit}: neither a file nor a commit ({made.stderr.strip().splitlines()[-1]})")
        try:
            kept = Path(folder, "kept.txt")
            environment = os.environ | {"PYTHONPATH": f"{tree / 'src'}{os.pathsep}{tree}"}
            command = [sys.executable, "-m", "evaluation.snapshot", "--keep", str(kept)]
            done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
            if done.returncode or not kept.exists():
                raise ValueError(f"{commit}: has no snapshot of its own; keep one with --keep")
            return kept.read_text(encoding="utf-8")
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, capture_output=True, check=False)


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.snapshot", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--refresh", action="store_true", help="store today's digests")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep today's claims")
    parser.add_argument("--diff", metavar="FILE|COMMIT", help="print what differs")
    given = parser.parse_args()
    found = lines()
    if given.keep:
        given.keep.write_text(text(found), encoding="utf-8")
        return 0
    if given.diff:
        try:
            before = Path(given.diff).read_text(encoding="utf-8") if Path(given.diff).is_file() else of_commit(given.diff)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 2
        print(difference(before, text(found)))
        return 0
    if given.refresh:
        STORED.write_text(digests(found), encoding="utf-8")
        print(f"{STORED.relative_to(ROOT)}: {len(found)} documents, {sum(map(len, found.values()))} lines")
        return 0
    if not STORED.exists():
        print(f"{STORED.relative_to(ROOT)}: there is none yet; store one: make snapshot", file=sys.stderr)
        return 2
    other = changed(STORED.read_text(encoding="utf-8"), digests(found))
    if other:
        print(f"{len(other)} of {len(found)} documents are read in another way: {', '.join(other[:8])}{' …' if len(other) > 8 else ''}")
        print("See what differs: python -m evaluation.snapshot --diff COMMIT. Where it is meant: make snapshot.")
    return 1 if other else 0


if __name__ == "__main__":
    sys.exit(main())
