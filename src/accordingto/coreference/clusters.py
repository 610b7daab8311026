"""Clusters: who in a document is the same, from names and descriptions; pronouns are added by the ranker.

The order of trust follows the sieves of Raghunathan et al. (2010): names, acronyms and titles first, then descriptions, then pronouns.
"""

from bisect import bisect_left, insort
from collections.abc import Sequence

from accordingto import given_names
from accordingto.analysis import Analysis
from accordingto.coreference.mentions import Description, Mention, initials, persons
from accordingto.world import Person, World

_NICKNAME = 4
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


_INTRODUCED = 4
"""Sentences behind a bare office in which its holder may still be named for the first time: a headline and its lead."""


class Builder:
    """Gathers clusters in text order; :meth:`take` gives the cluster of a mention, None where it is not certain whose it is."""

    def __init__(self, analysis: Analysis, known: World, spoken: Sequence[tuple[int, int, int | None, bool]] = ()) -> None:
        self.a, self.world = analysis, known
        self.quoter = {k: source for first, last, source, quoted in spoken if quoted and source is not None for k in range(first, last)}
        self.clusters: list[Cluster] = []
        self.by_word: dict[str, list[Cluster]] = {}
        self.by_noun: dict[str, list[Cluster]] = {}
        self.by_start: dict[str, list[Cluster]] = {}
        self.officials: list[Cluster] = []
        self.unsure: set[int] = set()
        self.doubtful: dict[int, list[Cluster]] = {}

    def take(self, m: Mention) -> Cluster:
        """The cluster of a name, a new one where it is the first of its kind."""
        return self._put(m, self._person(m) if m.kind == "person" else self._body(m))

    def describe(self, m: Mention) -> Cluster | None:
        """The cluster of a description: of whom it certainly describes, of what was so called before, or a new one.

        None where several may be meant (then ``doubtful`` has them) or where a definite description of a person fits nobody by its words.
        """
        candidates = self._described(m)
        if len(candidates) > 1:
            self.doubtful[m.head] = candidates
            return None
        vague = m.what == "person" or (m.what == "body" and m.descriptions[0].noun in persons().generic)
        if not candidates and vague and m.definite and not m.plural and self.a.tokens[m.head].upos == "NOUN":
            return None
        return self._put(m, candidates[0] if candidates else None)

    def loosely(self, m: Mention, c: Cluster) -> bool:
        """Whether a description that nothing in the text bears out may mean somebody: no office that others hold, no other trade."""
        d = m.descriptions[0]
        if m.what == "body":
            return c.what == "body" and c.named and _fits(m, c) and (not c.descriptions or any(_kindred(d, o) for o in c.descriptions))
        if c.what != "person" or not c.named or all(_signs(self.a, n) for n in c.names):
            return False
        role = self.world.roles.get(d.noun)
        if role is not None and role.kind == "person" and role.sector in ("GOV", "MIL", "JUD", "LEG", "COP"):
            return False
        if not _fits(m, c):
            return False
        described = {o.noun for o in c.descriptions} - self.world.honorifics - {""}
        if described & persons().stands_for(d.noun):
            return True
        age = {w for w in d.words if w.isdigit()}
        return not described or d.noun in persons().epithets or any(age & o.words for o in c.descriptions)

    def fresh(self, m: Mention) -> Cluster:
        """A new cluster for a description that fits nobody."""
        return self._put(m, None)

    def _put(self, m: Mention, found: Cluster | None) -> Cluster:
        if found is None:
            found = Cluster(len(self.clusters), m)
            self.clusters.append(found)
        else:
            found.add(m)
        self._index(found, m)
        return found

    def _index(self, cluster: Cluster, m: Mention) -> None:
        words = set(m.name) | ({initials(m.name)} if m.kind == "body" and len(m.name) > 1 else set())
        starts = {m.name[0][:_NICKNAME]} if m.kind == "person" and len(m.name) > 1 else set()
        for table, keys in ((self.by_word, words), (self.by_noun, {d.noun for d in m.descriptions}), (self.by_start, starts)):
            for key in keys:
                known = table.setdefault(key, [])
                if cluster not in known:
                    known.append(cluster)

    # --- people

    def _person(self, m: Mention) -> Cluster | None:
        if not m.name:
            return None
        near = [c for c in self.by_word.get(m.name[-1], ()) if c.what == "person" and c.named]
        if len(m.name) == 1:
            return self._short(m, near)
        full = [c for c in near if any(_same_name(n.name, m.name) for n in c.names) and not _clash(c, m)]
        if full:
            return full[-1]
        # A name that the document first gave short: "Raila … Raila Odinga".
        short = [
            c
            for w in (m.name[-1], m.name[0])
            for c in self.by_word.get(w, ())
            if c.what == "person" and all(n.name == (w,) for n in c.names) and c.names and not _clash(c, m) and c.number not in self.unsure
        ]
        short = short or [c for c in self._nicknamed(m) if c.number not in self.unsure]
        return short[-1] if short else None

    def _nicknamed(self, m: Mention) -> list[Cluster]:
        """Who was first called by the short form of a whole name's first word ("Vlad … Vladimir Korin")."""
        short = {m.name[0][:size] for size in range(_NICKNAME, len(m.name[0]))}
        near = [c for word in sorted(short) for c in self.by_word.get(word, ())]
        return [c for c in near if c.what == "person" and not _clash(c, m) and all(len(n.name) == 1 for n in c.names)]

    def _short(self, m: Mention, near: list[Cluster]) -> Cluster | None:
        """Somebody by one word of the name: by surname, with "Sir" and in familiar texts by first name."""
        first_named = bool(m.title & persons().first_named)
        fits = [c for c in near if not _clash(c, m)]
        by_surname = [c for c in fits if any(n.name[-1] == m.name[0] for n in c.names)]
        by_first = [c for c in fits if any(n.name[0] == m.name[0] and len(n.name) > 1 for n in c.names)]
        candidates = by_first if first_named and by_first else by_surname or by_first
        if m.title & {"mr", "mrs", "ms", "miss"} and not by_surname:
            candidates = []
        if not candidates:
            other = [c for c in self.by_word.get(m.name[0], ()) if c.what == "person" and c.named and not _clash(c, m)]
            candidates = [c for c in other if first_named or not m.title & self.world.honorifics]
        if not candidates and not m.title and len(m.name[0]) >= _NICKNAME:
            candidates = [c for c in self.by_start.get(m.name[0][:_NICKNAME], ()) if self._shortened(m, c)]
        if len(candidates) > 1:
            candidates = self._decided(m, candidates)
        if len(candidates) > 1:
            self.unsure.add(len(self.clusters))
            return None
        return candidates[0] if candidates else None

    def _shortened(self, m: Mention, c: Cluster) -> bool:
        """ "Vlad" for Vladimir."""
        return not _clash(c, m) and any(len(n.name) > 1 and n.name[0] != m.name[0] and n.name[0].startswith(m.name[0]) for n in c.names)

    def _decided(self, m: Mention, candidates: list[Cluster]) -> list[Cluster]:
        """Of several with one surname: those whom the title names, else the only one who has been called by the surname alone."""
        nouns = {d.noun for d in m.descriptions}
        titled = [c for c in candidates if nouns & {d.noun for d in c.descriptions}]
        if nouns and titled:
            candidates = titled
        surnamed = [c for c in candidates if c.surnamed]
        return surnamed if len(candidates) > 1 and surnamed else candidates

    # --- bodies

    def _body(self, m: Mention) -> Cluster | None:
        bare = _bare(m.name)
        if not bare:
            return None
        word = bare[-1]
        near = [c for c in self.by_word.get(word, ()) if c.what == "body" and c.named]
        near += [c for c in self.by_word.get(bare[0], ()) if c.what == "body" and c.named]
        same = [c for c in near if any(_bare(n.name) == _bare(m.name) for n in c.names)]
        if same:
            return same[-1]
        if len(bare) == 1 and self.a.tokens[m.last - 1].form.isupper():
            spelled = [c for c in self.by_word.get(word, ()) if any(initials(n.name) == word for n in c.names)]
            return spelled[-1] if len(set(spelled)) == 1 else self._in_brackets(m)
        if len(bare) > 1:
            short = [c for c in self.by_word.get(initials(m.name), ()) if c.what == "body" and _lettered(c, initials(m.name))]
            if short:
                return short[-1]
        if len(bare) == 1:
            part = [c for c in near if any(n.name[-1] == word or n.name[0] == word for n in c.names)]
            return part[0] if len({c.number for c in part}) == 1 else None
        return None

    def _in_brackets(self, m: Mention) -> Cluster | None:
        """ "the Legal Services Board (LSB)" where the letters are no initials of the words: the name right before the bracket."""
        if m.first < 2 or self.a.tokens[m.first - 1].form != "(":
            return None
        for cluster in reversed(self.clusters[-6:]):
            if cluster.what == "body" and any(n.last == m.first - 1 for n in cluster.names):
                return cluster
        return None

    # --- descriptions

    def _described(self, m: Mention) -> list[Cluster]:
        """Whom a description may mean; several where the words do not decide."""
        if m.definite and not m.plural and m.descriptions:
            found: list[Cluster] = []
            if m.what == "person":
                found = self._same_office(m)
            elif m.what == "body" or self.a.tokens[m.head].upos == "PROPN":
                found = self._same_body(m)
            found = [c for c in found if not self._quotes(c, m)]
            if found:
                return found
        again = self._repeated(m)
        return [again] if again is not None else []

    def _quotes(self, c: Cluster, m: Mention) -> bool:
        """Whether somebody says the quotation in which a description stands: "the minister" in the minister's words is another."""
        source = self.quoter.get(m.head)
        return source is not None and any(n.first <= source < n.last or source in n.also for n in c.names)

    def _repeated(self, m: Mention) -> Cluster | None:
        """The same words again."""
        if not m.descriptions or not (m.definite or m.plural):
            return None
        d = m.descriptions[0]
        same = [c for c in self.by_noun.get(d.noun, ()) if not c.named and c.plural == m.plural and c.what == m.what]
        same = [c for c in same if any(_compatible(d, other) for other in c.descriptions if other.noun == d.noun)]
        return same[-1] if same else None

    def _same_office(self, m: Mention) -> list[Cluster]:
        d = m.descriptions[0]
        exact = [c for c in self.by_noun.get(d.noun, ()) if c.what == "person" and c.named]
        exact = [c for c in exact if any(_compatible(d, other) for other in c.descriptions if other.noun == d.noun) and _fits(m, c)]
        holders = self._in_office(m, d)
        if exact:
            return self._nearest(m, [*exact, *(c for c in holders if c not in exact)] if not d.words else exact)
        wider = [c for noun in persons().stands_for(d.noun) for c in self.by_noun.get(noun, ()) if c.what == "person" and c.named]
        wider = [c for c in dict.fromkeys(wider) if _fits(m, c) and _wider(d, c)]
        return self._nearest(m, [*wider, *(c for c in holders if c not in wider)])

    def _in_office(self, m: Mention, d: Description) -> list[Cluster]:
        """ "the US president", "the PM" for somebody whom the table has in that office and the document names."""
        found = []
        for c in self.officials:
            title = c.person.title.split() if c.person is not None and c.person.title else []
            if not title or not _fits(m, c):
                continue
            same = title[-1] == d.noun and (d.words & set(title[:-1]) or not d.words or not title[:-1])
            leads = d.noun == "leader" and title[-1] in ("president", "minister", "chancellor", "leader") and title[0] != "foreign"
            if (same and not (title[0] == "vice" and "vice" not in d.words)) or (leads and d.states):
                found.append(c)
        return found

    def _nearest(self, m: Mention, candidates: list[Cluster]) -> list[Cluster]:
        """The candidate whose description says as much, or that is the only one mentioned so far; else all."""
        d, candidates = m.descriptions[0], _introduced(self.a, m, candidates)
        if len(candidates) > 1 and d.words:
            exact = [c for c in candidates if any(o.noun == d.noun and d.words <= o.words for o in c.descriptions)]
            candidates = exact or candidates
        if len(candidates) > 1:
            candidates = [c for c in candidates if c.before(m.first) is not None] or candidates
        return candidates

    def _same_body(self, m: Mention) -> list[Cluster]:
        d = m.descriptions[0]
        if self.a.tokens[m.head].form.isupper():
            spelled = [c for c in self.by_word.get(d.noun, ()) if any(initials(n.name) == d.noun for n in c.names)]
            return spelled[-1:] if len(set(spelled)) == 1 else []
        named = [c for c in self.by_word.get(given_names.folded(d.noun), ()) if c.what == "body" and c.named]
        named += [c for c in self.by_noun.get(d.noun, ()) if c.what == "body" and c.named]
        own = d.words | {d.noun}
        fits = [
            c
            for c in dict.fromkeys(named)
            if not d.states
            and (not d.words or own & set(c.fullest.name) >= d.words or any(_compatible(d, o) for o in c.descriptions if o.noun == d.noun))
        ]
        fits = fits or [
            c
            for noun in sorted(persons().stands_for(d.noun))
            for c in self.by_noun.get(noun, ())
            if c.what == "body" and c.named and _fits(m, c) and _wider(d, c)
        ]
        before = [(n.first, c) for c in fits if (n := c.before(m.first)) is not None]
        return [max(before, key=lambda b: b[0])[1]] if before else fits[:1]


