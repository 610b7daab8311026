"""Who says what stretch of text: attributions with source, cue and content, nested, and the document's own speaker.

    voices = find(page, analysis)

An attribution is what PolNeAR (Newell, Margolin and Ruths 2018) calls one: somebody's speech, writing, thought or plan as the text
reports it. Where it stands is marked by the attribution head of the model, by the cue lexicon (:mod:`accordingto.cues`) with the tree,
by quotation marks, by labels ("Minister: …"), or, for a whole document, by its title or lead-in (:class:`DocumentSpeaker`).
"""

import itertools
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import Any, Literal

import msgspec

from accordingto import cues
from accordingto import syntax as trees
from accordingto.analysis import Analysis
from accordingto.attribution import beside, continuation, cued, hearsay, interviews, labels, link, quotes, semicolons, stances, syntax
from accordingto.attribution.found import Found, Run, merged, overlap, size
from accordingto.attribution.speaker import DocumentSpeaker, document_speaker
from accordingto.attribution.turns import Turn, read_blocks
from accordingto.types import Modality, Page, Stance

__all__ = ["Attribution", "DocumentSpeaker", "Turn", "Voices", "chain_stances", "find", "marked_by_text"]

Span = tuple[int, int]

_BUCKET = 512
"""Characters: contents are looked up by stretches of this length, so that a lookup does not walk the document."""


