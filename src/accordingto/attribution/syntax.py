"""Tree walks that attribution needs: whose words a verb reports, where they stand, where a phrase begins and ends.

Relations are Universal Dependencies 2, so that the walks hold for other languages with their own cues.
"""

from accordingto import cues, operators
from accordingto.analysis import Analysis
from accordingto.attribution.found import Run, runs
from accordingto.attribution.saying import words
from accordingto.cues import Cue
from accordingto.syntax import antecedent, marked

_NOT_SOURCE = ("acl:relcl", "parataxis", "advcl", "ccomp", "dislocated", "discourse")
_NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X"])
_DEPTH = 12


def possessed(a: Analysis, i: int) -> bool:
    """Whether a noun stands with whose it is ("the tanker's entry", "their entry"), by a mark or pronoun, not by the tree alone."""
    owners = a.dependents(i, "nmod:poss")
    return any(a.tokens[j].upos == "PRON" or a.dependents(j, "case") for j in owners)


def reminds(a: Analysis, i: int | None) -> bool:
    """Whether verb ``i`` only reminds the listener, who has said nothing: "As you know, …", "as you may recall"."""
    if i is None or a.rel(i) != "advcl" or a.tokens[i].lemma.lower() not in cues.lexicon().words.known:
        return False
    return any(a.tokens[j].form.lower() in cues.lexicon().words.listeners for j in a.dependents(i, "nsubj"))


def subject(a: Analysis, i: int) -> int | None:
    """The token that heads whoever acts in verb ``i``: its subject, the agent of a passive, or what a participle, infinitive or
    coordination shares with its governor; None where the tree names nobody. What governs an active verb may be passive: "was quoted as
    saying", "is reported to have felt"."""
    active = a.tokens[i].xpos != "VBN" or bool(a.dependents(i, "aux"))
    for step in range(_DEPTH):
        if (own := _own_subject(a, i)) is not None:
            borne = a.dependents(i, "nsubj") if step and active and a.dependents(i, "aux:pass") and (own < 0 or _quoted(a, i)) else []
            return _antecedent(a, borne[0]) if borne else None if own < 0 else _antecedent(a, own)
        head, rel = a.tokens[i].head, a.tokens[i].deprel
        if head < 0:
            return None
        base = rel.split(":")[0]
        if rel == "acl:relcl":
            return head
        if base == "acl":
            return _predicated(a, head)
        if base == "xcomp":
            controllers = a.dependents(head, "obj", "iobj")
            if controllers:
                return controllers[0]
        elif base == "advcl" and _quoted(a, head) and a.dependents(head, "obj") and marked(a, i, "as"):
            return a.dependents(head, "obj")[0]  # "quoted her as saying"
        elif base == "advcl":
            if a.dependents(i, "mark") and a.tokens[i].xpos not in ("VBG", "VB"):
                return None
        elif base not in ("conj", "cop", "aux"):
            return None
        i = head
    return None


def behind(a: Analysis, i: int) -> int | None:
    """The speaker of an inverted "…, reads a banner in the square", which parsers take for an object."""
    token = a.tokens[i]
    after = [j for j in a.dependents(i, "obj") if j > i]
    if token.xpos not in ("VBZ", "VBD") or a.dependents(i, "nsubj") or len(after) != 1 or i == 0:
        return None
    said = token.head >= 0 and token.head < i and a.rel(i) in ("parataxis", "advcl", "ccomp")
    return after[0] if said and a.tokens[i - 1].form in (",", "”", '"', "’", "'") else None


def asks_whether(a: Analysis, i: int) -> bool:
    """Whether verb ``i`` is what a question asks: "**Does** the ministry **intend** to pay?", also as an item of a list; not of "Why
    does it intend to pay?", which takes it for granted."""
    first = a.sentences[a.sentence_of[i]]
    helpers, subjects = a.dependents(i, "aux"), a.dependents(i, "nsubj")
    asked = any(a.tokens[k].form == "?" for k in range(max(first.first, first.last - 2), first.last))
    granted = any(a.tokens[k].xpos in ("WRB", "WP", "WDT") and k < i for k in a.children[i])
    return asked and not granted and bool(helpers) and bool(subjects) and helpers[0] < subjects[0]


def is_whole(a: Analysis, j: int) -> bool:
    """Whether a clause on a noun has a subject of its own: "an assurance that did not last" says nothing."""
    return a.tokens[j].deprel != "acl:relcl" and bool(a.dependents(j, "nsubj", "csubj", "expl"))


def spreaders(a: Analysis, i: int) -> list[int]:
    """Whoever makes or spreads what a noun of saying names: "claims circulated **by the company** that"."""
    light = cues.lexicon().words.light
    made = [p for p in a.dependents(i, "acl") if a.tokens[p].xpos == "VBN" and a.tokens[p].lemma.lower() in light]
    return [j for p in made for j in a.dependents(p, "obl:agent")]


