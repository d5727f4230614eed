"""Half-open spans, and days that end at midnight in Hà Nội, not in London."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from models import Extension, Unit
from models.database import reading
from models.spans import (
    day_after,
    day_of,
    end_of_day,
    find_day_a_year_on,
    is_holding_on,
    is_known_on,
)
from tests.models.conftest import NEW_WARD, OLD_WARD, REORGANISED, keep
from tests.models.rows import row

LAST_DAY = date(2026, 12, 14)
MIDNIGHT = datetime(2026, 12, 14, 17, 0, tzinfo=UTC)  # 24:00 of 14/12 in Hà Nội
SECOND = timedelta(seconds=1)


def test_a_day_ends_at_midnight_in_hanoi() -> None:
    assert end_of_day(LAST_DAY) == MIDNIGHT
    assert end_of_day(LAST_DAY).tzinfo is UTC


@pytest.mark.parametrize(
    ("last", "after"),
    [
        (date(2026, 12, 14), date(2026, 12, 15)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2024, 2, 28), date(2024, 2, 29)),
    ],
)
def test_the_day_after(last: date, after: date) -> None:
    assert day_after(last) == after


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (MIDNIGHT - SECOND, date(2026, 12, 14)),
        (MIDNIGHT, date(2026, 12, 15)),
        (datetime(2026, 12, 14, 0, 30, tzinfo=timezone(timedelta(hours=7))), date(2026, 12, 14)),
    ],
)
def test_the_day_of_a_moment_is_vietnams(moment: datetime, day: date) -> None:
    assert day_of(moment) == day


@pytest.mark.parametrize(
    ("day", "wards"),
    [
        (date(2017, 12, 31), []),  # before either
        (date(2018, 1, 1), [OLD_WARD]),  # the first day belongs to the span
        (REORGANISED - timedelta(days=1), [OLD_WARD]),
        (REORGANISED, [NEW_WARD]),  # the last does not: never two on one day
        (date(2099, 1, 1), [NEW_WARD]),  # without an end it is still running
    ],
)
def test_spans_hold_from_their_first_day_up_to_their_end(
    province: Engine, day: date, wards: list[int]
) -> None:
    held = is_holding_on(col(Unit.valid_from), col(Unit.valid_to), day)
    with reading(province) as session:
        asked = select(Unit.id).where(Unit.code == "01273", held)
        assert list(session.exec(asked)) == wards


@pytest.mark.parametrize(
    ("recorded", "superseded", "known"),
    [
        (MIDNIGHT - SECOND, None, True),  # 16:59:59 UTC is still that day
        (MIDNIGHT, None, False),  # 17:00:00 UTC is the next
        (MIDNIGHT - timedelta(days=9), MIDNIGHT - SECOND, False),  # replaced that same day
        (MIDNIGHT - timedelta(days=9), MIDNIGHT, True),  # replaced only the day after
    ],
)
def test_what_was_known_at_the_end_of_a_day(
    province: Engine, recorded: datetime, superseded: datetime | None, known: bool
) -> None:
    keep(province, [row(Extension, recorded_at=recorded, superseded_at=superseded)])
    asked = select(Extension.id).where(
        is_known_on(col(Extension.recorded_at), col(Extension.superseded_at), LAST_DAY)
    )
    with reading(province) as session:
        assert (session.exec(asked).first() is not None) is known


@pytest.mark.parametrize(
    ("day", "a_year_on"),
    [
        (date(2026, 12, 14), date(2027, 12, 14)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 29)),  # the last day of February stays the last
        (date(2025, 2, 28), date(2026, 2, 28)),
        (date(2025, 12, 31), date(2026, 12, 31)),
    ],
)
def test_the_same_day_of_the_next_year(day: date, a_year_on: date) -> None:
    assert find_day_a_year_on(day) == a_year_on
