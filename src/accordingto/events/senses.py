"""Which entry of the event lexicon fits a token, or that the model's event head alone takes it for an event."""

from collections.abc import Sequence
from typing import cast

from accordingto.events.coded import DEPTH, SlotMap, Trigger
from accordingto.events.slots import Slots
from accordingto.events.tree import Tree
from accordingto.lexicons import Light, Sense
from accordingto.types import EventType

_TRUSTED = 0.8
"""The probability from which on the event head's type counts where the lexicon has no entry."""

_GAP = 5  # words that may stand between the parts of a multiword trigger
_Index = dict[str, tuple[tuple[tuple[str, ...], Sense], ...]]


class Senses:
    """Finds the triggers of one tree."""

    def __init__(self, tree: Tree, slots: Slots) -> None:
        self.tree, self.slots = tree, slots
        self.a, self.tokens, self.rels, self.lemmas = tree.a, tree.tokens, tree.rels, tree.lemmas
        self.lex, self.deps = tree.lex, tree.deps

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

    def trigger(self, i: int, depth: int) -> Trigger | None:
        if depth > DEPTH or self.tree.barred(i):
            return None
        return self.listed(i, depth) or self.learned(i)

    def listed(self, i: int, depth: int) -> Trigger | None:
        """What the lexicon has."""
        if self.tree.verbal(i):
            return self.light(i, depth) or self.match(i, self.lex.verbs, depth)
        if self.tokens[i].upos == "ADJ":
            return self.match(i, self.lex.adjectives, depth)
        if self.tokens[i].upos == "PROPN" and not self.slots.of(i, depth).keys() & self.lex.words["parties"]:
            return None
        return self.match(i, self.lex.nouns, depth)

    def learned(self, i: int) -> Trigger | None:
        """What the event head alone takes for an event, with its type's usual frame."""
        named = self.a.named_at.get(i)
        if named is None or named.score < _TRUSTED or self.tokens[i].upos not in ("VERB", "NOUN", "ADJ"):
            return None
        return self.usual(i, cast(EventType, named.type))

    def usual(self, i: int, type_: EventType) -> Trigger:
        """A trigger of which nothing is known but its type."""
        usual = self.lex.usual[type_]
        return Trigger(Sense(type_, (), frame=usual.frame, cameo=usual.cameo), (i,))

    def match(self, i: int, index: _Index, depth: int, *, carrier: int | None = None) -> Trigger | None:
        """The first entry, most specific first, whose further words and conditions are there.

        A noun that a light verb carries (``carrier``) is an event without participants of its own: what only asks for some is then waived,
        and its subject is the verb's.
        """
        slots: SlotMap | None = None
        for words, sense in index.get(self.lemmas[i], ()):
            rest = self.further(i, words)
            if rest is None:
                continue
            noun = next((j for j in rest if self.tokens[j].upos == "NOUN"), None)
            if sense.when:
                slots = self.slots.of(i, depth) if slots is None else slots
                if carrier is not None:
                    slots = {name: tuple(heads) for name, heads in self.slots.subject(carrier, depth).items()} | slots
                if not all(self.holds(c, slots, i) or (carrier is not None and _open(c)) for c in sense.when):
                    continue
            return Trigger(sense, (i, *rest), noun)
        return None

    def further(self, i: int, words: Sequence[str]) -> list[int] | None:
        """Tokens of the further words of a multiword entry: after ``i`` in order, or its passive subject; None where one is missing.

        A lone preposition must follow at once: "called for a truce", not "called him for dinner".
        """
        found: list[int] = []
        at = i + 1
        last = self.a.sentences[self.a.sentence_of[i]].last
        for word in words:
            reach = at + (1 if words == (word,) and word in self.lex.words["adjacent_words"] else _GAP)
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
        return j == i + 1 or i in (head, self.tree.head_of(head), self.tree.head_of(self.tree.head_of(head)))

    def light(self, i: int, depth: int) -> Trigger | None:
        """An event noun that this verb only lends a clause."""
        for words, entry in self.lex.lights.get(self.lemmas[i], ()):
            rest = self.further(i, words)
            if rest is None:
                continue
            for noun in self.carried(i, entry):
                if self.tree.barred(noun) or self.tree.verbal(noun):
                    continue
                inner = self.match(noun, self.lex.nouns, depth + 1, carrier=i)
                if inner is not None and (not entry.types or inner.sense.type in entry.types):
                    tokens = (i, *rest, noun) if abs(noun - i) <= 2 * _GAP else (noun,)
                    return Trigger(inner.sense, tokens, noun, entry)
        return None

    def carried(self, i: int, entry: Light) -> list[int]:
        """Nouns in the light verb's noun slot, whatever its voice."""
        if entry.subject == "event":
            return self.deps(i, "nsubj")
        if entry.slot == "obj":
            return [*self.deps(i, "obj", "nsubj:pass"), *self.participle_of(i)]
        return [j for j in self.deps(i, "obl", "nmod") if self.tree.preposition(j) == entry.slot]

    def participle_of(self, i: int) -> list[int]:
        return [self.tokens[i].head] if self.rels[i] == "acl" and self.tree.passive(i) else []

    def holds(self, condition: str, slots: SlotMap, i: int) -> bool:
        """Whether a condition of an entry is met; its notation is :class:`~accordingto.lexicons.Sense`'s."""
        wanted = not condition.startswith("!")
        return any(self.alternative(x, slots, i) for x in condition.removeprefix("!").split("|")) is wanted

    def alternative(self, alternative: str, slots: SlotMap, i: int) -> bool:
        names, _, classes = alternative.partition(":")
        heads = [h for name in names.split("+") for h in (self.tree.vicinity(i, None) if name == "near" else slots.get(name, ()))]
        return any(self.tree.is_a(h, c) for h in heads for c in classes.split(",")) if classes else bool(heads)


def _open(condition: str) -> bool:
    """Whether a condition can be met by any participant at all."""
    return any(":" not in alternative for alternative in condition.split("|")) and not condition.startswith("!")
