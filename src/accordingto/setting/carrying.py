"""What a claim has from the one that governs it: "In 1986, X did A and B": both; "where they …": where the antecedent is."""

from collections.abc import Sequence

from accordingto.places import PlaceMention
from accordingto.setting.clauses import Clauses, Setting
from accordingto.setting.lexicon import words
from accordingto.times import TimeMention

_RELATIVE = "relative"


def settle(claims: Clauses, dates: Sequence[TimeMention | None], spots: Sequence[PlaceMention | None]) -> tuple[Setting, ...]:
    """The settings of the claims, in their order.

    Args:
        claims: the document's.
        dates: the time that each has by itself.
        spots: the place that each has by itself.
    """
    times, places = list(dates), list(spots)
    settled = [t is not None or p is not None for t, p in zip(dates, spots, strict=True)]
    for n in sorted(range(len(claims.all)), key=lambda n: _depth(claims, n)):
        up, edge = _governor(claims, n, settled)
        if up is None:
            continue
        time, place = times[up], places[up]
        if times[n] is None and time is not None and _carries_time(claims, edge, n, up, time):
            times[n] = time
        if places[n] is None and place is not None and _carries_place(claims, edge, n, place):
            places[n] = place
    return tuple(
        Setting(t, p, t is not None and t.first not in inside, p is not None and p.first not in inside)
        for t, p, inside in zip(times, places, claims.inside, strict=True)
    )


def _depth(claims: Clauses, n: int) -> int:
    predicate = claims.all[n].predicate
    return len(list(claims.a.ancestors(predicate))) if predicate is not None else 0


def _governor(claims: Clauses, n: int, settled: Sequence[bool]) -> tuple[int | None, str]:
    """The claim of the nearest predicate above, if one of several one that is ``settled``, and by what relation this one hangs on it."""
    i = claims.all[n].predicate
    if i is None:
        return None, ""
    edge = _edge(claims, i)
    for _ in range(4):
        i = claims.a.tokens[i].head
        if i < 0:
            break
        found = [m for m in claims.of_predicate.get(i, ()) if m != n]
        if found:
            return next((m for m in found if settled[m]), found[0]), edge
        if edge not in ("conj", "xcomp"):
            break
    return None, edge


def _edge(claims: Clauses, i: int) -> str:
    """The relation, of adverbial and relative clauses with the word that opens them."""
    a = claims.a
    relation = a.rel(i)
    if relation == "acl" and a.tokens[i].deprel == "acl:relcl":
        opening = next((a.tokens[k].form.lower() for k in a.subtree(i) if a.tokens[k].xpos in ("WRB", "WDT", "WP")), "")
        return opening if opening in words().placing else _RELATIVE
    if relation in ("advcl", "acl"):
        marks = [a.tokens[k].form.lower() for k in a.dependents(i, "mark", "advmod") if k < i]
        if marks and marks[0] in words().carried_under:
            return marks[0]
        return "participle" if a.tokens[i].xpos in ("VBG", "VBN") and not marks else "other"
    return relation


def _carries_time(claims: Clauses, edge: str, n: int, up: int, mention: TimeMention) -> bool:
    """Whether the time of the governing claim holds for this one."""
    a, i, above = claims.a, claims.all[n].predicate, claims.all[up].predicate
    if i is None or above is None or claims.all[n].form == "nominal":
        return False
    if edge == "conj":
        fronted = mention.first < min([above, *a.dependents(above, "nsubj")])
        return fronted or (not a.dependents(i, "nsubj") and mention.first < i)
    if edge == _RELATIVE:
        return a.tokens[above].upos in ("NOUN", "PROPN") and mention.first < i
    return edge in words().carried_under or edge in ("participle", "xcomp")


def _carries_place(claims: Clauses, edge: str, n: int, place: PlaceMention) -> bool:
    """Whether the place of the governing claim holds for this one."""
    i = claims.all[n].predicate
    if i is None or claims.all[n].form == "nominal":
        return False
    if edge == "conj":
        return not claims.a.dependents(i, "nsubj") and place.first < i
    return edge in words().carried_under or edge == "participle" or (edge == _RELATIVE and _told_beside(claims, i, place))


def _told_beside(claims: Clauses, i: int, place: PlaceMention) -> bool:
    """ "the shooting in X in which two were hurt": a relative clause on an event's noun, behind the place of that event."""
    noun = claims.a.tokens[i].head
    return noun >= 0 and claims.a.tokens[noun].upos == "NOUN" and noun in claims.of_predicate and noun < place.first < i
