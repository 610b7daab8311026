"""RSS and Atom: the entries of a feed, each a document."""

import time
from collections.abc import Iterator

import feedparser
import lxml.html
import msgspec
from lxml import etree

from accordingto.errors import EmptyInput

_BLOCKS = frozenset("p div h1 h2 h3 h4 h5 h6 li blockquote tr figure section article ul ol table br".split())
_SILENT = frozenset(("script", "style", "iframe", "figcaption"))


class Feed(msgspec.Struct, frozen=True):
    """An entry: its words as paragraphs, what it says of itself, the address that it leads to."""

    title: str | None
    text: str
    date: str | None
    publisher: str | None
    url: str | None


def entries(data: bytes, name: str) -> Iterator[Feed]:
    """The entries of a feed, as they stand there.

    Raises:
        EmptyInput: it has none, or is no feed.
    """
    parsed = feedparser.parse(data)
    if not parsed.entries:
        raise EmptyInput(name, "holds no entries", "check that it is an RSS or Atom feed")
    publisher = " ".join(parsed.feed.get("title", "").split()) or None
    for entry in parsed.entries:
        bodies = [c.get("value", "") for c in entry.get("content", ())] or [entry.get("summary", "")]
        day = entry.get("published_parsed") or entry.get("updated_parsed")
        yield Feed(
            title=words(entry.get("title", "")).replace("\n", " ") or None,
            text=words(max(bodies, key=len)),
            date=time.strftime("%Y-%m-%d", day) if isinstance(day, time.struct_time) and day.tm_year >= 1000 else None,
            publisher=publisher,
            url=entry.get("link") or None,
        )


def words(html: str) -> str:
    """The words of a piece of HTML, a paragraph a line with an empty line between."""
    if "<" not in html and "&" not in html:
        return html.strip()
    try:
        root = lxml.html.fragment_fromstring(html, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    paragraphs: list[list[str]] = [[]]
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _BLOCKS:
            paragraphs.append([])
        if event == "start" and tag and tag not in _SILENT:
            paragraphs[-1].append(node.text or "")
        elif event == "end" and node is not root:
            paragraphs[-1].append(node.tail or "")
    lines = [" ".join("".join(p).split()) for p in paragraphs]
    return "\n\n".join(line for line in lines if line)
