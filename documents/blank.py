"""The blank of a form: headings, drop-downs for choices, known cells filled; XLSX and CSV.

It comes from the same declaration as the reader, and reads back without a finding.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from documents.cells import (
    ASIDE_FILL,
    ASIDE_FONT,
    CODES,
    OPEN,
    TEXT_FORMAT,
    head,
    offer_choices,
    protect,
    saved,
    write,
)
from documents.records import Plain, plain_value
from documents.sheet_names import UNFIT
from intake.baselines import NIL, SHEET, Baseline, Key, Said, baseline_lines
from intake.layouts import ASIDES, RESULTS, Field, Kind, Layout
from locales.findings import choice_label, heading
from locales.words import Words
from models.snapshots import Duties

Row = Mapping[str, Plain]
SPARE_ROWS = 500  # empty rows below the filled ones that still have their drop-downs


def blank_workbook(
    layout: Layout,
    words: Words,
    rows: Sequence[Row] = (),
    *,
    baseline: Baseline | None = None,
) -> bytes:
    """The form as XLSX: the sheet to fill in, and a sheet that explains each column. Filled
    keys and what stands there for reference are locked. A `baseline` goes along unseen."""
    book = Workbook()
    book.remove(book.worksheets[0])
    form = book.create_sheet(words.say("blank.form"))
    fields = _fields(layout, rows)
    for number, field in enumerate(fields, 1):
        head(form, number, field, heading(field, words))
        _fill(form, number, field, rows=rows)
        if field.kind == Kind.CHOICE:
            last = len(rows) + 1 + SPARE_ROWS
            offer_choices(form, number, field, last=last, words=words)
    keys = sum(field.key for field in layout.fields) if rows else 0
    form.freeze_panes = f"{get_column_letter(keys + 1)}2"
    protect(form)
    _explain(book.create_sheet(words.say("blank.guide")), layout, fields, words=words)
    if baseline is not None:
        _carry(book.create_sheet(SHEET), baseline)
    return saved(book)


def _carry(unseen: Worksheet, baseline: Baseline) -> None:
    for line, cells in enumerate(baseline_lines(baseline), 1):
        for number, cell in enumerate(cells, 1):
            write(unseen, (line, number), cell)
    unseen.sheet_state = "veryHidden"  # not offered where a person shows hidden sheets again


def blank_csv(layout: Layout, words: Words, rows: Sequence[Row] = ()) -> bytes:
    """The same as CSV: UTF-8 with its mark, parted by semicolons, as Vietnamese Excel opens it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    fields = _fields(layout, rows)
    writer.writerow([heading(field, words) for field in fields])
    writer.writerows([_or_blank(row.get(field.name)) for field in fields] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def blank_form(
    layout: Layout, duties: Duties, words: Words, *, unit: tuple[int, str], year: int, kind: str
) -> bytes:
    """The blank of a unit (its id and code) and a year; `kind` is "xlsx" or "csv". The form of
    results has a row for each task that is owed; the others begin empty."""
    if layout.name != RESULTS.name:
        return blank_csv(layout, words) if kind == "csv" else blank_workbook(layout, words)
    rows = owed_rows(duties, unit=unit, year=year, words=words)
    if kind == "csv":
        return blank_csv(layout, words, rows)
    return blank_workbook(layout, words, rows, baseline=baseline_of(duties, unit=unit, year=year))


def blank_name(layout: Layout, code: str, *, year: int, kind: str) -> str:
    """A name that every system takes: the catalogue may hold any code, of anybody's making."""
    parts = (layout.name, UNFIT.sub("-", code).strip("-."), str(year))
    return f"{'-'.join(filter(None, parts))}.{kind}"


def baseline_of(duties: Duties, *, unit: tuple[int, str], year: int) -> Baseline:
    """What is stored of each task a unit (its id and code) is assigned in the year."""
    known = duties.assignments
    own = known[(known["unit_id"] == unit[0]) & (known["year"] == year)]
    stored = own.merge(duties.catalogue.tasks, on="task_id").merge(
        duties.results, on=["assignment_id", "year"], how="left"
    )
    said: dict[Key, dict[str, Said]] = {
        (str(year), unit[1], str(one["task_code"])): _stored_of(
            {str(name): value for name, value in one.items()}
        )
        for one in stored.to_dict("records")
    }
    return Baseline(duties.as_of, RESULTS.key_names, said)


def _stored_of(one: Mapping[str, object]) -> dict[str, Said]:
    """What a result says of each field, a signed nil as such."""
    nil = {"quantity": "quantity_nil", "value_vnd": "value_nil"}
    told = [field.name for field in RESULTS.fields if not field.key]
    return {
        name: NIL if name in nil and one[nil[name]] is True else plain_value(one[name])
        for name in told
    }


def owed_rows(duties: Duties, *, unit: tuple[int, str], year: int, words: Words) -> list[Row]:
    """One row of the results form for each task a unit (its id and code) is assigned in the
    year, in the plan's order, with what it said the year before where `duties` has it. Tasks
    go by their titles, which the reader knows; the yearly report itself is no task to report on.
    """
    tasks = duties.catalogue.tasks
    known = duties.assignments
    own = known[(known["unit_id"] == unit[0]) & (known["year"] == year)].merge(tasks, on="task_id")
    asked = own[~own["reporting"]].sort_values("task_position")
    last = _last_year(duties, unit[0], year)
    tongue = "vi" if words.language == "vi" else "en"
    return [
        {
            "period": str(year),
            "unit_code": unit[1],
            "task_code": task[f"title_{tongue}"],
            "measure": plain_value(task[f"measure_{tongue}"]),
            **_said(last.get(task["task_id"], {}), words),
        }
        for task in asked.to_dict("records")
    ]


def _last_year(duties: Duties, unit_id: int, year: int) -> dict[object, Mapping[str, object]]:
    """What the unit said of each task the year before: task_id → the result."""
    known = duties.assignments[duties.assignments["unit_id"] == unit_id]
    said = known[known["year"] == year - 1].merge(duties.results, on=["assignment_id", "year"])
    return {
        one["task_id"]: {str(name): value for name, value in one.items()}
        for one in said.to_dict("records")
    }


def _said(last: Mapping[str, object], words: Words) -> dict[str, Plain]:
    status, nil = plain_value(last.get("status")), words.say("choice.status.nil")
    told = {"last_status": str(status) if status else None}
    if status:
        told["last_status"] = choice_label(RESULTS.field_named("status"), str(status), words)
    figures = {
        "last_quantity": nil if last.get("quantity_nil") else plain_value(last.get("quantity")),
        "last_value": nil if last.get("value_nil") else plain_value(last.get("value_vnd")),
    }
    return {**told, **figures}


def _fields(layout: Layout, rows: Iterable[Row]) -> list[Field]:
    """The form's columns: its keys, what stands beside them for reference, and the rest."""
    given = {name for row in rows for name in row}
    asides = [one for one in ASIDES if one.name in given]
    if not asides:
        return list(layout.fields)
    keys = [one for one in layout.fields if one.key]
    return [*keys, *asides, *(one for one in layout.fields if not one.key)]


def _or_blank(value: Plain) -> Plain:
    return "" if value is None else value


def _fill(form: Worksheet, number: int, field: Field, *, rows: Sequence[Row]) -> None:
    """A column's cells. What is given as a key or for reference is locked; all else is open."""
    aside = field in ASIDES
    if not aside:
        form.column_dimensions[get_column_letter(number)].protection = OPEN
    for line, row in enumerate(rows, 2):
        value, cell = row.get(field.name), form.cell(line, number)
        if field.kind in CODES:
            cell.number_format = TEXT_FORMAT
        write(form, (line, number), value)
        if aside:
            cell.fill, cell.font = ASIDE_FILL, ASIDE_FONT
        elif not (field.key and value is not None):
            cell.protection = OPEN


def _explain(guide: Worksheet, layout: Layout, fields: Sequence[Field], *, words: Words) -> None:
    guide.append([words.say(f"blank.{name}") for name in ("column", "required", "meaning")])
    for field in fields:
        needed = words.say("blank.yes" if field.required else "blank.no")
        key = "blank.aside" if field in ASIDES else f"field.{layout.name}.{field.name}.help"
        guide.append([heading(field, words), needed, words.say(key)])
    for letter, width in (("A", 28), ("B", 10), ("C", 90)):
        guide.column_dimensions[letter].width = width


KINDS = ("xlsx", "csv")
