"""The language analysis: one small encoder with several heads, run by onnxruntime with the weights in the package.

    words = tokens.cut(block)            a paragraph at a time
    window = pack(words)                 neighbouring paragraphs together, at most 128 words
    scores = the network                 sentence starts, UPOS, XPOS, arcs and relations, entities, attribution, events, moods, roles, …
    decode                               one tree a sentence, BIO stretches, links, roles, coreference, lemmas

The trees are Universal Dependencies', scored by a deep biaffine parser (Dozat and Manning 2017); the attribution roles are PolNeAR's
(Newell et al. 2018), the semantic roles PropBank's (Palmer et al. 2005), coreference is between words (Dobrovolskii 2021), factuality is
UDS' (White et al. 2016). One window a call: dynamic int8 takes its scale over all that is read together, so a batch would make a
text's result depend on what is read beside it. Use more processes, not more threads.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from io import BytesIO
from itertools import groupby, pairwise
from typing import Any

import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController
from tokenizers import Tokenizer

from accordingto import features, lemmas, standins
from accordingto.analysis import (
    Analysis,
    AttributionRole,
    Corefers,
    Entity,
    Linked,
    Lower,
    Marked,
    Mood,
    Named,
    Predicate,
    Role,
    Sentence,
    Token,
)
from accordingto.errors import ModelError
from accordingto.features import Chain, Floats, Ints, Labels
from accordingto.windows import Words, pack, sure_starts, windows

FORMAT = 3
HEADS: dict[str, tuple[str, ...]] = {
    "entities": ("ner", "thing"),
    "attribution": ("attr", "tied_left", "tied_right"),
    "events": ("event", "mode", "modality", "polarity", "presupposed"),
    "roles": ("predicate", "role", "role_score"),
    "factuality": ("predicate", "happened"),
    "coreference": ("same_left", "same_right"),
    "vectors": ("vector",),
    "below": ("below",),
}
"""What can be asked for beside words, sentences and trees, and the network's outputs for it."""
USUAL = frozenset(HEADS) - {"vectors", "below"}
MOST_WORDS = features.MOST_WORDS
"""Words in a window, at most."""
_TREES = ("upos", "xpos", "rel", "heads", "start", "arc", "rd", "rh")
_LEAST_EVENT = 0.2
"""The probability from which on an event type is passed on; what is done with it is for the reader of the analysis."""
_BACK = 256
"""How many nouns, names and pronouns before a word are asked whether they mean the same."""
_ROLES: dict[str, AttributionRole] = {"SOURCE": "source", "CUE": "cue", "CONTENT": "content"}
_FILES = ("encoder.onnx", "words.npz", "relations.npz", "labels.json", "lemmas.json", "tokenizer.json")


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What lies in the model folder: the format that the code must know, and each file's SHA-256."""

    format: int
    sha256: dict[str, str]


class Scored(msgspec.Struct, frozen=True):
    """What the network says of one window.

    ``upos``, ``xpos``, ``rel``: label indices by word; ``starts``: where sentences begin; ``heads``: 0 root, else 1-based in the window.
    ``out`` has the other outputs by name: log-probabilities, words × labels (``ner`` … ``presupposed``), numbers by word (``predicate``,
    ``happened``), ``role`` and ``role_score`` (predicates × words), and the vectors of :class:`Ties` and of sentences by word.
    ``predicates``: the rows of ``role``.
    """

    upos: Ints
    xpos: Ints
    starts: Ints
    heads: Ints
    rel: Ints
    predicates: Ints
    out: dict[str, NDArray[Any]]

    def sentences(self) -> Ints:
        """The number of each word's sentence in the window."""
        return np.asarray(np.searchsorted(self.starts, np.arange(len(self.heads)), side="right"), np.int64)


