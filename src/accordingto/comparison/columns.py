"""Accounts as columns of numbers, so that millions of pairs are weighed by array arithmetic, and what is weighed of a pair.

Every trait depends on the two claims alone, never on the rest of the store: adding documents changes no pair that was there.
"""

import zlib
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from accordingto.comparison import english, names, words
from accordingto.comparison.accounts import Account, participants
from accordingto.features import Floats, Ints

Hashes = NDArray[np.uint32]
"""Names and other strings as :func:`number` has them."""
_MOST_NAMES = 8
_FAR = 1 << 40
TRAITS = (
    "meaning", "letters", "meaning_squared", "setting", "trigger", "one_type", "other_type", "one_event", "both_states", "one_mode",
    "shared_actor", "shared_recipient", "crossed", "shared_country", "no_shared_name", "one_place", "other_place", "time_meets",
    "time_apart", "both_figures", "one_figure", "one_unit", "other_unit", "value_fits", "value_near", "measured", "one_voice", "other_side",
    "same_mood",
    "both_presupposed", "length",
)  # fmt: skip
"""What is weighed of a pair of claims; all between -1 and 1, 0 where the text does not say it."""


class Columns(msgspec.Struct, frozen=True):
    """The accounts of a store, a row each: hashes of names (0: none), days, values, word pieces (-1: none) and vectors.

    ``trigger`` and ``measured`` are rows of ``phrases`` (0: none). Numbers are as narrow as they can be: a store may have a million rows.
    """

    document: Ints
    pieces: Ints
    words: Floats
    setting: Floats
    phrases: Floats
    trigger: Ints
    measured: Ints
    type: Ints
    mode: Ints
    actors: Ints
    recipients: Ints
    countries: Ints
    place: Ints
    first: Ints
    last: Ints
    unit: Ints
    low: Floats
    high: Floats
    voice: Ints
    against: NDArray[np.bool_]
    mood: Ints
    presupposed: NDArray[np.bool_]


def number(name: str) -> int:
    """A name as a number that is the same on every machine; 0 is none."""
    return zlib.crc32(name.encode()) or 1


def of(size: int, documents: Iterable[Sequence[tuple[Account, str]]]) -> Columns:
    """The columns of accounts.

    Args:
        size: how many.
        documents: in the store's order, the accounts of each, with the words that they stand among (their sentence), empty
            where they are not known. They are taken one document after the other, and none is kept.
    """
    phrases: dict[str, int] = {"": 0}
    cells = {key: np.zeros(size, np.int64) for key in ("first", "last")}
    cells |= {key: np.zeros(size, np.int32) for key in ("document", "mood", "trigger", "measured")}
    cells |= {key: np.zeros(size, np.uint32) for key in ("type", "mode", "place", "unit", "voice")}
    people = {key: np.zeros((size, _MOST_NAMES), np.uint32) for key in ("actors", "recipients", "countries")}
    flags = {key: np.zeros(size, bool) for key in ("against", "presupposed")}
    bounds = {key: np.zeros(size, np.float64) for key in ("low", "high")}
    spaces = {key: np.zeros((size, words.WIDTH), np.float32) for key in ("words", "setting")}
    pieces = np.full((size, words.MOST), -1, np.int16)
    n = 0
    for place, own in enumerate(documents):
        here = slice(n, n + len(own))
        ids = [words.pieces(account.words) for account, _ in own]
        spaces["words"][here] = words.vectors(ids)
        spaces["setting"][here] = words.vectors([words.pieces(setting, None) if setting else () for _, setting in own])
        cells["document"][here] = place
        for (account, _), found in zip(own, ids, strict=True):
            pieces[n, : len(found)] = found
            _fill(account, n, phrases, cells, bounds)
            _names(account, people, n)
            flags["against"][n], flags["presupposed"][n] = account.against, account.claim.presupposed
            n += 1
    vectors = np.concatenate([words.vectors([words.pieces(p) for p in some]) for some in _runs(list(phrases))])
    made: dict[str, Any] = {"pieces": pieces, **spaces, **cells, **people, **bounds, **flags, "phrases": vectors}
    return Columns(**made)


def _fill(account: Account, n: int, phrases: dict[str, int], cells: dict[str, Any], bounds: dict[str, Any]) -> None:
    """Put the numbers of an account into row ``n``."""
    claim = account.claim
    if claim.event:
        cells["type"][n] = number(claim.event.type)
        cells["mode"][n] = number(claim.event.mode) if claim.event.mode else 0
        cells["trigger"][n] = phrases.setdefault(claim.event.trigger.text, len(phrases))
    cells["place"][n] = number(names.key(claim.where.name)) if claim.where else 0
    cells["first"][n] = account.first if account.first is not None else -_FAR
    cells["last"][n] = account.last if account.last is not None else _FAR
    if account.amount and claim.figure:
        cells["unit"][n] = number(account.amount.unit)
        bounds["low"][n], bounds["high"][n] = account.amount.low, min(account.amount.high, 1e30)
        told = f"{claim.figure.measured or ''} {claim.figure.of or ''} {claim.figure.unit}"
        cells["measured"][n] = phrases.setdefault(told, len(phrases))
    cells["voice"][n] = number(account.voice.key)
    cells["mood"][n] = _MOODS.get(claim.modality, 0)


_MOODS = {"asserted": 0, "denied": 0, "alleged": 0, "demanded": 1, "planned": 2, "conditional": 3, "questioned": 0}
"""Moods between which claims do not speak of one thing as a rule: it happened, it shall, it will, it would."""


