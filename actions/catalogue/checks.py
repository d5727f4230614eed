"""The lines of one catalogue file against each other: those that can stand, and what is wrong
with the others."""

from collections.abc import Iterator
from datetime import date, timedelta

from actions.catalogue.faults import CatalogueFault, FaultCollector
from actions.catalogue.files import AnyLine
from actions.catalogue.lines import PeriodLine, RungLine, UnitLine
from intake.privacy.personal_numbers import has_identity_mention

MOST_DAYS = 366  # around the last day
FRIDAY = 4  # as date.weekday() counts
FIRST_YEAR, LAST_YEAR = 2000, 2100  # a reporting year


def check_units(lines: list[UnitLine], collector: FaultCollector) -> list[UnitLine]:
    """The sound lines; a code that belongs to two units on one day is a fault."""
    free_from: dict[str, tuple[date | None, int]] = {}
    for line in sorted(lines, key=lambda line: (line.code, line.valid_from)):
        collector.lines["unit", line.code, line.valid_from] = line.line
        if line.valid_to and line.valid_to <= line.valid_from:
            collector.faults.append(line.fault("valid_to", line.valid_to, why="backward"))
        if has_identity_mention(line.contact or ""):
            collector.faults.append(line.fault("contact", line.contact, why="personal"))
        free, other = free_from.get(line.code, (date.min, 0))
        if free is None or free > line.valid_from:
            wrong = line.fault("valid_from", line.valid_from, why="overlap", other=other)
            collector.faults.append(wrong)
        free_from[line.code] = (line.valid_to, line.line)
    return _select_sound_lines(lines, collector)


def check_periods(lines: list[PeriodLine], collector: FaultCollector) -> list[PeriodLine]:
    """The lines whose days follow each other, each year once."""
    for line in lines:
        collector.lines["period", line.year] = line.line
        if line.data_to <= line.data_from:
            collector.faults.append(line.fault("data_to", line.data_to, why="backward"))
        if line.last_day < line.data_from:
            collector.faults.append(line.fault("last_day", line.last_day, why="last_day_early"))
        if line.last_day > line.data_to + timedelta(days=MOST_DAYS):
            facts = {"most": MOST_DAYS}
            collector.faults.append(
                line.fault("last_day", line.last_day, why="last_day_far", **facts)
            )
        if line.weekend_rolls and line.last_day.weekday() > FRIDAY:
            collector.faults.append(line.fault("last_day", line.last_day, why="last_day_rolls"))
        if not FIRST_YEAR <= line.year <= LAST_YEAR:
            facts = {"lowest": FIRST_YEAR, "highest": LAST_YEAR}
            collector.faults.append(line.fault("year", line.year, why="year", **facts))
    possible = check_unique(lines, "year", collector)
    for line in possible:
        collector.faults += _find_faults_of_data_days(line)
    return _select_sound_lines(possible, collector)


def _find_faults_of_data_days(line: PeriodLine) -> Iterator[CatalogueFault]:
    """The data of a year end in it, and begin in it or in the year before."""
    facts = {"year": line.year}
    if line.data_to.year != line.year:
        yield line.fault("data_to", line.data_to, why="data_of_year", **facts)
    if line.data_from.year not in (line.year - 1, line.year):
        yield line.fault("data_from", line.data_from, why="data_of_year", **facts)


def check_rungs(lines: list[RungLine], collector: FaultCollector) -> list[RungLine]:
    """The lines within a year of the last day, each day once."""
    for line in lines:
        if abs(line.days) > MOST_DAYS:
            collector.faults.append(line.fault("days", line.days, why="days", most=MOST_DAYS))
    return check_unique(lines, "days", collector)


def check_unique(lines: list[AnyLine], column: str, collector: FaultCollector) -> list[AnyLine]:
    """The lines that can stand, no two of which say the same in `column`."""
    first_lines: dict[object, int] = {}
    for line in lines:
        value = getattr(line, column)
        if value in first_lines:
            collector.faults.append(
                line.fault(column, value, why="twice", other=first_lines[value])
            )
        first_lines.setdefault(value, line.line)
    return _select_sound_lines(lines, collector)


def _select_sound_lines(lines: list[AnyLine], collector: FaultCollector) -> list[AnyLine]:
    faulty = {(fault.file, fault.line) for fault in collector.faults}
    return [line for line in lines if (line.file, line.line) not in faulty]
