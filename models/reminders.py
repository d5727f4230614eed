"""Reminders: what was sent to a unit about a report, what was promised, what came of it."""

from datetime import date, datetime

import pandas as pd
from sqlmodel import Field, Session, col

from models.frames import columns, frame_of
from models.record import Instant, Record
from models.spans import known_on


class Reminder(Record, table=True):
    """Đôn đốc: one letter, call or message; promised day and answer where there are."""

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


def last_reminders(session: Session, years: list[int], as_of: date) -> pd.DataFrame:
    """The latest reminder per unit and year: unit_id, year, reminded_on, promised_on."""
    asked = (
        columns(
            Reminder.unit_id,
            Reminder.year,
            col(Reminder.sent_on).label("reminded_on"),
            Reminder.promised_on,
        )
        .where(
            col(Reminder.year).in_(years),
            known_on(col(Reminder.recorded_at), col(Reminder.superseded_at), as_of),
        )
        .order_by(col(Reminder.sent_on), col(Reminder.id))
    )
    frame = frame_of(session, asked)
    return frame.drop_duplicates(["unit_id", "year"], keep="last")
