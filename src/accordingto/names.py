"""Where a document names what the tables of :mod:`accordingto.world` know: states, seats, organisations."""

from accordingto.analysis import Analysis
from accordingto.world import Entry, World

_SHORT = 4
"""Longer acronyms are also written with one capital ("Unicef")."""


def find(analysis: Analysis, known: World) -> dict[int, tuple[int, int, Entry]]:
    """Every known name of the document by each of its tokens: (first, last exclusive, entry); the longest name wins."""
    found: dict[int, tuple[int, int, Entry]] = {}
    words = [t.form.lower().replace("’", "'") for t in analysis.tokens]
    i = 0
    while i < len(words):
        match = _longest(analysis, words, i, known)
        if match is None:
            i += 1
            continue
        last, entry = match
        entity = analysis.entity_of.get(i)
        if not (entity is not None and entity.type == "PER" and (entity.last - entity.first) > (last - i)):
            found.update(dict.fromkeys(range(i, last), (i, last, entry)))
        i = last
    return found


def _longest(analysis: Analysis, words: list[str], i: int, known: World) -> tuple[int, Entry] | None:
    form = analysis.tokens[i].form
    most = known.longest.get(words[i], 0)
    for last in range(min(len(words), i + 2 * most), i, -1):
        key = tuple(w for w in words[i:last] if w != "-")
        if len(key) > most or not key:
            continue
        entry = known.names.get(key)
        if entry is None or (entry.cased and not form[:1].isupper()):
            continue
        if len(key) == 1 and len(form) <= _SHORT and key[0] in known.acronyms and not form.isupper():
            continue  # "us", "Who", "It"
        if len(key) > 1 and entry.cased and key not in known.loose and analysis.tokens[last - 1].form[:1].islower():
            continue  # "Lebanese forces" are not the Lebanese Forces
        if key in known.generic and _anothers(analysis, words, i, last, known):
            continue
        if key in known.behind and not _led(form, words[i - 1] if i > 0 else "", known.behind[key]):
            continue
        if analysis.tokens[last - 1].form in known.words.genitives:
            continue
        return last, entry
    return None


def _led(form: str, before: str, asked: tuple[str, frozenset[str]]) -> bool:
    """Whether a word is written as a name and stands behind one of the words that make it one ("the West")."""
    return form == asked[0] and before in asked[1]


def _anothers(analysis: Analysis, words: list[str], first: int, last: int, known: World) -> bool:
    """Whether a name that many bodies have is another's here: a capitalised word before it, or "of" behind it."""
    before = first - 2 if first > 1 and words[first - 1] in known.words.joining else first - 1
    longer = before >= 0 and analysis.tokens[before].form[:1].isupper() and words[before] not in known.words.articles
    same = longer and analysis.sentence_of[before] == analysis.sentence_of[first]
    return same or (last < len(words) and words[last] in known.words.whole)
