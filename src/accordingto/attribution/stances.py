"""One table: cue × construction × who takes which stance. Everything about "is that said, denied or left open" is decided here.

The words stand in ``lexicons/en/operators.toml`` (negation, verdicts, acts kept back), ``cues.toml`` (the stance of a cue) and
``saying.toml`` (the rest). This module has the constructions:

    construction                                          the speaker's stance      the reporter's own
    X said that p                                         the cue's                 –
    X did not say / refused to say / would not say that p questioned                –
    X could not rule out / did not deny that p            questioned                –
    X cannot deny that p, does not doubt that p           asserted                  –
    X does not believe that p; we do not say that p       denied                    –
    nobody denied that p                                  asserted (nobody named)   –
    nobody said that p                                    no speaker                questioned
    nobody can say that p                                 nobody named              denied
    X falsely claimed that p                              reported                  denied
    the false claim that p; the claim that p is a lie     reported                  denied
    X rejected / dismissed as false the claim of Y that p denied; Y reported        –
    X confirmed the claim of Y that p                     reported; Y asserted      –
    X confirmed the claim (of nobody named) that p        asserted                  –
    X repeated the claim of Y that p                      reported; Y asserted      –
    there is no truth in / evidence for the claim that p  reported                  denied / questioned
"""

import msgspec

from accordingto import cues, operators
from accordingto.analysis import Analysis
from accordingto.attribution import syntax
from accordingto.attribution.saying import words
from accordingto.cues import Cue
from accordingto.syntax import passive
from accordingto.types import Modality, Stance

_KEPT: dict[Modality, Modality] = {
    "asserted": "questioned",
    "alleged": "questioned",
    "denied": "questioned",
    "demanded": "questioned",
    "questioned": "asserted",
}


class Taken(msgspec.Struct, frozen=True):
    """What a speaker and whoever passes the words on make of them.

    ``stance`` is the speaker's; ``verdict`` the reporter's own, if any; ``named`` is False where the words name nobody who speaks,
    ``speaks`` where nobody does; ``governors`` are the words that keep the act back and belong to the cue.
    """

    stance: Modality
    verdict: Modality | None = None
    named: bool = True
    speaks: bool = True
    governors: tuple[int, ...] = ()


def of_verb(a: Analysis, i: int, cue: Cue, stance: Modality, source: int | None) -> Taken:
    """The stances of a verb of saying, thinking or asking.

    Args:
        a: the trees.
        i: the verb.
        cue: its entry in the lexicon.
        stance: what it expresses when nothing negates it.
        source: the head of whoever speaks.
    """
    if source is not None and operators.nobody(a, source):
        return _by_nobody(a, i, cue, stance)
    governors = operators.withheld(a, i)
    if would_not(a, i):
        return Taken(_kept_back(a, i, cue, stance, source), governors=(a.tokens[i].head,))
    negated = operators.negated(a, i)
    if negated and (sister := _neither(a, i)) is not None:
        governors = (sister, *governors)
        return Taken(_kept_back(a, i, cue, stance, source), governors=governors)
    if negated != bool(governors):
        return Taken(_kept_back(a, i, cue, stance, source), governors=governors)
    if source is None and stance == "asserted" and a.tokens[i].lemma.lower() in cues.lexicon().words.hearsay and _hearsay(a, i):
        return Taken("alleged", governors=governors)
    if source is not None and stance == "asserted" and operators.doubtful(a, source):
        return Taken("alleged", governors=governors)
    if (manner := operators.manner(a, i)) is not None and stance in ("asserted", "alleged"):
        return Taken(stance, verdict=manner[0])
    return Taken(stance, governors=governors)


def _hearsay(a: Analysis, i: int) -> bool:
    """ "It is claimed that", "is said to have": the passive of a verb of saying without whoever says it."""
    if not passive(a, i):
        return False
    subjects = [a.tokens[j].form.lower() for j in a.dependents(i, "expl", "nsubj", "nsubj:pass")]
    return not words().expletive.isdisjoint(subjects) or bool(a.dependents(i, "xcomp")) or not subjects


