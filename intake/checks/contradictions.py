"""Cells of one row that contradict each other, or what is stored of the same address."""

from collections.abc import Mapping

import pandas as pd

from intake.cells.marks import Mark
from intake.cells.rows import FactsOfRow, Rows
from intake.references import References

DAYS_IN_ORDER = (  # of a dossier: what comes first, and what does not come before it
    ("surveyed_on", "confirmed_on"),
    ("surveyed_on", "reviewed_on"),
    ("confirmed_on", "closed_on"),
)


def check_done_percent(rows: Rows, _references: References) -> Rows:
    """A task said to be done at 40 % contradicts itself."""
    done = rows.get_values("status").isin(["done", "done_late"])
    below = rows.get_numbers("percent") < 100
    return rows.add_findings(done & below, "row.done_below_hundred", "percent")


def check_nothing_before_start(rows: Rows, _references: References) -> Rows:
    """A task that was not started, or of which there was nothing, has no result and no day."""
    given = {
        "done_on": rows.has_value("done_on"),
        **{
            name: (rows.get_numbers(name) > 0).fillna(False)
            for name in ("percent", "quantity", "value_vnd")
        },
    }
    some = pd.concat(given, axis=1).any(axis=1)
    idle = rows.get_values("status") == "not_started"
    facts = _make_column_facts(given)
    rows = rows.add_findings(idle & some, "row.not_started_with_result", "status", facts)
    nil = _has_mark(rows, "status", Mark.NIL)
    return rows.add_findings(nil & some, "row.nil_with_result", "status", facts)


def check_under_way(rows: Rows, _references: References) -> Rows:
    """A task still under way is not done to 100 %, and has no day on which it was done."""
    under_way = rows.get_values("status") == "in_progress"
    given = {
        "done_on": rows.has_value("done_on"),
        "percent": (rows.get_numbers("percent") == 100).fillna(False),
    }
    finished = given["done_on"] | given["percent"]
    return rows.add_findings(
        under_way & finished, "row.under_way_but_done", "status", _make_column_facts(given)
    )


def _make_column_facts(given: Mapping[str, pd.Series]) -> FactsOfRow:
    """What says which of these columns a row fills in."""
    return lambda row: {"columns": tuple(name for name, rows in given.items() if rows[row])}


def _has_mark(rows: Rows, name: str, mark: Mark) -> pd.Series:
    if name not in rows.marks:
        return pd.Series(False, index=rows.frame.index)
    return rows.marks[name] == mark


def check_household(rows: Rows, _references: References) -> Rows:
    """An address is somebody's, and that of one person is hardly of several."""
    size = rows.get_numbers("household_size")
    rows = rows.add_findings(size == 0, "value.household_empty", "household_size")
    of_one = rows.get_values("kind") == "person"
    return rows.add_findings(of_one & (size > 1), "row.person_of_several", "household_size")


def check_closing(rows: Rows, references: References) -> Rows:
    """A dossier that ended names the day, without which it stays in force; one that has not ended
    names neither the day nor the reason, and what is stored of them is cleared."""
    status, days = rows.get_values("status"), _add_stored_days(rows, references, "closed_on")
    unread = _has_mark(rows, "closed_on", Mark.FAULT)  # one fault, not two
    closed = (status == "closed") & days.isna() & ~unread
    rows = rows.add_findings(closed, "row.closed_without_day", "closed_on")
    is_open = status.notna() & (status != "closed")
    dated, reasoned = rows.has_value("closed_on"), rows.has_value("closed_reason")
    facts = _make_column_facts({"closed_on": dated, "closed_reason": reasoned})
    rows = rows.add_findings(is_open & (dated | reasoned), "row.open_with_end", "status", facts)
    left = is_open & ~dated & days.notna()
    facts_of = _make_day_facts((), day=days)
    return rows.add_findings(left, "row.open_after_stored_end", "status", facts_of)


def check_order_of_days(rows: Rows, references: References) -> Rows:
    """A dossier is not confirmed before the address was surveyed, and so on; days that the file
    leaves as they are stored count too."""
    for first, last in DAYS_IN_ORDER:
        given = rows.has_value(first) | rows.has_value(last)
        starts = _add_stored_days(rows, references, first)
        ends = _add_stored_days(rows, references, last)
        rows = rows.add_findings(
            given & (ends < starts),
            "row.days_out_of_order",
            last if last in rows.marks else first,
            _make_day_facts((first, last), day=starts, later=ends),
        )
    return rows


def _make_day_facts(columns: tuple[str, ...], **days: pd.Series) -> FactsOfRow:
    """What finds the days of a row, and says which columns hold them."""
    return lambda row: {
        "columns": columns,
        **{name: of_rows[row].date() for name, of_rows in days.items()},
    }


def _add_stored_days(rows: Rows, references: References, name: str) -> pd.Series:
    """The field's days as they stand once the file is received: a blank cell keeps what is
    stored."""
    days, stored = rows.get_days(name), references.stored
    if stored.empty:
        return days
    kept = rows.get_values("code").map(stored.set_index("code")[name])
    is_blank = _has_mark(rows, name, Mark.BLANK) | (name not in rows.marks)
    return days.mask(is_blank, pd.to_datetime(kept))


def check_help_and_dossier(rows: Rows, references: References) -> Rows:
    """Help is hardly given before its address was surveyed, or after its dossier ended."""
    if references.dossiers is None or references.dossiers.empty:
        return rows
    known = references.dossiers.set_index("code")
    given, codes = rows.get_days("given_on"), rows.get_values("address_code")
    surveyed, closed = (
        pd.to_datetime(codes.map(known[name])) for name in ("surveyed_on", "closed_on")
    )
    for wrong, code, days in (
        (given < surveyed, "row.help_before_survey", surveyed),
        (given > closed, "row.help_after_end", closed),
    ):
        rows = rows.add_findings(wrong, code, "given_on", _make_day_facts((), day=days))
    return rows
