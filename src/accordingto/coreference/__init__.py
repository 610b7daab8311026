"""Who in a document is the same: names, short names, titles, roles, acronyms and pronouns of one speaker or actor.

    same = coreference.find(analysis, spoken)
    same.of(token)      the cluster of the phrase that a token heads, None where it is not certain

Names and descriptions are joined by rules (:mod:`.building`), pronouns by a small trained ranker (:mod:`.ranker`).
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from accordingto import given_names, world
from accordingto.analysis import Analysis
from accordingto.coreference import finding, identity, ranker
from accordingto.coreference.building import Builder
from accordingto.coreference.clusters import Cluster
from accordingto.coreference.mentions import Mention
from accordingto.coreference.ranker import Context, Weights

__all__ = ["Cluster", "Coreference", "Mention", "find"]

Spoken = tuple[int, int, int | None, bool]
"""What is said: its first token, the one behind its last, the token that heads its source, and whether it is quoted."""


class Coreference:
    """The clusters of one document. Made by :func:`find`."""

    def __init__(self, analysis: Analysis, clusters: list[Cluster], unsure: frozenset[int], context: Context) -> None:
        self.a, self.clusters, self.unsure, self.context = analysis, clusters, unsure, context
        self.by_word: dict[str, list[Cluster]] = {}
        for c in clusters:
            for word in sorted(c.words()):
                self.by_word.setdefault(word, []).append(c)
        self.within: dict[int, Cluster] = {k: c for c in clusters for m in c.names for k in range(m.first, m.last)}

    def of(self, i: int) -> Cluster | None:
        """The cluster of the phrase that token ``i`` heads or whose name it stands in."""
        return self.context.heads.get(i) or self.within.get(i)

    def named(self, words: Sequence[str]) -> list[Cluster]:
        """The clusters with a name that has the last of some words and is theirs or a part of theirs, the fullest first."""
        key = tuple(given_names.folded(w.strip(".,")) for w in words)
        own = set(key)

        def same(m: Mention) -> bool:
            name = {w.strip(".,") for w in m.name}  # initials with and without their full stop
            return name <= own or own <= name

        near = [c for c in self.by_word.get(key[-1], ()) if any(same(m) for m in c.names)]
        return sorted(near, key=lambda c: -len(c.fullest.name))

    def leading_bodies(self, i: int) -> list[Mention]:
        """The names of bodies that are main subjects in the paragraph of a token, before it, or in the one before that."""
        block = self.a.sentences[self.a.sentence_of[i]].block
        found = []
        order = self.context.order
        for k in range(bisect_left(order, (i, -1)) - 1, -1, -1):
            first, number = order[k]
            if block - self.a.sentences[self.a.sentence_of[first]].block > 1:
                break
            c = self.clusters[number]
            found += [m for m in c.names if c.what == "body" and m.first == first and self.context.leads(m.head)]
        return found

    def name(self, cluster: Cluster) -> str | None:
        """The fullest name that the document uses, without titles; None where it names nobody."""
        if not cluster.named:
            return None
        m = cluster.fullest
        words = self.a.words(m.first, m.last)
        return re.sub(r"^([A-Z]) (?=[a-zà-ÿ])", r"\1", words) if m.kind == "person" else words


def find(analysis: Analysis, spoken: Sequence[Spoken] = (), *, date: str | None = None, weights: Weights | None = None) -> Coreference:
    """The clusters of a document.

    Args:
        analysis: its analysis.
        spoken: its quotations with their sources, in text order.
        date: its date, which decides who of the world's table is in office.
        weights: of the pronouns' ranker; the package's own where None.
    """
    builder, later = names(analysis, date, spoken)
    context = Context(analysis, builder.clusters, spoken)
    weights = weights or ranker.load()
    for m in later:
        if (cluster := settle(context, builder, m, weights)) is not None:
            attach(context, cluster, m)
    return Coreference(analysis, builder.clusters, frozenset(builder.index.unsure), context)


def names(analysis: Analysis, date: str | None = None, spoken: Sequence[Spoken] = ()) -> tuple[Builder, list[Mention]]:
    """The clusters of names and descriptions, and the mentions still to be resolved: pronouns, doubtful descriptions.

    They come in text order, but whoever says something before those that stand in what he says, so that "he" there is another.
    """
    known = world.load()
    found = finding.find(analysis, known)
    builder = Builder(analysis, known, spoken)
    for m in found:
        if m.kind in ("person", "body"):
            builder.take(m)
    certain = [c for c in builder.clusters if c.number not in builder.index.unsure]
    identity.identify(certain, known, date, identity.countries(analysis, known))
    builder.index.officials = [c for c in certain if c.person is not None]
    later = [m for m in found if m.kind == "pronoun" or (m.kind == "noun" and builder.describe(m) is None)]
    opens: dict[int, int] = {}
    for first, _, source, _ in spoken:
        if source is not None:
            opens[source] = min(opens.get(source, first), first)
    return builder, sorted(later, key=lambda m: (min(m.first, opens.get(m.head, m.first)), m.head not in opens))


def settle(context: Context, builder: Builder, m: Mention, weights: Weights) -> Cluster | None:
    """The cluster that a pronoun or a doubtful description stands for; None where that is not certain."""
    if m.kind == "pronoun":
        best = ranker.rank(context, m, weights)
        return best[0] if best is not None else None
    among = builder.doubtful.get(m.head)
    if among is not None:
        best = ranker.choose(context, m, weights, among.__contains__)
    elif m.head in context.source:
        best = ranker.choose(context, m, weights, lambda c: builder.loosely(m, c), loose=True)
    else:
        best = None
    return best[0] if best is not None else builder.fresh(m)


def attach(context: Context, cluster: Cluster, mention: Mention) -> None:
    """Make a pronoun or description a mention of a cluster; of somebody whose gender the text does not tell, the pronoun tells it."""
    if mention.kind == "noun" and mention not in cluster.mentions:
        cluster.add(mention)
    context.place(cluster, mention)
    if cluster.gender is None and mention.gender is not None:
        cluster.gender = mention.gender
