"""Cells of the workbooks we hand out: values as values, text never as a formula, and what
may be typed over apart from what may not."""

import io
import math
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from documents.printing.packing import keep_content, rebuild_zip
from intake.headers.layouts import Field, Kind
from intake.tables import Share
from locales.findings import label_choice
from locales.words import Words

TEXT_FORMAT = "@"  # codes keep their leading zero
DAY_FORMAT = "DD/MM/YYYY"
MONEY_FORMAT = "#,##0"  # grouped as the reader's own spreadsheet groups
HEADING_FONT = Font(name="Calibri", bold=True)
MARGIN_INCHES = 0.5
UNLOCKED = Protection(locked=False)
LOCKED = Protection(locked=True)
HEADING_FILL = PatternFill("solid", fgColor="E6F1F0")
ASIDE_FILL = PatternFill("solid", fgColor="EEEEEE")
ASIDE_FONT = Font(name="Calibri", color="555555")
CODES = frozenset({Kind.UNIT, Kind.CODE, Kind.TASK})
WIDE = frozenset({Kind.TASK, Kind.TEXT, Kind.CHOICES})
WRAPPED = Alignment(wrap_text=True, vertical="top")
LONGEST = 32_000  # letters in a cell, a little below what Excel takes
LONG_AGO = datetime(2018, 7, 9)
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*<")
BROKEN = re.compile("[\ud800-\udfff\ufffe\uffff]")  # halves of letters: no XML holds them
FORMULA_SIGNS = ("=", "+", "-", "@", "\t")


def write_cell(form: Worksheet, place: tuple[int, int], value: object) -> None:
    """Put `value` in the cell at `place` (row, column): numbers and days as such, all else as
    text that is never run."""
    cell = form.cell(*place)
    if not isinstance(cell, Cell):
        raise RuntimeError("our papers have no merged cells")
    if isinstance(value, Share):
        cell.value = value.value
        cell.number_format = "0%" if (value.value * 100).is_integer() else "0.00%"
    elif isinstance(value, date):  # and a day with its hour
        cell.value, cell.number_format = value, DAY_FORMAT
    elif isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        cell.value = value
    elif value is not None and str(value):
        _write_text(cell, str(value))


def clean_cell_text(text: str) -> str:
    """The text without the signs that a workbook cannot hold."""
    return BROKEN.sub(" ", ILLEGAL_CHARACTERS_RE.sub(" ", text))[:LONGEST]


def _write_text(cell: Cell, text: str) -> None:
    printed = clean_cell_text(text)
    cell.value = printed
    cell.data_type = "s"  # whatever sign it begins with
    if printed.startswith(FORMULA_SIGNS):
        cell.quotePrefix = True  # stays text when somebody edits it


def write_column_heading(
    form: Worksheet, number: int, text: str, *, width: float, row: int = 1
) -> None:
    """The heading of a column, and the column's width in letters."""
    write_cell(form, (row, number), text)
    form.cell(row, number).font, form.cell(row, number).fill = HEADING_FONT, HEADING_FILL
    form.column_dimensions[get_column_letter(number)].width = width


def write_heading(form: Worksheet, number: int, field: Field | None, text: str) -> None:
    """The heading of a form's column, and the column's width."""
    is_wide = field is not None and field.kind in WIDE
    write_column_heading(form, number, text, width=44 if is_wide else 16)
    form.cell(1, number).alignment = WRAPPED


def start_workbook() -> Workbook:
    """A workbook without a sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def set_widths(form: Worksheet, widths: Iterable[float]) -> None:
    """The widths of the first columns, in letters."""
    for number, width in enumerate(widths, 1):
        form.column_dimensions[get_column_letter(number)].width = width


def offer_choices(form: Worksheet, number: int, field: Field, *, last: int, words: Words) -> None:
    """A drop-down of the field's choices from the second row to the `last`."""
    letter = get_column_letter(number)
    labels = [label_choice(field, choice, words) for choice in field.choices]
    validation = DataValidation("list", formula1=f'"{",".join(labels)}"', allow_blank=True)
    validation.showErrorMessage = False  # "không phát sinh", "-" and "xóa" may be written too
    validation.add(f"{letter}2:{letter}{last}")
    form.add_data_validation(validation)


def set_up_page(sheet: Worksheet, *, landscape: bool = True) -> None:
    """How the sheet is printed: A4, as wide as one page and as long as it needs, its headings on
    each page, the page's number below; only what is filled."""
    fit_to_width(sheet, landscape=landscape)
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:{get_column_letter(sheet.max_column)}{sheet.max_row}"
    margins = dict.fromkeys(("left", "right", "top", "bottom"), MARGIN_INCHES)
    sheet.page_margins = PageMargins(**margins, header=0.25, footer=0.25)
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "&P/&N"


def fit_to_width(sheet: Worksheet, *, landscape: bool = True) -> None:
    """A4, as wide as one page and as long as it needs."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def protect_sheet(form: Worksheet) -> None:
    """Locked cells stay as they are until somebody lifts the protection: it has no password."""
    form.protection.sheet = True
    form.protection.formatColumns = False  # False means allowed
    form.protection.formatRows = False
    form.protection.deleteRows = False


def save_workbook(book: Workbook, *, mend: Callable[[str, bytes], bytes] = keep_content) -> bytes:
    """The workbook as a file, each of its parts as `mend` makes it: the same cells, the same
    bytes."""
    book.properties.created = LONG_AGO
    stream = io.BytesIO()
    book.save(stream)
    return rebuild_zip(
        stream.getvalue(), mend=lambda name, part: mend(name, _fix_modified_time(name, part))
    )


def _fix_modified_time(name: str, content: bytes) -> bytes:
    """openpyxl writes the moment of saving over whatever was set."""
    if name != "docProps/core.xml":
        return content
    return MODIFIED.sub(rb"\g<1>2018-07-09T00:00:00Z<", content)
