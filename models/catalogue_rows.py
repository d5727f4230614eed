"""The catalogue as its files write it: the rows of each table, codes in place of our numbers."""

from typing import Any

import pandas as pd
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.frames import columns, frame_of
from models.periods import Period
from models.record import Record
from models.tasks import Assignment, Task
from models.units import Succession, Unit


def catalogue_rows(session: Session) -> dict[str, pd.DataFrame]:
    """A frame per table, by its name: unit, task, period, succession, assignment."""
    return {
        "unit": frame_of(session, columns(*_all(Unit)).order_by(col(Unit.position), col(Unit.id))),
        "task": frame_of(session, columns(*_all(Task)).order_by(col(Task.position))),
        "period": frame_of(session, columns(*_all(Period)).order_by(col(Period.year))),
        "succession": _successions(session),
        "assignment": _assignments(session),
    }


def _all(table: type[Record]) -> list[Any]:  # columns of many kinds
    return list(Record.metadata.tables[table.__tablename__].columns)  # type: ignore[index]  # a str


def _successions(session: Session) -> pd.DataFrame:
    before, after = aliased(Unit), aliased(Unit)
    chosen = [
        Succession.kind,
        Succession.on_day,
        col(before.code).label("from_code"),
        col(before.valid_from).label("from_valid_from"),
        col(after.code).label("to_code"),
        col(after.valid_from).label("to_valid_from"),
        Succession.certainty,
        Succession.note,
    ]
    asked = (
        columns(*chosen)
        .select_from(Succession)
        .join(before, col(before.id) == col(Succession.from_unit_id))
        .join(after, col(after.id) == col(Succession.to_unit_id), isouter=True)
        .order_by(col(Succession.on_day), col(Succession.id))
    )
    return frame_of(session, asked)


def _assignments(session: Session) -> pd.DataFrame:
    chosen = [
        col(Task.code).label("task_code"),
        col(Unit.code).label("body"),
        Assignment.role,
        Assignment.valid_from,
        Assignment.valid_to,
        Assignment.certainty,
        Assignment.note,
    ]
    asked = (
        columns(*chosen)
        .select_from(Assignment)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .order_by(col(Task.position), col(Unit.position), col(Assignment.id))
    )
    return frame_of(session, asked)
