"""The same tasks on many machines: Ray Core, with an actor for every process that codes. No Java and no shared disk: pages go out,
claims come back.

An actor has a killable worker of its own, so that limits hold as in the pool. What an actor of a lost machine had in hand is done by
another.
"""

import os
from collections import deque
from multiprocessing.connection import Connection
from typing import Any

import msgspec

from accordingto.archive.messages import Done, Task
from accordingto.archive.workers import Limits, Pool
from accordingto.errors import UsageError

_AHEAD = 2


class Actor:
    """What runs on the other machines: one worker, asked a task at a time."""

    def __init__(self, limits: bytes) -> None:
        self.pool = Pool(1, msgspec.msgpack.decode(limits, type=Limits))

    def ready(self) -> None:
        """There is a place for this actor."""

    def do(self, task: bytes) -> bytes:
        """Do a task."""
        self.pool.submit(msgspec.msgpack.decode(task, type=Task))
        while not (done := self.pool.done()):
            pass
        return msgspec.msgpack.encode(done[0])


class Cluster:
    """An engine whose workers are Ray actors, one a core.

    Args:
        address: of the cluster; empty: one is started on this machine.
        jobs: actors; at an address as many as the cluster has cores.
        limits: of a document.

    Raises:
        UsageError: Ray is not installed, or there is no cluster at the address.
    """

    def __init__(self, address: str, jobs: int, limits: Limits) -> None:
        try:
            import ray
        except ImportError as error:
            raise UsageError("--engine ray needs Ray; pip install 'accordingto[archive,ray]'") from error
        self.ray: Any = ray
        self.own = not ray.is_initialized()
        if self.own:
            os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
            os.environ.setdefault("RAY_worker_niceness", "0")  # of a cluster that is started here: its work is what is waited for
            where: dict[str, Any] = {"address": address} if address else {"address": "local", "num_cpus": jobs, "include_dashboard": False}
            try:
                self.ray.init(**where, log_to_driver=False, logging_level="ERROR")
            except (ConnectionError, ValueError, RuntimeError) as error:
                raise UsageError(f"--engine ray:{address}: there is no cluster ({str(error).splitlines()[0]})") from error
        number = int(self.ray.cluster_resources().get("CPU", 1)) if address else jobs
        made = self.ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)(Actor)
        self.actors = dict(enumerate(made.remote(msgspec.msgpack.encode(limits)) for _ in range(max(1, number))))
        self.starting: dict[Any, int] = {actor.ready.remote(): n for n, actor in self.actors.items()}
        self.busy: dict[int, int] = {}
        self.under_way: dict[Any, tuple[int, Task]] = {}
        self.waiting: deque[Task] = deque()
        self.slots = len(self.actors) * _AHEAD

    def submit(self, task: Task) -> None:
        """Have a task done."""
        self.waiting.append(task)
        self._feed()

    def _feed(self) -> None:
        while self.waiting and self.busy:
            free = min(self.busy, key=lambda n: self.busy[n])
            if self.busy[free] >= _AHEAD:
                return
            task = self.waiting.popleft()
            self.under_way[self.actors[free].do.remote(msgspec.msgpack.encode(task))] = (free, task)
            self.busy[free] += 1

    def done(self, also: Connection | None = None) -> list[Done]:
        """Wait until tasks are done, a second at most; less where there may be something to receive."""
        if not self.under_way and not self.waiting:
            if also is not None:
                also.poll(1.0)
            return []
        if not self.actors:
            raise UsageError("--engine ray: all machines of the cluster were lost; the same command goes on with another cluster")
        ready, _ = self.ray.wait([*self.under_way, *self.starting], num_returns=1, timeout=0.05 if also is not None else 1.0)
        found = [done for reference in ready if (done := self._received(reference)) is not None]
        self._feed()
        return found

    def _received(self, reference: Any) -> Done | None:
        """What became of a task; None where an actor is ready, or its machine was lost and others do what it had in hand."""
        number, task = self.under_way.pop(reference, (self.starting.pop(reference, -1), None))
        try:
            answer = self.ray.get(reference)
        except self.ray.exceptions.RayError:
            self.actors.pop(number, None)
            self.busy.pop(number, None)
            if task is not None:
                self.waiting.appendleft(task)
            return None
        if task is None:
            self.busy[number] = 0
            return None
        if number in self.busy:
            self.busy[number] -= 1
        return msgspec.msgpack.decode(answer, type=Done)

    def close(self) -> None:
        """End the actors, and the cluster if it was started here."""
        for actor in self.actors.values():
            self.ray.kill(actor)
        if self.own:
            self.ray.shutdown()
