"""Days as offices write them. A day is read day first, unless its column proves otherwise."""

import re
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]00:00(?::00)?)?")
PARTED = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})")
SPELT = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})[,\s]+năm\s+(\d{4})", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Days:
    """A parsed column: values (datetime64[s], NaT where not understood), which cells are no
    days, and which could as well be read month first."""

    values: pd.Series
    unread: pd.Series
    ambiguous: pd.Series


def read_days(cells: pd.Series) -> Days:
    """Read a column of texts and days. Empty cells must have been taken out before."""
    different = {cell: _parts(cell) for cell in cells.unique()}
    month_first = _proves_month_first(list(different.values()))
    read = {cell: _day(parts, month_first) for cell, parts in different.items()}
    values = pd.to_datetime(cells.map(read)).astype("datetime64[s]")
    doubtful = {cell: month_first and _either(parts) for cell, parts in different.items()}
    return Days(values=values, unread=values.isna(), ambiguous=cells.map(doubtful).astype(bool))


Parts = tuple[int, int, int, bool]  # year, month, day, may the two be exchanged


def _parts(cell: object) -> Parts | None:
    if isinstance(cell, datetime):
        return (cell.year, cell.month, cell.day, False)
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


def _either(parts: Parts | None) -> bool:
    return parts is not None and parts[3] and parts[1] <= 12 and parts[2] <= 12


def _day(parts: Parts | None, month_first: bool) -> date | None:
    if parts is None or not FIRST_YEAR <= parts[0] <= LAST_YEAR:
        return None
    year, month, day, exchangeable = parts
    if exchangeable and month_first:
        month, day = day, month
    try:
        return date(year, month, day)
    except ValueError:
        return None
