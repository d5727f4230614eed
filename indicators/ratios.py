"""Ratios: part and whole are counted first and divided last; nothing out of nothing is no data."""

import pandas as pd


def share(part: pd.Series, whole: pd.Series) -> pd.Series:
    """`part` over `whole` as float64; missing where `whole` is 0 or missing."""
    counted = whole.astype("Float64")
    return (part.astype("Float64") / counted.where(counted > 0)).astype("float64")


def tally(keys: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    """How many rows carry each mark, one row per different `keys`, sorted by them.

    `keys` and `marks` (true or false, or whole numbers) share their index. A key may be
    missing. Without any key column there is exactly one row, even out of nothing.
    Counts come as Int64.
    """
    numbers = marks.astype("Int64")
    if keys.columns.empty:
        return numbers.sum().to_frame().T.astype("Int64")
    names = list(keys.columns)
    return pd.concat([keys, numbers], axis=1).groupby(names, dropna=False).sum().reset_index()
