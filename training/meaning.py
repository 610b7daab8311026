"""The meaning encoder: ``python -m training.meaning [--out out/meaning] [--epochs 5] [--keep]``.

A second encoder beside the one for syntax reads each paragraph once; the words of a claim's evidence, pooled by attention, give what the
claim is: a PLOVER event type or none, its mode, modality, polarity, presupposed or not, whether it is a claim at all; and for every word
of the window its part in that claim: the word that names the event, actor, recipient, time, place. Word by word the same did not learn
(docs/decisions/0010-meaning.md).

Learns from the corpus' train documents, the passages of the bank and the marked sentences; from the train documents also as the program
itself cuts them, so that it knows evidence that is not quite right and stretches that are no claim. One thread, products in bfloat16 where
the processor has units for it; a checkpoint every few epochs, from which the same command goes on.
"""

import argparse
import json
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch
import torch.nn.functional as F
from evaluation import annotations, bank, corpus, own
from tokenizers import Tokenizer
from torch import Tensor, nn

from accordingto import features, tokens
from accordingto.features import Labels
from accordingto.meaning import PARTS
from accordingto.types import Claim, Quote
from training import corpora, export, shipped
from training.batches import IGNORED
from training.export import PACKAGE
from training.network import SHARED, WIDTH, Dropout, Encoder, Projection, rate
from training.train import base_model, half_precision, installed_labels, keep_memory, write

POOLS, PAIR = 4, 96
WEIGHTS = {
    "event": 1.0,
    "mode": 0.3,
    "modality": 0.6,
    "polarity": 0.3,
    "presupposed": 0.4,
    "right": 0.4,
    "part": 1.0,
    "named": 0.5,
    "attr": 0.3,
}
CLAIMWISE = ("event", "mode", "modality", "polarity", "presupposed", "right")
MOST = (64, 128)
"""Words in a window, at most; one of these is drawn for each document and epoch."""
CUTS = 2
"""How many ways the train documents are cut into windows."""
SOME = 0.6
"""The share of the epochs in which everything is read once."""
KEPT = 0.995
"""How much of the averaged weights a step keeps."""
FRAY = 0.25
"""The share of claims whose evidence is shown with an end moved by a word or three."""


class Asked(msgspec.Struct):
    """A claim to learn from: its words, numbered in its text, its labels as indices, and the parts of words."""

    words: list[int]
    labels: dict[str, int]
    parts: dict[int, int]


class Text(msgspec.Struct):
    """A document or passage: its words by sentence, what word heads are trained for, and its claims."""

    forms: list[str]
    spaced: list[bool]
    begins: list[bool]
    edges: list[int]
    named: list[int]
    attr: list[int]
    claims: list[Asked]


class Window(msgspec.Struct):
    """The words from ``first`` on that are read together, and the claims among them."""

    text: Text
    first: int
    last: int
    claims: list[Asked]
    ids: Any = None
    case: Any = None
    at: Any = None
    below: Any = None