class Ties(msgspec.Struct, frozen=True):
    """A pair scorer's numbers for distances; the rest of it is in the network."""

    distance: Floats

    def scores(self, left: Floats, right: Floats, here: Ints, there: Ints) -> Floats:
        """Scores of the words at ``here`` (rows ``left``) with those at ``there``."""
        products = left @ right.T / np.float32(left.shape[1] ** 0.5)
        return np.asarray(products + self.distance[features.steps(here[:, None] - there[None, :])], np.float32)


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


class WordTable(msgspec.Struct, frozen=True):
    """The word pieces' vectors: int8 by row, and each row's scale. Frozen in training, so that all networks share one."""

    rows: NDArray[np.int8]
    scales: Floats

    def of(self, ids: Ints) -> Floats:
        """The vectors of a window's pieces, a row each."""
        return np.asarray(self.rows[ids] * self.scales[ids], np.float32)


def read(window: features.Window, table: WordTable) -> dict[str, NDArray[Any]]:
    """A window as the graph's inputs."""
    return {
        "embedded": table.of(window.ids)[None],
        "case": window.case[None].astype(np.int32),
        "mask": np.ones((1, len(window.ids)), np.int32),
        "first": window.first[None],
    }


def session(network: bytes) -> onnxruntime.InferenceSession:
    """An ONNX graph ready to run on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # onnxruntime's fused kernel for a sum and its normalisation takes four times as long as the two apart
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"])


@cache
def _pools() -> ThreadpoolController:
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Products of matrices on the caller's thread alone while a document is read: they are small, and threads that wait for each other on
    a busy machine took ten times as long."""
    limited: AbstractContextManager[object] = _pools().limit(limits=1, user_api="blas")
    return limited


