"""How well sources are compared: ``python -m evaluation.compare [--part dev] [--read] [--show]``.

On the corpus' groups: links against those that annotators drew, from annotated claims and from read ones, and how linked claims stand to
each other. All documents of a split are compared at once, so links between groups count as false. The annotators' links are not
exhaustive: a
pair counts as false where both claims are linked by them and belong to no common matter, or to two groups; pairs with a claim that nobody
linked
are not judged (``all_f1`` counts them all as false). Beside it the same figures for sentence vectors alone and for the exact event alone.
"""

import argparse
import math
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from accordingto.comparison import decide, linking
from accordingto.comparison.accounts import Account
from accordingto.comparison.records import Told
from evaluation import cached, linked
from evaluation.claims import SHARED

Ends = dict[tuple[str, str], list[str]]
Pairs = list[tuple[Account, Account]]
VECTORS = (0.3, 0.4, 0.5, 0.6, 0.7)
"""Thresholds of the baseline of sentence vectors; the best on the measured documents is given."""
OUTCOMES = {"agree": "agree", "differ": "differ", "incomparable": "not comparable"}


class Tally:
    """Predicted pairs held against the groups' links."""

    def __init__(self, groups: Sequence[linked.Group], ends: Ends) -> None:
        self.groups, self.ends = groups, ends
        self.of_document = {d.id: g for g in groups for d in g.documents}
        self.wanted = {pair for g in groups for pair in g.links}
        self.found: set[frozenset[str]] = set()
        self.false = self.unjudged = self.across = 0

    def add(self, one: Account, other: Account) -> None:
        """Count one predicted pair."""
        a, b = self.ends.get((one.document, one.claim.id), []), self.ends.get((other.document, other.claim.id), [])
        groups = self.of_document.get(one.document), self.of_document.get(other.document)
        if groups[0] is not groups[1] or groups[0] is None:
            self.across += 1
            return
        state = groups[0].state(a, b)
        if state == "linked":
            self.found |= {p for x in a for y in b if (p := frozenset((x, y))) in self.wanted}
        elif state == "apart":
            self.false += 1
        elif state == "unjudged":
            self.unjudged += 1

    def figures(self, prefix: str) -> dict[str, float]:
        """Precision, recall and F1 of links, and F1 where everything that nobody linked is false."""
        right = len(self.found)
        precision, recall = right / max(1, right + self.false + self.across), right / max(1, len(self.wanted))
        every = right / max(1, right + self.false + self.across + self.unjudged)
        return {
            f"{prefix}link_precision": round(precision, 4),
            f"{prefix}link_recall": round(recall, 4),
            f"{prefix}link_f1": round(_f1(precision, recall), 4),
            f"{prefix}all_f1": round(_f1(every, recall), 4),
            f"{prefix}across": float(self.across),
            f"{prefix}links": float(right + self.false + self.across + self.unjudged),
        }


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95% interval of a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, hits / of
    middle, wide = share + z * z / (2 * of), z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return round((middle - wide) / (1 + z * z / of), 4), round((middle + wide) / (1 + z * z / of), 4)


def gathered(groups: Sequence[linked.Group], *, read: bool) -> tuple[list[Told], Ends]:
    """All documents of all groups, with annotated or read claims."""
    told: list[Told] = []
    ends: Ends = {}
    for group in groups:
        own, names = group.read() if read else group.gold()
        told += own
        ends |= names
    return sorted(told, key=lambda t: t.document.id), ends


def predicted(told: Sequence[Told]) -> Pairs:
    """The pairs that comparing links."""
    return [(one, other) for one, other, chance in linking.weighed(told).pairs if linking.tie(one, other, chance) is not None]


def by_vectors(told: Sequence[Told], least: float) -> Pairs:
    """A baseline: claims of two documents whose words' vectors are near."""
    own, c = linking.of(told)
    near = np.triu(c.words @ c.words.T >= least, 1) & (c.document[:, None] != c.document[None, :])
    return [(own[i], own[j]) for i, j in zip(*np.nonzero(near), strict=True)]


