"""Help that touches a period: visits inside it, and regular help that runs through it."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from models import Support
from models.database import reading
from models.snapshots import read_register
from models.supports import find_current_supports
from tests.models.conftest import keep
from tests.models.rows import row


@pytest.mark.parametrize(
    ("kind", "given_on", "until", "touched"),
    [
        ("one_off", date(2025, 12, 14), None, {2025: True}),  # the last day of 2025's data
        ("one_off", date(2025, 12, 15), None, {2026: True}),  # the first day of 2026's
        ("one_off", date(2024, 12, 14), None, {}),
        ("one_off", date(2024, 12, 14), date(2025, 6, 1), {}),  # an act has its day, and no more
        ("regular", date(2025, 3, 1), date(2026, 12, 31), {2025: True, 2026: False}),
        ("regular", date(2024, 1, 1), date(2024, 12, 15), {2025: False}),
        ("regular", date(2024, 1, 1), date(2024, 12, 14), {}),
        ("regular", date(2026, 12, 15), date(2027, 6, 1), {}),  # begins after both
    ],
)
def test_a_support_touches_the_periods_its_days_meet(
    province: Engine,
    kind: str,
    given_on: date,
    *,
    until: date | None,
    touched: dict[int, bool],
) -> None:
    keep(province, [row(Support, kind=kind, given_on=given_on, until=until)])
    with reading(province) as session:
        frame = read_register(session, [2025, 2026], date(2027, 1, 31)).supports
    assert dict(zip(frame["year"], frame["in_period"], strict=True)) == touched


@pytest.mark.parametrize(
    ("as_of", "value"),
    [
        (date(2026, 12, 9), []),
        (date(2026, 12, 10), [500_000]),
        (date(2026, 12, 16), [700_000]),
        (date(2026, 12, 18), []),  # taken back, and nothing in its place
    ],
)
def test_each_day_knows_its_own_support(province: Engine, as_of: date, value: list[int]) -> None:
    corrected = datetime(2026, 12, 16, 3, 0, tzinfo=UTC)
    undone = datetime(2026, 12, 18, 3, 0, tzinfo=UTC)
    keep(
        province,
        [
            row(Support, value_vnd=500_000, superseded_at=corrected),
            row(Support, id=2, value_vnd=700_000, recorded_at=corrected, superseded_at=undone),
        ],
    )
    with reading(province) as session:
        frame = read_register(session, [2026], as_of).supports
    assert frame["value_vnd"].tolist() == value


def test_the_supports_that_stand_of_some_addresses(province: Engine) -> None:
    corrected = datetime(2026, 12, 16, 3, 0, tzinfo=UTC)
    keep(
        province,
        [
            row(Support, value_vnd=500_000, superseded_at=corrected),
            row(Support, id=2, value_vnd=700_000, recorded_at=corrected),
        ],
    )
    with reading(province) as session:
        standing = find_current_supports(session, ["NĐ-0001"])
        assert find_current_supports(session, ["NĐ-0009"]).empty
    assert standing[["stored_id", "value_vnd"]].to_numpy().tolist() == [[2, 700_000]]
