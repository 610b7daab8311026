"""The nouns: a place as it is named in a text, and a name that may be one."""

import msgspec

from accordingto.gazetteer import PlaceKind


class PlaceMention(msgspec.Struct, frozen=True):
    """A place as it is named in a text.

    ``name`` is neutral and canonical, ``country`` ISO 3166-1 alpha-3 (None for seas, continents, unknown places), coordinates in
    degrees (WGS 84). ``start``/``end`` are characters, ``first``/``last`` (exclusive) tokens, ``head`` the token governed from outside.
    """

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    geoname: int | None
    kind: PlaceKind
    start: int
    end: int
    first: int
    last: int
    head: int


class Name(msgspec.Struct, frozen=True):
    """A candidate: tokens of the bare name, of the whole mention, and how its words present it."""

    first: int
    last: int
    name_first: int
    name_last: int
    reading: str  # "region", "settlement" or ""
    marked: bool  # by the encoder
    type_word: str
