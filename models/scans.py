"""Signed scans kept beside a return, as they were sent; never opened by the program."""

from datetime import date, datetime
from enum import StrEnum

import pandas as pd
from sqlalchemy import CheckConstraint, ColumnElement, Index, LargeBinary, text
from sqlmodel import Field, Session, col, func, select

from models.batches import Batch
from models.frames import read_frame, select_columns
from models.record import Instant, Record, build_choice_constraint
from models.submissions import Submission


class ScanKind(StrEnum):
    """What a scan may be, told by its first bytes."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"


class Scan(Record, table=True):
    """Bản ký: the signed document of a return, scanned or photographed. `superseded_at` is set
    when it is withdrawn, `emptied_at` when its content went: withdrawn, past its time of
    keeping, or beside an erased address."""

    __table_args__ = (
        build_choice_constraint("kind", ScanKind),
        CheckConstraint("size_bytes >= 0", name="size_not_negative"),
        Index(
            "uq_scan_standing",
            "batch_id",
            "digest",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batch.id", index=True)
    file_name: str = Field(max_length=255)
    kind: str = Field(max_length=8)
    digest: str = Field(max_length=64)  # sha256 of the bytes as sent
    content: bytes = Field(sa_type=LargeBinary)
    size_bytes: int
    attached_by: str = Field(max_length=64)
    recorded_at: datetime = Field(sa_type=Instant)
    superseded_at: datetime | None = Field(default=None, sa_type=Instant)
    emptied_at: datetime | None = Field(default=None, sa_type=Instant)


def find_batch_scans(session: Session, batch_id: int) -> pd.DataFrame:
    """The standing scans of a batch, oldest first, without their bytes: scan_id, batch_id,
    file_name, kind, digest, size_bytes, attached_by, recorded_at, emptied_at."""
    return _find_scans(session, col(Scan.batch_id) == batch_id)


def find_scans_of_submissions(session: Session, submission_ids: list[int]) -> pd.DataFrame:
    """The same of every batch that one of the submissions came with."""
    batches = select(Submission.batch_id).where(col(Submission.id).in_(submission_ids))
    return _find_scans(session, col(Scan.batch_id).in_(batches))


def _find_scans(session: Session, wanted: ColumnElement[bool]) -> pd.DataFrame:
    statement = (
        select_columns(
            col(Scan.id).label("scan_id"),
            Scan.batch_id,
            Scan.file_name,
            Scan.kind,
            Scan.digest,
            Scan.size_bytes,
            Scan.attached_by,
            Scan.recorded_at,
            Scan.emptied_at,
        )
        .where(wanted, col(Scan.superseded_at).is_(None))
        .order_by(col(Scan.batch_id), col(Scan.id))
    )
    return read_frame(session, statement)


def count_batch_scans(session: Session, batch_id: int) -> int:
    """How many scans of a batch stand."""
    statement = (
        select(func.count())
        .select_from(Scan)
        .where(Scan.batch_id == batch_id, col(Scan.superseded_at).is_(None))
    )
    return session.exec(statement).one()


def is_attached(session: Session, batch_id: int, digest: str) -> bool:
    """Does a scan with exactly these bytes stand beside the batch?"""
    statement = select(Scan.id).where(
        Scan.batch_id == batch_id, Scan.digest == digest, col(Scan.superseded_at).is_(None)
    )
    return session.exec(statement).first() is not None


def is_received_before(day: date) -> ColumnElement[bool]:
    """SQL: is the scan of a batch that was received before `day`?"""
    old = select(col(Batch.id)).where(col(Batch.received_on) < day)
    return col(Scan.batch_id).in_(old)
