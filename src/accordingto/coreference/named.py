"""Whose a name is.

People are found by whole and short names; bodies by their names, by parts of them and by the letters that they are written short with.
"""

from collections.abc import Collection

from accordingto.analysis import Analysis
from accordingto.coreference.clusters import NICKNAME, Cluster, Index
from accordingto.coreference.fitting import clash
from accordingto.coreference.mentions import Mention, initials, persons

_BRACKETED = 6
"""The last clusters among which the name before a bracket is sought."""


# --- people


def person(index: Index, m: Mention, honorifics: Collection[str]) -> Cluster | None:
    """Whom a person's name means, None where it is somebody new or may be one of several (then it is noted as ``unsure``)."""
    if not m.name:
        return None
    if len(m.name) == 1:
        return _short(index, m, honorifics)
    near = index.named(m.name[-1], "person")
    full = [c for c in near if any(_same(n.name, m.name) for n in c.names) and not clash(c, m)]
    if full:
        return full[-1]
    # A name that the document first gave short: "Raila … Raila Odinga".
    short = [
        c
        for w in (m.name[-1], m.name[0])
        for c in index.named(w, "person")
        if all(n.name == (w,) for n in c.names) and not clash(c, m) and c.number not in index.unsure
    ]
    short = short or [c for c in _nicknamed(index, m) if c.number not in index.unsure]
    return short[-1] if short else None


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of two words and more may be one person's: same last word, first words equal, abbreviated or left out."""
    if one == other:
        return True
    if len(one) < 2 or len(other) < 2 or one[-1] != other[-1]:
        return False
    a, b = one[0], other[0]
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return a == b or set(one) <= set(other) or set(other) <= set(one)


def _nicknamed(index: Index, m: Mention) -> list[Cluster]:
    """Who was first called by the short form of a whole name's first word ("Vlad … Vladimir Korin")."""
    short = {m.name[0][:size] for size in range(NICKNAME, len(m.name[0]))}
    near = [c for word in sorted(short) for c in index.named(word, "person")]
    return [c for c in near if not clash(c, m) and all(len(n.name) == 1 for n in c.names)]


def _short(index: Index, m: Mention, honorifics: Collection[str]) -> Cluster | None:
    """Somebody by one word of the name: by surname, with "Sir" and in familiar texts by first name."""
    word = m.name[0]
    first_named = bool(m.title & persons().first_named)
    fits = [c for c in index.named(word, "person") if not clash(c, m)]
    by_surname = [c for c in fits if any(n.name[-1] == word for n in c.names)]
    by_first = [c for c in fits if any(n.name[0] == word and len(n.name) > 1 for n in c.names)]
    candidates = by_first if first_named and by_first else by_surname or by_first
    if m.title & persons().surname_titles and not by_surname:
        candidates = []
    if not candidates and (first_named or m.title.isdisjoint(honorifics)):
        candidates = fits
    if not candidates and not m.title and len(word) >= NICKNAME:
        candidates = [c for c in index.by_start.get(word[:NICKNAME], ()) if _shortened(m, c)]
    if len(candidates) > 1:
        candidates = _decided(m, candidates)
    if len(candidates) > 1:
        index.unsure.add(len(index.clusters))
        return None
    return candidates[0] if candidates else None


def _shortened(m: Mention, c: Cluster) -> bool:
    """ "Vlad" for Vladimir."""
    return not clash(c, m) and any(len(n.name) > 1 and n.name[0] != m.name[0] and n.name[0].startswith(m.name[0]) for n in c.names)


def _decided(m: Mention, candidates: list[Cluster]) -> list[Cluster]:
    """Of several with one surname: those whom the title names, else the only one who has been called by the surname alone."""
    nouns = {d.noun for d in m.descriptions}
    titled = [c for c in candidates if nouns & {d.noun for d in c.descriptions}]
    if nouns and titled:
        candidates = titled
    surnamed = [c for c in candidates if c.surnamed]
    return surnamed if len(candidates) > 1 and surnamed else candidates


# --- bodies


def body(index: Index, m: Mention, a: Analysis) -> Cluster | None:
    """Which body a name means, None where it is a new one."""
    bare = _bare(m.name)
    if not bare:
        return None
    word = bare[-1]
    near = index.named(word, "body") + index.named(bare[0], "body")
    same = [c for c in near if any(_bare(n.name) == bare for n in c.names)]
    if same:
        return same[-1]
    if len(bare) > 1:
        letters = initials(m.name)
        short = [c for c in index.by_word.get(letters, ()) if c.what == "body" and any(_bare(n.name) == (letters,) for n in c.names)]
        return short[-1] if short else None
    if a.tokens[m.last - 1].form.isupper():
        spelled = index.lettered(word)
        return spelled[-1] if len(set(spelled)) == 1 else _in_brackets(index, m, a)
    part = [c for c in near if any(n.name[-1] == word or n.name[0] == word for n in c.names)]
    return part[0] if len({c.number for c in part}) == 1 else None


def _bare(name: tuple[str, ...]) -> tuple[str, ...]:
    articles = persons().body_articles
    return tuple(w for w in name if w not in articles)


def _in_brackets(index: Index, m: Mention, a: Analysis) -> Cluster | None:
    """ "the Legal Services Board (LSB)" where the letters are no initials of the words: the name right before the bracket."""
    if m.first < 2 or a.tokens[m.first - 1].form != "(":
        return None
    for cluster in reversed(index.clusters[-_BRACKETED:]):
        if cluster.what == "body" and any(n.last == m.first - 1 for n in cluster.names):
            return cluster
    return None
