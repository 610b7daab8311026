"""Modality and polarity of a proposition, from its own words and from what governs it.

Two questions, answered apart: does the speaker present the proposition as so, as planned, demanded, conditional, alleged, questioned
or denied (modality), and is the proposition itself negative (polarity). The distinctions are FactBank's (Saurí and Pustejovsky 2009)
mapped onto the contract's; implicatives after Karttunen (1971). A speaker's stance that a reporting cue expresses ("denied that")
is attribution's; the walk stops at such cues.
"""

from collections.abc import Collection

import msgspec

from accordingto.analysis import Analysis
from accordingto.modality.constructions import Constructions
from accordingto.modality.governors import AVERTED, Governors
from accordingto.modality.lexicon import ModalityLexicon, closed, having, lexicon
from accordingto.modality.own import Own
from accordingto.types import Modality, Polarity

__all__ = ["ModalityLexicon", "Reading", "averted", "closed", "lexicon", "of"]


class Reading(msgspec.Struct, frozen=True):
    """How a proposition is presented, before any cue of attribution.

    ``why`` names the word that decided the modality (a token index) and ``rule`` the rule; ``negators`` the words that turned the
    polarity, each with its rule, ``granted`` what takes it for granted.
    """

    modality: Modality
    polarity: Polarity
    presupposed: bool
    why: int | None
    rule: str = ""
    negators: tuple[tuple[int, str], ...] = ()
    granted: tuple[int, str] | None = None

    @property
    def unreal(self) -> bool:
        """Whether a verb keeps the event from being ("foiled an attack")."""
        return any(rule == AVERTED for _, rule in self.negators)


def of(analysis: Analysis, i: int, *, stop: Collection[int] = (), nominal: bool = False) -> Reading:
    """The modality and polarity of the proposition that token ``i`` heads.

    Args:
        analysis: the trees.
        i: the predicate (a verb, or the noun of a nominal event).
        stop: cue tokens at which the walk upwards ends, because attribution decides what they do.
        nominal: whether ``i`` is an event noun; a definite event noun is outside the scope of most of what governs it.

    Returns:
        asserted and positive where nothing says otherwise.
    """
    tree = Constructions(analysis)
    found = Own(tree, frozenset(stop))
    found.local(i)
    Governors(tree, found, i, frozenset(stop)).upwards(i, nominal)
    modality = found.modality or "asserted"
    granted = found.factive if modality == "asserted" else None
    negative = found.negations % 2 == 1
    return Reading(
        modality, "negative" if negative else "positive", granted is not None, found.why, found.rule, tuple(found.negators), granted
    )


def averted(analysis: Analysis, i: int) -> bool:
    """Whether a noun is the object of a verb that keeps its event from being ("foiled an **attack**")."""
    head, tree = analysis.tokens[i].head, Constructions(analysis)
    verb = tree.with_particle(head) if head >= 0 else ""
    return verb in having("averts") and tree.object_of(i, head, verb)
