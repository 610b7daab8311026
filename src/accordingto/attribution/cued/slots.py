"""Where what a verb reports stands: one function for each slot of :data:`accordingto.cues.Slot`, from tokens to tokens."""

from accordingto import cues
from accordingto.analysis import Analysis
from accordingto.attribution import credited, syntax, tolls
from accordingto.attribution.found import Run, minus, runs
from accordingto.attribution.quotes import Quotations
from accordingto.attribution.saying import words
from accordingto.cues import Cue, Slot
from accordingto.lexicons import load_events
from accordingto.syntax import marked, passive

CLAUSES = ("ccomp", "csubj", "csubj:pass")
"""Relations of a clause that is said."""
CHARGES: frozenset[Slot] = frozenset({"of", "of act"})
"""Slots of what somebody is accused or cleared of."""

_COMPLEMENTS = frozenset(["NOUN", "PROPN", "ADJ", "NUM", "PRON"])


def content(a: Analysis, q: Quotations, i: int, cue: Cue, extra: int | None) -> list[Run]:
    """What verb ``i`` reports: the first slot that is filled gives it.

    Args:
        a: the trees.
        q: the document's quotations.
        i: the verb.
        cue: its entry, which says what it takes.
        extra: the particle or preposition of the entry, where it has one.
    """
    for slot in cue.takes:
        tokens = _slot(a, q, i, slot, extra, "addressee" in cue.takes)
        if tokens:
            return runs(tokens)
    return []


def _slot(a: Analysis, q: Quotations, i: int, slot: str, extra: int | None, addressed: bool) -> list[int]:
    if slot == "clause":
        return _clause(a, q, i, addressed)
    if slot == "infinitive":
        return _infinitive(a, i, extra, addressed)
    if slot == "gerund":
        done = [j for j in a.dependents(i, "xcomp", "ccomp") if a.tokens[j].xpos == "VBG" and not marked(a, j, *words().infinitive)]
        return [k for j in done for k in a.subtree(j)]
    if slot == "object":
        return _object(a, i)
    if slot == "claim":
        said = cues.lexicon().nouns
        return [k for j in a.dependents(i, "obj", "nsubj:pass") if a.tokens[j].lemma.lower() in said for k in a.subtree(j)]
    if slot == "as":
        return _as(a, i)
    if slot in CHARGES:
        return _of(a, i, acts_only=slot == "of act")
    if slot == "figure":
        return tolls.content(a, i, cues.lexicon().words.measured)
    if slot == "event" and extra is not None:
        held = [j for j in a.children[i] if _holds(a, j, extra) and (tolls.counts(a, j) or happens(a, j))]
        return [k for j in held for k in a.subtree(j) if k != extra]
    if slot == "for" and extra is not None:
        return [k for j in a.children[i] if _holds(a, j, extra) for k in a.subtree(j) if k != extra]
    return []


def happens(a: Analysis, j: int) -> bool:
    """Whether a noun names an event."""
    return a.tokens[j].upos == "NOUN" and a.tokens[j].lemma.lower() in load_events().nouns


def _holds(a: Analysis, j: int, extra: int) -> bool:
    return a.tokens[extra].head == j and a.rel(j) in ("obl", "advcl", "obj", "nmod", "xcomp", "ccomp")


# --- clauses


def _clause(a: Analysis, q: Quotations, i: int, addressed: bool) -> list[int]:
    clauses = [j for j in a.dependents(i, *CLAUSES) if _is_clause(a, q, j)]
    if clauses and not addressed and a.dependents(i, "obj"):  # "shows courage: the others fled" shows courage
        clauses = [j for j in clauses if q.inside(j) or marked(a, j, *words().declarative, *words().interrogative)]
    if clauses:
        return [k for j in clauses for k in a.subtree(j)]
    if a.dependents(i, "nsubj:pass") and (raised := a.dependents(i, "xcomp")):
        return [k for j in (*a.dependents(i, "nsubj:pass"), *raised) for k in a.subtree(j)]
    if (host := _host(a, q, i)) is not None:
        aside = next((k for k in (i, *a.ancestors(i)) if a.tokens[k].head == host), i)
        return [k for run in minus(runs(a.subtree(host)), runs(a.subtree(aside))) for k in range(*run)]
    spoken = [j for j in a.dependents(i, "parataxis") if _after_colon(a, q, i, j)]
    return [k for j in spoken for k in a.subtree(j)]


def _is_clause(a: Analysis, q: Quotations, j: int) -> bool:
    return a.tokens[j].upos in ("VERB", "AUX") or bool(a.dependents(j, "cop", "nsubj", "mark", "advmod", "aux")) or q.inside(j)


