"""The challenge set: minimal pairs by phenomenon (``corpus/challenge/*.toml``), each case with what the record must be.

    python -m evaluation.challenge [--misses] [PHENOMENON…]

Two figures a phenomenon. ``right``: the share of the expected claims for which the predicted claim with the best overlapping evidence
has every property that the case names. ``not_fact``: of the expected claims that are no fact (negated, conditional, denied, attributed …),
the share that no predicted claim asserts as fact: by the publisher alone, asserted, positive (rule 1 of the record), with its trigger
inside the claim's words, or, where it has no event, as the claim whose evidence overlaps best and by half.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from accordingto import ingest, pipeline
from accordingto.types import Claim
from evaluation.annotations import ROOT

FOLDER = ROOT / "challenge"
DULL = frozenset("the a an of mr ms mrs".split())


class Number(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the figure must be; what is left out is not asked."""

    value: float
    unit: str | None = None
    comparator: str | None = None
    max: float | None = None
    base: float | None = None
    of: str | None = None


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A claim that the case must give; what is left out is not asked (polarity: positive).

    ``speaker`` is whose stance the modality is: the innermost link that is not ``reported``. ``cited`` are the links behind the publisher,
    ``-`` for one that the text does not name.
    """

    evidence: str
    modality: str
    fact: bool
    polarity: str = "positive"
    type: str | None = None
    mode: str | None = None
    speaker: str | None = None
    cited: tuple[str, ...] = ()
    presupposed: bool | None = None
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    figure: Number | None = None


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence, read as a report of its own."""

    text: str
    claims: tuple[Expected, ...]


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A minimal pair or triple."""

    id: str
    cases: tuple[Case, ...]


class Phenomenon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the sets of one file are about."""

    name: str
    title: str
    never_fact: bool = True


