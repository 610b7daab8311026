"""Plain words for what a record holds. Every label says who it is according to; a claim is never shown as a fact."""

import re
from collections.abc import Sequence

from accordingto.types import Actor, Claim, Document, DocumentDate, Figure, Link, When, Where

NOTICE = "Claims are what speakers say, not facts."

MODALITY = {
    "asserted": "asserts",
    "denied": "denies",
    "demanded": "demands",
    "planned": "plans or predicts",
    "conditional": "if…",
    "alleged": "alleges, at a distance",
    "questioned": "asks or doubts",
}
_SAID = {
    "asserted": "said",
    "denied": "denied that",
    "demanded": "demanded",
    "planned": "announced or predicted",
    "conditional": "said, on a condition",
    "alleged": "passed on, at a distance",
    "questioned": "asked or doubted whether",
    "reported": "reported",
}
_COMPARATOR = {"=": "", "~": "about ", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ "}
_BASIS = {"explicit": "stated", "relative": "worked out from the words", "document": "the document's date", "inferred": "inferred"}
_DATE_BASIS = {"given": "given", "metadata": "from the file's metadata", "dateline": "from the dateline", "inferred": "inferred"}
# Controls (tab and line feed apart), surrogates, and the marks that can reorder or hide text on a screen (Unicode TR 36, section 2.5).
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")


def visible(text: str) -> str:
    """``text`` with control and bidirectional characters spelled out (``⟨U+001B⟩``), so that no terminal or browser acts on them."""
    return _UNSAFE.sub(lambda m: f"⟨U+{ord(m.group()):04X}⟩", text)


def flat(text: str) -> str:
    """:func:`visible` on one line."""
    return " ".join(visible(text).split())


def speaker(link: Link) -> str:
    """The name of a link, or in words that none is given."""
    if link.how == "publisher":
        return f"the publisher, {flat(link.name)}" if link.name else "the publisher (not named)"
    if link.name:
        return flat(link.name)
    return f"an unnamed source (“{flat(link.mention.text)}”)" if link.mention else "an unnamed source"


def chain(links: Sequence[Link]) -> str:
    """A chain outermost first: ``the publisher (not named) ← Amina Diallo``."""
    return " ← ".join(speaker(link) for link in links)


def holder(claim: Claim) -> int:
    """The index of the link whose stance is the claim's modality."""
    return max((n for n, link in enumerate(claim.according_to) if link.stance != "reported"), default=0)


def attribution(claim: Claim) -> str:
    """Who says it and how, a clause that the quoted words follow: ``Amina Diallo denied that``."""
    at = holder(claim)
    link, cited = claim.according_to[at], claim.according_to[at + 1 :]
    who = speaker(link)
    words = f"according to {who}" if at == 0 and link.stance == "asserted" else f"{who} {_SAID[link.stance]}"
    return words + (f", of the words of {chain(cited)}" if cited else "")


def words(claim: Claim) -> str:
    """The claim's words, flattened, stretches that are apart joined by an ellipsis."""
    return " … ".join(flat(quote.text) for quote in claim.evidence)


def label(claim: Claim) -> str:
    """The whole label: ``Amina Diallo said: “…”``."""
    return f"{attribution(claim)}: “{words(claim)}”"


def stance_tags(claim: Claim) -> list[str]:
    """Modality, polarity and presupposition as text."""
    tags = [MODALITY[claim.modality]]
    if claim.polarity == "negative":
        tags.append("not")
    if claim.presupposed:
        tags.append("taken for granted")
    return tags


def what(claim: Claim) -> str:
    """Event type and mode, or the figure, or ``state``."""
    parts = []
    if claim.event:
        parts.append(f"{claim.event.type} · {flat(claim.event.mode)}" if claim.event.mode else claim.event.type)
    if claim.figure:
        parts.append(figure(claim.figure))
    return "; ".join(parts) or "state"


def number(value: float) -> str:
    """A number with thousands separators, without a needless fraction."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}" if abs(value) < 1e6 else f"{value:,}"


def figure(claimed: Figure) -> str:
    """A figure in one line: ``≥ 22 person — measured “killed”, of “…”, as of 2024-05``."""
    upper = f" to {number(claimed.value_max)}" if claimed.value_max is not None else ""
    head = f"{_COMPARATOR[claimed.comparator]}{number(claimed.value)}{upper} {flat(claimed.unit)}"
    details = []
    if claimed.measured:
        details.append(f"measured “{flat(claimed.measured)}”")
    if claimed.of:
        details.append(f"of “{flat(claimed.of)}”")
    if claimed.baseline is not None:
        details.append(f"from {number(claimed.baseline)}")
    if claimed.as_of:
        details.append(f"as of {claimed.as_of}")
    return head + (" — " + ", ".join(details) if details else "")


def actor(who: Actor) -> str:
    """An actor with its codes: ``Ghana (GHA GOV)``."""
    name = flat(who.name) if who.name else f"“{flat(who.mention.text)}”" if who.mention else "not stated"
    codes = " ".join(filter(None, (who.country, who.sector)))
    return f"{name} ({codes})" if codes else name


def actors(claim: Claim) -> str:
    """``actor → recipient``, reciprocal ones joined by ↔, others after a semicolon; empty where there are none."""
    sides = {role: ", ".join(actor(a) for a in claim.actors if a.role == role) for role in ("actor", "recipient", "both", "other")}
    parts = []
    if sides["actor"] or sides["recipient"]:
        left = sides["actor"] or "not stated"
        parts.append(f"{left} → {sides['recipient']}" if sides["recipient"] else left)
    if sides["both"]:
        parts.append(" ↔ ".join(actor(a) for a in claim.actors if a.role == "both"))
    if sides["other"]:
        parts.append(f"also: {sides['other']}")
    return "; ".join(parts)


def when(held: When) -> str:
    """EDTF and how it is known."""
    return f"{held.edtf} ({_BASIS[held.basis]})"


def where(held: Where) -> str:
    """Place and country."""
    return f"{flat(held.name)} ({held.country})" if held.country else flat(held.name)


def document_title(document: Document) -> str:
    """The title, or in words that there is none."""
    return flat(document.title) if document.title else "Untitled document"


def document_form(document: Document) -> str:
    """Whose statement it is, or that it is a report."""
    return f"Statement of {flat(document.speaker)}" if document.speaker else "Report"


def document_date(date: DocumentDate | None) -> str:
    """Date, bounds and how it is known."""
    if date is None:
        return "not stated"
    bounds = f", between {date.earliest or '…'} and {date.latest or '…'}" if date.earliest or date.latest else ""
    reasons = " ".join(flat(reason) for reason in date.reasons)
    return f"{date.edtf}{bounds} ({_DATE_BASIS[date.basis]}){': ' + reasons if reasons else ''}"


def publisher(document: Document) -> str:
    """The publisher, or that none is named."""
    return flat(document.publisher) if document.publisher else "not named"


def groups(claims: Sequence[Claim]) -> list[tuple[tuple[Link, ...], list[Claim]]]:
    """Claims by speaker chain (who, not how they put it), chains in order of first appearance."""
    found: dict[tuple[str, ...], tuple[tuple[Link, ...], list[Claim]]] = {}
    for claim in claims:
        key = tuple(speaker(link) for link in claim.according_to)
        found.setdefault(key, (claim.according_to, []))[1].append(claim)
    return list(found.values())


def counts(document: Document) -> list[tuple[str, int]]:
    """What was not coded and why: reason and number of stretches, most frequent first."""
    tally: dict[str, int] = {}
    for stretch in (*document.removed, *document.uncoded):
        reason = flat(stretch.reason)
        tally[reason] = tally.get(reason, 0) + 1
    return sorted(tally.items(), key=lambda item: (-item[1], item[0]))


def plural(count: int, noun: str) -> str:
    """``1 claim``, ``2 claims``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
