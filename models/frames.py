"""How a question answers with a pandas frame: every column typed by what was asked."""

from collections.abc import Iterator
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    Label,
    Select,
    String,
    select,
)
from sqlalchemy.types import TypeEngine
from sqlmodel import Session
from sqlmodel.sql.sqltypes import AutoString

from models.record import CHOICES, Instant
from models.soundness import UnreadableValue, wrap_driver_faults
from models.stored_values import parse_day, parse_moment

PORTION = 50_000  # rows
# Missing stays missing: whole numbers are nullable, and text is never "nan".
DTYPES: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (Boolean, "bool"),
    (BigInteger, "Int64"),
    (Integer, "Int64"),
    (Float, "float64"),
    (Date, "datetime64[s]"),
    (Instant, "datetime64[us, UTC]"),
    (String, "str"),
    (AutoString, "str"),
)


def select_columns(
    *chosen: Any,
) -> "Select[Any]":  # sqlmodel's own select knows four columns at most
    """A question for the columns `chosen`, to be answered with a frame."""
    return select(*chosen)


def read_frame(session: Session, statement: "Select[Any]") -> pd.DataFrame:
    """The rows of `statement`, one column per selected name.

    Whole numbers come as Int64, days as datetime64[s] at midnight, instants as UTC, text
    as str; NULL is missing in each. An empty answer keeps its columns and their types.
    """
    connection = session.connection()
    answer = connection.execute(statement)
    asked = [_build_column(column) for column in statement.selected_columns]
    names = dict(zip(answer.keys(), asked, strict=True))
    with wrap_driver_faults(connection):
        portions = [_build_portion(rows, names) for rows in _fetch_portions(answer.cursor)]
    return portions[0] if len(portions) == 1 else pd.concat(portions, ignore_index=True)


def _fetch_portions(cursor: Any) -> Iterator[list[Any]]:  # the driver's own
    """The rows, so many at a time that few of them are held as the driver gave them; one
    empty portion where there are none."""
    rows = cursor.fetchmany(PORTION) if cursor else []
    yield rows
    while len(rows) == PORTION:
        rows = cursor.fetchmany(PORTION)
        yield rows


class _Column(NamedTuple):
    """What a selected column becomes: its dtype; where its values lie, "" of a computed one; the
    choices its text is one of."""

    dtype: str
    place: str
    choices: frozenset[str] | None


def _build_column(column: Any) -> _Column:  # of any kind that can be selected
    stored = column.element if isinstance(column, Label) else column
    dtype = _find_dtype(column.type)
    if not isinstance(stored, Column):
        return _Column(dtype, "", None)
    return _Column(dtype, f"{stored.table.name}.{stored.name}", stored.info.get(CHOICES))


def _build_portion(rows: list[Any], names: dict[str, _Column]) -> pd.DataFrame:
    """Rows as typed columns, by whole columns."""
    values = {
        name: _read_values(list(map(itemgetter(place), rows)), column)
        for place, (name, column) in enumerate(names.items())
    }
    return pd.DataFrame(values, index=pd.RangeIndex(len(rows)), copy=False)


def read_numbers(session: Session, statement: "Select[Any]") -> pd.DataFrame:
    """The rows of `statement`, all columns of which are whole numbers, never NULL, as Int64:
    `read_frame` for very many rows."""
    connection = session.connection()
    answer = connection.execute(statement)
    names = list(answer.keys())
    with wrap_driver_faults(connection):
        fetched = answer.cursor.fetchall() if answer.cursor else []
    try:
        rows = np.fromiter(chain.from_iterable(fetched), dtype="int64").reshape(-1, len(names))
    except (TypeError, ValueError):
        raise UnreadableValue(", ".join(names)) from None
    values = {
        name: pd.arrays.IntegerArray(rows[:, place].copy(), np.zeros(len(rows), dtype="bool"))
        for place, name in enumerate(names)
    }
    return pd.DataFrame(values, index=pd.RangeIndex(len(rows)), copy=False)


def _read_values(values: list[Any], column: _Column) -> Any:  # as `_convert_values`
    """Raises UnreadableValue for what is not as the column says."""
    if column.choices is not None and not set(values) <= {*column.choices, None}:
        raise UnreadableValue(column.place)
    try:
        return _convert_values(values, column.dtype)
    except (TypeError, ValueError, OverflowError, UnreadableValue):
        raise UnreadableValue(column.place or column.dtype) from None


def _convert_values(
    values: list[Any], dtype: str
) -> Any:  # as the driver gave them; a pandas array
    if dtype.startswith("datetime64[s]"):
        for text in {value for value in values if isinstance(value, str)}:
            parse_day(text)
    if dtype == "bool" and not set(values) <= {0, 1, None}:
        raise ValueError("neither yes nor no")
    if "UTC" in dtype:
        for text in values:
            if isinstance(text, str):
                parse_moment(text)
        moments = pd.to_datetime(pd.Series(values, dtype=object), utc=True)
        return moments.dt.as_unit("us").array
    if dtype == "Int64" and None not in values:
        whole = np.array(values, dtype="int64")
        if whole.tolist() != values:  # 1.5, or "1"
            raise ValueError("no whole numbers")
        return pd.arrays.IntegerArray(whole, np.zeros(len(whole), dtype="bool"))
    return pd.Series(values, dtype=dtype).array


def _find_dtype(kind: TypeEngine[Any]) -> str:
    return next(dtype for known, dtype in DTYPES if isinstance(kind, known))
