"""Days as offices write them. A day is read day first, unless its column proves otherwise."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from intake.tables import EXCEL_EPOCH

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]00:00(?::00)?)?")
PARTED = re.compile(
    r"(?:ngày\s+)?(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})(?:\s+0?0:00(?::00)?)?"
)
SPELT = re.compile(
    r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})[,\s]+(?:năm\s+)?(\d{4})", re.IGNORECASE
)
SERIAL = re.compile(r"\d{5}(\.0+)?")
LAST_SERIAL = 80_000
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Day:
    """A day as read; `ambiguous` when it could as well be read month first, `from_serial`
    when a spreadsheet's day number was all there was."""

    value: date
    ambiguous: bool = False
    from_serial: bool = False


def read_days(cells: Sequence[object], *, epoch: datetime = EXCEL_EPOCH) -> list[Day | None]:
    """Read the different cells of one column; None for what is no day."""
    parts = [_parts(cell) for cell in cells]
    month_first = _proves_month_first(parts)
    return [
        _serial(cell, epoch) if one is None else _day(one, month_first)
        for cell, one in zip(cells, parts, strict=True)
    ]


def _serial(cell: object, epoch: datetime) -> Day | None:
    """A spreadsheet's day number, where it falls into the years we can mean."""
    if isinstance(cell, str) and not SERIAL.fullmatch(cell):
        return None
    if not isinstance(cell, str | int | float) or isinstance(cell, bool):
        return None
    number = int(float(cell))
    if not 0 < number < LAST_SERIAL:
        return None
    day = (epoch + timedelta(days=number)).date()
    return Day(day, from_serial=True) if FIRST_YEAR <= day.year <= LAST_YEAR else None


Parts = tuple[int, int, int, bool]  # year, month, day, may the two be exchanged


def _parts(cell: object) -> Parts | None:
    if isinstance(cell, date):
        return (cell.year, cell.month, cell.day, False)
    text = str(cell).strip()
    if found := ISO.fullmatch(text):
        return (int(found[1]), int(found[2]), int(found[3]), False)
    if found := SPELT.fullmatch(text):
        return (int(found[3]), int(found[2]), int(found[1]), False)
    if found := PARTED.fullmatch(text):
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return (year, int(found[2]), int(found[1]), True)
    return None


def _proves_month_first(parts: list[Parts | None]) -> bool:
    """Some cell has a month over 12 when read day first, and none has the contrary."""
    exchangeable = [one for one in parts if one is not None and one[3]]
    return any(one[1] > 12 for one in exchangeable) and not any(one[2] > 12 for one in exchangeable)


def _day(parts: Parts | None, month_first: bool) -> Day | None:
    if parts is None or not FIRST_YEAR <= parts[0] <= LAST_YEAR:
        return None
    year, month, day, exchangeable = parts
    doubtful = exchangeable and month_first and month <= 12 and day <= 12
    if exchangeable and month_first:
        month, day = day, month
    try:
        return Day(date(year, month, day), ambiguous=doubtful)
    except ValueError:
        return None
