"""Amounts: numbers with their unit, comparator and rate, and two of them made one where the words between say so.

Reads characters, not the tree, because tokenisers cut "$4.5bn", "20-30" and "500-kg" in many ways.
"""

import re
from collections.abc import Callable

import msgspec

from accordingto.figures import comparators, money, numbers
from accordingto.figures.lexicon import PERCENT, TIME, Lexicon, load
from accordingto.figures.numbers import Kind, Number

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


class Amount(msgspec.Struct, frozen=True):
    """An amount in a text. All offsets are characters.

    ``start``/``end`` hold number, currency and unit, ``quote_start``/``quote_end`` the comparator as well. ``unit`` and ``comparator`` are
    None where no word says. ``listed``: the unit stands with the last of a list alone.
    ``whole`` is the denominator that a share or rate is written with ("in five" → "five", "a barrel").
    """

    value: float
    value_max: float | None
    kind: Kind
    unit: str | None
    comparator: str | None
    baseline: float | None
    start: int
    end: int
    number_start: int
    number_end: int
    quote_start: int
    quote_end: int
    scale: float
    digits: bool
    whole: tuple[int, int] | None = None
    change: str | None = None
    unit_before: bool = False
    level: bool = False
    listed: bool = False


def find(text: str, context: money.Context, offset: int = 0) -> list[Amount]:
    """The amounts of a sentence.

    Args:
        text: the sentence.
        context: which currency a name that several states use means in this document.
        offset: added to every offset.
    """
    lexicon = load()
    single: list[Amount] = []
    for number in _ratios(text, list(numbers.scan(text)), lexicon):
        if re.search(r"\bper\s$", text[max(0, number.start - 4) : number.start], re.IGNORECASE):
            continue  # "40 cases per 100,000 people": the rate's denominator
        if single and number.start < single[-1].end:
            continue  # "75 USD million": the magnitude is read
        amount = number if isinstance(number, Amount) else _amount(text, number, lexicon, context)
        if amount is not None:
            single.append(amount)
    if "and a half" in text.lower():
        single = _and_a_half(text, single, lexicon, context)
    single = _spans(text, single, lexicon)
    return [_moved(amount, offset) for amount in _joined(text, _listed(text, single))]


_COMMA, _LAST = re.compile(r",\s+"), re.compile(r",?\s+(?:and|(?P<other>or))\s+", re.IGNORECASE)


def _listed(text: str, amounts: list[Amount]) -> list[Amount]:
    """ "By 12, 15 and 20 percent", "3 and 5 million euros": the unit of the last is that of all; "15 or 20 percent" may be a range."""
    shared = list(amounts)
    for n in range(len(shared) - 1, 0, -1):
        link = _LAST.fullmatch(text[shared[n - 1].end : shared[n].start]) if shared[n - 1].end <= shared[n].start else None
        if link is None or shared[n].unit is None or shared[n].unit_before:
            continue
        first = n - 1
        while (
            first and shared[first].start >= shared[first - 1].end and _COMMA.fullmatch(text[shared[first - 1].end : shared[first].start])
        ):
            first -= 1
        members = shared[first:n]
        if any(not _bare(text, a) for a in members) or (len(members) == 1 and link["other"]):
            continue
        for k, a in enumerate(members, first):
            shared[k] = msgspec.structs.replace(a, value=_scaled(a, shared[n]), unit=shared[n].unit, listed=True)
        shared[n] = msgspec.structs.replace(shared[n], listed=True)
    return shared


def _bare(text: str, amount: Amount) -> bool:
    """Whether an amount is a number alone that a unit further on can be of: no year, and with nothing of its own."""
    year = amount.digits and _YEAR.fullmatch(text[amount.number_start : amount.number_end])
    return amount.unit is None and amount.kind == "count" and not year and amount.scale == 1


_PLACES = ("start", "end", "number_start", "number_end", "quote_start", "quote_end")


def _moved(amount: Amount, by: int) -> Amount:
    """The amount with its offsets counted elsewhere."""
    places = {name: getattr(amount, name) + by for name in _PLACES}
    whole = amount.whole and (amount.whole[0] + by, amount.whole[1] + by)
    return msgspec.structs.replace(amount, **places, whole=whole)


