"""Figures: numbers that a text claims, with unit, comparator, change and what they count.

Two steps. The first (:mod:`.numbers`, :mod:`.money`, :mod:`.comparators`, :mod:`.amounts`) reads amounts off the characters of a
sentence. The second looks each up in the tree: what it counts (:mod:`.counted`), whether it says anything (:mod:`.claimed`), whether it
rose or fell (:mod:`.change`), what it measures (:mod:`.measured`) and is a share of (:mod:`.denominator`).

Units follow ISO 4217 and the SI's symbols; the comparators are those of the record.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from accordingto import syntax
from accordingto.analysis import Analysis, Sentence
from accordingto.figures import amounts, change, claimed, comparators, counted, denominator, measured, money
from accordingto.figures.amounts import Amount
from accordingto.figures.lexicon import PERCENT, Lexicon, load
from accordingto.figures.mention import FigureMention, lexeme, token_before
from accordingto.types import Comparator, Direction

__all__ = ["FigureMention", "examples", "find"]


def find(analysis: Analysis, about: Iterable[str | None] = (), states: Iterable[str | None] = ()) -> tuple[FigureMention, ...]:
    """The figures of a document in text order.

    Args:
        analysis: the document's tokens and trees.
        about: names of whoever publishes and speaks; a state in them tells which pesos or dollars are meant.
        states: the states (ISO 3166-1 alpha-3) of the places that the document names, which tell the same.

    Returns:
        One mention a number that claims an amount. Numbers that only name, date or point at something are left out.
    """
    lexicon = load()
    context = money.context(analysis.text, about, states)
    found: list[FigureMention] = []
    for sentence in analysis.sentences:
        for amount in _amounts(analysis, sentence, lexicon, context):
            mention = _mention(analysis, sentence, amount, lexicon, found)
            if mention:
                found.append(mention)
    return tuple(found)


def _amounts(analysis: Analysis, sentence: Sentence, lexicon: Lexicon, context: money.Context) -> list[Amount]:
    """The amounts of a sentence, those in numerals and those in verbs and adverbs."""
    start, end = analysis.tokens[sentence.first].start, analysis.tokens[sentence.last - 1].end
    if not lexicon.quick.search(analysis.text, start, end):
        return []
    found = amounts.find(analysis.text[start:end], context, start)
    more = change.multiples(analysis, sentence, lexicon)
    return sorted([*found, *more], key=lambda a: a.start) if more else found


def _mention(
    analysis: Analysis, sentence: Sentence, amount: Amount, lexicon: Lexicon, found: Sequence[FigureMention]
) -> FigureMention | None:
    """The amount as a mention, None where the tree shows that it claims nothing."""
    first = analysis.token_at(amount.start)
    number = analysis.token_at(max(amount.number_start, amount.number_end - 1))
    if first is None or number is None or number >= sentence.last:
        return None
    last = token_before(analysis, amount.end) + 1
    if claimed.named(analysis, first, last) or claimed.numbers_an_item(analysis, sentence, amount, first, lexicon):
        return None
    previous = _before(analysis, amount, first, found)
    counts = _counts(analysis, amount, first, number, last, lexicon, found)
    if counts is None:
        return None
    of = denominator.find(analysis, amount, counts.head, first, last, counts.noun, previous)
    start = analysis.token_at(amount.quote_start)
    comparator, end = _comparator(analysis, amount, counts, last, lexicon)
    rate = _rate(analysis, amount, end, lexicon) if of is None and (counts.noun is not None or amount.unit is not None) else None
    of = rate.group().strip(" -") if rate else of
    return FigureMention(
        _whole(amount.value),
        None if amount.value_max is None else _whole(amount.value_max),
        counts.unit,
        cast(Comparator, comparator),
        None if amount.baseline is None else _whole(amount.baseline),
        _direction(analysis, amount, counts.unit, first if start is None else min(start, first), last, lexicon, found),
        measured.measured(analysis, amount, counts.noun, counts.head, first, last, lexicon),
        of,
        amount.quote_start,
        end,
        first,
        max(last, first + 1),
        counts.head,
    )


def _before(analysis: Analysis, amount: Amount, first: int, found: Sequence[FigureMention]) -> FigureMention | None:
    """The figure that an elliptical count goes on with: the last one of things or people in this sentence or the three before."""
    for mention in reversed(found):
        if (
            amount.scale >= 1e5
            and amount.unit is None
            and re.fullmatch(r"[A-Z]{3}", mention.unit)
            and analysis.sentence_of[first] - analysis.sentence_of[mention.first] <= 3
        ):
            return mention  # "the remaining 6.8 billion"
        if analysis.sentence_of[first] - analysis.sentence_of[mention.first] > 3:
            break
        if counted.is_counted(mention.unit):
            return mention
    return found[-1] if found else None


_OF_THINGS = re.compile(r"\s+of\s+(?:[a-z]+\s+){0,2}[a-z]+(?=\s+(?:an?|per|each|every)\s)")


def _rate(analysis: Analysis, amount: Amount, end: int, lexicon: Lexicon) -> re.Match[str] | None:
    """What an amount is reckoned by, behind its noun or behind what it is of: "600 barrels of river water a day"."""
    for between in (_OF_THINGS, _CONVERSION):
        match = between.match(analysis.text, end)
        rate = lexicon.rate.match(analysis.text, match.end()) if match else None
        if rate is not None:
            return rate
    return lexicon.rate.match(analysis.text, end)


# "40 lira ($1.20) a kilo": what stands in another unit between an amount and what it is reckoned by
_CONVERSION = re.compile(r"\s?\([^()]{2,40}\)(?=\s)|\)(?=\s)")


_ALSO = re.compile(r"\s*(?:,?\s+or|,|\(|,?\s+or\s+about|/)\s*\(?\s*")


def _direction(
    analysis: Analysis, amount: Amount, unit: str, first: int, last: int, lexicon: Lexicon, found: Sequence[FigureMention]
) -> Direction | None:
    """Whether the amount rose or fell; "0.6%" in "lost 190 points, or 0.6%" did what the amount before it did."""
    way = change.direction(analysis, amount, first, last, lexicon)
    if way is None and found and found[-1].direction and not amount.level:
        gap = analysis.text[found[-1].end : amount.quote_start] if found[-1].end <= amount.quote_start else "-"
        goes_on = _ALSO.fullmatch(gap) if found[-1].unit != unit else _GAPPED.fullmatch(gap)
        goes_on = goes_on or (_LISTED.fullmatch(gap) if amount.listed else None)
        return found[-1].direction if goes_on else None
    return way


_GAPPED = re.compile(r",?\s+(?:(?:and|while)\s+)?(?:[\w&.-]+\s+){1,3}by\s+")
"""What stands between "fell by 4%" and "6%" in "Lome fell by 4%, Accra by 6%", "wheat fell by 4% and maize by 6%"."""
_LISTED = re.compile(r",?\s+(?:and\s+|or\s+)?")


def _counts(
    analysis: Analysis, amount: Amount, first: int, number: int, last: int, lexicon: Lexicon, found: Sequence[FigureMention]
) -> counted.Counted | None:
    """What the amount counts or is measured in, None where it claims nothing."""
    previous, latest = _before(analysis, amount, first, found), found[-1] if found else None
    if amount.unit is None:
        number = max(number, last - 1)
        if latest is not None and counted.measured_on(analysis, amount, number, lexicon, latest):
            counts: counted.Counted | None = counted.Counted(None, number, latest.unit)
        else:
            counts = counted.find(analysis, amount, number, lexicon, previous)
        return counts if counts and claimed.says(analysis, amount, first, number, counts.noun, lexicon) else None
    if amount.kind == "share" and amount.unit == PERCENT and claimed.names_a_part(analysis, amount, first, last, lexicon):
        return None
    if claimed.dates(analysis, amount, last, lexicon):
        return None
    return counted.Counted(None, _unit_head(analysis, number, last), amount.unit)


def _comparator(analysis: Analysis, amount: Amount, counts: counted.Counted, last: int, lexicon: Lexicon) -> tuple[str, int]:
    """The comparator and where the figure's words end: the counted noun and what stands behind it belong to them."""
    comparator = amount.comparator or _of_verb(analysis, counts.head, lexicon) or "="
    end, noun = amount.quote_end, counts.noun
    if noun is not None and last <= noun <= last + 5 and analysis.tokens[noun].end > end:
        end = analysis.tokens[noun].end
        after = comparators.after_noun(analysis.text, end, lexicon)
        if after and amount.comparator is None and comparator == "=":
            return after
    return comparator, end


