"""The reminder schedule: on which days around its last day a report is asked for, and by what."""

from datetime import date
from enum import StrEnum

import pandas as pd
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, Session, col

from models.frames import read_frame, select_columns
from models.record import Record, build_choice_constraint
from models.rule_versions import add_version_table, select_rules_on


class Channel(StrEnum):
    """By what a unit is reached."""

    LETTER = "letter"
    EMAIL = "email"
    TELEPHONE = "telephone"


@add_version_table
class Rung(Record, table=True):
    """Đợt đôn đốc: `days` after the report's last day in time (below nought: before it),
    reach the unit by `channel`. Not `requested`: bodies that owe nothing are left alone."""

    __table_args__ = (
        UniqueConstraint("year", "days"),
        CheckConstraint("days BETWEEN -366 AND 366", name="days_within_a_year"),
        build_choice_constraint("channel", Channel),
    )

    id: int | None = Field(default=None, primary_key=True)
    year: int = Field(foreign_key="period.year")
    days: int
    channel: str = Field(max_length=12)
    requested: bool = False


def read_reminder_schedule(session: Session, year: int, as_of: date | None = None) -> pd.DataFrame:
    """The rungs of a period known at the end of `as_of` (None: as they stand), in the order of
    their days: days, channel, requested."""
    rung = select_rules_on(Rung, as_of)
    statement = (
        select_columns(rung.days, rung.channel, rung.requested)
        .where(col(rung.year) == year)
        .order_by(col(rung.days))
    )
    return read_frame(session, statement)
