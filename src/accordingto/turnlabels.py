"""The label that a transcript puts before a turn: its grammar, and whom it names.

    FOREIGN MINISTER SOW:   MINISTER SOW (through interpreter):   00:14:05 Mr. Falk:   Lena Voss, Head of Unit:   SPEAKER 2:   Q:

A label that stands alone says little ("Lisbon: three dead" has the same form); whether a text has turns is decided over the whole of it, by
:mod:`accordingto.ingest.turns`. The words are ``lexicons/en/turns.toml``.
"""

import re
from functools import cache
from typing import Literal

import msgspec

from accordingto import gazetteer, language

Kind = Literal["named", "office", "asker", "answerer", "unnamed", "chair"]

_LONGEST = 110
"""Characters from the beginning of a line to its label's colon."""
_MOST_WORDS = 10
_TIME = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?: ?[ap]\.?m\.?)?[\])]?\s*(?:[-–—|]\s*)?", re.IGNORECASE)
_CLOCK_AFTER = re.compile(r"\s+[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?$")
_NOTE = re.compile(r"\s*[\[(]([^\[\]()\n]{1,60})[\])]$")
_NOTE_AFTER = re.compile(r"\s*[\[(]([^\[\]()\n]{1,60})[\])]\s*:?")
_MARKS = re.compile(r"(?:\*\*|__|\*|_)?")
_ASKS = re.compile(
    r"(?P<speaker>(?:Q|A|Question|Answer|QUESTION|ANSWER)(?:\s?(?:No\.?\s?)?\d{1,3})?)"
    r"(?P<note>\s*[\[(][^\[\]()\n]{1,60}[\])])?(?P<mark>\s?[:.)]|\s?[–—-](?=\s)|(?=[ \t]{2,}\S)|(?=\t)|(?<=\bQ)(?=\s[A-ZÀ-Ý“\"]))"
)
# A line of its own above what is answered: "REPLY OF THE MINISTER OF STATE", "Answer by Minister Sow".
_REPLY = re.compile(r"(?:Repl(?:y|ies)|Answers?|Responses?)\s+(?:of|by|from|given by)\s+(?=\S)", re.IGNORECASE)
_NUMBER = re.compile(r"(?:No\.?\s?)?#?\d{1,3}$")


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A label and what it says; ``kind`` none where it labels nobody."""

    text: str
    name: str | None = None
    office: str | None = None
    kind: Kind | None = None


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``lexicons/en/turns.toml``; what each list is stands there."""

    askers: frozenset[str]
    answerers: frozenset[str]
    unnamed: frozenset[str]
    chairs: frozenset[str]
    honorifics: frozenset[str]
    offices: frozenset[str]
    office_marks: frozenset[str]
    article_words: frozenset[str]
    small: frozenset[str]
    unread: frozenset[str]
    openers: frozenset[str]
    delivery: frozenset[str]
    interviewed: tuple[str, ...]
    answering: frozenset[str]
    pronouns: dict[str, frozenset[str]]
    example: tuple[Example, ...]
    counterexample: tuple[Example, ...]


class Label(msgspec.Struct, frozen=True):
    """A label: offsets of the whole with its mark, and of the words that say who.

    ``name`` is without honorific and office, in ordinary letters ("Sow"); None where the label names nobody. ``office`` is the words of
    honorific and office as they stand. ``mark`` is ":" or whatever ends the label, "" where nothing does. ``reply``: it says that what
    follows is an answer ("REPLY OF THE MINISTER").
    """

    start: int
    end: int
    who_start: int
    who_end: int
    kind: Kind
    name: str | None
    office: str | None
    mark: str
    capitals: bool
    reply: bool = False

    @property
    def sure(self) -> bool:
        """Whether the label alone shows that somebody speaks: an office or honorific with a name, a numbered speaker."""
        if self.kind == "named":
            return self.office is not None
        return self.kind == "unnamed" and (self.name or "")[-1:].isdigit()

    @property
    def place(self) -> bool:
        """Whether a name without an office is also a place's ("Lisbon: three dead")."""
        return self.kind == "named" and self.office is None and self.name is not None and gazetteer.known(self.name)

    @property
    def key(self) -> str:
        """The same for labels of one speaker as far as their form tells: the last name, else the office."""
        if self.name:
            return self.name.split()[-1].casefold() if self.kind == "named" else self.name.casefold()
        return (self.office or self.kind).casefold() if self.kind in ("office", "chair") else self.kind


