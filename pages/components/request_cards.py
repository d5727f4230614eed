"""Requests of units for more time, as the secretariat decides them: granted until a day, or
declined with a sentence."""

from collections.abc import Hashable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from actions.permissions import Verb, may
from actions.reminders.extension_requests import decline_request, grant_request
from actions.reminders.extensions import LONGEST
from locales.names import add_units, list_full_names
from locales.texts import escape_markdown
from models.database import reading
from models.extension_requests import find_requests
from pages.components import frames
from pages.components.acting import do, show_outcome
from pages.components.cache import once
from pages.components.headline import show_subtitle
from pages.components.tables import show_table
from pages.components.visit import Visit

LATEST = timedelta(days=366)  # after the last day of all, as for any other extension
NARROWEST = 290  # pixels
Row = dict[Hashable, Any]  # Any: a row, as pandas gives it


def show_open_requests(visit: Visit) -> None:
    """A card for each request that waits for an answer; nothing where none does, but what came
    of the last one."""
    if not may(visit.actor, Verb.DECLINE_EXTENSION):
        return
    show_outcome()
    requests = _find_requests(visit)  # of every year: a late one is of the year before
    waiting = requests[requests["decision"].isna()]
    if waiting.empty:
        return
    show_subtitle(visit.words.say("requests.open", count=len(waiting)))
    grid = st.grid(2, min_column_width=NARROWEST, border=True)
    for request in waiting.to_dict("records"):
        with grid.cell(), st.container(gap="xsmall"):
            _show_card(visit, request)


def show_answered_requests(visit: Visit) -> None:
    """A table of those that were answered or withdrawn."""
    rows = once(_list_answered, visit)
    if rows.empty:
        return
    show_subtitle(visit.words.say("requests.answered", count=len(rows)))
    show_table(visit, rows, key="answered-requests")


def _find_requests(visit: Visit) -> pd.DataFrame:
    return once(_load_requests, visit)


def _load_requests(visit: Visit) -> pd.DataFrame:
    with reading(visit.engine) as session:
        requests = find_requests(session, None, visit.as_of)
    requests = add_units(requests, "unit_id", frames.load_catalogue(visit).units)
    return requests.assign(unit=list_full_names(requests, visit.words))


def _list_answered(visit: Visit) -> pd.DataFrame:
    """The requests of the visit's year that wait for nothing any more."""
    requests = _find_requests(visit)
    answered = requests[requests["decision"].notna() & (requests["year"] == visit.year)]
    states = [visit.words.say(f"request.state.{decision}") for decision in answered["decision"]]
    return answered.assign(state=states)[["unit", "wanted_day", "reason", "state", "reply"]]


def _show_card(visit: Visit, request: Row) -> None:
    words = visit.words
    st.markdown(f"**{escape_markdown(str(request['unit']))}**")
    st.markdown(escape_markdown(_say_wanted(visit, request)))
    st.markdown(escape_markdown(words.say("requests.reason", reason=request["reason"])))
    st.caption(
        escape_markdown(
            words.say(
                "requests.sent", at=request["requested_at"], due_on=_find_due_day(visit, request)
            )
        )
    )
    if visit.as_of == visit.today:
        with st.container(horizontal=True):
            _show_grant_form(visit, request)
            _show_decline_form(visit, request)


def _find_due_day(visit: Visit, request: Row) -> object:
    """The unit's last day as it stands."""
    reports = frames.load_reports(visit, (int(request["year"]),))
    own = reports.loc[reports["unit_id"] == request["unit_id"], "due_on"]
    return own.iloc[0] if len(own) else _find_last_day(visit, request)


def _find_last_day(visit: Visit, request: Row) -> date:
    """The last day of all in the request's period."""
    periods = frames.load_catalogue(visit).periods
    day: date = periods.loc[periods["year"] == request["year"], "last_day"].iloc[0].date()
    return day


def _say_wanted(visit: Visit, request: Row) -> str:
    return visit.words.say("requests.wanted", year=request["year"], day=request["wanted_day"])


def _show_grant_form(visit: Visit, request: Row) -> None:
    words, number = visit.words, int(request["request_id"])
    key = f"grant-{number}"
    place = st.popover(words.say("requests.grant"), key=f"{key}-open")
    with place, st.form(key, border=False):
        until = st.date_input(
            words.say("catalogue.extend.until"),
            request["wanted_day"].date(),
            format="DD/MM/YYYY",
        )
        reply = st.text_input(words.say("requests.grant_reply"), max_chars=LONGEST)
        pressed = st.form_submit_button(words.say("requests.grant_press"), type="primary")
    if pressed:
        act = partial(grant_request, visit.engine, number, until, reply=reply)
        do(visit, act, words.say("requests.granted", unit=request["unit"], day=until))


def _show_decline_form(visit: Visit, request: Row) -> None:
    words, number = visit.words, int(request["request_id"])
    key = f"decline-{number}"
    place = st.popover(words.say("requests.decline"), key=f"{key}-open")
    with place, st.form(key, border=False):
        reply = st.text_area(words.say("requests.decline_reply"), max_chars=LONGEST, height=80)
        pressed = st.form_submit_button(words.say("requests.decline_press"), type="primary")
    if pressed:
        act = partial(decline_request, visit.engine, number, str(reply))
        do(visit, act, words.say("requests.declined", unit=request["unit"]))