# --- one number


def _amount(text: str, number: Number, lexicon: Lexicon, context: money.Context) -> Amount | None:
    end, unit, before = number.end, number.money, number.money is not None
    value = number.value
    if before and unit:
        unit = context.sign(text[number.start : number.number_start].strip(), unit)
        end = money.after_sign(text, end)
    else:
        behind = money.unit_after(text, end, lexicon, context)
        end, unit, value = behind.end, behind.name, value * behind.factor
        number = msgspec.structs.replace(number, scale=number.scale * behind.factor)
    if number.comma and unit is None and number.scale == 1:
        return None  # "3,5" may be a list
    if number.kind == "share":
        part = _share(text, number, lexicon, context)
        if part is None:
            return None
        value, unit, end = part
    elif (
        number.value < 1
        and unit is None
        and "/" in text[number.number_start : number.number_end]
        and not text.startswith(" of", number.end)
    ):
        return None  # "3/4" of nothing
    return _compared(text, number, value, unit, end, lexicon, before)


_AND_A_HALF = re.compile(r"\b(?:an?|one)\s+(?=[a-z]+\s+and\s+a\s+half\b)", re.IGNORECASE)


def _and_a_half(text: str, found: list[Amount], lexicon: Lexicon, context: money.Context) -> list[Amount]:
    """ "A day and a half": the article is the number."""
    for match in _AND_A_HALF.finditer(text):
        unit = money.unit_after(text, match.end() - 1, lexicon, context)
        if unit.name is None:
            continue
        end = unit.end + len(" and a half")
        number = Number(1.5, "count", match.start(), match.start() + 1, match.start(), match.start() + 1, digits=False)
        found = [a for a in found if a.end <= match.start() or a.start >= end]
        found.append(_compared(text, number, 1.5, unit.name, end, lexicon, False))
    return sorted(found, key=lambda a: a.start)


_SPAN = re.compile(
    r"\b(?:for|within|takes?|took|taken|taking|lasts?|lasted|lasting|spent|waited)\s+"
    r"(?:(?:about|around|roughly|nearly|almost|over|more\s+than|less\s+than|under|at\s+least|up\s+to|just|only)\s+)?"
    r"(?P<article>an?)\s+(?P<unit>hour|week|fortnight|month|year|decade|century)(?!\s+(?:and\s+a|ago|later|earlier|before|after|or\s+two)\b)(?![\w-])",
    re.IGNORECASE,
)


def _spans(text: str, found: list[Amount], lexicon: Lexicon) -> list[Amount]:
    """ "Waited for an hour", "may take a month": how long something lasts, the article as the number."""
    for match in _SPAN.finditer(text):
        (start, behind), end = match.span("article"), match.end("unit")
        if any(a.start < end and start < a.end for a in found):
            continue
        number = Number(1.0, "count", start, behind, start, behind, digits=False)
        found = [*found, _compared(text, number, 1.0, match["unit"].lower(), end, lexicon, False)]
    return sorted(found, key=lambda a: a.start)


def _share(text: str, number: Number, lexicon: Lexicon, context: money.Context) -> tuple[float, str, int] | None:
    """A fraction in words: in percent where it is a share, in the unit that follows in "half a hectare", "a quarter mile"."""
    article = re.match(r"[\s-]+(?:of\s+)?an?[\s-]+", text[number.end :]) or re.match(r"[\s-]+", text[number.end :])
    if article:
        start = number.end + article.end()
        unit = money.unit_after(text, start - 1, lexicon, context)
        measures = number.value == 0.5 or article.group().strip() or unit.name in lexicon.units.quartered_units
        if unit.name is not None and unit.name not in lexicon.units.never_parted and measures:
            if smaller := lexicon.units.parted_units.get(unit.name):
                return round(smaller[1] * number.value, 4), smaller[0], unit.end
            return round(number.value, 4), unit.name, unit.end
    return round(100 * number.value, 2), PERCENT, number.end


