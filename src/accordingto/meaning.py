"""What a claim is, read from its words: a second encoder reads the paragraphs, small heads judge each claim by the words of its evidence.

    told   = load().read(analysis)      every word's vector, window by window
    judged = told.judge(claims)         of each claim: event type or none, mode, modality, polarity, presupposed, and each word's part in it

The words of the evidence are pooled by four attentions; the pooled vector gives the claim's labels, and together with each word of the
window that word's part (:data:`PARTS`). All are probabilities; what is done with them is for :mod:`accordingto.decide`.
"""

from collections.abc import Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from io import BytesIO
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from accordingto import encoder, features, standins
from accordingto.analysis import Analysis
from accordingto.features import Floats, Ints

PARTS = ("none", "trigger", "actor", "recipient", "when", "where")
"""What a word is in a claim: the word that names its event, a participant, its time or place."""
HEADS = ("event", "mode", "modality", "polarity", "presupposed", "right")
"""What is said of a claim. ``right``: whether the stretch is a claim at all."""
_POOLS = 4


class Judgement(msgspec.Struct, frozen=True):
    """What the model says of one claim: log-probabilities.

    Attributes:
        scores: by head, one a label in the order of :class:`~accordingto.features.Labels`; ``right`` is (none, a claim).
        parts: words × :data:`PARTS`.
        first: the token that the first row of ``parts`` is about.
    """

    scores: dict[str, Floats]
    parts: Floats
    first: int

    def chance(self, head: str, label: int) -> float:
        """The probability of a label."""
        return float(np.exp(self.scores[head][label]))


class Heads(msgspec.Struct, frozen=True):
    """The weights of the heads over claims, as matrices words × labels."""

    weight: dict[str, Floats]
    bias: dict[str, Floats]
    inside: Floats


class Meaning:
    """The meaning encoder; :func:`load` makes one."""

    def __init__(self, network: bytes, beside: encoder.Encoder, heads: Heads) -> None:
        self.session = encoder.session(network)
        self.beside, self.labels, self.heads = beside, beside.labels, heads

    def read(self, analysis: Analysis) -> "Told":
        """Read a document: from the encoder's windows where the analysis holds them (``below``), else neighbouring sentences together."""
        if analysis.below:
            edges = [0, *(w.last for w in analysis.below)]
            parts = [self._upper(w.vectors[None], w.pieces) for w in analysis.below]
        else:
            edges, forms = _windows(analysis), standins.stood_in([t.form for t in analysis.tokens])
            parts = [self._vectors(analysis, forms, first, last) for first, last in pairwise(edges)]
        vectors = np.concatenate(parts) if parts else np.zeros((0, 384), np.float32)
        return Told(self.heads, vectors, np.array(edges, np.int64))

    def _vectors(self, a: Analysis, forms: Sequence[str], first: int, last: int) -> Floats:
        spaced = [k == 0 or a.tokens[k].start > a.tokens[k - 1].end for k in range(first, last)]
        begins = [a.sentences[a.sentence_of[k]].first == k and _opens(a, k) for k in range(first, last)]
        window = features.window(forms[first:last], spaced, begins, self.beside.pieces)
        return self._upper(self.beside.below(window), window.first)

    def _upper(self, below: Floats, first: Ints) -> Floats:
        given = {"below": below, "mask": np.ones(below.shape[:2], np.int32), "first": first[None]}
        return np.asarray(self.session.run(["words"], given)[0][0], np.float32)


def _opens(a: Analysis, k: int) -> bool:
    """Whether a token begins its block."""
    n = a.sentence_of[k]
    return n == 0 or a.sentences[n].block != a.sentences[n - 1].block


def _windows(a: Analysis) -> list[int]:
    """The tokens at which windows begin, and the end."""
    cuts = [0]
    for s in a.sentences:
        if s.first > cuts[-1] and s.last - cuts[-1] > features.MOST_WORDS:
            cuts.append(s.first)
        while s.last - cuts[-1] > features.MOST_WORDS:
            cuts.append(cuts[-1] + features.MOST_WORDS)
    return [*cuts, len(a.tokens)] if a.tokens else [0]


