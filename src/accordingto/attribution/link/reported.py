"""What is a link: somebody's words or thoughts, not attitudes and acts that are only told of him (DESIGN rule 5)."""

from accordingto import cues, gazetteer
from accordingto.analysis import Analysis
from accordingto.attribution import syntax
from accordingto.attribution.found import Found
from accordingto.attribution.quotes import TERM, Quotations
from accordingto.lexicons import load_events


def is_link(a: Analysis, q: Quotations, f: Found) -> bool:
    """Attitudes and acts that are reported of somebody are no links unless their words or thoughts are.

    Args:
        a: the trees.
        q: the document's quotations.
        f: an attribution with a content.
    """
    if (not f.strong and not _believable(a, q, f)) or syntax.reminds(a, f.cue_token):
        return False
    if f.judges or f.cue_token is None or a.tokens[f.cue_token].lemma.lower() not in cues.lexicon().words.attitudes:
        return True
    named = any(a.tokens[j].deprel == "xcomp" for j in a.children[f.cue_token])
    return (
        named
        or (f.strong and bool(q.within(f.content)))
        or any(a.tokens[k].form.lower() == "as" for j in a.children[f.cue_token] for k in a.children[j])
    )


def _believable(a: Analysis, q: Quotations, f: Found) -> bool:
    """Whether a cue that only the model knows comes with what speech and thought come with: a source and a clause, or a quotation."""
    if any(q.found[n].last - q.found[n].first - 2 > TERM for n in q.within(f.content)):
        return True
    if f.cue_token is not None and a.tokens[f.cue_token].form == ":":
        place = any(gazetteer.known(a.words(first, last)) for first, last in f.source)  # a dateline
        return not place and any(abs(f.cue_token - edge) <= 1 for first, last in f.source for edge in (first, last))
    if f.lexical and f.source and not _clausal(a, f):
        return _says_something(a, q, f)
    return (f.lexical or bool(f.source)) and any(_has_subject(a, first, last) for first, last in f.content)


def _clausal(a: Analysis, f: Found) -> bool:
    token = a.tokens[f.cue_token or 0]
    entries = cues.lexicon().verbs.get(token.lemma.lower(), ())
    return token.upos != "VERB" or all(cue.clausal or particle for particle, cue in entries)


def _says_something(a: Analysis, q: Quotations, f: Found) -> bool:
    """Whether what the model marks behind a verb of speech is more than a thing or a person ("warned the owner", "recalled its envoy"):
    it has a verb, a number or the name of an event, or stands in quotation marks."""
    events = load_events().nouns
    tokens = [a.tokens[k] for first, last in f.content for k in range(first, last)]
    if q.within(f.content) or f.cue_token is None or a.tokens[f.cue_token].upos != "VERB":
        return True
    return any(t.upos in ("VERB", "AUX", "NUM") or (t.upos == "NOUN" and t.lemma.lower() in events) for t in tokens)


def _has_subject(a: Analysis, first: int, last: int) -> bool:
    return any(a.rel(k) in ("nsubj", "csubj", "expl") and first <= a.tokens[k].head < last for k in range(first, last))
