"""What the network is trained for: the labels of the corpora, and the averaged judgement of teachers.

Every loss is a sum over labelled words divided by all words of the batch, so that a labelled word weighs the same in whatever batch it
stands; ``WEIGHTS`` raises what is rare.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from accordingto import features
from training.batches import IGNORED, Batch
from training.network import TAGGED, Network

WEIGHTS = {
    "thing": 1.0,
    "event": 2.0,
    "mode": 1.0,
    "modality": 1.0,
    "polarity": 0.5,
    "presupposed": 0.5,
    "start": 1.0,
    "predicate": 0.5,
    "role": 0.3,
    "happened": 0.5,
    "same": 1.0,
    "tied": 1.0,
    "vector": 8.0,
}
LATER, MORE = 0.35, 3.0
"""From this share of the epochs on what only the own texts teach (:data:`OWN`) counts so many times as much: they are an eighth of
what is read, and their heads learn last."""
OWN = ("thing", "event", "mode", "modality", "polarity", "presupposed")
MOODS = ("mode", "modality", "polarity", "presupposed")
NEVER = -1e4
Losses = dict[str, Tensor]


def given(network: Network, x: Tensor, b: Batch, labels: features.Labels, vectors: Tensor | None, *, late: bool = False) -> Losses:
    """The losses against the corpora's labels.

    Args:
        network: to be trained.
        x: its word vectors of the batch.
        b: the batch.
        labels: the inventories.
        vectors: for each example the vector that the base model gives it; None: the vector head is not trained.
        late: :data:`MORE` holds.
    """
    words = (b["sentence"] >= 0).sum()
    found = {key: _choice(getattr(network, key)(x), b[key]) for key in TAGGED}
    for key in ("start", "predicate"):
        known = b[key] >= 0
        each = F.binary_cross_entropy_with_logits(getattr(network, key)(x)[..., 0], b[key].clamp(min=0).float(), reduction="none")
        found[key] = (each * known).sum()
    known = ~torch.isnan(b["happened"])
    away = F.smooth_l1_loss(network.happened(x)[..., 0], b["happened"].nan_to_num(), reduction="none")
    found["happened"] = (away * known).sum()
    arcs, dependents, governors = network.arcs(x)
    found["arc"] = _choice(arcs.masked_fill(~_allowed(b["sentence"]), NEVER), b["head"])
    found["rel"] = _choice(network.labelled(dependents, governors, b["head"].clamp(min=0)), b["rel"])
    if len(b["prop_row"]):
        found["role"] = _choice(network.role(x, b["prop_row"], b["prop_word"]), b["prop_roles"])
    found["same"] = _same(network.same(x), b, labels)
    found["tied"] = _tied(network.tied(x), b, labels)
    if vectors is not None:
        found["vector"] = _vector(network, x, b, vectors)
    more = MORE if late else 1.0
    return {key: WEIGHTS.get(key, 1.0) * (more if key in OWN else 1.0) * value / words for key, value in found.items()}


def _choice(scores: Tensor, gold: Tensor) -> Tensor:
    return F.cross_entropy(scores.flatten(0, 1).float(), gold.flatten(), ignore_index=IGNORED, reduction="sum")


def _allowed(sentence: Tensor) -> Tensor:
    """Which heads a word may have: the root, and words of its sentence."""
    same = (sentence[:, :, None] == sentence[:, None, :]) & (sentence[:, None, :] >= 0)
    return torch.cat([torch.ones_like(same[:, :, :1]), same], 2)


def _is(tags: Tensor, inventory: Sequence[str], wanted: Sequence[str]) -> Tensor:
    found = torch.zeros_like(tags, dtype=torch.bool)
    for name in wanted:
        found |= tags == inventory.index(name)
    return found


def _same(scores: Tensor, b: Batch, labels: features.Labels) -> Tensor:
    """A noun, name or pronoun against what stands before it: any word of its chain is right; none, where there is none (score nought)."""
    chain = b["chain"]
    noun = _is(b["upos"], labels.upos, features.NOMINAL) & (chain >= 0)
    asked = noun & ((chain > 0) | (b["upos"] == labels.upos.index("PRON")))
    count = chain.shape[1]
    before = torch.ones(count, count, dtype=torch.bool, device=chain.device).tril(-1)
    open_ = noun[:, None, :] & before
    right = open_ & (chain[:, :, None] == chain[:, None, :]) & (chain[:, :, None] > 0)
    return _any_of(scores, open_, right, asked, none=True)


def _tied(scores: Tensor, b: Batch, labels: features.Labels) -> Tensor:
    """A source or content against the cues of the window: any cue of its attribution is right."""
    parts = _is(b["attr"], labels.attr, ("B-SOURCE", "B-CONTENT")) & (b["said"] >= 0)
    cues = (b["attr"] == labels.attr.index("B-CUE")) & (b["said"] >= 0)
    open_ = cues[:, None, :].expand_as(scores)
    right = open_ & (b["said"][:, :, None] == b["said"][:, None, :])
    return _any_of(scores, open_, right, parts & right.any(2), none=False)


def _any_of(scores: Tensor, open_: Tensor, right: Tensor, asked: Tensor, *, none: bool) -> Tensor:
    """The negated log-probability of all right choices together; with ``none``, of choosing nothing where no choice is right."""
    scores = scores.float().masked_fill(~open_, NEVER)
    hit = scores.masked_fill(~right, NEVER)
    if none:
        nothing = torch.zeros_like(scores[:, :, :1])
        scores = torch.cat([scores, nothing], 2)
        hit = torch.cat([hit, nothing.masked_fill(right.any(2, keepdim=True), NEVER)], 2)
    return ((torch.logsumexp(scores, 2) - torch.logsumexp(hit, 2)) * asked).sum()


def means(x: Tensor, b: Batch) -> Tensor:
    """The mean of the word vectors of each example of the batch."""
    count = len(b["example"])
    into = torch.where(b["member"] >= 0, b["member"], count).flatten()
    sums = x.new_zeros(count + 1, x.shape[2]).index_add(0, into, x.flatten(0, 1))
    sizes = x.new_zeros(count + 1).index_add(0, into, torch.ones_like(into, dtype=x.dtype))
    return sums[:count] / sizes[:count, None]


def _vector(network: Network, x: Tensor, b: Batch, vectors: Tensor) -> Tensor:
    """One less the cosine with the base model's vector of the example."""
    target = vectors[b["example"]]
    away = 1 - F.cosine_similarity(network.vector(means(x, b)).float(), target, dim=1)
    return (away * (target.abs().sum(1) > 0)).sum()


