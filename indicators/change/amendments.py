"""Amendments: what is known otherwise since a day, row by row, each with its cause and its file.

Behind a corrected report stand these rows: they say of each figure that moved why it moved.
"""

from collections.abc import Sequence

import pandas as pd

from indicators.change.steps import OF_A_VISIT, DaySnapshot
from indicators.coverage import OF_AN_ADDRESS
from indicators.due_reports import ARRIVED, AWAITED, OVERDUE, list_due_reports
from indicators.due_results import RUNNING, RUNNING_LATE, list_due_results
from indicators.naming import name_first_match

RETURN = "return"  # told for the first time
CORRECTION = "correction"  # told otherwise
WITHDRAWN = "withdrawn"  # no longer told: a row withdrawn, a return sent back
UNDONE = "undone"  # the file was taken back here
RULES = "rules"  # what is asked of whom by when
TIME = "time"  # nobody did anything: days passed
CAUSES = (RETURN, CORRECTION, WITHDRAWN, UNDONE, RULES, TIME)
RESULT, REPORT, ADDRESS, SUPPORT = "result", "report", "address", "support"

PLACE = ["file_name", "sheet", "row"]
RESULT_COLUMNS = [
    *("state", "percent", "quantity", "quantity_nil", "value_vnd", "value_nil", "done_on")
]
REPORT_COLUMNS = ["state", "days", "nil", "judged_on"]
ADDRESS_COLUMNS = [
    *("commune_id", "kind", "categories", "needs", "household_size", "surveyed_on"),
    *("confirmed_on", "reviewed_on", "status", "closed_on", "closed_reason"),
]
SUPPORT_COLUMNS = ["value_vnd", "until", "in_period", "supporter_unit_id", "supporter_kind"]
OF_TIME = {RUNNING: RUNNING_LATE, AWAITED: OVERDUE}  # what passing days do by themselves
TASK = ["task", "clause", "theme", "activity"]
NAMES = {"code": "unit", "task_code": "task"}
COLUMNS = ["subject", "year", "unit", "task", "clause", "theme", "activity", "cause", *PLACE]


def list_amendments(
    before: DaySnapshot, after: DaySnapshot, *, undone: Sequence[str] = ()
) -> pd.DataFrame:
    """One row for each result, report, address and help that is known otherwise.

    subject; year; unit (the code of the unit or commune); task, clause, theme, activity of a
    result; cause; file_name, sheet, row: where it is told now, else where it was. `undone`:
    names of the files taken back since. No row names an address.
    """
    by_subject = {
        RESULT: _compare_results(before, after, undone),
        REPORT: _compare_reports(before, after, undone),
        ADDRESS: _compare_register(before, after, "dossiers", undone=undone),
        SUPPORT: _compare_register(before, after, "supports", undone=undone),
    }
    every = [rows.assign(subject=subject)[COLUMNS] for subject, rows in by_subject.items()]
    return pd.concat([rows for rows in every if len(rows)] or every[:1], ignore_index=True)


def _compare_results(
    before: DaySnapshot, after: DaySnapshot, undone: Sequence[str]
) -> pd.DataFrame:
    frames = [list_due_results(known.duties).rename(columns=NAMES) for known in (before, after)]
    frames = [rows.assign(told=rows["submission_id"].notna()) for rows in frames]
    return _list_differences(
        *frames, keys=["year", "assignment_id"], compared=RESULT_COLUMNS, undone=undone
    )


def _compare_reports(
    before: DaySnapshot, after: DaySnapshot, undone: Sequence[str]
) -> pd.DataFrame:
    frames = [list_due_reports(known.duties).rename(columns=NAMES) for known in (before, after)]
    frames = [rows.reindex(columns=[*rows, *TASK, "sheet", "row"]) for rows in frames]
    frames = [rows.assign(told=rows["state"].isin(ARRIVED)) for rows in frames]
    return _list_differences(
        *frames, keys=["year", "unit_id"], compared=REPORT_COLUMNS, undone=undone
    )


def _compare_register(
    before: DaySnapshot, after: DaySnapshot, name: str, *, undone: Sequence[str]
) -> pd.DataFrame:
    dossiers = name == "dossiers"
    keys, compared = (OF_AN_ADDRESS, ADDRESS_COLUMNS) if dossiers else (OF_A_VISIT, SUPPORT_COLUMNS)
    codes = after.register.catalogue.units.set_index("unit_id")["code"]
    frames = []
    for register in (before.register, after.register):
        places = register.dossiers.drop_duplicates(OF_AN_ADDRESS)[[*OF_AN_ADDRESS, "commune_id"]]
        rows: pd.DataFrame = getattr(register, name).drop(columns="code")
        rows = rows if dossiers else rows.merge(places, how="left", on=OF_AN_ADDRESS)
        rows = rows.assign(unit=rows["commune_id"].map(codes), told=True)
        frames.append(rows.reindex(columns=[*rows, *TASK]))
    return _list_differences(*frames, keys=keys, compared=compared, undone=undone)


def _list_differences(
    old: pd.DataFrame,
    new: pd.DataFrame,
    *,
    keys: list[str],
    compared: list[str],
    undone: Sequence[str],
) -> pd.DataFrame:
    old, new = (rows.drop_duplicates(keys, keep="last").set_index(keys) for rows in (old, new))
    every = old.index.union(new.index, sort=False)
    was_due, is_due = every.isin(old.index), every.isin(new.index)
    was, now = old.reindex(every), new.reindex(every)
    had, has = was["told"].eq(True), now["told"].eq(True)
    moved = _has_changed(was, now, [name for name in compared if name not in ("state", "days")])
    if "state" in compared:
        moved |= _has_changed(was, now, ["state"]) & (was["state"].map(OF_TIME) != now["state"])
    duty = "state" in compared  # what is asked for may itself change
    is_rule_change = pd.Series(duty & (was_due != is_due), every)
    taken = was["file_name"].isin(list(undone)) & had & (moved | ~has)
    cases = {
        UNDONE: taken,
        RULES: is_rule_change,
        RETURN: has & ~had,
        WITHDRAWN: had & ~has,
        CORRECTION: moved & had & has,
    }
    causes = name_first_match(cases, TIME, every)
    if duty:
        causes = causes.mask((causes == TIME) & _has_changed(was, now, ["due_on"]), RULES)
    place = {name: now[name].where(has, was[name]) for name in PLACE}
    about = {name: now[name].where(is_due, was[name]) for name in ("unit", *TASK)}
    rows = pd.DataFrame({**about, **place, "cause": causes}, index=every).reset_index()
    differ = _has_changed(was, now, compared) | is_rule_change
    return rows[differ.to_numpy()]


def _has_changed(was: pd.DataFrame, now: pd.DataFrame, names: list[str]) -> pd.Series:
    """Is any of the columns another? Missing is the same as missing."""
    has_changed = pd.Series(data=False, index=was.index)
    for name in names:
        then, later = was[name].astype("object"), now[name].astype("object")
        same = (then.isna() & later.isna()) | (then == later).eq(True)
        has_changed |= ~same
    return has_changed