def _signs(a: Analysis, m: Mention) -> bool:
    """Whether a name stands in a byline ("By Ana Perez in Apia"): behind a preposition that opens a line without a verb."""
    sentence = a.sentences[a.sentence_of[m.head]]
    opens = a.tokens[sentence.first].upos == "ADP" and sentence.first < m.first <= sentence.first + 2
    return opens and all(a.tokens[k].upos not in ("VERB", "AUX") for k in range(sentence.first, sentence.last))


def _same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of two words and more may be one person's: same last word, first words equal, abbreviated or left out."""
    if one == other:
        return True
    if len(one) < 2 or len(other) < 2 or one[-1] != other[-1]:
        return False
    a, b = one[0], other[0]
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return a == b or set(one) <= set(other) or set(other) <= set(one)


def _clash(c: Cluster, m: Mention) -> bool:
    return c.gender is not None and m.gender is not None and c.gender != m.gender


def _fits(m: Mention, c: Cluster) -> bool:
    """Whether a description may be of somebody: neither gender nor state speak against it."""
    d = m.descriptions[0]
    states = _states(c)
    return not _clash(c, m) and not (d.states and states and not d.states & states)


def _introduced(a: Analysis, m: Mention, candidates: list[Cluster]) -> list[Cluster]:
    """Without whom the text introduces only much later, where the office is bare ("the minister")."""
    if m.descriptions[0].words or m.descriptions[0].states:
        return candidates
    last = a.sentence_of[m.head] + _INTRODUCED
    return [c for c in candidates if min(a.sentence_of[n.first] for n in c.names) <= last]


