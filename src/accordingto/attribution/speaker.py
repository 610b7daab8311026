"""The document's own speaker: whose statement the whole text is, and which stretches are those words.

Known from the user, from a title line ("Statement by the Ambassador of …"), from a lead-in that runs into the text ("Addressing
reporters in Suva, she said"), or from the only named label of a transcript. A report that cites several sources has none.
"""

import re
import sys
from bisect import bisect_right

import msgspec

from accordingto import gazetteer, turnlabels, world
from accordingto.analysis import Analysis, Entity
from accordingto.attribution import issuer, quotable, saying, selfnamed, syntax, turns
from accordingto.attribution.found import Found
from accordingto.attribution.turns import Turn
from accordingto.coreference.mentions import persons
from accordingto.cues import CueLexicon, Words
from accordingto.types import RUNNING, Block, Page, Quote

Span = tuple[int, int]

_TOP = 8
"""Blocks from the top in which a title line or lead-in may stand."""
_LONGEST_TITLE = 400
_LETTERS = 3
"""Letters of an abbreviation, at least."""
_SIGNATURE = 8
"""Blocks from the end in which a letter is signed."""
_BY = re.compile(r"\b(?:by|of|from|delivered by|given by|made by|with)\s+", re.IGNORECASE)
# "Explanation of vote before the vote by the delegation of X"
_VOTE = re.compile(r"\bexplanation of (?:vote|position)((?: (?:before|after) the vote)?)(?= (?:by|of)\b)", re.IGNORECASE)
# "Letter dated 5 June 2025 from", "Statement on behalf of the Group of 77 by": what stands between the word for it and whose it is
_DATED = re.compile(r"\bdated\s+(?:\d{1,2}\s+\w+|\w+\s+\d{1,2}),?\s+\d{4}\b|\bon behalf of\b(?=.*\bby\b)(?:(?!\bby\b).)*", re.IGNORECASE)
_LABEL = re.compile(r"(?:(?:press|media|official) )?(?:statement|remarks|release)", re.IGNORECASE)
_SPOKEN = re.compile(
    r"(?:(?:weekly|daily|joint|regular) )?(?:press|news|media) (?:conference|briefing) (?=(?:by|with|of)\b)", re.IGNORECASE
)
_OWNER = re.compile(r"^(?P<who>.{3,120}?)(?:['’]s|(?<=s)['’])\s+(?P<rest>.*)$")
_BEFORE = 4
"""Words behind an owner among which one says what is theirs ("the army's **daily update**")."""
_END = re.compile(
    r"(?:,?\s+(?:on|at|regarding|about|concerning|during|following|after|before|ahead|in response|in connection|in reply|in relation"
    r"|with regard|with respect|as delivered|upon|to an?\b|marking|delivered|addressed|to mark|under agenda"
    r"|to the (?:press|media|nation|un|united|general|security|parliament|conference|people))\b"
    r"|\s[–—|-]\s|[:;(\[]|,\s*\d|\s\d{1,2}\s|,\s+(?:in|to|under|draft|agenda|item|resolution|at|after|before)\s)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w’'.-]*\.?", re.UNICODE)
_SENT_TO = re.compile(
    r"\b(?:ambassador|representative|envoy|mission|delegate|delegation|observer|commissioner|consul|nuncio|embassy|secretary|adviser|advisor|liaison)\b",
    re.IGNORECASE,
)
_CAPITAL = r"[A-ZÀ-Ý][\w’'-]*"
_PLACED = re.compile(
    rf"\b(?:of|for)\s+(?:the\s+)?(?P<where>(?:(?:{_CAPITAL}\s+)*(?:Republic|Kingdom|States?|Commonwealth|Union|Emirates?|Principality|Islands?)"
    rf"\s+of\s+(?:the\s+)?)?{_CAPITAL}(?:\s+(?:and\s+)?{_CAPITAL})*)"
)


