"""What the form of a single line tells: headline, heading, dateline, byline, letterhead, caption, row of a table, quotation."""

import re

from accordingto import cues, gazetteer
from accordingto.ingest import bodies, dates

# A line that ends so goes on in the next one.
_SPEECH = re.compile(
    r"\b(?:said|says|told|stated|states|added|adds|declared|announced|remarked|noted|asked|replied"
    r"|that|as follows|the following|according to)\W*$",
    re.IGNORECASE,
)
_HEADLINE_SPEECH = re.compile(r"[^\W\d_]+ says$", re.IGNORECASE)
_PRONOUN_SPEECH = re.compile(r"\b(?:he|she|they|it|who|i|we) says$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…][”\"’')\]]*$")
STATEMENT = re.compile(
    r"(?:(?:joint|full|press|opening|closing|official|televised)\s+)*(?:statement|remarks|speech|address|message|comments?"
    r"|briefing|declaration|communiqu[eé]"
    r"|explanation of vote|interview|transcript|intervention)\b.{0,80}\b(?:by|of|from|with)\b",
    re.IGNORECASE,
)
DATELINE = re.compile(
    r"(?:(?P<place>[A-Z][\w.’' -]{1,40}?(?:,\s*[A-Z][\w.’' -]{1,30}?)?)\s*(?:,\s*(?P<date>[^()—–]{5,30}?))?"
    r"\s*(?:\((?P<agency>[A-Z][\w .&/-]{1,30})\)|\((?P<dated>[^()]{8,24})\))?|\((?P<inside>[A-Z][\w.’', -]{1,40})\))"
    r"\s*(?P<mark>—|–|-{1,2}|:|(?<=[\d)])\.(?=\s+[A-ZÀ-Ý“\"‘]))\s+"
)
"""A dateline before the first sentence: place, date, agency, a dash; a full stop behind date or agency only."""
_AGENCY = re.compile(r"(?<=\d)\s*\((?=[^()]*[A-Z]{2})[\w .&/-]{2,30}\)$")  # "La Paz, 3 March 2025 (UNICOM)"
# What may stand beside the date in a line that only dates the document.
_BESIDE = re.compile(
    r"(?:published|posted|issued|released|first|last|updated?|modified|revised|dated?|signed|done|given|delivered|broadcast"
    r"|recorded|release|issue"
    r"|on|at|of|in|the|by|from|and|this|time|day|am|pm|gmt|utc|[a-z]{2,3}t|hrs?|hours|local|noon"
    r"|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?)",
    re.IGNORECASE,
)
_MONTH = "|".join(sorted(dates.MONTHS, key=len, reverse=True))
_DAY_ONLY = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH})|(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?|(?:{_MONTH})\.?\s+\d{{4}})\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\W{0,2}\d{1,2}[:.]\d{2}(?:[:.]\d{2})? ?(?:[ap]\.?m\.?)?(?: [A-Z]{2,5})?\W{0,2}")
_NOON = re.compile(r"\b[ap]\.m\.$")
_SHORT_DATELINE = 50
_PLACED = re.compile(r"(?!(?:No|Vol|Ref|Report)\b)[A-ZÀ-Ý][\w’'-]+(?: [A-ZÀ-Ý][\w’'-]+)?")
_NAMES = r"[A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]+|de|da|del|van|von|bin|al|el)){0,4}"
_BYLINE = re.compile(
    rf"(?:(?:Written|Reported|Story|Words|Text|Posted|Published|Interview)?\s*[Bb]y:? {_NAMES}(?:(?:,| and"
    rf"| &) [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){{0,3}}){{0,3}}"
    r"(?:,? (?:in|for) [A-Z][\w .’'-]{1,40})?(?:\s*[|,–—-]\s*[A-Z][\w .&’'-]{1,40})?"
    r"|(?:By|From) (?:our|a|the|staff|special) (?:\w+ ){0,3}(?:correspondents?|reporters?|writers?|bureau|desk|staff)\b.{0,60}"
    r"|(?:Our |Special |Staff )(?:Correspondent|Reporter|Writer)s?(?:[,|–—-].{1,40})?)"
)
_OFFICE_OF = (
    r"(?:the\s+)?(?:(?:(?:federal|state|national|royal|permanent|general|high|supreme|press|central)\s+)*"
    r"(?:office|ministry|department|embassy|consulate|mission|government|republic|kingdom|state|commission|council|secretariat"
    r"|presidency|directorate"
    r"|bureau|delegation|representation|chancellery|cabinet|service|agency|authority|command|party|parliament|house|senate"
    r"|assembly|court|union|federation"
    r"|minister|secretary|ambassador|president|governor|mayor|attorney[- ]general|spokesperson|spokesman|spokeswoman|commissioner"
    r"|high representative))"
)
_CAPITALS = r"(?:[A-ZÀ-Ý][\w’'.-]*(?:,? (?:and |& )?[A-ZÀ-Ý][\w’'.-]*){0,2})"
_LETTERHEAD = re.compile(rf"(?i:{_OFFICE_OF})(?: (?i:of|for|to|in)(?: (?i:the))? {_CAPITALS}){{1,4}}")
_PERSON = re.compile(
    r"(?:The )?(?:Rt\.? )?(?:Hon\.?|H\.?E\.?|His Excellency|Her Excellency|Senator|Honourable)(?: (?:Mr|Ms|Mrs"
    r"|Dr)\.?)? [A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,4}(?:,? M\.?P\.?)?"
)
_CREDIT = re.compile(
    r"\s*(?:[\[(]\s*(?:(?i:(?:file )?(?:photo|picture|image|photograph|credit|source|courtesy)s?)\b[^\])]{0,80}"
    r"|[A-Z][\w .’'&-]{1,40}/[A-Z][\w .’'&/-]{1,40})[\])]"
    r"|(?<=[.!?”\"’|])\s*(?:(?i:(?:file )?(?:photo|picture|image|photograph)s?(?: (?:credit|by|courtesy of))?|credit)\s*[:/|]\s*"
    r"|(?i:photo|picture|image|photograph) (?:by|courtesy of) |©\s*)[A-Z][\w .’'&/-]{1,60}"
    r"|(?<=[.!?”\"’|])\s*[A-Z]{3,}/[A-Z][\w .’'-]{1,40})\.?$"
)
_PICTURE = re.compile(
    r"(?:file )?(?:photo|picture|image|photograph|caption|above|below|pictured|in this (?:photo|picture"
    r"|image))s?\s*(?:\([^)]{1,30}\))?\s*:\s+",
    re.IGNORECASE,
)
_FEWEST_CAPTION = 5
_SIGNED = re.compile(
    r"for (?:and on behalf of )?the (?-i:[A-Z])|(?:signed|sgd\.?|\(signed\)|for and on behalf of|issued by|released by)(?:\s+(?:by"
    r"|for)\b[^:]{0,40})?\s*[:,]?\s+(?:the\s+)?(?-i:[A-Z])",
    re.IGNORECASE,
)
_BARS = re.compile(r"\s+[|·•]\s+")
_RECORD = re.compile(r"[A-Z]{1,6}(?:/[\w.()-]{1,15}){1,5}")
# "Eightieth year", "Seventy-eighth session", "9871st meeting", above the agenda of a meeting's record.
_SESSION = re.compile(
    r"(?:\w+[- ])?(?:\w+(?:th|first|second|third)|\d{1,5}(?:st|nd|rd|th))"
    r" (?:year|session|(?:plenary |emergency |special )?(?:meeting|sitting))"
    r"|agenda|official records|verbatim record",
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    r"(?=[^a-z]*\d)(?=[^a-z]*[()/.-])[A-Z][A-Z0-9()/.-]{4,40}"
    r"|(?:(?i:our |your )?(?i:ref(?:erence)?|file|document|doc|case|claim|application|petition|appeal|cause|suit|docket"
    r"|bill|resolution)\.?)"
    r"(?: (?i:no|nr|number)\.?)?:? ?(?=[^!?]*\d)[A-Z0-9][\w ()/.-]{0,30}?(?: / [A-Z][\w ]{3,30})?"
)
_GAPS = re.compile(r"\t+| {3,}|\s*\|\s*")
_SECTION = re.compile(r"[A-Z][A-Z’'?!& -]{3,40}:(?=\s+[A-Z0-9“\"‘])")
_PAIRS = {"“": "”", '"': '"', "«": "»", "„": "“”", "‘": "’"}


