"""What a correction slip explains beside its rows: how to correct it, and the codes that may be
written where a code is at fault."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from documents.printing.xlsx_cells import (
    HEADING_FILL,
    HEADING_FONT,
    WRAPPED,
    set_up_page,
    set_widths,
    write_cell,
)
from intake.headers.layouts import Kind
from intake.pipeline import Arrival
from locales.names import list_full_names, list_titles
from locales.words import Words
from models.snapshots import Catalogue

MOST_UNITS = 12  # whose tasks are listed one unit after another; for more, every task once
Line = tuple[str, str]  # a code and what it stands for; a title alone where the code is empty


@dataclass(frozen=True)
class SlipLists:
    """The catalogue on the day a file came, and who owes which task in the years it is about;
    `own_unit` is the code of the officer's unit, whose codes alone the slip may list."""

    catalogue: Catalogue
    assignments: pd.DataFrame
    own_unit: str | None = None


def write_guide(sheet: Worksheet, arrival: Arrival, lists: SlipLists | None, words: Words) -> None:
    lines: list[Line] = [("", words.say("slip.lead"))]
    if lists is not None:
        lines += [*_list_tasks(arrival, lists, words), *_list_units(arrival, lists, words)]
    for number, (code, text) in enumerate(lines, 1):
        write_cell(sheet, (number, 1), code or text)
        if code:
            write_cell(sheet, (number, 2), text)
            sheet.cell(number, 2).alignment = WRAPPED
            sheet.cell(number, 1).alignment = Alignment(vertical="top")
        elif number > 1:
            for column in (1, 2):
                sheet.cell(number, column).fill = HEADING_FILL
            sheet.cell(number, 1).font = HEADING_FONT
    sheet.merge_cells("A1:B1")
    sheet.cell(1, 1).alignment = WRAPPED
    sheet.row_dimensions[1].height = 34
    set_widths(sheet, (18, 96))
    set_up_page(sheet, landscape=False)


def list_years(arrival: Arrival) -> list[int]:
    """The years that the rows of a file are about; none for the forms of the register."""
    if arrival.rows is None or "year" not in arrival.rows.frame:
        return []
    return [int(year) for year in arrival.rows.frame["year"].dropna().unique()]


def _list_tasks(arrival: Arrival, lists: SlipLists, words: Words) -> Iterator[Line]:
    """The tasks of each unit that has a faulty row of results."""
    if arrival.rows is None or not {"task_code", "unit_id"} <= {*arrival.rows.frame}:
        return
    rows = arrival.rows.frame
    rows = rows[rows.index.isin(list(arrival.rows.faulty))]
    tasks = lists.catalogue.tasks
    tasks = tasks[~tasks["reporting"]].sort_values("task_position")
    concerned = rows["unit_id"].dropna().unique()
    units = lists.catalogue.units
    units = units[units["unit_id"].isin(concerned)]
    if units.empty or len(units) > MOST_UNITS:
        yield "", words.say("slip.tasks")
        yield from _list_titles(tasks, words)
        return
    assignments = lists.assignments
    for number, name in zip(units["unit_id"], list_full_names(units, words), strict=True):
        own = assignments.loc[assignments["unit_id"] == number, "task_id"]
        yield "", words.say("slip.tasks_of", unit=str(name))
        yield from _list_titles(tasks[tasks["task_id"].isin(own)], words)


def _list_titles(tasks: pd.DataFrame, words: Words) -> Iterator[Line]:
    for code, text in zip(tasks["task_code"], list_titles(tasks, words), strict=True):
        yield str(code), str(text)


def _list_units(arrival: Arrival, lists: SlipLists, words: Words) -> Iterator[Line]:
    """The codes of the units, where one is at fault."""
    if arrival.rows is None:
        return
    unit_fields = {
        field.name for field in arrival.rows.headers.layout.fields if field.kind == Kind.UNIT
    }
    errors = {field.column for field in arrival.findings if field.row in arrival.rows.faulty}
    if not unit_fields & errors:
        return
    units = lists.catalogue.units
    units = units[units["valid_to"].isna()]
    if lists.own_unit is not None:
        units = units[units["code"] == lists.own_unit]
    yield "", words.say("slip.units")
    for code, name in zip(units["code"], list_full_names(units, words), strict=True):
        yield str(code), str(name)
