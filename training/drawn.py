"""Trees for the own training texts that have none, drawn by the package's network: ``python -m training.drawn``.

Texts without trees that are learned from drag the words' vectors away from tags and trees (``corpora.with_drawn_trees``). The records of
``corpus/trees.jsonl.gz`` stay as they are; new ones come behind them, for the paragraphs of documents and bank that are not there yet. Draw
them before the network learns from these texts: what it has learned by heart it parses too well.
"""

import gzip
from itertools import pairwise
from typing import Any

import msgspec
from evaluation import annotations, bank, corpus
from evaluation.annotations import Annotated

from accordingto import encoder
from accordingto.analysis import Analysis
from accordingto.windows import windows
from training import corpora


def records(document: Annotated, known: set[tuple[str, ...]], model: encoder.Encoder) -> list[dict[str, Any]]:
    """A record for each window of a text that has none: words, first words of sentences, tags, relations, heads (1 is the window's first).

    Args:
        document: the text.
        known: the words of the windows that have a record; grows.
        model: draws.
    """
    text, blocks = document.document.text, annotations.paragraphs(document)
    cut = [w for a, b in blocks for w in windows(text, a, b)]
    if all(tuple(w.forms) in known for w in cut):
        return []
    analysis = model.analyse(text, blocks, heads=())
    at = {token.start: i for i, token in enumerate(analysis.tokens)}
    found = []
    for words in cut:
        spans = [at.get(a) for a, _ in words.spans]
        first = spans[0] if spans else None
        if first is None or tuple(words.forms) in known or spans != list(range(first, first + len(spans))):
            continue
        if record := _record(analysis, first, len(spans)):
            known.add(tuple(words.forms))
            found.append({"words": list(words.forms)} | record)
    return found


def _record(a: Analysis, first: int, count: int) -> dict[str, Any] | None:
    """What the network says of a window; None where a sentence goes on beyond it."""
    starts = [s.first for s in a.sentences if first <= s.first < first + count]
    here = a.tokens[first : first + count]
    if not starts or starts[0] != first:
        return None
    edges = [*starts, first + count]
    head = []
    for one, after in pairwise(edges):
        for token in a.tokens[one:after]:
            if token.head >= 0 and not one <= token.head < after:
                return None
            head.append(token.head - first + 1 if token.head >= 0 else 0)
    return {
        "starts": [s - first for s in starts],
        "upos": [t.upos for t in here],
        "xpos": [t.xpos for t in here],
        "rel": [t.deprel for t in here],
        "head": head,
    }


def main() -> None:
    """Write the file anew, complete before it takes its name."""
    kept = list(corpora.lines(corpora.TREES))
    known = {tuple(record["words"]) for record in kept}
    model = encoder.load()
    for document in [*corpus.load("train"), *bank.load()]:
        kept += records(document, known, model)
    part = corpora.TREES.with_suffix(".part")
    with open(part, "wb") as raw, gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as out:
        for record in kept:
            out.write(msgspec.json.encode(record) + b"\n")
    part.replace(corpora.TREES)
    print(f"{len(kept)} windows have trees")


if __name__ == "__main__":
    main()
