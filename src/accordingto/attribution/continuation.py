"""Quotations without a cue of their own: signed ones, those that a line announces, and paragraphs in which somebody speaks on.

    “Nobody has asked for the merger.” – Lena Voss, chairwoman        signed
    And from Chairwoman Lena Voss: ¶ “Nobody has asked …”            announced
    Ms Voss said the merger was off. ¶ “Nobody has asked …”          goes on

A paragraph that is one quotation belongs to whoever spoke or acted last in the paragraph before; where that is not one person, to nobody.
"""

from accordingto.analysis import Analysis, Sentence
from accordingto.attribution import cutoff, quotes, signatures, syntax
from accordingto.attribution.found import Found, nested
from accordingto.attribution.quotes import Quotation, block_of, fills
from accordingto.attribution.saying import words
from accordingto.attribution.signatures import DASHES, LONGEST, SHORTEST, STOPS
from accordingto.syntax import head

_SINGLE = frozenset(["'", "‘", "’", "‛"])


class Continuation:
    """Looks at the quotations that nobody has been given yet; linear in the document."""

    def __init__(self, analysis: Analysis, quotations: quotes.Quotations, set_off: frozenset[int] = frozenset()) -> None:
        self.a, self.q, self.set_off = analysis, quotations, set_off
        self.blocks = quotes.blocks(analysis)
        self.number = {block_of(self.a, first): n for n, (first, _) in enumerate(self.blocks)}

    def find(self, found: list[Found]) -> list[Found]:
        """The attributions to add to those found by cues and the model, in text order."""
        cut = list(cutoff.find(self.a, self.q, found))
        taken = self._taken([*found, *cut])
        self.last: dict[int, Found] = {}
        for f in sorted([*found, *cut], key=self._end):
            if f.source and f.content and not nested(f, self.q):
                self.last[block_of(self.a, self._end(f) - 1)] = f
        new = list(cut)
        open_ones = [q for n, q in enumerate(self.q.found) if n not in taken]
        for q in sorted([*open_ones, *self._left_open(found)], key=lambda q: q.first):
            more = self._signed(q) or (self._announced(q) or self._goes_on(q) if fills(self.a, q, SHORTEST) else None)
            if more is not None:
                new.append(more)
                self.last[block_of(self.a, q.last - 1)] = more
        new += self._set_off([*found, *new])
        busy = {block_of(self.a, f.content[0][0]) for f in (*found, *new) if f.content}
        return [*new, *signatures.pulled(self.a, self.q, self.blocks, busy)]

    def _signed(self, q: Quotation) -> Found | None:
        return signatures.signed(self.a, self.blocks, self.number.get(block_of(self.a, q.last - 1)), q)

    def _set_off(self, found: list[Found]) -> list[Found]:
        """The paragraphs that the page sets off as quotations without marks, where a line before or behind them says whose they are."""
        busy = {block_of(self.a, f.content[0][0]) for f in found if f.content and not syntax.is_self(self.a, f.source_token)}
        new: list[Found] = []
        before: tuple[int, Found] | None = None
        for first, last in self.blocks:
            block = block_of(self.a, first)
            if block not in self.set_off or block in busy or self.q.of[first] >= 0 or self.a.tokens[first].form in DASHES:
                continue
            q = Quotation(first, last, False)
            more = self._more(before[1], q) if before is not None and before[0] == block - 1 else self._announced(q) or self._signed(q)
            if more is not None:
                new.append(more)
                before = (block, more)
        return new

    def _left_open(self, found: list[Found]) -> list[Quotation]:
        """Paragraphs that open with a single mark which only a later paragraph closes: ' is an apostrophe too, so it is none by itself."""
        cued = {block_of(self.a, f.cue_token) for f in found if f.cue_token is not None}
        return [
            Quotation(first, last, False)
            for first, last in self.blocks
            if self.a.tokens[first].form in _SINGLE
            and self.q.of[first] < 0
            and last - first > SHORTEST
            and block_of(self.a, first) not in cued
        ]

    def _taken(self, found: list[Found]) -> set[int]:
        """The quotations that an attribution already holds most of."""
        held: dict[int, int] = {}
        for f in found:
            if nested(f, self.q):
                continue
            for first, last in f.content:
                for k in range(first, last):
                    if self.q.of[k] >= 0:
                        held[self.q.of[k]] = held.get(self.q.of[k], 0) + 1
        return {n for n, count in held.items() if 3 * count > self.q.found[n].last - self.q.found[n].first}

    def _end(self, f: Found) -> int:
        ends = [last for _, last in (*f.content, *f.cue)]
        return max(ends) if ends else 1

    # --- announced

    def _announced(self, q: Quotation) -> Found | None:
        """A paragraph right before that ends in a colon and names somebody: "And from Chairwoman Lena Voss:"."""
        here = self.number.get(block_of(self.a, q.first))
        if not here or q.first > self.blocks[here][0] + 1:
            return None
        first, last = self.blocks[here - 1]
        if self.a.tokens[last - 1].form != ":" or last - first > 2 * LONGEST:
            return None
        people = [e for e in self.a.entities if e.type == "PER" and first <= e.first and e.last <= last]
        if not people or (len(people) > 1 and not self._subject_is(people[0].first, first, last)):
            return None
        e = people[0] if len(people) == 1 or self._subject_is(people[0].first, first, last) else people[-1]
        who = head(self.a, range(e.first, e.last), e.first)
        return Found([(last - 1, last)], syntax.phrase(self.a, who), [(q.first, q.last)], last - 1, who, "asserted")

    def _subject_is(self, i: int, first: int, last: int) -> bool:
        return any(self.a.rel(k) == "nsubj" for k in (i, self.a.tokens[i].head) if first <= k < last)

    # --- speaking on

    def _goes_on(self, q: Quotation) -> Found | None:
        """Whoever spoke last in this paragraph or the one before; else the person who is the subject of its last sentence."""
        block = block_of(self.a, q.first)
        here = self.number.get(block)
        before = self.last.get(block)
        if before is not None and self._end(before) <= q.first:
            return self._more(before, q)
        if not here or q.first > self.blocks[here][0] + 1:
            return None
        number = here - 1
        while number > 0 and here - number < 3 and self._aside(number):
            number -= 1
        earlier = self.last.get(block_of(self.a, self.blocks[number][0]))
        if earlier is not None and self._speaks_last(earlier, number):
            return self._more(earlier, q)
        return self._of_subject(q, number)

    def _more(self, f: Found, q: Quotation) -> Found:
        return Found([], f.source, [(q.first, q.last)], None, f.source_token, "asserted", inherited=True)

    def _aside(self, number: int) -> bool:
        """A caption, pull quote or subheading between paragraphs: no full stop, or it is no sentence."""
        first, last = self.blocks[number]
        return self.a.tokens[last - 1].form not in (*STOPS, "”", '"', "’", "'", "»") and last - first <= 2 * LONGEST

    def _speaks_last(self, f: Found, number: int) -> bool:
        """Whether somebody's words, or the cue of them, stand in the last sentence of a paragraph, and no other person acts there."""
        last = self._last_sentence(number)
        if self._end(f) <= last.first:
            return False
        subject = self._person_subject(last)
        return (
            subject is None
            or any(first <= subject < end for first, end in f.source)
            or self.a.tokens[subject].upos == "PRON"
            or self.q.inside(subject)
            or self._within(f, subject)
        )

    def _within(self, f: Found, i: int) -> bool:
        return any(first <= i < last for first, last in f.content)

    def _last_sentence(self, number: int) -> Sentence:
        return self.a.sentences[self.a.sentence_of[self.blocks[number][1] - 1]]

    def _of_subject(self, q: Quotation, number: int) -> Found | None:
        """ "James Ong, a student, agreed. ¶ “There is less enthusiasm …”": the one person who is the subject of the sentence before."""
        sentence = self._last_sentence(number)
        subject = self._person_subject(sentence)
        if subject is None or self.q.inside(subject):
            return None
        return Found([], syntax.phrase(self.a, subject), [(q.first, q.last)], None, subject, "asserted", inherited=True)

    def _person_subject(self, s: Sentence) -> int | None:
        """The person who is the subject of a sentence's main clause."""
        root = self.a.root(s)
        for j in self.a.dependents(root, "nsubj"):
            e = self.a.entity_of.get(j)
            if (e is not None and e.type == "PER") or self.a.tokens[j].form.lower() in words().third_person:
                return j
            named = [k for k in self.a.dependents(j, "flat", "appos") if (x := self.a.entity_of.get(k)) is not None and x.type == "PER"]
            if named:
                return named[0]
        return None


def find(analysis: Analysis, quotations: quotes.Quotations, found: list[Found], set_off: frozenset[int] = frozenset()) -> list[Found]:
    """The attributions of quotations without a cue, beyond those ``found``; see the module's docstring.

    Args:
        analysis: the document's analysis.
        quotations: its quotations in marks.
        found: the attributions found so far.
        set_off: the blocks that the page sets off as quotations, as the analysis counts them.
    """
    return Continuation(analysis, quotations, set_off).find(found)