class Encoder:
    """The analyser; :func:`load` makes one.

    Attributes:
        version: names the weights, eight hexadecimal digits.
    """

    def __init__(
        self,
        network: bytes,
        table: WordTable,
        tokenizer: str,
        labels: Labels,
        relations: Relations,
        ties: dict[str, Ties],
        lemmatiser: lemmas.Lemmatiser,
    ) -> None:
        self.session, self.table = session(network), table
        self.run_options = onnxruntime.RunOptions()
        self.run_options.only_execute_path_to_fetches = True
        self.pieces = features.Pieces(Tokenizer.from_str(tokenizer))
        self.labels, self.relations, self.ties, self.lemmatiser = labels, relations, ties, lemmatiser
        self.chains = {key: Chain.over(getattr(labels, key)) for key in ("ner", "thing", "attr")}
        self.nominal = np.array([tag in features.NOMINAL for tag in labels.upos])
        self.version = hashlib.sha256(network).hexdigest()[:8]

    def analyse(self, text: str, blocks: Sequence[tuple[int, int]], *, heads: Collection[str] = USUAL, sentences: bool = False) -> Analysis:
        """Analyse the blocks (paragraphs) of a text.

        Args:
            text: the document.
            blocks: character stretches in text order; what stands outside them is not read. Every block begins a sentence; a line break
                inside one is white space.
            heads: what is wanted beside words, sentences and trees (:data:`HEADS`); what is not wanted is not computed, where it can be
                left out, and is empty.
            sentences: every block is exactly one sentence.

        Returns:
            the analysis; ``Sentence.block`` is the index into ``blocks``. For every token ``text[start:end] == form``.
        """
        found = Reader(self, frozenset(heads))
        pieces = [w for number, (start, end) in enumerate(blocks) for w in windows(text, start, end, number)]
        for words in standins.shown(pack(pieces)):
            starts = [k for k, begin in enumerate(words.begins) if begin or k == 0] if sentences else []
            found.add(words, self.score(words, starts, heads=found.heads))
        return found.analysis(text, found.blocks() if sentences else ())

    def score(self, words: Words, starts: Sequence[int] = (), *, heads: Collection[str] = USUAL, predicates: Sequence[int] = ()) -> Scored:
        """Run the network over one window and decode its trees.

        Args:
            words: at most :data:`features.MOST_WORDS` words.
            starts: where sentences start; empty: where the network puts them.
            heads: as in :meth:`analyse`.
            predicates: words that are predicates whatever the network says, for measuring on given ones.
        """
        window = features.window(words.shown or words.forms, words.spaced, words.begins, self.pieces)
        hard = np.zeros((1, len(words.forms)), np.int32)
        hard[0, list(starts) or sure_starts(words)] = 1
        forced = np.zeros((1, len(words.forms)), np.int32)
        forced[0, list(predicates)] = 1
        given = read(window, self.table) | {"hard": hard, "forced": forced}
        wanted = list(dict.fromkeys((*_TREES, *(name for head in HEADS if head in heads for name in HEADS[head]))))
        out = dict(zip(wanted, (v[0] for v in self.session.run(wanted, given, self.run_options)), strict=True))
        begin = np.array(starts, np.int64) if len(starts) else np.flatnonzero(out["start"])
        head, rel = self._trees(out, begin, features.stretches(words.forms), self._infinitives(words.forms, out["xpos"]))
        tags = {key: out.pop(key).astype(np.int64) for key in ("upos", "xpos")}
        rows = np.flatnonzero((out["predicate"] > 0.5) | (forced[0] > 0)) if "role" in out else np.zeros(0, np.int64)
        return Scored(**tags, starts=begin, heads=head, rel=rel, predicates=rows, out=out | {"first": window.first})

    def below(self, window: features.Window) -> Floats:
        """What the shared layers make of a window: a vector a piece, one window × pieces × width."""
        idle = np.zeros((1, len(window.first)), np.int32)
        given = read(window, self.table) | {"hard": idle, "forced": idle}
        return np.asarray(self.session.run(["below"], given, self.run_options)[0], np.float32)

    def _infinitives(self, forms: Sequence[str], xpos: Ints) -> list[int]:
        """The infinitives that open a stretch behind a semicolon: "…; **to share** the names; and **to contribute**"."""
        tags = [self.labels.xpos[t] for t in xpos.tolist()]
        found = []
        for k in (k + 1 for k, form in enumerate(forms[:-3]) if form == ";"):
            while k + 2 < len(tags) and (tags[k] == "CC" or (forms[k] == "(" and forms[k + 2] == ")")):
                k += 1 if tags[k] == "CC" else 3
            if k + 1 < len(tags) and (tags[k], tags[k + 1]) == ("TO", "VB"):
                found.append(k + 1)
        return found

    def _trees(self, out: dict[str, NDArray[Any]], starts: Ints, stretches: Ints, roots: Sequence[int]) -> tuple[Ints, Ints]:
        """Heads and relations: the network's greedy ones where they are trees and each stretch between semicolons hangs together (by its
        root, where one is given), else the best such trees."""
        greedy, rel = out["heads"].astype(np.int64), out["rel"].astype(np.int64)
        heads = greedy.copy()
        for first, last in pairwise([*starts.tolist(), len(heads)]):
            own = heads[first:last]
            local = np.where(own == 0, 0, own - first)
            part, by = stretches[first:last], [r - first for r in roots if first < r < last and stretches[r] > stretches[first]]
            inside = local.min() >= 0 and local.max() <= last - first
            if inside and features.is_tree(local) and features.hangs_together(local, part, by):
                continue
            best = features.tree(out["arc"][first:last][:, [0, *range(first + 1, last + 1)]], part, by)
            heads[first:last] = np.where(best == 0, 0, best + first)
        changed = np.flatnonzero(heads != greedy)
        if len(changed):
            rel[changed] = self.relations.best(out["rd"][changed], out["rh"], heads[changed])
        return heads, rel

    def token(self, words: Words, scored: Scored, k: int, base: int) -> Token:
        """Word ``k`` of a window whose first word is the document's word ``base``."""
        (start, end), form, head = words.spans[k], words.forms[k], int(scored.heads[k])
        upos, xpos = self.labels.upos[scored.upos[k]], self.labels.xpos[scored.xpos[k]]
        relation = self.labels.rel[scored.rel[k]] if head else "root"
        if head and relation == "root":  # only the sentence's root is one
            relation = "dep"
        return Token(start, end, form, self.lemmatiser.lemma(form, upos, xpos), upos, xpos, base + head - 1 if head else -1, relation)

    def roles(self, scored: Scored) -> Iterator[tuple[int, int, str, float]]:
        """(predicate, argument, label, probability) of the semantic roles of a window, words counted in the window."""
        sentence = scored.sentences()
        best = scored.out["role"]
        for row, predicate in enumerate(scored.predicates.tolist()):
            for word in np.flatnonzero((best[row] > 0) & (sentence == sentence[predicate])).tolist():
                if word != predicate:
                    yield predicate, word, self.labels.role[best[row, word]], float(np.exp(scored.out["role_score"][row, word]))

    def links(self, scored: Scored, marked: Sequence[tuple[int, int, str, float]]) -> Iterator[tuple[int, int, float]]:
        """(part, cue, probability) for the sources and contents among a window's marked stretches: indices into ``marked``."""
        parts = [n for n, m in enumerate(marked) if m[2] != "CUE"]
        cues = [n for n, m in enumerate(marked) if m[2] == "CUE"]
        if not parts or not cues:
            return
        here, there = (np.array([marked[n][0] for n in chosen], np.int64) for chosen in (parts, cues))
        scores = self.ties["tied"].scores(scored.out["tied_left"][here], scored.out["tied_right"][there], here, there)
        chances = _softmax(scores)
        for row, part in enumerate(parts):
            best = int(chances[row].argmax())
            yield part, cues[best], float(chances[row, best])

    def antecedents(self, asked: Ints, candidates: Ints, left: Floats, right: Floats) -> Iterator[tuple[int, int, float]]:
        """(word, antecedent, probability) for the words that have one.

        Args:
            asked: indices of pronouns and names.
            candidates: indices of what may stand for the same, in order.
            left, right: the vectors of those at ``asked``, and of the candidates.
        """
        if not len(asked) or not len(candidates):
            return
        scores = self.ties["same"].scores(left, right, asked, candidates)
        scores[candidates[None, :] >= asked[:, None]] = -np.inf
        chances = _softmax(np.concatenate([scores, np.zeros((len(asked), 1), np.float32)], 1))
        best = chances.argmax(1)
        for row in np.flatnonzero(best < len(candidates)).tolist():
            yield int(asked[row]), int(candidates[best[row]]), float(chances[row, best[row]])


