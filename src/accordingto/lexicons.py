"""The event lexicon as data: typed loading of ``lexicons/en/events*.toml``.

Each file holds some of the tables below; together they are one lexicon. The types here are the files' only schema: an unknown key or a
wrong type is a :class:`~accordingto.errors.LexiconError` that names file and entry. How to add an entry: ``docs/lexicons-events.md``.
"""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Any, Literal, TypeVar

import msgspec

from accordingto import inflection, language
from accordingto.errors import LexiconError
from accordingto.types import EventType

T = TypeVar("T")

SUBJECT, POSSESSOR, INFINITIVE = "subj", "poss", "to-inf"
"""Slots that are called neither by a preposition nor by a relation of trees."""


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole sentence that a test codes.

    ``trigger`` is the form of the predicate token; ``type`` what it must be coded as (``None``: as its entry, for an example; no
    event, for a counterexample); ``actor``, ``recipient`` and ``both`` the forms that head the participants, unchecked when left out.
    """

    text: str
    trigger: str
    type: EventType | None = None
    mode: str | None = None
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    both: tuple[str, ...] = ()


class Sense(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that name one kind of event.

    ``verbs``, ``nouns`` and ``adjectives`` are lemmas; a verb may be several words ("take control", "call on"). ``frame`` names the
    roles of the dependents. ``when`` are conditions, all of which must hold. A condition is alternatives joined by ``|``, each a slot
    that must be filled (``obj``) or slots joined by ``+`` and, after a colon, classes and lemmas joined by commas, one of which must be
    in them (``obj+with:@arms,gun``). ``!`` in front turns a condition round. Slots are those of :mod:`accordingto.events`; ``near`` is
    any word in the event's own phrase.
    """

    type: EventType
    examples: tuple[Example, ...]
    counterexamples: tuple[Example, ...] = ()
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    frame: str = "act"
    when: tuple[str, ...] = ()


class Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which slots hold the participants: for actor and recipient the first filled one counts, for ``both`` all of them.

    ``content`` are the slots of the act spoken of, the first filled one counts; ``content_by`` is the role of whoever would do it.
    """

    actor: tuple[str, ...] = (SUBJECT,)
    recipient: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    noun_actor: tuple[str, ...] = ()
    noun_recipient: tuple[str, ...] = ()
    noun_both: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    content_by: Literal["actor", "recipient", None] = None


class Light(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs that lend an event noun a clause ("carry out an attack").

    ``slot`` is where the noun stands, ``subject`` what the verb's subject is in the noun's event (``event``: the noun itself);
    ``types`` limits the nouns by event type, all where empty.
    """

    verbs: tuple[str, ...]
    examples: tuple[Example, ...]
    slot: str = "obj"
    subject: Literal["actor", "recipient", "event"] = "actor"
    types: tuple[EventType, ...] = ()


class Refine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words near a trigger that fix the mode that its own entry leaves open ("a drone attack")."""

    type: EventType
    mode: str
    words: frozenset[str]
    examples: tuple[Example, ...]
    cameo: str | None = None


class ContentMode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The mode of a verbal act by what is demanded, refused or threatened: by the content's event type or its lemma."""

    type: EventType
    mode: str
    types: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    cameo: str | None = None


class Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in an event's own phrase that add a PLOVER context."""

    name: str
    words: frozenset[str]


