"""Units behind a number, and which currency a name or sign means: ISO 4217 for money, SI and common units for the rest.

Names that several states use ("peso", "dollar", "$") are read by what the document is about, in this order: the one dollar that it names in
full, then the only state that has such a currency among those that it names, then the commonest in the news.
"""

import re
from collections import Counter
from collections.abc import Iterable

import msgspec

from accordingto import world
from accordingto.figures.lexicon import Lexicon, load, plain


class Context(msgspec.Struct, frozen=True):
    """What names of currencies mean in a document: ``homes`` by name; ``dollar`` what a bare "$" is."""

    homes: dict[str, str]
    dollar: str

    def sign(self, written: str, code: str) -> str:
        """The currency of a sign."""
        if code == "K":
            return self.homes["K"]
        return self.dollar if written in ("$", "＄") else code

    def name(self, name: str) -> str:
        """The currency of a name that several states use."""
        return self.homes[name]


_DOLLARS = re.compile(
    r"(?:US|HK|NT|NZ|A|C|S|AU|CA)\$|\b(?:USD|AUD|CAD|NZD|SGD|HKD|TWD)\b"
    r"|\b(?:U\.?S\.?|American|Australian|Canadian|Singapore|Hong Kong|New Zealand|Taiwan|Jamaican|Namibian|Liberian)\s+dollars?"
)


def context(text: str, about: Iterable[str | None] = (), states: Iterable[str | None] = ()) -> Context:
    """How a document's currencies are to be read.

    Args:
        text: the document.
        about: names of whoever publishes or speaks; a state in them weighs like three in the text.
        states: the states (ISO 3166-1 alpha-3) of places that the document names.
    """
    lexicon = load()
    homes = lexicon.units.currency_homes
    used = {plain(name) or "K" for name, _ in lexicon.homes.findall(text)}
    dollar = "$" in text or "dollar" in used
    found = {name: table[""] for name, table in homes.items()}
    if not used and not dollar:
        return Context(found, "USD")
    named = _states(" . ".join((text, *(name for name in about if name for _ in range(3)))))
    named.update(state for state in states if state)
    for name in used:
        best = [(n, c) for c, n in named.items() if c in homes[name]]
        if best and name != "dollar":
            found[name] = homes[name][max(best)[1]]
    found["dollar"] = _dollar(text, named, homes["dollar"], lexicon) if dollar else "USD"
    return Context(found, found["dollar"])


def _dollar(text: str, named: Counter[str], homes: dict[str, str], lexicon: Lexicon) -> str:
    """A bare dollar: the only other dollar that the text writes out; else that of the state it is about, if not the US."""
    written = {_dollar_code(m.group(), lexicon) for m in _DOLLARS.finditer(text)} - {None}
    if len(written) == 1:
        return str(written.pop())
    about = [(n, c) for c, n in named.items() if c in homes]
    if not about or "USD" in written or "USA" in named:
        return "USD"
    count, state = max(about)
    return homes[state] if count >= 2 else "USD"


def _dollar_code(written: str, lexicon: Lexicon) -> str | None:
    units = lexicon.units
    return units.currency_signs.get(written) or (
        written if written in units.currency_codes else units.currency_names.get(plain(written).removesuffix(lexicon.small.plural_ending))
    )


def _states(text: str) -> Counter[str]:
    """How often a document names each state, by name or adjective."""
    known = world.load()
    named: Counter[str] = Counter()
    for word in re.findall(r"\b[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){0,2}", text):
        words = [w.rstrip(".’'") for w in word.split()]
        for key in (world.words_of(" ".join(words[:n])) for n in range(len(words), 0, -1)):
            country = known.demonyms.get(key)
            entry = known.names.get(key)
            code = country.code if country else entry.country if entry and entry.kind in ("state", "seat") else None
            if code:
                named[code] += 1
                break
    return named


class Unit(msgspec.Struct, frozen=True):
    """A unit behind a number: where its words end, what it is (None: there is none), what it multiplies the number by ("50 MUSD")."""

    end: int
    name: str | None
    factor: float = 1.0


