"""Whether an amount rose or fell, and numbers that are changes by themselves: "doubled", "tenfold", "twice as many"."""

import re

import msgspec

from accordingto.analysis import Analysis, Sentence
from accordingto.figures import comparators
from accordingto.figures.amounts import Amount
from accordingto.figures.lexicon import PERCENT, TIME, Lexicon
from accordingto.figures.mention import form, lexeme, subject, verb_before
from accordingto.figures.numbers import worded
from accordingto.types import Direction


def direction(analysis: Analysis, amount: Amount, first: int, last: int, lexicon: Lexicon) -> Direction | None:
    """The direction that the words around an amount give it.

    Args:
        analysis: the document.
        amount: the amount.
        first: its first token, comparator included.
        last: the token behind it.
        lexicon: the tables.
    """
    if amount.change in ("up", "down"):
        return "up" if amount.change == "up" else "down"
    if amount.level or (amount.value_max is not None and amount.unit is None):
        return None
    before = _before(analysis, amount, first, lexicon)
    if before and amount.unit in lexicon.units.distances and _moves(analysis, first, lexicon):
        return None  # "fell 12 km from the bridge"
    return before or _behind(analysis, amount, last, lexicon)


def _way(analysis: Analysis, i: int, lexicon: Lexicon) -> Direction | None:
    words = {lexeme(analysis, i), form(analysis, i)}
    if words & lexicon.numbers.uses.up:
        return "up"
    return "down" if words & lexicon.numbers.uses.down else None


def lexeme_of_way(analysis: Analysis, first: int, lexicon: Lexicon) -> str:
    """The lemma of the word of change before an amount, "" where there is none."""
    return next((lexeme(analysis, i) for i in range(first - 1, max(first - 5, -1), -1) if _way(analysis, i, lexicon)), "")


def _moves(analysis: Analysis, first: int, lexicon: Lexicon) -> bool:
    """Whether something goes a distance up or down; a level ("the river rose three metres") changes by it."""
    verb = verb_before(analysis, first - 1) if first else None
    own = subject(analysis, verb) if verb is not None else None
    if own is not None and lexeme(analysis, own) in lexicon.numbers.uses.levels:
        return False
    return lexeme_of_way(analysis, first, lexicon) in lexicon.numbers.uses.moving


def _before(analysis: Analysis, amount: Amount, first: int, lexicon: Lexicon) -> Direction | None:
    """ "rose 6.5%", "fell to 164", "up 60", "an increase of 12": the word of change before the amount, only function words between."""
    small = lexicon.small
    for i in range(first - 1, max(first - 6, -1), -1):
        if analysis.sentence_of[i] != analysis.sentence_of[first]:
            return None
        way = None if _no_change(analysis, amount, i, lexicon) else _way(analysis, i, lexicon)
        if way and (form(analysis, i), form(analysis, i + 1)) != small.up_to and _of_change(analysis, i, first, amount, lexicon):
            return way
        if analysis.tokens[i].upos not in ("ADP", "ADV", "DET", "SYM", "ADJ", "PART") and form(analysis, i) not in small.further_words:
            return _caused(analysis, i, first, lexicon)
    return None


def _no_change(analysis: Analysis, amount: Amount, i: int, lexicon: Lexicon) -> bool:
    """ "Shot down 966 balloons", "gave up 40 posts", "boils down to 40 euros": "up" and "down" that only complete a verb."""
    if analysis.tokens[i].xpos != "RP":
        return False
    verb = analysis.tokens[i].head
    if verb < 0 or analysis.tokens[verb].upos != "VERB" or _way(analysis, verb, lexicon):
        return False
    return lexeme(analysis, verb) not in lexicon.numbers.uses.carrying and amount.unit not in lexicon.numbers.uses.relative_units


def _of_change(analysis: Analysis, i: int, first: int, amount: Amount, lexicon: Lexicon) -> bool:
    """Whether the word of change has the amount as its measure: verbs with an object ("cut 300 jobs") only with "by" or a share."""
    uses, small = lexicon.numbers.uses, lexicon.small
    words = {form(analysis, k) for k in range(i + 1, first)}
    if form(analysis, i) in uses.gaining:
        return amount.unit in lexicon.units.change_units or "by" in words
    if lexeme(analysis, i) in uses.causing and analysis.tokens[i].upos == "VERB":
        return not words.isdisjoint(small.caused_by) or amount.unit in lexicon.units.change_units
    if analysis.tokens[i].upos == "NOUN" and not form(analysis, i).endswith(small.past_endings):
        return not words.isdisjoint(small.changed_by)
    return True


