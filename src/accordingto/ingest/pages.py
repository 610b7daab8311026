"""Web pages: every visible word of them, the article apart from its surroundings; title, date and publisher from the markup."""

import re
from typing import Any

import msgspec

from accordingto.errors import NoArticle, TooLarge
from accordingto.ingest.plain import Part, Source, joined, parsing
from accordingto.types import BlockKind

_DEEPEST = 2_000
# Parsers of pages slow down with the square of what is nested or left open.
_MOST_TAGS = 100_000
MAX_HTML = 20_000_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{0,2000}?(/?)>")
_VOID = frozenset(("br", "img", "hr", "meta", "link", "input", "source", "wbr", "area", "col", "p", "li"))
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
# A title ends with the site's name where nothing else says which part of it that is.
# Bare words between blocks, no heading: at least four, no label before a colon.
_LOOSE = re.compile(r"[^:]*(?:\S+\s+){3,}[^:]*")
_MARK_OF_SITE = re.compile(r"\s+(?:[|»]|::)\s+[^|»]{2,60}$")


def looks_like_html(text: str) -> bool:
    """Whether a text is plainly a web page."""
    return bool(re.match(r"\s*(?:<!doctype html|<html[\s>]|<\?xml[^>]*>\s*<!doctype html)", text[:500], re.IGNORECASE))


def html(text: str, name: str) -> Source:
    """The lines of a web page, those around the article as furniture.

    Raises:
        NoArticle: there is no running text on the page.
        NotText: it cannot be parsed.
        TooLarge: it is too long, has too many tags or is nested too deeply.
    """
    if len(text) > MAX_HTML:
        raise TooLarge(name, f"is a page of more than {MAX_HTML // 1_000_000} MB", "save the article as text")
    tags, depth = _nesting(text) if text.count("<") > _DEEPEST else (0, 0)
    if tags > _MOST_TAGS:
        raise TooLarge(name, f"has more than {_MOST_TAGS:,} tags", "save the article as text")
    if depth > _DEEPEST:
        raise TooLarge(name, f"is nested more than {_DEEPEST} tags deep", "save the article as text")
    with parsing(name, "cannot be taken apart as a page", "save the article as text"):
        return _read(_parsed(text), name)


def _parsed(text: str) -> Any:
    from lxml import html as parser

    # Without huge_tree, libxml2 drops in silence what is nested more than 255 deep.
    kind = parser.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    return parser.document_fromstring(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace"), parser=kind)


def _read(tree: Any, name: str) -> Source:
    from accordingto.ingest import article, dom, metadata

    held = list(tree.iter())  # lxml makes an element anew whenever none is held
    known = metadata.read(tree)
    walk = dom.walk(tree)
    found = article.choose(tree, walk, known.title)
    del held
    if found is None:
        raise NoArticle(name, "no article was found on the page", "save the article as text")
    title = walk.lines[found.title].words if found.title is not None else known.title and _MARK_OF_SITE.sub("", known.title)
    parts = [] if found.title is not None or not title else [Part(title, "title")]  # a title in the window's bar only
    for n, (line, reason) in enumerate(zip(walk.lines, found.reasons, strict=True)):
        parts.append(Part(line.words, "title" if n == found.title else "furniture" if reason else _kind(line, n, found), reason))
    date, reason = (known.date, known.date_reason) if known.date else _stamped(walk, found)
    around = [line.words for line, why in zip(walk.lines, found.reasons, strict=True) if why is not None]
    own = [line.words for line, why in zip(walk.lines, found.reasons, strict=True) if why is None]
    publisher = known.publisher or metadata.publisher(known.bar, title, around, own)
    return msgspec.structs.replace(joined(parts), title=title, date=date, date_reason=reason, publisher=publisher)


def _kind(line: Any, n: int, found: Any) -> BlockKind | None:
    """The kind of a line: in the head its form tells more than its markup; below, what is not marked as a heading is none."""
    if n < found.begins:
        return "byline" if line.author else None if line.kind == "item" else line.kind
    if line.kind is None and not line.bold and _LOOSE.fullmatch(line.words):
        return "paragraph"
    kind: BlockKind | None = line.kind
    return kind


def _stamped(walk: Any, found: Any) -> tuple[str | None, str | None]:
    """The first machine-readable time between the title and the article's first long line."""
    from accordingto.ingest import metadata

    for n, stamp in walk.times:
        own = min(n, len(walk.lines) - 1)
        if (found.title or 0) <= n <= found.begins and found.reasons[own] is None and (date := metadata.from_time(stamp)):
            return date, f"The page's markup (time) says “{stamp.strip()[:40]}”."
    return None, None


def _nesting(text: str) -> tuple[int, int]:
    """The number of tags and how deep they are nested, roughly: opening minus closing tags; void elements do not count."""
    tags = depth = deepest = 0
    for match in _TAG.finditer(text):
        tags += 1
        if match.group(2).lower() in _VOID:
            continue
        if match.group(1):
            depth = max(0, depth - 1)
        elif not match.group(3):
            depth += 1
            deepest = max(deepest, depth)
    return tags, deepest
