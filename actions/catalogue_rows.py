"""Bring a table of the catalogue to the rows of its file, by identity; nothing is deleted. An
empty cell for a contact keeps the one there is, and `xóa` clears it, as in every return."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Table, bindparam, insert, select, update
from sqlmodel import Session

from intake.marks import Mark, mark_of
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
    kept = _kept(session, table)
    new: list[Row] = []
    changed: list[tuple[Row, Row]] = []
    for row in rows:
        stored = kept.get(_identity(table, row))
        said = {column: _said(column, row[column], stored) for column in row}
        if stored is None:
            new.append(said)
        elif any(stored[column] != value for column, value in said.items()):
            changed.append((stored, said))
    if new:
        session.execute(insert(table), new)
    if changed:
        same = table.c[_key(table)] == bindparam("stored_key")
        named = [{**said, "stored_key": stored[_key(table)]} for stored, said in changed]
        session.connection().execute(update(table).where(same), named)
    return Stored(name, new, changed)


def _said(column: str, value: object, stored: Row | None) -> object:
    """What a cell asks for, where it is told elsewhere as well."""
    if column not in KEPT_WHEN_EMPTY:
        return value
    if value is None:
        return stored[column] if stored is not None else None
    return None if mark_of(value) == Mark.CLEAR else value


def _kept(session: Session, table: Table) -> dict[tuple[object, ...], Row]:
    names = list(table.columns.keys())
    answer = session.connection().execute(select(table))
    rows = [dict(zip(names, values, strict=True)) for values in answer]
    return {_identity(table, row): row for row in rows}


def _identity(table: Table, row: Row) -> tuple[object, ...]:
    return tuple(row[column] for column in IDENTITY[table.name])


def _key(table: Table) -> str:
    return str(next(iter(table.primary_key.columns)).name)
