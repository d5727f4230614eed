"""What falls due: an assignment in force on the last day of the period's data."""

from sqlalchemy import Engine

from models.database import reading
from models.tasks import find_assignments_due, list_tasks
from tests.models.conftest import HEALTH, NEW_WARD


def test_what_falls_due_in_each_year(province: Engine) -> None:
    with reading(province) as session:
        frame = find_assignments_due(session, [2025, 2026])
    due = frame[["year", "assignment_id", "unit_id"]].to_numpy().tolist()
    assert due == [
        [2025, 1, HEALTH],
        [2025, 3, NEW_WARD],  # the ward of 1/7/2025 owes the whole year; the old one nothing
        [2025, 4, HEALTH],
        [2026, 1, HEALTH],
        [2026, 3, NEW_WARD],
        # 4 ended on 14/12/2026, the last day of data: a span's end is outside it
        [2026, 5, HEALTH],  # 5 began on that very day
    ]


def test_nothing_falls_due_in_a_year_without_a_period(province: Engine) -> None:
    with reading(province) as session:
        frame = find_assignments_due(session, [2019])
    assert frame.empty
    assert str(frame["unit_id"].dtype) == "Int64"


def test_tasks_come_in_the_plans_order(province: Engine) -> None:
    with reading(province) as session:
        frame = list_tasks(session)
    assert frame["task_code"].tolist() == ["II.1-a", "III.4", "III.13"]
    assert frame["reporting"].tolist() == [False, False, True]
