"""The training and development data, read where it lies (``../shared/data``) and never copied into the project.

A reader yields documents; a document is a list of :class:`Example`: a sentence (trees, entities) or a paragraph (attribution) with the
labels that its corpus has. A head is not trained where the label is missing.
"""

import bisect
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
from evaluation import annotations, bank, corpus, sentences

from accordingto import features, lexicons, tokens
from accordingto.types import Claim
from accordingto.windows import windows as cut_windows

# CrossNER's types as ours; elections, events and the rest are no entities here.
CROSSNER = {"politician": "PER", "person": "PER", "politicalparty": "ORG", "organisation": "ORG", "location": "LOC", "country": "LOC"}
NO_SPACE_BEFORE = frozenset({",", ".", ";", ":", "?", "!", ")", "]", "%", "'s", "’s", "n't", "'", "’", "-", "–", "/"})
NO_SPACE_AFTER = frozenset({"(", "[", "$", "-", "–", "/", "#"})
UNKNOWN = "UNKNOWN"


class Prop(msgspec.Struct):
    """A PropBank proposition: the predicate's word, and for each argument the head word of its span and its label."""

    predicate: int
    roles: list[tuple[int, str]]


class Example(msgspec.Struct):
    """A sentence or paragraph with whatever labels its corpus has; a label of None at a word is not trained on.

    ``said`` numbers the attribution that a marked stretch belongs to, at the stretch's first word. ``chain`` numbers what the phrase under
    a word means, 0 where the word heads no mention. ``happened`` is UDS' factuality, -3 to 3.
    """

    words: list[str]
    spaced: list[bool]
    begins: bool
    upos: list[str] | None = None
    xpos: list[str] | None = None
    rel: list[str] | None = None
    head: list[int] | None = None
    ner: list[str] | None = None
    attr: list[str | None] | None = None
    said: list[int | None] | None = None
    thing: list[str] | None = None
    event: list[str | None] | None = None
    mode: list[str | None] | None = None
    modality: list[str | None] | None = None
    polarity: list[str | None] | None = None
    presupposed: list[str | None] | None = None
    props: list[Prop] | None = None
    happened: list[float | None] | None = None
    chain: list[int] | None = None
    id: str = ""


Document = list[Example]
WORDWISE = ("ner", "attr", "said", "thing", "event", "mode", "modality", "polarity", "presupposed")
"""What the own texts' examples hold by word."""


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


def with_roles(documents: list[Document], path: Path) -> list[Document]:
    """Add PropBank's propositions to trees, by sentence id."""
    props = {record["id"]: record for record in lines(path)}
    for example in (e for d in documents for e in d):
        record = props.get(example.id)
        if record is not None and len(record["tokens"]) == len(example.words):
            example.props = [_prop(example, p) for p in record["props"]]
    return documents


def _prop(example: Example, record: dict[str, Any]) -> Prop:
    roles = {(head_of(example, first, last), label) for first, last, label in record["args"]}
    return Prop(record["pred"], sorted(roles))


def head_of(example: Example, first: int, last: int) -> int:
    """The head word of a stretch of a tree: the first one whose own head lies outside."""
    assert example.head is not None
    return next((k for k in range(first, last) if not first <= example.head[k] - 1 < last), first)


def with_factuality(documents: list[Document], path: Path) -> list[Document]:
    """Add UDS' factuality to trees, by sentence id."""
    preds = {record["id"]: record["preds"] for record in lines(path)}
    for example in (e for d in documents for e in d):
        if example.id in preds:
            example.happened = [None] * len(example.words)
            for pred in preds[example.id]:
                if pred["tok"] < len(example.words):
                    example.happened[pred["tok"]] = pred["value"]
    return documents


def with_coreference(documents: list[Document], path: Path) -> list[Document]:
    """Add GUM's coreference to trees, by sentence id; singletons are chains of one."""
    known = {e.id: e for d in documents for e in d}
    for record in lines(path):
        starts, at = [], 0
        examples = [known.get(sentence["id"]) for sentence in record["sents"]]
        for sentence, example in zip(record["sents"], examples, strict=True):
            starts.append(at)
            at += len(sentence["tokens"])
            if example is not None and len(example.words) == len(sentence["tokens"]):
                example.chain = [0] * len(example.words)
        numbers: dict[Any, int] = {}
        for mention in sorted(record["mentions"], key=lambda m: m["start"] - m["end"]):
            row = bisect.bisect_right(starts, mention["start"]) - 1
            example = examples[row]
            if example is None or example.chain is None or mention["end"] - starts[row] > len(example.words):
                continue
            head = head_of(example, mention["start"] - starts[row], mention["end"] - starts[row])
            if not example.chain[head]:
                example.chain[head] = numbers.setdefault(mention["chain"], len(numbers) + 1)
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
                tags, said = _tags(words.spans, roles)
                document.append(Example(list(words.forms), list(words.spaced), words.begins[0], attr=tags, said=said))
            at += len(line) + 1
        documents.append(document)
    return documents


