"""One table of the yearly report as a sheet: typed numbers, live sums and shares, words where
there is no number, ready to be printed on A4."""

import math
from collections.abc import Sequence
from copy import copy
from typing import Any

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.worksheet import Worksheet

from documents.printing.cached_values import CachedValues
from documents.printing.official import clean_text
from documents.printing.xlsx_cells import HEADING_FILL, fit_to_width, set_widths, write_cell
from documents.yearly_report.report import ReportCell, ReportTable, ValueState
from documents.yearly_report.sums import find_share_columns, find_summed_columns, read_number
from locales.words import Words

FACE = "Times New Roman"
PLAIN, BOLD = Font(name=FACE, size=12), Font(name=FACE, size=12, bold=True)
TITLE, SMALL = Font(name=FACE, size=14, bold=True), Font(name=FACE, size=11, italic=True)
THIN = Side(style="thin", color="808080")
LINES = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEADING_ROW, FIRST = 4, 5  # beneath the title, its note and a line on formulas
VIETNAMESE = "[$-42A]"
SHARE, FINE_SHARE = "0\\ %", "0.0\\ %"  # 73 % and 73,4 %, as the screens write them
BROAD = 125  # letters across a page
LINE, MOST_LINES = 16.5, 24  # points; Excel takes 409 points
NARROWEST, WIDEST = 9, 60


def write_table(sheet: Worksheet, table: ReportTable, words: Words) -> CachedValues:
    """Write the table; the values of its formulas, by cell."""
    writer = _TableWriter(sheet, table, words)
    writer.write_head()
    for line, row in enumerate(table.rows, FIRST):
        writer.write_row(line, row)
    if table.total:
        writer.write_total(FIRST + len(table.rows), table.total)
    if not table.rows:
        write_cell(sheet, (FIRST + bool(table.total), 1), words.say("print.no_rows"))
    _set_layout(sheet, table)
    return writer.values


