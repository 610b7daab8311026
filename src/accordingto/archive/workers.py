"""Processes that can be killed: a pool of workers with a time and a memory limit a document, and the reader of the inputs.

A child that dies or takes too long costs the document that it was at, which is rejected with that reason; another child takes its place.
"""

import os
import socket
import subprocess
import sys
import time
from collections import deque
from multiprocessing.connection import Connection, wait

import msgspec

from accordingto.archive.child import Begun, End, Found, Message, Order
from accordingto.archive.items import Item, Rejected
from accordingto.archive.messages import Done, Task

SHARD = 32
"""Inputs that go into the store together: the most that a kill can cost, beside what the workers have in hand."""
_AHEAD = 2
"""Tasks that a worker is given at once, so that it need not wait for the next."""
_MAX_MESSAGE = 512_000_000
_STARTING = 60.0
"""Seconds more that the first task of a worker may take: the model is loaded."""


class Limits(msgspec.Struct, frozen=True):
    """What one document may cost.

    Attributes:
        seconds: fixed; None: :data:`BASE` and a second for every :data:`PACE` characters.
        megabytes: of address space of a worker.
    """

    seconds: float | None = None
    megabytes: int = 4000

    def of(self, task: Task) -> float:
        """Seconds that a task may take."""
        if self.seconds is not None:
            return self.seconds
        return BASE + (len(task.page.document.text) if task.page is not None else 0) / PACE


BASE, PACE = 120.0, 500.0


class Child:
    """A process at the other end of a pair of sockets."""

    def __init__(self, kind: str, megabytes: int) -> None:
        ours, theirs = socket.socketpair()
        command = "from accordingto.archive import child; child.main()"
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-c", command, kind, str(os.getpid()), str(theirs.fileno()), str(megabytes)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None if os.environ.get("ACCORDINGTO_DEBUG") else subprocess.DEVNULL,
                start_new_session=True,
                env=os.environ
                | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            )
        self.connection = Connection(ours.detach())

    def end(self) -> int:
        """Kill it.

        Returns:
            the status that it ended with.
        """
        self.process.kill()
        self.connection.close()
        return self.process.wait()


class Worker(Child):
    """A child with the tasks that it was given, the one in hand first."""

    def __init__(self, limits: Limits) -> None:
        super().__init__("worker", limits.megabytes)
        self.limits, self.tasks, self.fresh, self.late = limits, deque[Task](), True, float("inf")

    def give(self, task: Task) -> None:
        """One more task."""
        self.tasks.append(task)
        if len(self.tasks) == 1:
            self._begin()
        self.connection.send_bytes(msgspec.msgpack.encode(task))

    def take(self) -> Done:
        """What became of the task in hand.

        Raises:
            EOFError, OSError: the process has ended.
        """
        done = msgspec.msgpack.decode(self.connection.recv_bytes(_MAX_MESSAGE), type=Done)
        self.tasks.popleft()
        self.fresh = False
        self._begin()
        return done

    def _begin(self) -> None:
        own = self.limits.of(self.tasks[0]) + (_STARTING if self.fresh else 0.0) if self.tasks else float("inf")
        self.late = time.monotonic() + own


