"""Shapes: a table that says once, in a title or across columns, what a form says in every row is
brought into the shape of the form before it is read. Each such reading is asked about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

import pandas as pd

from intake.findings import Finding
from intake.headers import dittos
from intake.headers.choices import build_spelling_table
from intake.headers.layouts import ADDRESSES, LAYOUTS, RESULTS, Field, Kind, Layout
from intake.headers.spellings import find_fields, find_meanings
from intake.headers.statements import MOST_LINES, find_unit, is_bare_total, list_lines
from intake.headers.value_parts import (
    HeadingLine,
    join_value_parts,
    note_quarters,
    take_up_lower_headings,
)
from intake.privacy.strict_reading import redact_file_name, redact_strictly
from intake.tables import Table
from intake.text.normalisation import normalise_text
from intake.text.ticks import CHECKS, NO_TICKS, OTHERS, TICKS, fold_tick

ROWS_TO_LOOK_AT = 40
FEWEST_HEADINGS = 2
FEWEST_TICK_COLUMNS = 2
NIL = "khong phat sinh"
LONGEST_SHOWN = 120
WRITTEN_ONCE = frozenset({Kind.YEAR, Kind.UNIT})
TO_TICK = re.compile(
    r"\s*\([^()]*(?:đánh dấu|danh dau|tick|\b[xv]\b|[✓✔√])[^()]*\)\s*", re.IGNORECASE
)
YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(?!\d|[-._ /]\d\d(?!\d))")  # of no day
STATED_YEAR = re.compile(r"\b(?:nam|ky|ky bao cao|year|period) (20\d\d)\b")
OF_ANOTHER_YEAR = re.compile(
    r"\b(?:ngay|thang|so voi|cung ky|nam truoc|quyet dinh|chi thi|cong van|ke hoach so|quy|"
    r"giai doan)\b"
)


@dataclass(frozen=True)
class Headings:
    """The line of a table that names most columns of a form: its number, the form, and the field
    that each column means, or None."""

    row: int
    layout: Layout
    written: tuple[str, ...]
    fields: tuple[str | None, ...]

    def find_column(self, name: str) -> int | None:
        """The column of a field; None where the table has none."""
        return self.fields.index(name) if name in self.fields else None


def reshape_tables(tables: Sequence[Table], file_name: str) -> list[Table]:
    """The tables in the shape of a form, those that are so already as they are."""
    return [_reshape_table(table, file_name) for table in tables]


def _reshape_table(table: Table, file_name: str) -> Table:
    headings = _find_headings(table)
    if headings is None:
        return table
    if headings.layout is RESULTS:
        table = _raise_states(table, headings)
        headings = _find_headings(table) or headings
        table = _join_tick_columns(table, headings)
        headings = _find_headings(table) or headings
        table = _add_stated_period(table, headings, file_name)
    if headings.layout is not ADDRESSES:
        table, headings = _join_parts(table, headings)
    return _repeat_keys(_repeat_above(table, headings), headings)


def _join_parts(table: Table, headings: Headings) -> tuple[Table, Headings]:
    for join in (take_up_lower_headings, join_value_parts, note_quarters):
        table = join(table, HeadingLine(headings.row, headings.fields))
        headings = _find_headings(table) or headings
    return table, headings


def _repeat_above(table: Table, headings: Headings) -> Table:
    fields = {
        column: headings.layout.find_field(name)
        for column, name in enumerate(headings.fields)
        if name is not None
    }
    return dittos.repeat_above(table, headings.row, fields)


def _find_headings(table: Table) -> Headings | None:
    best: Headings | None = None
    most = FEWEST_HEADINGS - 1
    for number, line in table.cells.head(ROWS_TO_LOOK_AT).iterrows():
        written = tuple(str(cell).strip() for cell in line)
        fields = find_fields(written)
        layout = max(LAYOUTS, key=lambda form: len(fields[form.name]))
        hits = len(fields[layout.name])
        if layout is RESULTS:
            hits += len(_find_tick_columns(written))
        if hits > most:
            meanings = find_meanings(layout, written)
            named = tuple(None if meaning is None else meaning.field for meaning in meanings)
            best, most = Headings(int(str(number)), layout, written, named), hits
    return best


def _find_tick_columns(written: Sequence[str]) -> dict[int, str]:
    """The columns whose headings are states of a task, and the state of each."""
    known = build_spelling_table(RESULTS.find_field("status").choices)
    known |= {NIL: "nil"}
    states = {
        column: known.get(normalise_text(_name_state(text))) for column, text in enumerate(written)
    }
    return {column: state for column, state in states.items() if state is not None}


def _raise_states(table: Table, headings: Headings) -> Table:
    """The table whose states stand in the headings, where they stood in the line below them, under
    one heading for all."""
    below = table.cells.loc[headings.row :].iloc[1:2]
    if below.empty:
        return table
    row = below.index[0]
    states = _find_tick_columns([str(cell) for cell in below.loc[row]])
    over = [headings.written[column] for column in states]
    status = headings.find_column("status")
    if len(states) < FEWEST_TICK_COLUMNS or any(over[1:]) or status not in {None, min(states)}:
        return table
    cells = table.cells.copy().astype(object)
    columns = list(states)
    cells.loc[headings.row, columns] = below.loc[row, columns]
    cells.loc[row, columns] = ""
    return replace(table, cells=cells)


def _name_state(heading: str) -> str:
    """The state that a heading names, without how it is to be ticked."""
    return TO_TICK.sub("", heading)


def _join_tick_columns(table: Table, headings: Headings) -> Table:
    """The table with a column of states in place of columns of ticks; what holds anything but
    ticks is left as it is."""
    states = _find_tick_columns(headings.written)
    if headings.find_column("status") is not None or len(states) < FEWEST_TICK_COLUMNS:
        return table
    below = table.cells.loc[headings.row :].iloc[1:]
    marks = {column: below[column].map(fold_tick) for column in states}
    used = {mark for cells in marks.values() for mark in cells.unique()}
    if not used <= TICKS | NO_TICKS:
        return table
    ticks = used & (CHECKS | OTHERS if used & CHECKS else TICKS)  # beside checks a cross says no
    cells = table.cells.copy().astype(object)
    first, *others = states
    ticked = pd.DataFrame(
        {column: cells_marks.isin(ticks) for column, cells_marks in marks.items()}
    )
    for row, line in ticked.iterrows():
        told = [_name_state(headings.written[column]) for column in states if line[column]]
        cells.at[row, first] = "; ".join(told)  # two ticks are no state, and will be said
    cells.loc[below.index, others] = ""
    cells.at[headings.row, first] = RESULTS.find_field("status").vi
    cells.loc[headings.row, others] = ""
    named = tuple(headings.written[column] for column in states)
    shown = dict.fromkeys(
        str(cell).strip() for column in states for cell in below[column][ticked[column]].unique()
    )
    facts = {"headings": named, "ticks": tuple(shown)}
    question = Finding("column.status_by_ticks", sheet=table.sheet, facts=facts)
    return replace(
        table,
        cells=cells,
        findings=(*table.findings, question),
        taken=table.taken | frozenset(others),
    )


def _add_stated_period(table: Table, headings: Headings, file_name: str) -> Table:
    """The table with a column of the period, where it has none and a title, the sheet's name or the
    file's says one, and no other."""
    if headings.find_column("task_code") is None or headings.find_column("period") is not None:
        return table
    stated = next(_iter_stated_years(table, headings, file_name), None)
    if stated is None:
        return table
    place, year, text = stated
    cells = table.cells.copy()
    column = cells.shape[1]
    filled = _select_rows(table, headings).index
    cells[column] = pd.Series("", index=cells.index, dtype=object)
    cells.loc[filled, column] = str(year)
    cells.at[headings.row, column] = RESULTS.find_field("period").vi
    facts = {"year": year, "places": (place,), "shown": text[:LONGEST_SHOWN]}
    question = Finding("file.period_stated", sheet=table.sheet, facts=facts)
    return replace(table, cells=cells, findings=(*table.findings, question))


