"""The catalogue as a workbook to correct and send back: a sheet for each file, its columns those
of the file, named in the reader's language; codes and days cannot be turned into something else
by opening it."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from actions.catalogue.lines import BOOK, UnitLine
from actions.catalogue.load import TABLES
from documents.printing.xlsx_cells import (
    DAY_FORMAT,
    HEADING_FILL,
    TEXT_FORMAT,
    save_workbook,
    start_workbook,
    write_cell,
)
from locales.catalogue_names import list_column_names, name_catalogue_column, name_catalogue_sheet
from locales.numbers import is_missing
from locales.words import Words

NARROWEST, WIDEST, ABOUT_WIDTH = 9, 46, 100  # letters


def build_catalogue_book(rows: Mapping[str, pd.DataFrame], words: Words) -> bytes:
    """The workbook; the same rows give the same bytes. It begins with how to send it back."""
    book = start_workbook()
    about = book.create_sheet(words.say("catalogue.book.about"))
    about.column_dimensions["A"].width = ABOUT_WIDTH
    column_names = {
        name: name_catalogue_column(UnitLine.file, name, words)
        for name in ("code", "valid_from", "valid_to", "contact")
    }
    for number, line in enumerate(
        words.say("catalogue.book.how", **column_names).split("; "), start=1
    ):
        write_cell(about, (number, 1), line)
    for kind in BOOK:
        table, _ = TABLES[kind.file]
        headings = {
            name: name_catalogue_column(kind.file, name, words) for name in list_column_names(kind)
        }
        form = book.create_sheet(name_catalogue_sheet(kind.file, words))
        _write_sheet(form, rows[table].reindex(columns=list(headings)).rename(columns=headings))
    return save_workbook(book)


def _write_sheet(form: Worksheet, frame: pd.DataFrame) -> None:
    for place, name in enumerate(frame.columns, start=1):
        write_cell(form, (1, place), name)
        form.cell(1, place).font, form.cell(1, place).fill = Font(bold=True), HEADING_FILL
        widest = max((len(_format_text(value)) for value in frame[name]), default=0)
        width = min(max(len(name), widest, NARROWEST), WIDEST)
        form.column_dimensions[get_column_letter(place)].width = width + 2
        for number, value in enumerate(frame[name].tolist(), start=2):
            _write_cell(form, (number, place), value)
    form.freeze_panes = "A2"


def _write_cell(form: Worksheet, place: tuple[int, int], value: object) -> None:
    """A day as a day, yes and no as the files write them, the rest as text: 01273 stays."""
    if is_missing(value):
        form.cell(*place).number_format = TEXT_FORMAT
    elif isinstance(value, date):
        write_cell(form, place, date(value.year, value.month, value.day))
        form.cell(*place).number_format = DAY_FORMAT
    else:
        write_cell(form, place, _format_text(value))
        form.cell(*place).number_format = TEXT_FORMAT


def _format_text(value: object) -> str:
    if is_missing(value):
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value)
