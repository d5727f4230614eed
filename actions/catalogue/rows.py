"""Bring a table of the catalogue to the rows of its file, by identity; nothing is deleted. An
empty cell for a contact keeps the one there is, and `xóa` clears it, as in every return."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Table, bindparam, insert, select, update
from sqlmodel import Session

from intake.cells.marks import Mark, find_mark
from models import Record

IDENTITY = {
    "unit": ("code", "valid_from"),
    "task": ("code",),
    "period": ("year",),
    "succession": ("from_unit_id", "to_unit_id", "on_day"),
    "assignment": ("task_id", "unit_id", "valid_from"),
}
# What an empty cell leaves as it is stored: an office's telephone is told to the screen, too.
KEPT_WHEN_EMPTY = frozenset({"contact"})

Row = Mapping[str, object]


class Stored(NamedTuple):
    """What a file did to its table: the rows it added; of those it changed, as they were and
    what they say now."""

    name: str
    new: list[Row]
    changed: list[tuple[Row, Row]]


def store_rows(session: Session, name: str, rows: Iterable[Row]) -> Stored:
    """Insert what is new, update what differs."""
    table = Record.metadata.tables[name]
    stored_rows = _load_rows(session, table)
    new: list[Row] = []
    changed: list[tuple[Row, Row]] = []
    for row in rows:
        stored = stored_rows.get(_get_identity(table, row))
        values = {column: _choose_value(column, row[column], stored) for column in row}
        if stored is None:
            new.append(values)
        elif any(stored[column] != value for column, value in values.items()):
            changed.append((stored, values))
    if new:
        session.execute(insert(table), new)
    if changed:
        same = table.c[_get_key(table)] == bindparam("stored_key")
        named = [{**values, "stored_key": stored[_get_key(table)]} for stored, values in changed]
        session.connection().execute(update(table).where(same), named)
    return Stored(name, new, changed)


def _choose_value(column: str, value: object, stored: Row | None) -> object:
    """The value to store for a cell, where an empty one keeps what is stored."""
    if column not in KEPT_WHEN_EMPTY:
        return value
    if value is None:
        return stored[column] if stored is not None else None
    return None if find_mark(value) == Mark.CLEAR else value


def _load_rows(session: Session, table: Table) -> dict[tuple[object, ...], Row]:
    names = list(table.columns.keys())
    answer = session.connection().execute(select(table))
    rows = [dict(zip(names, values, strict=True)) for values in answer]
    return {_get_identity(table, row): row for row in rows}


def _get_identity(table: Table, row: Row) -> tuple[object, ...]:
    return tuple(row[column] for column in IDENTITY[table.name])


def _get_key(table: Table) -> str:
    return str(next(iter(table.primary_key.columns)).name)
