"""Who takes part in a claim: whom the frame of the event or the clause names, weighed against whom the model takes for it.

Grammar decides where it is plain: whoever stands behind the "by" of a passive is no recipient, its subject and an indirect object are no
actors, what a frame gives one part has not the other as well, and an adjective or a number inside a participant's phrase is nobody else.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from accordingto import syntax
from accordingto.analysis import Analysis
from accordingto.attribution import saying
from accordingto.decide import participation, weighing
from accordingto.decide.participation import Chance, Side
from accordingto.decide.settling import Settled
from accordingto.decide.weighing import Weights
from accordingto.events import tree
from accordingto.suggest import Seen
from accordingto.types import Actor

Role = Literal["actor", "recipient", "both"]
Hint = tuple[Role, int]
"""A role and the token that heads the phrase of whoever has it."""

_ROLES: tuple[Role, Role] = ("actor", "recipient")
_OTHER: dict[Side, Side] = {"actor": "recipient", "recipient": "actor"}
_INSIDE = frozenset({"amod", "compound", "nummod", "det", "flat"})

_JUDGES = frozenset({"SUPPORT", "REJECT", "ACCUSE"})
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE", "ACCUSE"})
_TWO = 2
_HITS = frozenset({"ASSAULT", "COERCE"})
_AGAINST = _HITS | {"SANCTION", "ACCUSE", "THREATEN"}
"""Events that tell against whoever did them: who stands outside the claim's words has to be likelier than not."""


class Participants(msgspec.Struct, frozen=True):
    """The participants of a claim, actors first, and how likely each of those weighed is one."""

    actors: tuple[Actor, ...]
    chances: tuple[Chance, ...]


def participants(seen: Seen, claim: Settled, weights: Weights = weighing.WEIGHTS) -> Participants:
    """Who takes part in a claim; an event that names no actor has one of whom nothing is stated."""
    hinted = _hinted(seen, claim)
    chosen = list(_chosen(seen, claim, hinted))
    told = _told(seen, claim, hinted, chosen)
    heads = {i for x in told if x.mention is not None for i in seen.within((x.mention.start, x.mention.end))}

    objects = _objects(seen, claim)
    unknown = _asks_who(seen.a, claim.draft.predicate)

    def allowed(side: Side, i: int) -> bool:
        if unknown and side == "actor" and i not in claim.draft.tokens:
            return False
        outside = i not in heads and not _inside(seen, i, heads) and not _says_where(seen, i)
        return outside and _may_be(seen.a, i, side, claim.draft.predicate) and i not in objects[side]

    weighed = tuple(map(participation.chance, participation.candidates(seen, claim, hinted, chosen, told, allowed)))
    found = _likely(seen, claim, weighed, told, weights)
    if claim.coded is not None and not any(x.role in ("actor", "both") for x in found):
        found.insert(0, Actor("actor", None, None, None, (), None, None))
    return Participants(tuple(_unique(_mutual(claim, [*_others(seen, found)]))), weighed)


def _asks_who(a: Analysis, predicate: int | None) -> bool:
    """ "It is not for me to say **who** did this": nobody named elsewhere has done it."""
    subjects = a.dependents(predicate, "nsubj") if predicate is not None else []
    return any(a.tokens[j].xpos == "WP" for j in subjects) and a.rel(predicate) in ("ccomp", "csubj")  # type: ignore[arg-type]


def _objects(seen: Seen, claim: Settled) -> dict[Side, set[int]]:
    """The words of the objects of a verb, by the role that nobody in them has: of one with its own subject nobody there does it, and who
    condemns an attack **on** somebody does not condemn him."""
    a, predicate = seen.a, claim.draft.predicate
    objects = [i for i in a.children[predicate] if a.rel(i) == "obj"] if predicate is not None else []
    done = predicate is not None and a.dependents(predicate, "nsubj")
    judged = claim.coded is not None and claim.coded.type == "ACCUSE"
    hit = [j for i in objects for j in a.dependents(i, "nmod") if syntax.marked(a, j, *seen.cast.world.words.aimed)]
    return {
        "actor": {j for i in objects for j in a.subtree(i)} if done else set(),
        "recipient": {j for i in hit for j in a.subtree(i)} if judged else set(),
    }


