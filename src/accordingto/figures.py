"""Figures: numbers that a text claims, with unit, comparator and what they count.

Two steps. The first reads amounts off the characters of a sentence (currency signs, digits, number words, magnitudes, units), because
tokenisers cut "$4.5bn" or "20-30" in many ways. The second looks each amount up in the tree: what it counts, what it is a share of,
whether it says something new at all. A year, an article's number, an age, "the two countries" are numbers and no figures.

Units follow ISO 4217 and the SI's symbols; the comparators are those of the record. The tree rules read Universal Dependencies
(``nummod``, ``nmod`` with its ``case``, ``nsubj``, ``obj``).
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import islice
from typing import cast

import msgspec

from accordingto.analysis import Analysis, Sentence
from accordingto.types import Comparator


class FigureMention(msgspec.Struct, frozen=True):
    """A number that is claimed.

    ``start`` and ``end`` are characters: comparator, number, unit or counted noun. ``first`` and ``last`` (exclusive) are the
    tokens of the number with its unit sign; ``head`` is the token that stands for the amount in the tree (the counted noun, the unit or
    the number). ``measured`` and ``of`` (the denominator of a share) are the text's words, None where it does not say.
    """

    value: float
    value_max: float | None
    unit: str
    comparator: Comparator
    baseline: float | None
    measured: str | None
    of: str | None
    start: int
    end: int
    first: int
    last: int
    head: int


class _Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    gives: tuple[str, ...]


class _Numbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: dict[str, float]
    magnitudes: dict[str, float]
    magnitude_letters: dict[str, float]
    fractions: dict[str, float]
    before: dict[str, str]
    after: dict[str, str]
    uses: dict[str, frozenset[str]]
    examples: tuple[_Example, ...]


class _Codes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    codes: frozenset[str]


class _People(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    nouns: frozenset[str]
    casualty_verbs: frozenset[str]
    tolls: frozenset[str]
    strong: frozenset[str]


class _Units(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    currency_signs: dict[str, str]
    currency_codes: _Codes
    currency_names: dict[str, str]
    units: dict[str, str]
    people: _People
    examples: tuple[_Example, ...]


class _Lexicon(msgspec.Struct, frozen=True):
    """Both tables and the patterns made of them."""

    numbers: _Numbers
    units: _Units
    quick: re.Pattern[str]
    amount: re.Pattern[str]
    unit: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]


class _Amount(msgspec.Struct, frozen=True):
    """An amount as the characters give it. ``start``/``end`` without comparator; ``comparator`` None where no word says."""

    value: float
    value_max: float | None
    unit: str | None
    comparator: str | None
    baseline: float | None
    start: int
    end: int
    number_start: int
    number_end: int
    quote_start: int
    quote_end: int
    magnitude: float
    digits: bool


_DIGITS = r"\d{1,3}(?:[,’'\u00a0\u202f\u2009 ]\d{3})+(?![\d])(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+(?:\.\d+)?"
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:\s?(?:-|–|—|to|and|or)\s?{_DAY})?"

# Numbers that say when, where to find or how to reach something. Read before amounts, so that no part of them is taken for one.
_NOT_AMOUNTS = re.compile(
    "|".join(
        (
            r"\b[\w.+-]{1,64}@[\w.-]{1,250}|\bhttps?://\S{1,2000}|\bwww\.\S{1,2000}",
            r"\+\d[\d\s()\-]{6,20}\d|\b\d{3}[ .-]\d{3,4}[ .-]\d{4}\b|\b\d+\s?(?:BC|AD|BCE|CE)\b",
            r"\b\d{4}-\d{2}(?:-\d{2})?\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d+(?:\.\d+){2,}\b(?!,)",
            rf"\b{_DAYS}\s+(?:of\s+)?{_MONTH}\b(?:\s*(?:-|–|to)\s*{_DAY}\s+{_MONTH}\b)?(?:,?\s+\d{{4}}\b)?",
            rf"\b{_MONTH}\s+(?:the\s+)?{_DAYS}\b(?!,\d{{3}}|\.\d|\s?%|\s+(?:million|billion|thousand|per))(?:,?\s+(?:in\s+)?(?:1\d|20)\d\d\b)?",
            rf"\b{_MONTH},?\s+(?:of\s+)?(?:1\d|20)\d\d\b",
            r"\b\d{1,2}(?::\d{2}){1,2}(?:\s?(?i:[ap]\.?m)\b\.?)?|\b\d{1,2}(?:\.\d\d)?\s?(?i:[ap]\.?m)\b\.?|\b\d{1,2}\s?o['’]clock|\b\d{4}\s?(?:hours|hrs|GMT|UTC)\b",
            r"\b(?:\d{4}|\d0)['’]?s\b|['’]\d0s\b",
            r"\b\d+(?:st|nd|rd|th)\b",
            r"\b(?:1[0-9]|20)\d\d\s?[-–/]\s?(?:\d{2}|[12]\d{3})\b(?![,.]?\d|%)",
            r"\b\d{1,3}/\d{1,3}\b(?!\s*(?:of|mm))",
            r"\b\d+(?:\.\d+)?\s?°\s?(?:\d+['’′]\s?)?[NSEW]\b",
            r"\[\d+\]|\b(?:World War|Cold War|Gulf War|Group of|Phase|Covid|COVID)[\s-](?:\d+|One|Two|Three|Seven|Eight|Twenty)\b",
        )
    )
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


@cache
def _lexicon() -> _Lexicon:
    folder = resources.files("accordingto") / "lexicons" / "en"
    numbers = msgspec.toml.decode((folder / "numbers.toml").read_bytes(), type=_Numbers)
    units = msgspec.toml.decode((folder / "units.toml").read_bytes(), type=_Units)
    return _Lexicon(
        numbers,
        units,
        _quick_pattern(numbers),
        _amount_pattern(numbers, units),
        _unit_pattern(units),
        re.compile(rf"(?:^|(?<=[\s(“\"'‘,;:—–-]))(?:{_either(numbers.before)})(?:\s+(?:a|an|the|a total of))?\s*$", re.IGNORECASE),
        re.compile(rf"\s+(?:{_either(numbers.after)})\b", re.IGNORECASE),
    )


def _either(words: dict[str, str] | dict[str, float] | frozenset[str]) -> str:
    """An alternation, longest first, blanks matching any white space."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


def _quick_pattern(numbers: _Numbers) -> re.Pattern[str]:
    return re.compile(rf"\d|\b(?:{_either(numbers.words)}|{_either(numbers.magnitudes)}|half|third|quarters?|fifth)\b", re.IGNORECASE)


