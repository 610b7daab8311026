"""Numbers as they are written: digits in several styles, words, fractions, shares, counts without a number ("hundreds of").

No tree is asked and no meaning is decided: what counts something, and what only names or dates it, is for :mod:`.claimed` to say.
"""

import re
from typing import Literal

import msgspec

from accordingto.figures import masks
from accordingto.figures.lexicon import Lexicon, load, plain

Kind = Literal["count", "share", "ratio", "vague", "multiple"]

LARGEST = 1e18  # beyond it stand codes and noise, and a float counts no units any more


class Number(msgspec.Struct, frozen=True):
    """A number in a text.

    ``start`` and ``end`` are characters with the currency in front and the magnitude behind, ``number_start`` and ``number_end`` without
    the currency. ``money`` is the currency in front (ISO 4217), ``scale`` the magnitude that was multiplied in, ``comma`` whether a decimal
    comma was read, ``signed`` the sign. A ``share`` has its value as a fraction of one.
    """

    value: float
    kind: Kind
    start: int
    end: int
    number_start: int
    number_end: int
    money: str | None = None
    scale: float = 1.0
    digits: bool = True
    comma: bool = False
    signed: Literal["+", "-"] | None = None


def scan(text: str) -> tuple[Number, ...]:
    """The numbers of a text, in order, not overlapping; dates, times of day, addresses and the like are left out."""
    lexicon = load()
    if not lexicon.quick.search(text):
        return ()
    masked = masks.find(text)
    found: list[Number] = []
    match = lexicon.number.search(text)
    while match:
        number = _read(text, match, lexicon)
        after = max(match.start() + 1, match.end() if number is None else number.end)
        if number is not None and not any(s < number.number_end and number.number_start < e for s, e in masked):
            found.append(number)
        match = lexicon.number.search(text, after)
    return tuple(_summed(text, found))


def _summed(text: str, found: list[Number]) -> list[Number]:
    """ "3 hundred and 21", "4 thousand 3 hundred and 21": digits with hundreds and thousands in words between, made one number."""
    kept: list[Number] = []
    for number in found:
        last = kept[-1] if kept else None
        joins = last is not None and re.fullmatch(r"\s+(?:and\s+)?", text[last.end : number.start]) is not None
        if (
            last is not None
            and joins
            and last.scale in (100, 1000)
            and last.digits
            and 0 < number.value < last.scale
            and not (last.money or number.money)
        ):
            kept[-1] = msgspec.structs.replace(
                last,
                value=last.value + number.value,
                end=number.end,
                number_end=number.number_end,
                scale=100.0 if number.scale == 100 else 1.0,
            )
        else:
            kept.append(number)
    return kept


def _read(text: str, match: re.Match[str], lexicon: Lexicon) -> "Number | None":
    if match["part"]:
        return _part(text, match, lexicon)
    if match["vague"]:
        return _vague(match, lexicon)
    number = _cardinal(text, match, lexicon)
    return number if number is not None and abs(number.value) <= LARGEST else None


def _part(text: str, match: re.Match[str], lexicon: Lexicon) -> Number | None:
    """ "half", "two-thirds", "a quarter"; an ordinal alone ("third") is none."""
    words, small = re.split(r"[\s-]+", match["part"].lower()), lexicon.small
    name = words[-1]
    if len(words) == 1 and name not in small.bare_halves:
        return None
    one = words[0] in small.indefinite_articles or words[0] in small.bare_halves
    many = 1.0 if one else lexicon.numbers.words[words[0]]
    divisor = lexicon.numbers.parts.get(name) or lexicon.numbers.parts[name.removesuffix(small.plural_ending)]
    if many > 1 and not name.endswith(small.plural_ending) and name != small.one_half:
        return None  # "two third places"
    start, end = match.span("part")
    if many > 1 and name.startswith("quarter") and (many >= divisor or _of_a_year(text, start, end)):
        return Number(many, "count", start, start + len(words[0]), start, start + len(words[0]), digits=False)
    return Number(many / divisor, "share", start, end, start, end, digits=False)


def _vague(match: re.Match[str], lexicon: Lexicon) -> Number:
    """ "hundreds", "tens of thousands", "a few dozen": the least it can be."""
    start, end = match.span("vague")
    return Number(lexicon.numbers.vague[plain(match["vague"])], "vague", start, end, start, end, digits=False)


