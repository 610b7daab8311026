"""Linking: quotations and the spans that the model marks, to the cues and sources they belong to.

Order of trust: a link that the tree states, then nearness within the sentence, then the neighbouring sentence (a quotation that goes on,
a quotation that floats without a cue of its own). The model's spans set the boundaries where they and the tree speak of the same thing.
"""

from bisect import bisect_left, bisect_right

from accordingto import gazetteer
from accordingto.analysis import Analysis, Marked
from accordingto.attribution import beside, syntax
from accordingto.attribution.found import Found, Run, merged, minus, overlap, size
from accordingto.attribution.quotes import Quotation, Quotations
from accordingto.cues import CueLexicon
from accordingto.lexicons import load_events

_SHORT = 5
"""Words of a quotation up to which it may be a mere term in quotation marks and is not taken for speech without a tree."""

_TERM = 3
"""Words of a quotation up to which it is a term that anybody may set in quotation marks."""


class Linker:
    """Completes what the tree finds; all methods are linear in the document."""

    def __init__(self, analysis: Analysis, quotations: Quotations, lexicon: CueLexicon) -> None:
        self.a, self.q, self.lex = analysis, quotations, lexicon
        self.starts = [q.first for q in quotations.found]
        self.inner: dict[int, list[Quotation]] = {}
        for q in quotations.inner:
            self.inner.setdefault(quotations.of[q.first], []).append(q)

    def link(self, found: list[Found]) -> list[Found]:
        """The finished attributions of a document in tokens, in text order of their cues."""
        found = _with_equated(_without_taken_up(self._with_marks(found)), self.a, self.q)
        self._take_quotations(found)
        found = [f for f in found if f.content or f.cue_token is not None]
        found += self._floating(found)
        return [f for f in found if f.content and self._is_link(f)]

    # --- the model's spans

    def _with_marks(self, found: list[Found]) -> list[Found]:
        by_sentence: dict[int, list[Marked]] = {}
        for m in self.a.marked:
            if m.first < m.last <= len(self.a.tokens):
                by_sentence.setdefault(self.a.sentence_of[m.first], []).append(m)
        groups: dict[int, list[Found]] = {}
        for f in found:
            groups.setdefault(self._sentence(f), []).append(f)
        result: list[Found] = []
        for n in sorted({*by_sentence, *groups}):
            result += self._sentence_marks(groups.get(n, []), by_sentence.get(n, []))
        return result

    def _sentence(self, f: Found) -> int:
        return self.a.sentence_of[f.cue_token if f.cue_token is not None else f.content[0][0]]

    def _sentence_marks(self, found: list[Found], marks: list[Marked]) -> list[Found]:
        cues = [(m.first, m.last) for m in marks if m.role == "cue"]
        contents = [(m.first, m.last) for m in marks if m.role == "content"]
        sources = [(m.first, m.last) for m in marks if m.role == "source"]
        marked: set[int] = set()
        for cue in cues:
            hit = [n for n, f in enumerate(found) if overlap(f.cue, [cue])]
            if not hit:
                found.append(self._from_cue(cue))
                hit = [len(found) - 1]
            marked.update(hit)
            if len(hit) == 1:
                found[hit[0]].cue = merged([*found[hit[0]].cue, cue])
        self._contents(found, contents, marked)
        self._sources(found, sources, marked)
        return found

    def _from_cue(self, cue: Run) -> Found:
        """A cue that only the model knows: its subject, and the content still to be linked."""
        i = next((k for k in range(*cue) if not cue[0] <= self.a.tokens[k].head < cue[1]), cue[0])
        head = syntax.subject(self.a, i) if self.a.tokens[i].upos in ("VERB", "AUX") else None
        if head is not None and cue[0] <= head < cue[1]:
            head = None
        source = syntax.phrase(self.a, head) if head is not None else []
        return Found([cue], source, [], i, head, "asserted", lexical=False, strong=False)

    def _contents(self, found: list[Found], contents: list[Run], marked: set[int]) -> None:
        """Give each marked content to the marked cue right before it, else to the attribution whose tree content it shares, else to the
        nearest cue outside it. A tree content that another cue so takes is given up: there the tree is wrong."""
        taken: dict[int, list[Run]] = {}
        for c in contents:
            owner = self._owner(found, c, marked)
            if owner is not None:
                taken.setdefault(owner, []).append(c)
        for n, several in taken.items():
            f = found[n]
            if n in marked and not overlap(f.content, several) and any(_follows(f, c) for c in several):
                others = [c for m, theirs in taken.items() if m != n and m in marked for c in theirs]
                f.content = minus(f.content, others) if size(f.content) > 2 * overlap(f.content, others) else []
            several = [c for c in several if overlap(f.content, [c])] or several
            if f.tight and (not overlap(f.content, several) or size(several) > size(f.content) * 3 // 2):
                continue
            shared = overlap(f.content, several)
            if not f.content or ((n in marked or shared * 2 >= size(f.content)) and self._holds_head(several, f.content)):
                f.content = minus(merged(several), f.cue)

    def _holds_head(self, several: list[Run], content: list[Run]) -> bool:
        """Whether the marked stretches hold what heads the tree's content, with the nouns joined to it: less is a fragment of it."""
        head = next((k for run in content for k in range(*run) if not _within(content, self.a.tokens[k].head)), None)
        joined = self.a.dependents(head, "conj", "appos") if head is not None and self.a.tokens[head].upos == "NOUN" else []
        return head is not None and all(_within(several, k) for k in (head, *joined) if _within(content, k))

    def _owner(self, found: list[Found], c: Run, marked: set[int]) -> int | None:
        best, best_key = None, (0, 0, 0.0, 0)
        for n, f in enumerate(found):
            if f.cue_token is None or c[0] <= f.cue_token < c[1]:
                continue
            distance = min(abs(f.cue_token - c[0]), abs(f.cue_token - c[1]))
            key = (int(n in marked), int(n in marked and _follows(f, c)), overlap(f.content, [c]) / (1 + size(f.content)), -distance)
            if (key[2] > 0 or (n in marked and not f.content) or (n in marked and distance < 12)) and (best is None or key > best_key):
                best, best_key = n, key
        return best

    def _sources(self, found: list[Found], sources: list[Run], marked: set[int]) -> None:
        free = set(range(len(sources)))
        for f in found:
            for k, s in enumerate(sources):
                if f.source and self._same_source(f, s) and not overlap([s], [*f.cue, *f.patient]):
                    f.source = [s]
                    free.discard(k)
                    break
        for n, f in enumerate(found):
            if f.source or f.cue_token is None or not (n in marked or self._wants_source(f)):
                continue
            if not f.speaks or f.verdict == "denied" or self._asked(f.cue_token):
                continue
            near = [
                (self._gap(f, sources[k]), k)
                for k in free
                if self._names(sources[k]) and not overlap([*f.content, *f.patient], [sources[k]])
            ]
            if near:
                _, k = min(near)
                f.source = [sources[k]]
                f.source_token = self._head(sources[k])
                free.discard(k)

            if not f.source and self._wants_source(f):
                self._neighbour(f)

    def _same_source(self, f: Found, s: Run) -> bool:
        """A marked source with the head of the tree's, or a part of it that can stand alone."""
        if f.source_token is not None and s[0] <= f.source_token < s[1]:
            return True
        above = [k for k in range(*s) if not s[0] <= self.a.tokens[k].head < s[1]]
        if all(self.a.rel(k) in ("det", "compound", "amod") for k in above):
            return False  # "the port" of "the port authority"
        return bool(overlap(f.source, [s])) and any(self.a.tokens[k].upos in ("PROPN", "NOUN", "PRON") for k in range(*s))

    def _names(self, s: Run) -> bool:
        return any(self.a.tokens[k].upos in ("PROPN", "NOUN", "PRON", "NUM", "ADJ") for k in range(*s))

    def _wants_source(self, f: Found) -> bool:
        """A verb of speech in the active voice that the tree leaves without a subject."""
        assert f.cue_token is not None
        token = self.a.tokens[f.cue_token]
        passive = token.xpos == "VBN" and self.a.dependents(f.cue_token, "aux:pass", "nsubj:pass", "expl")
        return (
            f.lexical
            and token.upos == "VERB"
            and token.xpos in ("VBD", "VBZ", "VBP", "VBN")
            and not passive
            and not self.q.inside(f.cue_token)
        )

    def _asked(self, i: int) -> bool:
        return any(syntax.asked(self.a, i, cue) for _, cue in self.lex.verbs.get(self.a.tokens[i].lemma.lower(), ()))

    def _neighbour(self, f: Found) -> None:
        """The named person or body right beside the cue ("said Mina Costa")."""
        assert f.cue_token is not None
        beside = [m for m in self.a.marked if m.role == "source" and m.first == f.cue_token + 1]
        for m in beside:  # "‘…,’ said | Dr Owen Pryce": the sentence was cut before the name
            f.source, f.source_token = [(m.first, m.last)], self._head((m.first, m.last))
            return
        for k in (f.cue_token + 1, f.cue_token - 1):
            e = self.a.entity_of.get(k)
            if e is not None and e.type in ("PER", "ORG") and not overlap(f.content, [(e.first, e.last)]):
                f.source, f.source_token = [(e.first, e.last)], self._head((e.first, e.last))
                return

    def _gap(self, f: Found, s: Run) -> int:
        assert f.cue_token is not None
        return min(abs(f.cue_token - s[0]), abs(f.cue_token - s[1] + 1))

    def _head(self, run: Run) -> int:
        return next((k for k in range(*run) if not run[0] <= self.a.tokens[k].head < run[1]), run[0])

    # --- quotations

    def _take_quotations(self, found: list[Found]) -> None:
        """Speech cues take the quotations beside them; a quotation that a content reaches into belongs to it whole."""
        speaking = sorted((f for f in found if f.cue_token is not None and self._speaks(f)), key=lambda f: f.cue_token or 0)
        self._widen(found)
        taken = {n for f in found if not self._nested(f) for n in self._quotations_in(f.content)}
        cues = [f.cue_token or 0 for f in speaking]
        for n, q in enumerate(self.q.found):
            if n in taken:
                continue
            owner = self._speaker_of(n, speaking, cues)
            if owner is not None:
                owner.content = merged([*owner.content, (q.first, q.last)])
                taken.add(n)
        self._pass_on(found)

    def _pass_on(self, found: list[Found]) -> None:
        """ "“We have boats,” Reyes said General Paz told him": Reyes says that Paz says it."""
        at = {f.cue_token: f for f in found if f.cue_token is not None}
        for f in found:
            below = self.a.dependents(f.cue_token, "ccomp") if f.cue_token is not None and self._quotations_in(f.content) else []
            inner = next((at[j] for j in below if j in at and not self.q.inside(j)), None)
            if inner is not None and self.q.found[self._quotations_in(f.content)[0]].first > (inner.cue_token or 0):
                continue  # "said talks would go on and called it “nonsense”"
            if inner is not None and inner.source and not inner.content and self._speaks(inner):
                inner.content = list(f.content)
                f.content = merged([*f.content, *inner.source, *inner.cue])

    def _speaks(self, f: Found) -> bool:
        assert f.cue_token is not None
        if self.q.inside(f.cue_token):
            return False
        token = self.a.tokens[f.cue_token]
        if not f.lexical:
            return token.upos == "VERB" or (f.cue[0][1] - f.cue[0][0] == 1 and token.form == ":")
        if token.upos != "VERB":
            return not f.content and f.stance != "alleged"
        return any("quote" in cue.takes for _, cue in self.lex.verbs.get(token.lemma.lower(), ()))

    def _widen(self, found: list[Found]) -> None:
        """Content that begins or ends inside a quotation of speech reaches to the quotation's end."""
        for f in found:
            if f.cue_token is None:
                continue
            if self.q.inside(f.cue_token):
                self._narrow(f)
                continue
            touched = self._quotations_in(f.content)
            whole = [(self.q.found[n].first, self.q.found[n].last) for n in touched]
            f.content = minus(merged([*f.content, *whole]), [*f.cue, *f.source])

    def _narrow(self, f: Found) -> None:
        """Speech inside speech: a cue inside a quotation that has inner marks beside it or in its content reports what they hold."""
        assert f.cue_token is not None
        if not f.lexical or self.a.tokens[f.cue_token].upos != "VERB" or not self._says(f.cue_token):
            return
        within = [q for q in self.inner.get(self.q.of[f.cue_token], ()) if not q.first <= f.cue_token < q.last]
        held = [q for q in within if overlap(f.content, [(q.first, q.last)]) and q.last - q.first - 2 > _TERM]
        if held and all(abs(q.first - f.cue_token) < 40 for q in held):
            f.content = [(q.first, q.last) for q in held]

    def _says(self, i: int) -> bool:
        return any("quote" in cue.takes for _, cue in self.lex.verbs.get(self.a.tokens[i].lemma.lower(), ()))

    def _quotations_in(self, content: list[Run]) -> list[int]:
        found: list[int] = []
        for first, last in content:
            n = max(0, bisect_right(self.starts, first) - 1)
            stop = bisect_left(self.starts, last)
            found += [k for k in range(n, stop) if self.q.found[k].last > first]
        return found

    def _speaker_of(self, n: int, speaking: list[Found], cues: list[int]) -> Found | None:
        """The speech cue of the same sentence nearest to a quotation, else one in the sentence right before it (after a colon) or after."""
        q = self.q.found[n]
        here = self.a.sentence_of[q.first], self.a.sentence_of[q.last - 1]
        k = bisect_left(cues, q.first)
        best: tuple[int, Found] | None = None
        for j in (k - 1, k):
            if not 0 <= j < len(cues):
                continue
            cue, place = cues[j], self.a.sentence_of[cues[j]]
            between = (cue + 1, q.first) if cue < q.first else (q.last, cue)
            gap = self._words_between(between, speaking[j])
            near = gap <= 2 or (gap <= 12 and self._governs(cue, q.first, q.last))
            if place in here and not near and (speaking[j].content or q.last - q.first - 2 <= _SHORT):
                continue
            if place not in here and not self._adjoins(between, speaking[j], q.first > cue):
                continue
            if place not in here and cue > q.first and not self._runs_on(n, cue):
                continue
            if speaking[j].content and not near and place not in here:
                continue
            if best is None or gap < best[0]:
                best = (gap, speaking[j])
        return best[1] if best else None

    def _runs_on(self, n: int, cue: int) -> bool:
        """Whether a quotation runs into the sentence after it (“Is it far?” she asked): same paragraph, no full stop inside."""
        last = self.q.found[n].last
        return self._block(last - 1) == self._block(cue) and self.a.tokens[max(last - 2, 0)].form != "."

    def _words_between(self, between: Run, f: Found) -> int:
        if between[1] - between[0] > 60:
            return 60
        own = {k for run in (*f.source, *f.cue) for k in range(*run)}
        return sum(self.a.tokens[k].upos != "PUNCT" and k not in own for k in range(*between))

    def _governs(self, cue: int, first: int, last: int) -> bool:
        return any(self.a.tokens[k].head == cue for k in range(first, min(last, first + 200)))

    def _adjoins(self, between: Run, f: Found, after: bool) -> bool:
        """Whether nothing but the cue's own source and punctuation lies between, and before a following quotation a colon or no stop."""
        if self._words_between(between, f) > 0:
            return after and self._ends_open(between) and between[1] - between[0] < 40
        forms = [self.a.tokens[k].form for k in range(*between)]
        return not after or not forms or forms[-1] not in (".", "!", "?")

    def _ends_open(self, between: Run) -> bool:
        return between[1] > between[0] and self.a.tokens[between[1] - 1].form == ":"

    # --- quotations without a cue of their own

    def _floating(self, found: list[Found]) -> list[Found]:
        """Quotations that fill a sentence and have no cue go on from the speaker before: in the same paragraph as more of the same
        content, in the next paragraph as an attribution of their own without a cue."""
        taken = {n for f in found if not self._nested(f) for n in self._quotations_in(f.content)}
        speech = sorted(
            (
                f
                for f in found
                if f.source and f.content and not self._nested(f) and (self._quoted(f) or (f.cue_token is not None and self._speaks(f)))
            ),
            key=lambda f: f.content[-1][1],
        )
        ends = [f.content[-1][1] for f in speech]
        new: list[Found] = []
        last: Found | None = None
        for n, q in enumerate(self.q.found):
            if n in taken:
                continue
            if signed := beside.signed(self.a, q) or beside.announced(self.a, q):
                new.append(signed)
                continue
            k = bisect_right(ends, q.first) - 1
            last = speech[k] if k >= 0 else None
            same = last is not None and self._block(q.first) == self._block(last.content[-1][1] - 1)
            if not self._fills(n, 1 if same else _SHORT):
                continue
            if last is None or (last.cue_token is not None and last.cue_token > q.first):
                continue
            apart = self._block(q.first) - self._block(last.content[-1][1] - 1)
            if apart == 0:
                last.content = merged([*last.content, (q.first, q.last)])
                ends[k] = last.content[-1][1] if k + 1 == len(ends) or last.content[-1][1] <= ends[k + 1] else ends[k]
            elif apart == 1 and self._quoted(last):
                more = Found([], last.source, [(q.first, q.last)], None, last.source_token, "asserted", inherited=True)
                new.append(more)
                speech.insert(k + 1, more)
                ends.insert(k + 1, q.last)
        return new

    def _nested(self, f: Found) -> bool:
        return f.cue_token is not None and self.q.inside(f.cue_token)

    def _quoted(self, f: Found) -> bool:
        return self.q.inside(f.content[-1][1] - 1) or self.q.inside(f.content[0][0])

    def _fills(self, n: int, fewest: int) -> bool:
        """Whether a quotation begins a sentence and ends one, and is long enough to be speech."""
        q = self.q.found[n]
        if q.last - q.first - 2 < fewest:
            return False
        first, last = self.a.sentences[self.a.sentence_of[q.first]], self.a.sentences[self.a.sentence_of[q.last - 1]]
        return q.first <= first.first + 1 and last.last - q.last <= 1

    def _block(self, i: int) -> int:
        return self.a.sentences[self.a.sentence_of[i]].block

    # --- what is no link

    def _is_link(self, f: Found) -> bool:
        """Attitudes and acts that are reported of somebody are no links unless their words or thoughts are (DESIGN rule 5)."""
        if (not f.strong and not self._believable(f)) or syntax.reminds(self.a, f.cue_token):
            return False
        if f.judges or f.cue_token is None or self.a.tokens[f.cue_token].lemma.lower() not in self.lex.words.attitudes:
            return True
        named = any(k.deprel == "xcomp" for k in (self.a.tokens[j] for j in self.a.children[f.cue_token]))
        return (
            named
            or (f.strong and bool(self._quotations_in(f.content)))
            or any(self.a.tokens[k].form.lower() == "as" for j in self.a.children[f.cue_token] for k in self.a.children[j])
        )

    def _believable(self, f: Found) -> bool:
        """Whether a cue that only the model knows comes with what speech and thought come with: a source and a clause, or a quotation."""
        if any(self.q.found[n].last - self.q.found[n].first - 2 > _TERM for n in self._quotations_in(f.content)):
            return True
        if f.cue_token is not None and self.a.tokens[f.cue_token].form == ":":
            place = any(gazetteer.known(self.a.words(first, last)) for first, last in f.source)  # a dateline
            return not place and any(abs(f.cue_token - edge) <= 1 for first, last in f.source for edge in (first, last))
        if f.lexical and f.source and not self._clausal(f):
            return self._says_something(f)
        return (f.lexical or bool(f.source)) and any(self._has_subject(first, last) for first, last in f.content)

    def _says_something(self, f: Found) -> bool:
        """Whether what the model marks behind a verb of speech is more than a thing or a person ("warned the owner", "recalled its envoy"):
        it has a verb, a number or the name of an event, or stands in quotation marks."""
        events = load_events().nouns
        tokens = [self.a.tokens[k] for first, last in f.content for k in range(first, last)]
        if self._quotations_in(f.content) or f.cue_token is None or self.a.tokens[f.cue_token].upos != "VERB":
            return True
        return any(t.upos in ("VERB", "AUX", "NUM") or (t.upos == "NOUN" and t.lemma.lower() in events) for t in tokens)

    def _clausal(self, f: Found) -> bool:
        token = self.a.tokens[f.cue_token or 0]
        return token.upos != "VERB" or all(cue.clausal or particle for particle, cue in self.lex.verbs.get(token.lemma.lower(), ()))

    def _has_subject(self, first: int, last: int) -> bool:
        return any(self.a.rel(k) in ("nsubj", "csubj", "expl") and first <= self.a.tokens[k].head < last for k in range(first, last))


def _with_equated(found: list[Found], a: Analysis, quotations: Quotations) -> list[Found]:
    """With the quotations that are said to be what somebody said, in the place of whatever else takes them."""
    for q in quotations.found:
        if one := beside.equated(a, q):
            quoted = [(q.first, q.last)]
            nested = [f for f in found if f.cue_token is not None and quotations.inside(f.cue_token)]
            found = [*(f for f in found if f in nested or 2 * overlap(f.content, quoted) < size(quoted)), one]
    return found


def _without_taken_up(found: list[Found]) -> list[Found]:
    """Without a cue that another one takes up ("**refused** to deny that", "**made** the claim that")."""
    taken = {k for f in found for k in f.acts if k != f.cue_token}
    return [f for f in found if f.cue_token not in taken]


def _within(several: list[Run], k: int) -> bool:
    return any(first <= k < last for first, last in several)


def _follows(f: Found, c: Run) -> bool:
    """Whether a stretch stands right after a cue."""
    return any(last == c[0] for _, last in f.cue)
