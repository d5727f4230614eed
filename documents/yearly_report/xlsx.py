"""The yearly report's tables as XLSX: a sheet each, their sums and shares live, and a cover that
says what the file is and what its figures mean."""

import io
from collections.abc import Iterator, Sequence

from openpyxl import load_workbook

from documents.printing.cached_values import CachedValues, insert_values
from documents.printing.official import clean_text
from documents.printing.sheet_names import build_sheet_names
from documents.printing.xlsx_cells import clean_cell_text, save_workbook, start_workbook
from documents.yearly_report.cover import COVER, write_cover
from documents.yearly_report.report import ReportTable, YearlyReport, list_blocks
from documents.yearly_report.sheet import write_table
from documents.yearly_report.sums import read_number
from locales.words import Words

PART = "xl/worksheets/sheet{}.xml"


def build_yearly_xlsx(report: YearlyReport, words: Words) -> bytes:
    """The tables of the report as a file, the body's before the addenda's; the same report
    gives the same bytes. Formulas carry their values, for readers that do not reckon.
    RuntimeError where a text of a table is not in the file."""
    tables = [block for block in list_blocks(report) if isinstance(block, ReportTable)]
    cover_name, *names = build_sheet_names([COVER, *(table.name for table in tables)])
    named_tables = list(zip(names, tables, strict=True))
    book = start_workbook()
    write_cover(book.create_sheet(cover_name), report, named_tables, words=words)
    values: dict[str, CachedValues] = {}
    for place, (name, table) in enumerate(named_tables, 2):
        values[PART.format(place)] = write_table(book.create_sheet(name), table, words)
    book.properties.title = clean_cell_text(clean_text(report.about))[:255]
    book.properties.creator = clean_cell_text(clean_text(report.head.body))[:255]
    content = save_workbook(
        book, mend=lambda part, content: insert_values(content, values.get(part, {}))
    )
    lost = find_lost_texts(tables, content)
    if lost:
        raise RuntimeError(f"not in the workbook: {lost}")
    return content


def find_lost_texts(tables: Sequence[ReportTable], content: bytes) -> list[str]:
    """The headings, titles, notes and texts in tables that the file does not have."""
    book = load_workbook(io.BytesIO(content), read_only=True)
    cell_values = {value for sheet in book for row in sheet.values for value in row}
    book.close()
    wanted = [text for table in tables for text in (table.title, table.note, *table.headings)]
    wanted += [text for table in tables for text in _list_texts(table)]
    printable = {text: clean_text(text) for text in wanted}
    return [
        text
        for text in wanted
        if printable[text] and clean_cell_text(printable[text]) not in cell_values
    ]


def _list_texts(table: ReportTable) -> Iterator[str]:
    """The texts in its rows that are no numbers."""
    for line in table.lines:
        for place, cell in enumerate(line):
            if cell.figure is None and read_number(cell, numeric=place in table.numeric) is None:
                yield cell.text
