"""Workbooks: XLSX becomes tables, one a sheet. Only what the cells say, never a formula run."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

import pandas as pd
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from intake.encodings import PLAIN, Decoded, reread
from intake.findings import Finding
from intake.sheets import Outline, outline_of
from intake.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Faulty, Share, Table, Unreadable
from intake.texts import remarks_on

MOST_MEMBERS = 500
MOST_UNPACKED = 150 * 1024 * 1024
MOST_RATIO = 200  # a sheet of real text packs far less than this
SMALL = 1024 * 1024
MARK = b"PK\x03\x04"
BLANK_ROWS_TO_STOP = 2000
ERRORS = frozenset(
    {"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
BROKEN = (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, OSError)
BROKEN_XML = (ParseError, AttributeError, IndexError, EOFError, zipfile.LargeZipFile)


def is_workbook(content: bytes) -> bool:
    """Does the content (whatever its name) begin as a zip archive?"""
    return content.startswith(MARK)


def read_workbook(content: bytes) -> list[Table]:
    """Every visible sheet with any cell, in the workbook's order. Raises Unreadable."""
    check_size(content)
    try:
        tables = list(_tables_of(content))
    except (*BROKEN, *BROKEN_XML) as fault:
        raise Unreadable("file.workbook_broken") from fault
    return [table for table in tables if not table.cells.empty]


def check_size(content: bytes) -> None:
    """A zip that would unpack to more than we can hold is refused before it is unpacked."""
    try:
        members = ZipFile(io.BytesIO(content)).infolist()
    except (*BROKEN, *BROKEN_XML) as fault:
        raise Unreadable("file.workbook_broken") from fault
    unpacked = sum(one.file_size for one in members)
    bomb = unpacked > SMALL and unpacked > MOST_RATIO * max(len(content), 1)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or bomb:
        raise Unreadable("file.unpacks_too_large")


def _tables_of(content: bytes) -> Iterator[Table]:
    archive = ZipFile(io.BytesIO(content))
    seen = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    told = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    for sheet, formulas in zip(seen.worksheets, told.worksheets, strict=True):
        if sheet.sheet_state != "visible":
            continue
        part: Any = sheet  # a read-only sheet: openpyxl has no public way to its part's name
        with archive.open(part._worksheet_path) as raw:
            outline = outline_of(raw)
        yield _table_of(sheet, formulas if outline.formulas else None, outline, epoch=seen.epoch)


def _table_of(sheet: Any, formulas: Any, outline: Outline, *, epoch: datetime) -> Table:
    """The cells of a sheet by their true places; its own <dimension> is not believed."""
    rows = dict(_filled_rows(sheet))
    if formulas is not None:
        _mark_uncomputed(rows, dict(_filled_rows(formulas)))
    for span in outline.merged:
        span.spread(rows)
    width = max((len(row) for row in rows.values()), default=0)
    padded = [row + [""] * (width - len(row)) for row in rows.values()]
    cells = pd.DataFrame(padded, index=list(rows), columns=range(width), dtype=object)
    cells, found = _reread(cells)
    hidden = tuple(number for number in outline.hidden if number in rows)
    remarks = [*remarks_on(found)]
    if hidden:
        facts = {"rows": hidden[:20], "count": len(hidden)}
        remarks.append(Finding("sheet.hidden_rows", sheet=sheet.title, facts=facts))
    return Table(cells, sheet=sheet.title, epoch=epoch, findings=tuple(remarks))


def _filled_rows(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """The rows that hold anything, by their number. Raises Unreadable past the limits."""
    sheet.reset_dimensions()
    blank = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        said = [_said(cell) for cell in row[:MOST_COLUMNS]]
        if any(cell.value is not None for cell in row[MOST_COLUMNS:]):
            raise Unreadable("file.too_wide", most=MOST_COLUMNS)
        blank = 0 if any(value != "" for value in said) else blank + 1
        if blank > BLANK_ROWS_TO_STOP or number > MOST_ROWS:
            return
        if not blank:
            yield number, said


def _said(cell: Any) -> Any:  # whatever the cell holds
    """A cell's value: text trimmed, days as days, numbers as they are, nothing as ''."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        if len(value) > LONGEST_CELL:
            raise Unreadable("file.cell_too_long", row=cell.row)
        return Faulty("value.cell_error", value) if value in ERRORS else value.strip()
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, bool):
        return "x" if value else "-"
    if isinstance(value, int | float):
        return Share(float(value)) if "%" in str(cell.number_format) else value
    return value if isinstance(value, date) else str(value)


def _mark_uncomputed(rows: dict[int, list[Any]], formulas: dict[int, list[Any]]) -> None:
    """A formula that was never computed looks empty: it is a fault, not a blank."""
    for number, told in formulas.items():
        seen = rows.setdefault(number, [""] * len(told))
        for column, formula in enumerate(told):
            uncomputed = isinstance(formula, str) and formula.startswith("=")
            if uncomputed and column < len(seen) and seen[column] == "":
                seen[column] = Faulty("value.not_computed", formula[:60])


def _reread(cells: pd.DataFrame) -> tuple[pd.DataFrame, Decoded]:
    """Cells typed in an old Vietnamese typeface, as their reader saw them."""
    texts = sorted({cell for cell in cells.to_numpy().ravel() if isinstance(cell, str) and cell})
    found = reread("\n".join(texts), "xlsx")
    if found.encoding in PLAIN:
        return cells, found
    each = (
        dict(zip(texts, found.text.split("\n"), strict=True))
        if len(found.text.split("\n")) == len(texts)
        else {}
    )
    return cells.map(lambda cell: each.get(cell, cell) if isinstance(cell, str) else cell), found
