"""What was known of the catalogue on any day, however it was changed since."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from models import Assignment, Period, Record, Rung, Succession, Task, Unit
from models.database import reading, writing
from models.periods import list_periods
from models.reminder_schedules import read_reminder_schedule
from models.rule_versions import (
    BEGINNING,
    VERSIONS,
    find_version_faults,
    select_rules_on,
    write_rule_versions,
)
from models.spans import CutDay
from models.tasks import find_assignments_due, list_tasks
from models.units import list_successions, list_units
from tests.models.conftest import HEALTH, OLD_WARD, keep
from tests.models.rows import row

CHANGED = datetime(2026, 12, 16, 3, 0, tzinfo=UTC)  # 10:00 in Cao Bằng
BEFORE, AFTER = date(2026, 12, 15), date(2026, 12, 16)
YEARS = [2025, 2026]


def change(engine: Engine, record: type[Record], key: int, **values: object) -> None:
    with writing(engine) as session:
        stored = session.get_one(record, key)
        for name, value in values.items():
            setattr(stored, name, value)
        write_rule_versions(session, now=CHANGED)


def all_known(session: Session, as_of: date | None) -> dict[str, pd.DataFrame]:
    return {
        "units": list_units(session, as_of),
        "successions": list_successions(session, as_of),
        "tasks": list_tasks(session, as_of),
        "periods": list_periods(session, as_of),
        "assignments": find_assignments_due(session, YEARS, as_of),
        "schedule": read_reminder_schedule(session, 2026, as_of),
    }


@pytest.fixture
def ruled(province: Engine) -> Engine:
    """The small province with a succession and a reminder schedule too."""
    keep(province, [row(Succession, from_unit_id=OLD_WARD, to_unit_id=3), row(Rung)])
    return province


def test_a_first_catalogue_is_known_since_the_beginning(ruled: Engine) -> None:
    with reading(ruled) as session:
        standing, long_ago = all_known(session, None), all_known(session, date(2018, 7, 9))
        # nothing is asked of a unit before its own first day
        long_ago["assignments"] = find_assignments_due(session, YEARS, BEFORE)
    for name, frame in standing.items():
        pd.testing.assert_frame_equal(frame, long_ago[name])


@pytest.mark.parametrize(
    ("record", "key", "values", "moved"),
    [
        (Period, 2026, {"last_day": date(2026, 12, 16), "weekend_rolls": True}, {"periods"}),
        (Period, 2026, {"closed_at": CHANGED}, {"periods"}),
        (Period, 2026, {"data_to": date(2026, 12, 13)}, {"periods", "assignments"}),
        (Assignment, 1, {"valid_to": date(2026, 1, 1)}, {"assignments"}),
        (Assignment, 3, {"role": "requested"}, {"assignments"}),
        (Task, 1, {"title_vi": "Việc khác", "adds_up": "stock"}, {"tasks"}),
        (Unit, HEALTH, {"contact": "0206 000 0000", "name_vi": "Sở Y"}, {"units"}),
        (Unit, HEALTH, {"valid_to": date(2026, 1, 1)}, {"units", "assignments"}),
        (Succession, 1, {"kind": "merge"}, {"successions"}),
        (Rung, 1, {"days": 9}, {"schedule"}),
    ],
)
def test_a_later_change_leaves_an_earlier_day_as_it_was(
    ruled: Engine, record: type[Record], key: int, values: dict[str, Any], moved: set[str]
) -> None:
    with reading(ruled) as session:
        known = all_known(session, BEFORE)
    change(ruled, record, key, **values)
    with reading(ruled) as session:
        before, after = all_known(session, BEFORE), all_known(session, AFTER)
        standing = all_known(session, None)
    for name, frame in known.items():
        pd.testing.assert_frame_equal(before[name], frame)
        pd.testing.assert_frame_equal(after[name], standing[name])
    assert {name for name in known if not after[name].equals(before[name])} == moved


def test_what_is_added_and_what_is_taken_back_has_its_days(ruled: Engine) -> None:
    added = row(Assignment, id=6, task_id=3, unit_id=3, valid_from=date(2026, 1, 1))
    with writing(ruled) as session:
        session.add(added)
        write_rule_versions(session, now=CHANGED)
    with writing(ruled) as session:
        session.delete(session.get_one(Assignment, 6))
        write_rule_versions(session, now=CHANGED + timedelta(days=2))
    days = (BEFORE, AFTER, AFTER + timedelta(days=1), AFTER + timedelta(days=2))
    with reading(ruled) as session:
        known = [
            6 in set(find_assignments_due(session, YEARS, day)["assignment_id"]) for day in days
        ]
    assert known == [False, True, True, False]


def test_a_day_is_cut_at_the_moment_of_a_publication(ruled: Engine) -> None:
    change(ruled, Period, 2026, last_day=date(2026, 12, 16))
    with reading(ruled) as session:
        days = [
            list_periods(session, CutDay.at(AFTER, CHANGED + timedelta(seconds=shift)))
            .set_index("year")
            .loc[2026, "last_day"]
            .date()
            for shift in (-1, 0)
        ]
    assert days == [date(2026, 12, 14), date(2026, 12, 16)]


def test_nothing_is_recorded_where_nothing_changed(ruled: Engine) -> None:
    def rows() -> list[Any]:
        with reading(ruled) as session:
            ask = session.connection().execute
            return [ask(select(table)).all() for table in VERSIONS.values()]

    before = rows()
    with writing(ruled) as session:
        write_rule_versions(session, now=CHANGED)
    assert rows() == before


def test_a_table_is_held_against_its_versions(ruled: Engine) -> None:
    change(ruled, Period, 2026, last_day=date(2026, 12, 16))
    with writing(ruled) as session:
        assert list(find_version_faults(session)) == []
        session.get_one(Unit, HEALTH).contact = "0206 000 0000"
        session.get_one(Task, 1).title_vi = "Việc khác"
    with reading(ruled) as session:
        assert list(find_version_faults(session)) == [
            ("different", "unit", 1),
            ("different", "task", 1),
        ]


@pytest.mark.parametrize("record", list(VERSIONS))
def test_a_row_has_one_version_that_stands(ruled: Engine, record: type[Record]) -> None:
    versions = VERSIONS[record]
    with reading(ruled) as session:
        names = [column.name for column in versions.columns if column.name != "version_id"]
        first = session.connection().execute(select(*(versions.c[one] for one in names))).first()
    assert first is not None
    again = dict(zip(names, first, strict=True))
    assert again["recorded_at"] == BEGINNING
    with writing(ruled) as session:  # of what was, there may be any number
        session.connection().execute(insert(versions).values(again | {"superseded_at": CHANGED}))
    with pytest.raises(IntegrityError), writing(ruled) as session:
        session.connection().execute(insert(versions).values(again))


def test_versions_have_the_columns_of_their_table() -> None:
    for record, versions in VERSIONS.items():
        table = Record.metadata.tables[str(record.__tablename__)]
        own = {(one.name, str(one.type), one.nullable) for one in table.columns}
        held = {(one.name, str(one.type), one.nullable) for one in versions.columns}
        added = {"version_id", "recorded_at", "superseded_at"}
        assert {one for one in held if one[0] not in added} == own
    assert select_rules_on(Period, None) is Period
