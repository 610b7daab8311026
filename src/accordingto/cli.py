"""The command line: reads sources, prints claims. Heavy modules are imported only by the command that needs them."""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from accordingto import __version__, archive_cli, compare_cli, server_cli
from accordingto.errors import AccordingtoError, Copy, InputError, TooLarge, UsageError, printable

if TYPE_CHECKING:
    from accordingto.ingest import Given
    from accordingto.pipeline import Reading
    from accordingto.types import Page

# What the parser of the command line raises: click's ClickException, which typer keeps in one place or another.
_COMMAND_ERROR: type[Exception] = typer.BadParameter.__mro__[2]

app = typer.Typer(
    name="accordingto",
    help="Who claims what about whom: every claim of a statement or report, with its speaker and its exact words.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: the coloured one takes a third of a second to import
)


gazetteer_app = typer.Typer(help="The places that names are looked up in.", no_args_is_help=True, add_completion=False)
app.add_typer(gazetteer_app, name="gazetteer")


archive_cli.add(app)
compare_cli.add(app)
server_cli.add(app)


class Tables(StrEnum):
    """What ``analyse`` prints."""

    conllu = "conllu"
    json = "json"


class Explained(StrEnum):
    """What ``explain`` prints."""

    text = "text"
    json = "json"


class Format(StrEnum):
    """What ``read`` prints."""

    text = "text"
    jsonl = "jsonl"
    html = "html"
    csv = "csv"


Least = Annotated[
    float | None,
    typer.Option(metavar="X", min=0, max=1, help="Leave out claims of a lower confidence; 0 shows all, folding none."),
]
Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE…", help="A .txt, .md, .html, .pdf, .docx or .jsonl file, a folder of them, or - for standard input."),
]


AnalyserName = Annotated[
    str, typer.Option(metavar="NAME", help="Where words, trees and names come from: own, or spacy:MODEL (a package or a folder).")
]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"accordingto {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")] = False,
) -> None:
    """Who claims what about whom."""


