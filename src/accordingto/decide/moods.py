"""How far a claim is taken as so, as its words and its chain say: the hints for modality, polarity and presupposition."""

from collections.abc import Sequence

import msgspec

from accordingto import cues, modality, operators, syntax, times
from accordingto.attribution import Attribution
from accordingto.decide.weighing import Notion, Why
from accordingto.drafts import Draft, stretches
from accordingto.events import Coded
from accordingto.suggest import Seen, says_no_more
from accordingto.types import Polarity

_STATED = frozenset({"denied", "alleged", "questioned", "conditional"})
"""Modalities that a word of the clause states; what is planned or demanded is weighed."""

_DAY = len("2024-12-13")


def of(seen: Seen, d: Draft) -> modality.Reading:
    """What the operators of a draft's words say of it."""
    reading = _unmeant(seen, d, _of_predicate(seen, d))
    against = operators.set_aside(seen.a, d.figure.start) if d.figure is not None else None
    return reading if against is None else msgspec.structs.replace(reading, polarity="negative", negators=((against, "negation"),))


def _unmeant(seen: Seen, d: Draft, reading: modality.Reading) -> modality.Reading:
    """ "does **not** intend to close the mine": what somebody does not mean to do is negative, as one of it."""
    said = seen.voices.attributions[d.chain[-1]] if d.chain and d.predicate is not None else None
    cue = said.cue_token if said is not None and said.stance == "planned" else None
    if cue is None or seen.a.rel(d.predicate or 0) != "xcomp" or seen.a.tokens[d.predicate or 0].head != cue:
        return reading
    if not operators.negated(seen.a, cue):
        return reading
    turned: Polarity = "negative" if reading.polarity == "positive" else "positive"
    return msgspec.structs.replace(reading, polarity=turned, negators=(*reading.negators, (cue, "not meant")))


def _of_predicate(seen: Seen, d: Draft) -> modality.Reading:
    if d.predicate is None:
        return modality.Reading("asserted", "positive", False, None)
    reading = modality.of(seen.a, d.predicate, stop=seen.stop - {d.predicate}, nominal=d.form in ("nominal", "item"))
    if reading.modality == "asserted" and in_doubt(seen, d, d.predicate):
        return msgspec.structs.replace(reading, modality="alleged", rule="in doubt")
    cue = seen.a.tokens[syntax.first_conjunct(seen.a, d.predicate)].head
    if d.form in ("complement", "nominal") and cue in seen.voices.undertakings:
        asks = cue in seen.coded and seen.coded[cue].type == "REQUEST"  # "we expect Chile to return": not what we mean to do
        if reading.modality == "asserted" or (asks and reading.modality == "planned"):
            modality_ = "demanded" if asks else seen.voices.undertakings[cue]
            return msgspec.structs.replace(reading, modality=modality_, rule="asked for or meant", why=cue)
    if d.chain and put_back(seen, reading):
        reading = msgspec.structs.replace(reading, modality="planned", rule="future of reported speech")
    if reading.modality == "asserted" and scheduled(seen, d):
        reading = msgspec.structs.replace(reading, modality="planned", rule="dated ahead", why=d.predicate)
    if d.proposition is None or d.coded is None or d.predicate == d.coded.first or d.predicate in seen.coded:
        return reading
    if seen.a.tokens[d.predicate].lemma.lower() in modality.lexicon().words.attempts:
        return reading  # "tried to seize the port": the attempt is the event
    verb = _verb_of(seen, d.coded)
    return modality.of(seen.a, verb, stop=seen.stop) if seen.a.rel(verb) == "xcomp" else reading


def but_the_act_itself(seen: Seen, reading: modality.Reading, coded: Coded | None) -> modality.Reading:
    """ "refused to lift the curfew" as REJECT: the refusal is the event, and it took place; what turns "lift" does not turn it. Who "stands
    ready to talk" is so now, whenever he talks."""
    why, act = reading.why, range(coded.first, coded.last) if coded is not None else ()
    if reading.modality == "planned" and why is not None and why in act and seen.a.tokens[why].upos == "ADJ":
        return msgspec.structs.replace(reading, modality="asserted", rule=None, why=None)
    if coded is None or coded.type != "REJECT":
        return reading
    kept = tuple(n for n in reading.negators if not coded.first <= n[0] < coded.last)
    if (len(reading.negators) - len(kept)) % 2 == 0:
        return reading
    return msgspec.structs.replace(reading, negators=kept, polarity="negative" if reading.polarity == "positive" else "positive")


def _verb_of(seen: Seen, coded: Coded) -> int:
    return next((i for i in range(coded.first, coded.last) if i in seen.coded), coded.first)


def scheduled(seen: Seen, d: Draft) -> bool:
    """ "The strike begins on 31 March": a present whose own time lies ahead of the document's date."""
    moment, now = d.scene.when, seen.date.edtf.rstrip("~?") if seen.date else ""
    if moment is None or not moment.edtf or d.scene.when_carried or moment.kind != "date" or d.predicate is None or len(now) != _DAY:
        return False
    return times.tense(seen.a, d.predicate) == "present" and moment.edtf.rstrip("~?") > now


