"""Which of the people and bodies named before a pronoun means: features of each candidate, weighed by a small linear model.

The features are those of rule systems (distance, grammatical role, parallelism, gender, binding; Hobbs 1978, Lappin and Leass 1994) with
what quotations add: inside one the speaker is "I", and after one "he" is mostly who spoke. ``training/antecedents.py`` fits the weights.
"""

import math
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

import msgspec

from accordingto import logistic
from accordingto.analysis import Analysis
from accordingto.coreference.clusters import Cluster
from accordingto.coreference.mentions import Mention, persons

Features = dict[str, float]

_PERSON, _THING, _SEVERAL = "person", "it", "they"
"""Classes of pronouns, as the weights name them."""
_SUBJECT, _OBJECT, _OWNER, _OTHER = "subj", "obj", "poss", "other"
"""Grammatical roles, as the weights name them."""
_BACK = {_PERSON: 10, _THING: 3, _SEVERAL: 4}
"""Sentences back in which an antecedent is sought, by class of pronoun."""
_MOST = 40
_MANY = 4
"""Mentions above which more of them do not make somebody likelier."""


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights by class of pronoun and feature; ``least`` is the probability below which a pronoun stands for nobody certain."""

    weights: Mapping[str, Mapping[str, float]]
    least: Mapping[str, float]


@cache
def load() -> Weights:
    """The weights in the package.

    Raises:
        ModelError: the file is damaged.
    """
    return logistic.load("antecedents", Weights, "python -m training.antecedents")


def kind(m: Mention) -> str:
    """The class of a mention: ``person`` (he, she, "the minister"), ``they`` or ``it``."""
    return _PERSON if m.gender or m.what == "person" else _SEVERAL if m.plural else _THING


class Context:
    """What features need to know of a document; ``speaker_of`` maps a token inside a quotation to the token that heads its source."""

    def __init__(self, a: Analysis, clusters: Sequence[Cluster], spoken: Sequence[tuple[int, int, int | None, bool]]) -> None:
        self.a, self.clusters = a, clusters
        self.quote_of: dict[int, int] = {}
        self.speaker: list[int | None] = []
        self.sources: list[int] = []
        self.said: dict[int, list[tuple[int, int, bool]]] = {}
        for n, (first, last, source, quoted) in enumerate(spoken):
            if source is not None:
                self.said.setdefault(source, []).append((first, last, quoted))
            if quoted:
                self.quote_of.update(dict.fromkeys(range(first, last), n))
            self.speaker.append(source)
        self.source = {s for s in self.speaker if s is not None}
        self.sources = sorted(self.source)
        self.narrated = self._narrated()
        self.heads: dict[int, Cluster] = {}
        self.order: list[tuple[int, int]] = []
        self.starts: dict[int, list[int]] = {}
        self.at: dict[int, list[Mention]] = {}
        for c in clusters:
            for m in c.mentions:
                self.place(c, m)

    def _narrated(self) -> list[int]:
        """For each sentence how many up to it are not all quotation: what is quoted does not move the story on."""
        found, count = [], 0
        for s in self.a.sentences:
            words = [k for k in range(s.first, s.last) if self.a.tokens[k].upos != "PUNCT"]
            count += not words or any(k not in self.quote_of for k in words)
            found.append(count)
        return found

    def apart(self, i: int, j: int) -> int:
        """How many sentences lie between two tokens; from outside a quotation only those that are not all quotation."""
        here, there = self.a.sentence_of[i], self.a.sentence_of[j]
        if i in self.quote_of or here == there:
            return abs(here - there)
        return max(1, abs(self.narrated[here] - self.narrated[there]))

    def place(self, c: Cluster, m: Mention) -> None:
        """Note a mention of a cluster (in text order within it)."""
        for k in (m.head, *m.also):
            self.heads[k] = c
        starts = self.starts.setdefault(c.number, [])
        n = bisect_left(starts, m.first)
        starts.insert(n, m.first)
        insort(self.order, (m.first, c.number))
        self.at.setdefault(c.number, []).insert(n, m)

    def before(self, c: Cluster, i: int) -> list[Mention]:
        """The mentions of a cluster before token ``i``, the last one last."""
        n = bisect_left(self.starts[c.number], i)
        return self.at[c.number][max(0, n - _MOST) : n]

    def around(self, i: int, here: int, back: int) -> Iterator[int]:
        """The clusters mentioned in the rest of a sentence and, nearest first, in it and the sentences before."""
        n = bisect_left(self.order, (i, -1))
        for k in range(n - 1, -1, -1):
            first, number = self.order[k]
            if here - self.a.sentence_of[first] > back:
                break
            yield number
        for k in range(n, len(self.order)):
            first, number = self.order[k]
            if self.a.sentence_of[first] != here:
                break
            yield number

    def spoken_of(self, source: int) -> set[int]:
        """The clusters that a source speaks of, as nobody speaks of himself: by name (principle C of binding; Chomsky 1981), in a quotation
        by a description, he or she as well."""
        found: set[int] = set()
        for first, last, quoted in self.said.get(source, ()):
            n = bisect_left(self.order, (first, -1))
            while n < len(self.order) and self.order[n][0] < last:
                start, number = self.order[n]
                m = self.at[number][bisect_left(self.starts[number], start)]
                if m.name or (quoted and (m.gender is not None or m.kind == "noun")):
                    found.add(number)
                n += 1
        return found

    def role(self, i: int) -> str:
        """subj, obj, poss or other: the grammatical role of a phrase's head."""
        deprel = self.a.tokens[i].deprel
        base = deprel.split(":")[0]
        if base == "nsubj":
            return _SUBJECT
        if deprel == "nmod:poss":
            return _OWNER
        if base in ("conj", "appos", "flat") and self.a.tokens[i].head >= 0 and self.a.rel(self.a.tokens[i].head) in ("nsubj", "obj"):
            return _SUBJECT if self.a.rel(self.a.tokens[i].head) == "nsubj" else _OBJECT
        return _OBJECT if base in ("obj", "iobj", "obl") else _OTHER

    def leads(self, i: int) -> bool:
        """Whether a phrase is the subject of its sentence's main clause or the source of what is said there."""
        if self.role(i) != _SUBJECT:
            return False
        verb = self.verb(i)
        return verb is None or self.a.tokens[verb].head < 0 or i in self.source

    def rival(self, p: Mention) -> Cluster | None:
        """The person who leads the narrated sentence before a pronoun's, if one does (the pronoun's gender allowing)."""
        here = self.a.sentence_of[p.head]
        n = bisect_left(self.order, (self.a.sentences[here].first, -1))
        for k in range(n - 1, max(-1, n - _MOST), -1):
            first, number = self.order[k]
            c = self.clusters[number]
            if self.apart(p.head, first) > 1:
                return None
            if c.what != "person" or c.plural or c.gender not in (None, p.gender) or (first in self.quote_of) != (p.head in self.quote_of):
                continue
            m = self.at[number][bisect_left(self.starts[number], first)]
            if self.leads(m.head):
                return c
        return None

    def verb(self, i: int) -> int | None:
        """The predicate that governs a phrase."""
        for k in self.a.ancestors(i):
            if self.a.tokens[k].upos in ("VERB", "AUX") or self.a.dependents(k, "cop", "nsubj"):
                return k
        return None

    def speaking(self, i: int) -> Cluster | None:
        """Whoever speaks the quotation around a token."""
        n = self.quote_of.get(i)
        source = self.speaker[n] if n is not None else None
        return self.heads.get(source) if source is not None else None

    def opening(self, i: int) -> Cluster | None:
        """Whoever is the first person named in the paragraph of a token, before it."""
        here = self.a.sentence_of[i]
        first = here
        while first > 0 and self.a.sentences[first - 1].block == self.a.sentences[here].block and here - first < 12:
            first -= 1
        n = bisect_left(self.order, (self.a.sentences[first].first, -1))
        for start, number in self.order[n : n + 8]:
            if start >= i:
                return None
            if self.clusters[number].what == "person":
                return self.clusters[number]
        return None

    def last_speaker(self, i: int) -> Cluster | None:
        """The source named last before a token, outside quotations."""
        n = bisect_left(self.sources, i)
        for source in reversed(self.sources[max(0, n - 3) : n]):
            if source in self.heads:
                return self.heads[source]
        return None


