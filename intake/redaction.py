"""Redaction: the copy that is kept of a file holds the columns that the form knows, and nothing
in them that tells a person."""

import csv
import io
import re
from collections.abc import Hashable, Iterator
from typing import NamedTuple

import pandas as pd

from intake.cells import text_of
from intake.cleaning import alike
from intake.emptied import Order, SheetOrder, emptied
from intake.headings import Headed, headed
from intake.layouts import OF_GIVERS, Kind
from intake.lines import find_signature_row
from intake.marks import Mark, mark_of
from intake.packages import holds_personal_string, read_beside
from intake.personal import choose_about, find_named_rows
from intake.personal_codes import PLAIN_CODE, is_personal_code
from intake.personal_details import (
    About,
    Redaction,
    names_an_officer,
    redact,
    redact_cell,
)
from intake.personal_numbers import REMOVED
from intake.spellings import is_of_a_person
from intake.tables import Unreadable, Upload
from intake.texts import DELIMITERS, NAMES
from intake.workbooks import is_workbook, read_workbook

NUMERIC = frozenset({Kind.YEAR, Kind.WHOLE, Kind.NUMBER, Kind.PERCENT, Kind.MONEY})
Cleared = dict[tuple[int, int], str]  # row as the sender counts, column from 0 → what it says


def without_personal_columns(upload: Upload, found: Headed) -> bytes:
    """The bytes to keep: as sent, or with every column emptied below its heading that is no
    field of the form, and everything taken out of the others that tells a person. A workbook
    loses with them whatever stands beside its cells, and the sheets that no form knows."""
    kept = _keep_of(found)
    if not is_workbook(upload.content):
        return _text_without(found, kept) if kept.said or kept.emptied else upload.content
    beside = read_beside(upload.content)
    sheets = headed(read_workbook(upload.content)) if beside.sheets > 1 else [found]
    orders = {str(one.table.sheet): _keep_of(one) for one in sheets}
    orders[str(found.table.sheet)] = kept
    changed = any(one.said or one.emptied for one in orders.values())
    plain = beside.plain and len(orders) == beside.sheets and not changed
    if plain and not holds_personal_string(upload.content):
        return upload.content
    try:
        return emptied(Order(upload.content, orders))
    except Unreadable:  # too much to be written again
        return _text_without(found, kept)


def _keep_of(found: Headed) -> SheetOrder:
    signed = find_signature_row(found)
    return SheetOrder(
        found.known_columns,
        _find_cleared(found, signed),
        (found.row, signed),
        tuple(_find_unknown(found, signed)),
    )


def find_personal_cells(found: Headed) -> Cleared:
    """What the cells that tell a person say without it, of the columns that the form knows."""
    return _find_cleared(found, find_signature_row(found))


def _find_unknown(found: Headed, signed: int | None) -> list[int]:
    """The columns that no form knows and that hold anything below the headings."""
    rows = _rows_of_table(found, signed)
    return [
        int(str(column))
        for column in rows
        if column not in found.known_columns
        and any(mark_of(cell) != Mark.BLANK for cell in rows[column].unique())
    ]


def _rows_of_table(found: Headed, signed: int | None) -> pd.DataFrame:
    cells = found.table.cells
    inside = cells.index > found.row
    return cells[inside if signed is None else inside & (cells.index < signed)]


def _find_cleared(found: Headed, signed: int | None) -> Cleared:
    """The cells that say something else in the kept copy, of known columns and of the lines
    above and below the table."""
    cells, rows = found.table.cells, _rows_of_table(found, signed)
    named = find_named_rows(found, rows.index)
    cleared: Cleared = {}
    for column in cells:
        if column in found.known_columns:
            cleared |= _clear(found, rows[column], _choose_reading(found, column), named)
    for row, line in cells.loc[: found.row].iterrows():
        cleared |= _clear_line(line, int(str(row)), title=int(str(row)) < found.row)
    if signed is not None:
        for row, line in cells.loc[signed:].iterrows():
            others = line[[not names_an_officer(str(cell)) for cell in line]]
            cleared |= _clear_line(others, int(str(row)), title=False)
    return cleared


