"""Places: names of places in a text, resolved to a neutral name, a country and coordinates.

Candidates are mentions that the encoder marks as places, capitalised names that the gazetteer has, and names that their words make a
place ("the village of X", "X region"). A name inside a person's or an organisation's is none. Which of several places of one name is meant
is decided by the countries that the document names otherwise, then by size; what stays unknown keeps its name with null coordinates.
"""

from collections.abc import Sequence

import msgspec

from accordingto import gazetteer
from accordingto.analysis import Analysis, Entity
from accordingto.gazetteer import Place, PlaceKind


class PlaceMention(msgspec.Struct, frozen=True):
    """A place as it is named in a text.

    ``name`` is neutral and canonical, ``country`` ISO 3166-1 alpha-3 (None for seas, continents, unknown places), coordinates in
    degrees (WGS 84). ``start``/``end`` are characters, ``first``/``last`` (exclusive) tokens, ``head`` the token governed from outside.
    """

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    geoname: int | None
    kind: PlaceKind
    start: int
    end: int
    first: int
    last: int
    head: int


class _Name(msgspec.Struct, frozen=True):
    """A candidate: tokens of the bare name, of the whole mention, and how its words present it."""

    first: int
    last: int
    name_first: int
    name_last: int
    reading: str  # "region", "settlement" or ""
    marked: bool  # by the encoder
    type_word: str


def find(analysis: Analysis, *, context: Sequence[str] = ()) -> tuple[PlaceMention, ...]:
    """The places of a document in text order.

    Args:
        analysis: tokens, trees and entities.
        context: alpha-3 codes of countries that the document is known to be about, from elsewhere.

    Returns:
        One mention a name; those that share a word ("Donetsk and Luhansk regions") are several.
    """
    names = _candidates(analysis)
    countries = _countries(analysis, names, context)
    mentions: list[PlaceMention] = []
    for n, name in enumerate(names):
        place = _resolve(analysis, name, _next_place(analysis, names, n, countries), countries)
        if place:
            mentions.append(_mention(analysis, name, place))
    return tuple(_with_country_from_context(analysis, mentions))


# --- candidates


def _candidates(analysis: Analysis) -> list[_Name]:
    """Names of places from left to right, none inside another."""
    people = {
        analysis.tokens[i].form for e in analysis.entities if e.type == "PER" and e.last - e.first > 1 for i in range(e.first, e.last)
    }
    found: list[_Name] = []
    i, n = 0, len(analysis.tokens)
    while i < n:
        name, after = _candidate(analysis, i, people)
        if name:
            found.append(name)
        i = max(i + 1, after)
    return found


def _candidate(analysis: Analysis, i: int, people: set[str]) -> tuple[_Name | None, int]:
    """The name that begins at a token, and where to read on."""
    token = analysis.tokens[i]
    if not (token.form[:1].isupper() or token.form == "sub"):
        return None, i + 1
    if token.start and analysis.text[token.start - 1] in "-–" and i not in analysis.entity_of:
        return None, i + 1  # the second half of "Euro-Atlantic"
    entity = analysis.entity_of.get(i)
    if entity and entity.type != "LOC":
        if i == entity.first and _place_after_all(analysis, entity, people):
            return _presented(analysis, i, entity.last, False), entity.last
        return None, entity.last
    marked_to = _marked_end(analysis, i) if entity else i
    last = _longest(analysis, i, marked_to if entity else None)
    if entity and (last is None or last < marked_to) and i == entity.first:
        return _marked(analysis, i, marked_to, last)
    if last is None and not entity and token.upos == "PROPN" and _called_a_place(analysis, i):
        last = _name_end(analysis, i)
        return _presented(analysis, i, last, True), last
    if last is None or (not entity and not _placelike(analysis, i, last, people)):
        return None, i + 1
    return _presented(analysis, i, last, entity is not None), last


def _called_a_place(analysis: Analysis, i: int) -> bool:
    """ "The village of X", "the towns of X and Y": a name that only its words make a place."""
    before = _of_what(analysis, i, analysis.sentences[analysis.sentence_of[i]].first)
    return before in gazetteer.words().settlement and analysis.tokens[i - 1].upos != "NOUN"


def _name_end(analysis: Analysis, i: int) -> int:
    """The end of the run of capitalised names that begins at a token."""
    end = analysis.sentences[analysis.sentence_of[i]].last
    last = i + 1
    while last < end and analysis.tokens[last].upos == "PROPN" and last not in analysis.entity_of:
        last += 1
    return last


