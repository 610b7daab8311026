"""One record a line, as the contract's schemas describe them."""

from collections.abc import Sequence

import msgspec

from accordingto.export import Reading, check


def render(readings: Sequence[Reading]) -> str:
    """The claims, one a line, documents in order.

    Raises:
        AccordingtoError: a claim does not fit its document.
    """
    for reading in readings:
        check(reading)
    return "".join(msgspec.json.encode(claim).decode() + "\n" for reading in readings for claim in reading.claims)


def documents(readings: Sequence[Reading]) -> str:
    """The document records that the claims' offsets count in, one a line."""
    return "".join(msgspec.json.encode(reading.document).decode() + "\n" for reading in readings)