class Meaning(nn.Module):
    """The encoder and the heads over claims."""

    def __init__(self, labels: Labels, dropout: float = 0.2) -> None:
        super().__init__()
        self.encoder, self.drop = Encoder(), Dropout(dropout)
        self.attention = nn.Linear(WIDTH, POOLS)
        self.inner = nn.Linear(POOLS * WIDTH, WIDTH)
        for key, size in sizes(labels).items():
            setattr(self, key, nn.Linear(WIDTH, size))
        self.named, self.attr = nn.Linear(WIDTH, len(labels.event)), nn.Linear(WIDTH, len(labels.attr))
        self.claim_side, self.word_side = (
            Projection(
                PAIR,
                dropout,
            ),
            Projection(PAIR, dropout),
        )
        self.pair = nn.Linear(PAIR, len(PARTS) * PAIR, bias=False)
        nn.init.normal_(self.pair.weight, std=1 / PAIR)
        self.of_word = nn.Linear(PAIR, len(PARTS))
        self.inside = nn.Embedding(2, len(PARTS))
        nn.init.zeros_(self.inside.weight)

    def words(self, b: dict[str, Tensor]) -> Tensor:
        """A vector a word: the upper layers over what the lower ones, which are the syntax encoder's, made of the window."""
        hidden = b["below"].float()
        mask = (1.0 - b["mask"].float())[:, None, None, :] * -1e4
        for layer in self.encoder.layers[SHARED:]:
            hidden = layer(hidden, mask)
        return self.drop(torch.gather(hidden, 1, b["first"][:, :, None].expand(-1, -1, WIDTH)))

    def pooled(self, x: Tensor, row: Tensor, evidence: Tensor) -> Tensor:
        """A vector a claim: four attentions over the words of its evidence, and a layer."""
        scores = self.attention(x).float()[row] + (evidence[:, :, None] - 1.0) * 1e4
        weights = scores.softmax(1).to(x.dtype)
        mixed = torch.einsum("snk,snd->skd", weights, x[row]).reshape(len(row), -1)
        return self.drop(F.gelu(self.inner(mixed)))

    def parts(self, x: Tensor, z: Tensor, row: Tensor, evidence: Tensor) -> Tensor:
        """Scores, claims × words × parts."""
        left, right = self.claim_side(z), self.word_side(x)
        products = self.pair(left).view(len(z), len(PARTS), PAIR) @ right[row].transpose(1, 2)
        return products.transpose(1, 2) + self.of_word(right)[row] + self.inside(evidence.long())


def sizes(labels: Labels) -> dict[str, int]:
    """How many labels each head over claims has."""
    return {key: 2 if key == "right" else len(getattr(labels, key)) for key in CLAIMWISE}


class Reader:
    """Annotated texts as numbers."""

    def __init__(self, labels: Labels) -> None:
        self.index = {
            key: {t: i for i, t in enumerate(getattr(labels, key))}
            for key in ("event", "mode", "modality", "polarity", "presupposed", "attr")
        }

    def text(self, document: annotations.Annotated, drafts: Iterable[Claim] = ()) -> Text:
        """A document with its claims, and those that the program cut out of it."""
        text = document.document.text
        found = Text([], [], [], [], [], [], [])
        spans: list[tuple[int, int]] = []
        before = -1
        roles = corpora._roles({"text": text, "attributions": annotations.polnear(document), "loose": []})
        for line in document.lines:
            if line.part == "furniture":
                continue
            cut = [(line.start + a, line.start + b) for a, b in tokens.cut(text[line.start : line.end])]
            if not cut:
                continue
            found.edges.append(len(spans))
            new = before < 0 or "\n" in text[before : line.start]
            before = line.end
            found.begins += [new, *[False] * (len(cut) - 1)]
            found.spaced += [k == 0 or a > cut[k - 1][1] for k, (a, _) in enumerate(cut)]
            found.forms += [text[a:b] for a, b in cut]
            spans += cut
        found.edges.append(len(spans))
        tags, _ = corpora._tags(tuple(spans), roles)
        found.attr = [IGNORED if t is None else self.index["attr"][t] for t in tags]
        names = {c.event.trigger.start: c.event.type for c in document.claims if c.event}
        found.named = [next((self.index["event"][names[k]] for k in range(a, b) if k in names), 0) for a, b in spans]
        gold = [(c, self.asked(c, spans)) for c in document.claims]
        found.claims = [a for _, a in gold if a.words]
        found.claims += [a for d in drafts if (a := self.draft(d, gold, spans)).words]
        return found

    def asked(self, claim: Claim, spans: Sequence[tuple[int, int]]) -> Asked:
        event = claim.event
        mode = f"{event.type}.{event.mode}" if event and event.mode else "-"
        labels = {
            "event": self.index["event"][event.type if event else "O"],
            "mode": self.index["mode"].get(mode, IGNORED) if event else IGNORED,
            "modality": self.index["modality"][claim.modality],
            "polarity": self.index["polarity"][claim.polarity],
            "presupposed": int(claim.presupposed),
            "right": 1,
        }
        parts: dict[int, int] = {}
        given: list[tuple[str, Quote | None]] = [("when", claim.when.quote if claim.when else None)]
        given.append(("where", claim.where.quote if claim.where else None))
        given += [(r, a.mention) for a in claim.actors for r in (("actor", "recipient") if a.role == "both" else (a.role,)) if r in PARTS]
        given.append(("trigger", event.trigger if event else None))
        for part, quote in given:
            if quote is not None:
                parts |= dict.fromkeys(_inside(spans, [quote]), PARTS.index(part))
        return Asked(_inside(spans, claim.evidence), labels, parts)

    def draft(self, draft: Claim, gold: Sequence[tuple[Claim, Asked]], spans: Sequence[tuple[int, int]]) -> Asked:
        """What the program cut out: with the labels of the annotated claim that it overlaps most, or as none."""
        words = _inside(spans, draft.evidence)
        own = set(words)
        best = max(((len(own & set(a.words)) / max(1, len(own | set(a.words))), n) for n, (_, a) in enumerate(gold)), default=(0.0, 0))
        if best[0] >= 0.999:
            return Asked([], {}, {})
        if best[0] >= 0.3:
            asked = gold[best[1]][1]
            return Asked(words, asked.labels | {"right": 1 if best[0] >= 0.5 else IGNORED}, asked.parts)
        return Asked(words, dict.fromkeys(CLAIMWISE, IGNORED) | {"right": 0}, {})

    def marked(self) -> Iterator[Text]:
        """The corpus' sentences with marked event words: for the word head alone."""
        for document in corpora.marked():
            for e in document:
                if e.event is not None:
                    n = len(e.words)
                    named = [self.index["event"][t] if t is not None else IGNORED for t in e.event]
                    yield Text(e.words, e.spaced, [True, *[False] * (n - 1)], [0, n], named, [IGNORED] * n, [])


