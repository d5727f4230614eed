"""What the oracles count with: rows as plain dicts, where missing is None."""

from collections.abc import Callable, Hashable, Iterable

import pandas as pd

Row = dict[str, object]


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """One dict a row; every kind of missing becomes None, a day a date."""
    names = [str(name) for name in frame.columns]
    columns = [[_plain(value) for value in frame[name]] for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def groups_of(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> dict[Hashable, list[Row]]:
    """The rows under their keys."""
    groups: dict[Hashable, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def divided(part: int, whole: int) -> float | None:
    """Nothing out of nothing is None."""
    return part / whole if whole else None


def total(values: Iterable[object]) -> float | None:
    """The sum of what was told; None where nobody told anything."""
    told = [float(str(value)) for value in values if value is not None]
    return sum(told) if told else None


def _plain(value: object) -> object:
    if value is pd.NaT or value is pd.NA or value != value:
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value.item() if hasattr(value, "item") else value
