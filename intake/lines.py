"""Lines below the headings: which are rows of the form, and which are not: blank lines,
totals, group titles, a heading repeated on the next page, the place for signatures."""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from intake.findings import Finding
from intake.folding import folded
from intake.headings import Headed
from intake.marks import Mark, mark_of

TOTAL = re.compile(r"(tong|cong|tong cong|tong so|cong don|luy ke|total|sum)( .*)?")
FOOT = re.compile(
    r"(nguoi lap|lap bang|lap bieu|ky ten|ky ghi ro|thu truong|giam doc|chu tich|pho chu tich|"
    r"truong phong|ke toan|noi nhan|ghi chu|xac nhan|cao bang ngay|tm |kt |tl |.* ngay .* thang ).*"
)
ENOUGH = 2  # a line with fewer filled cells than this says nothing of a task or an address
LONGEST = 80


def rows_of(headed: Headed) -> tuple[pd.DataFrame, list[Finding]]:
    """The rows of the form by the sender's numbers, and a note for each line passed over."""
    below = headed.table.cells.loc[headed.row :].iloc[1:]
    filled = {int(column): ~_each(below[column], _is_blank) for column in below.columns}
    known = list(headed.columns.values())
    count = np.sum([filled[column] for column in known], axis=0)
    first = _first_filled(below, filled)
    passed = (count > 0) & _passed(headed, first, count=count, filled=filled)
    anything = np.any(list(filled.values()), axis=0) & (count == 0)
    rows: pd.DataFrame = below[(count > 0) & ~passed]
    remarks = [
        Finding("row.passed_over", row=int(number), value=text[:LONGEST], sheet=headed.table.sheet)
        for number, text in first[passed | anything].items()
    ]
    return rows, remarks


def _passed(
    headed: Headed, first: pd.Series, *, count: np.ndarray, filled: dict[int, np.ndarray]
) -> np.ndarray:
    required = [one.name for one in headed.layout.fields if one.required]
    keyed = np.all([filled[headed.columns[name]] for name in required], axis=0)
    title = _each(first, _is_title)
    heading = _each(first, lambda text: folded(str(text)) in _heading_words(headed))
    alone = (count < ENOUGH) & ~keyed
    passed: np.ndarray = alone | (title & ~keyed) | (heading & _is_heading_row(headed, first))
    return passed


def _is_heading_row(headed: Headed, first: pd.Series) -> np.ndarray:
    """Lines whose cell in a required column is that column's own heading again."""
    name = next(one.name for one in headed.layout.fields if one.required)
    cells = headed.table.cells.loc[first.index, headed.columns[name]]
    again: np.ndarray = (cells.astype("str") == headed.headings[name]).to_numpy()
    return again


def _heading_words(headed: Headed) -> set[str]:
    return {folded(str(cell)) for cell in headed.table.cells.loc[headed.row]} - {""}


def _first_filled(below: pd.DataFrame, filled: dict[int, np.ndarray]) -> pd.Series:
    """Each line's first filled cell, as text."""
    first = pd.Series("", index=below.index, dtype=object)
    for column in reversed(list(filled)):
        first[filled[column]] = below[column][filled[column]]
    return first.astype("str")


def _is_blank(cell: object) -> bool:
    return mark_of(cell) == Mark.BLANK


def _is_title(cell: object) -> bool:
    text = str(cell)[:LONGEST]
    if text[:1].isdecimal():
        return False
    said = folded(text)
    return TOTAL.fullmatch(said) is not None or FOOT.fullmatch(said) is not None


def _each(cells: pd.Series, question: Callable[[object], bool]) -> np.ndarray:
    codes, different = pd.factorize(cells)
    answers = np.array([question(cell) for cell in different], dtype=bool)
    asked: np.ndarray = answers[codes]
    return asked
