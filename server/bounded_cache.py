"""A cache of the latest few values, so that nobody fills the memory of the server."""

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

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
