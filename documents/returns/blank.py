"""The blank of a form: headings, drop-downs for choices, known cells filled; XLSX and CSV.

It comes from the same declaration as the reader, and reads back without a finding.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from documents.printing.records import Plain
from documents.printing.xlsx_cells import (
    ASIDE_FILL,
    ASIDE_FONT,
    CODES,
    HEADING_FILL,
    HEADING_FONT,
    MONEY_FORMAT,
    TEXT_FORMAT,
    UNLOCKED,
    WRAPPED,
    offer_choices,
    protect_sheet,
    save_workbook,
    set_up_page,
    set_widths,
    start_workbook,
    write_cell,
    write_heading,
)
from documents.returns.blank_owed import DueTasks, Row, list_due_tasks
from documents.returns.blank_register import (
    StoredRows,
    build_register_baseline,
    build_register_rows,
    list_address_codes,
)
from intake.headers.layouts import ASIDES, RESULTS, Field, Kind, Layout
from intake.reading.baselines import SHEET, Baseline, build_baseline_lines
from locales.findings import name_field
from locales.words import Words
from models.snapshots import Duties

SPARE_ROWS = 500  # empty rows below the filled ones that still have their drop-downs


def build_blank_workbook(
    layout: Layout,
    words: Words,
    rows: Sequence[Row] = (),
    *,
    baseline: Baseline | None = None,
    codes: Sequence[Sequence[object]] = (),
) -> bytes:
    """The form as XLSX: the sheet to fill in, and a sheet that explains each column. Filled
    keys and what stands there for reference are locked. A `baseline` goes along unseen; where
    there are `codes` of addresses (a heading and lines), a sheet lists them."""
    book = start_workbook()
    form = book.create_sheet(words.say("blank.form"))
    fields = _list_fields(layout, rows)
    for number, field in enumerate(fields, 1):
        write_heading(form, number, field, _format_heading(field, words))
        _fill_column(form, number, field, rows=rows)
        if field.kind == Kind.CHOICE:
            last = len(rows) + 1 + SPARE_ROWS
            offer_choices(form, number, field, last=last, words=words)
    keys = sum(field.key for field in layout.fields) if rows else 0
    form.freeze_panes = f"{get_column_letter(keys + 1)}2"
    protect_sheet(form)
    set_up_page(form)
    _write_guide(book.create_sheet(words.say("blank.guide")), layout, fields, words=words)
    if len(codes) > 1:
        _write_codes(book.create_sheet(words.say("blank.codes")), codes)
    if baseline is not None:
        sheet = book.create_sheet(SHEET)
        _write_lines(sheet, build_baseline_lines(baseline))
        sheet.sheet_state = "veryHidden"  # not offered where a person shows hidden sheets again
    return save_workbook(book)


def _write_lines(sheet: Worksheet, lines: Iterable[Sequence[object]]) -> None:
    for line, cells in enumerate(lines, 1):
        for number, cell in enumerate(cells, 1):
            write_cell(sheet, (line, number), cell)


def _write_codes(sheet: Worksheet, codes: Sequence[Sequence[object]]) -> None:
    _write_lines(sheet, codes)
    for number, text in enumerate(codes[0], 1):
        write_heading(sheet, number, None, str(text))
    set_widths(sheet, (24, 32, 22))
    sheet.freeze_panes = "A2"
    set_up_page(sheet, landscape=False)


def build_blank_csv(layout: Layout, words: Words, rows: Sequence[Row] = ()) -> bytes:
    """The same as CSV: UTF-8 with its mark, parted by semicolons, as Vietnamese Excel opens it."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    fields = _list_fields(layout, rows)
    writer.writerow([_format_heading(field, words) for field in fields])
    writer.writerows([_format_cell(row.get(field.name)) for field in fields] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def build_register_form(
    layout: Layout, words: Words, prefilled: StoredRows | None, *, kind: str
) -> bytes:
    """The blank of a form of the register, as "xlsx" or "csv": with the unit's own rows where
    they are given, to be amended and added to."""
    if prefilled is not None and kind == "csv":
        prefilled = prefilled.restrict_to_period()
    rows = build_register_rows(layout, prefilled, words) if prefilled is not None else []
    if kind == "csv":
        return build_blank_csv(layout, words, rows)
    if prefilled is None:
        return build_blank_workbook(layout, words)
    baseline = build_register_baseline(layout, prefilled) if rows else None
    codes = list(list_address_codes(prefilled, words))
    return build_blank_workbook(layout, words, rows, baseline=baseline, codes=codes)


def build_blank_form(
    layout: Layout, duties: Duties, words: Words, *, unit: tuple[int, str], year: int, kind: str
) -> bytes:
    """The blank of a unit (its id and code) and a year; `kind` is "xlsx" or "csv". The form of
    results has a row for each task that is owed; the others begin empty."""
    if layout.name != RESULTS.name:
        return build_register_form(layout, words, None, kind=kind)
    return build_results_form(
        list_due_tasks(duties, year, unit_id=unit[0]), words, unit=unit, kind=kind
    )


def build_results_form(
    due_tasks: DueTasks, words: Words, *, unit: tuple[int, str], kind: str
) -> bytes:
    """The form of results of a unit, of those whose tasks `due_tasks` has."""
    rows = due_tasks.build_rows(unit, words)
    if kind == "csv":
        return build_blank_csv(RESULTS, words, rows)
    return build_blank_workbook(RESULTS, words, rows, baseline=due_tasks.build_baseline(unit))


def _format_heading(field: Field, words: Words) -> str:
    """The column's heading: the tasks of a blank stand there by their titles, not their codes."""
    return words.say("blank.task") if field.kind == Kind.TASK else name_field(field, words)


def _list_fields(layout: Layout, rows: Iterable[Row]) -> list[Field]:
    """The form's columns: its keys, what stands beside them for reference, and the rest."""
    names = {name for row in rows for name in row}
    asides = [field for field in ASIDES if field.name in names]
    if not asides:
        return list(layout.fields)
    keys = [field for field in layout.fields if field.key]
    return [*keys, *asides, *(field for field in layout.fields if not field.key)]


def _format_cell(value: Plain | date) -> Plain:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else value


def _fill_column(form: Worksheet, number: int, field: Field, *, rows: Sequence[Row]) -> None:
    """A column's cells. What is given as a key or for reference is locked; all else is open."""
    aside = field in ASIDES
    if not aside:
        column = form.column_dimensions[get_column_letter(number)]
        column.protection = UNLOCKED
        if field.kind in CODES:  # a code typed below the filled rows keeps its zero too
            column.number_format = TEXT_FORMAT
    for line, row in enumerate(rows, 2):
        value, cell = row.get(field.name), form.cell(line, number)
        if field.kind in CODES:
            cell.number_format = TEXT_FORMAT
        elif field.kind == Kind.MONEY:
            cell.number_format = MONEY_FORMAT
        write_cell(form, (line, number), value)
        if aside:
            cell.fill, cell.font = ASIDE_FILL, ASIDE_FONT
        elif not (field.key and value is not None):
            cell.protection = UNLOCKED


def _write_guide(
    guide: Worksheet, layout: Layout, fields: Sequence[Field], *, words: Words
) -> None:
    guide.append([words.say(f"blank.{name}") for name in ("column", "required", "meaning")])
    for field in fields:
        needed = words.say("blank.yes" if field.required else "blank.no")
        key = "blank.aside" if field in ASIDES else f"field.{layout.name}.{field.name}.help"
        guide.append([_format_heading(field, words), needed, words.say(key)])
    set_widths(guide, (28, 10, 90))
    for row in guide.iter_rows(min_row=2, max_col=3):
        for cell in row:
            cell.alignment = WRAPPED
    for cell in guide[1]:
        cell.font, cell.fill = HEADING_FONT, HEADING_FILL
    set_up_page(guide)


KINDS = ("xlsx", "csv")
