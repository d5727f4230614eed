"""Redaction: the copy that is kept of a file holds the columns that the form knows, and nothing
in them that tells a person."""

import csv
import io
from collections.abc import Hashable
from typing import NamedTuple

import pandas as pd

from intake.emptied import Order, SheetOrder, emptied
from intake.headings import Headed, headed
from intake.layouts import OF_GIVERS, Kind
from intake.lines import find_signature_row
from intake.marks import Mark, mark_of
from intake.packages import holds_personal_string, read_beside
from intake.personal_details import names_an_officer, redact_cell
from intake.personal_numbers import REMOVED
from intake.spellings import is_of_a_person
from intake.tables import Unreadable, Upload
from intake.texts import DELIMITERS, NAMES
from intake.workbooks import is_workbook, read_workbook

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
    cells = found.table.cells
    cleared: Cleared = {}
    for column in cells:
        if column in found.known_columns:
            rows = _rows_of_table(found, signed)[column]
            cleared |= _clear(rows, _choose_reading(found, column))
    for row, line in cells.loc[: found.row].iterrows():
        cleared |= _clear_line(line, int(str(row)), title=int(str(row)) < found.row)
    if signed is not None:
        for row, line in cells.loc[signed:].iterrows():
            others = line[[not names_an_officer(str(cell)) for cell in line]]
            cleared |= _clear_line(others, int(str(row)), title=False)
            cleared |= {(int(str(row)), column): "" for column in found.personal if line[column]}
    return cleared


class Reading(NamedTuple):
    """How the cells of a column are looked through: as codes, which are asked about when the
    file comes, unless there is a space in them; for names too; where they are but a number."""

    codes: bool = False
    names: bool = True
    numbers: bool = True


def _choose_reading(found: Headed, column: Hashable) -> Reading:
    """A giver's name is no secret, and a number in a column of numbers counts something. What a
    unit or task is called holds no name of a person, but what was written there instead may."""
    name = next((name for name, place in found.columns.items() if place == column), None)
    if name is None:
        return Reading()
    kind = found.layout.field_named(name).kind
    return Reading(kind == Kind.CODE, name not in OF_GIVERS, numbers=kind == Kind.TEXT)


def _clear(cells: pd.Series, reading: Reading) -> Cleared:
    redacted = {}
    for cell in cells.unique():
        is_words = isinstance(cell, str) and not cell.isdecimal()
        if reading.codes:
            is_words = is_words and any(sign.isspace() for sign in cell.strip())
        if is_words or reading.numbers:
            found = redact_cell(cell, names=reading.names)
            if found.details:
                redacted[cell] = found.text
    if not redacted:
        return {}
    column = int(str(cells.name))
    return {
        (int(str(row)), column): redacted[cell] for row, cell in cells.items() if cell in redacted
    }


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
