"""What rules and lexicons see of a document before anything is decided: voices, cast, events, figures, times, places, loaded words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

import msgspec

from accordingto import actors, attribution, cues, events, figures, places, syntax, times, wording
from accordingto.analysis import Analysis, Sentence
from accordingto.attribution import Attribution, Voices
from accordingto.figures import FigureMention, baselines
from accordingto.places import PlaceMention
from accordingto.speakers import Speakers
from accordingto.times import TimeMention
from accordingto.types import SILENT, Block, DocumentDate, Page, Quote

_LABEL_MARKS = frozenset((":", "–", "—"))
_TROPICS = 10.0  # degrees about the equator, where seasons go by other names


class Seen(msgspec.Struct, frozen=True, dict=True):
    """The hints of one document.

    Attributes:
        page: the document with its blocks.
        a: its trees.
        voices: who says what stretch of it.
        date: its date, given or read in its words.
        cast: its participants.
        speakers: makes the links of its chains.
        times, places, figures, wording: its expressions of time, places, figures and loaded words, in text order.
        taken_up: predicates that a cue takes up, which claim nothing beside what is said.
        coded: by predicate the event that the lexicon or the event head gives.
    """

    page: Page
    a: Analysis
    voices: Voices
    date: DocumentDate | None
    cast: actors.Cast
    speakers: Speakers
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    figures: tuple[FigureMention, ...]
    wording: tuple[tuple[int, int], ...]
    taken_up: frozenset[int]
    coded: Mapping[int, events.Coded]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that sentences count by, without the furniture."""
        return _blocks(self.page)

    @cached_property
    def states(self) -> Counter[str]:
        """How many of the places that the document names lie in each state."""
        return Counter(p.country for p in self.places if p.country)

    @cached_property
    def known(self) -> dict[int, tuple[actors.Ref, ...]]:
        """What :meth:`named` has found, by token."""
        return {}

    def named(self, i: int) -> tuple[actors.Ref, ...]:
        """Whom the phrase headed by a token names, looked up once."""
        if i not in self.known:
            self.known[i] = self.cast.of(i)
        return self.known[i]

    @cached_property
    def cues(self) -> dict[int, int]:
        """By the token of a cue the number of its attribution."""
        return {x.cue_token: n for n, x in enumerate(self.voices.attributions) if x.cue_token is not None}

    @cached_property
    def stop(self) -> frozenset[int]:
        """The cues' tokens: what stands above them says nothing of how far what is said is so."""
        return frozenset(self.cues)

    @cached_property
    def doers(self) -> dict[int, tuple[int, ...]]:
        """By predicate whoever would do what another act speaks of ("urged Sudan to withdraw": Sudan withdraws)."""
        return {c.content: c.content_actor for c in self.coded.values() if c.content is not None and c.content_actor}

    @cached_property
    def leading(self) -> frozenset[int]:
        """The subjects of lists in what leads them in: whose statement it is."""
        leads = {syntax.led_in(self.a, s.first) for s in self.a.sentences if s.first < s.last}
        return frozenset(i for i in leads if i is not None) if self.cast.speaker is not None else frozenset()

    @cached_property
    def labels(self) -> frozenset[int]:
        """The tokens of labels in headlines and paragraphs ("Minister: talks failed"): no words of what is said."""
        said = self.voices.attributions
        marked = [x for x in said if x.cue and x.cue_token is not None and self.a.tokens[x.cue_token].form in _LABEL_MARKS]
        return frozenset(i for x in marked for s in (*x.source, *x.cue) if _adjoin(self.a.text, s, x.cue[0]) for i in self.within(s))

    @cached_property
    def dated(self) -> tuple[TimeMention, ...]:
        """The expressions of time that have a value."""
        return tuple(m for m in self.times if m.edtf)

    @cached_property
    def placed(self) -> tuple[PlaceMention, ...]:
        """The places of known states, and regions, in text order: of other settlements the rules have to be sure."""
        known = [p for p in self.places if p.country is not None or p.kind != "settlement"]
        return tuple(sorted(known, key=lambda p: p.first))

    def quote(self, start: int, end: int) -> Quote:
        """A stretch of the text."""
        return Quote(start, end, self.a.text[start:end])

    def within(self, span: tuple[int, int]) -> list[int]:
        """The tokens that begin in a stretch of characters."""
        return self.a.tokens_in(*span)

    def silent(self, sentence: Sentence) -> bool:
        """Section headings are nobody's; labels and datelines claim nothing."""
        return self.blocks[sentence.block].kind in SILENT


