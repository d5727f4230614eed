"""Two years laid side by side for a visit: of everybody, of a unit, of a task, of the addresses."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from indicators.change.address_causes import Registers, build_address_ledger, find_silent_units
from indicators.change.causes import BREAK, PLACE, START, split_by_cause, split_by_unit
from indicators.change.duty_causes import (
    DutyFilter,
    build_duty_ledger,
    select_all,
    select_task,
    select_unit,
)
from indicators.change.lineage import Lineage, Years, match_duties
from indicators.change.reporting_gaps import (
    ReportingGaps,
    count_reporting_gaps,
    find_late_units,
    go_back_years,
)
from indicators.due_results import NOT_REPORTED
from indicators.structure import carry_units
from pages.components import frames
from pages.components.cache import once
from pages.components.visit import Structure, Visit

COVERAGE = "coverage"


@dataclass(frozen=True)
class YearComparison:
    """A figure of two years: its name, its causes (empty: nothing to compare), whose doing
    (unit_id, cause, share), the units that came and went, and what was not reported."""

    figure: str
    causes: pd.DataFrame
    by_unit: pd.DataFrame
    came: tuple[int, ...]
    went: tuple[int, ...]
    gaps: ReportingGaps | None = None


def list_years_before(visit: Visit) -> list[int]:
    """The years that the visit's year can be compared with, in their order."""
    years = sorted(int(year) for year in frames.load_catalogue(visit).periods["year"])
    return [year for year in years if year < visit.year] if visit.year in years else []


def load_duty_comparison(visit: Visit, before: int, whose: str) -> YearComparison:
    """Completion since the year `before`, else progress; `whose` is a code, or "" for all."""
    return once(_compare_duties, visit, before, whose)


def load_address_comparison(visit: Visit, before: int, commune_id: int | None) -> YearComparison:
    """Coverage since the year `before`, of one commune or of all."""
    return once(_compare_addresses, visit, before, commune_id)


def _compare_duties(visit: Visit, before: int, whose: str) -> YearComparison:
    years, lines = once(_load_lineage, visit, before)
    chosen = _choose_duties(years, lines, whose)
    # Of a year that nobody reported anything of there is no figure to compare with.
    is_known = all((rows["state"] != NOT_REPORTED).any() for rows in (years.old, years.new))
    for figure, fallen_due in (("completion", True), ("progress", False)):
        ledger = build_duty_ledger(years, lines, chosen, fallen_due=fallen_due)
        comparison = _build_comparison(figure, ledger if is_known else ledger.head(0))
        if len(comparison.causes):
            break
    late = find_late_units(
        _load_reports(visit, before), go_back_years(visit.as_of, visit.year - before)
    )
    return replace(comparison, gaps=count_reporting_gaps(years, lines, chosen, late_units=late))


def _choose_duties(years: Years, lines: Lineage, whose: str) -> DutyFilter:
    if not whose:
        return select_all(years)
    units = years.new.loc[years.new["code"] == whose, "unit_id"]
    return (
        select_unit(years, lines, int(units.iloc[0])) if len(units) else select_task(years, whose)
    )


def _load_lineage(visit: Visit, before: int) -> tuple[Years, Lineage]:
    then = replace(visit, structure=Structure.THEN)
    rows = frames.load_results(then, (before, visit.year))
    old, new = (rows[rows["year"] == year].reset_index(drop=True) for year in (before, visit.year))
    years = Years(old, new, _find_last_day(visit, before), _find_last_day(visit, visit.year))
    return years, match_duties(years, frames.load_catalogue(visit))


def _compare_addresses(visit: Visit, before: int, commune_id: int | None) -> YearComparison:
    registers = once(_load_registers, visit, before)
    return _build_comparison(COVERAGE, build_address_ledger(registers, commune_id))


def _load_registers(visit: Visit, before: int) -> Registers:
    then = replace(visit, structure=Structure.THEN)
    known = frames.load_catalogue(visit)
    moves = carry_units(known.units, known.successions, _find_last_day(visit, visit.year))
    heirs = moves.set_index("unit_id")["carried_to"]
    both = frames.load_whole_register(then, (before, visit.year))
    old, new = (both.of_year(year) for year in (before, visit.year))
    silent = [find_silent_units(_load_reports(visit, year), heirs) for year in (before, visit.year)]
    return Registers(old, new, silent[0], silent[1], heirs)


def _load_reports(visit: Visit, year: int) -> pd.DataFrame:
    return frames.load_reports(visit, (year,))


def _build_comparison(figure: str, ledger: pd.DataFrame) -> YearComparison:
    went = (ledger["enters"] == PLACE[START]) & (ledger["leaves"] == PLACE[BREAK])
    came = ledger["enters"] == PLACE[BREAK]
    new, old = (
        tuple(sorted({int(unit) for unit in ledger.loc[mark, "unit_id"]})) for mark in (came, went)
    )
    return YearComparison(figure, split_by_cause(ledger), split_by_unit(ledger), new, old)


def list_reorganisation_days(visit: Visit, before: int) -> list[date]:
    """The days on which units came and went, after the year `before` and by the visit's."""
    days = frames.load_catalogue(visit).successions["on_day"].dt.date
    since, until = _find_last_day(visit, before), _find_last_day(visit, visit.year)
    return sorted({day for day in days if since < day <= until})


def _find_last_day(visit: Visit, year: int) -> date:
    """The last day of the year's data, or the day looked at if that is earlier: the units in
    being on it are those of the year."""
    periods = frames.load_catalogue(visit).periods
    day: date = periods.loc[periods["year"] == year, "data_to"].iloc[0].date()
    return min(day, visit.as_of)
