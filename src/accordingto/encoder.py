"""The language analysis: one small encoder with several heads, run by onnxruntime with the weights in the package.

    words = tokens.cut(block)            one paragraph at a time, windows of at most 128 words
    scores = the network                 sentence starts, UPOS, XPOS, arcs and relations, entities, attribution, events and moods
    decode                               one tree a sentence, BIO stretches, lemmas

The trees are Universal Dependencies', scored by a deep biaffine parser (Dozat and Manning 2017); the attribution roles are PolNeAR's
(Newell et al. 2018). One window a call: dynamic int8 takes its scale over all that is read together, so a batch would make a
sentence's result depend on its neighbours. Use more processes, not more threads.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from io import BytesIO
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from accordingto import features, lemmas, tokens
from accordingto.analysis import Analysis, AttributionRole, Entity, Marked, Mood, Named, Sentence, Token
from accordingto.errors import ModelError
from accordingto.features import Chain, Floats, Ints, Labels

FORMAT = 1
_OPTIONAL = ("event", "modality", "polarity", "presupposed")
"""Heads that weights may lack: then nothing is said of events and moods, and the rules decide alone."""
_LEAST_EVENT = 0.2
"""The probability from which on an event type is passed on; what is done with it is for the reader of the analysis."""
_STOPS = frozenset(".?!")
_ROLES: dict[str, AttributionRole] = {"SOURCE": "source", "CUE": "cue", "CONTENT": "content"}
_FILES = ("encoder.onnx", "relations.npz", "labels.json", "lemmas.json", "tokenizer.json")
_OPENING = frozenset("“«‘")


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What lies in the model folder: the format that the code must know, and each file's SHA-256."""

    format: int
    sha256: dict[str, str]


class Words(msgspec.Struct, frozen=True):
    """Consecutive words of one block: character spans, forms, white space before, whether the first begins the block."""

    spans: tuple[tokens.Span, ...]
    forms: tuple[str, ...]
    spaced: tuple[bool, ...]
    begins: bool


class Scored(msgspec.Struct, frozen=True):
    """What the network says of one window: label indices by word, heads (0 root, else 1-based in the window), the rest as
    log-probabilities, words × labels."""

    upos: Ints
    xpos: Ints
    starts: Ints
    heads: Ints
    rel: Ints
    ner: Floats
    attr: Floats
    event: Floats | None = None
    modality: Floats | None = None
    polarity: Floats | None = None
    presupposed: Floats | None = None


class Relations(msgspec.Struct, frozen=True):
    """The weights of the relation scorer, for the trees that the network's greedy heads do not give."""

    bilinear: Floats
    linear: Floats
    bias: Floats

    def best(self, dependents: Floats, governors: Floats, heads: Ints) -> Ints:
        """The best relation of each word to its head."""
        chosen = governors[heads]
        products = (dependents @ self.bilinear.T).reshape(len(heads), len(self.bias), -1)
        linear = np.concatenate([dependents, chosen], axis=1) @ self.linear.T + self.bias
        return np.asarray((np.einsum("nrd,nd->nr", products, chosen) + linear).argmax(1), np.int64)


