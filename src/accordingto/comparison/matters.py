"""From links to matters: points (claims about one event or measured thing), and the matters that several sources share them in.

Made anew of all links each time, so the result does not depend on the order in which documents came.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import msgspec

from accordingto.comparison import accounts, dates, names
from accordingto.comparison.accounts import Account
from accordingto.comparison.packed import Packed
from accordingto.comparison.records import Issue, Matter, Outcome, Said, Tie, Told

_TITLE = 110
Pair = tuple[str, str]
"""Two documents."""
Node = tuple[str, str]
"""A claim: its document and its id."""


class _Cluster(msgspec.Struct):
    """Claims that are on one point, their links, and the claims of each document."""

    claims: set[Node]
    links: list[Tie]
    beside: dict[str, list[Node]] = {}


class Shelf(msgspec.Struct, frozen=True):
    """The accounts by claim, and each document's source and day."""

    accounts: Mapping[Node, Account]
    sources: Mapping[str, str]
    days: Mapping[str, int | None]


def shelf(told: Iterable[Told], wanted: Iterable[Tie]) -> Shelf:
    """What is needed of the documents that links name."""
    linked = {node for t in wanted for node in ((t.documents[0], t.first), (t.documents[1], t.second))}
    documents = {d for d, _ in linked}
    own, sources, days = {}, {}, {}
    for one in told:
        if one.document.id in documents:
            chosen = [c for c in one.claims if (one.document.id, c.id) in linked]
            for account in accounts.of(one.document, chosen):
                own[account.document, account.claim.id] = account
                days[account.document] = account.day
            sources[one.document.id] = source(one)
    return Shelf(own, sources, days)


def source(told: Told) -> str:
    """Whose a document is: its speaker, else its publisher, else its title."""
    document = told.document
    return document.speaker or document.publisher or _publisher(told) or document.title or document.id


def _publisher(told: Told) -> str | None:
    """As the chains of its claims name the publisher, where the record of the document does not."""
    return next((c.according_to[0].name for c in told.claims if c.according_to[0].name), None)


def of(told: Iterable[Told], links: Sequence[Tie], met: Iterable[Pair] = ()) -> tuple[Matter, ...]:
    """The matters that links make, the largest first.

    Args:
        told: the documents.
        links: between their claims.
        met: pairs of documents on one matter, by their ids, the first lower: points of three documents that all met come together.
    """
    own = told if isinstance(told, Packed) else Packed(told)
    place = {id: n for n, id in enumerate(own.ids)}
    matters: list[Matter] = []
    for lot, near in _apart(links, met):
        kept = shelf((own[place[d]] for d in sorted({d for t in lot for d in t.documents})), lot)
        points = [c for c in clusters(lot, kept) if len({d for d, _ in c.claims}) > 1]
        matters += (_matter(group, kept) for group in _joined(points, near))
    return tuple(sorted(matters, key=lambda m: (-len(m.documents), -len(m.points), m.id)))


def _apart(links: Sequence[Tie], met: Iterable[Pair]) -> Iterator[tuple[list[Tie], frozenset[Pair]]]:
    """Links in lots that have no document in common, each with the pairs of its documents that met: no matter goes beyond its lot, so the
    documents of one lot at a time are in memory."""
    home: dict[str, str] = {}

    def root(document: str) -> str:
        while (above := home.setdefault(document, document)) != document:
            home[document] = home[above]
            document = above
        return document

    for link in links:
        one, other = map(root, link.documents)
        home[one] = other
    lots: dict[str, list[Tie]] = {}
    near: dict[str, list[Pair]] = {}
    for link in links:
        lots.setdefault(root(link.documents[0]), []).append(link)
    for pair in met:
        if pair[0] in home and pair[1] in home and root(pair[0]) == root(pair[1]):
            near.setdefault(root(pair[0]), []).append(pair)
    return ((lot, frozenset(near.get(key, ()))) for key, lot in lots.items())


def clusters(links: Sequence[Tie], kept: Shelf) -> list[_Cluster]:
    """Claims joined by links, the surest first; two of one document's claims come together only where they can be about one thing."""
    home: dict[Node, _Cluster] = {}
    for link in sorted(links, key=lambda t: (-t.probability, t.id)):
        ends = (link.documents[0], link.first), (link.documents[1], link.second)
        one, other = (home.setdefault(n, _Cluster({n}, [], {n[0]: [n]})) for n in ends)
        if one is not other:
            if len(one.claims) < len(other.claims):
                one, other = other, one
            if not _can_join(one, other, kept):
                continue
            one.claims |= other.claims
            for document, nodes in other.beside.items():
                one.beside.setdefault(document, []).extend(nodes)
            one.links += other.links
            for node in other.claims:
                home[node] = one
        one.links.append(link)
    return list({id(c): c for c in home.values()}.values())


def _can_join(one: _Cluster, other: _Cluster, kept: Shelf) -> bool:
    """Whether two clusters, the smaller one behind, can be one: it costs what the smaller one has, however many claims the other holds."""
    return all(_one_thing(kept.accounts[a], kept.accounts[b]) for b in other.claims for a in one.beside.get(b[0], ()))


