"""Completion against a count row by row."""

import pytest

from indicators.completion import completion
from indicators.due_results import list_due_results
from tests.oracles.plain import Row, divided, groups_of, rows_of
from tests.oracles.provinces import province
from tests.oracles.slow_duties import SlowDuties

DONE = ("done_in_time", "done_late")
BY = [("unit_id",), ("year",), ("year", "task_code"), ("clause",)]


def slow_completion(rows: list[Row]) -> Row:
    """The figures of one group, counted on the fingers."""
    part = whole = in_time = done_all = assigned = left_out = 0
    for row in rows:
        if row["obligation"] == "requested":
            left_out += 1
        elif row["state"] != "nil":
            assigned += 1
            done_all += row["state"] in DONE
            if row["due"]:
                whole += 1
                part += row["state"] in DONE
                in_time += row["state"] == "done_in_time"
    return {
        "part": part,
        "whole": whole,
        "share": divided(part, whole),
        "in_time": in_time,
        "in_time_share": divided(in_time, whole),
        "done_all": done_all,
        "assigned": assigned,
        "progress": divided(done_all, assigned),
        "left_out_requested": left_out,
    }


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("seed", range(3))
def test_completion_is_what_the_oracle_counts(seed: int, by: tuple[str, ...]) -> None:
    duties = province(seed).duties
    slow = groups_of(SlowDuties(duties).results_owed(), lambda row: tuple(row[key] for key in by))
    expected = {key: slow_completion(rows) for key, rows in slow.items()}
    counted = rows_of(completion(list_due_results(duties), by))
    assert {
        tuple(row[key] for key in by): {name: row[name] for name in expected[next(iter(expected))]}
        for row in counted
    } == expected
