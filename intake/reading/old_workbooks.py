"""Old workbooks: XLS and XLSB by python-calamine. It tells values, and neither formats, hidden rows
nor errors: whoever confirms the file is told so. Run as a program, confined."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from intake.reading.baselines import SHEET
from intake.reading.confined import run_reader
from intake.reading.extracts import (
    Extract,
    convert_text,
    convert_truth,
    find_spans,
    list_filled_rows,
)
from intake.reading.grids import BROKEN, MOST_SHEETS, Grid, redact_titles
from intake.reading.sheets import Merged, copy_merged_values
from intake.tables import EXCEL_EPOCH, Unreadable


def extract_workbook(content: bytes) -> Extract:
    """The sheets of an old workbook. Raises Unreadable."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return Extract(grids=tuple(_iter_grids(book)))
    except PasswordError as fault:
        raise Unreadable("file.locked") from fault
    except (CalamineError, *BROKEN) as fault:
        raise Unreadable("file.workbook_broken") from fault


def _iter_grids(book: CalamineWorkbook) -> Iterator[Grid]:
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if len(sheets) > MOST_SHEETS:
        raise Unreadable("file.too_many_sheets", count=len(sheets), most=MOST_SHEETS)
    titles = redact_titles(sheet.name for sheet in sheets)
    for metadata, title in zip(sheets, titles, strict=True):
        sheet = book.get_sheet_by_name(metadata.name)
        if metadata.visible != SheetVisibleEnum.Visible and metadata.name != SHEET:
            if sheet.height:
                yield Grid(title, {}, (), EXCEL_EPOCH, is_visible=False)
            continue
        rows = dict(list_filled_rows(_iter_rows(sheet)))
        blocks = _list_merged(sheet)
        merged = copy_merged_values(blocks, rows)
        yield Grid(title, rows, (), EXCEL_EPOCH, merged=merged, spans=find_spans(blocks))


def _iter_rows(sheet: CalamineSheet) -> Iterator[list[Any]]:  # whatever the cells hold
    top, left = sheet.start or (0, 0)
    for _ in range(top):
        yield []
    for number, row in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
        yield [*[""] * left, *(_convert_value(cell, number) for cell in row)]


def _list_merged(sheet: CalamineSheet) -> list[Merged]:
    ranges = sorted(sheet.merged_cell_ranges or ())
    return [Merged(left, top + 1, right, bottom + 1) for (top, left), (bottom, right) in ranges]


def _convert_value(value: object, row: int) -> Any:  # whatever the cell holds
    if isinstance(value, str):
        return convert_text(value, row)
    if isinstance(value, bool):
        return convert_truth(is_true=value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int | float | date) else str(value)


if __name__ == "__main__":
    from intake.reading import old_workbooks

    run_reader(old_workbooks.extract_workbook)
