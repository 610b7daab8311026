"""The training and development data, read where it lies (``../shared/data``) and never copied into the project.

A reader yields documents; a document is a list of :class:`Example`: a sentence (trees, entities) or a paragraph (attribution) with the
labels that its corpus has. A head is not trained where the label is missing.
"""

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
from evaluation import annotations, corpus

from accordingto import features, tokens
from accordingto.encoder import windows as cut_windows
from accordingto.types import Claim

# CrossNER's types as ours; elections, events and the rest are no entities here.
CROSSNER = {"politician": "PER", "person": "PER", "politicalparty": "ORG", "organisation": "ORG", "location": "LOC", "country": "LOC"}
NO_SPACE_BEFORE = frozenset({",", ".", ";", ":", "?", "!", ")", "]", "%", "'s", "’s", "n't", "'", "’", "-", "–", "/"})
NO_SPACE_AFTER = frozenset({"(", "[", "$", "-", "–", "/", "#"})
UNKNOWN = "UNKNOWN"


class Example(msgspec.Struct):
    """A sentence or paragraph with whatever labels its corpus has; a label of None at a word is not trained on."""

    words: list[str]
    spaced: list[bool]
    begins: bool
    upos: list[str] | None = None
    xpos: list[str] | None = None
    rel: list[str] | None = None
    head: list[int] | None = None
    ner: list[str] | None = None
    attr: list[str | None] | None = None
    event: list[str | None] | None = None
    modality: list[str | None] | None = None
    polarity: list[str | None] | None = None
    presupposed: list[str | None] | None = None
    id: str = ""


Document = list[Example]


def trees(path: Path) -> list[Document]:
    """A CoNLL-U file, document by document."""
    documents: list[Document] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for block in file.read().split("\n\n"):
            if not block.strip():
                continue
            comments = [line for line in block.split("\n") if line.startswith("#")]
            example = _sentence(block)
            opens = any(c.startswith("# newdoc") for c in comments) or not documents
            example.begins = opens or any(c.startswith("# newpar") for c in comments)
            example.id = next((c.split("= ", 1)[1] for c in comments if c.startswith("# sent_id")), "")
            if opens:
                documents.append([])
            documents[-1].append(example)
    return documents


def _sentence(block: str) -> Example:
    """One tree. The lines of multiword tokens tell only where white space is; empty nodes are passed over."""
    example = Example([], [], False, upos := [], xpos := [], rel := [], head := [])
    space, fused_to, fused_space = True, 0, True
    for line in block.split("\n"):
        field = line.split("\t")
        if line.startswith("#") or len(field) != 10 or "." in field[0]:
            continue
        after = "SpaceAfter=No" not in field[9]
        if "-" in field[0]:
            fused_to, fused_space = int(field[0].split("-")[1]), after
            continue
        example.words.append(field[1])
        example.spaced.append(space)
        upos.append(field[3])
        xpos.append(field[4])
        rel.append(field[7])
        head.append(int(field[6]))
        number = int(field[0])
        space = after if number > fused_to else number == fused_to and fused_space
    return example


def with_entities(documents: list[Document], path: Path) -> list[Document]:
    """Add Universal NER's tags to trees, by sentence id."""
    tags = {record["id"]: record["tags"] for record in lines(path)}
    for document in documents:
        for example in document:
            own = tags.get(example.id)
            example.ner = own if own is not None and len(own) == len(example.words) else None
    return documents


def crossner(path: Path) -> list[Document]:
    """CrossNER politics with its types mapped; its sentences are cut into words already, so white space is put where English has it."""
    documents = []
    for record in lines(path):
        words: list[str] = record["tokens"]
        tags = [t[:2] + CROSSNER[t[2:]] if t[2:] in CROSSNER else "O" for t in record["tags"]]
        spaced = [True] + [b not in NO_SPACE_BEFORE and a not in NO_SPACE_AFTER for a, b in pairwise(words)]
        documents.append([Example(words, spaced, True, ner=tags)])
    return documents


def attributions(path: Path) -> list[Document]:
    """PolNeAR: paragraphs with source, cue and content as BIO tags; what its annotators set aside ("loose") is not trained on."""
    documents = []
    for record in lines(path):
        text, document, at = record["text"], [], 0
        roles = _roles(record)
        for line in text.split("\n"):
            for words in cut_windows(text, at, at + len(line)):
                document.append(Example(list(words.forms), list(words.spaced), words.begins, attr=_tags(words.spans, roles)))
            at += len(line) + 1
        documents.append(document)
    return documents


