"""Dossiers in force in a period, as known on a day."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from models import Address, Dossier
from models.addresses import find_addresses, find_current_dossiers
from models.database import reading
from models.snapshots import read_register
from tests.models.conftest import NEW_WARD, OLD_WARD, keep
from tests.models.rows import row

LATER = date(2026, 12, 20)


@pytest.mark.parametrize(
    ("surveyed_on", "closed_on", "years"),
    [
        (date(2020, 5, 1), None, [2025, 2026]),
        (date(2025, 12, 14), None, [2025, 2026]),  # the last day of 2025's data
        (date(2025, 12, 15), None, [2026]),  # the first day of 2026's
        (date(2026, 12, 15), None, []),  # a case of 2027
        (date(2020, 5, 1), date(2025, 12, 15), [2025, 2026]),
        (date(2020, 5, 1), date(2025, 12, 14), [2025]),
        (date(2020, 5, 1), date(2024, 12, 15), [2025]),
        (date(2020, 5, 1), date(2024, 12, 14), []),
    ],
)
def test_a_dossier_is_in_force_from_its_survey_until_it_is_closed(
    province: Engine, surveyed_on: date, closed_on: date | None, years: list[int]
) -> None:
    keep(province, [row(Dossier, surveyed_on=surveyed_on, closed_on=closed_on)])
    with reading(province) as session:
        frame = read_register(session, [2025, 2026], LATER).dossiers
    assert frame["year"].tolist() == years


@pytest.mark.parametrize(
    ("as_of", "commune"),
    [
        (date(2026, 12, 9), []),
        (date(2026, 12, 10), [OLD_WARD]),
        (date(2026, 12, 15), [OLD_WARD]),
        (date(2026, 12, 16), [NEW_WARD]),
    ],
)
def test_each_day_knows_its_own_dossier(province: Engine, as_of: date, commune: list[int]) -> None:
    moved = datetime(2026, 12, 16, 3, 0, tzinfo=UTC)
    keep(
        province,
        [
            row(Dossier, commune_id=OLD_WARD, superseded_at=moved),
            row(Dossier, id=2, commune_id=NEW_WARD, recorded_at=moved),
        ],
    )
    with reading(province) as session:
        frame = read_register(session, [2026], as_of).dossiers
    assert frame["commune_id"].tolist() == commune
    assert frame["code"].tolist() == ["NĐ-0001"] * len(commune)


def test_what_stands_of_some_addresses(province: Engine) -> None:
    undone = datetime(2026, 12, 16, 3, 0, tzinfo=UTC)
    keep(
        province,
        [
            row(Address, id=2, code="NĐ-0002"),
            row(Address, id=3, code="NĐ-0003"),
            row(Dossier, household_size=4),
            row(Dossier, id=2, address_id=2, superseded_at=undone),  # registered, nothing stands
        ],
    )
    with reading(province) as session:
        standing = find_current_dossiers(session, ["NĐ-0001", "NĐ-0002", "NĐ-0009"])
        registered = find_addresses(session, ["NĐ-0001", "NĐ-0002", "NĐ-0009"])
    assert standing[["stored_id", "code", "household_size"]].to_numpy().tolist() == [
        [1, "NĐ-0001", 4]
    ]
    assert sorted(registered[["code", "stands"]].to_numpy().tolist()) == [
        ["NĐ-0001", True],
        ["NĐ-0002", False],
    ]