class DocumentSpeaker(msgspec.Struct, frozen=True):
    """Whose statement a document is.

    ``name`` without honorifics and office ("Albert Q. Example"), the office itself where no person is named; ``mention`` the words that
    name the speaker, ``cue`` the word that makes the text theirs ("Statement", "said"); ``body`` the stretches that are their words;
    ``country_hint`` the words that name the country they speak for; ``joint`` for several speakers of one statement.
    """

    name: str
    mention: Quote | None
    cue: Quote | None
    body: tuple[Span, ...]
    country_hint: str | None
    joint: bool

    def covers(self, offset: int) -> bool:
        """Whether the character at ``offset`` is in the body."""
        n = bisect_right(self.body, (offset, sys.maxsize)) - 1
        return n >= 0 and offset < self.body[n][1]


class _Named(msgspec.Struct, frozen=True):
    """A speaker as a line names them; offsets of the mention into the document, -1 where it is not in the text."""

    name: str
    start: int
    end: int
    cue: Span | None
    hint: str | None
    joint: bool


def document_speaker(page: Page, a: Analysis, lexicon: CueLexicon, found: list[Found]) -> DocumentSpeaker | None:
    """The document's own speaker, None for a report.

    Args:
        page: the document; a speaker that the user gave stands in ``page.document.speaker``.
        a: its analysis.
        lexicon: the cue lexicon.
        found: the attributions found in the text: where others are quoted after a lead-in, the text is a report.
    """
    blocks = [b for b in page.blocks if b.kind != "furniture"]
    text, words = page.document.text, lexicon.words
    titled = _titled(text, blocks, words, a)
    if titled is not None and titled.joint and turns.several(page, a):
        titled = None  # "Press conference of Presidents X and Y": each speaks in turns
    lead = _lead_in(a, blocks, lexicon)
    if lead is not None and titled is None and not page.document.speaker and _others_speak(a, lead[0], found):
        lead = None
    announced = quotable.announced(a, blocks, words) if titled is None and lead is None else None
    if announced is not None:
        lead = announced.block, announced.cue
    letter = _of_letter(a, blocks) if titled is None and lead is None else None
    only = turns.only_speaker(page, a) if titled is None and lead is None and letter is None else None
    label = _labelled(only)
    quoted = _quoted_by_name(page, a, blocks, words)
    led = _phrase_of(a, announced.source, words) if announced is not None else _of_lead(a, lead, words) if lead is not None else None
    named = quoted or titled or led or letter or label
    given = page.document.speaker
    if given and not (quoted is not None and _is_body(given, words)):  # a body's words are those of whom its text names for them
        named = _given(given, named, text)
    if named is None:
        return _issuer(page, a, blocks)
    if not given:
        named = _spelled_out(named, page.document.publisher)
    cue = named.cue
    if lead is not None:
        cue = (a.tokens[lead[1]].start, a.tokens[lead[1]].end)
    own = issuer.canonical(page.document.publisher or "") == issuer.canonical(named.name)
    body = only[1] if only and label is not None else _body(a, blocks, named, lead, lexicon, own=own)
    if not body:
        return None
    mention = Quote(named.start, named.end, text[named.start : named.end]) if named.start >= 0 else None
    return DocumentSpeaker(named.name, mention, Quote(*cue, text[slice(*cue)]) if cue else None, body, named.hint, named.joint)


def _issuer(page: Page, a: Analysis, blocks: list[Block]) -> DocumentSpeaker | None:
    """Who issues a text that has turns of nobody and no title that says whose it is."""
    if any(b.kind == "speaker" for b in blocks):
        return None
    found = issuer.find(page, a, selfnamed.find)
    body = issuer.body(blocks)
    if found is None or not body:
        return None
    mention = Quote(found.start, found.end, a.text[found.start : found.end]) if found.start >= 0 else None
    return DocumentSpeaker(found.name, mention, None, body, None, False)