_Role = tuple[str, int, int]


def _roles(record: dict[str, Any]) -> list[_Role | None]:
    """For each character of a PolNeAR text the role, the number of the span that covers it, and the number of its attribution."""
    kinds = ("source", "cue", "content")
    spans = {(s, e): (kind.upper(), n) for n, a in enumerate(record["attributions"]) for kind in kinds for s, e in a[kind]}
    roles: list[_Role | None] = [None] * (len(record["text"]) + 1)
    for loose in record["loose"]:
        for start, end in loose["spans"]:
            roles[start:end] = [(UNKNOWN, 0, 0)] * (end - start)
    for number, ((start, end), (kind, said)) in enumerate(sorted(spans.items())):
        roles[start:end] = [(kind, number, said)] * (end - start)
    return roles


def _tags(spans: tuple[tokens.Span, ...], roles: list[_Role | None]) -> tuple[list[str | None], list[int | None]]:
    """The BIO tags of words, and at each first word of a stretch the number of its attribution."""
    tags: list[str | None] = []
    said: list[int | None] = []
    before = None
    for start, _ in spans:
        own = roles[start]
        first = own is not None and own != before and own[0] != UNKNOWN
        said.append(own[2] if own is not None and first else None)
        if own is None:
            tags.append("O")
        else:
            tags.append(None if own[0] == UNKNOWN else f"{'B' if first else 'I'}-{own[0]}")
        before = own
    return tags, said


def own(part: str) -> list[Document]:
    """The project's own corpus: attribution, and by word the type of the event that it names and how the claim around it is meant.

    An event word's modality, polarity and presupposition are those of its claim; another word's are those of the shortest evidence that
    holds it; outside all evidence they are not trained on.
    """
    return [_own(document) for document in corpus.load(part)]


def passages() -> list[Document]:
    """The bank's passages, each a document, with what :func:`own` gives."""
    return [_own(document) for document in bank.load()]


TREES = annotations.ROOT / "trees.jsonl.gz"
"""Trees of the own training texts, drawn by a network that had not seen them (docs/corpus.md): one record an example, by its words.
``python -m training.drawn`` adds those that are missing."""


def with_drawn_trees(documents: list[Document], path: Path = TREES) -> list[Document]:
    """The documents with the trees that a network drew, an example a sentence. Without trees what else the own texts teach drags the words'
    vectors away from tags and trees; an example that has no record keeps to itself."""
    drawn = {tuple(record["words"]): record for record in lines(path)}
    return [[part for e in document for part in _parted(e, drawn.get(tuple(e.words)))] for document in documents]


def _parted(example: Example, record: dict[str, Any] | None) -> Iterator[Example]:
    if record is None:
        yield example
        return
    edges = [*record["starts"], len(example.words)]
    for first, last in pairwise(edges):
        part = Example(example.words[first:last], example.spaced[first:last], example.begins and first == 0)
        for name in WORDWISE:
            values = getattr(example, name)
            setattr(part, name, None if values is None else values[first:last])
        part.upos, part.xpos, part.rel = (record[key][first:last] for key in ("upos", "xpos", "rel"))
        part.head = [h - first if h else 0 for h in record["head"][first:last]]
        yield part


def _own(document: annotations.Annotated) -> Document:
    text, found = document.document.text, []
    roles = _roles({"text": text, "attributions": annotations.polnear(document), "loose": []})
    claims = sorted(document.claims, key=lambda c: -sum(q.end - q.start for q in c.evidence))
    around: list[Claim | None] = [None] * (len(text) + 1)
    for claim in claims:
        for q in claim.evidence:
            around[q.start : q.end] = [claim] * (q.end - q.start)
    named = {c.event.trigger.start: c for c in claims if c.event}
    for start, end in annotations.paragraphs(document):
        for words in cut_windows(text, start, end):
            events = [next((named[k] for k in range(a, b) if k in named), None) for a, b in words.spans]
            inside = [c or around[a] for c, (a, _) in zip(events, words.spans, strict=True)]
            tags, said = _tags(words.spans, roles)
            found.append(
                Example(
                    list(words.forms),
                    list(words.spaced),
                    words.begins[0],
                    attr=tags,
                    said=said,
                    event=[c.event.type if c and c.event else "O" for c in events],
                    mode=[_mode(c.event.type, c.event.mode) if c and c.event else None for c in events],
                    modality=[c.modality if c else None for c in inside],
                    polarity=[c.polarity if c else None for c in inside],
                    presupposed=[("presupposed" if c.presupposed else "said") if c else None for c in inside],
                )
            )
    return found