class Usual(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the participants of a type usually stand, for a word that no entry has but the model takes for an event of that type."""

    frame: str
    cameo: str


class EventLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """All event tables, and the indices that coding looks words up in."""

    frame: dict[str, Frame] = {}
    sense: tuple[Sense, ...] = ()
    light: tuple[Light, ...] = ()
    refine: tuple[Refine, ...] = ()
    content_mode: tuple[ContentMode, ...] = ()
    context: tuple[Context, ...] = ()
    usual: dict[EventType, Usual] = {}
    classes: dict[str, frozenset[str]] = {}
    words: dict[str, frozenset[str]] = {}
    slots: dict[str, tuple[str, ...]] = {}
    same_prepositions: dict[str, str] = {}
    forms: dict[str, str] = {}
    suffers: tuple[str, ...] = ()

    @cached_property
    def verbs(self) -> dict[str, tuple[tuple[tuple[str, ...], Sense], ...]]:
        """First lemma → (further words, sense), the longest and most conditioned first, then in the order of the files."""
        return _by_first_word((v, s) for s in self.sense for v in s.verbs)

    @cached_property
    def nouns(self) -> dict[str, tuple[tuple[tuple[str, ...], Sense], ...]]:
        """Noun lemma → senses, the gerunds of unconditioned single verbs included ("the looting of")."""
        listed = [(n, s) for s in self.sense for n in s.nouns]
        have = {n for n, _ in listed}
        plain = [(v, s) for s in self.sense for v in s.verbs if " " not in v and not s.when]
        barred = have | self.words.get("no_event_gerunds", frozenset())
        return _by_first_word([*listed, *((g, s) for v, s in plain for g in inflection.gerunds(v) if g not in barred)])

    @cached_property
    def clause_slots(self) -> frozenset[str]:
        """The slots that clauses stand in."""
        return frozenset(f"{mark}-ing" for mark in self.words["clause_marks"]) | {"xcomp", "ccomp", "advcl", INFINITIVE}

    @cached_property
    def verb_forms(self) -> dict[str, str]:
        """Inflected form → lemma of every verb that stands first in an entry, for what a lemmatiser has not got right."""
        listed = [v.split()[0] for s in self.sense for v in s.verbs] + [v.split()[0] for e in self.light for v in e.verbs]
        regular = {form: verb for verb in listed for form in inflection.forms(verb)}
        return regular | self.forms

    @cached_property
    def adjectives(self) -> dict[str, tuple[tuple[tuple[str, ...], Sense], ...]]:
        """Adjective lemma → senses."""
        return _by_first_word((n, s) for s in self.sense for n in s.adjectives)

    @cached_property
    def lights(self) -> dict[str, tuple[tuple[tuple[str, ...], Light], ...]]:
        """First lemma of a light verb → (further words, entry), the longest first."""
        return _by_first_word((v, e) for e in self.light for v in e.verbs)

    @cached_property
    def modes(self) -> dict[tuple[str, str], Refine]:
        """(event type, word) → what that word near the trigger makes of it; the first entry counts."""
        found: dict[tuple[str, str], Refine] = {}
        for entry in self.refine:
            for word in entry.words:
                found.setdefault((entry.type, word), entry)
        return found

    @cached_property
    def contexts(self) -> dict[str, tuple[str, ...]]:
        """Word → the contexts it adds."""
        found: dict[str, tuple[str, ...]] = {}
        for entry in self.context:
            for word in entry.words:
                found[word] = (*found.get(word, ()), entry.name)
        return found


@cache
def load_events() -> EventLexicon:
    """The event lexicon of the package, all its files merged in the order of their names.

    Raises:
        LexiconError: a file breaks the schema, or an entry names a frame or class that there is not.
    """
    return merge_events({name: language.content(name) for name in language.names("events")})


def merge_events(files: Mapping[str, bytes]) -> EventLexicon:
    """One lexicon from the bytes of several files, by name. Raises :class:`LexiconError` as :func:`load_events` does."""
    merged: dict[str, Any] = {}
    for name, content in files.items():
        part = language.decode(name, content, EventLexicon)
        for key in EventLexicon.__struct_fields__:
            value = getattr(part, key)
            old = merged.get(key)
            merged[key] = value if old is None else {**old, **value} if isinstance(value, dict) else (*old, *value)
    lexicon = EventLexicon(**merged)
    _check(lexicon)
    return lexicon


def _check(lexicon: EventLexicon) -> None:
    for type_, usual in lexicon.usual.items():
        if usual.frame not in lexicon.frame:
            raise LexiconError(f"events: usual.{type_}: there is no frame {usual.frame!r}")
    for sense in lexicon.sense:
        words = [*sense.verbs, *sense.nouns, *sense.adjectives]
        entry = f"{sense.type} entry of {words[0] if words else '(no words)'!r}"
        if not words:
            raise LexiconError(f"events: {entry}: no verbs, nouns or adjectives")
        if sense.frame not in lexicon.frame:
            raise LexiconError(f"events: {entry}: there is no frame {sense.frame!r}")
        if not sense.examples:
            raise LexiconError(f"events: {entry}: no examples")
        for condition in sense.when:
            for name in condition.replace("|", ",").replace(":", ",").split(","):
                if name.startswith("@") and name not in lexicon.classes:
                    raise LexiconError(f"events: {entry}: there is no class {name!r}")


def _by_first_word(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[tuple[tuple[str, ...], T], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], T]]] = {}
    for words, entry in pairs:
        first, *rest = words.split()
        found.setdefault(first, []).append((tuple(rest), entry))
    return {k: tuple(sorted(v, key=lambda x: (-len(x[0]), -_specific(x[1])))) for k, v in found.items()}


def _specific(entry: object) -> int:
    """How much an entry asks for; what it only excludes does not count."""
    wanted = [c for c in getattr(entry, "when", ()) if not c.startswith("!")]
    return sum(2 if all(":" in alternative for alternative in c.split("|")) else 1 for c in wanted)