def _place_after_all(analysis: Analysis, entity: Entity, people: set[str]) -> bool:
    """Whether a mention marked as a person or organisation is used as a place and nobody in the text is called so."""
    whole = analysis.words(entity.first, entity.last)
    if whole in people:
        return False
    return _called_a_place(analysis, entity.first) or (gazetteer.known(whole) and _placelike(analysis, entity.first, entity.last, people))


def _marked_end(analysis: Analysis, i: int) -> int:
    """The end of the mention that covers a token, with mentions of places that follow at once: the encoder may cut one in two."""
    last = analysis.entity_of[i].last
    while last < len(analysis.tokens) and last in analysis.entity_of and analysis.entity_of[last].type == "LOC":
        last = analysis.entity_of[last].last
    return last


def _marked(analysis: Analysis, first: int, last: int, known: int | None) -> tuple[_Name | None, int]:
    """A mention that the encoder marks and no table has as a whole: "Kursk region", "Tell Abyad bridge", a village."""
    words = gazetteer.words()
    while last - 1 > first and analysis.tokens[last - 1].form.lower() in words.region | words.settlement | {"'s", "’s"}:
        last -= 1
    if known is not None and analysis.tokens[known - 1].form[0].isupper() and known < last:
        rest = [analysis.tokens[k].form.lower() for k in range(known, last)]
        lower_feature = rest[0] in words.feature and analysis.tokens[known].form.islower()
        if lower_feature or rest[0] in words.region | words.settlement or rest[0] in (",", "'s", "’s", "-", "and"):
            return _presented(analysis, first, known, True), known
    return _presented(analysis, first, last, True), last


def _longest(analysis: Analysis, i: int, limit: int | None) -> int | None:
    """The end of the longest name in the tables that begins at token ``i``; the sentence (or entity) bounds it."""
    sentence = analysis.sentences[analysis.sentence_of[i]]
    end = min(i + 7, sentence.last)
    for last in range(end, i, -1):
        final = analysis.tokens[last - 1]
        if not final.form[:1].isupper() and not (last - i > 1 and final.form[:1].islower() and final.upos in ("NOUN", "PROPN", "ADJ")):
            continue
        if any(analysis.tokens[k].form in (",", ";", ":", "(", ")") for k in range(i, last)):
            continue
        words = analysis.words(i, last)
        if gazetteer.country(words):
            return last if _written_as_country(words) else None
        if gazetteer.areas(words, worded=True) or gazetteer.settlements(words):
            return last
    return limit if limit and limit > i and gazetteer.known(analysis.words(i, limit)) else None


def _written_as_country(words: str) -> bool:
    """ "US" is a state, "Us" is none."""
    return len(words) > 3 or words.isupper() or "." in words


def _placelike(analysis: Analysis, first: int, last: int, people: set[str]) -> bool:
    """Whether an unmarked name in the tables is used as a place: a state anywhere, another where its words say so."""
    head = analysis.tokens[last - 1]
    if analysis.tokens[first].form in people or all(analysis.tokens[k].upos not in ("PROPN", "NOUN") for k in range(first, last)):
        return False
    words = analysis.words(first, last)
    if analysis.rel(last - 1) in ("compound", "flat") and analysis.tokens[head.head].upos == "PROPN" and head.head >= last:
        above = analysis.tokens[head.head].form.lower()
        if above not in gazetteer.words().region | gazetteer.words().settlement:
            return False
    if analysis.rel(last - 1) == "flat" and head.head < first:
        return False
    if _in_longer_name(analysis, first, last):
        return False
    if gazetteer.country(words):
        return True
    if len(words) < 4 and words.isupper():
        return False
    presented = _presented(analysis, first, last, False)
    if presented.reading:
        return True
    areas = gazetteer.areas(words)
    if areas and (last - first > 1 or len(words) > 5):
        return True
    if not _located(analysis, first):
        return False
    return bool(areas) or _large(words)


def _large(words: str) -> bool:
    """Whether an unmarked name is large enough to be meant; one that is only another spelling has to be larger."""
    return any(
        p.population >= (50_000 if gazetteer.folded(p.name) == gazetteer.folded(words) else 300_000)
        for p in gazetteer.settlements(words)[:1]
    )


def _in_longer_name(analysis: Analysis, first: int, last: int) -> bool:
    """ "George Martin", "Stevens Creek": a capitalised word of the same name stands before or after."""
    tokens = analysis.tokens
    if last < len(tokens) and tokens[last].upos == "PROPN" and analysis.rel(last) == "flat" and first <= tokens[last].head < last:
        return True
    before = tokens[first - 1] if first else None
    if before is None or before.upos != "PROPN" or not first <= before.head < last:
        return False
    return analysis.rel(first - 1) in ("compound", "flat", "nummod")