def _softmax(scores: Floats) -> Floats:
    away = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(away / away.sum(1, keepdims=True), np.float32)


class Reader:
    """What has been read so far of one document, window by window.

    Args:
        model: scored the windows.
        heads: what is decoded.
    """

    def __init__(self, model: Encoder, heads: frozenset[str]) -> None:
        self.model, self.heads = model, heads
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        self.entities: list[Entity] = []
        self.things: list[Entity] = []
        self.marked: list[Marked] = []
        self.links: list[Linked] = []
        self.named: list[Named] = []
        self.moods: list[Mood] = []
        self.predicates: list[Predicate] = []
        self.roles: list[Role] = []
        self.corefers: list[Corefers] = []
        self.vectors: list[tuple[float, ...]] = []
        self.below: list[Lower] = []
        self.before = np.zeros(0, np.int64)
        self.before_right = np.zeros((0, 0), np.float32)

    def add(self, words: Words, scored: Scored) -> None:
        """Decode a window."""
        base = len(self.tokens)
        self.tokens += [self.model.token(words, scored, k, base) for k in range(len(words.forms))]
        edges = [*scored.starts.tolist(), len(words.forms)]
        self.sentences += [Sentence(base + a, base + b, words.blocks[a]) for a, b in pairwise(edges)]
        for head, decode in (
            ("entities", self._entities),
            ("attribution", self._attribution),
            ("events", self._events),
            ("coreference", self._coreference),
            ("vectors", self._vectors),
            ("below", self._below),
        ):
            if head in self.heads:
                decode(scored, base)
        if "roles" in self.heads or "factuality" in self.heads:
            self._predicates(scored, base)

    def analysis(self, text: str, sentences: Sequence[tuple[int, int]] = ()) -> Analysis:
        """All of it; ``sentences``: the words, first to last (exclusive), that are one sentence each, however many windows it took."""
        if sentences:
            self._join(sentences)
        return Analysis(
            text,
            tuple(self.tokens),
            tuple(self.sentences),
            entities=tuple(self.entities),
            marked=tuple(self.marked),
            named=tuple(self.named),
            moods=tuple(self.moods),
            things=tuple(self.things),
            links=tuple(self.links),
            predicates=tuple(self.predicates),
            roles=tuple(self.roles),
            corefers=tuple(self.corefers),
            vectors=tuple(self.vectors),
            below=tuple(self.below),
        )

    def blocks(self) -> list[tuple[int, int]]:
        """The words of each block."""
        groups = (list(group) for _, group in groupby(self.sentences, key=lambda s: s.block))
        return [(group[0].first, group[-1].last) for group in groups]

    def _join(self, spans: Sequence[tuple[int, int]]) -> None:
        """Put sentences together: later roots hang on the first, as sentences that stand side by side do in UD."""
        sentences: list[Sentence] = []
        vectors: list[tuple[float, ...]] = []
        at = 0
        for first, last in spans:
            group = []
            while at < len(self.sentences) and self.sentences[at].first < last:
                group.append(at)
                at += 1
            sentences.append(Sentence(first, last, self.sentences[group[0]].block))
            roots = [k for k in range(first, last) if self.tokens[k].head < 0]
            for k in roots[1:]:
                self.tokens[k] = msgspec.structs.replace(self.tokens[k], head=roots[0], deprel="parataxis")
            if self.vectors:
                sizes = [self.sentences[n].last - self.sentences[n].first for n in group]
                vectors.append(_unit(np.average([self.vectors[n] for n in group], axis=0, weights=sizes)))
        self.sentences, self.vectors = sentences, vectors

    def _entities(self, scored: Scored, base: int) -> None:
        for key, into in (("ner", self.entities), ("thing", self.things)):
            spans = self.model.chains[key].spans(scored.out[key])
            into += [Entity(base + a, base + b, kind, p) for a, b, kind, p in spans]

    def _attribution(self, scored: Scored, base: int) -> None:
        spans, known = self.model.chains["attr"].spans(scored.out["attr"]), len(self.marked)
        self.marked += [Marked(_ROLES[kind], base + a, base + b, p) for a, b, kind, p in spans]
        self.links += [Linked(known + part, known + cue, p) for part, cue, p in self.model.links(scored, spans)]

    def _events(self, scored: Scored, base: int) -> None:
        labels, out = self.model.labels, scored.out
        chances = np.exp(out["event"])
        best = chances[:, 1:].argmax(1) + 1
        for k in np.flatnonzero(chances[np.arange(len(best)), best] >= _LEAST_EVENT).tolist():
            kind = labels.event[best[k]]
            self.named.append(Named(base + k, kind, float(chances[k, best[k]]), mode(labels.mode, out["mode"][k], kind)))
        modality = np.exp(out["modality"])
        top = modality.argmax(1)
        columns = (modality[np.arange(len(top)), top], modality[:, 0], np.exp(out["polarity"][:, 1]), np.exp(out["presupposed"][:, 1]))
        rows = zip(top.tolist(), *(c.tolist() for c in columns), strict=True)
        self.moods += [Mood(labels.modality[k], *row) for k, *row in rows]

    def _predicates(self, scored: Scored, base: int) -> None:
        chances = scored.out["predicate"]
        happened = scored.out.get("happened")
        for k in np.flatnonzero(chances > 0.5).tolist():
            value = None if happened is None else float(happened[k])
            self.predicates.append(Predicate(base + k, float(chances[k]), value))
        if "roles" in self.heads:
            self.roles += [Role(base + p, base + a, label, score) for p, a, label, score in self.model.roles(scored)]

    def _coreference(self, scored: Scored, base: int) -> None:
        nominal = np.flatnonzero(self.model.nominal[scored.upos])
        asked = np.array([k for k in nominal.tolist() if may_refer(self.tokens[base + k])], np.int64)
        candidates = np.concatenate([self.before, base + nominal])
        own = scored.out["same_right"][nominal]
        right = np.concatenate([self.before_right, own]) if len(self.before) else own
        pairs = self.model.antecedents(base + asked, candidates, scored.out["same_left"][asked], right)
        self.corefers += [Corefers(*pair) for pair in pairs]
        self.before, self.before_right = candidates[-_BACK:], right[-_BACK:]

    def _below(self, scored: Scored, base: int) -> None:
        self.below.append(Lower(base, base + len(scored.heads), scored.out["below"], scored.out["first"]))

    def _vectors(self, scored: Scored, base: int) -> None:
        for a, b in pairwise([*scored.starts.tolist(), len(scored.heads)]):
            self.vectors.append(_unit(scored.out["vector"][a:b].mean(0)))


