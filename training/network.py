"""The network as it is trained: a small BERT with case features, and the heads. ``training/export.py`` writes the same as an ONNX graph."""

import functools
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from accordingto.features import CASE_CODES, FARTHEST, Labels

WIDTH, HEADS, INNER, LAYERS, VOCABULARY, POSITIONS = 384, 12, 1536, 6, 30522, 512
SHARED = 3
"""The first layers, which the meaning encoder has in common with the one for syntax."""
ARC, RELATION, ROLE = 256, 96, 128
TIED, VECTOR = 64, 128
TAGGED = ("upos", "xpos", "ner", "thing", "attr", "event", "mode", "modality", "polarity", "presupposed")
"""The heads that give a word one of several labels, each from one product; their labels are those of ``features.Labels``."""
SCALAR = ("start", "predicate", "happened")
"""The heads that give a word one number."""


class Dropout(nn.Module):
    """Dropout whose random numbers on CPUs come from a store, begun at a random place: drawing them anew takes a tenth of the training."""

    STORE = 1 << 23

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        if x.device.type != "cpu" or x.numel() > self.STORE:
            return F.dropout(x, self.rate)
        at = int(torch.randint(self.STORE - x.numel() + 1, ()))
        return x * _store(self.rate, x.dtype)[at : at + x.numel()].view(x.shape)


@functools.cache
def _store(rate: float, dtype: torch.dtype) -> Tensor:
    chance = torch.Generator().manual_seed(0)
    return torch.empty(Dropout.STORE).bernoulli_(1 - rate, generator=chance).div_(1 - rate).to(dtype)


