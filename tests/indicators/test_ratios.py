"""Shares and tallies: nothing out of nothing is no data."""

import pandas as pd
import pytest

from indicators.ratios import share, tally


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(1, 4, 0.25), (0, 3, 0.0), (3, 3, 1.0), (0, 0, None), (0, None, None), (None, None, None)],
)
def test_a_share_divides_last_and_never_by_nothing(
    part: int | None, whole: int | None, *, expected: float | None
) -> None:
    answer = share(pd.Series([part], dtype="Int64"), pd.Series([whole], dtype="Int64"))
    assert str(answer.dtype) == "float64"
    assert [None if value != value else value for value in answer] == [expected]


def test_a_tally_counts_marks_and_keeps_a_missing_key() -> None:
    keys = pd.DataFrame({"activity": pd.Series(["a", None, "a"], dtype="str")})
    counts = tally(keys, pd.DataFrame({"done": [True, True, False]}))
    assert counts["activity"].isna().tolist() == [False, True]
    assert counts["done"].tolist() == [1, 1]


def test_a_tally_of_nothing_by_nothing_is_one_row_of_noughts() -> None:
    counts = tally(pd.DataFrame(index=[]), pd.DataFrame({"done": pd.Series([], dtype="bool")}))
    assert counts["done"].tolist() == [0]
