"""What is to be decided: the units with something open, the most pressing first."""

import pandas as pd

from indicators.due_reports import OVERDUE, SENT_BACK
from indicators.naming import name_first_match
from indicators.obligations import REQUIRED, UNIT_COLUMNS

CALL = "call"  # reminded, and neither report, promise nor answer came
AGREE = "agree"  # it answered, and a day for the report is not agreed
REMIND = "remind"  # overdue, never reminded
WAIT = "wait"  # promised for a day that has not passed
RESEND = "resend"  # sent back, not sent again
NOTHING = "nothing"  # about its report
OF_A_REMINDER = ["reminded_on", "promised_on", "answered_on"]
OF_REPORTS = ["unit_id", *UNIT_COLUMNS, "state", "days", "received_on", *OF_A_REMINDER]
ORDER = ["marks", "days", "nobody", "position", "code"]
MOST_FIRST = [False, False, False, True, True]


def list_decisions(
    reports: pd.DataFrame, communes: pd.DataFrame, units: pd.DataFrame, *, as_of: pd.Timestamp
) -> pd.DataFrame:
    """One row per unit whose report is overdue or sent back, or where an address has nobody.

    `reports` are due reports and `communes` coverage by commune (commune_id, nobody, whole),
    both of one year; `units` are the catalogue's. Columns: unit_id, UNIT_COLUMNS, state
    (overdue, sent_back, missing), days overdue, reminded_on, promised_on, answered_on (missing
    where a promise still holds, and where the answer is older than the last reminder or than a
    promised day that passed), came_on (when the return came that answered the last reminder,
    and was sent back since), no_reply (reminded, and neither an answer, a return nor a promise
    that still holds), nobody and whole
    (missing: no register), marks (how many of overdue, uncovered, no reply), about_report
    (call, agree, remind, wait, resend, nothing). By
    marks, then days overdue, then addresses with nobody, then the plan's order. What was only
    requested of a body is never on the list.
    """
    is_open = (reports["obligation"] == REQUIRED) & reports["state"].isin([OVERDUE, SENT_BACK])
    open_reports = reports.loc[is_open, OF_REPORTS]
    bare = communes.loc[communes["nobody"] > 0, ["commune_id", "nobody", "whole"]]
    bare = bare.rename(columns={"commune_id": "unit_id"})
    rows = open_reports.drop(columns=UNIT_COLUMNS).merge(bare, how="outer", on="unit_id")
    rows = rows.merge(units[["unit_id", *UNIT_COLUMNS]], on="unit_id")
    rows = _decide(rows, as_of)
    return rows.sort_values(ORDER, ascending=MOST_FIRST, na_position="last", ignore_index=True)


def _decide(rows: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    absent = rows["state"].notna()
    reminded = absent & rows["reminded_on"].notna()
    promised = reminded & (rows["promised_on"] >= as_of)
    came_on = find_return_day(rows, as_of)
    answered_on = rows["answered_on"].where(_is_answer_standing(rows) & ~promised & came_on.isna())
    no_reply = reminded & ~promised & answered_on.isna() & came_on.isna()
    overdue = rows["state"] == OVERDUE
    cases = {
        RESEND: rows["state"] == SENT_BACK,
        CALL: no_reply,
        WAIT: promised,
        AGREE: answered_on.notna(),
        REMIND: overdue,
    }
    marks = [overdue, rows["nobody"].fillna(0) > 0, no_reply]
    return rows.drop(columns="received_on").assign(
        came_on=came_on,
        answered_on=answered_on,
        no_reply=no_reply,
        marks=sum(mark.astype("Int64") for mark in marks),
        about_report=name_first_match(cases, NOTHING, rows.index),
    )


def find_return_day(rows: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series:
    """When the return came that was sent back, where it answered the last reminder: nobody owes
    that one an answer. Missing where an answer came after it, or a promised day is still to
    come."""
    received = rows["received_on"]
    is_later = (rows["answered_on"] > received) | (rows["promised_on"] >= as_of)
    is_answer = (rows["state"] == SENT_BACK) & (rows["reminded_on"] <= received)
    return received.where(is_answer & ~is_later)


def _is_answer_standing(rows: pd.DataFrame) -> pd.Series:
    """Was the last reminder answered, and later than a promised day that was not kept?"""
    answered = rows["answered_on"]
    after_promise = rows["promised_on"].isna() | (answered > rows["promised_on"])
    return rows["state"].notna() & (answered >= rows["reminded_on"]) & after_promise