def _names(account: Account, people: dict[str, Any], n: int) -> None:
    actors: list[int] = []
    recipients: list[int] = []
    countries: list[int] = []
    arms = english.comparing().sector_arms
    for actor in participants(account.claim):
        who = number(names.key(names.known(actor.name) or actor.name)) if actor.name else 0
        if actor.country:
            countries.append(number(actor.country))
        # The navy, the corvette, the coast guard: spoken of in many words, one arm of one state.
        arm = number(f"{actor.country} {arms[actor.sector]}") if actor.country and actor.sector in arms else 0
        for found, roles in ((actors, ("actor", "both")), (recipients, ("recipient", "both", "other"))):
            if actor.role in roles:
                found += [x for x in (who, arm) if x]
    for key, found in (("actors", actors), ("recipients", recipients), ("countries", countries)):
        kept = list(dict.fromkeys(found))[:_MOST_NAMES]
        people[key][n, : len(kept)] = kept


def _meet(left: Ints, right: Ints) -> NDArray[np.bool_]:
    return np.asarray(((left[:, :, None] == right[:, None, :]) & (left[:, :, None] > 0)).any((1, 2)))


def _runs(phrases: Sequence[str], size: int = 5000) -> Iterable[Sequence[str]]:
    return (phrases[n : n + size] for n in range(0, len(phrases), size))


class Pairs(msgspec.Struct, frozen=True):
    """Pairs of accounts: their rows, and how far their words answer each other (:func:`words.alike`)."""

    left: Ints
    right: Ints
    meaning: Floats
    letters: Floats

    def part(self, which: slice) -> "Pairs":
        """Some of them."""
        return Pairs(self.left[which], self.right[which], self.meaning[which], self.letters[which])


def joined(some: Sequence[Pairs]) -> Pairs:
    """Pairs of several lots, one after the other."""
    return Pairs(*(np.concatenate([getattr(p, key) for p in some]) for key in Pairs.__struct_fields__))


def traits(c: Columns, pairs: Pairs) -> Floats:
    """What is weighed of pairs of accounts.

    Args:
        c: the columns.
        pairs: the pairs.

    Returns:
        pairs × :data:`TRAITS`.
    """
    left, right, meaning, letters = pairs.left, pairs.right, pairs.meaning, pairs.letters
    a_type, b_type = c.type[left], c.type[right]
    events, one_type = (a_type > 0) & (b_type > 0), (a_type == b_type) & (a_type > 0)
    actors, recipients = _meet(c.actors[left], c.actors[right]), _meet(c.recipients[left], c.recipients[right])
    crossed = (_meet(c.actors[left], c.recipients[right]) | _meet(c.recipients[left], c.actors[right])) & ~actors & ~recipients
    countries = _meet(c.countries[left], c.countries[right])
    peopled = ((c.actors[left] > 0) | (c.recipients[left] > 0)).any(1) & ((c.actors[right] > 0) | (c.recipients[right] > 0)).any(1)
    placed = (c.place[left] > 0) & (c.place[right] > 0)
    apart = np.maximum(c.first[left] - c.last[right], c.first[right] - c.last[left])
    dated = (c.first[left] > -_FAR) & (c.last[left] < _FAR) & (c.first[right] > -_FAR) & (c.last[right] < _FAR)
    figures, one_figure = (c.unit[left] > 0) & (c.unit[right] > 0), (c.unit[left] > 0) != (c.unit[right] > 0)
    one_unit = figures & (c.unit[left] == c.unit[right])
    fits = one_unit & (c.low[left] <= c.high[right]) & (c.low[right] <= c.high[left])
    size = np.log1p(np.abs(c.low[left])), np.log1p(np.abs(c.low[right]))
    values: dict[str, NDArray[np.generic]] = {
        "meaning": meaning,
        "letters": letters,
        "meaning_squared": meaning * meaning,
        "setting": (c.setting[left] * c.setting[right]).sum(1),
        "trigger": (c.phrases[c.trigger[left]] * c.phrases[c.trigger[right]]).sum(1),
        "one_type": one_type,
        "other_type": events & ~one_type,
        "one_event": (a_type > 0) != (b_type > 0),
        "both_states": (a_type == 0) & (b_type == 0),
        "one_mode": one_type & (c.mode[left] == c.mode[right]) & (c.mode[left] > 0),
        "shared_actor": actors,
        "shared_recipient": recipients,
        "crossed": crossed,
        "shared_country": countries,
        "no_shared_name": peopled & ~actors & ~recipients & ~crossed & ~countries,
        "one_place": placed & (c.place[left] == c.place[right]),
        "other_place": placed & (c.place[left] != c.place[right]),
        "time_meets": dated & (apart <= 0),
        "time_apart": dated & (apart > 1),
        "both_figures": figures,
        "one_figure": one_figure,
        "one_unit": one_unit,
        "other_unit": figures & ~one_unit,
        "value_fits": fits,
        "value_near": one_unit * np.maximum(0, 1 - np.abs(size[0] - size[1])),
        "measured": (c.phrases[c.measured[left]] * c.phrases[c.measured[right]]).sum(1),
        "one_voice": c.voice[left] == c.voice[right],
        "other_side": c.against[left] != c.against[right],
        "same_mood": c.mood[left] == c.mood[right],
        "both_presupposed": c.presupposed[left] & c.presupposed[right],
        "length": np.minimum((c.pieces[left] >= 0).sum(1), (c.pieces[right] >= 0).sum(1)) / words.MOST,
    }
    return np.stack([np.asarray(values[name], np.float32) for name in TRAITS], axis=1)
