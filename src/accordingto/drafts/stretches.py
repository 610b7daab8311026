"""The exact words of a claim: its tokens without who says it, and the stretches of characters that they make."""

from collections.abc import Iterable, Sequence

from accordingto.analysis import Analysis
from accordingto.attribution import Attribution, saying
from accordingto.propositions import Proposition
from accordingto.suggest import Seen

Span = tuple[int, int]

_ASIDE = 60
"""Characters of an aside that is taken for one stretch."""

_BREAKS = frozenset({",", "–", "—", "-", "(", ")", ";", ":"})
OPENING = frozenset("“\"‘'«„‹「")
"""Marks that may open a quotation."""
CLOSING = frozenset("”\"’'»“›」")
"""Marks that may close one."""
_MARKS = frozenset('“”"‘«»„‹›「」') | {"’", "'"}
_CLOSED = {"“": "”", "«": "»", "„": "“", "「": "」", '"': '"', "‘": "’"}


def without_asides(seen: Seen, p: Proposition) -> tuple[int, ...]:
    """The words of a proposition without who says it ("the port closed, **according to traders**, on Monday")."""
    tokens = seen.a.tokens
    token = tokens[p.predicate]
    said = [seen.voices.attributions[n] for n in seen.voices.chain(token.start, token.end)]
    asides = [span for x in said if x.cue_token != p.predicate for span in _aside(x) if not (span[0] <= token.start < span[1])]
    dropped = {i for i in p.tokens if any(s <= tokens[i].start < e for s, e in asides)}
    if not dropped:
        return p.tokens
    kept = [i for i in p.tokens if i not in dropped and not (tokens[i].form in _BREAKS and {i - 1, i + 1} & dropped)]
    while kept and tokens[kept[0]].upos == "PUNCT" and tokens[kept[0]].form not in OPENING:
        kept = kept[1:]
    while kept and tokens[kept[-1]].upos == "PUNCT" and tokens[kept[-1]].form not in CLOSING:
        kept = kept[:-1]
    return tuple(kept)


def _aside(said: Attribution) -> list[Span]:
    """Where whoever says it stands: source and cue, and what lies between two that are close together ("by the exiles' own count")."""
    spans = [*said.source, *said.cue]
    first, last = min(s for s, _ in spans) if spans else 0, max(e for _, e in spans) if spans else 0
    between = spans and last - first <= _ASIDE and not any(first < s < last for s, _ in said.content)
    return [(first, last)] if between else spans


def without_label(seen: Seen, tokens: Sequence[int]) -> Sequence[int]:
    """A proposition's words without the label before or behind it; a proposition of nothing else keeps them."""
    if not seen.labels or seen.labels.isdisjoint(tokens):
        return tokens
    return [i for i in tokens if i not in seen.labels] or tokens


def head(a: Analysis, tokens: Sequence[int]) -> int:
    """The word that heads a content: of several, the verb ("urged Sudan to withdraw": withdraw)."""
    inside = set(tokens)
    heads = [i for i in tokens if a.tokens[i].head not in inside]
    return next((i for i in heads if a.tokens[i].upos == "VERB"), heads[0] if heads else tokens[0])


def trimmed(a: Analysis, tokens: Iterable[int]) -> tuple[int, ...]:
    """Words without punctuation at their ends and "that" before them."""
    words, opening = list(tokens), saying.words().declarative
    while words and (a.tokens[words[0]].upos == "PUNCT" or (a.tokens[words[0]].lemma in opening and a.rel(words[0]) == "mark")):
        words = words[1:]
    while words and a.tokens[words[-1]].upos == "PUNCT":
        words = words[:-1]
    return tuple(words)


def spans(a: Analysis, tokens: Sequence[int]) -> tuple[Span, ...]:
    """Character spans of runs of tokens; punctuation that alone stands between two runs does not part them."""
    runs: list[list[int]] = []
    for i in tokens:
        same = runs and a.sentence_of[i] == a.sentence_of[runs[-1][1]]
        if same and all(a.tokens[k].upos == "PUNCT" for k in range(runs[-1][1] + 1, i)):
            runs[-1][1] = i
        else:
            runs.append([i, i])
    worded = [r for r in runs if any(a.tokens[k].upos != "PUNCT" for k in range(r[0], r[1] + 1))]
    return tuple(_quoted(a, first, last) for first, last in worded)


def _quoted(a: Analysis, first: int, last: int) -> Span:
    """The stretch of a run of tokens: a quotation that it only opens or only closes loses its mark, one that ends right behind it gets
    its closing mark where it holds more than the quotation."""
    forms = [a.tokens[k].form for k in range(first, last + 1)]
    while len(forms) > 1 and forms[0] in _MARKS and not any(f in CLOSING for f in forms[1:]):
        first, forms = first + 1, forms[1:]
    while len(forms) > 1 and forms[-1] in _MARKS and not any(f in OPENING for f in forms[:-1]):
        last, forms = last - 1, forms[:-1]
    start, end = a.tokens[first].start, a.tokens[last].end
    after = a.text[end : end + 1]
    left = next((left for left, right in _CLOSED.items() if after == right), None)
    if left is not None:
        words = a.text[start:end]
        open_ = words.count(left) % 2 == 1 if left == after else words.count(left) > words.count(after)
        if open_ and not (left == "‘" and words[:1] == left):
            end += 1
    return start, end