class Pool:
    """Workers on this machine.

    Args:
        jobs: how many.
        limits: of a document.
    """

    def __init__(self, jobs: int, limits: Limits) -> None:
        self.jobs, self.limits = jobs, limits
        self.workers: list[Worker] = []
        self.waiting: deque[Task] = deque()
        self.slots = jobs * _AHEAD

    def submit(self, task: Task) -> None:
        """Have a task done."""
        self.waiting.append(task)
        self._feed()

    def done(self, also: Connection | None = None) -> list[Done]:
        """Wait until a task is done, one is late, or there is something to receive from ``also``.

        Returns:
            the tasks that are done, in no order.
        """
        busy = {w.connection: w for w in self.workers if w.tasks}
        sources: list[Connection] = [*busy, *([also] if also is not None else [])]
        late = min((w.late for w in busy.values()), default=time.monotonic() + 1.0)
        ready = wait(sources, max(0.0, min(late - time.monotonic(), 1.0))) if sources else []
        found = [done for c in ready if c in busy and (done := self._received(busy[c]))]
        for worker in [w for w in self.workers if w.tasks and w.late < time.monotonic()]:
            seconds = self.limits.of(worker.tasks[0])
            found.append(
                self._lost(
                    worker, Rejected("TooSlow", f"took longer than {seconds:.0f} s", "split it, or give it more time with --seconds")
                )
            )
        self._feed()
        return found

    def close(self) -> None:
        """End all workers, whatever they are at."""
        for worker in self.workers:
            worker.end()
        self.workers.clear()

    def _feed(self) -> None:
        while self.waiting:
            free = min((w for w in self.workers if len(w.tasks) < _AHEAD), key=lambda w: len(w.tasks), default=None)
            if len(self.workers) < self.jobs and (free is None or free.tasks):
                free = Worker(self.limits)
                self.workers.append(free)
            if free is None:
                return
            task = self.waiting.popleft()
            try:
                free.give(task)
            except OSError:  # it has died; what it had in hand is told when it is next waited for
                if not free.tasks:
                    self.workers.remove(free)
                    self.waiting.appendleft(task)
                return

    def _received(self, worker: Worker) -> Done | None:
        try:
            return worker.take()
        except (EOFError, OSError, msgspec.DecodeError):
            return self._lost(worker, None)

    def _lost(self, worker: Worker, why: Rejected | None) -> Done:
        """A worker is no more: its task in hand is rejected, the others are done by another."""
        status = worker.end()
        self.workers.remove(worker)
        task = worker.tasks.popleft()
        self.waiting.extendleft(reversed(worker.tasks))
        died = Rejected(
            "Died", f"ended the process that read it (status {status})", f"split it; a process may have {self.limits.megabytes} MB"
        )
        return Done(task.number, rejected=why or died)


class Source:
    """The reader of the inputs: items in their order, whatever becomes of the process that reads them.

    Args:
        order: what is read.
        limits: of memory; of time between two items.
    """

    def __init__(self, order: Order, limits: Limits) -> None:
        self.order, self.limits = order, limits
        self.total = 0
        self.ended = False
        self.begun: Begun | None = None
        self.members = 0
        self._start(order)

    def _start(self, order: Order) -> None:
        self.child = Child("reader", self.limits.megabytes)
        self.child.connection.send_bytes(msgspec.msgpack.encode(order))
        self._heard()

    def _heard(self) -> None:
        self.late = time.monotonic() + _STARTING + (self.limits.seconds or BASE)

    @property
    def connection(self) -> Connection:
        """What is waited for."""
        return self.child.connection

    def ready(self) -> bool:
        """Whether :meth:`items` has something to say at once."""
        return not self.ended and (self.child.connection.poll(0) or time.monotonic() > self.late)

    def item(self) -> Item | None:
        """The next item; None where the reader only told where it is, or has ended."""
        if time.monotonic() > self.late and not self.child.connection.poll(0):
            return self._lost("takes too long to be opened")
        try:
            message = msgspec.msgpack.decode(self.child.connection.recv_bytes(_MAX_MESSAGE), type=Message)
        except (EOFError, OSError, msgspec.DecodeError):
            return self._lost("ended the process that opened it")
        self._heard()
        if isinstance(message, Found):
            self.members += 1
            return message.item
        if isinstance(message, End):
            self.ended = True
            self.child.end()
        else:
            self.begun, self.members, self.total = message, 0, message.total
        return None

    def _lost(self, what: str) -> Item:
        """The file in hand is rejected from here on; the others are read by another process."""
        self.child.end()
        begun = self.begun or Begun("the inputs", "the inputs", len(self.order.inputs), 0)
        if self.begun is None:
            self.ended = True
        else:
            self._start(msgspec.structs.replace(self.order, skip=begun.number + 1))
        told = f" after {self.members} documents" if self.members else ""
        why = Rejected("Died", f"{what}{told}", "get it again, or leave it out")
        return Item(begun.path, begun.origin, "", rejected=why, at=begun.before)

    def close(self) -> None:
        """End the reader."""
        if not self.ended:
            self.ended = True
            self.child.end()
