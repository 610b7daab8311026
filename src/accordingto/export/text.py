"""A page to read in a terminal or a file: claims by speaker, each with its words."""

from collections.abc import Sequence
from textwrap import wrap

from rich.color import ColorSystem
from rich.style import Style

from accordingto.export import Reading, check, labels
from accordingto.types import Claim, Link

_MIN_WIDTH = 30


class _Page:
    """Collects wrapped lines, coloured on request."""

    def __init__(self, colour: bool, width: int) -> None:
        self.colour, self.width, self.lines = colour, max(width, _MIN_WIDTH), list[str]()

    def add(self, text: str, indent: int = 0, style: str = "", hanging: int = 0) -> None:
        """A paragraph wrapped to the width; lines after the first go ``hanging`` columns deeper."""
        first, later = " " * indent, " " * (indent + hanging)
        for line in wrap(text, self.width, initial_indent=first, subsequent_indent=later, break_on_hyphens=False):
            self.lines.append(self._styled(line, style))

    def gap(self) -> None:
        """An empty line, never two."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def _styled(self, line: str, style: str) -> str:
        return Style.parse(style).render(line, color_system=ColorSystem.STANDARD) if self.colour and style else line


def render(readings: Sequence[Reading], *, colour: bool = False, width: int = 100) -> str:
    """The readings as a page of text.

    Args:
        readings: documents with their claims.
        colour: whether to write ANSI colours. Nothing is said by colour alone.
        width: columns to wrap to.

    Returns:
        the page, ending in a line break; control characters of the documents are spelled out.

    Raises:
        AccordingtoError: a claim does not fit its document.
    """
    page = _Page(colour, width)
    for reading in readings:
        check(reading)
        _head(page, reading)
        for chain, claims in labels.groups(reading.claims):
            _group(page, chain, claims)
        _foot(page, reading)
    return "\n".join(page.lines).rstrip("\n") + "\n" if page.lines else ""


def _head(page: _Page, reading: Reading) -> None:
    document = reading.document
    page.gap()
    page.add(labels.document_title(document), style="bold")
    page.add(labels.document_form(document))
    page.add(f"Date: {labels.document_date(document.date)}", hanging=6)
    page.add(f"Publisher: {labels.publisher(document)}", hanging=11)
    page.add(f"{labels.plural(len(reading.claims), 'claim')} by {labels.plural(len(labels.groups(reading.claims)), 'chain')} of speakers")


def _group(page: _Page, chain: Sequence[Link], claims: Sequence[Claim]) -> None:
    page.gap()
    page.add(f"According to {labels.chain(chain)}", style="bold cyan", hanging=2)
    for claim in claims:
        page.gap()
        _claim(page, claim)


def _claim(page: _Page, claim: Claim) -> None:
    tags = ", ".join(labels.stance_tags(claim))
    page.add(f"{tags}: {labels.what(claim)}", indent=2, style="yellow" if claim.modality != "asserted" else "green", hanging=2)
    page.add(f"“{labels.words(claim)}”", indent=4, hanging=1)
    details = [labels.actors(claim)]
    details += [f"when {labels.when(claim.when)}"] if claim.when else []
    details += [f"where {labels.where(claim.where)}"] if claim.where else []
    for detail in filter(None, details):
        page.add(detail, indent=4, hanging=2)
    if claim.wording:
        page.add("the speaker's words: " + ", ".join(f"“{labels.flat(q.text)}”" for q in claim.wording), indent=4, style="magenta", hanging=2)
    page.add(f"{labels.attribution(claim)} · confidence {claim.confidence:.2f}", indent=4, style="dim", hanging=2)


def _foot(page: _Page, reading: Reading) -> None:
    page.gap()
    counted = labels.counts(reading.document)
    if counted:
        page.add("Not coded: " + ", ".join(f"{reason} ({count})" for reason, count in counted), style="dim", hanging=2)
    page.add(labels.NOTICE, style="bold")
