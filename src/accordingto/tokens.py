"""Cutting text into words as Universal Dependencies' English treebanks cut it, with character offsets.

Clitics are words of their own (``do|n't``, ``Mali|'s``), also where the apostrophe is missing (``do|nt``); words are cut at hyphens except
after affixes (``non-military`` stays whole); marks are cut off; abbreviations, initials and titles keep their full stop unless it ends the
sentence too; a currency sign, a per cent sign and a unit stand alone; addresses, names of files, telephone numbers, smileys and runs of
marks stay whole. Sources: https://universaldependencies.org/en/tokenization.html and the practice of the English EWT and GUM treebanks.

A text is read a chunk (what stands between white space) at a time. Nothing looks further than the words beside it, and every pattern is
bounded or eats what it has tried, so the time is linear in the length of the text.
"""

import re
from itertools import pairwise

Span = tuple[int, int]


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Abbreviations, by what stands beside them where the full stop is theirs. At the end of the text it never is.
# Titles and the like are followed by what they belong to.
_TITLES = _listed(
    """mr mrs ms messrs mlle mme dr prof rev hon fr gen lt col maj capt sgt cpl pvt brig cmdr cdr adm amb gov sen rep reps sens pres sr mt
    ft vs viz cf attn arrv dept tel ph ext approx ca esp eg eds"""
)
# These may end a sentence: not before a word that likely begins one ("Inc. The", but "Inc. Chairman").
_ENDINGS = _listed(
    """jr jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun st ave blvd rd inc ltd co corp bros
    govt univ dist est assn conf ala ariz calif colo conn fla kan mich minn neb nev okla penn tenn tex wis"""
)
# These mostly do: not before any capital.
_PHRASES = _listed("etc lb lbs oz yrs hrs mins sq")
# Reference words stand before figures ("No. 5", "pp. 12", "c. 1300").
_REFERENCES = _listed("no nos vol vols fig figs pp p c b d m div ch sec art para ed")
# States whose short names are words stand behind a comma ("Gary, Ind.").
_STATES = _listed("ark del ga ill ind ky la mass md miss ore pa va vt wash")
# Those that are also words or ends of words: only with a capital.
_ALSO_WORDS = _STATES | _listed(
    """no nos art al sat sun mar ed co st rd mt ft est ch sec para gen col maj fr hon rev rep amb dec jan mon wed fri pres ca sen sr vol
    ala penn conf ph kan sep tel ext dist"""
)
# Initials of two letters where one sound is written so ("Ts. Narantuya", "Yu. Petrova"): with a capital, before a name.
_INITIALS = _listed("ts kh ch sh zh dz th ph dj gh yu ya ye yo cs gy sz zs")
# Words that begin sentences and hardly ever follow an abbreviation within one.
_STARTERS = _listed(
    """A After All Also Although An And Another Any Are As At Because Before Both But Can Could Did Do Does Each For From Had Has Have He
    Here His How However I If In Is It Its Let Many Meanwhile Most My No Not Now On Other Our Overall Please See She Since So Some Such
    Thanks That The Their Then There These They This Those Though Thus To Was We Were What When Where Which While Who Why With Would
    Yes You Your He's I'm I've It's She's That's There's They're We're"""
)
# Letters with stops that lead on to what follows, whatever that is.
_LEADING = _listed("e.g. i.e. a.k.a. p.s.")

# Affixes that keep hyphen and word. "self-", "vice-" and "quasi-" do not.
_AFFIXES = _listed(
    """anti arch bi co counter cross de e ex extra hyper inter intra macro micro mid mini mis multi neo non over pan para post pre pro
    pseudo psycho re semi socio sub trans tri ultra un under"""
)

# Words written as one. In capitals, IM and IVE are something else.
_FUSED = _listed(
    """can|not gon|na wan|na wan|a got|ta out|ta sort|a should|a could|a would|a du|n|no gim|me lem|me c'm|on c’m|on i|'m|a i|’m|a a|lot
    at|least in|fact as|well thank|you do|nt ca|nt wo|nt ai|nt are|nt ar|nt is|nt was|nt were|nt has|nt have|nt had|nt does|nt did|nt
    could|nt would|nt should|nt you|re they|re i|ve we|ve you|ve they|ve you|ll they|ll it|ll that|ll you|d they|d he|s she|s that|s
    what|s who|s there|s where|s here|s else|s i|m it|s let|s you|r"""
)
_CUTS = {form(w).replace("|", ""): w.split("|") for w in _FUSED for form in (str.lower, str.capitalize, str.upper)}
_CUTS = {word: parts for word, parts in _CUTS.items() if word not in ("IM", "IVE")}
# Some of them are mostly another word; here, the words before which they are not.
_ONLY_BEFORE = {
    "its": _listed(
        """a about all always an anyone at because been being between by called definitely easy for from getting going in just like
        necessary never not nothing of on probably really simply so the to too with"""
    ),
    "your": _listed("a an the not gonna going in on looking"),
    "lets": _listed("be call discuss do face get go have hope just keep know look make meet move not say see start take talk try"),
}

