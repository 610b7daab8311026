"""JSON lines in the form of the contract: one claim, or one document record, a line."""

from collections.abc import Sequence

import msgspec

from accordingto import export


def render(readings: Sequence[export.Reading]) -> str:
    """Every claim, one a line."""
    export.check(readings)
    return "".join(msgspec.json.encode(claim).decode() + "\n" for reading in readings for claim in reading.claims)


def documents(readings: Sequence[export.Reading]) -> str:
    """Every document record, one a line."""
    return "".join(msgspec.json.encode(reading.document).decode() + "\n" for reading in readings)
