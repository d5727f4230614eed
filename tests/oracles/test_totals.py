"""Totals against sums row by row."""

import pytest

from indicators.due_results import list_due_results
from indicators.totals import grand_total, totals
from tests.oracles.plain import Row, groups_of, rows_of, total
from tests.oracles.provinces import province
from tests.oracles.slow_duties import SlowDuties

BY = [("task_code",), ("year", "task_code"), ("year",), ("unit_id", "task_code")]


def slow_quantity(rows: list[Row]) -> float | None:
    """The quantity of one group, each task in its own way."""
    if len({row["task_code"] for row in rows}) > 1:
        return None
    over_years = len({row["year"] for row in rows}) > 1
    adds_up = rows[0]["adds_up"]
    if adds_up == "sum" or (adds_up == "stock" and not over_years):
        return total(row["quantity"] for row in rows)
    if adds_up == "units" and any(row["state"] != "not_reported" for row in rows):
        done = ("done_in_time", "done_late")
        return float(len({row["unit_id"] for row in rows if row["state"] in done}))
    return None


def slow_value(rows: list[Row]) -> float | None:
    """The money of one group; of several tasks only what counts."""
    alone = len({row["task_code"] for row in rows}) == 1
    return total(row["value_vnd"] for row in rows if alone or row["money"] == "counts")


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("seed", range(3))
def test_totals_are_what_the_oracle_adds(seed: int, by: tuple[str, ...]) -> None:
    duties = province(seed).duties
    slow = groups_of(SlowDuties(duties).results_owed(), lambda row: tuple(row[key] for key in by))
    expected = {key: (slow_quantity(rows), slow_value(rows)) for key, rows in slow.items()}
    counted = rows_of(totals(list_due_results(duties), by))
    assert {
        tuple(row[key] for key in by): (row["quantity"], row["value_vnd"]) for row in counted
    } == expected


@pytest.mark.parametrize("seed", range(3))
def test_the_grand_total_is_what_the_oracle_adds(seed: int) -> None:
    duties = province(seed).duties
    counting = [row for row in SlowDuties(duties).results_owed() if row["money"] == "counts"]
    counted = rows_of(grand_total(list_due_results(duties)))
    assert [row["value_vnd"] for row in counted] == [total(row["value_vnd"] for row in counting)]
