"""What is claimed and when and where it is set: what the parts of this room are given, and what they give."""

from collections.abc import Sequence

import msgspec

from accordingto.analysis import Analysis
from accordingto.places import PlaceMention
from accordingto.times import TimeMention


class Clause(msgspec.Struct, frozen=True):
    """What is claimed: its predicate, its words, how it stands in the sentence, the type of its event."""

    predicate: int | None
    tokens: tuple[int, ...]
    form: str | None
    event: str | None


class Setting(msgspec.Struct, frozen=True):
    """When and where a claim is set; ``carried``: the words stand outside the claim's own."""

    when: TimeMention | None = None
    where: PlaceMention | None = None
    when_carried: bool = False
    where_carried: bool = False


class Clauses:
    """The claims of a document by what they stand on.

    Attributes:
        a: the trees.
        all: the claims; elsewhere they go by their number here.
        inside: the words of each.
        of_predicate: the claims of each predicate.
        near: the claims with words in each sentence.
    """

    def __init__(self, analysis: Analysis, clauses: Sequence[Clause]) -> None:
        self.a, self.all = analysis, clauses
        self.inside = [frozenset(c.tokens) for c in clauses]
        self.of_predicate: dict[int, list[int]] = {}
        self.near: dict[int, list[int]] = {}
        for n, c in enumerate(clauses):
            if c.predicate is not None:
                self.of_predicate.setdefault(c.predicate, []).append(n)
            for s in dict.fromkeys(analysis.sentence_of[i] for i in c.tokens):
                self.near.setdefault(s, []).append(n)