def candidates(x: Context, p: Mention) -> list[tuple[Cluster, Mention]]:
    """Who may be meant, with the mention nearest before the pronoun (or, in its own sentence, after it)."""
    here = x.a.sentence_of[p.head]
    wanted = kind(p)
    found: list[tuple[Cluster, Mention]] = []
    speaking = x.speaking(p.head) if wanted == _PERSON else None
    seen = x.spoken_of(p.head) if wanted == _PERSON else set()
    if speaking is not None:
        seen.add(speaking.number)
    for n in x.around(p.first, here, _BACK[wanted]):
        if n in seen:
            continue
        seen.add(n)
        c = x.clusters[n]
        if not _agrees(c, p, wanted):
            continue
        before = x.before(c, p.first)
        near = before[-1] if before else _next(x, c, p, here)
        if near is not None:
            found.append((c, near))
        if len(found) == _MOST:
            break
    return sorted(found, key=lambda f: -f[1].first)


def _agrees(c: Cluster, p: Mention, wanted: str) -> bool:
    if wanted == _PERSON:
        return c.what == "person" and not c.plural and (p.gender is None or c.gender in (None, p.gender))
    if wanted == _THING:
        return c.what != "person" and not c.plural
    return c.plural or c.what == "body" or c.what == "person"


def _next(x: Context, c: Cluster, p: Mention, here: int) -> Mention | None:
    """A name later in the pronoun's own sentence ("After his arrest, Banda said …")."""
    first = x.at[c.number][0]
    return first if c.named and first.first > p.first and x.a.sentence_of[first.head] == here else None


