"""Workbooks: XLSX becomes tables, one a sheet. Only what the cells say, never a formula run."""

import io
import zipfile
from datetime import date, datetime, time
from typing import Any
from zipfile import BadZipFile, ZipFile

import pandas as pd
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from intake.tables import MOST_COLUMNS, MOST_ROWS, Table, Unreadable

MOST_MEMBERS = 500
MOST_UNPACKED = 120 * 1024 * 1024
MARK = b"PK\x03\x04"
BLANK_ROWS_TO_STOP = 2000


def is_workbook(content: bytes) -> bool:
    """Does the content (whatever its name) begin as a zip archive?"""
    return content.startswith(MARK)


def read_workbook(content: bytes) -> list[Table]:
    """Every visible sheet with any cell, in the workbook's order. Raises Unreadable."""
    _check_size(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        tables = [_table_of(sheet) for sheet in visible]
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, OSError) as fault:
        raise Unreadable("file.workbook_broken") from fault
    return [table for table in tables if not table.cells.empty]


def _check_size(content: bytes) -> None:
    """A zip that would unpack to more than we can hold is refused before it is unpacked."""
    try:
        members = ZipFile(io.BytesIO(content)).infolist()
    except (BadZipFile, zipfile.LargeZipFile, ValueError, OSError) as fault:
        raise Unreadable("file.workbook_broken") from fault
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
        raise Unreadable("file.too_large")


def _table_of(sheet: Any) -> Table:  # the stubs do not know read-only sheets
    """The cells of a sheet by their true places; its own <dimension> is not believed."""
    sheet.reset_dimensions()
    numbers, rows, blank = [], [], 0
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
        said = [_said(value) for value in row]
        blank = 0 if any(value != "" for value in said) else blank + 1
        if blank > BLANK_ROWS_TO_STOP or number > MOST_ROWS:
            break
        if not blank:
            numbers.append(number)
            rows.append(said)
    width = max((len(row) for row in rows), default=0)
    padded = [row + [""] * (width - len(row)) for row in rows]
    cells = pd.DataFrame(padded, index=numbers, columns=range(width), dtype=object)
    return Table(cells=cells, sheet=sheet.title)


def _said(value: Any) -> Any:  # openpyxl gives whatever the cell holds
    """A cell's value: text trimmed, days as days, numbers as they are, nothing as ''."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, bool | int | float | date):
        return value
    return str(value)
