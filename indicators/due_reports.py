"""Due reports (báo cáo phải gửi): one row for every yearly report owed, sent or not (III.13)."""

import pandas as pd

from indicators.naming import name_first_match
from indicators.obligations import REQUESTED, REQUIRED, UNIT_COLUMNS, list_obligations
from models.snapshots import Duties
from models.spans import HANOI_TIME

AWAITED = "awaited"
OVERDUE = "overdue"
IN_TIME = "in_time"
LATE = "late"
RECEIVED = "received"  # from a requested body: neither in time nor late
SENT_BACK = "sent_back"
NO_DATA = "no_data"  # its day has passed, and nobody at all has sent a return of that year
ARRIVED = (IN_TIME, LATE, RECEIVED)

OF_A_RETURN = ["year", "unit_id"]
COLUMNS = [
    *("year", "unit_id", "obligation", "due_on", "extended", "fallen_due", "state", "days", "nil"),
    *("judged_on", "received_on", "submission_id", "document_no", "file_name"),
    *("reminded_on", "promised_on", "answered_on", *UNIT_COLUMNS),
]


def list_due_reports(duties: Duties) -> pd.DataFrame:
    """Every report owed in each period of `duties`, in the plan's order of bodies.

    Judged by the earliest day sent (else received) of the returns that were not sent back.
    Where the last return was sent back and nothing came after it, the report is `sent_back`,
    not received, and shows that return. A requested body is never overdue or late: its report
    is awaited, received or sent back. Nor is anybody where no return of the year is known at all:
    a report whose day has passed is `no_data`. `days` counts days late, or overdue, also of a
    report that was sent back, and only of required bodies: until as_of or the day the period was
    closed, and not at all once the last day of the next period is over. `nil` is what the last
    return signed.
    """
    obligation_rows = list_obligations(duties, reporting=True)
    rows = obligation_rows.merge(_choose_arrivals(duties.submissions), how="left", on=OF_A_RETURN)
    rows = rows.merge(duties.reminders, how="left", on=OF_A_RETURN)
    rows["nil"] = rows["nil"].eq(True)
    rows["state"] = _classify(rows)
    rows["days"] = _count_days(rows, _find_counting_ends(duties))
    in_order = rows.sort_values(["year", "position", "code", "unit_id"], ignore_index=True)
    return in_order[COLUMNS]


def _choose_arrivals(submissions: pd.DataFrame) -> pd.DataFrame:
    """One submission for each unit and year that sent any: the one that is shown and judged."""
    recorded = submissions.sort_values("submission_id")
    last = recorded.groupby(OF_A_RETURN)[["sent_back", "nil"]].transform("last")
    returned = last["sent_back"].astype("bool")
    latest = recorded[returned].drop_duplicates(OF_A_RETURN, keep="last")
    standing = recorded[~returned & ~recorded["sent_back"]]
    earliest = standing.sort_values(["judged_on", "submission_id"]).drop_duplicates(OF_A_RETURN)
    arrivals = pd.concat([latest, earliest])
    arrivals["nil"] = last["nil"].astype("bool") & ~arrivals["sent_back"]
    return arrivals


def _classify(rows: pd.DataFrame) -> pd.Series:
    arrived = rows["judged_on"].notna()
    cases = {
        SENT_BACK: rows["sent_back"].eq(True),
        RECEIVED: arrived & (rows["obligation"] == REQUESTED),
        IN_TIME: arrived & (rows["judged_on"] <= rows["due_on"]),
        LATE: arrived,
        OVERDUE: rows["fallen_due"] & (rows["obligation"] == REQUIRED),
        NO_DATA: rows["has_passed"] & (rows["obligation"] == REQUIRED),
    }
    return name_first_match(cases, AWAITED, rows.index)


def _find_counting_ends(duties: Duties) -> pd.Series:
    """Of each period, by year, until which day a missing report is overdue: the day looked at or
    the period's closing; missing once the next period's last day is over."""
    periods = duties.catalogue.periods.set_index("year")
    as_of = pd.Timestamp(duties.as_of)
    closed_on = periods["closed_at"].dt.tz_convert(HANOI_TIME).dt.tz_localize(None).dt.normalize()
    until = closed_on.where(closed_on < as_of, as_of)
    next_last_day = periods["last_day"].reindex(periods.index + 1).set_axis(periods.index)
    ends: pd.Series = until.mask(next_last_day < as_of)
    return ends


def _count_days(rows: pd.DataFrame, ends: pd.Series) -> pd.Series:
    until = rows["judged_on"].where(rows["state"] == LATE)
    owed_again = (rows["state"] == SENT_BACK) & rows["fallen_due"]
    owed_again &= rows["obligation"] == REQUIRED
    until = until.mask(
        (rows["state"] == OVERDUE) | owed_again, ends.reindex(rows["year"]).set_axis(rows.index)
    )
    return (until - rows["due_on"]).dt.days.astype("Int64")
