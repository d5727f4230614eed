"""The last total below a table, held against what its rows make."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from intake.cells.cells import Counting, parse_cells
from intake.cells.rows import Rows
from intake.findings import Finding
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
