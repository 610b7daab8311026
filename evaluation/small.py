"""Development figures of small or foreign sets, each with its interval: GUM's attributions, sentence ends in news, re3d's entities.

Intervals hold 95% of 1,000 resamples of the documents (of the paragraphs, where there are two documents), seeded: the percentile
bootstrap (Efron 1979). None of these sets is trained on.
"""

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from training import corpora
from training.corpora import Document

from accordingto import features
from accordingto.encoder import Encoder
from evaluation import corpus
from evaluation.heads import words_of

RESAMPLES = 1000
RE3D = {
    "Person": "PER",
    "Organisation": "ORG",
    "Location": "LOC",
    "Weapon": "WEAPON",
    "MilitaryPlatform": "WEAPON",
    "Nationality": "NATIONALITY",
}
"""re3d's types that ours correspond to; Vehicle, Quantity, Temporal and others have none."""
NEWS = ("wire", "report", "news", "rewrite", "local")
"""Words in the genre of the own corpus' documents that are news."""
Counts = tuple[int, int, int]


def f1(counts: Sequence[Counts]) -> float:
    """F1 in per cent from (right, gold, found) of several samples."""
    right, gold, found = (sum(c[k] for c in counts) for k in range(3))
    return 200 * right / max(1, gold + found)


def interval(samples: Sequence[Counts], figure: Callable[[Sequence[Counts]], float] = f1) -> tuple[float, float]:
    """The 95% interval of a figure over resampled samples."""
    chance = random.Random(1)
    drawn = sorted(figure(chance.choices(samples, k=len(samples))) for _ in range(RESAMPLES))
    return drawn[round(0.025 * RESAMPLES)], drawn[round(0.975 * RESAMPLES) - 1]


def _with_interval(name: str, samples: Sequence[Counts]) -> dict[str, float]:
    low, high = interval(samples)
    return {name: f1(samples), f"{name}_low": low, f"{name}_high": high}


def measure(shared: Path, model: Encoder) -> dict[str, float]:
    """All of them: figure by name, ``…_low`` and ``…_high`` the ends of its interval."""
    gum = corpora.trees(shared / "data/open/ud/gum_open-dev.conllu.gz")
    found = _with_interval("gum_attribution", gum_attribution(model, gum, shared / "data/open/attribution/gum_attribution_dev.jsonl.gz"))
    found |= _with_interval("gum_news_sentences", [c for d in gum if "_news_" in d[0].id for c in tree_sentences(model, d)])
    found |= _with_interval("own_news_sentences", [own_sentences(model, d) for d in own_news()])
    return found | re3d(model, shared / "data/open/ner/re3d_dev.jsonl.gz")


def gum_attribution(model: Encoder, documents: list[Document], path: Path) -> list[Counts]:
    """GUM's RST attribution relations by document: right where a cue lies in the attribution's unit (source and cue) and the content that
    is tied to it shares half of its words with GUM's. Units are clauses, so content ends differ from PolNeAR's by rule."""
    gold = {r["id"]: r["attributions"] for r in corpora.lines(path)}
    found = []
    for document in documents:
        name = document[0].id.rpartition("-")[0]
        pairs = _attributed(model, document)
        wanted = [(_covered(a["attr_spans_all"]), _covered(a["content_spans_all"])) for a in gold.get(name, ())]
        free, right = list(pairs), 0
        for source, content in wanted:
            hit = next((p for p in free if p[0] & source and len(p[1] & content) >= 0.5 * len(p[1] | content)), None)
            if hit:
                free.remove(hit)
                right += 1
        found.append((right, len(wanted), len(pairs)))
    return found


def _covered(spans: Sequence[Sequence[int]]) -> set[int]:
    return {k for span in spans for k in range(span[0], span[1])}


def _attributed(model: Encoder, document: Document) -> list[tuple[set[int], set[int]]]:
    """(words of the cue, words of the contents tied to it), words counted in the document."""
    pairs, base = [], 0
    for run in corpora.windows([document], features.MOST_WORDS, model.pieces):
        words = words_of(run)
        scored = model.score(words, heads=("attribution",))
        marked = model.chains["attr"].spans(scored.out["attr"])
        contents: dict[int, set[int]] = {}
        for part, cue, _ in model.links(scored, marked):
            if marked[part][2] == "CONTENT":
                contents.setdefault(cue, set()).update(range(base + marked[part][0], base + marked[part][1]))
        pairs += [(set(range(base + marked[cue][0], base + marked[cue][1])), content) for cue, content in contents.items()]
        base += len(words.forms)
    return pairs


