"""Web pages: the article without its surroundings, by trafilatura; title, date and publisher from the metadata."""

import re
from typing import Any

from accordingto.errors import NoArticle, TooLarge
from accordingto.ingest import dates
from accordingto.ingest.plain import Piece, Source, clean, strip
from accordingto.types import BlockKind

_DEEPEST = 2_000
_SHORTEST = 40
_KINDS: dict[str, BlockKind] = {
    "head": "heading",
    "item": "item",
    "p": "paragraph",
    "quote": "paragraph",
    "cell": "paragraph",
    "code": "paragraph",
}


def looks_like_html(text: str) -> bool:
    """Whether a text is plainly a web page."""
    return bool(re.match(r"\s*(?:<!doctype html|<html[\s>]|<\?xml[^>]*>\s*<!doctype html)", text[:500], re.IGNORECASE))


def html(data: bytes, text: str, name: str) -> Source:
    """The article of a web page.

    Raises:
        NoArticle: there is no running text on the page.
        TooLarge: it is nested too deeply.
    """
    import trafilatura

    if _depth(text) > _DEEPEST:
        raise TooLarge(name, f"is nested more than {_DEEPEST} tags deep", "simplify the page")
    try:
        found: Any = trafilatura.bare_extraction(
            text, include_comments=False, include_tables=True, with_metadata=True, favor_precision=False
        )
    except (RecursionError, ValueError, TypeError) as error:
        raise NoArticle(name, "cannot be taken apart as a page", "save the article as text") from error
    body = getattr(found, "body", None) if found is not None else None
    if body is None or not "".join(body.itertext()).strip():
        raise NoArticle(name, "no article was found on the page", "save the article as text")
    lines, kinds = _blocks(body)
    if sum(len(line) for line in lines) < _SHORTEST:
        raise NoArticle(name, "no article was found on the page", "save the article as text")
    title = found.title or None
    if title and lines and lines[0].strip() != title.strip():
        lines.insert(0, title)
        kinds.insert(0, "title")
    elif lines:
        kinds[0] = "title"
    return _source(lines, kinds, title, dates.from_metadata(found.date) if found.date else None, found.sitename or None)


def _source(lines: list[str], kinds: list[BlockKind], title: str | None, date: str | None, publisher: str | None) -> Source:
    text, pieces = "", []
    parts: list[str] = []
    at = 0
    for line, kind in zip(lines, kinds, strict=True):
        line = re.sub(r"\s*\n\s*", " ", clean(line)).strip()
        if line:
            pieces.append(Piece(at, at + len(line), kind))
            parts.append(line)
            at += len(line) + 2
    text = "\n\n".join(parts)
    pieces = [Piece(*strip(text, p.start, p.end), p.kind) for p in pieces]
    return Source(text, tuple(pieces), title, date, publisher)


def _blocks(body: Any) -> tuple[list[str], list[BlockKind]]:
    lines: list[str] = []
    kinds: list[BlockKind] = []
    for element in body.iter():
        kind = _KINDS.get(element.tag if isinstance(element.tag, str) else "")
        inside = any(a.tag in _KINDS for a in element.iterancestors() if isinstance(a.tag, str))
        if kind is not None and not inside:
            words = " ".join("".join(element.itertext()).split())
            if words:
                lines.append(words)
                kinds.append(kind)
    if not lines:
        lines = [" ".join("".join(body.itertext()).split())]
        kinds = ["paragraph"]
    return lines, kinds


def _depth(text: str) -> int:
    """The deepest nesting of tags, roughly: opening minus closing tags; void elements do not count."""
    depth = deepest = 0
    for match in re.finditer(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{0,2000}?(/?)>", text):
        if match.group(2).lower() in ("br", "img", "hr", "meta", "link", "input", "source", "wbr", "area", "col", "p", "li"):
            continue
        if match.group(1):
            depth = max(0, depth - 1)
        elif not match.group(3):
            depth += 1
            deepest = max(deepest, depth)
    return deepest
