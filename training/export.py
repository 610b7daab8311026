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
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from accordingto.encoder import FORMAT, Manifest
from accordingto.features import Labels
from training import lemmas
from training.network import HEADS, LAYERS, RELATION

MICROSOFT = "com.microsoft"
PACKAGE = Path(__file__).resolve().parent.parent / "src/accordingto/model"
FILES = ("encoder.onnx", "relations.npz", "labels.json", "lemmas.json", "tokenizer.json")
NEVER = -1e4
SCORED = ("ner", "attr", "event", "modality", "polarity", "presupposed")
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
    """Words, case codes and positions, normalised; the one segment type is folded into the positions."""
    table = g.weight("encoder.word.weight")
    scale = np.abs(table).max(1, keepdims=True) / 127
    scale[scale == 0] = 1
    rows = g.node("Gather", [g.constant("word_rows", np.round(table / scale).astype(np.int8)), "ids"])
    scales = g.node("Gather", [g.constant("word_scales", scale.astype(np.float32)), "ids"])
    words = g.node("Mul", [g.node("Cast", [rows], to=TensorProto.FLOAT), scales])
    cased = g.node("Add", [words, g.node("Gather", [g.constant("cases", g.weight("encoder.case.weight")), "case"])])
    places = g.constant("positions", g.weight("encoder.pos.weight") + g.weight("encoder.typ.weight")[0])
    length = g.node("Gather", [g.node("Shape", ["ids"]), g.whole(1)])
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
    constants = {f"{norm}.weight": f"{norm}_scale", f"{norm}.bias": f"{norm}_shift", f"{bias}.bias": f"{bias}_after"}
    given = [g.constant(name, g.weight(key)) for key, name in constants.items()]
    return g.node("SkipLayerNormalization", [x, residual, *given], domain=MICROSOFT, epsilon=1e-12)


def flat_heads(g: Graph, words: str) -> None:
    """Parts of speech, sentence starts and everything that is scored by word, as one product."""
    keys = ("upos", "xpos", *SCORED, "start")
    weight = g.constant("flat_w", np.concatenate([g.weight(f"{k}.weight").T for k in keys], 1))
    bias = g.constant("flat_b", np.concatenate([g.weight(f"{k}.bias") for k in keys]))
    scores = g.node("Add", [g.node("MatMul", [words, weight]), bias])
    sizes = g.whole(*(len(g.weight(f"{k}.bias")) for k in keys))
    g.nodes.append(helper.make_node("Split", [scores, sizes], [f"{k}_scores" for k in keys], axis=-1, name="flat"))
    for key in ("upos", "xpos"):
        g.node("Cast", [g.node("ArgMax", [f"{key}_scores"], axis=-1, keepdims=0)], key, to=TensorProto.UINT8)
    for key in SCORED:
        g.node("LogSoftmax", [f"{key}_scores"], key, axis=-1)


def trees(g: Graph, words: str, relations: int) -> None:
    """Arc scores, the greedy heads within sentences, and their relations."""
    batch = g.node("Gather", [g.node("Shape", ["first"]), g.whole(0)])
    root = g.constant("root", g.weight("root")[None, None])
    roots = g.node("Expand", [root, g.node("Concat", [batch, g.whole(1, len(g.weight("root")))], axis=0)])
    governors = g.node("Concat", [roots, words], axis=1)
    heads = _projected(g, governors, "arc_head")
    scores = g.node("MatMul", [g.product(_projected(g, words, "arc_dependent"), "arc_bilinear"), _turned(g, heads)])
    prior = g.node("MatMul", [heads, g.constant("arc_prior", g.weight("arc_prior.weight").T)])
    g.node("Add", [scores, _turned(g, prior)], "arc")
    allowed = g.node("Where", [_allowed(g), "arc", g.constant("never", np.array(NEVER, np.float32))])
    best = g.node("ArgMax", [allowed], axis=-1, keepdims=0)
    g.node("Cast", [best], "heads", to=TensorProto.INT16)
    dependents = g.node("Identity", [_projected(g, words, "rel_dependent")], "rd")
    g.node("Identity", [_projected(g, governors, "rel_head")], "rh")
    chosen = g.node("GatherND", ["rh", g.along(best, -1)], batch_dims=1)
    products = g.node("Reshape", [g.product(dependents, "rel_bilinear"), g.whole(0, 0, relations, RELATION)])
    bilinear = g.node("Squeeze", [g.node("MatMul", [products, g.along(chosen, -1)]), g.whole(-1)])
    labels = g.node("Add", [bilinear, g.linear(g.node("Concat", [dependents, chosen], axis=-1), "rel_linear")])
    g.node("Cast", [g.node("ArgMax", [labels], axis=-1, keepdims=0)], "rel", to=TensorProto.UINT8)