def features(x: Context, p: Mention, c: Cluster, near: Mention, rank: int, peers: Sequence[tuple[Cluster, Mention]]) -> Features:
    """What speaks for and against a candidate."""
    a = x.a
    here, there = a.sentence_of[p.head], a.sentence_of[near.head]
    apart = x.apart(p.head, near.head)
    f: Features = {}
    role, own = x.role(near.head), x.role(p.head)
    after = near.first > p.first
    step = "after" if after else f"d{min(apart, 5)}"
    f[step] = 1.0
    f[f"rank{min(rank, 3)}"] = 1.0
    f[f"only{len(peers) == 1}"] = 1.0
    f[f"{role}"] = 1.0
    f[f"{role} {'d0' if apart == 0 else 'd1' if apart == 1 else 'd2'}"] = 1.0
    f[f"{own} {role} {min(apart, 2)}"] = 1.0
    f[f"kind {near.kind}"] = 1.0
    f["count"] = math.log1p(min(len(x.before(c, p.first)), _MANY))
    most = max(len(x.before(other, p.first)) for other, _ in peers)
    f["mentioned most"] = float(len(x.before(c, p.first)) == most)
    f["gender known"] = float(c.gender is not None)
    f["named"] = float(c.named)
    f[f"what {c.what}{' plural' if c.plural else ''}"] = 1.0
    f["new paragraph"] = float(a.sentences[here].block != a.sentences[there].block)
    if a.rel(near.head) == "conj" or a.dependents(near.head, "conj"):
        f["joined"] = 1.0
    f.update(_subjects(x, p, c, here))
    f.update(_syntax(x, p, near))
    f.update(_speech(x, p, c, near))
    return f


def _subjects(x: Context, p: Mention, c: Cluster, here: int) -> Iterator[tuple[str, float]]:
    """Whether the candidate was a subject, of the main clause and first in its sentence, in the sentences right before."""
    recent = x.before(c, p.first)[-6:]
    for m in recent:
        apart = x.apart(p.head, m.head)
        if apart > 2 or (m.head in x.quote_of) != (p.head in x.quote_of):
            continue
        if x.leads(m.head):
            yield f"main subject {apart}", 1.0
        if m.first - x.a.sentences[x.a.sentence_of[m.head]].first <= 2:
            yield f"opens {apart}", 1.0
        if m.kind == "pronoun" and m.gender == p.gender and m.plural == p.plural:
            yield f"same pronoun {apart}", 1.0
    rival = x.rival(p)
    if rival is not None:
        yield ("last subject" if rival is c else "rival subject"), 1.0
        if x.role(p.head) == _SUBJECT:
            yield ("last subject, subject" if rival is c else "rival subject, subject"), 1.0


def _syntax(x: Context, p: Mention, near: Mention) -> Iterator[tuple[str, float]]:
    """Binding: what the tree allows, forbids or suggests within one sentence."""
    a = x.a
    if a.sentence_of[p.head] != a.sentence_of[near.head]:
        return
    own, theirs = x.verb(p.head), x.verb(near.head)
    role, of = x.role(p.head), x.role(near.head)
    reflexive = a.tokens[p.head].form.lower() in persons().reflexive_pronouns
    above = set(a.ancestors(p.head))
    if near.head in above:
        clause = any(a.tokens[k].deprel.startswith("acl") for k in above if near.head in set(a.ancestors(k)))
        yield ("in its clause" if clause else "in its phrase"), 1.0
    if own is not None and own == theirs:
        if reflexive and of == _SUBJECT:
            yield "reflexive", 1.0
        elif role != _OWNER and of != _OWNER:
            yield "same clause", 1.0
        elif role == _OWNER and of == _SUBJECT:
            yield "subject's own", 1.0
    elif own is not None and theirs is not None and theirs in set(a.ancestors(own)):
        yield f"{role} below {of}", 1.0
        if a.rel(own) in ("ccomp", "xcomp") and of == _SUBJECT:
            yield "says of oneself", 1.0
    elif own is not None and theirs is not None and a.rel(own) == "conj" and a.tokens[own].head == theirs:
        yield f"{role} beside {of}", 1.0


