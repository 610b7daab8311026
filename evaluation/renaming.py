"""Other names for the states, places and people of a text, drawn by a seed: what :mod:`evaluation.disguise` puts in.

A state becomes another of the same make, a place one of that state of like prominence, a person an invented one. All of it comes from the
package's own tables of the world; nothing is written for any one text.
"""

import itertools
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property

import msgspec
from rapidfuzz import fuzz

from accordingto import gazetteer, given_names, world
from accordingto.gazetteer import Place
from accordingto.world import Country

ARTICLE = re.compile(
    r"\b(?:United|Netherlands|Philippines|Bahamas|Maldives|Seychelles|Comoros|Gambia|Holy See|Emirates|Islands|Republic|Federation|Kingdom"
    r"|Confederation|Emirate|Kremlin|White House|Pentagon|State Department|Vatican|Elysee|Élysée|Bundesregierung)\b(?!'s)"
)
"""Names that stand with "the"."""
ABBREVIATED = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]{2,4}")
NEAR = 4
"""How many of the places of like prominence the seed chooses from."""
ENOUGH = 40
"""Populated places that a state has from which names are taken."""
ALIKE = 85
"""From this likeness (0 to 100) on, two spellings that no table has mean one place."""


class Term(msgspec.Struct, frozen=True):
    """What stands in the place of a name: as a noun, before a noun, and for one person of a people."""

    noun: str
    before: str
    one: str
    each: bool = False
    """Whether the words are replaced one by one, so that a part of the name has its own place."""

    @classmethod
    def same(cls, words: str) -> "Term":
        """A name that is the same wherever it stands."""
        return cls(words, words, words)