def headline_like(words: str) -> bool:
    """A short line without a final full stop that introduces no speech."""
    if len(words) > 300 or len(words.split()) > 25 or words[-1] in ".!:;,…":
        return False
    # "Talks resume, minister says" is a headline; "Speaking in Lima, she says" leads in.
    return not _SPEECH.search(words) or (_HEADLINE_SPEECH.search(words) is not None and not _PRONOUN_SPEECH.search(words))


def heading_like(words: str) -> bool:
    """A section heading: at most twelve words, no final punctuation, begins with a capital or a figure, introduces no speech."""
    if len(words) > 150 or len(words.split()) > 12 or words[-1] in ".!?:;,…" or _SPEECH.search(words):
        return False
    return words[0].isupper() or words[0].isdigit() or words[0] in '“"‘«('


def running(words: str) -> bool:
    """Whether a line is plainly running text: long, or a sentence of some length."""
    return len(words) > 300 or (len(words) >= 60 and _SENTENCE.search(words) is not None)


def sentence(words: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _SENTENCE.search(words) is not None


def dated(words: str) -> bool:
    """A line of nothing but place, date and time, with "Published", a weekday or a time zone beside it."""
    if words.endswith(".") and (_NOON.search(words) or (len(words) <= _SHORT_DATELINE and dates.WORDS.search(words))):
        words = words[:-1]  # "…, 10:30 a.m.", "Asunción, 4 June 2024."
    if len(words) > 120 or not words or (words[-1] in ".!?:;" and not _CLOCK.fullmatch(words)):
        return False
    if dates.WORDS.search(words):
        words = _AGENCY.sub("", words)
    bare = words.strip("()[] ").rstrip("–—- ")
    if bare != words.strip("()[] ") and gazetteer.known(bare.split(",")[0].strip()):
        return True  # "MANAMA, Bahrain –" on a line of its own
    if _CLOCK.fullmatch(words):
        return True
    rest = _DAY_ONLY.sub(" ", dates.WORDS.sub(" ", words))
    if rest != words and _PLACED.fullmatch(rest.strip(" ,.")):
        return True  # "Hoyo Seco, 12th May 2023": a place that no gazetteer has
    others = [w for w in re.findall(r"[^\W\d_]{2,}", rest) if not _BESIDE.fullmatch(w)]
    if rest == words or not all(w[0].isupper() for w in others):
        return False
    return not others or (len(others) <= 4 and any(gazetteer.known(w) for w in (" ".join(others), others[0])))


def placed(words: str) -> bool:
    """A line of two and more places, the smaller first: "Lusaka, Zambia"."""
    parts = [p.strip() for p in words.split(",")]
    return 1 < len(parts) <= 3 and len(words) <= 60 and all(p[:1].isupper() and gazetteer.known(p) for p in parts)


def symbol(words: str) -> bool:
    """The number that a document bears: "PAC(2023)COM.4", "Ref. 12/B/2024", "Claim No. 417 of 2023"; its session."""
    bare = words.strip()
    if _SYMBOL.fullmatch(bare) is not None or _SESSION.fullmatch(bare) is not None:
        return True
    # "United Nations      S/PV.9871": a body in one column, the symbol in another.
    parts = [p for p in re.split(r"\s{3,}|\t", bare) if p]
    told = len(parts) == 2 and (
        _RECORD.fullmatch(parts[1]) is not None or parts[1] in ("Provisional", "Final", "General", "Original: English")
    )
    return told and len(parts[0].split()) <= 6 and parts[0][0].isupper()


def byline(words: str) -> bool:
    """Who wrote it: "By Amina Keita", "From our correspondent in Arauca", with the day behind a bar."""
    if not 0 < len(words) <= 120 or words[-1] in "!?:;":
        return False
    who, *rest = (p.strip() for p in _BARS.split(words))
    return _BYLINE.fullmatch(words.rstrip(".")) is not None or (
        bool(rest) and _BYLINE.fullmatch(who) is not None and all(p and dated(p) for p in rest)
    )


def says_whose(words: str) -> bool:
    """To whom the words of a text may be attributed: "… by Amina Keita, to whom quoted text may be attributed …"."""
    return len(words) <= 400 and cues.says_whose(words, cues.lexicon().words) is not None


def letterhead(words: str) -> bool:
    """An office or body alone on a line: "PRIME MINISTER", "Ministry of Foreign Affairs", "The Hon. Amina Keita MP"."""
    if not 0 < len(words) <= 100 or words[-1] in ".!?:;,":
        return False
    parts = words.split()
    lexicon = cues.lexicon().words
    office = all(p.lower().strip(".") in lexicon.offices | lexicon.bodies | {"of", "the", "and", "for"} for p in parts)
    if office and len(parts) <= 4 and parts[0][0].isupper():
        return True
    return (_LETTERHEAD.fullmatch(words) or _PERSON.fullmatch(words)) is not None


def caption(words: str) -> tuple[int, int] | None:
    """Where a caption's words stand in a line with a credit or "Photo:" before it; None for other lines and for credits alone."""
    if len(words) > 400:
        return None
    start = found.end() if (found := _PICTURE.match(words)) else 0
    credit = _CREDIT.search(words, start)
    end = credit.start() if credit and credit.start() > start else len(words)
    if start == 0 and (end == len(words) or not credit):
        return None
    said = words[start:end].rstrip(" .|–—-")
    enough = len(said.split()) >= _FEWEST_CAPTION and any(w[0].islower() for w in said.split())
    if not enough or (start > 0 and end == len(words) and not sentence(words)):
        return None
    return start, start + len(words[start:end].rstrip(" |–—-"))


def cells(words: str) -> int:
    """How many cells a line has, if it looks like a row of a table, else 1."""
    return 1 if len(words) > 300 or words.count("\n") else len([c for c in _GAPS.split(words) if c.strip()])


def section_label(words: str) -> int:
    """The length of a section's head in capitals with a colon before a sentence ("WHAT HAPPENED: At dawn …"), else 0."""
    found = _SECTION.match(words)
    return found.end() if found else 0


def quotation(words: str) -> bool:
    """Whether a paragraph is one quotation: it opens with a mark, and no words stand behind the mark that closes it."""
    closing = _PAIRS.get(words[0])
    if closing is None or len(words) < 3:
        return False
    inner = words[1:].rstrip(" .,")
    if words[0] == "‘":
        return inner.endswith("’") and not re.search(r"’\s", inner)
    if inner[-1:] in closing:
        return (
            not any(c in closing for c in inner[:-1])
            if words[0] == '"'
            else inner[:-1].count(words[0]) == sum(inner[:-1].count(c) for c in closing)
        )
    # Without its end mark it goes on in the next paragraph.
    return inner.count(words[0]) == 0 and not any(c in closing for c in inner) and words[0] != '"'


def signatory(words: str) -> str | None:
    """Whom a line at the foot names as signing: a body with place and date behind it, or whoever a person signs for."""
    if len(words) > 160 or (sentence(words) and not words.endswith(".")):
        return None
    found = re.search(r",\s+(?:for|on behalf of) (?:the )?(?P<who>[\w’' -]{3,60})$", words)
    if found:
        return found["who"]
    first, *rest = (p.strip() for p in words.split(","))
    others = ", ".join(rest)
    if ((letterhead(first) and _institution(first)) or bodies.named(first)) and (not others or dated(others) or gazetteer.known(rest[0])):
        return first
    return None


def _institution(words: str) -> bool:
    """Whether a letterhead is a body's, not a person's office alone ("First Secretary")."""
    return any(w.lower().strip(".,") in cues.lexicon().words.bodies | {"office"} for w in words.split())


def signed(words: str) -> bool:
    """ "Signed: …", "Issued by …" on a line of its own."""
    return len(words) <= 160 and _SIGNED.match(words) is not None and not sentence(words.rstrip("."))
