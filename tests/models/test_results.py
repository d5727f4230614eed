"""Results as of a day: what was known then, not what is known now."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from models import Result
from models.database import reading
from models.results import find_current_results, list_results
from tests.models.conftest import keep
from tests.models.rows import row

FIRST = datetime(2026, 12, 10, 3, 0, tzinfo=UTC)
CORRECTED = datetime(2026, 12, 16, 3, 0, tzinfo=UTC)
UNDONE = datetime(2026, 12, 18, 3, 0, tzinfo=UTC)


@pytest.fixture
def corrected(province: Engine) -> Engine:
    """40 % said on 10/12, corrected to 70 % on 16/12, the correction undone on 18/12."""
    keep(
        province,
        [
            row(Result, percent=40, recorded_at=FIRST, superseded_at=CORRECTED),
            row(Result, id=2, percent=70, recorded_at=CORRECTED, superseded_at=UNDONE),
            row(Result, id=3, percent=40, recorded_at=UNDONE),
        ],
    )
    return province


@pytest.mark.parametrize(
    ("as_of", "known"),
    [
        (date(2026, 12, 9), []),
        (date(2026, 12, 10), [(1, 40)]),
        (date(2026, 12, 15), [(1, 40)]),
        (date(2026, 12, 16), [(2, 70)]),
        (date(2026, 12, 17), [(2, 70)]),
        (date(2026, 12, 18), [(3, 40)]),
    ],
)
def test_each_day_knows_its_own_version(
    corrected: Engine, as_of: date, known: list[tuple[int, int]]
) -> None:
    with reading(corrected) as session:
        frame = list_results(session, [2026], as_of)
    assert list(zip(frame["result_id"], frame["percent"], strict=True)) == known


def test_a_result_names_the_place_it_came_from(province: Engine) -> None:
    keep(province, [row(Result, sheet="Kết quả", row=17)])
    with reading(province) as session:
        frame = list_results(session, [2025, 2026], date(2026, 12, 20))
    places = frame[["year", "file_name", "sheet", "row"]].to_numpy().tolist()
    assert places == [[2026, "syt.csv", "Kết quả", 17]]


def test_missing_nought_and_nil_stay_three_things(province: Engine) -> None:
    keep(
        province,
        [
            row(Result, assignment_id=1, quantity=None),  # left blank
            row(Result, id=2, assignment_id=3, quantity=0),  # nought
            row(Result, id=3, assignment_id=4, quantity=None, quantity_nil=True),  # nil, signed
        ],
    )
    with reading(province) as session:
        frame = list_results(session, [2026], date(2026, 12, 20))
    assert frame["quantity"].isna().tolist() == [True, False, True]
    assert frame["quantity_nil"].tolist() == [False, False, True]


def test_great_sums_of_dong_come_back_whole(province: Engine) -> None:
    keep(province, [row(Result, value_vnd=9_007_199_254_740_993)])  # past a float's whole numbers
    with reading(province) as session:
        frame = list_results(session, [2026], date(2026, 12, 20))
    assert frame["value_vnd"].tolist() == [9_007_199_254_740_993]


def test_a_file_is_compared_with_what_stands(corrected: Engine) -> None:
    with reading(corrected) as session:
        standing = find_current_results(session, [2026])
        assert find_current_results(session, [2025]).empty
    assert standing[["stored_id", "assignment_id", "percent"]].to_numpy().tolist() == [[3, 1, 40]]
