"""Which lines of a web page are its article: what trafilatura takes, and what stands among it; the rest is furniture, with reasons."""

import re
from collections import Counter
from typing import Any

import msgspec
from lxml import etree

from accordingto.ingest.dom import HEADINGS, Line, Walk
from accordingto.ingest.metadata import PARTS

_SHORTEST = 40
# Lines that a head may have below its title.
_HEAD = 6
# A line with so many letters opens the text.
_OPENING = 80
# Each text node gets one of these rare characters on its way through trafilatura, so that we know which of them it took.
_FIRST_MARK, _MARKS = 0x20000, 42_000
_MARK = re.compile(f"[{chr(_FIRST_MARK)}-{chr(_FIRST_MARK + _MARKS)}]")
# Elements by which trafilatura tells that what it took is unclean.
_UNCLEAN = tuple(
    "aside audio button fencedframe fieldset figure footer iframe input label link nav noindex noscript object option select source"
    " svg time".split()
)
_OUTSIDE = "outside the article"
_LINKS = "links"
_BYLINE = re.compile(r"(?:written |reported )?by\s+[A-Z]", re.IGNORECASE)


class Article(msgspec.Struct, frozen=True):
    """Of every line of a page why it is furniture (None: it is the article's); the numbers of its title and of its first long line."""

    reasons: tuple[str | None, ...]
    title: int | None
    begins: int


def choose(tree: Any, walk: Walk, name: str | None) -> Article | None:
    """Part the article from the page around it.

    Args:
        tree: the page; it is marked and emptied on the way.
        walk: its lines.
        name: its title by its metadata.

    Returns:
        None where there is no running text.
    """
    lines = walk.lines
    title = _title(lines, name)
    taken = _taken(tree, walk)
    kept = [_mostly(line, taken) and not any(sign.hard for _, sign in line.signs) for line in lines]
    if _length(lines, kept) < _SHORTEST:
        kept = [_reads(line) and not line.signs for line in lines]
    if _length(lines, kept) < _SHORTEST:
        kept = [_reads(line) and not any(sign.hard for _, sign in line.signs) for line in lines]
    if _length(lines, kept) < _SHORTEST:
        return None
    root = _root(walk, kept)
    among = _among(walk, root, kept, title)
    menus = _menus(walk)
    reasons = []
    for n, line in enumerate(lines):
        reasons.append(None if n == title else _reason(line, walk, root, kept=kept[n], among=among[n], menu=n in menus))
    begins = next((n for n, line in enumerate(lines) if reasons[n] is None and n != title and len(line.words) > _OPENING), len(lines))
    return Article(tuple(reasons), title, begins)


def _reason(line: Line, walk: Walk, root: int, *, kept: bool, among: bool, menu: bool) -> str | None:
    """Why a line is furniture. What the whole article stands in says nothing of a line of it."""
    signs = [sign for at, sign in line.signs if not walk.inside(root, at)]
    hard = next((sign.reason for sign in signs if sign.hard), None)
    if hard is not None:
        return hard
    byline = line.author or _BYLINE.match(line.words) is not None
    if menu or (
        line.linked * 10 >= line.letters * 9 and not _reads(line, linked=True) and line.tag not in HEADINGS and not (byline and among)
    ):
        return _LINKS
    if kept:
        return None if among else _OUTSIDE
    if signs:
        return signs[0].reason
    if line.linked * 2 > line.letters and not byline:
        return _LINKS
    return None if among else _OUTSIDE


def _among(walk: Walk, root: int, kept: list[bool], title: int | None) -> list[bool]:
    """Whether each line stands among the article: in its head, or in a part of the page that holds sentences of it.

    A part with neither a sentence nor anything that was taken (a side column between title and text) is none of it, nor is a cell of a
    layout without a sentence; a part outside the root needs both.
    """
    lines = walk.lines
    branches = [_branch(walk, root, line.at) for line in lines]
    sizes = Counter(branches)
    prose = {branch for branch, line in zip(branches, lines, strict=True) if _reads(line)}
    held = {branch for branch, keep in zip(branches, kept, strict=True) if keep}
    begins = next((n for n, line in enumerate(lines) if kept[n] and _reads(line) and len(line.words) > _OPENING), kept.index(True))
    found = []
    for n, (branch, line) in enumerate(zip(branches, lines, strict=True)):
        if title is not None and n < title and not (kept[n] and _reads(line) and len(line.words) > _OPENING):
            found.append(_dated(line.words) and n + 3 >= title)
        elif title is not None and n <= min(title + _HEAD, begins):
            found.append(True)
        elif not walk.inside(line.at, root):
            found.append(kept[n] and branch in prose)
        else:
            cell = walk.makes[branch].startswith(("td ", "th "))
            found.append(branch in prose or branch == root or sizes[branch] < 3 or (branch in held and not cell))
    return found


def _branch(walk: Walk, root: int, at: int) -> int:
    """The part of the page that a line stands in: below the root the child of it (or the root itself), elsewhere what holds no root."""
    below = walk.inside(at, root)
    while walk.parents[at] >= 0 and at != root and (walk.parents[at] != root if below else not walk.inside(root, walk.parents[at])):
        at = walk.parents[at]
    return at


def _dated(words: str) -> bool:
    return re.search(r"\b(?:1[89]|20)\d\d\b", words) is not None or _BYLINE.match(words) is not None