def _mode(kind: str, mode: str | None) -> str:
    return f"{kind}.{mode}" if mode else "-"


def marked() -> list[Document]:
    """The corpus' annotated sentences, each a document of its own: events with their moods, or entities."""
    return [[example] for passage in sentences.load() for example in _marked(passage)]


def _marked(passage: sentences.Passage) -> Iterator[Example]:
    at = {m.start: m for m in passage.marks}
    for words in cut_windows(passage.text, 0, len(passage.text)):
        marks = [next((at[k] for k in range(a, b) if k in at), None) for a, b in words.spans]
        example = Example(list(words.forms), list(words.spaced), words.begins[0])
        if passage.entities:
            example.ner = _bio(words.spans, passage.marks, frozenset({"PER", "ORG", "LOC"}))
            example.thing = _bio(words.spans, passage.marks, sentences.ENTITIES - {"PER", "ORG", "LOC"})
        else:
            example.event = [(m.type if m else None) or "O" for m in marks]
            example.mode = [_mode(m.type, m.mode) if m and m.type else None for m in marks]
            example.modality = [m.modality if m else None for m in marks]
            example.polarity = [("negative" if m.negative else "positive") if m else None for m in marks]
            example.presupposed = [("presupposed" if m.presupposed else "said") if m else None for m in marks]
        yield example


def lexicon_examples() -> list[Document]:
    """The examples and counterexamples of the event lexicon: what the trigger names there, a counterexample's may name nothing; of other
    words nothing is said."""
    found = []
    for sense in lexicons.load_events().sense:
        for example, negative in [(e, False) for e in sense.examples] + [(e, True) for e in sense.counterexamples]:
            kind = example.type or ("O" if negative else sense.type)
            mode = None if negative else _mode(kind, sense.mode)
            for words in cut_windows(example.text, 0, len(example.text)):
                hits = [form == example.trigger for form in words.forms]
                event = [kind if hit else None for hit in hits]
                modes = [mode if hit and kind != "O" else None for hit in hits]
                found.append([Example(list(words.forms), list(words.spaced), True, event=event, mode=modes)])
    return found


def _bio(spans: tuple[tokens.Span, ...], marks: tuple[sentences.Mark, ...], kinds: frozenset[str]) -> list[str]:
    """BIO tags of the marks of some types: a word belongs to the mark in which it begins."""
    tags, before = [], None
    for start, _ in spans:
        mark = next((m for m in marks if m.start <= start < m.end and m.type in kinds), None)
        tags.append("O" if mark is None else f"{'I' if mark is before else 'B'}-{mark.type}")
        before = mark
    return tags


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def windows(documents: list[Document], most: int, pieces: features.Pieces) -> list[Document]:
    """Runs of consecutive examples of a document, for measuring.

    Args:
        documents: whose examples.
        most: words in a run, at most (an example that is longer stands alone).
        pieces: the vocabulary, to keep a run within the encoder's positions.
    """
    found: list[Document] = []
    for document in documents:
        run: Document = []
        words = ids = 0
        for example in document:
            cost = sum(len(pieces.of(w)) for w in example.words)
            if run and (words + len(example.words) > most or ids + cost > features.MOST_IDS - 100):
                found.append(run)
                run, words, ids = [], 0, 0
            run.append(example)
            words, ids = words + len(example.words), ids + cost
        if run:
            found.append(run)
    return found


def inventories(documents: list[Document], least: int = 3, least_role: int = 60) -> features.Labels:
    """The tags and relations seen at least ``least`` times and the roles seen ``least_role`` times, commonest first; PLOVER's modes."""
    kept = {}
    for key in ("upos", "xpos", "rel"):
        count: Counter[str] = Counter(label for d in documents for e in d for label in getattr(e, key) or ())
        kept[key] = tuple(t for t, n in sorted(count.items(), key=lambda x: (-x[1], x[0])) if n >= least)
    roles = Counter(label for d in documents for e in d for p in e.props or () for _, label in p.roles)
    kept["role"] = ("O", *(r for r, n in sorted(roles.items(), key=lambda x: (-x[1], x[0])) if n >= least_role))
    kept["mode"] = ("-", *(f"{kind}.{mode}" for kind, modes in sorted(annotations.MODES.items()) for mode in sorted(modes)))
    return features.Labels(**kept)
