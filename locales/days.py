"""Days as people write them: 14/12/2026, ngày 14 tháng 12 năm 2026."""

from datetime import date, datetime

from locales.numbers import format_number, is_missing
from models.spans import HANOI_TIME, day_of

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def format_day(value: object, language: str) -> str:
    """14/12/2026, or 14 Dec 2026. An instant is written as its day in Viet Nam."""
    if is_missing(value):
        return format_number(None, language)
    written = _convert_to_day(value)
    if language == "vi":
        return f"{written.day:02}/{written.month:02}/{written.year}"
    return f"{written.day} {MONTHS[written.month - 1][:3]} {written.year}"


def format_month(value: object, language: str) -> str:
    """tháng 11/2026, or Nov 2026."""
    if is_missing(value):
        return format_number(None, language)
    written = _convert_to_day(value)
    if language == "vi":
        return f"tháng {written.month}/{written.year}"
    return f"{MONTHS[written.month - 1][:3]} {written.year}"


def format_long_day(value: object, language: str) -> str:
    """As a document is dated (Decree 30/2020): a zero only before days under 10 and before
    January and February."""
    if is_missing(value):
        return format_number(None, language)
    written = _convert_to_day(value)
    if language != "vi":
        return f"{written.day} {MONTHS[written.month - 1]} {written.year}"
    month = f"{written.month:02}" if written.month <= 2 else f"{written.month}"
    return f"ngày {written.day:02} tháng {month} năm {written.year}"


def format_moment(value: object, language: str) -> str:
    """An aware instant, to the minute, in Viet Nam's time: 09:05 14/12/2026."""
    if is_missing(value):
        return format_number(None, language)
    if not isinstance(value, datetime):
        raise TypeError(f"not an instant: {value!r}")
    return f"{value.astimezone(HANOI_TIME):%H:%M} {format_day(value, language)}"


def _convert_to_day(value: object) -> date:
    if isinstance(value, datetime):
        return day_of(value) if value.tzinfo else value.date()
    if isinstance(value, date):
        return value
    raise TypeError(f"not a day: {value!r}")
