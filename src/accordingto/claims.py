"""From what was decided to the record: claims with their quotations, and the document with what was left uncoded and why."""

import hashlib
import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from accordingto import coder, confidence, events, meaning, operators, times, traits
from accordingto.analysis import Analysis, Sentence
from accordingto.decide import Decided, Settled, roles, settling
from accordingto.decide.participation import Chance
from accordingto.suggest import Seen
from accordingto.types import Actor, Claim, Document, Event, Figure, Link, Quote, Relation, Stretch, When, Where

_UNCODED = {
    "heading": "section heading",
    "dateline": "dateline",
    "byline": "byline or signature",
    "speaker": "speaker label",
    "title": "title without a predicate",
    "subtitle": "title without a predicate",
}


class Reading(msgspec.Struct, frozen=True):
    """A document and its claims."""

    document: Document
    claims: tuple[Claim, ...]


class Basis(msgspec.Struct, frozen=True):
    """What a claim was decided on.

    ``listed`` is the event that the lexicon or the event head gave, ``coded`` the one decided for; ``traits`` what the confidence was
    worked out from; ``parts`` how likely each of those weighed takes part; ``granted`` is False where what was decided to be presupposed is
    not given as such; tokens are those of ``analysis``.
    """

    analysis: Analysis
    judged: meaning.Judgement
    decided: Decided
    listed: events.Coded | None
    coded: events.Coded | None
    traits: dict[str, float]
    parts: tuple[Chance, ...]
    granted: bool


def assemble(seen: Seen, settled: Sequence[Settled], version: str) -> tuple[Reading, dict[str, Basis]]:
    """The record of a document.

    Args:
        seen: its hints.
        settled: its claims with what was decided of them, in text order.
        version: the analyser's.

    Returns:
        document and claims, and by claim id what each was decided on; of claims with one id (the same words, speakers and content) the
        first stays.
    """
    empty = [settling.claims_nothing(seen, c) for c in settled]
    kept = [c for c, nothing in zip(settled, empty, strict=True) if not nothing]
    bare = frozenset(seen.a.sentence_of[c.draft.tokens[0]] for c, nothing in zip(settled, empty, strict=True) if nothing)
    shared = traits.beside([c.draft.tokens for c in kept], seen.a.sentence_of)
    made = [_claim(seen, c, beside, version) for c, beside in zip(kept, shared, strict=True)]
    claims = _related(seen, [claim for claim, _ in made], kept)
    basis: dict[str, Basis] = {}
    for claim, why in made:
        basis.setdefault(claim.id, why)
    return Reading(_document(seen, claims, bare), tuple(claims)), basis


def _claim(seen: Seen, c: Settled, beside: tuple[tuple[int, ...], ...], version: str) -> tuple[Claim, Basis]:
    evidence = tuple(seen.quote(s, e) for s, e in c.draft.spans)
    event, figure = _event(seen, c), _figure(seen, c)
    taking_part = roles.participants(seen, c)
    shown = _traits(seen, c, beside, taking_part.actors)
    claim = Claim(
        id=_identity(seen, evidence, c.links, event, figure, c.decided.polarity),
        document=seen.page.document.id,
        kind="event" if event else "figure" if figure else "state",
        evidence=evidence,
        according_to=c.links,
        modality=c.decided.modality,
        polarity=c.decided.polarity,
        presupposed=c.granted,
        event=event,
        figure=figure,
        actors=taking_part.actors,
        when=_when(seen, c),
        where=_where(seen, c),
        wording=_wording(seen, c),
        relations=(),
        confidence=confidence.load().probability(shown),
        coder=coder.version(version),
    )
    return claim, Basis(seen.a, c.judged, c.decided, c.draft.coded, c.coded, shown, taking_part.chances, c.granted)


def _identity(
    seen: Seen, evidence: Sequence[Quote], links: Sequence[Link], event: Event | None, figure: Figure | None, polarity: str
) -> str:
    content = [event.type if event else "", repr(figure.value) if figure else "", figure.unit if figure else "", polarity]
    parts = [seen.page.document.id, *(f"{q.start}-{q.end}" for q in evidence), *(f"{k.name}/{k.stance}" for k in links), *content]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


# --- the parts of a claim


def _event(seen: Seen, c: Settled) -> Event | None:
    found = c.coded
    if found is None:
        return None
    trigger = seen.quote(seen.a.tokens[found.first].start, seen.a.tokens[found.last - 1].end)
    return Event(found.type, found.mode, found.contexts, found.cameo, trigger)


def _figure(seen: Seen, c: Settled) -> Figure | None:
    f = c.draft.figure
    if f is None:
        return None
    as_of = c.scene.when.edtf if c.scene.when is not None else None
    words = seen.quote(f.start, f.end)
    return Figure(f.value, f.value_max, f.unit, f.comparator, f.baseline, f.direction, f.measured, f.of, as_of, words)


