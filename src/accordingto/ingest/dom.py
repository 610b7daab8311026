"""The visible words of a web page, line by line in the order of the page, each with where it stands.

One walk over the parsed tree sees every text node once, so that no word of a page goes missing: what :mod:`article` does not count to the
article is furniture, with a reason.
"""

import itertools
import re
from typing import Any

import msgspec
from lxml import etree

from accordingto.ingest import breaks
from accordingto.ingest.breaks import CELLS, LONGEST_CELL, is_row
from accordingto.ingest.furnishings import FOOTNOTE_MARK, Sign, is_author, sign
from accordingto.ingest.hyphens import tidy
from accordingto.types import BlockKind

# Elements that begin no line of their own.
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark meter nobr output progress q rb rp rt rtc ruby s"
    " samp small span strike strong sub sup time tt u var wbr br".split()
)
# Elements whose text no browser shows.
_UNSEEN = frozenset("script style template head meta link base iframe noframes frameset object embed applet canvas".split())
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BOXES = ("a", "span", "time", "label")
_KINDS: dict[str, BlockKind] = {"figcaption": "caption", "caption": "caption"}
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[*†‡§]{1,2})[\])]?")
_SPACE = re.compile(r"\s+")


class Line(msgspec.Struct, gc=False):
    """A line of a page.

    ``at`` is the number of the element that it is the text of, in the order of the page; ``nodes`` are the numbers of its text nodes;
    ``letters`` how many it has, ``linked`` how many of them lead elsewhere; ``signs`` say why it may be furniture, each with the number of
    its element, outermost first; ``author`` that it names the page's author, ``bold`` that it is set bold.
    """

    words: str
    kind: BlockKind | None
    tag: str
    at: int
    nodes: list[int]
    letters: int
    linked: int
    signs: tuple[tuple[int, Sign], ...]
    author: bool = False
    bold: bool = False


class Walk(msgspec.Struct):
    """The lines of a page, its text nodes (an element, and whether the text follows it), and of every element its parent, its last
    descendant and its make (tag and class); ``times`` are the machine-readable times, each with the number of the line it stands in.
    """

    lines: list[Line]
    texts: list[tuple[Any, bool]]
    parents: list[int]
    lasts: list[int]
    makes: list[str]
    times: list[tuple[int, str]]

    def inside(self, at: int, root: int) -> bool:
        """Whether an element stands in another one, or is it."""
        return root <= at <= self.lasts[root]


class _Frame(msgspec.Struct, gc=False):
    """An open element: its number, its block, and what its words are; ``apart``: why they stand outside the line around them."""

    at: int
    block: int
    tag: str
    kind: BlockKind | None
    inline: bool = False
    link: bool = False
    author: bool = False
    bold: bool = False
    pre: bool = False
    data: bool = False
    row: bool = False
    apart: tuple[int, Sign] | None = None
    unseen: bool = False
    signs: tuple[tuple[int, Sign], ...] = ()


class _Run(msgspec.Struct, gc=False):
    """Words of one text node; node -1 for what stands between (a line's end, the edge of a cell)."""

    words: str
    node: int = -1
    link: bool = False
    author: bool = False
    bold: bool = False


def walk(tree: Any) -> Walk:
    """Every visible text node of a page, put together to lines.

    Args:
        tree: the root of the page, parsed by lxml, without its comments.
    """
    walker = _Walker(tree)
    steps = etree.iterwalk(tree, events=("start", "end"))
    for event, element in steps:
        if event == "end":
            walker.close(element)
        elif not walker.open(element):
            steps.skip_subtree()
    walker.flush()
    return walker.walk


