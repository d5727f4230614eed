"""Totals held against what they are made of: the last line of a table, and figures beside their
parts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from intake.cells.cells import Counting, parse_cells
from intake.cells.marks import Mark
from intake.cells.rows import Rows
from intake.cells.values import parse_column
from intake.findings import Finding
from intake.headers.figures import find_meaning_of_words
from intake.headers.statements import is_bare_total
from intake.references import References

FIGURES = ("quantity", "value_vnd")
DIGIT = re.compile(r"\d")
MOST_LINES = 2000  # below the rows
CLOSE = 0.5  # figures are written rounded


def check_totals(rows: Rows, _references: References) -> Rows:
    """A total that its rows do not make is asked about: a row may be missing, or wrong. Only where
    every row's figure is known, and only of the last total: those above it are of groups."""
    headers = rows.headers
    below = headers.table.cells.loc[headers.row :].iloc[1:]
    others = below[~below.index.isin(rows.frame.index)].tail(MOST_LINES)
    totals = [row for row, line in others.iterrows() if any(map(is_bare_total, line))]
    if not totals or rows.faulty:
        return rows
    last = int(str(totals[-1]))
    if (rows.frame.index > last).any():
        return rows
    questions = [
        question
        for name in FIGURES
        if name in headers.columns and (question := _compare_total(rows, last, name)) is not None
    ]
    return replace(rows, findings=(*rows.findings, *questions)) if questions else rows


def _compare_total(rows: Rows, row: int, name: str) -> Finding | None:
    headers = rows.headers
    cell = headers.table.cells.at[row, headers.columns[name]]
    if DIGIT.search(str(cell)) is None:
        return None
    counting = Counting(headers.table.epoch, headers.scales.get(name, 1))
    (read,) = parse_cells([cell], headers.layout.find_field(name), counting)
    made = float(pd.to_numeric(rows.get_numbers(name)).sum())
    if not isinstance(read.value, int | float) or np.isclose(read.value, made, rtol=0, atol=CLOSE):
        return None
    return Finding(
        "row.total_differs",
        row=row,
        column=name,
        value=str(cell)[:200],
        heading=headers.headings[name],
        sheet=headers.table.sheet,
        facts={"total": read.value, "made": made},
    )


def check_parts(rows: Rows, _references: References) -> Rows:
    """A figure that is not the sum of its parts beside it (quarters, money and goods) is asked
    about."""
    found = [
        question
        for name, columns in rows.headers.table.parts.items()
        if name in rows.marks
        for question in _compare_parts(rows, name, columns)
    ]
    return replace(rows, findings=(*rows.findings, *found)) if found else rows


def _compare_parts(rows: Rows, name: str, columns: Sequence[int]) -> Iterator[Finding]:
    headers = rows.headers
    parts = pd.DataFrame({column: _parse_part(rows, name, column) for column in columns})
    wholes = pd.to_numeric(rows.get_numbers(name)).astype("float64")
    known = wholes.notna() & parts.notna().all(axis=1) & (parts > 0).any(axis=1)
    made = parts.sum(axis=1)
    for row in wholes.index[known & ~np.isclose(wholes, made, rtol=0, atol=CLOSE)]:
        yield Finding(
            "value.parts_differ",
            row=int(row),
            column=name,
            value=str(headers.table.cells.at[row, headers.columns[name]])[:200],
            heading=headers.headings[name],
            sheet=headers.table.sheet,
            facts={"whole": float(wholes[row]), "parts": float(made[row])},
        )


def _parse_part(rows: Rows, name: str, column: int) -> pd.Series:
    """The figures of a column of parts; nothing is nought, what is no figure is missing."""
    headers = rows.headers
    heading = str(headers.table.cells.at[headers.row, column])
    scale = find_meaning_of_words(heading).scale
    counting = Counting(headers.table.epoch, scale if scale > 1 else headers.scales.get(name, 1))
    cells = headers.table.cells[column].reindex(rows.frame.index)
    read = parse_column(cells, headers.layout.find_field(name), counting)
    figures = pd.to_numeric(pd.Series(read.values, index=cells.index)).astype("float64")
    return figures.mask(np.isin(read.marks, [Mark.BLANK, Mark.NIL]), 0.0)