def unit_after(text: str, end: int, lexicon: Lexicon, context: Context) -> Unit:
    """The unit written after a number that ends at a character."""
    match = lexicon.unit.match(text, end)
    if not match:
        return Unit(end, None)
    units = lexicon.units
    if match["code"]:
        code = units.currency_signs.get(match["code"], match["code"])
        code = "CNY" if code == "RMB" else context.sign(match["code"], code)
        return Unit(match.end(), code, units.currency_prefixes.get(match["mega"], 1.0))
    word = plain(match["money"] or match["unit"])
    if (
        match["money"]
        and word in units.ambiguous
        and not re.search(r"\d{3}$|(?:million|billion|trillion|thousand|hundred|lakh|crore|bn|mn|tn)$", text[:end])
    ):
        return Unit(end, None)
    if match["money"]:
        name = _money_name(text, match, word, units.currency_names, context)
        scale = re.match(r"\s(million|billion|trillion)\b", text[match.end() :]) if match["money"].isupper() else None  # "75 USD million"
        return Unit(match.end() + (len(scale.group()) if scale else 0), name, lexicon.numbers.magnitudes[scale[1]] if scale else 1.0)
    if (
        word in ("second", "seconds")
        and text[end : end + 1].isspace()
        and re.match(r"\s+[a-z]", text[match.end() :])
        and not word.endswith(lexicon.small.plural_ending)
    ):
        return Unit(end, None)  # "two second-hand", "one second thought"
    if len(word) == 1 and match["unit"] in _SCALES and not (set(re.findall(r"[a-z]+", text.lower())) & units.temperatures):
        return Unit(end, None)  # "seat 14C"
    if word in units.modifying_units and re.match(r"\s+[a-z]+s\b", text[match.end() :]):
        return Unit(end, None)  # "four barrel bombs"
    return Unit(match.end(), _entry(units.units, re.sub(r"\s+", " ", match["unit"])))


_SCALES = ("C", "F")


def _money_name(text: str, match: re.Match[str], word: str, names: dict[str, str], context: Context) -> str | None:
    lexicon = load()
    unit = _entry(names, plain((match["state"] or "") + word)) or _entry(names, word)
    if unit:
        return unit
    singulars = (word, *(word.removesuffix(ending) for ending in lexicon.small.plural_endings))
    name = next((form for form in singulars if form in context.homes), "")
    state = world.load().demonyms.get(world.words_of(match["state"] or ""))
    code = lexicon.units.currency_homes[name].get(state.code if state else "?") or context.name(name)
    following = text[match.end() : match.end() + 20].lower()
    weighs = re.match(r"(?:-|\s+(?:of\s+(?!sterling)|or\b|heavy|lighter|bomb|per\s+square))|\s*(?:of|thinner|heavier)\b", following)
    weighed = re.search(
        r"\b(?:weigh\w*|weight|lose|lost|losing|drop(?:ped)?|shed(?:ding)?|gain(?:ed)?|baby)\b[^.;$£]{0,25}$",
        text[: match.start()],
        re.IGNORECASE,
    )
    if name in lexicon.units.weight_units and (text[match.start() : match.start() + 1] == "-" or weighs or weighed):
        return lexicon.units.weight_units[name]
    return code


def _entry(table: dict[str, str], word: str) -> str | None:
    """The table's value for a word as written, in lower case, or without a plural -s."""
    ending = load().small.plural_ending
    for form in (word, word.lower(), word.removesuffix(ending), word.lower().removesuffix(ending)):
        if form in table:
            return table[form]
    return next((unit for name, unit in table.items() if name.lower() == word.lower()), None)


def after_sign(text: str, end: int) -> int:
    """Past a currency's name that repeats the sign: "$5 million dollars", "US$3 million (USD)"."""
    match = re.match(r"[\s-]+(?:US\s+|U\.S\.\s+)?(?:dollars?|euros?|pounds?)\b", text[end:], re.IGNORECASE)
    return end + match.end() if match else end
