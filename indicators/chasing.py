"""Chasing (đôn đốc): for each report that is missing, or lacks tasks, the step of the reminder
schedule it has reached, whether the unit was asked on it, and what comes next.

Decided from the days alone, so it may be asked any number of times, and after days on
which nobody asked: of several rungs that were missed only the last counts.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from indicators.due_reports import ARRIVED, AWAITED, OVERDUE, SENT_BACK, list_due_reports
from indicators.due_results import NOT_REPORTED, list_due_results
from indicators.obligations import REQUIRED
from models.pursuits import Pursuit
from models.reminder_schedules import Channel
from models.spans import day_of


class ChasingStep(StrEnum):
    """What a report waits for."""

    NOW = "now"  # its rung was reached and not asked
    BROKEN = "broken"  # a promised day passed, and nobody asked since
    PROMISED = "promised"  # a promised day is still to come
    WAITING = "waiting"  # all was asked; the next rung is still to come
    ENDED = "ended"  # all was asked, and the schedule has no further rung
    NO_SCHEDULE = "no_schedule"


class Lack(StrEnum):
    """What is missing."""

    REPORT = "report"
    AGAIN = "again"  # it was sent back
    TASKS = "tasks"  # it came, but says nothing of some tasks


DECIDED = {  # column: dtype
    "lack": "str",
    "unreported": "Int64",
    "reason": "str",
    "returned_on": "datetime64[s]",
    "returned_until": "datetime64[s]",
    "step": "str",
    "rung_days": "Int64",
    "rung_on": "datetime64[s]",
    "channel": "str",
    "next_on": "datetime64[s]",
    "contacts": "Int64",
    "last_on": "datetime64[s]",
    "last_channel": "str",
    "last_no": "str",
    "promised": "datetime64[s]",
    "answer": "str",
    "answered_by": "str",
    "note": "str",
    "reminder_id": "Int64",
}
Row = Mapping[Hashable, Any]  # of a frame, whose values pandas leaves untyped


@dataclass(frozen=True)
class Rungs:
    """A unit's rungs with their days, up to `today` and after it."""

    reached: tuple[int, str, date] | None
    coming: tuple[int, str, date] | None


def list_reports_to_chase(pursuit: Pursuit) -> pd.DataFrame:
    """Every report of the year that is missing, sent back or incomplete, in the plan's order.
    None whose day has passed where nobody at all has sent a return of the year, and none that is
    not counted overdue any more: nobody is asked for these.

    The columns of due_reports and DECIDED: `channel` and `next_on` say what comes next
    (`next_on` is today or before for what is to be done now); `rung_days`, `rung_on` the
    rung it stands on, missing before the first; `returned_until` the day by which a return
    that was sent back was asked for again.
    """
    reports = list_due_reports(pursuit.duties)
    unreported = find_unreported_tasks(pursuit).groupby("unit_id").size()
    ledger = {unit: rows.to_dict("records") for unit, rows in pursuit.ledger.groupby("unit_id")}
    returned = {row["unit_id"]: row for row in pursuit.returned.to_dict("records")}
    counted = reports["unit_id"].map(unreported).fillna(0).astype("Int64")
    came = reports["state"].isin(ARRIVED)
    counted_reports = reports.assign(unreported=counted)
    absent = ~came & _is_asked_for(reports, pursuit)
    missing = counted_reports[absent | (came & (counted > 0) & ~reports["nil"])]
    decided = [
        _decide(
            row, pursuit, contacts=ledger.get(row["unit_id"], []), back=returned.get(row["unit_id"])
        )
        for row in missing.to_dict("records")
    ]
    decisions = pd.DataFrame(decided, columns=list(DECIDED)).astype(DECIDED)
    reports_to_chase = missing.drop(columns=["unreported"]).reset_index(drop=True)
    return pd.concat([reports_to_chase, decisions], axis="columns")


def _is_asked_for(reports: pd.DataFrame, pursuit: Pursuit) -> pd.Series:
    """Of each report that did not arrive: may anybody still be asked for it?"""
    has_passed = reports["due_on"] < pd.Timestamp(pursuit.duties.as_of)
    if pursuit.duties.submissions.empty:
        return ~has_passed
    is_counted = reports["days"].notna() | (reports["state"] == AWAITED)
    return is_counted | ~has_passed | (reports["obligation"] != REQUIRED)


