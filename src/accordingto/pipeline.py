"""One document, from its bytes to its claims. Everything that codes a document calls :func:`code`.

page      = ingest                      text fixed, page furniture marked
analysis  = model.analyse               sentences, tokens, trees, entities, attribution marks
voices    = attribution.find            who says what stretch of text, nested; the document's own speaker
cast      = actors.resolve              mentions → people, states, organisations
said      = propositions.find           clauses and event nouns with their exact words
…           events, modality, figures, times, places for each
assemble                                Claims
"""

import bisect
import hashlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from accordingto import (
    actors,
    attribution,
    coder,
    confidence,
    coordination,
    cues,
    decide,
    encoder,
    events,
    figures,
    ingest,
    insertions,
    meaning,
    modality,
    operators,
    places,
    propositions,
    reports,
    setting,
    times,
    traits,
    view,
    wording,
)
from accordingto.analysers import Analyser
from accordingto.analysis import Analysis, Sentence
from accordingto.errors import InputError
from accordingto.figures import holding
from accordingto.ingest import Given
from accordingto.propositions import Proposition
from accordingto.speakers import Speakers
from accordingto.types import (
    SILENT,
    Actor,
    Claim,
    Document,
    DocumentDate,
    Event,
    Figure,
    Link,
    Modality,
    Page,
    Quote,
    Relation,
    Stretch,
    When,
    Where,
)

_HEADS = ("entities", "attribution", "events", "below")
"""What the rules ask the encoder for, beside words, sentences and trees."""
_SHORT_CONTENT = 8
"""Characters: "denies this" says something of its own, a longer content is what is said."""

_ASIDE = 60
"""Characters of an aside that is taken for one stretch."""

_STATED = frozenset({"denied", "alleged", "questioned", "conditional"})
"""Modalities that a word of the clause states; what is planned or demanded is weighed."""

_LOCATIVE = frozenset("in at near into around across outside inside within through off along throughout between above beneath".split())
_LABEL_MARKS = frozenset((":", "–", "—"))
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "myself", "ourselves"})
_BREAKS = frozenset({",", "–", "—", "-", "(", ")", ";", ":"})
_OPENING = frozenset("“\"‘'«„‹「")
_CLOSING = frozenset("”\"’'»“›」")
_MARKS = frozenset('“”"‘«»„‹›「」') | {"’", "'"}
_CLOSED = {"“": "”", "«": "»", "„": "“", "「": "」", '"': '"', "‘": "’"}


class Reading(msgspec.Struct, frozen=True):
    """A document and its claims."""

    document: Document
    claims: tuple[Claim, ...]


def read(source: str | Path, given: Given | None = None, analyser: Analyser | None = None) -> Iterator[Reading | InputError]:
    """Read one source: a file, a folder, or ``-``.

    Args:
        source: as the user named it.
        given: what the user says of its documents.
        analyser: makes the language analysis; None: the encoder in the package.

    Yields:
        a :class:`Reading` a document, and the :class:`InputError` of each input that cannot be read, so that the rest is still read.
    """
    for page in ingest.open(source, given or Given()):
        yield page if isinstance(page, InputError) else code(page, analyser)


def code(page: Page, analyser: Analyser | None = None) -> Reading:
    """Code one document. Deterministic: the same page gives the same claims whatever is read beside it."""
    return _read_in_view(page, analyser or encoder.load())[0]


class Basis(msgspec.Struct, frozen=True):
    """What a claim was decided on.

    ``listed`` is the event that the lexicon or the event head gave, ``coded`` the one decided for; ``traits`` what the confidence was
    worked out from; ``granted`` is False where what was decided to be presupposed is not given as such; tokens are those of ``analysis``.
    """

    analysis: Analysis
    judged: meaning.Judgement
    decided: decide.Decided
    listed: events.Coded | None
    coded: events.Coded | None
    traits: dict[str, float]
    granted: bool


def code_in_full(page: Page, analyser: Analyser | None = None) -> tuple[Reading, dict[str, Basis]]:
    """What :func:`code` gives, and by claim id what each claim was decided on."""
    return _read_in_view(page, analyser or encoder.load())


def _read_in_view(page: Page, analyser: Analyser) -> tuple[Reading, dict[str, Basis]]:
    """Code the view of a page and trace the record back to its text."""
    plain = view.of(page)
    with encoder.one_thread():
        coder = _Coder(plain.page if plain else page, analyser)
        reading = coder.reading()
    if plain is not None:
        reading = Reading(plain.document(reading.document), tuple(map(plain.claim, reading.claims)))
    return reading, coder.basis


class _Draft(msgspec.Struct):
    """A claim in the making."""

    tokens: tuple[int, ...]
    predicate: int | None
    proposition: Proposition | None
    coded: events.Coded | None
    chain: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    figure: figures.FigureMention | None = None
    scene: setting.Setting = setting.Setting()
    judged: meaning.Judgement | None = None
    decided: decide.Decided | None = None
    listed: events.Coded | None = None
    said: modality.Reading | None = None
    beside: tuple[tuple[int, ...], ...] = ()


