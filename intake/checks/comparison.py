"""Three sides of a change: what the blank carried when it was made, what is stored now, and
what this file says. A file without a baseline has two."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from intake.cells.rows import Rows
from intake.change_plan import SHAPES, Plan
from intake.findings import Finding
from intake.reading.baselines import NIL, Baseline, BaselineValue, Key


@dataclass(frozen=True)
class Change:
    """One field of one row that a file would write. `traced` where the blank carried the row:
    only then does `baseline` mean anything."""

    row: int
    field: str
    stored: BaselineValue
    file: BaselineValue
    baseline: BaselineValue = None
    traced: bool = False

    @property
    def moved(self) -> bool:
        """Did somebody else change it since the blank was made?"""
        return self.traced and self.baseline != self.stored


def find_changes(rows: Rows, plan: Plan, *, most: int | None = None) -> list[Change]:
    """What the first `most` changed rows would change, field by field in the form's order, and
    what has moved since the blank was made; of new rows only what moved."""
    chosen = plan.writes
    if rows.headers.table.baseline is None:
        chosen = chosen[chosen["stored_id"].notna()]
    keys = _collect_keys(rows, chosen.index[:most])
    return [
        change
        for row in chosen.index[:most]
        for change in _list_row_changes(int(row), rows, plan, keys=keys)
    ]


def _list_row_changes(
    row: int, rows: Rows, plan: Plan, *, keys: Mapping[int, Key]
) -> Iterator[Change]:
    baseline = rows.headers.table.baseline
    base = baseline.stored_rows.get(keys[row]) if baseline is not None and row in keys else None
    is_new = row not in plan.before.index
    for field, column in _list_fields(plan).items():
        file = _get_value(plan.writes, row, column, plan=plan)
        stored = None if is_new else _get_value(plan.before, row, column, plan=plan)
        change = Change(row, field, stored, file)
        if base is not None:
            change = replace(change, baseline=base.get(field), traced=field in base)
        if change.moved or (not is_new and stored != file):
            yield change


def _list_fields(plan: Plan) -> dict[str, str]:
    """The form's fields that a row says something in → the kept column, in the kept order."""
    shape = SHAPES[plan.layout]
    nil_columns = set(shape.nil_marks.values())
    return {
        shape.taken_from.get(name, name): name for name in shape.content if name not in nil_columns
    }


def _get_value(frame: pd.DataFrame, row: int, column: str, *, plan: Plan) -> BaselineValue:
    nil = SHAPES[plan.layout].nil_marks.get(column)
    if nil is not None and frame.at[row, nil]:
        return NIL
    return convert_value(frame.at[row, column])


def convert_value(value: object) -> BaselineValue:
    """A stored value as a baseline carries it."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, str):
        return value
    number = float(str(value))
    return int(number) if number.is_integer() else number


def _collect_keys(rows: Rows, chosen: pd.Index) -> dict[int, Key]:
    """The codes of each row's keys, as the baseline has them; none where it has none."""
    baseline = rows.headers.table.baseline
    if baseline is None:
        return {}
    columns = []
    for name in baseline.keys:
        column = f"{name}_means" if f"{name}_means" in rows.frame else name
        if column not in rows.frame:
            return {}
        columns.append(
            [str(convert_value(value) or "") for value in rows.frame.loc[chosen, column]]
        )
    lines = zip(*columns, strict=True)
    return {int(row): key for row, key in zip(chosen, lines, strict=True)}


def find_moved_rows(rows: Rows, plan: Plan, baseline: Baseline | None) -> list[Finding]:
    """One warning for each row that somebody else changed since the blank was made."""
    if baseline is None:
        return []
    moved: dict[int, list[str]] = {}
    for change in find_changes(rows, plan):
        if change.moved:
            moved.setdefault(change.row, []).append(change.field)
    return [
        Finding(
            "table.stored_moved",
            row=row,
            sheet=rows.headers.table.sheet,
            facts={"columns": tuple(fields), "made_on": baseline.made_on},
        )
        for row, fields in moved.items()
    ]
