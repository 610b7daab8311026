"""From ClearNLP trees, as spaCy's English pipelines draw them, to Universal Dependencies.

ClearNLP (Choi and Palmer 2012, "Guidelines for the CLEAR Style Constituent to Dependency Conversion") hangs objects of prepositions on the
preposition, predicates on the copula, and conjuncts on each other in a chain; UD hangs them on content words. What is done here are the
rules of the UD guidelines for these three, and the names of the other relations. It is no treebank conversion: where the two schemes
draw other lines (ellipsis, quantifiers, numbers in names) the ClearNLP head is kept.
"""

from collections.abc import Iterable, Iterator

import msgspec

_ONLY_CLEARNLP = frozenset({"dobj", "pobj", "nsubjpass", "auxpass", "prep", "acomp", "attr", "prt", "poss", "pcomp", "npadvmod", "relcl"})
_NAMES = {
    "ROOT": "root",
    "acomp": "xcomp",
    "attr": "xcomp",
    "oprd": "xcomp",
    "dobj": "obj",
    "dative": "iobj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "neg": "advmod",
    "poss": "nmod:poss",
    "possessive": "case",
    "prt": "compound:prt",
    "nn": "compound",
    "num": "nummod",
    "quantmod": "advmod",
    "npadvmod": "obl:npmod",
    "relcl": "acl:relcl",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "complm": "mark",
    "intj": "discourse",
    "meta": "dep",
    "subtok": "dep",
    "agent": "obl:agent",
    "prep": "advmod",
    "pobj": "obl",
    "pcomp": "advcl",
}
"""Names where only the name differs, once prepositions and copulas are turned round (a preposition left without an object is an adverb)."""
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "SYM"})
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})


class Tree(msgspec.Struct):
    """A tree, or several side by side: heads as indices (-1 for a root), relations, UPOS tags and lemmas, word by word."""

    heads: list[int]
    relations: list[str]
    upos: list[str]
    lemmas: list[str]

    @classmethod
    def of(cls, words: Iterable[tuple[int, str, str, str]]) -> "Tree":
        """From (head, relation, UPOS, lemma) of each word."""
        rows = list(words)
        return cls([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows], [r[3] for r in rows])

    def below(self, k: int) -> list[int]:
        """The dependents of a word, in order."""
        return [j for j, head in enumerate(self.heads) if head == k]


def is_clearnlp(relations: Iterable[str]) -> bool:
    """Whether a relation is among them that Universal Dependencies (version 2) lacks."""
    return any(r in _ONLY_CLEARNLP for r in relations)


def to_ud(tree: Tree) -> Tree:
    """The tree in Universal Dependencies; the given one stays as it is."""
    new = Tree(list(tree.heads), list(tree.relations), list(tree.upos), list(tree.lemmas))
    _coordination(new)
    for k in _deepest_first(new):
        if new.relations[k] in _PREPOSITIONS and new.upos[k] in ("ADP", "SCONJ", "PART", "VERB", "ADV"):
            _preposition(new, k)
    for k in _deepest_first(new):
        if new.lemmas[k] == "be" and new.relations[k] not in ("aux", "auxpass"):
            _copula(new, k)
    new.relations = ["root" if head < 0 else _NAMES.get(r, r) for head, r in zip(new.heads, new.relations, strict=True)]
    return new


def _deepest_first(tree: Tree) -> Iterator[int]:
    depth = [0] * len(tree.heads)
    for k in range(len(depth)):
        at = k
        while tree.heads[at] >= 0:
            at = tree.heads[at]
            depth[k] += 1
    yield from sorted(range(len(depth)), key=lambda k: -depth[k])


def _coordination(tree: Tree) -> None:
    """Conjuncts hang on the first of them, the conjunction on the conjunct that follows it."""
    chained = list(tree.relations)
    for k, relation in enumerate(chained):
        if relation == "conj":
            while (head := tree.heads[k]) >= 0 and chained[head] == "conj" and tree.heads[head] >= 0:
                tree.heads[k] = tree.heads[head]
    for k, relation in enumerate(chained):
        if relation == "cc" and tree.heads[k] >= 0:
            first = tree.heads[k]
            while chained[first] == "conj" and tree.heads[first] >= 0:
                first = tree.heads[first]
            following = next((j for j in tree.below(first) if j > k and chained[j] == "conj"), None)
            if following is not None:
                tree.heads[k] = following


def _preposition(tree: Tree, k: int) -> None:
    """The object takes the preposition's place, the preposition becomes its case (or a clause's mark)."""
    below = tree.below(k)
    wanted = ("pobj", "pcomp", "obl", "nmod", "advcl", "acl")
    obj = next((j for j in below if tree.relations[j] in wanted), None)
    if obj is None:
        return
    head, clause = tree.heads[k], tree.relations[obj] in ("pcomp", "advcl", "acl")
    nominal = head >= 0 and tree.upos[head] in _NOMINAL
    if tree.relations[k] == "agent":
        relation = "obl:agent"
    elif clause:
        relation = "acl" if nominal else "advcl"
    else:
        relation = "nmod" if nominal else "obl"
    tree.heads[obj], tree.relations[obj] = head, relation
    tree.heads[k], tree.relations[k] = obj, "mark" if clause else "case"
    for j in below:
        if j != obj:
            tree.heads[j] = obj


def _copula(tree: Tree, k: int) -> None:
    """The predicate takes the place of "be", which becomes its copula; "there is" stays, what there is being its subject."""
    below = tree.below(k)
    predicate = next((j for j in below if tree.relations[j] in ("attr", "acomp")), None)
    if predicate is None:
        return
    if any(tree.relations[j] == "expl" for j in below):
        if not any(tree.relations[j].startswith("nsubj") for j in below):
            tree.relations[predicate] = "nsubj"
        return
    tree.heads[predicate], tree.relations[predicate] = tree.heads[k], tree.relations[k]
    tree.heads[k], tree.relations[k] = predicate, "cop"
    for j in below:
        if j != predicate:
            tree.heads[j] = predicate
