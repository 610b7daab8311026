"""Quotations that no verb of saying brings: who signs them behind, is spoken of right before their colon, or is told of behind them by a
predicate that they are the subject of; and what somebody answers behind a colon without quotation marks."""

from accordingto import cues, world
from accordingto.analysis import Analysis
from accordingto.attribution import syntax
from accordingto.attribution.found import Found, Run, minus, overlap, size
from accordingto.attribution.quotes import Quotation, Quotations
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


def spell_out(found: list[Found], a: Analysis, quotations: Quotations) -> None:
    """Add what stands behind the colon of a sentence that says how somebody answers: "Lima denies it: **no shot was fired**", "The mayor
    was blunt: **the bridge would stay shut**"; not where the words have a speaker of their own.

    Args:
        found: the attributions so far; a denial's content ends at its colon.
        a: the document's trees.
        quotations: its quotations.
    """
    words = cues.lexicon().words
    for sentence in a.sentences:
        colon = next((k for k in range(sentence.first, sentence.last - 1) if a.tokens[k].form == ":" and not quotations.inside(k)), None)
        root = a.root(sentence)
        if colon is None or not sentence.first < root < colon:
            continue
        outspoken = a.tokens[root].lemma.lower() in words.outspoken and bool(a.dependents(root, "cop"))
        if not outspoken and (a.tokens[root].upos != "VERB" or a.tokens[root].lemma.lower() not in words.rejoinders):
            continue
        quoted = quotations.inside(colon + 1)
        content = (colon + 1, quotations.found[quotations.of[colon + 1]].last if quoted else sentence.last)
        speaker = _answering(a, root)
        for f in found:
            if f.cue_token == root and f.stance == "denied":  # "Lima denies it: no shot was fired": that is not what it denies
                f.content = minus(f.content, [content])
                if all(a.tokens[k].upos in ("PRON", "PUNCT") for run in f.content for k in range(*run)):
                    f.content = []
        clause = any(a.rel(k) in ("nsubj", "expl") and a.tokens[k].head > colon for k in range(*content))
        taken = [f for f in found if 2 * overlap(f.content, [content]) > size([content])]
        if speaker is None or speaker > colon or (outspoken and not _answers(a, speaker)) or not clause or any(f.source for f in taken):
            continue
        for f in taken:  # what only the colon brings
            f.content = []
        found.append(Found([(colon, colon + 1)], syntax.phrase(a, speaker), [content], colon, speaker, "asserted", tight=True))


def _answers(a: Analysis, i: int) -> bool:
    """Whether a word may be outspoken: somebody, or a place that stands for its government; not "the rules are clear"."""
    entity = a.entity_of.get(i)
    return _somebody(a, i) or a.tokens[i].upos == "PROPN" or (entity is not None and entity.type == "LOC")


def _answering(a: Analysis, root: int) -> int | None:
    """Whoever answers, or, of what is said to be clear, whose words it names ("the union's message is clear")."""
    subject = syntax.subject(a, root)
    if subject is None or not _of_saying(a.tokens[subject].lemma.lower()):
        return subject
    return next(iter(_owners(a, subject)), None)


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
    whose = _owners(a, noun)
    return (noun, whose[0]) if whose else None


def _owners(a: Analysis, noun: int) -> list[int]:
    return [*a.dependents(noun, "nmod:poss"), *(j for j in a.dependents(noun, "nmod") if marked(a, j, *cues.lexicon().words.from_whom))]


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
