"""Records: rows as plain values that JSON can keep. Days are ISO dates, missing is None."""

from collections.abc import Mapping
from datetime import date, datetime

import numpy as np
import pandas as pd

Plain = str | int | float | bool | None
Record = dict[str, Plain]


def to_records(frame: pd.DataFrame) -> list[Record]:
    """Each row of `frame` by column name, in order."""
    names = [str(name) for name in frame]
    rows = zip(*(frame[name].tolist() for name in frame), strict=True)
    return [to_record(dict(zip(names, row, strict=True))) for row in rows]


def to_record(row: Mapping[str, object]) -> Record:
    return {name: to_plain_value(value) for name, value in row.items()}


def to_plain_value(value: object) -> Plain:
    """A value as JSON has it; a whole float is a whole number. TypeError for other things."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.isoformat()
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str | int | float):
        return value
    raise TypeError(f"not a plain value: {value!r}")
