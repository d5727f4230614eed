"""Three sides of a change: what the blank carried when it was made, what is stored now, and
what this file says. A file without a baseline has two."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from intake.baselines import NIL, Baseline, Key, Said
from intake.findings import Finding
from intake.plans import SHAPES, Plan
from intake.rows import Rows


@dataclass(frozen=True)
class Change:
    """One field of one row that a file would write. `traced` where the blank carried the row:
    only then does `baseline` mean anything."""

    row: int
    field: str
    stored: Said
    file: Said
    baseline: Said = None
    traced: bool = False

    @property
    def moved(self) -> bool:
        """Did somebody else change it since the blank was made?"""
        return self.traced and self.baseline != self.stored


def compared(rows: Rows, plan: Plan, *, most: int | None = None) -> list[Change]:
    """What the first `most` changed rows would change, field by field in the form's order, and
    what has moved since the blank was made; of new rows only what moved."""
    chosen = plan.writes
    if rows.headed.table.baseline is None:
        chosen = chosen[chosen["stored_id"].notna()]
    keys = _keys(rows, chosen.index[:most])
    return [one for row in chosen.index[:most] for one in _of_row(int(row), rows, plan, keys=keys)]


def _of_row(row: int, rows: Rows, plan: Plan, *, keys: Mapping[int, Key]) -> Iterator[Change]:
    baseline = rows.headed.table.baseline
    base = baseline.said.get(keys[row]) if baseline is not None and row in keys else None
    is_new = row not in plan.before.index
    for field, kept in _fields(plan).items():
        file = _said_of(plan.writes, row, kept, plan=plan)
        stored = None if is_new else _said_of(plan.before, row, kept, plan=plan)
        change = Change(row, field, stored, file)
        if base is not None:
            change = replace(change, baseline=base.get(field), traced=field in base)
        if change.moved or (not is_new and stored != file):
            yield change


def _fields(plan: Plan) -> dict[str, str]:
    """The form's fields that a row says something in → the kept column, in the kept order."""
    shape = SHAPES[plan.layout]
    nil_columns = set(shape.nil_marks.values())
    return {
        shape.taken_from.get(name, name): name for name in shape.content if name not in nil_columns
    }


def _said_of(frame: pd.DataFrame, row: int, kept: str, *, plan: Plan) -> Said:
    nil = SHAPES[plan.layout].nil_marks.get(kept)
    if nil is not None and frame.at[row, nil]:
        return NIL
    return said(frame.at[row, kept])


def said(value: object) -> Said:
    """A kept value as a baseline carries it."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, str):
        return value
    number = float(str(value))
    return int(number) if number.is_integer() else number


def _keys(rows: Rows, chosen: pd.Index) -> dict[int, Key]:
    """The codes of each row's keys, as the baseline has them; none where it has none."""
    baseline = rows.headed.table.baseline
    if baseline is None:
        return {}
    columns = []
    for name in baseline.keys:
        column = f"{name}_means" if f"{name}_means" in rows.frame else name
        if column not in rows.frame:
            return {}
        columns.append([str(said(value) or "") for value in rows.frame.loc[chosen, column]])
    lines = zip(*columns, strict=True)
    return {int(row): key for row, key in zip(chosen, lines, strict=True)}


def moved_since(rows: Rows, plan: Plan, baseline: Baseline | None) -> list[Finding]:
    """One warning for each row that somebody else changed since the blank was made."""
    if baseline is None:
        return []
    moved: dict[int, list[str]] = {}
    for change in compared(rows, plan):
        if change.moved:
            moved.setdefault(change.row, []).append(change.field)
    return [
        Finding(
            "table.stored_moved",
            row=row,
            sheet=rows.headed.table.sheet,
            facts={"columns": tuple(fields), "made_on": baseline.made_on},
        )
        for row, fields in moved.items()
    ]
