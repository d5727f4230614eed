"""Versions: how rows are written without overwriting. Used by every action that keeps data."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Table, bindparam, insert, update
from sqlmodel import Session

from models import Dossier, Record, Result, Support

TABLES: dict[str, Table] = {
    "results": Record.metadata.tables[str(Result.__tablename__)],
    "addresses": Record.metadata.tables[str(Dossier.__tablename__)],
    "supports": Record.metadata.tables[str(Support.__tablename__)],
}
Values = dict[str, Any]  # a row as the driver takes it


def supersede(
    session: Session, table: Table, *, ids: Sequence[int], by: int | None, now: datetime
) -> None:
    """End the versions `ids` at `now`, by batch `by` (None where an undo ends them)."""
    if not ids:
        return
    ended = (
        update(table)
        .where(table.c.id == bindparam("ended_id"))
        .values(superseded_at=now, superseded_by=by)
    )
    session.connection().execute(ended, [{"ended_id": number} for number in ids])


def add_versions(session: Session, table: Table, rows: list[Values]) -> None:
    """Insert `rows` as new current versions."""
    if rows:
        session.connection().execute(insert(table), rows)


def as_values(frame: pd.DataFrame) -> list[Values]:
    """A frame's rows as the driver takes them: days as dates, missing as None."""
    native = {}
    for name in frame:
        column = frame[name]
        if pd.api.types.is_datetime64_any_dtype(column):
            column = column.dt.date
        present = column.astype(object)
        native[str(name)] = present.where(column.notna(), None)
    return [
        dict(zip(native, values, strict=True))
        for values in zip(*(column.tolist() for column in native.values()), strict=True)
    ]
