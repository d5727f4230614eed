"""More time: the unit asks until a day and says why; what was answered; taken back while
nobody has answered."""

from datetime import timedelta
from functools import partial

import streamlit as st

from actions.permissions import Verb, may
from actions.reminders.extension_requests import (
    Requesting,
    find_possible_days,
    request_extension,
    withdraw_request,
)
from actions.reminders.extensions import LONGEST
from indicators.obligations import REQUESTED
from locales.numbers import is_missing
from locales.texts import escape_markdown
from models.database import reading
from pages.components.acting import do
from pages.components.headline import show_subtitle
from pages.components.visit import Visit
from pages.own_unit.own_report import OwnUnit, Row, may_act

PROPOSED_DAYS = 7  # beyond the first day that may be asked for


def show_extension_form(visit: Visit, own: OwnUnit) -> None:
    """The form, for a required report that is not there, while no request waits."""
    words = visit.words
    is_waiting = own.requests["decision"].isna().any()
    is_owed = own.report is not None and own.report["obligation"] != REQUESTED
    if not may(visit.actor, Verb.REQUEST_EXTENSION) or own.is_received or is_waiting or not is_owed:
        return
    with reading(visit.engine) as session:
        first, last = find_possible_days(session, own.unit_id, visit.year, visit.today)
    if first > last:
        return
    place = st.popover(words.say("own.extension"), key="own-extension-open")
    with place, st.form("own-extension", border=False):
        st.markdown(escape_markdown(words.say("own.extension_lead", due_on=own.due_on)))
        last_day = st.date_input(
            words.say("own.extension_until"),
            min(first + timedelta(days=PROPOSED_DAYS - 1), last),
            format="DD/MM/YYYY",
        )
        reason = st.text_area(words.say("own.extension_reason"), max_chars=LONGEST, height=80)
        is_pressed = st.form_submit_button(words.say("own.extension_press"), type="primary")
    if is_pressed:
        requesting = Requesting(visit.year, last_day, str(reason))
        act = partial(request_extension, visit.engine, requesting)
        do(visit, act, words.say("own.extension_done", day=last_day))


def show_requests(visit: Visit, own: OwnUnit) -> None:
    """Every request of the year with its answer, the latest first."""
    if own.requests.empty:
        return
    show_subtitle(visit.words.say("own.requests"))
    for request in reversed(own.requests.to_dict("records")):
        _show_request(visit, request)


def _show_request(visit: Visit, request: Row) -> None:
    words, number = visit.words, int(request["request_id"])
    decision = "open" if is_missing(request["decision"]) else str(request["decision"])
    with st.container(border=True, gap="xsmall"):
        state = words.say(f"request.state.{decision}")
        title = words.say("own.request", day=request["wanted_day"], state=state)
        sent = {"at": request["requested_at"], "reason": request["reason"]}
        st.markdown(f"**{escape_markdown(title)}**")
        st.caption(escape_markdown(words.say("own.request_reason", **sent)))
        if not is_missing(request["reply"]):
            st.markdown(escape_markdown(words.say("own.request_reply", reply=request["reply"])))
        if decision == "open" and may_act(visit):
            label, done = words.say("own.request_withdraw"), words.say("own.request_withdrawn")
            if st.button(label, key=f"own-withdraw-{number}"):
                do(visit, partial(withdraw_request, visit.engine, number), done)
