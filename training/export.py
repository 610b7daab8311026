"""From a checkpoint to the weights in the package: an ONNX graph written by hand with onnxruntime's fused operators, in int8.

Weights are quantised by channel, activations at run time: by tensor costs about a point of LAS. The range is reduced so that
processors without VNNI cannot overflow. The word table is int8 by row; attention, biaffine products and label scores are computed in
float.
"""

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnx
import torch
from evaluation import annotations, corpus
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from accordingto.encoder import FORMAT, Manifest, WordTable, load, read
from accordingto.features import Labels, Pieces, window
from accordingto.meaning import HEADS as HEADS_OF_CLAIMS
from accordingto.windows import pack, windows
from training import lemmas, smooth
from training.network import HEADS, RELATION, ROLE, SCALAR, SHARED, TAGGED, TIED, VECTOR, WIDTH

MICROSOFT = "com.microsoft"
PACKAGE = Path(__file__).resolve().parent.parent / "src/accordingto/model"
FILES = ("encoder.onnx", "words.npz", "relations.npz", "labels.json", "lemmas.json", "tokenizer.json")
MEANING = ("meaning.onnx", "meaning.npz")
NEVER = -1e4
SCORED = tuple(key for key in TAGGED if key not in ("upos", "xpos"))
"""The heads whose log-probabilities are outputs."""
Array = NDArray[Any]


class Graph:
    """Collects nodes and constants; every method returns the name of what it makes. Constants that end in ``_w`` are quantised."""

    def __init__(self, state: dict[str, torch.Tensor]) -> None:
        self.state = state
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def weight(self, key: str) -> Array:
        return np.asarray(self.state[key].detach().float().numpy())

    def constant(self, name: str, value: Array) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def whole(self, *values: int) -> str:
        """A vector of whole numbers."""
        return self.constant("whole_" + "_".join(map(str, values)).replace("-", "m"), np.array(values, np.int64))

    def scalar(self, value: int) -> str:
        return self.constant(f"scalar_{value}".replace("-", "m"), np.array(value, np.int64))

    def node(self, op: str, inputs: list[str], output: str = "", domain: str = "", **attributes: Any) -> str:
        output = output or f"{op}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, inputs, [output], name=f"{len(self.nodes)}_{op}", domain=domain, **attributes))
        return output

    def product(self, x: str, key: str) -> str:
        """``x`` times a weight matrix."""
        return self.node("MatMul", [x, self.constant(f"{key}_w", self.weight(f"{key}.weight").T)])

    def linear(self, x: str, key: str) -> str:
        return self.node("Add", [self.product(x, key), self.constant(f"{key}_b", self.weight(f"{key}.bias"))])

    def gelu(self, x: str, key: str) -> str:
        """GELU of ``x`` plus a bias."""
        return self.node("BiasGelu", [x, self.constant(f"{key}_b", self.weight(f"{key}.bias"))], domain=MICROSOFT)

    def along(self, x: str, axis: int) -> str:
        """``x`` with one more dimension."""
        return self.node("Unsqueeze", [x, self.whole(axis)])


def embeddings(g: Graph) -> str:
    """The given vectors of words, case codes and positions, normalised; the one segment type is folded into the positions."""
    cased = g.node("Add", ["embedded", g.node("Gather", [g.constant("cases", g.weight("encoder.case.weight")), "case"])])
    places = g.constant("positions", g.weight("encoder.pos.weight") + g.weight("encoder.typ.weight")[0])
    length = g.node("Gather", [g.node("Shape", ["embedded"]), g.whole(1)])
    total = g.node("Add", [cased, g.node("Slice", [places, g.whole(0), length, g.whole(0)])])
    norm = [g.constant(f"norm_{k}", g.weight(f"encoder.ln.{k}")) for k in ("weight", "bias")]
    return g.node("LayerNormalization", [total, *norm], axis=-1, epsilon=1e-12)


def layer(g: Graph, x: str, number: int) -> str:
    """One transformer layer."""
    key = f"encoder.layers.{number}."
    joined = np.concatenate([g.weight(f"{key}{k}.weight").T for k in "qkv"], 1)
    bias = np.concatenate([g.weight(f"{key}{k}.bias") for k in "qkv"])
    given = [x, g.constant(f"{key}qkv_w", joined), g.constant(f"{key}qkv_b", bias), "mask"]
    attended = g.node("Attention", given, domain=MICROSOFT, num_heads=HEADS)
    x = _added(g, g.product(attended, key + "o"), x, key + "ln1", key + "o")
    inner = g.gelu(g.product(x, key + "f1"), key + "f1")
    return _added(g, g.product(inner, key + "f2"), x, key + "ln2", key + "f2")