class Judgement:
    """The averaged judgement of teachers on one batch."""

    def __init__(self, teachers: Sequence[Network], b: Batch) -> None:
        with torch.no_grad():
            seen = [t.words(b["ids"], b["case"], b["mask"], b["first"]) for t in teachers]
            both = list(zip(teachers, seen, strict=True))
            self.tags = {key: _mean([getattr(t, key)(x).float().softmax(-1) for t, x in both]) for key in TAGGED}
            self.chances = {key: _mean([getattr(t, key)(x)[..., 0].float().sigmoid() for t, x in both]) for key in ("start", "predicate")}
            self.happened = _mean([t.happened(x)[..., 0].float() for t, x in both])
            self.real = b["sentence"] >= 0
            self.sentence = self._sentences(b)
            allowed = _allowed(self.sentence)
            parts = [t.arcs(x) for t, x in both]
            self.arcs = _mean([a.float().masked_fill(~allowed, NEVER).softmax(-1) for a, _, _ in parts])
            self.heads = torch.where(b["head"] >= 0, b["head"], self.arcs.argmax(-1))
            labelled = [t.labelled(d, g, self.heads).float().softmax(-1) for (t, _), (_, d, g) in zip(both, parts, strict=True)]
            self.rel = _mean(labelled)
            self.rows, self.predicates = b["prop_row"], b["prop_word"]
            self.roles = _mean([t.role(x, self.rows, self.predicates).float().softmax(-1) for t, x in both]) if len(self.rows) else None

    def _sentences(self, b: Batch) -> Tensor:
        """The sentences of the trees, where there are none those that the teachers see; a paragraph begins one."""
        begins = (b["first"] >= 0) & (self.chances["start"] > 0.5)
        begins[:, 1:] |= b["sentence"][:, 1:] != b["sentence"][:, :-1]
        begins = torch.where(b["start"] >= 0, b["start"] > 0, begins)
        return torch.where(self.real, begins.long().cumsum(1), torch.full_like(b["sentence"], -1))


def _mean(values: list[Tensor]) -> Tensor:
    return torch.stack(values).mean(0)


def taught(network: Network, x: Tensor, j: Judgement) -> Losses:
    """The losses against the teachers' judgement (Hinton, Vinyals and Dean 2015), of every word, also of texts without trees."""
    real = j.real.float()
    event = real * (1 - j.tags["event"][..., 0])
    found = {key: (_soft(getattr(network, key)(x), p) * (event if key in MOODS else real)).sum() for key, p in j.tags.items()}
    for key, chance in j.chances.items():
        each = F.binary_cross_entropy_with_logits(getattr(network, key)(x)[..., 0].float(), chance, reduction="none")
        found[key] = (each * real).sum()
    away = F.smooth_l1_loss(network.happened(x)[..., 0].float(), j.happened, reduction="none")
    found["happened"] = (away * j.chances["predicate"] * real).sum()
    arcs, dependents, governors = network.arcs(x)
    found["arc"] = (_soft(arcs.masked_fill(~_allowed(j.sentence), NEVER), j.arcs) * real).sum()
    found["rel"] = (_soft(network.labelled(dependents, governors, j.heads), j.rel) * real).sum()
    if j.roles is not None:
        same = (j.sentence[j.rows] == j.sentence[j.rows, j.predicates][:, None]).float()
        found["role"] = (_soft(network.role(x, j.rows, j.predicates), j.roles) * same).sum()
    return {key: WEIGHTS.get(key, 1.0) * value / real.sum() for key, value in found.items()}


def _soft(scores: Tensor, wanted: Tensor) -> Tensor:
    return -(wanted * scores.float().log_softmax(-1)).sum(-1)
