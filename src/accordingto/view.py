"""The text as it is analysed: what typesetting put into it taken out, with every offset traced back.

A document's text is fixed and every quote is of it. Soft hyphens, ligatures, words broken at a line's end and line breaks in a sentence are
no part of what it says, though, and hide its words from any lexicon or model ("min·is·ter", "ﬁred", "trawl-⏎er", "Puerto⏎Montt"). So the
blocks are analysed in a view of the text without them, and the record is traced back to the text.
"""

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from accordingto.types import Actor, Block, Claim, Document, Event, Figure, Head, Link, Noted, Page, Quote, Stretch, When, Where

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_ODD = re.compile(
    rf"(?P<broken>(?<=[^\W\d_])[-\u00ad\u2010][ \t]*\n[ \t]*(?=[^\W\d_]))"
    rf"|(?P<space>\s*\n\s*|[ \t\u00a0\u2007\u202f]{{2,}}|[\t\u00a0\u2007\u202f])"
    rf"|(?P<hidden>[{_INVISIBLE}]+)|(?P<ligature>[\ufb00-\ufb06])"
)
_BEFORE = re.compile(r"[^\W\d_]+$")
_AFTER = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Words that a hyphen joins to the next one: at a line's end it belongs to the word.
_JOINING = frozenset(
    "well so self ex non anti pro all far long short high low half mid north south east west two three four five six seven eight nine ten"
    " twenty thirty forty fifty sixty seventy eighty ninety year old new vice post pre co then one".split()
)


@dataclass(frozen=True, slots=True)
class View:
    """A page whose text is plain words, and where each of its characters stands in the document's own text."""

    page: Page
    original: Page
    starts: "array[int]"
    ends: "array[int]"

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the view stands in the document."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.original.document.text)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def quote(self, quote: Quote) -> Quote:
        """The document's own words of a quote of the view."""
        start, end = self.span(quote.start, quote.end)
        return Quote(start, end, self.original.document.text[start:end])

    def document(self, document: Document) -> Document:
        """A coded document, traced back."""
        own = self.original.document
        uncoded = tuple(Stretch(*self.span(s.start, s.end), s.reason) for s in document.uncoded)
        return msgspec.structs.replace(document, text=own.text, removed=own.removed, uncoded=uncoded)

    def claim(self, claim: Claim) -> Claim:
        """A claim, traced back; names and measures are the view's words, with single spaces."""
        return msgspec.structs.replace(
            claim,
            evidence=tuple(map(self.quote, claim.evidence)),
            according_to=tuple(map(self._link, claim.according_to)),
            event=self._event(claim.event) if claim.event else None,
            figure=self._figure(claim.figure) if claim.figure else None,
            actors=tuple(map(self._actor, claim.actors)),
            when=self._when(claim.when) if claim.when else None,
            where=self._where(claim.where) if claim.where else None,
            wording=tuple(map(self.quote, claim.wording)),
        )

    def _maybe(self, quote: Quote | None) -> Quote | None:
        return self.quote(quote) if quote else None

    def _link(self, link: Link) -> Link:
        return msgspec.structs.replace(link, mention=self._maybe(link.mention), cue=self._maybe(link.cue))

    def _event(self, event: Event) -> Event:
        return msgspec.structs.replace(event, trigger=self.quote(event.trigger))

    def _figure(self, figure: Figure) -> Figure:
        return msgspec.structs.replace(figure, quote=self.quote(figure.quote))

    def _actor(self, actor: Actor) -> Actor:
        return msgspec.structs.replace(actor, mention=self._maybe(actor.mention))

    def _when(self, when: When) -> When:
        return msgspec.structs.replace(when, quote=self._maybe(when.quote))

    def _where(self, where: Where) -> Where:
        return msgspec.structs.replace(where, quote=self._maybe(where.quote))


def of(page: Page) -> View | None:
    """The view of a page, None where the text of its blocks is plain already.

    Args:
        page: as ingested.

    Returns:
        the view, in time linear in the text; its blocks are the page's, with offsets into the view.
    """
    text = page.document.text
    if not any(_ODD.search(text, b.start, b.end) for b in page.blocks if b.kind != "furniture"):
        return None
    known = Counter(word.lower() for word in _WORD.findall(text))
    out: list[str] = []
    starts, ends = array("q"), array("q")
    blocks: list[Block] = []
    at = 0
    for b in page.blocks:
        _copy(text, at, b.start, out, starts, ends)
        begin = len(starts)
        if b.kind == "furniture":
            _copy(text, b.start, b.end, out, starts, ends)
        else:
            _rewrite(text, b, known, out, starts, ends)
        blocks.append(Block(begin, len(starts), b.kind))
        at = b.end
    _copy(text, at, len(text), out, starts, ends)
    document = msgspec.structs.replace(page.document, text="".join(out))
    return View(Page(document, tuple(blocks), _head(page.head, starts)), page, starts, ends)


def _copy(text: str, start: int, end: int, out: list[str], starts: "array[int]", ends: "array[int]") -> None:
    out.append(text[start:end])
    starts.extend(range(start, end))
    ends.extend(range(start + 1, end + 1))


def _rewrite(text: str, b: Block, known: Mapping[str, int], out: list[str], starts: "array[int]", ends: "array[int]") -> None:
    at = b.start
    for m in _ODD.finditer(text, b.start, b.end):
        _copy(text, at, m.start(), out, starts, ends)
        for c in _plain(text, m, known):
            out.append(c)
            starts.append(m.start())
            ends.append(m.end())
        at = m.end()
    _copy(text, at, b.end, out, starts, ends)


def _plain(text: str, m: re.Match[str], known: Mapping[str, int]) -> Iterable[str]:
    """What stands in the view for something odd in the text."""
    if m["space"]:
        return " "
    if m["hidden"]:
        return ""
    if m["ligature"]:
        return _LIGATURES[m["ligature"]]
    return "-" if m.group()[0] != "\u00ad" and _compound(text, m, known) else ""


def _compound(text: str, m: re.Match[str], known: Mapping[str, int]) -> bool:
    """Whether the hyphen at a line's end belongs to the word: where the document shows it, before a capital, after "well" and the like."""
    head, tail = _BEFORE.search(text, max(0, m.start() - 40), m.start()), _AFTER.match(text, m.end(), m.end() + 40)
    if head is None or tail is None or tail.group()[0].isupper():
        return True
    first, second = head.group().lower(), tail.group().lower()
    if first + second in known:
        return False
    # Each half counts once for this very place.
    return f"{first}-{second}" in known or first in _JOINING or (known.get(first, 0) > 1 and known.get(second, 0) > 1)


def _head(head: Head, starts: "array[int]") -> Head:
    """What the head says, with offsets into the view."""

    def moved(noted: Noted | None) -> Noted | None:
        if noted is None or noted.start < 0:
            return noted
        return msgspec.structs.replace(noted, start=bisect_left(starts, noted.start), end=bisect_left(starts, noted.end))

    return Head(moved(head.publisher), moved(head.issuer), moved(head.letterhead), moved(head.place))
