"""Coordination mended: list items that the parser hung too low.

"They include the recognition of borders, the lifting of sanctions and the return of archives": a parser often makes "lifting" a sister of
"borders". Two signs say otherwise: parallel form ("the N of N and the N of N") and the commas of a list whose items stand higher. Only
heads of ``conj`` relations change; words, tags and spans stay.
"""

from collections.abc import Sequence

import msgspec

from accordingto import cues, features, syntax
from accordingto.analysis import Analysis, Token

_FEWEST = 3
"""Items that make a list between commas."""

_ROUNDS = 4
"""An item raised to another that is itself raised goes up once more."""


def repaired(analysis: Analysis) -> Analysis:
    """The analysis with low-hung conjuncts raised to the list that they belong to; the same object where there is none."""
    analysis = _enumerated(_said_by_the_first(_parted(analysis)))
    for _ in range(_ROUNDS):
        heads = {j: top for j in range(len(analysis.tokens)) if (top := _raised(analysis, j) or _relative(analysis, j)) is not None}
        if not heads:
            break
        tokens = tuple(_with_head(t, heads[j]) if j in heads else t for j, t in enumerate(analysis.tokens))
        analysis = msgspec.structs.replace(analysis, tokens=tokens)
    return analysis


_SURE = 0.5
"""The score from which a source that the model ties to a cue is taken for its subject."""


def _said_by_the_first(a: Analysis) -> Analysis:
    """ "The mayor said that a boat had hit the quay, and **demanded** that …": a cue joined to what another cue's subject says, but tied to
    that subject by the model, is joined to the other cue."""
    heads: dict[int, int] = {}
    for link in a.links:
        source, cue = a.marked[link.part], a.marked[link.cue]
        if source.role != "source" or link.score < _SURE:
            continue
        for i in range(cue.first, cue.last):
            if a.tokens[i].upos != "VERB" or a.rel(i) != "conj" or a.dependents(i, "nsubj"):
                continue
            speaking = {a.tokens[k].head for k in range(source.first, source.last) if a.rel(k) == "nsubj"}
            above = [v for v in a.ancestors(a.tokens[i].head) if v in speaking]
            if above and source.last <= a.tokens[i].head:
                heads[i] = above[0]
    if not heads:
        return a
    return msgspec.structs.replace(a, tokens=tuple(_with_head(t, heads[j]) if j in heads else t for j, t in enumerate(a.tokens)))


def _parted(a: Analysis) -> Analysis:
    """Items between semicolons: infinitives are joined to the first infinitive ("agree to fund it; **to share** the names; and **to meet**
    twice a year"), what is numbered "(b)" to what is "(a)"; that is a sentence beside its lead-in where it is a whole clause ("With regard
    to the ferry: (a) why was it held; …")."""
    heads: dict[int, int] = {}
    beside: set[int] = set()
    for sentence in a.sentences:
        words = range(sentence.first, sentence.last)
        if not any(a.tokens[i].form == ";" for i in words):
            continue
        part = features.stretches([a.tokens[i].form for i in words])
        opening = [i for i, n in zip(words, part, strict=True) if n == 0]
        first = _first_infinitive(a, opening), _first_numbered(a, opening)
        if first[1] is not None and _whole(a, first[1], opening[0]):
            beside.add(first[1])
        for n in range(1, int(part[-1]) + 1):
            item = [i for i, m in zip(words, part, strict=True) if m == n]
            inside = range(item[0], item[-1] + 1)
            roots = [i for i in item if a.tokens[i].head not in inside and a.tokens[i].head >= 0 and a.rel(i) != "punct"]
            to = first[0] if roots and syntax.infinitive(a, roots[0]) else first[1] if _number(a, item) is not None else None
            if len(roots) == 1 and to is not None:
                heads[roots[0]] = to
    if not heads and not beside:
        return a
    tokens = list(a.tokens)
    for i, head in heads.items():
        tokens[i] = msgspec.structs.replace(tokens[i], head=head, deprel="conj")
    for i in beside:
        tokens[i] = msgspec.structs.replace(tokens[i], deprel="parataxis")
    return msgspec.structs.replace(a, tokens=tuple(tokens))


def _whole(a: Analysis, i: int, first: int) -> bool:
    """Whether what was hung on a noun of the lead-in is a clause with a subject and a finite verb, behind the colon that ends it."""
    clause = [i, *a.dependents(i, "aux", "cop")]
    finite = any(a.tokens[k].xpos in ("VBD", "VBZ", "VBP", "MD") for k in clause)
    colon = any(a.tokens[k].form == ":" for k in range(max(first, a.tokens[i].head), i))
    return a.rel(i) == "acl" and finite and bool(a.dependents(i, "nsubj")) and not a.dependents(i, "mark") and colon


def _first_infinitive(a: Analysis, opening: Sequence[int]) -> int | None:
    """The infinitive that a list begins with: the first behind its number, else of those highest in the tree the last."""
    number = _number(a, opening, anywhere=True)
    found = [i for i in opening if syntax.infinitive(a, i) and (number is None or i > number)]
    if number is not None:
        return found[0] if found else None
    return min(found, key=lambda i: (len(list(a.ancestors(i))), -i), default=None)


def _first_numbered(a: Analysis, opening: Sequence[int]) -> int | None:
    """The head of the item numbered first."""
    number = _number(a, opening, anywhere=True)
    inside = [i for i in opening if number is not None and i > number and a.tokens[i].upos != "PUNCT"]
    return next((i for i in inside if a.tokens[i].head not in inside), None)


