"""Sources that stand where parsers hang them anyhow: who is to be believed, who accuses somebody in passing."""

from accordingto.analysis import Analysis
from accordingto.attribution import syntax
from accordingto.attribution.found import Found, minus, runs
from accordingto.attribution.saying import words
from accordingto.cues import CueLexicon
from accordingto.lexicons import load_events
from accordingto.syntax import marked


def find(a: Analysis, lexicon: CueLexicon, i: int) -> Found | None:
    """ "If the mayor is to be believed", "to believe the mayor", "if one listens to the mayor": the clause above is the mayor's.

    Args:
        a: the trees.
        lexicon: has the verbs of believing and listening.
        i: a verb.
    """
    host, lemma = a.tokens[i].head, a.tokens[i].lemma.lower()
    if host < 0 or a.rel(i) != "advcl" or lemma not in lexicon.words.credit | lexicon.words.hear:
        return None
    head = _believed(a, lexicon, i)
    if head is None or a.tokens[head].form.lower() in words().mute:
        return None
    source = syntax.phrase(a, head)
    content = minus(runs(a.subtree(host)), runs(a.subtree(i)))
    cue = minus(runs(k for k in a.subtree(i) if a.tokens[k].upos != "PUNCT"), source)
    return Found(cue, source, content, i, head, "asserted", acts=(i,))


def _believed(a: Analysis, lexicon: CueLexicon, i: int) -> int | None:
    """Whom a clause says to be believed or listened to."""
    marks = {a.tokens[j].form.lower() for j in a.dependents(i, "mark")}
    credit = a.tokens[i].lemma.lower() in lexicon.words.credit
    if credit and a.dependents(i, "aux:pass"):
        heads = a.dependents(i, "nsubj:pass") if words().supposing | words().infinitive <= marks else []
        return heads[0] if len(heads) == 1 else None
    anybody = any(a.tokens[j].form.lower() in words().anybody for j in a.dependents(i, "nsubj"))
    infinitive = credit and marks == words().infinitive and i < a.tokens[i].head
    if a.dependents(i, "ccomp", "aux:pass") or not (infinitive or (words().supposing <= marks and anybody)):
        return None
    # of "to believe the mayor" parsers make the mayor the subject
    heads = [j for j in a.dependents(i, "obj", "iobj", "obl", "nsubj") if j > i and not marked(a, j, *words().circumstance)]
    return heads[0] if len(heads) == 1 else None


def accused_of(a: Analysis, i: int) -> list[int]:
    """ "Accused by both neighbours of **diverting** the river": the gerund right behind the agent, wherever the parser hung it."""
    for j in a.dependents(i, "obl"):
        if j < i or not marked(a, j, *words().agentive):
            continue
        near = [k for k in a.subtree(j) if a.rel(k) in ("acl", "nmod")]
        near += a.dependents(a.tokens[i].head, "advcl", "obl") if a.tokens[i].head >= 0 else []
        near = [k for k in near if k > j and marked(a, k, *words().genitive) and not any(a.tokens[m].form == "," for m in range(j, k))]
        found = [k for k in near if a.tokens[k].xpos == "VBG" or a.tokens[k].lemma.lower() in load_events().nouns]
        if found:
            return found[:1]
    return []
