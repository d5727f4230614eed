"""The changes a file would make, row by row: what is stored, and what it would become."""

import pandas as pd

from intake.cells.rows import Rows
from intake.change_plan import SHAPES, Plan
from intake.headers.layouts import Field
from intake.pipeline import Arrival
from locales.findings import format_stored_value, name_field
from locales.words import Words

MOST_ROWS = 50
ARROW = " → "


def list_changes(arrival: Arrival, words: Words, *, most: int = MOST_ROWS) -> pd.DataFrame:
    """The first `most` rows that would be written, as texts: the sender's row number, new or
    changed, and each column of the file; a cell that changes reads "before → after"."""
    if arrival.rows is None or arrival.plan is None:
        return pd.DataFrame()
    rows, plan = arrival.rows, arrival.plan
    writes = plan.writes.head(most)
    new = writes["stored_id"].isna()
    columns: dict[str, list[str]] = {
        words.say("changes.row"): [str(row) for row in writes.index],
        words.say("changes.what"): [
            words.say("changes.new" if is_new else "changes.changed") for is_new in new
        ],
    }
    for field in rows.headers.layout.fields:
        if field.name in rows.marks:
            columns[name_field(field, words)] = [
                _format_cell(field, int(row), rows, plan=plan, words=words) for row in writes.index
            ]
    return pd.DataFrame(columns)


def _format_cell(field: Field, row: int, rows: Rows, *, plan: Plan, words: Words) -> str:
    means = f"{field.name}_means"
    if means in rows.frame:
        return format_stored_value(rows.frame.at[row, means], field, words)
    if field.name not in plan.writes:
        return format_stored_value(rows.frame.at[row, field.name], field, words)
    after = _format_stored(field, plan.writes, row, words=words, nil=_find_nil_column(field, plan))
    if row not in plan.before.index or field.name not in plan.before:  # what tells it apart
        return after
    before = _format_stored(field, plan.before, row, words=words, nil=_find_nil_column(field, plan))
    return after if before == after else before + ARROW + after


def _find_nil_column(field: Field, plan: Plan) -> str | None:
    """The kept column that says the field is signed nil, where it can be."""
    return SHAPES[plan.layout].nil_marks.get(field.name)


def _format_stored(
    field: Field, stored: pd.DataFrame, row: int, *, words: Words, nil: str | None
) -> str:
    if nil is not None and stored.at[row, nil]:
        return words.say("choice.status.nil")
    return format_stored_value(stored.at[row, field.name], field, words)
