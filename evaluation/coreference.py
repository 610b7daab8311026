"""Whom pronouns stand for: GAP and GUM, ``python -m evaluation.coreference [--shared ../shared]``.

GAP (Webster et al. 2018) asks of a pronoun and two names whether each is meant: F1 over both decisions, and the ratio of the feminine to
the masculine pronouns' F1 (bias). Of GUM's open genres (Zeldes 2017): the share of third-person pronouns with an earlier antecedent that
get one of its chain (recall), and of those given one that are right (precision).
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from accordingto import attribution, coreference, encoder, ingest, pipeline
from accordingto.analysis import Analysis
from accordingto.coreference import ranker
from accordingto.coreference.building import Builder
from accordingto.coreference.clusters import Cluster
from accordingto.coreference.mentions import Mention
from accordingto.types import Block, Document, Page
from evaluation.claims import SHARED

Rows = Iterator[dict[str, Any]]


class Snippet(msgspec.Struct):
    """A text with its clusters of names and descriptions; ``later`` are the pronouns and doubtful descriptions."""

    a: Analysis
    spoken: list[coreference.Spoken]
    context: ranker.Context
    builder: Builder
    later: list[Mention]

    def head(self, start: int, end: int) -> int | None:
        """The token that heads the words from ``start`` to ``end``."""
        first = self.a.token_at(start)
        if first is None:
            return None
        last = first
        while last < len(self.a.tokens) and self.a.tokens[last].start < end:
            last += 1
        return next((k for k in range(first, last) if not first <= self.a.tokens[k].head < last), first)

    def cluster_at(self, start: int, end: int) -> Cluster | None:
        """The cluster whose name stands in a stretch of the text."""
        inside = [k for k, t in enumerate(self.a.tokens) if t.start < end and start < t.end]
        for cluster in self.context.clusters:
            if any(m.first <= k < m.last for m in cluster.names for k in inside):
                return cluster
        head = self.head(start, end)
        return self.context.heads.get(head) if head is not None else None

    def fresh(self) -> "Snippet":
        """The same with clusters that hold no pronoun yet."""
        return _snippet(self.a, self.spoken)


def _snippet(a: Analysis, spoken: list[coreference.Spoken]) -> Snippet:
    builder, later = coreference.names(a, spoken=spoken)
    return Snippet(a, spoken, ranker.Context(a, builder.clusters, spoken), builder, later)


def prepared(text: str, name: str = "text", *, whole: bool = False) -> Snippet:
    """A text analysed and its names clustered; ``whole`` takes it as one paragraph."""
    if whole:
        document = Document(name, "", text, None, None, None, "en", None, name, (), ())
        page = Page(document, (Block(0, len(text), "paragraph"),))
    else:
        page = ingest.from_text(text, ingest.Given(id=name))
    a = pipeline.analysed(page, encoder.load())
    return _snippet(a, attribution.find(page, a).spoken(a))


def opened(shared: Path, name: str) -> Rows:
    """The rows of a file of ``data/open/coref``."""
    with gzip.open(shared / "data" / "open" / "coref" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def gum(row: dict[str, Any]) -> tuple[Snippet, dict[int, str]]:
    """A document of GUM and the chain of each of our tokens that heads one of its mentions."""
    text = " ".join(s["text"] for s in row["sents"])
    snippet = prepared(text, row["id"], whole=True)
    starts, at = [], 0
    for sentence in row["sents"]:
        for token in sentence["tokens"]:
            found = text.find(token, at)
            starts.append((found if found >= 0 else at, (found if found >= 0 else at) + len(token)))
            at = starts[-1][1]
    chains: dict[int, str] = {}
    for m in sorted(row["mentions"], key=lambda m: m["start"] - m["end"]):
        least = [m["start"] + int(k) - 1 for k in str(m["minspan"]).split(",")] if m["minspan"] else [m["start"]]
        head = snippet.head(starts[least[0]][0], starts[least[-1]][1])
        if head is not None:
            chains[head] = m["chain"]
    return snippet, chains


def gap(shared: Path, part: str = "gap_validation", weights: ranker.Weights | None = None) -> dict[str, float]:
    """F1 on a part of GAP and its bias."""
    counts: dict[str, list[int]] = {"feminine": [0, 0, 0], "masculine": [0, 0, 0]}
    for row in opened(shared, part):
        snippet = prepared(row["text"], row["id"], whole=True)
        resolve(snippet, weights or ranker.load())
        token = snippet.a.token_at(row["pronoun"]["start"])
        mine = snippet.context.heads.get(token) if token is not None else None
        for side in "AB":
            other = snippet.cluster_at(row[side]["start"], row[side]["end"])
            said = mine is not None and other is mine
            hit, guessed, gold = counts[row["gender"]]
            counts[row["gender"]] = [hit + (said and row[side]["coref"]), guessed + said, gold + row[side]["coref"]]
    f1 = {g: 2 * hit / max(1, guessed + gold) for g, (hit, guessed, gold) in counts.items()}
    hit, guessed, gold = (sum(c[k] for c in counts.values()) for k in range(3))
    return {
        "gap_f1": round(2 * hit / max(1, guessed + gold), 4),
        "gap_precision": round(hit / max(1, guessed), 4),
        "gap_bias": round(f1["feminine"] / max(f1["masculine"], 0.001), 4),
    }


def resolve(snippet: Snippet, weights: ranker.Weights) -> None:
    """Give every pronoun of a text its cluster, where one is likely enough."""
    for m in snippet.later:
        if (cluster := coreference.settle(snippet.context, snippet.builder, m, weights)) is not None:
            coreference.attach(snippet.context, cluster, m)


def pronouns(shared: Path, part: str = "gum_open_coref-dev", weights: ranker.Weights | None = None) -> dict[str, float]:
    """Precision and recall on a part of GUM: he and she, and all third-person pronouns."""
    found: dict[str, list[int]] = {"person": [0, 0, 0], "all": [0, 0, 0]}
    for row in opened(shared, part):
        snippet, chains = gum(row)
        heads: dict[str, list[int]] = {}
        for head, chain in sorted(chains.items()):
            heads.setdefault(chain, []).append(head)
        resolve(snippet, weights or ranker.load())
        for p in (m for m in snippet.later if m.kind == "pronoun"):
            chain = chains.get(p.head)
            if chain is None:
                continue
            mine = snippet.context.heads.get(p.head)
            right = mine is not None and any(chains.get(m.head) == chain for m in mine.mentions)
            earlier = heads[chain][0] < p.head
            for key in ("all", "person") if ranker.kind(p) == "person" else ("all",):
                found[key] = [a + b for a, b in zip(found[key], (right, mine is not None, earlier), strict=True)]
    return {
        f"gum_{key}_{name}": round(found[key][0] / max(1, found[key][k]), 4)
        for key in found
        for k, name in ((1, "precision"), (2, "recall"))
    }


def measure(shared: Path) -> dict[str, float]:
    """All figures: GAP's validation part and GUM's open dev documents."""
    return gap(shared) | pronouns(shared)


def main() -> None:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    for name, value in measure(parser.parse_args().shared).items():
        print(f"{name:24} {value:8.4g}")


if __name__ == "__main__":
    main()