class Encoder:
    """The analyser; :func:`load` makes one.

    Attributes:
        version: names the weights, eight hexadecimal digits.
    """

    def __init__(self, network: bytes, tokenizer: str, labels: Labels, relations: Relations, lemmatiser: lemmas.Lemmatiser) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
        self.outputs = [o.name for o in self.session.get_outputs()]
        self.pieces = features.Pieces(Tokenizer.from_str(tokenizer))
        self.labels, self.relations, self.lemmatiser = labels, relations, lemmatiser
        self.entity_chain, self.attribution_chain = Chain.over(labels.ner), Chain.over(labels.attr)
        self.version = hashlib.sha256(network).hexdigest()[:8]

    def analyse(self, text: str, blocks: Sequence[tuple[int, int]]) -> Analysis:
        """Analyse the blocks (paragraphs) of a text.

        Args:
            text: the document.
            blocks: character stretches in text order; what stands outside them is not read. Every block begins a sentence; a line break
                inside one is white space.

        Returns:
            the analysis; ``Sentence.block`` is the index into ``blocks``. For every token ``text[start:end] == form``.
        """
        found = _Found()
        for number, (start, end) in enumerate(blocks):
            for words in windows(text, start, end):
                self._read(words, number, found)
        spans = (tuple(found.entities), tuple(found.marked), tuple(found.named), tuple(found.moods))
        return Analysis(text, tuple(found.tokens), tuple(found.sentences), *spans)

    def score(self, words: Words, starts: Sequence[int] = ()) -> Scored:
        """Run the network over one window and decode its trees.

        Args:
            words: at most :data:`features.MOST_WORDS` words.
            starts: where sentences start, for measuring on given sentences; empty: where the network puts them.
        """
        begins = [words.begins] + [False] * (len(words.forms) - 1)
        window = features.window(words.forms, words.spaced, begins, self.pieces)
        hard = np.array([sure_starts(words)], np.int32)
        given = {
            "ids": window.ids[None].astype(np.int32),
            "case": window.case[None].astype(np.int32),
            "mask": np.ones((1, len(window.ids)), np.int32),
            "first": window.first[None],
            "hard": hard,
        }
        out = {name: value[0] for name, value in zip(self.outputs, self.session.run(None, given), strict=True)}
        sentences = np.array(starts, np.int64) if starts else np.flatnonzero(out["start"])
        heads, rel = self._trees(out, sentences)
        tags = {key: out[key].astype(np.int64) for key in ("upos", "xpos")}
        scored = {key: out[key] for key in ("ner", "attr", *_OPTIONAL) if key in out}
        return Scored(**tags, starts=sentences, heads=heads, rel=rel, **scored)

    def _trees(self, out: dict[str, NDArray[Any]], starts: Ints) -> tuple[Ints, Ints]:
        """Heads and relations: the network's greedy ones where they are trees, else the best trees."""
        heads, rel = out["heads"].astype(np.int64), out["rel"].astype(np.int64)
        repaired = False
        for first, last in pairwise([*starts.tolist(), len(heads)]):
            own = heads[first:last]
            local = np.where(own == 0, 0, own - first)
            if local.min() >= 0 and local.max() <= last - first and features.is_tree(local):
                continue
            best = features.tree(out["arc"][first:last][:, [0, *range(first + 1, last + 1)]])
            heads[first:last] = np.where(best == 0, 0, best + first)
            repaired = True
        return heads, self.relations.best(out["rd"], out["rh"], heads) if repaired else rel

    def _read(self, words: Words, block: int, found: "_Found") -> None:
        scored = self.score(words)
        base = len(found.tokens)
        found.tokens += [self._token(words, scored, k, base) for k in range(len(words.forms))]
        edges = [*scored.starts.tolist(), len(words.forms)]
        found.sentences += [Sentence(base + a, base + b, block) for a, b in pairwise(edges)]
        found.entities += [Entity(base + a, base + b, kind, p) for a, b, kind, p in self.entity_chain.spans(scored.ner)]
        found.marked += [Marked(_ROLES[kind], base + a, base + b, p) for a, b, kind, p in self.attribution_chain.spans(scored.attr)]
        found.named += self._named(scored, base)
        found.moods += self._moods(scored)

    def _named(self, scored: Scored, base: int) -> list[Named]:
        """The words that are likely enough the names of events, each with its likeliest type."""
        if scored.event is None:
            return []
        chances = np.exp(scored.event)
        best = chances[:, 1:].argmax(1) + 1
        likely = np.flatnonzero(chances[np.arange(len(best)), best] >= _LEAST_EVENT)
        return [Named(base + int(k), self.labels.event[best[k]], float(chances[k, best[k]])) for k in likely]

    def _moods(self, scored: Scored) -> list[Mood]:
        if scored.modality is None or scored.polarity is None or scored.presupposed is None:
            return []
        modality = np.exp(scored.modality)
        best = modality.argmax(1)
        columns = (modality[np.arange(len(best)), best], modality[:, 0], np.exp(scored.polarity[:, 1]), np.exp(scored.presupposed[:, 1]))
        return [Mood(self.labels.modality[k], *row) for k, *row in zip(best.tolist(), *(c.tolist() for c in columns), strict=True)]

    def _token(self, words: Words, scored: Scored, k: int, base: int) -> Token:
        (start, end), form, head = words.spans[k], words.forms[k], int(scored.heads[k])
        upos, xpos = self.labels.upos[scored.upos[k]], self.labels.xpos[scored.xpos[k]]
        relation = self.labels.rel[scored.rel[k]] if head else "root"
        if head and relation == "root":  # only the sentence's root is one
            relation = "dep"
        return Token(start, end, form, self.lemmatiser.lemma(form, upos, xpos), upos, xpos, base + head - 1 if head else -1, relation)