def _of_verb(analysis: Analysis, head: int, lexicon: Lexicon) -> str | None:
    """The comparator that the governing verb gives: "has by now exceeded $5 billion"."""
    if analysis.rel(head) not in ("obj", "obl", "xcomp", "nummod", "advmod") or analysis.tokens[head].deprel == "obl:unmarked":
        return None
    verb = analysis.tokens[head].head
    if verb < 0 or analysis.tokens[verb].upos != "VERB":
        return None
    return lexicon.numbers.before.get(lexeme(analysis, verb))


def _unit_head(analysis: Analysis, number: int, last: int) -> int:
    """The token of an amount with a unit that the rest of the sentence hangs on: the topmost of its words."""
    first = number
    while first > 0 and analysis.tokens[first].head >= 0 and number - first < 4 and analysis.tokens[first - 1].upos in ("SYM", "NUM"):
        first -= 1
    span = range(first, max(last, number + 1))
    return syntax.head(analysis, span, number)


def _whole(value: float) -> float:
    """Rounded to what the words can mean: 1.2 billion is no 1199999999.9999998."""
    if abs(value) < 1e-3:
        return value
    return float(round(value)) if abs(value) >= 1e6 else round(value, 6)


def examples() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The examples in the lexicons: a sentence and ``value|comparator|unit`` for each figure in it. A test runs them."""
    lexicon = load()
    for example in (*lexicon.numbers.examples, *lexicon.units.examples):
        yield example.text, example.gives