def _inside(spans: Sequence[tuple[int, int]], quotes: Iterable[Quote]) -> list[int]:
    return [k for k, (a, b) in enumerate(spans) if any(a < q.end and q.start < b for q in quotes)]


def windows(texts: Sequence[Text], most: Sequence[int], chance: random.Random) -> list[Window]:
    """Runs of sentences; a claim belongs to the window of its first word."""
    found = []
    for text in texts:
        limit = chance.choice(most)
        cuts = [0]
        for edge, after in zip(text.edges[:-1], text.edges[1:], strict=True):
            if edge > cuts[-1] and after - cuts[-1] > limit:
                cuts.append(edge)
            while after - cuts[-1] > features.MOST_WORDS:
                cuts.append(cuts[-1] + features.MOST_WORDS)
        cuts.append(text.edges[-1])
        for first, last in pairwise(cuts):
            claims = [c for c in text.claims if first <= c.words[0] < last]
            if claims or any(n != IGNORED for n in text.named[first:last]):
                found.append(Window(text, first, last, claims))
    return found


def batches(runs: list[Window], budget: int, chance: random.Random) -> list[list[Window]]:
    """Windows of like length together."""
    found: list[list[Window]] = []
    room = 0.0
    for size, _, run in sorted((len(w.ids) + chance.random() * 8, n, w) for n, w in enumerate(runs)):
        if not found or (len(found[-1]) + 1) * max(room, size) > budget:
            found.append([])
            room = 0.0
        found[-1].append(run)
        room = max(room, size)
    chance.shuffle(found)
    return found


