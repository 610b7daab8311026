"""Names of bodies that stand alone on a line at the edge of a page: letterheads, running heads, mastheads.

A body is told by the word that heads its name ("Ministry of …", "… Forum"), or because the text has the same name in a sentence.
"""

import re
from functools import cache

import msgspec

from accordingto import gazetteer, language

_LONGEST = 120
_MOST_WORDS = 14
_LEAST_TOLD = 3
"""Words of a name that no word tells for a body's and the text has again."""
_SMALL = frozenset("of the and for in on to at de des du da do del la le les y e et der für & und".split())
_NO_NAME = re.compile(r"[.!?;,]$|[:@/\\{}<>\[\]]|www\.|\b\d{3,}|^(?:For|By|From|In|At|To|On|With)\b")
_PARTS = re.compile(r"\s+[|·•/»]\s+|\s+[–—-]\s+|\s{3,}|\t")
_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``lexicons/en/mastheads.toml``; what each list is stands there."""

    bodies: frozenset[str]
    media: frozenset[str]
    units: frozenset[str]
    states: frozenset[str]
    spoken: frozenset[str]
    verbs: frozenset[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@cache
def words() -> Words:
    """The words of mastheads.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("mastheads", Words)


def named(line: str) -> bool:
    """Whether a line is a body's name by the word that heads it."""
    parts = line.split()
    return _shaped(line) and len(parts) > 1 and any(_heads(parts, k) for k in range(len(parts)))


def medium(line: str) -> bool:
    """Whether a name is a paper's or programme's by its words ("The Volta Sentinel")."""
    return any(_plain(p) in words().media for p in line.split())


def unit(line: str) -> bool:
    """Whether a line is a part of a body that puts out its papers ("Press Office")."""
    return line.strip(" .").lower().split(",")[0] in words().units


def state(line: str) -> bool:
    """Whether a line of a letterhead is a state's or its government's, under which an office of it writes."""
    parts = [p for p in map(_plain, line.split()) if p != "the"]
    return (bool(parts) and (parts[0] in words().states or parts[-1] in words().states)) or gazetteer.country(line) is not None


def told(line: str, text: str) -> bool:
    """Whether a line of three and more words is a name that a sentence of the text has as well."""
    return _shaped(line) and len(line.split()) >= _LEAST_TOLD and not gazetteer.known(line) and again(line, text) is not None


def again(name: str, text: str) -> tuple[int, int] | None:
    """Where a sentence has a name that stands alone on a line: behind a small letter or an article, in ordinary letters."""
    bare = _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name
    sought = r"\s+".join(re.escape(p) for p in bare.split())
    for found in re.finditer(
        rf"(?:[a-zà-ÿ,“\"(]\s|\bThe\s|\bthe\s|(?:^|\n)(?={sought}\s(?-i:[a-z])))(?P<name>{sought})\b", text, re.IGNORECASE
    ):
        if not found["name"].isupper() and found["name"][0].isupper():
            return found.span("name")
    return None


def of(line: str, text: str) -> str | None:
    """The body that a line at a page's edge names, alone or before what stands beside it ("… | Bulletin 12 | page 1").

    Args:
        line: the line.
        text: the document's text.

    Returns:
        the name as it stands in the line; None where no part is a body's name.
    """
    whole = " ".join(line.split())
    if len(whole) > 2 * _LONGEST:
        return None
    parts = [" ".join(p.split()) for p in _PARTS.split(line) if p.strip()]
    for part in (whole, *parts, *(p.partition(",")[0] for p in parts), *(p.partition(". ")[0] for p in parts)):
        if not unit(part) and (named(part) or told(part, text)):
            return part
    return None


def _shaped(line: str) -> bool:
    """Whether a line has the form of a name: capitals, small words between, no sentence's end, no verb."""
    parts = line.split()
    if not parts or len(line) > _LONGEST or len(parts) > _MOST_WORDS or _NO_NAME.search(line):
        return False
    if not (parts[0][0].isupper() and (parts[-1].strip("()")[:1].isupper() or parts[-1].isupper())):
        return False
    if any(_plain(p) in words().verbs for p in parts):
        return False
    return all(p.strip("“”\"'‘’(")[:1].isupper() or p.lower() in _SMALL or re.match(r"[a-zà]l?[-’'][A-Z]", p) for p in parts)


def _heads(parts: list[str], k: int) -> bool:
    """Whether a word heads the name: the last one, or with a small word, a comma or an abbreviation behind it."""
    if _plain(parts[k]) not in words().bodies | words().media:
        return False
    if k + 1 == len(parts) or parts[k].endswith(","):
        return True
    after = parts[k + 1]
    return (
        (_plain(after) in _SMALL and _plain(after) not in ("the", "to", "on", "at"))
        or after.startswith("(")
        or (_plain(after) == "to" and _plain(parts[k]) in ("mission", "delegation", "embassy"))
    )


def _plain(word: str) -> str:
    return word.lower().strip(".,’'()“”\"")