def find(page: Page, analysis: Analysis) -> Seen:
    """Everything that the rules see of a document.

    Args:
        page: the document and its blocks.
        analysis: its trees, mended.
    """
    voices = attribution.find(page, analysis)
    date = page.document.date or times.infer_document_date(analysis)
    anchor = date.edtf if date else None
    cast = _cast(page, analysis, voices, anchor)
    named = places.find(analysis)
    taken_up = _taken_up(analysis, voices)
    counted = _figures(page, analysis, voices, (p.country for p in named))
    quoted = tuple(span for x in voices.attributions if x.how in ("direct", "mixed") for span in x.content)
    return Seen(
        page=page,
        a=analysis,
        voices=voices,
        date=date,
        cast=cast,
        speakers=Speakers(analysis, voices, cast),
        times=baselines.without_times(analysis, times.find(analysis, anchor, _south(named)), counted),
        places=(*named, *places.anaphors(analysis, named)),
        figures=counted,
        wording=wording.find(analysis, attribution.quotes.between(analysis), quoted),
        taken_up=taken_up,
        coded={i: c for i in events.predicates(analysis) if i not in taken_up and (c := events.code(analysis, i)) is not None},
    )


def says_no_more(said: Attribution) -> bool:
    """Whether a cue claims nothing beside what is said: a denial, a doubt, a verdict on somebody else's words."""
    return said.judges or said.verdict is not None or said.stance in ("denied", "questioned")


def _adjoin(text: str, span: tuple[int, int], mark: tuple[int, int]) -> bool:
    """Whether nothing stands between a label and its mark."""
    first, last = min(span, mark), max(span, mark)
    return span == mark or not text[first[1] : last[0]].strip()


def _blocks(page: Page) -> tuple[Block, ...]:
    return tuple(b for b in page.blocks if b.kind != "furniture")


def _cast(page: Page, analysis: Analysis, voices: Voices, anchor: str | None) -> actors.Cast:
    speaker = voices.speaker.name if voices.speaker else None
    return actors.resolve(analysis, date=anchor, speaker=speaker, spoken=voices.spoken(analysis), publisher=page.document.publisher)


def _figures(page: Page, analysis: Analysis, voices: Voices, states: Iterable[str | None]) -> tuple[FigureMention, ...]:
    """The figures outside headings, labels and datelines."""
    blocks = _blocks(page)
    about = (page.document.publisher, voices.speaker.name if voices.speaker else None)
    found = figures.find(analysis, about, states)
    return tuple(f for f in found if blocks[analysis.sentences[analysis.sentence_of[f.head]].block].kind not in SILENT)


def _south(named: Iterable[PlaceMention]) -> bool:
    """Whether most places of a document lie where summer is in December."""
    sides = [p.latitude > 0 for p in named if p.latitude is not None and abs(p.latitude) > _TROPICS]
    return 2 * sum(sides) < len(sides)


def _taken_up(a: Analysis, voices: Voices) -> frozenset[int]:
    """The predicates of cues that claim nothing of their own."""
    said = voices.attributions
    judged = [x for x in said if x.parent is not None and said[x.parent].judges]
    return frozenset(i for x in said for i in x.acts if i != x.cue_token or (says_no_more(x) and not _clears(a, i)) or x in judged)


def _clears(a: Analysis, i: int) -> bool:
    """ "acquitted the guards of arson" denies the arson and is an act itself."""
    return any("of" in cue.takes for _, cue in cues.lexicon().verbs.get(a.tokens[i].lemma.lower(), ()))
