"""What one of two years did not tell, counted from duty to duty."""

from datetime import date

import pandas as pd
import pytest

from indicators.change.duty_causes import select_all
from indicators.change.lineage import match_duties
from indicators.change.reporting_gaps import (
    ReportingGaps,
    count_reporting_gaps,
    find_late_units,
    go_back_years,
)
from tests.oracles.plain import rows_of
from tests.oracles.reorganised import reorganised


@pytest.mark.parametrize("seed", range(4))
def test_gaps_are_what_a_count_on_the_fingers_gives(seed: int) -> None:
    there = reorganised(seed)
    lines = match_duties(there.years, there.catalogue)
    old, new = rows_of(there.years.old), rows_of(there.years.new)
    behind: dict[int, list[dict[str, object]]] = {}
    for link in rows_of(lines.links):
        behind.setdefault(int(str(link["new"])), []).append(old[int(str(link["old"]))])
    late_units = {1, 2, 3, 4, 5}
    counted = [0, 0, 0]
    for number, rows in behind.items():
        spoke = [row for row in rows if row["state"] != "not_reported"]
        if new[number]["state"] == "not_reported":
            counted[0] += bool(spoke)
            counted[1] += bool(spoke) and all(row["unit_id"] in late_units for row in spoke)
        else:
            counted[2] += len(spoke) < len(rows)
    found = count_reporting_gaps(there.years, lines, select_all(there.years), late_units=late_units)
    assert found == ReportingGaps(*counted)
    assert found.silent > 0


def test_late_is_after_the_same_day_of_its_own_year() -> None:
    days = pd.to_datetime(["2025-12-10", "2025-12-20", "2025-12-21", None])
    reports = pd.DataFrame({"unit_id": [1, 2, 3, 4], "judged_on": days})
    assert find_late_units(reports, go_back_years(date(2026, 12, 20), 1)) == {3}


@pytest.mark.parametrize(
    ("day", "years", "then"),
    [
        (date(2028, 2, 29), 1, date(2027, 2, 28)),
        (date(2028, 2, 29), 4, date(2024, 2, 29)),
        (date(2026, 12, 20), 2, date(2024, 12, 20)),
    ],
)
def test_the_same_day_of_another_year(day: date, years: int, then: date) -> None:
    assert go_back_years(day, years) == then
