"""Which place a name means."""

from collections.abc import Sequence

import msgspec

from accordingto import gazetteer, syntax, world
from accordingto.analysis import Analysis
from accordingto.gazetteer import Place, PlaceKind
from accordingto.places.candidates import capital, never, written_as_country
from accordingto.places.mentions import Name, PlaceMention


class Evidence(msgspec.Struct, frozen=True):
    """What a document tells of where it is set.

    ``named``: states by how often they are named, ``placed``: by how many other names are of a place there beyond doubt; ``regions``: codes
    of first-level regions that are named; ``told``: places that the text itself tells apart ("Athens, Georgia"), by folded name.
    """

    named: dict[str, int]
    placed: dict[str, frozenset[str]]
    regions: frozenset[str]
    told: dict[str, Place]


_SURE = 1.0
"""By so much fame the first place of a name is beyond doubt."""
_MARGIN = 0.25
"""By less the first of two places in two states is not taken: the name stays, without a state."""
_HALVES = 0.2  # degrees


def evidence_of(analysis: Analysis, names: list[Name], context: Sequence[str]) -> Evidence:
    """What the names of a document tell together, before any that is in doubt is resolved.

    Args:
        analysis: the document.
        names: its candidates.
        context: states that it is known to be about.
    """
    named = dict.fromkeys(context, 2)
    placed: dict[str, set[str]] = {}
    regions: set[str] = set()
    for name in names:
        words = analysis.words(name.name_first, name.name_last)
        state = gazetteer.country(words) if name.reading != "region" else None
        areas = gazetteer.areas(words, worded=name.reading == "region")
        if state and state.country:
            named[state.country] = named.get(state.country, 0) + 1
            continue
        codes = {a.country for a in areas}
        if len(codes) == 1 and (code := next(iter(codes))):
            named[code] = named.get(code, 0) + 1
            regions |= {a.region for a in areas if a.region}
        elif sure := _beyond_doubt(words):
            placed.setdefault(sure.country or "", set()).add(gazetteer.folded(words))
    found = Evidence(named, {c: frozenset(n) for c, n in placed.items()}, frozenset(regions), {})
    for n, name in enumerate(names):
        words = analysis.words(name.name_first, name.name_last)
        countries = next_place(analysis, names, n)
        if countries and (place := _settlement(words, countries, found)) and place.country in countries:
            found.told.setdefault(gazetteer.folded(words), place)
    return found


def _beyond_doubt(words: str) -> Place | None:
    """The place of a name that has but one of any size."""
    found = sorted(gazetteer.settlements(words), key=lambda p: -_fame(p, words))
    if not found or _fame(found[0], words) < 5:
        return None
    rivals = [_fame(p, words) for p in found if p.country != found[0].country]
    return found[0] if not rivals or _fame(found[0], words) - max(rivals) >= _SURE else None


def next_place(analysis: Analysis, names: list[Name], n: int) -> tuple[str, ...]:
    """The states that a place that follows at once may be in: "Odessa, Texas", "the village of X in the Y region", "X in Z"."""
    name = names[n]
    if n + 1 == len(names):
        return ()
    other = names[n + 1]
    gap = [analysis.tokens[k].form.lower() for k in range(name.last, other.first)]
    if len(gap) > 6 or analysis.sentence_of[name.first] != analysis.sentence_of[other.first]:
        return ()
    held = gazetteer.words()
    inside = gap != [] and (gap[0] == "(" or gap[0] in held.holding_marks)
    behind = gap[:1] == [","] and (len(gap) == 1 or gap[1] in held.comma_marks)
    if not inside and not behind:
        return ()
    words = analysis.words(other.name_first, other.name_last)
    state = gazetteer.country(words) if other.reading != "region" and written_as_country(words) else None
    areas = gazetteer.areas(words, worded=other.reading == "region")
    return tuple(dict.fromkeys(p.country for p in ((state,) if state else ()) + areas if p.country))


def resolve(analysis: Analysis, name: Name, countries: tuple[str, ...], evidence: Evidence, before: Place | None = None) -> Place | None:
    """The place that a candidate names; one with null coordinates where the tables do not have it."""
    words = analysis.words(name.name_first, name.name_last).strip()
    if words.lower() in gazetteer.words().region:
        return None  # "the Republic" by itself
    if name.reading == "region":
        return _region(words, name, countries, evidence)
    if name.reading == "settlement":
        return _settlement(words, countries, evidence) or Place(_title(words), _only(countries), None, None, None, "settlement")
    state = gazetteer.country(words)
    areas = tuple(a for a in gazetteer.areas(words) if a.rank or words.lower() not in gazetteer.words().never)
    if state and written_as_country(words):
        within = next((a for a in areas if before and a.country == before.country != state.country), None)
        return within or state  # "Atlanta, Georgia"
    area = _best(areas, countries, evidence)
    settlement = _settlement(words, countries, evidence)
    if area and not (settlement and not area.rank and settlement.fame >= 6.5):
        return area
    if settlement:
        return settlement
    if not name.marked or not _unknown_place(analysis, name, words):
        return None
    return Place(_title(words), _only(countries), None, None, None, _unknown_kind(words))


def _only(countries: tuple[str, ...]) -> str | None:
    return countries[0] if len(countries) == 1 else None


def _unknown_kind(words: str) -> PlaceKind:
    return "area" if words.rsplit(maxsplit=1)[-1].lower() in gazetteer.words().feature else "settlement"


