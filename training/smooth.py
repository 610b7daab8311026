"""Makes a float graph fit for int8: large channels become smaller before a product, its weights larger (SmoothQuant, Xiao et al. 2023).

Dynamic int8 has one scale for all of a product's input. A few channels of these networks are ten times as large as the others, so
most of the others' steps were lost: of the words of unseen reports 4.5% had another head than in float, with smoothing 1% has
(docs/decisions/0010-meaning.md). What is divided is multiplied back in the weights, so the float graph computes the same.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

ALPHA = 0.8
"""How much of the size goes from the inputs into the weights."""
Array = NDArray[Any]
Feed = Mapping[str, Array]


def smoothed(model: onnx.ModelProto, windows: Iterable[Feed]) -> onnx.ModelProto:
    """The graph with smoothed products.

    Args:
        model: a float graph of ``training.export``; products whose weights end in ``_w`` are smoothed.
        windows: inputs that show how large the channels are.
    """
    found = onnx.ModelProto()
    found.CopyFrom(model)
    weights = {i.name: i for i in found.graph.initializer if i.name.endswith("_w")}
    nodes = list(found.graph.node)
    products = [n for n in nodes if n.op_type in ("MatMul", "Attention") and n.input[1] in weights]
    largest = _largest(model, sorted({n.input[0] for n in products}), windows)
    del found.graph.node[:]
    for node in nodes:
        if node in products:
            _smooth(found.graph, node, weights[node.input[1]], largest[node.input[0]])
        found.graph.node.append(node)
    return found


def _smooth(graph: onnx.GraphProto, node: onnx.NodeProto, weight: onnx.TensorProto, largest: Array) -> None:
    """Divide a product's input by its channels' scales and multiply the rows of its weight."""
    matrix = numpy_helper.to_array(weight)
    rows = np.maximum(np.abs(matrix).max(1), 1e-4)
    scale = np.maximum(largest, 1e-3) ** ALPHA / rows ** (1 - ALPHA)
    scale = scale / np.exp(np.log(scale).mean())
    weight.CopyFrom(numpy_helper.from_array((matrix * scale[:, None]).astype(np.float32), weight.name))
    name = f"{weight.name.removesuffix('_w')}_smooth"
    graph.initializer.append(numpy_helper.from_array((1 / scale).astype(np.float32), name))
    graph.node.append(helper.make_node("Mul", [node.input[0], name], [f"{name}ed"], name=name))
    node.input[0] = f"{name}ed"


def _largest(model: onnx.ModelProto, names: list[str], windows: Iterable[Feed]) -> dict[str, Array]:
    """The largest absolute value of every channel of some inner values."""
    shown = onnx.ModelProto()
    shown.CopyFrom(model)
    known = {o.name for o in (*shown.graph.output, *shown.graph.input)}
    shown.graph.output.extend(helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in names if n not in known)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(shown.SerializeToString(), options, providers=["CPUExecutionProvider"])
    inside = [n for n in names if n not in {i.name for i in shown.graph.input}]
    found: dict[str, Array] = {}
    for feed in windows:
        values = dict(zip(inside, session.run(inside, feed), strict=True)) | {n: feed[n] for n in names if n in feed}
        for name, value in values.items():
            if value.size:
                own = np.abs(value.reshape(-1, value.shape[-1])).max(0)
                found[name] = np.maximum(found[name], own) if name in found else own
    return found