def _by_nobody(a: Analysis, i: int, cue: Cue, stance: Modality) -> Taken:
    if "denied" in (stance, cue.stance) or cue.stance == "questioned":
        return Taken("asserted", named=False)
    if any(a.tokens[j].lemma.lower() in words().modals for j in a.dependents(i, "aux")):
        return Taken(stance, verdict="denied", named=False)
    return Taken(stance, verdict="questioned", named=False, speaks=False)


def _kept_back(a: Analysis, i: int, cue: Cue, stance: Modality, source: int | None) -> Modality:
    """The stance of a negated cue, or of one that is kept back."""
    lemma = a.tokens[i].lemma.lower()
    able = any(a.tokens[j].form.lower() in words().enabling for j in a.dependents(i, "aux"))
    if stance == "denied" and able and lemma in words().undeniable:
        return "asserted"
    if stance == "asserted" and _which(a, i):
        return "questioned"  # "I cannot say who fired": that somebody fired is not denied
    if stance == "asserted" and (cue.attitude or syntax.is_self(a, source)) and lemma not in words().of_knowing:
        return "denied"
    return _KEPT.get(stance, stance)


def _which(a: Analysis, i: int) -> bool:
    """Whether what is said is a question: "say **who** fired", "know **when** it began"."""
    clauses = [j for j in a.dependents(i, "ccomp") if j > i]
    return any(a.tokens[min(a.subtree(j))].xpos in ("WP", "WP$", "WRB", "WDT") for j in clauses)


def would_not(a: Analysis, i: int) -> bool:
    """ "has yet to confirm": not done so far."""
    head = a.tokens[i].head
    return (
        head >= 0
        and a.rel(i) == "xcomp"
        and a.tokens[head].lemma in words().awaiting
        and any(a.tokens[j].form.lower() in words().still_to_come for j in (*a.children[head], *a.children[i]))
    )


def _neither(a: Analysis, i: int) -> int | None:
    """ "neither **confirmed** nor denied": the first of the two, where the words that follow belong to both."""
    head = a.tokens[i].head
    if head < 0 or a.rel(i) != "conj" or a.tokens[head].upos != "VERB" or a.dependents(head, "ccomp", "obj", "xcomp"):
        return None
    joined = {a.tokens[j].form.lower() for j in a.dependents(i, "cc")}
    return head if joined & words().alternative and operators.negated(a, head) else None


def of_noun(a: Analysis, i: int) -> tuple[Modality, tuple[int, ...]] | None:
    """The reporter's own verdict on what a noun of saying names, with the words that are part of the cue ("the **false** claim that …").

    Args:
        a: the trees.
        i: the noun.
    """
    if (missing := lacked(a, i)) is not None:
        return missing, ()
    if (attribute := operators.attribute(a, i)) is not None:
        return attribute[0], (attribute[1],)
    if operators.doubtful(a, i):
        return "alleged", ()
    if operators.lexicon().words.get(a.tokens[i].lemma.lower()) == "denied":
        return "denied", ()  # "the lie that …"
    head = a.tokens[i].head
    if head < 0:
        return None
    if a.rel(i) == "nsubj" and (stance := operators.judgement(a, head)) is not None:
        return stance, ()
    if _contrary(a, i):
        return "denied", ()
    missing = lacked(a, head) if a.rel(i) in ("nmod", "obl") else None
    return (missing, ()) if missing is not None else None


def lacked(a: Analysis, i: int) -> Modality | None:
    """What it makes of a report that there is none of noun ``i``: "no truth", "little evidence", "did not find proof"."""
    stance = operators.lexicon().lacking.get(a.tokens[i].lemma.lower())
    if stance is None or a.tokens[i].upos != "NOUN":
        return None
    if operators.negated(a, i) or _little(a, i) or any(a.tokens[j].form.lower() in words().void for j in a.dependents(i, "case")):
        return stance
    verb = a.tokens[i].head
    if verb >= 0 and a.rel(i) in ("obj", "nsubj", "obl", "xcomp") and a.tokens[verb].upos in ("VERB", "AUX"):
        negative = operators.negated(a, verb) or bool(operators.withheld(a, verb))
        return stance if negative else None
    return None


def _contrary(a: Analysis, i: int) -> bool:
    """ "contrary to reports that …"."""
    first = min(a.subtree(i))
    return any(a.tokens[k].form.lower() in words().contrary for k in range(max(0, first - 2), first + 2) if k < len(a.tokens))