def _amount_pattern(numbers: _Numbers, units: _Units) -> re.Pattern[str]:
    tens = "|".join(w for w, v in numbers.words.items() if v >= 20)
    ones = "|".join(w for w, v in numbers.words.items() if 1 <= v <= 9)
    teens = "|".join(w for w, v in numbers.words.items() if v == 0 or 10 <= v <= 19)
    small = rf"(?:(?:{tens})(?:[\s-](?:{ones}))?|{teens}|{ones})\b"
    hundreds = rf"(?:(?:an?|{small})[\s-]hundred\b(?:\s+(?:and\s+)?{small})?)"
    scales = "|".join(w for w in numbers.magnitudes if w != "hundred")
    chunk = rf"(?:{hundreds}|{small}|an?(?=\s(?:{scales})\b))"
    words = rf"(?:half\s+a\s+(?:{scales})\b|{chunk}(?:\s+and\s+a\s+half)?(?:[\s-](?:{scales})\b(?:\s+(?:and\s+)?{chunk})?)*)"
    signs = _either(units.currency_signs)
    codes = "|".join(sorted(units.currency_codes.codes))
    letters = "|".join(sorted(numbers.magnitude_letters, key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?P<fraction>(?<![\w-])(?i:{_either(numbers.fractions)})(?=\s+(?:of|the|its|their|all|our)\b)(?!\s+of\s+an?\s+(?:{scales}|hundred)))"
        rf"|(?<![\w.-])(?P<ratio>(?P<part>(?i:{ones})|\d{{1,2}})\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<whole>(?i:{ones}|ten|twenty)|\d{{1,3}}))\b(?!\s*[%,]?\d)"
        rf"|(?:(?<![A-Za-z])(?P<sign>{signs})\s?|\b(?P<code>{codes})\s?)?"
        rf"(?:(?<![\w./])(?<![A-Za-z]-)(?<!\d,)|(?<=[$€£¥₹₽₴₦₪₩₺₫₱₸₾֏₼฿៛₡₲₵৳])|(?<=Rs)|(?<=[A-Z]{{3}}))"
        rf"(?:(?P<digits>{_DIGITS})(?![.,]?\d)(?P<letter>{letters})?(?![A-Za-z])|(?P<joined>{_DIGITS})(?![.,]?\d)(?=[a-z°²%µ]|k|MW|GW)|(?P<words>(?i:{words})))"
        rf"(?P<half>\s+and\s+a\s+half\b)?"
        rf"(?P<scale>(?:[\s-]?(?i:hundred|{scales})\b){{0,2}})"
    )


def _unit_pattern(units: _Units) -> re.Pattern[str]:
    names = rf"(?i:{_either(units.currency_names)})s?"
    words = _either({u: "" for u in units.units if len(u) > 3})
    signs = _either({u: "" for u in units.units if len(u) <= 3})
    codes = "|".join(sorted(units.currency_codes.codes))
    after_signs = _either({s: "" for s in units.currency_signs if not s.isascii()})
    return re.compile(rf"[\s-]{{0,2}}(?:(?P<money>{names})|(?P<unit>(?i:{words})s?|(?:{signs}))|(?P<code>{codes}|{after_signs}))(?![\w])")


def find(analysis: Analysis) -> tuple[FigureMention, ...]:
    """The figures of a document in text order.

    Args:
        analysis: the document's tokens and trees.

    Returns:
        One mention a number that claims an amount. Numbers that only name, date or point at something are left out.
    """
    lexicon = _lexicon()
    found: list[FigureMention] = []
    for sentence in analysis.sentences:
        for amount in _amounts(analysis, sentence, lexicon):
            mention = _mention(analysis, sentence, amount, lexicon, found[-1] if found else None)
            if mention:
                found.append(mention)
    return tuple(found)


# --- first step: amounts from the characters


def _amounts(analysis: Analysis, sentence: Sentence, lexicon: _Lexicon) -> list[_Amount]:
    """The amounts of a sentence, ranges and "from … to …" joined."""
    start, end = analysis.tokens[sentence.first].start, analysis.tokens[sentence.last - 1].end
    if not lexicon.quick.search(analysis.text, start, end):
        return []
    text = analysis.text[start:end]
    masked = _masks(analysis, text, start)
    single: list[_Amount] = []
    for match in lexicon.amount.finditer(text):
        if any(s < match.end() and match.start() < e for s, e in masked):
            continue
        amount = _amount(text, match, lexicon)
        if amount:
            single.append(amount)
    return [_moved(amount, start) for amount in _joined(text, single, lexicon)]


def _moved(amount: _Amount, by: int) -> _Amount:
    """The amount with its offsets counted in the document."""
    return msgspec.structs.replace(
        amount,
        start=amount.start + by,
        end=amount.end + by,
        number_start=amount.number_start + by,
        number_end=amount.number_end + by,
        quote_start=amount.quote_start + by,
        quote_end=amount.quote_end + by,
    )


def _masks(analysis: Analysis, text: str, start: int) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in _NOT_AMOUNTS.finditer(text) if not _counts_after_month(analysis, m, start)]


def _counts_after_month(analysis: Analysis, match: re.Match[str], start: int) -> bool:
    """ "In March 20 people died": what looks like a day counts the noun that follows."""
    if not re.fullmatch(rf"{_MONTH}\s+\d{{1,2}}", match.group()):
        return False
    i = analysis.token_at(start + match.end() - 1)
    if i is None or analysis.rel(i) != "nummod":
        return False
    head = analysis.tokens[i].head
    return i < head <= i + 3 and _lexeme(analysis, head) in _lexicon().units.people.nouns


def _amount(text: str, match: re.Match[str], lexicon: _Lexicon) -> _Amount | None:
    numbers = lexicon.numbers
    if match["fraction"]:
        key = re.sub(r"\s+", " ", match["fraction"].lower())
        return _placed(text, match, _Read(numbers.fractions[key], "percent", match.end(), 1))
    if match["ratio"]:
        part, whole = (float(w) if w.isdigit() else numbers.words[w.lower()] for w in (match["part"], match["whole"]))
        return _placed(text, match, _Read(round(100 * part / whole, 4), "percent", match.end(), 1)) if 0 < part < whole else None
    digits = match["digits"] or match["joined"]
    value = _digits(digits) if digits else _worded(match["words"], numbers)
    if value is None:
        return None
    money = lexicon.units.currency_signs.get(match["sign"] or "") or match["code"]
    money = "CNY" if money == "RMB" else money
    scale = 1.0
    letter = match["letter"]
    if letter:
        if not _letter_scales(text, match, bool(money)):
            letter = ""
        scale *= numbers.magnitude_letters.get(letter, 1.0)
    value += 0.5 if match["half"] else 0
    for word in re.findall(r"[a-z]+", match["scale"].lower()):
        scale *= numbers.magnitudes.get(word, 1.0)
    end = match.end() if letter or not match["letter"] else match.end("digits")
    if value * scale > _LARGEST:
        return None
    unit = money
    if not money:
        end, unit = _unit_after(text, end, lexicon)
    return _placed(text, match, _Read(value * scale, unit, end, scale))


