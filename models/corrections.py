"""Corrections: cells of a return that the office corrected before it received the file."""

from datetime import date, datetime

import pandas as pd
from sqlmodel import Field, Session, col

from models.batches import Batch
from models.frames import read_frame, select_columns
from models.record import Instant, Record
from models.spans import end_of_day
from models.users import User


class Correction(Record, table=True):
    """Ô do văn phòng sửa. What the sender wrote in one cell of a received file, and what was
    received in its place. The kept copy of the file stays as it was sent. Never changed."""

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batch.id", index=True)
    row: int  # as the sender's spreadsheet numbers it
    field: str = Field(max_length=40)  # of the form
    heading: str = Field(max_length=200)  # as the sender wrote it
    sent: str = Field(max_length=200)
    corrected: str = Field(max_length=2000)
    reason: str = Field(max_length=500)
    recorded_at: datetime = Field(sa_type=Instant)


def find_corrections(session: Session, as_of: date, *, batch_id: int | None = None) -> pd.DataFrame:
    """The corrections recorded by the end of `as_of` (of one batch), in the order of the
    files: batch_id, file_name, sheet, row, field, heading, sent, corrected, reason, recorded_at,
    corrected_by (a sign-in name), name (of that user, missing where no user stands for it)."""
    of_batch = () if batch_id is None else (col(Correction.batch_id) == batch_id,)
    chosen = [
        Correction.batch_id,
        Batch.file_name,
        Batch.sheet,
        Correction.row,
        Correction.field,
        Correction.heading,
        Correction.sent,
        Correction.corrected,
        Correction.reason,
        Correction.recorded_at,
        col(Batch.received_by).label("corrected_by"),
        User.name,
    ]
    statement = (
        select_columns(*chosen)
        .join(Batch, col(Batch.id) == col(Correction.batch_id))
        .join(User, col(User.code) == col(Batch.received_by), isouter=True)
        .where(col(Correction.recorded_at) < end_of_day(as_of), *of_batch)
        .order_by(col(Correction.batch_id), col(Correction.row), col(Correction.id))
    )
    return read_frame(session, statement)
