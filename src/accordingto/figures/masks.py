"""Stretches of a text whose numbers say when, where to find or how to reach something, or stand in a name: no part of them is an amount."""

import re
from functools import cache

from accordingto.figures.lexicon import load

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:\s?(?:-|–|—|to|and|or|through)\s?{_DAY})?"
_YEARS = r"(?:1[0-9]|20)\d\d"
_ADDRESS = r"\b[\w.+-]{1,64}@[\w.-]{1,250}|\bhttps?://\S{1,2000}|\bwww\.\S{1,2000}|(?<!\w)[#@]\w+"
_TELEPHONE = (
    r"\+\d[\d\s()\-]{6,20}\d|\b(?:\d\d[ .]){3,}\d\d\b|\b\d{3}[ .-]\d{3,4}[ .-]\d{4}\b"
    r"|\(\d{2,4}\)\s?\d{3,4}[ -]\d{3,4}\b|\b0\d{2,4}[ -]\d{3,4}(?:[ -]\d{2,4})?\b"
    r"|\b(?:[Cc]all|[Pp]hone|[Tt]el\.?|[Ff]ax|[Dd]ial|[Tt]elephone)\s*:?\s*\d[\d -]{1,15}"
)
_DATE = "|".join(
    (
        r"\b\d+\s?(?:BC|AD|BCE|CE)\b",
        r"\b\d{4}-\d{2}(?:-\d{2})?\b(?!\s*(?:%|per\s?cent))|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d+(?:\.\d+){2,}\b(?!,|\.?\d)(?<!\.\d{3})",
        rf"\b{_DAYS}\s+(?:of\s+)?{_MONTH}\b(?:\s*(?:-|–|to)\s*{_DAY}\s+{_MONTH}\b)?(?:,?\s+\d{{4}}\b)?",
        rf"\b{_MONTH}\s+(?:the\s+)?{_DAYS}\b(?!,\d{{3}}|\.\d|\s?%|\s+(?:million|billion|thousand|per|hundred))(?:,?\s+(?:in\s+)?(?:1\d|20)\d\d\b)?",
        rf"\b{_MONTH},?\s+(?:of\s+)?(?:1\d|20)\d\d\b",
        r"\b(?:\d{4}|\d0)['’]?s\b|['’]\d0s\b",
        r"['’]\d\d\b(?!\s*(?:%|per|people))",
        rf"\b{_YEARS}\s?[-–/]\s?(?:\d{{2}}|{_YEARS})\b(?![,.]?\d|%)",
        rf"\b(?i:between|from)\s+{_YEARS}\s+(?i:and|to|until|till|through)\s+{_YEARS}\b(?![,.]\d|\s?%|\s+(?:people|men|women|children|[a-z]+s)\b)",
    )
)
_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_CLOCK = (
    r"\b\d{1,2}(?::\d{2}){1,2}(?:\s?(?i:[ap]\.?m)\b\.?|\s?(?:hours|hrs|GMT|UTC))?|\b\d{1,2}(?:[.]\d\d)?\s?(?i:[ap]\.?m)\b\.?|\b\d{1,2}\s?o['’]clock"
    r"|\b\d{4}\s?(?:hours|hrs|GMT|UTC|h\b|H\b)"
    r"|(?<=\b[Aa]t )"
)
# Between these two stands what makes "at 12.30" a price or level: see :func:`_pattern`.
_CLOCK_BEHIND = (
    r"(?:[01]?\d|2[0-4])[.][0-5]\d(?=[,;]|\.?$|\.\s|\s+(?:local|on|and|the|hours|a\s|an\s|his|her|its|our|their|this"
    r"|that|today|yesterday|last|two|three|\d|[A-Z][a-z]+day))(?!\s+[\d.]+\s?(?:%|m\b))"
    r"|(?<=\b[Ff]rom )\d{1,2}[.]\d\d(?= (?:to|until|till) \d{1,2}[.]\d\d(?:\s|[.,]))"
    r"|(?:(?<=\bat )|(?<=\bby )|(?<=\bfrom )|(?<=\buntil )|(?=half|quarter))"
    rf"(?:half|quarter|twenty|ten|five)\s+(?:past|to)\s+(?:{_HOURS}|\d{{1,2}})\b"
    rf"|\b(?:{_HOURS})\s+o['’]clock\b"
    rf"|\b(?:{_HOURS}|\d{{1,2}})\s+(?:in|at)\s+(?:the\s+(?:morning|afternoon|evening)|night)\b"
)
_ORDINAL = (
    r"\b\d+(?:st|nd|rd|th)\b(?:\s*(?:-|–|to|and)\s*\d+(?:st|nd|rd|th)\b)?"
    r"|\b(?:(?:one|two|three|four|five|six|seven|eight|nine|an?)[\s-])?(?:hundred[\s-](?:and[\s-])?)?(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"[\s-](?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)s?\b(?!\s+(?:of\s+a|delay|pause|spot|clip|video))"
    r"|\b(?:first|second|third|other|latter|last|final|first-|second-)[\s-](?:half|quarter|third)\b"
)
_NAME = (
    r"\b(?:World War|Cold War|Gulf War|Group of|Phase|Covid|COVID|Apollo|"
    r"Formula|Radio|Channel|Chapter|Title|Level|Tier|Serie|Ligue|Agenda|Fortune|Article|"
    r"Resolution|Vision|Horizon|Sentinel|Area|Windows|Boeing|Airbus|Challenger|Leopard|Abrams|Merkava|Tornado|Typhoon|Mirage|Rafale|Falcon|Starship|Galaxy|iPhone|Model)"
    r"[\s-](?:\d+\w*|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twenty)\b"
    r"|(?<![$€£])\b(?!RM\d|Rs|(?:[KR]|PS)\d[\d.]*(?:m|bn|k)\b)[A-Z]{1,2}[-–]?\d+(?:\+\d+|[A-Za-z]{1,2})?\b(?!\s?(?:million|billion|bn)|,\d|\.\d)"
    r"|\b[2-6]G\b"
    r"|\b[A-Z][A-Za-z]*[-–/]\d[\w.]*(?:[-/]\d+)*\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:Corps|Brigade|Division|Battalion|Regiment|Squadron|Army|Infantry|Fleet)\b"
    r"|\b(?:Operation|Post|Unit|Camp|Hill|Point|Route|Highway|Flight|Lot|Grid)\s+\d[\d-]*\b"
)
_PLACE = (
    r"\b\d+(?:\.\d+)?\s?°\s?(?:\d+(?:\.\d+)?\s?['’′]\s?)?(?:\d+(?:\.\d+)?\s?[\"”″]\s?)?[NSEW]\b"
    r"|\b\d{1,3}(?:\.\d+)?\s+degrees\s+(?:north|south|east|west)\b"
)
_LIST = r"\[\d+\]|(?<![\w.])\d{1,3}/\d{1,3}\b(?=\s+[A-Z])|\(\d{1,2}\)(?=\s)"
_SPLIT = r"\b(?:50[-–/]50|24[-–/]7|9/11|7/7|20/20|fifty-fifty|one-off|one-time|one by one|one another|at once|no one|one['’]s|ones)\b"