@cache
def words() -> Words:
    """The words of labels.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("turns", Words)


def parse(text: str, start: int = 0, end: int | None = None) -> Label | None:
    """The label at the beginning of a stretch, None where its form is no label's.

    Args:
        text: the document's text.
        start: where the line or paragraph begins.
        end: where it ends; the end of the text where it is not given.

    Returns:
        the label with its mark and a note on the delivery behind it ("(through interpreter)"); without a mark only where it is all of
        the stretch ("**Lena Voss**").
    """
    end = len(text) if end is None else end
    begin = start
    if clock := _TIME.match(text, start, end):
        begin = clock.end()
    if bold := _MARKS.match(text, begin, end):
        begin = bold.end()
    if asks := _ASKS.match(text, begin, end):
        kind: Kind = "asker" if asks["speaker"][0] == "Q" else "answerer"
        stop = asks.end() if asks["mark"].strip() else asks.end("speaker")
        return Label(start, _past_note(text, stop, end), begin, asks.end("speaker"), kind, None, None, asks["mark"].strip(), False)
    replying = _REPLY.match(text, begin, end)
    stop, mark = _mark(text, replying.end() if replying else begin, end)
    if stop < 0:
        return None
    if replying and text[begin].isupper() and not text[stop + len(mark) : end].strip():
        begin = replying.end()
    elif replying:
        return None
    who_end = _without_notes(text, begin, stop)
    found = _who(text[begin:who_end])
    if found is None:
        return None
    kind, name, office = found
    if kind in ("office", "chair") and (holder := _in_note(text[who_end:stop])) is not None:
        kind, name = "named", holder  # "The Minister for Defence (Mr. Kofi Owusu):"
    after = _past_note(text, stop + len(mark), end)
    capitals = text[begin:who_end].isupper()
    return Label(start, after, begin, who_end, kind, name, office, mark, capitals, replying is not None)


def _mark(text: str, begin: int, end: int) -> tuple[int, str]:
    """Where the label's words end and the mark there; -1 where a stretch has none and is too long for a label of its own."""
    stop = text.find(":", begin, min(end, begin + _LONGEST))
    # A clock time behind the name ("Falk 00:14:05") has colons of its own.
    while stop >= 0 and stop + 1 < end and not text[stop + 1].isspace() and text[stop + 1] not in "“\"‘'*_([":
        stop = text.find(":", stop + 1, min(end, begin + _LONGEST))
    if stop >= 0:
        return (stop, ":") if "\n" not in text[begin:stop] else (-1, "")
    alone = end - begin <= 60 and "\n" not in text[begin:end] and text[end - 1] not in ".!?,;"
    return (end, "") if alone else (-1, "")


def _without_notes(text: str, begin: int, stop: int) -> int:
    """Where the words that say who end: before notes in brackets, a time, the marks of bold type."""
    while True:
        words_ = text[begin:stop].rstrip().rstrip("*_").rstrip()
        found = _NOTE.search(words_) or _CLOCK_AFTER.search(words_)
        stop = begin + (found.start() if found else len(words_))
        if found is None:
            return stop


def _past_note(text: str, at: int, end: int) -> int:
    """Behind the marks of bold type and a note on the delivery that follow a label."""
    while at < end and text[at] in "*_":
        at += 1
    note = _NOTE_AFTER.match(text, at, end)
    if note and note[1].split()[0].lower().strip(".,") in words().delivery:
        return note.end()
    return at


def _in_note(notes: str) -> str | None:
    """The person whom a note behind an office names."""
    found = _NOTE.match(notes.rstrip())
    who = _who(found[1]) if found else None
    return who[1] if who is not None and who[0] == "named" and who[2] else None


def _plain(word: str) -> str:
    return word.lower().strip(".,’'")