def _roles(record: dict[str, Any]) -> list[tuple[str, int] | None]:
    """For each character of a PolNeAR text the role and number of the span that covers it."""
    spans = {(s, e): kind.upper() for a in record["attributions"] for kind in ("source", "cue", "content") for s, e in a[kind]}
    roles: list[tuple[str, int] | None] = [None] * (len(record["text"]) + 1)
    for loose in record["loose"]:
        for start, end in loose["spans"]:
            roles[start:end] = [(UNKNOWN, 0)] * (end - start)
    for number, ((start, end), kind) in enumerate(sorted(spans.items())):
        roles[start:end] = [(kind, number)] * (end - start)
    return roles


def _tags(spans: tuple[tokens.Span, ...], roles: list[tuple[str, int] | None]) -> list[str | None]:
    tags: list[str | None] = []
    before = None
    for start, _ in spans:
        own = roles[start]
        if own is None:
            tags.append("O")
        else:
            tags.append(None if own[0] == UNKNOWN else f"{'I' if own == before else 'B'}-{own[0]}")
        before = own
    return tags


def own(part: str) -> list[Document]:
    """The project's own corpus: attribution, and by word the type of the event that it names and how the claim around it is meant.

    A word's modality, polarity and presupposition are those of the shortest evidence that holds it; outside all evidence they are not
    trained on.
    """
    return [_own(document) for document in corpus.load(part)]


def _own(document: annotations.Annotated) -> Document:
    text, found = document.document.text, []
    roles = _roles({"text": text, "attributions": annotations.polnear(document), "loose": []})
    claims = sorted(document.claims, key=lambda c: -sum(q.end - q.start for q in c.evidence))
    around: list[Claim | None] = [None] * (len(text) + 1)
    for claim in claims:
        for q in claim.evidence:
            around[q.start : q.end] = [claim] * (q.end - q.start)
    triggers = {c.event.trigger.start: c.event.type for c in claims if c.event}
    for start, end in annotations.paragraphs(document):
        for words in cut_windows(text, start, end):
            inside = [around[a] for a, _ in words.spans]
            found.append(
                Example(
                    list(words.forms),
                    list(words.spaced),
                    words.begins,
                    attr=_tags(words.spans, roles),
                    event=[next((triggers[k] for k in range(a, b) if k in triggers), "O") for a, b in words.spans],
                    modality=[c.modality if c else None for c in inside],
                    polarity=[c.polarity if c else None for c in inside],
                    presupposed=[("presupposed" if c.presupposed else "said") if c else None for c in inside],
                )
            )
    return found


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def windows(
    documents: list[Document], most: int, pieces: features.Pieces, alone: float = 0.0, chance: random.Random | None = None
) -> list[Document]:
    """Runs of consecutive examples of a document.

    Args:
        documents: whose examples.
        most: words in a run, at most (an example that is longer stands alone).
        pieces: the vocabulary, to keep a run within the encoder's positions.
        alone: the share of runs that are cut after one example, so that single sentences are learned too.
        chance: needed with ``alone``.
    """
    found: list[Document] = []
    for document in documents:
        run: Document = []
        words = ids = 0
        single = chance is not None and chance.random() < alone
        for example in document:
            cost = sum(len(pieces.of(w)) for w in example.words)
            if run and (single or words + len(example.words) > most or ids + cost > features.MOST_IDS - 100):
                found.append(run)
                run, words, ids = [], 0, 0
                single = chance is not None and chance.random() < alone
            run.append(example)
            words, ids = words + len(example.words), ids + cost
        if run:
            found.append(run)
    return found


def inventories(documents: list[Document], least: int = 3) -> features.Labels:
    """The tags and relations seen at least ``least`` times, commonest first."""
    kept = {}
    for key in ("upos", "xpos", "rel"):
        count: Counter[str] = Counter(label for d in documents for e in d for label in getattr(e, key) or ())
        kept[key] = tuple(t for t, n in sorted(count.items(), key=lambda x: (-x[1], x[0])) if n >= least)
    return features.Labels(**kept)
