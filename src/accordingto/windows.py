"""What the encoder reads at a time: the words of a paragraph, cut where there are too many, packed together where there are few."""

from collections.abc import Iterator, Sequence

import msgspec

from accordingto import features, tokens

_STOPS = frozenset(".?!")
_OPENING = frozenset("“«‘")


class Words(msgspec.Struct, frozen=True):
    """Consecutive words: character spans, forms, whether white space stands before, whether a block begins, the block's number;
    ``shown``: the forms that the encoders see, none: as they are."""

    spans: tuple[tokens.Span, ...]
    forms: tuple[str, ...]
    spaced: tuple[bool, ...]
    begins: tuple[bool, ...]
    blocks: tuple[int, ...]
    shown: tuple[str, ...] = ()


def windows(text: str, start: int, end: int, block: int = 0) -> list[Words]:
    """The words of one block; a block of more than :data:`features.MOST_WORDS` words is cut, where it can be at the ends of sentences."""
    cut = [(start + a, start + b) for a, b in tokens.cut(text[start:end])]
    forms = [text[a:b] for a, b in cut]
    spaced = [k == 0 or a > cut[k - 1][1] for k, (a, _) in enumerate(cut)]
    found, first = [], 0
    while first < len(cut):
        last = window_end(forms, spaced, first)
        size = last - first
        begins = (first == 0, *[False] * (size - 1))
        found.append(Words(tuple(cut[first:last]), tuple(forms[first:last]), tuple(spaced[first:last]), begins, (block,) * size))
        first = last
    return found


def pack(pieces: Sequence[Words], most: int = features.MOST_WORDS) -> Iterator[Words]:
    """Neighbours put together as long as they have at most ``most`` words: paragraphs are read with what stands around them."""
    run: list[Words] = []
    size = 0
    for words in pieces:
        if run and size + len(words.forms) > most:
            yield _joined(run)
            run, size = [], 0
        run.append(words)
        size += len(words.forms)
    if run:
        yield _joined(run)


def _joined(run: Sequence[Words]) -> Words:
    if len(run) == 1:
        return run[0]
    return Words(*(tuple(v for w in run for v in getattr(w, field)) for field in Words.__struct_fields__))


def sure_starts(words: Words) -> list[int]:
    """Where a sentence begins whatever the network says: at the first word, at a block's first, and at a capital or an opening mark behind
    a full stop and white space. A stop that belongs to an abbreviation is no word of its own, so the one that is ends something."""
    forms, spaced = words.forms, words.spaced
    return [
        k
        for k, form in enumerate(forms)
        if k == 0 or words.begins[k] or (spaced[k] and forms[k - 1] in _STOPS and (form[0].isupper() or form[0] in _OPENING))
    ]


def window_end(forms: Sequence[str], spaced: Sequence[bool], first: int) -> int:
    """Where the window that starts at word ``first`` ends: at the block's end, else behind the last full stop (and the quotation marks
    after it) in its second half, else where it is full."""
    full = first + features.MOST_WORDS
    if len(forms) <= full:
        return len(forms)
    for last in range(full, first + features.MOST_WORDS // 2, -1):
        if spaced[last] and _ends_sentence(forms, last - 1):
            return last
    return full


def _ends_sentence(forms: Sequence[str], k: int) -> bool:
    if forms[k] in ("”", '"', "’", "'", "»", ")", "]"):
        k -= 1
    return forms[k] in _STOPS
