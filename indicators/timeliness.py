"""Timeliness of the yearly reports (III.13): received in time, and at all, out of those due."""

from collections.abc import Sequence

import pandas as pd

from indicators.due_reports import ARRIVED, IN_TIME, LATE
from indicators.obligations import REQUIRED, may_enter_totals
from indicators.ratios import share, tally


def timeliness(due_reports: pd.DataFrame, by: Sequence[str] = ("year",)) -> pd.DataFrame:
    """One row per `by` (columns of due_reports; none gives the one row of all).

    due (received, or required and fallen due), in_time, late, received, missing (due, not
    received), awaited (required, not received and not fallen due yet: while there are any, a
    share of due is not the year's), in_time_share and received_share of due (the former
    missing where nothing is judged by a day),
    median_days_late over the late ones, left_out_requested. Requested bodies stay out,
    unless the frame holds nothing else.
    """
    keys = list(by)
    counts = tally(due_reports[keys], mark_reports(due_reports))
    judged = counts["in_time"] + counts["late"] + counts["missing"]  # what was requested is not
    counts["in_time_share"] = share(counts["in_time"], judged)
    counts["received_share"] = share(counts["received"], counts["due"])
    counts["median_days_late"] = _compute_median_days(due_reports, keys)
    return counts


def mark_reports(due_reports: pd.DataFrame) -> pd.DataFrame:
    """What each due report counts for: one true-or-false column for each count."""
    counted = may_enter_totals(due_reports["obligation"])
    in_time = counted & (due_reports["state"] == IN_TIME)
    late = counted & (due_reports["state"] == LATE)
    received = counted & due_reports["state"].isin(ARRIVED)
    required = due_reports["obligation"] == REQUIRED
    due = received | (required & due_reports["fallen_due"])
    return pd.DataFrame(
        {
            "due": due,
            "in_time": in_time,
            "late": late,
            "received": received,
            "missing": due & ~received,
            "awaited": required & ~due,
            "left_out_requested": ~counted,
        }
    )


def _compute_median_days(due_reports: pd.DataFrame, by: list[str]) -> pd.Series:
    """Median days late in each group, in the order that `tally` gives them."""
    late = mark_reports(due_reports)["late"]
    days = due_reports["days"].astype("float64").where(late)
    if not by:
        return pd.Series([days.median()], dtype="float64")
    dated = due_reports[by].assign(days_late=days)
    return dated.groupby(by, dropna=False)["days_late"].median().reset_index(drop=True)