def _unknown_place(analysis: Analysis, name: Name, words: str) -> bool:
    """Whether a mention that no table has is taken as a place: marked as one, and no word of it that names something else."""
    if len(words) < 3 or (words.isupper() and len(words) < 5) or not capital(words):
        return False
    if never(words) or (words.lower(),) in world.load().demonyms:
        return False
    return not any(
        analysis.tokens[k].upos == "ADJ" for k in range(name.name_first, name.name_last) if name.name_last - name.name_first == 1
    )


def _region(words: str, name: Name, countries: tuple[str, ...], evidence: Evidence) -> Place | None:
    """A first-level region: from the tables, else named after a known town, else as written."""
    whole = f"{words} {name.type_word}"
    area = _best(gazetteer.areas(whole) or gazetteer.areas(words, worded=True), countries, evidence)
    if area:
        return area
    state = gazetteer.country(words)
    if state:
        return state
    seat = _settlement(words, countries, evidence)
    code = seat.country if seat else _only(countries)
    return Place(f"{_title(words)} {name.type_word.capitalize()}", code, None, None, None, "region")


def _settlement(words: str, countries: tuple[str, ...], evidence: Evidence) -> Place | None:
    """The populated place of that name that is meant: where the text says so, else by fame and what else the document names.

    Where two in two states are about as likely the place has its name and neither state nor coordinates.
    """
    found = gazetteer.settlements(words)
    if countries:
        return next((p for p in found if p.country in countries), None)
    told = evidence.told.get(gazetteer.folded(words))
    if told:
        return told
    if not found:
        return None
    best = max(found, key=lambda p: _likelihood(p, words, evidence))
    if best.country not in evidence.named and best.country not in evidence.placed and best.population < 20_000:
        return None
    rivals = [p for p in found if p.country != best.country]
    near = [p for p in rivals if _likelihood(best, words, evidence) - _likelihood(p, words, evidence) < _MARGIN]
    if not near:
        return best
    spot = (best.latitude, best.longitude) if all(_beside(best, p) for p in near) else (None, None)
    return Place(_title(words), None, *spot, None, "settlement")


def _beside(one: Place, other: Place) -> bool:
    """ "Rafah": two halves of a town on two sides of a border; where it is is no question, only in which state."""
    gaps = [abs((a or 0.0) - (b or 0.0)) for a, b in ((one.latitude, other.latitude), (one.longitude, other.longitude))]
    return max(gaps) < _HALVES


def _fame(place: Place, words: str) -> float:
    """A name that is only another spelling counts less."""
    return place.fame - (0.0 if gazetteer.folded(place.name) == gazetteer.folded(words) else 0.7)


def _likelihood(place: Place, words: str, evidence: Evidence) -> float:
    """Fame, and what the document adds: its state is named, is the only one, has other places or the region named. Weights by hand.

    A state that is named moves its own great cities, not the world's: a homonym there has to be about as well known.
    """
    code, score = place.country or "", _fame(place, words)
    others = evidence.placed.get(code, frozenset()) - {gazetteer.folded(words)}
    if code in evidence.named:
        score += 0.4 + (place.rank <= 3) * (1.3 + 0.4 * (len(evidence.named) == 1))
    if others:
        score += 0.9
    if place.region and place.region in evidence.regions:
        score += 1.5
    return score


def _best(places: tuple[Place, ...], countries: tuple[str, ...], evidence: Evidence) -> Place | None:
    """Of regions and areas of one name that in a state that follows, else that the document names; of several that it does not none."""
    if not places:
        return None
    weights = [
        (p.country in countries, evidence.named.get(p.country or "", 0) + len(evidence.placed.get(p.country or "", ())), p.rank)
        for p in places
    ]
    best = max(range(len(places)), key=lambda n: weights[n])
    if len({p.country for p in places}) > 1 and sum(w == weights[best] for w in weights) > 1:
        return msgspec.structs.replace(places[best], country=None, latitude=None, longitude=None, geoname=None)
    return places[best]


def _title(words: str) -> str:
    return words if capital(words) else words[:1].upper() + words[1:]


def mention_of(analysis: Analysis, name: Name, place: Place) -> PlaceMention:
    span = range(name.first, name.last)
    head = syntax.head(analysis, span, name.last - 1, without=("case", "det", "punct"))
    return PlaceMention(
        place.name,
        place.country,
        place.latitude,
        place.longitude,
        place.geoname,
        place.kind,
        analysis.tokens[name.first].start,
        analysis.tokens[name.last - 1].end,
        name.first,
        name.last,
        head,
    )


def with_country_from_context(analysis: Analysis, mentions: list[PlaceMention]) -> list[PlaceMention]:
    """An unknown village or region gets the country of the place named with it in its sentence, else of the last one in its paragraph."""
    done: list[PlaceMention] = []
    for n, mention in enumerate(mentions):
        unknown = mention.country is None and mention.latitude is None and mention.kind in ("settlement", "region")
        if unknown and not gazetteer.settlements(mention.name):
            code = _neighbour(analysis, mention, mentions[n + 1 : n + 2] + done[-1:])
            mention = msgspec.structs.replace(mention, country=code)
        done.append(mention)
    return done


def _neighbour(analysis: Analysis, mention: PlaceMention, others: list[PlaceMention]) -> str | None:
    sentence = analysis.sentence_of[mention.first]
    for other in others:
        if other.country and analysis.sentence_of[other.first] == sentence:
            return other.country
    for other in others:
        if other.country and other.first < mention.first:
            here = analysis.sentences[sentence].block
            return other.country if analysis.sentences[analysis.sentence_of[other.first]].block == here else None
    return None
