"""A page to read in a terminal: the document, then its claims grouped by who they are according to."""

import textwrap
from collections import Counter
from collections.abc import Sequence

from accordingto import export
from accordingto.types import Claim

_BOLD, _DIM, _END = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_OPEN = "\x1b[33m"
"""Of whatever is neither said to be so nor denied, asked for or meant."""
_COLOURS = {"asserted": "", "denied": "\x1b[31m", "demanded": "\x1b[35m", "planned": "\x1b[34m"}


def render(readings: Sequence[export.Reading], *, colour: bool = False, width: int = 100, fold: float = export.LESS_CERTAIN) -> str:
    """The page.

    Args:
        readings: the documents with their claims.
        colour: whether to use terminal colours.
        width: columns to wrap to.
        fold: claims of a lower confidence stand in one line each.
    """
    export.check(readings)
    page = _Page(colour, max(40, width), fold)
    for reading in readings:
        page.document(reading)
    return "\n".join(page.lines) + "\n"


class _Page:
    def __init__(self, colour: bool, width: int, fold: float) -> None:
        self.colour, self.width, self.fold, self.lines = colour, width, fold, list[str]()

    def document(self, reading: export.Reading) -> None:
        document = reading.document
        self.put(document.title or "(no title)", style=_BOLD)
        self.put("=" * min(self.width, len(document.title or "(no title)")), style=_DIM)
        self.put(f"Read from: {document.source}")
        self.put(f"Speaker of the whole document: {document.speaker or 'none (a report)'}")
        self.put(f"Publisher: {document.publisher or 'not named'}")
        self.put(f"Date: {export.dated(document)}")
        for reason in document.date.reasons if document.date else ():
            self.put(f"- {reason}", indent=6, style=_DIM)
        self.put(f"{len(reading.claims)} claims. {export.NOTICE}")
        for heading, claims in export.grouped(reading.claims):
            self.lines.append("")
            self.put(f"According to {heading} ({len(claims)})", style=_BOLD)
            for low, run in export.folded(claims, self.fold):
                if low:
                    self.less_certain(run)
                else:
                    for claim in run:
                        self.claim(claim)
        self.uncoded(reading)
        self.lines.append("")

    def claim(self, claim: Claim) -> None:
        self.lines.append("")
        self.put(f"{export.said(claim)}:", indent=2, style=_COLOURS.get(claim.modality, _OPEN))
        self.put(export.evidence(claim), indent=4)
        shown = "  ·  ".join(words if label in ("event", "kind") else f"{label}: {words}" for label, words in export.properties(claim))
        self.put(shown, indent=6, style=_DIM)

    def less_certain(self, claims: Sequence[Claim]) -> None:
        """A line each: confidence, who says it how, the words as far as they fit, the beginning of the id."""
        self.lines.append("")
        self.put(f"less certain ({len(claims)})", indent=2, style=_DIM)
        for claim in claims:
            words = f"{claim.confidence:.2f} {export.short(claim)} {export.said(claim)}: {export.evidence(claim)}"
            self.put(textwrap.shorten(words, self.width - 4, placeholder=" …"), indent=4, style=_DIM)

    def uncoded(self, reading: export.Reading) -> None:
        counts = Counter(s.reason for s in reading.document.uncoded) + Counter(f"removed: {s.reason}" for s in reading.document.removed)
        if counts:
            self.lines.append("")
            self.put("Not coded: " + "; ".join(f"{n} × {reason}" for reason, n in counts.most_common()), style=_DIM)

    def put(self, words: str, *, indent: int = 0, style: str = "") -> None:
        """Wrapped lines; control characters of the document are shown, never sent to the terminal."""
        safe = "".join(c if c.isprintable() else " " if c.isspace() else f"\\x{ord(c):02x}" for c in words)
        for line in textwrap.wrap(safe, self.width - indent, break_long_words=True, break_on_hyphens=False) or [""]:
            self.lines.append(" " * indent + (f"{style}{line}{_END}" if self.colour and style else line))
