"""What the finders pass on: an attribution in tokens, before it becomes character spans."""

from collections.abc import Iterable

import msgspec

from accordingto.attribution.quotes import Quotations
from accordingto.attribution.turns import Turn
from accordingto.types import Modality

Run = tuple[int, int]


class Found(msgspec.Struct):
    """An attribution as token runs (first, last exclusive).

    ``cue_token`` the main word of the cue, ``source_token`` the head of the source phrase; ``strong`` where the tree itself gave the
    content of a cue that the lexicon knows; ``tight`` where the cue takes a short phrase ("calls it a mistake") and the tree's boundaries
    are better than the model's; ``inherited`` where the source is carried on from a neighbouring sentence; ``lexical`` where the lexicon
    knows the cue. ``judges`` where the stance is to what somebody else says ("rejected the claim that"), ``verdict`` what whoever reports
    the words makes of them ("the false claim that"); ``speaks`` is False where nobody says it ("nobody claimed"); ``acts`` are the
    predicates that the cue takes up ("refused to deny": both); ``patient`` the phrase that a passive cue has for its subject, which
    never is the source ("was told"). ``turn`` where the source is the label of a transcript's turn.
    """

    cue: list[Run]
    source: list[Run]
    content: list[Run]
    cue_token: int | None
    source_token: int | None
    stance: Modality
    attitude: bool = False
    strong: bool = True
    tight: bool = False
    inherited: bool = False
    lexical: bool = True
    judges: bool = False
    verdict: Modality | None = None
    speaks: bool = True
    acts: tuple[int, ...] = ()
    patient: tuple[Run, ...] = ()
    turn: Turn | None = None


def nested(f: Found, q: Quotations) -> bool:
    """Whether its cue stands inside a quotation: speech within speech."""
    return f.cue_token is not None and q.inside(f.cue_token)


def runs(tokens: Iterable[int]) -> list[Run]:
    """Token indices as runs of neighbours, in text order."""
    found: list[Run] = []
    for i in sorted(set(tokens)):
        if found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found


def merged(several: Iterable[Run]) -> list[Run]:
    """Runs united where they touch or overlap."""
    found: list[Run] = []
    for first, last in sorted(several):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def minus(several: Iterable[Run], others: Iterable[Run]) -> list[Run]:
    """What of the runs the others leave."""
    left = merged(several)
    for first, last in others:
        left = [piece for a, b in left for piece in ((a, min(b, first)), (max(a, last), b)) if piece[0] < piece[1]]
    return left


def overlap(some: Iterable[Run], others: Iterable[Run]) -> int:
    """How many tokens two lists of runs share."""
    others = list(others)
    return sum(max(0, min(b, d) - max(a, c)) for a, b in some for c, d in others)


def size(several: Iterable[Run]) -> int:
    """How many tokens the runs hold."""
    return sum(b - a for a, b in several)
