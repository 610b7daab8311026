"""Comparing sources: which claims of different documents are about one thing, and whether they agree, differ or cannot be compared.

    found = compare(told)                    links, and the matters that they make
    found = compare(told, before=found)      after new documents: only what they touch is weighed, with the result of running from scratch

Never who is right. ``docs/compare.md`` says how, and how well.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import resources

import msgspec

from accordingto import language
from accordingto.comparison import copies, dates, linking, matters, names
from accordingto.comparison.packed import Packed
from accordingto.comparison.records import Comparison, Issue, Matter, Outcome, Said, Tie, Told

__all__ = ["Comparison", "Issue", "Matter", "Outcome", "Said", "Tie", "Told", "about", "compare", "since"]


def compare(told: Iterable[Told], before: Comparison | None = None) -> Comparison:
    """Compare what documents say.

    Args:
        told: documents with their claims, in any order; the result does not depend on it. They are taken one after the other
            and kept packed, so that a million claims need not be in memory at once. A document given twice counts once.
        before: an earlier result over some of these documents: pairs of documents that it has weighed, and that have not changed since, are
            not weighed again.

    Returns:
        links, matters (those of most documents first), and what a later run needs.
    """
    came, sketches = Packed(), copies.Sketches()
    place: dict[str, int] = {}
    digests: dict[str, str] = {}
    for one in told:
        if place.setdefault(one.document.id, len(came)) == len(came):
            came.append(one)
            sketches.add(one.document)
            digests[one.document.id] = _digest(one)
    doubled = sketches.groups()
    dropped = {d for others in doubled.values() for d in others}
    order = sorted(place.keys() - dropped)
    kept, seen = came.chosen(place[id] for id in order), {id: digests[id] for id in order}
    known: dict[tuple[str, str], list[Tie]] = {}
    if before is not None:
        same = {id for id, digest in before.seen.items() if seen.get(id) == digest}
        known = {pair: [] for pair in before.weighed if same.issuperset(pair)}
        for link in before.links:
            if link.documents in known:
                known[link.documents].append(link)
    links, met = linking.links(kept, known)
    return Comparison(tuple(links), matters.of(kept, links, met), tuple(met), doubled, seen)


def _digest(one: Told) -> str:
    """Tells whether a document or its claims have changed, or the program that compares them."""
    own = one.document
    told = msgspec.json.encode((_version(), own.date, own.speaker, own.publisher, own.text, one.claims))
    return hashlib.sha256(told).hexdigest()[:16]


@cache
def _version() -> str:
    """Names the rules, words and weights of comparing: what an earlier version of them made is not taken over."""
    found = hashlib.sha256()
    code = sorted((f for f in resources.files(__name__).iterdir() if f.name.endswith(".py")), key=lambda f: f.name)
    for file in (*code, resources.files("accordingto") / "model" / "links.json"):
        found.update(file.read_bytes())
    found.update(language.content("comparing"))
    return found.hexdigest()[:16]


def about(found: Comparison, actor: str) -> Comparison:
    """Only the matters in whose accounts an actor speaks or is named in the title or the words.

    Args:
        found: a comparison.
        actor: a name; its spellings count.
    """
    wanted = names.fold(actor)

    def meets(matter: Matter) -> bool:
        said = [matter.title, *matter.sources, *(a.voice for p in matter.points for a in p.accounts)]
        return any(names.same(actor, s) or wanted in names.fold(s) for s in said)

    return _only(found, tuple(m for m in found.matters if meets(m)))


def since(found: Comparison, day: str) -> Comparison:
    """Only the matters that a document of a day or a later one speaks of; matters without a date stay.

    Raises:
        UsageError: ``day`` is no date.
    """
    from accordingto import ingest

    first = dates.days(ingest.parse_date(day))[0]
    shown = dates.shown(first) if first is not None else ""
    return _only(found, tuple(m for m in found.matters if m.last_day is None or m.last_day >= shown))


def _only(found: Comparison, chosen: tuple[Matter, ...]) -> Comparison:
    wanted = {t for m in chosen for p in m.points for t in p.links}
    return msgspec.structs.replace(found, matters=chosen, links=tuple(t for t in found.links if t.id in wanted))