@torch.no_grad()
def encode(net: Meaning, runs: Sequence[Window], pieces: features.Pieces) -> None:
    """Word pieces of every window, and what the shared layers make of them, computed once."""
    for w in runs:
        t = w.text
        made = features.window(t.forms[w.first : w.last], t.spaced[w.first : w.last], t.begins[w.first : w.last], pieces)
        w.ids, w.case, w.at = made.ids, made.case, made.first
    net.eval()
    for batch in batches(list(runs), 2048, random.Random(0)):
        b = _pieces(batch)
        x = net.encoder.embedded(b["ids"], b["case"])
        mask = (1.0 - b["mask"].float())[:, None, None, :] * -1e4
        for layer in net.encoder.layers[:SHARED]:
            x = layer(x, mask)
        for n, w in enumerate(batch):
            w.below = x[n, : len(w.ids)].half().numpy()
    net.train()


def _pieces(batch: Sequence[Window]) -> dict[str, Tensor]:
    longest = max(len(w.ids) for w in batch)
    out = {k: np.zeros((len(batch), longest), np.int64) for k in ("ids", "case", "mask")}
    for n, w in enumerate(batch):
        out["ids"][n, : len(w.ids)], out["case"][n, : len(w.case)], out["mask"][n, : len(w.ids)] = w.ids, w.case, 1
    return {k: torch.from_numpy(v) for k, v in out.items()}


def collate(batch: Sequence[Window], chance: random.Random | None) -> dict[str, Tensor]:
    """Padded tensors; with ``chance``, some evidence is frayed."""
    ids = max(len(w.ids) for w in batch)
    words = max(w.last - w.first for w in batch)
    out: dict[str, np.ndarray[Any, Any]] = {
        "mask": np.zeros((len(batch), ids), np.int64),
        "below": np.zeros((len(batch), ids, WIDTH), np.float16),
    }
    out["first"] = np.zeros((len(batch), words), np.int64)
    for key in ("named", "attr"):
        out[key] = np.full((len(batch), words), IGNORED, np.int64)
    row, evidence, parts = [], [], []
    labels: dict[str, list[int]] = {key: [] for key in CLAIMWISE}
    for n, w in enumerate(batch):
        size = w.last - w.first
        out["mask"][n, : len(w.ids)], out["below"][n, : len(w.ids)] = 1, w.below
        out["first"][n, :size] = w.at
        out["named"][n, :size], out["attr"][n, :size] = w.text.named[w.first : w.last], w.text.attr[w.first : w.last]
        for c in w.claims:
            shown = c.words if chance is None or chance.random() > FRAY else _frayed(c.words, w, chance)
            mask = np.zeros(words, np.float32)
            mask[[k - w.first for k in shown if w.first <= k < w.last]] = 1
            part = np.full(words, IGNORED, np.int64)
            if c.labels["event"] != IGNORED:
                part[:size] = 0
                for k, p in c.parts.items():
                    if w.first <= k < w.last:
                        part[k - w.first] = p
            row.append(n)
            evidence.append(mask)
            parts.append(part)
            for key in CLAIMWISE:
                labels[key].append(c.labels[key])
    out["row"] = np.array(row, np.int64)
    out["evidence"] = np.array(evidence, np.float32).reshape(len(row), words)
    out["part"] = np.array(parts, np.int64).reshape(len(row), words)
    return {k: torch.from_numpy(v) for k, v in out.items()} | {k: torch.tensor(v, dtype=torch.long) for k, v in labels.items()}


def _frayed(words: list[int], w: Window, chance: random.Random) -> list[int]:
    """The evidence with one end moved."""
    step, at_front = chance.randint(1, 3), chance.random() < 0.5
    if chance.random() < 0.5 and len(words) > 2 * step + 1:
        return words[step:] if at_front else words[:-step]
    edge = words[0] if at_front else words[-1]
    more = range(max(w.first, edge - step), edge) if at_front else range(edge + 1, min(w.last, edge + 1 + step))
    return sorted({*words, *more})


