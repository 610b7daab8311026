"""Whose content a span is that the model marks as one."""

from accordingto.analysis import Analysis
from accordingto.attribution.found import Found, Run, merged, minus, overlap, size

_NEAR = 12
"""Tokens from a marked cue to a marked content that no tree ties to it, less than."""


def give(a: Analysis, found: list[Found], contents: list[Run], marked: set[int]) -> None:
    """Give each marked content to the marked cue right before it, else to the attribution whose tree content it shares, else to the
    nearest cue outside it. A tree content that another cue so takes is given up: there the tree is wrong.

    Args:
        a: the trees.
        found: the attributions of a sentence; they are changed.
        contents: the spans.
        marked: which attributions have a cue that the model marks.
    """
    taken: dict[int, list[Run]] = {}
    for c in contents:
        owner = _owner(found, c, marked)
        if owner is not None:
            taken.setdefault(owner, []).append(c)
    for n, several in taken.items():
        f = found[n]
        if n in marked and not overlap(f.content, several) and any(_follows(f, c) for c in several):
            others = [c for m, theirs in taken.items() if m != n and m in marked for c in theirs]
            f.content = minus(f.content, others) if size(f.content) > 2 * overlap(f.content, others) else []
        several = [c for c in several if overlap(f.content, [c])] or several
        if f.tight and (not overlap(f.content, several) or size(several) > size(f.content) * 3 // 2):
            continue
        shared = overlap(f.content, several)
        if not f.content or ((n in marked or shared * 2 >= size(f.content)) and _holds_head(a, several, f.content)):
            f.content = minus(merged(several), f.cue)


def _owner(found: list[Found], c: Run, marked: set[int]) -> int | None:
    best, best_key = None, (0, 0, 0.0, 0)
    for n, f in enumerate(found):
        if f.cue_token is None or c[0] <= f.cue_token < c[1]:
            continue
        distance = min(abs(f.cue_token - c[0]), abs(f.cue_token - c[1]))
        key = (int(n in marked), int(n in marked and _follows(f, c)), overlap(f.content, [c]) / (1 + size(f.content)), -distance)
        if (key[2] > 0 or (n in marked and not f.content) or (n in marked and distance < _NEAR)) and (best is None or key > best_key):
            best, best_key = n, key
    return best


def _follows(f: Found, c: Run) -> bool:
    """Whether a stretch stands right after a cue."""
    return any(last == c[0] for _, last in f.cue)


def _holds_head(a: Analysis, several: list[Run], content: list[Run]) -> bool:
    """Whether the marked stretches hold what heads the tree's content, with the nouns joined to it: less is a fragment of it."""
    head = next((k for run in content for k in range(*run) if not _within(content, a.tokens[k].head)), None)
    joined = a.dependents(head, "conj", "appos") if head is not None and a.tokens[head].upos == "NOUN" else []
    return head is not None and all(_within(several, k) for k in (head, *joined) if _within(content, k))


def _within(several: list[Run], k: int) -> bool:
    return any(first <= k < last for first, last in several)
