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
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from accordingto import (
    actors,
    attribution,
    confidence,
    coordination,
    cues,
    encoder,
    events,
    figures,
    ingest,
    modality,
    places,
    propositions,
    times,
    wording,
)
from accordingto.analysis import Analysis, Sentence
from accordingto.errors import InputError
from accordingto.ingest import Given
from accordingto.propositions import Proposition
from accordingto.types import Actor, Claim, Document, DocumentDate, Event, Figure, Link, Page, Quote, Relation, Stretch, When, Where

VERSION = "0.1.0"

_SHORT_CONTENT = 8
"""Characters: "denies this" says something of its own, a longer content is what is said."""

_LOCATIVE = frozenset("in at near into around across outside inside within through off along throughout between above beneath".split())
_HAPPENS_TO_PLACES = frozenset({"ASSAULT", "COERCE", "RETREAT", "MOBILIZE", "PROTEST"})
_TURNS = frozenset({"q", "a", "question", "answer"})
_OPENING = frozenset("“\"‘'«„")
_CLOSING = frozenset("”\"’'»“")
_AREAS = frozenset(
    "region village town city province district territory area port part outskirts island capital east west north south oblast governorate"
    " county state suburb neighbourhood neighborhood camp valley border coast centre center republic side bank".split()
)


class Reading(msgspec.Struct, frozen=True):
    """A document and its claims."""

    document: Document
    claims: tuple[Claim, ...]


def read(source: str | Path, given: Given | None = None) -> Iterator[Reading | InputError]:
    """Read one source: a file, a folder, or ``-``.

    Yields:
        a :class:`Reading` a document, and the :class:`InputError` of each input that cannot be read, so that the rest is still read.
    """
    for page in ingest.open(source, given or Given()):
        yield page if isinstance(page, InputError) else code(page)


def code(page: Page) -> Reading:
    """Code one document. Deterministic: the same page gives the same claims whatever is read beside it."""
    return _Coder(page).reading()


def code_with_traits(page: Page) -> tuple[Reading, dict[str, dict[str, float]]]:
    """What :func:`code` gives, and by claim id what its confidence was worked out from."""
    coder = _Coder(page)
    return coder.reading(), coder.traits


