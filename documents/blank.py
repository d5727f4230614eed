"""The blank of a form: headings, drop-downs for choices, known cells filled; XLSX and CSV.

It comes from the same declaration as the reader, and reads back without a finding.
"""

import csv
import io
from collections.abc import Mapping, Sequence

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from intake.layouts import Field, Kind, Layout
from locales.findings import choice_label, heading
from locales.words import Words

Row = Mapping[str, str]
SPARE_ROWS = 500  # empty rows below the filled ones that still have their drop-downs
WIDE = frozenset({Kind.TASK, Kind.TEXT, Kind.CHOICES})
TEXT_FORMAT = "@"  # codes keep their leading zero
HEADING_FILL = PatternFill("solid", fgColor="E6F1F0")


def blank_workbook(layout: Layout, words: Words, rows: Sequence[Row] = ()) -> bytes:
    """The form as XLSX: the sheet to fill in, and a sheet that explains each column."""
    book = Workbook()
    book.remove(book.worksheets[0])
    form = book.create_sheet(words.say("blank.form"))
    form.append([heading(field, words) for field in layout.fields])
    for row in rows:
        form.append([row.get(field.name) for field in layout.fields])
    for number, field in enumerate(layout.fields, 1):
        _dress(form, field, words, number=number)
    form.freeze_panes = "A2"
    _explain(book.create_sheet(words.say("blank.guide")), layout, words)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def blank_csv(layout: Layout, words: Words, rows: Sequence[Row] = ()) -> bytes:
    """The same as CSV: UTF-8 with its mark, parted by semicolons, as Vietnamese Excel opens it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    writer.writerow([heading(field, words) for field in layout.fields])
    writer.writerows([row.get(field.name, "") for field in layout.fields] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def owed_rows(
    assignments: pd.DataFrame, tasks: pd.DataFrame, *, unit: tuple[int, str], words: Words
) -> list[Row]:
    """One row of the results form for each task a unit (its id and code) is assigned, in the
    plan's order. `assignments` are those of one year. Tasks go by their titles, which the
    reader knows; the yearly report itself is no task to report on."""
    unit_id, code = unit
    own = assignments[assignments["unit_id"] == unit_id].merge(tasks, on="task_id")
    asked = own[~own["reporting"]].sort_values("task_position")
    title = "title_vi" if words.language == "vi" else "title_en"
    return [
        {"period": str(year), "unit_code": code, "task_code": task}
        for year, task in zip(asked["year"], asked[title], strict=True)
    ]


def _dress(form: Worksheet, field: Field, words: Words, *, number: int) -> None:
    letter, last = get_column_letter(number), form.max_row + SPARE_ROWS
    head = form.cell(1, number)
    head.font, head.fill = Font(bold=True), HEADING_FILL
    head.alignment = Alignment(wrap_text=True, vertical="top")
    form.column_dimensions[letter].width = 44 if field.kind in WIDE else 16
    if field.kind in (Kind.UNIT, Kind.CODE, Kind.TASK):
        for (cell,) in form.iter_rows(min_row=2, min_col=number, max_col=number):
            cell.number_format = TEXT_FORMAT
    if field.kind == Kind.CHOICE:
        labels = [choice_label(field, choice, words) for choice in field.choices]
        offered = DataValidation("list", formula1=f'"{",".join(labels)}"', allow_blank=True)
        offered.showErrorMessage = False  # "không phát sinh", "-" and "xóa" may be written too
        offered.add(f"{letter}2:{letter}{last}")
        form.add_data_validation(offered)


def _explain(guide: Worksheet, layout: Layout, words: Words) -> None:
    guide.append([words.say(f"blank.{name}") for name in ("column", "required", "meaning")])
    for field in layout.fields:
        needed = words.say("blank.yes" if field.required else "blank.no")
        meaning = words.say(f"field.{layout.name}.{field.name}.help")
        guide.append([heading(field, words), needed, meaning])
    for letter, width in (("A", 28), ("B", 10), ("C", 90)):
        guide.column_dimensions[letter].width = width
