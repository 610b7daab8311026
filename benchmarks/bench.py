"""Speed, memory, start-up and sizes: ``python -m benchmarks.bench [--no-install] [--runs N]``.

Whole processes, the median of five after one to warm up; peak memory is the kernel's (``ru_maxrss`` of the process). Prints each figure
with its limit and exits with 1 over one. The encoder's own figures come last (:mod:`benchmarks.encoder`).
"""

import argparse
import atexit
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from benchmarks import pages

ROOT = Path(__file__).resolve().parents[1]
STATEMENT = ROOT.parent / "shared/gold/statement.txt"
EXAMPLE = ROOT / "examples/statement.txt"


class Run(msgspec.Struct, frozen=True):
    """One process: wall clock in seconds, peak resident memory in megabytes (10⁶ bytes)."""

    seconds: float
    megabytes: float


class Line(msgspec.Struct, frozen=True):
    """A measured figure with its unit; ``limit`` is the most it may be, None where it is only told."""

    name: str
    value: float
    unit: str
    limit: float | None

    @property
    def over(self) -> bool:
        """Whether the limit is passed."""
        return self.limit is not None and self.value > self.limit


@cache
def _compiled() -> dict[str, str]:
    """The environment of an installed package: its modules' bytecode is kept, as pip leaves it."""
    kept = tempfile.mkdtemp(prefix="accordingto-bench-")
    atexit.register(shutil.rmtree, kept, ignore_errors=True)
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPYCACHEPREFIX": kept}


def process(*args: str) -> Run:
    """Run ``accordingto`` once, its output thrown away.

    Raises:
        RuntimeError: it failed.
    """
    begun = time.perf_counter()
    command, quiet = [sys.executable, "-m", "accordingto", *args], subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, env=_compiled()) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    if child.returncode:
        raise RuntimeError(f"accordingto {' '.join(args)} exited with {child.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_maxrss * unit / 1e6)


def median(times: int, *args: str) -> Run:
    """The medians of some runs after one that warms the disk's cache."""
    process(*args)
    runs = [process(*args) for _ in range(times)]
    return Run(statistics.median(r.seconds for r in runs), statistics.median(r.megabytes for r in runs))


def reading(times: int) -> list[Line]:
    """From a cold start: the statement (the example where there is none), ``--help``, and the speed on a long text."""
    source = STATEMENT if STATEMENT.exists() else EXAMPLE
    one = median(times, "read", str(source))
    help_page = median(times, "--help")
    words = len(EXAMPLE.read_text(encoding="utf-8").split())
    return [
        Line(f"read {source.name}, cold start", one.seconds, "s", 3.0),
        Line(f"read {source.name}, peak memory", one.megabytes, "MB", 600.0),
        Line("--help", help_page.seconds, "s", 0.3),
        Line("words a second, one process, after start-up", words_per_second(words), "", None),
        Line("web pages of news length taken in, a page", 1000 / pages_per_second(60), "ms", 25.0),
    ]


def words_per_second(words: int) -> float:
    """Words of the example read in one second, in this process, the model loaded."""
    import accordingto

    accordingto.read(EXAMPLE)
    begun = time.perf_counter()
    for _ in range(5):
        accordingto.read(EXAMPLE)
    return 5 * words / (time.perf_counter() - begun)


def pages_per_second(number: int) -> float:
    """Web pages of news length that one core takes in in a second, from their bytes to their blocks."""
    from accordingto import ingest
    from accordingto.types import Page

    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{n}.html") for n in range(number)]
        for n, file in enumerate(files):
            file.write_text(pages.page(n), encoding="utf-8")
        for file in files[:2]:
            list(ingest.open(file))
        begun = time.process_time()
        found = [page for file in files for page in ingest.open(file)]
        took = time.process_time() - begun
    if not all(isinstance(page, Page) for page in found):
        raise RuntimeError("a page of the benchmark was refused")
    return number / took


def wheel(folder: Path) -> Path:
    """Build the wheel into a folder."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


def installed(folder: Path, built: Path) -> float:
    """Megabytes of a fresh environment that holds the wheel and what it needs, without pip and setuptools."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin/python"
    for target in (["--upgrade", "pip"], [str(built)]):
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *target], check=True)
    site = next(folder.glob("lib/python*/site-packages"))
    return _size(p for p in site.iterdir() if not p.name.startswith(("pip", "setuptools", "_distutils_hack", "distutils-precedence")))


def _size(paths: Iterable[Path]) -> float:
    total = 0
    for path in paths:
        files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file() and not p.is_symlink()]
        total += sum(p.stat().st_size for p in files)
    return total / 1e6


def sizes(*, install: bool) -> list[Line]:
    """The wheel and, with ``install``, the core environment."""
    with tempfile.TemporaryDirectory() as folder:
        built = wheel(Path(folder))
        lines = [Line("wheel", built.stat().st_size / 1e6, "MB", 60.0)]
        if install:
            lines.append(Line("core installation", installed(Path(folder, "env"), built), "MB", 450.0))
    return lines


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__)
    parser.add_argument("--no-install", action="store_true", help="leave out the size of a fresh installation")
    parser.add_argument("--runs", type=int, default=5, help="how many runs the median is of")
    args = parser.parse_args()
    lines = [*reading(args.runs), *sizes(install=not args.no_install)]
    for line in lines:
        limit = "" if line.limit is None else f"limit {line.limit:g} {line.unit}{'  OVER' if line.over else ''}"
        print(f"{line.name:46} {line.value:9.2f} {line.unit:3} {limit}".rstrip())
    return (
        1 if any(line.over for line in lines) or subprocess.run([sys.executable, "-m", "benchmarks.encoder"], check=False).returncode else 0
    )


if __name__ == "__main__":
    sys.exit(main())
