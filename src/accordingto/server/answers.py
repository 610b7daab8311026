"""What was worked out before and is given again: finished pages, as long as neither the store nor its corrections have changed, and the
last few of anything."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
MOST = 16_000_000
"""Bytes that are kept."""


class Answers:
    """Answers by what was asked; each holds for the state of the room that it was made in."""

    def __init__(self, most: int = MOST) -> None:
        self.most, self.size = most, 0
        self.lock = threading.Lock()
        self.state: object = None
        self.kept: OrderedDict[object, bytes] = OrderedDict()

    def get(self, asked: object, state: object) -> bytes | None:
        """The answer, where it was given in this state."""
        with self.lock:
            if state != self.state or asked not in self.kept:
                return None
            self.kept.move_to_end(asked)
            return self.kept[asked]

    def put(self, asked: object, state: object, answer: bytes) -> None:
        """Keep an answer; those of another state go, then those that were not asked for the longest time."""
        with self.lock:
            if state != self.state:
                self.kept.clear()
                self.state, self.size = state, 0
            self.size += len(answer) - len(self.kept.pop(asked, b""))
            self.kept[asked] = answer
            while self.size > self.most:
                self.size -= len(self.kept.popitem(last=False)[1])


class Latest(Generic[T]):
    """The few things that were asked for last, by key; what several ask for at once is made once."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.lock = threading.Lock()
        self.kept: OrderedDict[object, T] = OrderedDict()
        self.turns: dict[object, threading.Lock] = {}

    def get(self, key: object, make: Callable[[], T]) -> T:
        """What is kept, or else is made now."""
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
            turn = self.turns.setdefault(key, threading.Lock())
        with turn:
            with self.lock:
                if key in self.kept:
                    return self.kept[key]
            try:
                made = make()
                with self.lock:
                    self.kept[key] = made
                    while len(self.kept) > self.most:
                        self.kept.popitem(last=False)
            finally:
                self.turns.pop(key, None)
        return made