def _told(seen: Seen, claim: Settled, hinted: Sequence[Hint], chosen: Sequence[Hint]) -> list[Actor]:
    """Whom the words name that frame, clause and model give a role."""
    found: list[Actor] = []
    for role, i in chosen:
        if (role, i) in hinted or not _says_where(seen, i):
            named = [*_named(seen, i, role, thing=_stands_for_somebody(seen, claim, role, i, hinted))]
            judged = claim.coded is not None and claim.coded.type in _JUDGES
            if role == "recipient" and judged and not seen.cast.of(i) and not _names_a_country(seen, i):
                named = [
                    x for x in named if x.country not in {y.country for y in found}
                ]  # whose decision it is was guessed: his who welcomes it
            found += named
    return found


def _likely(seen: Seen, claim: Settled, weighed: Sequence[Chance], told: Sequence[Actor], weights: Weights) -> list[Actor]:
    """The participants that are likely enough, of those told and of whoever else may be one, in the likelier of his roles; of whom neither
    state nor sector is known stays."""
    chances = {(c.as_role, c.key): c.probability for c in weighed}
    found = [
        x
        for x in told
        if _leads(seen, x) or max(chances.get((side, participation.key(x) or ""), 1.0) for side in participation.sides(x)) >= weights.stays
    ]
    have = {participation.key(x) for x in told}
    filled = {side for x in found for side in participation.sides(x)}
    for c in weighed:
        accused = c.as_role == "actor" and claim.coded is not None and claim.coded.type in _AGAINST and c.token not in claim.draft.tokens
        least = weights.joins if c.as_role in filled or accused else weights.takes_part
        likelier = chances.get((_OTHER[c.as_role], c.key), 0.0)
        if c.token is not None and c.key not in have and c.probability >= max(least, likelier):
            found += [x for x in _named(seen, c.token, c.as_role, thing=False) if participation.key(x) == c.key]
    return sorted(found, key=lambda x: x.role == "recipient")


def _leads(seen: Seen, whom: Actor) -> bool:
    """Whether somebody is who a list is of: grammar says so, far from the item as he stands."""
    return whom.mention is not None and seen.a.token_at(whom.mention.start) in seen.leading


def _stands_for_somebody(seen: Seen, claim: Settled, role: Role, i: int, hinted: Sequence[Hint]) -> bool:
    """Whether a thing is a participant: what the model is sure of, and what the frame of an attack or seizure says is hit or taken, where
    its phrase names a state or a place ("burned the market **of Gao**")."""
    hit = role == "recipient" and (role, i) in hinted and claim.coded is not None and claim.coded.type in _HITS
    return (hit and _names_a_country(seen, i)) or weighing.certain(claim.judged, "actor" if role == "both" else role, i)


def _names_a_country(seen: Seen, i: int) -> bool:
    """Whether what hangs on a word names somebody of a state."""
    return any(r.country for j in seen.a.subtree(i) if j != i for r in seen.cast.of(j))


def _chosen(seen: Seen, claim: Settled, hinted: Sequence[Hint]) -> Iterator[Hint]:
    """The roles with the heads of their phrases: what frame or clause says, and whom else the model takes for it and grammar allows."""
    a = seen.a
    near = {a.sentence_of[i] for i in claim.draft.tokens}  # whoever does the like in another sentence is no participant of this
    own = {role: {i for r, i in hinted if r in (role, "both")} for role in _ROLES}
    words = {
        role: {i for i in weighing.words(claim.judged, role, own[role]) if i in own[role] or a.sentence_of[i] in near} for role in _ROLES
    }
    together = {i for r, i in hinted if r == "both"}  # who does it with the other: whatever the model takes him for
    predicate = claim.draft.predicate
    subjects = own["actor"] or {*(syntax.shared_subjects(a, predicate) if predicate is not None else ())}
    together |= _with_each_other(seen, claim, subjects)
    words["actor"] |= together & {i for role in _ROLES for i in weighing.words(claim.judged, role, together)}
    if (accused := _accused(a, claim.draft.predicate)) is not None and accused[1] in own["actor"] and accused[1] in seen.cast.named_at:
        words["actor"].add(accused[1])  # grammar says who is accused, far from the act as he may stand
    words["actor"] |= own["actor"] & seen.leading
    every = words["actor"] | words["recipient"]
    told = any(a.tokens[i].head == claim.draft.predicate and a.tokens[i].deprel == "nsubj" for i in own["actor"])
    if told:  # "our navy stood by while **pirates** boarded her": nobody outside the clause does it
        words["actor"] &= own["actor"] | set(claim.draft.tokens)
    for role in _ROLES:
        other = own["recipient" if role == "actor" else "actor"] - own[role]
        for i in sorted(words[role]):
            above = a.tokens[i].head
            if a.tokens[i].upos in ("PUNCT", "ADP", "DET") or (above in words[role] and _is_somebody(seen, claim, role, above, hinted)):
                continue
            if i not in own[role] and (i in other or _inside(seen, i, every) or not _may_be(a, i, role, claim.draft.predicate)):
                continue
            if role == "recipient" and _whence(seen, i, hinted=i in own[role]) and any(k != i and seen.cast.of(k) for k in words[role]):
                continue
            both = i in together
            if not (both and role == "recipient"):
                yield "both" if both else role, i


