"""A code says nothing without a day: official codes went to other units on 1/7/2025."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from models import Succession, UnitAlias
from models.database import reading
from models.units import find_unit, list_aliases, list_successions, list_units
from tests.models.conftest import HEALTH, NEW_WARD, OLD_WARD, REORGANISED, keep
from tests.models.rows import row


@pytest.mark.parametrize(
    ("code", "day", "bearer"),
    [
        ("01273", date(2017, 12, 31), None),
        ("01273", date(2025, 6, 30), OLD_WARD),
        ("01273", date(2025, 7, 1), NEW_WARD),
        ("SYT", date(2026, 12, 20), HEALTH),
        ("syt", date(2026, 12, 20), None),  # spellings are the intake's business
    ],
)
def test_who_bore_a_code_on_a_day(
    province: Engine, code: str, day: date, bearer: int | None
) -> None:
    with reading(province) as session:
        unit = find_unit(session, code, day)
    assert (unit and unit.id) == bearer


def test_units_of_every_day_in_the_plans_order(province: Engine) -> None:
    with reading(province) as session:
        frame = list_units(session)
    assert frame["unit_id"].tolist() == [HEALTH, OLD_WARD, NEW_WARD]
    assert frame["valid_to"].isna().tolist() == [True, False, True]


def test_successions_by_day_with_unknown_heirs_missing(province: Engine) -> None:
    keep(
        province,
        [
            row(Succession, on_day=REORGANISED, from_unit_id=OLD_WARD, to_unit_id=None),
            row(Succession, id=2, on_day=date(2020, 3, 1), from_unit_id=OLD_WARD),
        ],
    )
    with reading(province) as session:
        frame = list_successions(session)
    assert frame["on_day"].dt.year.tolist() == [2020, 2025]
    assert frame["to_unit_id"].isna().tolist() == [False, True]


def test_confirmed_spellings(province: Engine) -> None:
    confirmed = datetime(2026, 1, 5, tzinfo=UTC)
    keep(province, [row(UnitAlias, spelling="so yte", confirmed_at=confirmed)])
    with reading(province) as session:
        assert list_aliases(session).to_numpy().tolist() == [["so yte", HEALTH]]
