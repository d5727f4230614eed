"""What a clerk decides of a file beside pressing its button."""

import streamlit as st

from actions.receive import Preview
from intake.arrivals import Arrival
from intake.findings import Severity
from locales.words import Words


def sound_rows(arrival: Arrival) -> int:
    """How many of its rows may be kept."""
    if arrival.rows is None or arrival.plan is None:
        return 0
    return len(arrival.rows.frame) - arrival.plan.left


def decisions(seen: Preview, words: Words, *, key: str) -> None:
    """What the clerk may say beside pressing: why a file with warnings is kept, and whether
    the rows that are sent no longer are withdrawn. `key` is the button's own."""
    arrival = seen.arrival
    if not sound_rows(arrival):
        return
    if unsent := len(arrival.not_resent):
        st.checkbox(words.say("handing.withdraw", count=unsent), key=f"{key}-withdraw")
    if any(finding.severity == Severity.WARNING for finding in arrival.findings):
        st.text_input(words.say("handing.reason"), max_chars=500, key=f"{key}-reason")


def decided(key: str) -> tuple[str, bool]:
    """The reason that was given and whether to withdraw, as the button `key` is pressed."""
    told = st.session_state
    return str(told.get(f"{key}-reason", "")), bool(told.get(f"{key}-withdraw", False))
