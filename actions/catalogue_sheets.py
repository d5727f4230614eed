"""The catalogue as one workbook: a sheet for each file. Which names its sheets and columns are
known by is told from above; the files that come of it have names of their own."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from actions.catalogue_faults import Misread
from actions.catalogue_files import Rows
from actions.catalogue_names import Names, Sent
from actions.catalogue_unread import CatalogueUnread
from actions.refusals import Refused
from intake.findings import Finding
from intake.folding import folded
from intake.grids import UNTICKED
from intake.kinds import refuse_other_kinds
from intake.tables import MOST_BYTES, Faulty, Table, Unreadable, Upload, sizes
from intake.workbooks import is_workbook, read_workbook

DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
CODES = frozenset({"code", "parent_code", "from_code", "to_code", "task_code", "body"})
DAYS = frozenset(
    {"valid_from", "valid_to", "on_day", "from_valid_from", "to_valid_from"}
    | {"data_from", "data_to", "last_day"}
)
SWITCHES = frozenset({"movement", "reporting", "weekend_rolls"})
TRUTHS = {"true": "1", "false": "0", "x": "1"}  # as grids and spreadsheets write them


class Book(NamedTuple):
    """A workbook as read: its files, what is to be said of how they were read, and which of
    its sheets were not."""

    sent: Sent
    remarks: tuple[Finding, ...]
    asides: tuple[str, ...]


def book_in(upload: Upload, names: Names) -> Book:
    """The files that a workbook holds; sheets of other names are asides.

    Raises CatalogueUnread, and Refused: catalogue_unreadable (no workbook),
    catalogue_no_sheet, catalogue_sheet_twice.
    """
    tables = _tables(upload)
    sent = Sent({}, {}, {})
    sheets = {folded(title): file for title, file in names.sheets.items()}
    remarks: list[Finding] = []
    asides: list[str] = []
    for table in tables:
        file, title = sheets.get(folded(str(table.sheet))), str(table.sheet)
        if file is None:
            asides += [] if title in names.about else [title]
            continue
        if file in sent.files:
            first = sent.sheets[file]
            raise Refused("catalogue_sheet_twice", file=upload.name, first=first, second=title)
        known = {folded(heading): name for heading, name in names.columns[file].items()}
        seen = sent.headings.setdefault(file, {})
        sent.files[file] = _rows(table, known, seen)
        sent.sheets[file] = title
        remarks += [one for one in _remarks(table, sent.files[file], seen) if one not in remarks]
    if not sent.files:
        raise Refused("catalogue_no_sheet", file=upload.name, sheets=", ".join(names.titles))
    return Book(sent, tuple(remarks), tuple(asides))


def _tables(upload: Upload) -> list[Table]:
    try:
        if len(upload.content) > MOST_BYTES:
            raise Unreadable("file.too_large", **sizes(len(upload.content), MOST_BYTES))
        refuse_other_kinds(upload.content)
        if not is_workbook(upload.content):
            raise Refused("catalogue_unreadable", file=upload.name)
        return read_workbook(upload.content)
    except Unreadable as fault:
        raise CatalogueUnread(upload.name, fault.finding) from fault


def _remarks(table: Table, rows: Rows, seen: Mapping[str, str]) -> Iterator[Finding]:
    """What is said of the sheet, a column by its letter and heading: "B (Tên)"."""
    heading = rows[0][1] if rows else []
    letters = {get_column_letter(at): seen[name] for at, name in enumerate(heading, 1) if name}
    for one in table.findings:
        called = letters.get(one.column or "")
        yield replace(one, column=f"{one.column} ({called})" if called else one.column)


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
    if isinstance(cell, Faulty) and not (cell.code == UNTICKED and name in SWITCHES):
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
    return unicodedata.normalize("NFC", str(cell).strip())