def _compared(text: str, number: Number, value: float, unit: str | None, end: int, lexicon: Lexicon, before: bool) -> Amount:
    """The amount with the comparator words around it and the rate behind it."""
    if unit == TIME:
        unit = (
            "times"
            if re.match(r"\s+(?:as|the|what|its|their|that|more|higher|larger|bigger|greater|over)\b", text[end : end + 9])
            else unit
        )
    around = comparators.around(text, number.start, end, lexicon)
    comparator = around.comparator or (">=" if number.kind == "vague" else None)
    rate = lexicon.rate.match(text, around.end) if unit or number.kind == "count" else None
    change = None
    if number.signed and unit in lexicon.units.change_units:
        change = "up" if number.signed == "+" else "down"  # "Dow +0.2%, DAX −1.6%"
    return Amount(
        value,
        None,
        number.kind,
        unit,
        comparator,
        None,
        number.start,
        end,
        number.number_start,
        number.number_end,
        around.quote_start,
        around.quote_end,
        number.scale,
        number.digits,
        (rate.end() - len(rate.group().lstrip(" -")), rate.end()) if rate and unit else None,
        change=change,
        unit_before=before,
    )


# --- shares of two numbers: "one in five", "four out of every five"

_IN = re.compile(r"\s+(?:in|out\s+of|of)\s+(?P<each>every\s+|each\s+|an?\s+(?=hundred|thousand|dozen))?", re.IGNORECASE)
_NOUN_IN = re.compile(r"\s+[a-z]+(?:\s+[a-z]+)?\s+(?:in|out\s+of)\s+(?:every\s+|each\s+)?", re.IGNORECASE)
_WHOLE_ENDS = re.compile(
    r"\s*(?:[,.;:)”\"]|$|\s(?:in|of|on|across|now|still|who|that|has|have|had|is|are|was|were|does|do|did|will|would|can|could|may|lacks?|needs?|lives?)\b)"
)
_ROUND = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 50, 100, 1000, 10000, 100000))


def _ratios(text: str, found: list[Number], lexicon: Lexicon) -> list["Number | Amount"]:
    """The numbers with pairs such as "one in five" made one share; "two out of five hundred villages" stays a count."""
    if len(found) < 2:
        return list(found)
    kept: list[Number | Amount] = []
    skip = False
    for number, following in zip(found, [*found[1:], None], strict=True):
        if skip:
            skip = False
            continue
        share = following and _ratio(text, number, following, lexicon)
        kept.append(share or number)
        skip = share is not None and bool(share)
    return kept


def _ratio(text: str, part: Number, whole: Number, lexicon: Lexicon) -> Amount | None:
    gap = text[part.end : whole.start]
    between = _IN.fullmatch(gap)
    if not between and _NOUN_IN.fullmatch(gap) and not part.money and 0 < part.value < whole.value <= 10 and part.scale == whole.scale == 1:
        between = _IN.search(gap) if _WHOLE_ENDS.match(text, whole.end) else None  # "one person in three"
    if not between or part.kind != "count" or whole.kind != "count" or part.money or whole.money or not 0 < part.value < whole.value:
        return None
    each, words = between["each"] or "", between.group().split()[0].lower()
    if words == "of" and (not each or "a" in each.split()):
        return None
    if not each and (whole.value not in _ROUND or part.value > 99 or (words == "out" and whole.value > 10)):
        return None
    if _YEAR.fullmatch(text[whole.number_start : whole.number_end]) or re.match(
        r"\s*(?:%|per\s?cent|days|weeks|months|years|minutes|hours|games|matches)", text[whole.end : whole.end + 10]
    ):
        return None
    number = msgspec.structs.replace(part, end=whole.end)
    return msgspec.structs.replace(
        _compared(text, number, round(100 * part.value / whole.value, 2), PERCENT, whole.end, lexicon, False), kind="ratio", digits=False
    )


# --- two amounts