class Attribution(msgspec.Struct, frozen=True):
    """Somebody's words, thoughts or plans as the text reports them.

    ``source``, ``cue`` and ``content`` are character spans; a source or cue that the text does not give is empty. ``parent`` is the
    index of the attribution inside whose content this one stands. ``stance`` is the source's own to the content as the cue words it.
    ``verdict`` is what whoever passes the words on makes of them ("the fake story that …": denied), ``judges`` says that the stance is to
    what somebody else says ("rejected the claim that"), ``speaks`` is False where nobody says it ("nobody claimed that");
    :mod:`accordingto.attribution.stances` has the table. ``acts`` are the
    predicates that the cue takes up, which claim nothing beside what is said.
    ``source_token`` and ``cue_token`` head the source phrase and the cue; ``attitude`` says that a state of mind is reported rather than an
    utterance; ``turn`` says who speaks where a transcript's label does.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    parent: int | None
    how: Literal["direct", "mixed", "indirect", "inherited"]
    stance: Stance
    source_token: int | None
    cue_token: int | None
    attitude: bool
    judges: bool = False
    verdict: Stance | None = None
    speaks: bool = True
    acts: tuple[int, ...] = ()
    turn: Turn | None = None


_UNDERTAKEN = frozenset({"demanded", "planned"})


class Voices(msgspec.Struct, frozen=True, dict=True):
    """Everybody who speaks in a document: its own speaker and the attributions, in text order; ``undertaken`` is what whoever speaks asks
    for or means to do in his own name ("we urge both sides **to talk**"): no attribution, since he speaks anyway, but a content."""

    speaker: DocumentSpeaker | None
    attributions: tuple[Attribution, ...]
    undertaken: tuple[Attribution, ...] = ()

    @cached_property
    def undertakings(self) -> dict[int, Modality]:
        """By cue token, how whoever speaks means what he asks for or means to do."""
        return {x.cue_token: x.stance for x in self.undertaken if x.cue_token is not None and x.stance != "reported"}

    @cached_property
    def _buckets(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for n, x in enumerate(self.attributions):
            for start, end in x.content:
                for bucket in range(start // _BUCKET, (end - 1) // _BUCKET + 1):
                    if not (known := found.setdefault(bucket, [])) or known[-1] != n:
                        known.append(n)
        return found

    def chain(self, start: int, end: int) -> tuple[int, ...]:
        """The attributions whose content covers more than half of ``start`` to ``end``, outermost first.

        A stretch that is mostly an attribution's own source or cue is not its content.
        """
        near: dict[int, None] = {}
        for bucket in range(start // _BUCKET, max(start, end - 1) // _BUCKET + 1):
            near.update(dict.fromkeys(self._buckets.get(bucket, ())))
        stretch = [(start, max(end, start + 1))]
        found = [n for n in near if 2 * overlap(self.attributions[n].content, stretch) > size(stretch)]
        return tuple(sorted(found, key=lambda n: (self.depth(n), -size(self.attributions[n].content), n)))

    def spoken(self, analysis: Analysis) -> list[tuple[int, int, int | None, bool]]:
        """What is said as tokens (first, last exclusive), the token that heads its source, and whether it is quoted; in text order."""
        found = []
        for x in self.attributions:
            for start, end in x.content:
                first, last = analysis.token_at(start), analysis.token_at(end)
                if first is not None:
                    quoted = x.how in ("direct", "inherited")
                    found.append((first, last if last is not None else len(analysis.tokens), x.source_token, quoted))
        return sorted(found, key=lambda f: f[0])

    def depth(self, n: int) -> int:
        """How many attributions lie around the ``n``-th (at most 32)."""
        for count in range(32):
            parent = self.attributions[n].parent
            if parent is None:
                return count
            n = parent
        return 32


def find(page: Page, analysis: Analysis) -> Voices:
    """Who says what in a document.

    Args:
        page: the document and its blocks; ``analysis.sentences[i].block`` counts its blocks without the furniture.
        analysis: its trees and, where the model marked them, attribution spans.

    Returns:
        the document's own speaker, if it has one, and the attributions in text order. The speaker's "I note that …" is no attribution of
        its own, nor are attitudes that are merely reported of somebody ("Kenya welcomes …").
    """
    lexicon = cues.lexicon()
    quotations = quotes.find(analysis)
    found = link.linked(analysis, quotations, cued.find(analysis, quotations))
    set_off = frozenset(n for n, b in enumerate(read_blocks(page)) if b.kind == "quotation")
    found += continuation.find(analysis, quotations, found, set_off)
    found = hearsay.find(analysis, quotations, found)
    beside.spell_out(found, analysis, quotations)
    speaker = document_speaker(page, analysis, lexicon, found)
    found += labels.find(page, analysis, lexicon, found, speaker)
    found += interviews.find(page, analysis) if speaker is None else []
    semicolons.parted(found, analysis, quotations)
    kept, own = _kept(_single(found), analysis, quotations, speaker)
    undertaken = (f for f in own if f.stance in _UNDERTAKEN and f.cue_token is not None and not f.judges)
    return Voices(speaker, _nest(_finished(kept, analysis, quotations)), tuple(_finished(undertaken, analysis, quotations)))


def _finished(found: Iterable[Found], a: Analysis, q: quotes.Quotations) -> list[Attribution]:
    """Those with a content, in text order."""
    every = (_finish(f, a, q) for f in found)
    return sorted((x for x in every if x.content), key=lambda x: (min(x.source + x.cue + x.content), x.content))


def chain_stances(before: int, cited: Sequence[Attribution], local: Modality) -> list[Stance]:
    """The stance of every link of a chain: ``before`` links, then the cited attributions that speak; see :func:`stances.of_chain`."""
    return stances.of_chain(before, [stances.Said(x.stance, x.verdict, x.speaks) for x in cited], local)


def marked_by_text(voices: Voices, traced: Callable[[int, int], Span] | None = None) -> list[dict[str, Any]]:
    """The attributions for ``accordingto attribute``: lists of spans and the parent's index, in text order.

    Args:
        voices: who says what.
        traced: where a stretch of the analysed text stands in the document's, if that is another.
    """
    at = traced or (lambda start, end: (start, end))

    def lists(spans: Iterable[Span]) -> list[list[int]]:
        return [list(at(*span)) for span in spans]

    return [{"source": lists(x.source), "cue": lists(x.cue), "content": lists(x.content), "parent": x.parent} for x in voices.attributions]


def _kept(found: list[Found], a: Analysis, q: quotes.Quotations, speaker: DocumentSpeaker | None) -> tuple[list[Found], list[Found]]:
    """Without what somebody is only asked to say; those of others, and a speaker's own ("I note that", "The Ministers: … 2. Note that"): in
    the body of the document's speaker, in a turn or inside a quotation."""
    kept: list[Found] = []
    selves: list[Found] = []
    turn = {k for f in found if f.turn for run in f.content for k in range(*run)}
    asking = {f.cue_token for f in found if f.stance == "demanded"}
    for f in sorted(found, key=_place):
        if _only_asked(a, f, asking):
            continue
        at = _place(f)
        listed = not f.source and f.cue_token is not None and trees.led_in(a, trees.first_conjunct(a, f.cue_token)) is not None
        self_said = syntax.is_self(a, f.source_token) or listed
        own = speaker is not None and speaker.covers(a.tokens[at].start) and (self_said or _names(a, f.source, speaker))
        lead = speaker is not None and speaker.cue is not None and speaker.cue.start == a.tokens[at].start
        if (not own or f.judges) and not lead and not (self_said and (q.inside(at) or at in turn)):
            kept.append(f)
        else:
            selves.append(f)
    return kept, selves


