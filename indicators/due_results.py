"""Due results: one row for every task owed in a period, whether a result came or not."""

import pandas as pd

from indicators.naming import name_first_match
from indicators.obligations import REQUESTED, UNIT_COLUMNS, list_obligations
from models.results import Status
from models.snapshots import Duties

DONE_IN_TIME = "done_in_time"
DONE_LATE = "done_late"
RUNNING = "running"
RUNNING_LATE = "running_late"
NOT_STARTED = "not_started"
NOT_REPORTED = "not_reported"
NIL = "nil"
STATES = (DONE_IN_TIME, DONE_LATE, RUNNING, RUNNING_LATE, NOT_STARTED, NOT_REPORTED, NIL)
DONE = (DONE_IN_TIME, DONE_LATE)

OF_A_RETURN = ["year", "unit_id"]
COLUMNS = [
    *("year", "assignment_id", "unit_id", "task_id", "task_code", "clause", "theme", "activity"),
    *("role", "obligation", "due_on", "fallen_due", "state", "percent", "quantity"),
    *("quantity_nil", "value_vnd", "value_nil", "done_on", "note", "submission_id", "file_name"),
    *("sheet", "row", *UNIT_COLUMNS, "title_vi", "title_en", "measure_vi", "measure_en"),
    *("adds_up", "money", "movement", "task_position"),
]


def list_due_results(duties: Duties) -> pd.DataFrame:
    """Every task owed but the report itself, in the plan's order of bodies, then of tasks.

    Done is in time unless its day is after due_on or the sender says so. In progress is late
    from the day after due_on. Neither is ever late of a requested body. Without a status it is not
    reported. A unit that signed nil for the whole year is nil wherever it sent no row. What
    a return said that was sent back, with nothing after it, was not said.
    """
    obligation_rows = list_obligations(duties, reporting=False)
    is_returned = duties.results["submission_id"].isin(_find_returned(duties.submissions))
    results = duties.results[~is_returned]
    rows = obligation_rows.merge(results, how="left", on=["year", "assignment_id"])
    rows = _mark_whole_nil(rows, duties.submissions)
    rows["state"] = _classify(rows)
    for mark in ("quantity_nil", "value_nil"):
        rows[mark] = rows[mark].eq(True)
    order = ["year", "position", "code", "task_position", "assignment_id"]
    return rows.sort_values(order, ignore_index=True)[COLUMNS]


def _find_last_standing(submissions: pd.DataFrame) -> pd.DataFrame:
    """The latest submission of each unit and year that was not sent back."""
    standing = submissions[~submissions["sent_back"]].sort_values("submission_id")
    return standing.drop_duplicates(OF_A_RETURN, keep="last")


def _find_returned(submissions: pd.DataFrame) -> pd.Series:
    """Ids of submissions sent back with nothing standing after them."""
    last = _find_last_standing(submissions)[[*OF_A_RETURN, "submission_id"]]
    back = submissions[submissions["sent_back"]].merge(
        last, how="left", on=OF_A_RETURN, suffixes=("", "_standing")
    )
    resent = back["submission_id_standing"] > back["submission_id"]
    return back.loc[~resent.fillna(value=False), "submission_id"]


def _mark_whole_nil(rows: pd.DataFrame, submissions: pd.DataFrame) -> pd.DataFrame:
    """Marks `whole_nil` where a whole-year nil stands for a missing row, and says whose."""
    last = _find_last_standing(submissions)
    signed = last.loc[last["nil"], [*OF_A_RETURN, "submission_id", "file_name"]]
    marked = rows.merge(signed, how="left", on=OF_A_RETURN, suffixes=("", "_nil"))
    marked["whole_nil"] = marked["result_id"].isna() & marked["submission_id_nil"].notna()
    for place in ("submission_id", "file_name"):
        marked[place] = marked[place].where(~marked["whole_nil"], marked[f"{place}_nil"])
    return marked


def _classify(rows: pd.DataFrame) -> pd.Series:
    status = rows["status"]
    done, running = status == Status.DONE.value, status == Status.IN_PROGRESS.value
    required = rows["obligation"] != REQUESTED
    told_late = status == Status.DONE_LATE.value
    cases = {
        NIL: rows["whole_nil"] | (status == Status.NIL.value),
        DONE_LATE: required & (told_late | (done & (rows["done_on"] > rows["due_on"]))),
        DONE_IN_TIME: done | told_late,
        RUNNING_LATE: running & rows["fallen_due"] & required,
        RUNNING: running,
        NOT_STARTED: status == Status.NOT_STARTED.value,
    }
    return name_first_match(cases, NOT_REPORTED, rows.index)
