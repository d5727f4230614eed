"""Reminders: what was sent to a unit about a report, what was promised, what came of it."""

from datetime import date, datetime
from enum import StrEnum

import pandas as pd
from sqlalchemy import Index, text
from sqlmodel import Field, Session, col, select

from models.frames import read_frame, select_columns
from models.record import Instant, Record, build_choice_constraint
from models.spans import is_known_on

# What all versions of a line have alike: an answer changes none of it.
LINE = ("unit_id", "year", "channel", "sent_on", "letter_no", "rung_on")


class Delivery(StrEnum):
    """What became of a message that this program itself was to deliver."""

    PENDING = "pending"  # begun, and never heard of again: it may have gone out
    SENT = "sent"


class Reminder(Record, table=True):
    """Đôn đốc: one letter, call or message; promised day and answer where there are.

    `rung_days` and `rung_on` name the rung of the schedule it was, and that rung's day: no two
    standing ones are of one rung. Without them somebody reached the unit of his own accord.
    """

    __table_args__ = (
        Index(
            "uq_reminder_rung_current",
            "unit_id",
            "year",
            "rung_days",
            "rung_on",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
        build_choice_constraint("delivery", Delivery),
    )

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    year: int = Field(foreign_key="period.year", index=True)
    letter_no: str | None = Field(default=None, max_length=60)
    channel: str = Field(max_length=20)
    sent_on: date
    promised_on: date | None = None
    answered_on: date | None = None
    answer: str | None = Field(default=None, max_length=500)
    recorded_by: str = Field(max_length=64)
    recorded_at: datetime = Field(sa_type=Instant)
    superseded_at: datetime | None = Field(default=None, sa_type=Instant)
    rung_days: int | None = None
    rung_on: date | None = None
    note: str | None = Field(default=None, max_length=500)
    address: str | None = Field(default=None, max_length=254)  # of an e-mail
    delivery: str | None = Field(default=None, max_length=12)
    answered_by: str | None = Field(default=None, max_length=64)  # the unit's officer, if it was


def find_standing_version(session: Session, reminder_id: int) -> Reminder | None:
    """The line of the ledger as it stands now: this entry, or the version that an answer made
    of it. None where the line was withdrawn."""
    first = session.get_one(Reminder, reminder_id)
    if first.superseded_at is None:
        return first
    versions = select(Reminder).where(
        *(col(getattr(Reminder, name)).is_not_distinct_from(getattr(first, name)) for name in LINE),
        col(Reminder.superseded_at).is_(None),
        col(Reminder.recorded_at) >= first.superseded_at,
    )
    return session.exec(versions.order_by(col(Reminder.id))).first()


def list_reminders(session: Session, year: int, as_of: date) -> pd.DataFrame:
    """The ledger of a period, oldest first: every reminder that stood at the end of `as_of`."""
    statement = (
        select_columns(
            col(Reminder.id).label("reminder_id"),
            Reminder.unit_id,
            Reminder.letter_no,
            Reminder.channel,
            Reminder.sent_on,
            Reminder.promised_on,
            Reminder.answered_on,
            Reminder.answer,
            Reminder.answered_by,
            Reminder.note,
            Reminder.rung_days,
            Reminder.rung_on,
            Reminder.delivery,
            Reminder.recorded_by,
        )
        .where(
            col(Reminder.year) == year,
            is_known_on(col(Reminder.recorded_at), col(Reminder.superseded_at), as_of),
        )
        .order_by(col(Reminder.sent_on), col(Reminder.id))
    )
    return read_frame(session, statement)


def find_last_reminders(session: Session, years: list[int], as_of: date) -> pd.DataFrame:
    """What stands of the reminders per unit and year: unit_id, year, `reminded_on` of the latest
    one, `promised_on` as it was last promised, whichever reminder that stands beside, and
    `answered_on` of the latest answer."""
    statement = (
        select_columns(
            Reminder.unit_id,
            Reminder.year,
            col(Reminder.sent_on).label("reminded_on"),
            Reminder.promised_on,
            Reminder.answered_on,
        )
        .where(
            col(Reminder.year).in_(years),
            is_known_on(col(Reminder.recorded_at), col(Reminder.superseded_at), as_of),
        )
        .order_by(col(Reminder.sent_on), col(Reminder.id))
    )
    frame = read_frame(session, statement)
    standing = frame.groupby(["unit_id", "year"], as_index=False)
    return standing.agg(
        reminded_on=("reminded_on", "last"),
        promised_on=("promised_on", "last"),
        answered_on=("answered_on", "max"),
    )
