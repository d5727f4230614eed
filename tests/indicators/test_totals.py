"""Totals: what may be added is added, what may not is missing."""

import pytest

from indicators.totals import grand_total, totals
from tests.indicators.tables import shown, table

ROWS = table("""
| year | unit_id | task_id | task_code | adds_up | money     | state        | quantity | value_vnd |
| 2024 | 1       | 2       | TET       | sum     | counts    | done_in_time | 10       | 1000      |
| 2025 | 1       | 2       | TET       | sum     | counts    | done_in_time | 20       | 2000      |
| 2025 | 2       | 2       | TET       | sum     | counts    | running      |          | 500       |
| 2025 | 3       | 2       | TET       | sum     | counts    | nil          |          |           |
| 2025 | 1       | 4       | HOI_VIEN  | stock   | contained | done_in_time | 7        | 300       |
| 2025 | 2       | 4       | HOI_VIEN  | stock   | contained | done_in_time | 5        |           |
| 2024 | 2       | 4       | HOI_VIEN  | stock   | contained | done_in_time | 4        |           |
| 2024 | 1       | 5       | KE_HOACH  | units   | apart     | done_late    |          | 9         |
| 2025 | 1       | 5       | KE_HOACH  | units   | apart     | done_in_time |          |           |
| 2025 | 2       | 5       | KE_HOACH  | units   | apart     | not_started  |          |           |
| 2025 | 1       | 6       | AN_SINH   | none    | none      | done_in_time | 3        |           |
| 2026 | 1       | 5       | KE_HOACH  | units   | apart     | not_reported |          |           |
""")


def test_each_task_adds_up_as_it_is_declared() -> None:
    answer = totals(ROWS, by=("task_code", "year"))
    assert shown(answer, ["task_code", "year", "quantity", "value_vnd", "reported", "nil"]) == [
        ("AN_SINH", 2025, None, None, 1, 0),  # never totalled
        ("HOI_VIEN", 2024, 4.0, None, 1, 0),
        ("HOI_VIEN", 2025, 12.0, 300, 2, 0),  # a stock is added over units
        ("KE_HOACH", 2024, 1.0, 9, 1, 0),
        ("KE_HOACH", 2025, 1.0, None, 2, 0),  # units that have done it
        ("KE_HOACH", 2026, None, None, 0, 0),  # nobody told: no data, not 0
        ("TET", 2024, 10.0, 1000, 1, 0),
        ("TET", 2025, 20.0, 2500, 2, 1),
    ]


def test_over_years_a_stock_is_never_added_and_a_unit_counts_once() -> None:
    assert shown(totals(ROWS), ["task_code", "quantity"]) == [
        ("AN_SINH", None),
        ("HOI_VIEN", None),
        ("KE_HOACH", 1.0),
        ("TET", 30.0),
    ]


def test_over_tasks_only_money_that_counts_is_added_and_no_quantity() -> None:
    assert shown(totals(ROWS, by=("year",)), ["year", "quantity", "value_vnd"]) == [
        (2024, None, 1000),
        (2025, None, 2500),
        (2026, None, None),
    ]


def test_the_grand_total_never_counts_a_movement_twice() -> None:
    assert shown(grand_total(ROWS), ["value_vnd", "reported", "nil"]) == [(3500, 3, 1)]
    assert shown(grand_total(ROWS, by=("year",)), ["year", "value_vnd"]) == [
        (2024, 1000),
        (2025, 2500),
        (2026, None),
    ]


@pytest.mark.parametrize("by", [("task_code",), ("year",)])
def test_nothing_keeps_its_columns(by: tuple[str, ...]) -> None:
    for answer in (totals(ROWS.iloc[:0], by), grand_total(ROWS.iloc[:0], by)):
        assert len(answer) == 0
        assert set(by) < set(answer.columns)


def test_all_of_nothing_is_one_row_of_no_data() -> None:
    assert shown(grand_total(ROWS.iloc[:0]), ["value_vnd", "reported"]) == [(None, 0)]
