"""Fuzzing the readers of strangers' files: ``python -m tests.fuzz_readers [--seconds N] [--seed N]`` (``make fuzz``).

Good files of every kind are changed at random (bytes turned, cut out, doubled, put together with others) and read. Whatever comes of it
must be items or rejections; an exception, or a member of more bytes than the cap, ends the run and leaves the file behind. Runs in this
process: a crash is a finding too.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from accordingto.archive import tasks, walk
from accordingto.archive.items import MAX_FILE
from accordingto.errors import InputError
from accordingto.ingest import Given
from tests import test_hostile, test_walk

GIVEN = Given()


def changed(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """A file with some random changes."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(found) + 1), chance.randint(1, 64)
        match chance.randrange(6):
            case 0 if found:
                found[min(at, len(found) - 1)] = chance.randrange(256)
            case 1:
                del found[at : at + length]
            case 2:
                found[at:at] = chance.randbytes(length)
            case 3:
                found[at:at] = found[at : at + length * 20]
            case 4:
                other = chance.choice(others)
                begin = chance.randrange(len(other) + 1)
                found[at:at] = other[begin : begin + 2000]
            case 5:
                del found[at:]
    return bytes(found)


def read(name: str, data: bytes, folder: Path) -> int:
    """Read a file as an archive does.

    Returns:
        how many items it gave.
    """
    path = folder / name
    path.write_bytes(data)
    number = 0
    for file in walk.files([str(path)]):
        for item in walk.items(file, GIVEN):
            number += 1
            assert len(item.data) <= MAX_FILE
            assert (item.rejected is None) or not item.text
            if item.rejected is None and len(item.data) < 200_000:
                try:
                    tasks.take(item)
                except InputError:
                    continue
    return number


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz_readers", description=__doc__)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    args = parser.parse_args()
    chance = random.Random(args.seed)
    files = [(name, data) for _, name, data, *_ in test_walk.KINDS] + [(n, d) for _, n, d in test_hostile.FILES if len(d) < 100_000]
    others = [data for _, data in files]
    ends, number, items = time.monotonic() + args.seconds, 0, 0
    print(f"seed {args.seed}, {len(files)} files to begin with", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < ends:
            name, data = chance.choice(files)
            made = changed(data, chance, others)
            number += 1
            try:
                items += read(name, made, Path(folder))
            except BaseException:
                Path("out").mkdir(exist_ok=True)
                Path("out", f"fuzz-{number}-{name}").write_bytes(made)
                print(f"file {number}: out/fuzz-{number}-{name}", file=sys.stderr)
                raise
    print(f"{number} files read, {items} items, nothing found")
    return 0


if __name__ == "__main__":
    sys.exit(main())