def _quoted_by_name(page: Page, a: Analysis, blocks: list[Block], words: Words) -> _Named | None:
    """Whom a line at the top names as the one to whom the text may be attributed."""
    if (written := quotable.author(a, blocks, words)) is not None:
        return _Named(a.text[written[0] : written[1]], *written[:2], written[2:], None, joint=False)
    place = quotable.find(page, a, blocks, words)
    if place is None:
        return None
    start, end, *cue = place
    line = page.document.text[start:end]
    stop = _END.search(line) if end > cue[1] else None
    return _named(line[: stop.start()] if stop else line, start, words, a, cue=(cue[0], cue[1]))


def _spelled_out(named: _Named, publisher: str | None) -> _Named:
    """ "official representative of the MFA" on the page of the Ministry of Foreign Affairs of X: letters that are the publisher's."""
    initials = "".join(w[0] for w in (publisher or "").split() if w[:1].isupper())
    letters = [w for w in named.name.split() if w.isupper() and len(w) >= _LETTERS and initials.startswith(w)]
    return msgspec.structs.replace(named, name=named.name.replace(letters[0], publisher or "", 1)) if letters else named


def _is_body(name: str, words: Words) -> bool:
    return bool({w.lower().strip(".,") for w in _WORD.findall(name)} & words.bodies) or name.isupper()


# --- title lines


def _titled(text: str, blocks: list[Block], words: Words, a: Analysis) -> _Named | None:
    for b in blocks[:_TOP]:
        if b.end - b.start > _LONGEST_TITLE or b.kind not in ("title", "subtitle", "heading", "paragraph", "dateline"):
            continue
        line = text[b.start : b.end]
        if b.kind == "paragraph" and line.rstrip(" \"'”’»)").endswith((".", "!", "?")):
            continue
        above = text[: b.start].rstrip().rpartition("\n")[2].strip()  # maybe page furniture
        if _LABEL.fullmatch(above) and (named := _officer(line, b.start, words, a)):
            return named
        if named := _statement_by(line, b.start, words, a) or _owner_of(line, b.start, words, a):
            return named
    return None


def _statement_by(line: str, offset: int, words: Words, a: Analysis) -> _Named | None:
    """ "Joint statement by A and B on …": who stands between "by" and what it is on."""
    by = _BY.search(line)
    if by is None or by.start() > 90:
        return None
    if line.split(maxsplit=1)[0].lower().strip(":") in issuer.words().topics:
        return None  # "On the letter of Egypt": what it is about
    line = _VOTE.sub(lambda m: m.group().replace(m[1], " " * len(m[1])), line)
    line = _DATED.sub(lambda m: " " * len(m.group()), line)
    by = _BY.search(line) or by
    head = [m for m in _WORD.finditer(line[: by.start()]) if m.group().lower().strip(".'’") in words.statements]
    if not head and (spoken := _SPOKEN.match(line, 0, by.end())):
        head = [spoken]
    if (
        not head
        or len(_WORD.findall(line[: head[0].start()])) > 4
        or any(w.group().islower() and w.group() not in issuer.words().leads for w in _WORD.finditer(line[: head[0].start()]))
    ):
        return None
    if _END.search(line[head[-1].end() : by.start()] + " "):
        return None  # "Statement on the closure of the port": the "of" is not the statement's
    more = _BY.search(line, by.end())
    if more is not None and more.group().lower().startswith(issuer.words().delivering) and not _END.search(line[by.end() : more.start()]):
        by = more
    stop = _END.search(line, by.end())
    if stop and stop.group().lower().lstrip(" ,").startswith("to the") and _SENT_TO.search(line[by.end() : stop.start()]):
        further = _END.search(line, stop.end())  # "the Permanent Representative of X to the United Nations, Ambassador Y, at …"
        if re.search(r",\s+[A-Z]", line[stop.end() : further.start() if further else len(line)]):
            stop = further
    start, end = by.end(), stop.start() if stop else len(line.rstrip(" .:"))
    if start >= end:
        return None
    cue = (offset + head[0].start(), offset + head[0].end())
    joint = line[: by.start()].lower().lstrip().startswith("joint")
    return _named(line[start:end], offset + start, words, a, cue=cue, joint=joint)