_DASH = re.compile(r"\s?[-–—‑−]\s?")
_TO = re.compile(r"\s+(?:up\s+)?(?:to|through|till)\s+", re.IGNORECASE)
_OR = re.compile(r"\s+or\s+", re.IGNORECASE)
_FILLER = (
    r"(?:(?:only|just|about|around|some|roughly|nearly|almost|an?|the|as\s+much\s+as|more\s+than|a\s+(?:previous|revised|record)|an\s+average\s+of)"
    r"\s+)*"
)
_FROM = re.compile(
    rf"(?:[^.;:\d]{{0,50}}?\b(?P<way>up|down|higher|lower)\s+(?:sharply\s+|slightly\s+)?(?:from|on)"
    rf"|[,(\s]*(?:compared\s+(?:with|to)|against|versus|vs\.?|as\s+against)|(?P<bare>,?\s+from)"
    rf"|(?P<other_thing>[^.;:\d]{{1,60}}?\b(?:compared\s+(?:with|to)|as\s+against|(?P<from_another>from))))\s+{_FILLER}",
    re.IGNORECASE,
)
_ANOTHER_TIME = re.compile(
    r"\s*(?:$|[,.;:)]|(?:in|during|on|at|by|for|from|per|the|a|last|this|that|one|before|previously|earlier|then|now|today|yesterday)\b)",
    re.IGNORECASE,
)


def _joined(text: str, amounts: list[Amount]) -> list[Amount]:
    """Neighbouring amounts made one: ranges first ("20 to 30"), then changes ("rose from 7 to 22", "147, up from 126")."""
    amounts = _without_years(text, _fold(text, amounts, _compound))
    for rule in (_range, _change, _converted):
        amounts = _fold(text, amounts, rule)
    return amounts


def _without_years(text: str, amounts: list[Amount]) -> list[Amount]:
    """ "From 20 in 2008 to 29": without the year between where a value then and a value later stand on its sides."""
    kept = list(amounts)
    for low, year, high in zip(amounts, amounts[1:], amounts[2:], strict=False):
        stated = _STATED.match(text, low.end) if _dated(text, year) else None
        if stated is not None and _TO.fullmatch(text[stated.end() - 1 : high.start]):
            kept.remove(year)
    return kept


def _converted(text: str, low: Amount, high: Amount) -> list[Amount] | None:
    """ "Over 100 kilometres (60 miles)", "10 million Australian dollars ($7 million)": one amount in two units, its comparator the same."""
    gap = text[low.end : high.start] if low.end <= high.start else "-"
    inside = re.fullmatch(r"\s?/\s?", gap) and re.search(r"\([^()]*$", text[: low.start])
    if low.unit is None or high.unit is None or high.comparator is not None or not (inside or re.fullmatch(r"\s?\(\s?", gap)):
        return None
    if _is_money(low.unit) != _is_money(high.unit) or {low.unit, high.unit} & load().numbers.uses.relative_units:
        return None
    if low.unit == high.unit and _is_money(low.unit) and text[high.start] == "$" and low.value != high.value:
        high = msgspec.structs.replace(high, unit="USD")
    return [low, msgspec.structs.replace(high, comparator=low.comparator)] if low.unit != high.unit else None


def _is_money(unit: str) -> bool:
    return re.fullmatch(r"[A-Z]{3}", unit) is not None


def _compound(text: str, low: Amount, high: Amount) -> list[Amount] | None:
    """ "Thirteen dollars and forty-five cents", "5 ft 2 in": two units of one measure, in the larger."""
    if low.unit is None or not re.fullmatch(r"\s+(?:and\s+)?", text[low.end : high.start]) or low.scale != 1 or low.value != int(low.value):
        return None
    units = load().units
    smaller, divisor = units.smaller_units.get(low.unit, units.money_part)
    money_parts = divisor == 100 and re.fullmatch(r"[A-Z]{3}", low.unit) is not None and 0 < high.value < 100
    bare = high.unit is None and money_parts and re.match(r"\s*(?:[.,;!?]|$)", text[high.end :]) is not None
    inches = re.match(r"\s?in\b", text[high.end :]) if low.unit in units.smaller_units and high.unit is None else None
    if inches:
        high = msgspec.structs.replace(high, unit=smaller, end=high.end + inches.end(), quote_end=high.end + inches.end())
    if not (bare or (high.unit == smaller and (money_parts or divisor == 12))):
        return None
    return [msgspec.structs.replace(low, value=low.value + high.value / divisor, end=high.end, quote_end=high.quote_end)]


