"""Periods, and the days that a unit was given beyond them."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from models import Extension
from models.database import reading
from models.periods import list_extensions, list_periods
from tests.models.conftest import keep
from tests.models.rows import row


def test_periods_by_year(province: Engine) -> None:
    with reading(province) as session:
        frame = list_periods(session)
    assert frame["year"].tolist() == [2025, 2026]
    assert frame["last_day"].astype("str").tolist() == ["2025-12-14", "2026-12-14"]


@pytest.mark.parametrize(
    ("as_of", "extended_to"),
    [
        (date(2026, 12, 9), []),
        (date(2026, 12, 10), ["2026-12-18"]),
        (date(2026, 12, 16), ["2026-12-24"]),  # given more time on 16/12
    ],
)
def test_each_day_knows_its_own_extension(
    province: Engine, as_of: date, extended_to: list[str]
) -> None:
    again = datetime(2026, 12, 16, 3, 0, tzinfo=UTC)
    keep(
        province,
        [
            row(Extension, superseded_at=again),
            row(Extension, id=2, last_day=date(2026, 12, 24), recorded_at=again),
        ],
    )
    with reading(province) as session:
        frame = list_extensions(session, [2026], as_of)
    assert frame["extended_to"].astype("str").tolist() == extended_to
