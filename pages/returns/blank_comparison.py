"""Three sides of what a file would change, where it came in our own blank."""

import streamlit as st

from documents.returns.comparison import MOST_ROWS, build_comparison, has_baseline, list_changes
from intake.pipeline import Arrival
from locales.texts import escape_markdown
from locales.words import Words
from pages.components.tables import show_written_table


def show_comparison(arrival: Arrival, words: Words, *, key: str) -> None:
    """The comparison, open where somebody else changed what is stored since the blank was
    made; nothing for a file without a baseline, whose changes have two sides."""
    baseline = arrival.table.baseline if arrival.table is not None else None
    if baseline is None or not has_baseline(arrival) or not (changes := list_changes(arrival)):
        return
    moved = sum(change.moved for change in changes)
    title = words.say("comparison.title", made_on=baseline.made_on)
    with st.expander(escape_markdown(title), key=f"sides-{key}-open", expanded=moved > 0):
        if moved:
            st.markdown(escape_markdown(words.say("comparison.moved", count=moved)))
        show_written_table(words, build_comparison(arrival, words), key=f"sides-{key}")
        if arrival.plan is not None and len(arrival.plan.writes) > MOST_ROWS:
            st.caption(words.say("comparison.first", count=MOST_ROWS))
