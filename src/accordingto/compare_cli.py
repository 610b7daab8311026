"""The command ``compare``. Heavy modules are imported only when it runs."""

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from accordingto.errors import UsageError, printable

if TYPE_CHECKING:
    from accordingto.comparison.records import Comparison


class View(StrEnum):
    """What ``compare`` prints."""

    text = "text"
    html = "html"
    json = "json"


def add(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(compare)


def compare(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE…", help="A store; or a folder or files of documents, or of claims as read --format jsonl prints them."
        ),
    ],
    since: Annotated[str | None, typer.Option(metavar="D", help="Only matters spoken of on this day or later: 2024-05-03.")] = None,
    about: Annotated[str | None, typer.Option(metavar="ACTOR", help="Only matters in which this actor speaks or is named.")] = None,
    points: Annotated[int | None, typer.Option(metavar="N", min=1, help="At most so many points of a matter, in text.")] = None,
    format: Annotated[View, typer.Option(help="A page to read, a self-contained web page, or JSON.")] = View.text,
    before: Annotated[
        Path | None, typer.Option(metavar="FILE", help="An earlier result (--format json) over some of the same documents.")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write here instead of to the terminal.")] = None,
) -> None:
    """Print what several sources say on one matter, side by side: where they agree, differ or cannot be compared."""
    from accordingto import comparison, ingest
    from accordingto.comparison import sources as inputs

    if out is not None and (out.is_dir() or not out.parent.is_dir()):
        raise UsageError(f"{out}: is a folder, or its folder does not exist; name a file to write to")
    if since is not None:
        ingest.parse_date(since)
    store = inputs.store(sources)
    told = inputs.load(sources, lambda error: print(f"accordingto: {printable(str(error))}", file=sys.stderr))
    if store is None:
        found = comparison.compare(told, _earlier(before) if before is not None else None)
    else:
        from accordingto.comparison import tables

        found = comparison.compare(told, tables.before(store))
    size = len(found.seen) + sum(map(len, found.copies.values()))
    if size < 2:
        raise UsageError(f"there {'is one document' if size else 'are no documents'} to compare; give several, or a folder of them")
    if store is not None:
        tables.write(store, found)
    found = comparison.since(found, since) if since is not None else found
    found = comparison.about(found, about) if about is not None else found
    _deliver(_render(found, format, points, to_terminal=out is None and sys.stdout.isatty()), out)


def _earlier(path: Path) -> "Comparison":
    from accordingto.comparison.records import Comparison

    try:
        return msgspec.json.decode(path.read_bytes(), type=Comparison)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); give what compare --format json wrote") from error
    except msgspec.DecodeError as error:
        raise UsageError(f"{path}: is no earlier result ({error}); give what compare --format json wrote") from error


def _render(found: "Comparison", format: View, points: int | None, *, to_terminal: bool) -> str:
    if format is View.json:
        return msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"
    if format is View.html:
        from accordingto.export import matters

        return matters.render(found)
    from accordingto.comparison import text

    colour = to_terminal and "NO_COLOR" not in os.environ
    width = min(os.get_terminal_size().columns, 110) if to_terminal else 100
    return text.render(found, colour=colour, width=width, most_points=points)


def _deliver(rendered: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(rendered)
        sys.stdout.flush()
        return
    try:
        out.write_text(rendered, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror}); choose another place with --out") from error
