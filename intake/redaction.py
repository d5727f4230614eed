"""Redaction: the copy that is kept of a file has its personal columns emptied, and telephones
and identity numbers taken out of free text."""

import csv
import io

import pandas as pd

from intake.asides import may_tell_persons
from intake.emptied import Order, emptied
from intake.headings import Headed
from intake.layouts import Kind
from intake.personal_numbers import LONG_NUMBER, without_personal_numbers
from intake.tables import Unreadable, Upload
from intake.texts import DELIMITERS, NAMES
from intake.workbooks import is_workbook

Cleared = dict[int, pd.Series]  # column → what its changed cells say instead, by row number


def without_personal_columns(upload: Upload, found: Headed) -> bytes:
    """The bytes to keep: as sent, or with every personal column's cells emptied and every
    personal number left out of free text and of columns we do not know; so too in the sheets
    of a workbook that were not read, hidden ones among them, and in comments."""
    cleared = _without_numbers(found)
    if is_workbook(upload.content):
        if found.personal or cleared or may_tell_persons(upload.content):
            return _workbook_without(upload.content, found, cleared)
        return upload.content
    return _text_without(found, cleared) if found.personal or cleared else upload.content


def _without_numbers(found: Headed) -> Cleared:
    known = {
        column
        for name, column in found.columns.items()
        if found.layout.field_named(name).kind != Kind.TEXT
    }
    cleared: Cleared = {}
    for column in range(found.table.cells.shape[1]):
        if column in known or column in found.personal:
            continue
        texts = found.table.cells[column].astype("str")
        doubtful = texts[texts.str.contains(LONG_NUMBER, na=False)]
        said = doubtful.map(without_personal_numbers)
        if (said != doubtful).any():
            cleared[column] = said[said != doubtful]
    return cleared


def _workbook_without(content: bytes, found: Headed, cleared: Cleared) -> bytes:
    """The workbook; where it is too much to be written again, its table as text."""
    said = {
        (int(str(row)), column): str(text)
        for column, texts in cleared.items()
        for row, text in texts.items()
    }
    try:
        return emptied(Order(content, str(found.table.sheet), tuple(found.personal), said))
    except Unreadable:
        return _text_without(found, cleared)


def _text_without(found: Headed, cleared: Cleared) -> bytes:
    delimiter = next((mark for mark in DELIMITERS if NAMES[mark] == found.table.delimiter), ",")
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter)
    cells = found.table.cells.copy()
    cells[list(found.personal)] = ""
    for column, said in cleared.items():
        cells.loc[said.index, column] = said
    last = 0
    for number, *row in cells.itertuples(name=None):
        writer.writerows([[""]] * (number - last - 1))  # the sender's row numbers stay
        writer.writerow(row)
        last = number
    return written.getvalue().encode("utf-8-sig")
