"""The words around an amount: "at least", "or more", what leads into it, and words of change before it."""

import re
from functools import lru_cache

import msgspec

from accordingto.figures.lexicon import Lexicon, load, plain
from accordingto.types import Direction


class Around(msgspec.Struct, frozen=True):
    """The comparator of an amount and how far its words reach; ``end`` is where unit or plus sign end."""

    comparator: str | None
    quote_start: int
    quote_end: int
    end: int


_ARTICLE = re.compile(r" (?:an?|the|its|their|another|a further|a total of|anything from|anywhere from|between|from)$")


def around(text: str, start: int, end: int, lexicon: Lexicon) -> Around:
    """The comparator words directly before and after an amount.

    Args:
        text: the sentence.
        start: where the amount begins, with its currency.
        end: where it ends, with its unit.
        lexicon: the tables.
    """
    comparator, quote_start = _before(text, start, lexicon)
    quote_end = end
    if text.startswith("+", end) and not text[end + 1 : end + 2].isdigit():
        comparator, end = ">=", end + 1
        quote_end = end
    after = lexicon.after.match(text, end)
    if after and (comparator is None or comparator == "="):
        comparator, quote_end = lexicon.numbers.after[plain(after.group().lstrip(" ,"))], after.end()
    return Around(comparator, quote_start, quote_end, end)


def _before(text: str, start: int, lexicon: Lexicon) -> tuple[str | None, int]:
    window = text[max(0, start - 40) : start]
    found = lexicon.before.search(window)
    if not found:
        return None, start
    words = plain(found.group())
    table = lexicon.numbers.signs if words in lexicon.numbers.signs else lexicon.numbers.before
    comparator = table.get(words) or table.get(_ARTICLE.sub("", words))
    begin = start - len(found.group().lstrip())
    if words == "above" and re.search(r"\b(?:the|these|those)\s$", text[max(0, begin - 7) : begin].lower()):
        return None, start
    if words == lexicon.small.over_word and re.search(_OVER, text[max(0, begin - 14) : begin], re.IGNORECASE):
        return None, start  # "a dispute over 40 votes", "handed over 31 weapons"
    if words.endswith((" between", " from")):
        begin = start  # the pair reads it
    rule = words in lexicon.small.under_rules and re.search(
        r"\b(?:article|section|resolution|rule)s?\s*$", text[start : start + 10].lower()
    )
    if rule:
        return None, start
    return comparator, begin


_OVER = (
    r"\b(?:dispute|row|fight|war|battle|quarrel|concerns?|control|talks|argument|anger|outrage"
    r"|hand(?:ed|ing|s)?|turn(?:ed|ing|s)?|t(?:ook|ake|aken|aking|akes)|carried)\s+$"
)


def after_noun(text: str, end: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """ "12 boats or more": the comparator behind the counted noun, and where its words end."""
    found = lexicon.after.match(text, end)
    return (lexicon.numbers.after[plain(found.group().lstrip(" ,"))], found.end()) if found else None


_LEAD = re.compile(r"\b(between|from|by|to|of|at)\s+(?:an?\s+|about\s+|around\s+|some\s+)?$", re.IGNORECASE)


def lead(text: str, start: int) -> str | None:
    """The preposition that leads into an amount: "between", "from", "by", "to", "of", "at"."""
    found = _LEAD.search(text[max(0, start - 18) : start])
    return found[1].lower() if found else None


def lead_start(text: str, start: int) -> int:
    """Where that preposition begins."""
    base = max(0, start - 18)
    found = _LEAD.search(text[base:start])
    return base + found.start() if found else start


def changes(text: str, before: int) -> bool:
    """Whether a word of change ("rose", "fell", "up") stands shortly before: then "from … to …" gives a baseline, no range."""
    return any(_change(w) for w in re.findall(r"[a-z]+", text[max(0, before - 60) : before].lower()))


def change_before(text: str, before: int) -> Direction | None:
    """The direction of the word of change right before an amount, only adverbs, "by" or "about" between: "rose by nearly 6.5%"."""
    words = re.findall(r"[a-z]+", re.split(r"[.,;:()\d]", text[max(0, before - 40) : before].lower())[-1])
    small = load().small
    for skipped, word in enumerate(reversed(words)):
        way = _change(word)
        if way:
            return way
        if skipped > 1 or not (word.endswith(small.adverb_ending) or word in small.between_change):
            return None
    return None


@lru_cache(maxsize=10_000)
def _change(word: str) -> Direction | None:
    uses = load().numbers.uses
    for form in (word, *_stems(word)):
        if form in uses.up:
            return "up"
        if form in uses.down:
            return "down"
    return None


def _stems(word: str) -> tuple[str, ...]:
    """Likely base forms of an inflected verb; irregular forms stand in the table."""
    for inflected in load().small.inflections:
        if word.endswith(inflected.verb_ending):
            return tuple(word[:-gone] + come for gone, come in inflected.base_forms)
    return ()
