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
MOST_AT_ONCE = 50_000  # rows: their values are held twice while they are written


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


def add_frame(session: Session, table: Table, frame: pd.DataFrame) -> None:
    """Insert a frame's rows as new current versions, its columns by their names.

    The statement goes to the driver with many whole rows at once: typing each value of a
    large file a second time would cost more than the database does.
    """
    connection = session.connection()
    plain = connection.dialect.name == "sqlite"  # its driver takes days and instants as text
    names = [str(name) for name in frame]
    statement = insert(table).compile(dialect=connection.dialect, column_keys=names)
    for start in range(0, len(frame), MOST_AT_ONCE):
        part = frame.iloc[start : start + MOST_AT_ONCE]
        columns = {str(name): _convert_values(part[name], plain) for name in frame}
        connection.exec_driver_sql(str(statement), _build_rows(columns, statement.positiontup))


def _build_rows(
    columns: dict[str, list[Any]], order: list[str] | None
) -> list[Any]:  # what drivers take
    """Rows for the driver: tuples in the order of its statement, or values by their names."""
    if order is None:
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return list(zip(*(columns[name] for name in order), strict=True))


def _convert_values(column: pd.Series, plain: bool) -> list[Any]:  # as the driver takes them
    kind = column.dtype
    if isinstance(kind, pd.DatetimeTZDtype):
        moments = column.dt.tz_convert("UTC").dt.tz_localize(None)
        return (
            _format_values(moments, "%Y-%m-%d %H:%M:%S.%f") if plain else _convert_natives(moments)
        )
    if pd.api.types.is_datetime64_any_dtype(kind):
        return _format_values(column, "%Y-%m-%d") if plain else _convert_natives(column.dt.date)
    if plain and kind == "bool":  # which the driver would first look for a way to adapt
        return _convert_natives(column.astype("int64"))
    return _convert_natives(column)


def _format_values(column: pd.Series, form: str) -> list[Any]:
    places, different = pd.factorize(column)
    texts = [value.strftime(form) for value in pd.Series(different)] + [None]  # place -1 is missing
    return [texts[place] for place in places.tolist()]


def _convert_natives(column: pd.Series) -> list[Any]:
    values = column.to_numpy(dtype=object, copy=True)
    values[column.isna().to_numpy()] = None
    natives: list[Any] = values.tolist()
    return natives
