"""Finds the mentions of a document: names, descriptions, pronouns."""

from collections.abc import Collection, Iterator
from functools import cache

from accordingto import world
from accordingto.analysis import Analysis
from accordingto.coreference import bodies
from accordingto.coreference.bodies import Bodies
from accordingto.coreference.mentions import Mention, What, persons
from accordingto.coreference.nouns import FEMALE, MALE, PLURAL, Nouns
from accordingto.coreference.people import People
from accordingto.world import World


def find(analysis: Analysis, known: World | None = None) -> list[Mention]:
    """The mentions of a document in text order; linear in its length.

    Args:
        analysis: its analysis.
        known: the table of states, offices and people; the package's own where None.
    """
    nouns = Nouns(analysis, known or world.load())
    houses = Bodies(nouns)
    names = _names(analysis, houses, People(nouns))
    taken = {k for m in names for k in (*range(m.first, m.last), *m.also)}
    found = [*names, *_descriptions(nouns, houses, taken), *_pronouns(analysis)]
    return sorted(found, key=lambda m: (m.first, -m.last))


def _names(a: Analysis, houses: Bodies, people: People) -> list[Mention]:
    """The names of people and bodies."""
    somebody = {e.first for e in a.entities if people.is_one(e)}
    somebody -= {e.first for e in a.entities if houses.called_person(e)}
    marked = [e for e in a.entities if e.first not in somebody and (e.type == "ORG" or houses.called_person(e))]
    found = [houses.mention(part) for e in marked for part in bodies.bracketed(a, e)]
    found += [houses.mention(e) for e in bodies.spelled(a, found)]
    inside = {k for m in found for k in range(m.first, m.last)}
    found += [people.mention(e) for e in a.entities if e.first in somebody and e.first not in inside]
    return [*found, *people.unmarked(found)]


def _descriptions(nouns: Nouns, houses: Bodies, taken: Collection[int]) -> Iterator[Mention]:
    """Nouns that say what somebody or something is, and bodies' names that the model does not mark; not of the tokens ``taken``."""
    a = nouns.a
    for i, token in enumerate(a.tokens):
        if i in taken or token.upos not in ("NOUN", "PROPN") or a.rel(i) in ("compound", "flat", "amod"):
            continue
        if token.lemma.lower() in nouns.words.time_nouns or token.deprel == "nmod:desc":
            continue
        yield houses.titled(i) or _description(nouns, i)


def _description(nouns: Nouns, i: int) -> Mention:
    a, token = nouns.a, nouns.a.tokens[i]
    lemma, inside = token.lemma.lower(), nouns.phrase(i)
    determined = {a.tokens[j].form.lower() for j in a.dependents(i, "det")}
    definite = not determined.isdisjoint(nouns.words.definite_articles) or bool(a.dependents(i, "nmod:poss")) or token.upos == "PROPN"
    return Mention(
        "noun",
        inside[0],
        inside[-1] + 1,
        i,
        descriptions=(nouns.description(i, inside),),
        gender=nouns.gender({lemma}),
        plural=token.xpos in PLURAL or lemma in nouns.words.plural,
        what=_what(nouns, i),
        definite=definite,
    )


def _what(nouns: Nouns, i: int) -> What:
    """What a description is of."""
    token = nouns.a.tokens[i]
    lemma = token.lemma.lower()
    if lemma in nouns.words.epithets:
        return "person"
    if token.upos == "PROPN" and nouns.state(i) is not None:
        return "body"
    if nouns.is_person(i):
        return "person"
    return "body" if nouns.office_of_body(i) or lemma in nouns.words.generic else "thing"


def _pronouns(a: Analysis) -> Iterator[Mention]:
    known = _of_third_person()
    for i, form in enumerate(a.lowered):
        if form not in known or a.tokens[i].upos not in ("PRON", "DET") or a.tokens[i].deprel == "expl":
            continue
        gender, plural = known[form]
        what: What = "person" if gender else "thing"
        yield Mention("pronoun", i, i + 1, i, gender=gender, plural=plural, what=what, definite=True)


@cache
def _of_third_person() -> dict[str, tuple[str | None, bool]]:
    """The pronouns with the gender that they state and whether they stand for several."""
    words = persons()
    return {
        **dict.fromkeys(words.masculine_pronouns, (MALE, False)),
        **dict.fromkeys(words.feminine_pronouns, (FEMALE, False)),
        **dict.fromkeys(words.thing_pronouns, (None, False)),
        **dict.fromkeys(words.plural_pronouns, (None, True)),
    }
