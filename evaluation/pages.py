"""The program against invented pages as they are published: ``python -m evaluation.pages [--misses]``.

``tests/pages`` holds them with what a careful reader takes from each (its README says how). Each is read as ``accordingto read FILE`` reads
it, without options. A figure is the share that is right:

title, date, publisher, speaker
    the document's own; what the page does not say must be null.
turns
    a turn is right when every claim that begins between its first and last words has the turn's speaker in its chain, and before that
    speaker nobody but the publisher and, outside a dialogue, the document's own speaker. Words of a report's publisher have no further
    link. A turn whose words are gone or removed is wrong; one in which nothing is claimed is not counted.
furniture
    of the stretches that are furniture, those that no claim's evidence touches.
text
    of the stretches that are text (each turn's first and last words, and those listed), those that are in the document and not removed.
all
    the six fields of each page together: turns count as the share of them that is right, furniture and text together as the sixth.

Names are compared without regard to white space, case and a leading "the"; a title before the name ("Foreign Minister Awa Sow" for "Awa
Sow") is the same person, and so are the names that the gold says are one. An unnamed asker is a speaker without a name in the sector JRN.
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from accordingto import pipeline
from accordingto.types import Claim, Document, Link

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "pages"
ENDINGS = frozenset({".txt", ".md", ".html", ".pdf", ".docx"})
HEAD = ("title", "date", "publisher", "speaker")
FIELDS = (*HEAD, "turns", "furniture", "text")

_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00ad": None})
_TITLES = frozenset(
    "mr mrs ms dr prof professor sir madam justice judge minister president governor mayor commissioner superintendent captain major"
    " colonel general inspector senator ambassador secretary ombudsman hon honourable".split()
)
_JOINS = frozenset("of for to the and in at by on".split())


class Turn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one speaker, from ``first`` to ``last``.

    ``who`` is null for an unnamed asker, ``sector`` then JRN. With both (an asker who gives a name in the question) either is right.
    """

    first: str
    last: str
    who: str | None = None
    sector: str | None = None


class Gold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a careful reader takes from a page; null where the page does not say."""

    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    speaker: str | None = None
    dialogue: bool = False
    """A transcript: nobody's turn stands in somebody else's words."""
    names: tuple[tuple[str, ...], ...] = ()
    """Names of the page that are one speaker's."""
    text: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()


class Finding(msgspec.Struct, frozen=True):
    """One thing that was asked of a page, and how it came out."""

    page: str
    field: str
    right: bool
    note: str


class Words:
    """A text in which words are found whatever its white space, case, quotation marks and dashes."""

    def __init__(self, text: str) -> None:
        shown: list[str] = []
        self._at: list[int] = []
        for offset, letter in enumerate(text):
            plain = " " if letter.isspace() else folded(letter)
            if plain and not (plain == " " and shown[-1:] == [" "]):
                shown.extend(plain)
                self._at.extend([offset] * len(plain))
        self._text = "".join(shown)

    def find(self, words: str, start: int = 0) -> Iterator[tuple[int, int]]:
        """Where words stand from ``start`` on, as offsets into the text."""
        sought = " ".join(folded(words).split())
        for found in re.finditer(rf"(?<!\w){re.escape(sought)}(?!\w)" if sought[-1:].isalnum() else re.escape(sought), self._text):
            if self._at[found.start()] >= start:
                yield self._at[found.start()], self._at[found.end() - 1] + 1


def folded(words: str) -> str:
    """Words in lower case with plain quotation marks and dashes."""
    return words.translate(_PLAIN).lower()


def same_name(one: str | None, other: str | None, names: Iterable[Sequence[str]] = ()) -> bool:
    """Whether two names are one speaker's; see the module's docstring. Two nulls are the same."""
    if one is None or other is None:
        return one is other
    groups = [set(map(_bare, group)) for group in names]
    first, second = _bare(one), _bare(other)
    mine = {first}.union(*(g for g in groups if first in g))
    yours = {second}.union(*(g for g in groups if second in g))
    return any(a == b or _titled(a, b) or _titled(b, a) for a in mine for b in yours)


def _spaced(words: str | None) -> str | None:
    return None if words is None else " ".join(folded(words).split())


def _bare(name: str) -> str:
    return " ".join(folded(name).split()).removeprefix("the ")


def _titled(long: str, short: str) -> bool:
    """Whether ``long`` is ``short`` behind a title: a given and a family name behind any, a single name behind a known one."""
    words = long.removesuffix(f" {short}").split()
    if not words or long == short or not long.endswith(f" {short}"):
        return False
    return words[-1].strip(".") in _TITLES or (" " in short and words[-1] not in _JOINS)


def pages(folder: Path = FOLDER) -> list[tuple[Path, Gold]]:
    """The pages of the folder with their gold, in order of their names.

    Raises:
        FileNotFoundError: a page without its ``.toml``.
        msgspec.ValidationError: gold with a field that there is not.
    """
    found = []
    for path in sorted(p for p in folder.iterdir() if p.suffix in ENDINGS and p.name != "README.md"):
        gold = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
        found.append((path, msgspec.convert(gold, Gold)))
    return found


