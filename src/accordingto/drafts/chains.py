"""According to whom: which of the attributions around a stretch make its chain."""

from collections.abc import Sequence

from accordingto import cues, modality
from accordingto.attribution import Attribution, saying
from accordingto.propositions import Proposition
from accordingto.suggest import Seen
from accordingto.syntax import passive

_TURNED = ("denied", "demanded", "planned", "questioned")
"""Stances that show words to be somebody's."""


def of(seen: Seen, p: Proposition) -> tuple[int, ...]:
    """The chain of a proposition: numbers of attributions, outermost first."""
    own = seen.cues.get(p.predicate)
    token = seen.a.tokens[p.predicate]
    found = [n for n in around(seen, [(token.start, token.end)]) if n != own and reaches(seen, n, p.predicate)]
    if p.form == "relative":
        # What a relative clause adds to an item of a list is the outer speaker's ("they include a pact that Ghana backs").
        found = [n for n in found if seen.voices.attributions[n].how != "inherited"]
    return tuple(found)


def reaches(seen: Seen, n: int, predicate: int) -> bool:
    """Whether an aside ("as the ministry says") speaks of this predicate: only of its own clause, and not of what that denies."""
    a, cue = seen.a, seen.voices.attributions[n].cue_token
    if cue is None or a.rel(cue) not in ("advcl", "parataxis") or cue in a.ancestors(predicate):
        return True
    opening = [i for i in a.subtree(cue) if a.tokens[i].upos != "PUNCT"]
    if a.tokens[opening[0]].form.lower() != "as":
        return True
    head = a.tokens[cue].head
    host = a.tokens[head].head if a.tokens[head].form.lower() in saying.words().extent else head  # "as far as the lawyers know"
    return host == predicate and modality.of(a, predicate, stop=seen.stop).polarity == "positive"


def around(seen: Seen, spans: Sequence[tuple[int, int]]) -> list[int]:
    """The attributions around a stretch that count for its chain: whoever is named, and unnamed words that the text shows to be
    somebody's, unless somebody named takes them for true ("confirmed reports that …")."""
    kept: list[int] = []
    for n in seen.voices.chain(spans[0][0], spans[-1][1]):
        said = seen.voices.attributions[n]
        if not counts(seen, said):
            continue
        outer = seen.voices.attributions[kept[-1]] if kept else None
        confirmed = outer is not None and outer.judges and outer.stance == "asserted"
        if said.source or said.verdict is not None or not confirmed:
            kept.append(n)
    return kept


def counts(seen: Seen, said: Attribution) -> bool:
    """Whether an attribution makes a link, or passes a verdict: words of somebody whom the text does not name do where it shows that
    they are somebody's (taken back, asked for, "it is claimed that", "reports that", "reportedly"), not what is known ("the news
    that")."""
    if said.source or said.verdict is not None or said.turn is not None:
        return True
    i = said.cue_token
    if i is None:
        return False
    token = seen.a.tokens[i]
    if token.upos == "NOUN":
        cue = cues.lexicon().nouns.get(token.lemma.lower())
        return said.stance in _TURNED or (cue is not None and not cue.factive)
    if said.stance in _TURNED:
        return token.upos == "VERB"
    if said.stance == "alleged" and token.upos == "VERB":
        return True  # "rumour has it"
    if token.xpos == "VBN" and any("of" in c.takes for _, c in cues.lexicon().verbs.get(token.lemma.lower(), ())):
        return True  # "stands accused of", "a sergeant accused of"
    turned = said.stance == "asserted" and any(c.stance == "denied" for _, c in cues.lexicon().verbs.get(token.lemma.lower(), ()))
    return turned or seen.a.rel(i) == "advmod" or (token.upos == "VERB" and passive(seen.a, i))
