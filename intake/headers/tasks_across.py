"""Tables with the tasks across: a column, or several, for each task and a row for each unit, or a
column for each task and a row for each kind of figure. They are turned into a row for each task of
each unit, as the form has them; that is shown and asked about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from intake.appearances import Appearance
from intake.findings import Finding
from intake.headers.choices import build_spelling_table
from intake.headers.layouts import RESULTS
from intake.headers.spellings import find_meaning
from intake.headers.statements import is_bare_total, list_lines
from intake.tables import Table
from intake.text.normalisation import normalise_text
from intake.text.ticks import NO_TICKS, TICKS, fold_tick

LINES_LOOKED_AT = 40
FEWEST = 2  # tasks that one line names
LONGEST_HEADING = 200
MOST_NAMED = 5
OF_A_ROW = frozenset({"period", "unit_code", "task_code"})
TASK, QUANTITY, STATUS = (
    RESULTS.find_field(name).vi for name in ("task_code", "quantity", "status")
)

STATES = frozenset(build_spelling_table(RESULTS.find_field("status").choices))
KNOWN_ANSWERS = STATES | {"khong phat sinh", "kps", "xoa"}


@dataclass(frozen=True)
class Across:
    """Where a table names tasks in a line: the line's number, the columns it
    names tasks in, the task's code by all of its columns, what
    the figures of each of these columns are, the other columns by their headings, and the last line
    of the headings."""

    row: int
    named: tuple[int, ...]
    tasks: dict[int, str]
    fields: dict[int, str]
    others: dict[int, str]
    last: int


def find_tasks_across(table: Table, codes: Mapping[str, str]) -> dict[int, str]:
    """The tasks, by their columns, of the line that names most different ones; `codes` are the
    tasks' codes by their normalised names."""
    return _find_line(table, codes)[1]


def unpivot_tasks(table: Table, codes: Mapping[str, str]) -> Table | None:
    """The table with a row for each task of each unit, its lines numbered anew from the headings
    on; None where its tasks do not stand across, or something in it would be lost."""
    row, tasks = _find_line(table, codes)
    if len({*tasks.values()}) < FEWEST or table.appearance != Appearance():
        return None
    across = _find_columns(table, row, tasks)
    if any(first > across.last and column in across.tasks for first, column in table.merged):
        return None
    rows = _list_transposed_rows(table, across)
    others = [] if rows else [*across.others.values()]
    rows = rows or [*_iterate_rows(table, across)]
    if not any(TASK in row for row in rows):
        return None
    first = [*others, TASK]
    headings = list(dict.fromkeys([*first, *(name for line in rows for name in line)]))
    return _build_table(table, across, headings, rows)


def _find_line(table: Table, codes: Mapping[str, str]) -> tuple[int, dict[int, str]]:
    best: tuple[int, dict[int, str]] = (0, {})
    for number, line in table.cells.head(LINES_LOOKED_AT).iterrows():
        named = {
            int(str(column)): code
            for column, cell in line.items()
            if isinstance(cell, str) and (code := _find_task(cell, codes)) is not None
        }
        if len({*named.values()}) > len({*best[1].values()}):
            best = int(str(number)), named
    return best


def _find_task(heading: str, codes: Mapping[str, str]) -> str | None:
    """The task that a heading names, be it with its unit of measure in brackets."""
    text = heading[:LONGEST_HEADING]
    bare = text.split("(")[0]
    return codes.get(normalise_text(text)) or codes.get(normalise_text(bare))


def _find_columns(table: Table, row: int, tasks: dict[int, str]) -> Across:
    """What each column is: of a task, with the kind of its figures that the next line may name, or
    another, which says what a row is about."""
    own = table.cells.loc[row]
    below = table.cells.loc[row:].iloc[1:]
    lower = below.iloc[0] if len(below) else own
    named = {
        column: str(lower[column]).strip()
        for column in own.index
        if _is_of_figures(str(lower[column]))
    }
    last = row
    columns = dict(tasks)
    if named.keys() & tasks.keys():
        last = int(str(below.index[0]))
        task = ""
        for column in own.index:
            task = tasks.get(column, task if not str(own[column]).strip() else "")
            if task and column in named:
                columns[column] = task
    fields = {column: named.get(column, "") for column in columns}
    kind = _choose_kind(table.cells.loc[last:].iloc[1:], columns)
    others = {
        column: heading
        for column in own.index
        if column not in columns
        and (
            heading := str(own[column]).strip()
            or (str(lower[column]).strip() if last > row else "")
        )
    }
    return Across(
        row, tuple(tasks), columns, {c: name or kind for c, name in fields.items()}, others, last
    )