def _iter_stated_years(
    table: Table, headings: Headings, file_name: str
) -> Iterator[tuple[str, int, str]]:
    """The place, the year and the text that says it, the best place first. Where a place says two
    years, no other is asked."""
    lines = table.cells[table.cells.index < headings.row].to_numpy().ravel()
    said: dict[int, str] = {}
    for cell in lines:
        text = normalise_text(str(cell)[:500])
        if OF_ANOTHER_YEAR.search(text) is None:
            said |= {int(year): str(cell) for year in STATED_YEAR.findall(text)}
    names = {"sheet_names": table.sheet or "", "file_name": PurePath(file_name).stem}
    found = {"titles": said} | {
        place: {int(year): name for year in YEAR_IN_NAME.findall(name)}
        for place, name in names.items()
    }
    for place, years in found.items():
        if len(years) > 1:
            return
        for year, text in years.items():
            shown = redact_file_name(text) if place == "file_name" else redact_strictly(text)
            yield place, year, shown.text


def _select_rows(table: Table, headings: Headings) -> pd.DataFrame:
    """The rows of the form: those that name what they are about, and say anything of it. The title
    of a section says nothing more."""
    below = table.cells.loc[headings.row :].iloc[1:]
    kinds = {
        column: headings.layout.find_field(name)
        for column, name in enumerate(headings.fields)
        if name is not None
    }
    own = [column for column, form_field in kinds.items() if form_field.kind not in WRITTEN_ONCE]
    required = [column for column in own if kinds[column].required]
    others = [column for column in own if column not in required]
    if not required or not others:
        return below.iloc[:0]
    is_named = (below[required] != "").all(axis=1)
    for column in required:
        is_named &= ~below[column].isin([*filter(is_bare_total, below[column].unique())])
    answers = {column: _are_answers(below[column], kinds[column]) for column in others}
    return below[is_named & pd.DataFrame(answers).any(axis=1)]


