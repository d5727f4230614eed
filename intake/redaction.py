"""Redaction: the copy that is kept of a file has its personal columns emptied."""

import csv
import io

from openpyxl import load_workbook

from intake.headings import Headed
from intake.tables import Upload
from intake.texts import DELIMITERS, NAMES
from intake.workbooks import is_workbook


def without_personal_columns(upload: Upload, found: Headed) -> bytes:
    """The bytes to keep: as sent, or with every personal column's cells emptied."""
    if not found.personal:
        return upload.content
    if is_workbook(upload.content):
        return _workbook_without(upload.content, found)
    return _text_without(found)


def _workbook_without(content: bytes, found: Headed) -> bytes:
    book = load_workbook(io.BytesIO(content))
    sheet = book[str(found.table.sheet)]
    for column in found.personal:
        for (cell,) in sheet.iter_rows(min_col=column + 1, max_col=column + 1):
            if hasattr(cell, "comment"):
                cell.value, cell.comment = None, None
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _text_without(found: Headed) -> bytes:
    delimiter = next(mark for mark in DELIMITERS if NAMES[mark] == found.table.delimiter)
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter)
    cells = found.table.cells.copy()
    cells[list(found.personal)] = ""
    writer.writerows(cells.itertuples(index=False, name=None))
    return written.getvalue().encode("utf-8-sig")
