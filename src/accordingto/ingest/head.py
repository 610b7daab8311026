"""What the head and the foot of a document say of it: date, place, publisher, issuer, each with its reason and null rather than wrong."""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from accordingto import cues, gazetteer, turnlabels
from accordingto.ingest import bodies, dates, forms, mastheads
from accordingto.ingest.blocks import Blocks
from accordingto.types import RUNNING, Block, DocumentDate, Head, Noted

_TOP = 8
"""Blocks from the top that can say who issued a text and when."""
_FOOT = 4
_LONG_LINE = 7
"""Words of a line with a full stop that is a sentence, not "Published on 3 May 2021."."""
_LINE = 160
_SHORT_LINE = 60
"""Characters of a line that is all about its date ("Date: 3 May 2021")."""
_TEXTS = (
    r"(?:press |joint |media |public )?(?:statement|communiqu[eé]|declaration|message|remarks|speech|letter|note|release|text|appeal)s?"
)
_ISSUED = re.compile(
    rf"(?:the following|this|below is (?:the text of )?(?:a|the))\b(?P<of>.{{0,60}}?)\s{_TEXTS}\s+(?:was|were|is|are|has been"
    rf"|have been)\s+(?:\w+ly\s+)?"
    r"(?:issued|released|made|delivered|published|read out|read|adopted|given|received|sent)\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BY = re.compile(r"\b(?:by|from)\s+(?P<who>.+)", re.IGNORECASE | re.DOTALL)
_BEHALF = re.compile(r"\bon behalf of\s+(?P<who>.+)", re.IGNORECASE | re.DOTALL)
_ISSUED_BY = re.compile(r"(?:issued|released|published|distributed|statement issued)\s+(?:\w+\s+)?by\s*:?\s+(?P<who>.+)", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?:signed|sgd\.?|\(signed\)|for and on behalf of|on behalf of|for)\b(?:\s+(?:by|for"
    r"|on behalf of)\b)?\s*[:,]?\s+(?P<who>the\s+\S.+|(?-i:[A-Z]).+)",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"(?:press|news|media) (?:release|statement|note|communiqu[eé]|advisory)(?: no\.? ?[\w/.-]+)?\s*[:–—-]\s*(?P<who>[A-Z].{2,60})",
    re.IGNORECASE,
)
_RELEASE_OF = re.compile(
    r"(?P<who>(?:the )?[A-Z].{2,60}?)(?:['’]s)? (?:press|news|media) (?:release|statement|note|advisory)", re.IGNORECASE
)
# "Harbour Works ✓ @harbourworks · 29 Jan": the account that posts.
_HANDLE = re.compile(r"(?P<who>[A-Z][\w’'.& -]{1,40}?)\s*[✓✔☑️]*\s*[(·|]?\s*@\w{2,30}\b(?:\)?\s*[·|,–—-].{0,40}|\)?$)")
# Two columns of a signature: "For the Government of X      For the Government of Y".
_FOR = re.compile(r"(?:^|\s{3,})For (?:and on behalf of )?(the [A-Z].*?)(?=\s{3,}|$)")
_FOR_EACH = re.compile(r"For (?:and on behalf of )?(?P<who>(?:the )?[A-ZÀ-Ý][^:\t\n]{2,60}?)(?::\s*|\s{3,})(?:_+|[A-ZÀ-Ý][^:\n]{2,60})?")
_SIGNATURES = 10
_FROM = re.compile(r"From\s*:\s*(?P<who>[A-Z].{2,80})")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)(?:\s*(?:©|\(c\)))?[\s:]*(?:\d{4}(?:\s*[-–]\s*\d{2,4})?)?[\s,]*(?:by\s+)?(?P<who>(?-i:[A-ZÀ-Ý@])[^.|©]*?)"
    r"(?:,?\s+\d{4}(?:\s*[-–]\s*\d{2,4})?)?\s*(?:[.|,;·]|all rights|$)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"all rights reserved[\s.:,–—-]+(?-i:(?P<who>[A-Z][\w’'.& -]{2,60}))$"
    r"|^(?-i:(?P<own>[A-Z][\w’'& -]{2,60}?))[.,:–—-] ?all rights reserved",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s*(?:[:;(]|\.\s|\.$|,?\s+(?:today|yesterday|tonight|this \w+|on (?:\d|mon|tues|wednes|thurs|fri|satur|sun|the occasion)"
    r"|at \d|at the end|at a|in response|in connection"
    r"|following|after|regarding|concerning|to (?:the press|mark)|for (?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december)"
    r"|in (?=[A-Z])|dated|as follows)|,\s+\d|\s–\s|\s—\s).*",
    re.IGNORECASE | re.DOTALL,
)
# What a mission's name ends with: "the Embassy of Ecuador in Canberra".
_SEATED = re.compile(
    r"(?:the )?(?:[A-ZÀ-Ý][\w’'-]* ){0,3}(?:Embassy|Consulate(?: General)?|High Commission|Mission|Delegation|Representation"
    r"|Office) (?:of|to|for) "
    r"(?:the )?[A-ZÀ-Ý][\w’'-]*(?: (?:and |of )?[A-ZÀ-Ý][\w’'-]*)* (?:in|to|at) (?:the )?[A-ZÀ-Ý][\w’'-]*(?: [A-ZÀ-Ý][\w’'-]*)*"
)
_PUBLISHED = re.compile(
    r"(?:(?:first |last )?(?:published|posted|issued|released|updated|modified|revised)|date(?: of (?:issue|release"
    r"|publication|hearing|meeting))?|(?:release|publication|issue|posting) date|dated|(?:held|recorded|delivered|heard)(?= on))"
    r"\s*(?:on|at)?\s*:?\s+(.{4,60})",
    re.IGNORECASE,
)
_TITLE_DAY = re.compile(rf"[,(–—|-]\s*(?:\w+day,? )?(?P<day>{dates.WORDS.pattern})\)?$", re.IGNORECASE)
# "Radio Pacific Morning, 6 February 2024"
_NAME_DAY = re.compile(
    rf"[A-ZÀ-Ý][\w’'-]*(?: (?:[A-ZÀ-Ý][\w’'-]*|of|the|and)){{0,6}}(?:,| [|–—·-]) (?:\w+day,? )?(?P<day>(?i:{dates.WORDS.pattern}))"
)
_YEAR = re.compile(r"\d{4}")
_UPDATED = re.compile(r"\b(?:updated|modified|revised)\b", re.IGNORECASE)
_PARTS = re.compile(r"\s+[|·•]\s+|\s{3,}|\n")


class Dated(msgspec.Struct, frozen=True):
    """A date that the text gives itself, and the agency and place of a dateline."""

    date: DocumentDate | None
    agency: Noted | None
    place: Noted | None


def find(text: str, found: Blocks, agency: Noted | None, place: Noted | None, site: str | None = None) -> Head:
    """What the lines at the top and the foot say of publisher and issuer.

    Args:
        text: the document's text.
        found: its blocks.
        agency: the agency of a dateline.
        place: the place of a dateline.
        site: the publisher by the file's metadata.
    """
    blocks = found.blocks
    read = [b for b in blocks if b.kind != "furniture"]
    owner = _copyright(text, blocks)
    first = next((b.start for b in read if b.kind in RUNNING), len(text))
    heads = [b for b in read[:_TOP] if b.start < first and _is_letterhead(text, b)]
    # Of "Kingdom of X" and "Ministry of Y" below it the ministry writes.
    letterhead = _noted(text, heads[-1], text[heads[-1].start : heads[-1].end], "letterhead") if heads else None
    issuer = _issuer(text, blocks, owner)
    signed = issuer is not None and issuer.reason.startswith(("signature", "account"))
    edge = mastheads.publisher(text, blocks, found.removed)
    publisher = _first(owner, agency, None if signed else issuer, edge)
    if issuer is None and agency is None and mastheads.release(text, blocks):
        issuer = _releasing(text, blocks, site, publisher)
    return Head(publisher, issuer, letterhead, place)


def _releasing(text: str, blocks: Sequence[Block], site: str | None, publisher: Noted | None) -> Noted | None:
    """Who issues a text that calls itself a release: the body whose page it is, where the text names it."""
    name = site or (publisher.value if publisher else None)
    if name is None or bodies.medium(name):
        return None
    first = next((b.start for b in blocks if b.kind in RUNNING), 0)
    at = bodies.again(name, text[first:])
    return Noted(text[first + at[0] : first + at[1]], f"release on the page of “{name}”", first + at[0], first + at[1]) if at else None


def _first(*found: Noted | None) -> Noted | None:
    return next((f for f in found if f is not None), None)


def _is_letterhead(text: str, b: Block) -> bool:
    line = text[b.start : b.end]
    return b.kind == "byline" and (forms.letterhead(line) or bodies.named(line))


def _noted(text: str, b: Block, who: str, kind: str) -> Noted | None:
    at = text.find(who, b.start, b.end)
    return Noted(" ".join(who.split()), f"{kind}: “{_short(text, b)}”", at, at + len(who) if at >= 0 else -1) if who else None


def _short(text: str, b: Block) -> str:
    return " ".join(text[b.start : min(b.end, b.start + _LINE)].split())


# --- publisher and issuer


def _copyright(text: str, blocks: Sequence[Block]) -> Noted | None:
    """Whom a © line names."""
    for b in reversed(blocks):
        if b.end - b.start > 300 or (b.kind != "furniture" and b.kind != "byline"):
            continue
        line = text[b.start : b.end]
        found = _COPYRIGHT.search(line)
        who = found["who"] if found else None
        if who is None and (rights := _RIGHTS.search(line)):
            who = rights["who"] or rights["own"]
        who = (who or "").strip(" ,.-–—")
        if who and not re.match(r"(?:all|the contents?|photo|images?)\b", who, re.IGNORECASE):
            return _noted(text, b, who, "copyright line")
    return None


def _issuer(text: str, blocks: Sequence[Block], owner: Noted | None) -> Noted | None:
    """Who is said to issue the text."""
    read = [b for b in blocks if b.kind != "furniture"]
    # "Press release: Union" is page furniture by its form, and names the issuer all the same.
    top = read[_TOP - 1].start if len(read) >= _TOP else len(text)
    for b in [b for b in blocks if b.start <= top and (b.kind != "furniture" or b.end - b.start < _LINE)]:
        line = text[b.start : b.end]
        if b.end - b.start <= 600 and (found := _ISSUED.match(line)):
            return _noted(text, b, _of_issue(found), "issue line")
        if b.end - b.start <= _LINE and (found := _ISSUED_BY.match(line)):
            return _noted(text, b, _trimmed(found["who"]), "issue line")
        if b.end - b.start <= _LINE and (found := _RELEASE.fullmatch(line) or _RELEASE_OF.fullmatch(line)) and _body(found["who"], owner):
            return _noted(text, b, found["who"].strip(" ."), "release line")
        if b.kind == "byline" and (found := _FROM.fullmatch(line)):
            return _noted(text, b, found["who"], "sender")
        if b.kind in ("title", "byline", "furniture", "heading") and (found := _HANDLE.match(line)):
            return _noted(text, b, found["who"].strip(" ·|-–—"), "account")
    if (joint := _signatories(text, read)) is not None:
        return joint
    for b in reversed(read[_foot(read) :]):
        line = text[b.start : b.end]
        if b.kind == "byline" and len(both := _FOR.findall(line)) > 1:
            return Noted(" and ".join(w.strip() for w in both), f"signature: “{_short(text, b)}”")
        if (
            b.end - b.start <= _LINE
            and (found := _ISSUED_BY.match(line) or _SIGNED.match(line))
            and b.kind in ("byline", "dateline", "paragraph", "heading")
        ):
            return None if forms.sentence(line) and found.re is _SIGNED else _noted(text, b, _trimmed(found["who"]), "signature")
        if b.kind == "byline" and (who := forms.signatory(line)):
            return _noted(text, b, who, "signature")
    return None


def _signatories(text: str, read: Sequence[Block]) -> Noted | None:
    """The bodies and states for which several people sign below each other: "For Fiji: Lani Veikoso"."""
    found = [(b, m) for b in read[-_SIGNATURES:] if b.end - b.start <= _LINE and (m := _FOR_EACH.fullmatch(text, b.start, b.end))]
    if len(found) < 2:
        return None
    return Noted(" and ".join(m["who"].strip() for _, m in found), f"signature: “{_short(text, found[0][0])}”")


def _foot(read: Sequence[Block]) -> int:
    return max(2, len(read) - _FOOT)


def _of_issue(found: re.Match[str]) -> str:
    """Of an issue line: on whose behalf, whose statement ("the following Security Council press statement"), by whom."""
    rest = found["rest"]
    behalf = _BEHALF.search(rest)
    if behalf:
        return _trimmed(behalf["who"])
    of = re.sub(r"^\s*(?:is )?(?:the |a |an |joint )*", "", found["of"]).strip()
    if of[:1].isupper() and not of.startswith(("Press", "Joint", "Media")):
        return of
    by = _BY.search(rest)
    return _trimmed(by["who"]) if by else ""


def _trimmed(who: str) -> str:
    body, comma, person = who.partition(",")
    if comma and (label := turnlabels.parse(person.strip() + ":")) is not None and label.sure:
        who = body  # "for the military council, Commander Sow"
    place = _SEATED.match(who)
    return (place.group() if place else _STOP.sub("", who)).strip(" ,.:;")


def _body(who: str, owner: Noted | None) -> bool:
    """Whether words behind "Press release:" are a body's name and no headline."""
    if owner is not None and (who.lower() in owner.value.lower() or owner.value.lower() in who.lower()):
        return True
    known = cues.lexicon().words
    words = who.split()
    capital = all(w[0].isupper() or w.lower() in ("of", "the", "and", "for", "&") for w in words)
    return capital and len(words) <= 7 and (any(w.lower().strip(".,") in known.bodies for w in words) or forms.letterhead(who))


# --- date and place


def dated(text: str, blocks: Sequence[Block]) -> Dated:
    """The date that datelines, dated lines at the top or the foot, and lines such as "Last updated …" give."""
    agency = place = None
    found: list[tuple[int, str, str]] = []
    for rank, block, words in _lines(text, blocks):
        line = forms.DATELINE.match(words + " ") if block.kind == "dateline" else None
        if line is not None:
            agency = agency or _agency(text, block, line)
            before = words[: line.end()]
            words = words if dates.from_words(words) and not dates.from_words(before) and len(words) <= _SHORT_LINE else before
        if block.kind == "dateline":
            place = place or _place(text, block, words)
        edtf = dates.from_words(words) or (dates.month_of(words) if block.kind == "dateline" and len(words) <= 40 else None)
        if edtf:
            found.append((rank, edtf, " ".join(words.split())))
    if not found:
        return Dated(None, agency, place)
    rank, edtf, words = min(found, key=lambda f: f[0])
    what = "A line on its publication" if rank else "The dateline"
    return Dated(DocumentDate(edtf, None, None, "dateline", (f"{what} says “{words}”.",)), agency, place)


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, Block, str]]:
    """The lines that may date the document, each with its rank: datelines before "Published …" before "Updated …"."""
    read = [b for b in blocks if b.kind != "furniture"]
    top = read[_TOP - 1].start if len(read) >= _TOP else len(text)
    foot = read[_foot(read)].start if len(read) > 2 else len(text)
    for b in blocks:
        if foot > b.start > top:
            continue
        words = text[b.start : min(b.end, b.start + _LINE)]
        if b.kind == "dateline" or (b.kind == "byline" and b.start >= foot):
            yield 0, b, words
        elif b.end - b.start <= _LINE:
            yield from _published(b, words)
    yield from _spoken(text, blocks)


def _spoken(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, Block, str]]:
    """The day at the end of a title of something spoken: "… answers media questions, Aktau, 19 September 2024"."""
    for b in blocks:
        words = text[b.start : b.end]
        found = _TITLE_DAY.search(words) if b.kind in ("title", "subtitle") else None
        if found and {w.lower().strip(".,:’'") for w in words[: found.start()].split()} & bodies.words().spoken:
            yield 3, b, found["day"]
    first = next((b.start for b in blocks if b.kind in (*RUNNING, "speaker")), 0)
    turn = next((b.start for b in blocks if b.kind == "speaker"), 0)
    for b in blocks:
        if b.kind == "paragraph" and b.end <= turn and (found := _NAME_DAY.fullmatch(text, b.start, b.end)):
            yield 1, b, found["day"]  # "House of Representatives, Thursday 6th March 2025", above the turns
    for b in blocks:
        if b.kind == "heading" and b.end <= first and (found := _NAME_DAY.fullmatch(text, b.start, b.end)):
            yield 1, b, found["day"]


def _published(b: Block, words: str) -> Iterable[tuple[int, Block, str]]:
    for part in _PARTS.split(words) if _YEAR.search(words) else ():
        if (
            _PUBLISHED.match(part)
            and (b.kind == "furniture" or len(part) <= 90)
            and not (forms.sentence(part) and len(part.split()) > _LONG_LINE)
        ):
            yield (2 if _UPDATED.search(part[:20]) else 1), b, part
        elif b.kind in ("furniture", "byline") and part and forms.dated(part):
            yield 1, b, part


def _agency(text: str, block: Block, line: re.Match[str]) -> Noted | None:
    """The agency in brackets behind the place: "(Lake Wire)", not the country of "Kidal (Mali)"."""
    name = line.group("agency")
    if not name or gazetteer.country(name) or dates.WORDS.search(name):
        return None
    known = cues.lexicon().words
    office = all(w.lower() in known.offices for w in name.split())  # "Elin Example (Deputy Spokesperson):"
    return None if office else _noted(text, block, name, "dateline")


def _place(text: str, block: Block, words: str) -> Noted | None:
    """The place of a dateline."""
    bare = dates.WORDS.sub("", words).strip(" ()[]–—-,:.")
    for name in (bare, *(p.strip(" ()–—-") for p in bare.split(","))):
        if name and name[0].isupper() and gazetteer.known(name):
            return _noted(text, block, name, "dateline") or Noted(name, "dateline")
    return None
