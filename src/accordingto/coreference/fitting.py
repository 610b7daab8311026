"""Whether what is said of one may be said of another: what speaks for it in names and descriptions, and what against."""

from accordingto.analysis import Analysis
from accordingto.coreference.clusters import Cluster
from accordingto.coreference.mentions import Description, Mention, persons
from accordingto.world import World

_INTRODUCED = 4
"""Sentences behind a bare office in which its holder may still be named for the first time: a headline and its lead."""


def clash(c: Cluster, m: Mention) -> bool:
    """Whether somebody is of another gender than a mention."""
    return c.gender is not None and m.gender is not None and c.gender != m.gender


def fits(m: Mention, c: Cluster) -> bool:
    """Whether a description may be of somebody: neither gender nor state speak against it."""
    d = m.descriptions[0]
    told = states(c)
    return not clash(c, m) and not (d.states and told and not d.states & told)


def states(c: Cluster) -> frozenset[str]:
    """The states that are told of somebody."""
    told = frozenset[str]().union(*(o.states for o in c.descriptions))
    return told | {c.person.country} if c.person is not None and c.person.country else told


def compatible(d: Description, other: Description) -> bool:
    """Whether a description may take up another with the same noun: nothing that it adds is contradicted."""
    if d.states and other.states and not d.states & other.states:
        return False
    if d.states and not other.states and not other.words:
        return False  # "Fiji's foreign minister" is not whoever was only called "the Minister"
    numbers, others = ({w for w in words if w.isdigit()} for words in (d.words, other.words))
    if numbers and others and not numbers & others:
        return False  # "the 63-year-old retiree" is not a 70-year-old one
    if (d.words & persons().telling_adjectives) - other.words:
        return False
    return not d.words or bool(d.words & other.words) or not other.words


def repeats(d: Description, c: Cluster) -> bool:
    """Whether somebody was described by the same noun, and nothing that a description adds is contradicted."""
    return any(compatible(d, other) for other in c.descriptions if other.noun == d.noun)


def wider(d: Description, c: Cluster) -> bool:
    """Whether what a general description adds stands in some description, or is not said."""
    words = frozenset[str]().union(*(o.words for o in c.descriptions))
    home, told = persons().home(d.noun), states(c)
    return (not d.words or bool(d.words & words)) and not (home and told and not home & told)


def introduced(a: Analysis, m: Mention, candidates: list[Cluster]) -> list[Cluster]:
    """Without whom the text introduces only much later, where the office is bare ("the minister")."""
    if m.descriptions[0].words or m.descriptions[0].states:
        return candidates
    last = a.sentence_of[m.head] + _INTRODUCED
    return [c for c in candidates if min(a.sentence_of[n.first] for n in c.names) <= last]


def loosely(a: Analysis, known: World, m: Mention, c: Cluster) -> bool:
    """Whether a description that nothing in the text bears out may mean somebody: no office that others hold, no other trade."""
    d = m.descriptions[0]
    if m.what == "body":
        return c.what == "body" and c.named and fits(m, c) and (not c.descriptions or any(_kindred(d, o) for o in c.descriptions))
    if c.what != "person" or not c.named or all(_signs(a, n) for n in c.names):
        return False
    role = known.roles.get(d.noun)
    if role is not None and role.kind == "person" and role.sector in ("GOV", "MIL", "JUD", "LEG", "COP"):
        return False
    if not fits(m, c):
        return False
    described = {o.noun for o in c.descriptions} - known.honorifics - {""}
    if described & persons().stands_for(d.noun):
        return True
    age = {w for w in d.words if w.isdigit()}
    return not described or d.noun in persons().epithets or any(age & o.words for o in c.descriptions)


def _kindred(d: Description, other: Description) -> bool:
    """Whether two words may be of one body: one of them only says that it is some body."""
    return d.noun == other.noun or other.noun in persons().generic or other.noun not in persons().bodies


def _signs(a: Analysis, m: Mention) -> bool:
    """Whether a name stands in a byline ("By Ana Perez in Apia"): behind a preposition that opens a line without a verb."""
    sentence = a.sentences[a.sentence_of[m.head]]
    opens = a.tokens[sentence.first].upos == "ADP" and sentence.first < m.first <= sentence.first + 2
    return opens and all(a.tokens[k].upos not in ("VERB", "AUX") for k in range(sentence.first, sentence.last))
