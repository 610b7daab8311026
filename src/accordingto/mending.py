"""Edits of trees: what the menders change, gathered token by token and applied at once."""

from functools import cache

import msgspec

from accordingto import language
from accordingto.analysis import Analysis, Token, cyclic


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``lexicons/en/mending.toml``, words in lower case; what each list is stands there."""

    report_openers: frozenset[str]
    owner_marks: frozenset[str]
    spreading_verbs: frozenset[str]
    clause_openers: frozenset[str]
    report_ends: frozenset[str]
    content_marks: frozenset[str]
    copula_lemmas: frozenset[str]
    name_openers: frozenset[str]
    name_closers: frozenset[str]


@cache
def words() -> Words:
    """The words that menders ask for.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("mending", Words)


class Edits:
    """Tokens to change, gathered and applied at once."""

    def __init__(self, analysis: Analysis) -> None:
        self.a = analysis
        self.changed: dict[int, Token] = {}

    def set(self, i: int, **values: str | int) -> None:
        self.changed[i] = msgspec.structs.replace(self.changed.get(i, self.a.tokens[i]), **values)

    def predicate(self, noun: int, clause: int, verdict: int) -> None:
        """``verdict`` becomes the predicate that ``noun`` is the subject of, in the noun's old place; the clause keeps its own words."""
        place = self.a.tokens[noun]
        outside = place.head if place.head not in (verdict, clause) else -1
        if outside < 0 and place.head >= 0:
            outside = next((h for h in self.a.ancestors(noun) if h not in (verdict, clause)), -1)
        relation = place.deprel if outside == place.head else "root"
        if relation in ("obj", "nsubj", "obl", "nmod", "iobj") and outside >= 0:
            relation = "ccomp"
        self.set(verdict, head=outside, deprel=relation if outside >= 0 else "root")
        passive = self.a.tokens[verdict].xpos == "VBN"
        self.set(noun, head=verdict, deprel="nsubj:pass" if passive else "nsubj")
        for j in self.a.dependents(verdict, "nsubj"):  # matches nsubj:pass as well
            if j > noun and j > clause:
                self.set(j, head=clause, deprel="obj")
            elif j > noun:
                self.set(j, head=clause, deprel="nsubj")

    def name(self, noun: int, clause: int, named: int) -> None:
        """``named`` becomes what the verb of ``noun`` calls it."""
        self.set(named, head=self.a.tokens[noun].head, deprel="xcomp")
        if not self.a.dependents(clause, "obj") or self.a.dependents(clause, "obj") == [named]:
            for j in self.a.dependents(clause, "iobj"):
                self.set(j, deprel="obj")

    def done(self) -> Analysis:
        """The analysis with the edits, without those of a token that would then hang below itself."""
        if not self.changed:
            return self.a
        tokens = [self.changed.get(i, t) for i, t in enumerate(self.a.tokens)]
        for i in self.changed:
            if cyclic(tokens, i):
                sentence = self.a.sentences[self.a.sentence_of[i]]
                tokens[sentence.first : sentence.last] = self.a.tokens[sentence.first : sentence.last]
        return msgspec.structs.replace(self.a, tokens=tuple(tokens))
