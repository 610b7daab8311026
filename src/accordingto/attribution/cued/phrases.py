"""Cues that are no clause: "according to X", "in her view", "allegedly". What is said is the clause around them."""

from accordingto import cues
from accordingto.analysis import Analysis, Sentence
from accordingto.attribution import syntax
from accordingto.attribution.found import Found, minus, runs
from accordingto.attribution.saying import words
from accordingto.cues import Cue
from accordingto.syntax import marked

_ATTACHED = ("ccomp", "parataxis", "advcl", "conj", "acl", "root")
"""Relations of a clause that such a phrase may stand in."""


def adverb(a: Analysis, i: int, cue: Cue) -> Found | None:
    """ "allegedly": what it stands in, said by nobody named.

    Args:
        a: the trees.
        i: the adverb.
        cue: its entry.
    """
    head = a.tokens[i].head
    if head < 0:
        return None
    while a.rel(head) in ("aux", "cop", "case", "amod") and a.tokens[head].upos != "VERB" and a.tokens[head].head >= 0:
        head = a.tokens[head].head
    content = a.subtree(head)
    if a.rel(head) == "acl" and a.tokens[head].deprel != "acl:relcl":
        content = [*_bare(a, a.tokens[head].head, head), *content]
    return Found([(i, i + 1)], [], minus(runs(content), [(i, i + 1)]), i, None, cue.stance)


def _bare(a: Analysis, noun: int, without: int) -> list[int]:
    """A noun's phrase without the participle behind it, its preposition and marks."""
    outside = set(a.subtree(without))
    return [k for k in a.subtree(noun, without=("case",)) if k not in outside and a.tokens[k].upos != "PUNCT"]


# --- prepositions


def preposition(a: Analysis, i: int, s: Sentence) -> Found | None:
    """ "according to X", where the preposition begins with token ``i``.

    Args:
        a: the trees.
        i: any token.
        s: its sentence.
    """
    word = a.lowered[i]
    for forms, cue in cues.lexicon().prepositions.items():
        if word == forms[0] and _matches(a, i, forms, s):
            return _governed(a, i, i + len(forms), s, cue)
    return None


def _matches(a: Analysis, i: int, forms: tuple[str, ...], s: Sentence) -> bool:
    return i + len(forms) < s.last and all(a.tokens[i + k].form.lower() == w for k, w in enumerate(forms))


def _governed(a: Analysis, first: int, after: int, s: Sentence, cue: Cue) -> Found | None:
    """ "according to X": X heads what the preposition stands before, the clause around is the content."""
    head = _object_of(a, first, after, s)
    if head is None:
        return None
    source = [r for r in syntax.phrase(a, head) if r[1] > after]
    source = minus(source, [(s.first, after)])
    top = head
    while a.tokens[top].head >= first and a.tokens[top].head < after:
        top = a.tokens[top].head
    above = a.tokens[top].head
    outside = runs([*a.subtree(top), *range(first, after)])
    content = minus(runs(_around(a, above, s)), outside)
    return Found([(first, after)], source, content, first, head, cue.stance) if source else None


def _object_of(a: Analysis, first: int, after: int, s: Sentence) -> int | None:
    """What a preposition of several words stands before, whichever of the two the tree makes the head."""
    if any(a.tokens[k].upos == "NOUN" for k in range(first, after)):  # "in the eyes of X"
        below = [j for k in range(first, after) for j in a.dependents(k, "nmod") if j >= after]
        if below:
            return min(below)
    for k in range(first, after):
        head = a.tokens[k].head
        if after <= head < s.last:
            return head
    below = [j for k in range(first, after) for j in a.dependents(k, "obl", "nmod", "obj") if j >= after]
    return min(below, default=None)


def _around(a: Analysis, above: int, s: Sentence) -> list[int]:
    """The clause above a parenthetical phrase; the whole sentence where the phrase itself is the root."""
    while above >= 0 and a.rel(above) not in _ATTACHED:
        above = a.tokens[above].head
    return a.subtree(above) if above >= 0 else list(range(s.first, s.last))


# --- views


def in_view(a: Analysis, i: int) -> Found | None:
    """ "in her view": the possessor is the source.

    Args:
        a: the trees.
        i: any token.
    """
    if a.tokens[i].form.lower() not in words().views or not marked(a, i, *words().viewing) or a.tokens[i].head < 0:
        return None
    owners = a.dependents(i, "nmod:poss")
    owners += [k for j in a.dependents(i, "acl") for k in a.dependents(j, "obl") if marked(a, k, *words().agentive)]
    if not owners:
        return None
    case = min(k for k in a.dependents(i, "case"))
    source = syntax.phrase(a, owners[0])
    content = minus(runs(_around(a, a.tokens[i].head, a.sentences[a.sentence_of[i]])), runs(a.subtree(i)))
    return Found(runs([case, i]), source, content, i, owners[0], "asserted")
