"""Derives the package's given names from two packages: ``python -m training.given_names`` (needs ``pip install faker names``).

``names`` holds the US Census Bureau's lists of 1990 with frequencies (public domain), ``faker`` (MIT) lists for some sixty languages and
countries. A name is kept where nine tenths of what is known of it are one gender; Cyrillic is romanised as English texts do.
"""

import gzip
import importlib
import pkgutil
import re
from collections import defaultdict
from pathlib import Path

import faker.providers.person as faker_persons
import names

from accordingto.given_names import folded

TARGET = Path(__file__).parent.parent / "src" / "accordingto" / "lexicons" / "given-names.tsv.gz"
DECISIVE = 0.9
LETTERS = dict(
    zip(
        "абвгдезийклмнопрстуфхцчшщъыьэюяёєіїґѓќљњџјѕж",
        "a b v g d e z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya e ye i yi g g k lj nj dzh j dz zh".split(),
        strict=True,
    )
)


def romanised(name: str) -> set[str]:
    """The spellings of a Cyrillic name in Latin letters ("Serhiy", "Serhii", "Serhy"); any other as it is."""
    plain = "".join(LETTERS.get(c, c) for c in name.lower()).replace("_", "")
    if plain == name.lower():
        return {plain}
    ukrainian = "".join({"и": "y", "г": "h"}.get(c) or LETTERS.get(c, c) for c in name.lower()).replace("_", "")
    endings = {
        spelling for word in (plain, ukrainian) for spelling in (word, *(re.sub("[iy]y$", end, word) for end in ("ii", "iy", "y", "i")))
    }
    return endings | {re.sub("y(?=[ua])", "i", spelling) for spelling in endings}


def census() -> dict[str, tuple[float, float]]:
    """(female, male) frequency in per cent by folded name."""
    found: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for k, part in enumerate(("female", "male")):
        for line in (Path(names.__file__).parent / f"dist.{part}.first").read_text(encoding="utf-8").splitlines():
            name, share, *_ = line.split()
            found[folded(name)][k] += float(share)
    return {name: (f, m) for name, (f, m) in found.items()}


def build(target: Path = TARGET) -> None:
    """Writes the names: one line each, ``name TAB f`` or ``m``."""
    votes: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for name, (f, m) in census().items():
        votes[name][0] += 2 * f / (f + m)
        votes[name][1] += 2 * m / (f + m)
    for module in sorted(x.name for x in pkgutil.iter_modules(faker_persons.__path__)):
        provider = importlib.import_module(f"{faker_persons.__name__}.{module}").Provider
        for k, part in enumerate(("first_names_female", "first_names_male")):
            for name in {folded(r) for n in provider.__dict__.get(part) or () for r in romanised(n)}:
                if re.fullmatch(r"[a-z][a-z'-]+", name):
                    votes[name][k] += 1
    lines = [f"{name}\t{'f' if f > m else 'm'}" for name, (f, m) in sorted(votes.items()) if max(f, m) >= DECISIVE * (f + m)]
    target.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))


if __name__ == "__main__":
    build()