def _one_thing(a: Account, b: Account) -> bool:
    """Whether two claims of one document can be on one point: the same count by one voice, or by several voices."""
    if not accounts.one_voice(a.voice, b.voice):
        return True
    types = (a.claim.event.type if a.claim.event else None), (b.claim.event.type if b.claim.event else None)
    if None not in types and types[0] != types[1]:
        return False
    return a.amount == b.amount


def _joined(points: Sequence[_Cluster], met: frozenset[Pair]) -> list[list[_Cluster]]:
    """Points that share documents, two at least, belong to one matter; so do points that share one, where all their documents met."""
    groups = list(range(len(points)))

    def root(n: int) -> int:
        while groups[n] != n:
            groups[n] = groups[groups[n]]
            n = groups[n]
        return n

    first: dict[tuple[str, str], int] = {}
    beside: dict[str, set[str]] = {}
    for n, point in enumerate(points):
        documents = sorted({d for d, _ in point.claims})
        for a, b in combinations(documents, 2):
            groups[root(n)] = root(first.setdefault((a, b), n))
            beside.setdefault(a, set()).add(b)
            beside.setdefault(b, set()).add(a)
    for a, b in met:
        for shared in beside.get(a, set()) & beside.get(b, set()):
            groups[root(first[_ordered(shared, a)])] = root(first[_ordered(shared, b)])
    found: dict[int, list[_Cluster]] = {}
    for n, point in enumerate(points):
        found.setdefault(root(n), []).append(point)
    return list(found.values())


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _matter(points: Sequence[_Cluster], kept: Shelf) -> Matter:
    documents = sorted({d for p in points for d, _ in p.claims}, key=lambda d: (kept.days.get(d) or 0, d))
    sources = tuple(dict.fromkeys(kept.sources[d] for d in documents))
    made = sorted((_point(p, documents, kept) for p in points), key=_weight)
    days = [x for d in documents if (x := kept.days.get(d)) is not None]
    return Matter(
        id=_id("matter", *sorted(made_.id for made_ in made)),
        title=_title([kept.accounts[n] for p in points for n in sorted(p.claims)]),
        documents=tuple(documents),
        sources=sources,
        first_day=dates.shown(min(days)) if days else None,
        last_day=dates.shown(max(days)) if days else None,
        points=tuple(made),
    )


def _weight(point: Issue) -> tuple[int, int, str]:
    order = {"differ": 0, "not comparable": 1, "agree": 2}
    return (order[point.outcome], -sum(len(a.claims) for a in point.accounts), point.id)


def _point(cluster: _Cluster, documents: Sequence[str], kept: Shelf) -> Issue:
    place = {d: n for n, d in enumerate(documents)}
    nodes = sorted(cluster.claims, key=lambda n: (place[n[0]], kept.accounts[n].claim.evidence[0].start, n[1]))
    voices: list[tuple[Account, list[Node]]] = []
    for node in nodes:
        account = kept.accounts[node]
        found = next((v for v in voices if accounts.one_voice(v[0].voice, account.voice)), None)
        if found is None:
            voices.append((account, [node]))
        else:
            found[1].append(node)
    said = tuple(
        Said(
            voice=max((kept.accounts[n].voice.name for n in own), key=len),
            claims=tuple((d, c, kept.accounts[d, c].words) for d, c in own),
            passed_on=all(kept.accounts[n].passed for n in own),
        )
        for _, own in voices
    )
    speaking = {d for d, _ in cluster.claims}
    heard = {kept.sources[d] for d in speaking}
    silent = tuple(dict.fromkeys(kept.sources[d] for d in documents if d not in speaking and kept.sources[d] not in heard))
    return Issue(
        id=_id("point", *(f"{d} {c}" for d, c in sorted(cluster.claims))),
        title=_central(cluster, kept),
        outcome=_outcome(cluster.links),
        accounts=said,
        silent=silent,
        links=tuple(sorted(t.id for t in cluster.links)),
    )


def _outcome(links: Iterable[Tie]) -> Outcome:
    found = {t.outcome for t in links}
    return "differ" if "differ" in found else "not comparable" if "not comparable" in found else "agree"


def _central(cluster: _Cluster, kept: Shelf) -> str:
    """The words of the claim that its links hold most firmly, those that affirm before those that reject, cut to a line."""
    held: Counter[Node] = Counter()
    for t in cluster.links:
        held[t.documents[0], t.first] += t.probability  # type: ignore[assignment]
        held[t.documents[1], t.second] += t.probability  # type: ignore[assignment]
    best = max(sorted(held), key=lambda n: (not kept.accounts[n].against, held[n]))
    words = " ".join(kept.accounts[best].words.split())
    return words if len(words) <= _TITLE else words[: words.rfind(" ", 0, _TITLE)] + " …"


def _title(told: Sequence[Account]) -> str:
    """Where, and who: the places and participants that most claims name."""
    places = Counter(a.claim.where.name for a in told if a.claim.where)
    actors = Counter(names.known(x.name) or x.name for a in told for x in accounts.participants(a.claim) if x.name)
    chosen = [*(p for p, _ in places.most_common(2)), *(n for n, _ in actors.most_common(3))]
    return ", ".join(dict.fromkeys(chosen)) or "a matter without names"


def _id(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
