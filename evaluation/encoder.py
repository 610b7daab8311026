"""Development figures of the encoder: ``python -m evaluation.encoder [../shared] [--model DIR] [--float FILE]``.

F1 and accuracies in per cent, of the int8 weights. Trees count all words; LAS without the relations' subtypes, as the CoNLL 2018 shared
task (Zeman et al.) and published figures do, and with them. "raw" starts from the text: a word is right when its characters, its head's
characters and its relation are. Attribution spans are right when both ends are, piece by piece.

``--float FILE`` measures the float graph that the training leaves beside the int8 one (``out/train/float.onnx``) as well and prints what
int8 costs; exit status 1 where that is more than :data:`DEAR` points.
"""

import argparse
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
from accordingto.encoder import Encoder, Scored
from accordingto.windows import Words
from evaluation import heads, small

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
Spans = set[tuple[int, int, str]]
DEAR = 0.5
"""Points that int8 may cost on any figure."""


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
        wanted = kinds or self.gold.keys() | self.found.keys()
        right, gold, found = (sum(c[k] for k in wanted) for c in (self.right, self.gold, self.found))
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
    figures |= {f"own_{k}": v for k, v in (attribution(model, own) | events(model, own)).items()}
    with_roles = corpora.with_roles(ewt, data / "open/srl/propbank_ewt_dev.jsonl.gz")
    figures |= heads.roles(model, with_roles)
    figures["uds_factuality"] = heads.factuality(model, corpora.with_factuality(ewt, data / "open/factuality/uds_factuality_dev.jsonl.gz"))
    figures |= heads.coreference(model, corpora.with_coreference(gum, data / "open/coref/gum_open_coref-dev.jsonl.gz"))
    figures |= small.measure(shared, model)
    return {k: round(v, 1 if abs(v) > 1 else 3) for k, v in figures.items()}


def given_sentences(model: Encoder, documents: list[Document]) -> dict[str, float]:
    """Tags, trees and entities where words and sentences are given."""
    right: Counter[str] = Counter()
    entities = Counts()
    for run in corpora.windows(documents, features.MOST_WORDS, model.pieces):
        starts = np.cumsum([0, *(len(e.words) for e in run[:-1])]).tolist()
        scored = model.score(_words(run), starts)
        best = model.chains["ner"].best(scored.out["ner"])
        for start, example in zip(starts, run, strict=True):
            right.update(_agreement(model, example, scored, start))
            if example.ner is not None:
                entities.add(_spans(example.ner), _spans([model.labels.ner[k] for k in best[start : start + len(example.words)]]))
    words = max(1, right["words"])
    return {k: 100 * right[k] / words for k in ("upos", "xpos", "uas", "las", "las_subtypes")} | {"entities": entities.f1()}


def _words(run: Document) -> Words:
    forms = tuple(w for e in run for w in e.words)
    begins = tuple(e.begins and k == 0 for e in run for k in range(len(e.words)))
    return Words(tuple((0, 0) for _ in forms), forms, tuple(s for e in run for s in e.spaced), begins, (0,) * len(forms))


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
            relation = model.labels.rel[scored.rel[at]]
            if relation == gold.rel[k]:
                yield "las_subtypes"
            if _plain(relation) == _plain(gold.rel[k]):
                yield "las"


def _plain(relation: str) -> str:
    """A relation without its subtype, as the CoNLL 2018 task and most published figures count."""
    return relation.partition(":")[0]


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
    return start, end, f"{head} {_plain(relation)}"


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


def attribution(model: Encoder, documents: list[Document], most: int = features.MOST_WORDS) -> dict[str, float]:
    """Exact source, cue and content spans, and how many of the marked parts are tied to a cue of their attribution; paragraphs are read
    in windows of ``most`` words, as a document's are."""
    counts = Counts()
    tied: Counter[bool] = Counter()
    for run in corpora.windows(documents, most, model.pieces):
        scored = model.score(_words(run), heads=("attribution",))
        tags = [tag or "O" for e in run for tag in e.attr or []]
        marked = model.chains["attr"].spans(scored.out["attr"])
        counts.add(_spans(tags), {(a, b, kind) for a, b, kind, _ in marked})
        tied.update(_ties(model, scored, _spans(tags), [n for e in run for n in e.said or ()]))
    links = 100 * tied[True] / max(1, tied.total())
    return {kind.lower(): counts.f1(kind) for kind in ("SOURCE", "CUE", "CONTENT")} | {"links": links}


