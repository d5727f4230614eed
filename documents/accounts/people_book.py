"""Workbooks of people: the template that an administrator fills in, and the links that are
handed to each person once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from documents.printing.xlsx_cells import (
    HEADING_FONT,
    TEXT_FORMAT,
    WRAPPED,
    save_workbook,
    set_up_page,
    set_widths,
    start_workbook,
    write_cell,
    write_column_heading,
)
from intake.people import COLUMNS, EMAIL, NAME, ROLE, SIGN_IN, UNIT
from locales.people import name_people_column
from locales.words import Words
from models import UserRole

ROWS = 500  # rows of the template that offer lists and keep codes as text
WIDTHS = {NAME: 28, SIGN_IN: 22, ROLE: 22, UNIT: 14, EMAIL: 32}
LINES = 7  # of the template's explanation


@dataclass(frozen=True)
class Handout:
    """What one person is handed: `link` opens the page to set a password, `code` may be read
    out instead. `role` and `unit` are words."""

    user: str
    name: str
    role: str
    unit: str
    email: str
    link: str
    code: str
    until: datetime  # when the link ends


def find_first_end(handouts: Sequence[Handout]) -> datetime:
    return min(handout.until for handout in handouts)


def build_people_template(units: Sequence[tuple[str, str]], words: Words) -> bytes:
    """An empty table of people with the columns that are read, a list of the roles and of
    `units` (code, full name), and how to fill it in."""
    book = start_workbook()
    people = book.create_sheet(words.say("people.book.people"))
    _write_units(book.create_sheet(words.say("people.book.units")), units, words)
    first_role = _write_about(book.create_sheet(words.say("people.book.about")), words)
    for place, column in enumerate(COLUMNS, start=1):
        write_column_heading(people, place, name_people_column(column, words), width=WIDTHS[column])
        for row in range(2, ROWS + 2):
            people.cell(row, place).number_format = TEXT_FORMAT
    _offer_list(people, ROLE, words.say("people.book.about"), (first_role, len(UserRole)))
    _offer_list(people, UNIT, words.say("people.book.units"), (2, len(units)))
    people.freeze_panes = "A2"
    return save_workbook(book)


def build_handout_book(handouts: Sequence[Handout], words: Words) -> bytes:
    """A row for each person, one at least."""
    book = start_workbook()
    form = book.create_sheet(words.say("people.handout.sheet"))
    headings = [
        *((words.say(f"people.column.{name}"), WIDTHS[name]) for name in (NAME, SIGN_IN, ROLE)),
        (words.say("people.handout.column.unit"), 26),
        (words.say("people.column.email"), WIDTHS[EMAIL]),
        (words.say("people.handout.column.link"), 60),
        (words.say("people.handout.column.code"), 18),
        (words.say("people.handout.column.until"), 18),
    ]
    write_cell(form, (1, 1), words.say("people.handout.note", until=find_first_end(handouts)))
    form.cell(1, 1).font, form.cell(1, 1).alignment = HEADING_FONT, WRAPPED
    form.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(headings))
    form.row_dimensions[1].height = 34
    for place, (heading, width) in enumerate(headings, start=1):
        write_column_heading(form, place, heading, width=width, row=2)
    for row, handout in enumerate(handouts, start=3):
        facts = (handout.name, handout.user, handout.role, handout.unit, handout.email)
        until = words.say("people.handout.until", until=handout.until)
        for place, text in enumerate((*facts, handout.link, handout.code, until), start=1):
            write_cell(form, (row, place), text)
            form.cell(row, place).alignment = WRAPPED
        if handout.link.startswith("http"):
            form.cell(row, 6).hyperlink = handout.link
            form.cell(row, 6).style = "Hyperlink"
    form.freeze_panes = "A3"
    set_up_page(form)
    form.print_title_rows = "2:2"  # the first row says until when
    return save_workbook(book)


def _write_units(form: Worksheet, units: Sequence[tuple[str, str]], words: Words) -> None:
    write_column_heading(form, 1, name_people_column(UNIT, words), width=14)
    write_column_heading(form, 2, words.say("people.book.unit_name"), width=60)
    for row, (code, name) in enumerate(units, start=2):
        write_cell(form, (row, 1), code)
        form.cell(row, 1).number_format = TEXT_FORMAT
        write_cell(form, (row, 2), name)
    form.freeze_panes = "A2"


def _write_about(form: Worksheet, words: Words) -> int:
    """How to fill the template in, then what each role may do; the row of the first role."""
    set_widths(form, (28, 88))
    for row in range(1, LINES + 1):
        write_cell(form, (row, 1), f"{row}. {words.say(f'people.book.how.{row}')}")
        form.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
        form.cell(row, 1).alignment = WRAPPED
        form.row_dimensions[row].height = 32
    first = LINES + 2
    for row, role in enumerate(UserRole, start=first):
        write_cell(form, (row, 1), words.say(f"user_role.{role}"))
        write_cell(form, (row, 2), words.say(f"people.may.{role}"))
    return first


def _offer_list(people: Worksheet, column: str, sheet: str, rows: tuple[int, int]) -> None:
    """A list in every cell of the column: `rows` (the first, how many) of a sheet's column A."""
    first, count = rows
    where = f"{quote_sheetname(sheet)}!$A${first}:$A${first + count - 1}"
    validation = DataValidation("list", formula1=f"={where}", allow_blank=True)
    validation.showErrorMessage = False  # what is not in the list is said when the file is read
    letter = get_column_letter(COLUMNS.index(column) + 1)
    validation.add(f"{letter}2:{letter}{ROWS + 1}")
    people.add_data_validation(validation)