_LARGEST = 1e18  # beyond it stand codes and noise, and a float counts no units any more


def _letter_scales(text: str, match: re.Match[str], money: bool) -> bool:
    """Whether the letter joined to a number is a magnitude: "$5m" and "5m people" yes, "5m from the wall" no (metres)."""
    if money or match["letter"] not in ("m", "b", "B"):
        return True
    if match["letter"] in ("b", "B"):
        return False
    after = re.match(r"\s+([a-z]+)", text[match.end() : match.end() + 20])
    return bool(after) and after is not None and after[1] not in _lexicon().numbers.uses["after_metres"]


def _digits(written: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", written):
        return float(written.replace(".", ""))
    return float(re.sub(r"[,’'\u00a0\u202f\u2009 ]", "", written))


def _worded(written: str, numbers: _Numbers) -> float | None:
    """The value of number words; None for what is no number by itself ("a")."""
    total, current, said = 0.0, 0.0, False
    for word in re.split(r"[\s-]+", written.lower()):
        if word in numbers.words:
            current, said = current + numbers.words[word], True
        elif word == "half":
            current, said = current + 0.5, True
        elif word == "hundred":
            current, said = (current or 1) * 100, True
        elif word in numbers.magnitudes:
            total, current, said = total + (current or 1) * numbers.magnitudes[word], 0.0, True
    return total + current if said else None


def _unit_after(text: str, end: int, lexicon: _Lexicon) -> tuple[int, str | None]:
    """The unit written after a number: the end of its words, and the unit."""
    match = lexicon.unit.match(text, end)
    if not match:
        return end, None
    units = lexicon.units
    if match["code"]:
        code = units.currency_signs.get(match["code"], match["code"])
        return match.end(), "CNY" if code == "RMB" else code
    word = re.sub(r"\s+", " ", match["money"] or match["unit"])
    table = units.currency_names if match["money"] else units.units
    unit = _entry(table, word)
    if match["money"] and unit == "GBP" and text[end : end + 1] == "-":
        unit = "lb"
    return match.end(), unit


def _entry(table: dict[str, str], word: str) -> str | None:
    """The table's value for a word as written, in lower case, or without a plural -s."""
    for form in (word, word.lower(), word.removesuffix("s"), word.lower().removesuffix("s")):
        if form in table:
            return table[form]
    return None


class _Read(msgspec.Struct, frozen=True):
    """What a match says: value, unit, where its words end, its magnitude."""

    value: float
    unit: str | None
    end: int
    scale: float


def _placed(text: str, match: re.Match[str], read: _Read) -> _Amount:
    """The amount with the comparator words around it."""
    lexicon = _lexicon()
    start, end = match.start(), read.end
    window = text[max(0, start - 40) : start]
    before = lexicon.before.search(window)
    comparator, quote_start, quote_end = None, start, end
    if before:
        words = re.sub(r"\s+", " ", before.group().strip().lower())
        comparator = lexicon.numbers.before.get(words) or lexicon.numbers.before.get(re.sub(r" (?:an?|the|a total of)$", "", words))
        quote_start = start - len(before.group())
        if words == "above" and re.search(r"\b(?:the|these|those)\s$", text[max(0, quote_start - 7) : quote_start].lower()):
            comparator, quote_start = None, start
    if text.startswith("+", end) and not text[end + 1 : end + 2].isdigit():
        comparator, end = ">=", end + 1
        quote_end = end
    after = lexicon.after.match(text, end)
    if after and not comparator:
        comparator = lexicon.numbers.after[re.sub(r"\s+", " ", after.group().strip().lower())]
        quote_end = after.end()
    number_end = match.end("digits") if match["digits"] else match.end()
    number_start = min(match.start(g) for g in ("fraction", "ratio", "digits", "joined", "words") if match[g])
    digits = bool(match["digits"] or match["joined"])
    return _Amount(
        read.value, None, read.unit, comparator, None, start, end, number_start, number_end, quote_start, quote_end, read.scale, digits
    )


_UP_FROM = re.compile(r"[^.;:\d]*\b(?:up|down)\s+from\s+(?:only\s+|just\s+|about\s+|the\s+)?", re.IGNORECASE)
_RANGE = re.compile(r"\s?[-–—]\s?|\s+(?:to|or)\s+", re.IGNORECASE)


def _joined(text: str, amounts: list[_Amount], lexicon: _Lexicon) -> list[_Amount]:
    """Neighbouring amounts made one where the words between say so: "20 to 30", "between 5 and 7 percent", "from 7 to 22"."""
    joined: list[_Amount] = []
    for amount in amounts:
        last = joined[-1] if joined else None
        both = last and _pair(text, last, amount, lexicon)
        if both:
            joined[-1] = both
        elif last and not last.unit and re.fullmatch(r"\s?[-–—]\s?|\s+to\s+", text[last.end : amount.start]) and amount.value <= last.value:
            joined.pop()  # odds, a score, a vote, a code: no two amounts
        else:
            joined.append(amount)
    return joined


def _pair(text: str, low: _Amount, high: _Amount, lexicon: _Lexicon) -> _Amount | None:
    if high.unit and not low.unit and _YEAR.fullmatch(text[low.number_start : low.number_end]):
        return None
    gap = text[low.end : max(low.end, high.quote_start)] + (" " if high.quote_start < high.start else "")
    if len(gap) < 80 and _UP_FROM.fullmatch(gap) and _comparable(low, high):
        return msgspec.structs.replace(low, unit=low.unit or high.unit, baseline=_scaled(high, low))
    if len(gap) > 24 or (low.unit and high.unit and low.unit != high.unit):
        return None
    lead = text[max(0, low.quote_start - 12) : low.quote_start].lower()
    fell_from = re.fullmatch(r",?\s+from\s+(?:about\s+|around\s+|some\s+)?", gap.lower())
    if fell_from and _changes(text, low.start, lexicon):
        scaled = _scaled(high, low)
        return msgspec.structs.replace(low, unit=low.unit or high.unit, baseline=scaled, quote_end=high.end)
    span = _RANGE.fullmatch(gap) or (gap.strip().lower() == "and" and lead.endswith("between "))
    first = _scaled(low, high)
    if lead.endswith("from ") and gap.strip().lower() == "to" and _changes(text, low.quote_start, lexicon):
        return msgspec.structs.replace(high, unit=high.unit or low.unit, baseline=first, quote_start=low.quote_start)
    if not span or high.value <= first or low.value_max is not None:
        return None
    if gap.strip().lower() == "or" and not (low.digits == high.digits and high.value <= first * 2):
        return None
    start = low.quote_start
    return msgspec.structs.replace(
        high,
        value=first,
        value_max=high.value,
        unit=high.unit or low.unit,
        comparator=low.comparator or high.comparator,
        start=low.start,
        number_start=low.number_start,
        quote_start=start,
    )


def _comparable(low: _Amount, high: _Amount) -> bool:
    """Whether two amounts can be the same thing at two times: a share is no number of people."""
    if low.unit and high.unit:
        return low.unit == high.unit
    return "percent" not in (low.unit, high.unit) or max(low.value, high.value) <= 100


def _scaled(bare: _Amount, other: _Amount) -> float:
    """The first number of "$3 to $5 billion" with the second's magnitude."""
    return bare.value * other.magnitude if bare.magnitude == 1 and bare.value < 1000 and other.magnitude > 1 else bare.value


def _changes(text: str, before: int, lexicon: _Lexicon) -> bool:
    """Whether a word of change ("rose", "fell", "up") stands shortly before: then "from … to …" gives a baseline, no range."""
    words = re.findall(r"[a-z]+", text[max(0, before - 60) : before].lower())
    changes, irregular = lexicon.numbers.uses["changes"], lexicon.numbers.uses["changed"]
    return any(w in changes or w in irregular or re.sub(r"(?:p?ed|s|d|p?ing)$", "", w) in changes for w in words)


# --- second step: the tree


def _mention(
    analysis: Analysis, sentence: Sentence, amount: _Amount, lexicon: _Lexicon, previous: FigureMention | None
) -> FigureMention | None:
    """The amount as a mention, None where the tree shows that it claims nothing."""
    first = analysis.token_at(amount.start)
    number = analysis.token_at(max(amount.number_start, amount.number_end - 1))
    if first is None or number is None or number >= sentence.last:
        return None
    last = _token_before(analysis, amount.end) + 1
    if _named(analysis, first, last) or _numbers_an_item(analysis, sentence, amount, first):
        return None
    noun: int | None = None
    if amount.unit:
        head = _unit_head(analysis, number, last)
        unit = amount.unit
        if unit == "percent" and not amount.digits and _names_a_part(analysis, first, last):
            return None
    else:
        number = max(number, last - 1)
        counted = _counted(analysis, amount, number, lexicon, previous)
        if counted is None:
            return None
        noun, head, unit = counted
        if not _claims(analysis, amount, first, number, noun):
            return None
    of = _denominator(analysis, head, last)
    measured = _counted_words(analysis, noun, number) if noun is not None else _measured(analysis, amount, head, last, of is not None)
    comparator = amount.comparator or _verb_comparator(analysis, head, lexicon) or "="
    end = amount.quote_end
    if noun is not None and last <= noun <= last + 4 and analysis.tokens[noun].end > end:
        end = analysis.tokens[noun].end
        after = lexicon.after.match(analysis.text, end)
        if after and amount.comparator is None and comparator == "=":
            comparator, end = lexicon.numbers.after[re.sub(r"\s+", " ", after.group().strip().lower())], after.end()
    return FigureMention(
        _whole(amount.value),
        None if amount.value_max is None else _whole(amount.value_max),
        unit,
        cast(Comparator, comparator),
        None if amount.baseline is None else _whole(amount.baseline),
        measured,
        of,
        amount.quote_start,
        end,
        first,
        max(last, first + 1),
        head,
    )


def _whole(value: float) -> float:
    """Rounded to what the words can mean: 1.2 billion is no 1199999999.9999998."""
    return float(round(value)) if abs(value) >= 1e6 else round(value, 6)


def _token_before(analysis: Analysis, end: int) -> int:
    """The index of the token in which character ``end - 1`` stands."""
    i = analysis.token_at(end - 1)
    return len(analysis.tokens) - 1 if i is None else i


def _lexeme(analysis: Analysis, i: int) -> str:
    return analysis.tokens[i].lemma.lower()


def _named(analysis: Analysis, first: int, last: int) -> bool:
    """Whether the number is part of a name ("Group of Seven", "Radio 5")."""
    entity = analysis.entity_of.get(first)
    return entity is not None and (entity.first < first or entity.last > last) and entity.type in ("PER", "ORG", "LOC")


def _numbers_an_item(analysis: Analysis, sentence: Sentence, amount: _Amount, first: int) -> bool:
    """ "Article 5", "Resolution 1701", "3." at the head of a paragraph, "aged 45"."""
    lexicon = _lexicon()
    if amount.unit is None and first == sentence.first:
        after = analysis.text[amount.end : amount.end + 2]
        if re.match(r"[.)](?:\s|$)", after) and first + 2 < sentence.last:
            return True
    if first == sentence.first:
        return False
    before = analysis.tokens[first - 1]
    form = before.form.lower()
    if form in ("aged", "age", "ages") or (form == "#"):
        return True
    if amount.unit is not None:
        return False
    labels = lexicon.numbers.uses["labels"]
    if form in labels and not amount.comparator:
        return before.upos != "DET" or amount.digits
    if form in ("and", "or", ",", "to", "-", "–") and amount.digits and amount.value < 10000:
        return _follows_label(analysis, sentence, first, labels)
    return False


def _follows_label(analysis: Analysis, sentence: Sentence, first: int, labels: frozenset[str]) -> bool:
    """ "Articles 5 and 7": the second number stands in a chain of numbers that a label opens."""
    i = first - 1
    while i > sentence.first and (
        analysis.tokens[i].form.lower() in ("and", "or", ",", "to", "-", "–") or analysis.tokens[i].form.isdigit()
    ):
        i -= 1
    return i < first - 1 and analysis.tokens[i].form.lower() in labels


def _unit_head(analysis: Analysis, number: int, last: int) -> int:
    """The token of an amount with a unit that the rest of the sentence hangs on: the topmost of its words."""
    first = number
    while first > 0 and analysis.tokens[first].head >= 0 and number - first < 4 and analysis.tokens[first - 1].upos in ("SYM", "NUM"):
        first -= 1
    span = range(first, max(last, number + 1))
    for i in span:
        if analysis.tokens[i].head not in span:
            return i
    return number


def _names_a_part(analysis: Analysis, first: int, last: int) -> bool:
    """ "The second half of the match", "half of the year": a part that is pointed at, no share that is claimed."""
    before = analysis.tokens[first - 1] if first else None
    if before is not None and (before.upos == "ADJ" or before.form.lower() in ("first", "second", "other", "latter", "this", "that")):
        return True
    nouns = _lexicon().numbers.uses["time_nouns"]
    return any(_lexeme(analysis, i) in nouns for i in range(last, min(last + 3, len(analysis.tokens))))


def _counted(
    analysis: Analysis, amount: _Amount, number: int, lexicon: _Lexicon, previous: FigureMention | None
) -> tuple[int | None, int, str] | None:
    """The noun that a bare number counts, the token that stands for the amount, and the unit; None where it counts nothing known."""
    partitive = _partitive(analysis, amount)
    if partitive is not None:
        return None, number, _noun_unit(analysis, partitive, lexicon)
    noun = _noun_after(analysis, amount, number)
    if noun is not None:
        return noun, noun, _noun_unit(analysis, noun, lexicon)
    if _strong(analysis, amount, lexicon) or _left_dead(analysis, amount, lexicon):
        return None, number, "person"
    if previous and _goes_on(analysis, amount, number, previous):
        return None, number, previous.unit
    verb = _governor(analysis, number) or _verb_before(analysis, number)
    if verb is None:
        return None
    if _lexeme(analysis, verb) in lexicon.units.people.casualty_verbs and analysis.tokens[number].upos in ("NUM", "NOUN", "ADJ"):
        return None, number, "person"
    for tally in (*analysis.dependents(verb, "nsubj"), _subject(analysis, verb), *analysis.dependents(verb, "obj")):
        unit = tally is not None and tally != number and _tally(analysis, tally, lexicon, previous)
        if unit:
            return None, number, unit
    return None


def _noun_after(analysis: Analysis, amount: _Amount, number: int) -> int | None:
    """The counted noun: the number's head to its right, else the noun of the words that follow at once."""
    top = number
    for above in islice(analysis.ancestors(number), 4):
        if analysis.tokens[above].upos != "NUM" or analysis.rel(top) not in ("compound", "nummod", "flat", "amod", "advmod"):
            break
        top = above
    head = analysis.tokens[top].head
    if analysis.text[amount.end : amount.end + 1] in "-‐‑" and amount.end < len(analysis.text) and analysis.text[amount.end] != " ":
        return None
    if analysis.rel(top) in ("nummod", "amod", "compound", "det") and number < head <= number + 6 and analysis.tokens[head].upos in _NOUNS:
        return _behind_name(analysis, head) if analysis.tokens[head].form[0].isalpha() else None
    i = _token_before(analysis, amount.end) + 1
    end = min(i + 4, len(analysis.tokens))
    if (
        i < end
        and analysis.tokens[i].form.lower() == "of"
        and analysis.tokens[number].lemma.lower() in ("dozen", "hundred", "thousand", "million")
    ):
        return None
    while i < end and analysis.tokens[i].upos in ("ADJ", "NUM") and analysis.sentence_of[i] == analysis.sentence_of[number]:
        i += 1
    if i >= end or analysis.sentence_of[i] != analysis.sentence_of[number] or analysis.tokens[i].upos not in _NOUNS:
        return None
    if not analysis.tokens[i].form[0].isalpha():
        return None
    while i + 1 < end and analysis.tokens[i + 1].upos == "NOUN" and analysis.rel(i) == "compound":
        i += 1
    return i if analysis.tokens[i].head != number or analysis.rel(i) in ("nmod", "compound") else None


_NOUNS = frozenset(("NOUN", "PROPN", "SYM"))


def _left_dead(analysis: Analysis, amount: _Amount, lexicon: _Lexicon) -> bool:
    """ "left 20 dead and 30 missing", "with 60 on board"."""
    after = analysis.token_at(amount.end)
    if after is None:
        return False
    aboard = re.match(r"\s+(?:on\s+board|aboard)\b", analysis.text[amount.end : amount.end + 12])
    return bool(aboard) or analysis.tokens[after].form.lower() in lexicon.units.people.tolls


def _goes_on(analysis: Analysis, amount: _Amount, number: int, previous: FigureMention) -> bool:
    """ "five more", or millions without a noun in the sentence of a figure: they count what was counted before."""
    between = analysis.sentence_of[number] - analysis.sentence_of[previous.first]
    after = analysis.token_at(amount.end)
    more = after is not None and analysis.tokens[after].form.lower() in ("more", "others")
    if previous.unit == "percent":
        return False
    return ((more or _of_them(analysis, after)) and between <= 1) or (between == 0 and amount.magnitude >= 1e5)


def _of_them(analysis: Analysis, i: int | None) -> bool:
    """ "180,000 of them"."""
    if i is None or i + 1 >= len(analysis.tokens) or analysis.tokens[i].form.lower() != "of":
        return False
    return analysis.tokens[i + 1].form.lower() in ("them", "these", "those", "whom", "which")


def _behind_name(analysis: Analysis, noun: int) -> int:
    """ "3 Su-25 aircraft": the noun behind a model's name is what is counted."""
    if analysis.tokens[noun].upos != "PROPN" or noun + 1 >= len(analysis.tokens) or analysis.tokens[noun + 1].form != "-":
        return noun
    for i in range(noun + 1, min(noun + 5, len(analysis.tokens))):
        if analysis.tokens[i].upos == "NOUN":
            return i
        if analysis.tokens[i].upos not in ("PUNCT", "NUM", "PROPN", "SYM"):
            return noun
    return noun


def _strong(analysis: Analysis, amount: _Amount, lexicon: _Lexicon) -> bool:
    """ "a 300-strong force"."""
    return bool(re.match(r"-(?:" + "|".join(sorted(lexicon.units.people.strong)) + r")\b", analysis.text[amount.end : amount.end + 12]))


def _noun_unit(analysis: Analysis, noun: int, lexicon: _Lexicon) -> str:
    lemma = _lexeme(analysis, noun)
    people = lexicon.units.people.nouns
    if lemma in people or lemma.removesuffix("s") in people or analysis.tokens[noun].form.lower() in people:
        return "person"
    return lemma if analysis.tokens[noun].upos != "PROPN" else _demonym_unit(analysis, noun)


def _demonym_unit(analysis: Analysis, noun: int) -> str:
    """ "12 Nigerians": a plural proper noun counts persons; another name ("12 Leopards") counts what it names."""
    form = analysis.tokens[noun].form
    return "person" if re.search(r"(?:ans|ese|is|ians|ers|men)$", form) else form.removesuffix("s").lower()


def _partitive(analysis: Analysis, amount: _Amount) -> int | None:
    """ "22 of the passengers": the noun that they are of. The words decide, not the tree."""
    i = _token_before(analysis, amount.end) + 1
    if i + 1 >= len(analysis.tokens) or analysis.tokens[i].form.lower() not in ("of", "among"):
        return None
    end = _chunk_end(analysis, i + 1)
    noun = None
    for k in range(i + 1, end):
        if analysis.tokens[k].form.lower() == "of" or analysis.tokens[k].upos in ("CCONJ", "PUNCT"):
            break
        noun = k if analysis.tokens[k].upos in ("NOUN", "PROPN") else noun
    return noun


def _governor(analysis: Analysis, i: int) -> int | None:
    """The predicate that a number without a noun belongs to, through coordination of numbers."""
    steps = 0
    while analysis.tokens[i].head >= 0 and steps < 6:
        relation, head = analysis.rel(i), analysis.tokens[i].head
        if relation in ("nsubj", "obj", "obl", "nmod", "advmod", "xcomp", "ccomp") and analysis.tokens[head].upos in (
            "VERB",
            "AUX",
            "ADJ",
            "NOUN",
        ):
            return head
        if relation not in ("conj", "nummod", "compound", "nmod", "dep", "obl"):
            return None
        i, steps = head, steps + 1
    if analysis.tokens[i].head < 0 and analysis.dependents(i, "cop"):
        return i
    return None


def _verb_before(analysis: Analysis, first: int) -> int | None:
    """The verb that stands at a token or shortly before it, only function words between: "climbed to 147", "exceeded $5 billion"."""
    for i in range(first, max(first - 4, -1), -1):
        token = analysis.tokens[i]
        if token.upos == "VERB":
            return i if analysis.sentence_of[i] == analysis.sentence_of[first] else None
        if i < first and token.upos not in ("ADP", "ADV", "DET", "PART", "AUX", "SYM", "ADJ", "NUM"):
            return None
    return None


def _subject(analysis: Analysis, verb: int) -> int | None:
    for i in (verb, *analysis.ancestors(verb)):
        subjects = analysis.dependents(i, "nsubj")
        if subjects:
            tolls = [s for s in subjects if _lexeme(analysis, s) in _lexicon().units.people.tolls]
            return tolls[0] if tolls else max((s for s in subjects if s < verb), default=subjects[0])
        if analysis.rel(i) not in ("conj", "xcomp", "advcl"):
            return None
    return None


def _tally(analysis: Analysis, subject: int, lexicon: _Lexicon, previous: FigureMention | None) -> str | None:
    """What "the death toll" or "the number of attacks" counts; "put the number at 30" goes on with what was counted before."""
    people = lexicon.units.people
    lemma = _lexeme(analysis, subject)
    if lemma in people.tolls:
        return "person"
    if lemma in ("number", "total", "count", "tally", "figure"):
        for child in analysis.dependents(subject, "nmod"):
            if any(analysis.tokens[c].form.lower() == "of" for c in analysis.dependents(child, "case")):
                return _noun_unit(analysis, child, lexicon)
        return previous.unit if previous else None
    return None


def _claims(analysis: Analysis, amount: _Amount, first: int, number: int, noun: int | None) -> bool:
    """Whether a count says something: not a year, an age, a span of time, "the two countries" or "one of them"."""
    lexicon = _lexicon()
    uses = lexicon.numbers.uses
    if _is_year(analysis, amount, number, noun) or _numbered_name(analysis, amount, first, noun):
        return False
    if noun is None:
        return amount.value != 1 or amount.comparator not in (None, "=") or _left_dead(analysis, amount, lexicon)
    lemma = _lexeme(analysis, noun)
    if lemma in uses["time_nouns"]:
        return _custodial(analysis, noun, uses["custody"])
    if analysis.tokens[noun].upos == "PROPN" and not analysis.tokens[noun].form.endswith(("s", "ese", "men")):
        return False
    if noun < number:
        return False
    if amount.comparator not in (None, "=") or amount.value_max is not None:
        return True
    if amount.value == 1 and not amount.digits:
        return _one(analysis, noun, lexicon)
    if _is_whole(analysis, first):
        return False
    if _definite(analysis, first, noun, uses["definite"]) and not _new_by_clause(analysis, noun, amount, lexicon):
        return False
    return not (amount.value <= 12 and (lemma in uses["uncounted"] or _lexeme(analysis, noun) == "party"))


def _numbered_name(analysis: Analysis, amount: _Amount, first: int, noun: int | None) -> bool:
    """ "Fortune 500 companies", "Radio 4 listeners": the number ends a name that modifies the noun."""
    if amount.comparator is not None or not amount.digits or not first:
        return False
    before = analysis.tokens[first - 1]
    return before.upos == "PROPN" and before.head in (first, noun) and analysis.rel(first - 1) in ("compound", "nmod", "flat", "amod")


def _is_whole(analysis: Analysis, first: int) -> bool:
    """ "9 of the 14 guards": the whole of which another number gives a part."""
    i = first - 1
    while i > 0 and analysis.tokens[i].upos in ("DET", "PRON"):
        i -= 1
    return i > 0 and analysis.tokens[i].form.lower() in ("of", "among") and analysis.tokens[i - 1].upos == "NUM"


def _is_year(analysis: Analysis, amount: _Amount, number: int, noun: int | None) -> bool:
    written = analysis.text[amount.number_start : amount.number_end]
    if not _YEAR.fullmatch(written) or amount.magnitude != 1 or amount.value_max is not None:
        return False
    if noun is None:
        return amount.comparator is None
    if amount.comparator is not None and analysis.tokens[noun].xpos in ("NNS", "NNPS"):
        return False
    if _noun_unit(analysis, noun, _lexicon()) == "person" and analysis.tokens[noun].upos == "NOUN":
        return False
    before = analysis.tokens[number - 1].form.lower() if number else ""
    return (
        before in _lexicon().numbers.uses["before_year"]
        or analysis.tokens[noun].xpos not in ("NNS", "NNPS")
        or analysis.tokens[noun].upos == "PROPN"
    )


def _custodial(analysis: Analysis, noun: int, words: frozenset[str]) -> bool:
    """A sentence in time is a figure ("15 years in prison"); other spans are left to `times`."""
    near = {_lexeme(analysis, i) for i in range(max(0, noun - 6), min(len(analysis.tokens), noun + 4))}
    return bool(near & words)


def _one(analysis: Analysis, noun: int, lexicon: _Lexicon) -> bool:
    """ "one" counts only persons that something happens to: "one soldier was wounded"."""
    if _noun_unit(analysis, noun, lexicon) != "person":
        return False
    verb = _happening(analysis, noun)
    return verb is not None and _lexeme(analysis, verb) in lexicon.units.people.casualty_verbs


def _definite(analysis: Analysis, first: int, noun: int, words: frozenset[str]) -> bool:
    for i in analysis.dependents(noun, "det", "nmod:poss"):
        if i < first and (analysis.tokens[i].form.lower() in words or analysis.rel(i) == "nmod"):
            return True
    before = analysis.tokens[first - 1] if first else None
    return before is not None and before.form.lower() in words and before.upos in ("DET", "PRON", "CCONJ", "ADJ")


def _new_by_clause(analysis: Analysis, noun: int, amount: _Amount, lexicon: _Lexicon) -> bool:
    """A definite count that is news all the same: "the 22 people who were killed", "all 22 were lost"."""
    if not amount.digits and amount.value <= 12:
        return False
    if analysis.dependents(noun, "acl"):
        return True
    verb = _happening(analysis, noun)
    return verb is not None and _lexeme(analysis, verb) in lexicon.units.people.casualty_verbs


def _happening(analysis: Analysis, noun: int) -> int | None:
    """The verb whose subject or object the noun is, or that modifies it ("people killed")."""
    if analysis.rel(noun) in ("nsubj", "obj", "obl") and analysis.tokens[noun].head >= 0:
        return analysis.tokens[noun].head
    for child in analysis.dependents(noun, "acl"):
        return child
    if analysis.rel(noun) == "conj":
        return _happening_above(analysis, noun)
    return None


def _happening_above(analysis: Analysis, noun: int) -> int | None:
    for above in analysis.ancestors(noun):
        if analysis.rel(above) in ("nsubj", "obj", "obl"):
            return analysis.tokens[above].head
        if analysis.rel(above) != "conj":
            return None
    return None


def _verb_comparator(analysis: Analysis, head: int, lexicon: _Lexicon) -> str | None:
    """The comparator that the governing verb gives: "has by now exceeded $5 billion"."""
    if analysis.rel(head) not in ("obj", "obl", "xcomp", "nummod", "advmod"):
        return None
    verb = analysis.tokens[head].head
    if verb < 0:
        return None
    return lexicon.numbers.before.get(_lexeme(analysis, verb)) if analysis.tokens[verb].upos == "VERB" else None


# --- the words for what is measured


def _denominator(analysis: Analysis, head: int, last: int) -> str | None:
    """The words after "of" in "75% of the territory of the islands", "22 of the passengers"."""
    if last >= len(analysis.tokens) or analysis.tokens[last].form.lower() not in ("of", "among"):
        return None
    shares = ("percent", "%", "cent", "half", "third", "quarter", "fifth", "tenth", "majority")
    if analysis.tokens[head].upos not in ("NUM", "SYM") and _lexeme(analysis, head) not in shares:
        return None
    end = _chunk_end(analysis, last + 1)
    return analysis.words(last + 1, end) if end > last + 1 else None


_CHUNK = frozenset(("DET", "ADJ", "NUM", "NOUN", "PROPN", "PART", "SYM", "ADV"))


def _chunk_end(analysis: Analysis, first: int) -> int:
    """The end of the noun phrase that begins at a token, read from the tags: chains with "of" and lists of names belong to it.

    The tree is not asked: where a long phrase ends is what parsers get wrong first.
    """
    end = analysis.sentences[analysis.sentence_of[first]].last if first < len(analysis.tokens) else first
    i = filled = first
    while i < end:
        token = analysis.tokens[i]
        if (token.upos in _CHUNK or token.xpos == "PRP$") and not (token.upos == "PART" and token.form.lower() in ("to", "not")):
            timed = i + 1 < end and _lexeme(analysis, i + 1) in _lexicon().numbers.uses["time_nouns"] and token.upos in ("ADJ", "DET")
            if (timed or token.upos == "DET") and filled == i and i > first and analysis.tokens[i - 1].upos in ("NOUN", "PROPN"):
                break  # another phrase begins: "of the bankers every year"
            i += 1
            filled = i if token.upos not in ("DET", "ADV") else filled
        elif i > first and (token.form.lower() == "of" or _continues(analysis, i, end) or _hyphen(analysis, i)):
            i += 1
        else:
            break
    return filled


def _hyphen(analysis: Analysis, i: int) -> bool:
    """A hyphen inside a word, no dash between phrases."""
    return analysis.tokens[i].form in ("-", "–") and analysis.tokens[i].start == analysis.tokens[i - 1].end


def _continues(analysis: Analysis, i: int, end: int) -> bool:
    """Whether a comma or conjunction joins two names or two nouns."""
    after = i + 1
    if analysis.tokens[i].form != "," and analysis.tokens[i].upos != "CCONJ":
        return False
    while after < end and (analysis.tokens[after].upos in ("CCONJ", "DET") or analysis.tokens[after].form == ","):
        after += 1
    if after >= end:
        return False
    before, token = analysis.tokens[i - 1].upos, analysis.tokens[after].upos
    if analysis.tokens[i].form == ",":
        return before == token == "PROPN"
    following = analysis.tokens[after + 1].upos if after + 1 < end else ""
    return before == token == "PROPN" or (token == "NOUN" and before in ("NOUN", "PROPN") and following not in ("VERB", "AUX"))


_LONGEST = 400  # tokens: no sentence of running text; a table or list that is read as one would take quadratic time


def _phrase(analysis: Analysis, noun: int, after: int = -1, without: tuple[int, ...] = ()) -> str | None:
    """The words of a noun phrase without clauses that hang on it, beginning after token ``after``."""
    skip = (
        "acl",
        "parataxis",
        "advcl",
        "appos",
        "cc:preconj",
        "dep",
        "list",
        "orphan",
        "cop",
        "aux",
        "nsubj",
        "mark",
        "obl",
        "ccomp",
        "discourse",
        "vocative",
    )
    sentence = analysis.sentences[analysis.sentence_of[noun]]
    if sentence.last - sentence.first > _LONGEST:
        return None
    kept = [i for i in analysis.subtree(noun, without=skip) if i > after and i not in without]
    kept = _without_case(analysis, noun, kept)
    if noun not in kept:
        return None
    lo = hi = kept.index(noun)
    while lo > 0 and kept[lo - 1] == kept[lo] - 1:
        lo -= 1
    while hi + 1 < len(kept) and kept[hi + 1] == kept[hi] + 1:
        hi += 1
    run = kept[lo : hi + 1]
    while len(run) > 1 and analysis.tokens[run[-1]].upos in ("PUNCT", "CCONJ", "ADP"):
        run.pop()
    while len(run) > 1 and analysis.tokens[run[0]].upos in ("PUNCT", "CCONJ", "ADP"):
        run.pop(0)
    words = analysis.words(run[0], run[-1] + 1) if run else None
    return words if words and any(analysis.tokens[i].upos in _NOUNS and not analysis.tokens[i].form[0].isdigit() for i in run) else None


def _without_case(analysis: Analysis, noun: int, kept: list[int]) -> list[int]:
    case = set(analysis.dependents(noun, "case"))
    return [i for i in kept if i not in case or i > noun]


def _measured(analysis: Analysis, amount: _Amount, head: int, last: int, share: bool) -> str | None:
    """What an amount without a counted noun measures, in the text's words."""
    by_verb = _measuring_verb(analysis, amount)
    if by_verb is not None:
        return _phrase(analysis, by_verb)
    relation, above = analysis.rel(head), analysis.tokens[head].head
    if above < 0 or analysis.dependents(head, "cop"):
        subjects = analysis.dependents(head, "nsubj")
        return _phrase(analysis, subjects[0]) if subjects else None
    if relation in ("nummod", "compound", "amod") and above > head and analysis.tokens[above].upos in ("NOUN", "PROPN"):
        return _phrase(analysis, above, after=max(head, last - 1))
    if not share:
        inner = _content(analysis, head)
        if inner:
            return inner
    if relation == "nmod" and analysis.tokens[above].upos == "NOUN":
        return _phrase(analysis, above, without=tuple(analysis.subtree(head)))
    if amount.unit is None:
        after = analysis.tokens[last] if last < len(analysis.tokens) else None
        if after is not None and (
            after.form.lower() in _lexicon().units.people.tolls or after.lemma.lower() in _lexicon().units.people.casualty_verbs
        ):
            return after.form.lower()
        verb = _governor(analysis, head)
        if verb is not None and _lexeme(analysis, verb) in _lexicon().units.people.casualty_verbs:
            return analysis.tokens[verb].form.lower()
    if relation == "conj" and analysis.tokens[above].upos == "VERB":
        return None
    return _by_verb(analysis, above, relation)


def _counted_words(analysis: Analysis, noun: int, number: int) -> str | None:
    """ "people killed", "main battle tanks": the counted noun with what it is said to have undergone."""
    others = [i for i in analysis.dependents(noun, "conj") if analysis.dependents(i, "nummod", "det")]
    others += [i for i in analysis.dependents(noun, "nmod") if i > noun and not _of(analysis, i)]
    words = _phrase(analysis, noun, after=number, without=tuple(j for i in others for j in analysis.subtree(i)))
    verb = _happening(analysis, noun)
    casualty = verb is not None and _lexeme(analysis, verb) in _lexicon().units.people.casualty_verbs
    if words and verb is not None and casualty and _undergoes(analysis, noun, verb):
        form = analysis.tokens[verb].form.lower()
        return f"{form} {words}" if verb < noun else f"{words} {form}"
    return words


def _of(analysis: Analysis, i: int) -> bool:
    return any(analysis.tokens[c].form.lower() == "of" for c in analysis.dependents(i, "case"))


def _undergoes(analysis: Analysis, noun: int, verb: int) -> bool:
    """Whether the noun is what the verb happens to: object, passive subject, or subject of "died"."""
    relation = analysis.tokens[noun].deprel
    if relation == "nsubj":
        return _lexeme(analysis, verb) in ("die", "perish", "drown")
    return relation in ("obj", "nsubj:pass", "conj") or analysis.rel(verb) == "acl"


_DISTANCES = frozenset(("km", "m", "cm", "mm", "mile", "nautical mile", "foot", "yard", "inch"))


def _measuring_verb(analysis: Analysis, amount: _Amount) -> int | None:
    """The subject of a measuring verb right before the amount: "Inflation fell from 31 percent", "the debt has exceeded $5 billion"."""
    first = analysis.token_at(amount.quote_start)
    verb = _verb_before(analysis, first) if first is not None else None
    if verb is None or _lexeme(analysis, verb) not in _lexicon().numbers.uses["measuring"]:
        return None
    if amount.unit in _DISTANCES and _lexeme(analysis, verb) not in ("be", "measure", "total", "exceed", "reach", "average"):
        return None  # "fell 12 km from the bridge"
    return _subject(analysis, verb)


def _content(analysis: Analysis, head: int) -> str | None:
    """ "20 tonnes of wheat", "$5bn in aid": the words for the stuff."""
    for child in analysis.dependents(head, "nmod"):
        if child > head and any(analysis.tokens[c].form.lower() in ("of", "in", "worth") for c in analysis.dependents(child, "case")):
            return _phrase(analysis, child)
    return None


def _by_verb(analysis: Analysis, verb: int, relation: str) -> str | None:
    """Of a measuring verb the subject ("Unemployment stands at 12%"), of another the verb itself ("liberated 75% of …")."""
    if analysis.tokens[verb].upos not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    subject = _subject(analysis, verb)
    if (
        subject is not None
        and relation != "nsubj"
        and (_lexeme(analysis, verb) in _lexicon().numbers.uses["measuring"] or analysis.dependents(verb, "cop"))
    ):
        return _phrase(analysis, subject)
    if (
        relation in ("obj", "nsubj")
        and analysis.tokens[verb].upos == "VERB"
        and _lexeme(analysis, verb) not in _lexicon().numbers.uses["light"]
    ):
        return analysis.tokens[verb].form
    return None


def examples() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The examples in the lexicons: a sentence and ``value|comparator|unit`` for each figure in it. A test runs them."""
    lexicon = _lexicon()
    for example in (*lexicon.numbers.examples, *lexicon.units.examples):
        yield example.text, example.gives
