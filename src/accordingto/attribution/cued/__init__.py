"""Attributions that a lexical cue and the tree mark: "said", "the claim that", "according to", "allegedly".

verbs       who says it and what they make of it: "said", "accused of"; where what is said stands: slots
nouns       "the claim that", "reports of"
judging     verdicts on what somebody else says: "rejected claims that"
phrases     what is no clause: "according to X", "in her view", "allegedly"
listings    "They include …" behind a sentence that makes proposals
"""

from collections.abc import Iterator

from accordingto import cues
from accordingto.analysis import Analysis, Sentence
from accordingto.attribution import credited
from accordingto.attribution.cued import judging, listings, nouns, phrases, verbs
from accordingto.attribution.found import Found
from accordingto.attribution.quotes import Quotations

LONGEST_SENTENCE = 512
"""Tokens; trees of longer "sentences" are noise and their walks would not be linear."""


def find(a: Analysis, q: Quotations) -> list[Found]:
    """All of them, in the order of their cues; content may still be empty where a quotation beside the cue is expected.

    Args:
        a: the document's trees.
        q: its quotations.
    """
    found: list[Found] = []
    made: Found | None = None
    for sentence in a.sentences:
        if sentence.last - sentence.first > LONGEST_SENTENCE:
            continue
        here = list(_in_sentence(a, q, sentence))
        if not any(f.stance == "demanded" for f in here) and (more := listings.listed(a, sentence, made)):
            here.append(more)
        found += here
        proposals = [f for f in here if f.stance == "demanded" and f.source]
        made = proposals[-1] if proposals else listings.proposer(a, sentence) or (made if listings.resumes(a, sentence) else None)
    return found


def _in_sentence(a: Analysis, q: Quotations, s: Sentence) -> Iterator[Found]:
    lexicon = cues.lexicon()
    for i in range(s.first, s.last):
        token = a.tokens[i]
        lemma, form = token.lemma.lower(), token.form.lower()
        found: Found | None = None
        if token.upos == "VERB" and not judging.as_reported(a, i):
            found = judging.find(a, i) or credited.find(a, lexicon, i) or (verbs.find(a, q, i) if lemma in lexicon.verbs else None)
        elif token.upos == "NOUN" and lemma in lexicon.nouns:
            found = nouns.find(a, i)
        elif form in lexicon.adverbs and a.rel(i) == "advmod":
            found = phrases.adverb(a, i, lexicon.adverbs[form])
        if found is None:
            found = phrases.preposition(a, i, s) or phrases.in_view(a, i)
        if found is not None:
            yield found
