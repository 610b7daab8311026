"""Places: names of places in a text, resolved to a neutral name, a country and coordinates.

Candidates are mentions that the encoder marks as places, capitalised names that the gazetteer has, and names that their words make a
place ("the village of X", "X region"). A name inside a person's or an organisation's is none. Which of several places of one name is meant
is decided by the countries that the document names otherwise, then by size; what stays unknown keeps its name with null coordinates.
"""

from collections.abc import Sequence

from accordingto.analysis import Analysis
from accordingto.gazetteer import Place
from accordingto.places.anaphora import anaphors
from accordingto.places.candidates import candidates
from accordingto.places.mentions import PlaceMention
from accordingto.places.resolution import evidence_of, mention_of, next_place, resolve, with_country_from_context

__all__ = ["PlaceMention", "anaphors", "find"]


def find(analysis: Analysis, *, context: Sequence[str] = ()) -> tuple[PlaceMention, ...]:
    """The places of a document in text order.

    Args:
        analysis: tokens, trees and entities.
        context: alpha-3 codes of countries that the document is known to be about, from elsewhere.

    Returns:
        One mention a name; those that share a word ("Donetsk and Luhansk regions") are several.
    """
    names = candidates(analysis)
    evidence = evidence_of(analysis, names, context)
    mentions: list[PlaceMention] = []
    before: Place | None = None
    for n, name in enumerate(names):
        joined = (
            n > 0
            and analysis.words(names[n - 1].first, name.last).removeprefix(analysis.words(names[n - 1].first, names[n - 1].last))[:2]
            == ", "
        )
        place = resolve(analysis, name, next_place(analysis, names, n), evidence, before if joined else None)
        if place:
            mentions.append(mention_of(analysis, name, place))
        before = place
    return tuple(with_country_from_context(analysis, mentions))
