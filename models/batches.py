"""Batches: one upload each, kept as it was accepted, with what it changed."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

import pandas as pd
from sqlalchemy import CheckConstraint, Index, LargeBinary, text
from sqlmodel import Field, Session, col, select

from models.frames import read_frame, select_columns
from models.record import Instant, Record, build_choice_constraint
from models.spans import end_of_day

NIL = "nil"  # the layout of a batch without a file: a unit's declaration that nothing arose


class Overlap(StrEnum):
    """What was decided of the rows that another file or sheet of the upload writes about too."""

    ADD = "add"  # to what the other says
    REPLACE = "replace"  # what the other says
    LEAVE = "leave"  # out: the other is right


class Batch(Record, table=True):
    """Lần nhận: one accepted file, or a declaration without one (NIL). `undone_at` marks
    it taken back; nothing is deleted.

    `token` is the fingerprint of bytes + choices: the same acceptance pressed twice bites
    on its index and stays one.

    `receiver_id` and `unit_id` say whose it is, as things were at the moment of receipt: the
    user who received it (None: whoever acts without an account), and the unit that sent it
    through the program (None: the secretariat received it). `received_by` is what the receiver
    was called, to be read and never to be asked.
    """

    __table_args__ = (
        build_choice_constraint("overlap", Overlap),
        CheckConstraint("size_bytes >= 0", name="size_not_negative"),
        Index(
            "uq_batch_token_standing",
            "token",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(max_length=64)
    file_name: str = Field(max_length=255)
    digest: str = Field(max_length=64, index=True)  # sha256 of the bytes as sent
    content: bytes = Field(sa_type=LargeBinary)
    size_bytes: int
    layout: str = Field(max_length=16)
    sheet: str | None = Field(default=None, max_length=64)  # of a file received sheet by sheet
    document_no: str | None = Field(default=None, max_length=60)
    document_on: date | None = None
    sent_on: date | None = None
    received_on: date
    received_by: str = Field(max_length=64)
    receiver_id: int | None = Field(default=None, foreign_key="app_user.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    rows_new: int
    rows_changed: int
    rows_unchanged: int
    rows_left: int  # faulty rows left out by the clerk's choice
    reason: str | None = Field(default=None, max_length=500)  # why it was kept with warnings
    overlap: str | None = Field(default=None, max_length=16)  # an Overlap
    recorded_at: datetime = Field(sa_type=Instant)
    undone_at: datetime | None = Field(default=None, sa_type=Instant)
    undone_by: str | None = Field(default=None, max_length=64)
    emptied_at: datetime | None = Field(default=None, sa_type=Instant)  # its time of keeping ended


MOST_LOOKED_THROUGH = 2000  # batches


def list_batches(session: Session, as_of: date, *, most: int = 200) -> pd.DataFrame:
    """The latest batches recorded by the end of `as_of`, newest first, without their bytes."""
    chosen = [
        col(Batch.id).label("batch_id"),
        Batch.file_name,
        Batch.digest,
        Batch.size_bytes,
        Batch.layout,
        Batch.sheet,
        Batch.document_no,
        Batch.sent_on,
        Batch.received_on,
        Batch.received_by,
        Batch.unit_id,
        Batch.rows_new,
        Batch.rows_changed,
        Batch.rows_unchanged,
        Batch.rows_left,
        Batch.reason,
        Batch.recorded_at,
        Batch.undone_at,
        Batch.undone_by,
        Batch.emptied_at,
    ]
    statement = (
        select_columns(*chosen)
        .where(col(Batch.recorded_at) < end_of_day(as_of))
        .order_by(col(Batch.recorded_at).desc(), col(Batch.id).desc())
        .limit(most)
    )
    return read_frame(session, statement)


def find_standing_batch(session: Session, token: str) -> Batch | None:
    """The batch already accepted under `token` and not undone, or None."""
    return session.exec(
        select(Batch).where(Batch.token == token, col(Batch.undone_at).is_(None))
    ).first()


class StandingBatch(NamedTuple):
    """A batch that stands: its number, its file, and what became of the file's rows."""

    number: int
    file_name: str
    digest: str
    new: int
    changed: int
    unchanged: int
    left: int


def find_standing_batches(session: Session, numbers: Sequence[int]) -> dict[int, StandingBatch]:
    """Those of the batches `numbers` that were not undone, by their numbers, without bytes."""
    statement = select_columns(
        Batch.id,
        Batch.file_name,
        Batch.digest,
        Batch.rows_new,
        Batch.rows_changed,
        Batch.rows_unchanged,
        Batch.rows_left,
    ).where(col(Batch.id).in_(numbers), col(Batch.undone_at).is_(None))
    return {row[0]: StandingBatch(*row) for row in session.connection().execute(statement)}


def find_batches_of_digest(session: Session, digest: str, sheet: str | None = None) -> list[int]:
    """Ids of standing batches whose file came with exactly these bytes; of those received
    sheet by sheet, the ones of this sheet."""
    same = col(Batch.sheet).is_(None) | (col(Batch.sheet) == sheet)
    statement = select(col(Batch.id)).where(
        Batch.digest == digest, col(Batch.undone_at).is_(None), same
    )
    return [number for number in session.exec(statement) if number is not None]


def select_batches_of_a_sheet(session: Session, numbers: list[int]) -> list[int]:
    """Those of `numbers` that are one sheet of a file with several."""
    statement = select(col(Batch.id)).where(
        col(Batch.id).in_(numbers), col(Batch.sheet).is_not(None)
    )
    return [number for number in session.exec(statement) if number is not None]


def find_sheets_of_digest(session: Session, digest: str) -> set[str | None]:
    """The sheets received of a file that came with exactly these bytes."""
    return set(session.exec(select(Batch.sheet).where(Batch.digest == digest)))
