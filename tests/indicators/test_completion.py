"""Completion: done out of fallen due, by hand."""

import pandas as pd

from indicators.completion import completion
from tests.indicators.tables import shown, table

OWED = table("""
| year | unit_id | clause | obligation | fallen_due | state        |
| 2025 | 1       | II.1   | required   | yes        | done_in_time |
| 2025 | 1       | II.1   | required   | yes        | done_late    |
| 2025 | 1       | II.2   | required   | yes        | not_reported |
| 2025 | 1       | II.2   | required   | yes        | nil          |
| 2025 | 2       | II.1   | required   | no         | done_in_time |
| 2025 | 2       | II.1   | required   | no         | running      |
| 2025 | 3       | II.1   | requested  | yes        | done_in_time |
| 2025 | 3       | II.2   | requested  | yes        | not_reported |
""")
FIGURES = ["part", "whole", "share", "in_time_share", "done_all", "assigned", "progress"]


def test_each_unit_by_hand() -> None:
    assert shown(completion(OWED), ["unit_id", *FIGURES]) == [
        (1, 2, 3, 2 / 3, 1 / 3, 2, 3, 2 / 3),  # its nil is in no denominator
        (2, 0, 0, None, None, 1, 2, 0.5),  # nothing has fallen due: no share, but progress
        (3, 0, 0, None, None, 0, 0, None),  # requested: judged in no total
    ]


def test_the_province_leaves_requested_bodies_out_and_says_how_many() -> None:
    whole = completion(OWED, by=())
    assert shown(whole, ["part", "whole", "left_out_requested"]) == [(2, 3, 2)]


def test_a_requested_body_looked_at_alone_is_counted() -> None:
    alone = completion(OWED[OWED["unit_id"] == 3])
    assert shown(alone, ["part", "whole", "share", "left_out_requested"]) == [(1, 2, 0.5, 0)]


def test_every_state_is_counted_apart_over_all_assigned() -> None:
    states = ["done_in_time", "done_late", "running", "running_late", "not_started"]
    counts = shown(completion(OWED, by=("year",)), [*states, "not_reported", "nil"])
    assert counts == [(2, 1, 1, 0, 0, 1, 1)]


def test_groups_of_several_columns_keep_their_order() -> None:
    groups = shown(completion(OWED, by=("clause", "unit_id")), ["clause", "unit_id", "part"])
    assert groups == [
        ("II.1", 1, 2),
        ("II.1", 2, 0),
        ("II.1", 3, 0),
        ("II.2", 1, 0),
        ("II.2", 3, 0),
    ]


def test_nothing_gives_nothing_and_all_of_nothing_no_share() -> None:
    empty = completion(OWED.iloc[:0])
    assert (len(empty), list(empty.columns)) == (0, list(completion(OWED).columns))
    assert shown(completion(OWED.iloc[:0], by=()), ["part", "whole", "share"]) == [(0, 0, None)]


def test_counts_are_whole_numbers_and_shares_are_not() -> None:
    answer = completion(OWED)
    assert isinstance(answer["part"].dtype, pd.Int64Dtype)
    assert str(answer["share"].dtype) == "float64"