def tree_sentences(model: Encoder, document: Document) -> list[Counts]:
    """Sentences of a treebank's document by paragraph: right where first and last word are."""
    found = []
    for paragraph in _paragraphs(document):
        text, spans = "", []
        for example in paragraph:
            own = []
            for word, space in zip(example.words, example.spaced, strict=True):
                text += " " if space and text else ""
                own.append((len(text), len(text) + len(word)))
                text += word
            spans.append((own[0][0], own[-1][1]))
        found.append(_sentences(model, text, [(0, len(text))], set(spans)))
    return found


def _paragraphs(document: Document) -> list[Document]:
    found: list[Document] = []
    for example in document:
        if example.begins or not found:
            found.append([])
        found[-1].append(example)
    return found


def _sentences(model: Encoder, text: str, blocks: Sequence[tuple[int, int]], gold: set[tuple[int, int]]) -> Counts:
    analysis = model.analyse(text, blocks, heads=())
    mine = {(analysis.tokens[s.first].start, analysis.tokens[s.last - 1].end) for s in analysis.sentences}
    return len(gold & mine), len(gold), len(mine)


def own_news() -> list[Any]:
    """The news among the own corpus' development documents."""
    return [d for d in corpus.load("dev") if any(word in d.head.get("genre", "").lower() for word in NEWS)]


def own_sentences(model: Encoder, document: Any) -> Counts:
    """Sentences of one of the own corpus' documents, its paragraphs given."""
    text = document.document.text
    lines = [(x.start, x.end) for x in document.lines if x.part != "furniture"]
    blocks: list[tuple[int, int]] = []
    for start, end in lines:
        if blocks and "\n" not in text[blocks[-1][1] : start]:
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
    return _sentences(model, text, blocks, set(lines))


def re3d(model: Encoder, path: Path) -> dict[str, float]:
    """re3d's entities, never trained on: exact spans with types that correspond; what its readers doubt (below .5) counts neither way.

    re3d marks common nouns and pronouns too ("the group", "we"), which are no names: recall is low by rule. ``re3d_names`` therefore counts
    only what begins with a capital in a person, organisation or place.
    """
    every: list[Counts] = []
    names: list[Counts] = []
    things: list[Counts] = []
    for record in corpora.lines(path):
        text = record["text"]
        blocks = [(a, b) for a, b in _lines(text)]
        analysis = model.analyse(text, blocks, heads=("entities",))
        at = analysis.tokens
        mine = {(at[e.first].start, at[e.last - 1].end, e.type) for e in (*analysis.entities, *analysis.things)}
        sure = {(e["start"], e["end"], RE3D[e["type"]]) for e in record["entities"] if e["type"] in RE3D and e["conf"] >= 0.5}
        doubtful = {(e["start"], e["end"]) for e in record["entities"] if e["conf"] < 0.5} - {(a, b) for a, b, _ in sure}
        mine = {m for m in mine if m[:2] not in doubtful}
        for into, kinds, capital in (
            (every, {"PER", "ORG", "LOC", "WEAPON", "NATIONALITY"}, False),
            (names, {"PER", "ORG", "LOC"}, True),
            (things, {"WEAPON", "NATIONALITY"}, False),
        ):
            gold = {s for s in sure if s[2] in kinds and (not capital or text[s[0]].isupper())}
            found = {m for m in mine if m[2] in kinds and (not capital or text[m[0]].isupper())}
            into.append((len(gold & found), len(gold), len(found)))
    return _with_interval("re3d_entities", every) | _with_interval("re3d_names", names) | _with_interval("re3d_things", things)


def _lines(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for line in text.split("\n"):
        start = at + len(line) - len(line.lstrip())
        if line.strip():
            found.append((start, at + len(line.rstrip())))
        at += len(line) + 1
    return found
