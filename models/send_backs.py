"""Returns sent back to their senders: why, until when they are asked for again, by which letter."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Index, text
from sqlmodel import Field, Session, col, select

from models.record import Instant, Record
from models.spans import is_known_on


class SendBack(Record, table=True):
    """Lần trả lại. A submission counts as not received from `recorded_at` on, until another
    return comes. `superseded_at` is set when the sending back is itself taken back."""

    __tablename__ = "send_back"
    __table_args__ = (
        Index(
            "uq_send_back_standing",
            "submission_id",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    reason: str = Field(max_length=500)
    until: date | None = None  # the day until which the corrected return is asked for
    letter_no: str | None = Field(default=None, max_length=60)
    reminder_id: int | None = Field(default=None, foreign_key="reminder.id")  # its ledger line
    recorded_by: str = Field(max_length=64)
    recorded_at: datetime = Field(sa_type=Instant)
    superseded_at: datetime | None = Field(default=None, sa_type=Instant)


def is_standing_on(as_of: date) -> ColumnElement[bool]:
    """SQL: did this sending back stand at the end of `as_of`?"""
    return is_known_on(col(SendBack.recorded_at), col(SendBack.superseded_at), as_of)


def find_standing_send_back(session: Session, submission_id: int) -> SendBack | None:
    """What stands now of the sending back of a submission; None where it was not sent back."""
    statement = select(SendBack).where(
        SendBack.submission_id == submission_id, col(SendBack.superseded_at).is_(None)
    )
    return session.exec(statement).first()