def losses(net: Meaning, b: dict[str, Tensor]) -> Tensor:
    x = net.words(b)
    total = x.new_zeros((), dtype=torch.float32)
    for key in ("named", "attr"):
        if (b[key] != IGNORED).any():
            total = total + WEIGHTS[key] * F.cross_entropy(
                getattr(net, key)(x).float().flatten(0, 1), b[key].flatten(), ignore_index=IGNORED
            )
    if len(b["row"]):
        z = net.pooled(x, b["row"], b["evidence"])
        for key in CLAIMWISE:
            if (b[key] != IGNORED).any():
                total = total + WEIGHTS[key] * F.cross_entropy(
                    getattr(net, key)(z).float(),
                    b[key],
                    ignore_index=IGNORED,
                    label_smoothing=0.05 if key in ("event", "modality") else 0.0,
                )
        known = (b["part"] != IGNORED).any(1)
        if known.any():
            scores = net.parts(x, z, b["row"], b["evidence"])
            each = F.cross_entropy(scores.float().flatten(0, 1), b["part"].flatten(), ignore_index=IGNORED, reduction="sum")
            total = total + WEIGHTS["part"] * each / known.sum() / 2
    return total


@torch.no_grad()
def measure(net: Meaning, texts: Sequence[Text], pieces: features.Pieces, labels: Labels) -> dict[str, float]:
    """Dev figures with the annotated evidence given."""
    net.eval()
    runs = windows(texts, [features.MOST_WORDS], random.Random(0))
    encode(net, runs, pieces)
    net.eval()
    gold: dict[str, list[int]] = {key: [] for key in (*CLAIMWISE, "part")}
    found: dict[str, list[int]] = {key: [] for key in (*CLAIMWISE, "part")}
    hit = asked = 0
    for batch in batches(runs, 2048, random.Random(0)):
        b = collate(batch, None)
        if not len(b["row"]):
            continue
        x = net.words(b)
        z = net.pooled(x, b["row"], b["evidence"])
        for key in CLAIMWISE:
            gold[key] += b[key].tolist()
            found[key] += getattr(net, key)(z).argmax(-1).tolist()
        scores = net.parts(x, z, b["row"], b["evidence"])
        known = b["part"] != IGNORED
        gold["part"] += b["part"][known].tolist()
        found["part"] += scores.argmax(-1)[known].tolist()
        named = scores[..., PARTS.index("trigger")].masked_fill(b["evidence"] < 0.5, -1e4).argmax(-1)
        events = b["event"] > 0
        asked += int(events.sum())
        hit += int((b["part"].gather(1, named[:, None])[:, 0] == PARTS.index("trigger"))[events].sum())
    net.train()
    return figures({k: np.array(v) for k, v in gold.items()}, {k: np.array(v) for k, v in found.items()}) | {"trigger": hit / max(1, asked)}


def figures(gold: dict[str, Any], found: dict[str, Any]) -> dict[str, float]:
    """Accuracies and F1 as fractions."""

    def f1(key: str, value: int) -> float:
        g, p = gold[key] == value, found[key] == value
        return float(2 * (g & p).sum() / max(1, g.sum() + p.sum()))

    g, p = gold["event"], found["event"]
    rare = gold["modality"] > 0
    out = {
        "type": float((g == p).mean()),
        "typed_f1": float(2 * ((g == p) & (g > 0)).sum() / max(1, (g > 0).sum() + (p > 0).sum())),
        "event_f1": float(2 * ((g > 0) & (p > 0)).sum() / max(1, (g > 0).sum() + (p > 0).sum())),
        "mode": float((gold["mode"] == found["mode"])[gold["mode"] > 0].mean()),
        "modality": float((gold["modality"] == found["modality"]).mean()),
        "rare_modality": float((gold["modality"] == found["modality"])[rare].mean()),
        "negative_f1": f1("polarity", 1),
        "presupposed_f1": f1("presupposed", 1),
    }
    return out | {f"{part}_f1": f1("part", n) for n, part in enumerate(PARTS) if n}


