"""Nouns of saying: "the claim by X that …", "reports of a mutiny", "no evidence that …"."""

from accordingto import cues, operators, world
from accordingto.analysis import Analysis
from accordingto.attribution import stances, syntax
from accordingto.attribution.cued.slots import happens
from accordingto.attribution.found import Found, Run, minus, runs
from accordingto.attribution.saying import words
from accordingto.cues import Cue
from accordingto.syntax import marked

_CASES = ("of", "for", "about")
"""Slots that are prepositions."""


def find(a: Analysis, i: int) -> Found | None:
    """What noun ``i`` says is said, whose words it names, and what whoever reports them makes of it.

    Args:
        a: the trees.
        i: a noun that the lexicon has.
    """
    cue, is_judged = cues.lexicon().nouns[a.tokens[i].lemma.lower()], _judged(a, i)
    said = content(a, i, cue, judged=is_judged)
    itself = bool(a.dependents(i, "cop")) and operators.judgement(a, i) is not None  # "it is a lie that …"
    if not said or itself:
        return None
    whose, head, light = source(a, i, said)
    verdict = stances.of_noun(a, i)
    named = [i, *(verdict[1] if verdict else ())]
    found = Found(runs(named), whose, minus(said, [*whose, (i, i + 1)]), i, head, cue.stance, cue.attitude)
    found.verdict = verdict[0] if verdict else None
    found.tight = verdict is not None or light is not None or is_judged
    seeking = _missing(a, found, i)
    over = a.tokens[i].head
    if not whose and over >= 0 and a.tokens[over].upos == "VERB" and stances.over_report(a, over) is not None:
        answering = syntax.subject(a, over)  # whoever rejects a call has not made it
        found.patient = tuple(syntax.phrase(a, answering)) if answering is not None and answering != i else ()
    predicate = stances.predicate_of(a, i)
    found.acts = (i, *(k for k in (predicate, light, seeking) if k is not None))
    return found


def _missing(a: Analysis, f: Found, i: int) -> int | None:
    """ "found no evidence that …" is open for whoever looked; "offered no evidence that …" leaves open what they say; "there is no
    evidence that …" is nobody's claim."""
    missing = stances.lacked(a, i)
    if missing is None:
        return None
    verb = a.tokens[i].head
    seeks = verb >= 0 and a.tokens[verb].lemma.lower() in cues.lexicon().words.seek
    if seeks and not f.source and (head := syntax.subject(a, verb)) is not None and head != i:
        f.source, f.source_token = minus(syntax.phrase(a, head), f.content), head
    if seeks and f.source:
        f.stance, f.verdict = missing, None
        return verb
    if not f.source:
        f.speaks = False
    return None


def _judged(a: Analysis, i: int) -> bool:
    """Whether a verb or a predicate passes a verdict on the noun: then what it is "of" or "about" is what is said as well."""
    head = a.tokens[i].head
    if head < 0:
        return False
    over = a.tokens[head].upos == "VERB" and stances.over_report(a, head) is not None
    return (over and not answered(a, head, i)) or stances.of_noun(a, i) is not None


def answered(a: Analysis, verb: int, noun: int) -> bool:
    """ "rejected a request to …", "accepted the offer of …": an act, an answer; what is asked or offered is not denied."""
    asked = cues.lexicon().nouns[a.tokens[noun].lemma.lower()].stance in ("demanded", "planned")
    return asked and not stances.called(a, verb)


# --- what is said


