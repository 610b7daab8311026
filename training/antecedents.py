"""Fits the weights of the pronouns' ranker: ``python -m training.antecedents [--shared ../shared]``.

Trained on GAP's development part (Webster et al. 2018, Apache 2.0), the open genres of GUM (Zeldes 2017, CC BY 4.0) and the corpus'
train documents (their actors' mentions); seeded by nothing, since the loss is convex: the same data give the same weights.
``python -m evaluation.coreference`` measures them.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from evaluation import annotations, corpus
from evaluation.claims import SHARED
from evaluation.coreference import Snippet, gum, opened, prepared

from accordingto.coreference import attach, ranker, settle
from accordingto.coreference.clusters import Cluster
from accordingto.coreference.mentions import Mention

TARGET = Path(__file__).parent.parent / "src" / "accordingto" / "model" / "antecedents.json"
RARE = 12
"""Examples in which a feature must occur."""
DECAY = 0.002
LEAST = {"person": 0.4, "it": 0.5, "they": 0.5, "joint": 0.05, "among": 0.6, "loose": 0.7, "spoken": 0.15}
NEWS = 3
"""How often a text of news counts: what is read is mostly news, what is annotated mostly is not."""

Example = tuple[list[ranker.Features], list[bool], bool]
"""Features of the candidates, which of them are right, whether nobody is right."""
Truth = Callable[[Mention, Sequence[Cluster]], tuple[list[bool], bool] | None]


def examples(snippet: Snippet, truth: Truth, weights: ranker.Weights | None) -> Iterator[tuple[str, Example]]:
    """The pronouns of a text as examples; those whose antecedent nobody has marked only pass on what the weights make of them."""
    x = snippet.context
    for p in snippet.later:
        if p.kind != "pronoun":
            cluster = settle(x, snippet.builder, p, weights) if weights is not None else snippet.builder.fresh(p)
            if cluster is not None:
                attach(x, cluster, p)
            continue
        found = ranker.candidates(x, p)
        marked = truth(p, [c for c, _ in found])
        if marked is not None:
            right, nobody = marked
            if any(right) or nobody:
                rows = [ranker.features(x, p, c, near, n, found) for n, (c, near) in enumerate(found)]
                yield ranker.kind(p), (rows, right, nobody)
            if any(right) and sum(right) == 1:
                attach(x, found[right.index(True)][0], p)
                continue
        if weights is not None and (best := ranker.rank(x, p, weights)) is not None:
            attach(x, best[0], p)


def of_gap(row: dict[str, object], snippet: Snippet) -> Truth:
    """One pronoun with two names: the right one, or somebody else."""
    at = {side: snippet.cluster_at(row[side]["start"], row[side]["end"]) for side in "AB"}  # type: ignore[index]
    start = row["pronoun"]["start"]  # type: ignore[index]

    def truth(p: Mention, found: Sequence[Cluster]) -> tuple[list[bool], bool] | None:
        if snippet.a.tokens[p.first].start != start:
            return None
        right = {at[s].number for s in "AB" if row[s]["coref"] and at[s] is not None}  # type: ignore[index, union-attr]
        wrong = {at[s].number for s in "AB" if not row[s]["coref"] and at[s] is not None} - right  # type: ignore[index, union-attr]
        if right:
            return [c.number in right for c in found], False
        if row["A"]["coref"] or row["B"]["coref"]:  # type: ignore[index]
            return None
        return [c.number not in wrong for c in found], True

    return truth


def of_chains(chain_of: dict[int, str], snippet: Snippet) -> Truth:
    """Mentions by head token with the chains that annotators gave them."""
    chains: dict[int, set[str]] = {}
    for head, cluster in snippet.context.heads.items():
        if head in chain_of:
            chains.setdefault(cluster.number, set()).add(chain_of[head])

    def truth(p: Mention, found: Sequence[Cluster]) -> tuple[list[bool], bool] | None:
        chain = chain_of.get(p.head)
        if chain is None:
            return None
        right = [chain in chains.get(c.number, ()) for c in found]
        return right, not any(right)

    return truth


def of_corpus(document: annotations.Annotated, snippet: Snippet) -> dict[int, str]:
    """The chains of an annotated document: who each actor's and speaker's words stand for, by head token."""
    found: dict[int, str] = {}
    for claim in document.claims:
        named = [(x.name, x.mention) for x in (*claim.actors, *claim.according_to) if x.name and x.mention]
        for name, mention in named:
            head = snippet.head(mention.start, mention.end)
            if head is not None:
                found.setdefault(head, name)
    return found


def fit(data: Sequence[Example], decay: float = DECAY, steps: int = 300) -> dict[str, float]:
    """Weights of a log-linear choice among candidates and nobody, by gradient descent with momentum on the marginal likelihood."""
    count: dict[str, int] = {}
    for rows, _, _ in data:
        for name in {k for row in rows for k in row}:
            count[name] = count.get(name, 0) + 1
    names = sorted(k for k, n in count.items() if n >= RARE)
    column = {name: k for k, name in enumerate(names)}
    sizes = np.array([len(rows) for rows, _, _ in data])
    x = np.zeros((int(sizes.sum()), len(names)))
    right = np.zeros(len(x))
    at = 0
    for rows, good, _ in data:
        for row, hit in zip(rows, good, strict=True):
            for name, value in row.items():
                if name in column:
                    x[at, column[name]] = value
            right[at] = hit
            at += 1
    group = np.repeat(np.arange(len(data)), sizes)
    nobody_right = np.array([nobody for _, _, nobody in data], dtype=float)
    w, bias = np.zeros(len(names)), 0.0
    v, vb = np.zeros(len(names)), 0.0
    for _ in range(steps):
        e, eb = np.exp(np.clip(x @ w, -30, 30)), float(np.exp(np.clip(bias, -30, 30)))
        z = np.bincount(group, e, len(data)) + eb
        good = np.bincount(group, e * right, len(data)) + eb * nobody_right
        p = e / z[group]
        q = np.where(right > 0, e / good[group], 0.0)
        gradient = x.T @ (q - p) / len(data) - decay * w
        gradient_bias = float(np.mean(eb * nobody_right / good - eb / z))
        v, vb = 0.9 * v + gradient, 0.9 * vb + gradient_bias
        w, bias = w + 0.5 * v, bias + 0.5 * vb
    kept = {name: round(float(value), 3) for name, value in zip(names, w, strict=True) if abs(value) >= 0.02}
    return kept | {"nobody": round(bias, 3)}


Text = tuple[Snippet, Callable[[Snippet], Truth], int]
"""A text, what its annotators say, and how often it counts."""


def read(shared: Path) -> Iterator[Text]:
    """The training texts."""
    for row in opened(shared, "gap_dev"):
        yield prepared(row["text"], row["id"], whole=True), lambda snippet, row=row: of_gap(row, snippet), 1  # type: ignore[misc]
    for row in opened(shared, "gum_open_coref-train"):
        text, chains = gum(row)
        times = NEWS if row["genre"] in ("news", "interview") else 1
        yield text, lambda snippet, chains=chains: of_chains(chains, snippet), times  # type: ignore[misc]
    for document in corpus.load("train"):
        snippet = prepared(document.document.text, document.id)
        chains = of_corpus(document, snippet)
        yield snippet, lambda snippet, chains=chains: of_chains(chains, snippet), NEWS  # type: ignore[misc]


def train(shared: Path, rounds: int = 2) -> ranker.Weights:
    """The weights; pronouns that nobody annotated are given to whom the round before would give them."""
    weights: ranker.Weights | None = None
    texts = list(read(shared))
    for _ in range(rounds):
        data: dict[str, list[Example]] = {"person": [], "it": [], "they": []}
        for text, truth, times in texts:
            snippet = text.fresh()
            for kind, example in examples(snippet, truth(snippet), weights):
                data[kind] += [example] * times
        weights = ranker.Weights({kind: fit(found) for kind, found in data.items()}, LEAST)
        print({kind: len(found) for kind, found in data.items()}, flush=True)
    assert weights is not None
    return weights


def main() -> None:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    weights = train(parser.parse_args().shared)
    TARGET.write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=1) + b"\n")


if __name__ == "__main__":
    main()