def drafts_of(documents: Iterable[annotations.Annotated]) -> dict[str, list[Claim]]:
    """What the program as it stands cuts out of documents, by document."""
    return {d.id: list(own.read(d).claims) for d in documents}


def learned_from(fold: str | None, *, left_out: bool = False) -> list[annotations.Annotated]:
    """The train documents, of a fold ("K/N") those that are learned from, or those that are left out."""
    documents = corpus.load("train")
    if fold is None:
        return [] if left_out else documents
    own_, of = map(int, fold.split("/"))
    return [d for n, d in enumerate(documents) if (n % of == own_) == left_out]


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("out/meaning"))
    parser.add_argument("--keep", action="store_true", help="leave the weights in the package as they are")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lr", type=float, default=1e-4)
    parser.add_argument("--head-lr", type=float, default=1e-3)
    parser.add_argument("--budget", type=int, default=1024, help="pieces a batch")
    parser.add_argument("--start", choices=("shipped", "base"), default="shipped", help="whose weights the upper layers begin with")
    parser.add_argument("--no-drafts", dest="drafts", action="store_false", help="without what the program cuts out of the train documents")
    parser.add_argument("--bank", type=float, default=1.0, help="the share of the bank's passages, to see what they give")
    parser.add_argument("--fold", help="K/N: without every Nth train document from the Kth on, to see what the model makes of unseen ones")
    parser.add_argument("--often", type=int, default=3, help="how many times the last epochs read the train documents")
    parser.add_argument("--every", type=int, default=3, help="epochs between two measurements")
    return parser.parse_args(arguments)


