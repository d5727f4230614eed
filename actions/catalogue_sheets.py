"""The catalogue as one workbook: a sheet for each file, called by its name without the ending."""

import re
from contextlib import suppress
from datetime import date, datetime

from actions.catalogue import TABLES
from actions.catalogue_faults import Misread
from actions.catalogue_files import Rows
from actions.refusals import Refused
from intake.tables import Faulty, Table, Unreadable, Upload
from intake.workbooks import is_workbook, read_workbook

SHEETS = {file.removesuffix(".csv"): file for file in TABLES}  # the sheet's title → the file
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
CODES = frozenset({"code", "parent_code", "from_code", "to_code", "task_code", "body"})
DAYS = frozenset(
    {"valid_from", "valid_to", "on_day", "from_valid_from", "to_valid_from"}
    | {"data_from", "data_to", "last_day"}
)
SWITCHES = frozenset({"movement", "reporting", "weekend_rolls"})
TRUTHS = {"true": "1", "false": "0", "x": "1"}  # as grids and spreadsheets write them


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
    named = [(str(one.sheet).strip().casefold(), one) for one in tables]
    found = {SHEETS[name]: _rows(one) for name, one in named if name in SHEETS}
    if not found:
        raise Refused("catalogue_no_sheet", file=upload.name, sheets=", ".join(SHEETS))
    return found


def _rows(table: Table) -> Rows:
    """The rows with anything in them, as wide as the heading and no wider than their cells."""
    cells_of = zip(table.cells.index, table.cells.to_numpy().tolist(), strict=True)
    filled = [(int(str(number)), cells) for number, cells in cells_of if any(map(_shown, cells))]
    if not filled:
        return []
    heading = [_shown(cell) for cell in filled[0][1]]
    width = max((place for place, name in enumerate(heading, 1) if name), default=0)
    return [
        (
            number,
            [
                *(_text(cell, name) for name, cell in zip(heading[:width], cells, strict=False)),
                *filter(None, map(_shown, cells[width:])),
            ],
        )
        for number, cells in filled
    ]


def _text(cell: object, name: str) -> str:
    """A cell as the CSV files write it. Misread is one that holds no value, and a code that a
    spreadsheet took for a number: its noughts are gone."""
    if isinstance(cell, Faulty):
        return Misread(_shown(cell), "no_value")
    if isinstance(cell, int | float) and not isinstance(cell, bool) and name in CODES:
        return Misread(_shown(cell), "number")
    if name in DAYS and (day := DAY.fullmatch(_shown(cell))):
        with suppress(ValueError):  # 31/02: it stays as its sender sees it
            return date(int(day[3]), int(day[2]), int(day[1])).isoformat()
    if name in SWITCHES and _shown(cell).casefold() in TRUTHS:
        return TRUTHS[_shown(cell).casefold()]
    return _shown(cell)


def _shown(cell: object) -> str:
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
