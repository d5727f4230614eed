"""Money of the movements against adding up one return after the other."""

import pytest

from indicators.due_results import list_due_results
from indicators.mobilised import sum_mobilised
from indicators.totals import grand_total
from tests.oracles.plain import Row, rows_of, total
from tests.oracles.provinces import province
from tests.oracles.slow_duties import SlowDuties


@pytest.mark.parametrize("seed", range(3))
def test_each_movement_is_what_the_oracle_adds(seed: int) -> None:
    duties = province(seed).duties
    values: dict[tuple[object, object], list[object]] = {}
    for row in SlowDuties(duties).results_owed():
        if (row["movement"] or row["money"] == "counts") and row["money"] != "none":
            values.setdefault((row["year"], row["task_code"]), []).append(row["value_vnd"])
    counted: list[Row] = rows_of(sum_mobilised(list_due_results(duties)))
    assert {(row["year"], row["task_code"]): row["value_vnd"] for row in counted} == {
        key: total(told) for key, told in values.items()
    }
    assert len(counted) > 0


@pytest.mark.parametrize("seed", range(3))
def test_what_is_counted_adds_up_to_the_grand_total_and_no_more(seed: int) -> None:
    results = list_due_results(province(seed).duties)
    years = sum_mobilised(results).groupby("year")["counted"].sum().to_dict()
    grand = grand_total(results, ("year",)).set_index("year")["value_vnd"].to_dict()
    assert years == {year: value for year, value in grand.items() if year in years}
