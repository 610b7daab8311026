"""One run: from inputs to a store. Items come in order, are taken in and coded by whoever is free, and go into the store in order.

What is a copy of what is decided in the order of the items, and shards are closed by what they hold, so that the store does not depend
on how many workers
there are, which of them was faster, or where a run was killed: what is in the store is skipped as known, and the rest falls into the
same shards.
"""

import os
from collections import deque
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Protocol

import msgspec
import pyarrow as pa

from accordingto.archive.items import Item, Rejected, key
from accordingto.archive.known import Copy, Known
from accordingto.archive.messages import Done, Taken, Task
from accordingto.archive.workers import SHARD, Source
from accordingto.errors import AccordingtoError
from accordingto.store import parts
from accordingto.store.parts import Writer
from accordingto.store.schema import TABLES, Coded, Copied, Entry, Failure

SHARD_TEXT = 2_000_000
"""Characters from which on a shard is closed before it has that many."""


class Engine(Protocol):
    """Whoever does tasks: :class:`~accordingto.archive.workers.Pool` on this machine, :class:`~accordingto.archive.cluster.Cluster` on
    many.

    Attributes:
        slots: tasks that keep it busy.
    """

    slots: int

    def submit(self, task: Task) -> None:
        """Have a task done."""

    def done(self, also: Connection | None = None) -> list[Done]:
        """Wait until tasks are done, for a second at most, or until there is something to receive from ``also``."""

    def close(self) -> None:
        """End it, whatever it is at."""


class Counts(msgspec.Struct):
    """What became of the inputs of a run: ``inputs`` = coded + known + copies + rejected.

    ``claims``: of the coded documents; ``at`` and ``total``: bytes read and to be read.
    """

    inputs: int = 0
    coded: int = 0
    known: int = 0
    copies: int = 0
    rejected: int = 0
    claims: int = 0
    at: int = 0
    total: int = 0


class _Slot(msgspec.Struct):
    """An item on its way, and what has become of it so far."""

    item: Item
    number: int
    taken: Taken | None = None
    judged: Copy | Rejected | None = None
    coding: bool = False
    entry: Entry | None = None


