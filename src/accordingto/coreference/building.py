"""Builds the clusters of a document from names and descriptions; pronouns are added by the ranker.

The order of trust follows the sieves of Raghunathan et al. (2010): names, acronyms and titles first, then descriptions, then pronouns.
"""

from collections.abc import Sequence

from accordingto.analysis import Analysis
from accordingto.coreference import described, fitting, named
from accordingto.coreference.clusters import Cluster, Index
from accordingto.coreference.mentions import Mention, persons
from accordingto.world import World


class Builder:
    """Gathers clusters in text order; :meth:`take` gives the cluster of a name, :meth:`describe` of a description.

    Attributes:
        index: the clusters.
        clusters: all of them, in the order of their numbers.
        doubtful: by the token that heads it, whom a description may mean that may mean several.
    """

    def __init__(self, analysis: Analysis, known: World, spoken: Sequence[tuple[int, int, int | None, bool]] = ()) -> None:
        self.a, self.world, self.index = analysis, known, Index()
        self.quoter = {k: source for first, last, source, quoted in spoken if quoted and source is not None for k in range(first, last)}
        self.clusters = self.index.clusters
        self.doubtful: dict[int, list[Cluster]] = {}

    def take(self, m: Mention) -> Cluster:
        """The cluster of a name, a new one where it is the first of its kind."""
        person = m.kind == "person"
        return self.index.put(m, named.person(self.index, m, self.world.honorifics) if person else named.body(self.index, m, self.a))

    def describe(self, m: Mention) -> Cluster | None:
        """The cluster of a description: of whom it certainly describes, of what was so called before, or a new one.

        None where several may be meant (then ``doubtful`` has them) or where a definite description of a person fits nobody by its words.
        """
        candidates = described.find(self.index, m, self.a, self.quoter.get(m.head))
        if len(candidates) > 1:
            self.doubtful[m.head] = candidates
            return None
        vague = m.what == "person" or (m.what == "body" and m.descriptions[0].noun in persons().generic)
        if not candidates and vague and m.definite and not m.plural and self.a.tokens[m.head].upos == "NOUN":
            return None
        return self.index.put(m, candidates[0] if candidates else None)

    def loosely(self, m: Mention, c: Cluster) -> bool:
        """Whether a description that nothing in the text bears out may mean somebody."""
        return fitting.loosely(self.a, self.world, m, c)

    def fresh(self, m: Mention) -> Cluster:
        """A new cluster for a description that fits nobody."""
        return self.index.put(m, None)
