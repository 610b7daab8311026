"""Events: what a verb, noun or adjective names in PLOVER's terms, and which dependents are its participants.

Words and their frames come from ``lexicons/en/events*.toml``; this module finds the dependents that the frames speak of. A *slot* is
a place that a participant can stand in, whatever the voice or construction:

    subj        whoever acts: subject of an active, by-agent of a passive; shared, controlled and relative subjects resolved
    obj, iobj   whom the act is done to: object of an active, subject of a passive
    poss, amod, compound    the determiners of an event noun ("Peru's visit", "Kenyan attack", "rebel attacks")
    on, to, with, against … the phrase under that preposition
    xcomp, ccomp, advcl     clauses below the predicate

Event types, modes and contexts are PLOVER's (Halterman et al. 2023, "PLOVER and POLECAT"); cameo is the nearest code of CAMEO 1.1b3
(Schrodt 2012). No code is a fallback: where no entry fits there is no event. Negation, tense and modality are not looked at here.
Tree relations: https://universaldependencies.org/u/dep/.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

import msgspec

from accordingto.analysis import Analysis, Token
from accordingto.lexicons import ContentMode, EventLexicon, Frame, Light, Sense, load_events
from accordingto.types import EventType

_TRUSTED = 0.8
"""The probability from which on the event head's type counts where the lexicon has no entry."""

_DEPTH = 6  # governors looked at for a subject that is not the predicate's own; also the guard against odd trees
_GAP = 5  # words that may stand between the parts of a multiword trigger
_LOOSE = frozenset({"against", "on", "with", "from", "at", "over", "toward", "towards", "between", "into", "to", "upon"})
_PARTIES = frozenset({"on", "against", "between", "with", "by", "into"})  # what a capitalised event noun, as in a headline, must have
_QUANTIFIERS = frozenset("hundred thousand dozen million score number group majority handful scores hundreds thousands dozens".split())
"""Heads that only count what their "of" names ("hundreds of farmers")."""

_PERSON_ENDINGS = ("ist", "man", "men", "woman", "women", "eer")
_ADJACENT = frozenset({"for", "on", "to", "at", "with", "into", "against", "upon"})
_CLAUSE_MARKS = ("of", "for", "over", "with", "against", "from", "about")
_NO_PARTICIPANT = frozenset({"case", "punct", "cc", "mark", "aux", "cop", "advmod", "expl", "det", "discourse"})
_CLAUSES = frozenset(f"{mark}-ing" for mark in _CLAUSE_MARKS) | {"xcomp", "ccomp", "advcl", "to-inf"}


class Coded(msgspec.Struct, frozen=True):
    """An event that a token names.

    ``type``, ``mode``, ``contexts`` and ``cameo`` classify it; tokens ``first`` to ``last`` (exclusive) are its trigger words.
    ``actor``, ``recipient`` and ``both`` are the tokens that head the participants' phrases, in text order; ``agentless`` is True
    where somebody acts whom the text does not name here. ``content`` heads the act spoken of ("accused X of *shelling*"),
    ``content_actor`` whoever would do it or is said to have done it. ``sense`` is the entry of the lexicon that fits, None where the model
    alone takes the words for an event.
    """

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    first: int
    last: int
    actor: tuple[int, ...] = ()
    recipient: tuple[int, ...] = ()
    both: tuple[int, ...] = ()
    agentless: bool = False
    content: int | None = None
    content_actor: tuple[int, ...] = ()
    sense: Sense | None = None

    @property
    def rule(self) -> str:
        """What gave the event."""
        return "events: lexicon sense" if self.sense is not None else "events: the model's event head"


class _Trigger(msgspec.Struct, frozen=True):
    """A matched entry: its sense, its tokens, the event noun where a light verb or a longer idiom carries it."""

    sense: Sense
    tokens: tuple[int, ...]
    noun: int | None = None
    light: Light | None = None


class _Roles(msgspec.Struct, frozen=True):
    """The heads of the participants."""

    actor: tuple[int, ...] = ()
    recipient: tuple[int, ...] = ()
    both: tuple[int, ...] = ()


Slots = dict[str, tuple[int, ...]]
_Index = dict[str, tuple[tuple[tuple[str, ...], Sense], ...]]


def predicates(analysis: Analysis) -> tuple[int, ...]:
    """All tokens that the lexicon could read as an event, in text order; :func:`code` decides."""
    coder = _Coder.of(analysis)
    return tuple(i for i in range(len(analysis.tokens)) if coder.possible(i))


def code(analysis: Analysis, i: int) -> Coded | None:
    """The event that token ``i`` names.

    Args:
        analysis: the document's trees.
        i: index of a verb, noun or adjective.

    Returns:
        the event with its participants, None where the token names none.
    """
    coder = _Coder.of(analysis)
    return coder.code(i, 0) if coder.possible(i) else None


def code_as(analysis: Analysis, i: int, type: EventType, mode: str | None) -> Coded:
    """The event of a type that token ``i`` is known to name, with the participants that the type's usual frame finds."""
    coder = _Coder.of(analysis)
    found = coder.coded_as(coder.usual(i, type), i)
    return msgspec.structs.replace(found, mode=mode)