def _officer(line: str, offset: int, words: Words, a: Analysis) -> _Named | None:
    """ "Amelia Hart, Secretary of State" alone on a line under "Press Statement"."""
    who, comma, office = line.partition(",")
    held = {w.lower().strip(".,") for w in _WORD.findall(office)} & words.offices
    return _named(line, offset, words, a, cue=None) if comma and held and _people(who, offset, words, a) else None


def _owner_of(line: str, offset: int, words: Words, a: Analysis) -> _Named | None:
    """ "President Amina Example's address to the nation"."""
    m = _OWNER.match(line)
    told = [w for w in _WORD.finditer(line, m.start("rest")) if w.group().lower().strip(".'’") in words.statements] if m is not None else []
    if m is None or not told or len(_WORD.findall(line[m.start("rest") : told[0].end()])) > _BEFORE:
        return None
    if (rest := line[told[0].end() :].strip()) and not _END.match(f" {rest}"):
        return None
    return _named(m["who"], offset, words, a, cue=(offset + told[0].start(), offset + told[0].end()))


def _named(phrase: str, offset: int, words: Words, a: Analysis, *, cue: Span | None, joint: bool = False) -> _Named | None:
    """The speaker in a phrase such as "the Ambassador of X to Y, H.E. Mr. A. B. Example"."""
    stripped = phrase.strip(" ,.")
    if not stripped or not stripped[:1].isalpha():
        return None
    if _occasion(stripped, words):
        return None  # "Transcript of the press conference": an occasion says nothing
    offset += phrase.index(stripped)
    stripped = _without_hearers(stripped)
    people = _people(stripped, offset, words, a)
    joint = joint or len(people) > 1
    hint = None if joint else _hint(stripped, words, people, offset)
    if joint and len(people) != 1:
        names = [stripped[s - offset : e - offset] for s, e in people]
        return _Named(" and ".join(names) or _without_article(stripped), offset, offset + len(stripped), cue, hint, True)
    if people:
        start, end = people[0]
        return _Named(
            stripped[start - offset : end - offset], _title_start(stripped, start - offset, words) + offset, end, cue, hint, joint
        )
    if (spoken_for := issuer.without_organ(stripped)) is not None and not joint:
        return _Named(_without_article(spoken_for), offset, offset + len(stripped), cue, hint, joint)
    known = {w.lower().strip(".,") for w in _WORD.findall(stripped)}
    if not known & (words.offices | words.bodies) and not any(w[:1].isupper() for w in stripped.split()):
        return None
    return _Named(_without_article(stripped), offset, offset + len(stripped), cue, hint, joint)


def _without_hearers(phrase: str) -> str:
    """ "the Minister of Trade to the Harbour Forum": without whom it is said to; an ambassador's "to" belongs to the office."""
    if _SENT_TO.search(phrase):
        return phrase
    return re.split(r"\s+to\s+the\s+", phrase, maxsplit=1)[0].rstrip(" ,")


def _occasion(phrase: str, words: Words) -> bool:
    """Whether a phrase names what a statement was made at or about ("the press conference", "the result in Hoyo-5")."""
    head = re.split(r"\s+(?:of|in|at|on|for|with)\s+", phrase)[0]
    found = _WORD.findall(head)
    return bool(found) and found[-1].lower().strip(".,") in words.occasions