class _Coder:
    def __init__(self, page: Page, analyser: Analyser) -> None:
        self.page, self.text, self.analyser = page, page.document.text, analyser
        self.blocks = tuple(b for b in page.blocks if b.kind != "furniture")
        self.a: Analysis = analysed(page, analyser)
        model = meaning.load()
        self.told, self.labels = model.read(self.a), model.labels
        self.voices = attribution.find(page, self.a)
        self.date = page.document.date or self.inferred_date()
        anchor = self.date.edtf if self.date else None
        speaker = self.voices.speaker
        self.cast = actors.resolve(
            self.a,
            date=anchor,
            speaker=speaker.name if speaker else None,
            spoken=self.voices.spoken(self.a),
            publisher=page.document.publisher,
        )
        self.speakers = Speakers(self.a, self.voices, self.cast)
        self.times = times.find(self.a, anchor)
        named = places.find(self.a)
        about = (page.document.publisher, speaker.name if speaker else None)
        counted = figures.find(self.a, about, (p.country for p in named))
        self.figures = tuple(f for f in counted if not self.unread(self.a.sentences[self.a.sentence_of[f.head]]))
        self.places = (*named, *places.anaphors(self.a, named))
        known = [p for p in self.places if p.country is not None or p.kind != "settlement"]  # of others the rules have to be sure
        self.placed = tuple(sorted(known, key=_first))
        self.dated = tuple(m for m in self.times if m.edtf)
        said = self.voices.attributions
        judged = [x for x in said if x.parent is not None and said[x.parent].judges]
        self.taken_up = frozenset(i for x in said for i in x.acts if i != x.cue_token or _says_no_more(x) or x in judged)
        self.coded = {i: c for i in events.predicates(self.a) if i not in self.taken_up and (c := events.code(self.a, i)) is not None}
        self.doers = {c.content: c.content_actor for c in self.coded.values() if c.content is not None and c.content_actor}
        self.cues = {x.cue_token: n for n, x in enumerate(self.voices.attributions) if x.cue_token is not None}
        self.stop = frozenset(self.cues)
        quoted = tuple(span for x in self.voices.attributions if x.how in ("direct", "mixed") for span in x.content)
        self.wording = wording.find(self.a, attribution.quotes.between(self.a), quoted)
        self.basis: dict[str, Basis] = {}
        self.bare: frozenset[int] = frozenset()

    def inferred_date(self) -> DocumentDate | None:
        return times.infer_document_date(self.a)

    def reading(self) -> Reading:
        drafts = self.drafts()
        for d, judged in zip(drafts, self.told.judge([d.tokens for d in drafts]), strict=True):
            self.weigh(d, judged)
        self.bare = frozenset(self.a.sentence_of[d.tokens[0]] for d in drafts if self.claims_nothing(d))
        drafts = [d for d in drafts if not self.claims_nothing(d)]
        for d, others in zip(drafts, traits.beside([d.tokens for d in drafts], self.a.sentence_of), strict=True):
            d.beside = others
        claims = self.related([self.claim(draft) for draft in drafts], drafts)
        return Reading(self.document(claims), tuple(claims))

    # --- which propositions there are

    def drafts(self) -> list[_Draft]:
        reporting = self.reporting()
        nominal = {i for i in self.coded if self.a.tokens[i].upos in ("NOUN", "PROPN")}
        found = propositions.find(self.a, nominal=nominal, merged=self.merged(), reporting=reporting, skip=self.unread)
        drafts = [d for d in map(self.draft, found) if d.spans and not self.only_speaks(d)]
        drafts += self.contents([d for d in drafts if d.chain])
        self.attach(drafts)
        return sorted(_distinct(drafts), key=lambda d: (d.spans[0][0], d.spans[-1][1]))

    def claims_nothing(self, d: _Draft) -> bool:
        """A fragment without a predicate that names no event and no figure ("Statement on the vote of the Assembly")."""
        return d.proposition is not None and d.proposition.form == "fragment" and d.coded is None and d.figure is None

    def only_speaks(self, d: _Draft) -> bool:
        """ "she said", "are false" of what is reported: nothing is claimed beside what is said."""
        if d.predicate is None or d.proposition is None or d.coded is not None:
            return False
        token = self.a.tokens[d.predicate]
        speech = token.upos == "VERB" and any("quote" in cue.takes for _, cue in cues.lexicon().verbs.get(token.lemma.lower(), ()))
        if d.predicate in self.taken_up:
            return True
        if self.announces(d):
            return True
        bare = len(d.tokens) <= 4 and not any(self.a.rel(i) in ("obj", "advmod", "obl", "aux") for i in d.tokens)
        sentence = self.a.sentences[self.a.sentence_of[d.predicate]]
        introduces = self.a.tokens[sentence.last - 1].form != "."
        return speech and bare and (d.predicate in self.cues or introduces)

    def announces(self, d: _Draft) -> bool:
        """ "In conclusion, I would like to note": the speaker's own announcement of what follows."""
        assert d.predicate is not None
        verbs = [d.predicate, *self.a.dependents(d.predicate, "xcomp")]
        first = any(self.a.tokens[j].form.lower() in ("i", "we") for j in self.a.dependents(d.predicate, "nsubj"))
        speech = any("quote" in cue.takes for _, cue in cues.lexicon().verbs.get(self.a.tokens[verbs[-1]].lemma.lower(), ()))
        return first and speech and not any(self.a.dependents(v, "obj", "ccomp") for v in verbs)

    def unread(self, sentence: Sentence) -> bool:
        """Section headings are nobody's; labels and datelines claim nothing."""
        return self.blocks[sentence.block].kind in SILENT

    def reporting(self) -> set[int]:
        """Predicates that only pass on what somebody says: cues that are no events themselves, and the speaker's own "we note that"."""
        wordy = {n for n, x in enumerate(self.voices.attributions) if sum(e - s for s, e in x.content) > _SHORT_CONTENT}
        found = {i for i, n in self.cues.items() if i not in self.coded and n in wordy} | self.taken_up
        for i, token in enumerate(self.a.tokens):
            if token.upos in ("NOUN", "ADJ") and self.verdict(i):
                found.add(i)
            if token.upos != "VERB" or not self.a.dependents(i, "ccomp"):
                continue
            subjects = [self.a.tokens[j] for j in propositions.shared_subjects(self.a, i)]
            if i in self.coded:
                continue
            if any(t.form.lower() in ("i", "we", "it") or t.deprel == "expl" for t in subjects) or (not subjects and i not in self.coded):
                found.add(i)
                head = token.head
                if token.deprel == "xcomp" and head >= 0 and head not in self.coded:
                    found.add(head)
        return found

    def verdict(self, i: int) -> bool:
        """ "It is a lie that …": the predicate only says that it is not so."""
        subjects = {self.a.tokens[j].form.lower() for j in self.a.dependents(i, "nsubj", "expl")}
        clause = any(self.a.tokens[k].form.lower() == "that" for j in self.a.children[i] for k in self.a.dependents(j, "mark"))
        return subjects == {"it"} and clause and operators.judgement(self.a, i) == "denied"

    def merged(self) -> dict[int, int]:
        """Event nouns that lie inside another event's trigger ("carried out an attack")."""
        return {
            j: i
            for i, c in self.coded.items()
            for j in range(c.first, c.last)
            if j != i and j in self.coded and self.a.tokens[i].upos == "VERB"
        }

    def draft(self, p: Proposition) -> _Draft:
        tokens = tuple(self.without_label(self.without_asides(p)))
        p = p if tokens == p.tokens else msgspec.structs.replace(p, tokens=tokens)
        spans = self.spans(p.tokens)
        coded = self.coded.get(p.predicate) or (self.embedded(p.predicate) if p.predicate not in self.cues else None)
        return _Draft(p.tokens, p.predicate, p, coded, self.chain(p, spans), spans)

    def without_asides(self, p: Proposition) -> tuple[int, ...]:
        """The words of a proposition without who says it ("the port closed, **according to traders**, on Monday")."""
        token = self.a.tokens[p.predicate]
        said = [self.voices.attributions[n] for n in self.voices.chain(token.start, token.end)]
        asides = [span for x in said if x.cue_token != p.predicate for span in _aside(x) if not (span[0] <= token.start < span[1])]
        dropped = {i for i in p.tokens if any(s <= self.a.tokens[i].start < e for s, e in asides)}
        if not dropped:
            return p.tokens
        kept = [i for i in p.tokens if i not in dropped and not (self.a.tokens[i].form in _BREAKS and {i - 1, i + 1} & dropped)]
        while kept and self.a.tokens[kept[0]].upos == "PUNCT" and self.a.tokens[kept[0]].form not in _OPENING:
            kept = kept[1:]
        while kept and self.a.tokens[kept[-1]].upos == "PUNCT" and self.a.tokens[kept[-1]].form not in _CLOSING:
            kept = kept[:-1]
        return tuple(kept)

    @cached_property
    def label_tokens(self) -> frozenset[int]:
        """The tokens of labels in headlines and paragraphs ("Minister: talks failed"): no words of what is said."""
        marks = [x for x in self.voices.attributions if x.cue_token is not None and self.a.tokens[x.cue_token].form in _LABEL_MARKS]
        return frozenset(
            i for x in marks for span in (*x.source, *x.cue) if x.cue and self.beside(span, x.cue[0]) for i in self.tokens_in(*span)
        )

    def beside(self, span: tuple[int, int], mark: tuple[int, int]) -> bool:
        """Whether nothing stands between a label and its mark."""
        first, last = min(span, mark), max(span, mark)
        return span == mark or not self.text[first[1] : last[0]].strip()

    def without_label(self, tokens: Sequence[int]) -> Sequence[int]:
        """A proposition's words without the label before or behind it; a proposition of nothing else keeps them."""
        if not self.label_tokens or self.label_tokens.isdisjoint(tokens):
            return tokens
        return [i for i in tokens if i not in self.label_tokens] or tokens

    def embedded(self, i: int) -> events.Coded | None:
        """The event of an open complement: "decided to launch an attack" codes the attack."""
        for j in self.a.dependents(i, "xcomp"):
            if coded := self.coded.get(j) or self.embedded(j):
                return coded
        return None

    def chain(self, p: Proposition, spans: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
        if not spans:
            return ()
        own = self.cues.get(p.predicate)
        token = self.a.tokens[p.predicate]
        found = [n for n in self.within([(token.start, token.end)]) if n != own and self.reaches(n, p.predicate)]
        if p.form == "relative":
            # What a relative clause adds to an item of a list is the outer speaker's ("they include a pact that Ghana backs").
            found = [n for n in found if self.voices.attributions[n].how != "inherited"]
        return tuple(found)

    def reaches(self, n: int, predicate: int) -> bool:
        """Whether an aside ("as the ministry says") speaks of this predicate: only of its own clause, and not of what that denies."""
        cue = self.voices.attributions[n].cue_token
        if cue is None or self.a.rel(cue) not in ("advcl", "parataxis") or cue in self.a.ancestors(predicate):
            return True
        opening = [i for i in self.a.subtree(cue) if self.a.tokens[i].upos != "PUNCT"]
        if self.a.tokens[opening[0]].form.lower() != "as":
            return True
        return self.a.tokens[cue].head == predicate and modality.of(self.a, predicate, stop=self.stop).polarity == "positive"

    def within(self, spans: Sequence[tuple[int, int]]) -> list[int]:
        """The attributions around a stretch that count for its chain: whoever is named, and unnamed words that the text shows to be
        somebody's, unless somebody named takes them for true ("confirmed reports that …")."""
        found = [n for n in self.voices.chain(spans[0][0], spans[-1][1]) if self.counts(self.voices.attributions[n])]
        kept: list[int] = []
        for n in found:
            said = self.voices.attributions[n]
            confirmed = kept and self.voices.attributions[kept[-1]].judges and self.voices.attributions[kept[-1]].stance == "asserted"
            if said.source or said.verdict is not None or not confirmed:
                kept.append(n)
        return kept

    def counts(self, said: attribution.Attribution) -> bool:
        """Whether an attribution makes a link, or passes a verdict: words of somebody whom the text does not name do where it shows that
        they are somebody's (taken back, asked for, "it is claimed that", "reports that", "reportedly"), not what is known ("the news
        that")."""
        if said.source or said.verdict is not None:
            return True
        i = said.cue_token
        if i is None:
            return False
        token = self.a.tokens[i]
        if token.upos == "NOUN":
            cue = cues.lexicon().nouns.get(token.lemma.lower())
            return said.stance in ("denied", "demanded", "planned", "questioned") or (cue is not None and not cue.factive)
        if said.stance in ("denied", "demanded", "planned", "questioned"):
            return token.upos == "VERB"
        turned = said.stance == "asserted" and any(c.stance == "denied" for _, c in cues.lexicon().verbs.get(token.lemma.lower(), ()))
        return turned or self.a.rel(i) == "advmod" or (token.upos == "VERB" and bool(self.a.dependents(i, "aux:pass", "nsubj:pass")))

    def contents(self, inside: Sequence[_Draft]) -> list[_Draft]:
        """What is said where it holds no clause or event of its own: the content is the claim.

        So it is where only a noun inside it has one: of "a request to free the men held in May" that they were held is no request.
        """
        covered = {d.chain[-1] for d in inside}
        headed = {(d.chain[-1], d.predicate) for d in inside}
        words = [self.trimmed(tuple(i for s, e in x.content for i in self.tokens_in(s, e))) for x in self.voices.attributions]
        # Of "denied the charge of theft" one word alone is said: the words of the claim are the whole charge.
        words = [
            words[x.parent] if len(own) == 1 and x.parent is not None and self.voices.attributions[x.parent].stance == "denied" else own
            for x, own in zip(self.voices.attributions, words, strict=True)
        ]
        parents = {x.parent for x in self.voices.attributions}
        drafts = []
        for n, (said, tokens) in enumerate(zip(self.voices.attributions, words, strict=True)):
            if n in parents:
                continue
            if n in covered and not (tokens and self.to_do(said, self.head_of(tokens)) and (n, self.head_of(tokens)) not in headed):
                continue
            if len(tokens) >= 2 and not self.unread(self.a.sentences[self.a.sentence_of[tokens[0]]]):
                head = self.head_of(tokens)
                chain = tuple(self.within(said.content))
                if chain and self.reaches(n, head):
                    drafts.append(_Draft(tokens, head, None, self.coded.get(head) or self.embedded(head), chain, self.spans(tokens)))
        return drafts

    def to_do(self, said: attribution.Attribution, i: int) -> bool:
        """The infinitive of a noun that asks or promises: "a request **to free** the men"."""
        return self.a.tokens[i].upos == "VERB" and self.a.rel(i) == "acl" and self.a.tokens[i].head == said.cue_token

    def head_of(self, tokens: Sequence[int]) -> int:
        """The word that heads a content: of several, the verb ("urged Sudan to withdraw": withdraw)."""
        inside = set(tokens)
        heads = [i for i in tokens if self.a.tokens[i].head not in inside]
        return next((i for i in heads if self.a.tokens[i].upos == "VERB"), heads[0] if heads else tokens[0])

    def tokens_in(self, start: int, end: int) -> list[int]:
        first = self.a.token_at(start)
        found = []
        while first is not None and first < len(self.a.tokens) and self.a.tokens[first].start < end:
            found.append(first)
            first += 1
        return found

    def trimmed(self, tokens: Iterable[int]) -> tuple[int, ...]:
        words = list(tokens)
        while words and (
            self.a.tokens[words[0]].upos == "PUNCT" or (self.a.tokens[words[0]].lemma == "that" and self.a.rel(words[0]) == "mark")
        ):
            words = words[1:]
        while words and self.a.tokens[words[-1]].upos == "PUNCT":
            words = words[:-1]
        return tuple(words)

    def spans(self, tokens: Sequence[int]) -> tuple[tuple[int, int], ...]:
        """Character spans of runs of tokens; punctuation that alone stands between two runs does not part them."""
        runs: list[list[int]] = []
        for i in tokens:
            if (
                runs
                and self.a.sentence_of[i] == self.a.sentence_of[runs[-1][1]]
                and all(self.a.tokens[k].upos == "PUNCT" for k in range(runs[-1][1] + 1, i))
            ):
                runs[-1][1] = i
            else:
                runs.append([i, i])
        runs = [r for r in runs if any(self.a.tokens[k].upos != "PUNCT" for k in range(r[0], r[1] + 1))]
        return tuple(self.quoted(f, last) for f, last in runs)

    def quoted(self, first: int, last: int) -> tuple[int, int]:
        """The stretch of a run of tokens: a quotation that it only opens or only closes loses its mark, one that ends right behind it gets
        its closing mark where it holds more than the quotation."""
        forms = [self.a.tokens[k].form for k in range(first, last + 1)]
        while len(forms) > 1 and forms[0] in _MARKS and not any(f in _CLOSING for f in forms[1:]):
            first, forms = first + 1, forms[1:]
        while len(forms) > 1 and forms[-1] in _MARKS and not any(f in _OPENING for f in forms[:-1]):
            last, forms = last - 1, forms[:-1]
        start, end = self.a.tokens[first].start, self.a.tokens[last].end
        after = self.text[end : end + 1]
        left = next((left for left, right in _CLOSED.items() if after == right), None)
        if left is not None:
            words = self.text[start:end]
            open_ = words.count(left) % 2 == 1 if left == after else words.count(left) > words.count(after)
            if open_ and not (left == "‘" and words[:1] == left):
                end += 1
        return start, end

    # --- what the model makes of a draft, weighed against the rules

    def weigh(self, d: _Draft, judged: meaning.Judgement) -> None:
        """Type, modality, polarity and presupposition of a draft; its event becomes the one decided for."""
        reading = _but_the_act_itself(self.mood(d), d.coded)
        links = self.links(d, reading.modality)
        hinted = next(link.stance for link in reversed(links) if link.stance != "reported")
        presupposed = (d.proposition.presupposed if d.proposition else False) or reading.presupposed
        type_, why = d.coded.type if d.coded else None, self.whence(d, reading, hinted)
        hints = decide.Hints(type_, hinted, reading.polarity, presupposed, self.stated(d, reading), why)
        d.listed = d.coded
        d.scene = self.weighed(d.scene, judged, d.tokens)
        d.judged, d.decided = judged, decide.claim(self.labels, judged, hints)
        d.said = msgspec.structs.replace(reading, polarity=d.decided.polarity, presupposed=d.decided.presupposed)
        if d.decided.type is None:
            d.coded = None
        elif d.coded is None or d.coded.type != d.decided.type:
            d.coded = events.code_as(self.a, decide.trigger(judged, d.tokens), d.decided.type, d.decided.mode)

    def whence(self, d: _Draft, reading: modality.Reading, hinted: str) -> dict[decide.Notion, decide.Why]:
        """The rule behind each hint, with its words."""
        found: dict[decide.Notion, decide.Why] = {}
        if d.coded is not None:
            found["event"] = decide.Why(d.coded.rule, tuple(range(d.coded.first, d.coded.last)))
        said = [self.voices.attributions[n] for n in d.chain]
        cue = next((x for x in said if x.verdict == hinted or x.stance == hinted), None) if hinted != reading.modality else None
        if cue is not None:
            found["modality"] = decide.Why("stances", (cue.cue_token,) if cue.cue_token is not None else ())
        elif hinted != "asserted":
            found["modality"] = decide.Why(f"modality: {reading.rule}", (reading.why,) if reading.why is not None else ())
        if reading.negators:
            rules = ", ".join(dict.fromkeys(rule for _, rule in reading.negators))
            found["polarity"] = decide.Why(f"modality: {rules}", tuple(i for i, _ in reading.negators))
        if reading.granted is not None:
            found["presupposed"] = decide.Why(f"modality: {reading.granted[1]}", (reading.granted[0],))
        elif d.proposition is not None and d.proposition.presupposed:
            found["presupposed"] = decide.Why(f"propositions: {d.proposition.form}", (d.proposition.predicate,))
        return found

    def weighed(self, scene: setting.Setting, judged: meaning.Judgement, tokens: Sequence[int]) -> setting.Setting:
        """The time and place of a claim; where the rules give none, those that the model is sure of."""
        own, last = frozenset(tokens), judged.first + len(judged.parts)
        if scene.when is None:
            near = self.dated[bisect.bisect_left(self.dated, judged.first, key=_first) : bisect.bisect_left(self.dated, last, key=_first)]
            n = decide.likeliest(judged, "when", [(m.first, m.last) for m in near])
            if n is not None:
                scene = msgspec.structs.replace(scene, when=near[n], when_carried=near[n].first not in own)
        if scene.where is None:
            placed = self.placed[
                bisect.bisect_left(self.placed, judged.first, key=_first) : bisect.bisect_left(self.placed, last, key=_first)
            ]
            n = decide.likeliest(judged, "where", [(p.first, p.last) for p in placed])
            if n is not None:
                scene = msgspec.structs.replace(scene, where=placed[n], where_carried=placed[n].first not in own)
        return scene

    def stated(self, d: _Draft, reading: modality.Reading) -> bool:
        """Whether a construction says in so many words how far the claim is taken as so: the cue or the verdict of somebody in the chain,
        or an operator in the speaker's own words ("it is false that", "alleged", "whether", "if")."""
        return reading.modality in _STATED or any(self.settles(self.voices.attributions[n]) for n in d.chain)

    def settles(self, said: attribution.Attribution) -> bool:
        """Whether an attribution denies, doubts or distances, confirms a report, or is a denial or doubt that is turned round."""
        if _says_no_more(said) or said.stance == "alleged":
            return True
        lemma = self.a.tokens[said.cue_token].lemma.lower() if said.cue_token is not None else ""
        turned = any(cue.stance in ("denied", "questioned") for _, cue in cues.lexicon().verbs.get(lemma, ()))
        return turned and said.stance == "asserted"

    # --- figures belong to claims as `figures.holding` says, times and places as `setting` does

    def attach(self, drafts: list[_Draft]) -> None:
        claims = tuple(drafts)
        for held in holding.settle(self.a, [d.tokens for d in claims], self.figures, self.speaking()):
            spans = self.spans(self.trimmed(held.words))
            if held.claim is None:
                chain = tuple(self.within([(held.figure.start, held.figure.end)]))
                coded = self.coded.get(held.predicate) if held.predicate is not None else None
                drafts.append(_Draft(held.words, held.predicate, None, coded, chain, spans, held.figure))
            elif held.words:
                holder = claims[held.claim]
                drafts.append(msgspec.structs.replace(holder, figure=held.figure, spans=spans or holder.spans))
            else:
                claims[held.claim].figure = held.figure
        self.settle(drafts)

    def speaking(self) -> frozenset[int]:
        """The tokens of sources and cues."""
        said = self.voices.attributions
        return frozenset(i for x in said for s, e in (*x.source, *x.cue) for i in self.tokens_in(s, e))

    def settle(self, drafts: Sequence[_Draft]) -> None:
        """When and where each claim is set."""
        clauses = [
            setting.Clause(d.predicate, d.tokens, d.proposition.form if d.proposition else None, d.coded.type if d.coded else None)
            for d in drafts
        ]
        for d, found in zip(drafts, setting.settle(self.a, clauses, self.times, self.places), strict=True):
            d.scene = found

    # --- from draft to claim

    def claim(self, d: _Draft) -> Claim:
        evidence = tuple(self.quote(s, e) for s, e in d.spans)
        assert d.decided is not None
        assert d.said is not None
        reading = d.said
        links = _restated(self.links(d, reading.modality), d.decided.modality)
        innermost = d.decided.modality
        event, figure = self.event(d), self.figure(d)
        participants = self.participants(d)
        presupposed = d.decided.presupposed
        kind = "event" if event else "figure" if figure else "state"
        first = bisect.bisect_left(self.wording, (d.spans[0][0], 0))
        near = itertools.takewhile(lambda w: w[0] < d.spans[-1][1], itertools.islice(self.wording, first, None))
        inside = tuple(self.quote(s, e) for s, e in near if any(span[0] <= s and e <= span[1] for span in d.spans))
        identity = self.identity(evidence, links, event, figure, reading.polarity)
        presupposed = presupposed and not self.is_said(d) and innermost in ("asserted", "alleged")
        shown = self.traits_of(d, links, participants, presupposed=presupposed)
        self.note(identity, d, shown, granted=presupposed)
        return Claim(
            id=identity,
            document=self.page.document.id,
            kind=kind,  # type: ignore[arg-type]
            evidence=evidence,
            according_to=links,
            modality=innermost,
            polarity=reading.polarity,
            presupposed=presupposed,
            event=event,
            figure=figure,
            actors=participants,
            when=self.when(d),
            where=self.where(d),
            wording=inside,
            relations=(),
            confidence=confidence.load().probability(shown),
            coder=coder.version(self.analyser.version),
        )

    def is_said(self, d: _Draft) -> bool:
        """Whether a noun phrase is itself what somebody says ("spoke of **an attack on the convoy**") and so not taken for granted."""
        if not d.chain or d.proposition is None or d.proposition.form != "nominal":
            return False
        content = self.voices.attributions[d.chain[-1]].content
        return len(content) == 1 and abs(content[0][0] - d.spans[0][0]) <= 1 and abs(content[0][1] - d.spans[-1][1]) <= 1

    def mood(self, d: _Draft) -> modality.Reading:
        if d.predicate is None:
            return modality.Reading("asserted", "positive", False, None)
        nominal = d.proposition is not None and d.proposition.form in ("nominal", "item")
        reading = modality.of(self.a, d.predicate, stop=self.stop - {d.predicate}, nominal=nominal)
        if reading.modality == "asserted" and self.in_doubt(d):
            return msgspec.structs.replace(reading, modality="alleged", rule="in doubt")
        if d.chain and self.put_back(reading):
            reading = msgspec.structs.replace(reading, modality="planned", rule="future of reported speech")
        if reading.modality == "asserted" and self.scheduled(d):
            reading = msgspec.structs.replace(reading, modality="planned", rule="dated ahead", why=d.predicate)
        if d.proposition is None or d.coded is None or d.predicate == d.coded.first:
            return reading
        if d.coded.first != d.predicate and d.predicate not in self.coded and self.a.rel(self.verb_of(d.coded)) == "xcomp":
            inner = modality.of(self.a, self.verb_of(d.coded), stop=self.stop)
            return inner
        return reading

    def scheduled(self, d: _Draft) -> bool:
        """ "The strike begins on 31 March": a present whose own time lies ahead of the document's date."""
        moment, now = d.scene.when, self.date.edtf.rstrip("~?") if self.date else ""
        if (
            moment is None
            or not moment.edtf
            or d.scene.when_carried
            or moment.kind != "date"
            or d.predicate is None
            or len(now) != len("2024-12-13")
        ):
            return False
        return times.tense(self.a, d.predicate) == "present" and moment.edtf.rstrip("~?") > now

    def in_doubt(self, d: _Draft) -> bool:
        """An event noun that is called alleged where a verb carries it, or the event's own word in quotation marks that are nobody's."""
        assert d.predicate is not None
        carried = d.coded.first if d.coded is not None and self.a.tokens[d.coded.first].upos == "NOUN" else d.predicate
        if carried != d.predicate and modality.of(self.a, carried, stop=self.stop, nominal=True).modality == "alleged":
            return True
        if d.chain:
            return False
        words = {d.predicate} if d.coded is None else {d.predicate, d.coded.first}
        return any(self.scare_quoted(i) for i in words)

    def scare_quoted(self, i: int) -> bool:
        """Whether quotation marks hold the word and at most two others."""
        opening = next((k for k in range(i - 1, max(-1, i - 4), -1) if self.a.tokens[k].form in _OPENING), None)
        closing = next((k for k in range(i + 1, min(len(self.a.tokens), i + 4)) if self.a.tokens[k].form in _CLOSING), None)
        if opening is None or closing is None or closing - opening > 4:
            return False
        return not any(self.a.tokens[k].form in _OPENING | _CLOSING for k in range(opening + 1, closing))

    def put_back(self, reading: modality.Reading) -> bool:
        """The future of reported speech ("she said they would leave"), not what would have been or would be if."""
        if reading.modality != "conditional" or reading.why is None or self.a.tokens[reading.why].lemma not in ("would", "will"):
            return False
        verb = self.a.tokens[reading.why].head
        supposed = any(
            self.a.tokens[k].form.lower() in ("if", "unless") for j in self.a.dependents(verb, "advcl") for k in self.a.children[j]
        )
        return not supposed and not any(self.a.tokens[j].lemma == "have" for j in self.a.dependents(verb, "aux"))

    def verb_of(self, coded: events.Coded) -> int:
        return next((i for i in range(coded.first, coded.last) if i in self.coded), coded.first)

    def links(self, d: _Draft, local: Modality) -> tuple[Link, ...]:
        """The chain, outermost first: publisher, document speaker, whoever they cite."""
        chain: list[Link] = [self.speakers.publisher(self.page.document.publisher)]
        if self.speakers.in_body(d.spans[0][0]):
            chain.append(self.speakers.document_speaker())
        cited = [(n, self.voices.attributions[n]) for n in d.chain]
        taken = attribution.chain_stances(len(chain), [said for _, said in cited], local)
        chain += [self.speakers.cited(n) for n, said in cited if said.speaks]
        return _once(msgspec.structs.replace(link, stance=stance) for link, stance in zip(chain, taken, strict=True))

    def event(self, d: _Draft) -> Event | None:
        c = d.coded
        if c is None:
            return None
        trigger = self.quote(self.a.tokens[c.first].start, self.a.tokens[c.last - 1].end)
        return Event(c.type, c.mode, c.contexts, c.cameo, trigger)

    def figure(self, d: _Draft) -> Figure | None:
        f = d.figure
        if f is None:
            return None
        moment = d.scene.when
        as_of = moment.edtf if moment is not None else None
        return Figure(
            f.value, f.value_max, f.unit, f.comparator, f.baseline, f.direction, f.measured, f.of, as_of, self.quote(f.start, f.end)
        )

    def when(self, d: _Draft) -> When | None:
        """Of the claim's own words; what another claim of the sentence passes on is inferred."""
        moment = d.scene.when
        if moment is None or not moment.edtf:
            return None
        tense = times.tense(self.a, d.predicate) if d.predicate is not None else None
        basis = "inferred" if d.scene.when_carried else moment.basis
        return When(moment.edtf, basis, tense, self.quote(moment.start, moment.end))

    def where(self, d: _Draft) -> Where | None:
        p = d.scene.where
        return Where(p.name, p.country, p.latitude, p.longitude, p.geoname, self.quote(p.start, p.end)) if p else None

    # --- participants

    def participants(self, d: _Draft) -> tuple[Actor, ...]:
        """Whom the frame of the event or the clause names, weighed against whom the model takes for actor and recipient."""
        assert d.judged is not None
        hinted = self.hinted(d)
        near = {self.a.sentence_of[i] for i in d.tokens}  # whoever does the like in another sentence is no participant of this
        found: list[Actor] = []
        for role in ("actor", "recipient"):
            own = {i for r, i in hinted if r in (role, "both")}
            words = {i for i in decide.words(d.judged, role, own) if i in own or self.a.sentence_of[i] in near}
            heads = sorted(i for i in words if self.a.tokens[i].head not in words and self.a.tokens[i].upos not in ("PUNCT", "ADP", "DET"))
            for i in heads:
                if i not in own and self.says_where(i):
                    continue
                both = ("both", i) in hinted
                if not (both and role == "recipient"):
                    found += self.actors_of(i, "both" if both else role, thing=decide.certain(d.judged, role, i))
        if d.coded is not None and not any(a.role in ("actor", "both") for a in found):
            found.insert(0, Actor("actor", None, None, None, (), None, None))
        return tuple(_unique(_others(found)))

    def hinted(self, d: _Draft) -> list[tuple[str, int]]:
        """(role, head) of the participants that the event's frame or the clause gives."""
        doers = self.doers.get(d.predicate, ()) if d.predicate is not None else ()
        if doers and not (d.coded is not None and (d.coded.actor or d.coded.both)):
            return [*(("actor", i) for i in doers), *(("recipient", i) for i in (d.coded.recipient if d.coded else ()))]
        if d.coded is not None:
            return [(role, i) for role, heads in self.roles(d.coded) for i in heads]
        if d.proposition is None:
            subjects = propositions.shared_subjects(self.a, d.predicate) if d.predicate is not None else ()
            return [("actor", i) for i in subjects]
        owners = self.a.dependents(d.proposition.predicate, "nmod:poss") if d.proposition.form == "nominal" else []
        others = [i for i in d.proposition.others if i not in owners and not self.says_where(i)]
        return [*(("actor", i) for i in (*d.proposition.subjects, *owners)), *(("recipient", i) for i in others)]

    def says_where(self, i: int) -> bool:
        """A phrase of place ("in Lomé") is no participant."""
        return any(self.a.tokens[j].form.lower() in _LOCATIVE - {"between"} for j in self.a.dependents(i, "case"))

    def roles(self, coded: events.Coded) -> list[tuple[str, tuple[int, ...]]]:
        return [("actor", coded.actor), ("recipient", coded.recipient), ("both", coded.both)]

    def actors_of(self, i: int, role: str, *, thing: bool) -> list[Actor]:
        """Whoever a phrase names; ``thing``: also what stands for somebody only by being hit or used."""
        found = []
        for ref in self.speakers.quoted_self(i) or self.cast.of(i) or (self.cast.thing(i) if thing else ()):
            mention = self.quote(self.a.tokens[ref.first].start, self.a.tokens[ref.last - 1].end) if ref.last > ref.first else None
            found.append(Actor(role, ref.name, ref.country, ref.sector, ref.members, ref.wikidata, mention))  # type: ignore[arg-type]
        return found

    # --- the rest

    def quote(self, start: int, end: int) -> Quote:
        return Quote(start, end, self.text[start:end])

    def note(self, identity: str, d: _Draft, shown: dict[str, float], *, granted: bool) -> None:
        """Keep what a claim was decided on; of claims with one identity the first is printed."""
        assert d.judged is not None
        assert d.decided is not None
        self.basis.setdefault(identity, Basis(self.a, d.judged, d.decided, d.listed, d.coded, shown, granted))

    def traits_of(self, d: _Draft, links: tuple[Link, ...], actors: tuple[Actor, ...], *, presupposed: bool) -> dict[str, float]:
        """What the claim's confidence is worked out from."""
        assert d.judged is not None
        assert d.decided is not None
        has = {"figure": d.figure, "when": d.scene.when, "where": d.scene.where, "event": d.coded}
        found = traits.Found(
            d.tokens,
            d.beside,
            d.proposition.form if d.proposition else "content",
            d.predicate,
            self.blocks[self.a.sentences[self.a.sentence_of[d.tokens[0]]].block].kind,
            links,
            self.voices.attributions[d.chain[-1]].how if d.chain else None,
            len(d.spans),
            d.coded,
            d.judged,
            d.decided,
            actors,
            presupposed,
            [name for name, part in has.items() if part is not None],
        )
        return traits.of(self.a, found, spoken=self.voices.speaker is not None)

    def identity(self, evidence: Sequence[Quote], links: Sequence[Link], event: Event | None, figure: Figure | None, polarity: str) -> str:
        content = [event.type if event else "", repr(figure.value) if figure else "", figure.unit if figure else "", polarity]
        parts = [self.page.document.id, *(f"{q.start}-{q.end}" for q in evidence), *(f"{k.name}/{k.stance}" for k in links), *content]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]

    def related(self, claims: list[Claim], drafts: Sequence[_Draft]) -> list[Claim]:
        """Relations that the grammar states between claims; duplicates (the same words, speakers and content) are dropped."""
        by_predicate: dict[int, str] = {}
        for claim, d in zip(claims, drafts, strict=True):
            if d.predicate is not None:
                by_predicate.setdefault(d.predicate, claim.id)
        found: dict[str, Claim] = {}
        for claim, d in zip(claims, drafts, strict=True):
            relations = tuple(r for r in self.relations(d, by_predicate) if r.claim != claim.id)
            found.setdefault(claim.id, msgspec.structs.replace(claim, relations=relations))
        return list(found.values())

    def relations(self, d: _Draft, by_predicate: dict[int, str]) -> Iterator[Relation]:
        if d.predicate is None or d.proposition is None:
            return
        for j in self.a.dependents(d.predicate, "advcl"):
            marks = {self.a.tokens[k].form.lower() for k in self.a.dependents(j, "mark")}
            if j in by_predicate and marks & {"if", "unless", "provided"}:
                yield Relation("condition", by_predicate[j])
            elif j in by_predicate and marks & {"because", "since"}:
                yield Relation("cause", by_predicate[j])
        if d.proposition.form == "item":
            head = self.a.tokens[d.predicate].head
            while head >= 0 and head not in by_predicate:
                head = self.a.tokens[head].head
            if head in by_predicate:
                yield Relation("part_of", by_predicate[head])

    def document(self, claims: Sequence[Claim]) -> Document:
        speaker = self.voices.speaker
        return msgspec.structs.replace(
            self.page.document,
            speaker=speaker.name if speaker else self.page.document.speaker,
            date=self.date,
            uncoded=self.uncoded(claims),
        )

    def uncoded(self, claims: Sequence[Claim]) -> tuple[Stretch, ...]:
        """Sentences that no claim's words touch, and why."""
        taken = sorted((q.start, q.end) for c in claims for q in c.evidence)
        reasons = []
        k = 0
        for n, sentence in enumerate(self.a.sentences):
            start, end = self.a.tokens[sentence.first].start, self.a.tokens[sentence.last - 1].end
            while k < len(taken) and taken[k][0] < start:
                k += 1
            if (k < len(taken) and taken[k][0] < end) or any(s < end and start < e for s, e in taken[max(0, k - 8) : k]):
                continue
            reason = "fragment that names no event" if n in self.bare else self.why_uncoded(sentence)
            reasons.append(Stretch(start, end, reason))
        return tuple(reasons)

    def why_uncoded(self, sentence: Sentence) -> str:
        kind = self.blocks[sentence.block].kind
        named = {
            "heading": "section heading",
            "dateline": "dateline",
            "byline": "byline or signature",
            "speaker": "speaker label",
            "title": "title without a predicate",
            "subtitle": "title without a predicate",
        }
        if kind in named:
            return named[kind]
        has_verb = any(t.upos in ("VERB", "AUX") for t in self.a.tokens[sentence.first : sentence.last])
        return "only says that somebody speaks" if has_verb else "no predicate"