def _with_each_other(seen: Seen, claim: Settled, subjects: Collection[int]) -> set[int]:
    """Several whom the frame takes for actors and the model for recipients do it with each other ("Togo and Benin have agreed to …")."""
    if claim.coded is None or claim.coded.type not in _MUTUAL or sum(len(seen.cast.of(i)) for i in subjects) < _TWO:
        return set()
    return set(subjects) if all(weighing.certain(claim.judged, "recipient", i) for i in subjects) else set()


def _mutual(claim: Settled, found: Sequence[Actor]) -> list[Actor]:
    """Two who agree, talk, work together or trade blame, and nobody else named: each with or of the other."""
    doers = {(x.name, x.country, x.sector) for x in found if x.role == "actor"}
    if claim.coded is None or claim.coded.type not in _MUTUAL or len(doers) < _TWO or len(doers) < len(found):
        return list(found)
    return [msgspec.structs.replace(x, role="both") for x in found]


def _is_somebody(seen: Seen, claim: Settled, role: Role, i: int, hinted: Sequence[Hint]) -> bool:
    """Whether a phrase names a participant, so that what hangs on it does not."""
    if seen.speakers.quoted_self(i) or seen.cast.of(i):
        return True
    return bool(seen.cast.thing(i)) and _stands_for_somebody(seen, claim, role, i, hinted)


def _inside(seen: Seen, i: int, heads: Collection[int]) -> bool:
    """Whether a word only tells something of a participant ("Burundian militiamen", "the wounded from Juba"); not where that is nobody
    himself ("a camp for refugees")."""
    a = seen.a
    while a.rel(i) in _INSIDE or a.rel(i) == "nmod":
        named, i = a.rel(i) == "nmod" and a.tokens[i].deprel != "nmod:desc", a.tokens[i].head
        if i in heads and (not named or seen.cast.of(i)):
            return True
    return False


def _may_be(a: Analysis, i: int, role: Role, predicate: int | None) -> bool:
    """Whether grammar allows a word the role: agents do not suffer, subjects of passives and indirect objects do not act."""
    deprel = a.tokens[i].deprel
    if role == "recipient":
        return deprel != "obl:agent"
    if i in tree.sufferers(a, predicate) or _owns_what_suffers(a, i, predicate):
        return False
    accused = _accused(a, predicate)
    if accused is not None and i == accused[0]:
        return False
    return not (a.tokens[i].head == predicate and deprel in ("nsubj:pass", "iobj"))


def _owns_what_suffers(a: Analysis, i: int, predicate: int | None) -> bool:
    """ "the **owner** of a trawler that was seized": whose the thing is that suffers it has not done it."""
    if predicate is None or a.rel(predicate) != "acl" or not syntax.passive(a, predicate):
        return False
    thing = a.tokens[predicate].head
    return a.rel(thing) == "nmod" and a.tokens[thing].head == i


def _accused(a: Analysis, predicate: int | None) -> tuple[int, int | None] | None:
    """Who accuses and who is accused of an act: "**Accused** by the army of *shelling* the port, the rebels …"; None of any other act."""
    if predicate is None or not syntax.marked(a, predicate, *saying.words().genitive):
        return None
    for v in a.ancestors(predicate):
        by = (*a.dependents(v, "obl"), *a.dependents(predicate, "obl"))  # the parser may hang the agent on the act
        agents = [j for j in by if v < j < predicate and syntax.marked(a, j, *saying.words().agentive)]
        if agents and a.tokens[v].xpos == "VBN" and not syntax.passive(a, v):
            above = a.tokens[v].head
            subjects = [above] if a.rel(v) == "acl" else a.dependents(above, "nsubj") if above >= 0 and a.rel(v) == "advcl" else []
            return agents[0], subjects[0] if subjects else None
    return None


