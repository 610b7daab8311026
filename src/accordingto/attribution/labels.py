"""Who speaks by a label: the turns of a transcript, headlines that begin or end with whoever says it, single paragraphs that begin so."""

from accordingto import gazetteer, world
from accordingto.analysis import Analysis
from accordingto.attribution import quotes, turns
from accordingto.attribution.found import Found, Run, overlap
from accordingto.attribution.speaker import DocumentSpeaker
from accordingto.attribution.turns import Turn
from accordingto.cues import CueLexicon
from accordingto.types import SILENT, Page

_LONGEST = 8
"""Words of a label."""


def find(page: Page, a: Analysis, lexicon: CueLexicon, found: list[Found], speaker: DocumentSpeaker | None) -> list[Found]:
    """The attributions that labels mark, beyond those that already have the colon for a cue. Linear in the document.

    Args:
        page: the document with its blocks.
        a: its analysis.
        lexicon: the cue lexicon, for offices and for words that label no speaker ("Photo:").
        found: the attributions found so far.
        speaker: the document's own speaker, whose labels mark nothing new.
    """
    read = turns.read_blocks(page)
    known = turns.find(page, a)
    within = turns.contents(read, known)
    cued = {k for f in found for run in f.cue for k in range(*run)}
    sources: dict[int, Run] = {}
    labelled: list[Found] = []
    for first, last in quotes.blocks(a):
        number = a.sentences[a.sentence_of[first]].block
        kind = read[number].kind if number < len(read) else "paragraph"
        if number in known:
            sources[number] = _who(a, first, last, known[number])
        elif speaker is not None and speaker.covers(a.tokens[first].start):
            continue
        elif number in within:
            said = _found(a, sources[within[number]], None, (first, last))
            said.turn = known[within[number]]
            labelled.append(said)
        elif kind not in SILENT:
            one = _inside(a, first, last, lexicon, kind == "title")
            labelled += [one] if one is not None and one.cue[0][0] not in cued else []
    near: dict[int, list[Found]] = {}
    for f in found:
        if f.content and f.source:
            near.setdefault(_block(a, f.source[0][0]), []).append(f)
    return [x for x in labelled if not any(_same(x, f) for f in near.get(_block(a, x.source[0][0]), ()))]


def _block(a: Analysis, i: int) -> int:
    return a.sentences[a.sentence_of[i]].block


def _same(x: Found, f: Found) -> bool:
    return overlap(x.source, f.source) > 0 and overlap(x.content, f.content) > 0


def _who(a: Analysis, first: int, last: int, turn: Turn) -> Run:
    """The words of a label that say who, without time, note and colon."""
    inside = [k for k in range(first, last) if turn.label.who_start <= a.tokens[k].start and a.tokens[k].end <= turn.label.who_end]
    return (inside[0], inside[-1] + 1) if inside else (first, last)


def _found(a: Analysis, source: Run, colon: int | None, content: Run) -> Found:
    head = next((k for k in range(*source) if not source[0] <= a.tokens[k].head < source[1]), source[0])
    return Found([(colon, colon + 1)] if colon is not None else [], [source], [content], colon, head, "asserted")


def _inside(a: Analysis, first: int, last: int, lexicon: CueLexicon, title: bool) -> Found | None:
    """ "Minister: road to reopen" at the beginning of a block, "Road to reopen: minister" at the end of a headline."""
    for k in range(first + 1, min(first + _LONGEST, last - 2) + 1):
        if a.tokens[k].form == ":":
            if _names_speaker(a, first, k, lexicon):
                return _found(a, (first, k), k, (k + 1, last))
            break
    if title:
        for k in range(last - 2, max(first + 2, last - _LONGEST), -1):
            if a.tokens[k].form in (":", "–", "—") and _names_speaker(a, k + 1, last, lexicon):
                return _found(a, (k + 1, last), k, (first, k))
    return None


def _names_speaker(a: Analysis, first: int, last: int, lexicon: CueLexicon) -> bool:
    """A person, or an office without a verb; a place is a dateline."""
    forms = [a.tokens[k].form.lower().strip(".") for k in range(first, last)]
    verbs = [k for k in range(first, last) if a.tokens[k].upos in ("VERB", "AUX")]
    finite = any(a.tokens[k].xpos in ("VBD", "VBZ", "VBP", "MD") and a.tokens[k].form.lower() != "close" for k in verbs)
    if finite or forms[0] in lexicon.words.unread:
        return False
    if _people(a, first, last):
        return _says_something(a, last)
    if verbs:
        return False
    if gazetteer.known(a.words(first, last)):
        return False
    if any(k in a.entity_of and a.entity_of[k].type == "PER" for k in range(first, last)):
        return True
    return (
        bool({*forms} & lexicon.words.offices)
        and not any(k in a.entity_of and a.entity_of[k].type == "LOC" for k in range(first, last))
        and len(forms) <= 4
    )


def _people(a: Analysis, first: int, last: int) -> bool:
    """Whether a label begins with people who are told apart by where or who they are ("Witnesses at the scene", "Sources close to X")."""
    head = next((k for k in range(first, last) if a.tokens[k].upos in ("NOUN", "PROPN")), None)
    if head is None or a.tokens[head].xpos != "NNS" or head + 1 >= last or a.tokens[head + 1].upos not in ("ADP", "ADJ", "VERB"):
        return False
    role = world.load().roles.get(a.tokens[head].lemma.lower())
    return (role is not None and role.kind in ("person", "people")) or a.tokens[head].lemma.lower() in ("source", "witness")


def _says_something(a: Analysis, colon: int) -> bool:
    """Whether a clause follows: "Fishermen in custody: Question No. 12" is what a paper is about."""
    sentence = a.sentences[a.sentence_of[min(colon + 1, len(a.tokens) - 1)]]
    return any(a.tokens[k].xpos in ("VBD", "VBZ", "VBP", "MD") for k in range(colon + 1, sentence.last))
