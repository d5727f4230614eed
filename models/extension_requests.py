"""Requests of units for a later last day, and what the secretariat answered."""

from datetime import date, datetime
from enum import StrEnum

import pandas as pd
from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, Session, col, select

from models.frames import read_frame, select_columns
from models.record import Instant, Record, build_choice_constraint
from models.spans import end_of_day


class Decision(StrEnum):
    """How a request ended; a request without one is still to be decided."""

    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # by the unit, before anybody decided


class ExtensionRequest(Record, table=True):
    """Đề nghị gia hạn: the day a unit asks for, why, and the answer. One undecided request
    stands per unit and period; a granted one names the extension that it brought."""

    __tablename__ = "extension_request"
    __table_args__ = (
        Index(
            "uq_extension_request_open",
            "unit_id",
            "year",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
        build_choice_constraint("decision", Decision),
        CheckConstraint(
            "(decided_at IS NULL) = (decision IS NULL)", name="decision_has_its_moment"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    year: int = Field(foreign_key="period.year", index=True)
    wanted_day: date
    reason: str = Field(max_length=500)
    requested_by: str = Field(max_length=64)
    requested_at: datetime = Field(sa_type=Instant)
    decision: str | None = Field(default=None, max_length=12)
    reply: str | None = Field(default=None, max_length=500)  # the secretariat's sentence
    extension_id: int | None = Field(default=None, foreign_key="extension.id")
    decided_by: str | None = Field(default=None, max_length=64)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)


def find_requests(
    session: Session, year: int | None, as_of: date, *, unit_id: int | None = None
) -> pd.DataFrame:
    """The requests made by the end of `as_of`, the oldest first, of a period or of all, of a unit
    or of all: request_id, year, unit_id, wanted_day, reason, requested_by, requested_at, and,
    where it was decided by then, decision, reply, decided_at."""
    chosen = select_columns(
        col(ExtensionRequest.id).label("request_id"),
        ExtensionRequest.year,
        ExtensionRequest.unit_id,
        ExtensionRequest.wanted_day,
        ExtensionRequest.reason,
        ExtensionRequest.requested_by,
        ExtensionRequest.requested_at,
        ExtensionRequest.decision,
        ExtensionRequest.reply,
        ExtensionRequest.decided_at,
    ).where(col(ExtensionRequest.requested_at) < end_of_day(as_of))
    if year is not None:
        chosen = chosen.where(col(ExtensionRequest.year) == year)
    if unit_id is not None:
        chosen = chosen.where(col(ExtensionRequest.unit_id) == unit_id)
    requests = read_frame(
        session, chosen.order_by(col(ExtensionRequest.requested_at), col(ExtensionRequest.id))
    )
    later = requests["decided_at"] >= pd.Timestamp(end_of_day(as_of))
    answer = ["decision", "reply", "decided_at"]
    requests[answer] = requests[answer].mask(later)
    return requests


def find_open_request(session: Session, unit_id: int, year: int) -> ExtensionRequest | None:
    """The undecided request of a unit for a period."""
    return session.exec(
        select(ExtensionRequest).where(
            ExtensionRequest.unit_id == unit_id,
            ExtensionRequest.year == year,
            col(ExtensionRequest.decided_at).is_(None),
        )
    ).first()
