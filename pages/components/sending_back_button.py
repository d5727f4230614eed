"""Sending a report back from where it is looked at: an agency's page, Báo cáo quá hạn."""

import pandas as pd
import streamlit as st

from actions.permissions import Verb, may
from indicators.due_reports import ARRIVED, SENT_BACK
from locales.names import list_full_names
from models.database import reading
from models.submissions import find_unit_return
from pages.components.scans import find_submissions, show_scans_of
from pages.components.sending_back import show_sending_back
from pages.components.visit import Visit


def show_unit_return(visit: Visit, unit_id: int, *, key: str) -> None:
    """The last return of a unit for the year: its scans, and its sending back. Nothing for
    readers who may not send back."""
    if not may(visit.actor, Verb.SEND_BACK):
        return
    with reading(visit.engine) as session:
        returns = find_unit_return(session, unit_id, visit.year)
    show_scans_of(visit, find_submissions(returns), key=key)
    show_sending_back(visit, returns, key=key)


def show_year_returns(visit: Visit, reports: pd.DataFrame) -> None:
    """Choose one of the year's reports that came, to send it back or to see its letter.
    `reports` are due reports of the year."""
    words = visit.words
    arrived = reports[reports["state"].isin([*ARRIVED, SENT_BACK])]
    if arrived.empty or not may(visit.actor, Verb.SEND_BACK):
        return
    names = dict(zip(arrived["unit_id"].astype(int), list_full_names(arrived, words), strict=True))
    with st.expander(words.say("sending_back.overdue_title"), key="sending-back-panel"):
        unit = st.selectbox(
            words.say("sending_back.which"),
            list(names),
            index=None,
            format_func=lambda number: names.get(number, ""),
            placeholder=words.say("sending_back.choose"),
            key="sending-back-unit",
        )
        if unit in names:
            show_unit_return(visit, unit, key=f"overdue-{unit}")
