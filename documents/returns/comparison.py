"""Three sides of each change as texts: when the blank was made, stored now, this file."""

import pandas as pd

from intake.checks.comparison import Change, find_changes
from intake.headers.layouts import Field, Layout
from intake.pipeline import Arrival
from intake.reading.baselines import NIL, BaselineValue
from locales.findings import format_stored_value, name_field
from locales.words import Words

MOST_ROWS = 50
Record = dict[str, object]


def list_changes(arrival: Arrival, *, most: int | None = MOST_ROWS) -> list[Change]:
    """The changes of a file's first `most` changed rows; none where it could not be read."""
    if arrival.rows is None or arrival.plan is None:
        return []
    return find_changes(arrival.rows, arrival.plan, most=most)


def has_baseline(arrival: Arrival) -> bool:
    """Did the file come in our own blank, which says what was stored when it was made?"""
    return arrival.table is not None and arrival.table.baseline is not None


def build_comparison(
    arrival: Arrival, words: Words, *, most: int | None = MOST_ROWS
) -> pd.DataFrame:
    """One line for each field that changes, as texts; what somebody else moved comes first."""
    layout = arrival.rows.headers.layout if arrival.rows else None
    if layout is None:
        return pd.DataFrame()
    changes = sorted(list_changes(arrival, most=most), key=lambda change: not change.moved)
    lines = [_build_line(change, layout, words) for change in changes]
    return pd.DataFrame(lines).rename(columns=lambda name: words.say(f"comparison.{name}"))


def build_change_records(arrival: Arrival) -> list[Record]:
    """The same for a program: without a baseline there are two sides."""
    return [
        {
            "row": change.row,
            "column": change.field,
            **({"baseline": change.baseline, "moved": change.moved} if change.traced else {}),
            "stored": change.stored,
            "file": change.file,
        }
        for change in list_changes(arrival)
    ]


def _build_line(change: Change, layout: Layout, words: Words) -> dict[str, str]:
    field = layout.find_field(change.field)
    untraced = words.say("comparison.untraced")
    base = _format_side(change.baseline, field, words) if change.traced else untraced
    remark = "by_another" if change.file == change.stored else "overwritten"
    return {
        "row": str(change.row),
        "field": name_field(field, words),
        "baseline": base,
        "stored": _format_side(change.stored, field, words),
        "file": _format_side(change.file, field, words),
        "remark": words.say(f"comparison.{remark}") if change.moved else "",
    }


def _format_side(value: BaselineValue, field: Field, words: Words) -> str:
    if value == NIL:
        return words.say("choice.status.nil")
    return format_stored_value(value, field, words) or words.say("comparison.nothing")