def _host(a: Analysis, q: Quotations, i: int) -> int | None:
    """Of "The road is shut, the mayor said" and "as the mayor said" the clause that the mayor said."""
    head = a.tokens[i].head
    if head > 0 and a.tokens[head].form.lower() in words().extent and a.tokens[head - 1].form.lower() in words().extent_openers:
        above = a.tokens[head].head  # "as far as the lawyers know"
        return above if above >= 0 and marked(a, i, "as") else None
    if head >= 0 and (syntax.behind(a, i) is not None or (a.rel(i) == "parataxis" and _impersonal(a, i))):
        return head
    if head < 0 or passive(a, i) or not (a.dependents(i, "nsubj") or (q.inside(head) and not q.inside(i))):
        return None
    if a.rel(i) == "parataxis" and not a.dependents(i, "obj"):
        return head
    bare = i > head and not a.dependents(i, "mark", "advmod")
    if a.rel(i) == "advcl" and (bare or marked(a, i, "as")) and not a.dependents(i, "obj", "xcomp"):
        return head
    return None


def _impersonal(a: Analysis, i: int) -> bool:
    """ "it is whispered": a passive whose subject is nobody."""
    subjects = [a.tokens[j].form.lower() for j in a.dependents(i, "nsubj", "expl")]
    return bool(a.dependents(i, "aux:pass")) and len(subjects) == 1 and subjects[0] in words().expletive


def _after_colon(a: Analysis, q: Quotations, i: int, j: int) -> bool:
    if q.inside(j) and not q.inside(i):
        return True
    return j > i and not a.dependents(i, "obj") and any(a.tokens[k].form == ":" for k in range(i + 1, min(j, i + 40)))


def _infinitive(a: Analysis, i: int, extra: int | None, addressed: bool) -> list[int]:
    to = words().infinitive
    found = [j for j in a.dependents(i, "xcomp", "ccomp") if marked(a, j, *to)]
    if a.tokens[i].lemma in words().foretelling and any(a.dependents(j, "cop") for j in found):
        return []  # "promises to be long" promises nothing
    if not found:
        objects = a.dependents(i, "obj", "obl") if extra is not None else a.dependents(i, "obj")
        found = [j for o in objects for j in a.dependents(o, "acl", "advcl") if marked(a, j, *to)]
    if not found and (extra is not None or a.dependents(i, "obj", "obl")):  # "promised on Monday to send": hung as a purpose
        found = [j for j in a.dependents(i, "advcl") if marked(a, j, *to)]
    wished = [] if addressed or not found else a.dependents(i, "obj")
    return [k for j in (*wished, *found) for k in a.subtree(j)]


# --- phrases


def _object(a: Analysis, i: int) -> list[int]:
    objects = a.dependents(i, "obj", "nsubj:pass")
    relative = [j for j in objects if a.tokens[j].form.lower() in words().relative]
    if relative and a.tokens[i].deprel == "acl:relcl":
        return [k for run in minus(runs(a.subtree(a.tokens[i].head)), runs(a.subtree(i))) for k in range(*run)]
    return [k for j in objects if a.tokens[j].upos != "PRON" for k in a.subtree(j)]


def _as(a: Analysis, i: int) -> list[int]:
    """ "calls it a mistake", "describes it as a mistake": the thing and what it is called."""
    things = a.dependents(i, "obj", "nsubj:pass", "ccomp", "csubj")
    names = [j for j in a.dependents(i, "xcomp", "obl", "advcl", "ccomp") if marked(a, j, "as")]
    bare = [j for j in a.dependents(i, "xcomp") if a.tokens[j].upos in _COMPLEMENTS]
    names += [j for j in bare if not marked(a, j, "as", *words().infinitive)]
    names = [j for j in names if not _stranded(a, j)]
    if not names and len(things) < 2:
        return []
    return [k for j in {*things, *names} for k in a.subtree(j)]


def _stranded(a: Analysis, j: int) -> bool:
    """An "as" whose complement stands elsewhere ("what you see yourselves **as** is …")."""
    marks = [k for k in a.dependents(j, "case", "mark") if a.tokens[k].form.lower() == "as"]
    return any(k + 1 < len(a.tokens) and a.tokens[k + 1].upos in ("AUX", "PUNCT") for k in marks)


def _of(a: Analysis, i: int, *, acts_only: bool) -> list[int]:
    """ "accused the guards of selling food": the guards … selling food; ``acts_only``: not where it is no act ("cleared the road of
    mines")."""
    acts = [j for j in a.dependents(i, "obl", "advcl", "xcomp", "ccomp") if marked(a, j, *words().charge)]
    accused = a.dependents(i, "obj", "nsubj:pass")
    if not acts:
        acts = [j for o in accused for j in a.dependents(o, "nmod", "acl") if marked(a, j, *words().genitive)]
    reduced = a.tokens[i].deprel == "acl" and a.tokens[i].xpos == "VBD"  # "a man **accused** of selling food was freed"
    passive = (a.tokens[i].xpos == "VBN" or reduced) and not a.dependents(i, "obj", "nsubj")
    if not acts and passive:
        acts = credited.accused_of(a, i)
    if acts_only:
        acts = [j for j in acts if happens(a, j) or a.tokens[j].xpos == "VBG" or a.dependents(j, "aux")]
    if not acts or not (accused or passive):
        return []
    return [k for j in (*accused, *acts) for k in a.subtree(j)]
