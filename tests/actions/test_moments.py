"""Moments of a trial: time stands still on the sample's day, and never goes back."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from actions.clock import find_moment_to_record
from actions.returns.receive import receive
from actions.returns.undo import undo
from models import Setting
from models.batches import list_batches
from models.database import reading, writing
from models.settings import SAMPLE_DAY
from models.spans import HANOI_TIME, day_of
from tests.actions.returns import ALL_GIVEN, CLERK, Sent, results, seen

DAY = date(2026, 12, 20)
RETURN = Sent(results("2026,SYT,HM_TV,done,,,12,,"), day=DAY)


def pinned(engine: Engine) -> None:
    """Make the database one of sample data."""
    with writing(engine) as session:
        session.add(Setting(name=SAMPLE_DAY, value=DAY.isoformat()))


def told(engine: Engine, clock: datetime) -> datetime:
    """The moment that a deed of `clock` is recorded under."""
    with reading(engine) as session:
        return find_moment_to_record(session, clock)


def kept(engine: Engine, clock: datetime) -> int:
    """The number that the return got, received at `clock`."""
    now = told(engine, clock)
    return receive(engine, seen(engine, RETURN), ALL_GIVEN, actor=CLERK, now=now).batch_id


def listed(engine: Engine) -> list[int]:
    """The batches as the history lists them."""
    with reading(engine) as session:
        return [int(number) for number in list_batches(session, DAY)["batch_id"]]


def clock_at(hour: int, minute: int, second: int = 0, *, day: int = 2) -> datetime:
    """A time of a day long after the sample's."""
    return datetime(2027, 3, day, hour, minute, second, tzinfo=HANOI_TIME)


def test_where_there_is_no_sample_it_is_the_clock_itself(each_engine: Engine) -> None:
    clock = clock_at(17, 44, 50)
    assert told(each_engine, clock) == clock


def test_the_clock_of_a_trial_runs_on_through_every_minute(each_engine: Engine) -> None:
    pinned(each_engine)
    evening = clock_at(21, 0)
    steps = range(3 * 60 * 60 // 45)  # of 45 seconds: each minute goes by, none at the same second
    moments = [told(each_engine, evening + step * timedelta(seconds=45)) for step in steps]
    assert moments == sorted(set(moments))
    assert {day_of(moment) for moment in moments} == {DAY}
    assert told(each_engine, clock_at(0, 0)) == datetime(2026, 12, 20, 12, tzinfo=HANOI_TIME)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (clock_at(17, 44, 50), clock_at(17, 45, 5)),  # a minute later by fifteen seconds
        (clock_at(16, 0), clock_at(8, 0, day=3)),  # the next morning
        (clock_at(23, 59, 59), clock_at(0, 0, day=3)),
    ],
)
def test_what_was_received_last_is_the_first_in_the_history(
    each_province: Engine, first: datetime, second: datetime
) -> None:
    pinned(each_province)
    taken_back = kept(each_province, first)
    undo(each_province, taken_back, actor=CLERK, now=told(each_province, first))
    again = kept(each_province, second)
    assert listed(each_province) == [again, taken_back]


def test_the_last_instant_of_the_day_is_not_gone_beyond(each_province: Engine) -> None:
    pinned(each_province)
    last = datetime(2026, 12, 20, 23, 59, 59, 999_999, tzinfo=HANOI_TIME)
    first = receive(each_province, seen(each_province, RETURN), ALL_GIVEN, actor=CLERK, now=last)
    undo(each_province, first.batch_id, actor=CLERK, now=last)
    again = kept(each_province, clock_at(9, 0))
    assert listed(each_province) == [again, first.batch_id]


def test_two_deeds_are_told_apart_by_the_least_that_tells_two_moments_apart(
    each_province: Engine,
) -> None:
    """What is looked for by its moment, as a sending back is, would be found twice."""
    pinned(each_province)
    first = told(each_province, clock_at(16, 0))
    receive(each_province, seen(each_province, RETURN), ALL_GIVEN, actor=CLERK, now=first)
    assert told(each_province, clock_at(8, 0, day=3)) == first + timedelta(microseconds=1)