def _compatible(d: Description, other: Description) -> bool:
    """Whether a description may take up another with the same noun: nothing that it adds is contradicted."""
    if d.states and other.states and not d.states & other.states:
        return False
    if d.states and not other.states and not other.words:
        return False  # "Fiji's foreign minister" is not whoever was only called "the Minister"
    numbers, others = ({w for w in words if w.isdigit()} for words in (d.words, other.words))
    if numbers and others and not numbers & others:
        return False  # "the 63-year-old retiree" is not a 70-year-old one
    if "prime" in d.words and "prime" not in other.words:
        return False
    return not d.words or bool(d.words & other.words) or not other.words


def _kindred(d: Description, other: Description) -> bool:
    """Whether two words may be of one body: one of them only says that it is some body."""
    return d.noun == other.noun or other.noun in persons().generic or other.noun not in persons().bodies


def _wider(d: Description, c: Cluster) -> bool:
    """Whether what a general description adds stands in some description, or is not said."""
    words = frozenset[str]().union(*(o.words for o in c.descriptions))
    home, states = persons().home(d.noun), _states(c)
    return (not d.words or bool(d.words & words)) and not (home and states and not home & states)


def _states(c: Cluster) -> frozenset[str]:
    """The states that are told of somebody."""
    states = frozenset[str]().union(*(o.states for o in c.descriptions))
    return states | {c.person.country} if c.person is not None and c.person.country else states


def _lettered(c: Cluster, letters: str) -> bool:
    return any(_bare(n.name) == (letters,) for n in c.names)


def _bare(name: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in name if w != "the")
