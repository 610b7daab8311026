"""Quotations that no cue brings: who signs them behind, or is spoken of right before their colon."""

from accordingto import cues, world
from accordingto.analysis import Analysis
from accordingto.attribution import syntax
from accordingto.attribution.found import Found, Run
from accordingto.attribution.quotes import Quotation

_DASHES = frozenset(["–", "—", "―", "-", "--"])
_SHORT = 5


def signed(a: Analysis, q: Quotation) -> Found | None:
    """A quotation with the name of its speaker after a dash (“…” – Ana Example), in the same block or the next."""
    k = q.last
    if k + 1 >= len(a.tokens) or a.tokens[k].form not in _DASHES or q.last - q.first - 2 < _SHORT:
        return None
    e = a.entity_of.get(k + 1)
    if e is None or e.type not in ("PER", "ORG"):
        return None
    return Found([(k, k + 1)], [(e.first, e.last)], [(q.first, q.last)], None, _head(a, (e.first, e.last)), "asserted")


def announced(a: Analysis, q: Quotation) -> Found | None:
    """A quotation behind the colon of a sentence that says how somebody is or what he does with nobody ("One diplomat was blunter: “…”").

    Not of what has an object ("He held a banner: “…”"): the words may be its.
    """
    colon = q.first - 1
    if colon < 1 or a.tokens[colon].form != ":" or not any(a.tokens[k].upos in ("VERB", "AUX") for k in range(q.first, q.last)):
        return None
    root = a.root(a.sentences[a.sentence_of[colon]])
    objects = [j for j in a.dependents(root, "obj", "ccomp") if j < colon]
    if root >= colon or objects or not (a.dependents(root, "cop") or a.tokens[root].upos == "VERB"):
        return None
    subjects = [j for j in a.dependents(root, "nsubj", "nsubj:pass") if j < colon and _somebody(a, j)]
    if len(subjects) != 1:
        return None
    return Found([(colon, colon + 1)], syntax.phrase(a, subjects[0]), [(q.first, q.last)], None, subjects[0], "asserted")


def _somebody(a: Analysis, i: int) -> bool:
    token, entity = a.tokens[i], a.entity_of.get(i)
    if token.upos == "PRON":
        return token.form.lower() in cues.lexicon().words.persons
    role = world.load().roles.get(token.lemma.lower())
    return (entity is not None and entity.type in ("PER", "ORG")) or (role is not None and role.kind in ("person", "people", "body"))


def _head(a: Analysis, run: Run) -> int:
    return next((k for k in range(*run) if not run[0] <= a.tokens[k].head < run[1]), run[0])