# Signs that belong to the character before them: combining accents, soft hyphens, joiners, variation selectors, colours of skin.
_JOINED = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufe0e\ufe0f\U0001f3fb-\U0001f3ff"
_LETTER = r"[^\W\d_]"
_WORD = rf"[^\W_]++(?:[{_JOINED}]++[^\W_]*+)*+"
_UNIT = r"""(?:[AaPp]\.?[Mm]|[kKmMb]|MM|[bBmt]n|trn|[mcknµ]m|kms|kgs?|m?g|lbs?|oz|ft|in|yds?|mi|mph|kph|km/h|hp|kt|hrs?|h|mins?|secs?|yrs?|p
    |x|[KMGTkmgt][Bb]|[kMG]Wh?|[kMG]?Hz|ml|sqft|percent|[mbtr]+illion|hours?|minutes?|days?|weeks?|months?|years?|watts?|people|persons?
    |miles?|met(?:er|re)s?)(?![^\W_])"""
_MONEY = "(?:USD|EUR|GBP|JPY|CHF|CNY|RMB|INR|IRR|PKR|NGN|KES|KSh|ZAR|AUD|CAD|NZD|HKD|[Rr]s|AD|BC)"

_ADDRESS = r"""
      (?i:https?://|ftp://|www\.)[^\s<>"”“«»]{0,2000}[^\s<>"”“«».,;:!?)\]'’]          # addresses
    | (?<!\w)(?:mailto:)?\w[\w.+%-]{0,80}+@[\w-]{1,80}+(?:\.[\w-]{1,40}+){0,8}          # mail, also within a house: Ek@NEWS
    | (?<!\w)(?:alt|comp|misc|rec|sci|soc|talk)(?:\.[a-z][\w-]{0,30}+){1,8}+            # news groups
    | (?<!\w)[\w\#~!%-]{0,80}+\.(?:[\w\#~!%-]{1,80}+\.){0,5}                             # names of files, or their endings alone
        (?i:docx?|xlsx?|pptx?|pdf|txt|csv|jpe?g|gif|png|zip|html?|exe|mp3|mp4|url)(?!\w)
    | (?<!\w)(?:[\w-]{1,60}+\.){1,7}(?:(?i:com|org|net|edu|gov|mil|info|biz)(?:\.[a-z]{2})?|co\.[a-z]{2}|uk|ru|de|fr|cn|tv)(?!\w|\.\w)
        (?:/[^\s<>"”“«»]{0,2000}[^\s<>"”“«».,;:!?)\]'’])?                               # sites
    | (?<!\w)(?:Yahoo!|Node\.js)                                                          # names with a mark in them
"""
_COMMON = rf"""
      \d{{1,20}}(?:,\d{{3}}){{0,6}}(?:st|nd|rd|th|s|ST|ND|RD|TH)\b                    # 80th, 1990s
    | (?:1\d|20)?\d0['’]s\b | (?<![^\W_])['’](?:\d0s|\d\d)\b                          # 1990's, ’90s, '72
    | (?<![\w-])(?:\+?\d{{1,2}}[-/])?\d{{3}}[-/.]\d{{3}}-\d{{4}}(?![\w-])             # telephones
    | (?<![\w-])(?:[xX]?(?:\d{{3}}|\d)-(?!\d\d00)|\d{{5}}-)\d{{4}}(?![\w-])           # within a town; post codes
    | (?<![\w/-])\d{{1,2}}(?P<same>[-/.])\d{{1,2}}(?P=same)(?:\d{{4}}|\d\d)(?![\w/-]) # dates
    | (?<![\w/-])\d{{4}}[-/]\d\d[-/]\d\d(?![\w/-])
    | (?<![\w/])(?!7/24)(?:1[0-2]|0?[1-9])/(?:1[1-9]|2\d|3[01]|0[1-9])(?![\w/])     # 9/11, 5/18, but 1|/|2 and 7|/|24
    | (?<![\w/])(?!24/7)(?:(?:1[3-9]|2\d|3[01])/(?:1[0-2]|0?[1-9])|1[0-2]/(?:10|[1-9]))(?![\w/])  # 31/12, 11/9
    | \d{{1,3}}(?:,\d\d){{0,6}}(?:,\d{{3}}){{1,6}}(?!\d)(?:\.\d{{1,20}})?             # 1,200
    | \d{{1,20}}(?:[.:]\d{{1,20}}){{1,20}}+ | (?<![\w.,])\.\d{{1,20}}+(?!\.\d)        # 3.5, 10:30, .265
    | (?<![\w)])\+\d{{1,20}}                                                        # +44
    | \d{{1,20}}(?={_UNIT}) | (?<![\w-])\d\d(?=[CF](?!\w)) | {_MONEY}(?=\d)         # 5|km, 24|C, Rs|500
    | \d{{1,6}}(?=x\d) | (?<=\d)x(?=\d)                                             # 3|x|4
    | (?P<stops>(?<!{_LETTER})(?:{_LETTER}\.){{2,8}}(?!{_LETTER}\b(?!\.)) | (?:Ph|[BM])\.(?:D|Sc|Phil|Ed|Eng)\.)  # U.S., M.Sc.
    | (?:{_LETTER}\.){{1,8}}{_LETTER}(?![\w.]) | Ph\.?Ds?\b                           # U.S, a.k.a
    | (?:US|A|C|NZ|HK|S|R)\$                                                         # US$
    | {_LETTER}&{_LETTER}\b | [A-Z]{{1,4}}&[A-Z]{{1,2}}\b                             # R&D, AT&T
    | (?<![^\W_])(?:w/out|w/o\b|w/(?=[a-z])|b/[ct]\b|s/he|[lLiI]/[cC]|[nN]/[aA])(?!/) # short for more than one word
    | (?<![^\W_])['’](?:n['’](?!\w)|t(?=is\b|was\b)|(?:em|til|cause|cos|bout|n)\b)   # rock 'n' roll, 't|is, 'em
    | (?<=\S)['’`´](?:s|re|ve|ll|d|m)\b                                              # U.S.|'s
    | (?<!\w)n['’](?!\w) | [@\#]{_LETTER}\w{{0,80}} | \#['’]s\b                       # n', handles, hashtags
    | [:;=]['-]?[)(]{{1,20}}(?!\w) | (?<!\w)[:;=]-?(?:[DPpO3\\|]|/(?!/))(?!\w)        # smileys
    | \A\([:;]\Z | <3(?!\d) | >:\( | [\^-]_{{1,9}}[\^-]
    | (?P<stop>\.[!?]{{1,20}}(?!\w)|\.{{1,2}}(?!\.)) | \.{{3,}}+ | …[.…]*+            # full stops
    | [-=+*~_<>|^{{}}]{{4,}}+ | (?P<run>[-=*_~+<>|^$\#])(?P=run)++(?![-=+*~<>|^{{}}])   # drawings and runs of marks
    | -{{1,20}}>|<-{{1,20}}|={{1,20}}>|>=|<= | [-=*_~]{{2,}}+ | [!?]{{2,}}+             # arrows
    | ''|’’|‘’|‘‘|``|""                                                               # quotation marks
    | (?P<word>{_WORD}(?:(?:(?<!\d)['’`](?={_LETTER})|_++(?=[^\W_])|(?<={_LETTER})\*{{1,4}}(?={_LETTER})){_WORD})*+)
    | [\U0001f1e6-\U0001f1ff]{{2}} | \S(?:\u200d[^\w\s]|[{_JOINED}])*+               # flags; all else
"""
_PIECE = re.compile(_COMMON, re.VERBOSE)
_PIECE_OR_ADDRESS = re.compile(f"{_ADDRESS}|{_COMMON}", re.VERBOSE)
_CHUNK = re.compile(r"\S+")
_NEXT = re.compile(r"\s*+(\S{0,24})")
_CLITIC = re.compile(r"n['’]t\Z|['’](?:s|re|ve|ll|d|m)\Z|[`´]s\Z", re.IGNORECASE)


