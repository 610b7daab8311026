"""How the memory of a run goes with the documents: ``python -m benchmarks.archive --only memory [--documents N] [--length WORDS]``.

The run is asked for the resident megabytes of its own process, the reader and every worker each time so many documents are finished; a line
is printed for each, and at the end a straight line through those after a warm-up: its slope is what a thousand documents leave behind.
"""

import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import msgspec

RUN = """
import sys
from accordingto import allocators

allocators.frugal()  # as the command does
from accordingto import archive

def told(counts, _):
    print(counts.coded + counts.copies + counts.rejected, flush=True)

archive.code([sys.argv[1]], sys.argv[2], archive.Options(jobs=int(sys.argv[3])), told)
"""
WARM = 0.1
"""The share of the documents that is the warm-up: models are loaded, caches fill, the allocator gets what it keeps."""


class Seen(msgspec.Struct, frozen=True):
    """A process once so many documents were finished: its megabytes now, and the most that it has had."""

    documents: int
    now: float
    most: float


def flat(inputs: Path, target: Path, jobs: int, every: int, minutes: float) -> tuple[int, dict[str, list[Seen]]]:
    """Code a folder and print what its processes hold, every so many documents.

    Args:
        inputs: the documents.
        target: the store.
        jobs: workers.
        every: documents between two looks.
        minutes: after these the run is ended, wherever it is.

    Returns:
        how many documents were finished, and what was seen, by process; a worker that another took the place of is a process of its own.
    """
    number, done, late = sum(1 for _ in inputs.iterdir()), 0, time.monotonic() + 60 * minutes
    seen: dict[str, list[Seen]] = defaultdict(list)
    with subprocess.Popen([sys.executable, "-c", RUN, str(inputs), str(target), str(jobs)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            done = int(line)
            if time.monotonic() > late:
                process.kill()
                print(f"  ended after {minutes:g} minutes with {done} of {number} documents")
                return done, seen
            if done % every and done != number:
                continue
            for name, pid in processes(process.pid).items():
                if (found := megabytes(pid)) is not None:
                    seen[name].append(Seen(done, *found))
            last = {name: found[-1] for name, found in seen.items() if found[-1].documents == done}
            print(f"  {done:>6} documents: " + ", ".join(f"{name} {one.now:.1f} MB" for name, one in last.items()), flush=True)
    if process.returncode:
        raise RuntimeError("a run of the benchmark failed")
    return done, seen


def processes(parent: int) -> dict[str, int]:
    """The processes of a run by what they are: itself, the reader, workers."""
    found = {"the run": parent}
    for child in Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="utf-8").split():
        try:
            words = Path(f"/proc/{child}/cmdline").read_text(encoding="utf-8").split("\0")
        except OSError:
            continue
        kind = next((word for word in words if word in ("reader", "worker")), None)
        if kind is not None:
            found[kind if kind == "reader" else f"worker {child}"] = int(child)
    return found


def megabytes(pid: int) -> tuple[float, float] | None:
    """Resident megabytes of a process, now and at most; None where it has ended."""
    try:
        words = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return None
    found = {key: int(value) * 1024 / 1e6 for key, value in re.findall(r"(VmRSS|VmHWM):\s+(\d+)", words)}
    return (found["VmRSS"], found["VmHWM"]) if len(found) == 2 else None


def slope(documents: Sequence[int], values: Sequence[float]) -> float:
    """By how much a value grows with a thousand documents: the slope of the straight line that fits best."""
    x, y = sum(documents) / len(documents), sum(values) / len(values)
    spread = sum((d - x) ** 2 for d in documents)
    return 1000 * sum((d - x) * (v - y) for d, v in zip(documents, values, strict=True)) / spread if spread else 0.0


def fitted(seen: dict[str, list[Seen]]) -> list[str]:
    """A line for each process: the slope after the warm-up, and the most that it held."""
    lines = []
    for name, found in seen.items():
        warm = [one for one in found if one.documents >= WARM * found[-1].documents]
        most = max(one.most for one in found)
        if len(warm) < 3:
            lines.append(f"{name}: too few looks for a fit; {most:.0f} MB at most")
            continue
        growth = slope([one.documents for one in warm], [one.now for one in warm])
        lines.append(
            f"{name}: {growth:+.2f} MB every 1,000 documents, from {warm[0].now:.0f} MB at {warm[0].documents} "
            f"to {warm[-1].now:.0f} MB at {warm[-1].documents}; {most:.0f} MB at most"
        )
    return lines