def _located(analysis: Analysis, first: int) -> bool:
    """Whether a preposition of place stands before the name, or it continues a list of places that has one."""
    locative = gazetteer.words().locative
    i, steps = first - 1, 0
    while i >= 0 and steps < 5 and analysis.sentence_of[i] == analysis.sentence_of[first]:
        token = analysis.tokens[i]
        if token.form.lower() in locative:
            return token.upos in ("ADP", "SCONJ", "PART") and token.form.lower() != "by"
        if token.upos not in ("DET", "ADJ", "PROPN", "CCONJ", "PUNCT") and token.form.lower() not in gazetteer.words().settlement:
            return False
        i, steps = i - 1, steps + 1
    return False


def _presented(analysis: Analysis, first: int, last: int, marked: bool) -> _Name:
    """The name with the words that say what it is: "X region", "the province of X", "the village of X"."""
    words = gazetteer.words()
    tokens, sentence = analysis.tokens, analysis.sentences[analysis.sentence_of[first]]
    after = tokens[last].form.lower() if last < sentence.last else ""
    if gazetteer.country(analysis.words(first, last)) or (last - first > 1 and gazetteer.areas(analysis.words(first, last))):
        return _Name(first, last, first, last, "", marked, "")
    if after.endswith("s") and after in words.region and not after.endswith("us"):
        return _Name(first, last + 1, first, last, "region", marked, _singular(after))
    if after in words.region and not (after in ("state", "area", "zone", "states") and _verb_or_other(analysis, last)):
        return _Name(first, last + 1, first, last, "region", marked, after)
    if after in ("city", "town", "village", "township", "municipality", "settlement"):
        return _Name(first, last + 1, first, last, "settlement", marked, after)
    inner = tokens[last - 1].form.lower()
    if last - first > 1 and inner in words.region:
        return _Name(first, last, first, last - 1, "region", marked, inner)
    before = _of_what(analysis, first, sentence.first)
    if before in words.region:
        return _Name(first, last, first, last, "region", marked, before)
    if before in words.settlement:
        return _Name(first, last, first, last, "settlement", marked, before)
    shared = _shared_region_word(analysis, last, sentence.last)
    return _Name(first, last, first, last, "region" if shared else "", marked, shared)


def _verb_or_other(analysis: Analysis, i: int) -> bool:
    return analysis.tokens[i].upos not in ("NOUN", "PROPN")


def _of_what(analysis: Analysis, first: int, floor: int) -> str:
    """The noun in "the village of X", "the port city of X", "the town X"; also across "the towns of X and Y"."""
    i, steps = first - 1, 0
    while i > floor and steps < 8 and (analysis.tokens[i].upos in ("PROPN", "CCONJ", "DET") or analysis.tokens[i].form == ","):
        i, steps = i - 1, steps + 1
    if i > floor and analysis.tokens[i].form.lower() == "of":
        noun = analysis.tokens[i - 1]
        return noun.lemma.lower() if noun.upos in ("NOUN", "PROPN") else ""
    if i == first - 1 and i >= floor and analysis.tokens[i].upos == "NOUN":
        return analysis.tokens[i].lemma.lower()
    return ""


def _shared_region_word(analysis: Analysis, last: int, end: int) -> str:
    """The plural region word at the end of a list: "Donetsk, Kherson and Zaporizhzhia regions"."""
    i, joined = last, False
    while i < min(end, last + 14):
        token = analysis.tokens[i]
        if token.upos == "CCONJ" or token.form == ",":
            joined = True
        elif token.form.lower() in gazetteer.words().region and token.form.lower().endswith("s"):
            return _singular(token.form.lower()) if joined else ""
        elif not token.form[:1].isupper() and token.form not in ("'s", "’s", "-"):
            return ""
        i += 1
    return ""


def _singular(word: str) -> str:
    return word.removesuffix("ies") + "y" if word.endswith("ies") else word.removesuffix("s")


# --- resolution


def _countries(analysis: Analysis, names: list[_Name], context: Sequence[str]) -> dict[str, int]:
    """How often the document names each country, by itself or by a region that only it has."""
    counts = dict.fromkeys(context, 2)
    for name in names:
        words = analysis.words(name.name_first, name.name_last)
        found = gazetteer.country(words) if name.reading != "region" else None
        regions = gazetteer.areas(words, worded=name.reading == "region")
        code = found.country if found else regions[0].country if len(regions) == 1 else None
        if code:
            counts[code] = counts.get(code, 0) + 1
    return counts


