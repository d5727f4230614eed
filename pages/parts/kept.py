"""Kept answers: counted once, given to everybody who asks the same, the oldest let go.

Streamlit's own cache hashes each key anew, which costs more than drawing an element; our
keys are plain values already. Several who ask at once wait for the first one's answer.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

import pandas as pd

Answer = TypeVar("Answer")


class _Asked:
    """One question: whoever holds `lock` is answering it."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.answers: list[object] = []


EVERY: list["Kept"] = []  # all there are in this process


def forget() -> None:
    """Let go of every answer there is: what is asked next is asked anew."""
    for kept in EVERY:
        kept.forget()


class Kept:
    """At most `most` answers. One for a module, for as long as the process lives."""

    def __init__(self, most: int) -> None:
        EVERY.append(self)
        self._most = most
        self._asked: OrderedDict[Hashable, _Asked] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, count: Callable[[], Answer]) -> Answer:
        """The answer to `key`; `count` is called where there is none yet. What it raises is
        raised, and nothing is kept."""
        asked = self._find(key)
        if not asked.answers:
            with asked.lock:
                if not asked.answers:
                    asked.answers.append(count())
        return asked.answers[0]  # type: ignore[return-value]  # a key has answers of one kind

    def forget(self) -> None:
        """Let go of these answers."""
        with self._lock:
            self._asked.clear()

    def _find(self, key: Hashable) -> _Asked:
        with self._lock:
            asked = self._asked.pop(key, None) or _Asked()
            self._asked[key] = asked
            if len(self._asked) > self._most:
                self._asked.popitem(last=False)
            return asked


class Same:
    """A shared frame as a key: the same only as itself. Holding it keeps its identity its own."""

    __slots__ = ("frame",)

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def __hash__(self) -> int:
        return id(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.frame is self.frame
