"""Peoples by the state that they live in: "Bosnian Serbs", "ethnic Albanians in Macedonia"."""

from accordingto import affiliation
from accordingto.actors.homes import Homes
from accordingto.actors.phrases import Phrases
from accordingto.actors.ref import Ref


def of(phrases: Phrases, homes: Homes, i: int) -> Ref | None:
    """The people that a phrase names; None where it names none.

    Args:
        phrases: the document's phrases.
        homes: the countries that the document tells; a people is not of the state that shares its name only because that is named too.
        i: the token that heads the phrase.
    """
    a, known = phrases.a, phrases.world
    if a.tokens[i].upos not in ("NOUN", "PROPN", "ADJ"):
        return None
    before = [j for j in a.dependents(i, "amod", "compound") if j < i]
    marks = [j for j in (*before, i) if affiliation.ethnic(a, known, j)]
    if not marks:
        return None
    role = phrases.role(i)
    country = affiliation.lives_in(a, known, phrases.named_at, i)
    ref = phrases.ref(i, phrases.extent(i), country, role.sector if role else "CVL")
    if country is None and homes.near is not None:
        kin = {c.code for j in marks if (c := known.demonyms.get((a.tokens[j].form.lower(),)))}
        settled = homes.settled(ref)
        return ref if settled.country in kin else settled
    return ref
