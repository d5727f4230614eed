"""Moments: under which instant a deed of now is recorded."""

from datetime import datetime, time, timedelta

from sqlmodel import Session

from models.journal import find_latest_moment
from models.settings import read_sample_day
from models.spans import HANOI_TIME, end_of_day

INSTANT = timedelta(microseconds=1)  # the least that tells two instants apart


def find_moment_to_record(session: Session, clock: datetime) -> datetime:
    """`clock` (an aware instant) itself. In a sample database, where time stands still on
    its own day, an instant of that day's afternoon: after all that was done before, since
    what was done last is looked for by its moment, and a published report is cut at one."""
    day = read_sample_day(session)
    if day is None:
        return clock
    local_time = clock.astimezone(HANOI_TIME).replace(tzinfo=None)
    since_midnight = local_time - datetime.combine(local_time.date(), time.min)
    noon = datetime.combine(day, time(12), tzinfo=HANOI_TIME)
    moment = noon.astimezone(clock.tzinfo) + since_midnight / 2
    latest, end = find_latest_moment(session, day), end_of_day(day)
    if latest is not None:  # a trial of several days lives the same afternoon again and again
        moment = max(moment, latest.astimezone(clock.tzinfo) + INSTANT)
    return min(moment, end.astimezone(clock.tzinfo) - INSTANT)