def _next_place(analysis: Analysis, names: list[_Name], n: int, countries: dict[str, int]) -> str | None:
    """The country of a place that follows at once: "Odessa, Texas", "the village of X in the Y region", "X in Z"."""
    name = names[n]
    if n + 1 == len(names):
        return None
    other = names[n + 1]
    gap = [analysis.tokens[k].form.lower() for k in range(name.last, other.first)]
    if len(gap) > 6 or analysis.sentence_of[name.first] != analysis.sentence_of[other.first]:
        return None
    if not (gap[:1] == [","] and len(gap) == 1) and not ((gap and gap[0] in ("in", "(", "of")) or gap[:2] == [",", "in"]):
        return None
    place = _resolve(analysis, other, None, countries)
    return place.country if place and place.kind != "settlement" else None


def _resolve(analysis: Analysis, name: _Name, country: str | None, countries: dict[str, int]) -> Place | None:
    """The place that a candidate names; one with null coordinates where the tables do not have it."""
    words = analysis.words(name.name_first, name.name_last).strip()
    if name.reading == "region":
        return _region(words, name, country, countries)
    if name.reading == "settlement":
        return _settlement(words, country, countries) or Place(_title(words), country, None, None, None, "settlement")
    state = gazetteer.country(words)
    if state and _written_as_country(words) and not (country == "USA" and state.country != "USA"):
        return state
    area = _best(gazetteer.areas(words), country, countries)
    if area:
        return area
    found = _settlement(words, country, countries)
    if found:
        return found
    if not name.marked or not _unknown_place(analysis, name, words):
        return None
    return Place(_title(words), country, None, None, None, _unknown_kind(words))


def _unknown_kind(words: str) -> PlaceKind:
    return "area" if words.rsplit(maxsplit=1)[-1].lower() in gazetteer.words().feature else "settlement"


def _unknown_place(analysis: Analysis, name: _Name, words: str) -> bool:
    """Whether a mention that no table has is taken as a place: only behind "in", "near" and the like."""
    lexicon = gazetteer.words()
    if len(words) < 3 or words.isupper() or not words[0].isupper():
        return False
    if any(w in lexicon.never for w in words.lower().split()) or words.lower() in lexicon.never:
        return False
    i = name.first - 1
    while i >= 0 and analysis.tokens[i].upos in ("DET", "ADJ"):
        i -= 1
    return i >= 0 and analysis.tokens[i].form.lower() in lexicon.inside and analysis.sentence_of[i] == analysis.sentence_of[name.first]


def _region(words: str, name: _Name, country: str | None, countries: dict[str, int]) -> Place | None:
    """A first-level region: from the table, else named after a known town, else as written."""
    whole = f"{words} {name.type_word}"
    area = _best(gazetteer.areas(whole) or gazetteer.areas(words, worded=True), country, countries)
    if area:
        return area
    state = gazetteer.country(words)
    if state:
        return state
    seat = _settlement(words, country, countries)
    code = seat.country if seat else country
    return Place(f"{_title(words)} {name.type_word.capitalize()}", code, None, None, None, "region")


def _settlement(words: str, country: str | None, countries: dict[str, int]) -> Place | None:
    """The populated place of that name that fits the document's countries, else the largest where it is large enough to be meant."""
    found = gazetteer.settlements(words)
    if country:
        return next((p for p in found if p.country == country), None)
    if not found:
        return None
    best = max(found, key=lambda p: _likelihood(p, words, countries))
    return best if best.country in countries or best.population >= 20_000 else None


def _likelihood(place: Place, words: str, countries: dict[str, int]) -> float:
    """By size; a country of the document's weighs forty times, a name that is only another spelling a fifth. Weights by hand."""
    weight = 40.0 if place.country in countries else 1.0
    return place.population * weight * (1.0 if gazetteer.folded(place.name) == gazetteer.folded(words) else 0.2)


def _best(places: tuple[Place, ...], country: str | None, countries: dict[str, int]) -> Place | None:
    if not places:
        return None
    return max(places, key=lambda p: (p.country == country and country is not None, countries.get(p.country or "", 0)))


def _title(words: str) -> str:
    return words if words[:1].isupper() else words[:1].upper() + words[1:]


def _mention(analysis: Analysis, name: _Name, place: Place) -> PlaceMention:
    span = range(name.first, name.last)
    head = next((i for i in span if analysis.tokens[i].head not in span and analysis.rel(i) not in ("case", "det", "punct")), name.last - 1)
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


def _with_country_from_context(analysis: Analysis, mentions: list[PlaceMention]) -> list[PlaceMention]:
    """An unknown village or region gets the country of the place named with it in its sentence, else of the last one in its paragraph."""
    done: list[PlaceMention] = []
    for n, mention in enumerate(mentions):
        if mention.country is None and mention.latitude is None and mention.kind in ("settlement", "region"):
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
