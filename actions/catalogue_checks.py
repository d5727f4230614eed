"""The lines of one catalogue file against each other: those that can stand, and what is wrong
with the others."""

from collections.abc import Iterator
from datetime import date, timedelta

from actions.catalogue_faults import Fault, Told
from actions.catalogue_files import AnyLine
from actions.catalogue_lines import PeriodLine, RungLine, UnitLine
from intake.personal_numbers import names_somebody

MOST_DAYS = 366  # around the last day
FRIDAY = 4  # as date.weekday() counts
FIRST_YEAR, LAST_YEAR = 2000, 2100  # a reporting year


def checked_units(lines: list[UnitLine], told: Told) -> list[UnitLine]:
    """The lines, each sure that no code belongs to two units on one day."""
    free_from: dict[str, tuple[date | None, int]] = {}
    for line in sorted(lines, key=lambda line: (line.code, line.valid_from)):
        told.lines["unit", line.code, line.valid_from] = line.line
        if line.valid_to and line.valid_to <= line.valid_from:
            told.faults.append(line.fault("valid_to", line.valid_to, why="backward"))
        if names_somebody(line.contact or ""):
            told.faults.append(line.fault("contact", line.contact, why="personal"))
        free, other = free_from.get(line.code, (date.min, 0))
        if free is None or free > line.valid_from:
            wrong = line.fault("valid_from", line.valid_from, why="overlap", other=other)
            told.faults.append(wrong)
        free_from[line.code] = (line.valid_to, line.line)
    return _sound(lines, told)


def checked_periods(lines: list[PeriodLine], told: Told) -> list[PeriodLine]:
    """The lines whose days follow each other, each year once."""
    for line in lines:
        told.lines["period", line.year] = line.line
        if line.data_to <= line.data_from:
            told.faults.append(line.fault("data_to", line.data_to, why="backward"))
        if line.last_day < line.data_from:
            told.faults.append(line.fault("last_day", line.last_day, why="last_day_early"))
        if line.last_day > line.data_to + timedelta(days=MOST_DAYS):
            facts = {"most": MOST_DAYS}
            told.faults.append(line.fault("last_day", line.last_day, why="last_day_far", **facts))
        if line.weekend_rolls and line.last_day.weekday() > FRIDAY:
            told.faults.append(line.fault("last_day", line.last_day, why="last_day_rolls"))
        if not FIRST_YEAR <= line.year <= LAST_YEAR:
            facts = {"lowest": FIRST_YEAR, "highest": LAST_YEAR}
            told.faults.append(line.fault("year", line.year, why="year", **facts))
    possible = once(lines, "year", told)
    for line in possible:
        told.faults += _faults_of_data_days(line)
    return _sound(possible, told)


def _faults_of_data_days(line: PeriodLine) -> Iterator[Fault]:
    """The data of a year end in it, and begin in it or in the year before."""
    facts = {"year": line.year}
    if line.data_to.year != line.year:
        yield line.fault("data_to", line.data_to, why="data_of_year", **facts)
    if line.data_from.year not in (line.year - 1, line.year):
        yield line.fault("data_from", line.data_from, why="data_of_year", **facts)


def checked_rungs(lines: list[RungLine], told: Told) -> list[RungLine]:
    """The lines within a year of the last day, each day once."""
    for line in lines:
        if abs(line.days) > MOST_DAYS:
            told.faults.append(line.fault("days", line.days, why="days", most=MOST_DAYS))
    return once(lines, "days", told)


def once(lines: list[AnyLine], column: str, told: Told) -> list[AnyLine]:
    """The lines that can stand, no two of which say the same in `column`."""
    seen: dict[object, int] = {}
    for line in lines:
        value = getattr(line, column)
        if value in seen:
            told.faults.append(line.fault(column, value, why="twice", other=seen[value]))
        seen.setdefault(value, line.line)
    return _sound(lines, told)


def _sound(lines: list[AnyLine], told: Told) -> list[AnyLine]:
    faulty = {(one.file, one.line) for one in told.faults}
    return [line for line in lines if (line.file, line.line) not in faulty]
