"""Whose somebody is by a name that stands alone, as a head of a document or a label gives it: "Ministry of Foreign Affairs of Kenya",
"Office of the Governor of Kharkiv", "Permanent Mission of Togo to the African Union".

No tree tells how its words hang together; their order does. What several states have together is of none of them, and what only bears a
state's name ("Kenya Airways", "Islamic Resistance in Iraq") is not its government.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from accordingto import gazetteer
from accordingto.affiliation import STATELESS
from accordingto.world import Role, World, words_of

_MOST_WORDS = 6
_CLEARLY = 5
"""How many times more people the town must have that a name means than any of another state."""
_OFFICIAL = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})


class Told(NamedTuple):
    """What some words of a name tell: the first of them and the one behind, a state, a sector, whether they name an organisation."""

    first: int
    last: int
    country: str | None
    sector: str | None
    organisation: bool


def of(text: str, world: World) -> tuple[str | None, str | None]:
    """Country (ISO 3166-1 alpha-3) and sector that a name states, each None where it states none.

    Args:
        text: the name.
        world: the tables that names and offices are looked up in.
    """
    words = [w.strip(",.;:()").removesuffix("’s").removesuffix("'s").removesuffix("’") for w in text.split()]
    office = _office(words, world)
    found = sorted(_told(words, world))
    at_home = [t for t in found if not _host(words, t, world)]
    abroad = any(w.lower() in world.words.abroad for w in words)
    told = at_home or ([] if abroad else found)
    states = {t.country for t in told}
    joint = len(states) > 1 and any(w.lower() in world.words.joining for w in words[told[0].last : told[-1].first])
    house = next((t for t in told if t.organisation and (t is told[0] or _behind(words, t) in world.words.seated)), None)
    if house is not None:
        beside = _office([*words[: house.first], *words[house.last :]], world)
        return None if joint else house.country, house.sector if beside in (None, "GOV", "CVL") or house.sector in STATELESS else beside
    if told:
        own = told[0].last - told[0].first == len(words) or _behind(words, told[0]) in world.words.seated
        return None if joint else told[0].country, office or (told[0].sector if own else None)
    return (_town(words, world, official=office in _OFFICIAL) if office in (None, *_OFFICIAL) and not abroad else None), office


def _office(words: Sequence[str], world: World) -> str | None:
    """The sector of the first office or body among the words; of people only without one ("Ministers of the Andean Community")."""
    roles = [r for w in words if (r := _role(w.lower(), world)) is not None]
    return next((r.sector for r in roles if r.kind != "people"), roles[0].sector if roles else None)


def _role(word: str, world: World) -> Role | None:
    """The office or body that a word is, or is the plural of."""
    return world.roles.get(word) or world.roles.get(word[:-1])


def _told(words: Sequence[str], world: World) -> Iterator[Told]:
    """The states, organisations and demonyms among the words, the longest first, each word in one."""
    taken: set[int] = set()
    for size in range(min(_MOST_WORDS, len(words)), 0, -1):
        for k in range(len(words) - size + 1):
            key = words_of(" ".join(words[k : k + size]))
            if not words[k][:1].isupper() or not taken.isdisjoint(range(k, k + size)):
                continue
            if key in world.generic and size < len(words):
                continue
            entry, people = world.names.get(key), world.demonyms.get(key)
            if entry is not None and (entry.kind == "organisation" or entry.country):
                own = entry.kind == "organisation"
                yield Told(k, k + size, entry.country, "GOV" if entry.kind == "state" else entry.sector, own)
            elif people is not None:
                yield Told(k, k + size, people.code, None, organisation=False)
            else:
                continue
            taken |= {*range(k, k + size)}


def _behind(words: Sequence[str], told: Told) -> str:
    """The preposition in front of a name, in small letters."""
    k = told.first - 1
    if k > 0 and len(words_of(f"{words[k]} {words[told.first]}")) == 1:  # an article
        k -= 1
    return words[k].lower() if k >= 0 else ""


def _host(words: Sequence[str], told: Told, world: World) -> bool:
    """Whether a name tells where somebody is sent to or sits ("Mission **to the United Nations**", "Embassy in **Dakar**")."""
    return _behind(words, told) in world.words.hosts


def _town(words: Sequence[str], world: World, *, official: bool) -> str | None:
    """The state in which the place lies whose an office is ("Mayor of **Jenin**", "**Bihar** Police"): of several that share the name the
    one with most of the people."""
    for k, word in enumerate(words):
        leads = k == 0 and official and _role(word.lower(), world) is None
        seated = k > 0 and words[k - 1].lower() in (world.words.seated if not official else world.words.seated | world.words.hosts)
        if not word[:1].isupper() or not (leads or seated):
            continue
        for size in (3, 2, 1):
            name = " ".join(words[k : k + size])
            if k + size > len(words) or _role(name.lower(), world) is not None:
                continue
            if (areas := {p.country for p in gazetteer.areas(name)}) and len(areas) == 1:
                return areas.pop()
            towns = sorted(gazetteer.settlements(name), key=lambda p: -p.population)
            if towns and all(p.country == towns[0].country or _CLEARLY * p.population < towns[0].population for p in towns):
                return towns[0].country
    return None
