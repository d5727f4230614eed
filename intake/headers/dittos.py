"""Dittos: cells that say "as above" in place of a value are read as the cell above them."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from intake.findings import Finding
from intake.headers.layouts import Field
from intake.tables import Table
from intake.text.normalisation import normalise_text

WORDS = frozenset({"nt", "n t", "nhu tren", "nhu dong tren", "nhu hang tren", "ditto", "idem"})
MARKS = re.compile(r"[-–—.\s]*(?:[\"“”″〃]|''|’’|´´|,,){1,2}[-–—.\s]*")
LONGEST = 20


def is_ditto(cell: object) -> bool:
    """Does the cell say that it holds what the one above it does? A dash alone says nil."""
    if not isinstance(cell, str) or not 0 < len(cell) <= LONGEST or cell[0].isdecimal():
        return False
    return MARKS.fullmatch(cell) is not None or normalise_text(cell) in WORDS


def repeat_above(table: Table, row: int, fields: Mapping[int, Field]) -> Table:
    """The table with the dittos below the headings in `row` replaced by what stands straight above
    them, each such reading asked about. One with nothing above it stays what it is."""
    below = table.cells.loc[row:].iloc[1:]
    cells, questions = table.cells, list[Finding]()
    for column, field in fields.items():
        repeated = _find_repeated(below[column])
        if repeated.empty:
            continue
        if cells is table.cells:
            cells = cells.astype(object)
        cells.loc[repeated.index, column] = repeated
        questions += _list_questions(table, field, repeated, below[column])
    if cells is table.cells:
        return table
    return replace(table, cells=cells, findings=(*table.findings, *questions))


def _find_repeated(cells: pd.Series) -> pd.Series:
    """What the dittos of a column stand for, by their rows."""
    written = [cell for cell in cells.unique() if is_ditto(cell)]
    if not written:
        return cells.iloc[:0]
    dittos = cells.isin(written)
    above = cells.astype(object).mask(dittos).ffill()
    return above[dittos & above.notna() & (above.astype(str).str.strip() != "")]


def _list_questions(
    table: Table, field: Field, repeated: pd.Series, written: pd.Series
) -> list[Finding]:
    """One question for each different value that is repeated."""
    texts = repeated.astype(str)
    return [
        Finding(
            "value.as_above",
            row=int(str(rows.index[0])),
            column=field.name,
            value=str(written[rows.index[0]]),
            sheet=table.sheet,
            facts={"above": text[:200], "count": len(rows)},
        )
        for text, rows in texts.groupby(texts, sort=False)
    ]
