"""Timeliness of reports, by hand."""

import pytest

from indicators.timeliness import timeliness
from tests.indicators.tables import shown, table

REPORTS = table("""
| year | unit_id | obligation | fallen_due | state     | days |
| 2024 | 1       | required   | yes        | in_time   |      |
| 2024 | 2       | required   | yes        | late      | 3    |
| 2024 | 4       | required   | yes        | late      | 10   |
| 2024 | 5       | required   | yes        | overdue   | 40   |
| 2024 | 6       | required   | yes        | sent_back |      |
| 2024 | 3       | requested  | yes        | received  |      |
| 2025 | 1       | required   | no         | in_time   |      |
| 2025 | 2       | required   | no         | awaited   |      |
| 2025 | 6       | required   | no         | sent_back |      |
| 2026 | 1       | required   | no         | awaited   |      |
""")


def test_each_year_by_hand() -> None:
    counts = ["year", "due", "in_time", "late", "received", "missing", "awaited"]
    assert shown(timeliness(REPORTS), [*counts, "left_out_requested"]) == [
        (2024, 5, 1, 2, 3, 2, 0, 1),
        (2025, 1, 1, 0, 1, 0, 2, 0),  # before the day only what came counts as due
        (2026, 0, 0, 0, 0, 0, 1, 0),
    ]


def test_shares_are_of_what_was_due_and_days_late_of_the_late() -> None:
    figures = ["in_time_share", "received_share", "median_days_late"]
    assert shown(timeliness(REPORTS), figures) == [
        (0.2, 0.6, 6.5),
        (1.0, 1.0, None),
        (None, None, None),
    ]


def test_a_requested_body_alone_is_due_only_what_it_sent_and_judged_by_no_day() -> None:
    alone = timeliness(REPORTS[REPORTS["obligation"] == "requested"])
    assert shown(alone, ["due", "in_time_share", "median_days_late"]) == [(1, None, None)]


@pytest.mark.parametrize("by", [(), ("year",), ("year", "unit_id")])
def test_nothing_keeps_its_columns(by: tuple[str, ...]) -> None:
    empty = timeliness(REPORTS.iloc[:0], by)
    assert len(empty) == (0 if by else 1)
    assert list(empty.columns) == list(timeliness(REPORTS, by).columns)


def test_all_years_together_give_one_row() -> None:
    assert shown(timeliness(REPORTS, ()), ["due", "received", "median_days_late"]) == [(6, 4, 6.5)]
