"""Submissions: one accepted return of a unit for a period."""

from collections.abc import Collection
from datetime import date, datetime

import pandas as pd
from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, col, select

from models.batches import NIL, Batch
from models.frames import read_frame, select_columns
from models.record import Instant, Record
from models.send_backs import SendBack, is_standing_on
from models.spans import end_of_day, is_known_on, is_known_then
from models.units import Unit


class Submission(Record, table=True):
    """Báo cáo đã nhận. Several may stand for a unit and year: the first says when it came,
    the last says what it holds. `superseded_at` is set when its batch is undone."""

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int | None = Field(default=None, foreign_key="batch.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    year: int = Field(foreign_key="period.year", index=True)
    document_no: str | None = Field(default=None, max_length=60)
    document_on: date | None = None
    sent_on: date | None = None
    received_on: date
    nil: bool = False  # signed: nothing arose in the whole period
    figures_as_of: date | None = None
    estimate: bool = False
    recorded_at: datetime = Field(sa_type=Instant)
    superseded_at: datetime | None = Field(default=None, sa_type=Instant)


def list_submissions(session: Session, years: list[int], as_of: date) -> pd.DataFrame:
    """Standing submissions known at the end of `as_of`, oldest first.

    Columns: submission_id, batch_id, file_name, unit_id, year, document_no, sent_on,
    received_on, judged_on (sent, else received: what timeliness is judged by), nil,
    estimate, sent_back (was it sent back by then), sent_back_reason.
    """
    chosen = [
        col(Submission.id).label("submission_id"),
        Submission.batch_id,
        Batch.file_name,
        Submission.unit_id,
        Submission.year,
        Submission.document_no,
        Submission.sent_on,
        Submission.received_on,
        Submission.nil,
        Submission.estimate,
        col(SendBack.id).is_not(None).label("sent_back"),
        col(SendBack.reason).label("sent_back_reason"),
    ]
    statement = (
        select_columns(*chosen)
        .join(Batch, col(Batch.id) == col(Submission.batch_id), isouter=True)
        .join(
            SendBack,
            (col(SendBack.submission_id) == col(Submission.id)) & is_standing_on(as_of),
            isouter=True,
        )
        .where(
            col(Submission.year).in_(years),
            is_known_on(col(Submission.recorded_at), col(Submission.superseded_at), as_of),
        )
        .order_by(col(Submission.recorded_at), col(Submission.id))
    )
    frame = read_frame(session, statement)
    frame["judged_on"] = frame["sent_on"].fillna(frame["received_on"])
    return frame


def find_recorded_returns(session: Session) -> pd.DataFrame:
    """Every return that was ever accepted, and when it was sent back: submission_id, unit_id,
    year; recorded_at, superseded_at; sent_back_at, taken_back_at (of the sending back), a row
    for each sending back."""
    statement = select_columns(
        col(Submission.id).label("submission_id"),
        Submission.unit_id,
        Submission.year,
        Submission.recorded_at,
        Submission.superseded_at,
        col(SendBack.recorded_at).label("sent_back_at"),
        col(SendBack.superseded_at).label("taken_back_at"),
    ).join(SendBack, col(SendBack.submission_id) == col(Submission.id), isouter=True)
    return read_frame(session, statement.order_by(col(Submission.id)))


def select_standing_returns(
    recorded: pd.DataFrame, years: Collection[int], as_of: date
) -> pd.DataFrame:
    """Of all that was recorded, whose report of each of `years` stood as received at the end of
    `as_of`, and was not sent back: year, unit_id, each once."""
    edge = end_of_day(as_of)
    back = (recorded["sent_back_at"] < edge) & ~(recorded["taken_back_at"] < edge)
    returned = recorded["submission_id"].isin(recorded.loc[back, "submission_id"])
    standing = is_known_then(recorded, as_of) & ~returned & recorded["year"].isin([*years])
    return recorded.loc[standing, ["year", "unit_id"]].drop_duplicates(ignore_index=True)


def find_last_standing(session: Session, unit_id: int, year: int) -> Submission | None:
    """The last return of a unit for a year that stands now and was not sent back."""
    statement = (
        select(Submission)
        .join(SendBack, _is_sent_back_now(), isouter=True)
        .where(
            Submission.unit_id == unit_id,
            Submission.year == year,
            col(Submission.superseded_at).is_(None),
            col(SendBack.id).is_(None),
        )
        .order_by(col(Submission.id).desc())
    )
    return session.exec(statement).first()


def find_nil_batch(session: Session, unit_id: int, year: int) -> int | None:
    """The batch of the declaration that nothing arose, where that is the unit's last return that
    stands; None where it is not."""
    last = find_last_standing(session, unit_id, year)
    if last is None or last.batch_id is None:
        return None
    return last.batch_id if session.get_one(Batch, last.batch_id).layout == NIL else None


def count_times_sent_back(session: Session, unit_id: int, year: int) -> int:
    """How many standing returns of a unit for a year were sent back and stay so."""
    statement = (
        select(func.count())
        .select_from(Submission)
        .join(SendBack, _is_sent_back_now())
        .where(
            Submission.unit_id == unit_id,
            Submission.year == year,
            col(Submission.superseded_at).is_(None),
        )
    )
    return session.exec(statement).one()


def _is_sent_back_now() -> ColumnElement[bool]:
    """SQL: the sending back of a submission that stands now."""
    of_it = col(SendBack.submission_id) == col(Submission.id)
    return of_it & col(SendBack.superseded_at).is_(None)


def find_last_sent_back(session: Session, year: int, as_of: date) -> pd.DataFrame:
    """The last return each unit got back by the end of `as_of`: unit_id, returned_at (an
    instant), reason, until (the day it is asked for again)."""
    statement = (
        select_columns(
            Submission.unit_id,
            col(SendBack.recorded_at).label("returned_at"),
            col(SendBack.reason).label("reason"),
            SendBack.until,
        )
        .join(SendBack, col(SendBack.submission_id) == col(Submission.id))
        .where(
            col(Submission.year) == year,
            is_standing_on(as_of),
            is_known_on(col(Submission.recorded_at), col(Submission.superseded_at), as_of),
        )
        .order_by(col(SendBack.recorded_at), col(Submission.id))
    )
    return read_frame(session, statement).drop_duplicates("unit_id", keep="last")


def find_senders(session: Session, batch_id: int) -> pd.DataFrame:
    """The units and years a batch of results speaks for, in the plan's order: code, name_vi,
    name_en, year. Empty for a batch of another form."""
    statement = (
        select_columns(Unit.code, Unit.name_vi, Unit.name_en, Submission.year)
        .join(Submission, col(Submission.unit_id) == col(Unit.id))
        .where(col(Submission.batch_id) == batch_id)
        .order_by(col(Unit.position), col(Unit.code), col(Submission.year))
    )
    return read_frame(session, statement)


def find_batches_of_submissions(session: Session, batches: list[int]) -> dict[int, int]:
    """The submissions that came with these batches, each with its batch."""
    statement = select(col(Submission.id), col(Submission.batch_id)).where(
        col(Submission.batch_id).in_(batches)
    )
    return {
        int(number): int(batch) for number, batch in session.exec(statement) if number and batch
    }


def find_sent_back(session: Session, since: int) -> dict[int, str]:
    """Of the batches from the number `since` on those with a return that is sent back now:
    "all" where every return of the batch is, else "some"."""
    counted = (
        select(
            col(Submission.batch_id),
            func.count(col(Submission.id)),
            func.count(col(SendBack.id)),
        )
        .join(SendBack, _is_sent_back_now(), isouter=True)
        .where(col(Submission.batch_id) >= since)
        .group_by(col(Submission.batch_id))
    )
    rows = session.exec(counted).all()
    return {
        int(batch): "all" if back == every else "some"
        for batch, every, back in rows
        if batch and back
    }


def find_batch_returns(session: Session, batch_id: int) -> pd.DataFrame:
    """The returns of a batch that may be sent back or were: those that stand and are their
    unit's last of the year, in the plan's order. Columns as in `_find_returns`."""
    return _find_returns(session, col(Submission.batch_id) == batch_id)


def find_unit_return(session: Session, unit_id: int, year: int) -> pd.DataFrame:
    """The last return that stands of a unit for a year, sent back or not; one row or none."""
    return _find_returns(session, (col(Submission.unit_id) == unit_id) & (Submission.year == year))


def _find_returns(session: Session, wanted: ColumnElement[bool]) -> pd.DataFrame:
    """submission_id, batch_id, unit_id, year, document_no, received_on, nil, code, name_vi,
    name_en, kind, contact; of a sent back one sent_back_at (an instant), reason, until,
    letter_no."""
    later = aliased(Submission)
    followed = (
        select(col(later.id))
        .where(
            later.unit_id == Submission.unit_id,
            later.year == Submission.year,
            col(later.superseded_at).is_(None),
            col(later.id) > col(Submission.id),
        )
        .exists()
    )
    statement = (
        select_columns(
            col(Submission.id).label("submission_id"),
            Submission.batch_id,
            Submission.unit_id,
            Submission.year,
            Submission.document_no,
            Submission.received_on,
            Submission.nil,
            Unit.code,
            Unit.name_vi,
            Unit.name_en,
            Unit.kind,
            Unit.contact,
            col(SendBack.recorded_at).label("sent_back_at"),
            SendBack.reason,
            SendBack.until,
            SendBack.letter_no,
        )
        .join(Unit, col(Unit.id) == col(Submission.unit_id))
        .join(SendBack, _is_sent_back_now(), isouter=True)
        .where(wanted, col(Submission.superseded_at).is_(None), ~followed)
        .order_by(col(Unit.position), col(Unit.code), col(Submission.year))
    )
    return read_frame(session, statement)


def find_batches_of_unit(
    session: Session, unit_code: str, *, receiver_id: int | None = None
) -> list[int]:
    """The batches that are a unit's own: sent by it through the program, or received by the
    secretariat and speaking for this unit and no other. A file is one whole: of the second kind
    no batch is told of whose file another batch was received from that is not the unit's.

    Codes are given anew: the unit is the last one that bears the code, and earlier ones for
    the user `receiver_id`, who received for them.
    """
    latest_first = col(Unit.valid_from).desc()
    bearers = session.exec(select(Unit.id).where(Unit.code == unit_code).order_by(latest_first))
    units = [unit for unit in bearers if unit is not None]
    if not units:
        return []
    sender, receiver = func.coalesce(Batch.unit_id, 0), func.coalesce(Batch.receiver_id, 0)
    sent = (sender == units[0]) | (sender.in_(units) & (receiver == (receiver_id or -1)))
    named = (
        select(col(Submission.batch_id))
        .where(col(Submission.batch_id).is_not(None))
        .group_by(col(Submission.batch_id))
        .having(func.min(Submission.unit_id) == units[0], func.max(Submission.unit_id) == units[0])
    )
    own = sent | ((sender == 0) & col(Batch.id).in_(named))
    mixed = select(col(Batch.digest)).where(~own)
    statement = select(col(Batch.id)).where(own, sent | col(Batch.digest).not_in(mixed))
    return sorted(number for number in session.exec(statement) if number)
