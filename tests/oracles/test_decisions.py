"""What is to be decided, against a list made by going from unit to unit."""

from datetime import date, timedelta
from random import Random

import pandas as pd
import pytest

from indicators.coverage import coverage
from indicators.decisions import list_decisions
from indicators.due_reports import list_due_reports
from tests.oracles.plain import Row, rows_of
from tests.oracles.provinces import province

YEAR = 2026


def reminded(reports: pd.DataFrame, seed: int, as_of: date) -> pd.DataFrame:
    """The reports with reminders of every sort."""
    chance = Random(seed)
    days = [chance.choice((None, as_of - timedelta(days=5))) for _ in reports.index]
    promises = [
        chance.choice((None, as_of, as_of - timedelta(days=1), as_of + timedelta(days=3)))
        if day
        else None
        for day in days
    ]
    answers = [
        chance.choice((None, as_of - timedelta(days=9), as_of)) if day else None for day in days
    ]
    told = {"reminded_on": days, "promised_on": promises, "answered_on": answers}
    return reports.assign(**{name: pd.to_datetime(pd.Series(each)) for name, each in told.items()})


def slow_decision(unit: Row, report: Row, commune: Row, as_of: date) -> Row | None:
    """The line of one unit, or None where nothing is open."""
    asked = report.get("obligation") == "required"
    state = report.get("state") if asked else None
    state = state if state in ("overdue", "sent_back") else None
    nobody = int(str(commune.get("nobody") or 0))
    if state is None and not nobody:
        return None
    promise = report.get("promised_on")
    held = isinstance(promise, date) and promise >= as_of
    answer, asked_on = report.get("answered_on"), report.get("reminded_on")
    answered = isinstance(answer, date) and isinstance(asked_on, date) and answer >= asked_on
    if isinstance(promise, date) and isinstance(answer, date):
        answered = answered and not held and answer > promise
    came = report.get("received_on") if state == "sent_back" else None
    came_after = isinstance(came, date) and isinstance(asked_on, date) and came >= asked_on
    if isinstance(answer, date) and isinstance(came, date) and answer > came:
        came_after = False
    silent = bool(state and asked_on and not held and not answered and not came_after)
    about = "nothing"
    if state == "sent_back":
        about = "resend"
    elif state:
        standing = "wait" if held else "agree" if answered else "remind"
        about = "call" if silent else standing
    days = report.get("days") if state else None
    return {
        "unit_id": unit["unit_id"],
        "marks": (state == "overdue") + (nobody > 0) + silent,
        "days": days,
        "nobody": nobody or None,
        "about_report": about,
        "no_reply": silent,
    }


@pytest.mark.parametrize("seed", range(6))
def test_the_list_is_what_the_oracle_makes_and_in_its_order(seed: int) -> None:
    there = province(seed)
    as_of = there.duties.as_of
    all_reports = list_due_reports(there.duties)
    reports = all_reports[all_reports["year"] == YEAR].reset_index(drop=True)
    reports = reminded(reports, seed, as_of)
    told = coverage(there.register)
    communes = told[told["year"] == YEAR]
    units = there.duties.catalogue.units
    by_unit = {row["unit_id"]: row for row in rows_of(reports)}
    by_commune = {row["commune_id"]: row for row in rows_of(communes)}
    slow = [
        line
        for unit in rows_of(units)
        if (
            line := slow_decision(
                unit,
                by_unit.get(unit["unit_id"], {}),
                by_commune.get(unit["unit_id"], {}),
                as_of,
            )
        )
    ]
    slow.sort(
        key=lambda line: (
            -int(str(line["marks"])),
            -int(str(line["days"] or -1)),
            -int(str(line["nobody"] or 0)),
            int(str(line["unit_id"])),  # its position too
        )
    )
    listed = rows_of(list_decisions(reports, communes, units, as_of=pd.Timestamp(as_of)))
    assert [{name: row[name] for name in slow[0]} for row in listed] == slow


def test_nothing_open_is_an_empty_list_with_its_columns() -> None:
    there = province(1)
    reports = list_due_reports(there.duties).iloc[:0]
    communes = coverage(there.register).iloc[:0]
    units = there.duties.catalogue.units
    listed = list_decisions(reports, communes, units, as_of=pd.Timestamp(there.duties.as_of))
    assert len(listed) == 0
    assert {"no_reply", "marks", "about_report", "name_vi", "contact"} <= {*listed.columns}
