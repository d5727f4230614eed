"""Reporting gaps between two years: what one of them did not tell, and what only came late."""

from calendar import isleap
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pandas as pd

from indicators.change.duty_causes import DutyFilter
from indicators.change.lineage import Lineage, Years
from indicators.due_results import NOT_REPORTED


@dataclass(frozen=True)
class ReportingGaps:
    """Duties of the later year that have duties behind them: `silent` ones are not reported
    though the earlier year's were; `late` of these were not there on the same day of the
    earlier year either; `newly_reported` ones are reported though the earlier year's were not."""

    silent: int
    late: int
    newly_reported: int


def count_reporting_gaps(
    years: Years, lines: Lineage, chosen: DutyFilter, *, late_units: Collection[int]
) -> ReportingGaps:
    """The gaps among the chosen duties; `late_units` are those of the earlier year."""
    old, new = years.old, years.new
    pairs = lines.links[lines.links["new"].isin(new.index[chosen.new])]
    before, after = old.loc[pairs["old"]], new.loc[pairs["new"]]
    pair = pd.DataFrame(
        {
            "new": pairs["new"].to_numpy(),
            "then": (before["state"] != NOT_REPORTED).to_numpy(),
            "now": (after["state"] != NOT_REPORTED).to_numpy(),
            "late": before["unit_id"].isin(late_units).to_numpy(),
        }
    )
    pair["late"] |= ~pair["then"]  # what was never told does not make the rest in time
    by_duty = pair.groupby("new").agg({"then": ["any", "all"], "now": "first", "late": "all"})
    now = by_duty[("now", "first")]
    silent = ~now & by_duty[("then", "any")]
    return ReportingGaps(
        silent=int(silent.sum()),
        late=int((silent & by_duty[("late", "all")]).sum()),
        newly_reported=int((now & ~by_duty[("then", "all")]).sum()),
    )


def find_late_units(reports: pd.DataFrame, day: date) -> set[int]:
    """The units of due reports of one year whose first return came after `day`."""
    came = reports["judged_on"] > pd.Timestamp(day)
    return {int(unit) for unit in reports.loc[came, "unit_id"]}


def go_back_years(day: date, years: int) -> date:
    """The same day so many years before; of 29 February the 28th where there is none."""
    year = day.year - years
    last = day.month == 2 and day.day == 29 and not isleap(year)
    return date(year, day.month, 28 if last else day.day)
