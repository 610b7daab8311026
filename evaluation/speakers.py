"""Who makes each claim in real news: ``python -m evaluation.speakers [--misses [LABEL]] [--shared ../shared]``.

CED-1K's even half (47 articles with gold speakers by canonical name; for measuring only), scored by the shared ``score_speakers.py`` as it
is: the shares of all located gold claims whose speaker has the exact name, one that agrees in part, or another's, and the share found at
all. ``--misses`` prints the claims that are not exact in groups: what the scorer says, and what kind of words stand for the speaker there.
"""

import argparse
import collections
import gzip
import json
from pathlib import Path
from typing import Any

import msgspec

from accordingto import ingest, pipeline
from evaluation.claims import SHARED
from evaluation.own import Rows, scorer

GOLD = "data/measure/ced1k_even.jsonl.gz"
_PRONOUNS = frozenset("he she they it we i you his her their its who which".split())


def gold(shared: Path) -> Rows:
    """The articles with their gold claims."""
    with gzip.open(shared / GOLD, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def claims(row: dict[str, Any]) -> Rows:
    """What the program makes of an article.

    Raises:
        ValueError: reading changed the text.
    """
    page = ingest.from_text(row["text"], ingest.Given(id=row["id"], date=row["date"], publisher=row["publisher"]))
    if page.document.text != row["text"]:
        raise ValueError(f"{row['id']}: reading changed the text, the offsets would not fit")
    return [msgspec.to_builtins(claim) for claim in pipeline.code(page).claims]


def scored(shared: Path) -> tuple[dict[str, float], Rows]:
    """The figures, and the gold claims whose speaker is not exact."""
    articles = gold(shared)
    counts, misses, _ = scorer(shared, "score_speakers").score(articles, [c for row in articles for c in claims(row)])
    of = counts["all"]
    whole = max(1, of["n"])
    figures = {
        "exact": of["exact"] / whole,
        "partial": (of["exact"] + of["partial"]) / whole,
        "wrong": of["wrong"] / whole,
        "found": of["attributed"] / whole,
        "anywhere": of["found"] / whole,
    }
    return {name: round(value, 4) for name, value in figures.items()}, misses


def measure(shared: Path) -> dict[str, float]:
    """The figures: ``exact``, ``partial`` (exact or partial), ``wrong``, ``found`` (with a speaker), ``anywhere`` (with or without)."""
    return scored(shared)[0]


def kind(miss: dict[str, Any]) -> str:
    """What stands for the speaker where a claim is missed: no link, a pronoun, a name, a description."""
    if not miss["links"]:
        return "no link"
    name, mention, how = miss["links"][0][-1]
    if how == "document":
        return "document's speaker"
    if not mention:
        return "no words"
    words = mention.split()
    if words[0].lower() in _PRONOUNS:
        return f"pronoun, {'resolved' if name else 'open'}"
    if not any(w[:1].isupper() for w in words[1:]) and words[0].lower() in ("the", "a", "an", "some", "this", "that"):
        return f"description, {'as it stands' if name in mention else 'resolved'}"
    return "name"


def table(misses: Rows, label: str | None) -> str:
    """The misses in groups, the largest first; those of a label one by one."""
    groups = collections.Counter((m["label"], kind(m)) for m in misses)
    lines = [f"{count:4}  {name}: {what}" for (name, what), count in groups.most_common()]
    for m in misses if label else ():
        if m["label"] == label:
            link = m["links"][0][-1] if m["links"] else None
            lines.append(f"{kind(m)} | gold {m['speaker'].strip()} | found {link and link[0]} by {link and link[1]!r}")
    return "\n".join(lines)


def main() -> None:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--misses", nargs="?", const="", metavar="LABEL", help="print what is missed, by kind; of a label each")
    given = parser.parse_args()
    figures, misses = scored(given.shared)
    for name, value in figures.items():
        print(f"ced.{name:24} {value:8.4g}")
    if given.misses is not None:
        print(table(misses, given.misses))


if __name__ == "__main__":
    main()