def _people(phrase: str, offset: int, words: Words, a: Analysis) -> list[Span]:
    """Spans of the persons whom a phrase names: the model's entities, else capitalised words after an honorific, an office or a comma."""
    bare = {w.strip(".") for w in words.honorifics} | words.offices
    known, own = world.load().words, issuer.words()
    joining = known.seated | known.hosts | known.joining | known.known_by
    entities = [
        _stripped(a, e, words)
        for e in a.entities
        if e.type == "PER"
        and not _goes_on(a, e, words)
        and offset <= a.tokens[e.first].start
        and a.tokens[e.last - 1].end <= offset + len(phrase)
    ]
    named = [(s, e) for s, e in entities if any(w.group().lower().strip(".") not in bare for w in _WORD.finditer(a.text[s:e]))]
    if named:
        return named
    found: list[Span] = []
    run: list[re.Match[str]] = []
    fresh, previous = True, ""
    for m in [*_WORD.finditer(phrase), None]:
        word = m.group() if m else ""
        low = word.lower().rstrip(",")
        gap = phrase[run[-1].end() : m.start()] if run and m else ""
        title = low in words.honorifics or low.strip(".") in words.offices or low in words.bodies
        joins = low not in own.particles and low in joining  # "THE GOVERNOR OF ATACAMA": in capitals, and yet no name
        if m and not title and not joins and (word[:1].isupper() or (run and low in own.particles)) and not gap.strip():
            if run or fresh:
                run.append(m)
            previous = low
            continue
        goes_on = title and not gap.strip() and (low in words.bodies or low in own.armed)  # "Yemeni Armed Forces"
        if len(run) >= 2 and run[-1].group().lower() not in own.particles and not goes_on:
            found.append((offset + run[0].start(), offset + run[-1].end()))
        run = []
        comma = bool(m) and phrase[: m.start()].rstrip().endswith(",") if m else False
        fresh = (title and previous not in own.in_office) or (low in own.one_more and bool(found)) or comma
        if m and comma and not title and word[:1].isupper():
            run, fresh = [m], True
        previous = low
    return found


def _goes_on(a: Analysis, e: Entity, words: Words) -> bool:
    """Whether what the model takes for a person is the beginning of a body's name ("Yemeni Armed" of "Yemeni Armed Forces")."""
    if e.last >= len(a.tokens):
        return False
    after = a.tokens[e.last].form
    return after[:1].isupper() and (after.lower() in words.bodies or after.lower() in issuer.words().armed)


def _stripped(a: Analysis, e: Entity, words: Words) -> Span:
    first = e.first
    while first < e.last - 1 and (
        a.tokens[first].form.lower() in words.honorifics or a.tokens[first].form.lower() in words.offices or a.tokens[first].form == "."
    ):
        first += 1
    return a.tokens[first].start, a.tokens[e.last - 1].end


def _title_start(phrase: str, start: int, words: Words) -> int:
    """Where the honorifics and offices straight before a name begin."""
    begin = start
    for m in reversed(list(_WORD.finditer(phrase[:start]))):
        if (
            phrase[m.end() : begin].strip()
            or m.group().lower() in issuer.words().no_title
            or (m.group().lower() not in words.honorifics and m.group().lower().strip(".") not in words.offices)
        ):
            break
        begin = m.start()
    before = re.search(r"H\.\s?E\.\s*$", phrase[:begin])
    return before.start() if before else begin


def _hint(phrase: str, words: Words, people: list[Span], offset: int) -> str | None:
    """The words that name the speaker's country: "of X" after an office, "X's minister", "the Kenyan minister"; a known state first."""
    names = {phrase[s - offset : e - offset] for s, e in people}
    places = [place for m in _PLACED.finditer(phrase) if (place := _place(m["where"], words, names))]
    if places:
        return next((p for p in places if gazetteer.country(p) is not None), places[0])
    first = _without_article(phrase).split()[0]
    owner = re.sub(r"['’]s?$", "", first)
    known = words.offices | words.honorifics | words.bodies
    if first[:1].isupper() and owner.lower().strip(".,") not in known and not any(n.startswith(owner) for n in names):
        return owner
    return None


