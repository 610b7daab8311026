"""Clusters: one person, body or thing of a document each, and the index that they are found by."""

from bisect import bisect_left, insort

from accordingto.coreference.mentions import Description, Mention, What, initials
from accordingto.world import Person

NICKNAME = 4
"""Letters of a shortened first name."""


class Cluster:
    """One person, body or thing of the document: its mentions in text order, and what they say of it."""

    def __init__(self, number: int, mention: Mention) -> None:
        self.number, self.what = number, mention.what
        self.mentions: list[Mention] = []
        self.names: list[Mention] = []
        self.descriptions: list[Description] = []
        self.titles: set[str] = set()
        self.gender: str | None = None
        self.plural = mention.plural
        self.person: Person | None = None
        self.surnamed = False
        self.add(mention)

    def add(self, mention: Mention) -> None:
        """Take in another mention."""
        insort(self.mentions, mention, key=lambda m: m.first)
        known = {d.noun for d in self.descriptions} if mention.kind == "noun" and self.names else set()
        self.descriptions += [d for d in mention.descriptions if d.noun not in known]
        self.titles |= mention.title
        if mention.name:
            self.names.append(mention)
            self.surnamed = self.surnamed or (mention.kind == "person" and len(mention.name) == 1)
        self.gender = self.gender or mention.gender

    @property
    def named(self) -> bool:
        """Whether the document has a name for it."""
        return bool(self.names)

    @property
    def fullest(self) -> Mention:
        """The mention with the fullest name, else the fullest description."""
        if self.names:
            return max(self.names, key=lambda m: (len(m.name), sum(map(len, m.name)), -m.first))
        nouns = [m for m in self.mentions if m.kind == "noun"]
        return nouns[0] if nouns else self.mentions[0]

    def before(self, i: int) -> Mention | None:
        """The last mention before token ``i``."""
        n = bisect_left(self.mentions, i, key=lambda m: m.first)
        return self.mentions[n - 1] if n else None

    def words(self) -> set[str]:
        """All words of its names."""
        return {w for m in self.names for w in m.name}


class Index:
    """The clusters of a document.

    Attributes:
        clusters: all of them, each at the place of its number.
        by_word: those with a name that has the word; bodies also by the letters that their name is written short with.
        by_noun: those that are described by the noun.
        by_start: people by how the first word of their name begins.
        unsure: the numbers of those whose name may be of several.
        officials: those whom the table of the world knows.
    """

    def __init__(self) -> None:
        self.clusters: list[Cluster] = []
        self.by_word: dict[str, list[Cluster]] = {}
        self.by_noun: dict[str, list[Cluster]] = {}
        self.by_start: dict[str, list[Cluster]] = {}
        self.unsure: set[int] = set()
        self.officials: list[Cluster] = []

    def put(self, m: Mention, found: Cluster | None) -> Cluster:
        """Make a mention one of a cluster, of a new one where none is ``found``."""
        if found is None:
            found = Cluster(len(self.clusters), m)
            self.clusters.append(found)
        else:
            found.add(m)
        words = set(m.name) | ({initials(m.name)} if m.kind == "body" and len(m.name) > 1 else set())
        starts = {m.name[0][:NICKNAME]} if m.kind == "person" and len(m.name) > 1 else set()
        for table, keys in ((self.by_word, words), (self.by_noun, {d.noun for d in m.descriptions}), (self.by_start, starts)):
            for key in keys:
                known = table.setdefault(key, [])
                if found not in known:
                    known.append(found)
        return found

    def named(self, word: str, what: What) -> list[Cluster]:
        """The people or bodies with a name that has a word."""
        return [c for c in self.by_word.get(word, ()) if c.what == what and c.named]

    def described(self, noun: str, what: What) -> list[Cluster]:
        """The people or bodies with a name that a noun describes."""
        return [c for c in self.by_noun.get(noun, ()) if c.what == what and c.named]

    def lettered(self, letters: str) -> list[Cluster]:
        """Those with a name that letters write short."""
        return [c for c in self.by_word.get(letters, ()) if any(initials(n.name) == letters for n in c.names)]
