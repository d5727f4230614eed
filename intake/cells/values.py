"""Values: each column of cells becomes a column of typed values, with a mark for each cell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from intake.cells.cells import PLAIN_COUNTING, Cell, Counting, Value, parse_cells
from intake.cells.lines import extract_rows
from intake.cells.marks import Mark, find_marks
from intake.findings import CODES, Finding, Severity
from intake.headers.headings import HeaderMap
from intake.headers.layouts import Field, Kind
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
PLAIN = r"(?!0[0-9]{8})[0-9]{1,15}"  # a telephone is no number
LONGEST_PLAIN = 15
LONG = 500
NOTHING = Cell(None)
Facts = Mapping[str, object]


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
    the position of each cell at fault, its finding's code and facts."""

    values: "pd.api.extensions.ExtensionArray | np.ndarray"
    marks: np.ndarray
    faults: list[tuple[int, str, Facts]]


def parse_values(headers: HeaderMap) -> Values:
    """Read every row below the headings; a line that is no row of the form gives a finding."""
    cells, remarks = extract_rows(headers)
    frame: dict[str, object] = {}
    marks: dict[str, np.ndarray] = {}
    findings: list[Finding] = list(remarks)
    for name, column in headers.columns.items():
        field = headers.layout.find_field(name)
        counting = Counting(headers.table.epoch, headers.scales.get(name, 1))
        read = parse_column(cells[column], field, counting)
        frame[name], marks[name] = read.values, read.marks
        if len(findings) + len(read.faults) > MOST_FINDINGS:
            raise Unreadable("file.too_many_findings", most=MOST_FINDINGS)
        findings.extend(_list_findings(read, cells[column], field=field, headers=headers))
    findings.extend(_ask_about_merged_cells(cells, headers))
    if headers.sender_field is not None and len(cells):
        _supply_sender(frame, marks, headers=headers, rows=len(cells))
    return Values(
        frame=pd.DataFrame(frame, index=cells.index),
        marks=pd.DataFrame(marks, index=cells.index),
        findings=tuple(findings),
    )


def _supply_sender(
    frame: dict[str, object], marks: dict[str, np.ndarray], *, headers: HeaderMap, rows: int
) -> None:
    """Write the sender into the field that no column of the file fills. Raises Unreadable
    where nobody knows the sender."""
    if headers.sender is None:
        raise Unreadable("file.sender_missing")
    name = str(headers.sender_field)
    frame[name] = pd.array([headers.sender] * rows, dtype="str")
    marks[name] = np.full(rows, Mark.VALUE, dtype="int8")


def parse_column(cells: pd.Series, field: Field, counting: Counting = PLAIN_COUNTING) -> Column:
    """Read one column by its field's kind; each different cell once."""
    if (plain := _parse_plain_column(cells, field, counting)) is not None:
        return Column(values=plain, marks=np.zeros(len(cells), dtype="int8"), faults=[])
    codes, different = pd.factorize(cells)
    values = _parse_plain_numbers(different, field, counting)
    odd = [place for place, value in enumerate(values) if value is None]
    marks = np.zeros(len(different), dtype="int8")
    faults: dict[int, tuple[str, Facts]] = {}
    for place, (cell, mark, fault) in zip(
        odd, _parse_odd_cells(different[odd], field, counting), strict=True
    ):
        values[place] = cell.value
        marks[place] = Mark.FAULT if _is_error(fault) else mark
        if fault is not None:
            faults[place] = (fault, cell.facts)
    wrong = np.flatnonzero(np.isin(codes, list(faults))).tolist() if faults else []
    return Column(
        values=pd.Series(values, dtype=DTYPES.get(field.kind, "str")).array.take(codes),
        marks=marks[codes],
        faults=[(place, *faults[int(codes[place])]) for place in wrong],
    )


def _parse_plain_column(
    cells: pd.Series, field: Field, counting: Counting
) -> "pd.api.extensions.ExtensionArray | None":
    """A long column of digits only, read at once; None where any cell may be odd."""
    if len(cells) < LONG or cells.dtype != "str" or not _is_unscaled_number(field, counting):
        return None
    if not (cells.str.isdecimal().all() and cells.str.isascii().all()):
        return None
    if cells.str.len().max() > LONGEST_PLAIN or not cells.str.fullmatch(PLAIN).all():
        return None
    read = pc.cast(pa.array(cells.array), pa.int64()).to_numpy()
    if read.max() > _get_limit(field) or (field.kind == Kind.PERCENT and read.max() <= 1):
        return None
    whole: pd.api.extensions.ExtensionArray = pd.Series(read, dtype=DTYPES[field.kind]).array
    return whole


