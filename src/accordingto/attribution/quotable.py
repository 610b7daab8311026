"""To whom a text says that its words may be attributed: "a summary of what was said by X, **to whom quoted text may be attributed**", or
"Statement **attributable to** the Spokesperson for …", "the following **can be attributed to** X, chief executive of Y".

That is how the United Nations' bodies head their briefing notes, and companies and agencies their answers to reporters.
"""

from collections.abc import Sequence

import msgspec

from accordingto import cues
from accordingto.analysis import Analysis
from accordingto.attribution import syntax
from accordingto.cues import Words
from accordingto.syntax import marked
from accordingto.types import RUNNING, Block, Page

Place = tuple[int, int, int, int]
"""Start and end of the words that name whoever it is; of the phrase that says so."""
_TOP = 8
"""Blocks from the top in which it may stand."""
_QUOTES = frozenset("“\"«„‘'")
_LAST = 3
"""Blocks at the end in which a line may say who the author is."""
_SHORT = 160
"""Characters of a line that says how a statement is printed."""


def find(page: Page, a: Analysis, blocks: Sequence[Block], words: Words) -> Place | None:
    """Who may be quoted, by the first line at the top that says so.

    Args:
        page: the document.
        a: its analysis.
        blocks: its blocks without page furniture.
        words: the closed lists of the cue lexicon.

    Returns:
        offsets into the text; None where no line says so.
    """
    for b in blocks[:_TOP]:
        if b.kind == "speaker":
            return None  # a transcript has labels
        line = page.document.text[b.start : b.end]
        found = cues.says_whose(line, words)
        if found is None:
            continue
        start, end, ahead = found
        if ahead:
            return b.start + end, b.end, b.start + start, b.start + end
        if (person := _before(a, b.start, b.start + start)) is not None:
            return *person, b.start + start, b.start + end
    return None


class Announced(msgspec.Struct, frozen=True):
    """A statement that a paper brings whole: the last block of its own words, the token that heads whoever made it, the word for it."""

    block: int
    source: int
    cue: int


def announced(a: Analysis, blocks: Sequence[Block], words: Words) -> Announced | None:
    """Whose statement follows: "The embassy sent us **the following statement**", "**The text of the statement** of X **follows**".

    Args:
        a: the document's analysis.
        blocks: its blocks without page furniture.
        words: the closed lists of the cue lexicon.

    Returns:
        None where no sentence at the top says so, or nothing follows it.
    """
    for sentence in a.sentences:
        if sentence.block >= min(_TOP, len(blocks) - 1):
            return None
        if blocks[sentence.block].kind not in RUNNING:
            continue
        for i in range(sentence.first, sentence.last):
            if a.tokens[i].lemma.lower() in words.statements and (source := _made_by(a, i, words)) is not None:
                last = _own_words(a, blocks, sentence.block, words)
                if a.tokens[sentence.last - 1].end < blocks[sentence.block].end or last + 1 >= len(blocks):
                    return None
                return None if a.text[blocks[last + 1].start] in _QUOTES else Announced(last, source, i)  # what is quoted is cited
    return None


def author(a: Analysis, blocks: Sequence[Block], words: Words) -> Place | None:
    """Who wrote an article in their own name: a byline at the top, and a last line that says who that is ("Amina Keita is the minister of
    defence of Guinea"); no journalist, whose words are the paper's.

    Returns:
        offsets of the name in the last line, and of the name in the byline; None where the two are not there.
    """
    people = [e for e in a.entities if e.type == "PER" and e.last - e.first > 1]
    block_of = {id(e): a.sentences[a.sentence_of[e.first]].block for e in people}
    top = {a.words(e.first, e.last): e for e in people if block_of[id(e)] < _TOP and blocks[block_of[id(e)]].kind == "byline"}
    for e in people:
        sentence = a.sentences[a.sentence_of[e.first]]
        byline = top.get(a.words(e.first, e.last))
        if byline is None or sentence.block < len(blocks) - _LAST or e.first != sentence.first:
            continue
        held = [k for k in range(e.last, sentence.last) if a.dependents(k, "cop") and e.first in a.subtree(k)]
        if held and not {a.tokens[k].lemma.lower() for k in range(e.last, sentence.last)} & words.reporters:
            spans = [(a.tokens[x.first].start, a.tokens[x.last - 1].end) for x in (e, byline)]
            return *spans[0], *spans[1]
    return None


def _made_by(a: Analysis, i: int, words: Words) -> int | None:
    """The token that heads whoever made the statement ``i`` that is announced; None of one that is not."""
    told = {a.tokens[j].form.lower() for j in a.dependents(i, "amod", "det", "acl")}
    verb = next((v for v in a.ancestors(i) if a.tokens[v].upos == "VERB"), None)
    if verb is None:
        return None
    if told & words.announcing:
        subject = syntax.subject(a, verb)
        return subject if subject is not None and a.tokens[subject].upos in ("NOUN", "PROPN") else None
    follows = a.tokens[verb].lemma.lower() in words.follows and not a.dependents(verb, "obj", "ccomp", "obl")
    makers = [*a.dependents(i, "nmod:poss"), *(j for j in a.dependents(i, "nmod") if marked(a, j, "by", "of"))]
    return makers[0] if follows and makers and a.tokens[makers[0]].upos in ("NOUN", "PROPN") else None


def _own_words(a: Analysis, blocks: Sequence[Block], block: int, words: Words) -> int:
    """The last block of the paper's own words: what says how the statement is printed is no part of it."""
    after = block + 1
    if after < len(blocks) - 1 and blocks[after].end - blocks[after].start <= _SHORT:
        said = a.text[blocks[after].start : blocks[after].end].lower()
        if any(phrase in said for phrase in words.verbatim):
            return after
    return block


def _before(a: Analysis, first: int, end: int) -> tuple[int, int] | None:
    """The person named last in a stretch."""
    named = [(a.tokens[e.first].start, a.tokens[e.last - 1].end) for e in a.entities if e.type == "PER"]
    return next(((s, t) for s, t in reversed(named) if first <= s and t <= end), None)
