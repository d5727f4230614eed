"""Timeliness against a count row by row."""

from statistics import median

import pytest

from indicators.due_reports import list_due_reports
from indicators.timeliness import timeliness
from tests.oracles.plain import Row, divided, groups_of, rows_of
from tests.oracles.provinces import province
from tests.oracles.slow_duties import SlowDuties


def slow_timeliness(rows: list[Row]) -> Row:
    """The figures of one group, counted on the fingers."""
    required = [row for row in rows if row["obligation"] == "required"]
    in_time = [row for row in required if row["state"] == "in_time"]
    late = [row for row in required if row["state"] == "late"]
    missing = [row for row in required if row["due"] and row not in in_time and row not in late]
    silent = [row for row in required if row not in in_time and row not in late]
    received = len(in_time) + len(late)
    due = received + len(missing)
    days = [int(str(row["days"])) for row in late]
    return {
        "due": due,
        "in_time": len(in_time),
        "received": received,
        "missing": len(missing),
        "awaited": len([row for row in silent if not row["due"]]),
        "in_time_share": divided(len(in_time), due),
        "received_share": divided(received, due),
        "median_days_late": median(days) if days else None,
        "left_out_requested": len(rows) - len(required),
    }


@pytest.mark.parametrize("by", ["year", "unit_id"])
@pytest.mark.parametrize("seed", range(4))
def test_timeliness_is_what_the_oracle_counts(seed: int, by: str) -> None:
    duties = province(seed).duties
    slow = groups_of(SlowDuties(duties).reports(), lambda row: str(row[by]))
    expected = {key: slow_timeliness(rows) for key, rows in slow.items()}
    counted = rows_of(timeliness(list_due_reports(duties), (by,)))
    assert {
        str(row[by]): {name: row[name] for name in row if name not in (by, "late")}
        for row in counted
    } == expected