class Reading(NamedTuple):
    """How the cells of a column are looked through: as codes; for names too; as numbers that count
    something; as text about people."""

    codes: bool = False
    names: bool = True
    counted: bool = False
    text: bool = False


def _choose_reading(found: Headed, column: Hashable) -> Reading:
    """A giver's name is no secret, and a number in a column of numbers counts something. What a
    unit or task is called holds no name of a person, but what was written there instead may."""
    name = next((name for name, place in found.columns.items() if place == column), None)
    if name is None:
        return Reading()
    kind = found.layout.field_named(name).kind
    return Reading(kind == Kind.CODE, name not in OF_GIVERS, kind in NUMERIC, kind == Kind.TEXT)


def _clear(found: Headed, cells: pd.Series, reading: Reading, named: frozenset[int]) -> Cleared:
    column = int(str(cells.name))
    if reading.codes:
        return {(row, column): REMOVED for row in _find_personal_codes(found, cells)}
    usual = choose_about(found, -1, frozenset()) if reading.text else About.MANY
    known = {cell: _read_cell(cell, reading, usual) for cell in cells.unique()}
    told = {cell for cell, redaction in known.items() if redaction.details}
    cleared = {
        (int(str(row)), column): known[cell].text for row, cell in cells.items() if cell in told
    }
    for row in named if reading.text else ():
        if (redaction := _read_cell(cells.loc[row], reading, About.NAMED)).details:
            cleared[row, column] = redaction.text
    return cleared


def _read_cell(cell: object, reading: Reading, about: About) -> Redaction:
    if reading.counted and not isinstance(cell, str):
        return Redaction(str(cell))
    if reading.counted:
        return redact(str(cell), names=reading.names, counted=True)
    return redact_cell(cell, names=reading.names, about=about)


def _find_personal_codes(found: Headed, cells: pd.Series) -> Iterator[int]:
    """The rows whose code of an address is somebody's name or number."""
    place = found.columns.get("commune_code")
    for row, cell in cells.items():
        code = alike(text_of(cell))
        if code and re.fullmatch(PLAIN_CODE, code) is None:
            commune = "" if place is None else text_of(found.table.cells.at[row, place])
            if is_personal_code(text_of(cell), commune):
                yield int(str(row))


def _clear_line(line: pd.Series, row: int, *, title: bool) -> Cleared:
    """A line above or below the table; of a `title` that is a label of a person, alone with
    what it labels, that goes too."""
    filled = [(int(str(column)), cell) for column, cell in line.items() if str(cell).strip()]
    cleared: Cleared = {
        (row, column): found.text for column, cell in filled if (found := redact_cell(cell)).details
    }
    if title and len(filled) == 2 and is_of_a_person(str(filled[0][1])):
        cleared[row, filled[1][0]] = REMOVED
    return cleared


def _text_without(found: Headed, kept: SheetOrder) -> bytes:
    delimiter = next((mark for mark in DELIMITERS if NAMES[mark] == found.table.delimiter), ",")
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter)
    cells = found.table.cells.copy()
    rows = _rows_of_table(found, kept.edges[1]).index
    unknown, cleared = list(kept.emptied), kept.said
    cells = cells.astype(dict.fromkeys({*unknown, *(one[1] for one in cleared)}, "object"))
    cells.loc[rows, unknown] = ""
    for (row, column), text in cleared.items():
        cells.at[row, column] = text
    last = 0
    for number, *line in cells.itertuples(name=None):
        writer.writerows([[""]] * (number - last - 1))  # the sender's row numbers stay
        writer.writerow(line)
        last = number
    return written.getvalue().encode("utf-8-sig")
