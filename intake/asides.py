"""What a workbook holds beside the sheet that was read: other sheets, hidden ones too, and
comments. None of it may keep what tells a person."""

import html
import io
import re
from collections.abc import Iterator
from typing import IO, Any
from zipfile import ZipFile

from openpyxl.cell import MergedCell

from intake.personal_details import redact, without_personal_details
from intake.spellings import is_personal

ROWS_TO_LOOK_AT = 40
PART = re.compile(r"xl/(?:worksheets/[^/]+|comments/?[^/]*|threadedComments/[^/]+)\.xml")
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
STRINGS = "xl/sharedStrings.xml"
TEXT = re.compile(r"<(?:t|text)(?: [^>]*)?>([^<]+)</(?:t|text)>")
CHUNK = 1024 * 1024
OVERLAP = 40_000
LONGEST_HEADING = 40
PLENTY = 20_000  # different short texts: writing the workbook again costs less than asking


def may_tell_persons(content: bytes) -> bool:
    """Has the workbook other sheets or comments, and any text, wherever, that looks like a
    personal heading or number? Asked before it is written again, which costs much more."""
    with ZipFile(io.BytesIO(content)) as archive:
        parts = [name for name in archive.namelist() if PART.fullmatch(name)]
        if sum(SHEET.fullmatch(name) is not None for name in parts) < 2 and len(parts) < 2:
            return False
        known = {STRINGS} & set(archive.namelist())
        seen: set[str] = set()
        for name in (*known, *parts):
            with archive.open(name) as raw:
                for text in _texts(raw):
                    if redact(text).details or len(seen) > PLENTY:
                        return True
                    if len(text) <= LONGEST_HEADING:
                        seen.add(text)
    return any(is_personal(text) for text in seen)


def _texts(raw: IO[bytes]) -> Iterator[str]:
    tail = ""
    while piece := raw.read(CHUNK):
        text = tail + piece.decode("utf-8", "ignore")  # a letter cut in two parts no number
        for found in TEXT.finditer(text):
            yield html.unescape(found[1])
        tail = text[-OVERLAP:]


def clear_aside(sheet: Any) -> None:  # a sheet of openpyxl's
    """Empty the cells under personal headings, and the one beside a personal label; take
    personal numbers out of every text."""
    for (row, column), cell in list(sheet._cells.items()):
        if row <= ROWS_TO_LOOK_AT and isinstance(cell.value, str) and is_personal(cell.value):
            _empty_under(sheet, row, column)
    for cell in sheet._cells.values():
        if isinstance(cell.value, str):
            said = without_personal_details(cell.value)
            if said != cell.value:
                cell.value, cell.data_type = said, "s"
        clear_comment(cell)


def _empty_under(sheet: Any, row: int, column: int) -> None:  # a sheet of openpyxl's
    """What stands under a heading; of a label alone in its row also what stands beside it."""
    filled = [place for place, cell in sheet._cells.items() if place[0] == row and cell.value]
    for (line, place), cell in sheet._cells.items():
        beside = line == row and place == column + 1 and len(filled) <= 2
        under = line > row and place == column
        if (under or beside) and not isinstance(cell, MergedCell):  # which holds nothing itself
            cell.value, cell.comment = None, None


def clear_comment(cell: Any) -> None:  # a cell of openpyxl's
    """Personal numbers are taken out of a cell's comment."""
    if cell.comment is not None and redact(cell.comment.text).details:
        cell.comment.text = without_personal_details(cell.comment.text)
