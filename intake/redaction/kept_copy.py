"""Redaction: the copy that is kept of a file holds the columns that the form knows, and nothing
in them that tells a person."""

import csv
import io
import re
from collections.abc import Hashable, Iterator
from typing import NamedTuple

import pandas as pd

from intake.cells.cells import format_cell
from intake.cells.lines import find_signature_row
from intake.cells.marks import Mark, find_marks
from intake.headers.headings import HeaderMap, detect_headers
from intake.headers.layouts import OF_GIVERS, Kind
from intake.headers.reshaping import reshape_tables
from intake.headers.spellings import is_of_a_person
from intake.privacy.personal_codes import PLAIN_CODE, is_personal_code
from intake.privacy.personal_details import (
    About,
    Redaction,
    redact,
    redact_cell,
)
from intake.privacy.personal_numbers import REMOVED, Detail
from intake.privacy.strict_reading import may_tell_somebody
from intake.reading.converted import find_converted_kind
from intake.reading.packages import examine_side_content, has_personal_string
from intake.reading.texts import DELIMITERS, NAMES
from intake.reading.workbooks import is_workbook, read_workbook
from intake.redaction.rows_redaction import (
    choose_about,
    choose_line_about,
    find_named_rows,
    find_rows_named_by_key,
)
from intake.redaction.signatures import find_cells_below
from intake.redaction.table_workbook import write_table_workbook
from intake.redaction.workbook_redaction import Order, SheetOrder, redact_workbook
from intake.tables import Unreadable, Upload
from intake.text.cleaning import make_code_key

NUMERIC = frozenset({Kind.YEAR, Kind.WHOLE, Kind.NUMBER, Kind.PERCENT, Kind.MONEY})
Replacements = dict[tuple[int, int], str]  # row as the sender counts, column from 0 → its new text


def redact_upload(upload: Upload, headers: HeaderMap, *, whole: bool = False) -> bytes:
    """The bytes to keep: as sent, or with every column emptied below its heading that is no
    field of the form, and everything taken out of the others that tells a person. A workbook
    loses with them whatever stands beside its cells, and the sheets that no form knows.

    A workbook that takes too much to be written again becomes a text file of this one sheet, or,
    where it is to stay `whole`, raises Unreadable. Of a file of another kind, and of
    tasks across, only the table is kept as it was read, as a workbook."""
    order = _build_sheet_order(headers)
    if headers.table.is_rewritten or find_converted_kind(upload.content) is not None:
        return write_table_workbook(headers.table.sheet, _redact_cells(headers, order))
    if not is_workbook(upload.content):
        return (
            _write_text(headers, order) if order.replacements or order.unknown else upload.content
        )
    side_content = examine_side_content(upload.content)
    sheets = [headers]
    if side_content.sheets > 1:
        sheets = detect_headers(reshape_tables(read_workbook(upload.content), upload.name))
    orders = {str(sheet.table.sheet): _build_sheet_order(sheet) for sheet in sheets}
    orders[str(headers.table.sheet)] = order
    changed = any(
        sheet_order.replacements or sheet_order.unknown for sheet_order in orders.values()
    )
    plain = side_content.plain and len(orders) == side_content.sheets and not changed
    if plain and not has_personal_string(upload.content):
        return upload.content
    try:
        return redact_workbook(Order(upload.content, orders))
    except Unreadable:  # too much to be written again
        if whole:
            raise
        return _write_text(headers, order)


def _build_sheet_order(headers: HeaderMap) -> SheetOrder:
    signed = find_signature_row(headers)
    return SheetOrder(
        headers.known_columns,
        _find_replacements(headers, signed),
        (headers.row, signed),
        tuple(_find_unknown_columns(headers, signed)),
    )


def find_personal_cells(headers: HeaderMap) -> Replacements:
    """The new texts of the cells that tell a person, of the columns that the form knows."""
    return _find_replacements(headers, find_signature_row(headers))


def _find_unknown_columns(headers: HeaderMap, signed: int | None) -> list[int]:
    """The columns that no form knows and that hold anything below the headings."""
    rows = _get_table_rows(headers, signed)
    return [
        int(str(column))
        for column in rows
        if column not in headers.known_columns
        and any(mark != Mark.BLANK for mark in find_marks(rows[column].unique()))
    ]


def _get_table_rows(headers: HeaderMap, signed: int | None) -> pd.DataFrame:
    cells = headers.table.cells
    inside = cells.index > headers.row
    return cells[inside if signed is None else inside & (cells.index < signed)]


def _find_replacements(headers: HeaderMap, signed: int | None) -> Replacements:
    """The new texts of cells in the kept copy, of known columns and of the lines above and below
    the table."""
    cells, rows = headers.table.cells, _get_table_rows(headers, signed)
    keyed = find_rows_named_by_key(headers, rows.index)
    named = find_named_rows(headers, rows.index) | keyed
    replacements: Replacements = {}
    for column in cells:
        if column in headers.known_columns:
            reading = _choose_reading(headers, column)
            replacements |= _redact_keyed_rows(rows[column], keyed)
            replacements |= _redact_column(headers, rows[column], reading, named)
    for row, line in cells.loc[: headers.row].iterrows():
        number = int(str(row))
        about = choose_line_about(headers, number) if number < headers.row else About.MANY
        replacements |= _redact_line(line, number, title=number < headers.row, about=about)
    for column in {*cells} - headers.known_columns:
        if may_tell_somebody(str(cells.at[headers.row, column])):
            replacements[headers.row, int(str(column))] = REMOVED
    return replacements | find_cells_below(headers)