def _when(seen: Seen, c: Settled) -> When | None:
    """Of the claim's own words; what another claim of the sentence passes on is inferred."""
    moment = c.scene.when
    if moment is None or not moment.edtf:
        return None
    tense = times.tense(seen.a, c.draft.predicate) if c.draft.predicate is not None else None
    basis = "inferred" if c.scene.when_carried else moment.basis
    return When(moment.edtf, basis, tense, seen.quote(moment.start, moment.end))


def _where(seen: Seen, c: Settled) -> Where | None:
    p = c.scene.where
    return Where(p.name, p.country, p.latitude, p.longitude, p.geoname, seen.quote(p.start, p.end)) if p else None


def _wording(seen: Seen, c: Settled) -> tuple[Quote, ...]:
    """The loaded words inside the claim's."""
    spans = c.draft.spans
    first = bisect_left(seen.wording, (spans[0][0], 0))
    near = itertools.takewhile(lambda w: w[0] < spans[-1][1], itertools.islice(seen.wording, first, None))
    return tuple(seen.quote(s, e) for s, e in near if any(span[0] <= s and e <= span[1] for span in spans))


def _traits(seen: Seen, c: Settled, beside: tuple[tuple[int, ...], ...], actors: tuple[Actor, ...]) -> dict[str, float]:
    """What the claim's confidence is worked out from."""
    d = c.draft
    has = {"figure": d.figure, "when": c.scene.when, "where": c.scene.where, "event": c.coded}
    found = traits.Found(
        tokens=d.tokens,
        beside=beside,
        form=d.form or "content",
        predicate=d.predicate,
        kind=seen.blocks[seen.a.sentences[seen.a.sentence_of[d.tokens[0]]].block].kind,
        links=c.links,
        how=seen.voices.attributions[d.chain[-1]].how if d.chain else None,
        pieces=len(d.spans),
        coded=c.coded,
        judged=c.judged,
        decided=c.decided,
        actors=actors,
        presupposed=c.granted,
        parts=[name for name, part in has.items() if part is not None],
    )
    return traits.of(seen.a, found, spoken=seen.voices.speaker is not None)


# --- between claims


def _related(seen: Seen, claims: list[Claim], settled: Sequence[Settled]) -> list[Claim]:
    """Relations that the grammar states between claims; duplicates (the same words, speakers and content) are dropped."""
    by_predicate: dict[int, str] = {}
    for claim, c in zip(claims, settled, strict=True):
        if c.draft.predicate is not None:
            by_predicate.setdefault(c.draft.predicate, claim.id)
    found: dict[str, Claim] = {}
    for claim, c in zip(claims, settled, strict=True):
        relations = tuple(r for r in _relations(seen.a, c, by_predicate) if r.claim != claim.id)
        found.setdefault(claim.id, msgspec.structs.replace(claim, relations=relations))
    return list(found.values())


def _relations(a: Analysis, c: Settled, by_predicate: dict[int, str]) -> Iterator[Relation]:
    predicate, words = c.draft.predicate, operators.lexicon().condition
    if predicate is None or c.draft.proposition is None:
        return
    for j in a.dependents(predicate, "advcl"):
        marks = {a.tokens[k].form.lower() for k in a.dependents(j, "mark")}
        if j in by_predicate and marks & words.related:
            yield Relation("condition", by_predicate[j])
        elif j in by_predicate and marks & words.causes:
            yield Relation("cause", by_predicate[j])
    if c.draft.form == "item":
        head = next((k for k in a.ancestors(predicate) if k in by_predicate), None)
        if head is not None:
            yield Relation("part_of", by_predicate[head])


# --- the document


def _document(seen: Seen, claims: Sequence[Claim], bare: frozenset[int]) -> Document:
    speaker = seen.voices.speaker
    return msgspec.structs.replace(
        seen.page.document,
        speaker=speaker.name if speaker else seen.page.document.speaker,
        date=seen.date,
        uncoded=tuple(_uncoded(seen, claims, bare)),
    )


def _uncoded(seen: Seen, claims: Sequence[Claim], bare: frozenset[int]) -> Iterator[Stretch]:
    """Sentences that no claim's words touch, and why."""
    taken = sorted((q.start, q.end) for c in claims for q in c.evidence)
    k = 0
    for n, sentence in enumerate(seen.a.sentences):
        start, end = seen.a.tokens[sentence.first].start, seen.a.tokens[sentence.last - 1].end
        while k < len(taken) and taken[k][0] < start:
            k += 1
        if (k < len(taken) and taken[k][0] < end) or any(s < end and start < e for s, e in taken[max(0, k - 8) : k]):
            continue
        yield Stretch(start, end, "fragment that names no event" if n in bare else _why_uncoded(seen, sentence))


def _why_uncoded(seen: Seen, sentence: Sentence) -> str:
    kind = seen.blocks[sentence.block].kind
    if kind in _UNCODED:
        return _UNCODED[kind]
    has_verb = any(t.upos in ("VERB", "AUX") for t in seen.a.tokens[sentence.first : sentence.last])
    return "only says that somebody speaks" if has_verb else "no predicate"
