"""Báo cáo quá hạn: whom do we call?"""

import pandas as pd
import streamlit as st

from charts.arrivals import build_arrivals_rows
from indicators.due_reports import OVERDUE, SENT_BACK
from locales.names import list_full_names
from pages.components import notes
from pages.components.cache import once
from pages.components.callees import describe_report_state, show_callees
from pages.components.empty import show_empty_screen
from pages.components.headline import show_headline, show_subtitle
from pages.components.late_marks import build_after_marks
from pages.components.no_data import show_no_data
from pages.components.period import describe_past, has_no_data, is_past
from pages.components.picture import draw_chart
from pages.components.sending_back_button import show_year_returns
from pages.components.tables import show_table
from pages.components.visit import Visit
from pages.components.year_reports import YearReports, load_year_reports
from pages.overdue.registers import show_registers
from pages.overdue.years import draw_timeliness

CARDS = 24  # more than that is a table


def show(visit: Visit) -> None:
    """The screen."""
    year_reports = load_year_reports(visit, visit.years)
    if not year_reports.required_count:
        show_empty_screen(visit, "no_reports", year=visit.year)
        return
    if has_no_data(visit):
        show_no_data(visit, "qua-han")
        show_year_returns(visit, year_reports.of_year)
        show_registers(visit)
        return
    show_headline(visit, once(_build_sentence, visit, year_reports))
    _show_absent(visit, year_reports)
    show_year_returns(visit, year_reports.of_year)
    _show_after_publishing(visit, year_reports)
    left, right = st.columns(2, gap="large")
    with left:
        _show_arrivals(visit, year_reports)
    with right:
        draw_timeliness(visit, year_reports)
    notes.show_source(visit, "returns")
    _show_requested(visit, year_reports)
    show_registers(visit)


def _build_sentence(visit: Visit, year_reports: YearReports) -> str:
    words = visit.words
    if is_past(visit):
        return describe_past(visit, len(year_reports.overdue_reports))
    if year_reports.overdue_reports.empty:
        waiting = year_reports.awaited_count
        return words.say("overdue.none", count=waiting) if waiting else words.say("overdue.all_in")
    longest = year_reports.describe_longest(visit)
    return words.say("overdue.sentence", count=len(year_reports.absent_reports), longest=longest)


def _show_absent(visit: Visit, year_reports: YearReports) -> None:
    """The overdue by days, then those sent back; as cards, or as a table when many."""
    words = visit.words
    for state, reports in (
        (OVERDUE, year_reports.overdue_reports),
        (SENT_BACK, year_reports.sent_back_reports),
    ):
        if reports.empty:
            continue
        key = f"past.list.{state}" if is_past(visit) else f"overdue.list.{state}"
        show_subtitle(words.say(key, count=len(reports)))
        if len(reports) <= CARDS:
            show_callees(visit, reports)
        else:
            rows = once(_build_table, visit, reports)
            show_table(visit, rows, key=f"called-{state}")


def _build_table(visit: Visit, reports: pd.DataFrame) -> pd.DataFrame:
    words = visit.words
    rows = reports.assign(
        unit=list_full_names(reports, words),
        state=[describe_report_state(visit, report) for report in reports.to_dict("records")],
    )
    return rows[["unit", "state", "contact", "reminded_on", "promised_on"]]


def _show_after_publishing(visit: Visit, year_reports: YearReports) -> None:
    """Those that came when the year's report was published: it does not tell of them."""
    rows = once(_build_after_table, visit, year_reports)
    if len(rows):
        show_subtitle(visit.words.say("after.title", count=len(rows), year=visit.year))
        show_table(visit, rows, key="called-after")


def _build_after_table(visit: Visit, year_reports: YearReports) -> pd.DataFrame:
    late_reports = year_reports.of_year.assign(after=build_after_marks(visit, year_reports.of_year))
    late_reports = late_reports[late_reports["after"] != ""]
    rows = _build_table(visit, late_reports).assign(
        after=late_reports["after"], received_on=late_reports["received_on"]
    )
    return rows[["unit", "state", "received_on", "after"]]


def _show_arrivals(visit: Visit, year_reports: YearReports) -> None:
    message = visit.words.say(
        "overdue.arrivals", received=year_reports.received_count, owed=year_reports.required_count
    )
    show_subtitle(message)
    rows = once(_build_arrivals_rows, visit, year_reports)
    draw_chart(visit, "arrivals", rows, alt=message)


def _build_arrivals_rows(visit: Visit, year_reports: YearReports) -> pd.DataFrame:
    deadline = year_reports.required_reports["due_on"].mode().iloc[0].date()
    return build_arrivals_rows(
        year_reports.arrived_reports, visit.words, deadline=deadline, as_of=visit.as_of
    )


def _show_requested(visit: Visit, year_reports: YearReports) -> None:
    """The bodies that were asked and owe nothing: never called late."""
    if year_reports.requested_reports.empty:
        return
    words = visit.words
    show_subtitle(words.say("overdue.requested"))
    notes.show_note(words.say("overdue.requested_help"))
    rows = once(_build_requested_table, visit, year_reports)
    show_table(visit, rows, key="called-requested")


def _build_requested_table(visit: Visit, year_reports: YearReports) -> pd.DataFrame:
    return _build_table(visit, year_reports.requested_reports)[["unit", "state", "contact"]]
