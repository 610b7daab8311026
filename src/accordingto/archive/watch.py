"""Watching feeds: what is new in them goes into a store, again and again. The only part that fetches, and only what its caller names.

What was fetched is laid beside the store for as long as it is read, so that it is opened in a process that can be killed, as any
stranger's file.
"""

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from accordingto import archive, store
from accordingto.archive import fetch
from accordingto.archive.child import Order
from accordingto.archive.run import Counts, Engine
from accordingto.archive.workers import Limits, Source
from accordingto.errors import InputError, StoreError
from accordingto.ingest import Given
from accordingto.store.parts import CACHE


class Plan(msgspec.Struct, frozen=True):
    """What is watched.

    Attributes:
        feeds: their addresses.
        every: seconds between two looks.
        times: how often to look; 0: until interrupted.
        articles: whether the pages that entries lead to are fetched and read in place of the entries.
        allowed: which IP addresses may be connected to.
    """

    feeds: tuple[str, ...]
    every: float = 900.0
    times: int = 0
    articles: bool = False
    allowed: Callable[[str], bool] = fetch.public


def watch(
    plan: Plan,
    folder: Path,
    options: archive.Options,
    told: Callable[[Counts], None],
    failed: Callable[[InputError], None],
    workers: Engine,
) -> None:
    """Look at feeds and add what is new.

    Args:
        plan: which, how often.
        folder: of the store.
        options: as for :func:`accordingto.archive.code`.
        told: is called after each look.
        failed: is called for what could not be fetched; it is tried again at the next look.
        workers: do the tasks.
    """
    looks = 0
    while True:
        looks += 1
        spool = folder / CACHE / "fetched"
        names = _fetched(plan, folder, spool, options, failed)
        try:
            told(archive.code(sorted(names), folder, options, workers=workers, names=names) if names else Counts())
        finally:
            for path in names:
                Path(path).unlink(missing_ok=True)
        if plan.times and looks >= plan.times:
            return
        time.sleep(plan.every)


def _fetched(plan: Plan, folder: Path, spool: Path, options: archive.Options, failed: Callable[[InputError], None]) -> dict[str, str]:
    """Fetch the feeds, or the pages that they lead to and that the store has not; where each lies, and its name."""
    spool.mkdir(parents=True, exist_ok=True)
    names: dict[str, str] = {}
    for feed in plan.feeds:
        _fetch(feed, ".xml", plan, spool, names, failed)
    if not plan.articles:
        return names
    there = _known(folder)
    pages: dict[str, str] = {}
    for path, name in names.items():
        for url in _links(path, name, options.limits):
            if url not in there and url not in pages.values():
                _fetch(url, ".html", plan, spool, pages, failed)
        Path(path).unlink()
    return pages


def _fetch(url: str, suffix: str, plan: Plan, spool: Path, names: dict[str, str], failed: Callable[[InputError], None]) -> None:
    try:
        page = fetch.fetch(url, plan.allowed)
    except InputError as error:
        failed(error)
        return
    path = spool / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}{suffix}"
    path.write_bytes(page.data)
    names[str(path)] = url


def _links(path: str, name: str, limits: Limits) -> list[str]:
    source = Source(Order([path], Given(), names={path: name}), limits)
    found = []
    try:
        while not source.ended:
            item = source.item()
            if item is not None and item.given.url:
                found.append(item.given.url)
    finally:
        source.close()
    return found


def _known(folder: Path) -> set[str]:
    """The addresses that a store has read, or tried to."""
    try:
        opened = store.open(folder)
    except StoreError:
        return set()
    found: set[str] = set()
    for table, column in (("documents", "source"), ("copies", "source"), ("failures", "source")):
        found |= set(opened.arrow(table, [column]).column(column).to_pylist())
    return found
