"""Whom of the world's table a person of a document is: by the whole name; by the surname alone only where the text says so.

"A shopkeeper, who gave his name as Ahmed" is no prime minister. The text says so by a title of office ("President Kiir") or by naming the
country or body that the person of the table speaks for.
"""

from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

from accordingto import given_names
from accordingto.analysis import Analysis
from accordingto.coreference.clusters import Cluster
from accordingto.coreference.mentions import persons
from accordingto.coreference.nouns import state_named
from accordingto.world import Person, World

_ALIKE = 0.75
"""How alike two romanised surnames of one person are ("Zelenskiy", "Zelenskyy")."""


def identify(clusters: Iterable[Cluster], known: World, date: str | None, countries: Collection[str]) -> None:
    """Set ``person`` of each cluster that is a person of the table.

    Args:
        clusters: the document's people by name; whose name is ambiguous left out.
        known: the table.
        date: the document's date; who is out of office by then needs the whole name.
        countries: the states that the document names (ISO 3166-1 alpha-3).
    """
    by_surname: dict[str, list[Person]] = {}
    for one in known.people.values():
        by_surname.setdefault(given_names.folded(one.name.split()[-1]), []).append(one)
    for c in clusters:
        if c.what != "person" or not c.named:
            continue
        c.person = _whole(c, by_surname) if len(c.fullest.name) > 1 else _short(c, by_surname, countries, date)
        if c.person is not None:
            c.gender = c.gender or c.person.gender


def countries(analysis: Analysis, known: World) -> set[str]:
    """The states that a document names, by name, seat or demonym."""
    found: set[str] = set()
    words = [t.form.lower() for t in analysis.tokens]
    for i, token in enumerate(analysis.tokens):
        if not token.form[:1].isupper():
            continue
        for size in range(1, 4):
            key = tuple(words[i : i + size])
            if key in known.demonyms:
                found.add(known.demonyms[key].code)
            if state := state_named(known, key):
                found.add(state)
    return found


def _whole(c: Cluster, by_surname: dict[str, list[Person]]) -> Person | None:
    """By first name and surname; the surname in another romanisation counts."""
    name = c.fullest.name
    for surname, people in by_surname.items():
        if surname[:2] != name[-1][:2]:
            continue
        for person in people:
            own = tuple(given_names.folded(w) for w in person.name.split())
            if own == name or (own[0] == name[0] and len(own) == len(name) and _alike(own[-1], name[-1])):
                return person
            if len(name) > len(own) > 1 and set(own) <= set(name):
                return person
    return None


def _alike(one: str, other: str) -> bool:
    return one == other or (one[:4] == other[:4] and SequenceMatcher(None, one, other).ratio() >= _ALIKE)


def _short(c: Cluster, by_surname: dict[str, list[Person]], countries: Collection[str], date: str | None) -> Person | None:
    """By the surname alone: with a title of office, or where the text names the person's country."""
    surname = c.fullest.name[0]
    people = [
        p
        for key, ps in by_surname.items()
        for p in ps
        if key == surname or (len(key) > 6 and key[0] == surname[0] and _alike(key, surname))
    ]
    people.sort(key=lambda p: given_names.folded(p.name.split()[-1]) != surname)
    people = [p for p in people if p.gender in (None, c.gender) or c.gender is None]
    titled = {d.noun for d in c.descriptions}
    in_office = bool(titled & persons().table_offices)
    states = frozenset[str]().union(*(d.states for d in c.descriptions))
    for person in people:
        if states and person.country not in states:
            continue
        if titled and not in_office and not titled <= persons().plain_titles:
            continue
        if person.sector_on(date) is not None and (in_office or person.country in countries or (not person.country and titled)):
            return person
    return None
