"""Rows that say nothing: only what names them is filled in, as in a blank that nobody
touched. Such a row is no report. It is told, and left out of everything that is counted."""

from dataclasses import replace

import numpy as np
import pandas as pd

from intake.cells.cells import format_cell
from intake.cells.marks import Mark
from intake.cells.rows import Rows
from intake.findings import Finding, Severity

# The fields that only name what a row is about. A list of addresses says something by naming
# them, so its rows are never silent.
NAMING: dict[str, frozenset[str]] = {
    "results": frozenset({"period", "unit_code", "task_code"}),
    "supports": frozenset(
        {"address_code", "supporter_unit_code", "supporter_name", "supporter_kind"}
    ),
}


def find_silent_rows(rows: Rows) -> pd.Series:
    """Which rows say nothing. A row whose names could not be understood is at fault, and not
    silent."""
    naming = NAMING.get(rows.headers.layout.name)
    if naming is None:
        return pd.Series(False, index=rows.frame.index)
    others = [str(name) for name in rows.marks if name not in naming]
    silent = _find_empty_cells(rows, others).all(axis=1)
    if silent.any():
        silent &= ~rows.frame.index.isin(list(_find_misnamed_rows(rows, naming)))
    return pd.Series(silent, index=rows.frame.index)


def _find_empty_cells(rows: Rows, names: list[str]) -> np.ndarray:
    """Which cells of the fields `names` are empty; an empty cell of a required field is marked
    as a fault."""
    marks = rows.marks[names].to_numpy()
    empty: np.ndarray = marks == Mark.BLANK
    places = {name: place for place, name in enumerate(names)}
    missing = [
        (finding.row, places[finding.column])
        for finding in rows.findings
        if finding.code == "value.missing" and finding.column in places
    ]
    if missing:
        numbers, columns = zip(*missing, strict=True)
        empty[rows.marks.index.get_indexer(pd.Index(numbers)), columns] = True
    return empty


def _find_misnamed_rows(rows: Rows, naming: frozenset[str]) -> frozenset[int]:
    """The rows with any error but a required cell that every silent row leaves empty."""
    return frozenset(
        finding.row
        for finding in rows.findings
        if finding.row is not None
        and finding.severity == Severity.ERROR
        and (finding.code != "value.missing" or finding.column in naming)
    )


def drop_silent_rows(rows: Rows, silent: pd.Series) -> Rows:
    """The rows that say something. Of the others one finding each; of a file that has no other,
    one for all of them."""
    if not silent.any():
        return rows
    numbers = frozenset(silent.index[silent])
    others = replace(
        rows,
        frame=rows.frame[~silent],
        marks=rows.marks[~silent],
        findings=tuple(
            finding for finding in rows.findings if not _is_of_a_silent_row(finding, numbers)
        ),
    )
    sheet = rows.headers.table.sheet
    if silent.all():
        facts = {"count": len(numbers)}
        findings = [Finding("file.nothing_filled", sheet=sheet, facts=facts)]
    else:
        findings = [
            Finding("row.says_nothing", row=int(row), value=_name_row(rows, row), sheet=sheet)
            for row in sorted(numbers)
        ]
    return replace(others, findings=(*others.findings, *findings))


def _name_row(rows: Rows, row: int) -> str:
    """What the sender wrote in a row to say what it is about; the year is the file's."""
    naming = NAMING[rows.headers.layout.name] - {"period"}
    columns = [column for name, column in rows.headers.columns.items() if name in naming]
    cells = (format_cell(rows.headers.table.cells.at[row, column]) for column in columns)
    return " · ".join(filter(None, cells))


def _is_of_a_silent_row(finding: Finding, numbers: frozenset[int]) -> bool:
    """A required cell that a silent row leaves empty is no fault of its own."""
    return finding.row in numbers and finding.code == "value.missing"