def _first(mention: times.TimeMention | places.PlaceMention) -> int:
    return mention.first


def _aside(said: attribution.Attribution) -> list[tuple[int, int]]:
    """Where whoever says it stands: source and cue, and what lies between two that are close together ("by the exiles' own count")."""
    spans = [*said.source, *said.cue]
    first, last = min(s for s, _ in spans) if spans else 0, max(e for _, e in spans) if spans else 0
    between = spans and last - first <= _ASIDE and not any(first < s < last for s, _ in said.content)
    return [(first, last)] if between else spans


def _but_the_act_itself(reading: modality.Reading, coded: events.Coded | None) -> modality.Reading:
    """ "refused to lift the curfew" as REJECT: the refusal is the event, and it took place; what turns "lift" does not turn it."""
    if coded is None or coded.type != "REJECT":
        return reading
    kept = tuple(n for n in reading.negators if not coded.first <= n[0] < coded.last)
    if (len(reading.negators) - len(kept)) % 2 == 0:
        return reading
    return msgspec.structs.replace(reading, negators=kept, polarity="negative" if reading.polarity == "positive" else "positive")


def _says_no_more(said: attribution.Attribution) -> bool:
    """Whether a cue claims nothing beside what is said: a denial, a doubt, a verdict on somebody else's words."""
    return said.judges or said.verdict is not None or said.stance in ("denied", "questioned")


