"""Days that a spreadsheet set to English may have swapped: it takes "05/12/2026" for a day in
May and leaves "25/12/2026" as text. Asked about where the column shows it, never put right."""

import re
from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from intake.cells.rows import Rows
from intake.references import References

DAY_FIRST = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}\s*")
MONTHS = 12
ENOUGH = 3  # different days none of which is above 12: by chance once in fifteen times


def make_swapped_day_rule(name: str) -> Callable[[Rows, References], Rows]:
    """A rule for a column in which texts put the day first (a day above 12 proves it), while every
    true day could be swapped: and some fall into the period only when they are, or there are so
    many that it is no accident."""

    def check(rows: Rows, references: References) -> Rows:
        true = _find_true_days(rows, name)
        if true.empty or (true.dt.day > MONTHS).any():
            return rows
        back = true.map(lambda day: day.replace(month=day.day, day=day.month))
        first, last = _find_bounds(rows.frame.loc[true.index], references)
        proven = (~_is_within(true, first, last) & _is_within(back, first, last)).any()
        if not proven and true.nunique() < ENOUGH:
            return rows
        for day in true[true != back].unique():
            facts = {"read_as": date(day.year, day.day, day.month)}
            wrong = pd.Series(rows.frame.index.isin(true.index[true == day]), rows.frame.index)
            rows = rows.add_findings(wrong, "value.day_month_swapped", name, facts)
        return rows

    return check


def _find_true_days(rows: Rows, name: str) -> pd.Series:
    """The column's cells that are days of the workbook's own, where its texts prove that the
    sender puts the day first; else none."""
    nothing = pd.Series(dtype="datetime64[s]")
    column = rows.headers.columns.get(name)
    if column is None or rows.headers.table.cells[column].dtype != object:
        return nothing
    cells = rows.headers.table.cells[column].reindex(rows.frame.index)
    is_day = np.array([isinstance(cell, date) for cell in cells], dtype=bool)
    if not is_day.any() or not any(map(_is_day_first, cells[~is_day].unique())):
        return nothing
    return rows.get_days(name)[is_day].dropna()


def _is_day_first(cell: object) -> bool:
    match = DAY_FIRST.fullmatch(cell) if isinstance(cell, str) else None
    return match is not None and int(match[1]) > MONTHS >= int(match[2])


def _find_bounds(frame: pd.DataFrame, references: References) -> tuple[pd.Series, pd.Series]:
    """The first and the last day that each row can mean: of its period, and not after the
    file came."""
    came = pd.Timestamp(references.day)
    known = references.periods.set_index("year")
    if "year" not in frame:
        earliest = known["data_from"].min()
        return pd.Series(earliest, frame.index), pd.Series(came, frame.index)
    first, last = frame["year"].map(known["data_from"]), frame["year"].map(known["data_to"])
    return first, last.where(last <= came, came)


def _is_within(days: pd.Series, first: pd.Series, last: pd.Series) -> pd.Series:
    return (days >= first) & (days <= last)
