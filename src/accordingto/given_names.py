"""Given names that are nearly always a woman's or a man's, of many countries; what is used for both is not listed.

Derived by ``training/given_names.py`` from the US Census Bureau's lists (public domain) and Faker's (MIT).
"""

import gzip
import unicodedata
from functools import cache

from accordingto import language


def folded(name: str) -> str:
    """A name in lower case without accents, as it is looked up."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.lower().replace("’", "'")) if not unicodedata.combining(c))
    return bare.translate({0x131: "i", 0x142: "l", 0x111: "d", 0xF8: "o", 0xE6: "ae", 0xFE: "th", 0xF0: "d", 0xDF: "ss", 0x259: "a"})


@cache
def _load() -> dict[str, str]:
    lines = gzip.decompress(language.shared("given-names.tsv.gz").read_bytes()).decode().splitlines()
    return dict(line.split("\t") for line in lines)


def gender(name: str) -> str | None:
    """``f`` or ``m`` of a given name, None where it is unknown or used for both; of a double name its first part decides."""
    known = _load()
    key = folded(name)
    return known.get(key) or known.get(key.split("-")[0])
