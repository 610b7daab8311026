"""Quotation marks: which tokens stand inside a quotation, and where the quotation begins and ends.

Whether a mark opens or closes is told by what stands beside it, since the same sign does both in one country or another (" ' ” “ » «)
and ' and ’ are apostrophes too. One pass over the tokens, whatever the marks do: nested, unbalanced or endless ones only change how far a
quotation is taken to reach. A name in marks (a ship, a title, a nickname) is no quotation.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property

import msgspec

from accordingto import cues
from accordingto.analysis import Analysis
from accordingto.attribution.saying import words

SHORT = 5
"""Words of a quotation up to which it may be a mere term in quotation marks and is not taken for speech without a tree."""

TERM = 3
"""Words of a quotation up to which it is a term that anybody may set in quotation marks."""

_PAIRS = {
    "“": "”",
    "„": "“”",
    "‚": "‘’",
    "‘": "’",
    "‟": "”",
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "``": "''",
    '"': '"',
    "＂": "＂",
    "''": "''",
    "'": "'",
    "»": "«",
    "›": "‹",
    "”": "”",
}
"""What opens, and what closes it."""

_CLOSERS = frozenset("".join(v for v in _PAIRS.values() if v != "''")) | {"''"}
_EITHER = frozenset(['"', "＂", "''", "'", "»", "›", "”"])
"""Signs that open only where a space stands before and none after."""

_SINGLE = frozenset("'‘’")
_BEFORE = frozenset("([{—–-/“‘\"'«‹„‚「『:,")
_NAME_WORDS = 5


class Quotation(msgspec.Struct, frozen=True, gc=False):
    """Tokens ``first`` to ``last`` (exclusive), marks included; ``closed`` is false where the block ends first."""

    first: int
    last: int
    closed: bool


class Quotations(msgspec.Struct, frozen=True, dict=True):
    """The outermost quotations of a document in text order, for each token the index of its quotation or -1, and the quotations that
    stand inside another one."""

    found: tuple[Quotation, ...]
    of: tuple[int, ...]
    inner: tuple[Quotation, ...] = ()

    def inside(self, i: int) -> bool:
        """Whether token ``i`` stands in a quotation (its marks count as inside)."""
        return self.of[i] >= 0

    @cached_property
    def inner_of(self) -> dict[int, list[Quotation]]:
        """By the index of a quotation those that stand inside it."""
        found: dict[int, list[Quotation]] = {}
        for q in self.inner:
            found.setdefault(self.of[q.first], []).append(q)
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [q.first for q in self.found]

    def within(self, runs: Iterable[tuple[int, int]]) -> list[int]:
        """The indices of the quotations that stretches of tokens (first, last exclusive) reach into."""
        found: list[int] = []
        for first, last in runs:
            n = max(0, bisect_right(self._starts, first) - 1)
            stop = bisect_left(self._starts, last)
            found += [k for k in range(n, stop) if self.found[k].last > first]
        return found


def find(analysis: Analysis) -> Quotations:
    """The quotations, block by block; a mark left open reaches to the end of its block, one that was never opened back to the beginning of
    its sentence."""
    found: list[Quotation] = []
    inner: list[Quotation] = []
    for first, last in blocks(analysis):
        outer, within = _Block(analysis, first, last).read()
        found += [q for q in outer if not _name(analysis, q)]
        inner += within
    of = [-1] * len(analysis.tokens)
    for n, q in enumerate(found):
        of[q.first : q.last] = [n] * (q.last - q.first)
    return Quotations(tuple(found), tuple(of), tuple(inner))


def between(analysis: Analysis) -> list[tuple[int, int]]:
    """The characters between the marks of every quotation that is closed, outer and inner ones."""
    found = find(analysis)
    closed = [q for q in (*found.found, *found.inner) if q.closed and q.last - q.first > 2]
    return sorted((analysis.tokens[q.first].end, analysis.tokens[q.last - 1].start) for q in closed)


def partners(form: str, opening: bool) -> tuple[str, ...]:
    """The marks that close what ``form`` opens, or that open what it closes; empty where it is no mark."""
    if opening:
        return tuple(_PAIRS.get(form, ()))
    return tuple(left for left, right in _PAIRS.items() if form in right)


def blocks(analysis: Analysis) -> list[tuple[int, int]]:
    """Token ranges of the blocks that hold sentences, in text order."""
    ranges: list[tuple[int, int]] = []
    previous = None
    for s in analysis.sentences:
        if ranges and s.block == previous:
            ranges[-1] = (ranges[-1][0], s.last)
        else:
            ranges.append((s.first, s.last))
        previous = s.block
    return ranges


def block_of(analysis: Analysis, i: int) -> int:
    """The block in which token ``i`` stands."""
    return analysis.sentences[analysis.sentence_of[i]].block


def fills(analysis: Analysis, q: Quotation, fewest: int) -> bool:
    """Whether a quotation begins and ends with a sentence and has the words of speech, ``fewest`` of them."""
    if q.last - q.first - 2 < fewest:
        return False
    first, last = analysis.sentences[analysis.sentence_of[q.first]], analysis.sentences[analysis.sentence_of[q.last - 1]]
    return q.first <= first.first + 1 and last.last - q.last <= 1


class _Block:
    """One paragraph, read from left to right with a stack of open marks."""

    def __init__(self, a: Analysis, first: int, last: int) -> None:
        self.a, self.first, self.last = a, first, last
        self.open: list[tuple[int, str]] = []
        self.outer: list[Quotation] = []
        self.inner: list[Quotation] = []
        self.singles = self._closing_singles()
        self.final_single = max(self.singles, default=-1)

    def read(self) -> tuple[list[Quotation], list[Quotation]]:
        """The outermost quotations and those within them."""
        i = self.first
        while i < self.last:
            form = self._mark(i)
            width = 2 if form != self.a.tokens[i].form else 1
            if form in _PAIRS or form in _CLOSERS:
                self._at(i, form, i + width)
            i += width
        if self.open:
            begin, _ = self.open[0]
            self._add(begin, self._never_closed(begin), closed=False, depth=0)
        return self.outer, self.inner

    def _at(self, i: int, form: str, after: int) -> None:
        place = next((k for k in range(len(self.open) - 1, -1, -1) if form in _PAIRS[self.open[k][1]]), None)
        closes = form in _CLOSERS and self._closes(i, form, after)
        if place is not None and (closes or (form in _EITHER and not self._opens(i, form, after))):
            begin, _ = self.open[place]
            del self.open[place:]
            self._add(begin, after, closed=True, depth=place)
        elif form in _PAIRS and self._opens(i, form, after):
            if place is not None and form in ('"', "“") and (end := self._left_open(self.open[place][0], i)) is not None:
                begin, _ = self.open[place]
                del self.open[place:]
                self._add(begin, end, closed=False, depth=place)
            if len(self.open) < 4:
                self.open.append((i, form))
        elif not self.open and form in ("”", '"', "»", "」") and closes:
            self._never_opened(i, after)

    def _add(self, begin: int, end: int, *, closed: bool, depth: int) -> None:
        (self.outer if depth == 0 else self.inner).append(Quotation(begin, end, closed))

    def _left_open(self, begin: int, i: int) -> int | None:
        """Where a quotation ends that was never closed before the next one opens: at the end of its last whole sentence."""
        sentence = self.a.sentences[self.a.sentence_of[i]]
        return sentence.first if sentence.first > begin + 1 else None

    def _never_closed(self, begin: int) -> int:
        """Where a quotation ends that nothing closes: before "…, said X" in its first sentence, else with its block."""
        sentence = self.a.sentences[self.a.sentence_of[begin]]
        for k in range(begin + 2, min(sentence.last, self.last) - 1):
            if self.a.tokens[k].form == "," and any(self._says(m) for m in range(k + 1, min(k + 4, self.last))):
                return k + 1
        return self.last

    def _says(self, i: int) -> bool:
        token = self.a.tokens[i]
        known = cues.lexicon().verbs.get(token.lemma.lower(), ())
        return token.upos == "VERB" and token.xpos in ("VBD", "VBZ") and any("quote" in cue.takes for _, cue in known)

    def _never_opened(self, i: int, after: int) -> None:
        begin = self.a.sentences[self.a.sentence_of[max(self.first, i - 1)]].first
        begin = max(begin, self.outer[-1].last if self.outer else self.first)
        if i - begin >= 2:
            self._add(begin, after, closed=True, depth=0)

    # --- what a mark is

    def _mark(self, i: int) -> str:
        """The form of a token; of two signs typed for one mark ("''", "``") the first stands for both."""
        form = self.a.tokens[i].form
        doubled = i + 1 < self.last and self.a.tokens[i + 1].form == form and self.a.tokens[i + 1].start == self.a.tokens[i].end
        return form * 2 if form in ("'", "`") and doubled else form

    def _gap_before(self, i: int) -> bool:
        return i == self.first or self.a.tokens[i - 1].end < self.a.tokens[i].start

    def _gap_after(self, after: int) -> bool:
        return after >= self.last or self.a.tokens[after - 1].end < self.a.tokens[after].start

    def _opens(self, i: int, form: str, after: int) -> bool:
        before = self._gap_before(i) or self.a.tokens[i - 1].form in _BEFORE
        if after >= self.last:
            return False
        if form in _SINGLE:
            word = self.a.tokens[after].form
            if not before or self._gap_after(after) or not (word[:1].isalnum() or word[:1] in "“\"«.…[(—'"):
                return False
            return word.lower() not in words().elided and not _decade(word) and self.final_single > i
        if form in _EITHER:
            before = self._gap_before(i) or (before and self.a.tokens[i - 1].form not in ",:")
            return before and (not self._gap_after(after) or self._gap_before(i))
        return True

    def _closes(self, i: int, form: str, after: int) -> bool:
        if form in _SINGLE:
            return i in self.singles
        if form == "“" and self._gap_before(i):
            return False  # „…“ closes with it, else it opens
        if form in _EITHER and i > self.first and self.a.tokens[i - 1].form[-1:].isdigit() and not self.open:
            return False  # 6" is a length
        return form not in _EITHER or not self._gap_before(i) or self._gap_after(after)

    def _closing_singles(self) -> frozenset[int]:
        """The single marks that may close: a space or a mark behind them; a genitive ("the workers' union") only where no other does."""
        sure: list[int] = []
        genitives: list[int] = []
        for i in range(self.first, self.last):
            token = self.a.tokens[i]
            if token.form not in ("’", "'") or i == self.first or self._gap_before(i):
                continue
            ends = self._gap_after(i + 1) or not self.a.tokens[i + 1].form[:1].isalnum()
            if not ends:
                continue
            previous = self.a.tokens[i - 1].form
            marked = not previous[-1:].isalnum()
            (genitives if not marked and (token.xpos == "POS" or previous[-1:].lower() == "s") and self._noun(i + 1) else sure).append(i)
        return frozenset(sure or genitives)

    def _noun(self, i: int) -> bool:
        """Whether a noun phrase goes on: what a genitive belongs to."""
        return i < self.last and self.a.tokens[i].upos in ("NOUN", "PROPN", "ADJ", "NUM")


def _decade(word: str) -> bool:
    return word[:1].isdigit() and word.lower().endswith("s")


def _name(a: Analysis, q: Quotation) -> bool:
    """Whether marks only set off a name ('the "Pelican" cutter', "the daily “Novosti”"): few words, all with capitals, no stop inside, and
    no verb or colon before that would make them speech."""
    inside = [a.tokens[k] for k in range(q.first, q.last) if a.tokens[k].upos != "PUNCT"]
    if not q.closed or not 0 < len(inside) <= _NAME_WORDS or not inside[0].form[:1].isupper():
        return False
    if not all(w.form[:1].isupper() or w.form.lower() in words().small_in_names or w.form[:1].isdigit() for w in inside):
        return False
    if a.tokens[q.last - 2].form in (",", ".", "!", "?", "…") or any(w.upos in ("VERB", "AUX", "PRON", "INTJ") for w in inside):
        return False
    before = a.tokens[q.first - 1] if q.first else None
    return before is None or (before.upos not in ("VERB", "AUX") and before.form not in (":", ",", "as", "–", "—"))
