"""Actors: which noun phrases name a state, organisation, person or group, who that is, and what pronouns and short names stand for.

    cast = actors.resolve(analysis, date="2024-05", speaker="Amina Diallo")
    cast.of(token)          the participants that the phrase headed by a token names, one for each coordinated part

Country (ISO 3166-1 alpha-3) and sector (PLOVER) come from names, demonyms, titles and the words around a noun; what the text does not
say stays null. All states and groups are looked up in the same tables in the same way.

phrases     what the words of one phrase say by themselves: its extent, its office, a state's name in it
whose       whose somebody or something is by the phrase itself
homes       whose he is by the document around him, and whoever speaks it
people      the named people
bodies      the named bodies
folk        peoples by the state that they live in
counted     what numbers and measures count
nouns       common nouns
pronouns    pronouns
naming      what participants are called
cast        all of them together
"""

from collections.abc import Sequence

from accordingto import coreference
from accordingto.actors.cast import Cast
from accordingto.actors.ref import Ref
from accordingto.analysis import Analysis

__all__ = ["Cast", "Ref", "resolve"]


def resolve(
    analysis: Analysis,
    *,
    date: str | None,
    speaker: str | None = None,
    spoken: Sequence[coreference.Spoken] = (),
    publisher: str | None = None,
) -> Cast:
    """The cast of a document.

    Args:
        analysis: its analysis.
        date: its date (EDTF or ISO), which decides who is in office.
        speaker: the name of whoever the whole document is the statement of; first-person pronouns are theirs.
        spoken: its quotations with their sources.
        publisher: the name of whoever publishes it.
    """
    return Cast(analysis, date.rstrip("~?%").split("/")[0] if date else None, speaker, spoken, publisher)
