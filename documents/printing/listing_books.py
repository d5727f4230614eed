"""Listings as workbooks: a sheet each, ready to print on A4 lying, and a sheet that says of
what, of which day and how counted."""

import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from documents.printing.columns import ColumnKind
from documents.printing.listings import About, Listing, format_fact
from documents.printing.xlsx_cells import (
    HEADING_FILL,
    WRAPPED,
    clean_cell_text,
    fit_to_width,
    save_workbook,
    set_widths,
    start_workbook,
    write_cell,
)
from locales.words import Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TITLE = 31
BARRED = re.compile(r"[\[\]:*?/\\']")
FORMATS = {ColumnKind.COUNT: "#,##0.##", ColumnKind.SHARE: "0.0%", ColumnKind.NAME: "0"}
LINE_BELOW = Border(bottom=Side("hair", "999999"))
UPRIGHT = Alignment(text_rotation=90, horizontal="center")
SIGN, TALL = 4.5, 84  # letters wide; points high
FOOTER = 200  # letters; the page's code is allowed 255 with its signs


def build_listing_book(
    about: About, listings: Sequence[Listing], words: Words, *, cover_first: bool = False
) -> bytes:
    """The workbook of `listings`; the same facts and rows give the same bytes."""
    book = start_workbook()
    if cover_first:
        _write_cover(book, about, words)
    for listing in listings:
        _write_sheet(book, listing, about, words=words)
    if not cover_first:
        _write_cover(book, about, words)
    return save_workbook(book)


def build_sheet_title(title: str, used_titles: Sequence[str]) -> str:
    """A name that a sheet may have, and that none of `used_titles` is, letters of any size."""
    short = BARRED.sub(" ", clean_cell_text(title)).strip()[:LONGEST_TITLE].strip() or "1"
    others = {other.casefold() for other in used_titles}
    name, number = short, 1
    while name.casefold() in others:
        number += 1
        mark = f" {number}"
        name = short[: LONGEST_TITLE - len(mark)] + mark
    return name


def _write_cover(book: Workbook, about: About, words: Words) -> None:
    form = book.create_sheet(build_sheet_title(words.say("listing.about"), book.sheetnames))
    lines: list[tuple[str, object]] = [("", about.title)]
    lines += [("", words.say("listing.sample"))] if about.sample else []
    lines += [*about.facts]
    for place, (name, value) in enumerate(lines, start=1):
        write_cell(form, (place, 1), name or value)
        if name:
            write_cell(form, (place, 2), value)
            form.cell(place, 2).alignment = Alignment("left", "top", wrap_text=True)
        form.cell(place, 1).alignment = Alignment(vertical="top", wrap_text=bool(name))
    form.cell(1, 1).font = Font(bold=True, size=14)
    if about.sample:
        form.cell(2, 1).font = Font(bold=True)
    set_widths(form, (36, 92))
    _set_up_printing(form, about, words)


def _write_sheet(book: Workbook, listing: Listing, about: About, *, words: Words) -> None:
    form = book.create_sheet(build_sheet_title(listing.title, book.sheetnames))
    kinds = listing.list_kinds()
    for number, (heading, width) in enumerate(
        zip(listing.list_headings(words), listing.compute_widths(words), strict=True), start=1
    ):
        write_cell(form, (1, number), heading)
        cell = form.cell(1, number)
        cell.font, cell.fill, cell.alignment = Font(bold=True), HEADING_FILL, WRAPPED
        form.column_dimensions[get_column_letter(number)].width = width + 3
    last = 1
    for last, row in enumerate(listing.list_rows(), start=2):
        for number, (value, kind) in enumerate(zip(row, kinds, strict=True), start=1):
            write_cell(form, (last, number), value)
            cell = form.cell(last, number)
            cell.alignment, cell.border = WRAPPED, LINE_BELOW
            if kind in FORMATS and not isinstance(value, str):
                cell.number_format = FORMATS[kind]
    form.freeze_panes = "A2"
    form.print_title_rows = "1:1"
    form.auto_filter.ref = f"A1:{get_column_letter(max(1, len(kinds)))}{last}"
    _set_up_printing(form, about, words)
    if listing.marks:
        _narrow_columns(form)


def _narrow_columns(form: Worksheet) -> None:
    """Columns of single signs: headings stand upright; two pages side by side, each with the
    first column."""
    for column in range(2, form.max_column + 1):
        form.column_dimensions[get_column_letter(column)].width = SIGN
        form.cell(1, column).alignment = UPRIGHT
    form.row_dimensions[1].height = TALL
    form.freeze_panes, form.print_title_cols = "B2", "A:A"
    form.page_setup.fitToWidth = 2


def _set_up_printing(form: Worksheet, about: About, words: Words) -> None:
    """A4 lying, as wide as one page, with what it is and the page beneath."""
    fit_to_width(form)
    margins = form.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom = 0.5, 0.6
    marks = [words.say("listing.sample")] if about.sample else []
    days = [format_fact(value, words) for _, value in about.facts[:2]]
    footer = " · ".join([about.title, *days, *marks])[:FOOTER]
    foot = form.oddFooter
    if foot is not None and foot.left is not None and foot.right is not None:
        text = " ".join(clean_cell_text(footer).split())
        foot.left.text, foot.left.size = text.replace("&", "&&"), 8  # a single & gives orders
        foot.right.text, foot.right.size = "&P / &N", 8
