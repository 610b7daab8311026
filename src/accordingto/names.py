"""Where a document names what the tables of :mod:`accordingto.world` know: states, seats, organisations."""

from accordingto.analysis import Analysis
from accordingto.world import Entry, World


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
        if (
            len(key) == 1
            and len(form) <= 4
            and key[0] in ("us", "is", "it", "au", "un", "eu", "who", "ap", "sco", "la", "west", "rsf", "aes")
            and not (form.isupper() or key[0] == "west")
        ):
            continue
        if key == ("west",) and not (form == "West" and i > 0 and words[i - 1] in ("the", "collective")):
            continue
        if analysis.tokens[last - 1].form in ("'s", "’s"):
            continue
        return last, entry
    return None
