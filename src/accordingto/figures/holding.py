"""Which claim a figure belongs to, and in whose words one stands that no claim holds.

A figure is held by the smallest claim with its words. A second figure of a claim is a claim of its own, in the words of its phrase. A
figure outside every claim (behind a cue, in an aside, in a list without a verb, where the parse loses a clause) is a claim of its own as
well, in the words of the clause around it that no other claim has, else of its phrase. One that only says how many people speak
("two officials said") claims nothing.
"""

from collections.abc import Collection, Sequence

import msgspec

from accordingto.analysis import Analysis
from accordingto.figures.lexicon import PERCENT, load
from accordingto.figures.mention import FigureMention

_INSIDE = ("nummod", "nmod", "compound", "amod", "appos", "flat", "nmod:unmarked")
"""Relations by which a figure is a part of a phrase."""
_WORDS = 40
"""Words that a clause around a figure has at most."""


class Held(msgspec.Struct, frozen=True):
    """A figure with its claim.

    Attributes:
        figure: the figure.
        claim: the index of the claim that holds it; None: it is a claim of its own.
        words: the tokens of the claim that it makes of its own, of the clause or phrase around it; empty where ``claim`` takes it up.
        predicate: the token that heads these words.
    """

    figure: FigureMention
    claim: int | None
    words: tuple[int, ...] = ()
    predicate: int | None = None


def settle(
    analysis: Analysis, claims: Sequence[Sequence[int]], figures: Sequence[FigureMention], speaking: Collection[int]
) -> tuple[Held, ...]:
    """The claim of each figure.

    Args:
        analysis: the document's trees.
        claims: the tokens of each claim, in text order.
        figures: the document's figures.
        speaking: tokens of whoever is said to speak, and of the verbs that say so.

    Returns:
        one a figure, without those that claim nothing.
    """
    holders = _Holders(analysis, claims, frozenset(speaking))
    return tuple(held for figure in figures if (held := holders.of(figure)) is not None)


class _Holders:
    def __init__(self, analysis: Analysis, claims: Sequence[Sequence[int]], speaking: frozenset[int]) -> None:
        self.a, self.claims, self.speaking = analysis, claims, speaking
        self.near: dict[int, list[int]] = {}
        for n, tokens in enumerate(claims):
            for s in dict.fromkeys(analysis.sentence_of[i] for i in tokens):
                self.near.setdefault(s, []).append(n)
        self.taken: set[int] = set()

    def of(self, figure: FigureMention) -> Held | None:
        holder = self.smallest(figure.first, figure.last)
        if holder is None:
            holder = self.smallest(figure.head, figure.head + 1)
        if holder is None:
            return self.alone(figure)
        if holder not in self.taken:
            self.taken.add(holder)
            return Held(figure, holder)
        inside = frozenset(self.claims[holder])
        return Held(figure, holder, self.phrase(figure, inside))

    def smallest(self, first: int, last: int) -> int | None:
        """The smallest claim that holds some tokens."""
        near = self.near.get(self.a.sentence_of[first], ())
        holding = [n for n in near if self.claims[n][0] <= first and last - 1 <= self.claims[n][-1] and first in self.claims[n]]
        return min(holding, key=lambda n: (len(self.claims[n]), self.claims[n][0]), default=None)

    def phrase(self, figure: FigureMention, inside: Collection[int]) -> tuple[int, ...]:
        """The words of a figure's phrase within a claim."""
        top = figure.head
        while self.a.tokens[top].head in inside and self.a.rel(top) in ("nummod", "nmod", "compound", "amod"):
            top = self.a.tokens[top].head
        return self.trimmed([i for i in self.a.subtree(top) if i in inside])

    # --- outside every claim

    def alone(self, figure: FigureMention) -> Held | None:
        """A figure that no claim holds, as a claim of its own."""
        if figure.unit != PERCENT and (figure.first in self.speaking or figure.head in self.speaking):
            return None
        sentence = self.a.sentence_of[figure.first]
        others = {i for n in self.near.get(sentence, ()) for i in self.claims[n]}
        top = figure.head
        while self.a.tokens[top].head >= 0 and self.a.rel(top) in _INSIDE and self.a.tokens[top].head not in others:
            top = self.a.tokens[top].head
        above = self.a.tokens[top].head
        if above >= 0 and above not in others and above not in self.speaking and self.heads_a_clause(above):
            words = self.free(above, others, figure)
            if len(words) <= _WORDS:
                return Held(figure, None, words, above)
        words = self.free(top, others, figure)
        return Held(figure, None, words, top)

    def heads_a_clause(self, i: int) -> bool:
        return self.a.tokens[i].upos in ("VERB", "AUX") or bool(self.a.dependents(i, "nsubj", "cop"))

    def free(self, top: int, others: Collection[int], figure: FigureMention) -> tuple[int, ...]:
        """The words under a token that are no other claim's, the figure's among them."""
        own = {i for i in self.a.subtree(top) if i not in others and self.a.sentence_of[i] == self.a.sentence_of[figure.first]}
        own.update(range(figure.first, figure.last))
        run = [min(own & set(range(figure.first, figure.last)))]
        for step, stop in ((-1, min(own)), (1, max(own))):
            i = run[0 if step < 0 else -1]
            while i != stop and (i + step in own or (self.a.tokens[i + step].upos == "PUNCT" and i + 2 * step in own)):
                i += step
                run.insert(0, i) if step < 0 else run.append(i)
        return self.trimmed(run)

    def trimmed(self, words: Sequence[int]) -> tuple[int, ...]:
        """Words without punctuation and connectives at their edges."""
        found, opening = list(words), load().small.opening_that
        while len(found) > 1 and (self.a.tokens[found[0]].upos in ("PUNCT", "CCONJ") or self.a.tokens[found[0]].form.lower() in opening):
            found = found[1:]
        while len(found) > 1 and self.a.tokens[found[-1]].upos in ("PUNCT", "CCONJ"):
            found = found[:-1]
        return tuple(found)
