"""Events: what a verb, noun or adjective names in PLOVER's terms, and which dependents are its participants.

Words and their frames come from ``lexicons/en/events*.toml``; this module finds the dependents that the frames speak of. A *slot* is
a place that a participant can stand in, whatever the voice or construction:

    subj        whoever acts: subject of an active, by-agent of a passive; shared, controlled and relative subjects resolved
    obj, iobj   whom the act is done to: object of an active, subject of a passive
    poss, amod, compound    the determiners of an event noun ("Peru's visit", "Kenyan attack", "rebel attacks")
    on, to, with, against … the phrase under that preposition
    xcomp, ccomp, advcl     clauses below the predicate

Event types, modes and contexts are PLOVER's (Halterman et al. 2023, "PLOVER and POLECAT"); cameo is the nearest code of CAMEO 1.1b3
(Schrodt 2012). No code is a fallback: where no entry fits there is no event. Negation, tense and modality are not looked at here.
Tree relations: https://universaldependencies.org/u/dep/.
"""

import msgspec

from accordingto.analysis import Analysis
from accordingto.events.coded import Coded
from accordingto.events.coding import Coder
from accordingto.types import EventType

__all__ = ["Coded", "code", "code_as", "predicates"]


def predicates(analysis: Analysis) -> tuple[int, ...]:
    """All tokens that the lexicon could read as an event, in text order; :func:`code` decides."""
    coder = Coder.of(analysis)
    return tuple(i for i in range(len(analysis.tokens)) if coder.senses.possible(i))


def code(analysis: Analysis, i: int) -> Coded | None:
    """The event that token ``i`` names.

    Args:
        analysis: the document's trees.
        i: index of a verb, noun or adjective.

    Returns:
        the event with its participants, None where the token names none.
    """
    coder = Coder.of(analysis)
    return coder.code(i, 0) if coder.senses.possible(i) else None


def code_as(analysis: Analysis, i: int, type: EventType, mode: str | None) -> Coded:
    """The event of a type that token ``i`` is known to name, with the participants that the type's usual frame finds."""
    coder = Coder.of(analysis)
    found = coder.coded_as(coder.senses.usual(i, type), i)
    return msgspec.structs.replace(found, mode=mode)