def content(a: Analysis, i: int, cue: Cue, *, judged: bool = False) -> list[Run]:
    """What noun ``i`` says is said.

    Args:
        a: the trees.
        i: the noun.
        cue: its entry, which says what it takes.
        judged: whether a verdict is passed on it.
    """
    found: list[int] = []
    if "clause" in cue.takes:
        found = [j for j in a.dependents(i, "acl", "ccomp") if marked(a, j, *words().declarative) and syntax.is_whole(a, j)]
        found = found or [j for j in a.dependents(i, "acl:relcl") if _full_clause(a, j)]
    if not found and "infinitive" in cue.takes:
        found = [j for j in a.dependents(i, "acl", "xcomp") if marked(a, j, *words().infinitive)]
    if not found:
        cases: list[str] = [slot for slot in _CASES if slot in cue.takes]
        cases += cues.lexicon().words.about_what if judged and "clause" in cue.takes else []
        found = [j for j in a.dependents(i, "nmod", "acl", "obl") if cases and marked(a, j, *cases)]
        found = [j for j in found if not _somebody(a, j)] if judged else found
    if not found and "event" in cue.takes:
        found = [j for j in a.dependents(i, "nmod", "acl") if marked(a, j, *words().genitive) and (happens(a, j) or _done(a, j))]
    if not found and cue.stance == "demanded" and _lists(a, i):
        found = a.dependents(a.tokens[i].head, "obj", "xcomp", "ccomp")
    return runs(k for j in found for k in _without_case(a, j))


def _without_case(a: Analysis, j: int) -> list[int]:
    """A phrase without the preposition that brings it ("reports of **a mutiny**")."""
    first = [k for k in a.dependents(j, "case", "mark") if a.tokens[k].form.lower() in _CASES]
    return [k for k in a.subtree(j) if k not in first]


def _somebody(a: Analysis, j: int) -> bool:
    """Whose report it is rather than what it is about: a name, a pronoun, a body ("the claims of the ministry")."""
    token, titles = a.tokens[j], cues.lexicon().words
    role = world.load().roles.get(token.lemma.lower())
    return (
        token.upos in ("PROPN", "PRON")
        or j in a.entity_of
        or token.lemma.lower() in titles.bodies | titles.offices
        or (role is not None and role.kind in ("person", "people"))
    )


def _done(a: Analysis, j: int) -> bool:
    """A gerund ("reports of soldiers **beating** pupils")."""
    return a.tokens[j].xpos == "VBG" or any(a.tokens[k].xpos == "VBG" for k in a.dependents(j, "acl"))


def _full_clause(a: Analysis, j: int) -> bool:
    """A that-clause that the tree takes for a relative one: it has a subject beside "that"."""
    that = [k for k in a.dependents(j, "mark", "nsubj", "obj") if a.tokens[k].form.lower() in words().declarative]
    if any(a.rel(k) == "obj" for k in that) and len(a.dependents(j, "obj")) < 2:
        return False
    return bool(that) and any(k not in that for k in a.dependents(j, "nsubj"))


def _lists(a: Analysis, i: int) -> bool:
    head = a.tokens[i].head
    return a.rel(i) == "nsubj" and head >= 0 and a.tokens[head].lemma.lower() in cues.lexicon().words.include


# --- whose words they are


def source(a: Analysis, i: int, content: list[Run]) -> tuple[list[Run], int | None, int | None]:
    """Whose words noun ``i`` names: the phrase, its head, and the light verb that ties the two ("made the claim").

    Args:
        a: the trees.
        i: the noun.
        content: what is said, which does not say whose it is.
    """
    listed, verb = cues.lexicon().words, a.tokens[i].head
    heads = a.dependents(i, "nmod:poss")
    heads += [
        j
        for j in a.dependents(i, "nmod", "acl")
        if marked(a, j, *listed.from_whom) and not any(first <= j < last for first, last in content)
    ]
    heads += [
        j
        for j in a.dependents(i, "amod", "compound")
        if a.tokens[j].form[:1].isupper() and a.tokens[j].start > a.tokens[a.sentences[a.sentence_of[i]].first].start
    ]
    light = None
    if verb >= 0 and a.rel(i) == "nsubj" and a.tokens[verb].lemma.lower() in listed.come:
        light = verb
        heads += [j for j in a.dependents(verb, "obl") if marked(a, j, *words().whence)]
    heads += syntax.spreaders(a, i)
    head: int | None = heads[0] if heads else None
    if head is None and verb >= 0 and a.rel(i) in ("obj", "nsubj", "xcomp", "obl") and a.tokens[verb].lemma.lower() in listed.light:
        head = syntax.subject(a, verb)
        head = None if head == i else head
        light = verb if head is not None and a.rel(i) == "obj" else light
    if head is None:
        return [], None, light
    return minus(syntax.phrase(a, head), content), head, light