class Renaming(msgspec.Struct, frozen=True, dict=True):
    """What replaces what: ``terms`` by the words of the old text, ``codes`` by ISO 3166-1 alpha-3."""

    terms: dict[str, Term]
    codes: dict[str, str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the words that are replaced, the longest first."""
        words = sorted(self.terms, key=lambda w: (-len(w), w))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)" if words else r"(?!)")


# --- states


class Peoples(msgspec.Struct, frozen=True):
    """A state's adjective, one of its people, several."""

    adjective: str
    one: str
    several: str


def peoples(country: Country) -> Peoples:
    """The forms of a state's demonym; where it has only one, that."""
    words = [w for w in country.demonyms if not ABBREVIATED.fullmatch(w)]
    adjective = words[0] if words else country.name
    several = next((w for w in words if w.endswith("s") and w[:-1] in words), adjective)
    return Peoples(adjective, several[:-1] if several != adjective else adjective, several)


def make(country: Country) -> tuple[bool, bool, bool]:
    """What a state's words are like: its name stands with "the", is made of two, its people have a plural of their own."""
    own = peoples(country)
    return bool(ARTICLE.search(country.name)), " and " in country.name, own.several != own.adjective


def found_in(text: str) -> set[str]:
    """The codes of the states whose names, demonyms or seats stand in a text."""
    return {c.code for c in world.load().countries.values() if _any(text, (c.name, *c.aliases, *c.demonyms, *c.seats))}


def _any(text: str, words: Iterable[str]) -> bool:
    return re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", text) is not None


@cache
def _suitable() -> tuple[Country, ...]:
    """States whose words are unmistakable: a seat that is a town of theirs and not called like the state, a demonym that no other has."""
    known = world.load()
    shared = {w for s in known.shared for w in s.words}
    found = []
    for country in known.countries.values():
        own, seat = peoples(country), country.seats[0] if country.seats else ""
        towns = gazetteer.settlements(seat) if seat else ()
        if (
            country.demonyms
            and not shared & set(country.demonyms)
            and not own.adjective.endswith("er")
            and seat not in (country.name, *country.aliases)
            and towns
            and towns[0].country == country.code
        ):
            found.append(country)
    return tuple(found)


def exchange(codes: Sequence[str], regions: dict[str, int], rng: random.Random, avoid: Iterable[str] = ()) -> dict[str, str]:
    """For each state another of the same make that the text does not name.

    Args:
        codes: the states, in the order in which they choose.
        regions: how many names of regions a state needs.
        rng: the seed's.
        avoid: states that none becomes.

    Returns:
        the new state by the old; one for which there is none left keeps its name.
    """
    known, taken, table = world.load().countries, {*codes, *avoid}, dict[str, str]()
    for code in codes:
        like = [c for c in _suitable() if c.code not in taken and code in known and make(c) == make(known[code])]
        rng.shuffle(like)
        needed = regions.get(code, 0)
        best = (c for c in like if len(towns(c.code)) >= ENOUGH and len(seats_of_regions(c.code) if needed else ()) >= needed)
        if (chosen := next(best, like[0] if like else None)) is not None:
            table[code] = chosen.code
            taken.add(chosen.code)
    return table


def of_state(old: Country, new: Country) -> Iterator[tuple[str, Term]]:
    """The words of a state and what they become."""
    mine, yours = peoples(old), peoples(new)
    for word in (old.name, *old.aliases, *old.demonyms):
        if ABBREVIATED.fullmatch(word):
            short = next((a for a in new.aliases if ABBREVIATED.fullmatch(a) and ("." in a) == ("." in word)), None)
            yield word, Term.same(short) if short else Term(new.name, yours.adjective, new.name)
        elif word in (old.name, *old.aliases):
            yield word, Term.same(new.name)
        elif word == mine.several != mine.adjective or (word.endswith("s") and word[:-1] in old.demonyms):
            yield word, Term.same(yours.several)
        elif word == mine.adjective:
            yield word, Term(yours.adjective, yours.adjective, yours.one if mine.one == word else yours.adjective)
        else:
            yield word, Term(yours.one, yours.adjective, yours.one)
    for seat in old.seats:
        yield seat, Term.same(new.seats[0])


# --- places


@cache
def towns(code: str) -> tuple[Place, ...]:
    """The populated places of a state."""
    return tuple(gazetteer.populated(code))


def _plain(place: Place) -> bool:
    """Whether a place's name means nothing else."""
    name, known = place.name, world.load()
    return (
        re.fullmatch(r"[A-Z]\w{3,}(?:[ -][A-Z]\w{2,})?", name) is not None
        and given_names.gender(name.split()[0]) is None
        and world.words_of(name) not in known.names
        and world.words_of(name) not in known.demonyms
        and name.lower() not in known.roles
        and gazetteer.settlements(name)[:1] == (place,)
        and gazetteer.country(name) is None
    )


@cache
def seats_of_regions(code: str) -> tuple[Place, ...]:
    """Of the places of a state those that a region is called after and whose name means nothing else."""
    return tuple(p for p in towns(code) if names_region(p.name, code) and _plain(p))


def place(name: str, near: Iterable[str] = ()) -> Place | None:
    """What the gazetteer has under a name: of several that of a state told of, else the likeliest; None: nothing in one state."""
    told = set(near)
    found = [p for p in (*gazetteer.settlements(name), *gazetteer.areas(name, worded=True)) if p.country]
    return next((p for p in found if p.country in told), found[0] if found else None)


def names_region(name: str, code: str | None) -> bool:
    """Whether a region of the state is called so."""
    return any(p.country == code for p in gazetteer.areas(name, worded=True))


class Towns:
    """Draws places of new states, each once."""

    def __init__(self, rng: random.Random, avoid: str) -> None:
        self._rng, self._avoid = rng, avoid.lower()
        self._taken: set[str] = set()

    def like(self, old: Place, name: str, code: str) -> str | None:
        """The name of a place of the state ``code`` that is as prominent in it as ``old`` in its own, of a region's where that is one."""
        regions = seats_of_regions(code) if names_region(name, old.country) else ()
        nearest = [n for pool in (regions, towns(code)) for n in self._nearest(old, pool)]
        if not nearest:
            return None
        chosen = self._rng.choice(nearest[:NEAR])
        self._taken.add(chosen)
        return chosen

    def _nearest(self, old: Place, pool: Sequence[Place]) -> list[str]:
        """The names nearest in rank that are still free."""
        free = (
            p.name
            for p in sorted(pool, key=lambda p: (abs(p.rank - old.rank), p.name))
            if p.name not in self._taken and p.name.lower() not in self._avoid and _plain(p)
        )
        return list(itertools.islice(free, NEAR))

    def invented(self, code: str, parts: int) -> str:
        """A name that no table has, made of names of that state."""
        sources = [p.name for p in towns(code) if p.name.isascii()] or [c.name for c in _suitable()]
        return " ".join(invented(sources, self._rng) for _ in range(parts))


# --- people


def invented(sources: Sequence[str], rng: random.Random) -> str:
    """The beginning of one name and the end of another, so that no table has it."""
    known = world.load()
    while True:
        one, other = (given_names.folded(rng.choice(sources).split()[-1]) for _ in range(2))
        begins, ends = re.match(r"[^aeiou]*[aeiou]+[^aeiou]", one), re.search(r"[aeiou]+[^aeiou]+(?:[aeiou]+[^aeiou]*)?$", other)
        word = (begins.group() + ends.group()).capitalize() if begins and ends else ""
        taken = word.lower() in known.surnames or given_names.gender(word) or gazetteer.known(word) or world.words_of(word) in known.names
        if re.fullmatch("[A-Z][a-z]{4,8}", word) and not taken:
            return word


class People:
    """Draws invented people: as many parts of a name, the given name of the same sex, initials for initials."""

    def __init__(self, rng: random.Random, avoid: str) -> None:
        self._rng = rng
        listed = [p for p in world.load().people.values() if " " in p.name]
        self._surnames = [p.name for p in listed]
        self._given = {
            sex: sorted({n for n in (p.name.split()[0] for p in listed) if given_names.gender(n) == sex and n not in avoid}) for sex in "fm"
        }
        self._drawn: dict[str, str] = {}

    def part(self, word: str, *, given: bool) -> str:
        """What one part of a name becomes; the same part always the same."""
        if word not in self._drawn:
            self._drawn[word] = self._new(word, given=given)
        return self._drawn[word]

    def _new(self, word: str, *, given: bool) -> str:
        if re.fullmatch(r"[A-Z]\.?", word):
            return word.replace(word[0], self._rng.choice([c for c in "ABDEGHKLMNRST" if c != word[0]]))
        if given and (pool := self._given[given_names.gender(word) or "m"]):
            chosen = self._rng.choice(pool)
            pool.remove(chosen)
            return chosen
        return invented(self._surnames, self._rng)


def full_names(names: Iterable[str]) -> list[str]:
    """The names of people, without titles, each as fully as it is known: a surname in office has a given name too."""
    known, found = world.load(), set[str]()
    titles = known.honorifics | set(known.roles)
    for name in names:
        words = [w for w in name.replace("’s", "").split() if w.lower().strip(".") not in titles]
        if words and re.fullmatch(r"\w[\w'’-]{2,}", words[-1]) and words[-1][0].isupper():
            office = known.surnames.get(words[0].lower()) if len(words) == 1 else None
            found.add(office.name if office else " ".join(words))
    whole = {w for name in found if " " in name for w in name.split()}
    return sorted(name for name in found if " " in name or name not in whole)


def of_people(names: Iterable[str], draw: Callable[..., str]) -> Iterator[tuple[str, Term]]:
    """The names of people and their parts, and what they become."""
    for name in names:
        words = name.split()
        new = [draw(w, given=k < len(words) - 1) for k, w in enumerate(words)]
        yield name, msgspec.structs.replace(Term.same(" ".join(new)), each=True)
        yield from ((w, Term.same(n)) for w, n in zip(words, new, strict=True) if len(w.strip(".")) > 1)


def alike(name: str, known: Iterable[str]) -> str | None:
    """Of names that no table has the one that is this in another spelling."""
    return next((k for k in known if fuzz.ratio(name.lower(), k.lower()) >= ALIKE), None)
