"""Where the language analysis comes from: the encoder in the package, or somebody else's pipeline in its place.

``own`` is :mod:`accordingto.encoder`. ``spacy:MODEL`` takes words, sentences, tags, lemmas, trees and names from a spaCy pipeline, by its
package name or folder, and everything else (attribution, events, roles, factuality, coreference, vectors) from the encoder, which reads
spaCy's words. spaCy's own English pipelines draw trees in the ClearNLP style: :mod:`accordingto.clearnlp` makes them Universal
Dependencies; a pipeline trained on a UD treebank passes through.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from accordingto import clearnlp, encoder, standins
from accordingto.analysis import Analysis, Entity, Sentence, Token
from accordingto.errors import UsageError
from accordingto.types import Page
from accordingto.windows import Words, pack

if TYPE_CHECKING:
    from spacy.language import Language

_LINE = re.compile(r"[^\s][^\n]*")
_NAMES = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC"}
"""Labels of OntoNotes, CoNLL 2003 and Universal NER that name what ours do; others (dates, works, events) are left out."""


class Analyser(Protocol):
    """What makes an :class:`Analysis` of a text.

    Attributes:
        version: names it in a claim's ``coder``.
    """

    version: str

    def analyse(self, text: str, blocks: Sequence[tuple[int, int]], *, heads: Collection[str] = ..., sentences: bool = ...) -> Analysis:
        """As :meth:`accordingto.encoder.Encoder.analyse`."""


@cache
def load(name: str = "own") -> Analyser:
    """An analyser by name, loaded once a process.

    Args:
        name: ``own``, or ``spacy:MODEL``, MODEL being a package or a folder.

    Raises:
        UsageError: there is none of that name, spaCy or the model is not installed, or it draws no trees.
        ModelError: the weights in the package are missing or damaged.
    """
    kind, _, model = name.partition(":")
    if name == "own":
        return encoder.load()
    if kind == "spacy" and model:
        return Spacy(_pipeline(model), model)
    raise UsageError(f"--analyser {name}: there is no such analyser; give own or spacy:MODEL")


def of_page(page: Page, analyser: Analyser, *, heads: Collection[str] = encoder.USUAL, lines: bool = False) -> Analysis:
    """The analysis of a whole document, page furniture too.

    Args:
        page: the document as it was read.
        analyser: makes it.
        heads: what is wanted (:data:`accordingto.encoder.HEADS`).
        lines: every line that is not blank is exactly one sentence; else sentences are found in the document's paragraphs.
    """
    text = page.document.text
    blocks = [(m.start(), m.end()) for m in _LINE.finditer(text)] if lines else [(b.start, b.end) for b in page.blocks]
    return analyser.analyse(text, blocks, heads=heads, sentences=lines)


def _pipeline(model: str) -> "Language":
    try:
        import spacy
    except ImportError as error:
        raise UsageError(f"--analyser spacy:{model}: spaCy is not installed; run pip install spacy") from error
    try:
        return spacy.load(model)
    except OSError as error:
        there = "the folder holds no pipeline of this spaCy" if Path(model).exists() else f"run python -m spacy download {model}"
        raise UsageError(f"--analyser spacy:{model}: the model cannot be loaded; {there}") from error


class Spacy:
    """A spaCy pipeline in the place of the encoder's words, sentences, tags, lemmas, trees and names.

    Args:
        pipeline: must set tags, heads and relations.
        name: as the user named it.
    """

    def __init__(self, pipeline: "Language", name: str) -> None:
        self.pipeline = pipeline
        self.own = encoder.load()
        meta = pipeline.meta
        self.version = f"{self.own.version}+spacy:{meta.get('lang', '')}_{meta.get('name', name)}-{meta.get('version', '')}"

    def analyse(
        self, text: str, blocks: Sequence[tuple[int, int]], *, heads: Collection[str] = encoder.USUAL, sentences: bool = False
    ) -> Analysis:
        """As :meth:`accordingto.encoder.Encoder.analyse`.

        Raises:
            UsageError: the pipeline draws no trees.
        """
        tokens: list[Token] = []
        found: list[Sentence] = []
        entities: list[Entity] = []
        for number, (start, end) in enumerate(blocks):
            self._block(text[start:end], start, number, tokens, found, entities)
        if sentences:
            tokens, found = _one_a_block(tokens, found)
        seen = self._seen(text, tokens, found, frozenset(heads))
        names = tuple(entities) if "entities" in heads else ()
        return msgspec.structs.replace(seen, tokens=tuple(tokens), sentences=tuple(found), entities=names)

    def _block(self, words: str, start: int, number: int, tokens: list[Token], sentences: list[Sentence], entities: list[Entity]) -> None:
        doc = self.pipeline(words)
        kept = [t for t in doc if not t.is_space]
        if not kept:
            return
        if not doc.has_annotation("DEP"):
            raise UsageError("--analyser: the spaCy pipeline draws no trees; give one with a parser")
        base, place = len(tokens), {t.i: k for k, t in enumerate(kept)}
        tree = clearnlp.Tree.of([(_head(t, place), t.dep_, t.pos_, t.lemma_) for t in kept])
        if clearnlp.is_clearnlp(t.dep_ for t in kept):
            tree = clearnlp.to_ud(tree)
        for k, t in enumerate(kept):
            at, head = start + t.idx, tree.heads[k]
            relation = "root" if head < 0 else tree.relations[k]
            lemma = t.lemma_ or self.own.lemmatiser.lemma(t.text, t.pos_, t.tag_)
            tokens.append(Token(at, at + len(t.text), t.text, lemma, t.pos_ or "X", t.tag_, base + head if head >= 0 else -1, relation))
        edges = [0, *_starts(kept, doc), len(kept)]
        sentences += [Sentence(base + a, base + b, number) for a, b in pairwise(edges) if b > a]
        _single_roots(tokens, sentences, base)
        for name in doc.ents:
            inside = [place[t.i] for t in name if t.i in place]
            if inside and name.label_ in _NAMES:
                entities.append(Entity(base + inside[0], base + inside[-1] + 1, _NAMES[name.label_], 1.0))

    def _seen(self, text: str, tokens: Sequence[Token], sentences: Sequence[Sentence], heads: frozenset[str]) -> Analysis:
        """What the encoder says of these words beside their trees and names."""
        begins = {s.first for s in sentences}
        pieces = [w for n, s in enumerate(sentences) for w in _words(tokens, s, opens=n == 0 or sentences[n - 1].block != s.block)]
        read, at = encoder.Reader(self.own, heads), 0
        for words in standins.shown(pack(pieces)):
            starts = [k for k in range(len(words.forms)) if k == 0 or at + k in begins]
            read.add(words, self.own.score(words, starts, heads=heads))
            at += len(words.forms)
        return read.analysis(text, [(s.first, s.last) for s in sentences])


def _head(token: Any, place: dict[int, int]) -> int:
    """The head of a spaCy token among those kept, -1 for a root; what hangs on white space hangs on its head."""
    head = token.head
    while head.i not in place and head.head.i != head.i:
        head = head.head
    return -1 if head.i == token.i or head.i not in place else place[head.i]


def _starts(kept: Sequence[Any], doc: Any) -> Iterator[int]:
    """Where the sentences after the first begin, as indices into the words kept."""
    starts = {s.start for s in doc.sents}
    pending = False
    known = {t.i for t in kept}
    order = {t.i: k for k, t in enumerate(kept)}
    for t in doc:
        pending = pending or t.i in starts
        if t.i in known:
            if pending and order[t.i]:
                yield order[t.i]
            pending = False


def _single_roots(tokens: list[Token], sentences: Sequence[Sentence], base: int) -> None:
    """Every sentence one root, and no head outside: further roots, and words whose head lies outside, hang on the first root."""
    for s in sentences:
        if s.first < base:
            continue
        loose = [k for k in range(s.first, s.last) if not s.first <= tokens[k].head < s.last]
        if loose:
            first = next((k for k in loose if tokens[k].head < 0), loose[0])
            tokens[first] = msgspec.structs.replace(tokens[first], head=-1, deprel="root")
            for k in loose:
                if k != first:
                    tokens[k] = msgspec.structs.replace(tokens[k], head=first, deprel="parataxis")


def _one_a_block(tokens: list[Token], sentences: Sequence[Sentence]) -> tuple[list[Token], list[Sentence]]:
    blocks: dict[int, tuple[int, int]] = {}
    for s in sentences:
        first, _ = blocks.get(s.block, (s.first, s.last))
        blocks[s.block] = (first, s.last)
    joined = [Sentence(first, last, block) for block, (first, last) in blocks.items()]
    _single_roots(tokens, joined, 0)
    return tokens, joined


def _words(tokens: Sequence[Token], sentence: Sentence, *, opens: bool) -> Iterator[Words]:
    """A sentence's words for the encoder, cut where it is longer than a window; ``opens``: it is the first of its block."""
    for first in range(sentence.first, sentence.last, encoder.MOST_WORDS):
        last = min(first + encoder.MOST_WORDS, sentence.last)
        spaced = tuple((opens and k == sentence.first) or tokens[k].start > tokens[k - 1].end for k in range(first, last))
        begin = opens and first == sentence.first
        yield Words(
            tuple((t.start, t.end) for t in tokens[first:last]),
            tuple(t.form for t in tokens[first:last]),
            spaced,
            (begin, *[False] * (last - first - 1)),
            (sentence.block,) * (last - first),
        )
