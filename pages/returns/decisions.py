"""What a clerk decides of a file beside pressing its button."""

import streamlit as st

from actions.permissions import Verb, may
from actions.returns.receive import Preview
from intake.findings import Outcome, Severity
from intake.pipeline import Arrival
from locales.texts import escape_markdown
from locales.words import Words


def count_sound_rows(arrival: Arrival, *, again: bool = False) -> int:
    """How many of its rows may be kept; `again`: with those that were erased on request."""
    if arrival.rows is None or arrival.plan is None or arrival.outcome == Outcome.NOTHING:
        return 0
    to_confirm = 0 if again else len(arrival.plan.waiting)
    return len(arrival.rows.frame) - arrival.plan.left - to_confirm


def show_decisions(preview: Preview, words: Words, *, key: str) -> None:
    """What the clerk may say beside pressing: why a file with warnings is kept, whether the
    rows that are sent no longer are withdrawn, and whether what was erased on request is
    registered again. `key` is the button's own."""
    arrival = preview.arrival
    if not count_sound_rows(arrival, again=True):
        return
    if arrival.plan is not None and (to_confirm := len(arrival.plan.waiting)):
        if may(preview.actor, Verb.ERASE):
            st.checkbox(words.say("erased.again", count=to_confirm), key=f"{key}-again")
        else:
            st.caption(escape_markdown(words.say("erased.to_confirm", count=to_confirm)))
    if unsent := len(arrival.unsent_rows):
        st.checkbox(words.say("handing.withdraw", count=unsent), key=f"{key}-withdraw")
    if any(finding.severity == Severity.WARNING for finding in arrival.findings):
        st.text_input(words.say("handing.reason"), max_chars=500, key=f"{key}-reason")


def is_registered_again(key: str) -> bool:
    """Did the clerk decide to register again what was erased?"""
    return bool(st.session_state.get(f"{key}-again", False))


def read_decisions(key: str) -> tuple[str, bool, bool]:
    """The reason that was given, whether to withdraw and whether to register again, as the
    button `key` is pressed."""
    state = st.session_state
    reason, withdraw = (
        str(state.get(f"{key}-reason", "")),
        bool(state.get(f"{key}-withdraw", False)),
    )
    return reason, withdraw, is_registered_again(key)