def _is_of_figures(heading: str) -> bool:
    meaning = find_meaning(RESULTS, heading)
    return meaning is not None and meaning.field not in OF_A_ROW


def _choose_kind(rows: pd.DataFrame, columns: Mapping[int, str]) -> str:
    """What columns without a heading of their own hold: states, or figures."""
    cells = {str(cell).strip() for column in columns for cell in rows[column]} - {""}
    states = {
        cell
        for cell in cells
        if normalise_text(cell) in STATES
        or (fold_tick(cell) in TICKS | NO_TICKS and not fold_tick(cell).isdecimal())
    }
    return STATUS if cells and 2 * len(states) > len(cells) else QUANTITY


def _iterate_rows(table: Table, across: Across) -> Iterator[dict[str, object]]:
    """A row for each task that a line says anything of; a line of none, or of totals, as it is."""
    for _, line in table.cells.loc[across.last :].iloc[1:].iterrows():
        about = {heading: line[column] for column, heading in across.others.items()}
        answers: dict[str, dict[str, object]] = {}
        for column, code in across.tasks.items():
            if str(line[column]).strip():
                answers.setdefault(code, {})[across.fields[column]] = line[column]
        is_answered = any(_is_answer(line[column]) for column in across.tasks)
        if is_answered and not any(map(is_bare_total, about.values())):
            yield from ({**about, TASK: code, **values} for code, values in answers.items())
        elif text := " ".join(dict.fromkeys(str(cell).strip() for cell in line if cell != "")):
            yield {next(iter(across.others.values()), TASK): text}


def _is_answer(cell: object) -> bool:
    """May a cell be of a task: below a table its columns hold who signs, too."""
    text = str(cell).strip()
    if any(map(str.isdecimal, text)) or fold_tick(text) in TICKS | NO_TICKS - {""}:
        return True
    return normalise_text(text) in KNOWN_ANSWERS


def _list_transposed_rows(table: Table, across: Across) -> list[dict[str, object]]:
    """A row for each task where the lines are its figures: "Số lượng", "Trị giá"; none where any
    line is not."""
    lines = table.cells.loc[across.last :].iloc[1:]
    columns = list(across.tasks)
    labels = sorted({*lines.columns} - {*columns})
    if not labels or len(across.others) > 1 or across.last > across.row:
        return []
    filled = lines[(lines[columns] != "").any(axis=1)]
    names = [str(cell).strip() for cell in filled[labels[0]]]
    if not names or not all(map(_is_of_figures, names)):
        return []
    return [
        {TASK: code, **dict(zip(names, filled[column], strict=True))}
        for column, code in across.tasks.items()
    ]


def _build_table(
    table: Table, across: Across, headings: Sequence[str], rows: Sequence[Mapping[str, object]]
) -> Table:
    width = len(headings)
    above = table.cells[table.cells.index < across.row]
    lines: dict[int, list[object]] = {
        line.row: [line.text, *[""] * (width - 1)] for line in list_lines(above)
    }
    lines[across.row] = [*headings]
    for number, row in enumerate(rows, across.row + 1):
        lines[number] = [row.get(heading, "") for heading in headings]
    cells = pd.DataFrame.from_dict(lines, orient="index", columns=range(width)).astype(object)
    named = dict.fromkeys(str(table.cells.at[across.row, column]) for column in across.named)
    facts = {"tasks": tuple(named)[:MOST_NAMED], "count": sum(TASK in row for row in rows)}
    question = Finding("file.tasks_turned", sheet=table.sheet, facts=facts)
    return replace(
        table,
        cells=cells,
        findings=(*table.findings, question),
        merged={},
        spans={},
        parts={},
        is_rewritten=True,
    )
