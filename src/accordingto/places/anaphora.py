"""Words that stand for a place named before: "there", "the village", "the capital", "the market" of a town whose market was told of."""

import msgspec

from accordingto import gazetteer, world
from accordingto.analysis import Analysis
from accordingto.places.mentions import PlaceMention

_VILLAGE = 50_000  # people: no village has more
_WITHIN = 6  # sentences over which "the village" still is the one named
_MODIFIERS = ("amod", "compound", "nummod", "nmod", "acl", "acl:relcl", "nmod:poss")


def anaphors(analysis: Analysis, mentions: tuple[PlaceMention, ...]) -> tuple[PlaceMention, ...]:
    """Further mentions of the places that a document names.

    Args:
        analysis: the document.
        mentions: its named places in text order.

    Returns:
        One mention a word or phrase, with the name, country and coordinates of the place it stands for; none where no place named before
        is of that kind.
    """
    if not mentions:
        return ()
    found = []
    main = _main(mentions)
    sites = _sites(analysis, mentions)
    words = gazetteer.words()
    for i, token in enumerate(analysis.tokens):
        form = token.form.lower()
        place, first = None, i
        if form in words.there_words and token.upos == "ADV" and analysis.rel(i) == "advmod":
            place = _last(analysis, mentions, i, ("settlement", "region", "area"))
        elif form in words.here_words and token.upos == "ADV" and analysis.rel(i) == "advmod":
            place = main
        elif form in words.seat_nouns and token.upos == "NOUN":
            place, first = _capital(analysis, mentions, i)
        elif token.upos == "NOUN":
            place, first = _site(analysis, sites, mentions, i)
            if place is None:
                place, first = _noun(analysis, mentions, i, form)
        if place is not None:
            found.append(_again(analysis, place, first, i))
    return tuple(found)


def _noun(analysis: Analysis, mentions: tuple[PlaceMention, ...], i: int, form: str) -> tuple[PlaceMention | None, int]:
    """ "the village", "that town", "the city centre": a definite noun for a place that nothing else in the phrase names."""
    kinds = gazetteer.words().anaphoric.get(form)
    if kinds is None:
        return None, i
    determiner = [j for j in analysis.dependents(i, "det") if analysis.tokens[j].form.lower() in gazetteer.words().definite_words]
    if not determiner or any(j < i or analysis.rel(j) != "acl" for j in analysis.dependents(i, *_MODIFIERS)):
        return None, i
    if any(m.first <= i < m.last for m in mentions):
        return None, i
    place = _last(analysis, mentions, i, kinds)
    if place is not None and form in gazetteer.words().village_nouns and place.geoname is not None and _people(place) > _VILLAGE:
        return None, i
    return place, determiner[0]


def _sites(analysis: Analysis, mentions: tuple[PlaceMention, ...]) -> dict[str, list[tuple[int, PlaceMention]]]:
    """What stands in a place that the text names with it ("the market of X", "the X substation", "a depot at X"), by its noun."""
    words, found = gazetteer.words(), {}  # type: ignore[var-annotated]
    for mention in mentions:
        above = analysis.tokens[mention.head].head
        relation = analysis.rel(mention.head)
        if above < 0 or relation not in ("nmod", "compound", "appos", "flat", "nmod:poss") or mention.kind == "country":
            continue
        noun = analysis.tokens[above].lemma.lower()
        if analysis.tokens[above].upos in ("NOUN", "PROPN") and (noun in words.facility or noun in words.feature):
            found.setdefault(noun, []).append((above, mention))
    return found


def _site(
    analysis: Analysis, sites: dict[str, list[tuple[int, PlaceMention]]], mentions: tuple[PlaceMention, ...], i: int
) -> tuple[PlaceMention | None, int]:
    """ "the market": the one told of before; "the place", "the site" is where the last of them is."""
    if not sites or any(m.first <= i < m.last for m in mentions):
        return None, i
    determiner = [j for j in analysis.dependents(i, "det") if analysis.tokens[j].form.lower() in gazetteer.words().definite_words]
    if not determiner or any(j < i or analysis.rel(j) != "acl" for j in analysis.dependents(i, *_MODIFIERS) if j != determiner[0]):
        return None, i
    noun = analysis.tokens[i].lemma.lower()
    told = [s for s in sites.get(noun, ()) if s[0] < i]
    if not told and noun in gazetteer.words().spot_nouns:
        told = sorted((s for group in sites.values() for s in group if s[0] < i), key=lambda s: s[0])
    return (told[-1][1], determiner[0]) if told else (None, i)


def _people(place: PlaceMention) -> int:
    return next((p.population for p in gazetteer.settlements(place.name) if p.geoname == place.geoname), 0)


def _capital(analysis: Analysis, mentions: tuple[PlaceMention, ...], i: int) -> tuple[PlaceMention | None, int]:
    """ "the capital", "Sudan's capital", "the capital of Chad": of the state beside it, else of the only one that the document names, where
    its towns lie nowhere else."""
    if any(m.first <= i < m.last for m in mentions) or analysis.dependents(i, "amod", "appos", "compound"):
        return None, i
    states = [m for m in mentions if m.kind == "country" and m.country]
    beside = [m for m in states if analysis.tokens[m.head].head == i]
    names = {m.country for m in beside or (*states, *(m for m in mentions if m.kind == "settlement")) if m.country}
    article = gazetteer.words().definite_article
    definite = beside or any(analysis.tokens[j].form.lower() in article for j in analysis.dependents(i, "det"))
    if len(names) != 1 or not definite or (not beside and analysis.dependents(i, "nmod", "nmod:poss")):
        return None, i
    country = world.load().countries.get(next(iter(names)) or "")
    if country is None:
        return None, i
    found = [p for seat in country.seats[:1] for p in gazetteer.settlements(seat) if p.country == country.code]
    if not found:
        return None, i
    place = (beside or states or mentions)[0]
    seat = found[0]
    named = msgspec.structs.replace(
        place,
        name=seat.name,
        latitude=seat.latitude,
        longitude=seat.longitude,
        geoname=seat.geoname,
        kind="settlement",
        country=seat.country,
    )
    return named, min([i, *analysis.dependents(i, "det")])


def _last(analysis: Analysis, mentions: tuple[PlaceMention, ...], i: int, kinds: tuple[str, ...]) -> PlaceMention | None:
    """The last place of one of these kinds before a token."""
    here = analysis.sentence_of[i]
    for mention in reversed([m for m in mentions if m.last <= i]):
        if here - analysis.sentence_of[mention.first] > _WITHIN:
            return None
        if mention.kind in kinds:
            return mention
    return None


def _main(mentions: tuple[PlaceMention, ...]) -> PlaceMention | None:
    """The populated place that a document names most, where it names one twice."""
    counts: dict[str, int] = {}
    for mention in mentions:
        if mention.kind == "settlement":
            counts[mention.name] = counts.get(mention.name, 0) + 1
    best = max(counts, key=lambda n: counts[n], default=None)
    return next((m for m in mentions if m.name == best), None) if best and counts[best] > 1 else None


def _again(analysis: Analysis, place: PlaceMention, first: int, last: int) -> PlaceMention:
    return PlaceMention(
        place.name,
        place.country,
        place.latitude,
        place.longitude,
        place.geoname,
        place.kind,
        analysis.tokens[first].start,
        analysis.tokens[last].end,
        first,
        last + 1,
        last,
    )