def _taken(tree: Any, walk: Walk) -> set[int]:
    """The text nodes that trafilatura counts to the article.

    Its comparison with other algorithms, a third of its time, can only win where they find far more or what it took is unclean: it is made
    where less than half of the page's sentences were taken, nearly all that stands on the page, or furniture by its element.
    """
    for n, (element, tail) in enumerate(walk.texts[:_MARKS]):
        if tail:
            element.tail += chr(_FIRST_MARK + n)
        else:
            element.text += chr(_FIRST_MARK + n)
    etree.strip_elements(tree, "script", "style", "template", "svg", with_tail=False)
    _unwrap(tree)
    prose = [line for line in walk.lines if _reads(line)]
    taken, unclean = _extracted(tree, fast=True)
    told = sum(line.letters for line in prose)
    own = [line for line in walk.lines if _mostly(line, taken)]
    least = sum(line.letters for line in own if _reads(line)) * 2 < told
    whole = sum(line.letters for line in own) * 4 > sum(line.letters for line in walk.lines) * 3
    if unclean or least or whole:
        taken, _ = _extracted(tree, fast=False)
    return taken


def _extracted(tree: Any, *, fast: bool) -> tuple[set[int], bool]:
    """The numbers of the marks that are in what trafilatura extracts, and whether that holds elements which are furniture."""
    import trafilatura

    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False, fast=fast)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, etree.LxmlError):
        return set(), True
    body = getattr(found, "body", None)
    if body is None:
        return set(), True
    unclean = next(body.iter(*_UNCLEAN), None) is not None
    return {ord(mark) - _FIRST_MARK for mark in _MARK.findall("".join(body.itertext()))}, unclean


def _unwrap(tree: Any) -> None:
    """Some servers put the whole page into one form, which trafilatura would throw away."""
    whole = len("".join(tree.itertext()))
    for tag in ("form", "footer", "aside", "figure"):
        for element in tree.iter(tag):
            if len("".join(element.itertext())) * 2 > whole:
                element.tag = "div"


def _mostly(line: Line, taken: set[int]) -> bool:
    return sum(node in taken for node in line.nodes) * 2 >= len(line.nodes) > 0


def _reads(line: Line, *, linked: bool = False) -> bool:
    """Whether a line reads as running text, whatever it stands in; with ``linked`` also where it leads elsewhere."""
    return (linked or line.linked * 2 <= line.letters) and _is_prose(line.words)


def _is_prose(words: str) -> bool:
    """Six words or more that end like a sentence."""
    return words.count(" ") >= 5 and words.rstrip("”\"’')]").endswith((".", "!", "?", ":", ";", "…"))


def _length(lines: list[Line], kept: list[bool]) -> int:
    return sum(len(line.words) for line, keep in zip(lines, kept, strict=True) if keep)


def _root(walk: Walk, kept: list[bool]) -> int:
    """The smallest element that holds nearly all that was taken; one of a row of like elements stands for all of them."""
    weights: Counter[int] = Counter()
    for line, keep in zip(walk.lines, kept, strict=True):
        if keep:
            at = line.at
            while at >= 0:
                weights[at] += line.letters
                at = walk.parents[at]
    root = max((at for at, weight in weights.items() if weight * 20 >= weights[0] * 17), default=0)
    parent = walk.parents[root]
    prose = {_child(walk, parent, line.at) for line in walk.lines if _reads(line) and parent >= 0 and walk.inside(line.at, parent)}
    if parent >= 0 and any(child not in (root, -1) and walk.makes[child] == walk.makes[root] for child in prose):
        return parent
    return root


def _child(walk: Walk, parent: int, at: int) -> int:
    """The child of an element that another one stands in; -1 where it is the element itself."""
    before = -1
    while at != parent and at >= 0:
        before, at = at, walk.parents[at]
    return before


def _menus(walk: Walk) -> set[int]:
    """The lines of lists that hold nothing but links."""
    found: set[int] = set()
    row: list[int] = []
    for n, line in enumerate([*walk.lines, None]):
        if line is not None and line.kind == "item" and line.linked * 10 >= line.letters * 9 and not _is_prose(line.words):
            row.append(n)
            continue
        if len(row) > 1:
            found.update(row)
        row = []
    return found


def _title(lines: list[Line], name: str | None) -> int | None:
    """The line that is the page's title: the heading that says most of what the metadata say, else its main heading, else another line."""
    parts = [_plain(name or ""), *(_plain(part) for part in PARTS.split(name or "") if part.count(" ") > 1)]
    longest = 2 * len(name or "")
    best: tuple[int, int, int, int] | None = None
    for n, line in enumerate(lines):
        if len(line.words) > 300 or (line.tag not in HEADINGS and len(line.words) > longest) or any(sign.hard for _, sign in line.signs):
            continue
        words = _plain(line.words)
        same = max((_shared(words, part, heading=line.tag in HEADINGS) for part in parts), default=0)
        if not same and line.tag != "h1":
            continue
        main = line.tag == "h1"
        rank = (0 if same and line.tag in HEADINGS else 1 if main else 2, -same, 0 if main else 1, n)
        if best is None or rank < best:
            best = rank
    return best[3] if best is not None else None


def _shared(words: str, part: str, *, heading: bool) -> int:
    """How much of a title's part a line says: all of it, or (12 letters and more) more than it; a heading may say less."""
    if words == part:
        return len(part)
    if len(part) > 12 and words.startswith(part):
        return len(part)
    return min(len(words), len(part)) if heading and len(words) > 12 and (part in words or words in part) else 0


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().lower()
