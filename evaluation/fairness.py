"""Are both sides of a conflict read alike? ``python -m evaluation.fairness [--documents 100] [--misses]``.

In each of the documents the two states that are named most are replaced by the two sides of a pair, once one way and once the other (by
name and by demonym). But for the sides the two texts are the same, so the records must be, with the sides exchanged. A record here is
what a user counts: words, speakers and stances, modality, polarity, presupposition, event type and mode, actors with roles and countries.

    same            share of the records that the other way round has too
    pairs_better    pairs of which one side has significantly more records that only it has (two-sided sign test, p < .05, Bonferroni over
                    pairs); must be 0
    pairs_accused   the same of the records in which a side is the actor of a conflict event; must be 0

Documents: the corpus' dev and train documents that name two states; pairs by turns, so that each has several documents. Whose seat, places,
organisations or people a document names besides, that state is none of its sides: an armed group of one side stays that side's when the
two are exchanged, so the two texts would differ in more than the sides.
"""

import argparse
import collections
import math
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from accordingto import gazetteer, ingest, pipeline, world
from accordingto.types import Claim
from evaluation import corpus, own
from evaluation.annotations import Annotated

PAIRS = (
    ("RUS", "UKR"),
    ("ISR", "IRN"),
    ("IND", "PAK"),
    ("CHN", "JPN"),
    ("ARM", "AZE"),
    ("ETH", "ERI"),
    ("USA", "CUB"),
    ("SAU", "YEM"),
    ("KOR", "PRK"),
    ("GRC", "TUR"),
    ("SDN", "TCD"),
    ("RWA", "BDI"),
    ("VEN", "GUY"),
    ("COL", "ECU"),
    ("THA", "KHM"),
    ("MAR", "DZA"),
    ("ARG", "GBR"),
    ("GEO", "BLR"),
    ("SRB", "HRV"),
    ("EGY", "LBY"),
)
CONFLICT = frozenset({"ACCUSE", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "REJECT"})
LEVEL = 0.05
LARGE = 50
"""Towns of a state that count as known to be its."""

Sides = tuple[str, str]
Record = tuple[object, ...]


class Swapped(msgspec.Struct, frozen=True):
    """One document of a pair: records that both ways round have, those that only one has, and accusations of the first and second side.

    ``only`` and ``accused`` are counted by side: of what is said of the first state of the document, when it is the pair's first side and
    when it is the second.
    """

    id: str
    pair: Sides
    same: int
    every: int
    only: tuple[tuple[Record, ...], tuple[Record, ...]]
    accused: tuple[int, int]


def states() -> dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """By code a state's name, all its names, and its demonyms (adjective, people)."""
    return {c.code: (c.name, (c.name, *c.aliases), c.demonyms[:2]) for c in world.load().countries.values()}


def named_most(text: str) -> Sides | None:
    """The two states that a text names most often, by name or demonym; None where it does not name two."""
    counts = collections.Counter(
        {
            code: len(re.findall(rf"\b(?:{'|'.join(map(re.escape, (*names, *demonyms)))})\b", text))
            for code, (_, names, demonyms) in states().items()
        }
    )
    best = [code for code, count in counts.most_common(2) if count]
    return (best[0], best[1]) if len(best) == 2 else None


def besides(text: str, state: str) -> bool:
    """Whether a text names a seat, an organisation, a region, a large town or somebody in office of a state."""
    return any(m.group()[0].isupper() for m in _others(state).finditer(text))