def cut(text: str) -> list[Span]:
    """The words of ``text`` as character spans, in order and without overlap; white space belongs to none."""
    words: list[Span] = []
    for match in _CHUNK.finditer(text):
        chunk, span = match.group(), match.span()
        if not chunk.isalpha():
            _cut_chunk(text, chunk, span[0], words)
        elif chunk in _CUTS:
            words += _parts(text, *span)
        else:
            words.append(span)
    return words


def _cut_chunk(text: str, chunk: str, at: int, words: list[Span]) -> None:
    """Add the words of a chunk that starts at ``at``."""
    if chunk[-1] in ",;:" and chunk[:-1].isalpha() and chunk[:-1] not in _CUTS:
        end = at + len(chunk)
        words += [(at, end - 1), (end - 1, end)]
        return
    before = len(words)
    pattern = _PIECE_OR_ADDRESS if "@" in chunk or "." in chunk[:-1] or "!" in chunk else _PIECE
    for match in pattern.finditer(chunk):
        start, end = match.start() + at, match.end() + at
        kind = match.lastgroup
        if kind == "word":
            words += _parts(text, start, end)
        elif kind == "stop" and len(words) > before and words[-1][1] == start and _keeps_stop(text, words, start + 1):
            words[-1] = (words[-1][0], start + 1)
            words += [(start + 1, end)] if end > start + 1 else []
        elif kind == "stops" and _closes(text, start, end):
            words += [(start, end - 1), (end - 1, end)]
        else:
            words.append((start, end))
    if "-" in chunk:
        words[before:] = _with_affixes(text, words[before:])


