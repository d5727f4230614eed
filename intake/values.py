"""Values: each column of cells becomes a column of typed values, with a mark for each cell."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from intake.cells import PLAIN_COUNTING, Cell, Counting, read_cells
from intake.findings import CODES, Finding, Severity
from intake.headings import Headed
from intake.layouts import Field, Kind
from intake.lines import rows_of
from intake.marks import Mark, mark_of

DTYPES = {
    Kind.YEAR: "Int64",
    Kind.DAY: "datetime64[s]",
    Kind.WHOLE: "Int64",
    Kind.MONEY: "Int64",
    Kind.NUMBER: "float64",
    Kind.PERCENT: "float64",
}
NOTHING = Cell(None)


@dataclass(frozen=True)
class Values:
    """A file's rows, understood. `frame` and `marks` have the sender's row numbers as index
    and one column per field of the form that the file has; `findings` as they were met."""

    frame: pd.DataFrame
    marks: pd.DataFrame
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Column:
    """One column as read. `values` and `marks` are as long as the column; `faults` gives
    the position and finding code of each cell at fault."""

    values: "pd.api.extensions.ExtensionArray | np.ndarray"
    marks: np.ndarray
    faults: list[tuple[int, str]]


def read_values(headed: Headed) -> Values:
    """Read every row below the headings; what is no row of the form is passed over, and said."""
    cells, remarks = rows_of(headed)
    frame, marks = {}, {}
    findings: list[Finding] = list(remarks)
    for name, column in headed.columns.items():
        field = headed.layout.field_named(name)
        counting = Counting(headed.table.epoch, headed.scales.get(name, 1))
        read = read_column(cells[column], field, counting)
        frame[name], marks[name] = read.values, read.marks
        findings.extend(_findings(read, cells[column], field=field, headed=headed))
    return Values(
        frame=pd.DataFrame(frame, index=cells.index),
        marks=pd.DataFrame(marks, index=cells.index),
        findings=tuple(findings),
    )


def read_column(cells: pd.Series, field: Field, counting: Counting = PLAIN_COUNTING) -> Column:
    """Read one column by its field's kind; each different cell once."""
    codes, different = pd.factorize(cells)
    marks = [mark_of(cell) for cell in different]
    holding = [cell for cell, mark in zip(different, marks, strict=True) if mark == Mark.VALUE]
    read = iter(read_cells(holding, field, counting))
    known = [next(read) if mark == Mark.VALUE else NOTHING for mark in marks]
    faults = [_fault(cell, mark, field) for cell, mark in zip(known, marks, strict=True)]
    wrong = np.array([code is not None for code in faults], dtype=bool)
    values = pd.Series([cell.value for cell in known], dtype=DTYPES.get(field.kind, "str")).array
    settled = [
        Mark.FAULT if _is_error(code) else mark for code, mark in zip(faults, marks, strict=True)
    ]
    return Column(
        values=values.take(codes),
        marks=np.array(settled, dtype="int8")[codes],
        faults=[(int(place), str(faults[codes[place]])) for place in np.flatnonzero(wrong[codes])],
    )


def _fault(cell: Cell, mark: Mark, field: Field) -> str | None:
    if mark == Mark.VALUE:
        return cell.fault
    if not field.required:
        return None
    return "value.not_clearable" if mark == Mark.CLEAR else "value.missing"


def _is_error(code: str | None) -> bool:
    return code is not None and CODES[code] == Severity.ERROR


def _findings(read: Column, cells: pd.Series, *, field: Field, headed: Headed) -> Iterable[Finding]:
    for place, code in read.faults:
        facts: dict[str, object] = {} if field.most is None else {"most": field.most}
        if CODES[code] in (Severity.ASK, Severity.NOTE):
            facts["read_as"] = read.values[place]
        yield Finding(
            code,
            row=int(cells.index[place]),
            column=field.name,
            value=str(cells.iloc[place])[:200],
            heading=headed.headings[field.name],
            sheet=headed.table.sheet,
            facts=facts,
        )