def _added(g: Graph, x: str, residual: str, norm: str, bias: str) -> str:
    biased = g.node("Add", [x, g.constant(f"{bias}_after", g.weight(f"{bias}.bias"))])
    constants = [g.constant(f"{norm}_{k}", g.weight(f"{norm}.{k}")) for k in ("weight", "bias")]
    return g.node("LayerNormalization", [g.node("Add", [biased, residual]), *constants], axis=-1, epsilon=1e-12)


def flat_heads(g: Graph, words: str) -> None:
    """Everything that is scored by word, as one product."""
    keys = (*TAGGED, *SCALAR)
    weight = g.constant("flat_w", np.concatenate([g.weight(f"{k}.weight").T for k in keys], 1))
    bias = g.constant("flat_b", np.concatenate([g.weight(f"{k}.bias") for k in keys]))
    scores = g.node("Add", [g.node("MatMul", [words, weight]), bias])
    sizes = g.whole(*(len(g.weight(f"{k}.bias")) for k in keys))
    g.nodes.append(helper.make_node("Split", [scores, sizes], [f"{k}_scores" for k in keys], axis=-1, name="flat"))
    for key in ("upos", "xpos"):
        g.node("Cast", [g.node("ArgMax", [f"{key}_scores"], axis=-1, keepdims=0)], key, to=TensorProto.UINT8)
    for key in SCORED:
        g.node("LogSoftmax", [f"{key}_scores"], key, axis=-1)
    g.node("Squeeze", ["happened_scores", g.whole(-1)], "happened")
    g.node("Sigmoid", [g.node("Squeeze", ["predicate_scores", g.whole(-1)])], "predicate")


def ties(g: Graph, words: str) -> None:
    """The vectors whose products say what belongs together, and those of sentences, as one product."""
    keys = ("same.left", "same.right", "tied.left", "tied.right", "vector")
    weight = g.constant("ties_w", np.concatenate([g.weight(f"{k}.weight").T for k in keys], 1))
    bias = g.constant("ties_b", np.concatenate([g.weight(f"{k}.bias") for k in keys]))
    joined = g.node("Add", [g.node("MatMul", [words, weight]), bias])
    names = [k.replace(".", "_") for k in keys]
    g.nodes.append(helper.make_node("Split", [joined, g.whole(*[TIED] * 4, VECTOR)], names, axis=-1, name="ties"))


def roles(g: Graph, words: str, labels: int) -> None:
    """For each predicate the best role of every word and its log-probability. One window a call: the first row is read."""
    likely = g.node("Greater", ["predicate", g.constant("half", np.array(0.5, np.float32))])
    predicates = g.node("Or", [likely, g.node("Cast", ["forced"], to=TensorProto.BOOL)])
    at = g.node("Squeeze", [g.node("NonZero", [g.node("Squeeze", [predicates, g.whole(0)])]), g.whole(0)])
    own = g.node("Squeeze", [words, g.whole(0)])
    left = _projected(g, g.node("Gather", [own, at]), "role.left.linear")
    right = _projected(g, own, "role.right.linear")
    products = g.node("Reshape", [g.product(left, "role.bilinear"), g.whole(-1, ROLE)])
    scores = g.node("MatMul", [products, g.node("Transpose", [right], perm=[1, 0])])
    count = g.node("Shape", [right])
    shape = g.node("Concat", [g.whole(-1, labels), g.node("Gather", [count, g.whole(0)])], axis=0)
    pairs = g.node("Reshape", [scores, shape])
    pairs = g.node("Add", [pairs, g.along(g.linear(left, "role.of_left"), -1)])
    pairs = g.node("Add", [pairs, g.node("Transpose", [g.linear(right, "role.of_right")], perm=[1, 0])])
    sure = g.node("LogSoftmax", [pairs], axis=1)
    g.node("Cast", [g.along(g.node("ArgMax", [sure], axis=1, keepdims=0), 0)], "role", to=TensorProto.UINT8)
    g.node("ReduceMax", [g.along(sure, 0)], "role_score", axes=[2], keepdims=0)