_MONTH_DAY = re.compile(rf"{_MONTH}\s+\d{{1,2}}")


@cache
def _pattern() -> re.Pattern[str]:
    """All of them; a time of day without those of which the words before say that they are a price or level."""
    clock = _CLOCK + "".join(rf"(?<!{word} at )" for word in load().small.priced_at) + _CLOCK_BEHIND
    return re.compile("|".join((_ADDRESS, _TELEPHONE, _DATE, clock, _ORDINAL, _NAME, _PLACE, _LIST, _SPLIT)))


def find(text: str) -> list[tuple[int, int]]:
    """The stretches, as character offsets, in order.

    "March 20" is a day, except where what follows shows that it counts ("In March 20 people died").
    """
    return [m.span() for m in _pattern().finditer(text) if not _counts(text, m)]


def _counts(text: str, match: re.Match[str]) -> bool:
    """ "In March 20 people died": after "in" a noun in the plural shows that what looks like a day counts; after "on" it is a day."""
    if not _MONTH_DAY.fullmatch(match.group()) or text[max(0, match.start() - 3) : match.start()].lower() != "in ":
        return False
    return bool(
        re.match(
            r"\s+(?:people|men|women|children|police|(?!was|is|has|does|this|as|unless)[a-z]{2,}[a-rt-z]s)\b",
            text[match.end() : match.end() + 24],
        )
    )