def _caused(analysis: Analysis, i: int, first: int, lexicon: Lexicon) -> Direction | None:
    """ "raised its price by 5%", "cut the force to 300": the verb whose object stands between."""
    words = {form(analysis, k) for k in range(i + 1, first)}
    if words.isdisjoint(lexicon.small.caused_by):
        return None
    for k in range(i, max(i - 7, -1), -1):
        token = analysis.tokens[k]
        if token.upos == "VERB":
            way = _way(analysis, k, lexicon)
            return way
        if token.upos not in ("NOUN", "PROPN", "DET", "ADJ", "PRON", "ADP", "PUNCT", "PART", "NUM"):
            return None
    return None


def _behind(analysis: Analysis, amount: Amount, last: int, lexicon: Lexicon) -> Direction | None:
    """ "a 75 percent increase", "30 percent higher": a noun or comparative of change right behind a share or sum."""
    uses, ways = lexicon.numbers.uses, lexicon.small.compared_ways
    for i in range(last, min(last + 2, len(analysis.tokens))):
        word, noun = form(analysis, i), analysis.tokens[i].upos == "NOUN"
        if word in ways:
            return ways[word]
        if noun and lexeme(analysis, i) in uses.up_noun:
            return "up"
        if noun and lexeme(analysis, i) in uses.down_noun:
            return "down"
        if analysis.tokens[i].upos not in ("ADJ", "NOUN", "PUNCT"):
            return None
    return None


_FOLD = re.compile(r"\b(?P<number>[A-Za-z]+|\d+(?:\.\d+)?)[\s-]?fold\b", re.IGNORECASE)


def multiples(analysis: Analysis, sentence: Sentence, lexicon: Lexicon) -> list[Amount]:
    """ "doubled", "tenfold", "twice": amounts whose number is no numeral; their unit is "times", "time" for how often."""
    found, small = list[Amount](), lexicon.small
    start, end = analysis.tokens[sentence.first].start, analysis.tokens[sentence.last - 1].end
    for match in _FOLD.finditer(analysis.text, start, end):
        value = _fold(match["number"])
        if value:
            found.append(_amount(analysis, value, match.start(), match.end(), start, end, "times", "up"))
    for match in _SEVERAL.finditer(analysis.text, start, end):
        found.append(msgspec.structs.replace(_amount(analysis, 2, *match.span(), start, end, "times", None), comparator=">="))
    for match in _MOST.finditer(analysis.text, start, end):
        found.append(_most(match))
    for i in range(sentence.first, sentence.last):
        value = lexicon.numbers.multiples.get(form(analysis, i))
        token = analysis.tokens[i]
        if value is None or token.upos == "NOUN":
            continue
        changes = token.upos == "VERB" or token.form.lower().endswith(small.verb_endings)
        if not changes and form(analysis, i) not in small.often_adverbs:
            continue  # "double standards"
        if changes and (token.upos == "ADJ" or analysis.rel(i) == "amod"):
            continue
        unit = "times" if changes or form(analysis, i + 1) in small.behind_multiples else TIME
        found.append(_amount(analysis, value, token.start, token.end, start, end, unit, "up" if changes else None))
    return found


_SEVERAL = re.compile(
    r"\bseveral\s+times(?=\s+(?:as|the|what|its|their|his|her|that|more|higher|larger|bigger|greater|faster|longer|heavier)\b)",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"(?<!\bthe )(?<!\bat )\b(?:most|(?:the|a)\s+(?:vast\s+|large\s+|great\s+|overwhelming\s+)?majority|(?:the\s+)?bulk)"
    r"(?=\s+of\s+(?:it|them|which|whom|these|those|the|its|their|our|his|her)\b)"
    r"(?!\s+of\s+(?:the|this|that|his|her|their)\s+(?:day|night|year|time|week|month|way|evening|morning|afternoon|century)\b)",
    re.IGNORECASE,
)


def _most(match: re.Match[str]) -> Amount:
    """ "Most of them": more than half."""
    start, end = match.span()
    return Amount(50, None, "share", PERCENT, ">", None, start, end, start, end, start, end, 1.0, False)


def _fold(written: str) -> float | None:
    if written[0].isdigit():
        return float(written)
    read = worded(written.lower())
    return read[0] if read else None


def _amount(analysis: Analysis, value: float, start: int, end: int, lo: int, hi: int, unit: str, change: str | None) -> Amount:
    from accordingto.figures.lexicon import load

    around = comparators.around(analysis.text[lo:hi], start - lo, end - lo, load())
    return Amount(
        value,
        None,
        "multiple",
        unit,
        around.comparator,
        None,
        start,
        end,
        start,
        end,
        around.quote_start + lo,
        max(end, around.quote_end + lo),
        1.0,
        False,
        None,
        change,
    )
