"""Spares: what stands in columns that no heading names. That it does is said, never what it is:
nobody knows whom it tells of."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from openpyxl.utils import get_column_letter

from intake.findings import Finding
from intake.headers.headings import HeaderMap


def find_spare_cells(rows: pd.DataFrame, headers: HeaderMap) -> Iterator[Finding]:
    """A finding for each column without a heading that holds something.

    In a text file a row longer than its headings was parted at the wrong place, so none of
    its cells can be trusted: such a row is at fault, each by itself.
    """
    last = max(headers.named, default=0)
    spare = [column for column in range(rows.shape[1]) if column not in headers.named]
    parted = headers.table.delimiter is not None
    for column in spare:
        if not parted or column < last:
            yield from _find_cells_without_heading(rows, column, headers)
    if parted:
        yield from _find_long_rows(rows[[column for column in spare if column > last]])


def _find_cells_without_heading(
    rows: pd.DataFrame, column: int, headers: HeaderMap
) -> Iterator[Finding]:
    places = np.flatnonzero(_find_filled_cells(rows[column]))
    if len(places):
        place = int(places[0])
        yield Finding(
            "column.without_heading",
            row=int(rows.index[place]),
            column=get_column_letter(column + 1),
            sheet=headers.table.sheet,
        )


def _find_long_rows(spare: pd.DataFrame) -> Iterator[Finding]:
    filled = np.array([_find_filled_cells(spare[column]) for column in spare], dtype=bool)
    for place in np.flatnonzero(filled.any(axis=0)) if len(filled) else ():
        yield Finding("row.cells_beyond", row=int(spare.index[int(place)]))


def _find_filled_cells(cells: pd.Series) -> np.ndarray:
    codes, different = pd.factorize(cells)
    answers = np.array([bool(str(cell).strip()) for cell in different], dtype=bool)
    filled: np.ndarray = answers[codes] & (codes >= 0)
    return filled
