"""Development figures of the encoder: ``python -m evaluation.encoder [../shared]``.

F1 and accuracies in per cent, of the int8 weights. Trees count all words, relations with their subtypes. "raw" starts from the text of a
paragraph: a word is right when its characters, its head's characters and its relation are (the definition of the CoNLL 2018 shared task,
Zeman et al., but with subtypes). Attribution spans are right when both ends are, piece by piece.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
from training import corpora
from training.corpora import Document, Example

from accordingto import encoder, features
from accordingto.encoder import Encoder, Scored, Words

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
Spans = set[tuple[int, int, str]]


class Counts(msgspec.Struct):
    """Right, in the gold, and found, by kind."""

    right: Counter[str] = msgspec.field(default_factory=Counter)
    gold: Counter[str] = msgspec.field(default_factory=Counter)
    found: Counter[str] = msgspec.field(default_factory=Counter)

    def add(self, gold: Spans, found: Spans) -> None:
        """Count the spans (first, last, kind) of one window."""
        for counter, spans in ((self.right, gold & found), (self.gold, gold), (self.found, found)):
            counter.update(kind for _, _, kind in spans)

    def f1(self, *kinds: str) -> float:
        """F1 over some kinds, or over all of them."""
        right, gold, found = (
            sum(c[k] for k in kinds or (*self.gold, *(self.found - self.gold))) for c in (self.right, self.gold, self.found)
        )
        return 200 * right / max(1, gold + found)


def measure(shared: Path, model: Encoder | None = None) -> dict[str, float]:
    """All development figures.

    Args:
        shared: the folder that holds ``data``.
        model: the encoder, by default the one in the package.

    Returns:
        figure by name; ``words_per_second`` is of one process from raw text.
    """
    model = model or encoder.load()
    data = shared / "data"
    ewt = corpora.with_entities(corpora.trees(data / "open/ud/en_ewt-dev.conllu.gz"), data / "open/ner/uner_ewt_dev.jsonl.gz")
    gum = corpora.trees(data / "open/ud/gum_open-dev.conllu.gz")
    figures = {f"ewt_{k}": v for k, v in given_sentences(model, ewt).items()}
    figures |= {f"ewt_raw_{k}": v for k, v in raw_text(model, ewt).items()}
    figures["words_per_second"] = figures.pop("ewt_raw_words_per_second")
    figures |= {f"gum_{k}": v for k, v in given_sentences(model, gum).items() if k != "entities"}
    figures |= {f"gum_raw_{k}": v for k, v in raw_text(model, gum).items() if k != "words_per_second"}
    crossner = corpora.crossner(data / "open/ner/crossner_politics_dev.jsonl.gz")
    figures["crossner_entities"] = given_sentences(model, crossner)["entities"]
    polnear = data / "measure/polnear_dev.jsonl.gz"
    figures |= {f"polnear_{k}": v for k, v in attribution(model, corpora.attributions(polnear)).items()}
    own = corpora.own("dev")
    found = attribution(model, own) | (events(model, own) if "event" in model.outputs else {})
    figures |= {f"own_{k}": v for k, v in found.items()}
    return {k: round(v, 1) for k, v in figures.items()}


def given_sentences(model: Encoder, documents: list[Document]) -> dict[str, float]:
    """Tags, trees and entities where words and sentences are given."""
    right: Counter[str] = Counter()
    entities = Counts()
    for run in corpora.windows(documents, features.MOST_WORDS, model.pieces):
        starts = np.cumsum([0, *(len(e.words) for e in run[:-1])]).tolist()
        scored = model.score(_words(run), starts)
        best = model.entity_chain.best(scored.ner)
        for start, example in zip(starts, run, strict=True):
            right.update(_agreement(model, example, scored, start))
            if example.ner is not None:
                entities.add(_spans(example.ner), _spans([model.labels.ner[k] for k in best[start : start + len(example.words)]]))
    words = max(1, right["words"])
    return {k: 100 * right[k] / words for k in ("upos", "xpos", "uas", "las")} | {"entities": entities.f1()}


def _words(run: Document) -> Words:
    forms = tuple(w for e in run for w in e.words)
    return Words(tuple((0, 0) for _ in forms), forms, tuple(s for e in run for s in e.spaced), run[0].begins)


def _agreement(model: Encoder, gold: Example, scored: Scored, start: int) -> Iterator[str]:
    """What is right of the sentence that starts at word ``start`` of a window, word by word."""
    if gold.head is None or gold.upos is None or gold.xpos is None or gold.rel is None:
        return
    for k in range(len(gold.words)):
        at = start + k
        yield "words"
        if model.labels.upos[scored.upos[at]] == gold.upos[k]:
            yield "upos"
        if model.labels.xpos[scored.xpos[at]] == gold.xpos[k]:
            yield "xpos"
        if scored.heads[at] == (start + gold.head[k] if gold.head[k] else 0):
            yield "uas"
            if model.labels.rel[scored.rel[at]] == gold.rel[k]:
                yield "las"


def _spans(tags: list[str]) -> Spans:
    """The stretches of BIO tags."""
    found: Spans = set()
    first = 0
    for k, tag in enumerate([*tags, "O"]):
        if k and tags[k - 1] != "O" and not tag.startswith("I-"):
            found.add((first, k, tags[k - 1][2:]))
        if tag.startswith("B-"):
            first = k
    return found


Arc = tuple[tuple[int, int], tuple[int, int], str]


def raw_text(model: Encoder, documents: list[Document]) -> dict[str, float]:
    """Words, sentences and trees from the text of the paragraphs."""
    words, sentences, arcs = Counts(), Counts(), Counts()
    seconds = 0.0
    for document in documents:
        text, blocks, gold = _text(document)
        begun = time.perf_counter()
        analysis = model.analyse(text, blocks)
        seconds += time.perf_counter() - begun
        tokens = analysis.tokens
        words.add({(s, e, "") for (s, e), _, _ in gold}, {(t.start, t.end, "") for t in tokens})
        sentences.add(_sentence_spans(document, gold), {(tokens[s.first].start, tokens[s.last - 1].end, "") for s in analysis.sentences})
        found = set()
        for t in tokens:
            head = tokens[t.head] if t.head >= 0 else None
            found.add(_arc(((t.start, t.end), (head.start, head.end) if head else (-1, -1), t.deprel)))
        arcs.add({_arc(a) for a in gold}, found)
    total = sum(words.found.values())
    return {"words": words.f1(), "sentences": sentences.f1(), "las": arcs.f1(), "words_per_second": total / max(seconds, 1e-9)}


def _arc(arc: Arc) -> tuple[int, int, str]:
    (start, end), head, relation = arc
    return start, end, f"{head} {relation}"


def _text(document: Document) -> tuple[str, list[tuple[int, int]], list[Arc]]:
    """The text of a document with a paragraph a line, the paragraphs, and the gold arcs."""
    text, blocks, spans = "", [], []
    for example in document:
        if example.begins or not blocks:
            text = text.rstrip() + "\n" if text else ""
            blocks.append((len(text), len(text)))
        own = []
        for word, space in zip(example.words, example.spaced, strict=True):
            if space and text and not text.endswith("\n"):
                text += " "
            own.append((len(text), len(text) + len(word)))
            text += word
        blocks[-1] = (blocks[-1][0], len(text))
        spans.append(own)
    gold = []
    for example, own in zip(document, spans, strict=True):
        assert example.head is not None
        assert example.rel is not None
        gold += [(own[k], own[h - 1] if h else (-1, -1), r) for k, (h, r) in enumerate(zip(example.head, example.rel, strict=True))]
    return text, blocks, gold


def _sentence_spans(document: Document, gold: list[Arc]) -> Spans:
    found, at = set(), 0
    for example in document:
        found.add((gold[at][0][0], gold[at + len(example.words) - 1][0][1], ""))
        at += len(example.words)
    return found


def attribution(model: Encoder, documents: list[Document]) -> dict[str, float]:
    """Exact source, cue and content spans in given paragraphs."""
    counts = Counts()
    for document in documents:
        for example in document:
            scored = model.score(_words([example]))
            tags = [tag or "O" for tag in example.attr or []]
            counts.add(_spans(tags), _spans([model.labels.attr[k] for k in model.attribution_chain.best(scored.attr)]))
    return {kind.lower(): counts.f1(kind) for kind in ("SOURCE", "CUE", "CONTENT")}


def events(model: Encoder, documents: list[Document]) -> dict[str, float]:
    """Words that name events with their types, the words alone, and the moods of those words (macro-F1; F1 of what is rarer)."""
    typed, named = Counts(), Counts()
    moods = {key: Counts() for key in ("modality", "polarity", "presupposed")}
    for document in documents:
        for example in document:
            scored = model.score(_words([example]))
            gold = {(k, k, tag) for k, tag in enumerate(example.event or ()) if tag not in (None, "O")}
            found = {(k, k, tag) for k, i in enumerate(scored.event.argmax(1)) if (tag := model.labels.event[i]) != "O"}
            typed.add(gold, found)
            named.add({(k, k, "") for k, _, _ in gold}, {(k, k, "") for k, _, _ in found})
            for key, counts in moods.items():
                labels, best = getattr(model.labels, key), getattr(scored, key).argmax(1)
                at = [k for k, _, _ in gold if getattr(example, key)[k] is not None]
                counts.add({(k, k, getattr(example, key)[k]) for k in at}, {(k, k, labels[best[k]]) for k in at})
    modality = moods["modality"]
    return {
        "events": typed.f1(),
        "event_words": named.f1(),
        "event_modality": sum(modality.f1(k) for k in model.labels.modality) / len(model.labels.modality),
        "event_negative": moods["polarity"].f1("negative"),
        "event_presupposed": moods["presupposed"].f1("presupposed"),
    }


def main() -> None:
    figures = measure(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED)
    for name, value in figures.items():
        print(f"{name:24} {value:9,.1f}")


if __name__ == "__main__":
    main()
