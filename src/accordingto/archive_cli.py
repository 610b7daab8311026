"""The commands on archives: ``code``, ``status``, ``sql``, ``search``. Heavy modules are imported by the command that needs them."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from accordingto import allocators
from accordingto.errors import InputError, UsageError, printable

if TYPE_CHECKING:
    from accordingto.archive import Options
    from accordingto.archive.run import Counts
    from accordingto.store import Store
    from accordingto.store.schema import Entry

StoreFolder = Annotated[Path, typer.Argument(metavar="STORE", help="The folder of a store.")]


class Retry(StrEnum):
    """What ``code`` does again."""

    failed = "failed"
    coder = "coder"


class Shown(StrEnum):
    """What ``sql`` prints."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"


class Listed(StrEnum):
    """What ``search`` prints."""

    text = "text"
    jsonl = "jsonl"


def add(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (code, status, sql, search):
        app.command()(command)


@contextmanager
def _parts() -> Iterator[None]:
    """What is asked for needs libraries that not everybody installs."""
    try:
        yield
    except ImportError as error:
        raise UsageError(f"archives need {error.name or 'a library'}; pip install 'accordingto[archive]'") from error


def code(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT…", help="What read takes, and folders, .warc, feeds, .jsonl, .csv, .parquet, .zip, .tar, also with .gz."
        ),
    ] = None,
    store: Annotated[Path, typer.Option(metavar="DIR", help="The folder of the store; made if it is not there.")] = Path("store"),
    jobs: Annotated[int, typer.Option(metavar="N", min=0, help="Processes that code (0: one a core).")] = 0,
    engine: Annotated[str, typer.Option(metavar="E", help="pool: this machine. ray or ray:ADDRESS: a Ray cluster.")] = "pool",
    retry: Annotated[Retry | None, typer.Option(help="failed: what was rejected before. coder: what another version coded.")] = None,
    date: Annotated[str | None, typer.Option(metavar="D", help="The documents' date where they do not say it: 2024-05-03.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="P", help="Who published them.")] = None,
    speaker: Annotated[str | None, typer.Option(metavar="S", help="Whose statements they all are.")] = None,
    analyser: Annotated[str, typer.Option(metavar="NAME", help="own, or spacy:MODEL.")] = "own",
    seconds: Annotated[
        float | None, typer.Option(metavar="S", min=1, help="The most a document may take (default: by its length).")
    ] = None,
    megabytes: Annotated[int, typer.Option(metavar="M", min=2200, help="The most memory a process may ask for.")] = 4000,
    licence: Annotated[str | None, typer.Option(metavar="L", help="The data's licence, for datapackage.json: CC-BY-4.0.")] = None,
    watch: Annotated[
        list[str] | None, typer.Option(metavar="FEED", help="Fetch this RSS or Atom feed, again and again, and add what is new.")
    ] = None,
    articles: Annotated[bool, typer.Option("--articles", help="Of a watched feed, fetch and read the pages that it leads to.")] = False,
    every: Annotated[float, typer.Option(metavar="S", min=30, help="Seconds between two looks at the feeds.")] = 900.0,
    times: Annotated[int, typer.Option(metavar="N", min=0, help="How often to look at the feeds (0: until interrupted).")] = 0,
) -> None:
    """Read an archive into a store: every claim of every document, each input accounted for. A second run adds what is new."""
    with _parts():
        allocators.frugal()
        from accordingto import archive, ingest

        options = archive.Options(
            jobs=jobs or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else jobs or os.cpu_count() or 1,
            engine=engine,
            analyser=analyser,
            limits=archive.Limits(seconds, megabytes),
            given=ingest.Given(date=ingest.parse_date(date) if date is not None else None, publisher=publisher, speaker=speaker),
            licence=licence,
            retry_failed=retry is Retry.failed,
        )
        if watch:
            if inputs or retry:
                raise UsageError("--watch reads feeds alone; give files, folders and --retry in a command of their own")
            raise typer.Exit(_watch(tuple(watch), store, options, articles=articles, every=every, times=times))
        if retry is Retry.coder:
            raise typer.Exit(_recode(store, options))
        raise typer.Exit(_code(inputs or _failed(store, retry), store, options))


def _failed(store: Path, retry: Retry | None) -> list[str]:
    """The inputs that the rejected ones came from."""
    from accordingto import store as stores

    if retry is not Retry.failed:
        raise UsageError("nothing to read; name files, folders or archives")
    return list(dict.fromkeys(stores.open(store).arrow("failures", ["origin"]).column("origin").to_pylist()))


def _code(inputs: list[str], store: Path, options: "Options") -> int:
    from accordingto import archive

    with _Progress() as progress:
        try:
            counts = archive.code(inputs, store, options, progress.told)
        except KeyboardInterrupt:
            progress.stop()
            print(f"accordingto: interrupted; the same command goes on from here ({_counted(progress.counts)})", file=sys.stderr)
            return 130
    print(f"accordingto: {_counted(counts)}, {_rate(counts, progress.seconds)}", file=sys.stderr)
    if counts.rejected == 0:
        return 0
    print(f"accordingto: why inputs were rejected: accordingto status {store} --failures", file=sys.stderr)
    return 1 if counts.coded + counts.known + counts.copies else 2


def _watch(feeds: tuple[str, ...], store: Path, options: "Options", *, articles: bool, every: float, times: int) -> int:
    from accordingto import archive
    from accordingto.archive import watch

    plan = watch.Plan(feeds, every, times, articles)
    missed: list[str] = []

    def failed(error: InputError) -> None:
        missed.append(error.source)
        print(f"accordingto: {error}", file=sys.stderr)

    workers = archive.engine(options)
    try:
        watch.watch(plan, store, options, lambda counts: print(f"accordingto: {_counted(counts)}", file=sys.stderr), failed, workers)
    except KeyboardInterrupt:
        print("accordingto: interrupted", file=sys.stderr)
        return 130
    finally:
        workers.close()
    return 1 if missed else 0


def _recode(store: Path, options: "Options") -> int:
    from accordingto import archive

    with _Progress() as progress:
        counts = archive.recode(store, options, progress.told)
    print(
        f"accordingto: {counts.coded} documents coded again, {counts.known} were up to date, {counts.rejected} kept as they were",
        file=sys.stderr,
    )
    return 1 if counts.rejected else 0


def _counted(counts: "Counts | None") -> str:
    """ "1,203 documents: 1,100 coded, 40 skipped as known, 60 copies, 3 rejected"."""
    if counts is None:
        return "0 documents"
    c = counts
    return (
        f"{c.inputs:,} documents: {c.coded:,} coded, {c.known:,} skipped as known, {c.copies:,} copies of another, {c.rejected:,} rejected"
    )


def _rate(counts: "Counts", seconds: float) -> str:
    read = counts.coded + counts.copies + counts.rejected
    return f"{counts.claims:,} claims; {read / seconds:.1f} documents/s" if seconds else f"{counts.claims:,} claims"


class _Progress:
    """A line that tells how far a run is: on a terminal a bar with documents a second and the time left; else nothing but rejections."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        console = Console(stderr=True)
        self.counts: Counts | None = None
        self.seconds = 0.0
        self._begun = time.monotonic()
        self._bar = Progress(
            BarColumn(),
            TextColumn("{task.description}"),
            TextColumn("ETA"),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("starting", total=None)

    def __enter__(self) -> "_Progress":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Take the bar away."""
        self.seconds = time.monotonic() - self._begun
        self._bar.stop()

    def told(self, counts: "Counts", entry: "Entry | None") -> None:
        """What has become of one more input."""
        self.counts = counts
        if self._bar.disable:
            return
        self.seconds = time.monotonic() - self._begun
        words = (
            f"{counts.coded:,} coded, {counts.known + counts.copies:,} skipped, {counts.rejected:,} rejected; {_rate(counts, self.seconds)}"
        )
        self._bar.update(self._task, description=words, completed=counts.at, total=counts.total or None)


def status(
    store: StoreFolder,
    failures: Annotated[bool, typer.Option("--failures", help="Also every input that was rejected, with its reason.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Also whether every file is the one that was written.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Print what a store holds: documents, copies, failures with their reasons, claims counted with and without copies."""
    found = _opened(store)
    told = found.status()
    wrong = found.check() if check else []
    rejected = found.arrow("failures").to_pylist() if failures else []
    if json:
        extra = ({"rejected": rejected} if failures else {}) | ({"damaged": wrong} if check else {})
        print(msgspec.json.encode(msgspec.to_builtins(told) | extra).decode())
    else:
        _print_status(told)
        for row in rejected:
            print(f"  {printable(row['source'])}: {printable(row['problem'])}; {printable(row['remedy'])}")
        if check:
            print("\n".join(wrong) or "every file is the one that was written")
    raise typer.Exit(1 if wrong else 0)


def _print_status(told: Any) -> None:
    print(f"{told.inputs:,} inputs = {told.documents:,} coded + {told.copies:,} copies of another + {told.failures:,} rejected")
    print(f"{told.documents + told.copies:,} documents with their copies, of {told.outlets:,} publishers; {told.documents:,} texts")
    print(f"{told.claims:,} claims; {told.claims_with_copies:,} counted once for every copy")
    for error, number in told.reasons.items():
        print(f"  {number:,} rejected: {error}")
    for coder, number in told.coders.items():
        print(f"  {number:,} coded by {coder}")
    print(f"{told.bytes / 1e6:.1f} MB")


def _opened(store: Path) -> "Store":
    with _parts():
        from accordingto import store as stores

        return stores.open(store)


def sql(
    store: StoreFolder,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT over documents, claims, copies, failures, outlets.")],
    format: Annotated[Shown, typer.Option(help="A table to look at, CSV, or JSON lines.")] = Shown.table,
    rows: Annotated[int, typer.Option(metavar="N", min=1, help="The most rows to print.")] = 1000,
    seconds: Annotated[float, typer.Option(metavar="S", min=0.1, help="The most the query may take.")] = 30.0,
) -> None:
    """Ask a store in SQL (DuckDB). Nothing is written, and no other file or address can be reached."""
    with _opened(store) as opened:
        found = opened.sql(query, rows=rows, seconds=seconds)
    if format is Shown.table:
        _print_table(found.table)
    elif format is Shown.csv:
        _print_csv(found.table)
    else:
        for row in found.table.to_pylist():
            print(msgspec.json.encode(row, enc_hook=str).decode())
    if found.cut:
        print(f"accordingto: there are more than {rows} rows; ask for more with --rows", file=sys.stderr)


def _print_table(table: Any) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=box.SIMPLE)
    for name in table.column_names:
        shown.add_column(Text(printable(name)), overflow="fold")
    for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
        shown.add_row(*(Text("" if value is None else printable(str(value))) for value in row))
    Console(width=None if sys.stdout.isatty() else 160).print(shown)


def _print_csv(table: Any) -> None:
    import csv

    from accordingto.export.csv import cell

    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(cell(name) for name in table.column_names)
    for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
        writer.writerow(
            cell(msgspec.json.encode(value, enc_hook=str).decode() if isinstance(value, list | dict) else value) for value in row
        )


def search(
    store: StoreFolder,
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help='Words that all must stand there; "a phrase"; begin* for a beginning.')
    ] = "",
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Only claims in whose chain of speakers this name stands.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Only claims about this actor.")] = None,
    type: Annotated[str | None, typer.Option(metavar="TYPE", help="Only this PLOVER event type, or figure, or state.")] = None,
    since: Annotated[str | None, typer.Option(metavar="D", help="Only documents of this date or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="D", help="Only documents of this date or earlier.")] = None,
    documents: Annotated[bool, typer.Option("--documents", help="Search whole texts, and print documents.")] = False,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="The most to print.")] = 20,
    format: Annotated[Listed, typer.Option(help="To read, or JSON lines.")] = Listed.text,
) -> None:
    """Print the claims of a store that hold some words, each with who it is according to."""
    found = _opened(store)
    from accordingto.store import search as searching

    hits: list[Any]
    if documents:
        if speaker or actor or type:
            raise UsageError("--documents: documents have no speaker, actor or type; search for claims instead")
        hits = list(searching.documents(found.path, found.package, words, since=since, until=until, limit=limit))
    else:
        hits = list(found.search(words, speaker=speaker, actor=actor, type=type, since=since, until=until, limit=limit))
    for hit in hits:
        print(msgspec.json.encode(hit).decode() if format is Listed.jsonl else printable(_told(hit)))
    raise typer.Exit(0 if hits else 1)


def _told(hit: Any) -> str:
    """A hit in a line, who says it first."""
    where = ", ".join(filter(None, (hit.title, hit.publisher, hit.published, hit.source)))
    if not hasattr(hit, "quote"):
        return where
    from accordingto.export import SAYS

    kind = f" [{hit.event_type}]" if hit.event_type else ""
    return f"{hit.speaker or 'somebody not named'} {SAYS[hit.modality]}: “{hit.quote}”{kind} — {where}"