def _number(a: Analysis, item: Sequence[int], *, anywhere: bool = False) -> int | None:
    """The bracket that closes the number of an item: "(b)", "(ii)"; at its beginning, or the first anywhere in it."""
    forms = [a.tokens[i].form for i in item]
    found = (k for k in range(2, len(forms)) if forms[k] == ")" and forms[k - 2] == "(" and len(forms[k - 1]) <= _LONGEST_NUMBER)
    closing = next(found, None)
    return item[closing] if closing is not None and (anywhere or closing <= _LONGEST_NUMBER) else None


_LONGEST_NUMBER = 3
"""Letters in the number of an item, and words before the bracket that closes it ("**and (**b)")."""


def _enumerated(a: Analysis) -> Analysis:
    """Lists under "include" and its like: what stands between two commas is one item, whatever the parser hung it from."""
    heads: dict[int, int] = {}
    relations: dict[int, str] = {}
    for verb, token in enumerate(a.tokens):
        if token.upos == "VERB" and token.lemma.lower() in cues.lexicon().words.include:
            for first in a.dependents(verb, "obj")[:1]:
                _list_items(a, first, heads, relations)
    if not heads:
        return a
    tokens = tuple(
        msgspec.structs.replace(t, head=heads[i], deprel=relations.get(i, t.deprel)) if i in heads else t for i, t in enumerate(a.tokens)
    )
    return msgspec.structs.replace(a, tokens=tokens)


def _list_items(a: Analysis, first: int, heads: dict[int, int], relations: dict[int, str]) -> None:
    below = [i for i in a.subtree(first) if i >= first or a.tokens[i].head == first]
    items = _split(a, below)
    if len(items) < _FEWEST or any(a.tokens[i].upos == "VERB" and a.dependents(i, "nsubj") for i in below):
        return
    for item in items:
        noun = first if first in item else _leading_noun(a, item)
        if noun is None:
            return
    for item in items:
        noun = first if first in item else _leading_noun(a, item)
        assert noun is not None
        if noun != first:
            heads[noun], relations[noun] = first, "conj"
        inside = set(item)
        for i in item:
            if i != noun and (a.tokens[i].head not in inside or (a.tokens[i].head in inside and i in a.ancestors(noun))):
                heads[i] = noun


def _split(a: Analysis, tokens: list[int]) -> list[list[int]]:
    """The tokens between commas; a conjunction that opens an item belongs to it."""
    items: list[list[int]] = [[]]
    for i in tokens:
        if a.tokens[i].form in (",", ";"):
            items.append([])
        elif a.tokens[i].upos != "PUNCT" or items[-1]:
            items[-1].append(i)
    return [item for item in items if item]


def _leading_noun(a: Analysis, item: list[int]) -> int | None:
    """The head of the noun phrase that an item begins with: its last noun before a preposition."""
    found = None
    for i in item:
        token = a.tokens[i]
        if token.upos in ("ADP", "SCONJ", "VERB", "AUX") and found is not None:
            break
        if token.upos == "NOUN":
            found = i
    return found


def _with_head(token: Token, head: int) -> Token:
    return msgspec.structs.replace(token, head=head)


def _relative(a: Analysis, j: int) -> int | None:
    """Of "the envoy, who came back **and who** saw it" the first relative clause, where the second was hung on the clause around both."""
    opens = [k for k in a.dependents(j, "nsubj") if k < j and a.tokens[k].xpos in ("WP", "WDT")]
    above = a.tokens[j].head
    if a.rel(j) != "conj" or not opens or a.tokens[opens[0] - 1].upos != "CCONJ" or a.tokens[above].deprel == "acl:relcl":
        return None
    before = [k for k in range(above + 1, opens[0]) if a.tokens[k].deprel == "acl:relcl" and a.sentence_of[k] == a.sentence_of[j]]
    return before[-1] if before else None


def _raised(a: Analysis, j: int) -> int | None:
    """The first conjunct of the list that noun ``j`` belongs to, where it hangs below one of the list's items; else None."""
    if a.rel(j) != "conj" or a.tokens[j].upos != "NOUN":
        return None
    sister = a.tokens[j].head
    if a.tokens[sister].deprel != "nmod" or a.tokens[sister].upos != "NOUN":
        return None
    item = a.tokens[sister].head
    if a.tokens[item].upos != "NOUN":
        return None
    parallel = _of(a, sister) and _determined(a, j) and _has_of(a, j) and _determined(a, item) and not _determined(a, sister)
    fuller = _has_of(a, j) and not a.dependents(sister, "nmod") and not _determined(a, sister)
    listed = _after_comma(a, j) and (fuller or (_in_list(a, item) and (_determined(a, j) or _has_of(a, j))))
    return syntax.first_conjunct(a, item) if parallel or listed else None


def _in_list(a: Analysis, i: int) -> bool:
    """Whether ``i`` is an item of a list with commas, counting from its second."""
    return a.rel(i) == "conj" and _after_comma(a, i)


def _after_comma(a: Analysis, i: int) -> bool:
    first = min(a.subtree(i))
    return any(a.tokens[k].form == "," for k in (first, first - 1) if k >= 0)


def _determined(a: Analysis, i: int) -> bool:
    return any(a.rel(k) == "det" or a.tokens[k].deprel == "nmod:poss" for k in a.children[i])


def _of(a: Analysis, i: int) -> bool:
    return any(a.tokens[k].form.lower() == "of" for k in a.dependents(i, "case"))


def _has_of(a: Analysis, i: int) -> bool:
    return any(_of(a, k) for k in a.dependents(i, "nmod"))