def _whence(seen: Seen, i: int, *, hinted: bool) -> bool:
    """Where somebody comes from ("evacuated the wounded from Juba") is no recipient beside him, nor where he goes if no frame says so."""
    entity, named = seen.a.entity_of.get(i), seen.cast.named_at.get(i)
    place = (entity is not None and entity.type == "LOC") or (named is not None and named[2].kind == "seat")
    marks, origin = {seen.a.tokens[j].form.lower() for j in seen.a.dependents(i, "case")}, saying.words().whence
    return place and bool(marks & (origin if hinted else origin | seen.cast.world.words.whither))


def _hinted(seen: Seen, claim: Settled) -> list[Hint]:
    """The participants that the event's frame or the clause gives."""
    coded, predicate, p = claim.coded, claim.draft.predicate, claim.draft.proposition
    if sufferers := tree.sufferers(seen.a, predicate):
        return [("recipient", i) for i in sufferers]
    doers = seen.doers.get(predicate, ()) if predicate is not None else ()
    if doers and not (coded is not None and (coded.actor or coded.both)):
        return [*(("actor", i) for i in doers), *(("recipient", i) for i in (coded.recipient if coded else ()))]
    if coded is not None:
        accused = _accused(seen.a, predicate)
        actors = (accused[1],) if accused is not None and accused[1] is not None and not coded.both else coded.actor
        slots: tuple[tuple[Role, tuple[int, ...]], ...] = (("actor", actors), ("recipient", coded.recipient), ("both", coded.both))
        return [(role, i) for role, heads in slots for i in heads]
    if p is None:
        return [("actor", i) for i in (syntax.shared_subjects(seen.a, predicate) if predicate is not None else ())]
    owners = seen.a.dependents(p.predicate, "nmod:poss") if p.form == "nominal" else []
    others = [i for i in p.others if i not in owners and not _says_where(seen, i)]
    return _of_clause(seen.a, p.predicate, (*p.subjects, *owners), others)


def _of_clause(a: Analysis, predicate: int, subjects: Sequence[int], others: Sequence[int]) -> list[Hint]:
    """The participants of a clause that names no event: subject and complements, in the passive the other way about."""
    agents = [i for i in others if a.tokens[i].deprel == "obl:agent"]
    passive = bool(agents) or any(a.tokens[j].deprel in ("aux:pass", "nsubj:pass") for j in a.children[predicate])
    doers: list[Hint] = [("actor", i) for i in agents]
    first: Role = "recipient" if passive else "actor"
    return [*doers, *((first, i) for i in subjects), *(("recipient", i) for i in others if i not in agents)]


def _says_where(seen: Seen, i: int) -> bool:
    """A phrase of place ("in Lomé") is no participant."""
    words = seen.cast.world.words.whereabouts
    return any(seen.a.tokens[j].form.lower() in words for j in seen.a.dependents(i, "case"))


def _named(seen: Seen, i: int, role: Role, *, thing: bool) -> Iterator[Actor]:
    """Whoever a phrase names; ``thing``: also what stands for somebody only by being hit or used."""
    speaker = (msgspec.structs.replace(seen.cast.speaker, first=i, last=i + 1, head=i),) if i in seen.leading and seen.cast.speaker else ()
    for ref in speaker or seen.speakers.quoted_self(i) or seen.cast.of(i) or (seen.cast.thing(i) if thing else ()):
        mention = seen.quote(seen.a.tokens[ref.first].start, seen.a.tokens[ref.last - 1].end) if ref.last > ref.first else None
        yield Actor(role, ref.name, ref.country, ref.sector, ref.members, ref.wikidata, mention)


def _others(seen: Seen, found: Sequence[Actor]) -> Iterator[Actor]:
    """The participants without a recipient in whose words the actor stands, or who is the actor himself ("bought it for herself")."""
    doers, oneself = [a for a in found if a.role == "actor" and a.mention is not None], seen.cast.world.words.oneself
    for actor in found:
        mention = actor.mention
        if actor.role == "recipient" and mention is not None:
            if any(a.mention is not None and a.mention.start == mention.start and mention.end <= a.mention.end for a in doers):
                continue
            if mention.text.lower() in oneself and any((a.name, a.country) == (actor.name, actor.country) for a in doers):
                continue
        yield actor


def _unique(found: Iterable[Actor]) -> list[Actor]:
    seen: dict[tuple[str, str | None, str | None, str | None], Actor] = {}
    for actor in found:
        seen.setdefault((actor.role, actor.name, actor.country, actor.sector), actor)
    return list(seen.values())
