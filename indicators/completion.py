"""Completion (tỷ lệ hoàn thành): done out of what has fallen due, the Government's own formula."""

from collections.abc import Sequence

import pandas as pd

from indicators.due_results import DONE, DONE_IN_TIME, NIL, NOT_REPORTED, STATES
from indicators.obligations import may_enter_totals
from indicators.ratios import share, tally


def completion(due_results: pd.DataFrame, by: Sequence[str] = ("unit_id",)) -> pd.DataFrame:
    """One row per `by` (columns of due_results; none gives the one row of all).

    part (done, in time or late, among fallen due), whole (fallen due, but for nil: nothing
    arose), share; in_time and in_time_share of the same whole; done_all, assigned (all but
    nil, due or not) and progress; a count of each state over all that was assigned;
    not_reported_due (among fallen due); left_out_requested. Requested bodies stay
    out, unless the frame holds nothing else. Not reported is not done.
    """
    counts = tally(due_results[list(by)], mark_results(due_results))
    counts.insert(len(by) + 2, "share", share(counts["part"], counts["whole"]))
    counts["in_time_share"] = share(counts["in_time"], counts["whole"])
    counts["progress"] = share(counts["done_all"], counts["assigned"])
    return counts


def sum_completion(groups: pd.DataFrame) -> pd.DataFrame:
    """The one row of all the rows of an answer of `completion` whose groups share no due
    result: part, whole, share, and the count of each state."""
    counts = groups[["part", "whole", *STATES]].sum().to_frame().T
    return counts.assign(share=share(counts["part"], counts["whole"]))


def mark_results(due_results: pd.DataFrame) -> pd.DataFrame:
    """What each due result counts for: one true-or-false column for each count."""
    state = due_results["state"]
    counted = may_enter_totals(due_results["obligation"])
    assigned = counted & (state != NIL)
    whole = assigned & due_results["fallen_due"]
    done = state.isin(DONE)
    return pd.DataFrame(
        {
            "part": whole & done,
            "whole": whole,
            "in_time": whole & (state == DONE_IN_TIME),
            "done_all": assigned & done,
            "assigned": assigned,
            **{name: counted & (state == name) for name in STATES},
            "not_reported_due": whole & (state == NOT_REPORTED),
            "left_out_requested": ~counted,
        }
    )
