"""Run the action of a pressed button; the redrawn screen says what came of it."""

from collections.abc import Callable

import streamlit as st

from actions.refusals import Refused
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from pages.components.deed_time import read_moment
from pages.components.visit import Visit

OUTCOME = "outcome-of-the-press"


def do(visit: Visit, act: Callable[..., object], done: str) -> None:
    """Call `act` with who acts and when, then draw the screen anew; `done` is said where it was
    not refused."""
    try:
        act(actor=visit.actor, now=read_moment(visit))
        st.session_state[OUTCOME] = True, done
    except Refused as refused:
        st.session_state[OUTCOME] = False, build_refusal_sentence(refused, visit.words)
    st.rerun()


def show_outcome() -> None:
    """Say once what came of the last action."""
    if OUTCOME in st.session_state:
        is_done, sentence = st.session_state.pop(OUTCOME)
        (st.success if is_done else st.warning)(escape_markdown(sentence))