def _unit(vector: NDArray[Any]) -> tuple[float, ...]:
    return tuple((vector / max(float(np.linalg.norm(vector)), 1e-9)).tolist())


_REFERRING = frozenset({"PRP", "PRP$"})


def may_refer(token: Token) -> bool:
    """Whether a word is asked for its antecedent: personal and possessive pronouns, and the heads of names."""
    if token.upos == "PRON":
        return token.xpos in _REFERRING
    return token.upos == "PROPN" and token.deprel.split(":")[0] not in ("flat", "compound")


def mode(modes: Sequence[str], scores: Floats, kind: str) -> str | None:
    """The likeliest mode of an event type, None where none shown is likelier."""
    own = [k for k, mode in enumerate(modes) if k == 0 or mode.startswith(f"{kind}.")]
    best = max(own, key=lambda k: float(scores[k]))
    return modes[best].partition(".")[2] or None


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
    files = checked(folder, _FILES)
    try:
        labels = msgspec.json.decode(files["labels.json"], type=Labels)
        table = msgspec.json.decode(files["lemmas.json"], type=lemmas.Table)
    except msgspec.DecodeError as error:
        raise ModelError(f"the language model cannot be read ({error}); reinstall the package or run `make train`") from error
    with np.load(BytesIO(files["relations.npz"])) as weights:
        relations = Relations(*(weights[k].astype(np.float32) for k in ("bilinear", "linear", "bias")))
        ties = {k: Ties(weights[k].astype(np.float32)) for k in ("same", "tied")}
    with np.load(BytesIO(files["words.npz"])) as stored:
        words = WordTable(stored["rows"], stored["scales"].astype(np.float32))
    tokenizer = files["tokenizer.json"].decode("utf-8")
    return Encoder(files["encoder.onnx"], words, tokenizer, labels, relations, ties, lemmas.Lemmatiser(table))


def with_network(model: Encoder, network: bytes) -> Encoder:
    """The same encoder with another graph of the same labels: to compare a float graph with its int8."""
    tokenizer = model.pieces.tokenizer.to_str()
    return Encoder(network, model.table, tokenizer, model.labels, model.relations, model.ties, model.lemmatiser)


def checked(folder: Traversable, names: Sequence[str]) -> dict[str, bytes]:
    """Files of a model folder, each held against the manifest.

    Raises:
        ModelError: a file is missing, is not the one of the manifest, or does not fit the code.
    """
    try:
        manifest = msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Manifest)
        if manifest.format != FORMAT:
            raise ModelError(f"the language model has format {manifest.format} and this program reads {FORMAT}; reinstall the package")
        return {name: _checked(folder, name, manifest.sha256.get(name)) for name in names}
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"the language model cannot be read ({error}); reinstall the package or run `make train`") from error


def _checked(folder: Traversable, name: str, digest: str | None) -> bytes:
    data = (folder / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise ModelError(f"the language model's file {name} is not the one its manifest names; reinstall the package or run `make train`")
    return data
