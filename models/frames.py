"""How a question answers with a pandas frame: every column typed by what was asked."""

from collections.abc import Sequence
from typing import Any

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
    told = dict(zip(names, zip(*rows, strict=True), strict=False)) or dict.fromkeys(names, ())
    wanted = zip(names, asked.selected_columns, strict=True)
    kinds = {name: _dtype(column.type) for name, column in wanted}
    return pd.DataFrame({name: _typed(told[name], kinds[name]) for name in names})


def _typed(values: Sequence[Any], dtype: str) -> pd.Series:  # as the driver gave them
    if "UTC" in dtype:
        moments = pd.to_datetime(pd.Series(values, dtype=object), utc=True)
        return moments.dt.as_unit("us")
    return pd.Series(list(values), dtype=dtype)


def _dtype(kind: TypeEngine[Any]) -> str:
    return next(dtype for known, dtype in DTYPES if isinstance(kind, known))