def _are_answers(cells: pd.Series, form_field: Field) -> pd.Series:
    """Which cells may be of this kind: below a table its columns hold who signs, too."""
    texts = cells.astype(str)
    if form_field.kind == Kind.TEXT:
        return pd.Series(False, cells.index)
    if form_field.kind in {Kind.CHOICE, Kind.CHOICES}:
        known = build_spelling_table(form_field.choices)
        return texts.map(normalise_text).isin(known)
    return texts.str.contains(r"\d")


def _repeat_keys(table: Table, headings: Headings) -> Table:
    """The table with a unit or period that is written once, above blank cells, in each of its
    rows. A column that repeats its values row by row is not written so."""
    keys = [
        column
        for column, name in enumerate(headings.fields)
        if name is not None and _is_written_once(headings.layout.find_field(name))
    ]
    rows = _leave_out_units(_select_rows(table, headings), keys)
    questions = []
    cells = table.cells
    for column in keys:
        filled = _fill_from_above(rows[column])
        if filled.empty:
            continue
        if cells is table.cells:
            cells = cells.copy()
        cells.loc[filled.index, column] = filled
        first, facts = int(str(filled.index[0])), {"count": len(filled)}
        value = str(filled.iloc[0])
        questions.append(
            Finding(
                "value.key_repeated",
                row=first,
                column=headings.fields[column],
                value=value,
                heading=headings.written[column],
                sheet=table.sheet,
                facts=facts,
            )
        )
    return replace(table, cells=cells, findings=(*table.findings, *questions))


def _leave_out_units(rows: pd.DataFrame, keys: list[int]) -> pd.DataFrame:
    """The rows without the lines that only say what amounts are counted in: they lack the keys of
    a row as well, and are none."""
    lacking = rows[(rows[keys] == "").any(axis=1)].tail(MOST_LINES)
    units = [line.row for line in list_lines(lacking) if find_unit(line.text) is not None]
    return rows.drop(index=units)


def _is_written_once(form_field: Field) -> bool:
    """May a field be left to the row above? Not one that a row may do without."""
    return form_field.required and form_field.kind in WRITTEN_ONCE


def _fill_from_above(cells: pd.Series) -> "pd.Series[Any]":
    """The values of the blank cells, from the last one above them that is not; none where a value
    is repeated from row to row, or nothing is blank."""
    blank = cells == ""
    if not blank.any() or blank.all():
        return cells.iloc[:0]
    is_repeated = (cells == cells.shift()) & ~blank
    if is_repeated.any():
        return cells.iloc[:0]
    above = cells.mask(blank).ffill()
    return above[blank & above.notna()]
