"""Results: what a submission says of an assignment in a period. Never overwritten."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import pandas as pd
from sqlalchemy import BigInteger, CheckConstraint, ColumnElement, Index, text
from sqlmodel import Field, Session, col, func

from models.batches import Batch
from models.frames import read_frame, select_columns
from models.record import Instant, Record, build_choice_constraint
from models.send_backs import SendBack
from models.spans import is_known_on
from models.submissions import Submission
from models.tasks import Assignment

MOST_NAMED = 500  # numbers written into one question


class Status(StrEnum):
    """What the sender says of a task. In time or late is judged by days, not stored,
    but for `done_late`: done, declared late, without a day."""

    DONE = "done"
    DONE_LATE = "done_late"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    NIL = "nil"  # không phát sinh


class Result(Record, table=True):
    """Kết quả: one version; current while `superseded_at` is empty. Money in whole đồng."""

    __table_args__ = (
        build_choice_constraint("status", Status),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_within_hundred"),
        CheckConstraint("quantity >= 0", name="quantity_not_negative"),
        CheckConstraint("value_vnd >= 0", name="value_not_negative"),
        Index(
            "uq_result_current",
            "assignment_id",
            "year",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    year: int = Field(foreign_key="period.year", index=True)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    status: str | None = Field(default=None, max_length=12)
    done_on: date | None = None
    percent: float | None = None
    quantity: float | None = None
    quantity_nil: bool = False  # the sender signed "không phát sinh" in this very cell
    value_vnd: int | None = Field(default=None, sa_type=BigInteger)
    value_nil: bool = False
    note: str | None = Field(default=None, max_length=2000)
    sheet: str | None = Field(default=None, max_length=64)
    row: int
    recorded_at: datetime = Field(sa_type=Instant)
    superseded_at: datetime | None = Field(default=None, sa_type=Instant)
    superseded_by: int | None = Field(default=None, foreign_key="batch.id", index=True)


# What a result says of its assignment.
RESULT_FACTS: tuple[Any, ...] = (  # columns of many kinds
    Result.status,
    Result.done_on,
    Result.percent,
    Result.quantity,
    Result.quantity_nil,
    Result.value_vnd,
    Result.value_nil,
    Result.note,
)


def list_results(session: Session, years: list[int], as_of: date) -> pd.DataFrame:
    """The version of each result known at the end of `as_of`, with the place it came from.

    Columns: result_id, assignment_id, year, submission_id, status, done_on, percent,
    quantity, quantity_nil, value_vnd, value_nil, note, file_name, sheet, row.
    """
    chosen = [
        col(Result.id).label("result_id"),
        Result.assignment_id,
        Result.year,
        Result.submission_id,
        *RESULT_FACTS,
        Batch.file_name,
        Result.sheet,
        Result.row,
    ]
    statement = (
        select_columns(*chosen)
        .join(Submission, col(Submission.id) == col(Result.submission_id))
        .join(Batch, col(Batch.id) == col(Submission.batch_id), isouter=True)
        .where(
            col(Result.year).in_(years),
            is_known_on(col(Result.recorded_at), col(Result.superseded_at), as_of),
        )
        .order_by(col(Result.id))
    )
    return read_frame(session, statement)


def find_current_results(
    session: Session, years: list[int], *, among: Sequence[int] | None = None
) -> pd.DataFrame:
    """The current version of each result of `years`: stored_id, the identity (assignment_id,
    year) and what it says. A file is compared with these. `among` narrows to assignments,
    many of them only to the span of their numbers."""
    narrowed = () if among is None else (_is_among(among),)
    statement = select_columns(
        col(Result.id).label("stored_id"),
        Result.assignment_id,
        Result.year,
        *RESULT_FACTS,
    ).where(col(Result.year).in_(years), col(Result.superseded_at).is_(None), *narrowed)
    return read_frame(session, statement)


def find_result_sources(session: Session, result_ids: Sequence[int]) -> pd.DataFrame:
    """The file that each of these results came with: stored_id, batch_id, file_name, row."""
    statement = (
        select_columns(
            col(Result.id).label("stored_id"),
            Submission.batch_id,
            Batch.file_name,
            Result.row,
        )
        .join(Submission, col(Submission.id) == col(Result.submission_id))
        .join(Batch, col(Batch.id) == col(Submission.batch_id))
        .where(col(Result.id).in_(result_ids))
    )
    return read_frame(session, statement)


def _is_among(assignments: Sequence[int]) -> ColumnElement[bool]:
    if len(assignments) <= MOST_NAMED:
        return col(Result.assignment_id).in_(assignments)
    return col(Result.assignment_id).between(min(assignments), max(assignments))


def find_results_of_units(session: Session, unit_ids: list[int], before: int) -> pd.DataFrame:
    """The current figures of these units in the years before `before`: unit_id, task_id,
    year, quantity, value_vnd. A file's own figures are compared with them."""
    statement = (
        select_columns(
            Assignment.unit_id,
            Assignment.task_id,
            Result.year,
            Result.quantity,
            Result.value_vnd,
        )
        .join(Assignment, col(Assignment.id) == col(Result.assignment_id))
        .where(
            col(Assignment.unit_id).in_(unit_ids),
            col(Result.year) < before,
            col(Result.superseded_at).is_(None),
        )
        .order_by(col(Result.year))
    )
    return read_frame(session, statement)


def find_results_of_tasks(
    session: Session, unit_ids: list[int], task_ids: list[int], *, years: range
) -> pd.DataFrame:
    """The current figures that these units reported of these tasks for `years`: unit_id, task_id,
    quantity, value_vnd."""
    statement = (
        select_columns(Assignment.unit_id, Assignment.task_id, Result.quantity, Result.value_vnd)
        .join(Assignment, col(Assignment.id) == col(Result.assignment_id))
        .where(
            col(Assignment.unit_id).in_(unit_ids),
            col(Assignment.task_id).in_(task_ids),
            col(Result.year).in_(years),
            col(Result.superseded_at).is_(None),
        )
        .order_by(col(Result.id))
    )
    return read_frame(session, statement)


def find_standing_results(session: Session, unit_id: int, year: int) -> pd.DataFrame:
    """What stands now of what a unit reported for a year, but for rows that are nil:
    result_id, sent_back (is the return that it came in sent back?)."""
    sent_back = (col(SendBack.submission_id) == col(Result.submission_id)) & col(
        SendBack.superseded_at
    ).is_(None)
    statement = (
        select_columns(
            col(Result.id).label("result_id"), col(SendBack.id).is_not(None).label("sent_back")
        )
        .join(Assignment, col(Assignment.id) == col(Result.assignment_id))
        .join(SendBack, sent_back, isouter=True)
        .where(
            col(Assignment.unit_id) == unit_id,
            col(Result.year) == year,
            col(Result.superseded_at).is_(None),
            func.coalesce(col(Result.status), "") != Status.NIL.value,
        )
        .order_by(col(Result.id))
    )
    return read_frame(session, statement)