def _cardinal(text: str, match: re.Match[str], lexicon: Lexicon) -> Number | None:
    written = match["digits"] or match["joined"]
    comma = bool(written and re.fullmatch(r"\d+,\d{1,2}", written))
    end, scale, words = match.end(), 1.0, False
    if fraction := match["fraction"] or match["vulgar"]:
        value = _fraction(fraction)
    elif written:
        value = _digits(written)
    else:
        parsed = worded(match["words"], lexicon)
        if parsed is None:
            return None
        value, scale, used = parsed
        words = True
        if (divided := match["divisor"]) and used < len(match["words"]) - 1 and " and one " not in match["words"].lower():
            name = divided.lower()
            divisor = lexicon.numbers.parts.get(name) or lexicon.numbers.parts[name.removesuffix(lexicon.small.plural_ending)]
            return msgspec.structs.replace(
                _placed(match, value / divisor, scale, match.end("divisor"), comma, lexicon, words), kind="share"
            )
        if used < len(match["words"]):
            end = match.start("words") + used
            return _placed(match, value, scale, end, comma, lexicon, words)
    if value is None:
        return None
    if exponent := match["exponent"]:
        value *= 10.0 ** int(re.sub("[−–]", "-", exponent))
    letter = match["letter"] or match["spaced"]
    if letter:
        scales = _letter_scales(
            text,
            match,
            letter,
            bool(match["sign"] or match["code"]) or any(match[name] is not None for name in lexicon.units.currency_letters),
        )
        if scales:
            scale *= lexicon.numbers.magnitude_letters[letter]
            value *= lexicon.numbers.magnitude_letters[letter]
        else:
            return _placed(match, value, scale, match.end("digits"), comma, lexicon, words)
    if behind := match["half"]:
        value += lexicon.small.leading_parts[behind.split()[-1].lower()]
    for word in re.findall(r"[a-z]+", match["scale"].lower()):
        scale *= lexicon.numbers.magnitudes[word]
        value *= lexicon.numbers.magnitudes[word]
    return _placed(match, value, scale, end, comma, lexicon, words)


def _of_a_year(text: str, start: int, end: int) -> bool:
    """ "For three quarters", "the last two quarters", "two quarters in a row": quarters of a year, no share."""
    if re.match(r"\s+of\b", text[end:]):
        return False
    before = re.search(r"\b(for|last|past|next|previous|first|consecutive|straight)\s+$", text[max(0, start - 14) : start], re.IGNORECASE)
    return before is not None or re.match(r"\s+(?:in\s+a\s+row|running)\b", text[end:]) is not None


def _placed(match: re.Match[str], value: float, scale: float, end: int, comma: bool, lexicon: Lexicon, words: bool) -> Number:
    start = match.start()
    groups = ("fraction", "vulgar", "digits", "joined", "words")
    number_start = min(match.start(g) for g in groups if match[g])
    if prefix := match["mega"]:
        factor = lexicon.units.currency_prefixes[prefix]
        value, scale = value * factor, scale * factor
    negative = match["minus"] or match["negative"] or match["inner"]
    return Number(
        -value if negative else value,
        "count",
        start,
        end,
        number_start,
        end,
        _money(match, lexicon),
        scale,
        not words,
        comma,
        "-" if negative else "+" if match["plus"] else None,
    )


def _money(match: re.Match[str], lexicon: Lexicon) -> str | None:
    for name, code in lexicon.units.currency_letters.items():
        if match[name] is not None:
            return code
    money = lexicon.units.currency_signs.get(match["sign"] or "") or match["code"]
    return "CNY" if money == "RMB" else money


def _letter_scales(text: str, match: re.Match[str], letter: str, money: bool) -> bool:
    """Whether the letter behind a number is a magnitude: "$5m" and "5m people" yes, "5m from the wall" no (metres)."""
    if money:
        return True
    end, uses = max(match.end("letter"), match.end("space")), load().numbers.uses
    if letter not in uses.doubtful_letters:
        return not (letter in uses.joined_letters and match["spaced"])
    if re.match(r"\s?(?:euros?|dollars?|pounds?|USD|EUR|GBP|€|£|\$)", text[end : end + 10]):
        return True
    if match["spaced"] and letter in ("M", "B") and re.match(r"\s+[a-z]{3,}", text[end : end + 10]):
        return True  # "12 M tonnes"
    if letter in uses.money_letters or match["spaced"]:
        return False
    after = re.match(r"\s+([a-z]+)(?:\s+(its|the|their|them|our|his|her))?", text[end : end + 20])
    if letter == "M":
        return bool(after)
    return after is not None and (after[1] not in uses.after_metres or (after[1] == "of" and after[2] is not None))


_VULGAR = {
    "½": 1 / 2,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "¼": 1 / 4,
    "¾": 3 / 4,
    "⅕": 1 / 5,
    "⅖": 2 / 5,
    "⅗": 3 / 5,
    "⅘": 4 / 5,
    "⅙": 1 / 6,
    "⅛": 1 / 8,
    "⅜": 3 / 8,
    "⅝": 5 / 8,
    "⅞": 7 / 8,
}