def analysed(page: Page, analyser: Analyser) -> Analysis:
    """The language analysis of a page, with coordination, insertions and reports mended."""
    blocks = [(b.start, b.end) for b in page.blocks if b.kind != "furniture"]
    return reports.repaired(insertions.repaired(coordination.repaired(analyser.analyse(page.document.text, blocks, heads=_HEADS))))


def _once(chain: Iterable[Link]) -> tuple[Link, ...]:
    """The chain without anybody named again right behind himself: what the document's speaker rejects or asks in the third person is his
    own, and so is what "she said she had told" somebody. His stance is the outer one, or, where that only reports, the inner one."""
    found: list[Link] = []
    for link in chain:
        before = found[-1] if found and found[-1].how != "publisher" else None
        if before is not None and link.name is not None and link.name == before.name:
            outer = before.how == "document" or before.stance == "reported"
            found[-1] = msgspec.structs.replace(before, stance=link.stance if outer else before.stance)
        else:
            found.append(link)
    return tuple(found)


def _restated(links: tuple[Link, ...], modality: Modality) -> tuple[Link, ...]:
    """The chain with the stance that was decided for at its innermost link that does not only report."""
    at = max(n for n, link in enumerate(links) if link.stance != "reported")
    return (*links[:at], msgspec.structs.replace(links[at], stance=modality), *links[at + 1 :])


