"""Lines below the headings: which are rows of the form, and which are not: blank lines,
totals, group titles, a heading repeated on the next page, the place for signatures."""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from intake.findings import Finding
from intake.headers.headings import HeaderMap
from intake.headers.second_headings import refuse_another_table
from intake.headers.statements import is_bare_total
from intake.headers.unnamed_columns import find_spare_cells
from intake.text.normalisation import normalise_text

TOTAL = re.compile(r"(tong|cong|tong cong|tong so|cong don|luy ke|total|sum)( .*)?")
FOOT = re.compile(
    r"(nguoi lap|lap bang|lap bieu|ky ten|ky ghi ro|thu truong|giam doc|chu tich|pho chu tich|"
    r"truong phong|ke toan|noi nhan|ghi chu|xac nhan|cao bang ngay|tm |kt |tl |.* ngay .* thang ).*"
)
SIGNED = re.compile(
    r"(nguoi lap|lap bang|lap bieu|ky ten|ky ghi ro|thu truong|noi nhan|cao bang ngay|tm |kt |tl |"
    r"(pho )?(giam doc|chu tich|truong (phong|ban|dai dien)|bi thu|hieu truong)|chanh van phong|"
    r"ke toan|.* ngay .* thang ).*"
)
COLUMN_NUMBER = re.compile(r"[(\[]?(\d{1,2}|[A-Z])(\s*[=:].*)?[)\]]?")
ENOUGH = 2  # a line with fewer filled cells than this says nothing of a task or an address
LONGEST = 80


def extract_rows(headers: HeaderMap) -> tuple[pd.DataFrame, list[Finding]]:
    """The rows of the form by the sender's numbers, and a note for each line passed over.
    Raises Unreadable where another table follows."""
    below = headers.table.cells.loc[headers.row :].iloc[1:]
    refuse_another_table(below, headers)
    filled = {column: _find_filled_cells(below[column]) for column in headers.columns.values()}
    count = np.sum(list(filled.values()), axis=0)
    needed = headers.required_columns
    keyed = np.all([filled[column] for column in needed], axis=0)
    passed = keyed & (below[needed[0]].astype("str") == _get_first_heading(headers)).to_numpy()
    doubtful = np.flatnonzero(~keyed)
    first = _find_first_cells(below.iloc[doubtful])
    alone = (count[doubtful] < ENOUGH) & (first != "").to_numpy()
    passed[doubtful] = alone | _test_cells(first, _is_title)
    passed |= _mark_below_signature(below, keyed) | _mark_column_numbers(below, count)
    passed |= np.any([_test_cells(below[column], is_bare_total) for column in needed], axis=0)
    first_cells = _find_first_cells(below[passed])
    remarks = [
        Finding("row.passed_over", row=number, value=text[:LONGEST], sheet=headers.table.sheet)
        for number, text in zip(first_cells.index.tolist(), first_cells.tolist(), strict=True)
    ]
    rows: pd.DataFrame = below[(count > 0) & ~passed]
    return rows, [*remarks, *find_spare_cells(rows, headers)]


def find_signature_row(headers: HeaderMap) -> int | None:
    """The sender's number of the first line for signatures; None where there is none."""
    below = headers.table.cells.loc[headers.row :].iloc[1:]
    keyed = np.all(
        [_find_filled_cells(below[column]) for column in headers.required_columns], axis=0
    )
    signed = below.index[_mark_below_signature(below, np.atleast_1d(keyed))]
    return int(signed[0]) if len(signed) else None


def _mark_below_signature(below: pd.DataFrame, keyed: np.ndarray) -> np.ndarray:
    """The lines from the place for signatures down, where no row of the form follows it."""
    last = int(np.flatnonzero(keyed)[-1]) if keyed.any() else -1
    foot = below.iloc[last + 1 :]
    signed = np.flatnonzero([any(map(_is_signature, line)) for line in foot.to_numpy()])
    passed = np.zeros(len(below), dtype=bool)
    if len(signed):
        passed[last + 1 + int(signed[0]) :] = True
    return passed


def _mark_column_numbers(below: pd.DataFrame, count: np.ndarray) -> np.ndarray:
    """A line straight below the headings that only numbers the columns: (1) (2) (3)."""
    passed = np.zeros(len(below), dtype=bool)
    for place, line in enumerate(below.head(2).to_numpy()):
        texts = [str(cell).strip() for cell in line if not _is_blank(cell)]
        if count[place] > ENOUGH and all(COLUMN_NUMBER.fullmatch(cell) for cell in texts):
            passed[place] = len(set(texts)) == len(texts)
    return passed


def _get_first_heading(headers: HeaderMap) -> str:
    """The heading of the first required column: a row that repeats it is a heading again."""
    return headers.headings[next(field.name for field in headers.layout.fields if field.required)]


def _find_first_cells(lines: pd.DataFrame) -> pd.Series:
    """Each line's first filled cell, as text."""
    return pd.Series(
        [
            next((str(cell) for cell in line if not _is_blank(cell)), "")
            for line in lines.to_numpy()
        ],
        index=lines.index,
        dtype="str",
    )


def _find_filled_cells(cells: pd.Series) -> np.ndarray:
    """Which cells hold anything. The first letter decides; a text that begins with a blank is
    tested as a whole."""
    if cells.dtype != "str":
        return ~_test_cells(cells, _is_blank)
    filled = ~_test_cells(cells.str.slice(0, 1), _is_blank)
    filled[~filled] = ~_test_cells(cells[~filled], _is_blank)
    return filled


def _is_blank(cell: object) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _is_signature(cell: object) -> bool:
    return isinstance(cell, str) and SIGNED.fullmatch(normalise_text(cell[:LONGEST])) is not None


def _is_title(cell: object) -> bool:
    text = str(cell)[:LONGEST]
    if text[:1].isdecimal():
        return False
    normalised = normalise_text(text)
    return TOTAL.fullmatch(normalised) is not None or FOOT.fullmatch(normalised) is not None


def _test_cells(cells: pd.Series, question: Callable[[object], bool]) -> np.ndarray:
    codes, different = pd.factorize(cells)
    answers = np.array([question(cell) for cell in np.asarray(different, dtype=object)], dtype=bool)
    results: np.ndarray = answers[codes]
    return results
