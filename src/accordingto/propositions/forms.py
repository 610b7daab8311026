"""What kind of proposition a word heads, if any."""

from collections.abc import Mapping
from typing import Literal

from accordingto import syntax
from accordingto.analysis import Analysis
from accordingto.propositions import clauses, nouns

Form = Literal["clause", "adverbial", "purpose", "relative", "participle", "complement", "nominal", "item", "fragment"]


class Forms:
    """The kinds of a document's words; for the arguments see :func:`accordingto.propositions.find`."""

    def __init__(self, analysis: Analysis, nominal: frozenset[int], merged: Mapping[int, int], asked: frozenset[int]) -> None:
        self.a, self.nominal, self.merged, self.asked = analysis, nominal, merged, asked

    def of(self, i: int) -> Form | None:
        """What kind of proposition token ``i`` heads, None for none."""
        token, relation = self.a.tokens[i], self.a.rel(i)
        if i in self.merged:
            return None
        if i in self.asked and relation in ("xcomp", "ccomp", "advcl", "obj", "obl", "conj", "appos"):
            return "complement" if clauses.is_clause(self.a, i) else "nominal"
        if nouns.is_item(self.a, i):
            return "item"
        if clauses.is_clause(self.a, i):
            return None if clauses.impersonal(self.a, i) else self._of_clause(i, token.deprel, relation)
        named = i in self.nominal and nouns.names_participant(self.a, i)
        if named or nouns.possessed(self.a, i) or nouns.doubted(self.a, i, self.nominal):
            return "nominal"
        return None

    def _of_clause(self, i: int, deprel: str, relation: str) -> Form | None:
        if deprel == "acl:relcl":
            return "relative"
        if relation == "acl":
            return "complement" if clauses.that_clause(self.a, i) or syntax.gerund_clause(self.a, i) else _on_noun(self.a, i)
        if relation == "advcl":
            return _beside(self.a, i)
        if relation in ("ccomp", "csubj"):
            return "complement"
        if relation == "xcomp":
            return None
        if relation == "conj":
            return self._shared(i)
        return "clause" if relation in ("root", "parataxis", "appos", "list", "dep") else None

    def _shared(self, i: int) -> Form:
        """A coordinated predicate is what the first is, or a clause of its own."""
        first = syntax.first_conjunct(self.a, i)
        inherited = self.of(first) if first != i and clauses.is_clause(self.a, first) else None
        if inherited is None and self.a.rel(first) == "xcomp":
            return "complement"
        return inherited if inherited in ("purpose", "adverbial", "relative", "complement", "participle") else "clause"


def _on_noun(a: Analysis, i: int) -> Form | None:
    """A participle on a noun says something with words of its own; an infinitive there does not."""
    return "participle" if not syntax.infinitive(a, i) and len(a.subtree(i)) > 1 else None


def _beside(a: Analysis, i: int) -> Form | None:
    """What parsers hang as an adverbial clause."""
    if syntax.infinitive(a, i):
        if clauses.impersonal(a, a.tokens[i].head):
            return "complement"
        return None if clauses.extraposed(a, i) else "purpose"
    return "complement" if clauses.governed(a, i) or clauses.extraposed_clause(a, i) else "adverbial"
