"""Backups: each copy that was made, where it lies, and whether it was proven by restoring it."""

from datetime import datetime

import pandas as pd
from sqlalchemy import BigInteger
from sqlmodel import Field, Session, col, select

from models.frames import read_frame, select_columns
from models.record import Instant, Record


class Backup(Record, table=True):
    """Bản sao lưu. `proven_at` is the moment it had been restored into a scratch place and
    found the same; else `fault` says why it was not. `head` and `entries` are the journal's
    last digest and count in the copy."""

    id: int | None = Field(default=None, primary_key=True)
    made_at: datetime = Field(sa_type=Instant, index=True)
    made_by: str = Field(max_length=64)
    place: str = Field(max_length=500)  # the file as the server sees it
    size_bytes: int = Field(sa_type=BigInteger)
    digest: str = Field(max_length=64)  # sha256 of the file
    encrypted: bool
    revision: str = Field(max_length=32)
    table_rows: int = Field(sa_type=BigInteger)  # of all tables together
    entries: int
    head: str = Field(max_length=64)
    proven_at: datetime | None = Field(default=None, sa_type=Instant)
    fault: str | None = Field(default=None, max_length=40)


def list_backups(session: Session, *, most: int = 50) -> pd.DataFrame:
    """The latest backups, newest first: backup_id, made_at, made_by, place, size_bytes,
    digest, encrypted, table_rows, entries, proven_at, fault."""
    chosen = [
        col(Backup.id).label("backup_id"),
        Backup.made_at,
        Backup.made_by,
        Backup.place,
        Backup.size_bytes,
        Backup.digest,
        Backup.encrypted,
        Backup.table_rows,
        Backup.entries,
        Backup.proven_at,
        Backup.fault,
    ]
    newest = select_columns(*chosen).order_by(col(Backup.made_at).desc(), col(Backup.id).desc())
    return read_frame(session, newest.limit(most))


def find_last_proven_backup(session: Session) -> Backup | None:
    """The latest backup that was proven, or None."""
    proven = select(Backup).where(col(Backup.proven_at).is_not(None))
    return session.exec(proven.order_by(col(Backup.made_at).desc()).limit(1)).first()