class _Found:
    """What has been read so far of one document."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        self.entities: list[Entity] = []
        self.marked: list[Marked] = []
        self.named: list[Named] = []
        self.moods: list[Mood] = []


def windows(text: str, start: int, end: int) -> list[Words]:
    """The words of one block; a block of more than :data:`features.MOST_WORDS` words is cut, where it can be at the ends of sentences."""
    cut = [(start + a, start + b) for a, b in tokens.cut(text[start:end])]
    forms = [text[a:b] for a, b in cut]
    spaced = [k == 0 or a > cut[k - 1][1] for k, (a, _) in enumerate(cut)]
    found, first = [], 0
    while first < len(cut):
        last = window_end(forms, spaced, first)
        found.append(Words(tuple(cut[first:last]), tuple(forms[first:last]), tuple(spaced[first:last]), first == 0))
        first = last
    return found


def sure_starts(words: Words) -> list[bool]:
    """Where a sentence begins whatever the network says: at the first word, and at a capital or an opening mark behind a full stop and
    white space. A stop that belongs to an abbreviation is no word of its own, so the one that is ends something."""
    forms, spaced = words.forms, words.spaced
    later = [spaced[k] and forms[k - 1] in _STOPS and (forms[k][0].isupper() or forms[k][0] in _OPENING) for k in range(1, len(forms))]
    return [True, *later]


def window_end(forms: Sequence[str], spaced: Sequence[bool], first: int) -> int:
    """Where the window that starts at word ``first`` ends: at the block's end, else behind the last full stop (and the quotation marks
    after it) in its second half, else where it is full."""
    full = first + features.MOST_WORDS
    if len(forms) <= full:
        return len(forms)
    for last in range(full, first + features.MOST_WORDS // 2, -1):
        if spaced[last] and _ends_sentence(forms, last - 1):
            return last
    return full


def _ends_sentence(forms: Sequence[str], k: int) -> bool:
    if forms[k] in ("”", '"', "’", "'", "»", ")", "]"):
        k -= 1
    return forms[k] in _STOPS


@cache
def load() -> Encoder:
    """The encoder with the weights in the package, loaded once a process.

    Raises:
        ModelError: the weights are missing or do not fit the code.
    """
    return open_folder(resources.files("accordingto") / "model")


def open_folder(folder: Traversable) -> Encoder:
    """The encoder with the weights in a folder: the files that its ``manifest.json`` names.

    Raises:
        ModelError: a file is missing, is not the one of the manifest, or does not fit the code.
    """
    try:
        manifest = msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Manifest)
        if manifest.format != FORMAT:
            raise ModelError(f"the language model has format {manifest.format} and this program reads {FORMAT}; reinstall the package")
        files = {name: _checked(folder, name, manifest.sha256.get(name)) for name in _FILES}
        labels = msgspec.json.decode(files["labels.json"], type=Labels)
        table = msgspec.json.decode(files["lemmas.json"], type=lemmas.Table)
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"the language model cannot be read ({error}); reinstall the package or run `make train`") from error
    with np.load(BytesIO(files["relations.npz"])) as weights:
        relations = Relations(*(weights[k].astype(np.float32) for k in ("bilinear", "linear", "bias")))
    tokenizer = files["tokenizer.json"].decode("utf-8")
    return Encoder(files["encoder.onnx"], tokenizer, labels, relations, lemmas.Lemmatiser(table))


def _checked(folder: Traversable, name: str, digest: str | None) -> bytes:
    data = (folder / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise ModelError(f"the language model's file {name} is not the one its manifest names; reinstall the package or run `make train`")
    return data
