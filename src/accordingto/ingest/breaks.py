"""Lines that were broken by hand or at a width: where one goes on in the next, and where a table's cells are words of their own."""

import itertools
import re
from collections.abc import Sequence

_ENDS = (".", "!", "?", ":", ";", "”", '"', "…")
_SENTENCE = re.compile(r"(?:\S+\s+){3,}\S+[.!?][”\"’)]?(?:\s|$)")
CELLS = " | "
LONGEST_CELL = 400


def wrapped(lines: Sequence[str]) -> int:
    """The width at which lines are broken, 0 where they are not: most before another are of one length, some go on in lower case."""
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if a and b]
    if len(pairs) < 2:
        return 0
    width = max(len(a) for a, _ in pairs)
    full = sum(len(a) > 0.75 * width for a, _ in pairs)
    return width if 35 <= width <= 140 and full * 3 >= len(pairs) * 2 and any(b[0].islower() for _, b in pairs) else 0


def goes_on(before: str, after: str, width: int) -> bool:
    """Whether a line goes on in the next: in wrapped text where it is as long as the others, else where a sentence is cut."""
    if width:
        return len(before) > 0.7 * width
    return not before.endswith(_ENDS) and after[0].islower()


def together(lines: Sequence[str]) -> list[str]:
    """Lines as paragraphs: those that end within a sentence or at a width are put together, a blank between."""
    width = wrapped(lines)
    found: list[str] = []
    for n, line in enumerate(lines):
        if n and line and lines[n - 1] and goes_on(lines[n - 1], line, width):
            found[-1] += f" {line}"
        else:
            found.append(line)
    return [line for line in found if line]


def is_row(cells: Sequence[str]) -> bool:
    """Whether the cells of a row are figures and names that belong together; a sentence in one of them stands for itself."""
    return len(cells) > 1 and not any(len(cell) > LONGEST_CELL or _SENTENCE.search(cell) for cell in cells)
