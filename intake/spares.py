"""Spares: what stands in columns that no heading names. That it does is said, never what it is:
nobody knows whom it tells of."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from openpyxl.utils import get_column_letter

from intake.findings import Finding
from intake.headings import Headed


def spare_cells(rows: pd.DataFrame, headed: Headed) -> Iterator[Finding]:
    """A finding for each column without a heading that holds something.

    In a text file a row longer than its headings was parted at the wrong place, so none of
    its cells can be trusted: such a row is at fault, each by itself.
    """
    last = max(headed.named, default=0)
    spare = [column for column in range(rows.shape[1]) if column not in headed.named]
    parted = headed.table.delimiter is not None
    for column in spare:
        if not parted or column < last:
            yield from _unnamed(rows, column, headed)
    if parted:
        yield from _too_long(rows[[column for column in spare if column > last]])


def _unnamed(rows: pd.DataFrame, column: int, headed: Headed) -> Iterator[Finding]:
    places = np.flatnonzero(_holds(rows[column]))
    if len(places):
        place = int(places[0])
        yield Finding(
            "column.without_heading",
            row=int(rows.index[place]),
            column=get_column_letter(column + 1),
            sheet=headed.table.sheet,
        )


def _too_long(spare: pd.DataFrame) -> Iterator[Finding]:
    held = np.array([_holds(spare[column]) for column in spare], dtype=bool)
    for place in np.flatnonzero(held.any(axis=0)) if len(held) else ():
        yield Finding("row.cells_beyond", row=int(spare.index[int(place)]))


def _holds(cells: pd.Series) -> np.ndarray:
    codes, different = pd.factorize(cells)
    answers = np.array([bool(str(cell).strip()) for cell in different], dtype=bool)
    held: np.ndarray = answers[codes] & (codes >= 0)
    return held
