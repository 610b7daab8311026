"""The network as it is trained: a small BERT with case features, and the heads. ``training/export.py`` writes the same as an ONNX graph."""

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from accordingto.features import CASE_CODES, Labels

WIDTH, HEADS, INNER, LAYERS, VOCABULARY, POSITIONS = 384, 12, 1536, 6, 30522, 512
ARC, RELATION = 256, 96


class Layer(nn.Module):
    """A transformer layer, normalised after each part as in BERT (Devlin et al. 2019)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.f1, self.f2 = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.ln1, self.ln2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.rate = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = (part(x).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2) for part in (self.q, self.k, self.v))
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=self.rate if self.training else 0.0)
        x = self.ln1(x + self.drop(self.o(mixed.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.ln2(x + self.drop(self.f2(F.gelu(self.f1(x)))))


class Encoder(nn.Module):
    """all-MiniLM-L6-v2 with an additive embedding of the case codes (:mod:`accordingto.features`), which starts at nought."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.word, self.pos, self.typ = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(POSITIONS, WIDTH), nn.Embedding(2, WIDTH)
        self.case = nn.Embedding(CASE_CODES, WIDTH)
        nn.init.zeros_(self.case.weight)
        self.ln, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor) -> Tensor:
        x = self.word(ids) + self.pos.weight[: ids.shape[1]] + self.typ.weight[0] + self.case(case)
        x = self.drop(self.ln(x))
        hidden = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, hidden)
        return x

    def start_from(self, path: Path) -> None:
        """Take over the weights of the base model (safetensors, BERT's names)."""
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
        names |= {(getattr(layer, m),): f"encoder.layer.{n}.{t}" for n, layer in enumerate(self.layers) for m, t in parts.items()}
        for (module,), name in names.items():
            module.weight.data.copy_(given[f"{name}.weight"])
            module.bias.data.copy_(given[f"{name}.bias"])


class Projection(nn.Module):
    """One layer with GELU, before a biaffine scorer."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.linear, self.drop = nn.Linear(WIDTH, width), nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        return self.drop(F.gelu(self.linear(x)))


class Network(nn.Module):
    """The encoder and its heads; trees by deep biaffine scorers (Dozat and Manning 2017)."""

    def __init__(self, labels: Labels, dropout: float = 0.2) -> None:
        super().__init__()
        self.encoder, self.drop = Encoder(), nn.Dropout(dropout)
        self.upos, self.xpos = nn.Linear(WIDTH, len(labels.upos)), nn.Linear(WIDTH, len(labels.xpos))
        self.ner, self.attr = nn.Linear(WIDTH, len(labels.ner)), nn.Linear(WIDTH, len(labels.attr))
        self.event, self.modality = nn.Linear(WIDTH, len(labels.event)), nn.Linear(WIDTH, len(labels.modality))
        self.polarity, self.presupposed = nn.Linear(WIDTH, len(labels.polarity)), nn.Linear(WIDTH, len(labels.presupposed))
        self.start = nn.Linear(WIDTH, 1)
        self.arc_dependent, self.arc_head = Projection(ARC, dropout), Projection(ARC, dropout)
        self.rel_dependent, self.rel_head = Projection(RELATION, dropout), Projection(RELATION, dropout)
        self.arc_bilinear, self.arc_prior = nn.Linear(ARC, ARC, bias=False), nn.Linear(ARC, 1, bias=False)
        nn.init.normal_(self.arc_bilinear.weight, std=1 / ARC)
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.relations = len(labels.rel)
        self.rel_bilinear = nn.Linear(RELATION, self.relations * RELATION, bias=False)
        nn.init.normal_(self.rel_bilinear.weight, std=1 / RELATION)
        self.rel_linear = nn.Linear(2 * RELATION, self.relations)

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
        products = self.rel_bilinear(dependents).view(*dependents.shape[:2], self.relations, RELATION)
        return (products * chosen[:, :, None, :]).sum(-1) + self.rel_linear(torch.cat([dependents, chosen], -1))


def rate(step: int, warm: int, total: int) -> float:
    """The factor of the learning rate: linear warm-up, then linear decay to a fiftieth."""
    return min(1.0, (step + 1) / max(1, warm)) * max(0.02, 1 - step / max(1, total))
