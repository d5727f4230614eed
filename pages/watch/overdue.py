"""Báo cáo quá hạn: whom do we call?"""

from functools import partial

import pandas as pd
import streamlit as st

from charts.arrivals import build_arrivals_rows
from indicators.due_reports import OVERDUE, SENT_BACK
from locales.names import full_names
from pages.parts import frames, notes
from pages.parts.after_publishing import marks
from pages.parts.callees import absent_said, callees
from pages.parts.empty import empty_screen
from pages.parts.headline import headline, subtitle
from pages.parts.no_data import show_no_data
from pages.parts.period import has_no_data, past, past_said
from pages.parts.picture import draw
from pages.parts.tables import table
from pages.parts.visit import Visit
from pages.watch.overdue_years import sent_in_time
from pages.watch.registers import registers
from pages.watch.sending_back import show_year_returns
from pages.watch.standing import Standing, standing

CARDS = 24  # more than that is a table


def show(visit: Visit) -> None:
    """The screen."""
    now = standing(visit, visit.years)
    if not now.owed:
        empty_screen(visit, "no_reports", year=visit.year)
        return
    if has_no_data(visit):
        show_no_data(visit, "qua-han")
        show_year_returns(visit, now.of_year)
        registers(visit)
        return
    headline(visit, frames.once(visit, "overdue said", partial(_sentence, visit, now)))
    _absent(visit, now)
    show_year_returns(visit, now.of_year)
    _after(visit, now)
    left, right = st.columns(2, gap="large")
    with left:
        _arrivals(visit, now)
    with right:
        sent_in_time(visit, now)
    notes.source(visit, "returns")
    _requested(visit, now)
    registers(visit)


def _sentence(visit: Visit, now: Standing) -> str:
    words = visit.words
    if past(visit):
        return past_said(visit, len(now.overdue))
    if now.overdue.empty:
        waiting = now.awaited
        return words.say("overdue.none", count=waiting) if waiting else words.say("overdue.all_in")
    longest = now.longest_said(visit)
    return words.say("overdue.sentence", count=len(now.absent), longest=longest)


def _absent(visit: Visit, now: Standing) -> None:
    """The overdue by days, then those sent back; as cards, or as a table when many."""
    words = visit.words
    for state, absent in ((OVERDUE, now.overdue), (SENT_BACK, now.sent_back)):
        if absent.empty:
            continue
        key = f"past.list.{state}" if past(visit) else f"overdue.list.{state}"
        subtitle(words.say(key, count=len(absent)))
        if len(absent) <= CARDS:
            callees(visit, absent)
        else:
            called = frames.once(visit, f"called {state}", partial(_called, visit, absent))
            table(visit, called, key=f"called-{state}")


def _called(visit: Visit, reports: pd.DataFrame) -> pd.DataFrame:
    words = visit.words
    told = reports.assign(
        unit=full_names(reports, words),
        state=[absent_said(visit, report) for report in reports.to_dict("records")],
    )
    return told[["unit", "state", "contact", "reminded_on", "promised_on"]]


def _after(visit: Visit, now: Standing) -> None:
    """Those that came when the year's report was published: it does not tell of them."""
    after = frames.once(visit, "called after", partial(_told_after, visit, now))
    if len(after):
        subtitle(visit.words.say("after.title", count=len(after), year=visit.year))
        table(visit, after, key="called-after")


def _told_after(visit: Visit, now: Standing) -> pd.DataFrame:
    told = now.of_year.assign(after=marks(visit, now.of_year))
    told = told[told["after"] != ""]
    shown = _called(visit, told).assign(after=told["after"], received_on=told["received_on"])
    return shown[["unit", "state", "received_on", "after"]]


def _arrivals(visit: Visit, now: Standing) -> None:
    message = visit.words.say("overdue.arrivals", received=now.received, owed=now.owed)
    subtitle(message)
    rows = frames.once(visit, "arrivals", partial(_arrivals_drawn, visit, now))
    draw(visit, "arrivals", rows, alt=message)


def _arrivals_drawn(visit: Visit, now: Standing) -> pd.DataFrame:
    deadline = now.required["due_on"].mode().iloc[0].date()
    return build_arrivals_rows(now.arrived, visit.words, deadline=deadline, as_of=visit.as_of)


def _requested(visit: Visit, now: Standing) -> None:
    """The bodies that were asked and owe nothing: never called late."""
    if now.requested.empty:
        return
    words = visit.words
    subtitle(words.say("overdue.requested"))
    notes.note(words.say("overdue.requested_help"))
    asked = frames.once(visit, "called requested", partial(_asked, visit, now))
    table(visit, asked, key="called-requested")


def _asked(visit: Visit, now: Standing) -> pd.DataFrame:
    return _called(visit, now.requested)[["unit", "state", "contact"]]
