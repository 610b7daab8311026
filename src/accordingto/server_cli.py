"""The command ``serve``. What it needs is imported when it is asked for."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from accordingto import allocators
from accordingto.errors import UsageError, printable


def add(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(serve)


def serve(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="The folder of a store; or a folder or file to read first.")],
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0: any that is free.")] = 8642,
    host: Annotated[str, typer.Option(metavar="A", help="127.0.0.1, localhost or ::1: the site is for this machine alone.")] = "127.0.0.1",
) -> None:
    """Open the reading room: a local site over a store, to read, compare and correct its claims."""
    if not store.exists():
        raise UsageError(f"{store}: does not exist; make a store with accordingto code INPUT… --store {store}")
    try:
        allocators.frugal()
        from accordingto import server

        if (store / "datapackage.json").is_file():
            server.run(store, host, port)
            return
        with tempfile.TemporaryDirectory(prefix="accordingto-") as folder:
            server.run(_coded(store, Path(folder, "store")), host, port)
    except ImportError as error:
        raise UsageError(f"the reading room needs {error.name or 'a library'}; pip install 'accordingto[archive,serve]'") from error


def _coded(source: Path, into: Path) -> Path:
    """A store of documents that are in none yet: it goes when the server ends, and with it what was corrected."""
    from accordingto import archive

    archive.code([str(source)], into)
    shown = printable(str(source))
    print(f"{shown}: read for this time only; corrections last in a store: accordingto code {shown} --store DIR")
    return into
