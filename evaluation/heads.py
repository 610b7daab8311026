"""Development figures of the encoder's other heads: semantic roles, factuality, coreference."""

from collections.abc import Sequence

import numpy as np
from training import corpora
from training.corpora import Document, Example

from accordingto import features
from accordingto.analysis import Token
from accordingto.encoder import USUAL, Encoder, may_refer
from accordingto.windows import Words


def words_of(run: Sequence[Example]) -> Words:
    """The encoder's input for a run of examples."""
    forms = tuple(w for e in run for w in e.words)
    begins = tuple(e.begins and k == 0 for e in run for k in range(len(e.words)))
    return Words(tuple((0, 0) for _ in forms), forms, tuple(s for e in run for s in e.spaced), begins, (0,) * len(forms))


def starts_of(run: Sequence[Example]) -> list[int]:
    """Where the examples of a run begin."""
    return np.cumsum([0, *(len(e.words) for e in run[:-1])]).tolist()


def roles(model: Encoder, documents: list[Document]) -> dict[str, float]:
    """PropBank: predicates, and the head words of arguments with their labels, the predicates given or found (F1).

    An argument's head word is the word of its span whose head in the gold tree lies outside. All labels of the gold count, the rare ones
    that the encoder does not know too.
    """
    given, found, predicates = [0, 0, 0], [0, 0, 0], [0, 0, 0]
    for run in corpora.windows([[e for e in d if e.props is not None] for d in documents], features.MOST_WORDS, model.pieces):
        starts = starts_of(run)
        gold_predicates = {at + p.predicate for at, e in zip(starts, run, strict=True) for p in e.props or ()}
        gold = {(at + p.predicate, at + k, r) for at, e in zip(starts, run, strict=True) for p in e.props or () for k, r in p.roles}
        scored = model.score(words_of(run), starts, heads=("roles",), predicates=sorted(gold_predicates))
        own = set(np.flatnonzero(scored.out["predicate"] > 0.5).tolist())
        pairs = {(p, a, label) for p, a, label, _ in model.roles(scored)}
        _count(given, gold, {t for t in pairs if t[0] in gold_predicates})
        _count(found, gold, {t for t in pairs if t[0] in own})
        _count(predicates, gold_predicates, own)
    return {"propbank_roles": _f1(given), "propbank_roles_found": _f1(found), "propbank_predicates": _f1(predicates)}


def _count(into: list[int], gold: set[object], found: set[object]) -> None:
    for k, size in enumerate((len(gold & found), len(gold), len(found))):
        into[k] += size


def _f1(counts: list[int]) -> float:
    return 200 * counts[0] / max(1, counts[1] + counts[2])


def factuality(model: Encoder, documents: list[Document]) -> float:
    """UDS: Pearson's correlation of the predicted with the annotated factuality of the predicates."""
    gold: list[float] = []
    found: list[float] = []
    for run in corpora.windows([[e for e in d if e.happened is not None] for d in documents], features.MOST_WORDS, model.pieces):
        scored = model.score(words_of(run), starts_of(run), heads=("factuality",))
        values = [v for e in run for v in e.happened or ()]
        at = [k for k, v in enumerate(values) if v is not None]
        gold += [v for v in values if v is not None]
        found += scored.out["happened"][at].tolist()
    return float(np.corrcoef(gold, found)[0, 1])


def coreference(model: Encoder, documents: list[Document]) -> dict[str, float]:
    """GUM: of the pronouns and names that mean what was named before, how many are tied to a word of their chain (F1 over ties)."""
    counts = {"pronouns": [0, 0, 0], "names": [0, 0, 0]}
    for document in documents:
        forms = [w for e in document for w in e.words]
        spans, text = [], ""
        blocks: list[tuple[int, int]] = []
        for example in document:
            if example.begins or not blocks:
                text += "\n"
                blocks.append((len(text), len(text)))
            for word, space in zip(example.words, example.spaced, strict=True):
                text += " " if space and len(text) > blocks[-1][0] else ""
                spans.append((len(text), len(text) + len(word)))
                text += word
            blocks[-1] = (blocks[-1][0], len(text))
        analysis = model.analyse(text, blocks, heads=USUAL)
        chain = [c for e in document for c in e.chain or [0] * len(e.words)]
        tags = [t for e in document for t in e.upos or ()]
        xtags = [t for e in document for t in e.xpos or ()]
        rels = [r for e in document for r in e.rel or ()]
        at = {span: k for k, span in enumerate(spans)}
        ours = [at.get((t.start, t.end), -1) for t in analysis.tokens]
        found = {ours[c.token]: ours[c.antecedent] for c in analysis.corefers}
        seen: set[int] = set()
        for k in range(len(forms)):
            token = Token(0, 0, forms[k], "", tags[k], xtags[k], 0, rels[k])
            kind = "pronouns" if tags[k] == "PRON" else "names"
            if may_refer(token):
                tied, gold = k in found, chain[k] > 0 and chain[k] in seen
                counts[kind][0] += tied and gold and found[k] >= 0 and chain[found[k]] == chain[k]
                counts[kind][1] += gold
                counts[kind][2] += tied
            if chain[k]:
                seen.add(chain[k])
    return {f"gum_coreference_{kind}": _f1(c) for kind, c in counts.items()}
