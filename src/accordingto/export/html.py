"""One self-contained web page: the document with the claims' words underlined, and the list of claims; one selection shared by both.

Readable without script (every mark links to its claim), no network: a strict Content-Security-Policy admits only the style and script of
the page itself, by hash. All text is escaped; characters that could reorder or hide it are shown as code points.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib import resources
from itertools import pairwise

import msgspec

from accordingto import export
from accordingto.types import Claim, Document

# Controls (tab and line feed apart), surrogates, and marks that reorder or hide text on a screen (Unicode TR 36, section 2.5).
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")


class Segment(msgspec.Struct, frozen=True):
    """A stretch of text whose characters belong to the same claims (indices) and are loaded terms or not."""

    start: int
    end: int
    claims: tuple[int, ...]
    loaded: bool


def render(readings: Sequence[export.Reading], *, fold: float = export.LESS_CERTAIN) -> str:
    """The page of one or several documents.

    Args:
        readings: the documents with their claims.
        fold: claims of a lower confidence are folded, where they stand, into "less certain".
    """
    export.check(readings)
    style, script = _asset("page.css"), _asset("selection.js") + _asset("page.js")
    title = readings[0].document.title if len(readings) == 1 and readings[0].document.title else f"{len(readings)} documents"
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f"<title>According to whom? {safe(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n",
        '<a class="skip" href="#d0-claims">Skip to the claims</a>\n',
        _contents(readings) if len(readings) > 1 else "",
        "<main>\n",
        *(_reading(n, reading, fold) for n, reading in enumerate(readings)),
        "</main>\n",
        f'<footer class="meta"><p>{export.NOTICE} Each shows the words it rests on.</p></footer>\n',
        '<div id="live" class="sr" aria-live="polite"></div>\n',
        f"<script>{script}</script>\n</body>\n</html>\n",
    ]
    return "".join(parts)


def safe(words: str | None) -> str:
    """Escaped for HTML, with control and direction characters :func:`visible`."""
    return escape(visible(words or ""), quote=True)


def visible(words: str) -> str:
    """Control and direction characters shown as ⟨U+202E⟩."""
    return _UNSAFE.sub(lambda m: f"⟨U+{ord(m.group()):04X}⟩", words)


def segments(
    length: int, claims: Sequence[Sequence[tuple[int, int]]], loaded: Sequence[tuple[int, int]] = (), also: Sequence[int] = ()
) -> list[Segment]:
    """Cut ``0..length`` wherever a claim or a loaded term begins or ends, and at ``also``.

    Together the segments are the whole text, in order.
    """
    opens: dict[int, list[tuple[int, int]]] = {}
    for n, spans in enumerate([*claims, loaded]):
        for start, end in spans:
            opens.setdefault(start, []).append((n, 1))
            opens.setdefault(end, []).append((n, -1))
    edges = sorted({0, length, *(p for p in (*opens, *also) if 0 < p < length)})
    depth: dict[int, int] = {}
    found = []
    for start, end in pairwise(edges):
        for n, step in opens.get(start, ()):
            depth[n] = depth.get(n, 0) + step
            if not depth[n]:
                del depth[n]
        found.append(Segment(start, end, tuple(sorted(n for n in depth if n < len(claims))), len(claims) in depth))
    return found


@cache
def _asset(name: str) -> str:
    return (resources.files("accordingto.export") / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    hashes = [base64.b64encode(hashlib.sha256(words.encode()).digest()).decode() for words in (style, script)]
    return f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; base-uri 'none'; form-action 'none'"


def _contents(readings: Sequence[export.Reading]) -> str:
    rows = "".join(
        f'<li><a href="#d{n}">{safe(r.document.title or r.document.source)}</a> ({len(r.claims)} claims)</li>'
        for n, r in enumerate(readings)
    )
    return f'<nav class="top" aria-label="Documents"><ul>{rows}</ul></nav>\n'


def _reading(n: int, reading: export.Reading, fold: float) -> str:
    document = reading.document
    order = [c for _, claims in export.grouped(reading.claims) for c in claims]
    facts = [
        f"Speaker of the whole document: {safe(document.speaker or 'none (a report)')}",
        f"Publisher: {safe(document.publisher or 'not named')}",
        f"Date: {safe(export.dated(document))}",
        *(safe(reason) for reason in (document.date.reasons if document.date else ())),
    ]
    return (
        f'<article class="document" id="d{n}" aria-labelledby="d{n}-title">\n<header class="top">'
        f'<h1 id="d{n}-title">{safe(document.title or document.source)}</h1>'
        f'<ul class="facts">{"".join(f"<li>{f}</li>" for f in facts)}</ul>'
        f'<p class="notice">{len(reading.claims)} claims. {export.NOTICE}</p>'
        '<p class="meta keys"><kbd>j</kbd> next claim, <kbd>k</kbd> previous, <kbd>Esc</kbd> none. '
        "Dotted words are the speaker's loaded terms.</p></header>\n"
        f'<div class="reading"><section class="text" tabindex="0" aria-labelledby="d{n}-text">'
        f'<h2 id="d{n}-text">The document</h2>\n{_text(n, document, order)}</section>\n'
        f'<section class="list" tabindex="0" id="d{n}-claims" aria-labelledby="d{n}-list">'
        f'<h2 id="d{n}-list">The claims</h2>\n{_list(n, reading.claims, fold)}</section></div>\n</article>\n'
    )


def _text(n: int, document: Document, order: Sequence[Claim]) -> str:
    """The document line by line; furniture is shown with the reason why it was not read."""
    text = document.text
    lines = _lines(text)
    loaded = sorted({(q.start, q.end) for c in order for q in c.wording})
    cut = segments(len(text), [[(q.start, q.end) for q in c.evidence] for c in order], loaded, [edge for line in lines for edge in line])
    parts, k = [], 0
    for start, end in lines:
        while k < len(cut) and cut[k].end <= start:
            k += 1
        inner = []
        while k < len(cut) and cut[k].end <= end:
            inner.append(_segment(n, text[cut[k].start : cut[k].end], cut[k], order))
            k += 1
        if text[start:end].strip():
            parts.append(_line(document, start, end, "".join(inner)))
    return "".join(parts)


def _line(document: Document, start: int, end: int, inner: str) -> str:
    reason = next((r.reason for r in document.removed if r.start < end and start < r.end), None)
    if reason is not None:
        return f'<p class="furniture" data-start="{start}">{inner} <span class="tag">not read: {safe(reason)}</span></p>\n'
    heading = any(u.start < end and start < u.end and u.reason == "section heading" for u in document.uncoded)
    kind = "title" if document.text[start:end].strip() == (document.title or "").strip() else "heading" if heading else "line"
    return f'<p class="{kind}" data-start="{start}">{inner}</p>\n'


def _lines(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _segment(n: int, words: str, segment: Segment, order: Sequence[Claim]) -> str:
    if not words:
        return ""
    shown = f'<i class="w" title="the speaker\'s word">{safe(words)}</i>' if segment.loaded else safe(words)
    if not segment.claims:
        return shown
    ids = [f"d{n}-{order[c].id}" for c in segment.claims]
    depth = "" if len(ids) == 1 else " two" if len(ids) == 2 else " more"
    return f'<a class="c{depth}" href="#{ids[0]}" data-c="{" ".join(ids)}">{shown}</a>'


def _list(n: int, claims: Sequence[Claim], fold: float) -> str:
    parts = []
    for heading, found in export.grouped(claims):
        parts.append(f"<h3>According to {safe(heading)} ({len(found)})</h3>\n")
        for low, run in export.folded(found, fold):
            cards = "".join(_card(n, claim) for claim in run)
            parts.append(f'<details class="less"><summary>less certain ({len(run)})</summary>\n{cards}</details>\n' if low else cards)
    return "".join(parts) or "<p>No claim was found.</p>"


def _card(n: int, claim: Claim) -> str:
    own = f"d{n}-{claim.id}"
    label = safe(export.said(claim))
    rows = "".join(f"<div><dt>{safe(name)}</dt><dd>{safe(words)}</dd></div>" for name, words in export.properties(claim)[1:])
    tags = export.properties(claim)[0][1]
    return (
        f'<article class="card" id="{own}" tabindex="0" aria-label="{label}: {safe(export.evidence(claim))}">'
        f'<p class="who"><a href="#{own}">{label}:</a> <span class="tag">{safe(tags)}</span></p>'
        f"<blockquote>{safe(export.evidence(claim))}</blockquote>"
        f'<dl class="props">{rows}</dl></article>\n'
    )
