"""What comparing costs: ``python -m benchmarks.compare [--from 1000] [--claims 1000000]``.

Invented copies of the corpus' groups: every copy of a group has its own places, names, dates and figures, also in its quoted words,
and the same words otherwise. Sizes are doubled from ``--from`` to ``--claims``, each in a process of its own that has loaded the model
before the clock starts; prints seconds, peak memory and links, and the exponent of the fit of processor seconds to claims on a log-log
scale (1: linear). Exits with 1 over ten minutes or 4 GB, or where the exponent is above 1.2.
"""

import argparse
import hashlib
import json
import math
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

import msgspec
from evaluation import linked

from accordingto import comparison as compare
from accordingto.comparison.records import Told
from accordingto.types import Actor, Claim, DocumentDate, Quote

SECONDS, MEGABYTES, EXPONENT = 600.0, 4000.0, 1.2
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w-]+")
"""A word of a name: it has a capital and does not open a sentence. Where it opens another one, it is a name there too."""
_CAPITAL = re.compile(r"[A-Z][\w-]+")
_COUNT = re.compile(r"\d[\d,]*")
_SYLLABLES = "ba be bi bo da de di do fa ga ge go ka ke ki ko la le li lo ma me mi mo na ne ni no pa ra re ri ro sa se so ta te to".split()


def copies(groups: list[list[Told]], claims: int) -> Iterator[Told]:
    """Documents with at least so many claims, each copy of a group a matter of its own."""
    capitals = [_named(group) for group in groups]
    made = number = 0
    while made < claims:
        for told in groups[number % len(groups)]:
            copy = _copy(told, number, capitals[number % len(groups)])
            made += len(copy.claims)
            yield copy
        number += 1


def _named(group: list[Told]) -> frozenset[str]:
    """The words of the names in a group."""
    words = [q.text for told in group for c in told.claims for q in c.evidence]
    names = [a.name for told in group for c in told.claims for a in (*c.actors, *c.according_to, *([c.where] if c.where else [])) if a.name]
    return frozenset(w for text in words for w in _NAME.findall(text)) | frozenset(w for name in names for w in _CAPITAL.findall(name))


def _copy(told: Told, number: int, capitals: frozenset[str]) -> Told:
    chance = random.Random(number)

    def name(own: str | None) -> str | None:
        if own is None:
            return None
        left, syllables = int.from_bytes(hashlib.blake2b(f"{number} {own}".encode(), digest_size=8).digest()), []
        for _ in range(6):
            left, n = divmod(left, len(_SYLLABLES))
            syllables.append(_SYLLABLES[n])
        return "".join(syllables).capitalize()

    def words(own: str) -> str:
        renamed = _CAPITAL.sub(lambda m: (name(m[0]) or "") if m[0] in capitals else m[0], own)
        return _COUNT.sub(lambda m: str(round(float(m[0].replace(",", "")) * factor)), renamed)

    def quote(own: Quote) -> Quote:
        return msgspec.structs.replace(own, text=words(own.text))

    shift = chance.randrange(3000)
    factor = chance.uniform(0.5, 3)
    id = f"{told.document.id}-{number}"

    def claim(c: Claim) -> Claim:
        return msgspec.structs.replace(
            c,
            id=f"{c.id}-{number}",
            document=id,
            evidence=tuple(map(quote, c.evidence)),
            according_to=tuple(msgspec.structs.replace(x, name=name(x.name)) for x in c.according_to),
            actors=tuple(msgspec.structs.replace(a, name=name(a.name)) if isinstance(a, Actor) else a for a in c.actors),
            where=msgspec.structs.replace(c.where, name=name(c.where.name)) if c.where else None,
            when=None,
            figure=msgspec.structs.replace(c.figure, value=round(c.figure.value * factor), quote=quote(c.figure.quote))
            if c.figure
            else None,
        )

    year, month, day = 2000 + shift // 360, 1 + shift // 30 % 12, 1 + shift % 28
    date = f"{year}-{month:02}-{day:02}"
    document = msgspec.structs.replace(
        told.document, id=id, text="", speaker=name(told.document.speaker), date=DocumentDate(date, date, date, "given", ())
    )
    return Told(document, tuple(map(claim, told.claims)))


class Clocked(Iterator[Told]):
    """Documents as they are made, with the processor and wall seconds that making them took, which are no part of comparing."""

    def __init__(self, made: Iterator[Told]) -> None:
        """Take over an iterator."""
        self.made, self.cpu, self.wall, self.claims = made, 0.0, 0.0, 0

    def __next__(self) -> Told:
        begun = time.process_time(), time.perf_counter()
        try:
            found = next(self.made)
            self.claims += len(found.claims)
            return found
        finally:
            self.cpu, self.wall = self.cpu + time.process_time() - begun[0], self.wall + time.perf_counter() - begun[1]


def one(claims: int) -> dict[str, float]:
    """One size: seconds to compare, peak memory in megabytes (10⁶ bytes), claims, links."""
    groups = [g.gold()[0] for g in linked.groups("train")]
    compare.compare(groups[0][:2])
    told = Clocked(copies(groups, claims))
    begun = time.process_time(), time.perf_counter()
    found = compare.compare(told)
    cpu, wall = time.process_time() - begun[0] - told.cpu, time.perf_counter() - begun[1] - told.wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    return {"claims": told.claims, "cpu": cpu, "seconds": wall, "megabytes": peak, "links": len(found.links), "matters": len(found.matters)}


def _doubled(least: int, most: int) -> Iterator[int]:
    """1,000, 2,000, 4,000 … and the last one exactly."""
    while least < most:
        yield least
        least *= 2
    yield most


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.compare", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--from", type=int, default=1000, dest="least")
    parser.add_argument("--one", type=int, help="run one size in this process and print JSON")
    given = parser.parse_args()
    if given.one:
        print(json.dumps(one(given.one)))
        return 0
    rows = []
    print(f"{'claims':>9} {'cpu s':>8} {'wall s':>8} {'MB':>7} {'links':>8} {'matters':>8}")
    for size in _doubled(given.least, given.claims):
        command = [sys.executable, "-m", "benchmarks.compare", "--one", str(size)]
        row = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        rows.append(row)
        print(
            f"{row['claims']:9} {row['cpu']:8.1f} {row['seconds']:8.1f} {row['megabytes']:7.0f} {row['links']:8} {row['matters']:8}",
            flush=True,
        )
    xs, ys = [math.log(r["claims"]) for r in rows], [math.log(r["cpu"]) for r in rows]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    exponent = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / sum((x - mx) ** 2 for x in xs)
    print(f"cpu seconds grow with claims to the power of {exponent:.2f}")
    last = rows[-1]
    return int(last["seconds"] > SECONDS or last["megabytes"] > MEGABYTES or exponent > EXPONENT)


if __name__ == "__main__":
    sys.exit(main())
