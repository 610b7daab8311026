"""Words of phrases: where a noun phrase ends by its tags, and its words by the tree."""

from accordingto import operators
from accordingto.analysis import Analysis
from accordingto.figures.lexicon import load
from accordingto.figures.mention import NOUNS, form, lexeme

_CHUNK = frozenset(("DET", "ADJ", "NUM", "NOUN", "PROPN", "PART", "SYM", "ADV"))
_LONGEST = 400  # tokens: no sentence of running text; a table or list that is read as one would take quadratic time


def chunk_end(analysis: Analysis, first: int) -> int:
    """The end of the noun phrase that begins at a token, read from the tags: chains with "of" and lists of names belong to it.

    The tree is not asked: where a long phrase ends is what parsers get wrong first.
    """
    end = analysis.sentences[analysis.sentence_of[first]].last if first < len(analysis.tokens) else first
    i = filled = first
    while i < end:
        token = analysis.tokens[i]
        participle = token.upos == "VERB" and analysis.rel(i) == "amod" and token.head > i  # "the affected clinics"
        if (token.upos in _CHUNK or participle or token.xpos == "PRP$") and not (
            token.upos == "PART" and token.form.lower() in load().small.verbal_particles
        ):
            timed = i + 1 < end and lexeme(analysis, i + 1) in load().numbers.uses.time_nouns and token.upos in ("ADJ", "DET")
            if (timed or token.upos == "DET") and filled == i and i > first and analysis.tokens[i - 1].upos in ("NOUN", "PROPN"):
                break  # another phrase begins: "of the bankers every year"
            i += 1
            filled = i if token.upos not in ("DET", "ADV") else filled
        elif i > first and (token.form.lower() == "of" or _continues(analysis, i, end) or _hyphen(analysis, i)):
            i += 1
        else:
            break
    return filled


def _hyphen(analysis: Analysis, i: int) -> bool:
    """A hyphen inside a word, no dash between phrases."""
    return analysis.tokens[i].form in ("-", "–") and analysis.tokens[i].start == analysis.tokens[i - 1].end


def _continues(analysis: Analysis, i: int, end: int) -> bool:
    """Whether a comma or conjunction joins two names or two nouns."""
    after = i + 1
    if analysis.tokens[i].form != "," and analysis.tokens[i].upos != "CCONJ":
        return False
    while after < end and (analysis.tokens[after].upos in ("CCONJ", "DET") or analysis.tokens[after].form == ","):
        after += 1
    if after >= end:
        return False
    before, token = analysis.tokens[i - 1].upos, analysis.tokens[after].upos
    if analysis.tokens[i].form == ",":
        return before == token == "PROPN"
    following = analysis.tokens[after + 1].upos if after + 1 < end else ""
    return before == token == "PROPN" or (token == "NOUN" and before in ("NOUN", "PROPN") and following not in ("VERB", "AUX"))


_NOT_IN_A_PHRASE = (
    *(
        "acl",
        "parataxis",
        "advcl",
        "appos",
        "cc:preconj",
        "dep",
        "list",
        "orphan",
        "cop",
        "aux",
        "nsubj",
        "mark",
        "obl",
        "ccomp",
        "discourse",
    ),
    *("vocative", "punct"),
)


def noun_phrase(analysis: Analysis, noun: int, after: int = -1, without: tuple[int, ...] = ()) -> str | None:
    """The words of a noun phrase without clauses that hang on it, beginning after token ``after``; None where no noun is left."""
    sentence = analysis.sentences[analysis.sentence_of[noun]]
    if sentence.last - sentence.first > _LONGEST:
        return None
    case = {i for i in analysis.dependents(noun, "case") if i < noun}
    kept = [i for i in analysis.subtree(noun, without=_NOT_IN_A_PHRASE) if i > after and i not in without and i not in case]
    if noun not in kept:
        return None
    run = _run_around(kept, noun)
    while len(run) > 1 and analysis.tokens[run[-1]].upos in ("PUNCT", "CCONJ", "ADP"):
        run.pop()
    while len(run) > 1 and analysis.tokens[run[0]].upos in ("PUNCT", "CCONJ", "ADP"):
        run.pop(0)
    words = analysis.words(run[0], run[-1] + 1)
    return words if any(analysis.tokens[i].upos in NOUNS and not analysis.tokens[i].form[0].isdigit() for i in run) else None


def _run_around(kept: list[int], middle: int) -> list[int]:
    """The tokens of a list that stand without a gap around one of them."""
    lo = hi = kept.index(middle)
    while lo > 0 and kept[lo - 1] == kept[lo] - 1:
        lo -= 1
    while hi + 1 < len(kept) and kept[hi + 1] == kept[hi] + 1:
        hi += 1
    return kept[lo : hi + 1]


def verb_group(analysis: Analysis, verb: int) -> str:
    """A predicate with its auxiliaries, negation and particle: "were killed", "have not been paid", "broke down"."""
    first = last = verb
    kept = [i for i in analysis.dependents(verb, "aux", "cop") if i < verb]
    kept += [i for i in analysis.dependents(verb, "advmod") if i < verb and form(analysis, i) in operators.lexicon().negation.plain]
    first = min([verb, *kept])
    if any(analysis.tokens[i].upos in ("NOUN", "PROPN", "PRON", "NUM") for i in range(first, verb)):
        first = verb  # the subject stands between: a question
    particles = [i for i in analysis.dependents(verb, "compound") if analysis.tokens[i].deprel == "compound:prt" and i == verb + 1]
    last = max([verb, *particles])
    return analysis.words(first, last + 1)
