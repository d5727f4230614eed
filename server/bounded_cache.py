"""A cache of the latest few values, so that nobody fills the memory of the server."""

import time
from collections import OrderedDict
from contextlib import suppress
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy import URL

from actions.shared_state import FAULTS, open_shared_state

Value = TypeVar("Value")


class BoundedCache(Generic[Value]):
    """Key → value of the latest `most` keys, the oldest forgotten first; for many threads."""

    def __init__(self, most: int) -> None:
        self._of: OrderedDict[str, Value] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def keep(self, key: str, value: Value) -> None:
        """Remember it."""
        with self._lock:
            self._of[key] = value
            if len(self._of) > self._most:
                self._of.popitem(last=False)

    def take(self, key: str) -> Value | None:
        """What was kept, once; None of what is not known."""
        with self._lock:
            return self._of.pop(key, None)

    def has(self, key: str) -> bool:
        """Is it remembered?"""
        with self._lock:
            return key in self._of


class SharedCache(BoundedCache[str]):
    """The same, known to all processes that serve one database once it is shared; where that fails,
    to the one that keeps it."""

    def __init__(self, kind: str, most: int) -> None:
        super().__init__(most)
        self._kind, self._most_shared = kind, most
        self._url: URL | None = None

    def share(self, url: URL) -> None:
        """From now on with those who serve the database at `url`."""
        self._url = url

    def keep(self, key: str, value: str) -> None:
        """Remember it."""
        super().keep(key, value)
        if self._url is not None:
            with suppress(*FAULTS), open_shared_state(self._url) as state:
                state.keep(self._kind, key, value, at=time.time())
                state.forget_old(self._kind, before=0.0, most=self._most_shared)

    def take(self, key: str) -> str | None:
        """What was kept, once; None of what is not known."""
        value = super().take(key)
        if self._url is not None:
            with suppress(*FAULTS), open_shared_state(self._url) as state:
                value = state.load(self._kind, [key]).get(key, value)
                state.forget(self._kind, key)
        return value

    def has(self, key: str) -> bool:
        """Is it remembered?"""
        if super().has(key) or self._url is None:
            return super().has(key)
        with suppress(*FAULTS), open_shared_state(self._url) as state:
            return bool(state.load(self._kind, [key]))
        return False