def _fraction(written: str) -> float | None:
    """ "2 1/2", "1/16", "2½"; None where it divides by nothing."""
    if written[-1] in _VULGAR:
        return float(written[:-1].strip() or 0) + _VULGAR[written[-1]]
    *whole, fraction = re.split(r"[ -]", written)
    over, under = map(int, re.split(r"[/⁄]", fraction))
    return (float(whole[0]) if whole else 0.0) + over / under if under else None


def _digits(written: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d{1,2}", written):
        return float(written.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+,\d{1,2}", written):
        return float(written.replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", written):
        return float(written.replace(".", ""))
    return float(re.sub(r"[,’'\u00a0\u202f\u2009 ]", "", written))


class _Sum:
    """A number in words on its way: millions and thousands that are done, and what stands under a thousand."""

    def __init__(self) -> None:
        self.done, self.now, self.scale, self.said, self.least = 0.0, 0.0, 1.0, False, 0.0

    def fits(self, value: float, linked: bool) -> bool:
        """Whether a word below a hundred can go on with what stands so far: "forty" + "five", "hundred and" + "two"."""
        if not self.said:
            return True
        last = self.now % 100
        if value < 10 and last >= 20 and last % 10 == 0 and not linked:
            return True
        return last == 0 and (self.now >= 100 or self.done > 0)

    def magnitude(self, value: float) -> None:
        """Thousand and above, and dozens: multiplies what stands before it."""
        if self.done and self.least < value and not self.now:
            self.done *= value
        elif self.done and self.least < value:
            self.done = (self.done + self.now) * value
        else:
            self.done += (self.now or 1) * value
        self.now, self.least, self.scale, self.said = 0.0, value, value, True

    @property
    def value(self) -> float:
        """All of it."""
        return self.done + self.now


def worded(written: str, lexicon: Lexicon | None = None) -> tuple[float, float, int] | None:
    """The value of number words.

    Args:
        written: words, hyphens and blanks between them ("two hundred and two thousand", "one point two million", "half a million").
        lexicon: the tables; the shipped ones where None.

    Returns:
        value, magnitude and how many characters of the words are one number; None for what is no number by itself ("a").
    """
    lexicon = lexicon or load()
    numbers, small = lexicon.numbers, lexicon.small
    total = _Sum()
    end, linked, lead = 0, False, 1.0
    words = list(re.finditer(r"[A-Za-z]+", written))
    i = 0
    while i < len(words):
        word = words[i].group().lower()
        following = words[i + 1].group().lower() if i + 1 < len(words) else ""
        if word in small.leading_parts and not total.said:
            lead = small.leading_parts[word]
        elif linked_part := _part_behind(words, i, lexicon):
            many, divisor, i = linked_part
            scaled = total.scale if not total.now and divisor in (2, 4) and total.scale >= 1000 else 1.0
            total.done += many / divisor * scaled
            end = words[i].end()
        elif word in small.within_numbers or (word, following) == small.three_quarters:
            pass
        elif word == small.and_word:
            linked = True
            i += 1
            continue
        elif word == "point":
            i, decimals = _decimals(words, i + 1, numbers.words)
            if not decimals:
                break
            total.now += float(f"0.{decimals}")
            end = words[i - 1].end()
            continue
        elif word == small.hundred_word:
            if total.now >= 100 or (total.said and not total.now):
                break
            total.now, total.said, end = (total.now or 1) * 100, True, words[i].end()
        elif word in numbers.magnitudes:
            total.magnitude(numbers.magnitudes[word])
            end = words[i].end()
        elif word in numbers.words:
            value = numbers.words[word]
            if not total.fits(value, linked):
                break
            total.now, total.said, end = total.now + value, True, words[i].end()
        linked = False
        i += 1
    if not total.said:
        return None
    return total.value * lead, total.scale, end


def _part_behind(words: list[re.Match[str]], i: int, lexicon: Lexicon) -> tuple[float, float, int] | None:
    """ "… and a half", "… and two thirds": how many, of how many, and where the last word stands; None where there is no such part."""
    numbers, small = lexicon.numbers, lexicon.small
    if i + 1 >= len(words) or i == 0 or words[i - 1].group().lower() != small.and_word:
        return None
    word, name = words[i].group().lower(), words[i + 1].group().lower()
    many = 1.0 if word in small.indefinite_articles else numbers.words.get(word)
    divisor = numbers.parts.get(name) or numbers.parts.get(name.removesuffix(small.plural_ending))
    return (many, divisor, i + 1) if many and divisor else None


def _decimals(words: list[re.Match[str]], i: int, table: dict[str, float]) -> tuple[int, str]:
    """The digits behind "point", and where they end."""
    digits = ""
    while i < len(words) and (value := table.get(words[i].group().lower())) is not None and value < 100:
        ones = table.get(words[i + 1].group().lower(), 0) if value >= 20 and i + 1 < len(words) else 0
        if 0 < ones < 10:  # "point seventy-one"
            value, i = value + ones, i + 1
        digits += f"{value:.0f}"
        i += 1
    return i, digits