def _speech(x: Context, p: Mention, c: Cluster, near: Mention) -> Iterator[tuple[str, float]]:
    """Quotations and sources: who spoke last speaks on."""
    inside, theirs = x.quote_of.get(p.head), x.quote_of.get(near.head)
    if inside is not None:
        yield ("same quotation" if inside == theirs else "out of quotation"), 1.0
    elif theirs is not None:
        yield "into quotation", 1.0
    source = p.head in x.source
    if source:
        yield "source", 1.0
        if near.head in x.source:
            yield "source after source", 1.0
    if x.last_speaker(p.first) is c:
        yield "spoke last", 1.0
        if source:
            yield "speaks on", 1.0
        if inside is None:
            yield "spoke last outside", 1.0
            if x.a.sentence_of[p.head] - x.a.sentence_of[near.head] <= 2:
                yield "spoke just now", 1.0
    opening = x.opening(p.head)
    if opening is c:
        yield "opens paragraph", 1.0


def rank(x: Context, p: Mention, weights: Weights) -> tuple[Cluster, float] | None:
    """The likeliest candidate and its probability; None where there is none or where nobody is likelier."""
    scored = score(x, p, weights)
    joined: frozenset[int] = frozenset()
    if kind(p) == _SEVERAL:
        scored, joined = _together(x, p, scored)
    if not scored:
        return None
    together = [s for s in scored if s[0].number in joined and s[1] >= weights.least["joint"]]
    if together:
        return max(together, key=lambda s: s[1])
    if p.what == "thing" and not p.plural and p.head in x.source:  # what speaks is somebody, and no thing
        bodies = [s for s in scored if s[0].what == "body"]
        if bodies:
            best = max(bodies, key=lambda s: s[1])
            return best if best[1] >= max(weights.least["spoken"], weights.least[kind(p)] * sum(s[1] for s in bodies)) else None
    best = max(scored, key=lambda s: s[1])
    return best if best[1] >= weights.least[kind(p)] else None


_OPENING_WORDS = 3
"""A pronoun among the first words of its sentence opens it."""


def _opens_next(x: Context, i: int, before: int) -> bool:
    n = x.a.sentence_of[i]
    return n - x.a.sentence_of[before] == 1 and i - x.a.sentences[n].first < _OPENING_WORDS


def _counted(x: Context, head: int) -> int:
    """The noun that only counts what its "of" names ("a number of island states"), else the word itself."""
    above = x.a.tokens[head].head if head >= 0 and x.a.rel(head) == "nmod" else -1
    return above if above >= 0 and x.a.tokens[above].lemma.lower() in persons().counting_nouns else head


def _together(x: Context, p: Mention, scored: list[tuple[Cluster, float]]) -> tuple[list[tuple[Cluster, float]], frozenset[int]]:
    """Several joined by "and" are likely together: what speaks for each speaks for the first of them. Also which of the candidates are
    such, and the subject of the sentence before: a plural that opens the next sentence takes them up, subject by subject (Grosz, Joshi
    and Weinstein 1995)."""
    sums: dict[int, float] = {}
    heads: dict[int, Cluster] = {}
    joined: set[int] = set()
    for c, probability in scored:
        before = x.before(c, p.first)
        head = before[-1].head if before else -1
        counted = _counted(x, head)
        top = x.a.tokens[counted].head if head >= 0 and x.a.rel(counted) == "conj" else head
        first = x.heads.get(top, c)
        heads[first.number] = first
        if top != head and x.a.rel(top) == "nsubj" and _opens_next(x, p.head, top):
            joined.add(first.number)
        sums[first.number] = sums.get(first.number, 0.0) + probability
    return [(heads[n], total) for n, total in sums.items()], frozenset(joined)


def choose(
    x: Context, m: Mention, weights: Weights, among: Callable[[Cluster], bool], *, loose: bool = False
) -> tuple[Cluster, float] | None:
    """Whom a description means: of those whom its words fit (``among``) the likeliest, if it is clearly so; None where it is not.

    ``loose``: the words fit nobody in particular; then it must be very likely against everybody.
    """
    scored = score(x, m, weights)
    fits = [s for s in scored if among(s[0])]
    if not fits:
        return None
    best = max(fits, key=lambda s: s[1])
    whole = 1.0 if loose else sum(s[1] for s in fits)
    return best if best[1] >= weights.least["loose" if loose else "among"] * whole else None


def score(x: Context, p: Mention, weights: Weights) -> list[tuple[Cluster, float]]:
    """Each candidate with its probability; what is missing to 1 is that it is none of them."""
    found = candidates(x, p)
    own = weights.weights[kind(p)]
    sums = [
        sum(own.get(name, 0.0) * value for name, value in features(x, p, c, near, n, found).items()) for n, (c, near) in enumerate(found)
    ]
    nobody = own.get("nobody", 0.0)
    top = max([nobody, *sums])
    whole = math.exp(nobody - top) + sum(math.exp(s - top) for s in sums)
    return [(c, math.exp(s - top) / whole) for (c, _), s in zip(found, sums, strict=True)]
