"""What the markup of a web page says of it, in JSON-LD and meta elements: title, date, publisher. Nothing is guessed."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from accordingto.ingest import bodies, dates

_MOST_JSON = 500_000
_ARTICLES = re.compile(r"Article$|^Report$|Posting$|^WebPage$|^Statement$|^SpeechArticle$|^SpecialAnnouncement$", re.IGNORECASE)
_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "dcterms.issued", "dcterms.created",
    "dcterms.date", "dc.date.issued", "dc.date.created", "dc.date", "citation_publication_date", "citation_date", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_PUBLISHERS = (
    "og:site_name",
    "citation_publisher",
    "dcterms.publisher",
    "dc.publisher",
    "publisher",
    "application-name",
    "apple-mobile-web-app-title",
)
_TITLES = ("og:title", "citation_title", "dcterms.title", "dc.title", "twitter:title", "title")
PARTS = re.compile(r"\s+[|–—·•»:-]+\s+|\|")
_NOTICE = re.compile(r"(?:©|\(c\)|copyright)[\s©,\d–-]*([A-Z][^|·•©]{3,90})", re.IGNORECASE)
_END_OF_NAME = re.compile(
    r"[.|·•]\s|\.$|[,;(]|\b(?:all rights|reproduction|powered|and its licensors|this (?:web)?site)\b|\b(?:19|20)\d\d\b", re.IGNORECASE
)
_PARTED = re.compile(r"\s+[|–—·•»:-]\s+|\s*\|\s*|\s+::\s+")
_ADDRESS = re.compile(r"(?:https?:)?//|^@")


class Metadata(msgspec.Struct, frozen=True):
    """What a page says of itself; ``bar`` is its title in the window's bar; ``date_reason`` says where the date stands."""

    title: str | None
    bar: str | None
    date: str | None
    date_reason: str | None
    publisher: str | None


def read(tree: Any) -> Metadata:
    """The metadata of a page.

    Args:
        tree: its root, parsed by lxml.
    """
    named = _named(tree)
    data = list(_objects(tree))
    publisher = next(filter(None, [*(_name(o.get("publisher")) for o in data), *(named.get(k) for k in _PUBLISHERS)]), None)
    date, reason = _date(tree, named, data)
    return Metadata(_title(tree, named, data, publisher), _head_title(tree), date, reason, publisher)


def from_time(stamp: str) -> str | None:
    """The date of a ``time`` element's machine-readable form, as EDTF; None where it is none."""
    return dates.from_metadata(stamp)


def publisher(bar: str | None, title: str | None, around: Sequence[str], article: Sequence[str] = ()) -> str | None:
    """Who publishes a page that has no metadata: the part of its title that names the site, as a line around the article does; else whom
    its copyright line names; else the last part of its title where it is a paper's or body's name by its words, or the article has it.

    Args:
        bar: the title in the window's bar.
        title: the title of the article.
        around: the lines around the article.
        article: its own lines.
    """
    known = {_plain(line) for line in around}
    for part in PARTS.split(bar or "")[::-1]:
        plain = _plain(part)
        if len(plain) > 3 and plain != _plain(title or "") and plain in known:
            return " ".join(part.split())
    for line in around:
        notice = _NOTICE.search(line)
        if notice is not None and (name := _END_OF_NAME.split(notice.group(1))[0].strip(" ,-–—:")) and len(name) > 3:
            return name
    *front, last = PARTS.split(bar or "")
    named = bodies.named(last) or bodies.medium(last) or bodies.told(last, "\n".join(article))
    if front and named and len(last.split()) <= 6 and _plain(last) not in _plain(title or ""):
        return " ".join(last.split())
    return None


def _named(tree: Any) -> dict[str, str]:
    """The meta elements by name, property or itemprop, the first of each."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        for key in ("name", "property", "itemprop", "http-equiv"):
            if content and meta.get(key):
                found.setdefault(meta.get(key).strip().lower(), content)
    return found


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    """The articles that a page describes in JSON-LD, the most telling first."""
    found: list[tuple[bool, dict[str, Any]]] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json" or not script.text or len(script.text) > _MOST_JSON:
            continue
        try:
            stack = [json.loads(script.text.strip().removesuffix(";"), strict=False)]
        except (ValueError, RecursionError):
            continue
        while stack:
            value = stack.pop()
            if isinstance(value, list):
                stack += value[:200][::-1]
            elif isinstance(value, dict):
                stack += [value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(value.get(key), (list, dict))]
                kinds = value.get("@type")
                names = [k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)]
                if any(_ARTICLES.search(k) for k in names):
                    found.append(("WebPage" in names, value))
    yield from (value for _, value in sorted(found, key=lambda pair: pair[0]))


def _name(value: Any) -> str | None:
    """The name of a publisher: a string, an object with a name, or the first of a list."""
    if isinstance(value, list):
        return next(filter(None, map(_name, value)), None)
    if isinstance(value, dict):
        value = value.get("name")
    words = " ".join(value.split()) if isinstance(value, str) else ""
    return words if 1 < len(words) <= 120 and not _ADDRESS.search(words) else None


def _date(tree: Any, named: dict[str, str], data: list[dict[str, Any]]) -> tuple[str | None, str | None]:
    for value in data:
        stamp = value.get("datePublished") or value.get("dateCreated")
        if isinstance(stamp, str) and (found := dates.from_metadata(stamp)):
            return found, f"The page's description of its article (JSON-LD) says “{stamp.strip()[:40]}”."
    for key in _DATES:
        if key in named and (found := dates.from_metadata(named[key])):
            return found, f"The page's metadata ({key}) say “{named[key][:40]}”."
    for element in tree.iter("time", "span", "div", "abbr"):
        if "datePublished" in (element.get("itemprop") or "") or element.get("pubdate") is not None:
            stamp = element.get("datetime") or element.get("content") or element.get("title") or "".join(element.itertext())
            if stamp and (found := dates.from_metadata(stamp)):
                return found, f"The page's markup (datePublished) says “{stamp.strip()[:40]}”."
    return None, None


def _title(tree: Any, named: dict[str, str], data: list[dict[str, Any]], publisher: str | None) -> str | None:
    for words in [*(v.get("headline") for v in data), *(named.get(k) for k in _TITLES), _head_title(tree)]:
        if isinstance(words, str) and (words := " ".join(words.split())):
            return _without_site(words, publisher, named)
    return None


def _head_title(tree: Any) -> str | None:
    element = next(tree.iter("title"), None)
    return None if element is None else "".join(element.itertext())


def _without_site(words: str, publisher: str | None, named: dict[str, str]) -> str:
    """A title without the name of the site before or behind it."""
    names = {_plain(name) for name in (publisher, *(named.get(k) for k in _PUBLISHERS)) if name}
    parts = _PARTED.split(words)
    if len(parts) > 1 and names:
        cuts = list(_PARTED.finditer(words))
        if _plain(parts[-1]) in names:
            return words[: cuts[-1].start()].strip()
        if _plain(parts[0]) in names:
            return words[cuts[0].end() :].strip()
    return words


def _plain(words: str) -> str:
    return re.sub(r"\W+", "", words).lower()
