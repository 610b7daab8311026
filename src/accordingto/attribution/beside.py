"""Quotations that no verb of saying brings: who signs them behind, is spoken of right before their colon, or is told of behind them by a
predicate that they are the subject of."""

from accordingto import cues, world
from accordingto.analysis import Analysis
from accordingto.attribution import syntax
from accordingto.attribution.found import Found, Run
from accordingto.attribution.quotes import Quotation
from accordingto.syntax import marked

_DASHES = frozenset(["–", "—", "―", "-", "--"])
_SHORT = 5
_REACH = 12
"""Tokens from a predicate to whoever it tells of, at most."""


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


def equated(a: Analysis, q: Quotation) -> Found | None:
    """A quotation that is said to be what somebody said: "“Do not pay,” was the agency's advice", "“A disgrace” is how the union put it".

    The noun is one of saying and has an owner; behind "how" and "what" stands a clause of its own, whatever its verb.
    """
    k = q.last + (q.last < len(a.tokens) and a.tokens[q.last].form == ",")
    if k + 2 >= len(a.tokens) or a.tokens[k].upos != "AUX" or a.sentence_of[k] != a.sentence_of[q.last - 1]:
        return None
    last = min(k + _REACH, a.sentences[a.sentence_of[k]].last)
    asks = a.tokens[k + 1].form.lower() in cues.lexicon().words.putting
    told = _told(a, k + 2, last) if asks else _owned(a, k + 1, last)
    if told is None:
        return None
    word, whose = told
    cue, acts = [(k, k + 1 + asks), (word, word + 1)], (k + 1,) * asks
    return Found(cue, syntax.phrase(a, whose), [(q.first, q.last)], word, whose, "asserted", tight=True, acts=acts)


def _told(a: Analysis, first: int, last: int) -> tuple[int, int] | None:
    """The verb of the clause behind "how" or "what" and its subject; not of a name that is given ("“Home” is what they call it")."""
    subject = next((i for i in range(first, last) if a.rel(i) == "nsubj" and a.tokens[i].head > i), None)
    if subject is None or a.tokens[a.tokens[subject].head].lemma.lower() in cues.lexicon().words.names:
        return None
    return a.tokens[subject].head, subject


def _owned(a: Analysis, first: int, last: int) -> tuple[int, int] | None:
    """A noun of saying and whose words it names: "the **agency**'s advice", "the answer of (a message from) the **company**"."""
    noun = next((i for i in range(first, last) if a.tokens[i].upos == "NOUN" and not a.dependents(i, "case")), None)
    if noun is None or not _of_saying(a.tokens[noun].lemma.lower()):
        return None
    behind = [j for j in a.dependents(noun, "nmod") if marked(a, j, *cues.lexicon().words.from_whom)]
    whose = [*a.dependents(noun, "nmod:poss"), *behind]
    return (noun, whose[0]) if whose else None


def _of_saying(lemma: str) -> bool:
    lexicon = cues.lexicon()
    return lemma in lexicon.words.statements | lexicon.words.sayings or any(lemma in cue.lemmas for cue in lexicon.noun)


def _somebody(a: Analysis, i: int) -> bool:
    token, entity = a.tokens[i], a.entity_of.get(i)
    if token.upos == "PRON":
        return token.form.lower() in cues.lexicon().words.persons
    role = world.load().roles.get(token.lemma.lower())
    return (entity is not None and entity.type in ("PER", "ORG")) or (role is not None and role.kind in ("person", "people", "body"))


def _head(a: Analysis, run: Run) -> int:
    return next((k for k in range(*run) if not run[0] <= a.tokens[k].head < run[1]), run[0])
