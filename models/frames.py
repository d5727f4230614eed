"""How a question answers with a pandas frame: every column typed by what was asked."""

from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import BigInteger, Boolean, Date, Float, Integer, Select, String, select
from sqlalchemy.types import TypeEngine
from sqlmodel import Session
from sqlmodel.sql.sqltypes import AutoString

from models.record import Instant

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


def columns(*chosen: Any) -> "Select[Any]":  # sqlmodel's own select knows four columns at most
    """A question for the columns `chosen`, to be answered with a frame."""
    return select(*chosen)


def frame_of(session: Session, asked: "Select[Any]") -> pd.DataFrame:
    """The rows of `asked`, one column per selected name.

    Whole numbers come as Int64, days as datetime64[s] at midnight, instants as UTC, text
    as str; NULL is missing in each. An empty answer keeps its columns and their types.
    """
    answer = session.connection().execute(asked)
    names = list(answer.keys())
    rows = answer.cursor.fetchall() if answer.cursor else []  # typed below, by whole columns
    kinds = [_dtype(column.type) for column in asked.selected_columns]
    told = {
        name: _typed(list(map(itemgetter(place), rows)), kind)
        for place, (name, kind) in enumerate(zip(names, kinds, strict=True))
    }
    return pd.DataFrame(told, index=pd.RangeIndex(len(rows)), copy=False)


def numbers_of(session: Session, asked: "Select[Any]") -> pd.DataFrame:
    """The rows of `asked`, all of whose columns are whole numbers and never NULL, as Int64:
    `frame_of` for very many rows."""
    answer = session.connection().execute(asked)
    names = list(answer.keys())
    met = answer.cursor.fetchall() if answer.cursor else []
    rows = np.fromiter(chain.from_iterable(met), dtype="int64").reshape(-1, len(names))
    told = {
        name: pd.arrays.IntegerArray(rows[:, place].copy(), np.zeros(len(rows), dtype="bool"))
        for place, name in enumerate(names)
    }
    return pd.DataFrame(told, index=pd.RangeIndex(len(rows)), copy=False)


def _typed(values: list[Any], dtype: str) -> Any:  # as the driver gave them; a pandas array
    if "UTC" in dtype:
        moments = pd.to_datetime(pd.Series(values, dtype=object), utc=True)
        return moments.dt.as_unit("us").array
    if dtype == "Int64" and None not in values:
        whole = np.array(values, dtype="int64")
        return pd.arrays.IntegerArray(whole, np.zeros(len(whole), dtype="bool"))
    return pd.Series(values, dtype=dtype).array


def _dtype(kind: TypeEngine[Any]) -> str:
    return next(dtype for known, dtype in DTYPES if isinstance(kind, known))
