"""Who speaks in each turn of a transcript: one canonical name a speaker, whatever form a label takes.

"MINISTER SOW" is the "FOREIGN MINISTER SOW" of before and the Fatou Sow of the opening; "MINISTER" alone is the one minister among the
labels; "Q" has no name and asks for a living; "A" is whoever the text above the first turn introduces.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from accordingto import turnlabels
from accordingto.analysis import Analysis
from accordingto.turnlabels import Label
from accordingto.types import RUNNING, Block, Page

_TRANSCRIPT = 3
"""Labels from which a heading does not end a turn: a line that only looks like one may stand in it."""
_REACH = 6
"""Words between an office and the name of whoever holds it, above the first turn."""


_INTRODUCED = 200
"""Characters at the beginning of a turn in which somebody gives a name."""
_SELF = re.compile(r"\b(?:I am|I['’]m|[Mm]y name is|[Tt]his is)\s+$")


class Turn(msgspec.Struct, frozen=True):
    """A label and whom it stands for: ``name`` canonical, None where the text does not name them; ``asks`` for a journalist."""

    label: Label
    name: str | None
    office: str | None
    asks: bool

    @property
    def speaker(self) -> str | None:
        """The name, else the office."""
        return self.name or self.office


def read_blocks(page: Page) -> list[Block]:
    """The blocks that are read, in the order in which an analysis counts them."""
    return [b for b in page.blocks if b.kind != "furniture"]


def find(page: Page, a: Analysis) -> dict[int, Turn]:
    """The turns by the index of the label's block among those that are read.

    Args:
        page: the document with its blocks.
        a: its analysis, for the names that the text has in full.
    """
    blocks = read_blocks(page)
    labels = {
        n: label
        for n, b in enumerate(blocks)
        if b.kind == "speaker" and (label := turnlabels.parse(page.document.text, b.start, b.end)) is not None
    }
    if not labels:
        return {}
    asking = _asking(page.document.text, blocks, labels)
    people = _People(a, labels, min(labels))
    return {n: _turn(label, people, label.key in asking) for n, label in labels.items()}


def contents(blocks: Sequence[Block], turns: Mapping[int, Turn]) -> dict[int, int]:
    """The blocks of running text that are words of a turn, each with the index of the turn's label.

    A turn goes on to the next label; furniture between (a page's number, a phone line) does not end it, a title or the signature does.
    """
    ending = {"title", "dateline", "byline"} | ({"heading"} if len(turns) < _TRANSCRIPT else set())
    found: dict[int, int] = {}
    current: int | None = None
    for n, b in enumerate(blocks):
        if headline(turns) and n > 1:
            break
        if n in turns:
            current = n
        elif b.kind == "speaker" or b.kind in ending:
            current = None
        elif current is not None and b.kind in RUNNING:
            found[n] = current
    return found


def only_speaker(page: Page, a: Analysis) -> tuple[Turn, tuple[tuple[int, int], ...]] | None:
    """The one named speaker of a transcript, with the stretches that are their words; None where several are named."""
    turns = find(page, a)
    named = [t for t in turns.values() if t.label.kind in ("named", "office") and not t.asks]
    if not named or len({t.speaker for t in named}) != 1 or interview(turns) or headline(turns):
        return None
    blocks = read_blocks(page)
    own = {n for n, t in turns.items() if t.speaker == named[0].speaker or t.label.kind == "answerer"}
    body = tuple((blocks[n].start, blocks[n].end) for n, label in contents(blocks, turns).items() if label in own)
    return named[0], body


def headline(turns: Mapping[int, Turn]) -> bool:
    """Whether the only label opens the text: "Mark Cuban: I'd consider it", a headline and no transcript."""
    return [*turns] == [0]


def interview(turns: Mapping[int, Turn]) -> bool:
    """Whether somebody with a name asks and one other answers, each in several turns: the text is both of theirs."""
    sides = Counter((t.speaker, t.asks) for t in turns.values() if t.label.kind in ("named", "office"))
    return len(sides) == 2 and {asks for _, asks in sides} == {True, False} and min(sides.values()) > 1


def several(page: Page, a: Analysis) -> bool:
    """Whether a transcript has several named speakers who do not only ask, or is an interview by somebody named."""
    found = find(page, a)
    return interview(found) or len({t.speaker for t in found.values() if t.label.kind in ("named", "office") and not t.asks}) > 1


def _turn(label: Label, people: "_People", asks: bool) -> Turn:
    if label.kind == "asker":
        return Turn(label, None, None, True)
    if label.kind == "answerer":
        return Turn(label, people.introduced(), None, False)
    if label.kind in ("unnamed", "chair") and (own := people.calls_itself(label)) is not None:
        return Turn(label, own, label.office if label.kind == "chair" else None, False)
    if label.kind == "unnamed":
        return Turn(label, label.name, None, False)
    if label.kind == "named":
        return Turn(label, people.whole(label), label.office, asks)
    office = label.office or ""
    return Turn(label, people.holder(office), turnlabels.plain_office(office), False)


def _asking(text: str, blocks: Sequence[Block], labels: Mapping[int, Label]) -> frozenset[str]:
    """The keys of named speakers without an office who mostly ask, where others mostly answer."""
    ends: dict[str, Counter[bool]] = {}
    for n, label in labels.items():
        following = [b for b in blocks[n + 1 : n + 2] if b.kind in RUNNING]
        if label.kind == "named" and label.office is None and following:
            ends.setdefault(label.key, Counter())[text[following[0].start : following[0].end].rstrip('”"’').endswith("?")] += 1
    asks = {key for key, n in ends.items() if n[True] > n[False]}
    # Where everybody asks nobody is the journalist.
    return frozenset(asks) if {x.key for x in labels.values() if x.kind != "asker"} - asks else frozenset()


class _People:
    """The names of a transcript: those of its labels and those of its text."""

    def __init__(self, a: Analysis, labels: Mapping[int, Label], first: int) -> None:
        self.a, self.labels = a, list(labels.values())
        self.first = first
        self.mentions = [
            (e, " ".join(a.words(e.first, e.last).split())) for e in a.entities if e.type == "PER" and not self._in_label(e.first, labels)
        ]

    def _in_label(self, token: int, labels: Mapping[int, Label]) -> bool:
        return self.a.sentences[self.a.sentence_of[token]].block in labels

    def _above(self) -> list[tuple[int, int, str]]:
        """The people named above the first turn: first and last token and the name."""
        return [(e.first, e.last, name) for e, name in self.mentions if self.a.sentences[self.a.sentence_of[e.first]].block < self.first]

    def whole(self, label: Label) -> str | None:
        """The fullest name of whom a label names: among the labels, else in the text."""
        own = label.name or ""
        if (short := self._by_letters(label)) is not None:
            return short
        names = [x.name for x in self.labels if x.kind == "named" and x.key == label.key and x.name]
        if len(own.split()) > 1:  # two of one family: each by their own label
            names = [n for n in names if len(n.split()) == 1 or _initialled(own, n)]
        firsts = {n.split()[0] for n in names if len(n.split()) > 1 and not _initial(n.split()[0])}
        if len(firsts) > 1:
            return own
        fullest = max(names, key=lambda n: (len(n.split()), len(n)), default=own)
        if len(fullest.split()) > 1:
            return fullest
        told = [_without_title(name) for _, name in self.mentions if _without_title(name).split()[-1:] and _last(name) == label.key]
        told = [name for name in told if len(name.split()) > 1]
        return told[0] if told and len({name.split()[0] for name in told}) == 1 else fullest

    def _by_letters(self, label: Label) -> str | None:
        """Of "TA:" the one speaker with these initials."""
        letters = self.a.text[label.who_start : label.who_end].replace(".", "")
        if not (letters.isupper() and 2 <= len(letters) <= 4):
            return None
        names = {x.name for x in self.labels if x.kind == "named" and x.name and len(x.name.split()) > 1}
        names |= {_without_title(name) for _, name in self.mentions}
        found = {n for n in names if "".join(p[0] for p in n.split() if p[0].isupper()) == letters}
        return found.pop() if len(found) == 1 else None

    def calls_itself(self, label: Label) -> str | None:
        """The name that whoever has only an office's label ("Host:") gives at the beginning of a turn: "I am Grace Mollel"."""
        starts = [x.end for x in self.labels if x.key == label.key and x.kind == label.kind]
        found = {
            _without_title(name)
            for e, name in self.mentions
            if len(name.split()) > 1
            and any(0 <= self.a.tokens[e.first].start - at < _INTRODUCED for at in starts)
            and _SELF.search(self.a.text[max(0, self.a.tokens[e.first].start - 16) : self.a.tokens[e.first].start])
        }
        return found.pop() if len(found) == 1 else None

    def holder(self, office: str) -> str | None:
        """Who holds an office that a label gives without a name: the one label with it and a name, else whom the text above introduces."""
        words = {w.strip(".,").casefold() for w in office.split()} & turnlabels.words().offices
        held = {
            self.whole(x) for x in self.labels if x.kind == "named" and words & {w.strip(".,").casefold() for w in (x.office or "").split()}
        }
        if len(held) == 1:
            return held.pop()
        near = {
            _without_title(name)
            for first, _, name in self._above()
            if words & {self.a.tokens[k].form.casefold() for k in range(max(0, first - _REACH), first)}
        }
        return near.pop() if len(near) == 1 and not held else None

    def introduced(self) -> str | None:
        """The first person whom the text above the first turn names; else the only one whom the labels name."""
        named = {self.whole(x) for x in self.labels if x.kind == "named"}
        above = [_without_title(name) for _, _, name in self._above()]
        return above[0] if above else named.pop() if len(named) == 1 else None


def _initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1


def _initialled(one: str, other: str) -> bool:
    """Whether two names with one last name may be one person's: the same first name, or an initial of it ("C. Baptiste")."""
    a, b = one.split(maxsplit=1)[0].rstrip("."), other.split(maxsplit=1)[0].rstrip(".")
    return a == b or (1 in (len(a), len(b)) and a[0] == b[0])


def _last(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].casefold()


def _without_title(name: str) -> str:
    words = name.split()
    known = turnlabels.words()
    while len(words) > 1 and words[0].lower().strip(".") in known.honorifics | known.offices:
        words = words[1:]
    return " ".join(words)
