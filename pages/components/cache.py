"""Answers computed once for everybody who asks the same; the oldest is dropped.

Streamlit's own cache hashes each key anew, which costs more than drawing an element; our
keys are plain values already. Several who ask at once wait for the first one's answer.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from functools import partial
from hashlib import sha256
from itertools import islice
from threading import Lock
from types import FunctionType
from typing import ParamSpec, TypeVar
from weakref import ref

import pandas as pd

from locales.words import Words
from pages.components.visit import DataVersion, Snapshot, Visit

Answer = TypeVar("Answer")
Arguments = ParamSpec("Arguments")
LOOKED_THROUGH = 100  # of the oldest answers, for those that nobody can ask for any more
PLAIN = (str, int, float, date, timedelta, Enum, frozenset, type(None))


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
    """At most `most` answers. One for a module, for as long as the process lives. Where there
    are more, those go of frames that are gone, else the oldest."""

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
                oldest = [*islice(self._asked, LOOKED_THROUGH)]
                for each in [key for key in oldest if is_gone(key)] or oldest[:1]:
                    del self._asked[each]
            return entry


SNAPSHOTS = SingleFlightCache(48)  # whole duties, registers, catalogues
ANSWERS = SingleFlightCache(1600)


def once(
    function: Callable[Arguments, Answer],
    *arguments: Arguments.args,
    **options: Arguments.kwargs,
) -> Answer:
    """What `function` gives for these arguments, computed once for everybody who asks the same.

    The function and its arguments are the key, so nothing else may bear on the answer. Plain
    values, tuples and frozen dataclasses count by what they hold, a frame as itself: give one
    that is kept somewhere, not one cut out for this call, which would be computed each time.
    Of a visit counts all but the person, the pages and the instant, and the function is given
    the visit without them. The answer is shared: nobody may change it in place.
    """
    return _get(ANSWERS, function, arguments, options)


def hold(
    function: Callable[Arguments, Answer],
    *arguments: Arguments.args,
    **options: Arguments.kwargs,
) -> Answer:
    """The same for what is large: few are kept."""
    return _get(SNAPSHOTS, function, arguments, options)


def _get(
    cache: SingleFlightCache,
    function: Callable[..., Answer],
    arguments: tuple[object, ...],
    options: dict[str, object],
) -> Answer:
    is_of_module = isinstance(function, FunctionType) and "<" not in function.__qualname__
    if not is_of_module:
        raise TypeError(f"{function!r} may hold what its key does not: give a module's function")
    key = (
        function,
        *map(build_key, arguments),
        *((name, build_key(options[name])) for name in sorted(options)),
    )
    return cache.get(key, partial(_compute, function, arguments, options))


def _compute(
    function: Callable[..., Answer],
    arguments: tuple[object, ...],
    options: dict[str, object],
) -> Answer:
    named = {name: _hide_person(value) for name, value in options.items()}
    return function(*map(_hide_person, arguments), **named)


def _hide_person(value: object) -> object:
    return value.without_person if isinstance(value, Visit) else value


def build_key(value: object) -> Hashable:
    """What tells `value` from every other argument. A TypeError for what may change, for what
    has no key, and for a database by itself: a visit and a snapshot say which version of it."""
    kind = type(value)
    if isinstance(value, PLAIN):
        return kind, value
    if isinstance(value, bytes):
        return kind, sha256(value).digest()
    if isinstance(value, Visit | Snapshot | DataVersion):
        return kind, value.cache_key
    if isinstance(value, pd.DataFrame):
        return IdentityKey(value)
    if isinstance(value, Words):
        return kind, value.language
    if isinstance(value, tuple):
        return kind, *map(build_key, value)
    if is_dataclass(value) and kind.__hash__ not in {None, object.__hash__}:  # frozen
        told = (field.name for field in fields(value) if field.compare)
        return kind, *(build_key(getattr(value, name)) for name in told)
    raise TypeError(f"{kind.__name__} cannot be part of a key")


def is_gone(key: object) -> bool:
    """Is a frame of this key gone? Nobody can ask for its answer any more."""
    if isinstance(key, IdentityKey):
        return key.frame() is None
    return isinstance(key, tuple) and any(map(is_gone, key))


class IdentityKey:
    """A shared frame as a key: the same only as itself, and as nothing once it is gone."""

    __slots__ = ("frame", "number")

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = ref(frame)
        self.number = id(frame)

    def __hash__(self) -> int:
        return self.number

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, IdentityKey):
            return False
        frame = self.frame()
        return self is other or (frame is not None and frame is other.frame())
