"""Columns: what the columns of our tables hold, known by the names of their facts."""

from enum import StrEnum

from locales.days import format_day
from locales.numbers import format_number, format_percent, is_missing
from locales.words import Words


class ColumnKind(StrEnum):
    """What stands in a column, and so how it is written, aligned and sorted."""

    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    SHARE = "share"
    NAME = "name"  # a number that names: a year, a row


NAMES = frozenset({"row", "year", "number"})
DAYS = frozenset(
    {"received_on", "due_on", "reminded_on", "promised_on", "last_review", "judged_on", "done_on"}
)
COUNTS = frozenset(
    {
        "quantity", "value_vnd", "count", "addresses", "nobody", "several", "committed", "done",
        "fallen_due", "not_reported", "assigned", "review_age", "days", "done_in_time",
        "done_late", "running", "running_late", "not_started", "nil", "then", "now", "time",
        "reorganisation", "rules", "corrections", "returns",
    }
)  # fmt: skip
SHARES = frozenset({"share", "share_before", "percent_done"})
KINDS = {
    **dict.fromkeys(NAMES, ColumnKind.NAME),
    **dict.fromkeys(DAYS, ColumnKind.DAY),
    **dict.fromkeys(COUNTS, ColumnKind.COUNT),
    **dict.fromkeys(SHARES, ColumnKind.SHARE),
}


def find_kind(name: str) -> ColumnKind:
    """What the column `name` holds; text where nothing else is known of it."""
    return KINDS.get(name, ColumnKind.TEXT)


def find_heading(name: str, words: Words) -> str:
    """The column's heading; a name we have no word for is a heading already."""
    key = f"column.{name}"
    return words.say(key) if words.knows(key) else name


def format_value(value: object, kind: ColumnKind, language: str) -> str:
    """The value as people of the language write it; empty where there is none."""
    if is_missing(value):
        return ""
    if isinstance(value, str):
        return value
    if kind == ColumnKind.SHARE:
        return format_percent(value, language)
    if kind == ColumnKind.NAME:
        return str(value)
    if kind == ColumnKind.DAY:
        return format_day(value, language)
    return format_number(value, language)
