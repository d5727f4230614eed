"""A province small enough to hold in the head."""

from collections.abc import Iterable
from datetime import date

import pytest
from sqlalchemy import Engine

from models import Address, Assignment, Batch, Period, Record, Submission, Task, Unit
from models.database import writing
from models.rule_versions import BEGINNING, write_rule_versions
from tests.models.rows import row

HEALTH, OLD_WARD, NEW_WARD = 1, 2, 3  # the two wards bore the same official code
REORGANISED = date(2025, 7, 1)
LAST_YEAR = {
    "data_from": date(2024, 12, 15),
    "data_to": date(2025, 12, 14),
    "last_day": date(2025, 12, 14),
}


def keep(engine: Engine, rows: Iterable[Record]) -> None:
    """Write `rows` in the order they come, so that parents stand before their children; those
    of the catalogue as known since the beginning."""
    with writing(engine) as session:
        for each in rows:
            session.add(each)
            session.flush()
        write_rule_versions(session, now=BEGINNING)


@pytest.fixture
def province(each_engine: Engine) -> Engine:
    """3 units, 3 tasks, 2 periods, 5 assignments, one return of health, one address."""
    ward = {"level": "commune", "kind": "committee", "code": "01273"}
    keep(
        each_engine,
        [
            row(Unit),
            row(Unit, id=OLD_WARD, position=2, valid_to=REORGANISED, **ward),
            row(Unit, id=NEW_WARD, position=3, valid_from=REORGANISED, **ward),
            row(Task),
            row(Task, id=2, code="III.4", position=2),
            row(Task, id=3, code="III.13", position=3, reporting=True),
            row(Period, year=2025, **LAST_YEAR),
            row(Period),
            row(Assignment),
            row(Assignment, id=2, unit_id=OLD_WARD, role="local_lead", valid_to=REORGANISED),
            row(Assignment, id=3, unit_id=NEW_WARD, role="local_lead", valid_from=REORGANISED),
            row(Assignment, id=4, task_id=2, valid_to=date(2026, 12, 14)),
            row(Assignment, id=5, task_id=3, valid_from=date(2026, 12, 14)),
            row(Batch),
            row(Submission),
            row(Address),
        ],
    )
    return each_engine
