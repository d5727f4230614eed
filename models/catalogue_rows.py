"""The catalogue as its files write it: the rows of each table, codes in place of our numbers."""

from typing import Any

import pandas as pd
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.frames import read_frame, select_columns
from models.periods import Period
from models.record import Record
from models.tasks import Assignment, Task
from models.units import Succession, Unit


def read_catalogue_rows(session: Session) -> dict[str, pd.DataFrame]:
    """A frame per table, by its name: unit, task, period, succession, assignment."""
    return {
        "unit": read_frame(
            session, select_columns(*_list_columns(Unit)).order_by(col(Unit.position), col(Unit.id))
        ),
        "task": read_frame(
            session, select_columns(*_list_columns(Task)).order_by(col(Task.position))
        ),
        "period": read_frame(
            session, select_columns(*_list_columns(Period)).order_by(col(Period.year))
        ),
        "succession": _read_successions(session),
        "assignment": _read_assignments(session),
    }


def _list_columns(table: type[Record]) -> list[Any]:  # columns of many kinds
    return list(Record.metadata.tables[table.__tablename__].columns)  # type: ignore[index]  # a str


def _read_successions(session: Session) -> pd.DataFrame:
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
    statement = (
        select_columns(*chosen)
        .select_from(Succession)
        .join(before, col(before.id) == col(Succession.from_unit_id))
        .join(after, col(after.id) == col(Succession.to_unit_id), isouter=True)
        .order_by(col(Succession.on_day), col(Succession.id))
    )
    return read_frame(session, statement)


def _read_assignments(session: Session) -> pd.DataFrame:
    chosen = [
        col(Task.code).label("task_code"),
        col(Unit.code).label("body"),
        Assignment.role,
        Assignment.valid_from,
        Assignment.valid_to,
        Assignment.certainty,
        Assignment.note,
    ]
    statement = (
        select_columns(*chosen)
        .select_from(Assignment)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .order_by(col(Task.position), col(Unit.position), col(Assignment.id))
    )
    return read_frame(session, statement)
