"""The corpus' groups and the links that annotators drew in them, as comparing is trained and measured on them."""

import msgspec

from accordingto.comparison.records import Told
from accordingto.types import Claim
from evaluation import corpus, own
from evaluation.annotations import ROOT, Annotated
from evaluation.corpus import Linked

OVERLAP = 0.5
"""The least share of words (Jaccard, in characters) that a read claim has in common with the annotated one that it stands for."""


class Group(msgspec.Struct):
    """Documents on one matter, their links by the pair of claims (document#label), and the component of each linked claim."""

    part: str
    name: str
    documents: list[Annotated]
    links: dict[frozenset[str], list[Linked]]
    component: dict[str, int]

    def state(self, ends: list[str], others: list[str]) -> str:
        """``linked``; ``apart``: both linked, in no common component; ``open``: in one, not to each other; ``unjudged``: nobody looked."""
        pairs = [(a, b) for a in ends for b in others if a in self.component and b in self.component]
        if not pairs:
            return "unjudged"
        if any(frozenset(p) in self.links for p in pairs):
            return "linked"
        return "open" if any(self.component[a] == self.component[b] for a, b in pairs) else "apart"

    def gold(self) -> tuple[list[Told], dict[tuple[str, str], list[str]]]:
        """The documents with their annotated claims, and the labels of these."""
        told = [Told(d.document, tuple(d.claims)) for d in self.documents]
        names: dict[tuple[str, str], list[str]] = {}
        for d in self.documents:
            for label, claim in d.labels.items():
                names.setdefault((d.id, claim), []).append(f"{d.id}#{label}")
        return told, names

    def read(self) -> tuple[list[Told], dict[tuple[str, str], list[str]]]:
        """The documents with the claims that the program reads; each annotated claim's labels go to the read one that covers it best."""
        told: list[Told] = []
        names: dict[tuple[str, str], list[str]] = {}
        readings = {r.document.id: r for r in own.readings(self.part)}
        for d in self.documents:
            reading = readings[d.id]
            told.append(Told(reading.document, tuple(reading.claims)))
            wanted = {label: next(c for c in d.claims if c.id == id) for label, id in d.labels.items()}
            for label, claim in wanted.items():
                best = max(reading.claims, key=lambda c: _standing(claim, c), default=None)
                if best is not None and _overlap(_characters(claim), _characters(best)) >= OVERLAP:
                    names.setdefault((d.id, best.id), []).append(f"{d.id}#{label}")
        return told, names


def _standing(gold: Claim, read: Claim) -> tuple[float, bool, bool]:
    value = gold.figure is not None and read.figure is not None and gold.figure.value == read.figure.value
    return (_overlap(_characters(gold), _characters(read)) + 0.3 * value, gold.modality == read.modality, gold.polarity == read.polarity)


def _characters(claim: Claim) -> set[int]:
    return {k for q in claim.evidence for k in range(q.start, q.end)}


def _overlap(one: set[int], other: set[int]) -> float:
    return len(one & other) / max(1, len(one | other))


def groups(part: str) -> list[Group]:
    """The groups of a split."""
    documents = corpus.load(part)
    found = corpus.links(ROOT, documents)[0]
    made = []
    for name in sorted({d.groups_of for d in documents if d.groups_of}):
        members = [d for d in documents if d.groups_of == name]
        ids = {d.id for d in members}
        links: dict[frozenset[str], list[Linked]] = {}
        for link in found:
            if link.first.partition("#")[0] in ids:
                links.setdefault(frozenset((link.first, link.second)), []).append(link)
        made.append(Group(part, name, members, links, components(links)))
    return made


def components(links: dict[frozenset[str], list[Linked]]) -> dict[str, int]:
    """The number of the connected component of each claim that any link names."""
    parent: dict[str, str] = {}

    def root(x: str) -> str:
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    for pair in links:
        a, b = sorted(pair)
        parent[root(a)] = root(b)
    numbers = {r: n for n, r in enumerate(sorted({root(x) for x in parent}))}
    return {x: numbers[root(x)] for x in sorted(parent)}
