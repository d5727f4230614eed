"""A cache of answers: each computed once for everybody who asks the same; the oldest is dropped.

Streamlit's own cache hashes each key anew, which costs more than drawing an element; our
keys are plain values already. Several who ask at once wait for the first one's answer.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

import pandas as pd

Answer = TypeVar("Answer")


class _Entry:
    """One key: whoever holds `lock` computes its answer."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.answers: list[object] = []


EVERY_CACHE: list["SingleFlightCache"] = []  # all there are in this process


def forget_everything() -> None:
    """Empty every cache of this process."""
    for cache in EVERY_CACHE:
        cache.forget()


class SingleFlightCache:
    """At most `most` answers. One for a module, for as long as the process lives."""

    def __init__(self, most: int) -> None:
        EVERY_CACHE.append(self)
        self._most = most
        self._asked: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, count: Callable[[], Answer]) -> Answer:
        """The answer to `key`; `count` is called where there is none yet. What it raises is
        raised, and nothing is kept."""
        entry = self._find(key)
        if not entry.answers:
            with entry.lock:
                if not entry.answers:
                    entry.answers.append(count())
        return entry.answers[0]  # type: ignore[return-value]  # a key has answers of one kind

    def forget(self) -> None:
        """Empty this cache."""
        with self._lock:
            self._asked.clear()

    def _find(self, key: Hashable) -> _Entry:
        with self._lock:
            entry = self._asked.pop(key, None) or _Entry()
            self._asked[key] = entry
            if len(self._asked) > self._most:
                self._asked.popitem(last=False)
            return entry


class IdentityKey:
    """A shared frame as a key: the same only as itself. Holding it keeps its identity its own."""

    __slots__ = ("frame",)

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def __hash__(self) -> int:
        return id(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IdentityKey) and other.frame is self.frame