def trees(g: Graph, words: str, relations: int) -> None:
    """Arc scores, the greedy heads within sentences, and their relations."""
    batch = g.node("Gather", [g.node("Shape", ["first"]), g.whole(0)])
    root = g.constant("root", g.weight("root")[None, None])
    roots = g.node("Expand", [root, g.node("Concat", [batch, g.whole(1, len(g.weight("root")))], axis=0)])
    governors = g.node("Concat", [roots, words], axis=1)
    heads = _projected(g, governors, "arc_head.linear")
    scores = g.node("MatMul", [g.product(_projected(g, words, "arc_dependent.linear"), "arc_bilinear"), _turned(g, heads)])
    prior = g.node("MatMul", [heads, g.constant("arc_prior", g.weight("arc_prior.weight").T)])
    g.node("Add", [scores, _turned(g, prior)], "arc")
    allowed = g.node("Where", [_allowed(g), "arc", g.constant("never", np.array(NEVER, np.float32))])
    best = g.node("ArgMax", [allowed], axis=-1, keepdims=0)
    g.node("Cast", [best], "heads", to=TensorProto.INT16)
    dependents = g.node("Identity", [_projected(g, words, "rel_dependent.linear")], "rd")
    g.node("Identity", [_projected(g, governors, "rel_head.linear")], "rh")
    chosen = g.node("GatherND", ["rh", g.along(best, -1)], batch_dims=1)
    products = g.node("Reshape", [g.product(dependents, "rel_bilinear"), g.whole(0, 0, relations, RELATION)])
    bilinear = g.node("Squeeze", [g.node("MatMul", [products, g.along(chosen, -1)]), g.whole(-1)])
    labels = g.node("Add", [bilinear, g.linear(g.node("Concat", [dependents, chosen], axis=-1), "rel_linear")])
    g.node("Cast", [g.node("ArgMax", [labels], axis=-1, keepdims=0)], "rel", to=TensorProto.UINT8)


def _projected(g: Graph, x: str, key: str) -> str:
    return g.gelu(g.product(x, key), key)


def _turned(g: Graph, x: str) -> str:
    return g.node("Transpose", [x], perm=[0, 2, 1])


def _allowed(g: Graph) -> str:
    """Which heads a word may have: the root, and the other words of its sentence."""
    begins = g.node("Greater", [g.node("Squeeze", ["start_scores", g.whole(-1)]), g.constant("nought", np.array(0, np.float32))])
    given = g.node("Cast", ["hard"], to=TensorProto.BOOL)
    starts = g.node("Cast", [g.node("Or", [begins, given])], "start", to=TensorProto.INT32)
    sentence = g.node("CumSum", [starts, g.scalar(1)])
    same = g.node("Equal", [g.along(sentence, -1), g.along(sentence, 1)])
    shape = g.node("Shape", ["first"])
    index = g.node("Range", [g.scalar(0), g.node("Gather", [shape, g.scalar(1)]), g.scalar(1)])
    itself = g.node("Equal", [g.along(index, -1), g.along(index, 0)])
    others = g.node("And", [same, g.node("Not", [itself])])
    column = g.node("Expand", [g.constant("one", np.ones((1, 1, 1), np.float32)), g.node("Concat", [shape, g.whole(1)], axis=0)])
    return g.node("Concat", [g.node("Cast", [column], to=TensorProto.BOOL), others], axis=2)


def build(state: dict[str, torch.Tensor], labels: Labels) -> onnx.ModelProto:
    """The float graph: the inputs of :func:`accordingto.features.window`, the outputs that ``Encoder.score`` decodes."""
    g = Graph(state)
    words = word_vectors(g)
    flat_heads(g, words)
    trees(g, words, len(labels.rel))
    roles(g, words, len(labels.role))
    ties(g, words)
    inputs = READ | {"hard": ("i32", ["N"]), "forced": ("i32", ["N"])}
    outputs = {"upos": ("u8", ["N"]), "xpos": ("u8", ["N"]), "rel": ("u8", ["N"]), "heads": ("i16", ["N"]), "start": ("i32", ["N"])}
    outputs |= {key: ("f32", ["N", len(getattr(labels, key))]) for key in SCORED}
    outputs |= {"arc": ("f32", ["N", "M"]), "rd": ("f32", ["N", RELATION]), "rh": ("f32", ["M", RELATION])}
    outputs |= {"predicate": ("f32", ["N"]), "happened": ("f32", ["N"]), "role": ("u8", ["P", "N"]), "role_score": ("f32", ["P", "N"])}
    outputs |= {f"{tie}_{side}": ("f32", ["N", TIED]) for tie in ("same", "tied") for side in ("left", "right")}
    outputs |= {"vector": ("f32", ["N", VECTOR]), "below": ("f32", ["T", WIDTH])}
    return _model(g, inputs, outputs)


