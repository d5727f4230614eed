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

from actions.catalogue.faults import InvalidCell
from actions.catalogue.files import Rows
from actions.catalogue.names import CatalogueWorkbook, Names
from actions.catalogue.unread import CatalogueUnread
from actions.refusals import Refused
from intake.findings import Finding
from intake.reading.file_types import refuse_other_kinds
from intake.reading.grids import UNTICKED
from intake.reading.workbooks import is_workbook, read_workbook
from intake.tables import MOST_BYTES, Faulty, Table, Unreadable, Upload, describe_sizes
from intake.text.normalisation import normalise_text

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

    sent: CatalogueWorkbook
    remarks: tuple[Finding, ...]
    asides: tuple[str, ...]


def parse_book(upload: Upload, names: Names) -> Book:
    """The files that a workbook holds; sheets of other names are asides.

    Raises CatalogueUnread, and Refused: catalogue_unreadable (no workbook),
    catalogue_no_sheet, catalogue_sheet_twice.
    """
    tables = _load_tables(upload)
    sent = CatalogueWorkbook({}, {}, {})
    sheets = {normalise_text(title): file for title, file in names.sheets.items()}
    remarks: list[Finding] = []
    asides: list[str] = []
    for table in tables:
        file, title = sheets.get(normalise_text(str(table.sheet))), str(table.sheet)
        if file is None:
            asides += [] if title in names.about else [title]
            continue
        if file in sent.files:
            first = sent.sheets[file]
            raise Refused("catalogue_sheet_twice", file=upload.name, first=first, second=title)
        known = {normalise_text(heading): name for heading, name in names.columns[file].items()}
        headings = sent.headings.setdefault(file, {})
        sent.files[file] = _build_rows(table, known, headings)
        sent.sheets[file] = title
        remarks += [
            finding
            for finding in _list_remarks(table, sent.files[file], headings)
            if finding not in remarks
        ]
    if not sent.files:
        raise Refused("catalogue_no_sheet", file=upload.name, sheets=", ".join(names.titles))
    return Book(sent, tuple(remarks), tuple(asides))


def _load_tables(upload: Upload) -> list[Table]:
    try:
        if len(upload.content) > MOST_BYTES:
            raise Unreadable("file.too_large", **describe_sizes(len(upload.content), MOST_BYTES))
        refuse_other_kinds(upload.content)
        if not is_workbook(upload.content):
            raise Refused("catalogue_unreadable", file=upload.name)
        return read_workbook(upload.content)
    except Unreadable as fault:
        raise CatalogueUnread(upload.name, fault.finding) from fault


def _list_remarks(table: Table, rows: Rows, headings: Mapping[str, str]) -> Iterator[Finding]:
    """What is said of the sheet, a column by its letter and heading: "B (Tên)"."""
    heading = rows[0][1] if rows else []
    letters = {get_column_letter(at): headings[name] for at, name in enumerate(heading, 1) if name}
    for finding in table.findings:
        called = letters.get(finding.column or "")
        yield replace(finding, column=f"{finding.column} ({called})" if called else finding.column)


def _build_rows(table: Table, known: Mapping[str, str], headings: dict[str, str]) -> Rows:
    """The rows with anything in them, as wide as the heading and no wider than their cells; the
    heading by the names of fields; `headings` gets each as it is written."""
    cells_of = zip(table.cells.index, table.cells.to_numpy().tolist(), strict=True)
    filled = [
        (int(str(number)), cells) for number, cells in cells_of if any(map(_show_cell, cells))
    ]
    if not filled:
        return []
    written = [_show_cell(cell) for cell in filled[0][1]]
    heading = [known.get(normalise_text(title), title) for title in written]
    headings.update(zip(heading, written, strict=True))
    width = max((place for place, name in enumerate(heading, 1) if name), default=0)
    below = [
        (
            number,
            [
                *(
                    _format_cell(cell, name)
                    for name, cell in zip(heading[:width], cells, strict=False)
                ),
                *filter(None, map(_show_cell, cells[width:])),
            ],
        )
        for number, cells in filled[1:]
    ]
    return [(filled[0][0], heading[:width]), *below]


def _format_cell(cell: object, name: str) -> str:
    """A cell as the CSV files write it; an InvalidCell where it holds no value, and for a code
    that a spreadsheet took for a number: its noughts are gone."""
    if isinstance(cell, Faulty) and not (cell.code == UNTICKED and name in SWITCHES):
        return InvalidCell(_show_cell(cell), "no_value")
    if isinstance(cell, int | float) and not isinstance(cell, bool) and name in CODES:
        return InvalidCell(_show_cell(cell), "number")
    if name in DAYS and (day := DAY.fullmatch(_show_cell(cell))):
        with suppress(ValueError):  # 31/02: it stays as its sender sees it
            return date(int(day[3]), int(day[2]), int(day[1])).isoformat()
    if name in SWITCHES and _show_cell(cell).casefold() in TRUTHS:
        return TRUTHS[_show_cell(cell).casefold()]
    return _show_cell(cell)


def _show_cell(cell: object) -> str:
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unicodedata.normalize("NFC", str(cell).strip())
