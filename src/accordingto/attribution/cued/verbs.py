"""Verbs of saying, thinking and asking: which are meant as such, who says it, and what they make of it."""

from collections.abc import Sequence

from accordingto import cues
from accordingto.analysis import Analysis
from accordingto.attribution import stances, syntax
from accordingto.attribution.cued import slots
from accordingto.attribution.found import Found, Run, minus, runs
from accordingto.attribution.quotes import Quotations
from accordingto.attribution.saying import words
from accordingto.cues import Cue
from accordingto.syntax import infinitive, marked, passive
from accordingto.types import Modality


def find(a: Analysis, q: Quotations, i: int) -> Found | None:
    """What verb ``i`` reports by the first entry of the lexicon that fits it; without content where a quotation may still be it.

    Args:
        a: the trees.
        q: the document's quotations.
        i: a verb that the lexicon has.
    """
    lemma = a.tokens[i].lemma.lower()
    fallback: Found | None = None
    if _generic(a, i) or _no_speech(a, q, i, lemma):
        return None
    for word, cue in _entries(a, i, lemma):
        extra = syntax.particle(a, i, word) if word else None
        if word and extra is None:
            continue
        if not word and _has_other_particle(a, i, lemma):
            continue
        content = slots.content(a, q, i, cue, extra)
        found = _reported(a, i, cue, extra, content)
        if content:
            return found
        if "quote" in cue.takes and fallback is None:
            fallback = found
    return fallback


def _entries(a: Analysis, i: int, lemma: str) -> Sequence[tuple[str, Cue]]:
    """The entries of a verb, those of asking first where it is passive with an infinitive ("were told **to leave**", which nobody says of
    them, as of who "is said to have left")."""
    entries = cues.lexicon().verbs[lemma]
    acts = [j for j in a.dependents(i, "xcomp") if infinitive(a, j) and not a.dependents(j, "cop")]
    if not passive(a, i) or not acts or any(a.tokens[k].lemma in words().completed for j in acts for k in a.dependents(j, "aux")):
        return entries
    return sorted(entries, key=lambda entry: "infinitive" not in entry[1].takes)


# --- which say nothing


def _generic(a: Analysis, i: int) -> bool:
    """ "It is safe to say that …" is nobody's but the writer's own."""
    head = a.tokens[i].head
    return (
        a.tokens[i].xpos == "VB"
        and head >= 0
        and a.rel(i) in ("csubj", "xcomp", "ccomp", "advcl")
        and a.tokens[head].upos == "ADJ"
        and any(a.tokens[j].form.lower() in words().expletive for j in a.dependents(head, "nsubj", "expl"))
    )


def _no_speech(a: Analysis, q: Quotations, i: int, lemma: str) -> bool:
    """Words of speech that report none: "said nothing about", "is called Freedom Road", "were denied water", "is known to have"."""
    listed = cues.lexicon().words
    objects = a.dependents(i, "obj")
    if any(a.tokens[j].form.lower() in words().unsaid for j in objects) and not a.dependents(i, "ccomp"):
        return True
    is_passive = passive(a, i)
    agent = any(marked(a, j, *words().agentive) for j in a.dependents(i, "obl"))
    if is_passive and not agent and lemma in listed.names and not q.inside(i + 1 if i + 1 < len(a.tokens) else i):
        return True
    if is_passive and not agent and lemma in listed.known:
        return True
    if is_passive and not agent and lemma in listed.won_over and i + 1 < len(a.tokens) and a.tokens[i + 1].form == ":":
        return True  # "She was not convinced: “…”": her own words follow
    if lemma in listed.names and any(a.tokens[j].form.lower() in words().reflexive for j in objects) and _names(a, i):
        return True  # "the group that calls itself the River Front"
    gives = bool(a.dependents(i, "iobj")) or (is_passive and bool(objects))
    refused = any(a.tokens[j].lemma.lower() in listed.granted and not syntax.possessed(a, j) for j in objects)
    return lemma in words().refusing and (gives or (refused and not a.dependents(i, "ccomp")))


def _names(a: Analysis, i: int) -> bool:
    """Whether what something is called is a name."""
    return any(a.tokens[j].upos == "PROPN" for j in a.dependents(i, "xcomp", "obj"))


def _has_other_particle(a: Analysis, i: int, lemma: str) -> bool:
    """Whether a longer entry of the same verb fits ("call for"): then the plain verb is another word."""
    entries = cues.lexicon().verbs[lemma]
    return any(word and syntax.particle(a, i, word) is not None for word, _ in entries) and not a.dependents(i, *slots.CLAUSES)


# --- who says it, and how


def _reported(a: Analysis, i: int, cue: Cue, extra: int | None, content: list[Run]) -> Found:
    head = _speaker(a, i, cue)
    if cue.attitude and (maker := _maker(a, i)) is not None:
        source = minus(syntax.phrase(a, maker), content)
        return Found(runs(cue_words(a, i, ())), source, content, i, maker, "alleged", strong=bool(content), acts=(a.tokens[i].head, i))
    if head is not None and any(first <= head < last for first, last in content) and a.tokens[i].head != head:
        head = None
    source = minus(syntax.phrase(a, head), content) if head is not None and not _expletive(a, head) else []
    taken = stances.of_verb(a, i, cue, _stance(a, i, cue), head if source else None)
    spoken = cue_words(a, i, taken.governors) + ([extra] if extra is not None else [])
    content = minus(content, runs(spoken))
    source = source if taken.named else []
    return Found(
        runs(spoken),
        source,
        content,
        i,
        head if source else None,
        taken.stance,
        cue.attitude,
        strong=bool(content),
        tight=bool(content) and "as" in cue.takes,
        verdict=taken.verdict,
        speaks=taken.speaks,
        acts=(i, *taken.governors),
        patient=patient(a, i, content) if taken.named or head is None else tuple(syntax.phrase(a, head)),
    )