def _ties(model: Encoder, scored: Scored, gold: Spans, said: list[int | None]) -> Iterator[bool]:
    """For each gold source and content whose cue stands in the window, whether it is tied to the right one, the gold spans being given."""
    spans = [(a, b, kind, 1.0) for a, b, kind in sorted(gold)]
    cues = {said[a] for a, _, kind, _ in spans if kind == "CUE"}
    for part, cue, _ in model.links(scored, spans):
        if said[spans[part][0]] in cues:
            yield said[spans[part][0]] == said[spans[cue][0]]


def events(model: Encoder, documents: list[Document]) -> dict[str, float]:
    """Words that name events with their types, the words alone, their modes where the type is found, and the moods of the gold words
    (macro-F1; F1 of what is rarer)."""
    typed, named, modes = Counts(), Counts(), Counts()
    moods = {key: Counts() for key in ("modality", "polarity", "presupposed")}
    for run in corpora.windows(documents, features.MOST_WORDS, model.pieces):
        out = model.score(_words(run), heads=("events",)).out
        gold = {(k, k, tag) for k, tag in enumerate(t for e in run for t in e.event or ()) if tag not in (None, "O")}
        found = {(k, k, tag) for k, i in enumerate(out["event"].argmax(1)) if (tag := model.labels.event[i]) != "O"}
        typed.add(gold, found)
        named.add({(k, k, "") for k, _, _ in gold}, {(k, k, "") for k, _, _ in found})
        mode = [m for e in run for m in e.mode or ()]
        both = sorted(gold & found)
        best = {k: encoder.mode(model.labels.mode, out["mode"][k], kind) for k, _, kind in both}
        modes.add(
            {(k, k, m.partition(".")[2]) for k, _, _ in both if (m := mode[k] or "-") != "-"}, {(k, k, m) for k, m in best.items() if m}
        )
        for key, counts in moods.items():
            labels, likeliest = getattr(model.labels, key), out[key].argmax(1)
            values = [v for e in run for v in getattr(e, key) or ()]
            at = [k for k, _, _ in gold if values[k] is not None]
            counts.add({(k, k, values[k]) for k in at}, {(k, k, labels[likeliest[k]]) for k in at})
    modality = moods["modality"]
    return {
        "events": typed.f1(),
        "event_words": named.f1(),
        "event_modes": modes.f1(),
        "event_modality": sum(modality.f1(k) for k in model.labels.modality) / len(model.labels.modality),
        "event_negative": moods["polarity"].f1("negative"),
        "event_presupposed": moods["presupposed"].f1("presupposed"),
    }


def costs(int8: dict[str, float], exact: dict[str, float]) -> dict[str, float]:
    """What int8 costs, in points, for every figure that is a quality; a correlation counts in hundredths."""
    left_out = ("_low", "_high", "words_per_second")
    scale = {"uds_factuality": 100.0}
    return {k: scale.get(k, 1.0) * (exact[k] - v) for k, v in int8.items() if not k.endswith(left_out)}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.encoder", description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--model", type=Path, help="the folder of the weights; by default the package's")
    parser.add_argument("--float", dest="exact", type=Path, metavar="FILE", help="the float graph to compare with")
    options = parser.parse_args()
    model = encoder.open_folder(options.model) if options.model else encoder.load()
    figures = measure(options.shared, model)
    if options.exact is None:
        for name, value in figures.items():
            print(f"{name:28} {value:9,.1f}")
        return 0
    exact = measure(options.shared, encoder.with_network(model, options.exact.read_bytes()))
    lost = costs(figures, exact)
    for name, value in figures.items():
        print(f"{name:28} int8 {value:9,.1f}  float {exact[name]:9,.1f}" + (f"  costs {lost[name]:5.2f}" if name in lost else ""))
    dear = {k: v for k, v in lost.items() if v > DEAR}
    for name, points in dear.items():
        print(f"{name}: int8 costs {points:.2f} points, more than {DEAR}")
    return 1 if dear else 0


if __name__ == "__main__":
    sys.exit(main())
