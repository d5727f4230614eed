"""Stored values: what can be read as its column says, and where one cannot.

SQLite keeps whatever bytes are written into a column, and nothing keeps a text from being no JSON
or none of the choices it should be one of. Such a value is damage: whoever reads it raises
UnreadableValue, and models/value_faults.py names every one.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    Float,
    Integer,
    LargeBinary,
    Table,
    Text,
    and_,
    event,
    func,
    or_,
    type_coerce,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import QueryContext
from sqlalchemy.types import TypeEngine

from models.record import CHOICES, JSON, PATTERN, Instant, Record
from models.soundness import UnreadableValue

SECOND = "%Y-%m-%d %H:%M:%S"
FRACTION = "." + "[0-9]" * 6
FIRST_YEAR = "0001"  # Python's
Processor = Callable[[Any], Any]  # of the driver's values


def parse_day(text: Any) -> date | None:  # as SQLite has it: of any type
    """A day as SQLite keeps it, 2026-12-20. Raises UnreadableValue."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except (TypeError, ValueError):
        raise UnreadableValue("date") from None
    if len(text) != 10 or text[7] != "-":  # a week, or without its lines
        raise UnreadableValue("date")
    return day


def parse_moment(text: Any) -> datetime | None:  # as SQLite has it: of any type
    """A moment as SQLite keeps it, without a time zone. Raises UnreadableValue."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise UnreadableValue("datetime") from None
    if moment.tzinfo is not None or len(text) < 19:
        raise UnreadableValue("datetime")
    return moment


def parse_json(text: str, place: str) -> Any:  # as it was written
    """JSON that is kept in the column `place`. Raises UnreadableValue."""
    try:
        return json.loads(text)
    except (TypeError, ValueError):
        raise UnreadableValue(place) from None


def _check_whole(value: Any) -> Any:
    if value is None or isinstance(value, int):
        return value
    raise UnreadableValue("integer")


def _check_fraction(value: Any) -> float | None:
    if value is None or isinstance(value, int | float):
        return value
    raise UnreadableValue("number")


class _Day(sqlite.DATE):
    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return parse_day


class _Moment(sqlite.DATETIME):
    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return parse_moment


class _Whole(Integer):
    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return _check_whole


class _Large(BigInteger):
    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return _check_whole


class _Fraction(Float[float]):
    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return _check_fraction


CHECKED: dict[type[TypeEngine[Any]], type[TypeEngine[Any]]] = {
    **{Date: _Day, DateTime: _Moment},
    **{BigInteger: _Large, Integer: _Whole, Float: _Fraction},
}


def check_types(dialect: Dialect) -> None:
    """From now on what this SQLite `dialect` reads is what its column says, or UnreadableValue."""
    dialect.colspecs = {**dialect.colspecs, **CHECKED}


@event.listens_for(Record, "load", propagate=True)
def _check_texts(record: Record, _context: QueryContext) -> None:
    """Raise UnreadableValue for a text of the row that is not what its column's `info` says."""
    table: Table = record.__table__  # type: ignore[attr-defined]  # of tables alone
    for column in _list_told_columns(table):
        value = record.__dict__.get(column.name)
        if value is None:
            continue
        place = f"{table.name}.{column.name}"
        if value not in column.info.get(CHOICES, (value,)):
            raise UnreadableValue(place)
        if PATTERN in column.info and not re.search(column.info[PATTERN], value):
            raise UnreadableValue(place)
        if JSON in column.info:
            parse_json(value, place)


def _list_told_columns(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if column.info]


def build_unreadable_condition(column: Column[Any], dialect: str) -> ColumnElement[bool]:
    """Is a value of `column` other than its type, its choices and its pattern say? In SQL; of
    NULL it is not. JSON is left out: no database of ours reads it."""
    conditions = list(_list_sqlite_conditions(column) if dialect == "sqlite" else ())
    if dialect != "sqlite" and isinstance(column.type, Date | Instant):
        first, last = (
            (date.min, date.max) if isinstance(column.type, Date) else (datetime.min, datetime.max)
        )
        raw = type_coerce(column, Date() if isinstance(column.type, Date) else DateTime())
        conditions += [raw < first, raw > last]
    if CHOICES in column.info:
        conditions.append(column.not_in(sorted(column.info[CHOICES])))
    if PATTERN in column.info:
        conditions.append(~column.regexp_match(column.info[PATTERN]))
    return and_(column.is_not(None), or_(False, *conditions))


def _list_sqlite_conditions(column: Column[Any]) -> Iterator[ColumnElement[bool]]:
    kind, raw = func.typeof(column), type_coerce(column, Text())
    if isinstance(column.type, Integer):
        yield kind != "integer"
    elif isinstance(column.type, Boolean):
        yield kind != "integer"
        yield type_coerce(column, Integer).not_in([0, 1])
    elif isinstance(column.type, Float):
        yield kind.not_in(["real", "integer"])
    elif isinstance(column.type, LargeBinary):
        yield kind.not_in(["blob", "text"])
    else:
        yield kind != "text"
    if isinstance(column.type, Date):
        yield func.date(raw, "+0 days").is_distinct_from(raw)
        yield raw < FIRST_YEAR
    if isinstance(column.type, Instant):
        second, rest = func.substr(raw, 1, 19), func.substr(raw, 20)
        yield func.strftime(SECOND, second, "+0 days").is_distinct_from(second)
        yield and_(rest != "", rest.op("NOT GLOB")(FRACTION))
        yield raw < FIRST_YEAR
