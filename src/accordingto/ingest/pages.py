"""Web pages: the article without its surroundings, by trafilatura; title, date and publisher from the metadata."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from accordingto.errors import NoArticle, TooLarge
from accordingto.ingest import dates
from accordingto.ingest.plain import Part, Source, joined, parsing
from accordingto.types import BlockKind

_DEEPEST = 2_000
# Parsers of pages slow down with the square of what is nested or left open.
_MOST_TAGS = 100_000
_SHORTEST = 40
MAX_HTML = 20_000_000
_DATES = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}
# A paragraph's kind is told by its form, as in plain text.
_KINDS: dict[str, BlockKind | None] = {"head": "heading", "item": "item", "p": None, "quote": None, "cell": None, "code": None}
_APART = frozenset(("lb", "list", "row", "table", *_KINDS))


def looks_like_html(text: str) -> bool:
    """Whether a text is plainly a web page."""
    return bool(re.match(r"\s*(?:<!doctype html|<html[\s>]|<\?xml[^>]*>\s*<!doctype html)", text[:500], re.IGNORECASE))


def html(text: str, name: str) -> Source:
    """The article of a web page.

    Raises:
        NoArticle: there is no running text on the page.
        TooLarge: it is nested too deeply.
    """
    import trafilatura

    if len(text) > MAX_HTML:
        raise TooLarge(name, f"is a page of more than {MAX_HTML // 1_000_000} MB", "save the article as text")
    tags, depth = _nesting(text)
    if tags > _MOST_TAGS:
        raise TooLarge(name, f"has more than {_MOST_TAGS:,} tags", "save the article as text")
    if depth > _DEEPEST:
        raise TooLarge(name, f"is nested more than {_DEEPEST} tags deep", "save the article as text")
    with parsing(name, "cannot be taken apart as a page", "save the article as text"):
        # Dates from markup only: the guesser would else take any date in the text, or the year of the copyright line.
        found: Any = trafilatura.bare_extraction(
            text, include_comments=False, include_tables=True, with_metadata=True, date_extraction_params=_DATES
        )
    body = getattr(found, "body", None)
    parts = list(_parts(body)) if body is not None else []
    if sum(len(part.words) for part in parts) < _SHORTEST:
        raise NoArticle(name, "no article was found on the page", "save the article as text")
    title = " ".join((found.title or "").split()) or None
    if title and parts[0].words == title:
        parts[0] = Part(title, "title")
    elif title:
        parts.insert(0, Part(title, "title"))
    date = dates.from_metadata(found.date) if found.date else None
    return msgspec.structs.replace(joined(parts), title=title, date=date, publisher=found.sitename or None)


def _parts(body: Any) -> Iterator[Part]:
    """The paragraphs of an extracted article. Where a line was broken by hand, a new one begins."""
    found = False
    for element in body.iter(*_KINDS):
        if not any(a.tag in _KINDS for a in element.iterancestors()):
            for line in _text(element).split("\n"):
                if words := " ".join(line.split()):
                    found = True
                    yield Part(words, _KINDS[element.tag])
    if not found:
        yield Part(" ".join(_text(body).split()), None)


def _text(element: Any) -> str:
    """The words of an element, a line break at each element in it that begins a line of its own."""
    from lxml import etree  # type: ignore[import-untyped]

    pieces: list[str] = []
    for event, part in etree.iterwalk(element, events=("start", "end")):
        apart = part is not element and part.tag in _APART
        if event == "start":
            pieces += ["\n" if apart else "", _spaced(part.text)]
        elif part is not element:
            pieces += ["\n" if apart else "", _spaced(part.tail)]
    return "".join(pieces)


def _spaced(words: str | None) -> str:
    """White space in markup is one blank: line breaks there mean nothing."""
    return re.sub(r"\s+", " ", words or "")


def _nesting(text: str) -> tuple[int, int]:
    """The number of tags and how deep they are nested, roughly: opening minus closing tags; void elements do not count."""
    tags = depth = deepest = 0
    for match in re.finditer(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{0,2000}?(/?)>", text):
        tags += 1
        if match.group(2).lower() in ("br", "img", "hr", "meta", "link", "input", "source", "wbr", "area", "col", "p", "li"):
            continue
        if match.group(1):
            depth = max(0, depth - 1)
        elif not match.group(3):
            depth += 1
            deepest = max(deepest, depth)
    return tags, deepest
