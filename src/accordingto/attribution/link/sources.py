"""Whose source a span is that the model marks as one, and who speaks where neither the tree nor a span says so."""

from accordingto import cues
from accordingto.analysis import Analysis
from accordingto.attribution import syntax
from accordingto.attribution.found import Found, Run, overlap
from accordingto.attribution.quotes import Quotations
from accordingto.syntax import head


def give(a: Analysis, q: Quotations, found: list[Found], sources: list[Run], marked: set[int]) -> None:
    """Give each marked source to the attribution whose tree source it is, else the nearest of them to a cue that has none.

    Args:
        a: the trees.
        q: the document's quotations.
        found: the attributions of a sentence; they are changed.
        sources: the spans.
        marked: which attributions have a cue that the model marks.
    """
    free = set(range(len(sources)))
    for f in found:
        for k, s in enumerate(sources):
            if f.source and _same(a, f, s) and not overlap([s], [*f.cue, *f.patient]):
                f.source = [s]
                free.discard(k)
                break
    for n, f in enumerate(found):
        if f.source or f.cue_token is None or not (n in marked or _wants_one(a, q, f, f.cue_token)):
            continue
        if not f.speaks or f.verdict == "denied" or _asked(a, f.cue_token):
            continue
        near = [
            (_gap(f.cue_token, sources[k]), k)
            for k in free
            if _names(a, sources[k]) and not overlap([*f.content, *f.patient], [sources[k]])
        ]
        if near:
            _, k = min(near)
            f.source, f.source_token = [sources[k]], _head(a, sources[k])
            free.discard(k)
        if not f.source and _wants_one(a, q, f, f.cue_token):
            _take_neighbour(a, f, f.cue_token)


def _same(a: Analysis, f: Found, s: Run) -> bool:
    """A marked source with the head of the tree's, or a part of it that can stand alone."""
    if f.source_token is not None and s[0] <= f.source_token < s[1]:
        return True
    above = [k for k in range(*s) if not s[0] <= a.tokens[k].head < s[1]]
    if all(a.rel(k) in ("det", "compound", "amod") for k in above):
        return False  # "the port" of "the port authority"
    return bool(overlap(f.source, [s])) and any(a.tokens[k].upos in ("PROPN", "NOUN", "PRON") for k in range(*s))


def _names(a: Analysis, s: Run) -> bool:
    return any(a.tokens[k].upos in ("PROPN", "NOUN", "PRON", "NUM", "ADJ") for k in range(*s))


def _wants_one(a: Analysis, q: Quotations, f: Found, cue: int) -> bool:
    """A verb of speech in the active voice that the tree leaves without a subject."""
    token = a.tokens[cue]
    passive = token.xpos == "VBN" and a.dependents(cue, "aux:pass", "nsubj:pass", "expl")
    active = token.upos == "VERB" and token.xpos in ("VBD", "VBZ", "VBP", "VBN") and not passive
    return f.lexical and active and not q.inside(cue)


def _asked(a: Analysis, i: int) -> bool:
    return any(syntax.asked(a, i, cue) for _, cue in cues.lexicon().verbs.get(a.tokens[i].lemma.lower(), ()))


def _take_neighbour(a: Analysis, f: Found, cue: int) -> None:
    """Give a cue the named person or body right beside it ("said Mina Costa")."""
    # "‘…,’ said | Dr Owen Pryce": the sentence was cut before the name
    behind = next(((m.first, m.last) for m in a.marked if m.role == "source" and m.first == cue + 1), None)
    if behind is not None:
        f.source, f.source_token = [behind], _head(a, behind)
        return
    for k in (cue + 1, cue - 1):
        e = a.entity_of.get(k)
        if e is not None and e.type in ("PER", "ORG") and not overlap(f.content, [(e.first, e.last)]):
            f.source, f.source_token = [(e.first, e.last)], _head(a, (e.first, e.last))
            return


def _gap(cue: int, s: Run) -> int:
    return min(abs(cue - s[0]), abs(cue - s[1] + 1))


def _head(a: Analysis, run: Run) -> int:
    return head(a, range(*run), run[0])
