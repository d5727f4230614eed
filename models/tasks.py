"""Tasks: what the plan asks, line by line, and of whom."""

from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd
from sqlalchemy import CheckConstraint, Date, UniqueConstraint, and_, case, literal, or_
from sqlmodel import Field, Session, col

from models.frames import read_frame, read_numbers, select_columns
from models.periods import Period
from models.record import Certainty, Record, build_choice_constraint
from models.rule_versions import add_version_table, select_rules_on
from models.units import Unit


class AddsUp(StrEnum):
    """How a task's quantity may be totalled over units and periods."""

    SUM = "sum"  # events, money, things: added
    STOCK = "stock"  # end-of-period value: added over units, never over periods
    UNITS = "units"  # done or not: units are counted
    NONE = "none"  # never totalled


class Money(StrEnum):
    """Does the task's value enter the grand total of money?"""

    COUNTS = "counts"
    CONTAINED = "contained"  # already inside another task's value: never added again
    APART = "apart"  # a budget or a grand total of its own
    NONE = "none"


class Role(StrEnum):
    """What the plan makes a body do for a task. Requested (đề nghị) is not an order."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    LOCAL_LEAD = "local_lead"
    REQUESTED = "requested"


@add_version_table
class Task(Record, table=True):
    """Nhiệm vụ: one line of the plan, with its clause, theme, activity, measure."""

    __table_args__ = (
        UniqueConstraint("code"),
        build_choice_constraint("adds_up", AddsUp),
        build_choice_constraint("money", Money),
        build_choice_constraint("certainty", Certainty),
    )

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=24)
    clause: str = Field(max_length=16)  # as the plan numbers it: II.1, III.4
    theme: str = Field(max_length=16)
    activity: str | None = Field(default=None, max_length=2)  # a, b, c, d, đ, e, g of the Law
    movement: bool = False  # one of the nine movements of II.2
    reporting: bool = False  # the yearly report itself (III.13): judged by its arrival
    title_vi: str = Field(max_length=200)
    title_en: str = Field(max_length=200)
    measure_vi: str | None = Field(default=None, max_length=60)
    measure_en: str | None = Field(default=None, max_length=60)
    adds_up: str = Field(max_length=12)
    money: str = Field(default=Money.NONE, max_length=12)
    position: int
    certainty: str = Field(default=Certainty.SOLID, max_length=12)
    note: str | None = Field(default=None, max_length=500)


@add_version_table
class Assignment(Record, table=True):
    """A task given to a unit for a half-open span of days."""

    __table_args__ = (
        UniqueConstraint("task_id", "unit_id", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="span_runs_forward"),
        build_choice_constraint("role", Role),
        build_choice_constraint("certainty", Certainty),
    )

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    role: str = Field(max_length=12)
    valid_from: date
    valid_to: date | None = None
    certainty: str = Field(default=Certainty.SOLID, max_length=12)
    note: str | None = Field(default=None, max_length=500)


def list_tasks(session: Session, as_of: date | None = None) -> pd.DataFrame:
    """Every task known at the end of `as_of` (None: as they stand), in the plan's order."""
    task = select_rules_on(Task, as_of)
    chosen: list[Any] = [
        col(task.id).label("task_id"),
        col(task.code).label("task_code"),
        task.clause,
        task.theme,
        task.activity,
        task.movement,
        task.reporting,
        task.title_vi,
        task.title_en,
        task.measure_vi,
        task.measure_en,
        task.adds_up,
        task.money,
        col(task.position).label("task_position"),
    ]
    return read_frame(session, select_columns(*chosen).order_by(col(task.position)))


def find_assignments_in_force(session: Session, on: date) -> pd.DataFrame:
    """The assignments in force on a day, by their number: assignment_id, task_id, unit_id."""
    ends = col(Assignment.valid_to)
    statement = (
        select_columns(
            col(Assignment.id).label("assignment_id"), Assignment.task_id, Assignment.unit_id
        )
        .where(col(Assignment.valid_from) <= on, or_(ends.is_(None), ends > on))
        .order_by(col(Assignment.id))
    )
    return read_numbers(session, statement)


def find_assignments_due(
    session: Session, years: list[int], as_of: date | None = None
) -> pd.DataFrame:
    """What falls due in `years`, as known at the end of `as_of` (None: as it stands): an
    assignment in force on the period's last day of data, of a unit that is there that day.
    Before that day it is what is in force on `as_of` (of a period that has not begun: on its
    first day), of a unit that is there on `as_of`.

    Columns: year, assignment_id, task_id, unit_id, role.
    """
    assignment, period, unit = (
        select_rules_on(Assignment, as_of),
        select_rules_on(Period, as_of),
        select_rules_on(Unit, as_of),
    )
    known_day = literal(date.max if as_of is None else date(*as_of.timetuple()[:3]), Date)
    first, last = col(period.data_from), col(period.data_to)
    there_on = case((known_day < last, known_day), else_=last)
    force_on = case((known_day < first, first), else_=there_on)
    in_force = and_(
        col(assignment.valid_from) <= force_on,
        or_(col(assignment.valid_to).is_(None), col(assignment.valid_to) > force_on),
    )
    is_unit_in_being = and_(
        col(unit.id) == col(assignment.unit_id),
        col(unit.valid_from) <= there_on,
        or_(col(unit.valid_to).is_(None), col(unit.valid_to) > there_on),
    )
    statement = (
        select_columns(
            period.year,
            col(assignment.id).label("assignment_id"),
            assignment.task_id,
            assignment.unit_id,
            assignment.role,
        )
        .join(assignment, in_force)
        .join(unit, is_unit_in_being)
        .where(col(period.year).in_(years))
        .order_by(col(period.year), col(assignment.id))
    )
    return read_frame(session, statement)
