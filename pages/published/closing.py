"""Closing a period once its report is published, or opening it again; asked before it is done."""

import pandas as pd
import streamlit as st

from actions.periods import close_period, reopen_period
from actions.refusals import Refused
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from pages.components import frames
from pages.components.deed_time import read_moment
from pages.components.visit import Visit

MESSAGE = "closing-told"


def show_closing(visit: Visit) -> None:
    """Is the visit's period closed, since when, and the button that changes it."""
    words, year = visit.words, visit.year
    if MESSAGE in st.session_state:
        st.info(escape_markdown(st.session_state.pop(MESSAGE)))
    periods = frames.load_catalogue(visit).periods
    period_rows = periods[periods["year"] == year]
    if period_rows.empty or visit.issue is not None:
        return
    closed_at = period_rows["closed_at"].iloc[0]
    state = "open" if pd.isna(closed_at) else "closed"
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(escape_markdown(words.say(f"closing.{state}", year=year, at=closed_at)))
        with st.popover(
            words.say(f"closing.{state}.press", year=year), key=f"closing-open-{state}"
        ):
            st.markdown(escape_markdown(words.say(f"closing.{state}.ask")))
            if st.button(words.say(f"closing.{state}.yes"), type="primary", key="closing-yes"):
                _change_period(visit, close=state == "open")
                st.rerun()


def _change_period(visit: Visit, *, close: bool) -> None:
    act, outcome = (close_period, "closed") if close else (reopen_period, "open")
    try:
        act(visit.engine, visit.year, actor=visit.actor, now=read_moment(visit))
        st.session_state[MESSAGE] = visit.words.say(f"closing.done.{outcome}", year=visit.year)
    except Refused as refused:
        st.session_state[MESSAGE] = build_refusal_sentence(refused, visit.words)
