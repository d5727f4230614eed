"""Days as offices write them. A day is read day first, unless its column proves otherwise."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from intake.tables import EXCEL_EPOCH
from intake.text.cleaning import convert_figures

TIME = r"(?:[ T]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2}|SA|CH|AM|PM)?)?"
WEEKDAYS = (
    *("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"),
    *("thứ 2", "thứ 3", "thứ 4", "thứ 5", "thứ 6", "thứ 7", "cn"),
    *("thu hai", "thu ba", "thu tu", "thu nam", "thu sau", "thu bay", "chu nhat"),
)
WEEKDAY = re.compile(
    rf"({'|'.join(WEEKDAYS)})\s*,?\s*(?=\D*\d)".replace("thứ ", r"thứ\s+"), re.IGNORECASE
)
BEFORE = r"(?:ngày\s+)?"
ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){TIME}", re.IGNORECASE)
PARTED = re.compile(
    rf"{BEFORE}(\d{{1,2}})\s*[-/.\s,]\s*(\d{{1,2}})\s*[-/.\s,]\s*(\d{{4}}|\d{{2}}){TIME}\.?",
    re.IGNORECASE,
)
SPELT = re.compile(
    rf"{BEFORE}(\d{{1,2}})\s+tháng\s+(\d{{1,2}})[,\s]+(?:năm\s+)?(\d{{4}})\.?", re.IGNORECASE
)
YEARLESS = re.compile(rf"{BEFORE}(\d{{1,2}})\s*(?:[-/.]|\s+tháng\s+)\s*(\d{{1,2}})", re.IGNORECASE)
JOINED = re.compile(r"(\d{4})(\d{2})(\d{2})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAMED = re.compile(
    r"(\d{1,2})[-\s.]*(?:([a-z]{3})[a-z]*|thg\.?\s*(\d{1,2}))\.?[-\s,.]*(\d{4}|\d{2})",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(r"([a-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})", re.IGNORECASE)
SLASHES = str.maketrans("–—∕⁄\\", "--///")
SERIAL = re.compile(r"\d{5}(\.0+)?")
LAST_SERIAL = 80_000
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Day:
    """A day as read; `ambiguous` when it could as well be read month first, `from_serial`
    when a spreadsheet's day number was all there was, `of_another_weekday` when it is not the day
    of the week that stands beside it."""

    value: date
    ambiguous: bool = False
    from_serial: bool = False
    of_another_weekday: bool = False


def parse_day_and_month(text: str) -> tuple[int, int] | None:
    """Day and month of a text that says no year ("14/12", "14 tháng 12"); None for any other."""
    match = YEARLESS.fullmatch(_remove_weekday(text)[0])
    if match is None or not (1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12):
        return None
    return int(match[1]), int(match[2])


def parse_days(cells: Sequence[object], *, epoch: datetime = EXCEL_EPOCH) -> list[Day | None]:
    """Read the different cells of one column; None for what is no day."""
    bare = [_remove_weekday(cell) if isinstance(cell, str) else (cell, None) for cell in cells]
    parts = [_parse_parts(cell) for cell, _ in bare]
    month_first = _is_month_first(parts)
    days = [
        _parse_serial(cell, epoch) if day_parts is None else _build_day(day_parts, month_first)
        for (cell, _), day_parts in zip(bare, parts, strict=True)
    ]
    return [
        replace(day, of_another_weekday=True)
        if day and weekday is not None and day.value.weekday() != weekday
        else day
        for day, (_, weekday) in zip(days, bare, strict=True)
    ]


def _remove_weekday(text: str) -> tuple[str, int | None]:
    """The text of a day without its day of the week, and which that is: Monday is 0."""
    plain = convert_figures(text.translate(SLASHES))
    match = WEEKDAY.match(plain)
    if match is None:
        return plain, None
    return plain[match.end() :], WEEKDAYS.index(" ".join(match[1].casefold().split())) % 7


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


Parts = tuple[int, int, int, bool]  # year, month, day, may the two be exchanged


def _parse_parts(cell: object) -> Parts | None:
    if isinstance(cell, date):
        return (cell.year, cell.month, cell.day, False)
    text = str(cell)
    if match := ISO.fullmatch(text):
        return (int(match[1]), int(match[2]), int(match[3]), False)
    if match := SPELT.fullmatch(text):
        return (int(match[3]), int(match[2]), int(match[1]), False)
    if match := PARTED.fullmatch(text):
        return (_parse_year(match[3]), int(match[2]), int(match[1]), True)
    return _parse_month_name(text)


def _parse_month_name(text: str) -> Parts | None:
    """A day whose month is a word ("14-Dec-26", "14-thg 12-26"), or eight digits in a row."""
    if match := JOINED.fullmatch(text):
        return (int(match[1]), int(match[2]), int(match[3]), False)
    if match := MONTH_FIRST.fullmatch(text):
        name, day, number, year = match[1], match[2], None, match[3]
    elif match := NAMED.fullmatch(text):
        name, day, number, year = match[2], match[1], match[3], match[4]
    else:
        return None
    if number is None and name.casefold() not in MONTHS:
        return None
    month = int(number) if number else MONTHS.index(name.casefold()) + 1
    return (_parse_year(year), month, int(day), False)


def _parse_year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _is_month_first(parts: list[Parts | None]) -> bool:
    """Has some cell a month over 12 when read day first, and none the contrary?"""
    exchangeable = [day_parts for day_parts in parts if day_parts is not None and day_parts[3]]
    return any(day_parts[1] > 12 for day_parts in exchangeable) and not any(
        day_parts[2] > 12 for day_parts in exchangeable
    )


def _build_day(parts: Parts | None, month_first: bool) -> Day | None:
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
