"""Quotations without a cue of their own: signed ones, those that a line announces, and paragraphs in which somebody speaks on.

    “Nobody has asked for the merger.” – Lena Voss, chairwoman        signed
    And from Chairwoman Lena Voss: ¶ “Nobody has asked …”            announced
    Ms Voss said the merger was off. ¶ “Nobody has asked …”          goes on

A paragraph that is one quotation belongs to whoever spoke or acted last in the paragraph before; where that is not one person, to nobody.
"""

from accordingto.analysis import Analysis, Sentence
from accordingto.attribution import quotes, syntax
from accordingto.attribution.found import Found
from accordingto.attribution.quotes import Quotation
from accordingto.cues import CueLexicon

_SHORT = 3
"""Words of the shortest quotation that is taken for speech without a cue."""
_SIGNATURE = 24
"""Tokens of the longest signature: name, office, house."""
_DASHES = frozenset(["–", "—", "―", "-", "--", "~"])
_STOPS = frozenset([".", "!", "?", "…", ":"])
_SINGLE = frozenset(["'", "‘", "’", "‛"])
_OWN = frozenset(["i", "we", "my", "our", "me", "us", "i'm", "we're"])
_PERSONAL = frozenset(["he", "she", "they"])


class Continuation:
    """Looks at the quotations that nobody has been given yet; linear in the document."""

    def __init__(
        self, analysis: Analysis, quotations: quotes.Quotations, lexicon: CueLexicon, set_off: frozenset[int] = frozenset()
    ) -> None:
        self.a, self.q, self.lex, self.set_off = analysis, quotations, lexicon, set_off
        self.blocks = quotes.blocks(analysis)
        self.number = {self._block(first): n for n, (first, _) in enumerate(self.blocks)}

    def find(self, found: list[Found]) -> list[Found]:
        """The attributions to add to those found by cues and the model, in text order."""
        cut = self._cut_off(found)
        taken = self._taken([*found, *cut])
        self.last: dict[int, Found] = {}
        for f in sorted([*found, *cut], key=self._end):
            if f.source and f.content and not self._nested(f):
                self.last[self._block(self._end(f) - 1)] = f
        new = list(cut)
        open_ones = [q for n, q in enumerate(self.q.found) if n not in taken]
        for q in sorted([*open_ones, *self._left_open(found)], key=lambda q: q.first):
            more = self._signed(q) or (self._announced(q) or self._goes_on(q) if self._fills(q) else None)
            if more is not None:
                new.append(more)
                self.last[self._block(q.last - 1)] = more
        new += self._set_off([*found, *new])
        return new + self._pulled(found, new)

    def _set_off(self, found: list[Found]) -> list[Found]:
        """The paragraphs that the page sets off as quotations without marks, where a line before or behind them says whose they are."""
        busy = {self._block(f.content[0][0]) for f in found if f.content and not syntax.is_self(self.a, f.source_token)}
        new: list[Found] = []
        before: tuple[int, Found] | None = None
        for first, last in self.blocks:
            block = self._block(first)
            if block not in self.set_off or block in busy or self.q.of[first] >= 0 or self.a.tokens[first].form in _DASHES:
                continue
            q = Quotation(first, last, False)
            more = self._more(before[1], q) if before is not None and before[0] == block - 1 else self._announced(q) or self._signed(q)
            if more is not None:
                new.append(more)
                before = (block, more)
        return new

    def _left_open(self, found: list[Found]) -> list[Quotation]:
        """Paragraphs that open with a single mark which only a later paragraph closes: ' is an apostrophe too, so it is none by itself."""
        cued = {self._block(f.cue_token) for f in found if f.cue_token is not None}
        return [
            Quotation(first, last, False)
            for first, last in self.blocks
            if self.a.tokens[first].form in _SINGLE and self.q.of[first] < 0 and last - first > _SHORT and self._block(first) not in cued
        ]

    def _taken(self, found: list[Found]) -> set[int]:
        """The quotations that an attribution already holds most of."""
        words: dict[int, int] = {}
        for f in found:
            if self._nested(f):
                continue
            for first, last in f.content:
                for k in range(first, last):
                    if self.q.of[k] >= 0:
                        words[self.q.of[k]] = words.get(self.q.of[k], 0) + 1
        return {n for n, count in words.items() if 3 * count > self.q.found[n].last - self.q.found[n].first}

    def _nested(self, f: Found) -> bool:
        return f.cue_token is not None and self.q.inside(f.cue_token)

    def _end(self, f: Found) -> int:
        ends = [last for _, last in (*f.content, *f.cue)]
        return max(ends) if ends else 1

    def _block(self, i: int) -> int:
        return self.a.sentences[self.a.sentence_of[i]].block

    def _fills(self, q: Quotation) -> bool:
        """Whether a quotation begins and ends with a sentence and is long enough to be speech."""
        if q.last - q.first - 2 < _SHORT:
            return False
        first, last = self.a.sentences[self.a.sentence_of[q.first]], self.a.sentences[self.a.sentence_of[q.last - 1]]
        return q.first <= first.first + 1 and last.last - q.last <= 1

    # --- a sentence that the splitter cuts behind its cue

    def _cut_off(self, found: list[Found]) -> list[Found]:
        """ "Mr Tran said | Sir Keir had done nothing": what follows a cue that ends its "sentence" without a stop is what is said."""
        cued = {f.cue_token for f in found if f.content}
        cut = []
        for n, s in enumerate(self.a.sentences[:-1]):
            i, after = s.last - 1, self.a.sentences[n + 1]
            if after.block != s.block or i in cued or not self._says(i) or self.q.inside(i):
                continue
            subject = syntax.subject(self.a, i)
            if subject is not None and s.first <= subject < i:
                words = syntax.cue_words(self.a, i)
                content = [(after.first, after.last)]
                cut.append(Found([(k, k + 1) for k in words], syntax.phrase(self.a, subject), content, i, subject, "asserted"))
        return cut

    def _says(self, i: int) -> bool:
        token = self.a.tokens[i]
        cues = self.lex.verbs.get(token.lemma.lower(), ())
        return token.xpos in ("VBD", "VBZ", "VBP") and any(
            "clause" in c.takes and "quote" in c.takes and c.stance == "asserted" for _, c in cues
        )

    # --- signatures

    def _signed(self, q: Quotation) -> Found | None:
        """The name behind a quotation: after a dash, in brackets, or alone at the end of the paragraph or in the next one."""
        if q.last - q.first - 2 < _SHORT or q.last >= len(self.a.tokens):
            return None
        here = self.number.get(self._block(q.last - 1))
        if here is None:
            return None
        end = self.blocks[here][1]
        if q.last < end:
            return self._by(q, q.last, end)
        if here + 1 < len(self.blocks):
            first, last = self.blocks[here + 1]
            before = self.a.text[: self.a.tokens[first].start].rstrip()[-1:]  # the dash may have been taken for the mark of an item
            dashed = (
                self.a.tokens[first].form in _DASHES
                or before in _DASHES
                or (self.a.tokens[first].form == "(" and self.a.tokens[last - 1].form == ")")
            )
            return self._by(q, first, last) if dashed else None
        return None

    def _by(self, q: Quotation, first: int, last: int) -> Found | None:
        """A signature from ``first`` to ``last``: a name with what it is, and no verb; anything else is no signature."""
        mark = None
        if self.a.tokens[first].form in _DASHES or self.a.tokens[first].form == "(":
            mark, first = first, first + 1
        while last > first and self.a.tokens[last - 1].form in (")", ".", "]"):
            last -= 1
        if not 0 < last - first <= _SIGNATURE or any(self.a.tokens[k].upos in ("VERB", "AUX") for k in range(first, last)):
            return None
        people = [e for k in range(first, last) if (e := self.a.entity_of.get(k)) is not None and e.type in ("PER", "ORG")]
        people.sort(key=lambda e: e.type != "PER")
        if not people or self.a.tokens[first].form[:1].islower():
            return None
        e = people[0]
        head = next((k for k in range(e.first, e.last) if not e.first <= self.a.tokens[k].head < e.last), e.first)
        return Found([(mark, mark + 1)] if mark is not None else [], [(first, last)], [(q.first, q.last)], mark, head, "asserted")

    def _pulled(self, found: list[Found], new: list[Found]) -> list[Found]:
        """Pull quotes: words in the first person without marks, then name and office without a full stop or verb."""
        busy = {self._block(f.content[0][0]) for f in (*found, *new) if f.content}
        pulled = []
        for first, last in self.blocks:
            if self._block(first) in busy or self.a.tokens[last - 1].form in _STOPS or self.q.of[first] >= 0:
                continue
            inside = [
                e for k in range(max(first, last - _SIGNATURE), last) if (e := self.a.entity_of.get(k)) is not None and e.type == "PER"
            ]
            start = self._signature(inside[0].first, first) if inside else first
            own = any(self.a.tokens[k].form.lower() in _OWN for k in range(first, start))
            if start - first > 2 * _SHORT and own and (made := self._by(Quotation(first, start, False), start, last)) is not None:
                pulled.append(made)
        return pulled

    def _signature(self, name: int, first: int) -> int:
        """Where a signature begins: at the name, or at the capitalised title before it."""
        k = name
        while k > first and self.a.tokens[k - 1].upos in ("NOUN", "PROPN", "ADJ") and self.a.tokens[k - 1].form not in _STOPS:
            k -= 1
            if self.a.tokens[k].form[:1].isupper() and (k == first or not self.a.tokens[k - 1].form[:1].isupper()):
                break
        return k if self.a.tokens[k].form[:1].isupper() else name

    # --- announced

    def _announced(self, q: Quotation) -> Found | None:
        """A paragraph right before that ends in a colon and names somebody: "And from Chairwoman Lena Voss:"."""
        here = self.number.get(self._block(q.first))
        if not here or q.first > self.blocks[here][0] + 1:
            return None
        first, last = self.blocks[here - 1]
        if self.a.tokens[last - 1].form != ":" or last - first > 2 * _SIGNATURE:
            return None
        people = [e for e in self.a.entities if e.type == "PER" and first <= e.first and e.last <= last]
        if not people or (len(people) > 1 and not self._subject_is(people[0].first, first, last)):
            return None
        e = people[0] if len(people) == 1 or self._subject_is(people[0].first, first, last) else people[-1]
        head = next((k for k in range(e.first, e.last) if not e.first <= self.a.tokens[k].head < e.last), e.first)
        return Found([(last - 1, last)], syntax.phrase(self.a, head), [(q.first, q.last)], last - 1, head, "asserted")

    def _subject_is(self, i: int, first: int, last: int) -> bool:
        return any(self.a.rel(k) == "nsubj" for k in (i, self.a.tokens[i].head) if first <= k < last)

    # --- speaking on

    def _goes_on(self, q: Quotation) -> Found | None:
        """Whoever spoke last in this paragraph or the one before; else the person who is the subject of its last sentence."""
        block = self._block(q.first)
        here = self.number.get(block)
        before = self.last.get(block)
        if before is not None and self._end(before) <= q.first:
            return self._more(before, q)
        if not here or q.first > self.blocks[here][0] + 1:
            return None
        number = here - 1
        while number > 0 and here - number < 3 and self._aside(number):
            number -= 1
        earlier = self.last.get(self._block(self.blocks[number][0]))
        if earlier is not None and self._speaks_last(earlier, number):
            return self._more(earlier, q)
        return self._of_subject(q, number)

    def _more(self, f: Found, q: Quotation) -> Found:
        return Found([], f.source, [(q.first, q.last)], None, f.source_token, "asserted", inherited=True)

    def _aside(self, number: int) -> bool:
        """A caption, pull quote or subheading between paragraphs: no full stop, or it is no sentence."""
        first, last = self.blocks[number]
        return self.a.tokens[last - 1].form not in (*_STOPS, "”", '"', "’", "'", "»") and last - first <= 2 * _SIGNATURE

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
            if (e is not None and e.type == "PER") or self.a.tokens[j].form.lower() in _PERSONAL:
                return j
            named = [k for k in self.a.dependents(j, "flat", "appos") if (x := self.a.entity_of.get(k)) is not None and x.type == "PER"]
            if named:
                return named[0]
        return None


def find(
    analysis: Analysis, quotations: quotes.Quotations, lexicon: CueLexicon, found: list[Found], set_off: frozenset[int] = frozenset()
) -> list[Found]:
    """The attributions of quotations without a cue, beyond those ``found``; see the module's docstring.

    Args:
        analysis: the document's analysis.
        quotations: its quotations in marks.
        lexicon: the cue lexicon.
        found: the attributions found so far.
        set_off: the blocks that the page sets off as quotations, as the analysis counts them.
    """
    return Continuation(analysis, quotations, lexicon, set_off).find(found)
