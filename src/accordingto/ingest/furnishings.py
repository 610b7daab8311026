"""What the markup of a page says of its furniture: elements, roles and the names that sites give to their parts."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec


class Sign(msgspec.Struct, frozen=True):
    """Why an element may be furniture. A ``hard`` sign holds whatever else speaks for the element, a soft one only where nothing does."""

    reason: str
    hard: bool = False


HIDDEN = Sign("hidden on the page", True)
_DECORATION = Sign("hidden from screen readers: decoration", True)
FOOTNOTE_MARK = Sign("mark of a footnote", True)
_TAGS = {
    "nav": Sign("navigation", True),
    "menu": Sign("navigation"),
    "footer": Sign("page footer"),
    "aside": Sign("beside the text"),
    "form": Sign("form"),
    "fieldset": Sign("form"),
    "label": Sign("form"),
    "legend": Sign("form"),
    "button": Sign("button", True),
    "select": Sign("form", True),
    "datalist": Sign("form", True),
    "textarea": Sign("form", True),
    "output": Sign("form"),
    "progress": Sign("form"),
    "dialog": Sign("dialog", True),
    "noscript": Sign("for browsers without scripts", True),
    "svg": Sign("drawing"),
    "audio": Sign("for browsers without sound or film", True),
    "video": Sign("for browsers without sound or film", True),
    "marquee": Sign("running line"),
}
_ROLES = {
    "navigation": Sign("navigation", True),
    "menu": Sign("navigation", True),
    "menubar": Sign("navigation", True),
    "tablist": Sign("navigation"),
    "search": Sign("search form", True),
    "banner": Sign("page header"),
    "contentinfo": Sign("page footer"),
    "complementary": Sign("beside the text"),
    "dialog": Sign("dialog", True),
    "alertdialog": Sign("dialog", True),
    "button": Sign("button", True),
}
# Names of classes and identifiers, as sites use them, in the order in which they are asked.
_NAMES: tuple[tuple[str, Sign], ...] = (
    (r"sr-only|visually-?hidden|screen-?reader(?:-?text)?|assistive-?text", Sign("for screen readers only", True)),
    (
        r"comments?-?(?:list|section|area|wrapper|thread|form|block)?|commentlist|disqus(?:-?thread)?|respond|reader-?comments",
        Sign("readers' comments", True),
    ),
    (r"cookies?(?:-?(?:bar|banner|notice|consent|law))?|gdpr|consent(?:-?(?:banner|bar))?|onetrust", Sign("cookie notice", True)),
    (
        r"paywall|newsletters?(?:-?(?:form|box|signup))?|subscri(?:be|ption)(?:-?(?:box|form|bar))?|sign-?up|donat(?:e|ion)s?",
        Sign("sign-up"),
    ),
    (
        r"share(?:-?(?:bar|buttons?|links?|tools?|this|box))?|sharing|sharedaddy|social(?:-?(?:share|links?|media|icons?|bar))?|addthis|addtoany",
        Sign("share bar"),
    ),
    (
        r"related(?:-?(?:posts?|articles?|links?|stories|content|news))?|recommend(?:ed|ations?)|recirc(?:ulation)?|trending|most-?(?:read|popular|viewed)"
        r"|popular(?:-?posts)?|outbrain|taboola|more-?(?:stories|news|from)|read-?(?:next|more)|also-?like|latest-?(?:news|posts)|teasers?",
        Sign("related links"),
    ),
    (
        r"ads?|adverts?|advertis(?:ement|ing)|sponsor(?:ed|s)?|promos?|promotion|dfp|ad-?(?:slot|unit|container|box|banner)",
        Sign("advertisement"),
    ),
    (
        r"nav|navbar|navigation|(?:main|top|side|sub|left|right|footer|mobile)-?(?:nav|menu)|menus?|bread-?crumbs?|pagination|pager"
        r"|top-?bar|tool-?bar|skip-?links?|site-?map|masthead",
        Sign("navigation"),
    ),
    (r"side-?bar|(?:left|right|side)-?(?:rail|column|col)|rail|widget-?area", Sign("beside the text")),
    (r"(?:site|page|global)-?footer|footer|colophon|copyright", Sign("page footer")),
    (r"(?:mw-?)?edit-?section(?:-?bracket)?|edit-?link", Sign("link to edit", True)),
    (r"toc|table-?of-?contents", Sign("table of contents", True)),
    (r"references|reflist|footnotes?|endnotes?", Sign("footnotes", True)),
    (r"(?:post-?)?tags?(?:-?(?:list|cloud|links))?|tagcloud|topics-?list", Sign("tags")),
    (r"author-?(?:box|bio|info)|about-?(?:the-?)?author", Sign("author box")),
)
_AUTHOR = re.compile(r"(?:entry-|post-|article-)?(?:author|byline)(?:-?name)?|by-?line|p-author|vcard", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


@cache
def _by_name(names: str) -> Sign | None:
    """What the names of a class or an identifier say. A page says the same ones over and over."""
    found = names.lower().split()
    for pattern, meant in _compiled():
        if any(pattern.fullmatch(name) for name in found):
            return meant
    return None


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], Sign], ...]:
    return tuple((re.compile(pattern.replace("-?", "[-_]?")), meant) for pattern, meant in _NAMES)


def sign(element: Any, tag: str, attributes: Mapping[str, str]) -> Sign | None:
    """Why an element may be furniture; None where nothing in its markup says so.

    Args:
        element: the element, by lxml.
        tag: its name.
        attributes: its attributes.
    """
    if not attributes:
        return _of_tag(element, tag)
    get = attributes.get
    if "hidden" in attributes or ("style" in attributes and _HIDDEN_STYLE.search(attributes["style"])):
        return HIDDEN
    if get("aria-hidden", "").lower() == "true":
        return _DECORATION
    if "role" in attributes and (found := _ROLES.get(attributes["role"].lower())) is not None:
        return found
    if tag in _TAGS:
        return _of_tag(element, tag)
    for names in (get("class"), get("id")):
        if names and (found := _by_name(names)) is not None:
            return found
    return None


def _of_tag(element: Any, tag: str) -> Sign | None:
    found = _TAGS.get(tag)
    # The footer of a quotation names who said it.
    if tag == "footer" and (outer := element.getparent()) is not None and outer.tag in ("blockquote", "figure"):
        return None
    return found


def is_author(attributes: Mapping[str, str]) -> bool:
    """Whether the markup says that an element names the author."""
    if not attributes:
        return False
    if attributes.get("rel") == "author" or attributes.get("itemprop") == "author":
        return True
    names = attributes.get("class")
    return names is not None and _author_named(names)


@cache
def _author_named(names: str) -> bool:
    return any(_AUTHOR.fullmatch(name) for name in names.split())
