"""Emptied: a workbook written again without what must not be kept. Run as a program, confined:
to write a workbook openpyxl holds all of it, and a merged block of every cell fills any memory."""

import io
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import CustomPropertyList
from openpyxl.worksheet.datavalidation import DataValidationList
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooter
from openpyxl.worksheet.scenario import ScenarioList

from intake.baselines import SHEET
from intake.confined import answer, read_confined
from intake.grids import BROKEN, show_titles
from intake.personal_details import redact, without_personal_details
from intake.tables import Unreadable


@dataclass(frozen=True)
class SheetOrder:
    """Which columns of a sheet (from 0) are kept below its headings, and what single cells (row
    from 1, column from 0) shall say instead; `edges` are the row of the headings, and the first
    of the lines for signatures, where there are any."""

    columns: frozenset[int]
    said: Mapping[tuple[int, int], str]
    edges: tuple[int, int | None]
    emptied: tuple[int, ...] = ()  # the columns that hold anything and are not kept


@dataclass(frozen=True)
class Order:
    """What is kept of each sheet that has headings of ours, by its name as it is shown; nothing
    is of any other."""

    content: bytes
    sheets: Mapping[str, SheetOrder]


def emptied(order: Order) -> bytes:
    """The workbook after `order`: the values its cells had, and their looks; comments without
    authors; no properties, formulas, drawings, files, links, named ranges, headers and footers.
    Raises Unreadable where it is too much to be written again."""
    kept: bytes = read_confined(pickle.dumps(order), "intake.emptied")
    return kept


def carry_out(order: bytes) -> bytes:
    """The same, in the process that was started for it."""
    asked: Order = pickle.loads(order)  # written by `emptied`, nobody else
    try:
        stream = io.BytesIO(asked.content)
        book: Any = load_workbook(stream, data_only=True, keep_links=False)
        _clear_book(book)
        titles = show_titles([sheet.title for sheet in book.worksheets])
        for sheet, title in zip(book.worksheets, titles, strict=True):
            sheet.title = title
            _clear_sheet(sheet)
            own = asked.sheets.get(title)
            if title == SHEET and not _tells_somebody(sheet._cells.values()):
                continue
            for place, cell in sheet._cells.items():  # the cells that are there, not every place
                _clear_cell(cell, (place[0], place[1] - 1), own)
        kept = io.BytesIO()
        book.save(kept)
    except BROKEN as fault:
        raise Unreadable("file.workbook_broken") from fault
    return kept.getvalue()


def _clear_book(book: Any) -> None:  # a workbook of openpyxl's
    for chart in book.chartsheets:
        book.remove(chart)
    book.properties = DocumentProperties()
    book.custom_doc_props = CustomPropertyList()
    book.defined_names.clear()
    book.loaded_theme = book.code_name = book.vba_archive = None
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
    sheet.data_validations = DataValidationList()
    sheet.conditional_formatting = ConditionalFormattingList()
    sheet.auto_filter = AutoFilter()
    sheet.scenarios = ScenarioList()
    sheet.sheet_properties.codeName = None


def _tells_somebody(cells: Iterable[Any]) -> bool:  # cells of openpyxl's
    return any(isinstance(one.value, str) and redact(one.value).details for one in cells)


def _clear_cell(cell: Any, place: tuple[int, int], own: SheetOrder | None) -> None:
    """Leave of a cell of openpyxl's what may be kept."""
    if isinstance(cell, MergedCell):
        return
    cell.hyperlink = None
    if redact(cell.number_format).details:
        cell.number_format = "General"
    if own is None or not _is_kept(place, own):
        cell.value = cell.comment = None
        return
    if place in own.said:
        cell.value, cell.data_type = own.said[place], "s"
    if cell.comment is not None:
        cell.comment = Comment(without_personal_details(cell.comment.text), "")


def _is_kept(place: tuple[int, int], own: SheetOrder) -> bool:
    head, signed = own.edges
    of_the_table = place[0] > head and (signed is None or place[0] < signed)
    return not of_the_table or place[1] in own.columns


if __name__ == "__main__":
    from intake import emptied as known  # so that what is asked is known by its own name

    answer(known.carry_out)