class _TableWriter:
    """A sheet while its table is written."""

    def __init__(self, sheet: Worksheet, table: ReportTable, words: Words) -> None:
        self._sheet, self._table, self._words = sheet, table, words
        self._shares, self._sums = find_share_columns(table), find_summed_columns(table)
        self._styles: dict[tuple[bool, str, bool], object] = {}
        self.values: dict[str, float | int] = {}

    def write_head(self) -> None:
        """The title, what stands under the table on paper, and the headings."""
        table, words = self._table, self._words
        live = "print.live" if self._sums or self._shares else ""
        beyond = "print.beyond" if table.summed - self._sums and table.total else ""
        remarks = " ".join(words.say(key) for key in (live, beyond) if key)
        for line, (text, font) in enumerate(((table.title, TITLE), (table.note, SMALL)), 1):
            write_cell(self._sheet, (line, 1), clean_text(text))
            self._sheet.cell(line, 1).font = font
        write_cell(self._sheet, (HEADING_ROW - 1, 1), remarks)
        self._sheet.cell(HEADING_ROW - 1, 1).font = SMALL
        for column, text in enumerate(table.headings, 1):
            write_cell(self._sheet, (HEADING_ROW, column), clean_text(text))
            cell = self._sheet.cell(HEADING_ROW, column)
            cell.font, cell.fill, cell.border = BOLD, HEADING_FILL, LINES
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")

    def write_row(self, line: int, row: Sequence[ReportCell]) -> None:
        """One row of the table, its shares as formulas."""
        for column, cell in enumerate(row):
            value = read_number(cell, numeric=column in self._table.numeric)
            if value is not None and column in self._shares:
                self._write_formula((line, column), self._build_share_formula(line, column), value)
            else:
                self._write_value((line, column), cell, value)
            self._style_cell((line, column), cell)

    def write_total(self, line: int, row: Sequence[ReportCell]) -> None:
        """The last row: sums of the rows above, in bold."""
        self.write_row(line, row)
        for column in self._sums:
            value = read_number(row[column], numeric=True)
            if value is not None and line > FIRST:
                letter = get_column_letter(column + 1)
                formula = f"=SUM({letter}{FIRST}:{letter}{line - 1})"
                self._write_formula((line, column), formula, value)
        for column in range(len(row)):
            self._sheet.cell(line, column + 1).font = BOLD

    def _build_share_formula(self, line: int, column: int) -> str:
        part, whole = (get_column_letter(place + 1) for place in self._shares[column])
        return f'=IF({whole}{line}=0,"",{part}{line}/{whole}{line})'

    def _write_formula(self, place: tuple[int, int], formula: str, value: float) -> None:
        cell = self._sheet.cell(place[0], place[1] + 1)
        cell.value = formula
        self.values[cell.coordinate] = value

    def _write_value(self, place: tuple[int, int], cell: ReportCell, value: float | None) -> None:
        known = cell.figure.known if cell.figure else ValueState.KNOWN
        word = cell.text if known == ValueState.KNOWN else self._words.say(f"print.known.{known}")
        write_cell(
            self._sheet, (place[0], place[1] + 1), clean_text(word) if value is None else value
        )

    def _style_cell(self, place: tuple[int, int], cell: ReportCell) -> None:
        """Set the cell like the first one of its kind: one by one that takes most of the time."""
        sheet_cell: Any = self._sheet.cell(place[0], place[1] + 1)  # its types leave out _style
        numeric = place[1] in self._table.numeric
        value = read_number(cell, numeric=numeric)
        number_format = (
            "" if value is None else _find_number_format(cell.text, value, self._words.language)
        )
        known_style = self._styles.get((numeric, number_format, sheet_cell.quotePrefix))
        if known_style is not None:
            sheet_cell._style = copy(known_style)
            return
        sheet_cell.border, sheet_cell.font = LINES, PLAIN
        side = "right" if numeric else None
        sheet_cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=side)
        if number_format:
            sheet_cell.number_format = number_format
        self._styles[numeric, number_format, sheet_cell.quotePrefix] = sheet_cell._style


def _find_number_format(text: str, value: float, language: str) -> str:
    """How the number is shown. Excel sets the signs between thousands by its own settings."""
    if text.endswith("%"):
        return FINE_SHARE if set(text) & {",", "."} else SHARE
    number_format = "#,##0" if float(value).is_integer() else "#,##0.##"
    return f"{VIETNAMESE}{number_format}" if language == "vi" else number_format


def count_lines(text: object, letters: float) -> int:
    """Lines of a cell so many letters wide, told generously."""
    return max(1, math.ceil(len(str(text)) * 1.05 / letters))


def _set_layout(sheet: Worksheet, table: ReportTable) -> None:
    """Frozen headings, widths by share, A4 across with the headings on every page."""
    share = BROAD / sum(table.widths)
    widths = [min(max(width * share, NARROWEST), WIDEST) for width in table.widths]
    set_widths(sheet, (round(width, 1) for width in widths))
    for line in range(HEADING_ROW, sheet.max_row + 1):
        values = [cell.value for cell in sheet[line]]
        set_height(sheet, line, values, widths=widths)
    sheet.freeze_panes = f"B{FIRST}"
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    set_up_printing(sheet)


def set_height(
    sheet: Worksheet, line: int, values: Sequence[object], *, widths: Sequence[float]
) -> None:
    """As high as its longest cell: not every reader reckons that when it opens a file."""
    filled = [
        (text, width) for text, width in zip(values, widths, strict=False) if text is not None
    ]
    texts = [(text, width) for text, width in filled if not str(text).startswith("=")]
    lines = max((count_lines(text, width) for text, width in texts), default=1)
    sheet.row_dimensions[line].height = min(lines, MOST_LINES) * LINE


def set_up_printing(sheet: Worksheet) -> None:
    """A4, landscape, as wide as the page, pages numbered."""
    fit_to_width(sheet)
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("&P/&N"))
