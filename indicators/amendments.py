"""Amendments: what is known otherwise since a day, row by row, each with its cause and its file.

Behind a corrected report stand these rows: they say of each figure that moved why it moved.
"""

from collections.abc import Sequence

import pandas as pd

from indicators.coverage import OF_AN_ADDRESS
from indicators.due_reports import ARRIVED, AWAITED, OVERDUE, due_reports
from indicators.due_results import RUNNING, RUNNING_LATE, due_results
from indicators.naming import named
from indicators.steps import OF_A_VISIT, Known

RETURN = "return"  # told for the first time
CORRECTION = "correction"  # told otherwise
WITHDRAWN = "withdrawn"  # no longer told: a row withdrawn, a return sent back
UNDONE = "undone"  # the file was taken back here
RULES = "rules"  # what is asked of whom by when
TIME = "time"  # nobody did anything: days passed
CAUSES = (RETURN, CORRECTION, WITHDRAWN, UNDONE, RULES, TIME)
RESULT, REPORT, ADDRESS, SUPPORT = "result", "report", "address", "support"

PLACE = ["file_name", "sheet", "row"]
TOLD = ["state", "percent", "quantity", "quantity_nil", "value_vnd", "value_nil", "done_on"]
OF_ARRIVAL = ["state", "days", "nil", "judged_on"]
SAID = [
    *("commune_id", "kind", "categories", "needs", "household_size", "surveyed_on"),
    *("confirmed_on", "reviewed_on", "status", "closed_on", "closed_reason"),
]
GIVEN = ["value_vnd", "until", "in_period", "supporter_unit_id", "supporter_kind"]
OF_TIME = {RUNNING: RUNNING_LATE, AWAITED: OVERDUE}  # what passing days do by themselves
TASK = ["task", "clause", "theme", "activity"]
NAMES = {"code": "unit", "task_code": "task"}
COLUMNS = ["subject", "year", "unit", "task", "clause", "theme", "activity", "cause", *PLACE]


def amendments(before: Known, after: Known, *, undone: Sequence[str] = ()) -> pd.DataFrame:
    """One row for each result, report, address and help that is known otherwise.

    subject; year; unit (the code of the unit or commune); task, clause, theme, activity of a
    result; cause; file_name, sheet, row: where it is told now, else where it was. `undone`:
    names of the files taken back since. No row names an address.
    """
    told = {
        RESULT: _of_results(before, after, undone),
        REPORT: _of_reports(before, after, undone),
        ADDRESS: _of_register(before, after, "dossiers", undone=undone),
        SUPPORT: _of_register(before, after, "supports", undone=undone),
    }
    every = [rows.assign(subject=subject)[COLUMNS] for subject, rows in told.items()]
    return pd.concat([rows for rows in every if len(rows)] or every[:1], ignore_index=True)


def _of_results(before: Known, after: Known, undone: Sequence[str]) -> pd.DataFrame:
    frames = [due_results(known.duties).rename(columns=NAMES) for known in (before, after)]
    frames = [rows.assign(told=rows["submission_id"].notna()) for rows in frames]
    return _between(*frames, keys=["year", "assignment_id"], said=TOLD, undone=undone)


def _of_reports(before: Known, after: Known, undone: Sequence[str]) -> pd.DataFrame:
    frames = [due_reports(known.duties).rename(columns=NAMES) for known in (before, after)]
    frames = [rows.reindex(columns=[*rows, *TASK, "sheet", "row"]) for rows in frames]
    frames = [rows.assign(told=rows["state"].isin(ARRIVED)) for rows in frames]
    return _between(*frames, keys=["year", "unit_id"], said=OF_ARRIVAL, undone=undone)


def _of_register(before: Known, after: Known, name: str, *, undone: Sequence[str]) -> pd.DataFrame:
    dossiers = name == "dossiers"
    keys, said = (OF_AN_ADDRESS, SAID) if dossiers else (OF_A_VISIT, GIVEN)
    codes = after.register.catalogue.units.set_index("unit_id")["code"]
    frames = []
    for register in (before.register, after.register):
        places = register.dossiers.drop_duplicates(OF_AN_ADDRESS)[[*OF_AN_ADDRESS, "commune_id"]]
        rows: pd.DataFrame = getattr(register, name).drop(columns="code")
        rows = rows if dossiers else rows.merge(places, how="left", on=OF_AN_ADDRESS)
        rows = rows.assign(unit=rows["commune_id"].map(codes), told=True)
        frames.append(rows.reindex(columns=[*rows, *TASK]))
    return _between(*frames, keys=keys, said=said, undone=undone)


def _between(
    old: pd.DataFrame, new: pd.DataFrame, *, keys: list[str], said: list[str], undone: Sequence[str]
) -> pd.DataFrame:
    """What differs between the two, each row once."""
    old, new = (rows.drop_duplicates(keys, keep="last").set_index(keys) for rows in (old, new))
    every = old.index.union(new.index, sort=False)
    owed, owes = every.isin(old.index), every.isin(new.index)
    was, now = old.reindex(every), new.reindex(every)
    had, has = was["told"].eq(True), now["told"].eq(True)
    moved = _differ(was, now, [name for name in said if name not in ("state", "days")])
    if "state" in said:
        moved |= _differ(was, now, ["state"]) & (was["state"].map(OF_TIME) != now["state"])
    duty = "state" in said  # what is asked for may itself change
    asked = pd.Series(duty & (owed != owes), every)
    taken = was["file_name"].isin(list(undone)) & had & (moved | ~has)
    cases = {
        UNDONE: taken,
        RULES: asked,
        RETURN: has & ~had,
        WITHDRAWN: had & ~has,
        CORRECTION: moved & had & has,
    }
    causes = named(cases, TIME, every)
    if duty:
        causes = causes.mask((causes == TIME) & _differ(was, now, ["due_on"]), RULES)
    place = {name: now[name].where(has, was[name]) for name in PLACE}
    about = {name: now[name].where(owes, was[name]) for name in ("unit", *TASK)}
    rows = pd.DataFrame({**about, **place, "cause": causes}, index=every).reset_index()
    differ = _differ(was, now, said) | asked
    return rows[differ.to_numpy()]


def _differ(was: pd.DataFrame, now: pd.DataFrame, names: list[str]) -> pd.Series:
    """Is any of the columns another? Missing is the same as missing."""
    found = pd.Series(data=False, index=was.index)
    for name in names:
        then, later = was[name].astype("object"), now[name].astype("object")
        same = (then.isna() & later.isna()) | (then == later).eq(True)
        found |= ~same
    return found
