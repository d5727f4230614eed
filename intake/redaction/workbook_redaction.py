"""A workbook written again without what must not be kept. Run as a program, confined: to write a
workbook openpyxl holds all of it, and a merged block of every cell fills any memory."""

import io
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import CustomPropertyList
from openpyxl.styles import Font
from openpyxl.workbook.protection import DocumentSecurity
from openpyxl.worksheet.datavalidation import DataValidationList
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooter
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.scenario import ScenarioList

from intake.privacy.personal_details import redact
from intake.privacy.strict_reading import redact_strictly
from intake.reading.baselines import SHEET, parse_baseline
from intake.reading.confined import run_in_subprocess, run_reader
from intake.reading.grids import BROKEN, redact_titles
from intake.tables import Unreadable


@dataclass(frozen=True)
class SheetOrder:
    """Which columns of a sheet (from 0) are kept below its headings, and the text that replaces
    single cells (row from 1, column from 0); `edges` are the row of the headings, and the first of
    the lines for signatures, where there are any."""

    columns: frozenset[int]
    replacements: Mapping[tuple[int, int], str]
    edges: tuple[int, int | None]
    unknown: tuple[int, ...] = ()  # the columns that hold anything and are not kept


@dataclass(frozen=True)
class Order:
    """What is kept of each sheet that has headings of ours, by its name as it is shown; nothing
    is of any other."""

    content: bytes
    sheets: Mapping[str, SheetOrder]


def redact_workbook(order: Order) -> bytes:
    """The workbook that `order` asks for: the values its cells had, and their looks; comments
    without authors; no properties, formulas, drawings, files, links, named ranges, headers and
    footers. Raises Unreadable where it is too much to be written again."""
    redacted: bytes = run_in_subprocess(pickle.dumps(order), "intake.redaction.workbook_redaction")
    return redacted


def carry_out(pickled: bytes) -> bytes:
    """Carry out a pickled Order, in the process that was started for it."""
    order: Order = pickle.loads(pickled)  # written by `redact_workbook`, nobody else
    try:
        stream = io.BytesIO(order.content)
        book: Any = load_workbook(stream, data_only=True, keep_links=False)
        _clear_book(book)
        titles = redact_titles([sheet.title for sheet in book.worksheets])
        for sheet, title in zip(book.worksheets, titles, strict=True):
            sheet.title = title
            _clear_sheet(sheet)
            own = order.sheets.get(title)
            if title == SHEET and _is_our_own(sheet):
                own = SheetOrder(frozenset(), {}, (sheet.max_row, None))
            for place, cell in sheet._cells.items():  # the cells that are there, not every place
                _clear_cell(cell, (place[0], place[1] - 1), own)
        output = io.BytesIO()
        book.save(output)
    except BROKEN as fault:
        raise Unreadable("file.workbook_broken") from fault
    return output.getvalue()


def _clear_book(book: Any) -> None:  # a workbook of openpyxl's
    for chart in book.chartsheets:
        book.remove(chart)
    book.properties = DocumentProperties()
    book.custom_doc_props = CustomPropertyList()
    book.defined_names.clear()
    book.loaded_theme = book.code_name = book.vba_archive = None
    book.security = DocumentSecurity()
    for number, shown in enumerate(book._number_formats):
        if redact(shown).details:
            book._number_formats[number] = "General"
    for number, font in enumerate(book._fonts):
        if redact(font.name or "").details:
            book._fonts[number] = Font(name="Calibri", size=font.size, bold=font.bold)
    for number, style in enumerate(book._named_styles):
        if redact(style.name).details:
            style.name = f"Style {number}"


def _clear_sheet(sheet: Any) -> None:  # a sheet of openpyxl's
    """Take off what hangs on the sheet and not on its cells."""
    sheet._images, sheet._charts, sheet._pivots = [], [], []
    sheet._tables.clear()
    sheet.defined_names.clear()
    sheet.print_area = None
    sheet.legacy_drawing = None
    sheet.HeaderFooter = HeaderFooter()
    sheet.protection = SheetProtection()
    sheet.data_validations = DataValidationList()
    sheet.conditional_formatting = ConditionalFormattingList()
    sheet.auto_filter = AutoFilter()
    sheet.scenarios = ScenarioList()
    sheet.sheet_properties.codeName = None


def _is_our_own(sheet: Any) -> bool:  # a sheet of openpyxl's
    """Does it hold what was stored when a blank was made, and nothing else?"""
    lines = []
    for line in sheet.iter_rows():
        cells = [cell.value for cell in line]
        while cells and cells[-1] is None:
            cells.pop()
        lines += [cells] if cells else []
    no_comments = not any(getattr(cell, "comment", None) for cell in sheet._cells.values())
    return no_comments and parse_baseline(lines) is not None


def _clear_cell(cell: Any, place: tuple[int, int], own: SheetOrder | None) -> None:
    """Leave of a cell of openpyxl's what may be kept."""
    if isinstance(cell, MergedCell):
        return
    cell.hyperlink = None
    if redact(cell.number_format).details:
        cell.number_format = "General"
    if own is None or not _may_keep(place, own):
        cell.value = cell.comment = None
        return
    if place in own.replacements:
        cell.value, cell.data_type = own.replacements[place], "s"
    if cell.comment is not None:
        cell.comment = Comment(redact_strictly(cell.comment.text).text, "")


def _may_keep(place: tuple[int, int], own: SheetOrder) -> bool:
    head, signed = own.edges
    of_the_table = place[0] > head and (signed is None or place[0] < signed)
    return not of_the_table or place[1] in own.columns


if __name__ == "__main__":
    from intake.redaction import (
        workbook_redaction as module,  # so that the order is known by its own name
    )

    run_reader(module.carry_out)
