"""Proposals that one sentence makes and the next lists: "put forward concrete proposals. They include the …"."""

from accordingto import cues
from accordingto.analysis import Analysis, Sentence
from accordingto.attribution.cued import nouns
from accordingto.attribution.found import Found, runs
from accordingto.attribution.saying import words


def proposer(a: Analysis, s: Sentence) -> Found | None:
    """Proposals that a sentence makes without saying what they are ("put forward concrete proposals"), to be listed in the next.

    Args:
        a: the trees.
        s: the sentence.
    """
    for i in range(s.first, s.last):
        cue = cues.lexicon().nouns.get(a.tokens[i].lemma.lower())
        if cue is not None and cue.stance == "demanded" and a.tokens[i].upos == "NOUN":
            source, head, _ = nouns.source(a, i, [])
            if source:
                return Found([(i, i + 1)], source, [], i, head, cue.stance)
    return None


def resumes(a: Analysis, s: Sentence) -> bool:
    """Whether a sentence may go on about the proposals of the one before."""
    return a.tokens[s.first].form.lower() in words().resuming


def listed(a: Analysis, s: Sentence, made: Found | None) -> Found | None:
    """ "They include the …" after a proposal: what it lists is what was proposed.

    Args:
        a: the trees.
        s: the sentence.
        made: the proposals before it, if there are any.
    """
    if made is None or not resumes(a, s):
        return None
    root = a.root(s)
    if a.tokens[root].lemma.lower() not in cues.lexicon().words.include or a.tokens[s.first].head != root:
        return None
    content = runs(k for j in a.dependents(root, "obj", "ccomp", "xcomp") for k in a.subtree(j))
    if not content:
        return None
    return Found([(root, root + 1)], made.source, content, root, made.source_token, "demanded", inherited=True)
