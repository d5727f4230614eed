"""The catalogue as one workbook: a sheet for each file, called by its name without the ending."""

import re
from datetime import date, datetime

from actions.catalogue import TABLES
from actions.catalogue_files import Rows
from actions.refusals import Refused
from intake.tables import Table, Unreadable, Upload
from intake.workbooks import is_workbook, read_workbook

SHEETS = {file.removesuffix(".csv"): file for file in TABLES}  # the sheet's title → the file
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def files_in(upload: Upload) -> dict[str, Rows]:
    """The files that a workbook holds; sheets of other names are notes.

    Raises Refused: catalogue_unreadable (no workbook, or a broken one), catalogue_no_sheet.
    """
    if not is_workbook(upload.content):
        raise Refused("catalogue_unreadable", file=upload.name)
    try:
        tables = read_workbook(upload.content)
    except Unreadable as fault:
        raise Refused("catalogue_unreadable", file=upload.name) from fault
    found = {SHEETS[str(one.sheet)]: _rows(one) for one in tables if one.sheet in SHEETS}
    if not found:
        raise Refused("catalogue_no_sheet", file=upload.name, sheets=", ".join(SHEETS))
    return found


def _rows(table: Table) -> Rows:
    """The rows with anything in them, as wide as the heading and no wider than their cells."""
    told = [
        (int(str(number)), [_text(cell) for cell in cells])
        for number, cells in zip(table.cells.index, table.cells.to_numpy().tolist(), strict=True)
    ]
    filled = [(number, cells) for number, cells in told if any(cells)]
    width = max((place for place, name in enumerate(filled[0][1], 1) if name), default=0)
    return [(number, [*cells[:width], *filter(None, cells[width:])]) for number, cells in filled]


def _text(cell: object) -> str:
    """A cell as the CSV files write it."""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    day = DAY.fullmatch(text)
    return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else text
