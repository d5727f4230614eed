"""Half-open spans [from, to): the one module that knows where a span ends.

A span without an end is still running. Reporting periods are written by their last day,
as the law writes them; `day_after` turns that day into the end of a half-open span.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import Mapped

HANOI_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


def day_after(day: date) -> date:
    """The first day that no longer belongs to a span whose last day is `day`."""
    return day + timedelta(days=1)


def end_of_day(day: date) -> datetime:
    """24:00 of `day` in Viet Nam, as an instant (UTC): the edge of what was known that day."""
    return datetime.combine(day_after(day), time.min, tzinfo=HANOI_TIME).astimezone(UTC)


def day_of(moment: datetime) -> date:
    """The calendar day of an instant in Viet Nam."""
    return moment.astimezone(HANOI_TIME).date()


def holds_on(start: Mapped[date], end: Mapped[date | None], day: date) -> ColumnElement[bool]:
    """SQL: does the span [start, end) hold on `day`?"""
    return and_(start <= day, or_(end.is_(None), end > day))


def known_on(
    recorded: Mapped[datetime],
    superseded: Mapped[datetime | None],
    as_of: date,
) -> ColumnElement[bool]:
    """SQL: was this version the one known at the end of `as_of` (Viet Nam's day)?"""
    edge = end_of_day(as_of)
    return and_(recorded < edge, or_(superseded.is_(None), superseded >= edge))