def _place(where: str, words: Words, names: set[str]) -> str | None:
    """A place without the name or title that follows it ("Fiji Sela Vakaloto", "Kenya H.E. Ms")."""
    for name in names:
        where = where.split(name, maxsplit=1)[0].strip()
    kept = where.split()
    while kept and kept[-1].lower().strip(".") in words.offices | words.honorifics | issuer.words().hanging:
        kept.pop()
    if not kept or kept[0].lower() in issuer.words().remits or kept[0].lower() in words.offices:
        return None
    return " ".join(kept)


def _without_article(phrase: str) -> str:
    return phrase[4:] if phrase[:4].lower() == "the " else phrase


def _given(name: str, found: _Named | None, text: str) -> _Named:
    """What the user gave, with its place in the text if it stands there."""
    if found is not None and (found.name == name or found.name in name or name in found.name):
        return msgspec.structs.replace(found, name=name)
    at = text.find(name)
    return _Named(name, at, at + len(name) if at >= 0 else -1, None, found.hint if found else None, " and " in name)


# --- lead-ins


def _lead_in(a: Analysis, blocks: list[Block], lexicon: CueLexicon) -> tuple[int, int] | None:
    """(block, cue token) of a sentence that ends in a cue of speech without a stop, or in a colon, before text without quotation marks;
    not where it is the speaker's own ("**I** call on all parties:")."""
    last_of: dict[int, tuple[int, int]] = {}
    for s in a.sentences:
        if s.block >= _TOP:
            break
        last_of[s.block] = (s.first, s.last)
    for block, (first, last) in sorted(last_of.items()):
        if block + 1 >= len(blocks) or blocks[block].kind in ("title", "heading"):
            continue
        end = last - 1
        colon = a.tokens[end].form == ":"
        if a.tokens[end].form in (":", ","):
            end -= 1
        cue = next((i for i in range(end, max(first, end - 12) - 1, -1) if _says(a, i, lexicon)), None)
        clause = cue is not None and any(j > cue for j in a.dependents(cue, "ccomp"))
        own = cue is not None and (head := syntax.subject(a, cue)) is not None and syntax.is_self(a, head)
        if cue is None or clause or own or not (colon or cue >= end - 1) or a.tokens[last - 1].form in (".", "!", "?"):
            continue
        if not _quoted(a, blocks[block + 1]):
            return block, cue
    return None


def _others_speak(a: Analysis, lead: int, found: list[Found]) -> bool:
    """Whether somebody in the third person is quoted after the lead-in."""
    return any(
        f.cue_token is not None
        and a.sentences[a.sentence_of[f.cue_token]].block > lead
        and not syntax.is_self(a, f.source_token)
        and f.source_token is not None
        and a.tokens[f.content[0][0]].form in ('"', "“", "«", "''", "``")
        for f in found
        if f.content
    )


def _says(a: Analysis, i: int, lexicon: CueLexicon) -> bool:
    t = a.tokens[i]
    return t.upos == "VERB" and any("quote" in c.takes and c.stance == "asserted" for _, c in lexicon.verbs.get(t.lemma.lower(), ()))


def _acts(a: Analysis, i: int) -> bool:
    """Whether a verb makes a statement by its present ("condemn", "call on"), as a body's own words do."""
    t = a.tokens[i]
    return t.xpos in ("VBP", "VBZ") and t.lemma.lower() in issuer.words().acts


def _quoted(a: Analysis, block: Block) -> bool:
    return a.text[block.start : block.start + 1] in ('"', "“", "«", "‘", "'", "„")


def _of_lead(a: Analysis, lead: tuple[int, int], words: Words) -> _Named | None:
    """The subject of a lead-in."""
    head = syntax.subject(a, lead[1])
    return None if head is None else _phrase_of(a, head, words)


def _phrase_of(a: Analysis, head: int, words: Words) -> _Named | None:
    """Whoever the phrase of a token names; for a pronoun the person named last before it."""
    phrase = syntax.phrase(a, head)
    start, end = a.tokens[phrase[0][0]].start, a.tokens[phrase[-1][1] - 1].end
    if a.tokens[head].upos == "PRON":
        if a.tokens[head].form.lower() not in saying.words().third_person:
            return None
        before = [e for e in a.entities if e.type == "PER" and e.last <= head]
        if not before:
            return None
        start, end = _stripped(a, before[-1], words)
        return _Named(a.text[start:end], start, end, None, None, False)
    return _named(a.text[start:end], start, words, a, cue=None)


