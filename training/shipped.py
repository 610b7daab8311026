"""The shipped weights as a state to go on from: int8 of the package's graph times its scales. What rounding took is lost, a few steps of
training bring it back."""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from training.network import LAYERS, SCALAR, TAGGED, WIDTH

Floats = NDArray[np.float32]
_PRODUCTS = ("arc_dependent.linear", "arc_head.linear", "rel_dependent.linear", "rel_head.linear", "role.left.linear", "role.right.linear")
_TIES = ("same.left", "same.right", "tied.left", "tied.right", "vector")


class _Graph:
    """The constants of the shipped graph."""

    def __init__(self, package: Path) -> None:
        with np.load(package / "words.npz") as stored:
            self.words = np.asarray(stored["rows"].astype(np.float32) * stored["scales"], np.float32)
        self.found = {i.name: numpy_helper.to_array(i) for i in onnx.load(package / "encoder.onnx").graph.initializer}

    def product(self, key: str) -> Floats:
        """A weight matrix, out × in."""
        shifted = self.found[f"{key}_w_quantized"].astype(np.float32) - self.found[f"{key}_w_zero_point"].astype(np.float32)
        whole = (shifted * self.found[f"{key}_w_scale"]).T
        return np.asarray(whole * self.found.get(f"{key}_smooth", np.float32(1)), np.float32)

    def __getitem__(self, key: str) -> Floats:
        return np.asarray(self.found[key], np.float32)


def encoder(package: Path) -> dict[str, Tensor]:
    """The parameters of :class:`training.network.Encoder`.

    Args:
        package: the folder that ``training.export`` wrote.
    """
    return _tensors(_encoder(_Graph(package)))


def network(package: Path) -> dict[str, Tensor]:
    """All parameters of :class:`training.network.Network`, from the same folder."""
    g = _Graph(package)
    state = {f"encoder.{k}": v for k, v in _encoder(g).items()}
    for group, keys in (("flat", (*TAGGED, *SCALAR)), ("ties", _TIES)):
        weight, bias = g.product(group), g[f"{group}_b"]
        sizes = _sizes(g, group, keys)
        edges = np.cumsum([0, *sizes])
        for key, first, last in zip(keys, edges[:-1], edges[1:], strict=True):
            state[f"{key}.weight"], state[f"{key}.bias"] = weight[first:last], bias[first:last]
    for key in _PRODUCTS:
        state[f"{key}.weight"], state[f"{key}.bias"] = g.product(key), g[f"{key}_b"]
    for key in ("role.of_left", "role.of_right"):
        state[f"{key}.weight"], state[f"{key}.bias"] = g.product(key), g[f"{key}_b"]
    state |= {"arc_bilinear.weight": g.product("arc_bilinear"), "role.bilinear.weight": g.product("role.bilinear")}
    state |= {"arc_prior.weight": g["arc_prior"].T, "root": g["root"].reshape(-1)}
    with np.load(package / "relations.npz") as stored:
        relations = {k: stored[k].astype(np.float32) for k in stored.files}
    state |= {"rel_bilinear.weight": relations["bilinear"], "rel_linear.weight": relations["linear"], "rel_linear.bias": relations["bias"]}
    return _tensors(state | {"same.distance": relations["same"], "tied.distance": relations["tied"]})


def _sizes(g: _Graph, group: str, keys: tuple[str, ...]) -> list[int]:
    """How many outputs each head of a joint product has: the whole numbers by which the graph splits it."""
    total = len(g[f"{group}_b"])
    names = [n for n in g.found if n.startswith("whole_") and len(g.found[n]) == len(keys) and int(g.found[n].sum()) == total]
    return [int(n) for n in g.found[names[0]]]


def _encoder(g: _Graph) -> dict[str, Floats]:
    state = {
        "word.weight": g.words,
        "case.weight": g["cases"],
        "pos.weight": g["positions"],
        "typ.weight": np.zeros((2, WIDTH), np.float32),  # folded into the positions
        "ln.weight": g["norm_weight"],
        "ln.bias": g["norm_bias"],
    }
    for number in range(LAYERS):
        key, mine = f"encoder.layers.{number}.", f"layers.{number}."
        joined, bias = g.product(f"{key}qkv"), g[f"{key}qkv_b"]
        for n, part in enumerate("qkv"):
            state[f"{mine}{part}.weight"] = joined[n * WIDTH : (n + 1) * WIDTH]
            state[f"{mine}{part}.bias"] = bias[n * WIDTH : (n + 1) * WIDTH]
        for part, after in (("o", f"{key}o_after"), ("f1", f"{key}f1_b"), ("f2", f"{key}f2_after")):
            state[f"{mine}{part}.weight"], state[f"{mine}{part}.bias"] = g.product(key + part), g[after]
        for norm in ("ln1", "ln2"):
            state[f"{mine}{norm}.weight"], state[f"{mine}{norm}.bias"] = g[f"{key}{norm}_weight"], g[f"{key}{norm}_bias"]
    return state


def _tensors(state: dict[str, Floats]) -> dict[str, Tensor]:
    return {k: torch.from_numpy(np.array(v, np.float32)) for k, v in state.items()}
