"""Coding again what another version coded, from the texts in the store: the files that they came from are not needed.

A part is replaced when all its documents are coded; a kill costs what was done of one part. A document that cannot be coded any more
keeps the claims it has.
"""

from collections.abc import Callable
from typing import Any

from accordingto.archive.messages import Task
from accordingto.archive.run import Counts, Engine
from accordingto.store import parts, schema
from accordingto.store.parts import Part, Writer
from accordingto.store.schema import TABLES, Coded, Entry, Table


def recode(writer: Writer, engine: Engine, coder: str, analyser: str, told: Callable[[Counts, Entry | None], None]) -> Counts:
    """Code again the documents of a store whose coder is another.

    Args:
        writer: of the store.
        engine: does the tasks.
        coder: the version that documents shall have been coded by.
        analyser: its analyser.
        told: is called with the counts when they have changed.

    Returns:
        ``coded`` again, ``known`` to be up to date, ``rejected``: kept as they were.
    """
    counts = Counts(total=writer.package.rows("documents"))
    for part in writer.package.parts:
        if set(part.coders) <= {coder}:
            counts.known += part.files["documents"].rows if "documents" in part.files else 0
            continue
        tables = _recoded(writer, part, engine, coder, analyser, counts, told)
        writer.rewritten(part, tables, f"recoded by {coder}")
    counts.inputs = counts.coded + counts.known + counts.rejected
    writer.merge(finished=True)
    return counts


def _recoded(
    writer: Writer, part: Part, engine: Engine, coder: str, analyser: str, counts: Counts, told: Callable[[Counts, Entry | None], None]
) -> dict[Table, Any]:
    """The tables of a part with its documents coded again."""
    tables = {table: parts.read(writer.store, part, table) for table in TABLES}
    rows = tables["documents"].to_pylist()
    claims: dict[str, list[dict[str, Any]]] = {}
    for claim in tables["claims"].to_pylist():
        claims.setdefault(claim["document"], []).append(claim)
    waiting = [n for n, row in enumerate(rows) if row["coder"] != coder]
    counts.known += len(rows) - len(waiting)
    under_way = 0
    while waiting or under_way:
        while waiting and under_way < 2 * engine.slots:
            number = waiting.pop(0)
            engine.submit(Task(number, page=schema.page(rows[number]), analyser=analyser))
            under_way += 1
        for done in engine.done():
            under_way -= 1
            entry = None
            if done.read is None:
                counts.rejected += 1
            else:
                row = rows[done.number]
                entry = Coded(
                    schema.page(row), done.read.document, done.read.claims, row["input"], row["origin"], row["url"], done.read.coder
                )
                made = schema.rows([entry])
                (rows[done.number],) = made["documents"].to_pylist()
                claims[row["id"]] = made["claims"].to_pylist()
                counts.coded += 1
                counts.claims += len(entry.claims)
            counts.at += 1
            told(counts, entry)
    in_order = [claim for row in rows for claim in claims.get(row["id"], ())]
    return tables | {"documents": schema.table("documents", rows), "claims": schema.table("claims", in_order)}
