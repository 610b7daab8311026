"""From a trigger to an event: participants by the frame, the act spoken of, mode and contexts."""

from collections.abc import Sequence

import msgspec

from accordingto.analysis import Analysis
from accordingto.events.coded import Coded, Roles, SlotMap, Trigger
from accordingto.events.nouns import Nouns
from accordingto.events.senses import Senses
from accordingto.events.slots import Slots
from accordingto.events.tree import Tree
from accordingto.lexicons import SUBJECT, ContentMode, EventLexicon, Frame, Sense, load_events


class Coder:
    """Codes tokens of one analysis. What it keeps is worked out from the analysis alone, so the order of questions does not matter."""

    def __init__(self, analysis: Analysis, lexicon: EventLexicon) -> None:
        self.tree = tree = Tree(analysis, lexicon)
        self.tokens, self.lemmas, self.lex = tree.tokens, tree.lemmas, tree.lex
        self.nouns = Nouns(tree)
        self.slots = Slots(tree, self.nouns, self.code)
        self.senses = Senses(tree, self.slots)
        self.known_codes: dict[tuple[int, int], Coded | None] = {}

    @classmethod
    def of(cls, analysis: Analysis) -> "Coder":
        """The coder of an analysis, kept beside the tables that the analysis itself derives lazily."""
        kept = analysis.__dict__.get("_events")
        if not isinstance(kept, cls):
            kept = analysis.__dict__["_events"] = cls(analysis, load_events())
        return kept

    def code(self, i: int, depth: int) -> Coded | None:
        key = (i, depth)
        if key not in self.known_codes:
            self.known_codes[key] = self.coded(i, depth)
        return self.known_codes[key]

    def coded(self, i: int, depth: int) -> Coded | None:
        trigger = self.senses.trigger(i, depth)
        return None if trigger is None else self.coded_as(trigger, i, depth)

    def coded_as(self, trigger: Trigger, i: int, depth: int = 0) -> Coded:
        """The event of a trigger, with its participants."""
        frame = self.lex.frame[trigger.sense.frame]
        slots = self.slots_of(trigger, i, depth)
        roles = self.roles(self.widened(frame, trigger), slots, nominal=self.is_nominal(i, trigger))
        content = self.content(frame, slots, roles.recipient)
        recipient = self.nouns.through_abstract(self.told(roles, frame, content, depth))
        if not recipient and not roles.both:
            recipient = self.affected(trigger.sense, frame, slots, content, depth)
        roles = Roles(roles.actor, tuple(h for h in recipient if h not in roles.actor), roles.both)
        content_actor = self.content_actor(trigger.sense, content, roles, depth) if content is not None else ()
        if trigger.light is not None and trigger.light.subject == "recipient":
            roles = self.undergone(i, slots, roles)
        mode, cameo = self.mode(trigger, i, content, depth)
        tokens = trigger.tokens
        return Coded(
            type=trigger.sense.type,
            mode=mode,
            contexts=self.contexts(trigger.sense, i, trigger.noun),
            cameo=cameo,
            first=min(tokens),
            last=max(tokens) + 1,
            actor=tuple(sorted(set(roles.actor) - set(tokens))),
            recipient=tuple(sorted(set(roles.recipient) - set(roles.actor) - set(tokens))),
            both=tuple(sorted(set(roles.both) - set(tokens))),
            agentless=not roles.actor and not roles.both,
            content=content,
            content_actor=tuple(sorted(content_actor)),
            sense=trigger.sense if trigger.sense.examples else None,
        )

    def told(self, roles: Roles, frame: Frame, content: int | None, depth: int) -> tuple[int, ...]:
        """The recipient of a verbal act that names only an act: whoever did it or would do it."""
        if content is None:
            return roles.recipient
        if content in roles.recipient:
            return self.doers(content, depth)
        if roles.recipient or roles.both or frame.content_by != "recipient":
            return roles.recipient
        return tuple(self.tree.own_subjects(content)) if self.tree.verbal(content) else self.doers(content, depth)

    def affected(self, sense: Sense, frame: Frame, slots: SlotMap, content: int | None, depth: int) -> tuple[int, ...]:
        """Whom an act would affect that is promised, refused or threatened to nobody named, or that protesters demand."""
        acts = [content] if content is not None and frame.content_by == "actor" else []
        if sense.type == "PROTEST":
            acts = [head for slot in self.lex.slots["of_demands"] for head in slots.get(slot, ())]
        for act in acts:
            if self.tree.verbal(act) or self.tree.names_event(act):
                coded = self.code(act, depth + 1)
                heads = self.affected_by(act, coded, depth)
                if heads:
                    return heads
        return ()

    def affected_by(self, act: int, coded: Coded | None, depth: int) -> tuple[int, ...]:
        if coded is not None:
            return coded.recipient or coded.both
        if not self.tree.verbal(act):
            return ()
        slots = self.slots.of(act, depth + 1)
        heads = tuple(h for s in self.lex.slots["of_affected"] for h in slots.get(s, ()) if self.tree.somebody(h))
        return self.nouns.through_abstract(heads) or tuple(
            k for h in slots.get("obj", ()) for k in self.nouns.through_abstract((h,)) if k != h
        )

    def undergone(self, i: int, slots: SlotMap, roles: Roles) -> Roles:
        """Roles under a verb whose surface subject is whom the event befalls ("suffered an attack", "was subjected to shelling by")."""
        if self.tree.passive(i):
            return Roles(slots.get(SUBJECT, ()) or slots.get("by", ()), slots.get("obj", ()) or roles.recipient)
        befallen = slots.get(SUBJECT, ()) or roles.recipient
        return Roles(tuple(x for x in roles.actor if x not in befallen), befallen)

    def is_nominal(self, i: int, trigger: Trigger) -> bool:
        return trigger.light is None and not self.tree.verbal(i) and self.tokens[i].upos != "ADJ"

    def slots_of(self, trigger: Trigger, i: int, depth: int) -> SlotMap:
        slots = dict(self.slots.of(i, depth))
        if trigger.light is not None and trigger.light.subject == "event":
            slots.pop(SUBJECT, None)
        if trigger.noun is None or trigger.noun == i:
            return slots
        for name, heads in self.nouns.of(trigger.noun, alone=True).items():
            slots.setdefault(name, heads)
        carried = {trigger.noun, *trigger.tokens}
        return {name: kept for name, heads in slots.items() if (kept := tuple(h for h in heads if h not in carried))}

    def widened(self, frame: Frame, trigger: Trigger) -> Frame:
        """The frame of a verb and its event noun together."""
        if trigger.noun is None:
            return frame
        return msgspec.structs.replace(
            frame,
            actor=frame.actor + frame.noun_actor,
            recipient=tuple(s for s in frame.recipient if s != "obj") + frame.noun_recipient + ("obj",) * ("obj" in frame.recipient),
            both=frame.both + frame.noun_both,
        )

    def roles(self, frame: Frame, slots: SlotMap, *, nominal: bool) -> Roles:
        """Who stands in the slots that the frame names. Parties to a reciprocal event are one group; a single one is its actor."""
        names = (frame.noun_actor, frame.noun_recipient, frame.noun_both) if nominal else (frame.actor, frame.recipient, frame.both)
        actor = self.first(slots, names[0], ())
        recipient = self.first(slots, names[1], actor)
        between = [s for s in self.lex.slots["of_parties"] if s in names[2] and slots.get(s)]
        both = tuple(sorted({h for s in between or names[2] for h in slots.get(s, ()) if self.tree.participates(h)}))
        if not nominal and slots.get(SUBJECT):
            both = tuple(h for h in both if self.tokens[h].xpos != "PRP$")
        if len(both) == 1 and not self.tree.plural(both[0]):
            return Roles(actor or both, recipient)
        return Roles(both=both) if both else Roles(actor, recipient)

    def first(self, slots: SlotMap, names: Sequence[str], taken: tuple[int, ...]) -> tuple[int, ...]:
        for name in names:
            heads = tuple(h for h in slots.get(name, ()) if h not in taken and self.tree.participates(h))
            if heads:
                return heads
        return ()

    def content(self, frame: Frame, slots: SlotMap, recipient: tuple[int, ...]) -> int | None:
        shared = {*frame.recipient, *frame.noun_recipient}
        for name in frame.content:
            for j in slots.get(name, ()):
                if name not in shared or self.tree.names_event(j):
                    return j
        return next((j for j in recipient if frame.content_by == "recipient" and self.tree.names_event(j)), None)

    def doers(self, event: int, depth: int) -> tuple[int, ...]:
        """Who did the act that a verbal act is about."""
        coded = self.code(event, depth + 1)
        return (coded.actor or coded.both) if coded is not None else ()

    def content_actor(self, sense: Sense, content: int, roles: Roles, depth: int) -> tuple[int, ...]:
        """Who would do the act spoken of: whom its own words name, else whom the frame says; a thing that is refused is somebody else's."""
        by = self.lex.frame[sense.frame].content_by
        named = tuple(self.tree.own_subjects(content)) if self.tree.verbal(content) else self.doers(content, depth)
        if named or by is None:
            return named
        if by == "recipient":
            return roles.recipient
        return roles.actor if self.tree.verbal(content) or sense.type != "REJECT" else ()

    def mode(self, trigger: Trigger, i: int, content: int | None, depth: int) -> tuple[str | None, str | None]:
        sense = trigger.sense
        if sense.mode is not None:
            return sense.mode, sense.cameo
        near = [e for j in self.tree.vicinity(i, trigger.noun) if (e := self.lex.modes.get((sense.type, self.lemmas[j])))]
        if near:
            entry = min(near, key=self.lex.refine.index) if len(near) > 1 else near[0]
            return entry.mode, entry.cameo or sense.cameo
        found = self.content_mode(sense, content, depth) if content is not None else None
        return (found.mode, found.cameo or sense.cameo) if found is not None else (None, sense.cameo)

    def content_mode(self, sense: Sense, content: int, depth: int) -> ContentMode | None:
        entries = [e for e in self.lex.content_mode if e.type == sense.type]
        if not entries:
            return None
        lemma = self.lemmas[content]
        inner = self.senses.trigger(content, depth + 1)
        for entry in entries:
            if lemma in entry.words or (inner is not None and inner.sense.type in entry.types) or "*" in entry.types:
                return entry
        return None

    def contexts(self, sense: Sense, i: int, noun: int | None) -> tuple[str, ...]:
        found = list(sense.contexts)
        for j in (i, *self.tree.vicinity(i, noun)):
            found += self.lex.contexts.get(self.lemmas[j], ())
        return tuple(dict.fromkeys(found))
