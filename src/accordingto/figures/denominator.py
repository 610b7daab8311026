"""What a share, a part or a rate is reckoned by, in the text's words."""

import re

from accordingto.analysis import Analysis
from accordingto.figures import phrases
from accordingto.figures.amounts import Amount
from accordingto.figures.lexicon import PERCENT, load
from accordingto.figures.mention import FigureMention, form, lexeme


def find(
    analysis: Analysis, amount: Amount, head: int, first: int, last: int, noun: int | None, previous: FigureMention | None
) -> str | None:
    """What a share, a part or a rate is reckoned by.

    The words behind "of", "among" or "out of" ("75% of the territory", "22 of the passengers"); for "of them", "of which" and "among
    them" the words of the figure before; the phrase that opens the clause ("Of 211 kids 64 are here"); the rate ("a barrel").
    """
    share = amount.kind in ("share", "ratio")
    if share or amount.unit in (None, PERCENT, "percentage point"):
        words = _behind(analysis, amount, head, last) or (_ratio_of(analysis, amount, last) if amount.kind == "ratio" else None)
        words = words or (_opening(analysis, amount, first) if noun is None else None)
        if words is not None and words.lower() in load().small.share_pronouns and _close(analysis, first, previous):
            return f"{_shown(analysis, previous)} … {words}"
        if words:
            return words
    if amount.unit is None and _included(analysis, amount, first) and _close(analysis, first, previous):
        return _shown(analysis, previous)
    two = amount.baseline is not None or amount.value_max is not None  # "from $75 a barrel to $82"
    if amount.whole is not None and (two or amount.whole[0] >= amount.end - 1):
        return analysis.text[amount.whole[0] : amount.whole[1]].strip()
    return None


def _close(analysis: Analysis, first: int, previous: FigureMention | None) -> bool:
    """Whether the figure before stands in this sentence or the one before."""
    return previous is not None and analysis.sentence_of[first] - analysis.sentence_of[previous.first] <= 1


def _shown(analysis: Analysis, previous: FigureMention | None) -> str | None:
    return None if previous is None else analysis.text[previous.start : previous.end]


_INCLUDED = re.compile(
    r"\b(?:among\s+(?:them|whom|these|those)|including|comprising|of\s+whom|consisting\s+of|made\s+up\s+of)(?:\s+(?:at\s+least|some|about))?\s+$",
    re.IGNORECASE,
)


def _included(analysis: Analysis, amount: Amount, first: int) -> bool:
    """ "34 witnesses, among them six health workers", "52 people, comprising 38 men": a part of the figure before."""
    return _INCLUDED.search(analysis.text[max(0, amount.quote_start - 40) : amount.quote_start]) is not None


def _ratio_of(analysis: Analysis, amount: Amount, last: int) -> str | None:
    """ "seven out of every ten doctors", "one in five residents of the valley": what the larger number counts."""
    if last >= len(analysis.tokens) or analysis.tokens[last].upos not in ("NOUN", "PROPN", "ADJ"):
        return None
    return _phrase(analysis, last)


def _behind(analysis: Analysis, amount: Amount, head: int, last: int) -> str | None:
    i, lexicon = last, load()
    small = lexicon.small
    if form(analysis, i) == "out" and form(analysis, i + 1) == "of":
        i += 1
    words = analysis.text[amount.number_start : amount.number_end].lower()
    if amount.kind == "share" and words == small.one_half and i < len(analysis.tokens) and analysis.tokens[i].upos == "DET":
        end = phrases.chunk_end(analysis, i)
        return analysis.words(i, end) if end > i + 1 else None
    if i + 1 >= len(analysis.tokens) or form(analysis, i) not in ("of", "among"):
        return None
    if amount.unit is None and analysis.tokens[head].upos not in ("NUM", "SYM", "NOUN") and lexeme(analysis, head) not in small.share_nouns:
        return None
    if amount.kind in ("vague", "multiple") or (
        amount.unit is None and lexeme(analysis, last - 1) in lexicon.numbers.magnitudes and not amount.digits
    ):
        return None
    if analysis.tokens[i + 1].upos == "PRON" and form(analysis, i + 1) not in small.with_clauses:
        return analysis.tokens[i + 1].form if analysis.tokens[i + 1].xpos != "PRP$" else _phrase(analysis, i + 1)
    if form(analysis, i + 1) in small.with_clauses:
        return _with_clause(analysis, i + 1)
    return _phrase(analysis, i + 1)


def _phrase(analysis: Analysis, start: int) -> str | None:
    end = phrases.chunk_end(analysis, start)
    return analysis.words(start, end) if end > start else None


def _with_clause(analysis: Analysis, i: int) -> str:
    """ "of those who answered", "of what we drink": the pronoun with the clause that tells who."""
    below = [k for k in analysis.subtree(i) if k >= i]
    end = i
    while end + 1 in below:
        end += 1
    if end == i and analysis.tokens[i].head > i:
        end = min(analysis.tokens[i].head, i + 8)
    return analysis.words(i, end + 1)


def _opening(analysis: Analysis, amount: Amount, first: int) -> str | None:
    """ "Of 211 kids 64 are still here", "Of the $40 million, they say, 5 million": the phrase that opens the clause."""
    start = analysis.token_at(amount.quote_start)
    end = first if start is None else min(start, first)
    for i in range(end - 1, max(end - 26, -1), -1):
        if analysis.sentence_of[i] != analysis.sentence_of[first] or form(analysis, i) in (";", ":"):
            return None
        opens = i == 0 or analysis.sentence_of[i - 1] != analysis.sentence_of[i] or analysis.tokens[i - 1].upos in ("PUNCT", "CCONJ")
        if form(analysis, i) in ("of", "among") and (opens or form(analysis, i - 1) == "out"):
            stop = next((k for k in range(i + 1, end) if analysis.tokens[k].form == ","), end)
            return analysis.words(i + 1, stop) if stop > i + 1 else None
    return None
