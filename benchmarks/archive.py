"""Archives: ``python -m benchmarks.archive [--documents N] [--most N] [--claims N] [--kills N]``; ``--ask STORE`` asks a store and no more,
``--only pairs`` (where, linear, killed, memory) does one part; memory is done only so.

Documents a second are counted against processor time (user and system, of the run and all its processes), which others on the machine do
not disturb as they disturb the clock; both are printed. The corpus is made: pages of about 450 words, all different, a twentieth of them
copies.
"""

import argparse
import math
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pyarrow as pa

from accordingto import ingest, store
from accordingto.archive import tasks
from accordingto.archive.items import Item
from accordingto.store import parts, schema, search
from benchmarks import memory, stories

RUN = "import sys; from accordingto import archive; archive.code([sys.argv[1]], sys.argv[2], archive.Options(jobs=int(sys.argv[3])))"


class Cost(msgspec.Struct, frozen=True):
    """What a run took: processor and clock seconds, the most resident megabytes of a worker at the end of its first and last quarter."""

    processor: float
    clock: float
    early: float
    late: float


def corpus(folder: Path, documents: int, length: int = 450) -> Path:
    """Write the pages, of about so many words each."""
    folder.mkdir()
    for n in range(documents):
        (folder / f"{n:06}.html").write_text(stories.page(n, length), encoding="utf-8")
    return folder


def cost(inputs: Path, target: Path, jobs: int) -> Cost:
    """Code a folder in processes of its own."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen([sys.executable, "-c", RUN, str(inputs), str(target), str(jobs)])
    seen: list[float] = []
    watch = threading.Thread(target=_look, args=(process, seen), daemon=True)
    watch.start()
    if process.wait():
        raise RuntimeError("a run of the benchmark failed")
    watch.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    quarter = max(1, len(seen) // 4)
    return Cost(spent, time.monotonic() - begun, max(seen[:quarter] or [0.0]), max(seen[-quarter:] or [0.0]))


def _look(process: "subprocess.Popen[bytes]", seen: list[float]) -> None:
    """Note the largest resident set of the run's processes, in megabytes, until it has ended."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None:
        try:
            pids = children.read_text().split()
            seen.append(max((int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 / 1e6 for pid in pids), default=0.0))
        except (OSError, IndexError):
            pass
        time.sleep(0.5)


