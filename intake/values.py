"""Values: each column of cells becomes a column of typed values, with a mark for each cell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from intake.cells import PLAIN_COUNTING, Cell, Counting, Value, read_cells
from intake.findings import CODES, Finding, Severity
from intake.headings import Headed
from intake.layouts import Field, Kind
from intake.lines import rows_of
from intake.marks import Mark, mark_of
from intake.tables import MOST_FINDINGS, Unreadable

DTYPES = {
    Kind.YEAR: "Int64",
    Kind.DAY: "datetime64[s]",
    Kind.WHOLE: "Int64",
    Kind.MONEY: "Int64",
    Kind.NUMBER: "float64",
    Kind.PERCENT: "float64",
}
SUMMED = frozenset({Kind.NUMBER, Kind.WHOLE, Kind.MONEY})
NUMERIC = frozenset({Kind.NUMBER, Kind.WHOLE, Kind.MONEY, Kind.PERCENT})
PLAIN = r"[0-9]{1,15}"
LONGEST_PLAIN = 15
LONG = 500
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
    frame: dict[str, object] = {}
    marks: dict[str, np.ndarray] = {}
    findings: list[Finding] = list(remarks)
    for name, column in headed.columns.items():
        field = headed.layout.field_named(name)
        counting = Counting(headed.table.epoch, headed.scales.get(name, 1))
        read = read_column(cells[column], field, counting)
        frame[name], marks[name] = read.values, read.marks
        if len(findings) + len(read.faults) > MOST_FINDINGS:
            raise Unreadable("file.too_many_findings", most=MOST_FINDINGS)
        findings.extend(_findings(read, cells[column], field=field, headed=headed))
    findings.extend(_merged(cells, headed))
    if headed.sender_field is not None and len(cells):
        _supply_sender(frame, marks, headed=headed, rows=len(cells))
    return Values(
        frame=pd.DataFrame(frame, index=cells.index),
        marks=pd.DataFrame(marks, index=cells.index),
        findings=tuple(findings),
    )


def _supply_sender(
    frame: dict[str, object], marks: dict[str, np.ndarray], *, headed: Headed, rows: int
) -> None:
    """Write the sender into the field that no column of the file fills. Raises Unreadable
    where nobody knows the sender."""
    if headed.sender is None:
        raise Unreadable("file.sender_missing")
    name = str(headed.sender_field)
    frame[name] = pd.array([headed.sender] * rows, dtype="str")
    marks[name] = np.full(rows, Mark.VALUE, dtype="int8")


def read_column(cells: pd.Series, field: Field, counting: Counting = PLAIN_COUNTING) -> Column:
    """Read one column by its field's kind; each different cell once."""
    if (plain := _plain_column(cells, field, counting)) is not None:
        return Column(values=plain, marks=np.zeros(len(cells), dtype="int8"), faults=[])
    codes, different = pd.factorize(cells)
    values = _plain_numbers(different, field, counting)
    odd = [place for place, value in enumerate(values) if value is None]
    marks = np.zeros(len(different), dtype="int8")
    faults: dict[int, str] = {}
    for place, (cell, mark, fault) in zip(odd, _read(different[odd], field, counting), strict=True):
        values[place] = cell.value
        marks[place] = Mark.FAULT if _is_error(fault) else mark
        if fault is not None:
            faults[place] = fault
    wrong = np.flatnonzero(np.isin(codes, list(faults))).tolist() if faults else []
    return Column(
        values=pd.Series(values, dtype=DTYPES.get(field.kind, "str")).array.take(codes),
        marks=marks[codes],
        faults=[(place, faults[int(codes[place])]) for place in wrong],
    )


def _plain_column(
    cells: pd.Series, field: Field, counting: Counting
) -> "pd.api.extensions.ExtensionArray | None":
    """A long column of digits only, read at once; None where any cell may be odd."""
    if len(cells) < LONG or cells.dtype != "str" or not _counts(field, counting):
        return None
    if not (cells.str.isdecimal().all() and cells.str.isascii().all()):
        return None
    if cells.str.len().max() > LONGEST_PLAIN:
        return None
    read = pc.cast(pa.array(cells.array), pa.int64()).to_numpy()
    if read.max() > _most(field):
        return None
    whole: pd.api.extensions.ExtensionArray = pd.Series(read, dtype=DTYPES[field.kind]).array
    return whole


def _plain_numbers(different: pd.Index, field: Field, counting: Counting) -> list[Value]:
    """The cells that are digits only, in a long column of numbers: nothing about them is odd.
    None stands for every cell that has to be read one by one."""
    unread: list[Value] = [None] * len(different)
    if len(different) < LONG or not _counts(field, counting):
        return unread
    texts = pd.Series([one if isinstance(one, str) else None for one in different], dtype="str")
    plain = pd.to_numeric(texts.where(texts.str.fullmatch(PLAIN, na=False)))
    small = plain.where(plain <= _most(field))
    read: list[Value] = small.astype(object).where(small.notna(), None).tolist()
    return read


def _counts(field: Field, counting: Counting) -> bool:
    return field.kind in NUMERIC and counting.scale == 1


def _most(field: Field) -> float:
    return 100 if field.kind == Kind.PERCENT else field.most or 10**15


def _read(
    different: pd.Index, field: Field, counting: Counting
) -> Iterator[tuple[Cell, Mark, str | None]]:
    marks = [mark_of(cell) for cell in different]
    holding = [cell for cell, mark in zip(different, marks, strict=True) if mark == Mark.VALUE]
    read = iter(read_cells(holding, field, counting))
    for mark in marks:
        cell = next(read) if mark == Mark.VALUE else NOTHING
        yield cell, max(mark, cell.mark), _fault(cell, mark, field)


def _fault(cell: Cell, mark: Mark, field: Field) -> str | None:
    if mark == Mark.VALUE:
        return cell.fault
    if not field.required:
        return None
    return "value.not_clearable" if mark == Mark.CLEAR else "value.missing"


def _is_error(code: str | None) -> bool:
    return code is not None and CODES[code] == Severity.ERROR


def _findings(read: Column, cells: pd.Series, *, field: Field, headed: Headed) -> Iterable[Finding]:
    for place, code, count in _once_asked(read.faults):
        facts: dict[str, object] = {} if field.most is None else {"most": field.most}
        if count > 1:
            facts["count"] = count
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


def _merged(cells: pd.DataFrame, headed: Headed) -> Iterator[Finding]:
    """A number in a block merged over several rows: for each of them, or for all together?"""
    named = {column: name for name, column in headed.columns.items()}
    for (first, column), last in headed.table.merged.items():
        name = named.get(column)
        if name is None or headed.layout.field_named(name).kind not in SUMMED:
            continue
        rows = cells.loc[first:last].index
        if len(rows) > 1:
            yield Finding(
                "value.merged",
                row=int(rows[0]),
                column=name,
                value=str(cells.at[rows[0], column])[:200],
                heading=headed.headings[name],
                sheet=headed.table.sheet,
                facts={"last": last},
            )


def _once_asked(faults: list[tuple[int, str]]) -> Iterator[tuple[int, str, int]]:
    """Each fault as it is; but how a column writes its thousands is asked once, at the first
    cell, with the count of all."""
    doubtful = [place for place, code in faults if code == "value.number_ambiguous"]
    for place, code in faults:
        if code != "value.number_ambiguous" or len(doubtful) == 1:
            yield place, code, 1
        elif place == doubtful[0]:
            yield place, "value.numbers_ambiguous", len(doubtful)
