"""What the language analysis yields: tokens with Universal Dependencies trees, sentences, entities, attribution spans.

Floor 0: imports nothing of ours. Rule modules read an :class:`Analysis`; the encoder (or a hand-written tree in a test)
makes one. Token indices count over the whole document; character offsets are code points, end exclusive.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Literal

import msgspec

AttributionRole = Literal["source", "cue", "content"]


class Token(msgspec.Struct, frozen=True, gc=False):
    """A UD word. ``head`` is the index of its head in the document, -1 for the root of its sentence."""

    start: int
    end: int
    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """Tokens ``first`` to ``last`` (exclusive); ``block`` is the index of the block (paragraph) it stands in."""

    first: int
    last: int
    block: int


class Entity(msgspec.Struct, frozen=True, gc=False):
    """A mention: tokens ``first`` to ``last`` (exclusive), score 0 to 1. Types: among ``Analysis.entities`` PER, ORG, LOC (names), among
    ``Analysis.things`` WEAPON, FACILITY, UNIT, NATIONALITY (names and common nouns)."""

    first: int
    last: int
    type: str
    score: float


class Marked(msgspec.Struct, frozen=True, gc=False):
    """A stretch that the attribution head marks: tokens ``first`` to ``last`` (exclusive), score 0 to 1."""

    role: AttributionRole
    first: int
    last: int
    score: float


class Linked(msgspec.Struct, frozen=True, gc=False):
    """A marked source or content and the marked cue that ties it: indices into ``Analysis.marked``, score 0 to 1."""

    part: int
    cue: int
    score: float


class Named(msgspec.Struct, frozen=True, gc=False):
    """A word that the event head takes for the name of an event: its PLOVER type, the probability of that type, its mode (None: not
    shown)."""

    token: int
    type: str
    score: float
    mode: str | None = None


class Predicate(msgspec.Struct, frozen=True, gc=False):
    """A word that PropBank would take for a predicate, its probability, and how far what it names happened: from -3 (certainly not) to 3
    (certainly), as UDS has it; None where that was not asked for."""

    token: int
    score: float
    factuality: float | None = None


class Role(msgspec.Struct, frozen=True, gc=False):
    """A semantic role: the head word of the argument and the PropBank label (ARG0 … ARG5, ARGM-TMP …, R- and C- before them)."""

    predicate: int
    argument: int
    label: str
    score: float


class Corefers(msgspec.Struct, frozen=True, gc=False):
    """A pronoun or name and the nearest earlier word (the head of its phrase) that means the same."""

    token: int
    antecedent: int
    score: float


class Lower(msgspec.Struct, frozen=True, gc=False):
    """What the encoder's shared layers made of one window, for whoever reads on from there: tokens ``first`` to ``last`` (exclusive), a
    vector a word piece (an array, pieces × width), and each token's first piece."""

    first: int
    last: int
    vectors: Any
    pieces: Any


class Mood(msgspec.Struct, frozen=True, gc=False):
    """What the model says of the claim around a word: the likeliest modality and its probability, the probabilities that it is plainly
    asserted, that the proposition is negative, that it is presupposed."""

    modality: str
    score: float
    asserted: float
    negative: float
    presupposed: float


class Analysis(msgspec.Struct, frozen=True, dict=True):
    """One document analysed. All tuples are in text order. ``moods`` has one for each token, ``vectors`` one for each sentence (of length
    1), ``below`` one for each window; what was not asked for, or what the analyser cannot do, is empty."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...] = ()
    marked: tuple[Marked, ...] = ()
    named: tuple[Named, ...] = ()
    moods: tuple[Mood, ...] = ()
    things: tuple[Entity, ...] = ()
    links: tuple[Linked, ...] = ()
    predicates: tuple[Predicate, ...] = ()
    roles: tuple[Role, ...] = ()
    corefers: tuple[Corefers, ...] = ()
    vectors: tuple[tuple[float, ...], ...] = ()
    below: tuple[Lower, ...] = ()

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the indices of its dependents, in text order."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head >= 0:
                below[token.head].append(i)
        return tuple(map(tuple, below))

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For each token the index of its sentence."""
        return tuple(n for n, s in enumerate(self.sentences) for _ in range(s.first, s.last))

    @cached_property
    def entity_of(self) -> dict[int, Entity]:
        """The entity that covers a token, for the tokens that one covers."""
        return {i: e for e in self.entities for i in range(e.first, e.last)}

    @cached_property
    def named_at(self) -> dict[int, Named]:
        """What the event head says of a token, for those that it takes for an event."""
        return {n.token: n for n in self.named}

    @cached_property
    def roles_of(self) -> dict[int, tuple[Role, ...]]:
        """The roles of each predicate that has some, by the predicate's token."""
        found: dict[int, list[Role]] = {}
        for role in self.roles:
            found.setdefault(role.predicate, []).append(role)
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def relations(self) -> tuple[str, ...]:
        """For each token its dependency relation without its subtype (``nsubj:pass`` → ``nsubj``)."""
        return tuple(token.deprel.partition(":")[0] for token in self.tokens)

    @cached_property
    def lowered(self) -> tuple[str, ...]:
        """For each token its form in small letters."""
        return tuple(token.form.lower() for token in self.tokens)

    def rel(self, i: int) -> str:
        """The dependency relation of token ``i`` without its subtype (``nsubj:pass`` → ``nsubj``)."""
        return self.relations[i]

    def dependents(self, i: int, *relations: str) -> list[int]:
        """The dependents of ``i``; with ``relations``, those in one of them: ``nsubj`` matches subtypes, ``nsubj:pass`` only itself."""
        below = self.children[i]
        if not relations or not below:
            return list(below)
        bases, tokens = self.relations, self.tokens
        return [j for j in below if bases[j] in relations or tokens[j].deprel in relations]

    def subtree(self, i: int, without: tuple[str, ...] = ()) -> list[int]:
        """``i`` and all below it, in text order, leaving out the branches whose relation (base or full) is in ``without``."""
        found, stack = [], [i]
        while stack:
            k = stack.pop()
            found.append(k)
            for j in self.children[k]:
                if self.tokens[j].deprel not in without and self.relations[j] not in without:
                    stack.append(j)
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above ``i``, nearest first."""
        while (i := self.tokens[i].head) >= 0:
            yield i

    def root(self, sentence: Sentence) -> int:
        """The index of the sentence's root token."""
        for i in range(sentence.first, sentence.last):
            if self.tokens[i].head < 0:
                return i
        return sentence.first

    def words(self, first: int, last: int) -> str:
        """The text from token ``first`` to ``last`` (exclusive)."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def token_at(self, offset: int) -> int | None:
        """The index of the token that covers character ``offset``, else of the next one in the text, None past the end."""
        lo, hi = 0, len(self.tokens)
        while lo < hi:
            mid = (lo + hi) // 2
            if self.tokens[mid].end <= offset:
                lo = mid + 1
            else:
                hi = mid
        return lo if lo < len(self.tokens) else None

    def tokens_in(self, start: int, end: int) -> list[int]:
        """The tokens between two characters: the one that covers ``start``, else the next, and all that begin before ``end``."""
        first = self.token_at(start)
        found = []
        while first is not None and first < len(self.tokens) and self.tokens[first].start < end:
            found.append(first)
            first += 1
        return found


def cyclic(tokens: Sequence[Token], i: int) -> bool:
    """Whether the heads above token ``i`` lead back to it: a mended tree that is none."""
    seen: set[int] = set()
    while i >= 0:
        if i in seen:
            return True
        seen.add(i)
        i = tokens[i].head
    return False