def exponent(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """The slope of cost over size, both as logarithms: 1 is linear."""
    xs, ys = [math.log(s) for s in sizes], [math.log(c) for c in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def speed(folder: Path, documents: int) -> None:
    """Documents a second a core, with one worker and two, and how memory grows."""
    inputs = corpus(folder / "in", documents)
    one = cost(inputs, folder / "one", 1)
    two = cost(inputs, folder / "two", 2)
    told = store.open(folder / "one").status()
    became = f"{told.documents} coded, {told.copies} copies, {told.failures} rejected"
    print(f"{documents} documents ({became}), {told.claims} claims, {told.bytes / 1e6:.1f} MB")
    for jobs, found in ((1, one), (2, two)):
        print(
            f"  {jobs} at work: {documents / found.processor:.2f} documents/s of processor time, {documents / found.clock:.2f} by the clock"
        )
        print(f"    the largest process: {found.early:.0f} MB in the first quarter, {found.late:.0f} MB in the last")
    faster, dearer = one.clock / two.clock, two.processor / one.processor
    print(f"  two beside one: {faster:.2f} times as fast by the clock, {dearer:.3f} times the processor time")


SUMS = "import time\nbegun = time.monotonic()\nn = 0\nfor k in range(20_000_000): n += k * k % 7\nprint(time.monotonic() - begun)"


def pairs(folder: Path, documents: int, rounds: int = 3) -> None:
    """Two at work beside one, in turns, so that what else the machine does weighs on both alike: first processes that do sums and share
    nothing but the machine, which shows what two of its cores are worth, then workers of a run."""

    def sums(jobs: int) -> float:
        running = [subprocess.Popen([sys.executable, "-c", SUMS], stdout=subprocess.PIPE, text=True) for _ in range(jobs)]
        return max(float(process.communicate()[0]) for process in running)

    inputs, start = corpus(folder / "pairs", documents), corpus(folder / "pairs0", 1)
    for n in range(rounds):
        one, two = sums(1), sums(2)
        print(f"  sums: {one:.1f} s alone, {two:.1f} s two at once: {2 * one / two:.2f} times as much")
        least, single, double = (
            cost(given, folder / f"p{n}-{k}", jobs) for k, (given, jobs) in enumerate(((start, 1), (inputs, 1), (inputs, 2)))
        )
        faster, bare = single.clock / double.clock, (single.clock - least.clock) / (double.clock - least.clock)
        print(f"  {documents} documents: {single.clock:.1f} s with one worker, {double.clock:.1f} s with two: {faster:.2f} times as fast,")
        print(f"    {bare:.2f} without starting ({least.clock:.1f} s); {double.processor / single.processor:.3f} times the processor time")


def linear(folder: Path, most: int) -> None:
    """Processor time over the number of documents and over their length."""
    counts = [n for n in (10, 100, 1000, 10_000) if n <= most]
    start = cost(corpus(folder / "in0", 1), folder / "s0", 1).processor
    spent = [cost(corpus(folder / f"in{n}", n), folder / f"s{n}", 1).processor - start for n in counts]
    for n, seconds in zip(counts, spent, strict=True):
        print(f"  {n} documents: {1000 * seconds / n:.0f} ms a document beside starting ({start:.1f} s)")
    print(f"  processor time grows with the number of documents to the power {exponent(counts, spent):.2f}")
    lengths = [n for n in (100, 1000, 10_000, 100_000) if n <= 40 * most]
    spent = []
    tasks.code(ingest.from_text("\n\n".join(stories.words(0, 100))), "own")
    for n in lengths:
        page = ingest.from_text("\n\n".join(stories.words(1, n)))
        begun, rounds = time.process_time(), max(1, 2000 // n)
        for _ in range(rounds):
            tasks.code(page, "own")
        spent.append((time.process_time() - begun) / rounds)
        print(f"  a document of {n} words: {spent[-1]:.2f} s, {n / spent[-1]:.0f} words/s")
    print(f"  processor time grows with a document's length to the power {exponent(lengths, spent):.2f}")


def where(documents: int) -> None:
    """Where the time goes, in one process."""
    items = [Item(f"{n}", "", "0" * 64, data=stories.page(n).encode(), suffix=".html") for n in range(documents)]
    tasks.code(tasks.take(items[0]).page, "own")
    marks = [time.process_time()]
    taken = [tasks.take(item) for item in items]
    marks.append(time.process_time())
    read = [tasks.code(t.page, "own") for t in taken]
    marks.append(time.process_time())
    coded = [
        schema.Coded(t.page, r.document, r.claims, f"{n:064x}", "", None, r.coder) for n, (t, r) in enumerate(zip(taken, read, strict=True))
    ]
    with tempfile.TemporaryDirectory() as folder, parts.Writer(Path(folder, "s")) as writer:
        for n in range(0, documents, 32):
            writer.add(coded[n : n + 32], [f"{k}" for k in range(n, n + 32)], "", "")
        writer.merge(finished=True)
        marks.append(time.process_time())
        search.update(writer.store, writer.package).close()
        marks.append(time.process_time())
    names = ("taken in (HTML to text, MinHash)", "coded", "written", "indexed for search")
    for name, first, last in zip(names, marks, marks[1:], strict=False):
        print(f"  {name}: {1000 * (last - first) / documents:.0f} ms a document, {100 * (last - first) / (marks[-1] - marks[0]):.0f}%")


_NEWER = "event_type = 'ASSAULT' AND published > '2024-06-01'"
ASKED = (
    ("a filter", "SELECT id, speaker, quote FROM claims WHERE event_type = 'ASSAULT' AND speaker = 'Leila Haddad' LIMIT 100"),
    ("a group-by", "SELECT speaker, count(*) AS n FROM claims GROUP BY speaker ORDER BY n DESC"),
    ("both", f"SELECT speaker, count(*) AS n FROM claims WHERE {_NEWER} GROUP BY speaker ORDER BY n DESC"),
)
_SEVERAL = {"type": "ASSAULT", "since": "2024-06"}
SOUGHT: tuple[tuple[str, dict[str, str]], ...] = (
    ("northern wall Puno", {}),
    ("bridge", {"speaker": "Haddad"}),
    ("gov*", {}),
    ("police", _SEVERAL),
    ("would", {}),
    ("the", {}),
    ("the", _SEVERAL),
    ("the", {"speaker": "minister"}),
    ("the government said", {}),
    ("of the in", {}),
    ('"of the"', _SEVERAL),
    ("the of to and a in", {}),
    ("t*", {}),
    ("", _SEVERAL),
)
"""Rare words, common ones, filters, a phrase of common words, a beginning of one letter."""


def questions(folder: Path, source: Path, claims: int) -> None:
    """SQL and search over a store of so many claims, in processor seconds on one thread."""
    target = million(folder / "million", source, claims)
    with store.open(target) as large:
        begun = time.process_time()
        search.update(target, large.package).close()
        print(f"indexed in {time.process_time() - begun:.0f} s")
    asked(target)


def asked(target: Path) -> None:
    """The questions, of a store that is there; the best of five and the worst."""
    with store.open(target) as large:
        rows = large.package.rows
        print(f"{rows('claims')} claims of {rows('documents')} documents in {len(large.package.parts)} parts")
        for name, query in ASKED:
            print(f"  {name}: {_times(lambda q=query: large.sql(q))}")
        for words, filters in SOUGHT:
            print(f"  search {words!r} {filters or ''}: {_times(lambda w=words, f=filters: large.search(w, **f))}")
        for words in ("bridge", "the", '"of the"'):
            print(f"  search {words!r}, documents: {_times(lambda w=words: search.documents(target, large.package, w))}")


def million(target: Path, source: Path, claims: int) -> Path:
    """A store of so many claims, made of one store's by giving them other ids; its parts are as large as a run leaves them."""
    opened = store.open(source)
    documents, found = opened.arrow("documents"), opened.arrow("claims")
    copies, together = math.ceil(claims / found.num_rows), math.ceil(parts.FULL / documents.num_rows)
    with parts.Writer(target) as writer:
        made = []
        for first in range(0, copies, together):
            numbers = range(first, min(copies, first + together))
            tables = {name: schema.arrow(name).empty_table() for name in parts.TABLES}
            tables["documents"] = pa.concat_tables([_renamed(documents, ("id",), n) for n in numbers])
            tables["claims"] = pa.concat_tables([_renamed(found, ("id", "document"), n) for n in numbers])
            made.append(writer._part(f"{first:016x}", tables))
        writer.put(made)
    return target


def _renamed(table: pa.Table, columns: tuple[str, ...], number: int) -> pa.Table:
    for column in columns:
        values = pa.array([f"{number}-{value}" for value in table.column(column).to_pylist()])
        table = table.set_column(table.schema.names.index(column), table.schema.field(column), values)
    return table


def _times(ask: Callable[[], object]) -> str:
    times = []
    for _ in range(5):
        begun = time.process_time()
        ask()
        times.append(time.process_time() - begun)
    return f"{min(times):.3f} s ({max(times):.3f})"


def killed(folder: Path, documents: int, times: int) -> None:
    """Kill runs at random moments, each going on from where the last was killed; compare every store that was finished so with one that
    nobody disturbed."""
    inputs, target = corpus(folder / "kill-in", documents), folder / "killed"
    took = cost(inputs, folder / "whole", 2).clock
    whole, chance = files(folder / "whole"), random.Random(1)
    done = finished = 0
    while done < times or not finished:
        process = subprocess.Popen([sys.executable, "-c", RUN, str(inputs), str(target), "2"])
        try:
            if process.wait(chance.uniform(0.2, took) if done < times else None):
                raise RuntimeError("a run of the benchmark failed")
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            done += 1
            continue
        finished += 1
        if files(target) != whole:
            print(f"killed {done} times at random moments: the store is ANOTHER")
            sys.exit(1)
        if done < times:
            shutil.rmtree(target)
    print(f"killed {done} times at random moments: the {finished} stores that were finished are byte for byte the same")


def remembered(folder: Path, documents: int, length: int, jobs: int, every: int, minutes: float) -> None:
    """Whether memory stays flat over many documents, and what a document leaves in the index of what is known."""
    done, seen = memory.flat(corpus(folder / "many", documents, length), folder / "flat", jobs, every, minutes)
    with store.open(folder / "flat") as made:
        told = made.status()
    words = sum(len(paragraph.split()) for n in range(100) for paragraph in stories.words(n, length)) / 100
    known = sum(path.stat().st_size for path in (folder / "flat" / parts.CACHE).glob("known.sqlite*"))
    became = f"{told.documents} coded, {told.copies} copies, {told.failures} rejected"
    print(f"{done} documents of {words:.0f} words ({became}), {told.claims} claims")
    print(f"  the index of what is known: {known / done:.0f} bytes a document, on disk")
    for line in memory.fitted(seen):
        print(f"  {line}")


def files(target: Path) -> dict[str, bytes]:
    """The files of a store, apart from what can be made again."""
    return {str(p.relative_to(target)): p.read_bytes() for p in target.rglob("*") if p.is_file() and parts.CACHE not in p.parts}


def main() -> None:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive", description=__doc__)
    parser.add_argument("--documents", type=int, default=2000, help="of the corpus")
    parser.add_argument("--most", type=int, default=10_000, help="documents of the largest archive of the fit")
    parser.add_argument("--claims", type=int, default=1_000_000, help="of the store that is asked")
    parser.add_argument("--kills", type=int, default=20, help="how often a run is killed")
    parser.add_argument("--ask", type=Path, metavar="STORE", help="only SQL and search, over this store")
    parser.add_argument("--only", choices=("where", "pairs", "linear", "killed", "memory"), help="one part of it")
    parser.add_argument("--length", type=int, default=450, help="words of a document, for memory")
    parser.add_argument("--jobs", type=int, default=2, help="workers, for memory")
    parser.add_argument("--minutes", type=float, default=600, help="after which the run for memory is ended; what was seen is printed")
    parser.add_argument("--every", type=int, default=500, help="documents between two looks at the memory")
    args = parser.parse_args()
    if args.ask:
        asked(args.ask)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if args.only in (None, "where"):
            print("where the time goes, in one process")
            where(min(100, args.documents))
        if args.only is None:
            speed(folder, args.documents)
            questions(folder, folder / "one", args.claims)
        if args.only in (None, "pairs"):
            pairs(folder, min(100, args.documents))
        if args.only in (None, "linear"):
            linear(folder, args.most)
        if args.only in (None, "killed"):
            killed(folder, min(200, args.documents), args.kills)
        if args.only == "memory":
            remembered(folder, args.documents, args.length, args.jobs, args.every, args.minutes)


if __name__ == "__main__":
    main()
