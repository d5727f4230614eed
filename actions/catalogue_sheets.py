"""The catalogue as one workbook: a sheet for each file. Which names its sheets and columns are
known by is told from above; the files that come of it have names of their own."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime

from actions.catalogue_faults import Misread
from actions.catalogue_files import Rows
from actions.catalogue_names import Names, Sent
from actions.refusals import Refused
from intake.folding import folded
from intake.tables import Faulty, Table, Unreadable, Upload
from intake.workbooks import is_workbook, read_workbook

DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
CODES = frozenset({"code", "parent_code", "from_code", "to_code", "task_code", "body"})
DAYS = frozenset(
    {"valid_from", "valid_to", "on_day", "from_valid_from", "to_valid_from"}
    | {"data_from", "data_to", "last_day"}
)
SWITCHES = frozenset({"movement", "reporting", "weekend_rolls"})
TRUTHS = {"true": "1", "false": "0", "x": "1", "-": "0"}  # as grids and spreadsheets write them


def files_in(upload: Upload, names: Names) -> Sent:
    """The files that a workbook holds; sheets of other names are notes.

    Raises Refused: catalogue_unreadable (no workbook, or a broken one), catalogue_no_sheet,
    catalogue_sheet_twice.
    """
    if not is_workbook(upload.content):
        raise Refused("catalogue_unreadable", file=upload.name)
    try:
        tables = read_workbook(upload.content)
    except Unreadable as fault:
        raise Refused("catalogue_unreadable", file=upload.name) from fault
    sent = Sent({}, {}, {})
    sheets = {folded(title): file for title, file in names.sheets.items()}
    for table in tables:
        file, title = sheets.get(folded(str(table.sheet))), str(table.sheet)
        if file is None:
            continue
        if file in sent.files:
            first = sent.sheets[file]
            raise Refused("catalogue_sheet_twice", file=upload.name, first=first, second=title)
        known = {folded(heading): name for heading, name in names.columns[file].items()}
        seen = sent.headings.setdefault(file, {})
        sent.files[file] = _rows(table, known, seen)
        sent.sheets[file] = title
    if not sent.files:
        raise Refused("catalogue_no_sheet", file=upload.name, sheets=", ".join(names.titles))
    return sent


def _rows(table: Table, known: Mapping[str, str], seen: dict[str, str]) -> Rows:
    """The rows with anything in them, as wide as the heading and no wider than their cells; the
    heading by the names of fields, `seen` as it is written."""
    cells_of = zip(table.cells.index, table.cells.to_numpy().tolist(), strict=True)
    filled = [(int(str(number)), cells) for number, cells in cells_of if any(map(_shown, cells))]
    if not filled:
        return []
    written = [_shown(cell) for cell in filled[0][1]]
    heading = [known.get(folded(one), one) for one in written]
    seen.update(zip(heading, written, strict=True))
    width = max((place for place, name in enumerate(heading, 1) if name), default=0)
    below = [
        (
            number,
            [
                *(_text(cell, name) for name, cell in zip(heading[:width], cells, strict=False)),
                *filter(None, map(_shown, cells[width:])),
            ],
        )
        for number, cells in filled[1:]
    ]
    return [(filled[0][0], heading[:width]), *below]


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