def _little(a: Analysis, i: int) -> bool:
    return any(a.tokens[j].form.lower() in words().scarce for j in a.children[i])


def predicate_of(a: Analysis, i: int) -> int | None:
    """The predicate that passes a verdict on the noun of saying ``i`` ("the rumour … was **false**"), or None."""
    head = a.tokens[i].head
    if head < 0:
        return None
    if a.rel(i) == "nsubj" and operators.judgement(a, head) is not None:
        return head
    if a.rel(i) in ("nmod", "obl") and lacked(a, head) == "denied":
        return a.tokens[head].head if a.tokens[head].head >= 0 else head
    return None


def over_report(a: Analysis, i: int) -> tuple[Modality, tuple[int, ...]] | None:
    """The verdict that verb ``i`` passes on a report, with its words beside the verb: "**dismissed as false** …", "**called** … **a lie**",
    "**brushed aside** …", "**rejected** …"; None where it passes none.

    A negated verb, or one that is kept back, leaves the report open: "did not confirm", "refused to deny".
    """
    named = _named(a, i)
    plain = operators.verb(a, i)
    if named is None and plain is None and a.tokens[i].lemma.lower() in operators.lexicon().relays:
        plain = "asserted", ()
    if named is None and plain is None:
        return None
    stance, words = named if named is not None else plain if plain is not None else ("asserted", ())
    governors = operators.withheld(a, i)
    if operators.negated(a, i) != bool(governors):
        stance = "questioned" if stance in ("denied", "asserted") else "asserted"
    return stance, (*governors, *words)


def called(a: Analysis, i: int) -> bool:
    """Whether verb ``i`` calls a report something ("dismissed as **false** the threat that …")."""
    return _named(a, i) is not None


def _named(a: Analysis, i: int) -> tuple[Modality, tuple[int, ...]] | None:
    """What a report is called: "as false", "as “a fairy tale”", "a lie"."""
    for j in a.dependents(i, "xcomp", "obl", "advcl", "obj", "ccomp"):
        as_ = [k for k in a.dependents(j, "case", "mark") if a.tokens[k].form.lower() == "as"]
        bare = a.tokens[j].upos in ("NOUN", "ADJ") and not a.dependents(j, "nsubj", "cop", "mark")
        behind = j > i and any(a.rel(k) == "obj" and i < k < j for k in a.children[i])
        second = behind and (a.rel(j) == "obj" or (a.rel(j) == "ccomp" and bare))
        if not as_ and a.rel(j) != "xcomp" and not second:
            continue
        stance = operators.lexicon().words.get(a.tokens[j].lemma.lower()) or operators.lexicon().words.get(a.tokens[j].form.lower())
        last = max(k for k in a.subtree(j) if a.tokens[k].upos != "PUNCT" or k == j)
        phrase = operators.phrase_at(a, j) or operators.phrase_at(a, last)  # "a pack of lies": hung by "pack", known by its end
        stance = stance or (phrase[0] if phrase else operators.judgement(a, j))
        if stance is not None:
            articles = [k for k in a.dependents(j, "det", "advmod", "amod") if k < j]
            return stance, (*as_, *articles, j)
    return None


class Said(msgspec.Struct, frozen=True):
    """What one cited speaker's cue says of the stances in a chain; ``speaks`` is False where the words are nobody's and make no link."""

    stance: Stance
    verdict: Stance | None
    speaks: bool


def of_chain(before: int, cited: list[Said], local: Modality) -> list[Stance]:
    """The stance of every link (rule 2 of the record): ``reported`` where a link only passes on the next one's words.

    Args:
        before: how many links stand outside the cited ones (the publisher, the document's speaker), at least one.
        cited: the cited speakers, outermost first.
        local: the modality of the proposition itself.
    """
    found: list[Stance] = ["reported"] * (before + sum(said.speaks for said in cited))
    at = before - 1
    for said in cited:
        if said.verdict is not None:
            found[at] = said.verdict
            return found
        at += said.speaks
        if said.stance in ("denied", "questioned", "alleged"):
            found[at] = said.stance
            return found
    last = cited[-1].stance if cited else "asserted"
    found[-1] = last if last != "asserted" else local
    return found
