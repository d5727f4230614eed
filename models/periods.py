"""Periods: reporting years, their last day in time, and extensions of it."""

from datetime import date, datetime

import pandas as pd
from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, Session, col, select

from models.frames import read_frame, select_columns
from models.record import Instant, Record
from models.rule_versions import add_version_table, select_rules_on
from models.spans import is_known_on


@add_version_table
class Period(Record, table=True):
    """Kỳ báo cáo Y: data from 15/12/Y-1 to 14/12/Y (plan, clause III.13).

    `last_day` is the last day in time, until 24:00; it is data, since whether a weekend
    rolls to the next working day is the secretariat's setting of the period.
    """

    __table_args__ = (
        CheckConstraint("data_to > data_from", name="data_span_runs_forward"),
        CheckConstraint("last_day >= data_from", name="last_day_after_start"),
    )

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    data_from: date
    data_to: date
    last_day: date
    weekend_rolls: bool = False
    closed_at: datetime | None = Field(default=None, sa_type=Instant)


class Extension(Record, table=True):
    """A unit's own last day for a period, with the reason it was given."""

    __table_args__ = (
        Index(
            "uq_extension_current",
            "unit_id",
            "year",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    year: int = Field(foreign_key="period.year")
    last_day: date
    reason: str = Field(max_length=500)
    recorded_at: datetime = Field(sa_type=Instant)
    superseded_at: datetime | None = Field(default=None, sa_type=Instant)


def find_last_period(session: Session) -> Period | None:
    """The period of the latest year; None where there is none."""
    return session.exec(select(Period).order_by(col(Period.year).desc())).first()


def find_extension(session: Session, unit_id: int, year: int) -> Extension | None:
    """The extension of a unit that stands for a period."""
    return session.exec(
        select(Extension).where(
            Extension.unit_id == unit_id,
            Extension.year == year,
            col(Extension.superseded_at).is_(None),
        )
    ).first()


def list_periods(session: Session, as_of: date | None = None) -> pd.DataFrame:
    """Every period known at the end of `as_of` (None: as they stand): year, data_from, data_to,
    last_day, closed_at."""
    period = select_rules_on(Period, as_of)
    statement = select_columns(
        period.year, period.data_from, period.data_to, period.last_day, period.closed_at
    ).order_by(col(period.year))
    return read_frame(session, statement)


def list_extensions(session: Session, years: list[int], as_of: date) -> pd.DataFrame:
    """Extensions known at the end of `as_of`: unit_id, year, extended_to."""
    statement = select_columns(
        Extension.unit_id, Extension.year, col(Extension.last_day).label("extended_to")
    ).where(
        col(Extension.year).in_(years),
        is_known_on(col(Extension.recorded_at), col(Extension.superseded_at), as_of),
    )
    return read_frame(session, statement)


def list_granted_extensions(session: Session, year: int, as_of: date) -> pd.DataFrame:
    """The extensions of `year` known at the end of `as_of`, the latest day first: unit_id,
    last_day, reason, recorded_at."""
    statement = (
        select_columns(
            Extension.unit_id,
            Extension.last_day,
            Extension.reason,
            Extension.recorded_at,
        )
        .where(
            col(Extension.year) == year,
            is_known_on(col(Extension.recorded_at), col(Extension.superseded_at), as_of),
        )
        .order_by(col(Extension.last_day).desc(), col(Extension.id))
    )
    return read_frame(session, statement)


def is_rolling_over_weekend(session: Session, year: int) -> bool:
    """Was it said that the last day of `year` rolls on?"""
    period = session.get(Period, year)
    return period is not None and period.weekend_rolls