def _quoted(a: Analysis, i: int) -> bool:
    return a.tokens[i].lemma.lower() in cues.lexicon().words.quoted


def asked(a: Analysis, i: int, cue: Cue) -> bool:
    """Whether a verb is a participle whose agent is not its clause's subject: "**Asked** why …, she said", "**told** that …"."""
    bare = a.tokens[i].xpos in ("VBN", "VBD") and not a.dependents(i, "aux", "nsubj", "obj", "expl")
    return bare and a.rel(i) in ("advcl", "acl") and not cue.attitude and ("addressee" in cue.takes or cue.stance == "questioned")


def _own_subject(a: Analysis, i: int) -> int | None:
    """The subject among the dependents; -1 for a subject that is nobody (passive without agent, expletive); None if there is none."""
    agents = [j for j in a.dependents(i, "obl:agent", "obl") if j > i and _agent(a, j)]
    passive = a.dependents(i, "nsubj:pass", "csubj:pass") or a.dependents(i, "aux:pass")
    if passive:
        return agents[0] if agents else -1
    if a.tokens[i].xpos == "VBN" and any(a.tokens[j].deprel == "obl:agent" for j in agents):
        return agents[0]
    subjects = a.dependents(i, "nsubj")
    if subjects:  # of several (a mangled tree) the one right before the verb
        return max((j for j in subjects if j < i), default=subjects[0])
    return -1 if a.dependents(i, "expl") else None


def _agent(a: Analysis, j: int) -> bool:
    return a.tokens[j].deprel == "obl:agent" or any(a.tokens[k].form.lower() in words().agentive for k in a.dependents(j, "case"))


def _antecedent(a: Analysis, j: int) -> int:
    """The noun that a relative pronoun stands for; any other token as it is."""
    if a.tokens[j].form.lower() not in words().relative:
        return j
    noun = antecedent(a, j, through=("xcomp", "conj", "ccomp"))
    return j if noun is None else noun


def _predicated(a: Analysis, noun: int) -> int:
    """Of "X was the first leader to call …" X, else the noun itself."""
    subjects = a.dependents(noun, "nsubj")
    return subjects[0] if subjects and a.dependents(noun, "cop") else noun


def phrase(a: Analysis, head: int) -> list[Run]:
    """The noun phrase of a source: its subtree without clauses that hang on it, without the punctuation and prepositions around it."""
    tokens = a.subtree(head, without=_NOT_SOURCE)
    first, last = 0, len(tokens)
    while first < last and (a.tokens[tokens[first]].upos in ("PUNCT", "ADP", "CCONJ") or a.rel(tokens[first]) in ("case", "cop", "aux")):
        first += 1
    while last > first and (a.tokens[tokens[last - 1]].upos == "PUNCT" or a.tokens[tokens[last - 1]].form in ("'s", "’s", "’", "'")):
        last -= 1
    kept = tokens[first:last]
    if a.tokens[head].upos in ("VERB", "AUX") or a.dependents(head, "cop"):
        kept = [k for k in kept if a.tokens[k].upos in _NOMINAL] or [head]
    return [r for r in runs(kept) if r[0] <= head < r[1]] or [(head, head + 1)]


def is_self(a: Analysis, head: int | None) -> bool:
    """Whether a source is I or we."""
    return head is not None and a.tokens[head].form.lower() in words().selves


def particle(a: Analysis, i: int, word: str) -> int | None:
    """The dependent of ``i`` that is or brings ``word``: a particle, an adverb, or the preposition of a complement."""
    for j in a.children[i]:
        if a.tokens[j].form.lower() == word and a.rel(j) in ("compound", "advmod", "obl", "xcomp", "case", "mark", "advcl"):
            return j
        if a.rel(j) in ("obl", "advcl", "obj", "ccomp", "xcomp"):
            for k in a.children[j]:
                if a.tokens[k].form.lower() == word and a.rel(k) in ("case", "mark", "compound"):
                    return k
    return None


def cue_words(a: Analysis, i: int) -> list[int]:
    """A verb with its auxiliaries, negation and particles, as far as they stand beside it."""
    kept, plain = [i], operators.lexicon().negation.plain
    k = i
    while (
        k - 1 >= 0
        and a.tokens[k - 1].head == i
        and (a.rel(k - 1) in ("aux", "cop") or (a.rel(k - 1) == "advmod" and a.tokens[k - 1].upos in ("PART", "ADV")))
    ):
        k -= 1
        kept.append(k)
    while kept and kept[-1] != i and a.rel(kept[-1]) == "advmod" and a.tokens[kept[-1]].form.lower() not in plain:
        kept.pop()
    return sorted(kept)