class Run:
    """One run.

    Args:
        writer, known: of the store.
        engine: does the tasks; closed by whoever made it.
        source: the items.
        analyser: codes the documents.
        configuration: names what else the rows depend on.
        retry_failed: inputs that were rejected before are read again.
        shard: inputs that go into the store together.
        told: is called with the counts when they have changed, and with every row of ``failures``.
    """

    def __init__(
        self,
        writer: Writer,
        known: Known,
        engine: Engine,
        source: Source,
        *,
        analyser: str = "own",
        configuration: str = "",
        retry_failed: bool = False,
        shard: int = SHARD,
        told: Callable[[Counts, Entry | None], None] = lambda *_: None,
    ) -> None:
        self.writer, self.known, self.engine, self.source = writer, known, engine, source
        self.analyser, self.configuration, self.retry_failed, self.told = analyser, configuration, retry_failed, told
        self.counts = Counts()
        self.slots: deque[_Slot] = deque()
        self.by_number: dict[int, _Slot] = {}
        self.unjudged: deque[_Slot] = deque()
        self.shard: list[Entry] = []
        self.shard_text = 0
        self.pages: dict[str, Taken] = {}
        self.lost: set[str] = set()
        self.retried: dict[str, set[str]] = {}
        self.number = 0
        self.full = shard
        self.window = max(2 * SHARD, 4 * engine.slots)

    def run(self) -> Counts:
        """Read everything.

        Returns:
            what became of it; the store is finished.
        """
        self._merge(finished=False)  # what a kill left undone
        while not (self.source.ended and not self.slots):
            moved = self._receive()
            moved = self._judge() or moved
            moved = self._collect() or moved
            if not moved and (self.slots or not self.source.ended):
                room = not self.source.ended and len(self.slots) < self.window
                self._handle(self.engine.done(self.source.connection if room else None))
        self._commit()
        if self.retry_failed:
            self._forget_failures()
        self._merge(finished=True)
        self._check()
        return self.counts

    def _receive(self) -> bool:
        """Take what the reader has to say, while there is room."""
        moved = False
        while not self.source.ended and len(self.slots) < self.window and self.source.ready():
            moved = True
            item = self.source.item()
            self.counts.total = self.source.total
            if item is not None:
                self._arrived(item)
        return moved

    def _arrived(self, item: Item) -> None:
        self.counts.inputs += 1
        name = key(item.source, item.input)
        if self.retry_failed:
            self.retried.setdefault(item.source, set()).add(name)
        if self.known.seen(name, failed_too=not self.retry_failed):
            self.counts.known += 1
            self.counts.at = item.at
            self.told(self.counts, None)
            return
        slot = _Slot(msgspec.structs.replace(item, data=b"", text=None), self.number)
        self.number += 1
        self.slots.append(slot)
        if item.rejected is not None:
            slot.entry = failure(item, item.rejected)
            return
        self.unjudged.append(slot)
        self.by_number[slot.number] = slot
        self.engine.submit(Task(slot.number, item=item))

    def _handle(self, found: list[Done]) -> None:
        for done in found:
            slot = self.by_number.pop(done.number)
            if done.rejected is not None:
                slot.entry = failure(slot.item, done.rejected)
                if slot.coding and slot.taken is not None:
                    self.lost.add(slot.taken.page.document.id)
                    self.known.forget(slot.taken.page, slot.taken.bands)
            elif done.taken is not None:
                slot.taken = done.taken
            elif done.read is not None and slot.taken is not None:
                own, item = done.read, slot.item
                self.lost.discard(own.document.id)
                self.pages[own.document.id] = slot.taken
                slot.entry = Coded(slot.taken.page, own.document, own.claims, item.input, item.origin, item.given.url, own.coder)

    def _judge(self) -> bool:
        """Decide in order which documents are new, and have those coded."""
        moved = False
        while self.unjudged and (self.unjudged[0].entry is not None or self.unjudged[0].taken is not None):
            slot = self.unjudged.popleft()
            moved = True
            if slot.entry is None:
                self._decide(slot)
        return moved

    def _decide(self, slot: _Slot) -> None:
        assert slot.taken is not None
        slot.judged = self.known.judge(slot.taken)
        if slot.judged is None:
            slot.coding = True
            self.by_number[slot.number] = slot
            self.engine.submit(Task(slot.number, page=slot.taken.page, analyser=self.analyser))

    def _collect(self) -> bool:
        """Put what is finished into the shard, in order."""
        moved = False
        while self.slots:
            slot = self.slots[0]
            if isinstance(slot.judged, Copy) and slot.entry is None:
                if slot.judged.document in self.lost:
                    # What it is a copy of could not be coded: perhaps it can.
                    self._decide(slot)
                    continue
                assert slot.taken is not None
                own, judged, item = slot.taken.page.document, slot.judged, slot.item
                slot.entry = Copied(judged.document, judged.how, judged.similarity, own, item.input, item.origin, item.given.url)
            elif isinstance(slot.judged, Rejected) and slot.entry is None:
                slot.entry = failure(slot.item, slot.judged)
            if slot.entry is None:
                break
            moved = True
            self.slots.popleft()
            self._finished(slot.item, slot.entry)
        return moved

    def _finished(self, item: Item, entry: Entry) -> None:
        self.counts.at = item.at
        if isinstance(entry, Coded):
            self.counts.coded += 1
            self.counts.claims += len(entry.claims)
            self.shard_text += len(entry.document.text)
        elif isinstance(entry, Copied):
            self.counts.copies += 1
            self.shard_text += len(entry.record.text)
        else:
            self.counts.rejected += 1
        self.shard.append(entry)
        self.told(self.counts, entry)
        if len(self.shard) >= self.full or self.shard_text >= SHARD_TEXT:
            self._commit()

    def _commit(self) -> None:
        if not self.shard:
            return
        keys = [key(_source(entry), entry.input) for entry in self.shard]
        coder = max((entry.coder for entry in self.shard if isinstance(entry, Coded)), default="")
        part = self.writer.add(self.shard, keys, self.configuration, coder)
        self.known.added(part, self.shard, self.pages)
        for entry in self.shard:
            if isinstance(entry, Coded):
                del self.pages[entry.document.id]
        self.shard, self.shard_text = [], 0
        self._merge(finished=False)

    def _merge(self, *, finished: bool) -> None:
        for old, new in self.writer.merge(finished=finished):
            self.known.moved(old, new)

    def _forget_failures(self) -> None:
        """Of what was read again only the newest outcome counts."""
        later: set[str] = set()
        for part in reversed(self.writer.package.parts):
            tables = {table: parts.read(self.writer.store, part, table) for table in TABLES}
            rows = tables["failures"].select(["source", "input"]).to_pylist()
            keep = [self._still_failed(row["source"], key(row["source"], row["input"]), later) for row in rows]
            if not all(keep):
                tables["failures"] = tables["failures"].filter(pa.array(keep))
                new = self.writer.rewritten(part, tables, "retried")
                self.known.moved([part], new)

    def _still_failed(self, source: str, name: str, later: set[str]) -> bool:
        """Whether a row of ``failures`` says how it stands: its input did not come up, or came up and failed and no later row says so."""
        if source not in self.retried:
            return True
        if name not in self.retried[source] or name in later or self.known.fine(name):
            return False
        later.add(name)
        return True

    def _check(self) -> None:
        c = self.counts
        if c.inputs != c.coded + c.known + c.copies + c.rejected:
            raise AccordingtoError(
                f"{c.inputs} inputs, but {c.coded} coded, {c.known} known, {c.copies} copies, {c.rejected} rejected; report this as a bug"
            )


def failure(item: Item, why: Rejected) -> Failure:
    """The row of a rejected item."""
    return Failure(item.source, item.input, item.origin, why.error, why.problem, why.remedy)


def _source(entry: Entry) -> str:
    if isinstance(entry, Coded):
        return entry.document.source
    return entry.record.source if isinstance(entry, Copied) else entry.source


def configuration(analyser: str, given: msgspec.Struct) -> str:
    """Names what the rows of a run depend on beside inputs and coder."""
    return msgspec.json.encode([analyser, given, os.environ.get("ACCORDINGTO_GAZETTEER", "")]).decode()