class _Walker:
    """The state of a walk: the elements that are open and the line that is being gathered."""

    def __init__(self, tree: Any) -> None:
        self.walk = Walk([], [], [], [], [], [])
        self.rows = _rows(tree)
        self.frames = [_Frame(-1, 0, "", None)]
        self.runs: list[_Run] = []
        self.ended = ""
        self.asides: list[tuple[tuple[int, Sign], _Run]] = []

    def open(self, element: Any) -> bool:
        """Enter an element; False where nothing in it is seen."""
        outer, tag = self.frames[-1], element.tag
        at = len(self.walk.parents)
        self.walk.parents.append(outer.at)
        self.walk.lasts.append(at)
        attributes = dict(element.attrib)
        self.walk.makes.append(f"{tag} {attributes.get('class', '')}")
        if not isinstance(tag, str) or tag in _UNSEEN:
            self.frames.append(_Frame(at, outer.block, "", None, unseen=True, inline=True))
            return False
        inline = tag in _INLINE
        self._edge(element, tag, inline=inline, begins=True)
        self.frames.append(self._frame(element, tag, at, attributes, inline=inline))
        if tag == "time" and attributes.get("datetime"):
            self.walk.times.append((len(self.walk.lines), attributes["datetime"]))
        self._text(element, element.text, tail=False)
        return True

    def close(self, element: Any) -> None:
        """Leave an element, and read what follows it."""
        frame = self.frames.pop()
        if not frame.unseen:
            self._edge(element, frame.tag, inline=frame.inline, begins=False, frame=frame)
        self.walk.lasts[frame.at] = len(self.walk.parents) - 1
        self.ended = frame.tag if not element.tail else ""
        self._text(element, element.tail, tail=True)

    def _frame(self, element: Any, tag: str, at: int, attributes: dict[str, str], *, inline: bool) -> _Frame:
        outer = self.frames[-1]
        found = sign(element, tag, attributes)
        signs = outer.signs if found is None else (*outer.signs, (at, found))
        link = outer.link or (tag == "a" and ("href" in attributes or "name" not in attributes))
        bold = outer.bold or tag in ("b", "strong", "th", "dt", "summary")
        author = outer.author or is_author(attributes)
        if inline:
            hard = found is not None and found.hard
            reason = found if hard else FOOTNOTE_MARK if tag == "sup" and self._is_note(element) else None
            apart = outer.apart or ((at, reason) if reason is not None else None)
            return _Frame(
                at, outer.block, tag, outer.kind, True, link, author, bold, outer.pre, outer.data, outer.row, apart, False, outer.signs
            )
        data = element in self.rows if tag == "tr" else outer.data and tag != "table"
        row = outer.row or self.rows.get(element, False)
        kind: BlockKind | None = "row" if data else _kind(element, tag, outer.kind)
        return _Frame(at, at, tag, kind, False, link, author, bold, outer.pre or tag == "pre", data, row, None, False, signs)

    def _edge(self, element: Any, tag: str, *, inline: bool, begins: bool, frame: _Frame | None = None) -> None:
        """What the edge of an element does to the line: a row of a table gathers all its cells, anything else begins a line."""
        outer = self.frames[-1]
        if outer.row:
            if begins and tag in ("td", "th") and any(run.words.strip() for run in self.runs):
                self.runs.append(_Run(CELLS))
            elif tag == "br" or not inline:
                self.runs.append(_Run(" "))
        elif not inline:
            self.flush(frame)
        elif begins and (tag == "br" or (tag in _BOXES and self._abuts(element, outer))):
            self.runs.append(_Run("\n"))

    def _abuts(self, element: Any, outer: _Frame) -> bool:
        """Whether a box begins where another ended, without a blank and with a capital: they stand apart, as links of a menu do."""
        if self.ended not in _BOXES or outer.pre or not self.runs:
            return False
        before = self.runs[-1].words
        after = next((words.lstrip() for words in element.itertext() if words.strip()), "")
        figure = after[:1].isdigit() and (element.tag != "span" or self.ended != "span")
        return before[-1:].isalnum() and not before[-1:].isupper() and (after[:1].isupper() or figure)

    def _is_note(self, element: Any) -> bool:
        """Whether raised words are the mark of a footnote: a number behind a word or a full stop, and no power ("m²")."""
        words = "".join(element.itertext()).strip()
        before = next((run.words.rstrip() for run in reversed(self.runs) if run.words.strip()), "")
        if not _NOTE_MARK.fullmatch(words) or not before:
            return False
        return (
            words[0] in "[(*†‡§"
            or element.find(".//a") is not None
            or before[-1] in '.,;:!?”"’)'
            or bool(re.search(r"[^\W\d_]{4}$", before))
        )

    def _text(self, element: Any, words: str | None, *, tail: bool) -> None:
        frame = self.frames[-1]
        if not words or frame.unseen:
            return
        if words.isspace():
            if self.runs:
                self.runs.append(_Run("\n" if frame.pre and "\n" in words else " "))
            return
        node = len(self.walk.texts)
        self.walk.texts.append((element, tail))
        if frame.apart is not None:
            self.asides.append((frame.apart, _Run(_squeezed(words), node, frame.link, frame.author, frame.bold)))
            return
        runs = self.runs
        if not frame.pre or frame.row:
            runs.append(_Run(_squeezed(words), node, frame.link, frame.author, frame.bold))
            return
        for n, part in enumerate(re.split(r"\r?\n", words)):
            runs += [_Run("\n")] if n else []
            runs.append(_Run(_squeezed(part), node, frame.link, frame.author, frame.bold))

    def flush(self, frame: _Frame | None = None) -> None:
        """End the line that is being gathered; what stands apart from it (marks of footnotes, hidden words) follows it."""
        if not self.runs and not self.asides:
            return
        own = frame or self.frames[-1]
        if self.runs:
            for line in _lines(self.runs):
                self._add(line, own, own.signs)
        for reason, group in itertools.groupby(self.asides, key=lambda pair: pair[0]):
            self._add([run for _, aside in group for run in (aside, _Run(" "))], own, (*own.signs, reason))
        self.runs, self.asides = [], []

    def _add(self, line: list[_Run], own: _Frame, signs: tuple[tuple[int, Sign], ...]) -> None:
        words = tidy(" ".join("".join([run.words for run in line]).split()))
        if not words:
            return
        nodes: list[int] = []
        letters = linked = 0
        author, bold = False, True
        for run in line:
            if run.node >= 0:
                nodes.append(run.node)
                letters += len(run.words)
                linked += len(run.words) if run.link else 0
                author, bold = author or run.author, bold and run.bold
        self.walk.lines.append(Line(words, own.kind, own.tag, own.block, nodes, letters, linked, signs, author, bold))


