"""Days as offices write them. A day is read day first, unless its column proves otherwise."""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from intake.cells.day_grammar import DayShape, DayStatement, WrittenDay, parse_day_statement
from intake.tables import EXCEL_EPOCH

# Digits alone, as most cells are: what the grammar says of them too, many times faster.
DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
YEAR_FIRST = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?", re.ASCII
)
SERIAL = re.compile(r"\d{5}(\.0+)?")
LAST_SERIAL = 80_000
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_MONTH = 31
UNMET = frozenset({"planned", "bound", "several"})  # what makes a day another than the one done


@dataclass(frozen=True)
class Day:
    """A day as read; `ambiguous` when it could as well be read month first, `month_first` when it
    can only be read so, `from_serial` when a spreadsheet's day number was all there was,
    `of_another_weekday` when it is not the day of the week that stands beside it, `said` what else
    does."""

    value: date
    ambiguous: bool = False
    month_first: bool = False
    from_serial: bool = False
    of_another_weekday: bool = False
    said: tuple[str, ...] = ()


def parse_day_and_month(text: str) -> tuple[int, int] | None:
    """Day and month of a text that says no year ("14/12", "14 tháng 12"); None for any other."""
    statement = parse_day_statement(text)
    if statement is None or statement.shape != DayShape.ONE or statement.said:
        return None
    (day,) = statement.days
    if day.year is not None or not (1 <= day.day <= 31 and 1 <= day.month <= 12):
        return None
    return day.day, day.month


def parse_days(cells: Sequence[object], *, epoch: datetime = EXCEL_EPOCH) -> list[Day | None]:
    """Read the different cells of one column; None for what is no one day."""
    statements = [_parse_cell(cell) for cell in cells]
    month_first = _is_month_first([day for one in statements if one for day in one.days])
    return [
        _parse_serial(cell, epoch) if statement is None else _build_day(statement, month_first)
        for cell, statement in zip(cells, statements, strict=True)
    ]


def explain_no_day(text: str) -> tuple[str, Mapping[str, object]]:
    """The finding code of a text that is no one day, and the facts for its words."""
    statement = parse_day_statement(text)
    if statement is None:
        return "value.not_a_day", {}
    if statement.shape == DayShape.SEVERAL:
        return "value.several_days", {"days": tuple(map(_write_day, statement.days))}
    if statement.shape == DayShape.INCOMPLETE:
        return "value.day_incomplete", {}
    if said := statement.said & UNMET - {"several"}:
        return "value.day_not_alone", {"said": tuple(sorted(said))}
    if parse_day_and_month(text) is not None:
        return "value.day_without_year", {}
    near = _find_nearest_day(statement.days[0]) if statement.days else None
    return "value.not_a_day", {} if near is None else {"near": near}


def _find_nearest_day(written: WrittenDay) -> date | None:
    """The last day of the month of which a day too many is written ("31/11/2026"); None where
    there is no such month, or no day near."""
    year = _complete_year(written.year or 0)
    if not FIRST_YEAR < year <= LAST_YEAR or not 1 <= written.month <= 12:
        return None
    last = monthrange(year, written.month)[1]
    return date(year, written.month, last) if last < written.day <= LONGEST_MONTH else None


def _write_day(day: WrittenDay) -> str:
    return f"{day.day:02}/{day.month:02}" + (f"/{_complete_year(day.year)}" if day.year else "")


def _parse_cell(cell: object) -> DayStatement | None:
    if isinstance(cell, date):
        return _state_one_day(cell.year, cell.month, cell.day)
    text = str(cell)
    if match := DAY_FIRST.fullmatch(text):
        return _state_one_day(int(match[4]), int(match[3]), int(match[1]), exchangeable=True)
    if match := YEAR_FIRST.fullmatch(text):
        return _state_one_day(int(match[1]), int(match[2]), int(match[3]))
    if not isinstance(cell, str) or SERIAL.fullmatch(text):
        return None
    return parse_day_statement(text)


def _state_one_day(year: int, month: int, day: int, *, exchangeable: bool = False) -> DayStatement:
    return DayStatement(DayShape.ONE, (WrittenDay(year, month, day, exchangeable),))


def _parse_serial(cell: object, epoch: datetime) -> Day | None:
    """A spreadsheet's day number, where it falls into the years we can mean."""
    if isinstance(cell, str) and not SERIAL.fullmatch(cell):
        return None
    if not isinstance(cell, str | int | float) or isinstance(cell, bool):
        return None
    number = float(cell) if isinstance(cell, str) else cell
    if not 1 <= number < LAST_SERIAL:  # neither is what a sheet keeps of infinity or of no number
        return None
    day = (epoch + timedelta(days=int(number))).date()
    return Day(day, from_serial=True) if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _complete_year(year: int) -> int:
    return year + (2000 if year < 100 else 0)


def _is_month_first(days: Sequence[WrittenDay]) -> bool:
    """Has some cell a month over 12 when read day first, and none the contrary?"""
    exchangeable = [day for day in days if day.exchangeable]
    return any(day.month > 12 for day in exchangeable) and not any(
        day.day > 12 for day in exchangeable
    )


def _build_day(statement: DayStatement, month_first: bool) -> Day | None:
    """The one day that a cell says; None where it says several, none whole, or one of which
    nobody knows that something was done on it."""
    if statement.shape != DayShape.ONE or not statement.said.isdisjoint(UNMET):
        return None
    (written,) = statement.days
    if written.year is None or not FIRST_YEAR <= _complete_year(written.year) <= LAST_YEAR:
        return None
    month, day = written.month, written.day
    is_turned = written.exchangeable and month_first
    doubtful = is_turned and month <= 12 and day <= 12
    if is_turned:
        month, day = day, month
    try:
        value = date(_complete_year(written.year), month, day)
    except ValueError:
        return None
    return Day(
        value,
        ambiguous=doubtful,
        month_first=is_turned and not doubtful,
        of_another_weekday=statement.weekday not in (None, value.weekday()),
        said=tuple(sorted(statement.said)),
    )