def by_event(told: Sequence[Told]) -> Pairs:
    """A baseline: claims of two documents with one event type, actor and recipient (country and sector), and no other day."""
    own = [a for t in told for a in linking.of([t])[0]]

    def key(a: Account) -> tuple[object, ...] | None:
        who = {r: frozenset((x.country, x.sector) for x in a.claim.actors if x.role == r and x.country) for r in ("actor", "recipient")}
        return (a.claim.event.type, who["actor"], who["recipient"]) if a.claim.event and any(who.values()) else None

    members: dict[object, list[Account]] = {}
    for a in own:
        if (k := key(a)) is not None:
            members.setdefault(k, []).append(a)
    return [
        (x, y)
        for found in members.values()
        for n, x in enumerate(found)
        for y in found[n + 1 :]
        if x.document != y.document and not (x.first and y.first and x.last and y.last and (x.first > y.last or y.first > x.last))
    ]


def outcomes(groups: Sequence[linked.Group], show: Callable[[str], None] | None = None) -> dict[str, float]:
    """Of the annotators' linked pairs, from annotated claims, the share whose outcome is found, and the precision of differ."""
    right = asked = differ = differ_right = 0
    for group in groups:
        told, ends = group.gold()
        own = {name: a for a in linking.of(told)[0] for name in ends.get((a.document, a.claim.id), [])}
        for links in group.links.values():
            first, second = own[links[0].first], own[links[0].second]
            found = decide.decide(first, second)
            wanted = {OUTCOMES[x.outcome] for x in links}
            hit = found.outcome in wanted
            asked, right = asked + 1, right + hit
            if found.outcome == "differ":
                differ, differ_right = differ + 1, differ_right + hit
            if show and not hit:
                kinds = "/".join(x.kind for x in links)
                show(f"{'/'.join(sorted(wanted))} {kinds}, found {found.outcome} {found.aspect}: {first.words} <> {second.words}")
    low, high = wilson(differ_right, differ)
    return {
        "outcome": round(right / max(1, asked), 4),
        "differ_precision": round(differ_right / max(1, differ), 4),
        "differ_precision_low": low,
        "differ_precision_high": high,
        "differ_found": float(differ),
    }


def _tally(groups: Sequence[linked.Group], ends: Ends, pairs: Pairs) -> Tally:
    tally = Tally(groups, ends)
    for one, other in pairs:
        tally.add(one, other)
    return tally


def measure(shared: Path = SHARED, part: str = "dev", *, read: bool = True) -> dict[str, float]:
    """All figures on the corpus' groups of a split.

    Args:
        shared: not needed for these.
        part: ``dev``; ``train`` while developing.
        read: also from the claims that the program reads.
    """
    groups = linked.groups(part)
    found: dict[str, float] = {}
    for prefix, reading in (("", False), ("read_", True)) if read else (("", False),):
        told, ends = gathered(groups, read=reading)
        tallies = {"": _tally(groups, ends, predicted(told)), "event_": _tally(groups, ends, by_event(told))}
        near = [_tally(groups, ends, by_vectors(told, least)) for least in VECTORS]
        tallies["vectors_"] = max(near, key=lambda t: t.figures("")["link_f1"])
        for name, tally in tallies.items():
            figures = tally.figures(f"{name}{prefix}")
            found |= figures if not name else {k: v for k, v in figures.items() if k.endswith("_f1")}
    return found | outcomes(groups)


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.compare", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=("train", "dev"), default="dev")
    parser.add_argument("--read", action="store_true", help="also from the claims that the program reads")
    parser.add_argument("--show", action="store_true", help="print the linked pairs whose outcome is not the annotators'")
    given = parser.parse_args()
    if given.show:
        outcomes(linked.groups(given.part), print)
    with cached.encoders():
        found = measure(part=given.part, read=given.read)
    for name, value in found.items():
        print(f"{name:28} {value:8.4g}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
