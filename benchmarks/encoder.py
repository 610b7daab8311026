"""Speed of the encoder: one process, two processes, its float version, load, memory, and the share of the machine's int8 throughput.

    python -m benchmarks.encoder [--float FILE]     with the float graph that the training leaves (out/train/float.onnx)
    python -m benchmarks.encoder --worker SECONDS   what the processes of the comparison run: prints words a second

The text is the corpus' development documents. All heads but sentence vectors; every process one thread.
"""

import argparse
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "src/accordingto/model/encoder.onnx"
FLOAT = ROOT / "out/train/float.onnx"
SECONDS = 6.0


class Figure(msgspec.Struct, frozen=True):
    """A measured figure with its unit; ``most`` and ``least`` are what it must keep to, None where it is only told."""

    name: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def missed(self) -> bool:
        """Whether it does not keep to its bound."""
        return (self.most is not None and self.value > self.most) or (self.least is not None and self.value < self.least)


def text() -> tuple[str, list[tuple[int, int]], int]:
    """(text, paragraphs, words) of the corpus' development documents, about 14,000 words."""
    from evaluation import corpus

    whole = "\n\n".join(d.document.text for d in corpus.load("dev"))
    blocks = [m.span() for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*", whole)]
    return whole, blocks, len(re.findall(r"\w+|[^\w\s]", whole))


def rate(model: Any, seconds: float = SECONDS) -> float:
    """Words a second: whole texts until the time is over, after one to warm up."""
    whole, blocks, _ = text()
    tokens = len(model.analyse(whole, blocks).tokens)
    begun, done = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        model.analyse(whole, blocks)
        done += tokens
    return done / (time.perf_counter() - begun)


def by_turns(first: Any, second: Any, turns: int = 3) -> tuple[float, float]:
    """The best rates of two models that take turns: what else the machine does strikes both."""
    rates = [(rate(first, SECONDS / 2), rate(second, SECONDS / 2)) for _ in range(turns)]
    return max(r[0] for r in rates), max(r[1] for r in rates)


def workers(count: int) -> float:
    """Words a second of some processes together."""
    command = [sys.executable, "-m", "benchmarks.encoder", "--worker", str(SECONDS)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(count)]
    return sum(float(p.communicate()[0]) for p in running)


def fresh() -> tuple[float, float, float]:
    """(seconds to load, megabytes loaded, megabytes after reading) of a fresh process."""
    program = (
        "import time, resource\nfrom accordingto import encoder\nbegun = time.perf_counter()\nmodel = encoder.load()\n"
        "seconds = time.perf_counter() - begun\nloaded = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "from pathlib import Path\ntext = Path('examples/statement.txt').read_text()\nfor _ in range(8):\n"
        "    model.analyse(text * 3, [(0, 3 * len(text))])\n"
        "print(seconds, loaded, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    found = []
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
        found.append([float(v) for v in done.stdout.split()])
    seconds, loaded, read = sorted(found)[1]
    return seconds, loaded * 1024 / 1e6, read * 1024 / 1e6


def product(rows: int, inner: int, columns: int) -> float:
    """Operations (multiplications and additions) a second of one int8 product with fixed weights, as the graph has them."""
    import onnx
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    weights = np.random.default_rng(0).integers(-64, 64, (inner, columns), np.int8)
    node = helper.make_node("MatMulInteger", ["x", "w", "zero"], ["y"])
    graph = helper.make_graph(
        [node],
        "product",
        [helper.make_tensor_value_info("x", TensorProto.UINT8, [rows, inner])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, [rows, columns])],
        [numpy_helper.from_array(weights, "w"), numpy_helper.from_array(np.array(128, np.uint8), "zero")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    onnx.checker.check_model(model)
    x = {"x": np.random.default_rng(1).integers(0, 255, (rows, inner), np.uint8)}
    session.run(None, x)
    begun, runs = time.perf_counter(), 0
    while time.perf_counter() - begun < 1.0:
        session.run(None, x)
        runs += 1
    return 2 * rows * inner * columns * runs / (time.perf_counter() - begun)


def operations(pieces: int, words: int, predicates: int) -> float:
    """Multiplications and additions of the int8 products of one pass: layers by piece, heads by word, roles by predicate."""
    import onnx

    total = 0
    for constant in onnx.load(WEIGHTS).graph.initializer:
        if (
            constant.data_type in (onnx.TensorProto.INT8, onnx.TensorProto.UINT8)
            and len(constant.dims) == 2
            and constant.name != "word_rows"
        ):
            size = constant.dims[0] * constant.dims[1]
            rows = pieces if "encoder.layers" in constant.name else predicates if "role.bilinear" in constant.name else words
            total += 2 * size * rows
    return float(total)


def measured(exact: Path | None) -> list[Figure]:
    """All figures; without the float graph those that need it are left out."""
    from accordingto import encoder, features, windows

    model = encoder.load()
    seconds, loaded, read = fresh()
    speed, other = (rate(model), 0.0) if exact is None else by_turns(model, encoder.with_network(model, exact.read_bytes()))
    one, two = workers(1), workers(2)
    whole, blocks, _ = text()
    packed = list(windows.pack([w for n, (a, b) in enumerate(blocks) for w in windows.windows(whole, a, b, n)]))
    pieces = sum(len(features.window(w.forms, w.spaced, w.begins, model.pieces).ids) for w in packed)
    analysis = model.analyse(whole, blocks)
    words = len(analysis.tokens)
    used = operations(pieces, words, len(analysis.predicates)) * speed / words
    peak = max(product(1024, 1024, 1024), product(128, 384, 1536), product(2048, 384, 1536))
    own = product(140, 384, 1536)
    found = [
        Figure("encoder: load", seconds, "s", most=0.5),
        Figure("encoder: memory, loaded", loaded, "MB", most=300),
        Figure("encoder: memory, after reading", read, "MB", most=300),
        Figure("encoder: weights file", WEIGHTS.stat().st_size / 1e6, "MB", most=32),
        Figure("encoder: words a second, all heads, one thread", speed, "", least=5000),
        Figure("encoder: two processes to one", two / one, "×", least=1.8),
        Figure("encoder: int8 operations a second", used / 1e9, "G"),
        Figure("machine: int8 products of large matrices", peak / 1e9, "G"),
        Figure("machine: int8 products of a window's size", own / 1e9, "G"),
        Figure("encoder: share of the machine's int8 products", 100 * used / peak, "%"),
    ]
    if exact is not None:
        found.insert(5, Figure("encoder: int8 to its float version", speed / other, "×", least=1.5))
    return found


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.encoder", description=__doc__)
    parser.add_argument("--float", dest="exact", type=Path, default=FLOAT if FLOAT.exists() else None)
    parser.add_argument("--worker", type=float, metavar="SECONDS")
    options = parser.parse_args()
    if options.worker:
        from accordingto import encoder

        print(rate(encoder.load(), options.worker))
        return 0
    figures = measured(options.exact)
    for figure in figures:
        bound = f"at most {figure.most:g}" if figure.most is not None else f"at least {figure.least:g}" if figure.least is not None else ""
        print(f"{figure.name:50} {figure.value:10.2f} {figure.unit:2} {bound}{'  MISSED' if figure.missed else ''}".rstrip())
    if options.exact is None:
        print("no float graph (make train leaves out/train/float.onnx): int8 is not compared with it")
    return 1 if any(f.missed for f in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