def _lemma(lexicon: EventLexicon, token: Token) -> str:
    """The lemma in lower case; a verb's by its form where the lemma is none that the lexicon has."""
    lemma = token.lemma.lower()
    if token.xpos == "NNS" and lemma == token.form.lower() and lemma not in lexicon.nouns:
        return lemma[:-3] + "y" if lemma.endswith("ies") else lemma.removesuffix("s")
    if token.upos != "VERB" or lemma in lexicon.verbs or lemma in lexicon.lights:
        return lemma
    return lexicon.verb_forms.get(token.form.lower(), lemma)


class _Coder:
    """Codes tokens of one analysis. What it keeps is worked out from the analysis alone, so the order of questions does not matter."""

    def __init__(self, analysis: Analysis, lexicon: EventLexicon) -> None:
        self.a, self.lex = analysis, lexicon
        self.tokens, self.children = analysis.tokens, analysis.children
        self.rels = [t.deprel.partition(":")[0] for t in analysis.tokens]
        self.lemmas = [_lemma(lexicon, t) for t in analysis.tokens]
        self.known_codes: dict[tuple[int, int], Coded | None] = {}
        self.known_slots: dict[tuple[int, int], Slots] = {}
        self.known_passives: dict[int, bool] = {}

    @classmethod
    def of(cls, analysis: Analysis) -> "_Coder":
        """The coder of an analysis, kept beside the tables that the analysis itself derives lazily."""
        kept = analysis.__dict__.get("_events")
        if not isinstance(kept, cls):
            kept = analysis.__dict__["_events"] = cls(analysis, load_events())
        return kept

    def deps(self, i: int, *relations: str) -> list[int]:
        """:meth:`Analysis.dependents`, from the table of base relations."""
        return [j for j in self.children[i] if self.rels[j] in relations or self.tokens[j].deprel in relations]

    def possible(self, i: int) -> bool:
        """Whether the lexicon has the word at all, or the model takes it for an event."""
        upos, lemma = self.tokens[i].upos, self.lemmas[i]
        if self.learned(i) is not None:
            return True
        if upos in ("VERB", "AUX"):
            return lemma in self.lex.verbs or lemma in self.lex.lights
        if upos in ("NOUN", "PROPN"):
            return lemma in self.lex.nouns or lemma in self.lex.verbs
        return upos == "ADJ" and (lemma in self.lex.adjectives or (self.tokens[i].xpos == "VBN" and lemma in self.lex.verbs))

    def code(self, i: int, depth: int) -> Coded | None:
        key = (i, depth)
        if key not in self.known_codes:
            self.known_codes[key] = self.coded(i, depth)
        return self.known_codes[key]

    def coded(self, i: int, depth: int) -> Coded | None:
        trigger = self.trigger(i, depth)
        return None if trigger is None else self.coded_as(trigger, i, depth)

    def coded_as(self, trigger: _Trigger, i: int, depth: int = 0) -> Coded:
        """The event of a trigger, with its participants."""
        frame = self.lex.frame[trigger.sense.frame]
        slots = self.slots_of(trigger, i, depth)
        roles = self.roles(self.widened(frame, trigger), slots, nominal=self.is_nominal(i, trigger))
        content = self.content(frame, slots, roles.recipient)
        recipient = self.through_abstract(self.told(roles, frame, content, depth))
        if not recipient and not roles.both:
            recipient = self.affected(trigger.sense, frame, slots, content, depth)
        roles = _Roles(roles.actor, tuple(h for h in recipient if h not in roles.actor), roles.both)
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

    def told(self, roles: _Roles, frame: Frame, content: int | None, depth: int) -> tuple[int, ...]:
        """The recipient of a verbal act that names only an act: whoever did it or would do it."""
        if content is None:
            return roles.recipient
        if content in roles.recipient:
            return self.doers(content, depth)
        if roles.recipient or roles.both or frame.content_by != "recipient":
            return roles.recipient
        return tuple(self.own_subjects(content)) if self.verbal(content) else self.doers(content, depth)

    def affected(self, sense: Sense, frame: Frame, slots: Slots, content: int | None, depth: int) -> tuple[int, ...]:
        """Whom an act would affect that is promised, refused or threatened to nobody named, or that protesters demand."""
        acts = [content] if content is not None and frame.content_by == "actor" else []
        if sense.type == "PROTEST":
            acts = [
                *slots.get("to-inf", ()),
                *slots.get("xcomp", ()),
                *slots.get("advcl", ()),
                *slots.get("against", ()),
                *slots.get("over", ()),
            ]
        for act in acts:
            if self.verbal(act) or self.names_event(act):
                coded = self.code(act, depth + 1)
                heads = self.affected_by(act, coded, depth)
                if heads:
                    return heads
        return ()

    def affected_by(self, act: int, coded: Coded | None, depth: int) -> tuple[int, ...]:
        if coded is not None:
            return coded.recipient or coded.both
        if not self.verbal(act):
            return ()
        slots = self.slots(act, depth + 1)
        heads = tuple(h for s in ("obj", "to", "with", "against", "from") for h in slots.get(s, ()) if self.somebody(h))
        return self.through_abstract(heads) or tuple(k for h in slots.get("obj", ()) for k in self.through_abstract((h,)) if k != h)

    def somebody(self, j: int) -> bool:
        return self.is_a(j, "@agent") or self.is_a(j, "@person") or self.is_a(j, "@place")

    def undergone(self, i: int, slots: Slots, roles: _Roles) -> _Roles:
        """Roles under a verb whose surface subject is whom the event befalls ("suffered an attack", "was subjected to shelling by")."""
        if self.passive(i):
            return _Roles(slots.get("subj", ()) or slots.get("by", ()), slots.get("obj", ()) or roles.recipient)
        befallen = slots.get("subj", ()) or roles.recipient
        return _Roles(tuple(x for x in roles.actor if x not in befallen), befallen)

    # --- which entry fits

    def trigger(self, i: int, depth: int) -> _Trigger | None:
        if depth > _DEPTH or self.barred(i):
            return None
        return self.listed(i, depth) or self.learned(i)

    def listed(self, i: int, depth: int) -> _Trigger | None:
        """What the lexicon has."""
        if self.verbal(i):
            return self.light(i, depth) or self.match(i, self.lex.verbs, depth)
        if self.tokens[i].upos == "ADJ":
            return self.match(i, self.lex.adjectives, depth)
        if self.tokens[i].upos == "PROPN" and not self.slots(i, depth).keys() & _PARTIES:
            return None
        return self.match(i, self.lex.nouns, depth)

    def learned(self, i: int) -> _Trigger | None:
        """What the event head alone takes for an event, with its type's usual frame."""
        named = self.a.named_at.get(i)
        if named is None or named.score < _TRUSTED or self.tokens[i].upos not in ("VERB", "NOUN", "ADJ"):
            return None
        return self.usual(i, cast(EventType, named.type))

    def usual(self, i: int, type_: EventType) -> _Trigger:
        """A trigger of which nothing is known but its type."""
        usual = self.lex.usual[type_]
        return _Trigger(Sense(type_, (), frame=usual.frame, cameo=usual.cameo), (i,))

    def verbal(self, i: int) -> bool:
        """A verb, or a word that the tagger took for a noun or adjective though it has a clause's dependents."""
        token = self.tokens[i]
        if token.upos in ("VERB", "AUX"):
            return True
        if token.upos == "NOUN" and self.lemmas[i] not in self.lex.nouns:
            return bool(self.deps(i, "nsubj", "obj")) and not self.deps(i, "cop")
        return token.upos == "ADJ" and token.xpos == "VBN" and bool(self.deps(i, "aux:pass", "nsubj:pass"))

    def barred(self, i: int) -> bool:
        """Parts of names, and words that only qualify another ("attack helicopter", "occupied land")."""
        token = self.tokens[i]
        if token.deprel == "compound" or token.deprel in ("flat", "fixed", "case", "mark", "aux", "aux:pass", "cop"):
            return True
        if token.deprel == "amod" and token.upos != "NOUN":
            return True
        entity = self.a.entity_of.get(i)
        return entity is not None and not (token.upos == "VERB" and entity.last - entity.first == 1)

    def match(self, i: int, index: _Index, depth: int, *, carried: bool = False) -> _Trigger | None:
        """The first entry, most specific first, whose further words and conditions are there.

        A noun that a light verb carries is an event without participants of its own: what only asks for some is then waived.
        """
        slots: Slots | None = None
        for words, sense in index.get(self.lemmas[i], ()):
            rest = self.further(i, words)
            if rest is None:
                continue
            noun = next((j for j in rest if self.tokens[j].upos == "NOUN"), None)
            if sense.when:
                slots = self.slots(i, depth) if slots is None else slots
                if not all(self.holds(c, slots, i) or (carried and _open(c)) for c in sense.when):
                    continue
            return _Trigger(sense, (i, *rest), noun)
        return None

    def further(self, i: int, words: Sequence[str]) -> list[int] | None:
        """Tokens of the further words of a multiword entry: after ``i`` in order, or its passive subject; None where one is missing.

        A lone preposition must follow at once: "called for a truce", not "called him for dinner".
        """
        found: list[int] = []
        at = i + 1
        last = self.a.sentences[self.a.sentence_of[i]].last
        for word in words:
            reach = at + (1 if words == (word,) and word in _ADJACENT else _GAP)
            hit = next((j for j in range(at, min(reach, last)) if self.is_word(j, word) and self.near(j, i)), None)
            if hit is None:
                hit = next((j for j in self.deps(i, "nsubj:pass", "advmod") if self.is_word(j, word)), None)
            else:
                at = hit + 1
            if hit is None:
                return None
            found.append(hit)
        return found

    def is_word(self, j: int, word: str) -> bool:
        token = self.tokens[j]
        return word == self.lemmas[j] or word == token.form.lower()

    def near(self, j: int, i: int) -> bool:
        """Whether ``j`` stands next to ``i`` or hangs below it by three steps or fewer."""
        head = self.tokens[j].head
        return j == i + 1 or i in (head, self.head_of(head), self.head_of(self.head_of(head)))

    def head_of(self, j: int) -> int:
        return self.tokens[j].head if j >= 0 else -1

    def light(self, i: int, depth: int) -> _Trigger | None:
        """An event noun that this verb only lends a clause."""
        for words, entry in self.lex.lights.get(self.lemmas[i], ()):
            rest = self.further(i, words)
            if rest is None:
                continue
            for noun in self.carried(i, entry):
                if self.barred(noun) or self.verbal(noun):
                    continue
                inner = self.match(noun, self.lex.nouns, depth + 1, carried=True)
                if inner is not None and (not entry.types or inner.sense.type in entry.types):
                    tokens = (i, *rest, noun) if abs(noun - i) <= 2 * _GAP else (noun,)
                    return _Trigger(inner.sense, tokens, noun, entry)
        return None

    def carried(self, i: int, entry: Light) -> list[int]:
        """Nouns in the light verb's noun slot, whatever its voice."""
        if entry.subject == "event":
            return self.deps(i, "nsubj")
        if entry.slot == "obj":
            return [*self.deps(i, "obj", "nsubj:pass"), *self.participle_of(i)]
        return [j for j in self.deps(i, "obl", "nmod") if self.preposition(j) == entry.slot]

    def participle_of(self, i: int) -> list[int]:
        return [self.tokens[i].head] if self.rels[i] == "acl" and self.passive(i) else []

    def holds(self, condition: str, slots: Slots, i: int) -> bool:
        """Whether a condition of an entry is met; its notation is :class:`~accordingto.lexicons.Sense`'s."""
        wanted = not condition.startswith("!")
        return any(self.alternative(x, slots, i) for x in condition.removeprefix("!").split("|")) is wanted

    def alternative(self, alternative: str, slots: Slots, i: int) -> bool:
        names, _, classes = alternative.partition(":")
        heads = [h for name in names.split("+") for h in (self.vicinity(i, None) if name == "near" else slots.get(name, ()))]
        return any(self.is_a(h, c) for h in heads for c in classes.split(",")) if classes else bool(heads)

    def is_a(self, j: int, name: str) -> bool:
        """Whether the head is that lemma, or belongs to the class: a name's entity type, a personal pronoun, a listed word."""
        token = self.tokens[j]
        if not name.startswith("@"):
            return self.lemmas[j] == name
        if self.lemmas[j] in _QUANTIFIERS and (counted := self.a.dependents(j, "nmod")):
            return self.is_a(counted[0], name)
        if self.lemmas[j] in self.lex.classes[name] or self.lemmas[j].removesuffix("s") in self.lex.classes[name]:
            return True
        entity = self.a.entity_of.get(j)
        if name == "@place":
            return entity is not None and entity.type == "LOC"
        if name == "@agent":
            named = token.upos == "PROPN" and j != self.a.sentences[self.a.sentence_of[j]].first
            return named or entity is not None or token.form.lower() in self.lex.words["pronouns"]
        if name == "@person" and token.upos == "NOUN" and self.lemmas[j].endswith(_PERSON_ENDINGS):
            return True
        return name == "@person" and (token.form.lower() in self.lex.words["pronouns"] or (entity is not None and entity.type == "PER"))

    # --- slots

    def is_nominal(self, i: int, trigger: _Trigger) -> bool:
        return trigger.light is None and not self.verbal(i) and self.tokens[i].upos != "ADJ"

    def slots_of(self, trigger: _Trigger, i: int, depth: int) -> Slots:
        slots = dict(self.slots(i, depth))
        if trigger.light is not None and trigger.light.subject == "event":
            slots.pop("subj", None)
        if trigger.noun is None or trigger.noun == i:
            return slots
        for name, heads in self.noun_slots(trigger.noun, depth + 1, alone=True).items():
            slots.setdefault(name, heads)
        carried = {trigger.noun, *trigger.tokens}
        return {name: kept for name, heads in slots.items() if (kept := tuple(h for h in heads if h not in carried))}

    def slots(self, i: int, depth: int) -> Slots:
        """What stands in which slot of token ``i``."""
        key = (i, depth)
        if key not in self.known_slots:
            self.known_slots[key] = self.slots_by_kind(i, depth)
        return self.known_slots[key]

    def slots_by_kind(self, i: int, depth: int) -> Slots:
        if self.verbal(i):
            return self.verb_slots(i, depth)
        if self.tokens[i].upos == "ADJ":
            return self.adjective_slots(i, depth)
        return self.noun_slots(i, depth)

    def verb_slots(self, v: int, depth: int) -> Slots:
        slots: dict[str, list[int]] = {}
        passive = self.passive(v)
        for j in self.children[v]:
            name = self.slot_name(j, v, passive)
            if name:
                slots.setdefault(name, []).extend(self.with_conjuncts(self.antecedent(j, v)) if name not in _CLAUSES else [j])
        if "iobj" in slots and "obj" not in slots:
            slots["obj"] = slots["iobj"]
        self.add_missing(v, passive, slots, depth)
        self.add_loose(slots)
        return {k: tuple(dict.fromkeys(x)) for k, x in slots.items()}

    def slot_name(self, j: int, v: int, passive: bool) -> str | None:
        """The slot of dependent ``j`` of verb ``v``, None for function words, adverbs and phrases of time."""
        relation, deprel = self.rels[j], self.tokens[j].deprel
        if relation == "nsubj":
            if passive:
                return "obj"
            # A parser's slip: two subjects, one of them where the object belongs.
            earlier = any(k < j for k in self.deps(v, "nsubj"))
            return "obj" if j > v and earlier else "subj"
        if relation in ("obj", "iobj"):
            return relation
        if deprel == "obl:agent":
            return self.preposition(j) if self.preposition(j) not in (None, "by") else "subj" if passive else "by"
        if relation in ("obl", "nmod") and deprel not in ("obl:tmod", "obl:unmarked", "obl:npmod"):
            name = self.preposition(j)
            return "subj" if name == "by" and passive and not self.is_time(j) else name
        if relation in ("xcomp", "ccomp"):
            return relation
        if relation == "advcl":
            return self.clause_name(j)
        return None

    def clause_name(self, j: int) -> str:
        """``of-ing``, ``for-ing``, ``to-inf`` … for a clause below a predicate, ``advcl`` for any other."""
        marks = [self.lemmas[k] for k in self.deps(j, "mark", "case") if k < j]
        if "to" in marks and self.tokens[j].xpos in ("VB", ""):
            return "to-inf"
        for mark in marks:
            if mark in _CLAUSE_MARKS:
                return f"{mark}-ing"
        return "advcl"

    def preposition(self, j: int) -> str | None:
        cases = [self.lemmas[k] for k in self.deps(j, "case")]
        if not cases:
            return None
        return "to" if cases == ["according", "to"] else {"upon": "on", "onto": "on"}.get(cases[-1], cases[-1])

    def is_time(self, j: int) -> bool:
        """A time word, a year, or the number of a day beside its month."""
        if self.lemmas[j] in self.lex.classes["@time"]:
            return True
        if self.tokens[j].upos != "NUM":
            return False
        form = self.tokens[j].form
        beside = [self.lemmas[k] for k in (*self.children[j], self.tokens[j].head) if k >= 0]
        return (len(form) == 4 and form.isdigit()) or any(w in self.lex.classes["@time"] for w in beside)

    def passive(self, v: int) -> bool:
        """Whether the subject of ``v`` is whom the act is done to."""
        if v not in self.known_passives:
            self.known_passives[v] = self.is_passive(v)
        return self.known_passives[v]

    def is_passive(self, v: int) -> bool:
        seen = 0
        while seen <= _DEPTH:
            seen += 1
            if self.deps(v, "aux:pass"):
                return True
            if self.deps(v, "nsubj:pass"):
                # A finite verb without an auxiliary is active, whatever the parser calls its subject.
                return self.tokens[v].xpos not in ("VBD", "VBZ", "VBP") or bool(self.deps(v, "aux"))
            token = self.tokens[v]
            if self.deps(v, "nsubj", "aux"):
                return False
            if self.rels[v] == "acl" and token.xpos in ("VBN", "VBD"):
                # "the mayor, accused of theft": without a subject of its own it is a participle, whatever the parser calls it.
                return token.deprel != "acl:relcl" or not self.deps(v, "obj")
            if token.xpos != "VBN":
                return False
            if self.rels[v] in ("advcl", "amod", "xcomp"):
                return True
            if self.rels[v] != "conj" or token.head < 0:
                return False
            v = token.head
        return False

    def add_missing(self, v: int, passive: bool, slots: dict[str, list[int]], depth: int) -> None:
        """A subject or object that stands elsewhere: with a governor, a coordinated verb, or as the noun that a clause modifies."""
        name = "obj" if passive else "subj"
        if name not in slots:
            slots[name] = self.borrowed_subject(v, passive, depth)
            if not slots[name]:
                del slots[name]
        relation, head = self.rels[v], self.tokens[v].head
        if "obj" in slots or passive:
            return
        if head >= 0 and self.tokens[v].deprel == "acl:relcl" and self.is_gap(v, slots):
            slots["obj"] = self.with_conjuncts([head])
        elif head >= 0 and relation == "conj" and self.tokens[head].upos == "VERB":
            later = [j for j in self.deps(head, "obj") if j > v]
            if later:
                slots["obj"] = self.with_conjuncts(later)
        if "obj" not in slots:
            # "beat and arrested the marchers": the shared object may hang on the last verb.
            shared = [j for c in self.deps(v, "conj") if self.is_next_verb(v, c) for j in self.deps(c, "obj")]
            if shared:
                slots["obj"] = self.with_conjuncts(shared)

    def is_next_verb(self, v: int, c: int) -> bool:
        """Whether only a conjunction stands between two verbs, and the second has no subject of its own."""
        between = all(self.tokens[k].upos in ("CCONJ", "ADV", "PUNCT") for k in range(v + 1, c))
        return self.verbal(c) and between and not self.deps(c, "nsubj")

    def is_gap(self, v: int, slots: dict[str, list[int]]) -> bool:
        """A relative clause with its own subject and no pronoun: the antecedent is its object ("the town they took")."""
        subjects = self.deps(v, "nsubj")
        return bool(subjects) and not any(self.relative(j) for j in subjects) and not any(self.tokens[v].head in x for x in slots.values())

    def borrowed_subject(self, v: int, passive: bool, depth: int) -> list[int]:
        """Whoever is understood as the surface subject of ``v``."""
        relation, head = self.rels[v], self.tokens[v].head
        if head < 0 or depth > _DEPTH:
            return []
        if relation == "acl":
            return self.subject_of_acl(v, head, passive, depth)
        if relation == "conj" and self.tokens[head].upos in ("VERB", "AUX", "ADJ", "NOUN"):
            return self.surface_subject(head, depth + 1)
        if relation in ("xcomp", "advcl", "ccomp"):
            return self.controller(v, head, depth)
        return []

    def surface_subject(self, v: int, depth: int) -> list[int]:
        own = self.deps(v, "nsubj")
        if own:
            return self.with_conjuncts(self.antecedent(own[0], v))
        return self.borrowed_subject(v, self.passive(v), depth)

    def subject_of_acl(self, v: int, head: int, passive: bool, depth: int) -> list[int]:
        """Of a participle, the noun it modifies; of an infinitive ("the plan to attack"), whoever has the plan."""
        if not self.infinitive(v):
            return self.with_conjuncts([head])
        near = self.noun_slots(head, depth + 1)
        for name in ("poss", "of", "by", "amod", "compound"):
            if near.get(name):
                return list(near[name])
        governor = self.tokens[head].head
        if governor >= 0 and self.rels[head] in ("obj", "obl") and self.verbal(governor):
            return self.surface_subject(governor, depth + 1)
        return []

    def controller(self, v: int, head: int, depth: int) -> list[int]:
        """The subject of an open complement or of a clause without one: what the governor's entry says, else object before subject."""
        spoken = self.code(head, depth + 1) if not self.deps(v, "nsubj") else None
        if spoken is not None and spoken.content is not None and v in self.with_conjuncts([spoken.content]):
            return list(spoken.content_actor)
        if self.rels[v] == "ccomp" and not self.infinitive(v) and self.tokens[v].xpos != "VBG":
            return []
        objects = self.deps(head, "obj") if self.rels[v] == "xcomp" else []
        if objects and self.lemmas[head] not in self.lex.words["subject_control"]:
            return self.with_conjuncts(objects)
        if not self.verbal(head):
            return self.with_conjuncts(self.deps(head, "nsubj"))
        return self.surface_subject(head, depth + 1)

    def infinitive(self, v: int) -> bool:
        return self.tokens[v].xpos in ("VB", "") and any(self.tokens[j].lemma == "to" for j in self.deps(v, "mark"))

    def relative(self, j: int) -> bool:
        return self.tokens[j].xpos in ("WDT", "WP", "WP$") or self.lemmas[j] in ("which", "who", "whom")

    def antecedent(self, j: int, v: int) -> list[int]:
        """The noun that a relative pronoun stands for, else the token itself."""
        token = self.tokens[j]
        if not self.relative(j) and not (self.lemmas[j] == "that" and token.upos == "PRON"):
            return [j]
        steps = 0
        while v >= 0 and steps <= _DEPTH:
            if self.rels[v] == "acl" and self.tokens[v].head < j:
                return [self.tokens[v].head]
            v, steps = self.tokens[v].head, steps + 1
        return [j]

    def with_conjuncts(self, heads: Iterable[int]) -> list[int]:
        return [k for j in heads for k in (j, *(c for c in self.deps(j, "conj") if self.tokens[c].upos != "VERB" or self.verbal(j)))]

    def add_loose(self, slots: dict[str, list[int]]) -> None:
        """Prepositional phrases that hang on the object may belong to the verb: parsers often differ from people here.

        With an event noun for object they are more likely that noun's; a frame that wants them nevertheless asks for ``~on``.
        """
        for j in slots.get("obj", ()):
            sign = "~" if self.names_event(j) else ""
            for k in self.deps(j, "nmod"):
                name = self.preposition(k)
                if name in _LOOSE and sign + name not in slots:
                    slots[sign + name] = self.with_conjuncts([k])

    def noun_slots(self, n: int, depth: int, *, alone: bool = False) -> Slots:
        """Slots of an event noun; unless ``alone``, also what a light participle or the governing verb holds for it."""
        slots: dict[str, list[int]] = {}
        for j in self.children[n]:
            name = self.noun_slot_name(j)
            if name:
                heads = [*self.hyphenated(j), j] if name == "compound" else [j]
                slots.setdefault(name, []).extend(self.with_conjuncts(heads))
            elif self.rels[j] == "acl" and not alone and self.passive(j) and self.tokens[j].deprel != "acl:relcl":
                self.participle_slots(j, slots)
        self.lift(n, slots)
        self.shared_with_conjunct(n, slots)
        if not alone:
            self.from_container(n, slots)
            self.from_governor(n, slots)
        return {k: tuple(dict.fromkeys(x)) for k, x in slots.items()}

    def hyphenated(self, j: int) -> list[int]:
        """The first of two names that a hyphen joins ("Chile-Peru talks")."""
        return [k for k in self.deps(j, "compound", "nmod", "conj") if k < j and self.tokens[k + 1].form in ("-", "–", "—", "/")]

    def lift(self, n: int, slots: dict[str, list[int]]) -> None:
        """In "the shelling of the port by X" parsers often hang the second phrase on the first; a thing has no agent, an event has."""
        for j in list(self.deps(n, "nmod")):
            if self.names_event(j) and not self.names_accord(j):
                continue
            for k in self.deps(j, "nmod"):
                name = self.preposition(k)
                if name in _LOOSE | {"by"} and name not in slots:
                    slots[name] = self.with_conjuncts([k])

    def names_accord(self, j: int) -> bool:
        return self.is_a(j, "@accord")

    def noun_slot_name(self, j: int) -> str | None:
        token, relation = self.tokens[j], self.rels[j]
        if token.deprel == "nmod:poss":
            return "poss"
        if relation in ("nmod", "obl"):
            return self.preposition(j)
        if relation in ("compound", "nsubj"):
            return "compound" if self.is_a(j, "@agent") and self.lemmas[j] not in self.lex.words["no_compound_agent"] else None
        if relation == "amod":
            named = self.is_a(j, "@agent") and self.lemmas[j] not in self.lex.words["no_compound_agent"]
            return "amod" if named or self.names_people(j) else None
        return "to-inf" if relation == "acl" and self.infinitive(j) else None

    def names_people(self, j: int) -> bool:
        """A capitalised adjective ("Kenyan"); at the start of a sentence only one that is formed like a people's."""
        token = self.tokens[j]
        if not token.form[:1].isupper():
            return False
        if j != self.a.sentences[self.a.sentence_of[j]].first or token.xpos in ("NNP", "NNPS"):
            return True
        return token.form.lower().endswith(("an", "ish", "ese", "i", "ch")) and token.form.lower() not in self.lex.words["no_people"]

    def participle_slots(self, v: int, slots: dict[str, list[int]]) -> None:
        """ "attacks carried out by rebels on clinics": the participle's phrases are the noun's."""
        if self.lemmas[v] not in self.lex.lights and self.lemmas[v] not in self.lex.words["doing"]:
            return
        for j in self.deps(v, "obl"):
            name = self.preposition(j)
            if name and not self.is_time(j):
                slots.setdefault(name, []).extend(self.with_conjuncts([j]))

    def shared_with_conjunct(self, n: int, slots: dict[str, list[int]]) -> None:
        """Coordinated event nouns share the phrases at the end ("the killing and torture of prisoners") and a possessor in front."""
        head = self.tokens[n].head
        first = head if self.rels[n] == "conj" and head >= 0 and self.tokens[head].upos == "NOUN" else n
        own = slots.keys() - {"poss", "amod", "compound"}
        for other in (first, *self.deps(first, "conj")):
            if other == n or self.tokens[other].upos != "NOUN":
                continue
            for j in self.children[other]:
                name = self.noun_slot_name(j)
                front = name in ("poss", "amod") and other == first and j < first
                end = name not in (None, "poss", "amod", "compound") and j > max(n, other) and self.names_event(other) and not own
                if name and (front or end) and name not in slots:
                    slots[name] = self.with_conjuncts([j])

    def from_container(self, n: int, slots: dict[str, list[int]]) -> None:
        """In "a series of talks between A and B" the phrases may hang on the first noun."""
        head = self.tokens[n].head
        if head < 0 or self.rels[n] != "nmod" or self.preposition(n) != "of" or not self.is_a(head, "@container"):
            return
        for j in self.children[head]:
            name = self.noun_slot_name(j)
            if name and j != n and name != "of" and name not in slots:
                slots[name] = self.with_conjuncts([j])

    def from_governor(self, n: int, slots: dict[str, list[int]]) -> None:
        """Phrases after an object or subject that the parser gave to the verb ("condemned the attack on the port")."""
        verb = self.tokens[n].head
        if verb < 0 or self.rels[n] not in ("obj", "nsubj", "obl") or not self.verbal(verb):
            return
        for j in self.deps(verb, "obl", "nmod"):
            name = self.preposition(j)
            follows = n < j and (self.rels[n] == "obj" or j < verb) and not any(n < k < j for k in self.deps(verb, "obl", "nmod"))
            if follows and name in _LOOSE | {"of"} and name not in slots:
                slots[name] = self.with_conjuncts([j])

    def adjective_slots(self, i: int, depth: int) -> Slots:
        slots: dict[str, list[int]] = {"subj": self.surface_subject(i, depth + 1)}
        for j in self.children[i]:
            relation = self.rels[j]
            if relation in ("obl", "nmod"):
                name = self.preposition(j)
                if name:
                    slots.setdefault(name, []).extend(self.with_conjuncts([j]))
            elif relation in ("xcomp", "ccomp", "advcl"):
                slots.setdefault("to-inf" if self.infinitive(j) else relation, []).append(j)
        return {k: tuple(x) for k, x in slots.items() if x}

    # --- roles

    def widened(self, frame: Frame, trigger: _Trigger) -> Frame:
        """The frame of a verb and its event noun together."""
        if trigger.noun is None:
            return frame
        return msgspec.structs.replace(
            frame,
            actor=frame.actor + frame.noun_actor,
            recipient=tuple(s for s in frame.recipient if s != "obj") + frame.noun_recipient + ("obj",) * ("obj" in frame.recipient),
            both=frame.both + frame.noun_both,
        )

    def roles(self, frame: Frame, slots: Slots, *, nominal: bool) -> _Roles:
        """Who stands in the slots that the frame names. Parties to a reciprocal event are one group; a single one is its actor."""
        names = (frame.noun_actor, frame.noun_recipient, frame.noun_both) if nominal else (frame.actor, frame.recipient, frame.both)
        actor = self.first(slots, names[0], ())
        recipient = self.first(slots, names[1], actor)
        between = [s for s in ("between", "among") if s in names[2] and slots.get(s)]
        both = tuple(sorted({h for s in between or names[2] for h in slots.get(s, ()) if self.participates(h)}))
        if not nominal and slots.get("subj"):
            both = tuple(h for h in both if self.tokens[h].xpos != "PRP$")
        if len(both) == 1 and not self.plural(both[0]):
            return _Roles(actor or both, recipient)
        return _Roles(both=both) if both else _Roles(actor, recipient)

    def participates(self, j: int) -> bool:
        return self.tokens[j].upos != "VERB" and not self.is_time(j)

    def plural(self, j: int) -> bool:
        return self.tokens[j].xpos in ("NNS", "NNPS") or self.tokens[j].form.lower() in ("they", "we", "them", "us", "both")

    def first(self, slots: Slots, names: Sequence[str], taken: tuple[int, ...]) -> tuple[int, ...]:
        for name in names:
            heads = tuple(h for h in slots.get(name, ()) if h not in taken and self.participates(h))
            if heads:
                return heads
        return ()

    def content(self, frame: Frame, slots: Slots, recipient: tuple[int, ...]) -> int | None:
        shared = {*frame.recipient, *frame.noun_recipient}
        for name in frame.content:
            for j in slots.get(name, ()):
                if name not in shared or self.names_event(j):
                    return j
        return next((j for j in recipient if frame.content_by == "recipient" and self.names_event(j)), None)

    def doers(self, event: int, depth: int) -> tuple[int, ...]:
        """Who did the act that a verbal act is about."""
        coded = self.code(event, depth + 1)
        return (coded.actor or coded.both) if coded is not None else ()

    def content_actor(self, sense: Sense, content: int, roles: _Roles, depth: int) -> tuple[int, ...]:
        """Who would do the act spoken of: whom its own words name, else whom the frame says; a thing that is refused is somebody else's."""
        by = self.lex.frame[sense.frame].content_by
        named = tuple(self.own_subjects(content)) if self.verbal(content) else self.doers(content, depth)
        if named or by is None:
            return named
        if by == "recipient":
            return roles.recipient
        return roles.actor if self.verbal(content) or sense.type != "REJECT" else ()

    def own_subjects(self, v: int) -> list[int]:
        if self.passive(v):
            return [k for j in self.deps(v, "obl") if self.preposition(j) == "by" for k in self.with_conjuncts([j])]
        return [k for j in self.deps(v, "nsubj") for k in self.with_conjuncts([j])]

    def through_abstract(self, heads: tuple[int, ...]) -> tuple[int, ...]:
        """ "praised Peru's efforts" is about Peru: an abstract noun stands for whoever has it, where that is said."""
        found: list[int] = []
        for h in heads:
            if not self.is_a(h, "@abstract") and not self.names_event(h):
                found.append(h)
                continue
            near = self.noun_slots(h, _DEPTH, alone=True)
            found += next((near[s] for s in ("poss", "by", "of", "amod", "compound") if near.get(s)), ())
        return tuple(dict.fromkeys(found))

    def names_event(self, j: int) -> bool:
        token = self.tokens[j]
        return token.upos == "NOUN" and self.lemmas[j] in self.lex.nouns and not self.barred(j)

    # --- mode, contexts

    def mode(self, trigger: _Trigger, i: int, content: int | None, depth: int) -> tuple[str | None, str | None]:
        sense = trigger.sense
        if sense.mode is not None:
            return sense.mode, sense.cameo
        near = [e for j in self.vicinity(i, trigger.noun) if (e := self.lex.modes.get((sense.type, self.lemmas[j])))]
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
        inner = self.trigger(content, depth + 1)
        for entry in entries:
            if lemma in entry.words or (inner is not None and inner.sense.type in entry.types) or "*" in entry.types:
                return entry
        return None

    def vicinity(self, i: int, noun: int | None) -> Iterator[int]:
        """The words in an event's own phrase: its dependents and what qualifies them, no further."""
        for top in (i,) if noun is None or noun == i else (i, noun):
            for j in self.children[top]:
                if self.rels[j] in _NO_PARTICIPANT or self.tokens[j].upos == "VERB":
                    continue
                yield j
                for k in self.children[j]:
                    if self.rels[k] in ("compound", "amod", "conj", "nmod"):
                        yield k

    def contexts(self, sense: Sense, i: int, noun: int | None) -> tuple[str, ...]:
        found = list(sense.contexts)
        for j in (i, *self.vicinity(i, noun)):
            found += self.lex.contexts.get(self.lemmas[j], ())
        return tuple(dict.fromkeys(found))


def _open(condition: str) -> bool:
    """Whether a condition can be met by any participant at all."""
    return any(":" not in alternative for alternative in condition.split("|")) and not condition.startswith("!")