@app.command()
def read(
    sources: Sources,
    format: Annotated[Format, typer.Option(help="A page to read, JSON lines, a self-contained web page, or a table.")] = Format.text,
    documents: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write the document records, one a line.")] = None,
    date: Annotated[str | None, typer.Option(metavar="D", help="The document's date: 2024-05-03, 2024-05 or 2024.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="P", help="Who published it.")] = None,
    speaker: Annotated[str | None, typer.Option(metavar="S", help="Whose statement the whole document is.")] = None,
    min_confidence: Least = None,
    analyser: AnalyserName = "own",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write here instead of to the terminal.")] = None,
) -> None:
    """Print every claim of the sources: who says it, the exact words, and what is claimed."""
    given = _given(date, publisher, speaker)
    _check_places(out, documents)
    tally = _Tally(analyser)
    if format in (Format.text, Format.jsonl) and out is None and documents is None:
        for piece in _pieces(_surest(tally.readings(sources, given), min_confidence), format, min_confidence):
            _print(piece)
    else:
        readings = list(_surest(tally.readings(sources, given), min_confidence))
        if readings:
            _deliver(readings, format, out, documents, min_confidence)
    raise typer.Exit(tally.status())


@app.command()
def analyse(
    sources: Sources,
    format: Annotated[Tables, typer.Option(help="CoNLL-U, or a JSON object a document.")] = Tables.conllu,
    sentences: Annotated[
        str, typer.Option(metavar="HOW", help="found: sentences are found in paragraphs. lines: every line is one sentence.")
    ] = "found",
    analyser: AnalyserName = "own",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write here instead of to the terminal.")] = None,
) -> None:
    """Print what the language analysis sees: words, trees, names, roles, attributions, events, with character offsets."""
    from accordingto import analysers
    from accordingto.export import conllu

    if sentences not in ("found", "lines"):
        raise UsageError(f"--sentences {sentences}: there is no such way; give found or lines")
    _check_places(out)
    tally, rendered = _Tally(analyser), []
    for page in tally.pages(sources, _given(None, None, None)):
        found = analysers.of_page(page, tally.analyser, lines=sentences == "lines")
        if format is Tables.conllu:
            piece = conllu.render(found, page.document.id)
        else:
            piece = msgspec.json.encode({"doc": page.document.id, **msgspec.to_builtins(found)}).decode() + "\n"
        if out is None:
            _print(piece)
        else:
            rendered.append(piece)
    if rendered and out is not None:
        _write(out, "".join(rendered))
    raise typer.Exit(tally.status())


@app.command()
def attribute(
    sources: Sources,
    analyser: AnalyserName = "own",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write here instead of to the terminal.")] = None,
) -> None:
    """Print the attributions that each document marks (source, cue, content, parent), a document a line."""
    from accordingto import pipeline

    _check_places(out)
    tally, lines = _Tally(analyser), []
    for page in tally.pages(sources, _given(None, None, None)):
        record = {"doc": page.document.id, "attributions": pipeline.attributions(page, tally.analyser)}
        line = msgspec.json.encode(record).decode() + "\n"
        if out is None:
            _print(line)
        lines.append(line)
    if out is not None and lines:
        _write(out, "".join(lines))
    raise typer.Exit(tally.status())


@app.command()
def explain(
    sources: Sources,
    claim: Annotated[str, typer.Option(metavar="ID", help="The claim's id, or its first characters, at least four.")],
    format: Annotated[Explained, typer.Option(help="A page to read, or a JSON object.")] = Explained.text,
    date: Annotated[str | None, typer.Option(metavar="D", help="The document's date, as it was given to read.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="P", help="Who published it, as it was given to read.")] = None,
    speaker: Annotated[str | None, typer.Option(metavar="S", help="Whose statement it is, as it was given to read.")] = None,
    analyser: AnalyserName = "own",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write here instead of to the terminal.")] = None,
) -> None:
    """Print why a claim is what it is: words, hints with their place, the model's probabilities, what would have changed it."""
    from accordingto import explanation, pipeline

    _check_places(out)
    tally = _Tally(analyser)
    pages = tally.pages(sources, _given(date, publisher, speaker))
    found = explanation.of((pipeline.code_in_full(page, tally.analyser) for page in pages), claim)
    rendered = explanation.render(found) if format is Explained.text else msgspec.json.encode(found).decode() + "\n"
    if out is None:
        _print(rendered)
    else:
        _write(out, rendered)


@gazetteer_app.command("build")
def build_gazetteer(
    dump: Annotated[Path, typer.Argument(metavar="FILE", help="allCountries.txt or a country's file of GeoNames, plain or zipped.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the gazetteer goes.")] = Path("gazetteer.tsv.gz"),
    population: Annotated[int, typer.Option(metavar="N", min=0, help="Leave out places of fewer people.")] = 0,
) -> None:
    """Make a gazetteer of a GeoNames dump, with every village; ACCORDINGTO_GAZETTEER=FILE reads with it."""
    from accordingto import gazetteer_build

    _check_places(out)
    count = gazetteer_build.build(dump, out, population=population)
    print(f"{out}: {count} places; read with it: ACCORDINGTO_GAZETTEER={out} accordingto read …")


def main() -> None:
    """The console entry point: errors end as one line on stderr and exit status 2."""
    try:
        sys.exit(app(args=sys.argv[1:] or ["--help"], prog_name="accordingto", standalone_mode=False))
    except AccordingtoError as error:
        _complain(str(error))
        sys.exit(2)
    except _COMMAND_ERROR as error:
        _complain(f"{error.format_message()}; see accordingto --help")  # type: ignore[attr-defined]
        sys.exit(2)
    except ImportError as error:
        _complain(f"{error.name or 'a library'} cannot be imported ({error}); install accordingto again, with all that it needs")
        sys.exit(2)
    except KeyboardInterrupt:
        _complain("interrupted")
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


class _Tally:
    """Counts what was read, met again and rejected, and says so on stderr; ``analyser``: its name."""

    def __init__(self, analyser: str) -> None:
        from accordingto import analysers

        self.analyser = analysers.load(analyser)
        self.read = self.copies = self.rejected = 0

    def pages(self, sources: Iterable[str], given: "Given") -> "Iterator[Page]":
        from accordingto import ingest

        seen = ingest.Seen()
        for source in sources:
            for page in ingest.open(source, given, seen):
                if isinstance(page, InputError):
                    self._refuse(page)
                else:
                    self.read += 1
                    yield page

    def readings(self, sources: Iterable[str], given: "Given") -> "Iterator[Reading]":
        from accordingto import pipeline

        for page in self.pages(sources, given):
            try:
                reading = pipeline.code(page, self.analyser)
            except (RecursionError, MemoryError):
                self.read -= 1
                self._refuse(TooLarge(page.document.source, "needs more memory or depth than there is", "split it into documents"))
            else:
                yield reading

    def _refuse(self, error: InputError) -> None:
        if isinstance(error, Copy):
            self.copies += 1
        else:
            self.rejected += 1
        _complain(str(error))

    def status(self) -> int:
        """0 when all were read, 1 when some were rejected, 2 when none could be; several documents are summed up in a line."""
        total = self.read + self.copies + self.rejected
        if total > 1:
            copies = f", {self.copies} {'copy' if self.copies == 1 else 'copies'} of another" if self.copies else ""
            _complain(f"{total} documents: {self.read} read{copies}, {self.rejected} rejected")
        if self.read == 0:
            return 2
        return 1 if self.rejected else 0


def _given(date: str | None, publisher: str | None, speaker: str | None) -> "Given":
    from accordingto import ingest

    return ingest.Given(date=ingest.parse_date(date) if date is not None else None, publisher=publisher, speaker=speaker)


def _surest(readings: "Iterable[Reading]", least: float | None) -> "Iterator[Reading]":
    """The readings without what is less certain than asked for."""
    from accordingto import export

    for reading in readings:
        yield reading if least is None else export.at_least(reading, least)


def _pieces(readings: "Iterable[Reading]", format: Format, least: float | None) -> Iterator[str]:
    for reading in readings:
        yield _render([reading], format, least, to_terminal=sys.stdout.isatty())


def _deliver(readings: "list[Reading]", format: Format, out: Path | None, documents: Path | None, least: float | None) -> None:
    rendered = _render(readings, format, least, to_terminal=out is None and sys.stdout.isatty())
    if documents is not None:
        from accordingto.export import jsonl

        _write(documents, jsonl.documents(readings))
    if out is None:
        _print(rendered)
    else:
        _write(out, rendered)


def _render(readings: "list[Reading]", format: Format, least: float | None, *, to_terminal: bool) -> str:
    from accordingto import export

    fold = export.LESS_CERTAIN if least is None else 0.0  # whoever says what is left out sees the rest in full
    if format is Format.text:
        from accordingto.export import text

        colour = to_terminal and "NO_COLOR" not in os.environ
        width = min(os.get_terminal_size().columns, 110) if to_terminal else 100
        return text.render(readings, colour=colour, width=width, fold=fold)
    if format is Format.html:
        from accordingto.export import html

        return html.render(readings, fold=fold)
    if format is Format.csv:
        from accordingto.export import csv

        return csv.render(readings)
    from accordingto.export import jsonl

    return jsonl.render(readings)


def _check_places(*paths: Path | None) -> None:
    """Refuse before any work what could not be written after it."""
    for path in paths:
        if path is None:
            continue
        if path.is_dir():
            raise UsageError(f"{path}: is a folder; name a file to write to")
        if not path.parent.is_dir():
            raise UsageError(f"{path}: the folder {path.parent} does not exist; create it first")


def _write(path: Path, text: str) -> None:
    """Write whole or not at all: to a temporary name beside the target, then rename."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, 0o644)
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); choose another place with --out") from error


def _print(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _complain(line: str) -> None:
    print(f"accordingto: {printable(line)}", file=sys.stderr)
