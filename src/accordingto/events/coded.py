"""The nouns of coding events: what a token names, and what is found on the way."""

import msgspec

from accordingto.lexicons import Light, Sense

SlotMap = dict[str, tuple[int, ...]]
"""By the name of a slot the tokens that head what stands in it."""

DEPTH = 6
"""Governors looked at for a subject that is not the predicate's own; also the guard against odd trees."""


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


class Trigger(msgspec.Struct, frozen=True):
    """A matched entry: its sense, its tokens, the event noun where a light verb or a longer idiom carries it."""

    sense: Sense
    tokens: tuple[int, ...]
    noun: int | None = None
    light: Light | None = None


class Roles(msgspec.Struct, frozen=True):
    """The heads of the participants."""

    actor: tuple[int, ...] = ()
    recipient: tuple[int, ...] = ()
    both: tuple[int, ...] = ()