class Told:
    """A document as the meaning encoder sees it."""

    def __init__(self, heads: Heads, vectors: Floats, edges: NDArray[np.int64]) -> None:
        self.heads, self.vectors, self.edges = heads, vectors, edges
        self.word_side = gelu(self._linear(vectors, "word_side"))
        self.of_word = self._linear(self.word_side, "of_word")
        self.attention = self._linear(vectors, "attention")

    def _linear(self, x: Floats, key: str) -> Floats:
        found = x @ self.heads.weight[key]
        return np.asarray(found + self.heads.bias[key] if key in self.heads.bias else found, np.float32)

    def judge(self, claims: Sequence[Sequence[int]]) -> list[Judgement]:
        """Judge claims together: one product a head for all of them.

        Args:
            claims: the words of each one's evidence, as indices into the analysis; those of the window of the first count.
        """
        if not claims:
            return []
        starts = np.searchsorted(self.edges, [tokens[0] for tokens in claims], side="right")
        windows = [(int(self.edges[k - 1]), int(self.edges[k])) for k in starts]
        owns = [np.array([i for i in c if a <= i < b], np.int64) for c, (a, b) in zip(claims, windows, strict=True)]
        pooled = np.stack([(np.exp(log_softmax(self.attention[own], 0)).T @ self.vectors[own]).ravel() for own in owns])
        z = gelu(self._linear(pooled, "inner"))
        scores = {key: log_softmax(self._linear(z, key), 1) for key in HEADS}
        pairs = self._linear(gelu(self._linear(z, "claim_side")), "pair").reshape(len(claims), len(PARTS), -1)
        found = []
        for n, ((first, last), own) in enumerate(zip(windows, owns, strict=True)):
            inside = np.zeros(last - first, np.int64)
            inside[own - first] = 1
            parts = (pairs[n] @ self.word_side[first:last].T).T + self.of_word[first:last] + self.heads.inside[inside]
            found.append(Judgement({key: each[n] for key, each in scores.items()}, log_softmax(parts, 1), first))
        return found


def gelu(x: Floats) -> Floats:
    """GELU by the error function, as it was trained (Hendrycks and Gimpel 2016)."""
    return np.asarray(0.5 * x * (1 + _erf(x / np.float32(np.sqrt(2)))), np.float32)


def _erf(x: Floats) -> Floats:
    """The error function, absolute error below 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26)."""
    t = 1 / (1 + np.float32(0.3275911) * np.abs(x))
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return np.asarray(np.sign(x) * (1 - series * np.exp(-x * x)), np.float32)


def log_softmax(x: Floats, axis: int) -> Floats:
    """Log-probabilities of scores along an axis."""
    away = x - x.max(axis, keepdims=True)
    return np.asarray(away - np.log(np.exp(away).sum(axis, keepdims=True)), np.float32)


@cache
def load() -> Meaning:
    """The meaning encoder with the weights in the package, loaded once a process.

    Raises:
        ModelError: the weights are missing or do not fit the code.
    """
    return open_folder(resources.files("accordingto") / "model", encoder.load())


def open_folder(folder: Traversable, beside: encoder.Encoder) -> Meaning:
    """The meaning encoder of a model folder, which shares the word table, vocabulary and labels of the syntax encoder beside it."""
    files = encoder.checked(folder, ("meaning.onnx", "meaning.npz"))
    with np.load(BytesIO(files["meaning.npz"])) as stored:
        arrays = {k: stored[k].astype(np.float32) for k in stored.files}
    weight = {k.removesuffix(".weight"): v for k, v in arrays.items() if k.endswith(".weight")}
    bias = {k.removesuffix(".bias"): v for k, v in arrays.items() if k.endswith(".bias")}
    return Meaning(files["meaning.onnx"], beside, Heads(weight, bias, arrays["inside"]))