def _fold(text: str, amounts: list[Amount], rule: Callable[[str, Amount, Amount], list[Amount] | None]) -> list[Amount]:
    """The amounts with each pair of neighbours replaced by what a rule makes of them."""
    joined: list[Amount] = []
    for amount in amounts:
        both = rule(text, joined[-1], amount) if joined else None
        joined[-1 if both is not None else len(joined) :] = [amount] if both is None else both
    return joined


def _a_score(text: str, low: Amount, high: Amount) -> bool:
    """Odds, a match's score, a vote, a code: no two amounts."""
    gap = text[low.end : high.start]
    return not low.unit and low.digits and high.value <= low.value and low.scale == high.scale == 1 and bool(_DASH.fullmatch(gap))


def _range(text: str, low: Amount, high: Amount) -> list[Amount] | None:
    """Two neighbours as a range, or nothing of both where they are a score; None where they stay two."""
    if _dated(text, low):
        return None
    if low.value_max is not None or (low.unit and high.unit and low.unit != high.unit) or low.kind != high.kind:
        return None
    gap = _gap(text, low, high)
    if _baseline(text, low, high, gap) or _change_and_level(text, low, high, gap):
        return None
    return _as_range(text, low, high, gap) or ([] if _a_score(text, low, high) else None)


def _change(text: str, low: Amount, high: Amount) -> list[Amount] | None:
    """Two neighbours as an amount with its baseline, or a change and the level it led to; None where they are neither."""
    if low.baseline is not None:
        return None
    gap = _gap(text, low, high)
    if _dated(text, low):
        return None
    if low.unit and high.unit and low.unit != high.unit:
        return _change_and_level(text, low, high, gap)
    return _baseline(text, low, high, gap) or _change_and_level(text, low, high, gap)


def _dated(text: str, amount: Amount) -> bool:
    """ "in 2018 to 3.9 million": a year, not the lower end of a range."""
    if amount.unit or amount.scale != 1 or not _YEAR.fullmatch(text[amount.number_start : amount.number_end]):
        return False
    return (
        re.search(
            r"\b(?:in|since|by|during|until|till|through|after|before|of)\s+$", text[max(0, amount.start - 8) : amount.start], re.IGNORECASE
        )
        is not None
    )


def _gap(text: str, low: Amount, high: Amount) -> str:
    """What stands between two amounts, without the comparator of the second ("from 20 to about 30")."""
    gap = text[low.end : max(low.end, high.start)]
    lexicon = load()
    words = lexicon.before.search(gap)
    if words and lexicon.small.range_joins.isdisjoint(words.group().lower().split()):
        gap = gap[: words.start()] + " "
    return gap


def _baseline(text: str, low: Amount, high: Amount, gap: str) -> list[Amount] | None:
    """ "from 7 to 22" where something changes; "147, up from 126"; "6.7% from 6.29%"."""
    first, small = _scaled(low, high), load().small
    lead = comparators.lead(text, low.quote_start)
    falls = first > high.value
    went = _WENT.search(text[max(0, low.quote_start - 30) : low.quote_start]) is not None
    if lead == small.from_lead and _comparable(low, high):
        gap = _STATED.sub(" ", gap) if _STATED.match(gap) else gap
    if _TO.fullmatch(gap) and (
        (lead == small.from_lead and (falls or went or comparators.changes(text, low.quote_start)))
        or (lead == "by" and falls)
        or (falls and comparators.change_before(text, low.quote_start) is not None and low.unit is not None)
    ):
        if lead != small.from_lead and low.unit is not None and high.unit is None:
            return None
        return [_both(high, low, baseline=first, quote_start=low.quote_start, start=low.start, number_start=low.number_start)]
    if len(gap) > 80 or not _comparable(low, high) or not (written := _FROM.fullmatch(gap)):
        return None
    way = (written["way"] or "").lower()
    if not way and written["bare"] and not comparators.changes(text, low.quote_start):
        return None
    if written["other_thing"] and not _same_thing(text, low, high, noun=bool(written["from_another"])):
        return None
    if written["from_another"] and not comparators.changes(text, low.quote_start):
        return None
    change = small.compared_ways.get(way, way)
    return [msgspec.structs.replace(low, unit=low.unit or high.unit, baseline=_scaled(high, low), change=change or low.change)]


