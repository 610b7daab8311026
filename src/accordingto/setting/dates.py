"""Which expression of time each claim has."""

from collections.abc import Iterable

import msgspec

from accordingto.setting import owners
from accordingto.setting.clauses import Clauses
from accordingto.setting.lexicon import words
from accordingto.times import TimeMention

_PLAIN = {"date": 0, "interval": 0, "duration": 1, "present": 2, "set": 3}
"""How plainly a kind of expression says when, 0 the most."""


def settle(claims: Clauses, times: Iterable[TimeMention]) -> list[TimeMention | None]:
    """The expression of each claim: of several that one has, the nearest date stays; those without a value are passed over."""
    found: list[tuple[tuple[int, int], TimeMention] | None] = [None] * len(claims.all)

    def hold(n: int, mention: TimeMention, rank: int) -> None:
        """Give an expression to a claim, unless it has a nearer or plainer one."""
        order, held = (_PLAIN[mention.kind], rank), found[n]
        if held is None or order < held[0]:
            found[n] = (order, mention)

    for mention in times:
        if not mention.edtf:
            continue
        for n, rank in owners.find(claims, mention.head, mention.first, mention.last):
            hold(n, mention, rank)
        for n in _told_of(claims, mention.last):
            hold(n, msgspec.structs.replace(mention, edtf=_itself(str(mention.edtf))), 0)
    return [held and held[1] for held in found]


def _told_of(claims: Clauses, last: int) -> list[int]:
    """ "last Saturday, when a guard was hit", "22 April, the date on which the fighting resumed": the clause says what was then."""
    a = claims.a
    forms = a.lowered[last : min(last + 6, a.sentences[a.sentence_of[last - 1]].last)]
    behind = 1 if forms[:1] == (",",) else 0
    if " ".join(forms[behind : behind + 2]) in words().spans:
        behind += 2
    if " ".join(forms[behind : behind + 2]) in words().timing_phrases:
        behind += 1
    elif behind >= len(forms) or forms[behind] not in words().timing:
        return []
    opens = last + behind
    below = next((i for i in a.ancestors(opens) if i > opens and i in claims.of_predicate), None)
    return [] if below is None else claims.of_predicate[below]


def _itself(edtf: str) -> str:
    """A day without "since" or "until" before it."""
    return edtf.removeprefix("../").removesuffix("/..")