def _projected(g: Graph, x: str, key: str) -> str:
    return g.gelu(g.product(x, f"{key}.linear"), f"{key}.linear")


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
    x = embeddings(g)
    for number in range(LAYERS):
        x = layer(g, x, number)
    words = g.node("GatherND", [x, g.along("first", -1)], batch_dims=1)
    flat_heads(g, words)
    trees(g, words, len(labels.rel))
    kinds = {
        "i32": TensorProto.INT32,
        "i64": TensorProto.INT64,
        "i16": TensorProto.INT16,
        "u8": TensorProto.UINT8,
        "f32": TensorProto.FLOAT,
    }

    def values(table: dict[str, tuple[str, list[Any]]]) -> list[onnx.ValueInfoProto]:
        return [helper.make_tensor_value_info(name, kinds[kind], ["B", *shape]) for name, (kind, shape) in table.items()]

    inputs = {"ids": ("i32", ["T"]), "case": ("i32", ["T"]), "mask": ("i32", ["T"]), "first": ("i64", ["N"]), "hard": ("i32", ["N"])}
    outputs = {"upos": ("u8", ["N"]), "xpos": ("u8", ["N"]), "rel": ("u8", ["N"]), "heads": ("i16", ["N"]), "start": ("i32", ["N"])}
    outputs |= {key: ("f32", ["N", len(getattr(labels, key))]) for key in SCORED}
    outputs |= {"arc": ("f32", ["N", "M"]), "rd": ("f32", ["N", RELATION]), "rh": ("f32", ["M", RELATION])}
    graph = helper.make_graph(g.nodes, "accordingto", values(inputs), values(outputs), list(g.constants.values()))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)])
    model.ir_version = 9
    return model


def quantise(source: Path, target: Path) -> None:
    """Dynamic int8 of the products with weights that end in ``_w``."""
    logging.disable(logging.WARNING)
    nodes = onnx.load(source).graph.node
    quantize_dynamic(
        source,
        target,
        op_types_to_quantize=["MatMul", "Attention"],
        weight_type=QuantType.QInt8,
        nodes_to_exclude=[n.name for n in nodes if n.op_type == "MatMul" and not any(i.endswith("_w") for i in n.input)],
        per_channel=True,
        reduce_range=True,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
    )


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
    quantise(out / "float.onnx", out / "encoder.onnx")
    relations = {"bilinear": state["rel_bilinear.weight"], "linear": state["rel_linear.weight"], "bias": state["rel_linear.bias"]}
    np.savez_compressed(out / "relations.npz", **{k: v.numpy().astype(np.float16) for k, v in relations.items()})
    (out / "lemmas.json").write_bytes(msgspec.json.encode(lemmas.table(treebanks), order="sorted"))
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")
    manifest = Manifest(FORMAT, {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in FILES})
    (out / "manifest.json").write_text(json.dumps(msgspec.to_builtins(manifest), indent=1) + "\n", encoding="utf-8")


def install(out: Path, package: Path = PACKAGE) -> None:
    """Put the files into the package, each complete before it takes its name, the manifest last."""
    package.mkdir(exist_ok=True)
    for name in (*FILES, "manifest.json"):
        shutil.copy(out / name, package / f"{name}.part")
    for name in (*FILES, "manifest.json"):
        os.replace(package / f"{name}.part", package / name)
