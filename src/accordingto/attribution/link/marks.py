"""The spans that the model marks as cue, content or source, fitted to what the tree has found, sentence by sentence."""

from accordingto.analysis import Analysis, Marked
from accordingto.attribution import syntax
from accordingto.attribution.found import Found, Run, merged, overlap
from accordingto.attribution.link import contents, sources
from accordingto.attribution.quotes import Quotations


def fitted(a: Analysis, q: Quotations, found: list[Found]) -> list[Found]:
    """The attributions with the model's boundaries, and those whose cue only the model knows; sentences in text order.

    Args:
        a: the trees and the model's spans.
        q: the document's quotations.
        found: what cues and trees have found; it is changed.
    """
    by_sentence: dict[int, list[Marked]] = {}
    for m in a.marked:
        if m.first < m.last <= len(a.tokens):
            by_sentence.setdefault(a.sentence_of[m.first], []).append(m)
    groups: dict[int, list[Found]] = {}
    for f in found:
        groups.setdefault(a.sentence_of[f.cue_token if f.cue_token is not None else f.content[0][0]], []).append(f)
    result: list[Found] = []
    for n in sorted({*by_sentence, *groups}):
        result += _in_sentence(a, q, groups.get(n, []), by_sentence.get(n, []))
    return result


def _in_sentence(a: Analysis, q: Quotations, found: list[Found], marks: list[Marked]) -> list[Found]:
    spans: dict[str, list[Run]] = {role: [(m.first, m.last) for m in marks if m.role == role] for role in ("cue", "content", "source")}
    marked: set[int] = set()
    for cue in spans["cue"]:
        hit = [n for n, f in enumerate(found) if overlap(f.cue, [cue])]
        if not hit:
            found.append(_from_cue(a, cue))
            hit = [len(found) - 1]
        marked.update(hit)
        if len(hit) == 1:
            found[hit[0]].cue = merged([*found[hit[0]].cue, cue])
    contents.give(a, found, spans["content"], marked)
    sources.give(a, q, found, spans["source"], marked)
    return found


def _from_cue(a: Analysis, cue: Run) -> Found:
    """A cue that only the model knows: its subject, and the content still to be linked."""
    i = next((k for k in range(*cue) if not cue[0] <= a.tokens[k].head < cue[1]), cue[0])
    head = syntax.subject(a, i) if a.tokens[i].upos in ("VERB", "AUX") else None
    if head is not None and cue[0] <= head < cue[1]:
        head = None
    source = syntax.phrase(a, head) if head is not None else []
    return Found([cue], source, [], i, head, "asserted", lexical=False, strong=False)
