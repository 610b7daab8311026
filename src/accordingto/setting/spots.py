"""Which place each claim has."""

from collections.abc import Iterable, Iterator

from accordingto.analysis import Analysis
from accordingto.places import PlaceMention
from accordingto.setting import owners, whereabouts
from accordingto.setting.clauses import Clauses
from accordingto.setting.lexicon import words

_PRECISE = {"settlement": 0, "area": 1, "region": 2, "country": 3}


def settle(claims: Clauses, places: Iterable[PlaceMention]) -> list[PlaceMention | None]:
    """The place of each claim: of several where one is set, the one that says so most plainly, the smallest, the nearest."""
    found: list[tuple[tuple[int, int, int, int], PlaceMention] | None] = [None] * len(claims.all)
    for place in places:
        for n in _told_of(claims, place):
            if found[n] is None:
                found[n] = ((0, _PRECISE[place.kind], 0, 0), place)
        for n, rank in owners.find(claims, place.head, place.first, place.last):
            order = whereabouts.plainly(claims.a, place, claims.all[n])
            if order is None:
                continue
            held = found[n]
            key = (order // 2, _PRECISE[place.kind], order, rank)
            if held is None or key < held[0]:
                found[n] = (key, place)
    return [held and held[1] for held in found]


def _told_of(claims: Clauses, place: PlaceMention) -> Iterator[int]:
    """The claims of the clause of place that tells what is somewhere, and of relative clauses on what stands there."""
    of_predicate = claims.of_predicate
    yield from next((of_predicate[i] for i in _where_heads(claims.a, place) if i in of_predicate), ())
    for i in _of_what_stands(claims.a, place):
        yield from of_predicate.get(i, ())


def _of_what_stands(a: Analysis, place: PlaceMention) -> list[int]:
    """ "the clinic in X, which has forty beds": the relative clauses on something that stands in a place."""
    noun = a.tokens[place.head].head
    if noun < 0 or a.rel(place.head) != "nmod" or a.tokens[noun].lemma.lower() not in words().sites:
        return []
    if not {a.tokens[j].form.lower() for j in a.dependents(place.head, "case")} & words().locative:
        return []
    return [i for i in a.dependents(noun, "acl") if i > place.head and a.tokens[i].deprel == "acl:relcl"]


def _where_heads(a: Analysis, place: PlaceMention) -> list[int]:
    """The words that may head a clause of place: "X, where the families live"; of "the village of X in Y, where …" it tells of X."""
    noun = a.tokens[place.head].head if a.rel(place.head) in ("nmod", "appos", "flat") else place.head
    on_noun = (i for k in dict.fromkeys((place.head, noun)) if k >= 0 for i in a.dependents(k, "acl:relcl"))
    found = [i for i in on_noun if any(a.tokens[k].form.lower() in words().placing and a.tokens[k].head == i for k in a.children[i])]
    sentence = a.sentences[a.sentence_of[place.last - 1]]
    opens = place.last + (place.last < sentence.last and a.tokens[place.last].form == ",")
    behind = opens < sentence.last and a.tokens[opens].form.lower() in words().placing
    return found + [i for i in (a.ancestors(opens) if behind else ()) if i > opens]
