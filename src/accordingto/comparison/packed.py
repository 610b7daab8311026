"""Documents with their claims, packed: as objects a million claims take five gigabytes, packed a tenth of one."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import msgspec

from accordingto.comparison.records import Told

_PACK, _UNPACK = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Told)


class Packed(Sequence[Told]):
    """A sequence of documents that holds each as a few bytes and unpacks it when it is asked for; what was unpacked is not kept.

    ``ids`` are the documents', ``claims`` how many each has.
    """

    def __init__(self, told: Iterable[Told] = ()) -> None:
        """Take over documents, one after the other."""
        self._packed: list[bytes] = []
        self.ids: list[str] = []
        self.claims: list[int] = []
        for one in told:
            self.append(one)

    def append(self, told: Told) -> None:
        """Take over one more."""
        self._packed.append(zlib.compress(_PACK.encode(told), 1))
        self.ids.append(told.document.id)
        self.claims.append(len(told.claims))

    def chosen(self, places: Iterable[int]) -> "Packed":
        """Some of them, in the order given; none is copied."""
        made = Packed()
        for n in places:
            made._packed.append(self._packed[n])
            made.ids.append(self.ids[n])
            made.claims.append(self.claims[n])
        return made

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, place: int) -> Told: ...
    @overload
    def __getitem__(self, place: slice) -> "Packed": ...
    def __getitem__(self, place: int | slice) -> "Told | Packed":
        if isinstance(place, slice):
            return self.chosen(range(len(self))[place])
        return _UNPACK.decode(zlib.decompress(self._packed[place]))

    def __iter__(self) -> Iterator[Told]:
        return (self[n] for n in range(len(self)))