class Layer(nn.Module):
    """A transformer layer, normalised after each part as in BERT (Devlin et al. 2019)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.f1, self.f2 = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.ln1, self.ln2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = (part(x).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2) for part in (self.q, self.k, self.v))
        # Spelt out: on CPUs the fused form is slower for sentences. No dropout inside: its random numbers cost as much as a product.
        with torch.autocast(x.device.type, enabled=False):
            mixed = (q * (WIDTH // HEADS) ** -0.5 @ k.transpose(2, 3)).add_(mask.to(q.dtype)).softmax(-1) @ v
        x = self.ln1(x + self.drop(self.o(mixed.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.ln2(x + self.drop(self.f2(F.gelu(self.f1(x)))))


class Encoder(nn.Module):
    """all-MiniLM-L6-v2 with an additive embedding of the case codes (:mod:`accordingto.features`), which starts at nought."""

    def __init__(self, dropout: float = 0.1, layers: int = LAYERS) -> None:
        super().__init__()
        self.word, self.pos, self.typ = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(POSITIONS, WIDTH), nn.Embedding(2, WIDTH)
        self.case = nn.Embedding(CASE_CODES, WIDTH)
        nn.init.zeros_(self.case.weight)
        self.ln, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor) -> Tensor:
        x = self.drop(self.embedded(ids, case))
        hidden = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, hidden)
        return x

    def embedded(self, ids: Tensor, case: Tensor) -> Tensor:
        """Words, places and case codes, normalised."""
        return self.ln(self.word(ids) + self.pos.weight[: ids.shape[1]] + self.typ.weight[0] + self.case(case))

    def start_from(self, path: Path) -> None:
        """Take over the weights of the base model (safetensors, BERT's names); layers beyond its own begin as copies of its last."""
        given = {k.removeprefix("bert."): v for k, v in load_file(path).items()}
        for mine, theirs in (("word", "word_embeddings"), ("pos", "position_embeddings"), ("typ", "token_type_embeddings")):
            getattr(self, mine).weight.data.copy_(given[f"embeddings.{theirs}.weight"])
        parts = {
            "q": "attention.self.query",
            "k": "attention.self.key",
            "v": "attention.self.value",
            "o": "attention.output.dense",
            "ln1": "attention.output.LayerNorm",
            "f1": "intermediate.dense",
            "f2": "output.dense",
            "ln2": "output.LayerNorm",
        }
        names = {(self.ln,): "embeddings.LayerNorm"}
        names |= {
            (getattr(layer, m),): f"encoder.layer.{min(n, LAYERS - 1)}.{t}" for n, layer in enumerate(self.layers) for m, t in parts.items()
        }
        for (module,), name in names.items():
            module.weight.data.copy_(given[f"{name}.weight"])
            module.bias.data.copy_(given[f"{name}.bias"])


class Projection(nn.Module):
    """One layer with GELU, before a biaffine scorer."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.linear, self.drop = nn.Linear(WIDTH, width), Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        return self.drop(F.gelu(self.linear(x)))


class Biaffine(nn.Module):
    """Scores of every label for pairs of words: bilinear, and linear in each."""

    def __init__(self, width: int, labels: int, dropout: float) -> None:
        super().__init__()
        self.width, self.labels = width, labels
        self.left, self.right = Projection(width, dropout), Projection(width, dropout)
        self.bilinear = nn.Linear(width, labels * width, bias=False)
        nn.init.normal_(self.bilinear.weight, std=1 / width)
        self.of_left, self.of_right = nn.Linear(width, labels), nn.Linear(width, labels)

    def forward(self, x: Tensor, rows: Tensor, words: Tensor) -> Tensor:
        """Scores, pairs × words × labels, of the words ``words`` of windows ``rows`` with every word of their window."""
        left, right = self.left(x[rows, words]), self.right(x)[rows]
        products = self.bilinear(left).view(-1, self.labels, self.width) @ right.transpose(1, 2)
        return products.transpose(1, 2) + self.of_left(left)[:, None] + self.of_right(right)


class Tie(nn.Module):
    """Scores of pairs of words that stand for the same or belong together: a product of two projections and a number for the distance."""

    def __init__(self) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(WIDTH, TIED), nn.Linear(WIDTH, TIED)
        self.distance = nn.Parameter(torch.zeros(2 * FARTHEST + 1))

    def forward(self, x: Tensor) -> Tensor:
        """Scores, windows × words × words."""
        here = torch.arange(x.shape[1], device=x.device)
        return self.left(x) @ self.right(x).transpose(1, 2) / TIED**0.5 + self.distance[steps(here[:, None] - here[None, :])]


def steps(distance: Tensor) -> Tensor:
    """The index of a distance in words (positive: the other word stands before) in :attr:`Tie.distance`: by powers of two."""
    size = torch.log2(distance.abs().clamp(min=1).double()).floor().long() + (distance != 0).long()
    return FARTHEST + distance.sign() * size.clamp(max=FARTHEST)


class Network(nn.Module):
    """The encoder and its heads; trees by deep biaffine scorers (Dozat and Manning 2017)."""

    def __init__(self, labels: Labels, dropout: float = 0.2, layers: int = LAYERS) -> None:
        super().__init__()
        self.encoder, self.drop = Encoder(layers=layers), Dropout(dropout)
        for key in TAGGED:
            setattr(self, key, nn.Linear(WIDTH, len(getattr(labels, key))))
        for key in SCALAR:
            setattr(self, key, nn.Linear(WIDTH, 1))
        self.arc_dependent, self.arc_head = Projection(ARC, dropout), Projection(ARC, dropout)
        self.rel_dependent, self.rel_head = Projection(RELATION, dropout), Projection(RELATION, dropout)
        self.arc_bilinear, self.arc_prior = nn.Linear(ARC, ARC, bias=False), nn.Linear(ARC, 1, bias=False)
        nn.init.normal_(self.arc_bilinear.weight, std=1 / ARC)
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.relations = len(labels.rel)
        self.portion = 256
        self.rel_bilinear = nn.Linear(RELATION, self.relations * RELATION, bias=False)
        nn.init.normal_(self.rel_bilinear.weight, std=1 / RELATION)
        self.rel_linear = nn.Linear(2 * RELATION, self.relations)
        self.role = Biaffine(ROLE, len(labels.role), dropout)
        self.same, self.tied = Tie(), Tie()
        self.vector = nn.Linear(WIDTH, VECTOR)

    def words(self, ids: Tensor, case: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """One vector a word: its first piece's."""
        hidden = self.encoder(ids, case, mask)
        return self.drop(torch.gather(hidden, 1, first[:, :, None].expand(-1, -1, WIDTH)))

    def arcs(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Arc scores (words × [root, words…]), and the relation projections of dependents and of heads."""
        governors = torch.cat([self.root.expand(len(x), 1, -1), x], 1)
        heads = self.arc_head(governors)
        scores = self.arc_bilinear(self.arc_dependent(x)) @ heads.transpose(1, 2) + self.arc_prior(heads).transpose(1, 2)
        return scores, self.rel_dependent(x), self.rel_head(governors)

    def labelled(self, dependents: Tensor, governors: Tensor, heads: Tensor) -> Tensor:
        """Relation scores for given heads."""
        chosen = torch.gather(governors, 1, heads[:, :, None].expand(-1, -1, RELATION))
        left, right = dependents.reshape(-1, RELATION), chosen.reshape(-1, RELATION)
        # Word by word the products are five thousand numbers: in portions that the processor's cache holds.
        parts = [self._products(a, b) for a, b in zip(left.split(self.portion), right.split(self.portion), strict=True)]
        return torch.cat(parts).view(*chosen.shape[:2], -1) + self.rel_linear(torch.cat([dependents, chosen], -1))

    def _products(self, left: Tensor, right: Tensor) -> Tensor:
        return (self.rel_bilinear(left).view(-1, self.relations, RELATION) @ right[..., None])[..., 0]


def rate(step: int, warm: int, total: int) -> float:
    """The factor of the learning rate: linear warm-up, then linear decay to a fiftieth."""
    return min(1.0, (step + 1) / max(1, warm)) * max(0.02, 1 - step / max(1, total))
