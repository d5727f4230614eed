"""The yearly report's tables as XLSX: a sheet each, their sums and shares live, and a cover that
says what the file is and what its figures mean."""

import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook, load_workbook

from documents.cached_values import CachedValues, insert_values
from documents.cells import clean_cell_text, save_workbook
from documents.official import clean_text
from documents.sheet_names import build_sheet_names
from documents.yearly import Table, YearlyReport, blocks_of
from documents.yearly_cover import COVER, cover
from documents.yearly_sheet import table_sheet
from documents.yearly_sums import value_of
from locales.words import Words

PART = "xl/worksheets/sheet{}.xml"


def yearly_xlsx(report: YearlyReport, words: Words) -> bytes:
    """The tables of the report as a file, the body's before the addenda's; the same report
    gives the same bytes. Formulas carry their values, for readers that do not reckon.
    RuntimeError where a text of a table is not in the file."""
    tables = [block for block in blocks_of(report) if isinstance(block, Table)]
    cover_name, *names = build_sheet_names([COVER, *(table.name for table in tables)])
    listed = list(zip(names, tables, strict=True))
    book = Workbook()
    book.remove(book.worksheets[0])
    cover(book.create_sheet(cover_name), report, listed, words=words)
    values: dict[str, CachedValues] = {}
    for place, (name, table) in enumerate(listed, 2):
        values[PART.format(place)] = table_sheet(book.create_sheet(name), table, words)
    book.properties.title = clean_cell_text(clean_text(report.about))[:255]
    book.properties.creator = clean_cell_text(clean_text(report.head.body))[:255]
    content = save_workbook(book, mend=lambda part, told: insert_values(told, values.get(part, {})))
    lost = lost_texts(tables, content)
    if lost:
        raise RuntimeError(f"not in the workbook: {lost}")
    return content


def lost_texts(tables: Sequence[Table], content: bytes) -> list[str]:
    """The headings, titles, notes and texts in tables that the file does not have."""
    book = load_workbook(io.BytesIO(content), read_only=True)
    there = {value for sheet in book for row in sheet.values for value in row}
    book.close()
    wanted = [text for table in tables for text in (table.title, table.note, *table.headings)]
    wanted += [text for table in tables for text in _told(table)]
    printable = {text: clean_text(text) for text in wanted}
    return [
        text for text in wanted if printable[text] and clean_cell_text(printable[text]) not in there
    ]


def _told(table: Table) -> Iterator[str]:
    """The texts in its rows that are no numbers."""
    for row in (*table.rows, *((table.total,) if table.total else ())):
        for place, cell in enumerate(row):
            if cell.figure is None and value_of(cell, numeric=place in table.numeric) is None:
                yield cell.text
