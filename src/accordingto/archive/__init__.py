"""From one page to an archive: read inputs of any number into a store (docs/archive.md).

walk       what the user named → files → containers → items, each the bytes of one document        (a process that can be killed)
take       item → page                                                                            (workers)
judge      which documents are new, copies of another, known already                               (in order)
code       page → claims                                                                          (workers)
commit     what came of some items → a part of the store                                           (in order)
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from accordingto.archive.workers import SHARD, Limits, Pool
from accordingto.errors import UsageError
from accordingto.ingest import Given

if TYPE_CHECKING:
    # The processes that read and code begin with this module too, and need no tables.
    from accordingto.archive.run import Counts, Engine
    from accordingto.store.schema import Entry

__all__ = ["Limits", "Options", "code", "engine", "recode"]


class Options(msgspec.Struct, frozen=True):
    """How an archive is read.

    Attributes:
        jobs: worker processes.
        engine: ``pool``, ``ray``, or ``ray:ADDRESS`` of a cluster.
        analyser: as for ``read``.
        limits: of one document.
        given: what is known of every document.
        licence: of the data, for ``datapackage.json``.
        retry_failed: what was rejected before is read again.
        shard: inputs that go into the store together.
    """

    jobs: int = 1
    engine: str = "pool"
    analyser: str = "own"
    limits: Limits = Limits()
    given: Given = Given()
    licence: str | None = None
    retry_failed: bool = False
    shard: int = SHARD


_USUAL = Options()


def engine(options: Options) -> "Engine":
    """The engine that the options name.

    Raises:
        UsageError: there is none of that name.
    """
    kind, _, address = options.engine.partition(":")
    if options.engine == "pool":
        return Pool(options.jobs, options.limits)
    if kind == "ray":
        from accordingto.archive.cluster import Cluster

        made: Engine = Cluster(address, options.jobs, options.limits)
        return made
    raise UsageError(f"--engine {options.engine}: there is no such engine; give pool, ray or ray:ADDRESS")


def code(
    inputs: Sequence[str],
    store: str | Path,
    options: Options = _USUAL,
    told: "Callable[[Counts, Entry | None], None]" = lambda *_: None,
    workers: "Engine | None" = None,
    names: dict[str, str] | None = None,
) -> "Counts":
    """Read inputs into a store, which is made if it is not there.

    Args:
        inputs: files, folders, archives; read in this order.
        store: its folder.
        options: how.
        told: is called when something has become of an input, with the counts and what became of it (None: it was known).
        workers: an engine that is ready, and stays so; None: the options' own.
        names: what files are called in the store, by path; others by their path.

    Returns:
        what became of them.

    Raises:
        StoreError: the store cannot be written to.
        UsageError: an option is none.
        KeyboardInterrupt: what was finished before is in the store; the same call goes on from there.
    """
    from accordingto.archive.child import Order
    from accordingto.archive.known import Known
    from accordingto.archive.run import Run, configuration
    from accordingto.archive.workers import Source
    from accordingto.store import search
    from accordingto.store.parts import Writer

    with Writer(Path(store), options.licence) as writer:
        known = Known(writer.store, writer.package)
        busy = workers or engine(options)
        source = Source(Order(list(inputs), options.given, names or {}), options.limits)
        try:
            run = Run(
                writer,
                known,
                busy,
                source,
                analyser=options.analyser,
                configuration=configuration(options.analyser, options.given),
                retry_failed=options.retry_failed,
                shard=options.shard,
                told=told,
            )
            counts = run.run()
        finally:
            source.close()
            if workers is None:
                busy.close()
            known.close()
        search.update(writer.store, writer.package).close()
        writer.sweep()
    return counts


def recode(
    store: str | Path,
    options: Options = _USUAL,
    told: "Callable[[Counts, Entry | None], None]" = lambda *_: None,
    workers: "Engine | None" = None,
) -> "Counts":
    """Code again what another version coded, from the texts in the store.

    Returns:
        ``coded`` again, ``known`` to be up to date, ``rejected``: kept as they were.

    Raises:
        StoreError: there is no store, or it cannot be written to.
    """
    from accordingto import analysers, coder
    from accordingto.archive.again import recode as again
    from accordingto.store import parts, search
    from accordingto.store.parts import Writer

    parts.load(Path(store))
    own = coder.version(analysers.load(options.analyser).version)
    with Writer(Path(store)) as writer:
        busy = workers or engine(options)
        try:
            counts = again(writer, busy, own, options.analyser, told)
        finally:
            if workers is None:
                busy.close()
        search.update(writer.store, writer.package).close()
        writer.sweep()
    return counts
