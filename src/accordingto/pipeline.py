"""One document, from its bytes to its claims. Everything that codes a document calls :func:`code`.

page      = ingest                      text fixed, page furniture marked
analysis  = analysed                    sentences, tokens, trees, entities, attribution marks; what the parser often gets wrong, mended
told      = meaning                     what the model makes of any stretch of it
seen      = suggest.find                what rules and lexicons see: voices, cast, events, figures, times, places, loaded words
said      = drafts.find                 what is claimed, in which exact words, according to whom
settled   = decide.claims               of each: event or none, modality, polarity, presupposed; hints and model weighed in one place
            claims.assemble             Claims, frozen values, and the document with what was left uncoded
"""

from collections.abc import Iterator
from pathlib import Path

from accordingto import (
    attribution,
    claims,
    coordination,
    decide,
    drafts,
    encoder,
    headlines,
    ingest,
    insertions,
    meaning,
    parentheticals,
    reports,
    suggest,
    view,
)
from accordingto.analysers import Analyser
from accordingto.analysis import Analysis
from accordingto.claims import Basis, Reading
from accordingto.errors import InputError
from accordingto.ingest import Given
from accordingto.types import Page

__all__ = ["Basis", "Reading", "analysed", "attributions", "code", "code_in_full", "read"]

_TITLES = ("title", "subtitle")
_HEADS = ("entities", "attribution", "events", "below")
"""What the rules ask the encoder for, beside words, sentences and trees."""


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
    return code_in_full(page, analyser)[0]


def code_in_full(page: Page, analyser: Analyser | None = None) -> tuple[Reading, dict[str, Basis]]:
    """What :func:`code` gives, and by claim id what each claim was decided on."""
    plain = view.of(page)
    with encoder.one_thread():
        reading, basis = _coded(plain.page if plain else page, analyser or encoder.load())
    if plain is not None:  # the record is traced back to the page's own text
        reading = Reading(plain.document(reading.document), tuple(map(plain.claim, reading.claims)))
    return reading, basis


def _coded(page: Page, analyser: Analyser) -> tuple[Reading, dict[str, Basis]]:
    model = meaning.load()
    analysis = analysed(page, analyser)
    told = model.read(analysis)
    seen = suggest.find(page, analysis)
    said = drafts.find(seen)
    settled = decide.claims(seen, said, told.judge([d.tokens for d in said]), model.labels)
    return claims.assemble(seen, settled, analyser.version)


def analysed(page: Page, analyser: Analyser) -> Analysis:
    """The language analysis of a page, with coordination, insertions and reports mended."""
    blocks = [b for b in page.blocks if b.kind != "furniture"]
    found = coordination.repaired(analyser.analyse(page.document.text, [(b.start, b.end) for b in blocks], heads=_HEADS))
    found = headlines.repaired(found, {n for n, b in enumerate(blocks) if b.kind in _TITLES})
    return reports.repaired(parentheticals.repaired(insertions.repaired(found)))


def attributions(page: Page, analyser: Analyser | None = None) -> list[dict[str, object]]:
    """The attributions that a document marks, in the form that score_attribution.py reads."""
    plain = view.of(page)
    read = plain.page if plain else page
    analysis = analysed(read, analyser or encoder.load())
    return attribution.marked_by_text(attribution.find(read, analysis), plain.span if plain else None)
