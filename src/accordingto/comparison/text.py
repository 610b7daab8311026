"""Matters to read in a terminal: each point with the accounts of it, in each source's own words, and who says nothing of it."""

import textwrap
from collections.abc import Iterable, Mapping

from accordingto.comparison.records import Comparison, Issue, Matter, Tie

NOTICE = "What sources say, side by side. Nothing here says which of them is right."
_BOLD, _DIM, _END = "\x1b[1m", "\x1b[2m", "\x1b[0m"
MARKS = {"agree": "agree", "differ": "DIFFER", "not comparable": "NOT COMPARABLE"}


def render(found: Comparison, *, colour: bool = False, width: int = 100, most_points: int | None = None) -> str:
    """The page.

    Args:
        found: a comparison.
        colour: whether to use terminal colours.
        width: columns to wrap to.
        most_points: so many points of a matter, None: all.
    """
    page = _Page(colour, max(40, width))
    links = {t.id: t for t in found.links}
    copies = sum(map(len, found.copies.values()))
    page.put(f"{len(found.matters)} matters, {len(found.links)} links{f', {copies} copies counted once' if copies else ''}. {NOTICE}")
    for matter in found.matters:
        page.matter(matter, links, most_points)
    return "\n".join(page.lines) + "\n"


def reasons(point: Issue, links: Mapping[str, Tie]) -> list[Tie]:
    """The links that say why a point is what it is: those with its outcome, one a pair of documents, the surest first."""
    told: dict[tuple[str, str], Tie] = {}
    for link in sorted((links[t] for t in point.links if t in links), key=lambda t: (-t.probability, t.id)):
        if link.outcome == point.outcome:
            told.setdefault(link.documents, link)
    return list(told.values())


def counted(point: Issue) -> str:
    """How many voices and documents speak on a point."""
    documents = {d for a in point.accounts for d, _, _ in a.claims}
    voices = len(point.accounts)
    return f"{voices} {'voice' if voices == 1 else 'voices'} in {len(documents)} documents"


class _Page:
    def __init__(self, colour: bool, width: int) -> None:
        self.colour, self.width, self.lines = colour, width, list[str]()

    def matter(self, matter: Matter, links: Mapping[str, Tie], most: int | None) -> None:
        self.lines.append("")
        self.put(matter.title, style=_BOLD)
        self.put("=" * min(self.width, len(matter.title)), style=_DIM)
        self.put(f"Sources: {'; '.join(matter.sources)}")
        if matter.first_day:
            self.put(f"Published {matter.first_day}" + (f" to {matter.last_day}" if matter.last_day != matter.first_day else ""))
        shown = matter.points[:most]
        for n, point in enumerate(shown, 1):
            self.point(n, point, links)
        if len(shown) < len(matter.points):
            self.lines.append("")
            self.put(f"{len(matter.points) - len(shown)} more points.", style=_DIM)

    def point(self, n: int, point: Issue, links: Mapping[str, Tie]) -> None:
        self.lines.append("")
        self.put(f"{n}. {MARKS[point.outcome]}: {point.title}", style=_BOLD)
        for account in point.accounts:
            for document, words in _distinct((d, w) for d, _, w in account.claims):
                beside = f" [in {document}]" if account.passed_on or len(account.claims) > 1 else ""
                self.put(f"{account.voice}{beside}: {words}", indent=4, hang=2)
        for link in reasons(point, links)[:2] if point.outcome != "agree" else ():
            self.put(f"Why: {link.reason}", indent=6, style=_DIM)
        if point.silent:
            self.put(f"Says nothing of it: {'; '.join(point.silent)}", indent=6, style=_DIM)

    def put(self, words: str, *, indent: int = 0, hang: int = 0, style: str = "") -> None:
        """Wrapped lines; control characters of the documents are shown, never sent to the terminal."""
        safe = "".join(c if c.isprintable() else " " if c.isspace() else f"\\x{ord(c):02x}" for c in words)
        for line in textwrap.wrap(safe, self.width - indent, subsequent_indent=" " * hang, break_on_hyphens=False) or [""]:
            self.lines.append(" " * indent + (f"{style}{line}{_END}" if self.colour and style else line))


def _distinct(rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return list(dict.fromkeys(rows))