class Trainer:
    """One run of the training."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options, self.chance = options, random.Random(options.seed)
        self.pieces = features.Pieces(Tokenizer.from_file(str(base_model() / "tokenizer.json")))
        self.labels = installed_labels()
        self.net = Meaning(self.labels)
        if options.start == "shipped":
            self.net.encoder.load_state_dict(shipped.encoder(PACKAGE))
        else:
            self.net.encoder.start_from(base_model() / "model.safetensors")
        for name, parameter in self.net.encoder.named_parameters():
            parameter.requires_grad = name.startswith("layers.") and int(name.split(".")[1]) >= SHARED
        named = [(n, p) for n, p in self.net.named_parameters() if p.requires_grad]
        self.parameters = [p for _, p in named]
        self.average = [p.detach().clone() for p in self.parameters]
        groups = [
            {"params": [p for n, p in named if n.startswith("encoder.")], "lr": options.lr},
            {"params": [p for n, p in named if not n.startswith("encoder.")], "lr": options.head_lr},
        ]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        self.half = half_precision(torch.device("cpu"))

    def texts(self) -> tuple[list[Text], list[Text]]:
        """What is learned from: the train documents with the program's drafts; the bank and the marked sentences."""
        reader = Reader(self.labels)
        documents = learned_from(self.options.fold)
        drafts = drafts_of(documents) if self.options.drafts else {}
        passages = bank.load()
        chosen = passages[: round(len(passages) * self.options.bank)]
        texts = [reader.text(d, drafts.get(d.id, ())) for d in documents]
        return texts, [*(t for t in map(reader.text, chosen) if t.forms), *reader.marked()]

    def rounds(self, own_: list[Text], rest: list[Text]) -> list[list[list[Window]]]:
        """The batches of each epoch: the train documents, cut into windows in two ways, several times in the last epochs, since what is
        measured and used is like them; all else once."""
        cuts, others = [windows(own_, MOST, self.chance) for _ in range(CUTS)], windows(rest, MOST, self.chance)
        for runs in (*cuts, others):
            encode(self.net, runs, self.pieces)
        found = []
        for n in range(self.options.epochs):
            times = self.options.often if n >= SOME * self.options.epochs else 1
            found.append(batches([*(w for k in range(times) for w in cuts[(n + k) % CUTS]), *others], self.options.budget, self.chance))
        return found

    def run(self) -> dict[str, float]:
        """Train; the checkpoint holds the averaged weights, and the same command goes on from the last measured epoch."""
        (own_, rest), reader = self.texts(), Reader(self.labels)
        dev = [reader.text(d) for d in corpus.load("dev")]
        counted = [sum(len(t.claims) for t in texts) for texts in (own_, rest, dev)]
        print(f"{len(own_)} documents, {counted[0]} claims; {len(rest)} texts, {counted[1]} claims; dev {counted[2]}", flush=True)
        rounds = self.rounds(own_, rest)
        total = sum(map(len, rounds))
        scheduler = torch.optim.lr_scheduler.LambdaLR(self.optimiser, lambda s: rate(s, int(total * 0.08), total))
        found: dict[str, float] = {}
        state = self._resumed(scheduler)
        began, done = time.time(), sum(map(len, rounds[:state]))
        self.net.train()
        for epoch, batched in enumerate(rounds[state:], state + 1):
            for batch in batched:
                self._learn(batch, done)
                scheduler.step()
                done += 1
            left = (time.time() - began) / max(1, done - sum(map(len, rounds[:state]))) * (total - done)
            print(f"epoch {epoch}/{len(rounds)} {time.time() - began:.0f} s, {left:.0f} s to go", flush=True)
            if epoch % self.options.every == 0 or epoch == len(rounds):
                found = self._measured(dev, epoch, scheduler)
        return found

    def _learn(self, batch: list[Window], done: int) -> None:
        with self.half:
            loss = losses(self.net, collate(batch, self.chance))
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimiser.step()
        with torch.no_grad():
            torch._foreach_lerp_(self.average, self.parameters, max(1 - KEPT, 1 / (done + 1)))

    def _measured(self, dev: Sequence[Text], epoch: int, scheduler: torch.optim.lr_scheduler.LambdaLR) -> dict[str, float]:
        """Measure and write the averaged weights, and all that is needed to go on."""
        own_weights = [p.detach().clone() for p in self.parameters]
        resume = {"identity": self._identity(), "epoch": epoch, "net": self.net.state_dict(), "average": self.average}
        resume |= {"optimiser": self.optimiser.state_dict(), "scheduler": scheduler.state_dict()}
        write(resume, self.options.out / "state.pt")
        with torch.no_grad():
            torch._foreach_copy_(self.parameters, self.average)
        with self.half:
            found = measure(self.net, dev, self.pieces, self.labels)
        print(" ".join(f"{k} {v:.3f}" for k, v in found.items()), flush=True)
        write(self.net.state_dict(), self.options.out / "checkpoint.pt")
        with torch.no_grad():
            torch._foreach_copy_(self.parameters, own_weights)
        return found

    def _resumed(self, scheduler: torch.optim.lr_scheduler.LambdaLR) -> int:
        """The epochs that an interrupted run with the same options has done; its state is taken over."""
        path = self.options.out / "state.pt"
        state = torch.load(path, weights_only=False) if path.exists() else None
        if state is None or state["identity"] != self._identity():
            return 0
        self.net.load_state_dict(state["net"])
        self.optimiser.load_state_dict(state["optimiser"])
        scheduler.load_state_dict(state["scheduler"])
        for mine, saved in zip(self.average, state["average"], strict=True):
            mine.copy_(saved)
        return int(state["epoch"])

    def _identity(self) -> dict[str, str]:
        return {k: str(v) for k, v in vars(self.options).items() if k not in ("out", "keep")}


def main() -> None:
    """The command; see the module's docstring."""
    options = parse()
    options.out.mkdir(parents=True, exist_ok=True)
    keep_memory()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    figures_ = Trainer(options).run()
    export.write_meaning(options.out)
    (options.out / "report.json").write_text(json.dumps({"dev": figures_}, indent=1) + "\n", encoding="utf-8")
    if not options.keep:
        export.install_meaning(options.out)


if __name__ == "__main__":
    main()