class Sets(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file."""

    phenomenon: Phenomenon
    set: tuple[Pair, ...]


class Verdict(msgspec.Struct, frozen=True):
    """How one expected claim fared: the properties that are wrong (``found`` where nothing overlaps), and whether it became a fact."""

    pair: str
    text: str
    expected: Expected
    wrong: tuple[str, ...]
    as_fact: bool


def load(root: Path = FOLDER) -> list[Sets]:
    """All sets.

    Raises:
        ValueError: a file does not keep to the form, or a case names words that do not stand in its text.
    """
    found = []
    for path in sorted(root.glob("*.toml")):
        try:
            sets = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Sets)
        except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
            raise ValueError(f"{path.name}: {error}") from error
        for pair in sets.set:
            for case in pair.cases:
                for e in case.claims:
                    named = [words for words in (*e.cited, *e.actor, *e.recipient, e.speaker) if words and words != "-"]
                    for words in (e.evidence, *named):
                        if words not in case.text:
                            raise ValueError(f"{path.name}: {pair.id}: {words!r} does not stand in {case.text!r}")
        found.append(sets)
    return found


def judge(sets: Sets) -> list[Verdict]:
    """Read every case of a file and hold it against what is expected."""
    return [
        _verdict(pair.id, case.text, e, claims) for pair in sets.set for case in pair.cases for claims in [_read(case)] for e in case.claims
    ]


def _read(case: Case) -> tuple[Claim, ...]:
    return tuple(pipeline.code(ingest.from_text(case.text, ingest.Given(id="case", date="2025-06-18"))).claims)


def _verdict(pair: str, text: str, expected: Expected, claims: Iterable[Claim]) -> Verdict:
    start = text.index(expected.evidence)
    span = set(range(start, start + len(expected.evidence)))
    scored = [(_jaccard(span, c), -n, c) for n, c in enumerate(claims)]
    near = [(j, n, c) for j, n, c in scored if j >= 0.3]
    closest = max((j for j, _, _ in scored), default=0.0)
    as_fact = not expected.fact and any(_asserts(span, j >= max(0.5, closest), c) for j, _, c in scored)
    if not near:
        return Verdict(pair, text, expected, ("found",), as_fact)
    options = [
        _wrong(expected, c) for j, _, c in sorted(near, key=lambda x: x[:2], reverse=True) if j >= max(near, key=lambda x: x[0])[0] - 1e-9
    ]
    return Verdict(pair, text, expected, min(options, key=len), as_fact)


def _jaccard(span: set[int], claim: Claim) -> float:
    own = {i for q in claim.evidence for i in range(q.start, q.end)}
    return len(span & own) / len(span | own)


def _asserts(span: set[int], closest: bool, claim: Claim) -> bool:
    """Whether the claim says as a fact what stands in the span; ``closest``: no claim has evidence that overlaps it better."""
    plain = len(claim.according_to) == 1 and claim.modality == "asserted" and claim.polarity == "positive"
    return plain and (claim.event.trigger.start in span if claim.event else closest)


def _wrong(e: Expected, c: Claim) -> tuple[str, ...]:
    """The names of the properties that are not as expected."""
    last = next((k for k in reversed(c.according_to) if k.stance != "reported"), c.according_to[-1])
    checks = {
        "modality": c.modality == e.modality,
        "polarity": c.polarity == e.polarity,
        "type": e.type is None or (c.event.type if c.event else "none") == e.type,
        "mode": e.mode is None or (c.event is not None and c.event.mode == e.mode),
        "presupposed": e.presupposed is None or c.presupposed == e.presupposed,
        "speaker": _named(e.speaker, last.mention.text if last.mention else last.name) if e.speaker else True,
        "depth": len(c.according_to) == 1 + (len(e.cited) or (1 if e.speaker else 0)) if e.speaker or e.cited or e.fact else True,
        "actor": _roles(e.actor, c, ("actor", "both")),
        "recipient": _roles(e.recipient, c, ("recipient", "both")),
        "figure": e.figure is None or _same(e.figure, c),
    }
    return tuple(k for k, good in checks.items() if not good)


def _words(text: str | None) -> set[str]:
    return set((text or "").lower().replace("’s", "").replace("'s", "").split()) - DULL


def _named(wanted: str, found: str | None) -> bool:
    return bool(_words(wanted) & _words(found))


def _roles(wanted: tuple[str, ...], claim: Claim, roles: tuple[str, ...]) -> bool:
    have = [a.mention.text if a.mention else a.name for a in claim.actors if a.role in roles]
    return all(any(_named(w, h) for h in have) for w in wanted)


def _same(e: Number, c: Claim) -> bool:
    f = c.figure
    if f is None:
        return False
    asked = (e.unit is None or f.unit == e.unit, e.comparator is None or f.comparator == e.comparator)
    more = (
        e.max is None or f.value_max == e.max,
        e.base is None or f.baseline == e.base,
        e.of is None or bool(_words(e.of) & _words(f.of)),
    )
    return abs(f.value - e.value) <= 0.01 * abs(e.value) and all(asked) and all(more)


def measure() -> dict[str, float]:
    """Shares by phenomenon and over all: ``right`` and ``not_fact``."""
    found: dict[str, float] = {}
    everything: list[Verdict] = []
    guarded: list[Verdict] = []
    for sets in load():
        verdicts = judge(sets)
        everything += verdicts
        found[f"{sets.phenomenon.name}_right"] = share(not v.wrong for v in verdicts)
        unreal = [v for v in verdicts if not v.expected.fact]
        guarded += unreal
        if sets.phenomenon.never_fact and unreal:
            found[f"{sets.phenomenon.name}_not_fact"] = share(not v.as_fact for v in unreal)
    return {"right": share(not v.wrong for v in everything), "not_fact": share(not v.as_fact for v in guarded)} | found


def share(hits: Iterable[bool]) -> float:
    """The share of true ones, four digits."""
    values = list(hits)
    return round(sum(values) / len(values), 4) if values else 0.0


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.challenge", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("phenomena", nargs="*")
    parser.add_argument("--misses", action="store_true", help="print every case that is not right")
    given = parser.parse_args()
    every: list[Any] = []
    print(f"{'phenomenon':20} {'sets':>5} {'claims':>7} {'right':>7} {'not fact':>9}")
    for sets in load():
        if given.phenomena and sets.phenomenon.name not in given.phenomena:
            continue
        verdicts = judge(sets)
        every += verdicts
        _line(sets.phenomenon.name, len(sets.set), verdicts)
        for v in verdicts if given.misses else ():
            if v.wrong or v.as_fact:
                print(f"    {v.pair}: {'AS FACT ' if v.as_fact else ''}{', '.join(v.wrong)} | {v.expected.evidence} | {v.text}")
    _line("all", 0, every)
    return 0


def _line(name: str, sets: int, verdicts: list[Verdict]) -> None:
    unreal = [v for v in verdicts if not v.expected.fact]
    guarded = f"{100 * share(not v.as_fact for v in unreal):8.1f}%" if unreal else ""
    print(f"{name:20} {sets or '':>5} {len(verdicts):7} {100 * share(not v.wrong for v in verdicts):6.1f}% {guarded}")


if __name__ == "__main__":
    sys.exit(main())