def _parse_plain_numbers(different: pd.Index, field: Field, counting: Counting) -> list[Value]:
    """The cells that are digits only, in a long column of numbers: nothing about them is odd.
    None stands for every cell that has to be read one by one."""
    unread: list[Value] = [None] * len(different)
    if len(different) < LONG or not _is_unscaled_number(field, counting):
        return unread
    texts = pd.Series([cell if isinstance(cell, str) else None for cell in different], dtype="str")
    plain = pd.to_numeric(texts.where(texts.str.fullmatch(PLAIN, na=False)))
    small = plain.where(plain <= _get_limit(field))
    read: list[Value] = small.astype(object).where(small.notna(), None).tolist()
    return read


def _is_unscaled_number(field: Field, counting: Counting) -> bool:
    return field.kind in NUMERIC and counting.scale == 1


def _get_limit(field: Field) -> float:
    return 100 if field.kind == Kind.PERCENT else field.most or 10**15


def _parse_odd_cells(
    different: pd.Index, field: Field, counting: Counting
) -> Iterator[tuple[Cell, Mark, str | None]]:
    marks = find_marks(different)
    holding = [cell for cell, mark in zip(different, marks, strict=True) if mark == Mark.VALUE]
    read = iter(parse_cells(holding, field, counting))
    for mark in marks:
        cell = next(read) if mark == Mark.VALUE else NOTHING
        yield cell, max(mark, cell.mark), _find_fault(cell, mark, field)


def _find_fault(cell: Cell, mark: Mark, field: Field) -> str | None:
    if mark == Mark.VALUE:
        return cell.fault
    if not field.required:
        return None
    return "value.not_clearable" if mark == Mark.CLEAR else "value.missing"


def _is_error(code: str | None) -> bool:
    return code is not None and CODES[code] == Severity.ERROR


def _list_findings(
    read: Column, cells: pd.Series, *, field: Field, headers: HeaderMap
) -> Iterable[Finding]:
    for place, code, known, count in _merge_doubts(read.faults):
        facts = {**known} if field.most is None else {**known, "most": field.most}
        if count > 1:
            facts["count"] = count
        if CODES[code] in (Severity.ASK, Severity.NOTE):
            facts["read_as"] = read.values[place]
        yield Finding(
            code,
            row=int(cells.index[place]),
            column=field.name,
            value=None if code == "value.not_computed" else str(cells.iloc[place])[:200],
            heading=headers.headings[field.name],
            sheet=headers.table.sheet,
            facts=facts,
        )


def _ask_about_merged_cells(cells: pd.DataFrame, headers: HeaderMap) -> Iterator[Finding]:
    """A number in a block merged over several rows: for each of them, or for all together?"""
    named = {column: name for name, column in headers.columns.items()}
    for (first, column), last in headers.table.merged.items():
        name = named.get(column)
        if name is None or headers.layout.find_field(name).kind not in SUMMED:
            continue
        rows = cells.loc[first:last].index
        if len(rows) > 1:
            yield Finding(
                "value.merged",
                row=int(rows[0]),
                column=name,
                value=str(cells.at[rows[0], column])[:200],
                heading=headers.headings[name],
                sheet=headers.table.sheet,
                facts={"last": last},
            )


def _merge_doubts(
    faults: list[tuple[int, str, Facts]],
) -> Iterator[tuple[int, str, Facts, int]]:
    """Each fault with a count of 1; but how a column writes its thousands is asked once, at the
    first cell, with the count of all."""
    doubtful = [place for place, code, _ in faults if code == "value.number_ambiguous"]
    for place, code, facts in faults:
        if code != "value.number_ambiguous" or len(doubtful) == 1:
            yield place, code, facts, 1
        elif place == doubtful[0]:
            yield place, "value.numbers_ambiguous", facts, len(doubtful)