@cache
def coder_version() -> str:
    """Version of package, weights and lexicons, as it stands in every claim's ``coder``."""
    root = resources.files("accordingto")
    lexicons = hashlib.sha256()
    for file in sorted((root / "lexicons" / "en").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            lexicons.update(file.read_bytes())
    return f"accordingto {VERSION}; model {encoder.load().version}; lexicons {lexicons.hexdigest()[:8]}"


class _Draft(msgspec.Struct):
    """A claim in the making."""

    tokens: tuple[int, ...]
    predicate: int | None
    proposition: Proposition | None
    coded: events.Coded | None
    chain: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    figure: figures.FigureMention | None = None
    when: times.TimeMention | None = None
    where: places.PlaceMention | None = None


class _Coder:
    def __init__(self, page: Page) -> None:
        self.page, self.text = page, page.document.text
        self.blocks = tuple(b for b in page.blocks if b.kind != "furniture")
        self.a: Analysis = coordination.repaired(encoder.load().analyse(self.text, [(b.start, b.end) for b in self.blocks]))
        self.voices = attribution.find(page, self.a)
        self.date = page.document.date or self.inferred_date()
        anchor = self.date.edtf if self.date else None
        speaker = self.voices.speaker
        self.cast = actors.resolve(self.a, date=anchor, speaker=speaker.name if speaker else None)
        self.times = times.find(self.a, anchor)
        self.figures = figures.find(self.a)
        self.places = places.find(self.a)
        self.coded = {i: c for i in events.predicates(self.a) if (c := events.code(self.a, i)) is not None}
        self.doers = {c.content: c.content_actor for c in self.coded.values() if c.content is not None and c.content_actor}
        self.cues = {x.cue_token: n for n, x in enumerate(self.voices.attributions) if x.cue_token is not None}
        self.stop = frozenset(self.cues)
        self.verdicts = self.verdicts_on_reports()
        quoted = tuple(span for x in self.voices.attributions if x.how in ("direct", "mixed") for span in x.content)
        self.wording = wording.find(self.a, quoted)
        self.traits: dict[str, dict[str, float]] = {}

    def inferred_date(self) -> DocumentDate | None:
        return times.infer_document_date(self.a)

    def verdicts_on_reports(self) -> dict[int, int]:
        """ "Reports that … are false": the predicate that takes an unnamed report back → the report's attribution."""
        found = {}
        for cue, n in self.cues.items():
            head = self.a.tokens[cue].head
            if (
                head >= 0
                and self.a.rel(cue) == "nsubj"
                and self.a.tokens[cue].upos == "NOUN"
                and modality.denies(self.a.tokens[head].lemma)
            ):
                found[head] = n
        return found

    def reading(self) -> Reading:
        drafts = self.drafts()
        claims = self.related([self.claim(draft) for draft in drafts], drafts)
        return Reading(self.document(claims), tuple(claims))

    # --- which propositions there are

    def drafts(self) -> list[_Draft]:
        reporting = self.reporting()
        nominal = {i for i in self.coded if self.a.tokens[i].upos in ("NOUN", "PROPN")}
        found = propositions.find(self.a, nominal=nominal, merged=self.merged(), reporting=reporting, skip=self.unread)
        drafts = [self.draft(p) for p in found]
        drafts += self.contents([d for d in drafts if d.chain])
        drafts = [d for d in drafts if d.spans and not self.only_speaks(d)]
        self.attach(drafts)
        return sorted(_distinct(drafts), key=lambda d: (d.spans[0][0], d.spans[-1][1]))

    def only_speaks(self, d: _Draft) -> bool:
        """ "she said", "are false" of what is reported: nothing is claimed beside what is said."""
        if d.predicate is None or d.proposition is None or d.coded is not None:
            return False
        token = self.a.tokens[d.predicate]
        speech = token.upos == "VERB" and any("quote" in cue.takes for _, cue in cues.lexicon().verbs.get(token.lemma.lower(), ()))
        if d.predicate in self.verdicts:
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
        return self.blocks[sentence.block].kind in ("heading", "dateline", "speaker")

    def reporting(self) -> set[int]:
        """Predicates that only pass on what somebody says: cues that are no events themselves, and the speaker's own "we note that"."""
        wordy = {n for n, x in enumerate(self.voices.attributions) if sum(e - s for s, e in x.content) > _SHORT_CONTENT}
        found = {i for i, n in self.cues.items() if i not in self.coded and n in wordy}
        for i, token in enumerate(self.a.tokens):
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

    def merged(self) -> dict[int, int]:
        """Event nouns that lie inside another event's trigger ("carried out an attack")."""
        return {
            j: i
            for i, c in self.coded.items()
            for j in range(c.first, c.last)
            if j != i and j in self.coded and self.a.tokens[i].upos == "VERB"
        }

    def draft(self, p: Proposition) -> _Draft:
        spans = self.spans(p.tokens)
        coded = self.coded.get(p.predicate) or (self.embedded(p.predicate) if p.predicate not in self.cues else None)
        return _Draft(p.tokens, p.predicate, p, coded, self.chain(p, spans), spans)

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
        found = [n for n in self.within(spans) if n != own and self.reaches(n, p.predicate)]
        if p.form == "relative":
            # What a relative clause adds to an item of a list is the outer speaker's ("they include a pact that Ghana backs").
            found = [n for n in found if self.voices.attributions[n].how != "inherited"]
        return tuple(found)

    def reaches(self, n: int, predicate: int) -> bool:
        """Whether an aside ("as the ministry says") speaks of this predicate: only of its own clause, and not of what that denies."""
        cue = self.voices.attributions[n].cue_token
        if cue is None or self.a.rel(cue) not in ("advcl", "parataxis"):
            return True
        opening = [i for i in self.a.subtree(cue) if self.a.tokens[i].upos != "PUNCT"]
        if self.a.tokens[opening[0]].form.lower() != "as":
            return True
        return self.a.tokens[cue].head == predicate and modality.of(self.a, predicate, stop=self.stop).polarity == "positive"

    def within(self, spans: Sequence[tuple[int, int]]) -> list[int]:
        """The attributions around a stretch that make a link: one without a source does only where it takes its content back."""
        found = self.voices.chain(spans[0][0], spans[-1][1])
        return [
            n
            for n in found
            if not self.nobody(self.voices.attributions[n])
            and (self.voices.attributions[n].source or n in self.verdicts.values() or self.hearsay(self.voices.attributions[n]))
        ]

    def hearsay(self, said: attribution.Attribution) -> bool:
        """Words of somebody whom the text does not name make a link where it shows that they are somebody's: taken back, asked for,
        "it is claimed that", "was accused of"; not an adverb, which only hedges."""
        i = said.cue_token
        if i is None:
            return False
        if said.stance in ("denied", "demanded", "planned", "questioned"):
            return self.a.tokens[i].upos in ("VERB", "NOUN")
        return self.a.tokens[i].upos == "VERB" and bool(self.a.dependents(i, "aux:pass", "nsubj:pass"))

    def nobody(self, said: attribution.Attribution) -> bool:
        """ "No court has ordered …": nobody says so."""
        i = said.source_token
        if i is None:
            return False
        words = {self.a.tokens[j].form.lower() for j in (i, *self.a.dependents(i, "det"))}
        return bool(words & {"no", "nobody", "none", "neither"})

    def contents(self, inside: Sequence[_Draft]) -> list[_Draft]:
        """What is said where it holds no clause or event of its own: the content is the claim."""
        covered = {d.chain[-1] for d in inside}
        parents = {x.parent for x in self.voices.attributions}
        drafts = []
        for n, said in enumerate(self.voices.attributions):
            if n in covered or n in parents:
                continue
            tokens = tuple(i for s, e in said.content for i in self.tokens_in(s, e))
            tokens = self.trimmed(tokens)
            if len(tokens) >= 2 and not self.unread(self.a.sentences[self.a.sentence_of[tokens[0]]]):
                head = self.head_of(tokens)
                chain = tuple(self.within(said.content))
                if chain and self.reaches(n, head):
                    drafts.append(_Draft(tokens, head, None, self.coded.get(head) or self.embedded(head), chain, self.spans(tokens)))
        return drafts

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
        """The stretch of a run of tokens, without a quotation mark that it opens and does not close."""
        start, end = self.a.tokens[first].start, self.closed(first, last)
        words = self.text[start:end]
        opens = (words[0] in "“«„" and words.count("”") + words.count("»") == 0) or (words[0] == '"' and words.count('"') == 1)
        return (self.a.tokens[first + 1].start if opens and first < last else start), end

    def closed(self, first: int, last: int) -> int:
        """The end of a run, with the quotation mark that closes one opened inside it."""
        end = self.a.tokens[last].end
        words = self.text[self.a.tokens[first].start : end]
        for left, right in ("“”", "«»"):
            if words.count(left) > words.count(right) and self.text[end : end + 1] == right:
                end += 1
        if words.count('"') % 2 and self.text[end : end + 1] == '"':
            end += 1
        return end

    # --- figures, times and places: each belongs to the smallest claim that holds its words

    def attach(self, drafts: list[_Draft]) -> None:
        extra: list[_Draft] = []
        near = self.by_sentence(drafts)
        for figure in self.figures:
            holder = self.holder(near, figure.first, figure.last)
            if holder is None:
                continue
            if holder.figure is None:
                holder.figure = figure
            else:
                extra.append(msgspec.structs.replace(holder, figure=figure, spans=self.around(figure, holder)))
        drafts += extra
        near = self.by_sentence(drafts)
        for moment in self.times:
            if moment.edtf and (holder := self.holder(near, moment.first, moment.last)) and holder.when is None:
                holder.when = moment
        for place in self.places:
            holder = self.holder(near, place.first, place.last)
            if holder is None or not (self.locates(place) or self.undergoes(place, holder)):
                continue
            if holder.where is None or self.distance(place.head, holder) < self.distance(holder.where.head, holder):
                holder.where = place
        self.inherit(drafts)

    def by_sentence(self, drafts: Sequence[_Draft]) -> dict[int, list[_Draft]]:
        """The drafts of each sentence that their words touch, so that looking for a holder does not walk the document."""
        near: dict[int, list[_Draft]] = {}
        for d in drafts:
            for n in dict.fromkeys(self.a.sentence_of[i] for i in d.tokens):
                near.setdefault(n, []).append(d)
        return near

    def holder(self, near: dict[int, list[_Draft]], first: int, last: int) -> _Draft | None:
        drafts = near.get(self.a.sentence_of[first], ())
        holding = [d for d in drafts if d.tokens[0] <= first and last - 1 <= d.tokens[-1] and first in d.tokens]
        return min(holding, key=lambda d: (len(d.tokens), d.tokens[0]), default=None)

    def around(self, figure: figures.FigureMention, holder: _Draft) -> tuple[tuple[int, int], ...]:
        inside = set(holder.tokens)
        top = figure.head
        while self.a.tokens[top].head in inside and self.a.rel(top) in ("nummod", "nmod", "compound", "amod", "conj"):
            if self.a.rel(top) == "conj":
                break
            top = self.a.tokens[top].head
        spans = self.spans(self.trimmed(i for i in self.a.subtree(top) if i in inside))
        return spans or holder.spans

    def locates(self, place: places.PlaceMention) -> bool:
        """A phrase that says where, not a place that acts: under a preposition of place, itself or through "the region of X"."""
        head = place.head
        for _ in range(6):
            cases = {self.a.tokens[j].form.lower() for j in self.a.dependents(head, "case")}
            if cases & _LOCATIVE:
                return True
            above = self.a.tokens[head].head
            if above < 0 or self.a.rel(head) not in ("nmod", "conj", "appos", "flat", "compound", "amod"):
                return False
            if self.a.rel(head) != "conj" and self.a.tokens[above].lemma.lower() not in _AREAS and self.a.tokens[above].upos != "PROPN":
                return False
            head = above
        return False

    def undergoes(self, place: places.PlaceMention, d: _Draft) -> bool:
        """A town or region that is taken, struck, entered or left is where that happens; a state may be just a party."""
        if d.coded is None or d.coded.type not in _HAPPENS_TO_PLACES or place.kind == "country":
            return False
        return self.a.rel(place.head) in ("obj", "obl", "nmod", "nsubj", "conj", "appos") and d.predicate in self.above(place.head, d)

    def above(self, i: int, d: _Draft) -> list[int]:
        """What governs a token, nearest first; from a relative clause's antecedent the clause counts as well."""
        found = list(self.a.ancestors(i))
        clause = d.predicate
        if clause is not None and self.a.tokens[clause].deprel == "acl:relcl" and self.a.tokens[clause].head in (i, *found):
            found.append(clause)
        return found

    def distance(self, i: int, d: _Draft) -> int:
        """Steps in the tree from a token up to the predicate; far where it is not above."""
        found = self.above(i, d)
        return found.index(d.predicate) if d.predicate in found else len(found) + 100

    def inherit(self, drafts: Sequence[_Draft]) -> None:
        """What stands before the shared subject holds for every coordinated predicate ("Since 2014, X has A, B and C")."""
        by_predicate = {d.predicate: d for d in drafts if (d.proposition is not None and d.figure is None) or d.proposition is not None}
        for d in drafts:
            i = d.predicate
            if d.proposition is None or i is None or d.proposition.form == "nominal":
                continue
            while self.a.rel(i) == "conj" and not self.a.dependents(i, "nsubj"):
                i = self.a.tokens[i].head
            first = by_predicate.get(i)
            if first is None or first is d:
                continue
            if d.when is None and first.when is not None and first.when.first < i:
                d.when = first.when
            if d.where is None and first.where is not None and first.where.first < i:
                d.where = first.where

    # --- from draft to claim

    def claim(self, d: _Draft) -> Claim:
        evidence = tuple(self.quote(s, e) for s, e in d.spans)
        reading = self.mood(d)
        links = self.links(d, reading.modality)
        innermost = next(link.stance for link in reversed(links) if link.stance != "reported")
        event, figure = self.event(d), self.figure(d)
        participants = self.participants(d)
        presupposed = (d.proposition.presupposed if d.proposition else False) or reading.presupposed
        kind = "event" if event else "figure" if figure else "state"
        first = bisect.bisect_left(self.wording, (d.spans[0][0], 0))
        near = itertools.takewhile(lambda w: w[0] < d.spans[-1][1], itertools.islice(self.wording, first, None))
        inside = tuple(self.quote(s, e) for s, e in near if any(span[0] <= s and e <= span[1] for span in d.spans))
        identity = self.identity(evidence, links, event, figure, reading.polarity)
        return Claim(
            id=identity,
            document=self.page.document.id,
            kind=kind,  # type: ignore[arg-type]
            evidence=evidence,
            according_to=links,
            modality=innermost,
            polarity=reading.polarity,
            presupposed=presupposed and innermost not in ("planned", "demanded"),
            event=event,
            figure=figure,
            actors=participants,
            when=self.when(d),
            where=self.where(d),
            wording=inside,
            relations=(),
            confidence=self.confidence(d, identity, links, reading.polarity),
            coder=coder_version(),
        )

    def mood(self, d: _Draft) -> modality.Reading:
        if d.predicate is None:
            return modality.Reading("asserted", "positive", False, None)
        nominal = d.proposition is not None and d.proposition.form in ("nominal", "item")
        reading = modality.of(self.a, d.predicate, stop=self.stop - {d.predicate}, nominal=nominal)
        if reading.modality == "asserted" and self.in_doubt(d):
            return msgspec.structs.replace(reading, modality="alleged")
        if d.chain and self.put_back(reading):
            reading = msgspec.structs.replace(reading, modality="planned")
        if d.proposition is None or d.coded is None or d.predicate == d.coded.first:
            return reading
        if d.coded.first != d.predicate and d.predicate not in self.coded and self.a.rel(self.verb_of(d.coded)) == "xcomp":
            inner = modality.of(self.a, self.verb_of(d.coded), stop=self.stop)
            return inner
        return reading

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

    def links(self, d: _Draft, local: str) -> tuple[Link, ...]:
        """The chain, outermost first: publisher, document speaker, whoever they cite."""
        chain: list[Link] = [self.publisher()]
        if self.in_body(d.spans[0][0]):
            chain.append(self.document_speaker())
        chain += [self.cited(self.voices.attributions[n]) for n in d.chain]
        taken_back = set(self.verdicts.values())
        return _with_stances(chain, ["denied" if n in taken_back else self.voices.attributions[n].stance for n in d.chain], local)

    def in_body(self, offset: int) -> bool:
        speaker = self.voices.speaker
        return speaker is not None and any(s <= offset < e for s, e in speaker.body)

    def publisher(self) -> Link:
        name = self.page.document.publisher
        ref = self.cast.named(name) if name else None
        return Link(name, ref.country if ref else None, ref.sector if ref else None, "publisher", "asserted", None, None)

    def document_speaker(self) -> Link:
        speaker = self.voices.speaker
        assert speaker is not None
        ref = self.cast.named(speaker.name)
        hint = self.cast.named(speaker.country_hint) if speaker.country_hint else None
        country = (ref.country if ref else None) or (hint.country if hint else None)
        sector = (ref.sector if ref else None) or (hint.sector if hint else None)
        return Link(speaker.name, country, sector, "document", "asserted", speaker.mention, speaker.cue)

    def cited(self, said: attribution.Attribution) -> Link:
        mention = self.quote(*said.source[0]) if said.source else None
        cue = self.quote(*said.cue[0]) if said.cue else None
        if mention is not None and (turn := mention.text.strip(" .:").lower()) in _TURNS:
            return self.turn(turn, mention, cue, said)
        source = self.antecedent(self.labelled(said))
        refs = self.cast.of(source) if source is not None else ()
        names = [r.name for r in refs if r.name]
        words = self.phrase(source) if source is not None and source != said.source_token else mention.text if mention else None
        bare = (
            source is not None and not names and self.a.tokens[source].upos == "PRON"
        )  # "we": the mention has the words, they are no name
        name = None if bare else ", ".join(dict.fromkeys(names)) or words
        country = _only({r.country for r in refs})
        return Link(name, country, _only({r.sector for r in refs}), said.how, "asserted", mention, cue)

    def turn(self, label: str, mention: Quote, cue: Quote | None, said: attribution.Attribution) -> Link:
        """The asker or the answerer of an interview, of whom the label says no more; who answers is whom the text names first."""
        person = next((e for e in self.a.entities if e.type == "PER"), None) if label.startswith("a") else None
        refs = (
            self.cast.of(next(k for k in range(person.first, person.last) if self.a.tokens[k].head not in range(person.first, person.last)))
            if person
            else ()
        )
        if not refs:
            return Link(None, None, None if label.startswith("a") else "JRN", said.how, "asserted", mention, cue)
        return Link(refs[0].name, refs[0].country, refs[0].sector, said.how, "asserted", mention, cue)

    def labelled(self, said: attribution.Attribution) -> int | None:
        """The head of the source; of a label the person in it ("Director Kuramochi:")."""
        if said.cue_token is None or self.a.tokens[said.cue_token].form != ":" or not said.source:
            return said.source_token
        inside = self.tokens_in(*said.source[0])
        people = [i for i in inside if (e := self.a.entity_of.get(i)) is not None and e.type == "PER"]
        return people[-1] if people else said.source_token

    def phrase(self, i: int) -> str:
        """The words of a noun with what stands before it."""
        first = min([i, *(j for j in self.a.dependents(i, "amod", "compound", "nummod") if j < i)])
        return self.text[self.a.tokens[first].start : self.a.tokens[i].end]

    def antecedent(self, i: int | None) -> int | None:
        """The noun that a relative pronoun stands for ("reports according to which …")."""
        if i is None or self.a.tokens[i].xpos not in ("WDT", "WP"):
            return i
        return next((self.a.tokens[k].head for k in self.a.ancestors(i) if self.a.tokens[k].deprel == "acl:relcl"), i)

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
        as_of = d.when.edtf if d.when is not None and d.when.edtf else None
        return Figure(f.value, f.value_max, f.unit, f.comparator, f.baseline, f.measured, f.of, as_of, self.quote(f.start, f.end))

    def when(self, d: _Draft) -> When | None:
        if d.when is None or not d.when.edtf:
            return None
        tense = times.tense(self.a, d.predicate) if d.predicate is not None else None
        return When(d.when.edtf, d.when.basis, tense, self.quote(d.when.start, d.when.end))

    def where(self, d: _Draft) -> Where | None:
        p = d.where
        return Where(p.name, p.country, p.latitude, p.longitude, p.geoname, self.quote(p.start, p.end)) if p else None

    # --- participants

    def participants(self, d: _Draft) -> tuple[Actor, ...]:
        doers = self.doers.get(d.predicate, ()) if d.predicate is not None else ()
        if doers and not (d.coded is not None and (d.coded.actor or d.coded.both)):
            found = [a for i in doers for a in self.actors_of(i, "actor")]
            found += [a for i in (d.coded.recipient if d.coded else ()) for a in self.actors_of(i, "recipient")]
        elif d.coded is not None:
            found = [a for role, heads in self.roles(d.coded) for i in heads for a in self.actors_of(i, role)]
            if not any(a.role in ("actor", "both") for a in found) and d.coded.agentless:
                found.insert(0, Actor("actor", None, None, None, (), None, None))
        elif d.proposition is not None:
            owners = self.a.dependents(d.proposition.predicate, "nmod:poss") if d.proposition.form == "nominal" else []
            found = [a for i in (*d.proposition.subjects, *owners) for a in self.actors_of(i, "actor")]
            others = [i for i in d.proposition.others if i not in owners and not self.says_where(i)]
            found += [a for i in others for a in self.actors_of(i, "recipient")]
        else:
            subjects = propositions.shared_subjects(self.a, d.predicate) if d.predicate is not None else ()
            found = [a for i in subjects for a in self.actors_of(i, "actor")]
        return tuple(_unique(found))

    def says_where(self, i: int) -> bool:
        """A phrase of place ("in Lomé") is no participant."""
        return any(self.a.tokens[j].form.lower() in _LOCATIVE - {"between"} for j in self.a.dependents(i, "case"))

    def roles(self, coded: events.Coded) -> list[tuple[str, tuple[int, ...]]]:
        return [("actor", coded.actor), ("recipient", coded.recipient), ("both", coded.both)]

    def actors_of(self, i: int, role: str) -> list[Actor]:
        found = []
        for ref in self.quoted_self(i) or self.cast.of(i):
            mention = self.quote(self.a.tokens[ref.first].start, self.a.tokens[ref.last - 1].end) if ref.last > ref.first else None
            found.append(Actor(role, ref.name, ref.country, ref.sector, ref.members, ref.wikidata, mention))  # type: ignore[arg-type]
        return found

    def quoted_self(self, i: int) -> tuple[actors.Ref, ...]:
        """Whoever says "I" or "we" in a quotation: its source, not the document's own speaker."""
        token = self.a.tokens[i]
        if token.upos != "PRON" or token.form.lower() not in ("i", "we", "me", "us"):
            return ()
        chain = [self.voices.attributions[n] for n in self.voices.chain(token.start, token.end)]
        said = next((x for x in reversed(chain) if x.how in ("direct", "mixed") and x.source_token is not None), None)
        source = self.antecedent(said.source_token) if said else None
        if source is None or source == i:
            return ()
        return tuple(msgspec.structs.replace(r, first=i, last=i + 1, head=i) for r in self.cast.of(source))

    # --- the rest

    def quote(self, start: int, end: int) -> Quote:
        return Quote(start, end, self.text[start:end])

    def confidence(self, d: _Draft, claim_id: str, links: Sequence[Link], polarity: str) -> float:
        traits = self.traits_of(d, links, polarity)
        self.traits[claim_id] = traits
        return confidence.load().probability(traits)

    def traits_of(self, d: _Draft, links: Sequence[Link], polarity: str) -> dict[str, float]:
        """What may tell whether a claim is right: how it was found, how long it is, and how far the model's heads agree with the rules."""
        form = d.proposition.form if d.proposition else "content"
        stance = next(link.stance for link in reversed(links) if link.stance != "reported")
        sentence = self.a.sentences[self.a.sentence_of[d.tokens[0]]]
        found: dict[str, float] = {
            f"form {form}": 1.0,
            f"kind {self.blocks[sentence.block].kind}": 1.0,
            "links": float(min(len(links), 4)),
            "cited": float(bool(d.chain)),
            "unnamed": float(links[-1].name is None and len(links) > 1),
            "pieces": float(len(d.spans) > 1),
            "words": math.log(len(d.tokens)),
            "sentence": math.log(sentence.last - sentence.first),
            "share": len(d.tokens) / (sentence.last - sentence.first),
            "event": float(d.coded is not None),
            "figure": float(d.figure is not None),
            "negative": float(polarity == "negative"),
            f"stance {stance}": 1.0,
        }
        for n in d.chain[-1:]:
            found[f"how {self.voices.attributions[n].how}"] = 1.0
        if d.predicate is not None and self.a.moods:
            found |= self.agreement(d, d.predicate, stance, polarity)
        return found

    def agreement(self, d: _Draft, predicate: int, stance: str, polarity: str) -> dict[str, float]:
        """How far the model's own view of the predicate is that of the rules."""
        trigger = d.coded.first if d.coded is not None else predicate
        named = self.a.named_at.get(trigger)
        mood = self.a.moods[predicate]
        likely = mood.score if mood.modality == stance else mood.asserted if stance == "asserted" else 0.0
        return {
            "type agrees": named.score if named is not None and d.coded is not None and named.type == d.coded.type else 0.0,
            "type differs": named.score if named is not None and (d.coded is None or named.type != d.coded.type) else 0.0,
            "modality agrees": likely,
            "polarity agrees": mood.negative if polarity == "negative" else 1 - mood.negative,
            "presupposed": mood.presupposed,
        }

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
        for sentence in self.a.sentences:
            start, end = self.a.tokens[sentence.first].start, self.a.tokens[sentence.last - 1].end
            while k < len(taken) and taken[k][0] < start:
                k += 1
            if (k < len(taken) and taken[k][0] < end) or any(s < end and start < e for s, e in taken[max(0, k - 8) : k]):
                continue
            reasons.append(Stretch(start, end, self.why_uncoded(sentence)))
        return tuple(reasons)

    def why_uncoded(self, sentence: Sentence) -> str:
        kind = self.blocks[sentence.block].kind
        named = {
            "heading": "section heading",
            "dateline": "dateline",
            "speaker": "speaker label",
            "title": "title without a predicate",
            "subtitle": "title without a predicate",
        }
        if kind in named:
            return named[kind]
        has_verb = any(t.upos in ("VERB", "AUX") for t in self.a.tokens[sentence.first : sentence.last])
        return "only says that somebody speaks" if has_verb else "no predicate"


def _with_stances(chain: list[Link], cues: list[str], local: str) -> tuple[Link, ...]:
    """Give every link its stance (DESIGN rule 2): `reported` where it only passes on the next one's words.

    ``cues`` are the stances that the cited speakers' cues express, outermost first. A speaker whose cue takes the content back (denied,
    questioned, alleged) keeps that stance and whoever is cited within is reported.
    """
    plain = len(chain) - len(cues)
    stances = ["reported"] * len(chain)
    for n, stance in enumerate(cues):
        if stance in ("denied", "questioned", "alleged"):
            unstated = chain[plain + n].mention is None
            stances[plain + n - (1 if unstated else 0)] = stance
            break
    else:
        last = cues[-1] if cues else "asserted"
        stances[-1] = last if last not in ("asserted", "reported") else local
    return tuple(msgspec.structs.replace(link, stance=stance) for link, stance in zip(chain, stances, strict=True))


def attributions(page: Page) -> list[dict[str, object]]:
    """The attributions that a document marks, in the form that score_attribution.py reads."""
    blocks = [(b.start, b.end) for b in page.blocks if b.kind != "furniture"]
    analysis = coordination.repaired(encoder.load().analyse(page.document.text, blocks))
    return attribution.marked_by_text(attribution.find(page, analysis))


def _only(values: set[str | None]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None


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