def _same_thing(text: str, low: Amount, high: Amount, *, noun: bool = False) -> bool:
    """ "40 kites, compared with 3 in 2021", "… with 3 kites": the second counts what the first does (``noun``: and says so)."""
    first, second = (re.match(r"\s+([a-z]+?)s?\b", text[a.end : a.end + 24]) for a in (low, high))
    same = first is not None and second is not None and first[1] == second[1]
    return same or (not noun and _ANOTHER_TIME.match(text, high.end) is not None)


# "from $75 a barrel in May to $45": what may stand behind the first amount
_STATED = re.compile(
    r"(?:\s+U\.S\.)?(?:\s+(?:an?\s+[a-z]+|per\s+[a-z]+))?(?:\s+[a-z]+)?(?:\s+in\s+(?:\d{4}|[A-Z][a-z]+(?:\s\d{4})?))?"
    r"(?:\s+at\s+\d[\d.:]*\s?(?:[ap]\.?m\b\.?)?)?(?:\s+(?:on\s+[A-Z][a-z]+day|(?:last|this)\s+[a-z]+|yesterday|today|earlier))?\s+(?=to\s)"
)
_WENT = re.compile(r"\b(?:go(?:es|ne|ing)?|went|moved?|moves|passed|passes)\s+(?:up\s+|down\s+)?from\s+$", re.IGNORECASE)


def _change_and_level(text: str, low: Amount, high: Amount, gap: str) -> list[Amount] | None:
    """ "rose 6.5% to 164": a change and a level, never a range."""
    if not _TO.fullmatch(re.sub(r"^\s+[a-z]{2,14}(?:\s+[a-z]{2,14})?(?=\s+to\s)", "", gap)):
        return None
    small = load().small
    if comparators.lead(text, low.quote_start) in (small.from_lead, small.between_lead):
        return None
    way = comparators.change_before(text, low.quote_start)
    named = not _TO.fullmatch(gap)
    if way is None or (low.unit is None and not named and low.scale == high.scale and high.value < 5 * low.value):
        return None
    return [msgspec.structs.replace(low, change=way), msgspec.structs.replace(high, level=True)]


def _as_range(text: str, low: Amount, high: Amount, gap: str) -> list[Amount] | None:
    lead, small = comparators.lead(text, low.quote_start), load().small
    first = _scaled(low, high)
    dash, word = _DASH.fullmatch(gap), _TO.fullmatch(gap)
    between = gap.strip().lower() == small.and_word and lead == small.between_lead
    other = _OR.fullmatch(gap) and not low.listed and low.digits == high.digits and first < high.value <= first * 2
    if high.value <= first or not (dash or word or between or other):
        return None
    if word and low.unit and not high.unit and not low.unit_before and lead != small.from_lead:
        return None
    led = lead in (small.between_lead, small.from_lead)
    start = comparators.lead_start(text, low.quote_start) if led else low.quote_start
    return [
        _both(
            high,
            low,
            value=first,
            value_max=high.value,
            comparator=low.comparator or (None if "up" in gap else high.comparator),
            start=low.start,
            number_start=low.number_start,
            quote_start=start,
        )
    ]


def _both(high: Amount, low: Amount, **changes: object) -> Amount:
    unit, whole = high.unit or low.unit, high.whole or low.whole
    return msgspec.structs.replace(high, unit=unit, whole=whole, unit_before=high.unit_before or low.unit_before, **changes)


def _comparable(low: Amount, high: Amount) -> bool:
    """Whether two amounts can be the same thing at two times: a share is no number of people."""
    if low.unit and high.unit:
        return low.unit == high.unit
    return PERCENT not in (low.unit, high.unit) or max(low.value, high.value) <= 100


def _scaled(bare: Amount, other: Amount) -> float:
    """The first number of "$3 to $5 billion" with the second's magnitude, unless that makes it the larger ("$200 to $4 million")."""
    scaled = bare.value * other.scale if bare.scale == 1 and abs(bare.value) < 1000 and other.scale > 1 else bare.value
    return bare.value if scaled > 20 * other.value else scaled
