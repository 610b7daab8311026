"""One claim as it is compared: whose it is, what side of the proposition it takes, its participants, time, place and figure as values.

A claim belongs to whoever stands behind it, not to whoever passes it on: of the chain that is the innermost link that is not
``reported``. "The
agency reports that the army denied that it shelled the port" is the army's, against; two outlets that quote one minister are one voice.
"""

import math
from collections.abc import Iterable

import msgspec

from accordingto.comparison import dates, english, names
from accordingto.figures.lexicon import PERCENT
from accordingto.types import Actor, Claim, Document, Figure, Link

_ROUGH = 0.1
"""How far an approximate figure ("about 40") may lie from another, as a share of it."""


class Amount(msgspec.Struct, frozen=True):
    """A figure as the stretch of numbers that fit it, in a base unit. ``share``: it is a part of something, in percent."""

    low: float
    high: float
    unit: str
    share: bool


class Voice(msgspec.Struct, frozen=True):
    """Who stands behind a claim. ``name`` is as shown; ``key`` is equal for spellings of one name."""

    name: str
    key: str
    country: str | None
    sector: str | None
    named: bool


class Account(msgspec.Struct, frozen=True):
    """A claim with what comparing needs, each unknown where the text does not say it.

    ``against``: the voice holds that the proposition is not so (denied, or asserted in the negative). ``first`` and ``last`` are the days
    that ``when`` allows (proleptic ordinals), ``day`` is the document's. ``passed``: another says it in this document's words.
    """

    claim: Claim
    document: str
    voice: Voice
    passed: bool
    against: bool
    amount: Amount | None
    first: int | None
    last: int | None
    day: int | None

    @property
    def words(self) -> str:
        """The claim's own words."""
        return " … ".join(q.text for q in self.claim.evidence)


def of(document: Document, claims: Iterable[Claim]) -> list[Account]:
    """The claims of a document as they are compared, in their order."""
    day = dates.days(document.date.edtf)[1] if document.date else None
    return [_account(document, claim, day) for claim in claims]


def _account(document: Document, claim: Claim, day: int | None) -> Account:
    link, passed = standing(claim)
    denied = claim.modality == "denied"
    first, last = dates.days(claim.when.edtf) if claim.when else (None, None)
    return Account(
        claim=claim,
        document=document.id,
        voice=voice(document, link),
        passed=passed,
        against=denied != (claim.polarity == "negative"),
        amount=amount(claim.figure) if claim.figure else None,
        first=first,
        last=last,
        day=day,
    )


def standing(claim: Claim) -> tuple[Link, bool]:
    """The link that stands behind a claim (the innermost that does not merely pass it on), and whether it is not the document's own."""
    chain = claim.according_to
    k = max((n for n, link in enumerate(chain) if link.stance != "reported"), default=len(chain) - 1)
    return chain[k], chain[k].how not in ("publisher", "document")


def voice(document: Document, link: Link) -> Voice:
    """Whose a link is; an unnamed publisher is the document's speaker, its publisher, or the document itself."""
    if link.name:
        return Voice(link.name, names.key(link.name), link.country, link.sector, True)
    if link.how in ("publisher", "document"):
        name = (document.speaker if link.how == "document" else None) or document.publisher or document.speaker
        if name:
            return Voice(name, names.key(name), link.country, link.sector, True)
        shown = f"the publisher of {document.title or document.id}"
        return Voice(shown, f"document {document.id}", link.country, link.sector, False)
    mention = link.mention.text if link.mention else None
    told = mention if mention and mention.lower() not in english.comparing().pronouns else None
    return Voice(told or "somebody not named", f"unnamed {document.id} {mention or ''}", link.country, link.sector, False)


def one_voice(one: Voice, other: Voice) -> bool:
    """Whether two voices are one: spellings of a name, or the state and a ministry of it."""
    if not (one.named and other.named):
        return one.key == other.key
    if one.key == other.key or names.same(one.name, other.name):
        return True
    return one.country is not None and one.country == other.country and one.sector == other.sector and one.sector in ("GOV", "MIL")


def amount(figure: Figure) -> Amount:
    """The numbers that a figure allows: "about 40" 36 to 44, "more than 40" from 40 on."""
    lexicon = english.comparing()
    unit = lexicon.same_thing.get(figure.unit, figure.unit)
    base, size = lexicon.unit_sizes.get(unit, (unit, 1.0))
    low, high = figure.value * size, (figure.value_max if figure.value_max is not None else figure.value) * size
    if figure.comparator == "~":
        low, high = low - abs(low) * _ROUGH, high + abs(high) * _ROUGH
    elif figure.comparator in (">", ">="):
        high = math.inf
    elif figure.comparator in ("<", "<="):
        low = -math.inf if figure.value < 0 else 0.0
    return Amount(low, high, base, figure.unit == PERCENT)


def size_of(unit: str) -> float:
    """The size of a unit in its base unit; 1 of what is counted."""
    lexicon = english.comparing()
    return lexicon.unit_sizes.get(lexicon.same_thing.get(unit, unit), ("", 1.0))[1]


def participants(claim: Claim) -> list[Actor]:
    """The actors that are somebody: a name or a country is known."""
    return [a for a in claim.actors if a.name or a.country]


def strangers(one: Account, other: Account) -> bool:
    """Whether two claims name nobody in common, and either places of two states or, as counts of people, those of two countries: they
    speak of two things, however alike their words ("five men" of a crew, "eight people" of a flood)."""
    who = [participants(x.claim) for x in (one, other)]
    known = [[a for a in found if a.name] for found in who]
    if any(_may_be_one(a, b) for a in known[0] for b in known[1]):
        return False
    where = one.claim.where, other.claim.where
    if where[0] is not None and where[1] is not None:
        if names.same(where[0].name, where[1].name):
            return False
        if known[0] and known[1] and where[0].country and where[1].country and where[0].country != where[1].country:
            return True
    countries = [{a.country for a in found if a.country} for found in who]
    people = all(x.amount is not None and x.amount.unit == "person" for x in (one, other))
    return people and all(countries) and countries[0].isdisjoint(countries[1])


def _may_be_one(one: Actor, other: Actor) -> bool:
    """Whether two named participants can be one: the Red Cross of one state is not that of another."""
    a, b = (names.known(x.name or "") or x.name or "" for x in (one, other))
    return names.share(a, b) and not (one.country and other.country and one.country != other.country)


def rounded(one: float, other: float) -> bool:
    """Whether two numbers are one after the coarser one's rounding ("1,400" and "1,398"); small numbers are exact."""
    coarse, fine = sorted((one, other), key=_zeros, reverse=True)
    zeros = _zeros(coarse)
    if zeros < 2 or zeros <= _zeros(fine):
        return False
    step = 10.0**zeros
    return abs(coarse - fine) <= step / 2 and abs(coarse - fine) <= abs(coarse) * 0.05


def _zeros(value: float) -> int:
    whole = int(abs(value))
    if whole != abs(value) or whole == 0:
        return 0
    digits = str(whole)
    return len(digits) - len(digits.rstrip("0"))