def attributions(page: Page, analyser: Analyser | None = None) -> list[dict[str, object]]:
    """The attributions that a document marks, in the form that score_attribution.py reads."""
    plain = view.of(page)
    read = plain.page if plain else page
    analysis = analysed(read, analyser or encoder.load())
    return attribution.marked_by_text(attribution.find(read, analysis), plain.span if plain else None)


def _others(found: Sequence[Actor]) -> Iterator[Actor]:
    """The participants without a recipient in whose words the actor stands, or who is the actor himself ("bought it for herself")."""
    doers = [a for a in found if a.role == "actor" and a.mention is not None]
    for actor in found:
        mention = actor.mention
        if actor.role == "recipient" and mention is not None:
            if any(a.mention == mention for a in doers):
                continue
            if mention.text.lower() in _REFLEXIVE and any((a.name, a.country) == (actor.name, actor.country) for a in doers):
                continue
        yield actor


def _unique(found: Iterable[Actor]) -> list[Actor]:
    seen: dict[tuple[str, str | None, str | None, str | None], Actor] = {}
    for actor in found:
        seen.setdefault((actor.role, actor.name, actor.country, actor.sector), actor)
    return list(seen.values())


def _distinct(drafts: Iterable[_Draft]) -> list[_Draft]:
    """Drafts with other words, other speakers or another figure; of the same words the first stays."""
    seen: dict[tuple[object, ...], _Draft] = {}
    for d in drafts:
        key = (d.spans, d.chain, d.coded.type if d.coded else None, (d.figure.start, d.figure.end) if d.figure else None)
        seen.setdefault(key, d)
    return list(seen.values())