def judge(name: str, reading: pipeline.Reading, gold: Gold) -> list[Finding]:
    """Compare what was read of a page with its gold."""
    document, words = reading.document, Words(reading.document.text)
    found = [*_head(name, document, gold)]
    for turn in gold.turns:
        right, note = _turn(turn, words, reading, gold)
        if right is not None:
            found.append(Finding(name, "turns", right, f"{turn.who or turn.sector}: “{turn.first} … {turn.last}”: {note}"))
    for stretch in gold.furniture:
        places = list(words.find(stretch))
        coded = [q.text for c in reading.claims for q in c.evidence if any(q.start < end and start < q.end for start, end in places)]
        found.append(Finding(name, "furniture", not coded, f"coded: “{stretch}” in {coded[:2]}"))
    for stretch in (*gold.text, *(w for t in gold.turns for w in (t.first, t.last))):
        lost = _lost(stretch, words, document)
        found.append(Finding(name, "text", lost is None, f"{lost}: “{stretch}”"))
    return found


def _head(name: str, document: Document, gold: Gold) -> Iterator[Finding]:
    date = document.date.edtf if document.date else None
    for field, wanted, given in (("title", gold.title, document.title), ("date", gold.date, date)):
        yield Finding(name, field, _spaced(wanted) == _spaced(given), f"{given!r}, not {wanted!r}")
    for field, wanted, given in (("publisher", gold.publisher, document.publisher), ("speaker", gold.speaker, document.speaker)):
        yield Finding(name, field, same_name(wanted, given, gold.names), f"{given!r}, not {wanted!r}")


def _lost(stretch: str, words: Words, document: Document) -> str | None:
    """Why a stretch of text is not read: "missing", the reason of its removal, or null."""
    places = list(words.find(stretch))
    if not places:
        return "missing"
    gone = [[r.reason for r in document.removed if r.start < end and start < r.end] for start, end in places]
    return f"removed ({gone[0][0]})" if all(gone) else None


def _turn(turn: Turn, words: Words, reading: pipeline.Reading, gold: Gold) -> tuple[bool | None, str]:
    """Whether a turn is its speaker's, and why not; null where nothing is claimed in it."""
    for stretch in (turn.first, turn.last):
        if lost := _lost(stretch, words, reading.document):
            return False, f"words {lost}: “{stretch}”"
    start, _ = next(words.find(turn.first))
    _, end = next(words.find(turn.last, start), (0, 0))
    if not end:
        return False, f"“{turn.last}” stands before “{turn.first}”"
    claims = [c for c in reading.claims if start <= c.evidence[0].start < end]
    for claim in claims:
        if not _said_by(turn, claim, gold):
            chain = " > ".join(link.name or f"[{link.sector}]" for link in claim.according_to)
            return False, f"{chain} for “{claim.evidence[0].text}”"
    return (True if claims else None), ""


def _said_by(turn: Turn, claim: Claim, gold: Gold) -> bool:
    chain = claim.according_to
    if turn.who is not None and not gold.dialogue and gold.speaker is None and same_name(turn.who, gold.publisher, gold.names):
        return len(chain) == 1
    for link in chain:
        if _is(link, turn, gold):
            return True
        if link.how != "publisher" and (gold.dialogue or link.how != "document"):
            return False
    return False


def _is(link: Link, turn: Turn, gold: Gold) -> bool:
    if turn.sector is not None and link.name is None and link.sector == turn.sector:
        return True
    return turn.who is not None and link.name is not None and same_name(turn.who, link.name, gold.names)


def findings(folder: Path = FOLDER) -> list[Finding]:
    """Read every page of the folder and judge it; a page that is refused is wrong in every field."""
    found = []
    for path, gold in pages(folder):
        reading = next(iter(pipeline.read(path)), None)
        if isinstance(reading, pipeline.Reading):
            found += judge(path.name, reading, gold)
        else:
            found += [Finding(path.name, field, False, f"refused: {reading}") for field in FIELDS]
    return found


def figures(found: Sequence[Finding]) -> dict[str, float]:
    """The share of each field that is right, and of all fields of all pages."""
    shares = {field: _share([f for f in found if f.field == field]) for field in FIELDS}
    asked: dict[tuple[str, str], list[Finding]] = {}
    for finding in found:
        asked.setdefault((finding.page, "furniture" if finding.field == "text" else finding.field), []).append(finding)
    each = [_share(one) for one in asked.values()]
    return {k: round(v, 4) for k, v in (shares | {"all": sum(each) / len(each) if each else 0.0}).items()}


def _share(found: Sequence[Finding]) -> float:
    return sum(f.right for f in found) / len(found) if found else 0.0


def measure(folder: Path = FOLDER) -> dict[str, float]:
    """The figures of the program on the pages of a folder."""
    return figures(findings(folder))


def table(found: Sequence[Finding]) -> str:
    """The figures of all pages, then of each kind of page, a kind a line; in the first line how many were asked."""
    kinds = sorted({f.page.partition("-")[0] for f in found})
    rows = [("asked", {k: float(sum(f.field == k for f in found)) for k in FIELDS} | {"all": float(len(found))}), ("pages", figures(found))]
    rows += [(kind, figures([f for f in found if f.page.startswith(f"{kind}-")])) for kind in kinds]
    lines = [f"{'':12}" + "".join(f"{k:>10}" for k in (*FIELDS, "all"))]
    return "\n".join([*lines, *(f"{name:12}" + "".join(f"{values[k]:10g}" for k in (*FIELDS, "all")) for name, values in rows)])


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.pages", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list what is wrong")
    args = parser.parse_args()
    found = findings()
    for finding in found if args.misses else ():
        if not finding.right:
            print(f"{finding.page}: {finding.field}: {finding.note}")
    print(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