def build_meaning(state: dict[str, torch.Tensor]) -> onnx.ModelProto:
    """The float graph of the meaning encoder: the layers over the shared ones, the words' vectors out; its heads are numpy's
    (:mod:`accordingto.meaning`)."""
    g = Graph(state)
    x, layers = "below", _layers(g)
    for number in range(SHARED, layers):
        x = layer(g, x, number)
    g.node("GatherND", [x, g.along("first", -1)], "words", batch_dims=1)
    inputs = {"below": ("f32", ["T", WIDTH]), "mask": READ["mask"], "first": READ["first"]}
    return _model(g, inputs, {"words": ("f32", ["N", WIDTH])})


Shapes = dict[str, tuple[str, list[Any]]]
READ: Shapes = {"embedded": ("f32", ["T", WIDTH]), "case": ("i32", ["T"]), "mask": ("i32", ["T"]), "first": ("i64", ["N"])}
"""The inputs that a window has in every graph."""


def word_vectors(g: Graph) -> str:
    """The encoder, and of its output each word's first piece."""
    x = embeddings(g)
    for number in range(_layers(g)):
        x = layer(g, x, number)
        if number == SHARED - 1:
            g.node("Identity", [x], "below")
    return g.node("GatherND", [x, g.along("first", -1)], batch_dims=1)


def _layers(g: Graph) -> int:
    return 1 + max(int(key.split(".")[2]) for key in g.state if key.startswith("encoder.layers."))


def _model(g: Graph, inputs: Shapes, outputs: Shapes) -> onnx.ModelProto:
    kinds = {
        "i32": TensorProto.INT32,
        "i64": TensorProto.INT64,
        "i16": TensorProto.INT16,
        "u8": TensorProto.UINT8,
        "f32": TensorProto.FLOAT,
    }

    def values(table: Shapes) -> list[onnx.ValueInfoProto]:
        return [helper.make_tensor_value_info(name, kinds[kind], ["B", *shape]) for name, (kind, shape) in table.items()]

    graph = helper.make_graph(g.nodes, "accordingto", values(inputs), values(outputs), list(g.constants.values()))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)])
    model.ir_version = 9
    return model


def meaning_heads(state: dict[str, torch.Tensor]) -> dict[str, Array]:
    """The weights of the heads over claims as :mod:`accordingto.meaning` reads them: matrices words × labels, in half precision."""
    found = {}
    for name in ("attention", "inner", *HEADS_OF_CLAIMS, "claim_side", "word_side", "pair", "of_word"):
        own = f"{name}.linear" if f"{name}.linear.weight" in state else name
        found[f"{name}.weight"] = state[f"{own}.weight"].float().numpy().T
        if f"{own}.bias" in state:
            found[f"{name}.bias"] = state[f"{own}.bias"].float().numpy()
    found["inside"] = state["inside.weight"].float().numpy()
    return {k: v.astype(np.float16) for k, v in found.items()}


def write_meaning(out: Path) -> None:
    """``meaning.onnx`` and ``meaning.npz`` from the checkpoint under ``out``."""
    state = torch.load(out / "checkpoint.pt", weights_only=True)
    onnx.save(build_meaning(state), out / "meaning-float.onnx")
    beside = load()
    table = {"rows": beside.table.rows, "scales": beside.table.scales}
    below = ({"below": beside.session.run(["below"], w)[0], "mask": w["mask"], "first": w["first"]} for w in shown(table, beside.pieces))
    quantise(out / "meaning-float.onnx", out / "meaning.onnx", below)
    np.savez_compressed(out / "meaning.npz", **meaning_heads(state))


