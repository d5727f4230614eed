"""Moments: under which instant a deed of now is recorded."""

from datetime import datetime, time

from sqlmodel import Session

from models.settings import sample_day
from models.spans import HANOI_TIME


def moment_recorded(session: Session, clock: datetime) -> datetime:
    """`clock` (an aware instant) itself. In a sample database, where time stands still on
    its own day, an instant of that day's afternoon: after all that was received before."""
    day = sample_day(session)
    if day is None:
        return clock
    told = clock.astimezone(HANOI_TIME)
    half = 12 * 60 + (told.hour * 60 + told.minute) // 2
    afternoon = time(half // 60, half % 60, told.second, told.microsecond)
    return datetime.combine(day, afternoon, tzinfo=HANOI_TIME).astimezone(clock.tzinfo)