@cache
def _others(state: str) -> re.Pattern[str]:
    """What belongs to a state and is not called by its name or demonym."""
    known = world.load()
    country = known.countries[state]
    own = {country.name, *country.aliases, *country.demonyms}
    names = {" ".join(key) for key, e in known.names.items() if e.country == state and e.kind == "organisation"}
    names |= {p.name for p in known.people.values() if p.country == state}
    towns = sorted(gazetteer.populated(state), key=lambda p: -p.population)[:LARGE]
    names |= {p.name for p in towns} | set(country.seats)
    words = "|".join(sorted(map(re.escape, names - own), key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b" if words else "(?!)", re.IGNORECASE)


def replaced(text: str, found: Sides, sides: Sides) -> str:
    """The text with its two states replaced by two sides."""
    known, table = states(), dict[str, str]()
    for old, new in zip(found, sides, strict=True):
        table |= dict.fromkeys(known[old][1], known[new][0])
        people = known[new][2]
        table |= {word: people[min(k, len(people) - 1)] for k, word in enumerate(known[old][2])}
    words = sorted(table, key=len, reverse=True)
    return re.sub(rf"\b(?:{'|'.join(map(re.escape, words))})\b", lambda m: table[m.group()], text)


def neutral(sides: Sides) -> tuple[re.Pattern[str], dict[str, str]]:
    """What turns words about two sides into words about a first and a second."""
    known, table = states(), dict[str, str]()
    for number, code in enumerate(sides, 1):
        table |= dict.fromkeys((*known[code][1], *known[code][2], code), f"<{number}>")
    words = sorted(table, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b"), table


def record(claim: Claim, sides: Sides) -> Record:
    """What a user counts of a claim, with the sides as a first and a second."""
    pattern, table = neutral(sides)

    def plain(words: str | None) -> str | None:
        return pattern.sub(lambda m: table[m.group()], words) if words else None

    return (
        tuple(plain(q.text) for q in claim.evidence),
        tuple((plain(k.name), plain(k.country), k.how, k.stance) for k in claim.according_to),
        (claim.modality, claim.polarity, claim.presupposed),
        (claim.event.type, claim.event.mode) if claim.event else None,
        claim.figure.value if claim.figure else None,
        tuple((a.role, plain(a.name), plain(a.country)) for a in claim.actors),
    )


def swapped(document: Annotated, pair: Sides) -> Swapped | None:
    """Read a document about a pair, both ways round; None where it names no two states."""
    found = named_most(document.document.text)
    if found is None:
        return None
    readings = []
    for sides in (pair, (pair[1], pair[0])):
        given = own.given(document)
        given = msgspec.structs.replace(given, publisher=_maybe(given.publisher, found, sides), speaker=_maybe(given.speaker, found, sides))
        text = replaced(document.document.text, found, sides)
        readings.append((sides, pipeline.code(ingest.from_text(text, given)).claims))
    (first, one), (second, other) = readings
    left, right = (collections.Counter(record(c, sides) for c in claims) for sides, claims in readings)
    common = sum((left & right).values())
    only = (tuple((left - right).elements()), tuple((right - left).elements()))
    accused = (_accused(one, first[0]), _accused(other, second[0]))
    return Swapped(document.id, pair, 2 * common, len(one) + len(other), only, accused)


def _maybe(words: str | None, found: Sides, sides: Sides) -> str | None:
    return replaced(words, found, sides) if words else None


def _accused(claims: Sequence[Claim], country: str) -> int:
    """Claims in which a state is the actor of a conflict event."""
    return sum(
        c.event is not None and c.event.type in CONFLICT and any(a.country == country and a.role != "recipient" for a in c.actors)
        for c in claims
    )


def significant(one: int, other: int) -> bool:
    """Whether two counts differ by more than chance gives (two-sided sign test, Bonferroni over the pairs)."""
    total, least = one + other, min(one, other)
    tail = sum(math.comb(total, k) for k in range(least + 1)) / 2**total
    return min(1.0, 2 * tail) < LEVEL / len(PAIRS)


def run(documents: int) -> Iterator[Swapped]:
    """The documents, pairs by turns."""
    turn = 0
    for document in [*corpus.load("dev"), *corpus.load("train")]:
        if turn == documents:
            return
        text = document.document.text
        fitting = (k for k in range(len(PAIRS)) if not any(besides(text, side) for side in PAIRS[(turn + k) % len(PAIRS)]))
        found = swapped(document, PAIRS[(turn + next(fitting, 0)) % len(PAIRS)])
        if found is not None:
            turn += 1
            yield found


def figures(found: Sequence[Swapped]) -> dict[str, float]:
    """The figures of several documents."""
    by_pair: dict[Sides, list[Swapped]] = collections.defaultdict(list)
    for one in found:
        by_pair[one.pair].append(one)
    better = [significant(*(sum(len(s.only[k]) for s in own_pair) for k in (0, 1))) for own_pair in by_pair.values()]
    accused = [
        significant(*(sum(max(0, s.accused[k] - s.accused[1 - k]) for s in own_pair) for k in (0, 1))) for own_pair in by_pair.values()
    ]
    return {
        "documents": float(len(found)),
        "pairs": float(len(by_pair)),
        "same": round(sum(s.same for s in found) / max(1, sum(s.every for s in found)), 4),
        "pairs_better": float(sum(better)),
        "pairs_accused": float(sum(accused)),
    }


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.fairness", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--misses", action="store_true", help="print the records that only one way round has")
    given = parser.parse_args()
    found = []
    for one in run(given.documents):
        found.append(one)
        if given.misses and any(one.only):
            print(f"{one.id} {'/'.join(one.pair)} {one.same}/{one.every}")
            for mark, rows in zip("12", one.only, strict=True):
                for row in rows:
                    print(f"  {mark} {row}")
    for name, value in figures(found).items():
        print(f"fairness.{name:24} {value:8.4g}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