def _only_asked(a: Analysis, f: Found, asking: Collection[int | None]) -> bool:
    """ "asked Togo **to say** who had fired": what somebody is asked to say nobody has said; ``asking`` are the words that ask."""
    if f.cue_token is None or not trees.infinitive(a, f.cue_token):
        return False
    first = trees.first_conjunct(a, f.cue_token)
    return a.rel(first) in ("xcomp", "ccomp") and a.tokens[first].head in asking


def _single(found: list[Found]) -> list[Found]:
    """Without an unnamed "allegedly" inside the content of another unnamed source ("the story that X allegedly did"): they are the same."""
    unnamed = [f for f in found if not f.source and f.content]
    unnamed.sort(key=lambda f: f.content[0][0])
    dropped: set[int] = set()
    for before, f in itertools.pairwise(unnamed):
        if f.cue_token is not None and f.stance == "alleged" and any(first <= f.cue_token < last for first, last in before.content):
            dropped.add(id(f))
    return [f for f in found if id(f) not in dropped]


def _place(f: Found) -> int:
    return f.cue_token if f.cue_token is not None else f.content[0][0]


def _names(a: Analysis, source: list[Run], speaker: DocumentSpeaker) -> bool:
    surname = speaker.name.split()[-1].lower() if speaker.name.split() else ""
    return bool(surname) and not speaker.joint and any(a.tokens[k].form.lower() == surname for run in source for k in range(*run))


def _finish(f: Found, a: Analysis, q: quotes.Quotations) -> Attribution:
    content = _trimmed(f.content, a, q)
    return Attribution(
        source=_spans(_trimmed(f.source, a, q), a),
        cue=_spans(merged(f.cue), a),
        content=_spans(content, a),
        parent=None,
        how="direct" if f.turn else "inherited" if f.inherited else _how(content, a, q),
        stance=f.stance,
        source_token=f.source_token if f.source else None,
        cue_token=f.cue_token,
        attitude=f.attitude,
        judges=f.judges,
        verdict=f.verdict,
        speaks=f.speaks,
        acts=f.acts,
        turn=f.turn,
    )


def _trimmed(several: list[Run], a: Analysis, q: quotes.Quotations) -> list[Run]:
    """Runs without the punctuation around them, unless it belongs to a quotation or to a name in marks; runs of punctuation alone are
    dropped."""
    found: list[Run] = []
    for first, last in merged(several):
        while first < last and _at_edge(a, q, first, last, 1):
            first += 1
        while last > first and _at_edge(a, q, last - 1, first - 1, -1):
            last -= 1
        if any(a.tokens[k].upos not in ("PUNCT", "CCONJ") for k in range(first, last)):
            found.append((first, last))
    return found


def _at_edge(a: Analysis, q: quotes.Quotations, i: int, end: int, step: int) -> bool:
    """Whether token ``i`` at the edge of a run that ends at ``end`` is punctuation that does not belong to it."""
    token = a.tokens[i]
    if token.upos != "PUNCT" or q.inside(i) or token.form in ("([" if step > 0 else ")]"):
        return False
    partner = quotes.partners(token.form, step > 0)
    return not any(a.tokens[k].form in partner for k in range(i + step, end, step))


def _spans(several: list[Run], a: Analysis) -> tuple[Span, ...]:
    return tuple((a.tokens[first].start, a.tokens[last - 1].end) for first, last in several)


def _how(content: list[Run], a: Analysis, q: quotes.Quotations) -> Literal["direct", "mixed", "indirect"]:
    words = [q.inside(k) for first, last in content for k in range(first, last) if a.tokens[k].upos != "PUNCT"]
    return "direct" if words and all(words) else "mixed" if any(words) else "indirect"


def _nest(found: list[Attribution]) -> tuple[Attribution, ...]:
    """Set each one's parent: the smallest content that holds most of its cue (or content, if it has none) and is not the same words."""
    voices = Voices(None, tuple(found))
    nested = []
    for n, x in enumerate(found):
        anchor = x.cue[0] if x.cue else x.content[0]
        around = [m for m in voices.chain(*anchor) if m != n and _holds(found[m], x, m < n)]
        parent = min(around, key=lambda m: (size(found[m].content), m), default=None)
        nested.append(msgspec.structs.replace(x, parent=parent))
    return tuple(nested)


def _holds(outer: Attribution, inner: Attribution, earlier: bool) -> bool:
    shared, whole = overlap(outer.content, inner.content), size(inner.content)
    cued = bool(inner.cue) and overlap(outer.content, inner.cue) == size(inner.cue) and not overlap(inner.content, outer.cue)
    return 2 * shared > whole and (cued or (size(outer.content), earlier) > (whole, False))
