"""The reading room: a local site over a store (docs/serve.md).

    accordingto serve archive.store

:mod:`.room` asks the store, through :mod:`.desk`; :mod:`.answers` keeps what was asked last, :mod:`.corrections` what people correct,
:mod:`.drawing` draws timeline and map, :mod:`.site` has the pages and :mod:`.guard` stands before all of them. Rendered here, little
script, no request to anybody else.
"""

from pathlib import Path

from accordingto.errors import UsageError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def run(path: Path, host: str, port: int) -> None:
    """Serve a store until interrupted.

    Args:
        path: the store.
        host: the address to listen on: a loopback address.
        port: the port; 0: any that is free.

    Raises:
        StoreError: there is no store.
        UsageError: the address is not this machine's own, or the port is taken.
    """
    import socket

    import uvicorn

    from accordingto.server import site

    if host not in LOOPBACK:
        raise UsageError(f"--host {host}: the reading room is for this machine alone; give 127.0.0.1, localhost or ::1")
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        raise UsageError(f"--port {port}: cannot be listened on ({error.strerror}); choose another one, or 0 for any") from error
    app = site.app(path)
    listening.listen(128)  # whoever follows the address at once waits, and is not refused
    shown = f"[{host}]" if ":" in host else host
    print(f"The reading room of {path}: http://{shown}:{listening.getsockname()[1]}/ (Ctrl-C ends it)", flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[listening])
