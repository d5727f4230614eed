"""Kept answers: counted once, let go when too many, nothing kept of a failure."""

from threading import Thread
from time import sleep

import pandas as pd
import pytest

from pages.components.cache import IdentityKey, SingleFlightCache


def test_an_answer_is_counted_once() -> None:
    kept, counted = SingleFlightCache(2), []
    for _ in range(3):
        assert kept.get("a", lambda: counted.append(1) or len(counted)) == 1
    assert counted == [1]


def test_the_oldest_goes_first() -> None:
    kept = SingleFlightCache(2)
    for key in ("a", "b", "a", "c"):  # "a" was asked for again: "b" is the oldest
        kept.get(key, lambda key=key: key)
    assert kept.get("a", lambda: "anew") == "a"
    assert kept.get("b", lambda: "anew") == "anew"


def test_a_failure_is_raised_and_asked_again() -> None:
    kept = SingleFlightCache(2)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 / 0)
    assert kept.get("a", lambda: 7) == 7


def test_an_answer_of_none_is_an_answer() -> None:
    kept, counted = SingleFlightCache(2), []
    for _ in range(2):
        assert kept.get("a", lambda: counted.append(1)) is None
    assert counted == [1]


def test_many_who_ask_at_once_wait_for_one_answer() -> None:
    kept, counted = SingleFlightCache(2), []

    def slow() -> int:
        sleep(0.05)
        counted.append(1)
        return 1

    asking = [Thread(target=kept.get, args=("a", slow)) for _ in range(8)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert counted == [1]


def test_a_frame_is_the_same_only_as_itself() -> None:
    frame = pd.DataFrame({"a": [1]})
    assert IdentityKey(frame) == IdentityKey(frame)
    assert IdentityKey(frame) != IdentityKey(frame.copy())
