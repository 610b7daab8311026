"""Whose page a document stands on: what the edges of it name, where neither a © line nor an agency does.

Letterheads and mastheads above the title, running heads and feet, the note "About …" below a release, the name of a programme with
the number of its episode. A line counts where it is a body's or medium's name (:mod:`bodies`).
"""

import re
from collections.abc import Iterator, Sequence

from accordingto.ingest import bodies, forms
from accordingto.types import RUNNING, Block, Noted, Stretch

_TOP = 10
_FOOT = 6
_LINE = 200
_LINKS = frozenset(
    ("links", "related links", "navigation", "tags", "advertisement", "readers' comments", "comment form", "sign-up", "author box")
)
"""Furniture that names other pages."""
_LINK = "links"
_RUNNING = frozenset(("running head or page number", "header or footer of the pages"))
_ABOUT = re.compile(r"About (?:the )?(?P<who>[A-ZÀ-Ý][^:.!?\n]{2,80}?)\s*(?::|$|\n)")
_EPISODE = re.compile(
    r"(?P<who>[A-ZÀ-Ý][^,:|–—]{2,60}?),?\s*(?:[|–—-]\s*)?(?:episode|ep\.|season|series \d+)\s*#?\d+\b"
    r"|episode \d+ of (?P<of>[A-ZÀ-Ý][^,:|]{2,60})",
    re.IGNORECASE,
)
_WELCOME = re.compile(
    r"\b(?:[Ww]elcome (?:back )?to|[Yy]ou(?:['’]re| are) listening to) "
    r"(?P<who>(?:The |the )?[A-ZÀ-Ý][\w’'-]*(?: [A-ZÀ-Ý][\w’'-]*){0,5})[.,!]"
)
_RELEASE = re.compile(
    r"\W*(?:for (?:immediate|general|public) release\b.{0,60}"
    r"|(?:official |joint )?(?:press|news|media)[ -](?:release|statement|communiqu[eé]"
    r"|note|notice|summary|bulletin)\b(?:.{0,30}|\s*[:–—-]\s.{0,160}))",
    re.IGNORECASE,
)


def publisher(text: str, blocks: Sequence[Block], removed: Sequence[Stretch]) -> Noted | None:
    """Whose page it is.

    Args:
        text: the document's text.
        blocks: its blocks.
        removed: its furniture with the reasons.
    """
    reasons = {b: next((r.reason for r in removed if r.start <= b.start < r.end), "") for b in blocks if b.kind == "furniture"}
    first = next((n for n, b in enumerate(blocks) if b.kind in (*RUNNING, "speaker")), len(blocks))
    last = max((n for n, b in enumerate(blocks) if b.kind in RUNNING), default=-1)
    reported = any(b.kind == "byline" and forms.byline(text[b.start : b.end]) for b in blocks[:first])
    programme = _programme(text, blocks, first)
    return (
        programme
        or (None if reported else _above(text, [b for b in blocks[:first][:_TOP] if reasons.get(b, "") not in _LINKS]))
        or _named(text, [b for b in blocks if reasons.get(b) in _RUNNING], "running head")
        or _about(text, blocks)
        or (
            None
            if reported
            else _named(
                text, [b for b in blocks[max(first, last + 1) :][-_FOOT:] if reasons.get(b, _LINK) not in _LINKS], "foot of the page"
            )
        )
    )


def release(text: str, blocks: Sequence[Block]) -> bool:
    """Whether a line at the head says that the text is a release of whoever puts it out."""
    return any(b.end - b.start <= _LINE and _RELEASE.fullmatch(text, b.start, b.end) for b in blocks[:_TOP])


def _above(text: str, blocks: Sequence[Block]) -> Noted | None:
    """The letterhead: of "Kingdom of X" and "Ministry of Y" below it the ministry, of "Ministry of Y" and "Press Office" too."""
    found = list(_names(text, [b for b in blocks if b.kind in ("byline", "furniture", "heading")]))
    own = next((f for f in found if not bodies.state(f[1])), found[0] if found else None)
    return _noted(text, *own, "letterhead") if own else None


def _named(text: str, blocks: Sequence[Block], what: str) -> Noted | None:
    """The body that most of some lines name, the first one where several do."""
    found = list(_names(text, [b for b in blocks if b.kind in ("byline", "furniture", "heading")]))
    names = [name.casefold() for _, name in found]
    best = max(range(len(found)), key=lambda n: (names.count(names[n]), -n), default=None)
    return _noted(text, *found[best], what) if best is not None else None


def _names(text: str, blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    for b in blocks:
        if b.end - b.start <= _LINE and (name := bodies.of(text[b.start : b.end], text)) is not None:
            yield b, name


def _about(text: str, blocks: Sequence[Block]) -> Noted | None:
    """ "About Himal Rivers Watch: …" below the text, where the text names it too."""
    for b in blocks[-_FOOT:]:
        found = _ABOUT.match(text, b.start, b.end)
        if found and bodies.again(found["who"], text[: b.start]) is not None:
            return _noted(text, b, found["who"], "note below the text")
    return None


def _programme(text: str, blocks: Sequence[Block], first: int) -> Noted | None:
    """A programme by the number of its episode, or because a transcript bids welcome to it."""
    for b in blocks[: first + 1]:
        if b.kind in ("title", "subtitle", "heading", "byline", "furniture") and (found := _EPISODE.match(text, b.start, b.end)):
            return _noted(text, b, (found["who"] or found["of"]).strip(), "number of the episode")
    if any(b.kind == "speaker" for b in blocks):
        opening = next((b for b in blocks if b.kind in RUNNING), None)
        if opening and (found := _WELCOME.search(text, opening.start, min(opening.end, opening.start + _LINE))):
            return _noted(text, opening, found["who"], "welcome")
    return None


def _noted(text: str, b: Block, who: str, what: str) -> Noted:
    """A name with where it stands, in ordinary letters where the text has it so."""
    words = re.compile(r"\s+".join(re.escape(p) for p in who.split()))
    found = words.search(text, b.start, b.end)
    start, end = found.span() if found else (-1, -1)
    line = " ".join(text[b.start : min(b.end, b.start + _LINE)].split())
    if who.isupper() and (other := bodies.again(who, text)) is not None:
        who = " ".join(text[other[0] : other[1]].split())
    return Noted(" ".join(who.split()), f"{what}: “{line}”", start, end)
