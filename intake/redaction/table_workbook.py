"""A table written as a workbook of its own: what is kept of a file that cannot be written again as
it was sent. Its rows keep their numbers."""

import io
from datetime import date
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from intake.tables import Share

PERCENT = "0.######%"
LONGEST_TITLE = 31
NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


def write_table_workbook(title: str | None, cells: pd.DataFrame) -> bytes:
    """The cells on one sheet; texts stay texts, whatever they begin with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet((title or "Sheet").translate(NOT_IN_TITLES)[:LONGEST_TITLE])
    last = 0
    for number, *line in cells.itertuples(name=None):
        for _ in range(number - last - 1):
            sheet.append([])
        sheet.append([_build_cell(sheet, value) for value in line])
        last = number
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _build_cell(sheet: Any, value: Any) -> Any:  # a cell of openpyxl's, or None
    if value == "":
        return None
    if isinstance(value, int | float | date):
        return WriteOnlyCell(sheet, value)  # type: ignore[arg-type]  # days too, its types forget
    if isinstance(value, Share):
        share: Any = WriteOnlyCell(sheet, value.value)
        share.number_format = PERCENT
        return share
    cell: Any = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", str(value)))
    cell.data_type = "s"
    return cell
