"""Flags stand so that no pole runs through words, and words have room."""

import pandas as pd
import pytest

from charts.flags import place_flags

CASES = [
    # where the poles stand, the words left of theirs?, which of them is higher than the next
    ([0.73, 0.80, 0.87, 0.94], True, "rising"),
    ([0.11, 0.25, 0.36, 0.80], False, "falling"),
]


def flown(at: list[float]) -> pd.DataFrame:
    places = pd.Series(at)
    return place_flags(places.astype("str"), places)


@pytest.mark.parametrize(("at", "left", "way"), CASES)
def test_words_turn_to_where_there_is_room(at: list[float], left: bool, way: str) -> None:
    flags = flown(at)
    assert (flags["flag_left"] == left).all()
    rises = flags["flag_rise"]
    assert rises.is_monotonic_increasing if way == "rising" else rises.is_monotonic_decreasing


@pytest.mark.parametrize("at", [[0.02, 0.5, 0.98], [0.3, 0.6], [0.1], []])
def test_on_a_phone_words_turn_to_the_middle_and_never_meet(at: list[float]) -> None:
    flags = flown(at)
    assert list(flags["flag_left_phone"]) == [place >= 0.5 for place in at]
    assert flags["flag_rise_phone"].is_unique
    assert flags["flag_rise"].is_unique