def _maker(a: Analysis, i: int) -> int | None:
    """ "**Others** would have us believe that", "**they** want people to think that": who says what somebody else is to believe."""
    above, rel = a.tokens[i].head, a.rel(i)
    if rel == "acl" and above >= 0 and a.rel(above) == "obj":
        above, rel = a.tokens[above].head, "xcomp"
    if rel not in ("xcomp", "ccomp") or above < 0 or a.tokens[above].lemma.lower() not in words().making_believe:
        return None
    whom = a.dependents(above, "obj", "iobj") or a.dependents(i, "nsubj")
    return syntax.subject(a, above) if whom and above < whom[0] < i else None


def _speaker(a: Analysis, i: int, cue: Cue) -> int | None:
    """Whoever says it: the subject, the agent of a passive ("accused by both", "stands accused"), the noun behind a verb that follows
    what is said ("…, reads a banner")."""
    if (behind := syntax.behind(a, i)) is not None:
        return behind
    participle = a.tokens[i].xpos == "VBN" or (a.tokens[i].deprel == "acl" and a.tokens[i].xpos == "VBD")
    bare = participle and not a.dependents(i, "aux", "nsubj", "obj")
    if syntax.asked(a, i, cue) or (bare and not slots.CHARGES.isdisjoint(cue.takes)):
        return next((j for j in a.dependents(i, "obl") if marked(a, j, *words().agentive)), None)
    found = syntax.subject(a, i)
    if found is None and not a.dependents(i, "aux:pass") and a.tokens[i].lemma.lower() not in cues.lexicon().words.seem:
        it = a.dependents(i, "expl", "nsubj")  # "it could not confirm that": no expletive
        return it[0] if it and a.tokens[it[0]].form.lower() in words().expletive and a.rel(it[0]) == "expl" else None
    return found


def _expletive(a: Analysis, head: int) -> bool:
    return (a.rel(head) == "expl" and bool(a.dependents(a.tokens[head].head, "aux:pass", "cop"))) or (
        a.tokens[head].form.lower() in words().expletive
        and a.rel(head) == "nsubj"
        and bool(a.dependents(a.tokens[head].head, "aux:pass", "csubj"))
    )


def _stance(a: Analysis, i: int, cue: Cue) -> Modality:
    """What the verb expresses when nothing negates it."""
    stance = cue.stance
    if "as" in cue.takes and (named := stances.over_report(a, i)) is not None and named[0] == "denied":
        return "denied"
    clauses = [j for j in a.dependents(i, "ccomp", "csubj") if j > i or a.rel(j) == "csubj"]
    said = (other.stance for word, other in cues.lexicon().verbs[a.tokens[i].lemma.lower()] if not word and "clause" in other.takes)
    if stance == "demanded" and "asserted" in said and any(_indicative(a, j) for j in clauses):
        return "asserted"  # "suggested that the men went", not "that they go"
    if stance in ("asserted", "denied") and any(marked(a, j, *words().interrogative) for j in clauses):
        return "questioned"  # also "whether it leaks is disputed": what is open is not denied
    if (
        stance == "planned"
        and "infinitive" in cue.takes
        and (a.dependents(i, "obj") or any(_wished_of_another(a, j) for j in a.dependents(i, "xcomp", "ccomp")))
    ):
        stance = "demanded" if a.tokens[i].lemma in words().wishing else stance
    return "questioned" if stance == "planned" and syntax.asks_whether(a, i) else stance


def _indicative(a: Analysis, j: int) -> bool:
    """Whether a clause tells of what is, was or may be ("went", "has gone", "may have gone"), as no wish does ("go", "should go")."""
    verbs = (j, *a.dependents(j, "aux", "cop"))
    modals = [a.tokens[k].form.lower() for k in verbs if a.tokens[k].xpos == "MD"]
    return not words().obliging & {*modals} and (bool(modals) or any(a.tokens[k].xpos in ("VBD", "VBZ") for k in verbs))


def _wished_of_another(a: Analysis, j: int) -> bool:
    return bool(a.dependents(j, "nsubj")) and a.tokens[j].xpos == "VB"


def cue_words(a: Analysis, i: int, governors: tuple[int, ...]) -> list[int]:
    """The verb with its helpers; with what keeps it back all the words between ("refused to deny")."""
    found = syntax.cue_words(a, i)
    far = a.tokens[i].head
    if far > 0 and a.tokens[far].form.lower() in words().extent and marked(a, i, "as"):
        found = [far - 1, far, far + 1, *found]  # "as far as the lawyers know"
    if governors and governors[0] < i:
        found = [*syntax.cue_words(a, governors[0]), *range(governors[0], i), *found]
    return sorted(set(found))


def patient(a: Analysis, i: int, content: list[Run]) -> tuple[Run, ...]:
    """The phrase that a passive has for its subject, without what of it is said."""
    subjects = a.dependents(i, "nsubj:pass") + (a.dependents(i, "expl") if a.dependents(i, "aux:pass") else [])
    return tuple(minus(runs(k for j in subjects for k in a.subtree(j)), content))