def find_title_details(headers: HeaderMap) -> tuple[Detail, ...]:
    """What kinds of thing that tell a person are taken out of the lines above the table."""
    found: set[Detail] = set()
    for row, line in headers.table.cells.loc[: headers.row].iloc[:-1].iterrows():
        about = choose_line_about(headers, int(str(row)))
        for cell in line:
            found |= {*redact_cell(cell, about=about).details}
        filled = [str(cell) for cell in line if str(cell).strip()]
        if len(filled) == 2 and is_of_a_person(filled[0]):
            found.add(Detail.NAME)
    return tuple(detail for detail in Detail if detail in found)


class Reading(NamedTuple):
    """How the cells of a column are looked through: as codes; for names too; as numbers that count
    something; whom they are about, in a row that names somebody (`beside`) and in another."""

    codes: bool = False
    names: bool = True
    counted: bool = False
    about: About = About.MANY
    beside: About | None = None


def _choose_reading(headers: HeaderMap, column: Hashable) -> Reading:
    """A giver's name is no secret, and a number in a column of numbers counts something. What a
    unit or task is called holds no name of a person, but what was written there instead may."""
    name = next((name for name, place in headers.columns.items() if place == column), None)
    if name is None:
        return Reading()
    kind = headers.layout.find_field(name).kind
    if kind in {Kind.CHOICE, Kind.CHOICES}:
        return Reading(about=choose_about(headers, name), beside=About.NAMED)
    if kind != Kind.TEXT:
        return Reading(kind == Kind.CODE, counted=kind in NUMERIC)
    return Reading(
        names=name not in OF_GIVERS,
        about=choose_about(headers, name),
        beside=choose_about(headers, name, is_named=True),
    )


def _redact_keyed_rows(cells: pd.Series, keyed: frozenset[int]) -> Replacements:
    """The cells of a column in the rows whose keys name somebody: all they say is of one."""
    redactions = {row: redact_cell(cells.loc[row], about=About.NAMED) for row in keyed}
    return {
        (row, int(str(cells.name))): redaction.text
        for row, redaction in redactions.items()
        if redaction.details
    }


def _redact_column(
    headers: HeaderMap, cells: pd.Series, reading: Reading, named: frozenset[int]
) -> Replacements:
    column = int(str(cells.name))
    if reading.codes:
        return {(row, column): REMOVED for row in _find_personal_codes(headers, cells)}
    known = {cell: _redact_by_reading(cell, reading, reading.about) for cell in cells.unique()}
    telling = {cell for cell, redaction in known.items() if redaction.details}
    cleared = {
        (int(str(row)), column): known[cell].text for row, cell in cells.items() if cell in telling
    }
    if reading.beside is not None:
        for row in named:
            redaction = _redact_by_reading(cells.loc[row], reading, reading.beside)
            cleared |= {(row, column): redaction.text} if redaction.details else {}
    return cleared


def _redact_by_reading(cell: object, reading: Reading, about: About) -> Redaction:
    if reading.counted and not isinstance(cell, str):
        return Redaction(str(cell))
    if reading.counted:
        return redact(str(cell), names=reading.names, counted=True)
    return redact_cell(cell, names=reading.names, about=about)


def _find_personal_codes(headers: HeaderMap, cells: pd.Series) -> Iterator[int]:
    """The rows whose code of an address is somebody's name or number."""
    place = headers.columns.get("commune_code")
    for row, cell in cells.items():
        code = make_code_key(format_cell(cell))
        if code and re.fullmatch(PLAIN_CODE, code) is None:
            commune = "" if place is None else format_cell(headers.table.cells.at[row, place])
            if is_personal_code(format_cell(cell), commune):
                yield int(str(row))


def _redact_line(line: pd.Series, row: int, *, title: bool, about: About) -> Replacements:
    """A line above or below the table; of a `title` that is a label of a person, alone with
    what it labels, that goes too."""
    filled = [(int(str(column)), cell) for column, cell in line.items() if str(cell).strip()]
    replacements: Replacements = {
        (row, column): redaction.text
        for column, cell in filled
        if (redaction := redact_cell(cell, about=about)).details
    }
    if title and len(filled) == 2 and is_of_a_person(str(filled[0][1])):
        replacements[row, filled[1][0]] = REMOVED
    return replacements


def _redact_cells(headers: HeaderMap, order: SheetOrder) -> pd.DataFrame:
    """The cells of the table as they are kept."""
    cells = headers.table.cells.copy()
    rows = _get_table_rows(headers, order.edges[1]).index
    unknown, replacements = list(order.unknown), order.replacements
    cells = cells.astype(dict.fromkeys({*unknown, *(place[1] for place in replacements)}, "object"))
    cells.loc[rows, unknown] = ""
    for (row, column), text in replacements.items():
        cells.at[row, column] = text
    return cells


def _write_text(headers: HeaderMap, order: SheetOrder) -> bytes:
    delimiter = next((mark for mark in DELIMITERS if NAMES[mark] == headers.table.delimiter), ",")
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter)
    last = 0
    for number, *line in _redact_cells(headers, order).itertuples(name=None):
        writer.writerows([[""]] * (number - last - 1))  # the sender's row numbers stay
        writer.writerow(line)
        last = number
    return written.getvalue().encode("utf-8-sig")
