"""Things that two files or sheets of one upload write about, with different values: a sheet of the
first quarter and one of the second, the same list in two versions. Asked about; once it was
decided, the later rows are added to the earlier, take their place, or are left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from intake.cells.marks import Mark
from intake.cells.rows import Rows
from intake.change_plan import SHAPES
from intake.checks.comparison import convert_value
from intake.reading.baselines import NIL, BaselineValue
from intake.references import Elsewhere, Key, References

ADD, REPLACE, LEAVE = "add", "replace", "leave"
CODE = "table.written_twice"
ADDED = ("quantity", "value_vnd")
MOST_ROWS = 5_000
AT = {"results": "task_code", "addresses": "code", "supports": "address_code"}


@dataclass(frozen=True)
class Difference:
    """A field that a row and another file or sheet fill in differently; `total` where the two can
    be added."""

    row: int
    field: str
    other: Elsewhere
    value: BaselineValue
    total: float | None = None


def list_elsewhere(name: str, rows: Rows) -> dict[Key, Elsewhere]:
    """What the sound rows of a file or sheet of this name say, by what each is about; nothing of
    one that is longer than an office's."""
    if len(rows.frame) > MOST_ROWS:
        return {}
    return {
        key: Elsewhere(name, row, dict(_list_values(rows, row))) for row, key in _iterate_keys(rows)
    }


def list_keys(rows: Rows) -> frozenset[Key]:
    """What the sound rows are about; nothing of a file that is longer than an office's."""
    if len(rows.frame) > MOST_ROWS:
        return frozenset()
    return frozenset(key for _, key in _iterate_keys(rows))


def list_differences(rows: Rows, references: References) -> tuple[Difference, ...]:
    """Each field that another file or sheet fills in differently, in the order of the file."""
    if not references.elsewhere:
        return ()
    differences = []
    for row, key in _iterate_keys(rows):
        other = references.elsewhere.get(key)
        if other is None:
            continue
        for field, value in _list_values(rows, row):
            if field not in other.values or other.values[field] == value:
                continue
            can_add = field in ADDED and _adds_up(rows, row, field, references)
            total = _sum(other.values[field], value) if can_add else None
            differences.append(Difference(row, field, other, value, total))
    return tuple(differences)


def settle_overlaps(rows: Rows, differences: Sequence[Difference], overlap: str | None) -> Rows:
    """The rows as it was decided; where it was not, with a question at each that another file or
    sheet fills in differently."""
    fields: dict[int, list[Difference]] = {}
    for difference in differences:
        fields.setdefault(difference.row, []).append(difference)
    if not fields or overlap == REPLACE:
        return rows
    here = pd.Series(rows.frame.index.isin(list(fields)), index=rows.frame.index)
    if overlap == LEAVE:
        return replace(rows, frame=rows.frame[~here], marks=rows.marks[~here])
    if overlap == ADD:
        return _add(rows, differences)
    for row, unlike in fields.items():
        other, columns = unlike[0].other, tuple(one.field for one in unlike)
        facts = {"other": other.name, "other_row": other.row, "columns": columns}
        at = AT[rows.headers.layout.name]
        rows = rows.add_findings(here & (here.index == row), CODE, at, facts)
    return rows


def _add(rows: Rows, differences: Sequence[Difference]) -> Rows:
    """The rows with the totals; what does not add up is as the later file has it."""
    frame, marks = rows.frame.copy(), rows.marks.copy()
    for one in differences:
        if one.total is not None:
            frame.loc[one.row, one.field] = one.total
            marks.loc[one.row, one.field] = int(Mark.VALUE)
    return replace(rows, frame=frame, marks=marks)


def _adds_up(rows: Rows, row: int, field: str, references: References) -> bool:
    """May figures of parts of a period be added? Stocks, as members at its end, may not."""
    if field != "quantity" or "adds_up" not in references.tasks:
        return True
    kinds = references.tasks.set_index("task_id")["adds_up"]
    return bool(kinds.get(rows.frame.at[row, "task_id"]) == "sum")


def _sum(one: BaselineValue, other: BaselineValue) -> float | None:
    """The sum of those that are numbers; None where none is."""
    numbers = [value for value in (one, other) if isinstance(value, int | float)]
    return sum(numbers) if numbers else None


def _iterate_keys(rows: Rows) -> Iterator[tuple[int, Key]]:
    """The number and the key of each sound row that has one."""
    names = list(SHAPES[rows.headers.layout.name].identity)
    if not set(names) <= set(rows.frame):
        return
    frame = rows.frame[names].dropna()
    faulty = rows.faulty
    for row, *values in frame.itertuples(name=None):
        if row not in faulty:
            yield int(row), (rows.headers.layout.name, *map(str, map(convert_value, values)))


def _list_values(rows: Rows, row: int) -> Iterator[tuple[str, BaselineValue]]:
    """The fields of a row that say something beside what it is about."""
    identity = {*SHAPES[rows.headers.layout.name].identity, *rows.headers.layout.key_names}
    for field in map(str, rows.marks):
        mark = rows.marks.at[row, field]
        if field not in identity and mark in (Mark.VALUE, Mark.NIL):
            yield field, NIL if mark == Mark.NIL else convert_value(rows.frame.at[row, field])
