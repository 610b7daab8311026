"""Cutting text into words as Universal Dependencies' English treebanks cut it, with character offsets.

Clitics are words of their own (``do|n't``, ``Mali|'s``); words are cut at hyphens except after affixes (``non-military`` stays
whole); marks are cut off; abbreviations, initials and titles keep their full stop; a currency sign and a per cent sign stand alone.
Sources: https://universaldependencies.org/en/tokenization.html and the practice of the English EWT and GUM treebanks.

Every pattern is bounded or eats what it has tried, so the time is linear in the length of the text.
"""

import re

Span = tuple[int, int]


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES = _listed(
    "mr mrs ms messrs dr prof rev hon fr gen lt col maj capt sgt cpl pvt brig cmdr cdr adm amb gov sen rep reps sens pres jr sr"
)
_DAYS = _listed("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun")
_ADDRESSES = _listed("st ave blvd rd mt ft inc ltd co corp bros dept govt univ dist est assn")
_REFERENCES = _listed("vs etc al no nos vol vols fig figs ed eds pp ch sec art para approx cf ca viz")
_STATES = _listed("ala ariz calif colo conn fla ill ind kan mich minn neb nev okla ore penn tenn tex wash wis")
_ABBREVIATIONS = _TITLES | _DAYS | _ADDRESSES | _REFERENCES | _STATES
# Those that are also words or ends of words: they keep the full stop only with a capital.
_ALSO_WORDS = _STATES | _listed(
    """no nos art al sat sun mar ed co st rd mt ft fig figs est ch sec para gen col maj fr hon rev rep amb dec jan mon wed fri pres ca sen
    sr vol"""
)
_AFFIXES = _listed(
    """anti non pre post re co mid multi ex counter over semi sub un inter intra pro neo pan pseudo ultra vice mini micro macro bi tri de
    trans extra hyper quasi under mis para self e"""
)
# Signs that belong to the letter before them: combining accents, soft hyphens, joiners, variation selectors.
_JOINED = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufe0e\ufe0f"
_LETTER = rf"[^\W_][{_JOINED}]*"
_PIECE = re.compile(
    rf"""
      (?:https?://|ftp://|www\.)[^\s<>"”“«»]{{0,2000}}[^\s<>"”“«».,;:!?)\]'’]  # addresses
    | [\w.+-]{{1,80}}@[\w-]{{1,80}}(?:\.[\w-]{{1,40}})+                        # mail
    | [@\#][^\W\d_]\w{{0,80}}                                                  # handles, hashtags
    | \.{{2,}}|-{{2,}}|={{2,}}|\*{{2,}}|_{{2,}}|~{{2,}}|[!?]{{2,}}             # runs of marks
    | \d{{1,20}}(?:,\d{{1,20}}){{0,20}}(?:st|nd|rd|th|s)\b                     # 80th, 1990s
    | \d{{1,20}}(?:[.,:/]\d{{1,20}}){{1,20}}(?!\w)                             # 3.5, 1,200, 10:30, 24/2/2022
    | (?:[^\W\d_]\.){{2,8}}(?![^\W_])                                          # U.S., H.E., a.m.
    | Ph\.D\.?                                                                 # a title of this form alone
    | (?:US|A|C|NZ|HK|S|R)\$                                                   # US$
    | [^\W\d_]&[^\W\d_]\b                                                      # R&D
    | ['’]\d0s\b                                                               # ’90s
    | (?<=\S)['’](?:s|re|ve|ll|d|m)\b                                          # U.S.|'s
    | \d{{1,20}}(?:[.,]\d{{1,20}}){{0,20}}(?=[^\W\d_]{{1,3}}\b)                # 5|km, 3.5|bn
    | (?:{_LETTER})+(?:['’](?:{_LETTER})+)*                                    # words
    | \s+
    | .[{_JOINED}]*
    """,
    re.VERBOSE | re.DOTALL,
)
_CLITIC = re.compile(r"n['’]t\Z|['’](?:s|re|ve|ll|d|m)\Z", re.IGNORECASE)
_FUSED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "dunno": 2, "gimme": 3, "lemme": 3}


def cut(text: str) -> list[Span]:
    """The words of ``text`` as character spans, in order and without overlap; white space belongs to none."""
    words: list[Span] = []
    for match in _PIECE.finditer(text):
        piece = match.group()
        if piece.isspace():
            continue
        start, end = match.span()
        if piece == "." and words and words[-1][1] == start and _keeps_stop(text, *words[-1]):
            words[-1] = (words[-1][0], end)
        else:
            words += _without_clitic(piece, start, end)
    return _with_affixes(text, words)


def _without_clitic(piece: str, start: int, end: int) -> list[Span]:
    """A piece as one word or two: ``isn't`` → ``is``, ``n't``."""
    at = _FUSED.get(piece.lower(), 0)
    if not at and piece[0].isalnum() and (clitic := _CLITIC.search(piece, max(1, len(piece) - 3))):
        at = clitic.start()
    return [(start, start + at), (start + at, end)] if at else [(start, end)]


def _keeps_stop(text: str, start: int, end: int) -> bool:
    """Whether the full stop after a word belongs to it: abbreviations and initials."""
    word = text[start:end]
    if len(word) == 1 and word.isalpha() and word.isupper() and word != "I":
        return start == 0 or not text[start - 1].isalnum()
    lower = word.lower()
    return lower in _ABBREVIATIONS and (lower not in _ALSO_WORDS or word[0].isupper())


def _with_affixes(text: str, words: list[Span]) -> list[Span]:
    """Put affix, hyphen and word together again: ``ex|-|minister`` → ``ex-minister``."""
    joined: list[Span] = []
    k = 0
    while k < len(words):
        start, end = words[k]
        if k + 2 < len(words) and words[k + 1] == (end, end + 1) and text[end] == "-" and _takes_hyphen(text, words[k], words[k + 2]):
            joined.append((start, words[k + 2][1]))
            k += 3
        else:
            joined.append((start, end))
            k += 1
    return joined


def _takes_hyphen(text: str, affix: Span, word: Span) -> bool:
    return word[0] == affix[1] + 1 and text[word[0]].isalpha() and text[affix[0] : affix[1]].lower() in _AFFIXES