def install_meaning(out: Path, package: Path = PACKAGE) -> None:
    """Put the meaning encoder beside the shipped one."""
    manifest = msgspec.json.decode((package / "manifest.json").read_bytes(), type=Manifest)
    for name in MEANING:
        shutil.copy(out / name, package / f"{name}.part")
        os.replace(package / f"{name}.part", package / name)
    _manifest(package, sorted({*manifest.sha256, *MEANING}))


def _manifest(folder: Path, names: Sequence[str]) -> None:
    manifest = Manifest(FORMAT, {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names})
    (folder / "manifest.json").write_text(json.dumps(msgspec.to_builtins(manifest), indent=1) + "\n", encoding="utf-8")


def word_table(state: dict[str, torch.Tensor]) -> dict[str, Array]:
    """The word pieces' vectors in int8 by row, and the rows' scales."""
    table = state["encoder.word.weight"].float().numpy()
    scales = np.abs(table).max(1, keepdims=True) / 127
    scales[scales == 0] = 1
    return {"rows": np.round(table / scales).astype(np.int8), "scales": scales.astype(np.float32)}


def quantise(source: Path, target: Path, windows: Iterable[smooth.Feed]) -> None:
    """Dynamic int8 of the products with weights that end in ``_w``, smoothed before.

    Args:
        source: the float graph.
        target: where the int8 graph comes to stand.
        windows: inputs that show how large the channels are.
    """
    logging.disable(logging.WARNING)
    model = smooth.smoothed(onnx.load(source), windows)
    nodes = model.graph.node
    quantize_dynamic(
        model,
        target,
        op_types_to_quantize=["MatMul", "Attention"],
        weight_type=QuantType.QInt8,
        nodes_to_exclude=[n.name for n in nodes if n.op_type == "MatMul" and not any(i.endswith("_w") for i in n.input)],
        per_channel=True,
        reduce_range=True,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
    )


SHOWN = 40
"""Of the corpus' train documents, how many show how large the channels are."""


def shown(table: dict[str, Array], pieces: Pieces) -> Iterator[smooth.Feed]:
    """The windows of some of the corpus' train documents, as inputs of the graph."""
    words = WordTable(table["rows"], table["scales"])
    for document in corpus.load("train")[:SHOWN]:
        text = document.document.text
        parts = [w for n, (a, b) in enumerate(annotations.paragraphs(document)) for w in windows(text, a, b, n)]
        for run in pack(parts):
            seen = window(run.forms, run.spaced, run.begins, pieces)
            idle = np.zeros((1, len(run.forms)), np.int32)
            yield read(seen, words) | {"hard": idle, "forced": idle}


def write(out: Path, base: Path, treebanks: list[Path]) -> None:
    """The files of the package from the checkpoint under ``out``, written beside it.

    Args:
        out: holds ``checkpoint.pt`` and ``labels.json``.
        base: the folder of the base model, for its tokenizer.
        treebanks: the training trees, for the lemmas.
    """
    labels = msgspec.json.decode((out / "labels.json").read_bytes(), type=Labels)
    state = torch.load(out / "checkpoint.pt", weights_only=True)
    onnx.save(build(state, labels), out / "float.onnx")
    np.savez(out / "words.npz", **word_table(state))
    pieces = Pieces(Tokenizer.from_file(str(base / "tokenizer.json")))
    quantise(out / "float.onnx", out / "encoder.onnx", shown(word_table(state), pieces))
    relations = {"bilinear": state["rel_bilinear.weight"], "linear": state["rel_linear.weight"], "bias": state["rel_linear.bias"]}
    relations |= {"same": state["same.distance"], "tied": state["tied.distance"]}
    np.savez_compressed(out / "relations.npz", **{k: v.numpy().astype(np.float16) for k, v in relations.items()})
    (out / "lemmas.json").write_bytes(msgspec.json.encode(lemmas.table(treebanks), order="sorted"))
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")
    _manifest(out, FILES)


def install(out: Path, package: Path = PACKAGE) -> None:
    """Put the files into the package, each complete before it takes its name, the manifest last."""
    package.mkdir(exist_ok=True)
    for name in (*FILES, "manifest.json"):
        shutil.copy(out / name, package / f"{name}.part")
    for name in (*FILES, "manifest.json"):
        os.replace(package / f"{name}.part", package / name)
