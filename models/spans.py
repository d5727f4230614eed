"""Half-open spans [from, to): the one module that knows where a span ends.

A span without an end is still running. Reporting periods are written by their last day,
as the law writes them; `day_after` turns that day into the end of a half-open span.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
from sqlalchemy import ColumnElement, SQLColumnExpression, and_, or_
from sqlalchemy.orm import Mapped

HANOI_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
FRIDAY = 4  # as date.weekday() counts
VERSION = ["recorded_at", "superseded_at"]  # the span in which a version was what was known


def day_after(day: date) -> date:
    """The first day that no longer belongs to a span whose last day is `day`."""
    return day + timedelta(days=1)


def after_weekend(day: date) -> date:
    """`day`, or the Monday after where it is a Saturday or a Sunday."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > FRIDAY else 0)


class CutDay(date):
    """A day as a report published in the midst of it knows it: what was recorded after
    `until` (an aware instant) had not happened yet. Another value than the whole day."""

    until: datetime | None = None

    @classmethod
    def at(cls, day: date, until: datetime) -> "CutDay":
        """`day` as it was known at `until`."""
        cut = cls(day.year, day.month, day.day)
        cut.until = until
        return cut

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CutDay) and self._said() == other._said()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._said())

    def _said(self) -> tuple[int, datetime | None]:
        return self.toordinal(), self.until


def end_of_day(day: date) -> datetime:
    """24:00 of `day` in Viet Nam, as an instant (UTC): the edge of what was known that day;
    of a CutDay, just after the instant that cuts it."""
    end = datetime.combine(day_after(day), time.min, tzinfo=HANOI_TIME).astimezone(UTC)
    if isinstance(day, CutDay) and day.until is not None:
        return min(end, day.until.astimezone(UTC) + timedelta(microseconds=1))
    return end


def day_of(moment: datetime) -> date:
    """The calendar day of an instant in Viet Nam."""
    return moment.astimezone(HANOI_TIME).date()


def is_holding_on(start: Mapped[date], end: Mapped[date | None], day: date) -> ColumnElement[bool]:
    """SQL: does the span [start, end) hold on `day`?"""
    return and_(start <= day, or_(end.is_(None), end > day))


def is_known_on(
    recorded: SQLColumnExpression[datetime],
    superseded: SQLColumnExpression[datetime | None],
    as_of: date,
) -> ColumnElement[bool]:
    """SQL: was this version the one known at the end of `as_of` (Viet Nam's day)?"""
    edge = end_of_day(as_of)
    return and_(recorded < edge, or_(superseded.is_(None), superseded >= edge))


def is_known_then(versions: pd.DataFrame, as_of: date) -> "pd.Series[bool]":
    """The same of the rows of a frame with the columns of VERSION."""
    recorded, superseded = versions["recorded_at"], versions["superseded_at"]
    edge = end_of_day(as_of)
    return (recorded < edge) & ~(superseded < edge)


def find_day_a_year_on(day: date) -> date:
    """The same day of the next year. The last day of February stays the last one: 29/2 is
    followed by 28/2, and 28/2 by 29/2 where there is one."""
    year, month = day.year + 1, day.month
    ends_month = day.day == monthrange(day.year, month)[1]
    return date(year, month, monthrange(year, month)[1] if ends_month else day.day)