def in_doubt(seen: Seen, d: Draft, predicate: int) -> bool:
    """An event noun that is called alleged where a verb carries it, or the event's own word in quotation marks that are nobody's."""
    carried = d.coded.first if d.coded is not None and seen.a.tokens[d.coded.first].upos == "NOUN" else predicate
    if carried != predicate and modality.of(seen.a, carried, stop=seen.stop, nominal=True).modality == "alleged":
        return True
    if d.chain:
        return False
    words = {predicate} if d.coded is None else {predicate, d.coded.first}
    return any(scare_quoted(seen, i) for i in words)


def scare_quoted(seen: Seen, i: int) -> bool:
    """Whether quotation marks hold the word and at most two others."""
    tokens = seen.a.tokens
    opening = next((k for k in range(i - 1, max(-1, i - 4), -1) if tokens[k].form in stretches.OPENING), None)
    closing = next((k for k in range(i + 1, min(len(tokens), i + 4)) if tokens[k].form in stretches.CLOSING), None)
    if opening is None or closing is None or closing - opening > 4:
        return False
    return not any(tokens[k].form in stretches.OPENING | stretches.CLOSING for k in range(opening + 1, closing))


def put_back(seen: Seen, reading: modality.Reading) -> bool:
    """The future of reported speech ("she said they would leave"), not what would have been or would be if."""
    a, words = seen.a, modality.closed()
    if reading.modality != "conditional" or reading.why is None or a.tokens[reading.why].lemma not in words.future_in_past:
        return False
    verb, marks = a.tokens[reading.why].head, operators.lexicon().condition.marks
    supposed = any(a.tokens[k].form.lower() in marks for j in a.dependents(verb, "advcl") for k in a.children[j])
    return not supposed and not any(a.tokens[j].lemma in words.perfect for j in a.dependents(verb, "aux"))


def chain(seen: Seen, d: Draft, *, itself: bool) -> list[Attribution]:
    """The attributions around a draft, outermost first, as they bear on it: who denies or doubts that the hospital **which was shelled in
    March** had housed soldiers takes the shelling as so.

    Args:
        seen: the document's hints.
        d: the draft.
        itself: whether it is itself all that is said.
    """
    said = [seen.voices.attributions[n] for n in d.chain]
    if itself or not in_background(seen, d, said):
        return said
    return [msgspec.structs.replace(x, stance="asserted", verdict=None, judges=False) for x in said]


def in_background(seen: Seen, d: Draft, said: Sequence[Attribution] = ()) -> bool:
    """Whether a draft is beside what is said with it: a relative clause, a participle on a noun, what grammar takes for granted. Of event
    nouns under a denial only subjects: what somebody denies having ordered he does not say was done."""
    p = d.proposition
    if p is None or p.form == "nominal":
        denied = any(x.stance == "denied" or x.judges for x in said)
        return p is not None and p.presupposed and (not denied or seen.a.rel(p.predicate) == "nsubj")
    return p.presupposed or (p.form in ("relative", "participle") and seen.a.rel(p.predicate).startswith("acl"))


def stated(seen: Seen, d: Draft, said: Sequence[Attribution], reading: modality.Reading) -> bool:
    """Whether a construction says in so many words how far the claim is taken as so: the cue or the verdict of somebody in the chain,
    an operator in the speaker's own words ("it is false that", "alleged", "whether", "if"), or the place in a list that only goes on
    ("The Ministers: 1. Condemn …")."""
    own = d.predicate if reading.modality == "asserted" and not said else None
    if own is not None and syntax.led_in(seen.a, syntax.first_conjunct(seen.a, own)) is not None:
        return True
    return reading.modality in _STATED or any(settles(seen, one) for one in said)


def settles(seen: Seen, said: Attribution) -> bool:
    """Whether an attribution denies, doubts or distances, confirms a report, or is a denial or doubt that is turned round."""
    if says_no_more(said) or said.stance == "alleged":
        return True
    if said.attitude and said.stance == "asserted" and not said.source:
        return True  # "is believed to have crossed": by whoever believes it
    lemma = seen.a.tokens[said.cue_token].lemma.lower() if said.cue_token is not None else ""
    turned = any(cue.stance in ("denied", "questioned") for _, cue in cues.lexicon().verbs.get(lemma, ()))
    return turned and said.stance == "asserted"


def whence(seen: Seen, d: Draft, said: Sequence[Attribution], reading: modality.Reading, hinted: str) -> dict[Notion, Why]:
    """The rule behind each hint, with its words."""
    found: dict[Notion, Why] = {}
    if d.coded is not None:
        found["event"] = Why(d.coded.rule, tuple(range(d.coded.first, d.coded.last)))
    cue = next((x for x in said if x.verdict == hinted or x.stance == hinted), None) if hinted != reading.modality else None
    if cue is not None:
        found["modality"] = Why("stances", (cue.cue_token,) if cue.cue_token is not None else ())
    elif hinted != "asserted":
        found["modality"] = Why(f"modality: {reading.rule}", (reading.why,) if reading.why is not None else ())
    if reading.negators:
        rules = ", ".join(dict.fromkeys(rule for _, rule in reading.negators))
        found["polarity"] = Why(f"modality: {rules}", tuple(i for i, _ in reading.negators))
    if reading.granted is not None:
        found["presupposed"] = Why(f"modality: {reading.granted[1]}", (reading.granted[0],))
    elif d.proposition is not None and d.proposition.presupposed:
        found["presupposed"] = Why(f"propositions: {d.proposition.form}", (d.proposition.predicate,))
    return found