def _squeezed(words: str) -> str:
    """White space in markup is one blank."""
    plain = words.isascii() and "\n" not in words and "  " not in words and "\t" not in words
    return words if plain else _SPACE.sub(" ", words)


def _kind(element: Any, tag: str, outer: BlockKind | None) -> BlockKind | None:
    """The kind of a block by its element, or by the one it stands in."""
    if tag in HEADINGS:
        return "heading"
    if tag in _KINDS:
        return _KINDS[tag]
    if tag == "li":
        # An entry of a live report or a forum is no list item.
        return "item" if _few(element, ("p", *HEADINGS), 1) else None
    if tag == "blockquote":
        return "quotation" if _few(element, HEADINGS, 0) else None
    if tag in ("article", "section", "main", "table"):
        return None
    return outer


def _few(element: Any, tags: tuple[str, ...], most: int) -> bool:
    if not len(element):
        return True
    return sum(1 for _, _ in zip(element.iter(*tags), range(most + 1), strict=False)) <= most


def _rows(tree: Any) -> dict[Any, bool]:
    """The rows of tables that hold data, no layout: whether their cells are read as one line."""
    found: dict[Any, bool] = {}
    for table in tree.iter("table"):
        if any(child is not table for child in table.iter("table", "h1", "h2", "h3", "form", "article", "section")):
            continue
        rows = [[" ".join("".join(cell.itertext()).split()) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
        several = sum(len(row) > 1 for row in rows) * 2 >= len(rows)
        if several and not any(len(cell) > LONGEST_CELL or cell.count(". ") > 1 for row in rows for cell in row):
            found.update((row, is_row(cells)) for row, cells in zip(table.iter("tr"), rows, strict=True))
    return found


def _lines(runs: list[_Run]) -> list[list[_Run]]:
    """Runs parted where a line was broken by hand; a line that only ends at a width, or within a sentence, goes on in the next one."""
    if not any(run.words == "\n" for run in runs):
        return [runs]
    groups: list[list[_Run]] = [[]]
    for run in runs:
        if run.words == "\n" and run.node < 0:
            groups.append([])
        else:
            groups[-1].append(run)
    words = [" ".join("".join([run.words for run in group]).split()) for group in groups]
    width = breaks.wrapped(words)
    lines: list[list[_Run]] = []
    for n, group in enumerate(groups):
        if n and words[n] and words[n - 1] and breaks.goes_on(words[n - 1], words[n], width):
            lines[-1] += [_Run(" "), *group]
        else:
            lines.append(group)
    return lines