def order_by_urgency(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `list_reports_to_chase`, whom to turn to first: overdue, then a report that is
    owed, then tasks that are owed, and last what was only asked for. Among these as they were."""
    rank = np.select(
        [rows["obligation"] != REQUIRED, rows["state"] == OVERDUE, rows["lack"] != Lack.TASKS],
        [3, 0, 1],
        default=2,
    )
    return rows.iloc[np.argsort(rank, kind="stable")]


def find_unreported_tasks(pursuit: Pursuit) -> pd.DataFrame:
    """The due results of the year of which nothing was said, in the plan's order of tasks."""
    results = list_due_results(pursuit.duties)
    return results[results["state"] == NOT_REPORTED]


def _decide(
    report: Row, pursuit: Pursuit, *, contacts: list[dict[Hashable, Any]], back: Row | None
) -> dict[str, object]:
    """What is decided of one report, from its rungs and the times it was asked for."""
    today = pursuit.duties.as_of
    again = back if report["state"] == SENT_BACK else None
    back_on = None if again is None else day_of(again["returned_at"])
    rungs = _find_rungs(report, pursuit.schedule, today, since=back_on)
    promises = [contact for contact in contacts if not pd.isna(contact["promised_on"])]
    promise = promises[-1] if promises else None
    promised = None if promise is None else _read_day(promise["promised_on"])
    standing = promised if promise is None or _is_made_since(promise, back_on) else None
    step = _choose_step(rungs, contacts, standing=standing, today=today)
    last = contacts[-1] if contacts else {}
    came = report["state"] in ARRIVED
    rung = rungs.reached
    return {
        "lack": Lack.TASKS if came else Lack.REPORT if again is None else Lack.AGAIN,
        "unreported": report["unreported"],
        "reason": None if again is None else again["reason"],
        "returned_on": back_on,
        "returned_until": None if again is None else again["until"],
        "step": step,
        "rung_days": rung and rung[0],
        "rung_on": rung and rung[2],
        **_choose_next_contact(step, rungs, promised),
        "contacts": len(contacts),
        "last_on": last.get("sent_on"),
        "last_channel": last.get("channel"),
        "last_no": last.get("letter_no"),
        "promised": promised,
        "answer": last.get("answer"),
        "answered_by": last.get("answered_by"),
        "note": last.get("note"),
        "reminder_id": last.get("reminder_id"),
    }


def _find_rungs(report: Row, schedule: pd.DataFrame, today: date, *, since: date | None) -> Rungs:
    """A rung reached before the report was sent back is reached anew on that day."""
    due_on = _read_day(report["due_on"])
    open_to = schedule if report["obligation"] == REQUIRED else schedule[schedule["requested"]]
    dated = [
        (int(row["days"]), str(row["channel"]), due_on + timedelta(days=int(row["days"])))
        for row in open_to.to_dict("records")
    ]
    reached = next((rung for rung in reversed(dated) if rung[2] <= today), None)
    return Rungs(
        reached=reached and (reached[0], reached[1], max(reached[2], since or reached[2])),
        coming=next((rung for rung in dated if rung[2] > today), None),
    )


def _choose_step(
    rungs: Rungs, contacts: list[dict[Hashable, Any]], *, standing: date | None, today: date
) -> ChasingStep:
    """`standing` is the day promised, as long as the promise is about the report still awaited."""
    if standing is not None and standing >= today:
        return ChasingStep.PROMISED
    if rungs.reached is not None and not _has_been_asked(rungs.reached, contacts):
        return ChasingStep.NOW
    if standing is not None and not any(
        _read_day(contact["sent_on"]) > standing for contact in contacts
    ):
        return ChasingStep.BROKEN
    if rungs.coming is not None:
        return ChasingStep.WAITING
    return ChasingStep.NO_SCHEDULE if rungs.reached is None else ChasingStep.ENDED


def _has_been_asked(rung: tuple[int, str, date], contacts: list[dict[Hashable, Any]]) -> bool:
    """Was the unit asked on this rung: by the schedule, or in the rung's way by somebody's own
    accord? What was asked before the report was sent back, or under an earlier last day, was
    asked about something else."""
    days, channel, opened = rung
    for contact in contacts:
        climbed = contact["rung_days"]
        of_the_rung = contact["channel"] == channel if pd.isna(climbed) else climbed >= days
        if of_the_rung and _read_day(contact["sent_on"]) >= opened:
            return True
    return False


def _choose_next_contact(
    step: ChasingStep, rungs: Rungs, promised: date | None
) -> dict[str, object]:
    if step == ChasingStep.NOW and rungs.reached is not None:
        return {"channel": rungs.reached[1], "next_on": rungs.reached[2]}
    if step in (ChasingStep.PROMISED, ChasingStep.BROKEN):
        return {"channel": Channel.TELEPHONE, "next_on": promised}
    if rungs.coming is not None:
        return {"channel": rungs.coming[1], "next_on": rungs.coming[2]}
    return {"channel": None, "next_on": None}


def _is_made_since(promise: Row, day: date | None) -> bool:
    """Was it promised after the report was sent back? A promise before that was kept by it."""
    answered = promise.get("answered_on")
    made = promise["sent_on"] if answered is None or pd.isna(answered) else answered
    return day is None or _read_day(made) >= day


def _read_day(value: Any) -> date:  # a Timestamp of a frame
    day: date = value.date()
    return day
