"""The named bodies of a document that no table knows as they are called: ministries, companies, associations."""

from accordingto import affiliation, world
from accordingto.actors.people import mention_at
from accordingto.actors.phrases import Phrases
from accordingto.actors.ref import Ref, of_entry
from accordingto.actors.whose import Whose
from accordingto.coreference import Cluster
from accordingto.world import Entry


class Bodies:
    """The bodies of one document: its phrases, and the countries that they state."""

    def __init__(self, phrases: Phrases, whose: Whose) -> None:
        self.a, self.world, self.phrases, self.whose = phrases.a, phrases.world, phrases, whose

    def meant(self, i: int, found: tuple[int, int, Entry] | None) -> Cluster | None:
        """The body that a phrase names or takes up; the longer name wins over one inside it ("Ghana [Congress] of Trade Unions").

        Args:
            i: the token that heads the phrase.
            found: the known name that it stands in.
        """
        cluster = self.phrases.same.of(i)
        if cluster is None or cluster.what != "body" or not cluster.named:
            return None
        m = next((m for m in cluster.names if m.first <= i < m.last), None)
        if m is None:
            return cluster
        if found is not None and found[1] - found[0] >= m.last - m.first:
            return None
        return cluster if m.head == i else None

    def ref(self, cluster: Cluster, i: int) -> Ref:
        """A body by its fullest name; what a table says of any of its names holds, else the state that its name or description states."""
        within = mention_at(cluster, i) or self.phrases.extent(i)
        full = cluster.fullest
        for m in cluster.names:
            key = world.words_of(self.a.words(m.first, m.last))
            known = self.world.names.get(key) if key not in self.world.generic or len(full.name) == len(key) else None
            if known is not None and known.kind not in ("state", "seat"):
                return of_entry(known, *within, i)
        name = self.a.words(full.first, full.last)
        country = affiliation.state_of_body(name, self.world) or self._stated(cluster)
        return Ref(self.phrases.plain(name), country, self._sector(full.name), (), None, *within, i)

    def _sector(self, name: tuple[str, ...]) -> str | None:
        """The sector that the words of a name tell, the last of them first; a ministry's is its state's only where they tell no other."""
        roles = (self.world.roles.get(w) for w in reversed(name))
        sector = next((r.sector for r in roles if r is not None and r.kind == "body" and r.sector != "GOV"), None)
        return sector or ("GOV" if self.world.words.of_state & set(name) else None)

    def _stated(self, cluster: Cluster) -> str | None:
        """The country that the first mention states which states one."""
        heads = (k for m in cluster.mentions if m.kind != "pronoun" for k in (m.head, *m.also))
        return next((country for k in heads if (country := self.whose.country(k))), None)