# --- letters


def _of_letter(a: Analysis, blocks: list[Block]) -> _Named | None:
    """The person who signs a letter: the name in the line behind "Yours faithfully,", near the end."""
    for n in range(len(blocks) - 1, max(0, len(blocks) - _SIGNATURE), -1):
        closing = a.text[blocks[n - 1].start : blocks[n - 1].end].strip(" ,.!").lower()
        if closing in persons().closings:
            signed = [e for e in a.entities if e.type == "PER" and blocks[n].start <= a.tokens[e.first].start < blocks[n].end]
            if signed:
                start, end = a.tokens[signed[0].first].start, a.tokens[signed[0].last - 1].end
                return _Named(a.text[start:end], start, end, None, None, False)
    return None


# --- transcripts


def _labelled(only: tuple[Turn, tuple[Span, ...]] | None) -> _Named | None:
    """The only named speaker of a transcript; several are attributions, no document speaker."""
    if only is None or only[0].speaker is None:
        return None
    label = only[0].label
    return _Named(only[0].speaker, label.who_start, label.who_end, None, None, False)


def _label(text: str, b: Block) -> str:
    found = turnlabels.parse(text, b.start, b.end)
    return text[found.who_start : found.who_end] if found else text[b.start : b.end].rstrip(" :.–—-")


# --- the body


def _body(
    a: Analysis, blocks: list[Block], named: _Named, lead: tuple[int, int] | None, lexicon: CueLexicon, *, own: bool = False
) -> tuple[Span, ...]:
    """Every block of running text after the lead; what stands at the top and says "X said" of the speaker is the publisher's, unless the
    speaker is that (``own``)."""
    after = lead[0] + 1 if lead is not None else 0
    publishers = set() if own else _third_person(a, named, lexicon)
    body: list[Span] = []
    speaking = True
    for n, b in enumerate(blocks):
        if b.kind == "speaker":
            speaking = _own_label(_label(a.text, b), named)
        if b.kind not in RUNNING or not speaking or n < after or (named.cue is not None and b.start <= named.start < b.end):
            continue  # a line that says whose it is; a name that was given may stand anywhere
        if lead is None and not body and n in publishers:
            continue
        body.append((b.start, b.end))
    return tuple(body)


def _own_label(label: str, named: _Named) -> bool:
    """Whether a transcript's label is the speaker's: a word of the name or office ("SPOKESPERSON"), or "A" for answer."""
    words = label.lower().split()
    if len(words) == 1 and words[0] in issuer.words().replies:
        return True
    return bool(set(words) & {w.strip(".,").lower() for w in named.name.split() if len(w) > 2})


def _said_by(a: Analysis, verb: int, name: str) -> bool:
    """Whether somebody of this last name is the subject of a verb of saying, or is named beside the quotation that it brings."""
    subject = syntax.subject(a, verb)
    near = a.subtree(subject) if subject is not None else ()
    return any(a.tokens[k].form.lower() == name for k in near)


def _third_person(a: Analysis, named: _Named, lexicon: CueLexicon) -> set[int]:
    """The blocks at the top with a sentence that has the speaker's last name and a verb of saying."""
    name = named.name.split()[-1].lower() if named.name.split() else ""
    found: set[int] = set()
    for s in a.sentences:
        if s.block >= _TOP:
            break
        told = [k for k in range(s.first, s.last) if a.tokens[k].xpos not in ("VB", "VBG")]  # not "met **to consider** it"
        if any(_says(a, k, lexicon) and not _acts(a, k) and _said_by(a, k, name) for k in told):
            found.add(s.block)
    return found
