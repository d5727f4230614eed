"""Three sides of each change as texts: when the blank was made, stored now, this file."""

from datetime import date

import pandas as pd

from intake.arrivals import Arrival
from intake.baselines import NIL, Said
from intake.comparison import Change, compared
from intake.layouts import Field, Kind, Layout
from locales.findings import heading, written
from locales.words import Words

MOST_ROWS = 50
Record = dict[str, object]


def changes_of(arrival: Arrival, *, most: int | None = MOST_ROWS) -> list[Change]:
    """The changes of a file's first `most` changed rows; none where it could not be read."""
    if arrival.rows is None or arrival.plan is None:
        return []
    return compared(arrival.rows, arrival.plan, most=most)


def has_baseline(arrival: Arrival) -> bool:
    """Did the file come in our own blank, which says what was stored when it was made?"""
    return arrival.table is not None and arrival.table.baseline is not None


def comparison(arrival: Arrival, words: Words, *, most: int | None = MOST_ROWS) -> pd.DataFrame:
    """One line for each field that changes, as texts; what somebody else moved comes first."""
    layout = arrival.rows.headed.layout if arrival.rows else None
    if layout is None:
        return pd.DataFrame()
    found = sorted(changes_of(arrival, most=most), key=lambda one: not one.moved)
    lines = [_line(one, layout, words) for one in found]
    return pd.DataFrame(lines).rename(columns=lambda name: words.say(f"comparison.{name}"))


def change_records(arrival: Arrival) -> list[Record]:
    """The same for a program: without a baseline there are two sides."""
    return [
        {
            "row": one.row,
            "column": one.field,
            **({"baseline": one.baseline, "moved": one.moved} if one.traced else {}),
            "stored": one.stored,
            "file": one.file,
        }
        for one in changes_of(arrival)
    ]


def _line(one: Change, layout: Layout, words: Words) -> dict[str, str]:
    field = layout.field_named(one.field)
    base = _told(one.baseline, field, words) if one.traced else words.say("comparison.untraced")
    return {
        "row": str(one.row),
        "field": heading(field, words),
        "baseline": base,
        "stored": _told(one.stored, field, words),
        "file": _told(one.file, field, words),
        "remark": _remark(one, words),
    }


def _remark(one: Change, words: Words) -> str:
    if not one.moved:
        return ""
    return words.say(f"comparison.{'by_another' if one.file == one.stored else 'overwritten'}")


def _told(value: Said, field: Field, words: Words) -> str:
    if value == NIL:
        return words.say("choice.status.nil")
    if field.kind == Kind.DAY and isinstance(value, str):
        value_on = date.fromisoformat(value)
        return written(value_on, field, words)
    return written(value, field, words) or words.say("comparison.nothing")