def _parts(text: str, start: int, end: int) -> list[Span]:
    """A word as one or more: ``isn't`` → ``is``, ``n't``; ``dont`` → ``do``, ``nt``."""
    word = text[start:end]
    if word in _CUTS and _is_fused(text, word, end):
        ends = [start]
        for part in _CUTS[word]:
            ends.append(ends[-1] + len(part))
        return list(pairwise(ends))
    if not word.isalpha() and (clitic := _CLITIC.search(word, max(1, len(word) - 3))):
        return [(start, start + clitic.start()), (start + clitic.start(), end)]
    return [(start, end)]


def _is_fused(text: str, word: str, end: int) -> bool:
    """Whether a word that may be two is two here: ``its not``, but ``its name``; ``Im here``, but ``Im Jong-seok``."""
    if word == "Im":
        return not _following(text, end)[:1].isupper()
    lower = word.lower()
    return lower not in _ONLY_BEFORE or _following(text, end).lower().rstrip(".,:;!?") in _ONLY_BEFORE[lower]


def _following(text: str, end: int) -> str:
    """The beginning of what stands behind ``end``, without opening marks; nothing at the end of the text."""
    match = _NEXT.match(text, end)
    following = match[1] if match else ""
    return following.lstrip("\"'“‘([") or following


def _closes(text: str, start: int, end: int) -> bool:
    """Whether the last stop of letters with stops ends the sentence: ``in the U.S|. They``."""
    if end < len(text) and not text[end].isspace():
        return False
    following = _following(text, end)
    return not following or (following.rstrip(",") in _STARTERS and text[start:end].lower() not in _LEADING)


def _keeps_stop(text: str, words: list[Span], end: int) -> bool:
    """Whether the full stop that ends at ``end``, behind the last of the words, belongs to it: abbreviations and initials."""
    start = words[-1][0]
    word = text[start : end - 1]
    following = _following(text, end)
    if not following:
        return False
    if len(word) == 1 and word.isupper() and word != "I":
        return following not in _STARTERS and not (start and text[start - 1].isalnum())
    lower = word.lower()
    if lower in _INITIALS and word.istitle() and following[:1].isupper() and following not in _STARTERS:
        return True
    if lower in ("al", "et", "v"):
        return _is_latin(text, words, lower, following)
    if lower == "hon" and following[:1].isupper():
        return True  # "the hon. Member"
    if lower in _ALSO_WORDS and not word[0].isupper():
        return False
    if lower in _STATES:
        return word[1:].islower() and len(words) > 1 and text[slice(*words[-2])] == "," and following not in _STARTERS
    return (
        lower in _TITLES
        or (lower in _ENDINGS and following.rstrip(",") not in _STARTERS)
        or (lower in _PHRASES and not following[:1].isupper())
        or (lower in _REFERENCES and following[:1].isdigit())
    )


def _is_latin(text: str, words: list[Span], lower: str, following: str) -> bool:
    """Whether ``al.``, ``et.`` or ``v.`` is the abbreviation: by what stands before or behind it."""
    if lower == "al":
        return len(words) > 1 and text[slice(*words[-2])].lower() in ("et", "et.")
    return following.startswith("al") if lower == "et" else following[:1].isupper() and following not in _STARTERS


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
    if affix[0] and text[affix[0] - 1] == "-":
        return False
    return text[word[0]].isalnum() and text[affix[0] : affix[1]].lower() in _AFFIXES