def _who(who: str) -> tuple[Kind, str | None, str | None] | None:
    """Kind, name and office of a label's words."""
    known = words()
    main, comma, rest = who.partition(",")
    if comma and (not rest.strip() or not (rest.strip()[0].isupper() or rest.strip().startswith(("the ", "of ")))):
        return None
    main = re.split(r"\s+to\s+the\s+(?=[A-Z])", main)[0] if _plain(main.split(" ")[0]) not in known.offices else main
    parts = main.split()
    if not parts or len(parts) > _MOST_WORDS:
        return None
    lower = [_plain(p) for p in parts]
    if numbered := _numbered(main, lower):
        return numbered
    phrase = " ".join(lower)
    if phrase in known.askers:
        return "asker", None, None
    if phrase in known.answerers:
        return "answerer", None, None
    if phrase in known.unnamed:
        return "unnamed", None, None
    if phrase in known.chairs:
        return "chair", None, main
    return _named(parts, lower)


def _numbered(main: str, lower: list[str]) -> tuple[Kind, str | None, str | None] | None:
    """ "SPEAKER 2", "Journalist 3"."""
    known = words()
    number = _NUMBER.search(main)
    phrase = " ".join(lower[:-1])
    if number is None or not phrase:
        return None
    if phrase in known.askers:
        return "asker", None, None
    return ("unnamed", main, None) if phrase in known.unnamed | known.chairs else None


def _named(parts: list[str], lower: list[str]) -> tuple[Kind, str | None, str | None] | None:
    known = words()
    titles = known.honorifics | known.offices
    office = any(w in titles for w in lower)
    if lower[0] in known.article_words:
        if not office:
            return None
    elif lower[0] in known.openers and not (office and len(lower) > 1):
        return None
    if all(w in known.unread | known.small or w.isdigit() for w in lower) or lower[-1] in known.unread & known.openers:
        return None
    if " ".join(lower) in known.unread or (" ".join(parts).isupper() and len(lower) > 1 and lower[-1] in known.unread):
        return None
    if not all(p[0].isupper() or w in known.small or p in ("&", "–", "-") for p, w in zip(parts, lower, strict=True)):
        return None
    if lower[-1] in known.small or not any(p[0].isupper() for p in parts):
        return None
    first = _name_starts(lower)
    name = " ".join(parts[first:])
    if first == 0:
        return None if len(parts) > 5 else ("named", _cased(name), None)
    words_of_office = " ".join(parts[:first])
    return ("named", _cased(name), words_of_office) if name else ("office", None, words_of_office)


def _name_starts(lower: list[str]) -> int:
    """Where the name begins behind honorifics and offices; the end where there is only an office ("Minister for Transport")."""
    known = words()
    titles = known.honorifics | known.offices
    last = max((k for k, w in enumerate(lower) if w in titles), default=-1)
    if last < 0:
        return 0
    if last + 1 < len(lower) and lower[last + 1] in known.office_marks:
        return len(lower)
    # "Kenya's minister", "Amina Keita Minister": the office stands last.
    return last + 1


def plain_office(words_: str) -> str:
    """An office in ordinary letters, without its article ("Minister of State")."""
    return re.sub(r"^[Tt]he ", "", _cased(words_)) if words_.isupper() else words_.removeprefix("the ")


def _cased(name: str) -> str:
    """A name in ordinary letters; one that has small letters stays as it is."""
    out = []
    for k, word in enumerate(name.split()):
        letters = [c for c in word if c.isalpha()]
        if len(letters) < 2 or not all(c.isupper() for c in letters) or (len(letters) <= 3 and "." in word):
            out.append(word)
        elif k and word.lower() in words().small:
            out.append(word.lower())
        elif k == 0 and word.lower() in words().small:
            out.append(word.capitalize())
        else:
            out.append("".join(_piece(p) for p in re.split(r"([-’'])", word)))
    return " ".join(out)


def _piece(word: str) -> str:
    if word.startswith("MC") and len(word) > 4:
        return "Mc" + word[2:].capitalize()
    return word.capitalize()
