"""Values that cannot be read as what their columns say: where they are, found by reading all."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, or_, select, type_coerce
from sqlalchemy.types import NullType
from sqlmodel import Session, col

from models.choices import CHOICES
from models.record import JSON, Record
from models.settings import SAMPLE_DAY, Setting
from models.sign_ins import ENDED_AT, parse_end_of_all
from models.soundness import UnreadableValue
from models.stored_values import build_unreadable_condition, parse_day, parse_json

MOST_NAMED = 5  # the first few show where to look
SETTINGS = {SAMPLE_DAY: parse_day, ENDED_AT: parse_end_of_all}


class ValueFault(NamedTuple):
    """Where a value is that cannot be read: `row` is the row's key, "" where nobody can tell."""

    table: str
    column: str
    row: str

    def __str__(self) -> str:
        return (
            f"{self.table}.{self.column}, {self.row}" if self.row else f"{self.table}.{self.column}"
        )


def find_unreadable_values(session: Session, *, most: int = MOST_NAMED) -> list[ValueFault]:
    """Every value of every table of ours that cannot be read as what its column says, the first
    `most` of them."""
    return list(islice(_find_all(session), most))


def _find_all(session: Session) -> Iterator[ValueFault]:
    for table in Record.metadata.sorted_tables:
        yield from _find_mistyped(session, table)
        yield from _find_no_json(session, table)
    yield from _find_settings(session)


def _find_mistyped(session: Session, table: Table) -> Iterator[ValueFault]:
    dialect = session.get_bind().dialect.name
    key = _coerce_key(table)
    conditions = {
        column.name: build_unreadable_condition(column, dialect) for column in table.columns
    }
    flags = [condition.label(f"is_{name}") for name, condition in conditions.items()]
    statement = select(*key, *flags).where(or_(*conditions.values())).limit(MOST_NAMED)
    for row in session.execute(statement):
        for name, is_unreadable in zip(conditions, row[len(key) :], strict=True):
            if is_unreadable:
                yield ValueFault(table.name, name, _format_key(row[: len(key)]))


def _find_no_json(session: Session, table: Table) -> Iterator[ValueFault]:
    """Read one after another: an answer of the journal's may be long."""
    columns = [column for column in table.columns if JSON in column.info]
    if not columns:
        return
    key = _coerce_key(table)
    statement = select(*key, *columns).execution_options(yield_per=500)
    for row in session.execute(statement):
        for column, text in zip(columns, row[len(key) :], strict=True):
            try:
                parse_json("null" if text is None else text, column.name)
            except UnreadableValue:
                yield ValueFault(table.name, column.name, _format_key(row[: len(key)]))


def _coerce_key(table: Table) -> list[ColumnElement[Any]]:
    """The columns of the key as the database has them, whatever that is."""
    return [
        type_coerce(column, NullType()).label(f"key_{column.name}") for column in table.primary_key
    ]


def _format_key(values: Any) -> str:  # of the driver
    return " ".join(str(value) for value in values)


def _find_settings(session: Session) -> Iterator[ValueFault]:
    """What is set is text; some of it is read as a day, a moment or a number."""
    named = [*SETTINGS, *(choice.name for choice in CHOICES)]
    query = select(col(Setting.name), col(Setting.value)).where(col(Setting.name).in_(named))
    for name, value in session.execute(query.order_by(col(Setting.name))):
        try:
            SETTINGS.get(name, _check_number)(value)
        except UnreadableValue:
            yield ValueFault("setting", "value", name)


def _check_number(text: str) -> None:
    if not text.isdecimal():
        raise UnreadableValue("setting.value")
