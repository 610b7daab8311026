"""The processes beside the main one: workers that take in and code, and the reader that opens what strangers packed.

``python -c "from accordingto.archive import child; child.main()" KIND PARENT FD MEGABYTES``: started by :mod:`accordingto.archive.workers`
with one end of
a pair of sockets. Each has a limit of memory and ends with whoever started it; a hostile document can end a child, never the run.
"""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection

import msgspec

from accordingto.archive.items import Item, writable
from accordingto.ingest import Given


class Order(msgspec.Struct, frozen=True):
    """What the reader is to read: inputs as the user named them, what files are called, and how many files to leave out."""

    inputs: list[str]
    given: Given
    names: dict[str, str] = {}
    skip: int = 0


class Begun(msgspec.Struct, frozen=True, tag=True):
    """The reader begins a file; ``total``: bytes of all files, in the first."""

    path: str
    origin: str
    number: int
    before: int
    total: int = 0


class Found(msgspec.Struct, frozen=True, tag=True):
    """The reader found an item."""

    item: Item


class End(msgspec.Struct, frozen=True, tag=True):
    """The reader has read all."""


Message = Begun | Found | End


def main() -> None:
    """The child: what it does ends when the other end is closed."""
    kind, parent, handle, megabytes = sys.argv[-4:]
    _bound(int(parent), int(megabytes))
    connection = Connection(int(handle))
    try:
        if kind == "reader":
            for message in read(msgspec.msgpack.decode(connection.recv_bytes(), type=Order)):
                connection.send_bytes(msgspec.msgpack.encode(message))
        else:
            _work(connection)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass


def _bound(parent: int, megabytes: int) -> None:
    """Keep to the memory, die with the parent, leave Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:  # it has died already
            sys.exit(1)
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000, megabytes * 1_000_000))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(order: Order) -> Iterator[Message]:
    """The messages of a reader."""
    from accordingto.archive import walk

    files = list(walk.files(order.inputs, order.names))
    total, before = sum(f.size for f in files), 0
    for number, file in enumerate(files):
        if number >= order.skip:
            yield Begun(writable(file.name), writable(file.origin), number, before, total)
            for item in walk.items(file, order.given, before):
                yield Found(item)
        before += file.size
    yield End()


def _work(connection: Connection) -> None:
    from accordingto.archive import messages, tasks

    while True:
        task = msgspec.msgpack.decode(connection.recv_bytes(), type=messages.Task)
        connection.send_bytes(msgspec.msgpack.encode(tasks.do(task)))
