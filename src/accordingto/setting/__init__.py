"""When and where a claim is set: which of the times and places of a sentence belong to which claim.

An expression belongs to the event that it modifies: the nearest claim above it in the tree ("condemned the raid on 10 April": the raid).
It governs the clauses under it ("In 1986, X did A and B": both), and what a clause of place adds ("where they …") is where its antecedent
is.
"""

from collections.abc import Sequence

from accordingto.analysis import Analysis
from accordingto.places import PlaceMention
from accordingto.setting import carrying, dates, spots
from accordingto.setting.clauses import Clause, Clauses, Setting
from accordingto.times import TimeMention

__all__ = ["Clause", "Setting", "settle"]


def settle(
    analysis: Analysis, clauses: Sequence[Clause], times: Sequence[TimeMention], places: Sequence[PlaceMention]
) -> tuple[Setting, ...]:
    """When and where each claim is set.

    Args:
        analysis: the document's trees.
        clauses: the claims, in any order.
        times: its expressions of time; those without a value are passed over.
        places: its places.

    Returns:
        One setting a clause, in their order.
    """
    claims = Clauses(analysis, clauses)
    return carrying.settle(claims, dates.settle(claims, times), spots.settle(claims, places))
