"""Fits the weights of :mod:`accordingto.belonging`: ``python -m training.belonging``.

Trained on the corpus' train documents: every phrase that an annotator gives to somebody and whose own words state no country, with the
country of that somebody or none. The loss is convex and seeded by nothing: the same data give the same weights.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from evaluation import corpus, own
from evaluation.annotations import Annotated

from accordingto import actors, attribution, belonging, encoder, ingest, pipeline

TARGET = Path(__file__).parent.parent / "src" / "accordingto" / "model" / "belonging.json"
DECAY = 0.002
RARE = 6
"""Examples in which a feature must occur."""

Row = dict[str, float]
Example = tuple[list[Row], int]
"""Features of each candidate, the last of them nobody's; which one is right."""


class Listening(belonging.Belonging):
    """Notes what it is asked about and answers nothing."""

    asked: dict[int | None, tuple[str | None, str]]

    def country(self, i: int | None, sector: str | None, kind: str) -> str | None:
        """Notes it."""
        self.asked[i] = (sector, kind)
        return None


def examples(document: Annotated) -> Iterator[Example]:
    """The phrases of one document, each once."""
    page = ingest.from_text(document.document.text, own.given(document))
    a = pipeline.analysed(page, encoder.load())
    voices = attribution.find(page, a)
    speaker = voices.speaker.name if voices.speaker else None
    cast = actors.resolve(a, date=page.document.date.edtf if page.document.date else None, speaker=speaker, spoken=voices.spoken(a))
    house = cast.named(page.document.publisher) if page.document.publisher else None
    found = belonging.sights(a, cast.world, cast.named_at)
    chain = {x.name: x.country for c in document.claims for x in c.according_to if x.how == "document"}
    stated = cast.named(speaker) if speaker else None
    truth = next(iter(chain.values()), None)
    near = Listening(a, found, truth, house.country if house else None)
    if speaker and (stated is None or stated.country is None):
        unknown = belonging.Belonging(a, found, None, house.country if house else None)
        yield from _example(unknown, None, stated.sector if stated else None, "speaker", truth)
    near.asked = {}
    cast.homes.near = near
    cast.forget()
    seen: set[int] = set()
    for claim in document.claims:
        for actor in (*claim.actors, *claim.according_to):
            if actor.mention is None or not actor.name:
                continue
            inside = [i for i, t in enumerate(a.tokens) if t.start < actor.mention.end and actor.mention.start < t.end]
            heads = [i for i in inside if a.tokens[i].head not in inside]
            for i in heads[:1]:
                near.asked.clear()
                cast.known.clear()
                refs = cast.of(i) or cast.thing(i)
                for asked, (sector, kind) in list(near.asked.items()):
                    if asked is not None and asked not in seen and len(refs) == 1:
                        seen.add(asked)
                        yield from _example(near, asked, sector, kind, actor.country)


def _example(near: belonging.Belonging, i: int | None, sector: str | None, kind: str, country: str | None) -> Iterator[Example]:
    rows = [near.features(c, i, sector, kind) for c in near.candidates]
    rows.append(dict.fromkeys(belonging.nobody(sector, kind), 1.0))
    if country is None or country in near.candidates:
        yield rows, near.candidates.index(country) if country else len(rows) - 1


def fit(data: Sequence[Example], decay: float = DECAY, steps: int = 400) -> dict[str, float]:
    """Weights of a conditional logit, by gradient descent with momentum."""
    count: dict[str, int] = {}
    for rows, _ in data:
        for name in {k for row in rows for k in row}:
            count[name] = count.get(name, 0) + 1
    column = {name: k for k, name in enumerate(sorted(k for k, n in count.items() if n >= RARE))}
    sizes = np.array([len(rows) for rows, _ in data])
    x, right, at = np.zeros((int(sizes.sum()), len(column))), np.zeros(int(sizes.sum())), 0
    for rows, best in data:
        right[at + best] = 1
        for row in rows:
            for name, value in row.items():
                if name in column:
                    x[at, column[name]] = value
            at += 1
    group = np.repeat(np.arange(len(data)), sizes)
    w, v = np.zeros(len(column)), np.zeros(len(column))
    for _ in range(steps):
        e = np.exp(np.clip(x @ w, -30, 30))
        p = e / np.bincount(group, e, len(data))[group]
        v = 0.9 * v + x.T @ (right - p) / len(data) - decay * w
        w = w + 0.5 * v
    return {name: round(float(value), 3) for name, value in zip(column, w, strict=True) if abs(value) >= 0.02}


def accuracy(weights: dict[str, float], data: Sequence[Example]) -> float:
    """The share of examples that are decided rightly."""
    hits = 0
    for rows, best in data:
        scores = [sum(weights.get(k, 0.0) * x for k, x in row.items()) for row in rows]
        hits += scores.index(max(scores)) == best
    return hits / len(data) if data else 0.0


def main() -> None:
    """The command; see the module's docstring."""
    data = [list(examples(d)) for d in corpus.load("train")]
    held = [fit([x for n, d in enumerate(data) if n % 5 != k for x in d]) for k in range(5)]
    shares = [accuracy(held[k], [x for n, d in enumerate(data) if n % 5 == k for x in d]) for k in range(5)]
    every = [x for d in data for x in d]
    print(
        f"{len(every)} phrases, right in five folds {' '.join(f'{s:.3f}' for s in shares)}, nobody {sum(b == len(r) - 1 for r, b in every)}"
    )
    TARGET.write_text(json.dumps(fit(every), indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
