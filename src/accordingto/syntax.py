"""Walks over a tree that more than one module needs. Trees are Universal Dependencies, so they hold for other languages.

Each question is answered here once. Three look like one of these and are another: :mod:`accordingto.attribution.syntax` asks who *says* it
(agents of passives, "was quoted as saying"), :mod:`accordingto.events.tree` whom an act is *done to* whatever the parser calls its subject,
:func:`accordingto.figures.mention.subject` what is *measured*.
"""

from collections.abc import Collection, Sequence
from typing import overload

from accordingto.analysis import Analysis

_RELATIVE = frozenset({"that", "which", "who"})


def passive(a: Analysis, i: int) -> bool:
    """Whether a verb has the auxiliary or the subject of a passive."""
    return bool(a.dependents(i, "aux:pass", "nsubj:pass"))


def infinitive(a: Analysis, i: int) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return any(a.tokens[j].lemma == "to" for j in a.dependents(i, "mark"))


def marked(a: Analysis, i: int, *forms: str) -> bool:
    """Whether one of these words (in lower case) opens the clause or phrase of ``i``."""
    return any(a.tokens[j].form.lower() in forms for j in a.dependents(i, "mark", "case"))


def gerund_clause(a: Analysis, i: int) -> bool:
    """Whether a gerund with a subject of its own says what a noun is about: "the story about **a tug ramming the pier**"."""
    opened = any(j < k for j in a.dependents(i, "mark", "case") for k in a.dependents(i, "nsubj"))
    return a.tokens[i].xpos == "VBG" and a.tokens[i].deprel == "acl" and opened


def first_conjunct(a: Analysis, i: int) -> int:
    """The word that heads a coordination of which ``i`` is a part."""
    while a.rel(i) == "conj":
        i = a.tokens[i].head
    return i


@overload
def head(a: Analysis, span: Sequence[int], otherwise: int, without: Collection[str] = ()) -> int: ...
@overload
def head(a: Analysis, span: Sequence[int]) -> int | None: ...
def head(a: Analysis, span: Sequence[int], otherwise: int | None = None, without: Collection[str] = ()) -> int | None:
    """The first of some tokens that hangs on none of them, and not by a relation in ``without``; ``otherwise`` where there is none."""
    return next((i for i in span if a.tokens[i].head not in span and (not without or a.rel(i) not in without)), otherwise)


def antecedent(a: Analysis, i: int, through: Collection[str] | None = None) -> int | None:
    """The noun that a relative pronoun stands for: what the nearest relative clause above it modifies.

    Args:
        a: the trees.
        i: the pronoun.
        through: the relations that may lie between; None: any.
    """
    for k in a.ancestors(i):
        if a.tokens[k].deprel == "acl:relcl":
            return a.tokens[k].head
        if through is not None and a.rel(k) not in through:
            return None
    return None


def shared_subjects(a: Analysis, i: int) -> tuple[int, ...]:
    """The heads of the subject phrases of predicate ``i``: its own, else the one it shares by coordination, control or relativisation.

    An agentless passive has its patient as the subject here, as in the tree. Empty where nothing says it.
    """
    seen: set[int] = set()
    while i not in seen:
        seen.add(i)
        own = a.dependents(i, "nsubj", "csubj")
        if own:
            return _meant(a, own[0])
        relation, above = a.rel(i), a.tokens[i].head
        if above < 0:
            lead = led_in(a, i)
            return _meant(a, lead) if lead is not None else ()
        if relation == "acl":
            return (above,)
        if relation not in ("conj", "xcomp", "advcl", "parataxis"):
            return ()
        controlled = a.dependents(above, "obj") if relation == "xcomp" else []
        if controlled:
            return (controlled[0],)
        i = above
    return ()


_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_BRIEF = 12
"""Words in a lead-in that ends in a comma, at most."""
_LIST = 40
"""Sentences from what leads a list in to an item, at most."""


def led_in(a: Analysis, i: int) -> int | None:
    """The subject of an item of a list in what leads the list in: "**The Ministers** of Togo and Benin, meeting in Lomé: … *Condemn* the
    raid". A lead-in is no clause, ends in a colon, or a comma at its paragraph's end ("The Council,"), names somebody, and a verb without a
    subject follows it; none: the verb does not begin a paragraph."""
    n = a.sentence_of[i]
    if n == 0 or not _bare(a, n) or i != a.sentences[n].first:
        return None
    for at in range(n - 1, max(-1, n - 1 - _LIST), -1):
        s = a.sentences[at]
        last, alone = a.tokens[s.last - 1].form, s.block != a.sentences[at + 1].block and (at == 0 or a.sentences[at - 1].block != s.block)
        if last == ":" or (last == "," and alone and s.last - s.first <= _BRIEF):
            return _leads(a, at) if _bare(a, at + 1) else None
    return None


def _bare(a: Analysis, n: int) -> bool:
    """Whether a sentence begins its paragraph with its root, a verb (or what was taken for a noun) without a subject."""
    sentence = a.sentences[n]
    first = a.tokens[sentence.first]
    opens = n > 0 and a.sentences[n - 1].block != sentence.block and first.upos in ("VERB", "NOUN")
    return opens and first.head < 0 and not a.dependents(sentence.first, "nsubj", "csubj", "expl", "det", "amod")


def _leads(a: Analysis, n: int) -> int | None:
    """Whom a sentence names that is no clause: the head of a name, of a phrase with an article ("The Commission therefore:"), or of one
    that an aside follows ("Ministers of Togo, meeting in Lomé:"); not what somebody says ("Advice of the Mayor:")."""
    s = a.sentences[n]
    root = next((k for k in range(s.first, s.last) if a.tokens[k].head < 0), None)
    if root is None or any(a.tokens[k].upos == "AUX" for k in a.children[root]):
        return None
    aside = a.tokens[root - 1].form == "," and root + 2 < s.last  # ", gathered in Lomé:", not ", agreed:"
    if a.tokens[root].xpos in _FINITE and not aside:
        return None
    subject = next(iter(a.dependents(root, "nsubj") or ([root] if a.tokens[root].upos in ("NOUN", "PROPN") else [])), None)
    if subject is None or not any(a.tokens[k].upos == "PROPN" or _called(a, k) for k in a.subtree(subject)):
        return None
    whole = (
        a.tokens[subject].upos == "PROPN"
        or a.dependents(subject, "det")
        or any(a.tokens[k].form == "," for k in range(s.first, s.last - 1))
    )
    return subject if whole else None


def _called(a: Analysis, k: int) -> bool:
    """Whether a noun is written as a name ("The **Commission** therefore:")."""
    return a.tokens[k].upos == "NOUN" and a.tokens[k].form[:1].isupper() and k > a.sentences[a.sentence_of[k]].first


def _meant(a: Analysis, subject: int) -> tuple[int, ...]:
    """The noun that a relative pronoun stands for, else the subject with what is coordinated to it."""
    if a.tokens[subject].xpos in ("WDT", "WP", "WP$") or a.tokens[subject].lemma in _RELATIVE:
        noun = antecedent(a, subject)
        if noun is not None:
            return (noun,)
    return (subject, *a.dependents(subject, "conj"))
